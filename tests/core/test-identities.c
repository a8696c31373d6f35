/* What must hold between solutions of different problems, whatever the solver (mathematics, section 4), to 1e-10 on
 * seeded random problems. Where the solution is not unique the fits are compared. */

#include "support/shr-test-core.h"
#include "support/shr-test-degenerate.h"
#include "support/shr-test-problem.h"

#include <math.h>
#include <string.h>

enum
{
  PROBLEMS = 60
};

static const double tolerance = 1e-10;

typedef struct
{
  ShrTestRandom random;
  gsize n, p;
  double *x, *y;
  double mixing;
  double lambda;
} Problem;

static const double mixings[] = { 1.0, 0.5, 0.9, 0.05, 0.0 };

static void
solve (const double *x, const double *y, gsize n, gsize p, double mixing, double lambda, double *w)
{
  ShrSolverSettings settings;
  g_autoptr (ShrDesign) design = NULL;
  g_autoptr (ShrSolver) solver = NULL;
  ShrPoint point = { .w = w };

  shr_solver_settings_init (&settings);
  settings.mixing = mixing;
  shr_test_assert_ok (shr_design_new (x, y, n, p, NULL, &design));
  shr_test_assert_ok (shr_solver_new (design, &settings, &solver));
  shr_test_assert_ok (shr_solver_solve (solver, lambda, &point));
}

/* (transfer full): the fit Zw, n doubles. */
static double *
fit (const double *x, const double *y, gsize n, gsize p, const double *w)
{
  g_autoptr (ShrTestProblem) truth = shr_test_problem_new (x, y, n, p, TRUE, TRUE);
  double *r = shr_test_problem_residual (truth, w);

  for (gsize i = 0; i < n; i++)
    r[i] = truth->y[i] - r[i];

  return r;
}

static double
largest (const double *values, gsize count)
{
  double max = 0.0;

  for (gsize i = 0; i < count; i++)
    max = fmax (max, fabs (values[i]));

  return max;
}

static void
assert_same (const double *a, const double *b, double factor, gsize count)
{
  double scale = largest (b, count) * fabs (factor) + 1e-3;

  for (gsize i = 0; i < count; i++)
    g_assert_cmpfloat_with_epsilon (a[i], factor * b[i], tolerance * scale);
}

/* The @number-th problem: n × p with every mixing in turn and λ between 1e-3 and 1. */
static Problem
problem_new (int number)
{
  Problem problem = { .mixing = mixings[number % (int) G_N_ELEMENTS (mixings)] };

  shr_test_random_init (&problem.random, 1000 + (guint64) number);
  problem.n = 4 + shr_test_random_below (&problem.random, 40);
  problem.p = 1 + shr_test_random_below (&problem.random, 40);
  shr_test_degenerate_new (&problem.random, number % 2 ? SHR_TEST_EQUICORRELATED : SHR_TEST_GAUSSIAN, problem.n,
                           problem.p, &problem.x, &problem.y);
  problem.lambda = pow (10.0, -3.0 * shr_test_random_uniform (&problem.random));

  return problem;
}

static void
problem_clear (Problem *problem)
{
  g_free (problem->x);
  g_free (problem->y);
}

static void
shuffle (ShrTestRandom *random, gsize *order, gsize count)
{
  for (gsize i = 0; i < count; i++)
    order[i] = i;
  for (gsize i = count; i > 1; i--)
    {
      gsize k = shr_test_random_below (random, i), kept = order[i - 1];

      order[i - 1] = order[k];
      order[k] = kept;
    }
}

static void
test_permutations (void)
{
  for (int number = 0; number < PROBLEMS; number++)
    {
      Problem problem = problem_new (number);
      gsize n = problem.n, p = problem.p;
      g_autofree gsize *rows = g_new (gsize, n), *columns = g_new (gsize, p);
      g_autofree double *x = g_new (double, n *p), *y = g_new (double, n);
      g_autofree double *w = g_new (double, p), *other = g_new (double, p), *back = g_new (double, p);

      shuffle (&problem.random, rows, n);
      shuffle (&problem.random, columns, p);
      for (gsize i = 0; i < n; i++)
        {
          y[i] = problem.y[rows[i]];
          for (gsize j = 0; j < p; j++)
            x[i + j * n] = problem.x[rows[i] + columns[j] * n];
        }
      solve (problem.x, problem.y, n, p, problem.mixing, problem.lambda, w);
      solve (x, y, n, p, problem.mixing, problem.lambda, other);
      for (gsize j = 0; j < p; j++)
        back[columns[j]] = other[j];
      assert_same (back, w, 1.0, p);
      problem_clear (&problem);
    }
}

