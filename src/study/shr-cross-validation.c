#include "study/shr-cross-validation.h"

#include "core/shr-fold.h"
#include "core/shr-folds.h"
#include "study/shr-fit.h"

#include <math.h>
#include <stdatomic.h>

struct _ShrCrossValidation
{
  gatomicrefcount references;
  double mixing, gap_demanded;
  double *lambdas; /* count */
  gsize count;
  guint folds;
  guint64 seed;

  atomic_size_t solved; /* λ, over all folds */
  atomic_bool cancel;
  atomic_bool done;

  /* Written before @done. */
  double *mean, *se; /* count each */
  gsize min, one_se;
  double gap;
};

ShrCrossValidation *
shr_cross_validation_new (const ShrPath *path, double gap, guint folds, guint64 seed)
{
  ShrCrossValidation *self;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (folds >= 2, NULL);

  self = g_new0 (ShrCrossValidation, 1);
  g_atomic_ref_count_init (&self->references);
  self->mixing = shr_path_mixing (path);
  self->gap_demanded = gap;
  self->count = shr_path_count (path);
  self->lambdas = g_new (double, self->count);
  for (gsize k = 0; k < self->count; k++)
    self->lambdas[k] = shr_path_lambda (path, k);
  self->folds = folds;
  self->seed = seed;

  return self;
}

ShrCrossValidation *
shr_cross_validation_ref (ShrCrossValidation *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
shr_cross_validation_unref (ShrCrossValidation *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
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

/* --- The pool ----------------------------------------------------------------------------------------------------- */

/* What all folds of one validation share while they are being solved. */
typedef struct
{
  ShrCrossValidation *validation; /* NULL where there is none */
  const ShrDesign *design;
  gsize *assignment;
  ShrFold *folds;
  double *errors;    /* a row of count for each fold */
  atomic_int status; /* the first that is not OK */
} Run;

/* One fold to be solved. */
typedef struct
{
  Run *run;
  guint fold;
} Task;

static void
solve_fold (gpointer data, gpointer user_data)
{
  g_autofree Task *task = data;
  Run *run = task->run;
  ShrCrossValidation *self = run->validation;
  ShrSolverSettings settings = { .mixing = self->mixing, .gap = self->gap_demanded, .cancel = &self->cancel };
  int ok = SHR_STATUS_OK;
  ShrStatus status;

  /* One failure spoils the mean: no other fold need be begun. */
  if (atomic_load (&run->status) != SHR_STATUS_OK)
    return;

  status = shr_fold_solve (run->design, run->assignment, task->fold, &settings, self->lambdas, self->count,
                           &self->solved, &run->folds[task->fold]);
  if (status != SHR_STATUS_OK)
    atomic_compare_exchange_strong (&run->status, &ok, (int) status);
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
  status = shr_folds_assign (n, validation->folds, validation->seed, run->assignment);
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
  ShrStatus status = SHR_STATUS_OK;
  GThreadPool *pool;

  g_return_val_if_fail (design != NULL, FALSE);
  g_return_val_if_fail (threads >= 1, FALSE);

  /* A pool that shares the threads of others cannot fail to be made. */
  pool = g_thread_pool_new (solve_fold, NULL, (int) threads, FALSE, NULL);
  for (gsize i = 0; i < n; i++)
    if (validations[i] != NULL)
      atomic_store (&runs[i].status, (int) prepare (&runs[i], validations[i], design));
  for (gsize i = 0; i < n; i++)
    for (guint fold = 0; runs[i].validation != NULL && fold < runs[i].validation->folds; fold++)
      {
        Task *task = g_new (Task, 1);

        *task = (Task){ &runs[i], fold };
        g_thread_pool_push (pool, task, NULL);
      }
  g_thread_pool_free (pool, FALSE, TRUE);

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
