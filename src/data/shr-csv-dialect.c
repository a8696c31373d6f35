#include "data/shr-csv-dialect.h"

#include "data/shr-csv-field.h"

#include <glib/gi18n-lib.h>

#include <math.h>
#include <string.h>

/* Rows looked at. */
#define ROWS 200

/* In the order in which they are believed when nothing else decides: a comma is the likeliest to be something else. */
static const char delimiters[] = { ';', '\t', '|', ',' };

/* What a column looks like below the first row. */
typedef struct
{
  ShrNumberForm first; /* the first row's own */
  gboolean first_quoted;
  gboolean first_year; /* looks like a year, which makes a likely name */
  gsize numbers;
  gsize quoted_numbers;
  gsize years;
  gsize words;
} Column;

/* What the text looks like when taken apart at one delimiter. */
typedef struct
{
  char delimiter;
  gsize rows;
  gsize first;          /* fields of the first row */
  gsize body;           /* fields of the second; of the first, if it is alone */
  gsize agreeing;       /* rows from the second on that have as many */
  gsize cells;          /* in these rows */
  gsize readable;       /* of these, numbers or missing */
  gboolean first_words; /* no cell of the first row is a number, and one at least is a word */
  gboolean all_quoted;  /* every cell of the first row, and the first of the second */
  gboolean last_empty;  /* the last cell of the second row */
  GArray *columns;      /* of Column; as many as the first row has fields */
} Shape;

char
shr_csv_options_thousands (const ShrCsvOptions *options)
{
  if (options->thousands != '\0')
    return options->thousands;

  return options->decimal == '.' ? ',' : options->decimal == ',' ? '.' : '\0';
}

static gboolean
says_missing (const char *const *words, const char *text, gsize length)
{
  for (; *words != NULL; words++)
    if (strlen (*words) == length && memcmp (*words, text, length) == 0)
      return TRUE;

  return length == 0;
}

ShrNumberForm
shr_csv_cell_read (const char *text,
                   gsize length,
                   gboolean quoted,
                   char delimiter,
                   const ShrCsvOptions *options,
                   double *value)
{
  char thousands = shr_csv_options_thousands (options);
  ShrNumberForm form;

  while (length > 0 && (text[0] == ' ' || text[0] == '\t'))
    {
      text++;
      length--;
    }
  while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t'))
    length--;

  if (options->missing_words != NULL && says_missing (options->missing_words, text, length))
    {
      *value = NAN;
      return SHR_NUMBER_MISSING;
    }

  form = shr_number_read (text, length, quoted || delimiter != ',', value);
  if (form == SHR_NUMBER_MISSING && options->missing_words != NULL)
    return SHR_NUMBER_WORD;
  if (thousands != '\0'
      && (form == SHR_NUMBER_THOUSANDS || (form == SHR_NUMBER_COMMA_GROUP && thousands == ',')
          || (form == SHR_NUMBER_POINT_GROUP && thousands == '.')))
    return shr_number_read_grouped (text, length, thousands, value);

  return form;
}

static gboolean
is_year (double value)
{
  return value >= 1000.0 && value < 3000.0 && value == floor (value);
}

static void
note_first (Shape *shape, const ShrCsvField *field, ShrNumberForm form, double value)
{
  Column column = { .first = form, .first_quoted = field->quoted, .first_year = is_year (value) };

  shape->all_quoted = (shape->first == 0 || shape->all_quoted) && field->quoted;
  g_array_append_val (shape->columns, column);
  shape->first++;
}

static void
note_later (Shape *shape, gsize j, const ShrCsvField *field, ShrNumberForm form, double value)
{
  Column *column = j < shape->columns->len ? &g_array_index (shape->columns, Column, j) : NULL;

  shape->cells++;
  shape->readable += shr_number_is_read (form) || form == SHR_NUMBER_MISSING ? 1 : 0;
  if (shape->rows == 1 && j == 0)
    shape->all_quoted = shape->all_quoted && field->quoted;
  if (shape->rows == 1)
    shape->last_empty = field->length == 0 && !field->quoted;

  if (column == NULL)
    return;
  if (shr_number_is_read (form))
    {
      column->numbers++;
      column->quoted_numbers += field->quoted ? 1 : 0;
      column->years += is_year (value) ? 1 : 0;
    }
  else if (form != SHR_NUMBER_MISSING)
    column->words++;
}

static void
end_row (Shape *shape, gsize fields)
{
  if (shape->rows == 0)
    shape->body = shape->first;
  else if (shape->rows == 1)
    shape->body = fields;

  shape->agreeing += shape->rows > 0 && fields == shape->body ? 1 : 0;
  shape->rows++;
}

/* Takes the rows apart; an unfinished last row is not looked at. */
static void
measure (Shape *shape, const char *text, gsize length, gboolean whole, char delimiter, const ShrCsvOptions *options)
{
  const char *end = text + length;
  const char *p = text;
  ShrCsvField field = { 0 };
  gsize j = 0;
  gboolean words = FALSE;
  gboolean numbers = FALSE;

  *shape = (Shape){ .delimiter = delimiter, .columns = g_array_new (FALSE, FALSE, sizeof (Column)) };

  while (shape->rows < ROWS && (p < end || j > 0))
    {
      ShrCsvFieldEnd how = shr_csv_field_scan (&field, p, end, whole, delimiter);
      double value;
      ShrNumberForm form;

      if (how > SHR_CSV_FIELD_FILE)
        {
          /* What is wrong with the first row is told best where it is taken apart. */
          shape->first += shape->rows == 0 ? 1 : 0;
          break;
        }
      p = field.next;
      if (j == 0 && how != SHR_CSV_FIELD_DELIMITED && field.length == 0 && !field.quoted)
        continue;

      form = shr_csv_cell_read (field.text, field.length, field.quoted, delimiter, options, &value);
      if (shape->rows == 0)
        {
          note_first (shape, &field, form, value);
          numbers = numbers || shr_number_is_read (form);
          words = words || (!shr_number_is_read (form) && form != SHR_NUMBER_MISSING);
        }
      else
        note_later (shape, j, &field, form, value);

      j++;
      if (how == SHR_CSV_FIELD_DELIMITED)
        continue;

      end_row (shape, j);
      j = 0;
      if (how == SHR_CSV_FIELD_FILE)
        break;
    }

  shape->first_words = words && !numbers;
  shr_csv_field_clear (&field);
}

