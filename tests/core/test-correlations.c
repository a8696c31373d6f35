#include "core/shr-correlations.h"

#include "support/shr-test-core.h"
#include "support/shr-test-random.h"

#include <math.h>

static long double
correlation (const double *a, const double *b, gsize n)
{
  long double mean_a = 0.0L, mean_b = 0.0L, aa = 0.0L, bb = 0.0L, ab = 0.0L;

  for (gsize i = 0; i < n; i++)
    {
      mean_a += (long double) a[i] / n;
      mean_b += (long double) b[i] / n;
    }
  for (gsize i = 0; i < n; i++)
    {
      aa += (a[i] - mean_a) * (a[i] - mean_a);
      bb += (b[i] - mean_b) * (b[i] - mean_b);
      ab += (a[i] - mean_a) * (b[i] - mean_b);
    }

  return ab / sqrtl (aa) / sqrtl (bb);
}

/* The three largest of all pairs, wherever the columns lie and whatever their units. */
static void
test_brute_force (void)
{
  const gsize n = 600, p = 12;
  g_autofree double *x = g_new (double, n *p), *y = g_new (double, n);
  ShrTestRandom random;

  shr_test_random_init (&random, 91);
  for (int round = 0; round < 6; round++)
    {
      ShrCorrelations found;
      double previous = 2.0;

      for (gsize i = 0; i < n; i++)
        {
          double shared = shr_test_random_normal (&random);

          for (gsize j = 0; j < p; j++)
            x[j * n + i] =
                (round == 3   ? 1e200
                 : round == 4 ? 1e-200
                              : 1.0)
                * (1000.0 + shared * (double) j * (j % 2 == 0 ? 1.0 : -1.0) + 3.0 * shr_test_random_normal (&random));
          y[i] = shr_test_random_normal (&random) + shared;
        }
      shr_test_assert_ok (shr_correlations_find (x, y, n, p, 100, NULL, &found));
      g_assert_cmpuint (found.features, ==, p);
      g_assert_cmpuint (found.looked, ==, p);
      g_assert_cmpuint (found.n, ==, SHR_CORRELATIONS_TOP);
      for (gsize i = 0; i < found.n; i++)
        {
          gsize larger = 0;

          g_assert_cmpuint (found.top[i].j, <, found.top[i].k);
          g_assert_cmpfloat_with_epsilon (
              found.top[i].r, (double) correlation (x + found.top[i].j * n, x + found.top[i].k * n, n), 1e-11);
          g_assert_cmpfloat (fabs (found.top[i].r), <=, previous);
          previous = fabs (found.top[i].r);
          for (gsize j = 0; j < p; j++)
            for (gsize k = j + 1; k < p; k++)
              larger += fabsl (correlation (x + j * n, x + k * n, n)) > fabs (found.top[i].r) + 1e-11;
          g_assert_cmpuint (larger, ==, i);
        }
    }
}

/* Of too many features those that have most to do with the response are looked at; constant ones never. */
static void
test_bound (void)
{
  const gsize n = 50, p = 40;
  g_autofree double *x = g_new (double, n *p), *y = g_new (double, n);
  ShrCorrelations found;
  ShrTestRandom random;
  atomic_bool cancel;

  shr_test_random_init (&random, 92);
  for (gsize i = 0; i < n; i++)
    {
      for (gsize j = 0; j < p; j++)
        x[j * n + i] = j % 10 == 7 ? 0.1 : shr_test_random_normal (&random);
      x[3 * n + i] = -2.0 * x[1 * n + i]; /* twins that the response knows nothing of */
      y[i] = x[20 * n + i] + x[30 * n + i] - x[5 * n + i];
    }
  shr_test_assert_ok (shr_correlations_find (x, y, n, p, p, NULL, &found));
  g_assert_cmpuint (found.features, ==, p - 4);
  g_assert_cmpuint (found.looked, ==, p - 4);
  g_assert_cmpuint (found.top[0].j, ==, 1);
  g_assert_cmpuint (found.top[0].k, ==, 3);
  g_assert_cmpfloat_with_epsilon (found.top[0].r, -1.0, 1e-14);

  shr_test_assert_ok (shr_correlations_find (x, y, n, p, 3, NULL, &found));
  g_assert_cmpuint (found.features, ==, p - 4);
  g_assert_cmpuint (found.looked, ==, 3);
  for (gsize i = 0; i < 3; i++)
    {
      g_assert_true (found.top[i].j == 5 || found.top[i].j == 20);
      g_assert_true (found.top[i].k == 20 || found.top[i].k == 30);
    }

  /* One feature has no pair, and a response that never changes prefers none. */
  shr_test_assert_ok (shr_correlations_find (x, y, n, 1, 10, NULL, &found));
  g_assert_cmpuint (found.n, ==, 0);
  shr_test_assert_ok (shr_correlations_find (x, x + 7 * n, n, p, 4, NULL, &found));
  g_assert_cmpuint (found.top[0].j, ==, 1);
  g_assert_cmpuint (found.top[0].k, ==, 3);

  atomic_init (&cancel, true);
  g_assert_cmpint (shr_correlations_find (x, y, n, p, p, &cancel, &found), ==, SHR_STATUS_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/correlations/brute-force", test_brute_force);
  g_test_add_func ("/correlations/bound", test_bound);

  return g_test_run ();
}
