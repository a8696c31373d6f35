#include "plot/shr-geometry-chart.h"

#include "plot/shr-axis.h"
#include "plot/shr-contours.h"
#include "plot/shr-geometry-grips.h"
#include "plot/shr-geometry-words.h"
#include "plot/shr-lettering.h"
#include "plot/shr-penalty-region.h"
#include "plot/shr-placement.h"
#include "plot/shr-text.h"
#include "plot/shr-ticks.h"

#include <glib/gi18n.h>
#include <math.h>

/* Lengths in em of the theme's font size. */
#define PAD 0.5
#define CAPTION_GAP 0.6 /* between caption and plot */
#define LEFT_MARGIN 5.2 /* at least, as in Paths */
#define SPACING 3.5     /* of contours */
#define ARROW 4.2
#define SHORTEST_ARROW 1.2
#define ARROW_HEAD 0.75
#define NORMAL 6.0
#define DISC 0.36
#define CROSS 0.5
#define ITERATE 0.24

/* Charts smaller than these do without, in em. */
#define HEIGHT_OF_CAPTION 13.0
#define HEIGHT_OF_TITLE_BELOW 12.0
#define WIDTH_OF_TITLE_LEFT 20.0
#define SMALLEST_PLOT_FOR_LABELS 9.0

/* A plane that is much wider than high shows little more. */
#define WIDEST 1.7

/* How far the other side of the origin is seen, next to the longest coefficient. */
#define OTHER_SIDE 0.55
/* Around all that: room for the arrow, but not more than a share of the plot. */
#define MARGIN 4.6
#define LARGEST_MARGIN 0.17
/* Optima further away than this, next to the longest coefficient, do not widen the view. */
#define NEAR 1.9

static const ShrColor none = { 0.0, 0.0, 0.0, 0.0 };

static gboolean
has_pair (const ShrChart *chart)
{
  return chart->pair[0] != chart->pair[1];
}

static double
mixing_of (const ShrChart *chart)
{
  return shr_path_mixing (chart->path);
}

static const char *
name_of (const ShrChart *chart, int i)
{
  return chart->names[chart->pair[i]];
}

/* Lines for the sentence under the formula. They are kept free whatever the sentence, so that nothing moves with λ. */
static gsize
caption_lines (double width, double height, const ShrTheme *theme)
{
  double em = theme->font_size;

  if (height < HEIGHT_OF_CAPTION * em)
    return 0;
  if (height < 20.0 * em || width >= 44.0 * em)
    return 1;

  return width >= 24.0 * em ? 2 : 3;
}

typedef struct
{
  double low[2], high[2];
  double longest; /* coefficient */
} Extent;

static void
extend_to (Extent *extent, const double place[2])
{
  for (int i = 0; i < 2; i++)
    if (isfinite (place[i]))
      {
        extent->low[i] = fmin (extent->low[i], place[i]);
        extent->high[i] = fmax (extent->high[i], place[i]);
      }
}

static void
extend_to_optimum (Extent *extent, const double optimum[2])
{
  if (fabs (optimum[0]) <= NEAR * extent->longest && fabs (optimum[1]) <= NEAR * extent->longest)
    extend_to (extent, optimum);
}

/* The section's optimum at a point of the path with both coefficients in: there the gradient is known without the data,
 * −∇f = λ(α sign(w) + (1−α)w), and the optimum is w + H⁻¹(−∇f). */
static gboolean
find_optimum (const ShrChart *chart, const ShrPoint *point, double optimum[2])
{
  const double *hessian = chart->section->hessian;
  double scale = fmax (hessian[0], hessian[2]);
  double jj = hessian[0] / scale, jk = hessian[1] / scale, kk = hessian[2] / scale;
  double determinant = jj * kk - jk * jk, pull[2];

  if (chart->section->singular || !(determinant > 1e-9))
    return FALSE;

  for (int i = 0; i < 2; i++)
    {
      double w = point->w[chart->pair[i]];

      if (w == 0.0)
        return FALSE;
      pull[i] = point->lambda / scale * (copysign (mixing_of (chart), w) + (1.0 - mixing_of (chart)) * w);
    }

  optimum[0] = point->w[chart->pair[0]] + (kk * pull[0] - jk * pull[1]) / determinant;
  optimum[1] = point->w[chart->pair[1]] + (jj * pull[1] - jk * pull[0]) / determinant;

  return TRUE;
}

