#pragma once

#include "study/shr-figure.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* How long a sweep may be, s. */
#define SHR_MOTION_SHORTEST 1.0
#define SHR_MOTION_LONGEST 60.0
#define SHR_MOTION_USUAL 6.0

/**
 * shr_motion_make:
 * @study: solved, and without a worker: it is swept, and stays at the end of its path
 * @leader: whose λ sweeps, one that is on; the others follow the link
 * @figure: each frame, a pixel of it a pixel of the GIF; resolution and transparency are not looked at
 * @seconds: how long the sweep takes, before it rests for a moment and begins again
 * @progress: (nullable): thousandths, set atomically
 * @cancellable: (nullable): looked at before every frame
 *
 * The sweep of λ from the largest to the smallest as an animated GIF, traces growing with it; the
 * same bytes every time. In the thread that the study belongs to, which may be any.
 *
 * Returns: (transfer full): the file's bytes
 */
GBytes *shr_motion_make (ShrStudy *study,
                         ShrPenalty leader,
                         const ShrFigure *figure,
                         double seconds,
                         int *progress,
                         GCancellable *cancellable,
                         GError **error);

/* A study of the same data, settings and view that belongs to nobody yet and is not solved: to be swept by another
 * thread while the first one stays on show. (transfer full) */
ShrStudy *shr_motion_copy_study (ShrStudy *study);

G_END_DECLS
