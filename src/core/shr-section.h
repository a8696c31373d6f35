#pragma once

#include "core/shr-design.h"
#include "core/shr-path.h"

/**
 * ShrSection:
 *
 * The squared loss as a function of two coefficients (u, v) = (w_j, w_k) alone, the others (and β₀) held at a
 * solution (mathematics, section 1, "Constraint form"):
 *
 *   f(u, v) = loss + gradientᵀδ + ½ δᵀ H δ,   δ = (u, v) − contact
 *
 * which is exact. With two features it is the whole problem.
 */
typedef struct
{
  size_t j, k;
  double contact[2];  /* (w_j, w_k) of the solution */
  double loss;        /* (1/2n)‖r‖² there */
  double gradient[2]; /* ∂f/∂u, ∂f/∂v there: −x_jᵀr/n, −x_kᵀr/n */
  double hessian[3];  /* G_jj, G_jk, G_kk */
  double optimum[2];  /* the section's own minimum; the nearest to the contact when @singular */
  bool singular;      /* x_j = ±x_k, or one of them constant: the minimum is a line */
  double budget;      /* the penalty's value at the contact, α‖(u,v)‖₁ + (1−α)/2 ‖(u,v)‖₂² */
  double residual;    /* KKT residual of the two coordinates, in the units of λα (0 when the contact is exact) */
} ShrSection;

/**
 * shr_section_at:
 * @point: a solution for @design
 * @mixing: α of that solution
 * @j, @k: two different features
 *
 * Costs one pass over the columns whose coefficient is not zero, from the raw data, independently of the solver.
 *
 * Returns: OK or NO_MEMORY
 */
ShrStatus
shr_section_at (const ShrDesign *design, const ShrPoint *point, double mixing, size_t j, size_t k, ShrSection *section);
