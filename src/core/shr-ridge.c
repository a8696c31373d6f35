#include "core/shr-ridge.h"

#include "core/shr-size.h"

#include <cblas.h>
#include <float.h>
#include <lapacke.h>
#include <string.h>

/* (smallest eigenvalue that is not zero + λ₂) over the largest, below which the singular values are used instead. */
static const double narrow_spectrum = 1e-6;
/* Eigenvalues of a matrix of products below this times their number, relative to the largest, are rounding. */
static const double noise_of_products = 8.0 * DBL_EPSILON;

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

/* Adds to the matrix @k of order @n what makes the ones its vector of the largest eigenvalue by far: no eigenvalue is
 * larger than the largest sum of a row's magnitudes. */
static void
lift_ones (double *k, size_t n)
{
  double largest = 0.0;

  for (size_t j = 0; j < n; j++)
    largest = fmax (largest, cblas_dasum (shr_size_int (n), k + j * n, 1));
  for (size_t i = 0; i < n * n; i++)
    k[i] += 2.0 * largest / (double) n;
}

/* Takes the place of the ones, the last of the eigenvalues, and gives them the first, 0. */
static void
lower_ones (ShrRidge *self)
{
  memmove (self->square + 1, self->square, (self->count - 1) * sizeof (double));
  self->square[0] = 0.0;
}

/* ZZᵀ/n = QTQᵀ, and the eigenvalues of T. */
static ShrStatus
make_tridiagonal (ShrRidge *self)
{
  const ShrDesign *design = self->design;
  size_t n = design->n;
  int order = shr_size_int (n);
  double *beside, best_size;
  ShrStatus status;

  self->turn = shr_size_new (n, n, sizeof (double));
  self->tau = shr_size_new (n, 1, sizeof (double));
  self->diagonal = shr_size_new (n, 1, sizeof (double));
  self->beside = shr_size_new0 (n, 1, sizeof (double));
  self->turned = shr_size_new (n, 1, sizeof (double));
  if (self->turn == NULL || self->tau == NULL || self->diagonal == NULL || self->beside == NULL || self->turned == NULL)
    return SHR_STATUS_NO_MEMORY;

  shr_design_outer (design, self->turn);
  if (design->intercept)
    lift_ones (self->turn, n);
  status = status_of_lapack (
      LAPACKE_dsytrd (LAPACK_COL_MAJOR, 'L', order, self->turn, order, self->diagonal, self->beside, self->tau));
  if (status != SHR_STATUS_OK)
    return status;

  status = status_of_lapack (LAPACKE_dormtr_work (LAPACK_COL_MAJOR, 'L', 'L', 'N', order, 1, self->turn, order,
                                                  self->tau, self->turned, order, &best_size, -1));
  if (status != SHR_STATUS_OK)
    return status;
  self->work_size = (int) best_size;
  self->work = shr_size_new ((size_t) self->work_size, 1, sizeof (double));
  if (self->work == NULL)
    return SHR_STATUS_NO_MEMORY;

  for (size_t i = 0; i < n; i++)
    self->turned[i] = design->response[i] / (double) n;
  status = status_of_lapack (
      LAPACKE_dormtr (LAPACK_COL_MAJOR, 'L', 'L', 'T', order, 1, self->turn, order, self->tau, self->turned, order));
  if (status != SHR_STATUS_OK)
    return status;

  /* dsterf leaves nothing of what it is given. */
  beside = shr_size_new (n, 1, sizeof (double));
  if (beside == NULL)
    return SHR_STATUS_NO_MEMORY;
  memcpy (self->square, self->diagonal, n * sizeof (double));
  memcpy (beside, self->beside, n * sizeof (double));
  status = status_of_lapack (LAPACKE_dsterf (order, self->square, beside));
  free (beside);
  if (design->intercept)
    lower_ones (self);

  return status;
}

static void
free_tridiagonal (ShrRidge *self)
{
  free (self->turn);
  free (self->tau);
  free (self->diagonal);
  free (self->beside);
  free (self->turned);
  free (self->work);
  self->turn = self->tau = self->diagonal = self->beside = self->turned = self->work = NULL;
}

