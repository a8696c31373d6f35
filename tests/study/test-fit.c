#include "study/shr-fit.h"

#include "study/shr-export.h"
#include "shr-test-study.h"
#include "support/shr-test-random.h"

#include <math.h>
#include <string.h>

/* So many λ that a fit of the data of test_cancel_midway() goes on until it is cancelled. */
#define ENDLESS 100000

/* --- Every λ is solved, and certified ---------------------------------------------------------------------------- */

static void
assert_certified (ShrFit *fit)
{
  ShrDataset *dataset = shr_fit_get_dataset (fit);
  const ShrSettings *settings = shr_fit_get_settings (fit);
  g_autoptr (ShrTestProblem) problem = shr_test_problem_of (dataset, settings);

  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    {
      const ShrPath *path = shr_fit_get_path (fit, penalty);
      double mixing = shr_settings_get_mixing (settings, penalty);

      if (!settings->penalties[penalty])
        {
          g_assert_null (path);
          continue;
        }

      g_assert_true (shr_fit_is_column_done (fit, penalty));
      g_assert_cmpuint (shr_path_ready (path), ==, shr_path_count (path));
      g_assert_cmpfloat (shr_path_mixing (path), ==, mixing);

      for (gsize k = 0; k < shr_path_ready (path); k++)
        {
          const ShrPoint *point = shr_path_point (path, k);

          g_assert_cmpfloat (point->gap, <=, 1e-9);
          g_assert_cmpfloat (shr_test_problem_gap (problem, mixing, point->lambda, point->w), <=, 1e-9);
          g_assert_cmpfloat (shr_test_problem_kkt (problem, mixing, point->lambda, point->w), <=, 1e-8);
        }
    }
}

static void
test_certified (gconstpointer sample)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample (sample);

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (ShrFit) fit = NULL;
      ShrSettings settings;

      shr_test_settings_init (&settings, TRUE, TRUE, TRUE);
      settings.standardize = (i & 1) == 0;
      settings.intercept = (i & 2) == 0;
      settings.lambda_count = i == 0 ? 100 : 20;
      fit = shr_test_fit_run (dataset, &settings);
      assert_certified (fit);
    }
}

static void
test_given_lambdas (void)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample ("prostate");
  g_autoptr (ShrTestProblem) problem = NULL;
  g_autofree double *least = NULL;
  g_autoptr (ShrFit) fit = NULL;
  const double lambdas[] = { 0.5, 0.25, 0.01, 0.0 };
  ShrSettings settings;

  shr_test_settings_init (&settings, TRUE, FALSE, TRUE);
  fit = shr_fit_new (dataset, &settings, lambdas, G_N_ELEMENTS (lambdas), NULL);
  g_assert_cmpfloat (shr_fit_get_progress (fit), ==, 0.0);
  g_assert_false (shr_fit_is_finished (fit));
  g_assert_null (shr_fit_get_design (fit));
  g_assert_null (shr_fit_get_path (fit, SHR_PENALTY_LASSO));
  g_assert_true (shr_fit_run (fit, NULL));
  g_assert_cmpfloat (shr_fit_get_progress (fit), ==, 1.0);
  g_assert_true (shr_fit_is_finished (fit));
  g_assert_null (shr_fit_get_error (fit));

  problem = shr_test_problem_of (dataset, &settings);
  least = shr_test_problem_least_squares (problem);
  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    {
      const ShrPath *path = shr_fit_get_path (fit, penalty);

      if (path == NULL)
        continue;
      g_assert_cmpuint (shr_path_ready (path), ==, G_N_ELEMENTS (lambdas));
      for (gsize k = 0; k < G_N_ELEMENTS (lambdas); k++)
        g_assert_cmpfloat (shr_path_point (path, k)->lambda, ==, lambdas[k]);
      for (gsize j = 0; j < problem->p; j++)
        g_assert_cmpfloat_with_epsilon (shr_path_point (path, 3)->w[j], least[j], 1e-10);
    }
}

