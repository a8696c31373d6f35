#include "core/shr-system.h"

#include "core/shr-size.h"

#include <cblas.h>
#include <float.h>
#include <string.h>

/* A pivot (squared distance from the span, relative) below this is recomputed from the columns. */
static const double small_pivot = 1e-6;
/* Below this the factor in doubles is not trusted. */
static const double uncertain_pivot = 1e-10;
/* Relative distance from the span below which a column is dependent, whatever its combination. */
static const double dependent_distance = 1e-13;
/* Condition (its cheap lower bound) above which solutions are refined with residuals from the columns. */
static const double refined_spread = 1e4;

ShrStatus
shr_system_init (ShrSystem *self, const ShrDesign *design, const double *gram, const double *moment, bool varying)
{
  self->varying = varying;
  self->design = design;
  self->gram = gram;
  self->moment = moment;
  self->row_work = shr_size_new (design->n, 1, sizeof (double));
  if (self->row_work == NULL)
    return SHR_STATUS_NO_MEMORY;

  return shr_system_reserve (self, design->p < 16 ? design->p : 16);
}

void
shr_system_clear (ShrSystem *self)
{
  free (self->index);
  free (self->combination);
  free (self->columns);
  free (self->slot);
  free (self->slot_work);
  free (self->block);
  free (self->careful_block);
  free (self->careful_moment);
  free (self->careful_work);
  free (self->work);
  free (self->row_work);
  shr_cholesky_clear (&self->factor);
  shr_careful_cholesky_clear (&self->careful_factor);
  *self = (ShrSystem){ 0 };
}

/* A larger copy of an array of @rows×@capacity elements of which @used columns hold something, as rows×@larger or, with
 * @square, larger×larger. Frees nothing. */
static void *
enlarged (const void *old, size_t old_rows, size_t rows, size_t used, size_t columns, size_t element)
{
  char *copy = shr_size_new (rows, columns, element);

  if (copy != NULL && old != NULL)
    for (size_t j = 0; j < used; j++)
      memcpy (copy + j * rows * element, (const char *) old + j * old_rows * element, old_rows * element);

  return copy;
}

static ShrStatus
enlarge (void *slot, size_t old_rows, size_t rows, size_t used, size_t columns, size_t element)
{
  void *old;
  void *copy;

  memcpy (&old, slot, sizeof old);
  copy = enlarged (old, old_rows, rows, used, columns, element);
  if (copy == NULL)
    return SHR_STATUS_NO_MEMORY;
  free (old);
  memcpy (slot, &copy, sizeof copy);

  return SHR_STATUS_OK;
}

/* The columns only grow at their end, which a large allocation can do in place. */
static ShrStatus
enlarge_columns (ShrSystem *self, size_t capacity)
{
  double *columns;

  if (capacity > (size_t) PTRDIFF_MAX / sizeof (double) / self->design->n)
    return SHR_STATUS_NO_MEMORY;
  columns = realloc (self->columns, capacity * self->design->n * sizeof (double));
  if (columns == NULL)
    return SHR_STATUS_NO_MEMORY;
  self->columns = columns;

  return SHR_STATUS_OK;
}

