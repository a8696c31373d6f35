#include "support/shr-test-core.h"
#include "support/shr-test-degenerate.h"
#include "support/shr-test-problem.h"

#include "core/shr-posterior.h"

#include <math.h>

/* Gauss and Legendre's rule of 20 points, by Newton's method from Tricomi's guess. */
#define NODES 20
#define PANELS 64

static double nodes[NODES], weights[NODES];

static void
find_rule (void)
{
  for (int i = 0; i < NODES; i++)
    {
      double x = cos (G_PI * (i + 0.75) / (NODES + 0.5)), slope = 0.0;

      for (int step = 0; step < 50; step++)
        {
          double last = 1.0, here = x;

          for (int k = 2; k <= NODES; k++)
            {
              double next = ((2.0 * k - 1.0) * x * here - (k - 1.0) * last) / k;

              last = here;
              here = next;
            }
          slope = NODES * (x * here - last) / (x * x - 1.0);
          x -= here / slope;
        }
      nodes[i] = x;
      weights[i] = 2.0 / ((1.0 - x * x) * slope * slope);
    }
}

/* (n/σ²)(★) as a function of w_j, from the loaded data. */
typedef struct
{
  double gradient, curvature; /* of the loss at the solution */
  double w, lambda, mixing, weight;
} Objective;

static double
value_at (const Objective *objective, double w)
{
  double d = w - objective->w;

  return objective->weight
         * (objective->gradient * d + 0.5 * objective->curvature * d * d
            + objective->lambda * (objective->mixing * fabs (w) + 0.5 * (1.0 - objective->mixing) * w * w));
}

/* ∫ exp(offset − objective) and ∫ w exp(offset − objective) from @from to @to. */
static void
integrate (const Objective *objective, double offset, double from, double to, double *mass, double *moment)
{
  for (int panel = 0; panel < PANELS; panel++)
    {
      double low = from + (to - from) * panel / PANELS, half = (to - from) / PANELS / 2.0;

      for (int i = 0; i < NODES; i++)
        {
          double w = low + half * (1.0 + nodes[i]);
          double density = exp (offset - value_at (objective, w));

          *mass += half * weights[i] * density;
          *moment += half * weights[i] * density * w;
        }
    }
}

/* How far from the mode to integrate on one side, where the objective rises with @slope and bends with @precision. */
static double
reach (double precision, double slope)
{
  /* The positive root of precision·v²/2 + slope·v = 45. */
  return 90.0 / (slope + sqrt (slope * slope + 90.0 * precision));
}

/* By quadrature, without the formulas of shr-posterior.c: the mean, and the log of the integral of exp(offset − F). */
static void
integrate_posterior (const Objective *objective, double mode, double offset, double *mean, double *log_mass)
{
  double precision = objective->weight * (objective->curvature + objective->lambda * (1.0 - objective->mixing));
  double mass = 0.0, moment = 0.0;
  double jump = objective->weight * objective->lambda * objective->mixing;
  /* Half the derivative on each side of the mode; at a smooth mode none. */
  double c = objective->weight * (objective->curvature * objective->w - objective->gradient);
  double left = mode == 0.0 ? fmax (jump + c, 0.0) : 0.0, right = mode == 0.0 ? fmax (jump - c, 0.0) : 0.0;
  double low = mode - reach (precision, left), high = mode + reach (precision, right);

  if (low < 0.0 && high > 0.0)
    {
      /* From the corner the side away from the mode falls more steeply. */
      double cut_low = mode > 0.0 ? fmax (low, -reach (precision, 2.0 * jump + precision * mode)) : low;
      double cut_high = mode < 0.0 ? fmin (high, reach (precision, 2.0 * jump - precision * mode)) : high;

      integrate (objective, offset, cut_low, 0.0, &mass, &moment);
      integrate (objective, offset, 0.0, cut_high, &mass, &moment);
    }
  else
    integrate (objective, offset, low, high, &mass, &moment);

  *mean = moment / mass;
  *log_mass = log (mass);
}

