#include "study/shr-export.h"

#include "shr-test-study.h"
#include "support/shr-test-random.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* Nobody: a user without rights of its own. */
#define UNPRIVILEGED 65534

/* --- Numbers as text -------------------------------------------------------------------------------------------- */

static gboolean
same_double (double a, double b)
{
  return memcmp (&a, &b, sizeof a) == 0;
}

/* How many digits say what the number is: those between the first and the last that is not 0. */
static gsize
count_digits (const char *text)
{
  gsize digits = 0, significant = 0;

  for (const char *c = text; *c != '\0' && *c != 'e'; c++)
    if (g_ascii_isdigit (*c) && (*c != '0' || digits > 0))
      {
        digits++;
        if (*c != '0')
          significant = digits;
      }

  return significant;
}

/* Reads back as the same double, and no %.Ng that does has fewer digits. */
static void
assert_shortest (double value)
{
  char buffer[SHR_NUMBER_LENGTH], other[64];
  const char *text = shr_export_number (value, buffer);
  char *end = NULL;

  g_assert_true (text == buffer);
  g_assert_cmpuint (strlen (text), <, SHR_NUMBER_LENGTH);
  g_assert_cmpfloat (g_ascii_strtod (text, &end), ==, value);
  g_assert_true (*end == '\0');
  for (int digits = 1; digits <= 17; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (other, sizeof other, format, value);
      if (g_ascii_strtod (other, NULL) == value)
        g_assert_cmpuint (count_digits (text), <=, count_digits (other));
    }
}

static void
test_numbers (void)
{
  const double special[] = { 0.1,
                             1.0 / 3.0,
                             1e22,
                             1e23,
                             123456789.0,
                             -2.5e-7,
                             5e-324,
                             -1.5e-323,
                             1e-310,
                             2.2250738585072014e-308,
                             1.7976931348623157e308,
                             -0.3,
                             4503599627370496.5,
                             9007199254740993.0,
                             5.684341886080802e-14,
                             100.0 };
  ShrTestRandom random;
  char buffer[SHR_NUMBER_LENGTH];

  for (gsize i = 0; i < G_N_ELEMENTS (special); i++)
    assert_shortest (special[i]);
  g_assert_cmpstr (shr_export_number (0.0, buffer), ==, "0");
  g_assert_cmpstr (shr_export_number (-0.0, buffer), ==, "0");
  g_assert_cmpstr (shr_export_number (0.1, buffer), ==, "0.1");
  g_assert_cmpstr (shr_export_number (5e-324, buffer), ==, "5e-324");
  g_assert_cmpstr (shr_export_number (0.1 + 0.2, buffer), ==, "0.30000000000000004");

  shr_test_random_init (&random, 31);
  for (int i = 0; i < 20000; i++)
    {
      double value = 0.0;

      /* Any bits at all, and numbers as they come out of a fit. */
      if (i % 2 == 0)
        {
          guint64 bits = (guint64) (shr_test_random_uniform (&random) * 0x1p32) << 32
                         | (guint64) (shr_test_random_uniform (&random) * 0x1p32);

          memcpy (&value, &bits, sizeof value);
        }
      else
        value = shr_test_random_normal (&random) * pow (10.0, 6.0 * shr_test_random_normal (&random));
      if (isfinite (value) && value != 0.0)
        assert_shortest (value);
    }
}

/* --- Paths as CSV and JSON -------------------------------------------------------------------------------------- */

/* The fields of one line of CSV; @line is moved behind it. Independent of the program's reader. */
static GPtrArray *
read_line (const char **line)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func (g_free);
  const char *c = *line;

  for (;;)
    {
      GString *field = g_string_new (NULL);

      if (*c == '"')
        {
          for (c++; *c != '"' || c[1] == '"'; c++)
            {
              g_assert_true (*c != '\0');
              if (*c == '"')
                c++;
              g_string_append_c (field, *c);
            }
          c++;
        }
      else
        for (; *c != ',' && *c != '\n'; c++)
          {
            g_assert_true (*c != '\0' && *c != '"');
            g_string_append_c (field, *c);
          }
      g_ptr_array_add (fields, g_string_free (field, FALSE));
      if (*c++ == '\n')
        break;
      g_assert_true (c[-1] == ',');
    }
  *line = c;

  return fields;
}

