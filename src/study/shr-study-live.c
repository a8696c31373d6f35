/* Data that can be touched: made anew while a slider or a point is dragged, and solved before the next frame. */

#include "data/shr-preparation.h"
#include "study/shr-study-private.h"

#include <math.h>
#include <string.h>

/* A drag waits so long for its solution, so that what the pointer moves is seen in the very frame that moves it; data of
 * more cells would only keep the frame waiting. */
#define WAIT_MICROSECONDS 7000
#define WAIT_CELLS 20000
/* What was on show stays until the new data are solved, but not for longer than this: then traces appear as they come. */
#define PATIENCE_SECONDS 0.15
/* As many rows as Fit draws without leaving any out. */
#define MOST_POINTS 1500

static gboolean
same_recipe (const ShrRecipe *a, const ShrRecipe *b)
{
  g_autofree char *first = shr_recipe_to_string (a);
  g_autofree char *second = shr_recipe_to_string (b);

  return strcmp (first, second) == 0;
}

void
shr_study_take_recipe (ShrStudy *self)
{
  const ShrRecipe *recipe = self->dataset != NULL ? shr_dataset_recipe (self->dataset) : NULL;

  g_clear_pointer (&self->recipe, shr_recipe_free);
  self->recipe = recipe != NULL ? shr_recipe_copy (recipe) : shr_recipe_new ();
  shr_study_notify (self, SHR_STUDY_PROP_RECIPE);
}

void
shr_study_forget_coming (ShrStudy *self)
{
  if (self->coming != NULL)
    shr_fit_cancel (self->coming);
  g_clear_pointer (&self->coming, shr_fit_unref);
  g_clear_pointer (&self->next, shr_dataset_unref);
}

/* Other rows, and perhaps other columns, of what is the same data to whoever touches them: λ, selection and pair stay
 * where they can. @fit: (nullable): of the new data */
static void
exchange_data (ShrStudy *self, ShrDataset *dataset, ShrFit *fit)
{
  gsize p = shr_dataset_features (dataset), before = shr_dataset_features (self->dataset);

  shr_study_drop_fit (self);
  shr_dataset_ref (dataset);
  shr_dataset_unref (self->dataset);
  self->dataset = dataset;
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    shr_detail_forget_data (&self->details[i]);
  shr_study_set_sweep (self, SHR_SWEEP_NONE);

  if (p != before)
    {
      shr_columns_set_features (&self->columns, p);
      if (self->selected >= (int) p)
        shr_study_set_selected (self, -1);
      if (self->highlighted >= (int) p)
        shr_study_set_highlighted (self, -1);
      if (before == 1 || self->pair[0] >= p || self->pair[1] >= p)
        {
          self->pair[0] = 0;
          self->pair[1] = p > 1 ? 1 : 0;
          self->pair_chosen = FALSE;
          shr_study_notify (self, SHR_STUDY_PROP_PAIR);
        }
      if (self->third >= (int) p || self->third == (int) self->pair[0] || self->third == (int) self->pair[1])
        shr_study_set_third (self, -1);
    }
  if (self->observation >= (int) shr_dataset_rows (dataset))
    shr_study_set_observation (self, -1);
  shr_columns_set_fit (&self->columns, fit);
  self->measuring = fit != NULL && !shr_fit_is_measured (fit);
  if (p != before)
    {
      shr_study_choose_colors (self);
      self->colored = FALSE;
    }
}

static void
tell (ShrStudy *self, ShrRedraw changes)
{
  shr_study_notify (self, SHR_STUDY_PROP_DATASET);
  shr_study_redraw (self, changes | SHR_REDRAW_DATA | SHR_REDRAW_TRACES | SHR_REDRAW_OVERLAY);
}

/* What has been coming is on show from now on, solved or not. */
static void
show_coming (ShrStudy *self)
{
  g_autoptr (ShrFit) fit = g_steal_pointer (&self->coming);
  ShrRedraw changes = 0;

  exchange_data (self, shr_fit_get_dataset (fit), fit);
  self->touching = TRUE;
  if (shr_fit_is_finished (fit))
    changes = shr_study_collect (self);
  else
    {
      shr_study_set_running (self, TRUE);
      shr_study_update_points (self);
    }
  self->touching = FALSE;
  if (isnan (self->wanted_lambda))
    self->wanted_lambda = self->lambda;
  tell (self, changes & ~(guint) SHR_REDRAW_FRAME);
}

