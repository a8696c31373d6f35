#include "plot/shr-paths-overlay.h"

#include "plot/shr-lettering.h"
#include "plot/shr-placement.h"
#include "plot/shr-text.h"
#include "plot/shr-trace.h"
#include "plot/shr-trace-labels.h"

#include <glib/gi18n.h>
#include <math.h>

/* Of the values on the traces, in em. */
#define DISC 0.31

static const ShrColor none = { 0.0, 0.0, 0.0, 0.0 };

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
  double left = MIN (layout->plot.x, layout->band.x) + 0.2 * em, right = layout->width - 0.2 * em;
  g_autofree char *lambda = shr_text_number (chart->point->lambda, 3);
  g_autofree char *kept =
      g_strdup_printf (ngettext ("%zu of %zu feature", "%zu of %zu features", p), chart->point->nonzero, p);
  g_autofree char *brief = g_strdup_printf ("λ = %s", lambda);
  g_autofree char *full = g_strdup_printf ("%s · %s", brief, kept);
  const char *const wordings[] = { full, brief };

  shr_lettering_line (em, FALSE, &ascent, &descent);
  if (layout->plot.height < 2.0 * SHR_PATHS_HEADROOM * em)
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

  if (chart->point->nonzero < p && shr_scale_holds (&layout->y, 0.0))
    shr_scene_add_disc (scene, SHR_ROLE_ZERO_VALUE, -1, &hollow, x, shr_trace_value_pixel (layout, 0.0), radius * 0.85);

  for (gsize j = 0; j < p; j++)
    {
      const ShrStyle *own = shr_feature_colors_style (chart->colors, theme, j);
      ShrStyle style = { theme->background, theme->hairline, SHR_DASH_SOLID, own->stroke };
      double value = shr_tracer_value (chart, chart->point, j);

      if (chart->point->w[j] != 0.0 && shr_scale_holds (&layout->y, value) && chart->colors->rank[j] >= 0)
        shr_scene_add_disc (scene, SHR_ROLE_VALUE, (int) j, &style, x, shr_trace_value_pixel (layout, value), radius);
    }
}

/* A feature that is grey among the others stands out in the colour of text. */
static ShrStyle
highlight_style (const ShrChart *chart, const ShrTheme *theme)
{
  ShrStyle style = *shr_feature_colors_style (chart->colors, theme, (gsize) chart->highlighted);

  if (chart->colors->rank[chart->highlighted] < 0)
    style.stroke = theme->text;

  return style;
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
  ShrRect bounds = { layout->plot.x, layout->plot.y + SHR_PATHS_HEADROOM * em, layout->plot.width,
                     layout->plot.height - (SHR_PATHS_HEADROOM + SHR_PATHS_FOOTROOM) * em };
  g_autoptr (ShrPlacement) placement = shr_placement_new (&bounds);
  g_autofree char *text = shr_chart_name_value (chart->names[j], value);
  g_autofree char *fitting = shr_lettering_fit (text, em, TRUE, layout->plot.width * 0.6);
  ShrTextStyle style = { .size = em, .bold = TRUE, .halo = TRUE };
  ShrStyle own = highlight_style (chart, theme);
  const ShrXY cursor[] = { { x, layout->plot.y }, { x, layout->plot.y + layout->plot.height } };
  double zero = shr_trace_value_pixel (layout, 0.0),
         y = isfinite (value) ? shr_trace_value_pixel (layout, value) : zero;
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
    shr_scene_add_text (scene, SHR_ROLE_VALUE_LABEL, (int) j, &own.stroke, &style, box.x, box.y + extents.ascent,
                        fitting);
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
  ShrStyle style = highlight_style (chart, theme);
  double zero = shr_trace_value_pixel (layout, 0.0), start = NAN, end = NAN;

  if (!shr_scale_holds (&layout->y, 0.0))
    return;

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

typedef struct
{
  ShrScene *scene;
  int feature;
  ShrStyle style;
} Stroke;

static void
stroke_piece (const ShrXY *points, gsize n_points, gpointer data)
{
  Stroke *stroke = data;

  shr_scene_add_polyline (stroke->scene, SHR_ROLE_TRACE, stroke->feature, &stroke->style, points, n_points);
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
  Stroke stroke = { scene, chart->highlighted, highlight_style (chart, theme) };

  if (chart->shown == 0)
    return;

  shr_chart_begin_group (chart, scene, "paths", "highlight", chart->names[j]);
  shr_chart_clip (chart, scene, &layout->plot);
  draw_highlight_zeros (chart, layout, theme, tracer, scene);
  stroke.style.width = 1.7 * theme->line_width;
  shr_tracer_trace (tracer, j, 0, chart->shown - 1, stroke_piece, &stroke);
  shr_scene_set_clip (scene, NULL);
  if (with_label)
    shr_trace_labels_draw (chart, layout, theme, chart->highlighted, scene);
  shr_scene_end_group (scene);
}

void
shr_paths_overlay_draw (const ShrChart *chart,
                        const ShrPathsLayout *layout,
                        const ShrTheme *theme,
                        gboolean with_label,
                        ShrScene *scene)
{
  gboolean highlighted = chart->highlighted >= 0 && (gsize) chart->highlighted < shr_path_features (chart->path);
  g_autoptr (ShrTracer) tracer = highlighted ? shr_tracer_new (chart, layout) : NULL;

  if (highlighted)
    draw_highlight (chart, layout, theme, tracer, with_label, scene);

  if (chart->point != NULL && shr_trace_shows_lambda (chart, layout, chart->point->lambda))
    {
      double x = shr_trace_lambda_pixel (chart, layout, chart->point->lambda);
      ShrStyle line = { theme->text, 1.2 * theme->hairline, SHR_DASH_SOLID, none };

      shr_chart_begin_group (chart, scene, "paths", "cursor", NULL);
      shr_scene_add_segment (scene, SHR_ROLE_CURSOR, -1, &line, x, layout->plot.y, x,
                             layout->plot.y + layout->plot.height);
      draw_values (chart, layout, theme, x, scene);
      draw_cursor_label (chart, layout, theme, x, scene);
      if (highlighted)
        {
          gsize j = (gsize) chart->highlighted;
          ShrStyle own = highlight_style (chart, theme);
          double value = shr_tracer_value (chart, chart->point, j);
          gboolean zero = value == 0.0;
          ShrStyle style = { zero ? own.stroke : theme->background, 1.5 * theme->hairline, SHR_DASH_SOLID,
                             zero ? theme->background : own.stroke };

          if (shr_scale_holds (&layout->y, value))
            shr_scene_add_disc (scene, zero ? SHR_ROLE_ZERO_VALUE : SHR_ROLE_VALUE, chart->highlighted, &style, x,
                                shr_trace_value_pixel (layout, value), 1.25 * DISC * theme->font_size);
          draw_highlight_label (chart, layout, theme, tracer, x, scene);
        }
      shr_scene_end_group (scene);
    }
}
