#include "plot/shr-solid-lines.h"

/* How much of a line is left where it is hidden. */
#define HIDDEN_ALPHA 0.6
#define HIDDEN_WIDTH 0.75
/* Halvings of a piece in which a line passes behind something. */
#define HALVINGS 16

typedef struct
{
  ShrSolidDepth depth;
  ShrRole role;
  ShrStyle style;
  gboolean shape;
  double weight;
  guint start, n; /* in @points */
} Line;

struct _ShrSolidLines
{
  const ShrSolidView *view;
  const ShrSolidRegion *region;
  const ShrEllipsoid *level;
  GArray *lines;  /* Line */
  GArray *points; /* ShrXY */
};

ShrSolidLines *
shr_solid_lines_new (const ShrSolidView *view, const ShrSolidRegion *region, const ShrEllipsoid *level)
{
  ShrSolidLines *lines = g_new (ShrSolidLines, 1);

  lines->view = view;
  lines->region = region;
  lines->level = level;
  lines->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  lines->points = g_array_new (FALSE, FALSE, sizeof (ShrXY));

  return lines;
}

void
shr_solid_lines_free (ShrSolidLines *lines)
{
  if (lines == NULL)
    return;

  g_array_unref (lines->points);
  g_array_unref (lines->lines);
  g_free (lines);
}

static ShrSolidDepth
find_depth (const ShrSolidLines *lines, ShrSpot spot, ShrSolidLineFlags flags)
{
  if (lines->region != NULL && (flags & SHR_SOLID_ON_REGION) == 0
      && shr_solid_region_hides (lines->region, lines->view->toward, spot))
    return SHR_SOLID_HIDDEN;
  if (lines->level != NULL && (flags & SHR_SOLID_ON_LEVEL) == 0
      && shr_ellipsoid_hides (lines->level, lines->view->toward, spot))
    return SHR_SOLID_THROUGH;

  return SHR_SOLID_VISIBLE;
}

ShrSolidDepth
shr_solid_lines_depth (const ShrSolidLines *lines, ShrSpot spot)
{
  return find_depth (lines, spot, SHR_SOLID_CUT_ALL);
}

static void
append (ShrSolidLines *lines, ShrSpot spot)
{
  ShrXY point = shr_solid_view_project (lines->view, spot);

  g_array_append_val (lines->points, point);
  g_array_index (lines->lines, Line, lines->lines->len - 1).n++;
}

static void
begin (ShrSolidLines *lines, const Line *like, ShrSolidDepth depth)
{
  Line line = *like;

  line.depth = depth;
  line.start = lines->points->len;
  line.n = 0;
  if (depth == SHR_SOLID_HIDDEN)
    {
      line.role = SHR_ROLE_HIDDEN;
      line.style.dash = SHR_DASH_DOTTED;
      line.style.width *= HIDDEN_WIDTH;
      line.style.stroke.alpha *= HIDDEN_ALPHA;
      line.weight = 0.0;
    }
  g_array_append_val (lines->lines, line);
}

/* Between two places of different depth, the last that is as deep as the first. */
static ShrSpot
find_change (const ShrSolidLines *lines, ShrSpot from, ShrSpot to, ShrSolidDepth depth, ShrSolidLineFlags flags)
{
  for (int i = 0; i < HALVINGS; i++)
    {
      ShrSpot middle = shr_spot_add (from, 0.5, shr_spot_add (to, -1.0, from));

      if (find_depth (lines, middle, flags) == depth)
        from = middle;
      else
        to = middle;
    }

  return from;
}

void
shr_solid_lines_add (ShrSolidLines *lines,
                     ShrRole role,
                     const ShrStyle *style,
                     const ShrSpot *spots,
                     gsize n,
                     ShrSolidLineFlags flags,
                     double weight)
{
  const Line like = { .role = role, .style = *style, .weight = weight };
  guint first = lines->lines->len;
  ShrSolidDepth depth;

  if (n < 2)
    return;

  depth = find_depth (lines, spots[0], flags);
  begin (lines, &like, depth);
  append (lines, spots[0]);
  for (gsize i = 1; i < n + ((flags & SHR_SOLID_CLOSED) != 0 ? 1 : 0); i++)
    {
      ShrSpot last = spots[i - 1], next = spots[i % n];
      ShrSolidDepth other = find_depth (lines, next, flags);

      /* At most three depths, and so at most two changes in a piece that is short enough. */
      for (int change = 0; change < 2 && other != depth; change++)
        {
          ShrSpot edge = find_change (lines, last, next, depth, flags);
          ShrSpot beyond = shr_spot_add (edge, 1e-4, shr_spot_add (next, -1.0, edge));

          append (lines, edge);
          depth = change == 0 ? find_depth (lines, beyond, flags) : other;
          begin (lines, &like, depth);
          append (lines, edge);
          last = edge;
        }
      append (lines, next);
    }

  if ((flags & SHR_SOLID_ONLY_VISIBLE) != 0)
    for (guint i = first; i < lines->lines->len; i++)
      if (g_array_index (lines->lines, Line, i).depth != SHR_SOLID_VISIBLE)
        g_array_index (lines->lines, Line, i).n = 0;
}

void
shr_solid_lines_add_shape (ShrSolidLines *lines,
                           ShrRole role,
                           const ShrStyle *style,
                           const ShrXY *points,
                           gsize n,
                           ShrSolidDepth depth)
{
  Line line = {
    .depth = depth, .role = role, .style = *style, .shape = TRUE, .start = lines->points->len, .n = (guint) n
  };

  g_array_append_vals (lines->points, points, (guint) n);
  g_array_append_val (lines->lines, line);
}

void
shr_solid_lines_draw (ShrSolidLines *lines, ShrSolidDepth depth, ShrScene *scene, ShrPlacement *placement)
{
  for (guint i = 0; i < lines->lines->len; i++)
    {
      const Line *line = &g_array_index (lines->lines, Line, i);
      const ShrXY *points = &g_array_index (lines->points, ShrXY, line->start);

      if (line->depth != depth || line->n < 2)
        continue;
      if (line->shape)
        shr_scene_add_polygon (scene, line->role, -1, &line->style, points, line->n);
      else
        shr_scene_add_polyline (scene, line->role, -1, &line->style, points, line->n);
      if (line->weight > 0.0)
        shr_placement_avoid_line (placement, points, line->n, line->weight);
    }
}
