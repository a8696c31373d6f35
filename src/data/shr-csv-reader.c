#include "data/shr-csv-reader.h"

#include "data/shr-csv-contents.h"
#include "data/shr-csv-field.h"
#include "data/shr-data-error.h"
#include "data/shr-not-text.h"
#include "data/shr-text-buffer.h"

#include <glib/gi18n-lib.h>

#include <math.h>
#include <string.h>

/* One pass over the text. While it is read it is not known yet which columns hold numbers, nor which character the
 * decimal mark is: a column's words may begin in the last row, and so may the number that decides between 119,000
 * and 119.000. So every cell is read for the mark that it has, its value stored, and the forms of the cells counted
 * column by column. At the end the counts decide, and the stored values stand, or the column is left out, or the
 * file is refused. No cell is read twice, and no text is kept. */

/* A field longer than this is taken for a quote that somebody forgot to close. */
#define FIELD_LIMIT (1024 * 1024)
/* To see two rows of a very wide table, the window may grow to this. */
#define DIALECT_LIMIT (64 * 1024 * 1024)

typedef struct
{
  GCancellable *cancellable;
  ShrCsvProgressFunc progress;
  gpointer user_data;
  guint64 total;

  ShrTextBuffer buffer;
  const char *p; /* where reading goes on, in the window */
  ShrCsvField field;
  gsize row;   /* the one being read, from 1 */
  gsize blank; /* empty lines since the last row */

  ShrCsvContents contents;
} Reader;

/* Why a file cannot be opened or read, in a sentence of our own where the reason is a common one. */
static void
refuse_file (const char *name, const GError *failure, GError **error)
{
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_error_copy (failure));
  else if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
           || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY))
    shr_data_error_set (error, SHR_DATA_ERROR_FILE, name, 0, 0,
                        _ ("there is no such file; check its name and its folder"));
  else if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY))
    shr_data_error_set (error, SHR_DATA_ERROR_FILE, name, 0, 0, _ ("this is a folder; choose a file in it"));
  else if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    shr_data_error_set (error, SHR_DATA_ERROR_FILE, name, 0, 0,
                        _ ("you may not read it; ask its owner for permission, or choose another file"));
  else
    shr_data_error_set (error, SHR_DATA_ERROR_FILE, name, 0, 0, _ ("it cannot be read (%s); choose another file"),
                        failure->message);
}

static gboolean
read_on (Reader *reader, GError **error)
{
  gsize used = reader->p != NULL ? (gsize) (reader->p - reader->buffer.text) : 0;
  g_autoptr (GError) failure = NULL;

  if (!shr_text_buffer_fill (&reader->buffer, used, reader->cancellable, &failure))
    {
      refuse_file (reader->contents.name, failure, error);
      return FALSE;
    }
  reader->p = reader->buffer.text;

  if (reader->progress != NULL)
    reader->progress (reader->buffer.offset + reader->buffer.raw, reader->total, reader->user_data);

  return TRUE;
}

/* More text is needed to read the field at the cursor, in @column from 1. */
static gboolean
read_more_of_field (Reader *reader, gsize column, GError **error)
{
  const ShrTextBuffer *buffer = &reader->buffer;
  gsize left = buffer->length - (gsize) (reader->p - buffer->text);

  if (buffer->spoiled)
    {
      shr_not_text_refuse_byte (buffer, reader->contents.name, reader->row, column, error);
      return FALSE;
    }
  if (left > FIELD_LIMIT)
    {
      if (memchr (reader->p, '"', left) != NULL)
        shr_data_error_set (error, SHR_DATA_ERROR_QUOTE, reader->contents.name, reader->row, column,
                            _ ("the quote that opens here is not closed within a megabyte; close it, or remove it"));
      else
        shr_data_error_set (
            error, SHR_DATA_ERROR_TOO_LONG, reader->contents.name, reader->row, column,
            _ ("the cell is longer than a megabyte; this seems to be no table, or its delimiter another "
               "one: give it with --delimiter"));
      return FALSE;
    }

  return read_on (reader, error);
}

