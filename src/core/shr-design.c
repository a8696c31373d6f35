#include "core/shr-design-private.h"

#include "core/shr-size.h"

#include <cblas.h>
#include <float.h>
#include <math.h>
#include <sched.h>
#include <string.h>

void
shr_design_settings_init (ShrDesignSettings *settings)
{
  settings->standardize = true;
  settings->intercept = true;
  settings->scale = NULL;
}

/* Sums and maxima run in this many lanes, whose order is fixed, so that the compiler may keep them in vector registers. */
enum
{
  LANES = 8,
  STRETCH = 1024
};

/* Largest magnitude of @count values; negative when one of them is not finite. */
static double
largest (const double *values, size_t count)
{
  double max[LANES] = { 0.0 };
  double probe[LANES] = { 0.0 };
  size_t whole = count - count % LANES;

  for (size_t i = 0; i < whole; i += LANES)
    for (size_t lane = 0; lane < LANES; lane++)
      {
        double magnitude = fabs (values[i + lane]);

        max[lane] = magnitude > max[lane] ? magnitude : max[lane];
        /* Not a number times zero stays not a number, and infinity times zero becomes it. */
        probe[lane] += values[i + lane] * 0.0;
      }
  for (size_t i = whole; i < count; i++)
    {
      max[0] = fabs (values[i]) > max[0] ? fabs (values[i]) : max[0];
      probe[0] += values[i] * 0.0;
    }
  for (size_t lane = 1; lane < LANES; lane++)
    {
      max[0] = max[lane] > max[0] ? max[lane] : max[0];
      probe[0] += probe[lane];
    }

  return probe[0] == 0.0 ? max[0] : -1.0;
}

/* Σ (values_i − center). */
static double
sum_of_deviations (const double *values, size_t count, double center)
{
  double sum[LANES] = { 0.0 };
  size_t whole = count - count % LANES;

  for (size_t i = 0; i < whole; i += LANES)
    for (size_t lane = 0; lane < LANES; lane++)
      sum[lane] += values[i + lane] - center;
  for (size_t i = whole; i < count; i++)
    sum[0] += values[i] - center;
  for (size_t lane = 1; lane < LANES; lane++)
    sum[0] += sum[lane];

  return sum[0];
}

/* Σ (values_i − values_0), in @square Σ (values_i − values_0)², and in @max the largest magnitude of a value. A sum that is
 * not finite says that a value may not be. Sums of stretches are summed, so that long columns lose no digits. */
SHR_HOT static double
scan (const double *values, size_t count, double *square, double *max)
{
  double most[LANES] = { 0.0 };
  double first = values[0];
  double total = 0.0;

  *square = 0.0;
  for (size_t begin = 0; begin < count; begin += STRETCH)
    {
      double sum[LANES] = { 0.0 };
      double squares[LANES] = { 0.0 };
      size_t end = count - begin < STRETCH ? count : begin + STRETCH;
      size_t whole = end - (end - begin) % LANES;

      for (size_t i = begin; i < whole; i += LANES)
        for (size_t lane = 0; lane < LANES; lane++)
          {
            double magnitude = fabs (values[i + lane]);
            double deviation = values[i + lane] - first;

            most[lane] = magnitude > most[lane] ? magnitude : most[lane];
            sum[lane] += deviation;
            squares[lane] += deviation * deviation;
          }
      for (size_t i = whole; i < end; i++)
        {
          most[0] = fabs (values[i]) > most[0] ? fabs (values[i]) : most[0];
          sum[0] += values[i] - first;
          squares[0] += (values[i] - first) * (values[i] - first);
        }
      for (size_t lane = 1; lane < LANES; lane++)
        {
          sum[0] += sum[lane];
          squares[0] += squares[lane];
        }
      total += sum[0];
      *square += squares[0];
    }
  for (size_t lane = 1; lane < LANES; lane++)
    most[0] = most[lane] > most[0] ? most[lane] : most[0];
  *max = most[0];

  return total;
}

/* Σ (values_i − center), and in @square Σ (values_i − center)². */
SHR_HOT static double
deviations (const double *values, size_t count, double center, double *square)
{
  double sum[LANES] = { 0.0 };
  double squares[LANES] = { 0.0 };
  size_t whole = count - count % LANES;

  for (size_t i = 0; i < whole; i += LANES)
    for (size_t lane = 0; lane < LANES; lane++)
      {
        double deviation = values[i + lane] - center;

        sum[lane] += deviation;
        squares[lane] += deviation * deviation;
      }
  for (size_t i = whole; i < count; i++)
    {
      sum[0] += values[i] - center;
      squares[0] += (values[i] - center) * (values[i] - center);
    }
  for (size_t lane = 1; lane < LANES; lane++)
    {
      sum[0] += sum[lane];
      squares[0] += squares[lane];
    }
  *square = squares[0];

  return sum[0];
}

