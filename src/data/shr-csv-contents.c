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
  g_clear_pointer (&contents->encoding, g_free);
  g_clear_pointer (&contents->encoding_notice, g_free);
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
  if (contents->options->thousands == '.' || contents->options->thousands == ',')
    {
      contents->decimal = contents->options->thousands == '.' ? ',' : '.';
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
             "is the decimal mark (--decimal , or --decimal .)"),
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

/* Texts that are numbers, by these. */
static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  double x = g_ascii_strtod (*(const char *const *) a, NULL);
  double y = g_ascii_strtod (*(const char *const *) b, NULL);

  return (x > y) - (x < y);
}

/* Whole numbers, none negative, missing or twice: what programs number rows with, in whatever order the rows are. */
static gboolean
numbers_rows (const ShrCsvContents *contents)
{
  gsize rows = contents->rows;
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

/* Whether column @j counts the rows, from 0 or 1 on, and is called so. */
static gboolean
counts_rows (const ShrCsvContents *contents, gsize j)
{
  static const char *const names[] = { "id",  "index",  "idx",         "nr",  "no",   "no.",
                                       "row", "number", "observation", "obs", "case", "#" };
  gsize skipped = contents->dialect.row_names ? 1 : 0;
  g_autofree double *values = NULL;
  const char *name;
  gboolean named_so = FALSE;

  if (contents->names == NULL || j < skipped || contents->columns[j].counts[SHR_NUMBER_PLAIN] < contents->rows)
    return FALSE;
  name = contents->names->pdata[j - skipped];
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    named_so = named_so || g_ascii_strcasecmp (name, names[i]) == 0;
  if (!named_so || contents->rows < 2)
    return FALSE;

  values = g_new (double, contents->rows);
  shr_number_block_column (contents->block, j, values);
  for (gsize i = 0; i < contents->rows; i++)
    if (values[i] != values[0] + (double) i)
      return FALSE;

  return values[0] == 0.0 || values[0] == 1.0;
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
  const ShrCsvCell *grouped;
  gsize index = 0;

  if (contents->encoding_notice != NULL)
    shr_notices_add (notices, SHR_NOTICE_ENCODING, "%s", contents->encoding_notice);

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

  grouped = find_cell (contents, SHR_NUMBER_GROUPED, &index);
  if (grouped != NULL)
    {
      g_autofree char *text = shr_data_quote (grouped->text, -1);

      shr_notices_add (notices, SHR_NOTICE_THOUSANDS,
                       _ ("Thousands are separated, as in %s (row %" G_GSIZE_FORMAT ")."), text, grouped->row);
    }

  shr_notices_add (notices, SHR_NOTICE_HEADER,
                   contents->dialect.header ? _ ("The first row holds the names of the columns.")
                                            : _ ("There is no header: the columns are called by their numbers."));

  if (contents->blank_lines > 0)
    shr_notices_add (notices, SHR_NOTICE_BLANK_LINES,
                     g_dngettext (GETTEXT_PACKAGE, "%" G_GSIZE_FORMAT " empty line was passed over.",
                                  "%" G_GSIZE_FORMAT " empty lines were passed over.", contents->blank_lines),
                     contents->blank_lines);
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

/* What becomes of a column: more than its kind. */
typedef struct
{
  ShrColumnKind kind;
  gboolean counted; /* an index of numbers */
  gboolean boolean;
  gboolean words_missing;
  double *places; /* by a word's number from 1, its level's place, or a boolean's value */
  char **levels;
} Fate;

static gboolean
is_listed (const char *const *names, const char *name)
{
  return names != NULL && g_strv_contains (names, name);
}

/* By a word's number from 1, 1 where it is true or yes and 0 where it is false or no; NULL when there are other words.
 * (transfer full) */
static double *
find_truths (const ShrLevels *levels)
{
  static const char *const words[][2] = { { "false", "true" }, { "no", "yes" } };
  guint count = shr_levels_count (levels);
  g_autofree double *truths = g_new (double, count + 1);

  for (gsize pair = 0; pair < G_N_ELEMENTS (words); pair++)
    {
      guint known = 0;

      truths[0] = NAN;
      for (guint k = 1; k <= count; k++)
        for (gsize truth = 0; truth < 2; truth++)
          if (g_ascii_strcasecmp (shr_levels_text (levels, k), words[pair][truth]) == 0)
            {
              truths[k] = (double) truth;
              known++;
            }
      if (known == count)
        return g_steal_pointer (&truths);
    }

  return NULL;
}

static gint
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Numbers among words are words, too: they are called by the shortest text that gives them. */
static void
name_numbers (const ShrCsvContents *contents, gsize j, double *values)
{
  ShrCsvColumn *column = &contents->columns[j];
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  for (gsize i = 0; i < contents->rows; i++)
    if (!isnan (values[i]))
      {
        g_ascii_formatd (text, sizeof text, "%.15g", values[i]);
        if (g_ascii_strtod (text, NULL) != values[i])
          g_ascii_dtostr (text, sizeof text, values[i]);
        values[i] = shr_csv_column_box (column, text, strlen (text));
      }
}

/* Levels in alphabetical order, numbers by their size, and which place each word has in it. */
static void
order_levels (const ShrLevels *levels, Fate *fate)
{
  guint count = shr_levels_count (levels);
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean numbers = TRUE;

  for (guint k = 1; k <= count; k++)
    {
      const char *text = shr_levels_text (levels, k);
      double value;

      g_ptr_array_add (texts, (gpointer) text);
      numbers = numbers && shr_number_is_read (shr_number_read (text, strlen (text), TRUE, &value));
    }
  g_ptr_array_sort (texts, numbers ? compare_numbers : compare_texts);

  fate->levels = g_new0 (char *, count + 1);
  fate->places = g_new (double, count + 1);
  fate->places[0] = NAN;
  for (guint k = 0; k < count; k++)
    {
      fate->levels[k] = g_strdup (texts->pdata[k]);
      g_hash_table_insert (places, texts->pdata[k], GUINT_TO_POINTER (k));
    }
  for (guint k = 1; k <= count; k++)
    fate->places[k] = GPOINTER_TO_UINT (g_hash_table_lookup (places, shr_levels_text (levels, k)));
}

/* What becomes of the words of column @j. */
static void
decide_words (const ShrCsvContents *contents, gsize j, gboolean wanted, Fate *fate)
{
  ShrCsvColumn *column = &contents->columns[j];
  g_autofree double *values = NULL;

  if (!wanted && shr_csv_column_present (column) == shr_csv_column_words (column))
    {
      fate->places = find_truths (column->levels);
      if (fate->places != NULL)
        {
          fate->kind = SHR_COLUMN_NUMERIC;
          fate->boolean = TRUE;
          return;
        }
    }

  /* The numbers among the words must be among the levels before these can be counted. */
  values = g_new (double, contents->rows);
  shr_number_block_column (contents->block, j, values);
  name_numbers (contents, j, values);

  if (shr_levels_overflowed (column->levels))
    fate->kind = shr_levels_all_different (column->levels) ? SHR_COLUMN_INDEX : SHR_COLUMN_TEXT;
  else if (!wanted && shr_levels_count (column->levels) > 1 && shr_levels_all_different (column->levels))
    fate->kind = SHR_COLUMN_INDEX;
  else if (shr_levels_count (column->levels) < 2)
    fate->kind = SHR_COLUMN_TEXT;
  else
    {
      fate->kind = SHR_COLUMN_CATEGORY;
      order_levels (column->levels, fate);
    }
}

static void
decide_fate (const ShrCsvContents *contents, gsize j, const char *name, Fate *fate)
{
  const ShrCsvColumn *column = &contents->columns[j];
  gboolean number = is_listed (contents->options->numbers, name);
  gboolean category = is_listed (contents->options->categories, name);

  fate->kind = shr_csv_column_kind (column, contents->decimal);
  if (number && shr_csv_column_words (column) > 0
      && shr_csv_column_first_fault (column, contents->decimal, FALSE) == NULL
      && shr_csv_column_words (column) < shr_csv_column_present (column))
    {
      fate->kind = SHR_COLUMN_NUMERIC;
      fate->words_missing = TRUE;
    }
  else if (number && fate->kind == SHR_COLUMN_TEXT && shr_csv_column_words (column) < shr_csv_column_present (column))
    fate->kind = SHR_COLUMN_FAULTY;
  else if (j == 0 && !number && !category && has_index (contents))
    {
      fate->kind = SHR_COLUMN_INDEX;
      fate->counted = shr_csv_column_kind (column, contents->decimal) == SHR_COLUMN_NUMERIC;
    }
  else if (!number && !category && counts_rows (contents, j))
    {
      fate->kind = SHR_COLUMN_INDEX;
      fate->counted = TRUE;
    }
  else if (fate->kind == SHR_COLUMN_TEXT || (category && fate->kind != SHR_COLUMN_EMPTY))
    decide_words (contents, j, category, fate);
}

/* What stands in the table for what was read, where that is not the number itself. */
static void
translate (const ShrCsvContents *contents, gsize j, const Fate *fate, double *values)
{
  if (fate->kind == SHR_COLUMN_CATEGORY)
    name_numbers (contents, j, values);
  if (fate->places != NULL)
    {
      for (gsize i = 0; i < contents->rows; i++)
        values[i] = fate->places[shr_level_unbox (values[i])];
    }
  else if (fate->words_missing)
    {
      for (gsize i = 0; i < contents->rows; i++)
        values[i] = isnan (values[i]) ? NAN : values[i];
    }
}

static void
notice_column (GPtrArray *notices, const ShrCsvContents *contents, gsize j, const Fate *fate, const char *name)
{
  const ShrCsvColumn *seen = &contents->columns[j];
  const ShrCsvCell *cell = shr_csv_column_cell (seen, SHR_NUMBER_WORD);
  g_autofree char *word = cell != NULL ? shr_data_quote (cell->text, -1) : NULL;

  if (fate->kind == SHR_COLUMN_INDEX && j == 0)
    shr_notices_add (notices, SHR_NOTICE_INDEX,
                     _ ("The first column only numbers or names the rows, and is left out."));
  else if (fate->kind == SHR_COLUMN_INDEX && fate->counted)
    shr_notices_add (notices, SHR_NOTICE_INDEX, _ ("Column “%s” only counts the rows, and is left out."), name);
  else if (fate->kind == SHR_COLUMN_INDEX)
    shr_notices_add (notices, SHR_NOTICE_INDEX,
                     _ ("Column “%s” has another text in every row, such as %s, so it names the rows and is left out."),
                     name, word);
  else if (fate->kind == SHR_COLUMN_TEXT && word != NULL)
    shr_notices_add (notices, SHR_NOTICE_TEXT, _ ("Column “%s” holds words, such as %s, and is left out."), name, word);
  else if (fate->kind == SHR_COLUMN_TEXT)
    shr_notices_add (notices, SHR_NOTICE_TEXT, _ ("Column “%s” has one level only, and is left out."), name);
  else if (fate->kind == SHR_COLUMN_EMPTY)
    shr_notices_add (notices, SHR_NOTICE_EMPTY, _ ("Column “%s” holds no value, and is left out."), name);
  else if (fate->boolean)
    shr_notices_add (notices, SHR_NOTICE_BOOLEAN,
                     _ ("Column “%s” holds words such as %s; true and yes are 1, false "
                        "and no are 0."),
                     name, word);
  else if (fate->words_missing)
    shr_notices_add (notices, SHR_NOTICE_WORDS,
                     g_dngettext (GETTEXT_PACKAGE,
                                  "%" G_GSIZE_FORMAT " word in column “%s”, %s, is taken for a missing value.",
                                  "%" G_GSIZE_FORMAT " words in column “%s”, such as %s, are taken for missing values.",
                                  shr_csv_column_words (seen)),
                     shr_csv_column_words (seen), name, word);
}

/* Free text is left out only when the user says so: it may be a column of categories after all. */
static GError *
refuse_text (const ShrCsvContents *contents, gsize j, const char *name)
{
  const ShrCsvColumn *seen = &contents->columns[j];
  g_autofree char *quoted = shr_data_quote (name, -1);
  GError *error = NULL;

  if (seen->levels == NULL || !shr_levels_overflowed (seen->levels))
    return NULL;
  shr_data_error_set (&error, SHR_DATA_ERROR_LEVELS, contents->name, 0, 0,
                      _ ("the column %s holds more than %u different words, too many for categories; exclude it "
                         "(--exclude)"),
                      quoted, shr_levels_count (seen->levels));

  return error;
}

static void
fate_clear (Fate *fate)
{
  g_free (fate->places);
  g_strfreev (fate->levels);
}

ShrTable *
shr_csv_contents_make_table (ShrCsvContents *contents, GError **error)
{
  gsize columns = contents->dialect.columns;
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree gboolean *wanted = g_new (gboolean, columns);
  g_autoptr (GArray) fates = g_array_sized_new (FALSE, TRUE, sizeof (Fate), (guint) columns);
  GArray *array;
  GPtrArray *notices;
  double *values;
  double *next;

  contents->rows = shr_number_block_rows (contents->block);
  if (contents->rows == 0)
    {
      shr_data_error_set (error, SHR_DATA_ERROR_EMPTY, contents->name, 0, 0,
                          _ ("there is only a header in it, and no row of numbers below; add the data"));
      return NULL;
    }
  if (!decide_decimal (contents, error) || !check_row_names (contents, error))
    return NULL;

  array = g_array_new (FALSE, TRUE, sizeof (ShrColumn));
  g_array_set_clear_func (fates, (GDestroyNotify) fate_clear);
  g_array_set_size (fates, (guint) columns);
  for (gsize j = 0; j < columns; j++)
    {
      Fate *fate = &g_array_index (fates, Fate, j);
      ShrColumn column = { .name = name_column (contents, j, taken) };

      decide_fate (contents, j, column.name, fate);
      column.kind = fate->kind;
      column.stored = fate->counted;
      column.missing = contents->columns[j].counts[SHR_NUMBER_MISSING];
      wanted[j] = shr_column_kind_has_values (fate->kind, fate->counted);
      g_array_append_val (array, column);
    }
  if (!shr_number_block_collect (contents->block, wanted, &values))
    {
      for (gsize j = 0; j < columns; j++)
        g_free (g_array_index (array, ShrColumn, j).name);
      g_array_unref (array);
      shr_data_error_set_too_large (error, contents->name);
      return NULL;
    }

  notices = shr_notices_new ();
  notice_dialect (notices, contents);
  next = values;
  for (gsize j = 0; j < columns; j++)
    {
      ShrColumn *column = &g_array_index (array, ShrColumn, j);
      Fate *fate = &g_array_index (fates, Fate, j);

      if (wanted[j])
        {
          translate (contents, j, fate, next);
          next += contents->rows;
        }
      if (column->kind == SHR_COLUMN_FAULTY)
        column->fault =
            shr_csv_column_fault (shr_csv_column_first_fault (&contents->columns[j], contents->decimal, TRUE),
                                  contents->name, j + 1, column->name);
      else if (column->kind == SHR_COLUMN_TEXT)
        column->fault = refuse_text (contents, j, column->name);
      if (column->kind != SHR_COLUMN_INDEX)
        notice_name (notices, contents, j, column->name);
      notice_column (notices, contents, j, fate, column->name);
      column->levels = g_steal_pointer (&fate->levels);
    }

  return shr_table_new (contents->name, contents->rows, array, values, notices);
}
