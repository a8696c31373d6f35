#include "study/shr-spread.h"

#include "data/shr-preparation.h"
#include "data/shr-random.h"
#include "data/shr-truth.h"
#include "study/shr-detail.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>

/* The ribbon holds what is between these shares of the curves. */
#define LOW 0.05
#define HIGH 0.95

struct _ShrSpread
{
  ShrFit *fit;
  double lambdas[SHR_N_PENALTIES];
  GThread *thread;
  atomic_bool cancel, done;
  atomic_size_t drawn;

  gsize n;
  double *at, *truth;
  double *curves[SHR_N_PENALTIES]; /* SHR_SPREAD_DRAWS × n; NULL where not wanted */
  double *bands[SHR_N_PENALTIES];  /* 3 × n: low, high, mean */
  ShrRibbon ribbons[SHR_N_PENALTIES];
  gboolean solved[SHR_N_PENALTIES];
};

gboolean
shr_spread_is_possible (ShrFit *fit)
{
  ShrDataset *dataset = shr_fit_get_dataset (fit);
  double x = 0.0, y;

  return shr_truth_curve (dataset, &x, 1, &y) && shr_preparation_are_powers (dataset);
}

void
shr_spread_draw_response (ShrFit *fit, gsize draw, double *y)
{
  ShrDataset *dataset = shr_fit_get_dataset (fit);
  const ShrRecipe *recipe = shr_dataset_recipe (dataset);
  gsize n = shr_dataset_rows (dataset);
  ShrRandom random;

  shr_random_init (&random, recipe->seed * SHR_SPREAD_DRAWS + draw + 1);
  shr_truth_curve (dataset, shr_dataset_x (dataset), n, y);
  for (gsize i = 0; i < n; i++)
    y[i] += recipe->parameters.noise * shr_random_normal (&random);
}

/* The curve of one draw under one penalty. */
static ShrStatus
fit_curve (ShrSpread *spread, const ShrDesign *design, ShrPenalty penalty, double *w, double *curve)
{
  ShrSolverSettings settings;
  ShrSolver *solver = NULL;
  ShrPoint point = { .w = w };
  ShrStatus status;

  shr_solver_settings_init (&settings);
  settings.mixing = shr_settings_get_mixing (shr_fit_get_settings (spread->fit), penalty);
  settings.gap = shr_fit_get_settings (spread->fit)->gap;
  settings.cancel = &spread->cancel;
  status = shr_solver_new (design, &settings, &solver);
  if (status == SHR_STATUS_OK)
    status = shr_solver_solve (solver, spread->lambdas[penalty], &point);
  for (gsize i = 0; status == SHR_STATUS_OK && i < spread->n; i++)
    {
      double sum = 0.0;

      for (gsize j = shr_design_features (design); j > 0; j--)
        {
          double scale = shr_design_scale (design, j - 1);

          sum = (sum + (scale > 0.0 ? w[j - 1] / scale : 0.0)) * spread->at[i];
        }
      curve[i] = point.intercept + sum;
    }
  shr_solver_free (solver);

  return status;
}

