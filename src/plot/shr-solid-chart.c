#include "plot/shr-solid-chart.h"

#include "plot/shr-heading.h"
#include "plot/shr-lettering.h"
#include "plot/shr-scale.h"
#include "plot/shr-solid-lines.h"
#include "plot/shr-solid-words.h"
#include "plot/shr-text.h"
#include "plot/shr-ticks.h"

#include <glib/gi18n.h>
#include <math.h>

/* Lengths in em of the theme's font size. */
#define PAD 0.5
#define LABEL_MARGIN 1.1 /* around what is seen, for names at the axes' ends */
#define ARROW 4.2
#define SHORTEST_ARROW 1.2
#define ARROW_HEAD 0.75
#define AXIS_HEAD 0.7
#define NORMAL 6.0
#define DISC 0.36
#define CROSS 0.5
#define TICK 0.3
#define SMALL 0.85 /* ticks and the line below */

/* Charts smaller than these do without, in em. */
#define HEIGHT_OF_LINE_BELOW 15.0
#define SMALLEST_PLOT_FOR_LABELS 9.0
#define SMALLEST_PLOT_FOR_OPTIMUM 15.0

/* The largest region widens the view up to this, next to the longest coefficient. */
#define LARGEST_REGION 1.25
/* Optima further away than this do not widen it. */
#define NEAR 1.9
/* Beyond what is on them, axes go on by this share. */
#define AXIS_BEYOND 1.12
/* An axis that points at the reader has no room for ticks. */
#define SHORTEST_AXIS 0.3

/* A first look, degrees: region and loss side by side, almost at right angles to what leads from one to the other, and
 * from a little above. */
#define ASIDE 55.0
#define OFF_AXIS 20.0
#define FROM_ABOVE 20.0

/* Shades of the region, and of the glass of the loss. */
#define SHADES 14
#define GLOSSES 7
/* px that curves may be off, and the borders of shades, that nobody sees. */
#define TOLERANCE 0.04
#define TOLERANCE_OF_SHADES 0.2

static const ShrColor none = { 0.0, 0.0, 0.0, 0.0 };
static const ShrSpot origin = { { 0.0, 0.0, 0.0 } };

static double
mixing_of (const ShrChart *chart)
{
  return shr_path_mixing (chart->path);
}

static gsize
feature_of (const ShrChart *chart, int i)
{
  return i < 2 ? chart->pair[i] : chart->space->third;
}

/* --- Layout ------------------------------------------------------------------------------------------------------- */

typedef struct
{
  double low[3], high[3];
  double longest; /* coefficient */
  double region;  /* where the largest region meets the axes */
} Extent;

static void
extend_to (Extent *extent, const double place[3])
{
  for (int i = 0; i < 3; i++)
    {
      extent->low[i] = fmin (extent->low[i], place[i]);
      extent->high[i] = fmax (extent->high[i], place[i]);
    }
}

/* The section's optimum at a point of the path with all three in, where the gradient is known without the data:
 * −∇f = λ(α sign(w) + (1−α)w). */
static gboolean
find_optimum (const ShrChart *chart, const ShrPoint *point, double optimum[3])
{
  const ShrSolidSection *section = chart->space->section;
  double pull[3];

  if (!(section->curvature[0] > 1e-9 * section->curvature[2]))
    return FALSE;

  for (int i = 0; i < 3; i++)
    {
      double w = point->w[feature_of (chart, i)];

      if (w == 0.0)
        return FALSE;
      optimum[i] = w;
      pull[i] = point->lambda * (copysign (mixing_of (chart), w) + (1.0 - mixing_of (chart)) * w);
    }
  for (int i = 0; i < 3; i++)
    {
      const double *axis = section->axes[i];
      double step = (axis[0] * pull[0] + axis[1] * pull[1] + axis[2] * pull[2]) / section->curvature[i];

      for (int k = 0; k < 3; k++)
        optimum[k] += step * axis[k];
    }

  return isfinite (optimum[0]) && isfinite (optimum[1]) && isfinite (optimum[2]);
}

/* Where the region through @place meets the axes. */
static double
find_intercept (const ShrChart *chart, const double place[3], double unit)
{
  const ShrSpot spot = { { place[0] / unit, place[1] / unit, place[2] / unit } };
  ShrSolidRegion region;

  return shr_solid_region_init (&region, mixing_of (chart), unit, spot) ? region.intercept * unit : 0.0;
}

static Extent
find_extent (const ShrChart *chart)
{
  Extent extent = { { 0.0 }, { 0.0 }, 0.0, 0.0 };
  gsize n = chart->complete ? shr_path_ready (chart->path) : chart->shown;

  for (gsize k = 0; k < n; k++)
    {
      const double *w = shr_path_point (chart->path, k)->w;
      const double place[] = { w[feature_of (chart, 0)], w[feature_of (chart, 1)], w[feature_of (chart, 2)] };

      if (isfinite (place[0]) && isfinite (place[1]) && isfinite (place[2]))
        extend_to (&extent, place);
    }
  for (int i = 0; i < 3; i++)
    extent.longest = fmax (extent.longest, fmax (extent.high[i], -extent.low[i]));
  if (!(extent.longest > 1e-290))
    return (Extent){ { -1.0, -1.0, -1.0 }, { 1.0, 1.0, 1.0 }, 1.0, 1.0 };
  if (!chart->complete)
    {
      extent.longest = shr_scale_step (extent.longest);
      for (int i = 0; i < 3; i++)
        {
          extent.low[i] = shr_scale_step (extent.low[i]);
          extent.high[i] = shr_scale_step (extent.high[i]);
        }
      extent.region = extent.longest;
      return extent;
    }

  for (gsize k = 0; k < n; k++)
    {
      const ShrPoint *point = shr_path_point (chart->path, k);
      const double place[] = { point->w[feature_of (chart, 0)], point->w[feature_of (chart, 1)],
                               point->w[feature_of (chart, 2)] };
      double optimum[3];

      extent.region = fmax (extent.region, find_intercept (chart, place, extent.longest));
      if (chart->space->section != NULL && find_optimum (chart, point, optimum)
          && fmax (fmax (fabs (optimum[0]), fabs (optimum[1])), fabs (optimum[2])) <= NEAR * extent.longest)
        extend_to (&extent, optimum);
    }
  extent.region = fmin (extent.region, LARGEST_REGION * extent.longest);

  return extent;
}

