#include "plot/shr-placement.h"

#include "plot/shr-lettering.h"

#include <math.h>

/* Where labels are tried: so many directions around the point, so many distances. */
#define DIRECTIONS 24
#define DISTANCES 6
/* Worse than to cover this many px of a line. */
#define CONFUSION 150.0

typedef struct
{
  ShrXY from, to;
  double weight;
} Line;

struct _ShrPlacement
{
  ShrRect bounds;
  GArray *boxes;    /* ShrRect */
  GArray *lines;    /* Line */
  GArray *labelled; /* ShrXY */
};

ShrPlacement *
shr_placement_new (const ShrRect *bounds)
{
  ShrPlacement *placement = g_new (ShrPlacement, 1);

  placement->bounds = *bounds;
  placement->boxes = g_array_new (FALSE, FALSE, sizeof (ShrRect));
  placement->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  placement->labelled = g_array_new (FALSE, FALSE, sizeof (ShrXY));

  return placement;
}

void
shr_placement_free (ShrPlacement *placement)
{
  if (placement == NULL)
    return;

  g_array_unref (placement->labelled);
  g_array_unref (placement->lines);
  g_array_unref (placement->boxes);
  g_free (placement);
}

void
shr_placement_avoid_box (ShrPlacement *placement, const ShrRect *box)
{
  g_array_append_val (placement->boxes, *box);
}

void
shr_placement_avoid_line (ShrPlacement *placement, const ShrXY *points, gsize n_points, double weight)
{
  for (gsize i = 1; i < n_points; i++)
    {
      Line line = { points[i - 1], points[i], weight };

      g_array_append_val (placement->lines, line);
    }
}

void
shr_placement_add_point (ShrPlacement *placement, double x, double y)
{
  ShrXY point = { x, y };

  g_array_append_val (placement->labelled, point);
}

static double
distance_to_box (double x, double y, const ShrRect *box)
{
  double dx = fmax (fmax (box->x - x, x - box->x - box->width), 0.0);
  double dy = fmax (fmax (box->y - y, y - box->y - box->height), 0.0);

  return hypot (dx, dy);
}

/* What it costs to be as near to another point that has a label. */
static double
confusion (const ShrPlacement *placement, double x, double y, const ShrRect *box)
{
  double own = distance_to_box (x, y, box), cost = 0.0;

  for (guint i = 0; i < placement->labelled->len; i++)
    {
      const ShrXY *other = &g_array_index (placement->labelled, ShrXY, i);

      if ((other->x != x || other->y != y) && distance_to_box (other->x, other->y, box) < 1.5 * own)
        cost += CONFUSION;
    }

  return cost;
}

/* Narrows the part [@enter, @leave] of a segment to where start + t·change lies within [low, high]. */
static gboolean
narrow (double start, double change, double low, double high, double *enter, double *leave)
{
  if (change == 0.0)
    return start > low && start < high;

  double first = ((change > 0.0 ? low : high) - start) / change;
  double last = ((change > 0.0 ? high : low) - start) / change;

  *enter = MAX (*enter, first);
  *leave = MIN (*leave, last);

  return *enter < *leave;
}

/* The length of the segment within the box (Liang and Barsky, 1984). */
static double
covered (const Line *line, const ShrRect *box)
{
  double dx = line->to.x - line->from.x, dy = line->to.y - line->from.y;
  double enter = 0.0, leave = 1.0;

  /* Most lines are all on one side. */
  if (MAX (line->from.x, line->to.x) <= box->x || MIN (line->from.x, line->to.x) >= box->x + box->width
      || MAX (line->from.y, line->to.y) <= box->y || MIN (line->from.y, line->to.y) >= box->y + box->height)
    return 0.0;
  if (!narrow (line->from.x, dx, box->x, box->x + box->width, &enter, &leave)
      || !narrow (line->from.y, dy, box->y, box->y + box->height, &enter, &leave))
    return 0.0;

  return (leave - enter) * hypot (dx, dy);
}

static gboolean
is_free (const ShrPlacement *placement, const ShrRect *box)
{
  const ShrRect *bounds = &placement->bounds;

  if (box->x < bounds->x || box->y < bounds->y || box->x + box->width > bounds->x + bounds->width
      || box->y + box->height > bounds->y + bounds->height)
    return FALSE;

  for (guint i = 0; i < placement->boxes->len; i++)
    if (shr_lettering_boxes_meet (box, &g_array_index (placement->boxes, ShrRect, i)))
      return FALSE;

  return TRUE;
}

