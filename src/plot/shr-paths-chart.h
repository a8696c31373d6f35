#pragma once

#include "plot/shr-chart.h"
#include "plot/shr-scale.h"

G_BEGIN_DECLS

/**
 * The Paths chart: a trace per feature against λ. Drawn in three parts so that a canvas can keep the first two in a
 * texture: the frame (axes, ticks, counts, labels, events), the traces between two points of the path (only the new
 * ones while streaming), and the overlay (cursor, values, highlight).
 */
typedef struct
{
  double width, height;
  ShrRect plot; /* where traces are */
  ShrRect band; /* where their labels are, beside the ends at small λ; of width 0 when there is no room */
  ShrScale x;   /* of the quantity chosen */
  ShrScale y;   /* of the coefficient, in the scale chosen */
  double whole; /* the size that a share of 1 stands for, shr_path_axis_whole() */
  double x_high, y_low, y_high; /* of the scales, when all of the chart is seen */
} ShrPathsLayout;

/**
 * shr_paths_chart_layout:
 * @previous: (nullable): the layout of the last frame; while the path is not complete its y scale is kept, or widened
 *   by steps that at least double it, so that streaming repaints rarely
 */
void shr_paths_chart_layout (const ShrChart *chart,
                             double width,
                             double height,
                             const ShrTheme *theme,
                             const ShrPathsLayout *previous,
                             ShrPathsLayout *layout);

void shr_paths_chart_draw_frame (const ShrChart *chart,
                                 const ShrPathsLayout *layout,
                                 const ShrTheme *theme,
                                 ShrScene *scene);
/* Traces over the points from @from up to but not including @to, @from < @to ≤ chart->shown; consecutive calls overlap
 * by one point: 0 to 10, then 9 to 20. */
void shr_paths_chart_draw_traces (const ShrChart *chart,
                                  const ShrPathsLayout *layout,
                                  const ShrTheme *theme,
                                  gsize from,
                                  gsize to,
                                  ShrScene *scene);
void shr_paths_chart_draw_overlay (const ShrChart *chart,
                                   const ShrPathsLayout *layout,
                                   const ShrTheme *theme,
                                   ShrScene *scene);
/* All of it. */
void shr_paths_chart_draw (const ShrChart *chart, double width, double height, const ShrTheme *theme, ShrScene *scene);

/* λ at a pixel, clamped to the path's own range; from the quantity of the axis by interpolation along the path. */
double shr_paths_chart_lambda_at (const ShrChart *chart, const ShrPathsLayout *layout, double x);
/* The feature whose trace passes within @tolerance px of the pixel, the nearest, or -1. Not where it is zero: there
 * the traces of many features are one line. */
int
shr_paths_chart_feature_at (const ShrChart *chart, const ShrPathsLayout *layout, double x, double y, double tolerance);

/* "Lasso, 10 features, λ = 4.5, 4 nonzero: bmi 5.5, …": for a screen reader and <desc>. (transfer full) */
char *shr_paths_chart_describe (const ShrChart *chart);

G_END_DECLS
