/* What happens to a study as time goes on: the fit that runs, the sweep, and λ. */

#include "study/shr-events.h"
#include "study/shr-study-private.h"

#include <math.h>

/* A fit that is over in milliseconds is replayed over so many seconds at opening, and played at will a little slower. */
#define OPENING_SECONDS 1.5
#define PLAYING_SECONDS 4.0
/* A fit that takes longer than this at opening is shown as it comes, and not replayed. */
#define PATIENCE_SECONDS 0.15

void
shr_study_set_running (ShrStudy *self, gboolean running)
{
  if (self->running == running)
    return;

  self->running = running;
  shr_study_notify (self, SHR_STUDY_PROP_RUNNING);
}

static void
set_cross_validating (ShrStudy *self, gboolean cross_validating)
{
  if (self->cross_validating == cross_validating)
    return;

  self->cross_validating = cross_validating;
  shr_study_notify (self, SHR_STUDY_PROP_CROSS_VALIDATING);
}

static void
set_progress (ShrStudy *self, double progress)
{
  if (self->progress == progress)
    return;

  self->progress = progress;
  shr_study_notify (self, SHR_STUDY_PROP_PROGRESS);
}

void
shr_study_set_sweep (ShrStudy *self, ShrSweep sweep)
{
  gboolean was_playing = shr_study_get_playing (self);

  self->sweep = sweep;
  self->last_time = NAN;
  if (was_playing != shr_study_get_playing (self))
    shr_study_notify (self, SHR_STUDY_PROP_PLAYING);
}

static void
update_points_at (ShrStudy *self, double lambda)
{
  ShrColumnsTarget target = { .leader = self->leader,
                              .lambda = lambda,
                              .link = self->link,
                              .pair = { self->pair[0], self->pair[1] },
                              .in_space = self->third >= 0,
                              .third = (gsize) MAX (self->third, 0),
                              .sweeping = self->sweep != SHR_SWEEP_NONE };

  shr_columns_update (&self->columns, &target);
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    shr_detail_forget_point (&self->details[i]);
}

void
shr_study_update_points (ShrStudy *self)
{
  update_points_at (self, self->lambda);
}

/* Whoever hears that λ has moved finds the columns moved too. */
static void
move_lambda (ShrStudy *self, double lambda)
{
  gboolean moved = self->lambda != lambda && !(isnan (self->lambda) && isnan (lambda));

  self->lambda = lambda;
  if (!self->touching)
    self->wanted_lambda = lambda;
  shr_study_update_points (self);
  if (moved)
    shr_study_notify (self, SHR_STUDY_PROP_LAMBDA);
}

/* --- The fit ------------------------------------------------------------------------------------------------------ */

void
shr_study_drop_fit (ShrStudy *self)
{
  if (self->columns.fit != NULL)
    shr_fit_cancel (self->columns.fit);
  shr_columns_set_fit (&self->columns, NULL);
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    shr_detail_forget_fit (&self->details[i]);
  self->measuring = FALSE;
  set_cross_validating (self, FALSE);
}

void
shr_study_choose_colors (ShrStudy *self)
{
  g_clear_pointer (&self->colors, shr_feature_colors_free);
  if (self->dataset != NULL)
    self->colors = shr_columns_choose_colors (&self->columns);
}

void
shr_study_start_over (ShrStudy *self)
{
  self->pair[0] = 0;
  self->pair[1] = self->columns.n_features > 1 ? 1 : 0;
  self->pair_chosen = FALSE;
  shr_study_set_third (self, -1);
  shr_study_reset_zooms (self);
  shr_study_choose_colors (self);
  self->colored = FALSE;
  self->sweep_position = 0.0;
  shr_study_set_sweep (self, self->animated && self->dataset != NULL ? SHR_SWEEP_OPENING : SHR_SWEEP_NONE);
  shr_study_set_running (self, FALSE);
  move_lambda (self, NAN);
}

void
shr_study_keep_leader_on (ShrStudy *self)
{
  if (self->settings.penalties[self->leader])
    return;

  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    if (self->settings.penalties[i])
      self->leader = i;
  shr_study_notify (self, SHR_STUDY_PROP_LEADER);
  /* Where the new leader stands it stays, unless it is only passing by. */
  move_lambda (self, self->sweep == SHR_SWEEP_OPENING ? NAN : shr_study_get_column_lambda (self, self->leader));
}

