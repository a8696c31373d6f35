#include "data/shr-csv-rows.h"

#include "data/shr-data-error.h"
#include "data/shr-encoding.h"
#include "data/shr-not-text.h"

#include <glib/gi18n-lib.h>

#include <math.h>
#include <string.h>

/* One pass over the text. While it is read it is not known yet which columns hold numbers, nor which character the
 * decimal mark is: a column's words may begin in the last row, and so may the number that decides between 119,000
 * and 119.000. So every cell is read for the mark that it has, its value stored, and the forms of the cells counted
 * column by column. At the end the counts decide, and the stored values stand, or the column is left out, or the
 * file is refused. No cell is read twice, and of the text only different words are kept. */

/* A field longer than this is taken for a quote that somebody forgot to close. */
#define FIELD_LIMIT (1024 * 1024)
/* To see two rows of a very wide table, the window may grow to this. */
#define DIALECT_LIMIT (64 * 1024 * 1024)
G_STATIC_ASSERT (SHR_TEXT_BUFFER_PADDING >= SHR_NUMBER_PADDING);

/* Bytes looked at for the encoding of the text. */
#define HEAD 16

/* Why a file cannot be opened or read, in a sentence of our own where the reason is a common one. */
void
shr_csv_rows_refuse_file (const char *name, const GError *failure, GError **error)
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
read_on (ShrCsvRows *rows, GError **error)
{
  gsize used = rows->p != NULL ? (gsize) (rows->p - rows->buffer.text) : 0;
  g_autoptr (GError) failure = NULL;

  if (!shr_text_buffer_fill (&rows->buffer, used, rows->cancellable, &failure))
    {
      shr_csv_rows_refuse_file (rows->contents.name, failure, error);
      return FALSE;
    }
  rows->p = rows->buffer.text;

  if (rows->progress != NULL)
    rows->progress (rows->buffer.consumed, rows->total, rows->user_data);

  return TRUE;
}

/* Text that is no UTF-8 any more, but was only ASCII so far, may be Windows-1252 from here on, and so from the start. */
static gboolean
take_for_western (ShrCsvRows *rows)
{
  ShrTextBuffer *buffer = &rows->buffer;
  gsize count = buffer->raw - buffer->length;
  g_autofree guchar *bytes = NULL;
  g_autofree char *letter = NULL;
  guint64 place = buffer->offset + buffer->length + 1;

  if (rows->contents.options->encoding != NULL || rows->within || buffer->multibyte || buffer->converter != NULL)
    return FALSE;

  bytes = g_malloc (count);
  shr_text_buffer_copy_raw (buffer, buffer->length, bytes, count);
  if (!shr_encoding_is_western (bytes, count)
      || !shr_text_buffer_set_encoding (buffer, buffer->length, "WINDOWS-1252", NULL))
    return FALSE;

  letter = g_convert ((const char *) bytes, 1, "UTF-8", "WINDOWS-1252", NULL, NULL, NULL);
  rows->contents.encoding = g_strdup ("WINDOWS-1252");
  rows->contents.encoding_notice =
      g_strdup_printf (_ ("The text is read as Windows-1252 (Latin-1), because byte %" G_GUINT64_FORMAT
                          " (0x%02X) is not UTF-8; there it is “%s”."),
                       place, bytes[0], letter != NULL ? letter : "?");

  return TRUE;
}

/* More text is needed to read the field at the cursor, in @column from 1. */
static gboolean
read_more_of_field (ShrCsvRows *rows, gsize column, GError **error)
{
  const ShrTextBuffer *buffer = &rows->buffer;
  gsize left = buffer->length - (gsize) (rows->p - buffer->text);

  if (buffer->spoiled && !take_for_western (rows))
    {
      shr_not_text_refuse_byte (buffer, rows->contents.name, rows->contents.encoding, rows->row, column, error);
      return FALSE;
    }
  if (left > FIELD_LIMIT)
    {
      if (memchr (rows->p, '"', left) != NULL)
        shr_data_error_set (error, SHR_DATA_ERROR_QUOTE, rows->contents.name, rows->row, column,
                            _ ("the quote that opens here is not closed within a megabyte; close it, or remove it"));
      else
        shr_data_error_set (
            error, SHR_DATA_ERROR_TOO_LONG, rows->contents.name, rows->row, column,
            _ ("the cell is longer than a megabyte; this seems to be no table, or its delimiter another "
               "one: say which (--delimiter)"));
      return FALSE;
    }

  return read_on (rows, error);
}

