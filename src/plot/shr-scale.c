#include "plot/shr-scale.h"

#include <math.h>

double
shr_scale_to_pixel (const ShrScale *scale, double value)
{
  double share;

  if (scale->logarithmic)
    share = log (value / scale->low) / log (scale->high / scale->low);
  else
    share = (value - scale->low) / (scale->high - scale->low);

  return scale->start + share * (scale->end - scale->start);
}

double
shr_scale_to_value (const ShrScale *scale, double pixel)
{
  return shr_scale_at_share (scale, (pixel - scale->start) / (scale->end - scale->start));
}

gboolean
shr_scale_holds (const ShrScale *scale, double value)
{
  return value >= scale->low && value <= scale->high;
}

double
shr_scale_at_share (const ShrScale *scale, double share)
{
  /* Both ends weighted, so that either end of the pixels gives exactly the value of that end. */
  if (scale->logarithmic)
    return pow (scale->low, 1.0 - share) * pow (scale->high, share);

  return (1.0 - share) * scale->low + share * scale->high;
}

double
shr_scale_step (double value)
{
  double size = fabs (value), power, share;

  if (!(size > 0.0) || !isfinite (size))
    return value;

  power = pow (10.0, floor (log10 (size)));
  share = size / power;

  return copysign (power * (share <= 1.0 ? 1.0 : share <= 2.0 ? 2.0 : share <= 5.0 ? 5.0 : 10.0), value);
}
