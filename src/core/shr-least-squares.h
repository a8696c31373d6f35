#pragma once

#include "core/shr-design-private.h"
#include "core/shr-status.h"

/**
 * ShrLeastSquares:
 *
 * λ = 0: a rank-revealing QR factorisation of some columns of a design (Golub 1965), each brought to length 1 or so by
 * a power of two, with the solution refined through the augmented system of residuals and coefficients (Björck 1967).
 * What is refined is the problem of [1, X] as loaded, not of the standardised columns, whose rounding would cost as
 * many digits as the condition has: with centres c_j and scales s_j taken as they are, X = 1cᵀ + Z̃ diag (s) exactly,
 * so that the factor of [1, Z] corrects the solution of [1, X] while the residuals come from the loaded numbers in
 * twice the precision.
 */
typedef struct
{
  const ShrDesign *design;
  size_t count; /* columns */
  size_t rank;
  double *qr;       /* n×count: reflectors and R */
  double *tau;      /* min(n, count) */
  int *pivot;       /* count: 1-based column of each place in R */
  int *exponent;    /* count: column i is 2^−exponent[i] of the design's */
  double *rows;     /* 2n */
  double *residual; /* n */
} ShrLeastSquares;

/* @self is zeroed by the caller. @index: which @count columns. Returns: OK, NO_MEMORY or
 * NO_CONVERGENCE. */
ShrStatus shr_least_squares_init (ShrLeastSquares *self, const ShrDesign *design, const size_t *index, size_t count);
void shr_least_squares_clear (ShrLeastSquares *self);

/* For full rank: @u, count doubles, in the order of index; @intercept in units of the response on the working scale, 0
 * without one. Returns: OK, NO_MEMORY or NO_CONVERGENCE. */
ShrStatus shr_least_squares_solve (ShrLeastSquares *self, const size_t *index, double *u, double *intercept);
/* ‖P r‖²/n for the projection P on the span of the columns; @r: n doubles. Returns: OK, NO_MEMORY or NO_CONVERGENCE. */
ShrStatus shr_least_squares_project (ShrLeastSquares *self, const double *r, double *square);
/* The condition of ZᵀZ on the span of the rows, from the diagonal of R. */
double shr_least_squares_condition (const ShrLeastSquares *self);
