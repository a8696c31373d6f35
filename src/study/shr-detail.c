#include "study/shr-detail.h"

#include "core/shr-residual.h"
#include "data/shr-preparation.h"
#include "data/shr-truth.h"

#include <math.h>

/* A curve of so many points looks smooth at any size. */
#define CURVE_POINTS 257
/* It is drawn so much of the range of the rows beyond them, so that the first and the last are not cut in half. */
#define CURVE_MARGIN 0.02

void
shr_detail_forget_point (ShrDetail *self)
{
  self->has_fitted = self->has_curve = FALSE;
  self->has_posterior = self->tried_posterior = FALSE;
}

static void
forget_errors (ShrDetail *self)
{
  self->has_errors = FALSE;
  g_clear_pointer (&self->criteria, g_free);
  g_clear_pointer (&self->test, g_free);
  g_clear_pointer (&self->cv_mean, g_free);
  g_clear_pointer (&self->cv_se, g_free);
  self->known_criteria = NULL;
  self->known = self->known_test = NULL;
}

void
shr_detail_forget_fit (ShrDetail *self)
{
  shr_detail_forget_point (self);
  forget_errors (self);
}

void
shr_detail_forget_data (ShrDetail *self)
{
  shr_detail_forget_fit (self);
  g_free (self->residual);
  g_free (self->pull);
  g_free (self->at);
  g_free (self->y);
  g_free (self->truth);
  *self = (ShrDetail){ .has_fitted = FALSE };
}

/* --- What the point makes of the rows --------------------------------------------------------------------------- */

static void
find_fitted (ShrDetail *self, ShrFit *fit, const ShrPoint *point)
{
  ShrDataset *dataset = shr_fit_get_dataset (fit);
  const ShrDesign *design = shr_fit_get_design (fit);
  gsize n = shr_dataset_rows (dataset), p = shr_dataset_features (dataset);

  if (self->residual == NULL)
    self->residual = g_try_new (double, n);
  if (self->pull == NULL)
    self->pull = g_try_new (double, p);
  if (self->residual == NULL || self->pull == NULL
      || shr_residual_at (design, point, self->residual, self->pull) != SHR_STATUS_OK)
    return;

  self->fitted = (ShrFitted){
    .n = n,
    .observed = shr_dataset_y (dataset),
    .residual = self->residual,
    .center = shr_design_response_center (design),
    .pull = self->pull,
    .response = shr_dataset_response (dataset),
  };
  self->has_fitted = TRUE;
}

double *
shr_detail_new_grid (ShrDataset *dataset, gsize *n)
{
  const double *x = shr_dataset_x (dataset);
  double *at = g_new (double, CURVE_POINTS);
  double low = x[0], high = x[0], margin;

  for (gsize i = 1; i < shr_dataset_rows (dataset); i++)
    {
      low = MIN (low, x[i]);
      high = MAX (high, x[i]);
    }
  margin = CURVE_MARGIN * (high - low);
  low -= margin;
  high += margin;
  for (gsize i = 0; i < CURVE_POINTS; i++)
    {
      double t = (double) i / (CURVE_POINTS - 1);

      at[i] = (1.0 - t) * low + t * high;
    }
  *n = CURVE_POINTS;

  return at;
}

static void
look_for_curve (ShrDetail *self, ShrDataset *dataset)
{
  gsize n;

  self->looked_for_curve = TRUE;
  if (!shr_preparation_are_powers (dataset))
    return;

  self->degree = shr_dataset_features (dataset);
  self->at = shr_detail_new_grid (dataset, &n);
  self->y = g_new (double, n);
  self->truth = g_new (double, n);
  if (!shr_truth_curve (dataset, self->at, n, self->truth))
    g_clear_pointer (&self->truth, g_free);
}

static void
find_curve (ShrDetail *self, ShrFit *fit, const ShrPath *path, const ShrPoint *point)
{
  ShrDataset *dataset = shr_fit_get_dataset (fit);

  if (!self->looked_for_curve)
    look_for_curve (self, dataset);
  if (self->degree == 0)
    return;

  for (gsize i = 0; i < CURVE_POINTS; i++)
    {
      double sum = 0.0;

      for (gsize j = self->degree; j > 0; j--)
        sum = (sum + shr_path_original (path, j - 1, point->w[j - 1])) * self->at[i];
      self->y[i] = point->intercept + sum;
    }
  self->curve = (ShrCurve){
    .name = shr_dataset_feature_names (dataset)[0],
    .x = shr_dataset_x (dataset),
    .degree = self->degree,
    .n = CURVE_POINTS,
    .at = self->at,
    .y = self->y,
    .truth = self->truth,
  };
  self->has_curve = TRUE;
}

/* --- What only the whole path knows ----------------------------------------------------------------------------- */

