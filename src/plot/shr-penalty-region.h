#pragma once

#include "plot/shr-scene.h"

G_BEGIN_DECLS

/**
 * The region { (u, v): α‖(u,v)‖₁ + (1−α)/2 ‖(u,v)‖₂² ≤ t } of two coefficients: a diamond at α = 1, a circle at
 * α = 0, the elastic-net ball between (mathematics, section 1, "Constraint form").
 */

/**
 * shr_penalty_region_outline:
 * @mixing: α
 * @contact: (u, v) on the outline: t is the penalty's value there
 * @tolerance: how far the polygon may be from the outline, in the units of @contact, > 0
 * @n_points: (out)
 *
 * Returns: (transfer full) (nullable): the corners of a polygon, in values, counter-clockwise from the positive u axis,
 *   the points on the axes among them; NULL when the region is the point (0, 0)
 */
ShrXY *shr_penalty_region_outline (double mixing, const double contact[2], double tolerance, gsize *n_points);

/**
 * shr_penalty_region_normals:
 * @normals: (out caller-allocates): directions of length 1
 *
 * The normal cone at @contact: all that lies between the two normals. They are equal where the outline is smooth.
 *
 * Returns: FALSE when the region is the point (0, 0), where every direction is normal
 */
gboolean shr_penalty_region_normals (double mixing, const double contact[2], ShrXY normals[2]);

G_END_DECLS
