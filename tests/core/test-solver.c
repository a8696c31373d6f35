/* The solver against exact references (coefficients computed in 50-digit arithmetic from the data as rationals), its
 * refusals, and what it does at the edges. The identities are in test-identities.c, degenerate columns in
 * test-active-set.c, λ = 0 in test-limit.c. */

#include "support/shr-test-core.h"
#include "support/shr-test-degenerate.h"
#include "support/shr-test-problem.h"
#include "support/shr-test-table.h"

#include <float.h>
#include <math.h>

typedef struct
{
  const char *data;
  const char *path;
  const char *response;
  double tolerance; /* over the largest coefficient of the mixing's path */
} Reference;

static const Reference references[] = {
  { "core/data/diabetes.csv", "core/data/diabetes-path.csv", "progression", 1e-9 },
  { "core/data/prostate.csv", "core/data/prostate-path.csv", "lpsa", 1e-9 },
  { "core/data/Longley.csv", "core/data/longley-path.csv", "y", 1e-9 },
};

static const double mixings[] = { 1.0, 0.5, 0.0 };

/* The rows of @path with that mixing: fills their numbers. */
static gsize
rows_of (const ShrTestTable *path, double mixing, gsize *rows)
{
  gsize count = 0;

  for (gsize i = 0; i < path->rows; i++)
    if (shr_test_table_number (path, i, 0) == mixing)
      rows[count++] = i;

  return count;
}

static void
test_reference (gconstpointer data)
{
  const Reference *reference = data;
  g_autoptr (ShrTestTable) table = shr_test_table_read (reference->data);
  g_autoptr (ShrTestTable) path = shr_test_table_read (reference->path);
  g_autoptr (ShrDesign) design = NULL;
  g_autofree double *x = NULL, *y = NULL;
  gsize p = table->columns - 1;

  shr_test_table_split (table, reference->response, &x, &y);
  shr_test_assert_ok (shr_design_new (x, y, table->rows, p, NULL, &design));

  for (gsize m = 0; m < G_N_ELEMENTS (mixings); m++)
    {
      g_autofree gsize *rows = g_new (gsize, path->rows);
      g_autofree double *lambdas = g_new (double, path->rows);
      gsize count = rows_of (path, mixings[m], rows);
      ShrSolverSettings settings;
      g_autoptr (ShrSolver) solver = NULL;
      g_autoptr (ShrPath) solution = NULL;
      double largest = 0.0, largest_intercept = 0.0, worst = 0.0, worst_intercept = 0.0;

      g_assert_cmpuint (count, ==, 25);
      for (gsize k = 0; k < count; k++)
        {
          lambdas[k] = shr_test_table_number (path, rows[k], 1);
          largest_intercept = fmax (largest_intercept, fabs (shr_test_table_number (path, rows[k], 2)));
          for (gsize j = 0; j < p; j++)
            largest = fmax (largest, fabs (shr_test_table_number (path, rows[k], 3 + j)));
        }

      shr_solver_settings_init (&settings);
      settings.mixing = mixings[m];
      shr_test_assert_ok (shr_solver_new (design, &settings, &solver));
      shr_test_assert_ok (shr_path_new (design, mixings[m], lambdas, count, &solution));
      shr_test_assert_ok (shr_solver_path (solver, solution, NULL, NULL));

      for (gsize k = 0; k < count; k++)
        {
          const ShrPoint *point = shr_path_point (solution, k);

          worst_intercept = fmax (worst_intercept, fabs (point->intercept - shr_test_table_number (path, rows[k], 2)));
          g_assert_cmpfloat (point->gap, <=, 1e-9);
          for (gsize j = 0; j < p; j++)
            {
              double exact = shr_test_table_number (path, rows[k], 3 + j);
              double beta = shr_path_original (solution, j, point->w[j]);

              worst = fmax (worst, fabs (beta - exact));
              if (fabs (exact) > reference->tolerance * largest)
                g_assert_cmpfloat (point->w[j], !=, 0.0);
              if (exact == 0.0)
                g_assert_cmpfloat (fabs (beta), <=, reference->tolerance * largest);
            }
        }
      g_test_message ("mixing %g: coefficients %.1e, intercept %.1e", mixings[m], worst / largest,
                      worst_intercept / largest_intercept);
      g_assert_cmpfloat (worst, <=, reference->tolerance * largest);
      g_assert_cmpfloat (worst_intercept, <=, reference->tolerance * largest_intercept);
    }
}

