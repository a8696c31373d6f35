/* Data that are touched: the solutions are those of the data as they are now, and what a person has chosen stays. */
#include "data/shr-preparation.h"
#include "shr-test-study.h"

#include <math.h>

static ShrStudy *
open_sample (const char *id)
{
  ShrStudy *study = shr_study_new ();
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample (id);

  shr_study_set_animated (study, FALSE);
  shr_study_set_dataset (study, dataset);
  shr_test_study_settle (study);

  return study;
}

static void
set_recipe (ShrStudy *study, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ShrRecipe) recipe = shr_recipe_from_string (text, 1, &error);

  g_assert_no_error (error);
  g_assert_true (shr_study_set_recipe (study, recipe, &error));
  g_assert_no_error (error);
}

/* What the study shows is what a fit of the same data, made and solved apart from it, says. */
static void
assert_solved (ShrStudy *study, const char *text)
{
  g_autoptr (ShrRecipe) recipe = shr_recipe_from_string (text, 1, NULL);
  g_autoptr (ShrDataset) dataset = shr_preparation_make (recipe, NULL, NULL);
  g_autoptr (ShrFit) fit = shr_test_fit_run (dataset, shr_study_get_settings (study));
  gsize p = shr_dataset_features (dataset);

  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    {
      const ShrPoint *point = shr_study_get_point (study, penalty);
      g_autofree double *w = g_new (double, p);
      ShrPoint expected = { .w = w };

      if (!shr_study_get_penalty (study, penalty))
        continue;
      g_assert_nonnull (point);
      g_assert_cmpint (shr_fit_solve (fit, penalty, point->lambda, &expected), ==, SHR_STATUS_OK);
      for (gsize j = 0; j < p; j++)
        g_assert_cmpfloat_with_epsilon (point->w[j], w[j], 1e-9);
    }
}

/* The optimum is where it was dragged to, in every step, and the view stays. */
static void
test_optimum (void)
{
  g_autoptr (ShrStudy) study = open_sample ("two-features");
  double lambda, w[2];
  gsize j, k;

  shr_study_set_pair (study, 1, 0);
  shr_study_set_selected (study, 1);
  shr_study_set_lambda (study, SHR_PENALTY_LASSO, 0.25);
  lambda = shr_study_get_lambda (study);
  for (int step = 0; step < 20; step++)
    {
      double first = 2.0 - 0.07 * step, second = 0.5 + 0.09 * step;
      g_autofree char *text =
          g_strdup_printf ("two-features?optimum1=%.17g&optimum2=%.17g&correlation=%.17g", first, second, 0.04 * step);
      ShrPoint least = { .w = w };

      set_recipe (study, text);
      g_assert_false (shr_study_get_playing (study));
      shr_test_study_settle (study);
      assert_solved (study, text);
      for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
        if (shr_study_get_penalty (study, penalty))
          {
            g_assert_cmpint (shr_fit_solve (shr_study_get_fit (study), penalty, 0.0, &least), ==, SHR_STATUS_OK);
            g_assert_cmpfloat_with_epsilon (w[0], first, 1e-12);
            g_assert_cmpfloat_with_epsilon (w[1], second, 1e-12);
          }
      g_assert_cmpfloat (shr_study_get_lambda (study), ==, lambda);
      g_assert_cmpint (shr_study_get_selected (study), ==, 1);
      shr_study_get_pair (study, &j, &k);
      g_assert_cmpuint (j, ==, 1);
      g_assert_cmpuint (k, ==, 0);
    }
}

/* An optimum dragged to the origin leaves no room for λ; when it is dragged back, λ is there again. */
static void
test_lambda_comes_back (void)
{
  g_autoptr (ShrStudy) study = open_sample ("two-features");

  shr_study_set_lambda (study, SHR_PENALTY_LASSO, 0.5);
  set_recipe (study, "two-features?optimum1=0.1&optimum2=0");
  shr_test_study_settle (study);
  g_assert_cmpfloat_with_epsilon (shr_study_get_lambda (study), 0.1, 1e-12);
  set_recipe (study, "two-features?optimum1=2&optimum2=0.5&noise=2");
  shr_test_study_settle (study);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, 0.5);
}

/* Faster than they can be solved, or ticked for: the last one is what is on show in the end. */
static void
test_newest_wins (void)
{
  g_autoptr (ShrStudy) study = open_sample ("sparse-truth");
  g_autofree char *text = NULL;

  for (int step = 0; step < 30; step++)
    {
      g_clear_pointer (&text, g_free);
      text = g_strdup_printf ("sparse-truth?noise=%d&rows=%d", step, 200 + step);
      set_recipe (study, text);
      g_assert_nonnull (shr_study_get_point (study, SHR_PENALTY_LASSO)); /* something is on show all the time */
    }
  shr_test_study_settle (study);
  g_assert_cmpuint (shr_dataset_rows (shr_study_get_dataset (study)), ==, 229);
  assert_solved (study, text);
}