static double
dot (const double *a, const double *b, gsize n)
{
  long double sum = 0.0L;

  for (gsize i = 0; i < n; i++)
    sum += (long double) a[i] * b[i];

  return (double) sum;
}

static void
check_posterior (const ShrPosterior *posterior, const Objective *objective, double scale)
{
  double precision = posterior->likelihood_precision + posterior->prior_precision;
  double spread = fmin (1.0 / sqrt (precision), posterior->prior_rate > 0.0 ? 1.0 / posterior->prior_rate : INFINITY);
  double best = value_at (objective, objective->w), mean, log_mass;

  /* The mode is the point of the path. */
  g_assert_cmpfloat_with_epsilon (posterior->mode, objective->w, 1e-12 * scale);
  if (objective->mixing == 0.0)
    g_assert_cmpfloat_with_epsilon (posterior->mean, posterior->mode, 1e-12 * scale);

  integrate_posterior (objective, objective->w, best, &mean, &log_mass);
  g_assert_cmpfloat_with_epsilon (posterior->mean, mean, 1e-10 * (fabs (mean) + spread));
  g_assert_cmpfloat_with_epsilon (posterior->log_posterior, log_mass, 1e-9);

  for (int probe = -4; probe <= 4; probe++)
    {
      double w = objective->w + 0.7 * probe * spread;
      double expected = best - value_at (objective, w) - log_mass;

      g_assert_cmpfloat_with_epsilon (shr_posterior_log_density (posterior, w), expected,
                                      1e-8 * (1.0 + fabs (expected)));
      g_assert_cmpfloat (shr_posterior_log_density (posterior, w), <=,
                         shr_posterior_log_density (posterior, posterior->mode));
    }
}

static void
test_posterior (gconstpointer data)
{
  static const double mixings[] = { 1.0, 0.5, 0.0, 0.95 };
  ShrTestKind kind = (ShrTestKind) GPOINTER_TO_UINT (data);
  ShrTestRandom random;
  gsize zeros = 0, nonzeros = 0;

  shr_test_random_init (&random, 70 + kind);
  for (int problem = 0; problem < 24; problem++)
    {
      gsize n = 5 + shr_test_random_below (&random, 30), p = 1 + shr_test_random_below (&random, 12);
      gboolean standardize = problem % 3 != 0;
      ShrDesignSettings design_settings = { .standardize = standardize, .intercept = TRUE };
      ShrSolverSettings settings;
      g_autofree double *x = NULL, *y = NULL, *r = NULL, *w = g_new (double, p);
      g_autoptr (ShrDesign) design = NULL;
      g_autoptr (ShrSolver) solver = NULL;
      g_autoptr (ShrTestProblem) truth = NULL;
      ShrPoint point = { .w = w };

      shr_test_degenerate_new (&random, kind, n, p, &x, &y);
      shr_test_assert_ok (shr_design_new (x, y, n, p, &design_settings, &design));
      truth = shr_test_problem_new (x, y, n, p, standardize, TRUE);
      shr_solver_settings_init (&settings);
      settings.mixing = mixings[problem % 4];
      shr_test_assert_ok (shr_solver_new (design, &settings, &solver));
      if (shr_design_is_null (design))
        continue;
      shr_test_assert_ok (shr_solver_solve (solver,
                                            shr_solver_lambda_max (solver) * 0.5 * shr_test_random_uniform (&random)
                                                * fmax (settings.mixing, 0.01),
                                            &point));
      r = shr_test_problem_residual (truth, w);

      for (gsize j = 0; j < p; j++)
        {
          const double *z = truth->z + j * n;
          double variance =
              dot (truth->y, truth->y, n) / (double) n * pow (10.0, 6.0 * shr_test_random_uniform (&random) - 5.0);
          Objective objective = {
            -dot (z, r, n) / (double) n, dot (z, z, n) / (double) n, w[j], point.lambda, settings.mixing,
            (double) n / variance
          };
          ShrPosterior posterior;

          if (shr_design_is_constant (design, j))
            continue;
          shr_test_assert_ok (shr_posterior_at (design, &point, settings.mixing, j, variance, &posterior));
          g_assert_cmpuint (posterior.feature, ==, j);
          g_assert_cmpfloat_with_epsilon (posterior.null_mean, dot (z, truth->y, n) / dot (z, z, n),
                                          1e-10 * (1e-6 + fabs (posterior.null_mean)));
          check_posterior (&posterior, &objective,
                           fabs (w[j]) + fabs (objective.gradient) / objective.curvature + point.norm2 * 1e-2);
          zeros += w[j] == 0.0;
          nonzeros += w[j] != 0.0;
        }
    }
  g_assert_cmpuint (zeros, >, 10);
  g_assert_cmpuint (nonzeros, >, 30);
}

