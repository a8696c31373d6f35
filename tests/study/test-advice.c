#include "study/shr-advice.h"

#include "shr-test-study.h"

#include <math.h>
#include <string.h>

static const char *const names[] = { "age", "bmi", "bp", "s1", "s2", NULL };

/* 200 rows, 5 features that have little to do with each other, ridge and lasso equally good, the lasso with fewer. */
static void
figures_init (ShrAdviceFigures *figures, ShrCorrelations *correlations)
{
  *correlations = (ShrCorrelations){ .features = 5, .looked = 5, .n = 2, .top = { { 3, 4, 0.31 }, { 0, 1, -0.2 } } };
  *figures = (ShrAdviceFigures){
    .rows = 200, .features = 5, .correlations = correlations, .names = names, .folds = 10, .seed = 4
  };
  figures->columns[SHR_PENALTY_RIDGE] = (ShrAdviceColumn){ TRUE, TRUE, 10.0, 0.5, 5, 5, NAN };
  figures->columns[SHR_PENALTY_LASSO] = (ShrAdviceColumn){ TRUE, TRUE, 10.2, 0.5, 4, 2, 30.0 };
}

static void
assert_verdict (const ShrAdviceFigures *figures, const char *words)
{
  g_autoptr (ShrAdvice) advice = shr_advice_new (figures);

  if (strstr (advice->verdict, words) == NULL)
    g_error ("“%s” is not in “%s”", words, advice->verdict);
}

static void
assert_reason (const ShrAdviceFigures *figures, const char *words)
{
  g_autoptr (ShrAdvice) advice = shr_advice_new (figures);
  g_autofree char *all = g_strjoinv ("\n", advice->reasons);

  if (strstr (all, words) == NULL)
    g_error ("“%s” is not in “%s”", words, all);
}

static void
test_verdicts (void)
{
  ShrAdviceFigures figures;
  ShrCorrelations correlations;

  figures_init (&figures, &correlations);
  assert_verdict (&figures,
                  "Ridge and Lasso predict equally well here, as far as 10 folds can tell. Lasso does it with "
                  "the fewest features: at λ\u00a01se with 2 of 5.");

  /* One standard error of the best is the limit, and no more. */
  figures.columns[SHR_PENALTY_LASSO].mean = 10.5;
  assert_verdict (&figures, "equally well");
  figures.columns[SHR_PENALTY_LASSO].mean = 10.6;
  assert_verdict (&figures, "Ridge: it predicts new rows better than the others");

  figures_init (&figures, &correlations);
  figures.columns[SHR_PENALTY_LASSO].kept_one_se = 5;
  assert_verdict (&figures, "keep every feature: either will do");

  figures_init (&figures, &correlations);
  correlations.top[0].r = -SHR_ADVICE_SAME;
  assert_verdict (&figures, "which of those it keeps may be chance");
  figures.columns[SHR_PENALTY_ELASTIC_NET] = figures.columns[SHR_PENALTY_LASSO];
  assert_verdict (&figures, "Ridge, Elastic net and Lasso predict equally well");
  assert_verdict (&figures, "the elastic net keeps them together");

  /* No better than the mean, by one standard error. */
  figures_init (&figures, &correlations);
  figures.columns[SHR_PENALTY_LASSO].null = 10.5;
  assert_verdict (&figures, "None: no column predicts new rows better than their mean");
  figures.columns[SHR_PENALTY_LASSO].null = 10.6;
  assert_verdict (&figures, "equally well");

  figures_init (&figures, &correlations);
  figures.columns[SHR_PENALTY_RIDGE].on = FALSE;
  assert_verdict (&figures, "Lasso is the only column");
  figures.columns[SHR_PENALTY_LASSO].validated = FALSE;
  assert_verdict (&figures, "cross-validate to compare the columns");
}

