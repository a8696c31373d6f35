/* Numbers at the ends of what a double holds, and columns that nearly coincide: the answer is right, by conditions worked
 * out again on the same data brought back to order 1 by exact powers of two, or it is refused with a reason; it is never
 * not a number, and never quietly the null model. */

#include "support/shr-test-core.h"
#include "support/shr-test-degenerate.h"
#include "support/shr-test-problem.h"

#include <float.h>
#include <math.h>

static const double mixings[] = { 1.0, 0.5, 0.0 };

/* The exponent that brings the largest of @values to order 1. */
static int
exponent_of (const double *values, gsize count)
{
  double largest = 0.0;
  int exponent;

  for (gsize i = 0; i < count; i++)
    largest = fmax (largest, fabs (values[i]));
  frexp (largest, &exponent);

  return exponent;
}

static double *
brought_back (const double *values, gsize count, int exponent)
{
  double *out = g_new (double, count);

  for (gsize i = 0; i < count; i++)
    out[i] = ldexp (values[i], -exponent);

  return out;
}

typedef struct
{
  gsize n, p;
  gboolean standardize, intercept;
  int of_x, of_y; /* exponents that were taken out */
  ShrTestProblem *truth;
} Case;

/* max_j |z_jᵀr|/(‖z_j‖‖y‖): 0 at least squares, in no units. */
static double
cosine (const ShrTestProblem *truth, const double *w)
{
  g_autofree double *r = shr_test_problem_residual (truth, w);
  double worst = 0.0;
  long double yy = 0.0L;

  for (gsize i = 0; i < truth->n; i++)
    yy += (long double) truth->y[i] * truth->y[i];
  for (gsize j = 0; j < truth->p; j++)
    {
      long double product = 0.0L, square = 0.0L;

      for (gsize i = 0; i < truth->n; i++)
        {
          product += (long double) truth->z[i + j * truth->n] * r[i];
          square += (long double) truth->z[i + j * truth->n] * truth->z[i + j * truth->n];
        }
      if (square > 0.0L)
        worst = fmax (worst, (double) (fabsl (product) / sqrtl (square * yy)));
    }

  return worst;
}

/* What rounding the columns of the truth to doubles does to the above: as much as there is to cancel. */
static double
rounding (const ShrTestProblem *truth, const double *w)
{
  long double sum = 0.0L, yy = 0.0L;

  for (gsize i = 0; i < truth->n; i++)
    yy += (long double) truth->y[i] * truth->y[i];
  for (gsize j = 0; j < truth->p; j++)
    {
      long double square = 0.0L;

      for (gsize i = 0; i < truth->n; i++)
        square += (long double) truth->z[i + j * truth->n] * truth->z[i + j * truth->n];
      sum += fabs (w[j]) * sqrtl (square);
    }

  return (double) (DBL_EPSILON * sum / sqrtl (yy));
}

/* Whether the solver's answer at @lambda is what the problem of order 1 asks for. */
static void
assert_right (const Case *c, double mixing, const ShrPoint *point)
{
  int column = c->standardize ? 0 : c->of_x;
  g_autofree double *w = g_new (double, c->p);
  double l1 = (double) ldexpl ((long double) point->lambda * mixing, -column - c->of_y);
  double l2 = (double) ldexpl ((long double) point->lambda * (1.0 - mixing), -2 * column);
  gsize nonzero = 0;

  g_assert_true (isfinite (point->intercept) && isfinite (point->norm1) && isfinite (point->norm2));
  g_assert_true (isfinite (point->gap) && isfinite (point->kkt) && isfinite (point->df));
  for (gsize j = 0; j < c->p; j++)
    {
      g_assert_true (isfinite (point->w[j]));
      nonzero += point->w[j] != 0.0;
      w[j] = (double) ldexpl (point->w[j], column - c->of_y);
    }
  g_assert_cmpuint (nonzero, ==, point->nonzero);
  g_assert_cmpuint (nonzero, >, 0);

  if (point->lambda == 0.0)
    {
      double miss = cosine (c->truth, w), noise = rounding (c->truth, w);

      /* The gap is the squared cosine between the residual and the span of all columns. Only of many solutions, of which
       * nearly nothing decides, may it be more than rounding: then it says what was missed. */
      g_assert_cmpfloat (miss, <=, 1.01 * sqrt (point->gap) + 1e-10 + 4.0 * noise);
      if (point->df == (double) c->p)
        g_assert_cmpfloat (point->gap, <=, 1e-15 + 4.0 * noise * noise);
    }
  else
    {
      g_assert_cmpfloat (shr_test_problem_kkt (c->truth, l1 / (l1 + l2), l1 + l2, w), <=,
                         1e-7 + 4.0 * rounding (c->truth, w));
      g_assert_cmpfloat (shr_test_problem_gap (c->truth, l1 / (l1 + l2), l1 + l2, w), <=, 1e-9);
      g_assert_cmpfloat (point->gap, <=, 1e-9);
    }
}

