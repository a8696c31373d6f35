#pragma once

#include "core/shr-knots.h"

#include <glib.h>

G_BEGIN_DECLS

/* Events whose λ differ by less than this share are one moment: they happen together, to rounding. */
#define SHR_EVENTS_SAME 1e-12

/* The nearest event at a smaller λ (@direction > 0) or at a larger one (@direction < 0) than that of the moment
 * @lambda belongs to. (nullable): NULL when there is none. */
const ShrEvent *shr_events_next (const ShrKnots *knots, double lambda, int direction);

/* What happens at @lambda, as a person would say it: "bmi enters", "hdl leaves, ldl enters". @names: of the features.
 * (transfer full) (nullable): NULL where nothing happens. */
char *shr_events_describe (const ShrKnots *knots, double lambda, const char *const *names);

G_END_DECLS
