/* Numbers against g_ascii_strtod(), bit for bit, on millions of strings; and what is no number. */
#include "data/shr-number.h"
#include "support/shr-test-random.h"

#include <locale.h>
#include <math.h>
#include <string.h>

static guint64
bits (double value)
{
  guint64 pattern;

  memcpy (&pattern, &value, sizeof pattern);

  return pattern;
}

/* Strings of a test: ten times as many where SHR_TEST_MANY is set, ten million in all. */
static int
many (int count)
{
  return g_getenv ("SHR_TEST_MANY") != NULL ? 10 * count : count;
}

/* The fast way reads the same, whatever stands behind the number. */
static void
check_padded (const char *text)
{
  gsize length = strlen (text);
  g_autofree char *padded = g_malloc (length + 1 + SHR_NUMBER_PADDING);
  const char *end, *padded_end;
  double value = 0.0, padded_value = 0.0;
  ShrNumberForm form = shr_number_scan (text, TRUE, &end, &value);

  memcpy (padded, text, length + 1);
  memcpy (padded + length + 1, "98765432", SHR_NUMBER_PADDING);
  g_assert_cmpint (shr_number_scan_padded (padded, TRUE, &padded_end, &padded_value), ==, form);
  g_assert_cmpint (padded_end - padded, ==, end - text);
  g_assert_true (bits (padded_value) == bits (value));
}

/* @text is a plain number with a point: ours must be the library's to the last bit, or refused for the right reason. */
static void
check (const char *text)
{
  gboolean nonzero = strcspn (text, "123456789") < strcspn (text, "eE");
  double expected = g_ascii_strtod (text, NULL);
  double value = 0.0;
  ShrNumberForm form = shr_number_read (text, strlen (text), TRUE, &value);

  check_padded (text);
  if (isinf (expected))
    g_assert_cmpint (form, ==, SHR_NUMBER_TOO_LARGE);
  else if (expected == 0.0 && nonzero)
    g_assert_cmpint (form, ==, SHR_NUMBER_TOO_SMALL);
  else if (!shr_number_is_read (form) || bits (value) != bits (expected))
    g_error ("%s: read as %.17g (form %d), not %.17g", text, value, form, expected);
}

static void
test_random_doubles (void)
{
  static const char *const formats[] = { "%.17g", "%.16g", "%.15g", "%.17e", "%.20g", "%.19g", "%.6g", "%.3f" };
  ShrTestRandom random;
  char text[512];

  shr_test_random_init (&random, 1);
  for (int k = 0; k < many (400000); k++)
    {
      double magnitude = pow (10.0, -30.0 + 60.0 * shr_test_random_uniform (&random));
      double value = (shr_test_random_uniform (&random) - 0.5) * magnitude;

      g_ascii_formatd (text, sizeof text, formats[k % (int) G_N_ELEMENTS (formats)], value);
      check (text);
    }
}

/* Every pattern of bits, so every magnitude, denormals among them. */
static void
test_random_patterns (void)
{
  ShrTestRandom random;
  char text[64];

  shr_test_random_init (&random, 2);
  for (int k = 0; k < many (200000); k++)
    {
      guint64 pattern = ((guint64) shr_test_random_below (&random, (gsize) 1 << 32) << 32)
                        | (guint64) shr_test_random_below (&random, (gsize) 1 << 32);
      double value;

      memcpy (&value, &pattern, sizeof value);
      if (!isfinite (value))
        continue;
      g_ascii_formatd (text, sizeof text, "%.17g", value);
      check (text);
    }
}

/* Digits, marks and exponents thrown together: lengths around 19 digits, exponents around ±22 and ±27. */
static void
test_random_strings (void)
{
  ShrTestRandom random;

  shr_test_random_init (&random, 3);
  for (int k = 0; k < many (400000); k++)
    {
      GString *text = g_string_new (NULL);
      gsize digits = 1 + shr_test_random_below (&random, k % 10 == 0 ? 60 : 22);
      gsize mark = shr_test_random_below (&random, digits + 2);
      gsize zeros = k % 3 == 0 ? shr_test_random_below (&random, 30) : 0;

      if (k % 4 == 0)
        g_string_append_c (text, k % 8 == 0 ? '-' : '+');
      for (gsize i = 0; i < digits; i++)
        {
          if (i == mark)
            g_string_append_c (text, '.');
          g_string_append_c (text, i < zeros ? '0' : (char) ('0' + shr_test_random_below (&random, 10)));
        }
      if (k % 2 == 0)
        g_string_append_printf (text, "%c%d", k % 6 == 0 ? 'E' : 'e', (int) shr_test_random_below (&random, 70) - 35);
      check (text->str);
      g_string_free (text, TRUE);
    }
}

/* Halfway between two neighbouring doubles, and one unit of the nineteenth digit to either side: where a wrong
 * rounding shows. m + 1/2 ulp for odd and even m, written out exactly. */
