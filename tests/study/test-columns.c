#include "study/shr-columns.h"

#include "shr-test-study.h"

#include <math.h>

typedef struct
{
  ShrDataset *dataset;
  ShrFit *fit;
  ShrColumns columns;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  ShrSettings settings;

  shr_test_settings_init (&settings, TRUE, TRUE, TRUE);
  fixture->dataset = shr_test_dataset_sample ("prostate");
  fixture->fit = shr_test_fit_run (fixture->dataset, &settings);
  shr_columns_set_features (&fixture->columns, shr_dataset_features (fixture->dataset));
  shr_columns_set_fit (&fixture->columns, fixture->fit);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  shr_columns_clear (&fixture->columns);
  shr_fit_unref (fixture->fit);
  shr_dataset_unref (fixture->dataset);
}

static const ShrPath *
path (Fixture *fixture, ShrPenalty penalty)
{
  return shr_fit_get_path (fixture->fit, penalty);
}

/* Nobody has chosen a λ: the front of each path. */
static void
test_front (Fixture *fixture, gconstpointer data)
{
  const ShrColumnsTarget target = { .leader = SHR_PENALTY_LASSO, .lambda = NAN, .pair = { 0, 1 } };

  shr_columns_update (&fixture->columns, &target);
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    {
      const ShrColumnView *view = &fixture->columns.views[i];

      g_assert_true (view->done);
      g_assert_true (view->has_point);
      g_assert_true (view->point.w == shr_path_point (path (fixture, i), 99)->w);
      g_assert_cmpuint (view->shown, ==, 100);
    }
}

/* On a point of the path it is that very point; between two it is solved. Sweeping shows no more than down to λ. */
static void
test_update (Fixture *fixture, gconstpointer data)
{
  ShrColumnsTarget target = { .leader = SHR_PENALTY_RIDGE, .pair = { 4, 0 } };
  const ShrColumnView *ridge = &fixture->columns.views[SHR_PENALTY_RIDGE];

  for (int sweeping = 0; sweeping < 2; sweeping++)
    {
      target.sweeping = sweeping;
      target.lambda = shr_path_lambda (path (fixture, SHR_PENALTY_RIDGE), 30);
      shr_columns_update (&fixture->columns, &target);
      g_assert_true (ridge->point.w == shr_path_point (path (fixture, SHR_PENALTY_RIDGE), 30)->w);
      g_assert_cmpuint (ridge->shown, ==, sweeping ? 31 : 100);
      g_assert_cmpuint (ridge->section.j, ==, 4);
      g_assert_cmpuint (ridge->section.k, ==, 0);

      target.lambda *= 0.99;
      shr_columns_update (&fixture->columns, &target);
      g_assert_true (ridge->point.w == ridge->w);
      g_assert_cmpfloat (ridge->point.lambda, ==, target.lambda);
      g_assert_cmpfloat (ridge->lambda, ==, target.lambda);
      g_assert_cmpuint (ridge->shown, ==, sweeping ? 31 : 100);

      for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
        g_assert_cmpfloat_with_epsilon (shr_fit_get_share (fixture->fit, i, &fixture->columns.views[i].point),
                                        shr_fit_get_share (fixture->fit, SHR_PENALTY_RIDGE, &ridge->point), 1e-4);
    }

  /* A pair of one feature is no pair. */
  target.pair[1] = target.pair[0];
  shr_columns_update (&fixture->columns, &target);
  g_assert_false (ridge->has_section);
}

static void
test_nearest (Fixture *fixture, gconstpointer data)
{
  const ShrPath *ridge = path (fixture, SHR_PENALTY_RIDGE);

  for (gsize k = 0; k < 100; k++)
    {
      double lambda = shr_path_lambda (ridge, k);

      g_assert_cmpuint (shr_columns_nearest (&fixture->columns, SHR_PENALTY_RIDGE, 100, lambda), ==, k);
      g_assert_cmpuint (shr_columns_nearest (&fixture->columns, SHR_PENALTY_RIDGE, 100, lambda * 1.0001), ==, k);
      g_assert_cmpuint (shr_columns_nearest (&fixture->columns, SHR_PENALTY_RIDGE, 50, lambda), ==, MIN (k, 49));
    }
  g_assert_cmpuint (shr_columns_nearest (&fixture->columns, SHR_PENALTY_RIDGE, 100, 0.0), ==, 99);
  g_assert_cmpuint (shr_columns_nearest (&fixture->columns, SHR_PENALTY_RIDGE, 100, 1e300), ==, 0);
}

/* Without knots the middle of the path. */
static void
test_default_lambda (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpfloat (shr_columns_default_lambda (&fixture->columns, SHR_PENALTY_RIDGE), ==,
                     shr_path_lambda (path (fixture, SHR_PENALTY_RIDGE), 50));
}

/* A fit that has not begun, and none at all, show nothing; a column that is taken over waits where it stood. */
static void
test_other_fit (Fixture *fixture, gconstpointer data)
{
  ShrColumnsTarget target = { .leader = SHR_PENALTY_ELASTIC_NET, .pair = { 0, 1 } };
  g_autoptr (ShrFit) next = NULL;
  ShrSettings settings = *shr_fit_get_settings (fixture->fit);
  double ridge_lambda;
  gsize pair[2];

  target.lambda = shr_path_lambda (path (fixture, SHR_PENALTY_ELASTIC_NET), 40);
  shr_columns_update (&fixture->columns, &target);
  ridge_lambda = fixture->columns.views[SHR_PENALTY_RIDGE].point.lambda;

  settings.mixing = 0.9;
  next = shr_fit_new (fixture->dataset, &settings, NULL, 0, fixture->fit);
  shr_columns_set_fit (&fixture->columns, next);
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    {
      g_assert_false (fixture->columns.views[i].has_point);
      g_assert_cmpuint (fixture->columns.views[i].shown, ==, 0);
      g_assert_cmpint (fixture->columns.views[i].done, ==, i != SHR_PENALTY_ELASTIC_NET);
    }
  shr_columns_update (&fixture->columns, &target);
  g_assert_false (fixture->columns.views[SHR_PENALTY_ELASTIC_NET].has_point);
  g_assert_cmpfloat (fixture->columns.views[SHR_PENALTY_RIDGE].point.lambda, ==, ridge_lambda);

  g_assert_false (shr_columns_notice (&fixture->columns));
  g_assert_true (shr_fit_run (next, NULL));
  g_assert_true (shr_columns_notice (&fixture->columns));
  g_assert_false (shr_columns_notice (&fixture->columns));

  shr_columns_set_fit (&fixture->columns, NULL);
  shr_columns_update (&fixture->columns, &target);
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    g_assert_false (fixture->columns.views[i].has_point);
  g_assert_false (shr_columns_default_pair (&fixture->columns, SHR_PENALTY_LASSO, pair));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/columns/front", Fixture, NULL, set_up, test_front, tear_down);
  g_test_add ("/columns/update", Fixture, NULL, set_up, test_update, tear_down);
  g_test_add ("/columns/nearest", Fixture, NULL, set_up, test_nearest, tear_down);
  g_test_add ("/columns/default-lambda", Fixture, NULL, set_up, test_default_lambda, tear_down);
  g_test_add ("/columns/other-fit", Fixture, NULL, set_up, test_other_fit, tear_down);

  return g_test_run ();
}
