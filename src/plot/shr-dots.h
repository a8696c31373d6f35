#pragma once

#include "plot/shr-scene.h"

#include <cairo.h>

G_BEGIN_DECLS

/* Whether @mark is a small disc without an outline, as the rows of the data are. */
gboolean shr_dots_are (const ShrMark *mark);

/**
 * shr_dots_paint:
 * @scene: of which the mark at @first is such a disc
 * @cr: on an image surface, its matrix without turn and with one scale; already clipped as the mark wants it
 *
 * Paints it, and with it all that follow of the same size, colour and clip. Where discs that can be seen through lie on
 * each other they darken each other, as they do when Cairo fills them one by one, which takes many times as long.
 *
 * Returns: how many marks these were, at least 1
 */
gsize shr_dots_paint (const ShrScene *scene, gsize first, cairo_t *cr);

G_END_DECLS
