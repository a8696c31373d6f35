#include "support/shr-test-table.h"

#include <glib/gstdio.h>
#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

/* Nobody: a user without rights of its own. */
#define UNPRIVILEGED "65534"

/* --- Running the program ---------------------------------------------------------------------------------------- */

typedef struct
{
  int status;
  char *out, *err;
  gsize out_length;
} Run;

static void
run_clear (Run *run)
{
  g_free (run->out);
  g_free (run->err);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

/* @words: of the command line, the program's own first; @input: (nullable): its standard input. */
static void
spawn (Run *run, const char *const *words, const char *input)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) in = input != NULL ? g_bytes_new_static (input, strlen (input)) : NULL;
  g_autoptr (GBytes) out = NULL, err = NULL;

  process = g_subprocess_newv (words,
                               G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE
                                   | (input != NULL ? G_SUBPROCESS_FLAGS_STDIN_PIPE : 0),
                               &error);
  g_assert_no_error (error);
  g_subprocess_communicate (process, in, NULL, &out, &err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));

  run->status = g_subprocess_get_exit_status (process);
  run->out_length = g_bytes_get_size (out);
  run->out = g_malloc0 (run->out_length + 1);
  if (run->out_length > 0)
    memcpy (run->out, g_bytes_get_data (out, NULL), run->out_length);
  run->err = g_strndup (g_bytes_get_size (err) > 0 ? g_bytes_get_data (err, NULL) : "", g_bytes_get_size (err));
}

/* @format: the words after the program's name, as a shell reads them. */
static void G_GNUC_PRINTF (3, 4) run_with (Run *run, const char *input, const char *format, ...)
{
  g_autofree char *line = NULL;
  g_autofree char *whole = NULL;
  g_auto (GStrv) words = NULL;
  va_list arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  whole = g_strdup_printf ("'%s' %s", g_getenv ("SHRINKAGE_CLI"), line);
  g_assert_true (g_shell_parse_argv (whole, NULL, &words, NULL));
  spawn (run, (const char *const *) words, input);
}

/* Every message begins with the program's name, and says @part. */
static void
assert_said (const Run *run, int status, const char *part)
{
  if (run->status != status)
    g_error ("exit status %d, not %d: %s", run->status, status, run->err);
  g_assert_true (g_str_has_prefix (run->err, "shrinkage-cli: "));
  g_assert_true (g_str_has_suffix (run->err, "\n"));
  if (strstr (run->err, part) == NULL)
    g_error ("“%s” is not in: %s", part, run->err);
  if (status != 0)
    g_assert_cmpstr (run->out, ==, "");
}

static void
assert_done (const Run *run)
{
  g_assert_cmpstr (run->err, ==, "");
  g_assert_cmpint (run->status, ==, 0);
}

/* --- A folder for the files of one test ------------------------------------------------------------------------- */

typedef struct
{
  char *folder;
} Place;

static void
set_up (Place *place, gconstpointer data)
{
  place->folder = g_dir_make_tmp ("shrinkage-cli-XXXXXX", NULL);
  g_assert_nonnull (place->folder);
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
}

static char *
put (Place *place, const char *name, const char *contents)
{
  char *path = g_build_filename (place->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, contents, -1, NULL));

  return path;
}

static char *
get (const char *path, gsize *length)
{
  char *contents = NULL;
  gsize ignored;

  g_assert_true (g_file_get_contents (path, &contents, length != NULL ? length : &ignored, NULL));

  return contents;
}

static char *
reference (const char *name)
{
  return g_build_filename (g_getenv ("G_TEST_SRCDIR"), "core", "data", name, NULL);
}

/* The rows of a CSV without quotes: (element-type GStrv), the header first. */
static GPtrArray *
split (const char *csv)
{
  g_auto (GStrv) lines = g_strsplit (csv, "\n", -1);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; lines[i] != NULL; i++)
    if (lines[i][0] != '\0')
      g_ptr_array_add (rows, g_strsplit (lines[i], ",", -1));

  return rows;
}

static double
number (GPtrArray *rows, guint row, guint column)
{
  char **words = g_ptr_array_index (rows, row);

  return g_ascii_strtod (words[column], NULL);
}

/* --- samples ---------------------------------------------------------------------------------------------------- */

static void
test_samples (void)
{
  const char *const ids[] = { "diabetes",    "prostate",     "longley",          "two-features",
                              "overfitting", "sparse-truth", "correlated-groups" };
  g_auto (Run) run = { 0 };

  run_with (&run, NULL, "samples");
  assert_done (&run);
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *word = g_strconcat ("sample:", ids[i], " ", NULL);
      g_auto (Run) fit = { 0 };

      g_assert_nonnull (strstr (run.out, word));
      run_with (&fit, NULL, "fit sample:%s --lambda-count 3 --quiet", ids[i]);
      assert_done (&fit);
      g_assert_cmpint (fit.out[0], ==, 'p');
    }
}

/* --- fit -------------------------------------------------------------------------------------------------------- */

static void
test_fit (void)
{
  g_auto (Run) run = { 0 };
  g_autoptr (GPtrArray) rows = NULL;

  run_with (&run, NULL, "fit sample:diabetes");
  assert_done (&run);
  g_assert_true (g_str_has_prefix (run.out, "penalty,mixing,lambda,df,deviance_ratio,relative_gap,intercept,"
                                            "age,sex,bmi,bp,tc,ldl,hdl,tch,ltg,glu\n"));
  rows = split (run.out);
  g_assert_cmpuint (rows->len, ==, 101);
  for (guint k = 1; k < rows->len; k++)
    {
      char **words = g_ptr_array_index (rows, k);

      g_assert_cmpuint (g_strv_length (words), ==, 17);
      g_assert_cmpstr (words[0], ==, "lasso");
      g_assert_cmpfloat (number (rows, k, 1), ==, 1.0);
      g_assert_cmpfloat (number (rows, k, 5), <=, 1e-9);
      if (k > 1)
        {
          g_assert_cmpfloat (number (rows, k, 2), <, number (rows, k - 1, 2));
          g_assert_cmpfloat (number (rows, k, 4), >=, number (rows, k - 1, 4) - 1e-12);
        }
    }
  g_assert_cmpfloat_with_epsilon (number (rows, 100, 2) / number (rows, 1, 2), 1e-4, 1e-12);
  for (guint j = 7; j < 17; j++)
    g_assert_cmpfloat_with_epsilon (number (rows, 1, j), 0.0, 1e-12);
}

