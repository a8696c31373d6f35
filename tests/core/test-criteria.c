#include "support/shr-test-core.h"
#include "support/shr-test-degenerate.h"
#include "support/shr-test-fold.h"
#include "support/shr-test-problem.h"
#include "support/shr-test-table.h"

#include "core/shr-criteria.h"

#include <math.h>
#include <stdlib.h>

/* A path and all that was needed for it. */
typedef struct
{
  ShrDesign *design;
  ShrSolver *solver;
  ShrPath *path;
  ShrCriteria *criteria;
} Case;

static void
case_clear (Case *self)
{
  free (self->criteria);
  shr_path_free (self->path);
  shr_solver_free (self->solver);
  shr_design_free (self->design);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, case_clear)

static void
case_init (Case *self,
           const double *x,
           const double *y,
           gsize n,
           gsize p,
           const ShrDesignSettings *settings,
           double mixing,
           double variance)
{
  ShrSolverSettings solver_settings;
  double lambdas[8];
  gsize count;

  shr_solver_settings_init (&solver_settings);
  solver_settings.mixing = mixing;
  shr_test_assert_ok (shr_design_new (x, y, n, p, settings, &self->design));
  shr_test_assert_ok (shr_solver_new (self->design, &solver_settings, &self->solver));
  shr_test_assert_ok (shr_solver_grid (self->solver, G_N_ELEMENTS (lambdas), 0.0, lambdas, &count));
  shr_test_assert_ok (shr_path_new (self->design, mixing, lambdas, count, &self->path));
  shr_test_assert_ok (shr_solver_path (self->solver, self->path, NULL, NULL));
  shr_test_assert_ok (shr_criteria_new (self->design, self->path, variance, NULL, &self->criteria));
}

/* The ridge solution of the rows other than @out (all when that is n): penalty @total, centred by those rows. The
 * residual of row @row. */
static long double
refit (const ShrTestProblem *problem, double total, gsize out, gsize row)
{
  gsize n = problem->n, p = problem->p;
  g_autofree long double *mean = g_new0 (long double, p);
  g_autofree long double *a = g_new0 (long double, p *p);
  g_autofree long double *w = g_new0 (long double, p);
  long double y_mean = 0.0L, r, rows = out < n ? n - 1 : n;

  for (gsize i = 0; i < n && problem->intercept; i++)
    if (i != out)
      {
        y_mean += problem->y[i] / rows;
        for (gsize j = 0; j < p; j++)
          mean[j] += problem->z[i + j * n] / rows;
      }
  for (gsize i = 0; i < n; i++)
    if (i != out)
      for (gsize j = 0; j < p; j++)
        {
          long double z = problem->z[i + j * n] - mean[j];

          w[j] += z * (problem->y[i] - y_mean);
          for (gsize k = 0; k < p; k++)
            a[j * p + k] += z * (problem->z[i + k * n] - mean[k]);
        }
  for (gsize j = 0; j < p; j++)
    a[j * p + j] += total;
  shr_test_solve (a, w, p);

  r = problem->y[row] - y_mean;
  for (gsize j = 0; j < p; j++)
    r -= (problem->z[row + j * n] - mean[j]) * w[j];

  return r;
}

/* How much of row @i's response comes back in its fit: the change of its residual when the response changes by one. */
static long double
leverage (ShrTestProblem *problem, double total, gsize i)
{
  long double before = refit (problem, total, problem->n, i), after;
  double kept = problem->y[i];

  problem->y[i] += 1.0;
  after = refit (problem, total, problem->n, i);
  problem->y[i] = kept;

  return 1.0L - (after - before);
}

