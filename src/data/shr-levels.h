#pragma once

#include <glib.h>

#include <math.h>
#include <string.h>

/* More different words than this in a column are not kept: they are no levels of anything. */
#define SHR_LEVELS_LIMIT 1000

/**
 * ShrLevels:
 *
 * The different words of a column, each with a number from 1 on, in the order in which they first come.
 */
typedef struct ShrLevels ShrLevels;

ShrLevels *shr_levels_new (void);
void shr_levels_free (ShrLevels *levels);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ShrLevels, shr_levels_free)

/* The number of @text, @length bytes of it; 0 when there are too many different words. */
guint shr_levels_add (ShrLevels *levels, const char *text, gsize length);
/* What @other knows of its words beyond their texts: that there were more, or that some came twice. */
void shr_levels_note (ShrLevels *levels, const ShrLevels *other);
/* How many different words are kept. */
guint shr_levels_count (const ShrLevels *levels);
/* The word with @number, from 1; borrowed. */
const char *shr_levels_text (const ShrLevels *levels, guint number);
/* Whether there were more words than are kept. */
gboolean shr_levels_overflowed (const ShrLevels *levels);
/* Whether no word came twice, as far as they are kept. */
gboolean shr_levels_all_different (const ShrLevels *levels);

/* A word's number takes the word's place in a block of numbers, as a NaN that holds it: a cell without a word is the
 * NaN that holds 0. */
static inline double
shr_level_box (guint number)
{
  guint64 bits = G_GUINT64_CONSTANT (0x7ff8000000000000) | number;
  double value;

  memcpy (&value, &bits, sizeof value);

  return value;
}

static inline guint
shr_level_unbox (double value)
{
  guint64 bits;

  memcpy (&bits, &value, sizeof bits);

  return isnan (value) ? (guint) (bits & 0xffffffff) : 0;
}