void
shr_solid_chart_layout (const ShrChart *chart,
                        double width,
                        double height,
                        const ShrTheme *theme,
                        ShrSolidLayout *layout)
{
  double em = theme->font_size, ascent, descent, top, bottom = height - PAD * em, radius = 0.0;
  Extent extent = find_extent (chart);

  g_return_if_fail (chart->space != NULL);

  shr_lettering_line (SMALL * em, FALSE, &ascent, &descent);
  top = shr_heading_depth (theme, width, height);
  if (height >= HEIGHT_OF_LINE_BELOW * em)
    bottom -= ascent + descent;

  *layout = (ShrSolidLayout){ .width = width, .height = height };
  layout->plot = (ShrRect){ PAD * em, top, MAX (width - 2.0 * PAD * em, 1.0), MAX (bottom - top, 1.0) };

  for (int i = 0; i < 3; i++)
    {
      layout->low[i] = fmin (extent.low[i], -extent.region) * AXIS_BEYOND;
      layout->high[i] = fmax (extent.high[i], extent.region) * AXIS_BEYOND;
      layout->unit = fmax (layout->unit, fmax (-layout->low[i], layout->high[i]));
    }
  for (int i = 0; i < 3; i++)
    {
      layout->low[i] /= layout->unit;
      layout->high[i] /= layout->unit;
      layout->middle[i] = (layout->low[i] + layout->high[i]) / 2.0;
    }
  /* All that there is to see is near the axes: their ends, however turned, are within this. */
  for (int i = 0; i < 6; i++)
    {
      double square = 0.0;

      for (int k = 0; k < 3; k++)
        {
          double end = k != i / 2 ? 0.0 : i % 2 == 0 ? layout->low[k] : layout->high[k];

          square += (end - layout->middle[k]) * (end - layout->middle[k]);
        }
      radius = fmax (radius, sqrt (square));
    }
  layout->scale = MAX (MIN (layout->plot.width, layout->plot.height) / 2.0 - LABEL_MARGIN * em, 1.0) / radius;
}

static ShrSolidView
make_view (const ShrChart *chart, const ShrSolidLayout *layout)
{
  const ShrRect *plot = &layout->plot;
  const ShrSpot middle = { { layout->middle[0], layout->middle[1], layout->middle[2] } };
  const ShrXY center = { plot->x + plot->width / 2.0, plot->y + plot->height / 2.0 };
  ShrSolidView view;

  shr_solid_view_init (&view, chart->space->yaw, chart->space->pitch, middle, center, layout->scale);

  return view;
}

static ShrSpot
to_spot (const ShrSolidLayout *layout, const double place[3])
{
  return (ShrSpot){ { place[0] / layout->unit, place[1] / layout->unit, place[2] / layout->unit } };
}

static ShrSpot
path_spot (const ShrChart *chart, const ShrSolidLayout *layout, gsize k)
{
  const double *w = shr_path_point (chart->path, k)->w;
  const double place[] = { w[feature_of (chart, 0)], w[feature_of (chart, 1)], w[feature_of (chart, 2)] };

  return to_spot (layout, place);
}

/* --- Drawing ------------------------------------------------------------------------------------------------------ */

/* What the parts of the picture share. */
typedef struct
{
  const ShrChart *chart;
  const ShrSolidSection *section;
  const ShrSolidLayout *layout;
  const ShrTheme *theme;
  ShrScene *scene;
  ShrSolidView view;
  ShrSolidRegion region;
  ShrEllipsoid level;
  gboolean has_region, has_level;
  ShrSolidLines *lines;
  ShrPlacement *placement;
  ShrColor color; /* of the penalty */
  ShrSpot light;  /* direction to it: it comes from over the reader's left shoulder */
  ShrSpot contact;
  ShrSpot pull; /* direction of −∇loss; (0, 0, 0) where there is none */
  gboolean labelled;
} Painter;

static ShrXY
project (const Painter *painter, ShrSpot spot)
{
  return shr_solid_view_project (&painter->view, spot);
}

static ShrColor
mix (const ShrColor *a, const ShrColor *b, double share)
{
  return (ShrColor){ a->red + share * (b->red - a->red), a->green + share * (b->green - a->green),
                     a->blue + share * (b->blue - a->blue), 1.0 };
}

