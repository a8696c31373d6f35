#pragma once

#include "plot/shr-scene.h"

#include <cairo.h>

G_BEGIN_DECLS

/**
 * ShrGifPaintFunc:
 * @frame: from 0
 * @cr: one pixel is one unit; to be painted all over
 *
 * Called for some frames first, to find the colours, and then for every frame in turn.
 *
 * Returns: FALSE with @error to give up
 */
typedef gboolean (*ShrGifPaintFunc) (guint frame, cairo_t *cr, gpointer data, GError **error);

/**
 * shr_gif_write:
 * @width, @height: px, at most 65535
 * @n_frames: at least 1
 * @delay: how long a frame is shown, in hundredths of a second
 * @last_delay: the same of the last one, before it begins again
 * @comment: (nullable): words that go along in the file
 * @paint: paints a frame
 *
 * An animated GIF by giflib: one palette for all frames, by median cut, the most frequent colours exactly; of each frame
 * only what differs from the one before. The same frames give the same bytes every time.
 *
 * Returns: (transfer full): the file's bytes; or %SHR_PLOT_ERROR_SIZE, %SHR_PLOT_ERROR_RENDER, or @paint's own
 */
GBytes *shr_gif_write (guint width,
                       guint height,
                       guint n_frames,
                       guint delay,
                       guint last_delay,
                       const char *comment,
                       ShrGifPaintFunc paint,
                       gpointer data,
                       GError **error);

G_END_DECLS