/* shr_fit_solve() answers between the path's λ, and below them. */
static void
test_solve_anywhere (void)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_random (60, 8, 0.6, 3);
  g_autoptr (ShrTestProblem) problem = NULL;
  g_autoptr (ShrFit) fit = NULL;
  g_autofree double *w = g_new (double, 8);
  ShrPoint point = { .w = w };
  ShrSettings settings;
  ShrTestRandom random;

  shr_test_settings_init (&settings, TRUE, TRUE, TRUE);
  fit = shr_test_fit_run (dataset, &settings);
  problem = shr_test_problem_of (dataset, &settings);

  shr_test_random_init (&random, 11);
  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    for (int i = 0; i < 50; i++)
      {
        double largest = shr_path_lambda (shr_fit_get_path (fit, penalty), 0);
        double lambda = largest * pow (10.0, -5.0 * shr_test_random_uniform (&random));
        ShrSolverInfo info;

        g_assert_cmpint (shr_fit_solve (fit, penalty, lambda, &point), ==, SHR_STATUS_OK);
        g_assert_cmpfloat (
            shr_test_problem_kkt (problem, shr_settings_get_mixing (&settings, penalty), lambda, point.w), <=, 1e-10);

        shr_fit_get_info (fit, penalty, &info);
        g_assert_cmpuint (info.iterations, >, 0);
      }
}

/* --- Columns of an earlier fit ---------------------------------------------------------------------------------- */

static ShrFit *
follow (ShrFit *previous, const ShrSettings *settings)
{
  ShrFit *fit = shr_fit_new (shr_fit_get_dataset (previous), settings, NULL, 0, previous);

  g_assert_true (shr_fit_run (fit, NULL));

  return fit;
}

static void
assert_reused (ShrFit *fit, ShrFit *previous, gboolean ridge, gboolean elastic_net, gboolean lasso)
{
  const gboolean reused[SHR_N_PENALTIES] = { ridge, elastic_net, lasso };

  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    if (shr_fit_get_path (fit, i) != NULL)
      g_assert_cmpint (shr_fit_get_path (fit, i) == shr_fit_get_path (previous, i), ==, reused[i]);
}

static void
test_reuse (void)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample ("diabetes");
  g_autoptr (ShrFit) two = NULL, three = NULL;
  ShrSettings settings, changed;

  shr_test_settings_init (&settings, TRUE, FALSE, TRUE);
  two = shr_test_fit_run (dataset, &settings);

  settings.penalties[SHR_PENALTY_ELASTIC_NET] = TRUE;
  three = follow (two, &settings);
  assert_reused (three, two, TRUE, FALSE, TRUE);
  g_assert_true (shr_fit_get_design (three) == shr_fit_get_design (two));

  /* What is taken over outlives the fit that it came from. */
  g_clear_pointer (&two, shr_fit_unref);
  assert_certified (three);

  {
    g_autoptr (ShrFit) fewer = NULL;

    changed = settings;
    changed.penalties[SHR_PENALTY_RIDGE] = FALSE;
    fewer = follow (three, &changed);
    g_assert_null (shr_fit_get_path (fewer, SHR_PENALTY_RIDGE));
    assert_reused (fewer, three, FALSE, TRUE, TRUE);
  }
  {
    g_autoptr (ShrFit) mixed = NULL;

    changed = settings;
    changed.mixing = 0.25;
    mixed = follow (three, &changed);
    assert_reused (mixed, three, TRUE, FALSE, TRUE);
    assert_certified (mixed);
  }
}

/* Whatever the solution depends on makes everything new. */
static void
test_no_reuse (void)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample ("prostate");
  g_autoptr (ShrDataset) twin = shr_test_dataset_sample ("prostate");
  g_autoptr (ShrFit) first = NULL, on_twin = NULL, given = NULL, after_unfinished = NULL, unfinished = NULL;
  const double lambdas[] = { 0.3, 0.1 };
  ShrSettings settings;

  shr_test_settings_init (&settings, TRUE, TRUE, TRUE);
  first = shr_test_fit_run (dataset, &settings);

  for (int i = 0; i < 5; i++)
    {
      ShrSettings changed = settings;
      g_autoptr (ShrFit) fit = NULL;

      changed.standardize = i != 0;
      changed.intercept = i != 1;
      changed.lambda_count = i == 2 ? 50 : 100;
      changed.lambda_min_ratio = i == 3 ? 0.01 : 0.0;
      changed.gap = i == 4 ? 1e-8 : 1e-9;
      fit = follow (first, &changed);
      assert_reused (fit, first, FALSE, FALSE, FALSE);
      if (i < 2)
        g_assert_true (shr_fit_get_design (fit) != shr_fit_get_design (first));
      assert_certified (fit);
    }

  on_twin = shr_fit_new (twin, &settings, NULL, 0, first);
  g_assert_true (shr_fit_run (on_twin, NULL));
  assert_reused (on_twin, first, FALSE, FALSE, FALSE);
  g_assert_true (shr_fit_get_dataset (on_twin) == twin);

  given = shr_fit_new (dataset, &settings, lambdas, G_N_ELEMENTS (lambdas), first);
  g_assert_true (shr_fit_run (given, NULL));
  assert_reused (given, first, FALSE, FALSE, FALSE);

  unfinished = shr_fit_new (dataset, &settings, NULL, 0, NULL);
  after_unfinished = shr_fit_new (dataset, &settings, NULL, 0, unfinished);
  g_assert_true (shr_fit_run (after_unfinished, NULL));
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    g_assert_null (shr_fit_get_path (unfinished, i));
}

