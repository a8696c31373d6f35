#pragma once

#include "core/shr-double-double.h"
#include "core/shr-status.h"

/**
 * ShrCarefulCholesky:
 *
 * The updatable factor of ShrCholesky in twice the precision, for active sets so ill-conditioned that the pivots of
 * a Gram matrix in doubles say nothing: it resolves columns down to a relative distance of about 1e-14 from the span
 * of the others, which is what doubles can hold of the columns themselves. Slower by a factor of about thirty.
 */
typedef struct
{
  size_t size;
  size_t capacity;
  ShrDouble2 *r; /* capacity×capacity, column after column; only the upper triangle of the first size columns */
} ShrCarefulCholesky;

/* Room for @capacity rows, keeping what is there. */
ShrStatus shr_careful_cholesky_reserve (ShrCarefulCholesky *self, size_t capacity);
void shr_careful_cholesky_clear (ShrCarefulCholesky *self);

/* R⁻ᵀ b in place. */
void shr_careful_cholesky_forward (const ShrCarefulCholesky *self, ShrDouble2 *b);
/* R⁻¹ b in place. */
void shr_careful_cholesky_backward (const ShrCarefulCholesky *self, ShrDouble2 *b);
/* Appends the column (@u, @pivot) of R; there must be room. */
void shr_careful_cholesky_append (ShrCarefulCholesky *self, const ShrDouble2 *u, ShrDouble2 pivot);
void shr_careful_cholesky_drop (ShrCarefulCholesky *self, size_t position);
