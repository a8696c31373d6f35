#pragma once

#include "core/shr-design.h"
#include "core/shr-polyline.h"

#include <stdatomic.h>

/**
 * ShrKnots:
 *
 * Every breakpoint of the lasso path (α = 1, squared loss), by homotopy (mathematics, section 3, "Exact knots"):
 * between two of them the solution is linear in λ.
 */
typedef struct
{
  double lambda;
  size_t feature;
  bool enter; /* the feature enters as λ falls, or leaves */
} ShrEvent;

typedef struct
{
  size_t count;
  ShrEvent *events;   /* @count, by decreasing λ */
  bool capped;        /* events below the last one are missing; see reason */
  const char *reason; /* (nullable): an English sentence: why the homotopy stopped early */

  double lambda_min; /* how far the homotopy came: as asked for, unless capped */
  ShrPolyline line;  /* the solution at every breakpoint and at lambda_min */
} ShrKnots;

/**
 * shr_knots_new:
 * @lambda_min: stop at this λ, ≥ 0
 * @cap: at most so many events, at least 1
 * @cancel: (nullable)
 * @knots: (out) (transfer full): free with shr_knots_free()
 *
 * Returns: OK, CANCELLED, BAD_LAMBDA, NO_MEMORY or OUT_OF_RANGE
 */
ShrStatus
shr_knots_new (const ShrDesign *design, double lambda_min, size_t cap, const atomic_bool *cancel, ShrKnots **knots);
void shr_knots_free (ShrKnots *knots);

/**
 * shr_knots_solution:
 * @lambda: from lambda_min up
 * @w: (out caller-allocates): p standardised coefficients
 *
 * The lasso solution at any λ, exact to rounding: between breakpoints each coefficient is linear in λ.
 *
 * Returns: OK, or BAD_LAMBDA when @lambda is not a number or lies below lambda_min
 */
ShrStatus shr_knots_solution (const ShrKnots *knots, double lambda, double *w);
