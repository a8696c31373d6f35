#include "plot/shr-ellipsoid.h"

#include "support/shr-test-core.h"
#include "support/shr-test-random.h"

#include <math.h>

/* A section of random columns, of which the last repeats the first where @rank is 2. */
static void
make_section (ShrTestRandom *random, gsize rank, ShrSolidSection *section)
{
  const gsize n = 12, features[3] = { 0, 1, 2 };
  double x[36], y[12], w[3];
  g_autoptr (ShrDesign) design = NULL;
  ShrPoint point = { .w = w, .lambda = 0.1 };

  for (gsize i = 0; i < n; i++)
    {
      double common = shr_test_random_normal (random);

      y[i] = shr_test_random_normal (random);
      for (gsize j = 0; j < 3; j++)
        x[j * n + i] = shr_test_random_normal (random) + common;
      if (rank == 2)
        x[2 * n + i] = x[i];
    }
  for (int i = 0; i < 3; i++)
    w[i] = shr_test_random_normal (random);
  shr_test_assert_ok (shr_design_new (x, y, n, 3, NULL, &design));
  shr_test_assert_ok (shr_solid_section_at (design, &point, 1.0, features, section));
  g_assert_cmpuint (section->rank, ==, rank);
}

/* The loss over that at the contact, and its slope, from gradient and Hessian. */
static double
rise_at (const ShrSolidSection *section, double unit, ShrSpot spot, ShrSpot *slope)
{
  const double *h = section->hessian;
  const double full[3][3] = { { h[0], h[1], h[2] }, { h[1], h[3], h[4] }, { h[2], h[4], h[5] } };
  double step[3], rise = 0.0;

  for (int i = 0; i < 3; i++)
    step[i] = unit * spot.at[i] - section->contact[i];
  for (int i = 0; i < 3; i++)
    {
      slope->at[i] = section->gradient[i];
      for (int k = 0; k < 3; k++)
        slope->at[i] += full[i][k] * step[k];
      rise += 0.5 * (section->gradient[i] + slope->at[i]) * step[i];
    }

  return rise;
}

typedef struct
{
  const ShrSolidSection *section;
  double unit, size;
  int n;
} Check;

static void
assert_on_level (const Check *check, ShrSpot spot)
{
  ShrSpot slope;

  g_assert_cmpfloat (fabs (rise_at (check->section, check->unit, spot, &slope)), <=, 1e-9 * check->size);
}

static void
check_piece (const ShrSpot *border, gsize n, double light, gpointer data)
{
  Check *check = data;

  check->n++;
  for (gsize i = 0; i < n; i++)
    assert_on_level (check, border[i]);
}

