#include "plot/shr-sheet.h"

#include <string.h>

void
shr_sheet_reset (ShrSheet *sheet, const cairo_rectangle_int_t *box)
{
  gsize size;

  sheet->box = *box;
  sheet->stride = cairo_format_stride_for_width (CAIRO_FORMAT_A8, box->width);
  size = (gsize) sheet->stride * (gsize) box->height;
  if (size > sheet->allocated)
    {
      g_free (sheet->pixels);
      sheet->pixels = g_malloc (size);
      sheet->allocated = size;
    }
  memset (sheet->pixels, 0, size);
}

void
shr_sheet_clear (ShrSheet *sheet)
{
  g_free (sheet->pixels);
  *sheet = (ShrSheet){ 0 };
}

/* From Cairo's device units to pixels. */
static void
get_device_matrix (cairo_t *cr, cairo_matrix_t *matrix)
{
  cairo_surface_t *target = cairo_get_group_target (cr);
  double scale_x, scale_y, offset_x, offset_y;

  cairo_surface_get_device_scale (target, &scale_x, &scale_y);
  cairo_surface_get_device_offset (target, &offset_x, &offset_y);
  cairo_matrix_init (matrix, scale_x, 0.0, 0.0, scale_y, offset_x, offset_y);
}

void
shr_sheet_paint (const ShrSheet *sheet, cairo_t *cr, const ShrColor *color)
{
  cairo_surface_t *surface = cairo_image_surface_create_for_data (sheet->pixels, CAIRO_FORMAT_A8, sheet->box.width,
                                                                  sheet->box.height, sheet->stride);
  cairo_matrix_t matrix;

  get_device_matrix (cr, &matrix);
  cairo_matrix_invert (&matrix);

  cairo_save (cr);
  cairo_set_matrix (cr, &matrix);
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha);
  cairo_mask_surface (cr, surface, sheet->box.x, sheet->box.y);
  cairo_restore (cr);

  /* The bytes are used again: nothing may refer to them. */
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
}

void
shr_sheet_get_matrix (cairo_t *cr, cairo_matrix_t *matrix)
{
  cairo_matrix_t device;

  cairo_get_matrix (cr, matrix);
  get_device_matrix (cr, &device);
  cairo_matrix_multiply (matrix, matrix, &device);
}
