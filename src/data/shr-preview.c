#include "data/shr-preview.h"

#include "data/shr-csv-rows.h"
#include "data/shr-encoding.h"

#include <glib/gi18n-lib.h>

#include <string.h>

GBytes *
shr_preview_read_head (GFile *file, gboolean *whole, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = shr_csv_reader_name_file (file);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, &failure);
  g_autofree char *bytes = g_malloc (SHR_PREVIEW_BYTES);
  gsize got = 0;

  if (stream == NULL
      || !g_input_stream_read_all (G_INPUT_STREAM (stream), bytes, SHR_PREVIEW_BYTES, &got, cancellable, &failure))
    {
      shr_csv_rows_refuse_file (name, failure, error);
      return NULL;
    }
  *whole = got < SHR_PREVIEW_BYTES;

  return g_bytes_new_take (g_steal_pointer (&bytes), got);
}

/* Whether a line ends with two bytes, 10 and 0. */
static gboolean
is_little_endian (GBytes *text, const ShrImport *import)
{
  gsize length;
  const guchar *bytes = g_bytes_get_data (text, &length);
  const char *name = import->encoding != NULL ? import->encoding : shr_encoding_of_head (bytes, MIN (length, 16)).name;

  return name != NULL && g_ascii_strcasecmp (name, "UTF-16LE") == 0;
}

/* Without the last line, which may be cut. */
static GBytes *
cut_last_line (GBytes *text, const ShrImport *import)
{
  gsize length;
  const char *bytes = g_bytes_get_data (text, &length);
  gsize wide = is_little_endian (text, import) ? 1 : 0;
  gsize end = length > wide ? length - wide : 0;

  while (end > 0 && !(bytes[end - 1] == '\n' && (wide == 0 || (end % 2 == 1 && bytes[end] == '\0'))))
    end--;

  return end > 0 ? g_bytes_new_from_bytes (text, 0, end + wide) : g_bytes_ref (text);
}

static void
take_names (ShrPreview *preview, const ShrCsvContents *contents)
{
  gsize skipped = contents->dialect.row_names ? 1 : 0;

  preview->names = g_new0 (char *, preview->columns + 1);
  for (gsize j = 0; j < preview->columns; j++)
    if (preview->table != NULL)
      preview->names[j] = g_strdup (shr_table_column (preview->table, j)->name);
    else if (contents->names != NULL && j >= skipped && j - skipped < contents->names->len)
      preview->names[j] = g_strdup (contents->names->pdata[j - skipped]);
    else
      preview->names[j] = g_strdup_printf (_ ("column %" G_GSIZE_FORMAT), j + 1);
}

ShrPreview *
shr_preview_new (GBytes *text, gboolean whole, const ShrImport *import, const char *name)
{
  ShrPreview *preview = g_new0 (ShrPreview, 1);
  ShrCsvOptions options = shr_import_csv_options (import, name);
  g_autoptr (GBytes) lines = whole ? g_bytes_ref (text) : cut_last_line (text, import);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (lines);
  ShrCsvRows rows;

  preview->whole = whole;
  shr_csv_rows_init (&rows, stream, name, &options, NULL, NULL, NULL, 0);
  if (shr_csv_rows_read_head (&rows, &preview->error))
    {
      preview->rows = shr_csv_rows_peek (&rows, SHR_PREVIEW_ROWS);
      preview->first_row = rows.row;
      preview->columns = rows.contents.dialect.columns;
      preview->header = rows.contents.dialect.header;
      preview->delimiter = rows.contents.dialect.delimiter;
      if (shr_csv_rows_read (&rows, G_MAXUINT64, &preview->error))
        preview->table = shr_csv_contents_make_table (&rows.contents, &preview->error);
      preview->decimal = rows.contents.decimal;
      take_names (preview, &rows.contents);
    }
  shr_csv_rows_clear (&rows);
  if (preview->rows == NULL)
    preview->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  return preview;
}

void
shr_preview_free (ShrPreview *preview)
{
  g_strfreev (preview->names);
  g_ptr_array_unref (preview->rows);
  g_clear_pointer (&preview->table, shr_table_unref);
  g_clear_error (&preview->error);
  g_free (preview);
}
