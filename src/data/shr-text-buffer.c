#include "data/shr-text-buffer.h"

#include <string.h>

/* Small enough to stay in a core's cache while its text is read, large enough for reads to cost nothing. */
#define WINDOW (256 * 1024)
/* Bytes of another encoding converted at a time. */
#define INPUT (64 * 1024)

void
shr_text_buffer_init (ShrTextBuffer *buffer, GInputStream *stream)
{
  *buffer = (ShrTextBuffer){ .stream = stream, .capacity = WINDOW };
  buffer->text = g_malloc0 (buffer->capacity + 1 + SHR_TEXT_BUFFER_PADDING);
  buffer->text[0] = '\0';
}

void
shr_text_buffer_clear (ShrTextBuffer *buffer)
{
  g_clear_pointer (&buffer->text, g_free);
  g_clear_pointer (&buffer->input, g_free);
  g_clear_object (&buffer->converter);
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

static gboolean
read_stream (ShrTextBuffer *buffer, char *bytes, gsize count, gsize *got, GCancellable *cancellable, GError **error)
{
  gboolean good = g_input_stream_read_all (buffer->stream, bytes, count, got, cancellable, error);

  buffer->consumed += *got;

  return good;
}

/* Puts converted text at @text, at most @count bytes. @broken: the next byte is no text in the encoding. */
static gboolean
convert_stream (ShrTextBuffer *buffer,
                char *text,
                gsize count,
                gsize *got,
                gboolean *broken,
                GCancellable *cancellable,
                GError **error)
{
  *got = 0;
  *broken = FALSE;
  for (;;)
    {
      g_autoptr (GError) failure = NULL;
      gsize read = 0, written = 0, fresh;

      if (!buffer->input_drained && buffer->input_length < INPUT / 2)
        {
          memmove (buffer->input, buffer->input + buffer->input_start, buffer->input_length);
          buffer->input_start = 0;
          if (!read_stream (buffer, buffer->input + buffer->input_length, INPUT - buffer->input_length, &fresh,
                            cancellable, error))
            return FALSE;
          buffer->input_drained = fresh < INPUT - buffer->input_length;
          buffer->input_length += fresh;
        }
      if (buffer->input_length == 0)
        return TRUE;

      if (g_converter_convert (
              buffer->converter, buffer->input + buffer->input_start, buffer->input_length, text + *got, count - *got,
              buffer->input_drained ? G_CONVERTER_INPUT_AT_END : G_CONVERTER_NO_FLAGS, &read, &written, &failure)
          == G_CONVERTER_ERROR)
        {
          /* A full window is no error, nor is a character whose other half is still to be read. */
          if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT) && !buffer->input_drained)
            continue;
          *broken = !g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
          return TRUE;
        }
      buffer->input_start += read;
      buffer->input_length -= read;
      *got += written;
      if (*got == count)
        return TRUE;
    }
}

gboolean
shr_text_buffer_fill (ShrTextBuffer *buffer, gsize used, GCancellable *cancellable, GError **error)
{
  gboolean good;
  gboolean broken = FALSE;
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
      buffer->text = g_realloc (buffer->text, buffer->capacity + 1 + SHR_TEXT_BUFFER_PADDING);
      memset (buffer->text + buffer->capacity + 1, 0, SHR_TEXT_BUFFER_PADDING);
    }

  count = buffer->capacity - buffer->raw;
  /* Not every stream asks the cancellable before it reads. */
  good = !g_cancellable_set_error_if_cancelled (cancellable, error);
  if (good && buffer->converter != NULL)
    {
      good = convert_stream (buffer, buffer->text + buffer->raw, count, &got, &broken, cancellable, error);
      buffer->drained = buffer->input_drained && buffer->input_length == 0;
    }
  else if (good)
    {
      good = read_stream (buffer, buffer->text + buffer->raw, count, &got, cancellable, error);
      buffer->drained = got < count;
    }
  if (good)
    {
      buffer->raw += got;
      accept_text (buffer);
      buffer->spoiled = buffer->spoiled || broken;
      buffer->ended = buffer->ended && !broken;
    }

  buffer->covered = buffer->text[buffer->length];
  buffer->text[buffer->length] = '\0';

  return good;
}

gboolean
shr_text_buffer_set_encoding (ShrTextBuffer *buffer, gsize from, const char *encoding, GError **error)
{
  GCharsetConverter *converter = g_charset_converter_new ("UTF-8", encoding, error);

  g_assert (buffer->converter == NULL);
  g_assert (from <= buffer->length);
  if (converter == NULL)
    return FALSE;

  buffer->converter = G_CONVERTER (converter);
  buffer->text[buffer->length] = buffer->covered;
  buffer->input_length = buffer->raw - from;
  buffer->input = g_malloc (MAX (buffer->input_length, INPUT));
  memcpy (buffer->input, buffer->text + from, buffer->input_length);
  buffer->input_drained = buffer->drained;

  buffer->raw = buffer->length = from;
  buffer->covered = buffer->text[from];
  buffer->text[from] = '\0';
  buffer->ended = buffer->spoiled = buffer->drained = FALSE;

  return TRUE;
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
