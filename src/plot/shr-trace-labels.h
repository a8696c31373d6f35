#pragma once

#include "plot/shr-paths-chart.h"

G_BEGIN_DECLS

/* How wide a band the labels beside the ends of traces need, with their leaders, px; @width: of the chart, @height: of
 * the band. Known before the path is: it is the same while it streams. */
double shr_trace_labels_width (const ShrChart *chart, const ShrTheme *theme, double width, double height);

/* The labels in the layout's band, with leaders, largest first, and how many traces have none; nothing while the path
 * is not all there. @feature: only this one's, or -1 for all. */
void shr_trace_labels_draw (const ShrChart *chart,
                            const ShrPathsLayout *layout,
                            const ShrTheme *theme,
                            int feature,
                            ShrScene *scene);

G_END_DECLS
