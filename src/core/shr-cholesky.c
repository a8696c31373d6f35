#include "core/shr-cholesky.h"

#include "core/shr-size.h"

#include <cblas.h>
#include <lapacke.h>
#include <math.h>
#include <string.h>

/* Columns of the inverse that are made at a time. */
enum
{
  PANEL = 64,
  /* Up to this size a call of BLAS costs more than what it does. */
  SMALL = 24
};

ShrStatus
shr_cholesky_reserve (ShrCholesky *self, size_t capacity)
{
  double *r, *panel, *work, *cosine, *sine;

  if (capacity <= self->capacity)
    return SHR_STATUS_OK;

  r = shr_size_new (capacity, capacity, sizeof (double));
  panel = shr_size_new (capacity, PANEL, sizeof (double));
  work = shr_size_new (capacity, 3, sizeof (double));
  cosine = shr_size_new (capacity, 1, sizeof (double));
  sine = shr_size_new (capacity, 1, sizeof (double));
  if (r == NULL || panel == NULL || work == NULL || cosine == NULL || sine == NULL)
    {
      free (r);
      free (panel);
      free (work);
      free (cosine);
      free (sine);
      return SHR_STATUS_NO_MEMORY;
    }

  for (size_t j = 0; j < self->size; j++)
    memcpy (r + j * capacity, self->r + j * self->capacity, (j + 1) * sizeof (double));
  free (self->r);
  free (self->panel);
  free (self->work);
  free (self->cosine);
  free (self->sine);
  self->r = r;
  self->panel = panel;
  self->work = work;
  self->cosine = cosine;
  self->sine = sine;
  self->capacity = capacity;

  return SHR_STATUS_OK;
}

void
shr_cholesky_clear (ShrCholesky *self)
{
  free (self->r);
  free (self->panel);
  free (self->work);
  free (self->cosine);
  free (self->sine);
  *self = (ShrCholesky){ 0 };
}

static void
triangular_solve (const ShrCholesky *self, CBLAS_TRANSPOSE transpose, double *b)
{
  cblas_dtrsv (CblasColMajor, CblasUpper, transpose, CblasNonUnit, shr_size_int (self->size), self->r,
               shr_size_int (self->capacity), b, 1);
}

void
shr_cholesky_forward (const ShrCholesky *self, double *b)
{
  if (self->size > SMALL)
    {
      triangular_solve (self, CblasTrans, b);
      return;
    }

  for (size_t j = 0; j < self->size; j++)
    {
      const double *column = self->r + j * self->capacity;

      for (size_t i = 0; i < j; i++)
        b[j] -= column[i] * b[i];
      b[j] /= column[j];
    }
}

void
shr_cholesky_backward (const ShrCholesky *self, double *b)
{
  if (self->size > SMALL)
    {
      triangular_solve (self, CblasNoTrans, b);
      return;
    }

  for (size_t j = self->size; j-- > 0;)
    {
      const double *column = self->r + j * self->capacity;

      b[j] /= column[j];
      for (size_t i = 0; i < j; i++)
        b[i] -= column[i] * b[j];
    }
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

/* Cline, Moler, Stewart, Wilkinson 1979: Rᵀx = e with signs of e that make x grow, then Ry = x; ‖y‖/‖x‖ comes near ‖R⁻¹‖. */
double
shr_cholesky_condition (ShrCholesky *self)
{
  double *x = self->work;
  double norm = 0.0;
  double before, after, condition;

  if (self->size == 0)
    return 1.0;

  for (size_t j = 0; j < self->size; j++)
    {
      const double *column = self->r + j * self->capacity;
      int rows = shr_size_int (j);
      double known = cblas_ddot (rows, column, 1, x, 1);

      norm = fmax (norm, cblas_dasum (rows, column, 1) + column[j]);
      x[j] = (known > 0.0 ? -1.0 - known : 1.0 - known) / column[j];
    }
  before = cblas_dasum (shr_size_int (self->size), x, 1);
  shr_cholesky_backward (self, x);
  after = cblas_dasum (shr_size_int (self->size), x, 1);
  condition = norm * after / before;

  return isfinite (condition) ? fmax (condition * condition, 1.0) : HUGE_VAL;
}

double
shr_cholesky_inverse_trace (ShrCholesky *self)
{
  size_t m = self->size;
  double trace = 0.0;

  /* Some columns of R⁻¹ at a time. */
  for (size_t first = 0; first < m; first += PANEL)
    {
      size_t columns = m - first < PANEL ? m - first : PANEL;
      size_t rows = first + columns;

      memset (self->panel, 0, rows * columns * sizeof (double));
      for (size_t j = 0; j < columns; j++)
        self->panel[first + j + j * rows] = 1.0;
      cblas_dtrsm (CblasColMajor, CblasLeft, CblasUpper, CblasNoTrans, CblasNonUnit, shr_size_int (rows),
                   shr_size_int (columns), 1.0, self->r, shr_size_int (self->capacity), self->panel,
                   shr_size_int (rows));
      for (size_t j = 0; j < columns; j++)
        trace += cblas_ddot (shr_size_int (rows), self->panel + j * rows, 1, self->panel + j * rows, 1);
    }

  return trace;
}
