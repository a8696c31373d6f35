#include "core/shr-test-error.h"

#include "support/shr-test-core.h"
#include "support/shr-test-design.h"

/* Rows are worked on in blocks; one number of rows ends within a block, another fills one, another needs several. */
static void
test_brute_force (void)
{
  static const gsize rows[] = { 1, 512, 1300 };
  const gsize n = 40, p = 6;
  g_autofree double *x = NULL, *y = NULL;
  double lambdas[9], error[9];
  gsize count;

  shr_test_design_fht (n, p, 0.5, 3, &x, &y);
  for (guint round = 0; round < 2 * G_N_ELEMENTS (rows); round++)
    {
      gsize m = rows[round / 2];
      g_autoptr (ShrDesign) design = NULL;
      g_autoptr (ShrSolver) solver = NULL;
      g_autoptr (ShrPath) path = NULL;
      g_autofree double *new_x = NULL, *new_y = NULL;
      ShrDesignSettings settings;
      atomic_bool cancel;

      shr_design_settings_init (&settings);
      settings.intercept = round % 2 == 0;
      shr_test_assert_ok (shr_design_new (x, y, n, p, &settings, &design));
      shr_test_assert_ok (shr_solver_new (design, NULL, &solver));
      shr_test_assert_ok (shr_solver_grid (solver, G_N_ELEMENTS (lambdas), 0.0, lambdas, &count));
      shr_test_assert_ok (shr_path_new (design, 1.0, lambdas, count, &path));
      shr_test_assert_ok (shr_solver_path (solver, path, NULL, NULL));
      shr_test_design_fht (m, p, 0.2, 4, &new_x, &new_y);
      shr_test_assert_ok (shr_test_error (path, new_x, new_y, m, NULL, error));

      for (gsize k = 0; k < count; k++)
        {
          const ShrPoint *point = shr_path_point (path, k);
          long double square = 0.0L;

          for (gsize i = 0; i < m; i++)
            {
              long double residual = (long double) new_y[i] - point->intercept;

              for (gsize j = 0; j < p; j++)
                residual -= (long double) new_x[j * m + i] * shr_path_original (path, j, point->w[j]);
              square += residual * residual / (long double) m;
            }
          g_assert_cmpfloat_with_epsilon (error[k], (double) square, 1e-12 * (double) square);
        }

      atomic_init (&cancel, true);
      g_assert_cmpint (shr_test_error (path, new_x, new_y, m, &cancel, error), ==, SHR_STATUS_CANCELLED);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/test-error/brute-force", test_brute_force);

  return g_test_run ();
}
