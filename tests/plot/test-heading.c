#include "plot/shr-heading.h"

#include "support/shr-test-core.h"
#include "support/shr-test-views.h"

/* The longest wording that fits is taken, whole, and never reaches into the plot. */
static void
test_wordings (void)
{
  static const char *const remarks[] = { "a remark that is rather long as remarks go", "a remark", NULL };
  static const char *const sentences[] = { "A sentence that says all there is to say, which is a lot. And another one.",
                                           "A sentence that says less.", NULL };
  ShrTestRandom random;
  g_autoptr (ShrTestChart) test = NULL;
  gboolean seen[4] = { FALSE };

  shr_test_random_init (&random, 1);
  test = shr_test_chart_new (&random, 10, 2, 0.0, 1.0, 5);
  for (double width = 60.0; width < 1500.0; width *= 1.2)
    for (double height = 60.0; height < 900.0; height *= 1.3)
      {
        g_autoptr (ShrScene) scene = shr_scene_new (width, height);
        ShrTheme theme;
        double depth;

        shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
        depth = shr_heading_depth (&theme, width, height);
        shr_heading_draw (&test->chart, &theme, 20.0, width, height, remarks, sentences, scene);
        for (gsize i = 0; i < shr_scene_get_n_marks (scene); i++)
          {
            ShrRect box = shr_test_text_box (shr_scene_get_mark (scene, i));

            g_assert_cmpfloat (box.y + box.height, <=, depth);
            g_assert_cmpfloat (box.x + box.width, <=, width);
          }
        seen[0] |= shr_test_has_text (scene, SHR_ROLE_CAPTION, remarks[0]);
        seen[1] |= shr_test_has_text (scene, SHR_ROLE_CAPTION, remarks[1]);
        seen[2] |= shr_test_has_text (scene, SHR_ROLE_CAPTION, sentences[0]);
        seen[3] |= shr_test_has_text (scene, SHR_ROLE_CAPTION, sentences[1]);
        /* One of a kind. */
        g_assert_false (shr_test_has_text (scene, SHR_ROLE_CAPTION, remarks[0])
                        && shr_test_has_text (scene, SHR_ROLE_CAPTION, remarks[1]));
        if (height > 150.0)
          shr_test_assert_texts (scene, "heading");
      }
  for (gsize i = 0; i < G_N_ELEMENTS (seen); i++)
    g_assert_true (seen[i]);
}

static void
test_refuse (void)
{
  ShrTestRandom random;
  g_autoptr (ShrTestChart) test = NULL;
  g_autoptr (ShrScene) scene = shr_scene_new (400.0, 300.0);
  ShrTheme theme;

  shr_test_random_init (&random, 1);
  test = shr_test_chart_new (&random, 10, 2, 0.0, 0.0, 5);
  shr_theme_init (&theme, SHR_THEME_DARK, 1.0);
  shr_heading_refuse (&test->chart, &theme, 400.0, 300.0, "There is nothing.", scene);
  g_assert_true (shr_test_has_text (scene, SHR_ROLE_TITLE, "Ridge"));
  g_assert_true (shr_test_has_text (scene, SHR_ROLE_CAPTION, "There is nothing."));
  shr_test_assert_texts (scene, "refusal");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/heading/wordings", test_wordings);
  g_test_add_func ("/heading/refuse", test_refuse);

  return g_test_run ();
}