static const char *const awkward[] = { "plain",         "with, comma", "with \"quotes\"", "two\nlines",
                                       " led by space", "größe",       "the response",    NULL };

static ShrDataset *
awkward_dataset (void)
{
  g_autoptr (ShrDataset) random = shr_test_dataset_random (30, 6, 0.3, 2);
  double *values = g_new (double, 30 * 7);

  memcpy (values, shr_dataset_x (random), 30 * 6 * sizeof (double));
  memcpy (values + 30 * 6, shr_dataset_y (random), 30 * sizeof (double));

  return shr_test_dataset_values ("awkward \"data\".csv", awkward, 30, 6, values);
}

static double
expected_coefficient (const ShrTestProblem *problem, const ShrPoint *point, gsize j, gboolean original)
{
  return original ? point->w[j] / problem->scale[j] : point->w[j];
}

static void
test_csv (gconstpointer data)
{
  gboolean original = GPOINTER_TO_INT (data);
  g_autoptr (ShrDataset) dataset = awkward_dataset ();
  g_autoptr (ShrTestProblem) problem = NULL;
  g_autoptr (ShrFit) fit = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) header = NULL;
  const char *const fixed[] = { "penalty", "mixing", "lambda", "df", "deviance_ratio", "relative_gap", "intercept" };
  ShrSettings settings;
  const char *line;

  shr_test_settings_init (&settings, TRUE, TRUE, TRUE);
  settings.mixing = 0.1;
  fit = shr_test_fit_run (dataset, &settings);
  problem = shr_test_problem_of (dataset, &settings);
  bytes = shr_export_numbers (fit, SHR_NUMBERS_CSV, original);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_cmpuint (strlen (text), ==, g_bytes_get_size (bytes));

  line = text;
  header = read_line (&line);
  g_assert_cmpuint (header->len, ==, 7 + 6);
  for (gsize i = 0; i < 7; i++)
    g_assert_cmpstr (g_ptr_array_index (header, i), ==, fixed[i]);
  for (gsize j = 0; j < 6; j++)
    g_assert_cmpstr (g_ptr_array_index (header, 7 + j), ==, awkward[j]);

  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    for (gsize k = 0; k < 100; k++)
      {
        g_autoptr (GPtrArray) row = read_line (&line);
        const ShrPoint *point = shr_path_point (shr_fit_get_path (fit, penalty), k);
        const double figures[] = { shr_settings_get_mixing (&settings, penalty),
                                   point->lambda,
                                   point->df,
                                   point->deviance_ratio,
                                   point->gap,
                                   point->intercept };

        g_assert_cmpuint (row->len, ==, header->len);
        g_assert_cmpstr (g_ptr_array_index (row, 0), ==, shr_penalty_id (penalty));
        for (gsize i = 0; i < G_N_ELEMENTS (figures); i++)
          g_assert_cmpfloat (g_ascii_strtod (g_ptr_array_index (row, 1 + i), NULL), ==, figures[i]);
        for (gsize j = 0; j < 6; j++)
          {
            double read = g_ascii_strtod (g_ptr_array_index (row, 7 + j), NULL);
            double expected = expected_coefficient (problem, point, j, original);

            if (original)
              g_assert_cmpfloat (fabs (read - expected), <=, 4e-15 * fabs (expected));
            else if (expected != 0.0)
              g_assert_true (same_double (read, expected));
            else
              g_assert_cmpstr (g_ptr_array_index (row, 7 + j), ==, "0");
          }
      }
  g_assert_cmpstr (line, ==, "");
}

