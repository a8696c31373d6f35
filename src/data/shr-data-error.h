#pragma once

#include <glib.h>

/**
 * SHR_DATA_ERROR:
 *
 * What is wrong with a file, a table or a choice of columns. Every message is a complete sentence to be shown as it
 * is, and begins with the place:
 *
 *     FILE:ROW:COLUMN: what is wrong; what to do
 *     FILE: what is wrong; what to do                (where no single cell is at fault)
 *
 * FILE is the name that the user knows the data by. Rows are counted as in a spreadsheet: the header is row 1, a
 * quoted field with line breaks in it is still in one row, and an empty line counts as a row. Columns are counted
 * from 1; the sentence gives the column's name too.
 *
 * A cancelled read gives G_IO_ERROR_CANCELLED instead.
 */
#define SHR_DATA_ERROR (shr_data_error_quark ())

typedef enum
{
  SHR_DATA_ERROR_FILE,         /* missing, a directory, not readable */
  SHR_DATA_ERROR_NOT_TEXT,     /* a workbook, a picture, a NUL */
  SHR_DATA_ERROR_ENCODING,     /* text, but not in the encoding that was said or found */
  SHR_DATA_ERROR_QUOTE,        /* a quote that is not closed, text after a closing quote */
  SHR_DATA_ERROR_RAGGED,       /* a row with more or fewer fields than the others */
  SHR_DATA_ERROR_TOO_LONG,     /* a field longer than a field can sensibly be */
  SHR_DATA_ERROR_TOO_LARGE,    /* the table does not fit into memory */
  SHR_DATA_ERROR_EMPTY,        /* nothing in it, or nothing below the header */
  SHR_DATA_ERROR_AMBIGUOUS,    /* every number could be read in two ways */
  SHR_DATA_ERROR_NOT_A_NUMBER, /* a stray word among numbers, a thousands separator, inf, hexadecimal */
  SHR_DATA_ERROR_OUT_OF_RANGE, /* a number too large, or too small, for a double */
  SHR_DATA_ERROR_COLUMN,       /* no such column, or one that cannot play the part asked of it */
  SHR_DATA_ERROR_NO_COLUMNS,   /* no numeric column left to be response or feature */
  SHR_DATA_ERROR_NO_ROWS,      /* every row has a missing value */
  SHR_DATA_ERROR_LEVELS,       /* a column of words with more different ones than are features unasked */
  SHR_DATA_ERROR_NO_SAMPLE,    /* no sample of that name */
  SHR_DATA_ERROR_RECIPE,       /* a parameter of a sample, or an edit of data, that cannot be */
} ShrDataError;

GQuark shr_data_error_quark (void);

/**
 * shr_data_error_set:
 * @error: (out) (nullable): as for g_set_error()
 * @code: what kind of error
 * @name: what the user knows the data by
 * @row: row, from 1; 0 where no single cell is at fault
 * @column: column, from 1; ignored when @row is 0
 * @format: the sentence, as for printf()
 *
 * Sets an error in the form above.
 */
void shr_data_error_set (GError **error,
                         ShrDataError code,
                         const char *name,
                         gsize row,
                         gsize column,
                         const char *format,
                         ...) G_GNUC_PRINTF (6, 7);

/* Sets TOO_LARGE for the data that the user knows as @name. */
void shr_data_error_set_too_large (GError **error, const char *name);

/* @length bytes of @text (−1: to its NUL) in quotation marks, shortened and on one line. (transfer full) */
char *shr_data_quote (const char *text, gssize length);

/* @message without its hints at options of the command line, “ (--option …)”, for where there is none. (transfer full) */
char *shr_data_error_without_options (const char *message);
