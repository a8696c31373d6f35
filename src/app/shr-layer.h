#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ShrLayer:
 *
 * A part of a picture that changes seldom, painted with Cairo once and shown as a texture in every frame: stroking
 * thousands of segments takes tens of milliseconds, a texture a fraction of one.
 */
typedef struct
{
  cairo_surface_t *surface; /* NULL: nothing painted */
  GdkTexture *texture;      /* NULL: to be made from the surface */
  int width, height, scale; /* logical pixels, device pixels for each */
} ShrLayer;

/* Forgets what was painted. */
void shr_layer_clear (ShrLayer *layer);
/* An empty, transparent layer. */
void shr_layer_reset (ShrLayer *layer, int width, int height, int scale);
/* To paint more onto it, in logical pixels. (transfer full) */
cairo_t *shr_layer_paint (ShrLayer *layer);
/* Shows it over the whole widget. */
void shr_layer_snapshot (ShrLayer *layer, GtkSnapshot *snapshot);

G_END_DECLS
