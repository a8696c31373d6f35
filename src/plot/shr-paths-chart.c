#include "plot/shr-paths-chart.h"

#include "plot/shr-axis.h"
#include "plot/shr-lettering.h"
#include "plot/shr-path-axis.h"
#include "plot/shr-paths-overlay.h"
#include "plot/shr-text.h"
#include "plot/shr-ticks.h"
#include "plot/shr-trace.h"
#include "plot/shr-trace-labels.h"

#include <glib/gi18n.h>
#include <math.h>

/* Lengths in em of the theme's font size. */
#define PAD 0.5
#define TITLE_GAP 0.35 /* between title, counts and plot */
#define LABEL_TOP 1.45 /* inside the plot, above the labels: the cursor's label may reach over them */
#define EVENT_HEIGHT 0.42
#define EVENT_WIDTH 0.46
#define LEFT_MARGIN 5.2 /* at least: so that the plots of a column begin at one line */

/* Charts smaller than these do without, in em. */
#define WIDTH_OF_LABELS 25.0
#define WIDTH_OF_TITLE_LEFT 24.0
#define HEIGHT_OF_TITLE_LEFT 16.0
#define HEIGHT_OF_TITLE_BELOW 12.0
#define HEIGHT_OF_COUNTS 15.5
#define HEIGHT_OF_TITLE 8.0

static const ShrColor none = { 0.0, 0.0, 0.0, 0.0 };

static const char *
features_kept (void)
{
  return _ ("features kept");
}

/* The least and largest coefficient shown, zero among them. */
static void
find_range (const ShrChart *chart, double *low, double *high)
{
  gsize n = chart->shown, p = shr_path_features (chart->path);

  *low = 0.0;
  *high = 0.0;
  /* The scales must not change while a replay runs. */
  if (chart->complete)
    n = shr_path_ready (chart->path);

  for (gsize k = 0; k < n; k++)
    {
      const ShrPoint *point = shr_path_point (chart->path, k);

      for (gsize j = 0; j < p; j++)
        if (point->w[j] != 0.0)
          {
            double value = shr_tracer_value (chart, point, j);

            if (value < *low && isfinite (value))
              *low = value;
            else if (value > *high && isfinite (value))
              *high = value;
          }
    }
}

static void
choose_y (const ShrChart *chart, const ShrTheme *theme, const ShrPathsLayout *previous, ShrPathsLayout *layout)
{
  double em = theme->font_size;
  double room = MAX (layout->plot.height - (SHR_PATHS_HEADROOM + SHR_PATHS_FOOTROOM) * em, layout->plot.height / 2.0);
  double head = (layout->plot.height - room) * SHR_PATHS_HEADROOM / (SHR_PATHS_HEADROOM + SHR_PATHS_FOOTROOM);
  double foot = layout->plot.height - room - head;
  double low, high, per_pixel;

  find_range (chart, &low, &high);
  if (high - low < 1e-300)
    {
      low = -1.0;
      high = 1.0;
    }
  per_pixel = (high / room - low / room);
  low -= foot * per_pixel;
  high += head * per_pixel;

  if (previous != NULL && !chart->complete)
    {
      double range = previous->y_high - previous->y_low;

      low = low < previous->y_low ? MIN (low, previous->y_low - range) : previous->y_low;
      high = high > previous->y_high ? MAX (high, previous->y_high + range) : previous->y_high;
    }

  layout->y_low = low;
  layout->y_high = high;
  layout->y = (ShrScale){ low, high, layout->plot.y + layout->plot.height, layout->plot.y, FALSE };
}

