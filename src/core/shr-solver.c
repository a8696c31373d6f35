/* The objective, on the standardised scale and then on the working scale of a design (shr-design-private.h):
 *
 *   (1/2n)‖y − β₀ − Xw‖² + λ[α‖w‖₁ + ½(1 − α)‖w‖²]   →   ½‖r₀ − Zu‖²/n + λ₁‖u‖₁ + ½λ₂‖u‖²
 *
 * This file turns one into the other and back; the work is done by ridge, active set, least squares and certificate. */

#include "core/shr-solver.h"

#include "core/shr-active-set.h"
#include "core/shr-least-squares.h"
#include "core/shr-limit.h"
#include "core/shr-ridge.h"
#include "core/shr-size.h"

#include <float.h>
#include <string.h>

/* Below this mixing λ_max says little: 1/α leads far above everything that happens. */
static const double smallest_mixing = 1e-3;
/* The whole Gram matrix is made when there are at least as many rows as columns, and no more columns than this. */
enum
{
  MODERATE_FEATURES = 1500,
  RIDGE_REFINEMENTS = 3,
  RIDGE_BLOCK = 25
};
/* λ₁/λ₂ below this moves no digit of the ridge's solution. */
static const double no_ratio = 1e-25;
/* Above this condition the sums of the certificate are made in twice the precision (mathematics, section 4). */
static const double large_condition = 1e6;
static const double noticeable_condition = 1e4;
static const double noticeable_gap = 3e-14;
/* A warm start goes down to a λ far below the last one in steps of this factor. */
static const double longest_step = 0.4;

struct ShrSolver
{
  const ShrDesign *design;
  ShrSolverSettings settings;
  ShrSolverInfo info;

  double *moment;     /* p: Zᵀr₀/n */
  ShrDouble2 *offset; /* p: what one working unit of each coefficient takes off the intercept, in units of r₀ */
  double *gram;       /* p×p, or NULL */
  ShrCertificate certificate;
  ShrActiveSet active;
  ShrRidge ridge;
  bool has_ridge;
  ShrLeastSquares least_squares;
  bool has_least_squares;
  size_t *varying; /* p: the columns that are not constant, once there are least squares */
  size_t varying_count;

  size_t *index; /* p: of the solution being reported */
  double *u;     /* p */
  double *dense; /* p */
  /* β₀ in units of r₀ where it was solved for, as at λ = 0; else it follows from the coefficients. */
  double intercept;
  bool has_intercept;
};

void
shr_solver_settings_init (ShrSolverSettings *settings)
{
  settings->mixing = 1.0;
  settings->gap = 1e-9;
  settings->cancel = NULL;
}

static bool
is_cancelled (const ShrSolver *self)
{
  return self->settings.cancel != NULL && atomic_load_explicit (self->settings.cancel, memory_order_relaxed);
}

static bool
cancelled (void *data)
{
  return is_cancelled (data);
}

/* x̄_j over the size of column j's working unit. */
static ShrDouble2
offset_of (const ShrDesign *design, size_t j)
{
  int exponent;
  double scale = frexp (design->scale[j], &exponent);
  ShrDouble2 center;

  if (scale == 0.0)
    return (ShrDouble2){ 0.0, 0.0 };
  exponent = design->standardize ? exponent : design->column_exponent;
  scale = design->standardize ? scale : 1.0;
  center = shr_double2_sum (ldexp (design->center[j], -exponent), ldexp (design->center_low[j], -exponent));

  return shr_double2_divide (center, (ShrDouble2){ scale, 0.0 });
}

