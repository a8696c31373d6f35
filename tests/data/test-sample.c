/* The samples: those stored are the reference data, those generated are the same for the same seed. */
#include "data/shr-data-error.h"
#include "data/shr-dataset.h"
#include "data/shr-sample.h"
#include "support/shr-test-table.h"

#include <string.h>

static ShrTable *
must_load (const char *id, guint64 seed)
{
  g_autoptr (GError) error = NULL;
  ShrTable *table = shr_sample_load (id, seed, &error);

  g_assert_no_error (error);

  return table;
}

static void
test_all (void)
{
  for (gsize i = 0; i < shr_sample_count (); i++)
    {
      ShrSample sample = shr_sample_get (i);
      g_autoptr (ShrTable) table = must_load (sample.id, 1);
      g_autoptr (ShrTable) same = must_load (sample.id, 1);
      g_autoptr (ShrTable) other = must_load (sample.id, 2);
      g_autoptr (GError) error = NULL;
      g_autoptr (ShrDataset) dataset = shr_dataset_new (table, NULL, NULL, NULL, &error);
      gsize bytes = shr_table_rows (table) * sizeof (double);
      ShrSampleParameters parameters;

      g_assert_no_error (error);
      g_assert_cmpuint (strlen (sample.title), >, 0);
      g_assert_true (g_str_has_suffix (sample.description, "."));
      g_assert_cmpuint (strlen (sample.citation), >, 0);
      g_assert_cmpstr (shr_table_name (table), ==, sample.title);
      g_assert_cmpuint (shr_dataset_dropped_rows (dataset), ==, 0);
      g_assert_cmpuint (shr_dataset_features (dataset) + 1, ==, shr_table_columns (table));
      g_assert_cmpint (shr_sample_parameters_init (&parameters, sample.id), ==, sample.is_generator);

      for (gsize j = 0; j < shr_table_columns (table); j++)
        {
          const double *values = shr_table_column (table, j)->values;

          g_assert_true (memcmp (values, shr_table_column (same, j)->values, bytes) == 0);
          g_assert_true ((memcmp (values, shr_table_column (other, j)->values, bytes) != 0) == sample.is_generator);
        }
    }
}

static void
test_stored (void)
{
  static const struct
  {
    const char *id;
    const char *file;
    const char *response;
    gsize rows;
    gsize columns;
  } cases[] = {
    { "diabetes", "data/data/diabetes.csv", "progression", 442, 11 },
    { "prostate", "data/data/prostate.csv", "lpsa", 97, 9 },
    { "longley", "data/data/Longley.csv", "y", 16, 7 },
  };

  for (gsize k = 0; k < G_N_ELEMENTS (cases); k++)
    {
      g_autoptr (ShrTestTable) truth = shr_test_table_read (cases[k].file);
      g_autoptr (ShrTable) table = must_load (cases[k].id, 0);
      g_autoptr (ShrDataset) dataset = shr_dataset_new (table, NULL, NULL, NULL, NULL);
      g_autofree double *x = NULL;
      g_autofree double *y = NULL;
      gsize bytes = cases[k].rows * sizeof (double);

      g_assert_cmpuint (shr_table_rows (table), ==, cases[k].rows);
      g_assert_cmpuint (shr_table_columns (table), ==, cases[k].columns);
      g_assert_cmpstr (shr_dataset_response (dataset), ==, cases[k].response);
      shr_test_table_split (truth, cases[k].response, &x, &y);
      g_assert_true (memcmp (shr_dataset_y (dataset), y, bytes) == 0);
      g_assert_true (memcmp (shr_dataset_x (dataset), x, bytes * (cases[k].columns - 1)) == 0);
    }
}

static void
test_unknown (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (shr_sample_load ("diabetis", 0, &error));
  g_assert_error (error, SHR_DATA_ERROR, SHR_DATA_ERROR_NO_SAMPLE);
  g_assert_nonnull (strstr (error->message, "diabetis: "));
  g_assert_nonnull (strstr (error->message, "“diabetes”"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sample/all", test_all);
  g_test_add_func ("/sample/stored", test_stored);
  g_test_add_func ("/sample/unknown", test_unknown);

  return g_test_run ();
}