/* GCV and leaving one out by n refits each, as mathematics section 3 means them. */
static void
test_ridge (gconstpointer data)
{
  ShrTestKind kind = (ShrTestKind) GPOINTER_TO_UINT (data);
  ShrTestRandom random;

  shr_test_random_init (&random, 310 + kind);
  for (int problem = 0; problem < 8; problem++)
    {
      gsize n = 6 + shr_test_random_below (&random, 14), p = 2 + shr_test_random_below (&random, 16);
      ShrDesignSettings settings = { .standardize = problem % 2 == 0, .intercept = problem / 2 % 2 == 0 };
      g_autofree double *x = NULL, *y = NULL;
      g_autoptr (ShrTestProblem) again = NULL;
      g_auto (Case) it = { 0 };

      shr_test_degenerate_new (&random, kind, n, p, &x, &y);
      case_init (&it, x, y, n, p, &settings, 0.0, NAN);
      again = shr_test_problem_new (x, y, n, p, settings.standardize, settings.intercept);

      for (gsize k = 0; k < shr_path_ready (it.path); k++)
        {
          double total = (double) n * shr_path_lambda (it.path, k);
          long double rss = 0.0L, trace = 0.0L, outside = 0.0L, shrunk;

          for (gsize i = 0; i < n; i++)
            {
              long double r = refit (again, total, n, i), e = refit (again, total, i, i);

              rss += r * r;
              outside += e * e;
              trace += leverage (again, total, i);
            }
          shrunk = 1.0L - trace / n;
          g_assert_cmpfloat_with_epsilon (it.criteria[k].mean_square / (double) (rss / n), 1.0, 1e-9);
          g_assert_cmpfloat_with_epsilon (it.criteria[k].gcv / (double) (rss / n / (shrunk * shrunk)), 1.0, 1e-8);
          g_assert_cmpfloat_with_epsilon (it.criteria[k].loo / (double) (outside / n), 1.0, 1e-8);
        }
    }
}

/* scikit-learn's RidgeCV without folds; see tests/support/make-cross-validation.py. */
static void
test_scikit_learn (void)
{
  g_autoptr (ShrTestTable) table = shr_test_table_read ("core/data/diabetes.csv");
  g_autoptr (ShrTestTable) expected = shr_test_table_read ("core/data/diabetes-cross-validation.csv");
  g_autofree double *x = NULL, *y = NULL, *lambdas = g_new (double, expected->rows);
  g_autofree gsize *row = g_new (gsize, expected->rows);
  ShrSolverSettings settings;
  g_auto (Case) it = { 0 };
  gsize n = table->rows, count = 0;

  for (gsize i = 0; i < expected->rows; i++)
    if (shr_test_table_number (expected, i, 1) == (double) n)
      {
        lambdas[count] = shr_test_table_number (expected, i, 2);
        row[count++] = i;
      }
  g_assert_cmpuint (count, >, 0);
  shr_solver_settings_init (&settings);
  settings.mixing = 0.0;
  shr_test_table_split (table, "progression", &x, &y);
  shr_test_assert_ok (shr_design_new (x, y, n, table->columns - 1, NULL, &it.design));
  shr_test_assert_ok (shr_solver_new (it.design, &settings, &it.solver));
  shr_test_assert_ok (shr_path_new (it.design, 0.0, lambdas, count, &it.path));
  shr_test_assert_ok (shr_solver_path (it.solver, it.path, NULL, NULL));
  shr_test_assert_ok (shr_criteria_new (it.design, it.path, NAN, NULL, &it.criteria));
  for (gsize k = 0; k < count; k++)
    g_assert_cmpfloat_with_epsilon (it.criteria[k].loo / shr_test_table_number (expected, row[k], 3), 1.0, 1e-8);
}

/* Cp, AIC and BIC by their formulas; for the lasso the degrees of freedom are what is not zero, and the intercept. */
static void
test_formulas (gconstpointer data)
{
  double mixing = *(const double *) data;
  ShrTestRandom random;

  shr_test_random_init (&random, 808);
  for (int problem = 0; problem < 12; problem++)
    {
      gsize n = problem < 10 ? 30 + shr_test_random_below (&random, 40) : 1200;
      gsize p = 1 + shr_test_random_below (&random, 12);
      ShrDesignSettings settings = { .standardize = problem % 2 == 0, .intercept = problem / 2 % 2 == 0 };
      g_autofree double *x = NULL, *y = NULL, *w = NULL, *least = g_new (double, p), *r = NULL;
      g_autoptr (ShrTestProblem) again = NULL;
      g_auto (Case) it = { 0 };
      ShrPoint point = { .w = least };
      double variance = 0.0, intercept = settings.intercept ? 1.0 : 0.0;

      shr_test_degenerate_new (&random, SHR_TEST_GAUSSIAN, n, p, &x, &y);
      again = shr_test_problem_new (x, y, n, p, settings.standardize, settings.intercept);
      w = shr_test_problem_least_squares (again);
      r = shr_test_problem_residual (again, w);
      for (gsize i = 0; i < n; i++)
        variance += r[i] * r[i] / ((double) (n - p) - intercept);

      case_init (&it, x, y, n, p, &settings, mixing, variance);
      shr_test_assert_ok (shr_solver_solve (it.solver, 0.0, &point));
      g_assert_cmpfloat_with_epsilon (shr_criteria_variance (it.design, &point) / variance, 1.0, 1e-10);

      for (gsize k = 0; k < shr_path_ready (it.path); k++)
        {
          const ShrPoint *at = shr_path_point (it.path, k);
          const ShrCriteria *criteria = &it.criteria[k];
          g_autofree double *residual = shr_test_problem_residual (again, at->w);
          double rss = 0.0, d = intercept, m = (double) n;

          for (gsize i = 0; i < n; i++)
            rss += residual[i] * residual[i];
          for (gsize j = 0; j < p; j++)
            d += at->w[j] != 0.0;
          if (mixing < 1.0)
            d = at->df + intercept;

          g_assert_cmpfloat_with_epsilon (criteria->mean_square / rss * m, 1.0, 1e-11);
          g_assert_cmpfloat_with_epsilon (criteria->cp, rss / variance - m + 2.0 * d, 1e-9 * rss / variance);
          g_assert_cmpfloat_with_epsilon (criteria->aic, m * log (rss / m) + 2.0 * d, 1e-9 * m);
          g_assert_cmpfloat_with_epsilon (criteria->bic, m * log (rss / m) + d * log (m), 1e-9 * m);
          if (mixing > 0.0)
            {
              g_assert_true (isnan (criteria->gcv));
              g_assert_true (isnan (criteria->loo));
            }
        }
    }
}

