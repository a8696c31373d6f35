#include "plot/shr-paths-chart.h"

#include "plot/shr-picture.h"
#include "support/shr-test-chart.h"
#include "support/shr-test-core.h"

#include <math.h>
#include <string.h>

static const ShrAxisQuantity quantities[] = { SHR_AXIS_LOG_LAMBDA, SHR_AXIS_MINUS_LOG_LAMBDA, SHR_AXIS_SHRINKAGE,
                                              SHR_AXIS_DF, SHR_AXIS_DEVIANCE };

/* A trace for each feature that is ever in, from the point where it enters to the smallest λ, at the right pixels. */
static void
test_traces (void)
{
  g_autoptr (ShrTestChart) test = shr_test_chart_new_small ();
  ShrPathsLayout layout;
  g_autoptr (ShrScene) scene = shr_test_chart_draw_paths (test, 600, 400, &layout);
  const ShrMark *early = shr_test_find_mark (scene, SHR_ROLE_TRACE, 0);
  const ShrMark *late = shr_test_find_mark (scene, SHR_ROLE_TRACE, 1);
  double left = layout.plot.x, right = layout.plot.x + layout.plot.width;
  double octave = layout.plot.width / 3.0;

  g_assert_cmpuint (shr_test_count_marks (scene, SHR_ROLE_TRACE), ==, 2);
  g_assert_null (shr_test_find_mark (scene, SHR_ROLE_TRACE, 2));

  g_assert_cmpfloat_with_epsilon (early->points[0].x, right, 1e-9);
  g_assert_cmpfloat_with_epsilon (early->points[0].y, shr_scale_to_pixel (&layout.y, 0.0), 1e-9);
  g_assert_cmpfloat_with_epsilon (early->points[early->n_points - 1].x, left, 1e-9);
  g_assert_cmpfloat_with_epsilon (early->points[early->n_points - 1].y, shr_scale_to_pixel (&layout.y, 7.0), 1e-9);
  /* On a log axis every halving of λ is as wide as the next. */
  g_assert_cmpuint (early->n_points, ==, 4);
  g_assert_cmpfloat_with_epsilon (early->points[1].x, right - octave, 1e-9);
  g_assert_cmpfloat_with_epsilon (early->points[1].y, shr_scale_to_pixel (&layout.y, 4.0), 1e-9);

  g_assert_cmpfloat_with_epsilon (late->points[0].x, right - octave, 1e-9);
  g_assert_cmpfloat_with_epsilon (late->points[0].y, shr_scale_to_pixel (&layout.y, 0.0), 1e-9);

  /* Labels of the two that are in; the third has no trace and no label. */
  g_assert_true (shr_test_has_text (scene, SHR_ROLE_TRACE_LABEL, "early"));
  g_assert_true (shr_test_has_text (scene, SHR_ROLE_TRACE_LABEL, "late"));
  g_assert_cmpuint (shr_test_count_marks (scene, SHR_ROLE_TRACE_LABEL), ==, 2);
  g_assert_true (shr_test_has_text (scene, SHR_ROLE_TITLE, "Lasso"));
}

/* With the events known, every point of a trace is on the solution, solved anew at the λ of that pixel. */
static void
test_traces_are_exact (void)
{
  g_autoptr (ShrTestChart) test = shr_test_chart_new_seeded (5, 80, 8, 1.0, 60);
  ShrPathsLayout layout;
  g_autoptr (ShrScene) scene = shr_test_chart_draw_paths (test, 800, 600, &layout);
  gsize checked = 0, exact = 0;

  g_assert_cmpuint (test->knots->count, >=, 8);
  for (gsize j = 0; j < test->p; j++)
    {
      const ShrMark *mark = shr_test_find_mark (scene, SHR_ROLE_TRACE, (int) j);

      for (gsize i = 0; i + 1 < mark->n_points; i++)
        {
          double x = 0.5 * (mark->points[i].x + mark->points[i + 1].x);
          double y = 0.5 * (mark->points[i].y + mark->points[i + 1].y), off;

          shr_test_chart_solve (test, shr_scale_to_value (&layout.x, x));
          off = fabs (shr_scale_to_pixel (&layout.y, test->point.w[j]) - y);
          checked++;
          exact += off < 0.11 ? 1 : 0;
          /* Where two events are between the same two points of the path the bend may be cut off. */
          g_assert_cmpfloat (off, <, 2.0);
        }
    }
  g_assert_cmpuint (checked, >, 100);
  g_assert_cmpfloat ((double) exact, >, 0.95 * (double) checked);
}

