#include "core/shr-ridge.h"

#include "core/shr-size.h"

#include <cblas.h>
#include <float.h>
#include <lapacke.h>
#include <string.h>

/* (smallest eigenvalue that is not zero + λ₂) over the largest, below which the singular values are used instead. */
static const double narrow_spectrum = 1e-6;

static ShrStatus
status_of_lapack (lapack_int info)
{
  return info == 0                                                                   ? SHR_STATUS_OK
         : info == LAPACK_WORK_MEMORY_ERROR || info == LAPACK_TRANSPOSE_MEMORY_ERROR ? SHR_STATUS_NO_MEMORY
                                                                                     : SHR_STATUS_NO_CONVERGENCE;
}

/* What rounding leaves of an eigenvalue, or singular value, that should be zero is set to zero: dividing by it and λ₂
 * would blow up noise. */
static void
clear_noise (ShrRidge *self, double relative)
{
  double largest = self->square[self->count - 1];

  for (size_t i = 0; i < self->count; i++)
    if (self->square[i] <= relative * largest)
      self->square[i] = 0.0;
}

static void
project_response (ShrRidge *self, const double *moment)
{
  const ShrDesign *design = self->design;
  int count = shr_size_int (self->count);
  int rows = shr_size_int (self->dual ? design->n : design->p);

  if (self->dual)
    cblas_dgemv (CblasColMajor, CblasTrans, rows, count, 1.0 / (double) design->n, self->basis, rows, design->response,
                 1, 0.0, self->moment, 1);
  else
    cblas_dgemv (CblasColMajor, CblasTrans, rows, count, 1.0, self->basis, rows, moment, 1, 0.0, self->moment, 1);
}

ShrStatus
shr_ridge_init (ShrRidge *self, const ShrDesign *design, const double *gram, const double *moment)
{
  size_t n = design->n;
  size_t p = design->p;
  size_t count = n < p ? n : p;
  lapack_int info;

  self->design = design;
  self->count = count;
  self->dual = n < p;
  self->square = shr_size_new (count, 1, sizeof (double));
  self->moment = shr_size_new (count, 1, sizeof (double));
  self->scaled = shr_size_new (count, 1, sizeof (double));
  self->row_work = shr_size_new (n, 1, sizeof (double));
  self->basis = shr_size_new (count, count, sizeof (double));
  if (self->square == NULL || self->moment == NULL || self->scaled == NULL || self->row_work == NULL
      || self->basis == NULL)
    return SHR_STATUS_NO_MEMORY;

  if (self->dual)
    shr_design_outer (design, self->basis);
  else if (gram != NULL)
    memcpy (self->basis, gram, p * p * sizeof (double));
  else
    shr_design_gram (design, self->basis, NULL, NULL);

  info = LAPACKE_dsyevd (LAPACK_COL_MAJOR, 'V', 'U', shr_size_int (count), self->basis, shr_size_int (count),
                         self->square);
  if (info != 0)
    return status_of_lapack (info);
  clear_noise (self, 8.0 * DBL_EPSILON * (double) count);
  project_response (self, moment);

  return SHR_STATUS_OK;
}

void
shr_ridge_clear (ShrRidge *self)
{
  free (self->basis);
  free (self->square);
  free (self->moment);
  free (self->scaled);
  free (self->row_work);
  *self = (ShrRidge){ 0 };
}

/* Replaces the eigenvectors by right singular vectors of Z, whose small singular values keep twice the digits. */
static ShrStatus
decompose_columns (ShrRidge *self)
{
  const ShrDesign *design = self->design;
  size_t n = design->n;
  size_t p = design->p;
  size_t count = self->count;
  double *z = shr_size_new (n, p, sizeof (double));
  double *left = shr_size_new (n, count, sizeof (double));
  double *right = shr_size_new (count, p, sizeof (double));
  double *basis = shr_size_new (p, count, sizeof (double));
  double *singular = shr_size_new (count, 1, sizeof (double));
  ShrStatus status = SHR_STATUS_NO_MEMORY;

  if (z != NULL && left != NULL && right != NULL && basis != NULL && singular != NULL)
    {
      memcpy (z, design->z, n * p * sizeof (double));
      status = status_of_lapack (LAPACKE_dgesdd (LAPACK_COL_MAJOR, 'S', shr_size_int (n), shr_size_int (p), z,
                                                 shr_size_int (n), singular, left, shr_size_int (n), right,
                                                 shr_size_int (count)));
    }
  if (status == SHR_STATUS_OK)
    {
      double tolerance = 4.0 * DBL_EPSILON * (double) (n > p ? n : p);

      /* Increasing, like the eigenvalues; the vectors as columns. */
      for (size_t i = 0; i < count; i++)
        {
          size_t from = count - 1 - i;
          double d = singular[from] > tolerance * singular[0] ? singular[from] : 0.0;

          self->square[i] = d * d / (double) n;
          self->moment[i] = d / (double) n * cblas_ddot (shr_size_int (n), left + from * n, 1, design->response, 1);
          for (size_t j = 0; j < p; j++)
            basis[j + i * p] = right[from + j * count];
        }
      free (self->basis);
      self->basis = basis;
      basis = NULL;
      self->dual = false;
      self->singular = true;
    }

  free (z);
  free (left);
  free (right);
  free (basis);
  free (singular);
  return status;
}

