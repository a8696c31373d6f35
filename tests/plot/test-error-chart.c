#include "plot/shr-error-chart.h"

#include "support/shr-test-core.h"
#include "support/shr-test-views.h"

#include <math.h>
#include <string.h>

#define WIDTH 590.0
#define HEIGHT 390.0
#define COUNT 30

static const double mixings[] = { 1.0, 0.0, 0.5 };

/* The points of the curve, whose number is that of the path. */
static void
check_curve (const ShrTestChart *test,
             const ShrScene *scene,
             const ShrErrorLayout *layout,
             const ShrPathsLayout *paths,
             ShrRole role,
             const double *values,
             gsize stride)
{
  const ShrMark *mark = shr_test_find_mark (scene, role, -1);
  gsize k = 0;

  g_assert_nonnull (mark);
  g_assert_cmpuint (mark->n_points, ==, COUNT);
  for (k = 0; k < COUNT; k++)
    {
      double lambda = shr_path_lambda (test->path, k);

      g_assert_cmpfloat_with_epsilon (shr_scale_to_value (&layout->y, mark->points[k].y), values[k * stride],
                                      1e-9 * layout->y.high);
      /* The axis of Paths: where that chart takes the pixel for this λ. */
      if (test->chart.x != SHR_AXIS_DF)
        g_assert_cmpfloat_with_epsilon (shr_paths_chart_lambda_at (&test->chart, paths, mark->points[k].x), lambda,
                                        1e-6 * lambda);
    }
}

static void
test_numbers (void)
{
  static const ShrAxisQuantity axes[] = { SHR_AXIS_LOG_LAMBDA, SHR_AXIS_MINUS_LOG_LAMBDA, SHR_AXIS_SHRINKAGE,
                                          SHR_AXIS_DF, SHR_AXIS_DEVIANCE };
  ShrTestRandom random;

  shr_test_random_init (&random, 34);
  for (int round = 0; round < 30; round++)
    {
      g_autoptr (ShrTestChart) test = shr_test_chart_new (&random, 40, 6, 0.3, mixings[round % 3], COUNT);
      g_autoptr (ShrTestViews) views = NULL;
      g_autoptr (ShrScene) scene = shr_scene_new (WIDTH, HEIGHT), paths_scene = shr_scene_new (WIDTH, HEIGHT);
      const ShrMark *band, *cursor;
      ShrErrorLayout layout;
      ShrPathsLayout paths;
      ShrTheme theme;
      gsize choices = 0;

      test->chart.x = axes[round % 5];
      shr_test_chart_set_point (test, shr_test_random_below (&random, COUNT));
      views = shr_test_views_new (test, 0, 1.0);
      shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
      shr_error_chart_layout (&test->chart, WIDTH, HEIGHT, &theme, NULL, &layout);
      shr_error_chart_draw (&test->chart, WIDTH, HEIGHT, &theme, scene);
      shr_paths_chart_layout (&test->chart, WIDTH, HEIGHT, &theme, NULL, &paths);
      shr_paths_chart_draw (&test->chart, WIDTH, HEIGHT, &theme, paths_scene);

      /* In line with Paths, the cursor too. */
      g_assert_cmpfloat (layout.plot.x, ==, paths.plot.x);
      g_assert_cmpfloat (layout.plot.width, ==, paths.plot.width);
      cursor = shr_test_find_mark (scene, SHR_ROLE_CURSOR, -1);
      g_assert_cmpfloat (cursor->points[0].x, ==, shr_test_find_mark (paths_scene, SHR_ROLE_CURSOR, -1)->points[0].x);

      check_curve (test, scene, &layout, &paths, SHR_ROLE_TRAINING_ERROR, &views->criteria[0].mean_square,
                   sizeof (ShrCriteria) / sizeof (double));
      check_curve (test, scene, &layout, &paths, SHR_ROLE_TEST_ERROR, views->test_error, 1);
      check_curve (test, scene, &layout, &paths, SHR_ROLE_VALIDATION_ERROR, views->cv_mean, 1);
      if (mixings[round % 3] == 0.0)
        check_curve (test, scene, &layout, &paths, SHR_ROLE_CRITERION, &views->criteria[0].gcv,
                     sizeof (ShrCriteria) / sizeof (double));
      else
        g_assert_null (shr_test_find_mark (scene, SHR_ROLE_CRITERION, -1));

      /* Forth along the upper edge and back along the lower. */
      band = shr_test_find_mark (scene, SHR_ROLE_VALIDATION_BAND, -1);
      g_assert_cmpuint (band->n_points, ==, 2 * COUNT);
      for (gsize k = 0; k < COUNT; k++)
        {
          g_assert_cmpfloat_with_epsilon (shr_scale_to_value (&layout.y, band->points[k].y),
                                          views->cv_mean[k] + views->cv_se[k], 1e-9 * layout.y.high);
          g_assert_cmpfloat_with_epsilon (shr_scale_to_value (&layout.y, band->points[2 * COUNT - 1 - k].y),
                                          views->cv_mean[k] - views->cv_se[k], 1e-9 * layout.y.high);
        }

      /* λ_min and λ_1se on the mean. */
      for (gsize i = 0; i < shr_scene_get_n_marks (scene); i++)
        {
          const ShrMark *mark = shr_scene_get_mark (scene, i);
          gsize k = choices == 0 ? views->errors.at_min : views->errors.at_one_se;

          if (mark->role != SHR_ROLE_CHOICE || mark->kind != SHR_MARK_DISC)
            continue;
          g_assert_cmpfloat_with_epsilon (shr_scale_to_value (&layout.y, mark->points[0].y), views->cv_mean[k],
                                          1e-9 * layout.y.high);
          choices++;
        }
      g_assert_cmpuint (choices, ==, 2);
    }
}