static Extent
find_extent (const ShrChart *chart)
{
  Extent extent = { { 0.0, 0.0 }, { 0.0, 0.0 }, 0.0 };
  gsize n = chart->complete ? shr_path_ready (chart->path) : chart->shown;

  for (gsize k = 0; k < n; k++)
    {
      const double *w = shr_path_point (chart->path, k)->w;
      const double place[] = { w[chart->pair[0]], w[chart->pair[1]] };

      extend_to (&extent, place);
    }
  if (n == 0 && chart->section != NULL)
    extend_to (&extent, chart->section->contact);

  extent.longest = fmax (fmax (extent.high[0], -extent.low[0]), fmax (extent.high[1], -extent.low[1]));
  if (!(extent.longest > 1e-290))
    return (Extent){ { -1.0, -1.0 }, { 1.0, 1.0 }, 1.0 };
  if (!chart->complete)
    {
      extent.longest = shr_scale_step (extent.longest);
      for (int i = 0; i < 2; i++)
        {
          extent.low[i] = shr_scale_step (extent.low[i]);
          extent.high[i] = shr_scale_step (extent.high[i]);
        }
    }

  for (int i = 0; i < 2; i++)
    {
      extent.low[i] = fmin (extent.low[i], -OTHER_SIDE * extent.longest);
      extent.high[i] = fmax (extent.high[i], OTHER_SIDE * extent.longest);
    }

  if (chart->section != NULL && chart->complete)
    for (gsize k = 0; k < n; k++)
      {
        double optimum[2];

        if (find_optimum (chart, shr_path_point (chart->path, k), optimum))
          extend_to_optimum (&extent, optimum);
      }
  if (chart->section != NULL && n == 0)
    extend_to_optimum (&extent, chart->section->optimum);

  return extent;
}

void
shr_geometry_chart_layout (const ShrChart *chart,
                           double width,
                           double height,
                           const ShrTheme *theme,
                           ShrGeometryLayout *layout)
{
  double em = theme->font_size, ascent, descent, bold_ascent, bold_descent;
  double top, bottom, left, right, margin, per_pixel, range[2], low[2];
  Extent extent = find_extent (chart);
  ShrScale seen;
  g_autoptr (ShrTicks) ticks = NULL;

  shr_lettering_line (em, FALSE, &ascent, &descent);
  shr_lettering_line (em, TRUE, &bold_ascent, &bold_descent);

  layout->width = width;
  layout->height = height;

  top = PAD * em + bold_ascent + bold_descent + (double) caption_lines (width, height, theme) * (ascent + descent)
        + CAPTION_GAP * em;
  bottom = height - PAD * em - shr_axis_depth_below (theme);
  if (height >= HEIGHT_OF_TITLE_BELOW * em)
    bottom -= ascent + descent;

  margin = fmin (LARGEST_MARGIN, MARGIN * em / MAX (bottom - top, 1.0));
  for (int i = 0; i < 2; i++)
    {
      double span = extent.high[i] - extent.low[i];

      range[i] = span / (1.0 - 2.0 * margin);
      low[i] = extent.low[i] - range[i] * margin;
    }

  seen = (ShrScale){ low[1], low[1] + range[1], 0.0, 0.0, FALSE };
  shr_zoom_upwards (chart->zoom, &seen);
  ticks = shr_ticks_linear (seen.low, seen.high, MAX (bottom - top, 1.0), em, TRUE);
  left = PAD * em + shr_axis_depth_left (theme, ticks);
  if (width >= WIDTH_OF_TITLE_LEFT * em)
    left = MAX (left + ascent + descent + 0.3 * em, LEFT_MARGIN * em);
  right = width - 1.6 * em;

  layout->plot = (ShrRect){ left, top, MAX (right - left, 1.0), MAX (bottom - top, 1.0) };
  layout->plot.width = MIN (layout->plot.width, MAX (WIDEST * layout->plot.height, 1.0));

  /* Equal pixels per unit; what is left over goes to both sides. */
  per_pixel = fmax (range[0] / layout->plot.width, range[1] / layout->plot.height);
  low[0] -= (per_pixel * layout->plot.width - range[0]) / 2.0;
  low[1] -= (per_pixel * layout->plot.height - range[1]) / 2.0;

  layout->x = (ShrScale){ low[0], low[0] + per_pixel * layout->plot.width, left, left + layout->plot.width, FALSE };
  layout->y = (ShrScale){ low[1], low[1] + per_pixel * layout->plot.height, layout->plot.y + layout->plot.height,
                          layout->plot.y, FALSE };
  shr_zoom_across (chart->zoom, &layout->x);
  shr_zoom_upwards (chart->zoom, &layout->y);
}

