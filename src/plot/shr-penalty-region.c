#include "plot/shr-penalty-region.h"

#include <math.h>

/* So many that a circle which fills a poster is round. */
#define MOST_PER_QUADRANT 2000.0

ShrXY *
shr_penalty_region_outline (double mixing, const double contact[2], double tolerance, gsize *n_points)
{
  double unit = fmax (fabs (contact[0]), fabs (contact[1]));
  double u = fabs (contact[0]) / unit, v = fabs (contact[1]) / unit;
  /* In units of the larger coefficient, so that squares stay in range: t = corner·(u + v) + round·(u² + v²)/2. */
  double corner = mixing, round = (1.0 - mixing) * unit;
  double largest = fmax (corner, round);
  double t, per_quadrant = 1.0;
  ShrXY *points;
  gsize n = 0;

  g_return_val_if_fail (tolerance > 0.0, NULL);

  *n_points = 0;
  if (!(unit > 0.0) || !isfinite (unit))
    return NULL;

  corner /= largest;
  round /= largest;
  t = corner * (u + v) + round * (u * u + v * v) / 2.0;

  /* The sides of the diamond are straight. Else a piece of the outline between two directions Δ apart is off its
   * chord by at most Δ²·r/4: it bends no more than the circle through its points on the axes, whose radius is r ≤ 2,
   * and is at most √2 times as long. */
  if (round > 0.0)
    per_quadrant = CLAMP (ceil (G_PI_2 * sqrt (2.0 * unit / (4.0 * tolerance))), 8.0, MOST_PER_QUADRANT);

  points = g_new (ShrXY, 4 * (gsize) per_quadrant);
  for (int quadrant = 0; quadrant < 4; quadrant++)
    for (double i = 0.0; i < per_quadrant; i++)
      {
        double angle = G_PI_2 * i / per_quadrant;
        double right = i == 0.0 ? 1.0 : cos (angle), up = i == 0.0 ? 0.0 : sin (angle);
        double s = corner * (right + up);
        /* The positive root of round·r²/2 + s·r = t, in the form that does not cancel. */
        double r = unit * 2.0 * t / (s + sqrt (s * s + 2.0 * round * t));

        points[n++] = quadrant == 0   ? (ShrXY){ r * right, r * up }
                      : quadrant == 1 ? (ShrXY){ -r * up, r * right }
                      : quadrant == 2 ? (ShrXY){ -r * right, -r * up }
                                      : (ShrXY){ r * up, -r * right };
      }
  *n_points = n;

  return points;
}

gboolean
shr_penalty_region_normals (double mixing, const double contact[2], ShrXY normals[2])
{
  double unit = fmax (fabs (contact[0]), fabs (contact[1]));
  double slope[2], free[2];

  if (!(unit > 0.0) || !isfinite (unit))
    return FALSE;

  for (int i = 0; i < 2; i++)
    {
      /* The subgradient of α|w| + (1−α)w²/2, scaled like the larger coefficient: at zero an interval ±α. */
      double sign = contact[i] > 0.0 ? 1.0 : contact[i] < 0.0 ? -1.0 : 0.0;

      slope[i] = mixing * sign + (1.0 - mixing) * contact[i];
      free[i] = contact[i] == 0.0 ? mixing : 0.0;
    }

  for (int i = 0; i < 2; i++)
    {
      double side = i == 0 ? -1.0 : 1.0;
      double x = slope[0] + side * free[0], y = slope[1] + side * free[1];
      double scale = fmax (fabs (x), fabs (y)), length = hypot (x / scale, y / scale);

      normals[i] = (ShrXY){ x / scale / length, y / scale / length };
    }

  return TRUE;
}
