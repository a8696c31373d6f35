#include "plot/shr-path-axis.h"

#include "support/shr-test-chart.h"

#include <math.h>

static const ShrAxisQuantity quantities[] = { SHR_AXIS_LOG_LAMBDA, SHR_AXIS_MINUS_LOG_LAMBDA, SHR_AXIS_SHRINKAGE,
                                              SHR_AXIS_DF, SHR_AXIS_DEVIANCE };

/* At the points of the path: the share by its definition, the others as the path has them. */
static void
test_at_point (void)
{
  const double mixings[] = { 0.0, 0.4, 1.0 };
  ShrTestRandom random;

  shr_test_random_init (&random, 1);
  for (gsize m = 0; m < G_N_ELEMENTS (mixings); m++)
    {
      double a = mixings[m], whole, largest = 0.0;
      g_autoptr (ShrTestChart) test = shr_test_chart_new (&random, 40, 6, 0.5, a, 20);

      for (gsize k = 0; k < 20; k++)
        {
          double q = 0.0;

          for (gsize j = 0; j < 6; j++)
            {
              double w = shr_path_point (test->path, k)->w[j];

              q += a * fabs (w) + (1.0 - a) / 2.0 * w * w;
            }
          largest = fmax (largest, q);
        }
      whole = shr_path_axis_whole (&test->chart);

      for (gsize k = 0; k < 20; k++)
        {
          const ShrPoint *point = shr_path_point (test->path, k);
          double q = 0.0, share;

          for (gsize j = 0; j < 6; j++)
            q += a * fabs (point->w[j]) + (1.0 - a) / 2.0 * point->w[j] * point->w[j];
          share = pow (q / largest, 1.0 / (2.0 - a));

          test->chart.x = SHR_AXIS_SHRINKAGE;
          g_assert_cmpfloat_with_epsilon (shr_path_axis_at_point (&test->chart, whole, k), share, 1e-12);
          test->chart.x = SHR_AXIS_LOG_LAMBDA;
          g_assert_cmpfloat (shr_path_axis_at_point (&test->chart, whole, k), ==, point->lambda);
          test->chart.x = SHR_AXIS_DF;
          g_assert_cmpfloat (shr_path_axis_at_point (&test->chart, whole, k), ==, point->df);
        }
    }
}

/* There and back again, at the points and between them. */
static void
test_inverse (void)
{
  ShrTestRandom random;

  shr_test_random_init (&random, 2);
  for (int round = 0; round < 12; round++)
    {
      g_autoptr (ShrTestChart) test = shr_test_chart_new (&random, 40, 5, 0.5, round % 2 == 0 ? 0.0 : 0.5, 15);
      double whole = shr_path_axis_whole (&test->chart);

      for (gsize q = 0; q < G_N_ELEMENTS (quantities); q++)
        {
          test->chart.x = quantities[q];
          for (int i = 0; i < 40; i++)
            {
              double share = shr_test_random_uniform (&random);
              double lambda = shr_path_lambda (test->path, 0) * pow (10.0, -3.5 * share);
              double value = shr_path_axis_at_lambda (&test->chart, whole, lambda);
              double back = shr_path_axis_to_lambda (&test->chart, whole, value);

              /* The elastic net's degrees of freedom may fall on the way: then a larger λ has as many. */
              if (quantities[q] == SHR_AXIS_DF && back > lambda)
                continue;
              g_assert_cmpfloat_with_epsilon (back, lambda, 1e-9 * shr_path_lambda (test->path, 0));
            }
        }
    }
}

/* df of 2, 1 and 2 again: the largest λ that reaches. */
static void
test_not_monotone (void)
{
  static const char *const names[] = { "a", "b", NULL };
  const double lambdas[] = { 4.0, 3.0, 2.0, 1.0 };
  const double w[] = { 0.0, 0.0, 1.0, 1.0, 2.0, 0.0, 3.0, 3.0 };
  g_autoptr (ShrTestChart) test = shr_test_chart_new_by_hand (names, 1.0, lambdas, 4, w);

  test->chart.x = SHR_AXIS_DF;
  g_assert_cmpfloat (shr_path_axis_to_lambda (&test->chart, 1.0, 2.0), ==, 3.0);
  g_assert_cmpfloat (shr_path_axis_to_lambda (&test->chart, 1.0, 1.0), ==, 3.5);
  g_assert_cmpfloat (shr_path_axis_to_lambda (&test->chart, 1.0, 0.0), ==, 4.0);
  g_assert_cmpfloat (shr_path_axis_to_lambda (&test->chart, 1.0, 9.0), ==, 1.0);
  g_assert_cmpfloat (shr_path_axis_at_lambda (&test->chart, 1.0, 2.5), ==, 1.5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/path-axis/at-point", test_at_point);
  g_test_add_func ("/path-axis/inverse", test_inverse);
  g_test_add_func ("/path-axis/not-monotone", test_not_monotone);

  return g_test_run ();
}
