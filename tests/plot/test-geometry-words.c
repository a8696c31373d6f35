#include "plot/shr-geometry-words.h"

#include "plot/shr-geometry-chart.h"
#include "support/shr-test-chart.h"

#include <math.h>
#include <string.h>

/* The words agree with what is at the contact. */
static void
test_words (void)
{
  ShrTestRandom random;
  gsize kinds[3] = { 0 };
  ShrTheme theme;

  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
  shr_test_random_init (&random, 99);
  for (int round = 0; round < 60; round++)
    {
      g_autoptr (ShrTestChart) test = shr_test_chart_new (&random, 30, 4, 0.5, 1.0, 10);
      g_autoptr (ShrScene) scene = shr_scene_new (900, 600);
      g_autofree char *words = NULL;
      int zeros;

      /* Two of the weaker ones, so that there are all kinds. */
      test->chart.pair[0] = 2;
      test->chart.pair[1] = 3;
      shr_test_chart_solve (test, 0.6 * shr_path_lambda (test->path, 0) * shr_test_random_uniform (&random));
      zeros = (test->point.w[2] == 0.0) + (test->point.w[3] == 0.0);
      kinds[zeros]++;
      shr_geometry_chart_draw (&test->chart, 900, 600, &theme, scene);
      words = shr_geometry_chart_describe (&test->chart);

      if (zeros == 0)
        {
          g_assert_true (
              shr_test_has_text (scene, SHR_ROLE_CAPTION, "The contact is not at a corner: both features are in."));
          g_assert_nonnull (strstr (words, "not at a corner"));
        }
      else if (zeros == 1)
        {
          const char *sentence = test->point.w[2] == 0.0 ? "The contact is at a corner: f3 is exactly 0."
                                                         : "The contact is at a corner: f4 is exactly 0.";

          g_assert_true (shr_test_has_text (scene, SHR_ROLE_CAPTION, sentence));
          g_assert_nonnull (strstr (words, sentence));
        }
      else
        {
          double gradient = fmax (fabs (test->section.gradient[0]), fabs (test->section.gradient[1]));

          g_assert_cmpfloat (gradient, <=, test->point.lambda * (1.0 + 1e-12));
          g_assert_nonnull (strstr (words, "the region is a point, since |gradient| = "));
        }
      g_assert_nonnull (strstr (words, "KKT residual "));
    }
  for (int i = 0; i < 3; i++)
    g_assert_cmpuint (kinds[i], >, 3);
}

static void
test_numbers (void)
{
  static const char *const names[] = { "bmi", "bp", NULL };
  const double lambdas[] = { 2.0, 1.0 };
  const double w[] = { 0.0, 0.0, 3.0, -4.0 };
  const struct
  {
    double mixing;
    const char *region;
  } cases[] = { { 1.0, "‖w‖₁ ≤ 7.00" }, { 0.0, "‖w‖₂ ≤ 5.00" }, { 0.5, "0.5‖w‖₁ + 0.25‖w‖₂² ≤ 9.75" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ShrTestChart) test = shr_test_chart_new_by_hand (names, cases[i].mixing, lambdas, 2, w);
      g_autofree char *region = NULL, *values = NULL;

      shr_test_chart_set_point (test, 1);
      test->section = (ShrSection){ .k = 1, .contact = { 3.0, -4.0 }, .budget = 9.75 };
      test->chart.section = &test->section;
      region = shr_geometry_words_section (&test->chart);
      values = shr_geometry_words_values (&test->chart);
      g_assert_cmpstr (region, ==, cases[i].region);
      g_assert_cmpstr (values, ==, "bmi 3.00, bp −4.00");
      g_assert_cmpstr (shr_geometry_words_optimum (&test->chart), ==, "least squares");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/geometry-words/words", test_words);
  g_test_add_func ("/geometry-words/numbers", test_numbers);

  return g_test_run ();
}
