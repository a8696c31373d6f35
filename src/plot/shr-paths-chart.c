#include "plot/shr-paths-chart.h"

#include "plot/shr-axis.h"
#include "plot/shr-labels.h"
#include "plot/shr-lettering.h"
#include "plot/shr-path-axis.h"
#include "plot/shr-placement.h"
#include "plot/shr-text.h"
#include "plot/shr-ticks.h"
#include "plot/shr-trace.h"

#include <glib/gi18n.h>
#include <math.h>

/* Lengths in em of the theme's font size. */
#define PAD 0.5
#define TITLE_GAP 0.35 /* between title, counts and plot */
#define HEADROOM 2.1   /* inside the plot, for the cursor's label */
#define LABEL_TOP 1.45      /* inside the plot, above the labels: the cursor's label may reach over them */
#define FOOTROOM 0.9   /* inside the plot, for the events */
#define EVENT_HEIGHT 0.42
#define EVENT_WIDTH 0.46
#define LEADER 1.5 /* from the plot to the labels */
#define LEADER_STUB 0.35
#define AXIS_GAP 0.6    /* from the labels to an axis beside them */
#define LEFT_MARGIN 5.2 /* at least: so that the plots of a column begin at one line */
#define DISC 0.31

/* Charts smaller than these do without, in em. */
#define WIDTH_OF_LABELS 30.0
#define WIDTH_OF_TITLE_LEFT 24.0
#define HEIGHT_OF_TITLE_LEFT 16.0
#define HEIGHT_OF_TITLE_BELOW 12.0
#define HEIGHT_OF_COUNTS 13.0
#define HEIGHT_OF_TITLE 8.0

/* The share of the width that labels may have. */
#define LABEL_SHARE 0.22

static const ShrColor none = { 0.0, 0.0, 0.0, 0.0 };

/* Ascent and descent of a line of text, px. */
static void
measure_line (double size, gboolean bold, double *ascent, double *descent)
{
  ShrTextExtents extents;

  shr_text_measure ("0", size, bold, &extents);
  *ascent = extents.ascent;
  *descent = extents.descent;
}

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
  double room = MAX (layout->plot.height - (HEADROOM + FOOTROOM) * em, layout->plot.height / 2.0);
  double head = (layout->plot.height - room) * HEADROOM / (HEADROOM + FOOTROOM);
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
      double range = previous->y.high - previous->y.low;

      low = low < previous->y.low ? MIN (low, previous->y.low - range) : previous->y.low;
      high = high > previous->y.high ? MAX (high, previous->y.high + range) : previous->y.high;
    }

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
  if (!chart->complete && previous != NULL && previous->x.high > 0.0)
    x->high = x->high > previous->x.high ? MAX (x->high, 2.0 * previous->x.high) : previous->x.high;
  if (x->high <= 0.0)
    x->high = 1.0;
}

static gsize
count_colored (const ShrChart *chart)
{
  gsize n = 0;

  for (gsize j = 0; j < chart->colors->n_features; j++)
    n += chart->colors->rank[j] >= 0;

  return n;
}

static char *
more_text (gsize n)
{
  return g_strdup_printf (_ ("+%zu more"), n);
}

/* How wide the labels at the ends of traces may become; it must not depend on how far the path is. */
static double
width_of_labels (const ShrChart *chart, const ShrTheme *theme, double width)
{
  gsize p = shr_path_features (chart->path), colored = count_colored (chart);
  double widest = 0.0, limit = LABEL_SHARE * width;
  ShrTextExtents extents;

  for (gsize j = 0; j < p && widest < limit; j++)
    if (chart->colors->rank[j] >= 0)
      {
        shr_text_measure (chart->names[j], theme->font_size, FALSE, &extents);
        widest = MAX (widest, extents.width);
      }
  if (p > colored)
    {
      g_autofree char *more = more_text (p - colored);

      shr_text_measure (more, theme->font_size, FALSE, &extents);
      widest = MAX (widest, extents.width);
    }

  return MIN (widest, limit);
}

