#pragma once

#include "plot/shr-solid-view.h"
#include "plot/shr-sphere-patch.h"

G_BEGIN_DECLS

/**
 * ShrSolidRegion:
 *
 * The region { w: α‖w‖₁ + (1−α)/2 ‖w‖₂² ≤ t } of three coefficients: an octahedron at α = 1, a ball at α = 0, the
 * elastic-net ball between, which is what eight balls around (±κ, ±κ, ±κ), κ = α/(1−α), have in common. Convex, so that
 * what it hides follows from its equation.
 */
typedef struct
{
  double corner, round; /* corner·‖w‖₁ + round/2·‖w‖₂² ≤ budget, the larger of the two being 1 */
  double budget;
  double intercept; /* where it meets the axes */
} ShrSolidRegion;

/**
 * shr_solid_region_init:
 * @mixing: α
 * @unit: what the coordinates are multiples of, in the units of a coefficient
 * @contact: on the region's border
 *
 * Returns: FALSE when the region is the point (0, 0, 0)
 */
gboolean shr_solid_region_init (ShrSolidRegion *region, double mixing, double unit, ShrSpot contact);

/* The left side of its inequality. */
double shr_solid_region_value (const ShrSolidRegion *region, ShrSpot spot);
/* Whether it is between @spot and a reader in the direction @toward; its own surface does not hide itself. */
gboolean shr_solid_region_hides (const ShrSolidRegion *region, ShrSpot toward, ShrSpot spot);

/* What the octahedron has for edges: the border's section with the plane in which coefficient @across is 0, closed, its
 * points no more than @tolerance off. (transfer full) */
ShrSpot *shr_solid_region_edge (const ShrSolidRegion *region, int across, double tolerance, gsize *n);
/* Its outline as it is seen. (transfer full): ShrSpot */
GArray *shr_solid_region_outline (const ShrSolidRegion *region, const ShrSolidView *view, double tolerance);

/**
 * shr_solid_region_shade:
 * @toward, @light: directions to the reader and to the light
 * @levels: how many shades between dark and bright
 *
 * The visible pieces of its surface, lit as a matt one is (Lambert). Each is a piece of a sphere or flat.
 */
void shr_solid_region_shade (const ShrSolidRegion *region,
                             ShrSpot toward,
                             ShrSpot light,
                             int levels,
                             double tolerance,
                             ShrSolidShade shade,
                             gpointer data);

G_END_DECLS
