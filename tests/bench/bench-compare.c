/* The C half of compare.sh: makes data files, times our path on them, and computes the gap of anybody's coefficients
 * from the raw data alone.
 *
 *   bench-compare make N P DESIGN SEED FILE       DESIGN: a correlation, or the name of a kind of columns
 *   bench-compare run FILE MIXING REPEATS [FIT]   → milliseconds and worst relative gap; the λ are those of FIT, or ours
 *   bench-compare once FILE MIXING                one path on our own λ, for counting instructions
 *   bench-compare gap FILE MIXING FIT             → worst relative gap of the coefficients in FIT, a file of glmnet's
 *
 * The gaps are computed here from the coefficients on the original scale and the raw data, ours as glmnet's.
 */
#include "core/shr-blas.h"
#include "core/shr-solver.h"
#include "support/shr-test-core.h"
#include "support/shr-test-degenerate.h"
#include "support/shr-test-design.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum
{
  LAMBDAS = 100
};

typedef struct
{
  gint32 n, p;
  double *y, *x;
} Data;

/* What glmnet says: its λ (in its own convention), intercepts and coefficients on the original scale. */
typedef struct
{
  gint32 count;
  double *lambda, *intercept, *beta;
} Fit;

static void
must (gboolean good, const char *what)
{
  if (!good)
    {
      fprintf (stderr, "bench-compare: %s\n", what);
      exit (1);
    }
}

static double *
read_doubles (FILE *file, gsize n)
{
  double *values = g_new (double, n);

  must (fread (values, sizeof (double), n, file) == n, "the file is too short");
  return values;
}

static Data
read_data (const char *name)
{
  FILE *file = fopen (name, "rb");
  Data data;

  must (file != NULL && fread (&data.n, 4, 1, file) == 1 && fread (&data.p, 4, 1, file) == 1, name);
  data.y = read_doubles (file, (gsize) data.n);
  data.x = read_doubles (file, (gsize) data.n * (gsize) data.p);
  fclose (file);

  return data;
}

static Fit
read_fit (const char *name, const Data *data)
{
  FILE *file = fopen (name, "rb");
  Fit fit;

  must (file != NULL && fread (&fit.count, 4, 1, file) == 1, name);
  fit.lambda = read_doubles (file, (gsize) fit.count);
  fit.intercept = read_doubles (file, (gsize) fit.count);
  fit.beta = read_doubles (file, (gsize) fit.count * (gsize) data->p);
  fclose (file);

  return fit;
}

static double
response_sd (const Data *data)
{
  double mean = 0.0, square = 0.0;

  for (int i = 0; i < data->n; i++)
    mean += data->y[i] / data->n;
  for (int i = 0; i < data->n; i++)
    square += (data->y[i] - mean) * (data->y[i] - mean) / data->n;

  return sqrt (square);
}

/* glmnet's λ and α as ours (mathematics, section 1): λα = l·a and λ(1−α) = l·(1−a)/s_y. */
static void
convert (const Data *data, double glmnet_mixing, double glmnet_lambda, double *lambda, double *mixing)
{
  double l1 = glmnet_lambda * glmnet_mixing;
  double l2 = glmnet_lambda * (1.0 - glmnet_mixing) / response_sd (data);

  *lambda = l1 + l2;
  *mixing = l1 / (l1 + l2);
}

static void
make (char **argv)
{
  Data data = { .n = atoi (argv[0]), .p = atoi (argv[1]) };
  FILE *file = fopen (argv[4], "wb");
  guint64 seed = (guint64) atoi (argv[3]);
  guint kind = 0;

  must (file != NULL, argv[4]);
  while (kind < SHR_TEST_KINDS && strcmp (argv[2], shr_test_kind_name ((ShrTestKind) kind)) != 0)
    kind++;
  if (kind < SHR_TEST_KINDS)
    {
      ShrTestRandom random;

      shr_test_random_init (&random, seed);
      shr_test_degenerate_new (&random, (ShrTestKind) kind, (gsize) data.n, (gsize) data.p, &data.x, &data.y);
    }
  else
    shr_test_design_fht ((gsize) data.n, (gsize) data.p, g_ascii_strtod (argv[2], NULL), seed, &data.x, &data.y);
  fwrite (&data.n, 4, 1, file);
  fwrite (&data.p, 4, 1, file);
  fwrite (data.y, sizeof (double), (gsize) data.n, file);
  fwrite (data.x, sizeof (double), (gsize) data.n * (gsize) data.p, file);
  must (fclose (file) == 0, "the data could not be written");
}

