#pragma once

#include "plot/shr-chart.h"
#include "plot/shr-scale.h"

G_BEGIN_DECLS

/* A norm as a function of one number, and its slope below. */
typedef struct
{
  ShrRect curve;
  ShrRect pull; /* of height 0 where there is no room */
  ShrScale x;   /* of both */
  ShrScale y;   /* of the curve */
  ShrScale slope;
  double mixing; /* the curve is mixing·|x| + (1 − mixing)·x²/2 */
} ShrNormsPanel;

/**
 * The Norms chart: the same two norms serve as loss and as penalty, which everybody mixes up. On the left the loss as
 * a function of one residual, with this fit's residuals on it; on the right the penalty as a function of one
 * coefficient, with this fit's coefficients on it; below each its slope, which is the pull that a residual or a
 * coefficient feels: constant for |x|, proportional for x²/2. The norm that is not used is drawn muted beside the one
 * that is, at a scale of its own on which both are as high at the ends.
 *
 * The pull of the penalty is drawn without the factor λ. There the coefficients are where the loss pulls them to,
 * x_jᵀr/(nλ): on the line, where they are not 0, and within the step where they are, which is why they are.
 */
typedef struct
{
  double width, height;
  ShrNormsPanel loss, penalty;
  gboolean too_large; /* to be squared: there is nothing to draw */
} ShrNormsLayout;

/* Scales depend on the path and the response, not on λ. While the path is not complete they grow in steps. */
void shr_norms_chart_layout (const ShrChart *chart,
                             double width,
                             double height,
                             const ShrTheme *theme,
                             ShrNormsLayout *layout);
/* Axes, curves and words: does not change with λ. */
void shr_norms_chart_draw_frame (const ShrChart *chart,
                                 const ShrNormsLayout *layout,
                                 const ShrTheme *theme,
                                 ShrScene *scene);
/* Residuals and coefficients. */
void shr_norms_chart_draw_overlay (const ShrChart *chart,
                                   const ShrNormsLayout *layout,
                                   const ShrTheme *theme,
                                   ShrScene *scene);
void shr_norms_chart_draw (const ShrChart *chart, double width, double height, const ShrTheme *theme, ShrScene *scene);

/* (transfer full) */
char *shr_norms_chart_describe (const ShrChart *chart);

G_END_DECLS
