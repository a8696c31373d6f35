#include "plot/shr-axis.h"

#include "support/shr-test-chart.h"

#include <math.h>

/* Every tick is at its value; labels are under theirs, do not touch and stay in the scene. */
static void
test_bottom (void)
{
  for (double width = 40.0; width < 600.0; width += 13.0)
    {
      g_autoptr (ShrScene) scene = shr_scene_new (width, 60.0);
      ShrScale scale = { 0.0037, 52.0, 5.0, width - 5.0, TRUE };
      ShrTheme theme;
      double first, leftmost = INFINITY;
      gsize next = 0;

      shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
      g_autoptr (ShrTicks) ticks = shr_ticks_log (scale.low, scale.high, width - 10.0, theme.font_size);

      first = shr_axis_draw_bottom (scene, &theme, &scale, ticks, 5.0, width - 5.0, 20.0, width);
      for (gsize i = 0; i < shr_scene_get_n_marks (scene); i++)
        {
          const ShrMark *mark = shr_scene_get_mark (scene, i);

          if (mark->role == SHR_ROLE_TICK || mark->role == SHR_ROLE_MINOR_TICK)
            {
              g_assert_cmpfloat_with_epsilon (shr_scale_to_value (&scale, mark->points[0].x), ticks->ticks[next].value,
                                              1e-9 * ticks->ticks[next].value);
              next++;
            }
          if (mark->role == SHR_ROLE_TICK_LABEL)
            {
              ShrRect box = shr_test_text_box (mark);

              leftmost = fmin (leftmost, box.x);
              g_assert_cmpstr (mark->text, ==, ticks->ticks[next - 1].label);
              g_assert_cmpfloat (20.0 + shr_axis_depth_below (&theme), >=, box.y + box.height - 0.01);
            }
        }
      g_assert_cmpuint (next, ==, ticks->n);
      g_assert_cmpfloat (first, ==, leftmost);
      shr_test_assert_texts (scene, "axis below");
    }
}

static void
test_left (void)
{
  for (double height = 20.0; height < 400.0; height += 11.0)
    {
      g_autoptr (ShrScene) scene = shr_scene_new (100.0, height + 40.0);
      ShrScale scale = { -41.0, 47.0, height + 20.0, 20.0, FALSE };
      ShrTheme theme;

      shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
      g_autoptr (ShrTicks) ticks = shr_ticks_linear (scale.low, scale.high, height, theme.font_size, TRUE);

      shr_axis_draw_left (scene, &theme, &scale, ticks, 80.0, 20.0, height + 20.0, INFINITY);
      for (gsize i = 0; i < shr_scene_get_n_marks (scene); i++)
        {
          const ShrMark *mark = shr_scene_get_mark (scene, i);

          if (mark->role == SHR_ROLE_TICK_LABEL)
            {
              ShrRect box = shr_test_text_box (mark);

              g_assert_cmpfloat (box.x, >=, 80.0 - shr_axis_depth_left (&theme, ticks) - 0.01);
              g_assert_cmpfloat (box.x + box.width, <, 80.0);
            }
        }
      shr_test_assert_texts (scene, "axis on the left");
    }
}

static void
test_titles (void)
{
  for (double size = 30.0; size < 400.0; size += 17.0)
    for (double center = 0.0; center < size; center += 23.0)
      {
        g_autoptr (ShrScene) below = shr_scene_new (size, 40.0);
        g_autoptr (ShrScene) left = shr_scene_new (40.0, size);
        ShrTheme theme;
        ShrRect box, expected;

        shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
        shr_axis_draw_title_below (below, &theme, "standardised coefficient", center, 25.0, size);
        shr_axis_draw_title_left (left, &theme, "standardised coefficient", 25.0, center, size);
        shr_test_assert_texts (below, "title below");
        shr_test_assert_texts (left, "title on the left");

        shr_axis_title_below_box (&theme, "standardised coefficient", center, 25.0, size, &box);
        expected = shr_test_text_box (shr_scene_get_mark (below, 0));
        g_assert_cmpfloat_with_epsilon (box.x, expected.x, 1e-9);
        g_assert_cmpfloat_with_epsilon (box.width, expected.width, 1e-9);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/axis/bottom", test_bottom);
  g_test_add_func ("/axis/left", test_left);
  g_test_add_func ("/axis/titles", test_titles);

  return g_test_run ();
}
