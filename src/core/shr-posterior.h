#pragma once

#include "core/shr-design.h"
#include "core/shr-path.h"

#include <stdbool.h>

/**
 * ShrPosterior:
 *
 * What a Bayesian makes of one coefficient, the others (and β₀) held at a solution (mathematics, section 1, "Bayes").
 * With noise of variance σ², in w alone and up to constants,
 *
 *   −log likelihood = P(w − m)²/2           P = nG_jj/σ², a Gaussian around the optimum of the section through w_j
 *   −log prior      = a|w| + qw²/2          a = nλα/σ², q = nλ(1−α)/σ²
 *
 * so that their sum is n/σ² times (★). The mode of the posterior is the solution itself. Its mean comes from the two
 * truncated Gaussians that the corner of |w| at 0 makes of it, and is not sparse.
 *
 * All on the standardised scale, in units of the response.
 */
typedef struct
{
  size_t feature;
  double weight;               /* n/σ² */
  double w;                    /* the coefficient of the solution */
  double likelihood_precision; /* P; 0 for a constant column, whose likelihood is flat */
  double likelihood_mean;      /* m; 0 for a constant column */
  double null_mean;            /* where m would be with every coefficient 0 */
  double prior_rate;           /* a: the prior of the lasso is Laplace(0, b), b = 1/a */
  double prior_precision;      /* q: that of ridge is N(0, τ²), τ² = 1/q */
  double mode;                 /* of the posterior, worked out from P, m, a and q: w to rounding */
  double mean;                 /* of the posterior; NaN where there is none */
  double log_prior;            /* ln ∫ exp(−a|w| − qw²/2) dw; NaN when λ = 0: a flat prior is no density */
  double log_posterior; /* ln ∫ exp(F(mode) − F) with F = −log prior − log likelihood; NaN when P is 0 too */
} ShrPosterior;

/**
 * shr_posterior_at:
 * @point: a solution for @design
 * @mixing: α of that solution
 * @j: a feature
 * @variance: σ² > 0, squared units of the response
 *
 * Costs one pass over the columns whose coefficient is not zero, from the raw data, independently of the solver.
 *
 * Returns: OK, NO_MEMORY, or OUT_OF_RANGE where n/σ² times the loss or the penalty is not a double
 */
ShrStatus shr_posterior_at (const ShrDesign *design,
                            const ShrPoint *point,
                            double mixing,
                            size_t j,
                            double variance,
                            ShrPosterior *posterior);

/* The logarithms of the densities at @w; NaN where there is none. */
double shr_posterior_log_prior (const ShrPosterior *posterior, double w);
double shr_posterior_log_likelihood (const ShrPosterior *posterior, double w);
double shr_posterior_log_density (const ShrPosterior *posterior, double w);
