#include "plot/shr-curve-label.h"

#include "support/shr-test-chart.h"

#include <math.h>

/* Between two lines that are closer than a name is high, each name is on its own line's side. */
static void
test_sides (void)
{
  const ShrRect bounds = { 0.0, 0.0, 300.0, 200.0 };
  const ShrXY upper[] = { { 0.0, 100.0 }, { 300.0, 100.0 } }, lower[] = { { 0.0, 106.0 }, { 300.0, 106.0 } };
  const ShrXY on_upper[] = { { 100.0, 100.0 }, { 200.0, 100.0 } }, on_lower[] = { { 100.0, 106.0 }, { 200.0, 106.0 } };
  g_autoptr (ShrPlacement) placement = shr_placement_new (&bounds);
  g_autoptr (ShrScene) scene = shr_scene_new (300.0, 200.0);
  ShrRect box;
  ShrTheme theme;

  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
  shr_placement_avoid_line (placement, upper, 2, 6.0);
  shr_placement_avoid_line (placement, lower, 2, 6.0);
  shr_curve_label_draw (scene, &theme, placement, on_upper, 2, &theme.text, "upper");
  shr_curve_label_draw (scene, &theme, placement, on_lower, 2, &theme.muted, "lower");

  g_assert_cmpuint (shr_scene_get_n_marks (scene), ==, 2);
  box = shr_test_text_box (shr_scene_get_mark (scene, 0));
  g_assert_cmpfloat (box.y + box.height, <, 100.0);
  box = shr_test_text_box (shr_scene_get_mark (scene, 1));
  g_assert_cmpfloat (box.y, >, 106.0);
}

/* Without a scene the room is kept all the same; without room or places nothing is drawn. */
static void
test_room (void)
{
  const ShrRect bounds = { 0.0, 0.0, 40.0, 18.0 };
  const ShrXY place = { 20.0, 21.0 };
  g_autoptr (ShrPlacement) placement = shr_placement_new (&bounds);
  g_autoptr (ShrScene) scene = shr_scene_new (40.0, 18.0);
  ShrTheme theme;

  shr_theme_init (&theme, SHR_THEME_LIGHT, 0.8);
  shr_curve_label_draw (scene, &theme, placement, &place, 0, &theme.text, "name");
  g_assert_cmpuint (shr_scene_get_n_marks (scene), ==, 0);
  shr_curve_label_draw (NULL, &theme, placement, &place, 1, &theme.text, "name");
  shr_curve_label_draw (scene, &theme, placement, &place, 1, &theme.text, "name");
  g_assert_cmpuint (shr_scene_get_n_marks (scene), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/curve-label/sides", test_sides);
  g_test_add_func ("/curve-label/room", test_room);

  return g_test_run ();
}