/* --- Cancelling ------------------------------------------------------------------------------------------------- */

static void
test_cancel_before (void)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample ("diabetes");
  g_autoptr (ShrFit) fit = NULL;
  g_autoptr (GError) error = NULL;
  ShrSettings settings;

  shr_test_settings_init (&settings, TRUE, TRUE, TRUE);
  fit = shr_fit_new (dataset, &settings, NULL, 0, NULL);
  shr_fit_cancel (fit);
  g_assert_false (shr_fit_run (fit, &error));
  g_assert_error (error, SHR_STUDY_ERROR, SHR_STUDY_ERROR_CANCELLED);
  g_assert_error (shr_fit_get_error (fit), SHR_STUDY_ERROR, SHR_STUDY_ERROR_CANCELLED);
  g_assert_true (shr_fit_is_finished (fit));
}

static gpointer
run_in_thread (gpointer data)
{
  GError *error = NULL;

  g_assert_false (shr_fit_run (data, &error));

  return error;
}

/* What has been published before stays, as it was. */
static void
test_cancel_midway (gconstpointer data)
{
  ShrPenalty penalty = GPOINTER_TO_UINT (data);
  g_autoptr (ShrDataset) dataset = shr_test_dataset_random (200, 30, 0.5, 5);
  g_autoptr (ShrTestProblem) problem = NULL;
  g_autoptr (ShrFit) fit = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree double *early = NULL;
  const ShrPath *path = NULL;
  ShrSettings settings;
  GThread *thread;
  gint64 cancelled_at;
  gsize at_cancel;

  shr_test_settings_init (&settings, penalty == SHR_PENALTY_RIDGE, penalty == SHR_PENALTY_ELASTIC_NET,
                          penalty == SHR_PENALTY_LASSO);
  settings.lambda_count = ENDLESS;
  fit = shr_fit_new (dataset, &settings, NULL, 0, NULL);
  thread = g_thread_new ("fit", run_in_thread, fit);

  while (path == NULL || shr_path_ready (path) < 20)
    {
      path = shr_fit_get_path (fit, penalty);
      g_usleep (100);
    }
  early = g_memdup2 (shr_path_point (path, 19)->w, 30 * sizeof (double));
  at_cancel = shr_path_ready (path);
  shr_fit_cancel (fit);
  cancelled_at = g_get_monotonic_time ();
  error = g_thread_join (thread);
  g_assert_cmpint (g_get_monotonic_time () - cancelled_at, <, 3 * G_USEC_PER_SEC);

  g_assert_error (error, SHR_STUDY_ERROR, SHR_STUDY_ERROR_CANCELLED);
  g_assert_error (shr_fit_get_error (fit), SHR_STUDY_ERROR, SHR_STUDY_ERROR_CANCELLED);
  g_assert_true (shr_fit_is_finished (fit));
  g_assert_false (shr_fit_is_column_done (fit, penalty));
  g_assert_true (shr_fit_get_path (fit, penalty) == path);
  g_assert_cmpuint (shr_path_ready (path), >=, at_cancel);
  g_assert_cmpuint (shr_path_ready (path), <, ENDLESS);
  g_assert_cmpfloat (shr_fit_get_progress (fit), ==, (double) shr_path_ready (path) / ENDLESS);
  g_assert_cmpint (memcmp (early, shr_path_point (path, 19)->w, 30 * sizeof (double)), ==, 0);

  problem = shr_test_problem_of (dataset, &settings);
  for (gsize k = 0; k < 20; k++)
    {
      const ShrPoint *point = shr_path_point (path, k);

      g_assert_cmpfloat (
          shr_test_problem_kkt (problem, shr_settings_get_mixing (&settings, penalty), point->lambda, point->w), <=,
          1e-9);
    }
}

/* --- The number of threads changes nothing ---------------------------------------------------------------------- */

