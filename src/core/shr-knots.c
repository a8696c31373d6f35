/* The homotopy of Osborne, Presnell, Turlach 2000 and Efron et al. 2004: on the active set A with signs s the solution
 * is w_A(λ) = a − λd with G_AA a = c_A and G_AA d = s, and the gradient of every column is g_j(λ) = e_j + λf_j. The
 * next event below λ is the first join, |g_j| = λ, or the first drop, w_i = 0. */

#include "core/shr-knots.h"

#include "core/shr-size.h"
#include "core/shr-system.h"

#include <cblas.h>
#include <float.h>
#include <math.h>
#include <string.h>

/* Two values of λ closer than this, relatively, are one event with several columns. */
static const double same = 1e-12;
/* So many coefficients at the breakpoints take up a quarter of a gigabyte. */
enum
{
  MOST_COEFFICIENTS = 1 << 24,
  /* With at least as many rows as columns, and no more columns than this, the whole Gram matrix is made. */
  MODERATE_FEATURES = 1500
};
/* Rounding in the gradient, over λ, above which it is found from the columns in twice the precision. */
static const double rough = 1e-11;

typedef struct
{
  const ShrDesign *design;
  ShrSystem system;
  double *moment;   /* p */
  double *sign;     /* p, in the order of the system */
  double *constant; /* p: a */
  double *slope;    /* p: d */
  double *gram;     /* p×p, or NULL */
  double *e;        /* p, and f behind it */
  double *f;        /* p */
  bool exact;       /* e and f are as good as doubles can hold them */
  double *vertex;   /* p */
  double *residual; /* 2n */
  double *work;     /* n */
  bool *active;     /* p */
  bool *dependent;  /* p: found to depend on the active columns; forgotten when one of them leaves */
} Homotopy;

static void
homotopy_clear (Homotopy *self)
{
  shr_system_clear (&self->system);
  free (self->moment);
  free (self->sign);
  free (self->constant);
  free (self->slope);
  free (self->gram);
  free (self->e);
  free (self->vertex);
  free (self->residual);
  free (self->work);
  free (self->active);
  free (self->dependent);
}

static ShrStatus
homotopy_init (Homotopy *self, const ShrDesign *design)
{
  size_t n = design->n;
  size_t p = design->p;

  self->design = design;
  self->moment = shr_size_new (p, 1, sizeof (double));
  self->sign = shr_size_new (p, 1, sizeof (double));
  self->constant = shr_size_new (p, 1, sizeof (double));
  self->slope = shr_size_new (p, 1, sizeof (double));
  self->e = shr_size_new (p, 2, sizeof (double));
  self->vertex = shr_size_new (p, 1, sizeof (double));
  self->residual = shr_size_new (n, 2, sizeof (double));
  self->work = shr_size_new (n, 1, sizeof (double));
  self->active = shr_size_new0 (p, 1, sizeof (bool));
  self->dependent = shr_size_new0 (p, 1, sizeof (bool));
  if (self->moment == NULL || self->sign == NULL || self->constant == NULL || self->slope == NULL || self->e == NULL
      || self->vertex == NULL || self->residual == NULL || self->work == NULL || self->active == NULL
      || self->dependent == NULL)
    return SHR_STATUS_NO_MEMORY;
  shr_design_gradient (design, design->response, self->moment);

  self->f = self->e + p;
  if (n >= p && p <= MODERATE_FEATURES && !design->null)
    {
      self->gram = shr_size_new (p, p, sizeof (double));
      if (self->gram == NULL)
        return SHR_STATUS_NO_MEMORY;
      shr_design_gram (design, self->gram, NULL, NULL, NULL);
    }

  return shr_system_init (&self->system, design, self->gram, self->moment, false);
}

/* The sum of the magnitudes that are added up to a gradient at @lambda. */
static double
size_of_terms (const Homotopy *self, double lambda)
{
  const ShrSystem *system = &self->system;
  double size = 0.0;

  for (size_t j = 0; j < self->design->p; j++)
    size = fmax (size, fabs (self->moment[j]));
  for (size_t i = 0; i < system->size; i++)
    size += sqrt (self->design->square[system->index[i]]) * (fabs (self->constant[i]) + lambda * fabs (self->slope[i]));

  return size;
}

