#include "app/shr-loader.h"

#include "data/shr-data-error.h"

#include <glib/gstdio.h>

typedef struct
{
  gboolean finished;
  ShrTable *table;
  ShrDataset *dataset;
  GError *error;
} Outcome;

static void
loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  Outcome *outcome = data;

  outcome->finished = TRUE;
  shr_loader_finish (SHR_LOADER (source), result, &outcome->table, &outcome->dataset, &outcome->error);
}

static Outcome
run (ShrLoader *loader, GCancellable *cancellable)
{
  Outcome outcome = { 0 };

  shr_loader_run (loader, cancellable, loaded, &outcome);
  while (!outcome.finished)
    g_main_context_iteration (NULL, TRUE);
  return outcome;
}

static void
clear (Outcome *outcome)
{
  g_clear_pointer (&outcome->table, shr_table_unref);
  g_clear_pointer (&outcome->dataset, shr_dataset_unref);
  g_clear_error (&outcome->error);
}

static void
test_file (void)
{
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (ShrLoader) loader = NULL;
  g_autoptr (ShrLoader) again = NULL;
  g_autofree char *name = NULL;
  g_autofree char *base = NULL;
  Outcome outcome, other;

  g_close (g_file_open_tmp ("loader-XXXXXX.csv", &path, NULL), NULL);
  g_assert_true (g_file_set_contents (path, "a,b,y\n1,2,3\n2,1,4\n3,5,9\n", -1, NULL));
  file = g_file_new_for_path (path);
  base = g_path_get_basename (path);

  loader = shr_loader_new_for_file (file);
  name = shr_loader_get_name (loader);
  g_assert_cmpstr (name, ==, base);
  outcome = run (loader, NULL);
  g_assert_no_error (outcome.error);
  g_assert_cmpuint (shr_dataset_rows (outcome.dataset), ==, 3);
  g_assert_cmpuint (shr_dataset_features (outcome.dataset), ==, 2);
  g_assert_cmpstr (shr_dataset_response (outcome.dataset), ==, "y");

  /* Another response from the same table, with the file gone. */
  g_remove (path);
  again = shr_loader_new_for_table (outcome.table, &(const ShrImport){ .response = (char *) "a" });
  other = run (again, NULL);
  g_assert_no_error (other.error);
  g_assert_cmpstr (shr_dataset_response (other.dataset), ==, "a");
  g_assert_cmpfloat (shr_dataset_y (other.dataset)[2], ==, 3.0);

  clear (&outcome);
  clear (&other);
}

static void
test_sample (void)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg ("sample:diabetes");
  g_autoptr (GFile) unknown = g_file_new_for_commandline_arg ("sample:diabetic");
  g_autoptr (ShrLoader) loader = shr_loader_new_for_file (file);
  g_autoptr (ShrLoader) unknown_loader = shr_loader_new_for_file (unknown);
  Outcome outcome = run (loader, NULL);

  g_assert_no_error (outcome.error);
  g_assert_cmpuint (shr_dataset_rows (outcome.dataset), ==, 442);
  g_assert_cmpuint (shr_dataset_features (outcome.dataset), ==, 10);
  clear (&outcome);

  outcome = run (unknown_loader, NULL);
  g_assert_error (outcome.error, SHR_DATA_ERROR, SHR_DATA_ERROR_NO_SAMPLE);
  clear (&outcome);
}

static void
test_failures (void)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nonexistent/table.csv");
  g_autoptr (GFile) sample = g_file_new_for_commandline_arg ("sample:diabetes");
  g_autoptr (ShrLoader) missing = shr_loader_new_for_file (file);
  g_autoptr (ShrLoader) cancelled = shr_loader_new_for_file (sample);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Outcome outcome = run (missing, NULL);

  g_assert_error (outcome.error, SHR_DATA_ERROR, SHR_DATA_ERROR_FILE);
  clear (&outcome);

  g_cancellable_cancel (cancellable);
  outcome = run (cancelled, cancellable);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (outcome.dataset);
  clear (&outcome);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/loader/file", test_file);
  g_test_add_func ("/loader/sample", test_sample);
  g_test_add_func ("/loader/failures", test_failures);

  return g_test_run ();
}
