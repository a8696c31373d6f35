#include "study/shr-lesson.h"

#include "study/shr-state.h"

#include "shr-test-study.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

static ShrStudy *
new_study (void)
{
  ShrStudy *study = shr_study_new ();

  shr_study_set_animated (study, FALSE);
  shr_study_set_worker (study, FALSE);

  return study;
}

static JsonArray *
open_steps (gsize index, JsonParser *parser)
{
  g_autofree char *path = g_strconcat ("/org/shrinkage/Shrinkage/lessons/", shr_lesson_id (index), ".json", NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  g_assert_nonnull (bytes);
  g_assert_true (
      json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL));
  return json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "steps");
}

/* --- The numbers, worked out again ------------------------------------------------------------------------------- */

/* Feature @j of the data, centred and divided by its standard deviation (1/n). (transfer full) */
static double *
standardise (ShrDataset *dataset, gsize j)
{
  gsize n = shr_dataset_rows (dataset);
  const double *x = shr_dataset_x (dataset) + j * n;
  double *z = g_new (double, n);
  double mean = 0.0, square = 0.0;

  for (gsize i = 0; i < n; i++)
    mean += x[i] / (double) n;
  for (gsize i = 0; i < n; i++)
    square += (x[i] - mean) * (x[i] - mean) / (double) n;
  for (gsize i = 0; i < n; i++)
    z[i] = (x[i] - mean) / sqrt (square);

  return z;
}

/* What the solution @w leaves of the response. (transfer full) */
static double *
leave (ShrDataset *dataset, const double *w)
{
  gsize n = shr_dataset_rows (dataset);
  double *r = g_memdup2 (shr_dataset_y (dataset), n * sizeof (double));
  double mean = 0.0;

  for (gsize i = 0; i < n; i++)
    mean += r[i] / (double) n;
  for (gsize i = 0; i < n; i++)
    r[i] -= mean;
  for (gsize j = 0; j < shr_dataset_features (dataset); j++)
    {
      g_autofree double *z = standardise (dataset, j);

      for (gsize i = 0; i < n; i++)
        r[i] -= z[i] * w[j];
    }

  return r;
}

/* The conditions that the solution of a column meets and nothing else: the pull of the loss on each coefficient is the
 * penalty's. */
static void
assert_optimal (ShrStudy *study, ShrPenalty penalty)
{
  ShrDataset *dataset = shr_study_get_dataset (study);
  const ShrPoint *point = shr_study_get_point (study, penalty);
  double mixing = penalty == SHR_PENALTY_RIDGE   ? 0.0
                  : penalty == SHR_PENALTY_LASSO ? 1.0
                                                 : shr_study_get_settings (study)->mixing;
  g_autofree double *r = leave (dataset, point->w);
  gsize n = shr_dataset_rows (dataset);
  double scale = 0.0;

  for (gsize i = 0; i < n; i++)
    scale += shr_dataset_y (dataset)[i] * shr_dataset_y (dataset)[i] / (double) n;
  scale = sqrt (scale);

  for (gsize j = 0; j < shr_dataset_features (dataset); j++)
    {
      g_autofree double *z = standardise (dataset, j);
      double w = point->w[j], pull = 0.0, bound = point->lambda * mixing;

      for (gsize i = 0; i < n; i++)
        pull += z[i] * r[i] / (double) n;
      pull -= point->lambda * (1.0 - mixing) * w;
      if (w != 0.0)
        g_assert_cmpfloat_with_epsilon (pull, w > 0.0 ? bound : -bound, 1e-6 * scale);
      else
        g_assert_cmpfloat (fabs (pull), <=, bound + 1e-6 * scale);
    }
}

static gsize
find_feature (ShrDataset *dataset, const char *name)
{
  for (gsize j = 0; j < shr_dataset_features (dataset); j++)
    if (g_str_equal (shr_dataset_feature_names (dataset)[j], name))
      return j;

  g_error ("no feature %s", name);
}

static double
mean_square (ShrDataset *dataset, const double *w)
{
  gsize n = shr_dataset_rows (dataset);
  g_autofree double *r = leave (dataset, w);
  double sum = 0.0;

  for (gsize i = 0; i < n; i++)
    sum += r[i] * r[i];
  return sum / (double) n;
}