static ShrXY
to_pixel (const ShrGeometryLayout *layout, double u, double v)
{
  return (ShrXY){ shr_scale_to_pixel (&layout->x, u), shr_scale_to_pixel (&layout->y, v) };
}

/* The sentence in place of a plane that does not exist. */
static void
draw_refusal (const ShrGeometryLayout *layout, const ShrTheme *theme, ShrScene *scene)
{
  double em = theme->font_size, ascent, descent, y;
  ShrTextStyle style = { .size = em };
  g_auto (GStrv) lines = NULL;

  shr_lettering_line (em, FALSE, &ascent, &descent);
  lines = shr_lettering_wrap (_ ("Geometry needs two features; this data has one."), em, FALSE,
                              layout->width - 2.0 * PAD * em, 4);
  y = 2.4 * em + ascent;
  for (gsize i = 0; lines[i] != NULL && y + descent <= layout->height; i++, y += ascent + descent)
    if (*lines[i] != '\0')
      shr_scene_add_text (scene, SHR_ROLE_CAPTION, -1, &theme->muted, &style, PAD * em, y, lines[i]);
}

void
shr_geometry_chart_draw_frame (const ShrChart *chart,
                               const ShrGeometryLayout *layout,
                               const ShrTheme *theme,
                               ShrScene *scene)
{
  const ShrRect *plot = &layout->plot;
  double em = theme->font_size, ascent, descent, first_below;
  ShrStyle zero_line = { theme->faint, theme->hairline, SHR_DASH_SOLID, none };
  ShrXY origin = to_pixel (layout, 0.0, 0.0);

  shr_chart_begin_group (chart, scene, "geometry", "frame", NULL);
  shr_lettering_line (em, FALSE, &ascent, &descent);

  if (!has_pair (chart))
    draw_refusal (layout, theme, scene);
  else
    {
      g_autoptr (ShrTicks) below = shr_ticks_linear (layout->x.low, layout->x.high, plot->width, em, FALSE);
      g_autoptr (ShrTicks) beside = shr_ticks_linear (layout->y.low, layout->y.high, plot->height, em, TRUE);
      g_autofree char *across = g_strdup_printf (_ ("standardised coefficient of %s"), name_of (chart, 0));
      g_autofree char *up = g_strdup_printf (_ ("standardised coefficient of %s"), name_of (chart, 1));

      if (shr_scale_holds (&layout->y, 0.0))
        shr_scene_add_segment (scene, SHR_ROLE_ZERO_LINE, -1, &zero_line, plot->x, origin.y, plot->x + plot->width,
                               origin.y);
      if (shr_scale_holds (&layout->x, 0.0))
        shr_scene_add_segment (scene, SHR_ROLE_ZERO_LINE, -1, &zero_line, origin.x, plot->y, origin.x,
                               plot->y + plot->height);
      first_below = shr_axis_draw_bottom (scene, theme, &layout->x, below, plot->x, plot->x + plot->width,
                                          plot->y + plot->height, layout->width);
      shr_axis_draw_left (scene, theme, &layout->y, beside, plot->x, plot->y, plot->y + plot->height, first_below);
      if (layout->height >= HEIGHT_OF_TITLE_BELOW * em)
        shr_axis_draw_title_below (scene, theme, across, plot->x + plot->width / 2.0,
                                   layout->height - PAD * em - descent, layout->width);
      if (layout->width >= WIDTH_OF_TITLE_LEFT * em)
        shr_axis_draw_title_left (scene, theme, up, PAD * em + ascent, plot->y + plot->height / 2.0,
                                  plot->y + plot->height);
    }
  shr_scene_end_group (scene);
}

