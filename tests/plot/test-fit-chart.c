#include "plot/shr-fit-chart.h"

#include "support/shr-test-core.h"
#include "support/shr-test-views.h"

#include <math.h>
#include <string.h>

#define WIDTH 590.0
#define HEIGHT 390.0
#define N_CURVE 101

static const double mixings[] = { 1.0, 0.0, 0.5 };

/* A cubic and a straight truth over [−1, 1], for as many rows as there are. */
typedef struct
{
  ShrCurve curve;
  double at[N_CURVE], y[N_CURVE], truth[N_CURVE];
  double x[64];
} Curve;

static void
curve_init (Curve *self, ShrTestChart *test)
{
  for (gsize i = 0; i < N_CURVE; i++)
    {
      double x = -1.0 + 2.0 * (double) i / (N_CURVE - 1.0);

      self->at[i] = x;
      self->y[i] = 3.0 * x * x * x - x;
      self->truth[i] = x;
    }
  for (gsize i = 0; i < test->n; i++)
    self->x[i] = -1.0 + 2.0 * (double) i / (double) (test->n - 1);
  self->curve = (ShrCurve){ "dose", self->x, 3, N_CURVE, self->at, self->y, self->truth };
  test->chart.curve = &self->curve;
}

static void
test_predictions (void)
{
  ShrTestRandom random;

  shr_test_random_init (&random, 24);
  for (int round = 0; round < 30; round++)
    {
      g_autoptr (ShrTestChart) test =
          shr_test_chart_new (&random, 10 + (gsize) round, 1 + (gsize) round % 5, 0.3, mixings[round % 3], 20);
      g_autoptr (ShrTestViews) views = NULL;
      g_autoptr (ShrScene) scene = shr_scene_new (WIDTH, HEIGHT);
      const ShrMark *equal;
      gsize row = 0;
      ShrFitLayout layout;
      ShrTheme theme;

      shr_test_chart_set_point (test, shr_test_random_below (&random, 20));
      views = shr_test_views_new (test, 0, 1.0);
      shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
      shr_fit_chart_layout (&test->chart, WIDTH, HEIGHT, &theme, &layout);
      shr_fit_chart_draw (&test->chart, WIDTH, HEIGHT, &theme, scene);

      /* Row for row: what was observed, and what intercept and coefficients make of the row as loaded. */
      for (gsize i = 0; i < shr_scene_get_n_marks (scene); i++)
        {
          const ShrMark *mark = shr_scene_get_mark (scene, i);
          double predicted = test->point.intercept;

          if (mark->role != SHR_ROLE_ROW)
            continue;
          for (gsize j = 0; j < test->p; j++)
            predicted += shr_path_original (test->path, j, test->point.w[j]) * test->x[j * test->n + row];
          g_assert_cmpfloat_with_epsilon (shr_scale_to_value (&layout.x, mark->points[0].x), test->y[row],
                                          1e-9 * (layout.x.high - layout.x.low));
          g_assert_cmpfloat_with_epsilon (shr_scale_to_value (&layout.y, mark->points[0].y), predicted,
                                          1e-9 * (layout.x.high - layout.x.low));
          row++;
        }
      g_assert_cmpuint (row, ==, test->n);

      equal = shr_test_find_mark (scene, SHR_ROLE_REFERENCE, -1);
      g_assert_nonnull (equal);
      for (gsize i = 0; i < equal->n_points; i++)
        g_assert_cmpfloat_with_epsilon (shr_scale_to_value (&layout.x, equal->points[i].x),
                                        shr_scale_to_value (&layout.y, equal->points[i].y),
                                        1e-9 * (layout.x.high - layout.x.low));
    }
}