/* y·k: the lasso's w·k at λ·|k|, the ridge's w·k at the same λ; in general λα is multiplied by |k| and λ(1 − α) kept. */
static void
test_response_scale (void)
{
  static const double factors[] = { -1.0, 3.0, -0.01, 64.0 };

  for (int number = 0; number < PROBLEMS; number++)
    {
      Problem problem = problem_new (number);
      double k = factors[number % (int) G_N_ELEMENTS (factors)];
      double l1 = problem.lambda * problem.mixing * fabs (k), l2 = problem.lambda * (1.0 - problem.mixing);
      g_autofree double *y = g_new (double, problem.n);
      g_autofree double *w = g_new (double, problem.p), *other = g_new (double, problem.p);

      for (gsize i = 0; i < problem.n; i++)
        y[i] = k * problem.y[i];
      solve (problem.x, problem.y, problem.n, problem.p, problem.mixing, problem.lambda, w);
      solve (problem.x, y, problem.n, problem.p, l1 / (l1 + l2), l1 + l2, other);
      assert_same (other, w, k, problem.p);
      problem_clear (&problem);
    }
}

/* Units of a column, and what is added to it, do not matter when standardising. */
static void
test_units (void)
{
  for (int number = 0; number < PROBLEMS; number++)
    {
      Problem problem = problem_new (number);
      gsize n = problem.n, p = problem.p;
      g_autofree double *x = g_new (double, n *p), *w = g_new (double, p), *other = g_new (double, p);

      for (gsize j = 0; j < p; j++)
        {
          double unit = pow (10.0, 8.0 * shr_test_random_uniform (&problem.random) - 4.0);
          double shift = 10.0 * unit * shr_test_random_normal (&problem.random);

          for (gsize i = 0; i < n; i++)
            x[i + j * n] = unit * problem.x[i + j * n] + shift;
        }
      solve (problem.x, problem.y, n, p, problem.mixing, problem.lambda, w);
      solve (x, problem.y, n, p, problem.mixing, problem.lambda, other);
      assert_same (other, w, 1.0, p);
      problem_clear (&problem);
    }
}

/* A twin of a column leaves the lasso's fit unchanged; with a quadratic penalty the twins are equal, and with λα kept
 * and λ(1 − α) doubled they share what the column had alone. */
static void
test_duplicates (void)
{
  for (int number = 0; number < PROBLEMS; number++)
    {
      Problem problem = problem_new (number);
      gsize n = problem.n, p = problem.p, j = shr_test_random_below (&problem.random, p);
      g_autofree double *x = g_new (double, n *(p + 1));
      g_autofree double *w = g_new (double, p), *other = g_new (double, p + 1);

      memcpy (x, problem.x, n * p * sizeof (double));
      memcpy (x + n * p, problem.x + n * j, n * sizeof (double));
      solve (x, problem.y, n, p + 1, problem.mixing, problem.lambda, other);
      if (problem.mixing == 1.0)
        {
          g_autofree double *alone = NULL, *twice = NULL;

          solve (problem.x, problem.y, n, p, 1.0, problem.lambda, w);
          alone = fit (problem.x, problem.y, n, p, w);
          twice = fit (x, problem.y, n, p + 1, other);
          assert_same (twice, alone, 1.0, n);
        }
      else
        {
          g_assert_cmpfloat_with_epsilon (other[j], other[p], tolerance * (1.0 + largest (other, p + 1)));
          if (p == 1)
            {
              /* One column with its quadratic penalty halved. */
              double l1 = problem.lambda * problem.mixing, l2 = 0.5 * problem.lambda * (1.0 - problem.mixing);

              solve (problem.x, problem.y, n, 1, l1 / (l1 + l2), l1 + l2, w);
              g_assert_cmpfloat_with_epsilon (other[0] + other[1], w[0], tolerance * (1.0 + fabs (w[0])));
            }
        }
      problem_clear (&problem);
    }
}