/* What is worked out beside the paths. A cross-validation takes longer than that, and would keep it waiting. */
ShrFitWants
shr_study_wants (ShrStudy *self)
{
  ShrFitWants wants = self->advised ? SHR_FIT_CORRELATIONS : 0;

  if (self->rows[SHR_ROW_ERROR] || shr_settings_validates (&self->settings))
    wants |= SHR_FIT_CRITERIA;

  return wants;
}

/* A new fit for what is set now. What was on show and still holds is taken over; everything else vanishes at once. */
static void
make_fit (ShrStudy *self)
{
  g_autoptr (ShrFit) fit =
      shr_fit_new (self->dataset, &self->settings, self->lambdas, self->n_lambdas, self->columns.fit);

  shr_study_drop_fit (self);
  shr_columns_set_fit (&self->columns, fit);
  shr_fit_want (fit, shr_study_wants (self));
  self->measuring = !shr_fit_is_measured (fit);
  shr_study_set_running (self, TRUE);
  set_progress (self, shr_fit_get_progress (fit));
}

void
shr_study_want (ShrStudy *self)
{
  if (self->columns.fit == NULL || !shr_fit_want (self->columns.fit, shr_study_wants (self)))
    return;

  self->measuring = TRUE;
  if (self->worker != NULL)
    shr_worker_push (self->worker, self->columns.fit);
  else if (shr_fit_is_finished (self->columns.fit))
    {
      shr_fit_measure (self->columns.fit);
      self->measuring = FALSE;
    }
}

void
shr_study_hold_fits (ShrStudy *self)
{
  self->held++;
}

void
shr_study_release_fits (ShrStudy *self)
{
  self->held--;
  if (self->held == 0 && self->wanted)
    shr_study_start_fit (self);
}

void
shr_study_start_fit (ShrStudy *self)
{
  self->wanted = self->held > 0;
  if (self->dataset == NULL || self->worker == NULL || self->held > 0)
    return;

  shr_study_settle_coming (self);
  make_fit (self);
  shr_worker_push (self->worker, self->columns.fit);
  if (self->sweep != SHR_SWEEP_OPENING)
    shr_study_update_points (self);
  shr_study_redraw (self, SHR_REDRAW_FRAME | SHR_REDRAW_TRACES | SHR_REDRAW_OVERLAY);
}

/* λ, pair and colours where they are still open, now that the columns are solved. */
static void
settle (ShrStudy *self)
{
  double smallest, largest, lambda = self->touching ? self->wanted_lambda : self->lambda;
  gsize pair[2];

  if (!shr_study_get_lambda_range (self, self->leader, &smallest, &largest) || !self->columns.views[self->leader].done)
    {
      /* Cancelled, or failed: what there is, is shown; there is nothing to sweep over. */
      shr_study_set_sweep (self, SHR_SWEEP_NONE);
      shr_study_update_points (self);
      return;
    }

  move_lambda (self, isnan (lambda) ? shr_columns_default_lambda (&self->columns, self->leader)
                                    : shr_columns_clamp (&self->columns, self->leader, lambda));

  if (!self->pair_chosen && shr_columns_default_pair (&self->columns, self->leader, pair))
    shr_study_set_pair (self, pair[0], pair[1]);
}

ShrRedraw
shr_study_collect (ShrStudy *self)
{
  ShrRedraw changes = 0;
  gboolean finished = shr_fit_is_finished (self->columns.fit);

  if (shr_columns_notice (&self->columns))
    changes |= SHR_REDRAW_FRAME | SHR_REDRAW_TRACES | SHR_REDRAW_OVERLAY;
  set_progress (self, shr_fit_get_progress (self->columns.fit));

  if (finished)
    {
      const GError *error = shr_fit_get_error (self->columns.fit);

      if (!self->colored)
        {
          shr_study_choose_colors (self);
          self->colored = TRUE;
          shr_study_notify (self, SHR_STUDY_PROP_COLORED);
        }
      settle (self);
      changes |= SHR_REDRAW_FRAME | SHR_REDRAW_TRACES | SHR_REDRAW_OVERLAY;
      shr_study_set_running (self, FALSE);
      set_cross_validating (self, error == NULL && shr_settings_validates (&self->settings));
      if (error != NULL && !g_error_matches (error, SHR_STUDY_ERROR, SHR_STUDY_ERROR_CANCELLED))
        shr_study_fail (self, error->message);
    }

  return changes;
}

