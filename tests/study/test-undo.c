#include "data/shr-sample.h"
#include "study/shr-history.h"
#include "study/shr-state.h"

#include "shr-test-study.h"
#include "support/shr-test-random.h"

#include <math.h>

static ShrStudy *
open_dataset (ShrDataset *dataset)
{
  ShrStudy *study = shr_study_new ();

  shr_study_set_animated (study, FALSE);
  shr_study_set_dataset (study, dataset);
  shr_test_study_settle (study);

  return study;
}

static ShrStudy *
open_sample (const char *id)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample (id);

  return open_dataset (dataset);
}

static gboolean
can (ShrStudy *study, const char *property)
{
  gboolean value;

  g_object_get (study, property, &value, NULL);
  return value;
}

static void
assert_same (const ShrState *a, const ShrState *b)
{
  guint64 differences = shr_state_compare (a, b);
  guint n;
  GParamSpec *const *properties = shr_state_properties (&n);

  g_assert_false (differences & SHR_STATE_DATASET);
  for (guint i = 0; i < n; i++)
    if (differences >> i & 1)
      g_error ("%s differs", properties[i]->name);
}

/* Any value that the property can take with the data that is there; sets nothing where there is no other. */
static void
set_at_random (ShrStudy *study, GParamSpec *property, ShrTestRandom *random)
{
  gsize p = shr_dataset_features (shr_study_get_dataset (study));
  const char *name = property->name;
  double u = shr_test_random_uniform (random);
  double smallest, largest;

  if (g_str_equal (name, "lambda"))
    {
      if (shr_study_get_lambda_range (study, shr_study_get_leader (study), &smallest, &largest))
        shr_study_set_lambda (study, shr_study_get_leader (study), smallest * pow (largest / smallest, u));
    }
  else if (g_str_equal (name, "leader"))
    {
      ShrPenalty leader = (ShrPenalty) (u * SHR_N_PENALTIES);

      if (shr_study_get_penalty (study, leader))
        g_object_set (study, "leader", leader, NULL);
    }
  else if (g_str_equal (name, "pair"))
    {
      gsize j = (gsize) (u * (double) p);

      shr_study_set_pair (study, j, (j + 1) % p);
    }
  else if (g_str_equal (name, "selected"))
    shr_study_set_selected (study, (int) (u * (double) (p + 1)) - 1);
  else if (g_str_equal (name, "third"))
    shr_study_set_third (study, u < 0.5 ? -1 : shr_study_find_third (study));
  else if (g_str_equal (name, "zoom"))
    g_object_set (study, "zoom", u < 0.5 ? "" : "paths 2 0.25 0.5; geometry 4 0 0", NULL);
  else if (g_str_equal (name, "maximized"))
    g_object_set (study, "maximized", u < 0.5 ? "" : "geometry ridge", NULL);
  else if (g_str_equal (name, "noise-variance"))
    g_object_set (study, "noise-variance", 100.0 * u, NULL);
  else if (g_str_equal (name, "folds"))
    g_object_set (study, "folds", u < 0.5 ? 0 : 3, NULL);
  else if (g_str_equal (name, "lambda-count"))
    g_object_set (study, "lambda-count", 10 + (guint) (u * 20), NULL);
  else if (g_str_equal (name, "lambda-min-ratio"))
    g_object_set (study, "lambda-min-ratio", 0.001 + 0.1 * u, NULL);
  else if (G_IS_PARAM_SPEC_BOOLEAN (property))
    g_object_set (study, name, u < 0.5, NULL);
  else if (G_IS_PARAM_SPEC_UINT (property))
    {
      GParamSpecUInt *range = G_PARAM_SPEC_UINT (property);

      g_object_set (study, name, range->minimum + (guint) (u * (range->maximum - range->minimum + 1)), NULL);
    }
  else if (G_IS_PARAM_SPEC_DOUBLE (property))
    {
      GParamSpecDouble *range = G_PARAM_SPEC_DOUBLE (property);

      g_object_set (study, name, range->minimum + u * (range->maximum - range->minimum), NULL);
    }
  else if (G_IS_PARAM_SPEC_UINT64 (property))
    g_object_set (study, name, (guint64) (u * 1e6), NULL);
}