/* Reads the field at the cursor the long way: quotes, space, words, and whatever is wrong. Leaves it in field. */
static gboolean
read_field (ShrCsvRows *rows, gsize column, ShrCsvFieldEnd *how, GError **error)
{
  for (;;)
    {
      const char *end = rows->buffer.text + rows->buffer.length;

      *how = shr_csv_field_scan (&rows->field, rows->p, end, rows->buffer.ended, rows->contents.dialect.delimiter);
      switch (*how)
        {
        case SHR_CSV_FIELD_MORE:
          if (!read_more_of_field (rows, column, error))
            return FALSE;
          break;
        case SHR_CSV_FIELD_OPEN:
          shr_data_error_set (error, SHR_DATA_ERROR_QUOTE, rows->contents.name, rows->row, column,
                              _ ("the quote that opens here is never closed; close it, or remove it"));
          return FALSE;
        case SHR_CSV_FIELD_TRAILING:
          {
            g_autofree char *cell = shr_data_quote (rows->p, MIN (end - rows->p, 200));

            shr_data_error_set (error, SHR_DATA_ERROR_QUOTE, rows->contents.name, rows->row, column,
                                _ ("text follows the closing quote in %s; double every quote that belongs to the text, "
                                   "or remove it"),
                                cell);
            return FALSE;
          }
        default:
          rows->p = rows->field.next;
          return TRUE;
        }
    }
}

/* Control characters never reach the number reader as part of a number, so only words are searched for them. */
static gboolean
check_word (ShrCsvRows *rows, gsize column, GError **error)
{
  for (gsize i = 0; i < rows->field.length; i++)
    {
      guchar c = (guchar) rows->field.text[i];

      if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v') || c == 0x7f)
        {
          shr_data_error_set (
              error, SHR_DATA_ERROR_NOT_TEXT, rows->contents.name, rows->row, column,
              _ ("the cell holds the control character 0x%02X, which no table in text form does; export "
                 "the file again as CSV (UTF-8)"),
              c);
          return FALSE;
        }
    }

  return TRUE;
}

static void
refuse_ragged (ShrCsvRows *rows, gsize fields, gboolean more, GError **error)
{
  gsize expected = rows->contents.dialect.columns;
  gsize named = expected - (rows->contents.dialect.row_names ? 1 : 0);
  g_autofree char *delimiter = shr_csv_delimiter_name (rows->contents.dialect.delimiter);
  const char *against = rows->contents.dialect.header ? _ ("the header") : _ ("the first row");

  if (fields < expected)
    shr_data_error_set (error, SHR_DATA_ERROR_RAGGED, rows->contents.name, rows->row, fields + 1,
                        g_dngettext (GETTEXT_PACKAGE,
                                     "this row has %" G_GSIZE_FORMAT " field where %s has %" G_GSIZE_FORMAT
                                     " (the delimiter is the %s); add the missing cells, or remove the row",
                                     "this row has %" G_GSIZE_FORMAT " fields where %s has %" G_GSIZE_FORMAT
                                     " (the delimiter is the %s); add the missing cells, or remove the row",
                                     fields),
                        fields, against, named, delimiter);
  else if (rows->contents.dialect.delimiter == ',')
    shr_data_error_set (
        error, SHR_DATA_ERROR_RAGGED, rows->contents.name, rows->row, expected + 1,
        _ ("this row has %" G_GSIZE_FORMAT "%s fields where %s has %" G_GSIZE_FORMAT
           " (the delimiter is the comma); remove what is too much, put cells that have a comma in them "
           "into quotes, or, if the comma is the decimal mark, separate the cells by semicolons"),
        fields, more ? _ (" or more") : "", against, named);
  else
    shr_data_error_set (
        error, SHR_DATA_ERROR_RAGGED, rows->contents.name, rows->row, expected + 1,
        _ ("this row has %" G_GSIZE_FORMAT "%s fields where %s has %" G_GSIZE_FORMAT
           " (the delimiter is the %s); remove what is too much, or put cells that have the delimiter in "
           "them into quotes"),
        fields, more ? _ (" or more") : "", against, named, delimiter);
}