/* R's write.table() gives the column of row names no name. With commas, that could as well be a decimal comma in
 * every row, so there only R's own quotes are believed; and a last cell that is empty in the very first row is one
 * delimiter too many rather than a missing value. */
static gboolean
has_row_names (const Shape *shape)
{
  return shape->rows > 1 && shape->body == shape->first + 1 && shape->first_words && !shape->last_empty
         && (shape->delimiter != ',' || shape->all_quoted);
}

static gboolean
is_regular (const Shape *shape)
{
  return shape->body > 1 && shape->agreeing + 1 == shape->rows
         && (shape->first == shape->body || has_row_names (shape));
}

static double
readable_share (const Shape *shape)
{
  return shape->cells > 0 ? (double) shape->readable / (double) shape->cells : 0.0;
}

/* Whether @a explains the text better than @b does. */
static gboolean
is_better (const Shape *a, const Shape *b)
{
  gboolean exact_a = a->first == a->body;
  gboolean exact_b = b->first == b->body;

  if (is_regular (a) != is_regular (b))
    return is_regular (a);
  if (!is_regular (a))
    {
      gboolean splits_a = a->first > 1 || a->body > 1;
      gboolean splits_b = b->first > 1 || b->body > 1;

      return splits_a != splits_b ? splits_a : a->agreeing > b->agreeing;
    }
  if (exact_a != exact_b)
    return exact_a;

  return readable_share (a) > readable_share (b);
}

/* One column of numbers with a decimal comma looks like two of whole numbers. It is one when its header is one
 * word, or when the user says that the comma is the decimal mark. */
static gboolean
is_single_column (const Shape *single, const Shape *best, const ShrCsvOptions *options)
{
  if (best->first <= 1 && best->body <= 1)
    return TRUE;
  if (is_regular (best) && (best->delimiter != ',' || options->decimal != ','))
    return FALSE;
  if (single->readable < single->cells)
    return FALSE;

  return single->first_words ? best->first == 1 : options->decimal == ',';
}

static gboolean
detect_header (const Shape *shape, const ShrCsvOptions *options)
{
  gsize words = 0;
  gsize for_header = 0;
  gsize against = 0;

  if (options->header != SHR_CSV_HEADER_DETECT)
    return options->header == SHR_CSV_HEADER_YES;
  if (shape->first_words)
    return TRUE;

  for (guint j = 0; j < shape->columns->len; j++)
    {
      const Column *column = &g_array_index (shape->columns, Column, j);
      gboolean number = shr_number_is_read (column->first);
      gboolean word = !number && column->first != SHR_NUMBER_MISSING;
      gboolean numeric = column->numbers > column->words;

      words += word ? 1 : 0;
      if (word && numeric)
        for_header++;
      else if (number && numeric && column->first_quoted && column->quoted_numbers == 0)
        for_header++;
      else if (number && numeric && column->first_year && column->years == 0)
        /* Years over other numbers are names when a word among them says that this is a row of names. */
        for_header++;
      else if (number)
        against++;
    }

  if (words == 0)
    {
      /* Numbers only: a header only if all of them are quoted and those below are not. */
      for (guint j = 0; j < shape->columns->len; j++)
        {
          const Column *column = &g_array_index (shape->columns, Column, j);

          if (!column->first_quoted || column->quoted_numbers > 0 || column->numbers == 0)
            return FALSE;
        }
      return TRUE;
    }

  return for_header > against;
}

gboolean
shr_csv_dialect_detect (ShrCsvDialect *dialect,
                        const char *text,
                        gsize length,
                        gboolean whole,
                        const ShrCsvOptions *options)
{
  Shape best;

  if (options->delimiter != '\0')
    measure (&best, text, length, whole, options->delimiter, options);
  else
    {
      Shape single;

      measure (&best, text, length, whole, delimiters[0], options);
      for (gsize i = 1; i < sizeof delimiters; i++)
        {
          Shape shape;

          measure (&shape, text, length, whole, delimiters[i], options);
          if (is_better (&shape, &best))
            {
              Shape worse = best;

              best = shape;
              shape = worse;
            }
          g_array_unref (shape.columns);
        }

      measure (&single, text, length, whole, '\0', options);
      if (is_single_column (&single, &best, options))
        {
          Shape worse = best;

          best = single;
          single = worse;
        }
      g_array_unref (single.columns);
    }

  dialect->delimiter = best.delimiter;
  dialect->row_names = options->header != SHR_CSV_HEADER_NO && has_row_names (&best);
  dialect->header = dialect->row_names || detect_header (&best, options);
  dialect->columns = best.first + (dialect->row_names ? 1 : 0);
  dialect->rows = best.rows;
  g_array_unref (best.columns);

  return whole || best.rows >= 2;
}

char *
shr_csv_delimiter_name (char delimiter)
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
