/* 3750 seeded random problems of every kind of degeneracy, up to 300×300: the certificate of each solution is worked
 * out again from the loaded data, in extended precision and without the solver's code. */

#include "support/shr-test-core.h"
#include "support/shr-test-degenerate.h"
#include "support/shr-test-problem.h"

#include <float.h>
#include <math.h>

enum
{
  PROBLEMS = 250,
  LAMBDAS = 12
};

static const double mixings[] = { 1.0, 1.0, 1.0, 0.5, 0.9, 0.1, 0.999999, 0.0 };

static double
worst_of (double a, double b)
{
  return isnan (b) ? HUGE_VAL : fmax (a, b);
}

/* What rounding the coefficients to doubles alone does to the gap: the gradient moves by up to δ, and the gap by about
 * Σ|w|δ, or with a quadratic penalty of λ₂ by δ²/(2λ₂), over the null loss. */
static double
rounding_floor (const ShrTestProblem *truth, double mixing, double lambda, const double *w)
{
  double l2 = lambda * (1.0 - mixing), size = 0.0, largest = 0.0, null_loss = 0.0, miss;

  for (gsize j = 0; j < truth->p; j++)
    {
      double square = 0.0;

      for (gsize i = 0; i < truth->n; i++)
        square += truth->z[i + j * truth->n] * truth->z[i + j * truth->n] / (double) truth->n;
      size += fabs (w[j]) * sqrt (square);
      largest = fmax (largest, sqrt (square));
    }
  for (gsize i = 0; i < truth->n; i++)
    null_loss += 0.5 * truth->y[i] * truth->y[i] / (double) truth->n;
  if (null_loss == 0.0)
    return 0.0;
  miss = DBL_EPSILON * size;

  return (l2 > 0.0 ? (double) truth->p * largest * largest * miss * miss / (2.0 * l2) : 0.0) / null_loss
         + size * miss / null_loss;
}

static void
test_kind (gconstpointer data)
{
  ShrTestKind kind = (ShrTestKind) GPOINTER_TO_UINT (data);
  ShrTestRandom random;
  double worst_gap = 0.0, worst_difference = 0.0;
  gsize restarts = 0;

  shr_test_random_init (&random, 4711 + kind);
  for (int problem = 0; problem < PROBLEMS; problem++)
    {
      gsize n = 1 + shr_test_random_below (&random, problem % 20 == 19 ? 300 : problem % 4 == 3 ? 100 : 40);
      gsize p = 1 + shr_test_random_below (&random, problem % 20 >= 18 ? 300 : problem % 5 == 4 ? 100 : 30);
      ShrDesignSettings design_settings = { .standardize = problem % 3 != 2, .intercept = problem % 7 != 6 };
      ShrSolverSettings settings;
      g_autofree double *x = NULL, *y = NULL;
      double lambdas[LAMBDAS];
      g_autofree double *w = g_new (double, p);
      g_autoptr (ShrDesign) design = NULL;
      g_autoptr (ShrSolver) solver = NULL;
      g_autoptr (ShrTestProblem) truth = NULL;
      gsize filled;

      shr_test_degenerate_new (&random, kind, n, p, &x, &y);
      shr_test_assert_ok (shr_design_new (x, y, n, p, &design_settings, &design));
      truth = shr_test_problem_new (x, y, n, p, design_settings.standardize, design_settings.intercept);
      shr_solver_settings_init (&settings);
      settings.mixing = mixings[shr_test_random_below (&random, G_N_ELEMENTS (mixings))];
      shr_test_assert_ok (shr_solver_new (design, &settings, &solver));
      shr_test_assert_ok (shr_solver_grid (solver, LAMBDAS, 0.0, lambdas, &filled));

      for (gsize step = 0; step < 2 * filled; step++)
        {
          /* Down the grid, and then to and fro, as a cursor does. */
          gsize k = step < filled ? step : shr_test_random_below (&random, filled);
          ShrPoint point = { .w = w };
          double gap, slack;

          shr_test_assert_ok (shr_solver_solve (solver, lambdas[k], &point));
          gap = shr_test_problem_gap (truth, settings.mixing, lambdas[k], w);
          slack = 4.0 * rounding_floor (truth, settings.mixing, lambdas[k], w);
          if (!(gap <= 1e-9 + slack) || !(fabs (gap - point.gap) < 1e-10 + slack))
            g_test_message ("problem %d: n %zu p %zu mixing %g lambda[%zu] %g standardize %d intercept %d: gap %.2e, "
                            "reported %.2e, kkt %.1e, condition %.1e, df %g",
                            problem, n, p, settings.mixing, k, lambdas[k], design_settings.standardize,
                            design_settings.intercept, gap, point.gap, point.kkt, point.condition, point.df);
          worst_gap = worst_of (worst_gap, gap - slack);
          worst_difference = worst_of (worst_difference, fabs (gap - point.gap) - slack);
        }
      restarts += shr_solver_info (solver)->restarts;
    }

  g_test_message ("worst gap %.1e, reported differently by %.1e, %zu restarts", worst_gap, worst_difference, restarts);
  g_assert_cmpfloat (worst_gap, <=, 1e-9);
  g_assert_cmpfloat (worst_difference, <=, 1e-10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint kind = 0; kind < SHR_TEST_KINDS; kind++)
    {
      g_autofree char *name = g_strdup_printf ("/core/active-set/%s", shr_test_kind_name ((ShrTestKind) kind));

      g_test_add_data_func (name, GUINT_TO_POINTER (kind), test_kind);
    }

  return g_test_run ();
}
