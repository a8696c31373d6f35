/* The form of messages. */
#include "data/shr-data-error.h"

static void
test_place (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) whole = NULL;

  shr_data_error_set (&error, SHR_DATA_ERROR_RAGGED, "a.csv", 3, 2, "%d fields; remove one", 5);
  g_assert_error (error, SHR_DATA_ERROR, SHR_DATA_ERROR_RAGGED);
  g_assert_cmpstr (error->message, ==, "a.csv:3:2: 5 fields; remove one");

  shr_data_error_set (&whole, SHR_DATA_ERROR_EMPTY, "100%s.csv", 0, 0, "nothing in it");
  g_assert_cmpstr (whole->message, ==, "100%s.csv: nothing in it");
}

static void
test_quote (void)
{
  static const struct
  {
    const char *text;
    gssize length;
    const char *quoted;
  } cases[] = {
    { "abc", -1, "“abc”" },
    { "abc", 2, "“ab”" },
    { "", -1, "“”" },
    { "größe", -1, "“größe”" },
    { "a\nb\tc", -1, "“a␊b␉c”" },
    { "a\377b", -1, "“a\357\277\275b”" },
    { "gr\303", -1, "“gr\357\277\275”" },
    { "1234567890123456789012345678901234567890", -1, "“1234567890123456789012345678901234567890”" },
    { "12345678901234567890123456789012345678901", -1, "“1234567890123456789012345678901234567890…”" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *quoted = shr_data_quote (cases[i].text, cases[i].length);

      g_assert_cmpstr (quoted, ==, cases[i].quoted);
    }
}

static void
test_without_options (void)
{
  static const char *const cases[][2] = {
    { "exclude it (--exclude) or allow them (--levels 7)", "exclude it or allow them" },
    { "say which (--decimal , or --decimal .)", "say which" },
    { "nothing (at all)", "nothing (at all)" },
    { "unfinished (--x", "unfinished (--x" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *plain = shr_data_error_without_options (cases[i][0]);

      g_assert_cmpstr (plain, ==, cases[i][1]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/data-error/place", test_place);
  g_test_add_func ("/data-error/quote", test_quote);
  g_test_add_func ("/data-error/without-options", test_without_options);

  return g_test_run ();
}
