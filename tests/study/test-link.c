#include "study/shr-link.h"

#include "shr-test-study.h"
#include "support/shr-test-random.h"

#include <math.h>

typedef struct
{
  ShrDataset *dataset;
  ShrTestProblem *problem;
  ShrFit *fit;
  gsize p;
  double *w, *scratch_w, *least;
  ShrPoint scratch;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer sample)
{
  ShrSettings settings;

  fixture->dataset = shr_test_dataset_sample (sample);
  fixture->p = shr_dataset_features (fixture->dataset);
  shr_test_settings_init (&settings, TRUE, TRUE, TRUE);
  fixture->problem = shr_test_problem_of (fixture->dataset, &settings);
  fixture->fit = shr_test_fit_run (fixture->dataset, &settings);
  fixture->w = g_new (double, fixture->p);
  fixture->scratch_w = g_new (double, fixture->p);
  fixture->scratch = (ShrPoint){ .w = fixture->scratch_w };
  fixture->least = shr_test_problem_least_squares (fixture->problem);
}

static void
tear_down (Fixture *fixture, gconstpointer sample)
{
  shr_fit_unref (fixture->fit);
  shr_test_problem_free (fixture->problem);
  shr_dataset_unref (fixture->dataset);
  g_free (fixture->w);
  g_free (fixture->scratch_w);
  g_free (fixture->least);
}

static double
mixing (ShrPenalty penalty)
{
  return penalty == SHR_PENALTY_LASSO ? 1.0 : penalty == SHR_PENALTY_RIDGE ? 0.0 : 0.5;
}

/* The share by the formula, from least squares worked out here. */
static double
share (Fixture *fixture, ShrPenalty penalty, const double *w)
{
  return shr_test_problem_size (fixture->p, mixing (penalty), w)
         / shr_test_problem_size (fixture->p, mixing (penalty), fixture->least);
}

static void
solve (Fixture *fixture, ShrPenalty penalty, double lambda, ShrPoint *point)
{
  point->w = fixture->w;
  g_assert_cmpint (shr_fit_solve (fixture->fit, penalty, lambda, point), ==, SHR_STATUS_OK);
}

static double
range (Fixture *fixture, ShrPenalty penalty, double *smallest)
{
  const ShrPath *path = shr_fit_get_path (fixture->fit, penalty);

  *smallest = shr_path_lambda (path, shr_path_count (path) - 1);

  return shr_path_lambda (path, 0);
}

static void
test_ids (void)
{
  ShrLink link = SHR_LINK_DF;

  g_assert_true (shr_link_from_id ("shrinkage", &link));
  g_assert_cmpint (link, ==, SHR_LINK_SHRINKAGE);
  g_assert_true (shr_link_from_id ("lambda", &link));
  g_assert_cmpint (link, ==, SHR_LINK_LAMBDA);
  g_assert_true (shr_link_from_id ("df", &link));
  g_assert_cmpint (link, ==, SHR_LINK_DF);
  g_assert_false (shr_link_from_id ("Shrinkage", &link));
  g_assert_false (shr_link_from_id (NULL, &link));
  g_assert_cmpint (link, ==, SHR_LINK_DF);
}

/* Every pair of columns, anywhere on the leader's path: on its points and between them. */
static void
test_shrinkage (Fixture *fixture, gconstpointer sample)
{
  ShrTestRandom random;

  shr_test_random_init (&random, 2);
  for (ShrPenalty leader = 0; leader < SHR_N_PENALTIES; leader++)
    for (ShrPenalty follower = 0; follower < SHR_N_PENALTIES; follower++)
      for (int i = 0; i < 40 && follower != leader; i++)
        {
          ShrPoint point;
          double smallest, largest = range (fixture, leader, &smallest), target, reached, lambda;
          double low, high;

          solve (fixture, leader, largest * pow (smallest / largest, shr_test_random_uniform (&random)), &point);
          target = share (fixture, leader, point.w);
          lambda = shr_link_follow (fixture->fit, SHR_LINK_SHRINKAGE, leader, &point, follower, &fixture->scratch);

          high = range (fixture, follower, &low);
          g_assert_cmpfloat (lambda, >=, low);
          g_assert_cmpfloat (lambda, <=, high);
          solve (fixture, follower, lambda, &point);
          reached = share (fixture, follower, point.w);

          /* Beyond the end of the follower's path its end is the nearest. */
          if (lambda == high)
            g_assert_cmpfloat (target, <=, reached + 1e-4);
          else if (lambda == low)
            g_assert_cmpfloat (target, >=, reached - 1e-4);
          else
            g_assert_cmpfloat_with_epsilon (reached, target, 1e-4);
        }
}

static void
test_lambda (Fixture *fixture, gconstpointer sample)
{
  for (ShrPenalty leader = 0; leader < SHR_N_PENALTIES; leader++)
    for (ShrPenalty follower = 0; follower < SHR_N_PENALTIES; follower++)
      {
        double low, high, smallest, largest;
        const double tries[] = { 1e-12, 1e-3, 0.05, 0.7, 3.0, 40.0, 1e4, 1e9 };

        if (follower == leader)
          continue;

        largest = range (fixture, leader, &smallest);
        high = range (fixture, follower, &low);
        for (gsize i = 0; i < G_N_ELEMENTS (tries); i++)
          {
            double lambda = CLAMP (tries[i], smallest, largest);
            ShrPoint point;

            solve (fixture, leader, lambda, &point);
            g_assert_cmpfloat (
                shr_link_follow (fixture->fit, SHR_LINK_LAMBDA, leader, &point, follower, &fixture->scratch), ==,
                lambda > high  ? high
                : lambda < low ? low
                               : lambda);
          }
      }
}