static void
test_refusals (void)
{
  const double x[] = { 1, 2, 4, 7 };
  g_autoptr (ShrDesign) design = NULL;
  g_autoptr (ShrSolver) solver = NULL;
  ShrSolver *none;
  ShrSolverSettings settings;
  double w, lambdas[4];
  ShrPoint point = { .w = &w };
  gsize filled;

  shr_test_assert_ok (shr_design_new (x, x, 4, 1, NULL, &design));
  shr_solver_settings_init (&settings);
  settings.mixing = 1.5;
  g_assert_cmpint (shr_solver_new (design, &settings, &none), ==, SHR_STATUS_BAD_MIXING);
  settings.mixing = NAN;
  g_assert_cmpint (shr_solver_new (design, &settings, &none), ==, SHR_STATUS_BAD_MIXING);
  g_assert_null (none);

  shr_test_assert_ok (shr_solver_new (design, NULL, &solver));
  g_assert_cmpint (shr_solver_solve (solver, -1.0, &point), ==, SHR_STATUS_BAD_LAMBDA);
  g_assert_cmpint (shr_solver_solve (solver, NAN, &point), ==, SHR_STATUS_BAD_LAMBDA);
  g_assert_cmpint (shr_solver_solve (solver, INFINITY, &point), ==, SHR_STATUS_BAD_LAMBDA);
  g_assert_cmpint (shr_solver_grid (solver, 0, 0.0, lambdas, &filled), ==, SHR_STATUS_BAD_GRID);
  g_assert_cmpint (shr_solver_grid (solver, 4, 1.0, lambdas, &filled), ==, SHR_STATUS_BAD_GRID);
  g_assert_cmpint (shr_solver_grid (solver, 4, -0.1, lambdas, &filled), ==, SHR_STATUS_BAD_GRID);
  g_assert_cmpuint (filled, ==, 0);
}

/* Cancelled before it begins, and between two λ; what was published stays, and the same solver goes on afterwards. */
static void
stop_after_three (const ShrPath *path, size_t k, void *data)
{
  atomic_bool *cancel = data;

  g_assert_cmpuint (shr_path_ready (path), ==, k + 1);
  if (k == 2)
    atomic_store (cancel, true);
}

static void
test_cancel (void)
{
  ShrTestRandom random;
  g_autofree double *x = NULL, *y = NULL;
  double lambdas[10];
  gsize filled;
  atomic_bool cancel = true;
  ShrSolverSettings settings;
  g_autoptr (ShrDesign) design = NULL;
  g_autoptr (ShrSolver) solver = NULL;
  g_autoptr (ShrPath) path = NULL;

  shr_test_random_init (&random, 1);
  shr_test_degenerate_new (&random, SHR_TEST_GAUSSIAN, 30, 8, &x, &y);
  shr_test_assert_ok (shr_design_new (x, y, 30, 8, NULL, &design));
  shr_solver_settings_init (&settings);
  settings.cancel = &cancel;
  g_assert_cmpint (shr_solver_new (design, &settings, &solver), ==, SHR_STATUS_CANCELLED);
  atomic_store (&cancel, false);
  shr_test_assert_ok (shr_solver_new (design, &settings, &solver));
  shr_test_assert_ok (shr_solver_grid (solver, 10, 0.0, lambdas, &filled));
  shr_test_assert_ok (shr_path_new (design, 1.0, lambdas, filled, &path));

  g_assert_cmpint (shr_solver_path (solver, path, stop_after_three, &cancel), ==, SHR_STATUS_CANCELLED);
  g_assert_cmpuint (shr_path_ready (path), ==, 3);
  atomic_store (&cancel, false);
  shr_test_assert_ok (shr_solver_path (solver, path, NULL, NULL));
  g_assert_cmpuint (shr_path_ready (path), ==, filled);
  g_assert_cmpfloat (shr_path_point (path, filled - 1)->gap, <=, 1e-9);
}

