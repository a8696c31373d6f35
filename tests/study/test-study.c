#include "study/shr-study.h"

#include "study/shr-events.h"

#include "shr-test-study.h"
#include "support/shr-test-random.h"

#include <math.h>

/* So many λ that a fit of the data of long_dataset() goes on until it is stopped. */
#define ENDLESS 100000

/* --- What a listener hears -------------------------------------------------------------------------------------- */

typedef struct
{
  GHashTable *notified; /* property name → how often */
  guint redraws;        /* how often */
  guint changes;        /* union of all */
  guint failures;
  char *sentence; /* of the last failure */
} Ear;

static void
on_notify (GObject *object, GParamSpec *pspec, gpointer data)
{
  Ear *ear = data;
  guint before = GPOINTER_TO_UINT (g_hash_table_lookup (ear->notified, pspec->name));

  g_hash_table_insert (ear->notified, (gpointer) pspec->name, GUINT_TO_POINTER (before + 1));
}

static void
on_redraw (ShrStudy *study, guint changes, gpointer data)
{
  Ear *ear = data;

  g_assert_cmpuint (changes, !=, 0);
  ear->redraws++;
  ear->changes |= changes;
}

static void
on_failed (ShrStudy *study, const char *sentence, gpointer data)
{
  Ear *ear = data;

  ear->failures++;
  g_free (ear->sentence);
  ear->sentence = g_strdup (sentence);
}

static void
listen (Ear *ear, ShrStudy *study)
{
  *ear = (Ear){ .notified = g_hash_table_new (g_str_hash, g_str_equal) };
  g_signal_connect (study, "notify", G_CALLBACK (on_notify), ear);
  g_signal_connect (study, "redraw", G_CALLBACK (on_redraw), ear);
  g_signal_connect (study, "failed", G_CALLBACK (on_failed), ear);
}

static void
forget (Ear *ear)
{
  g_hash_table_remove_all (ear->notified);
  ear->redraws = ear->changes = ear->failures = 0;
  g_clear_pointer (&ear->sentence, g_free);
}

static guint
heard (Ear *ear, const char *property)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (ear->notified, property));
}

static gboolean
silent (Ear *ear)
{
  return g_hash_table_size (ear->notified) == 0 && ear->redraws == 0 && ear->failures == 0;
}

static void
stop_listening (Ear *ear, ShrStudy *study)
{
  g_signal_handlers_disconnect_by_data (study, ear);
  g_hash_table_unref (ear->notified);
  g_free (ear->sentence);
}

/* --- Studies ---------------------------------------------------------------------------------------------------- */

static ShrStudy *
open_dataset (ShrDataset *dataset)
{
  ShrStudy *study = shr_study_new ();

  shr_study_set_animated (study, FALSE);
  shr_study_set_dataset (study, dataset);
  shr_test_study_settle (study);
  g_assert_false (shr_study_get_running (study));

  return study;
}

static ShrStudy *
open_sample (const char *id)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample (id);

  return open_dataset (dataset);
}

static ShrDataset *
long_dataset (void)
{
  return shr_test_dataset_random (200, 30, 0.5, 21);
}

/* A study whose fit will not end by itself, with some of it published. */
static ShrStudy *
open_long (gboolean animated)
{
  g_autoptr (ShrDataset) dataset = long_dataset ();
  ShrStudy *study = shr_study_new ();
  ShrSettings settings = *shr_study_get_settings (study);

  settings.lambda_count = ENDLESS;
  shr_study_set_settings (study, &settings);
  shr_study_set_animated (study, animated);
  shr_study_set_dataset (study, dataset);
  g_assert_true (shr_study_get_running (study));

  return study;
}

static const ShrPath *
path_of (ShrStudy *study, ShrPenalty penalty)
{
  return shr_fit_get_path (shr_study_get_fit (study), penalty);
}

static gsize
shown (ShrStudy *study, ShrPenalty penalty)
{
  ShrChart chart;

  return shr_study_get_chart (study, penalty, &chart) ? chart.shown : 0;
}

static void
wait_progress (ShrStudy *study)
{
  while (shr_fit_get_progress (shr_study_get_fit (study)) == 0.0)
    g_usleep (100);
}

/* The point on show solves the problem that the study is set to, at its own λ. */
static void
assert_exact (ShrStudy *study, ShrPenalty penalty)
{
  const ShrSettings *settings = shr_study_get_settings (study);
  g_autoptr (ShrTestProblem) problem = shr_test_problem_of (shr_study_get_dataset (study), settings);
  const ShrPoint *point = shr_study_get_point (study, penalty);

  g_assert_nonnull (point);
  g_assert_cmpfloat (
      shr_test_problem_kkt (problem, shr_settings_get_mixing (settings, penalty), point->lambda, point->w), <=, 1e-9);
}

static double
share_of (ShrStudy *study, ShrPenalty penalty)
{
  return shr_fit_get_share (shr_study_get_fit (study), penalty, shr_study_get_point (study, penalty));
}

/* --- Opening ---------------------------------------------------------------------------------------------------- */

static void
test_opening (void)
{
  g_autoptr (ShrStudy) study = shr_study_new ();
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample ("diabetes");
  Ear ear;

  g_assert_null (shr_study_get_dataset (study));
  g_assert_null (shr_study_get_fit (study));
  g_assert_false (shr_study_needs_tick (study));
  g_assert_true (isnan (shr_study_get_lambda (study)));
  g_assert_null (shr_study_get_point (study, SHR_PENALTY_LASSO));

  shr_study_set_animated (study, FALSE);
  listen (&ear, study);
  shr_study_set_dataset (study, dataset);
  g_assert_true (shr_study_get_dataset (study) == dataset);
  g_assert_cmpuint (heard (&ear, "dataset"), ==, 1);
  g_assert_cmpuint (heard (&ear, "running"), ==, 1);
  g_assert_cmpuint (ear.changes & SHR_REDRAW_BOARD, !=, 0);
  g_assert_true (shr_study_get_running (study));
  g_assert_false (shr_study_get_playing (study));

  shr_test_study_settle (study);
  g_assert_false (shr_study_get_running (study));
  g_assert_cmpfloat (shr_study_get_progress (study), ==, 1.0);
  g_assert_cmpuint (heard (&ear, "running"), ==, 2);
  g_assert_cmpuint (heard (&ear, "lambda"), ==, 1);
  g_assert_cmpuint (heard (&ear, "pair"), ==, 1);
  g_assert_cmpuint (heard (&ear, "playing"), ==, 0);
  g_assert_cmpuint (ear.failures, ==, 0);
  g_assert_cmpuint (ear.changes & SHR_REDRAW_FRAME, !=, 0);
  g_assert_cmpuint (ear.changes & SHR_REDRAW_TRACES, !=, 0);
  g_assert_cmpuint (ear.changes & SHR_REDRAW_OVERLAY, !=, 0);

  g_assert_cmpuint (shown (study, SHR_PENALTY_RIDGE), ==, 100);
  g_assert_cmpuint (shown (study, SHR_PENALTY_LASSO), ==, 100);
  g_assert_cmpuint (shown (study, SHR_PENALTY_ELASTIC_NET), ==, 0);
  g_assert_null (shr_study_get_point (study, SHR_PENALTY_ELASTIC_NET));
  g_assert_true (isnan (shr_study_get_column_lambda (study, SHR_PENALTY_ELASTIC_NET)));
  assert_exact (study, SHR_PENALTY_RIDGE);
  assert_exact (study, SHR_PENALTY_LASSO);

  /* The same data again is no news, and neither is a tick when nothing happens. */
  forget (&ear);
  shr_study_set_dataset (study, dataset);
  shr_study_tick (study, 100.0);
  g_assert_true (silent (&ear));

  stop_listening (&ear, study);
}

/* A fit that is over at once is replayed: the traces grow, λ at their front, until all is shown after 1.5 s. */
static void
test_opening_animated (void)
{
  g_autoptr (ShrStudy) study = shr_study_new ();
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample ("diabetes");
  double time = 10.0, started, chosen;
  gsize before = 0;
  Ear ear;

  listen (&ear, study);
  shr_study_set_dataset (study, dataset);
  g_assert_true (shr_study_get_playing (study));
  g_assert_cmpuint (heard (&ear, "playing"), ==, 1);

  /* The clock stands still until the fit is done, so that patience does not end. */
  while (shr_study_get_running (study))
    {
      shr_study_tick (study, time);
      g_usleep (500);
    }
  started = time;
  chosen = shr_study_get_lambda (study);
  g_assert_true (shr_study_get_playing (study));
  g_assert_cmpuint (shown (study, SHR_PENALTY_LASSO), <=, 2);

  while (shr_study_needs_tick (study))
    {
      ShrChart chart;

      forget (&ear);
      time += 1.0 / 60.0;
      shr_study_tick (study, time);
      g_assert_true (shr_study_get_chart (study, SHR_PENALTY_LASSO, &chart));
      g_assert_cmpuint (chart.shown, >=, before);
      if (chart.shown != before)
        g_assert_cmpuint (ear.changes & SHR_REDRAW_TRACES, !=, 0);
      if (shr_study_get_playing (study))
        {
          g_assert_cmpfloat (chart.point->lambda, ==, shr_path_lambda (chart.path, chart.shown - 1));
          assert_exact (study, SHR_PENALTY_LASSO);
        }
      before = chart.shown;
      g_assert_cmpfloat (time - started, <, 2.0);
    }

  g_assert_cmpfloat_with_epsilon (time - started, 1.5, 0.05);
  g_assert_cmpuint (heard (&ear, "playing"), ==, 1);
  g_assert_cmpuint (shown (study, SHR_PENALTY_LASSO), ==, 100);
  g_assert_cmpuint (shown (study, SHR_PENALTY_RIDGE), ==, 100);
  /* The sweep only passed by: λ is where it was chosen. */
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, chosen);
  g_assert_cmpfloat (shr_study_get_column_lambda (study, SHR_PENALTY_LASSO), ==, chosen);

  stop_listening (&ear, study);
}

/* A fit that takes longer is shown as it comes, and not replayed. */
static void
test_opening_slow (void)
{
  g_autoptr (ShrStudy) study = open_long (TRUE);
  Ear ear;

  listen (&ear, study);
  wait_progress (study);
  shr_study_tick (study, 1.0);
  g_assert_true (shr_study_get_playing (study));
  shr_study_tick (study, 1.2);
  g_assert_false (shr_study_get_playing (study));
  g_assert_true (shr_study_get_running (study));
  g_assert_cmpuint (shown (study, SHR_PENALTY_RIDGE), >, 0);
  g_assert_cmpuint (ear.changes & SHR_REDRAW_TRACES, !=, 0);

  stop_listening (&ear, study);
}

