#include "shr-test-study.h"

#include "support/shr-test-fold.h"

#include "core/shr-folds.h"
#include "study/shr-cross-validation.h"

#include <math.h>
#include <string.h>

static ShrFit *
fit_all (ShrDataset *dataset, gboolean standardize, gboolean intercept, guint count)
{
  ShrSettings settings;

  shr_test_settings_init (&settings, TRUE, TRUE, TRUE);
  settings.standardize = standardize;
  settings.intercept = intercept;
  settings.lambda_count = count;
  settings.lambda_min_ratio = 1e-3;

  return shr_test_fit_run (dataset, &settings);
}

static void
validate (ShrFit *fit, guint folds, guint64 seed, guint threads, ShrCrossValidation **validations)
{
  g_autoptr (GError) error = NULL;

  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    validations[i] = shr_cross_validation_new (shr_fit_get_path (fit, i), 1e-9, folds, seed);
  g_assert_true (shr_cross_validation_run (validations, SHR_N_PENALTIES, shr_fit_get_design (fit), threads, &error));
  g_assert_no_error (error);
}

static void
clear (ShrCrossValidation **validations)
{
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    g_clear_pointer (&validations[i], shr_cross_validation_unref);
}

/* Every figure worked out anew from the data, the folds and λ. */
static void
test_brute_force (void)
{
  for (int round = 0; round < 4; round++)
    {
      const gsize n = 43, p = 5;
      const guint folds = round == 3 ? (guint) n : 5;
      g_autoptr (ShrDataset) dataset = shr_test_dataset_random (n, p, 0.5, 20 + (guint64) round);
      g_autoptr (ShrFit) fit = fit_all (dataset, round % 2 == 0, round < 2, 12);
      g_autofree gsize *assignment = g_new (gsize, n);
      ShrCrossValidation *validations[SHR_N_PENALTIES];

      validate (fit, folds, 77, 2, validations);
      g_assert_cmpint (shr_folds_assign (n, folds, 77, assignment), ==, SHR_STATUS_OK);
      for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
        {
          ShrCrossValidation *validation = validations[i];
          const ShrPath *path = shr_fit_get_path (fit, i);
          gsize count = shr_path_count (path), min = 0, one_se = 0;
          g_autofree double *lambdas = g_new (double, count), *mean = g_new0 (double, count);
          g_autofree double *se = g_new0 (double, count), *errors = g_new (double, count *folds);

          for (gsize l = 0; l < count; l++)
            lambdas[l] = shr_path_lambda (path, l);
          for (guint k = 0; k < folds; k++)
            {
              g_autofree double *found =
                  shr_test_fold_errors (shr_dataset_x (dataset), shr_dataset_y (dataset), n, p, round % 2 == 0,
                                        round < 2, assignment, k, shr_path_mixing (path), lambdas, count);

              memcpy (errors + k * count, found, count * sizeof (double));
            }
          for (gsize l = 0; l < count; l++)
            {
              for (guint k = 0; k < folds; k++)
                mean[l] += errors[l + k * count] / folds;
              for (guint k = 0; k < folds; k++)
                se[l] += pow (errors[l + k * count] - mean[l], 2.0) / (folds - 1.0);
              se[l] = sqrt (se[l]) / sqrt (folds);
              if (mean[l] < mean[min])
                min = l;
            }
          while (mean[one_se] > mean[min] + se[min])
            one_se++;

          g_assert_true (shr_cross_validation_is_done (validation));
          g_assert_cmpuint (shr_cross_validation_get_folds (validation), ==, folds);
          g_assert_cmpuint (shr_cross_validation_get_seed (validation), ==, 77);
          g_assert_cmpuint (shr_cross_validation_get_count (validation), ==, count);
          g_assert_cmpfloat (shr_cross_validation_get_progress (validation), ==, 1.0);
          g_assert_cmpfloat (shr_cross_validation_get_gap (validation), <=, 1e-9);
          for (gsize l = 0; l < count; l++)
            {
              g_assert_cmpfloat (shr_cross_validation_get_lambda (validation, l), ==, lambdas[l]);
              g_assert_cmpfloat_with_epsilon (shr_cross_validation_get_mean (validation, l) / mean[l], 1.0, 1e-9);
              g_assert_cmpfloat_with_epsilon (shr_cross_validation_get_se (validation, l) / se[l], 1.0, 1e-9);
            }
          g_assert_cmpuint (shr_cross_validation_get_min (validation), ==, min);
          g_assert_cmpuint (shr_cross_validation_get_one_se (validation), ==, one_se);
        }
      clear (validations);
    }
}

