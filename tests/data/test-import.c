/* What it takes to read data again: copied, compared, written and read back. */
#include "data/shr-import.h"

#include <gio/gio.h>

static char *missing_words[] = { (char *) "-999", (char *) "none", NULL };
static char *numbers[] = { (char *) "a", NULL };
static char *categories[] = { (char *) "b", NULL };
static char *features[] = { (char *) "a", (char *) "b", NULL };
static char *exclude[] = { (char *) "größe", NULL };

static const ShrImport whole = { .uri = (char *) "file:///data/t.csv",
                                 .encoding = (char *) "UTF-16LE",
                                 .delimiter = ';',
                                 .decimal = ',',
                                 .thousands = '.',
                                 .header = SHR_CSV_HEADER_NO,
                                 .missing_words = missing_words,
                                 .numbers = numbers,
                                 .categories = categories,
                                 .max_levels = 50,
                                 .missing = SHR_MISSING_MEAN,
                                 .response = (char *) "y",
                                 .features = features,
                                 .exclude = exclude };

static void
test_round_trip (void)
{
  g_autoptr (ShrImport) none = shr_import_new (NULL);
  g_autoptr (ShrImport) copy = shr_import_copy (&whole);
  g_autoptr (GVariant) written = g_variant_ref_sink (shr_import_to_variant (&whole));
  g_autoptr (GVariant) nothing = g_variant_ref_sink (shr_import_to_variant (none));
  g_autoptr (GError) error = NULL;
  g_autoptr (ShrImport) read = shr_import_from_variant (written, &error);
  g_autoptr (ShrImport) empty = shr_import_from_variant (nothing, &error);

  g_assert_no_error (error);
  g_assert_true (shr_import_equal (copy, &whole));
  g_assert_true (shr_import_equal (read, &whole));
  g_assert_true (shr_import_equal (empty, none));
  g_assert_false (shr_import_equal (read, none));
  g_assert_cmpuint (g_variant_n_children (nothing), ==, 0);

  g_clear_pointer (&copy->exclude, g_strfreev);
  g_assert_false (shr_import_equal (copy, &whole));
}

/* A value from a file that somebody wrote by hand. */
static void
test_refusals (void)
{
  static const char *const texts[] = {
    "{'delimiter': <'ab'>}", "{'delimiter': <'1'>}",  "{'decimal': <';'>}",  "{'thousands': <'x'>}",
    "{'header': <int64 7>}", "{'missing': <'mean'>}", "{'features': <'a'>}", "{'max-levels': <int64 -1>}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) variant = g_variant_parse (G_VARIANT_TYPE_VARDICT, texts[i], NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_null (shr_import_from_variant (variant, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
}

static void
test_choose_response (void)
{
  g_autoptr (ShrImport) import = shr_import_copy (&whole);

  shr_import_choose_response (import, "größe", "y");
  g_assert_cmpstr (import->response, ==, "größe");
  g_assert_null (import->exclude[0]);
  shr_import_choose_response (import, "a", "größe");
  g_assert_cmpstr (import->features[0], ==, "größe");
  g_assert_cmpstr (import->features[1], ==, "b");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/import/round-trip", test_round_trip);
  g_test_add_func ("/import/choose-response", test_choose_response);
  g_test_add_func ("/import/refusals", test_refusals);

  return g_test_run ();
}
