#include "plot/shr-solid-view.h"

#include <math.h>

ShrSpot
shr_spot_unit (ShrSpot spot)
{
  double largest = fmax (fmax (fabs (spot.at[0]), fabs (spot.at[1])), fabs (spot.at[2])), length;

  if (!(largest > 0.0) || !isfinite (largest))
    return spot;

  for (int i = 0; i < 3; i++)
    spot.at[i] /= largest;
  length = sqrt (shr_spot_dot (spot, spot));
  for (int i = 0; i < 3; i++)
    spot.at[i] /= length;

  return spot;
}

void
shr_solid_view_init (ShrSolidView *view, double yaw, double pitch, ShrSpot middle, ShrXY center, double scale)
{
  double cy = cos (yaw * G_PI / 180.0), sy = sin (yaw * G_PI / 180.0);
  double cp = cos (pitch * G_PI / 180.0), sp = sin (pitch * G_PI / 180.0);

  *view = (ShrSolidView){ .right = { { -sy, cy, 0.0 } },
                          .up = { { -sp * cy, -sp * sy, cp } },
                          .toward = { { cp * cy, cp * sy, sp } },
                          .middle = middle,
                          .center = center,
                          .scale = scale };
}

ShrXY
shr_solid_view_project (const ShrSolidView *view, ShrSpot spot)
{
  ShrSpot from = shr_spot_add (spot, -1.0, view->middle);

  return (ShrXY){ view->center.x + view->scale * shr_spot_dot (from, view->right),
                  view->center.y - view->scale * shr_spot_dot (from, view->up) };
}