ShrStatus
shr_solver_new (const ShrDesign *design, const ShrSolverSettings *settings, ShrSolver **solver)
{
  ShrSolver *self;
  size_t p = design->p;
  ShrStatus status = SHR_STATUS_NO_MEMORY;

  *solver = NULL;
  self = calloc (1, sizeof *self);
  if (self == NULL)
    return SHR_STATUS_NO_MEMORY;
  self->design = design;
  if (settings != NULL)
    self->settings = *settings;
  else
    shr_solver_settings_init (&self->settings);
  if (!(self->settings.mixing >= 0.0 && self->settings.mixing <= 1.0))
    {
      status = SHR_STATUS_BAD_MIXING;
      goto fail;
    }

  self->moment = shr_size_new (p, 1, sizeof (double));
  self->offset = shr_size_new (p, 1, sizeof (ShrDouble2));
  self->index = shr_size_new (p, 1, sizeof (size_t));
  self->u = shr_size_new (p, 1, sizeof (double));
  self->dense = shr_size_new (p, 1, sizeof (double));
  self->varying = shr_size_new (p, 1, sizeof (size_t));
  if (self->moment == NULL || self->offset == NULL || self->index == NULL || self->u == NULL || self->dense == NULL
      || self->varying == NULL)
    goto fail;
  for (size_t j = 0; j < p; j++)
    self->offset[j] = offset_of (design, j);

  if (!design->null && design->n >= p && p <= MODERATE_FEATURES)
    {
      self->gram = shr_size_new (p, p, sizeof (double));
      if (self->gram == NULL)
        goto fail;
      if (!shr_design_gram (design, self->gram, self->moment, cancelled, self))
        {
          status = SHR_STATUS_CANCELLED;
          goto fail;
        }
    }
  else
    shr_design_gradient (design, design->response, self->moment);

  status = shr_certificate_init (&self->certificate, design, self->gram, self->moment);
  if (status == SHR_STATUS_OK)
    status = shr_active_set_init (&self->active, &self->certificate, self->settings.mixing < 1.0, self->settings.cancel,
                                  self->settings.gap);
  if (status != SHR_STATUS_OK)
    goto fail;

  *solver = self;
  return SHR_STATUS_OK;

fail:
  shr_solver_free (self);
  return status;
}

void
shr_solver_free (ShrSolver *solver)
{
  if (solver == NULL)
    return;

  shr_active_set_clear (&solver->active);
  shr_certificate_clear (&solver->certificate);
  shr_ridge_clear (&solver->ridge);
  shr_least_squares_clear (&solver->least_squares);
  free (solver->moment);
  free (solver->offset);
  free (solver->gram);
  free (solver->index);
  free (solver->u);
  free (solver->dense);
  free (solver->varying);
  free (solver);
}

/* λ in (★) of a λ₁ or λ₂ on the working scale, and back. */
static double
lambda_of_l1 (const ShrDesign *design, double l1)
{
  return ldexp (l1, design->column_exponent + design->response_exponent);
}

static double
lambda_of_l2 (const ShrDesign *design, double l2)
{
  return ldexp (l2, 2 * design->column_exponent);
}

static double
l1_of_lambda (const ShrDesign *design, double lambda)
{
  return ldexp (lambda, -design->column_exponent - design->response_exponent);
}

static double
l2_of_lambda (const ShrDesign *design, double lambda)
{
  return ldexp (lambda, -2 * design->column_exponent);
}

double
shr_solver_lambda_max (const ShrSolver *solver)
{
  if (solver->design->null)
    return 0.0;

  return lambda_of_l1 (solver->design, solver->certificate.moment_max)
         / fmax (solver->settings.mixing, smallest_mixing);
}

static ShrStatus
ensure_ridge (ShrSolver *self)
{
  ShrStatus status;

  if (self->has_ridge)
    return SHR_STATUS_OK;
  if (is_cancelled (self))
    return SHR_STATUS_CANCELLED;

  status = shr_ridge_init (&self->ridge, self->design, self->gram, self->moment);
  if (status == SHR_STATUS_OK)
    self->has_ridge = true;
  else
    shr_ridge_clear (&self->ridge);

  return status;
}

static ShrStatus
ensure_least_squares (ShrSolver *self)
{
  ShrStatus status;

  if (self->has_least_squares)
    return SHR_STATUS_OK;
  if (is_cancelled (self))
    return SHR_STATUS_CANCELLED;

  self->varying_count = 0;
  for (size_t j = 0; j < self->design->p; j++)
    if (!shr_design_is_constant (self->design, j))
      self->varying[self->varying_count++] = j;
  status = shr_least_squares_init (&self->least_squares, self->design, self->varying, self->varying_count);
  if (status == SHR_STATUS_OK)
    self->has_least_squares = true;
  else
    shr_least_squares_clear (&self->least_squares);

  return status;
}

