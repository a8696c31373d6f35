#pragma once

#include <glib.h>

/**
 * ShrNumberBlock:
 *
 * Numbers that come row after row, how many nobody knows, and are wanted column after column. They wait in chunks of
 * 4 MB; when the columns are made, each chunk is given back to the system as soon as it is copied, so that no more than
 * a chunk is held twice. A word may stand among them by its number; see shr_level_box().
 */
typedef struct ShrNumberBlock ShrNumberBlock;

/* @columns ≥ 1 */
ShrNumberBlock *shr_number_block_new (gsize columns);
void shr_number_block_free (ShrNumberBlock *block);

/* Room for the next row, or NULL when memory is short; borrowed, to be filled at once. */
double *shr_number_block_next (ShrNumberBlock *block);
/* Rows so far. */
gsize shr_number_block_rows (const ShrNumberBlock *block);
/* Copies column @j into @values, one double a row. */
void shr_number_block_column (const ShrNumberBlock *block, gsize j, double *values);

/* Puts for every word in column @j, of number k, the word of number @numbers[k]. */
void shr_number_block_renumber (ShrNumberBlock *block, gsize j, const guint *numbers);
/* Moves the rows of @below, of as many columns, to the end of @block. */
void shr_number_block_append (ShrNumberBlock *block, ShrNumberBlock *below);

/**
 * shr_number_block_collect:
 * @block: a block with at least one row
 * @wanted: whether each column is wanted
 * @values: (out) (transfer full): the wanted columns, one after the other; NULL if there is none; free with g_free()
 *
 * The block has no rows any more when this returns.
 *
 * Returns: FALSE when memory is short
 */
gboolean shr_number_block_collect (ShrNumberBlock *block, const gboolean *wanted, double **values);
