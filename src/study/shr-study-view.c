/* How the board is looked at: the part of its charts that each row shows, one cell in place of all, the solver at work. */

#include "core/shr-descent.h"
#include "study/shr-cell.h"
#include "study/shr-penalty.h"
#include "study/shr-study-private.h"

#include <math.h>
#include <string.h>

/* A step of the solver takes so long, and all of them not much longer than this. */
#define STEP_SECONDS 0.35
#define SOLVER_SECONDS 6.0

/* --- Zoom ------------------------------------------------------------------------------------------------------- */

void
shr_study_set_zoom (ShrStudy *self, ShrRow row, const ShrZoom *zoom)
{
  g_return_if_fail (SHR_IS_STUDY (self));
  g_return_if_fail (row < SHR_N_ROWS);

  if (shr_zoom_equal (&self->zooms[row], zoom))
    return;

  self->zooms[row] = *zoom;
  shr_study_notify (self, SHR_STUDY_PROP_ZOOM);
  shr_study_redraw (self, SHR_REDRAW_OVERLAY);
}

const ShrZoom *
shr_study_get_zoom (ShrStudy *self, ShrRow row)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), NULL);
  g_return_val_if_fail (row < SHR_N_ROWS, NULL);

  return &self->zooms[row];
}

static void
set_zooms (ShrStudy *self, const ShrZoom zooms[SHR_N_ROWS])
{
  gboolean changed = FALSE;

  for (ShrRow row = 0; row < SHR_N_ROWS; row++)
    {
      changed |= !shr_zoom_equal (&self->zooms[row], &zooms[row]);
      self->zooms[row] = zooms[row];
    }
  if (!changed)
    return;

  shr_study_notify (self, SHR_STUDY_PROP_ZOOM);
  shr_study_redraw (self, SHR_REDRAW_OVERLAY);
}

void
shr_study_reset_zooms (ShrStudy *self)
{
  ShrZoom zooms[SHR_N_ROWS];

  g_return_if_fail (SHR_IS_STUDY (self));

  for (ShrRow row = 0; row < SHR_N_ROWS; row++)
    shr_zoom_init (&zooms[row]);
  set_zooms (self, zooms);
}

char *
shr_study_write_zooms (ShrStudy *self)
{
  GString *text = g_string_new (NULL);

  for (ShrRow row = 0; row < SHR_N_ROWS; row++)
    {
      const ShrZoom *zoom = &self->zooms[row];
      char scale[G_ASCII_DTOSTR_BUF_SIZE], x[G_ASCII_DTOSTR_BUF_SIZE], y[G_ASCII_DTOSTR_BUF_SIZE];

      if (!shr_zoom_is_whole (zoom))
        g_string_append_printf (text, "%s%s %s %s %s", text->len > 0 ? "; " : "", shr_cell_get (row)->id,
                                g_ascii_dtostr (scale, sizeof scale, zoom->scale),
                                g_ascii_dtostr (x, sizeof x, zoom->x), g_ascii_dtostr (y, sizeof y, zoom->y));
    }

  return g_string_free (text, FALSE);
}

static gboolean
find_row (const char *id, ShrRow *found)
{
  for (ShrRow row = 0; row < SHR_N_ROWS; row++)
    if (strcmp (shr_cell_get (row)->id, id) == 0)
      {
        *found = row;
        return TRUE;
      }

  return FALSE;
}

void
shr_study_read_zooms (ShrStudy *self, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", ";", -1);
  ShrZoom zooms[SHR_N_ROWS];

  for (ShrRow row = 0; row < SHR_N_ROWS; row++)
    shr_zoom_init (&zooms[row]);

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (g_strstrip (parts[i]), " ", -1);
      ShrRow row;
      ShrZoom zoom;

      /* What was written by another version, or by hand, must not do harm. */
      if (g_strv_length (words) != 4 || !find_row (words[0], &row))
        continue;
      zoom = (ShrZoom){ g_ascii_strtod (words[1], NULL), g_ascii_strtod (words[2], NULL),
                        g_ascii_strtod (words[3], NULL) };
      if (zoom.scale > 1.0 && zoom.scale <= SHR_ZOOM_MOST && zoom.x >= 0.0 && zoom.y >= 0.0
          && fmax (zoom.x, zoom.y) <= 1.0 - 1.0 / zoom.scale + 1e-12)
        zooms[row] = zoom;
    }
  set_zooms (self, zooms);
}

/* --- One cell ---------------------------------------------------------------------------------------------------- */

static void
maximized_changed (ShrStudy *self)
{
  shr_study_notify (self, SHR_STUDY_PROP_MAXIMIZED);
  shr_study_redraw (self, SHR_REDRAW_BOARD);
}