/* Whether some coefficient of the point at (λ₁, λ₂) of the problem of order 1 has no double in the units of the data; the
 * point is found there by the same solver, but judged by the same conditions. */
static gboolean
does_not_fit (const Case *c, const double *x, const double *y, double l1, double l2)
{
  ShrDesignSettings settings = { .standardize = c->standardize, .intercept = c->intercept };
  ShrSolverSettings solver_settings;
  g_autoptr (ShrDesign) design = NULL;
  g_autoptr (ShrSolver) solver = NULL;
  g_autofree double *w = g_new (double, c->p);
  ShrPoint point = { .w = w };
  gboolean fits = TRUE;

  if (!isfinite (l1 + l2))
    return TRUE;
  shr_solver_settings_init (&solver_settings);
  solver_settings.mixing = l1 + l2 > 0.0 ? l1 / (l1 + l2) : 1.0;
  shr_test_assert_ok (shr_design_new (x, y, c->n, c->p, &settings, &design));
  shr_test_assert_ok (shr_solver_new (design, &solver_settings, &solver));
  shr_test_assert_ok (shr_solver_solve (solver, l1 + l2, &point));
  for (gsize j = 0; j < c->p; j++)
    {
      long double beta =
          w[j] == 0.0 ? 0.0L : ldexpl ((long double) w[j] / shr_design_scale (design, j), c->of_y - c->of_x);
      long double unit = ldexpl (w[j], c->standardize ? c->of_y : c->of_y - c->of_x);

      if (w[j] != 0.0)
        fits = fits && fabsl (beta) <= DBL_MAX && fabsl (beta) >= DBL_MIN && fabsl (unit) <= DBL_MAX
               && fabsl (unit) >= DBL_MIN;
    }

  return !fits;
}

/* Returns how many answers there were; refusals are checked to have their reason. */
static gsize
check (const double *x, const double *y, gsize n, gsize p, gboolean standardize, gboolean intercept)
{
  ShrDesignSettings design_settings = { .standardize = standardize, .intercept = intercept };
  Case c = { .n = n, .p = p, .standardize = standardize, .intercept = intercept };
  g_autofree double *near_x = NULL, *near_y = NULL, *w = g_new (double, p);
  g_autoptr (ShrTestProblem) truth = NULL;
  g_autoptr (ShrDesign) design = NULL;
  gsize answers = 0;

  c.of_x = exponent_of (x, n * p);
  c.of_y = exponent_of (y, n);
  near_x = brought_back (x, n * p, c.of_x);
  near_y = brought_back (y, n, c.of_y);
  c.truth = truth = shr_test_problem_new (near_x, near_y, n, p, standardize, intercept);
  shr_test_assert_ok (shr_design_new (x, y, n, p, &design_settings, &design));
  g_assert_false (shr_design_is_null (design));

  for (gsize m = 0; m < G_N_ELEMENTS (mixings); m++)
    {
      ShrSolverSettings settings;
      g_autoptr (ShrSolver) solver = NULL;
      double lambdas[4] = { 0.0 };
      gsize filled = 0;
      ShrStatus status;

      shr_solver_settings_init (&settings);
      settings.mixing = mixings[m];
      shr_test_assert_ok (shr_solver_new (design, &settings, &solver));
      /* Not standardising, λ itself may be beyond all doubles. */
      status = shr_solver_grid (solver, 3, 0.0, lambdas, &filled);
      if (status == SHR_STATUS_OUT_OF_RANGE)
        {
          g_assert_false (standardize && abs (c.of_y) < 900);
          lambdas[0] = 0.0;
          filled = 0;
        }
      else
        g_assert_cmpint (status, ==, SHR_STATUS_OK);

      /* The first λ has the null model; the last of all is 0. */
      for (gsize k = mixings[m] > 0.0 ? 1 : 0; k <= filled; k++)
        {
          double lambda = k < filled ? lambdas[k] : 0.0;
          ShrPoint point = { .w = w };
          int column = standardize ? 0 : c.of_x;

          status = shr_solver_solve (solver, lambda, &point);
          if (status == SHR_STATUS_OK)
            {
              assert_right (&c, mixings[m], &point);
              answers++;
            }
          else
            {
              g_assert_cmpint (status, ==, SHR_STATUS_OUT_OF_RANGE);
              g_assert_true (does_not_fit (&c, near_x, near_y,
                                           (double) ldexpl ((long double) lambda * mixings[m], -column - c.of_y),
                                           (double) ldexpl ((long double) lambda * (1.0 - mixings[m]), -2 * column)));
            }
        }
    }

  return answers;
}