/* From a pixel to λ and, by the cursor, back; clamped outside. */
static void
test_lambda_at (void)
{
  const double mixings[] = { 1.0, 0.0, 0.5 };

  for (gsize m = 0; m < G_N_ELEMENTS (mixings); m++)
    {
      g_autoptr (ShrTestChart) test = shr_test_chart_new_seeded (6 + m, 50, 5, mixings[m], 25);
      double largest = shr_path_lambda (test->path, 0);
      double smallest = shr_path_lambda (test->path, 24);

      for (gsize q = 0; q < G_N_ELEMENTS (quantities); q++)
        {
          ShrPathsLayout layout;

          test->chart.x = quantities[q];
          test->chart.point = NULL;
          shr_scene_free (shr_test_chart_draw_paths (test, 500, 300, &layout));

          for (int i = 1; i < 20; i++)
            {
              double x = layout.plot.x + layout.plot.width * i / 20.0;
              double lambda = shr_paths_chart_lambda_at (&test->chart, &layout, x);
              const ShrMark *cursor;

              g_assert_cmpfloat (lambda, <=, largest * (1.0 + 1e-12));
              g_assert_cmpfloat (lambda, >=, smallest * (1.0 - 1e-12));
              /* Ridge does not reach 0 on the axes of what it keeps. */
              if (lambda > largest * (1.0 - 1e-9))
                continue;

              shr_test_chart_solve (test, lambda);
              g_autoptr (ShrScene) scene = shr_test_chart_draw_paths (test, 500, 300, &layout);

              cursor = shr_test_find_mark (scene, SHR_ROLE_CURSOR, -1);
              g_assert_cmpfloat_with_epsilon (cursor->points[0].x, x, 1e-6);
            }

          gboolean ascending = quantities[q] == SHR_AXIS_LOG_LAMBDA;

          g_assert_cmpfloat_with_epsilon (shr_paths_chart_lambda_at (&test->chart, &layout, -1e4),
                                          ascending ? smallest : largest, 1e-9 * largest);
          /* All features may be in long before the end: the largest λ with so many degrees of freedom. */
          if (quantities[q] == SHR_AXIS_DF)
            {
              shr_test_chart_solve (test, shr_paths_chart_lambda_at (&test->chart, &layout, 1e4));
              g_assert_cmpfloat_with_epsilon (test->point.df, shr_path_point (test->path, 24)->df, 1e-6);
            }
          else
            g_assert_cmpfloat_with_epsilon (shr_paths_chart_lambda_at (&test->chart, &layout, 1e4),
                                            ascending ? largest : smallest, 1e-9 * largest);
        }
    }
}

static void
test_feature_at (void)
{
  g_autoptr (ShrTestChart) test = shr_test_chart_new_small ();
  ShrPathsLayout layout;
  g_autoptr (ShrScene) scene = shr_test_chart_draw_paths (test, 600, 400, &layout);

  for (int j = 0; j < 2; j++)
    {
      const ShrMark *mark = shr_test_find_mark (scene, SHR_ROLE_TRACE, j);

      for (gsize i = 0; i + 1 < mark->n_points; i++)
        {
          double x = 0.5 * (mark->points[i].x + mark->points[i + 1].x);
          double y = 0.5 * (mark->points[i].y + mark->points[i + 1].y);

          g_assert_cmpint (shr_paths_chart_feature_at (&test->chart, &layout, x, y + 1.0, 6.0), ==, j);
          g_assert_cmpint (shr_paths_chart_feature_at (&test->chart, &layout, x, y + (j == 0 ? -30.0 : 30.0), 6.0), ==,
                           -1);
        }
    }
  g_assert_cmpint (shr_paths_chart_feature_at (&test->chart, &layout, 5.0, 5.0, 6.0), ==, -1);
}