/* e and f by the Gram matrix, which costs nothing beside a pass over the columns. */
static void
find_gradient_from_gram (Homotopy *self)
{
  const ShrSystem *system = &self->system;
  size_t p = self->design->p;

  memcpy (self->e, self->moment, p * sizeof (double));
  memset (self->f, 0, p * sizeof (double));
  for (size_t i = 0; i < system->size; i++)
    {
      const double *row = self->gram + system->index[i] * p;

      cblas_daxpy (shr_size_int (p), -self->constant[i], row, 1, self->e, 1);
      cblas_daxpy (shr_size_int (p), self->slope[i], row, 1, self->f, 1);
    }
}

/* e and f by one pass over the columns. */
static void
find_gradient_from_columns (Homotopy *self)
{
  const ShrDesign *design = self->design;
  const ShrSystem *system = &self->system;
  size_t n = design->n;
  double *second = self->residual + n;

  if (self->exact)
    {
      shr_design_residual_careful (design, system->index, self->constant, system->size, self->residual, self->work);
      shr_design_residual_careful (design, system->index, self->slope, system->size, second, self->work);
    }
  else
    {
      shr_design_residual (design, system->index, self->constant, system->size, self->residual);
      shr_design_residual (design, system->index, self->slope, system->size, second);
    }
  /* Z_A d as the response less the residual of d, so that one routine does for both. */
  for (size_t i = 0; i < n; i++)
    second[i] = design->response[i] - second[i];
  shr_design_gradients (design, self->residual, 2, self->e);
}

/* Fills e and f for the present a and d, good for λ from @lambda down. */
static void
find_gradient (Homotopy *self, double lambda, bool exact)
{
  self->exact = exact || self->system.careful || size_of_terms (self, lambda) * DBL_EPSILON > rough * lambda;
  if (self->gram != NULL && !self->exact)
    find_gradient_from_gram (self);
  else
    find_gradient_from_columns (self);
}

/* Fills a, d, e and f for the present active set, entered at @lambda. */
static void
find_lines (Homotopy *self, double lambda)
{
  ShrSystem *system = &self->system;

  shr_system_solve (system, 1.0, 0.0, self->sign, self->constant);
  shr_system_solve (system, 0.0, -1.0, self->sign, self->slope);
  find_gradient (self, lambda, false);
}

typedef struct
{
  double lambda;
  size_t column;
  size_t place; /* in the system, when it leaves */
  double sign;  /* of the gradient, when it enters */
  bool enter;
} Next;

/* The λ at or below @lambda at which g_j = e + λf reaches @sign·λ from within as λ falls; −1 when it does not. */
static double
join_of (double e, double f, double sign, double lambda)
{
  double closing = 1.0 - sign * f;
  double at;

  /* Where |g| falls with λ, or as fast as λ itself (a twin of an active column), there is no meeting. */
  if (closing < same * 100.0)
    return -1.0;
  at = sign * e / closing;

  return at <= lambda ? at : at <= lambda * (1.0 + 1e-9) ? lambda : -1.0;
}

static void
consider (Next *next, double lambda, Next event)
{
  /* Of events at one λ the lowest index goes first, so that they cannot go in a circle. */
  if (lambda > next->lambda * (1.0 + same))
    {
      *next = event;
      next->lambda = lambda;
    }
}

static Next
find_next (const Homotopy *self, double lambda)
{
  const ShrSystem *system = &self->system;
  Next next = { .lambda = -1.0 };

  for (size_t j = 0; j < self->design->p; j++)
    if (!self->active[j] && !self->dependent[j])
      for (double sign = 1.0; sign >= -1.0; sign -= 2.0)
        consider (&next, join_of (self->e[j], self->f[j], sign, lambda),
                  (Next){ .column = j, .sign = sign, .enter = true });

  for (size_t i = 0; i < system->size; i++)
    if (self->sign[i] * self->slope[i] < 0.0)
      {
        double at = self->constant[i] / self->slope[i];

        at = at > lambda && at <= lambda * (1.0 + 1e-9) ? lambda : at;
        if (at <= lambda)
          consider (&next, at, (Next){ .column = system->index[i], .place = i, .enter = false });
      }

  return next;
}