/* The discs of the cursor are on the curves, between the points of the path too. */
static void
test_cursor (void)
{
  ShrTestRandom random;

  shr_test_random_init (&random, 35);
  for (int round = 0; round < 20; round++)
    {
      g_autoptr (ShrTestChart) test = shr_test_chart_new (&random, 40, 4, 0.3, mixings[round % 3], COUNT);
      g_autoptr (ShrTestViews) views = NULL;
      g_autoptr (ShrScene) scene = shr_scene_new (WIDTH, HEIGHT);
      gsize k = shr_test_random_below (&random, COUNT - 1), found = 0;
      double share = shr_test_random_uniform (&random);
      ShrTheme theme;

      test->chart.x = round % 2 == 0 ? SHR_AXIS_LOG_LAMBDA : SHR_AXIS_DEVIANCE;
      shr_test_chart_solve (test, pow (shr_path_lambda (test->path, k), 1.0 - share)
                                      * pow (shr_path_lambda (test->path, k + 1), share));
      views = shr_test_views_new (test, 0, 1.0);
      shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
      shr_error_chart_draw (&test->chart, WIDTH, HEIGHT, &theme, scene);

      for (gsize i = 0; i < shr_scene_get_n_marks (scene); i++)
        {
          const ShrMark *disc = shr_scene_get_mark (scene, i);
          double nearest = INFINITY;

          if (disc->role != SHR_ROLE_VALUE)
            continue;
          for (gsize m = 0; m < shr_scene_get_n_marks (scene); m++)
            {
              const ShrMark *mark = shr_scene_get_mark (scene, m);

              if (mark->kind != SHR_MARK_POLYLINE || mark->role < SHR_ROLE_TRAINING_ERROR
                  || mark->role > SHR_ROLE_CRITERION)
                continue;
              for (gsize q = 1; q < mark->n_points; q++)
                {
                  ShrXY a = mark->points[q - 1], b = mark->points[q], p = disc->points[0];

                  if (fmin (a.x, b.x) <= p.x + 1e-9 && fmax (a.x, b.x) >= p.x - 1e-9 && a.x != b.x)
                    nearest = fmin (nearest, fabs (a.y + (b.y - a.y) * (p.x - a.x) / (b.x - a.x) - p.y));
                }
            }
          g_assert_cmpfloat (nearest, <, 1e-6);
          found++;
        }
      g_assert_cmpuint (found, ==, mixings[round % 3] == 0.0 ? 5 : 3);
    }
}

