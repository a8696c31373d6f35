#include "data/shr-table.h"

#include <math.h>

struct ShrTable
{
  gatomicrefcount references;
  char *name;
  gsize rows;
  GArray *columns;     /* of ShrColumn */
  GHashTable *by_name; /* name → ShrColumn; both the columns' own */
  double *values;      /* rows × columns with values, column after column */
  GPtrArray *notices;
  ShrRecipe *recipe; /* NULL where there is none */
};

static void
column_clear (gpointer data)
{
  ShrColumn *column = data;

  g_free (column->name);
  g_strfreev (column->levels);
  g_clear_error (&column->fault);
}

gboolean
shr_column_kind_has_values (ShrColumnKind kind, gboolean stored)
{
  return kind == SHR_COLUMN_NUMERIC || kind == SHR_COLUMN_CATEGORY || (kind == SHR_COLUMN_INDEX && stored);
}

static gsize
count_missing (const double *values, gsize rows)
{
  gsize missing = 0;

  for (gsize i = 0; i < rows; i++)
    missing += isnan (values[i]) ? 1 : 0;

  return missing;
}

ShrTable *
shr_table_new (const char *name, gsize rows, GArray *columns, double *values, GPtrArray *notices)
{
  ShrTable *table;
  const double *next = values;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (rows >= 1, NULL);
  g_return_val_if_fail (columns != NULL, NULL);

  table = g_new0 (ShrTable, 1);
  g_atomic_ref_count_init (&table->references);
  table->name = g_strdup (name);
  table->rows = rows;
  table->columns = columns;
  table->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  table->values = values;
  table->notices = notices != NULL ? notices : shr_notices_new ();

  g_array_set_clear_func (columns, column_clear);
  for (guint j = 0; j < columns->len; j++)
    {
      ShrColumn *column = &g_array_index (columns, ShrColumn, j);

      g_hash_table_insert (table->by_name, column->name, column);
      if (shr_column_kind_has_values (column->kind, column->stored))
        {
          column->values = next;
          column->missing = count_missing (next, rows);
          next += rows;
        }
    }

  return table;
}

ShrTable *
shr_table_new_numeric (const char *name, const char *const *names, gsize rows, gsize columns, double *values)
{
  GArray *array = g_array_new (FALSE, TRUE, sizeof (ShrColumn));

  for (gsize j = 0; j < columns; j++)
    {
      ShrColumn column = { .name = g_strdup (names[j]), .kind = SHR_COLUMN_NUMERIC };

      g_array_append_val (array, column);
    }

  return shr_table_new (name, rows, array, values, NULL);
}

ShrTable *
shr_table_ref (ShrTable *table)
{
  g_return_val_if_fail (table != NULL, NULL);

  g_atomic_ref_count_inc (&table->references);

  return table;
}

void
shr_table_unref (ShrTable *table)
{
  g_return_if_fail (table != NULL);

  if (!g_atomic_ref_count_dec (&table->references))
    return;

  g_clear_pointer (&table->recipe, shr_recipe_free);
  g_hash_table_unref (table->by_name);
  g_array_unref (table->columns);
  g_ptr_array_unref (table->notices);
  g_free (table->values);
  g_free (table->name);
  g_free (table);
}

const char *
shr_table_name (const ShrTable *table)
{
  g_return_val_if_fail (table != NULL, NULL);

  return table->name;
}

gsize
shr_table_rows (const ShrTable *table)
{
  g_return_val_if_fail (table != NULL, 0);

  return table->rows;
}

gsize
shr_table_columns (const ShrTable *table)
{
  g_return_val_if_fail (table != NULL, 0);

  return table->columns->len;
}

const ShrColumn *
shr_table_column (const ShrTable *table, gsize j)
{
  g_return_val_if_fail (table != NULL, NULL);
  g_return_val_if_fail (j < table->columns->len, NULL);

  return &g_array_index (table->columns, ShrColumn, j);
}

const ShrColumn *
shr_table_find (const ShrTable *table, const char *name)
{
  g_return_val_if_fail (table != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return g_hash_table_lookup (table->by_name, name);
}

void
shr_table_set_recipe (ShrTable *table, ShrRecipe *recipe)
{
  g_return_if_fail (table != NULL);
  g_return_if_fail (recipe != NULL);

  g_clear_pointer (&table->recipe, shr_recipe_free);
  table->recipe = recipe;
}

const ShrRecipe *
shr_table_recipe (const ShrTable *table)
{
  g_return_val_if_fail (table != NULL, NULL);

  return table->recipe;
}

const GPtrArray *
shr_table_notices (const ShrTable *table)
{
  g_return_val_if_fail (table != NULL, NULL);

  return table->notices;
}
