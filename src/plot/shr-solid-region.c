#include "plot/shr-solid-region.h"

#include "plot/shr-penalty-region.h"

#include <math.h>

/* What rounding makes of a point of the surface. */
#define ROUNDING 1e-9
/* Of the points of an outline and of an arc: enough for a poster. */
#define MOST_POINTS 1440.0
/* Below this the penalty's round part cannot be told from nothing. */
#define FLAT 1e-9

gboolean
shr_solid_region_init (ShrSolidRegion *region, double mixing, double unit, ShrSpot contact)
{
  double corner = mixing, round = (1.0 - mixing) * unit, largest = fmax (corner, round);

  *region = (ShrSolidRegion){ .corner = corner / largest, .round = round / largest };
  if (region->round < FLAT * region->corner)
    region->round = 0.0;
  if (region->corner < FLAT * region->round)
    region->corner = 0.0;
  region->budget = shr_solid_region_value (region, contact);
  region->intercept =
      2.0 * region->budget
      / (region->corner + sqrt (region->corner * region->corner + 2.0 * region->round * region->budget));

  return region->budget > 0.0 && isfinite (region->budget);
}

double
shr_solid_region_value (const ShrSolidRegion *region, ShrSpot spot)
{
  return region->corner * (fabs (spot.at[0]) + fabs (spot.at[1]) + fabs (spot.at[2]))
         + 0.5 * region->round * shr_spot_dot (spot, spot);
}

gboolean
shr_solid_region_hides (const ShrSolidRegion *region, ShrSpot toward, ShrSpot spot)
{
  double enough = region->budget * (1.0 - ROUNDING), breaks[5] = { 0.0 };
  int n = 1;

  /* Along the way to the reader the value is convex: a parabola between the planes in which a coefficient is 0. It is
   * enough to try these planes and the parabolas' lowest points, wherever they are. */
  for (int i = 0; i < 3; i++)
    if (spot.at[i] * toward.at[i] < 0.0)
      breaks[n++] = -spot.at[i] / toward.at[i];
  for (int i = 0; i < n; i++)
    if (shr_solid_region_value (region, shr_spot_add (spot, breaks[i], toward)) < enough)
      return TRUE;

  for (int octant = 0; region->round > 0.0 && octant < 8; octant++)
    {
      double slope = region->round * shr_spot_dot (spot, toward), lowest;

      for (int i = 0; i < 3; i++)
        slope += (octant >> i & 1) != 0 ? -region->corner * toward.at[i] : region->corner * toward.at[i];
      lowest = -slope / region->round;
      if (lowest > 0.0 && shr_solid_region_value (region, shr_spot_add (spot, lowest, toward)) < enough)
        return TRUE;
    }

  return FALSE;
}

/* In the quadrant of two positive coefficients, from the first's axis to the second's; the same for every two. */
static ShrXY *
find_quadrants (const ShrSolidRegion *region, double tolerance, gsize *n)
{
  /* In the units of the planar region: corner and round as they are. */
  double mixing = region->corner / (region->corner + region->round);
  const double contact[2] = { region->intercept, 0.0 };

  return shr_penalty_region_outline (mixing, contact, tolerance, n);
}

ShrSpot *
shr_solid_region_edge (const ShrSolidRegion *region, int across, double tolerance, gsize *n)
{
  g_autofree ShrXY *plane = find_quadrants (region, tolerance, n);
  ShrSpot *edge = g_new0 (ShrSpot, *n);

  for (gsize i = 0; i < *n; i++)
    {
      edge[i].at[(across + 1) % 3] = plane[i].x;
      edge[i].at[(across + 2) % 3] = plane[i].y;
    }

  return edge;
}

