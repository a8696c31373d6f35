#pragma once

#include "core/shr-section.h"
#include "plot/shr-scale.h"
#include "plot/shr-scene.h"

G_BEGIN_DECLS

/* @points: valid during the call. @touching: of the level that passes through the contact. */
typedef void (*ShrContourFunc) (const ShrXY *points, gsize n_points, gboolean closed, gboolean touching, gpointer data);

/**
 * shr_contours_trace:
 * @section: the loss of two coefficients
 * @x, @y: linear scales of as many pixels per unit
 * @view: what can be seen, px
 * @spacing: px from one contour to the next along the shorter axis of the ellipses, about
 * @func: called for each visible piece of a contour, the one through the contact last
 *
 * Contours of the section's loss: ellipses around its optimum, or parallel lines where the optimum is a line. They
 * are equally spaced, which is quadratically in the loss, so that one passes through the contact. Points of the
 * pieces are on the contour, and the lines between them within 0.05 px of it.
 */
void shr_contours_trace (const ShrSection *section,
                         const ShrScale *x,
                         const ShrScale *y,
                         const ShrRect *view,
                         double spacing,
                         ShrContourFunc func,
                         gpointer data);

G_END_DECLS