static void
test_null_models (void)
{
  const double varied[] = { 1, 2, 4 };
  const double flat[] = { 3, 3, 3 };
  const double zero[] = { 0, 0, 0 };
  struct
  {
    const double *x, *y;
    gsize n;
    double intercept;
  } cases[] = {
    { varied, flat, 3, 3.0 },
    { flat, varied, 3, 7.0 / 3.0 },
    { zero, varied, 3, 7.0 / 3.0 },
    { varied, varied, 1, 1.0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize m = 0; m < G_N_ELEMENTS (mixings); m++)
      {
        g_autoptr (ShrDesign) design = NULL;
        g_autoptr (ShrSolver) solver = NULL;
        ShrSolverSettings settings;
        double lambdas[100], w = 1.0;
        ShrPoint point = { .w = &w };
        gsize filled;

        shr_test_assert_ok (shr_design_new (cases[i].x, cases[i].y, cases[i].n, 1, NULL, &design));
        shr_solver_settings_init (&settings);
        settings.mixing = mixings[m];
        shr_test_assert_ok (shr_solver_new (design, &settings, &solver));
        shr_test_assert_ok (shr_solver_grid (solver, 100, 0.0, lambdas, &filled));
        g_assert_cmpuint (filled, ==, 1);
        g_assert_true (isfinite (lambdas[0]) && lambdas[0] > 0.0);
        shr_test_assert_ok (shr_solver_solve (solver, lambdas[0], &point));
        g_assert_cmpfloat (w, ==, 0.0);
        g_assert_cmpfloat_with_epsilon (point.intercept, cases[i].intercept, 1e-15);
        g_assert_cmpfloat (point.gap, ==, 0.0);
        g_assert_cmpfloat (point.df, ==, 0.0);
        g_assert_cmpuint (point.nonzero, ==, 0);
        shr_test_assert_ok (shr_solver_solve (solver, 0.0, &point));
        g_assert_cmpfloat (w, ==, 0.0);
      }
}

/* X·2^a and y·2^b for a and b up to ±500 give the very same digits; where the answer itself does not fit into a double,
 * it is refused. */
static void
test_magnitudes (void)
{
  enum
  {
    N = 20,
    P = 5
  };
  ShrTestRandom random;
  g_autofree double *x = NULL, *y = NULL;

  shr_test_random_init (&random, 77);
  shr_test_degenerate_new (&random, SHR_TEST_EQUICORRELATED, N, P, &x, &y);
  for (int standardize = 0; standardize < 2; standardize++)
    for (gsize m = 0; m < G_N_ELEMENTS (mixings); m++)
      for (int of_x = -500; of_x <= 500; of_x += 500)
        for (int of_y = -500; of_y <= 500; of_y += 500)
          {
            double mixing = mixings[m];
            ShrDesignSettings design_settings = { .standardize = standardize, .intercept = true };
            ShrSolverSettings settings;
            double far_x[N * P], far_y[N], w[P], far_w[P];
            double l1 = 0.05 * mixing, l2 = 0.05 * (1.0 - mixing), lambda, far_mixing, far_lambda;
            int column = standardize ? 0 : of_x;
            g_autoptr (ShrDesign) design = NULL, far = NULL;
            g_autoptr (ShrSolver) solver = NULL, far_solver = NULL;
            ShrPoint point = { .w = w }, far_point = { .w = far_w };
            ShrStatus status;

            for (gsize i = 0; i < N * P; i++)
              far_x[i] = ldexp (x[i], of_x);
            for (gsize i = 0; i < N; i++)
              far_y[i] = ldexp (y[i], of_y);
            shr_test_assert_ok (shr_design_new (x, y, N, P, &design_settings, &design));
            shr_test_assert_ok (shr_design_new (far_x, far_y, N, P, &design_settings, &far));

            /* The far problem is the same when λα is multiplied by 2^(column + of_y) and λ(1 − α) by 2^(2·column). An
             * elastic net of such a ratio is not a double between 0 and 1, so it is left out where they differ. */
            if (mixing == 0.5 && column != of_y)
              continue;
            l1 = ldexp (l1, column + of_y);
            l2 = ldexp (l2, 2 * column);
            far_lambda = l1 + l2;
            far_mixing = l1 / far_lambda;
            lambda = 0.05;

            shr_solver_settings_init (&settings);
            settings.mixing = mixing;
            shr_test_assert_ok (shr_solver_new (design, &settings, &solver));
            settings.mixing = far_mixing;
            shr_test_assert_ok (shr_solver_new (far, &settings, &far_solver));
            shr_test_assert_ok (shr_solver_solve (solver, lambda, &point));
            status = shr_solver_solve (far_solver, far_lambda, &far_point);

            if (abs (of_y - of_x) >= 1000 || abs (of_y - column) >= 1000)
              {
                /* β ~ 2^±1000 fits barely or not: either the digits are right, or the refusal says why. */
                if (status == SHR_STATUS_OUT_OF_RANGE)
                  continue;
              }
            g_assert_cmpint (status, ==, SHR_STATUS_OK);
            for (gsize j = 0; j < P; j++)
              g_assert_cmpfloat (ldexp (far_w[j], column - of_y), ==, w[j]);
            g_assert_cmpfloat (far_point.gap, ==, point.gap);
            g_assert_cmpfloat (far_point.deviance_ratio, ==, point.deviance_ratio);
            g_assert_cmpfloat (ldexp (far_point.intercept, -of_y), ==, point.intercept);
          }
}

static void
test_out_of_range (void)
{
  const double tiny[] = { 1e-200, 2e-200, 4e-200 };
  const double huge[] = { 1e200, 2e200, 5e200 };
  const double *pairs[][2] = { { tiny, huge }, { huge, tiny } };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (ShrDesign) design = NULL;
      g_autoptr (ShrSolver) solver = NULL;
      double w;
      ShrPoint point = { .w = &w };

      shr_test_assert_ok (shr_design_new (pairs[i][0], pairs[i][1], 3, 1, NULL, &design));
      shr_test_assert_ok (shr_solver_new (design, NULL, &solver));
      g_assert_cmpint (shr_solver_solve (solver, 0.5 * shr_solver_lambda_max (solver), &point), ==,
                       SHR_STATUS_OUT_OF_RANGE);
      /* The null model has nothing that could be out of range. */
      shr_test_assert_ok (shr_solver_solve (solver, shr_solver_lambda_max (solver), &point));
    }
}

