#pragma once

#include "core/shr-double-double.h"
#include "core/shr-status.h"

#include <stdbool.h>

/**
 * ShrCholesky:
 *
 * An updatable factor M = RᵀR of a positive definite matrix, R upper triangular with a positive diagonal: append a
 * row and column, or drop any of them by Givens rotations (Gill, Golub, Murray, Saunders 1974).
 */
typedef struct
{
  size_t size;
  size_t capacity;
  double *r;      /* capacity×capacity, column after column; only the upper triangle of the first size columns */
  double *panel;  /* capacity×64: scratch */
  double *work;   /* 3·capacity */
  double *cosine; /* capacity */
  double *sine;   /* capacity */
} ShrCholesky;

/* Room for @capacity rows, keeping what is there. */
ShrStatus shr_cholesky_reserve (ShrCholesky *self, size_t capacity);
void shr_cholesky_clear (ShrCholesky *self);

/* u = R⁻ᵀ b in place: the column that would be appended for the off-diagonal part b. */
void shr_cholesky_forward (const ShrCholesky *self, double *b);
/* R⁻¹ b in place. */
void shr_cholesky_backward (const ShrCholesky *self, double *b);
/* R b in place. */
void shr_cholesky_multiply (const ShrCholesky *self, double *b);
/* M⁻¹ b in place. */
void shr_cholesky_solve (const ShrCholesky *self, double *b);
/* Appends the column (@u, @pivot) of R; there must be room. */
void shr_cholesky_append (ShrCholesky *self, const double *u, double pivot);
void shr_cholesky_drop (ShrCholesky *self, size_t position);
/* Factors the @size×@size matrix whose upper triangle is in r; false when it is not positive definite. */
bool shr_cholesky_factor (ShrCholesky *self, size_t size);
/* Factors the @count×@count matrix whose upper triangle is in r behind what is factored, in place, and leaves size as it
 * is; false when it is not positive definite. */
bool shr_cholesky_factor_corner (ShrCholesky *self, size_t count);
/* An estimate of the condition of M, 1 when empty. */
double shr_cholesky_condition (ShrCholesky *self);
/* tr M⁻¹ = ‖R⁻¹‖². */
double shr_cholesky_inverse_trace (ShrCholesky *self);
