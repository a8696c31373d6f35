#include "data/shr-number-block.h"

#include "data/shr-levels.h"

#include <sys/mman.h>

/* Doubles in the first chunk, and in the largest, if a row is not longer: 64 kB and 4 MB. */
#define FIRST_CHUNK (8 * 1024)
#define LARGEST_CHUNK (512 * 1024)
#define GROWTH 8
/* Rows and columns copied at a time, so that both sides of the transposition stay in the cache. */
#define TILE 64

typedef struct
{
  double *values; /* rows of the block, one after the other */
  gsize bytes;    /* of @values */
  gsize rows;     /* in it */
  gsize capacity; /* rows that fit */
} Chunk;

struct ShrNumberBlock
{
  gsize columns;
  gsize rows;
  GArray *chunks; /* of Chunk */
};

/* Straight from the system and back to it: the C library may keep what it is given back, and then a table would be in
 * memory twice while it is made. */
static double *
map_doubles (gsize count)
{
  void *memory = mmap (NULL, count * sizeof (double), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  return memory != MAP_FAILED ? memory : NULL;
}

static void
chunk_clear (gpointer data)
{
  Chunk *chunk = data;

  if (chunk->values != NULL)
    munmap (chunk->values, chunk->bytes);
  chunk->values = NULL;
}

static Chunk *
get_chunk (const ShrNumberBlock *block, guint c)
{
  return &g_array_index (block->chunks, Chunk, c);
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
  Chunk chunk = { 0 };

  if (block->chunks->len > 0)
    wanted = MIN (GROWTH * get_chunk (block, block->chunks->len - 1)->capacity * block->columns, LARGEST_CHUNK);
  chunk.capacity = MAX (wanted / block->columns, 1);
  chunk.bytes = chunk.capacity * block->columns * sizeof (double);
  chunk.values = map_doubles (chunk.capacity * block->columns);
  if (chunk.values == NULL)
    return FALSE;
  g_array_append_val (block->chunks, chunk);

  return TRUE;
}

double *
shr_number_block_next (ShrNumberBlock *block)
{
  Chunk *last = block->chunks->len > 0 ? get_chunk (block, block->chunks->len - 1) : NULL;

  if (last == NULL || last->rows == last->capacity)
    {
      if (!add_chunk (block))
        return NULL;
      last = get_chunk (block, block->chunks->len - 1);
    }
  block->rows++;

  return last->values + last->rows++ * block->columns;
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

      for (gsize i = 0; i < chunk->rows; i++)
        *values++ = chunk->values[i * block->columns + j];
    }
}

void
shr_number_block_renumber (ShrNumberBlock *block, gsize j, const guint *numbers)
{
  for (guint c = 0; c < block->chunks->len; c++)
    {
      const Chunk *chunk = get_chunk (block, c);

      for (gsize i = 0; i < chunk->rows; i++)
        {
          double *value = &chunk->values[i * block->columns + j];
          guint number = shr_level_unbox (*value);

          if (number > 0)
            *value = shr_level_box (numbers[number]);
        }
    }
}

void
shr_number_block_append (ShrNumberBlock *block, ShrNumberBlock *below)
{
  g_array_append_vals (block->chunks, below->chunks->data, below->chunks->len);
  block->rows += below->rows;

  for (guint c = 0; c < below->chunks->len; c++)
    get_chunk (below, c)->values = NULL;
  g_array_set_size (below->chunks, 0);
  below->rows = 0;
}

/* @rows rows of a chunk, from row @first of the block on, into the columns of @values. */
static void
transpose (const ShrNumberBlock *block,
           const Chunk *chunk,
           gsize first,
           const gsize *sources,
           gsize count,
           double *values)
{
  for (gsize top = 0; top < chunk->rows; top += TILE)
    for (gsize left = 0; left < count; left += TILE)
      for (gsize k = left; k < MIN (left + TILE, count); k++)
        {
          double *column = values + k * block->rows + first;

          for (gsize i = top; i < MIN (top + TILE, chunk->rows); i++)
            column[i] = chunk->values[i * block->columns + sources[k]];
        }
}

/* A chunk and the row of the block that its first row is. */
typedef struct
{
  Chunk *chunk;
  gsize first;
} Share;

typedef struct
{
  const ShrNumberBlock *block;
  Share *shares; /* as many as the block has chunks */
  const gsize *sources;
  gsize count;
  double *values;
  int next; /* the share that nobody has taken yet; atomic */
} Transposition;

static gpointer
transpose_chunks (gpointer data)
{
  Transposition *all = data;

  for (;;)
    {
      guint c = (guint) g_atomic_int_add (&all->next, 1);

      if (c >= all->block->chunks->len)
        return NULL;
      transpose (all->block, all->shares[c].chunk, all->shares[c].first, all->sources, all->count, all->values);
      chunk_clear (all->shares[c].chunk);
    }
}

gboolean
shr_number_block_collect (ShrNumberBlock *block, const gboolean *wanted, double **values)
{
  g_autofree gsize *sources = g_new (gsize, block->columns);
  gsize count = 0;
  gsize first = 0;
  gsize total = 0;
  g_autofree Share *shares = NULL;
  Transposition transposition;
  GThread *helper = NULL;

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

  shares = g_new (Share, block->chunks->len);
  for (guint c = 0; c < block->chunks->len; c++)
    {
      shares[c] = (Share){ .chunk = get_chunk (block, c), .first = first };
      first += get_chunk (block, c)->rows;
    }
  transposition =
      (Transposition){ .block = block, .shares = shares, .sources = sources, .count = count, .values = *values };
  if (total >= LARGEST_CHUNK && g_get_num_processors () > 1)
    helper = g_thread_new ("columns", transpose_chunks, &transposition);
  transpose_chunks (&transposition);
  if (helper != NULL)
    g_thread_join (helper);

  g_array_set_size (block->chunks, 0);
  block->rows = 0;

  return TRUE;
}
