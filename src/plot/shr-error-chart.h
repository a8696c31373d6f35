#pragma once

#include "plot/shr-paths-chart.h"

G_BEGIN_DECLS

/**
 * The Error chart: mean squared errors along the path, against the very axis of the Paths chart of the same size: of
 * the rows that were fitted, of rows that were not, cross-validated with a band of one standard error, and for ridge
 * GCV. What Cp, AIC and BIC expect is drawn in the same units: σ²(Cp + n)/n, exp(AIC/n) and exp(BIC/n), which are least
 * where the criteria are.
 */
typedef struct
{
  ShrPathsLayout paths; /* of the Paths chart: the horizontal axis, and for shr_paths_chart_lambda_at() */
  ShrRect plot;
  ShrScale y;
} ShrErrorLayout;

/* @previous: (nullable): as for shr_paths_chart_layout() */
void shr_error_chart_layout (const ShrChart *chart,
                             double width,
                             double height,
                             const ShrTheme *theme,
                             const ShrErrorLayout *previous,
                             ShrErrorLayout *layout);
/* Axes, curves and words: does not change with λ. */
void shr_error_chart_draw_frame (const ShrChart *chart,
                                 const ShrErrorLayout *layout,
                                 const ShrTheme *theme,
                                 ShrScene *scene);
/* The cursor, with the values on the curves. */
void shr_error_chart_draw_overlay (const ShrChart *chart,
                                   const ShrErrorLayout *layout,
                                   const ShrTheme *theme,
                                   ShrScene *scene);
void shr_error_chart_draw (const ShrChart *chart, double width, double height, const ShrTheme *theme, ShrScene *scene);

/* (transfer full) */
char *shr_error_chart_describe (const ShrChart *chart);

G_END_DECLS
