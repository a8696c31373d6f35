#include "support/shr-test-core.h"
#include "support/shr-test-degenerate.h"
#include "support/shr-test-problem.h"

#include "core/shr-residual.h"

#include <math.h>

/* Against the loaded data, for any coefficients: they need not be a solution. */
static void
test_residual (gconstpointer data)
{
  ShrTestKind kind = (ShrTestKind) GPOINTER_TO_UINT (data);
  ShrTestRandom random;

  shr_test_random_init (&random, 7 + kind);
  for (int problem = 0; problem < 20; problem++)
    {
      gsize n = 2 + shr_test_random_below (&random, 40), p = 1 + shr_test_random_below (&random, 20);
      ShrDesignSettings settings = { .standardize = problem % 2 == 0, .intercept = problem % 3 != 0 };
      g_autofree double *x = NULL, *y = NULL, *expected = NULL;
      g_autofree double *w = g_new0 (double, p), *r = g_new (double, n), *pull = g_new (double, p);
      g_autoptr (ShrDesign) design = NULL;
      g_autoptr (ShrTestProblem) truth = NULL;
      ShrPoint point = { .w = w };
      double largest = 0.0;

      shr_test_degenerate_new (&random, kind, n, p, &x, &y);
      shr_test_assert_ok (shr_design_new (x, y, n, p, &settings, &design));
      truth = shr_test_problem_new (x, y, n, p, settings.standardize, settings.intercept);
      for (gsize j = 0; j < p; j++)
        if (!shr_design_is_constant (design, j) && j % 2 == 0)
          w[j] = shr_test_random_normal (&random);

      shr_test_assert_ok (shr_residual_at (design, &point, r, pull));
      expected = shr_test_problem_residual (truth, w);
      for (gsize i = 0; i < n; i++)
        {
          double terms = fabs (truth->y[i]) + 1e-300;

          for (gsize j = 0; j < p; j++)
            terms += fabs (w[j] * truth->z[i + j * n]);
          g_assert_cmpfloat_with_epsilon (r[i], expected[i], 1e-13 * terms);
          largest = fmax (largest, terms);
        }
      for (gsize j = 0; j < p; j++)
        {
          double sum = 0.0, size = 1e-300;

          for (gsize i = 0; i < n; i++)
            {
              sum += truth->z[i + j * n] * expected[i] / (double) n;
              size = fmax (size, fabs (truth->z[i + j * n]));
            }
          g_assert_cmpfloat_with_epsilon (pull[j], sum, 1e-12 * largest * size);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint kind = 0; kind < SHR_TEST_KINDS; kind++)
    {
      g_autofree char *name = g_strdup_printf ("/residual/%s", shr_test_kind_name (kind));

      g_test_add_data_func (name, GUINT_TO_POINTER (kind), test_residual);
    }

  return g_test_run ();
}
