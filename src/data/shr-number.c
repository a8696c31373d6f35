#include "data/shr-number.h"

#include <math.h>
#include <string.h>

/* Decimal to binary, exactly.
 *
 * A number is m·10^k with an integer m. When m has at most 19 significant digits, it fits into 64 bits, and for
 * |k| ≤ 27 so does 5^|k|. Then m·10^k = 2^k·(m·5^k) is an exact 128-bit integer, or 2^k·(m / 5^|k|) is a quotient of
 * two 64-bit integers, whose remainder tells exactly on which side of a tie it lies. So both round correctly by
 * integer arithmetic alone. The smallest and largest of these numbers are far from the ends of the doubles' range.
 * Where m and 10^|k| are doubles themselves, one operation of the processor rounds just as correctly (Clinger 1990).
 * Everything else is left to g_ascii_strtod (). */

#define FIVES 28
#define TENS 23

static const guint64 fives[FIVES] = {
  G_GUINT64_CONSTANT (1),
  G_GUINT64_CONSTANT (5),
  G_GUINT64_CONSTANT (25),
  G_GUINT64_CONSTANT (125),
  G_GUINT64_CONSTANT (625),
  G_GUINT64_CONSTANT (3125),
  G_GUINT64_CONSTANT (15625),
  G_GUINT64_CONSTANT (78125),
  G_GUINT64_CONSTANT (390625),
  G_GUINT64_CONSTANT (1953125),
  G_GUINT64_CONSTANT (9765625),
  G_GUINT64_CONSTANT (48828125),
  G_GUINT64_CONSTANT (244140625),
  G_GUINT64_CONSTANT (1220703125),
  G_GUINT64_CONSTANT (6103515625),
  G_GUINT64_CONSTANT (30517578125),
  G_GUINT64_CONSTANT (152587890625),
  G_GUINT64_CONSTANT (762939453125),
  G_GUINT64_CONSTANT (3814697265625),
  G_GUINT64_CONSTANT (19073486328125),
  G_GUINT64_CONSTANT (95367431640625),
  G_GUINT64_CONSTANT (476837158203125),
  G_GUINT64_CONSTANT (2384185791015625),
  G_GUINT64_CONSTANT (11920928955078125),
  G_GUINT64_CONSTANT (59604644775390625),
  G_GUINT64_CONSTANT (298023223876953125),
  G_GUINT64_CONSTANT (1490116119384765625),
  G_GUINT64_CONSTANT (7450580596923828125),
};

static const double tens[TENS] = {
  1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
  1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
};

/* More than this no exponent need be: beyond it only g_ascii_strtod () reads the number, from its text. */
#define EXPONENT_LIMIT 100000

static const char *const missing_words[] = {
  "na", "n/a", "#n/a", "<na>", "nan", "-nan", "null", "none", "nil", "?", ".", "-", "--",
};

static inline gboolean
is_digit (char c)
{
  return (guchar) (c - '0') < 10;
}

#ifdef __SIZEOF_INT128__
__extension__ typedef unsigned __int128 Wide;

/* (high bits of a number, whether anything lies below them) · 2^exponent → the nearest double. The two top bits of
 * @bits are not both zero, so at least nine bits are rounded away and what lies below only breaks ties. */
static inline double
assemble (guint64 bits, gboolean below, int exponent)
{
  int shift = (bits >> 63) != 0 ? 11 : 10;
  guint64 significand = bits >> shift;
  guint64 rest = bits & ((G_GUINT64_CONSTANT (1) << shift) - 1);
  guint64 half = G_GUINT64_CONSTANT (1) << (shift - 1);
  guint64 pattern;
  double value;

  if (rest > half || (rest == half && (below || (significand & 1) != 0)))
    significand++;

  /* The significand's leading one adds one to the exponent field, and a carry out of it another, as it should. */
  pattern = ((guint64) (exponent + shift + 52 + 1022) << 52) + significand;
  memcpy (&value, &pattern, sizeof value);

  return value;
}

