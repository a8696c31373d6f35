#include "data/shr-csv-reader.h"
#include "study/shr-figure.h"
#include "study/shr-study-file.h"

#include "shr-test-study.h"
#include "support/shr-test-random.h"

#include <string.h>

static ShrStudy *
open_dataset (ShrDataset *dataset)
{
  ShrStudy *study = shr_study_new ();

  shr_study_set_animated (study, FALSE);
  shr_study_set_dataset (study, dataset);
  shr_test_study_settle (study);

  return study;
}

/* Numbers, categories, words and a missing value, and what was said about them. */
static ShrDataset *
read_dataset (void)
{
  GString *text = g_string_new ("size,kind,note,left,price\n");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (ShrTable) table = NULL;
  g_autoptr (ShrImport) import = shr_import_new ("file:///home/someone/houses.csv");
  g_autoptr (GError) error = NULL;
  ShrCsvOptions options;
  ShrDataset *dataset;
  ShrTestRandom random;

  shr_test_random_init (&random, 5);
  for (int i = 0; i < 20; i++)
    {
      double size = shr_test_random_normal (&random);

      g_string_append_printf (text, "%.17g,%s,word %d,%s,%.17g\n", size, i % 3 == 0 ? "house" : "flat", i,
                              i == 7  ? ""
                              : i % 2 ? "1e-30"
                                      : "0.1",
                              3.0 * size + shr_test_random_normal (&random));
    }
  bytes = g_string_free_to_bytes (text);
  import->exclude = g_strsplit ("note", ",", -1);
  import->response = g_strdup ("price");
  import->missing = SHR_MISSING_MEAN;
  options = shr_import_csv_options (import, "houses.csv");
  table = shr_csv_reader_read_bytes (bytes, &options, &error);
  g_assert_no_error (error);
  dataset = shr_dataset_new_for_import (table, import, &error);
  g_assert_no_error (error);

  return dataset;
}

static GBytes *
write_study (ShrStudy *study)
{
  g_autoptr (ShrState) state = shr_state_capture (study);

  return shr_study_file_write (state);
}

static ShrStudy *
reopen (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ShrState) state = shr_study_file_read (bytes, "a.shrinkage", &error);
  ShrStudy *study = shr_study_new ();

  g_assert_no_error (error);
  shr_study_set_animated (study, FALSE);
  shr_state_restore (state, study);
  shr_test_study_settle (study);

  return study;
}

static GBytes *
draw (ShrStudy *study)
{
  ShrFigure figure;
  ShrTheme theme;
  g_autoptr (ShrScene) scene = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  shr_figure_init (&figure);
  shr_figure_get_theme (&figure, &theme);
  scene = shr_figure_draw (&figure, study);
  bytes = shr_picture_render (scene, SHR_PICTURE_SVG, &theme, &figure.picture, &error);
  g_assert_no_error (error);

  return bytes;
}

/* Written, read and written it is the same, and looks the same. */
static void
assert_comes_back (ShrStudy *study)
{
  g_autoptr (GBytes) bytes = write_study (study);
  g_autoptr (ShrStudy) again = reopen (bytes);
  g_autoptr (GBytes) second = write_study (again);
  g_autoptr (GBytes) picture = draw (study), picture_again = draw (again);

  g_assert_cmpstr (g_bytes_get_data (bytes, NULL), ==, g_bytes_get_data (second, NULL));
  g_assert_true (g_bytes_equal (bytes, second));
  g_assert_true (g_bytes_equal (picture, picture_again));
}

/* Nothing is at its default. */
static void
set_much (ShrStudy *study)
{
  double smallest, largest;

  g_object_set (study, "penalties", 7u, "rows", 0x3fu, "mixing", 0.3, "standardize", FALSE, "lambda-count", 40u,
                "folds", 4u, "seed", G_MAXUINT64, "link", SHR_LINK_DF, "x-axis", SHR_AXIS_SHRINKAGE, "original-scale",
                TRUE, "information", TRUE, "noise-variance", 0.1 + 0.2, "zoom", "paths 2 0.25 0.5; geometry 4 0 0",
                "pace", 2.0, NULL);
  shr_test_study_settle (study);
  shr_study_set_pair (study, 2, 0);
  shr_study_set_selected (study, 1);
  g_assert_true (shr_study_get_lambda_range (study, SHR_PENALTY_RIDGE, &smallest, &largest));
  shr_study_set_lambda (study, SHR_PENALTY_RIDGE, smallest + (largest - smallest) / 3.0);
  shr_test_study_settle (study);
}

