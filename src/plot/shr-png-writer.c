#include "plot/shr-png-writer.h"

#include "plot/shr-cairo-renderer.h"
#include "plot/shr-picture.h"

#include <glib/gi18n.h>
#include <math.h>
#include <png.h>
#include <setjmp.h>
#include <string.h>

/* Cairo's limit for a side. */
#define LARGEST_SIDE 32767.0
/* A gigabyte of pixels: an A0 sheet at 400 dots per inch. Cairo would take more, and the machine then begins to swap. */
#define LARGEST_AREA 268435456.0

#define DOTS_PER_PIXEL (1.0 / 96.0)
#define INCHES_PER_METRE (1.0 / 0.0254)

static cairo_surface_t *
paint (const ShrScene *scene, const ShrTheme *theme, const ShrPictureOptions *options, GError **error)
{
  const double scale = options->dpi * DOTS_PER_PIXEL;
  double width = ceil (shr_scene_get_width (scene) * scale - 1e-6);
  double height = ceil (shr_scene_get_height (scene) * scale - 1e-6);
  cairo_surface_t *surface;
  cairo_status_t status;
  cairo_t *cr;

  if (!(width >= 1.0 && height >= 1.0))
    {
      g_set_error (error, SHR_PLOT_ERROR, SHR_PLOT_ERROR_SIZE,
                   _ ("at this resolution the picture would have no dots; choose more dots per inch"));
      return NULL;
    }
  if (width > LARGEST_SIDE || height > LARGEST_SIDE || width * height > LARGEST_AREA)
    {
      g_set_error (
          error, SHR_PLOT_ERROR, SHR_PLOT_ERROR_SIZE,
          _ ("a PNG of %.0f × %.0f dots is too large (at most %.0f on a side, and %.0f million in all); choose "
             "a smaller size, fewer dots per inch, or SVG or PDF, which have no dots"),
          width, height, LARGEST_SIDE, LARGEST_AREA / 1e6);
      return NULL;
    }

  surface = cairo_image_surface_create (options->transparent ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24, (int) width,
                                        (int) height);
  cr = cairo_create (surface);
  if (!options->transparent)
    {
      cairo_set_source_rgb (cr, theme->background.red, theme->background.green, theme->background.blue);
      cairo_paint (cr);
    }
  cairo_scale (cr, scale, scale);
  shr_cairo_renderer_paint (scene, cr, &theme->background);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, SHR_PLOT_ERROR,
                   status == CAIRO_STATUS_NO_MEMORY ? SHR_PLOT_ERROR_SIZE : SHR_PLOT_ERROR_RENDER,
                   _ ("the picture of %.0f × %.0f dots could not be painted: %s"), width, height,
                   cairo_status_to_string (status));
      cairo_surface_destroy (surface);
      return NULL;
    }

  return surface;
}

static void
append_bytes (png_structp png, png_bytep bytes, size_t n)
{
  g_byte_array_append (png_get_io_ptr (png), bytes, (guint) n);
}

static void
flush_nothing (png_structp png)
{
}

static void
note_error (png_structp png, png_const_charp message)
{
  char **kept = png_get_error_ptr (png);

  *kept = g_strdup (message);
  longjmp (png_jmpbuf (png), 1);
}

static void
ignore_warning (png_structp png, png_const_charp message)
{
}

static void
write_text (png_structp png, png_infop info, const char *key, const char *text)
{
  /* The plain chunk is Latin-1; Greek needs the international one. */
  png_text chunk = {
    .compression = g_str_is_ascii (text) ? PNG_TEXT_COMPRESSION_NONE : PNG_ITXT_COMPRESSION_NONE,
    .key = (png_charp) key,
    .text = (png_charp) text,
    .text_length = strlen (text),
    .itxt_length = strlen (text),
    .lang = (png_charp) "",
    .lang_key = (png_charp) "",
  };

  png_set_text (png, info, &chunk, 1);
}

/* @n pixels of Cairo's into the bytes of a PNG's. */
static void
copy_opaque (const guint32 *source, int n, guchar *target)
{
  for (int x = 0; x < n; x++)
    {
      *target++ = (guchar) (source[x] >> 16 & 0xff);
      *target++ = (guchar) (source[x] >> 8 & 0xff);
      *target++ = (guchar) (source[x] & 0xff);
    }
}

