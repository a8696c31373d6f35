#pragma once

#include "data/shr-import.h"
#include "data/shr-table.h"

/* Bytes of a file, and rows of them, that are looked at. */
#define SHR_PREVIEW_BYTES (1024 * 1024)
#define SHR_PREVIEW_ROWS 100

/**
 * ShrPreview:
 * @whole: whether the text was all there is
 * @delimiter, @decimal, @header: what was found or said; @decimal is 0 where no number tells
 * @columns: fields of a row
 * @names: (nullable) (array zero-terminated=1): the columns' names
 * @rows: (element-type GStrv): the texts of the first rows below the header, as they stand in the file
 * @first_row: which row of the file the first of them is
 * @table: (nullable): what the text becomes; NULL where it is refused
 * @error: (nullable): why
 *
 * What is understood of the beginning of a text, for somebody who wants to say it better.
 */
typedef struct
{
  gboolean whole;
  char delimiter;
  char decimal;
  gboolean header;
  gsize columns;
  char **names;
  GPtrArray *rows;
  gsize first_row;
  ShrTable *table;
  GError *error;
} ShrPreview;

/**
 * shr_preview_read_head:
 * @file: the file
 * @whole: (out): whether this is all of it
 * @error: SHR_DATA_ERROR_FILE
 *
 * Returns: (transfer full): the first bytes of @file, or NULL
 */
GBytes *shr_preview_read_head (GFile *file, gboolean *whole, GCancellable *cancellable, GError **error);

/**
 * shr_preview_new:
 * @text: the beginning of a text
 * @whole: whether this is all of it; else the last row, that may be cut, is not looked at
 * @import: what the user said
 * @name: what the user knows the data by
 *
 * Returns: (transfer full): what is understood; never NULL
 */
ShrPreview *shr_preview_new (GBytes *text, gboolean whole, const ShrImport *import, const char *name);
void shr_preview_free (ShrPreview *preview);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ShrPreview, shr_preview_free)
