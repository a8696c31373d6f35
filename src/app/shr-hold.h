#pragma once

#include "study/shr-cell.h"
#include "study/shr-study.h"

G_BEGIN_DECLS

/**
 * ShrHold:
 *
 * What of the data themselves is under the pointer, or held by it: the optimum or the correlation in Geometry, a point in
 * Fit. Nothing where the grip is none and the observation −1.
 */
typedef struct
{
  ShrGrip grip;
  int observation;
  double off_x, off_y; /* from the pointer to the middle of the thing, so that it does not jump when it is taken */
} ShrHold;

ShrHold shr_hold_find (ShrRow row, const ShrChart *chart, const ShrCellLayout *layout, double x, double y);
gboolean shr_hold_is_any (const ShrHold *hold);
/* The name of the pointer's shape over it. */
const char *shr_hold_cursor (const ShrHold *hold, gboolean held);
/* Moves it to the pointer: the data are made anew. */
void shr_hold_move (const ShrHold *hold,
                    ShrStudy *study,
                    const ShrChart *chart,
                    const ShrCellLayout *layout,
                    double x,
                    double y);

G_END_DECLS
