#include "study/shr-detail.h"

#include "shr-test-study.h"
#include "study/shr-study.h"
#include "support/shr-test-core.h"

#include <math.h>

static ShrStudy *
open_sample (const char *id, guint folds)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample (id);
  ShrStudy *study = shr_study_new ();
  ShrSettings settings = *shr_study_get_settings (study);
  g_autoptr (GError) error = NULL;

  settings.penalties[SHR_PENALTY_ELASTIC_NET] = TRUE;
  settings.folds = folds;
  shr_study_set_worker (study, FALSE);
  shr_study_set_settings (study, &settings);
  shr_study_set_dataset (study, dataset);
  g_assert_true (shr_study_fit_now (study, &error));
  g_assert_no_error (error);

  return study;
}

static double
square_of (const double *values, gsize n)
{
  double sum = 0.0;

  for (gsize i = 0; i < n; i++)
    sum += values[i] * values[i];

  return sum;
}

/* Nothing is worked out for rows that are off. */
static void
test_on_demand (void)
{
  g_autoptr (ShrStudy) study = open_sample ("diabetes", 5);
  ShrChart chart;

  g_assert_true (shr_study_get_chart (study, SHR_PENALTY_LASSO, &chart));
  g_assert_null (chart.fitted);
  g_assert_null (chart.curve);
  g_assert_null (chart.posterior);
  g_assert_null (chart.errors);

  shr_study_set_row (study, SHR_ROW_NORMS, TRUE);
  g_assert_true (shr_study_get_chart (study, SHR_PENALTY_LASSO, &chart));
  g_assert_nonnull (chart.fitted);
  g_assert_null (chart.posterior);
  g_assert_null (chart.errors);

  shr_study_set_row (study, SHR_ROW_ERROR, TRUE);
  g_assert_true (shr_study_get_chart (study, SHR_PENALTY_LASSO, &chart));
  g_assert_nonnull (chart.errors);
  g_assert_null (chart.posterior);
  shr_study_set_row (study, SHR_ROW_NORMS, FALSE);
  g_assert_true (shr_study_get_chart (study, SHR_PENALTY_LASSO, &chart));
  g_assert_null (chart.fitted);
}

/* Residuals and pulls from the loaded data, wherever λ goes; and other data bring their own. */
static void
test_fitted (void)
{
  const char *const samples[] = { "diabetes", "sparse-truth" };
  g_autoptr (ShrStudy) study = open_sample ("prostate", 0);

  shr_study_set_row (study, SHR_ROW_FIT, TRUE);
  for (gsize s = 0; s < G_N_ELEMENTS (samples); s++)
    {
      g_autoptr (ShrDataset) dataset = shr_test_dataset_sample (samples[s]);
      gsize n = shr_dataset_rows (dataset), p = shr_dataset_features (dataset);
      g_autoptr (ShrTestProblem) problem = NULL;
      double smallest, largest;

      shr_study_set_dataset (study, dataset);
      g_assert_true (shr_study_fit_now (study, NULL));
      problem = shr_test_problem_of (dataset, shr_study_get_settings (study));
      g_assert_true (shr_study_get_lambda_range (study, SHR_PENALTY_LASSO, &smallest, &largest));

      for (int step = 0; step < 4; step++)
        {
          shr_study_set_lambda (study, SHR_PENALTY_LASSO, largest * pow (smallest / largest, step / 4.0));
          for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
            {
              g_autofree double *residual = NULL;
              ShrChart chart;

              g_assert_true (shr_study_get_chart (study, penalty, &chart));
              g_assert_null (chart.curve);
              g_assert_cmpuint (chart.fitted->n, ==, n);
              g_assert_cmpstr (chart.fitted->response, ==, shr_dataset_response (dataset));
              g_assert_true (chart.fitted->observed == shr_dataset_y (dataset));
              g_assert_cmpfloat_with_epsilon (chart.fitted->center, problem->y_center,
                                              1e-12 * fabs (problem->y_center));

              residual = shr_test_problem_residual (problem, chart.point->w);
              for (gsize i = 0; i < n; i++)
                g_assert_cmpfloat_with_epsilon (chart.fitted->residual[i], residual[i],
                                                1e-11 * sqrt (square_of (residual, n)));
              for (gsize j = 0; j < p; j++)
                {
                  double pull = 0.0;

                  for (gsize i = 0; i < n; i++)
                    pull += problem->z[j * n + i] * residual[i] / (double) n;
                  g_assert_cmpfloat_with_epsilon (chart.fitted->pull[j], pull, 1e-10 * sqrt (square_of (residual, n)));
                }
            }
        }
    }
}