/* Beside the paths: nobody sees it before it is there. */
static ShrRedraw
collect_measures (ShrStudy *self)
{
  if (!shr_fit_is_measured (self->columns.fit))
    return 0;

  self->measuring = FALSE;

  return SHR_REDRAW_OVERLAY;
}

/* The same of the cross-validation that goes on behind the paths. */
static ShrRedraw
collect_cross_validation (ShrStudy *self)
{
  const GError *error;

  set_progress (self, shr_fit_get_cross_validation_progress (self->columns.fit));
  if (!shr_fit_is_cross_validated (self->columns.fit))
    return 0;

  error = shr_fit_get_cross_validation_error (self->columns.fit);
  set_cross_validating (self, FALSE);
  if (error != NULL && !g_error_matches (error, SHR_STUDY_ERROR, SHR_STUDY_ERROR_CANCELLED))
    shr_study_fail (self, error->message);

  /* Error shows it; and so may Prior, through σ². */
  return SHR_REDRAW_OVERLAY;
}

gboolean
shr_study_fit_now (ShrStudy *self, GError **error)
{
  gboolean validated;

  g_return_val_if_fail (SHR_IS_STUDY (self), FALSE);
  g_return_val_if_fail (self->dataset != NULL, FALSE);
  g_return_val_if_fail (self->worker == NULL, FALSE);

  make_fit (self);
  shr_study_set_sweep (self, SHR_SWEEP_NONE);
  if (!shr_fit_run (self->columns.fit, error))
    {
      shr_study_set_running (self, FALSE);
      return FALSE;
    }
  shr_fit_measure (self->columns.fit);
  shr_study_begin_by_itself (self);
  shr_study_redraw (self, shr_study_collect (self) | collect_measures (self));
  shr_study_end_by_itself (self);
  if (!self->cross_validating)
    return TRUE;

  validated = shr_fit_cross_validate (self->columns.fit, error);
  shr_study_redraw (self, collect_cross_validation (self));

  return validated;
}

void
shr_study_cancel (ShrStudy *self)
{
  g_return_if_fail (SHR_IS_STUDY (self));

  if (self->columns.fit != NULL && (self->running || self->cross_validating))
    shr_fit_cancel (self->columns.fit);
}

gboolean
shr_study_get_running (ShrStudy *self)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), FALSE);

  return self->running;
}

void
shr_study_cross_validate (ShrStudy *self)
{
  ShrSettings settings;

  g_return_if_fail (SHR_IS_STUDY (self));

  if (self->cross_validating || self->dataset == NULL)
    return;

  settings = self->settings;
  if (settings.folds == 0)
    {
      settings.folds = (guint) CLAMP (shr_dataset_rows (self->dataset), 2, SHR_STUDY_FOLDS);
      shr_study_set_settings (self, &settings);
    }
  else
    /* Cancelled, or refused. */
    shr_study_start_fit (self);
}

gboolean
shr_study_get_cross_validating (ShrStudy *self)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), FALSE);

  return self->cross_validating;
}

double
shr_study_get_progress (ShrStudy *self)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), 0.0);

  return self->progress;
}

/* --- The sweep ---------------------------------------------------------------------------------------------------- */

static double
sweep_lambda (ShrStudy *self)
{
  const ShrPath *path = shr_fit_get_path (self->columns.fit, self->leader);
  gsize count = shr_path_count (path);
  gsize k = (gsize) (self->sweep_position * (double) (count - 1) + 0.5);

  return shr_path_lambda (path, MIN (k, count - 1));
}

static void
advance_sweep (ShrStudy *self, double time)
{
  double seconds = self->sweep == SHR_SWEEP_OPENING ? OPENING_SECONDS : PLAYING_SECONDS;
  double lambda;

  if (!isnan (self->last_time))
    self->sweep_position +=
        MAX (0.0, time - self->last_time) / seconds * (self->sweep == SHR_SWEEP_PLAYING ? self->pace : 1.0);
  self->last_time = time;

  if (self->sweep_position < 1.0)
    {
      /* At opening λ is already chosen, and the sweep only passes by. */
      if (self->sweep == SHR_SWEEP_OPENING)
        update_points_at (self, sweep_lambda (self));
      else
        move_lambda (self, sweep_lambda (self));
      return;
    }

  self->sweep_position = 1.0;
  lambda = self->sweep == SHR_SWEEP_PLAYING ? sweep_lambda (self) : self->lambda;
  shr_study_set_sweep (self, SHR_SWEEP_NONE);
  move_lambda (self, lambda);
}

