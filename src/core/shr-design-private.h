#pragma once

#include "core/shr-design.h"
#include "core/shr-double-double.h"

/**
 * The working scale: columns z_j and response r₀ that the solvers see, centred and scaled by powers of two so that
 * all of them are of order 1. A coefficient there is u_j = w_j·2^(column_exponent − response_exponent), and (★)
 * becomes the same problem with
 *
 *   λ₁ = λα·2^−(column_exponent + response_exponent)     for ‖u‖₁
 *   λ₂ = λ(1−α)·2^(−2·column_exponent)                   for ½‖u‖₂²
 *
 * (column_exponent is 0 when standardising, since then the columns have a scale of their own).
 */
struct ShrDesign
{
  size_t n, p;
  const double *x, *y; /* as loaded; borrowed */
  bool standardize, intercept, null;

  double *center;     /* p: mean of each column, rounded to a double */
  double *center_low; /* p: what the rounding left */
  double *scale;      /* p: w_j = β_j · scale_j */
  double response_center, response_center_low;

  int column_exponent;
  int response_exponent;
  double *z;          /* n×p: the columns on the working scale; zero for a constant column */
  double *response;   /* n: the response on the working scale */
  double *square;     /* p: ‖z_j‖²/n */
  double null_square; /* ‖response‖²/n, twice the null loss */
};

/* Column @j on the working scale, n doubles. */
static inline const double *
shr_design_column (const ShrDesign *design, size_t j)
{
  return design->z + j * design->n;
}

/* g_j = z_jᵀv/n for every j; @g: p doubles. */
void shr_design_gradient (const ShrDesign *design, const double *v, double *g);
/* The same for @count vectors side by side: @v n×count, @g p×count. */
void shr_design_gradients (const ShrDesign *design, const double *v, size_t count, double *g);
/* The same in twice the precision, rounded at the end. */
void shr_design_gradient_careful (const ShrDesign *design, const double *v, double *g);
/* z_jᵀv/n for one column. */
double shr_design_dot (const ShrDesign *design, size_t j, const double *v);
/* z_jᵀz_k/n in twice the precision. */
ShrDouble2 shr_design_gram_careful (const ShrDesign *design, size_t j, size_t k);
/* z_jᵀresponse/n in twice the precision. */
ShrDouble2 shr_design_moment_careful (const ShrDesign *design, size_t j);

/* @r = response − Σ_i u_i z_index[i], over @count columns; @r: n doubles. */
void shr_design_residual (const ShrDesign *design, const size_t *index, const double *u, size_t count, double *r);
/* The same in twice the precision, rounded at the end; @work: n doubles, no meaning on return. */
void shr_design_residual_careful (const ShrDesign *design,
                                  const size_t *index,
                                  const double *u,
                                  size_t count,
                                  double *r,
                                  double *work);
/* response − Z u for @count dense u side by side: @u p×count, @r n×count. */
void shr_design_residuals (const ShrDesign *design, const double *u, size_t count, double *r);
/* @gram = ZᵀZ/n, p×p, both triangles. @cancelled (nullable) is asked between blocks of rows; false when it said so. */
bool shr_design_gram (const ShrDesign *design, double *gram, bool (*cancelled) (void *data), void *data);
/* @gram = ZZᵀ/n, n×n, both triangles. */
void shr_design_outer (const ShrDesign *design, double *gram);