/* One feature of −1 and 1, where everything can be worked out by hand: c = 3, G = 1. */
static ShrPosterior
by_hand (double mixing, double lambda, double variance)
{
  const double x[] = { -1.0, 1.0, -1.0, 1.0 }, y[] = { -4.0, 2.0, -2.0, 4.0 };
  g_autoptr (ShrDesign) design = NULL;
  double w = fmax (3.0 - lambda * mixing, 0.0) / (1.0 + lambda * (1.0 - mixing));
  ShrPoint point = { .lambda = lambda, .w = &w };
  ShrPosterior posterior;

  shr_test_assert_ok (shr_design_new (x, y, 4, 1, NULL, &design));
  shr_test_assert_ok (shr_posterior_at (design, &point, mixing, 0, variance, &posterior));

  return posterior;
}

static void
test_priors (void)
{
  ShrPosterior posterior = by_hand (0.0, 0.5, 8.0);

  /* Ridge: N(0, τ²) with τ² = σ²/(nλ) = 4. */
  g_assert_cmpfloat_with_epsilon (shr_posterior_log_prior (&posterior, 3.0), -9.0 / 8.0 - 0.5 * log (2.0 * G_PI * 4.0),
                                  1e-14);
  /* Likelihood: N(3, σ²/n = 2); posterior: N(2, 4/3). */
  g_assert_cmpfloat_with_epsilon (posterior.likelihood_mean, 3.0, 1e-14);
  g_assert_cmpfloat_with_epsilon (shr_posterior_log_likelihood (&posterior, 4.0), -0.25 - 0.5 * log (4.0 * G_PI),
                                  1e-14);
  g_assert_cmpfloat_with_epsilon (posterior.mode, 2.0, 1e-14);
  g_assert_cmpfloat_with_epsilon (posterior.mean, 2.0, 1e-14);
  g_assert_cmpfloat_with_epsilon (shr_posterior_log_density (&posterior, 2.0), -0.5 * log (2.0 * G_PI * 4.0 / 3.0),
                                  1e-14);

  /* Lasso: Laplace(0, b) with b = σ²/(nλ) = 4. */
  posterior = by_hand (1.0, 0.5, 8.0);
  g_assert_cmpfloat_with_epsilon (shr_posterior_log_prior (&posterior, -3.0), -0.75 - log (8.0), 1e-14);
  g_assert_cmpfloat_with_epsilon (posterior.mode, 2.5, 1e-14);

  /* The mode is 0 and the mean is not. */
  posterior = by_hand (1.0, 3.5, 8.0);
  g_assert_cmpfloat (posterior.mode, ==, 0.0);
  g_assert_cmpfloat (posterior.mean, >, 0.1);

  /* The prior of the elastic net is a density too. */
  posterior = by_hand (0.3, 2.0, 5.0);
  {
    Objective prior = { 0.0, 0.0, 0.0, 2.0, 0.3, 4.0 / 5.0 };
    double mean, log_mass;

    integrate_posterior (&prior, 0.0, 0.0, &mean, &log_mass);
    g_assert_cmpfloat_with_epsilon (posterior.log_prior, log_mass, 1e-12);
  }
}

