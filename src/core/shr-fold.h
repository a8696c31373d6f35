#pragma once

#include "core/shr-solver.h"

/**
 * ShrFold:
 *
 * One fold of a cross-validation: what the path of the other rows makes of the rows held out.
 */
typedef struct
{
  double *error; /* count: mean squared error of the rows held out, at each λ; squared units of the response */
  double gap;    /* the largest relative duality gap of the path */
} ShrFold;

/**
 * shr_fold_solve:
 * @design: all rows; borrowed
 * @assignment: n: the fold of each row, as shr_folds_assign() makes it
 * @which: the fold to hold out; at least one row is in it and one is not
 * @settings: (nullable): as for shr_solver_new(): mixing, gap and cancel flag
 * @lambdas: @count values, strictly decreasing, each ≥ 0
 * @solved: (nullable): one is added for each λ that is done
 * @fold: (inout): error must point to @count doubles
 *
 * Solves the path of the rows outside fold @which, and predicts those inside (mathematics, section 3,
 * "Cross-validation"): columns are divided by the scales of the whole sample, so that a λ means the same in every fold,
 * and centred by the means of the rows that are fitted. Each fold has a workspace of its own, so any number of them may
 * be solved side by side; what they find does not depend on that.
 *
 * Returns: OK, CANCELLED, BAD_FOLDS, BAD_MIXING, BAD_LAMBDA, BAD_GRID, TOO_LARGE, NO_MEMORY, OUT_OF_RANGE or
 *   NO_CONVERGENCE; @fold has no meaning unless OK
 */
ShrStatus shr_fold_solve (const ShrDesign *design,
                          const size_t *assignment,
                          size_t which,
                          const ShrSolverSettings *settings,
                          const double *lambdas,
                          size_t count,
                          atomic_size_t *solved,
                          ShrFold *fold);
