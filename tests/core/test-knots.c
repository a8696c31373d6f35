#include "support/shr-test-core.h"
#include "support/shr-test-degenerate.h"
#include "support/shr-test-problem.h"
#include "support/shr-test-table.h"

#include "core/shr-knots.h"

#include <math.h>

typedef struct
{
  const char *data;
  const char *knots;
  const char *response;
} Reference;

static const Reference references[] = {
  { "core/data/diabetes.csv", "core/data/diabetes-knots.csv", "progression" },
  { "core/data/prostate.csv", "core/data/prostate-knots.csv", "lpsa" },
  { "core/data/Longley.csv", "core/data/longley-knots.csv", "y" },
};

static void
test_reference (gconstpointer data)
{
  const Reference *reference = data;
  g_autoptr (ShrTestTable) table = shr_test_table_read (reference->data);
  g_autoptr (ShrTestTable) exact = shr_test_table_read (reference->knots);
  gsize response = shr_test_table_find (table, reference->response);
  g_autofree double *x = NULL, *y = NULL;
  g_autoptr (ShrDesign) design = NULL;
  g_autoptr (ShrKnots) knots = NULL;
  g_autoptr (ShrKnots) first = NULL;
  g_autoptr (ShrKnots) upper = NULL;

  shr_test_table_split (table, reference->response, &x, &y);
  shr_test_assert_ok (shr_design_new (x, y, table->rows, table->columns - 1, NULL, &design));
  shr_test_assert_ok (shr_knots_new (design, 0.0, 1000, NULL, &knots));

  g_assert_cmpuint (knots->count, ==, exact->rows);
  g_assert_false (knots->capped);
  for (gsize i = 0; i < knots->count; i++)
    {
      gsize column = shr_test_table_find (table, shr_test_table_word (exact, i, 2));

      g_assert_cmpuint (knots->events[i].feature, ==, column > response ? column - 1 : column);
      g_assert_cmpint (knots->events[i].enter, ==, g_str_equal (shr_test_table_word (exact, i, 1), "enter"));
      g_assert_cmpfloat_with_epsilon (knots->events[i].lambda / shr_test_table_number (exact, i, 0), 1.0, 1e-9);
    }

  shr_test_assert_ok (shr_knots_new (design, 0.0, 3, NULL, &first));
  g_assert_cmpuint (first->count, ==, 3);
  g_assert_true (first->capped);
  shr_test_assert_ok (shr_knots_new (design, knots->events[2].lambda * 1.0001, 1000, NULL, &upper));
  g_assert_cmpuint (upper->count, ==, 2);
  g_assert_false (upper->capped);
}

/* Between two events the features that have entered and not left are those that the solver finds there. */
static void
test_agrees_with_solver (gconstpointer data)
{
  ShrTestKind kind = (ShrTestKind) GPOINTER_TO_UINT (data);
  ShrTestRandom random;

  shr_test_random_init (&random, 99 + kind);
  for (int problem = 0; problem < 12; problem++)
    {
      gsize n = 5 + shr_test_random_below (&random, 40);
      gsize p = 1 + shr_test_random_below (&random, 25);
      g_autofree double *x = NULL, *y = NULL, *w = g_new (double, p);
      g_autofree gboolean *inside = g_new0 (gboolean, p);
      g_autoptr (ShrDesign) design = NULL;
      g_autoptr (ShrSolver) solver = NULL;
      g_autoptr (ShrKnots) knots = NULL;
      double previous = HUGE_VAL;

      shr_test_degenerate_new (&random, kind, n, p, &x, &y);
      shr_test_assert_ok (shr_design_new (x, y, n, p, NULL, &design));
      if (shr_design_is_null (design))
        continue;
      shr_test_assert_ok (shr_solver_new (design, NULL, &solver));
      shr_test_assert_ok (shr_knots_new (design, 1e-4 * shr_solver_lambda_max (solver), 10000, NULL, &knots));
      g_assert_cmpuint (knots->count, >, 0);
      g_assert_cmpfloat_with_epsilon (knots->events[0].lambda / shr_solver_lambda_max (solver), 1.0, 1e-12);

      for (gsize i = 0; i < knots->count; i++)
        {
          const ShrEvent *event = &knots->events[i];
          double below = i + 1 < knots->count ? knots->events[i + 1].lambda : 1e-4 * shr_solver_lambda_max (solver);
          ShrPoint point = { .w = w };

          g_assert_cmpfloat (event->lambda, <=, previous);
          g_assert_cmpint (inside[event->feature], !=, event->enter);
          inside[event->feature] = event->enter;
          previous = event->lambda;
          /* Where two events all but coincide there is nothing between them to compare. */
          if (below > event->lambda * (1.0 - 1e-6))
            continue;
          shr_test_assert_ok (shr_solver_solve (solver, sqrt (below * event->lambda), &point));
          for (gsize j = 0; j < p; j++)
            g_assert_cmpint (w[j] != 0.0, ==, inside[j]);
        }
    }
}