/* Undo and redo land where the sequence was, to the last bit, however the settings were mixed. */
static void
test_there_and_back (gconstpointer data)
{
  g_autoptr (ShrDataset) first = shr_test_dataset_random (60, 5, 0.4, 11);
  g_autoptr (ShrDataset) second = shr_test_dataset_random (40, 17, 0.4, 12);
  g_autoptr (ShrStudy) study = open_dataset (first);
  g_autoptr (ShrState) start = shr_state_capture (study), end = NULL, undone = NULL, redone = NULL;
  ShrTestRandom random;
  guint n;
  GParamSpec *const *properties = shr_state_properties (&n);

  shr_test_random_init (&random, (guint64) GPOINTER_TO_SIZE (data));
  g_assert_false (can (study, "can-undo"));

  for (int i = 0; i < 60; i++)
    {
      shr_study_begin_change (study);
      if (shr_test_random_uniform (&random) < 0.05)
        shr_study_set_dataset (study, shr_study_get_dataset (study) == first ? second : first);
      else
        set_at_random (study, properties[shr_test_random_below (&random, n)], &random);
      shr_study_end_change (study);
      /* Not always: what is set while a fit goes on must come back as well. */
      if (shr_test_random_uniform (&random) < 0.8)
        shr_test_study_settle (study);
    }
  shr_test_study_settle (study);
  end = shr_state_capture (study);

  while (can (study, "can-undo"))
    shr_study_undo (study);
  shr_test_study_settle (study);
  undone = shr_state_capture (study);
  assert_same (undone, start);

  while (can (study, "can-redo"))
    shr_study_redo (study);
  shr_test_study_settle (study);
  redone = shr_state_capture (study);
  assert_same (redone, end);
}

/* Each step by itself is undone to what was shown before it. */
static void
test_each_step (void)
{
  g_autoptr (ShrStudy) study = open_sample ("prostate");
  ShrTestRandom random;
  guint n;
  GParamSpec *const *properties = shr_state_properties (&n);

  shr_test_random_init (&random, 5);
  for (int i = 0; i < 40; i++)
    {
      g_autoptr (ShrState) before = shr_state_capture (study), after = NULL, again = NULL, once_more = NULL;

      shr_study_begin_change (study);
      set_at_random (study, properties[(guint) i % n], &random);
      shr_study_end_change (study);
      shr_test_study_settle (study);
      after = shr_state_capture (study);
      if (shr_state_compare (before, after) == 0)
        continue;

      shr_study_undo (study);
      shr_test_study_settle (study);
      again = shr_state_capture (study);
      assert_same (before, again);

      shr_study_redo (study);
      shr_test_study_settle (study);
      once_more = shr_state_capture (study);
      assert_same (after, once_more);
    }
}

static void
test_drag_is_one_step (void)
{
  g_autoptr (ShrStudy) study = open_sample ("diabetes");
  double lambda = shr_study_get_lambda (study);
  int steps = 0;

  shr_study_begin_change (study);
  for (int i = 1; i <= 50; i++)
    {
      shr_study_set_lambda (study, SHR_PENALTY_LASSO, lambda * (1.0 + 0.01 * i));
      /* As frames pass. */
      shr_study_tick (study, 0.1 * i);
      /* Not in the middle of it. */
      shr_study_undo (study);
    }
  shr_study_set_selected (study, 3);
  shr_study_end_change (study);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, lambda * (1.0 + 0.01 * 50));

  for (; can (study, "can-undo"); steps++)
    shr_study_undo (study);
  g_assert_cmpint (steps, ==, 1);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, lambda);
  g_assert_cmpint (shr_study_get_selected (study), ==, -1);

  /* A drag that ends where it began is none. */
  shr_study_redo (study);
  shr_study_begin_change (study);
  shr_study_set_selected (study, 4);
  shr_study_set_selected (study, 3);
  shr_study_end_change (study);
  shr_study_undo (study);
  g_assert_cmpint (shr_study_get_selected (study), ==, -1);
  g_assert_false (can (study, "can-undo"));
}