/* The solution in 50-digit arithmetic, at its own λ. */
static void
test_fit_matches_reference (void)
{
  g_autoptr (ShrTestTable) table = shr_test_table_read ("core/data/diabetes-path.csv");
  const struct
  {
    const char *id;
    double mixing;
  } penalties[] = { { "lasso", 1.0 }, { "elastic-net", 0.5 }, { "ridge", 0.0 } };

  for (gsize i = 0; i < G_N_ELEMENTS (penalties); i++)
    {
      g_autoptr (GString) lambdas = g_string_new (NULL);
      g_autoptr (GPtrArray) rows = NULL;
      g_auto (Run) run = { 0 };
      double largest = 0.0;
      guint k = 1;

      for (gsize row = 0; row < table->rows; row++)
        if (shr_test_table_number (table, row, 0) == penalties[i].mixing)
          {
            g_string_append_printf (lambdas, "%s%s", lambdas->len > 0 ? "," : "", shr_test_table_word (table, row, 1));
            for (gsize j = 3; j < table->columns; j++)
              largest = MAX (largest, fabs (shr_test_table_number (table, row, j)));
          }

      run_with (&run, NULL, "fit sample:diabetes --penalty %s --lambdas %s", penalties[i].id, lambdas->str);
      assert_done (&run);
      rows = split (run.out);
      for (gsize row = 0; row < table->rows; row++)
        {
          if (shr_test_table_number (table, row, 0) != penalties[i].mixing)
            continue;
          g_assert_cmpfloat (number (rows, k, 1), ==, penalties[i].mixing);
          g_assert_cmpfloat (number (rows, k, 2), ==, shr_test_table_number (table, row, 1));
          for (guint j = 0; j < 10; j++)
            g_assert_cmpfloat_with_epsilon (number (rows, k, 7 + j), shr_test_table_number (table, row, 3 + j),
                                            1e-9 * largest);
          g_assert_cmpfloat_with_epsilon (number (rows, k, 6), shr_test_table_number (table, row, 2), 1e-9 * 334.0);
          k++;
        }
      g_assert_cmpuint (k, ==, rows->len);
      g_assert_cmpuint (k, ==, 26);
    }
}

/* A file, standard input and the sample are the same data. */
static void
test_fit_sources (void)
{
  g_autofree char *path = reference ("diabetes.csv");
  g_autofree char *contents = get (path, NULL);
  g_auto (Run) sample = { 0 };
  g_auto (Run) file = { 0 };
  g_auto (Run) input = { 0 };

  run_with (&sample, NULL, "fit sample:diabetes");
  run_with (&file, NULL, "fit '%s'", path);
  run_with (&input, contents, "fit -");
  assert_done (&file);
  assert_done (&input);
  g_assert_cmpstr (file.out, ==, input.out);
  g_assert_cmpstr (file.out, ==, sample.out);
}

static void
test_fit_options (Place *place, gconstpointer data)
{
  g_autofree char *path =
      put (place, "german.csv", "a;b;c;y\n1,5;2;3,25;1\n2,5;1;4,5;3\n0,5;4;1,75;2,5\n3;3;2;4\n4,25;0;1;5\n");
  g_autofree char *dropped = put (place, "dropped.csv", "a,b,y\n1,2,3\nNA,1,2\n2,1,5\n4,4,1\n3,0,2\n");
  g_auto (Run) three = { 0 };
  g_auto (Run) quiet = { 0 };
  g_auto (Run) noisy = { 0 };
  g_autoptr (GPtrArray) rows = NULL;

  run_with (&three, NULL,
            "fit '%s' --penalty ridge,elastic-net,lasso --mixing 0.25 --response a --features c,b --lambda-count 4"
            " --threads 3",
            path);
  assert_done (&three);
  rows = split (three.out);
  g_assert_cmpuint (rows->len, ==, 13);
  g_assert_cmpstr (((char **) g_ptr_array_index (rows, 0))[7], ==, "c");
  g_assert_cmpstr (((char **) g_ptr_array_index (rows, 0))[8], ==, "b");
  for (guint k = 0; k < 4; k++)
    {
      g_assert_cmpfloat (number (rows, 1 + k, 1), ==, 0.0);
      g_assert_cmpfloat (number (rows, 5 + k, 1), ==, 0.25);
      g_assert_cmpfloat (number (rows, 9 + k, 1), ==, 1.0);
    }

  /* A dropped row is told, once, and the path is printed; --quiet says nothing of it. */
  run_with (&noisy, NULL, "fit '%s'", dropped);
  assert_said (&noisy, 0, dropped);
  g_assert_nonnull (strstr (noisy.err, "1"));
  g_assert_true (g_str_has_prefix (noisy.out, "penalty,"));
  run_with (&quiet, NULL, "fit '%s' --quiet", dropped);
  assert_done (&quiet);
  g_assert_cmpstr (quiet.out, ==, noisy.out);
}

static void
test_fit_output (Place *place, gconstpointer data)
{
  g_autofree char *csv_path = g_build_filename (place->folder, "path.csv", NULL);
  g_autofree char *json_path = g_build_filename (place->folder, "path.json", NULL);
  g_autofree char *csv = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (Run) printed = { 0 };
  g_auto (Run) to_csv = { 0 };
  g_auto (Run) to_json = { 0 };
  JsonArray *points;
  g_autoptr (GPtrArray) rows = NULL;

  run_with (&printed, NULL, "fit sample:prostate");
  run_with (&to_csv, NULL, "fit sample:prostate --output '%s'", csv_path);
  run_with (&to_json, NULL, "fit sample:prostate -o '%s'", json_path);
  assert_done (&to_csv);
  assert_done (&to_json);
  g_assert_cmpstr (to_csv.out, ==, "");
  csv = get (csv_path, NULL);
  g_assert_cmpstr (csv, ==, printed.out);

  /* The same numbers, to the last bit. */
  rows = split (csv);
  g_assert_true (json_parser_load_from_file (parser, json_path, NULL));
  points = json_object_get_array_member (
      json_array_get_object_element (
          json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "paths"), 0),
      "points");
  g_assert_cmpuint (json_array_get_length (points), ==, 100);
  for (guint k = 0; k < 100; k++)
    {
      JsonObject *point = json_array_get_object_element (points, k);
      JsonArray *coefficients = json_object_get_array_member (point, "coefficients");

      g_assert_cmpfloat (json_object_get_double_member (point, "lambda"), ==, number (rows, k + 1, 2));
      for (guint j = 0; j < 8; j++)
        g_assert_cmpfloat (json_array_get_double_element (coefficients, j), ==, number (rows, k + 1, 7 + j));
    }
}