static double
title_baseline (const ShrTheme *theme)
{
  double ascent, descent;

  measure_line (theme->title_size, TRUE, &ascent, &descent);

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

  measure_line (em, FALSE, &ascent, &descent);
  if (height >= HEIGHT_OF_TITLE * em)
    {
      double title_ascent, title_descent;

      measure_line (theme->title_size, TRUE, &title_ascent, &title_descent);
      top = title_baseline (theme) + title_descent + TITLE_GAP * em;
    }
  if (height >= HEIGHT_OF_COUNTS * em)
    top += ascent + descent + TITLE_GAP * em;
  if (height >= HEIGHT_OF_TITLE_BELOW * em)
    bottom -= ascent + descent;

  layout->plot = (ShrRect){ 0.0, top, 1.0, MAX (bottom - top, 1.0) };
  choose_y (chart, theme, previous, layout);
  choose_x (chart, previous, layout);

  ticks = shr_ticks_linear (layout->y.low, layout->y.high, layout->plot.height, em, TRUE);
  left = PAD * em + shr_axis_depth_left (theme, ticks);
  if (width >= WIDTH_OF_TITLE_LEFT * em && height >= HEIGHT_OF_TITLE_LEFT * em)
    left = MAX (left + ascent + descent + 0.3 * em, LEFT_MARGIN * em);
  right = width - 1.6 * em;

  /* The labels take their room between the axis and the plot, or to the right of the plot. */
  layout->band = (ShrRect){ left, layout->plot.y + LABEL_TOP * em, 0.0, layout->plot.height - LABEL_TOP * em };
  if (width >= WIDTH_OF_LABELS * em && layout->band.height > 2.0 * em)
    layout->band.width = width_of_labels (chart, theme, width) + (LEADER + AXIS_GAP) * em;
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

  measure_line (em, FALSE, &ascent, &descent);
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
        if (layout->x.logarithmic && value <= 0.0)
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

typedef struct
{
  gsize feature;
  double end; /* y of the trace's end, px */
} End;

/* Where the labels at the ends of the traces are; empty while the path is not all there. */
typedef struct
{
  gsize n;
  End *ends;        /* n */
  ShrLabel *labels; /* n */
  gsize more;       /* traces that have no label */
  double bottom;    /* where their number is written, its centre, px */
} EndLabels;

static void
end_labels_free (EndLabels *labels)
{
  g_free (labels->ends);
  g_free (labels->labels);
  g_free (labels);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EndLabels, end_labels_free)

/* Whether the feature has a trace at all. */
static gboolean
is_ever_nonzero (const ShrChart *chart, gsize feature)
{
  for (gsize k = chart->shown; k > 0; k--)
    if (shr_path_point (chart->path, k - 1)->w[feature] != 0.0)
      return TRUE;

  return FALSE;
}

static EndLabels *
place_labels (const ShrChart *chart, const ShrPathsLayout *layout, const ShrTheme *theme)
{
  EndLabels *labels = g_new0 (EndLabels, 1);
  gsize p = shr_path_features (chart->path), visible = 0, kept;
  double ascent, descent, line;
  const ShrPoint *last;

  if (!chart->complete || chart->shown < shr_path_ready (chart->path) || chart->shown < 2 || layout->band.width <= 0.0)
    return labels;

  measure_line (theme->font_size, FALSE, &ascent, &descent);
  line = ascent + descent + 1.0;
  last = shr_path_point (chart->path, chart->shown - 1);
  labels->ends = g_new0 (End, p);
  labels->labels = g_new0 (ShrLabel, p);

  for (gsize j = 0; j < p; j++)
    {
      double value = shr_tracer_value (chart, last, j);

      if (!isfinite (value) || !is_ever_nonzero (chart, j))
        continue;
      visible++;
      if (chart->colors->rank[j] < 0)
        continue;

      labels->ends[labels->n] = (End){ j, shr_scale_to_pixel (&layout->y, value) };
      labels->labels[labels->n] =
          (ShrLabel){ .want = labels->ends[labels->n].end, .height = line, .weight = fabs (value) };
      labels->n++;
    }

  kept = shr_labels_place (labels->labels, labels->n, layout->band.y, layout->band.y + layout->band.height);
  if (kept < visible)
    {
      double room = layout->band.height - line;

      kept = shr_labels_place (labels->labels, labels->n, layout->band.y, layout->band.y + MAX (room, 0.0));
      labels->more = visible - kept;
      labels->bottom = layout->band.y + layout->band.height - line / 2.0;
    }

  return labels;
}

static ShrTextStyle
label_style (const ShrChart *chart, const ShrTheme *theme)
{
  return (ShrTextStyle){
    .size = theme->font_size,
    .horizontal = shr_path_axis_is_ascending (chart->x) ? SHR_ALIGN_END : SHR_ALIGN_START,
    .vertical = SHR_ALIGN_MIDDLE,
  };
}

static void
draw_label (const ShrChart *chart,
            const ShrPathsLayout *layout,
            const ShrTheme *theme,
            const EndLabels *labels,
            gsize i,
            ShrScene *scene)
{
  gboolean ascending = shr_path_axis_is_ascending (chart->x);
  double em = theme->font_size, sign = ascending ? -1.0 : 1.0;
  double edge = ascending ? layout->plot.x : layout->plot.x + layout->plot.width;
  double text_x = edge + sign * LEADER * em;
  double width = layout->band.width - (LEADER + AXIS_GAP) * em + 0.5;
  gsize j = labels->ends[i].feature;
  const ShrStyle *own = shr_feature_colors_style (chart->colors, theme, j);
  ShrTextStyle style = label_style (chart, theme);
  g_autofree char *text = shr_lettering_fit (chart->names[j], style.size, FALSE, width);
  ShrStyle leader = { own->stroke, 0.8 * theme->hairline, SHR_DASH_SOLID, none };
  double from = labels->ends[i].end, to = labels->labels[i].place;
  const ShrXY line[] = { { edge + sign * 0.15 * em, from },
                         { edge + sign * LEADER_STUB * em, from },
                         { text_x - sign * (LEADER_STUB + 0.3) * em, to },
                         { text_x - sign * 0.3 * em, to } };

  leader.stroke.alpha *= 0.65;
  shr_scene_add_polyline (scene, SHR_ROLE_LEADER, (int) j, &leader, line, G_N_ELEMENTS (line));
  shr_scene_add_text (scene, SHR_ROLE_TRACE_LABEL, (int) j, &own->stroke, &style, text_x, to, text);
}

static void
draw_labels (const ShrChart *chart, const ShrPathsLayout *layout, const ShrTheme *theme, ShrScene *scene)
{
  g_autoptr (EndLabels) labels = place_labels (chart, layout, theme);

  for (gsize i = 0; i < labels->n; i++)
    if (labels->labels[i].kept)
      draw_label (chart, layout, theme, labels, i, scene);

  if (labels->more > 0)
    {
      ShrTextStyle style = label_style (chart, theme);
      g_autofree char *more = more_text (labels->more);
      double edge = shr_path_axis_is_ascending (chart->x)
                        ? layout->plot.x - LEADER * theme->font_size
                        : layout->plot.x + layout->plot.width + LEADER * theme->font_size;

      shr_scene_add_text (scene, SHR_ROLE_TRACE_LABEL, -1, &theme->muted, &style, edge, labels->bottom, more);
    }
}

static void
begin_group (const ShrChart *chart, ShrScene *scene, const char *part, const char *title)
{
  g_autofree char *id = g_strdup_printf ("%s-paths%s%s", chart->id, part != NULL ? "-" : "", part != NULL ? part : "");

  shr_scene_begin_group (scene, id, title);
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

  begin_group (chart, scene, "frame", NULL);
  measure_line (em, FALSE, &ascent, &descent);

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

  shr_scene_add_segment (scene, SHR_ROLE_ZERO_LINE, -1, &zero_line, plot->x, zero, plot->x + plot->width, zero);
  first_below = shr_axis_draw_bottom (scene, theme, &layout->x, below, left, plot->x + plot->width,
                                      plot->y + plot->height, layout->width);
  shr_axis_draw_left (scene, theme, &layout->y, beside, left, plot->y, plot->y + plot->height, first_below);
  if (layout->height >= HEIGHT_OF_TITLE_BELOW * em)
    shr_axis_draw_title_below (scene, theme, shr_path_axis_title (chart->x, shr_path_mixing (chart->path)),
                               plot->x + plot->width / 2.0, layout->height - PAD * em - descent, layout->width, NULL);
  if (layout->width >= WIDTH_OF_TITLE_LEFT * em && layout->height >= HEIGHT_OF_TITLE_LEFT * em)
    shr_axis_draw_title_left (scene, theme, chart->original_scale ? _ ("coefficient") : _ ("standardised coefficient"),
                              PAD * em + ascent, plot->y + plot->height / 2.0, layout->height);

  draw_events (chart, layout, theme, scene);
  draw_labels (chart, layout, theme, scene);
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

  begin_group (chart, scene, "traces", NULL);
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
  shr_scene_end_group (scene);
}

/* The horizontal place of any λ, px. */
static double
pixel_of_lambda (const ShrChart *chart, const ShrPathsLayout *layout, double lambda)
{
  double value = shr_path_axis_at_lambda (chart, layout->whole, lambda);

  if (layout->x.logarithmic)
    value = CLAMP (value, layout->x.low, layout->x.high);

  return CLAMP (shr_scale_to_pixel (&layout->x, value), layout->plot.x, layout->plot.x + layout->plot.width);
}

static double
pixel_of_value (const ShrPathsLayout *layout, double value)
{
  return CLAMP (shr_scale_to_pixel (&layout->y, value), layout->plot.y, layout->plot.y + layout->plot.height);
}

/* "λ = 23.5 · 2 of 10 features", beside the line at the top, where no trace comes; shorter where there is no room. */
static void
draw_cursor_label (const ShrChart *chart,
                   const ShrPathsLayout *layout,
                   const ShrTheme *theme,
                   double x,
                   ShrScene *scene)
{
  gsize p = shr_path_features (chart->path);
  double em = theme->font_size, ascent, descent, gap = 0.5 * em;
  double left = axis_left (layout) + 0.2 * em, right = layout->width - 0.2 * em;
  g_autofree char *lambda = shr_text_number (chart->point->lambda, 3);
  g_autofree char *kept =
      g_strdup_printf (ngettext ("%zu of %zu feature", "%zu of %zu features", p), chart->point->nonzero, p);
  g_autofree char *brief = g_strdup_printf ("λ = %s", lambda);
  g_autofree char *full = g_strdup_printf ("%s · %s", brief, kept);
  const char *const wordings[] = { full, brief };

  measure_line (em, FALSE, &ascent, &descent);
  if (layout->plot.height < 2.0 * HEADROOM * em)
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (wordings); i++)
    {
      ShrTextExtents extents;
      ShrTextStyle style = { .size = em };

      shr_text_measure (wordings[i], em, FALSE, &extents);
      if (x + gap + extents.width <= right)
        x += gap;
      else if (x - gap - extents.width >= left)
        {
          x -= gap;
          style.horizontal = SHR_ALIGN_END;
        }
      else
        continue;

      shr_scene_add_text (scene, SHR_ROLE_CURSOR_LABEL, -1, &theme->text, &style, x, layout->plot.y + 0.1 * em + ascent,
                          wordings[i]);
      return;
    }
}