static void
start_coming (ShrStudy *self, ShrDataset *dataset)
{
  gsize cells = shr_dataset_rows (dataset) * shr_dataset_features (dataset);

  self->coming = shr_fit_new (dataset, &self->settings, self->lambdas, self->n_lambdas, NULL);
  self->coming_since = NAN;
  shr_fit_want (self->coming, shr_study_wants (self));
  shr_worker_push (self->worker, self->coming);
  if (cells <= WAIT_CELLS && shr_worker_wait (self->worker, self->coming, WAIT_MICROSECONDS))
    show_coming (self);
  else
    shr_study_redraw (self, SHR_REDRAW_OVERLAY); /* there is something to tick for */
}

void
shr_study_tick_coming (ShrStudy *self, double time)
{
  if (self->coming == NULL)
    return;

  if (isnan (self->coming_since))
    self->coming_since = time;
  if (!(shr_fit_is_finished (self->coming) && shr_fit_is_measured (self->coming))
      && time - self->coming_since < PATIENCE_SECONDS)
    return;

  show_coming (self);
  if (self->next != NULL)
    {
      g_autoptr (ShrDataset) next = g_steal_pointer (&self->next);

      start_coming (self, next);
    }
}

/* Of the newest recipe, though it may not be on show yet. */
static ShrDataset *
get_newest (ShrStudy *self)
{
  return self->next != NULL ? self->next : self->coming != NULL ? shr_fit_get_dataset (self->coming) : self->dataset;
}

void
shr_study_settle_coming (ShrStudy *self)
{
  g_autoptr (ShrDataset) newest = NULL;

  if (self->coming == NULL)
    return;

  newest = shr_dataset_ref (get_newest (self));
  shr_study_forget_coming (self);
  exchange_data (self, newest, NULL);
  tell (self, 0);
}

ShrDataset *
shr_study_get_loaded (ShrStudy *self)
{
  return self->loaded;
}

const ShrRecipe *
shr_study_get_recipe (ShrStudy *self)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), NULL);

  return self->recipe;
}

gboolean
shr_study_set_recipe (ShrStudy *self, const ShrRecipe *recipe, GError **error)
{
  g_autoptr (ShrDataset) dataset = NULL;
  gboolean related;

  g_return_val_if_fail (SHR_IS_STUDY (self), FALSE);
  g_return_val_if_fail (self->loaded != NULL || recipe->sample != NULL, FALSE);

  if (same_recipe (recipe, self->recipe))
    return TRUE;
  dataset = shr_preparation_make (recipe, self->loaded, error);
  if (dataset == NULL)
    return FALSE;

  shr_study_begin_setting (self);
  related = self->dataset != NULL && g_strcmp0 (self->recipe->sample, recipe->sample) == 0;
  shr_recipe_free (self->recipe);
  self->recipe = shr_recipe_copy (recipe);
  shr_study_notify (self, SHR_STUDY_PROP_RECIPE);

  if (!related)
    shr_study_show_dataset (self, dataset);
  else if (self->worker == NULL || self->held > 0)
    {
      shr_study_forget_coming (self);
      exchange_data (self, dataset, NULL);
      tell (self, 0);
      shr_study_start_fit (self);
    }
  else if (self->coming != NULL)
    {
      /* It is shown before the next one begins: a drag that never rests must not show nothing. */
      g_clear_pointer (&self->next, shr_dataset_unref);
      self->next = g_steal_pointer (&dataset);
    }
  else
    start_coming (self, dataset);
  shr_study_end_setting (self);

  return TRUE;
}

/* --- Points ------------------------------------------------------------------------------------------------------ */

