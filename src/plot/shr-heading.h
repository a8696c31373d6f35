#pragma once

#include "plot/shr-chart.h"

G_BEGIN_DECLS

/**
 * The head of a chart: the penalty's name in its own colour, a remark beside it, and a sentence about what is seen
 * below. Its lines are kept free whatever is said, so that nothing moves with λ.
 */

/* px from the top of the chart to its plot. */
double shr_heading_depth (const ShrTheme *theme, double width, double height);

/* Where a plot begins at least, in em, so that those of a column are in line. */
#define SHR_HEADING_LEFT 5.2

/* Lines for the sentence. */
gsize shr_heading_lines (const ShrTheme *theme, double width, double height);

/**
 * shr_heading_draw:
 * @left: where the text begins
 * @width, @height: of the chart
 * @remarks, @sentences: (nullable): NULL-terminated wordings, the longest first; the first that fits is taken, whole
 */
void shr_heading_draw (const ShrChart *chart,
                       const ShrTheme *theme,
                       double left,
                       double width,
                       double height,
                       const char *const *remarks,
                       const char *const *sentences,
                       ShrScene *scene);

/* The name, and why there is no plot. */
void shr_heading_refuse (const ShrChart *chart,
                         const ShrTheme *theme,
                         double width,
                         double height,
                         const char *sentence,
                         ShrScene *scene);

G_END_DECLS
