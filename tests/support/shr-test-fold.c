#include "support/shr-test-fold.h"

#include "support/shr-test-problem.h"

#include <math.h>

void
shr_test_solve (long double *a, long double *b, gsize n)
{
  for (gsize k = 0; k < n; k++)
    {
      gsize pivot = k;
      long double kept;

      for (gsize i = k + 1; i < n; i++)
        if (fabsl (a[i * n + k]) > fabsl (a[pivot * n + k]))
          pivot = i;
      g_assert_true (a[pivot * n + k] != 0.0L);
      for (gsize j = 0; j < n; j++)
        {
          kept = a[k * n + j];
          a[k * n + j] = a[pivot * n + j];
          a[pivot * n + j] = kept;
        }
      kept = b[k];
      b[k] = b[pivot];
      b[pivot] = kept;

      for (gsize i = k + 1; i < n; i++)
        {
          long double factor = a[i * n + k] / a[k * n + k];

          for (gsize j = k; j < n; j++)
            a[i * n + j] -= factor * a[k * n + j];
          b[i] -= factor * b[k];
        }
    }
  for (gsize k = n; k-- > 0;)
    {
      for (gsize j = k + 1; j < n; j++)
        b[k] -= a[k * n + j] * b[j];
      b[k] /= a[k * n + k];
    }
}

/* The rows that are fitted, as moments. */
typedef struct
{
  gsize p;
  long double *gram;   /* p×p, over the number of rows */
  long double *moment; /* p, likewise */
  long double *w;      /* p */
} Moments;

/* One pass over the coordinates; the largest change of the fit. */
static long double
descend (Moments *self, long double l1, long double l2)
{
  long double largest = 0.0L;

  for (gsize j = 0; j < self->p; j++)
    {
      const long double *row = self->gram + j * self->p;
      long double z = self->moment[j], w = 0.0L;

      if (row[j] == 0.0L)
        continue;
      for (gsize k = 0; k < self->p; k++)
        z -= row[k] * self->w[k];
      z += row[j] * self->w[j];
      if (fabsl (z) > l1)
        w = (z > 0.0L ? z - l1 : z + l1) / (row[j] + l2);
      largest = MAX (largest, fabsl (w - self->w[j]) * sqrtl (row[j]));
      self->w[j] = w;
    }

  return largest;
}

double *
shr_test_fold_errors (const double *x,
                      const double *y,
                      gsize n,
                      gsize p,
                      gboolean standardize,
                      gboolean intercept,
                      const gsize *fold,
                      gsize which,
                      double mixing,
                      const double *lambdas,
                      gsize count)
{
  g_autoptr (ShrTestProblem) whole = shr_test_problem_new (x, y, n, p, standardize, TRUE);
  g_autofree long double *z = g_new0 (long double, n *p);
  g_autofree long double *gram = g_new0 (long double, p *p);
  g_autofree long double *moment = g_new0 (long double, p);
  g_autofree long double *w = g_new0 (long double, p);
  Moments moments = { p, gram, moment, w };
  double *errors = g_new0 (double, count);
  long double y_mean = 0.0L, y_size = 0.0L;
  gsize fitted = 0;

  for (gsize i = 0; i < n; i++)
    fitted += fold[i] != which;
  for (gsize i = 0; i < n && intercept; i++)
    y_mean += fold[i] != which ? (long double) y[i] / fitted : 0.0L;

  for (gsize j = 0; j < p; j++)
    {
      long double mean = 0.0L;

      if (whole->scale[j] == 0.0)
        continue;
      for (gsize i = 0; i < n && intercept; i++)
        mean += fold[i] != which ? (long double) x[i + j * n] / fitted : 0.0L;
      for (gsize i = 0; i < n; i++)
        z[i + j * n] = ((long double) x[i + j * n] - mean) / whole->scale[j];
    }

  for (gsize i = 0; i < n; i++)
    if (fold[i] != which)
      {
        y_size += (y[i] - y_mean) * (y[i] - y_mean) / fitted;
        for (gsize j = 0; j < p; j++)
          {
            moment[j] += z[i + j * n] * (y[i] - y_mean) / fitted;
            for (gsize k = 0; k < p; k++)
              gram[j * p + k] += z[i + j * n] * z[i + k * n] / fitted;
          }
      }

  for (gsize l = 0; l < count; l++)
    {
      long double change;
      int passes = 0;

      do
        change = descend (&moments, (long double) lambdas[l] * mixing, (long double) lambdas[l] * (1.0 - mixing));
      while (change > 1e-17L * sqrtl (y_size) && ++passes < 200000);

      for (gsize i = 0; i < n; i++)
        if (fold[i] == which)
          {
            long double r = y[i] - y_mean;

            for (gsize j = 0; j < p; j++)
              r -= z[i + j * n] * w[j];
            errors[l] += (double) (r * r / (n - fitted));
          }
    }

  return errors;
}
