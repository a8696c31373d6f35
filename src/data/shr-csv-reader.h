#pragma once

#include "data/shr-table.h"

#include <gio/gio.h>

/* A row of text becomes a row of numbers here. RFC 4180, and what spreadsheets and statistics programs really write:
 * delimiters , ; tab |; LF, CRLF or CR; a byte order mark; quoted fields with doubled quotes and line breaks; decimal
 * point or comma, one for the whole file; a header or none; a leading column that counts or names the rows. Text is
 * UTF-8, UTF-16, Windows-1252 or whatever else is said. A number is read exactly (the double nearest to it) or refused, whatever the locale. */

typedef enum
{
  SHR_CSV_HEADER_DETECT,
  SHR_CSV_HEADER_YES,
  SHR_CSV_HEADER_NO,
} ShrCsvHeader;

/**
 * ShrCsvOptions:
 * @name: (nullable): what the user knows the data by, begins the messages; NULL: the file's base name, or “standard
 *   input” for a stream
 * @encoding: (nullable): as iconv knows it; NULL: detect
 * @delimiter: one of , ; tab | or another character for which shr_csv_delimiter_is_valid() holds; 0: detect
 * @decimal: '.' or ','; 0: detect
 * @thousands: what separates thousands: , . ' or a space (of any kind); 0: nothing, or, where @decimal is given, the
 *   other one of . and ,
 * @header: whether the first row holds the names
 * @missing_words: (nullable) (array zero-terminated=1): cells that say that a value is missing, besides empty ones;
 *   NULL: NA, NaN, ? and their like
 * @numbers: (nullable) (array zero-terminated=1): names of columns that hold numbers; words in them are missing values
 * @categories: (nullable) (array zero-terminated=1): names of columns that hold categories
 *
 * All zero is the default: everything is detected.
 */
typedef struct
{
  const char *name;
  const char *encoding;
  char delimiter;
  char decimal;
  char thousands;
  ShrCsvHeader header;
  const char *const *missing_words;
  const char *const *numbers;
  const char *const *categories;
} ShrCsvOptions;

/* Whether fields can be told apart by @delimiter: a tab or ASCII punctuation that is no part of a quote or a number. */
gboolean shr_csv_delimiter_is_valid (char delimiter);

/**
 * ShrCsvProgressFunc:
 * @read: bytes read so far
 * @total: bytes in all, or 0 when that is not known
 *
 * Called in the thread that reads, about four times a megabyte.
 */
typedef void (*ShrCsvProgressFunc) (guint64 read, guint64 total, gpointer user_data);

/* What the user knows @file by: its base name. (transfer full) */
char *shr_csv_reader_name_file (GFile *file);

/**
 * shr_csv_reader_read_file:
 * @file: the file
 * @options: (nullable): NULL for the defaults
 * @cancellable: (nullable): stops the read within a fraction of a megabyte, with G_IO_ERROR_CANCELLED
 * @progress: (nullable) (scope call): told how far it is
 * @user_data: for @progress
 * @error: SHR_DATA_ERROR or G_IO_ERROR_CANCELLED
 *
 * Reads the whole file in one pass, a long one with all processors; the memory needed is the table's own and less than
 * 40 MB besides (more only where a single row is longer than that).
 * A column with a stray word among its numbers is no error yet: it is one when the column is used; see
 * #ShrColumn.fault.
 *
 * Returns: (transfer full): the table, or NULL
 */
ShrTable *shr_csv_reader_read_file (GFile *file,
                                    const ShrCsvOptions *options,
                                    GCancellable *cancellable,
                                    ShrCsvProgressFunc progress,
                                    gpointer user_data,
                                    GError **error);

/* The same from @stream (standard input, for instance), which is read to its end and not closed. */
ShrTable *shr_csv_reader_read_stream (GInputStream *stream,
                                      const ShrCsvOptions *options,
                                      GCancellable *cancellable,
                                      ShrCsvProgressFunc progress,
                                      gpointer user_data,
                                      GError **error);

/* The same from @bytes. */
ShrTable *shr_csv_reader_read_bytes (GBytes *bytes, const ShrCsvOptions *options, GError **error);
