#pragma once

#include "core/shr-design.h"
#include "core/shr-double-double.h"

#include <stdatomic.h>

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
  /* No column is copied before it is needed: z_j = (x_j·2^−shift_j − mean_j)/divisor_j is written when
   * shr_design_column() first asks for it, and products that can do without take it from x. */
  double *store;       /* n×p: the columns that were asked for; zero for a constant column */
  atomic_uchar *state; /* p: of each column in the store; see shr-design.c */
  int *shift;          /* p */
  ShrDouble2 *mean;    /* p: center without 2^shift */
  double *divisor;     /* p: 0 where z_j is not such a simple function of x_j (then it is in the store) or is zero */
  double *response;    /* n: the response on the working scale */
  double *square;      /* p: ‖z_j‖²/n */
  double null_square;  /* ‖response‖²/n, twice the null loss */
};

enum
{
  SHR_COLUMN_NONE,
  SHR_COLUMN_BEING_MADE, /* by some thread */
  SHR_COLUMN_MADE
};

/* Writes column @j into the store, unless it is there, or waits for the thread that does. */
void shr_design_make_column (const ShrDesign *design, size_t j);

/* Column @j on the working scale, n doubles. */
static inline const double *
shr_design_column (const ShrDesign *design, size_t j)
{
  if (atomic_load_explicit (&design->state[j], memory_order_acquire) != SHR_COLUMN_MADE)
    shr_design_make_column (design, j);

  return design->store + j * design->n;
}

/* All columns side by side, n×p. */
const double *shr_design_columns (const ShrDesign *design);
/* Rows @first to @first + @rows of column @j, which need not be in the store; with @centered_only not divided where
 * divisor is not 0. */
void shr_design_rows_of_column (const ShrDesign *design,
                                size_t j,
                                size_t first,
                                size_t rows,
                                bool centered_only,
                                double *out);

/* 1ᵀv. */
double shr_design_sum (const ShrDesign *design, const double *v);
/* g_j = z_jᵀv/n for the @count columns in @index, from the loaded column where its mean is not large beside its spread, so
 * that nothing is lost by it. @sum: 1ᵀv; @g: p doubles. */
void
shr_design_look (const ShrDesign *design, const size_t *index, size_t count, const double *v, double sum, double *g);
/* g_j = z_jᵀv/n for every j; @g: p doubles. */
void shr_design_gradient (const ShrDesign *design, const double *v, double *g);
/* The same for @count vectors side by side: @v n×count, @g p×count. */
void shr_design_gradients (const ShrDesign *design, const double *v, size_t count, double *g);
/* z_jᵀv/n for one column. */
double shr_design_dot (const ShrDesign *design, size_t j, const double *v);
/* The same in twice the precision, rounded at the end. */
double shr_design_dot_careful (const ShrDesign *design, size_t j, const double *v);
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
/* @gram = ZᵀZ/n, p×p, both triangles, and @moment (nullable) = Zᵀresponse/n in the same pass. @cancelled (nullable) is asked between blocks of rows; false when it said so. */
bool
shr_design_gram (const ShrDesign *design, double *gram, double *moment, bool (*cancelled) (void *data), void *data);
/* @gram = ZZᵀ/n, n×n, both triangles. */
void shr_design_outer (const ShrDesign *design, double *gram);
