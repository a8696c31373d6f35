#include "plot/shr-solid-view.h"

#include "support/shr-test-random.h"

#include <math.h>

static ShrSpot
random_spot (ShrTestRandom *random)
{
  return (
      ShrSpot){ { shr_test_random_normal (random), shr_test_random_normal (random), shr_test_random_normal (random) } };
}

static ShrSpot
turned (ShrSpot spot, double degrees)
{
  double c = cos (degrees * G_PI / 180.0), s = sin (degrees * G_PI / 180.0);

  return (ShrSpot){ { c * spot.at[0] - s * spot.at[1], s * spot.at[0] + c * spot.at[1], spot.at[2] } };
}

/* Right, up and towards the reader are at right angles, of length 1 and right-handed; the third axis is upright. */
static void
test_directions (void)
{
  for (double yaw = -400.0; yaw < 400.0; yaw += 37.0)
    for (double pitch = -90.0; pitch <= 90.0; pitch += 15.0)
      {
        ShrSolidView view;
        ShrSpot cross;

        shr_solid_view_init (&view, yaw, pitch, (ShrSpot){ { 0.0 } }, (ShrXY){ 10.0, 20.0 }, 3.0);
        cross = shr_spot_cross (view.right, view.up);
        for (int i = 0; i < 3; i++)
          g_assert_cmpfloat_with_epsilon (cross.at[i], view.toward.at[i], 1e-14);
        g_assert_cmpfloat_with_epsilon (shr_spot_dot (view.right, view.right), 1.0, 1e-14);
        g_assert_cmpfloat_with_epsilon (shr_spot_dot (view.up, view.up), 1.0, 1e-14);
        g_assert_cmpfloat_with_epsilon (shr_spot_dot (view.up, view.right), 0.0, 1e-14);
        g_assert_cmpfloat (view.right.at[2], ==, 0.0);
        g_assert_cmpfloat (view.up.at[2], >=, -1e-14);
      }
}

/* To go around by an angle is to see everything turned back by it; what is in the middle stays there; a unit in the
 * plane of the picture is as long as the scale says. */
static void
test_turning (void)
{
  ShrTestRandom random;

  shr_test_random_init (&random, 4);
  for (int round = 0; round < 200; round++)
    {
      double yaw = 720.0 * shr_test_random_uniform (&random) - 360.0, by = 360.0 * shr_test_random_uniform (&random);
      double pitch = 180.0 * shr_test_random_uniform (&random) - 90.0, scale = 5.0 + round;
      ShrSpot middle = random_spot (&random), spot = random_spot (&random);
      ShrSolidView view, other;
      ShrXY a, b;

      shr_solid_view_init (&view, yaw + by, pitch, middle, (ShrXY){ 100.0, 50.0 }, scale);
      shr_solid_view_init (&other, yaw, pitch, turned (middle, -by), (ShrXY){ 100.0, 50.0 }, scale);
      a = shr_solid_view_project (&view, spot);
      b = shr_solid_view_project (&other, turned (spot, -by));
      g_assert_cmpfloat_with_epsilon (a.x, b.x, 1e-9 * scale);
      g_assert_cmpfloat_with_epsilon (a.y, b.y, 1e-9 * scale);

      a = shr_solid_view_project (&view, middle);
      g_assert_cmpfloat_with_epsilon (a.x, 100.0, 1e-9 * scale);
      g_assert_cmpfloat_with_epsilon (a.y, 50.0, 1e-9 * scale);
      b = shr_solid_view_project (&view, shr_spot_add (shr_spot_add (middle, 1.0, view.right), 2.0, view.up));
      g_assert_cmpfloat_with_epsilon (b.x, 100.0 + scale, 1e-9 * scale);
      g_assert_cmpfloat_with_epsilon (b.y, 50.0 - 2.0 * scale, 1e-9 * scale);
      b = shr_solid_view_project (&view, shr_spot_add (spot, 7.0, view.toward));
      a = shr_solid_view_project (&view, spot);
      g_assert_cmpfloat_with_epsilon (hypot (a.x - b.x, a.y - b.y), 0.0, 1e-9 * scale);
    }
}

static void
test_unit (void)
{
  ShrSpot huge = shr_spot_unit ((ShrSpot){ { 3e200, 0.0, -4e200 } }), zero = shr_spot_unit ((ShrSpot){ { 0.0 } });

  g_assert_cmpfloat_with_epsilon (huge.at[0], 0.6, 1e-15);
  g_assert_cmpfloat_with_epsilon (huge.at[2], -0.8, 1e-15);
  g_assert_cmpfloat (shr_spot_dot (zero, zero), ==, 0.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/solid-view/directions", test_directions);
  g_test_add_func ("/solid-view/turning", test_turning);
  g_test_add_func ("/solid-view/unit", test_unit);

  return g_test_run ();
}
