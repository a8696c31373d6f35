#pragma once

#include "plot/shr-geometry-chart.h"

G_BEGIN_DECLS

/**
 * The handles of the Geometry chart of two features: one on the optimum, and four on the ends of the axes of one ellipse
 * around it, by which the correlation is changed. The ellipse is a contour of the loss, of the same size in pixels at
 * every correlation: with standardised features its axes lie along (1, 1) and (1, −1) and are as long as 1/√(1+ρ) and
 * 1/√(1−ρ).
 */

/* Nothing is further than this from −1 or 1: there the two features are one. */
#define SHR_GEOMETRY_GRIPS_STRONGEST 0.99

/* The handle within @tolerance px of the pixel, the nearest; SHR_GRIP_NONE where there is none or nothing can be moved. */
ShrGrip
shr_geometry_grips_at (const ShrChart *chart, const ShrGeometryLayout *layout, double x, double y, double tolerance);

/* Where the handle is, px: of the two of an axis, the one in the plot. FALSE: out of sight. */
gboolean shr_geometry_grips_place (const ShrChart *chart, const ShrGeometryLayout *layout, ShrGrip grip, ShrXY *place);

/* The optimum that is at the pixel, brought into the plot, in the order of the features, not of the pair. */
void shr_geometry_grips_optimum (const ShrChart *chart,
                                 const ShrGeometryLayout *layout,
                                 double x,
                                 double y,
                                 double optimum[2]);

/* The correlation at which handle @grip of an axis is as far from the optimum, along its axis, as the pixel is. */
double shr_geometry_grips_correlation (const ShrChart *chart,
                                       const ShrGeometryLayout *layout,
                                       ShrGrip grip,
                                       double x,
                                       double y);

/* Draws them where @chart shows them. */
void shr_geometry_grips_draw (const ShrChart *chart,
                              const ShrGeometryLayout *layout,
                              const ShrTheme *theme,
                              ShrScene *scene);

G_END_DECLS