/* The curve of powers, against the coefficients on the original scale; and the rows' predictions lie on it. */
static void
test_curve (void)
{
  g_autoptr (ShrStudy) study = open_sample ("overfitting", 0);
  double smallest, largest;

  shr_study_set_row (study, SHR_ROW_FIT, TRUE);
  g_assert_true (shr_study_get_lambda_range (study, SHR_PENALTY_LASSO, &smallest, &largest));
  for (int step = 0; step < 5; step++)
    {
      shr_study_set_lambda (study, SHR_PENALTY_LASSO, largest * pow (smallest / largest, step / 4.0));
      for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
        {
          ShrChart chart;

          g_assert_true (shr_study_get_chart (study, penalty, &chart));
          g_assert_nonnull (chart.curve);
          g_assert_cmpuint (chart.curve->degree, ==, 8);
          g_assert_cmpstr (chart.curve->name, ==, "x");
          for (gsize k = 0; k < chart.curve->n; k++)
            g_assert_cmpfloat_with_epsilon (
                chart.curve->truth[k], 4.0 * chart.curve->at[k] / (1.0 + 4.0 * pow (chart.curve->at[k], 2.0)), 1e-14);
          for (gsize k = 0; k < chart.curve->n; k++)
            {
              double y = chart.point->intercept;

              g_assert_true (k == 0 || chart.curve->at[k] > chart.curve->at[k - 1]);
              for (gsize j = 0; j < 8; j++)
                y += shr_path_original (chart.path, j, chart.point->w[j]) * pow (chart.curve->at[k], (double) j + 1.0);
              g_assert_cmpfloat_with_epsilon (chart.curve->y[k], y, 1e-9);
            }

          for (gsize i = 0; i < chart.fitted->n; i++)
            {
              double x = chart.curve->x[i], predicted = chart.fitted->observed[i] - chart.fitted->residual[i];
              gsize k = 1;

              g_assert_cmpfloat (x, >, chart.curve->at[0]);
              g_assert_cmpfloat (x, <, chart.curve->at[chart.curve->n - 1]);
              while (chart.curve->at[k] < x)
                k++;
              /* Between its two neighbours, but for how much it bends there. */
              g_assert_cmpfloat (predicted, >=, MIN (chart.curve->y[k - 1], chart.curve->y[k]) - 0.01);
              g_assert_cmpfloat (predicted, <=, MAX (chart.curve->y[k - 1], chart.curve->y[k]) + 0.01);
            }
        }
    }
}

/* The mode is the point of the path, for every feature and column, wherever λ is; and σ² is that of least squares. */
static void
test_posterior (void)
{
  g_autoptr (ShrStudy) study = open_sample ("diabetes", 0);
  ShrDataset *dataset = shr_study_get_dataset (study);
  gsize n = shr_dataset_rows (dataset), p = shr_dataset_features (dataset), first, second;
  g_autoptr (ShrTestProblem) problem = shr_test_problem_of (dataset, shr_study_get_settings (study));
  g_autofree double *least = shr_test_problem_least_squares (problem);
  g_autofree double *residual = shr_test_problem_residual (problem, least);
  double variance = square_of (residual, n) / (double) (n - p - 1);
  double smallest, largest;
  ShrChart chart;

  shr_study_set_row (study, SHR_ROW_PRIOR, TRUE);
  g_assert_true (shr_study_get_lambda_range (study, SHR_PENALTY_LASSO, &smallest, &largest));
  for (int step = 0; step <= 4; step++)
    {
      shr_study_set_lambda (study, SHR_PENALTY_LASSO, largest * pow (smallest / largest, step / 4.0));
      for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
        for (gsize j = 0; j < p; j++)
          {
            shr_study_set_selected (study, (int) j);
            g_assert_true (shr_study_get_chart (study, penalty, &chart));
            g_assert_cmpfloat_with_epsilon (chart.variance, variance, 1e-10 * variance);
            g_assert_cmpuint (chart.feature, ==, j);
            g_assert_cmpuint (chart.posterior->feature, ==, j);
            g_assert_cmpfloat (chart.posterior->w, ==, chart.point->w[j]);
            g_assert_cmpfloat_with_epsilon (chart.posterior->mode, chart.point->w[j],
                                            1e-12 * MAX (chart.point->norm2, fabs (chart.posterior->likelihood_mean)));
            g_assert_cmpfloat_with_epsilon (chart.posterior->weight, (double) n / variance,
                                            1e-10 * (double) n / variance);
          }
    }

  /* None is selected, though one is pointed at: the one that Geometry has across, in every column. */
  shr_study_set_selected (study, -1);
  shr_study_set_highlighted (study, (int) p - 1);
  shr_study_get_pair (study, &first, &second);
  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    {
      g_assert_true (shr_study_get_chart (study, penalty, &chart));
      g_assert_cmpuint (chart.feature, ==, first);
      g_assert_cmpuint (chart.posterior->feature, ==, first);
    }
}