/* The farthest point of the region in a direction. */
static ShrSpot
find_farthest (const ShrSolidRegion *region, ShrSpot direction)
{
  ShrSpot spot = { { 0.0, 0.0, 0.0 } };
  double shift, stretch = 0.0;
  int order[3] = { 0, 1, 2 };

  for (int i = 0; i < 2; i++)
    for (int k = i + 1; k < 3; k++)
      if (fabs (direction.at[order[k]]) > fabs (direction.at[order[i]]))
        {
          int swap = order[i];

          order[i] = order[k];
          order[k] = swap;
        }

  if (region->round == 0.0)
    {
      spot.at[order[0]] = copysign (region->intercept, direction.at[order[0]]);
      return spot;
    }

  /* Soft thresholding: w_i = sign(m_i)·max(μ|m_i| − κ, 0) with the μ at which the budget is used up. */
  shift = region->corner / region->round;
  for (int count = 1; count <= 3; count++)
    {
      double square = 0.0, next;

      for (int i = 0; i < count; i++)
        square += direction.at[order[i]] * direction.at[order[i]];
      stretch = sqrt ((2.0 * region->budget / region->round + count * shift * shift) / square);
      next = count < 3 ? stretch * fabs (direction.at[order[count]]) : 0.0;
      if (next <= shift)
        break;
    }
  for (int i = 0; i < 3; i++)
    spot.at[i] = copysign (fmax (stretch * fabs (direction.at[i]) - shift, 0.0), direction.at[i]);

  return spot;
}

/* Of the spheres that its surface consists of. */
static double
find_radius (const ShrSolidRegion *region)
{
  double shift = region->corner / region->round;

  return sqrt (2.0 * region->budget / region->round + 3.0 * shift * shift);
}

/* Radians between points on a circle of @radius. */
static double
find_step (double radius, double tolerance)
{
  return fmax (2.0 * sqrt (2.0 * tolerance / fmax (radius, tolerance)), 2.0 * G_PI / MOST_POINTS);
}

