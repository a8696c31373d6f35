#include "plot/shr-lettering.h"

#include "plot/shr-text.h"

#include <string.h>

void
shr_lettering_box (const char *text, const ShrTextStyle *style, double x, double y, ShrRect *box)
{
  ShrTextExtents extents;
  double left, baseline;

  g_return_if_fail (style->angle == 0.0 || style->angle == 90.0);

  shr_text_measure (text, style->size, style->bold, &extents);
  shr_text_offset (text, style, &left, &baseline);

  if (style->angle == 0.0)
    *box = (ShrRect){ x + left, y + baseline - extents.ascent, extents.width, extents.ascent + extents.descent };
  else
    /* Counter-clockwise: what ran to the right runs upwards, what was below is on the right. */
    *box = (ShrRect){ x + baseline - extents.ascent, y - left - extents.width, extents.ascent + extents.descent,
                      extents.width };
}

void
shr_lettering_line (double size, gboolean bold, double *ascent, double *descent)
{
  ShrTextExtents extents;

  shr_text_measure ("0λα‖₁∇≤−×⁻²", size, bold, &extents);
  *ascent = extents.ascent;
  *descent = extents.descent;
}

static double
width_of (const char *text, double size, gboolean bold)
{
  ShrTextExtents extents;

  shr_text_measure (text, size, bold, &extents);

  return extents.width;
}

char *
shr_lettering_fit (const char *text, double size, gboolean bold, double width)
{
  glong low = 0, high;

  if (width_of (text, size, bold) <= width)
    return g_strdup (text);

  /* The longest beginning that fits, by bisection: names of a thousand letters occur. */
  high = g_utf8_strlen (text, -1);
  while (high - low > 1)
    {
      glong middle = (low + high) / 2;
      g_autofree char *start = g_utf8_substring (text, 0, middle);
      g_autofree char *tried = g_strconcat (start, "…", NULL);

      if (width_of (tried, size, bold) <= width)
        low = middle;
      else
        high = middle;
    }

  if (low == 0)
    return g_strdup ("");

  g_autofree char *start = g_utf8_substring (text, 0, low);

  return g_strconcat (g_strchomp (start), "…", NULL);
}

char **
shr_lettering_wrap (const char *text, double size, gboolean bold, double width, gsize max_lines)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  GPtrArray *lines = g_ptr_array_new ();
  gsize word = 0;

  while (words[word] != NULL && lines->len < max_lines)
    {
      g_autoptr (GString) line = g_string_new (words[word++]);

      /* The last line takes the whole rest. */
      while (words[word] != NULL)
        {
          g_autofree char *longer = g_strdup_printf ("%s %s", line->str, words[word]);

          if (lines->len + 1 < max_lines && width_of (longer, size, bold) > width)
            break;
          g_string_assign (line, longer);
          word++;
        }
      g_ptr_array_add (lines, shr_lettering_fit (line->str, size, bold, width));
    }
  g_ptr_array_add (lines, NULL);

  return (char **) g_ptr_array_free (lines, FALSE);
}

gboolean
shr_lettering_boxes_meet (const ShrRect *a, const ShrRect *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}
