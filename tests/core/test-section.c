#include "support/shr-test-core.h"
#include "support/shr-test-degenerate.h"
#include "support/shr-test-problem.h"

#include "core/shr-section.h"

#include <math.h>
#include <string.h>

/* The loss with the coefficients @w, from the loaded data. */
static double
loss_of (const ShrTestProblem *truth, const double *w)
{
  g_autofree double *r = shr_test_problem_residual (truth, w);
  double sum = 0.0;

  for (gsize i = 0; i < truth->n; i++)
    sum += 0.5 * r[i] * r[i] / (double) truth->n;

  return sum;
}

static double
section_value (const ShrSection *section, double u, double v)
{
  double a = u - section->contact[0], b = v - section->contact[1];

  return section->loss + section->gradient[0] * a + section->gradient[1] * b
         + 0.5 * (section->hessian[0] * a * a + 2.0 * section->hessian[1] * a * b + section->hessian[2] * b * b);
}

static void
test_section (gconstpointer data)
{
  static const double mixings[] = { 1.0, 0.5, 0.0 };
  ShrTestKind kind = (ShrTestKind) GPOINTER_TO_UINT (data);
  ShrTestRandom random;

  shr_test_random_init (&random, 7 + kind);
  for (int problem = 0; problem < 30; problem++)
    {
      gsize n = 5 + shr_test_random_below (&random, 30), p = 2 + shr_test_random_below (&random, 12);
      gboolean standardize = problem % 3 != 0;
      ShrDesignSettings design_settings = { .standardize = standardize, .intercept = true };
      ShrSolverSettings settings;
      g_autofree double *x = NULL, *y = NULL, *w = g_new (double, p);
      g_autoptr (ShrDesign) design = NULL;
      g_autoptr (ShrSolver) solver = NULL;
      g_autoptr (ShrTestProblem) truth = NULL;
      gsize j = shr_test_random_below (&random, p), k = shr_test_random_below (&random, p - 1);
      ShrPoint point = { .w = w };
      ShrSection section;
      double scale, gradient, best;

      k += k >= j;
      shr_test_degenerate_new (&random, kind, n, p, &x, &y);
      shr_test_assert_ok (shr_design_new (x, y, n, p, &design_settings, &design));
      truth = shr_test_problem_new (x, y, n, p, standardize, TRUE);
      shr_solver_settings_init (&settings);
      settings.mixing = mixings[problem % 3];
      shr_test_assert_ok (shr_solver_new (design, &settings, &solver));
      shr_test_assert_ok (shr_solver_solve (solver,
                                            shr_solver_lambda_max (solver) * 0.3 * shr_test_random_uniform (&random)
                                                * fmax (settings.mixing, 0.01),
                                            &point));
      shr_test_assert_ok (shr_section_at (design, &point, settings.mixing, j, k, &section));

      scale = loss_of (truth, w) + 1e-3;
      g_assert_cmpuint (section.j, ==, j);
      g_assert_cmpuint (section.k, ==, k);
      g_assert_cmpfloat (section.contact[0], ==, w[j]);
      g_assert_cmpfloat (section.contact[1], ==, w[k]);
      /* The contact is exact: the conditions of the two coordinates hold. */
      gradient = fmax (fabs (section.gradient[0]), fabs (section.gradient[1]));
      g_assert_cmpfloat (section.residual, <=, 1e-10 * (1.0 + gradient));
      g_assert_cmpfloat_with_epsilon (section.budget,
                                      settings.mixing * (fabs (w[j]) + fabs (w[k]))
                                          + 0.5 * (1.0 - settings.mixing) * (w[j] * w[j] + w[k] * w[k]),
                                      1e-12 * (1.0 + section.budget));

      /* The quadratic is the loss, wherever one looks. */
      for (int probe = 0; probe < 5; probe++)
        {
          double u = w[j] + 0.3 * shr_test_random_normal (&random), v = w[k] + 0.3 * shr_test_random_normal (&random);
          g_autofree double *moved = g_memdup2 (w, p * sizeof (double));

          moved[j] = u;
          moved[k] = v;
          g_assert_cmpfloat_with_epsilon (section_value (&section, u, v), loss_of (truth, moved),
                                          1e-9 * (scale + section_value (&section, u, v)));
        }

      /* Nothing near the optimum is below it, and the contact is not either. */
      best = section_value (&section, section.optimum[0], section.optimum[1]);
      g_assert_cmpfloat (best, <=, section.loss + 1e-12 * scale);
      for (int probe = 0; probe < 8; probe++)
        {
          double u = section.optimum[0] + 0.1 * shr_test_random_normal (&random);
          double v = section.optimum[1] + 0.1 * shr_test_random_normal (&random);

          g_assert_cmpfloat (section_value (&section, u, v), >=, best - 1e-10 * scale);
        }
    }
}

static void
test_singular (void)
{
  const double x[] = { 1, 2, 4, 8, -3, -6, -12, -24, 5, 5, 5, 5, 1, 0, 2, 0 };
  const double y[] = { 1, 3, 2, 9 };
  struct
  {
    gsize j, k;
    gboolean singular;
  } cases[] = { { 0, 1, TRUE }, { 0, 2, TRUE }, { 0, 3, FALSE }, { 3, 2, TRUE } };
  double w[4];
  ShrPoint point = { .w = w };
  ShrSolverSettings settings;
  g_autoptr (ShrDesign) design = NULL;
  g_autoptr (ShrSolver) solver = NULL;

  shr_test_assert_ok (shr_design_new (x, y, 4, 4, NULL, &design));
  shr_solver_settings_init (&settings);
  settings.mixing = 0.0;
  shr_test_assert_ok (shr_solver_new (design, &settings, &solver));
  shr_test_assert_ok (shr_solver_solve (solver, 0.5, &point));

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ShrSection section;
      double best;

      shr_test_assert_ok (shr_section_at (design, &point, 0.0, cases[i].j, cases[i].k, &section));
      g_assert_cmpint (section.singular, ==, cases[i].singular);
      g_assert_true (isfinite (section.optimum[0]) && isfinite (section.optimum[1]));
      best = section_value (&section, section.optimum[0], section.optimum[1]);
      for (int direction = 0; direction < 8; direction++)
        {
          double u = section.optimum[0] + 0.01 * cos (direction), v = section.optimum[1] + 0.01 * sin (direction);

          g_assert_cmpfloat (section_value (&section, u, v), >=, best - 1e-12);
        }
    }
}

int
main (int argc, char **argv)
{
  static const ShrTestKind kinds[] = { SHR_TEST_GAUSSIAN, SHR_TEST_EQUICORRELATED, SHR_TEST_DUPLICATES,
                                       SHR_TEST_FACTORS, SHR_TEST_CONSTANTS };

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *name = g_strdup_printf ("/core/section/%s", shr_test_kind_name (kinds[i]));

      g_test_add_data_func (name, GUINT_TO_POINTER (kinds[i]), test_section);
    }
  g_test_add_func ("/core/section/singular", test_singular);

  return g_test_run ();
}