/* The penalty's colour in light and shade: paler where it is lit on white, stronger where it is lit on black. */
static void
shade_region (const ShrSpot *border, gsize n, double light, gpointer data)
{
  Painter *painter = data;
  gboolean dark = painter->theme->kind == SHR_THEME_DARK;
  double share = dark ? 0.26 + 0.46 * light : 0.62 - 0.46 * light;
  ShrStyle style = { none, 0.0, SHR_DASH_SOLID, mix (&painter->theme->background, &painter->color, share) };
  g_autofree ShrXY *points = g_new (ShrXY, n);

  for (gsize i = 0; i < n; i++)
    points[i] = project (painter, border[i]);
  shr_scene_add_polygon (painter->scene, SHR_ROLE_REGION, -1, &style, points, n);
}

static void
shade_level (const ShrSpot *border, gsize n, double light, gpointer data)
{
  Painter *painter = data;
  gboolean dark = painter->theme->kind == SHR_THEME_DARK;
  ShrColor gloss = { 1.0, 1.0, 1.0, dark ? 0.022 : 0.07 };
  ShrStyle style = { none, 0.0, SHR_DASH_SOLID, gloss };
  g_autofree ShrXY *points = g_new (ShrXY, n);

  if (light == 0.0)
    {
      style.fill = painter->theme->text;
      style.fill.alpha = dark ? 0.1 : 0.13;
    }
  for (gsize i = 0; i < n; i++)
    points[i] = project (painter, border[i]);
  shr_scene_add_polygon (painter->scene, SHR_ROLE_LEVEL, -1, &style, points, n);
}

static double
tolerance_of (const Painter *painter)
{
  return TOLERANCE / painter->layout->scale;
}

static void
draw_region (Painter *painter)
{
  if (painter->has_region)
    shr_solid_region_shade (&painter->region, painter->view.toward, painter->light, SHADES,
                            TOLERANCE_OF_SHADES / painter->layout->scale, shade_region, painter);
}

/* Points around an ellipse of the level's size. */
static gsize
level_points (const Painter *painter)
{
  double widest = fmax (fmax (painter->level.half[0], painter->level.half[1]), painter->level.half[2]);
  double radius = fmin (widest, 4.0) * painter->layout->scale;

  return (gsize) CLAMP (ceil (G_PI * sqrt (radius / (2.0 * TOLERANCE))), 48.0, 720.0);
}

static void
draw_level (Painter *painter)
{
  if (painter->has_level)
    shr_ellipsoid_shade (&painter->level, painter->view.toward, painter->light, GLOSSES,
                         4.0 * G_PI / (double) level_points (painter), shade_level, painter);
}

static void
add_region_lines (Painter *painter)
{
  ShrStyle edge = { painter->color, 1.1 * painter->theme->hairline, SHR_DASH_SOLID, none };
  g_autoptr (GArray) outline = NULL;

  if (!painter->has_region)
    return;

  outline = shr_solid_region_outline (&painter->region, &painter->view, tolerance_of (painter));
  shr_solid_lines_add (painter->lines, SHR_ROLE_EDGE, &edge, &g_array_index (outline, ShrSpot, 0), outline->len,
                       SHR_SOLID_CLOSED | SHR_SOLID_ON_REGION, 3.0);

  /* The ball's have no meaning: they only show that it is round. */
  edge.width = painter->theme->hairline * (painter->region.corner == 0.0 ? 0.7 : 1.1);
  edge.stroke.alpha *= painter->region.corner == 0.0 ? 0.5 : 0.9;
  for (int across = 0; across < 3; across++)
    {
      gsize n;
      g_autofree ShrSpot *spots = shr_solid_region_edge (&painter->region, across, tolerance_of (painter), &n);

      if (painter->region.round == 0.0)
        for (gsize i = 0; i < n; i++)
          {
            /* In pieces, so that the lines find where the level begins to be in front. */
            ShrSpot pieces[17], step = shr_spot_add (spots[(i + 1) % n], -1.0, spots[i]);

            for (int k = 0; k < 17; k++)
              pieces[k] = shr_spot_add (spots[i], k / 16.0, step);
            shr_solid_lines_add (painter->lines, SHR_ROLE_EDGE, &edge, pieces, 17, SHR_SOLID_CUT_ALL, 1.5);
          }
      else
        shr_solid_lines_add (painter->lines, SHR_ROLE_EDGE, &edge, spots, n, SHR_SOLID_CLOSED, 1.5);
    }
}

static void
add_level_lines (Painter *painter)
{
  gsize n = level_points (painter);
  g_autofree ShrSpot *spots = g_new (ShrSpot, n);
  ShrStyle style = { painter->theme->text, 1.1 * painter->theme->hairline, SHR_DASH_SOLID, none };

  if (!painter->has_level)
    return;

  shr_ellipsoid_outline (&painter->level, painter->view.toward, spots, n);
  shr_solid_lines_add (painter->lines, SHR_ROLE_LEVEL, &style, spots, n, SHR_SOLID_CLOSED | SHR_SOLID_ON_LEVEL, 3.0);

  style.stroke.alpha *= 0.35;
  style.width = 0.7 * painter->theme->hairline;
  for (int across = 0; across < 3; across++)
    {
      shr_ellipsoid_section (&painter->level, across, spots, n);
      shr_solid_lines_add (painter->lines, SHR_ROLE_LEVEL, &style, spots, n, SHR_SOLID_CLOSED | SHR_SOLID_ONLY_VISIBLE,
                           0.6);
    }
}