static void
test_json (gconstpointer data)
{
  gboolean original = GPOINTER_TO_INT (data);
  g_autoptr (ShrDataset) dataset = awkward_dataset ();
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (ShrFit) fit = NULL;
  ShrSettings settings;
  JsonObject *root;
  JsonArray *features, *paths;
  guint index = 0;

  shr_test_settings_init (&settings, TRUE, FALSE, TRUE);
  fit = shr_test_fit_run (dataset, &settings);
  bytes = shr_export_numbers (fit, SHR_NUMBERS_JSON, original);
  g_assert_true (
      json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error));
  g_assert_no_error (error);

  root = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpstr (json_object_get_string_member (root, "data"), ==, "awkward \"data\".csv");
  g_assert_cmpstr (json_object_get_string_member (root, "response"), ==, "the response");
  g_assert_cmpstr (json_object_get_string_member (root, "scale"), ==, original ? "original" : "standardized");
  features = json_object_get_array_member (root, "features");
  g_assert_cmpuint (json_array_get_length (features), ==, 6);
  for (guint j = 0; j < 6; j++)
    g_assert_cmpstr (json_array_get_string_element (features, j), ==, awkward[j]);

  paths = json_object_get_array_member (root, "paths");
  g_assert_cmpuint (json_array_get_length (paths), ==, 2);
  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    {
      const ShrPath *path = shr_fit_get_path (fit, penalty);
      JsonObject *member;
      JsonArray *points;

      if (path == NULL)
        continue;
      member = json_array_get_object_element (paths, index++);
      points = json_object_get_array_member (member, "points");
      g_assert_cmpstr (json_object_get_string_member (member, "penalty"), ==, shr_penalty_id (penalty));
      g_assert_cmpfloat (json_object_get_double_member (member, "mixing"), ==, shr_path_mixing (path));
      g_assert_cmpuint (json_array_get_length (points), ==, 100);
      for (guint k = 0; k < 100; k++)
        {
          const ShrPoint *point = shr_path_point (path, k);
          JsonObject *object = json_array_get_object_element (points, k);
          JsonArray *coefficients = json_object_get_array_member (object, "coefficients");

          g_assert_cmpfloat (json_object_get_double_member (object, "lambda"), ==, point->lambda);
          g_assert_cmpfloat (json_object_get_double_member (object, "df"), ==, point->df);
          g_assert_cmpfloat (json_object_get_double_member (object, "deviance_ratio"), ==, point->deviance_ratio);
          g_assert_cmpfloat (json_object_get_double_member (object, "relative_gap"), ==, point->gap);
          g_assert_cmpfloat (json_object_get_double_member (object, "intercept"), ==, point->intercept);
          g_assert_cmpuint (json_array_get_length (coefficients), ==, 6);
          for (guint j = 0; j < 6; j++)
            g_assert_cmpfloat (json_array_get_double_element (coefficients, j), ==,
                               original ? shr_path_original (path, j, point->w[j]) : point->w[j]);
        }
    }
}

/* With folds, two columns more before the features; nothing in them where there are no figures. */
static void
test_cross_validation (void)
{
  g_autoptr (ShrDataset) dataset = awkward_dataset ();
  ShrSettings settings;

  shr_test_settings_init (&settings, FALSE, FALSE, TRUE);
  settings.folds = 4;
  settings.lambda_count = 6;
  for (int done = 0; done < 2; done++)
    {
      g_autoptr (ShrFit) fit = shr_test_fit_run (dataset, &settings);
      g_autoptr (GBytes) csv = NULL, json = NULL;
      g_autoptr (GPtrArray) header = NULL;
      g_autoptr (JsonParser) parser = json_parser_new ();
      g_autofree char *text = NULL;
      ShrCrossValidation *validation;
      JsonArray *points;
      const char *line;

      if (done)
        g_assert_true (shr_fit_cross_validate (fit, NULL));
      validation = shr_fit_get_cross_validation (fit, SHR_PENALTY_LASSO);
      g_assert_cmpint (validation != NULL, ==, done);
      csv = shr_export_numbers (fit, SHR_NUMBERS_CSV, TRUE);
      json = shr_export_numbers (fit, SHR_NUMBERS_JSON, TRUE);
      line = text = g_strndup (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));
      g_assert_true (
          json_parser_load_from_data (parser, g_bytes_get_data (json, NULL), (gssize) g_bytes_get_size (json), NULL));
      points = json_object_get_array_member (
          json_array_get_object_element (
              json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "paths"), 0),
          "points");

      header = read_line (&line);
      g_assert_cmpuint (header->len, ==, 9 + 6);
      g_assert_cmpstr (g_ptr_array_index (header, 6), ==, "intercept");
      g_assert_cmpstr (g_ptr_array_index (header, 7), ==, "cv_mean");
      g_assert_cmpstr (g_ptr_array_index (header, 8), ==, "cv_se");
      g_assert_cmpstr (g_ptr_array_index (header, 9), ==, awkward[0]);
      for (guint k = 0; k < 6; k++)
        {
          g_autoptr (GPtrArray) row = read_line (&line);
          JsonObject *point = json_array_get_object_element (points, k);

          g_assert_cmpuint (row->len, ==, 9 + 6);
          if (done)
            {
              double mean = shr_cross_validation_get_mean (validation, k);
              double se = shr_cross_validation_get_se (validation, k);

              g_assert_cmpfloat (g_ascii_strtod (g_ptr_array_index (row, 7), NULL), ==, mean);
              g_assert_cmpfloat (g_ascii_strtod (g_ptr_array_index (row, 8), NULL), ==, se);
              g_assert_cmpfloat (json_object_get_double_member (point, "cv_mean"), ==, mean);
              g_assert_cmpfloat (json_object_get_double_member (point, "cv_se"), ==, se);
            }
          else
            {
              g_assert_cmpstr (g_ptr_array_index (row, 7), ==, "");
              g_assert_cmpstr (g_ptr_array_index (row, 8), ==, "");
              g_assert_true (json_object_get_null_member (point, "cv_mean"));
              g_assert_true (json_object_get_null_member (point, "cv_se"));
            }
          g_assert_true (json_object_has_member (point, "coefficients"));
        }
    }
}