/* The λ₂ at which the ridge's degrees of freedom are @df, by bisection in log λ₂. */
static double
l2_of_df (const ShrRidge *ridge, double df)
{
  double low = ridge->square[ridge->count - 1];
  double high = low;

  while (shr_ridge_df (ridge, high) > df)
    high *= 4.0;
  while (shr_ridge_df (ridge, low) < df)
    low *= 0.25;
  for (int i = 0; i < 200 && high > low * (1.0 + 1e-12); i++)
    {
      double middle = sqrt (low) * sqrt (high);

      if (shr_ridge_df (ridge, middle) > df)
        low = middle;
      else
        high = middle;
    }

  return sqrt (low) * sqrt (high);
}

ShrStatus
shr_solver_grid (ShrSolver *solver, size_t count, double min_ratio, double *lambdas, size_t *filled)
{
  const ShrDesign *design = solver->design;
  double top = shr_solver_lambda_max (solver);
  double bottom;

  *filled = 0;
  if (count == 0 || !(min_ratio >= 0.0 && min_ratio < 1.0))
    return SHR_STATUS_BAD_GRID;
  if (is_cancelled (solver))
    return SHR_STATUS_CANCELLED;

  if (design->null || solver->certificate.moment_max == 0.0)
    {
      /* Any λ has the same answer; one that a logarithmic axis can show. */
      lambdas[0] = 1.0;
      *filled = 1;
      return SHR_STATUS_OK;
    }

  bottom = top * (min_ratio > 0.0 ? min_ratio : design->n < design->p ? 1e-2 : 1e-4);
  if (solver->settings.mixing < smallest_mixing)
    {
      double rank, share = 1.0 - solver->settings.mixing;
      ShrStatus status = ensure_ridge (solver);

      if (status != SHR_STATUS_OK)
        return status;
      rank = (double) shr_ridge_rank (&solver->ridge);
      top = lambda_of_l2 (design, l2_of_df (&solver->ridge, 0.009 * rank)) / share;
      bottom =
          min_ratio > 0.0 ? top * min_ratio : lambda_of_l2 (design, l2_of_df (&solver->ridge, 0.991 * rank)) / share;
    }
  if (!isfinite (top) || !(bottom >= DBL_MIN))
    return SHR_STATUS_OUT_OF_RANGE;

  lambdas[0] = top;
  for (size_t k = 1; k < count; k++)
    {
      double share = (double) k / (double) (count - 1);

      lambdas[k] = top * exp (share * log (bottom / top));
    }
  *filled = count;

  return SHR_STATUS_OK;
}

/* Copies a dense solution into index and u, without its zeros. */
static size_t
pick_nonzero (ShrSolver *self)
{
  size_t count = 0;

  for (size_t j = 0; j < self->design->p; j++)
    if (self->dense[j] != 0.0 && self->design->scale[j] != 0.0)
      {
        self->index[count] = j;
        self->u[count++] = self->dense[j];
      }

  return count;
}

static ShrStatus
solve_ridge (ShrSolver *self, double l2, size_t *count, ShrPoint *point)
{
  ShrStatus status = ensure_ridge (self);

  if (status == SHR_STATUS_OK)
    status = shr_ridge_solve (&self->ridge, l2, self->dense);
  if (status != SHR_STATUS_OK)
    return status;

  *count = pick_nonzero (self);
  point->df = shr_ridge_df (&self->ridge, l2);
  point->condition = shr_ridge_condition (&self->ridge, l2);
  shr_certificate_examine (&self->certificate, self->index, self->u, *count, 0.0, l2,
                           point->condition > large_condition);
  for (int round = 0; round < RIDGE_REFINEMENTS && !(self->certificate.gap <= self->settings.gap); round++)
    {
      self->info.restarts += round == 0;
      shr_certificate_examine (&self->certificate, self->index, self->u, *count, 0.0, l2, true);
      if (self->certificate.gap <= self->settings.gap)
        break;
      status = shr_ridge_refine (&self->ridge, l2, self->certificate.gradient, self->dense);
      if (status != SHR_STATUS_OK)
        return status;
      *count = pick_nonzero (self);
      shr_certificate_examine (&self->certificate, self->index, self->u, *count, 0.0, l2, true);
    }
  self->info.iterations++;

  return SHR_STATUS_OK;
}

