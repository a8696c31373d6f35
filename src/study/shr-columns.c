#include "study/shr-columns.h"

#include <math.h>

void
shr_columns_set_features (ShrColumns *self, gsize p)
{
  shr_columns_clear (self);

  self->n_features = p;
  self->scratch = g_new0 (double, p);
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    {
      self->views[i].w = g_new0 (double, p);
      self->views[i].lambda = NAN;
    }
}

void
shr_columns_clear (ShrColumns *self)
{
  g_clear_pointer (&self->fit, shr_fit_unref);
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    g_free (self->views[i].w);
  g_free (self->scratch);
  *self = (ShrColumns){ .fit = NULL };
}

static void
forget_points (ShrColumns *self)
{
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    self->views[i].has_point = self->views[i].has_section = self->views[i].has_solid = FALSE;
}

void
shr_columns_set_fit (ShrColumns *self, ShrFit *fit)
{
  if (fit != NULL)
    shr_fit_ref (fit);
  g_clear_pointer (&self->fit, shr_fit_unref);
  self->fit = fit;

  forget_points (self);
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    {
      self->views[i].shown = 0;
      self->views[i].done = FALSE;
    }
  shr_columns_notice (self);
}

gboolean
shr_columns_notice (ShrColumns *self)
{
  gboolean any = FALSE;

  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    if (self->fit != NULL && !self->views[i].done && shr_fit_is_column_done (self->fit, i))
      any = self->views[i].done = TRUE;

  return any;
}

static gsize
count_ready (const ShrColumns *self, ShrPenalty penalty)
{
  const ShrPath *path = self->fit != NULL ? shr_fit_get_path (self->fit, penalty) : NULL;

  return path != NULL ? shr_path_ready (path) : 0;
}

gsize
shr_columns_nearest (const ShrColumns *self, ShrPenalty penalty, gsize n, double lambda)
{
  const ShrPath *path = shr_fit_get_path (self->fit, penalty);
  double target = log (MAX (lambda, G_MINDOUBLE)), least = INFINITY;
  gsize best = 0;

  for (gsize k = 0; k < n; k++)
    {
      double distance = fabs (log (MAX (shr_path_lambda (path, k), G_MINDOUBLE)) - target);

      if (distance < least)
        {
          least = distance;
          best = k;
        }
    }

  return best;
}

/* --- The solution at λ ------------------------------------------------------------------------------------------ */

static void
take_path_point (ShrColumns *self, ShrPenalty penalty, gsize k)
{
  ShrColumnView *view = &self->views[penalty];

  view->point = *shr_path_point (shr_fit_get_path (self->fit, penalty), k);
  view->has_point = TRUE;
}

double
shr_columns_clamp (const ShrColumns *self, ShrPenalty penalty, double lambda)
{
  const ShrPath *path = shr_fit_get_path (self->fit, penalty);

  if (lambda == 0.0 && shr_fit_has_least_squares (self->fit, penalty))
    return 0.0;

  return CLAMP (lambda, shr_path_lambda (path, shr_path_count (path) - 1), shr_path_lambda (path, 0));
}

static void
solve_point (ShrColumns *self, ShrPenalty penalty, double lambda)
{
  ShrColumnView *view = &self->views[penalty];
  const ShrPath *path = shr_fit_get_path (self->fit, penalty);
  gsize count = shr_path_count (path), k;

  lambda = shr_columns_clamp (self, penalty, lambda);
  k = shr_columns_nearest (self, penalty, count, lambda);
  if (shr_path_lambda (path, k) == lambda)
    take_path_point (self, penalty, k);
  else
    {
      view->point.w = view->w;
      view->has_point = shr_fit_solve (self->fit, penalty, lambda, &view->point) == SHR_STATUS_OK;
    }
  view->lambda = lambda;
}

/* Of the @ready points of a path. */
static gsize
count_shown (const ShrColumns *self, ShrPenalty penalty, gsize ready, gboolean sweeping)
{
  const ShrColumnView *view = &self->views[penalty];
  gsize shown = 0;

  if (!sweeping || !view->has_point)
    return ready;

  while (shown < ready && shr_path_lambda (shr_fit_get_path (self->fit, penalty), shown) >= view->point.lambda)
    shown++;

  return shown;
}

