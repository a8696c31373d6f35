#include "support/shr-test-design.h"

#include "support/shr-test-random.h"

#include <math.h>

void
shr_test_design_fht (gsize n, gsize p, double rho, guint64 seed, double **x, double **y)
{
  g_autofree double *common = g_new (double, n);
  ShrTestRandom random;
  double variance = 0.0, sum = 0.0;

  shr_test_random_init (&random, seed);
  *x = g_new (double, n *p);
  *y = g_new0 (double, n);
  for (gsize i = 0; i < n; i++)
    common[i] = shr_test_random_normal (&random);

  for (gsize j = 0; j < p; j++)
    {
      double beta = (j % 2 == 0 ? -1.0 : 1.0) * exp (-2.0 * (double) j / 20.0);

      for (gsize i = 0; i < n; i++)
        {
          double value = sqrt (rho) * common[i] + sqrt (1.0 - rho) * shr_test_random_normal (&random);

          (*x)[j * n + i] = value;
          (*y)[i] += beta * value;
        }
      variance += (1.0 - rho) * beta * beta;
      sum += beta;
    }

  variance += rho * sum * sum;
  for (gsize i = 0; i < n; i++)
    (*y)[i] += sqrt (variance / 3.0) * shr_test_random_normal (&random);
}
