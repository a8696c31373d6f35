#include "data/shr-csv-reader.h"

#include "data/shr-csv-column.h"
#include "data/shr-csv-dialect.h"
#include "data/shr-csv-field.h"
#include "data/shr-data-error.h"
#include "data/shr-number-block.h"
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
/* Bytes that tell what a file is that is no text. */
#define HEAD 16

typedef struct
{
  const char *name;
  const ShrCsvOptions *options;
  GCancellable *cancellable;
  ShrCsvProgressFunc progress;
  gpointer user_data;
  guint64 total;

  ShrTextBuffer buffer;
  const char *p; /* where reading goes on, in the window */
  ShrCsvField field;
  ShrCsvDialect dialect;

  GPtrArray *names;      /* of the header, or NULL */
  ShrCsvColumn *columns; /* dialect.columns of them */
  ShrNumberBlock *block;
  gsize row;     /* the one being read, from 1 */
  gsize blank;   /* empty lines since the last row */
  gsize skipped; /* empty lines between rows */
  char decimal;  /* decided at the end */
  GPtrArray *notices;
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
      refuse_file (reader->name, failure, error);
      return FALSE;
    }
  reader->p = reader->buffer.text;

  if (reader->progress != NULL)
    reader->progress (reader->buffer.offset + reader->buffer.raw, reader->total, reader->user_data);

  return TRUE;
}

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
static gboolean
refuse_by_head (Reader *reader, GError **error)
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
  gsize count = shr_text_buffer_copy_raw (&reader->buffer, 0, head, HEAD);

  for (gsize i = 0; i < G_N_ELEMENTS (heads); i++)
    if (count >= heads[i].length && memcmp (head, heads[i].bytes, heads[i].length) == 0)
      {
        shr_data_error_set (error, SHR_DATA_ERROR_NOT_TEXT, reader->name, 0, 0,
                            _ ("the file is %s, not a table in text form; save it as CSV (UTF-8) and open that"),
                            _ (heads[i].what));
        return TRUE;
      }

  if (is_utf16 (head, count))
    {
      shr_data_error_set (error, SHR_DATA_ERROR_ENCODING, reader->name, 0, 0,
                          _ ("the file is encoded in UTF-16; save it as UTF-8 and open that"));
      return TRUE;
    }

  return FALSE;
}

/* The byte behind the window is not text: says which it is, where, and what it may be. */
static void
refuse_spoil (Reader *reader, gsize column, GError **error)
{
  const ShrTextBuffer *buffer = &reader->buffer;
  guint64 offset = buffer->offset + buffer->length;
  guchar byte = 0;

  shr_text_buffer_copy_raw (buffer, buffer->length, &byte, 1);
  if (byte == 0)
    shr_data_error_set (error, SHR_DATA_ERROR_NOT_TEXT, reader->name, reader->row, column,
                        _ ("byte %" G_GUINT64_FORMAT " of the file is NUL, which no text holds; this is not a table in "
                           "text form, or the file is damaged: export it again as CSV (UTF-8)"),
                        offset + 1);
  else if (buffer->multibyte || byte < 0xa0)
    shr_data_error_set (error, SHR_DATA_ERROR_ENCODING, reader->name, reader->row, column,
                        _ ("byte %" G_GUINT64_FORMAT " of the file (0x%02X) is not valid UTF-8; save the file as UTF-8 "
                           "(the encoding may be Windows-1252, or the file damaged)"),
                        offset + 1, byte);
  else
    {
      char letter[6];
      int length = g_unichar_to_utf8 (byte, letter);

      shr_data_error_set (error, SHR_DATA_ERROR_ENCODING, reader->name, reader->row, column,
                          _ ("byte %" G_GUINT64_FORMAT " of the file (0x%02X) is not valid UTF-8; the file seems to be "
                             "encoded in Latin-1 (the byte would be “%.*s” there): save it as UTF-8"),
                          offset + 1, byte, length, letter);
    }
}

