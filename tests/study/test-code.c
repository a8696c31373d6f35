#include "study/shr-code.h"

#include "shr-test-study.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static ShrStudy *
open_dataset (ShrDataset *dataset, const ShrSettings *settings, const double *lambdas, gsize n_lambdas)
{
  ShrStudy *study = shr_study_new ();
  g_autoptr (GError) error = NULL;

  shr_study_set_worker (study, FALSE);
  shr_study_set_settings (study, settings);
  shr_study_set_lambdas (study, lambdas, n_lambdas);
  shr_study_set_dataset (study, dataset);
  g_assert_true (shr_study_fit_now (study, &error));
  g_assert_no_error (error);

  return study;
}

/* Whether the command with its arguments ends well. */
static gboolean
can (const char *const *arguments)
{
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  int status;

  return g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, &err, &status, NULL)
         && g_spawn_check_wait_status (status, NULL);
}

/* What runs programs in @language; @installed: whether it has what they need. Another Python may come before the
 * system's, which is the one that Debian's scikit-learn is for. */
static const char *
find_interpreter (ShrCodeLanguage language, gboolean *installed)
{
  static const char *const pythons[] = { "python3", "/usr/bin/python3" };

  if (language == SHR_CODE_R)
    {
      *installed = can ((const char *const[]){ "Rscript", "-e", "library(glmnet)", NULL });
      return "Rscript";
    }

  for (gsize i = 0; i < G_N_ELEMENTS (pythons); i++)
    if (can ((const char *const[]){ pythons[i], "-c", "import numpy, sklearn.linear_model", NULL }))
      {
        *installed = TRUE;
        return pythons[i];
      }
  *installed = FALSE;
  return pythons[0];
}

static gboolean
have (ShrCodeLanguage language)
{
  gboolean installed;

  find_interpreter (language, &installed);
  return installed;
}

/* Programs to be run together: loading the libraries takes longer than any of them. */
typedef struct
{
  ShrCodeLanguage language;
  const char *interpreter;
  gboolean installed;
  char *folder;
  GPtrArray *paths;
} Programs;

static void
programs_init (Programs *programs, ShrCodeLanguage language)
{
  programs->language = language;
  programs->interpreter = find_interpreter (language, &programs->installed);
  programs->folder = g_dir_make_tmp ("shrinkage-code-XXXXXX", NULL);
  programs->paths = g_ptr_array_new_with_free_func (g_free);
}

static void
programs_add (Programs *programs, const char *code)
{
  g_autofree char *name =
      g_strdup_printf ("fit-%u.%s", programs->paths->len, shr_code_language_ending (programs->language));
  char *path = g_build_filename (programs->folder, name, NULL);

  g_assert_true (g_utf8_validate (code, -1, NULL));
  g_assert_true (g_file_set_contents (path, code, -1, NULL));
  g_ptr_array_add (programs->paths, path);
}

/* Runs them all, each with variables of its own, or only parses them where what they need is not there; TRUE when all
 * end well. */
static gboolean
programs_run (Programs *programs, char **said)
{
  static const char *const run_r =
      "for (path in commandArgs (TRUE)) tryCatch (source (path, local = new.env ()), error = "
      "function (e) stop (path, \": \", conditionMessage (e)))";
  static const char *const parse_r = "for (path in commandArgs (TRUE)) parse (path)";
  static const char *const run_python = "import sys, runpy\nfor path in sys.argv[1:]: runpy.run_path(path)";
  static const char *const parse_python =
      "import sys\nfor path in sys.argv[1:]: compile(open(path).read(), path, 'exec')";
  gboolean r = programs->language == SHR_CODE_R;
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *out = NULL;
  gboolean good;
  int status;

  g_ptr_array_add (arguments, (gpointer) programs->interpreter);
  if (r)
    g_ptr_array_add (arguments, (gpointer) "--vanilla");
  g_ptr_array_add (arguments, (gpointer) (r ? "-e" : "-c"));
  g_ptr_array_add (arguments, (gpointer) (r                     ? programs->installed ? run_r : parse_r
                                          : programs->installed ? run_python
                                                                : parse_python));
  for (guint i = 0; i < programs->paths->len; i++)
    g_ptr_array_add (arguments, g_ptr_array_index (programs->paths, i));
  g_ptr_array_add (arguments, NULL);

  g_assert_true (g_spawn_sync (NULL, (char **) arguments->pdata, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, said,
                               &status, &error));
  good = g_spawn_check_wait_status (status, NULL);
  for (guint i = 0; i < programs->paths->len; i++)
    g_remove (g_ptr_array_index (programs->paths, i));
  g_rmdir (programs->folder);
  g_free (programs->folder);
  g_ptr_array_unref (programs->paths);

  return good;
}