/* The exponent e with 2^(e−1) ≤ value < 2^e; 0 for 0. */
static int
exponent_of (double value)
{
  int exponent = 0;

  if (value > 0.0)
    frexp (value, &exponent);

  return exponent;
}

/* The power of two to take out of values up to @max before their squares are summed: none, where there is no need. */
static int
needed_exponent (double max)
{
  return max > 0x1p-200 && max < 0x1p200 ? 0 : exponent_of (max);
}

/* @out = @in·2^−@exponent, in two steps where the factor itself would leave the range of a double. */
static void
scale_down (const double *in, size_t n, int exponent, double *out)
{
  int half = exponent / 2;
  double first = ldexp (1.0, -half);
  double second = ldexp (1.0, -(exponent - half));

  for (size_t i = 0; i < n; i++)
    out[i] = in[i] * first * second;
}

static bool
is_constant (const double *values, size_t n)
{
  for (size_t i = 1; i < n; i++)
    if (values[i] != values[0])
      return false;

  return true;
}

/* The mean of @values as a rounded mean and a correction: exact enough that subtracting both leaves each deviation
 * correct to rounding, however large the mean is beside the spread. */
static ShrDouble2
mean_of (const double *values, size_t n)
{
  double mean = sum_of_deviations (values, n, 0.0) / (double) n;

  return shr_double2_sum (mean, sum_of_deviations (values, n, mean) / (double) n);
}

SHR_HOT static void
subtract (const double *values, size_t n, ShrDouble2 mean, double *out)
{
  for (size_t i = 0; i < n; i++)
    out[i] = (values[i] - mean.hi) - mean.lo;
}

static double
mean_square (const double *values, size_t n)
{
  return cblas_ddot (shr_size_int (n), values, 1, values, 1) / (double) n;
}

/* The centred sd (1/n) of the deviations @z, which are brought to order 1 by 2^−@exponent if they are so small or large
 * that squares would not do: a column may vary in its last digits only. */
static double
spread_of (double *z, size_t n, int *exponent)
{
  *exponent = needed_exponent (largest (z, n));
  if (*exponent != 0)
    scale_down (z, n, *exponent, z);

  return sqrt (mean_square (z, n));
}

SHR_HOT static void
divide (double *z, size_t n, double by)
{
  for (size_t i = 0; i < n; i++)
    z[i] /= by;
}

static void
leave_out (ShrDesign *self, size_t j)
{
  memset (self->store + j * self->n, 0, self->n * sizeof (double));
  atomic_init (&self->state[j], SHR_COLUMN_MADE);
  self->center[j] = self->intercept ? self->x[j * self->n] : 0.0;
  self->center_low[j] = 0.0;
  self->scale[j] = 0.0;
  self->square[j] = 0.0;
}

/* What a column needs that is of moderate magnitude, once 2^@shift is taken out of it, without a copy and most often
 * without another pass; false where that is not enough. @values: column @j without 2^@shift; @sum, @square, @max: what
 * scan() says of them; @divisor: what they are to be divided by, 0 for their own sd. */
static bool
measure_column (ShrDesign *self,
                size_t j,
                const double *values,
                double sum,
                double square,
                double max,
                int shift,
                double divisor)
{
  double n = (double) self->n;
  double from = values[0];
  double way = sum / n;
  double variance = square / n - way * way;
  ShrDouble2 center;

  if (needed_exponent (max) != 0)
    return false;
  /* The first value may lie far out; the mean does not. */
  if (!(way * way <= 16.0 * variance))
    {
      from += way;
      way = deviations (values, self->n, from, &square) / n;
      variance = square / n - way * way;
    }
  if (divisor == 0.0)
    divisor = sqrt (variance);
  /* A column that varies only in its last digits is worth a look at each deviation. */
  if (!(variance > 0.0) || !(way * way <= 16.0 * variance) || needed_exponent (sqrt (variance)) != 0
      || needed_exponent (divisor) != 0)
    return false;

  center = shr_double2_sum (from, way);
  if (!self->intercept)
    {
      variance += center.hi * center.hi;
      center = (ShrDouble2){ 0.0, 0.0 };
    }
  self->shift[j] = shift;
  self->mean[j] = center;
  self->center[j] = ldexp (center.hi, shift);
  self->center_low[j] = ldexp (center.lo, shift);
  self->divisor[j] = divisor;
  self->scale[j] = self->standardize ? ldexp (divisor, shift) : 1.0;
  self->square[j] = variance / divisor / divisor;

  return true;
}

