#include "plot/shr-norms-chart.h"

#include "support/shr-test-core.h"
#include "support/shr-test-views.h"

#include <math.h>
#include <string.h>

#define PIXEL 1e-6

static const double mixings[] = { 1.0, 0.0, 0.5, 0.9 };

static double
norm_at (double mixing, double x)
{
  return mixing * fabs (x) + (1.0 - mixing) * x * x / 2.0;
}

static gboolean
is_within (const ShrRect *rect, const ShrMark *mark)
{
  const double rounding = 0.01;

  for (gsize i = 0; i < mark->n_points; i++)
    if (mark->points[i].x < rect->x - rounding || mark->points[i].x > rect->x + rect->width + rounding
        || mark->points[i].y < rect->y - rounding || mark->points[i].y > rect->y + rect->height + rounding)
      return FALSE;

  return TRUE;
}

/* Value and height of a point of the curve, or value and slope of one below it. */
static ShrXY
read_point (const ShrNormsPanel *panel, const ShrXY *point, gboolean slope)
{
  return (ShrXY){ shr_scale_to_value (&panel->x, point->x),
                  shr_scale_to_value (slope ? &panel->slope : &panel->y, point->y) };
}

/* The curve is the norm, its slope is what differences of the norm say, and the other norm meets it at the ends. */
static void
check_panel (const ShrScene *scene, const ShrNormsPanel *panel, ShrRole role)
{
  double end = panel->x.high, top = norm_at (panel->mixing, end);
  gsize curves = 0, slopes = 0;

  for (gsize i = 0; i < shr_scene_get_n_marks (scene); i++)
    {
      const ShrMark *mark = shr_scene_get_mark (scene, i);
      gboolean slope = is_within (&panel->pull, mark);

      if (mark->kind != SHR_MARK_POLYLINE || (mark->role != role && mark->role != SHR_ROLE_REFERENCE)
          || (!slope && !is_within (&panel->curve, mark)))
        continue;

      if (mark->role == SHR_ROLE_REFERENCE && !slope)
        {
          g_assert_cmpfloat_with_epsilon (mark->points[0].x, panel->curve.x, PIXEL);
          g_assert_cmpfloat_with_epsilon (read_point (panel, &mark->points[0], FALSE).y, top, 1e-9 * top);
          g_assert_cmpfloat_with_epsilon (read_point (panel, &mark->points[mark->n_points - 1], FALSE).y, top,
                                          1e-9 * top);
        }
      if (mark->role != role)
        continue;

      curves += slope ? 0 : 1;
      slopes += slope ? 1 : 0;
      for (gsize k = 0; k < mark->n_points; k++)
        {
          ShrXY at = read_point (panel, &mark->points[k], slope);
          double step = 1e-6 * end, side = k < mark->n_points / 2 ? -1.0 : 1.0;

          if (!slope)
            g_assert_cmpfloat_with_epsilon (at.y, norm_at (panel->mixing, at.x), 1e-9 * top);
          else
            {
              double inside = fabs (at.x) < step ? side * step : at.x;

              g_assert_cmpfloat_with_epsilon (
                  at.y,
                  (norm_at (panel->mixing, inside + step / 2.0) - norm_at (panel->mixing, inside - step / 2.0)) / step,
                  1e-5 * panel->slope.high);
            }
        }
    }
  g_assert_cmpuint (curves, ==, 1);
  g_assert_cmpuint (slopes, ==, panel->pull.height > 0.0 ? 1 : 0);
}

static void
check_residuals (const ShrTestViews *views, const ShrScene *scene, const ShrNormsPanel *panel)
{
  gsize on_curve = 0, on_slope = 0;

  for (gsize i = 0; i < shr_scene_get_n_marks (scene); i++)
    {
      const ShrMark *mark = shr_scene_get_mark (scene, i);
      gboolean slope = is_within (&panel->pull, mark);
      double nearest = INFINITY;
      ShrXY at;

      if (mark->role != SHR_ROLE_ROW)
        continue;
      at = read_point (panel, &mark->points[0], slope);
      for (gsize k = 0; k < views->fitted.n; k++)
        nearest = fmin (nearest, fabs (views->residual[k] - at.x));
      g_assert_cmpfloat (nearest, <, 1e-9 * panel->x.high);
      g_assert_cmpfloat_with_epsilon (at.y, slope ? at.x : at.x * at.x / 2.0, 1e-9 * panel->y.high);
      on_curve += slope ? 0 : 1;
      on_slope += slope ? 1 : 0;
    }
  g_assert_cmpuint (on_curve, ==, views->fitted.n);
  g_assert_cmpuint (on_slope, ==, views->fitted.n);
}