static void
test_streaming (void)
{
  g_autoptr (ShrStudy) study = open_long (FALSE);
  gsize before = 0, grown = 0;
  double progress = 0.0;
  Ear ear;

  listen (&ear, study);
  for (int i = 0; grown < 5 && shr_study_get_running (study); i++)
    {
      gsize now;

      forget (&ear);
      shr_study_tick (study, i / 60.0);
      now = shown (study, SHR_PENALTY_RIDGE) + shown (study, SHR_PENALTY_LASSO);
      g_assert_cmpuint (now, >=, before);
      if (now > before)
        {
          grown++;
          g_assert_cmpuint (ear.changes & SHR_REDRAW_TRACES, !=, 0);
          g_assert_cmpuint (ear.redraws, ==, 1);
        }
      else
        g_assert_cmpuint (ear.changes & SHR_REDRAW_TRACES, ==, 0);
      g_assert_cmpfloat (shr_study_get_progress (study), >=, progress);
      progress = shr_study_get_progress (study);
      before = now;
      g_usleep (500);
    }
  g_assert_cmpuint (grown, ==, 5);

  stop_listening (&ear, study);
}

/* --- Defaults --------------------------------------------------------------------------------------------------- */

static void
test_default_lambda (gconstpointer sample)
{
  g_autoptr (ShrStudy) study = open_sample (sample);
  const ShrKnots *knots = shr_fit_get_knots (shr_study_get_fit (study), SHR_PENALTY_LASSO);
  double lambda = shr_study_get_lambda (study);
  gsize above = 0, below = 0;

  g_assert_cmpint (shr_study_get_leader (study), ==, SHR_PENALTY_LASSO);
  for (gsize e = 0; e < knots->count; e++)
    {
      above += knots->events[e].lambda > lambda;
      below += knots->events[e].lambda < lambda;
    }
  g_assert_cmpuint (above, ==, knots->count / 2);
  g_assert_cmpuint (below, ==, knots->count - knots->count / 2);
}

/* The strongest one in and the next to enter, found from the path's own coefficients and not from the knots. */
static void
test_default_pair (gconstpointer sample)
{
  g_autoptr (ShrStudy) study = open_sample (sample);
  ShrFit *fit = shr_study_get_fit (study);
  gsize p = shr_dataset_features (shr_study_get_dataset (study)), strongest = 0, next = p, j, k;
  const ShrPoint *point = shr_study_get_point (study, SHR_PENALTY_LASSO);
  g_autofree double *w = g_new (double, p);
  ShrPoint lower = { .w = w };

  for (gsize i = 1; i < p; i++)
    if (fabs (point->w[i]) > fabs (point->w[strongest]))
      strongest = i;

  for (double lambda = point->lambda; next == p && lambda > 1e-3 * point->lambda; lambda *= 0.999)
    {
      g_assert_cmpint (shr_fit_solve (fit, SHR_PENALTY_LASSO, lambda, &lower), ==, SHR_STATUS_OK);
      for (gsize i = 0; i < p && next == p; i++)
        if (lower.w[i] != 0.0 && point->w[i] == 0.0)
          next = i;
    }
  g_assert_cmpuint (next, <, p);

  shr_study_get_pair (study, &j, &k);
  g_assert_cmpuint (j, ==, strongest);
  g_assert_cmpuint (k, ==, next);
}

/* Without a lasso the two strongest. */
static void
test_default_pair_without_lasso (void)
{
  g_autoptr (ShrStudy) study = shr_study_new ();
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample ("diabetes");
  const ShrPoint *point;
  ShrSettings settings;
  gsize j, k;

  shr_test_settings_init (&settings, TRUE, FALSE, FALSE);
  shr_study_set_settings (study, &settings);
  shr_study_set_animated (study, FALSE);
  shr_study_set_dataset (study, dataset);
  shr_test_study_settle (study);

  g_assert_cmpint (shr_study_get_leader (study), ==, SHR_PENALTY_RIDGE);
  point = shr_study_get_point (study, SHR_PENALTY_RIDGE);
  shr_study_get_pair (study, &j, &k);
  g_assert_cmpuint (j, !=, k);
  for (gsize i = 0; i < shr_dataset_features (dataset); i++)
    {
      if (i != j)
        g_assert_cmpfloat (fabs (point->w[i]), <=, fabs (point->w[j]));
      if (i != j && i != k)
        g_assert_cmpfloat (fabs (point->w[i]), <=, fabs (point->w[k]));
    }
}

/* --- λ ---------------------------------------------------------------------------------------------------------- */

static void
test_set_lambda (void)
{
  g_autoptr (ShrStudy) study = open_sample ("diabetes");
  double smallest, largest, lasso_before;
  Ear ear;

  g_assert_false (shr_study_get_lambda_range (study, SHR_PENALTY_ELASTIC_NET, &smallest, &largest));
  g_assert_true (shr_study_get_lambda_range (study, SHR_PENALTY_RIDGE, &smallest, &largest));
  lasso_before = shr_study_get_column_lambda (study, SHR_PENALTY_LASSO);

  listen (&ear, study);
  shr_study_set_lambda (study, SHR_PENALTY_RIDGE, 0.321 * largest);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, 0.321 * largest);
  g_assert_cmpfloat (shr_study_get_column_lambda (study, SHR_PENALTY_RIDGE), ==, 0.321 * largest);
  g_assert_cmpint (shr_study_get_leader (study), ==, SHR_PENALTY_RIDGE);
  g_assert_cmpuint (heard (&ear, "lambda"), ==, 1);
  g_assert_cmpuint (heard (&ear, "leader"), ==, 1);
  g_assert_cmpuint (ear.changes & SHR_REDRAW_OVERLAY, !=, 0);
  g_assert_cmpuint (ear.changes & (SHR_REDRAW_FRAME | SHR_REDRAW_BOARD), ==, 0);

  /* The lasso has gone with it, to the same share. */
  g_assert_cmpfloat (shr_study_get_column_lambda (study, SHR_PENALTY_LASSO), !=, lasso_before);
  g_assert_cmpfloat_with_epsilon (share_of (study, SHR_PENALTY_LASSO), share_of (study, SHR_PENALTY_RIDGE), 1e-4);
  assert_exact (study, SHR_PENALTY_RIDGE);
  assert_exact (study, SHR_PENALTY_LASSO);

  forget (&ear);
  shr_study_set_lambda (study, SHR_PENALTY_RIDGE, 0.321 * largest);
  g_assert_true (silent (&ear));

  /* A column that is off cannot lead. */
  shr_study_set_lambda (study, SHR_PENALTY_ELASTIC_NET, 1.0);
  g_assert_true (silent (&ear));

  /* Clamped to the leader's path; the clamped value again is the same value. */
  shr_study_set_lambda (study, SHR_PENALTY_RIDGE, 1e300);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, largest);
  forget (&ear);
  shr_study_set_lambda (study, SHR_PENALTY_RIDGE, 1e200);
  g_assert_true (silent (&ear));
  shr_study_set_lambda (study, SHR_PENALTY_RIDGE, 0.5 * smallest);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, smallest);

  stop_listening (&ear, study);
}

/* λ = 0 is least squares, in every column and whatever links them; where that is not unique the path ends before. */
static void
test_least_squares (void)
{
  g_autoptr (ShrStudy) study = open_sample ("prostate");
  g_autoptr (ShrDataset) wide = shr_test_dataset_sample ("sparse-truth");
  g_autoptr (ShrTestProblem) problem =
      shr_test_problem_of (shr_study_get_dataset (study), shr_study_get_settings (study));
  g_autofree double *least = shr_test_problem_least_squares (problem);
  double smallest, largest, lambda;

  for (ShrLink link = SHR_LINK_SHRINKAGE; link <= SHR_LINK_DF; link++)
    {
      shr_study_set_link (study, link);
      shr_study_set_lambda (study, link == SHR_LINK_DF ? SHR_PENALTY_RIDGE : SHR_PENALTY_LASSO, 1e-2);
      g_assert_true (shr_study_get_mark (study, SHR_MARK_LEAST_SQUARES, &lambda));
      g_assert_cmpfloat (lambda, ==, 0.0);
      shr_study_go_to_mark (study, SHR_MARK_LEAST_SQUARES);
      for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty += 2)
        {
          const ShrPoint *point = shr_study_get_point (study, penalty);

          g_assert_cmpfloat (point->lambda, ==, 0.0);
          for (gsize j = 0; j < problem->p; j++)
            g_assert_cmpfloat_with_epsilon (point->w[j], least[j], 1e-11 * point->norm2);
        }
    }

  /* One step back is on the path again, and other settings keep it there. */
  shr_study_step (study, -1);
  shr_study_get_lambda_range (study, shr_study_get_leader (study), &smallest, &largest);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, smallest);
  shr_study_go_to_mark (study, SHR_MARK_LEAST_SQUARES);
  g_object_set (study, "intercept", FALSE, NULL);
  shr_test_study_settle (study);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, 0.0);

  shr_study_set_dataset (study, wide);
  shr_test_study_settle (study);
  shr_study_get_lambda_range (study, shr_study_get_leader (study), &smallest, &largest);
  g_assert_true (shr_study_get_mark (study, SHR_MARK_LEAST_SQUARES, &lambda));
  g_assert_cmpfloat (lambda, ==, smallest);
  shr_study_set_lambda (study, shr_study_get_leader (study), 0.0);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, smallest);
}

