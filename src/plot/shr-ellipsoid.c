#include "plot/shr-ellipsoid.h"

#include <math.h>

/* As good as endless, in units of which a picture shows one or two. */
#define ENDLESS 1e3
/* What rounding makes of a point of the surface. */
#define ROUNDING 1e-9

gboolean
shr_ellipsoid_init (ShrEllipsoid *ellipsoid, const ShrSolidSection *section, double unit)
{
  double largest = section->curvature[2], level = 0.0;
  ShrSpot step;

  for (int i = 0; i < 3; i++)
    {
      ellipsoid->center.at[i] = section->optimum[i] / unit;
      step.at[i] = (section->contact[i] - section->optimum[i]) / unit;
    }
  for (int i = 0; i < 3; i++)
    {
      double along;

      ellipsoid->axes[i] = (ShrSpot){ { section->axes[i][0], section->axes[i][1], section->axes[i][2] } };
      along = shr_spot_dot (ellipsoid->axes[i], step);
      level += section->curvature[i] / largest * along * along;
    }
  for (int i = 0; i < 3; i++)
    ellipsoid->half[i] = section->curvature[i] > 0.0 ? sqrt (level / (section->curvature[i] / largest)) : ENDLESS;

  return level > 1e-12 && isfinite (level);
}

/* In the coordinates in which it is the unit sphere. */
static ShrSpot
to_sphere (const ShrEllipsoid *ellipsoid, ShrSpot direction)
{
  ShrSpot spot;

  for (int i = 0; i < 3; i++)
    spot.at[i] = shr_spot_dot (direction, ellipsoid->axes[i]) / ellipsoid->half[i];

  return spot;
}

static ShrSphereMap
make_map (const ShrEllipsoid *ellipsoid)
{
  ShrSphereMap map = { .origin = ellipsoid->center };

  for (int i = 0; i < 3; i++)
    map.columns[i] = shr_spot_add ((ShrSpot){ { 0.0, 0.0, 0.0 } }, ellipsoid->half[i], ellipsoid->axes[i]);

  return map;
}

double
shr_ellipsoid_value (const ShrEllipsoid *ellipsoid, ShrSpot spot)
{
  ShrSpot on_sphere = to_sphere (ellipsoid, shr_spot_add (spot, -1.0, ellipsoid->center));

  return sqrt (shr_spot_dot (on_sphere, on_sphere));
}

gboolean
shr_ellipsoid_hides (const ShrEllipsoid *ellipsoid, ShrSpot toward, ShrSpot spot)
{
  ShrSpot from = to_sphere (ellipsoid, shr_spot_add (spot, -1.0, ellipsoid->center));
  ShrSpot way = to_sphere (ellipsoid, toward);
  double lowest = fmax (-shr_spot_dot (from, way) / shr_spot_dot (way, way), 0.0);

  from = shr_spot_add (from, lowest, way);

  return shr_spot_dot (from, from) < 1.0 - ROUNDING;
}

/* The great circle of the unit sphere at right angles to @pole, moved and stretched. */
static void
draw_circle (const ShrEllipsoid *ellipsoid, ShrSpot pole, ShrSpot *spots, gsize n)
{
  g_autoptr (ShrSpherePatch) patch = shr_sphere_patch_new (pole, 2.0 * G_PI / ((double) n - 0.5));
  ShrSphereMap map = make_map (ellipsoid);
  gsize n_border;
  const ShrSpot *border = shr_sphere_patch_get_border (patch, &n_border);

  g_assert (n_border == n);
  for (gsize i = 0; i < n; i++)
    spots[i] = shr_sphere_map_apply (&map, border[i]);
}

void
shr_ellipsoid_outline (const ShrEllipsoid *ellipsoid, ShrSpot toward, ShrSpot *spots, gsize n)
{
  draw_circle (ellipsoid, shr_spot_unit (to_sphere (ellipsoid, toward)), spots, n);
}

void
shr_ellipsoid_section (const ShrEllipsoid *ellipsoid, int across, ShrSpot *spots, gsize n)
{
  ShrSpot pole = { { 0.0, 0.0, 0.0 } };

  pole.at[across] = 1.0;
  draw_circle (ellipsoid, pole, spots, n);
}

void
shr_ellipsoid_shade (const ShrEllipsoid *ellipsoid,
                     ShrSpot toward,
                     ShrSpot light,
                     int levels,
                     double step,
                     ShrSolidShade shade,
                     gpointer data)
{
  g_autoptr (ShrSpherePatch) patch = shr_sphere_patch_new (shr_spot_unit (to_sphere (ellipsoid, toward)), step);
  ShrSphereMap map = make_map (ellipsoid);

  shr_sphere_patch_shade (patch, &map, shr_spot_unit (to_sphere (ellipsoid, light)), levels, shade, data);
}
