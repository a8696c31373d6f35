/* Every pass over the columns on the working scale: what the solvers ask a design for. */

#include "core/shr-design-private.h"

#include "core/shr-size.h"

#include <cblas.h>
#include <string.h>

/* The blocks of rows in which columns are centred for the Gram matrix: small enough to stay in the cache, large enough for
 * BLAS to run at its speed. */
enum
{
  BLOCK_DOUBLES = 40000,
  LEAST_ROWS = 64,
  MOST_ROWS = 1024,
  STRETCH = 1024,
  LANES = 16
};

/* How large a column's mean may be beside its divisor for products with the column as loaded: what cancels then costs
 * three bits at most. */
static const double moderate_center = 8.0;

double
shr_design_sum (const ShrDesign *design, const double *v)
{
  double sum = 0.0;

  for (size_t i = 0; i < design->n; i++)
    sum += v[i];

  return sum;
}

/* Whether products with column @j may be taken from x. */
static inline bool
is_plain (const ShrDesign *design, size_t j)
{
  return design->shift[j] == 0 && fabs (design->center[j]) < moderate_center * design->divisor[j];
}

/* xᵀv in lanes of a fixed order, asking the memory for @next meanwhile. */
static inline double
dot_and_fetch (const double *x, const double *v, size_t n, const double *next)
{
  ShrLanes sum[4] = { { 0.0 } };
  size_t whole = n - n % LANES;
  double rest = 0.0;

  for (size_t i = 0; i < whole; i += LANES)
    {
      const ShrLanes *a = (const ShrLanes *) (x + i);
      const ShrLanes *b = (const ShrLanes *) (v + i);

      __builtin_prefetch (next + i);
      __builtin_prefetch (next + i + LANES / 2);
      sum[0] += a[0] * b[0];
      sum[1] += a[1] * b[1];
      sum[2] += a[2] * b[2];
      sum[3] += a[3] * b[3];
    }
  for (size_t i = whole; i < n; i++)
    rest += x[i] * v[i];
  sum[0] = (sum[0] + sum[1]) + (sum[2] + sum[3]);

  return ((sum[0][0] + sum[0][1]) + (sum[0][2] + sum[0][3])) + rest;
}

SHR_HOT void
shr_design_look (const ShrDesign *design, const size_t *index, size_t count, const double *v, double sum, double *g)
{
  for (size_t i = 0; i < count; i++)
    {
      size_t j = index[i];
      size_t next = i + 1 < count ? index[i + 1] : j;

      if (is_plain (design, j))
        {
          double product = dot_and_fetch (design->x + j * design->n, v, design->n, design->x + next * design->n);

          g[j] = (product - design->center[j] * sum) / (design->divisor[j] * (double) design->n);
        }
      else
        g[j] = shr_design_dot (design, j, v);
    }
}

void
shr_design_gradient (const ShrDesign *design, const double *v, double *g)
{
  int n = shr_size_int (design->n);
  double sum = shr_design_sum (design, v);

  for (size_t begin = 0, end; begin < design->p; begin = end)
    {
      end = begin + 1;
      if (!is_plain (design, begin))
        {
          g[begin] = shr_design_dot (design, begin, v);
          continue;
        }
      while (end < design->p && is_plain (design, end))
        end++;
      cblas_dgemv (CblasColMajor, CblasTrans, n, shr_size_int (end - begin), 1.0, design->x + begin * design->n, n, v,
                   1, 0.0, g + begin, 1);
      for (size_t j = begin; j < end; j++)
        g[j] = (g[j] - design->center[j] * sum) / (design->divisor[j] * (double) design->n);
    }
}

void
shr_design_gradients (const ShrDesign *design, const double *v, size_t count, double *g)
{
  int n = shr_size_int (design->n);
  int p = shr_size_int (design->p);

  cblas_dgemm (CblasColMajor, CblasTrans, CblasNoTrans, p, shr_size_int (count), n, 1.0 / (double) design->n,
               shr_design_columns (design), n, v, n, 0.0, g, p);
}

