#pragma once

#include "core/shr-design.h"
#include "core/shr-path.h"

#include <glib.h>

G_BEGIN_DECLS

/**
 * ShrCrossValidation:
 *
 * K-fold cross-validation of one path on its own λ (mathematics, section 3): what rows that were not fitted say of each
 * λ. The folds are solved side by side; what is found is the same to the last bit whatever the number of threads.
 * Or one share of the rows is held out, once. Reference counted, atomically.
 */
typedef struct _ShrCrossValidation ShrCrossValidation;

/**
 * shr_cross_validation_new:
 * @path: whose mixing and grid are copied
 * @gap: relative duality gap demanded of each fold's path
 * @folds: K, at least 2; more than there are rows is refused when it is run
 * @seed: which rows go together
 */
ShrCrossValidation *shr_cross_validation_new (const ShrPath *path, double gap, guint folds, guint64 seed);
/* The same with one share of the rows held out, once: means are of those rows, and standard errors 0. @share: 0 < share <
 * 1; at least one row is held out and one is not. */
ShrCrossValidation *shr_cross_validation_new_share (const ShrPath *path, double gap, double share, guint64 seed);
ShrCrossValidation *shr_cross_validation_ref (ShrCrossValidation *self);
void shr_cross_validation_unref (ShrCrossValidation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ShrCrossValidation, shr_cross_validation_unref)

/**
 * shr_cross_validation_run:
 * @validations: @n that have not been run, NULL where there is none
 * @design: all rows
 * @threads: how many folds are solved side by side, at least 1
 * @error: (nullable): SHR_STUDY_ERROR: the first failure, or that it was cancelled
 *
 * Runs them all and waits; once, from any one thread, which takes its share. A validation that failed or was cancelled has no
 * figures; the others do.
 */
gboolean shr_cross_validation_run (ShrCrossValidation *const *validations,
                                   gsize n,
                                   const ShrDesign *design,
                                   guint threads,
                                   GError **error);

/* All of these from any thread. */

/* shr_cross_validation_run() ends within milliseconds. */
void shr_cross_validation_cancel (ShrCrossValidation *self);
/* Share of all λ of all folds that are solved, 0 to 1. */
double shr_cross_validation_get_progress (ShrCrossValidation *self);
/* The figures are there: means, standard errors, λ_min, λ_1se and the gap may be asked for. */
gboolean shr_cross_validation_is_done (ShrCrossValidation *self);

/* 1 where a share is held out. */
guint shr_cross_validation_get_folds (ShrCrossValidation *self);
/* NaN where there are folds. */
double shr_cross_validation_get_share (ShrCrossValidation *self);
/* How many of @n rows are held out together, at most. */
gsize shr_cross_validation_get_held_out (ShrCrossValidation *self, gsize n);
guint64 shr_cross_validation_get_seed (ShrCrossValidation *self);
/* As many as the path has λ. */
gsize shr_cross_validation_get_count (ShrCrossValidation *self);
double shr_cross_validation_get_lambda (ShrCrossValidation *self, gsize k);
/* Mean over the folds of their mean squared errors, and its standard error: sd (with K − 1) over √K. */
double shr_cross_validation_get_mean (ShrCrossValidation *self, gsize k);
double shr_cross_validation_get_se (ShrCrossValidation *self, gsize k);
/* λ_min: where the mean is smallest; of several the largest λ. */
gsize shr_cross_validation_get_min (ShrCrossValidation *self);
/* λ_1se: the largest λ whose mean is at most that at λ_min and one standard error more. */
gsize shr_cross_validation_get_one_se (ShrCrossValidation *self);
/* The largest relative duality gap of all folds. */
double shr_cross_validation_get_gap (ShrCrossValidation *self);

G_END_DECLS