/* Passes over empty lines; counts them, for they are rows of the file. */
static gboolean
skip_blank_lines (ShrCsvRows *rows, gboolean *ended, GError **error)
{
  for (;;)
    {
      const ShrTextBuffer *buffer = &rows->buffer;
      const char *end = buffer->text + buffer->length;
      const char *p = rows->p;

      while (p < end && (*p == ' ' || (*p == '\t' && rows->contents.dialect.delimiter != '\t')))
        p++;

      if (p == end || (*p == '\r' && p + 1 == end))
        {
          if (buffer->ended)
            {
              *ended = TRUE;
              return TRUE;
            }
          if (!read_more_of_field (rows, 1, error))
            return FALSE;
          continue;
        }
      if (*p != '\n' && *p != '\r')
        {
          *ended = FALSE;
          return TRUE;
        }

      rows->p = *p == '\r' && p[1] == '\n' ? p + 2 : p + 1;
      rows->row++;
      rows->blank++;
    }
}

static gboolean
read_header (ShrCsvRows *rows, GError **error)
{
  ShrCsvFieldEnd how;

  rows->contents.names = g_ptr_array_new_with_free_func (g_free);
  do
    {
      if (!read_field (rows, rows->contents.names->len + 1, &how, error)
          || !check_word (rows, rows->contents.names->len + 1, error))
        return FALSE;
      g_ptr_array_add (rows->contents.names, g_strstrip (g_strndup (rows->field.text, rows->field.length)));
    }
  while (how == SHR_CSV_FIELD_DELIMITED);
  rows->row++;
  rows->contents.dialect.columns = rows->contents.names->len + (rows->contents.dialect.row_names ? 1 : 0);

  return TRUE;
}

/* One data row. Almost all cells of almost all files are a bare number with its delimiter behind it: they are read
 * where they stand, without looking for the end of the field first. */
static gboolean
read_row (ShrCsvRows *rows, GError **error)
{
  gsize columns = rows->contents.dialect.columns;
  char delimiter = rows->contents.dialect.delimiter;
  gboolean comma = delimiter != ',';
  ShrNumberForm grouped = rows->contents.grouped;
  double *values = shr_number_block_next (rows->contents.block);

  if (values == NULL)
    {
      shr_data_error_set_too_large (error, rows->contents.name);
      return FALSE;
    }

  for (gsize j = 0;; j++)
    {
      const char *end = rows->buffer.text + rows->buffer.length;
      const char *start = rows->p;
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
              next = shr_csv_field_scan (&rows->field, rows->p, end, rows->buffer.ended, delimiter);
              rows->p = rows->field.next;
              fields++;
            }
          while (next == SHR_CSV_FIELD_DELIMITED);
          refuse_ragged (rows, fields, next > SHR_CSV_FIELD_FILE, error);
          return FALSE;
        }

      while (*start == ' ')
        start++;
      form = shr_number_scan_padded (start, comma, &stop, &value);
      if (G_LIKELY (form < grouped && stop < end && (*stop == delimiter || *stop == '\n')))
        {
          how = *stop == delimiter ? SHR_CSV_FIELD_DELIMITED : SHR_CSV_FIELD_ROW;
          shr_csv_column_count (&rows->contents.columns[j], form, rows->row, start, (gsize) (stop - start));
          rows->p = stop + 1;
        }
      else
        {
          if (!read_field (rows, j + 1, &how, error))
            return FALSE;
          form = shr_csv_cell_read (rows->field.text, rows->field.length, rows->field.quoted, delimiter,
                                    rows->contents.options, &value);
          if (form == SHR_NUMBER_WORD && !check_word (rows, j + 1, error))
            return FALSE;
          if (form > SHR_NUMBER_MISSING)
            value = shr_csv_column_box (&rows->contents.columns[j], rows->field.text, rows->field.length);
          shr_csv_column_count (&rows->contents.columns[j], form, rows->row, rows->field.text, rows->field.length);
        }

      values[j] = value;
      if (how != SHR_CSV_FIELD_DELIMITED)
        {
          if (j + 1 < columns)
            {
              refuse_ragged (rows, j + 1, FALSE, error);
              return FALSE;
            }
          rows->row++;
          return TRUE;
        }
    }
}

