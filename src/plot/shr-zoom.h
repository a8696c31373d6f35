#pragma once

#include "plot/shr-scale.h"

G_BEGIN_DECLS

/**
 * ShrZoom:
 *
 * Which part of a chart is seen: @scale times as large as the whole, both ways alike, so that equal units stay equal.
 * It is told in shares of the whole and not in values, so that the columns of a row show the same part of each.
 */
typedef struct
{
  double scale; /* 1: all of it; at most SHR_ZOOM_MOST */
  double x, y; /* where the part begins, from the left and from the bottom: 0 to 1 − 1/scale; where the axis shows λ,
                   or something instead of it, x begins at the largest λ */
} ShrZoom;

#define SHR_ZOOM_MOST 1000.0

/* All of it. */
void shr_zoom_init (ShrZoom *zoom);
gboolean shr_zoom_is_whole (const ShrZoom *zoom);
gboolean shr_zoom_equal (const ShrZoom *a, const ShrZoom *b);

/* Larger by @factor; what is at the shares @u and @v of what is seen stays where it is, as far as there is anything to
 * be seen beyond. */
void shr_zoom_by (ShrZoom *zoom, double factor, double u, double v);
/* What is seen goes on by these shares of its width and height, as far as there is anything. */
void shr_zoom_pan (ShrZoom *zoom, double du, double dv);

/* @scale loses what is not seen at its two ends. @zoom: (nullable): NULL for all of it. Across, the part begins at the
 * scale's low end; _down: at its high end. */
void shr_zoom_across (const ShrZoom *zoom, ShrScale *scale);
void shr_zoom_across_down (const ShrZoom *zoom, ShrScale *scale);
void shr_zoom_upwards (const ShrZoom *zoom, ShrScale *scale);

G_END_DECLS
