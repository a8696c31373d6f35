#include "study/shr-cell.h"

#include "plot/shr-solid-words.h"
#include "plot/shr-path-axis.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

static gboolean
same_scale (const ShrScale *a, const ShrScale *b)
{
  return a->low == b->low && a->high == b->high && a->start == b->start && a->end == b->end
         && a->logarithmic == b->logarithmic;
}

/* Frame and overlay of a chart, its layout taken out of the union. */
#define PAINT(view)                                                                                                    \
  static void view##_draw_frame (const ShrChart *chart, const ShrCellLayout *layout, const ShrTheme *theme,            \
                                 ShrScene *scene)                                                                      \
  {                                                                                                                    \
    shr_##view##_chart_draw_frame (chart, &layout->view, theme, scene);                                                \
  }                                                                                                                    \
                                                                                                                       \
  static void view##_draw_overlay (const ShrChart *chart, const ShrCellLayout *layout, const ShrTheme *theme,          \
                                   ShrScene *scene)                                                                    \
  {                                                                                                                    \
    shr_##view##_chart_draw_overlay (chart, &layout->view, theme, scene);                                              \
  }

/* Two kinds of layout: of these the one makes use of the layout before, the other does not. */
#define LAY_OUT_AFTER(view)                                                                                            \
  static void view##_lay_out (const ShrChart *chart, double width, double height, const ShrTheme *theme,               \
                              const ShrCellLayout *previous, ShrCellLayout *layout)                                    \
  {                                                                                                                    \
    shr_##view##_chart_layout (chart, width, height, theme, previous != NULL ? &previous->view : NULL, &layout->view); \
  }

#define LAY_OUT(view)                                                                                                  \
  static void view##_lay_out (const ShrChart *chart, double width, double height, const ShrTheme *theme,               \
                              const ShrCellLayout *previous, ShrCellLayout *layout)                                    \
  {                                                                                                                    \
    shr_##view##_chart_layout (chart, width, height, theme, &layout->view);                                            \
  }

PAINT (paths)
PAINT (norms)
PAINT (prior)
PAINT (fit)
PAINT (error)
LAY_OUT_AFTER (paths)
LAY_OUT_AFTER (error)
LAY_OUT (norms)
LAY_OUT (prior)
LAY_OUT (fit)

static gboolean
paths_is_same (const ShrCellLayout *a, const ShrCellLayout *b)
{
  return same_scale (&a->paths.x, &b->paths.x) && same_scale (&a->paths.y, &b->paths.y);
}

/* --- Geometry: in two dimensions, or in three -------------------------------------------------------------------- */

static void
geometry_lay_out (const ShrChart *chart,
                  double width,
                  double height,
                  const ShrTheme *theme,
                  const ShrCellLayout *previous,
                  ShrCellLayout *layout)
{
  *layout = (ShrCellLayout){ .solid.unit = 0.0 };
  if (chart->space != NULL)
    shr_solid_chart_layout (chart, width, height, theme, &layout->solid);
  else
    shr_geometry_chart_layout (chart, width, height, theme, &layout->geometry);
}

/* In three dimensions nothing stays where it is. */
static void
geometry_draw_frame (const ShrChart *chart, const ShrCellLayout *layout, const ShrTheme *theme, ShrScene *scene)
{
  if (chart->space == NULL)
    shr_geometry_chart_draw_frame (chart, &layout->geometry, theme, scene);
}

static void
geometry_draw_overlay (const ShrChart *chart, const ShrCellLayout *layout, const ShrTheme *theme, ShrScene *scene)
{
  if (chart->space != NULL)
    shr_solid_chart_draw_overlay (chart, &layout->solid, theme, scene);
  else
    shr_geometry_chart_draw_overlay (chart, &layout->geometry, theme, scene);
}

static void
geometry_draw (const ShrChart *chart, double width, double height, const ShrTheme *theme, ShrScene *scene)
{
  if (chart->space != NULL)
    shr_solid_chart_draw (chart, width, height, theme, scene);
  else
    shr_geometry_chart_draw (chart, width, height, theme, scene);
}

static char *
geometry_describe (const ShrChart *chart)
{
  return chart->space != NULL ? shr_solid_words_describe (chart) : shr_geometry_chart_describe (chart);
}

static gboolean
geometry_is_same (const ShrCellLayout *a, const ShrCellLayout *b)
{
  return same_scale (&a->geometry.x, &b->geometry.x) && same_scale (&a->geometry.y, &b->geometry.y)
         && memcmp (&a->solid, &b->solid, sizeof a->solid) == 0;
}

static gboolean
norms_is_same (const ShrCellLayout *a, const ShrCellLayout *b)
{
  return same_scale (&a->norms.loss.x, &b->norms.loss.x) && same_scale (&a->norms.loss.y, &b->norms.loss.y)
         && same_scale (&a->norms.penalty.x, &b->norms.penalty.x)
         && same_scale (&a->norms.penalty.y, &b->norms.penalty.y);
}

static gboolean
prior_is_same (const ShrCellLayout *a, const ShrCellLayout *b)
{
  return same_scale (&a->prior.x, &b->prior.x);
}

static gboolean
fit_is_same (const ShrCellLayout *a, const ShrCellLayout *b)
{
  return same_scale (&a->fit.x, &b->fit.x) && same_scale (&a->fit.y, &b->fit.y);
}

static gboolean
error_is_same (const ShrCellLayout *a, const ShrCellLayout *b)
{
  return same_scale (&a->error.paths.x, &b->error.paths.x) && same_scale (&a->error.y, &b->error.y);
}