/* More features than rows: towards small λ the lasso fits every row, and nothing is left to judge it by. */
static void
test_undefined (void)
{
  static const double mixings[] = { 1.0, 0.0 };
  ShrTestRandom random;
  g_autofree double *x = NULL, *y = NULL;

  shr_test_random_init (&random, 4);
  shr_test_degenerate_new (&random, SHR_TEST_GAUSSIAN, 10, 30, &x, &y);
  for (gsize m = 0; m < G_N_ELEMENTS (mixings); m++)
    {
      g_auto (Case) it = { 0 };
      const ShrCriteria *last;
      ShrSolverSettings settings;
      static const double lambdas[] = { 1.0, 0.0 };

      shr_solver_settings_init (&settings);
      settings.mixing = mixings[m];
      shr_test_assert_ok (shr_design_new (x, y, 10, 30, NULL, &it.design));
      shr_test_assert_ok (shr_solver_new (it.design, &settings, &it.solver));
      shr_test_assert_ok (shr_path_new (it.design, mixings[m], lambdas, 2, &it.path));
      shr_test_assert_ok (shr_solver_path (it.solver, it.path, NULL, NULL));
      g_assert_cmpfloat (shr_path_point (it.path, 1)->df, ==, 9.0);
      shr_test_assert_ok (shr_criteria_new (it.design, it.path, 1.0, NULL, &it.criteria));
      g_assert_false (isnan (it.criteria[0].aic) || isnan (it.criteria[0].bic) || isnan (it.criteria[0].cp));
      g_assert_cmpint (isnan (it.criteria[0].gcv) || isnan (it.criteria[0].loo), ==, mixings[m] > 0.0);
      last = &it.criteria[1];
      g_assert_true (isnan (last->cp) && isnan (last->aic) && isnan (last->bic) && isnan (last->gcv));
      g_assert_true (isnan (last->loo));
      g_assert_true (isnan (shr_criteria_variance (it.design, shr_path_point (it.path, 1))));
    }
}

/* A column that only one row has leaves that row no other to be judged by: refits without it know nothing of it. */
static void
test_row_alone (void)
{
  static const double x[] = { 1, 0, 0, 0, 0, 0 }, y[] = { 3, 1, 4, 1, 5, 9 };
  static const double lambdas[] = { 0.1, 0.0 };
  ShrSolverSettings settings;
  g_auto (Case) it = { 0 };

  shr_solver_settings_init (&settings);
  settings.mixing = 0.0;
  shr_test_assert_ok (shr_design_new (x, y, 6, 1, NULL, &it.design));
  shr_test_assert_ok (shr_solver_new (it.design, &settings, &it.solver));
  shr_test_assert_ok (shr_path_new (it.design, 0.0, lambdas, 2, &it.path));
  shr_test_assert_ok (shr_solver_path (it.solver, it.path, NULL, NULL));
  shr_test_assert_ok (shr_criteria_new (it.design, it.path, NAN, NULL, &it.criteria));
  g_assert_false (isnan (it.criteria[0].loo));
  g_assert_true (isnan (it.criteria[1].loo));
  g_assert_false (isnan (it.criteria[1].gcv));
  g_assert_true (isnan (it.criteria[1].cp));
}

