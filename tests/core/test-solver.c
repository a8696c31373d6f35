/* The solver against exact references: coefficients computed in 50-digit arithmetic from the data as rationals. */

#include "support/shr-test-core.h"
#include "support/shr-test-table.h"

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

          worst_intercept
              = fmax (worst_intercept, fabs (point->intercept - shr_test_table_number (path, rows[k], 2)));
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (references); i++)
    {
      g_autofree char *name = g_strdup_printf ("/core/solver/reference/%s", references[i].data);

      g_test_add_data_func (name, &references[i], test_reference);
    }

  return g_test_run ();
}
