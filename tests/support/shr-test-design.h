#pragma once

#include <glib.h>

/**
 * shr_test_design_fht:
 * @rho: pairwise correlation of the columns, 0 ≤ ρ < 1
 * @x: (out) (transfer full): n×p doubles, column after column
 * @y: (out) (transfer full): n doubles
 *
 * The timing design of Friedman, Hastie and Tibshirani 2010, Table 1: Gaussian columns of equal correlation,
 * β_j = (−1)^j exp(−2(j−1)/20), noise for a signal-to-noise ratio of 3.
 */
void shr_test_design_fht (gsize n, gsize p, double rho, guint64 seed, double **x, double **y);