static void
add_route (Painter *painter)
{
  const ShrChart *chart = painter->chart;
  ShrStyle style = { painter->color, 2.0 * painter->theme->hairline, SHR_DASH_DOTTED, none };
  g_autoptr (GArray) spots = g_array_new (FALSE, FALSE, sizeof (ShrSpot));

  for (gsize k = 0; k < chart->shown; k++)
    {
      ShrSpot spot = path_spot (chart, painter->layout, k);

      if (isfinite (shr_spot_dot (spot, spot)))
        g_array_append_val (spots, spot);
    }
  shr_solid_lines_add (painter->lines, SHR_ROLE_ROUTE, &style, &g_array_index (spots, ShrSpot, 0), spots->len,
                       SHR_SOLID_CUT_ALL, 2.0);
}

/* A straight line from place to place, in so many pieces that none passes behind two things. */
static void
add_straight (Painter *painter, ShrRole role, const ShrStyle *style, ShrSpot from, ShrSpot to, double weight)
{
  ShrSpot spots[41], step = shr_spot_add (to, -1.0, from);

  for (int i = 0; i < 41; i++)
    spots[i] = shr_spot_add (from, i / 40.0, step);
  shr_solid_lines_add (painter->lines, role, style, spots, 41, SHR_SOLID_CUT_ALL, weight);
}

/* The head of an arrow that ends at @tip, coming along @way px. */
static void
add_head (Painter *painter,
          ShrRole role,
          const ShrColor *color,
          ShrXY tip,
          ShrXY way,
          double length,
          ShrSolidDepth depth)
{
  ShrStyle style = { none, 0.0, SHR_DASH_SOLID, *color };
  double far = hypot (way.x, way.y), x = way.x / far, y = way.y / far;
  ShrXY base = { tip.x - length * x, tip.y - length * y };
  const ShrXY head[] = { tip,
                         { base.x - 0.36 * length * y, base.y + 0.36 * length * x },
                         { base.x + 0.36 * length * y, base.y - 0.36 * length * x } };

  shr_solid_lines_add_shape (painter->lines, role, &style, head, 3, depth);
}

/* --- Axes --------------------------------------------------------------------------------------------------------- */

static ShrSpot
axis_spot (int i, double value)
{
  ShrSpot spot = origin;

  spot.at[i] = value;

  return spot;
}

/* To the side of an axis as it is seen: below it, or left of an upright one. */
static ShrXY
axis_side (const Painter *painter, int i)
{
  double x = painter->view.right.at[i], y = -painter->view.up.at[i], length = hypot (x, y);
  ShrXY side = { -y / length, x / length };

  if (side.y < -0.3 || (side.y < 0.3 && side.x > 0.0))
    side = (ShrXY){ -side.x, -side.y };

  return side;
}

static gboolean
is_in_plot (const Painter *painter, ShrXY place)
{
  const ShrRect *plot = &painter->layout->plot;

  return isfinite (place.x) && isfinite (place.y) && place.x >= plot->x && place.x <= plot->x + plot->width
         && place.y >= plot->y && place.y <= plot->y + plot->height;
}

static void
place_label (Painter *painter,
             ShrRole role,
             int feature,
             const ShrColor *color,
             gboolean bold,
             double size,
             const char *words,
             ShrXY at,
             double gap,
             double reach,
             double air)
{
  ShrTextStyle style = { .size = size, .bold = bold, .halo = TRUE };
  g_autofree char *text = shr_lettering_fit (words, size, bold, painter->layout->plot.width);
  ShrTextExtents extents;
  ShrRect box;

  if (*text == '\0')
    return;

  shr_text_measure (text, size, bold, &extents);
  if (shr_placement_find (painter->placement, at.x, at.y, gap, reach, extents.width, extents.ascent + extents.descent,
                          &box))
    {
      ShrRect around = { box.x - air * size, box.y - air * size, box.width + 2.0 * air * size,
                         box.height + 2.0 * air * size };

      shr_scene_add_text (painter->scene, role, feature, color, &style, box.x, box.y + extents.ascent, text);
      shr_placement_avoid_box (painter->placement, &around);
    }
}

static ShrTicks *
find_ticks (const Painter *painter, int i)
{
  const ShrSolidLayout *layout = painter->layout;
  double length = (layout->high[i] - layout->low[i]) * layout->scale;

  /* As many as fit when the axis is seen at an angle, so that they stay while it turns. */
  return shr_ticks_linear (layout->low[i] * layout->unit, layout->high[i] * layout->unit, 0.55 * length,
                           SMALL * painter->theme->font_size, FALSE);
}

/* A tick with a label that is neither at the origin nor under the head of the axis. */
static gboolean
is_shown (const Painter *painter, int i, const ShrTick *tick)
{
  double left = painter->layout->high[i] - tick->value / painter->layout->unit;

  return tick->label != NULL && tick->value != 0.0
         && left * painter->layout->scale > 1.5 * AXIS_HEAD * painter->theme->font_size;
}

static gboolean
is_long_enough (const Painter *painter, int i)
{
  return hypot (painter->view.right.at[i], painter->view.up.at[i]) >= SHORTEST_AXIS;
}