static double
cost_of (const GArray *lines, const ShrRect *box, double limit)
{
  double cost = 0.0;

  for (guint i = 0; i < lines->len && cost < limit; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);

      cost += line->weight * covered (line, box);
    }

  return cost;
}

/* The lines that pass through @area: few, where many are tried. */
static GArray *
lines_near (const ShrPlacement *placement, const ShrRect *area)
{
  GArray *near = g_array_new (FALSE, FALSE, sizeof (Line));

  for (guint i = 0; i < placement->lines->len; i++)
    {
      const Line *line = &g_array_index (placement->lines, Line, i);

      if (covered (line, area) > 0.0)
        g_array_append_val (near, *line);
    }

  return near;
}

/* Twice the area of the triangle, negative when it turns the other way. */
static double
turn (const ShrXY *a, const ShrXY *b, const ShrXY *c)
{
  return (b->x - a->x) * (c->y - a->y) - (b->y - a->y) * (c->x - a->x);
}

/* Whether one of the lines, other than what passes through the point itself, is between it and the box. */
static gboolean
is_cut_off (const GArray *lines, double x, double y, const ShrRect *box)
{
  const ShrXY to = { CLAMP (x, box->x, box->x + box->width), CLAMP (y, box->y, box->y + box->height) };
  const ShrXY from = { x + 0.1 * (to.x - x), y + 0.1 * (to.y - y) };

  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);

      if ((turn (&from, &to, &line->from) > 0.0) != (turn (&from, &to, &line->to) > 0.0)
          && (turn (&line->from, &line->to, &from) > 0.0) != (turn (&line->from, &line->to, &to) > 0.0))
        return TRUE;
    }

  return FALSE;
}

/* Looks for a box that costs less than @best; @on_line: the point is one of a line's. */
static void
search (const ShrPlacement *placement,
        double x,
        double y,
        double gap,
        double reach,
        double width,
        double height,
        gboolean on_line,
        double *best,
        ShrRect *box)
{
  double across = gap + reach + width, down_to = gap + reach + height;
  const ShrRect area = { x - across, y - down_to, 2.0 * across, 2.0 * down_to };
  g_autoptr (GArray) lines = lines_near (placement, &area);

  for (int d = 0; d < DISTANCES; d++)
    {
      double away = reach * d / (DISTANCES - 1);

      for (int i = 0; i < DIRECTIONS; i++)
        {
          double angle = 2.0 * G_PI * i / DIRECTIONS;
          double right = cos (angle), down = sin (angle);
          /* The box that just clears a disc of the gap's radius in this direction: its centre is on the outline of
           * the disc widened by the box. */
          double sx = CLAMP (right * 1.5, -1.0, 1.0), sy = CLAMP (down * 1.5, -1.0, 1.0);
          ShrRect tried = { x + right * (gap + away) + (sx - 1.0) * width / 2.0,
                            y + down * (gap + away) + (sy - 1.0) * height / 2.0, width, height };
          double cost;

          if (!is_free (placement, &tried))
            continue;
          cost = away + confusion (placement, x, y, &tried);
          cost += cost_of (lines, &tried, *best - cost);
          /* Upright beside the point reads better than askew; above better than below. */
          cost += down > 0.0 ? 0.5 : 0.0;
          if (on_line && cost < *best && is_cut_off (lines, x, y, &tried))
            cost += CONFUSION;
          if (cost < *best)
            {
              *best = cost;
              *box = tried;
            }
        }
    }
}

gboolean
shr_placement_find_along (ShrPlacement *placement,
                          const ShrXY *points,
                          gsize n_points,
                          double gap,
                          double reach,
                          double width,
                          double height,
                          ShrRect *box)
{
  double best = INFINITY;

  for (gsize i = 0; i < n_points; i++)
    search (placement, points[i].x, points[i].y, gap, reach, width, height, TRUE, &best, box);
  if (!isfinite (best))
    return FALSE;

  shr_placement_avoid_box (placement, box);

  return TRUE;
}

gboolean
shr_placement_find (ShrPlacement *placement,
                    double x,
                    double y,
                    double gap,
                    double reach,
                    double width,
                    double height,
                    ShrRect *box)
{
  double best = INFINITY;

  search (placement, x, y, gap, reach, width, height, FALSE, &best, box);
  if (!isfinite (best))
    return FALSE;

  shr_placement_avoid_box (placement, box);

  return TRUE;
}
