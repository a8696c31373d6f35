#include "plot/shr-paths-overlay.h"

#include "support/shr-test-chart.h"

static const ShrAxisQuantity quantities[] = { SHR_AXIS_LOG_LAMBDA, SHR_AXIS_MINUS_LOG_LAMBDA, SHR_AXIS_SHRINKAGE,
                                              SHR_AXIS_DF, SHR_AXIS_DEVIANCE };

static void
test_cursor (void)
{
  g_autoptr (ShrTestChart) test = shr_test_chart_new_small ();

  for (gsize q = 0; q < G_N_ELEMENTS (quantities); q++)
    {
      ShrPathsLayout layout;
      g_autoptr (ShrScene) scene = NULL;
      const ShrMark *cursor, *value;

      test->chart.x = quantities[q];
      shr_test_chart_set_point (test, 2);
      scene = shr_test_chart_draw_paths (test, 600, 400, &layout);
      cursor = shr_test_find_mark (scene, SHR_ROLE_CURSOR, -1);
      value = shr_test_find_mark (scene, SHR_ROLE_VALUE, 0);

      g_assert_cmpfloat_with_epsilon (cursor->points[0].x, cursor->points[1].x, 1e-9);
      g_assert_cmpfloat_with_epsilon (shr_paths_chart_lambda_at (&test->chart, &layout, cursor->points[0].x), 2.0,
                                      1e-9);
      g_assert_cmpfloat_with_epsilon (value->points[0].x, cursor->points[0].x, 1e-9);
      g_assert_cmpfloat_with_epsilon (value->points[0].y, shr_scale_to_pixel (&layout.y, 6.0), 1e-9);
      /* One hollow disc for all that are zero. */
      g_assert_cmpuint (shr_test_count_marks (scene, SHR_ROLE_VALUE), ==, 2);
      g_assert_cmpuint (shr_test_count_marks (scene, SHR_ROLE_ZERO_VALUE), ==, 1);
      g_assert_true (shr_test_has_text (scene, SHR_ROLE_CURSOR_LABEL, "λ = 2.00 · 2 of 3 features"));
    }
}

static void
test_highlight (void)
{
  g_autoptr (ShrTestChart) test = shr_test_chart_new_small ();
  ShrPathsLayout layout;
  ShrTheme theme;
  g_autoptr (ShrScene) scene = shr_scene_new (600, 400);
  const ShrMark *trace;

  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
  shr_test_chart_set_point (test, 3);
  test->chart.highlighted = 1;
  shr_paths_chart_layout (&test->chart, 600, 400, &theme, NULL, &layout);
  shr_paths_overlay_draw (&test->chart, &layout, &theme, TRUE, scene);

  /* The overlay has the whole trace, its zero part and its label: what is under it is faded. */
  trace = shr_test_find_mark (scene, SHR_ROLE_TRACE, 1);
  g_assert_nonnull (trace);
  g_assert_cmpfloat (trace->style.width, >, theme.line_width);
  g_assert_nonnull (shr_test_find_mark (scene, SHR_ROLE_ZERO_TRACE, 1));
  g_assert_true (shr_test_has_text (scene, SHR_ROLE_TRACE_LABEL, "late"));
  g_assert_true (shr_test_has_text (scene, SHR_ROLE_VALUE_LABEL, "late −2.00"));
  shr_test_assert_texts (scene, "highlight");

  shr_scene_clear (scene);
  shr_test_chart_set_point (test, 1);
  shr_paths_overlay_draw (&test->chart, &layout, &theme, TRUE, scene);
  g_assert_true (shr_test_has_text (scene, SHR_ROLE_VALUE_LABEL, "late exactly 0"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/paths-overlay/cursor", test_cursor);
  g_test_add_func ("/paths-overlay/highlight", test_highlight);

  return g_test_run ();
}
