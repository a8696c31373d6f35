#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ShrConvention:
 *
 * The same penalty as others write it (mathematics, section 1, "The same λ in everybody else's convention"), for the
 * squared loss. Each pair of numbers is what the reader passes there to get the solution that is on show here.
 */
typedef enum
{
  SHR_CONVENTION_TEXTBOOK, /* RSS + λ_T (α_T‖w‖₁ + (1 − α_T)‖w‖₂²); α_T is 1 for the lasso and 0 for ridge */
  SHR_CONVENTION_SKLEARN, /* Ridge (alpha), Lasso (alpha), ElasticNet (alpha, l1_ratio) on standardised columns */
  SHR_CONVENTION_GLMNET,  /* glmnet (lambda, alpha) */
} ShrConvention;

typedef struct
{
  double lambda; /* the strength */
  double mixing; /* the share of the 1-norm as that convention counts it */
} ShrConvertedLambda;

/**
 * shr_convention_convert:
 * @lambda: λ of (★)
 * @mixing: α of (★), in [0, 1]
 * @n: rows of the data
 * @response_scale: s_y, see shr_convention_response_scale()
 */
ShrConvertedLambda
shr_convention_convert (ShrConvention convention, double lambda, double mixing, gsize n, double response_scale);

/* s_y: the standard deviation of the @n responses with 1/n about their mean, or about 0 without @intercept. */
double shr_convention_response_scale (const double *y, gsize n, gboolean intercept);

/* The call as it is typed there: "Lasso(alpha=4.5)"; the textbook's "λ = 3978". Twelve digits where so many are
 * needed. (transfer full) */
char *shr_convention_format (ShrConvention convention, double lambda, double mixing, gsize n, double response_scale);

G_END_DECLS
