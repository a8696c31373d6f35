#pragma once

#include "study/shr-penalty.h"

G_BEGIN_DECLS

/**
 * ShrSettings:
 *
 * What a fit depends on besides the data: a plain value, copied freely.
 */
typedef struct
{
  gboolean penalties[SHR_N_PENALTIES]; /* which columns are on; default ridge and lasso */
  double mixing;                       /* α of the elastic net, in [0, 1]; default 0.5 */
  gboolean standardize;                /* default TRUE */
  gboolean intercept;                  /* default TRUE */
  guint lambda_count;                  /* default 100 */
  double lambda_min_ratio;             /* 0: the default of mathematics, section 2 */
  double gap;                          /* relative duality gap demanded; default 1e-9 */
  gboolean paths_only;                 /* no events, and shares of the smallest λ; default FALSE: more time is taken */
  guint folds;                         /* of the cross-validation, at least 2; default 0: none */
  guint64 seed;                        /* which rows are held out together; default 1 */
  double test_share; /* of the rows, held out of a fit of their own to be predicted; default 0: none */
  guint threads;     /* penalties or folds solved side by side; default 1. Changes no result */
} ShrSettings;

void shr_settings_init (ShrSettings *settings);
/* α of @penalty: 0, settings->mixing or 1. */
double shr_settings_get_mixing (const ShrSettings *settings, ShrPenalty penalty);

/* Whether anything is held out of fits of their own: folds, or a share for testing. */
gboolean shr_settings_validates (const ShrSettings *settings);

G_END_DECLS
