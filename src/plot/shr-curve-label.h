#pragma once

#include "plot/shr-placement.h"
#include "plot/shr-theme.h"

G_BEGIN_DECLS

/* What a curve is, written beside it instead of in a legend: where it covers least beside the @tried places along
 * it.
 * @scene: (nullable): NULL only keeps the room. */
void shr_curve_label_draw (ShrScene *scene,
                           const ShrTheme *theme,
                           ShrPlacement *placement,
                           const ShrXY *tried,
                           gsize n_tried,
                           const ShrColor *color,
                           const char *text);

G_END_DECLS
