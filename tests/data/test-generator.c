/* The generators make what they say: correlations, powers, and the true response where nothing is added. */
#include "data/shr-sample.h"

#include <math.h>

static double
correlation (const double *x, const double *y, gsize n)
{
  double mean_x = 0.0, mean_y = 0.0, xx = 0.0, yy = 0.0, xy = 0.0;

  for (gsize i = 0; i < n; i++)
    {
      mean_x += x[i] / (double) n;
      mean_y += y[i] / (double) n;
    }
  for (gsize i = 0; i < n; i++)
    {
      xx += (x[i] - mean_x) * (x[i] - mean_x);
      yy += (y[i] - mean_y) * (y[i] - mean_y);
      xy += (x[i] - mean_x) * (y[i] - mean_y);
    }

  return xy / sqrt (xx * yy);
}

static double
mean_product (const double *x, const double *y, gsize n)
{
  double sum = 0.0;

  for (gsize i = 0; i < n; i++)
    sum += x[i] * y[i] / (double) n;

  return sum;
}

/* Not on average but in these very rows: the correlation, the standard deviations, the noise, and what least squares finds. */
static void
test_two_features (void)
{
  static const double optima[][2] = { { 2.0, 0.5 }, { -1.25, 3.0 }, { 0.0, 0.0 } };
  static const gsize rows[] = { 4, 15, 100 };
  ShrSampleParameters parameters;

  g_assert_true (shr_sample_parameters_init (&parameters, "two-features"));
  g_assert_cmpfloat (parameters.correlation, ==, 0.6);
  g_assert_cmpuint (parameters.rows, ==, 100);
  for (int k = -4; k <= 4; k++)
    for (gsize o = 0; o < G_N_ELEMENTS (optima); o++)
      for (gsize r = 0; r < G_N_ELEMENTS (rows); r++)
        {
          double rho = parameters.correlation = k / 4.0, noise = parameters.noise = 0.75;
          gsize n = parameters.rows = rows[r];
          g_autoptr (ShrTable) table = NULL;
          g_autofree double *ones = g_new (double, n);
          const double *x1, *x2, *y;
          double c1, c2, residual = 0.0;

          parameters.optimum[0] = optima[o][0];
          parameters.optimum[1] = optima[o][1];
          table = shr_sample_generate ("two-features", (guint64) (k + 10), &parameters);
          x1 = shr_table_column (table, 0)->values;
          x2 = shr_table_column (table, 1)->values;
          y = shr_table_column (table, 2)->values;
          for (gsize i = 0; i < n; i++)
            ones[i] = 1.0;

          g_assert_cmpfloat (fabs (correlation (x1, x2, n) - rho), <, 1e-13);
          g_assert_cmpfloat (fabs (mean_product (x1, ones, n)), <, 1e-13);
          g_assert_cmpfloat (fabs (mean_product (x2, ones, n)), <, 1e-13);
          g_assert_cmpfloat (fabs (mean_product (x1, x1, n) - 1.0), <, 1e-13);
          g_assert_cmpfloat (fabs (mean_product (x2, x2, n) - 1.0), <, 1e-13);

          c1 = mean_product (x1, y, n);
          c2 = mean_product (x2, y, n);
          if (fabs (rho) < 1.0)
            {
              double determinant = 1.0 - rho * rho;

              g_assert_cmpfloat (fabs ((c1 - rho * c2) / determinant - optima[o][0]), <, 1e-12);
              g_assert_cmpfloat (fabs ((c2 - rho * c1) / determinant - optima[o][1]), <, 1e-12);
            }
          for (gsize i = 0; i < n; i++)
            residual += pow (y[i] - optima[o][0] * x1[i] - optima[o][1] * x2[i], 2.0) / (double) n;
          g_assert_cmpfloat (fabs (sqrt (residual) - noise), <, 1e-12);
        }
}

static void
test_overfitting (void)
{
  ShrSampleParameters parameters;
  g_autoptr (ShrTable) table = shr_sample_load ("overfitting", 4, NULL);
  g_autoptr (ShrTable) exact = NULL;

  g_assert_cmpuint (shr_table_rows (table), ==, 15);
  g_assert_cmpuint (shr_table_columns (table), ==, 9);
  g_assert_cmpstr (shr_table_column (table, 0)->name, ==, "x");
  g_assert_cmpstr (shr_table_column (table, 7)->name, ==, "x^8");

  g_autoptr (ShrTable) asked = shr_sample_load ("overfitting?degree=3", 4, NULL);

  g_assert_cmpuint (shr_table_columns (asked), ==, 4);
  g_assert_cmpfloat (shr_table_column (asked, 0)->values[7], ==, shr_table_column (table, 0)->values[7]);
  g_assert_true (shr_sample_parameters_init (&parameters, "overfitting"));
  parameters.degree = 15;
  parameters.noise = 0.0;
  exact = shr_sample_generate ("overfitting", 4, &parameters);
  for (gsize i = 0; i < 15; i++)
    {
      double x = shr_table_column (exact, 0)->values[i];

      g_assert_cmpfloat (fabs (x), <=, 1.0);
      for (gsize j = 0; j < 15; j++)
        g_assert_cmpfloat (fabs (shr_table_column (exact, j)->values[i] - pow (x, (double) (j + 1))), <, 1e-14);
      g_assert_cmpfloat (fabs (shr_table_column (exact, 15)->values[i] - 4.0 * x / (1.0 + 4.0 * x * x)), <, 1e-14);
    }
}

static void
test_sparse_truth (void)
{
  static const double truth[] = { 3.0, -2.5, 2.0, -1.5, 1.0 };
  ShrSampleParameters parameters;
  g_autoptr (ShrTable) table = NULL;

  g_assert_true (shr_sample_parameters_init (&parameters, "sparse-truth"));
  g_assert_cmpuint (parameters.features, >, parameters.rows);
  parameters.noise = 0.0;
  table = shr_sample_generate ("sparse-truth", 9, &parameters);
  for (gsize i = 0; i < parameters.rows; i++)
    {
      double y = 0.0;

      for (gsize j = 0; j < G_N_ELEMENTS (truth); j++)
        y += truth[j] * shr_table_column (table, j)->values[i];
      g_assert_cmpfloat (fabs (y - shr_table_column (table, parameters.features)->values[i]), <, 1e-12);
    }
}

static void
test_correlated_groups (void)
{
  ShrSampleParameters parameters;
  g_autoptr (ShrTable) table = NULL;

  g_assert_true (shr_sample_parameters_init (&parameters, "correlated-groups"));
  parameters.rows = 5000;
  parameters.correlation = 0.9;
  table = shr_sample_generate ("correlated-groups", 3, &parameters);
  g_assert_cmpstr (shr_table_column (table, 0)->name, ==, "a1");
  g_assert_cmpstr (shr_table_column (table, 11)->name, ==, "c4");
  g_assert_cmpstr (shr_table_column (table, 12)->name, ==, "noise1");
  for (gsize j = 0; j < 16; j++)
    for (gsize k = j + 1; k < 16; k++)
      {
        double expected = j / 4 == k / 4 && j < 12 ? 0.9 : 0.0;
        double found = correlation (shr_table_column (table, j)->values, shr_table_column (table, k)->values, 5000);

        g_assert_cmpfloat (fabs (found - expected), <, 0.08);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/generator/two-features", test_two_features);
  g_test_add_func ("/generator/overfitting", test_overfitting);
  g_test_add_func ("/generator/sparse-truth", test_sparse_truth);
  g_test_add_func ("/generator/correlated-groups", test_correlated_groups);

  return g_test_run ();
}
