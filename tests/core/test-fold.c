#include "support/shr-test-core.h"
#include "support/shr-test-degenerate.h"
#include "support/shr-test-fold.h"
#include "support/shr-test-table.h"

#include "core/shr-fold.h"
#include "core/shr-folds.h"

#include <math.h>

static void
grid (double largest, double smallest, gsize count, double *lambdas)
{
  for (gsize k = 0; k < count; k++)
    lambdas[k] = largest * pow (smallest / largest, (double) k / (double) (count - 1));
}

static double
mixing_of (const char *penalty)
{
  return g_str_equal (penalty, "lasso") ? 1.0 : g_str_equal (penalty, "elastic-net") ? 0.5 : 0.0;
}

/* scikit-learn's LassoCV, ElasticNetCV and RidgeCV on the same folds; see tests/support/make-cross-validation.py. */
static void
test_scikit_learn (gconstpointer data)
{
  const char *penalty = data;
  g_autoptr (ShrTestTable) table = shr_test_table_read ("core/data/diabetes.csv");
  g_autoptr (ShrTestTable) expected = shr_test_table_read ("core/data/diabetes-cross-validation.csv");
  g_autofree double *x = NULL, *y = NULL, *lambdas = g_new (double, expected->rows);
  g_autofree gsize *row = g_new (gsize, expected->rows), *assignment = NULL;
  g_autofree double *errors = NULL;
  g_autoptr (ShrDesign) design = NULL;
  ShrSolverSettings settings;
  gsize n = table->rows, count = 0, folds = 0;
  atomic_size_t solved = 0;

  for (gsize i = 0; i < expected->rows; i++)
    if (g_str_equal (shr_test_table_word (expected, i, 0), penalty) && shr_test_table_number (expected, i, 1) < 100.0)
      {
        folds = (gsize) shr_test_table_number (expected, i, 1);
        lambdas[count] = shr_test_table_number (expected, i, 2);
        row[count++] = i;
      }
  g_assert_cmpuint (count, >, 0);
  shr_test_table_split (table, "progression", &x, &y);
  shr_test_assert_ok (shr_design_new (x, y, n, table->columns - 1, NULL, &design));
  shr_solver_settings_init (&settings);
  settings.mixing = mixing_of (penalty);
  assignment = g_new (gsize, n);
  for (gsize i = 0; i < n; i++)
    assignment[i] = i % folds;

  errors = g_new (double, count *folds);
  for (gsize k = 0; k < folds; k++)
    {
      ShrFold fold = { .error = errors + k * count };

      shr_test_assert_ok (shr_fold_solve (design, assignment, k, &settings, lambdas, count, &solved, &fold));
      g_assert_cmpfloat (fold.gap, <=, 1e-9);
      g_assert_cmpuint (atomic_load (&solved), ==, (k + 1) * count);
    }

  for (gsize l = 0; l < count; l++)
    {
      double mean = 0.0, square = 0.0;

      for (gsize k = 0; k < folds; k++)
        mean += errors[l + k * count] / (double) folds;
      for (gsize k = 0; k < folds; k++)
        square += (errors[l + k * count] - mean) * (errors[l + k * count] - mean);
      g_assert_cmpfloat_with_epsilon (mean / shr_test_table_number (expected, row[l], 3), 1.0, 1e-8);
      g_assert_cmpfloat_with_epsilon (sqrt (square / (double) (folds - 1) / (double) folds)
                                          / shr_test_table_number (expected, row[l], 4),
                                      1.0, 1e-8);
    }
}

