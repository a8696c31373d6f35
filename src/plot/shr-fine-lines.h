#pragma once

#include "plot/shr-scene.h"

#include <cairo.h>

G_BEGIN_DECLS

/* Whether @mark is nothing but a solid thin line without corners, as the contours of the loss are. */
gboolean shr_fine_lines_are (const ShrMark *mark);

/**
 * shr_fine_lines_paint:
 * @scene: of which the mark at @first is such a line
 * @cr: on an image surface, its matrix without turn; already clipped as the mark wants it
 *
 * Paints it, and with it all that follow in the same style and clip. Where a line runs more across than down, a pixel
 * gets the part of its middle column that the line covers, else that of its middle row: in its weight and evenness
 * the line is as Cairo strokes it, which takes ten times as long over the long outlines of thin lines. Lines of one
 * call that cross do not darken each other.
 *
 * Returns: how many marks these were, at least 1
 */
gsize shr_fine_lines_paint (const ShrScene *scene, gsize first, cairo_t *cr);

G_END_DECLS
