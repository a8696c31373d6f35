#pragma once

#include <glib.h>

/**
 * A plain comma-separated file of numbers and words with a header, as the reference data are: no quotes, no gaps.
 * Independent of the program's own reader.
 */
typedef struct
{
  gsize rows;
  gsize columns;
  char **header; /* columns, NULL-terminated */
  char **cells;  /* rows×columns, row after row, NULL-terminated */
} ShrTestTable;

/* @name: a file of tests, as "core/data/diabetes.csv". (transfer full). Fails the test when it is not there. */
ShrTestTable *shr_test_table_read (const char *name);
void shr_test_table_free (ShrTestTable *table);

/* (transfer none) */
const char *shr_test_table_word (const ShrTestTable *table, gsize row, gsize column);
double shr_test_table_number (const ShrTestTable *table, gsize row, gsize column);
/* The column of that name; fails the test when there is none. */
gsize shr_test_table_find (const ShrTestTable *table, const char *name);

/**
 * shr_test_table_split:
 * @response: name of the response
 * @x: (out) (transfer full): rows×(columns − 1), column after column, in the order of the file
 * @y: (out) (transfer full): rows
 */
void shr_test_table_split (const ShrTestTable *table, const char *response, double **x, double **y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ShrTestTable, shr_test_table_free)