/* More text is needed to read the field at the cursor, in @column from 1. */
static gboolean
read_more_of_field (Reader *reader, gsize column, GError **error)
{
  const ShrTextBuffer *buffer = &reader->buffer;
  gsize left = buffer->length - (gsize) (reader->p - buffer->text);

  if (buffer->spoiled)
    {
      refuse_spoil (reader, column, error);
      return FALSE;
    }
  if (left > FIELD_LIMIT)
    {
      if (memchr (reader->p, '"', left) != NULL)
        shr_data_error_set (error, SHR_DATA_ERROR_QUOTE, reader->name, reader->row, column,
                            _ ("the quote that opens here is not closed within a megabyte; close it, or remove it"));
      else
        shr_data_error_set (error, SHR_DATA_ERROR_TOO_LONG, reader->name, reader->row, column,
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

      *how = shr_csv_field_scan (&reader->field, reader->p, end, reader->buffer.ended, reader->dialect.delimiter);
      switch (*how)
        {
        case SHR_CSV_FIELD_MORE:
          if (!read_more_of_field (reader, column, error))
            return FALSE;
          break;
        case SHR_CSV_FIELD_OPEN:
          shr_data_error_set (error, SHR_DATA_ERROR_QUOTE, reader->name, reader->row, column,
                              _ ("the quote that opens here is never closed; close it, or remove it"));
          return FALSE;
        case SHR_CSV_FIELD_TRAILING:
          {
            g_autofree char *cell = shr_data_quote (reader->p, MIN (end - reader->p, 200));

            shr_data_error_set (error, SHR_DATA_ERROR_QUOTE, reader->name, reader->row, column,
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
          shr_data_error_set (error, SHR_DATA_ERROR_NOT_TEXT, reader->name, reader->row, column,
                              _ ("the cell holds the control character 0x%02X, which no table in text form does; export "
                                 "the file again as CSV (UTF-8)"),
                              c);
          return FALSE;
        }
    }

  return TRUE;
}

static void
refuse_size (Reader *reader, GError **error)
{
  shr_data_error_set (error, SHR_DATA_ERROR_TOO_LARGE, reader->name, 0, 0,
                      _ ("the table does not fit into memory; open a part of it, or fewer columns"));
}

static char *
delimiter_name (char delimiter)
{
  switch (delimiter)
    {
    case ',':
      return g_strdup (_ ("comma"));
    case ';':
      return g_strdup (_ ("semicolon"));
    case '\t':
      return g_strdup (_ ("tab"));
    case '|':
      return g_strdup (_ ("vertical bar"));
    default:
      return g_strdup_printf ("“%c”", delimiter);
    }
}

static void
refuse_ragged (Reader *reader, gsize fields, gboolean more, GError **error)
{
  gsize expected = reader->dialect.columns;
  gsize named = expected - (reader->dialect.row_names ? 1 : 0);
  g_autofree char *delimiter = delimiter_name (reader->dialect.delimiter);
  const char *against = reader->dialect.header ? _ ("the header") : _ ("the first row");

  if (fields < expected)
    shr_data_error_set (error, SHR_DATA_ERROR_RAGGED, reader->name, reader->row, fields + 1,
                        g_dngettext (GETTEXT_PACKAGE,
                                     "this row has %" G_GSIZE_FORMAT " field where %s has %" G_GSIZE_FORMAT
                                     " (the delimiter is the %s); add the missing cells, or remove the row",
                                     "this row has %" G_GSIZE_FORMAT " fields where %s has %" G_GSIZE_FORMAT
                                     " (the delimiter is the %s); add the missing cells, or remove the row",
                                     fields),
                        fields, against, named, delimiter);
  else if (reader->dialect.delimiter == ',')
    shr_data_error_set (error, SHR_DATA_ERROR_RAGGED, reader->name, reader->row, expected + 1,
                        _ ("this row has %" G_GSIZE_FORMAT "%s fields where %s has %" G_GSIZE_FORMAT
                           " (the delimiter is the comma); remove what is too much, put cells that have a comma in them "
                           "into quotes, or, if the comma is the decimal mark, separate the cells by semicolons"),
                        fields, more ? _ (" or more") : "", against, named);
  else
    shr_data_error_set (error, SHR_DATA_ERROR_RAGGED, reader->name, reader->row, expected + 1,
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

      while (p < end && (*p == ' ' || (*p == '\t' && reader->dialect.delimiter != '\t')))
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

  reader->names = g_ptr_array_new_with_free_func (g_free);
  do
    {
      if (!read_field (reader, reader->names->len + 1, &how, error)
          || !check_word (reader, reader->names->len + 1, error))
        return FALSE;
      g_ptr_array_add (reader->names, g_strstrip (g_strndup (reader->field.text, reader->field.length)));
    }
  while (how == SHR_CSV_FIELD_DELIMITED);
  reader->row++;
  reader->dialect.columns = reader->names->len + (reader->dialect.row_names ? 1 : 0);

  return TRUE;
}

/* One data row. Almost all cells of almost all files are a bare number with its delimiter behind it: they are read
 * where they stand, without looking for the end of the field first. */
static gboolean
read_row (Reader *reader, GError **error)
{
  gsize columns = reader->dialect.columns;
  char delimiter = reader->dialect.delimiter;
  gboolean comma = delimiter != ',';
  double *values = shr_number_block_next (reader->block);

  if (values == NULL)
    {
      refuse_size (reader, error);
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
          shr_csv_column_count (&reader->columns[j], form, reader->row, start, (gsize) (stop - start));
          reader->p = stop + 1;
        }
      else
        {
          if (!read_field (reader, j + 1, &how, error))
            return FALSE;
          form = shr_csv_cell_read (reader->field.text, reader->field.length, reader->field.quoted, delimiter, &value);
          if (form == SHR_NUMBER_WORD && !check_word (reader, j + 1, error))
            return FALSE;
          shr_csv_column_count (&reader->columns[j], form, reader->row, reader->field.text, reader->field.length);
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
  if (reader->dialect.columns > 1 || shr_number_block_rows (reader->block) == 0)
    {
      reader->skipped += blank;
      return TRUE;
    }

  for (gsize i = 0; i < blank; i++)
    {
      double *value = shr_number_block_next (reader->block);

      if (value == NULL)
        {
          refuse_size (reader, error);
          return FALSE;
        }
      *value = NAN;
      shr_csv_column_count (&reader->columns[0], SHR_NUMBER_MISSING, reader->row, "", 0);
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
      if (refuse_by_head (reader, error))
        return FALSE;

      /* The byte order mark is no part of the text. */
      if (buffer->length >= 3 && memcmp (buffer->text, "\357\273\277", 3) == 0)
        mark = 3;

      if (shr_csv_dialect_detect (&reader->dialect, buffer->text + mark, buffer->length - mark, buffer->ended,
                                  reader->options)
          || buffer->spoiled || buffer->length > DIALECT_LIMIT)
        {
          reader->p = buffer->text + mark;
          break;
        }
      reader->p = buffer->text;
    }

  /* Nothing but the beginning of a row: reading on will tell what is wrong with it. */
  if (reader->dialect.rows == 0)
    reader->dialect.header = TRUE;

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
      shr_data_error_set (error, SHR_DATA_ERROR_EMPTY, reader->name, 0, 0,
                          _ ("there is nothing in it; choose a table with a header and rows of numbers"));
      return FALSE;
    }
  if (reader->dialect.header && !read_header (reader, error))
    return FALSE;

  reader->block = shr_number_block_new (reader->dialect.columns);
  reader->columns = g_new0 (ShrCsvColumn, reader->dialect.columns);
  for (;;)
    {
      if (!skip_blank_lines (reader, &ended, error))
        return FALSE;
      if (ended)
        break;
      if (!account_for_blank_lines (reader, error) || !read_row (reader, error))
        return FALSE;
    }

  if (shr_number_block_rows (reader->block) == 0)
    {
      shr_data_error_set (error, SHR_DATA_ERROR_EMPTY, reader->name, 0, 0,
                          _ ("there is only a header in it, and no row of numbers below; add the data"));
      return FALSE;
    }

  return TRUE;
}

/* The topmost cell of @form among the columns of numbers. */
static const ShrCsvCell *
find_cell (const Reader *reader, ShrNumberForm form, gsize *index)
{
  const ShrCsvCell *first = NULL;

  for (gsize j = 0; j < reader->dialect.columns; j++)
    {
      const ShrCsvCell *cell = shr_csv_column_cell (&reader->columns[j], form);

      if (cell != NULL && shr_csv_column_kind (&reader->columns[j], '.') != SHR_COLUMN_TEXT
          && (first == NULL || cell->row < first->row))
        {
          first = cell;
          *index = j;
        }
    }

  return first;
}

/* One decimal mark for the whole file. What has a single group of three digits behind the mark does not tell; any
 * other number with a mark does. Where nothing tells, a comma could be either, and so could a point in a file whose
 * delimiter is the one that spreadsheets use where the comma is the decimal mark. */
static gboolean
decide_decimal (Reader *reader, GError **error)
{
  gsize forms[SHR_NUMBER_FORMS] = { 0 };
  gboolean semicolon = reader->dialect.delimiter == ';';
  const ShrCsvCell *cell;
  gsize j = 0;

  for (gsize i = 0; i < reader->dialect.columns; i++)
    if (shr_csv_column_kind (&reader->columns[i], '.') != SHR_COLUMN_TEXT)
      for (int form = 0; form < SHR_NUMBER_FORMS; form++)
        forms[form] += reader->columns[i].counts[form];

  if (reader->options->decimal != '\0')
    {
      reader->decimal = reader->options->decimal;
      return TRUE;
    }
  if (forms[SHR_NUMBER_POINT] != forms[SHR_NUMBER_COMMA])
    {
      reader->decimal = forms[SHR_NUMBER_POINT] > forms[SHR_NUMBER_COMMA] ? '.' : ',';
      return TRUE;
    }
  if (forms[SHR_NUMBER_POINT] > 0)
    {
      reader->decimal = semicolon ? ',' : '.';
      return TRUE;
    }

  cell = find_cell (reader, SHR_NUMBER_COMMA_GROUP, &j);
  if (cell == NULL && semicolon)
    cell = find_cell (reader, SHR_NUMBER_POINT_GROUP, &j);
  if (cell != NULL)
    {
      g_autofree char *text = shr_data_quote (cell->text, -1);
      const char *mark = strpbrk (cell->text, ".,");
      int whole = (int) (mark - cell->text);

      shr_data_error_set (error, SHR_DATA_ERROR_AMBIGUOUS, reader->name, cell->row, j + 1,
                          _ ("%s may mean %.*s%s or %.*s.%s, and no number in the file tells which; say which character "
                             "is the decimal mark, with --decimal , or --decimal ."),
                          text, whole, cell->text, mark + 1, whole, cell->text, mark + 1);
      return FALSE;
    }

  reader->decimal = '.';

  return TRUE;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Whole numbers, none negative, missing or twice: what programs number rows with, in whatever order the rows are. */
static gboolean
numbers_rows (const Reader *reader)
{
  gsize rows = shr_number_block_rows (reader->block);
  g_autofree double *values = NULL;

  if (reader->columns[0].counts[SHR_NUMBER_PLAIN] < rows)
    return FALSE;

  values = g_new (double, rows);
  shr_number_block_column (reader->block, 0, values);
  for (gsize i = 0; i < rows; i++)
    if (values[i] < 0.0 || values[i] != floor (values[i]))
      return FALSE;

  qsort (values, rows, sizeof (double), compare_doubles);
  for (gsize i = 1; i < rows; i++)
    if (values[i] == values[i - 1])
      return FALSE;

  return TRUE;
}

/* Whether the first column is no data: R's row names; a first column without a name of its own, or with the one that
 * pandas and R give it, that numbers the rows; or one without a name that holds words. */
static gboolean
has_index (const Reader *reader)
{
  static const char *const index_names[] = { "Unnamed: 0", "index", "rownames", "row.names" };
  const char *name;
  gboolean named_so = FALSE;

  if (reader->dialect.row_names)
    return TRUE;
  if (reader->names == NULL || reader->dialect.columns < 2)
    return FALSE;

  name = reader->names->pdata[0];
  for (gsize i = 0; i < G_N_ELEMENTS (index_names); i++)
    named_so = named_so || strcmp (name, index_names[i]) == 0;
  if (name[0] != '\0' && !named_so)
    return FALSE;

  return numbers_rows (reader) || shr_csv_column_kind (&reader->columns[0], reader->decimal) == SHR_COLUMN_TEXT;
}

/* The name of column @j, from 0: from the header, made unique, or by its number. */
static char *
name_column (Reader *reader, gsize j, GHashTable *taken)
{
  gsize skipped = reader->dialect.row_names ? 1 : 0;
  const char *given = reader->names != NULL && j >= skipped ? reader->names->pdata[j - skipped] : "";
  char *name = given[0] != '\0' ? g_strdup (given) : g_strdup_printf (_ ("column %" G_GSIZE_FORMAT), j + 1);

  for (gsize k = 2; g_hash_table_contains (taken, name); k++)
    {
      g_free (name);
      name = given[0] != '\0' ? g_strdup_printf ("%s (%" G_GSIZE_FORMAT ")", given, k)
                              : g_strdup_printf (_ ("column %" G_GSIZE_FORMAT " (%" G_GSIZE_FORMAT ")"), j + 1, k);
    }
  g_hash_table_add (taken, name);

  return name;
}

static void
notice_name (Reader *reader, gsize j, const char *name)
{
  gsize skipped = reader->dialect.row_names ? 1 : 0;
  const char *given = reader->names != NULL && j >= skipped ? reader->names->pdata[j - skipped] : NULL;

  if (given == NULL || strcmp (given, name) == 0)
    return;
  if (given[0] == '\0')
    shr_notices_add (reader->notices, SHR_NOTICE_NAME,
                     _ ("Column %" G_GSIZE_FORMAT " has no name; it is called “%s” here."), j + 1, name);
  else
    shr_notices_add (reader->notices, SHR_NOTICE_NAME,
                     _ ("Column %" G_GSIZE_FORMAT " has the name “%s”, as another column has; it is called “%s” here."),
                     j + 1, given, name);
}

static void
notice_dialect (Reader *reader)
{
  gboolean marked = FALSE;

  if (reader->dialect.delimiter == '\0')
    shr_notices_add (reader->notices, SHR_NOTICE_DELIMITER, _ ("There is one column, and so no delimiter."));
  else
    {
      g_autofree char *delimiter = delimiter_name (reader->dialect.delimiter);

      shr_notices_add (reader->notices, SHR_NOTICE_DELIMITER, _ ("The delimiter is the %s."), delimiter);
    }

  for (gsize j = 0; j < reader->dialect.columns; j++)
    marked = marked || reader->columns[j].counts[SHR_NUMBER_POINT] > 0 || reader->columns[j].counts[SHR_NUMBER_COMMA] > 0
             || reader->columns[j].counts[SHR_NUMBER_POINT_GROUP] > 0
             || reader->columns[j].counts[SHR_NUMBER_COMMA_GROUP] > 0;
  if (marked)
    shr_notices_add (reader->notices, SHR_NOTICE_DECIMAL,
                     reader->decimal == ',' ? _ ("The decimal mark is the comma.") : _ ("The decimal mark is the point."));

  shr_notices_add (reader->notices, SHR_NOTICE_HEADER,
                   reader->dialect.header ? _ ("The first row holds the names of the columns.")
                                          : _ ("There is no header: the columns are called by their numbers."));

  if (reader->skipped > 0)
    shr_notices_add (reader->notices, SHR_NOTICE_BLANK_LINES,
                     g_dngettext (GETTEXT_PACKAGE, "%" G_GSIZE_FORMAT " empty line was passed over.",
                                  "%" G_GSIZE_FORMAT " empty lines were passed over.", reader->skipped),
                     reader->skipped);
}

static void
notice_column (Reader *reader, gsize j, const ShrColumn *column)
{
  const ShrCsvColumn *seen = &reader->columns[j];

  switch (column->kind)
    {
    case SHR_COLUMN_INDEX:
      shr_notices_add (reader->notices, SHR_NOTICE_INDEX,
                       _ ("The first column only numbers or names the rows, and is left out."));
      break;
    case SHR_COLUMN_TEXT:
      {
        g_autofree char *word = shr_data_quote (shr_csv_column_cell (seen, SHR_NUMBER_WORD)->text, -1);

        shr_notices_add (reader->notices, SHR_NOTICE_TEXT,
                         _ ("Column “%s” holds words, such as %s, and is left out."), column->name, word);
        break;
      }
    case SHR_COLUMN_EMPTY:
      shr_notices_add (reader->notices, SHR_NOTICE_EMPTY, _ ("Column “%s” holds no value, and is left out."),
                       column->name);
      break;
    default:
      break;
    }
}

static ShrTable *
make_table (Reader *reader, GError **error)
{
  gsize columns = reader->dialect.columns;
  gsize rows = shr_number_block_rows (reader->block);
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree ShrColumnKind *kinds = g_new (ShrColumnKind, columns);
  g_autofree gboolean *wanted = g_new (gboolean, columns);
  GArray *array;
  double *values;

  for (gsize j = 0; j < columns; j++)
    {
      kinds[j] = j == 0 && has_index (reader) ? SHR_COLUMN_INDEX
                                              : shr_csv_column_kind (&reader->columns[j], reader->decimal);
      wanted[j] = kinds[j] == SHR_COLUMN_NUMERIC;
    }
  if (!shr_number_block_collect (reader->block, wanted, &values))
    {
      refuse_size (reader, error);
      return NULL;
    }

  array = g_array_new (FALSE, TRUE, sizeof (ShrColumn));
  reader->notices = shr_notices_new ();
  notice_dialect (reader);
  for (gsize j = 0; j < columns; j++)
    {
      const ShrCsvColumn *seen = &reader->columns[j];
      ShrColumn column = { .name = name_column (reader, j, taken), .kind = kinds[j] };

      column.missing = seen->counts[SHR_NUMBER_MISSING];
      if (column.kind == SHR_COLUMN_FAULTY)
        column.fault = shr_csv_column_fault (shr_csv_column_first_fault (seen, reader->decimal), reader->name, j + 1,
                                             column.name);
      if (column.kind != SHR_COLUMN_INDEX)
        notice_name (reader, j, column.name);
      notice_column (reader, j, &column);
      g_array_append_val (array, column);
    }

  return shr_table_new (reader->name, rows, array, values, g_steal_pointer (&reader->notices));
}

/* A header one field short is R's when the rows begin with names, all different: words, or numbers of rows. */
static gboolean
check_row_names (Reader *reader, GError **error)
{
  if (!reader->dialect.row_names || numbers_rows (reader)
      || shr_csv_column_kind (&reader->columns[0], reader->decimal) == SHR_COLUMN_TEXT)
    return TRUE;

  shr_data_error_set (error, SHR_DATA_ERROR_RAGGED, reader->name, 1, reader->dialect.columns,
                      _ ("the header has %" G_GSIZE_FORMAT " fields and the rows below %" G_GSIZE_FORMAT
                         ", but the first field of a row is not the row's name; add the missing name to the header"),
                      reader->dialect.columns - 1, reader->dialect.columns);

  return FALSE;
}

static ShrTable *
read_table (Reader *reader, GInputStream *stream, GError **error)
{
  ShrTable *table = NULL;

  shr_text_buffer_init (&reader->buffer, stream);
  if (read_rows (reader, error) && decide_decimal (reader, error) && check_row_names (reader, error))
    table = make_table (reader, error);

  for (gsize j = 0; reader->columns != NULL && j < reader->dialect.columns; j++)
    shr_csv_column_clear (&reader->columns[j]);
  g_free (reader->columns);
  g_clear_pointer (&reader->block, shr_number_block_free);
  g_clear_pointer (&reader->names, g_ptr_array_unref);
  shr_csv_field_clear (&reader->field);
  shr_text_buffer_clear (&reader->buffer);

  return table;
}

static const ShrCsvOptions default_options = { 0 };

ShrTable *
shr_csv_reader_read_stream (GInputStream *stream,
                            const ShrCsvOptions *options,
                            GCancellable *cancellable,
                            ShrCsvProgressFunc progress,
                            gpointer user_data,
                            GError **error)
{
  Reader reader = { .options = options != NULL ? options : &default_options,
                    .cancellable = cancellable,
                    .progress = progress,
                    .user_data = user_data };

  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), NULL);

  reader.name = reader.options->name != NULL ? reader.options->name : _ ("standard input");

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
  Reader reader = { .options = options != NULL ? options : &default_options,
                    .cancellable = cancellable,
                    .progress = progress,
                    .user_data = user_data };
  g_autofree char *base = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  base = g_file_get_basename (file);
  name = base != NULL ? g_filename_display_name (base) : g_file_get_parse_name (file);
  reader.name = reader.options->name != NULL ? reader.options->name : name;

  stream = g_file_read (file, cancellable, &failure);
  if (stream == NULL)
    {
      refuse_file (reader.name, failure, error);
      return NULL;
    }

  info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, cancellable, NULL);
  reader.total = info != NULL ? (guint64) g_file_info_get_size (info) : 0;

  return read_table (&reader, G_INPUT_STREAM (stream), error);
}
