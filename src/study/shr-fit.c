#include "study/shr-fit.h"

#include "core/shr-test-error.h"
#include "data/shr-truth.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>

/* Above so many events the ticks would touch each other; the homotopy says that it stopped there. */
#define MOST_EVENTS 2000

G_DEFINE_QUARK (shr - study - error - quark, shr_study_error)

/* Fresh rows of the truth are as many as make so many numbers, within these bounds. */
#define FRESH_NUMBERS 2000000
#define FEWEST_FRESH 200
#define MOST_FRESH 5000
/* Not a seed that anybody would make data with: those rows would not be fresh. */
#define FRESH_SEED G_GUINT64_CONSTANT (0x6b5fa1d2c3e49781)

/* The pairs of so many features are looked at, and of fewer where there are so many rows that it would take more than so
 * many multiplications. */
#define MOST_CORRELATED 1000
#define MOST_MULTIPLICATIONS 1e10

/* A design is shared by the columns and by later fits of the same data. */
typedef struct
{
  atomic_uint references;
  ShrDataset *dataset; /* the design borrows x and y */
  ShrDesign *design;
  ShrCorrelations *_Atomic correlations; /* (nullable): of the features of @dataset */
} Design;

/* One penalty's path and the solver that made it. The worker owns everything until @done. */
typedef struct
{
  atomic_uint references;
  double mixing;
  Design *design;
  ShrSolver *solver;
  ShrPath *_Atomic path;
  ShrKnots *knots;
  double least_norm1, least_norm2; /* norms that the share compares with: least squares, or the smallest λ */
  gboolean least_unique;           /* least squares is unique, and was found */
  double least_variance;           /* σ² of least squares; NaN where that is not unique, or leaves no row over */
  double last_variance;            /* σ² at the smallest λ, where there is no other */
  ShrCriteria *_Atomic criteria;   /* (nullable): may come after @done */
  double *_Atomic fresh;           /* (nullable): likewise */
  gsize fresh_rows;                /* written before @fresh */
  atomic_bool cancel;
  atomic_bool done;
} Column;

struct _ShrFit
{
  atomic_uint references;
  ShrDataset *dataset;
  ShrSettings settings;
  double *lambdas;
  gsize n_lambdas;
  Design *_Atomic design;
  Column *columns[SHR_N_PENALTIES]; /* NULL when off */
  atomic_bool cancelled;
  atomic_bool finished;
  GError *error; /* written before @finished */

  atomic_uint wanted, measured; /* ShrFitWants: what is to be worked out, and what was tried */
  atomic_bool measuring_cancelled;

  ShrCrossValidation *_Atomic validations[SHR_N_PENALTIES]; /* NULL until they are begun */
  ShrCrossValidation *_Atomic tests[SHR_N_PENALTIES];       /* likewise */
  double min_variance[SHR_N_PENALTIES];                     /* σ² at λ_min, where there is no least squares */
  atomic_bool cross_validated;
  GError *cross_validation_error; /* written before @cross_validated */
};

static Design *
design_ref (Design *design)
{
  atomic_fetch_add (&design->references, 1);
  return design;
}

static void
design_unref (Design *design)
{
  if (atomic_fetch_sub (&design->references, 1) > 1)
    return;

  g_free (atomic_load (&design->correlations));
  shr_design_free (design->design);
  shr_dataset_unref (design->dataset);
  g_free (design);
}

static void
column_unref (Column *column)
{
  if (atomic_fetch_sub (&column->references, 1) > 1)
    return;

  /* Core's, and so not GLib's. */
  free (atomic_load (&column->criteria));
  g_free (atomic_load (&column->fresh));
  shr_knots_free (column->knots);
  shr_path_free (atomic_load (&column->path));
  shr_solver_free (column->solver);
  g_clear_pointer (&column->design, design_unref);
  g_free (column);
}

static Column *
column_new (double mixing)
{
  Column *column = g_new0 (Column, 1);

  atomic_init (&column->references, 1);
  column->mixing = mixing;
  column->least_variance = column->last_variance = NAN;

  return column;
}