static void
assert_programs_run (Programs *programs)
{
  g_autofree char *said = NULL;

  if (!programs_run (programs, &said))
    g_error ("%s", said);
  if (!programs->installed)
    g_test_skip ("scikit-learn is not installed: the programs are only parsed");
}

/* Every number of the last array of a program made wrong by 1e-5 of itself. */
static char *
spoil (const char *code)
{
  char *spoiled = g_strdup (code);
  char *expected = strstr (spoiled, "expected");
  char *first = expected + strcspn (expected, "123456789");

  *first = *first == '9' ? '1' : (char) (*first + 1);

  return spoiled;
}

static void
add_program (Programs *programs, ShrStudy *study, ShrPenalty penalty)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *code = shr_code_write (study, penalty, programs->language, &error);

  g_assert_no_error (error);
  programs_add (programs, code);
}

/* The programs find the same, by somebody else's solver. */
static void
test_agrees (gconstpointer data)
{
  ShrCodeLanguage language = (ShrCodeLanguage) GPOINTER_TO_INT (data);
  Programs programs;
  static const char *const samples[] = { "diabetes", "prostate" };

  if (language == SHR_CODE_R && !have (language))
    {
      g_test_skip ("R with glmnet is not installed");
      return;
    }
  programs_init (&programs, language);

  for (gsize s = 0; s < G_N_ELEMENTS (samples); s++)
    for (int standardize = 0; standardize < 2; standardize++)
      for (int intercept = 0; intercept < 2; intercept++)
        {
          g_autoptr (ShrDataset) dataset = shr_test_dataset_sample (samples[s]);
          g_autoptr (ShrStudy) study = NULL;
          ShrSettings settings;

          shr_test_settings_init (&settings, TRUE, TRUE, TRUE);
          settings.standardize = standardize;
          settings.intercept = intercept;
          settings.mixing = 0.3;
          settings.lambda_count = 20;
          study = open_dataset (dataset, &settings, NULL, 0);
          shr_study_set_link (study, SHR_LINK_SHRINKAGE);
          for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
            add_program (&programs, study, penalty);
        }
  assert_programs_run (&programs);
}

/* One feature, a constant one, awkward names, least squares, and more features than rows. */
static void
test_edges (gconstpointer data)
{
  ShrCodeLanguage language = (ShrCodeLanguage) GPOINTER_TO_INT (data);
  Programs programs;
  const char *const names[] = { "with \"quotes\"", "back\\slash\n", "größe", "y", NULL };
  const double zero[] = { 0.0 };

  if (language == SHR_CODE_R && !have (language))
    {
      g_test_skip ("R with glmnet is not installed");
      return;
    }
  programs_init (&programs, language);

  for (gsize p = 1; p <= 3; p++)
    for (int intercept = 0; intercept < 2; intercept++)
      for (int least_squares = 0; least_squares < 2; least_squares++)
        {
          g_autoptr (ShrDataset) random = shr_test_dataset_random (25, p, 0.2, 5);
          double *values = g_new (double, 25 * (p + 1));
          g_autoptr (ShrDataset) dataset = NULL;
          g_autoptr (ShrStudy) study = NULL;
          ShrSettings settings;

          memcpy (values, shr_dataset_x (random), 25 * p * sizeof (double));
          memcpy (values + 25 * p, shr_dataset_y (random), 25 * sizeof (double));
          for (gsize i = 0; p == 3 && i < 25; i++)
            values[25 + i] = 4.0;
          dataset = shr_test_dataset_values ("awkward\n\"data\".csv", names + 3 - p, 25, p, values);
          shr_test_settings_init (&settings, TRUE, FALSE, TRUE);
          settings.intercept = intercept;
          study = open_dataset (dataset, &settings, zero, (gsize) least_squares);
          add_program (&programs, study, SHR_PENALTY_LASSO);
          add_program (&programs, study, SHR_PENALTY_RIDGE);
        }

  {
    g_autoptr (ShrDataset) wide = shr_test_dataset_random (20, 40, 0.1, 3);
    g_autoptr (ShrStudy) study = NULL;
    ShrSettings settings;

    shr_test_settings_init (&settings, TRUE, FALSE, TRUE);
    study = open_dataset (wide, &settings, NULL, 0);
    add_program (&programs, study, SHR_PENALTY_LASSO);
    add_program (&programs, study, SHR_PENALTY_RIDGE);
  }
  assert_programs_run (&programs);
}