/* Every pair of magnitudes of X and y. */
static void
test_magnitudes (void)
{
  static const double of_x[] = { 1.0, 1e160, 1e-160, 1e300, 1e-300 };
  static const double of_y[] = { 1.0, 1e160, 1e-160, 1e300, 1e-300 };
  static const ShrTestKind kinds[] = { SHR_TEST_EQUICORRELATED, SHR_TEST_LOW_RANK };
  ShrTestRandom random;

  shr_test_random_init (&random, 9);
  for (gsize a = 0; a < G_N_ELEMENTS (of_x); a++)
    for (gsize b = 0; b < G_N_ELEMENTS (of_y); b++)
      for (int way = 0; way < 8; way++)
        {
          gsize n = way & 4 ? 9 : 30, p = 12;
          g_autofree double *x = NULL, *y = NULL;
          gsize answers;

          shr_test_degenerate_new (&random, kinds[way & 1], n, p, &x, &y);
          for (gsize i = 0; i < n * p; i++)
            x[i] *= of_x[a];
          for (gsize i = 0; i < n; i++)
            y[i] *= of_y[b];
          answers = check (x, y, n, p, (way & 2) == 0, TRUE);
          /* Where coefficients are of moderate size, nothing may be refused. */
          if ((way & 2) == 0 && a == 0 && (b < 3))
            g_assert_cmpuint (answers, ==, 2 + 1 + 2 + 1 + 3 + 1);
        }
}

/* Columns from 1e-12 to 1e12 in one matrix, with and without standardising and intercept. */
static void
test_wild_columns (void)
{
  ShrTestRandom random;

  shr_test_random_init (&random, 19);
  for (int problem = 0; problem < 40; problem++)
    {
      gsize p = 2 + shr_test_random_below (&random, 20), n = problem % 3 == 0 ? p / 2 + 3 : p + 20;
      g_autofree double *x = NULL, *y = NULL;

      shr_test_degenerate_new (&random, problem % 2 ? SHR_TEST_GAUSSIAN : SHR_TEST_COUNTS, n, p, &x, &y);
      for (gsize j = 0; j < p; j++)
        {
          double factor = pow (10.0, -12.0 + 24.0 * (double) j / (double) (p - 1));

          for (gsize i = 0; i < n; i++)
            x[i + j * n] *= factor;
        }
      check (x, y, n, p, problem % 4 < 2, problem % 8 < 4);
    }
}

/* Twins that differ in the eighth digit. */
static void
test_near_duplicates (void)
{
  ShrTestRandom random;

  shr_test_random_init (&random, 29);
  for (int problem = 0; problem < 40; problem++)
    {
      gsize p = 2 + shr_test_random_below (&random, 14), n = problem % 3 == 0 ? p / 2 + 3 : p + 20;
      g_autofree double *x = NULL, *y = NULL;

      shr_test_degenerate_new (&random, SHR_TEST_NEAR_DUPLICATES, n, p, &x, &y);
      check (x, y, n, p, problem % 4 < 2, problem % 8 < 4);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/extremes/magnitudes", test_magnitudes);
  g_test_add_func ("/core/extremes/wild-columns", test_wild_columns);
  g_test_add_func ("/core/extremes/near-duplicates", test_near_duplicates);

  return g_test_run ();
}