/* The marks that only a cross-validation makes are there with it. */
static void
test_marks (void)
{
  g_autoptr (ShrStudy) study = shr_study_new ();
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample ("prostate");
  ShrCrossValidation *validation;
  double lambda, smallest, largest;
  guint folds;

  for (ShrLambdaMark mark = 0; mark < SHR_N_LAMBDA_MARKS; mark++)
    g_assert_false (shr_study_get_mark (study, mark, &lambda));
  shr_study_cross_validate (study);

  shr_study_set_dataset (study, dataset);
  shr_test_study_settle (study);
  lambda = shr_study_get_lambda (study);
  g_assert_false (shr_study_get_mark (study, SHR_MARK_MIN, &smallest));
  shr_study_go_to_mark (study, SHR_MARK_MIN);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, lambda);
  shr_study_get_lambda_range (study, SHR_PENALTY_LASSO, &smallest, &largest);
  shr_study_go_to_mark (study, SHR_MARK_LARGEST);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, largest);

  shr_study_cross_validate (study);
  g_object_get (study, "folds", &folds, NULL);
  g_assert_cmpuint (folds, ==, SHR_STUDY_FOLDS);
  shr_study_cancel (study);
  shr_test_study_settle (study);
  /* Cancelled: it may be begun again. */
  shr_study_cross_validate (study);
  shr_test_study_settle (study);
  validation = shr_study_get_cross_validation (study, SHR_PENALTY_LASSO);
  g_assert_nonnull (validation);
  shr_study_go_to_mark (study, SHR_MARK_ONE_SE);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==,
                     shr_cross_validation_get_lambda (validation, shr_cross_validation_get_one_se (validation)));
  shr_study_go_to_mark (study, SHR_MARK_MIN);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==,
                     shr_cross_validation_get_lambda (validation, shr_cross_validation_get_min (validation)));
}

/* σ² is as somebody says, for every column and for Cp, until it is to be estimated again. */
static void
test_noise_variance (void)
{
  g_autoptr (ShrStudy) study = open_sample ("prostate");
  gsize n = shr_dataset_rows (shr_study_get_dataset (study));
  double estimated = shr_study_get_estimated_variance (study);
  ShrChart chart;
  Ear ear;

  shr_study_set_row (study, SHR_ROW_PRIOR, TRUE);
  shr_study_set_row (study, SHR_ROW_ERROR, TRUE);
  shr_test_study_settle (study);
  g_assert_true (shr_study_get_chart (study, SHR_PENALTY_LASSO, &chart));
  g_assert_cmpfloat (chart.variance, ==, estimated);

  listen (&ear, study);
  shr_study_set_noise_variance (study, 2.5);
  g_assert_cmpuint (heard (&ear, "noise-variance"), ==, 1);
  g_assert_cmpuint (ear.changes & SHR_REDRAW_OVERLAY, !=, 0);
  g_assert_cmpfloat (shr_study_get_estimated_variance (study), ==, estimated);
  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty += 2)
    {
      g_assert_true (shr_study_get_chart (study, penalty, &chart));
      g_assert_cmpfloat (chart.variance, ==, 2.5);
      g_assert_cmpfloat_with_epsilon (chart.posterior->weight, (double) n / 2.5, 1e-9);
      g_assert_cmpfloat_with_epsilon (chart.errors->criteria[3].cp,
                                      (double) n * chart.errors->criteria[3].mean_square / 2.5 - (double) n
                                          + 2.0 * (shr_path_point (chart.path, 3)->df + 1.0),
                                      1e-9 * (double) n);
    }
  forget (&ear);
  shr_study_set_noise_variance (study, 2.5);
  g_assert_true (silent (&ear));

  shr_study_set_noise_variance (study, 0.0);
  g_assert_true (shr_study_get_chart (study, SHR_PENALTY_LASSO, &chart));
  g_assert_cmpfloat (chart.variance, ==, estimated);
  stop_listening (&ear, study);
}

/* A share held out is validated behind the paths, beside the folds or without them. */
static void
test_test_share (void)
{
  g_autoptr (ShrStudy) study = open_sample ("prostate");
  ShrCrossValidation *test;
  ShrChart chart;

  shr_study_set_row (study, SHR_ROW_ERROR, TRUE);
  g_object_set (study, "test-share", 0.25, NULL);
  shr_test_study_settle (study);
  test = shr_fit_get_test (shr_study_get_fit (study), SHR_PENALTY_LASSO);
  g_assert_true (shr_study_get_chart (study, SHR_PENALTY_LASSO, &chart));
  g_assert_cmpuint (chart.errors->test_rows, ==, 24); /* of 97 */
  g_assert_false (chart.errors->fresh);
  for (gsize k = 0; k < chart.errors->n; k++)
    g_assert_cmpfloat (chart.errors->test[k], ==, shr_cross_validation_get_mean (test, k));
  g_assert_null (shr_study_get_cross_validation (study, SHR_PENALTY_LASSO));

  /* Folds beside it leave it as it is; another seed does not. */
  g_object_set (study, "folds", 5u, NULL);
  shr_test_study_settle (study);
  g_assert_true (shr_fit_get_test (shr_study_get_fit (study), SHR_PENALTY_LASSO) == test);
  g_assert_nonnull (shr_study_get_cross_validation (study, SHR_PENALTY_LASSO));
  g_object_set (study, "seed", (guint64) 9, NULL);
  shr_test_study_settle (study);
  g_assert_true (shr_fit_get_test (shr_study_get_fit (study), SHR_PENALTY_LASSO) != test);

  g_object_set (study, "test-share", 0.0, NULL);
  shr_test_study_settle (study);
  g_assert_true (shr_study_get_chart (study, SHR_PENALTY_LASSO, &chart));
  g_assert_null (chart.errors->test);
}

/* Anywhere on the path, for each leader and each link: what is shown solves (★) at its own λ. */
static void
test_exact_everywhere (void)
{
  g_autoptr (ShrStudy) study = open_sample ("prostate");
  ShrTestRandom random;

  shr_study_set_penalty (study, SHR_PENALTY_ELASTIC_NET, TRUE);
  shr_test_study_settle (study);

  shr_test_random_init (&random, 5);
  for (ShrLink link = SHR_LINK_SHRINKAGE; link <= SHR_LINK_DF; link++)
    {
      shr_study_set_link (study, link);
      g_assert_cmpint (shr_study_get_link (study), ==, link);
      for (int i = 0; i < 60; i++)
        {
          ShrPenalty leader = (ShrPenalty) shr_test_random_below (&random, SHR_N_PENALTIES);
          double smallest, largest;

          shr_study_get_lambda_range (study, leader, &smallest, &largest);
          shr_study_set_lambda (study, leader, largest * pow (smallest / largest, shr_test_random_uniform (&random)));
          for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
            {
              ShrChart chart;

              assert_exact (study, penalty);
              g_assert_true (shr_study_get_chart (study, penalty, &chart));
              g_assert_true (chart.path == path_of (study, penalty));
              g_assert_true (chart.point == shr_study_get_point (study, penalty));
              g_assert_nonnull (chart.section);
              g_assert_cmpfloat (chart.section->contact[0], ==, chart.point->w[chart.pair[0]]);
              g_assert_cmpfloat (chart.section->contact[1], ==, chart.point->w[chart.pair[1]]);
            }
        }
    }
}

static void
test_link (void)
{
  g_autoptr (ShrStudy) study = open_sample ("diabetes");
  double smallest, largest;
  Ear ear;

  shr_study_get_lambda_range (study, SHR_PENALTY_RIDGE, &smallest, &largest);
  shr_study_set_lambda (study, SHR_PENALTY_LASSO, 2.0);
  listen (&ear, study);

  shr_study_set_link (study, SHR_LINK_LAMBDA);
  g_assert_cmpuint (heard (&ear, "link"), ==, 1);
  g_assert_cmpuint (ear.changes & SHR_REDRAW_OVERLAY, !=, 0);
  g_assert_cmpfloat (shr_study_get_column_lambda (study, SHR_PENALTY_RIDGE), ==, CLAMP (2.0, smallest, largest));
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, 2.0);

  forget (&ear);
  shr_study_set_link (study, SHR_LINK_LAMBDA);
  g_assert_true (silent (&ear));

  shr_study_set_link (study, SHR_LINK_DF);
  g_assert_cmpfloat (shr_study_get_point (study, SHR_PENALTY_RIDGE)->df, >=,
                     shr_study_get_point (study, SHR_PENALTY_LASSO)->df - 1e-9);

  stop_listening (&ear, study);
}

/* λ may be moved while the path is still coming. */
static void
test_lambda_while_running (void)
{
  g_autoptr (ShrStudy) study = open_long (FALSE);
  double smallest, largest;

  wait_progress (study);
  shr_study_tick (study, 0.0);
  /* Ridge is solved first; the lasso has no range yet. */
  if (shr_study_get_lambda_range (study, SHR_PENALTY_RIDGE, &smallest, &largest))
    {
      shr_study_set_lambda (study, SHR_PENALTY_RIDGE, 0.99 * largest);
      g_assert_cmpfloat (shr_study_get_lambda (study), ==, 0.99 * largest);
      assert_exact (study, SHR_PENALTY_RIDGE);
    }
  shr_study_set_lambda (study, SHR_PENALTY_ELASTIC_NET, 1.0);
  g_assert_cmpint (shr_study_get_leader (study), !=, SHR_PENALTY_ELASTIC_NET);
}

/* --- The sweep -------------------------------------------------------------------------------------------------- */

static void
test_play (void)
{
  g_autoptr (ShrStudy) study = open_sample ("diabetes");
  const ShrPath *path = path_of (study, SHR_PENALTY_LASSO);
  double time = 5.0, last = INFINITY, stopped;
  gsize paused_at;
  Ear ear;

  listen (&ear, study);
  shr_study_pause (study);
  g_assert_true (silent (&ear));

  shr_study_play (study);
  g_assert_true (shr_study_get_playing (study));
  g_assert_true (shr_study_needs_tick (study));
  g_assert_cmpuint (heard (&ear, "playing"), ==, 1);
  /* Whoever keeps the clock must hear that it is needed. */
  g_assert_cmpuint (ear.redraws, >=, 1);
  forget (&ear);
  shr_study_play (study);
  g_assert_true (silent (&ear));

  /* From the largest λ down, the traces as far as λ. */
  shr_study_tick (study, time);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, shr_path_lambda (path, 0));
  for (int i = 0; i < 60; i++)
    {
      double lambda;
      gsize points = 0;

      time += 1.0 / 60.0;
      shr_study_tick (study, time);
      lambda = shr_study_get_lambda (study);
      g_assert_cmpfloat (lambda, <=, last);
      last = lambda;
      while (points < 100 && shr_path_lambda (path, points) >= lambda)
        points++;
      g_assert_cmpuint (shown (study, SHR_PENALTY_LASSO), ==, points);
      g_assert_cmpuint (shown (study, SHR_PENALTY_RIDGE), <=, 100);
      assert_exact (study, SHR_PENALTY_RIDGE);
    }
  /* A second of the four. */
  g_assert_cmpuint (shown (study, SHR_PENALTY_LASSO), >, 20);
  g_assert_cmpuint (shown (study, SHR_PENALTY_LASSO), <, 30);

  forget (&ear);
  shr_study_pause (study);
  g_assert_cmpuint (heard (&ear, "playing"), ==, 1);
  g_assert_false (shr_study_needs_tick (study));
  paused_at = shown (study, SHR_PENALTY_LASSO);
  stopped = shr_study_get_lambda (study);
  shr_study_tick (study, time + 10.0);
  g_assert_cmpuint (shown (study, SHR_PENALTY_LASSO), ==, paused_at);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, stopped);

  /* Goes on from there, however long it was paused, and ends at the smallest λ. */
  shr_study_play (study);
  time += 100.0;
  shr_study_tick (study, time);
  g_assert_cmpuint (shown (study, SHR_PENALTY_LASSO), ==, paused_at);
  while (shr_study_needs_tick (study))
    {
      time += 0.05;
      shr_study_tick (study, time);
      g_assert_cmpfloat (time, <, 120.0);
    }
  g_assert_false (shr_study_get_playing (study));
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, shr_path_lambda (path, 99));
  g_assert_cmpuint (shown (study, SHR_PENALTY_LASSO), ==, 100);

  /* And again from the start. */
  shr_study_play (study);
  shr_study_tick (study, time);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, shr_path_lambda (path, 0));

  /* Moving λ by hand ends the sweep and shows everything. */
  forget (&ear);
  shr_study_set_lambda (study, SHR_PENALTY_LASSO, 3.0);
  g_assert_false (shr_study_get_playing (study));
  g_assert_cmpuint (shown (study, SHR_PENALTY_LASSO), ==, 100);
  g_assert_cmpuint (ear.changes & SHR_REDRAW_TRACES, !=, 0);

  stop_listening (&ear, study);
}

