#include "data/shr-not-text.h"

#include "data/shr-data-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Bytes that tell what a file is that is no text. */
#define HEAD 16

/* Files that people take for tables, by the bytes they begin with. */
gboolean
shr_not_text_refuse_head (const ShrTextBuffer *buffer, const char *name, GError **error)
{
  static const struct
  {
    const char *bytes;
    gsize length;
    const char *what;
  } heads[] = {
    { "PK\003\004", 4, N_ ("a workbook (Excel, LibreOffice) or another zip archive") },
    { "\320\317\021\340", 4, N_ ("an old Excel workbook or another Office document") },
    { "%PDF", 4, N_ ("a PDF document") },
    { "\037\213", 2, N_ ("compressed with gzip") },
    { "BZh", 3, N_ ("compressed with bzip2") },
    { "\3757zXZ", 5, N_ ("compressed with xz") },
    { "\050\265\057\375", 4, N_ ("compressed with zstd") },
    { "\211PNG", 4, N_ ("a picture") },
    { "\377\330\377", 3, N_ ("a picture") },
    { "PAR1", 4, N_ ("a Parquet file") },
    { "SQLite format 3", 15, N_ ("an SQLite database") },
    { "RDX", 3, N_ ("an R data file") },
  };
  guchar head[HEAD] = { 0 };
  gsize count = shr_text_buffer_copy_raw (buffer, 0, head, HEAD);

  for (gsize i = 0; i < G_N_ELEMENTS (heads); i++)
    if (count >= heads[i].length && memcmp (head, heads[i].bytes, heads[i].length) == 0)
      {
        shr_data_error_set (error, SHR_DATA_ERROR_NOT_TEXT, name, 0, 0,
                            _ ("the file is %s, not a table in text form; save it as CSV (UTF-8) and open that"),
                            _ (heads[i].what));
        return TRUE;
      }

  return FALSE;
}

/* Whether bytes that are not UTF-8 look like text of any kind: hardly any control characters among them. */
static gboolean
looks_like_text (const ShrTextBuffer *buffer)
{
  gsize count = buffer->raw - buffer->length;
  g_autofree guchar *bytes = g_malloc (count);
  gsize controls = 0;

  shr_text_buffer_copy_raw (buffer, buffer->length, bytes, count);
  for (gsize i = 0; i < count; i++)
    controls +=
        bytes[i] == 0 || bytes[i] == 0x7f || (bytes[i] < 0x20 && strchr ("\t\n\r\f\v", bytes[i]) == NULL) ? 1 : 0;

  return controls * 100 <= count;
}

void
shr_not_text_refuse_byte (const ShrTextBuffer *buffer,
                          const char *name,
                          const char *encoding,
                          gsize row,
                          gsize column,
                          GError **error)
{
  guint64 offset = buffer->offset + buffer->length;
  guchar byte = 0;
  gboolean there = shr_text_buffer_copy_raw (buffer, buffer->length, &byte, 1) == 1;

  if (there && byte == 0)
    shr_data_error_set (error, SHR_DATA_ERROR_NOT_TEXT, name, row, column,
                        _ ("byte %" G_GUINT64_FORMAT " of the file is NUL, which no text holds; this is not a table in "
                           "text form, or the file is damaged: export it again as CSV (UTF-8)"),
                        offset + 1);
  else if (!there)
    shr_data_error_set (error, SHR_DATA_ERROR_ENCODING, name, row, column,
                        _ ("here the text is not %s any more; say which encoding it is in (--encoding), or save "
                           "the file as UTF-8"),
                        encoding);
  else if (!looks_like_text (buffer))
    shr_data_error_set (error, SHR_DATA_ERROR_NOT_TEXT, name, row, column,
                        _ ("the bytes from %" G_GUINT64_FORMAT " (0x%02X) on are not text in any usual encoding; this "
                           "is not a table in text form, or the file is damaged: export it again as CSV (UTF-8)"),
                        offset + 1, byte);
  else
    shr_data_error_set (error, SHR_DATA_ERROR_ENCODING, name, row, column,
                        _ ("byte %" G_GUINT64_FORMAT
                           " of the file (0x%02X) is not valid UTF-8; save the file as UTF-8, "
                           "or say which encoding it is in (--encoding), unless the file is damaged"),
                        offset + 1, byte);
}
