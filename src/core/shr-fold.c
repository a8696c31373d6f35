#include "core/shr-fold.h"

#include "core/shr-design-private.h"
#include "core/shr-size.h"

#include <cblas.h>
#include <math.h>

typedef struct
{
  size_t fitted, held; /* rows */
  double *x;           /* fitted×p: as loaded */
  double *y;           /* fitted */
  double *scale;       /* p: of the whole sample */
  ShrDesign *design;   /* of the fitted rows */
  ShrSolver *solver;
  double *columns;  /* held×p: centred as the fitted rows are, and divided by scale */
  double *response; /* held: centred likewise, over 2^response_exponent */
  double *residual; /* held */
  double *w;        /* p */
} Work;

static void
work_clear (Work *self)
{
  shr_solver_free (self->solver);
  shr_design_free (self->design);
  free (self->x);
  free (self->y);
  free (self->scale);
  free (self->columns);
  free (self->response);
  free (self->residual);
  free (self->w);
}

static ShrStatus
work_init (Work *self, const ShrDesign *design, const size_t *assignment, size_t which)
{
  size_t p = design->p;

  for (size_t i = 0; i < design->n; i++)
    self->held += assignment[i] == which;
  self->fitted = design->n - self->held;
  if (self->held == 0 || self->fitted == 0)
    return SHR_STATUS_BAD_FOLDS;

  self->x = shr_size_new (self->fitted, p, sizeof (double));
  self->y = shr_size_new (self->fitted, 1, sizeof (double));
  self->scale = shr_size_new (p, 1, sizeof (double));
  self->columns = shr_size_new (self->held, p, sizeof (double));
  self->response = shr_size_new (self->held, 1, sizeof (double));
  self->residual = shr_size_new (self->held, 1, sizeof (double));
  self->w = shr_size_new (p, 1, sizeof (double));
  if (self->x == NULL || self->y == NULL || self->scale == NULL || self->columns == NULL || self->response == NULL
      || self->residual == NULL || self->w == NULL)
    return SHR_STATUS_NO_MEMORY;

  return SHR_STATUS_OK;
}

/* A design of the rows outside the fold. */
static ShrStatus
take_fitted (Work *self, const ShrDesign *design, const size_t *assignment, size_t which)
{
  ShrDesignSettings settings = { .standardize = design->standardize,
                                 .intercept = design->intercept,
                                 .scale = self->scale };
  double *x = self->x;
  double *y = self->y;

  for (size_t j = 0; j < design->p; j++)
    {
      self->scale[j] = design->scale[j];
      for (size_t i = 0; i < design->n; i++)
        if (assignment[i] != which)
          *x++ = design->x[j * design->n + i];
    }
  for (size_t i = 0; i < design->n; i++)
    if (assignment[i] != which)
      *y++ = design->y[i];

  return shr_design_new (self->x, self->y, self->fitted, design->p, &settings, &self->design);
}

/* (value − (center + low))/scale, all of them brought near 1 before they are subtracted. */
typedef struct
{
  double first, second; /* powers of two */
  double center, low;
  double scale;
} Standard;

static Standard
standard_of (double center, double low, double scale)
{
  Standard self;
  int exponent;

  frexp (scale, &exponent);
  self.first = ldexp (1.0, -(exponent / 2));
  self.second = ldexp (1.0, -(exponent - exponent / 2));
  self.center = center * self.first * self.second;
  self.low = low * self.first * self.second;
  self.scale = scale * self.first * self.second;

  return self;
}

static double
standardized (const Standard *standard, double value)
{
  return ((value * standard->first * standard->second - standard->center) - standard->low) / standard->scale;
}

/* The rows inside the fold, as the fitted design would have them. */
static void
take_held (Work *self, const ShrDesign *design, const size_t *assignment, size_t which)
{
  const ShrDesign *fitted = self->design;
  Standard standard =
      standard_of (fitted->response_center, fitted->response_center_low, ldexp (1.0, fitted->response_exponent));
  double *column = self->columns;
  double *response = self->response;

  for (size_t i = 0; i < design->n; i++)
    if (assignment[i] == which)
      *response++ = standardized (&standard, design->y[i]);

  for (size_t j = 0; j < design->p; j++)
    {
      /* A column that is left out has no coefficient either. */
      if (fitted->scale[j] == 0.0)
        {
          column += self->held;
          continue;
        }
      standard = standard_of (fitted->center[j], fitted->center_low[j], fitted->scale[j]);
      for (size_t i = 0; i < design->n; i++)
        if (assignment[i] == which)
          *column++ = standardized (&standard, design->x[j * design->n + i]);
    }
}

static ShrStatus
measure (Work *self, double *error)
{
  const ShrDesign *fitted = self->design;
  int held = shr_size_int (self->held);
  double square;

  cblas_dcopy (held, self->response, 1, self->residual, 1);
  for (size_t j = 0; j < fitted->p; j++)
    if (self->w[j] != 0.0)
      cblas_daxpy (held, -ldexp (self->w[j], -fitted->response_exponent), self->columns + j * self->held, 1,
                   self->residual, 1);

  square = cblas_ddot (held, self->residual, 1, self->residual, 1) / (double) self->held;
  *error = ldexp (square, 2 * fitted->response_exponent);

  return !isfinite (*error) || (*error == 0.0 && square != 0.0) ? SHR_STATUS_OUT_OF_RANGE : SHR_STATUS_OK;
}

static ShrStatus
follow (Work *self, const double *lambdas, size_t count, atomic_size_t *solved, ShrFold *fold)
{
  ShrPoint point = { .w = self->w };

  fold->gap = 0.0;
  for (size_t k = 0; k < count; k++)
    {
      ShrStatus status = shr_solver_solve (self->solver, lambdas[k], &point);

      if (status == SHR_STATUS_OK)
        status = measure (self, &fold->error[k]);
      if (status != SHR_STATUS_OK)
        return status;
      fold->gap = fmax (fold->gap, point.gap);
      if (solved != NULL)
        atomic_fetch_add_explicit (solved, 1, memory_order_relaxed);
    }

  return SHR_STATUS_OK;
}

ShrStatus
shr_fold_solve (const ShrDesign *design,
                const size_t *assignment,
                size_t which,
                const ShrSolverSettings *settings,
                const double *lambdas,
                size_t count,
                atomic_size_t *solved,
                ShrFold *fold)
{
  Work work = { 0 };
  ShrStatus status = SHR_STATUS_OK;

  if (count == 0)
    return SHR_STATUS_BAD_GRID;
  for (size_t k = 1; k < count; k++)
    if (!(lambdas[k] < lambdas[k - 1]))
      return SHR_STATUS_BAD_LAMBDA;

  status = work_init (&work, design, assignment, which);
  if (status == SHR_STATUS_OK)
    status = take_fitted (&work, design, assignment, which);
  if (status == SHR_STATUS_OK)
    {
      take_held (&work, design, assignment, which);
      status = shr_solver_new (work.design, settings, &work.solver);
    }
  if (status == SHR_STATUS_OK)
    status = follow (&work, lambdas, count, solved, fold);
  work_clear (&work);

  return status;
}
