#pragma once

#include "plot/shr-error-chart.h"
#include "plot/shr-fit-chart.h"
#include "plot/shr-geometry-chart.h"
#include "plot/shr-norms-chart.h"
#include "plot/shr-paths-chart.h"
#include "plot/shr-prior-chart.h"
#include "plot/shr-solid-chart.h"
#include "study/shr-detail.h"
#include "study/shr-study.h"

G_BEGIN_DECLS

typedef struct
{
  union
  {
    ShrPathsLayout paths;
    ShrGeometryLayout geometry; /* in two dimensions */
    ShrNormsLayout norms;
    ShrPriorLayout prior;
    ShrFitLayout fit;
    ShrErrorLayout error;
  };
  ShrSolidLayout solid; /* of Geometry in three */
} ShrCellLayout;

/**
 * ShrCell:
 *
 * What the cells of one row of the board have in common: the chart they show, so that board and canvas treat every row
 * alike. The functions are those of the chart, with its layout inside the union.
 */
typedef struct
{
  const char *id;    /* "paths": for ids and the command line */
  const char *title; /* "Paths", untranslated */
  const char *label; /* "%s, coefficient paths": what a cell is called, untranslated; %s is the penalty */
  ShrDetailParts parts;

  /* @previous: (nullable): the layout of the last frame */
  void (*lay_out) (const ShrChart *chart,
                   double width,
                   double height,
                   const ShrTheme *theme,
                   const ShrCellLayout *previous,
                   ShrCellLayout *layout);
  /* Whether a frame drawn for one is right for the other, of the same size. */
  gboolean (*is_same) (const ShrCellLayout *a, const ShrCellLayout *b);
  void (*draw_frame) (const ShrChart *chart, const ShrCellLayout *layout, const ShrTheme *theme, ShrScene *scene);
  void (*draw_overlay) (const ShrChart *chart, const ShrCellLayout *layout, const ShrTheme *theme, ShrScene *scene);
  void (*draw) (const ShrChart *chart, double width, double height, const ShrTheme *theme, ShrScene *scene);
  char *(*describe) (const ShrChart *chart);
} ShrCell;

const ShrCell *shr_cell_get (ShrRow row);

/* After data have moved: the scales of @previous, of the same size, come back into @layout where they have room enough for
 * what is to be seen now, and it does not get lost in them; so that axes stand still while data are dragged. */
void shr_cell_keep_scales (ShrRow row, const ShrCellLayout *previous, ShrCellLayout *layout);

/* The part of the layout that places λ across, and where it does; NULL in rows without such an axis. */
const ShrPathsLayout *shr_cell_get_axis (ShrRow row, const ShrCellLayout *layout, const ShrRect **plot);

/* The plot that @x is in, or nearest to, for shares of what is seen; @mirrored: (out): whether what a
 * ShrZoom begins at is on the right. */
const ShrRect *
shr_cell_get_plot (ShrRow row, const ShrChart *chart, const ShrCellLayout *layout, double x, gboolean *mirrored);

G_END_DECLS