gboolean
shr_study_can_move_points (ShrStudy *self)
{
  ShrDataset *dataset;

  g_return_val_if_fail (SHR_IS_STUDY (self), FALSE);

  dataset = self->dataset;

  return dataset != NULL && shr_dataset_rows (dataset) >= SHR_STUDY_FEWEST_POINTS
         && shr_dataset_rows (dataset) <= MOST_POINTS && self->recipe->copies == NULL
         && shr_preparation_are_powers (dataset);
}

/* The recipe as it is, with room for one more point. (transfer full) */
static ShrRecipe *
begin_points (ShrStudy *self)
{
  ShrRecipe *recipe = shr_recipe_copy (self->recipe);
  const ShrDataset *dataset = get_newest (self);
  gsize n = recipe->points != NULL ? recipe->n_points : shr_dataset_rows (dataset);
  gboolean fill = recipe->points == NULL;

  recipe->points = g_renew (double, recipe->points, 2 * (n + 1));
  recipe->n_points = n;
  for (gsize i = 0; fill && i < n; i++)
    {
      recipe->points[2 * i] = shr_dataset_x (dataset)[i];
      recipe->points[2 * i + 1] = shr_dataset_y (dataset)[i];
    }

  return recipe;
}

/* FALSE: left as it was. */
static gboolean
end_points (ShrStudy *self, const ShrRecipe *recipe)
{
  gboolean apart = FALSE;

  for (gsize i = 1; i < recipe->n_points; i++)
    apart |= recipe->points[2 * i] != recipe->points[0];

  return apart && recipe->n_points >= SHR_STUDY_FEWEST_POINTS && shr_study_set_recipe (self, recipe, NULL);
}

void
shr_study_move_point (ShrStudy *self, gsize i, double x, double y)
{
  g_autoptr (ShrRecipe) recipe = NULL;

  g_return_if_fail (SHR_IS_STUDY (self));
  g_return_if_fail (isfinite (x) && isfinite (y));

  if (!shr_study_can_move_points (self))
    return;

  recipe = begin_points (self);
  g_return_if_fail (i < recipe->n_points);
  recipe->points[2 * i] = x;
  recipe->points[2 * i + 1] = y;
  end_points (self, recipe);
}

void
shr_study_add_point (ShrStudy *self, double x, double y)
{
  g_autoptr (ShrRecipe) recipe = NULL;

  g_return_if_fail (SHR_IS_STUDY (self));
  g_return_if_fail (isfinite (x) && isfinite (y));

  if (!shr_study_can_move_points (self) || shr_dataset_rows (self->dataset) == MOST_POINTS)
    return;

  recipe = begin_points (self);
  recipe->points[2 * recipe->n_points] = x;
  recipe->points[2 * recipe->n_points + 1] = y;
  recipe->n_points++;
  if (end_points (self, recipe))
    shr_study_set_observation (self, (int) recipe->n_points - 1);
}

void
shr_study_remove_point (ShrStudy *self, gsize i)
{
  g_autoptr (ShrRecipe) recipe = NULL;

  g_return_if_fail (SHR_IS_STUDY (self));

  if (!shr_study_can_move_points (self))
    return;

  recipe = begin_points (self);
  g_return_if_fail (i < recipe->n_points);
  memmove (recipe->points + 2 * i, recipe->points + 2 * (i + 1), 2 * (recipe->n_points - i - 1) * sizeof (double));
  recipe->n_points--;
  if (end_points (self, recipe))
    shr_study_set_observation (self, -1);
}

void
shr_study_set_observation (ShrStudy *self, int observation)
{
  ShrDataset *dataset;

  g_return_if_fail (SHR_IS_STUDY (self));
  g_return_if_fail (observation >= -1);

  dataset = get_newest (self);
  if (self->observation == observation
      || (observation >= 0 && (dataset == NULL || (gsize) observation >= shr_dataset_rows (dataset))))
    return;

  self->observation = observation;
  shr_study_notify (self, SHR_STUDY_PROP_OBSERVATION);
  shr_study_redraw (self, SHR_REDRAW_OVERLAY);
}

int
shr_study_get_observation (ShrStudy *self)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), -1);

  return self->observation;
}