/* λ_max is where the first coefficient leaves zero; the ridge's grid spans the degrees of freedom. */
static void
test_grid (void)
{
  ShrTestRandom random;

  shr_test_random_init (&random, 12);
  for (int problem = 0; problem < 20; problem++)
    {
      gsize n = 3 + shr_test_random_below (&random, 40), p = 1 + shr_test_random_below (&random, 40);
      g_autofree double *x = NULL, *y = NULL, *w = g_new (double, p);
      g_autoptr (ShrDesign) design = NULL;

      shr_test_degenerate_new (&random, SHR_TEST_GAUSSIAN, n, p, &x, &y);
      shr_test_assert_ok (shr_design_new (x, y, n, p, NULL, &design));
      for (gsize m = 0; m < G_N_ELEMENTS (mixings); m++)
        {
          ShrSolverSettings settings;
          g_autoptr (ShrSolver) solver = NULL;
          ShrPoint point = { .w = w };
          double lambdas[50], rank = (double) MIN (n - 1, p);
          gsize filled;

          shr_solver_settings_init (&settings);
          settings.mixing = mixings[m];
          shr_test_assert_ok (shr_solver_new (design, &settings, &solver));
          shr_test_assert_ok (shr_solver_grid (solver, 50, 0.0, lambdas, &filled));
          g_assert_cmpuint (filled, ==, 50);
          for (gsize k = 1; k < filled; k++)
            g_assert_cmpfloat_with_epsilon (lambdas[k] / lambdas[k - 1], lambdas[1] / lambdas[0], 1e-12);

          if (mixings[m] > 0.0)
            {
              g_assert_cmpfloat (lambdas[0], ==, shr_solver_lambda_max (solver));
              g_assert_cmpfloat_with_epsilon (lambdas[49] / lambdas[0], n < p ? 1e-2 : 1e-4, 1e-14);
              shr_test_assert_ok (shr_solver_solve (solver, lambdas[0] * 1.7, &point));
              g_assert_cmpuint (point.nonzero, ==, 0);
              shr_test_assert_ok (shr_solver_solve (solver, lambdas[0] * (1.0 - 1e-6), &point));
              g_assert_cmpuint (point.nonzero, ==, 1);
            }
          else
            {
              shr_test_assert_ok (shr_solver_solve (solver, lambdas[0], &point));
              g_assert_cmpfloat (point.df, <, 0.01 * rank);
              shr_test_assert_ok (shr_solver_solve (solver, lambdas[49], &point));
              g_assert_cmpfloat (point.df, >, 0.99 * rank);
            }
          shr_test_assert_ok (shr_solver_grid (solver, 3, 0.01, lambdas, &filled));
          g_assert_cmpfloat_with_epsilon (lambdas[2] / lambdas[0], 0.01, 1e-14);
          shr_test_assert_ok (shr_solver_grid (solver, 1, 0.01, lambdas, &filled));
          g_assert_cmpuint (filled, ==, 1);
        }
    }
}