static void
test_ties (void)
{
  ShrTestRandom random;
  char text[64];

  shr_test_random_init (&random, 4);
  for (int k = 0; k < many (100000); k++)
    {
      /* Integers between 2^53 and 2^63: neighbours are 2^s apart, so the middle is an integer too. */
      int s = 1 + (int) shr_test_random_below (&random, 10);
      guint64 m = ((guint64) 1 << 52) + ((guint64) shr_test_random_below (&random, (gsize) 1 << 52));
      guint64 middle = (m << s) + ((guint64) 1 << (s - 1));

      for (int side = -1; side <= 1; side++)
        {
          g_snprintf (text, sizeof text, "%" G_GUINT64_FORMAT, side < 0 ? middle - 1 : middle + (guint64) side);
          check (text);
          g_snprintf (text, sizeof text, "%" G_GUINT64_FORMAT "e-%d", middle,
                      (int) shr_test_random_below (&random, 28));
          check (text);
        }
    }
  for (int k = 0; k < many (100000); k++)
    {
      /* (2m + 1)/2^(q+1) = (2m + 1)·5^(q+1)·10^−(q+1), exact in 19 digits: a tie where 2m + 1 has 54 bits. */
      guint64 odd = ((guint64) 1 << 53) + 2 * (guint64) shr_test_random_below (&random, (gsize) 1 << 52) + 1;

      for (int q = 1; q <= 4; q++)
        {
          guint64 scaled = odd;

          for (int i = 0; i < q; i++)
            scaled *= 5;
          g_snprintf (text, sizeof text, "%" G_GUINT64_FORMAT "e-%d", scaled, q);
          check (text);
        }
    }
}

static void
test_nasty (void)
{
  static const char *const texts[] = {
    "0",
    "-0",
    "+0.0",
    "0e999999999999",
    "0.000e-99999",
    "1e999",
    "-1e309",
    "1.7976931348623157e308",
    "1.7976931348623158e308",
    "1.7976931348623159e308",
    "179769313486231580793e289",
    "2.2250738585072014e-308",
    "2.2250738585072011e-308",
    "4.9406564584124654e-324",
    "2.4703282292062328e-324",
    "2.4703282292062327e-324",
    "1e-400",
    "-1e-999999999",
    "9007199254740993",
    "9007199254740992.9999999999999999999",
    "9007199254740993.00000000000000000000000000000001",
    "9223372036854775807",
    "9999999999999999999",
    "18446744073709551615",
    "18446744073709551616",
    "99999999999999999999",
    "0.1",
    ".5",
    "5.",
    "5.e3",
    "1e23",
    "8.5e22",
    "1e22",
    "1e27",
    "1e28",
    "1e-27",
    "1e-28",
    "7.2057594037927933e16",
    "123456789012345678e-27",
    "6.9294956446009195e15",
    "1e0000000000000000000005",
    "0000000000000000000000000000000000000000012.5",
    "0.0000000000000000000000000000000000000000125",
  };
  g_autoptr (GString) text = g_string_new ("0.");

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    check (texts[i]);

  /* A hundred thousand zeros and more: the exponent that undoes them must not be cut short. */
  for (int i = 0; i < 100000; i++)
    g_string_append_c (text, '0');
  g_string_append (text, "123");
  check (text->str);
  g_string_append (text, "e100000");
  check (text->str);
  g_string_append (text, "1");
  check (text->str);
}