/* The curves of the criteria are least where the criteria are. */
static void
test_information (void)
{
  ShrTestRandom random;
  g_autoptr (ShrTestChart) test = NULL;
  g_autoptr (ShrTestViews) views = NULL;
  g_autoptr (ShrScene) scene = shr_scene_new (WIDTH, HEIGHT);
  gsize least[3] = { 0, 0, 0 }, curves = 0;
  ShrTheme theme;

  shr_test_random_init (&random, 36);
  test = shr_test_chart_new (&random, 40, 4, 0.3, 1.0, COUNT);
  shr_test_chart_set_point (test, 5);
  views = shr_test_views_new (test, 0, 0.5);
  test->chart.information = TRUE;
  for (gsize k = 0; k < COUNT; k++)
    {
      least[0] = views->criteria[k].bic < views->criteria[least[0]].bic ? k : least[0];
      least[1] = views->criteria[k].aic < views->criteria[least[1]].aic ? k : least[1];
      least[2] = views->criteria[k].cp < views->criteria[least[2]].cp ? k : least[2];
    }

  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
  shr_error_chart_draw (&test->chart, WIDTH, HEIGHT, &theme, scene);
  for (gsize i = 0; i < shr_scene_get_n_marks (scene); i++)
    {
      const ShrMark *mark = shr_scene_get_mark (scene, i);

      if (mark->role != SHR_ROLE_CRITERION)
        continue;
      for (gsize k = 0; k < mark->n_points; k++)
        g_assert_cmpfloat (mark->points[k].y, <=, mark->points[least[curves]].y + 1e-9);
      curves++;
    }
  g_assert_cmpuint (curves, ==, 3);
}

static void
test_words (void)
{
  ShrTestRandom random;
  g_autoptr (ShrTestChart) test = NULL;
  g_autoptr (ShrTestViews) views = NULL;

  shr_test_random_init (&random, 37);
  test = shr_test_chart_new (&random, 40, 6, 0.3, 1.0, COUNT);
  {
    g_autofree char *unsolved = NULL, *unmeasured = shr_error_chart_describe (&test->chart);

    g_assert_nonnull (strstr (unmeasured, "are being measured"));
    test->chart.complete = FALSE;
    unsolved = shr_error_chart_describe (&test->chart);
    g_assert_nonnull (strstr (unsolved, "once the whole path is solved"));
    test->chart.complete = TRUE;
  }

  shr_test_chart_set_point (test, 10);
  views = shr_test_views_new (test, 0, 1.0);
  {
    g_autofree char *words = shr_error_chart_describe (&test->chart);
    g_autofree char *kept = g_strdup_printf ("λ\u00a01se keeps %zu", shr_path_point (test->path, COUNT / 2)->nonzero);

    g_assert_nonnull (strstr (words, "Lasso, mean squared errors, λ = "));
    g_assert_nonnull (strstr (words, "cross-validated 1.")); /* 0.3 + 3·(19/29)² + 0.3 + 0.8·(10/29)³ = 1.92 */
    g_assert_nonnull (strstr (words, "λ min = "));
    g_assert_nonnull (strstr (words, kept));
  }

  views->errors.cv_mean = NULL;
  views->errors.test_rows = 12;
  {
    g_autofree char *words = shr_error_chart_describe (&test->chart);

    g_assert_nonnull (strstr (words, "Of a fit without them, the error of 12 held-out rows is least at"));
    g_assert_nonnull (strstr (words, "held-out rows "));
    g_assert_null (strstr (words, "cross-validated"));
  }

  views->errors.fresh = TRUE;
  {
    g_autofree char *words = shr_error_chart_describe (&test->chart);

    g_assert_nonnull (strstr (words, "the error of 12 fresh rows of the same truth is least at"));
  }

  views->errors.test = NULL;
  {
    g_autofree char *words = shr_error_chart_describe (&test->chart);

    g_assert_nonnull (strstr (words, "Training error cannot choose λ"));
  }
}