static inline double
scale_exactly (guint64 m, int k)
{
  int shift = __builtin_clzll (m);

  if (k >= 0)
    {
      Wide product = (Wide) (m << shift) * fives[k];
      int leading = (guint64) (product >> 64) != 0 ? __builtin_clzll ((guint64) (product >> 64))
                                                   : 64 + __builtin_clzll ((guint64) product);

      product <<= leading;

      return assemble ((guint64) (product >> 64), (guint64) product != 0, 64 - leading - shift + k);
    }
  else
    {
      guint64 divisor = fives[-k];
      int divisor_shift = __builtin_clzll (divisor);
      Wide dividend = (Wide) (m << shift) << 63;
      guint64 quotient;

      /* Both have their top bit set, so the quotient is above 2^62 and fits into 64 bits. */
      divisor <<= divisor_shift;
      quotient = (guint64) (dividend / divisor);

      return assemble (quotient, quotient * divisor != (guint64) dividend, k - 63 - shift + divisor_shift);
    }
}
#endif

static ShrNumberForm
scan_with_library (const char *text, gsize length, char mark, gboolean nonzero, double *value)
{
  char buffer[128];
  g_autofree char *allocated = length < sizeof buffer ? NULL : g_malloc (length + 1);
  char *copy = allocated != NULL ? allocated : buffer;
  double result;

  memcpy (copy, text, length);
  copy[length] = '\0';
  if (mark == ',')
    *strchr (copy, ',') = '.';

  result = g_ascii_strtod (copy, NULL);
  if (isinf (result))
    return SHR_NUMBER_TOO_LARGE;
  if (result == 0.0 && nonzero)
    return SHR_NUMBER_TOO_SMALL;

  *value = result;

  return SHR_NUMBER_PLAIN;
}

/* Eight digits as a number; the byte of the first is the lowest, and holds 0 to 9 as the others do. Neighbours are
 * joined: digits to pairs, pairs to fours, fours to the number. */
static inline guint64
join_digits (guint64 digits)
{
  digits = (digits & G_GUINT64_CONSTANT (0x00ff00ff00ff00ff)) * 10
           + ((digits >> 8) & G_GUINT64_CONSTANT (0x00ff00ff00ff00ff));
  digits = (digits & G_GUINT64_CONSTANT (0x0000ffff0000ffff)) * 100
           + ((digits >> 16) & G_GUINT64_CONSTANT (0x0000ffff0000ffff));

  return (digits & 0xffffffff) * 10000 + (digits >> 32);
}

/* Reads digits behind those of @m, eight at a time; eight bytes from any of them on can be read. */
static inline const char *
take_digits (const char *p, guint64 *m)
{
  static const guint64 powers[] = { 1, 10, 100, 1000, 10000, 100000, 1000000, 10000000 };
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);

  for (;;)
    {
      guint64 word;
      guint64 others;
      guint count;

      memcpy (&word, p, sizeof word);
      word = GUINT64_FROM_LE (word) ^ (ones * '0');
      /* The high bit of every byte that is now above nine, whatever its own high bit was. */
      others = (((word & (ones * 0x7f)) + ones * 0x76) | word) & (ones * 0x80);
      if (others == 0)
        {
          *m = *m * 100000000 + join_digits (word);
          p += 8;
          continue;
        }

      count = (guint) __builtin_ctzll (others) / 8;
      if (count > 0)
        *m = *m * powers[count] + join_digits (word << (64 - 8 * count));

      return p + count;
    }
}