static void
add_axes (Painter *painter)
{
  const ShrTheme *theme = painter->theme;
  double em = theme->font_size;
  ShrStyle line = { theme->muted, theme->hairline, SHR_DASH_SOLID, none };

  for (int i = 0; i < 3; i++)
    {
      ShrSpot low = axis_spot (i, painter->layout->low[i]), high = axis_spot (i, painter->layout->high[i]);
      ShrXY tip = project (painter, high), tail = project (painter, low);
      ShrXY way = { tip.x - tail.x, tip.y - tail.y };
      ShrSolidDepth depth = shr_solid_lines_depth (painter->lines, high);
      g_autoptr (ShrTicks) ticks = find_ticks (painter, i);

      add_straight (painter, SHR_ROLE_SPACE_AXIS, &line, low, high, 0.8);
      if (hypot (way.x, way.y) > AXIS_HEAD * em && depth != SHR_SOLID_HIDDEN)
        add_head (painter, SHR_ROLE_SPACE_AXIS, &theme->muted, tip, way, AXIS_HEAD * em, depth);

      for (gsize k = 0; is_long_enough (painter, i) && k < ticks->n; k++)
        {
          ShrSpot spot = axis_spot (i, ticks->ticks[k].value / painter->layout->unit);
          ShrXY side = axis_side (painter, i);
          ShrSpot end = spot;

          if (!is_shown (painter, i, &ticks->ticks[k]))
            continue;
          end = shr_spot_add (end, TICK * em * side.x / painter->layout->scale, painter->view.right);
          end = shr_spot_add (end, -TICK * em * side.y / painter->layout->scale, painter->view.up);

          const ShrSpot mark[] = { spot, end };

          if (shr_solid_lines_depth (painter->lines, spot) != SHR_SOLID_HIDDEN)
            shr_solid_lines_add (painter->lines, SHR_ROLE_SPACE_AXIS, &line, mark, 2, SHR_SOLID_CUT_ALL, 0.8);
        }
    }
}

static void
label_axes (Painter *painter)
{
  const ShrTheme *theme = painter->theme;
  double em = theme->font_size;

  for (int i = 0; i < 3; i++)
    {
      gsize j = feature_of (painter->chart, i);
      ShrXY tip = project (painter, axis_spot (i, painter->layout->high[i]));
      g_autofree char *name = shr_lettering_fit (painter->chart->names[j], em, TRUE, 0.4 * painter->layout->plot.width);
      const ShrColor *color = painter->chart->colors != NULL
                                  ? &shr_feature_colors_style (painter->chart->colors, theme, j)->stroke
                                  : &theme->text;

      shr_placement_add_point (painter->placement, tip.x, tip.y);
      place_label (painter, SHR_ROLE_AXIS_TITLE, (int) j, color, TRUE, em, name, tip, 0.3 * em, 1.5 * em, 0.25);
    }
}

static void
label_ticks (Painter *painter)
{
  double em = painter->theme->font_size, size = SMALL * em;

  for (int i = 0; i < 3; i++)
    {
      g_autoptr (ShrTicks) ticks = find_ticks (painter, i);
      ShrXY side;

      if (!is_long_enough (painter, i))
        continue;
      side = axis_side (painter, i);
      for (gsize k = 0; k < ticks->n; k++)
        {
          ShrSpot spot = axis_spot (i, ticks->ticks[k].value / painter->layout->unit);
          ShrXY place = project (painter, spot);

          if (!is_shown (painter, i, &ticks->ticks[k])
              || shr_solid_lines_depth (painter->lines, spot) == SHR_SOLID_HIDDEN)
            continue;
          place.x += (TICK + 0.45) * em * side.x;
          place.y += (TICK + 0.45) * em * side.y;
          place_label (painter, SHR_ROLE_TICK_LABEL, -1, &painter->theme->muted, FALSE, size, ticks->ticks[k].label,
                       place, 0.0, 0.2 * em, 0.2);
        }
    }
}

/* --- At the contact ----------------------------------------------------------------------------------------------- */

/* How far from the contact in a direction, px, at most @wish, so as to stay within the plot. */
static double
reach_in_plot (const Painter *painter, ShrXY from, ShrXY way, double wish)
{
  const ShrRect *plot = &painter->layout->plot;

  if (way.x != 0.0)
    wish = fmin (wish, ((way.x > 0.0 ? plot->x + plot->width : plot->x) - from.x) / way.x);
  if (way.y != 0.0)
    wish = fmin (wish, ((way.y > 0.0 ? plot->y + plot->height : plot->y) - from.y) / way.y);

  return wish;
}

/* −∇loss, its length without meaning. Returns: FALSE where there is none to see. */
static gboolean
add_gradient (Painter *painter, ShrXY *tip)
{
  double em = painter->theme->font_size, px = painter->layout->scale, length;
  ShrXY from = project (painter, painter->contact);
  ShrXY way = { shr_spot_dot (painter->pull, painter->view.right), -shr_spot_dot (painter->pull, painter->view.up) };
  ShrStyle style = { painter->theme->text, 1.6 * painter->theme->hairline, SHR_DASH_SOLID, none };
  double seen = hypot (way.x, way.y);
  ShrSpot end;

  if (!(seen > 0.0) || !is_in_plot (painter, from))
    return FALSE;
  /* In three dimensions as long as ever: seen shorter where it points at the reader. */
  length = reach_in_plot (painter, from, way, ARROW * em);
  if (length * seen < SHORTEST_ARROW * em)
    return FALSE;

  *tip = (ShrXY){ from.x + length * way.x, from.y + length * way.y };
  end = shr_spot_add (painter->contact, (length - ARROW_HEAD * em / seen) / px, painter->pull);
  add_straight (painter, SHR_ROLE_GRADIENT, &style, painter->contact, end, 12.0);
  if (shr_solid_lines_depth (painter->lines, shr_spot_add (painter->contact, length / px, painter->pull))
      != SHR_SOLID_HIDDEN)
    add_head (painter, SHR_ROLE_GRADIENT, &painter->theme->text, *tip, way, ARROW_HEAD * em, SHR_SOLID_VISIBLE);

  return TRUE;
}

