#include "plot/shr-fine-lines.h"

#include "plot/shr-sheet.h"

#include <math.h>

/* Wider lines need ends and joins that are drawn with more care. */
#define WIDEST 3.0

gboolean
shr_fine_lines_are (const ShrMark *mark)
{
  return (mark->role == SHR_ROLE_CONTOUR || mark->role == SHR_ROLE_TOUCHING_CONTOUR)
         && (mark->kind == SHR_MARK_POLYLINE || mark->kind == SHR_MARK_POLYGON) && mark->style.dash == SHR_DASH_SOLID
         && mark->style.fill.alpha == 0.0 && mark->style.width <= WIDEST;
}

static gboolean
same_style (const ShrMark *a, const ShrMark *b)
{
  return a->clip == b->clip && a->style.width == b->style.width && a->style.stroke.red == b->style.stroke.red
         && a->style.stroke.green == b->style.stroke.green && a->style.stroke.blue == b->style.stroke.blue
         && a->style.stroke.alpha == b->style.stroke.alpha;
}

/* A part of a line in pixels from the corner of the sheet, @u along that coordinate on which it is longer. */
typedef struct
{
  double from_u, from_v, to_u, to_v;
  gboolean level;   /* @u is x */
  gboolean forward; /* @u grows */
} Segment;

static Segment
get_segment (const ShrSheet *sheet, const ShrMark *mark, const cairo_matrix_t *matrix, gsize i)
{
  ShrXY a = mark->points[i % mark->n_points], b = mark->points[(i + 1) % mark->n_points];

  cairo_matrix_transform_point (matrix, &a.x, &a.y);
  cairo_matrix_transform_point (matrix, &b.x, &b.y);
  a.x -= sheet->box.x;
  b.x -= sheet->box.x;
  a.y -= sheet->box.y;
  b.y -= sheet->box.y;

  return fabs (b.x - a.x) >= fabs (b.y - a.y) ? (Segment){ a.x, a.y, b.x, b.y, TRUE, b.x >= a.x }
                                              : (Segment){ a.y, a.x, b.y, b.x, FALSE, b.y >= a.y };
}

/* Segments that go the same way share no column and leave out none. Where the way changes, columns meet rows. */
static gboolean
goes_on (const Segment *a, const Segment *b)
{
  return a->level == b->level && a->forward == b->forward;
}

static void
draw_segment (ShrSheet *sheet, const Segment *segment, double width, gboolean longer_before, gboolean longer_after)
{
  int n_along = segment->level ? sheet->box.width : sheet->box.height;
  int n_across = segment->level ? sheet->box.height : sheet->box.width;
  gssize along = segment->level ? 1 : sheet->stride, across = segment->level ? sheet->stride : 1;
  double length = segment->to_u - segment->from_u;
  double slope = length != 0.0 ? (segment->to_v - segment->from_v) / length : 0.0;
  double secant = sqrt (1.0 + slope * slope);
  /* Of the line, as cut by a column. */
  double half = 0.5 * width * secant;
  /* So much of it lies beside the end of the segment. */
  double further = 0.5 + 0.5 * width * fabs (slope) / secant;
  double before = longer_before ? further : 0.0, after = longer_after ? further : 0.0;
  double low_end = segment->forward ? segment->from_u - before : segment->to_u - after;
  double high_end = segment->forward ? segment->to_u + after : segment->from_u + before;
  int first = (int) MAX (ceil (low_end - 0.5), 0.0);
  int last = (int) MIN (ceil (high_end - 0.5), n_along) - 1;

  for (int i = first; i <= last; i++)
    {
      double middle = segment->from_v + (i + 0.5 - segment->from_u) * slope, low = middle - half, high = middle + half;
      int start = (int) MAX (floor (low), 0.0), end = (int) MIN (floor (high), n_across - 1.0);

      for (int j = start; j <= end; j++)
        {
          guint8 *pixel = sheet->pixels + i * along + j * across;
          guint8 value = (guint8) (255.0 * (MIN (high, j + 1.0) - MAX (low, j)) + 0.5);

          *pixel = MAX (*pixel, value);
        }
    }
}

static void
draw_line (ShrSheet *sheet, const ShrMark *mark, const cairo_matrix_t *matrix, double width)
{
  gsize n = mark->n_points;
  gboolean closed = mark->kind == SHR_MARK_POLYGON;
  Segment previous, segment, next;

  if (n < 2)
    return;

  previous = get_segment (sheet, mark, matrix, n - 1);
  segment = get_segment (sheet, mark, matrix, 0);
  for (gsize i = 0; i < n - (closed ? 0 : 1); i++)
    {
      gboolean has_previous = closed || i > 0, has_next = closed || i + 2 < n;

      next = get_segment (sheet, mark, matrix, i + 1);
      draw_segment (sheet, &segment, width, has_previous && !goes_on (&previous, &segment),
                    has_next && !goes_on (&segment, &next));
      previous = segment;
      segment = next;
    }
}

gsize
shr_fine_lines_paint (const ShrScene *scene, gsize first, cairo_t *cr)
{
  ShrSheet *sheet = shr_sheet_get ();
  const ShrMark *leader = shr_scene_get_mark (scene, first);
  gsize n = 1, n_marks = shr_scene_get_n_marks (scene);
  cairo_rectangle_int_t box;
  cairo_matrix_t matrix;
  double width;

  while (first + n < n_marks && shr_fine_lines_are (shr_scene_get_mark (scene, first + n))
         && same_style (leader, shr_scene_get_mark (scene, first + n)))
    n++;

  shr_sheet_get_matrix (cr, &matrix);
  width = leader->style.width * sqrt (fabs (matrix.xx * matrix.yy));
  if (leader->style.stroke.alpha > 0.0 && width > 0.0
      && shr_sheet_find_box (scene, first, n, cr, &matrix, leader->style.width, &box))
    {
      shr_sheet_reset (sheet, &box);
      for (gsize i = first; i < first + n; i++)
        draw_line (sheet, shr_scene_get_mark (scene, i), &matrix, width);
      shr_sheet_paint (sheet, cr, &leader->style.stroke);
    }

  return n;
}