#define CELL(view, title_of_row, label_of_cell, parts_of_cell)                                                         \
  {                                                                                                                    \
    .id = #view, .title = title_of_row, .label = label_of_cell, .parts = parts_of_cell, .lay_out = view##_lay_out,     \
    .is_same = view##_is_same, .draw_frame = view##_draw_frame, .draw_overlay = view##_draw_overlay,                   \
    .draw = shr_##view##_chart_draw, .describe = shr_##view##_chart_describe                                           \
  }

static const ShrCell cells[SHR_N_ROWS] = {
  [SHR_ROW_PATHS] = CELL (paths, N_ ("Paths"), N_ ("%s, coefficient paths"), 0),
  [SHR_ROW_GEOMETRY] = { .id = "geometry",
                         .title = N_ ("Geometry"),
                         .label = N_ ("%s, geometry"),
                         .lay_out = geometry_lay_out,
                         .is_same = geometry_is_same,
                         .draw_frame = geometry_draw_frame,
                         .draw_overlay = geometry_draw_overlay,
                         .draw = geometry_draw,
                         .describe = geometry_describe },
  [SHR_ROW_NORMS] = CELL (norms, N_ ("Norms"), N_ ("%s, norms"), SHR_DETAIL_FITTED),
  [SHR_ROW_PRIOR] = CELL (prior, N_ ("Prior"), N_ ("%s, prior and posterior"), SHR_DETAIL_POSTERIOR),
  [SHR_ROW_FIT] = CELL (fit, N_ ("Fit"), N_ ("%s, fit"), SHR_DETAIL_FITTED),
  [SHR_ROW_ERROR] = CELL (error, N_ ("Error"), N_ ("%s, error"), SHR_DETAIL_ERRORS),
};

const ShrCell *
shr_cell_get (ShrRow row)
{
  g_return_val_if_fail (row < SHR_N_ROWS, NULL);

  return &cells[row];
}

/* Of the old range, the new one is at least so much. */
#define SMALLEST_SHARE 0.5

static gboolean
scale_keeps (const ShrScale *previous, const ShrScale *next)
{
  double low = previous->low, high = previous->high, next_low = next->low, next_high = next->high, slack;

  if (previous->logarithmic != next->logarithmic || previous->start != next->start || previous->end != next->end)
    return FALSE;
  if (previous->logarithmic)
    {
      low = log (low);
      high = log (high);
      next_low = log (next_low);
      next_high = log (next_high);
    }
  /* Some axes run the other way. */
  slack = 1e-9 * fabs (high - low);

  return MIN (next_low, next_high) >= MIN (low, high) - slack && MAX (next_low, next_high) <= MAX (low, high) + slack
         && fabs (next_high - next_low) >= SMALLEST_SHARE * fabs (high - low);
}

static void
keep (const ShrScale *previous, ShrScale *scale)
{
  if (scale_keeps (previous, scale))
    *scale = *previous;
}

void
shr_cell_keep_scales (ShrRow row, const ShrCellLayout *previous, ShrCellLayout *layout)
{
  switch (row)
    {
    case SHR_ROW_PATHS:
      keep (&previous->paths.x, &layout->paths.x);
      keep (&previous->paths.y, &layout->paths.y);
      break;
    case SHR_ROW_GEOMETRY:
      /* Both or none: their units are of equal size. */
      if (scale_keeps (&previous->geometry.x, &layout->geometry.x)
          && scale_keeps (&previous->geometry.y, &layout->geometry.y))
        layout->geometry = previous->geometry;
      break;
    case SHR_ROW_NORMS:
      keep (&previous->norms.loss.x, &layout->norms.loss.x);
      keep (&previous->norms.loss.y, &layout->norms.loss.y);
      keep (&previous->norms.penalty.x, &layout->norms.penalty.x);
      keep (&previous->norms.penalty.y, &layout->norms.penalty.y);
      break;
    case SHR_ROW_FIT:
      keep (&previous->fit.x, &layout->fit.x);
      keep (&previous->fit.y, &layout->fit.y);
      break;
    case SHR_ROW_ERROR:
      keep (&previous->error.paths.x, &layout->error.paths.x);
      keep (&previous->error.y, &layout->error.y);
      break;
    case SHR_ROW_PRIOR: /* follows the posterior, however narrow that is */
    default:
      break;
    }
}

const ShrPathsLayout *
shr_cell_get_axis (ShrRow row, const ShrCellLayout *layout, const ShrRect **plot)
{
  switch (row)
    {
    case SHR_ROW_PATHS:
      *plot = &layout->paths.plot;
      return &layout->paths;
    case SHR_ROW_ERROR:
      *plot = &layout->error.plot;
      return &layout->error.paths;
    default:
      *plot = NULL;
      return NULL;
    }
}

const ShrRect *
shr_cell_get_plot (ShrRow row, const ShrChart *chart, const ShrCellLayout *layout, double x, gboolean *mirrored)
{
  const ShrRect *plot;

  *mirrored = shr_cell_get_axis (row, layout, &plot) != NULL && shr_path_axis_is_ascending (chart->x);

  switch (row)
    {
    case SHR_ROW_GEOMETRY:
      return &layout->geometry.plot;
    case SHR_ROW_NORMS:
      return x < (layout->norms.loss.curve.x + layout->norms.loss.curve.width + layout->norms.penalty.curve.x) / 2.0
                 ? &layout->norms.loss.curve
                 : &layout->norms.penalty.curve;
    case SHR_ROW_PRIOR:
      return &layout->prior.plot;
    case SHR_ROW_FIT:
      return &layout->fit.plot;
    case SHR_ROW_PATHS:
    case SHR_ROW_ERROR:
    default:
      return plot;
    }
}
