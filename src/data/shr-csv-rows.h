#pragma once

#include "data/shr-csv-contents.h"
#include "data/shr-csv-field.h"
#include "data/shr-text-buffer.h"

/**
 * ShrCsvRows:
 * @row: the row of the file that comes next, from 1
 * @contents: what has been read
 *
 * Reads the rows of a text one after the other, from its beginning or from any row on.
 */
typedef struct
{
  gsize row;
  ShrCsvContents contents;

  /*< private >*/
  GCancellable *cancellable;
  ShrCsvProgressFunc progress;
  gpointer user_data;
  guint64 total;
  ShrTextBuffer buffer;
  const char *p; /* where reading goes on, in the window */
  ShrCsvField field;
  gsize blank;     /* empty lines since the last row */
  gboolean within; /* begun within the text, so that its encoding is settled */
} ShrCsvRows;

/* @stream lives as long as @rows do; @name and @options likewise; @options not NULL. @total: the stream's bytes, or 0 */
void shr_csv_rows_init (ShrCsvRows *rows,
                        GInputStream *stream,
                        const char *name,
                        const ShrCsvOptions *options,
                        GCancellable *cancellable,
                        ShrCsvProgressFunc progress,
                        gpointer user_data,
                        guint64 total);
void shr_csv_rows_clear (ShrCsvRows *rows);

/* Finds out the encoding and the dialect, and reads the header. */
gboolean shr_csv_rows_read_head (ShrCsvRows *rows, GError **error);
/* Instead: the stream stands at the beginning of a row within a text whose head is @head's. */
void shr_csv_rows_begin_within (ShrCsvRows *rows, const ShrCsvContents *head);

/* Where the next row begins, in bytes from where the stream began; for a text that is not converted. */
guint64 shr_csv_rows_position (const ShrCsvRows *rows);
/* Whether the text is converted from another encoding. */
gboolean shr_csv_rows_is_converted (const ShrCsvRows *rows);
/* Reads rows until one would begin at @stop or behind it, or the text ends. */
gboolean shr_csv_rows_read (ShrCsvRows *rows, guint64 stop, GError **error);
/* (element-type GStrv): the texts of the next rows that are in the window, at most @count; stays where it is.
 * (transfer full) */
GPtrArray *shr_csv_rows_peek (const ShrCsvRows *rows, gsize count);
/* Gives the window on the text back when no more is to be read. */
void shr_csv_rows_release_text (ShrCsvRows *rows);
/* Takes over what @below has read, whose first row follows the last of @rows. */
void shr_csv_rows_append (ShrCsvRows *rows, ShrCsvRows *below);

/* Sets the error for a file that cannot be opened or read, in a sentence of our own where the reason is a common one. */
void shr_csv_rows_refuse_file (const char *name, const GError *failure, GError **error);
