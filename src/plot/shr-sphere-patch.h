#pragma once

#include "plot/shr-solid-view.h"

G_BEGIN_DECLS

/**
 * ShrSpherePatch:
 *
 * A convex piece of the unit sphere: what is left of it after caps {u: u·pole ≥ height}, height ≥ 0, have cut it. Its
 * border is a polygon of points on the sphere, counter-clockwise as seen from outside. Both solids of the geometry are
 * made of such pieces, moved and stretched.
 */
typedef struct _ShrSpherePatch ShrSpherePatch;

/* The half of the sphere around @pole, which has length 1; points @step radians apart. (transfer full) */
ShrSpherePatch *shr_sphere_patch_new (ShrSpot pole, double step);
/**
 * shr_sphere_patch_new_within:
 * @border: @n points, counter-clockwise
 * @poles, @heights: of the three caps whose borders these are
 */
ShrSpherePatch *shr_sphere_patch_new_within (const ShrSpot *border,
                                             gsize n,
                                             const ShrSpot poles[3],
                                             const double heights[3],
                                             double step);
void shr_sphere_patch_free (ShrSpherePatch *patch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ShrSpherePatch, shr_sphere_patch_free)

/* Keeps what is within the cap. FALSE: nothing is left. */
gboolean shr_sphere_patch_clip (ShrSpherePatch *patch, ShrSpot pole, double height);

/* Where a point u of the unit sphere is: origin + Σ u_i columns_i. */
typedef struct
{
  ShrSpot origin, columns[3];
} ShrSphereMap;

ShrSpot shr_sphere_map_apply (const ShrSphereMap *map, ShrSpot on_sphere);

/* A piece of a lit surface, all of it at least as bright as @light, from 0 to 1; a brighter one lies upon it. */
typedef void (*ShrSolidShade) (const ShrSpot *border, gsize n, double light, gpointer data);

/* Gives @shade the patch, moved and stretched, and what the light from @pole leaves of it in @levels steps: on a sphere
 * what is lit alike lies on circles around the light. Nothing useful is left of @patch. */
void shr_sphere_patch_shade (ShrSpherePatch *patch,
                             const ShrSphereMap *map,
                             ShrSpot pole,
                             int levels,
                             ShrSolidShade shade,
                             gpointer data);

const ShrSpot *shr_sphere_patch_get_border (const ShrSpherePatch *patch, gsize *n);

G_END_DECLS
