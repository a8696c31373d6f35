#include "plot/shr-dots.h"

#include "plot/shr-sheet.h"

#include <math.h>

gboolean
shr_dots_are (const ShrMark *mark)
{
  return mark->role == SHR_ROLE_ROW && mark->kind == SHR_MARK_DISC && mark->style.fill.alpha > 0.0
         && (mark->style.stroke.alpha == 0.0 || mark->style.width == 0.0);
}

static gboolean
same_look (const ShrMark *a, const ShrMark *b)
{
  return a->clip == b->clip && a->radius == b->radius && a->style.fill.red == b->style.fill.red
         && a->style.fill.green == b->style.fill.green && a->style.fill.blue == b->style.fill.blue
         && a->style.fill.alpha == b->style.fill.alpha;
}

/* @x and @y: of the middle, in pixels from the corner of the sheet. */
static void
draw_dot (ShrSheet *sheet, double x, double y, double radius, double alpha)
{
  /* A pixel is covered as far as its middle is inside; so a disc would be a twelfth of a square pixel per π too large. */
  double reach = sqrt (fmax (radius * radius - 1.0 / 12.0, 0.0)) + 0.5;
  int left = (int) fmax (floor (x - reach), 0.0), right = (int) fmin (ceil (x + reach), sheet->box.width);
  int top = (int) fmax (floor (y - reach), 0.0), bottom = (int) fmin (ceil (y + reach), sheet->box.height);

  for (int row = top; row < bottom; row++)
    for (int column = left; column < right; column++)
      {
        double dx = column + 0.5 - x, dy = row + 0.5 - y, inside = reach - sqrt (dx * dx + dy * dy);
        guint8 *pixel = sheet->pixels + row * sheet->stride + column;

        if (inside > 0.0)
          *pixel = (guint8) (*pixel + alpha * fmin (inside, 1.0) * (255 - *pixel) + 0.5);
      }
}

gsize
shr_dots_paint (const ShrScene *scene, gsize first, cairo_t *cr)
{
  const ShrMark *leader = shr_scene_get_mark (scene, first);
  ShrColor opaque = leader->style.fill;
  ShrSheet *sheet = shr_sheet_get ();
  gsize n = 1, n_marks = shr_scene_get_n_marks (scene);
  cairo_rectangle_int_t box;
  cairo_matrix_t matrix;

  while (first + n < n_marks && shr_dots_are (shr_scene_get_mark (scene, first + n))
         && same_look (leader, shr_scene_get_mark (scene, first + n)))
    n++;

  shr_sheet_get_matrix (cr, &matrix);
  if (!shr_sheet_find_box (scene, first, n, cr, &matrix, leader->radius, &box))
    return n;

  shr_sheet_reset (sheet, &box);
  for (gsize i = first; i < first + n; i++)
    {
      ShrXY at = shr_scene_get_mark (scene, i)->points[0];

      cairo_matrix_transform_point (&matrix, &at.x, &at.y);
      draw_dot (sheet, at.x - box.x, at.y - box.y, leader->radius * matrix.xx, leader->style.fill.alpha);
    }
  opaque.alpha = 1.0;
  shr_sheet_paint (sheet, cr, &opaque);

  return n;
}