static void
test_step (void)
{
  g_autoptr (ShrStudy) study = open_sample ("diabetes");
  const ShrPath *path = path_of (study, SHR_PENALTY_LASSO);
  double between = sqrt (shr_path_lambda (path, 40) * shr_path_lambda (path, 41));
  Ear ear;

  /* From between two points to the neighbour in that direction, either way. */
  shr_study_set_lambda (study, SHR_PENALTY_LASSO, 1.0001 * between);
  shr_study_step (study, 1);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, shr_path_lambda (path, 41));
  shr_study_set_lambda (study, SHR_PENALTY_LASSO, between / 1.0001);
  shr_study_step (study, 1);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, shr_path_lambda (path, 41));
  shr_study_set_lambda (study, SHR_PENALTY_LASSO, 1.0001 * between);
  shr_study_step (study, -1);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, shr_path_lambda (path, 40));
  shr_study_set_lambda (study, SHR_PENALTY_LASSO, between / 1.0001);
  shr_study_step (study, -1);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, shr_path_lambda (path, 40));

  /* From a point to the next ones; whole path on show all the time. */
  listen (&ear, study);
  shr_study_step (study, 1);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, shr_path_lambda (path, 41));
  g_assert_cmpuint (heard (&ear, "lambda"), ==, 1);
  g_assert_cmpuint (ear.changes & SHR_REDRAW_OVERLAY, !=, 0);
  shr_study_step (study, -10);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, shr_path_lambda (path, 31));
  g_assert_cmpuint (shown (study, SHR_PENALTY_LASSO), ==, 100);

  /* Not beyond the ends. */
  shr_study_step (study, 1000);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, shr_path_lambda (path, 99));
  forget (&ear);
  shr_study_step (study, 1);
  g_assert_cmpuint (heard (&ear, "lambda"), ==, 0);
  shr_study_step (study, -1000);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, shr_path_lambda (path, 0));

  /* While playing a step pauses, and the traces stay as far as λ. */
  shr_study_play (study);
  shr_study_tick (study, 1.0);
  shr_study_tick (study, 2.0);
  shr_study_step (study, 1);
  g_assert_false (shr_study_get_playing (study));
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, shr_path_lambda (path, shown (study, SHR_PENALTY_LASSO) - 1));
  assert_exact (study, SHR_PENALTY_LASSO);

  stop_listening (&ear, study);
}

/* What is in at @lambda and what is not: solved afresh, not read off the events. */
static void
find_support (ShrStudy *study, double lambda, gboolean support[10])
{
  double w[10];
  ShrPoint point = { .w = w };

  g_assert_cmpint (shr_fit_solve (shr_study_get_fit (study), SHR_PENALTY_LASSO, lambda, &point), ==, SHR_STATUS_OK);
  for (int j = 0; j < 10; j++)
    support[j] = w[j] != 0.0;
}

/* Every event of the path is stopped at, its name is what the solutions on both sides of it differ by, and between two
 * of them nothing happens. */
static void
test_step_event (void)
{
  g_autoptr (ShrStudy) study = open_sample ("diabetes");
  const char *const *names = shr_dataset_feature_names (shr_study_get_dataset (study));
  double smallest, largest, stops[20];
  gboolean above[10], below[10];
  int n = 0;
  Ear ear;

  g_assert_true (shr_study_get_lambda_range (study, SHR_PENALTY_LASSO, &smallest, &largest));
  shr_study_set_lambda (study, SHR_PENALTY_LASSO, sqrt (largest * smallest));
  while (shr_study_step_event (study, -1), n < 20 && (n == 0 || shr_study_get_lambda (study) != stops[n - 1]))
    stops[n++] = shr_study_get_lambda (study);
  g_assert_cmpfloat_with_epsilon (stops[n - 1], largest, 1e-12 * largest);

  for (n = 0; n == 0 || stops[n - 1] != shr_study_get_lambda (study); shr_study_step_event (study, 1))
    {
      g_autofree char *words = shr_study_describe_event (study);
      g_autofree char *expected = NULL;

      g_assert_cmpint (n, <, 20);
      stops[n] = shr_study_get_lambda (study);
      find_support (study, stops[n] * (1.0 + 1e-6), above);
      find_support (study, stops[n] * (1.0 - 1e-6), below);
      for (int j = 0; j < 10; j++)
        if (above[j] != below[j])
          {
            g_assert_null (expected);
            expected = g_strconcat (names[j], below[j] ? " enters" : " leaves", NULL);
          }
      g_assert_cmpstr (words, ==, expected);
      assert_exact (study, SHR_PENALTY_LASSO);
      if (n > 0)
        {
          find_support (study, stops[n - 1] * (1.0 - 1e-6), below);
          for (int j = 0; j < 10; j++)
            g_assert_cmpint (above[j], ==, below[j]);
        }
      n++;
    }
  /* All in, and one out and in again (Efron et al. 2004). */
  g_assert_cmpint (n, ==, 12);

  /* Between two events nothing is named; the nearest one in either direction is the next. */
  shr_study_set_lambda (study, SHR_PENALTY_LASSO, sqrt (stops[3] * stops[4]));
  g_assert_null (shr_study_describe_event (study));
  listen (&ear, study);
  shr_study_step_event (study, -1);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, stops[3]);
  g_assert_cmpuint (heard (&ear, "lambda"), ==, 1);
  g_assert_cmpuint (ear.changes & SHR_REDRAW_OVERLAY, !=, 0);
  shr_study_set_lambda (study, SHR_PENALTY_LASSO, sqrt (stops[3] * stops[4]));
  shr_study_step_event (study, 1);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, stops[4]);
  stop_listening (&ear, study);

  /* Ridge has none of its own: the lasso leads to its next one. */
  shr_study_set_lambda (study, SHR_PENALTY_RIDGE, shr_study_get_column_lambda (study, SHR_PENALTY_RIDGE));
  listen (&ear, study);
  shr_study_set_lambda (study, SHR_PENALTY_LASSO, sqrt (stops[6] * stops[7]));
  shr_study_set_lambda (study, SHR_PENALTY_RIDGE, shr_study_get_column_lambda (study, SHR_PENALTY_RIDGE));
  g_assert_null (shr_study_describe_event (study));
  shr_study_step_event (study, 1);
  g_assert_cmpuint (shr_study_get_leader (study), ==, SHR_PENALTY_LASSO);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, stops[7]);
  g_assert_cmpuint (heard (&ear, "leader"), ==, 3);
  stop_listening (&ear, study);

  /* While playing it pauses, and the traces stay as far as λ. */
  shr_study_play (study);
  shr_study_tick (study, 1.0);
  shr_study_tick (study, 2.0);
  shr_study_step_event (study, 1);
  g_assert_false (shr_study_get_playing (study));
  g_assert_cmpuint (shown (study, SHR_PENALTY_LASSO), <, 100);
  assert_exact (study, SHR_PENALTY_LASSO);

  /* Without a lasso there are no events. */
  shr_study_set_penalty (study, SHR_PENALTY_LASSO, FALSE);
  shr_test_study_settle (study);
  smallest = shr_study_get_lambda (study);
  shr_study_step_event (study, 1);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, smallest);
  g_assert_null (shr_study_describe_event (study));
}

/* Events at one λ are one moment, and more than two are counted. */
static void
test_events_together (void)
{
  static ShrEvent events[] = {
    { 4.0, 0, true }, { 3.0, 1, true }, { 3.0, 2, true }, { 3.0, 3, false }, { 2.0, 0, false }
  };
  static const ShrKnots knots = { .count = G_N_ELEMENTS (events), .events = events };
  static const char *const names[] = { "a", "b", "c", "d", NULL };
  g_autofree char *one = shr_events_describe (&knots, 2.0, names);
  g_autofree char *three = shr_events_describe (&knots, 3.0, names);

  g_assert_cmpstr (one, ==, "a leaves");
  g_assert_cmpstr (three, ==, "b enters, c enters, +1 more");
  g_assert_null (shr_events_describe (&knots, 2.5, names));

  g_assert_true (shr_events_next (&knots, 3.0, 1) == &events[4]);
  g_assert_true (shr_events_next (&knots, 3.0, -1) == &events[0]);
  g_assert_true (shr_events_next (&knots, 9.0, 1) == &events[0]);
  g_assert_null (shr_events_next (&knots, 4.0, -1));
  g_assert_null (shr_events_next (&knots, 2.0, 1));
}

