#include "plot/shr-penalty-region.h"

#include "support/shr-test-random.h"

#include <math.h>

static double
penalty_at (double mixing, double u, double v)
{
  return mixing * (fabs (u) + fabs (v)) + (1.0 - mixing) / 2.0 * (u * u + v * v);
}

/* The true outline in the direction of a point, by bisection of the penalty. */
static double
outline_along (double mixing, double budget, double u, double v)
{
  double low = 0.0, high = 1.0, length = hypot (u, v);

  while (penalty_at (mixing, high * u / length, high * v / length) < budget)
    high *= 2.0;
  for (int i = 0; i < 200; i++)
    {
      double middle = (low + high) / 2.0;

      if (penalty_at (mixing, middle * u / length, middle * v / length) < budget)
        low = middle;
      else
        high = middle;
    }

  return low;
}

/* Corners of the polygon on the outline, the middles of its sides within the tolerance, the axes' points among them. */
static void
test_outline (void)
{
  const double mixings[] = { 0.0, 1e-6, 0.1, 0.5, 0.9, 1.0 - 1e-9, 1.0 };
  ShrTestRandom random;

  shr_test_random_init (&random, 1);
  for (gsize m = 0; m < G_N_ELEMENTS (mixings); m++)
    for (int round = 0; round < 20; round++)
      {
        double size = pow (10.0, 6.0 * shr_test_random_uniform (&random) - 3.0);
        const double contact[] = { size * shr_test_random_normal (&random),
                                   round % 5 == 0 ? 0.0 : size * shr_test_random_normal (&random) };
        double budget = penalty_at (mixings[m], contact[0], contact[1]);
        double tolerance = 1e-3 * size, area = 0.0;
        gsize n, on_axes = 0;
        g_autofree ShrXY *points = shr_penalty_region_outline (mixings[m], contact, tolerance, &n);

        g_assert_nonnull (points);
        for (gsize i = 0; i < n; i++)
          {
            ShrXY a = points[i], b = points[(i + 1) % n];
            double u = (a.x + b.x) / 2.0, v = (a.y + b.y) / 2.0;

            g_assert_cmpfloat (fabs (penalty_at (mixings[m], a.x, a.y) - budget), <=, 1e-11 * budget);
            g_assert_cmpfloat (fabs (outline_along (mixings[m], budget, u, v) - hypot (u, v)), <=, tolerance * 1.5);
            on_axes += a.x == 0.0 || a.y == 0.0 ? 1 : 0;
            area += a.x * b.y - b.x * a.y;
          }
        g_assert_cmpuint (on_axes, ==, 4);
        g_assert_cmpfloat (area, >, 0.0);
        if (mixings[m] == 1.0)
          g_assert_cmpuint (n, ==, 4);
      }
}

static void
test_point (void)
{
  const double origin[] = { 0.0, 0.0 };
  ShrXY normals[2];
  gsize n = 1;

  g_assert_null (shr_penalty_region_outline (1.0, origin, 0.1, &n));
  g_assert_cmpuint (n, ==, 0);
  g_assert_false (shr_penalty_region_normals (1.0, origin, normals));
}

/* A normal: no point of the region is further in that direction than the contact. */
static void
test_normals (void)
{
  const double mixings[] = { 0.0, 0.3, 0.8, 1.0 };
  ShrTestRandom random;

  shr_test_random_init (&random, 2);
  for (gsize m = 0; m < G_N_ELEMENTS (mixings); m++)
    for (int round = 0; round < 60; round++)
      {
        double size = pow (10.0, 300.0 * shr_test_random_uniform (&random) - 150.0);
        const double contact[] = { round % 3 == 0 ? 0.0 : size * shr_test_random_normal (&random),
                                   round % 3 == 1 ? 0.0 : size * shr_test_random_normal (&random) };
        gboolean corner = mixings[m] > 0.0 && round % 3 != 2;
        gsize n;
        g_autofree ShrXY *points = shr_penalty_region_outline (mixings[m], contact, 1e-3 * size, &n);
        ShrXY normals[2];

        g_assert_true (shr_penalty_region_normals (mixings[m], contact, normals));
        for (int side = 0; side < 2; side++)
          {
            double reach = normals[side].x * contact[0] + normals[side].y * contact[1];

            g_assert_cmpfloat_with_epsilon (hypot (normals[side].x, normals[side].y), 1.0, 1e-12);
            for (gsize i = 0; i < n; i++)
              g_assert_cmpfloat (normals[side].x * points[i].x + normals[side].y * points[i].y, <=,
                                 reach + 1e-9 * size * 10.0);
          }
        if (!corner)
          g_assert_true (normals[0].x == normals[1].x && normals[0].y == normals[1].y);
        else if (mixings[m] == 1.0)
          /* The sides of the diamond meet at a right angle. */
          g_assert_cmpfloat_with_epsilon (normals[0].x * normals[1].x + normals[0].y * normals[1].y, 0.0, 1e-12);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/penalty-region/outline", test_outline);
  g_test_add_func ("/penalty-region/point", test_point);
  g_test_add_func ("/penalty-region/normals", test_normals);

  return g_test_run ();
}
