#include "study/shr-motion.h"

#include "shr-test-study.h"

#include <string.h>

static ShrStudy *
open_sample (const char *id)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample (id);
  ShrStudy *study = shr_study_new ();

  shr_study_set_worker (study, FALSE);
  shr_study_set_dataset (study, dataset);
  g_assert_true (shr_study_fit_now (study, NULL));

  return study;
}

static void
small (ShrFigure *figure)
{
  shr_figure_init (figure);
  figure->width = 320.0;
  figure->height = 240.0;
  figure->font_size = 8.0;
}

/* A copy swept in another thread gives what the study itself gives, and the study stays where it is. */
typedef struct
{
  ShrStudy *study;
  ShrFigure figure;
  ShrPenalty leader;
  int progress;
} Job;

static gpointer
sweep (gpointer data)
{
  Job *job = data;

  g_assert_true (shr_study_fit_now (job->study, NULL));

  return shr_motion_make (job->study, job->leader, &job->figure, 1.0, &job->progress, NULL, NULL);
}

static void
test_copy (void)
{
  g_autoptr (ShrStudy) study = open_sample ("diabetes");
  g_autoptr (ShrStudy) copy = NULL;
  g_autoptr (GBytes) there = NULL, here = NULL;
  double lambda = shr_study_get_lambda (study);
  Job job = { .leader = SHR_PENALTY_LASSO };
  ShrFigure figure;

  small (&figure);
  shr_study_set_row (study, SHR_ROW_PRIOR, TRUE);
  shr_study_set_row (study, SHR_ROW_GEOMETRY, FALSE);
  shr_study_set_penalty (study, SHR_PENALTY_RIDGE, FALSE);
  g_assert_true (shr_study_fit_now (study, NULL));
  g_object_set (study, "x-axis", (guint) SHR_AXIS_SHRINKAGE, "original-scale", TRUE, "selected", 2, NULL);

  job.study = copy = shr_motion_copy_study (study);
  job.figure = figure;
  there = g_thread_join (g_thread_new ("sweep", sweep, &job));
  g_assert_nonnull (there);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, lambda);
  g_assert_cmpint (job.progress, ==, 1000);

  here = shr_motion_make (study, SHR_PENALTY_LASSO, &figure, 1.0, NULL, NULL, NULL);
  g_assert_true (g_bytes_equal (here, there));
  g_assert_cmpint (memcmp (g_bytes_get_data (here, NULL), "GIF89a", 6), ==, 0);
}

static void
test_cancelled (void)
{
  g_autoptr (ShrStudy) study = open_sample ("prostate");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  ShrFigure figure;

  small (&figure);
  g_cancellable_cancel (cancellable);
  g_assert_null (shr_motion_make (study, SHR_PENALTY_RIDGE, &figure, 2.0, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/motion/copy", test_copy);
  g_test_add_func ("/motion/cancelled", test_cancelled);

  return g_test_run ();
}