static ShrStatus
solve_active_set (ShrSolver *self, double l1, double l2, size_t *count, ShrPoint *point)
{
  ShrActiveSet *active = &self->active;
  double from = fmin (active->l1, self->certificate.moment_max);
  ShrStatus status;

  for (double step = from * longest_step; step > l1 * 1.5; step *= longest_step)
    {
      status = shr_active_set_solve (active, step, l2 * (step / l1));
      if (status != SHR_STATUS_OK)
        return status;
    }
  status = shr_active_set_solve (active, l1, l2);
  if (status != SHR_STATUS_OK)
    return status;

  *count = active->system.size;
  memcpy (self->index, active->system.index, *count * sizeof (size_t));
  memcpy (self->u, active->u, *count * sizeof (double));
  point->df = shr_system_df (&active->system);
  point->condition = shr_system_condition (&active->system);
  /* The active set goes by a lower bound of the condition, which may have been too low; and where a gap shows at all, it
   * may be rounding of its own sums. */
  if (!active->system.careful && shr_system_spread (&active->system) <= large_condition
      && (point->condition > large_condition
          || (point->condition > noticeable_condition && self->certificate.gap > noticeable_gap)))
    shr_certificate_examine_again (&self->certificate, self->index, self->u, *count, l1, l2);

  return SHR_STATUS_OK;
}

/* λ = 0, the limit λ → 0⁺. */
static ShrStatus
solve_limit (ShrSolver *self, size_t *count, ShrPoint *point)
{
  const ShrDesign *design = self->design;
  double mixing = self->settings.mixing;
  /* λ₁/λ₂; taken apart so that neither has to be a double. */
  double ratio =
      mixing < 1.0 ? ldexp (mixing / (1.0 - mixing), design->column_exponent - design->response_exponent) : HUGE_VAL;
  double square;
  ShrStatus status = ensure_least_squares (self);

  if (status != SHR_STATUS_OK)
    return status;
  if (self->least_squares.rank == self->varying_count)
    {
      *count = self->varying_count;
      memcpy (self->index, self->varying, *count * sizeof (size_t));
      status = shr_least_squares_solve (&self->least_squares, self->index, self->u, &self->intercept);
      self->has_intercept = true;
    }
  else if (ratio < no_ratio)
    {
      status = ensure_ridge (self);
      if (status == SHR_STATUS_OK)
        status = shr_ridge_solve (&self->ridge, 0.0, self->dense);
      if (status == SHR_STATUS_OK)
        *count = pick_nonzero (self);
    }
  else
    {
      status = shr_limit_solve (&self->active, &self->least_squares, ratio, self->index, self->u, count);
    }
  if (status != SHR_STATUS_OK)
    return status;

  shr_certificate_examine (&self->certificate, self->index, self->u, *count, 0.0, 0.0, true);
  status = shr_least_squares_project (&self->least_squares, self->certificate.residual, &square);
  if (status != SHR_STATUS_OK)
    return status;
  self->certificate.gap = square / design->null_square;
  point->df = (double) self->least_squares.rank;
  point->condition = shr_least_squares_condition (&self->least_squares);
  self->info.iterations++;

  return SHR_STATUS_OK;
}

