/* A table keeps what it is given. */
#include "data/shr-table.h"

#include <math.h>

static void
test_numeric (void)
{
  static const char *const names[] = { "a", "b" };
  const double values[] = { 1, NAN, 3, 4, 5, 6 };
  ShrTable *table = shr_table_new_numeric ("here", names, 3, 2, g_memdup2 (values, sizeof values));
  ShrTable *again = shr_table_ref (table);

  shr_table_unref (table);
  g_assert_cmpstr (shr_table_name (again), ==, "here");
  g_assert_cmpuint (shr_table_rows (again), ==, 3);
  g_assert_cmpuint (shr_table_columns (again), ==, 2);
  g_assert_cmpuint (shr_table_column (again, 0)->missing, ==, 1);
  g_assert_cmpuint (shr_table_column (again, 1)->missing, ==, 0);
  g_assert_cmpfloat (shr_table_column (again, 1)->values[2], ==, 6.0);
  g_assert_true (shr_table_find (again, "b") == shr_table_column (again, 1));
  g_assert_null (shr_table_find (again, "c"));
  g_assert_cmpuint (shr_table_notices (again)->len, ==, 0);
  shr_table_unref (again);
}

/* Values go to the numeric columns only, in order. */
static void
test_kinds (void)
{
  static const ShrColumnKind kinds[] = { SHR_COLUMN_TEXT, SHR_COLUMN_NUMERIC, SHR_COLUMN_EMPTY, SHR_COLUMN_NUMERIC };
  const double values[] = { 1, 2, 3, 4 };
  GArray *columns = g_array_new (FALSE, TRUE, sizeof (ShrColumn));
  GPtrArray *notices = shr_notices_new ();
  g_autoptr (ShrTable) table = NULL;

  for (int j = 0; j < 4; j++)
    {
      ShrColumn column = { .name = g_strdup_printf ("c%d", j), .kind = kinds[j] };

      g_array_append_val (columns, column);
    }
  shr_notices_add (notices, SHR_NOTICE_TEXT, "column %d", 0);
  table = shr_table_new ("t", 2, columns, g_memdup2 (values, sizeof values), notices);

  g_assert_null (shr_table_column (table, 0)->values);
  g_assert_cmpfloat (shr_table_column (table, 1)->values[1], ==, 2.0);
  g_assert_null (shr_table_column (table, 2)->values);
  g_assert_cmpfloat (shr_table_column (table, 3)->values[0], ==, 3.0);
  g_assert_cmpstr (((const ShrNotice *) shr_table_notices (table)->pdata[0])->text, ==, "column 0");
  g_assert_cmpint (((const ShrNotice *) shr_table_notices (table)->pdata[0])->kind, ==, SHR_NOTICE_TEXT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/table/numeric", test_numeric);
  g_test_add_func ("/table/kinds", test_kinds);

  return g_test_run ();
}
