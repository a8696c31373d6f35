#include "plot/shr-sheet.h"

#include <math.h>
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

gboolean
shr_sheet_find_box (const ShrScene *scene,
                    gsize first,
                    gsize n,
                    cairo_t *cr,
                    const cairo_matrix_t *matrix,
                    double reach,
                    cairo_rectangle_int_t *box)
{
  double x1, y1, x2, y2, left = INFINITY, top = INFINITY, right = -INFINITY, bottom = -INFINITY;

  for (gsize i = first; i < first + n; i++)
    {
      const ShrMark *mark = shr_scene_get_mark (scene, i);

      for (gsize k = 0; k < mark->n_points; k++)
        {
          left = MIN (left, mark->points[k].x);
          top = MIN (top, mark->points[k].y);
          right = MAX (right, mark->points[k].x);
          bottom = MAX (bottom, mark->points[k].y);
        }
    }
  cairo_clip_extents (cr, &x1, &y1, &x2, &y2);
  left = fmax (left - reach - 1.0, x1);
  top = fmax (top - reach - 1.0, y1);
  right = fmin (right + reach + 1.0, x2);
  bottom = fmin (bottom + reach + 1.0, y2);
  if (!(left < right && top < bottom))
    return FALSE;

  cairo_matrix_transform_point (matrix, &left, &top);
  cairo_matrix_transform_point (matrix, &right, &bottom);
  box->x = (int) floor (fmin (left, right));
  box->y = (int) floor (fmin (top, bottom));
  box->width = (int) ceil (fmax (left, right)) - box->x;
  box->height = (int) ceil (fmax (top, bottom)) - box->y;

  return TRUE;
}

static void
free_sheet (gpointer data)
{
  shr_sheet_clear (data);
  g_free (data);
}

ShrSheet *
shr_sheet_get (void)
{
  static GPrivate of_thread = G_PRIVATE_INIT (free_sheet);
  ShrSheet *sheet = g_private_get (&of_thread);

  if (sheet == NULL)
    {
      sheet = g_new0 (ShrSheet, 1);
      g_private_set (&of_thread, sheet);
    }

  return sheet;
}
