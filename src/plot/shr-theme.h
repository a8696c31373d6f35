#pragma once

#include "plot/shr-scene.h"

G_BEGIN_DECLS

/**
 * ShrTheme:
 *
 * Every colour, size and weight a chart uses: light, dark and print. Print is for paper: white, black text,
 * features told apart by dash as well as hue so that it survives a grey copier.
 */
typedef enum
{
  SHR_THEME_LIGHT,
  SHR_THEME_DARK,
  SHR_THEME_PRINT,
} ShrThemeKind;

/* How many features get a colour of their own; the others are grey. */
#define SHR_PALETTE_SIZE 12

typedef struct
{
  ShrThemeKind kind;
  ShrColor background;
  ShrColor text;  /* titles, values */
  ShrColor muted; /* axis lines, tick labels */
  ShrColor faint; /* zero line, contours */
  ShrStyle other; /* stroke of the traces of features beyond the palette */
  ShrColor ridge; /* region and route of each penalty */
  ShrColor elastic_net;
  ShrColor lasso;
  ShrStyle palette[SHR_PALETTE_SIZE]; /* stroke of a trace: hue, width and, in print, dash */
  double font_size;                   /* tick labels, px; the others are derived from it */
  double title_size;
  double line_width; /* traces */
  double hairline;   /* axes, ticks */
} ShrTheme;

/* The theme at its usual text size; @scale multiplies text and lines (1 normal, 1.6 presenting). */
void shr_theme_init (ShrTheme *theme, ShrThemeKind kind, double scale);

/* From "light", "dark" or "print". */
gboolean shr_theme_kind_from_string (const char *name, ShrThemeKind *kind);

/* The penalty's own colour for mixing α: lasso at 1, ridge at 0, else elastic net. */
ShrColor shr_theme_penalty_color (const ShrTheme *theme, double mixing);

/**
 * ShrFeatureColors:
 *
 * Which features have which palette entry, decided once per study so that a feature has one colour everywhere:
 * the strongest by largest |w| over every column's path get the entries in the table's order, the others -1.
 */
typedef struct
{
  gsize n_features;
  int *rank; /* n_features: index into the palette, or -1 for grey */
} ShrFeatureColors;

/* @strength: n_features values, larger is stronger. Ties go to the earlier feature. Features keep the palette's
 * order of the table, so that ten features are always coloured alike whatever their strength. */
ShrFeatureColors *shr_feature_colors_new (const double *strength, gsize n_features);
void shr_feature_colors_free (ShrFeatureColors *colors);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ShrFeatureColors, shr_feature_colors_free)

/* The stroke style of feature @j in @theme. */
const ShrStyle *shr_feature_colors_style (const ShrFeatureColors *colors, const ShrTheme *theme, gsize j);

G_END_DECLS