/* From the working scale to the point; refuses what a double cannot hold on the standardised or the original scale. */
static ShrStatus
report (ShrSolver *self, size_t count, ShrPoint *point)
{
  const ShrDesign *design = self->design;
  int exponent = design->response_exponent - design->column_exponent;
  ShrDouble2 intercept = { ldexp (design->response_center, -design->response_exponent),
                           ldexp (design->response_center_low, -design->response_exponent) };
  /* One product instead of ldexp for each coefficient, where the factor is a number. */
  bool moderate = abs (exponent) < 1000;
  double factor = moderate ? ldexp (1.0, exponent) : 0.0;
  double largest = 0.0;

  point->norm1 = 0.0;
  point->norm2 = 0.0;
  point->nonzero = 0;
  for (size_t i = 0; i < count; i++)
    largest = shr_larger (largest, fabs (self->u[i]));

  for (size_t i = 0; i < count; i++)
    {
      size_t j = self->index[i];
      double w = moderate ? self->u[i] * factor : ldexp (self->u[i], exponent);
      double original = w / design->scale[j];
      /* A coefficient that is nothing beside the others may vanish; the others may not. */
      bool matters = fabs (self->u[i]) > DBL_EPSILON * largest;

      if (!isfinite (w) || !isfinite (original)
          || (matters && (fabs (w) < DBL_MIN || fabs (original) < DBL_MIN || design->scale[j] < DBL_MIN)))
        return SHR_STATUS_OUT_OF_RANGE;
      point->w[j] = w;
      point->nonzero += w != 0.0;
      point->norm1 += fabs (self->u[i]);
      point->norm2 += self->u[i] * self->u[i];
      if (design->intercept)
        {
          ShrDouble2 part = shr_double2_product (-self->u[i], self->offset[j].hi);
          ShrDouble2 sum = shr_double2_sum (intercept.hi, part.hi);

          intercept.hi = sum.hi;
          intercept.lo += sum.lo + (part.lo - self->u[i] * self->offset[j].lo);
        }
    }

  point->norm1 = ldexp (point->norm1, exponent);
  point->norm2 = ldexp (sqrt (point->norm2), exponent);
  point->intercept = design->intercept ? ldexp (self->has_intercept ? self->intercept : intercept.hi + intercept.lo,
                                                design->response_exponent)
                                       : 0.0;
  point->gap = self->certificate.gap;
  point->kkt = self->certificate.kkt;
  point->deviance_ratio = self->certificate.deviance_ratio;
  if (!isfinite (point->intercept) || !isfinite (point->norm1) || !isfinite (point->norm2))
    return SHR_STATUS_OUT_OF_RANGE;

  return SHR_STATUS_OK;
}

static ShrStatus
report_null (ShrSolver *self, ShrPoint *point)
{
  point->intercept = self->design->response_center;
  point->df = 0.0;
  point->deviance_ratio = 0.0;
  point->gap = 0.0;
  point->kkt = 0.0;
  point->condition = 1.0;
  point->norm1 = 0.0;
  point->norm2 = 0.0;
  point->nonzero = 0;

  return SHR_STATUS_OK;
}

/* shr_solver_solve() for a point whose w is zero already. */
static ShrStatus
solve_into (ShrSolver *solver, double lambda, ShrPoint *point)
{
  const ShrDesign *design = solver->design;
  double mixing = solver->settings.mixing;
  double l1, l2;
  size_t count = 0;
  ShrStatus status;

  if (!isfinite (lambda) || lambda < 0.0)
    return SHR_STATUS_BAD_LAMBDA;
  if (is_cancelled (solver))
    return SHR_STATUS_CANCELLED;

  point->lambda = lambda;
  solver->has_intercept = false;
  if (design->null)
    return report_null (solver, point);

  l1 = l1_of_lambda (design, lambda * mixing);
  l2 = l2_of_lambda (design, lambda * (1.0 - mixing));
  if (l1 == HUGE_VAL || l2 == HUGE_VAL)
    {
      /* Beyond every number: nothing but the null model is left, unless it is λ₂ alone, which leaves something. */
      if (l1 < solver->certificate.moment_max)
        return SHR_STATUS_OUT_OF_RANGE;
      l1 = fmin (l1, DBL_MAX);
      l2 = fmin (l2, DBL_MAX);
    }

  if (lambda == 0.0 || (l1 == 0.0 && l2 == 0.0))
    status = solve_limit (solver, &count, point);
  else if (l1 == 0.0)
    status = solve_ridge (solver, l2, &count, point);
  else
    status = solve_active_set (solver, l1, l2, &count, point);
  solver->info.restarts += solver->active.restarts;
  solver->info.screened += solver->active.screened;
  solver->info.iterations += solver->active.system.solved;
  solver->info.visits = solver->certificate.visits;
  solver->active.restarts = 0;
  solver->active.screened = 0;
  solver->active.system.solved = 0;

  return status == SHR_STATUS_OK ? report (solver, count, point) : status;
}