void
shr_study_set_maximized (ShrStudy *self, ShrRow row, ShrPenalty penalty)
{
  g_return_if_fail (SHR_IS_STUDY (self));
  g_return_if_fail (row < SHR_N_ROWS && penalty < SHR_N_PENALTIES);

  if (self->maximized && self->maximized_row == row && self->maximized_penalty == penalty)
    return;

  self->maximized = TRUE;
  self->maximized_row = row;
  self->maximized_penalty = penalty;
  maximized_changed (self);
}

void
shr_study_unset_maximized (ShrStudy *self)
{
  g_return_if_fail (SHR_IS_STUDY (self));

  if (!self->maximized)
    return;

  self->maximized = FALSE;
  maximized_changed (self);
}

gboolean
shr_study_get_maximized (ShrStudy *self, ShrRow *row, ShrPenalty *penalty)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), FALSE);

  if (!self->maximized || !self->rows[self->maximized_row] || !self->settings.penalties[self->maximized_penalty])
    return FALSE;

  if (row != NULL)
    *row = self->maximized_row;
  if (penalty != NULL)
    *penalty = self->maximized_penalty;

  return TRUE;
}

char *
shr_study_write_maximized (ShrStudy *self)
{
  if (!self->maximized)
    return g_strdup ("");

  return g_strdup_printf ("%s %s", shr_cell_get (self->maximized_row)->id, shr_penalty_id (self->maximized_penalty));
}

void
shr_study_read_maximized (ShrStudy *self, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "", " ", -1);
  ShrPenalty penalty;
  ShrRow row;

  if (g_strv_length (words) == 2 && find_row (words[0], &row) && shr_penalty_from_id (words[1], &penalty))
    shr_study_set_maximized (self, row, penalty);
  else
    shr_study_unset_maximized (self);
}

/* --- The solver -------------------------------------------------------------------------------------------------- */

void
shr_study_set_pace (ShrStudy *self, double pace)
{
  g_return_if_fail (SHR_IS_STUDY (self));
  g_return_if_fail (pace >= SHR_SLOWEST && pace <= SHR_FASTEST);

  if (self->pace == pace)
    return;

  self->pace = pace;
  shr_study_notify (self, SHR_STUDY_PROP_PACE);
}

void
shr_study_set_solver (ShrStudy *self, gboolean solver)
{
  g_return_if_fail (SHR_IS_STUDY (self));

  if (self->solver == !!solver)
    return;

  self->solver = !!solver;
  self->solver_shown = solver && self->animated ? 0.0 : INFINITY;
  self->solver_time = NAN;
  shr_study_notify (self, SHR_STUDY_PROP_SOLVER);
  shr_study_redraw (self, SHR_REDRAW_OVERLAY);
}

gboolean
shr_study_get_solver (ShrStudy *self)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), FALSE);

  return self->solver;
}

const ShrIterates *
shr_study_get_iterates (ShrStudy *self, ShrPenalty penalty)
{
  static const double start[2] = { 0.0, 0.0 };
  const ShrColumnView *view = &self->columns.views[penalty];
  ShrIterates *iterates = &self->iterates[penalty];
  double mixing;

  if (!self->solver || !view->has_section || !view->has_point)
    return NULL;

  mixing = shr_path_mixing (shr_fit_get_path (self->columns.fit, penalty));
  iterates->places = (const double (*)[2]) self->places[penalty];
  iterates->shown = self->solver_shown;
  iterates->closed_form = mixing == 0.0;
  if (iterates->closed_form)
    {
      self->places[penalty][0][0] = self->places[penalty][0][1] = 0.0;
      iterates->n = shr_descent_ridge_step (&view->section, view->point.lambda, self->places[penalty][1]) ? 2 : 1;
    }
  else
    iterates->n = shr_descent_in_section (&view->section, mixing, view->point.lambda, start, self->places[penalty],
                                          SHR_MOST_ITERATES);

  return iterates;
}

gboolean
shr_study_tick_solver (ShrStudy *self, double time)
{
  double most = 0.0;

  if (!isfinite (self->solver_shown))
    return FALSE;

  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    {
      const ShrIterates *iterates = shr_study_get_iterates (self, penalty);

      if (iterates != NULL)
        most = MAX (most, (double) iterates->n - 1.0);
    }

  if (!isnan (self->solver_time))
    self->solver_shown +=
        MAX (0.0, time - self->solver_time) * self->pace * MAX (1.0 / STEP_SECONDS, most / SOLVER_SECONDS);
  self->solver_time = time;
  if (self->solver_shown >= most)
    self->solver_shown = INFINITY;

  return TRUE;
}