static void
test_curve (void)
{
  ShrTestRandom random;
  g_autoptr (ShrTestChart) test = NULL;
  g_autoptr (ShrTestViews) views = NULL;
  g_autoptr (ShrScene) scene = shr_scene_new (WIDTH, HEIGHT), bare = shr_scene_new (WIDTH, HEIGHT);
  g_autofree char *words = NULL;
  const ShrMark *fitted, *truth;
  gsize rows = 0;
  Curve curve;
  ShrFitLayout layout;
  ShrTheme theme;

  shr_test_random_init (&random, 25);
  test = shr_test_chart_new (&random, 15, 3, 0.3, 0.0, 20);
  shr_test_chart_set_point (test, 12);
  views = shr_test_views_new (test, 0, 1.0);
  curve_init (&curve, test);
  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
  shr_fit_chart_layout (&test->chart, WIDTH, HEIGHT, &theme, &layout);
  shr_fit_chart_draw (&test->chart, WIDTH, HEIGHT, &theme, scene);

  fitted = shr_test_find_mark (scene, SHR_ROLE_FITTED, -1);
  truth = shr_test_find_mark (scene, SHR_ROLE_TRUTH, -1);
  g_assert_cmpuint (fitted->n_points, ==, N_CURVE);
  g_assert_cmpint (truth->style.dash, ==, SHR_DASH_DASHED);
  for (gsize i = 0; i < N_CURVE; i++)
    {
      double x = shr_scale_to_value (&layout.x, fitted->points[i].x);

      g_assert_cmpfloat_with_epsilon (shr_scale_to_value (&layout.y, fitted->points[i].y), 3.0 * x * x * x - x, 1e-9);
      g_assert_cmpfloat_with_epsilon (shr_scale_to_value (&layout.y, truth->points[i].y), x, 1e-9);
    }
  for (gsize i = 0; i < shr_scene_get_n_marks (scene); i++)
    {
      const ShrMark *mark = shr_scene_get_mark (scene, i);

      if (mark->role != SHR_ROLE_ROW)
        continue;
      g_assert_cmpfloat_with_epsilon (shr_scale_to_value (&layout.x, mark->points[0].x), curve.x[rows], 1e-9);
      g_assert_cmpfloat_with_epsilon (shr_scale_to_value (&layout.y, mark->points[0].y), test->y[rows],
                                      1e-9 * (layout.y.high - layout.y.low));
      rows++;
    }
  g_assert_cmpuint (rows, ==, 15);
  words = shr_fit_chart_describe (&test->chart);
  g_assert_nonnull (strstr (words, "Ridge, fitted curve of degree 3 through 15 points"));

  curve.curve.truth = NULL;
  shr_fit_chart_draw (&test->chart, WIDTH, HEIGHT, &theme, bare);
  g_assert_null (shr_test_find_mark (bare, SHR_ROLE_TRUTH, -1));
}

static void
test_frame (void)
{
  ShrTestRandom random;
  Curve curve;

  shr_test_random_init (&random, 26);
  for (int round = 0; round < 4; round++)
    {
      g_autoptr (ShrTestChart) test = shr_test_chart_new (&random, 30, 4, 0.4, mixings[round % 3], 30);
      g_autoptr (ShrScene) first = shr_scene_new (WIDTH, HEIGHT);
      g_autoptr (ShrTestViews) views = NULL;
      ShrTheme theme;

      shr_theme_init (&theme, SHR_THEME_DARK, 1.0);
      if (round == 3)
        curve_init (&curve, test);
      for (gsize k = 0; k < 30; k += 7)
        {
          g_autoptr (ShrScene) scene = shr_scene_new (WIDTH, HEIGHT);
          ShrFitLayout layout;

          shr_test_chart_set_point (test, k);
          g_clear_pointer (&views, shr_test_views_free);
          views = shr_test_views_new (test, 1, 1.0);
          shr_fit_chart_layout (&test->chart, WIDTH, HEIGHT, &theme, &layout);
          shr_fit_chart_draw_frame (&test->chart, &layout, &theme, k == 0 ? first : scene);
          if (k > 0)
            shr_test_assert_same_scene (first, scene, "fit frame");
        }
    }
}

/* R² in words. */
static void
test_words (void)
{
  static const struct
  {
    double share;
    const char *words;
  } cases[] = { { 0.0, "explains nothing" },
                { 0.507, "explains 51% of the variation of yield" },
                { 0.9973, "all but 0.27% of the variation" },
                { NAN, "does not vary" } };
  ShrTestRandom random;
  g_autoptr (ShrTestChart) test = NULL;
  g_autoptr (ShrTestViews) views = NULL;

  shr_test_random_init (&random, 27);
  test = shr_test_chart_new (&random, 20, 2, 0.3, 1.0, 20);
  {
    g_autofree char *unsolved = shr_fit_chart_describe (&test->chart);

    g_assert_nonnull (strstr (unsolved, "no solution yet"));
  }
  shr_test_chart_set_point (test, 8);
  views = shr_test_views_new (test, 0, 1.0);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = NULL;

      test->point.deviance_ratio = cases[i].share;
      words = shr_fit_chart_describe (&test->chart);
      g_assert_nonnull (strstr (words, cases[i].words));
    }
}

/* Rows that are all the same, or far too many. */
static void
test_odd_rows (void)
{
  static double same[4000], residual[4000];
  ShrTestRandom random;
  g_autoptr (ShrTestChart) test = NULL;
  g_autoptr (ShrTestViews) views = NULL;
  ShrTheme theme;

  shr_test_random_init (&random, 28);
  test = shr_test_chart_new (&random, 20, 2, 0.3, 1.0, 20);
  shr_test_chart_set_point (test, 8);
  views = shr_test_views_new (test, 0, 1.0);
  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
  for (gsize i = 0; i < G_N_ELEMENTS (same); i++)
    same[i] = 1e-200;
  views->fitted.observed = same;
  views->fitted.residual = residual;
  for (gsize n = 1; n <= G_N_ELEMENTS (same); n *= 10)
    {
      g_autoptr (ShrScene) scene = shr_scene_new (WIDTH, HEIGHT);

      views->fitted.n = n;
      shr_fit_chart_draw (&test->chart, WIDTH, HEIGHT, &theme, scene);
      g_assert_cmpuint (shr_test_count_marks (scene, SHR_ROLE_ROW), ==, MIN (n, 1500));
      shr_test_assert_texts (scene, "odd rows");
    }
}

