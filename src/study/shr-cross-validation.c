#include "study/shr-cross-validation.h"

#include "core/shr-fold.h"
#include "core/shr-folds.h"
#include "study/shr-fit.h"

#include <math.h>
#include <stdatomic.h>

struct _ShrCrossValidation
{
  atomic_uint references;
  double mixing, gap_demanded;
  double *lambdas; /* count */
  gsize count;
  guint folds;
  double share; /* of the rows, held out as the only fold; else NaN */
  guint64 seed;

  atomic_size_t solved; /* λ, over all folds */
  atomic_bool cancel;
  atomic_bool done;

  /* Written before @done. */
  double *mean, *se; /* count each */
  gsize min, one_se;
  double gap;
};

static ShrCrossValidation *
new_validation (const ShrPath *path, double gap, guint folds, double share, guint64 seed)
{
  ShrCrossValidation *self;

  self = g_new0 (ShrCrossValidation, 1);
  atomic_init (&self->references, 1);
  self->mixing = shr_path_mixing (path);
  self->gap_demanded = gap;
  self->count = shr_path_count (path);
  self->lambdas = g_new (double, self->count);
  for (gsize k = 0; k < self->count; k++)
    self->lambdas[k] = shr_path_lambda (path, k);
  self->folds = folds;
  self->share = share;
  self->seed = seed;

  return self;
}

ShrCrossValidation *
shr_cross_validation_new (const ShrPath *path, double gap, guint folds, guint64 seed)
{
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (folds >= 2, NULL);

  return new_validation (path, gap, folds, NAN, seed);
}

ShrCrossValidation *
shr_cross_validation_new_share (const ShrPath *path, double gap, double share, guint64 seed)
{
  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (share > 0.0 && share < 1.0, NULL);

  return new_validation (path, gap, 1, share, seed);
}

ShrCrossValidation *
shr_cross_validation_ref (ShrCrossValidation *self)
{
  atomic_fetch_add (&self->references, 1);
  return self;
}

void
shr_cross_validation_unref (ShrCrossValidation *self)
{
  if (atomic_fetch_sub (&self->references, 1) > 1)
    return;

  g_free (self->lambdas);
  g_free (self->mean);
  g_free (self->se);
  g_free (self);
}

/* --- The figures -------------------------------------------------------------------------------------------------- */

/* sd of the folds' errors around @mean, with K − 1, over √K. */
static double
standard_error (const ShrFold *folds, guint count, gsize l, double mean)
{
  double k = (double) count, largest = 0.0, squares = 0.0;

  /* Squares of squares of the response would leave the range of a double before its squares do. */
  for (guint i = 0; i < count; i++)
    largest = MAX (largest, fabs (folds[i].error[l] - mean));
  if (largest == 0.0)
    return 0.0;
  for (guint i = 0; i < count; i++)
    {
      double deviation = (folds[i].error[l] - mean) / largest;

      squares += deviation * deviation;
    }

  return largest * sqrt (squares / (k - 1.0) / k);
}

/* The sums run over the folds in their order, whichever was solved first. */
static void
summarize (ShrCrossValidation *self, const ShrFold *folds)
{
  self->mean = g_new0 (double, self->count);
  self->se = g_new0 (double, self->count);
  for (gsize l = 0; l < self->count; l++)
    {
      for (guint i = 0; i < self->folds; i++)
        self->mean[l] += folds[i].error[l] / (double) self->folds;
      self->se[l] = standard_error (folds, self->folds, l, self->mean[l]);
    }

  for (gsize l = 1; l < self->count; l++)
    if (self->mean[l] < self->mean[self->min])
      self->min = l;
  while (!(self->mean[self->one_se] <= self->mean[self->min] + self->se[self->min]))
    self->one_se++;
  for (guint i = 0; i < self->folds; i++)
    self->gap = MAX (self->gap, folds[i].gap);
}