static gboolean
same_lambdas (const ShrFit *a, const ShrFit *b)
{
  if (a->n_lambdas != b->n_lambdas)
    return FALSE;
  for (gsize i = 0; i < a->n_lambdas; i++)
    if (a->lambdas[i] != b->lambdas[i])
      return FALSE;

  return a->settings.lambda_count == b->settings.lambda_count
         && a->settings.lambda_min_ratio == b->settings.lambda_min_ratio && a->settings.gap == b->settings.gap
         && a->settings.paths_only == b->settings.paths_only;
}

/* @column is one that @fit shares with @previous. */
static void
take_validations (ShrFit *fit, ShrFit *previous, ShrPenalty column)
{
  ShrCrossValidation *validation = atomic_load (&previous->validations[column]);
  ShrCrossValidation *test = atomic_load (&previous->tests[column]);

  if (validation != NULL && shr_cross_validation_is_done (validation)
      && shr_cross_validation_get_folds (validation) == fit->settings.folds
      && shr_cross_validation_get_seed (validation) == fit->settings.seed)
    atomic_store (&fit->validations[column], shr_cross_validation_ref (validation));
  if (test != NULL && shr_cross_validation_is_done (test)
      && shr_cross_validation_get_share (test) == fit->settings.test_share
      && shr_cross_validation_get_seed (test) == fit->settings.seed)
    atomic_store (&fit->tests[column], shr_cross_validation_ref (test));
}

ShrFit *
shr_fit_new (ShrDataset *dataset, const ShrSettings *settings, const double *lambdas, gsize n_lambdas, ShrFit *previous)
{
  ShrFit *fit;
  gboolean same_design;

  g_return_val_if_fail (dataset != NULL, NULL);
  g_return_val_if_fail (settings != NULL, NULL);

  fit = g_new0 (ShrFit, 1);
  atomic_init (&fit->references, 1);
  fit->dataset = shr_dataset_ref (dataset);
  fit->settings = *settings;
  fit->lambdas = g_memdup2 (lambdas, n_lambdas * sizeof (double));
  fit->n_lambdas = n_lambdas;
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    fit->min_variance[i] = NAN;

  same_design = previous != NULL && previous->dataset == dataset
                && previous->settings.standardize == settings->standardize
                && previous->settings.intercept == settings->intercept;
  if (same_design)
    {
      Design *design = atomic_load (&previous->design);

      if (design != NULL)
        atomic_store (&fit->design, design_ref (design));
    }

  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    {
      double mixing = shr_settings_get_mixing (settings, i);
      Column *old = same_design && same_lambdas (fit, previous) ? previous->columns[i] : NULL;

      if (!settings->penalties[i])
        continue;

      if (old != NULL && old->mixing == mixing && atomic_load (&old->done))
        {
          atomic_fetch_add (&old->references, 1);
          fit->columns[i] = old;
          take_validations (fit, previous, i);
        }
      else
        fit->columns[i] = column_new (mixing);
    }

  return fit;
}

ShrFit *
shr_fit_ref (ShrFit *fit)
{
  atomic_fetch_add (&fit->references, 1);
  return fit;
}

void
shr_fit_unref (ShrFit *fit)
{
  Design *design;

  if (atomic_fetch_sub (&fit->references, 1) > 1)
    return;

  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    {
      ShrCrossValidation *validation = atomic_load (&fit->validations[i]), *test = atomic_load (&fit->tests[i]);

      g_clear_pointer (&validation, shr_cross_validation_unref);
      g_clear_pointer (&test, shr_cross_validation_unref);
      g_clear_pointer (&fit->columns[i], column_unref);
    }
  design = atomic_load (&fit->design);
  g_clear_pointer (&design, design_unref);
  shr_dataset_unref (fit->dataset);
  g_clear_error (&fit->error);
  g_clear_error (&fit->cross_validation_error);
  g_free (fit->lambdas);
  g_free (fit);
}