/* With more features than rows there is no least squares to take σ² from: then from the smallest λ, or λ_min. */
static void
test_variance_of_many (void)
{
  for (guint folds = 0; folds <= 4; folds += 4)
    {
      g_autoptr (ShrStudy) study = open_sample ("sparse-truth", folds);
      ShrDataset *dataset = shr_study_get_dataset (study);
      gsize n = shr_dataset_rows (dataset);
      g_autoptr (ShrTestProblem) problem = shr_test_problem_of (dataset, shr_study_get_settings (study));

      g_assert_cmpuint (n, <=, shr_dataset_features (dataset));
      shr_study_set_row (study, SHR_ROW_PRIOR, TRUE);
      for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
        {
          ShrCrossValidation *validation = shr_study_get_cross_validation (study, penalty);
          g_autofree double *residual = NULL;
          const ShrPoint *point;
          double variance;
          ShrChart chart;

          g_assert_true (shr_study_get_chart (study, penalty, &chart));
          g_assert_cmpint (validation != NULL, ==, folds > 0);
          point = shr_path_point (chart.path, validation != NULL ? shr_cross_validation_get_min (validation)
                                                                 : shr_path_count (chart.path) - 1);
          residual = shr_test_problem_residual (problem, point->w);
          variance = square_of (residual, n) / ((double) n - point->df - 1.0);
          if (point->df + 1.0 < (double) n)
            g_assert_cmpfloat_with_epsilon (chart.variance, variance, 1e-8 * variance);
          else
            g_assert_true (isnan (chart.variance));
          g_assert_cmpint (chart.posterior != NULL, ==, chart.variance > 0.0);
        }
    }
}

/* Errors along the path, from residuals of every point; the cross-validation's as it has them. */
static void
test_errors (void)
{
  for (guint folds = 0; folds <= 5; folds += 5)
    {
      g_autoptr (ShrStudy) study = open_sample ("prostate", folds);
      ShrDataset *dataset = shr_study_get_dataset (study);
      gsize n = shr_dataset_rows (dataset);
      g_autoptr (ShrTestProblem) problem = shr_test_problem_of (dataset, shr_study_get_settings (study));

      shr_study_set_row (study, SHR_ROW_ERROR, TRUE);
      for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
        {
          ShrCrossValidation *validation = shr_study_get_cross_validation (study, penalty);
          const ShrErrors *errors;
          ShrChart chart;

          g_assert_true (shr_study_get_chart (study, penalty, &chart));
          errors = chart.errors;
          g_assert_cmpuint (errors->n, ==, shr_path_count (chart.path));
          g_assert_cmpuint (errors->rows, ==, n);
          g_assert_null (errors->test);
          g_assert_false (chart.information);
          g_assert_cmpint (errors->cv_mean != NULL, ==, folds > 0);
          for (gsize k = 0; k < errors->n; k++)
            {
              const ShrPoint *point = shr_path_point (chart.path, k);
              g_autofree double *residual = shr_test_problem_residual (problem, point->w);
              double mean = square_of (residual, n) / (double) n, left = 1.0 - (point->df + 1.0) / (double) n;

              g_assert_cmpfloat_with_epsilon (errors->criteria[k].mean_square, mean, 1e-10 * mean);
              if (penalty == SHR_PENALTY_RIDGE)
                g_assert_cmpfloat_with_epsilon (errors->criteria[k].gcv, mean / (left * left), 1e-8 * mean);
              else
                g_assert_true (isnan (errors->criteria[k].gcv));
              g_assert_cmpfloat_with_epsilon (
                  errors->criteria[k].cp,
                  square_of (residual, n) / chart.variance - (double) n + 2.0 * (point->df + 1.0), 1e-9 * (double) n);
              if (folds == 0)
                continue;
              g_assert_cmpfloat (errors->cv_mean[k], ==, shr_cross_validation_get_mean (validation, k));
              g_assert_cmpfloat (errors->cv_se[k], ==, shr_cross_validation_get_se (validation, k));
            }
          if (folds > 0)
            {
              g_assert_cmpuint (errors->at_min, ==, shr_cross_validation_get_min (validation));
              g_assert_cmpuint (errors->at_one_se, ==, shr_cross_validation_get_one_se (validation));
            }
        }
    }
}

