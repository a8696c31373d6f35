#include "data/shr-levels.h"

/* Words in one column that are kept have no more bytes than this together. */
#define BYTES_LIMIT (256 * 1024)

struct ShrLevels
{
  GHashTable *numbers; /* word → number; the words are @texts' */
  GPtrArray *texts;
  gsize bytes;
  gboolean overflowed;
  gboolean repeated;
};

ShrLevels *
shr_levels_new (void)
{
  ShrLevels *levels = g_new0 (ShrLevels, 1);

  levels->numbers = g_hash_table_new (g_str_hash, g_str_equal);
  levels->texts = g_ptr_array_new_with_free_func (g_free);

  return levels;
}

void
shr_levels_free (ShrLevels *levels)
{
  g_hash_table_unref (levels->numbers);
  g_ptr_array_unref (levels->texts);
  g_free (levels);
}

guint
shr_levels_add (ShrLevels *levels, const char *text, gsize length)
{
  char buffer[128];
  g_autofree char *allocated = length < sizeof buffer ? NULL : g_malloc (length + 1);
  char *word = allocated != NULL ? allocated : buffer;
  guint number;

  memcpy (word, text, length);
  word[length] = '\0';

  number = GPOINTER_TO_UINT (g_hash_table_lookup (levels->numbers, word));
  if (number > 0)
    {
      levels->repeated = TRUE;
      return number;
    }
  if (levels->overflowed || levels->texts->len == SHR_LEVELS_LIMIT || levels->bytes + length > BYTES_LIMIT)
    {
      levels->overflowed = TRUE;
      return 0;
    }

  levels->bytes += length;
  g_ptr_array_add (levels->texts, g_strdup (word));
  g_hash_table_insert (levels->numbers, levels->texts->pdata[levels->texts->len - 1],
                       GUINT_TO_POINTER (levels->texts->len));

  return levels->texts->len;
}

void
shr_levels_note (ShrLevels *levels, const ShrLevels *other)
{
  levels->overflowed = levels->overflowed || other->overflowed;
  levels->repeated = levels->repeated || other->repeated;
}

guint
shr_levels_count (const ShrLevels *levels)
{
  return levels->texts->len;
}

const char *
shr_levels_text (const ShrLevels *levels, guint number)
{
  return levels->texts->pdata[number - 1];
}

gboolean
shr_levels_overflowed (const ShrLevels *levels)
{
  return levels->overflowed;
}

gboolean
shr_levels_all_different (const ShrLevels *levels)
{
  return !levels->repeated;
}