static void
test_threads (void)
{
  const char *const samples[] = { "diabetes", "sparse-truth" };

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autoptr (ShrDataset) dataset = shr_test_dataset_sample (samples[i]);
      g_autoptr (ShrFit) one = NULL, three = NULL;
      g_autoptr (GBytes) one_bytes = NULL, three_bytes = NULL;
      ShrSettings settings;

      shr_test_settings_init (&settings, TRUE, TRUE, TRUE);
      settings.lambda_count = 40;
      settings.threads = 1;
      one = shr_test_fit_run (dataset, &settings);
      settings.threads = 3;
      three = shr_test_fit_run (dataset, &settings);

      one_bytes = shr_export_numbers (one, SHR_NUMBERS_CSV, FALSE);
      three_bytes = shr_export_numbers (three, SHR_NUMBERS_CSV, FALSE);
      g_assert_true (g_bytes_equal (one_bytes, three_bytes));
    }
}

/* --- The share -------------------------------------------------------------------------------------------------- */

static void
test_share (void)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample ("diabetes");
  g_autoptr (ShrTestProblem) problem = NULL;
  g_autoptr (ShrFit) fit = NULL;
  g_autofree double *least = NULL;
  g_autofree double *w = NULL;
  ShrSettings settings;
  gsize p = shr_dataset_features (dataset);

  shr_test_settings_init (&settings, TRUE, TRUE, TRUE);
  settings.mixing = 0.3;
  fit = shr_test_fit_run (dataset, &settings);
  problem = shr_test_problem_of (dataset, &settings);
  least = shr_test_problem_least_squares (problem);
  w = g_new (double, p);

  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    {
      const ShrPath *path = shr_fit_get_path (fit, penalty);
      double mixing = shr_settings_get_mixing (&settings, penalty), before = -1.0;
      double whole = shr_test_problem_size (p, mixing, least);
      ShrPoint bottom = { .w = w };

      for (gsize k = 0; k < shr_path_ready (path); k++)
        {
          const ShrPoint *point = shr_path_point (path, k);
          double share = shr_fit_get_share (fit, penalty, point);

          g_assert_cmpfloat_with_epsilon (share, shr_test_problem_size (p, mixing, point->w) / whole, 1e-9);
          g_assert_cmpfloat (share, >, before - 1e-12);
          before = share;
        }

      if (penalty != SHR_PENALTY_RIDGE)
        g_assert_cmpfloat (shr_fit_get_share (fit, penalty, shr_path_point (path, 0)), <=, 1e-9);
      g_assert_cmpint (shr_fit_solve (fit, penalty, 0.0, &bottom), ==, SHR_STATUS_OK);
      g_assert_cmpfloat_with_epsilon (shr_fit_get_share (fit, penalty, &bottom), 1.0, 1e-9);
    }
}

/* Without full rank the smallest λ is the whole. */
static void
test_share_without_rank (void)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_random (12, 30, 0.2, 8);
  g_autoptr (ShrFit) fit = NULL;
  ShrSettings settings;

  shr_test_settings_init (&settings, TRUE, TRUE, TRUE);
  fit = shr_test_fit_run (dataset, &settings);
  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    {
      const ShrPath *path = shr_fit_get_path (fit, penalty);
      const ShrPoint *last = shr_path_point (path, shr_path_count (path) - 1);
      double mixing = shr_settings_get_mixing (&settings, penalty);
      double whole = shr_test_problem_size (30, mixing, last->w);

      g_assert_cmpfloat_with_epsilon (shr_fit_get_share (fit, penalty, last), 1.0, 1e-12);
      for (gsize k = 0; k < shr_path_count (path); k += 7)
        {
          const ShrPoint *point = shr_path_point (path, k);

          g_assert_cmpfloat_with_epsilon (shr_fit_get_share (fit, penalty, point),
                                          shr_test_problem_size (30, mixing, point->w) / whole, 1e-9);
        }
    }
}

/* --- Data at its limits ----------------------------------------------------------------------------------------- */

static ShrDataset *
dataset_of_two (double x1, double x2, double x3, double y1, double y2, double y3)
{
  const char *const names[] = { "x", "y", NULL };
  double *values = g_new (double, 6);

  values[0] = x1;
  values[1] = x2;
  values[2] = x3;
  values[3] = y1;
  values[4] = y2;
  values[5] = y3;

  return shr_test_dataset_values ("extreme.csv", names, 3, 1, values);
}