/* Low and high of the horizontal scale, before it has pixels. */
static void
choose_x (const ShrChart *chart, const ShrPathsLayout *previous, ShrPathsLayout *layout)
{
  ShrScale *x = &layout->x;
  gsize n = shr_path_axis_points (chart), count = shr_path_count (chart->path);

  *x = (ShrScale){ 0.0, 0.0, 0.0, 0.0, shr_path_axis_is_logarithmic (chart->x) };
  layout->whole = shr_path_axis_whole (chart);

  if (x->logarithmic)
    {
      /* Known before anything is solved. λ = 0 is not on a log axis. */
      x->high = shr_path_lambda (chart->path, 0);
      x->low = shr_path_lambda (chart->path, count - 1);
      if (x->low <= 0.0 && count > 1)
        x->low = shr_path_lambda (chart->path, count - 2);
      if (x->high <= 0.0)
        x->low = x->high = 1.0;
      if (x->low >= x->high)
        {
          x->low /= 10.0;
          x->high *= 10.0;
        }
      return;
    }

  if (chart->x == SHR_AXIS_SHRINKAGE)
    {
      x->high = 1.0;
      if (previous != NULL && !chart->complete)
        layout->whole = layout->whole > previous->whole ? MAX (layout->whole, 2.0 * previous->whole) : previous->whole;
      return;
    }

  for (gsize k = 0; k < n; k++)
    {
      double value = shr_path_axis_at_point (chart, layout->whole, k);

      x->high = isfinite (value) ? MAX (x->high, value) : x->high;
    }
  if (!chart->complete && chart->x == SHR_AXIS_DEVIANCE)
    x->high = 1.0;
  if (!chart->complete && previous != NULL && previous->x_high > 0.0)
    x->high = x->high > previous->x_high ? MAX (x->high, 2.0 * previous->x_high) : previous->x_high;
  if (x->high <= 0.0)
    x->high = 1.0;
}

static double
title_baseline (const ShrTheme *theme)
{
  double ascent, descent;

  shr_lettering_line (theme->title_size, TRUE, &ascent, &descent);

  return PAD * theme->font_size + ascent;
}

void
shr_paths_chart_layout (const ShrChart *chart,
                        double width,
                        double height,
                        const ShrTheme *theme,
                        const ShrPathsLayout *previous,
                        ShrPathsLayout *layout)
{
  double em = theme->font_size;
  double top = PAD * em, bottom = height - PAD * em - shr_axis_depth_below (theme);
  double left, right, ascent, descent;
  g_autoptr (ShrTicks) ticks = NULL;

  layout->width = width;
  layout->height = height;

  shr_lettering_line (em, FALSE, &ascent, &descent);
  if (height >= HEIGHT_OF_TITLE * em)
    {
      double title_ascent, title_descent;

      shr_lettering_line (theme->title_size, TRUE, &title_ascent, &title_descent);
      top = title_baseline (theme) + title_descent + TITLE_GAP * em;
    }
  if (height >= HEIGHT_OF_COUNTS * em)
    top += ascent + descent + TITLE_GAP * em;
  if (height >= HEIGHT_OF_TITLE_BELOW * em)
    bottom -= ascent + descent;

  layout->plot = (ShrRect){ 0.0, top, 1.0, MAX (bottom - top, 1.0) };
  choose_y (chart, theme, previous, layout);
  choose_x (chart, previous, layout);
  layout->x_high = layout->x.high;
  shr_zoom_upwards (chart->zoom, &layout->y);
  if (layout->x.logarithmic)
    shr_zoom_across_down (chart->zoom, &layout->x);
  else
    shr_zoom_across (chart->zoom, &layout->x);

  ticks = shr_ticks_linear (layout->y.low, layout->y.high, layout->plot.height, em, TRUE);
  left = PAD * em + shr_axis_depth_left (theme, ticks);
  if (width >= WIDTH_OF_TITLE_LEFT * em && height >= HEIGHT_OF_TITLE_LEFT * em)
    left = MAX (left + ascent + descent + 0.3 * em, LEFT_MARGIN * em);
  right = width - 1.6 * em;

  /* The labels take their room between the axis and the plot, or to the right of the plot. */
  layout->band = (ShrRect){ left, layout->plot.y + LABEL_TOP * em, 0.0, layout->plot.height - LABEL_TOP * em };
  if (width >= WIDTH_OF_LABELS * em && layout->band.height > 2.0 * em)
    layout->band.width = shr_trace_labels_width (chart, theme, width, layout->band.height);
  if (shr_path_axis_is_ascending (chart->x))
    left += layout->band.width;
  else if (layout->band.width > 0.0)
    {
      right = width - PAD * em - layout->band.width;
      layout->band.x = right;
    }

  layout->plot.x = left;
  layout->plot.width = MAX (right - left, 1.0);
  layout->x.start = left;
  layout->x.end = left + layout->plot.width;
  if (chart->x == SHR_AXIS_MINUS_LOG_LAMBDA)
    {
      layout->x.start = layout->x.end;
      layout->x.end = left;
    }
}

