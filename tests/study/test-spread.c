/* The ribbon against brute force: each draw fitted anew by a study of its own, sorted, and counted. */
#include "study/shr-spread.h"

#include "shr-test-study.h"

#include <math.h>
#include <stdlib.h>

static ShrFit *
fit_sample (void)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample ("overfitting");
  ShrSettings settings;

  shr_test_settings_init (&settings, TRUE, FALSE, TRUE);

  return shr_test_fit_run (dataset, &settings);
}

static void
wait_for (ShrSpread *spread)
{
  gint64 end = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND;

  while (!shr_spread_is_done (spread))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_usleep (1000);
    }
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
test_brute_force (void)
{
  g_autoptr (ShrFit) fit = fit_sample ();
  ShrDataset *dataset = shr_fit_get_dataset (fit);
  const double lambdas[SHR_N_PENALTIES] = {
    [SHR_PENALTY_RIDGE] = 0.05, [SHR_PENALTY_ELASTIC_NET] = NAN, [SHR_PENALTY_LASSO] = 0.01
  };
  g_autoptr (ShrSpread) spread = shr_spread_new (fit, lambdas);
  gsize n = shr_dataset_rows (dataset), p = shr_dataset_features (dataset), at[] = { 0, 30, 128, 200, 256 };
  double drawn[SHR_N_PENALTIES][G_N_ELEMENTS (at)][SHR_SPREAD_DRAWS];

  wait_for (spread);
  g_assert_null (shr_spread_get_ribbon (spread, SHR_PENALTY_ELASTIC_NET));
  g_assert_true (shr_spread_is_of (spread, fit, lambdas));

  for (gsize d = 0; d < SHR_SPREAD_DRAWS; d++)
    {
      g_autofree double *values = g_new (double, n *(p + 1));
      g_autoptr (ShrDataset) fresh = NULL;
      g_autoptr (ShrFit) refit = NULL;
      g_autofree const char **names = g_new0 (const char *, p + 2);

      memcpy (values, shr_dataset_x (dataset), n * p * sizeof (double));
      shr_spread_draw_response (fit, d, values + n * p);
      for (gsize j = 0; j < p; j++)
        names[j] = shr_dataset_feature_names (dataset)[j];
      names[p] = "y";
      fresh = shr_test_dataset_values ("fresh", names, n, p, g_steal_pointer (&values));
      refit = shr_test_fit_run (fresh, shr_fit_get_settings (fit));
      for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
        {
          const ShrRibbon *ribbon = shr_spread_get_ribbon (spread, i);
          g_autofree double *w = g_new (double, p);
          ShrPoint point = { .w = w };

          if (ribbon == NULL)
            continue;
          g_assert_cmpint (shr_fit_solve (refit, i, lambdas[i], &point), ==, SHR_STATUS_OK);
          for (gsize k = 0; k < G_N_ELEMENTS (at); k++)
            {
              double y = point.intercept;

              for (gsize j = 0; j < p; j++)
                y += shr_path_original (shr_fit_get_path (refit, i), j, w[j])
                     * pow (ribbon->at[at[k]], (double) j + 1.0);
              drawn[i][k][d] = y;
              g_assert_cmpfloat_with_epsilon (ribbon->curves[d * ribbon->n + at[k]], y, 1e-7);
            }
        }
    }

  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    {
      const ShrRibbon *ribbon = shr_spread_get_ribbon (spread, i);

      if (ribbon == NULL)
        continue;
      g_assert_cmpuint (ribbon->draws, ==, SHR_SPREAD_DRAWS);
      for (gsize k = 0; k < G_N_ELEMENTS (at); k++)
        {
          double mean = 0.0, *values = drawn[i][k];

          for (gsize d = 0; d < SHR_SPREAD_DRAWS; d++)
            mean += values[d] / SHR_SPREAD_DRAWS;
          qsort (values, SHR_SPREAD_DRAWS, sizeof (double), compare);
          g_assert_cmpfloat_with_epsilon (ribbon->mean[at[k]], mean, 1e-7);
          /* 0.05 · 99 = 4.95 and 0.95 · 99 = 94.05 */
          g_assert_cmpfloat_with_epsilon (ribbon->low[at[k]], 0.05 * values[4] + 0.95 * values[5], 1e-7);
          g_assert_cmpfloat_with_epsilon (ribbon->high[at[k]], 0.95 * values[94] + 0.05 * values[95], 1e-7);
        }
    }
}

/* What every course says: less penalty, less bias and more variance. */
static void
test_trade_off (void)
{
  g_autoptr (ShrFit) fit = fit_sample ();
  double bias = 0.0, variance = INFINITY;

  for (double lambda = 0.0001; lambda < 1.0; lambda *= 30.0)
    {
      const double lambdas[SHR_N_PENALTIES] = {
        [SHR_PENALTY_RIDGE] = lambda, [SHR_PENALTY_ELASTIC_NET] = NAN, [SHR_PENALTY_LASSO] = NAN
      };
      g_autoptr (ShrSpread) spread = shr_spread_new (fit, lambdas);
      const ShrRibbon *ribbon;

      wait_for (spread);
      ribbon = shr_spread_get_ribbon (spread, SHR_PENALTY_RIDGE);
      g_assert_cmpfloat (ribbon->bias, >, bias);
      g_assert_cmpfloat (ribbon->variance, <, variance);
      bias = ribbon->bias;
      variance = ribbon->variance;
    }
}

static void
test_unknown (void)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample ("two-features");
  ShrSettings settings;
  g_autoptr (ShrFit) fit = NULL;

  shr_test_settings_init (&settings, TRUE, FALSE, FALSE);
  fit = shr_test_fit_run (dataset, &settings);
  g_assert_false (shr_spread_is_possible (fit));
}

/* It only ever grows, and to the whole. */
static void
test_progress (void)
{
  g_autoptr (ShrFit) fit = fit_sample ();
  g_autoptr (ShrSpread) spread = shr_spread_new (fit, (const double[]){ 0.01, NAN, 0.01 });
  double last = 0.0;

  while (!shr_spread_is_done (spread))
    {
      double progress = shr_spread_get_progress (spread);

      g_assert_cmpfloat (progress, >=, last);
      g_assert_cmpfloat (progress, <=, 1.0);
      last = progress;
    }
  g_assert_cmpfloat (shr_spread_get_progress (spread), ==, 1.0);
}

/* Given up at once, whatever is under way. */
static void
test_cancel (void)
{
  g_autoptr (ShrFit) fit = fit_sample ();
  const double lambdas[SHR_N_PENALTIES] = { 0.01, 0.01, 0.01 };

  g_assert_true (shr_spread_is_possible (fit));
  for (int i = 0; i < 20; i++)
    {
      g_autoptr (ShrSpread) spread = shr_spread_new (fit, (const double[]){ 0.01, NAN, 0.01 });

      g_assert_false (shr_spread_is_of (spread, fit, lambdas));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/spread/brute-force", test_brute_force);
  g_test_add_func ("/spread/trade-off", test_trade_off);
  g_test_add_func ("/spread/unknown", test_unknown);
  g_test_add_func ("/spread/progress", test_progress);
  g_test_add_func ("/spread/cancel", test_cancel);

  return g_test_run ();
}