static ShrStatus
make_design (ShrFit *fit)
{
  ShrDesignSettings settings;
  ShrDesign *made = NULL;
  Design *design;
  ShrStatus status;

  if (atomic_load (&fit->design) != NULL)
    return SHR_STATUS_OK;

  shr_design_settings_init (&settings);
  settings.standardize = fit->settings.standardize;
  settings.intercept = fit->settings.intercept;
  status = shr_design_new (shr_dataset_x (fit->dataset), shr_dataset_y (fit->dataset), shr_dataset_rows (fit->dataset),
                           shr_dataset_features (fit->dataset), &settings, &made);
  if (status != SHR_STATUS_OK)
    return status;

  design = g_new0 (Design, 1);
  atomic_init (&design->references, 1);
  design->dataset = shr_dataset_ref (fit->dataset);
  design->design = made;
  atomic_store (&fit->design, design);

  return SHR_STATUS_OK;
}

static ShrStatus
make_path (ShrFit *fit, Column *column)
{
  const ShrDesign *design = column->design->design;
  g_autofree double *grid = NULL;
  ShrPath *path = NULL;
  ShrStatus status;
  gsize count;

  if (fit->n_lambdas > 0)
    {
      status = shr_path_new (design, column->mixing, fit->lambdas, fit->n_lambdas, &path);
    }
  else
    {
      grid = g_new (double, fit->settings.lambda_count);
      status =
          shr_solver_grid (column->solver, fit->settings.lambda_count, fit->settings.lambda_min_ratio, grid, &count);
      if (status == SHR_STATUS_OK)
        status = shr_path_new (design, column->mixing, grid, count, &path);
    }

  if (status == SHR_STATUS_OK)
    atomic_store (&column->path, path);

  return status;
}

/* The norms that mean "not shrunk at all", and σ²: of least squares where it is unique; else they stay those of the
 * smallest λ. */
static ShrStatus
measure_least (Column *column)
{
  const ShrDesign *design = column->design->design;
  gsize n = shr_design_rows (design), p = shr_design_features (design), varying = 0;
  g_autofree double *w = NULL;
  ShrPoint least = { 0 };
  ShrStatus status;

  for (gsize j = 0; j < p; j++)
    varying += !shr_design_is_constant (design, j);
  if (varying + (shr_design_intercept (design) ? 1 : 0) > n || shr_design_is_null (design))
    return SHR_STATUS_OK;

  w = g_try_new (double, p);
  if (w == NULL)
    return SHR_STATUS_NO_MEMORY;
  least.w = w;
  status = shr_solver_solve (column->solver, 0.0, &least);
  if (status == SHR_STATUS_OK && fabs (least.df - (double) varying) < 0.5)
    {
      column->least_norm1 = least.norm1;
      column->least_norm2 = least.norm2;
      column->least_unique = TRUE;
      column->least_variance = shr_criteria_variance (design, &least);
    }

  /* Least squares may overflow or not be found where every λ of the path has its solution; the path is still good. */
  return status == SHR_STATUS_OUT_OF_RANGE || status == SHR_STATUS_NO_CONVERGENCE ? SHR_STATUS_OK : status;
}

static ShrStatus
run_column (ShrFit *fit, Column *column)
{
  ShrSolverSettings settings;
  const ShrPath *path;
  ShrStatus status;

  column->design = design_ref (atomic_load (&fit->design));
  shr_solver_settings_init (&settings);
  settings.mixing = column->mixing;
  settings.gap = fit->settings.gap;
  settings.cancel = &column->cancel;

  status = shr_solver_new (column->design->design, &settings, &column->solver);
  if (status == SHR_STATUS_OK)
    status = make_path (fit, column);
  if (status == SHR_STATUS_OK)
    status = shr_solver_path (column->solver, atomic_load (&column->path), NULL, NULL);
  if (status != SHR_STATUS_OK)
    return status;

  path = atomic_load (&column->path);
  if (column->mixing == 1.0 && !fit->settings.paths_only)
    status = shr_knots_new (column->design->design, shr_path_lambda (path, shr_path_count (path) - 1), MOST_EVENTS,
                            &column->cancel, &column->knots);
  if (status == SHR_STATUS_OK)
    {
      const ShrPoint *last = shr_path_point (path, shr_path_count (path) - 1);

      column->least_norm1 = last->norm1;
      column->least_norm2 = last->norm2;
    }
  if (status == SHR_STATUS_OK && !fit->settings.paths_only)
    status = measure_least (column);
  if (status == SHR_STATUS_OK && !fit->settings.paths_only && isnan (column->least_variance))
    column->last_variance =
        shr_criteria_variance (column->design->design, shr_path_point (path, shr_path_count (path) - 1));
  if (status == SHR_STATUS_OK)
    atomic_store (&column->done, true);

  return status;
}

