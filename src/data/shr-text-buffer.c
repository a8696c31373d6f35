#include "data/shr-text-buffer.h"

#include <string.h>

/* Small enough to stay in a core's cache while its text is read, large enough for reads to cost nothing. */
#define WINDOW (256 * 1024)

void
shr_text_buffer_init (ShrTextBuffer *buffer, GInputStream *stream)
{
  *buffer = (ShrTextBuffer){ .stream = stream, .capacity = WINDOW };
  buffer->text = g_malloc (buffer->capacity + 1);
  buffer->text[0] = '\0';
}

void
shr_text_buffer_clear (ShrTextBuffer *buffer)
{
  g_clear_pointer (&buffer->text, g_free);
}

/* Whether there are only bytes from 1 to 127, eight at a time: without high bits, subtracting one from every byte
 * sets a high bit only where a byte was zero, or above such a byte. */
static gboolean
is_plain_ascii (const char *text, gsize length)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  guint64 seen = 0;
  gsize i = 0;

  for (; i + 8 <= length; i += 8)
    {
      guint64 word;

      memcpy (&word, text + i, 8);
      seen |= word | (word - ones);
    }
  for (; i < length; i++)
    seen |= text[i] == '\0' ? 0x80 : (guchar) text[i];

  return (seen & (ones << 7)) == 0;
}

/* Lets the window grow over the bytes read as far as they are text. */
static void
accept_text (ShrTextBuffer *buffer)
{
  const char *fresh = buffer->text + buffer->length;
  gsize count = buffer->raw - buffer->length;
  const char *stop = fresh + count;

  if (!is_plain_ascii (fresh, count))
    {
      gsize left;

      g_utf8_validate_len (fresh, count, &stop);
      for (const char *p = fresh; p < stop && !buffer->multibyte; p++)
        buffer->multibyte = (guchar) *p >= 0x80;

      /* A character may be cut in two by the end of what was read so far. */
      left = count - (gsize) (stop - fresh);
      if (left > 0)
        buffer->spoiled =
            buffer->drained || *stop == '\0' || g_utf8_get_char_validated (stop, (gssize) left) != (gunichar) -2;
    }

  buffer->length = (gsize) (stop - buffer->text);
  buffer->ended = buffer->drained && !buffer->spoiled;
}

gboolean
shr_text_buffer_fill (ShrTextBuffer *buffer, gsize used, GCancellable *cancellable, GError **error)
{
  gboolean good;
  gsize count;
  gsize got;

  g_assert (used <= buffer->length);
  g_assert (!buffer->ended && !buffer->spoiled);

  buffer->text[buffer->length] = buffer->covered;
  memmove (buffer->text, buffer->text + used, buffer->raw - used);
  buffer->raw -= used;
  buffer->length -= used;
  buffer->offset += used;

  if (buffer->raw == buffer->capacity)
    {
      buffer->capacity *= 2;
      buffer->text = g_realloc (buffer->text, buffer->capacity + 1);
    }

  count = buffer->capacity - buffer->raw;
  /* Not every stream asks the cancellable before it reads. */
  good = !g_cancellable_set_error_if_cancelled (cancellable, error)
         && g_input_stream_read_all (buffer->stream, buffer->text + buffer->raw, count, &got, cancellable, error);
  if (good)
    {
      buffer->drained = got < count;
      buffer->raw += got;
      accept_text (buffer);
    }

  buffer->covered = buffer->text[buffer->length];
  buffer->text[buffer->length] = '\0';

  return good;
}

gsize
shr_text_buffer_copy_raw (const ShrTextBuffer *buffer, gsize from, guchar *bytes, gsize count)
{
  count = from < buffer->raw ? MIN (count, buffer->raw - from) : 0;
  memcpy (bytes, buffer->text + from, count);
  if (buffer->length >= from && buffer->length - from < count)
    bytes[buffer->length - from] = (guchar) buffer->covered;

  return count;
}
