/* Data are made as their recipe says: copies are exact, powers are powers, and what was loaded is not touched. */
#include "data/shr-data-error.h"
#include "data/shr-preparation.h"
#include "data/shr-sample.h"

#include <string.h>

static ShrDataset *
load (const char *sample)
{
  g_autoptr (ShrTable) table = shr_sample_load (sample, 1, NULL);

  return shr_dataset_new (table, NULL, NULL, NULL, NULL);
}

static ShrDataset *
make (const char *text, ShrDataset *loaded)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ShrRecipe) recipe = shr_recipe_from_string (text, 1, &error);
  ShrDataset *dataset;

  g_assert_no_error (error);
  dataset = shr_preparation_make (recipe, loaded, &error);
  g_assert_no_error (error);

  return dataset;
}

static ShrDataset *
load_one_feature (void)
{
  static const char *const names[] = { "dose", "effect" };
  static const double values[] = { 1.0, 2.0, 4.0, 0.5, 0.25, -1.0 };
  g_autoptr (ShrTable) table = shr_table_new_numeric ("trial.csv", names, 3, 2, g_memdup2 (values, sizeof values));

  return shr_dataset_new (table, NULL, NULL, NULL, NULL);
}

/* What is done to nothing is nothing. */
static void
test_nothing (void)
{
  g_autoptr (ShrDataset) loaded = load ("diabetes");
  g_autoptr (ShrDataset) made = make ("", loaded);

  g_assert_true (made == loaded);
  g_assert_null (shr_dataset_recipe (loaded));
}

static void
test_copies (void)
{
  g_autoptr (ShrDataset) loaded = load ("diabetes");
  g_autoptr (ShrDataset) made = make ("?copy=bmi&copy=bmi&copy=ltg", loaded);
  gsize n = shr_dataset_rows (loaded), p = shr_dataset_features (loaded);
  const double *x = shr_dataset_x (loaded), *copy = shr_dataset_x (made);
  const char *const *names = shr_dataset_feature_names (made);

  g_assert_cmpuint (shr_dataset_features (made), ==, p + 3);
  g_assert_cmpstr (names[2], ==, "bmi");
  g_assert_cmpstr (names[8], ==, "ltg");
  g_assert_cmpstr (names[p], ==, "bmi (copy)");
  g_assert_cmpstr (names[p + 1], ==, "bmi (copy 2)");
  g_assert_cmpstr (names[p + 2], ==, "ltg (copy)");
  g_assert_cmpstr (shr_dataset_response (made), ==, shr_dataset_response (loaded));
  g_assert_cmpstr (shr_dataset_name (made), ==, "Diabetes (edited)");
  g_assert_true (memcmp (x, copy, n * p * sizeof (double)) == 0);
  for (gsize k = 0; k < 3; k++)
    g_assert_true (memcmp (x + (k < 2 ? 2 : 8) * n, copy + (p + k) * n, n * sizeof (double)) == 0);
  g_assert_true (memcmp (shr_dataset_y (loaded), shr_dataset_y (made), n * sizeof (double)) == 0);
}

static void
test_generated (void)
{
  g_autoptr (ShrDataset) loaded = load ("overfitting");
  g_autoptr (ShrDataset) higher = make ("overfitting?degree=12", NULL);
  const ShrRecipe *recipe = shr_dataset_recipe (loaded);
  gsize n = shr_dataset_rows (loaded);

  g_assert_cmpstr (recipe->sample, ==, "overfitting");
  g_assert_cmpuint (recipe->parameters.degree, ==, 8);
  g_assert_true (shr_preparation_are_powers (loaded));

  /* Another degree leaves the points where they are. */
  g_assert_cmpuint (shr_dataset_features (higher), ==, 12);
  g_assert_true (memcmp (shr_dataset_x (loaded), shr_dataset_x (higher), n * sizeof (double)) == 0);
  g_assert_true (memcmp (shr_dataset_y (loaded), shr_dataset_y (higher), n * sizeof (double)) == 0);
}

/* With another response, what is known of how the data came about is not known of these. */
static void
test_other_choice (void)
{
  const char *const one[] = { "x1", NULL };
  g_autoptr (ShrTable) table = shr_sample_load ("two-features", 1, NULL);
  g_autoptr (ShrDataset) whole = shr_dataset_new (table, NULL, NULL, NULL, NULL);
  g_autoptr (ShrDataset) response = shr_dataset_new (table, "x1", NULL, NULL, NULL);
  g_autoptr (ShrDataset) feature = shr_dataset_new (table, NULL, one, NULL, NULL);

  g_assert_nonnull (shr_dataset_recipe (whole));
  g_assert_null (shr_dataset_recipe (response));
  g_assert_null (shr_dataset_recipe (feature));
}

static void
test_points (void)
{
  g_autoptr (ShrDataset) loaded = load_one_feature ();
  g_autoptr (ShrDataset) made = make ("?points=1,0.5;2,7;3,0;5,1", loaded);
  g_autoptr (ShrDataset) curved = make ("?degree=3", loaded);
  g_autoptr (ShrDataset) both = make ("overfitting?degree=4&points=0.5,1;-0.5,2;0.25,3&copy=x^2", NULL);

  g_assert_cmpuint (shr_dataset_rows (made), ==, 4);
  g_assert_cmpuint (shr_dataset_features (made), ==, 1);
  g_assert_cmpfloat (shr_dataset_x (made)[3], ==, 5.0);
  g_assert_cmpfloat (shr_dataset_y (made)[1], ==, 7.0);
  g_assert_cmpstr (shr_dataset_name (made), ==, "trial.csv (edited)");
  g_assert_cmpfloat (shr_dataset_y (loaded)[1], ==, 0.25);

  g_assert_cmpuint (shr_dataset_features (curved), ==, 3);
  g_assert_cmpstr (shr_dataset_feature_names (curved)[2], ==, "dose^3");
  g_assert_cmpfloat (shr_dataset_x (curved)[8], ==, 64.0);
  g_assert_cmpstr (shr_dataset_name (curved), ==, "trial.csv");

  g_assert_cmpuint (shr_dataset_features (both), ==, 5);
  g_assert_cmpuint (shr_dataset_rows (both), ==, 3);
  g_assert_cmpstr (shr_dataset_feature_names (both)[4], ==, "x^2 (copy)");
  g_assert_cmpfloat (shr_dataset_x (both)[3 * 3 + 1], ==, 0.0625);
  g_assert_cmpfloat (shr_dataset_x (both)[4 * 3 + 2], ==, 0.0625);
  g_assert_cmpfloat (shr_dataset_y (both)[2], ==, 3.0);
}

static void
test_refuses (void)
{
  g_autoptr (ShrDataset) loaded = load ("diabetes");
  static const char *const wrong[] = { "?copy=bmj", "?points=1,2;3,4", "?degree=3" };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ShrRecipe) recipe = shr_recipe_from_string (wrong[i], 1, NULL);

      g_assert_null (shr_preparation_make (recipe, loaded, &error));
      g_assert_error (error, SHR_DATA_ERROR, SHR_DATA_ERROR_RECIPE);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/preparation/nothing", test_nothing);
  g_test_add_func ("/preparation/copies", test_copies);
  g_test_add_func ("/preparation/generated", test_generated);
  g_test_add_func ("/preparation/other-choice", test_other_choice);
  g_test_add_func ("/preparation/points", test_points);
  g_test_add_func ("/preparation/refuses", test_refuses);

  return g_test_run ();
}
