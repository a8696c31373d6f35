#pragma once

#include "core/shr-status.h"

#include <stdatomic.h>
#include <stddef.h>

enum
{
  SHR_CORRELATIONS_TOP = 3
};

/**
 * ShrCorrelations:
 *
 * How far features say the same: their correlations, pair by pair.
 */
typedef struct
{
  size_t features; /* that vary at all */
  size_t looked;   /* of these, whose pairs were looked at: all, or those that are most correlated with the response */
  size_t n;        /* of the entries below */
  struct
  {
    size_t j, k; /* j < k */
    double r;
  } top[SHR_CORRELATIONS_TOP]; /* the largest |r| first; of equal ones the first in the order of the features */
} ShrCorrelations;

/**
 * shr_correlations_find:
 * @x: n×p doubles, column after column
 * @y: n doubles
 * @most: no more features than this are looked at, at least 2
 * @cancel: (nullable)
 * @correlations: (out caller-allocates)
 *
 * One pass over @x for means and deviations, one for the pairs; besides, room for @most × @most doubles.
 *
 * Returns: OK, CANCELLED or NO_MEMORY
 */
ShrStatus shr_correlations_find (const double *x,
                                 const double *y,
                                 size_t n,
                                 size_t p,
                                 size_t most,
                                 const atomic_bool *cancel,
                                 ShrCorrelations *correlations);