/* The normals between two, as a fan of places around the contact. */
static void
add_fan (Painter *painter, ShrSpot first, ShrSpot second, double length, ShrSolidDepth depth, double strength)
{
  ShrStyle style = { none, 0.0, SHR_DASH_SOLID, painter->color };
  ShrXY fan[14] = { project (painter, painter->contact) };
  ShrStyle edge = { painter->color, 0.8 * painter->theme->hairline, SHR_DASH_SOLID, none };
  ShrSpot step = shr_spot_add (second, -1.0, first);

  for (int i = 0; i < 13; i++)
    fan[i + 1] = project (
        painter, shr_spot_add (painter->contact, length, shr_spot_unit (shr_spot_add (first, i / 12.0, step))));
  style.fill.alpha *= strength;
  edge.stroke.alpha *= 0.5;
  shr_solid_lines_add_shape (painter->lines, SHR_ROLE_NORMAL, &style, fan, G_N_ELEMENTS (fan), depth);
  add_straight (painter, SHR_ROLE_NORMAL, &edge, painter->contact,
                shr_spot_add (painter->contact, length, shr_spot_unit (first)), 2.0);
}

/* The directions in which the region leans on the level: a line where it is smooth, a fan on an edge, a pyramid at a
 * corner. */
static void
add_normals (Painter *painter)
{
  const ShrSolidRegion *region = &painter->region;
  double length = NORMAL * painter->theme->font_size / painter->layout->scale;
  ShrStyle style = { painter->color, painter->theme->hairline, SHR_DASH_DASHED, none };
  ShrSpot middle = origin, across[2] = { origin, origin };
  ShrSolidDepth depth;
  int zeros = 0;

  if (!painter->has_region)
    return;

  for (int i = 0; i < 3; i++)
    {
      double w = painter->contact.at[i];

      if (w != 0.0)
        middle.at[i] = copysign (region->corner, w) + region->round * w;
      else if (region->corner > 0.0 && zeros < 2)
        across[zeros++].at[i] = region->corner;
    }
  /* The region is on one side of the plane through the contact at right angles to the middle one, all of them on the
   * other. */
  depth = shr_spot_dot (middle, painter->view.toward) > 0.0 ? SHR_SOLID_VISIBLE : SHR_SOLID_BEHIND;

  if (zeros == 0)
    add_straight (painter, SHR_ROLE_NORMAL, &style, painter->contact,
                  shr_spot_add (painter->contact, length, shr_spot_unit (middle)), 4.0);
  else if (zeros == 1)
    {
      style.dash = SHR_DASH_SOLID;
      style.width *= 0.8;
      style.stroke.alpha *= 0.5;
      add_fan (painter, shr_spot_add (middle, -1.0, across[0]), shr_spot_add (middle, 1.0, across[0]), length, depth,
               0.2);
      add_straight (painter, SHR_ROLE_NORMAL, &style, painter->contact,
                    shr_spot_add (painter->contact, length, shr_spot_unit (shr_spot_add (middle, 1.0, across[0]))),
                    2.0);
    }
  else
    for (int i = 0; i < 4; i++)
      {
        /* Around: ++, −+, −−, +−. */
        static const double signs[5][2] = { { 1.0, 1.0 }, { -1.0, 1.0 }, { -1.0, -1.0 }, { 1.0, -1.0 }, { 1.0, 1.0 } };
        ShrSpot side[2];

        for (int k = 0; k < 2; k++)
          side[k] = shr_spot_add (shr_spot_add (middle, signs[i + k][0], across[0]), signs[i + k][1], across[1]);
        add_fan (painter, side[0], side[1], length, depth, 0.12);
      }
}

/* Where dependent columns leave the loss flat, it is least along a line. */
static void
add_optimal_line (Painter *painter)
{
  ShrStyle style = { painter->theme->text, painter->theme->hairline, SHR_DASH_DASHED, none };
  const double *axis = painter->section->axes[0];
  const ShrSpot way = { { axis[0], axis[1], axis[2] } };
  ShrSpot middle = to_spot (painter->layout, painter->section->optimum);

  add_straight (painter, SHR_ROLE_OPTIMUM, &style, shr_spot_add (middle, -4.0, way), shr_spot_add (middle, 4.0, way),
                3.0);
}

/* Returns: FALSE when it is out of sight. */
static gboolean
draw_optimum (Painter *painter, ShrXY *place)
{
  double arm = CROSS * painter->theme->font_size;
  ShrSpot spot = to_spot (painter->layout, painter->section->optimum);
  ShrStyle style = { painter->theme->text, 1.6 * painter->theme->hairline, SHR_DASH_SOLID, none };
  gboolean hidden = shr_solid_lines_depth (painter->lines, spot) == SHR_SOLID_HIDDEN;

  *place = project (painter, spot);
  if (!is_in_plot (painter, *place))
    return FALSE;

  const ShrXY across[] = { { place->x - arm, place->y }, { place->x + arm, place->y } };
  const ShrXY down[] = { { place->x, place->y - arm }, { place->x, place->y + arm } };

  if (hidden)
    style.stroke.alpha *= 0.4;
  shr_scene_add_polyline (painter->scene, SHR_ROLE_OPTIMUM, -1, &style, across, 2);
  shr_scene_add_polyline (painter->scene, SHR_ROLE_OPTIMUM, -1, &style, down, 2);
  shr_placement_avoid_line (painter->placement, across, 2, 12.0);
  shr_placement_avoid_line (painter->placement, down, 2, 12.0);

  return TRUE;
}