ShrStatus
shr_system_reserve (ShrSystem *self, size_t capacity)
{
  size_t old = self->capacity;
  size_t used = self->size;

  if (capacity > old)
    {
      if (old > 0)
        capacity = capacity < 2 * old ? 2 * old : capacity;
      capacity = capacity > self->design->p ? self->design->p : capacity;
      if (enlarge (&self->index, old, capacity, old > 0, 1, sizeof (size_t)) != SHR_STATUS_OK
          || enlarge (&self->combination, old, capacity, old > 0, 1, sizeof (double)) != SHR_STATUS_OK
          || enlarge (&self->work, 3 * old, 3 * capacity, 0, 1, sizeof (double)) != SHR_STATUS_OK)
        return SHR_STATUS_NO_MEMORY;
      if (self->gram == NULL
          && (enlarge_columns (self, capacity) != SHR_STATUS_OK
              || enlarge (&self->slot, old, capacity, old > 0, 1, sizeof (size_t)) != SHR_STATUS_OK
              || enlarge (&self->slot_work, old, capacity, 0, 1, sizeof (double)) != SHR_STATUS_OK))
        return SHR_STATUS_NO_MEMORY;
      if (self->gram == NULL && self->varying
          && enlarge (&self->block, old, capacity, used, capacity, sizeof (double)) != SHR_STATUS_OK)
        return SHR_STATUS_NO_MEMORY;
      if (shr_cholesky_reserve (&self->factor, capacity) != SHR_STATUS_OK)
        return SHR_STATUS_NO_MEMORY;
      self->capacity = capacity;
    }

  if (self->careful && self->careful_factor.capacity < self->capacity)
    {
      size_t careful_old = self->careful_factor.capacity;

      if (enlarge (&self->careful_block, careful_old, self->capacity, used, self->capacity, sizeof (ShrDouble2))
              != SHR_STATUS_OK
          || enlarge (&self->careful_moment, careful_old, self->capacity, careful_old > 0, 1, sizeof (ShrDouble2))
                 != SHR_STATUS_OK
          || enlarge (&self->careful_work, 2 * careful_old, 2 * self->capacity, 0, 1, sizeof (ShrDouble2))
                 != SHR_STATUS_OK)
        return SHR_STATUS_NO_MEMORY;
      return shr_careful_cholesky_reserve (&self->careful_factor, self->capacity);
    }

  return SHR_STATUS_OK;
}

static void
forget_condition (ShrSystem *self)
{
  self->condition = 0.0;
  self->spread = 0.0;
}

ShrStatus
shr_system_reset (ShrSystem *self, bool careful)
{
  self->size = 0;
  self->factor.size = 0;
  self->careful_factor.size = 0;
  self->careful = careful;
  forget_condition (self);

  return shr_system_reserve (self, self->capacity);
}

static const double *
active_column (const ShrSystem *self, size_t i)
{
  return self->columns != NULL ? self->columns + self->slot[i] * self->design->n
                               : shr_design_column (self->design, self->index[i]);
}

/* g_i = z_iᵀv/n over the active columns. */
static void
active_products (const ShrSystem *self, const double *v, double *g)
{
  int n = shr_size_int (self->design->n);

  if (self->columns != NULL && self->size > 0)
    {
      cblas_dgemv (CblasColMajor, CblasTrans, n, shr_size_int (self->size), 1.0 / (double) n, self->columns, n, v, 1,
                   0.0, self->slot_work, 1);
      for (size_t i = 0; i < self->size; i++)
        g[i] = self->slot_work[self->slot[i]];
    }
  else
    for (size_t i = 0; i < self->size; i++)
      g[i] = shr_design_dot (self->design, self->index[i], v);
}

/* v −= Z_A a. */
static void
subtract_fit (const ShrSystem *self, const double *a, double *v)
{
  int n = shr_size_int (self->design->n);

  if (self->columns != NULL && self->size > 0)
    {
      for (size_t i = 0; i < self->size; i++)
        self->slot_work[self->slot[i]] = a[i];
      cblas_dgemv (CblasColMajor, CblasNoTrans, n, shr_size_int (self->size), -1.0, self->columns, n, self->slot_work,
                   1, 1.0, v, 1);
    }
  else
    for (size_t i = 0; i < self->size; i++)
      cblas_daxpy (n, -a[i], active_column (self, i), 1, v, 1);
}

void
shr_system_residual (ShrSystem *self, const double *u, double *r)
{
  memcpy (r, self->design->response, self->design->n * sizeof (double));
  subtract_fit (self, u, r);
}

/* The size of the terms that cancel when z_k is taken as Z_A a, over the size of z_k: what the doubles of the columns
 * cannot resolve is about one rounding of that. */
