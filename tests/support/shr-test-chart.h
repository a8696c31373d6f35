#pragma once

#include "plot/shr-paths-chart.h"
#include "support/shr-test-random.h"

G_BEGIN_DECLS

/**
 * ShrTestChart:
 *
 * A ShrChart together with all that it borrows.
 */
typedef struct
{
  ShrChart chart; /* what the charts are given; a test may change its settings */

  gsize n, p;
  double *x, *y; /* the data, n×p and n; NULL for a path made by hand */
  char **names;  /* NULL-terminated */
  ShrDesign *design;
  ShrPath *path;
  ShrKnots *knots; /* lasso only, from core; NULL for a path made by hand */
  ShrFeatureColors *colors;
  ShrPoint point;
  ShrSection section;
} ShrTestChart;

/* Gaussian columns that share a common part, with correlation about @rho, and a response of a few of them; @lambdas
 * points from the solver's grid. Every feature is named "f1", "f2", …; the pair is the first two. */
ShrTestChart *shr_test_chart_new (ShrTestRandom *random, gsize n, gsize p, double rho, double mixing, gsize lambdas);

/**
 * shr_test_chart_new_by_hand:
 * @names: NULL-terminated
 * @lambdas: @count
 * @w: @count rows of a coefficient per name
 *
 * A path whose numbers owe nothing to a solver.
 */
ShrTestChart *shr_test_chart_new_by_hand (const char *const *names,
                                          double mixing,
                                          const double *lambdas,
                                          gsize count,
                                          const double *w);

/* The same with a correlation of 0.6 and a generator of its own. */
ShrTestChart *shr_test_chart_new_seeded (guint64 seed, gsize n, gsize p, double mixing, gsize lambdas);

/* Three features of a lasso at λ = 8, 4, 2, 1, by hand: "early" 0, 4, 6, 7; "late" 0, 0, −1, −2; "never" 0. */
ShrTestChart *shr_test_chart_new_small (void);

/* The Paths chart in the light theme. */
ShrScene *shr_test_chart_draw_paths (const ShrTestChart *test, double width, double height, ShrPathsLayout *layout);

/* Solves (by core) at @lambda and takes the section through the pair. */
void shr_test_chart_solve (ShrTestChart *test, double lambda);

/* Makes point @k of the path the current one. */
void shr_test_chart_set_point (ShrTestChart *test, gsize k);

void shr_test_chart_free (ShrTestChart *test);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ShrTestChart, shr_test_chart_free)

/* The room that a mark of text takes up, worked out anew. */
ShrRect shr_test_text_box (const ShrMark *mark);

/* Every text within the scene; no two texts over each other. @what: named on failure. */
void shr_test_assert_texts (const ShrScene *scene, const char *what);

/* Whether this very text is in the scene with that role. */
gboolean shr_test_has_text (const ShrScene *scene, ShrRole role, const char *text);

gsize shr_test_count_marks (const ShrScene *scene, ShrRole role);

/* The first mark of the role and feature, or NULL. */
const ShrMark *shr_test_find_mark (const ShrScene *scene, ShrRole role, int feature);

/**
 * shr_test_assert_expected:
 * @name: of a file in tests/plot/expected
 *
 * Compares @bytes with what is expected. With SHR_TEST_UPDATE=1 in the environment the file is written instead: look
 * at it before committing it.
 */
void shr_test_assert_expected (const char *name, GBytes *bytes);

G_END_DECLS