/* One thread's share of the columns: whichever nobody has taken yet. */
typedef struct
{
  ShrFit *fit;
  atomic_int next;   /* the penalty to look at next */
  atomic_int status; /* the first that is not OK */
} Run;

static gpointer
run_columns (gpointer data)
{
  Run *run = data;
  int i;

  while ((i = atomic_fetch_add (&run->next, 1)) < SHR_N_PENALTIES)
    {
      Column *column = run->fit->columns[i];
      int ok = SHR_STATUS_OK;
      ShrStatus status;

      if (column == NULL || atomic_load (&column->done))
        continue;
      status = atomic_load (&run->fit->cancelled) ? SHR_STATUS_CANCELLED : run_column (run->fit, column);
      if (status != SHR_STATUS_OK)
        atomic_compare_exchange_strong (&run->status, &ok, (int) status);
    }

  return NULL;
}

gboolean
shr_fit_run (ShrFit *fit, GError **error)
{
  Run run = { .fit = fit };
  GThread *helpers[SHR_N_PENALTIES] = { NULL };
  ShrStatus status;

  g_return_val_if_fail (fit != NULL, FALSE);

  status = atomic_load (&fit->cancelled) ? SHR_STATUS_CANCELLED : make_design (fit);
  if (status == SHR_STATUS_OK)
    {
      for (guint i = 0; i + 1 < MIN (fit->settings.threads, SHR_N_PENALTIES); i++)
        helpers[i] = g_thread_new ("column", run_columns, &run);
      run_columns (&run);
      for (guint i = 0; i < SHR_N_PENALTIES; i++)
        if (helpers[i] != NULL)
          g_thread_join (helpers[i]);
      status = (ShrStatus) atomic_load (&run.status);
    }

  if (status != SHR_STATUS_OK)
    g_set_error_literal (&fit->error, SHR_STUDY_ERROR,
                         status == SHR_STATUS_CANCELLED ? SHR_STUDY_ERROR_CANCELLED : SHR_STUDY_ERROR_SOLVER,
                         shr_status_sentence (status));
  atomic_store (&fit->finished, true);

  if (fit->error != NULL && error != NULL)
    *error = g_error_copy (fit->error);

  return fit->error == NULL;
}

/* --- What is wanted beside the paths ------------------------------------------------------------------------------ */

gboolean
shr_fit_want (ShrFit *fit, ShrFitWants wanted)
{
  guint news = (guint) wanted & ~atomic_load (&fit->wanted);

  /* What was cancelled is there to be wanted again. */
  if (atomic_load (&fit->measuring_cancelled))
    {
      news |= (guint) wanted & atomic_load (&fit->measured);
      atomic_store (&fit->measuring_cancelled, false);
      atomic_fetch_and (&fit->measured, ~news);
    }
  atomic_fetch_or (&fit->wanted, (guint) wanted);

  return news != 0;
}

static void
find_criteria (ShrFit *fit, Column *column)
{
  ShrCriteria *criteria;

  /* Several fits may share the column, but all of them are in the hands of one thread. */
  if (atomic_load (&column->criteria) == NULL
      && shr_criteria_new (column->design->design, atomic_load (&column->path), NAN, &fit->measuring_cancelled,
                           &criteria)
             == SHR_STATUS_OK)
    atomic_store (&column->criteria, criteria);
}