static double
largest (const double *w, gsize p)
{
  double max = 0.0;

  for (gsize j = 0; j < p; j++)
    max = MAX (max, fabs (w[j]));

  return max;
}

/* Between the events, at them, above and below, the homotopy and the solver find the same coefficients; where columns
 * depend on each other, the same fit and penalty. */
static void
test_solution (gconstpointer data)
{
  ShrTestKind kind = (ShrTestKind) GPOINTER_TO_UINT (data);
  gboolean unique = kind != SHR_TEST_DUPLICATES;
  ShrTestRandom random;

  shr_test_random_init (&random, 1000 + kind);
  for (int problem = 0; problem < 15; problem++)
    {
      gsize n = 5 + shr_test_random_below (&random, 60), p = 1 + shr_test_random_below (&random, 40);
      g_autofree double *x = NULL, *y = NULL, *w = g_new (double, p), *line = g_new (double, p);
      ShrDesignSettings settings = { .standardize = problem % 2 == 0, .intercept = problem % 3 != 0 };
      g_autoptr (ShrTestProblem) again = NULL;
      g_autoptr (ShrDesign) design = NULL;
      g_autoptr (ShrSolver) solver = NULL;
      g_autoptr (ShrKnots) knots = NULL;
      double top, bottom, size;

      shr_test_degenerate_new (&random, kind, n, p, &x, &y);
      again = shr_test_problem_new (x, y, n, p, settings.standardize, settings.intercept);
      shr_test_assert_ok (shr_design_new (x, y, n, p, &settings, &design));
      if (shr_design_is_null (design))
        continue;
      shr_test_assert_ok (shr_solver_new (design, NULL, &solver));
      top = shr_solver_lambda_max (solver);
      bottom = 1e-3 * top;
      shr_test_assert_ok (shr_knots_new (design, bottom, 10000, NULL, &knots));
      if (knots->capped)
        {
          g_assert_nonnull (knots->reason);
          g_assert_false (unique);
        }
      else
        g_assert_cmpfloat (knots->lambda_min, ==, bottom);
      shr_test_assert_ok (shr_knots_solution (knots, knots->lambda_min, line));
      size = largest (line, p);
      g_assert_cmpint (shr_knots_solution (knots, knots->lambda_min * 0.999, line), ==, SHR_STATUS_BAD_LAMBDA);

      for (int at = 0; at < 60; at++)
        {
          double lambda = at < 50 ? top * pow (knots->lambda_min / top, (at - 2) / 47.0)
                                  : knots->events[shr_test_random_below (&random, knots->count)].lambda;
          ShrPoint point = { .w = w };

          lambda = MAX (lambda, knots->lambda_min);
          shr_test_assert_ok (shr_solver_solve (solver, lambda, &point));
          shr_test_assert_ok (shr_knots_solution (knots, lambda, line));
          if (unique)
            for (gsize j = 0; j < p; j++)
              g_assert_cmpfloat_with_epsilon (line[j], w[j], 1e-10 * size);
          else
            {
              g_autofree double *r = shr_test_problem_residual (again, w);
              g_autofree double *s = shr_test_problem_residual (again, line);
              double penalty = 0.0;

              for (gsize i = 0; i < n; i++)
                g_assert_cmpfloat_with_epsilon (r[i], s[i], 1e-10 * largest (again->y, n));
              for (gsize j = 0; j < p; j++)
                penalty += fabs (w[j]) - fabs (line[j]);
              g_assert_cmpfloat_with_epsilon (penalty, 0.0, 1e-9 * size);
            }
        }
    }
}

/* At every λ of the reference path. */
static void
test_reference_path (void)
{
  g_autoptr (ShrTestTable) table = shr_test_table_read ("core/data/diabetes.csv");
  g_autoptr (ShrTestTable) exact = shr_test_table_read ("core/data/diabetes-path.csv");
  gsize p = table->columns - 1, checked = 0;
  g_autofree double *x = NULL, *y = NULL, *w = g_new (double, p);
  g_autoptr (ShrDesign) design = NULL;
  g_autoptr (ShrKnots) knots = NULL;

  shr_test_table_split (table, "progression", &x, &y);
  shr_test_assert_ok (shr_design_new (x, y, table->rows, p, NULL, &design));
  shr_test_assert_ok (shr_knots_new (design, 0.0, 1000, NULL, &knots));
  g_assert_cmpfloat (knots->lambda_min, ==, 0.0);
  for (gsize i = 0; i < exact->rows; i++)
    if (shr_test_table_number (exact, i, 0) == 1.0)
      {
        checked++;
        shr_test_assert_ok (shr_knots_solution (knots, shr_test_table_number (exact, i, 1), w));
        for (gsize j = 0; j < p; j++)
          g_assert_cmpfloat_with_epsilon (w[j], shr_test_table_number (exact, i, 3 + j) * shr_design_scale (design, j),
                                          1e-9 * 50.0);
      }
  g_assert_cmpuint (checked, ==, 25);
}

