/* The spread of Fit's curves, worked out whenever λ rests. */

#include "study/shr-study-private.h"

#include <math.h>

/* λ rests when it has not moved for so long. */
#define REST_SECONDS 0.08

/* The λ on show; NaN where there is none. FALSE: there is nothing to spread. */
static gboolean
find_lambdas (ShrStudy *self, double lambdas[SHR_N_PENALTIES])
{
  if (!self->resampling || !self->rows[SHR_ROW_FIT] || self->columns.fit == NULL || self->running
      || self->coming != NULL || shr_study_get_playing (self) || !shr_spread_is_possible (self->columns.fit))
    return FALSE;

  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    lambdas[i] =
        self->columns.views[i].done && self->columns.views[i].has_point ? self->columns.views[i].point.lambda : NAN;

  return TRUE;
}

static void
set_progress (ShrStudy *self, double progress)
{
  if (self->spread_progress == progress)
    return;

  self->spread_progress = progress;
  shr_study_notify (self, SHR_STUDY_PROP_SPREAD_PROGRESS);
}

static void
forget (ShrStudy *self)
{
  g_clear_pointer (&self->spread, shr_spread_free);
  self->spread_shown = FALSE;
  set_progress (self, 1.0);
}

ShrRedraw
shr_study_tick_spread (ShrStudy *self, double time)
{
  double lambdas[SHR_N_PENALTIES];
  gboolean rested = TRUE;

  if (!find_lambdas (self, lambdas))
    {
      forget (self);
      return 0;
    }

  if (self->spread != NULL && !shr_spread_is_of (self->spread, self->columns.fit, lambdas))
    forget (self);
  if (self->spread != NULL)
    {
      if (self->spread_shown)
        return 0;
      if (!shr_spread_is_done (self->spread))
        {
          set_progress (self, MIN (shr_spread_get_progress (self->spread), 0.99));
          return 0;
        }
      self->spread_shown = TRUE;
      set_progress (self, 1.0);
      return SHR_REDRAW_OVERLAY;
    }

  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    {
      rested &= self->rested_at[i] == lambdas[i] || (isnan (self->rested_at[i]) && isnan (lambdas[i]));
      self->rested_at[i] = lambdas[i];
    }
  if (!rested || isnan (self->rested_since))
    self->rested_since = time;
  if (time - self->rested_since >= REST_SECONDS)
    {
      self->spread = shr_spread_new (self->columns.fit, lambdas);
      set_progress (self, 0.0);
      self->rested_since = NAN;
    }

  return 0;
}

gboolean
shr_study_needs_spread_tick (ShrStudy *self)
{
  double lambdas[SHR_N_PENALTIES];

  /* What is not wanted any more has to be forgotten. */
  if (!find_lambdas (self, lambdas))
    return self->spread != NULL;

  return self->spread == NULL || !self->spread_shown || !shr_spread_is_of (self->spread, self->columns.fit, lambdas);
}

const ShrRibbon *
shr_study_get_ribbon (ShrStudy *self, ShrPenalty penalty)
{
  double lambdas[SHR_N_PENALTIES];

  return self->spread_shown && find_lambdas (self, lambdas)
                 && shr_spread_is_of (self->spread, self->columns.fit, lambdas)
             ? shr_spread_get_ribbon (self->spread, penalty)
             : NULL;
}

void
shr_study_set_resampling (ShrStudy *self, gboolean resampling)
{
  g_return_if_fail (SHR_IS_STUDY (self));

  if (self->resampling == !!resampling)
    return;

  self->resampling = !!resampling;
  if (!self->resampling)
    forget (self);
  shr_study_notify (self, SHR_STUDY_PROP_RESAMPLING);
  shr_study_redraw (self, SHR_REDRAW_OVERLAY);
}
