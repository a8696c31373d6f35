/* The system of one active set: columns appended together or one after the other, dropped from anywhere; and the columns
 * that the certificate does not look at are indeed within λ₁. */

#include "core/shr-active-set.h"
#include "support/shr-test-core.h"
#include "support/shr-test-design.h"
#include "support/shr-test-random.h"

#include <math.h>
#include <string.h>

enum
{
  N = 30,
  P = 80,
  TOGETHER = 9
};

/* ‖Z_Aᵀ(r₀ − Z_A u)/n − λ₁s − λ₂u‖∞, from the columns. */
static double
miss (const ShrSystem *system, const double *sign, const double *u, double l1, double l2)
{
  double worst = 0.0;

  for (gsize i = 0; i < system->size; i++)
    {
      long double g = 0.0L;

      for (gsize row = 0; row < N; row++)
        {
          long double r = system->design->response[row];

          for (gsize k = 0; k < system->size; k++)
            r -= (long double) shr_design_column (system->design, system->index[k])[row] * u[k];
          g += r * shr_design_column (system->design, system->index[i])[row] / N;
        }
      worst = fmax (worst, (double) fabsl (g - (long double) l1 * sign[i] - (long double) l2 * u[i]));
    }

  return worst;
}

static void
test_together (gconstpointer data)
{
  gboolean with_gram = GPOINTER_TO_INT (data);
  g_autofree double *x = NULL, *y = NULL, *gram = g_new (double, P *P);
  g_autoptr (ShrDesign) design = NULL;
  double moment[P], sign[P], u[P], dependent[N];
  gsize columns[TOGETHER], drops[] = { 0, 6, 3, 5, 2 };

  shr_test_design_fht (N, P, 0.5, 3, &x, &y);
  /* The seventh of those appended is the sum of the first two. */
  for (gsize b = 0; b < TOGETHER; b++)
    columns[b] = 3 + 2 * b;
  for (gsize row = 0; row < N; row++)
    dependent[row] = x[columns[0] * N + row] + x[columns[1] * N + row];
  memcpy (x + columns[6] * N, dependent, sizeof dependent);
  shr_test_assert_ok (shr_design_new (x, y, N, P, NULL, &design));
  g_assert_true (shr_design_gram (design, gram, moment, NULL, NULL));
  for (gsize j = 0; j < P; j++)
    sign[j] = j % 3 == 0 ? -1.0 : 1.0;

  for (int ridge = 0; ridge < 2; ridge++)
    {
      ShrSystem system = { 0 };
      double l2 = ridge ? 0.3 : 0.0;
      gsize done;

      shr_test_assert_ok (shr_system_init (&system, design, with_gram ? gram : NULL, moment, true));
      shr_test_assert_ok (shr_system_reserve (&system, P / 2));
      g_assert_true (shr_system_set_l2 (&system, l2));
      g_assert_cmpint (shr_system_append (&system, 40), ==, SHR_APPEND_DONE);
      g_assert_cmpint (shr_system_append (&system, 20), ==, SHR_APPEND_DONE);
      done = shr_system_append_many (&system, columns, TOGETHER);
      g_assert_cmpuint (done, <=, ridge ? TOGETHER : 6);
      if (ridge)
        g_assert_cmpuint (done, ==, TOGETHER);
      else
        {
          while (done < 6)
            g_assert_cmpint (shr_system_append (&system, columns[done++]), ==, SHR_APPEND_DONE);
          g_assert_cmpint (shr_system_append (&system, columns[6]), ==, SHR_APPEND_DEPENDENT);
          g_assert_cmpuint (shr_system_append_many (&system, columns + 7, 2), ==, 2);
        }

      for (gsize step = 0; step < G_N_ELEMENTS (drops); step++)
        {
          shr_system_solve (&system, 1.0, 0.01, sign, u);
          g_assert_cmpfloat (miss (&system, sign, u, 0.01, l2), <, 1e-13);
          shr_system_drop (&system, drops[step]);
        }
      shr_system_solve (&system, 1.0, 0.01, sign, u);
      g_assert_cmpfloat (miss (&system, sign, u, 0.01, l2), <, 1e-13);
      shr_system_clear (&system);
    }
}

/* Down a path and then to and fro: whatever the certificate passes over lies within λ₁, recomputed. */
static void
test_passed_over (void)
{
  ShrTestRandom random;
  gsize passed = 0;

  shr_test_random_init (&random, 5);
  for (int problem = 0; problem < 6; problem++)
    {
      g_autofree double *x = NULL, *y = NULL;
      g_autoptr (ShrDesign) design = NULL;
      ShrCertificate certificate = { 0 };
      ShrActiveSet active = { 0 };
      double moment[P], l1;

      shr_test_design_fht (N, P, problem % 3 * 0.45, (guint64) problem, &x, &y);
      shr_test_assert_ok (shr_design_new (x, y, N, P, NULL, &design));
      shr_design_gradient (design, design->response, moment);
      shr_test_assert_ok (shr_certificate_init (&certificate, design, NULL, moment));
      shr_test_assert_ok (shr_active_set_init (&active, &certificate, problem >= 3, NULL, 1e-9));

      for (int step = 0; step < 120; step++)
        {
          double share = step < 80 ? (double) step / 80.0 : shr_test_random_uniform (&random);

          l1 = certificate.moment_max * pow (10.0, -2.0 * share);
          shr_test_assert_ok (shr_active_set_solve (&active, l1, problem < 3 ? 0.0 : 0.1 * l1));
          passed += P - certificate.visited;
          for (gsize j = 0; j < P; j++)
            if (!active.active[j])
              {
                const double *z = shr_design_column (design, j);
                long double g = 0.0L;

                for (gsize row = 0; row < N; row++)
                  {
                    long double r = design->response[row];

                    for (gsize i = 0; i < active.system.size; i++)
                      r -= (long double) shr_design_column (design, active.system.index[i])[row] * active.u[i];
                    g += r * z[row] / N;
                  }
                g_assert_cmpfloat ((double) fabsl (g), <=, l1 + 1e-12 * certificate.moment_max);
              }
        }
      shr_active_set_clear (&active);
      shr_certificate_clear (&certificate);
    }
  /* And it does pass over columns. */
  g_assert_cmpuint (passed, >, 120 * P);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/core/system/together/gram", GINT_TO_POINTER (TRUE), test_together);
  g_test_add_data_func ("/core/system/together/columns", GINT_TO_POINTER (FALSE), test_together);
  g_test_add_func ("/core/system/passed-over", test_passed_over);

  return g_test_run ();
}