/* Discs where the traces are at λ. All that are exactly zero share one hollow disc: it is no feature's own. */
static void
draw_values (const ShrChart *chart, const ShrPathsLayout *layout, const ShrTheme *theme, double x, ShrScene *scene)
{
  gsize p = shr_path_features (chart->path);
  double radius = DISC * theme->font_size;
  ShrStyle hollow = { theme->muted, 1.5 * theme->hairline, SHR_DASH_SOLID, theme->background };

  if (chart->point->nonzero < p)
    shr_scene_add_disc (scene, SHR_ROLE_ZERO_VALUE, -1, &hollow, x, pixel_of_value (layout, 0.0), radius * 0.85);

  for (gsize j = 0; j < p; j++)
    {
      const ShrStyle *own = shr_feature_colors_style (chart->colors, theme, j);
      ShrStyle style = { theme->background, theme->hairline, SHR_DASH_SOLID, own->stroke };
      double value = shr_tracer_value (chart, chart->point, j);

      if (chart->point->w[j] != 0.0 && isfinite (value) && chart->colors->rank[j] >= 0)
        shr_scene_add_disc (scene, SHR_ROLE_VALUE, (int) j, &style, x, pixel_of_value (layout, value), radius);
    }
}

static char *
value_text (const char *name, double value)
{
  g_autofree char *number = shr_text_number (value, 3);

  return value == 0.0 ? g_strdup_printf (_ ("%s exactly 0"), name) : g_strdup_printf ("%s %s", name, number);
}

