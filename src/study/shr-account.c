#include "study/shr-account.h"

#include "plot/shr-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define EQUATION_DIGITS 4

/* One digit and a power of ten: of errors and conditions nobody needs more. */
static char *
format_magnitude (double value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *power = NULL;
  int exponent;

  if (value == 0.0 || !isfinite (value))
    return shr_text_number (value, 1);

  g_ascii_formatd (digits, sizeof digits, "%.0e", fabs (value));
  exponent = (int) g_ascii_strtoll (strchr (digits, 'e') + 1, NULL, 10);
  if (exponent == 0 || exponent == 1)
    return shr_text_number (value, exponent + 1);

  power = shr_text_power_of_ten (exponent);
  return g_strdup_printf ("%s%c × %s", value < 0.0 ? "−" : "", digits[0], power);
}

char *
shr_account_certificate (const ShrPoint *point, double demand, gboolean *met)
{
  g_autofree char *gap = format_magnitude (point->gap);
  g_autofree char *kkt = format_magnitude (point->kkt);
  g_autofree char *condition = format_magnitude (point->condition);
  g_autofree char *demanded = format_magnitude (demand);

  *met = point->gap <= demand;
  if (*met)
    return g_strdup_printf (_ ("Certified: relative gap %s, KKT residual %s, condition %s"), gap, kkt, condition);

  return g_strdup_printf (_ ("The relative gap is %s, and at most %s was demanded: rounding did not allow better "
                             "(KKT residual %s, condition %s). Take the last digits of these coefficients with care."),
                          gap, demanded, kkt, condition);
}

static void
append_term (GString *string, double value, const char *name)
{
  g_autofree char *number = shr_text_number (fabs (value), EQUATION_DIGITS);
  gboolean first = g_str_has_suffix (string->str, "= ");

  g_string_append (string, value < 0.0 ? (first ? "−" : " − ") : (first ? "" : " + "));
  g_string_append (string, number);
  if (name != NULL)
    g_string_append_printf (string, "·%s", name);
}

char *
shr_account_equation (const ShrPath *path,
                      const ShrPoint *point,
                      const char *const *names,
                      const char *response,
                      gboolean intercept,
                      const guint *order,
                      gsize n_order)
{
  GString *string = g_string_new (response);
  gsize terms = 0;

  g_string_append (string, " = ");
  if (intercept || point->nonzero == 0)
    append_term (string, point->intercept, NULL);

  for (gsize i = 0; i < n_order; i++)
    {
      double w = point->w[order[i]];

      if (w == 0.0)
        continue;
      append_term (string, shr_path_original (path, order[i], w), names[order[i]]);
      terms++;
    }
  if (point->nonzero > terms)
    g_string_append_printf (string, _ (" + %" G_GSIZE_FORMAT " more"), (gsize) point->nonzero - terms);

  return g_string_free (string, FALSE);
}