/* Full where it is seen, a ring where the region hides it. */
static void
draw_contact (Painter *painter, ShrXY place)
{
  const ShrTheme *theme = painter->theme;
  double radius = DISC * theme->font_size;
  ShrStyle style = { theme->background, 1.2 * theme->hairline, SHR_DASH_SOLID, painter->color };
  const ShrRect disc = { place.x - radius, place.y - radius, 2.0 * radius, 2.0 * radius };

  if (painter->has_region && shr_solid_lines_depth (painter->lines, painter->contact) == SHR_SOLID_HIDDEN)
    {
      style = (ShrStyle){ painter->color, 1.4 * theme->hairline, SHR_DASH_SOLID, theme->background };
      style.fill.alpha = 0.7;
    }
  shr_scene_add_disc (painter->scene, SHR_ROLE_CONTACT, -1, &style, place.x, place.y, radius);
  shr_placement_avoid_box (painter->placement, &disc);
}

/* --- The picture -------------------------------------------------------------------------------------------------- */

static void
draw_space (Painter *painter)
{
  const ShrTheme *theme = painter->theme;
  const ShrRect *plot = &painter->layout->plot;
  double em = theme->font_size;
  /* Region and level are on the two sides of the plane that touches both: which of them is in front is a question of
   * which side of it is turned to the reader. */
  gboolean level_in_front = shr_spot_dot (painter->pull, painter->view.toward) > 0.0;
  ShrXY contact = project (painter, painter->contact), tip, optimum;
  gboolean has_gradient, has_optimum;

  add_axes (painter);
  add_region_lines (painter);
  add_level_lines (painter);
  add_route (painter);
  add_normals (painter);
  has_gradient = add_gradient (painter, &tip);
  if (painter->section->rank == 2)
    add_optimal_line (painter);

  shr_scene_set_clip (painter->scene, plot);
  shr_solid_lines_draw (painter->lines, SHR_SOLID_BEHIND, painter->scene, painter->placement);
  if (level_in_front)
    {
      draw_region (painter);
      shr_solid_lines_draw (painter->lines, SHR_SOLID_HIDDEN, painter->scene, painter->placement);
      shr_solid_lines_draw (painter->lines, SHR_SOLID_THROUGH, painter->scene, painter->placement);
      draw_level (painter);
    }
  else
    {
      shr_solid_lines_draw (painter->lines, SHR_SOLID_THROUGH, painter->scene, painter->placement);
      draw_level (painter);
      draw_region (painter);
      shr_solid_lines_draw (painter->lines, SHR_SOLID_HIDDEN, painter->scene, painter->placement);
    }
  shr_solid_lines_draw (painter->lines, SHR_SOLID_VISIBLE, painter->scene, painter->placement);
  has_optimum = draw_optimum (painter, &optimum);
  draw_contact (painter, contact);
  shr_scene_set_clip (painter->scene, NULL);

  if (!painter->labelled)
    return;

  g_autofree char *values = shr_solid_words_values (painter->chart);

  label_axes (painter);
  if (is_in_plot (painter, contact))
    {
      shr_placement_add_point (painter->placement, contact.x, contact.y);
      if (has_optimum)
        shr_placement_add_point (painter->placement, optimum.x, optimum.y);
      if (has_gradient)
        shr_placement_add_point (painter->placement, tip.x, tip.y);
      place_label (painter, SHR_ROLE_VALUE_LABEL, -1, &painter->color, TRUE, em, values, contact, 0.8 * em, 7.0 * em,
                   0.6);
    }
  if (has_optimum && plot->height >= SMALLEST_PLOT_FOR_OPTIMUM * em)
    place_label (painter, SHR_ROLE_VALUE_LABEL, -1, &theme->text, FALSE, 0.9 * em,
                 shr_solid_words_optimum (painter->chart), optimum, 0.7 * em, 2.0 * em, 0.6);
  if (has_gradient)
    place_label (painter, SHR_ROLE_VALUE_LABEL, -1, &theme->text, FALSE, 0.9 * em, _ ("−∇loss"), tip, 0.5 * em,
                 2.5 * em, 0.6);
  label_ticks (painter);
}

static void
draw_heading (const ShrChart *chart, const ShrSolidLayout *layout, const ShrTheme *theme, ShrScene *scene)
{
  g_autofree char *section = NULL, *region = NULL, *contact = NULL;

  if (chart->space->section != NULL && chart->point != NULL)
    {
      section = shr_solid_words_section (chart);
      region = shr_solid_words_region (chart);
      contact = shr_solid_words_contact (chart);
    }

  const char *const remarks[] = { section, region, NULL };
  const char *const sentences[] = { contact, NULL };

  shr_heading_draw (chart, theme, PAD * theme->font_size, layout->width, layout->height, remarks, sentences, scene);
}

/* The scale and the certificate, small, below the plot. */
static void
draw_line_below (const ShrChart *chart, const ShrSolidLayout *layout, const ShrTheme *theme, ShrScene *scene)
{
  double em = theme->font_size, ascent, descent, left = PAD * em, right = layout->width - PAD * em, baseline;
  ShrTextStyle start = { .size = SMALL * em }, end = { .size = SMALL * em, .horizontal = SHR_ALIGN_END };
  g_autofree char *number = shr_text_number (chart->space->section->residual, 2);
  g_autofree char *residual = g_strdup_printf (_ ("KKT residual %s"), number);
  g_autofree char *scale = shr_lettering_fit (_ ("standardised coefficients"), SMALL * em, FALSE, right - left);
  ShrRect box, other;

  if (layout->height < HEIGHT_OF_LINE_BELOW * em)
    return;

  shr_lettering_line (SMALL * em, FALSE, &ascent, &descent);
  baseline = layout->height - PAD * em - descent;
  shr_scene_add_text (scene, SHR_ROLE_CAPTION, -1, &theme->muted, &start, left, baseline, scale);
  shr_lettering_box (scale, &start, left, baseline, &box);
  shr_lettering_box (residual, &end, right, baseline, &other);
  if (other.x > box.x + box.width + em)
    shr_scene_add_text (scene, SHR_ROLE_CAPTION, -1, &theme->muted, &end, right, baseline, residual);
}

