#pragma once

#include "core/shr-design.h"
#include "core/shr-path.h"

/**
 * shr_section_measure:
 * @features: @count different features
 * @contact, @gradient: (out caller-allocates): @count: their coefficients, and ∂loss/∂w there
 * @hessian: (out caller-allocates): the upper triangle of the loss's second derivatives, row by row
 * @loss, @budget, @residual: (out): as ShrSection explains them
 *
 * What the sections through two and through three coefficients have in common.
 *
 * Returns: OK or NO_MEMORY
 */
ShrStatus shr_section_measure (const ShrDesign *design,
                               const ShrPoint *point,
                               double mixing,
                               const size_t *features,
                               size_t count,
                               double *contact,
                               double *gradient,
                               double *hessian,
                               double *loss,
                               double *budget,
                               double *residual);