/* Nonzero counts along the top, against the events and against the solver. */
static void
test_counts (void)
{
  g_autoptr (ShrTestChart) test = shr_test_chart_new_seeded (12, 60, 9, 1.0, 50);
  ShrPathsLayout layout;
  g_autoptr (ShrScene) scene = shr_test_chart_draw_paths (test, 900, 500, &layout);
  gsize counts = 0;

  g_assert_true (shr_test_has_text (scene, SHR_ROLE_COUNT_LABEL, "features kept"));
  for (gsize i = 0; i < shr_scene_get_n_marks (scene); i++)
    {
      const ShrMark *mark = shr_scene_get_mark (scene, i);

      if (mark->role != SHR_ROLE_COUNT_LABEL || !g_ascii_isdigit (mark->text[0]))
        continue;
      counts++;
      shr_test_chart_solve (test, shr_scale_to_value (&layout.x, mark->points[0].x));
      g_assert_cmpuint (g_ascii_strtoull (mark->text, NULL, 10), ==, test->point.nonzero);
    }
  g_assert_cmpuint (counts, >=, 3);
}

/* A mark on the axis for every event of the path, upwards and filled or downwards and hollow. */
static void
test_events (void)
{
  g_autoptr (ShrTestChart) test = shr_test_chart_new_small ();
  ShrEvent events[] = { { 8.0, 0, true }, { 3.0, 1, true }, { 1.5, 0, false }, { 0.5, 2, true } };
  ShrKnots knots = { G_N_ELEMENTS (events), events, false };
  ShrPathsLayout layout;
  gsize seen = 0;

  test->chart.knots = &knots;
  g_autoptr (ShrScene) scene = shr_test_chart_draw_paths (test, 600, 400, &layout);

  for (gsize i = 0; i < shr_scene_get_n_marks (scene); i++)
    {
      const ShrMark *mark = shr_scene_get_mark (scene, i);
      const ShrEvent *event = &events[seen];
      double mean = 0.0;

      if (mark->role != SHR_ROLE_EVENT)
        continue;
      g_assert_cmpint (mark->feature, ==, (int) event->feature);
      for (gsize k = 0; k < 3; k++)
        mean += mark->points[k].x / 3.0;
      g_assert_cmpfloat_with_epsilon (shr_scale_to_value (&layout.x, mean), event->lambda, 1e-9);
      /* The third corner is the tip. */
      g_assert_true (event->enter == (mark->points[2].y < mark->points[0].y));
      g_assert_true (event->enter == (mark->style.stroke.alpha == 0.0));
      seen++;
    }
  /* The last is below the path. */
  g_assert_cmpuint (seen, ==, 3);

  /* The trace of the second begins at its own event. */
  const ShrMark *late = shr_test_find_mark (scene, SHR_ROLE_TRACE, 1);

  g_assert_cmpfloat_with_epsilon (shr_scale_to_value (&layout.x, late->points[0].x), 3.0, 1e-9);
}

/* Streaming: pieces over consecutive stretches make up the whole; scales grow in steps. */
static void
test_streaming (void)
{
  g_autoptr (ShrTestChart) test = shr_test_chart_new_seeded (13, 60, 6, 0.0, 40);
  ShrTheme theme;
  ShrPathsLayout layout, previous;
  gsize changes = 0;

  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
  test->chart.complete = FALSE;
  for (gsize k = 1; k <= 40; k++)
    {
      test->chart.shown = k;
      shr_paths_chart_layout (&test->chart, 600, 400, &theme, k > 1 ? &previous : NULL, &layout);
      if (k > 1 && (layout.y.low != previous.y.low || layout.y.high != previous.y.high))
        changes++;
      for (gsize l = 0; l < k; l++)
        for (gsize j = 0; j < test->p; j++)
          {
            double y = shr_scale_to_pixel (&layout.y, shr_path_point (test->path, l)->w[j]);

            g_assert_true (y >= layout.plot.y && y <= layout.plot.y + layout.plot.height);
          }
      if (k > 1)
        {
          g_autoptr (ShrScene) scene = shr_scene_new (600, 400);

          shr_paths_chart_draw_traces (&test->chart, &layout, &theme, k - 2, k, scene);
          g_assert_cmpuint (shr_test_count_marks (scene, SHR_ROLE_TRACE), ==, test->p);
          g_assert_cmpfloat_with_epsilon (shr_scene_get_mark (scene, 0)->points[1].x,
                                          shr_scale_to_pixel (&layout.x, shr_path_lambda (test->path, k - 1)), 1e-9);
        }
      previous = layout;
    }
  g_assert_cmpuint (changes, <, 16);
}