/* On the standardised scale the ridge keeps Σw² falling as λ grows; on both scales the fit is the same. */
static void
test_fit_scale (void)
{
  g_auto (Run) original = { 0 };
  g_auto (Run) standardized = { 0 };
  g_autoptr (GPtrArray) o = NULL, s = NULL;

  run_with (&original, NULL, "fit sample:diabetes --penalty ridge --scale original --lambda-count 5");
  run_with (&standardized, NULL, "fit sample:diabetes --penalty ridge --scale standardized --lambda-count 5");
  assert_done (&original);
  assert_done (&standardized);
  o = split (original.out);
  s = split (standardized.out);
  for (guint j = 7; j < 17; j++)
    {
      double sd = number (s, 1, j) / number (o, 1, j);

      g_assert_cmpfloat (sd, >, 0.0);
      for (guint k = 2; k < 6; k++)
        g_assert_cmpfloat_with_epsilon (number (s, k, j) / number (o, k, j) / sd, 1.0, 1e-12);
    }
}

/* Two columns more; the number of threads changes nothing, the seed does. */
static void
test_fit_folds (void)
{
  g_auto (Run) one = { 0 };
  g_auto (Run) two = { 0 };
  g_auto (Run) other = { 0 };
  g_auto (Run) plain = { 0 };
  g_auto (Run) refused = { 0 };
  g_autoptr (GPtrArray) rows = NULL, plain_rows = NULL, other_rows = NULL;

  run_with (&one, NULL, "fit sample:diabetes --penalty ridge,lasso --folds 10 --seed 3 --threads 1");
  run_with (&two, NULL, "fit sample:diabetes --penalty ridge,lasso --folds 10 --seed 3 --threads 2");
  run_with (&other, NULL, "fit sample:diabetes --penalty ridge,lasso --folds 10 --seed 4 --threads 2");
  run_with (&plain, NULL, "fit sample:diabetes --penalty ridge,lasso");
  assert_done (&one);
  assert_done (&two);
  g_assert_cmpstr (one.out, ==, two.out);
  g_assert_true (g_str_has_prefix (one.out, "penalty,mixing,lambda,df,deviance_ratio,relative_gap,intercept,"
                                            "cv_mean,cv_se,age,sex,bmi,bp,tc,ldl,hdl,tch,ltg,glu\n"));
  rows = split (one.out);
  other_rows = split (other.out);
  plain_rows = split (plain.out);
  g_assert_cmpuint (rows->len, ==, 201);
  for (guint k = 1; k < rows->len; k++)
    {
      char **words = g_ptr_array_index (rows, k), **plain_words = g_ptr_array_index (plain_rows, k);

      g_assert_cmpuint (g_strv_length (words), ==, 19);
      g_assert_cmpfloat (number (rows, k, 7), >, 2500.0);
      g_assert_cmpfloat (number (rows, k, 8), >, 0.0);
      g_assert_cmpfloat (number (rows, k, 7), !=, number (other_rows, k, 7));
      for (guint j = 0; j < 17; j++)
        g_assert_cmpstr (words[j < 7 ? j : j + 2], ==, plain_words[j]);
    }

  run_with (&refused, NULL, "fit sample:longley --folds 17");
  assert_said (&refused, 1, "the number of folds must lie between 2 and the number of rows");
}

/* --- events ----------------------------------------------------------------------------------------------------- */

/* Every event in order, against the homotopy in 80-digit arithmetic. */
static void
test_events (void)
{
  static const struct
  {
    const char *data, *knots, *response;
  } references[] = { { "diabetes.csv", "diabetes-knots.csv", "progression" },
                     { "prostate.csv", "prostate-knots.csv", "lpsa" },
                     { "Longley.csv", "longley-knots.csv", "y" } };

  for (gsize i = 0; i < G_N_ELEMENTS (references); i++)
    {
      g_autofree char *data = g_test_build_filename (G_TEST_DIST, "core", "data", references[i].data, NULL);
      g_autofree char *name = g_strconcat ("core/data/", references[i].knots, NULL);
      g_autoptr (ShrTestTable) exact = shr_test_table_read (name);
      g_autoptr (GPtrArray) rows = NULL;
      g_auto (Run) run = { 0 };

      run_with (&run, NULL, "events '%s' --response %s", data, references[i].response);
      assert_done (&run);
      g_assert_true (g_str_has_prefix (run.out, "lambda,event,feature\n"));
      rows = split (run.out);
      g_assert_cmpuint (rows->len, ==, exact->rows + 1);
      for (gsize k = 0; k < exact->rows; k++)
        {
          char **words = g_ptr_array_index (rows, (guint) k + 1);

          g_assert_cmpuint (g_strv_length (words), ==, 3);
          g_assert_cmpfloat_with_epsilon (number (rows, (guint) k + 1, 0) / shr_test_table_number (exact, k, 0), 1.0,
                                          1e-9);
          g_assert_cmpstr (words[1], ==, shr_test_table_word (exact, k, 1));
          g_assert_cmpstr (words[2], ==, shr_test_table_word (exact, k, 2));
        }
    }
}

/* Where they stop, and into what they are written. */
static void
test_events_options (Place *place, gconstpointer data)
{
  static const struct
  {
    const char *options;
    guint events;
  } floors[] = { { "", 12 },
                 { "--lambda-min-ratio 0.3", 4 },
                 { "--lambdas 30,10", 4 },
                 { "--lambda-min-ratio 0.99", 1 },
                 { "--features bmi,bp", 2 } };
  g_autofree char *path = g_build_filename (place->folder, "events.json", NULL);
  g_autofree char *json = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_auto (Run) written = { 0 };
  g_auto (Run) constant = { 0 };
  g_auto (Run) timed = { 0 };
  gsize length;

  for (gsize i = 0; i < G_N_ELEMENTS (floors); i++)
    {
      g_auto (Run) run = { 0 };
      g_autoptr (GPtrArray) rows = NULL;

      run_with (&run, NULL, "events sample:diabetes %s", floors[i].options);
      assert_done (&run);
      rows = split (run.out);
      g_assert_cmpuint (rows->len - 1, ==, floors[i].events);
    }

  run_with (&written, NULL, "events sample:diabetes --output '%s'", path);
  assert_done (&written);
  g_assert_cmpstr (written.out, ==, "");
  json = get (path, &length);
  g_assert_true (json_parser_load_from_data (parser, json, (gssize) length, NULL));
  g_assert_cmpuint (json_array_get_length (
                        json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "events")),
                    ==, 12);

  /* Nothing ever enters. */
  run_with (&constant, "x,y\n1,5\n2,5\n3,5\n", "events - --quiet --response y");
  assert_done (&constant);
  g_assert_cmpstr (constant.out, ==, "lambda,event,feature\n");

  run_with (&timed, NULL, "events sample:diabetes --timing");
  g_assert_cmpint (timed.status, ==, 0);
  g_assert_nonnull (strstr (timed.err, "\"iterations\": 12"));
}

