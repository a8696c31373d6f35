#pragma once

#include "data/shr-levels.h"
#include "data/shr-number.h"
#include "data/shr-table.h"

/**
 * ShrCsvCell:
 *
 * The first cell of a form in its column, kept for messages.
 */
typedef struct ShrCsvCell ShrCsvCell;

struct ShrCsvCell
{
  ShrNumberForm form;
  gsize row;  /* from 1 */
  char *text; /* as in the file, without quotes */
  ShrCsvCell *next;
};

/**
 * ShrCsvColumn:
 * @counts: how many cells of each form it holds
 * @cells: the first cell of each form worth a message, the latest first
 * @levels: (nullable): its different words, as soon as there is one
 *
 * What is known of a column while it is read. Its cells are not kept: numbers and the numbers of words go to the table.
 */
typedef struct
{
  gsize counts[SHR_NUMBER_FORMS];
  ShrCsvCell *cells;
  ShrLevels *levels;
} ShrCsvColumn;

void shr_csv_column_clear (ShrCsvColumn *column);

/* Keeps @text, @length bytes of it, as the first cell of its form. */
void shr_csv_column_remember (ShrCsvColumn *column, ShrNumberForm form, gsize row, const char *text, gsize length);

/* Counts one cell; missing values and numbers without a mark are never asked for again. */
static inline void
shr_csv_column_count (ShrCsvColumn *column, ShrNumberForm form, gsize row, const char *text, gsize length)
{
  if (G_UNLIKELY (column->counts[form]++ == 0) && form != SHR_NUMBER_PLAIN && form != SHR_NUMBER_MISSING)
    shr_csv_column_remember (column, form, row, text, length);
}

/* Takes @text, @length bytes of it, for a word; what stands for it in a block of numbers. */
double shr_csv_column_box (ShrCsvColumn *column, const char *text, gsize length);

/**
 * shr_csv_column_append:
 * @column: what the rows above hold
 * @below: what the rows below them hold
 * @rows: how many rows of the file there are above
 * @numbers: (out) (array) (nullable): by a word's number below, from 1, its number from now on; or NULL where there are
 *   no words below; free with g_free()
 *
 * Takes the counts, the first cells and the words of @below into @column.
 */
void shr_csv_column_append (ShrCsvColumn *column, const ShrCsvColumn *below, gsize rows, guint **numbers);

/* The first cell of @form, or NULL; borrowed. */
const ShrCsvCell *shr_csv_column_cell (const ShrCsvColumn *column, ShrNumberForm form);

/* Cells that hold words. */
gsize shr_csv_column_words (const ShrCsvColumn *column);
/* Cells that are not missing. */
gsize shr_csv_column_present (const ShrCsvColumn *column);

/**
 * shr_csv_column_kind:
 * @decimal: the file's decimal mark, '.' or ','
 *
 * Words in more than half of its cells make a column one of words; fewer are strays among numbers.
 *
 * Returns: NUMERIC, TEXT, EMPTY or FAULTY
 */
ShrColumnKind shr_csv_column_kind (const ShrCsvColumn *column, char decimal);

/* The topmost cell that keeps the column from being one of numbers, or NULL; borrowed. @words: whether words do so. */
const ShrCsvCell *shr_csv_column_first_fault (const ShrCsvColumn *column, char decimal, gboolean words);

/**
 * shr_csv_column_fault:
 * @cell: a faulty cell
 * @source: what the user knows the data by
 * @index: column, from 1
 * @name: the column's name
 *
 * Returns: (transfer full): the error that says what is wrong with @cell and what to do
 */
GError *shr_csv_column_fault (const ShrCsvCell *cell, const char *source, gsize index, const char *name);
