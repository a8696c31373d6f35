#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ShrLayer:
 *
 * A part of a picture that changes seldom, painted with Cairo once and shown as an image in every frame: stroking
 * thousands of segments takes tens of milliseconds, showing their image a fraction of one.
 *
 * What is kept for the frames is a render node that holds the image, not a GdkMemoryTexture: GTK 4.8's Cairo renderer
 * converts a texture pixel by pixel in each frame (measured: 2.0 ms for 590×340, against 0.12 ms), and its GL renderer
 * keeps what it has uploaded for as long as the node is the same.
 */
typedef struct
{
  cairo_surface_t *surface; /* NULL: nothing painted */
  GskRenderNode *node;      /* NULL: to be made from the surface */
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