/* The same active set in twice the precision. */
static ShrStatus
go_careful (Homotopy *self)
{
  ShrSystem *system = &self->system;
  size_t size = system->size;
  size_t *index = shr_size_new (size, 1, sizeof (size_t));
  ShrStatus status;
  size_t kept = 0;

  if (index == NULL)
    return SHR_STATUS_NO_MEMORY;
  memcpy (index, system->index, size * sizeof (size_t));
  status = shr_system_reset (system, true);
  for (size_t i = 0; i < size && status == SHR_STATUS_OK; i++)
    if (shr_system_append (system, index[i]) == SHR_APPEND_DONE)
      self->sign[kept++] = self->sign[i];
    else
      self->active[index[i]] = false;
  free (index);

  return status;
}

/* Takes the column of @next into the active set. @held: whether it could be. */
static ShrStatus
enter (Homotopy *self, const Next *next, bool *held)
{
  ShrSystem *system = &self->system;
  ShrStatus status = shr_system_reserve (system, system->size + 1);
  ShrAppend result;

  if (status != SHR_STATUS_OK)
    return status;
  result = shr_system_append (system, next->column);
  if (result == SHR_APPEND_UNCERTAIN)
    {
      status = go_careful (self);
      if (status != SHR_STATUS_OK)
        return status;
      result = shr_system_append (system, next->column);
    }

  *held = result == SHR_APPEND_DONE;
  if (*held)
    {
      self->sign[system->size - 1] = next->sign;
      self->active[next->column] = true;
    }
  else
    self->dependent[next->column] = true;

  return SHR_STATUS_OK;
}

static void
leave (Homotopy *self, const Next *next)
{
  size_t after = self->system.size - next->place - 1;

  shr_system_drop (&self->system, next->place);
  memmove (self->sign + next->place, self->sign + next->place + 1, after * sizeof (double));
  self->active[next->column] = false;
  memset (self->dependent, 0, self->design->p * sizeof (bool));
}

/* Records an event; one that undoes another at the same λ takes it back instead. */
static void
record (ShrKnots *knots, const Next *next)
{
  for (size_t i = knots->count; i-- > 0 && knots->events[i].lambda <= next->lambda * (1.0 + same);)
    if (knots->events[i].feature == next->column)
      {
        memmove (knots->events + i, knots->events + i + 1, (knots->count - i - 1) * sizeof (ShrEvent));
        knots->count--;
        return;
      }
  knots->events[knots->count++] = (ShrEvent){ .lambda = next->lambda, .feature = next->column, .enter = next->enter };
}

/* The solution at @lambda, which the present lines reach. */
static ShrStatus
add_vertex (Homotopy *self, ShrKnots *knots, double lambda)
{
  const ShrDesign *design = self->design;
  const ShrSystem *system = &self->system;
  int exponent = design->response_exponent - design->column_exponent;

  for (size_t i = 0; i < system->size; i++)
    {
      double u = self->constant[i] - lambda * self->slope[i];

      /* Where it enters or leaves, rounding may carry it across zero. */
      self->vertex[i] = u * self->sign[i] > 0.0 ? ldexp (u, exponent) : 0.0;
    }
  knots->lambda_min = ldexp (lambda, design->column_exponent + design->response_exponent);

  return shr_polyline_append (&knots->line, knots->lambda_min, system->index, self->vertex, system->size);
}

static void
stop (ShrKnots *knots, const char *reason)
{
  knots->capped = true;
  knots->reason = reason;
}