static double
axis_left (const ShrPathsLayout *layout)
{
  return MIN (layout->plot.x, layout->band.width > 0.0 ? layout->band.x : layout->plot.x);
}

static ShrTicks *
ticks_below (const ShrPathsLayout *layout, const ShrTheme *theme)
{
  return layout->x.logarithmic
             ? shr_ticks_log (layout->x.low, layout->x.high, layout->plot.width, theme->font_size)
             : shr_ticks_linear (layout->x.low, layout->x.high, layout->plot.width, theme->font_size, FALSE);
}

/* How many coefficients are not zero at @lambda: exactly where the events are known, else at the nearest point of the
 * path. */
static gsize
count_at (const ShrChart *chart, double lambda)
{
  gsize n = chart->shown, best = 0, count = 0;
  const ShrKnots *knots = chart->knots;

  if (knots != NULL && (!knots->capped || (knots->count > 0 && lambda >= knots->events[knots->count - 1].lambda)))
    {
      for (gsize i = 0; i < knots->count && knots->events[i].lambda > lambda; i++)
        count = knots->events[i].enter ? count + 1 : count - MIN (count, 1);
      return count;
    }

  for (gsize k = 1; k < n; k++)
    if (fabs (log (shr_path_lambda (chart->path, k) / lambda))
        < fabs (log (shr_path_lambda (chart->path, best) / lambda)))
      best = k;

  return shr_path_point (chart->path, best)->nonzero;
}

static void
draw_counts (const ShrChart *chart,
             const ShrPathsLayout *layout,
             const ShrTheme *theme,
             const ShrTicks *ticks,
             ShrScene *scene)
{
  double em = theme->font_size, ascent, descent, baseline;
  gboolean ascending = shr_path_axis_is_ascending (chart->x);
  ShrTextStyle word_style = { .size = em, .horizontal = ascending ? SHR_ALIGN_START : SHR_ALIGN_END };
  ShrTextStyle style = { .size = em, .horizontal = SHR_ALIGN_MIDDLE };
  double word_x = ascending                  ? axis_left (layout)
                  : layout->band.width > 0.0 ? layout->width - PAD * em
                                             : layout->plot.x + layout->plot.width;
  ShrRect word, last = { -G_MAXDOUBLE, 0.0, 0.0, 0.0 };
  double shown_to;

  shr_lettering_line (em, FALSE, &ascent, &descent);
  baseline = layout->plot.y - TITLE_GAP * em - descent;

  if (chart->shown == 0)
    return;
  shown_to = shr_path_lambda (chart->path, chart->shown - 1);

  shr_lettering_box (features_kept (), &word_style, word_x, baseline, &word);
  if (word.width > layout->plot.width * 0.6 + layout->band.width)
    return;
  shr_scene_add_text (scene, SHR_ROLE_COUNT_LABEL, -1, &theme->muted, &word_style, word_x, baseline, features_kept ());
  word.x -= em;
  word.width += 2.0 * em;

  for (gsize i = 0; i < ticks->n; i++)
    {
      const ShrTick *tick = &ticks->ticks[i];
      double x = shr_scale_to_pixel (&layout->x, tick->value);
      double lambda = shr_path_axis_to_lambda (chart, layout->whole, tick->value);
      ShrRect box, apart;

      if (tick->label == NULL || lambda < shown_to || lambda <= 0.0)
        continue;

      g_autofree char *text = g_strdup_printf ("%zu", count_at (chart, lambda));

      shr_lettering_box (text, &style, x, baseline, &box);
      apart = (ShrRect){ box.x - em, box.y, box.width + 2.0 * em, box.height };
      if (box.x < 0.0 || box.x + box.width > layout->width || shr_lettering_boxes_meet (&box, &word)
          || shr_lettering_boxes_meet (&apart, &last))
        continue;

      shr_scene_add_text (scene, SHR_ROLE_COUNT_LABEL, -1, &theme->muted, &style, x, baseline, text);
      last = box;
    }
}

