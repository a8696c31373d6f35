#include "core/shr-least-squares.h"

#include "core/shr-size.h"

#include <cblas.h>
#include <lapacke.h>
#include <string.h>

/* A diagonal entry of R below this, relative to the first, ends the rank: what the doubles of the columns can hold. */
static const double rank_tolerance = 1e-13;

/* A correction below this, relative to the largest coefficient, changes no digit of any. */
static const double finest = 1e-24;
enum
{
  REFINEMENTS = 12,
  LANES = 8 /* sums run in so many, in a fixed order, so that they may be kept in vector registers */
};

static ShrStatus
status_of_lapack (lapack_int info)
{
  return info == 0                                                                   ? SHR_STATUS_OK
         : info == LAPACK_WORK_MEMORY_ERROR || info == LAPACK_TRANSPOSE_MEMORY_ERROR ? SHR_STATUS_NO_MEMORY
                                                                                     : SHR_STATUS_NO_CONVERGENCE;
}

/* Column @j of the design as number @i of the factor, of a length between 1/2 and 1: without standardising, a column in
 * small units is as good as another. */
static void
copy_column (ShrLeastSquares *self, size_t j, size_t i)
{
  const double *z = shr_design_column (self->design, j);
  double *out = self->qr + i * self->design->n;
  double first, second;

  frexp (cblas_dnrm2 (shr_size_int (self->design->n), z, 1), &self->exponent[i]);
  first = ldexp (1.0, -(self->exponent[i] / 2));
  second = ldexp (1.0, -(self->exponent[i] - self->exponent[i] / 2));
  for (size_t row = 0; row < self->design->n; row++)
    out[row] = z[row] * first * second;
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
  self->exponent = shr_size_new0 (count, 1, sizeof (int));
  self->rows = shr_size_new (n, 2, sizeof (double));
  self->residual = shr_size_new (n, 1, sizeof (double));
  if (self->qr == NULL || self->tau == NULL || self->pivot == NULL || self->exponent == NULL || self->rows == NULL
      || self->residual == NULL)
    return SHR_STATUS_NO_MEMORY;

  for (size_t i = 0; i < count; i++)
    copy_column (self, index[i], i);
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
  free (self->exponent);
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

/* One column as loaded, (x_ij − c)·2^−exponent/s = z̃_ij, taken apart into what is exact in doubles. */
typedef struct
{
  const double *x;
  double first, second; /* their product is 2^−exponent, which may itself be no double */
  double center;        /* c·2^−exponent */
  double scale;         /* s, in [1/2, 1] */
} Loaded;

static Loaded
loaded_column (const ShrDesign *design, size_t j)
{
  Loaded column = { .x = design->x + j * design->n, .scale = 1.0 };
  int exponent = design->column_exponent;

  if (design->standardize)
    column.scale = frexp (design->scale[j], &exponent);
  column.first = ldexp (1.0, -(exponent / 2));
  column.second = ldexp (1.0, -(exponent - exponent / 2));
  column.center = design->center[j] * column.first * column.second;

  return column;
}

static inline ShrDouble2
deviation (const Loaded *column, size_t i)
{
  return shr_double2_sum (column->x[i] * column->first * column->second, -column->center);
}

/* y as loaded, in the same form. */
static Loaded
loaded_response (const ShrDesign *design)
{
  Loaded column = { .x = design->y, .scale = 1.0, .center = 0.0 };
  int exponent = design->response_exponent;

  column.first = ldexp (1.0, -(exponent / 2));
  column.second = ldexp (1.0, -(exponent - exponent / 2));

  return column;
}

/* @f + @low += (x_i·2^−exponent − c)·@factor. */
SHR_HOT static void
add_deviations (const Loaded *column, ShrDouble2 factor, size_t n, double *restrict f, double *restrict low)
{
  for (size_t i = 0; i < n; i++)
    {
      ShrDouble2 product = shr_double2_multiply (deviation (column, i), factor);
      ShrDouble2 sum = shr_double2_sum (f[i], product.hi);

      f[i] = sum.hi;
      low[i] += sum.lo + product.lo;
    }
}

/* @f = y − b − Z̃u − r from the loaded numbers, n doubles; @low: n doubles, no meaning on return. */
static void
miss_of_rows (const ShrLeastSquares *self,
              const size_t *index,
              const ShrDouble2 *u,
              ShrDouble2 b,
              double *f,
              double *low)
{
  const ShrDesign *design = self->design;
  size_t n = design->n;
  Loaded y = loaded_response (design);

  for (size_t i = 0; i < n; i++)
    {
      ShrDouble2 sum = shr_double2_sum (deviation (&y, i).hi, -self->residual[i]);

      sum = shr_double2_add (sum, shr_double2_negate (b));
      f[i] = sum.hi;
      low[i] = sum.lo;
    }
  for (size_t k = 0; k < self->count; k++)
    {
      Loaded column = loaded_column (design, index[k]);
      ShrDouble2 factor = shr_double2_divide (shr_double2_negate (u[k]), (ShrDouble2){ column.scale, 0.0 });

      add_deviations (&column, factor, n, f, low);
    }
  for (size_t i = 0; i < n; i++)
    f[i] += low[i];
}

/* Σ_i (x_i·2^−exponent − c)·v_i. */
SHR_HOT static ShrDouble2
product_of_deviations (const Loaded *column, const double *v, size_t n)
{
  double sum[LANES] = { 0.0 };
  double rest[LANES] = { 0.0 };
  size_t whole = n - n % LANES;
  ShrDouble2 total = { 0.0, 0.0 };

  for (size_t i = 0; i < whole; i += LANES)
    for (size_t lane = 0; lane < LANES; lane++)
      {
        ShrDouble2 product = shr_double2_multiply (deviation (column, i + lane), (ShrDouble2){ v[i + lane], 0.0 });
        ShrDouble2 step = shr_double2_sum (sum[lane], product.hi);

        sum[lane] = step.hi;
        rest[lane] += step.lo + product.lo;
      }
  for (size_t i = whole; i < n; i++)
    total = shr_double2_add (total, shr_double2_multiply (deviation (column, i), (ShrDouble2){ v[i], 0.0 }));
  for (size_t lane = 0; lane < LANES; lane++)
    total = shr_double2_add (total, shr_double2_sum (sum[lane], rest[lane]));

  return total;
}

/* −z̃_jᵀr from the loaded numbers. */
static double
miss_of_column (const ShrLeastSquares *self, size_t j)
{
  Loaded column = loaded_column (self->design, j);
  ShrDouble2 sum = product_of_deviations (&column, self->residual, self->design->n);

  return -shr_double2_divide (sum, (ShrDouble2){ column.scale, 0.0 }).hi;
}

/* Σ values, in twice the precision. */
static double
sum_of (const double *values, size_t n)
{
  ShrDouble2 sum = { 0.0, 0.0 };

  for (size_t i = 0; i < n; i++)
    sum = shr_double2_add (sum, (ShrDouble2){ values[i], 0.0 });

  return sum.hi;
}

/* The correction (@f → of r, @h → of u, in the order of R) of the augmented system whose right-hand side they hold. */
static ShrStatus
correct (const ShrLeastSquares *self, double *f, double *h)
{
  ShrStatus status;

  solve_r (self, CblasTrans, h);
  status = apply_q (self, 'T', f);
  if (status != SHR_STATUS_OK)
    return status;
  for (size_t i = 0; i < self->count; i++)
    {
      double d = f[i];

      f[i] = h[i];
      h[i] = d - h[i];
    }
  solve_r (self, CblasNoTrans, h);

  return apply_q (self, 'N', f);
}

ShrStatus
shr_least_squares_solve (ShrLeastSquares *self, const size_t *index, double *u, double *intercept)
{
  const ShrDesign *design = self->design;
  size_t n = design->n;
  size_t m = self->count;
  double *f = self->rows;
  double *r = self->residual;
  double *h = shr_size_new (m, 1, sizeof (double));
  ShrDouble2 *solution = shr_size_new0 (m, 1, sizeof (ShrDouble2));
  ShrDouble2 b = { 0.0, 0.0 };
  double last = HUGE_VAL;
  ShrStatus status = SHR_STATUS_NO_MEMORY;

  assert (self->rank == m);
  if (h == NULL || solution == NULL)
    goto out;

  /* Starting from r = 0 and u = 0, the first round is the plain solution, the others refine it. */
  memset (r, 0, n * sizeof (double));
  for (int round = 0; round < REFINEMENTS; round++)
    {
      double change = 0.0, size = 0.0, mean = 0.0, of_ones = 0.0;

      miss_of_rows (self, index, solution, b, f, self->rows + n);
      for (size_t i = 0; i < m; i++)
        {
          size_t k = (size_t) self->pivot[i] - 1;

          h[i] = ldexp (miss_of_column (self, index[k]), -self->exponent[k]);
        }
      /* The ones are at right angles to the columns of the factor, which are centred, and so have a system of their own:
       * n·db + 1ᵀdr = 1ᵀf wanted with 1ᵀdr = −1ᵀr. */
      if (design->intercept)
        {
          mean = sum_of (f, n) / (double) n;
          of_ones = -sum_of (r, n) / (double) n;
          for (size_t i = 0; i < n; i++)
            f[i] -= mean;
        }

      status = correct (self, f, h);
      if (status != SHR_STATUS_OK)
        goto out;

      for (size_t i = 0; i < n; i++)
        r[i] += f[i] + of_ones;
      b = shr_double2_add (b, (ShrDouble2){ mean - of_ones, 0.0 });
      for (size_t i = 0; i < m; i++)
        {
          size_t k = (size_t) self->pivot[i] - 1;
          double step = ldexp (h[i], -self->exponent[k]);

          solution[k] = shr_double2_add (solution[k], (ShrDouble2){ step, 0.0 });
          /* In the length of the column, so that columns of any size count alike. */
          change = fmax (change, fabs (h[i]));
          size = fmax (size, fabs (ldexp (solution[k].hi, self->exponent[k])));
        }
      /* Corrections fall geometrically until they are rounding, so the next one is known. */
      if (round > 0 && (change * (change / last) <= finest * size || change > 0.5 * last))
        break;
      last = change;
    }

  for (size_t k = 0; k < m; k++)
    {
      Loaded column = loaded_column (design, index[k]);
      ShrDouble2 factor = shr_double2_divide (solution[k], (ShrDouble2){ column.scale, 0.0 });

      u[k] = solution[k].hi;
      b = shr_double2_subtract_multiply (b, factor, (ShrDouble2){ column.center, 0.0 });
    }
  *intercept = b.hi;

out:
  free (h);
  free (solution);
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
