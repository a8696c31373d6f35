#include "study/shr-study.h"

#include "shr-test-study.h"

#include <math.h>
#include <string.h>

static ShrStudy *
study_new (gsize p)
{
  ShrDataset *dataset = shr_test_dataset_random (40, p, 0.4, 3);
  ShrStudy *study = shr_study_new ();

  shr_study_set_worker (study, FALSE);
  shr_study_set_dataset (study, dataset);
  g_assert_true (shr_study_fit_now (study, NULL));
  shr_dataset_unref (dataset);

  return study;
}

static void
count (guint *n)
{
  *n += 1;
}

/* Charts see the third feature while there is one, with the solution's section; whoever listens hears of each change
 * and of nothing else. */
static void
test_third (void)
{
  g_autoptr (ShrStudy) study = study_new (6);
  guint thirds = 0, yaws = 0, pitches = 0;
  double yaw, pitch;
  ShrChart chart;

  g_signal_connect_swapped (study, "notify::third", G_CALLBACK (count), &thirds);
  g_signal_connect_swapped (study, "notify::yaw", G_CALLBACK (count), &yaws);
  g_signal_connect_swapped (study, "notify::pitch", G_CALLBACK (count), &pitches);

  g_assert_cmpint (shr_study_get_third (study), ==, -1);
  g_assert_true (shr_study_get_chart (study, SHR_PENALTY_LASSO, &chart));
  g_assert_null (chart.space);

  shr_study_set_pair (study, 4, 2);
  shr_study_set_third (study, 5);
  shr_study_set_third (study, 5);
  g_assert_cmpuint (thirds, ==, 1);
  g_assert_true (shr_study_get_chart (study, SHR_PENALTY_LASSO, &chart));
  g_assert_nonnull (chart.space);
  g_assert_cmpuint (chart.space->third, ==, 5);
  g_assert_nonnull (chart.space->section);
  g_assert_cmpuint (chart.space->section->features[0], ==, 4);
  g_assert_cmpuint (chart.space->section->features[2], ==, 5);
  g_assert_cmpfloat (chart.space->section->contact[1], ==, chart.point->w[2]);
  g_assert_cmpfloat (chart.space->section->residual, <, 1e-9);

  shr_study_set_view (study, 200.0, 100.0);
  shr_study_get_view (study, &yaw, &pitch);
  g_assert_cmpfloat (yaw, ==, -160.0);
  g_assert_cmpfloat (pitch, ==, 90.0);
  shr_study_set_view (study, -160.0, 90.0);
  g_assert_cmpuint (yaws, ==, 1);
  g_assert_cmpuint (pitches, ==, 1);
  g_assert_true (shr_study_get_chart (study, SHR_PENALTY_RIDGE, &chart));
  g_assert_cmpfloat (chart.space->yaw, ==, -160.0);

  shr_study_face_contact (study);
  shr_study_get_view (study, &yaw, &pitch);
  g_assert_cmpfloat (pitch, ==, 20.0);

  shr_study_set_third (study, -1);
  g_assert_cmpuint (thirds, ==, 2);
  g_assert_true (shr_study_get_chart (study, SHR_PENALTY_LASSO, &chart));
  g_assert_null (chart.space);
}

/* The pair takes the third's feature, and gives it its own. */
static void
test_exchange (void)
{
  g_autoptr (ShrStudy) study = study_new (6);
  gsize j, k;

  shr_study_set_pair (study, 0, 1);
  shr_study_set_third (study, 2);
  shr_study_set_pair (study, 2, 1);
  g_assert_cmpint (shr_study_get_third (study), ==, 0);
  shr_study_set_pair (study, 2, 0);
  g_assert_cmpint (shr_study_get_third (study), ==, 1);
  shr_study_set_pair (study, 0, 2);
  g_assert_cmpint (shr_study_get_third (study), ==, 1);
  shr_study_set_pair (study, 4, 5);
  g_assert_cmpint (shr_study_get_third (study), ==, 1);
  shr_study_get_pair (study, &j, &k);
  g_assert_cmpuint (j, ==, 4);
  g_assert_cmpuint (k, ==, 5);
}

/* The strongest beside the pair; none where there is no third feature. Other data are seen in two dimensions first. */
static void
test_find (void)
{
  g_autoptr (ShrStudy) study = study_new (6);
  g_autoptr (ShrStudy) small = study_new (2);
  g_autoptr (ShrDataset) other = shr_test_dataset_random (30, 4, 0.0, 9);
  const ShrPoint *point = shr_study_get_point (study, SHR_PENALTY_LASSO);
  int third;

  shr_study_set_pair (study, 0, 1);
  third = shr_study_find_third (study);
  g_assert_cmpint (third, >, 1);
  point = shr_study_get_point (study, SHR_PENALTY_LASSO);
  for (gsize j = 2; j < 6; j++)
    g_assert_cmpfloat (fabs (point->w[j]), <=, fabs (point->w[third]));
  g_assert_cmpint (shr_study_find_third (small), ==, -1);

  shr_study_set_third (study, third);
  shr_study_set_dataset (study, other);
  g_assert_cmpint (shr_study_get_third (study), ==, -1);
}

/* As properties, so that they can be undone and saved. */
static void
test_properties (void)
{
  g_autoptr (ShrStudy) study = study_new (6);
  double yaw, pitch;
  int third;

  shr_study_set_pair (study, 0, 1);
  g_object_set (study, "third", 3, "yaw", 45.0, "pitch", -30.0, NULL);
  g_assert_cmpint (shr_study_get_third (study), ==, 3);
  g_object_get (study, "third", &third, "yaw", &yaw, "pitch", &pitch, NULL);
  g_assert_cmpint (third, ==, 3);
  g_assert_cmpfloat (yaw, ==, 45.0);
  g_assert_cmpfloat (pitch, ==, -30.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/study-space/third", test_third);
  g_test_add_func ("/study-space/exchange", test_exchange);
  g_test_add_func ("/study-space/find", test_find);
  g_test_add_func ("/study-space/properties", test_properties);

  return g_test_run ();
}
