#include "core/shr-descent.h"

#include <assert.h>
#include <float.h>
#include <math.h>

static double
soft_threshold (double z, double t)
{
  return z > t ? z - t : z < -t ? z + t : 0.0;
}

/* The minimiser along axis @i with the other coordinate held. */
static double
minimise_along (const ShrSection *section, double mixing, double lambda, const double place[2], int i)
{
  double own = section->hessian[2 * i], curvature = own + lambda * (1.0 - mixing);
  double other = place[1 - i] - section->contact[1 - i];
  /* Minus the slope of the loss at 0 of this axis. */
  double pull = own * section->contact[i] - section->gradient[i] - section->hessian[1] * other;

  return curvature > 0.0 ? soft_threshold (pull, lambda * mixing) / curvature : place[i];
}

size_t
shr_descent_in_section (const ShrSection *section,
                        double mixing,
                        double lambda,
                        const double start[2],
                        double (*iterates)[2],
                        size_t most)
{
  double place[2] = { start[0], start[1] };
  size_t n = 0;
  int still = 0;

  assert (most >= 1);
  iterates[n][0] = place[0];
  iterates[n++][1] = place[1];

  for (int i = 0; still < 2 && n < most; i = 1 - i)
    {
      double next = minimise_along (section, mixing, lambda, place, i);
      double size = fmax (fabs (place[0]), fabs (place[1]));

      still = fabs (next - place[i]) <= 4.0 * DBL_EPSILON * size ? still + 1 : 0;
      if (next == place[i])
        continue;
      place[i] = next;
      iterates[n][0] = place[0];
      iterates[n++][1] = place[1];
    }

  return n;
}

bool
shr_descent_ridge_step (const ShrSection *section, double lambda, double place[2])
{
  double a = section->hessian[0] + lambda, b = section->hessian[1], c = section->hessian[2] + lambda;
  double u = section->hessian[0] * section->contact[0] + b * section->contact[1] - section->gradient[0];
  double v = b * section->contact[0] + section->hessian[2] * section->contact[1] - section->gradient[1];
  double scale = fmax (a, c), determinant;

  if (!(scale > 0.0))
    return false;
  a /= scale;
  b /= scale;
  c /= scale;
  determinant = a * c - b * b;
  if (!(determinant > 4.0 * DBL_EPSILON * a * c))
    return false;

  place[0] = (c * u - b * v) / determinant / scale;
  place[1] = (a * v - b * u) / determinant / scale;

  return true;
}
