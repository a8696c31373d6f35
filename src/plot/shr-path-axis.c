#include "plot/shr-path-axis.h"

#include <glib/gi18n.h>
#include <math.h>

gsize
shr_path_axis_points (const ShrChart *chart)
{
  return chart->complete ? shr_path_ready (chart->path) : chart->shown;
}

static double
size_of_point (const ShrChart *chart, gsize k)
{
  const ShrPoint *point = shr_path_point (chart->path, k);
  double mixing = shr_path_mixing (chart->path);
  /* Squares of what is near the limits of a double need a wider exponent. */
  long double norm2 = point->norm2;
  long double q = (long double) mixing * point->norm1 + (1.0L - mixing) / 2.0L * norm2 * norm2;

  return (double) powl (q, 1.0L / (2.0L - mixing));
}

double
shr_path_axis_whole (const ShrChart *chart)
{
  gsize n = shr_path_axis_points (chart);
  double whole = 0.0;

  for (gsize k = 0; k < n; k++)
    {
      double size = size_of_point (chart, k);

      if (isfinite (size))
        whole = fmax (whole, size);
    }

  return whole > 0.0 ? whole : 1.0;
}

double
shr_path_axis_at_point (const ShrChart *chart, double whole, gsize k)
{
  const ShrPoint *point = shr_path_point (chart->path, k);
  double value;

  switch (chart->x)
    {
    case SHR_AXIS_LOG_LAMBDA:
    case SHR_AXIS_MINUS_LOG_LAMBDA:
      return point->lambda;
    case SHR_AXIS_SHRINKAGE:
      value = fmin (size_of_point (chart, k) / whole, 1.0);
      break;
    case SHR_AXIS_DF:
      value = point->df;
      break;
    case SHR_AXIS_DEVIANCE:
      value = fmin (point->deviance_ratio, 1.0);
      break;
    default:
      g_return_val_if_reached (0.0);
    }

  /* The null model explains 0/0 of nothing. */
  return isfinite (value) ? fmax (value, 0.0) : 0.0;
}

double
shr_path_axis_at_lambda (const ShrChart *chart, double whole, double lambda)
{
  gsize n = shr_path_axis_points (chart);
  gsize low = 0, high;
  double above, below, share;

  if (shr_path_axis_is_logarithmic (chart->x))
    return lambda;
  if (n == 0)
    return 0.0;

  high = n - 1;
  if (lambda >= shr_path_lambda (chart->path, 0))
    return shr_path_axis_at_point (chart, whole, 0);
  if (lambda <= shr_path_lambda (chart->path, high))
    return shr_path_axis_at_point (chart, whole, high);

  while (high - low > 1)
    {
      gsize middle = low + (high - low) / 2;

      if (shr_path_lambda (chart->path, middle) > lambda)
        low = middle;
      else
        high = middle;
    }

  above = shr_path_lambda (chart->path, low);
  below = shr_path_lambda (chart->path, high);
  share = (above - lambda) / (above - below);

  return (1.0 - share) * shr_path_axis_at_point (chart, whole, low)
         + share * shr_path_axis_at_point (chart, whole, high);
}

double
shr_path_axis_to_lambda (const ShrChart *chart, double whole, double value)
{
  gsize n = shr_path_axis_points (chart);
  double last;

  if (n == 0)
    return shr_path_lambda (chart->path, 0);
  if (shr_path_axis_is_logarithmic (chart->x))
    return CLAMP (value, shr_path_lambda (chart->path, n - 1), shr_path_lambda (chart->path, 0));

  last = shr_path_axis_at_point (chart, whole, 0);
  if (value <= last)
    return shr_path_lambda (chart->path, 0);

  for (gsize k = 1; k < n; k++)
    {
      double here = shr_path_axis_at_point (chart, whole, k);

      /* Upwards only: degrees of freedom may fall on the way. */
      if (last < value && here >= value)
        {
          double share = (value - last) / (here - last);

          return (1.0 - share) * shr_path_lambda (chart->path, k - 1) + share * shr_path_lambda (chart->path, k);
        }
      last = here;
    }

  return shr_path_lambda (chart->path, n - 1);
}

gboolean
shr_path_axis_is_ascending (ShrAxisQuantity quantity)
{
  return quantity == SHR_AXIS_LOG_LAMBDA;
}

gboolean
shr_path_axis_is_logarithmic (ShrAxisQuantity quantity)
{
  return quantity == SHR_AXIS_LOG_LAMBDA || quantity == SHR_AXIS_MINUS_LOG_LAMBDA;
}

const char *
shr_path_axis_title (ShrAxisQuantity quantity, double mixing)
{
  switch (quantity)
    {
    case SHR_AXIS_LOG_LAMBDA:
    case SHR_AXIS_MINUS_LOG_LAMBDA:
      return _ ("penalty strength λ");
    case SHR_AXIS_SHRINKAGE:
      return mixing == 1.0   ? _ ("share of the largest ‖w‖₁")
             : mixing == 0.0 ? _ ("share of the largest ‖w‖₂")
                             : _ ("share of the largest penalty");
    case SHR_AXIS_DF:
      return _ ("degrees of freedom");
    case SHR_AXIS_DEVIANCE:
      return _ ("explained deviance");
    default:
      g_return_val_if_reached ("");
    }
}