/* The gap of one column of coefficients, over the null loss, from the definition: θ = s·r, s the largest that is
 * feasible (lasso), or the better of s = 1 and that (elastic net, ridge). */
static double
gap (const Data *data, const double *z, const double *centered, double lambda, double mixing, const double *w)
{
  gsize n = (gsize) data->n, p = (gsize) data->p;
  double l1 = (double) n * lambda * mixing, l2 = (double) n * lambda * (1.0 - mixing);
  double *r = g_memdup2 (centered, n * sizeof (double)), *correlation = g_new (double, p);
  double primal = 0.0, largest = 0.0, null = 0.0, least = INFINITY;

  for (gsize j = 0; j < p; j++)
    if (w[j] != 0.0)
      for (gsize i = 0; i < n; i++)
        r[i] -= z[j * n + i] * w[j];
  for (gsize i = 0; i < n; i++)
    {
      primal += 0.5 * r[i] * r[i];
      null += 0.5 * centered[i] * centered[i];
    }
  for (gsize j = 0; j < p; j++)
    {
      primal += l1 * fabs (w[j]) + 0.5 * l2 * w[j] * w[j];
      correlation[j] = 0.0;
      for (gsize i = 0; i < n; i++)
        correlation[j] += z[j * n + i] * r[i];
      largest = MAX (largest, fabs (correlation[j]));
    }

  for (int rescaled = 0; rescaled < 2; rescaled++)
    {
      double s = rescaled && largest > l1 ? l1 / largest : 1.0, dual = 0.0;

      for (gsize i = 0; i < n; i++)
        dual += s * r[i] * centered[i] - 0.5 * s * r[i] * s * r[i];
      if (l2 > 0.0)
        for (gsize j = 0; j < p; j++)
          {
            double excess = MAX (fabs (s * correlation[j]) - l1, 0.0);

            dual -= excess * excess / (2.0 * l2);
          }
      else if (!rescaled)
        continue;
      least = MIN (least, primal - dual);
    }
  g_free (r);
  g_free (correlation);

  return least / null;
}

/* Centres and scales @data in place. @sd: (out caller-allocates): p */
static void
standardize (Data *data, double *sd)
{
  gsize n = (gsize) data->n, p = (gsize) data->p;
  double mean = 0.0;

  for (gsize i = 0; i < n; i++)
    mean += data->y[i] / (double) n;
  for (gsize i = 0; i < n; i++)
    data->y[i] -= mean;
  for (gsize j = 0; j < p; j++)
    {
      double *column = data->x + j * n;

      mean = 0.0;
      sd[j] = 0.0;
      for (gsize i = 0; i < n; i++)
        mean += column[i] / (double) n;
      for (gsize i = 0; i < n; i++)
        {
          column[i] -= mean;
          sd[j] += column[i] * column[i] / (double) n;
        }
      sd[j] = sqrt (sd[j]);
      for (gsize i = 0; i < n; i++)
        column[i] = sd[j] > 0.0 ? column[i] / sd[j] : 0.0;
    }
}

