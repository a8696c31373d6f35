#include "study/shr-study.h"

#include "study/shr-worker.h"

#include <math.h>

/* A fit that is over in milliseconds is replayed over so many seconds at opening, and played at will a little slower. */
#define OPENING_SECONDS 1.5
#define PLAYING_SECONDS 4.0
/* A fit that takes longer than this at opening is shown as it comes, and not replayed. */
#define PATIENCE_SECONDS 0.15

typedef enum
{
  SWEEP_NONE,    /* the whole path is on show */
  SWEEP_OPENING, /* traces appear from the largest λ on, λ at their front; then λ goes to its place */
  SWEEP_PLAYING, /* the same at the user's wish; λ stays where the sweep ends */
  SWEEP_PAUSED,  /* traces are shown down to λ */
} Sweep;

/* What is known of one penalty at its λ. */
typedef struct
{
  ShrPoint point; /* w is @w, or a point of the path while the column is not done */
  double *w;
  gboolean has_point;
  ShrSection section;
  gboolean has_section;
  gsize shown; /* points of the path on show */
  gboolean done;
} Column;

struct _ShrStudy
{
  GObject parent_instance;

  ShrDataset *dataset;
  ShrSettings settings;
  double *lambdas;
  gsize n_lambdas;

  ShrWorker *worker;
  ShrFit *fit;
  ShrFeatureColors *colors;
  Column columns[SHR_N_PENALTIES];
  double *scratch;
  gboolean running;
  double progress;

  ShrPenalty leader;
  double lambda; /* of the leader; NaN until there is a path to choose it from */
  ShrLink link;

  Sweep sweep;
  double sweep_position; /* 0 to 1 along the leader's path */
  double last_time;      /* of the last tick; NaN before the first of a sweep */
  gboolean animated;
  gboolean colored; /* colours are chosen from a finished fit; they stay as long as the data */

  gboolean rows[SHR_N_ROWS];
  int highlighted;
  int selected;
  gsize pair[2];
  gboolean pair_chosen;
  ShrAxisQuantity x_axis;
  gboolean original_scale;
};

G_DEFINE_FINAL_TYPE (ShrStudy, shr_study, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_DATASET,
  PROP_MIXING,
  PROP_STANDARDIZE,
  PROP_INTERCEPT,
  PROP_LAMBDA_COUNT,
  PROP_LAMBDA_MIN_RATIO,
  PROP_LAMBDA,
  PROP_LEADER,
  PROP_LINK,
  PROP_HIGHLIGHTED,
  PROP_SELECTED,
  PROP_X_AXIS,
  PROP_ORIGINAL_SCALE,
  PROP_RUNNING,
  PROP_PROGRESS,
  PROP_PLAYING,
  PROP_PENALTIES,
  PROP_ROWS,
  PROP_PAIR,
  N_PROPS
};