/* Pausing the opening leaves λ where the sweep was; pausing before there is anything to sweep does no harm. */
static void
test_pause_opening (void)
{
  g_autoptr (ShrStudy) study = shr_study_new ();
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample ("diabetes");

  shr_study_set_dataset (study, dataset);
  g_assert_true (shr_study_get_playing (study));
  shr_study_pause (study);
  g_assert_false (shr_study_get_playing (study));
  shr_test_study_settle (study);
  g_assert_cmpuint (shown (study, SHR_PENALTY_LASSO), ==, 100);
  assert_exact (study, SHR_PENALTY_LASSO);

  shr_study_set_dataset (study, NULL);
  shr_study_set_dataset (study, dataset);
  while (shr_study_get_running (study))
    {
      shr_study_tick (study, 0.0);
      g_usleep (500);
    }
  shr_study_tick (study, 0.5);
  g_assert_cmpuint (shown (study, SHR_PENALTY_LASSO), >, 20);
  shr_study_pause (study);
  g_assert_cmpuint (shown (study, SHR_PENALTY_LASSO), <, 50);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==,
                     shr_path_lambda (path_of (study, SHR_PENALTY_LASSO), shown (study, SHR_PENALTY_LASSO) - 1));

  /* Reduced motion ends it at once. */
  shr_study_set_dataset (study, NULL);
  shr_study_set_dataset (study, dataset);
  g_assert_true (shr_study_get_playing (study));
  shr_study_set_animated (study, FALSE);
  g_assert_false (shr_study_get_playing (study));
  shr_test_study_settle (study);
  g_assert_cmpuint (shown (study, SHR_PENALTY_LASSO), ==, 100);
}

/* Nothing to play, nothing to step. */
static void
test_sweep_without_data (void)
{
  g_autoptr (ShrStudy) study = shr_study_new ();
  Ear ear;

  listen (&ear, study);
  shr_study_play (study);
  shr_study_step (study, 1);
  shr_study_pause (study);
  shr_study_cancel (study);
  shr_study_tick (study, 1.0);
  shr_study_set_lambda (study, SHR_PENALTY_LASSO, 1.0);
  g_assert_true (silent (&ear));
  stop_listening (&ear, study);
}

/* --- Settings --------------------------------------------------------------------------------------------------- */

static void
test_settings_restart (void)
{
  g_autoptr (ShrStudy) study = open_sample ("diabetes");
  g_autoptr (ShrFit) old = shr_fit_ref (shr_study_get_fit (study));
  ShrSettings settings = *shr_study_get_settings (study);
  double lambda = shr_study_get_lambda (study);
  Ear ear;

  listen (&ear, study);
  shr_study_set_settings (study, &settings);
  g_assert_true (silent (&ear));
  g_assert_true (shr_study_get_fit (study) == old);

  settings.standardize = FALSE;
  shr_study_set_settings (study, &settings);
  g_assert_cmpuint (heard (&ear, "standardize"), ==, 1);
  g_assert_cmpuint (heard (&ear, "intercept"), ==, 0);
  g_assert_cmpuint (heard (&ear, "running"), ==, 1);
  g_assert_cmpuint (ear.changes & SHR_REDRAW_FRAME, !=, 0);

  /* From this very moment nothing of the old fit is on show. */
  g_assert_true (shr_study_get_fit (study) != old);
  for (int i = 0; shr_study_get_running (study); i++)
    {
      ShrFit *fit = shr_study_get_fit (study);

      for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
        {
          ShrChart chart;

          g_assert_true (shr_fit_get_path (fit, penalty) != shr_fit_get_path (old, penalty)
                         || shr_fit_get_path (old, penalty) == NULL);
          if (shr_study_get_chart (study, penalty, &chart))
            {
              g_assert_true (chart.path == shr_fit_get_path (fit, penalty));
              assert_exact (study, penalty);
            }
        }
      shr_study_tick (study, i / 1000.0);
      g_usleep (100);
    }

  g_assert_false (shr_design_standardize (shr_fit_get_design (shr_study_get_fit (study))));
  g_assert_true (shr_design_intercept (shr_fit_get_design (shr_study_get_fit (study))));
  g_assert_false (shr_fit_get_settings (shr_study_get_fit (study))->standardize);
  assert_exact (study, SHR_PENALTY_RIDGE);
  assert_exact (study, SHR_PENALTY_LASSO);

  /* λ stays where it was, as far as the new path goes. */
  {
    double smallest, largest;

    shr_study_get_lambda_range (study, SHR_PENALTY_LASSO, &smallest, &largest);
    g_assert_cmpfloat (shr_study_get_lambda (study), ==, CLAMP (lambda, smallest, largest));
  }

  stop_listening (&ear, study);
}

/* The properties are the settings: each notifies on change and only on change. */
static void
test_properties (void)
{
  const struct
  {
    const char *name;
    double value;
  } numbers[] = { { "mixing", 0.25 }, { "lambda-min-ratio", 0.01 } };
  const char *const flags[] = { "standardize", "intercept", "original-scale" };
  g_autoptr (ShrStudy) study = open_sample ("prostate");
  Ear ear;

  listen (&ear, study);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      double value;

      forget (&ear);
      g_object_set (study, numbers[i].name, numbers[i].value, NULL);
      g_object_get (study, numbers[i].name, &value, NULL);
      g_assert_cmpfloat (value, ==, numbers[i].value);
      g_assert_cmpuint (heard (&ear, numbers[i].name), ==, 1);
      shr_test_study_settle (study);
      forget (&ear);
      g_object_set (study, numbers[i].name, numbers[i].value, NULL);
      g_assert_true (silent (&ear));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      gboolean before, after;

      g_object_get (study, flags[i], &before, NULL);
      forget (&ear);
      g_object_set (study, flags[i], !before, NULL);
      g_object_get (study, flags[i], &after, NULL);
      g_assert_cmpint (after, ==, !before);
      g_assert_cmpuint (heard (&ear, flags[i]), ==, 1);
      shr_test_study_settle (study);
      forget (&ear);
      g_object_set (study, flags[i], after, NULL);
      g_assert_true (silent (&ear));
    }

  forget (&ear);
  g_object_set (study, "lambda-count", 37u, NULL);
  g_assert_cmpuint (heard (&ear, "lambda-count"), ==, 1);
  shr_test_study_settle (study);
  g_assert_cmpuint (shr_path_count (path_of (study, SHR_PENALTY_LASSO)), ==, 37);

  forget (&ear);
  g_object_set (study, "x-axis", (guint) SHR_AXIS_DF, NULL);
  g_assert_cmpuint (heard (&ear, "x-axis"), ==, 1);
  g_assert_cmpuint (ear.changes & SHR_REDRAW_FRAME, !=, 0);
  forget (&ear);
  g_object_set (study, "x-axis", (guint) SHR_AXIS_DF, NULL);
  g_assert_true (silent (&ear));

  {
    guint penalties, rows, leader, link, x_axis;
    guint64 pair;
    double lambda, progress;
    gboolean running, playing;
    gpointer dataset;
    gsize j, k;

    g_object_get (study, "penalties", &penalties, "rows", &rows, "leader", &leader, "link", &link, "x-axis", &x_axis,
                  "pair", &pair, "lambda", &lambda, "progress", &progress, "running", &running, "playing", &playing,
                  "dataset", &dataset, NULL);
    shr_study_get_pair (study, &j, &k);
    g_assert_cmpuint (penalties, ==, 1u << SHR_PENALTY_RIDGE | 1u << SHR_PENALTY_LASSO);
    g_assert_cmpuint (rows, ==, 1u << SHR_ROW_PATHS | 1u << SHR_ROW_GEOMETRY);
    g_assert_cmpuint (leader, ==, SHR_PENALTY_LASSO);
    g_assert_cmpuint (link, ==, SHR_LINK_SHRINKAGE);
    g_assert_cmpuint (x_axis, ==, SHR_AXIS_DF);
    g_assert_cmpuint (pair >> 32, ==, j);
    g_assert_cmpuint (pair & G_MAXUINT32, ==, k);
    g_assert_cmpfloat (lambda, ==, shr_study_get_lambda (study));
    g_assert_cmpfloat (progress, ==, 1.0);
    g_assert_false (running);
    g_assert_false (playing);
    g_assert_true (dataset == shr_study_get_dataset (study));
  }

  stop_listening (&ear, study);
}

/* Only the elastic net depends on the mixing; the others keep their paths. */
static void
test_mixing (void)
{
  g_autoptr (ShrStudy) study = open_sample ("diabetes");
  g_autoptr (ShrFit) old = NULL;
  double lambda = shr_study_get_lambda (study);

  /* Nothing to solve while it is off. */
  old = shr_fit_ref (shr_study_get_fit (study));
  shr_study_set_mixing (study, 0.8);
  g_assert_false (shr_study_get_running (study));
  g_assert_true (shr_study_get_fit (study) == old);

  shr_study_set_penalty (study, SHR_PENALTY_ELASTIC_NET, TRUE);
  g_assert_true (path_of (study, SHR_PENALTY_LASSO) == shr_fit_get_path (old, SHR_PENALTY_LASSO));
  g_assert_cmpuint (shown (study, SHR_PENALTY_LASSO), ==, 100);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, lambda);
  g_assert_cmpfloat (shr_study_get_column_lambda (study, SHR_PENALTY_LASSO), ==, lambda);
  shr_test_study_settle (study);
  g_assert_cmpfloat (shr_path_mixing (path_of (study, SHR_PENALTY_ELASTIC_NET)), ==, 0.8);
  assert_exact (study, SHR_PENALTY_ELASTIC_NET);
  g_assert_cmpfloat_with_epsilon (share_of (study, SHR_PENALTY_ELASTIC_NET), share_of (study, SHR_PENALTY_LASSO), 1e-4);

  g_clear_pointer (&old, shr_fit_unref);
  old = shr_fit_ref (shr_study_get_fit (study));
  shr_study_set_mixing (study, 0.2);
  g_assert_true (shr_study_get_running (study));
  g_assert_true (path_of (study, SHR_PENALTY_LASSO) == shr_fit_get_path (old, SHR_PENALTY_LASSO));
  g_assert_true (path_of (study, SHR_PENALTY_RIDGE) == shr_fit_get_path (old, SHR_PENALTY_RIDGE));
  g_assert_true (path_of (study, SHR_PENALTY_ELASTIC_NET) != shr_fit_get_path (old, SHR_PENALTY_ELASTIC_NET));
  shr_test_study_settle (study);
  g_assert_cmpfloat (shr_path_mixing (path_of (study, SHR_PENALTY_ELASTIC_NET)), ==, 0.2);
  assert_exact (study, SHR_PENALTY_ELASTIC_NET);
}

