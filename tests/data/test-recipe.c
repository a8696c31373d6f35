/* A recipe survives being written and read, to the last bit; what it is told is within its range. */
#include "data/shr-data-error.h"
#include "data/shr-recipe.h"

static void
test_round_trip (void)
{
  static const char *const texts[] = {
    "",
    "?degree=8&points=-1,0.25;0.10000000000000001,3;1e-300,7",
    "?copy=bmi&copy=s5%20%26%20%25",
    "two-features?seed=7&rows=100&correlation=0.6&noise=1&optimum1=2&optimum2=0.5",
    "overfitting?seed=1&rows=15&noise=0.25&degree=8",
    "sparse-truth?seed=1&rows=60&features=200&relevant=5&noise=1&copy=x1",
    "correlated-groups?seed=18446744073709551615&rows=100&features=16&correlation=0.95&noise=1",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ShrRecipe) recipe = shr_recipe_from_string (texts[i], 1, &error);
      g_autoptr (ShrRecipe) again = NULL;
      g_autofree char *text = NULL;
      g_autofree char *second = NULL;

      g_assert_no_error (error);
      text = shr_recipe_to_string (recipe);
      again = shr_recipe_from_string (text, 2, &error);
      g_assert_no_error (error);
      second = shr_recipe_to_string (again);
      g_assert_cmpstr (text, ==, second);
      if (i != 1)
        g_assert_cmpstr (text, ==, texts[i]);
      else
        g_assert_cmpstr (text, ==, "?degree=8&points=-1,0.25;0.1,3;1e-300,7");
      g_assert_cmpuint (again->n_points, ==, recipe->n_points);
      for (gsize j = 0; j < 2 * recipe->n_points; j++)
        g_assert_cmpfloat (again->points[j], ==, recipe->points[j]);
    }
}

static void
test_defaults (void)
{
  g_autoptr (ShrRecipe) recipe = shr_recipe_from_string ("overfitting?degree=15", 3, NULL);

  g_assert_cmpuint (recipe->parameters.degree, ==, 15);
  g_assert_cmpuint (recipe->parameters.rows, ==, 15);
  g_assert_cmpuint (recipe->seed, ==, 3);
  g_assert_false (shr_recipe_is_edited (recipe));
  shr_recipe_add_copy (recipe, "x");
  g_assert_true (shr_recipe_is_edited (recipe));
  shr_recipe_revert (recipe);
  g_assert_false (shr_recipe_is_edited (recipe));
}

static void
test_refuses (void)
{
  static const char *const wrong[] = {
    "diabetes?rows=3",
    "overfitting?degree=16",
    "overfitting?degree=2.5",
    "overfitting?rows=1",
    "overfitting?rows=many",
    "overfitting?correlation=0.5",
    "overfitting?points=1,2",
    "overfitting?points=1,2;3",
    "overfitting?points=1,2;3,nan",
    "overfitting?noise=-1",
    "overfitting?seed=-1",
    "overfitting?degree",
    "two-features?rows=3",
    "two-features?correlation=1.5",
    "sparse-truth?features=3&relevant=4",
    "sparse-truth?features=100000&rows=1000000",
    "correlated-groups?correlation=-0.5",
    "correlated-groups?features=3",
    "?rows=5",
    "?seed=5",
  };
  g_autoptr (GError) unknown = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (shr_recipe_from_string (wrong[i], 1, &error));
      g_assert_error (error, SHR_DATA_ERROR, SHR_DATA_ERROR_RECIPE);
      g_assert_true (g_str_has_prefix (error->message, wrong[i]));
    }
  g_assert_null (shr_recipe_from_string ("overfiting?degree=3", 1, &unknown));
  g_assert_error (unknown, SHR_DATA_ERROR, SHR_DATA_ERROR_NO_SAMPLE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/recipe/round-trip", test_round_trip);
  g_test_add_func ("/recipe/defaults", test_defaults);
  g_test_add_func ("/recipe/refuses", test_refuses);

  return g_test_run ();
}
