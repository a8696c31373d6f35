#pragma once

#include "data/shr-csv-column.h"
#include "data/shr-csv-dialect.h"
#include "data/shr-number-block.h"

/**
 * ShrCsvContents:
 * @name: what the user knows the data by
 * @options: what the user said
 * @dialect: how the text is taken apart
 * @grouped: numbers of this form and of the forms behind it are not yet what a bare scan finds
 * @encoding: (nullable): what the text is converted from; NULL: it is UTF-8 as far as it was read
 * @encoding_notice: (nullable): the sentence about it
 * @names: (nullable): the header's names, as they are written there; NULL without a header
 * @columns: what each of the dialect's columns holds
 * @block: the cells' values, each read for the decimal mark that it has
 * @rows: rows of @block, when the table is made
 * @blank_lines: empty lines passed over between rows
 * @decimal: the decimal mark, decided when the table is made
 *
 * All that was read from a file, when it has been read to its end. Only now can be told what it means.
 */
typedef struct
{
  const char *name;
  const ShrCsvOptions *options;
  ShrCsvDialect dialect;
  ShrNumberForm grouped;
  char *encoding;
  char *encoding_notice;
  GPtrArray *names;
  ShrCsvColumn *columns;
  ShrNumberBlock *block;
  gsize rows;
  gsize blank_lines;
  char decimal;
} ShrCsvContents;

void shr_csv_contents_clear (ShrCsvContents *contents);

/**
 * shr_csv_contents_make_table:
 * @contents: what was read; its block is empty afterwards
 * @error: EMPTY, AMBIGUOUS, RAGGED or TOO_LARGE
 *
 * Decides which character is the decimal mark and what each column is, names the columns, and says what was
 * understood.
 *
 * Returns: (transfer full): the table, or NULL
 */
ShrTable *shr_csv_contents_make_table (ShrCsvContents *contents, GError **error);