static void
test_events (void)
{
  ShrEvent events[] = { { 2.5, 1, true }, { 0.1, 3, true }, { 1.0 / 3.0 * 1e-5, 1, false } };
  ShrKnots knots = { .count = G_N_ELEMENTS (events), .events = events };
  ShrKnots none = { 0 };
  g_autoptr (GBytes) csv = shr_export_events (&knots, awkward, SHR_NUMBERS_CSV);
  g_autoptr (GBytes) json = shr_export_events (&knots, awkward, SHR_NUMBERS_JSON);
  g_autoptr (GBytes) empty = shr_export_events (&none, awkward, SHR_NUMBERS_CSV);
  g_autoptr (GBytes) empty_json = shr_export_events (&none, awkward, SHR_NUMBERS_JSON);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *text = g_strndup (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));
  g_autofree char *header = NULL;
  const char *line = text;
  JsonArray *array;

  g_assert_true (g_str_has_prefix (text, "lambda,event,feature\n2.5,enter,\"with, comma\"\n"));
  g_ptr_array_unref (read_line (&line));
  g_assert_true (
      json_parser_load_from_data (parser, g_bytes_get_data (json, NULL), (gssize) g_bytes_get_size (json), NULL));
  array = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "events");
  g_assert_cmpuint (json_array_get_length (array), ==, knots.count);
  for (guint i = 0; i < knots.count; i++)
    {
      g_autoptr (GPtrArray) row = read_line (&line);
      JsonObject *object = json_array_get_object_element (array, i);
      const char *word = events[i].enter ? "enter" : "leave";

      g_assert_cmpuint (row->len, ==, 3);
      g_assert_cmpfloat (g_ascii_strtod (g_ptr_array_index (row, 0), NULL), ==, events[i].lambda);
      g_assert_cmpstr (g_ptr_array_index (row, 1), ==, word);
      g_assert_cmpstr (g_ptr_array_index (row, 2), ==, awkward[events[i].feature]);
      g_assert_cmpfloat (json_object_get_double_member (object, "lambda"), ==, events[i].lambda);
      g_assert_cmpstr (json_object_get_string_member (object, "event"), ==, word);
      g_assert_cmpstr (json_object_get_string_member (object, "feature"), ==, awkward[events[i].feature]);
    }
  g_assert_cmpstr (line, ==, "");

  header = g_strndup (g_bytes_get_data (empty, NULL), g_bytes_get_size (empty));
  g_assert_cmpstr (header, ==, "lambda,event,feature\n");
  g_assert_true (json_parser_load_from_data (parser, g_bytes_get_data (empty_json, NULL),
                                             (gssize) g_bytes_get_size (empty_json), NULL));
}