static void
test_description (void)
{
  g_autoptr (ShrTestChart) test = shr_test_chart_new_small ();
  g_autofree char *before = shr_paths_chart_describe (&test->chart);

  g_assert_cmpstr (before, ==, "Lasso, 3 features, no solution yet");

  shr_test_chart_set_point (test, 2);
  g_autofree char *words = shr_paths_chart_describe (&test->chart);

  g_assert_cmpstr (words, ==, "Lasso, 3 features, λ = 2.00, 2 nonzero: early 6.00, late −1.00");
}

static void
test_original_scale (void)
{
  g_autoptr (ShrTestChart) test = shr_test_chart_new_seeded (14, 40, 4, 0.0, 20);
  ShrPathsLayout layout;

  test->chart.original_scale = TRUE;
  g_autoptr (ShrScene) scene = shr_test_chart_draw_paths (test, 600, 400, &layout);

  g_assert_true (shr_test_has_text (scene, SHR_ROLE_AXIS_TITLE, "coefficient"));
  for (gsize j = 0; j < test->p; j++)
    {
      const ShrMark *mark = shr_test_find_mark (scene, SHR_ROLE_TRACE, (int) j);
      double mean = 0.0, square = 0.0, beta;

      for (gsize i = 0; i < test->n; i++)
        mean += test->x[j * test->n + i] / (double) test->n;
      for (gsize i = 0; i < test->n; i++)
        square += pow (test->x[j * test->n + i] - mean, 2.0) / (double) test->n;
      beta = shr_path_point (test->path, 19)->w[j] / sqrt (square);
      g_assert_cmpfloat_with_epsilon (mark->points[mark->n_points - 1].y, shr_scale_to_pixel (&layout.y, beta), 1e-6);
    }
}

static const struct
{
  double width, height;
} sizes[] = { { 240, 180 }, { 300, 240 }, { 360, 500 }, { 480, 320 }, { 700, 240 }, { 600, 400 }, { 1200, 800 } };

/* Texts neither leave the picture nor touch, whatever the size, the data, the axis and the theme. */
static void
check_texts (ShrTestChart *test, const char *what)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (gsize q = 0; q < G_N_ELEMENTS (quantities); q++)
      {
        ShrTheme theme;
        g_autoptr (ShrScene) scene = shr_scene_new (sizes[i].width, sizes[i].height);
        g_autofree char *where =
            g_strdup_printf ("%s, axis %d, %g × %g", what, (int) q, sizes[i].width, sizes[i].height);

        test->chart.x = quantities[q];
        shr_theme_init (&theme, (ShrThemeKind) (i % 3), i % 4 == 3 ? 1.6 : 1.0);
        shr_paths_chart_draw (&test->chart, sizes[i].width, sizes[i].height, &theme, scene);
        shr_test_assert_texts (scene, where);
      }
}

static void
test_texts (void)
{
  static const struct
  {
    gsize n, p;
    double mixing;
  } cases[] = { { 30, 1, 1.0 }, { 30, 2, 0.0 }, { 40, 10, 1.0 }, { 40, 10, 0.5 }, { 30, 60, 1.0 } };

  for (gsize c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autoptr (ShrTestChart) test = shr_test_chart_new_seeded (20 + c, cases[c].n, cases[c].p, cases[c].mixing, 40);

      check_texts (test, "without a point");
      for (gsize k = 0; k < shr_path_ready (test->path); k += 9)
        {
          shr_test_chart_solve (test, shr_path_lambda (test->path, k));
          test->chart.highlighted = (int) (k % (cases[c].p + 1)) - 1;
          check_texts (test, "at a point");
        }
    }
}

static void
test_long_names (void)
{
  static const char *const names[] = { "a rather long name that nobody would give to a column but somebody did",
                                       "Höhe über dem Meeresspiegel (m)", "x", NULL };
  const double lambdas[] = { 8.0, 4.0, 2.0, 1.0 };
  const double w[] = { 0.0, 0.0, 0.0, 4.0, 0.0, 0.0, 6.0, -1.0, 0.0, 7.0, -2.0, 0.5 };
  g_autoptr (ShrTestChart) test = shr_test_chart_new_by_hand (names, 1.0, lambdas, 4, w);

  shr_test_chart_set_point (test, 2);
  for (int j = -1; j < 3; j++)
    {
      test->chart.highlighted = j;
      check_texts (test, "long names");
    }
}