static double
turn (ShrXY a, ShrXY b, ShrXY c)
{
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/* The octahedron's outline is that of its six corners, around the middle: by angle, then without what is inside. */
static void
outline_corners (const ShrSolidRegion *region, const ShrSolidView *view, GArray *outline)
{
  ShrSpot spots[6];
  ShrXY places[6];
  gsize left = 0, at;
  gboolean done = FALSE;

  for (int i = 0; i < 6; i++)
    {
      spots[i] = (ShrSpot){ { 0.0, 0.0, 0.0 } };
      spots[i].at[i / 2] = i % 2 == 0 ? region->intercept : -region->intercept;
      places[i] = (ShrXY){ shr_spot_dot (spots[i], view->right), shr_spot_dot (spots[i], view->up) };
      if (places[i].x < places[left].x)
        left = (gsize) i;
    }

  /* Gift wrapping. */
  at = left;
  while (!done && outline->len < 6)
    {
      gsize next = (at + 1) % 6;

      g_array_append_val (outline, spots[at]);
      for (gsize i = 0; i < 6; i++)
        {
          double side = turn (places[at], places[next], places[i]);

          if (side > 0.0
              || (side == 0.0
                  && hypot (places[i].x - places[at].x, places[i].y - places[at].y)
                         > hypot (places[next].x - places[at].x, places[next].y - places[at].y)))
            next = i;
        }
      at = next;
      done = at == left;
    }
}

GArray *
shr_solid_region_outline (const ShrSolidRegion *region, const ShrSolidView *view, double tolerance)
{
  GArray *outline = g_array_new (FALSE, FALSE, sizeof (ShrSpot));
  int n;

  if (region->round == 0.0)
    {
      outline_corners (region, view, outline);
      return outline;
    }

  n = (int) ceil (2.0 * G_PI / find_step (find_radius (region), tolerance));
  for (int i = 0; i < n; i++)
    {
      double angle = 2.0 * G_PI * i / n;
      ShrSpot direction = shr_spot_add ((ShrSpot){ { 0.0, 0.0, 0.0 } }, cos (angle), view->right);
      ShrSpot spot = find_farthest (region, shr_spot_add (direction, sin (angle), view->up)), step = spot;

      /* At a corner many directions have the same farthest point. */
      if (outline->len > 0)
        step = shr_spot_add (spot, -1.0, g_array_index (outline, ShrSpot, outline->len - 1));
      if (shr_spot_dot (step, step) > 0.0)
        g_array_append_val (outline, spot);
    }

  return outline;
}

/* --- The surface -------------------------------------------------------------------------------------------------- */

/* How it is lit and seen. */
typedef struct
{
  ShrSpot toward, light;
  int levels;
  ShrSolidShade shade;
  gpointer data;
} Lamp;

static ShrSphereMap
make_map (ShrSpot origin, double radius)
{
  return (ShrSphereMap){ origin, { { { radius, 0.0, 0.0 } }, { { 0.0, radius, 0.0 } }, { { 0.0, 0.0, radius } } } };
}

/* The corner of the surface in one octant: three arcs between the axes and what lies between them. */
static void
shade_octant (const ShrSolidRegion *region, int octant, const ShrXY *quadrants, gsize per_quadrant, const Lamp *lamp)
{
  g_autoptr (GArray) border = g_array_new (FALSE, FALSE, sizeof (ShrSpot));
  double shift = region->corner / region->round;
  double radius = find_radius (region), signs[3], heights[3];
  ShrSpot poles[3], origin;
  gboolean reversed = FALSE;

  for (int i = 0; i < 3; i++)
    {
      signs[i] = (octant >> i & 1) != 0 ? -1.0 : 1.0;
      reversed ^= signs[i] < 0.0;
      origin.at[i] = -shift * signs[i];
      poles[i] = (ShrSpot){ { 0.0, 0.0, 0.0 } };
      poles[i].at[i] = signs[i];
      heights[i] = shift / radius;
    }

  for (int i = 0; i < 3; i++)
    {
      int from = reversed ? 2 - i : i, to = reversed ? (from + 2) % 3 : (from + 1) % 3;

      for (gsize k = 0; k < per_quadrant; k++)
        {
          ShrSpot spot = { { 0.0, 0.0, 0.0 } };

          spot.at[from] = signs[from] * quadrants[k].x;
          spot.at[to] = signs[to] * quadrants[k].y;
          spot = shr_spot_unit (shr_spot_add (spot, -1.0, origin));
          g_array_append_val (border, spot);
        }
    }

  const ShrSpot *spots = &g_array_index (border, ShrSpot, 0);
  ShrSpot piece = shr_spot_add (spots[1], -1.0, spots[0]);
  ShrSphereMap map = make_map (origin, radius);
  g_autoptr (ShrSpherePatch) patch =
      shr_sphere_patch_new_within (spots, border->len, poles, heights, sqrt (shr_spot_dot (piece, piece)));

  if (shr_sphere_patch_clip (patch, lamp->toward, 0.0))
    shr_sphere_patch_shade (patch, &map, lamp->light, lamp->levels, lamp->shade, lamp->data);
}

static void
shade_flat (const ShrSolidRegion *region, int octant, const Lamp *lamp)
{
  ShrSpot spots[3], normal;
  gboolean reversed;

  for (int i = 0; i < 3; i++)
    normal.at[i] = (octant >> i & 1) != 0 ? -1.0 : 1.0;
  reversed = normal.at[0] * normal.at[1] * normal.at[2] < 0.0;
  for (int i = 0; i < 3; i++)
    {
      int axis = reversed ? 2 - i : i;

      spots[i] = (ShrSpot){ { 0.0, 0.0, 0.0 } };
      spots[i].at[axis] = normal.at[axis] * region->intercept;
    }
  normal = shr_spot_unit (normal);
  if (shr_spot_dot (normal, lamp->toward) > 0.0)
    lamp->shade (spots, 3, fmax (shr_spot_dot (normal, lamp->light), 0.0), lamp->data);
}

void
shr_solid_region_shade (const ShrSolidRegion *region,
                        ShrSpot toward,
                        ShrSpot light,
                        int levels,
                        double tolerance,
                        ShrSolidShade shade,
                        gpointer data)
{
  const Lamp lamp = { toward, light, levels, shade, data };

  if (region->corner == 0.0)
    {
      ShrSphereMap map = make_map ((ShrSpot){ { 0.0, 0.0, 0.0 } }, region->intercept);
      g_autoptr (ShrSpherePatch) patch = shr_sphere_patch_new (toward, find_step (region->intercept, tolerance));

      shr_sphere_patch_shade (patch, &map, light, levels, shade, data);
    }
  else if (region->round == 0.0)
    for (int octant = 0; octant < 8; octant++)
      shade_flat (region, octant, &lamp);
  else
    {
      gsize n;
      g_autofree ShrXY *quadrants = find_quadrants (region, tolerance, &n);

      for (int octant = 0; octant < 8; octant++)
        shade_octant (region, octant, quadrants, n / 4, &lamp);
    }
}