/* The assertion in the program is one: a wrong digit stops it. */
static void
test_asserts (void)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample ("prostate");
  g_autoptr (ShrStudy) study = NULL;
  g_autofree char *code = NULL;
  g_autofree char *spoiled = NULL;
  g_autofree char *said = NULL;
  ShrSettings settings;
  Programs programs;

  if (!have (SHR_CODE_R))
    {
      g_test_skip ("R with glmnet is not installed");
      return;
    }
  shr_test_settings_init (&settings, FALSE, FALSE, TRUE);
  study = open_dataset (dataset, &settings, NULL, 0);
  code = shr_code_write (study, SHR_PENALTY_LASSO, SHR_CODE_R, NULL);
  spoiled = spoil (code);
  programs_init (&programs, SHR_CODE_R);
  programs_add (&programs, spoiled);
  g_assert_false (programs_run (&programs, &said));
  g_assert_nonnull (strstr (said, "difference"));
}

static void
assert_refused (ShrDataset *dataset, double lambda, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ShrStudy) study = NULL;
  ShrSettings settings;

  shr_test_settings_init (&settings, FALSE, FALSE, TRUE);
  study = open_dataset (dataset, &settings, &lambda, 1);
  g_assert_null (shr_code_write (study, SHR_PENALTY_LASSO, SHR_CODE_R, &error));
  g_assert_error (error, SHR_STUDY_ERROR, SHR_STUDY_ERROR_CODE);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_refuses (void)
{
  g_autoptr (ShrDataset) wide = shr_test_dataset_random (10, 20, 0.1, 3);
  g_autoptr (ShrDataset) large = shr_test_dataset_random (60000, 5, 0.1, 3);
  g_autoptr (ShrStudy) study = shr_study_new ();
  g_autoptr (GError) error = NULL;
  ShrCodeLanguage language;

  assert_refused (wide, 0.0, "choose a λ above 0");
  assert_refused (large, 0.1, "too many");
  g_assert_null (shr_code_write (study, SHR_PENALTY_LASSO, SHR_CODE_R, &error));
  g_assert_error (error, SHR_STUDY_ERROR, SHR_STUDY_ERROR_CODE);

  g_assert_true (shr_code_language_from_id ("python", &language));
  g_assert_cmpint (language, ==, SHR_CODE_PYTHON);
  g_assert_true (shr_code_language_from_id ("r", &language));
  g_assert_cmpint (language, ==, SHR_CODE_R);
  g_assert_false (shr_code_language_from_id ("julia", &language));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/code/agrees/python", GINT_TO_POINTER (SHR_CODE_PYTHON), test_agrees);
  g_test_add_data_func ("/code/agrees/r", GINT_TO_POINTER (SHR_CODE_R), test_agrees);
  g_test_add_data_func ("/code/edges/python", GINT_TO_POINTER (SHR_CODE_PYTHON), test_edges);
  g_test_add_data_func ("/code/edges/r", GINT_TO_POINTER (SHR_CODE_R), test_edges);
  g_test_add_func ("/code/asserts", test_asserts);
  g_test_add_func ("/code/refuses", test_refuses);

  return g_test_run ();
}