static void
draw_caption (const ShrChart *chart, const ShrGeometryLayout *layout, const ShrTheme *theme, ShrScene *scene)
{
  double em = theme->font_size, ascent, descent, bold_ascent, bold_descent, baseline;
  double left = has_pair (chart) ? layout->plot.x : PAD * em, width = layout->width - left - PAD * em;
  ShrColor color = shr_theme_penalty_color (theme, mixing_of (chart));
  ShrTextStyle bold = { .size = em, .bold = TRUE }, plain = { .size = em };
  g_autofree char *title = shr_lettering_fit (chart->penalty, em, TRUE, width);
  gsize lines = caption_lines (layout->width, layout->height, theme);
  ShrRect box;

  shr_lettering_line (em, FALSE, &ascent, &descent);
  shr_lettering_line (em, TRUE, &bold_ascent, &bold_descent);
  baseline = PAD * em + bold_ascent;
  if (*title == '\0')
    return;

  shr_scene_add_text (scene, SHR_ROLE_TITLE, -1, &color, &bold, left, baseline, title);
  if (!has_pair (chart) || chart->section == NULL || chart->point == NULL)
    return;

  g_autofree char *section = shr_geometry_words_section (chart);
  g_autofree char *region = shr_geometry_words_region (chart);
  const char *const wordings[] = { section, region };

  shr_lettering_box (title, &bold, left, baseline, &box);
  for (gsize i = 0; i < G_N_ELEMENTS (wordings); i++)
    {
      ShrTextExtents extents;
      double x = left + box.width + 0.8 * em;

      shr_text_measure (wordings[i], em, FALSE, &extents);
      if (x + extents.width > layout->width - PAD * em)
        continue;
      shr_scene_add_text (scene, SHR_ROLE_CAPTION, -1, &color, &plain, x, baseline, wordings[i]);
      break;
    }

  if (lines > 0)
    {
      g_autofree char *contact = shr_geometry_words_contact (chart);
      g_auto (GStrv) wrapped = shr_lettering_wrap (contact, em, FALSE, layout->width - left - PAD * em, lines + 1);

      baseline += bold_descent + ascent;
      /* All of it or nothing: half a sentence may say the opposite. */
      for (gsize i = 0; g_strv_length (wrapped) <= lines && wrapped[i] != NULL; i++, baseline += ascent + descent)
        if (*wrapped[i] != '\0')
          shr_scene_add_text (scene, SHR_ROLE_CAPTION, -1, &theme->text, &plain, left, baseline, wrapped[i]);
    }
}

/* The certificate, small, at the end of the line of the axis' title, where that leaves room. */
static void
draw_residual (const ShrChart *chart, const ShrGeometryLayout *layout, const ShrTheme *theme, ShrScene *scene)
{
  double em = theme->font_size, ascent, descent, baseline;
  ShrTextStyle style = { .size = 0.85 * em, .horizontal = SHR_ALIGN_END };
  g_autofree char *number = shr_text_number (chart->section->residual, 2);
  g_autofree char *text = g_strdup_printf (_ ("KKT residual %s"), number);
  g_autofree char *title = g_strdup_printf (_ ("standardised coefficient of %s"), name_of (chart, 0));
  ShrRect box, taken;

  if (layout->height < HEIGHT_OF_TITLE_BELOW * em)
    return;

  shr_lettering_line (em, FALSE, &ascent, &descent);
  baseline = layout->height - PAD * em - descent;
  shr_axis_title_below_box (theme, title, layout->plot.x + layout->plot.width / 2.0, baseline, layout->width, &taken);
  taken.x -= em;
  taken.width += 2.0 * em;

  /* In line with the plot, or else with the chart. */
  const double ends[] = { layout->plot.x + layout->plot.width, layout->width - PAD * em };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      shr_lettering_box (text, &style, ends[i], baseline, &box);
      if (box.x > taken.x + taken.width)
        {
          shr_scene_add_text (scene, SHR_ROLE_CAPTION, -1, &theme->muted, &style, ends[i], baseline, text);
          return;
        }
    }
}

/* What the parts of the overlay share. */
typedef struct
{
  const ShrChart *chart;
  const ShrGeometryLayout *layout;
  const ShrTheme *theme;
  ShrScene *scene;
  ShrPlacement *placement;
  ShrColor color; /* of the penalty */
  ShrXY contact;  /* px */
  gboolean seen;  /* the contact is within the plot */
} Overlay;

/* Draws a line and keeps labels off it. */
static void
draw_line (Overlay *overlay, ShrRole role, const ShrStyle *style, const ShrXY *points, gsize n, double weight)
{
  shr_scene_add_polyline (overlay->scene, role, -1, style, points, n);
  shr_placement_avoid_line (overlay->placement, points, n, weight);
}

static void
draw_contour (const ShrXY *points, gsize n_points, gboolean closed, gboolean touching, gpointer data)
{
  Overlay *overlay = data;
  const ShrTheme *theme = overlay->theme;
  ShrStyle style = { theme->faint, theme->hairline, SHR_DASH_SOLID, none };
  ShrRole role = touching ? SHR_ROLE_TOUCHING_CONTOUR : SHR_ROLE_CONTOUR;

  if (touching)
    {
      style.stroke = theme->text;
      style.width = 1.5 * theme->hairline;
    }

  if (closed)
    shr_scene_add_polygon (overlay->scene, role, -1, &style, points, n_points);
  else
    shr_scene_add_polyline (overlay->scene, role, -1, &style, points, n_points);
  shr_placement_avoid_line (overlay->placement, points, n_points, touching ? 5.0 : 0.6);
}