static void
tick (ShrStudy *self, double time)
{
  gsize before[SHR_N_PENALTIES];
  double lambda_before[SHR_N_PENALTIES];
  ShrRedraw changes = 0;

  shr_study_tick_coming (self, time);
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    {
      before[i] = self->columns.views[i].shown;
      lambda_before[i] = shr_study_get_column_lambda (self, i);
    }

  if (self->running)
    {
      changes |= shr_study_collect (self);
      if (self->running && self->sweep == SHR_SWEEP_OPENING)
        {
          if (isnan (self->last_time))
            self->last_time = time;
          if (time - self->last_time < PATIENCE_SECONDS)
            return;
          shr_study_set_sweep (self, SHR_SWEEP_NONE);
        }
      if (self->running)
        shr_study_update_points (self);
    }
  if (self->measuring && !self->running)
    changes |= collect_measures (self);
  if (self->cross_validating)
    changes |= collect_cross_validation (self);
  if (shr_study_get_playing (self) && self->columns.views[self->leader].done && !isnan (self->lambda))
    advance_sweep (self, time);
  if (!self->running && shr_study_tick_solver (self, time))
    changes |= SHR_REDRAW_OVERLAY;
  changes |= shr_study_tick_spread (self, time);

  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    {
      double lambda = shr_study_get_column_lambda (self, i);

      if (before[i] != self->columns.views[i].shown)
        changes |= SHR_REDRAW_TRACES;
      if (lambda != lambda_before[i] && !(isnan (lambda) && isnan (lambda_before[i])))
        changes |= SHR_REDRAW_OVERLAY;
    }
  shr_study_redraw (self, changes);
}

void
shr_study_tick (ShrStudy *self, double time)
{
  g_return_if_fail (SHR_IS_STUDY (self));

  if (!shr_study_needs_tick (self))
    return;

  shr_study_begin_by_itself (self);
  tick (self, time);
  shr_study_end_by_itself (self);
}

gboolean
shr_study_needs_tick (ShrStudy *self)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), FALSE);

  return self->running || self->measuring || self->cross_validating || self->coming != NULL
         || shr_study_needs_spread_tick (self)
         || (self->columns.fit != NULL && (shr_study_get_playing (self) || isfinite (self->solver_shown)));
}

void
shr_study_play (ShrStudy *self)
{
  g_return_if_fail (SHR_IS_STUDY (self));

  if (self->columns.fit == NULL || !self->columns.views[self->leader].done || shr_study_get_playing (self))
    return;

  shr_study_keep_state (self);
  if (self->sweep != SHR_SWEEP_PAUSED || self->sweep_position >= 1.0)
    self->sweep_position = 0.0;
  shr_study_set_sweep (self, SHR_SWEEP_PLAYING);
  shr_study_redraw (self, SHR_REDRAW_TRACES | SHR_REDRAW_OVERLAY);
}

void
shr_study_pause (ShrStudy *self)
{
  double lambda;

  g_return_if_fail (SHR_IS_STUDY (self));

  if (!shr_study_get_playing (self))
    return;

  if (!self->columns.views[self->leader].done || isnan (self->lambda))
    {
      /* There is nothing to sweep over yet: what comes is shown as it comes. */
      shr_study_set_sweep (self, SHR_SWEEP_NONE);
      return;
    }

  lambda = self->sweep == SHR_SWEEP_OPENING ? sweep_lambda (self) : self->lambda;
  shr_study_begin_by_itself (self);
  shr_study_set_sweep (self, SHR_SWEEP_PAUSED);
  move_lambda (self, lambda);
  shr_study_end_by_itself (self);
  shr_study_redraw (self, SHR_REDRAW_OVERLAY);
}

gboolean
shr_study_get_playing (ShrStudy *self)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), FALSE);

  return self->sweep == SHR_SWEEP_OPENING || self->sweep == SHR_SWEEP_PLAYING;
}

/* Of the leader, whose path is there. */
static void
step_to (ShrStudy *self, double lambda)
{
  gsize count = shr_path_count (shr_fit_get_path (self->columns.fit, self->leader));
  gsize k = shr_columns_nearest (&self->columns, self->leader, count, lambda);

  move_lambda (self, lambda);
  self->sweep_position = count > 1 ? (double) k / (double) (count - 1) : 1.0;
  shr_study_redraw (self, SHR_REDRAW_OVERLAY | (self->sweep == SHR_SWEEP_PAUSED ? SHR_REDRAW_TRACES : 0));
}

