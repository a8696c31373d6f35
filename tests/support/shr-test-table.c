#include "support/shr-test-table.h"

ShrTestTable *
shr_test_table_read (const char *name)
{
  g_autofree char *file = g_test_build_filename (G_TEST_DIST, name, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();
  ShrTestTable *table = g_new0 (ShrTestTable, 1);

  g_file_get_contents (file, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  table->header = g_strsplit (g_strchomp (lines[0]), ",", -1);
  table->columns = g_strv_length (table->header);

  for (gsize i = 1; lines[i] != NULL; i++)
    {
      g_autofree char **fields = g_strsplit (g_strchomp (lines[i]), ",", -1);

      g_assert_cmpuint (g_strv_length (fields), ==, table->columns);
      for (gsize j = 0; j < table->columns; j++)
        g_ptr_array_add (cells, fields[j]);
      table->rows++;
    }
  g_ptr_array_add (cells, NULL);
  table->cells = (char **) g_ptr_array_free (g_steal_pointer (&cells), FALSE);

  return table;
}

void
shr_test_table_free (ShrTestTable *table)
{
  g_strfreev (table->header);
  g_strfreev (table->cells);
  g_free (table);
}

const char *
shr_test_table_word (const ShrTestTable *table, gsize row, gsize column)
{
  g_assert_cmpuint (row, <, table->rows);
  g_assert_cmpuint (column, <, table->columns);

  return table->cells[row * table->columns + column];
}

double
shr_test_table_number (const ShrTestTable *table, gsize row, gsize column)
{
  const char *word = shr_test_table_word (table, row, column);
  char *end;
  double value = g_ascii_strtod (word, &end);

  g_assert_true (end != word && *end == '\0');

  return value;
}

gsize
shr_test_table_find (const ShrTestTable *table, const char *name)
{
  for (gsize j = 0; j < table->columns; j++)
    if (g_str_equal (table->header[j], name))
      return j;

  g_error ("no column %s", name);
}

void
shr_test_table_split (const ShrTestTable *table, const char *response, double **x, double **y)
{
  gsize of_response = shr_test_table_find (table, response);
  gsize p = 0;

  *x = g_new (double, table->rows *(table->columns - 1));
  *y = g_new (double, table->rows);
  for (gsize j = 0; j < table->columns; j++)
    {
      double *to = j == of_response ? *y : *x + table->rows * p++;

      for (gsize i = 0; i < table->rows; i++)
        to[i] = shr_test_table_number (table, i, j);
    }
}
