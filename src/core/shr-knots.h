#pragma once

#include "core/shr-design.h"

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
  ShrEvent *events; /* @count, by decreasing λ */
  bool capped;      /* the cap was reached, or the columns' dependence stopped the homotopy: events below are missing */
} ShrKnots;

/**
 * shr_knots_new:
 * @lambda_min: stop at this λ, ≥ 0
 * @cap: at most so many events, at least 1
 * @cancel: (nullable)
 * @knots: (out) (transfer full): free with shr_knots_free()
 *
 * Returns: OK, CANCELLED, BAD_LAMBDA, NO_MEMORY
 */
ShrStatus shr_knots_new (const ShrDesign *design,
                         double lambda_min,
                         size_t cap,
                         const atomic_bool *cancel,
                         ShrKnots **knots);
void shr_knots_free (ShrKnots *knots);