ShrStatus
shr_solver_solve (ShrSolver *solver, double lambda, ShrPoint *point)
{
  memset (point->w, 0, solver->design->p * sizeof (double));

  return solve_into (solver, lambda, point);
}

/* Solves and publishes the next few λ of a ridge path with matrix products, where that is possible. @done: how many were
 * published: 0 where it is not, and then each λ has to be solved on its own. */
static ShrStatus
solve_ridge_block (ShrSolver *self, ShrPath *path, ShrSolverFunc func, void *data, size_t *done)
{
  const ShrDesign *design = self->design;
  size_t n = design->n;
  size_t p = design->p;
  size_t ready = shr_path_ready (path);
  size_t count = shr_path_count (path) - ready;
  double l2[RIDGE_BLOCK];
  double *u, *r, *g;
  bool many = false;
  ShrStatus status = SHR_STATUS_OK;

  *done = 0;
  if (self->settings.mixing != 0.0 || design->null || n >= p)
    return SHR_STATUS_OK;
  status = ensure_ridge (self);
  if (status != SHR_STATUS_OK)
    return status;

  count = count < RIDGE_BLOCK ? count : RIDGE_BLOCK;
  for (size_t k = 0; k < count; k++)
    {
      l2[k] = l2_of_lambda (design, shr_path_lambda (path, ready + k));
      if (!(l2[k] > 0.0 && l2[k] < HUGE_VAL))
        return SHR_STATUS_OK;
    }

  u = shr_size_new (p, count, sizeof (double));
  g = shr_size_new (p, count, sizeof (double));
  r = shr_size_new (n, count, sizeof (double));
  if (u != NULL && g != NULL && r != NULL)
    status = shr_ridge_solve_many (&self->ridge, l2, count, u, r, &many);
  if (status == SHR_STATUS_OK && many)
    {
      shr_design_residuals (design, u, count, r);
      shr_design_gradients (design, r, count, g);
      for (size_t k = 0; k < count && status == SHR_STATUS_OK; k++)
        {
          ShrPoint *point = shr_path_next (path);
          size_t nonzero;

          memcpy (self->dense, u + k * p, p * sizeof (double));
          nonzero = pick_nonzero (self);
          shr_certificate_examine_given (&self->certificate, g + k * p, r + k * n, self->index, self->u, nonzero, 0.0,
                                         l2[k]);
          if (is_cancelled (self))
            status = SHR_STATUS_CANCELLED;
          else if (self->certificate.gap > self->settings.gap
                   || shr_ridge_condition (&self->ridge, l2[k]) > large_condition)
            status = solve_into (self, point->lambda, point);
          else
            {
              point->df = shr_ridge_df (&self->ridge, l2[k]);
              point->condition = shr_ridge_condition (&self->ridge, l2[k]);
              self->info.iterations++;
              status = report (self, nonzero, point);
            }
          if (status != SHR_STATUS_OK)
            break;
          shr_path_publish (path);
          (*done)++;
          if (func != NULL)
            func (path, ready + k, data);
        }
    }
  free (u);
  free (g);
  free (r);

  return status;
}

ShrStatus
shr_solver_path (ShrSolver *solver, ShrPath *path, ShrSolverFunc func, void *data)
{
  ShrPoint *point;

  while ((point = shr_path_next (path)) != NULL)
    {
      size_t k = shr_path_ready (path);
      size_t done;
      ShrStatus status;

      status = solve_ridge_block (solver, path, func, data, &done);
      if (status == SHR_STATUS_OK && done == 0)
        status = solve_into (solver, point->lambda, point);
      if (status != SHR_STATUS_OK)
        return status;
      if (done > 0)
        continue;
      shr_path_publish (path);
      if (func != NULL)
        func (path, k, data);
    }

  return SHR_STATUS_OK;
}

const ShrSolverInfo *
shr_solver_info (const ShrSolver *solver)
{
  return &solver->info;
}
