#pragma once

#include <glib.h>

/**
 * ShrCsvFieldEnd:
 *
 * How a field ends, or why it cannot be had.
 */
typedef enum
{
  SHR_CSV_FIELD_DELIMITED, /* another field follows in this row */
  SHR_CSV_FIELD_ROW,       /* the row ends with it */
  SHR_CSV_FIELD_FILE,      /* the text ends with it */
  SHR_CSV_FIELD_MORE,      /* more text is needed to tell */
  SHR_CSV_FIELD_OPEN,      /* the text ends within the quotes */
  SHR_CSV_FIELD_TRAILING,  /* text stands behind the closing quote */
} ShrCsvFieldEnd;

/**
 * ShrCsvField:
 * @text: the field without the quotes and space around it; a view, or @unescaped's own
 * @length: its bytes
 * @quoted: whether it stood in quotes
 * @unescaped: (nullable): the text without its doubled quotes, where it has any
 * @next: first byte behind the field and what ends it
 */
typedef struct
{
  const char *text;
  gsize length;
  gboolean quoted;
  GString *unescaped;
  const char *next;
} ShrCsvField;

/**
 * shr_csv_field_scan:
 * @field: (inout): zeroed before its first use; cleared by shr_csv_field_clear()
 * @text: first byte of the field
 * @end: end of the text at hand, where a NUL stands
 * @whole: whether the text ends there
 * @delimiter: what separates fields; NUL: nothing does
 *
 * Takes one field of a row apart (RFC 4180). Rows end with LF, CRLF or CR. Space around a field, quoted or not, does
 * not belong to it, unless it stands within the quotes.
 */
ShrCsvFieldEnd
shr_csv_field_scan (ShrCsvField *field, const char *text, const char *end, gboolean whole, char delimiter);

void shr_csv_field_clear (ShrCsvField *field);