enum
{
  REDRAW,
  FAILED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
notify (ShrStudy *self, guint property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
redraw (ShrStudy *self, ShrRedraw changes)
{
  if (changes != 0)
    g_signal_emit (self, signals[REDRAW], 0, changes);
}

static void
set_running (ShrStudy *self, gboolean running)
{
  if (self->running == running)
    return;

  self->running = running;
  notify (self, PROP_RUNNING);
}

static void
set_progress (ShrStudy *self, double progress)
{
  if (self->progress == progress)
    return;

  self->progress = progress;
  notify (self, PROP_PROGRESS);
}

static void
set_sweep (ShrStudy *self, Sweep sweep)
{
  gboolean was_playing = shr_study_get_playing (self);

  self->sweep = sweep;
  self->last_time = NAN;
  if (was_playing != shr_study_get_playing (self))
    notify (self, PROP_PLAYING);
}

static void
assign_lambda (ShrStudy *self, double lambda)
{
  if (self->lambda == lambda || (isnan (self->lambda) && isnan (lambda)))
    return;

  self->lambda = lambda;
  notify (self, PROP_LAMBDA);
}

static gsize
n_features (ShrStudy *self)
{
  return self->dataset != NULL ? shr_dataset_features (self->dataset) : 0;
}

/* --- The solution at λ ------------------------------------------------------------------------------------------ */

/* The point of a path nearest to @lambda among the first @n, in log λ. */
static gsize
nearest (const ShrPath *path, gsize n, double lambda)
{
  gsize best = 0;
  double least = INFINITY;

  for (gsize k = 0; k < n; k++)
    {
      double distance = fabs (log (shr_path_lambda (path, k) + 1e-300) - log (lambda + 1e-300));

      if (distance < least)
        {
          least = distance;
          best = k;
        }
    }

  return best;
}

static void
take_path_point (ShrStudy *self, ShrPenalty penalty, gsize k)
{
  Column *column = &self->columns[penalty];

  column->point = *shr_path_point (shr_fit_get_path (self->fit, penalty), k);
  column->has_point = TRUE;
}

static void
solve_point (ShrStudy *self, ShrPenalty penalty, double lambda)
{
  Column *column = &self->columns[penalty];
  const ShrPath *path = shr_fit_get_path (self->fit, penalty);
  gsize k = nearest (path, shr_path_ready (path), lambda);

  if (shr_path_lambda (path, k) == lambda)
    {
      take_path_point (self, penalty, k);
      return;
    }

  column->point.w = column->w;
  column->has_point = shr_fit_solve (self->fit, penalty, lambda, &column->point) == SHR_STATUS_OK;
}

static gsize
count_shown (ShrStudy *self, ShrPenalty penalty)
{
  const Column *column = &self->columns[penalty];
  const ShrPath *path = shr_fit_get_path (self->fit, penalty);
  gsize ready = path != NULL ? shr_path_ready (path) : 0, shown = 0;

  if (self->sweep == SWEEP_NONE || !column->has_point)
    return ready;

  while (shown < ready && shr_path_lambda (path, shown) >= column->point.lambda)
    shown++;

  return shown;
}

static void
update_section (ShrStudy *self, ShrPenalty penalty)
{
  Column *column = &self->columns[penalty];
  const ShrDesign *design = shr_fit_get_design (self->fit);

  column->has_section = column->has_point && self->pair[0] != self->pair[1]
                        && shr_section_at (design, &column->point, shr_settings_get_mixing (&self->settings, penalty),
                                           self->pair[0], self->pair[1], &column->section)
                               == SHR_STATUS_OK;
}

/* Brings every column's solution to the leader's λ under the link. A column that is still being solved shows the
 * front of its path, or the point of it that is nearest to λ. */
static void
update_points (ShrStudy *self)
{
  Column *leader = &self->columns[self->leader];

  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    self->columns[i].has_point = self->columns[i].has_section = FALSE;
  if (self->fit == NULL)
    return;

  if (leader->done && !isnan (self->lambda))
    solve_point (self, self->leader, self->lambda);

  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    {
      Column *column = &self->columns[i];
      const ShrPath *path = shr_fit_get_path (self->fit, i);
      gsize ready = path != NULL ? shr_path_ready (path) : 0;

      if (column->has_point || ready == 0)
        continue;

      if (column->done && leader->has_point && leader->done)
        {
          ShrPoint scratch = { .w = self->scratch };
          double lambda = shr_link_follow (self->fit, self->link, self->leader, &leader->point, i, &scratch);

          solve_point (self, i, lambda);
        }
      else if (isnan (self->lambda) || i != self->leader)
        take_path_point (self, i, ready - 1);
      else
        take_path_point (self, i, nearest (path, ready, self->lambda));
    }

  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    {
      update_section (self, i);
      self->columns[i].shown = count_shown (self, i);
    }
}

/* --- What is chosen when nobody has chosen ---------------------------------------------------------------------- */

/* Half of the lasso's events above it and half below, else the middle of the path: something has happened and
 * something is still to come. */
static double
default_lambda (ShrStudy *self)
{
  const ShrPath *path = shr_fit_get_path (self->fit, self->leader);
  const ShrKnots *knots = shr_fit_get_knots (self->fit, self->leader);
  gsize count = shr_path_count (path);
  double smallest = shr_path_lambda (path, count - 1), largest = shr_path_lambda (path, 0), lambda;

  if (knots != NULL && knots->count >= 2)
    {
      gsize half = knots->count / 2;

      lambda = sqrt (knots->events[half - 1].lambda) * sqrt (knots->events[half].lambda);
    }
  else
    lambda = shr_path_lambda (path, count / 2);

  return CLAMP (lambda, smallest, largest);
}

/* The strongest feature that is in and the next to enter, so that the lasso touches a corner; without a lasso the two
 * strongest. */
static void
choose_pair (ShrStudy *self)
{
  ShrPenalty penalty = self->columns[SHR_PENALTY_LASSO].has_point ? SHR_PENALTY_LASSO : self->leader;
  const ShrPoint *point = &self->columns[penalty].point;
  const ShrKnots *knots;
  gsize p = n_features (self), first = 0, second;

  if (!self->columns[penalty].has_point)
    return;

  for (gsize j = 1; j < p; j++)
    if (fabs (point->w[j]) > fabs (point->w[first]))
      first = j;

  second = first == 0 ? MIN (1, p - 1) : 0;
  for (gsize j = 0; j < p; j++)
    if (j != first && fabs (point->w[j]) > fabs (point->w[second]))
      second = j;

  knots = shr_fit_get_knots (self->fit, penalty);
  for (gsize e = 0; knots != NULL && e < knots->count; e++)
    {
      const ShrEvent *event = &knots->events[e];

      if (event->enter && event->lambda < point->lambda && event->feature != first && point->w[event->feature] == 0.0)
        {
          second = event->feature;
          break;
        }
    }

  self->pair[0] = first;
  self->pair[1] = second;
  notify (self, PROP_PAIR);
}

static void
choose_colors (ShrStudy *self)
{
  gsize p = n_features (self);
  g_autofree double *strength = g_new0 (double, p);

  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    {
      const ShrPath *path = self->fit != NULL ? shr_fit_get_path (self->fit, i) : NULL;
      gsize ready = path != NULL ? shr_path_ready (path) : 0;

      for (gsize k = 0; k < ready; k++)
        {
          const ShrPoint *point = shr_path_point (path, k);

          for (gsize j = 0; j < p; j++)
            strength[j] = MAX (strength[j], fabs (point->w[j]));
        }
    }

  g_clear_pointer (&self->colors, shr_feature_colors_free);
  self->colors = shr_feature_colors_new (strength, p);
}

/* --- The fit ---------------------------------------------------------------------------------------------------- */

static void
drop_fit (ShrStudy *self)
{
  if (self->fit != NULL)
    shr_fit_cancel (self->fit);
  g_clear_pointer (&self->fit, shr_fit_unref);
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    {
      self->columns[i].has_point = self->columns[i].has_section = self->columns[i].done = FALSE;
      self->columns[i].shown = 0;
    }
}

static void
keep_leader_on (ShrStudy *self)
{
  if (self->settings.penalties[self->leader])
    return;

  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    if (self->settings.penalties[i])
      self->leader = i;
  assign_lambda (self, NAN);
  notify (self, PROP_LEADER);
}

/* A new fit for what is set now. What was on show and still holds is taken over; everything else vanishes at once. */
static void
make_fit (ShrStudy *self)
{
  g_autoptr (ShrFit) fit = shr_fit_new (self->dataset, &self->settings, self->lambdas, self->n_lambdas, self->fit);

  drop_fit (self);
  self->fit = g_steal_pointer (&fit);
  keep_leader_on (self);
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    self->columns[i].done = shr_fit_is_column_done (self->fit, i);
  set_running (self, TRUE);
  set_progress (self, shr_fit_get_progress (self->fit));
}

static void
start_fit (ShrStudy *self)
{
  if (self->dataset == NULL || self->worker == NULL)
    return;

  make_fit (self);
  shr_worker_push (self->worker, self->fit);
  if (self->sweep != SWEEP_OPENING)
    update_points (self);
  redraw (self, SHR_REDRAW_FRAME | SHR_REDRAW_TRACES | SHR_REDRAW_OVERLAY);
}

/* λ, pair and colours where they are still open, now that the columns are solved. */
static void
settle (ShrStudy *self)
{
  double smallest, largest;

  if (!shr_study_get_lambda_range (self, self->leader, &smallest, &largest) || !self->columns[self->leader].done)
    return;

  assign_lambda (self, isnan (self->lambda) ? default_lambda (self) : CLAMP (self->lambda, smallest, largest));
  update_points (self);
  if (!self->pair_chosen)
    choose_pair (self);
  self->pair_chosen = TRUE;
  update_points (self);
}

/* Takes over what the worker has published since the last time. */
static ShrRedraw
collect (ShrStudy *self)
{
  ShrRedraw changes = 0;
  gboolean finished = shr_fit_is_finished (self->fit);

  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    {
      Column *column = &self->columns[i];

      if (!column->done && shr_fit_is_column_done (self->fit, i))
        {
          column->done = TRUE;
          changes |= SHR_REDRAW_FRAME | SHR_REDRAW_TRACES | SHR_REDRAW_OVERLAY;
        }
    }
  set_progress (self, shr_fit_get_progress (self->fit));

  if (finished)
    {
      const GError *error = shr_fit_get_error (self->fit);

      if (!self->colored)
        choose_colors (self);
      self->colored = TRUE;
      settle (self);
      changes |= SHR_REDRAW_FRAME | SHR_REDRAW_TRACES | SHR_REDRAW_OVERLAY;
      set_running (self, FALSE);
      if (error != NULL && !g_error_matches (error, SHR_STUDY_ERROR, SHR_STUDY_ERROR_CANCELLED))
        g_signal_emit (self, signals[FAILED], 0, error->message);
    }

  return changes;
}

/* --- The sweep -------------------------------------------------------------------------------------------------- */

static double
sweep_lambda (ShrStudy *self)
{
  const ShrPath *path = shr_fit_get_path (self->fit, self->leader);
  gsize count = shr_path_count (path);
  gsize k = (gsize) (self->sweep_position * (double) (count - 1) + 0.5);

  return shr_path_lambda (path, MIN (k, count - 1));
}

static void
advance_sweep (ShrStudy *self, double time)
{
  double seconds = self->sweep == SWEEP_OPENING ? OPENING_SECONDS : PLAYING_SECONDS;
  double chosen;

  if (!isnan (self->last_time))
    self->sweep_position += MAX (0.0, time - self->last_time) / seconds;
  self->last_time = time;

  if (self->sweep_position < 1.0)
    {
      if (self->sweep == SWEEP_OPENING)
        {
          /* λ is already chosen; the sweep only passes by. */
          chosen = self->lambda;
          self->lambda = sweep_lambda (self);
          update_points (self);
          self->lambda = chosen;
        }
      else
        {
          assign_lambda (self, sweep_lambda (self));
          update_points (self);
        }
      return;
    }

  if (self->sweep == SWEEP_PLAYING)
    {
      self->sweep_position = 1.0;
      assign_lambda (self, sweep_lambda (self));
    }
  set_sweep (self, SWEEP_NONE);
  update_points (self);
}

void
shr_study_tick (ShrStudy *self, double time)
{
  gsize before[SHR_N_PENALTIES];
  double lambda_before[SHR_N_PENALTIES];
  ShrRedraw changes = 0;

  g_return_if_fail (SHR_IS_STUDY (self));

  if (!shr_study_needs_tick (self))
    return;

  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    {
      before[i] = self->columns[i].shown;
      lambda_before[i] = shr_study_get_column_lambda (self, i);
    }

  if (self->running)
    {
      changes |= collect (self);
      if (self->running && self->sweep == SWEEP_OPENING)
        {
          if (isnan (self->last_time))
            self->last_time = time;
          if (time - self->last_time < PATIENCE_SECONDS)
            return;
          set_sweep (self, SWEEP_NONE);
        }
      if (self->running)
        update_points (self);
    }
  if ((self->sweep == SWEEP_OPENING || self->sweep == SWEEP_PLAYING) && self->columns[self->leader].done
      && !isnan (self->lambda))
    advance_sweep (self, time);

  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    {
      double lambda = shr_study_get_column_lambda (self, i);

      if (before[i] != self->columns[i].shown)
        changes |= SHR_REDRAW_TRACES;
      if (lambda != lambda_before[i] && !(isnan (lambda) && isnan (lambda_before[i])))
        changes |= SHR_REDRAW_OVERLAY;
    }
  redraw (self, changes);
}

gboolean
shr_study_needs_tick (ShrStudy *self)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), FALSE);

  return self->running || (self->fit != NULL && (self->sweep == SWEEP_OPENING || self->sweep == SWEEP_PLAYING));
}