/* --- draw ------------------------------------------------------------------------------------------------------- */

static void
test_draw (Place *place, gconstpointer data)
{
  const struct
  {
    const char *ending, *magic;
  } formats[] = { { "svg", "<?xml" }, { "png", "\x89PNG" }, { "pdf", "%PDF" } };
  g_autofree char *xmllint = g_find_program_in_path ("xmllint");

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      char *pictures[2];
      gsize lengths[2];

      for (int turn = 0; turn < 2; turn++)
        {
          g_autofree char *path = g_strdup_printf ("%s/figure%d.%s", place->folder, turn, formats[i].ending);
          g_auto (Run) run = { 0 };

          run_with (&run, NULL, "draw sample:diabetes --output '%s'", path);
          assert_done (&run);
          g_assert_cmpstr (run.out, ==, "");
          pictures[turn] = get (path, &lengths[turn]);
          g_assert_true (g_str_has_prefix (pictures[turn], formats[i].magic));

          if (i == 0 && xmllint != NULL)
            {
              const char *const words[] = { xmllint, "--noout", "--nonet", path, NULL };
              g_auto (Run) lint = { 0 };

              spawn (&lint, words, NULL);
              assert_done (&lint);
            }
        }
      g_assert_cmpuint (lengths[0], ==, lengths[1]);
      g_assert_cmpint (memcmp (pictures[0], pictures[1], lengths[0]), ==, 0);
      g_free (pictures[0]);
      g_free (pictures[1]);
    }
}