static void
test_errors_are_sentences (void)
{
  /* β would be about 1e600. */
  g_autoptr (ShrDataset) extreme = dataset_of_two (1e-300, 2e-300, 4e-300, 1e300, -2e300, 3e300);
  g_autoptr (ShrDataset) infinite = dataset_of_two (1.0, 2.0, INFINITY, 1.0, 2.0, 4.0);
  ShrDataset *const datasets[] = { extreme, infinite };
  const ShrStatus expected[] = { SHR_STATUS_OUT_OF_RANGE, SHR_STATUS_NOT_FINITE };

  for (gsize i = 0; i < G_N_ELEMENTS (datasets); i++)
    {
      g_autoptr (ShrFit) fit = NULL;
      g_autoptr (GError) error = NULL;
      ShrSettings settings;

      shr_test_settings_init (&settings, TRUE, TRUE, TRUE);
      fit = shr_fit_new (datasets[i], &settings, NULL, 0, NULL);
      g_assert_false (shr_fit_run (fit, &error));
      g_assert_error (error, SHR_STUDY_ERROR, SHR_STUDY_ERROR_SOLVER);
      g_assert_cmpstr (error->message, ==, shr_status_sentence (expected[i]));
      g_assert_true (shr_fit_is_finished (fit));
      g_assert_cmpstr (shr_fit_get_error (fit)->message, ==, error->message);
    }
}

/* Bad λ become a sentence too: nothing here is left to an assertion. */
static void
test_bad_lambdas (void)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample ("prostate");
  const double rising[] = { 0.1, 0.2 }, negative[] = { 0.1, -0.2 };
  const double *const wrong[] = { rising, negative };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (ShrFit) fit = NULL;
      g_autoptr (GError) error = NULL;
      ShrSettings settings;

      shr_settings_init (&settings);
      fit = shr_fit_new (dataset, &settings, wrong[i], 2, NULL);
      g_assert_false (shr_fit_run (fit, &error));
      g_assert_error (error, SHR_STUDY_ERROR, SHR_STUDY_ERROR_SOLVER);
      g_assert_cmpstr (error->message, ==, shr_status_sentence (SHR_STATUS_BAD_LAMBDA));
    }
}

static void
test_null_model (void)
{
  g_autoptr (ShrDataset) constant_y = dataset_of_two (1.0, 2.0, 4.0, 5.0, 5.0, 5.0);
  g_autoptr (ShrDataset) constant_x = dataset_of_two (3.0, 3.0, 3.0, 5.0, 6.0, 7.0);
  ShrDataset *const datasets[] = { constant_y, constant_x };
  const double means[] = { 5.0, 6.0 };

  for (gsize i = 0; i < G_N_ELEMENTS (datasets); i++)
    {
      g_autoptr (ShrFit) fit = NULL;
      ShrSettings settings;

      shr_test_settings_init (&settings, TRUE, TRUE, TRUE);
      fit = shr_test_fit_run (datasets[i], &settings);
      for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
        {
          const ShrPath *path = shr_fit_get_path (fit, penalty);
          const ShrPoint *point = shr_path_point (path, 0);

          g_assert_cmpuint (shr_path_count (path), ==, 1);
          g_assert_cmpuint (shr_path_ready (path), ==, 1);
          g_assert_cmpfloat (point->w[0], ==, 0.0);
          g_assert_cmpfloat (point->gap, ==, 0.0);
          g_assert_cmpfloat (point->intercept, ==, means[i]);
          g_assert_cmpfloat (shr_fit_get_share (fit, penalty, point), ==, 0.0);
        }
    }
}

/* Any magnitude that a double can hold the answer of. */
static void
test_magnitudes (void)
{
  const double magnitudes[] = { 1e-150, 1e-30, 1.0, 1e30, 1e150 };

  for (gsize i = 0; i < G_N_ELEMENTS (magnitudes); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (magnitudes); j++)
      {
        double x = magnitudes[i], y = magnitudes[j];
        g_autoptr (ShrDataset) dataset = dataset_of_two (1.0 * x, 2.0 * x, 4.0 * x, 1.0 * y, 3.0 * y, 2.0 * y);
        g_autoptr (ShrFit) fit = NULL;
        ShrSettings settings;

        shr_test_settings_init (&settings, TRUE, TRUE, TRUE);
        settings.lambda_count = 10;
        fit = shr_test_fit_run (dataset, &settings);
        for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
          {
            const ShrPath *path = shr_fit_get_path (fit, penalty);
            const ShrPoint *point = shr_path_point (path, 9);
            double mixing = shr_settings_get_mixing (&settings, penalty), share;
            /* One feature: soft thresholding (mathematics, section 4). */
            double c = y / sqrt (14.0);
            double w = (c - mixing * point->lambda) / (1.0 + (1.0 - mixing) * point->lambda);

            g_assert_cmpfloat (fabs (point->w[0] - w), <=, 1e-12 * c);
            share = shr_fit_get_share (fit, penalty, point);
            /* The elastic net's λ carries the units of y and shrinks a large one to nothing. */
            g_assert_cmpfloat (share, >, penalty == SHR_PENALTY_ELASTIC_NET ? 0.0 : 0.9);
            g_assert_cmpfloat (share, <=, 1.0);
          }
      }
}