/* Reads the field at the cursor the long way: quotes, space, words, and whatever is wrong. Leaves it in field. */
static gboolean
read_field (Reader *reader, gsize column, ShrCsvFieldEnd *how, GError **error)
{
  for (;;)
    {
      const char *end = reader->buffer.text + reader->buffer.length;

      *how =
          shr_csv_field_scan (&reader->field, reader->p, end, reader->buffer.ended, reader->contents.dialect.delimiter);
      switch (*how)
        {
        case SHR_CSV_FIELD_MORE:
          if (!read_more_of_field (reader, column, error))
            return FALSE;
          break;
        case SHR_CSV_FIELD_OPEN:
          shr_data_error_set (error, SHR_DATA_ERROR_QUOTE, reader->contents.name, reader->row, column,
                              _ ("the quote that opens here is never closed; close it, or remove it"));
          return FALSE;
        case SHR_CSV_FIELD_TRAILING:
          {
            g_autofree char *cell = shr_data_quote (reader->p, MIN (end - reader->p, 200));

            shr_data_error_set (error, SHR_DATA_ERROR_QUOTE, reader->contents.name, reader->row, column,
                                _ ("text follows the closing quote in %s; double every quote that belongs to the text, "
                                   "or remove it"),
                                cell);
            return FALSE;
          }
        default:
          reader->p = reader->field.next;
          return TRUE;
        }
    }
}

/* Control characters never reach the number reader as part of a number, so only words are searched for them. */
static gboolean
check_word (Reader *reader, gsize column, GError **error)
{
  for (gsize i = 0; i < reader->field.length; i++)
    {
      guchar c = (guchar) reader->field.text[i];

      if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v') || c == 0x7f)
        {
          shr_data_error_set (
              error, SHR_DATA_ERROR_NOT_TEXT, reader->contents.name, reader->row, column,
              _ ("the cell holds the control character 0x%02X, which no table in text form does; export "
                 "the file again as CSV (UTF-8)"),
              c);
          return FALSE;
        }
    }

  return TRUE;
}

static void
refuse_ragged (Reader *reader, gsize fields, gboolean more, GError **error)
{
  gsize expected = reader->contents.dialect.columns;
  gsize named = expected - (reader->contents.dialect.row_names ? 1 : 0);
  g_autofree char *delimiter = shr_csv_delimiter_name (reader->contents.dialect.delimiter);
  const char *against = reader->contents.dialect.header ? _ ("the header") : _ ("the first row");

  if (fields < expected)
    shr_data_error_set (error, SHR_DATA_ERROR_RAGGED, reader->contents.name, reader->row, fields + 1,
                        g_dngettext (GETTEXT_PACKAGE,
                                     "this row has %" G_GSIZE_FORMAT " field where %s has %" G_GSIZE_FORMAT
                                     " (the delimiter is the %s); add the missing cells, or remove the row",
                                     "this row has %" G_GSIZE_FORMAT " fields where %s has %" G_GSIZE_FORMAT
                                     " (the delimiter is the %s); add the missing cells, or remove the row",
                                     fields),
                        fields, against, named, delimiter);
  else if (reader->contents.dialect.delimiter == ',')
    shr_data_error_set (
        error, SHR_DATA_ERROR_RAGGED, reader->contents.name, reader->row, expected + 1,
        _ ("this row has %" G_GSIZE_FORMAT "%s fields where %s has %" G_GSIZE_FORMAT
           " (the delimiter is the comma); remove what is too much, put cells that have a comma in them "
           "into quotes, or, if the comma is the decimal mark, separate the cells by semicolons"),
        fields, more ? _ (" or more") : "", against, named);
  else
    shr_data_error_set (
        error, SHR_DATA_ERROR_RAGGED, reader->contents.name, reader->row, expected + 1,
        _ ("this row has %" G_GSIZE_FORMAT "%s fields where %s has %" G_GSIZE_FORMAT
           " (the delimiter is the %s); remove what is too much, or put cells that have the delimiter in "
           "them into quotes"),
        fields, more ? _ (" or more") : "", against, named, delimiter);
}

/* Passes over empty lines; counts them, for they are rows of the file. */
static gboolean
skip_blank_lines (Reader *reader, gboolean *ended, GError **error)
{
  for (;;)
    {
      const ShrTextBuffer *buffer = &reader->buffer;
      const char *end = buffer->text + buffer->length;
      const char *p = reader->p;

      while (p < end && (*p == ' ' || (*p == '\t' && reader->contents.dialect.delimiter != '\t')))
        p++;

      if (p == end || (*p == '\r' && p + 1 == end))
        {
          if (buffer->ended)
            {
              *ended = TRUE;
              return TRUE;
            }
          if (!read_more_of_field (reader, 1, error))
            return FALSE;
          continue;
        }
      if (*p != '\n' && *p != '\r')
        {
          *ended = FALSE;
          return TRUE;
        }

      reader->p = *p == '\r' && p[1] == '\n' ? p + 2 : p + 1;
      reader->row++;
      reader->blank++;
    }
}