void
shr_study_play (ShrStudy *self)
{
  g_return_if_fail (SHR_IS_STUDY (self));

  if (self->fit == NULL || !self->columns[self->leader].done || shr_study_get_playing (self))
    return;

  if (self->sweep != SWEEP_PAUSED || self->sweep_position >= 1.0)
    self->sweep_position = 0.0;
  set_sweep (self, SWEEP_PLAYING);
}

/* Where λ stands along the leader's path, 0 to 1. */
static double
position_of_lambda (ShrStudy *self)
{
  const ShrPath *path = shr_fit_get_path (self->fit, self->leader);
  gsize count = shr_path_count (path);

  return count > 1 ? (double) nearest (path, count, self->lambda) / (double) (count - 1) : 1.0;
}

void
shr_study_pause (ShrStudy *self)
{
  g_return_if_fail (SHR_IS_STUDY (self));

  if (!shr_study_get_playing (self))
    return;

  if (self->sweep == SWEEP_OPENING)
    assign_lambda (self, sweep_lambda (self));
  set_sweep (self, SWEEP_PAUSED);
  update_points (self);
  redraw (self, SHR_REDRAW_OVERLAY);
}

gboolean
shr_study_get_playing (ShrStudy *self)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), FALSE);

  return self->sweep == SWEEP_OPENING || self->sweep == SWEEP_PLAYING;
}

