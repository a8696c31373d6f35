#pragma once

#include "data/shr-notice.h"
#include "data/shr-recipe.h"

#include <glib.h>

typedef enum
{
  SHR_COLUMN_NUMERIC,  /* every cell a number or missing, at least one number */
  SHR_COLUMN_CATEGORY, /* words, a few different ones: a feature for each but the first */
  SHR_COLUMN_TEXT,     /* words that are no categories; left out */
  SHR_COLUMN_INDEX,    /* counts or names the rows; left out unless it is asked for and holds numbers */
  SHR_COLUMN_EMPTY,    /* every cell missing; left out */
  SHR_COLUMN_FAULTY,   /* numbers, but for some cell that cannot be read: an error as soon as the column is used */
} ShrColumnKind;

/**
 * ShrColumn:
 * @name: unique in its table, never empty, UTF-8
 * @kind: what it holds
 * @stored: for an index, whether it has values, being numbers; ignored otherwise
 * @missing: number of missing cells
 * @fault: (nullable): for a faulty column, the error that names its first faulty cell; for a column of words, the
 *   error that says why it cannot be left as it is; else NULL
 * @levels: (nullable): for a category, its words in their order, the first of which is the base level; else NULL
 * @values: (nullable): for numeric columns, categories and stored indices, as many doubles as the table has rows, NaN
 *   where missing; a category's are its level's place, from 0; else NULL
 *
 * Owned by its table.
 */
typedef struct
{
  char *name;
  ShrColumnKind kind;
  gboolean stored;
  gsize missing;
  GError *fault;
  char **levels;
  const double *values;
} ShrColumn;

/**
 * ShrTable:
 *
 * A table as it was read or generated: named columns, and numbers where the columns hold numbers. Immutable and
 * reference counted (atomically), so any number of threads may read it.
 *
 * The values of the columns that have any lie one after the other in one block, in the order of the columns.
 */
typedef struct ShrTable ShrTable;

/**
 * shr_table_new:
 * @name: what the user knows the data by: a file's name, a sample's title
 * @rows: rows, n ≥ 1
 * @columns: (transfer full) (element-type ShrColumn): names and kinds, with the values not yet set; the array and
 *   its elements become the table's
 * @values: (transfer full) (nullable): n doubles for each column that has values, column after column, from g_malloc();
 *   NULL when none has
 * @notices: (transfer full) (nullable): what was understood
 *
 * Missing values of these columns are counted here.
 */
ShrTable *shr_table_new (const char *name, gsize rows, GArray *columns, double *values, GPtrArray *notices);

/**
 * shr_table_new_numeric:
 * @name: what the user knows the data by
 * @names: as many column names as there are @columns, all different
 * @rows: rows, n ≥ 1
 * @columns: columns, p ≥ 1
 * @values: (transfer full): n×p doubles, column after column, from g_malloc(); NaN where missing
 *
 * A table of numbers, without a file behind it.
 */
ShrTable *shr_table_new_numeric (const char *name, const char *const *names, gsize rows, gsize columns, double *values);

/* Whether a column of @kind has values, being stored or not where it is an index. */
gboolean shr_column_kind_has_values (ShrColumnKind kind, gboolean stored);

ShrTable *shr_table_ref (ShrTable *table);
void shr_table_unref (ShrTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ShrTable, shr_table_unref)

/* What the user knows the data by; begins the messages about it. */
const char *shr_table_name (const ShrTable *table);
gsize shr_table_rows (const ShrTable *table);
gsize shr_table_columns (const ShrTable *table);
/* Column @j, from 0; borrowed. */
const ShrColumn *shr_table_column (const ShrTable *table, gsize j);
/* The column named @name, or NULL; borrowed. */
const ShrColumn *shr_table_find (const ShrTable *table, const char *name);
/* How the table was made; (transfer full), before anybody else sees the table. */
void shr_table_set_recipe (ShrTable *table, ShrRecipe *recipe);
/* (nullable): NULL where it was read from a file as it is; borrowed. */
const ShrRecipe *shr_table_recipe (const ShrTable *table);
/* (element-type ShrNotice): what was understood when the table was read; borrowed, never NULL. */
const GPtrArray *shr_table_notices (const ShrTable *table);
