#include "plot/shr-solid-lines.h"

#include <math.h>

/* A ball of radius 1 around the origin and, in front of it for who looks down the first axis, a level around (2, 0, 0)
 * that touches it. */
typedef struct
{
  ShrSolidView view;
  ShrSolidRegion region;
  ShrEllipsoid level;
} Space;

static void
space_init (Space *space, double yaw)
{
  g_assert_true (shr_solid_region_init (&space->region, 0.0, 1.0, (ShrSpot){ { 1.0, 0.0, 0.0 } }));
  space->level = (ShrEllipsoid){ { { 2.0, 0.0, 0.0 } },
                                 { { { 1.0, 0.0, 0.0 } }, { { 0.0, 1.0, 0.0 } }, { { 0.0, 0.0, 1.0 } } },
                                 { 1.0, 1.0, 1.0 } };
  shr_solid_view_init (&space->view, yaw, 0.0, (ShrSpot){ { 0.0 } }, (ShrXY){ 200.0, 200.0 }, 50.0);
}

/* The length of what is drawn at a depth, and from where to where it is seen, across. */
static double
draw (ShrSolidLines *lines, ShrSolidDepth depth, double *from, double *to)
{
  const ShrRect bounds = { 0.0, 0.0, 400.0, 400.0 };
  g_autoptr (ShrScene) scene = shr_scene_new (400.0, 400.0);
  g_autoptr (ShrPlacement) placement = shr_placement_new (&bounds);
  double length = 0.0;

  *from = INFINITY;
  *to = -INFINITY;
  shr_solid_lines_draw (lines, depth, scene, placement);
  for (gsize i = 0; i < shr_scene_get_n_marks (scene); i++)
    {
      const ShrMark *mark = shr_scene_get_mark (scene, i);

      g_assert_cmpint (mark->role, ==, depth == SHR_SOLID_HIDDEN ? SHR_ROLE_HIDDEN : SHR_ROLE_ROUTE);
      g_assert_cmpint (mark->style.dash, ==, depth == SHR_SOLID_HIDDEN ? SHR_DASH_DOTTED : SHR_DASH_SOLID);
      for (gsize k = 0; k < mark->n_points; k++)
        {
          *from = fmin (*from, mark->points[k].x);
          *to = fmax (*to, mark->points[k].x);
          if (k > 0)
            length += hypot (mark->points[k].x - mark->points[k - 1].x, mark->points[k].y - mark->points[k - 1].y);
        }
    }

  return length;
}

/* A line behind both, from side to side: hidden by the ball where that is, and seen elsewhere. */
static void
test_region (void)
{
  const ShrStyle style = { { 0.0, 0.0, 0.0, 1.0 }, 1.0, SHR_DASH_SOLID, { 0.0 } };
  Space space;
  ShrSpot spots[41];
  double from, to;

  space_init (&space, 90.0);
  for (int i = 0; i < 41; i++)
    spots[i] = (ShrSpot){ { 4.0 - 8.0 * i / 40.0, -3.0, 0.0 } };

  g_autoptr (ShrSolidLines) lines = shr_solid_lines_new (&space.view, &space.region, &space.level);

  /* Looking along the second axis: the ball from x = −1 to 1, the level from 1 to 3, right is minus the first axis. */
  shr_solid_lines_add (lines, SHR_ROLE_ROUTE, &style, spots, G_N_ELEMENTS (spots), SHR_SOLID_CUT_ALL, 1.0);
  g_assert_cmpfloat_with_epsilon (draw (lines, SHR_SOLID_HIDDEN, &from, &to), 100.0, 0.01);
  g_assert_cmpfloat_with_epsilon (from, 150.0, 0.01);
  g_assert_cmpfloat_with_epsilon (to, 250.0, 0.01);
  g_assert_cmpfloat_with_epsilon (draw (lines, SHR_SOLID_THROUGH, &from, &to), 100.0, 0.01);
  g_assert_cmpfloat_with_epsilon (from, 50.0, 0.01);
  g_assert_cmpfloat_with_epsilon (to, 150.0, 0.01);
  g_assert_cmpfloat_with_epsilon (draw (lines, SHR_SOLID_VISIBLE, &from, &to), 200.0, 0.01);
  g_assert_cmpfloat (draw (lines, SHR_SOLID_BEHIND, &from, &to), ==, 0.0);
}

