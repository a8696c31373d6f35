#pragma once

#include "core/shr-design.h"
#include "core/shr-path.h"

#include <stdatomic.h>

/**
 * ShrCriteria:
 *
 * What a fit promises for new rows, from the rows it was fitted to (mathematics, sections 2 and 3). With d the degrees
 * of freedom, the intercept counted; every figure is NaN where d ≥ n.
 */
typedef struct
{
  double mean_square; /* RSS/n, squared units of the response; never NaN */
  double cp;          /* RSS/σ² − n + 2d (Mallows 1973); NaN without a σ² above 0 */
  double aic;         /* n ln(RSS/n) + 2d (Akaike 1974); NaN when RSS is 0 */
  double bic;         /* n ln(RSS/n) + d ln n (Schwarz 1978); NaN when RSS is 0 */
  double gcv;         /* (RSS/n)/(1 − d/n)² (Golub, Heath and Wahba 1979); ridge only, else NaN */
  double loo; /* mean squared error of n refits, each without one row, by r_i/(1 − h_ii); ridge only, else NaN;
                       * the refits keep the scales of all rows and the total penalty nλ; NaN when a row cannot be
                       * left out (h_ii = 1) */
} ShrCriteria;

/**
 * shr_criteria_variance:
 * @point: a solution of @design: least squares where n exceeds its degrees of freedom, else the one at λ_min
 *
 * Returns: the variance of the noise, RSS/(n − d), squared units of the response; NaN where d ≥ n
 */
double shr_criteria_variance (const ShrDesign *design, const ShrPoint *point);

/**
 * shr_criteria_new:
 * @path: of @design, with at least one point ready
 * @variance: σ², for Cp; may be NaN
 * @cancel: (nullable)
 * @criteria: (out) (transfer full): shr_path_ready() elements; to be freed with free()
 *
 * Ridge takes one factorisation of the design more, and no refit.
 *
 * Returns: OK, CANCELLED, EMPTY, NO_MEMORY, OUT_OF_RANGE or NO_CONVERGENCE
 */
ShrStatus shr_criteria_new (const ShrDesign *design,
                            const ShrPath *path,
                            double variance,
                            const atomic_bool *cancel,
                            ShrCriteria **criteria);