static void
test_threads_change_nothing (void)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_random (300, 40, 0.8, 5);
  g_autoptr (ShrFit) fit = fit_all (dataset, TRUE, TRUE, 50);
  ShrCrossValidation *one[SHR_N_PENALTIES];

  validate (fit, 7, 3, 1, one);
  for (guint threads = 2; threads <= 5; threads++)
    {
      ShrCrossValidation *several[SHR_N_PENALTIES];

      validate (fit, 7, 3, threads, several);
      for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
        {
          for (gsize l = 0; l < 50; l++)
            {
              g_assert_cmpfloat (shr_cross_validation_get_mean (several[i], l), ==,
                                 shr_cross_validation_get_mean (one[i], l));
              g_assert_cmpfloat (shr_cross_validation_get_se (several[i], l), ==,
                                 shr_cross_validation_get_se (one[i], l));
            }
          g_assert_cmpuint (shr_cross_validation_get_one_se (several[i]), ==, shr_cross_validation_get_one_se (one[i]));
        }
      clear (several);
    }
  clear (one);
}

/* Where several λ are equally good, the largest. */
static void
test_ties (void)
{
  static const double lambdas[] = { 1e6, 1e5, 1e4 };
  g_autoptr (ShrDataset) dataset = shr_test_dataset_random (30, 3, 0.0, 8);
  g_autoptr (GError) error = NULL;
  g_autoptr (ShrFit) fit = NULL;
  g_autoptr (ShrCrossValidation) validation = NULL;
  ShrSettings settings;

  shr_test_settings_init (&settings, FALSE, FALSE, TRUE);
  fit = shr_fit_new (dataset, &settings, lambdas, G_N_ELEMENTS (lambdas), NULL);
  g_assert_true (shr_fit_run (fit, &error));
  validation = shr_cross_validation_new (shr_fit_get_path (fit, SHR_PENALTY_LASSO), 1e-9, 4, 1);
  g_assert_true (shr_cross_validation_run (&validation, 1, shr_fit_get_design (fit), 1, &error));
  g_assert_cmpfloat (shr_cross_validation_get_mean (validation, 0), ==, shr_cross_validation_get_mean (validation, 2));
  g_assert_cmpuint (shr_cross_validation_get_min (validation), ==, 0);
  g_assert_cmpuint (shr_cross_validation_get_one_se (validation), ==, 0);
}

/* More folds than rows: that one is refused in a sentence, and the other has its figures. */
static void
test_refusal (void)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_random (10, 2, 0.0, 2);
  g_autoptr (ShrFit) fit = fit_all (dataset, TRUE, TRUE, 5);
  g_autoptr (ShrCrossValidation) good = NULL, bad = NULL;
  g_autoptr (GError) error = NULL;
  ShrCrossValidation *both[3];

  good = shr_cross_validation_new (shr_fit_get_path (fit, SHR_PENALTY_LASSO), 1e-9, 10, 1);
  bad = shr_cross_validation_new (shr_fit_get_path (fit, SHR_PENALTY_RIDGE), 1e-9, 11, 1);
  both[0] = bad;
  both[1] = NULL;
  both[2] = good;
  g_assert_false (shr_cross_validation_run (both, 3, shr_fit_get_design (fit), 2, &error));
  g_assert_error (error, SHR_STUDY_ERROR, SHR_STUDY_ERROR_SOLVER);
  g_assert_cmpstr (error->message, ==, shr_status_sentence (SHR_STATUS_BAD_FOLDS));
  g_assert_false (shr_cross_validation_is_done (bad));
  g_assert_true (shr_cross_validation_is_done (good));
}

/* Cancels once a little has been solved, and looks on meanwhile. */
static gpointer
cancel_soon (gpointer data)
{
  ShrCrossValidation *validation = data;
  double seen = 0.0;

  while (seen < 0.02)
    {
      double progress = shr_cross_validation_get_progress (validation);

      g_assert_cmpfloat (progress, >=, seen);
      g_assert_false (shr_cross_validation_is_done (validation));
      seen = progress;
      g_usleep (200);
    }
  shr_cross_validation_cancel (validation);

  return NULL;
}

