#include "data/shr-csv-field.h"

#include <string.h>

static inline gboolean
is_padding (char c, char delimiter)
{
  return (c == ' ' || c == '\t') && c != delimiter;
}

/* What stands at @p, behind a field: a delimiter, the end of the row, of the text, or of what is at hand. */
static ShrCsvFieldEnd
end_field (ShrCsvField *field, const char *p, const char *end, gboolean whole)
{
  field->next = p;
  if (p == end)
    return whole ? SHR_CSV_FIELD_FILE : SHR_CSV_FIELD_MORE;

  field->next = p + 1;
  if (*p == '\r')
    {
      /* A CR may be the first half of a CRLF. */
      if (p + 1 == end && !whole)
        return SHR_CSV_FIELD_MORE;
      if (p[1] == '\n')
        field->next = p + 2;
    }

  return *p == '\r' || *p == '\n' ? SHR_CSV_FIELD_ROW : SHR_CSV_FIELD_DELIMITED;
}

static inline gboolean
ends_field (const char *p, const char *end, char delimiter)
{
  return p == end || *p == delimiter || *p == '\n' || *p == '\r';
}

static ShrCsvFieldEnd
scan_quoted (ShrCsvField *field, const char *text, const char *end, gboolean whole, char delimiter)
{
  const char *segment = text + 1;
  gboolean doubled = FALSE;

  field->quoted = TRUE;
  for (;;)
    {
      const char *quote = memchr (segment, '"', (gsize) (end - segment));
      const char *p;

      if (quote == NULL)
        return whole ? SHR_CSV_FIELD_OPEN : SHR_CSV_FIELD_MORE;
      if (quote + 1 == end && !whole)
        return SHR_CSV_FIELD_MORE;

      if (quote[1] == '"')
        {
          if (field->unescaped == NULL)
            field->unescaped = g_string_new (NULL);
          if (!doubled)
            g_string_truncate (field->unescaped, 0);
          doubled = TRUE;
          g_string_append_len (field->unescaped, segment, quote + 1 - segment);
          segment = quote + 2;
          continue;
        }

      if (doubled)
        {
          g_string_append_len (field->unescaped, segment, quote - segment);
          field->text = field->unescaped->str;
          field->length = field->unescaped->len;
        }
      else
        {
          field->text = text + 1;
          field->length = (gsize) (quote - field->text);
        }

      for (p = quote + 1; is_padding (*p, delimiter);)
        p++;
      if (ends_field (p, end, delimiter))
        return end_field (field, p, end, whole);

      field->next = p;
      return SHR_CSV_FIELD_TRAILING;
    }
}

ShrCsvFieldEnd
shr_csv_field_scan (ShrCsvField *field, const char *text, const char *end, gboolean whole, char delimiter)
{
  const char *p = text;
  const char *last;

  while (is_padding (*p, delimiter))
    p++;
  if (*p == '"')
    return scan_quoted (field, p, end, whole, delimiter);

  field->quoted = FALSE;
  field->text = p;
  while (!ends_field (p, end, delimiter))
    p++;
  for (last = p; last > field->text && is_padding (last[-1], delimiter);)
    last--;
  field->length = (gsize) (last - field->text);

  return end_field (field, p, end, whole);
}

void
shr_csv_field_clear (ShrCsvField *field)
{
  if (field->unescaped != NULL)
    g_string_free (field->unescaped, TRUE);
  field->unescaped = NULL;
}
