#include "plot/shr-chart.h"

#include "support/shr-test-chart.h"

#include <string.h>

/* One id per feature, its name the group's title. */
static void
test_groups (void)
{
  g_autoptr (ShrTestChart) test = shr_test_chart_new_small ();
  ShrPathsLayout layout;
  g_autoptr (ShrScene) scene = shr_test_chart_draw_paths (test, 600, 400, &layout);
  gsize found = 0;

  for (gsize i = 0; i < shr_scene_get_n_groups (scene); i++)
    {
      const ShrGroup *group = shr_scene_get_group (scene, (int) i);

      if (strcmp (group->id, "lasso-paths-early") == 0 || strcmp (group->id, "lasso-paths-late") == 0)
        {
          g_assert_cmpstr (group->title, ==, strrchr (group->id, '-') + 1);
          found++;
        }
    }
  g_assert_cmpuint (found, ==, 2);
}

static void
test_name_value (void)
{
  g_autofree char *some = shr_chart_name_value ("bmi", 15.84);
  g_autofree char *less = shr_chart_name_value ("bp", -0.5);
  g_autofree char *zero = shr_chart_name_value ("sex", 0.0);

  g_assert_cmpstr (some, ==, "bmi 15.8");
  g_assert_cmpstr (less, ==, "bp −0.500");
  g_assert_cmpstr (zero, ==, "sex exactly 0");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chart/groups", test_groups);
  g_test_add_func ("/chart/name-value", test_name_value);

  return g_test_run ();
}
