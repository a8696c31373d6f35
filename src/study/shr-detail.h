#pragma once

#include "plot/shr-chart.h"
#include "study/shr-fit.h"

G_BEGIN_DECLS

/* What a row looks at beyond the path and the point. */
typedef enum
{
  SHR_DETAIL_FITTED = 1 << 0,    /* residuals and pulls; where the features are powers of one variable, the curve */
  SHR_DETAIL_POSTERIOR = 1 << 1, /* of one feature */
  SHR_DETAIL_ERRORS = 1 << 2,    /* along the path, cross-validated if they are */
} ShrDetailParts;

/**
 * ShrDetail:
 *
 * What Norms, Prior, Fit and Error need of one column beside its path and its point: worked out when a chart asks for
 * it and kept until the point, the fit or the data change. Its room is made once for each dataset. A plain value inside
 * the study; zeroed before its first use.
 */
typedef struct
{
  ShrFitted fitted;
  gboolean has_fitted;
  double *residual; /* (nullable): n */
  double *pull;     /* (nullable): p */

  ShrCurve curve;
  gsize degree; /* 0 where the features are not powers of one variable */
  gboolean has_curve, looked_for_curve;
  double *at, *y; /* (nullable): points of the curve */
  double *truth;  /* (nullable): what would be right there, where it is known */

  ShrPosterior posterior;
  gboolean has_posterior, tried_posterior;
  gsize tried_feature;
  double tried_variance;

  ShrErrors errors;
  gboolean has_errors;
  ShrCriteria *criteria;                /* (nullable): with Cp */
  double *test;                         /* (nullable) */
  double *cv_mean, *cv_se;              /* (nullable) */
  const ShrCriteria *known_criteria;    /* (nullable): of the fit, without Cp: what the errors were made of */
  double known_variance;                /* σ² of that Cp */
  const ShrCrossValidation *known;      /* (nullable): the same of cv_mean and cv_se */
  const ShrCrossValidation *known_test; /* (nullable): the same of test, where it is not of fresh rows */
} ShrDetail;

/* Each forgets what the next ones do, too. */
void shr_detail_forget_data (ShrDetail *self);
void shr_detail_forget_fit (ShrDetail *self);
void shr_detail_forget_point (ShrDetail *self);

/**
 * shr_detail_fill:
 * @fit: whose column of @penalty @chart shows
 * @validation: (nullable): the penalty's, where it is to be seen
 * @test: (nullable): the same of the share that is held out
 * @parts: what is wanted
 * @chart: with its path, point, feature and σ²; what is known of @parts is added. Errors are known once the fit has its
 *   criteria.
 *
 * Nothing here grows with the rows but what the point makes of them.
 */
void shr_detail_fill (ShrDetail *self,
                      ShrFit *fit,
                      ShrPenalty penalty,
                      ShrCrossValidation *validation,
                      ShrCrossValidation *test,
                      ShrDetailParts parts,
                      ShrChart *chart);

/* Values of the first feature over its range and a little more, enough for a smooth curve. (transfer full) */
double *shr_detail_new_grid (ShrDataset *dataset, gsize *n);

G_END_DECLS