/* @padded: whether eight bytes from any of the number's on can be read */
static inline ShrNumberForm
scan (const char *text, gboolean padded, gboolean comma, const char **end, double *value)
{
  const char *p = text;
  gboolean negative = *p == '-';
  const char *digits;
  const char *mantissa_end;
  guint64 m = 0;
  gsize whole;
  gsize behind = 0;
  gsize leading = 0;
  int k = 0;
  char mark = '\0';
  ShrNumberForm form = SHR_NUMBER_PLAIN;

  p += *p == '-' || *p == '+' ? 1 : 0;
  digits = p;
  while (is_digit (*p))
    m = 10 * m + (guint64) (*p++ - '0');
  whole = (gsize) (p - digits);

  if (*p == '.' || (comma && *p == ','))
    {
      const char *fraction = p + 1;

      mark = *p++;
      if (padded)
        p = take_digits (p, &m);
      else
        while (is_digit (*p))
          m = 10 * m + (guint64) (*p++ - '0');
      behind = (gsize) (p - fraction);
    }

  if (whole + behind == 0)
    {
      *end = text;
      return SHR_NUMBER_WORD;
    }
  mantissa_end = p;

  if (*p == 'e' || *p == 'E')
    {
      const char *q = p + 1;
      gboolean down = *q == '-';

      q += *q == '-' || *q == '+' ? 1 : 0;
      if (is_digit (*q))
        {
          for (; is_digit (*q); q++)
            k = k < EXPONENT_LIMIT ? 10 * k + (*q - '0') : k;
          k = down ? -k : k;
          p = q;
        }
    }
  *end = p;

  if (mark != '\0')
    {
      gboolean group = behind == 3 && whole >= 1 && whole <= 3 && digits[0] != '0' && p == mantissa_end;

      if (mark == '.')
        form = group ? SHR_NUMBER_POINT_GROUP : SHR_NUMBER_POINT;
      else
        form = group ? SHR_NUMBER_COMMA_GROUP : SHR_NUMBER_COMMA;
    }

  if (G_UNLIKELY (whole + behind > 19))
    {
      const char *q = digits;

      for (; q < mantissa_end && (*q == '0' || *q == mark); q++)
        leading += *q == '0' ? 1 : 0;
    }

  if (G_LIKELY (whole + behind - leading <= 19))
    {
      gboolean counted = k > -EXPONENT_LIMIT && k < EXPONENT_LIMIT && behind < EXPONENT_LIMIT;
      int exponent = counted ? k - (int) behind : EXPONENT_LIMIT;
      double magnitude = -1.0;

      if (m == 0)
        magnitude = 0.0;
      else if (m <= (G_GUINT64_CONSTANT (1) << 53) && exponent > -TENS && exponent < TENS)
        magnitude = exponent < 0 ? (double) m / tens[-exponent] : (double) m * tens[exponent];
#ifdef __SIZEOF_INT128__
      else if (exponent > -FIVES && exponent < FIVES)
        magnitude = scale_exactly (m, exponent);
#endif

      if (G_LIKELY (magnitude >= 0.0))
        {
          *value = negative ? -magnitude : magnitude;
          return form;
        }
    }

  {
    gboolean nonzero = FALSE;
    ShrNumberForm outcome;

    for (const char *q = digits; q < mantissa_end && !nonzero; q++)
      nonzero = *q >= '1' && *q <= '9';
    outcome = scan_with_library (text, (gsize) (p - text), mark, nonzero, value);

    return outcome == SHR_NUMBER_PLAIN ? form : outcome;
  }
}

ShrNumberForm
shr_number_scan (const char *text, gboolean comma, const char **end, double *value)
{
  return scan (text, FALSE, comma, end, value);
}

ShrNumberForm
shr_number_scan_padded (const char *text, gboolean comma, const char **end, double *value)
{
  return scan (text, TRUE, comma, end, value);
}

/* The bytes of a character that is used to separate thousands, or 0: , . ' space, no-break, thin and narrow no-break
 * space, right quotation mark. */
static gsize
separator_length (const char *p, const char *end)
{
  static const char *const separators[] = { ",", ".", "'", " ", "\u00a0", "\u2009", "\u202f", "\u2019" };

  for (gsize i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      gsize length = strlen (separators[i]);

      if ((gsize) (end - p) >= length && memcmp (p, separators[i], length) == 0)
        return length;
    }

  return 0;
}