static void
draw_region (Overlay *overlay)
{
  const ShrGeometryLayout *layout = overlay->layout;
  double per_pixel = (layout->x.high - layout->x.low) / layout->plot.width;
  gsize n;
  g_autofree ShrXY *outline =
      shr_penalty_region_outline (mixing_of (overlay->chart), overlay->chart->section->contact, 0.05 * per_pixel, &n);
  ShrStyle style = { overlay->color, 1.2 * overlay->theme->hairline, SHR_DASH_SOLID, overlay->color };

  if (outline == NULL)
    return;

  style.stroke.alpha *= 0.6;
  style.fill.alpha *= 0.16;
  for (gsize i = 0; i < n; i++)
    outline[i] = to_pixel (layout, outline[i].x, outline[i].y);
  shr_scene_add_polygon (overlay->scene, SHR_ROLE_REGION, -1, &style, outline, n);
  shr_placement_avoid_line (overlay->placement, outline, n, 3.0);
}

static void
draw_route (Overlay *overlay)
{
  const ShrChart *chart = overlay->chart;
  ShrStyle style = { overlay->color, 2.0 * overlay->theme->hairline, SHR_DASH_DOTTED, none };
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (ShrXY));

  for (gsize k = 0; k < chart->shown; k++)
    {
      const double *w = shr_path_point (chart->path, k)->w;
      ShrXY point = to_pixel (overlay->layout, w[chart->pair[0]], w[chart->pair[1]]);

      if (isfinite (point.x) && isfinite (point.y))
        g_array_append_val (points, point);
    }
  if (points->len > 1)
    draw_line (overlay, SHR_ROLE_ROUTE, &style, (const ShrXY *) (gconstpointer) points->data, points->len, 2.0);
}

/* The solver's steps as far as they are shown, a dot at the end of each. Returns: whether there is anything to name. */
static gboolean
draw_iterates (Overlay *overlay)
{
  const ShrIterates *iterates = overlay->chart->iterates;
  double radius = ITERATE * overlay->theme->font_size;
  ShrStyle line = { overlay->theme->text, 1.4 * overlay->theme->hairline, SHR_DASH_SOLID, none };
  ShrStyle dot = { overlay->theme->background, 0.8 * overlay->theme->hairline, SHR_DASH_SOLID, overlay->theme->text };
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (ShrXY));

  if (iterates == NULL || iterates->n == 0)
    return FALSE;

  for (gsize i = 0; i < iterates->n && (i == 0 || (double) (i - 1) < iterates->shown); i++)
    {
      ShrXY point = to_pixel (overlay->layout, iterates->places[i][0], iterates->places[i][1]);
      double share = fmin (iterates->shown - ((double) i - 1.0), 1.0);

      if (i > 0 && share < 1.0)
        {
          ShrXY last = g_array_index (points, ShrXY, points->len - 1);

          point = (ShrXY){ last.x + share * (point.x - last.x), last.y + share * (point.y - last.y) };
        }
      g_array_append_val (points, point);
    }

  if (points->len > 1)
    draw_line (overlay, SHR_ROLE_SOLVER, &line, &g_array_index (points, ShrXY, 0), points->len, 8.0);
  for (guint i = 0; i < points->len; i++)
    {
      const ShrXY *point = &g_array_index (points, ShrXY, i);

      /* Where they are close together the line says enough. */
      if (i == 0 || hypot (point->x - point[-1].x, point->y - point[-1].y) > 2.0 * radius)
        shr_scene_add_disc (overlay->scene, SHR_ROLE_SOLVER, -1, &dot, point->x, point->y, radius);
    }

  return TRUE;
}

static char *
iterates_words (const ShrIterates *iterates)
{
  if (iterates->closed_form)
    return g_strdup (_ ("closed form: one step from 0"));

  return g_strdup_printf (
      ngettext ("coordinate descent: %zu step from 0", "coordinate descent: %zu steps from 0", iterates->n - 1),
      iterates->n - 1);
}

