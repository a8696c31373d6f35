/* What a column's counts make of it. */
#include "data/shr-csv-column.h"
#include "data/shr-data-error.h"

#include <string.h>

static void
fill (ShrCsvColumn *column, const char *const *cells)
{
  *column = (ShrCsvColumn){ 0 };
  for (gsize i = 0; cells[i] != NULL; i++)
    {
      double value;

      shr_csv_column_count (column, shr_number_read (cells[i], strlen (cells[i]), TRUE, &value), i + 2, cells[i],
                            strlen (cells[i]));
    }
}

static void
test_kinds (void)
{
  static const struct
  {
    const char *cells[6];
    char decimal;
    ShrColumnKind kind;
    gsize fault; /* row, or 0 */
  } cases[] = {
    { { "1", "2.5", "NA" }, '.', SHR_COLUMN_NUMERIC, 0 },
    { { "1", "2,5", "" }, ',', SHR_COLUMN_NUMERIC, 0 },
    { { "1", "2.5", "3,5", "x" }, ',', SHR_COLUMN_FAULTY, 3 },
    { { "1", "2.5", "3,5", "x" }, '.', SHR_COLUMN_FAULTY, 4 },
    { { "x", "1", "2" }, '.', SHR_COLUMN_FAULTY, 2 },
    { { "x", "1" }, '.', SHR_COLUMN_FAULTY, 2 },
    { { "x", "1", "y" }, '.', SHR_COLUMN_TEXT, 2 },
    { { "x", "NA", "NA", "NA" }, '.', SHR_COLUMN_TEXT, 2 },
    { { "NA", "", "?" }, '.', SHR_COLUMN_EMPTY, 0 },
    { { "1e999", "inf", "1,234.5" }, '.', SHR_COLUMN_FAULTY, 2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ShrCsvColumn column;
      const ShrCsvCell *fault;

      fill (&column, cases[i].cells);
      g_assert_cmpint (shr_csv_column_kind (&column, cases[i].decimal), ==, cases[i].kind);
      fault = shr_csv_column_first_fault (&column, cases[i].decimal, TRUE);
      g_assert_cmpuint (fault != NULL ? fault->row : 0, ==, cases[i].fault);
      shr_csv_column_clear (&column);
    }
}

static void
test_fault (void)
{
  static const char *const cells[] = { "1", "oops", "3", "4", NULL };
  ShrCsvColumn column;
  g_autoptr (GError) error = NULL;

  fill (&column, cells);
  g_assert_cmpuint (shr_csv_column_present (&column), ==, 4);
  g_assert_cmpuint (shr_csv_column_words (&column), ==, 1);
  g_assert_null (shr_csv_column_cell (&column, SHR_NUMBER_POINT));
  error = shr_csv_column_fault (shr_csv_column_cell (&column, SHR_NUMBER_WORD), "f.csv", 7, "bmi");
  g_assert_error (error, SHR_DATA_ERROR, SHR_DATA_ERROR_NOT_A_NUMBER);
  g_assert_true (g_str_has_prefix (error->message, "f.csv:3:7: “oops” in column “bmi” "));
  shr_csv_column_clear (&column);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/csv-column/kinds", test_kinds);
  g_test_add_func ("/csv-column/fault", test_fault);

  return g_test_run ();
}
