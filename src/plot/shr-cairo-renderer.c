#include "plot/shr-cairo-renderer.h"

#include "plot/shr-dots.h"
#include "plot/shr-fine-lines.h"
#include "plot/shr-glyphs.h"
#include "plot/shr-text.h"

#include <math.h>

/* Among more lines than this the finest antialiasing cannot be seen, and takes twice the time. Lines are stroked one
 * by one: Cairo needs longer for one path of many lines that cross. */
#define MANY_LINES 200

typedef struct
{
  cairo_t *cr;
  const ShrColor *background;
  gboolean raster;            /* pixels that can be snapped to */
  gboolean masks;             /* letters and dots can be painted from masks */
  cairo_antialias_t of_lines; /* of open lines */
} Painter;

static void
set_color (cairo_t *cr, const ShrColor *color)
{
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha);
}

/* What kind of pixels it paints on, if any. */
static void
look_at_pixels (Painter *painter)
{
  cairo_surface_t *target = cairo_get_group_target (painter->cr);
  cairo_matrix_t matrix;
  double scale_x, scale_y;

  cairo_get_matrix (painter->cr, &matrix);
  cairo_surface_get_device_scale (target, &scale_x, &scale_y);

  painter->raster = cairo_surface_get_type (target) == CAIRO_SURFACE_TYPE_IMAGE && matrix.xy == 0.0 && matrix.yx == 0.0;
  painter->masks = painter->raster && matrix.xx > 0.0 && matrix.xx * scale_x == matrix.yy * scale_y;
}

static void
add_path (cairo_t *cr, const ShrXY *points, gsize n_points)
{
  for (gsize i = 0; i < n_points; i++)
    cairo_line_to (cr, points[i].x, points[i].y);
}

/* In device pixels, whatever the scale of the picture. */
static void
stroke_ruled (const Painter *painter, const ShrMark *mark)
{
  cairo_t *cr = painter->cr;
  double width = mark->style.width, unused = 0.0;

  cairo_user_to_device_distance (cr, &width, &unused);
  width = MAX (1.0, round (fabs (width)));

  cairo_save (cr);
  cairo_new_path (cr);
  for (gsize i = 0; i < mark->n_points; i++)
    {
      double x = mark->points[i].x, y = mark->points[i].y;

      cairo_user_to_device (cr, &x, &y);
      x = shr_ruled_snap (x, width);
      y = shr_ruled_snap (y, width);
      cairo_device_to_user (cr, &x, &y);
      cairo_line_to (cr, x, y);
    }
  cairo_identity_matrix (cr);
  cairo_set_line_width (cr, width);
  cairo_set_dash (cr, NULL, 0, 0.0);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_SQUARE);
  set_color (cr, &mark->style.stroke);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
stroke (const Painter *painter, const ShrMark *mark)
{
  cairo_t *cr = painter->cr;
  double lengths[4];
  gsize n_lengths = shr_dash_lengths (mark->style.dash, mark->style.width, lengths);

  set_color (cr, &mark->style.stroke);
  cairo_set_line_width (cr, mark->style.width);
  cairo_set_dash (cr, lengths, (int) n_lengths, 0.0);
  cairo_set_line_cap (cr, shr_mark_is_ruled (mark) ? CAIRO_LINE_CAP_SQUARE : CAIRO_LINE_CAP_ROUND);
  /* A corner of a region must look like a corner. */
  cairo_set_line_join (cr, mark->kind == SHR_MARK_POLYGON ? CAIRO_LINE_JOIN_MITER : CAIRO_LINE_JOIN_ROUND);
  cairo_set_antialias (cr, mark->kind == SHR_MARK_POLYLINE ? painter->of_lines : CAIRO_ANTIALIAS_DEFAULT);
  cairo_stroke (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_DEFAULT);
}

