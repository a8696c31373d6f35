#pragma once

#include "core/shr-active-set.h"
#include "core/shr-least-squares.h"

/**
 * shr_limit_solve:
 * @active: its last solution is replaced
 * @least_squares: of all columns that are not constant
 * @ratio: λ₁/λ₂ in working units; HUGE_VAL for the lasso
 * @index: (out): p elements: the columns whose coefficient is not zero
 * @u: (out): p doubles: those coefficients
 * @count: (out): how many
 *
 * The limit λ → 0⁺ where the columns do not have full rank: of all least-squares solutions the one of smallest penalty.
 * The signs are found at a λ so small that no event lies below it; with them, the limit is a linear problem.
 *
 * Returns: OK, CANCELLED, NO_MEMORY or NO_CONVERGENCE
 */
ShrStatus shr_limit_solve (ShrActiveSet *active,
                           ShrLeastSquares *least_squares,
                           double ratio,
                           size_t *index,
                           double *u,
                           size_t *count);