static void
test_level (void)
{
  ShrTestRandom random;
  gsize hidden = 0, seen = 0;

  shr_test_random_init (&random, 77);
  for (int round = 0; round < 120; round++)
    {
      ShrSolidSection section;
      ShrEllipsoid level;
      ShrSolidView view;
      ShrSpot contact, slope, spots[60];
      Check check = { &section, 0.5 + 3.0 * shr_test_random_uniform (&random), 0.0, 0 };

      make_section (&random, 3, &section);
      shr_solid_view_init (&view, 360.0 * shr_test_random_uniform (&random),
                           160.0 * shr_test_random_uniform (&random) - 80.0, (ShrSpot){ { 0.0 } }, (ShrXY){ 0.0, 0.0 },
                           100.0);
      g_assert_true (shr_ellipsoid_init (&level, &section, check.unit));
      check.size = fabs (rise_at (&section, check.unit, level.center, &slope));

      /* It passes through the contact, and its centre is where the loss is least. */
      for (int i = 0; i < 3; i++)
        {
          contact.at[i] = section.contact[i] / check.unit;
          g_assert_cmpfloat_with_epsilon (slope.at[i], 0.0, 1e-9);
        }
      g_assert_cmpfloat_with_epsilon (shr_ellipsoid_value (&level, contact), 1.0, 1e-9);
      /* Half an axis: the rise along it is ½·curvature·length². */
      for (int i = 0; i < 3; i++)
        {
          assert_on_level (&check, shr_spot_add (level.center, level.half[i], level.axes[i]));
          g_assert_cmpfloat_with_epsilon (0.5 * section.curvature[i] * pow (level.half[i] * check.unit, 2.0),
                                          check.size, 1e-9 * check.size);
        }

      /* The outline is where the surface is seen from the side. */
      shr_ellipsoid_outline (&level, view.toward, spots, G_N_ELEMENTS (spots));
      for (gsize i = 0; i < G_N_ELEMENTS (spots); i++)
        {
          assert_on_level (&check, spots[i]);
          rise_at (&section, check.unit, spots[i], &slope);
          g_assert_cmpfloat_with_epsilon (shr_spot_dot (shr_spot_unit (slope), view.toward), 0.0, 1e-9);
        }
      for (int across = 0; across < 3; across++)
        {
          shr_ellipsoid_section (&level, across, spots, G_N_ELEMENTS (spots));
          for (gsize i = 0; i < G_N_ELEMENTS (spots); i++)
            {
              assert_on_level (&check, spots[i]);
              g_assert_cmpfloat_with_epsilon (
                  shr_spot_dot (shr_spot_add (spots[i], -1.0, level.center), level.axes[across]), 0.0,
                  1e-9 * level.half[across]);
            }
        }
      shr_ellipsoid_shade (&level, view.toward, view.up, 6, 0.1, check_piece, &check);
      g_assert_cmpint (check.n, >, 3);

      for (int sample = 0; sample < 5; sample++)
        {
          ShrSpot spot = shr_spot_add (level.center, -1.0, view.toward);
          double least = INFINITY;

          for (int i = 0; i < 3; i++)
            spot = shr_spot_add (spot, 0.7 * shr_test_random_normal (&random) * level.half[i], level.axes[i]);
          for (int i = 0; i <= 4000; i++)
            least = fmin (least, rise_at (&section, check.unit, shr_spot_add (spot, i * 0.01, view.toward), &slope));
          if (fabs (least) < 1e-3 * check.size)
            continue;
          g_assert_cmpint (shr_ellipsoid_hides (&level, view.toward, spot), ==, least < 0.0);
          hidden += least < 0.0;
          seen += least > 0.0;
        }
    }
  g_assert_cmpuint (hidden, >, 50);
  g_assert_cmpuint (seen, >, 50);
}

/* Of twins the level is a tube: through the contact, and as wide as anywhere far along it. */
static void
test_tube (void)
{
  ShrTestRandom random;
  ShrSolidSection section;
  ShrEllipsoid level;
  ShrSpot contact, slope;

  shr_test_random_init (&random, 78);
  make_section (&random, 2, &section);
  g_assert_true (shr_ellipsoid_init (&level, &section, 1.0));
  for (int i = 0; i < 3; i++)
    contact.at[i] = section.contact[i];
  g_assert_cmpfloat_with_epsilon (shr_ellipsoid_value (&level, contact), 1.0, 1e-9);
  for (int far = -3; far <= 3; far++)
    {
      ShrSpot place = shr_spot_add (contact, far, level.axes[0]);

      g_assert_cmpfloat_with_epsilon (shr_ellipsoid_value (&level, place), 1.0, 1e-4);
      g_assert_cmpfloat_with_epsilon (rise_at (&section, 1.0, place, &slope), 0.0, 1e-9);
    }
}

/* Where the solution is the optimum there is no level to draw. */
static void
test_no_level (void)
{
  ShrTestRandom random;
  ShrSolidSection section;
  ShrEllipsoid level;

  shr_test_random_init (&random, 79);
  make_section (&random, 3, &section);
  for (int i = 0; i < 3; i++)
    section.optimum[i] = section.contact[i];
  g_assert_false (shr_ellipsoid_init (&level, &section, 1.0));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ellipsoid/level", test_level);
  g_test_add_func ("/ellipsoid/tube", test_tube);
  g_test_add_func ("/ellipsoid/no-level", test_no_level);

  return g_test_run ();
}
