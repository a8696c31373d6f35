/* The handles are where the Hessian says: on the axes of an ellipse that is a contour of the loss; and what is dragged
 * comes out again. */
#include "plot/shr-geometry-grips.h"

#include "support/shr-test-chart.h"

#include <math.h>

#define WIDTH 590.0
#define HEIGHT 390.0

static ShrTestChart *
make_chart (guint64 seed, ShrGeometryLayout *layout, ShrTheme *theme)
{
  ShrTestChart *test = shr_test_chart_new_seeded (seed, 40, 2, seed % 2 == 0 ? 1.0 : 0.0, 30);

  shr_test_chart_solve (test, shr_path_lambda (test->path, 12));
  test->chart.movable = TRUE;
  shr_theme_init (theme, SHR_THEME_LIGHT, 1.0);
  shr_geometry_chart_layout (&test->chart, WIDTH, HEIGHT, theme, layout);

  return test;
}

/* Every corner of the ellipse has the same loss above the optimum's, and its four handles are the ends of its axes. */
static void
test_ellipse (void)
{
  for (guint64 seed = 1; seed <= 12; seed++)
    {
      ShrGeometryLayout layout;
      ShrTheme theme;
      g_autoptr (ShrTestChart) test = make_chart (seed, &layout, &theme);
      g_autoptr (ShrScene) scene = shr_scene_new (WIDTH, HEIGHT);
      const ShrSection *section = &test->section;
      const ShrMark *ellipse;
      double level = NAN, longest = 0.0, shortest = INFINITY;
      gsize discs = 0;

      shr_geometry_grips_draw (&test->chart, &layout, &theme, scene);
      g_assert_cmpuint (shr_scene_get_n_marks (scene), ==, 0);
      test->chart.grips = TRUE;
      shr_geometry_grips_draw (&test->chart, &layout, &theme, scene);
      ellipse = shr_test_find_mark (scene, SHR_ROLE_HANDLE, -1);
      g_assert_cmpint (ellipse->kind, ==, SHR_MARK_POLYGON);
      for (gsize i = 0; i < ellipse->n_points; i++)
        {
          double u = shr_scale_to_value (&layout.x, ellipse->points[i].x) - section->optimum[0];
          double v = shr_scale_to_value (&layout.y, ellipse->points[i].y) - section->optimum[1];
          double loss = section->hessian[0] * u * u + 2.0 * section->hessian[1] * u * v + section->hessian[2] * v * v;

          if (i == 0)
            level = loss;
          g_assert_cmpfloat_with_epsilon (loss, level, 1e-9 * level);
          longest = fmax (longest, hypot (u, v));
          shortest = fmin (shortest, hypot (u, v));
        }
      for (gsize i = 0; i < shr_scene_get_n_marks (scene); i++)
        {
          const ShrMark *mark = shr_scene_get_mark (scene, i);
          double u, v;

          if (mark->kind != SHR_MARK_DISC)
            continue;
          u = shr_scale_to_value (&layout.x, mark->points[0].x) - section->optimum[0];
          v = shr_scale_to_value (&layout.y, mark->points[0].y) - section->optimum[1];
          if (discs++ == 0)
            g_assert_cmpfloat (hypot (u, v), <, 1e-9); /* the optimum's own */
          else
            g_assert_true (fabs (hypot (u, v) - longest) < 1e-9 * longest
                           || fabs (hypot (u, v) - shortest) < 1e-9 * longest);
        }
      g_assert_cmpuint (discs, ==, 5);
    }
}

/* Where a handle is, is the correlation and the optimum that there are; and the pointer finds it. */
static void
test_round_trip (void)
{
  for (guint64 seed = 1; seed <= 12; seed++)
    {
      ShrGeometryLayout layout;
      ShrTheme theme;
      g_autoptr (ShrTestChart) test = make_chart (seed, &layout, &theme);
      double optimum[2];
      ShrXY place;

      for (ShrGrip grip = SHR_GRIP_ALONG; grip <= SHR_GRIP_ACROSS; grip++)
        if (shr_geometry_grips_place (&test->chart, &layout, grip, &place))
          {
            g_assert_cmpfloat_with_epsilon (
                shr_geometry_grips_correlation (&test->chart, &layout, grip, place.x, place.y),
                test->section.hessian[1], 1e-9);
            g_assert_cmpint (shr_geometry_grips_at (&test->chart, &layout, place.x, place.y, 3.0), ==, grip);
          }
      if (!shr_geometry_grips_place (&test->chart, &layout, SHR_GRIP_OPTIMUM, &place))
        continue;
      g_assert_cmpint (shr_geometry_grips_at (&test->chart, &layout, place.x + 2.0, place.y, 3.0), ==,
                       SHR_GRIP_OPTIMUM);
      shr_geometry_grips_optimum (&test->chart, &layout, place.x, place.y, optimum);
      g_assert_cmpfloat_with_epsilon (optimum[0], test->section.optimum[0], 1e-9);
      g_assert_cmpfloat_with_epsilon (optimum[1], test->section.optimum[1], 1e-9);

      /* In the order of the features, however the pair is turned; and never out of the plot. */
      test->chart.pair[0] = 1;
      test->chart.pair[1] = 0;
      shr_geometry_grips_optimum (&test->chart, &layout, place.x, -1000.0, optimum);
      g_assert_cmpfloat_with_epsilon (optimum[1], test->section.optimum[0], 1e-9);
      g_assert_cmpfloat_with_epsilon (optimum[0], shr_scale_to_value (&layout.y, layout.plot.y), 1e-9);
    }
}

/* A correlation of ±1 is never reached, and what cannot be moved has no handles. */
static void
test_limits (void)
{
  ShrGeometryLayout layout;
  ShrTheme theme;
  g_autoptr (ShrTestChart) test = make_chart (3, &layout, &theme);
  ShrXY place = { shr_scale_to_pixel (&layout.x, test->section.optimum[0]),
                  shr_scale_to_pixel (&layout.y, test->section.optimum[1]) };

  g_assert_cmpfloat (shr_geometry_grips_correlation (&test->chart, &layout, SHR_GRIP_ALONG, place.x, place.y), ==,
                     SHR_GEOMETRY_GRIPS_STRONGEST);
  g_assert_cmpfloat (shr_geometry_grips_correlation (&test->chart, &layout, SHR_GRIP_ALONG, 1e5, -1e5), ==,
                     -SHR_GEOMETRY_GRIPS_STRONGEST);
  g_assert_cmpfloat (shr_geometry_grips_correlation (&test->chart, &layout, SHR_GRIP_ACROSS, 1e5, 1e5), ==,
                     SHR_GEOMETRY_GRIPS_STRONGEST);
  test->chart.movable = FALSE;
  g_assert_cmpint (shr_geometry_grips_at (&test->chart, &layout, place.x, place.y, 1e6), ==, SHR_GRIP_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/geometry-grips/ellipse", test_ellipse);
  g_test_add_func ("/geometry-grips/round-trip", test_round_trip);
  g_test_add_func ("/geometry-grips/limits", test_limits);

  return g_test_run ();
}