void
shr_design_residuals (const ShrDesign *design, const double *u, size_t count, double *r)
{
  int n = shr_size_int (design->n);
  int p = shr_size_int (design->p);

  for (size_t k = 0; k < count; k++)
    memcpy (r + k * design->n, design->response, design->n * sizeof (double));
  cblas_dgemm (CblasColMajor, CblasNoTrans, CblasNoTrans, n, shr_size_int (count), p, -1.0, shr_design_columns (design),
               n, u, p, 1.0, r, n);
}

double
shr_design_dot_careful (const ShrDesign *design, size_t j, const double *v)
{
  return shr_double2_dot (shr_design_column (design, j), v, design->n).hi / (double) design->n;
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

/* r + rest −= u·z in twice the precision. */
static inline void
subtract_careful (const double *restrict z, double u, size_t count, double *restrict r, double *restrict rest)
{
  for (size_t row = 0; row < count; row++)
    {
      ShrDouble2 p = shr_double2_product (z[row], -u);
      ShrDouble2 s = shr_double2_sum (r[row], p.hi);

      r[row] = s.hi;
      rest[row] += s.lo + p.lo;
    }
}

SHR_HOT void
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
  /* The rows of a stretch stay in the nearest cache while every column passes. */
  for (size_t begin = 0; begin < n; begin += STRETCH)
    {
      size_t end = n - begin < STRETCH ? n : begin + STRETCH;

      for (size_t i = 0; i < count; i++)
        subtract_careful (shr_design_column (design, index[i]) + begin, u[i], end - begin, r + begin, work + begin);
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

/* Rows of a block: as much as the nearer caches hold of all columns. */
static size_t
block_rows (const ShrDesign *design)
{
  size_t rows = BLOCK_DOUBLES / design->p;

  rows = rows < LEAST_ROWS ? LEAST_ROWS : rows > MOST_ROWS ? MOST_ROWS : rows;

  return rows < design->n ? rows : design->n;
}

bool
shr_design_gram (const ShrDesign *design, double *gram, double *moment, bool (*cancelled) (void *data), void *data)
{
  size_t n = design->n;
  int p = shr_size_int (design->p);
  size_t most = block_rows (design);
  double *block = shr_size_new (most, design->p, sizeof (double));
  bool heard = false;

  for (size_t row = 0; row < n && !heard; row += most)
    {
      size_t rows = n - row < most ? n - row : most;
      int stride = shr_size_int (block != NULL ? rows : n);
      const double *z;

      heard = cancelled != NULL && cancelled (data);
      /* Without memory for a block there is the one that the design has. */
      for (size_t j = 0; j < design->p && block != NULL; j++)
        shr_design_rows_of_column (design, j, row, rows, true, block + j * rows);
      z = block != NULL ? block : shr_design_columns (design) + row;
      cblas_dsyrk (CblasColMajor, CblasUpper, CblasTrans, p, shr_size_int (rows), 1.0 / (double) n, z, stride,
                   row == 0 ? 0.0 : 1.0, gram, p);
      if (moment != NULL)
        cblas_dgemv (CblasColMajor, CblasTrans, shr_size_int (rows), p, 1.0 / (double) n, z, stride,
                     design->response + row, 1, row == 0 ? 0.0 : 1.0, moment, 1);
    }

  for (size_t j = 0; j < design->p && block != NULL; j++)
    {
      double divisor = design->divisor[j] != 0.0 ? design->divisor[j] : 1.0;

      for (size_t i = 0; i <= j; i++)
        gram[i + j * design->p] /= (design->divisor[i] != 0.0 ? design->divisor[i] : 1.0) * divisor;
      if (moment != NULL)
        moment[j] /= divisor;
    }
  free (block);
  mirror (gram, design->p);

  return !heard;
}

void
shr_design_outer (const ShrDesign *design, double *gram)
{
  int p = shr_size_int (design->p);
  int n = shr_size_int (design->n);

  cblas_dsyrk (CblasColMajor, CblasUpper, CblasNoTrans, n, p, 1.0 / (double) design->n, shr_design_columns (design), n,
               0.0, gram, n);
  mirror (gram, design->n);
}