/* An empty line in a table of one column is a missing value, unless nothing follows it. */
static gboolean
account_for_blank_lines (ShrCsvRows *rows, GError **error)
{
  gsize blank = rows->blank;

  rows->blank = 0;
  if (rows->contents.dialect.columns > 1 || shr_number_block_rows (rows->contents.block) == 0)
    {
      rows->contents.blank_lines += blank;
      return TRUE;
    }

  for (gsize i = 0; i < blank; i++)
    {
      double *value = shr_number_block_next (rows->contents.block);

      if (value == NULL)
        {
          shr_data_error_set_too_large (error, rows->contents.name);
          return FALSE;
        }
      *value = NAN;
      shr_csv_column_count (&rows->contents.columns[0], SHR_NUMBER_MISSING, rows->row, "", 0);
    }

  return TRUE;
}

/* Whether a number that a bare scan finds may have to be read in another way: a form that may have separated thousands,
 * or a number that stands for a missing value. */
static ShrNumberForm
first_grouped_form (const ShrCsvOptions *options)
{
  char thousands = shr_csv_options_thousands (options);

  for (const char *const *word = options->missing_words; word != NULL && *word != NULL; word++)
    if (strpbrk (*word, "0123456789") != NULL)
      return SHR_NUMBER_PLAIN;

  return thousands == '.' ? SHR_NUMBER_POINT_GROUP : thousands == ',' ? SHR_NUMBER_COMMA_GROUP : SHR_NUMBER_GROUPED;
}

static gboolean
begin_encoding (ShrCsvRows *rows, GError **error)
{
  const char *said = rows->contents.options->encoding;
  guchar head[HEAD] = { 0 };
  gsize count = shr_text_buffer_copy_raw (&rows->buffer, 0, head, HEAD);
  ShrEncoding found = shr_encoding_of_head (head, count);
  const char *name = said != NULL ? said : found.name;

  if (name == NULL)
    return TRUE;

  rows->contents.encoding = g_strdup (name);
  if (said != NULL)
    rows->contents.encoding_notice = g_strdup_printf (_ ("The text is read as %s, as was said."), said);
  else
    rows->contents.encoding_notice =
        g_strdup_printf (found.marked ? _ ("The text is %s, as its byte order mark says.")
                                      : _ ("The text is %s, as the zero bytes between its letters say."),
                         shr_encoding_title (name));

  if (g_ascii_strcasecmp (name, "UTF-8") == 0)
    return TRUE;
  if (!shr_text_buffer_set_encoding (&rows->buffer, 0, name, NULL))
    {
      g_autofree char *quoted = shr_data_quote (name, -1);

      shr_data_error_set (error, SHR_DATA_ERROR_ENCODING, rows->contents.name, 0, 0,
                          _ ("there is no encoding %s; choose utf-8, utf-16le, windows-1252 or another that "
                             "iconv knows (--encoding)"),
                          quoted);
      return FALSE;
    }

  return read_on (rows, error);
}

/* The window grows until it holds two rows. */
static gboolean
find_dialect (ShrCsvRows *rows, GError **error)
{
  const ShrTextBuffer *buffer = &rows->buffer;

  if (!read_on (rows, error) || shr_not_text_refuse_head (buffer, rows->contents.name, error)
      || !begin_encoding (rows, error))
    return FALSE;

  for (;;)
    {
      gsize mark = buffer->length >= 3 && memcmp (buffer->text, "\357\273\277", 3) == 0 ? 3 : 0;

      /* The byte order mark is no part of the text. */
      if (buffer->spoiled && take_for_western (rows))
        ;
      else if (shr_csv_dialect_detect (&rows->contents.dialect, buffer->text + mark, buffer->length - mark,
                                       buffer->ended, rows->contents.options)
               || buffer->spoiled || buffer->length > DIALECT_LIMIT)
        {
          rows->p = buffer->text + mark;
          break;
        }
      rows->p = buffer->text;
      if (!read_on (rows, error))
        return FALSE;
    }

  /* Nothing but the beginning of a row: reading on will tell what is wrong with it. */
  if (rows->contents.dialect.rows == 0)
    rows->contents.dialect.header = TRUE;

  return TRUE;
}

static void
begin_rows (ShrCsvRows *rows)
{
  rows->contents.grouped = first_grouped_form (rows->contents.options);
  rows->contents.block = shr_number_block_new (rows->contents.dialect.columns);
  rows->contents.columns = g_new0 (ShrCsvColumn, rows->contents.dialect.columns);
}