static void
test_draw_options (Place *place, gconstpointer data)
{
  g_autofree char *path = g_build_filename (place->folder, "f.svg", NULL);
  g_autofree char *png = g_build_filename (place->folder, "f.png", NULL);
  g_auto (Run) run = { 0 };
  g_auto (Run) other = { 0 };
  g_auto (Run) raster = { 0 };
  g_auto (Run) slide = { 0 };
#ifdef SHR_HAVE_GIF
  g_auto (Run) motion = { 0 };
  g_autofree char *gif = g_build_filename (place->folder, "f.gif", NULL);
#endif
  g_auto (Run) beyond = { 0 };
  g_autofree char *svg = NULL;
  const char *const ids[] = { "id=\"ridge-norms\"", "id=\"elastic-net-prior\"", "id=\"lasso-fit\"",
                              "id=\"ridge-error\"", "cross-validated" };
  g_auto (Run) rows = { 0 };
  g_autofree char *second = NULL;
  g_autofree char *bits = NULL;
  gsize length;

  run_with (&run, NULL,
            "draw sample:prostate --rows paths --columns elastic-net,lasso --at 0.1 --link lambda --size 900x450"
            " --theme print --x shrinkage --scale original -o '%s'",
            path);
  assert_done (&run);
  svg = get (path, NULL);
  g_assert_nonnull (strstr (svg, "id=\"elastic-net-paths\""));
  g_assert_nonnull (strstr (svg, "id=\"lasso-paths\""));
  g_assert_null (strstr (svg, "id=\"ridge-paths\""));
  g_assert_null (strstr (svg, "geometry"));
  g_assert_nonnull (strstr (svg, "width=\"900"));
  g_assert_nonnull (strstr (svg, "height=\"450"));
  /* By λ both columns stand at the one asked for, in words. */
  g_assert_nonnull (strstr (svg, "Elastic net, 8 features, λ = 0.100"));
  g_assert_nonnull (strstr (svg, "Lasso, 8 features, λ = 0.100"));

  run_with (&other, NULL, "draw sample:prostate --rows geometry --columns lasso --pair svi,age -o '%s'", path);
  assert_done (&other);
  second = get (path, NULL);
  g_assert_nonnull (strstr (second, "geometry of svi and age"));
  g_assert_null (strstr (second, "lasso-paths"));

  /* Rows that were not on before, without those that were. */
  g_clear_pointer (&second, g_free);
  run_with (&rows, NULL,
            "draw sample:prostate --rows norms,prior,fit,error --folds 5 --columns ridge,elastic-net,lasso -o '%s'",
            path);
  assert_done (&rows);
  second = get (path, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    g_assert_nonnull (strstr (second, ids[i]));
  g_assert_null (strstr (second, "lasso-paths"));
  g_assert_null (strstr (second, "lasso-geometry"));

  /* A figure as it goes on a slide. */
  g_clear_pointer (&second, g_free);
  run_with (&slide, NULL,
            "draw sample:prostate --preset slide --title 'Shrunk & chosen' --legend --font-size 16 --transparent"
            " -o '%s'",
            path);
  assert_done (&slide);
  second = get (path, NULL);
  g_assert_nonnull (strstr (second, "width=\"1280\" height=\"720\""));
  g_assert_nonnull (strstr (second, ">Shrunk &amp; chosen</text>"));
  g_assert_nonnull (strstr (second, "id=\"legend-svi\""));
  g_assert_nonnull (strstr (second, "font-size=\"16\""));
  g_assert_null (strstr (second, "class=\"background\""));

#ifdef SHR_HAVE_GIF
  /* The sweep. */
  run_with (&motion, NULL, "draw sample:prostate --size 300x200 --seconds 1 --rows paths --columns lasso -o '%s'", gif);
  assert_done (&motion);
  g_clear_pointer (&bits, g_free);
  bits = get (gif, &length);
  g_assert_cmpint (memcmp (bits, "GIF89a", 6), ==, 0);
  g_assert_cmpint ((guint8) bits[6] | (guint8) bits[7] << 8, ==, 300);
  g_assert_cmpint ((guint8) bits[8] | (guint8) bits[9] << 8, ==, 200);
  g_clear_pointer (&bits, g_free);
#endif

  /* Beyond the path there is nothing to draw, and nothing is moved. */
  run_with (&beyond, NULL, "draw sample:prostate --at 1e6 -o '%s'", path);
  g_assert_cmpint (beyond.status, ==, 1);
  g_assert_nonnull (strstr (beyond.err, "--at 1e+06"));
  g_assert_nonnull (strstr (beyond.err, "the path of lasso goes from λ = "));

  /* 192 dots per inch are two to a pixel: width and height stand at byte 16 of a PNG. */
  run_with (&raster, NULL, "draw sample:prostate --size 300x200 --dpi 192 --theme dark -o '%s'", png);
  assert_done (&raster);
  bits = get (png, &length);
  g_assert_cmpuint (length, >, 24);
  g_assert_cmpint ((guint8) bits[18] << 8 | (guint8) bits[19], ==, 600);
  g_assert_cmpint ((guint8) bits[22] << 8 | (guint8) bits[23], ==, 400);
}

/* Whatever the data, there is a picture. */
/* With folds the last column stands at λ_1se: found again from the table of fit, and drawn the same when asked for. */
static void
test_draw_folds (Place *place, gconstpointer data)
{
  g_autofree char *path = g_build_filename (place->folder, "f.svg", NULL);
  g_autofree char *other = g_build_filename (place->folder, "g.svg", NULL);
  g_autofree char *found = NULL, *expected = NULL;
  g_auto (Run) table = { 0 };
  g_auto (Run) folds = { 0 };
  g_auto (Run) at = { 0 };
  g_autoptr (GPtrArray) rows = NULL;
  guint min = 1, one_se = 1;

  run_with (&table, NULL, "fit sample:diabetes --folds 10 --seed 2");
  assert_done (&table);
  rows = split (table.out);
  for (guint k = 2; k < rows->len; k++)
    if (number (rows, k, 7) < number (rows, min, 7))
      min = k;
  while (number (rows, one_se, 7) > number (rows, min, 7) + number (rows, min, 8))
    one_se++;
  g_assert_cmpuint (one_se, <, min);

  run_with (&folds, NULL, "draw sample:diabetes --folds 10 --seed 2 -o '%s'", path);
  assert_done (&folds);
  run_with (&at, NULL, "draw sample:diabetes --at %s -o '%s'", ((char **) g_ptr_array_index (rows, one_se))[2], other);
  assert_done (&at);
  found = get (path, NULL);
  expected = get (other, NULL);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_draw_degenerate (Place *place, gconstpointer data)
{
  const char *const contents[] = { "x,y\n1,2\n2,3\n3,5\n",
                                   "a,b,y\n1,1,5\n2,2,5\n3,3,5\n",
                                   "a,b,y\n1,4,1\n1,5,2\n1,7,3\n",
                                   "a,b,y\n1,1,1\n2,2,3\n3,3,2\n",
                                   "a,b,c,d,y\n1,2,3,4,5\n2,1,4,3,1\n",
                                   "a,b,y\n1,2,3\n",
                                   "a,b,y\n1e-150,2e150,3e-150\n2e-150,1e150,5e-150\n4e-150,1e150,4e-150\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autofree char *csv = put (place, "data.csv", contents[i]);
      g_autofree char *svg = g_build_filename (place->folder, "f.svg", NULL);
      g_auto (Run) run = { 0 };

      run_with (&run, NULL, "draw '%s' --columns ridge,elastic-net,lasso --quiet -o '%s'", csv, svg);
      if (run.status != 0)
        g_error ("%s: %s", contents[i], run.err);
      assert_done (&run);
    }
}

/* --- Timing ----------------------------------------------------------------------------------------------------- */

static void
test_timing (Place *place, gconstpointer data)
{
  const char *const keys[] = { "load_seconds", "solve_seconds", "draw_seconds", "iterations", "screened" };
  g_autofree char *svg = g_build_filename (place->folder, "f.svg", NULL);

  for (int draw = 0; draw < 2; draw++)
    {
      g_auto (Run) run = { 0 };
      g_auto (GStrv) lines = NULL;
      g_autoptr (JsonParser) parser = json_parser_new ();
      g_autoptr (GError) error = NULL;
      JsonObject *object;

      if (draw)
        run_with (&run, NULL, "draw sample:diabetes --timing -o '%s'", svg);
      else
        run_with (&run, NULL, "fit sample:diabetes --timing");
      g_assert_cmpint (run.status, ==, 0);
      lines = g_strsplit (g_strchomp (run.err), "\n", -1);
      g_assert_true (json_parser_load_from_data (parser, lines[g_strv_length (lines) - 1], -1, &error));
      g_assert_no_error (error);
      object = json_node_get_object (json_parser_get_root (parser));
      g_assert_cmpuint (json_object_get_size (object), ==, G_N_ELEMENTS (keys));
      for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
        g_assert_true (json_object_has_member (object, keys[i]));
      g_assert_cmpfloat (json_object_get_double_member (object, "load_seconds"), >, 0.0);
      g_assert_cmpfloat (json_object_get_double_member (object, "solve_seconds"), >, 0.0);
      g_assert_cmpint (json_object_get_double_member (object, "draw_seconds") > 0.0, ==, draw);
      g_assert_cmpint (json_object_get_int_member (object, "iterations"), >, 0);
    }
}

/* --- Exit status and messages ----------------------------------------------------------------------------------- */

static void
test_usage_errors (void)
{
  const struct
  {
    const char *line, *part;
  } cases[] = { { "", "fit, events, draw, code or samples" },
                { "paint sample:diabetes", "paint" },
                { "fit", "which data" },
                { "fit sample:diabetes --penalties lasso", "--penalties" },
                { "fit sample:diabetes --mixing 2", "--mixing" },
                { "fit sample:diabetes --lambda-count none", "--lambda-count" },
                { "fit sample:diabetes --output a.svg", "--output" },
                { "draw sample:diabetes", "--output" },
                { "draw sample:diabetes --output a.bmp", "--output" },
                { "draw sample:diabetes --output a.svg --size big", "--size" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Run) run = { 0 };

      run_with (&run, NULL, "%s", cases[i].line);
      assert_said (&run, 2, cases[i].part);
    }
}

/* One table in all its disguises: the same fit, to the last bit, or a refusal that says why. */
static void
test_disguises (Place *place, gconstpointer data)
{
  static const char plain[] = "a,b,y\n1250.5,2,3\n1500,5,1\n1750.25,8,-2\n2000,11.5,4\n-1000,0.5,0\n";
  static const struct
  {
    const char *contents;
    const char *options;
    const char *encoding; /* NULL: UTF-8 */
    const char *refused;  /* NULL: read */
  } cases[] = {
    { "a,b,y\r\n1250.5,2,3\r\n1500,5,1\r\n1750.25,8,-2\r\n2000,11.5,4\r\n-1000,0.5,0\r\n", "", NULL, NULL },
    { "a,b,y\r1250.5,2,3\r1500,5,1\r1750.25,8,-2\r2000,11.5,4\r-1000,0.5,0", "", NULL, NULL },
    { "\357\273\277a,b,y\n1250.5,2,3\n1500,5,1\n1750.25,8,-2\n2000,11.5,4\n-1000,0.5,0\n", "", NULL, NULL },
    { plain, "", "UTF-16LE", NULL },
    { plain, "", "UTF-16BE", NULL },
    { plain, "", "UTF-16", NULL },
    { plain, "--encoding utf-32le", "UTF-32LE", NULL },
    { "name,a,b,y\nAndré,1250.5,2,3\nBø,1500,5,1\nC,1750.25,8,-2\nD,2000,11.5,4\nE,-1000,0.5,0\n", "", "ISO-8859-1",
      NULL },
    { "name,a,b,y\n“A”,1250.5,2,3\nB,1500,5,1\nC,1750.25,8,-2\nD,2000,11.5,4\nE,-1000,0.5,0\n", "", "WINDOWS-1252",
      NULL },
    { "a\tb\ty\n1250.5\t2\t3\n1500\t5\t1\n1750.25\t8\t-2\n2000\t11.5\t4\n-1000\t0.5\t0\n", "", NULL, NULL },
    { "a;b;y\n1250.5;2;3\n1500;5;1\n1750.25;8;-2\n2000;11.5;4\n-1000;0.5;0\n", "", NULL, NULL },
    { "a|b|y\n1250.5|2|3\n1500|5|1\n1750.25|8|-2\n2000|11.5|4\n-1000|0.5|0\n", "", NULL, NULL },
    { "a:b:y\n1250.5:2:3\n1500:5:1\n1750.25:8:-2\n2000:11.5:4\n-1000:0.5:0\n", "--delimiter :", NULL, NULL },
    { "a;b;y\n1250,5;2;3\n1500;5;1\n1750,25;8;-2\n2000;11,5;4\n-1000;0,5;0\n", "", NULL, NULL },
    { "\"a\",\"b\",\"y\"\n\"1250.5\",\"2\",\"3\"\n\"1500\",\"5\",\"1\"\n\"1750.25\",\"8\",\"-2\"\n"
      "\"2000\",\"11.5\",\"4\"\n\"-1000\",\"0.5\",\"0\"\n",
      "", NULL, NULL },
    { " a , b,y\n 1250.5 , 2,3\n 1500,5 ,1\n1750.25,\t8,-2\n2000 ,11.5,4\n-1000, 0.5 ,0 \n", "", NULL, NULL },
    { "id,a,b,y\n1,1250.5,2,3\n2,1500,5,1\n3,1750.25,8,-2\n4,2000,11.5,4\n5,-1000,0.5,0\n", "", NULL, NULL },
    { ",a,b,y\n0,1250.5,2,3\n1,1500,5,1\n2,1750.25,8,-2\n3,2000,11.5,4\n4,-1000,0.5,0\n", "", NULL, NULL },
    { "a,b,y\n1.2505e3,+2,3e0\n15E2,.5e1,1\n+1750.25,8.,-2\n2.e+3,115e-1,4\n-1e3,5e-1,-0e9\n", "", NULL, NULL },
    { "a,b,y\n1250.5,2,3\n7,NA,8\n1500,5,1\n1750.25,8,-2\n,3,4\n2000,11.5,4\n-1000,0.5,0\n1,2,?\n", "", NULL, NULL },
    { "a,b,y\n1250.5,2,3\n7,none,8\n1500,5,1\n1750.25,8,-2\n-99,3,4\n2000,11.5,4\n-1000,0.5,0\n",
      "--missing-words none,-99", NULL, NULL },
    { "a;b;y\n1,250.5;2;3\n1,500;5;1\n1,750.25;8;-2\n2,000;11.5;4\n-1,000;0.5;0\n", "--thousands ,", NULL, NULL },
    { "a;b;y\n1.250,5;2;3\n1.500;5;1\n1.750,25;8;-2\n2.000;11,5;4\n-1.000;0,5;0\n", "--decimal ,", NULL, NULL },
    { "a;b;y\n1 250,5;2;3\n1 500;5;1\n1 750,25;8;-2\n2 000;11,5;4\n-1 000;0,5;0\n", "--thousands space", NULL, NULL },
    { "sex,a,b,y\nf,1250.5,2,3\nm,1500,5,1\nm,1750.25,8,-2\nf,2000,11.5,4\nf,-1000,0.5,0\n", "--exclude sex", NULL,
      NULL },
    { "1250.5,2,3\n1500,5,1\n1750.25,8,-2\n2000,11.5,4\n-1000,0.5,0\n", "", NULL, NULL },
    /* What may mean two things, or nothing. */
    { "a;b;y\n1,250.5;2;3\n1,500;5;1\n1,750.25;8;-2\n2,000;11.5;4\n-1,000;0.5;0\n", "", NULL, "--thousands" },
    { "a;b;y\n1,250;2;3\n1,500;5;1\n1,750;8;-2\n2,000;11;4\n-1,000;0;0\n", "", NULL, "--decimal" },
    { "a;b;y\n1250,5;2;3\n1500.5;5;1\n", "", NULL, "decimal mark" },
    { "name,a,b,y\nAndré,1250.5,2,3\nBø,1500,5,1\nC,1750.25,8,-2\nD,2000,11.5,4\nE,-1000,0.5,0\n", "--encoding utf-8",
      "ISO-8859-1", "--encoding" },
  };
  g_auto (Run) truth = { 0 };
  const char *numbers;

  run_with (&truth, plain, "fit - --quiet --penalty ridge,lasso");
  assert_done (&truth);
  numbers = strchr (truth.out, '\n');

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *encoding = cases[i].encoding != NULL ? cases[i].encoding : "UTF-8";
      g_autofree char *path = g_build_filename (place->folder, "disguised.csv", NULL);
      g_autofree char *bytes = NULL;
      g_auto (Run) run = { 0 };
      gsize length;

      bytes = g_convert (cases[i].contents, -1, encoding, "UTF-8", NULL, &length, NULL);
      g_assert_nonnull (bytes);
      g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
      run_with (&run, NULL, "fit '%s' --quiet --penalty ridge,lasso %s", path, cases[i].options);
      if (cases[i].refused != NULL)
        {
          assert_said (&run, 1, cases[i].refused);
          continue;
        }
      if (run.status != 0 || g_strcmp0 (strchr (run.out, '\n'), numbers) != 0)
        g_error ("disguise %" G_GSIZE_FORMAT " (%s):\n%s%s", i, cases[i].contents, run.err, run.out);
    }
}

static void
test_data_errors (Place *place, gconstpointer data)
{
  const struct
  {
    const char *contents;
    const char *arguments;
    const char *where; /* after the file's name */
    const char *part;
  } cases[] = { { "a,b,y\n1,2,3\n4,five,6\n7,8,9\n1,1,2\n", "", ":3:2: ", "five" },
                { "a,b,y\n1,2,3\n4,5\n", "", ":3:", "" },
                { "a,b,y\n1,2,3\n4,\"5,6\n", "", ":3:2: ", "" },
                { "a,b,y\n1,2,3\n4,5,1e999\n", "", ":3:3: ", "1e999" },
                { "a,y\n1,2\n2,3\n", "--response z", ": ", "z" },
                { "length,width,y\n1,2,1\n2,3,0\n1,1,5\n", "--features lenght", ": ", "length" },
                { "length,width,y\n1,2,1\n2,3,0\n1,1,5\n", "--exclude widht", ": ", "width" },
                { "", "", ": ", "" },
                { "a,y\n", "", ": ", "" },
                { "a,y\nNA,1\n2,NA\n", "", ": ", "" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = put (place, "table.csv", cases[i].contents);
      g_autofree char *begin = g_strdup_printf ("shrinkage-cli: %s%s", path, cases[i].where);
      g_auto (Run) run = { 0 };

      run_with (&run, NULL, "fit '%s' %s", path, cases[i].arguments);
      assert_said (&run, 1, cases[i].part);
      if (!g_str_has_prefix (run.err, begin))
        g_error ("“%s” does not begin with “%s”", run.err, begin);
    }

  {
    g_auto (Run) missing = { 0 };
    g_auto (Run) folder = { 0 };
    g_auto (Run) sample = { 0 };
    g_auto (Run) pair = { 0 };
    g_auto (Run) input = { 0 };

    run_with (&missing, NULL, "fit '%s/none.csv'", place->folder);
    assert_said (&missing, 1, "none.csv");
    run_with (&folder, NULL, "fit '%s'", place->folder);
    assert_said (&folder, 1, place->folder);
    run_with (&sample, NULL, "fit sample:diabetis");
    assert_said (&sample, 1, "“diabetes”");
    run_with (&pair, NULL, "draw sample:diabetes --pair bmi,bpp -o '%s/f.svg'", place->folder);
    assert_said (&pair, 1, "“bp”");
    run_with (&input, "a,b\n1,2\n3,x\n4,5\n6,7\n", "fit -");
    assert_said (&input, 1, "standard input:3:2: ");
  }

  /* What the solver cannot answer names the file too. */
  {
    g_autofree char *path = put (place, "extreme.csv", "x,y\n1e-300,1e300\n2e-300,-2e300\n4e-300,3e300\n");
    g_autofree char *begin = g_strdup_printf ("shrinkage-cli: %s: ", path);
    g_auto (Run) run = { 0 };

    run_with (&run, NULL, "fit '%s'", path);
    assert_said (&run, 1, "rescale");
    g_assert_true (g_str_has_prefix (run.err, begin));
  }
}

/* On a file system that is full: told, the old file intact, and nothing left beside it. FALSE when there cannot be one. */
static gboolean
try_full_disk (Place *place, const char *command, const char *ending)
{
  g_autofree char *disk = g_build_filename (place->folder, "disk", NULL);
  g_autofree char *path = g_strdup_printf ("%s/old.%s", disk, ending);
  const char *const mount[] = { "mount", "-t", "tmpfs", "-o", "size=8k", "none", disk, NULL };
  const char *const umount[] = { "umount", disk, NULL };
  g_autofree char *after = NULL;
  g_autoptr (GDir) dir = NULL;
  g_auto (Run) run = { 0 };
  guint files = 0;
  int status;

  if (geteuid () != 0)
    return FALSE;
  g_assert_cmpint (g_mkdir_with_parents (disk, 0755), ==, 0);
  if (!g_spawn_sync (NULL, (char **) mount, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL,
                     NULL, &status, NULL)
      || !g_spawn_check_wait_status (status, NULL))
    {
      g_rmdir (disk);
      return FALSE;
    }

  g_assert_true (g_file_set_contents (path, "old\n", -1, NULL));
  run_with (&run, NULL, "%s '%s'", command, path);
  assert_said (&run, 1, path);
  after = get (path, NULL);
  g_assert_cmpstr (after, ==, "old\n");
  dir = g_dir_open (disk, 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    files++;
  g_assert_cmpuint (files, ==, 1);
  g_clear_pointer (&dir, g_dir_close);

  g_assert_true (
      g_spawn_sync (NULL, (char **) umount, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status, NULL));
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  g_rmdir (disk);

  return TRUE;
}

/* In every format: files that cannot be written: the old one is as it was, the reason is told, exit status 1. */
static void
test_unwritable (Place *place, gconstpointer data)
{
  static const char draw[] = "draw sample:diabetes --output", fit[] = "fit sample:diabetes --output";
  const char *const commands[] = { fit,
                                   fit,
                                   draw,
                                   draw,
                                   draw,
                                   "code sample:diabetes --lambda 1 --language r --output",
#ifdef SHR_HAVE_GIF
                                   "draw sample:diabetes --size 200x150 --seconds 1 --output"
#endif
  };
  const char *const endings[] = { "csv", "json", "svg", "png", "pdf", "R", "gif" };
  g_autofree char *setpriv = g_find_program_in_path ("setpriv");
  g_autofree char *prlimit = g_find_program_in_path ("prlimit");

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *name = g_strconcat ("old.", endings[i], NULL);
      g_autofree char *path = put (place, name, "old\n");
      g_autofree char *full = g_strdup_printf ("%s/full.%s", place->folder, endings[i]);
      g_autofree char *after = NULL;
      g_auto (Run) nowhere = { 0 };
      g_auto (Run) device = { 0 };
      g_auto (Run) limited = { 0 };

      run_with (&nowhere, NULL, "%s '%s/none/f.%s'", commands[i], place->folder, endings[i]);
      assert_said (&nowhere, 1, "none");

      g_assert_cmpint (symlink ("/dev/full", full), ==, 0);
      run_with (&device, NULL, "%s '%s'", commands[i], full);
      assert_said (&device, 1, full);

      if (prlimit != NULL)
        {
          g_autofree char *line = g_strdup_printf ("'%s' --fsize=4096 '%s' %s '%s'", prlimit,
                                                   g_getenv ("SHRINKAGE_CLI"), commands[i], path);
          g_auto (GStrv) words = NULL;

          g_assert_true (g_shell_parse_argv (line, NULL, &words, NULL));
          spawn (&limited, (const char *const *) words, NULL);
          assert_said (&limited, 1, path);
          after = get (path, NULL);
          g_assert_cmpstr (after, ==, "old\n");
        }
    }

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (!try_full_disk (place, commands[i], endings[i]))
      {
        g_test_message ("not root, or nothing can be mounted: full disks are tried with limits only");
        break;
      }

  if (setpriv == NULL || geteuid () != 0)
    {
      g_test_message ("not root, or no setpriv: read-only folders are tested in study only");
      return;
    }
  g_assert_cmpint (g_chmod (place->folder, 0755), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/old.%s", place->folder, endings[i]);
      g_autofree char *line = g_strdup_printf ("'%s' --reuid " UNPRIVILEGED " --clear-groups '%s' %s '%s'", setpriv,
                                               g_getenv ("SHRINKAGE_CLI"), commands[i], path);
      g_autofree char *after = NULL;
      g_auto (GStrv) words = NULL;
      g_auto (Run) run = { 0 };

      g_assert_true (g_shell_parse_argv (line, NULL, &words, NULL));
      spawn (&run, (const char *const *) words, NULL);
      if (run.status == 126 || run.status == 127)
        {
          g_test_message ("the build folder cannot be read by others: %s", run.err);
          return;
        }
      assert_said (&run, 1, path);
      after = get (path, NULL);
      g_assert_cmpstr (after, ==, "old\n");
    }
}

/* A full disk behind standard output is told too. */
/* The program that finds the same, to standard output and to a file; what it says is tested where it is written. */
static void
test_code (Place *place, gconstpointer data)
{
  g_autofree char *path = g_build_filename (place->folder, "fit.py", NULL);
  g_auto (Run) r = { 0 };
  g_auto (Run) python = { 0 };
  g_auto (Run) refused = { 0 };
  g_autofree char *text = NULL;

  run_with (&r, NULL, "code sample:prostate --lambda 0.2 --language r");
  assert_done (&r);
  g_assert_nonnull (strstr (r.out, "library(glmnet)"));
  g_assert_nonnull (strstr (r.out, "alpha = 1, lambda = 0.2,"));
  g_assert_nonnull (strstr (r.out, "\"svi\""));

  run_with (&python, NULL, "code sample:prostate --lambda 0.2 --language python --penalty ridge --no-intercept -o '%s'",
            path);
  assert_done (&python);
  g_assert_cmpstr (python.out, ==, "");
  text = get (path, NULL);
  /* n λ of 97 rows. */
  g_assert_nonnull (strstr (text, "model = Ridge(alpha=19.400000000000002, solver=\"svd\", fit_intercept=False)"));

  run_with (&refused, NULL, "code sample:sparse-truth --lambda 0 --language r");
  g_assert_cmpint (refused.status, ==, 1);
  g_assert_nonnull (strstr (refused.err, "choose a λ above 0"));
}

static void
test_full_standard_output (void)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_PIPE);
  const char *const words[] = { g_getenv ("SHRINKAGE_CLI"), "fit", "sample:diabetes", NULL };
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_file_test ("/dev/full", G_FILE_TEST_EXISTS))
    {
      g_test_skip ("there is no /dev/full");
      return;
    }
  g_subprocess_launcher_set_stdout_file_path (launcher, "/dev/full");
  process = g_subprocess_launcher_spawnv (launcher, words, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &said, &error));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
  g_assert_true (g_str_has_prefix (said, "shrinkage-cli: standard output: "));
}

