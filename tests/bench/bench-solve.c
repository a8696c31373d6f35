/* Times the solver on the design of Friedman, Hastie and Tibshirani 2010, Table 1: 100 λ of lasso, elastic net (0.5)
 * and ridge per shape, data in memory as raw doubles, centring, scaling and certificates included. Best of a few runs.
 * With --full also the shapes that take long.
 *
 * Beside the time of the lasso stands what it is made of: one pass over the columns is needed to centre and scale them,
 * and their products with each other, all of them (n ≥ p) or those of the active ones. "read" is what was in fact read of
 * the columns, "products" counts two operations for each of the n rows of a product. "limit" is the time of these at the
 * machine's own measured speeds; what lies in a cache can be faster than that. */

#include "core/shr-blas.h"
#include "support/shr-test-core.h"
#include "support/shr-test-design.h"

#include <cblas.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum
{
  LAMBDAS = 100,
  STREAM_DOUBLES = 20 << 20, /* far more than a cache holds */
  PRODUCT_ORDER = 1000,
  TRIES = 5
};

typedef struct
{
  gsize n, p;
  int runs;
  gboolean full;
} Shape;

static const Shape shapes[] = {
  { 442, 10, 20, FALSE },  { 1000, 100, 10, FALSE }, { 5000, 100, 5, FALSE },
  { 100, 1000, 5, FALSE }, { 100, 5000, 3, FALSE },  { 100000, 50, 3, FALSE },
  { 1000, 5000, 3, TRUE }, { 100, 20000, 3, TRUE },  { 100, 50000, 3, TRUE },
};

static const double correlations[] = { 0.0, 0.5, 0.95 };
static const double mixings[] = { 1.0, 0.5, 0.0 };

typedef struct
{
  double milliseconds;
  double gap;
  double nonzero;     /* largest number of them on the path */
  double sum_nonzero; /* over the path */
  ShrSolverInfo info;
} Result;

static double
seconds_since (gint64 start)
{
  return (double) MAX (g_get_monotonic_time () - start, 1) / 1e6;
}

/* Bytes per second of a pass over memory. */
static double
stream_speed (void)
{
  g_autofree double *x = g_new0 (double, STREAM_DOUBLES);
  double best = 0.0;
  volatile double sum;

  memset (x, 1, STREAM_DOUBLES * sizeof (double));
  for (int try = 0; try < TRIES; try++)
    {
      gint64 start = g_get_monotonic_time ();

      sum = cblas_dasum (STREAM_DOUBLES, x, 1);
      best = fmax (best, STREAM_DOUBLES * sizeof (double) / seconds_since (start));
    }
  (void) sum;

  return best;
}

/* Operations per second of the product of a matrix with itself. */
static double
product_speed (void)
{
  g_autofree double *x = g_new0 (double, PRODUCT_ORDER *PRODUCT_ORDER);
  g_autofree double *gram = g_new0 (double, PRODUCT_ORDER *PRODUCT_ORDER);
  double best = 0.0;

  for (int i = 0; i < PRODUCT_ORDER * PRODUCT_ORDER; i++)
    x[i] = (double) (i % 7);
  for (int try = 0; try < TRIES; try++)
    {
      gint64 start = g_get_monotonic_time ();

      cblas_dsyrk (CblasColMajor, CblasUpper, CblasTrans, PRODUCT_ORDER, PRODUCT_ORDER, 1.0, x, PRODUCT_ORDER, 0.0,
                   gram, PRODUCT_ORDER);
      best = fmax (best, 1.0 * PRODUCT_ORDER * PRODUCT_ORDER * PRODUCT_ORDER / seconds_since (start));
    }

  return best;
}

