/* The ways in which a ridge can be solved where there are fewer rows than columns: the tridiagonal form, eigenvectors and
 * singular values, against the normal equations and each other. */

#include "core/shr-ridge.h"
#include "support/shr-test-core.h"
#include "support/shr-test-degenerate.h"

#include <math.h>

/* max_j |z_jᵀr/n − λ₂u_j| over max_j |c_j|. */
static double
miss (const ShrDesign *design, double l2, const double *u)
{
  gsize n = design->n, p = design->p;
  g_autofree long double *r = g_new (long double, n);
  double worst = 0.0, largest = 0.0;

  for (gsize i = 0; i < n; i++)
    {
      r[i] = design->response[i];
      for (gsize j = 0; j < p; j++)
        r[i] -= (long double) shr_design_column (design, j)[i] * u[j];
    }
  for (gsize j = 0; j < p; j++)
    {
      long double g = 0.0L, c = 0.0L;

      for (gsize i = 0; i < n; i++)
        {
          g += shr_design_column (design, j)[i] * r[i] / n;
          c += (long double) shr_design_column (design, j)[i] * design->response[i] / n;
        }
      worst = fmax (worst, fabs ((double) (g - (long double) l2 * u[j])));
      largest = fmax (largest, fabs ((double) c));
    }

  return worst / largest;
}

static void
test_kind (gconstpointer data)
{
  static const double lambdas[] = { 10.0, 1.0, 0.1, 0.01 };
  ShrTestKind kind = (ShrTestKind) GPOINTER_TO_UINT (data);
  ShrTestRandom random;

  shr_test_random_init (&random, 83 + kind);
  for (int problem = 0; problem < 20; problem++)
    {
      gsize n = 2 + shr_test_random_below (&random, 20), p = n + 1 + shr_test_random_below (&random, 40);
      ShrDesignSettings settings = { .standardize = TRUE, .intercept = problem % 3 != 0 };
      g_autofree double *x = NULL, *y = NULL, *moment = g_new (double, p), *u = g_new (double, p);
      g_autofree double *many = g_new (double, p *G_N_ELEMENTS (lambdas));
      g_autofree double *work = g_new (double, n *G_N_ELEMENTS (lambdas));
      double df[G_N_ELEMENTS (lambdas)];
      g_autoptr (ShrDesign) design = NULL;
      ShrRidge ridge = { 0 };
      double trace = 0.0, sum = 0.0;
      bool done;

      shr_test_degenerate_new (&random, kind, n, p, &x, &y);
      shr_test_assert_ok (shr_design_new (x, y, n, p, &settings, &design));
      if (shr_design_is_null (design))
        continue;
      shr_design_gradient (design, design->response, moment);
      shr_test_assert_ok (shr_ridge_init (&ridge, design, NULL, moment));

      /* The eigenvalues are those of ZZᵀ/n alone, whatever was done to the ones meanwhile. */
      for (gsize j = 0; j < p; j++)
        trace += design->square[j];
      for (gsize i = 0; i < ridge.count; i++)
        {
          sum += ridge.square[i];
          g_assert_cmpfloat (ridge.square[i], >=, i > 0 ? ridge.square[i - 1] : 0.0);
        }
      g_assert_cmpfloat_with_epsilon (sum, trace, 1e-12 * trace);
      if (settings.intercept)
        g_assert_cmpfloat (ridge.square[0], ==, 0.0);

      shr_test_assert_ok (shr_ridge_solve_many (&ridge, lambdas, G_N_ELEMENTS (lambdas), many, work, &done));
      g_assert_true (done);
      g_assert_null (ridge.basis);
      for (int way = 0; way < 3; way++)
        for (gsize k = 0; k < G_N_ELEMENTS (lambdas); k++)
          {
            if (way == 1)
              shr_test_assert_ok (shr_ridge_vectors (&ridge));
            if (way == 2 && !ridge.singular)
              shr_test_assert_ok (shr_ridge_solve (&ridge, 0.0, u));
            shr_test_assert_ok (shr_ridge_solve (&ridge, lambdas[k], u));
            g_assert_cmpfloat (miss (design, lambdas[k], u), <=, 1e-11);
            for (gsize j = 0; j < p; j++)
              g_assert_cmpfloat_with_epsilon (u[j], many[j + k * p], 1e-11);
            if (way == 0)
              df[k] = shr_ridge_df (&ridge, lambdas[k]);
            g_assert_cmpfloat_with_epsilon (shr_ridge_df (&ridge, lambdas[k]), df[k], 1e-9 * (double) n);
          }
      shr_ridge_clear (&ridge);
    }
}

int
main (int argc, char **argv)
{
  static const ShrTestKind kinds[] = { SHR_TEST_GAUSSIAN, SHR_TEST_EQUICORRELATED, SHR_TEST_DUPLICATES,
                                       SHR_TEST_LOW_RANK, SHR_TEST_ORTHOGONAL,     SHR_TEST_SPARSE };

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *name = g_strdup_printf ("/core/ridge/%s", shr_test_kind_name (kinds[i]));

      g_test_add_data_func (name, GUINT_TO_POINTER (kinds[i]), test_kind);
    }

  return g_test_run ();
}
