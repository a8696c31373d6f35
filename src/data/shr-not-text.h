#pragma once

#include "data/shr-text-buffer.h"

/**
 * shr_not_text_refuse_head:
 * @buffer: a window at the beginning of its stream
 * @name: what the user knows the data by
 * @error: NOT_TEXT or ENCODING, naming what the file is
 *
 * Recognises files that people take for tables (workbooks, archives, documents, pictures) and UTF-16 by their first
 * bytes.
 *
 * Returns: whether the file is one of these
 */
gboolean shr_not_text_refuse_head (const ShrTextBuffer *buffer, const char *name, GError **error);

/**
 * shr_not_text_refuse_byte:
 * @buffer: a spoiled window
 * @name: what the user knows the data by
 * @row: row in which the text ends, from 1
 * @column: column likewise
 * @error: NOT_TEXT or ENCODING
 *
 * Says which byte behind the window is not text, and which encoding it may be in.
 */
void shr_not_text_refuse_byte (const ShrTextBuffer *buffer, const char *name, gsize row, gsize column, GError **error);