/* Every coefficient on the curve, and below it where the loss pulls it: on the slope, or within the step at 0. */
static void
check_coefficients (const ShrTestChart *test, const ShrScene *scene, const ShrNormsPanel *panel, gsize *zeros)
{
  double mixing = panel->mixing;

  for (gsize i = 0; i < shr_scene_get_n_marks (scene); i++)
    {
      const ShrMark *mark = shr_scene_get_mark (scene, i);
      gboolean slope = is_within (&panel->pull, mark);
      ShrXY at;
      double w;

      if ((mark->role != SHR_ROLE_VALUE && mark->role != SHR_ROLE_ZERO_VALUE) || mark->feature < 0)
        continue;
      w = test->point.w[mark->feature];
      at = read_point (panel, &mark->points[0], slope);
      g_assert_cmpint (mark->role == SHR_ROLE_ZERO_VALUE, ==, w == 0.0);
      g_assert_cmpfloat_with_epsilon (at.x, w, 1e-12 * panel->x.high);
      if (!slope)
        g_assert_cmpfloat_with_epsilon (at.y, norm_at (mixing, w), 1e-12 * panel->y.high);
      else if (w != 0.0)
        g_assert_cmpfloat_with_epsilon (at.y, mixing * copysign (1.0, w) + (1.0 - mixing) * w,
                                        1e-7 * panel->slope.high);
      else
        {
          g_assert_cmpfloat (fabs (at.y), <=, mixing * (1.0 + 1e-9));
          (*zeros)++;
        }
    }
  for (gsize j = 0; j < test->p; j++)
    if (test->point.w[j] != 0.0)
      g_assert_nonnull (shr_test_find_mark (scene, SHR_ROLE_VALUE, (int) j));
}

static void
test_numbers (void)
{
  ShrTestRandom random;
  gsize zeros = 0;

  shr_test_random_init (&random, 4);
  for (int round = 0; round < 40; round++)
    {
      g_autoptr (ShrTestChart) test =
          shr_test_chart_new (&random, 12 + (gsize) round, 2 + (gsize) round % 7, 0.4, mixings[round % 4], 30);
      g_autoptr (ShrTestViews) views = NULL;
      g_autoptr (ShrScene) scene = shr_scene_new (590.0, 390.0);
      ShrNormsLayout layout;
      ShrTheme theme;

      shr_test_chart_solve (test, shr_path_lambda (test->path, shr_test_random_below (&random, 25)));
      views = shr_test_views_new (test, 0, 1.0);
      shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
      shr_norms_chart_layout (&test->chart, 590.0, 390.0, &theme, &layout);
      shr_norms_chart_draw (&test->chart, 590.0, 390.0, &theme, scene);

      g_assert_cmpfloat (layout.loss.mixing, ==, 0.0);
      g_assert_cmpfloat (layout.penalty.mixing, ==, mixings[round % 4]);
      check_panel (scene, &layout.loss, SHR_ROLE_LOSS);
      check_panel (scene, &layout.penalty, SHR_ROLE_PENALTY);
      check_residuals (views, scene, &layout.loss);
      check_coefficients (test, scene, &layout.penalty, &zeros);
    }
  g_assert_cmpuint (zeros, >, 5);
}

/* What does not change with λ, and what does. */
static void
test_frame (void)
{
  ShrTestRandom random;

  shr_test_random_init (&random, 5);
  for (int round = 0; round < 3; round++)
    {
      g_autoptr (ShrTestChart) test = shr_test_chart_new (&random, 30, 5, 0.4, mixings[round], 30);
      g_autoptr (ShrScene) first = shr_scene_new (590.0, 390.0);
      g_autoptr (ShrTestViews) views = NULL;
      ShrTheme theme;

      shr_theme_init (&theme, SHR_THEME_DARK, 1.0);
      for (gsize k = 0; k < 30; k += 7)
        {
          g_autoptr (ShrScene) scene = shr_scene_new (590.0, 390.0);
          ShrNormsLayout layout;

          shr_test_chart_set_point (test, k);
          g_clear_pointer (&views, shr_test_views_free);
          views = shr_test_views_new (test, 0, 1.0);
          shr_norms_chart_layout (&test->chart, 590.0, 390.0, &theme, &layout);
          shr_norms_chart_draw_frame (&test->chart, &layout, &theme, k == 0 ? first : scene);
          if (k > 0)
            shr_test_assert_same_scene (first, scene, "norms frame");
        }
    }
}

static void
test_texts (void)
{
  ShrTestRandom random;

  shr_test_random_init (&random, 6);
  for (int round = 0; round < 24; round++)
    {
      g_autoptr (ShrTestChart) test = shr_test_chart_new (&random, 30, 1 + (gsize) round, 0.4, mixings[round % 4], 30);
      g_autoptr (ShrTestViews) views = NULL;

      shr_test_chart_solve (test, shr_path_lambda (test->path, shr_test_random_below (&random, 30)));
      views = shr_test_views_new (test, 0, 1.0);
      test->chart.highlighted = round % 3 == 0 ? (int) test->p - 1 : -1;
      for (gsize i = 0; i < shr_test_n_sizes; i++)
        {
          ShrTheme theme;
          g_autoptr (ShrScene) scene = shr_scene_new (shr_test_sizes[i].x, shr_test_sizes[i].y);
          g_autofree char *what =
              g_strdup_printf ("norms, round %d, %g × %g", round, shr_test_sizes[i].x, shr_test_sizes[i].y);

          shr_theme_init (&theme, (ShrThemeKind) (round % 3), round % 5 == 4 ? 1.6 : 1.0);
          shr_norms_chart_draw (&test->chart, shr_test_sizes[i].x, shr_test_sizes[i].y, &theme, scene);
          shr_test_assert_texts (scene, what);
        }
    }
}

