#include "support/shr-test-core.h"

#include <float.h>
#include <math.h>

static void
test_moments (void)
{
  /* Mean 3, centred sd (1/n) √2; a constant; mean 0. */
  const double x[] = { 1, 2, 3, 4, 5, 7, 7, 7, 7, 7, -1, 0, 0, 0, 1 };
  const double y[] = { 2, 4, 6, 8, 10 };
  g_autoptr (ShrDesign) design = NULL;

  shr_test_assert_ok (shr_design_new (x, y, 5, 3, NULL, &design));
  g_assert_cmpuint (shr_design_rows (design), ==, 5);
  g_assert_cmpuint (shr_design_features (design), ==, 3);
  g_assert_true (shr_design_standardize (design));
  g_assert_true (shr_design_intercept (design));
  g_assert_cmpfloat (shr_design_center (design, 0), ==, 3.0);
  g_assert_cmpfloat_with_epsilon (shr_design_scale (design, 0), G_SQRT2, 4 * DBL_EPSILON);
  g_assert_cmpfloat (shr_design_center (design, 1), ==, 7.0);
  g_assert_cmpfloat (shr_design_scale (design, 1), ==, 0.0);
  g_assert_true (shr_design_is_constant (design, 1));
  g_assert_false (shr_design_is_constant (design, 2));
  g_assert_cmpfloat_with_epsilon (shr_design_scale (design, 2), sqrt (0.4), 4 * DBL_EPSILON);
  g_assert_cmpfloat (shr_design_response_center (design), ==, 6.0);
  g_assert_false (shr_design_is_null (design));
}

static void
test_settings (void)
{
  const double x[] = { 1, 2, 3, 4, 5 };
  const double y[] = { 2, 4, 6, 8, 10 };
  ShrDesignSettings settings;
  g_autoptr (ShrDesign) plain = NULL;
  g_autoptr (ShrDesign) through_origin = NULL;

  shr_design_settings_init (&settings);
  g_assert_true (settings.standardize && settings.intercept);

  settings.standardize = false;
  shr_test_assert_ok (shr_design_new (x, y, 5, 1, &settings, &plain));
  g_assert_cmpfloat (shr_design_scale (plain, 0), ==, 1.0);
  g_assert_cmpfloat (shr_design_center (plain, 0), ==, 3.0);

  /* Without intercept nothing is centred, and the divisor is the centred sd all the same. */
  settings = (ShrDesignSettings){ .standardize = true, .intercept = false };
  shr_test_assert_ok (shr_design_new (x, y, 5, 1, &settings, &through_origin));
  g_assert_cmpfloat (shr_design_center (through_origin, 0), ==, 0.0);
  g_assert_cmpfloat (shr_design_response_center (through_origin), ==, 0.0);
  g_assert_cmpfloat_with_epsilon (shr_design_scale (through_origin, 0), G_SQRT2, 4 * DBL_EPSILON);
}

/* Scales from a larger design: a column is divided by what is given, one that is constant here is not left out for
 * that, and one of scale 0 is. */
static void
test_given_scales (void)
{
  const double x[] = { 1, 2, 3, 4, 5, 5, 5, 5, 2, 0, 1, 0 };
  const double y[] = { 1, 4, 2, 8 };
  const double scale[] = { 2.5, 3.0, 0.0 };
  ShrDesignSettings settings;
  g_autoptr (ShrDesign) design = NULL;

  shr_design_settings_init (&settings);
  g_assert_null (settings.scale);
  settings.scale = scale;
  shr_test_assert_ok (shr_design_new (x, y, 4, 3, &settings, &design));
  for (gsize j = 0; j < 3; j++)
    {
      g_assert_cmpfloat (shr_design_scale (design, j), ==, scale[j]);
      g_assert_cmpint (shr_design_is_constant (design, j), ==, scale[j] == 0.0);
    }
  g_assert_cmpfloat (shr_design_center (design, 0), ==, 2.5);
  g_assert_cmpfloat (shr_design_center (design, 1), ==, 5.0);
}

