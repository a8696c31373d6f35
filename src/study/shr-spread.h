#pragma once

#include "plot/shr-chart.h"
#include "study/shr-fit.h"

G_BEGIN_DECLS

#define SHR_SPREAD_DRAWS 100

/**
 * ShrSpread:
 *
 * The curves of Fit when only the noise is drawn anew: SHR_SPREAD_DRAWS times, at the same values of the variable, with the
 * same truth and the same λ of each penalty. Bias and variance, to be seen. Worked out by a thread of its own.
 */
typedef struct _ShrSpread ShrSpread;

/* Whether the truth of @fit's data is known, and a curve. */
gboolean shr_spread_is_possible (ShrFit *fit);

/**
 * shr_spread_new:
 * @fit: finished, and shr_spread_is_possible()
 * @lambdas: of each penalty; NaN: not wanted
 *
 * Begins at once.
 */
ShrSpread *shr_spread_new (ShrFit *fit, const double lambdas[SHR_N_PENALTIES]);
/* Cancels, if need be, and waits for the thread: no longer than one draw takes. */
void shr_spread_free (ShrSpread *spread);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ShrSpread, shr_spread_free)

gboolean shr_spread_is_done (ShrSpread *spread);
/* The share of the draws that are solved. */
double shr_spread_get_progress (ShrSpread *spread);
/* Whether it is of @fit at exactly these λ. */
gboolean shr_spread_is_of (ShrSpread *spread, ShrFit *fit, const double lambdas[SHR_N_PENALTIES]);
/* (nullable): once done; NULL where it was not wanted, or a draw could not be solved. */
const ShrRibbon *shr_spread_get_ribbon (ShrSpread *spread, ShrPenalty penalty);

/* The response of draw @draw at the @n rows of @fit's data. */
void shr_spread_draw_response (ShrFit *fit, gsize draw, double *y);

G_END_DECLS
