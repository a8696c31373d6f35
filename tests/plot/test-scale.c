#include "plot/shr-scale.h"

#include "support/shr-test-random.h"

#include <math.h>

static void
test_ends (void)
{
  const ShrScale scales[] = {
    { -3.0, 11.0, 20.0, 480.0, FALSE },
    { -3.0, 11.0, 480.0, 20.0, FALSE },
    { 1e-5, 3e4, 20.0, 480.0, TRUE },
    { 1e-5, 3e4, 480.0, 20.0, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      const ShrScale *scale = &scales[i];

      g_assert_cmpfloat (shr_scale_to_pixel (scale, scale->low), ==, scale->start);
      g_assert_cmpfloat (shr_scale_to_pixel (scale, scale->high), ==, scale->end);
      g_assert_cmpfloat_with_epsilon (shr_scale_to_value (scale, scale->start), scale->low, 1e-15 * scale->high);
      g_assert_cmpfloat_with_epsilon (shr_scale_to_value (scale, scale->end), scale->high, 1e-12 * scale->high);
    }
}

static void
test_known (void)
{
  const ShrScale linear = { 0.0, 10.0, 100.0, 0.0, FALSE };
  const ShrScale decades = { 0.001, 1000.0, 0.0, 600.0, TRUE };

  g_assert_cmpfloat_with_epsilon (shr_scale_to_pixel (&linear, 2.5), 75.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (shr_scale_to_pixel (&linear, -1.0), 110.0, 1e-12);
  for (int decade = -4; decade <= 4; decade++)
    g_assert_cmpfloat_with_epsilon (shr_scale_to_pixel (&decades, pow (10.0, decade)), 100.0 * (decade + 3), 1e-9);
}

static void
test_there_and_back (void)
{
  ShrTestRandom random;

  shr_test_random_init (&random, 7);
  for (int i = 0; i < 1000; i++)
    {
      double a = shr_test_random_normal (&random), b = 0.01 + shr_test_random_uniform (&random);
      gboolean logarithmic = i % 2 == 0;
      ShrScale scale = {
        .low = logarithmic ? exp (20.0 * a) : 1e6 * a,
        .start = 1000.0 * shr_test_random_uniform (&random),
        .logarithmic = logarithmic,
      };
      double pixel;

      scale.high = logarithmic ? scale.low * exp (20.0 * b) : scale.low + 1e6 * b;
      scale.end = scale.start + (i % 4 < 2 ? 300.0 : -300.0);
      pixel = scale.start + (scale.end - scale.start) * (2.0 * shr_test_random_uniform (&random) - 0.5);

      g_assert_cmpfloat_with_epsilon (shr_scale_to_pixel (&scale, shr_scale_to_value (&scale, pixel)), pixel, 1e-6);
    }
}

static void
test_step (void)
{
  static const double pairs[][2] = { { 0.0, 0.0 },  { 1.0, 1.0 },   { 1.01, 2.0 },      { -2.5, -5.0 },
                                     { 6.0, 10.0 }, { 0.03, 0.05 }, { 1234.0, 2000.0 }, { 4e-200, 5e-200 } };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    g_assert_cmpfloat_with_epsilon (shr_scale_step (pairs[i][0]), pairs[i][1], 1e-12 * fabs (pairs[i][1]) + 1e-300);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/scale/ends", test_ends);
  g_test_add_func ("/scale/known", test_known);
  g_test_add_func ("/scale/there-and-back", test_there_and_back);
  g_test_add_func ("/scale/step", test_step);

  return g_test_run ();
}