ShrStatus
shr_ridge_init (ShrRidge *self, const ShrDesign *design, const double *gram, const double *moment)
{
  size_t n = design->n;
  size_t p = design->p;
  size_t count = n < p ? n : p;
  ShrStatus status;

  self->design = design;
  self->count = count;
  self->dual = n < p;
  self->square = shr_size_new (count, 1, sizeof (double));
  self->moment = shr_size_new (count, 1, sizeof (double));
  self->scaled = shr_size_new (count, 1, sizeof (double));
  self->row_work = shr_size_new (n, 1, sizeof (double));
  if (self->square == NULL || self->moment == NULL || self->scaled == NULL || self->row_work == NULL)
    return SHR_STATUS_NO_MEMORY;

  if (self->dual)
    status = make_tridiagonal (self);
  else
    {
      self->basis = shr_size_new (count, count, sizeof (double));
      if (self->basis == NULL)
        return SHR_STATUS_NO_MEMORY;
      if (gram != NULL)
        memcpy (self->basis, gram, p * p * sizeof (double));
      else
        shr_design_gram (design, self->basis, NULL, NULL, NULL);
      status = status_of_lapack (LAPACKE_dsyevd (LAPACK_COL_MAJOR, 'V', 'U', shr_size_int (count), self->basis,
                                                 shr_size_int (count), self->square));
    }
  if (status != SHR_STATUS_OK)
    return status;
  clear_noise (self, noise_of_products * (double) count);
  if (!self->dual)
    project_response (self, moment);

  return SHR_STATUS_OK;
}

ShrStatus
shr_ridge_vectors (ShrRidge *self)
{
  int n = shr_size_int (self->design->n);
  double *basis;
  ShrStatus status;

  if (self->basis != NULL)
    return SHR_STATUS_OK;
  basis = shr_size_new (self->count, self->count, sizeof (double));
  if (basis == NULL)
    return SHR_STATUS_NO_MEMORY;

  memcpy (self->square, self->diagonal, self->count * sizeof (double));
  status = status_of_lapack (LAPACKE_dstedc (LAPACK_COL_MAJOR, 'I', n, self->square, self->beside, basis, n));
  if (status == SHR_STATUS_OK)
    status =
        status_of_lapack (LAPACKE_dormtr (LAPACK_COL_MAJOR, 'L', 'L', 'N', n, n, self->turn, n, self->tau, basis, n));
  /* What the tridiagonal form was is gone, whatever came of it. */
  free_tridiagonal (self);
  self->basis = basis;
  if (status != SHR_STATUS_OK)
    return status;
  if (self->design->intercept)
    {
      lower_ones (self);
      memmove (basis + n, basis, (self->count - 1) * self->count * sizeof (double));
      for (size_t i = 0; i < self->count; i++)
        basis[i] = 1.0 / sqrt ((double) n);
    }
  clear_noise (self, noise_of_products * (double) self->count);
  project_response (self, NULL);

  return SHR_STATUS_OK;
}