/* What a point says of itself, worked out from its coefficients and the loaded data. */
static void
test_figures (void)
{
  ShrTestRandom random;

  shr_test_random_init (&random, 8);
  for (int problem = 0; problem < 30; problem++)
    {
      gsize n = 4 + shr_test_random_below (&random, 40), p = 1 + shr_test_random_below (&random, 40);
      double mixing = mixings[problem % 3];
      ShrSolverSettings settings;
      g_autofree double *x = NULL, *y = NULL, *w = g_new (double, p), *r = NULL;
      g_autoptr (ShrDesign) design = NULL;
      g_autoptr (ShrSolver) solver = NULL;
      g_autoptr (ShrTestProblem) truth = NULL;
      ShrPoint point = { .w = w };
      double rss = 0.0, tss = 0.0, norm1 = 0.0, norm2 = 0.0, intercept, lambda;
      gsize nonzero = 0;

      shr_test_degenerate_new (&random, SHR_TEST_EQUICORRELATED, n, p, &x, &y);
      shr_test_assert_ok (shr_design_new (x, y, n, p, NULL, &design));
      truth = shr_test_problem_new (x, y, n, p, TRUE, TRUE);
      shr_solver_settings_init (&settings);
      settings.mixing = mixing;
      shr_test_assert_ok (shr_solver_new (design, &settings, &solver));
      lambda = shr_solver_lambda_max (solver) * pow (10.0, -3.0 * shr_test_random_uniform (&random));
      shr_test_assert_ok (shr_solver_solve (solver, lambda, &point));

      r = shr_test_problem_residual (truth, w);
      intercept = truth->y_center;
      for (gsize i = 0; i < n; i++)
        {
          rss += r[i] * r[i];
          tss += truth->y[i] * truth->y[i];
        }
      for (gsize j = 0; j < p; j++)
        {
          norm1 += fabs (w[j]);
          norm2 += w[j] * w[j];
          nonzero += w[j] != 0.0;
          intercept -= w[j] / truth->scale[j] * truth->center[j];
        }
      g_assert_cmpfloat (point.lambda, ==, lambda);
      g_assert_cmpfloat_with_epsilon (point.deviance_ratio, 1.0 - rss / tss, 1e-12);
      g_assert_cmpfloat_with_epsilon (point.intercept, intercept, 1e-12 * (1.0 + norm1));
      g_assert_cmpfloat_with_epsilon (point.norm1, norm1, 1e-13 * norm1);
      g_assert_cmpfloat_with_epsilon (point.norm2, sqrt (norm2), 1e-13 * norm1);
      g_assert_cmpuint (point.nonzero, ==, nonzero);
      g_assert_cmpfloat_with_epsilon (point.kkt, shr_test_problem_kkt (truth, mixing, lambda, w), 1e-12);
      g_assert_cmpfloat (point.kkt, <=, 1e-10);
      g_assert_cmpfloat (point.condition, >=, 1.0);
      if (mixing == 1.0)
        g_assert_cmpfloat (point.df, ==, (double) nonzero);
      g_assert_cmpfloat (point.df, <=, (double) MIN (n - 1, p) + 1e-9);
    }
}