void
shr_study_step (ShrStudy *self, int steps)
{
  const ShrPath *path;
  gsize count, k;
  double lambda;

  g_return_if_fail (SHR_IS_STUDY (self));

  if (self->fit == NULL || !self->columns[self->leader].done || isnan (self->lambda))
    return;

  shr_study_pause (self);
  path = shr_fit_get_path (self->fit, self->leader);
  count = shr_path_count (path);
  k = nearest (path, count, self->lambda);
  lambda = shr_path_lambda (path, k);

  /* From between two points the first step goes to the neighbour in that direction, not past it. */
  if ((steps > 0 && lambda < self->lambda) || (steps < 0 && lambda > self->lambda))
    steps += steps > 0 ? -1 : 1;

  k = (gsize) CLAMP ((gint64) k + steps, 0, (gint64) count - 1);
  assign_lambda (self, shr_path_lambda (path, k));
  self->sweep_position = position_of_lambda (self);
  update_points (self);
  redraw (self, SHR_REDRAW_OVERLAY | (self->sweep == SWEEP_PAUSED ? SHR_REDRAW_TRACES : 0));
}

void
shr_study_set_animated (ShrStudy *self, gboolean animated)
{
  g_return_if_fail (SHR_IS_STUDY (self));

  self->animated = animated;
  if (!animated && self->sweep == SWEEP_OPENING)
    {
      set_sweep (self, SWEEP_NONE);
      update_points (self);
      redraw (self, SHR_REDRAW_TRACES | SHR_REDRAW_OVERLAY);
    }
}

void
shr_study_set_worker (ShrStudy *self, gboolean worker)
{
  g_return_if_fail (SHR_IS_STUDY (self));
  g_return_if_fail (self->dataset == NULL);

  if (!worker)
    g_clear_pointer (&self->worker, shr_worker_free);
  else if (self->worker == NULL)
    self->worker = shr_worker_new ();
}