/* Twins and sums: which of them is named may differ, how often the fit bends may not. */
static void
test_dependent_columns (void)
{
  ShrTestRandom random;

  shr_test_random_init (&random, 5);
  for (int problem = 0; problem < 20; problem++)
    {
      gsize n = 30, p = 6;
      g_autofree double *x = NULL, *y = NULL, *twice = g_new (double, n * 2 * p);
      g_autoptr (ShrDesign) design = NULL, doubled = NULL;
      g_autoptr (ShrKnots) knots = NULL, doubled_knots = NULL;

      shr_test_degenerate_new (&random, SHR_TEST_GAUSSIAN, n, p, &x, &y);
      for (gsize i = 0; i < n * p; i++)
        {
          twice[i] = x[i];
          twice[n * p + i] = x[i];
        }
      shr_test_assert_ok (shr_design_new (x, y, n, p, NULL, &design));
      shr_test_assert_ok (shr_design_new (twice, y, n, 2 * p, NULL, &doubled));
      shr_test_assert_ok (shr_knots_new (design, 0.0, 1000, NULL, &knots));
      shr_test_assert_ok (shr_knots_new (doubled, 0.0, 1000, NULL, &doubled_knots));
      g_assert_false (knots->capped || doubled_knots->capped);
      g_assert_cmpuint (doubled_knots->count, ==, knots->count);
      for (gsize i = 0; i < knots->count; i++)
        {
          g_assert_cmpfloat_with_epsilon (doubled_knots->events[i].lambda / knots->events[i].lambda, 1.0, 1e-9);
          g_assert_cmpuint (doubled_knots->events[i].feature % p, ==, knots->events[i].feature);
        }
    }
}

static void
test_refusals (void)
{
  const double x[] = { 1, 2, 4 };
  const double flat[] = { 1, 1, 1 };
  atomic_bool cancel = true;
  g_autoptr (ShrDesign) design = NULL, null_design = NULL;
  g_autoptr (ShrKnots) none = NULL;
  ShrKnots *knots;

  shr_test_assert_ok (shr_design_new (x, x, 3, 1, NULL, &design));
  shr_test_assert_ok (shr_design_new (x, flat, 3, 1, NULL, &null_design));
  g_assert_cmpint (shr_knots_new (design, -1.0, 10, NULL, &knots), ==, SHR_STATUS_BAD_LAMBDA);
  g_assert_cmpint (shr_knots_new (design, NAN, 10, NULL, &knots), ==, SHR_STATUS_BAD_LAMBDA);
  g_assert_cmpint (shr_knots_new (design, 0.0, 10, &cancel, &knots), ==, SHR_STATUS_CANCELLED);
  g_assert_null (knots);
  shr_test_assert_ok (shr_knots_new (null_design, 0.0, 10, NULL, &none));
  g_assert_cmpuint (none->count, ==, 0);
  g_assert_false (none->capped);
}

int
main (int argc, char **argv)
{
  static const ShrTestKind kinds[] = { SHR_TEST_GAUSSIAN, SHR_TEST_EQUICORRELATED, SHR_TEST_AUTOREGRESSIVE,
                                       SHR_TEST_SCALES, SHR_TEST_CONSTANTS };
  static const ShrTestKind solved[] = { SHR_TEST_GAUSSIAN, SHR_TEST_EQUICORRELATED, SHR_TEST_AUTOREGRESSIVE,
                                        SHR_TEST_SCALES,   SHR_TEST_CONSTANTS,      SHR_TEST_DUPLICATES };

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (references); i++)
    {
      g_autofree char *name = g_strdup_printf ("/core/knots/reference/%" G_GSIZE_FORMAT, i);

      g_test_add_data_func (name, &references[i], test_reference);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *name = g_strdup_printf ("/core/knots/solver/%s", shr_test_kind_name (kinds[i]));

      g_test_add_data_func (name, GUINT_TO_POINTER (kinds[i]), test_agrees_with_solver);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (solved); i++)
    {
      g_autofree char *name = g_strdup_printf ("/core/knots/solution/%s", shr_test_kind_name (solved[i]));

      g_test_add_data_func (name, GUINT_TO_POINTER (solved[i]), test_solution);
    }
  g_test_add_func ("/core/knots/reference-path", test_reference_path);
  g_test_add_func ("/core/knots/dependent-columns", test_dependent_columns);
  g_test_add_func ("/core/knots/refusals", test_refusals);

  return g_test_run ();
}