/* The same paths without what only a picture needs; a fit with it does not take them over. */
static void
test_paths_only (void)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample ("diabetes");
  g_autoptr (ShrFit) only = NULL, all = NULL;
  ShrSettings settings;

  shr_test_settings_init (&settings, TRUE, FALSE, TRUE);
  settings.paths_only = TRUE;
  only = shr_test_fit_run (dataset, &settings);
  assert_certified (only);
  g_assert_null (shr_fit_get_knots (only, SHR_PENALTY_LASSO));
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i += 2)
    g_assert_cmpfloat (shr_fit_get_share (only, i, shr_path_point (shr_fit_get_path (only, i), 99)), ==, 1.0);

  settings.paths_only = FALSE;
  all = follow (only, &settings);
  assert_reused (all, only, FALSE, FALSE, FALSE);
  g_assert_nonnull (shr_fit_get_knots (all, SHR_PENALTY_LASSO));
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i += 2)
    for (gsize k = 0; k < 100; k++)
      {
        const ShrPoint *a = shr_path_point (shr_fit_get_path (only, i), k);
        const ShrPoint *b = shr_path_point (shr_fit_get_path (all, i), k);

        for (gsize j = 0; j < 10; j++)
          g_assert_cmpfloat (a->w[j], ==, b->w[j]);
      }
}

/* Near twins whose least squares have no doubles in these units, while every λ of the path has: the path is kept. */
static void
test_least_squares_overflow (void)
{
  static const double x[] = { 1.0, 2.0, 4.0, 7.0 }, apart[] = { 1.0, -2.0, 0.0, 1.0 }, y[] = { 1.0, 3.0, 2.0, 5.0 };
  const char *const names[] = { "x", "twin", "y", NULL };
  double *values = g_new (double, 12);
  g_autofree double *w = g_new (double, 2);
  g_autoptr (ShrDataset) dataset = NULL;
  g_autoptr (ShrFit) fit = NULL;
  ShrPoint bottom = { .w = w };
  ShrSettings settings;

  for (gsize i = 0; i < 4; i++)
    {
      values[i] = 1e-156 * x[i];
      values[4 + i] = 1e-156 * (x[i] + 0x1p-26 * apart[i]);
      values[8 + i] = 1e147 * y[i];
    }
  dataset = shr_test_dataset_values ("twins.csv", names, 4, 2, values);
  shr_test_settings_init (&settings, FALSE, FALSE, TRUE);
  settings.lambda_count = 10;
  fit = shr_test_fit_run (dataset, &settings);

  g_assert_true (shr_fit_is_column_done (fit, SHR_PENALTY_LASSO));
  g_assert_cmpuint (shr_path_ready (shr_fit_get_path (fit, SHR_PENALTY_LASSO)), ==, 10);
  g_assert_cmpint (shr_fit_solve (fit, SHR_PENALTY_LASSO, 0.0, &bottom), ==, SHR_STATUS_OUT_OF_RANGE);
}

/* --- Beside the paths --------------------------------------------------------------------------------------------- */

/* Criteria are worked out when somebody wants them, once, and are taken over with their column; what was cancelled may
 * be wanted again. */
