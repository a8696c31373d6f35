#include "data/shr-csv-column.h"

#include "data/shr-data-error.h"

#include <glib/gi18n-lib.h>

#include <string.h>

void
shr_csv_column_clear (ShrCsvColumn *column)
{
  while (column->cells != NULL)
    {
      ShrCsvCell *cell = column->cells;

      column->cells = cell->next;
      g_free (cell->text);
      g_free (cell);
    }
  g_clear_pointer (&column->levels, shr_levels_free);
}

void
shr_csv_column_remember (ShrCsvColumn *column, ShrNumberForm form, gsize row, const char *text, gsize length)
{
  ShrCsvCell *cell = g_new (ShrCsvCell, 1);

  *cell = (ShrCsvCell){ .form = form, .row = row, .text = g_strndup (text, length), .next = column->cells };
  column->cells = cell;
}

double
shr_csv_column_box (ShrCsvColumn *column, const char *text, gsize length)
{
  if (column->levels == NULL)
    column->levels = shr_levels_new ();

  return shr_level_box (shr_levels_add (column->levels, text, length));
}

void
shr_csv_column_append (ShrCsvColumn *column, const ShrCsvColumn *below, gsize rows, guint **numbers)
{
  *numbers = NULL;
  for (const ShrCsvCell *cell = below->cells; cell != NULL; cell = cell->next)
    if (column->counts[cell->form] == 0)
      shr_csv_column_remember (column, cell->form, rows + cell->row, cell->text, strlen (cell->text));
  for (int form = 0; form < SHR_NUMBER_FORMS; form++)
    column->counts[form] += below->counts[form];

  if (below->levels == NULL)
    return;
  *numbers = g_new (guint, shr_levels_count (below->levels) + 1);
  (*numbers)[0] = 0;
  for (guint k = 1; k <= shr_levels_count (below->levels); k++)
    {
      const char *text = shr_levels_text (below->levels, k);

      (*numbers)[k] = shr_level_unbox (shr_csv_column_box (column, text, strlen (text)));
    }
  shr_levels_note (column->levels, below->levels);
}

const ShrCsvCell *
shr_csv_column_cell (const ShrCsvColumn *column, ShrNumberForm form)
{
  const ShrCsvCell *cell = column->cells;

  while (cell != NULL && cell->form != form)
    cell = cell->next;

  return cell;
}

gsize
shr_csv_column_words (const ShrCsvColumn *column)
{
  return column->counts[SHR_NUMBER_WORD];
}

gsize
shr_csv_column_present (const ShrCsvColumn *column)
{
  gsize present = 0;

  for (int form = 0; form < SHR_NUMBER_FORMS; form++)
    present += form != SHR_NUMBER_MISSING ? column->counts[form] : 0;

  return present;
}

static gboolean
is_fault (ShrNumberForm form, char decimal)
{
  switch (form)
    {
    case SHR_NUMBER_PLAIN:
    case SHR_NUMBER_GROUPED:
    case SHR_NUMBER_MISSING:
      return FALSE;
    case SHR_NUMBER_POINT:
    case SHR_NUMBER_POINT_GROUP:
      return decimal != '.';
    case SHR_NUMBER_COMMA:
    case SHR_NUMBER_COMMA_GROUP:
      return decimal != ',';
    default:
      return TRUE;
    }
}

const ShrCsvCell *
shr_csv_column_first_fault (const ShrCsvColumn *column, char decimal, gboolean words)
{
  const ShrCsvCell *first = NULL;

  for (const ShrCsvCell *cell = column->cells; cell != NULL; cell = cell->next)
    if (is_fault (cell->form, decimal) && (words || cell->form != SHR_NUMBER_WORD)
        && (first == NULL || cell->row < first->row))
      first = cell;

  return first;
}

ShrColumnKind
shr_csv_column_kind (const ShrCsvColumn *column, char decimal)
{
  gsize present = shr_csv_column_present (column);

  if (present == 0)
    return SHR_COLUMN_EMPTY;
  if (shr_csv_column_words (column) > present / 2)
    return SHR_COLUMN_TEXT;

  return shr_csv_column_first_fault (column, decimal, TRUE) != NULL ? SHR_COLUMN_FAULTY : SHR_COLUMN_NUMERIC;
}

GError *
shr_csv_column_fault (const ShrCsvCell *cell, const char *source, gsize index, const char *name)
{
  g_autofree char *text = shr_data_quote (cell->text, -1);
  g_autofree char *column = shr_data_quote (name, -1);
  ShrDataError code = SHR_DATA_ERROR_NOT_A_NUMBER;
  const char *format;
  GError *error = NULL;

  switch (cell->form)
    {
    case SHR_NUMBER_TOO_LARGE:
      code = SHR_DATA_ERROR_OUT_OF_RANGE;
      format = _ ("%s in column %s is too large: numbers go up to about 1.8e308; correct it, or change the unit of the "
                  "column");
      break;
    case SHR_NUMBER_TOO_SMALL:
      code = SHR_DATA_ERROR_OUT_OF_RANGE;
      format = _ ("%s in column %s is so small that it would turn into zero: numbers go down to about 4.9e-324; write "
                  "0 if zero is meant, or change the unit of the column");
      break;
    case SHR_NUMBER_INFINITE:
      format = _ ("%s in column %s is not a finite number; correct the cell, or empty it if the value is missing");
      break;
    case SHR_NUMBER_THOUSANDS:
      format = _ ("%s in column %s has its thousands separated; write the number without the separators, or say which "
                  "character they are (--thousands)");
      break;
    case SHR_NUMBER_POINT:
    case SHR_NUMBER_POINT_GROUP:
      format =
          _ ("%s in column %s has a point, but the decimal mark of this file is the comma; write the number with a "
             "comma, or say that the point separates thousands (--thousands .) or is the decimal mark (--decimal .)");
      break;
    case SHR_NUMBER_COMMA:
    case SHR_NUMBER_COMMA_GROUP:
      format =
          _ ("%s in column %s has a comma, but the decimal mark of this file is the point; write the number with a "
             "point, or say that the comma separates thousands (--thousands ,) or is the decimal mark (--decimal ,)");
      break;
    default:
      format =
          _ ("%s in column %s is not a number, but other cells of the column are; correct the cell, empty it if the "
             "value is missing, or exclude the column");
      break;
    }

  shr_data_error_set (&error, code, source, cell->row, index, format, text, column);

  return error;
}