/* What the paths make of rows that they have never seen, where the truth is known. */
static void
find_fresh (ShrFit *fit)
{
  gsize p = shr_dataset_features (fit->dataset);
  g_autoptr (ShrDataset) drawn = NULL;

  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    {
      Column *column = fit->columns[i];
      const ShrPath *path = shr_fit_get_path (fit, i);
      g_autofree double *error = NULL;

      if (!shr_fit_is_column_done (fit, i) || atomic_load (&column->fresh) != NULL)
        continue;
      if (drawn == NULL)
        drawn = shr_truth_draw (fit->dataset, CLAMP (FRESH_NUMBERS / p, FEWEST_FRESH, MOST_FRESH), FRESH_SEED);
      if (drawn == NULL)
        return;

      error = g_new (double, shr_path_count (path));
      if (shr_test_error (path, shr_dataset_x (drawn), shr_dataset_y (drawn), shr_dataset_rows (drawn),
                          &fit->measuring_cancelled, error)
          != SHR_STATUS_OK)
        return;
      column->fresh_rows = shr_dataset_rows (drawn);
      atomic_store (&column->fresh, g_steal_pointer (&error));
    }
}

static void
find_correlations (ShrFit *fit)
{
  Design *design = atomic_load (&fit->design);
  gsize n = shr_dataset_rows (fit->dataset);
  double most = MIN (MOST_CORRELATED, sqrt (MOST_MULTIPLICATIONS / (double) n));
  g_autofree ShrCorrelations *found = NULL;

  if (design == NULL || atomic_load (&design->correlations) != NULL)
    return;

  found = g_new (ShrCorrelations, 1);
  if (shr_correlations_find (shr_dataset_x (fit->dataset), shr_dataset_y (fit->dataset), n,
                             shr_dataset_features (fit->dataset), (gsize) MAX (most, 2.0), &fit->measuring_cancelled,
                             found)
      == SHR_STATUS_OK)
    atomic_store (&design->correlations, g_steal_pointer (&found));
}

void
shr_fit_measure (ShrFit *fit)
{
  guint wanted = atomic_load (&fit->wanted) & ~atomic_load (&fit->measured);

  g_return_if_fail (shr_fit_is_finished (fit));

  if (wanted & SHR_FIT_CRITERIA)
    {
      for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
        if (shr_fit_is_column_done (fit, i))
          find_criteria (fit, fit->columns[i]);
      find_fresh (fit);
    }
  if (wanted & SHR_FIT_CORRELATIONS)
    find_correlations (fit);
  atomic_fetch_or (&fit->measured, wanted);
}

gboolean
shr_fit_is_measured (ShrFit *fit)
{
  return (atomic_load (&fit->wanted) & ~atomic_load (&fit->measured)) == 0;
}

const ShrCriteria *
shr_fit_get_criteria (ShrFit *fit, ShrPenalty penalty)
{
  return shr_fit_is_column_done (fit, penalty) ? atomic_load (&fit->columns[penalty]->criteria) : NULL;
}

const double *
shr_fit_get_fresh (ShrFit *fit, ShrPenalty penalty, gsize *rows)
{
  const double *fresh = shr_fit_is_column_done (fit, penalty) ? atomic_load (&fit->columns[penalty]->fresh) : NULL;

  *rows = fresh != NULL ? fit->columns[penalty]->fresh_rows : 0;
  return fresh;
}

const ShrCorrelations *
shr_fit_get_correlations (ShrFit *fit)
{
  Design *design = atomic_load (&fit->design);

  return design != NULL ? atomic_load (&design->correlations) : NULL;
}

gboolean
shr_fit_has_least_squares (ShrFit *fit, ShrPenalty penalty)
{
  return shr_fit_is_column_done (fit, penalty) && fit->columns[penalty]->least_unique;
}

double
shr_fit_get_variance (ShrFit *fit, ShrPenalty penalty)
{
  const Column *column = fit->columns[penalty];

  if (!shr_fit_is_column_done (fit, penalty))
    return NAN;
  if (!isnan (column->least_variance))
    return column->least_variance;
  if (atomic_load (&fit->cross_validated) && !isnan (fit->min_variance[penalty]))
    return fit->min_variance[penalty];

  return column->last_variance;
}

void
shr_fit_work (ShrFit *fit, void (*ready) (gpointer data), gpointer data)
{
  /* A failure is told by the fit itself, to whoever still looks at it. */
  if (!shr_fit_is_finished (fit))
    shr_fit_run (fit, NULL);
  shr_fit_measure (fit);
  if (ready != NULL)
    ready (data);
  if (fit->error == NULL && !shr_fit_is_cross_validated (fit))
    shr_fit_cross_validate (fit, NULL);
}

