#pragma once

#include "study/shr-study.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ShrLambdaBar:
 *
 * Everything that moves λ and is no chart: the slider over the leading column's path (of log λ, running the way the
 * charts run), steps, play and pause, every column's λ, an entry to type it exactly, and how far the solver is.
 */
#define SHR_TYPE_LAMBDA_BAR (shr_lambda_bar_get_type ())
G_DECLARE_FINAL_TYPE (ShrLambdaBar, shr_lambda_bar, SHR, LAMBDA_BAR, AdwBin)

/* Once, before it is shown. */
void shr_lambda_bar_set_study (ShrLambdaBar *self, ShrStudy *study);

G_END_DECLS