/* Thousands of rows are thinned, evenly and with both ends; no solution yet is no accident. */
static void
test_many_and_none (void)
{
  const gsize n = 5000;
  ShrTestRandom random;
  g_autoptr (ShrTestChart) test = NULL;
  g_autoptr (ShrTestViews) views = NULL;
  g_autoptr (ShrScene) scene = shr_scene_new (590.0, 390.0), empty = shr_scene_new (590.0, 390.0);
  g_autofree char *words = NULL;
  ShrTheme theme;

  shr_test_random_init (&random, 7);
  test = shr_test_chart_new (&random, n, 3, 0.0, 1.0, 20);
  shr_test_chart_set_point (test, 10);
  shr_theme_init (&theme, SHR_THEME_PRINT, 1.0);

  shr_norms_chart_draw (&test->chart, 590.0, 390.0, &theme, empty);
  g_assert_cmpuint (shr_test_count_marks (empty, SHR_ROLE_ROW), ==, 0);
  words = shr_norms_chart_describe (&test->chart);
  g_assert_nonnull (strstr (words, "no solution yet"));

  views = shr_test_views_new (test, 0, 1.0);
  shr_norms_chart_draw (&test->chart, 590.0, 390.0, &theme, scene);
  g_assert_cmpuint (shr_test_count_marks (scene, SHR_ROLE_ROW), >, 200);
  g_assert_cmpuint (shr_test_count_marks (scene, SHR_ROLE_ROW), <, 1000);
}

/* Of many features without a colour none is far from a disc. */
static void
test_grey (void)
{
  ShrTestRandom random;
  g_autoptr (ShrTestChart) test = NULL;
  g_autoptr (ShrTestViews) views = NULL;
  g_autoptr (ShrScene) scene = shr_scene_new (590.0, 390.0);
  ShrNormsLayout layout;
  ShrTheme theme;

  shr_test_random_init (&random, 9);
  test = shr_test_chart_new (&random, 60, 300, 0.1, 0.0, 20);
  shr_test_chart_set_point (test, 10);
  views = shr_test_views_new (test, 0, 1.0);
  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
  shr_norms_chart_layout (&test->chart, 590.0, 390.0, &theme, &layout);
  shr_norms_chart_draw (&test->chart, 590.0, 390.0, &theme, scene);
  g_assert_cmpuint (shr_test_count_marks (scene, SHR_ROLE_VALUE), <, 300);
  for (gsize j = 0; j < test->p; j++)
    {
      double x = shr_scale_to_pixel (&layout.penalty.x, test->point.w[j]), nearest = INFINITY;

      for (gsize i = 0; i < shr_scene_get_n_marks (scene); i++)
        if (shr_scene_get_mark (scene, i)->role == SHR_ROLE_VALUE)
          nearest = fmin (nearest, fabs (shr_scene_get_mark (scene, i)->points[0].x - x));
      g_assert_cmpfloat (nearest, <=, test->chart.colors->rank[j] >= 0 ? PIXEL : 3.0);
    }
}

static void
test_describe (void)
{
  ShrTestRandom random;
  g_autoptr (ShrTestChart) test = NULL;
  g_autoptr (ShrTestViews) views = NULL;
  g_autofree char *words = NULL, *zeros = NULL;

  shr_test_random_init (&random, 8);
  test = shr_test_chart_new (&random, 40, 6, 0.2, 1.0, 20);
  shr_test_chart_set_point (test, 5);
  views = shr_test_views_new (test, 0, 1.0);
  words = shr_norms_chart_describe (&test->chart);
  zeros = g_strdup_printf ("penalty |w| of 6 coefficients, %zu exactly 0", 6 - test->point.nonzero);
  g_assert_nonnull (strstr (words, "Lasso, norms, λ = "));
  g_assert_nonnull (strstr (words, "squared loss r²/2 of 40 residuals"));
  g_assert_nonnull (strstr (words, zeros));
  g_assert_nonnull (strstr (words, "same strength"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/norms-chart/numbers", test_numbers);
  g_test_add_func ("/norms-chart/frame", test_frame);
  g_test_add_func ("/norms-chart/texts", test_texts);
  g_test_add_func ("/norms-chart/many-and-none", test_many_and_none);
  g_test_add_func ("/norms-chart/grey", test_grey);
  g_test_add_func ("/norms-chart/describe", test_describe);

  return g_test_run ();
}
