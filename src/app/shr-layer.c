#include "app/shr-layer.h"

void
shr_layer_clear (ShrLayer *layer)
{
  g_clear_object (&layer->texture);
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

  g_clear_object (&layer->texture);
  return cairo_create (layer->surface);
}

void
shr_layer_snapshot (ShrLayer *layer, GtkSnapshot *snapshot)
{
  if (layer->surface == NULL)
    return;

  if (layer->texture == NULL)
    {
      int width = cairo_image_surface_get_width (layer->surface);
      int height = cairo_image_surface_get_height (layer->surface);
      int stride = cairo_image_surface_get_stride (layer->surface);
      g_autoptr (GBytes) bytes = NULL;

      /* Copied, because a texture must never change and more may be painted while traces stream in. */
      cairo_surface_flush (layer->surface);
      bytes = g_bytes_new (cairo_image_surface_get_data (layer->surface), (gsize) stride * (gsize) height);
      layer->texture = gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, (gsize) stride);
    }

  gtk_snapshot_append_texture (snapshot, layer->texture,
                               &GRAPHENE_RECT_INIT (0, 0, (float) layer->width, (float) layer->height));
}