static void
paint_shape (const Painter *painter, const ShrMark *mark)
{
  cairo_t *cr = painter->cr;

  cairo_new_path (cr);
  if (mark->kind == SHR_MARK_DISC)
    {
      cairo_arc (cr, mark->points[0].x, mark->points[0].y, mark->radius, 0.0, 2.0 * G_PI);
      cairo_close_path (cr);
    }
  else
    {
      add_path (cr, mark->points, mark->n_points);
      if (mark->kind == SHR_MARK_POLYGON)
        cairo_close_path (cr);
    }

  if (mark->style.fill.alpha > 0.0 && mark->kind != SHR_MARK_POLYLINE)
    {
      set_color (cr, &mark->style.fill);
      cairo_fill_preserve (cr);
    }

  if (mark->style.stroke.alpha > 0.0 && mark->style.width > 0.0)
    stroke (painter, mark);
}

static void
paint_text (const Painter *painter, const ShrMark *mark)
{
  cairo_t *cr = painter->cr;
  const ShrTextStyle *style = &mark->text_style;
  double x, y;

  shr_text_offset (mark->text, style, &x, &y);
  if (painter->masks && style->angle == 0.0
      && shr_glyphs_paint (cr, mark->text, style->size, style->bold, mark->points[0].x + x, mark->points[0].y + y,
                           &mark->style.fill, style->halo ? painter->background : NULL, SHR_HALO_WIDTH))
    return;

  cairo_save (cr);
  cairo_translate (cr, mark->points[0].x, mark->points[0].y);
  cairo_rotate (cr, -style->angle * G_PI / 180.0);
  cairo_translate (cr, x, y);

  if (style->halo)
    {
      cairo_new_path (cr);
      shr_text_path (cr, mark->text, style->size, style->bold);
      set_color (cr, painter->background);
      cairo_set_line_width (cr, SHR_HALO_WIDTH * style->size);
      cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
      cairo_set_dash (cr, NULL, 0, 0.0);
      cairo_stroke (cr);
    }

  set_color (cr, &mark->style.fill);
  if (painter->raster)
    {
      /* Glyphs from Cairo's cache would sit on whole pixels, which spoils the spacing of small letters. */
      cairo_new_path (cr);
      shr_text_path (cr, mark->text, style->size, style->bold);
      cairo_fill (cr);
    }
  else
    {
      shr_text_show (cr, mark->text, style->size, style->bold);
    }
  cairo_restore (cr);
}

static void
paint_mark (const Painter *painter, const ShrMark *mark)
{
  if (mark->kind == SHR_MARK_TEXT)
    paint_text (painter, mark);
  else if (painter->raster && shr_mark_is_ruled (mark))
    stroke_ruled (painter, mark);
  else
    paint_shape (painter, mark);
}

static cairo_antialias_t
choose_antialias (const ShrScene *scene)
{
  gsize n = shr_scene_get_n_marks (scene), n_lines = 0;

  for (gsize i = 0; i < n; i++)
    {
      const ShrMark *mark = shr_scene_get_mark (scene, i);

      if (mark->kind == SHR_MARK_POLYLINE && !shr_mark_is_ruled (mark))
        n_lines++;
    }

  return n_lines > MANY_LINES ? CAIRO_ANTIALIAS_FAST : CAIRO_ANTIALIAS_DEFAULT;
}

void
shr_cairo_renderer_paint (const ShrScene *scene, cairo_t *cr, const ShrColor *background)
{
  Painter painter = { .cr = cr, .background = background, .of_lines = choose_antialias (scene) };
  gsize n = shr_scene_get_n_marks (scene);
  int clip = -1;

  look_at_pixels (&painter);
  cairo_save (cr);
  for (gsize i = 0; i < n; i++)
    {
      const ShrMark *mark = shr_scene_get_mark (scene, i);

      /* Marks of one chart come together: a clip is set once for all of them. */
      if (mark->clip != clip)
        {
          clip = mark->clip;
          cairo_restore (cr);
          cairo_save (cr);
          if (clip >= 0)
            {
              const ShrRect *rect = shr_scene_get_clip (scene, clip);

              cairo_new_path (cr);
              cairo_rectangle (cr, rect->x, rect->y, rect->width, rect->height);
              cairo_clip (cr);
            }
        }

      if (painter.raster && shr_fine_lines_are (mark))
        i += shr_fine_lines_paint (scene, i, cr) - 1;
      else if (painter.masks && shr_dots_are (mark))
        i += shr_dots_paint (scene, i, cr) - 1;
      else
        paint_mark (&painter, mark);
    }
  cairo_restore (cr);
}