static void
avoid_piece (const ShrXY *points, gsize n_points, gpointer data)
{
  shr_placement_avoid_line (data, points, n_points, 1.0);
}

/* The name and value of the highlighted feature beside its disc, clear of the traces where there is room. */
static void
draw_highlight_label (const ShrChart *chart,
                      const ShrPathsLayout *layout,
                      const ShrTheme *theme,
                      ShrTracer *tracer,
                      double x,
                      ShrScene *scene)
{
  gsize j = (gsize) chart->highlighted, p = shr_path_features (chart->path);
  double em = theme->font_size, value = shr_tracer_value (chart, chart->point, j);
  ShrRect bounds = { layout->plot.x, layout->plot.y + HEADROOM * em, layout->plot.width,
                     layout->plot.height - (HEADROOM + FOOTROOM) * em };
  g_autoptr (ShrPlacement) placement = shr_placement_new (&bounds);
  g_autofree char *text = value_text (chart->names[j], value);
  g_autofree char *fitting = shr_lettering_fit (text, em, TRUE, layout->plot.width * 0.6);
  ShrTextStyle style = { .size = em, .bold = TRUE, .halo = TRUE };
  const ShrXY cursor[] = { { x, layout->plot.y }, { x, layout->plot.y + layout->plot.height } };
  double zero = pixel_of_value (layout, 0.0), y = isfinite (value) ? pixel_of_value (layout, value) : zero;
  const ShrXY zero_line[] = { { layout->plot.x, zero }, { layout->plot.x + layout->plot.width, zero } };
  ShrTextExtents extents;
  ShrRect box;

  for (gsize i = 0; i < p; i++)
    if ((chart->colors->rank[i] >= 0 || i == j) && chart->shown > 0)
      shr_tracer_trace (tracer, i, 0, chart->shown - 1, avoid_piece, placement);
  shr_placement_avoid_line (placement, cursor, 2, 4.0);
  shr_placement_avoid_line (placement, zero_line, 2, 0.5);

  shr_text_measure (fitting, em, TRUE, &extents);
  if (*fitting != '\0'
      && shr_placement_find (placement, x, y, 0.6 * em, 6.0 * em, extents.width, extents.ascent + extents.descent,
                             &box))
    shr_scene_add_text (scene, SHR_ROLE_VALUE_LABEL, (int) j,
                        &shr_feature_colors_style (chart->colors, theme, j)->stroke, &style, box.x,
                        box.y + extents.ascent, fitting);
}

