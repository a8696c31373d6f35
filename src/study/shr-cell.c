#include "study/shr-cell.h"

#include <glib/gi18n-lib.h>

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
PAINT (geometry)
PAINT (norms)
PAINT (prior)
PAINT (fit)
PAINT (error)
LAY_OUT_AFTER (paths)
LAY_OUT_AFTER (error)
LAY_OUT (geometry)
LAY_OUT (norms)
LAY_OUT (prior)
LAY_OUT (fit)

static gboolean
paths_is_same (const ShrCellLayout *a, const ShrCellLayout *b)
{
  return same_scale (&a->paths.x, &b->paths.x) && same_scale (&a->paths.y, &b->paths.y);
}

static gboolean
geometry_is_same (const ShrCellLayout *a, const ShrCellLayout *b)
{
  return same_scale (&a->geometry.x, &b->geometry.x) && same_scale (&a->geometry.y, &b->geometry.y);
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

#define CELL(view, label_of_cell, parts_of_cell)                                                                       \
  {                                                                                                                    \
    .id = #view, .label = label_of_cell, .parts = parts_of_cell, .lay_out = view##_lay_out, .is_same = view##_is_same, \
    .draw_frame = view##_draw_frame, .draw_overlay = view##_draw_overlay, .draw = shr_##view##_chart_draw,             \
    .describe = shr_##view##_chart_describe                                                                            \
  }

static const ShrCell cells[SHR_N_ROWS] = {
  [SHR_ROW_PATHS] = CELL (paths, N_ ("%s, coefficient paths"), 0),
  [SHR_ROW_GEOMETRY] = CELL (geometry, N_ ("%s, geometry"), 0),
  [SHR_ROW_NORMS] = CELL (norms, N_ ("%s, norms"), SHR_DETAIL_FITTED),
  [SHR_ROW_PRIOR] = CELL (prior, N_ ("%s, prior and posterior"), SHR_DETAIL_POSTERIOR),
  [SHR_ROW_FIT] = CELL (fit, N_ ("%s, fit"), SHR_DETAIL_FITTED),
  [SHR_ROW_ERROR] = CELL (error, N_ ("%s, error"), SHR_DETAIL_ERRORS),
};

const ShrCell *
shr_cell_get (ShrRow row)
{
  g_return_val_if_fail (row < SHR_N_ROWS, NULL);

  return &cells[row];
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