static double
combination_weight (const ShrSystem *self, size_t k)
{
  double weight = 0.0;

  for (size_t i = 0; i < self->size; i++)
    weight += fabs (self->combination[i]) * sqrt (self->design->square[self->index[i]]);

  return 1.0 + weight / sqrt (self->design->square[k]);
}

static bool
is_dependent (const ShrSystem *self, size_t k, double pivot_square)
{
  double square = self->design->square[k];
  double distance = fmax (dependent_distance, 32.0 * DBL_EPSILON * combination_weight (self, k));

  /* The ridge part keeps every column apart by √λ₂: only a vanishing one counts as none. */
  if (self->l2 > 1e-28 * square)
    return false;

  return pivot_square <= distance * distance * square;
}

static void
take_column (ShrSystem *self, size_t k)
{
  size_t n = self->design->n;

  if (self->columns != NULL)
    {
      memcpy (self->columns + self->size * n, shr_design_column (self->design, k), n * sizeof (double));
      self->slot[self->size] = self->size;
    }
  self->index[self->size++] = k;
  forget_condition (self);
}

static ShrAppend
append_careful (ShrSystem *self, size_t k)
{
  ShrDouble2 *u = self->careful_work;
  ShrDouble2 *a = self->careful_work + self->capacity;
  size_t m = self->size;
  ShrDouble2 *block = self->careful_block + m * self->careful_factor.capacity;
  ShrDouble2 diagonal = shr_design_gram_careful (self->design, k, k);
  ShrDouble2 pivot_square = shr_double2_add (diagonal, (ShrDouble2){ self->l2, 0.0 });

  for (size_t i = 0; i < m; i++)
    block[i] = shr_design_gram_careful (self->design, self->index[i], k);
  block[m] = diagonal;

  memcpy (u, block, m * sizeof *u);
  shr_careful_cholesky_forward (&self->careful_factor, u);
  memcpy (a, u, m * sizeof *a);
  shr_careful_cholesky_backward (&self->careful_factor, a);
  for (size_t i = 0; i < m; i++)
    {
      self->combination[i] = a[i].hi;
      pivot_square = shr_double2_subtract_multiply (pivot_square, u[i], u[i]);
    }

  if (!(pivot_square.hi > 0.0) || is_dependent (self, k, pivot_square.hi))
    return SHR_APPEND_DEPENDENT;

  shr_careful_cholesky_append (&self->careful_factor, u, shr_double2_sqrt (pivot_square));
  self->careful_moment[m] = shr_design_moment_careful (self->design, k);
  take_column (self, k);

  return SHR_APPEND_DONE;
}

/* The squared distance of column @k from the span of the active ones (with λ₂, of the columns extended by √λ₂I), from
 * the columns themselves: orthogonalised twice, so that only their own rounding is left. Refines combination, which on
 * entry solves the Gram system. */
static double
distance_square (ShrSystem *self, size_t k)
{
  size_t m = self->size;
  size_t n = self->design->n;
  double *correction = self->work + 2 * self->capacity;
  double square = 0.0;

  for (int pass = 0; pass < 3; pass++)
    {
      memcpy (self->row_work, shr_design_column (self->design, k), n * sizeof (double));
      subtract_fit (self, self->combination, self->row_work);
      square = cblas_ddot (shr_size_int (n), self->row_work, 1, self->row_work, 1) / (double) n + self->l2;
      for (size_t i = 0; i < m; i++)
        square += self->l2 * self->combination[i] * self->combination[i];
      if (pass == 2)
        break;

      active_products (self, self->row_work, correction);
      for (size_t i = 0; i < m; i++)
        correction[i] -= self->l2 * self->combination[i];
      shr_cholesky_solve (&self->factor, correction);
      for (size_t i = 0; i < m; i++)
        self->combination[i] += correction[i];
    }

  return square;
}

