/* Every pass over the columns on the working scale: what the solvers ask a design for. */

#include "core/shr-design-private.h"

#include "core/shr-size.h"

#include <cblas.h>
#include <string.h>

/* Rows of a block of dsyrk: large enough for BLAS to run at its speed, small enough that a cancel is heard soon. */
enum
{
  BLOCK_ROWS = 4096
};

void
shr_design_gradient (const ShrDesign *design, const double *v, double *g)
{
  int n = shr_size_int (design->n);

  cblas_dgemv (CblasColMajor, CblasTrans, n, shr_size_int (design->p), 1.0 / (double) design->n, design->z, n, v, 1,
               0.0, g, 1);
}

void
shr_design_gradients (const ShrDesign *design, const double *v, size_t count, double *g)
{
  int n = shr_size_int (design->n);
  int p = shr_size_int (design->p);

  cblas_dgemm (CblasColMajor, CblasTrans, CblasNoTrans, p, shr_size_int (count), n, 1.0 / (double) design->n, design->z,
               n, v, n, 0.0, g, p);
}

void
shr_design_residuals (const ShrDesign *design, const double *u, size_t count, double *r)
{
  int n = shr_size_int (design->n);
  int p = shr_size_int (design->p);

  for (size_t k = 0; k < count; k++)
    memcpy (r + k * design->n, design->response, design->n * sizeof (double));
  cblas_dgemm (CblasColMajor, CblasNoTrans, CblasNoTrans, n, shr_size_int (count), p, -1.0, design->z, n, u, p, 1.0, r,
               n);
}

void
shr_design_gradient_careful (const ShrDesign *design, const double *v, double *g)
{
  for (size_t j = 0; j < design->p; j++)
    {
      ShrDouble2 sum = shr_double2_dot (shr_design_column (design, j), v, design->n);

      g[j] = sum.hi / (double) design->n;
    }
}

double
shr_design_dot (const ShrDesign *design, size_t j, const double *v)
{
  return cblas_ddot (shr_size_int (design->n), shr_design_column (design, j), 1, v, 1) / (double) design->n;
}

static ShrDouble2
careful_mean_product (const double *a, const double *b, size_t n)
{
  return shr_double2_divide (shr_double2_dot (a, b, n), (ShrDouble2){ (double) n, 0.0 });
}

ShrDouble2
shr_design_gram_careful (const ShrDesign *design, size_t j, size_t k)
{
  return careful_mean_product (shr_design_column (design, j), shr_design_column (design, k), design->n);
}

ShrDouble2
shr_design_moment_careful (const ShrDesign *design, size_t j)
{
  return careful_mean_product (shr_design_column (design, j), design->response, design->n);
}

void
shr_design_residual (const ShrDesign *design, const size_t *index, const double *u, size_t count, double *r)
{
  int n = shr_size_int (design->n);

  memcpy (r, design->response, design->n * sizeof (double));
  for (size_t i = 0; i < count; i++)
    cblas_daxpy (n, -u[i], shr_design_column (design, index[i]), 1, r, 1);
}

void
shr_design_residual_careful (const ShrDesign *design,
                             const size_t *index,
                             const double *u,
                             size_t count,
                             double *r,
                             double *work)
{
  size_t n = design->n;

  memcpy (r, design->response, n * sizeof (double));
  memset (work, 0, n * sizeof (double));
  for (size_t i = 0; i < count; i++)
    {
      const double *z = shr_design_column (design, index[i]);

      for (size_t row = 0; row < n; row++)
        {
          ShrDouble2 p = shr_double2_product (z[row], -u[i]);
          ShrDouble2 s = shr_double2_sum (r[row], p.hi);

          r[row] = s.hi;
          work[row] += s.lo + p.lo;
        }
    }
  for (size_t row = 0; row < n; row++)
    r[row] += work[row];
}

static void
mirror (double *gram, size_t p)
{
  for (size_t j = 0; j < p; j++)
    for (size_t i = 0; i < j; i++)
      gram[j + i * p] = gram[i + j * p];
}

bool
shr_design_gram (const ShrDesign *design, double *gram, bool (*cancelled) (void *data), void *data)
{
  int p = shr_size_int (design->p);
  int n = shr_size_int (design->n);

  for (size_t row = 0; row < design->n; row += BLOCK_ROWS)
    {
      size_t rows = design->n - row < BLOCK_ROWS ? design->n - row : BLOCK_ROWS;

      if (cancelled != NULL && cancelled (data))
        return false;
      cblas_dsyrk (CblasColMajor, CblasUpper, CblasTrans, p, shr_size_int (rows), 1.0 / (double) design->n,
                   design->z + row, n, row == 0 ? 0.0 : 1.0, gram, p);
    }
  mirror (gram, design->p);

  return true;
}

void
shr_design_outer (const ShrDesign *design, double *gram)
{
  int p = shr_size_int (design->p);
  int n = shr_size_int (design->n);

  cblas_dsyrk (CblasColMajor, CblasUpper, CblasNoTrans, n, p, 1.0 / (double) design->n, design->z, n, 0.0, gram, n);
  mirror (gram, design->n);
}
