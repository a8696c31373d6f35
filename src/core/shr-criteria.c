#include "core/shr-criteria.h"

#include "core/shr-ridge.h"
#include "core/shr-size.h"

#include <cblas.h>
#include <math.h>
#include <string.h>

/* Rows that are worked on together: few enough to stay in the cache, many enough for BLAS to run at its speed. */
enum
{
  BLOCK_ROWS = 512
};

/* 1 − h_ii found by subtraction means nothing below this. */
static const double smallest_difference = 1e-13;

/* A block of rows at every λ. Matrices are column after column. */
typedef struct
{
  const ShrDesign *design;
  size_t count;     /* λ */
  double *u;        /* p×count: coefficients on the working scale */
  double *residual; /* rows×count */
  double *square;   /* count: Σ r² so far */

  /* Ridge only. */
  bool has_ridge;
  ShrRidge ridge;
  bool complete;   /* the rows span all that the intercept leaves, so that 1 − h_ii needs no subtraction */
  double *weight;  /* eigenvalues×count: of u_ij² in 1 − h_ii when complete, else in h_ii */
  double *basis;   /* rows×eigenvalues: u_ij² */
  double *leave;   /* rows×count: h_ii or 1 − h_ii */
  double *outside; /* count: Σ (r/(1 − h))² so far; NaN when a row cannot be left out */
} Work;

static void
work_clear (Work *self)
{
  shr_ridge_clear (&self->ridge);
  free (self->u);
  free (self->residual);
  free (self->square);
  free (self->weight);
  free (self->basis);
  free (self->leave);
  free (self->outside);
}

static double
degrees (const ShrDesign *design, const ShrPoint *point)
{
  return point->df + (design->intercept ? 1.0 : 0.0);
}

/* The coefficients of a point on the working scale. */
static void
take_point (const ShrDesign *design, const ShrPoint *point, double *u)
{
  int exponent = design->column_exponent - design->response_exponent;

  for (size_t j = 0; j < design->p; j++)
    u[j] = ldexp (point->w[j], exponent);
}

double
shr_criteria_variance (const ShrDesign *design, const ShrPoint *point)
{
  double n = (double) design->n;
  double rest = n - degrees (design, point);
  double *r = shr_size_new (design->n, 1, sizeof (double));
  double square;

  if (r == NULL || !(rest > 0.0))
    {
      free (r);
      return NAN;
    }

  memcpy (r, design->response, design->n * sizeof (double));
  for (size_t j = 0; j < design->p; j++)
    if (point->w[j] != 0.0)
      cblas_daxpy (shr_size_int (design->n), -ldexp (point->w[j], design->column_exponent - design->response_exponent),
                   shr_design_column (design, j), 1, r, 1);
  square = cblas_ddot (shr_size_int (design->n), r, 1, r, 1);
  free (r);

  return ldexp (square / rest, 2 * design->response_exponent);
}

static ShrStatus
work_init (Work *self, const ShrDesign *design, const ShrPath *path)
{
  self->design = design;
  self->count = shr_path_ready (path);
  if (self->count == 0)
    return SHR_STATUS_EMPTY;
  self->u = shr_size_new (design->p, self->count, sizeof (double));
  self->residual = shr_size_new (BLOCK_ROWS, self->count, sizeof (double));
  self->square = shr_size_new0 (self->count, 1, sizeof (double));
  if (self->u == NULL || self->residual == NULL || self->square == NULL)
    return SHR_STATUS_NO_MEMORY;
  for (size_t k = 0; k < self->count; k++)
    take_point (design, shr_path_point (path, k), self->u + k * design->p);

  return SHR_STATUS_OK;
}

/* The factorisation, and what each eigenvalue counts for at each λ. */
static ShrStatus
prepare_ridge (Work *self, const ShrPath *path)
{
  const ShrDesign *design = self->design;
  ShrRidge *ridge = &self->ridge;
  double *moment = shr_size_new (design->p, 1, sizeof (double));
  double smallest = ldexp (shr_path_lambda (path, self->count - 1), -2 * design->column_exponent);
  ShrStatus status = SHR_STATUS_NO_MEMORY;

  if (moment != NULL)
    {
      shr_design_gradient (design, design->response, moment);
      status = shr_ridge_init (ridge, design, NULL, moment);
    }
  /* Solving at the smallest λ makes it choose the arithmetic that is good for all of them. */
  if (status == SHR_STATUS_OK)
    status = shr_ridge_solve (ridge, smallest, moment);
  if (status == SHR_STATUS_OK)
    status = shr_ridge_vectors (ridge);
  free (moment);
  if (status != SHR_STATUS_OK)
    return status;

  self->has_ridge = true;
  self->complete = shr_ridge_rank (ridge) + (design->intercept ? 1 : 0) == design->n;
  self->weight = shr_size_new (ridge->count, self->count, sizeof (double));
  self->basis = shr_size_new (BLOCK_ROWS, ridge->count, sizeof (double));
  self->leave = shr_size_new (BLOCK_ROWS, self->count, sizeof (double));
  self->outside = shr_size_new0 (self->count, 1, sizeof (double));
  if (self->weight == NULL || self->basis == NULL || self->leave == NULL || self->outside == NULL)
    return SHR_STATUS_NO_MEMORY;

  for (size_t k = 0; k < self->count; k++)
    {
      double l2 = ldexp (shr_path_lambda (path, k), -2 * design->column_exponent);

      for (size_t i = 0; i < ridge->count; i++)
        {
          double d = ridge->square[i];

          self->weight[i + k * ridge->count] = d == 0.0 ? 0.0 : (self->complete ? l2 : d) / (d + l2);
        }
    }

  return SHR_STATUS_OK;
}