static void
test_table (void)
{
  g_autoptr (ShrDataset) dataset = read_dataset ();
  g_autoptr (ShrStudy) study = open_dataset (dataset);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (ShrStudy) again = NULL;
  ShrDataset *back;

  assert_comes_back (study);
  set_much (study);
  assert_comes_back (study);

  bytes = write_study (study);
  g_assert_null (g_strstr_len (g_bytes_get_data (bytes, NULL), -1, "someone"));
  again = reopen (bytes);
  back = shr_study_get_dataset (again);
  g_assert_cmpstr (shr_dataset_name (back), ==, "houses.csv");
  g_assert_cmpstr (shr_dataset_response (back), ==, "price");
  g_assert_cmpuint (shr_dataset_rows (back), ==, shr_dataset_rows (dataset));
  g_assert_cmpuint (shr_dataset_features (back), ==, shr_dataset_features (dataset));
  for (gsize i = 0; i < shr_dataset_rows (back) * shr_dataset_features (back); i++)
    g_assert_cmpfloat (shr_dataset_x (back)[i], ==, shr_dataset_x (dataset)[i]);
  g_assert_cmpuint (shr_dataset_filled_values (back), ==, 1);
}

static void
test_samples (void)
{
  g_autoptr (ShrDataset) diabetes = shr_test_dataset_sample ("diabetes");
  g_autoptr (ShrDataset) two = shr_test_dataset_sample ("two-features");
  g_autoptr (ShrDataset) curve = shr_test_dataset_sample ("overfitting?degree=9");
  g_autoptr (ShrStudy) first = open_dataset (diabetes), second = open_dataset (two), third = open_dataset (curve);
  g_autoptr (GBytes) bytes = NULL;

  set_much (first);
  shr_study_set_third (first, shr_study_find_third (first));
  shr_test_study_settle (first);
  assert_comes_back (first);

  g_object_set (second, "recipe", "two-features?seed=4&rows=50&correlation=0.9", NULL);
  shr_test_study_settle (second);
  assert_comes_back (second);

  shr_study_move_point (third, 3, 0.25, 2.5);
  shr_test_study_settle (third);
  assert_comes_back (third);
  bytes = write_study (third);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (bytes, NULL), -1, "\"sample\": \"overfitting?"));
}

/* More features than colours: which have one is part of it. */
static void
test_colors (void)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_random (40, 20, 0.3, 3);
  g_autoptr (ShrStudy) study = open_dataset (dataset);

  shr_study_set_penalty (study, SHR_PENALTY_RIDGE, FALSE);
  shr_test_study_settle (study);
  assert_comes_back (study);
}

/* Is read, or refused in a sentence that says in which file. */
static gboolean
is_read (const char *text, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (ShrState) state = shr_study_file_read (bytes, "a.shrinkage", &error);

  g_assert_true ((state == NULL) == (error != NULL));
  if (error != NULL)
    {
      g_assert_true (g_str_has_prefix (error->message, "a.shrinkage: "));
      g_assert_cmpuint (strlen (error->message), >, strlen ("a.shrinkage: ") + 10);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
  else
    {
      g_autoptr (GBytes) again = shr_study_file_write (state);

      g_assert_nonnull (again);
    }

  return state != NULL;
}

static GBytes *
write_full (void)
{
  g_autoptr (ShrDataset) dataset = read_dataset ();
  g_autoptr (ShrStudy) study = open_dataset (dataset);

  set_much (study);

  return write_study (study);
}

static void
test_truncated (void)
{
  g_autoptr (GBytes) bytes = write_full ();
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);

  for (gsize n = 0; n + 2 < size; n++)
    g_assert_false (is_read (text, n));
  g_assert_true (is_read (text, size));
}

static void
test_flipped (void)
{
  g_autoptr (GBytes) bytes = write_full ();
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  int n_refused = 0;
  ShrTestRandom random;

  shr_test_random_init (&random, 17);
  for (int turn = 0; turn < 5000; turn++)
    {
      g_autofree char *damaged = g_memdup2 (text, size);

      for (int k = 0; k <= turn % 3; k++)
        {
          gsize at = (gsize) (shr_test_random_uniform (&random) * (double) size);

          damaged[at] = (char) (damaged[at] ^ (1 << (int) (shr_test_random_uniform (&random) * 8.0)));
        }
      n_refused += is_read (damaged, size) ? 0 : 1;
    }
  g_assert_cmpint (n_refused, >, 1000);
}

/* @old in the file becomes @new, which is refused with @words. */
static void
assert_refused (const char *text, const char *old, const char *new, const char *words)
{
  g_auto (GStrv) parts = g_strsplit (text, old, 2);
  g_autofree char *changed = g_strjoinv (new, parts);
  g_autoptr (GBytes) bytes = g_bytes_new (changed, strlen (changed));
  g_autoptr (GError) error = NULL;

  if (g_strv_length (parts) != 2)
    g_error ("there is no %s", old);
  g_assert_null (shr_study_file_read (bytes, "a.shrinkage", &error));
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not speak of %s", error->message, words);
}