/* On the original scale the numbers predict the loaded data: β₀ + xᵀβ is the fit of the standardised problem. */
static void
test_original_scale_predicts (void)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample ("diabetes");
  g_autoptr (ShrTestProblem) problem = NULL;
  g_autoptr (ShrFit) fit = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  const double *x = shr_dataset_x (dataset), *y = shr_dataset_y (dataset);
  gsize n = shr_dataset_rows (dataset), p = shr_dataset_features (dataset);
  ShrSettings settings;
  const char *line;

  shr_test_settings_init (&settings, FALSE, FALSE, TRUE);
  settings.lambda_count = 5;
  fit = shr_test_fit_run (dataset, &settings);
  problem = shr_test_problem_of (dataset, &settings);
  bytes = shr_export_numbers (fit, SHR_NUMBERS_CSV, TRUE);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  line = text;
  g_ptr_array_unref (read_line (&line));

  for (gsize k = 0; k < 5; k++)
    {
      g_autoptr (GPtrArray) row = read_line (&line);
      const ShrPoint *point = shr_path_point (shr_fit_get_path (fit, SHR_PENALTY_LASSO), k);
      g_autofree double *r = shr_test_problem_residual (problem, point->w);

      for (gsize i = 0; i < n; i++)
        {
          double predicted = g_ascii_strtod (g_ptr_array_index (row, 6), NULL);

          for (gsize j = 0; j < p; j++)
            predicted += x[i + j * n] * g_ascii_strtod (g_ptr_array_index (row, 7 + j), NULL);
          g_assert_cmpfloat_with_epsilon (y[i] - predicted, r[i], 1e-9);
        }
    }
}

/* --- Writing ---------------------------------------------------------------------------------------------------- */

typedef struct
{
  char *folder, *path;
  GFile *file;
  GBytes *bytes;
} Place;

#define OLD "what was there before\n"

static void
set_up (Place *place, gconstpointer data)
{
  place->folder = g_dir_make_tmp ("shrinkage-export-XXXXXX", NULL);
  g_assert_nonnull (place->folder);
  place->path = g_build_filename (place->folder, "figure.csv", NULL);
  place->file = g_file_new_for_path (place->path);
  place->bytes = g_bytes_new_take (g_strnfill (100000, 'x'), 100000);
}

static void
tear_down (Place *place, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_chmod (place->folder, 0700);
  dir = g_dir_open (place->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (place->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (place->folder);
  g_free (place->folder);
  g_free (place->path);
  g_object_unref (place->file);
  g_bytes_unref (place->bytes);
}

static void
put_old (Place *place)
{
  g_assert_true (g_file_set_contents (place->path, OLD, -1, NULL));
}

static void
assert_contents (const char *path, GBytes *expected)
{
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_cmpuint (length, ==, g_bytes_get_size (expected));
  g_assert_true (length == 0 || memcmp (contents, g_bytes_get_data (expected, NULL), length) == 0);
}

static void
assert_old (Place *place)
{
  g_autoptr (GBytes) old = g_bytes_new_static (OLD, strlen (OLD));

  assert_contents (place->path, old);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (dir) != NULL)
    count++;

  return count;
}

/* A failed write says which file and what to do, leaves the old one, and no half one beside it. */
static void
assert_refused (Place *place, const char *reason)
{
  g_autoptr (GError) error = NULL;
  guint before = count_files (place->folder);

  g_assert_false (shr_export_bytes (place->bytes, place->file, NULL, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, place->path));
  g_assert_nonnull (strstr (error->message, "nothing was changed"));
  if (reason != NULL)
    g_assert_nonnull (strstr (error->message, reason));
  g_assert_cmpuint (count_files (place->folder), ==, before);
}

static void
test_write (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);

  g_assert_true (shr_export_bytes (place->bytes, place->file, NULL, &error));
  g_assert_no_error (error);
  assert_contents (place->path, place->bytes);

  put_old (place);
  g_assert_true (shr_export_bytes (place->bytes, place->file, NULL, &error));
  assert_contents (place->path, place->bytes);
  g_assert_true (shr_export_bytes (empty, place->file, NULL, &error));
  assert_contents (place->path, empty);
  g_assert_cmpuint (count_files (place->folder), ==, 1);
}

/* What others may do with the file stays as it is. */
static void
test_write_keeps_mode (Place *place, gconstpointer data)
{
  const guint modes[] = { 0600, 0664, 0644, 0666 };

  for (gsize i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      GStatBuf after;

      put_old (place);
      g_assert_cmpint (g_chmod (place->path, modes[i]), ==, 0);
      g_assert_true (shr_export_bytes (place->bytes, place->file, NULL, NULL));
      g_assert_cmpint (g_stat (place->path, &after), ==, 0);
      g_assert_cmpuint (after.st_mode & 0777, ==, modes[i]);
    }
}