/* Fills column @j on the working scale with its centre and scale. @sum, @square, @max: what scan() says of it. @exponent: the power of
 * two common to all columns, used when not standardising. @given: (nullable): a scale that is not the column's own. */
static void
prepare_column (ShrDesign *self, size_t j, double sum, double square, double max, int exponent, const double *given)
{
  const double *x = self->x + j * self->n;
  const double *source = x;
  double *z = self->store + j * self->n;
  size_t n = self->n;
  ShrDouble2 mean;

  if (given != NULL ? *given == 0.0 : is_constant (x, n))
    {
      leave_out (self, j);
      return;
    }

  /* A scale that is given brings its own power of two. */
  if (self->standardize)
    exponent = given != NULL ? needed_exponent (*given) : needed_exponent (max);
  else if (needed_exponent (max) == 0 && needed_exponent (ldexp (1.0, exponent)) == 0
           && measure_column (self, j, x, sum, square, max, 0, ldexp (1.0, exponent)))
    return;
  if (exponent != 0)
    {
      scale_down (x, n, exponent, z);
      source = z;
      sum = scan (z, n, &square, &max);
    }
  if (measure_column (self, j, source, sum, square, max, exponent,
                      !self->standardize ? 1.0
                      : given != NULL    ? ldexp (*given, -exponent)
                                         : 0.0))
    return;

  mean = mean_of (source, n);
  if (is_constant (x, n))
    mean = (ShrDouble2){ source[0], 0.0 };
  self->center[j] = self->intercept ? ldexp (mean.hi, exponent) : 0.0;
  self->center_low[j] = self->intercept ? ldexp (mean.lo, exponent) : 0.0;

  if (self->standardize && given == NULL)
    {
      int spread;
      double sd;

      subtract (source, n, mean, z);
      sd = spread_of (z, n, &spread);
      /* Without intercept the sd is still the centred one, but the column itself keeps its mean. */
      if (!self->intercept)
        scale_down (x, n, exponent + spread, z);
      divide (z, n, sd);
      self->scale[j] = ldexp (sd, exponent + spread);
    }
  else
    {
      if (self->intercept)
        subtract (source, n, mean, z);
      else if (source == x)
        memcpy (z, x, n * sizeof (double));
      if (self->standardize)
        divide (z, n, ldexp (*given, -exponent));
      self->scale[j] = self->standardize ? *given : 1.0;
    }
  self->square[j] = mean_square (z, n);
  atomic_init (&self->state[j], SHR_COLUMN_MADE);
}

static void
prepare_response (ShrDesign *self)
{
  size_t n = self->n;
  int exponent = exponent_of (largest (self->y, n));
  int spread;

  scale_down (self->y, n, exponent, self->response);
  if (self->intercept)
    {
      ShrDouble2 mean = mean_of (self->response, n);

      if (is_constant (self->y, n))
        {
          mean = (ShrDouble2){ self->response[0], 0.0 };
          self->null = true;
        }
      subtract (self->response, n, mean, self->response);
      self->response_center = ldexp (mean.hi, exponent);
      self->response_center_low = ldexp (mean.lo, exponent);
    }

  spread = exponent_of (largest (self->response, n));
  scale_down (self->response, n, spread, self->response);
  self->response_exponent = exponent + spread;
  self->null_square = mean_square (self->response, n);
  if (self->null_square == 0.0)
    self->null = true;
}