/* On the λ axis: a filled triangle upwards where a feature enters, a hollow one downwards where it leaves. */
static void
draw_events (const ShrChart *chart, const ShrPathsLayout *layout, const ShrTheme *theme, ShrScene *scene)
{
  double em = theme->font_size;
  double base = layout->plot.y + layout->plot.height - 0.12 * em, tip = base - EVENT_HEIGHT * em;
  double shown_to, half = EVENT_WIDTH * em / 2.0;

  if (chart->knots == NULL || chart->shown == 0)
    return;
  shown_to = shr_path_lambda (chart->path, chart->shown - 1);

  /* The coloured ones over the grey. */
  for (int colored = 0; colored < 2; colored++)
    for (gsize i = 0; i < chart->knots->count; i++)
      {
        const ShrEvent *event = &chart->knots->events[i];
        const ShrStyle *own = shr_feature_colors_style (chart->colors, theme, event->feature);
        double value, x;

        if (event->lambda < shown_to || (chart->colors->rank[event->feature] >= 0) != (colored == 1))
          continue;
        value = shr_path_axis_at_lambda (chart, layout->whole, event->lambda);
        if ((layout->x.logarithmic && value <= 0.0)
            || (shr_chart_is_zoomed (chart) && !shr_scale_holds (&layout->x, value)))
          continue;
        x = CLAMP (shr_scale_to_pixel (&layout->x, value), layout->plot.x, layout->plot.x + layout->plot.width);

        ShrStyle style = { event->enter ? none : own->stroke, theme->hairline, SHR_DASH_SOLID,
                           event->enter ? own->stroke : theme->background };
        const ShrXY upwards[] = { { x - half, base }, { x + half, base }, { x, tip } };
        const ShrXY downwards[] = { { x - half, tip }, { x + half, tip }, { x, base } };

        shr_scene_add_polygon (scene, SHR_ROLE_EVENT, (int) event->feature, &style, event->enter ? upwards : downwards,
                               3);
      }
}

void
shr_paths_chart_draw_frame (const ShrChart *chart, const ShrPathsLayout *layout, const ShrTheme *theme, ShrScene *scene)
{
  const ShrRect *plot = &layout->plot;
  double em = theme->font_size, zero = shr_scale_to_pixel (&layout->y, 0.0), left = axis_left (layout);
  double ascent, descent, first_below;
  ShrStyle zero_line = { theme->faint, theme->hairline, SHR_DASH_SOLID, none };
  g_autoptr (ShrTicks) below = ticks_below (layout, theme);
  g_autoptr (ShrTicks) beside = shr_ticks_linear (layout->y.low, layout->y.high, plot->height, em, TRUE);

  shr_chart_begin_group (chart, scene, "paths", "frame", NULL);
  shr_lettering_line (em, FALSE, &ascent, &descent);

  if (layout->height >= HEIGHT_OF_TITLE * em)
    {
      ShrTextStyle style = { .size = theme->title_size, .bold = TRUE };
      g_autofree char *title =
          shr_lettering_fit (chart->penalty, theme->title_size, TRUE, layout->width - left - PAD * em);

      if (*title != '\0')
        shr_scene_add_text (scene, SHR_ROLE_TITLE, -1, &theme->text, &style, left, title_baseline (theme), title);
    }
  if (layout->height >= HEIGHT_OF_COUNTS * em)
    draw_counts (chart, layout, theme, below, scene);

  if (shr_scale_holds (&layout->y, 0.0))
    shr_scene_add_segment (scene, SHR_ROLE_ZERO_LINE, -1, &zero_line, plot->x, zero, plot->x + plot->width, zero);
  first_below = shr_axis_draw_bottom (scene, theme, &layout->x, below, left, plot->x + plot->width,
                                      plot->y + plot->height, layout->width);
  shr_axis_draw_left (scene, theme, &layout->y, beside, left, plot->y, plot->y + plot->height, first_below);
  if (layout->height >= HEIGHT_OF_TITLE_BELOW * em)
    shr_axis_draw_title_below (scene, theme, shr_path_axis_title (chart->x, shr_path_mixing (chart->path)),
                               plot->x + plot->width / 2.0, layout->height - PAD * em - descent, layout->width);
  if (layout->width >= WIDTH_OF_TITLE_LEFT * em && layout->height >= HEIGHT_OF_TITLE_LEFT * em)
    shr_axis_draw_title_left (scene, theme, chart->original_scale ? _ ("coefficient") : _ ("standardised coefficient"),
                              PAD * em + ascent, plot->y + plot->height / 2.0, plot->y + plot->height);

  draw_events (chart, layout, theme, scene);
  shr_trace_labels_draw (chart, layout, theme, -1, scene);
  shr_scene_end_group (scene);
}