static void
test_texts (void)
{
  ShrTestRandom random;
  Curve curve;

  shr_test_random_init (&random, 29);
  for (int round = 0; round < 24; round++)
    {
      g_autoptr (ShrTestChart) test = shr_test_chart_new (&random, 30, 3, 0.6, mixings[round % 3], 30);
      g_autoptr (ShrTestViews) views = NULL;

      shr_test_chart_set_point (test, shr_test_random_below (&random, 30));
      views = shr_test_views_new (test, 0, 1.0);
      if (round % 2 == 0)
        curve_init (&curve, test);
      if (round % 4 >= 2)
        views->fitted.response = "the yield of the third harvest in hundredweights per acre";
      for (gsize i = 0; i < shr_test_n_sizes; i++)
        {
          ShrTheme theme;
          g_autoptr (ShrScene) scene = shr_scene_new (shr_test_sizes[i].x, shr_test_sizes[i].y);
          g_autofree char *what =
              g_strdup_printf ("fit, round %d, %g × %g", round, shr_test_sizes[i].x, shr_test_sizes[i].y);

          shr_theme_init (&theme, (ShrThemeKind) (round % 3), round % 5 == 4 ? 1.6 : 1.0);
          shr_fit_chart_draw (&test->chart, shr_test_sizes[i].x, shr_test_sizes[i].y, &theme, scene);
          shr_test_assert_texts (scene, what);
        }
    }
}

/* The ribbon lies where its numbers say, under the fitted curve; the point under the pointer is found; and the selected one
 * has a ring. */
static void
test_ribbon (void)
{
  g_autoptr (ShrTestChart) test = shr_test_chart_new_seeded (5, 20, 3, 1.0, 20);
  g_autoptr (ShrTestViews) views = NULL;
  g_autoptr (ShrScene) scene = shr_scene_new (WIDTH, HEIGHT);
  g_autofree double *low = g_new (double, N_CURVE), *high = g_new (double, N_CURVE);
  const ShrMark *band, *mean, *ring;
  ShrRibbon ribbon;
  ShrFitLayout layout;
  ShrTheme theme;
  Curve curve;

  shr_test_chart_set_point (test, 10);
  views = shr_test_views_new (test, 0, 1.0);
  curve_init (&curve, test);
  for (gsize i = 0; i < N_CURVE; i++)
    {
      low[i] = curve.y[i] - 0.5;
      high[i] = curve.y[i] + 0.25;
    }
  ribbon = (ShrRibbon){ N_CURVE, curve.at, low, high, curve.truth, 2, NULL, 0.125, 0.25 };
  ribbon.draws = 0;
  test->chart.ribbon = &ribbon;
  test->chart.observation = 4;

  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
  shr_fit_chart_layout (&test->chart, WIDTH, HEIGHT, &theme, &layout);
  shr_fit_chart_draw_overlay (&test->chart, &layout, &theme, scene);
  band = shr_test_find_mark (scene, SHR_ROLE_RIBBON, -1);
  g_assert_cmpuint (band->n_points, ==, 2 * N_CURVE);
  for (gsize i = 0; i < N_CURVE; i++)
    {
      g_assert_cmpfloat_with_epsilon (shr_scale_to_value (&layout.x, band->points[i].x), curve.at[i], 1e-9);
      g_assert_cmpfloat_with_epsilon (shr_scale_to_value (&layout.y, band->points[i].y), low[i], 1e-9);
      g_assert_cmpfloat_with_epsilon (shr_scale_to_value (&layout.y, band->points[2 * N_CURVE - 1 - i].y), high[i],
                                      1e-9);
    }
  mean = shr_test_find_mark (scene, SHR_ROLE_RIBBON_MEAN, -1);
  g_assert_cmpuint (mean->n_points, ==, N_CURVE);
  ring = shr_test_find_mark (scene, SHR_ROLE_HANDLE, -1);
  g_assert_cmpfloat_with_epsilon (shr_scale_to_value (&layout.x, ring->points[0].x), curve.x[4], 1e-9);
  g_assert_cmpint (
      shr_fit_chart_observation_at (&test->chart, &layout, ring->points[0].x + 1.0, ring->points[0].y, 5.0), ==, 4);
  g_assert_cmpint (shr_fit_chart_observation_at (&test->chart, &layout, layout.plot.x, layout.plot.y, 5.0), ==, -1);
  test->chart.curve = NULL;
  g_assert_cmpint (shr_fit_chart_observation_at (&test->chart, &layout, ring->points[0].x, ring->points[0].y, 5.0), ==,
                   -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fit-chart/predictions", test_predictions);
  g_test_add_func ("/fit-chart/curve", test_curve);
  g_test_add_func ("/fit-chart/frame", test_frame);
  g_test_add_func ("/fit-chart/words", test_words);
  g_test_add_func ("/fit-chart/odd-rows", test_odd_rows);
  g_test_add_func ("/fit-chart/texts", test_texts);
  g_test_add_func ("/fit-chart/ribbon", test_ribbon);

  return g_test_run ();
}