static void
print_limits (gsize n, gsize p, const Result *result, double stream, double product)
{
  double pass = 8.0 * (double) n * (double) p;
  double read, needed, products, limit;

  if (n >= p)
    {
      /* Once for centres and scales, once for the Gram matrix, with which everything else is done. */
      read = 2.0 * pass;
      needed = (double) n * (double) p * (double) p;
      products = needed + 2.0 * (double) p * result->sum_nonzero;
    }
  else
    {
      read = pass + 8.0 * (double) n * (double) result->info.visits;
      needed = (double) n * result->nonzero * result->nonzero;
      products = needed + 2.0 * (double) n * ((double) result->info.visits + result->sum_nonzero);
    }
  limit = 1000.0 * (read / stream + products / product);
  g_print (" %8.2f %8.2f %8.4f %8.4f %9.3f %6.1f", pass / 1e6, read / 1e6, needed / 1e9, products / 1e9, limit,
           result->milliseconds / limit);
}

static void
run (const double *x, const double *y, gsize n, gsize p, double mixing, Result *result)
{
  g_autoptr (ShrDesign) design = NULL;
  g_autoptr (ShrSolver) solver = NULL;
  g_autoptr (ShrPath) path = NULL;
  ShrSolverSettings settings;
  double lambdas[LAMBDAS];
  gsize count;
  gint64 start = g_get_monotonic_time ();

  shr_solver_settings_init (&settings);
  settings.mixing = mixing;
  shr_test_assert_ok (shr_design_new (x, y, n, p, NULL, &design));
  shr_test_assert_ok (shr_solver_new (design, &settings, &solver));
  shr_test_assert_ok (shr_solver_grid (solver, LAMBDAS, 0.0, lambdas, &count));
  shr_test_assert_ok (shr_path_new (design, mixing, lambdas, count, &path));
  shr_test_assert_ok (shr_solver_path (solver, path, NULL, NULL));

  result->milliseconds = fmin (result->milliseconds, (double) (g_get_monotonic_time () - start) / 1000.0);
  result->info = *shr_solver_info (solver);
  result->sum_nonzero = 0.0;
  for (gsize k = 0; k < count; k++)
    {
      result->gap = fmax (result->gap, shr_path_point (path, k)->gap);
      result->nonzero = fmax (result->nonzero, (double) shr_path_point (path, k)->nonzero);
      result->sum_nonzero += (double) shr_path_point (path, k)->nonzero;
    }
}

int
main (int argc, char **argv)
{
  gboolean full = argc > 1 && strcmp (argv[1], "--full") == 0;
  double stream, product;

  shr_blas_single_thread ();
  stream = stream_speed ();
  product = product_speed ();
  g_print ("One pass over memory runs at %.1f GB/s, a product of a matrix with itself at %.1f Gflop/s.\n\n",
           stream / 1e9, product / 1e9);
  g_print ("%8s %6s %5s %7s %10s %9s %8s %10s %8s %8s %8s %8s %8s %8s %9s %6s\n", "n", "p", "rho", "mixing", "ms",
           "gap", "nonzero", "iterations", "restarts", "screened", "pass, MB", "read, MB", "needed", "products",
           "limit, ms", "times");

  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    for (gsize c = 0; c < G_N_ELEMENTS (correlations) && (full || !shapes[i].full); c++)
      {
        const Shape *shape = &shapes[i];
        g_autofree double *x = NULL, *y = NULL;

        shr_test_design_fht (shape->n, shape->p, correlations[c], 1, &x, &y);
        for (gsize m = 0; m < G_N_ELEMENTS (mixings); m++)
          {
            Result result = { .milliseconds = HUGE_VAL };

            for (int repeat = 0; repeat < shape->runs; repeat++)
              run (x, y, shape->n, shape->p, mixings[m], &result);
            g_print ("%8zu %6zu %5g %7g %10.3f %9.1e %8.0f %10zu %8zu %8zu", shape->n, shape->p, correlations[c],
                     mixings[m], result.milliseconds, result.gap, result.nonzero, result.info.iterations,
                     result.info.restarts, result.info.screened / LAMBDAS);
            if (mixings[m] == 1.0)
              print_limits (shape->n, shape->p, &result, stream, product);
            g_print ("\n");
          }
      }

  return EXIT_SUCCESS;
}
