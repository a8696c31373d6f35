#pragma once

#include "core/shr-path.h"

#include <glib.h>

G_BEGIN_DECLS

/* A solution in words: what the inspector shows beside its numbers. */

/**
 * shr_account_certificate:
 * @demand: the relative duality gap asked for
 * @met: (out): whether the solution keeps to it
 *
 * "Certified: relative gap 2 × 10⁻¹⁵, KKT residual 1 × 10⁻¹⁴, condition 2 × 10²", or, when the gap exceeds the demand
 * or is not a number, a sentence that says so. (transfer full)
 */
char *shr_account_certificate (const ShrPoint *point, double demand, gboolean *met);

/**
 * shr_account_equation:
 * @names: of the features
 * @response: its name
 * @intercept: whether the model has one
 * @order: @n_order features, in the order of their terms; those whose coefficient is 0 have none
 *
 * "progression = −313.4 + 5.100·bmi − …" on the original scale, to four digits. Nonzero coefficients beyond @order
 * are counted at the end. (transfer full)
 */
char *shr_account_equation (const ShrPath *path,
                            const ShrPoint *point,
                            const char *const *names,
                            const char *response,
                            gboolean intercept,
                            const guint *order,
                            gsize n_order);

G_END_DECLS
