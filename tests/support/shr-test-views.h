#pragma once

#include "support/shr-test-chart.h"
#include "support/shr-test-problem.h"

G_BEGIN_DECLS

/**
 * ShrTestViews:
 *
 * What the charts beside Paths and Geometry look at, for the current point of a ShrTestChart: residuals and pulls worked
 * out from the loaded data, the posterior by core, and errors along the path that are made up.
 */
typedef struct
{
  ShrTestProblem *problem;
  ShrFitted fitted;
  double *residual; /* n */
  double *pull;     /* p */
  ShrPosterior posterior;
  ShrErrors errors;
  ShrCriteria *criteria; /* points of the path, as are those below */
  double *test_error, *cv_mean, *cv_se;
} ShrTestViews;

/* @test: made from data; its chart is completed, and borrows from the views. Solve it first. */
ShrTestViews *shr_test_views_new (ShrTestChart *test, gsize feature, double variance);
void shr_test_views_free (ShrTestViews *views);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ShrTestViews, shr_test_views_free)

/* The same marks in the same order. @what: named on failure. */
void shr_test_assert_same_scene (const ShrScene *a, const ShrScene *b, const char *what);

/* From a cell of a crowded board to a slide. */
extern const ShrXY shr_test_sizes[];
extern const gsize shr_test_n_sizes;

G_END_DECLS