static gboolean
read_header (Reader *reader, GError **error)
{
  ShrCsvFieldEnd how;

  reader->contents.names = g_ptr_array_new_with_free_func (g_free);
  do
    {
      if (!read_field (reader, reader->contents.names->len + 1, &how, error)
          || !check_word (reader, reader->contents.names->len + 1, error))
        return FALSE;
      g_ptr_array_add (reader->contents.names, g_strstrip (g_strndup (reader->field.text, reader->field.length)));
    }
  while (how == SHR_CSV_FIELD_DELIMITED);
  reader->row++;
  reader->contents.dialect.columns = reader->contents.names->len + (reader->contents.dialect.row_names ? 1 : 0);

  return TRUE;
}

/* One data row. Almost all cells of almost all files are a bare number with its delimiter behind it: they are read
 * where they stand, without looking for the end of the field first. */
static gboolean
read_row (Reader *reader, GError **error)
{
  gsize columns = reader->contents.dialect.columns;
  char delimiter = reader->contents.dialect.delimiter;
  gboolean comma = delimiter != ',';
  double *values = shr_number_block_next (reader->contents.block);

  if (values == NULL)
    {
      shr_data_error_set_too_large (error, reader->contents.name);
      return FALSE;
    }

  for (gsize j = 0;; j++)
    {
      const char *end = reader->buffer.text + reader->buffer.length;
      const char *start = reader->p;
      const char *stop;
      ShrCsvFieldEnd how;
      ShrNumberForm form;
      double value;

      if (j == columns)
        {
          /* How many there are is told if it can be told without reading on. */
          gsize fields = j;
          ShrCsvFieldEnd next;

          do
            {
              next = shr_csv_field_scan (&reader->field, reader->p, end, reader->buffer.ended, delimiter);
              reader->p = reader->field.next;
              fields++;
            }
          while (next == SHR_CSV_FIELD_DELIMITED);
          refuse_ragged (reader, fields, next > SHR_CSV_FIELD_FILE, error);
          return FALSE;
        }

      while (*start == ' ')
        start++;
      form = shr_number_scan (start, comma, &stop, &value);
      if (G_LIKELY (shr_number_is_read (form) && stop < end && (*stop == delimiter || *stop == '\n')))
        {
          how = *stop == delimiter ? SHR_CSV_FIELD_DELIMITED : SHR_CSV_FIELD_ROW;
          shr_csv_column_count (&reader->contents.columns[j], form, reader->row, start, (gsize) (stop - start));
          reader->p = stop + 1;
        }
      else
        {
          if (!read_field (reader, j + 1, &how, error))
            return FALSE;
          form = shr_csv_cell_read (reader->field.text, reader->field.length, reader->field.quoted, delimiter, &value);
          if (form == SHR_NUMBER_WORD && !check_word (reader, j + 1, error))
            return FALSE;
          shr_csv_column_count (&reader->contents.columns[j], form, reader->row, reader->field.text,
                                reader->field.length);
        }

      values[j] = value;
      if (how != SHR_CSV_FIELD_DELIMITED)
        {
          if (j + 1 < columns)
            {
              refuse_ragged (reader, j + 1, FALSE, error);
              return FALSE;
            }
          reader->row++;
          return TRUE;
        }
    }
}

/* An empty line in a table of one column is a missing value, unless nothing follows it. */
static gboolean
account_for_blank_lines (Reader *reader, GError **error)
{
  gsize blank = reader->blank;

  reader->blank = 0;
  if (reader->contents.dialect.columns > 1 || shr_number_block_rows (reader->contents.block) == 0)
    {
      reader->contents.blank_lines += blank;
      return TRUE;
    }

  for (gsize i = 0; i < blank; i++)
    {
      double *value = shr_number_block_next (reader->contents.block);

      if (value == NULL)
        {
          shr_data_error_set_too_large (error, reader->contents.name);
          return FALSE;
        }
      *value = NAN;
      shr_csv_column_count (&reader->contents.columns[0], SHR_NUMBER_MISSING, reader->row, "", 0);
    }

  return TRUE;
}

static gboolean
read_head (Reader *reader, GError **error)
{
  const ShrTextBuffer *buffer = &reader->buffer;

  for (;;)
    {
      gsize mark = 0;

      if (!read_on (reader, error))
        return FALSE;
      if (shr_not_text_refuse_head (buffer, reader->contents.name, error))
        return FALSE;

      /* The byte order mark is no part of the text. */
      if (buffer->length >= 3 && memcmp (buffer->text, "\357\273\277", 3) == 0)
        mark = 3;

      if (shr_csv_dialect_detect (&reader->contents.dialect, buffer->text + mark, buffer->length - mark, buffer->ended,
                                  reader->contents.options)
          || buffer->spoiled || buffer->length > DIALECT_LIMIT)
        {
          reader->p = buffer->text + mark;
          break;
        }
      reader->p = buffer->text;
    }

  /* Nothing but the beginning of a row: reading on will tell what is wrong with it. */
  if (reader->contents.dialect.rows == 0)
    reader->contents.dialect.header = TRUE;

  return TRUE;
}

