#pragma once

#include <gio/gio.h>

/* Bytes behind the window's NUL that can be read. */
#define SHR_TEXT_BUFFER_PADDING 8

/**
 * ShrTextBuffer:
 * @text: the window on the text: @length bytes of valid UTF-8 without a NUL, and a NUL behind them
 * @length: bytes in the window
 * @offset: position of @text[0] in the stream, in bytes
 * @ended: whether the text ends where the window ends
 * @spoiled: whether a byte that is not text follows the window
 * @multibyte: whether characters beyond ASCII have been seen
 * @consumed: bytes taken from the stream so far
 *
 * A window that moves over a stream of text, UTF-8 or converted to it.
 */
typedef struct
{
  char *text;
  gsize length;
  guint64 offset;
  gboolean ended;
  gboolean spoiled;
  gboolean multibyte;
  guint64 consumed;

  /*< private >*/
  GInputStream *stream;
  gsize capacity; /* bytes that fit at @text, not counting the NUL */
  gsize raw;      /* bytes read, of which the first @length are known to be text */
  gboolean drained;
  char covered; /* the byte that the NUL behind the window stands on */

  /* Where the stream is not in UTF-8: bytes of it that are not converted yet, @input_length from @input_start on. */
  GConverter *converter;
  char *input;
  gsize input_start;
  gsize input_length;
  gboolean input_drained;
} ShrTextBuffer;

/* A window on @stream with nothing in it yet. (transfer none) */
void shr_text_buffer_init (ShrTextBuffer *buffer, GInputStream *stream);
void shr_text_buffer_clear (ShrTextBuffer *buffer);

/**
 * shr_text_buffer_fill:
 * @buffer: neither ended nor spoiled
 * @used: bytes at the head of the window that are not needed any more
 * @cancellable: (nullable): stops the read
 * @error: what the stream reports
 *
 * Moves the window on by @used bytes and fills it; a window that is full as it is doubles. All pointers
 * into the window change.
 *
 * Returns: FALSE on an error
 */
gboolean shr_text_buffer_fill (ShrTextBuffer *buffer, gsize used, GCancellable *cancellable, GError **error);

/**
 * shr_text_buffer_set_encoding:
 * @buffer: a window that has never been converted
 * @from: where in the window the text in @encoding begins; what is known to be text before it stays
 * @encoding: a name that iconv knows
 * @error: G_IO_ERROR_NOT_SUPPORTED when it knows it not; nothing has changed then
 *
 * Everything from @from on is read anew, as text in @encoding, by the next shr_text_buffer_fill(). A byte that is no
 * text in @encoding spoils the window.
 */
gboolean shr_text_buffer_set_encoding (ShrTextBuffer *buffer, gsize from, const char *encoding, GError **error);

/* Copies bytes as they were read, whether text or not, from @from on, counted from the window's first; up to
 * @count of them. Returns how many there are. */
gsize shr_text_buffer_copy_raw (const ShrTextBuffer *buffer, gsize from, guchar *bytes, gsize count);
