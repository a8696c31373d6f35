#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ShrTestProblem:
 *
 * A design worked out again from the loaded data, in extended precision and without any code of core's, so that what
 * the solver says can be checked against it (mathematics, sections 1 and 4).
 */
typedef struct
{
  gsize n, p;
  gboolean intercept;
  double *z;      /* n×p: centred (with intercept) and divided by scale; 0 for a constant column */
  double *y;      /* n: centred (with intercept) */
  double *center; /* p */
  double *scale;  /* p: centred sd with 1/n, or 1; 0 for a constant column */
  double y_center;
} ShrTestProblem;

ShrTestProblem *
shr_test_problem_new (const double *x, const double *y, gsize n, gsize p, gboolean standardize, gboolean intercept);
void shr_test_problem_free (ShrTestProblem *problem);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ShrTestProblem, shr_test_problem_free)

/* r = y − Zw, @n doubles. (transfer full) */
double *shr_test_problem_residual (const ShrTestProblem *problem, const double *w);
/* Largest violation of the optimality conditions of (★) over max|c_j|. */
double shr_test_problem_kkt (const ShrTestProblem *problem, double mixing, double lambda, const double *w);
/* Duality gap over the null loss, the smaller of θ = r (where that is feasible) and r rescaled; λ > 0. */
double shr_test_problem_gap (const ShrTestProblem *problem, double mixing, double lambda, const double *w);
/* Least squares by Gram-Schmidt, twice over; the columns must be independent. (transfer full) */
double *shr_test_problem_least_squares (const ShrTestProblem *problem);
/* q^{1/(2−α)}, q = α‖w‖₁ + (1−α)/2 ‖w‖₂²: the size that a share is a share of. */
double shr_test_problem_size (gsize p, double mixing, const double *w);

G_END_DECLS