/* How far from the contact in a direction, px, at most @wish, so as to stay within the plot. */
static double
reach_in_plot (const Overlay *overlay, ShrXY direction, double wish)
{
  const ShrRect *plot = &overlay->layout->plot;
  double x = overlay->contact.x, y = overlay->contact.y;

  if (direction.x != 0.0)
    wish = fmin (wish, ((direction.x > 0.0 ? plot->x + plot->width : plot->x) - x) / direction.x);
  if (direction.y != 0.0)
    wish = fmin (wish, ((direction.y > 0.0 ? plot->y + plot->height : plot->y) - y) / direction.y);

  return wish;
}

/* The directions in which the region leans on the contour: a line where it is smooth, a wedge at a corner. */
static void
draw_normals (Overlay *overlay)
{
  double length = NORMAL * overlay->theme->font_size;
  ShrXY normals[2];
  ShrStyle style = { overlay->color, overlay->theme->hairline, SHR_DASH_SOLID, none };

  if (!shr_penalty_region_normals (mixing_of (overlay->chart), overlay->chart->section->contact, normals))
    return;

  if (normals[0].x == normals[1].x && normals[0].y == normals[1].y)
    {
      ShrXY direction = { normals[0].x, -normals[0].y };
      double reach = reach_in_plot (overlay, direction, length);
      const ShrXY line[] = { overlay->contact,
                             { overlay->contact.x + reach * direction.x, overlay->contact.y + reach * direction.y } };

      style.dash = SHR_DASH_DASHED;
      draw_line (overlay, SHR_ROLE_NORMAL, &style, line, 2, 4.0);
    }
  else
    {
      double first = atan2 (-normals[0].y, normals[0].x);
      double turn = remainder (atan2 (-normals[1].y, normals[1].x) - first, 2.0 * G_PI);
      ShrXY wedge[26] = { overlay->contact };

      for (int i = 0; i < 25; i++)
        {
          double angle = first + turn * i / 24.0;

          wedge[i + 1] =
              (ShrXY){ overlay->contact.x + length * cos (angle), overlay->contact.y + length * sin (angle) };
        }
      style.stroke.alpha *= 0.35;
      style.fill = overlay->color;
      style.fill.alpha *= 0.14;
      shr_scene_add_polygon (overlay->scene, SHR_ROLE_NORMAL, -1, &style, wedge, G_N_ELEMENTS (wedge));
      shr_placement_avoid_line (overlay->placement, wedge, G_N_ELEMENTS (wedge), 2.0);
    }
}

/* Not over the cross of the optimum, unless that leaves too little of an arrow. */
static double
before_optimum (const Overlay *overlay, ShrXY direction, double length)
{
  const double *place = overlay->chart->section->optimum;
  ShrXY optimum = to_pixel (overlay->layout, place[0], place[1]);
  double em = overlay->theme->font_size, dx = optimum.x - overlay->contact.x, dy = optimum.y - overlay->contact.y;
  double along = dx * direction.x + dy * direction.y, aside = fabs (dx * direction.y - dy * direction.x);

  if (aside > 0.9 * em || along < 0.0 || along > length + 0.9 * em || along - 0.9 * em < SHORTEST_ARROW * em)
    return length;

  return along - 0.9 * em;
}

/* −∇loss, its length without meaning. Returns: FALSE where there is none to draw. */
static gboolean
draw_gradient (Overlay *overlay, ShrXY *tip)
{
  const double *gradient = overlay->chart->section->gradient;
  double em = overlay->theme->font_size;
  double scale = fmax (fabs (gradient[0]), fabs (gradient[1])), length, head = ARROW_HEAD * em;
  ShrXY direction, base;
  ShrStyle style = { overlay->theme->text, 1.6 * overlay->theme->hairline, SHR_DASH_SOLID, none };

  if (!(scale > 0.0) || !isfinite (scale))
    return FALSE;

  /* Minus the gradient, y downwards. */
  length = hypot (gradient[0] / scale, gradient[1] / scale);
  direction = (ShrXY){ -gradient[0] / scale / length, gradient[1] / scale / length };
  length = before_optimum (overlay, direction, reach_in_plot (overlay, direction, ARROW * em));
  if (length < SHORTEST_ARROW * em)
    return FALSE;

  *tip = (ShrXY){ overlay->contact.x + length * direction.x, overlay->contact.y + length * direction.y };
  base = (ShrXY){ tip->x - head * direction.x, tip->y - head * direction.y };

  const ShrXY shaft[] = { overlay->contact, base };
  const ShrXY point[] = { *tip,
                          { base.x - 0.36 * head * direction.y, base.y + 0.36 * head * direction.x },
                          { base.x + 0.36 * head * direction.y, base.y - 0.36 * head * direction.x } };

  draw_line (overlay, SHR_ROLE_GRADIENT, &style, shaft, 2, 12.0);
  style = (ShrStyle){ none, 0.0, SHR_DASH_SOLID, overlay->theme->text };
  shr_scene_add_polygon (overlay->scene, SHR_ROLE_GRADIENT, -1, &style, point, 3);
  shr_placement_avoid_line (overlay->placement, point, 3, 12.0);

  return TRUE;
}

