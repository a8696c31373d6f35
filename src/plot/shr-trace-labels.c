#include "plot/shr-trace-labels.h"

#include "plot/shr-labels.h"
#include "plot/shr-lettering.h"
#include "plot/shr-path-axis.h"
#include "plot/shr-text.h"
#include "plot/shr-trace.h"

#include <glib/gi18n.h>
#include <math.h>

/* Lengths in em of the theme's font size. */
#define LEADER 1.5 /* from the plot to the labels */
#define LEADER_STUB 0.35
#define AXIS_GAP 0.6 /* from the labels to an axis beside them */

/* The share of the width that labels may have. */
#define LABEL_SHARE 0.22

static const ShrColor none = { 0.0, 0.0, 0.0, 0.0 };

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

/* px from one label to the next. */
static double
label_height (const ShrTheme *theme)
{
  double ascent, descent;

  shr_lettering_line (theme->font_size, FALSE, &ascent, &descent);

  return ascent + descent + 1.0;
}

double
shr_trace_labels_width (const ShrChart *chart, const ShrTheme *theme, double width, double height)
{
  gsize p = shr_path_features (chart->path), colored = count_colored (chart);
  double widest = 0.0, limit = LABEL_SHARE * width, line = label_height (theme);
  ShrTextExtents extents;

  for (gsize j = 0; j < p && widest < limit; j++)
    if (chart->colors->rank[j] >= 0)
      {
        shr_text_measure (chart->names[j], theme->font_size, FALSE, &extents);
        widest = MAX (widest, extents.width);
      }
  if (p > colored || (double) colored * line > height)
    {
      g_autofree char *more = more_text (p);

      shr_text_measure (more, theme->font_size, FALSE, &extents);
      widest = MAX (widest, extents.width);
    }

  return MIN (widest, limit) + (LEADER + AXIS_GAP) * theme->font_size;
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

/* λ at the side of the plot that the labels are on: the smallest one that is seen. */
static double
lambda_at_edge (const ShrChart *chart, const ShrPathsLayout *layout)
{
  double smallest = shr_path_lambda (chart->path, chart->shown - 1);

  if (!shr_chart_is_zoomed (chart))
    return smallest;

  return fmax (smallest,
               shr_path_axis_to_lambda (chart, layout->whole, layout->x.logarithmic ? layout->x.low : layout->x.high));
}

/* The trace's value where it leaves what is seen. */
static double
value_at_edge (const ShrChart *chart, double lambda, gsize feature)
{
  gsize k = chart->shown - 1;
  double above, below, share;

  while (k > 0 && shr_path_lambda (chart->path, k) < lambda)
    k--;
  above = shr_path_lambda (chart->path, k);
  if (k + 1 >= chart->shown || above == lambda)
    return shr_tracer_value (chart, shr_path_point (chart->path, k), feature);

  below = shr_path_lambda (chart->path, k + 1);
  share = CLAMP ((above - lambda) / (above - below), 0.0, 1.0);

  return (1.0 - share) * shr_tracer_value (chart, shr_path_point (chart->path, k), feature)
         + share * shr_tracer_value (chart, shr_path_point (chart->path, k + 1), feature);
}

static EndLabels *
place_labels (const ShrChart *chart, const ShrPathsLayout *layout, const ShrTheme *theme)
{
  EndLabels *labels = g_new0 (EndLabels, 1);
  gsize p = shr_path_features (chart->path), visible = 0, kept;
  double line = label_height (theme);
  double edge;

  if (!chart->complete || chart->shown < shr_path_ready (chart->path) || chart->shown < 2 || layout->band.width <= 0.0)
    return labels;

  edge = lambda_at_edge (chart, layout);
  labels->ends = g_new0 (End, p);
  labels->labels = g_new0 (ShrLabel, p);

  for (gsize j = 0; j < p; j++)
    {
      double value = value_at_edge (chart, edge, j);

      if (!isfinite (value) || !is_ever_nonzero (chart, j)
          || (shr_chart_is_zoomed (chart) && !shr_scale_holds (&layout->y, value)))
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
  /* A path that was cut short ends within the plot. */
  double end = shr_trace_lambda_pixel (chart, layout, lambda_at_edge (chart, layout));
  const ShrXY line[] = { { end + sign * 0.15 * em, from },
                         { edge + sign * LEADER_STUB * em, from },
                         { text_x - sign * (LEADER_STUB + 0.3) * em, to },
                         { text_x - sign * 0.3 * em, to } };

  leader.stroke.alpha *= 0.65;
  shr_scene_add_polyline (scene, SHR_ROLE_LEADER, (int) j, &leader, line, G_N_ELEMENTS (line));
  shr_scene_add_text (scene, SHR_ROLE_TRACE_LABEL, (int) j, &own->stroke, &style, text_x, to, text);
}

void
shr_trace_labels_draw (const ShrChart *chart,
                       const ShrPathsLayout *layout,
                       const ShrTheme *theme,
                       int feature,
                       ShrScene *scene)
{
  g_autoptr (EndLabels) labels = place_labels (chart, layout, theme);

  for (gsize i = 0; i < labels->n; i++)
    if (labels->labels[i].kept && (feature < 0 || labels->ends[i].feature == (gsize) feature))
      draw_label (chart, layout, theme, labels, i, scene);

  if (labels->more > 0 && feature < 0)
    {
      ShrTextStyle style = label_style (chart, theme);
      g_autofree char *more = more_text (labels->more);
      double edge = shr_path_axis_is_ascending (chart->x)
                        ? layout->plot.x - LEADER * theme->font_size
                        : layout->plot.x + layout->plot.width + LEADER * theme->font_size;

      shr_scene_add_text (scene, SHR_ROLE_TRACE_LABEL, -1, &theme->muted, &style, edge, labels->bottom, more);
    }
}