/* Column @j of the block: @products above the diagonal. */
static void
keep_products (ShrSystem *self, size_t j, const double *products, double diagonal)
{
  if (self->block == NULL)
    return;

  memcpy (self->block + j * self->capacity, products, j * sizeof (double));
  self->block[j + j * self->capacity] = diagonal;
}

ShrAppend
shr_system_append (ShrSystem *self, size_t k)
{
  const ShrDesign *design = self->design;
  size_t m = self->size;
  double *u = self->work;
  double diagonal = design->square[k] + self->l2;
  double pivot_square = diagonal;

  assert (m < self->capacity);
  if (self->careful)
    return append_careful (self, k);

  if (self->gram != NULL)
    for (size_t i = 0; i < m; i++)
      u[i] = self->gram[self->index[i] + k * design->p];
  else
    {
      active_products (self, shr_design_column (design, k), u);
      keep_products (self, m, u, design->square[k]);
    }

  shr_cholesky_forward (&self->factor, u);
  for (size_t i = 0; i < m; i++)
    pivot_square -= u[i] * u[i];

  if (!(pivot_square > small_pivot * diagonal))
    {
      memcpy (self->combination, u, m * sizeof (double));
      shr_cholesky_backward (&self->factor, self->combination);
      pivot_square = distance_square (self, k);
      if (is_dependent (self, k, pivot_square))
        return SHR_APPEND_DEPENDENT;
      if (pivot_square < uncertain_pivot * diagonal)
        return SHR_APPEND_UNCERTAIN;
      memcpy (u, self->combination, m * sizeof (double));
      shr_cholesky_multiply (&self->factor, u);
    }

  shr_cholesky_append (&self->factor, u, sqrt (pivot_square));
  take_column (self, k);

  return SHR_APPEND_DONE;
}

/* The Gram entries of the @count columns in @k with the active ones and with each other, into the next columns of the
 * factor's triangle and of the block. */
static void
append_gram (ShrSystem *self, const size_t *k, size_t count)
{
  const ShrDesign *design = self->design;
  size_t m = self->size;
  size_t capacity = self->factor.capacity;
  double *next = self->factor.r + m * capacity;

  if (self->gram != NULL)
    {
      for (size_t b = 0; b < count; b++)
        {
          const double *from = self->gram + k[b] * design->p;

          for (size_t i = 0; i < m; i++)
            next[i + b * capacity] = from[self->index[i]];
          for (size_t i = 0; i <= b; i++)
            next[m + i + b * capacity] = from[k[i]];
        }
      return;
    }

  for (size_t b = 0; b < count; b++)
    memcpy (self->columns + (m + b) * design->n, shr_design_column (design, k[b]), design->n * sizeof (double));
  cblas_dgemm (CblasColMajor, CblasTrans, CblasNoTrans, shr_size_int (m + count), shr_size_int (count),
               shr_size_int (design->n), 1.0 / (double) design->n, self->columns, shr_size_int (design->n),
               self->columns + m * design->n, shr_size_int (design->n), 0.0, next, shr_size_int (capacity));
  /* The products come in the order of the slots. */
  for (size_t b = 0; b < count; b++)
    {
      double *to = next + b * capacity;

      memcpy (self->slot_work, to, m * sizeof (double));
      for (size_t i = 0; i < m; i++)
        to[i] = self->slot_work[self->slot[i]];
      to[m + b] = design->square[k[b]];
      keep_products (self, m + b, to, design->square[k[b]]);
    }
}