/* Of rows that were not fitted: of the share that is held out, if one is, else of fresh rows where there can be any. */
static void
find_test (ShrDetail *self, ShrFit *fit, ShrPenalty penalty, ShrCrossValidation *test, gsize count)
{
  gsize fresh_rows;
  const double *fresh = shr_fit_get_fresh (fit, penalty, &fresh_rows);

  if (test != NULL)
    {
      self->test = g_new (double, count);
      for (gsize k = 0; k < count; k++)
        self->test[k] = shr_cross_validation_get_mean (test, k);
      self->errors.test_rows = shr_cross_validation_get_held_out (test, self->errors.rows);
    }
  else if (fresh != NULL)
    {
      self->test = g_memdup2 (fresh, count * sizeof (double));
      self->errors.test_rows = fresh_rows;
      self->errors.fresh = TRUE;
    }
  self->errors.test = self->test;
}

static void
find_errors (ShrDetail *self,
             ShrFit *fit,
             ShrPenalty penalty,
             ShrCrossValidation *validation,
             ShrCrossValidation *test,
             const ShrChart *chart)
{
  const ShrCriteria *criteria = shr_fit_get_criteria (fit, penalty);
  const ShrDesign *design = shr_fit_get_design (fit);
  gsize count = shr_path_count (chart->path), n = shr_design_rows (design);
  double rows = (double) n;

  forget_errors (self);
  self->known_criteria = criteria;
  self->known_variance = chart->variance;
  self->known = validation;
  self->known_test = test;

  self->criteria = g_memdup2 (criteria, count * sizeof (ShrCriteria));
  for (gsize k = 0; k < count; k++)
    {
      double df = shr_path_point (chart->path, k)->df + (shr_design_intercept (design) ? 1.0 : 0.0);

      if (chart->variance > 0.0 && df < rows)
        self->criteria[k].cp = rows * (criteria[k].mean_square / chart->variance - 1.0) + 2.0 * df;
    }
  self->errors = (ShrErrors){ .n = count, .rows = n, .criteria = self->criteria };
  find_test (self, fit, penalty, test, count);
  if (validation != NULL)
    {
      self->cv_mean = g_new (double, count);
      self->cv_se = g_new (double, count);
      for (gsize k = 0; k < count; k++)
        {
          self->cv_mean[k] = shr_cross_validation_get_mean (validation, k);
          self->cv_se[k] = shr_cross_validation_get_se (validation, k);
        }
      self->errors.cv_mean = self->cv_mean;
      self->errors.cv_se = self->cv_se;
      self->errors.at_min = shr_cross_validation_get_min (validation);
      self->errors.at_one_se = shr_cross_validation_get_one_se (validation);
    }
  self->has_errors = TRUE;
}

/* --- All of it -------------------------------------------------------------------------------------------------- */

static void
find_posterior (ShrDetail *self, ShrFit *fit, const ShrChart *chart)
{
  self->tried_posterior = TRUE;
  self->tried_feature = chart->feature;
  self->tried_variance = chart->variance;
  self->has_posterior = chart->variance > 0.0
                        && shr_posterior_at (shr_fit_get_design (fit), chart->point, shr_path_mixing (chart->path),
                                             chart->feature, chart->variance, &self->posterior)
                               == SHR_STATUS_OK;
}

/* σ² that nobody knows is the same as before. */
static gboolean
same_variance (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

void
shr_detail_fill (ShrDetail *self,
                 ShrFit *fit,
                 ShrPenalty penalty,
                 ShrCrossValidation *validation,
                 ShrCrossValidation *test,
                 ShrDetailParts parts,
                 ShrChart *chart)
{
  const ShrCriteria *criteria;

  if ((parts & SHR_DETAIL_FITTED) && chart->point != NULL)
    {
      if (!self->has_fitted)
        {
          find_fitted (self, fit, chart->point);
          find_curve (self, fit, chart->path, chart->point);
        }
      chart->fitted = self->has_fitted ? &self->fitted : NULL;
      chart->curve = self->has_curve ? &self->curve : NULL;
    }

  if ((parts & SHR_DETAIL_POSTERIOR) && chart->point != NULL && chart->complete)
    {
      if (!self->tried_posterior || self->tried_feature != chart->feature
          || !same_variance (self->tried_variance, chart->variance))
        find_posterior (self, fit, chart);
      chart->posterior = self->has_posterior ? &self->posterior : NULL;
    }

  criteria = (parts & SHR_DETAIL_ERRORS) && chart->complete ? shr_fit_get_criteria (fit, penalty) : NULL;
  if (criteria != NULL)
    {
      if (self->known_criteria != criteria || self->known != validation || self->known_test != test
          || !same_variance (self->known_variance, chart->variance))
        find_errors (self, fit, penalty, validation, test, chart);
      chart->errors = self->has_errors ? &self->errors : NULL;
    }
}