/* --- Data and settings ------------------------------------------------------------------------------------------ */

void
shr_study_set_dataset (ShrStudy *self, ShrDataset *dataset)
{
  gsize p;

  g_return_if_fail (SHR_IS_STUDY (self));

  if (self->dataset == dataset)
    return;

  drop_fit (self);
  g_clear_pointer (&self->colors, shr_feature_colors_free);
  g_clear_pointer (&self->dataset, shr_dataset_unref);
  if (dataset != NULL)
    self->dataset = shr_dataset_ref (dataset);

  p = n_features (self);
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    {
      g_free (self->columns[i].w);
      self->columns[i].w = g_new0 (double, p);
    }
  g_free (self->scratch);
  self->scratch = g_new0 (double, p);
  self->pair[0] = 0;
  self->pair[1] = p > 1 ? 1 : 0;
  self->pair_chosen = FALSE;
  self->colored = FALSE;
  assign_lambda (self, NAN);
  shr_study_set_highlighted (self, -1);
  shr_study_set_selected (self, -1);
  choose_colors (self);
  self->sweep_position = 0.0;
  set_sweep (self, self->animated && dataset != NULL ? SWEEP_OPENING : SWEEP_NONE);
  set_running (self, FALSE);

  notify (self, PROP_DATASET);
  redraw (self, SHR_REDRAW_BOARD);
  start_fit (self);
}

ShrDataset *
shr_study_get_dataset (ShrStudy *self)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), NULL);

  return self->dataset;
}

const ShrSettings *
shr_study_get_settings (ShrStudy *self)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), NULL);

  return &self->settings;
}

void
shr_study_set_settings (ShrStudy *self, const ShrSettings *settings)
{
  ShrSettings old;
  gboolean penalties_differ;
  gboolean any = FALSE;

  g_return_if_fail (SHR_IS_STUDY (self));
  g_return_if_fail (settings->mixing >= 0.0 && settings->mixing <= 1.0);
  g_return_if_fail (settings->lambda_count >= 1);

  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    any |= settings->penalties[i];
  g_return_if_fail (any);

  old = self->settings;
  penalties_differ = memcmp (old.penalties, settings->penalties, sizeof old.penalties) != 0;
  if (!penalties_differ && old.mixing == settings->mixing && old.standardize == settings->standardize
      && old.intercept == settings->intercept && old.lambda_count == settings->lambda_count
      && old.lambda_min_ratio == settings->lambda_min_ratio && old.gap == settings->gap)
    return;

  self->settings = *settings;
  keep_leader_on (self);
  if (self->sweep != SWEEP_OPENING)
    set_sweep (self, SWEEP_NONE);

  if (old.mixing != settings->mixing)
    notify (self, PROP_MIXING);
  if (old.standardize != settings->standardize)
    notify (self, PROP_STANDARDIZE);
  if (old.intercept != settings->intercept)
    notify (self, PROP_INTERCEPT);
  if (old.lambda_count != settings->lambda_count)
    notify (self, PROP_LAMBDA_COUNT);
  if (old.lambda_min_ratio != settings->lambda_min_ratio)
    notify (self, PROP_LAMBDA_MIN_RATIO);
  if (penalties_differ)
    {
      notify (self, PROP_PENALTIES);
      redraw (self, SHR_REDRAW_BOARD);
    }

  /* A mixing that no column uses changes nothing that was solved. */
  if (penalties_differ || old.standardize != settings->standardize || old.intercept != settings->intercept
      || old.lambda_count != settings->lambda_count || old.lambda_min_ratio != settings->lambda_min_ratio
      || old.gap != settings->gap || settings->penalties[SHR_PENALTY_ELASTIC_NET])
    start_fit (self);
}

gboolean
shr_study_get_penalty (ShrStudy *self, ShrPenalty penalty)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), FALSE);
  g_return_val_if_fail (penalty < SHR_N_PENALTIES, FALSE);

  return self->settings.penalties[penalty];
}

void
shr_study_set_penalty (ShrStudy *self, ShrPenalty penalty, gboolean on)
{
  ShrSettings settings;
  gboolean any = FALSE;

  g_return_if_fail (SHR_IS_STUDY (self));
  g_return_if_fail (penalty < SHR_N_PENALTIES);

  settings = self->settings;
  settings.penalties[penalty] = on;
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    any |= settings.penalties[i];

  if (any)
    shr_study_set_settings (self, &settings);
  else
    notify (self, PROP_PENALTIES); /* the switch that was turned goes back */
}

void
shr_study_set_mixing (ShrStudy *self, double mixing)
{
  ShrSettings settings;

  g_return_if_fail (SHR_IS_STUDY (self));

  settings = self->settings;
  settings.mixing = mixing;
  shr_study_set_settings (self, &settings);
}

