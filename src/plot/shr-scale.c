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
  double share = (pixel - scale->start) / (scale->end - scale->start);

  /* Both ends weighted, so that either end of the pixels gives exactly the value of that end. */
  if (scale->logarithmic)
    return exp ((1.0 - share) * log (scale->low) + share * log (scale->high));

  return (1.0 - share) * scale->low + share * scale->high;
}