static void
test_measures (void)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample ("prostate");
  g_autoptr (ShrFit) fit = NULL, next = NULL, cancelled = NULL;
  const ShrCriteria *criteria;
  ShrSettings settings;

  shr_test_settings_init (&settings, TRUE, FALSE, TRUE);
  fit = shr_test_fit_run (dataset, &settings);
  g_assert_true (shr_fit_is_measured (fit));
  shr_fit_measure (fit);
  g_assert_null (shr_fit_get_criteria (fit, SHR_PENALTY_LASSO));

  g_assert_true (shr_fit_want (fit, SHR_FIT_CRITERIA));
  g_assert_false (shr_fit_want (fit, SHR_FIT_CRITERIA));
  g_assert_false (shr_fit_is_measured (fit));
  g_assert_null (shr_fit_get_criteria (fit, SHR_PENALTY_LASSO));
  shr_fit_measure (fit);
  g_assert_true (shr_fit_is_measured (fit));
  criteria = shr_fit_get_criteria (fit, SHR_PENALTY_LASSO);
  g_assert_nonnull (criteria);
  g_assert_nonnull (shr_fit_get_criteria (fit, SHR_PENALTY_RIDGE));
  g_assert_null (shr_fit_get_criteria (fit, SHR_PENALTY_ELASTIC_NET));
  g_assert_true (isnan (criteria[0].cp));

  settings.penalties[SHR_PENALTY_ELASTIC_NET] = TRUE;
  next = shr_fit_new (dataset, &settings, NULL, 0, fit);
  g_assert_true (shr_fit_get_criteria (next, SHR_PENALTY_LASSO) == criteria);
  g_assert_true (shr_fit_want (next, SHR_FIT_CRITERIA));
  shr_fit_work (next, NULL, NULL);
  g_assert_true (shr_fit_get_criteria (next, SHR_PENALTY_LASSO) == criteria);
  g_assert_nonnull (shr_fit_get_criteria (next, SHR_PENALTY_ELASTIC_NET));
  /* Nothing is left to do. */
  shr_fit_work (next, NULL, NULL);
  g_assert_true (shr_fit_get_criteria (next, SHR_PENALTY_LASSO) == criteria);

  cancelled = shr_test_fit_run (dataset, &settings);
  g_assert_true (shr_fit_want (cancelled, SHR_FIT_CRITERIA));
  shr_fit_cancel (cancelled);
  shr_fit_measure (cancelled);
  g_assert_true (shr_fit_is_measured (cancelled));
  g_assert_null (shr_fit_get_criteria (cancelled, SHR_PENALTY_LASSO));
  g_assert_true (shr_fit_want (cancelled, SHR_FIT_CRITERIA));
  shr_fit_measure (cancelled);
  g_assert_nonnull (shr_fit_get_criteria (cancelled, SHR_PENALTY_LASSO));
}

/* --- Cross-validation --------------------------------------------------------------------------------------------- */

/* The figures are those of each path alone; what is not touched by a change of settings is taken over. */
static void
test_cross_validation (void)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample ("prostate");
  g_autoptr (ShrFit) fit = NULL, more = NULL, reseeded = NULL, none = NULL;
  ShrSettings settings;

  shr_test_settings_init (&settings, TRUE, FALSE, TRUE);
  none = shr_test_fit_run (dataset, &settings);
  g_assert_true (shr_fit_cross_validate (none, NULL));
  g_assert_true (shr_fit_is_cross_validated (none));
  g_assert_null (shr_fit_get_cross_validation (none, SHR_PENALTY_LASSO));

  settings.folds = 5;
  settings.threads = 2;
  fit = follow (none, &settings);
  assert_reused (fit, none, TRUE, FALSE, TRUE);
  g_assert_false (shr_fit_is_cross_validated (fit));
  g_assert_null (shr_fit_get_cross_validation (fit, SHR_PENALTY_LASSO));
  g_assert_cmpfloat (shr_fit_get_cross_validation_progress (fit), ==, 0.0);
  g_assert_true (shr_fit_cross_validate (fit, NULL));
  g_assert_true (shr_fit_is_cross_validated (fit));
  g_assert_null (shr_fit_get_cross_validation_error (fit));
  g_assert_cmpfloat (shr_fit_get_cross_validation_progress (fit), ==, 1.0);
  g_assert_null (shr_fit_get_cross_validation (fit, SHR_PENALTY_ELASTIC_NET));
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i += 2)
    {
      ShrCrossValidation *found = shr_fit_get_cross_validation (fit, i);
      g_autoptr (ShrCrossValidation) alone = shr_cross_validation_new (shr_fit_get_path (fit, i), 1e-9, 5, 1);

      g_assert_true (shr_cross_validation_run (&alone, 1, shr_fit_get_design (fit), 1, NULL));
      for (gsize k = 0; k < 100; k++)
        {
          g_assert_cmpfloat (shr_cross_validation_get_lambda (found, k), ==,
                             shr_path_lambda (shr_fit_get_path (fit, i), k));
          g_assert_cmpfloat (shr_cross_validation_get_mean (found, k), ==, shr_cross_validation_get_mean (alone, k));
        }
    }

  settings.penalties[SHR_PENALTY_ELASTIC_NET] = TRUE;
  more = follow (fit, &settings);
  g_assert_true (shr_fit_get_cross_validation (more, SHR_PENALTY_LASSO)
                 == shr_fit_get_cross_validation (fit, SHR_PENALTY_LASSO));
  g_assert_true (shr_fit_cross_validate (more, NULL));
  g_assert_nonnull (shr_fit_get_cross_validation (more, SHR_PENALTY_ELASTIC_NET));

  settings.seed = 2;
  reseeded = follow (more, &settings);
  g_assert_null (shr_fit_get_cross_validation (reseeded, SHR_PENALTY_LASSO));
  g_assert_true (shr_fit_cross_validate (reseeded, NULL));
  g_assert_cmpuint (shr_cross_validation_get_seed (shr_fit_get_cross_validation (reseeded, SHR_PENALTY_LASSO)), ==, 2);
}

