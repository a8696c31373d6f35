#include "study/shr-settings.h"

void
shr_settings_init (ShrSettings *settings)
{
  *settings = (ShrSettings){
    .penalties = { [SHR_PENALTY_RIDGE] = TRUE, [SHR_PENALTY_LASSO] = TRUE },
    .mixing = 0.5,
    .standardize = TRUE,
    .intercept = TRUE,
    .lambda_count = 100,
    .lambda_min_ratio = 0.0,
    .gap = 1e-9,
    .paths_only = FALSE,
    .folds = 0,
    .seed = 1,
    .test_share = 0.0,
    .threads = 1,
  };
}

double
shr_settings_get_mixing (const ShrSettings *settings, ShrPenalty penalty)
{
  switch (penalty)
    {
    case SHR_PENALTY_RIDGE:
      return 0.0;
    case SHR_PENALTY_ELASTIC_NET:
      return settings->mixing;
    case SHR_PENALTY_LASSO:
    default:
      return 1.0;
    }
}

gboolean
shr_settings_validates (const ShrSettings *settings)
{
  return settings->folds > 0 || settings->test_share > 0.0;
}