/* The largest λ whose degrees of freedom reach the leader's: against a scan of 4,000 λ of the follower. */
static void
test_df (Fixture *fixture, gconstpointer sample)
{
  enum
  {
    SCANNED = 4000
  };
  g_autofree double *scanned_df = g_new (double, SCANNED);
  ShrTestRandom random;

  shr_test_random_init (&random, 4);
  for (ShrPenalty follower = 0; follower < SHR_N_PENALTIES; follower++)
    {
      double low, high = range (fixture, follower, &low), step = pow (low / high, 1.0 / (SCANNED - 1));
      ShrPoint point;

      for (gsize i = 0; i < SCANNED; i++)
        {
          solve (fixture, follower, MAX (low, high * pow (step, (double) i)), &point);
          scanned_df[i] = point.df;
        }

      for (ShrPenalty leader = 0; leader < SHR_N_PENALTIES; leader++)
        for (int t = 0; t < 20 && leader != follower; t++)
          {
            double smallest, largest = range (fixture, leader, &smallest), lambda, expected = low;
            double target;

            solve (fixture, leader, largest * pow (smallest / largest, shr_test_random_uniform (&random)), &point);
            target = point.df;
            lambda = shr_link_follow (fixture->fit, SHR_LINK_DF, leader, &point, follower, &fixture->scratch);
            for (gsize i = 0; i < SCANNED; i++)
              if (scanned_df[i] >= target)
                {
                  expected = MAX (low, high * pow (step, (double) i));
                  break;
                }

            /* The answer lies less than one step of the scan above the first that reaches the target. */
            g_assert_cmpfloat (lambda, >=, expected * (1.0 - 1e-9));
            g_assert_cmpfloat (lambda * step, <=, expected * (1.0 + 1e-9));
            if (lambda > low)
              {
                solve (fixture, follower, lambda, &point);
                g_assert_cmpfloat (point.df, >=, target - 1e-9);
              }
          }
    }
}

/* A path with one λ, which is 0, has nothing to search. */
static void
test_single_lambda (void)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_random (20, 3, 0.1, 1);
  g_autoptr (ShrFit) fit = NULL;
  const double zero = 0.0;
  double w[3];
  ShrPoint scratch = { .w = w };
  ShrSettings settings;

  shr_test_settings_init (&settings, TRUE, FALSE, TRUE);
  fit = shr_fit_new (dataset, &settings, &zero, 1, NULL);
  g_assert_true (shr_fit_run (fit, NULL));
  for (ShrLink link = SHR_LINK_SHRINKAGE; link <= SHR_LINK_DF; link++)
    g_assert_cmpfloat (shr_link_follow (fit, link, SHR_PENALTY_LASSO,
                                        shr_path_point (shr_fit_get_path (fit, SHR_PENALTY_LASSO), 0),
                                        SHR_PENALTY_RIDGE, &scratch),
                       ==, 0.0);
}

/* The grid ends at 0, which has no logarithm. */
static void
test_grid_to_zero (void)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample ("prostate");
  g_autoptr (ShrTestProblem) problem = NULL;
  g_autoptr (ShrFit) fit = NULL;
  g_autofree double *least = NULL;
  const double lambdas[] = { 0.8, 0.4, 0.0 };
  double w[8], other_w[8];
  ShrPoint point = { .w = w }, scratch = { .w = other_w };
  ShrSettings settings;

  shr_test_settings_init (&settings, TRUE, FALSE, TRUE);
  fit = shr_fit_new (dataset, &settings, lambdas, G_N_ELEMENTS (lambdas), NULL);
  g_assert_true (shr_fit_run (fit, NULL));
  problem = shr_test_problem_of (dataset, &settings);
  least = shr_test_problem_least_squares (problem);

  for (double lambda = 0.01; lambda < 0.4; lambda *= 1.3)
    {
      double target, reached, follower;

      g_assert_cmpint (shr_fit_solve (fit, SHR_PENALTY_RIDGE, lambda, &point), ==, SHR_STATUS_OK);
      target = shr_test_problem_size (8, 0.0, point.w) / shr_test_problem_size (8, 0.0, least);
      follower = shr_link_follow (fit, SHR_LINK_SHRINKAGE, SHR_PENALTY_RIDGE, &point, SHR_PENALTY_LASSO, &scratch);
      g_assert_cmpint (shr_fit_solve (fit, SHR_PENALTY_LASSO, follower, &point), ==, SHR_STATUS_OK);
      reached = shr_test_problem_size (8, 1.0, point.w) / shr_test_problem_size (8, 1.0, least);
      g_assert_cmpfloat_with_epsilon (reached, target, 1e-4);
    }
}

int
main (int argc, char **argv)
{
  const char *const samples[] = { "diabetes", "prostate" };

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/link/ids", test_ids);
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *shrinkage = g_strconcat ("/link/shrinkage/", samples[i], NULL);
      g_autofree char *lambda = g_strconcat ("/link/lambda/", samples[i], NULL);
      g_autofree char *df = g_strconcat ("/link/df/", samples[i], NULL);

      g_test_add (shrinkage, Fixture, samples[i], set_up, test_shrinkage, tear_down);
      g_test_add (lambda, Fixture, samples[i], set_up, test_lambda, tear_down);
      g_test_add (df, Fixture, samples[i], set_up, test_df, tear_down);
    }
  g_test_add_func ("/link/single-lambda", test_single_lambda);
  g_test_add_func ("/link/grid-to-zero", test_grid_to_zero);

  return g_test_run ();
}