static guchar
divide_by_alpha (guint32 component, guint32 alpha)
{
  return alpha == 0 ? 0 : (guchar) MIN ((component * 255 + alpha / 2) / alpha, 255);
}

/* Cairo's colours are multiplied by their alpha, a PNG's are not. */
static void
copy_transparent (const guint32 *source, int n, guchar *target)
{
  for (int x = 0; x < n; x++)
    {
      guint32 alpha = source[x] >> 24;

      *target++ = divide_by_alpha (source[x] >> 16 & 0xff, alpha);
      *target++ = divide_by_alpha (source[x] >> 8 & 0xff, alpha);
      *target++ = divide_by_alpha (source[x] & 0xff, alpha);
      *target++ = (guchar) alpha;
    }
}

static void
write_image (png_structp png, png_infop info, const ShrScene *scene, cairo_surface_t *surface, double dpi, guchar *row)
{
  gboolean transparent = cairo_image_surface_get_format (surface) == CAIRO_FORMAT_ARGB32;
  int width = cairo_image_surface_get_width (surface), height = cairo_image_surface_get_height (surface);
  const guchar *pixels = cairo_image_surface_get_data (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  png_uint_32 per_metre = (png_uint_32) lround (dpi * INCHES_PER_METRE);

  png_set_IHDR (png, info, (png_uint_32) width, (png_uint_32) height, 8,
                transparent ? PNG_COLOR_TYPE_RGB_ALPHA : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  /* Flat colours and thin lines: no filter makes them smaller, and the levels above 3 take three times as long for a
   * tenth of the bytes. */
  png_set_filter (png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
  png_set_compression_level (png, 3);
  png_set_pHYs (png, info, per_metre, per_metre, PNG_RESOLUTION_METER);
  if (shr_scene_get_title (scene) != NULL)
    write_text (png, info, "Title", shr_scene_get_title (scene));
  if (shr_scene_get_description (scene) != NULL)
    write_text (png, info, "Description", shr_scene_get_description (scene));
  if (shr_scene_get_settings (scene) != NULL)
    write_text (png, info, "Comment", shr_scene_get_settings (scene));
  write_text (png, info, "Software", "Shrinkage");
  png_write_info (png, info);

  for (int y = 0; y < height; y++)
    {
      const guint32 *source = (const guint32 *) (gconstpointer) (pixels + (gsize) y * stride);

      if (transparent)
        copy_transparent (source, width, row);
      else
        copy_opaque (source, width, row);
      png_write_row (png, row);
    }
  png_write_end (png, info);
}

/* A frame of its own for libpng to jump back to, in which no variable changes. */
static G_GNUC_NO_INLINE gboolean
try_to_write (png_structp png, png_infop info, const ShrScene *scene, cairo_surface_t *surface, double dpi, guchar *row)
{
  if (setjmp (png_jmpbuf (png)) != 0)
    return FALSE;

  write_image (png, info, scene, surface, dpi, row);

  return TRUE;
}

GBytes *
shr_png_write (const ShrScene *scene, const ShrTheme *theme, const ShrPictureOptions *options, GError **error)
{
  cairo_surface_t *surface = paint (scene, theme, options, error);
  GByteArray *bytes;
  char *message = NULL;
  png_structp png;
  png_infop info = NULL;
  gboolean written = FALSE;
  guchar *row;

  if (surface == NULL)
    return NULL;

  bytes = g_byte_array_new ();
  row = g_malloc (4 * (gsize) cairo_image_surface_get_width (surface));
  png = png_create_write_struct (PNG_LIBPNG_VER_STRING, &message, note_error, ignore_warning);
  if (png != NULL)
    info = png_create_info_struct (png);

  if (info != NULL)
    {
      png_set_write_fn (png, bytes, append_bytes, flush_nothing);
      written = try_to_write (png, info, scene, surface, options->dpi, row);
    }

  png_destroy_write_struct (&png, &info);
  g_free (row);
  cairo_surface_destroy (surface);

  if (!written)
    {
      g_set_error (error, SHR_PLOT_ERROR, SHR_PLOT_ERROR_RENDER, _ ("the PNG could not be written: %s"),
                   message != NULL ? message : _ ("there is not enough memory"));
      g_free (message);
      g_byte_array_unref (bytes);
      return NULL;
    }

  return g_byte_array_free_to_bytes (bytes);
}
