#include "plot/shr-zoom.h"

#include "plot/shr-error-chart.h"
#include "plot/shr-fit-chart.h"
#include "plot/shr-geometry-chart.h"
#include "plot/shr-norms-chart.h"
#include "plot/shr-paths-chart.h"
#include "plot/shr-prior-chart.h"
#include "support/shr-test-chart.h"
#include "support/shr-test-views.h"

#include <math.h>

#define WIDTH 560.0
#define HEIGHT 340.0

/* What is under the pointer stays there, whatever is beyond stays out of reach, and all of it comes back. */
static void
test_by (void)
{
  ShrZoom zoom, before;
  double u = 0.3, v = 0.8;

  shr_zoom_init (&zoom);
  g_assert_true (shr_zoom_is_whole (&zoom));
  for (int i = 0; i < 20; i++)
    {
      before = zoom;
      shr_zoom_by (&zoom, 1.25, u, v);
      g_assert_cmpfloat_with_epsilon (before.x + u / before.scale, zoom.x + u / zoom.scale, 1e-14);
      g_assert_cmpfloat_with_epsilon (before.y + v / before.scale, zoom.y + v / zoom.scale, 1e-14);
    }
  g_assert_cmpfloat_with_epsilon (zoom.scale, pow (1.25, 20.0), 1e-9);

  /* Out again from another place. */
  for (int i = 0; i < 20; i++)
    {
      shr_zoom_by (&zoom, 0.8, 0.0, 1.0);
      g_assert_cmpfloat (zoom.x, >=, 0.0);
      g_assert_cmpfloat (zoom.y, >=, 0.0);
      g_assert_cmpfloat (zoom.x, <=, 1.0 - 1.0 / zoom.scale);
      g_assert_cmpfloat (zoom.y, <=, 1.0 - 1.0 / zoom.scale);
    }
  g_assert_true (shr_zoom_is_whole (&zoom));
  g_assert_cmpfloat (zoom.x, ==, 0.0);
  g_assert_cmpfloat (zoom.y, ==, 0.0);

  shr_zoom_by (&zoom, 1e9, 0.5, 0.5);
  g_assert_cmpfloat (zoom.scale, ==, SHR_ZOOM_MOST);
}

static void
test_pan (void)
{
  ShrZoom zoom = { 4.0, 0.25, 0.5 };

  shr_zoom_pan (&zoom, 0.5, -1.0);
  g_assert_cmpfloat (zoom.x, ==, 0.375);
  g_assert_cmpfloat (zoom.y, ==, 0.25);
  shr_zoom_pan (&zoom, 100.0, -100.0);
  g_assert_cmpfloat (zoom.x, ==, 0.75);
  g_assert_cmpfloat (zoom.y, ==, 0.0);
}

static void
test_scales (void)
{
  const ShrZoom zoom = { 4.0, 0.25, 0.5 };
  ShrScale linear = { -10.0, 30.0, 0.0, 100.0, FALSE }, down = linear, upwards = linear;
  ShrScale logarithmic = { 1.0, 10000.0, 0.0, 100.0, TRUE };

  shr_zoom_across (&zoom, &linear);
  g_assert_cmpfloat (linear.low, ==, 0.0);
  g_assert_cmpfloat (linear.high, ==, 10.0);
  shr_zoom_across_down (&zoom, &down);
  g_assert_cmpfloat (down.low, ==, 10.0);
  g_assert_cmpfloat (down.high, ==, 20.0);
  shr_zoom_upwards (&zoom, &upwards);
  g_assert_cmpfloat (upwards.low, ==, 10.0);
  g_assert_cmpfloat (upwards.high, ==, 20.0);
  shr_zoom_across (&zoom, &logarithmic);
  g_assert_cmpfloat_with_epsilon (logarithmic.low, 10.0, 1e-12);
  g_assert_cmpfloat_with_epsilon (logarithmic.high, 100.0, 1e-11);
  shr_zoom_across (NULL, &linear);
  g_assert_cmpfloat (linear.low, ==, 0.0);
}

typedef void (*Draw) (const ShrChart *chart, double width, double height, const ShrTheme *theme, ShrScene *scene);

static const struct
{
  const char *name;
  Draw draw;
} charts[] = {
  { "paths", shr_paths_chart_draw }, { "geometry", shr_geometry_chart_draw }, { "norms", shr_norms_chart_draw },
  { "prior", shr_prior_chart_draw }, { "fit", shr_fit_chart_draw },           { "error", shr_error_chart_draw },
};

/* Every mark is within the chart or cut off at a plot that is; texts are whole and apart. */
static void
assert_within (const ShrScene *scene, const char *what)
{
  shr_test_assert_texts (scene, what);
  for (gsize i = 0; i < shr_scene_get_n_marks (scene); i++)
    {
      const ShrMark *mark = shr_scene_get_mark (scene, i);

      if (mark->clip >= 0)
        {
          const ShrRect *clip = shr_scene_get_clip (scene, mark->clip);

          g_assert_cmpfloat (clip->x, >=, 0.0);
          g_assert_cmpfloat (clip->x + clip->width, <=, WIDTH);
          continue;
        }
      for (gsize j = 0; j < mark->n_points; j++)
        if (mark->points[j].x < -1.0 || mark->points[j].x > WIDTH + 1.0 || mark->points[j].y < -1.0
            || mark->points[j].y > HEIGHT + 1.0)
          g_error ("%s: a %s at %g, %g", what, shr_role_name (mark->role), mark->points[j].x, mark->points[j].y);
    }
}

