#include "data/shr-data-error.h"

#include <glib/gi18n-lib.h>

#include <string.h>

G_DEFINE_QUARK (shr - data - error - quark, shr_data_error)

/* As much of a cell as a message can take. */
#define QUOTE_CHARACTERS 40

void
shr_data_error_set (GError **error,
                    ShrDataError code,
                    const char *name,
                    gsize row,
                    gsize column,
                    const char *format,
                    ...)
{
  g_autofree char *sentence = NULL;
  va_list arguments;

  g_return_if_fail (name != NULL);

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  if (row == 0)
    g_set_error (error, SHR_DATA_ERROR, (int) code, "%s: %s", name, sentence);
  else
    g_set_error (error, SHR_DATA_ERROR, (int) code, "%s:%" G_GSIZE_FORMAT ":%" G_GSIZE_FORMAT ": %s", name, row, column,
                 sentence);
}

char *
shr_data_quote (const char *text, gssize length)
{
  gsize bytes = length < 0 ? strlen (text) : (gsize) length;
  const char *end = text + bytes;
  const char *p = text;
  GString *quoted = g_string_new ("“");

  for (gsize shown = 0; p < end && shown < QUOTE_CHARACTERS; shown++)
    {
      gunichar c = g_utf8_get_char_validated (p, end - p);

      if (c >= (gunichar) -2)
        {
          g_string_append_unichar (quoted, 0xfffd);
          p++;
          continue;
        }

      /* A line break within a message would tear it apart: control characters are shown by their pictures. */
      g_string_append_unichar (quoted, c < 0x20 ? 0x2400 + c : c);
      p = g_utf8_next_char (p);
    }
  if (p < end)
    g_string_append (quoted, "…");
  g_string_append (quoted, "”");

  return g_string_free (quoted, FALSE);
}

void
shr_data_error_set_too_large (GError **error, const char *name)
{
  shr_data_error_set (error, SHR_DATA_ERROR_TOO_LARGE, name, 0, 0,
                      _ ("the table does not fit into memory; open a part of it, or fewer columns"));
}

char *
shr_data_error_without_options (const char *message)
{
  GString *plain = g_string_new (NULL);
  const char *hint;

  g_return_val_if_fail (message != NULL, NULL);

  while ((hint = strstr (message, " (--")) != NULL && strchr (hint, ')') != NULL)
    {
      g_string_append_len (plain, message, hint - message);
      message = strchr (hint, ')') + 1;
    }
  g_string_append (plain, message);

  return g_string_free (plain, FALSE);
}