/* In front of everything it is all seen; with the flags it is hidden by one alone, or drawn only where seen. */
static void
test_flags (void)
{
  const ShrStyle style = { { 0.0, 0.0, 0.0, 1.0 }, 1.0, SHR_DASH_SOLID, { 0.0 } };
  Space space;
  ShrSpot spots[41];
  double from, to;

  space_init (&space, 90.0);
  for (int side = -1; side <= 1; side += 2)
    {
      for (int i = 0; i < 41; i++)
        spots[i] = (ShrSpot){ { 4.0 - 8.0 * i / 40.0, 3.0 * side, 0.0 } };

      g_autoptr (ShrSolidLines) all = shr_solid_lines_new (&space.view, &space.region, &space.level);
      g_autoptr (ShrSolidLines) some = shr_solid_lines_new (&space.view, &space.region, &space.level);
      g_autoptr (ShrSolidLines) seen = shr_solid_lines_new (&space.view, &space.region, &space.level);

      shr_solid_lines_add (all, SHR_ROLE_ROUTE, &style, spots, 41, SHR_SOLID_ON_LEVEL, 1.0);
      shr_solid_lines_add (some, SHR_ROLE_ROUTE, &style, spots, 41, SHR_SOLID_ON_REGION, 1.0);
      shr_solid_lines_add (seen, SHR_ROLE_ROUTE, &style, spots, 41, SHR_SOLID_ONLY_VISIBLE, 1.0);
      g_assert_cmpfloat_with_epsilon (draw (all, SHR_SOLID_VISIBLE, &from, &to), side > 0 ? 400.0 : 300.0, 0.02);
      g_assert_cmpfloat_with_epsilon (draw (some, SHR_SOLID_VISIBLE, &from, &to), side > 0 ? 400.0 : 300.0, 0.02);
      g_assert_cmpfloat_with_epsilon (draw (seen, SHR_SOLID_VISIBLE, &from, &to), side > 0 ? 400.0 : 200.0, 0.02);
      g_assert_cmpfloat (draw (seen, SHR_SOLID_HIDDEN, &from, &to), ==, 0.0);
      g_assert_cmpfloat (draw (seen, SHR_SOLID_THROUGH, &from, &to), ==, 0.0);
      g_assert_cmpint (shr_solid_lines_depth (all, spots[20]), ==, side > 0 ? SHR_SOLID_VISIBLE : SHR_SOLID_HIDDEN);
    }
}

/* A closed line comes back to where it began; without solids all of it is seen. */
static void
test_closed (void)
{
  const ShrStyle style = { { 0.0, 0.0, 0.0, 1.0 }, 1.0, SHR_DASH_SOLID, { 0.0 } };
  const ShrSpot square[] = {
    { { 0.0, 0.0, 0.0 } }, { { 0.0, 1.0, 0.0 } }, { { 0.0, 1.0, 1.0 } }, { { 0.0, 0.0, 1.0 } }
  };
  Space space;
  double from, to;

  space_init (&space, 0.0);

  g_autoptr (ShrSolidLines) lines = shr_solid_lines_new (&space.view, NULL, NULL);

  shr_solid_lines_add (lines, SHR_ROLE_ROUTE, &style, square, 4, SHR_SOLID_CLOSED, 1.0);
  g_assert_cmpfloat_with_epsilon (draw (lines, SHR_SOLID_VISIBLE, &from, &to), 200.0, 1e-9);
  shr_solid_lines_add (lines, SHR_ROLE_ROUTE, &style, square, 1, SHR_SOLID_CLOSED, 1.0);
  g_assert_cmpfloat_with_epsilon (draw (lines, SHR_SOLID_VISIBLE, &from, &to), 200.0, 1e-9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/solid-lines/region", test_region);
  g_test_add_func ("/solid-lines/flags", test_flags);
  g_test_add_func ("/solid-lines/closed", test_closed);

  return g_test_run ();
}