/* The frame stays while λ moves, whatever has been measured so far. */
static void
test_frame (void)
{
  ShrTestRandom random;

  shr_test_random_init (&random, 38);
  for (int round = 0; round < 3; round++)
    {
      g_autoptr (ShrTestChart) test = shr_test_chart_new (&random, 30, 4, 0.4, mixings[round], COUNT);
      g_autoptr (ShrScene) first = shr_scene_new (WIDTH, HEIGHT);
      g_autoptr (ShrTestViews) views = NULL;
      ShrTheme theme;

      shr_theme_init (&theme, SHR_THEME_DARK, 1.0);
      for (gsize k = 0; k < COUNT; k += 7)
        {
          g_autoptr (ShrScene) scene = shr_scene_new (WIDTH, HEIGHT);
          ShrErrorLayout layout;

          shr_test_chart_set_point (test, k);
          g_clear_pointer (&views, shr_test_views_free);
          views = shr_test_views_new (test, 1, 1.0);
          test->chart.shown = k + 1;
          shr_error_chart_layout (&test->chart, WIDTH, HEIGHT, &theme, NULL, &layout);
          shr_error_chart_draw_frame (&test->chart, &layout, &theme, k == 0 ? first : scene);
          if (k > 0)
            shr_test_assert_same_scene (first, scene, "error frame");
        }
    }
}

static void
test_texts (void)
{
  ShrTestRandom random;

  shr_test_random_init (&random, 39);
  for (int round = 0; round < 24; round++)
    {
      g_autoptr (ShrTestChart) test = shr_test_chart_new (&random, 30, 3, 0.6, mixings[round % 3], COUNT);
      g_autoptr (ShrTestViews) views = NULL;

      shr_test_chart_set_point (test, shr_test_random_below (&random, COUNT));
      views = shr_test_views_new (test, 0, 1.0);
      test->chart.x = (ShrAxisQuantity) (round % 5);
      test->chart.information = round % 2 == 0;
      if (round % 6 == 5)
        views->errors.cv_mean = NULL;
      if (round % 4 == 3)
        {
          /* What explodes, and what is not known. */
          for (gsize k = COUNT / 2; k < COUNT; k++)
            views->test_error[k] *= exp ((double) (k - COUNT / 2));
          views->criteria[COUNT - 1].gcv = NAN;
        }
      for (gsize i = 0; i < shr_test_n_sizes; i++)
        {
          ShrTheme theme;
          g_autoptr (ShrScene) scene = shr_scene_new (shr_test_sizes[i].x, shr_test_sizes[i].y);
          g_autofree char *what =
              g_strdup_printf ("error, round %d, %g × %g", round, shr_test_sizes[i].x, shr_test_sizes[i].y);

          shr_theme_init (&theme, (ShrThemeKind) (round % 3), round % 5 == 4 ? 1.6 : 1.0);
          shr_error_chart_draw (&test->chart, shr_test_sizes[i].x, shr_test_sizes[i].y, &theme, scene);
          shr_test_assert_texts (scene, what);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/error-chart/numbers", test_numbers);
  g_test_add_func ("/error-chart/cursor", test_cursor);
  g_test_add_func ("/error-chart/information", test_information);
  g_test_add_func ("/error-chart/words", test_words);
  g_test_add_func ("/error-chart/frame", test_frame);
  g_test_add_func ("/error-chart/texts", test_texts);

  return g_test_run ();
}