/* Where e^(z²) overflows, and where it is one part in 10^16: the limits are known. */
static void
test_extremes (void)
{
  /* Almost no noise: the likelihood alone. */
  ShrPosterior posterior = by_hand (1.0, 1.0, 1e-12);

  g_assert_cmpfloat_with_epsilon (posterior.mean, 2.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (shr_posterior_log_density (&posterior, 2.0), 0.5 * log (4e12 / (2.0 * G_PI)), 1e-9);

  /* At the corner with almost no noise: an exponential of rate (n/σ²)(λ ∓ c) on either side. */
  posterior = by_hand (1.0, 5.0, 1e-6);
  {
    double right = 4e6 * 2.0, left = 4e6 * 8.0, mass = 1.0 / right + 1.0 / left;

    g_assert_cmpfloat (posterior.mode, ==, 0.0);
    g_assert_cmpfloat_with_epsilon (posterior.mean * right, (1.0 - right * right / left / left) / mass / right, 1e-5);
    g_assert_cmpfloat_with_epsilon (shr_posterior_log_density (&posterior, 0.0), -log (mass), 1e-5);
  }

  /* Almost only noise: the prior alone. */
  posterior = by_hand (1.0, 1.0, 1e12);
  g_assert_cmpfloat_with_epsilon (shr_posterior_log_prior (&posterior, 0.0), log (4e-12 / 2.0), 1e-9);
  g_assert_cmpfloat (posterior.mode, ==, 2.0);

  /* No penalty, no prior: least squares. */
  posterior = by_hand (1.0, 0.0, 1.0);
  g_assert_true (isnan (posterior.log_prior) && isnan (shr_posterior_log_prior (&posterior, 1.0)));
  g_assert_cmpfloat_with_epsilon (posterior.mean, 3.0, 1e-14);
}

/* The likelihood of a constant column says nothing; what is left is the prior, if there is one. */
static void
test_constant (void)
{
  const double x[] = { 1.0, 2.0, 4.0, 7.0, 7.0, 7.0 }, y[] = { 1.0, 0.0, 5.0 };
  g_autoptr (ShrDesign) design = NULL;
  double w[] = { 0.5, 0.0 };
  ShrPoint point = { .lambda = 2.0, .w = w };
  ShrPosterior posterior;

  shr_test_assert_ok (shr_design_new (x, y, 3, 2, NULL, &design));
  shr_test_assert_ok (shr_posterior_at (design, &point, 1.0, 1, 1.0, &posterior));
  g_assert_cmpfloat (posterior.likelihood_precision, ==, 0.0);
  g_assert_true (isnan (shr_posterior_log_likelihood (&posterior, 0.0)));
  g_assert_cmpfloat (posterior.mode, ==, 0.0);
  g_assert_cmpfloat (posterior.mean, ==, 0.0);
  g_assert_cmpfloat_with_epsilon (shr_posterior_log_density (&posterior, 0.3),
                                  shr_posterior_log_prior (&posterior, 0.3), 1e-14);

  point.lambda = 0.0;
  shr_test_assert_ok (shr_posterior_at (design, &point, 1.0, 1, 1.0, &posterior));
  g_assert_true (isnan (posterior.mean) && isnan (posterior.log_posterior));

  /* n/σ² beyond a double is refused rather than drawn. */
  point.lambda = 2.0;
  g_assert_cmpint (shr_posterior_at (design, &point, 1.0, 0, 5e-324, &posterior), ==, SHR_STATUS_OUT_OF_RANGE);
}

int
main (int argc, char **argv)
{
  static const ShrTestKind kinds[] = { SHR_TEST_GAUSSIAN, SHR_TEST_EQUICORRELATED, SHR_TEST_DUPLICATES,
                                       SHR_TEST_FACTORS, SHR_TEST_COUNTS };

  g_test_init (&argc, &argv, NULL);
  find_rule ();
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *name = g_strdup_printf ("/posterior/%s", shr_test_kind_name (kinds[i]));

      g_test_add_data_func (name, GUINT_TO_POINTER (kinds[i]), test_posterior);
    }
  g_test_add_func ("/posterior/priors", test_priors);
  g_test_add_func ("/posterior/extremes", test_extremes);
  g_test_add_func ("/posterior/constant", test_constant);

  return g_test_run ();
}
