#pragma once

#include "plot/shr-chart.h"
#include "plot/shr-scale.h"

G_BEGIN_DECLS

/**
 * The Prior chart: for one feature, the others held at the solution, the densities of prior, likelihood and posterior
 * (mathematics, section 1, "Bayes") on one axis. The mode of the posterior is the point of the path; its mean is marked
 * too, and under a Laplace prior it is not 0 where the mode is.
 */
typedef struct
{
  double width, height;
  ShrRect plot;
  ShrScale x; /* of the standardised coefficient */
} ShrPriorLayout;

/* The range holds 0, the feature's path, and the likelihood wherever it comes to lie along it; it depends on path,
 * feature and σ², and on λ only while there is no posterior. While the path is not complete it grows in steps. */
void shr_prior_chart_layout (const ShrChart *chart,
                             double width,
                             double height,
                             const ShrTheme *theme,
                             ShrPriorLayout *layout);
/* The axis: does not change with λ. */
void shr_prior_chart_draw_frame (const ShrChart *chart,
                                 const ShrPriorLayout *layout,
                                 const ShrTheme *theme,
                                 ShrScene *scene);
/* The densities: all to one scale, the highest of them as high as the plot. */
void shr_prior_chart_draw_overlay (const ShrChart *chart,
                                   const ShrPriorLayout *layout,
                                   const ShrTheme *theme,
                                   ShrScene *scene);
void shr_prior_chart_draw (const ShrChart *chart, double width, double height, const ShrTheme *theme, ShrScene *scene);

/* (transfer full) */
char *shr_prior_chart_describe (const ShrChart *chart);

G_END_DECLS