/* λ moves along with the column that leads, and both come back. */
static void
test_one_action_is_one_step (void)
{
  g_autoptr (ShrStudy) study = open_sample ("diabetes");
  double lambda = shr_study_get_lambda (study);

  shr_study_set_penalty (study, SHR_PENALTY_LASSO, FALSE);
  shr_test_study_settle (study);
  g_assert_cmpint (shr_study_get_leader (study), ==, SHR_PENALTY_RIDGE);
  shr_study_undo (study);
  shr_test_study_settle (study);
  g_assert_false (can (study, "can-undo"));
  g_assert_true (shr_study_get_penalty (study, SHR_PENALTY_LASSO));
  g_assert_cmpint (shr_study_get_leader (study), ==, SHR_PENALTY_LASSO);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, lambda);

  shr_study_set_lambda (study, SHR_PENALTY_RIDGE, 0.5);
  shr_study_undo (study);
  g_assert_cmpint (shr_study_get_leader (study), ==, SHR_PENALTY_LASSO);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, lambda);
  g_assert_false (can (study, "can-undo"));
}

static void
test_playing_is_one_step (void)
{
  g_autoptr (ShrStudy) study = open_sample ("diabetes");
  double lambda = shr_study_get_lambda (study);

  shr_study_play (study);
  shr_test_study_settle (study);
  g_assert_cmpfloat (shr_study_get_lambda (study), !=, lambda);
  shr_study_undo (study);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, lambda);
  g_assert_false (can (study, "can-undo"));
  g_assert_false (shr_study_get_playing (study));
}

/* The first data is where undo ends; other data is a step, and comes back with what was set of it. */
static void
test_data_is_a_step (void)
{
  g_autoptr (ShrStudy) study = open_sample ("diabetes");
  ShrDataset *diabetes = shr_study_get_dataset (study);
  g_autoptr (ShrDataset) prostate = shr_test_dataset_sample ("prostate");
  g_autoptr (ShrState) before = NULL, after = NULL;

  g_assert_false (can (study, "can-undo"));
  shr_study_set_pair (study, 7, 1);
  shr_study_set_lambda (study, SHR_PENALTY_RIDGE, 0.25);
  before = shr_state_capture (study);

  shr_study_set_dataset (study, prostate);
  shr_test_study_settle (study);
  shr_study_undo (study);
  g_assert_true (shr_study_get_dataset (study) == diabetes);
  /* Before the fit is there, as after it. */
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, 0.25);
  shr_test_study_settle (study);
  after = shr_state_capture (study);
  assert_same (before, after);

  shr_study_redo (study);
  g_assert_true (shr_study_get_dataset (study) == prostate);
  shr_test_study_settle (study);

  shr_study_set_dataset (study, NULL);
  g_assert_false (can (study, "can-undo"));
}

/* Data that are made anew while a slider is dragged: one step, and back to the last bit. */
static void
test_made_data (void)
{
  g_autoptr (ShrTable) table = shr_sample_load ("overfitting", 1, NULL);
  g_autoptr (ShrDataset) dataset = shr_dataset_new (table, NULL, NULL, NULL, NULL);
  g_autoptr (ShrStudy) study = open_dataset (dataset);
  g_autoptr (ShrState) before = NULL, after = NULL, undone = NULL, redone = NULL;
  int steps = 0;

  shr_study_set_pair (study, 6, 7);
  shr_test_study_settle (study);
  before = shr_state_capture (study);

  shr_study_begin_change (study);
  for (guint degree = 7; degree >= 3; degree--)
    {
      g_autoptr (ShrRecipe) recipe = shr_recipe_copy (shr_study_get_recipe (study));

      recipe->parameters.degree = degree;
      g_assert_true (shr_study_set_recipe (study, recipe, NULL));
      shr_study_tick (study, 0.01 * degree);
    }
  shr_study_end_change (study);
  shr_test_study_settle (study);
  after = shr_state_capture (study);
  g_assert_cmpuint (shr_dataset_features (shr_study_get_dataset (study)), ==, 3);

  shr_study_undo (study);
  shr_test_study_settle (study);
  undone = shr_state_capture (study);
  assert_same (undone, before);
  g_assert_cmpuint (shr_dataset_features (shr_study_get_dataset (study)), ==, 8);

  shr_study_redo (study);
  shr_test_study_settle (study);
  redone = shr_state_capture (study);
  assert_same (redone, after);

  for (; can (study, "can-undo"); steps++)
    shr_study_undo (study);
  g_assert_cmpint (steps, <=, 2);
}

/* What is set after an undo takes the place of what was undone. */
static void
test_new_step_ends_redo (void)
{
  g_autoptr (ShrStudy) study = open_sample ("prostate");

  shr_study_set_selected (study, 1);
  g_object_set (study, "mixing", 0.25, NULL);
  shr_study_undo (study);
  g_assert_true (can (study, "can-redo"));
  g_object_set (study, "original-scale", TRUE, NULL);
  g_assert_false (can (study, "can-redo"));
  shr_study_undo (study);
  shr_study_undo (study);
  g_assert_cmpint (shr_study_get_selected (study), ==, -1);
  g_assert_false (can (study, "can-undo"));
}

