#include "data/shr-near-names.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Names suggested, and names listed where none is near. */
#define SUGGESTED 3
#define LISTED 8

/* Insertions, deletions, replacements and swaps of neighbours that make @a into @b (optimal string alignment:
 * Damerau 1964 without editing a swapped pair again). */
static glong
distance (const gunichar *a, glong length_a, const gunichar *b, glong length_b)
{
  gsize width = (gsize) length_b + 1;
  g_autofree glong *rows = g_new (glong, 3 * width);
  glong *before = rows;
  glong *above = rows + width;
  glong *row = rows + 2 * width;

  for (glong j = 0; j <= length_b; j++)
    above[j] = j;

  for (glong i = 1; i <= length_a; i++)
    {
      glong *recycled = before;

      row[0] = i;
      for (glong j = 1; j <= length_b; j++)
        {
          glong best = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);

          best = MIN (best, above[j] + 1);
          best = MIN (best, row[j - 1] + 1);
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            best = MIN (best, before[j - 2] + 1);
          row[j] = best;
        }

      before = above;
      above = row;
      row = recycled;
    }

  return above[length_b];
}

static gunichar *
fold (const char *name, glong *length)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  return g_utf8_to_ucs4_fast (folded, -1, length);
}

/* “a”, “b” or “c” */
static char *
enumerate (const char *const *names, gsize count)
{
  GString *list = g_string_new (NULL);

  for (gsize i = 0; i < count; i++)
    g_string_append_printf (list, "%s“%s”", i == 0 ? "" : i + 1 < count ? ", " : _ (" or "), names[i]);

  return g_string_free (list, FALSE);
}

char *
shr_near_names_advise (const char *wanted, const GPtrArray *names)
{
  const char *near[SUGGESTED + 1];
  glong distances[SUGGESTED + 1];
  gsize count = 0;
  glong length;
  g_autofree gunichar *folded = fold (wanted, &length);
  glong limit = MAX (1, length / 3);

  for (guint j = 0; j < names->len; j++)
    {
      glong other_length;
      g_autofree gunichar *other = fold (names->pdata[j], &other_length);
      glong apart = ABS (length - other_length) > limit ? limit + 1 : distance (folded, length, other, other_length);
      gsize place = count;

      if (apart > limit)
        continue;

      for (; place > 0 && distances[place - 1] > apart; place--)
        {
          near[place] = near[place - 1];
          distances[place] = distances[place - 1];
        }
      near[place] = names->pdata[j];
      distances[place] = apart;
      count = MIN (count + 1, SUGGESTED);
    }

  if (count > 0)
    {
      g_autofree char *list = enumerate (near, count);

      return g_strdup_printf (_ ("did you mean %s?"), list);
    }
  else
    {
      GString *advice = g_string_new (_ ("there are "));

      for (guint j = 0; j < MIN (names->len, LISTED); j++)
        g_string_append_printf (advice, "%s“%s”", j == 0 ? "" : ", ", (const char *) names->pdata[j]);
      if (names->len > LISTED)
        g_string_append_printf (advice, _ (" and %u more"), names->len - LISTED);

      return g_string_free (advice, FALSE);
    }
}
