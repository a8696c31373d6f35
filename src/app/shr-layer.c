#include "app/shr-layer.h"

void
shr_layer_clear (ShrLayer *layer)
{
  g_clear_pointer (&layer->node, gsk_render_node_unref);
  g_clear_pointer (&layer->surface, cairo_surface_destroy);
}

void
shr_layer_reset (ShrLayer *layer, int width, int height, int scale)
{
  shr_layer_clear (layer);

  layer->surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width * scale, height * scale);
  cairo_surface_set_device_scale (layer->surface, scale, scale);
  layer->width = width;
  layer->height = height;
  layer->scale = scale;
}

cairo_t *
shr_layer_paint (ShrLayer *layer)
{
  g_return_val_if_fail (layer->surface != NULL, NULL);

  /* The node of the last frame keeps what it shows: Cairo copies the image before it is painted on. */
  g_clear_pointer (&layer->node, gsk_render_node_unref);
  return cairo_create (layer->surface);
}

void
shr_layer_snapshot (ShrLayer *layer, GtkSnapshot *snapshot)
{
  if (layer->surface == NULL)
    return;

  if (layer->node == NULL)
    {
      cairo_t *cr;

      layer->node = gsk_cairo_node_new (&GRAPHENE_RECT_INIT (0, 0, (float) layer->width, (float) layer->height));
      cr = gsk_cairo_node_get_draw_context (layer->node);
      cairo_set_source_surface (cr, layer->surface, 0.0, 0.0);
      cairo_paint (cr);
      cairo_destroy (cr);
    }

  gtk_snapshot_append_node (snapshot, layer->node);
}