/* Adds up (r/(1 − h))² over rows @first to @first + @rows − 1. */
static void
leave_out_rows (Work *self, size_t first, size_t rows)
{
  const ShrDesign *design = self->design;
  const ShrRidge *ridge = &self->ridge;
  int m = shr_size_int (rows);
  int eigenvalues = shr_size_int (ridge->count);
  double all = design->intercept ? 1.0 - 1.0 / (double) design->n : 1.0;

  /* Left vectors of Z: as they are, or from the right ones as Zv/√(nΛ). */
  if (!ridge->dual)
    cblas_dgemm (CblasColMajor, CblasNoTrans, CblasNoTrans, m, eigenvalues, shr_size_int (design->p), 1.0,
                 shr_design_columns (design) + first, shr_size_int (design->n), ridge->basis, shr_size_int (design->p),
                 0.0, self->basis, BLOCK_ROWS);
  for (size_t j = 0; j < ridge->count; j++)
    {
      double *square = self->basis + j * BLOCK_ROWS;
      double scale = ridge->dual ? 1.0 : ridge->square[j] > 0.0 ? 1.0 / ((double) design->n * ridge->square[j]) : 0.0;

      for (size_t i = 0; i < rows; i++)
        {
          double value = ridge->dual ? ridge->basis[first + i + j * design->n] : square[i];

          square[i] = value * value * scale;
        }
    }
  cblas_dgemm (CblasColMajor, CblasNoTrans, CblasNoTrans, m, shr_size_int (self->count), eigenvalues, 1.0, self->basis,
               BLOCK_ROWS, self->weight, eigenvalues, 0.0, self->leave, BLOCK_ROWS);

  for (size_t k = 0; k < self->count; k++)
    for (size_t i = 0; i < rows; i++)
      {
        double left = self->leave[i + k * BLOCK_ROWS];
        double error;

        if (!self->complete)
          left = all - left;
        error = self->residual[i + k * BLOCK_ROWS] / left;
        self->outside[k] += left > (self->complete ? 0.0 : smallest_difference) ? error * error : NAN;
      }
}

static void
add_rows (Work *self, size_t first, size_t rows)
{
  const ShrDesign *design = self->design;

  for (size_t k = 0; k < self->count; k++)
    memcpy (self->residual + k * BLOCK_ROWS, design->response + first, rows * sizeof (double));
  cblas_dgemm (CblasColMajor, CblasNoTrans, CblasNoTrans, shr_size_int (rows), shr_size_int (self->count),
               shr_size_int (design->p), -1.0, shr_design_columns (design) + first, shr_size_int (design->n), self->u,
               shr_size_int (design->p), 1.0, self->residual, BLOCK_ROWS);

  for (size_t k = 0; k < self->count; k++)
    for (size_t i = 0; i < rows; i++)
      self->square[k] += self->residual[i + k * BLOCK_ROWS] * self->residual[i + k * BLOCK_ROWS];
  if (self->has_ridge)
    leave_out_rows (self, first, rows);
}

static ShrStatus
report (const Work *self, const ShrPath *path, double variance, ShrCriteria *criteria)
{
  const ShrDesign *design = self->design;
  double n = (double) design->n;
  int exponent = 2 * design->response_exponent;

  for (size_t k = 0; k < self->count; k++)
    {
      double d = degrees (design, shr_path_point (path, k));
      double square = self->square[k];
      ShrCriteria *at = &criteria[k];

      *at = (ShrCriteria){ ldexp (square / n, exponent), NAN, NAN, NAN, NAN, NAN };
      if (!isfinite (at->mean_square) || (at->mean_square == 0.0 && square != 0.0))
        return SHR_STATUS_OUT_OF_RANGE;
      if (!(d < n))
        continue;

      if (variance > 0.0)
        at->cp = ldexp (square, exponent) / variance - n + 2.0 * d;
      if (square > 0.0)
        {
          at->aic = n * log (at->mean_square) + 2.0 * d;
          at->bic = n * log (at->mean_square) + d * log (n);
        }
      if (self->has_ridge)
        {
          at->gcv = at->mean_square / ((1.0 - d / n) * (1.0 - d / n));
          at->loo = ldexp (self->outside[k] / n, exponent);
        }
    }

  return SHR_STATUS_OK;
}

ShrStatus
shr_criteria_new (const ShrDesign *design,
                  const ShrPath *path,
                  double variance,
                  const atomic_bool *cancel,
                  ShrCriteria **criteria)
{
  Work work = { 0 };
  ShrCriteria *made = NULL;
  ShrStatus status = work_init (&work, design, path);

  *criteria = NULL;
  if (status == SHR_STATUS_OK && shr_path_mixing (path) == 0.0)
    status = prepare_ridge (&work, path);
  for (size_t first = 0; first < design->n && status == SHR_STATUS_OK; first += BLOCK_ROWS)
    {
      if (cancel != NULL && atomic_load_explicit (cancel, memory_order_relaxed))
        status = SHR_STATUS_CANCELLED;
      else
        add_rows (&work, first, design->n - first < BLOCK_ROWS ? design->n - first : BLOCK_ROWS);
    }
  if (status == SHR_STATUS_OK)
    {
      made = shr_size_new (work.count, 1, sizeof (ShrCriteria));
      status = made != NULL ? report (&work, path, variance, made) : SHR_STATUS_NO_MEMORY;
    }
  work_clear (&work);

  if (status == SHR_STATUS_OK)
    *criteria = made;
  else
    free (made);

  return status;
}