ShrStatus
shr_design_new (const double *x,
                const double *y,
                size_t n,
                size_t p,
                const ShrDesignSettings *settings,
                ShrDesign **design)
{
  ShrDesignSettings defaults;
  ShrDesign *self;
  double max = 0.0;
  bool varies = false;

  *design = NULL;
  if (n == 0 || p == 0)
    return SHR_STATUS_EMPTY;
  if (n > INT_MAX || p > INT_MAX || n > (size_t) PTRDIFF_MAX / sizeof (double) / p)
    return SHR_STATUS_TOO_LARGE;
  if (settings == NULL)
    {
      shr_design_settings_init (&defaults);
      settings = &defaults;
    }

  if (largest (y, n) < 0.0)
    return SHR_STATUS_NOT_FINITE;

  self = calloc (1, sizeof *self);
  if (self == NULL)
    return SHR_STATUS_NO_MEMORY;
  self->n = n;
  self->p = p;
  self->x = x;
  self->y = y;
  self->standardize = settings->standardize;
  self->intercept = settings->intercept;
  self->center = shr_size_new (p, 1, sizeof (double));
  self->center_low = shr_size_new (p, 1, sizeof (double));
  self->scale = shr_size_new (p, 1, sizeof (double));
  self->square = shr_size_new (p, 1, sizeof (double));
  self->response = shr_size_new (n, 1, sizeof (double));
  self->store = shr_size_new (n, p, sizeof (double));
  self->divisor = shr_size_new0 (p, 1, sizeof (double));
  self->mean = shr_size_new (p, 1, sizeof (ShrDouble2));
  self->shift = shr_size_new0 (p, 1, sizeof (int));
  self->state = shr_size_new (p, 1, sizeof *self->state);
  if (self->center == NULL || self->center_low == NULL || self->scale == NULL || self->square == NULL
      || self->response == NULL || self->store == NULL || self->divisor == NULL || self->mean == NULL
      || self->shift == NULL || self->state == NULL)
    {
      shr_design_free (self);
      return SHR_STATUS_NO_MEMORY;
    }

  for (size_t j = 0; j < p; j++)
    atomic_init (&self->state[j], SHR_COLUMN_NONE);

  /* The power of two that all columns share takes a pass of its own; standardising, each is measured while it is in the
   * cache. */
  for (size_t j = 0; j < p && !self->standardize; j++)
    max = fmax (max, largest (x + j * n, n));
  self->column_exponent = self->standardize ? 0 : exponent_of (max);
  for (size_t j = 0; j < p; j++)
    {
      double square;
      double sum = scan (x + j * n, n, &square, &max);

      if (!isfinite (sum) && largest (x + j * n, n) < 0.0)
        {
          shr_design_free (self);
          return SHR_STATUS_NOT_FINITE;
        }
      prepare_column (self, j, sum, square, max, self->column_exponent,
                      settings->scale != NULL ? settings->scale + j : NULL);
      varies = varies || self->scale[j] != 0.0;
    }
  prepare_response (self);
  if (!varies)
    self->null = true;

  *design = self;
  return SHR_STATUS_OK;
}

void
shr_design_rows_of_column (const ShrDesign *design,
                           size_t j,
                           size_t first,
                           size_t rows,
                           bool centered_only,
                           double *out)
{
  const double *x = design->x + j * design->n + first;

  if (design->divisor[j] == 0.0)
    {
      memcpy (out, shr_design_column (design, j) + first, rows * sizeof (double));
      return;
    }
  if (design->shift[j] != 0)
    {
      scale_down (x, rows, design->shift[j], out);
      x = out;
    }
  if (design->intercept)
    subtract (x, rows, design->mean[j], out);
  else if (x != out)
    memcpy (out, x, rows * sizeof (double));
  if (!centered_only)
    divide (out, rows, design->divisor[j]);
}

void
shr_design_make_column (const ShrDesign *design, size_t j)
{
  unsigned char none = SHR_COLUMN_NONE;

  if (atomic_compare_exchange_strong_explicit (&design->state[j], &none, SHR_COLUMN_BEING_MADE, memory_order_acquire,
                                               memory_order_acquire))
    {
      shr_design_rows_of_column (design, j, 0, design->n, false, design->store + j * design->n);
      atomic_store_explicit (&design->state[j], SHR_COLUMN_MADE, memory_order_release);
      return;
    }

  /* Folds that share a design may ask for the same column at once. */
  while (atomic_load_explicit (&design->state[j], memory_order_acquire) != SHR_COLUMN_MADE)
    sched_yield ();
}

const double *
shr_design_columns (const ShrDesign *design)
{
  for (size_t j = 0; j < design->p; j++)
    shr_design_column (design, j);

  return design->store;
}

void
shr_design_free (ShrDesign *design)
{
  if (design == NULL)
    return;

  free (design->center);
  free (design->center_low);
  free (design->scale);
  free (design->square);
  free (design->response);
  free (design->store);
  free (design->divisor);
  free (design->mean);
  free (design->shift);
  free (design->state);
  free (design);
}

size_t
shr_design_rows (const ShrDesign *design)
{
  return design->n;
}

size_t
shr_design_features (const ShrDesign *design)
{
  return design->p;
}

bool
shr_design_standardize (const ShrDesign *design)
{
  return design->standardize;
}

bool
shr_design_intercept (const ShrDesign *design)
{
  return design->intercept;
}

double
shr_design_center (const ShrDesign *design, size_t j)
{
  assert (j < design->p);

  return design->center[j];
}

double
shr_design_scale (const ShrDesign *design, size_t j)
{
  assert (j < design->p);

  return design->scale[j];
}

bool
shr_design_is_constant (const ShrDesign *design, size_t j)
{
  assert (j < design->p);

  return design->scale[j] == 0.0;
}

double
shr_design_response_center (const ShrDesign *design)
{
  return design->response_center;
}

bool
shr_design_is_null (const ShrDesign *design)
{
  return design->null;
}