void
shr_study_set_lambdas (ShrStudy *self, const double *lambdas, gsize n)
{
  g_return_if_fail (SHR_IS_STUDY (self));

  g_free (self->lambdas);
  self->lambdas = g_memdup2 (lambdas, n * sizeof (double));
  self->n_lambdas = n;
  start_fit (self);
}

gboolean
shr_study_get_row (ShrStudy *self, ShrRow row)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), FALSE);
  g_return_val_if_fail (row < SHR_N_ROWS, FALSE);

  return self->rows[row];
}

void
shr_study_set_row (ShrStudy *self, ShrRow row, gboolean on)
{
  gboolean old, any = FALSE;

  g_return_if_fail (SHR_IS_STUDY (self));
  g_return_if_fail (row < SHR_N_ROWS);

  old = self->rows[row];
  if (old == !!on)
    return;

  self->rows[row] = !!on;
  for (ShrRow i = 0; i < SHR_N_ROWS; i++)
    any |= self->rows[i];
  if (!any)
    self->rows[row] = TRUE; /* the last one stays */

  notify (self, PROP_ROWS);
  redraw (self, SHR_REDRAW_BOARD);
}

gboolean
shr_study_fit_now (ShrStudy *self, GError **error)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), FALSE);
  g_return_val_if_fail (self->dataset != NULL, FALSE);

  g_return_val_if_fail (self->worker == NULL, FALSE);

  make_fit (self);
  set_sweep (self, SWEEP_NONE);
  if (!shr_fit_run (self->fit, error))
    {
      set_running (self, FALSE);
      return FALSE;
    }
  redraw (self, collect (self));

  return TRUE;
}

void
shr_study_cancel (ShrStudy *self)
{
  g_return_if_fail (SHR_IS_STUDY (self));

  if (self->fit != NULL && self->running)
    shr_fit_cancel (self->fit);
}

gboolean
shr_study_get_running (ShrStudy *self)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), FALSE);

  return self->running;
}

double
shr_study_get_progress (ShrStudy *self)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), 0.0);

  return self->progress;
}

/* --- λ ---------------------------------------------------------------------------------------------------------- */

void
shr_study_set_lambda (ShrStudy *self, ShrPenalty leader, double lambda)
{
  double smallest, largest;

  g_return_if_fail (SHR_IS_STUDY (self));
  g_return_if_fail (leader < SHR_N_PENALTIES);
  g_return_if_fail (lambda >= 0.0);

  if (!shr_study_get_lambda_range (self, leader, &smallest, &largest))
    return;

  lambda = CLAMP (lambda, smallest, largest);
  if (self->lambda == lambda && self->leader == leader && self->sweep == SWEEP_NONE)
    return;

  if (self->leader != leader)
    {
      self->leader = leader;
      notify (self, PROP_LEADER);
    }
  set_sweep (self, SWEEP_NONE);
  assign_lambda (self, lambda);
  update_points (self);
  redraw (self, SHR_REDRAW_OVERLAY | SHR_REDRAW_TRACES);
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

  path = self->fit != NULL ? shr_fit_get_path (self->fit, penalty) : NULL;
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
  notify (self, PROP_LINK);
  update_points (self);
  redraw (self, SHR_REDRAW_OVERLAY);
}

ShrLink
shr_study_get_link (ShrStudy *self)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), SHR_LINK_SHRINKAGE);

  return self->link;
}

/* --- View ------------------------------------------------------------------------------------------------------- */

void
shr_study_set_highlighted (ShrStudy *self, int feature)
{
  g_return_if_fail (SHR_IS_STUDY (self));
  g_return_if_fail (feature < (int) MAX (n_features (self), 1));

  if (self->highlighted == feature)
    return;

  self->highlighted = feature;
  notify (self, PROP_HIGHLIGHTED);
  redraw (self, SHR_REDRAW_OVERLAY);
}

int
shr_study_get_highlighted (ShrStudy *self)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), -1);

  return self->highlighted >= 0 ? self->highlighted : self->selected;
}

void
shr_study_set_selected (ShrStudy *self, int feature)
{
  g_return_if_fail (SHR_IS_STUDY (self));
  g_return_if_fail (feature < (int) MAX (n_features (self), 1));

  if (self->selected == feature)
    return;

  self->selected = feature;
  notify (self, PROP_SELECTED);
  redraw (self, SHR_REDRAW_OVERLAY);
}

int
shr_study_get_selected (ShrStudy *self)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), -1);

  return self->selected;
}

void
shr_study_set_pair (ShrStudy *self, gsize j, gsize k)
{
  g_return_if_fail (SHR_IS_STUDY (self));
  g_return_if_fail (j < n_features (self) && k < n_features (self));
  g_return_if_fail (j != k);

  self->pair_chosen = TRUE;
  if (self->pair[0] == j && self->pair[1] == k)
    return;

  self->pair[0] = j;
  self->pair[1] = k;
  notify (self, PROP_PAIR);
  update_points (self);
  redraw (self, SHR_REDRAW_FRAME | SHR_REDRAW_OVERLAY);
}

