#pragma once

#include "cli/shr-cli-options.h"
#include "data/shr-dataset.h"

G_BEGIN_DECLS

/**
 * shr_cli_events:
 * @info: (out): what the homotopy took
 *
 * Every event of the lasso of @dataset, down to λ = 0, or to the smallest λ that --lambdas or --lambda-min-ratio asks
 * for; as CSV or JSON, by the ending of --output. Says on standard error when some are missing.
 *
 * Returns: (transfer full): NULL with @error, SHR_STUDY_ERROR, when it cannot be solved
 */
GBytes *shr_cli_events (ShrDataset *dataset, const ShrCliOptions *options, ShrSolverInfo *info, GError **error);

G_END_DECLS