static void
check_claim (ShrStudy *study, JsonObject *claim)
{
  ShrDataset *dataset = shr_study_get_dataset (study);
  ShrPenalty penalty;
  const double *w;

  g_assert_true (shr_penalty_from_id (json_object_get_string_member (claim, "column"), &penalty));
  g_assert_true (shr_study_get_penalty (study, penalty));
  w = shr_study_get_point (study, penalty)->w;

  if (json_object_has_member (claim, "nonzero"))
    {
      gint64 nonzero = 0;

      for (gsize j = 0; j < shr_dataset_features (dataset); j++)
        nonzero += w[j] != 0.0;
      g_assert_cmpint (nonzero, ==, json_object_get_int_member (claim, "nonzero"));
    }
  else if (json_object_has_member (claim, "zero"))
    {
      g_assert_true (w[find_feature (dataset, json_object_get_string_member (claim, "zero"))] == 0.0);
    }
  else
    {
      double value = json_object_has_member (claim, "feature")
                         ? w[find_feature (dataset, json_object_get_string_member (claim, "feature"))]
                         : mean_square (dataset, w);

      g_assert_cmpfloat (value, >=, json_object_get_double_member (claim, "from"));
      g_assert_cmpfloat (value, <=, json_object_get_double_member (claim, "to"));
    }
}

/* --- The built-in lessons ---------------------------------------------------------------------------------------- */

static void
tell (ShrStudy *study)
{
  ShrDataset *dataset = shr_study_get_dataset (study);

  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    if (shr_study_get_penalty (study, i))
      {
        const ShrPoint *point = shr_study_get_point (study, i);
        g_autoptr (GString) text = g_string_new (NULL);

        for (gsize j = 0; j < MIN (shr_dataset_features (dataset), 16); j++)
          g_string_append_printf (text, " %s=%.3g", shr_dataset_feature_names (dataset)[j], point->w[j]);
        g_test_message ("   %s: λ = %g, df %.3g, %u nonzero, mean square %.4g:%s", shr_penalty_id (i), point->lambda,
                        point->df, (guint) point->nonzero, mean_square (dataset, point->w), text->str);
      }
}

/* Every step shows a solution of its data, at the λ that it names, and what it claims is so. */
static void
test_claims (gconstpointer data)
{
  gsize index = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (ShrLesson) lesson = shr_lesson_new_built_in (index, &error);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *steps = open_steps (index, parser);
  g_autoptr (ShrStudy) study = new_study ();
  guint claims = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (shr_lesson_get_n_steps (lesson), >=, 4);
  g_assert_cmpuint (shr_lesson_get_n_steps (lesson), <=, 6);
  g_assert_cmpuint (shr_lesson_get_n_steps (lesson), ==, json_array_get_length (steps));

  shr_lesson_begin (lesson, study);
  for (guint i = 0; i < json_array_get_length (steps); i++)
    {
      JsonObject *step = json_array_get_object_element (steps, i);
      double smallest, largest;

      g_test_message ("%u: %s", i + 1, shr_lesson_get_caption (lesson, i));
      shr_lesson_go (lesson, i);
      shr_study_fit_now (study, &error);
      g_assert_no_error (error);
      tell (study);
      for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
        if (shr_study_get_penalty (study, penalty))
          assert_optimal (study, penalty);
      /* What is beyond the path is its largest λ. */
      g_assert_true (shr_study_get_lambda_range (study, shr_study_get_leader (study), &smallest, &largest));
      g_assert_cmpfloat_with_epsilon (shr_study_get_lambda (study),
                                      MIN (json_object_get_double_member (step, "lambda"), largest), 1e-12);
      for (guint j = 0; json_object_has_member (step, "claims")
                        && j < json_array_get_length (json_object_get_array_member (step, "claims"));
           j++)
        {
          check_claim (study, json_array_get_object_element (json_object_get_array_member (step, "claims"), j));
          claims++;
        }
    }
  g_assert_cmpuint (claims, >=, 3);
  shr_lesson_end (lesson);
}

/* --- The player -------------------------------------------------------------------------------------------------- */

static gboolean
can_undo (ShrStudy *study)
{
  gboolean can;

  g_object_get (study, "can-undo", &can, NULL);
  return can;
}

