#include "data/shr-csv-contents.h"

#include "data/shr-data-error.h"

#include <glib/gi18n-lib.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

void
shr_csv_contents_clear (ShrCsvContents *contents)
{
  for (gsize j = 0; contents->columns != NULL && j < contents->dialect.columns; j++)
    shr_csv_column_clear (&contents->columns[j]);
  g_clear_pointer (&contents->columns, g_free);
  g_clear_pointer (&contents->block, shr_number_block_free);
  g_clear_pointer (&contents->names, g_ptr_array_unref);
}

/* The topmost cell of @form among the columns of numbers. */
static const ShrCsvCell *
find_cell (const ShrCsvContents *contents, ShrNumberForm form, gsize *index)
{
  const ShrCsvCell *first = NULL;

  for (gsize j = 0; j < contents->dialect.columns; j++)
    {
      const ShrCsvCell *cell = shr_csv_column_cell (&contents->columns[j], form);

      if (cell != NULL && shr_csv_column_kind (&contents->columns[j], '.') != SHR_COLUMN_TEXT
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
decide_decimal (ShrCsvContents *contents, GError **error)
{
  gsize forms[SHR_NUMBER_FORMS] = { 0 };
  gboolean semicolon = contents->dialect.delimiter == ';';
  const ShrCsvCell *cell;
  gsize j = 0;

  for (gsize i = 0; i < contents->dialect.columns; i++)
    if (shr_csv_column_kind (&contents->columns[i], '.') != SHR_COLUMN_TEXT)
      for (int form = 0; form < SHR_NUMBER_FORMS; form++)
        forms[form] += contents->columns[i].counts[form];

  if (contents->options->decimal != '\0')
    {
      contents->decimal = contents->options->decimal;
      return TRUE;
    }
  if (forms[SHR_NUMBER_POINT] != forms[SHR_NUMBER_COMMA])
    {
      contents->decimal = forms[SHR_NUMBER_POINT] > forms[SHR_NUMBER_COMMA] ? '.' : ',';
      return TRUE;
    }
  if (forms[SHR_NUMBER_POINT] > 0)
    {
      contents->decimal = semicolon ? ',' : '.';
      return TRUE;
    }

  cell = find_cell (contents, SHR_NUMBER_COMMA_GROUP, &j);
  if (cell == NULL && semicolon)
    cell = find_cell (contents, SHR_NUMBER_POINT_GROUP, &j);
  if (cell != NULL)
    {
      g_autofree char *text = shr_data_quote (cell->text, -1);
      const char *mark = strpbrk (cell->text, ".,");
      int whole = (int) (mark - cell->text);

      shr_data_error_set (
          error, SHR_DATA_ERROR_AMBIGUOUS, contents->name, cell->row, j + 1,
          _ ("%s may mean %.*s%s or %.*s.%s, and no number in the file tells which; say which character "
             "is the decimal mark, with --decimal , or --decimal ."),
          text, whole, cell->text, mark + 1, whole, cell->text, mark + 1);
      return FALSE;
    }

  contents->decimal = '.';

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
numbers_rows (const ShrCsvContents *contents)
{
  gsize rows = shr_number_block_rows (contents->block);
  g_autofree double *values = NULL;

  if (contents->columns[0].counts[SHR_NUMBER_PLAIN] < rows)
    return FALSE;

  values = g_new (double, rows);
  shr_number_block_column (contents->block, 0, values);
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
has_index (const ShrCsvContents *contents)
{
  static const char *const index_names[] = { "Unnamed: 0", "index", "rownames", "row.names" };
  const char *name;
  gboolean named_so = FALSE;

  if (contents->dialect.row_names)
    return TRUE;
  if (contents->names == NULL || contents->dialect.columns < 2)
    return FALSE;

  name = contents->names->pdata[0];
  for (gsize i = 0; i < G_N_ELEMENTS (index_names); i++)
    named_so = named_so || strcmp (name, index_names[i]) == 0;
  if (name[0] != '\0' && !named_so)
    return FALSE;

  return numbers_rows (contents) || shr_csv_column_kind (&contents->columns[0], contents->decimal) == SHR_COLUMN_TEXT;
}

/* The name of column @j, from 0: from the header, made unique, or by its number. */
static char *
name_column (const ShrCsvContents *contents, gsize j, GHashTable *taken)
{
  gsize skipped = contents->dialect.row_names ? 1 : 0;
  const char *given = contents->names != NULL && j >= skipped ? contents->names->pdata[j - skipped] : "";
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
notice_name (GPtrArray *notices, const ShrCsvContents *contents, gsize j, const char *name)
{
  gsize skipped = contents->dialect.row_names ? 1 : 0;
  const char *given = contents->names != NULL && j >= skipped ? contents->names->pdata[j - skipped] : NULL;

  if (given == NULL || strcmp (given, name) == 0)
    return;
  if (given[0] == '\0')
    shr_notices_add (notices, SHR_NOTICE_NAME, _ ("Column %" G_GSIZE_FORMAT " has no name; it is called “%s” here."),
                     j + 1, name);
  else
    shr_notices_add (notices, SHR_NOTICE_NAME,
                     _ ("Column %" G_GSIZE_FORMAT " has the name “%s”, as another column has; it is called “%s” here."),
                     j + 1, given, name);
}

static void
notice_dialect (GPtrArray *notices, const ShrCsvContents *contents)
{
  gboolean marked = FALSE;

  if (contents->dialect.delimiter == '\0')
    shr_notices_add (notices, SHR_NOTICE_DELIMITER, _ ("There is one column, and so no delimiter."));
  else
    {
      g_autofree char *delimiter = shr_csv_delimiter_name (contents->dialect.delimiter);

      shr_notices_add (notices, SHR_NOTICE_DELIMITER, _ ("The delimiter is the %s."), delimiter);
    }

  for (gsize j = 0; j < contents->dialect.columns; j++)
    marked = marked || contents->columns[j].counts[SHR_NUMBER_POINT] > 0
             || contents->columns[j].counts[SHR_NUMBER_COMMA] > 0
             || contents->columns[j].counts[SHR_NUMBER_POINT_GROUP] > 0
             || contents->columns[j].counts[SHR_NUMBER_COMMA_GROUP] > 0;
  if (marked)
    shr_notices_add (notices, SHR_NOTICE_DECIMAL,
                     contents->decimal == ',' ? _ ("The decimal mark is the comma.")
                                              : _ ("The decimal mark is the point."));

  shr_notices_add (notices, SHR_NOTICE_HEADER,
                   contents->dialect.header ? _ ("The first row holds the names of the columns.")
                                            : _ ("There is no header: the columns are called by their numbers."));

  if (contents->blank_lines > 0)
    shr_notices_add (notices, SHR_NOTICE_BLANK_LINES,
                     g_dngettext (GETTEXT_PACKAGE, "%" G_GSIZE_FORMAT " empty line was passed over.",
                                  "%" G_GSIZE_FORMAT " empty lines were passed over.", contents->blank_lines),
                     contents->blank_lines);
}

static void
notice_column (GPtrArray *notices, const ShrCsvContents *contents, gsize j, const ShrColumn *column)
{
  const ShrCsvColumn *seen = &contents->columns[j];

  switch (column->kind)
    {
    case SHR_COLUMN_INDEX:
      shr_notices_add (notices, SHR_NOTICE_INDEX,
                       _ ("The first column only numbers or names the rows, and is left out."));
      break;
    case SHR_COLUMN_TEXT:
      {
        g_autofree char *word = shr_data_quote (shr_csv_column_cell (seen, SHR_NUMBER_WORD)->text, -1);

        shr_notices_add (notices, SHR_NOTICE_TEXT, _ ("Column “%s” holds words, such as %s, and is left out."),
                         column->name, word);
        break;
      }
    case SHR_COLUMN_EMPTY:
      shr_notices_add (notices, SHR_NOTICE_EMPTY, _ ("Column “%s” holds no value, and is left out."), column->name);
      break;
    default:
      break;
    }
}

/* A header one field short is R's when the rows begin with names: words, or numbers that are all different. */
static gboolean
check_row_names (const ShrCsvContents *contents, GError **error)
{
  if (!contents->dialect.row_names || numbers_rows (contents)
      || shr_csv_column_kind (&contents->columns[0], contents->decimal) == SHR_COLUMN_TEXT)
    return TRUE;

  shr_data_error_set (error, SHR_DATA_ERROR_RAGGED, contents->name, 1, contents->dialect.columns,
                      _ ("the header has %" G_GSIZE_FORMAT " fields and the rows below %" G_GSIZE_FORMAT
                         ", but the first field of a row is not the row's name; add the missing name to the header"),
                      contents->dialect.columns - 1, contents->dialect.columns);

  return FALSE;
}

ShrTable *
shr_csv_contents_make_table (ShrCsvContents *contents, GError **error)
{
  gsize columns = contents->dialect.columns;
  gsize rows = shr_number_block_rows (contents->block);
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree ShrColumnKind *kinds = g_new (ShrColumnKind, columns);
  g_autofree gboolean *wanted = g_new (gboolean, columns);
  GArray *array;
  GPtrArray *notices;
  double *values;

  if (!decide_decimal (contents, error) || !check_row_names (contents, error))
    return NULL;

  for (gsize j = 0; j < columns; j++)
    {
      kinds[j] = j == 0 && has_index (contents) ? SHR_COLUMN_INDEX
                                                : shr_csv_column_kind (&contents->columns[j], contents->decimal);
      wanted[j] = kinds[j] == SHR_COLUMN_NUMERIC;
    }
  if (!shr_number_block_collect (contents->block, wanted, &values))
    {
      shr_data_error_set_too_large (error, contents->name);
      return NULL;
    }

  array = g_array_new (FALSE, TRUE, sizeof (ShrColumn));
  notices = shr_notices_new ();
  notice_dialect (notices, contents);
  for (gsize j = 0; j < columns; j++)
    {
      const ShrCsvColumn *seen = &contents->columns[j];
      ShrColumn column = { .name = name_column (contents, j, taken), .kind = kinds[j] };

      column.missing = seen->counts[SHR_NUMBER_MISSING];
      if (column.kind == SHR_COLUMN_FAULTY)
        column.fault = shr_csv_column_fault (shr_csv_column_first_fault (seen, contents->decimal), contents->name,
                                             j + 1, column.name);
      if (column.kind != SHR_COLUMN_INDEX)
        notice_name (notices, contents, j, column.name);
      notice_column (notices, contents, j, &column);
      g_array_append_val (array, column);
    }

  return shr_table_new (contents->name, rows, array, values, notices);
}
