#include "shr-test-study.h"

#include "data/shr-sample.h"
#include "support/shr-test-random.h"

#include <math.h>

/* Nothing here takes longer than this, under any sanitizer. */
#define PATIENCE_SECONDS 60

static ShrDataset *
take_table (ShrTable *table)
{
  g_autoptr (GError) error = NULL;
  ShrDataset *dataset = shr_dataset_new (table, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  shr_table_unref (table);

  return dataset;
}

ShrDataset *
shr_test_dataset_sample (const char *id)
{
  g_autoptr (GError) error = NULL;
  ShrTable *table = shr_sample_load (id, 1, &error);

  g_assert_no_error (error);

  return take_table (table);
}

ShrDataset *
shr_test_dataset_values (const char *name, const char *const *names, gsize n, gsize p, double *values)
{
  return take_table (shr_table_new_numeric (name, names, n, p + 1, values));
}

ShrDataset *
shr_test_dataset_random (gsize n, gsize p, double rho, guint64 seed)
{
  g_auto (GStrv) names = g_new0 (char *, p + 2);
  double *values = g_new (double, n *(p + 1));
  ShrTestRandom random;

  shr_test_random_init (&random, seed);
  for (gsize j = 0; j < p; j++)
    names[j] = g_strdup_printf ("x%" G_GSIZE_FORMAT, j + 1);
  names[p] = g_strdup ("y");

  for (gsize i = 0; i < n; i++)
    {
      double common = shr_test_random_normal (&random), y = 2.0 * shr_test_random_normal (&random);

      for (gsize j = 0; j < p; j++)
        {
          double x = sqrt (rho) * common + sqrt (1.0 - rho) * shr_test_random_normal (&random);

          values[i + j * n] = x;
          y += x * (j % 2 == 0 ? 3.0 : -2.0) / (1.0 + (double) j);
        }
      values[i + p * n] = y;
    }

  return shr_test_dataset_values ("random.csv", (const char *const *) names, n, p, values);
}

void
shr_test_settings_init (ShrSettings *settings, gboolean ridge, gboolean elastic_net, gboolean lasso)
{
  shr_settings_init (settings);
  settings->penalties[SHR_PENALTY_RIDGE] = ridge;
  settings->penalties[SHR_PENALTY_ELASTIC_NET] = elastic_net;
  settings->penalties[SHR_PENALTY_LASSO] = lasso;
}

ShrTestProblem *
shr_test_problem_of (ShrDataset *dataset, const ShrSettings *settings)
{
  return shr_test_problem_new (shr_dataset_x (dataset), shr_dataset_y (dataset), shr_dataset_rows (dataset),
                               shr_dataset_features (dataset), settings->standardize, settings->intercept);
}

ShrFit *
shr_test_fit_run (ShrDataset *dataset, const ShrSettings *settings)
{
  g_autoptr (GError) error = NULL;
  ShrFit *fit = shr_fit_new (dataset, settings, NULL, 0, NULL);

  g_assert_true (shr_fit_run (fit, &error));
  g_assert_no_error (error);

  return fit;
}

void
shr_test_study_settle (ShrStudy *study)
{
  gint64 start = g_get_monotonic_time ();

  for (double time = 0.0; shr_study_needs_tick (study); time += 0.001)
    {
      shr_study_tick (study, time);
      g_usleep (1000);
      g_assert_cmpint (g_get_monotonic_time () - start, <, PATIENCE_SECONDS * G_USEC_PER_SEC);
    }
}