/* --- The list alone --------------------------------------------------------------------------------------------- */

static ShrState *
state_of (const char *property, double value, ShrDataset *dataset)
{
  ShrState *state = shr_state_new ();
  g_auto (GValue) boxed = G_VALUE_INIT;

  g_value_init (&boxed, G_TYPE_DOUBLE);
  g_value_set_double (&boxed, value);
  shr_state_set (state, property, &boxed);
  shr_state_set_dataset (state, dataset);

  return state;
}

static int
count_undo (ShrHistory *history)
{
  int steps = 0;

  while (shr_history_undo (history) != NULL)
    steps++;

  return steps;
}

static void
test_quick_changes_are_one_step (void)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_random (10, 2, 0.0, 1);
  ShrHistory *history = shr_history_new ();
  ShrState *both;
  g_auto (GValue) boxed = G_VALUE_INIT;

  g_value_init (&boxed, G_TYPE_DOUBLE);
  shr_history_note (history, state_of ("mixing", 0.0, dataset), 0.0);
  for (int i = 1; i <= 20; i++)
    shr_history_note (history, state_of ("mixing", 0.01 * i, dataset), 1.0 + 0.1 * i);
  /* After a while it is another step; and so it is when something else has been set between. */
  shr_history_note (history, state_of ("mixing", 0.5, dataset), 10.0);
  both = state_of ("mixing", 0.5, dataset);
  g_value_set_double (&boxed, 0.01);
  shr_state_set (both, "lambda-min-ratio", &boxed);
  shr_history_note (history, both, 10.1);
  both = state_of ("mixing", 0.6, dataset);
  shr_state_set (both, "lambda-min-ratio", &boxed);
  shr_history_note (history, both, 10.2);
  g_assert_cmpint (count_undo (history), ==, 4);
  shr_history_free (history);
}

static void
test_memory_is_bounded (void)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_random (10, 2, 0.0, 1);
  const gsize rows = 1 << 20, p = 7;
  ShrHistory *history = shr_history_new ();

  for (int i = 0; i < 3 * SHR_HISTORY_MAX_STEPS; i++)
    shr_history_note (history, state_of ("mixing", i, dataset), 10.0 * i);
  g_assert_cmpint (count_undo (history), ==, SHR_HISTORY_MAX_STEPS);
  shr_history_free (history);

  /* Data of 64 MiB each: four besides the one on show are 256 MiB, and a fifth is too much. */
  history = shr_history_new ();
  for (int i = 0; i < 8; i++)
    {
      const char *const names[] = { "a", "b", "c", "d", "e", "f", "g", "y", NULL };
      g_autoptr (ShrDataset) large = shr_test_dataset_values ("large", names, rows, p, g_new0 (double, rows *(p + 1)));

      shr_history_note (history, state_of ("mixing", i, large), 10.0 * i);
    }
  g_assert_cmpint (count_undo (history), ==, 4);
  shr_history_free (history);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/undo/there-and-back/1", GSIZE_TO_POINTER (1), test_there_and_back);
  g_test_add_data_func ("/undo/there-and-back/2", GSIZE_TO_POINTER (2), test_there_and_back);
  g_test_add_data_func ("/undo/there-and-back/3", GSIZE_TO_POINTER (3), test_there_and_back);
  g_test_add_func ("/undo/each-step", test_each_step);
  g_test_add_func ("/undo/drag-is-one-step", test_drag_is_one_step);
  g_test_add_func ("/undo/one-action-is-one-step", test_one_action_is_one_step);
  g_test_add_func ("/undo/playing-is-one-step", test_playing_is_one_step);
  g_test_add_func ("/undo/data-is-a-step", test_data_is_a_step);
  g_test_add_func ("/undo/made-data", test_made_data);
  g_test_add_func ("/undo/new-step-ends-redo", test_new_step_ends_redo);
  g_test_add_func ("/undo/quick-changes-are-one-step", test_quick_changes_are_one_step);
  g_test_add_func ("/undo/memory-is-bounded", test_memory_is_bounded);

  return g_test_run ();
}