static void
test_refused (void)
{
  g_autoptr (GBytes) bytes = write_full ();
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autofree char *deep = g_strnfill (100000, '[');

  assert_refused (text, "\"version\": 1", "\"version\": 2", "newer version");
  assert_refused (text, "shrinkage-study", "something", "not a study");
  assert_refused (text, "\"mixing\": 0.3", "\"mixing\": 1.5", "“study.mixing”");
  assert_refused (text, "\"mixing\": 0.3", "\"mixing\": \"x\"", "“study.mixing”");
  assert_refused (text, "\"mixing\"", "\"stirring\"", "“study.stirring”");
  assert_refused (text, "\"folds\": 4", "\"folds\": 1", "“study.folds”");
  assert_refused (text, "\"folds\": 4", "\"folds\": -4", "“study.folds”");
  assert_refused (text, "\"folds\": 4", "\"folds\": 4.5", "“study.folds”");
  assert_refused (text, "\"leader\": \"ridge\"", "\"leader\": \"bridge\"", "“study.leader”");
  assert_refused (text, "[\"ridge\", \"elastic-net\", \"lasso\"]", "[\"lasso\"]", "“study.leader”");
  assert_refused (text, "[\"ridge\", \"elastic-net\", \"lasso\"]", "[]", "“study.penalties”");
  assert_refused (text, "\"paths\", \"geometry\"", "\"paths\", \"geography\"", "“study.rows”");
  assert_refused (text, "\"pair\": [\"left\"", "\"pair\": [\"right\"", "“study.pair”");
  assert_refused (text, "\"pair\": [\"left\", ", "\"pair\": [\"size\", ", "“study.pair”");
  assert_refused (text, "\"pair\": [\"left\", ", "\"pair\": [", "“study.pair”");
  assert_refused (text, "\"selected\": \"", "\"selected\": \"un", "“study.selected”");
  assert_refused (text, "\"seed\": \"", "\"seed\": \"9", "“study.seed”");
  assert_refused (text, "\"recipe\": \"", "\"recipe\": \"nothing", "“study.recipe”");
  assert_refused (text, "\"recipe\": \"", "\"recipe\": \"?copy=nothing", "“study.recipe”");
  assert_refused (text, "\"rows\": 20", "\"rows\": 21", "“data.columns[0]”");
  assert_refused (text, "\"rows\": 20", "\"rows\": 0", "“data.rows”");
  assert_refused (text, "\"values\": [", "\"values\": [1e999, ", "“data.columns[0]”");
  assert_refused (text, "0.1, 1e-30, ", "0.1, \"x\", ", "“data.columns[3].values[1]”");
  assert_refused (text, "0.1, 1e-30, ", "0.1, 1e999, ", "“data.columns[3].values[1]”");
  assert_refused (text, "\"name\": \"kind\"", "\"name\": \"size\"", "“data.columns[1]”");
  assert_refused (text, "\"house\"]", "\"house\"]]", "line");
  assert_refused (text, "\"missing\": 1", "\"missing\": 7", "“data.import”");
  assert_refused (text, "\"response\": \"price\"", "\"response\": \"prize\"", "“data”");
  g_assert_false (is_read (deep, strlen (deep)));
}

static void
test_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("shr-study-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "b.shrinkage", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path), place = g_file_new_for_path (folder);
  g_autoptr (GBytes) bytes = write_full (), again = NULL;
  g_autoptr (ShrState) state = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (shr_study_file_is_one (file));
  g_assert_false (shr_study_file_is_one (place));
  g_assert_null (shr_study_file_load (file, NULL, &error));
  g_assert_true (g_str_has_prefix (error->message, "b.shrinkage: "));
  g_clear_error (&error);

  g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, FALSE,
                           G_FILE_CREATE_NONE, NULL, NULL, &error);
  g_assert_no_error (error);
  state = shr_study_file_load (file, NULL, &error);
  g_assert_no_error (error);
  again = shr_study_file_write (state);
  g_assert_true (g_bytes_equal (bytes, again));

  g_file_delete (file, NULL, NULL);
  g_file_delete (place, NULL, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/study-file/table", test_table);
  g_test_add_func ("/study-file/samples", test_samples);
  g_test_add_func ("/study-file/colors", test_colors);
  g_test_add_func ("/study-file/truncated", test_truncated);
  g_test_add_func ("/study-file/flipped", test_flipped);
  g_test_add_func ("/study-file/refused", test_refused);
  g_test_add_func ("/study-file/file", test_file);

  return g_test_run ();
}
