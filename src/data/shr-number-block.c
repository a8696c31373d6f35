#include "data/shr-number-block.h"

/* Doubles in the first chunk, and in the largest, if a row is not longer: 64 kB and 36 MB. The C library returns blocks
 * of more than 32 MB to the system when they are freed, and may keep smaller ones. */
#define FIRST_CHUNK (8 * 1024)
#define LARGEST_CHUNK (4608 * 1024)
#define GROWTH 8
/* Rows and columns copied at a time, so that both sides of the transposition stay in the cache. */
#define TILE 64

typedef struct
{
  double *values; /* rows of the block, one after the other */
  gsize first;    /* its first row */
  gsize capacity; /* rows that fit */
} Chunk;

struct ShrNumberBlock
{
  gsize columns;
  gsize rows;
  GArray *chunks; /* of Chunk */
};

static void
chunk_clear (gpointer data)
{
  Chunk *chunk = data;

  g_clear_pointer (&chunk->values, g_free);
}

static Chunk *
get_chunk (const ShrNumberBlock *block, guint c)
{
  return &g_array_index (block->chunks, Chunk, c);
}

/* The row behind the last that chunk @c holds. */
static gsize
chunk_end (const ShrNumberBlock *block, guint c)
{
  return MIN (get_chunk (block, c)->first + get_chunk (block, c)->capacity, block->rows);
}

ShrNumberBlock *
shr_number_block_new (gsize columns)
{
  ShrNumberBlock *block = g_new0 (ShrNumberBlock, 1);

  block->columns = columns;
  block->chunks = g_array_new (FALSE, FALSE, sizeof (Chunk));
  g_array_set_clear_func (block->chunks, chunk_clear);

  return block;
}

void
shr_number_block_free (ShrNumberBlock *block)
{
  g_array_unref (block->chunks);
  g_free (block);
}

static gboolean
add_chunk (ShrNumberBlock *block)
{
  gsize wanted = FIRST_CHUNK;
  Chunk chunk = { .first = block->rows };

  if (block->chunks->len > 0)
    wanted = MIN (GROWTH * get_chunk (block, block->chunks->len - 1)->capacity * block->columns, LARGEST_CHUNK);
  chunk.capacity = MAX (wanted / block->columns, 1);
  chunk.values = g_try_new (double, chunk.capacity * block->columns);
  if (chunk.values == NULL)
    return FALSE;
  g_array_append_val (block->chunks, chunk);

  return TRUE;
}

double *
shr_number_block_next (ShrNumberBlock *block)
{
  Chunk *last = block->chunks->len > 0 ? get_chunk (block, block->chunks->len - 1) : NULL;

  if (last == NULL || block->rows == last->first + last->capacity)
    {
      if (!add_chunk (block))
        return NULL;
      last = get_chunk (block, block->chunks->len - 1);
    }

  return last->values + (block->rows++ - last->first) * block->columns;
}

gsize
shr_number_block_rows (const ShrNumberBlock *block)
{
  return block->rows;
}

void
shr_number_block_column (const ShrNumberBlock *block, gsize j, double *values)
{
  for (guint c = 0; c < block->chunks->len; c++)
    {
      const Chunk *chunk = get_chunk (block, c);

      for (gsize i = chunk->first; i < chunk_end (block, c); i++)
        values[i] = chunk->values[(i - chunk->first) * block->columns + j];
    }
}

/* Rows @first to @last of the block, all of one chunk, into the columns of @values. */
static void
transpose (const ShrNumberBlock *block,
           const double *chunk,
           gsize first,
           gsize last,
           const gsize *sources,
           gsize count,
           double *values)
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
      Chunk *chunk = get_chunk (block, c);

      transpose (block, chunk->values, chunk->first, chunk_end (block, c), sources, count, *values);
      chunk_clear (chunk);
    }
  block->rows = 0;

  return TRUE;
}
