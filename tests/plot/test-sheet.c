#include "plot/shr-sheet.h"

#include "support/shr-test-picture.h"

/* What is at a pixel of the sheet is at that pixel of the picture, however the context is scaled, moved or grouped. */
static void
test_pixels (void)
{
  const cairo_rectangle_int_t boxes[] = { { 7, 5, 20, 3 }, { 2, 3, 3, 30 } };
  const ShrColor red = { 1.0, 0.0, 0.0, 1.0 };
  ShrSheet sheet = { 0 };

  for (int variant = 0; variant < 8; variant++)
    for (gsize i = 0; i < G_N_ELEMENTS (boxes); i++)
      {
        gboolean group = variant & 1, scaled = variant & 2, moved = variant & 4;
        cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 40, 40);
        double x = 3.0, y = 4.0;
        cairo_matrix_t matrix;
        cairo_t *cr;

        if (scaled)
          cairo_surface_set_device_scale (surface, 2.0, 2.0);
        cr = cairo_create (surface);
        if (moved)
          {
            cairo_translate (cr, 1.5, 2.5);
            cairo_scale (cr, 3.0, 3.0);
          }
        shr_sheet_get_matrix (cr, &matrix);
        cairo_matrix_transform_point (&matrix, &x, &y);
        g_assert_cmpfloat (x, ==, (moved ? 1.5 + 9.0 : 3.0) * (scaled ? 2.0 : 1.0));
        g_assert_cmpfloat (y, ==, (moved ? 2.5 + 12.0 : 4.0) * (scaled ? 2.0 : 1.0));

        if (group)
          cairo_push_group (cr);
        shr_sheet_reset (&sheet, &boxes[i]);
        sheet.pixels[sheet.stride * 2 + 1] = 255;
        shr_sheet_paint (&sheet, cr, &red);
        if (group)
          {
            cairo_pop_group_to_source (cr);
            cairo_paint (cr);
          }
        cairo_destroy (cr);
        cairo_surface_flush (surface);

        for (int row = 0; row < 40; row++)
          for (int column = 0; column < 40; column++)
            g_assert_cmphex (shr_test_pixel (surface, column, row), ==,
                             row == boxes[i].y + 2 && column == boxes[i].x + 1 ? 0xff0000 : 0);
        cairo_surface_destroy (surface);
      }
  g_free (sheet.pixels);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sheet/pixels", test_pixels);

  return g_test_run ();
}
