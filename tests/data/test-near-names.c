/* Slips of the finger, and what is no slip. */
#include "data/shr-near-names.h"

static void
test_advice (void)
{
  static const char *const names[] = { "age", "bmi", "bp", "progression", "größe", "x1", "x2", "x3", "x4", "x5" };
  static const struct
  {
    const char *wanted;
    const char *advice;
  } cases[] = {
    { "bmy", "did you mean “bmi”?" },
    { "BMI", "did you mean “bmi”?" },
    { "bim", "did you mean “bmi”?" },
    { "bmii", "did you mean “bmi”?" },
    { "progresion", "did you mean “progression”?" },
    { "porgresison", "did you mean “progression”?" },
    { "GRÖSSE", "did you mean “größe”?" },
    { "x9", "did you mean “x1”, “x2” or “x3”?" },
    { "x", "did you mean “x1”, “x2” or “x3”?" },
    { "weight", "there are “age”, “bmi”, “bp”, “progression”, “größe”, “x1”, “x2”, “x3” and 2 more" },
  };
  g_autoptr (GPtrArray) array = g_ptr_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_ptr_array_add (array, (gpointer) names[i]);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *advice = shr_near_names_advise (cases[i].wanted, array);

      g_assert_cmpstr (advice, ==, cases[i].advice);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/near-names/advice", test_advice);

  return g_test_run ();
}