void
shr_study_get_pair (ShrStudy *self, gsize *j, gsize *k)
{
  g_return_if_fail (SHR_IS_STUDY (self));

  *j = self->pair[0];
  *k = self->pair[1];
}

void
shr_study_set_x_axis (ShrStudy *self, ShrAxisQuantity x)
{
  g_return_if_fail (SHR_IS_STUDY (self));

  if (self->x_axis == x)
    return;

  self->x_axis = x;
  notify (self, PROP_X_AXIS);
  redraw (self, SHR_REDRAW_FRAME | SHR_REDRAW_TRACES | SHR_REDRAW_OVERLAY);
}

void
shr_study_set_original_scale (ShrStudy *self, gboolean original_scale)
{
  g_return_if_fail (SHR_IS_STUDY (self));

  if (self->original_scale == !!original_scale)
    return;

  self->original_scale = !!original_scale;
  notify (self, PROP_ORIGINAL_SCALE);
  redraw (self, SHR_REDRAW_FRAME | SHR_REDRAW_TRACES | SHR_REDRAW_OVERLAY);
}

/* --- What charts see -------------------------------------------------------------------------------------------- */

ShrFit *
shr_study_get_fit (ShrStudy *self)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), NULL);

  return self->fit;
}

const ShrPoint *
shr_study_get_point (ShrStudy *self, ShrPenalty penalty)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), NULL);
  g_return_val_if_fail (penalty < SHR_N_PENALTIES, NULL);

  return self->columns[penalty].has_point ? &self->columns[penalty].point : NULL;
}

gboolean
shr_study_get_chart (ShrStudy *self, ShrPenalty penalty, ShrChart *chart)
{
  const Column *column;
  const ShrPath *path;

  g_return_val_if_fail (SHR_IS_STUDY (self), FALSE);
  g_return_val_if_fail (penalty < SHR_N_PENALTIES, FALSE);

  column = &self->columns[penalty];
  path = self->fit != NULL ? shr_fit_get_path (self->fit, penalty) : NULL;
  if (path == NULL || column->shown == 0)
    return FALSE;

  *chart = (ShrChart){
    .path = path,
    .shown = column->shown,
    .complete = column->done,
    .point = column->has_point ? &column->point : NULL,
    .section = column->has_section ? &column->section : NULL,
    .knots = shr_fit_get_knots (self->fit, penalty),
    .names = shr_dataset_feature_names (self->dataset),
    .colors = self->colors,
    .penalty = shr_penalty_title (penalty),
    .id = shr_penalty_id (penalty),
    .pair = { self->pair[0], self->pair[1] },
    .highlighted = shr_study_get_highlighted (self),
    .original_scale = self->original_scale,
    .x = self->x_axis,
  };

  return TRUE;
}

/* --- GObject ---------------------------------------------------------------------------------------------------- */

static guint
mask (const gboolean *flags, guint n)
{
  guint bits = 0;

  for (guint i = 0; i < n; i++)
    bits |= flags[i] ? 1u << i : 0u;

  return bits;
}

