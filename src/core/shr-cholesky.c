#include "core/shr-cholesky.h"

#include "core/shr-size.h"

#include <cblas.h>
#include <lapacke.h>
#include <math.h>
#include <string.h>

ShrStatus
shr_cholesky_reserve (ShrCholesky *self, size_t capacity)
{
  double *r, *inverse, *work, *cosine, *sine;
  int *work_int;

  if (capacity <= self->capacity)
    return SHR_STATUS_OK;

  r = shr_size_new (capacity, capacity, sizeof (double));
  inverse = shr_size_new (capacity, capacity, sizeof (double));
  work = shr_size_new (capacity, 3, sizeof (double));
  work_int = shr_size_new (capacity, 1, sizeof (int));
  cosine = shr_size_new (capacity, 1, sizeof (double));
  sine = shr_size_new (capacity, 1, sizeof (double));
  if (r == NULL || inverse == NULL || work == NULL || work_int == NULL || cosine == NULL || sine == NULL)
    {
      free (r);
      free (inverse);
      free (work);
      free (work_int);
      free (cosine);
      free (sine);
      return SHR_STATUS_NO_MEMORY;
    }

  for (size_t j = 0; j < self->size; j++)
    memcpy (r + j * capacity, self->r + j * self->capacity, (j + 1) * sizeof (double));
  free (self->r);
  free (self->inverse);
  free (self->work);
  free (self->work_int);
  free (self->cosine);
  free (self->sine);
  self->r = r;
  self->inverse = inverse;
  self->work = work;
  self->work_int = work_int;
  self->cosine = cosine;
  self->sine = sine;
  self->capacity = capacity;

  return SHR_STATUS_OK;
}

void
shr_cholesky_clear (ShrCholesky *self)
{
  free (self->r);
  free (self->inverse);
  free (self->work);
  free (self->work_int);
  free (self->cosine);
  free (self->sine);
  *self = (ShrCholesky){ 0 };
}

static void
triangular_solve (const ShrCholesky *self, CBLAS_TRANSPOSE transpose, double *b)
{
  if (self->size > 0)
    cblas_dtrsv (CblasColMajor, CblasUpper, transpose, CblasNonUnit, shr_size_int (self->size), self->r,
                 shr_size_int (self->capacity), b, 1);
}

void
shr_cholesky_forward (const ShrCholesky *self, double *b)
{
  triangular_solve (self, CblasTrans, b);
}

void
shr_cholesky_backward (const ShrCholesky *self, double *b)
{
  triangular_solve (self, CblasNoTrans, b);
}

void
shr_cholesky_multiply (const ShrCholesky *self, double *b)
{
  if (self->size > 0)
    cblas_dtrmv (CblasColMajor, CblasUpper, CblasNoTrans, CblasNonUnit, shr_size_int (self->size), self->r,
                 shr_size_int (self->capacity), b, 1);
}

void
shr_cholesky_solve (const ShrCholesky *self, double *b)
{
  shr_cholesky_forward (self, b);
  shr_cholesky_backward (self, b);
}

void
shr_cholesky_append (ShrCholesky *self, const double *u, double pivot)
{
  double *column = self->r + self->size * self->capacity;

  assert (self->size < self->capacity);
  memcpy (column, u, self->size * sizeof (double));
  column[self->size] = pivot;
  self->size++;
}

void
shr_cholesky_drop (ShrCholesky *self, size_t position)
{
  size_t last = self->size - 1;

  assert (position < self->size);

  /* Column by column, so that memory is walked in order: every rotation found so far, then this column's own. */
  for (size_t j = position; j < last; j++)
    {
      double *to = self->r + j * self->capacity;
      const double *from = self->r + (j + 1) * self->capacity;
      double a, b, length;

      memmove (to, from, (position + 1) * sizeof (double));
      for (size_t i = position; i < j; i++)
        {
          double upper = to[i];
          double lower = from[i + 1];

          to[i] = self->cosine[i] * upper + self->sine[i] * lower;
          to[i + 1] = self->cosine[i] * lower - self->sine[i] * upper;
        }

      a = to[j];
      b = from[j + 1];
      length = hypot (a, b);
      self->cosine[j] = a / length;
      self->sine[j] = b / length;
      to[j] = length;
    }
  self->size = last;
}

bool
shr_cholesky_factor (ShrCholesky *self, size_t size)
{
  assert (size <= self->capacity);

  self->size = 0;
  if (size > 0
      && LAPACKE_dpotrf_work (LAPACK_COL_MAJOR, 'U', shr_size_int (size), self->r, shr_size_int (self->capacity)) != 0)
    return false;
  self->size = size;

  return true;
}

bool
shr_cholesky_factor_corner (ShrCholesky *self, size_t count)
{
  assert (self->size + count <= self->capacity);

  return LAPACKE_dpotrf_work (LAPACK_COL_MAJOR, 'U', shr_size_int (count), self->r + self->size * (self->capacity + 1),
                              shr_size_int (self->capacity))
         == 0;
}

double
shr_cholesky_condition (ShrCholesky *self)
{
  double reciprocal = 0.0;

  if (self->size == 0)
    return 1.0;
  LAPACKE_dtrcon_work (LAPACK_COL_MAJOR, '1', 'U', 'N', shr_size_int (self->size), self->r,
                       shr_size_int (self->capacity), &reciprocal, self->work, self->work_int);
  if (!(reciprocal > 0.0))
    return HUGE_VAL;

  return 1.0 / (reciprocal * reciprocal);
}

double
shr_cholesky_inverse_trace (ShrCholesky *self)
{
  size_t m = self->size;
  double trace = 0.0;

  if (m == 0)
    return 0.0;

  for (size_t j = 0; j < m; j++)
    memcpy (self->inverse + j * m, self->r + j * self->capacity, (j + 1) * sizeof (double));
  LAPACKE_dtrtri_work (LAPACK_COL_MAJOR, 'U', 'N', shr_size_int (m), self->inverse, shr_size_int (m));
  for (size_t j = 0; j < m; j++)
    trace += cblas_ddot (shr_size_int (j + 1), self->inverse + j * m, 1, self->inverse + j * m, 1);

  return trace;
}