/* --- The folds ---------------------------------------------------------------------------------------------------- */

/* What all folds of one validation share while they are being solved. */
typedef struct
{
  ShrCrossValidation *validation; /* NULL where there is nothing to solve */
  const ShrDesign *design;
  gsize *assignment;
  ShrFold *folds;
  double *errors;    /* a row of count for each fold */
  atomic_int status; /* the first that is not OK */
} Run;

/* All folds of all validations, one after the other: each thread takes whichever nobody has taken yet. */
typedef struct
{
  Run *runs;
  gsize n_runs;
  atomic_size_t next;
} Queue;

static void
solve_fold (Run *run, gsize fold)
{
  ShrCrossValidation *self = run->validation;
  ShrSolverSettings settings = { .mixing = self->mixing, .gap = self->gap_demanded, .cancel = &self->cancel };
  int ok = SHR_STATUS_OK;
  ShrStatus status;

  /* One failure spoils the mean: no other fold need be begun. */
  if (atomic_load (&run->status) != SHR_STATUS_OK)
    return;

  status = shr_fold_solve (run->design, run->assignment, fold, &settings, self->lambdas, self->count, &self->solved,
                           &run->folds[fold]);
  if (status != SHR_STATUS_OK)
    atomic_compare_exchange_strong (&run->status, &ok, (int) status);
}

static gpointer
solve_folds (gpointer data)
{
  Queue *queue = data;

  for (;;)
    {
      gsize fold = atomic_fetch_add (&queue->next, 1), i = 0;

      while (i < queue->n_runs && (queue->runs[i].validation == NULL || fold >= queue->runs[i].validation->folds))
        {
          fold -= queue->runs[i].validation != NULL ? queue->runs[i].validation->folds : 0;
          i++;
        }
      if (i == queue->n_runs)
        return NULL;
      solve_fold (&queue->runs[i], fold);
    }
}

/* Which fold each of @n rows is held out with. */
static ShrStatus
assign (ShrCrossValidation *self, gsize n, gsize *assignment)
{
  gsize held_out;
  ShrStatus status;

  if (isnan (self->share))
    return shr_folds_assign (n, self->folds, self->seed, assignment);

  /* As many folds as rows put the rows in an order; the first of it are held out. */
  held_out = shr_cross_validation_get_held_out (self, n);
  status = shr_folds_assign (n, n, self->seed, assignment);
  for (gsize i = 0; i < n && status == SHR_STATUS_OK; i++)
    assignment[i] = assignment[i] < held_out ? 0 : 1;

  return status;
}

static ShrStatus
prepare (Run *run, ShrCrossValidation *validation, const ShrDesign *design)
{
  gsize n = shr_design_rows (design);
  ShrStatus status;

  run->design = design;
  run->assignment = g_try_new (gsize, n);
  run->errors = g_try_malloc_n (validation->folds, validation->count * sizeof (double));
  run->folds = g_new0 (ShrFold, validation->folds);
  if (run->assignment == NULL || run->errors == NULL)
    return SHR_STATUS_NO_MEMORY;

  for (guint i = 0; i < validation->folds; i++)
    run->folds[i].error = run->errors + i * validation->count;
  status = assign (validation, n, run->assignment);
  if (status == SHR_STATUS_OK)
    run->validation = validation;

  return status;
}

static void
run_clear (Run *run)
{
  g_free (run->assignment);
  g_free (run->errors);
  g_free (run->folds);
}

