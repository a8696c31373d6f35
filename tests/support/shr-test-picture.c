#include "support/shr-test-picture.h"

guint32
shr_test_pixel (cairo_surface_t *surface, int x, int y)
{
  const guchar *row;

  g_assert_cmpint (x, >=, 0);
  g_assert_cmpint (x, <, cairo_image_surface_get_width (surface));
  g_assert_cmpint (y, >=, 0);
  g_assert_cmpint (y, <, cairo_image_surface_get_height (surface));

  row = cairo_image_surface_get_data (surface) + (gsize) y * (gsize) cairo_image_surface_get_stride (surface);

  return ((const guint32 *) (gconstpointer) row)[x] & 0xffffff;
}

static void
write_result (cairo_surface_t *surface, const char *prefix, const char *name)
{
  g_autofree char *file = g_strconcat (prefix, name, NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_BUILT, "plot", file, NULL);
  cairo_status_t status = cairo_surface_write_to_png (surface, path);

  g_test_message ("%s: %s", path, cairo_status_to_string (status));
}

/* Returns: how many pixels differ; *@difference is a picture of them */
static gsize
compare (cairo_surface_t *found, cairo_surface_t *expected, cairo_surface_t **difference)
{
  int width = cairo_image_surface_get_width (found), height = cairo_image_surface_get_height (found);
  gsize n_different = 0;
  cairo_t *cr;

  *difference = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cr = cairo_create (*difference);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      {
        guint32 pixel = shr_test_pixel (found, x, y);

        if (pixel == shr_test_pixel (expected, x, y))
          {
            double grey = 0.5 + (double) (pixel >> 8 & 0xff) / 512.0;

            cairo_set_source_rgb (cr, grey, grey, grey);
          }
        else
          {
            cairo_set_source_rgb (cr, 1.0, 0.0, 0.0);
            n_different++;
          }
        cairo_rectangle (cr, x, y, 1.0, 1.0);
        cairo_fill (cr);
      }
  cairo_destroy (cr);

  return n_different;
}

void
shr_test_assert_picture (cairo_surface_t *surface, const char *name, gsize tolerated)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "plot", "expected", name, NULL);
  cairo_surface_t *expected, *difference = NULL;
  gsize n_different;

  cairo_surface_flush (surface);

  if (g_getenv ("SHR_TEST_UPDATE") != NULL)
    {
      g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
      return;
    }

  expected = cairo_image_surface_create_from_png (path);
  if (cairo_surface_status (expected) != CAIRO_STATUS_SUCCESS
      || cairo_image_surface_get_width (expected) != cairo_image_surface_get_width (surface)
      || cairo_image_surface_get_height (expected) != cairo_image_surface_get_height (surface))
    {
      write_result (surface, "found-", name);
      g_test_fail_printf ("%s cannot be read, or has another size", path);
    }
  else if ((n_different = compare (surface, expected, &difference)) > tolerated)
    {
      write_result (surface, "found-", name);
      write_result (difference, "difference-", name);
      g_test_fail_printf ("%" G_GSIZE_FORMAT " pixels differ from %s", n_different, path);
    }

  cairo_surface_destroy (difference);
  cairo_surface_destroy (expected);
}
