/* From a table to response and features: choice, order, missing rows, constants, and what is refused. */
#include "data/shr-csv-reader.h"
#include "data/shr-data-error.h"
#include "data/shr-dataset.h"
#include "support/shr-test-random.h"

#include <math.h>
#include <string.h>

#define NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* Column after column. */
static ShrTable *
make_table (const char *const *names, gsize rows, gsize columns, const double *values)
{
  return shr_table_new_numeric ("t.csv", names, rows, columns, g_memdup2 (values, rows * columns * sizeof (double)));
}

static ShrTable *
small_table (void)
{
  static const double values[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 4, 9 };

  return make_table (NAMES ("age", "bmi", "bp", "y"), 3, 4, values);
}

static gboolean
has_notice (const ShrDataset *dataset, ShrNoticeKind kind, const char *part)
{
  const GPtrArray *notices = shr_dataset_notices (dataset);

  for (guint i = 0; i < notices->len; i++)
    {
      const ShrNotice *notice = notices->pdata[i];

      if (notice->kind == kind && strstr (notice->text, part) != NULL)
        return TRUE;
    }

  return FALSE;
}

static void
test_defaults (void)
{
  g_autoptr (ShrTable) table = small_table ();
  g_autoptr (GError) error = NULL;
  g_autoptr (ShrDataset) dataset = shr_dataset_new (table, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (shr_dataset_name (dataset), ==, "t.csv");
  g_assert_cmpuint (shr_dataset_rows (dataset), ==, 3);
  g_assert_cmpuint (shr_dataset_features (dataset), ==, 3);
  g_assert_cmpstr (shr_dataset_response (dataset), ==, "y");
  g_assert_cmpstr (shr_dataset_feature_names (dataset)[1], ==, "bmi");
  g_assert_null (shr_dataset_feature_names (dataset)[3]);
  g_assert_cmpuint (shr_dataset_dropped_rows (dataset), ==, 0);
  g_assert_true (has_notice (dataset, SHR_NOTICE_RESPONSE, "“y”"));

  /* The table's own numbers, not a copy. */
  g_assert_true (shr_dataset_x (dataset) == shr_table_column (table, 0)->values);
  g_assert_true (shr_dataset_y (dataset) == shr_table_column (table, 3)->values);
}

/* The dataset outlives everybody else's interest in the table. */
static void
test_lifetime (void)
{
  ShrTable *table = small_table ();
  ShrDataset *dataset = shr_dataset_new (table, NULL, NULL, NULL, NULL);
  ShrDataset *again = shr_dataset_ref (dataset);

  shr_table_unref (table);
  shr_dataset_unref (dataset);
  g_assert_cmpfloat (shr_dataset_x (again)[8], ==, 9.0);
  g_assert_cmpfloat (shr_dataset_y (again)[2], ==, 9.0);
  shr_dataset_unref (again);
}

static void
test_choice (void)
{
  static const double of_bp_age[] = { 7, 8, 9, 1, 2, 3 };
  static const double of_rest[] = { 1, 2, 3, 7, 8, 9, 1, 4, 9 };
  g_autoptr (ShrTable) table = small_table ();
  g_autoptr (GError) error = NULL;
  g_autoptr (ShrDataset) chosen = shr_dataset_new (table, "bmi", NAMES ("bp", "age"), NULL, &error);
  g_autoptr (ShrDataset) middle = shr_dataset_new (table, "bmi", NULL, NULL, &error);
  g_autoptr (ShrDataset) excluded = shr_dataset_new (table, NULL, NULL, NAMES ("y", "age", "age"), &error);
  g_autoptr (ShrDataset) taken = shr_dataset_new (table, NULL, NAMES ("y"), NULL, &error);

  g_assert_no_error (error);
  g_assert_true (memcmp (shr_dataset_x (chosen), of_bp_age, sizeof of_bp_age) == 0);
  g_assert_cmpstr (shr_dataset_feature_names (chosen)[0], ==, "bp");
  g_assert_false (has_notice (chosen, SHR_NOTICE_RESPONSE, ""));

  g_assert_true (memcmp (shr_dataset_x (middle), of_rest, sizeof of_rest) == 0);
  g_assert_cmpstr (shr_dataset_response (excluded), ==, "bp");
  g_assert_cmpuint (shr_dataset_features (excluded), ==, 1);
  g_assert_cmpstr (shr_dataset_response (taken), ==, "bp");
}

static void
test_missing (void)
{
  static const double values[] = { 1, NAN, 3, 4, 5, 6, NAN, 8, 9, 10, 11, 12, NAN, 14, 15, 16 };
  static const double x[] = { 4, 8 };
  g_autoptr (ShrTable) table = make_table (NAMES ("a", "b", "c", "y"), 4, 4, values);
  g_autoptr (GError) error = NULL;
  g_autoptr (ShrDataset) dataset = shr_dataset_new (table, NULL, NULL, NULL, &error);
  g_autoptr (ShrDataset) fewer = shr_dataset_new (table, "c", NAMES ("a"), NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (shr_dataset_rows (dataset), ==, 1);
  g_assert_cmpuint (shr_dataset_dropped_rows (dataset), ==, 3);
  g_assert_true (memcmp (shr_dataset_x (dataset), x, sizeof x) == 0);
  g_assert_cmpfloat (shr_dataset_x (dataset)[2], ==, 12.0);
  g_assert_cmpfloat (shr_dataset_y (dataset)[0], ==, 16.0);
  g_assert_true (has_notice (dataset, SHR_NOTICE_MISSING, "3 of 4 rows"));
  g_assert_true (has_notice (dataset, SHR_NOTICE_MISSING, "“a” 1, “b” 1, “y” 1"));

  /* Only the columns that are used count. */
  g_assert_cmpuint (shr_dataset_dropped_rows (fewer), ==, 1);
}

/* Random tables with random gaps, against the rows picked out one by one. */
static void
test_random (void)
{
  ShrTestRandom random;

  shr_test_random_init (&random, 5);
  for (int k = 0; k < 200; k++)
    {
      const char *names[] = { "a", "b", "c", "d", "e", NULL };
      gsize rows = 1 + shr_test_random_below (&random, 30);
      g_autofree double *values = g_new (double, rows * 5);
      g_autoptr (ShrTable) table = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (ShrDataset) dataset = NULL;
      gsize kept = 0;

      for (gsize i = 0; i < rows * 5; i++)
        values[i] = shr_test_random_below (&random, 12) == 0 ? NAN : shr_test_random_normal (&random);
      for (gsize j = 0; j < 5; j++)
        values[j * rows] = (double) j;
      table = make_table (names, rows, 5, values);
      dataset = shr_dataset_new (table, names[k % 5], NULL, NULL, &error);
      g_assert_no_error (error);

      for (gsize i = 0; i < rows; i++)
        {
          gboolean whole = TRUE;
          gsize feature = 0;

          for (gsize j = 0; j < 5; j++)
            whole = whole && !isnan (values[i + j * rows]);
          if (!whole)
            continue;
          for (gsize j = 0; j < 5; j++)
            if (j == (gsize) k % 5)
              g_assert_cmpfloat (shr_dataset_y (dataset)[kept], ==, values[i + j * rows]);
            else
              g_assert_cmpfloat (shr_dataset_x (dataset)[kept + shr_dataset_rows (dataset) * feature++], ==,
                                 values[i + j * rows]);
          kept++;
        }
      g_assert_cmpuint (shr_dataset_rows (dataset), ==, kept);
      g_assert_cmpuint (shr_dataset_dropped_rows (dataset), ==, rows - kept);
    }
}

static void
test_constant (void)
{
  /* a varies only in a row that is dropped. */
  static const double values[] = { 5, 5, 6, 1, 2, 3, NAN, 0, 0, 7, 7, 7 };
  g_autoptr (ShrTable) table = make_table (NAMES ("a", "b", "c", "y"), 3, 4, values);
  g_autoptr (ShrDataset) dataset = shr_dataset_new (table, NULL, NULL, NULL, NULL);
  static const double last_gap[] = { 5, 5, 6, 1, 2, NAN, 7, 7, 7 };
  g_autoptr (ShrTable) other = make_table (NAMES ("a", "b", "y"), 3, 3, last_gap);
  g_autoptr (ShrDataset) flat = shr_dataset_new (other, NULL, NULL, NULL, NULL);

  g_assert_false (shr_dataset_is_constant (dataset, 0));
  g_assert_true (shr_dataset_is_constant (dataset, 2));
  g_assert_true (has_notice (dataset, SHR_NOTICE_CONSTANT, "“c”"));
  g_assert_true (has_notice (dataset, SHR_NOTICE_CONSTANT_TARGET, "“y”"));
  g_assert_true (shr_dataset_is_constant (flat, 0));
  g_assert_false (shr_dataset_is_constant (flat, 1));
}

static void
test_refusals (void)
{
  static const double gaps[] = { NAN, 2, 3, NAN, 5, 6 };
  g_autoptr (ShrTable) table = small_table ();
  g_autoptr (ShrTable) empty = make_table (NAMES ("a", "b", "y"), 2, 3, gaps);
  const struct
  {
    ShrTable *table;
    const char *response;
    const char *const *features;
    const char *const *exclude;
    ShrDataError code;
    const char *words[2];
  } cases[] = {
    { table, "bmy", NULL, NULL, SHR_DATA_ERROR_COLUMN, { "no column “bmy”", "did you mean “bmi”" } },
    { table, "BP", NULL, NULL, SHR_DATA_ERROR_COLUMN, { "no column “BP”", "did you mean “bp”" } },
    { table, NULL, NAMES ("weight"), NULL, SHR_DATA_ERROR_COLUMN, { "no column “weight”", "“age”, “bmi”, “bp”, “y”" } },
    { table, NULL, NULL, NAMES ("aeg"), SHR_DATA_ERROR_COLUMN, { "no column “aeg”", "“age”" } },
    { table, NULL, NAMES ("bp", "bp"), NULL, SHR_DATA_ERROR_COLUMN, { "“bp”", "twice" } },
    { table, "bp", NAMES ("bp"), NULL, SHR_DATA_ERROR_COLUMN, { "“bp”", "response and a feature" } },
    { table, "bp", NULL, NAMES ("bp"), SHR_DATA_ERROR_COLUMN, { "“bp”", "excluded and used" } },
    { table, NULL, NAMES ("bp"), NAMES ("bp"), SHR_DATA_ERROR_COLUMN, { "“bp”", "excluded and used" } },
    { table, NULL, NULL, NAMES ("age", "bmi", "bp"), SHR_DATA_ERROR_NO_COLUMNS, { "“y”", "feature" } },
    { table, NULL, NULL, NAMES ("age", "bmi", "bp", "y"), SHR_DATA_ERROR_NO_COLUMNS, { "response" } },
    { empty, NULL, NULL, NULL, SHR_DATA_ERROR_NO_ROWS, { "every row", "“a” 1, “b” 1" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ShrDataset) dataset =
          shr_dataset_new (cases[i].table, cases[i].response, cases[i].features, cases[i].exclude, &error);

      g_assert_null (dataset);
      g_assert_error (error, SHR_DATA_ERROR, (int) cases[i].code);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, "t.csv: "));
      g_assert_nonnull (strstr (error->message, "; "));
      for (gsize k = 0; k < 2 && cases[i].words[k] != NULL; k++)
        g_assert_nonnull (strstr (error->message, cases[i].words[k]));
    }
}

/* Columns without numbers can be left out, but not used. */
static void
test_kinds (void)
{
  static const ShrColumnKind kinds[] = { SHR_COLUMN_INDEX, SHR_COLUMN_TEXT, SHR_COLUMN_EMPTY };
  static const char *const names[] = { "id", "sex", "void" };
  GArray *columns = g_array_new (FALSE, TRUE, sizeof (ShrColumn));
  const double values[] = { 1, 2, 3, 5 };
  g_autoptr (ShrTable) table = NULL;
  g_autoptr (ShrDataset) dataset = NULL;
  g_autoptr (GError) error = NULL;

  for (gsize j = 0; j < 5; j++)
    {
      ShrColumn column = { .name = g_strdup (j < 3    ? names[j]
                                             : j == 3 ? "x"
                                                      : "y"),
                           .kind = j < 3 ? kinds[j] : SHR_COLUMN_NUMERIC };

      g_array_append_val (columns, column);
    }
  table = shr_table_new ("t.csv", 2, columns, g_memdup2 (values, sizeof values), NULL);

  for (gsize j = 0; j < 3; j++)
    {
      g_assert_null (shr_dataset_new (table, names[j], NULL, NULL, &error));
      g_assert_error (error, SHR_DATA_ERROR, SHR_DATA_ERROR_COLUMN);
      g_assert_nonnull (strstr (error->message, names[j]));
      g_clear_error (&error);
    }
  dataset = shr_dataset_new (table, NULL, NULL, NAMES ("sex"), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (shr_dataset_features (dataset), ==, 1);
  g_assert_cmpfloat (shr_dataset_y (dataset)[1], ==, 5.0);
}

static ShrTable *
read_table (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  ShrTable *table = shr_csv_reader_read_bytes (bytes, &(ShrCsvOptions){ .name = "t.csv" }, &error);

  g_assert_no_error (error);

  return table;
}

/* Three levels are two features against the base level. */
static void
test_categories (void)
{
  static const double x[] = { 1, 2, 3, 5, 0, 1, 0, 0, 0, 0, 1, 0 };
  g_autoptr (ShrTable) table = read_table ("a,c,c=red,y\n1,blue,7,1\n2,green,7,2\n3,red,7,3\n4,,7,4\n5,blue,7,5\n");
  g_autoptr (GError) error = NULL;
  const ShrImport left_out = { .exclude = (char *[]){ (char *) "c=red", NULL } };
  const ShrImport asked = { .features = (char *[]){ (char *) "c", NULL } };
  const ShrImport as_response = { .response = (char *) "c" };
  const ShrImport capped = { .max_levels = 2 };
  const ShrImport capped_unused = { .max_levels = 2, .exclude = (char *[]){ (char *) "c", NULL } };
  g_autoptr (ShrDataset) dataset = shr_dataset_new_for_import (table, &left_out, &error);
  g_autoptr (ShrDataset) alone = shr_dataset_new_for_import (table, &asked, &error);
  g_autoptr (ShrDataset) whole = shr_dataset_new (table, NULL, NULL, NULL, &error);
  g_autoptr (ShrDataset) unused = shr_dataset_new_for_import (table, &capped_unused, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (shr_dataset_rows (dataset), ==, 4);
  g_assert_cmpuint (shr_dataset_features (dataset), ==, 3);
  g_assert_true (memcmp (shr_dataset_x (dataset), x, sizeof x) == 0);
  g_assert_cmpstr (shr_dataset_feature_names (dataset)[1], ==, "c=green");
  g_assert_cmpstr (shr_dataset_feature_names (dataset)[2], ==, "c=red (2)");
  g_assert_true (has_notice (dataset, SHR_NOTICE_CATEGORY, "“blue” is the base level"));
  g_assert_true (has_notice (dataset, SHR_NOTICE_CATEGORY, "“green”, “red”"));
  g_assert_true (shr_import_equal (shr_dataset_import (dataset), &left_out));

  g_assert_cmpuint (shr_dataset_features (alone), ==, 2);
  g_assert_cmpstr (shr_dataset_response (alone), ==, "y");
  g_assert_cmpstr (shr_dataset_feature_names (whole)[3], ==, "c=red");
  g_assert_cmpuint (shr_dataset_features (unused), ==, 2);
  g_assert_cmpuint (shr_dataset_rows (unused), ==, 5);

  g_assert_null (shr_dataset_new_for_import (table, &as_response, &error));
  g_assert_error (error, SHR_DATA_ERROR, SHR_DATA_ERROR_COLUMN);
  g_clear_error (&error);
  g_assert_null (shr_dataset_new_for_import (table, &capped, &error));
  g_assert_error (error, SHR_DATA_ERROR, SHR_DATA_ERROR_LEVELS);
  g_assert_nonnull (strstr (error->message, "--levels 3"));
  g_assert_nonnull (strstr (error->message, "--exclude"));
}

static void
test_mean (void)
{
  g_autoptr (ShrTable) table = read_table ("a,c,y\n1,u,1\n,v,2\n3,,3\n8,u,\n5,v,4\nNA,u,9\n");
  const ShrImport mean = { .missing = SHR_MISSING_MEAN };
  g_autoptr (GError) error = NULL;
  g_autoptr (ShrDataset) dataset = shr_dataset_new_for_import (table, &mean, &error);
  g_autoptr (ShrTable) hopeless = read_table ("a,b,y\n1,1,\n,2,2\n,3,3\n");
  static const double x[] = { 1, 3, 3, 5, 3, 0, 1, 0.5, 1, 0 };

  g_assert_no_error (error);
  /* The row without a response is dropped, and has no part in the means. */
  g_assert_cmpuint (shr_dataset_rows (dataset), ==, 5);
  g_assert_cmpuint (shr_dataset_dropped_rows (dataset), ==, 1);
  g_assert_cmpuint (shr_dataset_filled_values (dataset), ==, 3);
  g_assert_true (memcmp (shr_dataset_x (dataset), x, sizeof x) == 0);
  g_assert_true (has_notice (dataset, SHR_NOTICE_FILLED, "3 missing values"));
  g_assert_true (has_notice (dataset, SHR_NOTICE_FILLED, "“a” 2, “c” 1"));
  g_assert_true (has_notice (dataset, SHR_NOTICE_MISSING, "“y” 1"));

  g_assert_null (shr_dataset_new_for_import (hopeless, &mean, &error));
  g_assert_error (error, SHR_DATA_ERROR, SHR_DATA_ERROR_NO_ROWS);
  g_assert_nonnull (strstr (error->message, "“a”"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dataset/defaults", test_defaults);
  g_test_add_func ("/dataset/lifetime", test_lifetime);
  g_test_add_func ("/dataset/choice", test_choice);
  g_test_add_func ("/dataset/missing", test_missing);
  g_test_add_func ("/dataset/random", test_random);
  g_test_add_func ("/dataset/constant", test_constant);
  g_test_add_func ("/dataset/refusals", test_refusals);
  g_test_add_func ("/dataset/kinds", test_kinds);
  g_test_add_func ("/dataset/categories", test_categories);
  g_test_add_func ("/dataset/mean", test_mean);

  return g_test_run ();
}