void
shr_study_step (ShrStudy *self, int steps)
{
  const ShrPath *path;
  gsize count, k;
  double lambda;

  g_return_if_fail (SHR_IS_STUDY (self));

  if (self->columns.fit == NULL || !self->columns.views[self->leader].done || isnan (self->lambda))
    return;

  shr_study_pause (self);
  path = shr_fit_get_path (self->columns.fit, self->leader);
  count = shr_path_count (path);
  k = shr_columns_nearest (&self->columns, self->leader, count, self->lambda);
  lambda = shr_path_lambda (path, k);

  /* From between two points the first step goes to the neighbour in that direction, not past it. */
  if ((steps > 0 && lambda < self->lambda) || (steps < 0 && lambda > self->lambda))
    steps += steps > 0 ? -1 : 1;

  k = (gsize) CLAMP ((gint64) k + steps, 0, (gint64) count - 1);
  step_to (self, shr_path_lambda (path, k));
}

/* --- Events ------------------------------------------------------------------------------------------------------- */

/* The column whose events are meant, with its events, once they are known: the leader's own, else the lasso's. */
static const ShrKnots *
find_knots (ShrStudy *self, ShrPenalty *penalty)
{
  const ShrKnots *knots;

  if (self->columns.fit == NULL)
    return NULL;

  *penalty = self->leader;
  knots = shr_fit_get_knots (self->columns.fit, self->leader);
  if (knots != NULL)
    return knots;

  *penalty = SHR_PENALTY_LASSO;
  return shr_fit_get_knots (self->columns.fit, SHR_PENALTY_LASSO);
}

void
shr_study_step_event (ShrStudy *self, int direction)
{
  ShrPenalty penalty;
  const ShrKnots *knots;
  const ShrEvent *event;
  double smallest, largest, lambda;

  g_return_if_fail (SHR_IS_STUDY (self));
  g_return_if_fail (direction == 1 || direction == -1);

  knots = find_knots (self, &penalty);
  if (knots == NULL || !self->columns.views[penalty].done || isnan (self->lambda))
    return;

  shr_study_pause (self);
  if (isnan (shr_study_get_column_lambda (self, penalty))
      || !shr_study_get_lambda_range (self, penalty, &smallest, &largest))
    return;

  event = shr_events_next (knots, shr_study_get_column_lambda (self, penalty), direction);
  if (event == NULL)
    return;
  /* The first event is the largest λ itself, but for rounding; one beyond a path of chosen λ is not on show. */
  lambda = CLAMP (event->lambda, smallest, largest);
  if (fabs (lambda - event->lambda) > SHR_EVENTS_SAME * event->lambda)
    return;

  shr_study_begin_setting (self);
  if (self->leader != penalty)
    {
      self->leader = penalty;
      shr_study_notify (self, SHR_STUDY_PROP_LEADER);
    }
  step_to (self, lambda);
  shr_study_end_setting (self);
}

char *
shr_study_describe_event (ShrStudy *self)
{
  ShrPenalty penalty;
  const ShrKnots *knots;
  double lambda;

  g_return_val_if_fail (SHR_IS_STUDY (self), NULL);

  knots = find_knots (self, &penalty);
  if (knots == NULL)
    return NULL;

  lambda = shr_study_get_column_lambda (self, penalty);

  return isnan (lambda) ? NULL : shr_events_describe (knots, lambda, shr_dataset_feature_names (self->dataset));
}

void
shr_study_set_animated (ShrStudy *self, gboolean animated)
{
  g_return_if_fail (SHR_IS_STUDY (self));

  self->animated = animated;
  if (!animated && self->sweep == SHR_SWEEP_OPENING)
    {
      shr_study_set_sweep (self, SHR_SWEEP_NONE);
      shr_study_update_points (self);
      shr_study_redraw (self, SHR_REDRAW_TRACES | SHR_REDRAW_OVERLAY);
    }
}

/* --- λ ------------------------------------------------------------------------------------------------------------ */