void
shr_solid_chart_draw_overlay (const ShrChart *chart,
                              const ShrSolidLayout *layout,
                              const ShrTheme *theme,
                              ShrScene *scene)
{
  const ShrSolidSection *section = chart->space->section;

  shr_chart_begin_group (chart, scene, "geometry", "space", NULL);
  draw_heading (chart, layout, theme, scene);
  if (section != NULL && chart->point != NULL)
    {
      Painter painter = { .chart = chart,
                          .section = section,
                          .layout = layout,
                          .theme = theme,
                          .scene = scene,
                          .view = make_view (chart, layout),
                          .color = shr_theme_penalty_color (theme, mixing_of (chart)),
                          .contact = to_spot (layout, section->contact),
                          .labelled = layout->plot.width >= SMALLEST_PLOT_FOR_LABELS * theme->font_size
                                      && layout->plot.height >= SMALLEST_PLOT_FOR_LABELS * theme->font_size };
      g_autoptr (ShrPlacement) placement = shr_placement_new (&layout->plot);
      g_autoptr (ShrSolidLines) lines = NULL;

      painter.placement = placement;
      painter.pull =
          shr_spot_unit ((ShrSpot){ { -section->gradient[0], -section->gradient[1], -section->gradient[2] } });
      painter.light = shr_spot_unit (
          shr_spot_add (shr_spot_add (shr_spot_add (origin, 0.75, painter.view.toward), -0.45, painter.view.right), 0.6,
                        painter.view.up));
      painter.has_region = shr_solid_region_init (&painter.region, mixing_of (chart), layout->unit, painter.contact);
      painter.has_level = shr_ellipsoid_init (&painter.level, section, layout->unit);
      painter.lines = lines = shr_solid_lines_new (&painter.view, painter.has_region ? &painter.region : NULL,
                                                   painter.has_level ? &painter.level : NULL);
      if (isfinite (shr_spot_dot (painter.contact, painter.contact)))
        draw_space (&painter);
      draw_line_below (chart, layout, theme, scene);
    }
  shr_scene_end_group (scene);
}

void
shr_solid_chart_draw (const ShrChart *chart, double width, double height, const ShrTheme *theme, ShrScene *scene)
{
  ShrSolidLayout layout;

  shr_solid_chart_layout (chart, width, height, theme, &layout);
  shr_chart_begin_group (chart, scene, "geometry", NULL, chart->penalty);
  shr_solid_chart_draw_overlay (chart, &layout, theme, scene);
  shr_scene_end_group (scene);
}

/* --- The pointer -------------------------------------------------------------------------------------------------- */

gboolean
shr_solid_chart_contact_at (const ShrChart *chart, const ShrSolidLayout *layout, ShrXY *place)
{
  ShrSolidView view;

  if (chart->space == NULL || chart->space->section == NULL)
    return FALSE;

  view = make_view (chart, layout);
  *place = shr_solid_view_project (&view, to_spot (layout, chart->space->section->contact));

  return TRUE;
}

double
shr_solid_chart_lambda_at (const ShrChart *chart, const ShrSolidLayout *layout, double x, double y)
{
  ShrSolidView view = make_view (chart, layout);
  double nearest = INFINITY, lambda = shr_path_lambda (chart->path, 0);

  for (gsize k = 0; k < chart->shown; k++)
    {
      gsize before = k > 0 ? k - 1 : 0;
      ShrXY from = shr_solid_view_project (&view, path_spot (chart, layout, before));
      ShrXY to = shr_solid_view_project (&view, path_spot (chart, layout, k));
      double dx = to.x - from.x, dy = to.y - from.y, length = dx * dx + dy * dy;
      double t = length > 0.0 ? CLAMP (((x - from.x) * dx + (y - from.y) * dy) / length, 0.0, 1.0) : 1.0;
      double distance = hypot (from.x + t * dx - x, from.y + t * dy - y);

      if (distance < nearest)
        {
          nearest = distance;
          lambda = shr_path_lambda (chart->path, before)
                   + t * (shr_path_lambda (chart->path, k) - shr_path_lambda (chart->path, before));
        }
    }

  return lambda;
}

void
shr_solid_chart_find_view (const ShrSolidSection *section, double *yaw, double *pitch)
{
  gboolean none_in = section->contact[0] == 0.0 && section->contact[1] == 0.0;
  double x = none_in ? -section->gradient[0] : section->contact[0];
  double y = none_in ? -section->gradient[1] : section->contact[1];
  double azimuth = atan2 (y, x) * 180.0 / G_PI;
  double turned = azimuth - ASIDE, axis = 90.0 * round (turned / 90.0);

  /* Not with one axis in line with another. */
  if (fabs (turned - axis) < OFF_AXIS)
    turned = axis + copysign (OFF_AXIS, turned - axis);

  *yaw = remainder (5.0 * round (turned / 5.0), 360.0);
  *pitch = FROM_ABOVE;
}