static void
test_help (void)
{
  const char *const lines[] = { "--help", "--version", "fit --help", "events --help", "draw --help", "samples --help" };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_auto (Run) run = { 0 };

      run_with (&run, NULL, "%s", lines[i]);
      assert_done (&run);
      g_assert_nonnull (strstr (run.out, "shrinkage-cli"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_nonnull (g_getenv ("SHRINKAGE_CLI"));

  g_test_add_func ("/cli/samples", test_samples);
  g_test_add_func ("/cli/fit/table", test_fit);
  g_test_add_func ("/cli/fit/matches-reference", test_fit_matches_reference);
  g_test_add_func ("/cli/fit/sources", test_fit_sources);
  g_test_add ("/cli/fit/options", Place, NULL, set_up, test_fit_options, tear_down);
  g_test_add ("/cli/fit/output", Place, NULL, set_up, test_fit_output, tear_down);
  g_test_add_func ("/cli/fit/scale", test_fit_scale);
  g_test_add ("/cli/draw/formats", Place, NULL, set_up, test_draw, tear_down);
  g_test_add ("/cli/draw/options", Place, NULL, set_up, test_draw_options, tear_down);
  g_test_add_func ("/cli/fit/folds", test_fit_folds);
  g_test_add_func ("/cli/events/references", test_events);
  g_test_add ("/cli/events/options", Place, NULL, set_up, test_events_options, tear_down);
  g_test_add ("/cli/draw/folds", Place, NULL, set_up, test_draw_folds, tear_down);
  g_test_add ("/cli/draw/degenerate", Place, NULL, set_up, test_draw_degenerate, tear_down);
  g_test_add ("/cli/timing", Place, NULL, set_up, test_timing, tear_down);
  g_test_add_func ("/cli/errors/usage", test_usage_errors);
  g_test_add ("/cli/disguises", Place, NULL, set_up, test_disguises, tear_down);
  g_test_add ("/cli/errors/data", Place, NULL, set_up, test_data_errors, tear_down);
  g_test_add ("/cli/errors/unwritable", Place, NULL, set_up, test_unwritable, tear_down);
  g_test_add_func ("/cli/errors/full-standard-output", test_full_standard_output);
  g_test_add ("/cli/code", Place, NULL, set_up, test_code, tear_down);
  g_test_add_func ("/cli/help", test_help);

  return g_test_run ();
}
