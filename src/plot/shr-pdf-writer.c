#include "plot/shr-pdf-writer.h"

#include "plot/shr-cairo-renderer.h"
#include "plot/shr-picture.h"

#include <cairo-pdf.h>
#include <glib/gi18n.h>

#define POINTS_PER_PIXEL (72.0 / 96.0)

/* The same scene must give the same bytes tomorrow. */
#define CREATED "2000-01-01T00:00:00Z"

static cairo_status_t
append_bytes (void *bytes, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (bytes, data, length);

  return CAIRO_STATUS_SUCCESS;
}

GBytes *
shr_pdf_write (const ShrScene *scene, const ShrTheme *theme, const ShrPictureOptions *options, GError **error)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface =
      cairo_pdf_surface_create_for_stream (append_bytes, bytes, shr_scene_get_width (scene) * POINTS_PER_PIXEL,
                                           shr_scene_get_height (scene) * POINTS_PER_PIXEL);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  if (shr_scene_get_title (scene) != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, shr_scene_get_title (scene));
  if (shr_scene_get_description (scene) != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, shr_scene_get_description (scene));
  if (shr_scene_get_settings (scene) != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_KEYWORDS, shr_scene_get_settings (scene));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Shrinkage");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, CREATED);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_MOD_DATE, CREATED);

  if (!options->transparent)
    {
      cairo_set_source_rgb (cr, theme->background.red, theme->background.green, theme->background.blue);
      cairo_paint (cr);
    }
  cairo_scale (cr, POINTS_PER_PIXEL, POINTS_PER_PIXEL);
  shr_cairo_renderer_paint (scene, cr, &theme->background);
  cairo_show_page (cr);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, SHR_PLOT_ERROR, SHR_PLOT_ERROR_RENDER, _ ("the PDF could not be written: %s"),
                   cairo_status_to_string (status));
      g_byte_array_unref (bytes);
      return NULL;
    }

  return g_byte_array_free_to_bytes (bytes);
}
