#pragma once

#include "plot/shr-picture.h"
#include "study/shr-study.h"

G_BEGIN_DECLS

/* How much of the board. */
typedef enum
{
  SHR_FIGURE_BOARD, /* rows and columns as they are on */
  SHR_FIGURE_ROW,   /* one row of it, every column */
  SHR_FIGURE_CELL,
} ShrFigureExtent;

/* A size that a place is known for. */
typedef enum
{
  SHR_FIGURE_SLIDE,  /* 16 : 9, 1280 × 720 */
  SHR_FIGURE_COLUMN, /* of a two-column page, 89 mm wide, text of 7 pt */
  SHR_FIGURE_A4,     /* a page on its side */
} ShrFigurePreset;

#define SHR_N_FIGURE_PRESETS 3

/* What a text may be high, px. */
#define SHR_FIGURE_SMALLEST_FONT 6.0
#define SHR_FIGURE_LARGEST_FONT 48.0

/**
 * ShrFigure:
 *
 * What a picture of a study is to be like: a plain value that window and command line fill alike.
 */
typedef struct
{
  ShrFigureExtent extent;
  ShrRow row;           /* of a row or cell; one that is on */
  ShrPenalty penalty;   /* of a cell; one that is on */
  double width, height; /* logical pixels, 96 to the inch */
  ShrThemeKind theme;
  double font_size;  /* px of the tick labels, the other texts in proportion */
  const char *title; /* (nullable): above it all; borrowed */
  gboolean legend;   /* below: which feature has which colour and dash */
  ShrPictureOptions picture;
} ShrFigure;

/* The whole board, 1200 × 800, light, text of the usual size, no title, no legend. */
void shr_figure_init (ShrFigure *figure);

/* Width, height and font size of @preset for what @figure shows of @study. */
void shr_figure_apply_preset (ShrFigure *figure, ShrStudy *study, ShrFigurePreset preset);
/* From "slide", "column" or "a4". */
gboolean shr_figure_preset_from_string (const char *name, ShrFigurePreset *preset);

void shr_figure_get_theme (const ShrFigure *figure, ShrTheme *theme);

/* The figure as a scene, with words and settings. The study has data. (transfer full) */
ShrScene *shr_figure_draw (const ShrFigure *figure, ShrStudy *study);

G_END_DECLS