/* While the leader is solved anew, the columns that stay do not move. */
static void
test_followers_stay (void)
{
  g_autoptr (ShrDataset) dataset = long_dataset ();
  g_autoptr (ShrStudy) study = open_dataset (dataset);
  double smallest, largest, ridge, lasso;
  ShrSettings settings;

  shr_study_set_penalty (study, SHR_PENALTY_ELASTIC_NET, TRUE);
  shr_test_study_settle (study);
  shr_study_get_lambda_range (study, SHR_PENALTY_ELASTIC_NET, &smallest, &largest);
  shr_study_set_lambda (study, SHR_PENALTY_ELASTIC_NET, 0.1 * largest);
  ridge = shr_study_get_column_lambda (study, SHR_PENALTY_RIDGE);
  lasso = shr_study_get_column_lambda (study, SHR_PENALTY_LASSO);

  settings = *shr_study_get_settings (study);
  settings.mixing = 0.4;
  shr_study_set_settings (study, &settings);
  g_assert_cmpfloat (shr_study_get_column_lambda (study, SHR_PENALTY_RIDGE), ==, ridge);
  g_assert_cmpfloat (shr_study_get_column_lambda (study, SHR_PENALTY_LASSO), ==, lasso);
  shr_test_study_settle (study);
  g_assert_cmpfloat_with_epsilon (share_of (study, SHR_PENALTY_RIDGE), share_of (study, SHR_PENALTY_ELASTIC_NET), 1e-4);
}

static void
test_last_penalty (void)
{
  g_autoptr (ShrStudy) study = open_sample ("prostate");
  ShrFit *fit;
  double ridge;
  Ear ear;

  listen (&ear, study);
  ridge = shr_study_get_column_lambda (study, SHR_PENALTY_RIDGE);
  shr_study_set_penalty (study, SHR_PENALTY_LASSO, FALSE);
  g_assert_false (shr_study_get_penalty (study, SHR_PENALTY_LASSO));
  g_assert_cmpuint (heard (&ear, "penalties"), ==, 1);
  g_assert_cmpuint (heard (&ear, "leader"), ==, 1);
  g_assert_cmpuint (ear.changes & SHR_REDRAW_BOARD, !=, 0);
  g_assert_cmpint (shr_study_get_leader (study), ==, SHR_PENALTY_RIDGE);
  shr_test_study_settle (study);
  g_assert_cmpuint (shown (study, SHR_PENALTY_LASSO), ==, 0);
  /* The one that leads now stays where it was. */
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, ridge);
  assert_exact (study, SHR_PENALTY_RIDGE);

  /* The last one stays on; the switch is told to go back. */
  fit = shr_study_get_fit (study);
  shr_study_set_penalty (study, SHR_PENALTY_RIDGE, FALSE);
  g_assert_true (shr_study_get_penalty (study, SHR_PENALTY_RIDGE));
  g_assert_true (shr_study_get_fit (study) == fit);
  g_assert_false (shr_study_get_running (study));

  shr_study_set_penalty (study, SHR_PENALTY_LASSO, TRUE);
  shr_test_study_settle (study);
  g_assert_cmpuint (shown (study, SHR_PENALTY_LASSO), ==, 100);
  assert_exact (study, SHR_PENALTY_LASSO);

  forget (&ear);
  shr_study_set_penalty (study, SHR_PENALTY_LASSO, TRUE);
  g_assert_true (silent (&ear));

  stop_listening (&ear, study);
}

static void
test_rows (void)
{
  g_autoptr (ShrStudy) study = shr_study_new ();
  Ear ear;

  listen (&ear, study);
  g_assert_true (shr_study_get_row (study, SHR_ROW_PATHS));
  g_assert_true (shr_study_get_row (study, SHR_ROW_GEOMETRY));
  shr_study_set_row (study, SHR_ROW_PATHS, TRUE);
  g_assert_true (silent (&ear));

  shr_study_set_row (study, SHR_ROW_PATHS, FALSE);
  g_assert_false (shr_study_get_row (study, SHR_ROW_PATHS));
  g_assert_cmpuint (heard (&ear, "rows"), ==, 1);
  g_assert_cmpuint (ear.changes, ==, SHR_REDRAW_BOARD);

  shr_study_set_row (study, SHR_ROW_GEOMETRY, FALSE);
  g_assert_true (shr_study_get_row (study, SHR_ROW_GEOMETRY));

  shr_study_set_row (study, SHR_ROW_PATHS, TRUE);
  g_assert_true (shr_study_get_row (study, SHR_ROW_PATHS));

  stop_listening (&ear, study);
}

/* Threads change no result, so they start nothing; but the next fit has them. */
static void
test_threads_are_kept (void)
{
  g_autoptr (ShrStudy) study = open_sample ("prostate");
  ShrSettings settings = *shr_study_get_settings (study);
  ShrFit *fit = shr_study_get_fit (study);

  settings.threads = 2;
  shr_study_set_settings (study, &settings);
  g_assert_true (shr_study_get_fit (study) == fit);
  g_assert_cmpuint (shr_study_get_settings (study)->threads, ==, 2);
  shr_study_set_penalty (study, SHR_PENALTY_ELASTIC_NET, TRUE);
  g_assert_cmpuint (shr_fit_get_settings (shr_study_get_fit (study))->threads, ==, 2);
}

static void
test_given_lambdas (void)
{
  g_autoptr (ShrStudy) study = open_sample ("diabetes");
  const double lambdas[] = { 20.0, 5.0, 1.0 };
  ShrFit *fit;

  shr_study_set_lambdas (study, lambdas, G_N_ELEMENTS (lambdas));
  shr_test_study_settle (study);
  g_assert_cmpuint (shr_path_count (path_of (study, SHR_PENALTY_LASSO)), ==, 3);
  g_assert_cmpfloat (shr_path_lambda (path_of (study, SHR_PENALTY_LASSO), 1), ==, 5.0);

  fit = shr_study_get_fit (study);
  shr_study_set_lambdas (study, lambdas, G_N_ELEMENTS (lambdas));
  g_assert_true (shr_study_get_fit (study) == fit);

  shr_study_set_lambdas (study, NULL, 0);
  shr_test_study_settle (study);
  g_assert_cmpuint (shr_path_count (path_of (study, SHR_PENALTY_LASSO)), ==, 100);
}

/* --- View ------------------------------------------------------------------------------------------------------- */

static void
test_highlight (void)
{
  g_autoptr (ShrStudy) study = open_sample ("diabetes");
  ShrChart chart;
  Ear ear;

  listen (&ear, study);
  g_assert_cmpint (shr_study_get_highlighted (study), ==, -1);
  shr_study_set_highlighted (study, 3);
  g_assert_cmpint (shr_study_get_highlighted (study), ==, 3);
  g_assert_cmpuint (heard (&ear, "highlighted"), ==, 1);
  g_assert_cmpuint (ear.changes, ==, SHR_REDRAW_OVERLAY);
  forget (&ear);
  shr_study_set_highlighted (study, 3);
  g_assert_true (silent (&ear));

  shr_study_set_selected (study, 7);
  g_assert_cmpuint (heard (&ear, "selected"), ==, 1);
  g_assert_cmpint (shr_study_get_selected (study), ==, 7);
  /* What is under the pointer comes first. */
  g_assert_cmpint (shr_study_get_highlighted (study), ==, 3);
  shr_study_set_highlighted (study, -1);
  g_assert_cmpint (shr_study_get_highlighted (study), ==, 7);
  shr_study_get_chart (study, SHR_PENALTY_RIDGE, &chart);
  g_assert_cmpint (chart.highlighted, ==, 7);
  forget (&ear);
  shr_study_set_selected (study, 7);
  g_assert_true (silent (&ear));

  /* Other data has other features. */
  shr_study_set_dataset (study, NULL);
  g_assert_cmpint (shr_study_get_highlighted (study), ==, -1);
  g_assert_cmpint (shr_study_get_selected (study), ==, -1);

  stop_listening (&ear, study);
}

static void
test_pair (void)
{
  g_autoptr (ShrStudy) study = open_sample ("diabetes");
  ShrChart chart;
  gsize j, k;
  Ear ear;

  listen (&ear, study);
  shr_study_set_pair (study, 8, 1);
  shr_study_get_pair (study, &j, &k);
  g_assert_cmpuint (j, ==, 8);
  g_assert_cmpuint (k, ==, 1);
  g_assert_cmpuint (heard (&ear, "pair"), ==, 1);
  g_assert_cmpuint (ear.changes & SHR_REDRAW_FRAME, !=, 0);
  g_assert_true (shr_study_get_chart (study, SHR_PENALTY_LASSO, &chart));
  g_assert_cmpuint (chart.section->j, ==, 8);
  g_assert_cmpuint (chart.section->k, ==, 1);
  forget (&ear);
  shr_study_set_pair (study, 8, 1);
  g_assert_true (silent (&ear));

  /* It stays while λ moves, and when the fit is made anew. */
  shr_study_set_lambda (study, SHR_PENALTY_LASSO, 10.0);
  g_object_set (study, "intercept", FALSE, NULL);
  shr_test_study_settle (study);
  shr_study_get_pair (study, &j, &k);
  g_assert_cmpuint (j, ==, 8);
  g_assert_cmpuint (k, ==, 1);

  stop_listening (&ear, study);
}

/* One feature has no plane. */
static void
test_single_feature (void)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_random (20, 1, 0.0, 4);
  g_autoptr (ShrStudy) study = open_dataset (dataset);
  ShrChart chart;

  g_assert_true (shr_study_get_chart (study, SHR_PENALTY_LASSO, &chart));
  g_assert_cmpuint (chart.pair[0], ==, chart.pair[1]);
  g_assert_null (chart.section);
  assert_exact (study, SHR_PENALTY_RIDGE);
  assert_exact (study, SHR_PENALTY_LASSO);
}

static void
test_chart (void)
{
  g_autoptr (ShrStudy) study = open_sample ("diabetes");
  ShrChart chart;

  g_assert_false (shr_study_get_chart (study, SHR_PENALTY_ELASTIC_NET, &chart));
  shr_study_set_original_scale (study, TRUE);
  shr_study_set_x_axis (study, SHR_AXIS_SHRINKAGE);
  g_assert_true (shr_study_get_chart (study, SHR_PENALTY_LASSO, &chart));
  g_assert_true (chart.complete);
  g_assert_true (chart.original_scale);
  g_assert_cmpint (chart.x, ==, SHR_AXIS_SHRINKAGE);
  g_assert_cmpstr (chart.id, ==, "lasso");
  g_assert_cmpstr (chart.penalty, ==, "Lasso");
  g_assert_cmpstr (chart.names[2], ==, "bmi");
  g_assert_true (chart.knots == shr_fit_get_knots (shr_study_get_fit (study), SHR_PENALTY_LASSO));
  /* Ten features, twelve colours: each has its own. */
  g_assert_cmpuint (chart.colors->n_features, ==, 10);
  for (gsize i = 0; i < 10; i++)
    for (gsize j = 0; j < 10; j++)
      g_assert_true (chart.colors->rank[i] >= 0 && (i == j || chart.colors->rank[i] != chart.colors->rank[j]));

  g_assert_true (shr_study_get_chart (study, SHR_PENALTY_RIDGE, &chart));
  g_assert_null (chart.knots);
}