/* --- Cross-validation --------------------------------------------------------------------------------------------- */

static void
cancel_validations (ShrFit *fit)
{
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    {
      ShrCrossValidation *validation = atomic_load (&fit->validations[i]);

      ShrCrossValidation *test = atomic_load (&fit->tests[i]);

      /* One that is done may be shared with another fit. */
      if (validation != NULL && !shr_cross_validation_is_done (validation))
        shr_cross_validation_cancel (validation);
      if (test != NULL && !shr_cross_validation_is_done (test))
        shr_cross_validation_cancel (test);
    }
}

/* σ² at λ_min, where least squares has none. */
static void
find_variances (ShrFit *fit)
{
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    {
      ShrCrossValidation *validation = shr_fit_get_cross_validation (fit, i);

      if (validation != NULL && isnan (fit->columns[i]->least_variance))
        fit->min_variance[i] = shr_criteria_variance (
            shr_fit_get_design (fit),
            shr_path_point (shr_fit_get_path (fit, i), shr_cross_validation_get_min (validation)));
    }
}

gboolean
shr_fit_cross_validate (ShrFit *fit, GError **error)
{
  const ShrSettings *settings = &fit->settings;
  ShrCrossValidation *begun[2 * SHR_N_PENALTIES] = { NULL };

  g_return_val_if_fail (fit != NULL, FALSE);
  g_return_val_if_fail (shr_fit_is_finished (fit), FALSE);

  if (shr_settings_validates (settings) && fit->error == NULL)
    {
      for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
        {
          const ShrPath *path = shr_fit_get_path (fit, i);

          if (path != NULL && settings->folds > 0 && atomic_load (&fit->validations[i]) == NULL)
            {
              begun[i] = shr_cross_validation_new (path, settings->gap, settings->folds, settings->seed);
              atomic_store (&fit->validations[i], begun[i]);
            }
          if (path != NULL && settings->test_share > 0.0 && atomic_load (&fit->tests[i]) == NULL)
            {
              begun[SHR_N_PENALTIES + i] =
                  shr_cross_validation_new_share (path, settings->gap, settings->test_share, settings->seed);
              atomic_store (&fit->tests[i], begun[SHR_N_PENALTIES + i]);
            }
        }
      /* Whoever cancelled before they could be seen has left his word. */
      if (atomic_load (&fit->cancelled))
        cancel_validations (fit);
      shr_cross_validation_run (begun, G_N_ELEMENTS (begun), shr_fit_get_design (fit), MAX (fit->settings.threads, 1),
                                &fit->cross_validation_error);
      find_variances (fit);
    }
  atomic_store (&fit->cross_validated, true);

  if (fit->cross_validation_error != NULL && error != NULL)
    *error = g_error_copy (fit->cross_validation_error);

  return fit->cross_validation_error == NULL;
}

void
shr_fit_cancel (ShrFit *fit)
{
  atomic_store (&fit->cancelled, true);
  atomic_store (&fit->measuring_cancelled, true);
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    if (fit->columns[i] != NULL && !atomic_load (&fit->columns[i]->done))
      atomic_store (&fit->columns[i]->cancel, true);
  cancel_validations (fit);
}

gboolean
shr_fit_is_finished (ShrFit *fit)
{
  return atomic_load (&fit->finished);
}

const GError *
shr_fit_get_error (ShrFit *fit)
{
  return atomic_load (&fit->finished) ? fit->error : NULL;
}

double
shr_fit_get_progress (ShrFit *fit)
{
  gsize ready = 0, count = 0;

  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    {
      const ShrPath *path = shr_fit_get_path (fit, i);

      if (fit->columns[i] == NULL)
        continue;
      ready += path != NULL ? shr_path_ready (path) : 0;
      count += path != NULL ? shr_path_count (path) : fit->n_lambdas > 0 ? fit->n_lambdas : fit->settings.lambda_count;
    }

  return count > 0 ? (double) ready / (double) count : 0.0;
}

gboolean
shr_fit_is_cross_validated (ShrFit *fit)
{
  return atomic_load (&fit->cross_validated);
}