/* More and fewer columns. */
static void
test_degree (void)
{
  g_autoptr (ShrStudy) study = open_sample ("overfitting");
  ShrChart chart;

  shr_study_set_selected (study, 7);
  set_recipe (study, "overfitting?degree=15");
  shr_test_study_settle (study);
  assert_solved (study, "overfitting?degree=15");
  g_assert_cmpint (shr_study_get_selected (study), ==, 7);
  set_recipe (study, "overfitting?degree=2");
  shr_test_study_settle (study);
  assert_solved (study, "overfitting?degree=2");
  g_assert_cmpint (shr_study_get_selected (study), ==, -1);
  g_assert_true (shr_study_get_chart (study, SHR_PENALTY_LASSO, &chart));
  g_assert_cmpuint (chart.colors->n_features, ==, 2);
  set_recipe (study, "overfitting?degree=1");
  shr_test_study_settle (study);
  assert_solved (study, "overfitting?degree=1");
  set_recipe (study, "overfitting?degree=6");
  shr_test_study_settle (study);
  assert_solved (study, "overfitting?degree=6");
}

/* A setting that changes while data are on their way is a setting of those. */
static void
test_setting_meanwhile (void)
{
  g_autoptr (ShrStudy) study = open_sample ("sparse-truth");

  set_recipe (study, "sparse-truth?rows=400");
  set_recipe (study, "sparse-truth?rows=401");
  g_object_set (study, "lambda-count", 30, NULL);
  g_assert_cmpuint (shr_dataset_rows (shr_study_get_dataset (study)), ==, 401);
  shr_test_study_settle (study);
  assert_solved (study, "sparse-truth?rows=401");
  g_assert_cmpuint (shr_path_count (shr_fit_get_path (shr_study_get_fit (study), SHR_PENALTY_LASSO)), ==, 30);
}

static void
count (guint *number)
{
  ++*number;
}

static void
test_property (void)
{
  g_autoptr (ShrStudy) study = open_sample ("diabetes");
  g_autofree char *loaded = NULL;
  g_autofree char *changed = NULL;
  guint recipes = 0, datasets = 0, failures = 0;

  g_signal_connect_swapped (study, "notify::recipe", G_CALLBACK (count), &recipes);
  g_signal_connect_swapped (study, "notify::dataset", G_CALLBACK (count), &datasets);
  g_signal_connect_swapped (study, "failed", G_CALLBACK (count), &failures);
  g_object_get (study, "recipe", &loaded, NULL);
  g_assert_cmpstr (loaded, ==, "");

  g_object_set (study, "recipe", "?copy=bmi", NULL);
  shr_test_study_settle (study);
  g_object_get (study, "recipe", &changed, NULL);
  g_assert_cmpstr (changed, ==, "?copy=bmi");
  g_assert_cmpuint (shr_dataset_features (shr_study_get_dataset (study)), ==, 11);
  g_assert_cmpuint (recipes, ==, 1);
  g_assert_cmpuint (datasets, ==, 1);

  g_object_set (study, "recipe", "?copy=bmi", NULL);
  g_assert_cmpuint (recipes, ==, 1);
  g_object_set (study, "recipe", "?copy=nothing", NULL);
  g_assert_cmpuint (failures, ==, 1);
  g_assert_cmpuint (recipes, ==, 1);

  /* A whole other sample, and back to what was loaded. */
  g_object_set (study, "recipe", "two-features?correlation=0.9", NULL);
  shr_test_study_settle (study);
  assert_solved (study, "two-features?correlation=0.9");
  g_object_set (study, "recipe", "", NULL);
  shr_test_study_settle (study);
  g_assert_cmpstr (shr_dataset_name (shr_study_get_dataset (study)), ==, "Diabetes");
  g_assert_cmpuint (failures, ==, 1);
}

/* Ridge gives twins the same coefficient, exactly half each of what one would have at half the penalty; the lasso's fit
 * does not change. */
static void
test_twins (void)
{
  g_autoptr (ShrStudy) study = open_sample ("diabetes");
  const ShrPoint *point;
  double lambda, before, sum;

  point = shr_study_get_point (study, SHR_PENALTY_LASSO);
  lambda = point->lambda;
  before = point->w[2];
  g_object_set (study, "recipe", "?copy=bmi", NULL);
  shr_test_study_settle (study);
  point = shr_study_get_point (study, SHR_PENALTY_LASSO);
  g_assert_cmpfloat (point->lambda, ==, lambda);
  sum = point->w[2] + point->w[10];
  g_assert_cmpfloat_with_epsilon (sum, before, 1e-8);
  point = shr_study_get_point (study, SHR_PENALTY_RIDGE);
  g_assert_cmpfloat_with_epsilon (point->w[2], point->w[10], 1e-8);
}

/* Without the worker the data are there at once, and whoever wants a solution asks for it. */
static void
test_without_worker (void)
{
  g_autoptr (ShrStudy) study = shr_study_new ();
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample ("two-features");

  shr_study_set_worker (study, FALSE);
  shr_study_set_dataset (study, dataset);
  g_assert_true (shr_study_fit_now (study, NULL));
  set_recipe (study, "two-features?optimum1=1&correlation=-0.5");
  g_assert_null (shr_study_get_fit (study));
  g_assert_true (shr_study_fit_now (study, NULL));
  assert_solved (study, "two-features?optimum1=1&correlation=-0.5");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/study-live/optimum", test_optimum);
  g_test_add_func ("/study-live/lambda-comes-back", test_lambda_comes_back);
  g_test_add_func ("/study-live/newest-wins", test_newest_wins);
  g_test_add_func ("/study-live/degree", test_degree);
  g_test_add_func ("/study-live/setting-meanwhile", test_setting_meanwhile);
  g_test_add_func ("/study-live/property", test_property);
  g_test_add_func ("/study-live/twins", test_twins);
  g_test_add_func ("/study-live/without-worker", test_without_worker);

  return g_test_run ();
}