/* More features than colours: those that are strongest on any path have them. */
static void
test_colors (void)
{
  g_autoptr (ShrStudy) study = open_sample ("sparse-truth");
  gsize p = shr_dataset_features (shr_study_get_dataset (study)), colored = 0;
  g_autofree double *strength = g_new0 (double, p);
  double weakest = INFINITY;
  ShrChart chart;

  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    for (gsize k = 0; path_of (study, penalty) != NULL && k < 100; k++)
      for (gsize j = 0; j < p; j++)
        strength[j] = MAX (strength[j], fabs (shr_path_point (path_of (study, penalty), k)->w[j]));

  g_assert_true (shr_study_get_chart (study, SHR_PENALTY_LASSO, &chart));
  for (gsize j = 0; j < p; j++)
    if (chart.colors->rank[j] >= 0)
      {
        colored++;
        weakest = MIN (weakest, strength[j]);
      }
  g_assert_cmpuint (colored, ==, SHR_PALETTE_SIZE);
  for (gsize j = 0; j < p; j++)
    if (chart.colors->rank[j] < 0)
      g_assert_cmpfloat (strength[j], <=, weakest);
}

/* --- Trouble ---------------------------------------------------------------------------------------------------- */

static ShrDataset *
extreme_dataset (void)
{
  const char *const names[] = { "x", "y", NULL };
  double *values = g_new (double, 6);
  const double given[] = { 1e-300, 2e-300, 4e-300, 1e300, -2e300, 3e300 };

  for (gsize i = 0; i < 6; i++)
    values[i] = given[i];

  return shr_test_dataset_values ("extreme.csv", names, 3, 1, values);
}

static void
test_failure (gconstpointer data)
{
  gboolean animated = GPOINTER_TO_INT (data);
  g_autoptr (ShrStudy) study = shr_study_new ();
  g_autoptr (ShrDataset) extreme = extreme_dataset (), good = shr_test_dataset_sample ("prostate");
  Ear ear;

  shr_study_set_animated (study, animated);
  listen (&ear, study);
  shr_study_set_dataset (study, extreme);
  shr_test_study_settle (study);
  g_assert_cmpuint (ear.failures, ==, 1);
  g_assert_cmpstr (ear.sentence, ==, shr_status_sentence (SHR_STATUS_OUT_OF_RANGE));
  g_assert_false (shr_study_get_running (study));
  g_assert_false (shr_study_get_playing (study));

  /* And life goes on. */
  shr_study_set_dataset (study, good);
  shr_test_study_settle (study);
  g_assert_cmpuint (ear.failures, ==, 1);
  assert_exact (study, SHR_PENALTY_LASSO);

  stop_listening (&ear, study);
}

/* What is there is kept, no failure is told, and the clock may rest. */
static void
test_cancel (gconstpointer data)
{
  gboolean animated = GPOINTER_TO_INT (data);
  g_autoptr (ShrStudy) study = open_long (animated);
  ShrPenalty penalty = SHR_PENALTY_RIDGE;
  const ShrPath *path;
  Ear ear;

  listen (&ear, study);
  wait_progress (study);
  shr_study_cancel (study);
  shr_test_study_settle (study);
  g_assert_false (shr_study_get_running (study));
  g_assert_false (shr_study_get_playing (study));
  g_assert_false (shr_study_needs_tick (study));
  g_assert_cmpuint (ear.failures, ==, 0);
  g_assert_cmpfloat (shr_study_get_progress (study), <, 1.0);

  path = path_of (study, penalty);
  g_assert_cmpuint (shown (study, penalty), ==, shr_path_ready (path));
  g_assert_cmpuint (shown (study, penalty), >, 0);
  assert_exact (study, penalty);

  /* Nothing else can be done with half a path, and nothing breaks. */
  shr_study_play (study);
  shr_study_step (study, 1);
  shr_study_cancel (study);
  g_assert_false (shr_study_get_playing (study));

  stop_listening (&ear, study);
}

static void
test_new_dataset_while_running (void)
{
  g_autoptr (ShrStudy) study = open_long (FALSE);
  g_autoptr (ShrDataset) other = shr_test_dataset_sample ("prostate");
  g_autoptr (ShrFit) stale = shr_fit_ref (shr_study_get_fit (study));

  wait_progress (study);
  g_object_set (study, "lambda-count", 100u, NULL);
  g_assert_true (shr_study_get_fit (study) != stale);
  shr_study_set_dataset (study, other);
  g_assert_true (shr_fit_get_dataset (shr_study_get_fit (study)) == other);
  shr_test_study_settle (study);

  g_assert_true (shr_fit_get_dataset (shr_study_get_fit (study)) == other);
  g_assert_cmpuint (shown (study, SHR_PENALTY_LASSO), ==, 100);
  assert_exact (study, SHR_PENALTY_LASSO);
  g_assert_true (shr_fit_is_finished (stale));
  g_assert_error (shr_fit_get_error (stale), SHR_STUDY_ERROR, SHR_STUDY_ERROR_CANCELLED);
}

/* Settings turned faster than anything can be solved, as by a slider. */
static void
test_many_changes (void)
{
  g_autoptr (ShrDataset) dataset = long_dataset ();
  g_autoptr (ShrStudy) study = open_dataset (dataset);
  ShrTestRandom random;

  shr_study_set_penalty (study, SHR_PENALTY_ELASTIC_NET, TRUE);
  shr_test_random_init (&random, 12);
  for (int i = 0; i < 300; i++)
    {
      switch (shr_test_random_below (&random, 6))
        {
        case 0:
          shr_study_set_mixing (study, shr_test_random_uniform (&random));
          break;
        case 1:
          shr_study_set_penalty (study, (ShrPenalty) shr_test_random_below (&random, 3),
                                 shr_test_random_uniform (&random) < 0.5);
          break;
        case 2:
          shr_study_set_lambda (study, (ShrPenalty) shr_test_random_below (&random, 3),
                                shr_test_random_uniform (&random));
          break;
        case 3:
          g_object_set (study, "standardize", shr_test_random_uniform (&random) < 0.5, NULL);
          break;
        case 4:
          shr_study_play (study);
          break;
        default:
          shr_study_step (study, 1);
        }
      shr_study_tick (study, i / 60.0);
      for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
        if (shr_study_get_point (study, penalty) != NULL)
          assert_exact (study, penalty);
    }
  shr_test_study_settle (study);
  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    if (shr_study_get_penalty (study, penalty))
      {
        g_assert_cmpuint (shown (study, penalty), ==, 100);
        assert_exact (study, penalty);
      }
}

static void
test_no_dataset (void)
{
  g_autoptr (ShrStudy) study = open_long (TRUE);
  ShrChart chart;
  Ear ear;

  listen (&ear, study);
  shr_study_set_dataset (study, NULL);
  g_assert_null (shr_study_get_dataset (study));
  g_assert_null (shr_study_get_fit (study));
  g_assert_false (shr_study_get_running (study));
  g_assert_false (shr_study_get_playing (study));
  g_assert_false (shr_study_needs_tick (study));
  g_assert_true (isnan (shr_study_get_lambda (study)));
  g_assert_cmpuint (heard (&ear, "dataset"), ==, 1);
  g_assert_false (shr_study_get_chart (study, SHR_PENALTY_LASSO, &chart));
  forget (&ear);
  shr_study_set_dataset (study, NULL);
  g_assert_true (silent (&ear));

  stop_listening (&ear, study);
}

/* --- Without the worker ----------------------------------------------------------------------------------------- */

static void
test_fit_now (void)
{
  g_autoptr (ShrStudy) study = shr_study_new ();
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample ("diabetes"), extreme = extreme_dataset ();
  g_autoptr (GError) error = NULL;

  shr_study_set_worker (study, FALSE);
  shr_study_set_dataset (study, dataset);
  g_assert_null (shr_study_get_fit (study));
  g_assert_true (shr_study_fit_now (study, &error));
  g_assert_no_error (error);
  g_assert_false (shr_study_get_running (study));
  g_assert_false (shr_study_needs_tick (study));
  g_assert_cmpuint (shown (study, SHR_PENALTY_LASSO), ==, 100);
  assert_exact (study, SHR_PENALTY_RIDGE);
  assert_exact (study, SHR_PENALTY_LASSO);

  shr_study_set_dataset (study, extreme);
  g_assert_false (shr_study_fit_now (study, &error));
  g_assert_error (error, SHR_STUDY_ERROR, SHR_STUDY_ERROR_SOLVER);
  g_assert_false (shr_study_get_running (study));
}

/* The same board with the worker and without. */
static void
test_worker_changes_nothing (void)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample ("diabetes");
  g_autoptr (ShrStudy) with = open_dataset (dataset), without = shr_study_new ();
  gsize j, k, other_j, other_k;

  shr_study_set_worker (without, FALSE);
  shr_study_set_dataset (without, dataset);
  g_assert_true (shr_study_fit_now (without, NULL));

  g_assert_cmpfloat (shr_study_get_lambda (with), ==, shr_study_get_lambda (without));
  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    if (shr_study_get_penalty (with, penalty))
      g_assert_cmpfloat (shr_study_get_column_lambda (with, penalty), ==,
                         shr_study_get_column_lambda (without, penalty));
  shr_study_get_pair (with, &j, &k);
  shr_study_get_pair (without, &other_j, &other_k);
  g_assert_cmpuint (j, ==, other_j);
  g_assert_cmpuint (k, ==, other_k);
}

/* --- The end ---------------------------------------------------------------------------------------------------- */

static void
test_finalize (void)
{
  for (int i = 0; i < 4; i++)
    {
      ShrStudy *study = i == 0 ? shr_study_new () : i == 1 ? open_sample ("prostate") : open_long (i == 2);
      gpointer alive = study;
      gint64 start;

      g_object_add_weak_pointer (G_OBJECT (study), &alive);
      if (i == 3)
        {
          wait_progress (study);
          shr_study_tick (study, 0.0);
        }
      start = g_get_monotonic_time ();
      g_object_unref (study);
      g_assert_null (alive);
      g_assert_cmpint (g_get_monotonic_time () - start, <, 3 * G_USEC_PER_SEC);
    }
}