static void
test_cancel (void)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_random (400, 300, 0.5, 9);
  g_autoptr (ShrFit) fit = NULL;
  ShrSettings settings;

  shr_test_settings_init (&settings, FALSE, FALSE, TRUE);
  fit = shr_test_fit_run (dataset, &settings);
  for (int early = 0; early < 2; early++)
    {
      g_autoptr (ShrCrossValidation) validation =
          shr_cross_validation_new (shr_fit_get_path (fit, SHR_PENALTY_LASSO), 1e-9, 200, 1);
      g_autoptr (GError) error = NULL;
      GThread *thread = NULL;

      if (early)
        shr_cross_validation_cancel (validation);
      else
        thread = g_thread_new ("cancel", cancel_soon, validation);
      g_assert_false (shr_cross_validation_run (&validation, 1, shr_fit_get_design (fit), 2, &error));
      if (thread != NULL)
        g_thread_join (thread);
      g_assert_error (error, SHR_STUDY_ERROR, SHR_STUDY_ERROR_CANCELLED);
      g_assert_false (shr_cross_validation_is_done (validation));
      g_assert_cmpfloat (shr_cross_validation_get_progress (validation), <, 1.0);
    }
}

/* Errors near the end of what a double holds have a standard error all the same. */
static void
test_large_response (void)
{
  const gsize n = 20;
  static const char *const names[] = { "x", "y", NULL };
  g_autoptr (ShrDataset) small = shr_test_dataset_random (n, 1, 0.0, 3);
  double *values = g_new (double, 2 * n);
  g_autoptr (ShrDataset) large = NULL;
  double ratio[2];

  for (gsize i = 0; i < n; i++)
    {
      values[i] = shr_dataset_x (small)[i];
      values[n + i] = shr_dataset_y (small)[i] * 1e150;
    }
  large = shr_test_dataset_values ("large.csv", names, n, 1, values);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (ShrFit) fit = fit_all (i == 0 ? small : large, TRUE, TRUE, 5);
      ShrCrossValidation *validations[SHR_N_PENALTIES];

      validate (fit, 5, 1, 1, validations);
      ratio[i] = shr_cross_validation_get_se (validations[SHR_PENALTY_LASSO], 4)
                 / shr_cross_validation_get_mean (validations[SHR_PENALTY_LASSO], 4);
      clear (validations);
    }
  g_assert_cmpfloat_with_epsilon (ratio[0], ratio[1], 1e-10);
}

/* A share that is held out is one fold: the rows first in a seeded order, and the same arithmetic. */
static void
test_share (void)
{
  const gsize n = 43, p = 5, held_out = 13; /* 0.3 of 43 is 12.9 */
  g_autoptr (ShrDataset) dataset = shr_test_dataset_random (n, p, 0.5, 31);
  g_autoptr (ShrFit) fit = fit_all (dataset, TRUE, TRUE, 12);
  g_autofree gsize *order = g_new (gsize, n);

  g_assert_cmpint (shr_folds_assign (n, n, 77, order), ==, SHR_STATUS_OK);
  for (gsize i = 0; i < n; i++)
    order[i] = order[i] < held_out ? 0 : 1;
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    {
      const ShrPath *path = shr_fit_get_path (fit, i);
      g_autoptr (ShrCrossValidation) share = shr_cross_validation_new_share (path, 1e-9, 0.3, 77);
      gsize count = shr_path_count (path);
      g_autofree double *lambdas = g_new (double, count), *errors = NULL;

      for (gsize l = 0; l < count; l++)
        lambdas[l] = shr_path_lambda (path, l);
      errors = shr_test_fold_errors (shr_dataset_x (dataset), shr_dataset_y (dataset), n, p, TRUE, TRUE, order, 0,
                                     shr_path_mixing (path), lambdas, count);
      g_assert_true (shr_cross_validation_run (&share, 1, shr_fit_get_design (fit), 2, NULL));
      g_assert_cmpuint (shr_cross_validation_get_folds (share), ==, 1);
      g_assert_cmpfloat (shr_cross_validation_get_share (share), ==, 0.3);
      g_assert_cmpuint (shr_cross_validation_get_held_out (share, n), ==, held_out);
      g_assert_cmpfloat (shr_cross_validation_get_progress (share), ==, 1.0);
      for (gsize l = 0; l < count; l++)
        {
          g_assert_cmpfloat_with_epsilon (shr_cross_validation_get_mean (share, l) / errors[l], 1.0, 1e-9);
          g_assert_cmpfloat (shr_cross_validation_get_se (share, l), ==, 0.0);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/study/cross-validation/brute-force", test_brute_force);
  g_test_add_func ("/study/cross-validation/share", test_share);
  g_test_add_func ("/study/cross-validation/threads-change-nothing", test_threads_change_nothing);
  g_test_add_func ("/study/cross-validation/ties", test_ties);
  g_test_add_func ("/study/cross-validation/refusal", test_refusal);
  g_test_add_func ("/study/cross-validation/cancel", test_cancel);
  g_test_add_func ("/study/cross-validation/large-response", test_large_response);

  return g_test_run ();
}