/* The parts of the highlighted trace that are exactly zero. */
static void
draw_highlight_zeros (const ShrChart *chart,
                      const ShrPathsLayout *layout,
                      const ShrTheme *theme,
                      const ShrTracer *tracer,
                      ShrScene *scene)
{
  int j = chart->highlighted;
  ShrStyle style = *shr_feature_colors_style (chart->colors, theme, (gsize) j);
  double zero = pixel_of_value (layout, 0.0), start = NAN, end = NAN;

  style.dash = SHR_DASH_DOTTED;
  style.width = theme->line_width;
  for (gsize k = 0; k <= chart->shown; k++)
    {
      double x = k < chart->shown ? shr_tracer_pixel (tracer, k) : NAN;

      if (!isnan (x) && shr_path_point (chart->path, k)->w[j] == 0.0)
        {
          start = isnan (start) ? x : start;
          end = x;
        }
      else
        {
          if (!isnan (start) && start != end)
            shr_scene_add_segment (scene, SHR_ROLE_ZERO_TRACE, j, &style, start, zero, end, zero);
          start = NAN;
        }
    }
}

/* What is highlighted, drawn in full: a canvas fades all that is below. */
static void
draw_highlight (const ShrChart *chart,
                const ShrPathsLayout *layout,
                const ShrTheme *theme,
                ShrTracer *tracer,
                gboolean with_label,
                ShrScene *scene)
{
  gsize j = (gsize) chart->highlighted;
  Stroke stroke = {
    scene, SHR_ROLE_TRACE, chart->highlighted, *shr_feature_colors_style (chart->colors, theme, j), NULL, NULL, FALSE
  };

  if (chart->shown == 0)
    return;

  begin_group (chart, scene, "highlight", chart->names[j]);
  draw_highlight_zeros (chart, layout, theme, tracer, scene);
  stroke.style.width = 1.7 * theme->line_width;
  shr_tracer_trace (tracer, j, 0, chart->shown - 1, stroke_piece, &stroke);
  if (with_label)
    {
      g_autoptr (EndLabels) labels = place_labels (chart, layout, theme);

      for (gsize i = 0; i < labels->n; i++)
        if (labels->labels[i].kept && labels->ends[i].feature == j)
          draw_label (chart, layout, theme, labels, i, scene);
    }
  shr_scene_end_group (scene);
}

