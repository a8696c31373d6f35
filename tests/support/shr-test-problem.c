#include "support/shr-test-problem.h"

#include <math.h>

static long double
dot (const double *a, const double *b, gsize n)
{
  long double sum = 0.0L;

  for (gsize i = 0; i < n; i++)
    sum += (long double) a[i] * b[i];

  return sum;
}

static double
mean (const double *a, gsize n)
{
  long double sum = 0.0L;

  for (gsize i = 0; i < n; i++)
    sum += a[i];

  return (double) (sum / n);
}

ShrTestProblem *
shr_test_problem_new (const double *x, const double *y, gsize n, gsize p, gboolean standardize, gboolean intercept)
{
  ShrTestProblem *problem = g_new0 (ShrTestProblem, 1);

  problem->n = n;
  problem->p = p;
  problem->intercept = intercept;
  problem->z = g_new (double, n *p);
  problem->y = g_new (double, n);
  problem->center = g_new0 (double, p);
  problem->scale = g_new0 (double, p);

  problem->y_center = intercept ? mean (y, n) : 0.0;
  for (gsize i = 0; i < n; i++)
    problem->y[i] = y[i] - problem->y_center;

  for (gsize j = 0; j < p; j++)
    {
      const double *column = x + j * n;
      double *z = problem->z + j * n;
      double middle = mean (column, n);
      long double squares = 0.0L;
      gboolean constant = TRUE;

      for (gsize i = 0; i < n; i++)
        {
          constant &= column[i] == column[0];
          squares += ((long double) column[i] - middle) * ((long double) column[i] - middle);
        }
      problem->center[j] = intercept ? middle : 0.0;
      problem->scale[j] = constant ? 0.0 : standardize ? (double) sqrtl (squares / n) : 1.0;
      for (gsize i = 0; i < n; i++)
        z[i] = constant ? 0.0 : (column[i] - problem->center[j]) / problem->scale[j];
    }

  return problem;
}

void
shr_test_problem_free (ShrTestProblem *problem)
{
  g_free (problem->z);
  g_free (problem->y);
  g_free (problem->center);
  g_free (problem->scale);
  g_free (problem);
}

double *
shr_test_problem_residual (const ShrTestProblem *problem, const double *w)
{
  double *r = g_new (double, problem->n);

  for (gsize i = 0; i < problem->n; i++)
    {
      long double sum = problem->y[i];

      for (gsize j = 0; j < problem->p; j++)
        sum -= (long double) problem->z[i + j * problem->n] * w[j];
      r[i] = (double) sum;
    }

  return r;
}

double
shr_test_problem_kkt (const ShrTestProblem *problem, double mixing, double lambda, const double *w)
{
  g_autofree double *r = shr_test_problem_residual (problem, w);
  double worst = 0.0, largest = 0.0;

  for (gsize j = 0; j < problem->p; j++)
    {
      const double *z = problem->z + j * problem->n;
      double c = (double) dot (z, problem->y, problem->n) / (double) problem->n;
      double g = (double) dot (z, r, problem->n) / (double) problem->n - lambda * (1.0 - mixing) * w[j];

      largest = MAX (largest, fabs (c));
      if (w[j] != 0.0)
        worst = MAX (worst, fabs (g - lambda * mixing * (w[j] > 0.0 ? 1.0 : -1.0)));
      else
        worst = MAX (worst, fabs (g) - lambda * mixing);
    }

  return largest > 0.0 ? worst / largest : 0.0;
}

double
shr_test_problem_gap (const ShrTestProblem *problem, double mixing, double lambda, const double *w)
{
  gsize n = problem->n, p = problem->p;
  g_autofree double *r = shr_test_problem_residual (problem, w);
  long double l1 = (long double) n * lambda * mixing, l2 = (long double) n * lambda * (1.0 - mixing);
  long double null_loss = 0.5L * dot (problem->y, problem->y, n), rr = dot (r, r, n), yr = dot (problem->y, r, n);
  long double primal = 0.5L * rr, largest = 0.0L, excess = 0.0L, best;

  if (null_loss == 0.0L)
    return 0.0;

  for (gsize j = 0; j < p; j++)
    {
      long double product = fabsl (dot (problem->z + j * n, r, n));

      primal += l1 * fabsl ((long double) w[j]) + 0.5L * l2 * w[j] * w[j];
      largest = MAX (largest, product);
      if (l2 > 0.0L && product > l1)
        excess += (product - l1) * (product - l1) / (2.0L * l2);
    }

  best = -HUGE_VALL;
  if (l2 > 0.0L)
    best = yr - 0.5L * rr - excess;
  if (l1 > 0.0L)
    {
      long double s = largest > l1 ? l1 / largest : 1.0L;

      best = MAX (best, s * yr - 0.5L * s * s * rr);
    }

  return (double) ((primal - best) / null_loss);
}

double *
shr_test_problem_least_squares (const ShrTestProblem *problem)
{
  gsize n = problem->n, p = problem->p;
  g_autofree long double *q = g_new (long double, n *p);
  g_autofree long double *r = g_new0 (long double, p *p);
  g_autofree long double *b = g_new0 (long double, p);
  double *w = g_new (double, p);

  for (gsize j = 0; j < p; j++)
    {
      long double *column = q + j * n, norm = 0.0L;

      for (gsize i = 0; i < n; i++)
        column[i] = problem->z[i + j * n];
      for (int pass = 0; pass < 2; pass++)
        for (gsize k = 0; k < j; k++)
          {
            long double product = 0.0L;

            for (gsize i = 0; i < n; i++)
              product += q[i + k * n] * column[i];
            for (gsize i = 0; i < n; i++)
              column[i] -= product * q[i + k * n];
            r[k + j * p] += product;
          }
      for (gsize i = 0; i < n; i++)
        norm += column[i] * column[i];
      r[j + j * p] = sqrtl (norm);
      for (gsize i = 0; i < n; i++)
        {
          column[i] /= r[j + j * p];
          b[j] += column[i] * problem->y[i];
        }
    }

  for (gsize j = p; j-- > 0;)
    {
      for (gsize k = j + 1; k < p; k++)
        b[j] -= r[j + k * p] * b[k];
      b[j] /= r[j + j * p];
      w[j] = (double) b[j];
    }

  return w;
}

double
shr_test_problem_size (gsize p, double mixing, const double *w)
{
  long double q = 0.0L;

  for (gsize j = 0; j < p; j++)
    q += mixing * fabsl ((long double) w[j]) + 0.5L * (1.0 - mixing) * w[j] * w[j];

  return (double) powl (q, 1.0L / (2.0L - mixing));
}
