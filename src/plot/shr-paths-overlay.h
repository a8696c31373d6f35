#pragma once

#include "plot/shr-paths-chart.h"

G_BEGIN_DECLS

/* Inside the plot and free of traces, in em: at the top for the cursor's label, at the bottom for the events. */
#define SHR_PATHS_HEADROOM 2.1
#define SHR_PATHS_FOOTROOM 0.9

/* The cursor with the values, and what is highlighted. @with_label: also the highlighted trace's label at its end,
 * where a canvas has faded the one below. */
void shr_paths_overlay_draw (const ShrChart *chart,
                             const ShrPathsLayout *layout,
                             const ShrTheme *theme,
                             gboolean with_label,
                             ShrScene *scene);

G_END_DECLS