size_t
shr_system_append_many (ShrSystem *self, const size_t *k, size_t count)
{
  size_t m = self->size;
  size_t capacity = self->factor.capacity;
  double *next = self->factor.r + m * capacity;
  double *corner = next + m;
  size_t taken = 0;

  assert (m + count <= self->capacity);
  if (self->careful)
    return 0;

  append_gram (self, k, count);
  for (size_t b = 0; b < count; b++)
    corner[b + b * capacity] += self->l2;
  if (m > 0)
    {
      cblas_dtrsm (CblasColMajor, CblasLeft, CblasUpper, CblasTrans, CblasNonUnit, shr_size_int (m),
                   shr_size_int (count), 1.0, self->factor.r, shr_size_int (capacity), next, shr_size_int (capacity));
      cblas_dsyrk (CblasColMajor, CblasUpper, CblasTrans, shr_size_int (count), shr_size_int (m), -1.0, next,
                   shr_size_int (capacity), 1.0, corner, shr_size_int (capacity));
    }
  if (!shr_cholesky_factor_corner (&self->factor, count))
    return 0;

  while (taken < count)
    {
      double pivot = corner[taken + taken * capacity];

      if (!(pivot * pivot > small_pivot * (self->design->square[k[taken]] + self->l2)))
        break;
      if (self->columns != NULL)
        self->slot[m + taken] = m + taken;
      self->index[m + taken] = k[taken];
      taken++;
    }
  self->size += taken;
  self->factor.size += taken;
  forget_condition (self);

  return taken;
}

/* Takes row and column @position out of the upper triangle of a square block. */
static void
drop_from_block (char *block, size_t capacity, size_t size, size_t position, size_t element)
{
  for (size_t j = position; j + 1 < size; j++)
    {
      char *to = block + j * capacity * element;
      const char *from = block + (j + 1) * capacity * element;

      memcpy (to, from, position * element);
      memcpy (to + position * element, from + (position + 1) * element, (j + 1 - position) * element);
    }
}

void
shr_system_drop (ShrSystem *self, size_t position)
{
  size_t after = self->size - position - 1;
  size_t n = self->design->n;

  assert (position < self->size);
  forget_condition (self);
  if (self->careful)
    {
      shr_careful_cholesky_drop (&self->careful_factor, position);
      drop_from_block ((char *) self->careful_block, self->careful_factor.capacity, self->size, position,
                       sizeof (ShrDouble2));
      memmove (self->careful_moment + position, self->careful_moment + position + 1, after * sizeof (ShrDouble2));
    }
  else
    {
      shr_cholesky_drop (&self->factor, position);
      if (self->block != NULL)
        drop_from_block ((char *) self->block, self->capacity, self->size, position, sizeof (double));
    }
  if (self->columns != NULL)
    {
      /* The last column takes the place of the one that goes. */
      size_t hole = self->slot[position];
      size_t last = self->size - 1;

      if (hole != last)
        {
          memcpy (self->columns + hole * n, self->columns + last * n, n * sizeof (double));
          for (size_t i = 0; i < self->size; i++)
            if (self->slot[i] == last)
              self->slot[i] = hole;
        }
      memmove (self->slot + position, self->slot + position + 1, after * sizeof (size_t));
    }
  memmove (self->index + position, self->index + position + 1, after * sizeof (size_t));
  self->size--;
}

/* The factor in twice the precision for another λ₂, from the Gram block it has. */
static bool
refactor_careful (ShrSystem *self)
{
  ShrDouble2 *u = self->careful_work;

  self->careful_factor.size = 0;
  for (size_t j = 0; j < self->size; j++)
    {
      const ShrDouble2 *column = self->careful_block + j * self->careful_factor.capacity;
      ShrDouble2 pivot_square = shr_double2_add (column[j], (ShrDouble2){ self->l2, 0.0 });

      memcpy (u, column, j * sizeof *u);
      shr_careful_cholesky_forward (&self->careful_factor, u);
      for (size_t i = 0; i < j; i++)
        pivot_square = shr_double2_subtract_multiply (pivot_square, u[i], u[i]);
      if (!(pivot_square.hi > 0.0))
        return false;
      shr_careful_cholesky_append (&self->careful_factor, u, shr_double2_sqrt (pivot_square));
    }

  return true;
}