/* One to three digits, then groups of exactly three behind the same separator, then perhaps a decimal part. Where the
 * first separator stands, and how many bytes it has; NULL when the text is nothing like that. */
static const char *
find_thousands (const char *text, gsize length, gsize *bytes)
{
  const char *end = text + length;
  const char *p = text;
  const char *separator;
  gsize groups = 0;

  p += p < end && (*p == '-' || *p == '+') ? 1 : 0;
  for (gsize i = 0; i < 3 && p < end && is_digit (*p); i++)
    p++;
  if (p == text || !is_digit (p[-1]))
    return NULL;

  separator = p;
  *bytes = separator_length (p, end);
  if (*bytes == 0)
    return NULL;

  while ((gsize) (end - p) >= *bytes + 3 && memcmp (p, separator, *bytes) == 0 && is_digit (p[*bytes])
         && is_digit (p[*bytes + 1]) && is_digit (p[*bytes + 2]))
    {
      p += *bytes + 3;
      groups++;
    }
  if (groups == 0)
    return NULL;

  if (p < end && (*p == '.' || *p == ',') && *p != *separator)
    for (p++; p < end && is_digit (*p);)
      p++;

  return p == end ? separator : NULL;
}

static gboolean
is_word_of (const char *text, gsize length, const char *const *words, gsize count)
{
  for (gsize i = 0; i < count; i++)
    if (strlen (words[i]) == length && g_ascii_strncasecmp (text, words[i], length) == 0)
      return TRUE;

  return FALSE;
}

ShrNumberForm
shr_number_read (const char *text, gsize length, gboolean comma, double *value)
{
  static const char *const infinities[] = { "inf", "infinity" };
  const char *end;
  ShrNumberForm form;
  gsize sign;
  gsize bytes;

  *value = NAN;
  if (length == 0)
    return SHR_NUMBER_MISSING;

  form = shr_number_scan (text, comma, &end, value);
  if (form != SHR_NUMBER_WORD && end == text + length)
    return form;
  *value = NAN;

  if (is_word_of (text, length, missing_words, G_N_ELEMENTS (missing_words)))
    return SHR_NUMBER_MISSING;

  sign = text[0] == '-' || text[0] == '+' ? 1 : 0;
  if (is_word_of (text + sign, length - sign, infinities, G_N_ELEMENTS (infinities)))
    return SHR_NUMBER_INFINITE;

  return find_thousands (text, length, &bytes) != NULL ? SHR_NUMBER_THOUSANDS : SHR_NUMBER_WORD;
}

ShrNumberForm
shr_number_read_grouped (const char *text, gsize length, char thousands, double *value)
{
  gsize bytes;
  const char *separator = find_thousands (text, length, &bytes);
  g_autofree char *plain = NULL;
  gsize kept = 0;
  ShrNumberForm form;

  *value = NAN;
  /* An apostrophe and a space may each be written in several ways. */
  if (separator == NULL
      || !(*separator == thousands || (thousands == '\'' && g_str_has_prefix (separator, "\u2019"))
           || (thousands == ' ' && bytes > 1 && !g_str_has_prefix (separator, "\u2019"))))
    return SHR_NUMBER_THOUSANDS;

  plain = g_malloc (length + 1);
  for (gsize i = 0; i < length;)
    if (length - i >= bytes && memcmp (text + i, separator, bytes) == 0)
      i += bytes;
    else
      plain[kept++] = text[i++];
  plain[kept] = '\0';

  form = shr_number_read (plain, kept, TRUE, value);
  switch (form)
    {
    case SHR_NUMBER_PLAIN:
      return SHR_NUMBER_GROUPED;
    case SHR_NUMBER_POINT_GROUP:
      return SHR_NUMBER_POINT;
    case SHR_NUMBER_COMMA_GROUP:
      return SHR_NUMBER_COMMA;
    default:
      return form;
    }
}
