#include "data/shr-not-text.h"

#include "data/shr-data-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Bytes that tell what a file is that is no text. */
#define HEAD 16

/* UTF-16 begins with its mark; without it, every other byte of plain letters and digits is zero. */
static gboolean
is_utf16 (const guchar *head, gsize count)
{
  gsize zeros[2] = { 0, 0 };

  if (count >= 2 && ((head[0] == 0xff && head[1] == 0xfe) || (head[0] == 0xfe && head[1] == 0xff)))
    return TRUE;

  for (gsize i = 0; i < count; i++)
    zeros[i % 2] += head[i] == 0 ? 1 : 0;

  return count >= 4 && ((zeros[0] == 0 && zeros[1] == count / 2) || (zeros[1] == 0 && zeros[0] == (count + 1) / 2));
}

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

  if (is_utf16 (head, count))
    {
      shr_data_error_set (error, SHR_DATA_ERROR_ENCODING, name, 0, 0,
                          _ ("the file is encoded in UTF-16; save it as UTF-8 and open that"));
      return TRUE;
    }

  return FALSE;
}

/* The byte behind the window is not text: says which it is, where, and what it may be. */
void
shr_not_text_refuse_byte (const ShrTextBuffer *buffer, const char *name, gsize row, gsize column, GError **error)
{
  guint64 offset = buffer->offset + buffer->length;
  guchar byte = 0;

  shr_text_buffer_copy_raw (buffer, buffer->length, &byte, 1);
  if (byte == 0)
    shr_data_error_set (error, SHR_DATA_ERROR_NOT_TEXT, name, row, column,
                        _ ("byte %" G_GUINT64_FORMAT " of the file is NUL, which no text holds; this is not a table in "
                           "text form, or the file is damaged: export it again as CSV (UTF-8)"),
                        offset + 1);
  else if (buffer->multibyte || byte < 0xa0)
    shr_data_error_set (error, SHR_DATA_ERROR_ENCODING, name, row, column,
                        _ ("byte %" G_GUINT64_FORMAT " of the file (0x%02X) is not valid UTF-8; save the file as UTF-8 "
                           "(the encoding may be Windows-1252, or the file damaged)"),
                        offset + 1, byte);
  else
    {
      char letter[6];
      int length = g_unichar_to_utf8 (byte, letter);

      shr_data_error_set (error, SHR_DATA_ERROR_ENCODING, name, row, column,
                          _ ("byte %" G_GUINT64_FORMAT " of the file (0x%02X) is not valid UTF-8; the file seems to be "
                             "encoded in Latin-1 (the byte would be “%.*s” there): save it as UTF-8"),
                          offset + 1, byte, length, letter);
    }
}
