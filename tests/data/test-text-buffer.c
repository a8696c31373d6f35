/* The window over a stream: every byte comes once, characters are never cut, and what is no text stops it. */
#include "data/shr-text-buffer.h"
#include "support/shr-test-random.h"

#include <string.h>

static GInputStream *
open_text (const char *text, gsize length)
{
  return g_memory_input_stream_new_from_data (g_memdup2 (text, length), (gssize) length, g_free);
}

/* Moves on by random steps and puts the text together again. */
static void
test_whole (void)
{
  ShrTestRandom random;

  shr_test_random_init (&random, 1);
  for (int k = 0; k < 20; k++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GString) seen = g_string_new (NULL);
      g_autoptr (GInputStream) stream = NULL;
      ShrTextBuffer buffer;
      gsize length = shr_test_random_below (&random, 1000000);

      while (text->len < length)
        g_string_append (text, shr_test_random_below (&random, 3) == 0 ? "é€𝄞" : "1234567,");
      stream = open_text (text->str, text->len);
      shr_text_buffer_init (&buffer, stream);
      do
        {
          gsize used = buffer.length - shr_test_random_below (&random, MIN (buffer.length, 500) + 1);

          /* A field begins with a character. */
          while (((guchar) buffer.text[used] & 0xc0) == 0x80)
            used--;
          g_string_append_len (seen, buffer.text, (gssize) used);
          g_assert_true (shr_text_buffer_fill (&buffer, used, NULL, NULL));
          g_assert_cmpuint (buffer.offset, ==, seen->len);
          g_assert_cmpint (buffer.text[buffer.length], ==, '\0');
          g_assert_true (g_utf8_validate (buffer.text, (gssize) buffer.length, NULL));
          g_assert_false (buffer.spoiled);
        }
      while (!buffer.ended);
      g_string_append_len (seen, buffer.text, (gssize) buffer.length);
      g_assert_cmpstr (seen->str, ==, text->str);
      shr_text_buffer_clear (&buffer);
    }
}

/* Something that is no text, anywhere in plain text: the window ends right before it. */
static void
test_spoiled (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
  } spoils[] = { { "\0", 1 }, { "\377", 1 }, { "\200", 1 }, { "\303(", 2 }, { "\355\240\200", 3 }, { "\300\200", 2 } };
  ShrTestRandom random;

  shr_test_random_init (&random, 2);
  for (gsize k = 0; k < 60; k++)
    {
      gsize s = k % G_N_ELEMENTS (spoils);
      gsize length = k < 6 ? 0 : shr_test_random_below (&random, 600000);
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GInputStream) stream = NULL;
      ShrTextBuffer buffer;
      guchar byte = 0;

      while (text->len < length)
        g_string_append_c (text, (char) ('a' + text->len % 26));
      g_string_append_len (text, spoils[s].bytes, (gssize) spoils[s].length);
      if (k % 2 == 0)
        g_string_append (text, "and so on");
      stream = open_text (text->str, text->len);
      shr_text_buffer_init (&buffer, stream);
      do
        g_assert_true (shr_text_buffer_fill (&buffer, buffer.length, NULL, NULL));
      while (!buffer.ended && !buffer.spoiled);

      g_assert_true (buffer.spoiled);
      g_assert_cmpuint (buffer.offset + buffer.length, ==, length);
      g_assert_cmpuint (shr_text_buffer_copy_raw (&buffer, buffer.length, &byte, 1), ==, 1);
      g_assert_cmpint (byte, ==, (guchar) spoils[s].bytes[0]);
      shr_text_buffer_clear (&buffer);
    }
}

static void
test_cancelled (void)
{
  g_autoptr (GInputStream) stream = open_text ("abc", 3);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  ShrTextBuffer buffer;

  g_cancellable_cancel (cancellable);
  shr_text_buffer_init (&buffer, stream);
  g_assert_false (shr_text_buffer_fill (&buffer, 0, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  shr_text_buffer_clear (&buffer);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text-buffer/whole", test_whole);
  g_test_add_func ("/text-buffer/spoiled", test_spoiled);
  g_test_add_func ("/text-buffer/cancelled", test_cancelled);

  return g_test_run ();
}
