#include "plot/shr-sphere-patch.h"

#include "support/shr-test-random.h"

#include <math.h>

#define STEP 0.02

static ShrSpot
random_direction (ShrTestRandom *random)
{
  return shr_spot_unit ((ShrSpot){
      { shr_test_random_normal (random), shr_test_random_normal (random), shr_test_random_normal (random) } });
}

/* Within a convex border that goes counter-clockwise: on the inner side of every piece of it. */
static gboolean
is_within (const ShrSpot *border, gsize n, ShrSpot spot)
{
  for (gsize i = 0; i < n; i++)
    if (shr_spot_dot (shr_spot_cross (border[i], border[(i + 1) % n]), spot) < 0.0)
      return FALSE;

  return TRUE;
}

/* What is left is what is within every cap: no more and no less. */
static void
test_clip (void)
{
  ShrTestRandom random;
  gsize empty = 0, whole_circles = 0;

  shr_test_random_init (&random, 12);
  for (int round = 0; round < 400; round++)
    {
      ShrSpot poles[4] = { random_direction (&random) };
      double heights[4] = { 0.0 };
      g_autoptr (ShrSpherePatch) patch = shr_sphere_patch_new (poles[0], STEP);
      gboolean left = TRUE;
      const ShrSpot *border;
      gsize n;

      for (int i = 1; i < 4 && left; i++)
        {
          poles[i] = shr_spot_unit (shr_spot_add (random_direction (&random), 0.8, poles[0]));
          heights[i] = 0.95 * shr_test_random_uniform (&random);
          left = shr_sphere_patch_clip (patch, poles[i], heights[i]);
        }
      border = shr_sphere_patch_get_border (patch, &n);
      empty += left ? 0 : 1;

      for (gsize i = 0; left && i < n; i++)
        {
          gboolean on_a_cap = FALSE;

          g_assert_cmpfloat_with_epsilon (shr_spot_dot (border[i], border[i]), 1.0, 1e-12);
          for (int k = 0; k < 4; k++)
            {
              double above = shr_spot_dot (border[i], poles[k]) - heights[k];

              g_assert_cmpfloat (above, >, -STEP * STEP);
              on_a_cap |= fabs (above) < STEP * STEP;
            }
          g_assert_true (on_a_cap);
        }
      whole_circles += left && n > 100 && fabs (shr_spot_dot (border[0], poles[3]) - heights[3]) < 1e-9
                       && fabs (shr_spot_dot (border[n / 2], poles[3]) - heights[3]) < 1e-9;

      for (int sample = 0; sample < 200; sample++)
        {
          ShrSpot spot = shr_spot_unit (shr_spot_add (poles[1], 1.5, random_direction (&random)));
          gboolean inside = TRUE, near = FALSE;

          for (int k = 0; k < 4; k++)
            {
              double above = shr_spot_dot (spot, poles[k]) - heights[k];

              inside &= above > 0.0;
              near |= fabs (above) < 2.0 * STEP * STEP;
            }
          if (near)
            continue;
          if (!left)
            g_assert_false (inside);
          else
            g_assert_cmpint (is_within (border, n, spot), ==, inside);
        }
    }
  g_assert_cmpuint (empty, >, 10);
  g_assert_cmpuint (whole_circles, >, 4);
}

typedef struct
{
  ShrSpot pole;
  double last;
  int n;
} Shades;

static void
count_shade (const ShrSpot *border, gsize n, double light, gpointer data)
{
  Shades *shades = data;

  g_assert_cmpfloat (light, >, shades->last);
  shades->last = light;
  shades->n++;
  for (gsize i = 0; light > 0.0 && i < n; i++)
    g_assert_cmpfloat (shr_spot_dot (border[i], shades->pole), >, light - 1e-3);
}

/* Light from the side: the first piece is all of it, each of the others as bright as it says. */
static void
test_shade (void)
{
  const ShrSphereMap same = { { { 0.0 } }, { { { 1.0, 0.0, 0.0 } }, { { 0.0, 1.0, 0.0 } }, { { 0.0, 0.0, 1.0 } } } };
  g_autoptr (ShrSpherePatch) patch = shr_sphere_patch_new ((ShrSpot){ { 0.0, 0.0, 1.0 } }, STEP);
  Shades shades = { { { 0.6, 0.0, 0.8 } }, -1.0, 0 };

  shr_sphere_patch_shade (patch, &same, shades.pole, 10, count_shade, &shades);
  g_assert_cmpint (shades.n, ==, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sphere-patch/clip", test_clip);
  g_test_add_func ("/sphere-patch/shade", test_shade);

  return g_test_run ();
}