static void
draw_overlay (const ShrChart *chart,
              const ShrPathsLayout *layout,
              const ShrTheme *theme,
              gboolean with_label,
              ShrScene *scene)
{
  gboolean highlighted = chart->highlighted >= 0 && (gsize) chart->highlighted < shr_path_features (chart->path);
  g_autoptr (ShrTracer) tracer = highlighted ? shr_tracer_new (chart, layout) : NULL;

  if (highlighted)
    draw_highlight (chart, layout, theme, tracer, with_label, scene);

  if (chart->point != NULL)
    {
      double x = pixel_of_lambda (chart, layout, chart->point->lambda);
      ShrStyle line = { theme->text, 1.2 * theme->hairline, SHR_DASH_SOLID, none };

      begin_group (chart, scene, "cursor", NULL);
      shr_scene_add_segment (scene, SHR_ROLE_CURSOR, -1, &line, x, layout->plot.y, x,
                             layout->plot.y + layout->plot.height);
      draw_values (chart, layout, theme, x, scene);
      draw_cursor_label (chart, layout, theme, x, scene);
      if (highlighted)
        {
          gsize j = (gsize) chart->highlighted;
          const ShrStyle *own = shr_feature_colors_style (chart->colors, theme, j);
          double value = shr_tracer_value (chart, chart->point, j);
          gboolean zero = value == 0.0;
          ShrStyle style = { zero ? own->stroke : theme->background, 1.5 * theme->hairline, SHR_DASH_SOLID,
                             zero ? theme->background : own->stroke };

          if (isfinite (value))
            shr_scene_add_disc (scene, zero ? SHR_ROLE_ZERO_VALUE : SHR_ROLE_VALUE, chart->highlighted, &style, x,
                                pixel_of_value (layout, value), 1.25 * DISC * theme->font_size);
          draw_highlight_label (chart, layout, theme, tracer, x, scene);
        }
      shr_scene_end_group (scene);
    }
}

void
shr_paths_chart_draw_overlay (const ShrChart *chart,
                              const ShrPathsLayout *layout,
                              const ShrTheme *theme,
                              ShrScene *scene)
{
  draw_overlay (chart, layout, theme, TRUE, scene);
}

void
shr_paths_chart_draw (const ShrChart *chart, double width, double height, const ShrTheme *theme, ShrScene *scene)
{
  ShrPathsLayout layout;

  shr_paths_chart_layout (chart, width, height, theme, NULL, &layout);
  begin_group (chart, scene, NULL, chart->penalty);
  shr_paths_chart_draw_frame (chart, &layout, theme, scene);
  if (chart->shown > 0)
    shr_paths_chart_draw_traces (chart, &layout, theme, 0, chart->shown, scene);
  draw_overlay (chart, &layout, theme, FALSE, scene);
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

  if (chart->shown < 2 || x < layout->plot.x - tolerance || x > layout->plot.x + layout->plot.width + tolerance)
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