static void
test_forms (void)
{
  static const struct
  {
    const char *text;
    ShrNumberForm form;
    double value;
  } cases[] = {
    { "12", SHR_NUMBER_PLAIN, 12.0 },
    { "-3e5", SHR_NUMBER_PLAIN, -3e5 },
    { "1.5", SHR_NUMBER_POINT, 1.5 },
    { "1,5", SHR_NUMBER_COMMA, 1.5 },
    { "-,25", SHR_NUMBER_COMMA, -0.25 },
    { "1.234", SHR_NUMBER_POINT_GROUP, 1.234 },
    { "119,000", SHR_NUMBER_COMMA_GROUP, 119.0 },
    { "-12,345", SHR_NUMBER_COMMA_GROUP, -12.345 },
    { "0,500", SHR_NUMBER_COMMA, 0.5 },
    { "1234,567", SHR_NUMBER_COMMA, 1234.567 },
    { "1,2345", SHR_NUMBER_COMMA, 1.2345 },
    { "1,234e2", SHR_NUMBER_COMMA, 123.4 },
    { ",500", SHR_NUMBER_COMMA, 0.5 },
    { "1,2345678901234567890123", SHR_NUMBER_COMMA, 1.2345678901234567890123 },
    { "", SHR_NUMBER_MISSING, NAN },
    { "NA", SHR_NUMBER_MISSING, NAN },
    { "na", SHR_NUMBER_MISSING, NAN },
    { "N/A", SHR_NUMBER_MISSING, NAN },
    { "NaN", SHR_NUMBER_MISSING, NAN },
    { "nan", SHR_NUMBER_MISSING, NAN },
    { "?", SHR_NUMBER_MISSING, NAN },
    { ".", SHR_NUMBER_MISSING, NAN },
    { "null", SHR_NUMBER_MISSING, NAN },
    { "1e309", SHR_NUMBER_TOO_LARGE, NAN },
    { "1e-324", SHR_NUMBER_TOO_SMALL, NAN },
    { "inf", SHR_NUMBER_INFINITE, NAN },
    { "-Inf", SHR_NUMBER_INFINITE, NAN },
    { "+INFINITY", SHR_NUMBER_INFINITE, NAN },
    { "1,234.5", SHR_NUMBER_THOUSANDS, NAN },
    { "1.234,5", SHR_NUMBER_THOUSANDS, NAN },
    { "1,234,567", SHR_NUMBER_THOUSANDS, NAN },
    { "1.234.567", SHR_NUMBER_THOUSANDS, NAN },
    { "-12 345", SHR_NUMBER_THOUSANDS, NAN },
    { "12\u202f345,6", SHR_NUMBER_THOUSANDS, NAN },
    { "1'234.5", SHR_NUMBER_THOUSANDS, NAN },
    { "1,23,456", SHR_NUMBER_WORD, NAN },
    { "1,2,3", SHR_NUMBER_WORD, NAN },
    { "0x1F", SHR_NUMBER_WORD, NAN },
    { "0x1p3", SHR_NUMBER_WORD, NAN },
    { "1e", SHR_NUMBER_WORD, NAN },
    { "1e+", SHR_NUMBER_WORD, NAN },
    { "e5", SHR_NUMBER_WORD, NAN },
    { "--1", SHR_NUMBER_WORD, NAN },
    { "+-1", SHR_NUMBER_WORD, NAN },
    { "+", SHR_NUMBER_WORD, NAN },
    { "-", SHR_NUMBER_MISSING, NAN },
    { "1 2", SHR_NUMBER_WORD, NAN },
    { "5%", SHR_NUMBER_WORD, NAN },
    { "1d5", SHR_NUMBER_WORD, NAN },
    { "2020-01-01", SHR_NUMBER_WORD, NAN },
    { "infinite", SHR_NUMBER_WORD, NAN },
    { "nano", SHR_NUMBER_WORD, NAN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double value = 99.0;
      ShrNumberForm form = shr_number_read (cases[i].text, strlen (cases[i].text), TRUE, &value);

      if (form != cases[i].form)
        g_error ("“%s”: form %d, not %d", cases[i].text, form, cases[i].form);
      if (isnan (cases[i].value))
        g_assert_true (isnan (value));
      else
        g_assert_cmpfloat (value, ==, cases[i].value);
    }
}

/* Where a comma delimits fields, it is not part of a number. */
static void
test_scan_stops (void)
{
  const char *text = "1,5";
  const char *end;
  double value;

  g_assert_cmpint (shr_number_scan (text, FALSE, &end, &value), ==, SHR_NUMBER_PLAIN);
  g_assert_true (end == text + 1);
  g_assert_cmpfloat (value, ==, 1.0);

  g_assert_cmpint (shr_number_scan (text, TRUE, &end, &value), ==, SHR_NUMBER_COMMA);
  g_assert_true (end == text + 3);

  text = "7ex";
  g_assert_cmpint (shr_number_scan (text, TRUE, &end, &value), ==, SHR_NUMBER_PLAIN);
  g_assert_true (end == text + 1);
}

/* Digits behind the mark, of every number up to three times eight, before every byte there is. */
static void
test_padded (void)
{
  for (gsize count = 0; count <= 24; count++)
    for (int byte = 0; byte < 256; byte++)
      {
        char text[64] = "-7.";

        if (byte >= '0' && byte <= '9')
          continue;
        memcpy (text + 3, "192837465019283746501928", count);
        text[3 + count] = (char) byte;
        check_padded (text);
        text[2] = ',';
        check_padded (text);
      }
}

static void
test_locale (void)
{
  static const char *const locales[] = { "de_DE.UTF-8", "de_DE.utf8", "de_DE", "fr_FR.UTF-8" };
  const char *set = NULL;
  double value;

  for (gsize i = 0; i < G_N_ELEMENTS (locales) && set == NULL; i++)
    set = setlocale (LC_ALL, locales[i]);
  if (set == NULL)
    {
      g_test_skip ("no locale with a decimal comma is installed");
      return;
    }

  g_assert_cmpint (shr_number_read ("1.5", 3, TRUE, &value), ==, SHR_NUMBER_POINT);
  g_assert_cmpfloat (value, ==, 1.5);
  g_assert_cmpint (shr_number_read ("1.5e-300", 8, TRUE, &value), ==, SHR_NUMBER_POINT);
  g_assert_cmpfloat (value, ==, 1.5e-300);
  setlocale (LC_ALL, "C");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/number/random-doubles", test_random_doubles);
  g_test_add_func ("/number/random-patterns", test_random_patterns);
  g_test_add_func ("/number/random-strings", test_random_strings);
  g_test_add_func ("/number/ties", test_ties);
  g_test_add_func ("/number/nasty", test_nasty);
  g_test_add_func ("/number/forms", test_forms);
  g_test_add_func ("/number/scan-stops", test_scan_stops);
  g_test_add_func ("/number/padded", test_padded);
  g_test_add_func ("/number/locale", test_locale);

  return g_test_run ();
}