static ShrStatus
follow (Homotopy *self, ShrKnots *knots, double lambda_min, size_t cap, const atomic_bool *cancel)
{
  const ShrDesign *design = self->design;
  double lambda = HUGE_VAL;
  double floor_lambda = lambda_min;
  size_t steps_here = 0;

  memcpy (self->e, self->moment, design->p * sizeof (double));
  memset (self->f, 0, design->p * sizeof (double));
  self->exact = true;
  for (size_t j = 0; j < design->p; j++)
    /* Below this, what is left of the gradient is rounding. */
    floor_lambda = fmax (floor_lambda, 1e-13 * fabs (self->moment[j]));

  for (;;)
    {
      Next next;
      ShrStatus status;

      if (cancel != NULL && atomic_load_explicit (cancel, memory_order_relaxed))
        return SHR_STATUS_CANCELLED;

      next = find_next (self, lambda);
      /* What was good enough where the segment began may not be so far below. */
      if (!self->exact && next.lambda < 0.1 * lambda)
        {
          find_gradient (self, lambda, true);
          next = find_next (self, lambda);
        }
      if (!(next.lambda > floor_lambda))
        return add_vertex (self, knots, lambda_min);
      status = add_vertex (self, knots, next.lambda);
      if (status != SHR_STATUS_OK)
        return status;
      steps_here = next.lambda < lambda * (1.0 - same) ? 0 : steps_here + 1;
      if (knots->line.start[knots->line.count] > MOST_COEFFICIENTS)
        {
          stop (knots, "the path has more breakpoints with more coefficients than are kept");
          return SHR_STATUS_OK;
        }
      if (knots->count == cap || steps_here > 4 * design->p + 4)
        {
          stop (knots, knots->count == cap ? "the path has more events than are kept"
                                           : "more events coincide there than can be put in order");
          return SHR_STATUS_OK;
        }
      lambda = next.lambda;

      if (next.enter)
        {
          bool held;

          status = enter (self, &next, &held);
          if (status != SHR_STATUS_OK)
            return status;
          if (!held)
            {
              /* In the span of the active columns the gradient is a fixed multiple of λ, which rounding alone can carry
               * across; anything more means that the dependence is not understood. */
              if (fabs (self->e[next.column]) <= 1e-9 * lambda)
                continue;
              stop (knots, "a column that enters there depends on those that are in, and several paths are right");
              return SHR_STATUS_OK;
            }
        }
      else
        leave (self, &next);
      record (knots, &next);
      find_lines (self, lambda);
    }
}

ShrStatus
shr_knots_new (const ShrDesign *design, double lambda_min, size_t cap, const atomic_bool *cancel, ShrKnots **knots)
{
  Homotopy homotopy = { 0 };
  ShrKnots *self;
  ShrStatus status;
  int exponent = design->column_exponent + design->response_exponent;

  *knots = NULL;
  if (!isfinite (lambda_min) || lambda_min < 0.0 || cap == 0)
    return SHR_STATUS_BAD_LAMBDA;

  self = calloc (1, sizeof *self);
  if (self != NULL)
    self->events = shr_size_new (cap, 1, sizeof (ShrEvent));
  if (self == NULL || self->events == NULL)
    {
      shr_knots_free (self);
      return SHR_STATUS_NO_MEMORY;
    }

  shr_polyline_init (&self->line, design->p);
  status = homotopy_init (&homotopy, design);
  if (status == SHR_STATUS_OK && !design->null)
    status = follow (&homotopy, self, ldexp (lambda_min, -exponent), cap, cancel);
  else if (status == SHR_STATUS_OK)
    status = add_vertex (&homotopy, self, ldexp (lambda_min, -exponent));
  homotopy_clear (&homotopy);
  if (status != SHR_STATUS_OK)
    {
      shr_knots_free (self);
      return status;
    }

  for (size_t i = 0; i < self->count; i++)
    self->events[i].lambda = ldexp (self->events[i].lambda, exponent);
  *knots = self;

  return SHR_STATUS_OK;
}

void
shr_knots_free (ShrKnots *knots)
{
  if (knots == NULL)
    return;

  shr_polyline_clear (&knots->line);
  free (knots->events);
  free (knots);
}

ShrStatus
shr_knots_solution (const ShrKnots *knots, double lambda, double *w)
{
  if (!(lambda >= knots->lambda_min))
    return SHR_STATUS_BAD_LAMBDA;

  shr_polyline_at (&knots->line, lambda, w);

  return SHR_STATUS_OK;
}