/* What was set before comes back, and the lesson cannot be undone; a step is the same from wherever it is reached. */
static void
test_restores (void)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample ("prostate");
  g_autoptr (ShrStudy) study = shr_study_new ();
  g_autoptr (ShrState) before = NULL;
  g_autoptr (ShrState) after = NULL;

  shr_study_set_animated (study, FALSE);
  shr_study_set_dataset (study, dataset);
  shr_test_study_settle (study);
  shr_study_set_row (study, SHR_ROW_PRIOR, TRUE);
  shr_study_set_lambda (study, SHR_PENALTY_RIDGE, 0.25);
  shr_study_set_selected (study, 2);
  shr_study_undo (study);
  before = shr_state_capture (study);

  for (gsize index = 0; index < shr_lesson_count (); index++)
    {
      g_autoptr (ShrLesson) lesson = shr_lesson_new_built_in (index, NULL);
      g_autoptr (ShrState) first = NULL;
      g_autoptr (ShrState) again = NULL;
      gboolean could = can_undo (study);

      shr_lesson_begin (lesson, study);
      for (gsize step = 0; step < shr_lesson_get_n_steps (lesson); step++)
        {
          shr_lesson_go (lesson, step);
          shr_test_study_settle (study);
          if (step == 0)
            first = shr_state_capture (study);
        }
      shr_study_set_lambda (study, shr_study_get_leader (study), shr_study_get_lambda (study) * 1.5);
      shr_lesson_go (lesson, 0);
      shr_test_study_settle (study);
      again = shr_state_capture (study);
      g_assert_true (shr_state_compare (first, again) == 0);
      shr_lesson_end (lesson);
      shr_test_study_settle (study);
      g_assert_cmpint (can_undo (study), ==, could);
    }

  after = shr_state_capture (study);
  g_assert_true (shr_state_compare (before, after) == 0);
  shr_study_redo (study);
  g_assert_cmpint (shr_study_get_selected (study), ==, 2);
}

/* Where there were no data there are none again. */
static void
test_from_nothing (void)
{
  g_autoptr (ShrStudy) study = shr_study_new ();
  g_autoptr (ShrLesson) lesson = shr_lesson_new_built_in (3, NULL);

  shr_study_set_animated (study, FALSE);
  shr_lesson_begin (lesson, study);
  shr_lesson_go (lesson, 0);
  shr_test_study_settle (study);
  g_assert_nonnull (shr_study_get_dataset (study));
  shr_lesson_end (lesson);
  g_assert_null (shr_study_get_dataset (study));
  g_assert_false (can_undo (study));
}

/* --- Mistakes ---------------------------------------------------------------------------------------------------- */

static void
test_mistakes (void)
{
  static const struct
  {
    const char *text;
    const char *sentence;
  } cases[] = {
    { "[]", "*steps*at least one*" },
    { "{\"steps\": []}", "*steps*at least one*" },
    { "{\"steps\": [{\"sample\": \"diabetes\", \"lambda\": 1}]}", "*Step 1*Mine*caption*" },
    { "{\"steps\": [{\"caption\": \"See.\", \"lambda\": 1}]}", "*Step 1*sample*" },
    { "{\"steps\": [{\"caption\": \"See.\", \"sample\": \"diabetes\"}]}", "*Step 1*lambda*" },
    { "{\"steps\": [{\"caption\": \"See.\", \"sample\": \"diabets\", \"lambda\": 1}]}", "*Step 1*diabet*" },
    { "{\"steps\": [{\"caption\": \"See.\", \"sample\": \"diabetes\", \"lambda\": \"much\"}]}",
      "*Step 1*lambda*right kind*" },
    { "{\"steps\": [{\"caption\": \"See.\", \"sample\": \"diabetes\", \"lambda\": 1, \"pair\": [\"bmi\", \"bm\"]}]}",
      "*Step 1*pair*no such feature*" },
    { "{\"steps\": [{\"caption\": \"See.\", \"sample\": \"diabetes\", \"lambda\": 1, \"rows\": [\"pads\"]}]}",
      "*Step 1*rows*no such row*" },
    { "{\"steps\": [{\"caption\": \"See.\", \"sample\": \"diabetes\", \"lambda\": 1, \"mixing\": 2}]}",
      "*Step 1*mixing*range*" },
    { "{\"common\": {\"colour\": 1}, \"steps\": [{\"caption\": \"See.\", \"sample\": \"diabetes\", \"lambda\": 1}]}",
      "*Step 1*colour*no such setting*" },
    { "{\"steps\"", "*" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (shr_lesson_new (cases[i].text, -1, "Mine", &error));
      g_assert_nonnull (error);
      if (!g_pattern_match_simple (cases[i].sentence, error->message))
        g_error ("%s: %s", cases[i].text, error->message);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < shr_lesson_count (); i++)
    {
      g_autofree char *path = g_strconcat ("/lesson/", shr_lesson_id (i), NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_claims);
    }
  g_test_add_func ("/lesson/restores", test_restores);
  g_test_add_func ("/lesson/from-nothing", test_from_nothing);
  g_test_add_func ("/lesson/mistakes", test_mistakes);

  return g_test_run ();
}