/* Every mixing, with and without intercept and standardising, against coordinate descent worked out anew. */
static void
test_brute_force (gconstpointer data)
{
  static const double mixings[] = { 0.0, 0.3, 1.0 };
  ShrTestKind kind = (ShrTestKind) GPOINTER_TO_UINT (data);
  ShrTestRandom random;

  shr_test_random_init (&random, 2200 + kind);
  for (int problem = 0; problem < 12; problem++)
    {
      gsize n = 10 + shr_test_random_below (&random, 30), p = 1 + shr_test_random_below (&random, 6);
      gsize folds = 2 + shr_test_random_below (&random, 5);
      ShrDesignSettings design_settings;
      ShrSolverSettings settings;
      g_autofree double *x = NULL, *y = NULL;
      g_autofree gsize *assignment = g_new (gsize, n);
      g_autoptr (ShrDesign) design = NULL;
      g_autoptr (ShrSolver) solver = NULL;
      double lambdas[8], errors[8];

      shr_test_degenerate_new (&random, kind, n, p, &x, &y);
      shr_design_settings_init (&design_settings);
      design_settings.standardize = problem % 2 == 0;
      design_settings.intercept = problem % 3 != 0;
      shr_solver_settings_init (&settings);
      settings.mixing = mixings[problem / 2 % 3];
      shr_test_assert_ok (shr_design_new (x, y, n, p, &design_settings, &design));
      if (shr_design_is_null (design))
        continue;
      shr_test_assert_ok (shr_solver_new (design, &settings, &solver));
      grid (shr_solver_lambda_max (solver), shr_solver_lambda_max (solver) * 1e-2, G_N_ELEMENTS (lambdas), lambdas);
      shr_test_assert_ok (shr_folds_assign (n, folds, (guint64) problem, assignment));

      for (gsize k = 0; k < folds; k++)
        {
          g_autofree double *expected =
              shr_test_fold_errors (x, y, n, p, design_settings.standardize, design_settings.intercept, assignment, k,
                                    settings.mixing, lambdas, G_N_ELEMENTS (lambdas));
          ShrFold fold = { .error = errors };

          shr_test_assert_ok (
              shr_fold_solve (design, assignment, k, &settings, lambdas, G_N_ELEMENTS (lambdas), NULL, &fold));
          g_assert_cmpfloat (fold.gap, <=, 1e-9);
          for (gsize l = 0; l < G_N_ELEMENTS (lambdas); l++)
            g_assert_cmpfloat_with_epsilon (errors[l] / expected[l], 1.0, 1e-9);
        }
    }
}

/* A column that varies in the row held out only: with an intercept it says nothing, without one it stands for it. */
static void
test_constant_in_the_fold (void)
{
  static const double x[] = { 5, 1, 1, 1, 1, 1, /* */ 3, 1, 4, 1, 5, 9 };
  static const double y[] = { 2, 7, 1, 8, 2, 8 };
  static const gsize assignment[] = { 0, 1, 1, 1, 1, 1 };
  static const double lambdas[] = { 0.5, 0.1 };

  for (int intercept = 0; intercept < 2; intercept++)
    for (int standardize = 0; standardize < 2; standardize++)
      {
        ShrDesignSettings design_settings = { .standardize = standardize, .intercept = intercept };
        g_autoptr (ShrDesign) design = NULL;
        g_autofree double *expected =
            shr_test_fold_errors (x, y, 6, 2, standardize, intercept, assignment, 0, 1.0, lambdas, 2);
        double errors[2];
        ShrFold fold = { .error = errors };

        shr_test_assert_ok (shr_design_new (x, y, 6, 2, &design_settings, &design));
        shr_test_assert_ok (shr_fold_solve (design, assignment, 0, NULL, lambdas, 2, NULL, &fold));
        for (gsize l = 0; l < 2; l++)
          g_assert_cmpfloat_with_epsilon (errors[l] / expected[l], 1.0, 1e-12);
      }
}

/* x·s gives the same errors at the same λ; y·s gives s² times the errors at s times the λ. */
static void
test_units (void)
{
  static const double scales[] = { 1e-140, 1e-20, 1.0, 1e20, 1e140 };
  ShrTestRandom random;
  g_autofree double *x = NULL, *y = NULL, *sx = g_new (double, 60), *sy = g_new (double, 20);
  gsize assignment[20];
  double expected[5] = { 0 };

  shr_test_random_init (&random, 77);
  shr_test_degenerate_new (&random, SHR_TEST_GAUSSIAN, 20, 3, &x, &y);
  shr_test_assert_ok (shr_folds_assign (20, 4, 9, assignment));

  for (int at = -1; at < (int) (G_N_ELEMENTS (scales) * G_N_ELEMENTS (scales)); at++)
    {
      double a = at < 0 ? 1.0 : scales[(gsize) at % G_N_ELEMENTS (scales)];
      double b = at < 0 ? 1.0 : scales[(gsize) at / G_N_ELEMENTS (scales)];
      g_autoptr (ShrDesign) design = NULL;
      double lambdas[5], errors[5];
      ShrFold fold = { .error = errors };

      for (gsize i = 0; i < 60; i++)
        sx[i] = x[i] * a;
      for (gsize i = 0; i < 20; i++)
        sy[i] = y[i] * b;
      grid (b, 0.01 * b, 5, lambdas);
      shr_test_assert_ok (shr_design_new (sx, sy, 20, 3, NULL, &design));
      shr_test_assert_ok (shr_fold_solve (design, assignment, 2, NULL, lambdas, 5, NULL, &fold));
      for (gsize l = 0; l < 5; l++)
        if (at < 0)
          expected[l] = errors[l];
        else
          g_assert_cmpfloat_with_epsilon (errors[l] / b / b / expected[l], 1.0, 1e-11);
    }
}

