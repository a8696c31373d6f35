#pragma once

#include <glib.h>

/**
 * ShrNumberForm:
 *
 * What a cell of text is, before it is known which character the file's decimal mark is.
 */
typedef enum
{
  /* Numbers. */
  SHR_NUMBER_PLAIN,       /* 12, -3e5: no mark */
  SHR_NUMBER_POINT,       /* 1.5: the point can only be the decimal mark */
  SHR_NUMBER_COMMA,       /* 1,5: the comma can only be the decimal mark */
  SHR_NUMBER_POINT_GROUP, /* 1.234: the point may also separate thousands */
  SHR_NUMBER_COMMA_GROUP, /* 1,234: the comma likewise */
  SHR_NUMBER_GROUPED,     /* 1 234, where it is known what separates thousands */
  /* Nothing there: empty, NA, NaN, ?, . and their like. */
  SHR_NUMBER_MISSING,
  /* Numbers that are not read. */
  SHR_NUMBER_TOO_LARGE, /* 1e999 */
  SHR_NUMBER_TOO_SMALL, /* 1e-999: not zero, but nearest to zero */
  SHR_NUMBER_INFINITE,  /* inf */
  SHR_NUMBER_THOUSANDS, /* 1,234.5: thousands are separated beyond doubt */
  /* Anything else. */
  SHR_NUMBER_WORD,
  SHR_NUMBER_FORMS,
} ShrNumberForm;

/**
 * shr_number_scan:
 * @text: where to begin; ends with a byte that is not part of a number, such as NUL
 * @comma: whether a comma may be a decimal mark
 * @end: (out): the first byte that does not belong to the number
 * @value: (out): the double nearest to the number, ties to even, if it is one; not touched otherwise
 *
 * Reads the longest number that @text begins with: a sign, digits with one mark among, before or behind them, an
 * exponent. Never looks at the locale. Equals g_ascii_strtod() to the last bit.
 *
 * Returns: a number's form, TOO_LARGE, TOO_SMALL, or WORD when there is no number
 */
ShrNumberForm shr_number_scan (const char *text, gboolean comma, const char **end, double *value);

/* The same, faster, where SHR_NUMBER_PADDING bytes behind the last one of the number can be read, whatever they hold. */
#define SHR_NUMBER_PADDING 8
ShrNumberForm shr_number_scan_padded (const char *text, gboolean comma, const char **end, double *value);

/**
 * shr_number_read:
 * @text: a cell without the space around it, followed by a byte that is not part of a number
 * @length: its bytes
 * @comma: whether a comma may be a decimal mark
 * @value: (out): the number, if it is one; NaN otherwise
 *
 * Reads the whole cell.
 */
ShrNumberForm shr_number_read (const char *text, gsize length, gboolean comma, double *value);

/**
 * shr_number_read_grouped:
 * @text: a cell that shr_number_read() calls THOUSANDS, POINT_GROUP or COMMA_GROUP
 * @length: its bytes
 * @thousands: what separates thousands: , . ' or a space, of any kind
 * @value: (out): the number, if it is one; NaN otherwise
 *
 * Reads the cell without the separators.
 *
 * Returns: GROUPED, POINT or COMMA, or what else the cell is without them; THOUSANDS when they are not @thousands
 */
ShrNumberForm shr_number_read_grouped (const char *text, gsize length, char thousands, double *value);

/* Whether @form is that of a number that was read. */
static inline gboolean
shr_number_is_read (ShrNumberForm form)
{
  return form <= SHR_NUMBER_GROUPED;
}
