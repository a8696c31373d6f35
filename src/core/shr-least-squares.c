#include "core/shr-least-squares.h"

#include "core/shr-size.h"

#include <cblas.h>
#include <lapacke.h>
#include <string.h>

/* A diagonal entry of R below this, relative to the first, ends the rank: what the doubles of the columns can hold. */
static const double rank_tolerance = 1e-13;

enum
{
  REFINEMENTS = 4
};

static ShrStatus
status_of_lapack (lapack_int info)
{
  return info == 0                                                                   ? SHR_STATUS_OK
         : info == LAPACK_WORK_MEMORY_ERROR || info == LAPACK_TRANSPOSE_MEMORY_ERROR ? SHR_STATUS_NO_MEMORY
                                                                                     : SHR_STATUS_NO_CONVERGENCE;
}

ShrStatus
shr_least_squares_init (ShrLeastSquares *self, const ShrDesign *design, const size_t *index, size_t count)
{
  size_t n = design->n;
  size_t smaller = n < count ? n : count;
  ShrStatus status;

  self->design = design;
  self->count = count;
  self->qr = shr_size_new (n, count, sizeof (double));
  self->tau = shr_size_new (smaller, 1, sizeof (double));
  self->pivot = shr_size_new0 (count, 1, sizeof (int));
  self->rows = shr_size_new (n, 2, sizeof (double));
  self->residual = shr_size_new (n, 1, sizeof (double));
  if (self->qr == NULL || self->tau == NULL || self->pivot == NULL || self->rows == NULL || self->residual == NULL)
    return SHR_STATUS_NO_MEMORY;

  for (size_t i = 0; i < count; i++)
    memcpy (self->qr + i * n, shr_design_column (design, index[i]), n * sizeof (double));
  status = status_of_lapack (LAPACKE_dgeqp3 (LAPACK_COL_MAJOR, shr_size_int (n), shr_size_int (count), self->qr,
                                             shr_size_int (n), self->pivot, self->tau));
  if (status != SHR_STATUS_OK)
    return status;

  while (self->rank < smaller && fabs (self->qr[self->rank + self->rank * n]) > rank_tolerance * fabs (self->qr[0]))
    self->rank++;

  return SHR_STATUS_OK;
}

void
shr_least_squares_clear (ShrLeastSquares *self)
{
  free (self->qr);
  free (self->tau);
  free (self->pivot);
  free (self->rows);
  free (self->residual);
  *self = (ShrLeastSquares){ 0 };
}

/* Q v or Qᵀv in place. */
static ShrStatus
apply_q (const ShrLeastSquares *self, char transpose, double *v)
{
  int n = shr_size_int (self->design->n);

  return status_of_lapack (
      LAPACKE_dormqr (LAPACK_COL_MAJOR, 'L', transpose, n, 1, shr_size_int (self->rank), self->qr, n, self->tau, v, n));
}

static void
solve_r (const ShrLeastSquares *self, CBLAS_TRANSPOSE transpose, double *v)
{
  cblas_dtrsv (CblasColMajor, CblasUpper, transpose, CblasNonUnit, shr_size_int (self->rank), self->qr,
               shr_size_int (self->design->n), v, 1);
}

ShrStatus
shr_least_squares_solve (ShrLeastSquares *self, const size_t *index, double *u)
{
  const ShrDesign *design = self->design;
  size_t n = design->n;
  size_t m = self->count;
  double *f = self->rows;
  double *low = self->rows + n;
  double *r = self->residual;
  double *h = shr_size_new (m, 1, sizeof (double));
  ShrStatus status = SHR_STATUS_NO_MEMORY;

  assert (self->rank == m);
  if (h == NULL)
    goto out;

  /* Starting from r = 0 and u = 0, the first round is the plain solution, the others refine it. */
  memset (r, 0, n * sizeof (double));
  memset (u, 0, m * sizeof (double));
  for (int round = 0; round < REFINEMENTS; round++)
    {
      shr_design_residual_careful (design, index, u, m, f, low);
      for (size_t i = 0; i < n; i++)
        f[i] -= r[i];
      for (size_t i = 0; i < m; i++)
        {
          size_t j = (size_t) self->pivot[i] - 1;

          h[i] = -shr_double2_dot (shr_design_column (design, index[j]), r, n).hi;
        }

      solve_r (self, CblasTrans, h);
      status = apply_q (self, 'T', f);
      if (status != SHR_STATUS_OK)
        goto out;
      for (size_t i = 0; i < m; i++)
        {
          double d = f[i];

          f[i] = h[i];
          h[i] = d - h[i];
        }
      solve_r (self, CblasNoTrans, h);
      status = apply_q (self, 'N', f);
      if (status != SHR_STATUS_OK)
        goto out;

      for (size_t i = 0; i < n; i++)
        r[i] += f[i];
      for (size_t i = 0; i < m; i++)
        u[self->pivot[i] - 1] += h[i];
    }

out:
  free (h);
  return status;
}

ShrStatus
shr_least_squares_project (ShrLeastSquares *self, const double *r, double *square)
{
  size_t n = self->design->n;
  ShrStatus status;

  memcpy (self->rows, r, n * sizeof (double));
  status = apply_q (self, 'T', self->rows);
  *square = cblas_ddot (shr_size_int (self->rank), self->rows, 1, self->rows, 1) / (double) n;

  return status;
}

double
shr_least_squares_condition (const ShrLeastSquares *self)
{
  size_t last = self->rank > 0 ? self->rank - 1 : 0;
  double ratio = self->qr[0] / self->qr[last + last * self->design->n];

  return self->rank > 0 ? ratio * ratio : 1.0;
}