/* --- Cross-validation --------------------------------------------------------------------------------------------- */

/* It goes on behind the paths, which are there to be looked at meanwhile. */
static void
test_cross_validation (void)
{
  g_autoptr (ShrStudy) study = open_sample ("diabetes");
  ShrFit *before = shr_study_get_fit (study);
  const ShrPath *path = path_of (study, SHR_PENALTY_LASSO);
  ShrCrossValidation *validation;
  double lambda = shr_study_get_lambda (study);
  guint folds;
  guint64 seed;
  Ear ear;

  listen (&ear, study);
  g_assert_null (shr_study_get_cross_validation (study, SHR_PENALTY_LASSO));
  g_assert_false (shr_study_get_cross_validating (study));

  g_object_set (study, "folds", 10u, NULL);
  g_assert_cmpuint (heard (&ear, "folds"), ==, 1);
  g_assert_true (shr_study_get_fit (study) != before);
  g_assert_true (path_of (study, SHR_PENALTY_LASSO) == path);
  g_assert_null (shr_study_get_cross_validation (study, SHR_PENALTY_RIDGE));
  shr_test_study_settle (study);
  g_assert_cmpuint (heard (&ear, "cross-validating"), ==, 2);
  g_assert_false (shr_study_get_cross_validating (study));
  g_assert_cmpfloat (shr_study_get_progress (study), ==, 1.0);
  g_assert_cmpuint (ear.failures, ==, 0);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, lambda);
  validation = shr_study_get_cross_validation (study, SHR_PENALTY_LASSO);
  g_assert_cmpuint (shr_cross_validation_get_folds (validation), ==, 10);
  g_assert_nonnull (shr_study_get_cross_validation (study, SHR_PENALTY_RIDGE));
  g_assert_null (shr_study_get_cross_validation (study, SHR_PENALTY_ELASTIC_NET));

  /* A column more does not begin those again that are done. */
  shr_study_set_penalty (study, SHR_PENALTY_ELASTIC_NET, TRUE);
  shr_test_study_settle (study);
  g_assert_true (shr_study_get_cross_validation (study, SHR_PENALTY_LASSO) == validation);
  g_assert_nonnull (shr_study_get_cross_validation (study, SHR_PENALTY_ELASTIC_NET));

  g_object_set (study, "seed", (guint64) 5, NULL);
  shr_test_study_settle (study);
  g_assert_cmpuint (shr_cross_validation_get_seed (shr_study_get_cross_validation (study, SHR_PENALTY_LASSO)), ==, 5);
  g_object_get (study, "folds", &folds, "seed", &seed, NULL);
  g_assert_cmpuint (folds, ==, 10);
  g_assert_cmpuint (seed, ==, 5);

  forget (&ear);
  g_object_set (study, "folds", 10u, "seed", (guint64) 5, NULL);
  g_assert_true (silent (&ear));

  g_object_set (study, "folds", 0u, NULL);
  shr_test_study_settle (study);
  g_assert_null (shr_study_get_cross_validation (study, SHR_PENALTY_LASSO));

  /* The seed of folds that there are not. */
  before = shr_study_get_fit (study);
  g_object_set (study, "seed", (guint64) 6, NULL);
  g_assert_true (shr_study_get_fit (study) == before);

  stop_listening (&ear, study);
}

static void
test_cross_validation_cancelled (void)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_random (300, 200, 0.5, 41);
  g_autoptr (ShrStudy) study = open_dataset (dataset);
  Ear ear;

  listen (&ear, study);
  g_object_set (study, "folds", 250u, NULL);
  for (double time = 0.0; !shr_study_get_cross_validating (study); time += 0.001)
    shr_study_tick (study, time);
  g_assert_false (shr_study_get_running (study));
  g_assert_cmpuint (shown (study, SHR_PENALTY_LASSO), ==, 100);
  assert_exact (study, SHR_PENALTY_LASSO);
  shr_study_cancel (study);
  shr_test_study_settle (study);
  g_assert_false (shr_study_get_cross_validating (study));
  g_assert_null (shr_study_get_cross_validation (study, SHR_PENALTY_LASSO));
  g_assert_cmpuint (ear.failures, ==, 0);
  g_assert_cmpuint (shown (study, SHR_PENALTY_LASSO), ==, 100);

  /* Overtaken by other data, it is over at once as well. */
  g_object_set (study, "folds", 251u, NULL);
  for (double time = 0.0; !shr_study_get_cross_validating (study); time += 0.001)
    shr_study_tick (study, time);
  shr_study_set_dataset (study, NULL);
  g_assert_false (shr_study_get_cross_validating (study));

  stop_listening (&ear, study);
}

/* What Error looks at is worked out when the row comes on, by the worker: until then there is nothing, and no waiting. */
static void
test_errors_are_measured_behind (void)
{
  g_autoptr (ShrStudy) study = open_sample ("diabetes");
  ShrFit *fit = shr_study_get_fit (study);
  ShrChart chart;

  g_assert_false (shr_study_needs_tick (study));
  shr_study_set_row (study, SHR_ROW_ERROR, TRUE);
  g_assert_true (shr_study_get_fit (study) == fit);
  g_assert_true (shr_study_needs_tick (study));
  shr_test_study_settle (study);
  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    if (shr_study_get_penalty (study, penalty))
      {
        g_assert_true (shr_study_get_chart (study, penalty, &chart));
        g_assert_nonnull (chart.errors);
      }

  /* From then on with every fit. */
  g_object_set (study, "intercept", FALSE, NULL);
  g_assert_true (!shr_study_get_chart (study, SHR_PENALTY_LASSO, &chart) || chart.errors == NULL);
  shr_test_study_settle (study);
  g_assert_true (shr_study_get_chart (study, SHR_PENALTY_LASSO, &chart));
  g_assert_nonnull (chart.errors);
}

/* More folds than rows: a sentence, and the paths stay. */
static void
test_cross_validation_refused (void)
{
  g_autoptr (ShrStudy) study = open_sample ("longley");
  Ear ear;

  listen (&ear, study);
  g_object_set (study, "folds", 17u, NULL);
  shr_test_study_settle (study);
  g_assert_cmpuint (ear.failures, ==, 1);
  g_assert_cmpstr (ear.sentence, ==, shr_status_sentence (SHR_STATUS_BAD_FOLDS));
  g_assert_false (shr_study_get_cross_validating (study));
  g_assert_cmpuint (shown (study, SHR_PENALTY_LASSO), ==, 100);

  stop_listening (&ear, study);
}

int
main (int argc, char **argv)
{
  const char *const samples[] = { "diabetes", "prostate", "longley" };

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/study/opening/at-once", test_opening);
  g_test_add_func ("/study/opening/animated", test_opening_animated);
  g_test_add_func ("/study/opening/slow", test_opening_slow);
  g_test_add_func ("/study/streaming", test_streaming);
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *lambda = g_strconcat ("/study/default-lambda/", samples[i], NULL);
      g_autofree char *pair = g_strconcat ("/study/default-pair/", samples[i], NULL);

      g_test_add_data_func (lambda, samples[i], test_default_lambda);
      g_test_add_data_func (pair, samples[i], test_default_pair);
    }
  g_test_add_func ("/study/default-pair/without-lasso", test_default_pair_without_lasso);
  g_test_add_func ("/study/lambda/set", test_set_lambda);
  g_test_add_func ("/study/lambda/exact-everywhere", test_exact_everywhere);
  g_test_add_func ("/study/lambda/link", test_link);
  g_test_add_func ("/study/lambda/while-running", test_lambda_while_running);
  g_test_add_func ("/study/sweep/play", test_play);
  g_test_add_func ("/study/sweep/step", test_step);
  g_test_add_func ("/study/sweep/step-event", test_step_event);
  g_test_add_func ("/study/sweep/events-together", test_events_together);
  g_test_add_func ("/study/sweep/pause-opening", test_pause_opening);
  g_test_add_func ("/study/sweep/without-data", test_sweep_without_data);
  g_test_add_func ("/study/settings/restart", test_settings_restart);
  g_test_add_func ("/study/settings/properties", test_properties);
  g_test_add_func ("/study/settings/mixing", test_mixing);
  g_test_add_func ("/study/settings/followers-stay", test_followers_stay);
  g_test_add_func ("/study/settings/last-penalty", test_last_penalty);
  g_test_add_func ("/study/settings/rows", test_rows);
  g_test_add_func ("/study/settings/threads-are-kept", test_threads_are_kept);
  g_test_add_func ("/study/settings/given-lambdas", test_given_lambdas);
  g_test_add_func ("/study/view/highlight", test_highlight);
  g_test_add_func ("/study/view/pair", test_pair);
  g_test_add_func ("/study/view/single-feature", test_single_feature);
  g_test_add_func ("/study/view/chart", test_chart);
  g_test_add_func ("/study/view/colors", test_colors);
  g_test_add_data_func ("/study/failure/at-once", GINT_TO_POINTER (FALSE), test_failure);
  g_test_add_data_func ("/study/failure/animated", GINT_TO_POINTER (TRUE), test_failure);
  g_test_add_data_func ("/study/cancel/at-once", GINT_TO_POINTER (FALSE), test_cancel);
  g_test_add_data_func ("/study/cancel/animated", GINT_TO_POINTER (TRUE), test_cancel);
  g_test_add_func ("/study/new-dataset-while-running", test_new_dataset_while_running);
  g_test_add_func ("/study/many-changes", test_many_changes);
  g_test_add_func ("/study/no-dataset", test_no_dataset);
  g_test_add_func ("/study/fit-now", test_fit_now);
  g_test_add_func ("/study/worker-changes-nothing", test_worker_changes_nothing);
  g_test_add_func ("/study/cross-validation/figures", test_cross_validation);
  g_test_add_func ("/study/cross-validation/cancelled", test_cross_validation_cancelled);
  g_test_add_func ("/study/least-squares", test_least_squares);
  g_test_add_func ("/study/marks", test_marks);
  g_test_add_func ("/study/noise-variance", test_noise_variance);
  g_test_add_func ("/study/test-share", test_test_share);
  g_test_add_func ("/study/errors-are-measured-behind", test_errors_are_measured_behind);
  g_test_add_func ("/study/cross-validation/refused", test_cross_validation_refused);
  g_test_add_func ("/study/finalize", test_finalize);

  return g_test_run ();
}