bool
shr_system_set_l2 (ShrSystem *self, double l2)
{
  size_t p = self->design->p;

  if (self->l2 == l2)
    return true;
  assert (self->varying);
  self->l2 = l2;
  forget_condition (self);
  if (self->careful)
    return refactor_careful (self);

  for (size_t j = 0; j < self->size; j++)
    {
      double *to = self->factor.r + j * self->factor.capacity;

      if (self->gram != NULL)
        for (size_t i = 0; i <= j; i++)
          to[i] = self->gram[self->index[i] + self->index[j] * p];
      else
        memcpy (to, self->block + j * self->capacity, (j + 1) * sizeof (double));
      to[j] += l2;
    }

  return shr_cholesky_factor (&self->factor, self->size);
}

static void
solve_careful (ShrSystem *self, double f, double l1, const double *sign, double *u)
{
  ShrDouble2 *b = self->careful_work;

  for (size_t i = 0; i < self->size; i++)
    {
      b[i] = shr_double2_multiply ((ShrDouble2){ f, 0.0 }, self->careful_moment[i]);
      b[i] = shr_double2_add_product (b[i], -l1, sign[i]);
    }
  shr_careful_cholesky_forward (&self->careful_factor, b);
  shr_careful_cholesky_backward (&self->careful_factor, b);
  for (size_t i = 0; i < self->size; i++)
    u[i] = b[i].hi;
}

/* One step of refinement with the residual from the columns. */
static void
refine (ShrSystem *self, double f, double l1, const double *sign, double *u)
{
  double *correction = self->work;

  for (size_t row = 0; row < self->design->n; row++)
    self->row_work[row] = f * self->design->response[row];
  subtract_fit (self, u, self->row_work);
  active_products (self, self->row_work, correction);
  for (size_t i = 0; i < self->size; i++)
    correction[i] -= l1 * sign[i] + self->l2 * u[i];
  shr_cholesky_solve (&self->factor, correction);
  for (size_t i = 0; i < self->size; i++)
    u[i] += correction[i];
}

void
shr_system_solve (ShrSystem *self, double f, double l1, const double *sign, double *u)
{
  double spread;

  self->solved++;
  if (self->careful)
    {
      solve_careful (self, f, l1, sign, u);
      return;
    }

  for (size_t i = 0; i < self->size; i++)
    u[i] = f * self->moment[self->index[i]] - l1 * sign[i];
  shr_cholesky_solve (&self->factor, u);

  spread = shr_system_spread (self);
  if (spread > refined_spread)
    refine (self, f, l1, sign, u);
  if (spread > refined_spread * refined_spread)
    refine (self, f, l1, sign, u);
}

double
shr_system_spread (ShrSystem *self)
{
  double min = HUGE_VAL;
  double max = 0.0;

  if (self->spread > 0.0)
    return self->spread;

  for (size_t i = 0; i < self->size; i++)
    {
      double d = self->careful ? self->careful_factor.r[i + i * self->careful_factor.capacity].hi
                               : self->factor.r[i + i * self->factor.capacity];

      min = d < min ? d : min;
      max = d > max ? d : max;
    }

  self->spread = self->size == 0 ? 1.0 : (max / min) * (max / min);

  return self->spread;
}

/* The factor rounded to doubles, for what needs no more. */
static void
round_factor (ShrSystem *self)
{
  for (size_t j = 0; j < self->size; j++)
    for (size_t i = 0; i <= j; i++)
      self->factor.r[i + j * self->factor.capacity] = self->careful_factor.r[i + j * self->careful_factor.capacity].hi;
  self->factor.size = self->size;
}

double
shr_system_condition (ShrSystem *self)
{
  if (self->condition == 0.0)
    {
      if (self->careful)
        round_factor (self);
      self->condition = shr_cholesky_condition (&self->factor);
    }

  return self->condition;
}

double
shr_system_df (ShrSystem *self)
{
  double trace;

  if (self->l2 == 0.0 || self->size == 0)
    return (double) self->size;
  if (self->careful)
    round_factor (self);
  trace = shr_cholesky_inverse_trace (&self->factor);

  return fmax ((double) self->size - self->l2 * trace, 0.0);
}