static ShrStatus
run_draw (ShrSpread *spread, gsize draw, double *y, double *w)
{
  ShrDataset *dataset = shr_fit_get_dataset (spread->fit);
  const ShrSettings *wanted = shr_fit_get_settings (spread->fit);
  ShrDesignSettings settings;
  ShrDesign *design = NULL;
  ShrStatus status;

  shr_design_settings_init (&settings);
  settings.standardize = wanted->standardize;
  settings.intercept = wanted->intercept;
  shr_spread_draw_response (spread->fit, draw, y);
  status = shr_design_new (shr_dataset_x (dataset), y, shr_dataset_rows (dataset), shr_dataset_features (dataset),
                           &settings, &design);
  for (ShrPenalty i = 0; status == SHR_STATUS_OK && i < SHR_N_PENALTIES; i++)
    if (spread->curves[i] != NULL)
      status = fit_curve (spread, design, i, w, spread->curves[i] + draw * spread->n);
  shr_design_free (design);

  return status;
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Between the two nearest of the sorted values (Hyndman and Fan 1996, type 7). */
static double
quantile (const double *sorted, gsize n, double share)
{
  double position = share * (double) (n - 1);
  gsize k = MIN ((gsize) position, n - 2);
  double part = position - (double) k;

  return (1.0 - part) * sorted[k] + part * sorted[k + 1];
}

static void
summarize (ShrSpread *spread, ShrPenalty penalty)
{
  gsize n = spread->n;
  double *low = spread->bands[penalty], *high = low + n, *mean = high + n;
  double values[SHR_SPREAD_DRAWS], bias = 0.0, variance = 0.0;

  for (gsize i = 0; i < n; i++)
    {
      double sum = 0.0, square = 0.0;

      for (gsize d = 0; d < SHR_SPREAD_DRAWS; d++)
        sum += values[d] = spread->curves[penalty][d * n + i];
      mean[i] = sum / SHR_SPREAD_DRAWS;
      for (gsize d = 0; d < SHR_SPREAD_DRAWS; d++)
        square += (values[d] - mean[i]) * (values[d] - mean[i]);
      bias += (mean[i] - spread->truth[i]) * (mean[i] - spread->truth[i]) / (double) n;
      variance += square / SHR_SPREAD_DRAWS / (double) n;
      qsort (values, SHR_SPREAD_DRAWS, sizeof (double), compare);
      low[i] = quantile (values, SHR_SPREAD_DRAWS, LOW);
      high[i] = quantile (values, SHR_SPREAD_DRAWS, HIGH);
    }
  spread->ribbons[penalty] = (ShrRibbon){ .n = n,
                                          .at = spread->at,
                                          .low = low,
                                          .high = high,
                                          .mean = mean,
                                          .draws = SHR_SPREAD_DRAWS,
                                          .curves = spread->curves[penalty],
                                          .bias = bias,
                                          .variance = variance };
  spread->solved[penalty] = TRUE;
}

static gpointer
run (gpointer data)
{
  ShrSpread *spread = data;
  ShrDataset *dataset = shr_fit_get_dataset (spread->fit);
  g_autofree double *y = g_new (double, shr_dataset_rows (dataset));
  g_autofree double *w = g_new (double, shr_dataset_features (dataset));
  ShrStatus status = SHR_STATUS_OK;

  for (gsize draw = 0; status == SHR_STATUS_OK && draw < SHR_SPREAD_DRAWS; draw++)
    {
      status = atomic_load (&spread->cancel) ? SHR_STATUS_CANCELLED : run_draw (spread, draw, y, w);
      atomic_store (&spread->drawn, draw + 1);
    }
  for (ShrPenalty i = 0; status == SHR_STATUS_OK && i < SHR_N_PENALTIES; i++)
    if (spread->curves[i] != NULL)
      summarize (spread, i);
  atomic_store (&spread->done, true);

  return NULL;
}

ShrSpread *
shr_spread_new (ShrFit *fit, const double lambdas[SHR_N_PENALTIES])
{
  ShrSpread *spread = g_new0 (ShrSpread, 1);

  spread->fit = shr_fit_ref (fit);
  spread->at = shr_detail_new_grid (shr_fit_get_dataset (fit), &spread->n);
  spread->truth = g_new (double, spread->n);
  shr_truth_curve (shr_fit_get_dataset (fit), spread->at, spread->n, spread->truth);
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    {
      spread->lambdas[i] = lambdas[i];
      if (isnan (lambdas[i]))
        continue;
      spread->curves[i] = g_new (double, SHR_SPREAD_DRAWS * spread->n);
      spread->bands[i] = g_new (double, 3 * spread->n);
    }
  spread->thread = g_thread_new ("spread", run, spread);

  return spread;
}

void
shr_spread_free (ShrSpread *spread)
{
  atomic_store (&spread->cancel, true);
  g_thread_join (spread->thread);
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    {
      g_free (spread->curves[i]);
      g_free (spread->bands[i]);
    }
  g_free (spread->at);
  g_free (spread->truth);
  shr_fit_unref (spread->fit);
  g_free (spread);
}

gboolean
shr_spread_is_done (ShrSpread *spread)
{
  return atomic_load (&spread->done);
}

double
shr_spread_get_progress (ShrSpread *spread)
{
  return (double) atomic_load (&spread->drawn) / SHR_SPREAD_DRAWS;
}

gboolean
shr_spread_is_of (ShrSpread *spread, ShrFit *fit, const double lambdas[SHR_N_PENALTIES])
{
  if (spread->fit != fit)
    return FALSE;
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    if (spread->lambdas[i] != lambdas[i] && !(isnan (spread->lambdas[i]) && isnan (lambdas[i])))
      return FALSE;

  return TRUE;
}

const ShrRibbon *
shr_spread_get_ribbon (ShrSpread *spread, ShrPenalty penalty)
{
  return atomic_load (&spread->done) && spread->solved[penalty] ? &spread->ribbons[penalty] : NULL;
}
