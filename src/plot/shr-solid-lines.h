#pragma once

#include "plot/shr-ellipsoid.h"
#include "plot/shr-placement.h"

G_BEGIN_DECLS

/**
 * ShrSolidLines:
 *
 * Lines in the space of a region and a level of the loss, each cut where one of the two begins or ceases to be in front
 * of it, so that they can be drawn from the back to the front. The region is opaque, the level is like glass.
 */
typedef struct _ShrSolidLines ShrSolidLines;

typedef enum
{
  SHR_SOLID_BEHIND,  /* everything */
  SHR_SOLID_THROUGH, /* the level, and not the region: seen through glass */
  SHR_SOLID_HIDDEN,  /* the region, and not to be seen: dotted, if at all */
  SHR_SOLID_VISIBLE,
} ShrSolidDepth;

typedef enum
{
  SHR_SOLID_CUT_ALL = 0,
  SHR_SOLID_CLOSED = 1 << 0,       /* from the last point back to the first */
  SHR_SOLID_ON_REGION = 1 << 1,    /* its outline: the region does not hide it */
  SHR_SOLID_ON_LEVEL = 1 << 2,     /* its outline: the level does not hide it */
  SHR_SOLID_ONLY_VISIBLE = 1 << 3, /* what is hidden by whatever is not drawn at all */
} ShrSolidLineFlags;

/* @region, @level: (nullable); borrowed, as is @view */
ShrSolidLines *shr_solid_lines_new (const ShrSolidView *view, const ShrSolidRegion *region, const ShrEllipsoid *level);
void shr_solid_lines_free (ShrSolidLines *lines);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ShrSolidLines, shr_solid_lines_free)

/* Where one place is. */
ShrSolidDepth shr_solid_lines_depth (const ShrSolidLines *lines, ShrSpot spot);

/* A line through @n places. @weight: how bad it is for a label to cover it, as for ShrPlacement; copied. */
void shr_solid_lines_add (ShrSolidLines *lines,
                          ShrRole role,
                          const ShrStyle *style,
                          const ShrSpot *spots,
                          gsize n,
                          ShrSolidLineFlags flags,
                          double weight);
/* A filled shape, px, that is as deep as its author says. */
void shr_solid_lines_add_shape (ShrSolidLines *lines,
                                ShrRole role,
                                const ShrStyle *style,
                                const ShrXY *points,
                                gsize n,
                                ShrSolidDepth depth);

/* Draws what is at @depth, and keeps labels off it. */
void shr_solid_lines_draw (ShrSolidLines *lines, ShrSolidDepth depth, ShrScene *scene, ShrPlacement *placement);

G_END_DECLS
