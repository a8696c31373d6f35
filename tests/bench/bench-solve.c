/* Times the solver on the design of Friedman, Hastie and Tibshirani 2010, Table 1: 100 λ of lasso, elastic net (0.5)
 * and ridge per shape, data in memory as raw doubles, centring, scaling and certificates included. Best of a few runs.
 * With --full also the shapes that take long. */

#include "core/shr-blas.h"
#include "support/shr-test-core.h"
#include "support/shr-test-design.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum
{
  LAMBDAS = 100
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
  { 1000, 5000, 1, TRUE }, { 100, 20000, 1, TRUE },  { 100, 50000, 1, TRUE },
};

static const double correlations[] = { 0.0, 0.5, 0.95 };
static const double mixings[] = { 1.0, 0.5, 0.0 };

typedef struct
{
  double milliseconds;
  double gap;
  double nonzero;
  ShrSolverInfo info;
} Result;

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
  for (gsize k = 0; k < count; k++)
    {
      result->gap = fmax (result->gap, shr_path_point (path, k)->gap);
      result->nonzero = fmax (result->nonzero, (double) shr_path_point (path, k)->nonzero);
    }
}

int
main (int argc, char **argv)
{
  gboolean full = argc > 1 && strcmp (argv[1], "--full") == 0;

  shr_blas_single_thread ();
  g_print ("%8s %6s %5s %7s %10s %9s %8s %10s %8s %8s\n", "n", "p", "rho", "mixing", "ms", "gap", "nonzero",
           "iterations", "restarts", "screened");

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
            g_print ("%8zu %6zu %5g %7g %10.3f %9.1e %8.0f %10zu %8zu %8zu\n", shape->n, shape->p, correlations[c],
                     mixings[m], result.milliseconds, result.gap, result.nonzero, result.info.iterations,
                     result.info.restarts, result.info.screened / LAMBDAS);
          }
      }

  return EXIT_SUCCESS;
}
