#include "data/shr-number-block.h"

/* Doubles in a chunk, if a row is not longer. */
#define CHUNK (512 * 1024)
/* Rows and columns copied at a time, so that both sides of the transposition stay in the cache. */
#define TILE 64

struct ShrNumberBlock
{
  gsize columns;
  gsize chunk_rows;
  gsize rows;
  GPtrArray *chunks; /* of double[chunk_rows * columns], row after row */
};

ShrNumberBlock *
shr_number_block_new (gsize columns)
{
  ShrNumberBlock *block = g_new0 (ShrNumberBlock, 1);

  block->columns = columns;
  block->chunk_rows = MAX (CHUNK / columns, 1);
  block->chunks = g_ptr_array_new_with_free_func (g_free);

  return block;
}

void
shr_number_block_free (ShrNumberBlock *block)
{
  g_ptr_array_unref (block->chunks);
  g_free (block);
}

double *
shr_number_block_next (ShrNumberBlock *block)
{
  gsize within = block->rows % block->chunk_rows;
  double *chunk;

  if (within == 0)
    {
      chunk = g_try_new (double, block->chunk_rows * block->columns);
      if (chunk == NULL)
        return NULL;
      g_ptr_array_add (block->chunks, chunk);
    }

  chunk = block->chunks->pdata[block->chunks->len - 1];
  block->rows++;

  return chunk + within * block->columns;
}

gsize
shr_number_block_rows (const ShrNumberBlock *block)
{
  return block->rows;
}

void
shr_number_block_column (const ShrNumberBlock *block, gsize j, double *values)
{
  for (gsize i = 0; i < block->rows; i++)
    {
      const double *chunk = block->chunks->pdata[i / block->chunk_rows];

      values[i] = chunk[i % block->chunk_rows * block->columns + j];
    }
}

/* Rows @first to @last of the block, all of one chunk, into the columns of @values. */
static void
transpose (const ShrNumberBlock *block, const double *chunk, gsize first, gsize last, const gsize *sources, gsize count, double *values)
{
  for (gsize top = first; top < last; top += TILE)
    for (gsize left = 0; left < count; left += TILE)
      for (gsize k = left; k < MIN (left + TILE, count); k++)
        {
          double *column = values + k * block->rows;

          for (gsize i = top; i < MIN (top + TILE, last); i++)
            column[i] = chunk[(i - first) * block->columns + sources[k]];
        }
}

gboolean
shr_number_block_collect (ShrNumberBlock *block, const gboolean *wanted, double **values)
{
  g_autofree gsize *sources = g_new (gsize, block->columns);
  gsize count = 0;
  gsize total;

  for (gsize j = 0; j < block->columns; j++)
    if (wanted[j])
      sources[count++] = j;

  *values = NULL;
  if (count > 0)
    {
      if (!g_size_checked_mul (&total, block->rows, count))
        return FALSE;
      *values = g_try_new (double, total);
      if (*values == NULL)
        return FALSE;
    }

  for (guint c = 0; c < block->chunks->len; c++)
    {
      gsize first = c * block->chunk_rows;
      gsize last = MIN (first + block->chunk_rows, block->rows);

      transpose (block, block->chunks->pdata[c], first, last, sources, count, *values);
      g_clear_pointer (&block->chunks->pdata[c], g_free);
    }
  block->rows = 0;

  return TRUE;
}
