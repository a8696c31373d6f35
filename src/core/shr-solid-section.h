#pragma once

#include "core/shr-design.h"
#include "core/shr-path.h"

/**
 * ShrSolidSection:
 *
 * The squared loss as a function of three coefficients alone, the others (and β₀) held at a solution: what ShrSection is
 * for two,
 *
 *   f(u) = loss + gradientᵀδ + ½ δᵀ H δ,   δ = u − contact
 *
 * with H = Σ curvature_i axis_i axis_iᵀ, so that its level sets are ellipsoids around the optimum with these axes.
 */
typedef struct
{
  size_t features[3];
  double contact[3];  /* the coefficients of the solution */
  double loss;        /* (1/2n)‖r‖² there */
  double gradient[3]; /* ∂f/∂u there: −x_jᵀr/n */
  double hessian[6];  /* G_11, G_12, G_13, G_22, G_23, G_33 */

  double curvature[3]; /* eigenvalues of H, ascending; exactly 0 where the loss is flat */
  double axes[3][3];   /* axes[i]: the eigenvector of curvature[i], of length 1 */
  size_t rank;         /* of H: how many of them are not flat; 3 unless the columns are dependent */

  double optimum[3]; /* the section's own minimum; the nearest to the contact where it is not the only one */
  double budget;     /* the penalty's value at the contact, α‖u‖₁ + (1−α)/2 ‖u‖₂² */
  double residual;   /* KKT residual of the three coordinates, in the units of λα (0 when the contact is exact) */
} ShrSolidSection;

/**
 * shr_solid_section_at:
 * @point: a solution for @design
 * @mixing: α of that solution
 * @features: three different features
 *
 * Costs one pass over the columns whose coefficient is not zero, from the raw data, independently of the solver.
 *
 * Returns: OK, NO_MEMORY, or what LAPACK's symmetric eigenproblem may fail with
 */
ShrStatus shr_solid_section_at (const ShrDesign *design,
                                const ShrPoint *point,
                                double mixing,
                                const size_t features[3],
                                ShrSolidSection *section);