static void
test_refusals (void)
{
  const double good[] = { 1, 2, 3 };
  const double not_a_number[] = { 1, NAN, 3 };
  const double infinite[] = { 1, 2, -INFINITY };
  ShrDesign *design;

  g_assert_cmpint (shr_design_new (good, good, 0, 1, NULL, &design), ==, SHR_STATUS_EMPTY);
  g_assert_cmpint (shr_design_new (good, good, 3, 0, NULL, &design), ==, SHR_STATUS_EMPTY);
  g_assert_cmpint (shr_design_new (good, good, (gsize) 1 << 40, 1, NULL, &design), ==, SHR_STATUS_TOO_LARGE);
  g_assert_cmpint (shr_design_new (good, good, G_MAXINT, G_MAXINT, NULL, &design), ==, SHR_STATUS_TOO_LARGE);
  g_assert_cmpint (shr_design_new (not_a_number, good, 3, 1, NULL, &design), ==, SHR_STATUS_NOT_FINITE);
  g_assert_cmpint (shr_design_new (good, infinite, 3, 1, NULL, &design), ==, SHR_STATUS_NOT_FINITE);
  g_assert_null (design);
}

static void
test_null (void)
{
  const double varied[] = { 1, 2, 4 };
  const double flat[] = { 0.1, 0.1, 0.1 };
  const double zero[] = { 0, 0, 0 };
  ShrDesignSettings through_origin = { .standardize = true, .intercept = false };
  struct
  {
    const double *x, *y;
    gsize n;
    const ShrDesignSettings *settings;
    gboolean null;
  } cases[] = {
    { varied, flat, 3, NULL, TRUE },
    { flat, varied, 3, NULL, TRUE },
    { zero, varied, 3, NULL, TRUE },
    { varied, varied, 1, NULL, TRUE },
    { varied, varied, 3, NULL, FALSE },
    { varied, flat, 3, &through_origin, FALSE },
    { varied, zero, 3, &through_origin, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ShrDesign) design = NULL;

      shr_test_assert_ok (shr_design_new (cases[i].x, cases[i].y, cases[i].n, 1, cases[i].settings, &design));
      g_assert_cmpint (shr_design_is_null (design), ==, cases[i].null);
    }
}

/* Centres and scales are those of the column times the factor, exactly, for powers of two over nearly the whole range
 * of a double. */
static void
test_range (void)
{
  const double column[] = { 3.25, -1.5, 7.75, 2.0, 11.0, 0.125 };
  g_autoptr (ShrDesign) design = NULL;

  shr_test_assert_ok (shr_design_new (column, column, 6, 1, NULL, &design));
  for (int exponent = -1000; exponent <= 1000; exponent += 250)
    {
      double scaled[6];
      g_autoptr (ShrDesign) far = NULL;

      for (gsize i = 0; i < 6; i++)
        scaled[i] = ldexp (column[i], exponent);
      shr_test_assert_ok (shr_design_new (scaled, scaled, 6, 1, NULL, &far));
      g_assert_cmpfloat (shr_design_scale (far, 0), ==, ldexp (shr_design_scale (design, 0), exponent));
      g_assert_cmpfloat (shr_design_center (far, 0), ==, ldexp (shr_design_center (design, 0), exponent));
      g_assert_false (shr_design_is_null (far));
    }
}

/* A spread of one part in 10¹² of the mean is still known to four digits, as many as the data hold. */
static void
test_large_mean (void)
{
  double column[101];
  g_autoptr (ShrDesign) design = NULL;

  for (int i = 0; i < 101; i++)
    column[i] = 1e6 + ldexp ((double) (i - 50), -20);
  shr_test_assert_ok (shr_design_new (column, column, 101, 1, NULL, &design));
  /* Σ(i − 50)²/101 = 850. */
  g_assert_cmpfloat_with_epsilon (shr_design_scale (design, 0) / ldexp (sqrt (850.0), -20), 1.0, 1e-14);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/design/moments", test_moments);
  g_test_add_func ("/core/design/settings", test_settings);
  g_test_add_func ("/core/design/given-scales", test_given_scales);
  g_test_add_func ("/core/design/refusals", test_refusals);
  g_test_add_func ("/core/design/null", test_null);
  g_test_add_func ("/core/design/range", test_range);
  g_test_add_func ("/core/design/large-mean", test_large_mean);

  return g_test_run ();
}
