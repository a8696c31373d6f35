#pragma once

#include <glib.h>

/**
 * ShrEncoding:
 * @name: as iconv knows it, such as "UTF-16LE"; NULL: nothing tells, so it is UTF-8 until a byte shows otherwise
 * @marked: whether a byte order mark says so; else the bytes' pattern does
 *
 * The encoding of a text, as its first bytes tell.
 */
typedef struct
{
  const char *name;
  gboolean marked;
} ShrEncoding;

/* From the first @count bytes of a text; sixteen are enough. */
ShrEncoding shr_encoding_of_head (const guchar *head, gsize count);

/**
 * shr_encoding_is_western:
 * @bytes: bytes that are not UTF-8
 * @count: how many
 *
 * Whether they look like text in Windows-1252 (and so in Latin-1, of which it is an extension): no control characters
 * but white space, none of the five bytes that stand for nothing there, and mostly ASCII, as a table is.
 */
gboolean shr_encoding_is_western (const guchar *bytes, gsize count);

/* @name, as iconv knows it, for a sentence. */
const char *shr_encoding_title (const char *name);
