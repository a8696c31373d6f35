#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * shr_test_fold_errors:
 * @x: n×p, column after column, as loaded; @y: n
 * @fold: n: the fold of each row
 * @which: the one to hold out
 * @lambdas: @count, decreasing
 *
 * Cross-validation as mathematics, section 3, has it, by plain coordinate descent in extended precision and without any
 * code of core's: columns over their sd in the whole sample, centred by the rows that are fitted. For small problems.
 *
 * Returns: (transfer full): @count mean squared errors of the rows held out
 */
double *shr_test_fold_errors (const double *x,
                              const double *y,
                              gsize n,
                              gsize p,
                              gboolean standardize,
                              gboolean intercept,
                              const gsize *fold,
                              gsize which,
                              double mixing,
                              const double *lambdas,
                              gsize count);

/* Solves the @n×@n system @a x = @b in extended precision, by elimination with row exchanges; @a (row after row) is
 * lost, @b becomes x. */
void shr_test_solve (long double *a, long double *b, gsize n);

G_END_DECLS
