#pragma once

#include "core/shr-design.h"
#include "core/shr-path.h"

/**
 * shr_residual_at:
 * @point: a solution of @design
 * @residual: (out caller-allocates): n: y − β₀ − Xβ, in units of the response
 * @pull: (nullable) (out caller-allocates): p: x_jᵀr/n = −∂loss/∂w_j of the squared loss, on the standardised scale: how
 *   strongly the loss pulls each coefficient; at a solution the penalty pulls back as strongly
 *
 * From the raw data, in twice the working precision. Costs a pass over the columns whose coefficient is not zero, and
 * with @pull one over all of them.
 *
 * Returns: OK or NO_MEMORY
 */
ShrStatus shr_residual_at (const ShrDesign *design, const ShrPoint *point, double *residual, double *pull);

/**
 * shr_residual_working:
 * @r: (out caller-allocates): n: the residual on the working scale of shr-design-private.h
 * @work: n doubles, no meaning on return
 *
 * The same for the other files of this room.
 *
 * Returns: OK or NO_MEMORY
 */
ShrStatus shr_residual_working (const ShrDesign *design, const ShrPoint *point, double *r, double *work);