static void
test_refusals (void)
{
  static const double x[] = { 1, 2, 4, 3 }, y[] = { 1, 3, 3, 2 }, large[] = { 1e200, 3e200, 3e200, 2e200 };
  static const gsize assignment[] = { 0, 1, 0, 1 }, one[] = { 0, 0, 0, 0 };
  static const double lambdas[] = { 0.5, 0.1 }, rising[] = { 0.1, 0.5 };
  g_autoptr (ShrDesign) design = NULL, large_design = NULL;
  atomic_bool cancel = true;
  ShrSolverSettings settings;
  double errors[2];
  ShrFold fold = { .error = errors };

  shr_solver_settings_init (&settings);
  shr_test_assert_ok (shr_design_new (x, y, 4, 1, NULL, &design));
  shr_test_assert_ok (shr_design_new (x, large, 4, 1, NULL, &large_design));
  shr_test_assert_ok (shr_fold_solve (design, assignment, 1, &settings, lambdas, 2, NULL, &fold));

  g_assert_cmpint (shr_fold_solve (design, assignment, 2, NULL, lambdas, 2, NULL, &fold), ==, SHR_STATUS_BAD_FOLDS);
  g_assert_cmpint (shr_fold_solve (design, one, 0, NULL, lambdas, 2, NULL, &fold), ==, SHR_STATUS_BAD_FOLDS);
  g_assert_cmpint (shr_fold_solve (design, assignment, 1, NULL, rising, 2, NULL, &fold), ==, SHR_STATUS_BAD_LAMBDA);
  g_assert_cmpint (shr_fold_solve (design, assignment, 1, NULL, lambdas, 0, NULL, &fold), ==, SHR_STATUS_BAD_GRID);
  /* The square of the response leaves the range of a double. */
  g_assert_cmpint (shr_fold_solve (large_design, assignment, 1, NULL, lambdas, 2, NULL, &fold), ==,
                   SHR_STATUS_OUT_OF_RANGE);
  settings.mixing = 2.0;
  g_assert_cmpint (shr_fold_solve (design, assignment, 1, &settings, lambdas, 2, NULL, &fold), ==,
                   SHR_STATUS_BAD_MIXING);
  settings.mixing = 1.0;
  settings.cancel = &cancel;
  g_assert_cmpint (shr_fold_solve (design, assignment, 1, &settings, lambdas, 2, NULL, &fold), ==,
                   SHR_STATUS_CANCELLED);
}

int
main (int argc, char **argv)
{
  static const ShrTestKind kinds[] = { SHR_TEST_GAUSSIAN, SHR_TEST_EQUICORRELATED, SHR_TEST_COUNTS,
                                       SHR_TEST_FACTORS,  SHR_TEST_CONSTANTS,      SHR_TEST_ORTHOGONAL };

  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/core/fold/scikit-learn/lasso", "lasso", test_scikit_learn);
  g_test_add_data_func ("/core/fold/scikit-learn/elastic-net", "elastic-net", test_scikit_learn);
  g_test_add_data_func ("/core/fold/scikit-learn/ridge", "ridge", test_scikit_learn);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *name = g_strdup_printf ("/core/fold/brute-force/%s", shr_test_kind_name (kinds[i]));

      g_test_add_data_func (name, GUINT_TO_POINTER (kinds[i]), test_brute_force);
    }
  g_test_add_func ("/core/fold/constant-in-the-fold", test_constant_in_the_fold);
  g_test_add_func ("/core/fold/units", test_units);
  g_test_add_func ("/core/fold/refusals", test_refusals);

  return g_test_run ();
}