static void
set_lambda (ShrStudy *self, ShrPenalty leader, double lambda)
{
  if (self->lambda == lambda && self->leader == leader && self->sweep == SHR_SWEEP_NONE)
    return;

  shr_study_begin_setting (self);
  if (self->leader != leader)
    {
      self->leader = leader;
      shr_study_notify (self, SHR_STUDY_PROP_LEADER);
    }
  shr_study_set_sweep (self, SHR_SWEEP_NONE);
  move_lambda (self, lambda);
  shr_study_redraw (self, SHR_REDRAW_OVERLAY | SHR_REDRAW_TRACES);
  shr_study_end_setting (self);
}

void
shr_study_set_lambda (ShrStudy *self, ShrPenalty leader, double lambda)
{
  double smallest, largest;

  g_return_if_fail (SHR_IS_STUDY (self));
  g_return_if_fail (leader < SHR_N_PENALTIES);
  g_return_if_fail (lambda >= 0.0);

  if (!shr_study_get_lambda_range (self, leader, &smallest, &largest))
    return;

  set_lambda (self, leader, shr_columns_clamp (&self->columns, leader, lambda));
}

void
shr_study_place_lambda (ShrStudy *self, ShrPenalty leader, double lambda)
{
  if (!self->settings.penalties[leader] || isnan (lambda))
    return;

  /* Where it may be is known when the column is done. */
  if (self->columns.views[leader].done)
    lambda = shr_columns_clamp (&self->columns, leader, lambda);
  set_lambda (self, leader, lambda);
}

gboolean
shr_study_get_mark (ShrStudy *self, ShrLambdaMark mark, double *lambda)
{
  ShrCrossValidation *validation;
  double smallest, largest;

  g_return_val_if_fail (SHR_IS_STUDY (self), FALSE);

  if (!shr_study_get_lambda_range (self, self->leader, &smallest, &largest) || !self->columns.views[self->leader].done)
    return FALSE;

  validation = shr_study_get_cross_validation (self, self->leader);
  switch (mark)
    {
    case SHR_MARK_LARGEST:
      *lambda = largest;
      return TRUE;
    case SHR_MARK_ONE_SE:
    case SHR_MARK_MIN:
      if (validation == NULL)
        return FALSE;
      *lambda = shr_cross_validation_get_lambda (validation, mark == SHR_MARK_MIN
                                                                 ? shr_cross_validation_get_min (validation)
                                                                 : shr_cross_validation_get_one_se (validation));
      return TRUE;
    case SHR_MARK_LEAST_SQUARES:
      *lambda = shr_columns_clamp (&self->columns, self->leader, 0.0);
      return TRUE;
    default:
      g_return_val_if_reached (FALSE);
    }
}

void
shr_study_go_to_mark (ShrStudy *self, ShrLambdaMark mark)
{
  double lambda;

  if (shr_study_get_mark (self, mark, &lambda))
    shr_study_set_lambda (self, self->leader, lambda);
}

double
shr_study_get_lambda (ShrStudy *self)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), NAN);

  return self->lambda;
}

ShrPenalty
shr_study_get_leader (ShrStudy *self)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), SHR_PENALTY_LASSO);

  return self->leader;
}

double
shr_study_get_column_lambda (ShrStudy *self, ShrPenalty penalty)
{
  const ShrPoint *point = shr_study_get_point (self, penalty);

  return point != NULL ? point->lambda : NAN;
}

gboolean
shr_study_get_lambda_range (ShrStudy *self, ShrPenalty penalty, double *smallest, double *largest)
{
  const ShrPath *path;

  g_return_val_if_fail (SHR_IS_STUDY (self), FALSE);

  path = self->columns.fit != NULL ? shr_fit_get_path (self->columns.fit, penalty) : NULL;
  if (path == NULL)
    return FALSE;

  *largest = shr_path_lambda (path, 0);
  *smallest = shr_path_lambda (path, shr_path_count (path) - 1);

  return TRUE;
}

void
shr_study_set_link (ShrStudy *self, ShrLink link)
{
  g_return_if_fail (SHR_IS_STUDY (self));

  if (self->link == link)
    return;

  self->link = link;
  shr_study_notify (self, SHR_STUDY_PROP_LINK);
  shr_study_update_points (self);
  shr_study_redraw (self, SHR_REDRAW_TRACES | SHR_REDRAW_OVERLAY);
}

ShrLink
shr_study_get_link (ShrStudy *self)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), SHR_LINK_SHRINKAGE);

  return self->link;
}
