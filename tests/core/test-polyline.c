#include "core/shr-polyline.h"

#include <glib.h>
#include <math.h>

static void
test_between_and_beyond (void)
{
  static const gsize index[] = { 2, 0 };
  static const double first[] = { 0.0, 0.0 }, second[] = { 3.0, 0.0 }, third[] = { 1.0, -8.0 };
  static const struct
  {
    double lambda, w[3];
  } expected[] = { { 100.0, { 0, 0, 0 } }, { 8.0, { 0, 0, 0 } },    { 7.0, { 0, 0, 0.75 } },
                   { 4.0, { 0, 0, 3 } },   { 3.0, { -2, 0, 2.5 } }, { 0.0, { -8, 0, 1 } } };
  ShrPolyline line = { 0 };

  shr_polyline_init (&line, 3);
  g_assert_cmpint (shr_polyline_append (&line, 8.0, index, first, 2), ==, SHR_STATUS_OK);
  g_assert_cmpint (shr_polyline_append (&line, 4.0, index, second, 2), ==, SHR_STATUS_OK);
  /* Not below the last one: left out. */
  g_assert_cmpint (shr_polyline_append (&line, 4.0, index, third, 2), ==, SHR_STATUS_OK);
  g_assert_cmpint (shr_polyline_append (&line, 0.0, index, third, 2), ==, SHR_STATUS_OK);
  g_assert_cmpuint (line.count, ==, 3);
  g_assert_cmpuint (line.start[3], ==, 3);

  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      double w[3];

      shr_polyline_at (&line, expected[i].lambda, w);
      for (gsize j = 0; j < 3; j++)
        g_assert_cmpfloat (w[j], ==, expected[i].w[j]);
    }
  shr_polyline_clear (&line);
}

/* Many vertices of many coefficients: whatever room is made, nothing is lost. */
static void
test_grows (void)
{
  const gsize p = 50;
  g_autofree gsize *index = g_new (gsize, p);
  g_autofree double *w = g_new (double, p);
  ShrPolyline line = { 0 };

  shr_polyline_init (&line, p);
  for (gsize j = 0; j < p; j++)
    index[j] = p - 1 - j;
  for (gsize k = 0; k < 300; k++)
    {
      for (gsize j = 0; j < p; j++)
        w[j] = (double) (k * p + j + 1);
      g_assert_cmpint (shr_polyline_append (&line, 300.0 - (double) k, index, w, k % (p + 1)), ==, SHR_STATUS_OK);
    }
  for (gsize k = 0; k < 300; k++)
    {
      shr_polyline_at (&line, 300.0 - (double) k, w);
      for (gsize j = 0; j < p; j++)
        g_assert_cmpfloat (w[p - 1 - j], ==, j < k % (p + 1) ? (double) (k * p + j + 1) : 0.0);
    }
  shr_polyline_clear (&line);
}

static void
test_refuses_what_is_not_finite (void)
{
  static const gsize index[] = { 0 };
  static const double w[] = { INFINITY };
  ShrPolyline line = { 0 };

  shr_polyline_init (&line, 1);
  g_assert_cmpint (shr_polyline_append (&line, 1.0, index, w, 1), ==, SHR_STATUS_OUT_OF_RANGE);
  g_assert_cmpuint (line.count, ==, 0);
  shr_polyline_clear (&line);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/polyline/between-and-beyond", test_between_and_beyond);
  g_test_add_func ("/core/polyline/grows", test_grows);
  g_test_add_func ("/core/polyline/refuses-what-is-not-finite", test_refuses_what_is_not_finite);

  return g_test_run ();
}
