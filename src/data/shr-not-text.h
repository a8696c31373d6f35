#pragma once

#include "data/shr-text-buffer.h"

/**
 * shr_not_text_refuse_head:
 * @buffer: a window at the beginning of its stream
 * @name: what the user knows the data by
 * @error: NOT_TEXT, naming what the file is
 *
 * Recognises files that people take for tables (workbooks, archives, documents, pictures) by their first bytes.
 *
 * Returns: whether the file is one of these
 */
gboolean shr_not_text_refuse_head (const ShrTextBuffer *buffer, const char *name, GError **error);

/**
 * shr_not_text_refuse_byte:
 * @buffer: a spoiled window
 * @name: what the user knows the data by
 * @encoding: (nullable): what the text was taken for; NULL: UTF-8
 * @row: row in which the text ends, from 1
 * @column: column likewise
 * @error: NOT_TEXT or ENCODING
 *
 * Says which byte behind the window is not text, and whether it may be text in another encoding.
 */
void shr_not_text_refuse_byte (const ShrTextBuffer *buffer,
                               const char *name,
                               const char *encoding,
                               gsize row,
                               gsize column,
                               GError **error);
