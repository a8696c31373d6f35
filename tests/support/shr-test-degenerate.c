#include "support/shr-test-degenerate.h"

#include <math.h>

const char *
shr_test_kind_name (ShrTestKind kind)
{
  static const char *const names[SHR_TEST_KINDS] = {
    "gaussian",        "equicorrelated", "autoregressive", "duplicates", "sums",   "factors", "counts",    "low-rank",
    "near-duplicates", "polynomial",     "constants",      "orthogonal", "scales", "sparse",  "neighbours"
  };

  return names[kind];
}

static void
fill_normal (ShrTestRandom *random, gsize n, double *column)
{
  for (gsize i = 0; i < n; i++)
    column[i] = shr_test_random_normal (random);
}

/* Column @j of @kind, from the columns before it. */
static void
fill_column (ShrTestRandom *random, ShrTestKind kind, gsize n, gsize j, gsize p, const double *base, double *x)
{
  double *column = x + j * n;
  const double *a = j > 0 ? x + shr_test_random_below (random, j) * n : NULL;
  const double *b = j > 0 ? x + shr_test_random_below (random, j) * n : NULL;
  double choice = shr_test_random_uniform (random);
  gsize rank = p / 3 + 1;

  fill_normal (random, n, column);
  for (gsize i = 0; i < n; i++)
    switch (kind)
      {
      case SHR_TEST_EQUICORRELATED:
        column[i] = sqrt (0.95) * base[i] + sqrt (0.05) * column[i];
        break;
      case SHR_TEST_AUTOREGRESSIVE:
        column[i] = j > 0 ? 0.99 * x[(j - 1) * n + i] + sqrt (1.0 - 0.99 * 0.99) * column[i] : column[i];
        break;
      case SHR_TEST_DUPLICATES:
        if (a != NULL && choice < 0.5)
          column[i] = choice < 0.2 ? a[i] : choice < 0.4 ? -a[i] : 3.7 * a[i] + 1.0;
        break;
      case SHR_TEST_SUMS:
        if (a != NULL && choice < 0.4)
          column[i] = choice < 0.2 ? a[i] + b[i] : a[i] - 0.5 * b[i];
        break;
      case SHR_TEST_FACTORS:
        column[i] = (gsize) (fabs (base[i]) * 1000.0 * (double) (1 + j / 4)) % 4 == j % 4 ? 1.0 : 0.0;
        break;
      case SHR_TEST_COUNTS:
        column[i] = (shr_test_random_uniform (random) < 0.3) + (shr_test_random_uniform (random) < 0.3);
        break;
      case SHR_TEST_LOW_RANK:
        if (j >= rank)
          column[i] = x[(j % rank) * n + i] * (1.0 + choice) - 2.0 * x[((j * 7 + 3) % rank) * n + i];
        break;
      case SHR_TEST_NEAR_DUPLICATES:
        if (a != NULL && choice < 0.5)
          column[i] = a[i] + 1e-8 * column[i];
        break;
      case SHR_TEST_POLYNOMIAL:
        column[i] = pow (0.3 + (double) (i + 1) / (double) n, (double) (j % 9 + 1));
        break;
      case SHR_TEST_CONSTANTS:
        column[i] = choice < 0.3 ? 42.1 : column[i];
        break;
      case SHR_TEST_ORTHOGONAL:
        column[i] = __builtin_parityll (i & (j + 1)) ? -1.0 : 1.0;
        break;
      case SHR_TEST_SCALES:
        column[i] = (column[i] + (choice < 0.3 ? 100.0 : 0.0)) * pow (10.0, floor (choice * 19.0) - 9.0);
        break;
      case SHR_TEST_SPARSE:
        if (choice < 0.2 ? i != j % n : shr_test_random_uniform (random) < 0.9)
          column[i] = 0.0;
        break;
      case SHR_TEST_NEIGHBOURS:
        column[i] = j > 0 ? 0.95 * x[(j - 1) * n + i] + sqrt (1.0 - 0.95 * 0.95) * column[i] : column[i];
        break;
      case SHR_TEST_GAUSSIAN:
      case SHR_TEST_KINDS:
        break;
      }
}

void
shr_test_degenerate_new (ShrTestRandom *random, ShrTestKind kind, gsize n, gsize p, double **x, double **y)
{
  g_autofree double *base = g_new (double, n);
  gsize used = 1 + shr_test_random_below (random, 5);
  double noise = shr_test_random_uniform (random);

  *x = g_new (double, n *p);
  *y = g_new (double, n);
  fill_normal (random, n, base);
  fill_normal (random, n, *y);
  for (gsize j = 0; j < p; j++)
    fill_column (random, kind, n, j, p, base, *x);

  for (gsize i = 0; i < n; i++)
    (*y)[i] *= noise;
  for (gsize k = 0; k < used; k++)
    {
      const double *column = *x + shr_test_random_below (random, p) * n;
      double weight = shr_test_random_normal (random);
      double size = 0.0;

      for (gsize i = 0; i < n; i++)
        size = fmax (size, fabs (column[i]));
      for (gsize i = 0; i < n && size > 0.0; i++)
        (*y)[i] += weight * column[i] / size;
    }
}