/* Where the columns are twins, or one is constant, the loss is least along a line. */
static void
draw_optimal_line (Overlay *overlay)
{
  const double *hessian = overlay->chart->section->hessian;
  const ShrRect *plot = &overlay->layout->plot;
  double u = hessian[0] >= hessian[2] ? -hessian[1] : hessian[2];
  double v = hessian[0] >= hessian[2] ? hessian[0] : -hessian[1];
  double length = hypot (u, v), far = 2.0 * (plot->width + plot->height);
  ShrXY place = to_pixel (overlay->layout, overlay->chart->section->optimum[0], overlay->chart->section->optimum[1]);
  ShrStyle style = { overlay->theme->text, overlay->theme->hairline, SHR_DASH_DASHED, none };

  if (!(length > 0.0) || !isfinite (length))
    return;

  const ShrXY line[] = { { place.x - far * u / length, place.y + far * v / length },
                         { place.x + far * u / length, place.y - far * v / length } };

  draw_line (overlay, SHR_ROLE_OPTIMUM, &style, line, 2, 3.0);
}

/* Returns: FALSE when it is out of sight. */
static gboolean
draw_optimum (Overlay *overlay, ShrXY *place)
{
  const ShrSection *section = overlay->chart->section;
  const ShrRect *plot = &overlay->layout->plot;
  double arm = CROSS * overlay->theme->font_size;
  ShrStyle style = { overlay->theme->text, 1.6 * overlay->theme->hairline, SHR_DASH_SOLID, none };

  *place = to_pixel (overlay->layout, section->optimum[0], section->optimum[1]);
  if (!isfinite (place->x) || !isfinite (place->y) || place->x < plot->x || place->x > plot->x + plot->width
      || place->y < plot->y || place->y > plot->y + plot->height)
    return FALSE;

  const ShrXY across[] = { { place->x - arm, place->y }, { place->x + arm, place->y } };
  const ShrXY down[] = { { place->x, place->y - arm }, { place->x, place->y + arm } };

  if (section->singular)
    draw_optimal_line (overlay);
  draw_line (overlay, SHR_ROLE_OPTIMUM, &style, across, 2, 12.0);
  draw_line (overlay, SHR_ROLE_OPTIMUM, &style, down, 2, 12.0);

  return TRUE;
}

static void
place_label (Overlay *overlay,
             ShrRole role,
             const ShrColor *color,
             gboolean bold,
             double size,
             const char *words,
             ShrXY at,
             double gap,
             double reach)
{
  ShrTextStyle style = { .size = size, .bold = bold, .halo = TRUE };
  g_autofree char *text = shr_lettering_fit (words, size, bold, overlay->layout->plot.width);
  ShrTextExtents extents;
  ShrRect box;

  shr_text_measure (text, size, bold, &extents);
  if (*text != '\0'
      && shr_placement_find (overlay->placement, at.x, at.y, gap, reach, extents.width,
                             extents.ascent + extents.descent, &box))
    {
      ShrRect around = { box.x - 0.6 * size, box.y - 0.6 * size, box.width + 1.2 * size, box.height + 1.2 * size };

      shr_scene_add_text (overlay->scene, role, -1, color, &style, box.x, box.y + extents.ascent, text);
      /* Labels of different things must not look like two lines of one. */
      shr_placement_avoid_box (overlay->placement, &around);
    }
}