static void
test_reasons (void)
{
  ShrAdviceFigures figures;
  ShrCorrelations correlations;

  figures_init (&figures, &correlations);
  assert_reason (&figures, "200 rows, 5 features: 40 rows for each. That is enough");
  assert_reason (&figures, "No two features are strongly correlated: s1 and s2 0.31.");
  assert_reason (&figures, "Ridge: error 10.0 ± 0.50 at λ\u00a0min. It keeps every feature.");
  assert_reason (&figures, "Lasso: error 10.2 ± 0.50 at λ\u00a0min, with 4 of 5 features; 2 at λ\u00a01se.");

  figures.rows = 49;
  assert_reason (&figures, "That is few");
  figures.rows = 50;
  assert_reason (&figures, "That is enough");
  figures.rows = 5;
  assert_reason (&figures, "least squares fits such data exactly");

  correlations.top[0].r = -0.75;
  assert_reason (&figures, "Some features are strongly correlated: s1 and s2 −0.75.");
  correlations.top[0].r = 0.95;
  correlations.top[1].r = -0.72;
  assert_reason (&figures, "Some features say nearly the same: s1 and s2 0.95, age and bmi −0.72.");
  correlations.features = 20000;
  correlations.looked = 500;
  assert_reason (&figures, "the pairs of the 500 features that are most correlated with the response, of 20000");
  figures.correlations = NULL;
  assert_reason (&figures, "is being worked out");
}

static void
test_basis (void)
{
  ShrAdviceFigures figures;
  ShrCorrelations correlations;
  g_autoptr (ShrAdvice) advice = NULL, without = NULL;

  figures_init (&figures, &correlations);
  advice = shr_advice_new (&figures);
  g_assert_true (advice->is_validated);
  g_assert_nonnull (strstr (advice->basis, "10 folds of the loaded rows (seed 4)"));

  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    figures.columns[i].validated = FALSE;
  without = shr_advice_new (&figures);
  g_assert_false (without->is_validated);
  g_assert_nonnull (strstr (without->basis, "the loaded rows alone"));
  g_assert_cmpuint (g_strv_length (without->reasons), ==, 2);
}

/* The figures of a study are those of its fit and its cross-validation. */
static void
test_study (void)
{
  g_autoptr (ShrStudy) study = shr_study_new ();
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample ("diabetes");
  g_autoptr (ShrAdvice) before = NULL, after = NULL;
  g_autofree char *reasons = NULL, *kept = NULL;
  ShrCrossValidation *validation;
  const ShrPath *path;

  g_assert_null (shr_advice_new_for_study (study));
  shr_study_set_animated (study, FALSE);
  shr_study_set_dataset (study, dataset);
  g_assert_null (shr_advice_new_for_study (study));
  shr_test_study_settle (study);
  g_assert_null (shr_fit_get_correlations (shr_study_get_fit (study)));
  shr_study_set_advised (study, TRUE);
  g_assert_true (shr_study_needs_tick (study));
  shr_test_study_settle (study);
  g_assert_nonnull (shr_fit_get_correlations (shr_study_get_fit (study)));
  before = shr_advice_new_for_study (study);
  g_assert_false (before->is_validated);

  shr_study_cross_validate (study);
  shr_test_study_settle (study);
  after = shr_advice_new_for_study (study);
  g_assert_true (after->is_validated);
  reasons = g_strjoinv ("\n", after->reasons);
  g_assert_nonnull (strstr (reasons, "442 rows, 10 features"));
  g_assert_nonnull (strstr (reasons, "strongly correlated: tc and ldl 0.90"));
  validation = shr_study_get_cross_validation (study, SHR_PENALTY_LASSO);
  path = shr_fit_get_path (shr_study_get_fit (study), SHR_PENALTY_LASSO);
  kept = g_strdup_printf ("with %zu of 10 features; %zu at",
                          shr_path_point (path, shr_cross_validation_get_min (validation))->nonzero,
                          shr_path_point (path, shr_cross_validation_get_one_se (validation))->nonzero);
  g_assert_nonnull (strstr (reasons, kept));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/advice/verdicts", test_verdicts);
  g_test_add_func ("/advice/reasons", test_reasons);
  g_test_add_func ("/advice/basis", test_basis);
  g_test_add_func ("/advice/study", test_study);

  return g_test_run ();
}