static void
update_solid (ShrColumns *self, ShrPenalty penalty, const ShrColumnsTarget *target)
{
  ShrColumnView *view = &self->views[penalty];
  const gsize features[] = { target->pair[0], target->pair[1], target->third };

  view->has_solid =
      target->in_space && view->has_point
      && shr_solid_section_at (shr_fit_get_design (self->fit), &view->point,
                               shr_path_mixing (shr_fit_get_path (self->fit, penalty)), features, &view->solid)
             == SHR_STATUS_OK;
}

static void
update_section (ShrColumns *self, ShrPenalty penalty, const gsize pair[2])
{
  ShrColumnView *view = &self->views[penalty];

  view->has_section =
      view->has_point && pair[0] != pair[1]
      && shr_section_at (shr_fit_get_design (self->fit), &view->point,
                         shr_path_mixing (shr_fit_get_path (self->fit, penalty)), pair[0], pair[1], &view->section)
             == SHR_STATUS_OK;
}

void
shr_columns_update (ShrColumns *self, const ShrColumnsTarget *target)
{
  ShrColumnView *leader = &self->views[target->leader];
  gsize ready[SHR_N_PENALTIES];

  forget_points (self);
  if (self->fit == NULL)
    return;

  /* Once for all that follows: the worker goes on publishing. */
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    ready[i] = count_ready (self, i);

  if (leader->done && !isnan (target->lambda))
    solve_point (self, target->leader, target->lambda);

  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    {
      ShrColumnView *view = &self->views[i];

      if (view->has_point || ready[i] == 0)
        continue;

      if (view->done && leader->has_point && leader->done)
        {
          ShrPoint scratch = { .w = self->scratch };

          /* Nothing is shrunk in any column, by whatever they are linked. */
          solve_point (self, i,
                       leader->point.lambda == 0.0
                           ? 0.0
                           : shr_link_follow (self->fit, target->link, target->leader, &leader->point, i, &scratch));
        }
      else if (view->done && !isnan (view->lambda))
        solve_point (self, i, view->lambda);
      else if (i == target->leader && !isnan (target->lambda))
        take_path_point (self, i, shr_columns_nearest (self, i, ready[i], target->lambda));
      else
        take_path_point (self, i, ready[i] - 1);
    }

  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    {
      update_section (self, i, target->pair);
      update_solid (self, i, target);
      self->views[i].shown = count_shown (self, i, ready[i], target->sweeping);
    }
}

/* --- What is chosen when nobody has chosen ---------------------------------------------------------------------- */

double
shr_columns_default_lambda (const ShrColumns *self, ShrPenalty leader)
{
  const ShrPath *path = shr_fit_get_path (self->fit, leader);
  const ShrKnots *knots = shr_fit_get_knots (self->fit, leader);
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

gboolean
shr_columns_default_pair (const ShrColumns *self, ShrPenalty leader, gsize pair[2])
{
  ShrPenalty penalty = self->views[SHR_PENALTY_LASSO].has_point ? SHR_PENALTY_LASSO : leader;
  const ShrPoint *point = &self->views[penalty].point;
  const ShrKnots *knots;
  gsize p = self->n_features, first = 0, second;

  if (!self->views[penalty].has_point || p < 2)
    return FALSE;

  for (gsize j = 1; j < p; j++)
    if (fabs (point->w[j]) > fabs (point->w[first]))
      first = j;

  second = first == 0 ? 1 : 0;
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

  pair[0] = first;
  pair[1] = second;

  return TRUE;
}

ShrFeatureColors *
shr_columns_choose_colors (const ShrColumns *self)
{
  gsize p = self->n_features;
  g_autofree double *strength = g_new0 (double, p);

  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    for (gsize k = 0, ready = count_ready (self, i); k < ready; k++)
      {
        const ShrPoint *point = shr_path_point (shr_fit_get_path (self->fit, i), k);

        for (gsize j = 0; j < p; j++)
          strength[j] = MAX (strength[j], fabs (point->w[j]));
      }

  return shr_feature_colors_new (strength, p);
}
