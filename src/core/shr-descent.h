#pragma once

#include "core/shr-section.h"

#include <stddef.h>

/**
 * shr_descent_in_section:
 * @section: f(u, v), the loss in the plane of two coefficients
 * @mixing: α
 * @lambda: λ
 * @start: (u, v) to begin at, in standardised units
 * @iterates: (out): room for @most places; the first is @start
 * @most: at least 1
 *
 * Coordinate descent on f(u, v) + λ[α(|u| + |v|) + (1−α)/2 (u² + v²)]: u and v in turn are set to the exact minimiser
 * along their axis while the other is held, u first; by soft thresholding (Friedman, Hastie, Tibshirani 2010, eq. 5). A
 * step that changes nothing is no iterate, and two of them in turn are the end, or two that change less than rounding
 * can tell. A coordinate along which the objective is flat stays where it is.
 *
 * Returns: how many iterates there are
 */
size_t shr_descent_in_section (const ShrSection *section,
                               double mixing,
                               double lambda,
                               const double start[2],
                               double (*iterates)[2],
                               size_t most);

/**
 * shr_descent_ridge_step:
 * @place: (out): the minimiser of f(u, v) + λ/2 (u² + v²), from its two linear equations: all of it in one step
 *
 * Returns: false where the equations are singular
 */
bool shr_descent_ridge_step (const ShrSection *section, double lambda, double place[2]);