/* Orthonormal columns: w_j = S(c_j, λα)/(1 + λ(1 − α)). */
static void
test_soft_threshold (void)
{
  enum
  {
    N = 16,
    P = 9
  };
  ShrTestRandom random;

  shr_test_random_init (&random, 5);
  for (int number = 0; number < PROBLEMS; number++)
    {
      double mixing = mixings[number % (int) G_N_ELEMENTS (mixings)];
      double lambda = shr_test_random_uniform (&random);
      double x[N * P], y[N], w[P], expected[P], mean = 0.0;

      for (gsize i = 0; i < N; i++)
        {
          y[i] = shr_test_random_normal (&random);
          mean += y[i] / N;
          for (gsize j = 0; j < P; j++)
            x[i + j * N] = __builtin_parityll (i & (j + 1)) ? -1.0 : 1.0;
        }
      for (gsize j = 0; j < P; j++)
        {
          double c = 0.0;

          for (gsize i = 0; i < N; i++)
            c += x[i + j * N] * (y[i] - mean) / N;
          expected[j] = copysign (fmax (fabs (c) - lambda * mixing, 0.0), c) / (1.0 + lambda * (1.0 - mixing));
        }
      solve (x, y, N, P, mixing, lambda, w);
      assert_same (w, expected, 1.0, P);
    }
}

/* The ridge satisfies its normal equations, (G + λI)w = c. */
static void
test_normal_equations (void)
{
  for (int number = 0; number < PROBLEMS; number++)
    {
      Problem problem = problem_new (number);
      gsize n = problem.n, p = problem.p;
      g_autofree double *w = g_new (double, p), *r = NULL;
      g_autoptr (ShrTestProblem) truth = shr_test_problem_new (problem.x, problem.y, n, p, TRUE, TRUE);

      solve (problem.x, problem.y, n, p, 0.0, problem.lambda, w);
      r = shr_test_problem_residual (truth, w);
      for (gsize j = 0; j < p; j++)
        {
          double g = 0.0;

          for (gsize i = 0; i < n; i++)
            g += truth->z[i + j * n] * r[i] / (double) n;
          g_assert_cmpfloat_with_epsilon (g, problem.lambda * w[j], 1e-12 * (1.0 + largest (truth->y, n)));
        }
      problem_clear (&problem);
    }
}

/* The answer does not depend on where the solver comes from, nor on how many λ lie between. */
static void
test_any_order (void)
{
  for (int number = 0; number < PROBLEMS; number++)
    {
      Problem problem = problem_new (number);
      gsize n = problem.n, p = problem.p;
      g_autofree double *w = g_new (double, p), *alone = g_new (double, p);
      ShrSolverSettings settings;
      g_autoptr (ShrDesign) design = NULL;
      g_autoptr (ShrSolver) solver = NULL;
      ShrPoint point = { .w = w };

      shr_solver_settings_init (&settings);
      settings.mixing = problem.mixing;
      shr_test_assert_ok (shr_design_new (problem.x, problem.y, n, p, NULL, &design));
      shr_test_assert_ok (shr_solver_new (design, &settings, &solver));
      for (int visit = 0; visit < 12; visit++)
        {
          double lambda = problem.lambda * pow (10.0, 2.0 * shr_test_random_normal (&problem.random));

          lambda = fmax (lambda, 1e-4);
          shr_test_assert_ok (shr_solver_solve (solver, lambda, &point));
          solve (problem.x, problem.y, n, p, problem.mixing, lambda, alone);
          for (gsize j = 0; j < p; j++)
            g_assert_cmpfloat_with_epsilon (w[j], alone[j], tolerance * (1.0 + largest (alone, p)));
        }
      problem_clear (&problem);
    }
}

/* α → 1 tends to the lasso. */
static void
test_mixing_limit (void)
{
  for (int number = 0; number < PROBLEMS; number++)
    {
      Problem problem = problem_new (number);
      gsize p = problem.p;
      g_autofree double *lasso = g_new (double, p), *near = g_new (double, p);

      if (problem.n > p + 3)
        {
          solve (problem.x, problem.y, problem.n, p, 1.0, problem.lambda, lasso);
          solve (problem.x, problem.y, problem.n, p, 1.0 - 1e-12, problem.lambda, near);
          assert_same (near, lasso, 1.0, p);
        }
      problem_clear (&problem);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/identities/permutations", test_permutations);
  g_test_add_func ("/core/identities/response-scale", test_response_scale);
  g_test_add_func ("/core/identities/units", test_units);
  g_test_add_func ("/core/identities/duplicates", test_duplicates);
  g_test_add_func ("/core/identities/soft-threshold", test_soft_threshold);
  g_test_add_func ("/core/identities/normal-equations", test_normal_equations);
  g_test_add_func ("/core/identities/any-order", test_any_order);
  g_test_add_func ("/core/identities/mixing-limit", test_mixing_limit);

  return g_test_run ();
}
