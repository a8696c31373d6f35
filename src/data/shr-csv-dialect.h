#pragma once

#include "data/shr-csv-reader.h"
#include "data/shr-number.h"

/**
 * ShrCsvDialect:
 * @delimiter: what separates the fields; NUL: nothing, there is one column
 * @header: whether the first row holds the names
 * @row_names: whether every row begins with a name that the header has no field for, as R writes it
 * @columns: fields of a row
 * @rows: complete rows seen, empty lines not counted
 */
typedef struct
{
  char delimiter;
  gboolean header;
  gboolean row_names;
  gsize columns;
  gsize rows;
} ShrCsvDialect;

/**
 * shr_csv_dialect_detect:
 * @dialect: (out): what was found
 * @text: the beginning of the text, with a NUL behind it
 * @length: its bytes
 * @whole: whether this is all of it
 * @options: what the user said; it is obeyed
 *
 * A delimiter is right when all rows have the same number of fields, more than one, and the more cells read as
 * numbers, the better. The first row is a header when its words stand over numbers. When nothing fits, the nearest
 * is chosen, so that the reader's error says where it fails.
 *
 * Returns: FALSE when @text holds fewer than two complete rows and is not whole: more of it is needed
 */
gboolean shr_csv_dialect_detect (ShrCsvDialect *dialect,
                                 const char *text,
                                 gsize length,
                                 gboolean whole,
                                 const ShrCsvOptions *options);

/**
 * shr_csv_cell_read:
 * @text: a cell, followed by a byte that is not part of a number
 * @length: its bytes; space at either end is passed over
 * @quoted: whether it stood in quotes
 * @delimiter: what separates the fields
 * @options: what the user said of thousands and of missing values
 * @value: (out): the number, NaN if it is none
 *
 * Returns: what the cell is
 */
ShrNumberForm shr_csv_cell_read (const char *text,
                                 gsize length,
                                 gboolean quoted,
                                 char delimiter,
                                 const ShrCsvOptions *options,
                                 double *value);

/* What separates thousands, where the user said so, or said which character is the decimal mark: the other one then
 * cannot be that; else 0. */
char shr_csv_options_thousands (const ShrCsvOptions *options);

/* What @delimiter is called in a sentence. (transfer full) */
char *shr_csv_delimiter_name (char delimiter);