/* At any zoom of any chart nothing overflows, and every axis has at least two labels. */
static void
test_charts (void)
{
  for (int mixing = 0; mixing <= 2; mixing++)
    for (gsize i = 0; i < G_N_ELEMENTS (charts); i++)
      for (ShrAxisQuantity x = 0; x <= SHR_AXIS_DEVIANCE; x++)
        {
          g_autoptr (ShrTestChart) test = shr_test_chart_new_seeded (7, 40, 6, mixing / 2.0, 40);
          g_autoptr (ShrTestViews) views = NULL;
          ShrZoom zoom;
          ShrTheme theme;

          if (x != SHR_AXIS_LOG_LAMBDA && i != 0 && i + 1 != G_N_ELEMENTS (charts))
            continue;
          shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
          shr_test_chart_solve (test, shr_path_lambda (test->path, 20));
          views = shr_test_views_new (test, 0, 1.0);
          test->chart.x = x;
          test->chart.zoom = &zoom;
          for (double scale = 1.0; scale <= SHR_ZOOM_MOST; scale *= scale < 4.0 ? 2.0 : 6.0)
            for (int place = 0; place < 3; place++)
              {
                g_autoptr (ShrScene) scene = shr_scene_new (WIDTH, HEIGHT);
                g_autofree char *what = g_strdup_printf ("%s, axis %d, mixing %g, %g times, place %d", charts[i].name,
                                                         (int) x, mixing / 2.0, scale, place);
                gsize labels = 0;

                zoom = (ShrZoom){ scale, (1.0 - 1.0 / scale) * place / 2.0, (1.0 - 1.0 / scale) * (2 - place) / 2.0 };
                charts[i].draw (&test->chart, WIDTH, HEIGHT, &theme, scene);
                assert_within (scene, what);
                for (gsize m = 0; m < shr_scene_get_n_marks (scene); m++)
                  labels += shr_scene_get_mark (scene, m)->role == SHR_ROLE_TICK_LABEL;
                if (labels < (charts[i].draw == shr_prior_chart_draw ? 2u : 4u))
                  g_error ("%s: %zu labels", what, labels);
              }
        }
}

/* Equal units stay equal in Geometry. */
static void
test_geometry (void)
{
  g_autoptr (ShrTestChart) test = shr_test_chart_new_seeded (3, 30, 4, 1.0, 30);
  ShrZoom zoom = { 7.0, 0.4, 0.6 };
  ShrGeometryLayout layout;
  ShrTheme theme;

  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
  shr_test_chart_solve (test, shr_path_lambda (test->path, 15));
  test->chart.zoom = &zoom;
  shr_geometry_chart_layout (&test->chart, WIDTH, HEIGHT, &theme, &layout);
  g_assert_cmpfloat_with_epsilon ((layout.x.high - layout.x.low) / layout.plot.width,
                                  (layout.y.high - layout.y.low) / layout.plot.height,
                                  1e-12 * (layout.y.high - layout.y.low));
}

/* The hit test finds the trace where it is drawn now. */
static void
test_hit (void)
{
  g_autoptr (ShrTestChart) test = shr_test_chart_new_seeded (3, 60, 4, 1.0, 60);
  ShrZoom zoom = { 3.0, 0.66, 0.3 };
  ShrPathsLayout layout;
  ShrTheme theme;
  gsize found = 0;

  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
  test->chart.zoom = &zoom;
  shr_paths_chart_layout (&test->chart, WIDTH, HEIGHT, &theme, NULL, &layout);
  for (gsize k = 0; k < shr_path_ready (test->path); k++)
    for (gsize j = 0; j < 4; j++)
      {
        const ShrPoint *point = shr_path_point (test->path, k);

        if (point->w[j] == 0.0 || !shr_scale_holds (&layout.x, point->lambda)
            || !shr_scale_holds (&layout.y, point->w[j]))
          continue;
        found += shr_paths_chart_feature_at (&test->chart, &layout, shr_scale_to_pixel (&layout.x, point->lambda),
                                             shr_scale_to_pixel (&layout.y, point->w[j]), 1.0)
                 == (int) j;
      }
  g_assert_cmpuint (found, >, 10);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/zoom/by", test_by);
  g_test_add_func ("/zoom/pan", test_pan);
  g_test_add_func ("/zoom/scales", test_scales);
  g_test_add_func ("/zoom/charts", test_charts);
  g_test_add_func ("/zoom/geometry", test_geometry);
  g_test_add_func ("/zoom/hit", test_hit);

  return g_test_run ();
}