/* How many eigenvalues are zero for a reason that is known: the mean that was taken off, constant columns. */
static size_t
expected_zeros (const ShrRidge *self)
{
  const ShrDesign *design = self->design;
  size_t zeros = 0;

  if (design->n <= design->p && design->intercept)
    return 1;
  if (!self->dual)
    for (size_t j = 0; j < design->p; j++)
      zeros += design->square[j] == 0.0;

  return zeros;
}

/* The smallest eigenvalue that is not zero. Where more of them vanished than is explained, eigenvalues cannot tell a
 * dependent column from a nearly dependent one, and 0 is returned: only singular values can. */
static double
smallest (const ShrRidge *self)
{
  size_t zeros = 0;

  while (zeros < self->count && self->square[zeros] == 0.0)
    zeros++;
  if (zeros == self->count || (!self->singular && zeros > expected_zeros (self)))
    return 0.0;

  return self->square[zeros];
}

double
shr_ridge_condition (const ShrRidge *self, double l2)
{
  double largest = self->square[self->count - 1];

  return largest > 0.0 ? (largest + l2) / (smallest (self) + l2) : 1.0;
}

ShrStatus
shr_ridge_solve (ShrRidge *self, double l2, double *u)
{
  const ShrDesign *design = self->design;
  int n = shr_size_int (design->n);
  int p = shr_size_int (design->p);
  int count = shr_size_int (self->count);

  if (!self->singular && shr_ridge_condition (self, l2) * narrow_spectrum > 1.0)
    {
      ShrStatus status = decompose_columns (self);

      if (status != SHR_STATUS_OK)
        return status;
    }

  for (size_t i = 0; i < self->count; i++)
    self->scaled[i] = self->square[i] > 0.0 ? self->moment[i] / (self->square[i] + l2) : 0.0;

  if (self->dual)
    {
      cblas_dgemv (CblasColMajor, CblasNoTrans, n, count, 1.0, self->basis, n, self->scaled, 1, 0.0, self->row_work, 1);
      cblas_dgemv (CblasColMajor, CblasTrans, n, p, 1.0, design->z, n, self->row_work, 1, 0.0, u, 1);
    }
  else
    cblas_dgemv (CblasColMajor, CblasNoTrans, p, count, 1.0, self->basis, p, self->scaled, 1, 0.0, u, 1);

  return SHR_STATUS_OK;
}

bool
shr_ridge_solve_many (ShrRidge *self, const double *l2, size_t count, double *u, double *work)
{
  const ShrDesign *design = self->design;
  int n = shr_size_int (design->n);
  int p = shr_size_int (design->p);

  if (!self->dual)
    return false;
  for (size_t k = 0; k < count; k++)
    if (shr_ridge_condition (self, l2[k]) * narrow_spectrum > 1.0)
      return false;

  for (size_t k = 0; k < count; k++)
    {
      for (size_t i = 0; i < self->count; i++)
        self->scaled[i] = self->square[i] > 0.0 ? self->moment[i] / (self->square[i] + l2[k]) : 0.0;
      cblas_dgemv (CblasColMajor, CblasNoTrans, n, n, 1.0, self->basis, n, self->scaled, 1, 0.0, work + k * design->n,
                   1);
    }
  cblas_dgemm (CblasColMajor, CblasTrans, CblasNoTrans, p, shr_size_int (count), n, 1.0, design->z, n, work, n, 0.0, u,
               p);

  return true;
}

ShrStatus
shr_ridge_refine (ShrRidge *self, double l2, const double *gradient, double *u)
{
  size_t p = self->design->p;
  size_t count = self->count;

  if (!self->singular)
    {
      ShrStatus status = decompose_columns (self);

      return status == SHR_STATUS_OK ? shr_ridge_solve (self, l2, u) : status;
    }

  /* The normal equations miss by gradient − λ₂u; what that asks for, along each of the basis. */
  for (size_t i = 0; i < count; i++)
    {
      const double *v = self->basis + i * p;
      double miss = cblas_ddot (shr_size_int (p), v, 1, gradient, 1) - l2 * cblas_ddot (shr_size_int (p), v, 1, u, 1);

      self->scaled[i] = self->square[i] > 0.0 ? miss / (self->square[i] + l2) : 0.0;
    }
  cblas_dgemv (CblasColMajor, CblasNoTrans, shr_size_int (p), shr_size_int (count), 1.0, self->basis, shr_size_int (p),
               self->scaled, 1, 1.0, u, 1);

  return SHR_STATUS_OK;
}

double
shr_ridge_df (const ShrRidge *self, double l2)
{
  double df = 0.0;

  for (size_t i = 0; i < self->count; i++)
    if (self->square[i] > 0.0)
      df += self->square[i] / (self->square[i] + l2);

  return df;
}

size_t
shr_ridge_rank (const ShrRidge *self)
{
  size_t rank = 0;

  for (size_t i = 0; i < self->count; i++)
    rank += self->square[i] > 0.0;

  return rank;
}
