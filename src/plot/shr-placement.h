#pragma once

#include "plot/shr-scene.h"

G_BEGIN_DECLS

/**
 * ShrPlacement:
 *
 * Finds room for a label beside a point: it stays within bounds, never touches a box, and covers as little as
 * possible of the lines that it is told of, in proportion to their weights.
 */
typedef struct _ShrPlacement ShrPlacement;

/* @bounds: copied */
ShrPlacement *shr_placement_new (const ShrRect *bounds);
void shr_placement_free (ShrPlacement *placement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ShrPlacement, shr_placement_free)

/* No label may touch @box. */
void shr_placement_avoid_box (ShrPlacement *placement, const ShrRect *box);
/* @weight: how bad it is to cover a pixel of this line, next to 1 for a pixel of distance. */
void shr_placement_avoid_line (ShrPlacement *placement, const ShrXY *points, gsize n_points, double weight);

/* Another point that has a label: whoever reads must not take one's for the other's, so labels keep nearer to their
 * own. */
void shr_placement_add_point (ShrPlacement *placement, double x, double y);

/**
 * shr_placement_find:
 * @x, @y: what the label belongs to
 * @gap: px between that and the label, at least
 * @reach: px that the label may be further away
 * @width, @height: of the label
 * @box: (out): where it goes; it is avoided from then on
 *
 * Returns: FALSE when there is no room
 */
gboolean shr_placement_find (ShrPlacement *placement,
                             double x,
                             double y,
                             double gap,
                             double reach,
                             double width,
                             double height,
                             ShrRect *box);

/* The same for a line that may be labelled anywhere along it: beside the best of @n_points of it, with no other line in
 * between if that can be helped. */
gboolean shr_placement_find_along (ShrPlacement *placement,
                                   const ShrXY *points,
                                   gsize n_points,
                                   double gap,
                                   double reach,
                                   double width,
                                   double height,
                                   ShrRect *box);

G_END_DECLS