static void
draw_plane (Overlay *overlay)
{
  const ShrChart *chart = overlay->chart;
  const ShrTheme *theme = overlay->theme;
  const ShrRect *plot = &overlay->layout->plot;
  double em = theme->font_size;
  ShrStyle contact_style = { theme->background, 1.2 * theme->hairline, SHR_DASH_SOLID, overlay->color };
  ShrXY tip, optimum, origin = to_pixel (overlay->layout, 0.0, 0.0);
  const ShrXY across[] = { { plot->x, origin.y }, { plot->x + plot->width, origin.y } };
  const ShrXY up[] = { { origin.x, plot->y }, { origin.x, plot->y + plot->height } };
  gboolean has_gradient, has_optimum, has_iterates;

  shr_placement_avoid_line (overlay->placement, across, 2, 0.5);
  shr_placement_avoid_line (overlay->placement, up, 2, 0.5);

  shr_scene_set_clip (overlay->scene, plot);
  draw_region (overlay);
  shr_contours_trace (chart->section, &overlay->layout->x, &overlay->layout->y, plot, SPACING * em, draw_contour,
                      overlay);
  draw_route (overlay);
  if (overlay->seen)
    draw_normals (overlay);
  has_gradient = overlay->seen && draw_gradient (overlay, &tip);
  has_optimum = draw_optimum (overlay, &optimum);
  has_iterates = draw_iterates (overlay);
  shr_scene_add_disc (overlay->scene, SHR_ROLE_CONTACT, -1, &contact_style, overlay->contact.x, overlay->contact.y,
                      DISC * em);
  shr_scene_set_clip (overlay->scene, NULL);

  if (plot->width < SMALLEST_PLOT_FOR_LABELS * em || plot->height < SMALLEST_PLOT_FOR_LABELS * em)
    return;

  g_autofree char *values = shr_geometry_words_values (chart);
  const ShrRect disc = { overlay->contact.x - DISC * em, overlay->contact.y - DISC * em, 2.0 * DISC * em,
                         2.0 * DISC * em };

  if (overlay->seen)
    {
      shr_placement_avoid_box (overlay->placement, &disc);
      shr_placement_add_point (overlay->placement, overlay->contact.x, overlay->contact.y);
    }
  if (has_optimum)
    shr_placement_add_point (overlay->placement, optimum.x, optimum.y);
  if (has_gradient)
    shr_placement_add_point (overlay->placement, tip.x, tip.y);
  if (overlay->seen)
    place_label (overlay, SHR_ROLE_VALUE_LABEL, &overlay->color, TRUE, em, values, overlay->contact, 0.8 * em,
                 7.0 * em);
  if (has_optimum)
    place_label (overlay, SHR_ROLE_VALUE_LABEL, &theme->text, FALSE, 0.9 * em, shr_geometry_words_optimum (chart),
                 optimum, 0.7 * em, 2.0 * em);
  if (has_gradient)
    place_label (overlay, SHR_ROLE_VALUE_LABEL, &theme->text, FALSE, 0.9 * em, _ ("−∇loss"), tip, 0.5 * em, 2.5 * em);
  if (has_iterates && shr_scale_holds (&overlay->layout->x, 0.0) && shr_scale_holds (&overlay->layout->y, 0.0))
    {
      g_autofree char *words = iterates_words (chart->iterates);

      place_label (overlay, SHR_ROLE_VALUE_LABEL, &theme->text, FALSE, 0.9 * em, words, origin, 0.6 * em, 6.0 * em);
    }
}

void
shr_geometry_chart_draw_overlay (const ShrChart *chart,
                                 const ShrGeometryLayout *layout,
                                 const ShrTheme *theme,
                                 ShrScene *scene)
{
  shr_chart_begin_group (chart, scene, "geometry", "plane", NULL);
  draw_caption (chart, layout, theme, scene);

  if (has_pair (chart) && chart->section != NULL && chart->point != NULL)
    {
      g_autoptr (ShrPlacement) placement = shr_placement_new (&layout->plot);
      Overlay overlay = { chart,
                          layout,
                          theme,
                          scene,
                          placement,
                          shr_theme_penalty_color (theme, mixing_of (chart)),
                          to_pixel (layout, chart->section->contact[0], chart->section->contact[1]),
                          shr_scale_holds (&layout->x, chart->section->contact[0])
                              && shr_scale_holds (&layout->y, chart->section->contact[1]) };

      if (isfinite (overlay.contact.x) && isfinite (overlay.contact.y))
        draw_plane (&overlay);
      shr_geometry_grips_draw (chart, layout, theme, scene);
      draw_residual (chart, layout, theme, scene);
    }
  shr_scene_end_group (scene);
}

void
shr_geometry_chart_draw (const ShrChart *chart, double width, double height, const ShrTheme *theme, ShrScene *scene)
{
  ShrGeometryLayout layout;

  shr_geometry_chart_layout (chart, width, height, theme, &layout);
  shr_chart_begin_group (chart, scene, "geometry", NULL, chart->penalty);
  shr_geometry_chart_draw_frame (chart, &layout, theme, scene);
  shr_geometry_chart_draw_overlay (chart, &layout, theme, scene);
  shr_scene_end_group (scene);
}