/* Where the truth is known, fresh rows of it are predicted: with so much noise as there is, and no less. */
static void
test_fresh (void)
{
  g_autoptr (ShrStudy) study = open_sample ("overfitting", 0);
  const double *x = shr_dataset_x (shr_study_get_dataset (study));
  ShrChart chart;

  shr_study_set_row (study, SHR_ROW_ERROR, TRUE);
  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    {
      g_assert_true (shr_study_get_chart (study, penalty, &chart));
      g_assert_true (chart.errors->fresh);
      g_assert_cmpuint (chart.errors->test_rows, >=, 1000);
      for (gsize k = 0; k < chart.errors->n; k++)
        {
          const ShrPoint *point = shr_path_point (chart.path, k);
          double square = 0.0, noise = 0.25;
          const int steps = 4000;

          /* Its expectation: the noise, and what lies between the truth 4x/(1 + 4x²) and the curve, over [−1, 1]. */
          for (int i = 0; i < steps; i++)
            {
              double at = (2.0 * i + 1.0) / steps - 1.0, power = 1.0, y = point->intercept, apart;

              for (gsize j = 0; j < 8; j++)
                {
                  power *= at;
                  y += shr_path_original (chart.path, j, point->w[j]) * power;
                }
              apart = y - 4.0 * at / (1.0 + 4.0 * at * at);
              square += apart * apart / steps;
            }
          g_assert_cmpfloat (fabs (chart.errors->test[k] / (square + noise * noise) - 1.0), <, 0.15);
        }
    }
  g_assert_cmpfloat (x[0], >=, -1.0);
}

/* What was worked out for one fit is not shown for the next. */
static void
test_settings (void)
{
  g_autoptr (ShrStudy) study = open_sample ("prostate", 0);
  ShrSettings settings = *shr_study_get_settings (study);
  g_autoptr (ShrTestProblem) problem = NULL;
  g_autofree double *residual = NULL;
  ShrChart chart;
  gsize n = shr_dataset_rows (shr_study_get_dataset (study));

  shr_study_set_row (study, SHR_ROW_ERROR, TRUE);
  shr_study_set_row (study, SHR_ROW_NORMS, TRUE);
  g_assert_true (shr_study_get_chart (study, SHR_PENALTY_LASSO, &chart));

  settings.intercept = FALSE;
  settings.lambda_count = 7;
  shr_study_set_settings (study, &settings);
  g_assert_true (shr_study_fit_now (study, NULL));
  g_assert_true (shr_study_get_chart (study, SHR_PENALTY_LASSO, &chart));
  problem = shr_test_problem_of (shr_study_get_dataset (study), &settings);
  residual = shr_test_problem_residual (problem, chart.point->w);
  g_assert_cmpuint (chart.errors->n, ==, 7);
  g_assert_cmpfloat (chart.fitted->center, ==, 0.0);
  for (gsize i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (chart.fitted->residual[i], residual[i], 1e-10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/detail/on-demand", test_on_demand);
  g_test_add_func ("/detail/fitted", test_fitted);
  g_test_add_func ("/detail/curve", test_curve);
  g_test_add_func ("/detail/posterior", test_posterior);
  g_test_add_func ("/detail/variance-of-many", test_variance_of_many);
  g_test_add_func ("/detail/errors", test_errors);
  g_test_add_func ("/detail/fresh", test_fresh);
  g_test_add_func ("/detail/settings", test_settings);

  return g_test_run ();
}
