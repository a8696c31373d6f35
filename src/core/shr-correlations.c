#include "core/shr-correlations.h"

#include "core/shr-size.h"

#include <cblas.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Rows that are worked on together. */
enum
{
  BLOCK_ROWS = 256
};

/* A deviation below this, next to the largest value, is rounding. */
static const double smallest_deviation = 1e-14;

/* What makes (x·2^shift − mean)/length of a column: a vector of length 1 whose sum is 0. */
typedef struct
{
  size_t j;
  int shift;
  double mean;
  double length;   /* 0 for a constant column */
  double response; /* |r| with the response */
} Column;

typedef struct
{
  Column *column;  /* p */
  double *block;   /* BLOCK_ROWS × looked */
  double *product; /* looked × looked, upper triangle */
} Work;

static void
work_clear (Work *self)
{
  free (self->column);
  free (self->block);
  free (self->product);
}

static void
measure (const double *x, size_t n, Column *column)
{
  double largest = 0.0, sum = 0.0, square = 0.0;

  for (size_t i = 0; i < n; i++)
    largest = fmax (largest, fabs (x[i]));
  column->shift = largest > 0.0 ? -ilogb (largest) : 0;
  for (size_t i = 0; i < n; i++)
    sum += ldexp (x[i], column->shift);
  column->mean = sum / (double) n;
  for (size_t i = 0; i < n; i++)
    {
      double deviation = ldexp (x[i], column->shift) - column->mean;

      square += deviation * deviation;
    }
  column->length = square > smallest_deviation * smallest_deviation * (double) n ? sqrt (square) : 0.0;
}

static double
standardized (const Column *column, double x)
{
  return (ldexp (x, column->shift) - column->mean) / column->length;
}

static double
correlation_with (const double *x, const Column *column, const double *y, const Column *response, size_t n)
{
  double sum = 0.0;

  if (column->length == 0.0 || response->length == 0.0)
    return 0.0;
  for (size_t i = 0; i < n; i++)
    sum += standardized (column, x[i]) * standardized (response, y[i]);

  return fabs (sum);
}

/* The most correlated with the response first; constant ones last. */
static int
compare_columns (const void *a, const void *b)
{
  const Column *first = a, *second = b;

  if ((first->length == 0.0) != (second->length == 0.0))
    return first->length == 0.0 ? 1 : -1;
  if (first->response != second->response)
    return first->response > second->response ? -1 : 1;

  return first->j < second->j ? -1 : 1;
}

static int
compare_positions (const void *a, const void *b)
{
  return ((const Column *) a)->j < ((const Column *) b)->j ? -1 : 1;
}

static void
insert (ShrCorrelations *self, size_t j, size_t k, double r)
{
  size_t i;

  if (self->n == SHR_CORRELATIONS_TOP)
    {
      if (fabs (r) <= fabs (self->top[self->n - 1].r))
        return;
      self->n--;
    }
  for (i = self->n; i > 0 && fabs (self->top[i - 1].r) < fabs (r); i--)
    self->top[i] = self->top[i - 1];
  self->top[i].j = j;
  self->top[i].k = k;
  self->top[i].r = fmin (fmax (r, -1.0), 1.0);
  self->n++;
}

ShrStatus
shr_correlations_find (const double *x,
                       const double *y,
                       size_t n,
                       size_t p,
                       size_t most,
                       const atomic_bool *cancel,
                       ShrCorrelations *correlations)
{
  Work work = { .column = shr_size_new (p, 1, sizeof (Column)) };
  Column response = { 0 };
  size_t looked;

  *correlations = (ShrCorrelations){ 0 };
  if (work.column == NULL)
    return SHR_STATUS_NO_MEMORY;

  measure (y, n, &response);
  for (size_t j = 0; j < p; j++)
    {
      if (cancel != NULL && atomic_load_explicit (cancel, memory_order_relaxed))
        {
          work_clear (&work);
          return SHR_STATUS_CANCELLED;
        }
      work.column[j].j = j;
      measure (x + j * n, n, &work.column[j]);
      work.column[j].response = correlation_with (x + j * n, &work.column[j], y, &response, n);
      correlations->features += work.column[j].length > 0.0;
    }
  qsort (work.column, p, sizeof (Column), compare_columns);
  looked = correlations->looked = correlations->features < most ? correlations->features : most;
  qsort (work.column, looked, sizeof (Column), compare_positions);

  work.block = shr_size_new (BLOCK_ROWS, looked > 0 ? looked : 1, sizeof (double));
  work.product = shr_size_new0 (looked > 0 ? looked : 1, looked > 0 ? looked : 1, sizeof (double));
  if (work.block == NULL || work.product == NULL)
    {
      work_clear (&work);
      return SHR_STATUS_NO_MEMORY;
    }

  for (size_t first = 0; first < n && looked > 1; first += BLOCK_ROWS)
    {
      size_t rows = n - first < BLOCK_ROWS ? n - first : BLOCK_ROWS;

      if (cancel != NULL && atomic_load_explicit (cancel, memory_order_relaxed))
        {
          work_clear (&work);
          return SHR_STATUS_CANCELLED;
        }
      for (size_t j = 0; j < looked; j++)
        for (size_t i = 0; i < rows; i++)
          work.block[i + j * BLOCK_ROWS] = standardized (&work.column[j], x[work.column[j].j * n + first + i]);
      cblas_dsyrk (CblasColMajor, CblasUpper, CblasTrans, shr_size_int (looked), shr_size_int (rows), 1.0, work.block,
                   BLOCK_ROWS, 1.0, work.product, shr_size_int (looked));
    }
  for (size_t j = 0; j < looked; j++)
    for (size_t k = j + 1; k < looked; k++)
      insert (correlations, work.column[j].j, work.column[k].j, work.product[j + k * looked]);
  work_clear (&work);

  return SHR_STATUS_OK;
}