static void
shr_study_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  ShrStudy *self = SHR_STUDY (object);

  switch (property)
    {
    case PROP_DATASET:
      g_value_set_pointer (value, self->dataset);
      break;
    case PROP_MIXING:
      g_value_set_double (value, self->settings.mixing);
      break;
    case PROP_STANDARDIZE:
      g_value_set_boolean (value, self->settings.standardize);
      break;
    case PROP_INTERCEPT:
      g_value_set_boolean (value, self->settings.intercept);
      break;
    case PROP_LAMBDA_COUNT:
      g_value_set_uint (value, self->settings.lambda_count);
      break;
    case PROP_LAMBDA_MIN_RATIO:
      g_value_set_double (value, self->settings.lambda_min_ratio);
      break;
    case PROP_LAMBDA:
      g_value_set_double (value, self->lambda);
      break;
    case PROP_LEADER:
      g_value_set_uint (value, self->leader);
      break;
    case PROP_LINK:
      g_value_set_uint (value, self->link);
      break;
    case PROP_HIGHLIGHTED:
      g_value_set_int (value, self->highlighted);
      break;
    case PROP_SELECTED:
      g_value_set_int (value, self->selected);
      break;
    case PROP_X_AXIS:
      g_value_set_uint (value, self->x_axis);
      break;
    case PROP_ORIGINAL_SCALE:
      g_value_set_boolean (value, self->original_scale);
      break;
    case PROP_RUNNING:
      g_value_set_boolean (value, self->running);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    case PROP_PLAYING:
      g_value_set_boolean (value, shr_study_get_playing (self));
      break;
    case PROP_PENALTIES:
      g_value_set_uint (value, mask (self->settings.penalties, SHR_N_PENALTIES));
      break;
    case PROP_ROWS:
      g_value_set_uint (value, mask (self->rows, SHR_N_ROWS));
      break;
    case PROP_PAIR:
      g_value_set_uint64 (value, (guint64) self->pair[0] << 32 | (guint64) self->pair[1]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
shr_study_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  ShrStudy *self = SHR_STUDY (object);
  ShrSettings settings = self->settings;

  switch (property)
    {
    case PROP_DATASET:
      shr_study_set_dataset (self, g_value_get_pointer (value));
      return;
    case PROP_MIXING:
      settings.mixing = g_value_get_double (value);
      break;
    case PROP_STANDARDIZE:
      settings.standardize = g_value_get_boolean (value);
      break;
    case PROP_INTERCEPT:
      settings.intercept = g_value_get_boolean (value);
      break;
    case PROP_LAMBDA_COUNT:
      settings.lambda_count = g_value_get_uint (value);
      break;
    case PROP_LAMBDA_MIN_RATIO:
      settings.lambda_min_ratio = g_value_get_double (value);
      break;
    case PROP_LINK:
      shr_study_set_link (self, g_value_get_uint (value));
      return;
    case PROP_HIGHLIGHTED:
      shr_study_set_highlighted (self, g_value_get_int (value));
      return;
    case PROP_SELECTED:
      shr_study_set_selected (self, g_value_get_int (value));
      return;
    case PROP_X_AXIS:
      shr_study_set_x_axis (self, g_value_get_uint (value));
      return;
    case PROP_ORIGINAL_SCALE:
      shr_study_set_original_scale (self, g_value_get_boolean (value));
      return;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
      return;
    }

  shr_study_set_settings (self, &settings);
}

static void
shr_study_finalize (GObject *object)
{
  ShrStudy *self = SHR_STUDY (object);

  drop_fit (self);
  g_clear_pointer (&self->worker, shr_worker_free);
  g_clear_pointer (&self->colors, shr_feature_colors_free);
  g_clear_pointer (&self->dataset, shr_dataset_unref);
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    g_free (self->columns[i].w);
  g_free (self->scratch);
  g_free (self->lambdas);

  G_OBJECT_CLASS (shr_study_parent_class)->finalize (object);
}

static void
shr_study_class_init (ShrStudyClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags both = read | G_PARAM_WRITABLE;

  object_class->get_property = shr_study_get_property;
  object_class->set_property = shr_study_set_property;
  object_class->finalize = shr_study_finalize;

  properties[PROP_DATASET] = g_param_spec_pointer ("dataset", NULL, NULL, both);
  properties[PROP_MIXING] = g_param_spec_double ("mixing", NULL, NULL, 0.0, 1.0, 0.5, both);
  properties[PROP_STANDARDIZE] = g_param_spec_boolean ("standardize", NULL, NULL, TRUE, both);
  properties[PROP_INTERCEPT] = g_param_spec_boolean ("intercept", NULL, NULL, TRUE, both);
  properties[PROP_LAMBDA_COUNT] = g_param_spec_uint ("lambda-count", NULL, NULL, 1, 100000, 100, both);
  properties[PROP_LAMBDA_MIN_RATIO] = g_param_spec_double ("lambda-min-ratio", NULL, NULL, 0.0, 1.0, 0.0, both);
  properties[PROP_LAMBDA] = g_param_spec_double ("lambda", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0.0, read);
  properties[PROP_LEADER] = g_param_spec_uint ("leader", NULL, NULL, 0, SHR_N_PENALTIES - 1, SHR_PENALTY_LASSO, read);
  properties[PROP_LINK] = g_param_spec_uint ("link", NULL, NULL, 0, SHR_LINK_DF, SHR_LINK_SHRINKAGE, both);
  properties[PROP_HIGHLIGHTED] = g_param_spec_int ("highlighted", NULL, NULL, -1, G_MAXINT, -1, both);
  properties[PROP_SELECTED] = g_param_spec_int ("selected", NULL, NULL, -1, G_MAXINT, -1, both);
  properties[PROP_X_AXIS] = g_param_spec_uint ("x-axis", NULL, NULL, 0, SHR_AXIS_DEVIANCE, SHR_AXIS_LOG_LAMBDA, both);
  properties[PROP_ORIGINAL_SCALE] = g_param_spec_boolean ("original-scale", NULL, NULL, FALSE, both);
  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, read);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0.0, 1.0, 0.0, read);
  properties[PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, read);
  properties[PROP_PENALTIES] = g_param_spec_uint ("penalties", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_ROWS] = g_param_spec_uint ("rows", NULL, NULL, 0, G_MAXUINT, 0, read);
  properties[PROP_PAIR] = g_param_spec_uint64 ("pair", NULL, NULL, 0, G_MAXUINT64, 0, read);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[REDRAW] = g_signal_new ("redraw", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
shr_study_init (ShrStudy *self)
{
  shr_settings_init (&self->settings);
  self->leader = SHR_PENALTY_LASSO;
  self->lambda = NAN;
  self->last_time = NAN;
  self->animated = TRUE;
  self->highlighted = -1;
  self->selected = -1;
  self->worker = shr_worker_new ();
  for (ShrRow i = 0; i < SHR_N_ROWS; i++)
    self->rows[i] = TRUE;
}

ShrStudy *
shr_study_new (void)
{
  return g_object_new (SHR_TYPE_STUDY, NULL);
}
