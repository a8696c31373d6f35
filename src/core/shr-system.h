#pragma once

#include "core/shr-careful-cholesky.h"
#include "core/shr-cholesky.h"
#include "core/shr-design-private.h"

typedef enum
{
  SHR_APPEND_DONE,
  SHR_APPEND_DEPENDENT, /* the column lies in the span of the others; see ShrSystem's combination */
  SHR_APPEND_UNCERTAIN, /* doubles cannot tell: ask again after shr_system_reset() to the careful arithmetic */
} ShrAppend;

/**
 * ShrSystem:
 *
 * The linear system of one active set A, (G_AA + λ₂I) u = f·c_A − λ₁s_A with G = ZᵀZ/n and c = Zᵀr₀/n, as columns come
 * and go. In doubles: the Cholesky factor of the Gram matrix, with pivots that look small recomputed from the columns
 * (orthogonalised twice) and solutions refined with residuals from the columns. Where that is not enough, careful: the
 * same factor in twice the precision. Dependence is judged on the columns' distance from the span, never on a Gram
 * pivot (mathematics, section 3, "Dependent columns").
 */
typedef struct
{
  const ShrDesign *design;
  const double *gram;   /* (nullable): p×p, G; without it, products are made from the columns */
  const double *moment; /* p: c */

  size_t size;
  size_t capacity;
  size_t *index; /* capacity: the active columns, in the order of the factor */
  double l2;
  bool careful;
  size_t solved;    /* systems solved since it was made */
  double condition; /* estimate for the present factor; 0 when not made yet */
  double spread;    /* of the present factor; 0 when not made yet */

  double *combination; /* capacity: a with z_k ≈ Z_A a, of the last append that was not done */

  ShrCholesky factor;
  double *columns;   /* n×capacity: the active columns side by side, in no order; without gram */
  size_t *slot;      /* capacity: where in columns each active one is */
  double *slot_work; /* capacity */
  bool varying;      /* whether λ₂ may change */
  double *block;     /* capacity×capacity: G_AA, upper triangle; without gram, where λ₂ may change */
  ShrCarefulCholesky careful_factor;
  ShrDouble2 *careful_block;  /* capacity×capacity: G_AA, upper triangle */
  ShrDouble2 *careful_moment; /* capacity: c_A */
  ShrDouble2 *careful_work;   /* 2·capacity */
  double *work;               /* 3·capacity */
  double *row_work;           /* n */
} ShrSystem;

/* @self is zeroed by the caller; @gram and @moment are borrowed. @varying: whether λ₂ will ever be anything but 0. */
ShrStatus
shr_system_init (ShrSystem *self, const ShrDesign *design, const double *gram, const double *moment, bool varying);
void shr_system_clear (ShrSystem *self);

/* Room for @capacity columns, in the arithmetic in use; the only place that allocates. */
ShrStatus shr_system_reserve (ShrSystem *self, size_t capacity);
/* Empties the active set and chooses the arithmetic. */
ShrStatus shr_system_reset (ShrSystem *self, bool careful);
/* Another λ₂ for the same active set, of a system that was made for it; false when the factor breaks down in the arithmetic in use. */
bool shr_system_set_l2 (ShrSystem *self, double l2);

/* There must be room. */
ShrAppend shr_system_append (ShrSystem *self, size_t k);
/* Appends the first of the @count columns in @k together, as many as stand clear of those before them; there must be room.
 * Returns: how many. The next one is for shr_system_append(), which looks closer. */
size_t shr_system_append_many (ShrSystem *self, const size_t *k, size_t count);
/* Takes out the column at @position of index; those after it move up. */
void shr_system_drop (ShrSystem *self, size_t position);

/* @u = (G_AA + λ₂I)⁻¹(@f·c_A − @l1·@sign), @size doubles each. */
void shr_system_solve (ShrSystem *self, double f, double l1, const double *sign, double *u);
/* r = response − Z_A u, n doubles. */
void shr_system_residual (ShrSystem *self, const double *u, double *r);

/* A cheap lower bound of the condition of the system: the squared ratio of the factor's diagonal. */
double shr_system_spread (ShrSystem *self);
/* An estimate of the condition of the system, 1 when empty. */
double shr_system_condition (ShrSystem *self);
/* tr A(A + λ₂I)⁻¹ for the active Gram block A: degrees of freedom of the fit. */
double shr_system_df (ShrSystem *self);