/* A link stays a link, and what it points to is replaced. */
static void
test_write_through_link (Place *place, gconstpointer data)
{
  g_autofree char *target = g_build_filename (place->folder, "target.csv", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (target, OLD, -1, NULL));
  g_assert_cmpint (symlink (target, place->path), ==, 0);
  g_assert_true (shr_export_bytes (place->bytes, place->file, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (place->path, G_FILE_TEST_IS_SYMLINK));
  assert_contents (target, place->bytes);
}

static void
test_refuses_folder (Place *place, gconstpointer data)
{
  g_assert_cmpint (g_mkdir (place->path, 0700), ==, 0);
  assert_refused (place, "folder");
  g_assert_true (g_file_test (place->path, G_FILE_TEST_IS_DIR));
}

static void
test_refuses_missing_folder (Place *place, gconstpointer data)
{
  g_autofree char *path = g_build_filename (place->folder, "missing", "figure.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_false (shr_export_bytes (place->bytes, file, NULL, &error));
  g_assert_nonnull (strstr (error->message, path));
}

/* A device is not replaced by a file. */
static void
test_refuses_device (Place *place, gconstpointer data)
{
  g_assert_cmpint (symlink ("/dev/full", place->path), ==, 0);
  assert_refused (place, "device");
  g_assert_false (g_file_test ("/dev/full", G_FILE_TEST_IS_REGULAR));
}

/* Gives the folder to a user without rights, and becomes that user, when this is root. */
static void
become_unprivileged (Place *place)
{
  if (geteuid () != 0)
    return;
  g_assert_cmpint (chown (place->folder, UNPRIVILEGED, UNPRIVILEGED), ==, 0);
  g_assert_cmpint (chown (place->path, UNPRIVILEGED, UNPRIVILEGED), ==, 0);
  g_assert_cmpint (setgid (UNPRIVILEGED), ==, 0);
  g_assert_cmpint (setuid (UNPRIVILEGED), ==, 0);
}

static void
test_unwritable_subprocess (Place *place, gconstpointer data)
{
  const char *what = data;

  put_old (place);
  become_unprivileged (place);
  if (g_str_equal (what, "folder"))
    g_assert_cmpint (g_chmod (place->folder, 0500), ==, 0);
  else if (g_str_equal (what, "file"))
    g_assert_cmpint (g_chmod (place->path, 0400), ==, 0);
  else
    {
      /* As on a full disk: no file may grow beyond a page. */
      struct rlimit limit = { 4096, 4096 };

      signal (SIGXFSZ, SIG_IGN);
      g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
    }
  assert_refused (place, g_str_equal (what, "file") ? "may not be changed" : NULL);
  assert_old (place);
}

/* What changes the process itself is tried in another one. */
static void
test_unwritable (gconstpointer data)
{
  g_autofree char *path = g_strdup_printf ("/export/write/unwritable/%s/subprocess", (const char *) data);

  g_test_trap_subprocess (path, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

/* --- The board -------------------------------------------------------------------------------------------------- */

static ShrStudy *
open_sample (const char *id)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample (id);
  ShrStudy *study = shr_study_new ();

  shr_study_set_worker (study, FALSE);
  shr_study_set_dataset (study, dataset);
  g_assert_true (shr_study_fit_now (study, NULL));

  return study;
}

static void
test_board (Place *place, gconstpointer data)
{
  g_autoptr (ShrStudy) study = open_sample ("diabetes");
  const struct
  {
    const char *name, *magic;
  } formats[] = { { "a.svg", "<?xml" }, { "a.png", "\x89PNG" }, { "a.PDF", "%PDF" } };
  ShrFigure figure;

  shr_figure_init (&figure);
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *path = g_build_filename (place->folder, formats[i].name, NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autoptr (GError) error = NULL;
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;
      gsize first_length, second_length;

      g_assert_true (shr_export_figure (study, file, &figure, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (path, &first, &first_length, NULL));
      g_assert_true (g_str_has_prefix (first, formats[i].magic));

      g_assert_true (shr_export_figure (study, file, &figure, &error));
      g_assert_true (g_file_get_contents (path, &second, &second_length, NULL));
      g_assert_cmpuint (first_length, ==, second_length);
      g_assert_cmpint (memcmp (first, second, first_length), ==, 0);
    }
}

static void
test_board_refused (Place *place, gconstpointer data)
{
  g_autoptr (ShrStudy) study = open_sample ("prostate");
  g_autoptr (GError) error = NULL;
  ShrFigure figure;

  shr_figure_init (&figure);
  put_old (place);
  g_assert_false (shr_export_figure (study, place->file, &figure, &error));
  g_assert_error (error, SHR_PLOT_ERROR, SHR_PLOT_ERROR_FORMAT);
  assert_old (place);
}

static void
test_suggest_name (void)
{
  const struct
  {
    const char *data, *expected;
  } cases[] = { { "diabetes", "diabetes-ridge-lasso.svg" },
                { "My Data.csv", "my-data-ridge-lasso.svg" },
                { "a/b.tsv", "a-b-ridge-lasso.svg" },
                { ".hidden", ".hidden-ridge-lasso.svg" } };
  g_autoptr (ShrDataset) random = shr_test_dataset_random (10, 1, 0.0, 2);
  const char *const names[] = { "x", "y", NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double *values = g_new (double, 20);
      g_autoptr (ShrDataset) dataset = NULL;
      g_autoptr (ShrStudy) study = shr_study_new ();
      g_autofree char *name = NULL;

      memcpy (values, shr_dataset_x (random), 10 * sizeof (double));
      memcpy (values + 10, shr_dataset_y (random), 10 * sizeof (double));
      dataset = shr_test_dataset_values (cases[i].data, names, 10, 1, values);
      shr_study_set_worker (study, FALSE);
      shr_study_set_dataset (study, dataset);
      name = shr_export_suggest_name (study, NULL, "svg");
      g_assert_cmpstr (name, ==, cases[i].expected);

      if (i == 0)
        {
          g_autofree char *all = NULL;

          shr_study_set_penalty (study, SHR_PENALTY_ELASTIC_NET, TRUE);
          all = shr_export_suggest_name (study, NULL, "pdf");
          g_assert_cmpstr (all, ==, "diabetes-ridge-elastic-net-lasso.pdf");
        }
    }
}

int
main (int argc, char **argv)
{
  const char *const unwritable[] = { "folder", "file", "disk" };

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/export/numbers", test_numbers);
  g_test_add_data_func ("/export/csv/original", GINT_TO_POINTER (TRUE), test_csv);
  g_test_add_data_func ("/export/csv/standardized", GINT_TO_POINTER (FALSE), test_csv);
  g_test_add_data_func ("/export/json/original", GINT_TO_POINTER (TRUE), test_json);
  g_test_add_data_func ("/export/json/standardized", GINT_TO_POINTER (FALSE), test_json);
  g_test_add_func ("/export/cross-validation", test_cross_validation);
  g_test_add_func ("/export/events", test_events);
  g_test_add_func ("/export/original-scale-predicts", test_original_scale_predicts);
  g_test_add ("/export/write/new-and-old", Place, NULL, set_up, test_write, tear_down);
  g_test_add ("/export/write/keeps-mode", Place, NULL, set_up, test_write_keeps_mode, tear_down);
  g_test_add ("/export/write/through-link", Place, NULL, set_up, test_write_through_link, tear_down);
  g_test_add ("/export/write/folder", Place, NULL, set_up, test_refuses_folder, tear_down);
  g_test_add ("/export/write/missing-folder", Place, NULL, set_up, test_refuses_missing_folder, tear_down);
  g_test_add ("/export/write/device", Place, NULL, set_up, test_refuses_device, tear_down);
  for (gsize i = 0; i < G_N_ELEMENTS (unwritable); i++)
    {
      g_autofree char *path = g_strdup_printf ("/export/write/unwritable/%s", unwritable[i]);
      g_autofree char *subprocess = g_strconcat (path, "/subprocess", NULL);

      g_test_add_data_func (path, unwritable[i], test_unwritable);
      g_test_add (subprocess, Place, unwritable[i], set_up, test_unwritable_subprocess, tear_down);
    }
  g_test_add ("/export/board/formats", Place, NULL, set_up, test_board, tear_down);
  g_test_add ("/export/board/refused", Place, NULL, set_up, test_board_refused, tear_down);
  g_test_add_func ("/export/suggest-name", test_suggest_name);

  return g_test_run ();
}
