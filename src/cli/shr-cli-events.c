#include "cli/shr-cli-events.h"

#include "core/shr-knots.h"
#include "study/shr-export.h"
#include "study/shr-fit.h"

/* More than any table for which a list of them could be read. */
#define MOST_EVENTS 100000

/* Where the events are to stop. */
static ShrStatus
find_floor (const ShrDesign *design, const ShrCliOptions *options, double *floor)
{
  ShrSolver *solver;
  ShrStatus status;

  *floor = options->n_lambdas > 0 ? options->lambdas[options->n_lambdas - 1] : 0.0;
  if (options->settings.lambda_min_ratio == 0.0)
    return SHR_STATUS_OK;

  status = shr_solver_new (design, NULL, &solver);
  if (status != SHR_STATUS_OK)
    return status;
  *floor = options->settings.lambda_min_ratio * shr_solver_lambda_max (solver);
  shr_solver_free (solver);

  return SHR_STATUS_OK;
}

GBytes *
shr_cli_events (ShrDataset *dataset, const ShrCliOptions *options, ShrSolverInfo *info, GError **error)
{
  ShrNumbersFormat format =
      options->output != NULL && g_str_has_suffix (options->output, ".json") ? SHR_NUMBERS_JSON : SHR_NUMBERS_CSV;
  ShrDesignSettings settings;
  ShrDesign *design = NULL;
  ShrKnots *knots = NULL;
  GBytes *bytes = NULL;
  double floor = 0.0;
  ShrStatus status;

  shr_design_settings_init (&settings);
  settings.standardize = options->settings.standardize;
  settings.intercept = options->settings.intercept;
  status = shr_design_new (shr_dataset_x (dataset), shr_dataset_y (dataset), shr_dataset_rows (dataset),
                           shr_dataset_features (dataset), &settings, &design);
  if (status == SHR_STATUS_OK)
    status = find_floor (design, options, &floor);
  if (status == SHR_STATUS_OK)
    status = shr_knots_new (design, floor, MOST_EVENTS, NULL, &knots);

  if (status == SHR_STATUS_OK)
    {
      char buffer[SHR_NUMBER_LENGTH];

      *info = (ShrSolverInfo){ .iterations = knots->count };
      bytes = shr_export_events (knots, shr_dataset_feature_names (dataset), format);
      if (knots->capped)
        g_printerr ("shrinkage-cli: %s: the events below λ = %s are missing: %s\n", shr_dataset_name (dataset),
                    shr_export_number (knots->lambda_min, buffer), knots->reason);
    }
  else
    g_set_error (error, SHR_STUDY_ERROR, SHR_STUDY_ERROR_SOLVER, "%s: %s", shr_dataset_name (dataset),
                 shr_status_sentence (status));
  shr_knots_free (knots);
  shr_design_free (design);

  return bytes;
}
