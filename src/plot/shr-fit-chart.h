#pragma once

#include "plot/shr-chart.h"
#include "plot/shr-scale.h"

G_BEGIN_DECLS

/**
 * The Fit chart: where the features are powers of one variable, the rows, the fitted curve and the truth if it is
 * known; else what is predicted of every row against what was observed, beside the line on which they are equal.
 */
typedef struct
{
  double width, height;
  ShrRect plot;
  ShrScale x; /* the variable, or what was observed */
  ShrScale y; /* the response, or what is predicted */
} ShrFitLayout;

/* Scales depend on the rows, not on λ. */
void
shr_fit_chart_layout (const ShrChart *chart, double width, double height, const ShrTheme *theme, ShrFitLayout *layout);
/* Axes, the rows and the truth of a curve, or the line of equality: does not change with λ. */
void
shr_fit_chart_draw_frame (const ShrChart *chart, const ShrFitLayout *layout, const ShrTheme *theme, ShrScene *scene);
/* The fitted curve, or the predictions. */
void
shr_fit_chart_draw_overlay (const ShrChart *chart, const ShrFitLayout *layout, const ShrTheme *theme, ShrScene *scene);
/* The row whose point is within @tolerance px of the pixel, the nearest; −1 where there is none, where there is no curve,
 * and where rows are left out because there are too many. */
int
shr_fit_chart_observation_at (const ShrChart *chart, const ShrFitLayout *layout, double x, double y, double tolerance);
void shr_fit_chart_draw (const ShrChart *chart, double width, double height, const ShrTheme *theme, ShrScene *scene);

/* (transfer full) */
char *shr_fit_chart_describe (const ShrChart *chart);

G_END_DECLS
