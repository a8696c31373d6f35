#pragma once

#include "data/shr-dataset.h"
#include "study/shr-fit.h"
#include "study/shr-study.h"
#include "support/shr-test-problem.h"

G_BEGIN_DECLS

/* What the tests of this room share. */

ShrDataset *shr_test_dataset_sample (const char *id);
/* Gaussian columns "x1", "x2", … of pairwise correlation @rho, response "y" with a few true coefficients. */
ShrDataset *shr_test_dataset_random (gsize n, gsize p, double rho, guint64 seed);
/* @values: n×(p+1), column after column, the response last; taken over. @names: p + 1. */
ShrDataset *shr_test_dataset_values (const char *name, const char *const *names, gsize n, gsize p, double *values);

/* Settings with exactly these penalties on. */
void shr_test_settings_init (ShrSettings *settings, gboolean ridge, gboolean elastic_net, gboolean lasso);

/* The problem of @dataset under @settings, worked out again. */
ShrTestProblem *shr_test_problem_of (ShrDataset *dataset, const ShrSettings *settings);

/* A fit that has been run without an error. */
ShrFit *shr_test_fit_run (ShrDataset *dataset, const ShrSettings *settings);

/* Ticks every millisecond, with a clock that goes at the same pace, until the study needs no more ticks. */
void shr_test_study_settle (ShrStudy *study);

G_END_DECLS
