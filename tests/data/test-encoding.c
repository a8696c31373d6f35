/* What the first bytes of a text tell, and which bytes are no text at all. */
#include "data/shr-encoding.h"
#include "support/shr-test-random.h"

#include <string.h>

static void
test_heads (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
    const char *name;
    gboolean marked;
  } cases[] = {
    { "a,b\n1,2\n", 8, NULL, FALSE },
    { "\357\273\277a,b", 6, "UTF-8", TRUE },
    { "\377\376a\0,\0", 6, "UTF-16LE", TRUE },
    { "\376\377\0a\0,", 6, "UTF-16BE", TRUE },
    { "a\0,\0b\0\n\0", 8, "UTF-16LE", FALSE },
    { "\0a\0,\0b\0\n", 8, "UTF-16BE", FALSE },
    { "a\0,", 3, NULL, FALSE },
    { "a,\0\0b,", 6, NULL, FALSE },
    { "", 0, NULL, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ShrEncoding encoding = shr_encoding_of_head ((const guchar *) cases[i].bytes, cases[i].length);

      g_assert_cmpstr (encoding.name, ==, cases[i].name);
      g_assert_cmpint (encoding.marked, ==, cases[i].marked);
    }
}

static void
test_western (void)
{
  static const char *const texts[] = { "\351", "caf\351,1\n", "\223x\224;na\357ve", "\344\366\374\n1,2\n3,4\n" };
  static const char *const others[] = { "\201abc", "\351\001", "\351\177", "\300\301\302\303\304\305", "\235" };
  ShrTestRandom random;
  guint taken = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_true (shr_encoding_is_western ((const guchar *) texts[i], strlen (texts[i])));
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (shr_encoding_is_western ((const guchar *) others[i], strlen (others[i])));

  /* Random bytes without a NUL, as a damaged or encrypted file has them. */
  shr_test_random_init (&random, 3);
  for (int k = 0; k < 1000; k++)
    {
      guchar bytes[200];

      for (gsize i = 0; i < sizeof bytes; i++)
        bytes[i] = (guchar) (1 + shr_test_random_below (&random, 255));
      taken += shr_encoding_is_western (bytes, sizeof bytes) ? 1 : 0;
    }
  g_assert_cmpuint (taken, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/encoding/heads", test_heads);
  g_test_add_func ("/encoding/western", test_western);

  return g_test_run ();
}