gboolean
shr_cross_validation_run (ShrCrossValidation *const *validations,
                          gsize n,
                          const ShrDesign *design,
                          guint threads,
                          GError **error)
{
  g_autofree Run *runs = g_new0 (Run, n);
  g_autofree GThread **helpers = g_new0 (GThread *, threads);
  Queue queue = { .runs = runs, .n_runs = n };
  ShrStatus status = SHR_STATUS_OK;
  gsize folds = 0;

  g_return_val_if_fail (design != NULL, FALSE);
  g_return_val_if_fail (threads >= 1, FALSE);

  for (gsize i = 0; i < n; i++)
    if (validations[i] != NULL)
      {
        atomic_store (&runs[i].status, (int) prepare (&runs[i], validations[i], design));
        folds += runs[i].validation != NULL ? validations[i]->folds : 0;
      }

  for (gsize i = 0; i + 1 < MIN (threads, folds); i++)
    helpers[i] = g_thread_new ("folds", solve_folds, &queue);
  solve_folds (&queue);
  for (gsize i = 0; i < threads; i++)
    if (helpers[i] != NULL)
      g_thread_join (helpers[i]);

  for (gsize i = 0; i < n; i++)
    {
      ShrStatus found = (ShrStatus) atomic_load (&runs[i].status);

      if (status == SHR_STATUS_OK)
        status = found;
      if (runs[i].validation != NULL && found == SHR_STATUS_OK)
        {
          summarize (validations[i], runs[i].folds);
          atomic_store (&validations[i]->done, true);
        }
      run_clear (&runs[i]);
    }
  if (status == SHR_STATUS_OK)
    return TRUE;

  g_set_error_literal (error, SHR_STUDY_ERROR,
                       status == SHR_STATUS_CANCELLED ? SHR_STUDY_ERROR_CANCELLED : SHR_STUDY_ERROR_SOLVER,
                       shr_status_sentence (status));
  return FALSE;
}

void
shr_cross_validation_cancel (ShrCrossValidation *self)
{
  atomic_store (&self->cancel, true);
}

double
shr_cross_validation_get_progress (ShrCrossValidation *self)
{
  return (double) atomic_load_explicit (&self->solved, memory_order_relaxed)
         / ((double) self->count * (double) self->folds);
}

gboolean
shr_cross_validation_is_done (ShrCrossValidation *self)
{
  return atomic_load (&self->done);
}

/* --- What was found ------------------------------------------------------------------------------------------------ */

guint
shr_cross_validation_get_folds (ShrCrossValidation *self)
{
  return self->folds;
}

double
shr_cross_validation_get_share (ShrCrossValidation *self)
{
  return self->share;
}

gsize
shr_cross_validation_get_held_out (ShrCrossValidation *self, gsize n)
{
  double rows = (double) n;

  return isnan (self->share) ? (n + self->folds - 1) / self->folds
                             : (gsize) CLAMP (round (self->share * rows), 1.0, MAX (rows - 1.0, 1.0));
}

guint64
shr_cross_validation_get_seed (ShrCrossValidation *self)
{
  return self->seed;
}

gsize
shr_cross_validation_get_count (ShrCrossValidation *self)
{
  return self->count;
}

double
shr_cross_validation_get_lambda (ShrCrossValidation *self, gsize k)
{
  g_return_val_if_fail (k < self->count, NAN);

  return self->lambdas[k];
}

double
shr_cross_validation_get_mean (ShrCrossValidation *self, gsize k)
{
  g_return_val_if_fail (shr_cross_validation_is_done (self) && k < self->count, NAN);

  return self->mean[k];
}

double
shr_cross_validation_get_se (ShrCrossValidation *self, gsize k)
{
  g_return_val_if_fail (shr_cross_validation_is_done (self) && k < self->count, NAN);

  return self->se[k];
}

gsize
shr_cross_validation_get_min (ShrCrossValidation *self)
{
  g_return_val_if_fail (shr_cross_validation_is_done (self), 0);

  return self->min;
}

gsize
shr_cross_validation_get_one_se (ShrCrossValidation *self)
{
  g_return_val_if_fail (shr_cross_validation_is_done (self), 0);

  return self->one_se;
}

double
shr_cross_validation_get_gap (ShrCrossValidation *self)
{
  g_return_val_if_fail (shr_cross_validation_is_done (self), NAN);

  return self->gap;
}