/* Our whole path, as somebody who has the data in memory would ask for it. @given: λ instead of our own, or NULL. */
static G_GNUC_NO_INLINE ShrPath *
solve_once (const Data *data, double mixing, const double *given, gsize count)
{
  g_autoptr (ShrDesign) design = NULL;
  g_autoptr (ShrSolver) solver = NULL;
  ShrSolverSettings settings;
  double lambdas[LAMBDAS];
  ShrPath *path;

  shr_solver_settings_init (&settings);
  settings.mixing = mixing;
  must (shr_design_new (data->x, data->y, (size_t) data->n, (size_t) data->p, NULL, &design) == SHR_STATUS_OK
            && shr_solver_new (design, &settings, &solver) == SHR_STATUS_OK,
        "no solver");
  if (given == NULL)
    must (shr_solver_grid (solver, LAMBDAS, 0.0, lambdas, &count) == SHR_STATUS_OK, "no grid");
  must (shr_path_new (design, mixing, given != NULL ? given : lambdas, count, &path) == SHR_STATUS_OK
            && shr_solver_path (solver, path, NULL, NULL) == SHR_STATUS_OK,
        "no path");

  return path;
}

static void
run (int argc, char **argv)
{
  Data data = read_data (argv[0]);
  double mixing = g_ascii_strtod (argv[1], NULL), best = INFINITY, worst = 0.0;
  int repeats = atoi (argv[2]);
  double lambdas[LAMBDAS];
  double *sd = g_new (double, data.p), *w = g_new (double, data.p);
  size_t count = 0;
  ShrPath *path = NULL;

  if (argc > 3)
    {
      Fit fit = read_fit (argv[3], &data);

      /* The first λ of glmnet's ridge path is relabelled; it is left out. */
      for (int k = mixing == 0.0 ? 1 : 0; k < fit.count && k < LAMBDAS; k++)
        convert (&data, g_ascii_strtod (argv[1], NULL), fit.lambda[k], &lambdas[count++], &mixing);
    }

  for (int i = 0; i < repeats || (best < 50.0 && i < 10 * repeats); i++)
    {
      gint64 begin = g_get_monotonic_time ();

      shr_path_free (path);
      path = solve_once (&data, mixing, argc > 3 ? lambdas : NULL, count);
      best = MIN (best, (double) (g_get_monotonic_time () - begin) / 1000.0);
    }

  standardize (&data, sd);
  for (gsize k = 0; k < shr_path_count (path); k++)
    {
      /* What somebody gets who takes the coefficients to the original scale and back. */
      for (gsize j = 0; j < (gsize) data.p; j++)
        w[j] = shr_path_original (path, j, shr_path_point (path, k)->w[j]) * sd[j];
      worst = MAX (worst, gap (&data, data.x, data.y, shr_path_lambda (path, k), mixing, w));
    }

  printf ("%.3f %.0e\n", best, worst);
}

static void
once (char **argv)
{
  Data data = read_data (argv[0]);

  shr_path_free (solve_once (&data, g_ascii_strtod (argv[1], NULL), NULL, 0));
}

static void
measure_gap (char **argv)
{
  Data data = read_data (argv[0]);
  Fit fit = read_fit (argv[2], &data);
  double glmnet_mixing = g_ascii_strtod (argv[1], NULL), worst = 0.0;
  gsize p = (gsize) data.p;
  double *sd = g_new (double, p), *w = g_new (double, p);
  double *lambda = g_new (double, fit.count), mixing = glmnet_mixing;

  for (int k = 0; k < fit.count; k++)
    convert (&data, glmnet_mixing, fit.lambda[k], &lambda[k], &mixing);
  standardize (&data, sd);
  for (int k = glmnet_mixing == 0.0 ? 1 : 0; k < fit.count; k++)
    {
      for (gsize j = 0; j < p; j++)
        w[j] = fit.beta[(gsize) k * p + j] * sd[j];
      worst = MAX (worst, gap (&data, data.x, data.y, lambda[k], mixing, w));
    }

  printf ("%.0e\n", worst);
}

int
main (int argc, char **argv)
{
  shr_blas_single_thread ();

  if (argc == 7 && strcmp (argv[1], "make") == 0)
    make (argv + 2);
  else if ((argc == 5 || argc == 6) && strcmp (argv[1], "run") == 0)
    run (argc - 2, argv + 2);
  else if (argc == 4 && strcmp (argv[1], "once") == 0)
    once (argv + 2);
  else if (argc == 5 && strcmp (argv[1], "gap") == 0)
    measure_gap (argv + 2);
  else
    must (FALSE, "usage: see the head of bench-compare.c");

  return 0;
}
