#include "study/shr-convention.h"

#include <math.h>

ShrConvertedLambda
shr_convention_convert (ShrConvention convention, double lambda, double mixing, gsize n, double response_scale)
{
  double rows = (double) n;
  ShrConvertedLambda result = { lambda, mixing };

  switch (convention)
    {
    case SHR_CONVENTION_TEXTBOOK:
      result.lambda = rows * lambda * (1.0 + mixing);
      result.mixing = 2.0 * mixing / (1.0 + mixing);
      break;
    case SHR_CONVENTION_SKLEARN:
      /* Ridge alone leaves the residual sum of squares undivided. */
      if (mixing == 0.0)
        result.lambda = rows * lambda;
      break;
    case SHR_CONVENTION_GLMNET:
    default:
      result.lambda = lambda * mixing + response_scale * lambda * (1.0 - mixing);
      /* λα/lambda without λ, so that there is an answer at λ = 0 too, where every share is right. */
      result.mixing = mixing == 0.0 ? 0.0 : mixing / (mixing + response_scale * (1.0 - mixing));
      break;
    }

  return result;
}

double
shr_convention_response_scale (const double *y, gsize n, gboolean intercept)
{
  double largest = 0.0, mean = 0.0, sum = 0.0;

  for (gsize i = 0; i < n; i++)
    largest = MAX (largest, fabs (y[i]));
  if (largest == 0.0)
    return 0.0;

  /* By shares of the largest, so that the squares of huge responses do not overflow. */
  for (gsize i = 0; intercept && i < n; i++)
    mean += y[i] / largest / (double) n;
  for (gsize i = 0; i < n; i++)
    sum += (y[i] / largest - mean) * (y[i] / largest - mean);

  return largest * sqrt (sum / (double) n);
}

static void
append_number (GString *string, double value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (string, g_ascii_formatd (digits, sizeof digits, "%.12g", value));
}

char *
shr_convention_format (ShrConvention convention, double lambda, double mixing, gsize n, double response_scale)
{
  ShrConvertedLambda converted = shr_convention_convert (convention, lambda, mixing, n, response_scale);
  gboolean mixed = mixing > 0.0 && mixing < 1.0;
  GString *string = g_string_new (NULL);

  switch (convention)
    {
    case SHR_CONVENTION_TEXTBOOK:
      g_string_append (string, "λ = ");
      append_number (string, converted.lambda);
      if (mixed)
        {
          g_string_append (string, ", α = ");
          append_number (string, converted.mixing);
        }
      break;
    case SHR_CONVENTION_SKLEARN:
      g_string_append (string, mixed ? "ElasticNet(alpha=" : mixing == 0.0 ? "Ridge(alpha=" : "Lasso(alpha=");
      append_number (string, converted.lambda);
      if (mixed)
        {
          g_string_append (string, ", l1_ratio=");
          append_number (string, converted.mixing);
        }
      g_string_append_c (string, ')');
      break;
    case SHR_CONVENTION_GLMNET:
    default:
      g_string_append (string, "lambda = ");
      append_number (string, converted.lambda);
      g_string_append (string, ", alpha = ");
      append_number (string, converted.mixing);
      break;
    }

  return g_string_free (string, FALSE);
}