static gpointer
cancel_when_begun (gpointer data)
{
  ShrFit *fit = data;

  while (shr_fit_get_cross_validation_progress (fit) == 0.0)
    g_usleep (100);
  shr_fit_cancel (fit);

  return NULL;
}

static void
test_cross_validation_cancelled (void)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_random (300, 200, 0.5, 31);
  ShrSettings settings;

  shr_test_settings_init (&settings, FALSE, FALSE, TRUE);
  settings.folds = 200;
  for (int midway = 0; midway < 2; midway++)
    {
      g_autoptr (ShrFit) fit = shr_test_fit_run (dataset, &settings);
      g_autoptr (GError) error = NULL;
      GThread *thread = NULL;

      if (midway)
        thread = g_thread_new ("cancel", cancel_when_begun, fit);
      else
        shr_fit_cancel (fit);
      g_assert_false (shr_fit_cross_validate (fit, &error));
      if (thread != NULL)
        g_thread_join (thread);
      g_assert_error (error, SHR_STUDY_ERROR, SHR_STUDY_ERROR_CANCELLED);
      g_assert_error (shr_fit_get_cross_validation_error (fit), SHR_STUDY_ERROR, SHR_STUDY_ERROR_CANCELLED);
      g_assert_null (shr_fit_get_cross_validation (fit, SHR_PENALTY_LASSO));
      /* The path itself stays. */
      g_assert_true (shr_fit_is_column_done (fit, SHR_PENALTY_LASSO));
      g_assert_null (shr_fit_get_error (fit));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/fit/certified/diabetes", "diabetes", test_certified);
  g_test_add_data_func ("/fit/certified/prostate", "prostate", test_certified);
  g_test_add_data_func ("/fit/certified/longley", "longley", test_certified);
  g_test_add_func ("/fit/given-lambdas", test_given_lambdas);
  g_test_add_func ("/fit/solve-anywhere", test_solve_anywhere);
  g_test_add_func ("/fit/reuse", test_reuse);
  g_test_add_func ("/fit/no-reuse", test_no_reuse);
  g_test_add_func ("/fit/cancel/before", test_cancel_before);
  g_test_add_data_func ("/fit/cancel/midway/ridge", GUINT_TO_POINTER (SHR_PENALTY_RIDGE), test_cancel_midway);
  g_test_add_data_func ("/fit/cancel/midway/elastic-net", GUINT_TO_POINTER (SHR_PENALTY_ELASTIC_NET),
                        test_cancel_midway);
  g_test_add_data_func ("/fit/cancel/midway/lasso", GUINT_TO_POINTER (SHR_PENALTY_LASSO), test_cancel_midway);
  g_test_add_func ("/fit/threads", test_threads);
  g_test_add_func ("/fit/measures", test_measures);
  g_test_add_func ("/fit/share/formula", test_share);
  g_test_add_func ("/fit/share/without-rank", test_share_without_rank);
  g_test_add_func ("/fit/errors-are-sentences", test_errors_are_sentences);
  g_test_add_func ("/fit/bad-lambdas", test_bad_lambdas);
  g_test_add_func ("/fit/null-model", test_null_model);
  g_test_add_func ("/fit/paths-only", test_paths_only);
  g_test_add_func ("/fit/cross-validation/figures", test_cross_validation);
  g_test_add_func ("/fit/cross-validation/cancelled", test_cross_validation_cancelled);
  g_test_add_func ("/fit/magnitudes", test_magnitudes);
  g_test_add_func ("/fit/least-squares-overflow", test_least_squares_overflow);

  return g_test_run ();
}