void
shr_ridge_clear (ShrRidge *self)
{
  free_tridiagonal (self);
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
      memcpy (z, shr_design_columns (design), n * p * sizeof (double));
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
      free_tridiagonal (self);
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

/* The arithmetic that is good for @l2: the tridiagonal form where no eigenvalue is near −λ₂; eigenvectors where it is
 * only such as are zero for a known reason; else singular values. */
static ShrStatus
choose_arithmetic (ShrRidge *self, double l2)
{
  double largest = self->square[self->count - 1];
  double least = self->square[self->design->intercept && self->count > 1 ? 1 : 0];

  if (!self->singular && shr_ridge_condition (self, l2) * narrow_spectrum > 1.0)
    return decompose_columns (self);
  if (self->basis == NULL && least + l2 < narrow_spectrum * (largest + l2))
    return shr_ridge_vectors (self);

  return SHR_STATUS_OK;
}

/* (T + λ₂I)v = turned, by elimination without exchanges, which positive definite matrices do not need. */
static void
solve_tridiagonal (const ShrRidge *self, double l2, double *v)
{
  size_t n = self->count;
  double *pivot = self->scaled;

  pivot[0] = self->diagonal[0] + l2;
  v[0] = self->turned[0];
  for (size_t i = 1; i < n; i++)
    {
      double factor = self->beside[i - 1] / pivot[i - 1];

      pivot[i] = self->diagonal[i] + l2 - factor * self->beside[i - 1];
      v[i] = self->turned[i] - factor * v[i - 1];
    }
  v[n - 1] /= pivot[n - 1];
  for (size_t i = n - 1; i-- > 0;)
    v[i] = (v[i] - self->beside[i] * v[i + 1]) / pivot[i];
}

/* Q times @count vectors of n in place; one alone allocates nothing. */
static ShrStatus
turn_back (const ShrRidge *self, size_t count, double *v)
{
  int n = shr_size_int (self->count);

  if (count == 1)
    return status_of_lapack (LAPACKE_dormtr_work (LAPACK_COL_MAJOR, 'L', 'L', 'N', n, 1, self->turn, n, self->tau, v, n,
                                                  self->work, self->work_size));

  return status_of_lapack (
      LAPACKE_dormtr (LAPACK_COL_MAJOR, 'L', 'L', 'N', n, shr_size_int (count), self->turn, n, self->tau, v, n));
}

/* The coefficients along the basis, into scaled. An eigenvalue of zero may have been any number of the size of rounding:
 * beside a λ₂ that is much larger it does not matter, and what the response has along it counts. */
static void
shrink (ShrRidge *self, double l2)
{
  bool all = l2 > narrow_spectrum * self->square[self->count - 1];

  for (size_t i = 0; i < self->count; i++)
    self->scaled[i] = all || self->square[i] > 0.0 ? self->moment[i] / (self->square[i] + l2) : 0.0;
}

ShrStatus
shr_ridge_solve (ShrRidge *self, double l2, double *u)
{
  const ShrDesign *design = self->design;
  int n = shr_size_int (design->n);
  int p = shr_size_int (design->p);
  int count = shr_size_int (self->count);
  ShrStatus status = choose_arithmetic (self, l2);

  if (status != SHR_STATUS_OK)
    return status;

  if (!self->dual)
    {
      shrink (self, l2);
      cblas_dgemv (CblasColMajor, CblasNoTrans, p, count, 1.0, self->basis, p, self->scaled, 1, 0.0, u, 1);
      return SHR_STATUS_OK;
    }

  if (self->basis == NULL)
    {
      solve_tridiagonal (self, l2, self->row_work);
      status = turn_back (self, 1, self->row_work);
      if (status != SHR_STATUS_OK)
        return status;
    }
  else
    {
      shrink (self, l2);
      cblas_dgemv (CblasColMajor, CblasNoTrans, n, count, 1.0, self->basis, n, self->scaled, 1, 0.0, self->row_work, 1);
    }
  cblas_dgemv (CblasColMajor, CblasTrans, n, p, 1.0, shr_design_columns (design), n, self->row_work, 1, 0.0, u, 1);

  return SHR_STATUS_OK;
}

ShrStatus
shr_ridge_solve_many (ShrRidge *self, const double *l2, size_t count, double *u, double *work, bool *done)
{
  const ShrDesign *design = self->design;
  int n = shr_size_int (design->n);
  int p = shr_size_int (design->p);

  *done = false;
  for (size_t k = 0; k < count && self->dual; k++)
    {
      ShrStatus status = choose_arithmetic (self, l2[k]);

      if (status != SHR_STATUS_OK)
        return status;
    }
  if (!self->dual)
    return SHR_STATUS_OK;

  for (size_t k = 0; k < count; k++)
    if (self->basis == NULL)
      solve_tridiagonal (self, l2[k], work + k * design->n);
    else
      {
        shrink (self, l2[k]);
        cblas_dgemv (CblasColMajor, CblasNoTrans, n, n, 1.0, self->basis, n, self->scaled, 1, 0.0, work + k * design->n,
                     1);
      }
  if (self->basis == NULL)
    {
      ShrStatus status = turn_back (self, count, work);

      if (status != SHR_STATUS_OK)
        return status;
    }
  cblas_dgemm (CblasColMajor, CblasTrans, CblasNoTrans, p, shr_size_int (count), n, 1.0, shr_design_columns (design), n,
               work, n, 0.0, u, p);
  *done = true;

  return SHR_STATUS_OK;
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
