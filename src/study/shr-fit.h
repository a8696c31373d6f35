#pragma once

#include "core/shr-correlations.h"
#include "core/shr-criteria.h"
#include "core/shr-knots.h"
#include "core/shr-path.h"
#include "core/shr-section.h"
#include "core/shr-solver.h"
#include "data/shr-dataset.h"
#include "study/shr-cross-validation.h"
#include "study/shr-settings.h"

G_BEGIN_DECLS

#define SHR_STUDY_ERROR (shr_study_error_quark ())
GQuark shr_study_error_quark (void);

typedef enum
{
  SHR_STUDY_ERROR_SOLVER, /* core's status, as a sentence */
  SHR_STUDY_ERROR_CANCELLED,
  SHR_STUDY_ERROR_CODE, /* there is no program that does the same; see shr_code_write() */
} ShrStudyError;

/**
 * ShrFit:
 *
 * One dataset under one set of settings: for each penalty that is on, a path being filled by the thread that runs
 * shr_fit_run() while any thread reads it. A fit whose settings are out of date is cancelled and dropped as a whole,
 * so that a stale result can never be taken for a new one. Reference counted, atomically.
 */
typedef struct _ShrFit ShrFit;

/**
 * shr_fit_new:
 * @lambdas: (nullable): @n_lambdas decreasing values instead of the grid; copied
 * @previous: (nullable): a fit whose finished columns are taken over where data and settings agree
 */
ShrFit *shr_fit_new (ShrDataset *dataset,
                     const ShrSettings *settings,
                     const double *lambdas,
                     gsize n_lambdas,
                     ShrFit *previous);
ShrFit *shr_fit_ref (ShrFit *fit);
void shr_fit_unref (ShrFit *fit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ShrFit, shr_fit_unref)

/* Solves everything; once, in any one thread. FALSE with @error when a column failed or the fit was cancelled: what
 * was published stays readable. */
gboolean shr_fit_run (ShrFit *fit, GError **error);
/* Cross-validates every path and holds out the share for testing, if the settings say so; once, after shr_fit_run() and in the same thread. FALSE with
 * @error when a column failed or the fit was cancelled. */
gboolean shr_fit_cross_validate (ShrFit *fit, GError **error);
/* What is worked out of the rows beside the paths, when somebody wants it. */
typedef enum
{
  SHR_FIT_CRITERIA = 1 << 0,     /* of every column; where the truth is known, errors of fresh rows of it, too */
  SHR_FIT_CORRELATIONS = 1 << 1, /* of the features */
} ShrFitWants;

/* From the thread that shows the fit: @wanted is to be worked out, too. Returns: TRUE when that is news, so that somebody
 * has to call shr_fit_measure(). */
gboolean shr_fit_want (ShrFit *fit, ShrFitWants wanted);
/* Works out what is wanted and not there, of the columns that are done; any number of times, after shr_fit_run() and in
 * the same thread. What fails is not there. */
void shr_fit_measure (ShrFit *fit);
/* All of it in turn: shr_fit_run(), shr_fit_measure() and shr_fit_cross_validate(), of each what is still to be done.
 * @ready: (nullable): called before the cross-validation, which takes longest. */
void shr_fit_work (ShrFit *fit, void (*ready) (gpointer data), gpointer data);
/* From any thread: what runs of these returns within milliseconds and keeps what is there. */
void shr_fit_cancel (ShrFit *fit);

/* From any thread. */
gboolean shr_fit_is_finished (ShrFit *fit); /* shr_fit_run() has returned */
/* (transfer none) (nullable): why it failed, once finished. */
const GError *shr_fit_get_error (ShrFit *fit);
/* Share of all λ that are solved, 0 to 1. */
double shr_fit_get_progress (ShrFit *fit);
/* The same of the cross-validation: it has returned; why it failed (nullable); the share that is solved. */
gboolean shr_fit_is_cross_validated (ShrFit *fit);
const GError *shr_fit_get_cross_validation_error (ShrFit *fit);
double shr_fit_get_cross_validation_progress (ShrFit *fit);
/* (transfer none) (nullable): the penalty's cross-validation once it has its figures. */
ShrCrossValidation *shr_fit_get_cross_validation (ShrFit *fit, ShrPenalty penalty);
/* (transfer none) (nullable): the same of the share that is held out. */
ShrCrossValidation *shr_fit_get_test (ShrFit *fit, ShrPenalty penalty);

/* Nothing that was wanted is still to come. */
gboolean shr_fit_is_measured (ShrFit *fit);
/* (transfer none) (nullable): for every point of the penalty's path, once they are there; with no σ², so without Cp. */
const ShrCriteria *shr_fit_get_criteria (ShrFit *fit, ShrPenalty penalty);
/* (nullable): the mean squared error of fresh rows of the same truth, for every point of the penalty's path, once they are
 * there; NULL where the truth is not known. @rows: (out): how many there were */
const double *shr_fit_get_fresh (ShrFit *fit, ShrPenalty penalty, gsize *rows);
/* (transfer none) (nullable): how far features say the same, once it is there; of very many features those that have most
 * to do with the response were looked at. */
const ShrCorrelations *shr_fit_get_correlations (ShrFit *fit);
/* Whether the penalty's column is done and least squares, at λ = 0, is unique. */
gboolean shr_fit_has_least_squares (ShrFit *fit, ShrPenalty penalty);
/* σ² of the noise as the penalty's column tells it, once done (mathematics, section 1, "Bayes"): of least squares where it
 * is unique and leaves rows over, else at λ_min once cross-validated, else at the smallest λ; NaN where nothing tells. */
double shr_fit_get_variance (ShrFit *fit, ShrPenalty penalty);

ShrDataset *shr_fit_get_dataset (ShrFit *fit);
const ShrSettings *shr_fit_get_settings (ShrFit *fit);
/* (nullable): NULL until the worker has built it. */
const ShrDesign *shr_fit_get_design (ShrFit *fit);

/* (transfer none) (nullable): the penalty's path, NULL when it is off or not begun; readable up to shr_path_ready(). */
const ShrPath *shr_fit_get_path (ShrFit *fit, ShrPenalty penalty);
/* The penalty's path is complete and its knots, if any, are known: shr_fit_solve() may be called. */
gboolean shr_fit_is_column_done (ShrFit *fit, ShrPenalty penalty);
/* (nullable): the lasso's events once done. */
const ShrKnots *shr_fit_get_knots (ShrFit *fit, ShrPenalty penalty);
/* Solver's figures once done. */
void shr_fit_get_info (ShrFit *fit, ShrPenalty penalty, ShrSolverInfo *info);

/* One λ exactly, by the column's own solver; only when the column is done and from one thread. @point->w must hold p
 * doubles. */
ShrStatus shr_fit_solve (ShrFit *fit, ShrPenalty penalty, double lambda, ShrPoint *point);

/* The share s(λ) of mathematics, section 1, for a point of the column; 0 to 1. Only when the column is done. */
double shr_fit_get_share (ShrFit *fit, ShrPenalty penalty, const ShrPoint *point);

G_END_DECLS