const GError *
shr_fit_get_cross_validation_error (ShrFit *fit)
{
  return atomic_load (&fit->cross_validated) ? fit->cross_validation_error : NULL;
}

double
shr_fit_get_cross_validation_progress (ShrFit *fit)
{
  double progress = 0.0, whole = 0.0;

  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    if (fit->columns[i] != NULL)
      {
        ShrCrossValidation *validation = atomic_load (&fit->validations[i]), *test = atomic_load (&fit->tests[i]);
        double folds = fit->settings.folds, held_out = fit->settings.test_share > 0.0 ? 1.0 : 0.0;

        progress += validation != NULL ? folds * shr_cross_validation_get_progress (validation) : 0.0;
        progress += test != NULL ? held_out * shr_cross_validation_get_progress (test) : 0.0;
        whole += folds + held_out;
      }

  return whole > 0.0 ? progress / whole : 0.0;
}

ShrCrossValidation *
shr_fit_get_cross_validation (ShrFit *fit, ShrPenalty penalty)
{
  ShrCrossValidation *validation = atomic_load (&fit->validations[penalty]);

  return validation != NULL && shr_cross_validation_is_done (validation) ? validation : NULL;
}

ShrCrossValidation *
shr_fit_get_test (ShrFit *fit, ShrPenalty penalty)
{
  ShrCrossValidation *test = atomic_load (&fit->tests[penalty]);

  return test != NULL && shr_cross_validation_is_done (test) ? test : NULL;
}

ShrDataset *
shr_fit_get_dataset (ShrFit *fit)
{
  return fit->dataset;
}

const ShrSettings *
shr_fit_get_settings (ShrFit *fit)
{
  return &fit->settings;
}

const ShrDesign *
shr_fit_get_design (ShrFit *fit)
{
  Design *design = atomic_load (&fit->design);

  return design != NULL ? design->design : NULL;
}

const ShrPath *
shr_fit_get_path (ShrFit *fit, ShrPenalty penalty)
{
  return fit->columns[penalty] != NULL ? atomic_load (&fit->columns[penalty]->path) : NULL;
}

gboolean
shr_fit_is_column_done (ShrFit *fit, ShrPenalty penalty)
{
  return fit->columns[penalty] != NULL && atomic_load (&fit->columns[penalty]->done);
}

const ShrKnots *
shr_fit_get_knots (ShrFit *fit, ShrPenalty penalty)
{
  return shr_fit_is_column_done (fit, penalty) ? fit->columns[penalty]->knots : NULL;
}

void
shr_fit_get_info (ShrFit *fit, ShrPenalty penalty, ShrSolverInfo *info)
{
  g_return_if_fail (shr_fit_is_column_done (fit, penalty));

  *info = *shr_solver_info (fit->columns[penalty]->solver);
}

ShrStatus
shr_fit_solve (ShrFit *fit, ShrPenalty penalty, double lambda, ShrPoint *point)
{
  g_return_val_if_fail (shr_fit_is_column_done (fit, penalty), SHR_STATUS_CANCELLED);

  /* A fit that was cancelled while another column ran may have left the flag set on this one. */
  atomic_store (&fit->columns[penalty]->cancel, false);

  return shr_solver_solve (fit->columns[penalty]->solver, lambda, point);
}

double
shr_fit_get_share (ShrFit *fit, ShrPenalty penalty, const ShrPoint *point)
{
  const Column *column = fit->columns[penalty];
  double whole, part, mixing;

  g_return_val_if_fail (shr_fit_is_column_done (fit, penalty), 0.0);

  if (column->least_norm2 == 0.0)
    return 0.0;

  /* q and q₀ divided by ‖w₀‖₂, so that squares of huge norms do not overflow. */
  mixing = column->mixing;
  whole = mixing * column->least_norm1 / column->least_norm2 + 0.5 * (1.0 - mixing) * column->least_norm2;
  part = mixing * point->norm1 / column->least_norm2
         + 0.5 * (1.0 - mixing) * point->norm2 * (point->norm2 / column->least_norm2);

  return CLAMP (pow (part / whole, 1.0 / (2.0 - mixing)), 0.0, 1.0);
}