typedef struct
{
  ShrScene *scene;
  ShrRole role;
  int feature;
  ShrStyle style;
  char *id;          /* (nullable): of the group that is opened before the first piece */
  const char *title; /* of that group */
  gboolean open;
} Stroke;

static void
stroke_piece (const ShrXY *points, gsize n_points, gpointer data)
{
  Stroke *stroke = data;

  if (stroke->id != NULL && !stroke->open)
    {
      shr_scene_begin_group (stroke->scene, stroke->id, stroke->title);
      stroke->open = TRUE;
    }
  shr_scene_add_polyline (stroke->scene, stroke->role, stroke->feature, &stroke->style, points, n_points);
}

void
shr_paths_chart_draw_traces (const ShrChart *chart,
                             const ShrPathsLayout *layout,
                             const ShrTheme *theme,
                             gsize from,
                             gsize to,
                             ShrScene *scene)
{
  g_autoptr (ShrTracer) tracer = shr_tracer_new (chart, layout);
  gsize p = shr_path_features (chart->path);

  g_return_if_fail (from < to && to <= chart->shown);

  shr_chart_begin_group (chart, scene, "paths", "traces", NULL);
  shr_chart_clip (chart, scene, &layout->plot);
  for (int colored = 0; colored < 2; colored++)
    for (gsize j = 0; j < p; j++)
      {
        Stroke stroke = { scene, SHR_ROLE_TRACE,  (int) j, *shr_feature_colors_style (chart->colors, theme, j),
                          NULL,  chart->names[j], FALSE };

        if ((chart->colors->rank[j] >= 0) != (colored == 1))
          continue;

        stroke.id = g_strdup_printf ("%s-paths-%s", chart->id, chart->names[j]);
        shr_tracer_trace (tracer, j, from, to - 1, stroke_piece, &stroke);
        if (stroke.open)
          shr_scene_end_group (scene);
        g_free (stroke.id);
      }
  shr_scene_set_clip (scene, NULL);
  shr_scene_end_group (scene);
}

void
shr_paths_chart_draw_overlay (const ShrChart *chart,
                              const ShrPathsLayout *layout,
                              const ShrTheme *theme,
                              ShrScene *scene)
{
  shr_paths_overlay_draw (chart, layout, theme, TRUE, scene);
}

void
shr_paths_chart_draw (const ShrChart *chart, double width, double height, const ShrTheme *theme, ShrScene *scene)
{
  ShrPathsLayout layout;

  shr_paths_chart_layout (chart, width, height, theme, NULL, &layout);
  shr_chart_begin_group (chart, scene, "paths", NULL, chart->penalty);
  shr_paths_chart_draw_frame (chart, &layout, theme, scene);
  if (chart->shown > 0)
    shr_paths_chart_draw_traces (chart, &layout, theme, 0, chart->shown, scene);
  shr_paths_overlay_draw (chart, &layout, theme, FALSE, scene);
  shr_scene_end_group (scene);
}

double
shr_paths_chart_lambda_at (const ShrChart *chart, const ShrPathsLayout *layout, double x)
{
  double clamped = CLAMP (x, layout->plot.x, layout->plot.x + layout->plot.width);

  return shr_path_axis_to_lambda (chart, layout->whole, shr_scale_to_value (&layout->x, clamped));
}

typedef struct
{
  ShrXY at;
  double nearest;
} Probe;

