#include "plot/shr-geometry-grips.h"

#include <math.h>

/* Of the ellipse at correlation 0, next to the shorter side of the plot. */
#define REACH 0.16

/* Lengths in em of the theme's font size. */
#define DISC 0.42
#define RING 0.95

/* Of the ellipse. */
#define POINTS 96

static const ShrColor none = { 0.0, 0.0, 0.0, 0.0 };

static ShrXY
find_optimum (const ShrChart *chart, const ShrGeometryLayout *layout)
{
  return (ShrXY){ shr_scale_to_pixel (&layout->x, chart->section->optimum[0]),
                  shr_scale_to_pixel (&layout->y, chart->section->optimum[1]) };
}

static gboolean
can_move (const ShrChart *chart)
{
  return chart->movable && chart->section != NULL && !chart->section->singular && chart->pair[0] != chart->pair[1];
}

static double
find_reach (const ShrGeometryLayout *layout)
{
  return REACH * fmin (layout->plot.width, layout->plot.height);
}

/* Semi-axes of the ellipse, px, along (1, 1) and along (1, −1). */
static void
find_axes (const ShrChart *chart, const ShrGeometryLayout *layout, double *along, double *across)
{
  const double *hessian = chart->section->hessian;
  double rho = hessian[1] / sqrt (hessian[0] * hessian[2]);

  *along = find_reach (layout) / sqrt (1.0 + rho);
  *across = find_reach (layout) / sqrt (1.0 - rho);
}

/* Both ends of an axis; y is downwards. */
static void
find_ends (const ShrChart *chart, const ShrGeometryLayout *layout, ShrGrip grip, ShrXY ends[2])
{
  ShrXY optimum = find_optimum (chart, layout);
  double along, across, length, up;

  find_axes (chart, layout, &along, &across);
  length = (grip == SHR_GRIP_ALONG ? along : across) * M_SQRT1_2;
  up = grip == SHR_GRIP_ALONG ? -length : length;
  ends[0] = (ShrXY){ optimum.x + length, optimum.y + up };
  ends[1] = (ShrXY){ optimum.x - length, optimum.y - up };
}

static gboolean
is_inside (const ShrRect *rect, ShrXY point)
{
  return point.x >= rect->x && point.x <= rect->x + rect->width && point.y >= rect->y
         && point.y <= rect->y + rect->height;
}

ShrGrip
shr_geometry_grips_at (const ShrChart *chart, const ShrGeometryLayout *layout, double x, double y, double tolerance)
{
  ShrGrip best = SHR_GRIP_NONE;
  ShrXY optimum, ends[2];
  double nearest;

  if (!can_move (chart))
    return SHR_GRIP_NONE;

  optimum = find_optimum (chart, layout);
  nearest = hypot (optimum.x - x, optimum.y - y);
  if (nearest <= tolerance)
    best = SHR_GRIP_OPTIMUM;
  else
    nearest = tolerance;

  for (ShrGrip grip = SHR_GRIP_ALONG; grip <= SHR_GRIP_ACROSS; grip++)
    {
      find_ends (chart, layout, grip, ends);
      for (int i = 0; i < 2; i++)
        if (is_inside (&layout->plot, ends[i]) && hypot (ends[i].x - x, ends[i].y - y) < nearest)
          {
            nearest = hypot (ends[i].x - x, ends[i].y - y);
            best = grip;
          }
    }

  return best;
}

gboolean
shr_geometry_grips_place (const ShrChart *chart, const ShrGeometryLayout *layout, ShrGrip grip, ShrXY *place)
{
  ShrXY ends[2];

  if (!can_move (chart) || grip == SHR_GRIP_NONE)
    return FALSE;

  *place = find_optimum (chart, layout);
  if (grip != SHR_GRIP_OPTIMUM)
    {
      find_ends (chart, layout, grip, ends);
      *place = is_inside (&layout->plot, ends[0]) ? ends[0] : ends[1];
    }

  return is_inside (&layout->plot, *place);
}

void
shr_geometry_grips_optimum (const ShrChart *chart,
                            const ShrGeometryLayout *layout,
                            double x,
                            double y,
                            double optimum[2])
{
  const ShrRect *plot = &layout->plot;
  double across = shr_scale_to_value (&layout->x, CLAMP (x, plot->x, plot->x + plot->width));
  double up = shr_scale_to_value (&layout->y, CLAMP (y, plot->y, plot->y + plot->height));

  optimum[chart->pair[0]] = across;
  optimum[chart->pair[1]] = up;
}

double
shr_geometry_grips_correlation (const ShrChart *chart,
                                const ShrGeometryLayout *layout,
                                ShrGrip grip,
                                double x,
                                double y)
{
  ShrXY optimum = find_optimum (chart, layout);
  double dx = x - optimum.x, up = optimum.y - y;
  double distance = fabs (grip == SHR_GRIP_ALONG ? dx + up : dx - up) * M_SQRT1_2;
  double ratio = find_reach (layout) / fmax (distance, 1e-3), rho = ratio * ratio - 1.0;

  return CLAMP (grip == SHR_GRIP_ALONG ? rho : -rho, -SHR_GEOMETRY_GRIPS_STRONGEST, SHR_GEOMETRY_GRIPS_STRONGEST);
}

void
shr_geometry_grips_draw (const ShrChart *chart, const ShrGeometryLayout *layout, const ShrTheme *theme, ShrScene *scene)
{
  double em = theme->font_size, along, across;
  ShrStyle line = { theme->muted, 1.2 * theme->hairline, SHR_DASH_DASHED, none };
  ShrStyle idle = { theme->text, 1.4 * theme->hairline, SHR_DASH_SOLID, theme->background };
  ShrStyle held = { theme->background, 1.4 * theme->hairline, SHR_DASH_SOLID, theme->text };
  ShrStyle ring = { theme->text, 1.4 * theme->hairline, SHR_DASH_SOLID, none };
  ShrXY optimum, points[POINTS], ends[2];

  if (!chart->grips || !can_move (chart))
    return;

  optimum = find_optimum (chart, layout);
  find_axes (chart, layout, &along, &across);
  for (gsize i = 0; i < POINTS; i++)
    {
      double turn = 2.0 * G_PI * (double) i / POINTS;
      double u = along * cos (turn) * M_SQRT1_2, v = across * sin (turn) * M_SQRT1_2;

      points[i] = (ShrXY){ optimum.x + u + v, optimum.y - u + v };
    }

  shr_chart_begin_group (chart, scene, "geometry", "handles", NULL);
  shr_scene_set_clip (scene, &layout->plot);
  shr_scene_add_polygon (scene, SHR_ROLE_HANDLE, -1, &line, points, POINTS);
  if (chart->grip == SHR_GRIP_OPTIMUM)
    ring.width *= 2.0;
  shr_scene_add_disc (scene, SHR_ROLE_HANDLE, -1, &ring, optimum.x, optimum.y, RING * em);
  for (ShrGrip grip = SHR_GRIP_ALONG; grip <= SHR_GRIP_ACROSS; grip++)
    {
      find_ends (chart, layout, grip, ends);
      for (int i = 0; i < 2; i++)
        shr_scene_add_disc (scene, SHR_ROLE_HANDLE, -1, chart->grip == grip ? &held : &idle, ends[i].x, ends[i].y,
                            DISC * em);
    }
  shr_scene_set_clip (scene, NULL);
  shr_scene_end_group (scene);
}