static gboolean
read_rows (Reader *reader, GError **error)
{
  gboolean ended;

  reader->row = 1;
  if (!read_head (reader, error) || !skip_blank_lines (reader, &ended, error))
    return FALSE;
  reader->blank = 0;
  if (ended)
    {
      shr_data_error_set (error, SHR_DATA_ERROR_EMPTY, reader->contents.name, 0, 0,
                          _ ("there is nothing in it; choose a table with a header and rows of numbers"));
      return FALSE;
    }
  if (reader->contents.dialect.header && !read_header (reader, error))
    return FALSE;

  reader->contents.block = shr_number_block_new (reader->contents.dialect.columns);
  reader->contents.columns = g_new0 (ShrCsvColumn, reader->contents.dialect.columns);
  for (;;)
    {
      if (!skip_blank_lines (reader, &ended, error))
        return FALSE;
      if (ended)
        break;
      if (!account_for_blank_lines (reader, error) || !read_row (reader, error))
        return FALSE;
    }

  if (shr_number_block_rows (reader->contents.block) == 0)
    {
      shr_data_error_set (error, SHR_DATA_ERROR_EMPTY, reader->contents.name, 0, 0,
                          _ ("there is only a header in it, and no row of numbers below; add the data"));
      return FALSE;
    }

  return TRUE;
}

static ShrTable *
read_table (Reader *reader, GInputStream *stream, GError **error)
{
  ShrTable *table = NULL;

  shr_text_buffer_init (&reader->buffer, stream);
  if (read_rows (reader, error))
    table = shr_csv_contents_make_table (&reader->contents, error);

  shr_csv_contents_clear (&reader->contents);
  shr_csv_field_clear (&reader->field);
  shr_text_buffer_clear (&reader->buffer);

  return table;
}

static const ShrCsvOptions default_options = { 0 };

gboolean
shr_csv_delimiter_is_valid (char delimiter)
{
  return delimiter == '\t' || (g_ascii_ispunct (delimiter) && strchr ("\"'.+-_", delimiter) == NULL);
}

ShrTable *
shr_csv_reader_read_stream (GInputStream *stream,
                            const ShrCsvOptions *options,
                            GCancellable *cancellable,
                            ShrCsvProgressFunc progress,
                            gpointer user_data,
                            GError **error)
{
  Reader reader = { .contents.options = options != NULL ? options : &default_options,
                    .cancellable = cancellable,
                    .progress = progress,
                    .user_data = user_data };

  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), NULL);
  g_return_val_if_fail (reader.contents.options->delimiter == '\0'
                            || shr_csv_delimiter_is_valid (reader.contents.options->delimiter),
                        NULL);

  reader.contents.name = reader.contents.options->name != NULL ? reader.contents.options->name : _ ("standard input");

  return read_table (&reader, stream, error);
}

ShrTable *
shr_csv_reader_read_bytes (GBytes *bytes, const ShrCsvOptions *options, GError **error)
{
  g_autoptr (GInputStream) stream = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);

  stream = g_memory_input_stream_new_from_bytes (bytes);

  return shr_csv_reader_read_stream (stream, options, NULL, NULL, NULL, error);
}

ShrTable *
shr_csv_reader_read_file (GFile *file,
                          const ShrCsvOptions *options,
                          GCancellable *cancellable,
                          ShrCsvProgressFunc progress,
                          gpointer user_data,
                          GError **error)
{
  Reader reader = { .contents.options = options != NULL ? options : &default_options,
                    .cancellable = cancellable,
                    .progress = progress,
                    .user_data = user_data };
  g_autofree char *base = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (reader.contents.options->delimiter == '\0'
                            || shr_csv_delimiter_is_valid (reader.contents.options->delimiter),
                        NULL);

  base = g_file_get_basename (file);
  name = base != NULL ? g_filename_display_name (base) : g_file_get_parse_name (file);
  reader.contents.name = reader.contents.options->name != NULL ? reader.contents.options->name : name;

  stream = g_file_read (file, cancellable, &failure);
  if (stream == NULL)
    {
      refuse_file (reader.contents.name, failure, error);
      return NULL;
    }

  info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, cancellable, NULL);
  reader.total = info != NULL ? (guint64) g_file_info_get_size (info) : 0;

  return read_table (&reader, G_INPUT_STREAM (stream), error);
}
