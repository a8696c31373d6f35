/* Words and their numbers. */
#include "data/shr-levels.h"

static void
test_numbers (void)
{
  g_autoptr (ShrLevels) levels = shr_levels_new ();
  g_autofree char *text = g_strnfill (500, 'x');

  g_assert_cmpuint (shr_levels_add (levels, "red, not all", 3), ==, 1);
  g_assert_cmpuint (shr_levels_add (levels, "green", 5), ==, 2);
  g_assert_cmpuint (shr_levels_add (levels, text, 500), ==, 3);
  g_assert_true (shr_levels_all_different (levels));
  g_assert_cmpuint (shr_levels_add (levels, "red", 3), ==, 1);
  g_assert_cmpuint (shr_levels_add (levels, text, 500), ==, 3);
  g_assert_false (shr_levels_all_different (levels));
  g_assert_cmpuint (shr_levels_count (levels), ==, 3);
  g_assert_cmpstr (shr_levels_text (levels, 1), ==, "red");
  g_assert_cmpstr (shr_levels_text (levels, 3), ==, text);

  for (int i = 0; i < 2 * SHR_LEVELS_LIMIT; i++)
    {
      char word[20];

      g_snprintf (word, sizeof word, "w%d", i);
      g_assert_cmpuint (shr_levels_add (levels, word, strlen (word)), ==, i < SHR_LEVELS_LIMIT - 3 ? (guint) i + 4 : 0);
    }
  g_assert_true (shr_levels_overflowed (levels));
  g_assert_cmpuint (shr_levels_add (levels, "green", 5), ==, 2);
}

static void
test_boxes (void)
{
  for (guint k = 0; k < 2000; k++)
    {
      g_assert_true (isnan (shr_level_box (k)));
      g_assert_cmpuint (shr_level_unbox (shr_level_box (k)), ==, k);
    }
  g_assert_cmpuint (shr_level_unbox ((double) NAN), ==, 0);
  g_assert_cmpuint (shr_level_unbox (5.0), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/levels/numbers", test_numbers);
  g_test_add_func ("/levels/boxes", test_boxes);

  return g_test_run ();
}