static double
distance_to_segment (const ShrXY *p, const ShrXY *a, const ShrXY *b)
{
  double dx = b->x - a->x, dy = b->y - a->y, square = dx * dx + dy * dy;
  double share = square > 0.0 ? CLAMP (((p->x - a->x) * dx + (p->y - a->y) * dy) / square, 0.0, 1.0) : 0.0;

  return hypot (p->x - a->x - share * dx, p->y - a->y - share * dy);
}

static void
probe_piece (const ShrXY *points, gsize n_points, gpointer data)
{
  Probe *probe = data;

  for (gsize i = 1; i < n_points; i++)
    probe->nearest = fmin (probe->nearest, distance_to_segment (&probe->at, &points[i - 1], &points[i]));
}

int
shr_paths_chart_feature_at (const ShrChart *chart, const ShrPathsLayout *layout, double x, double y, double tolerance)
{
  gsize p = shr_path_features (chart->path);
  g_autoptr (ShrTracer) tracer = NULL;
  double nearest = INFINITY;
  int found = -1;

  if (chart->shown < 2 || x < layout->plot.x - tolerance || x > layout->plot.x + layout->plot.width + tolerance
      || y < layout->plot.y - tolerance || y > layout->plot.y + layout->plot.height + tolerance)
    return -1;
  tracer = shr_tracer_new (chart, layout);

  /* Only the stretches of the path that pass above or below the pixel; on most axes that is one or two. */
  for (gsize k = 0; k + 1 < chart->shown; k++)
    {
      double a = shr_tracer_pixel (tracer, k), b = shr_tracer_pixel (tracer, k + 1);

      if (isnan (a) || isnan (b) || fmin (a, b) > x + tolerance || fmax (a, b) < x - tolerance)
        continue;

      for (gsize j = 0; j < p; j++)
        {
          Probe probe = { { x, y }, INFINITY };

          shr_tracer_trace (tracer, j, k, k + 1, probe_piece, &probe);
          /* Of equally near ones the coloured, which is on top. */
          if (probe.nearest < nearest
              || (probe.nearest == nearest && found >= 0 && chart->colors->rank[j] > chart->colors->rank[found]))
            {
              nearest = probe.nearest;
              found = (int) j;
            }
        }
    }

  return nearest <= tolerance ? found : -1;
}

typedef struct
{
  double size;
  gsize feature;
} Strength;

static int
compare_strength (gconstpointer a, gconstpointer b)
{
  const Strength *x = a, *y = b;

  if (x->size != y->size)
    return x->size > y->size ? -1 : 1;

  return x->feature < y->feature ? -1 : x->feature > y->feature;
}

char *
shr_paths_chart_describe (const ShrChart *chart)
{
  /* More than this is tiring to listen to; the table has the rest. */
  const gsize most = 12;
  gsize p = shr_path_features (chart->path), n = 0;
  GString *words = g_string_new (NULL);
  g_autofree Strength *strengths = g_new (Strength, p);

  g_string_printf (words, ngettext ("%s, %zu feature", "%s, %zu features", p), chart->penalty, p);
  if (chart->point == NULL)
    {
      g_string_append (words, _ (", no solution yet"));
      return g_string_free (words, FALSE);
    }

  g_autofree char *lambda = shr_text_number (chart->point->lambda, 3);

  g_string_append_printf (words, _ (", λ = %s, %zu nonzero"), lambda, chart->point->nonzero);

  for (gsize j = 0; j < p; j++)
    if (chart->point->w[j] != 0.0)
      strengths[n++] = (Strength){ fabs (chart->point->w[j]), j };
  qsort (strengths, n, sizeof *strengths, compare_strength);

  for (gsize i = 0; i < MIN (n, most); i++)
    {
      gsize j = strengths[i].feature;
      g_autofree char *value = shr_text_number (shr_tracer_value (chart, chart->point, j), 3);

      g_string_append_printf (words, "%s%s %s", i == 0 ? ": " : ", ", chart->names[j], value);
    }
  if (n > most)
    g_string_append_printf (words, _ (" and %zu more"), n - most);

  return g_string_free (words, FALSE);
}
