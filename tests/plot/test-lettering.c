#include "plot/shr-lettering.h"

#include "plot/shr-text.h"
#include "support/shr-test-chart.h"

#include <string.h>

/* The box against the one that the tests work out from the corners. */
static void
test_box (void)
{
  static const ShrAlign aligns[] = { SHR_ALIGN_START, SHR_ALIGN_MIDDLE, SHR_ALIGN_END };

  for (int turned = 0; turned < 2; turned++)
    for (gsize h = 0; h < 3; h++)
      for (gsize v = 0; v < 3; v++)
        {
          g_autoptr (ShrScene) scene = shr_scene_new (100, 100);
          ShrTextStyle style = {
            .size = 13.0, .horizontal = aligns[h], .vertical = aligns[v], .angle = turned ? 90.0 : 0.0
          };
          ShrColor black = { 0.0, 0.0, 0.0, 1.0 };
          ShrRect box, expected;

          shr_scene_add_text (scene, SHR_ROLE_TITLE, -1, &black, &style, 40.0, 60.0, "λ = 4.5");
          expected = shr_test_text_box (shr_scene_get_mark (scene, 0));
          shr_lettering_box ("λ = 4.5", &style, 40.0, 60.0, &box);
          g_assert_cmpfloat_with_epsilon (box.x, expected.x, 1e-9);
          g_assert_cmpfloat_with_epsilon (box.y, expected.y, 1e-9);
          g_assert_cmpfloat_with_epsilon (box.width, expected.width, 1e-9);
          g_assert_cmpfloat_with_epsilon (box.height, expected.height, 1e-9);
        }
}

static double
width_of (const char *text)
{
  ShrTextExtents extents;

  shr_text_measure (text, 12.0, FALSE, &extents);

  return extents.width;
}

static void
test_fit (void)
{
  const char *name = "Höhe über dem Meeresspiegel";
  double full = width_of (name);

  for (double width = 0.0; width < full * 1.2; width += 3.0)
    {
      g_autofree char *fitting = shr_lettering_fit (name, 12.0, FALSE, width);

      g_assert_true (g_utf8_validate (fitting, -1, NULL));
      g_assert_cmpfloat (width_of (fitting), <=, width);
      if (width >= full)
        g_assert_cmpstr (fitting, ==, name);
      else if (*fitting != '\0')
        {
          /* A beginning of the name, and one letter more would be too long. */
          gsize kept = strlen (fitting) - strlen ("…");
          glong letters = g_utf8_strlen (fitting, -1) - 1;
          g_autofree char *longer = g_utf8_substring (name, 0, letters + 1);
          g_autofree char *with_dots = g_strconcat (longer, "…", NULL);

          g_assert_cmpint (strncmp (fitting, name, kept), ==, 0);
          g_assert_true (g_str_has_suffix (fitting, "…"));
          /* Unless that one is a space, which is not left before the dots. */
          if (!g_str_has_suffix (longer, " "))
            g_assert_cmpfloat (width_of (with_dots), >, width);
        }
    }
}

static void
test_wrap (void)
{
  const char *sentence = "Both coefficients are exactly 0: the region is a point.";

  for (double width = 30.0; width < 400.0; width += 7.0)
    {
      g_auto (GStrv) lines = shr_lettering_wrap (sentence, 12.0, FALSE, width, 20);
      g_autofree char *joined = g_strjoinv (" ", lines);

      for (gsize i = 0; lines[i] != NULL; i++)
        g_assert_cmpfloat (width_of (lines[i]), <=, width);
      if (width > 80.0)
        g_assert_cmpstr (joined, ==, sentence);
    }

  g_auto (GStrv) two = shr_lettering_wrap (sentence, 12.0, FALSE, 90.0, 2);

  g_assert_cmpuint (g_strv_length (two), ==, 2);
  g_assert_true (g_str_has_suffix (two[1], "…"));
}

static void
test_boxes_meet (void)
{
  const ShrRect a = { 0, 0, 10, 10 }, inside = { 2, 2, 3, 3 }, beside = { 10, 0, 5, 10 }, below = { 0, 10.5, 9, 9 },
                corner = { 9, 9, 5, 5 };

  g_assert_true (shr_lettering_boxes_meet (&a, &inside));
  g_assert_true (shr_lettering_boxes_meet (&a, &corner));
  g_assert_false (shr_lettering_boxes_meet (&a, &beside));
  g_assert_false (shr_lettering_boxes_meet (&a, &below));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/lettering/box", test_box);
  g_test_add_func ("/lettering/fit", test_fit);
  g_test_add_func ("/lettering/wrap", test_wrap);
  g_test_add_func ("/lettering/boxes-meet", test_boxes_meet);

  return g_test_run ();
}
