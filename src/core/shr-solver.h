#pragma once

#include "core/shr-design.h"
#include "core/shr-path.h"

#include <stdatomic.h>

/**
 * ShrSolver:
 *
 * The workspace for one design and one mixing: ridge by one factorisation for every λ, lasso and elastic net by the
 * exact active set of mathematics, section 3. Holds the last solution, from which the next one starts; allocates
 * nothing inside iterations. One thread at a time.
 */
typedef struct ShrSolver ShrSolver;

typedef struct
{
  double mixing;             /* α; default 1 */
  double gap;                /* relative duality gap demanded; default 1e-9 */
  const atomic_bool *cancel; /* (nullable): read at every λ and every few milliseconds; set from any thread */
} ShrSolverSettings;

typedef struct
{
  size_t iterations; /* linear systems solved */
  size_t restarts;   /* λ that had to be solved again by the slow and careful way */
  size_t screened;   /* columns that a rule skipped, summed over λ */
  size_t visits;     /* columns read for a product with a residual, summed over λ */
} ShrSolverInfo;

void shr_solver_settings_init (ShrSolverSettings *settings);

/**
 * shr_solver_new:
 * @design: borrowed; must outlive the solver
 * @settings: (nullable): NULL for the defaults; copied, but the cancel flag is borrowed
 * @solver: (out) (transfer full): free with shr_solver_free()
 *
 * Returns: OK, CANCELLED, BAD_MIXING, TOO_LARGE, NO_MEMORY or NO_CONVERGENCE
 */
ShrStatus shr_solver_new (const ShrDesign *design, const ShrSolverSettings *settings, ShrSolver **solver);
void shr_solver_free (ShrSolver *solver);

/* The smallest λ at which w = 0, with max(α, 1e-3) (mathematics, section 2). */
double shr_solver_lambda_max (const ShrSolver *solver);

/**
 * shr_solver_grid:
 * @count: how many λ, at least 1
 * @min_ratio: smallest over largest λ, in (0, 1); 0 for the default: 1e-4, or 1e-2 when n < p, and from the
 *   spectrum when α < 0.001, so that df runs from under 1% to over 99% of the rank
 * @lambdas: (out caller-allocates): @count values, log spaced, decreasing; the first is exactly λ_max
 *   when α ≥ 0.001. The null model (see shr_design_is_null()) has a grid of one λ only.
 * @filled: (out): how many were written, @count or 1
 *
 * Returns: OK, BAD_GRID, CANCELLED, NO_MEMORY or NO_CONVERGENCE
 */
ShrStatus shr_solver_grid (ShrSolver *solver, size_t count, double min_ratio, double *lambdas, size_t *filled);

/**
 * shr_solver_solve:
 * @lambda: any λ ≥ 0, in any order; 0 means the limit λ → 0⁺
 * @point: (inout): w must point to p doubles; everything else is written
 *
 * The solution and its certificate at one λ, warm-started from the last one solved; the answer does not depend on
 * where it started by more than rounding.
 *
 * Returns: OK, CANCELLED, BAD_LAMBDA, NO_MEMORY, OUT_OF_RANGE or NO_CONVERGENCE; @point has no meaning unless OK
 */
ShrStatus shr_solver_solve (ShrSolver *solver, double lambda, ShrPoint *point);

/* Called in the solver's thread after each λ is published. */
typedef void (*ShrSolverFunc) (const ShrPath *path, size_t k, void *data);

/**
 * shr_solver_path:
 * @path: an empty or partly filled path of the same design and mixing; continued until full
 * @func: (nullable): called after each λ
 *
 * Returns: as shr_solver_solve(); on failure the points published before stay valid
 */
ShrStatus shr_solver_path (ShrSolver *solver, ShrPath *path, ShrSolverFunc func, void *data);

const ShrSolverInfo *shr_solver_info (const ShrSolver *solver);