static void
test_units (void)
{
  static const double scales[] = { 1.0, 1e-100, 1e140 };
  ShrTestRandom random;
  g_autofree double *x = NULL, *y = NULL, *sy = g_new (double, 20);
  ShrCriteria expected = { 0 };

  shr_test_random_init (&random, 6);
  shr_test_degenerate_new (&random, SHR_TEST_GAUSSIAN, 20, 3, &x, &y);
  for (gsize at = 0; at < G_N_ELEMENTS (scales); at++)
    {
      double s = scales[at];
      g_auto (Case) it = { 0 };

      for (gsize i = 0; i < 20; i++)
        sy[i] = y[i] * s;
      case_init (&it, x, sy, 20, 3, NULL, 0.0, 0.5 * s * s);
      if (at == 0)
        expected = it.criteria[3];
      g_assert_cmpfloat_with_epsilon (it.criteria[3].cp, expected.cp, 1e-9);
      g_assert_cmpfloat_with_epsilon (it.criteria[3].aic - 40.0 * log (s), expected.aic, 1e-9);
      g_assert_cmpfloat_with_epsilon (it.criteria[3].gcv / s / s, expected.gcv, 1e-9 * expected.gcv);
      g_assert_cmpfloat_with_epsilon (it.criteria[3].loo / s / s, expected.loo, 1e-9 * expected.loo);
    }
}

static void
test_refusals (void)
{
  static const double x[] = { 1, 2, 4, 3 }, y[] = { 1e200, 3e200, 3e200, 2e200 }, near[] = { 1, 3, 3, 2 };
  static const double lambdas[] = { 0.5, 0.1 };
  g_autoptr (ShrDesign) design = NULL, large = NULL;
  g_autoptr (ShrSolver) solver = NULL;
  g_autoptr (ShrPath) path = NULL, large_path = NULL, empty = NULL;
  g_autoptr (ShrSolver) large_solver = NULL;
  ShrCriteria *criteria;
  atomic_bool cancel = true;

  shr_test_assert_ok (shr_design_new (x, near, 4, 1, NULL, &design));
  shr_test_assert_ok (shr_solver_new (design, NULL, &solver));
  shr_test_assert_ok (shr_path_new (design, 1.0, lambdas, 2, &path));
  shr_test_assert_ok (shr_path_new (design, 1.0, lambdas, 2, &empty));
  shr_test_assert_ok (shr_solver_path (solver, path, NULL, NULL));
  shr_test_assert_ok (shr_design_new (x, y, 4, 1, NULL, &large));
  shr_test_assert_ok (shr_solver_new (large, NULL, &large_solver));
  shr_test_assert_ok (shr_path_new (large, 1.0, lambdas, 2, &large_path));
  shr_test_assert_ok (shr_solver_path (large_solver, large_path, NULL, NULL));

  g_assert_cmpint (shr_criteria_new (design, path, NAN, &cancel, &criteria), ==, SHR_STATUS_CANCELLED);
  g_assert_null (criteria);
  g_assert_cmpint (shr_criteria_new (design, empty, NAN, NULL, &criteria), ==, SHR_STATUS_EMPTY);
  g_assert_cmpint (shr_criteria_new (large, large_path, NAN, NULL, &criteria), ==, SHR_STATUS_OUT_OF_RANGE);
}

int
main (int argc, char **argv)
{
  static const ShrTestKind kinds[] = { SHR_TEST_GAUSSIAN, SHR_TEST_EQUICORRELATED, SHR_TEST_DUPLICATES,
                                       SHR_TEST_SUMS,     SHR_TEST_COUNTS,         SHR_TEST_FACTORS,
                                       SHR_TEST_LOW_RANK, SHR_TEST_CONSTANTS };
  static const double mixings[] = { 1.0, 0.5, 0.0 };

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *name = g_strdup_printf ("/core/criteria/ridge/%s", shr_test_kind_name (kinds[i]));

      g_test_add_data_func (name, GUINT_TO_POINTER (kinds[i]), test_ridge);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (mixings); i++)
    {
      g_autofree char *name = g_strdup_printf ("/core/criteria/formulas/%g", mixings[i]);

      g_test_add_data_func (name, &mixings[i], test_formulas);
    }
  g_test_add_func ("/core/criteria/scikit-learn", test_scikit_learn);
  g_test_add_func ("/core/criteria/undefined", test_undefined);
  g_test_add_func ("/core/criteria/row-alone", test_row_alone);
  g_test_add_func ("/core/criteria/units", test_units);
  g_test_add_func ("/core/criteria/refusals", test_refusals);

  return g_test_run ();
}
