#pragma once

#include "plot/shr-scene.h"

#include <cairo.h>

G_BEGIN_DECLS

/* Of the outline behind a text with a halo, for a font of 1 px; half of it lies inside the letters. */
#define SHR_HALO_WIDTH 0.36

/* Paints every mark in order; the context's matrix maps logical pixels. Ruled lines
 * (shr_mark_is_ruled()) are snapped to device pixels on image surfaces. @background: of the halo behind texts. */
void shr_cairo_renderer_paint (const ShrScene *scene, cairo_t *cr, const ShrColor *background);

G_END_DECLS
