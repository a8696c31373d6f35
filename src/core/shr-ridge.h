#pragma once

#include "core/shr-design-private.h"
#include "core/shr-status.h"

/**
 * ShrRidge:
 *
 * Ridge regression for every λ₂ from one factorisation (Hoerl & Kennard 1970; mathematics, section 3): of ZᵀZ/n when
 * n ≥ p, of ZZᵀ/n when n < p, and where their eigenvalues spread too far for doubles, the singular values of Z.
 */
typedef struct
{
  const ShrDesign *design;
  size_t count;   /* eigenvalues: the smaller of n and p */
  bool singular;  /* basis and squares come from the singular value decomposition */
  bool dual;      /* basis holds left vectors, n×count; else right ones, p×count */
  double *basis;  /* right vectors p×count, or left ones n×count when dual; NULL until shr_ridge_vectors() */
  double *square; /* count: eigenvalues of ZᵀZ/n, increasing; exactly 0 below rounding */
  double *moment; /* count: basisᵀc, or basisᵀresponse/n when dual */
  /* When dual and without basis: ZZᵀ/n = QTQᵀ with T tridiagonal, which is enough to solve with and takes a third of the
   * work of the vectors. With an intercept the ones are a vector of eigenvalue 0, which would make T singular; they have
   * been given a larger one than all others', and the response has nothing along them. */
  double *turn;     /* n×n: Q as reflectors */
  double *tau;      /* n */
  double *diagonal; /* n: of T */
  double *beside;   /* n: the n − 1 entries beside it */
  double *turned;   /* n: Qᵀresponse/n */
  double *work;     /* work_size: of LAPACK, for one vector */
  int work_size;
  double *scaled;   /* count */
  double *row_work; /* n */
} ShrRidge;

/* @self is zeroed by the caller. @gram: (nullable): ZᵀZ/n, when there is one. Returns: OK, NO_MEMORY or
 * NO_CONVERGENCE. */
ShrStatus shr_ridge_init (ShrRidge *self, const ShrDesign *design, const double *gram, const double *moment);
void shr_ridge_clear (ShrRidge *self);
/* Makes the basis, if there is none yet. Returns: OK, NO_MEMORY or NO_CONVERGENCE. */
ShrStatus shr_ridge_vectors (ShrRidge *self);

/* The solution at @l2 ≥ 0; the shortest one where there are many. @u: p doubles. Returns: OK, NO_MEMORY or
 * NO_CONVERGENCE: a spectrum that is too wide for this λ₂ is factored anew. */
ShrStatus shr_ridge_solve (ShrRidge *self, double l2, double *u);
/* Several solutions side by side where there are fewer rows than columns: @l2 and @u (p×@count) as above, @work n×@count.
 * @done: (out): false, with nothing done, when one of them needs the singular values, or when there are as many rows.
 * Returns: OK, NO_MEMORY or NO_CONVERGENCE. */
ShrStatus shr_ridge_solve_many (ShrRidge *self, const double *l2, size_t count, double *u, double *work, bool *done);
/* A better @u, given its exact @gradient Zᵀ(response − Zu)/n, p doubles each: from the singular values if they have not
 * been used yet, else by one step of refinement. Returns: OK, NO_MEMORY or NO_CONVERGENCE. */
ShrStatus shr_ridge_refine (ShrRidge *self, double l2, const double *gradient, double *u);
/* Σ d/(d + λ₂). */
double shr_ridge_df (const ShrRidge *self, double l2);
/* How many eigenvalues are not zero. */
size_t shr_ridge_rank (const ShrRidge *self);
/* Condition of ZᵀZ/n + λ₂I on the span of the rows. */
double shr_ridge_condition (const ShrRidge *self, double l2);
