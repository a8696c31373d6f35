#pragma once

#include "plot/shr-chart.h"
#include "plot/shr-scale.h"

G_BEGIN_DECLS

/**
 * The Geometry chart: for two features the loss contours around the section's optimum, the budget region, the true
 * contact point, the gradient and the region's normal (mathematics, section 1, "Constraint form"). Axes are on the
 * standardised scale, of equal unit, and fixed while λ moves.
 */
typedef struct
{
  double width, height;
  ShrRect plot;
  ShrScale x, y; /* equal pixels per unit */
} ShrGeometryLayout;

/* The ranges hold the origin, the route of the pair over the whole path and the optimum of every section along it,
 * where that is near and follows from the path (both coefficients being in) and the Hessian of @chart->section. So they
 * depend on path and pair, and on λ only while there is no path. While the path is not complete they grow in steps. */
void shr_geometry_chart_layout (const ShrChart *chart,
                                double width,
                                double height,
                                const ShrTheme *theme,
                                ShrGeometryLayout *layout);
/* Axes and ticks: does not change with λ. */
void shr_geometry_chart_draw_frame (const ShrChart *chart,
                                    const ShrGeometryLayout *layout,
                                    const ShrTheme *theme,
                                    ShrScene *scene);
/* Everything that moves with λ. */
void shr_geometry_chart_draw_overlay (const ShrChart *chart,
                                      const ShrGeometryLayout *layout,
                                      const ShrTheme *theme,
                                      ShrScene *scene);
void
shr_geometry_chart_draw (const ShrChart *chart, double width, double height, const ShrTheme *theme, ShrScene *scene);

/* (transfer full) */
char *shr_geometry_chart_describe (const ShrChart *chart);

G_END_DECLS