gboolean
shr_csv_rows_read_head (ShrCsvRows *rows, GError **error)
{
  gboolean ended;

  if (!find_dialect (rows, error) || !skip_blank_lines (rows, &ended, error))
    return FALSE;
  rows->blank = 0;
  if (ended)
    {
      shr_data_error_set (error, SHR_DATA_ERROR_EMPTY, rows->contents.name, 0, 0,
                          _ ("there is nothing in it; choose a table with a header and rows of numbers"));
      return FALSE;
    }
  if (rows->contents.dialect.header && !read_header (rows, error))
    return FALSE;
  begin_rows (rows);

  return TRUE;
}

void
shr_csv_rows_begin_within (ShrCsvRows *rows, const ShrCsvContents *head)
{
  rows->within = TRUE;
  rows->contents.dialect = head->dialect;
  begin_rows (rows);
}

guint64
shr_csv_rows_position (const ShrCsvRows *rows)
{
  return rows->buffer.offset + (rows->p != NULL ? (guint64) (rows->p - rows->buffer.text) : 0);
}

gboolean
shr_csv_rows_is_converted (const ShrCsvRows *rows)
{
  return rows->buffer.converter != NULL;
}

gboolean
shr_csv_rows_read (ShrCsvRows *rows, guint64 stop, GError **error)
{
  gboolean ended;

  if (rows->p == NULL && !read_on (rows, error))
    return FALSE;

  while (shr_csv_rows_position (rows) < stop)
    {
      if (!skip_blank_lines (rows, &ended, error))
        return FALSE;
      if (ended)
        break;
      if (!account_for_blank_lines (rows, error) || !read_row (rows, error))
        return FALSE;
    }

  return TRUE;
}

void
shr_csv_rows_release_text (ShrCsvRows *rows)
{
  shr_text_buffer_clear (&rows->buffer);
}

GPtrArray *
shr_csv_rows_peek (const ShrCsvRows *rows, gsize count)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GPtrArray) row = g_ptr_array_new ();
  ShrCsvField field = { 0 };
  const char *end = rows->buffer.text + rows->buffer.length;
  const char *p = rows->p;

  while (texts->len < count && (p < end || row->len > 0))
    {
      ShrCsvFieldEnd how = shr_csv_field_scan (&field, p, end, rows->buffer.ended, rows->contents.dialect.delimiter);

      if (how > SHR_CSV_FIELD_FILE)
        break;
      p = field.next;
      /* An empty line is no row. */
      if (row->len == 0 && how != SHR_CSV_FIELD_DELIMITED && field.length == 0 && !field.quoted)
        continue;

      g_ptr_array_add (row, g_strndup (field.text, field.length));
      if (how == SHR_CSV_FIELD_DELIMITED)
        continue;
      g_ptr_array_add (row, NULL);
      g_ptr_array_add (texts, g_ptr_array_steal (row, NULL));
    }
  g_ptr_array_set_free_func (row, g_free);
  shr_csv_field_clear (&field);

  return texts;
}

void
shr_csv_rows_append (ShrCsvRows *rows, ShrCsvRows *below)
{
  gsize above = rows->row - 1;

  for (gsize j = 0; j < rows->contents.dialect.columns; j++)
    {
      g_autofree guint *numbers = NULL;

      shr_csv_column_append (&rows->contents.columns[j], &below->contents.columns[j], above, &numbers);
      if (numbers != NULL)
        shr_number_block_renumber (below->contents.block, j, numbers);
    }
  shr_number_block_append (rows->contents.block, below->contents.block);
  rows->contents.blank_lines += below->contents.blank_lines;
  rows->row += below->row - 1;
}

void
shr_csv_rows_init (ShrCsvRows *rows,
                   GInputStream *stream,
                   const char *name,
                   const ShrCsvOptions *options,
                   GCancellable *cancellable,
                   ShrCsvProgressFunc progress,
                   gpointer user_data,
                   guint64 total)
{
  *rows = (ShrCsvRows){ .row = 1,
                        .contents = { .name = name, .options = options },
                        .cancellable = cancellable,
                        .progress = progress,
                        .user_data = user_data,
                        .total = total };
  shr_text_buffer_init (&rows->buffer, stream);
}

void
shr_csv_rows_clear (ShrCsvRows *rows)
{
  shr_csv_contents_clear (&rows->contents);
  shr_csv_field_clear (&rows->field);
  shr_text_buffer_clear (&rows->buffer);
}