static void
count_calls (const ShrPath *path, size_t k, void *data)
{
  gsize *calls = data;

  g_assert_cmpuint (k, ==, *calls);
  g_assert_cmpuint (shr_path_ready (path), ==, k + 1);
  (*calls)++;
}

/* A path is its solutions one by one, however it was computed; it can be continued where it was left. */
static void
test_path (void)
{
  ShrTestRandom random;

  shr_test_random_init (&random, 18);
  for (int problem = 0; problem < 24; problem++)
    {
      gsize n = 4 + shr_test_random_below (&random, 20), p = 1 + shr_test_random_below (&random, 60);
      ShrTestKind kind = problem % 4 == 3   ? SHR_TEST_LOW_RANK
                         : problem % 4 == 2 ? SHR_TEST_DUPLICATES
                                            : SHR_TEST_GAUSSIAN;
      g_autofree double *x = NULL, *y = NULL, *w = g_new (double, p);
      g_autoptr (ShrDesign) design = NULL;
      ShrPoint alone = { .w = w };

      shr_test_degenerate_new (&random, kind, n, p, &x, &y);
      shr_test_assert_ok (shr_design_new (x, y, n, p, NULL, &design));
      for (gsize m = 0; m < G_N_ELEMENTS (mixings); m++)
        {
          ShrSolverSettings settings;
          g_autoptr (ShrSolver) solver = NULL, other = NULL;
          g_autoptr (ShrPath) path = NULL;
          double lambdas[37];
          gsize filled, calls = 0;

          /* Among twins the lasso has many solutions. */
          if (mixings[m] == 1.0 && kind != SHR_TEST_GAUSSIAN)
            continue;
          shr_solver_settings_init (&settings);
          settings.mixing = mixings[m];
          shr_test_assert_ok (shr_solver_new (design, &settings, &solver));
          shr_test_assert_ok (shr_solver_new (design, &settings, &other));
          shr_test_assert_ok (shr_solver_grid (solver, 37, 0.0, lambdas, &filled));
          shr_test_assert_ok (shr_path_new (design, mixings[m], lambdas, filled, &path));
          for (; calls < 3 && calls < filled; calls++)
            {
              shr_test_assert_ok (shr_solver_solve (solver, lambdas[calls], shr_path_next (path)));
              shr_path_publish (path);
            }
          shr_test_assert_ok (shr_solver_path (solver, path, count_calls, &calls));
          g_assert_cmpuint (calls, ==, filled);

          for (gsize k = filled; k-- > 0;)
            {
              const ShrPoint *point = shr_path_point (path, k);
              double largest = 1e-3;

              shr_test_assert_ok (shr_solver_solve (other, lambdas[k], &alone));
              for (gsize j = 0; j < p; j++)
                largest = fmax (largest, fabs (w[j]));
              for (gsize j = 0; j < p; j++)
                g_assert_cmpfloat_with_epsilon (point->w[j], w[j], 1e-9 * largest);
              g_assert_cmpfloat (point->gap, <=, 1e-9);
              g_assert_cmpfloat_with_epsilon (point->df, alone.df, 1e-9);
              g_assert_cmpfloat_with_epsilon (point->intercept, alone.intercept,
                                              1e-9 * (fabs (alone.intercept) + largest));
              g_assert_cmpuint (point->nonzero, ==, alone.nonzero);
            }
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (references); i++)
    {
      g_autofree char *name = g_strdup_printf ("/core/solver/reference/%" G_GSIZE_FORMAT, i);

      g_test_add_data_func (name, &references[i], test_reference);
    }
  g_test_add_func ("/core/solver/refusals", test_refusals);
  g_test_add_func ("/core/solver/cancel", test_cancel);
  g_test_add_func ("/core/solver/null-models", test_null_models);
  g_test_add_func ("/core/solver/magnitudes", test_magnitudes);
  g_test_add_func ("/core/solver/out-of-range", test_out_of_range);
  g_test_add_func ("/core/solver/grid", test_grid);
  g_test_add_func ("/core/solver/figures", test_figures);
  g_test_add_func ("/core/solver/path", test_path);

  return g_test_run ();
}
