#pragma once

#include "plot/shr-scene.h"

#include <cairo.h>

G_BEGIN_DECLS

/**
 * shr_glyphs_paint:
 * @cr: on an image surface, its matrix a uniform scaling without turn or mirror, and a translation
 * @size: of the text, in user space
 * @x, @y: left end of the baseline, in user space
 * @fill: colour of the letters
 * @halo: (nullable): colour of an outline behind them
 * @halo_width: of that outline, for a font of 1 px; half of it lies inside the letters
 *
 * Paints a text from masks of its letters, which are kept: a text that changes with every frame has few letters that
 * were not in the last one. They look as shr_text_path() does, each within an eighth of a device pixel of its place.
 * Main thread or any single thread at a time, as for shr-text.h.
 *
 * Returns: FALSE, with nothing painted, when the text is so large that its masks are not worth keeping
 */
gboolean shr_glyphs_paint (cairo_t *cr,
                           const char *text,
                           double size,
                           gboolean bold,
                           double x,
                           double y,
                           const ShrColor *fill,
                           const ShrColor *halo,
                           double halo_width);

G_END_DECLS