/* What is degenerate is drawn all the same: nothing, one λ, all zero, λ = 0, not a number, huge and tiny. */
static void
test_degenerate (void)
{
  static const char *const names[] = { "a", "b", NULL };
  const double zeros[] = { 0.0, 0.0, 0.0, 0.0, 0.0, 0.0 };
  const double lambdas[] = { 2.0, 1.0, 0.0 };
  const double magnitudes[] = { 1e-300, 1e-150, 1e-5, 1e7, 1e150, 1e300 };
  const double odd[] = { 0.0, 0.0, NAN, 1.0, INFINITY, 2.0 };

  g_autoptr (ShrTestChart) null_model = shr_test_chart_new_by_hand (names, 1.0, lambdas, 1, zeros);
  g_autoptr (ShrTestChart) all_zero = shr_test_chart_new_by_hand (names, 1.0, lambdas, 3, zeros);
  g_autoptr (ShrTestChart) only_zero = shr_test_chart_new_by_hand (names, 0.0, &lambdas[2], 1, zeros);
  g_autoptr (ShrTestChart) not_numbers = shr_test_chart_new_by_hand (names, 0.5, lambdas, 3, odd);

  shr_test_chart_set_point (null_model, 0);
  check_texts (null_model, "null model");
  shr_test_chart_set_point (all_zero, 2);
  check_texts (all_zero, "all zero");
  shr_test_chart_set_point (only_zero, 0);
  check_texts (only_zero, "λ = 0 only");
  shr_test_chart_set_point (not_numbers, 2);
  not_numbers->chart.highlighted = 0;
  check_texts (not_numbers, "not a number");

  all_zero->chart.shown = 0;
  all_zero->chart.complete = FALSE;
  all_zero->chart.point = NULL;
  check_texts (all_zero, "nothing yet");

  for (gsize i = 0; i < G_N_ELEMENTS (magnitudes); i++)
    {
      double m = magnitudes[i];
      const double w[] = { 0.0, 0.0, m, -0.5 * m, 1.5 * m, -m };
      g_autoptr (ShrTestChart) test = shr_test_chart_new_by_hand (names, 1.0, lambdas, 3, w);
      ShrPathsLayout layout;

      shr_test_chart_set_point (test, 1);
      check_texts (test, "magnitude");
      test->chart.x = SHR_AXIS_LOG_LAMBDA;

      g_autoptr (ShrScene) scene = shr_test_chart_draw_paths (test, 600, 400, &layout);

      g_assert_cmpuint (shr_test_count_marks (scene, SHR_ROLE_TRACE), ==, 2);
      g_assert_cmpuint (shr_test_count_marks (scene, SHR_ROLE_TRACE_LABEL), ==, 2);
    }
}

/* A picture as a whole, from numbers that owe nothing to rounding. */
static void
test_expected_svg (void)
{
  g_autoptr (ShrTestChart) test = shr_test_chart_new_small ();
  ShrEvent events[] = { { 8.0, 0, true }, { 3.0, 1, true } };
  ShrKnots knots = { G_N_ELEMENTS (events), events, false };
  g_autoptr (ShrScene) scene = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  ShrPathsLayout layout;
  ShrPictureOptions options;
  ShrTheme theme;

  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
  shr_test_chart_set_point (test, 1);
  test->chart.knots = &knots;
  scene = shr_test_chart_draw_paths (test, 480, 320, &layout);
  words = shr_paths_chart_describe (&test->chart);
  shr_scene_set_words (scene, "Lasso", words);
  shr_picture_options_init (&options);
  bytes = shr_picture_render (scene, SHR_PICTURE_SVG, &theme, &options, &error);
  g_assert_no_error (error);
  shr_test_assert_expected ("paths-lasso.svg", bytes);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/paths-chart/traces", test_traces);
  g_test_add_func ("/paths-chart/traces-are-exact", test_traces_are_exact);
  g_test_add_func ("/paths-chart/lambda-at", test_lambda_at);
  g_test_add_func ("/paths-chart/feature-at", test_feature_at);
  g_test_add_func ("/paths-chart/counts", test_counts);
  g_test_add_func ("/paths-chart/events", test_events);
  g_test_add_func ("/paths-chart/streaming", test_streaming);
  g_test_add_func ("/paths-chart/description", test_description);
  g_test_add_func ("/paths-chart/original-scale", test_original_scale);
  g_test_add_func ("/paths-chart/texts", test_texts);
  g_test_add_func ("/paths-chart/long-names", test_long_names);
  g_test_add_func ("/paths-chart/degenerate", test_degenerate);
  g_test_add_func ("/paths-chart/expected-svg", test_expected_svg);

  return g_test_run ();
}
