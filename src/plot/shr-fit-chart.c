#include "plot/shr-fit-chart.h"

#include "plot/shr-axis.h"
#include "plot/shr-curve-label.h"
#include "plot/shr-heading.h"
#include "plot/shr-lettering.h"
#include "plot/shr-placement.h"
#include "plot/shr-text.h"
#include "plot/shr-ticks.h"

#include <glib/gi18n.h>
#include <math.h>

/* Lengths in em of the theme's font size. */
#define PAD 0.5
#define RIGHT 1.6
#define ROW_DISC 0.31
#define SMALL_ROW_DISC 0.22

/* Charts smaller than these do without, in em. */
#define HEIGHT_OF_TITLE_BELOW 12.0
#define WIDTH_OF_TITLE_LEFT 20.0

/* Around the rows, next to their range; a curve needs more to swing in. */
#define MARGIN 0.06
#define MARGIN_OF_CURVE 0.3

/* As in Geometry. */
#define WIDEST 1.7

/* More rows than these are thinned out. */
#define MOST_ROWS 1500
#define FEW_ROWS 60

/* Of a ribbon, drawn one by one. */
#define SINGLE_CURVES 15

/* Along a curve, where its label is tried. */
#define N_PLACES 12

static const ShrColor none = { 0.0, 0.0, 0.0, 0.0 };

static void
find_range (const double *values, gsize n, double margin, double *low, double *high)
{
  *low = INFINITY;
  *high = -INFINITY;
  for (gsize i = 0; i < n; i++)
    {
      *low = fmin (*low, values[i]);
      *high = fmax (*high, values[i]);
    }

  double range = *high - *low;

  if (!isfinite (range))
    {
      *low = -1.0;
      *high = 1.0;
    }
  else if (!(range > 1e-14 * fmax (fabs (*low), fabs (*high))))
    {
      double half = *high != 0.0 ? fabs (*high) / 2.0 : 1.0;

      *low -= half;
      *high += half;
    }
  else
    {
      *low -= margin * range;
      *high += margin * range;
    }
}

void
shr_fit_chart_layout (const ShrChart *chart, double width, double height, const ShrTheme *theme, ShrFitLayout *layout)
{
  const ShrFitted *fitted = chart->fitted;
  const ShrCurve *curve = chart->curve;
  double em = theme->font_size, ascent, descent, left, right = width - RIGHT * em;
  double top = shr_heading_depth (theme, width, height), bottom = height - PAD * em - shr_axis_depth_below (theme);
  g_autoptr (ShrTicks) ticks = NULL;

  shr_lettering_line (em, FALSE, &ascent, &descent);
  if (height >= HEIGHT_OF_TITLE_BELOW * em)
    bottom -= ascent + descent;
  *layout = (ShrFitLayout){ .width = width, .height = height, .x = { 0.0, 1.0 }, .y = { 0.0, 1.0 } };

  if (fitted != NULL)
    {
      find_range (fitted->observed, fitted->n, curve != NULL ? MARGIN_OF_CURVE : MARGIN, &layout->y.low,
                  &layout->y.high);
      layout->x = layout->y;
      if (curve != NULL)
        find_range (curve->at, curve->n, 0.0, &layout->x.low, &layout->x.high);
    }

  shr_zoom_across (chart->zoom, &layout->x);
  shr_zoom_upwards (chart->zoom, &layout->y);
  ticks = shr_ticks_linear (layout->y.low, layout->y.high, MAX (bottom - top, 1.0), em, TRUE);
  left = PAD * em + shr_axis_depth_left (theme, ticks);
  if (width >= WIDTH_OF_TITLE_LEFT * em)
    left = MAX (left + ascent + descent + 0.3 * em, SHR_HEADING_LEFT * em);

  layout->plot = (ShrRect){ left, top, MAX (right - left, 1.0), MAX (bottom - top, 1.0) };
  if (curve == NULL)
    layout->plot.width = MIN (layout->plot.width, MAX (WIDEST * layout->plot.height, 1.0));
  layout->x.start = left;
  layout->x.end = left + layout->plot.width;
  layout->y.start = top + layout->plot.height;
  layout->y.end = top;
}

static void
draw_rows (const ShrChart *chart,
           const ShrFitLayout *layout,
           const double *x,
           const double *residual,
           const ShrColor *color,
           const ShrTheme *theme,
           ShrPlacement *placement,
           ShrScene *scene)
{
  const ShrFitted *fitted = chart->fitted;
  gsize drawn = MIN (fitted->n, MOST_ROWS);
  gboolean few = drawn <= FEW_ROWS;
  double radius = (few ? ROW_DISC : SMALL_ROW_DISC) * theme->font_size;
  ShrStyle style = { theme->background, few ? theme->hairline : 0.0, SHR_DASH_SOLID, *color };

  if (!few)
    {
      style.stroke = none;
      style.fill.alpha *= 0.5;
    }
  for (gsize i = 0; i < drawn; i++)
    {
      /* Evenly over the rows, the first and the last among them. */
      gsize row = drawn > 1 ? i * (fitted->n - 1) / (drawn - 1) : 0;
      double y = fitted->observed[row] - (residual != NULL ? residual[row] : 0.0);
      ShrXY at = { shr_scale_to_pixel (&layout->x, x[row]), shr_scale_to_pixel (&layout->y, y) };

      if (!isfinite (at.x) || !isfinite (at.y))
        continue;
      shr_scene_add_disc (scene, SHR_ROLE_ROW, -1, &style, at.x, at.y, radius);
      if (placement != NULL && few)
        shr_placement_avoid_box (placement, &(ShrRect){ at.x - radius, at.y - radius, 2.0 * radius, 2.0 * radius });
    }
}

static void
draw_curve (const ShrCurve *curve,
            const double *values,
            const ShrFitLayout *layout,
            ShrRole role,
            const ShrStyle *style,
            ShrPlacement *placement,
            ShrScene *scene)
{
  g_autoptr (GArray) points = g_array_sized_new (FALSE, FALSE, sizeof (ShrXY), (guint) curve->n);

  for (gsize i = 0; i < curve->n; i++)
    {
      ShrXY point = { shr_scale_to_pixel (&layout->x, curve->at[i]), shr_scale_to_pixel (&layout->y, values[i]) };

      if (isfinite (point.x) && isfinite (point.y))
        g_array_append_val (points, point);
    }
  if (points->len < 2)
    return;

  shr_placement_avoid_line (placement, &g_array_index (points, ShrXY, 0), points->len, 6.0);
  shr_scene_add_polyline (scene, role, -1, style, &g_array_index (points, ShrXY, 0), points->len);
}

/* Places along a curve within the plot, where labels are tried. */
static gsize
find_places (const ShrCurve *curve, const double *values, const ShrFitLayout *layout, ShrXY places[N_PLACES])
{
  gsize n = 0;

  for (gsize i = 0; i < N_PLACES && curve->n > 0; i++)
    {
      gsize k = (2 * i + 1) * (curve->n - 1) / (2 * N_PLACES);
      double y = shr_scale_to_pixel (&layout->y, values[k]);

      if (shr_scale_holds (&layout->x, curve->at[k]) && y > layout->plot.y && y < layout->plot.y + layout->plot.height)
        places[n++] = (ShrXY){ shr_scale_to_pixel (&layout->x, curve->at[k]), y };
    }

  return n;
}

static ShrXY
place_of (const ShrFitLayout *layout, double both)
{
  return (ShrXY){ shr_scale_to_pixel (&layout->x, both), shr_scale_to_pixel (&layout->y, both) };
}

/* The line on which what is predicted is what was observed, and the level of the model without features. */
static void
draw_references (const ShrChart *chart,
                 const ShrFitLayout *layout,
                 const ShrTheme *theme,
                 ShrPlacement *placement,
                 ShrScene *scene)
{
  const ShrRect *plot = &layout->plot;
  double level = shr_scale_to_pixel (&layout->y, chart->fitted->center);
  ShrStyle faint = { theme->faint, theme->hairline, SHR_DASH_SOLID, none };
  ShrStyle equal = { theme->muted, 1.2 * theme->hairline, SHR_DASH_DASHED, none };
  double from = fmax (layout->x.low, layout->y.low), to = fmin (layout->x.high, layout->y.high);
  const ShrXY diagonal[] = { place_of (layout, from), place_of (layout, to) };
  const ShrXY along[] = { place_of (layout, from + 0.86 * (to - from)), place_of (layout, from + 0.12 * (to - from)) };

  if (level > plot->y && level < plot->y + plot->height)
    shr_scene_add_segment (scene, SHR_ROLE_ZERO_LINE, -1, &faint, plot->x, level, plot->x + plot->width, level);
  if (!(to > from))
    return;
  shr_scene_add_polyline (scene, SHR_ROLE_REFERENCE, -1, &equal, diagonal, 2);
  shr_placement_avoid_line (placement, diagonal, 2, 12.0);
  shr_curve_label_draw (scene, theme, placement, along, G_N_ELEMENTS (along), &theme->muted,
                        _ ("predicted = observed"));
}

void
shr_fit_chart_draw_frame (const ShrChart *chart, const ShrFitLayout *layout, const ShrTheme *theme, ShrScene *scene)
{
  const ShrRect *plot = &layout->plot;
  double em = theme->font_size, ascent, descent, first_below;

  shr_chart_begin_group (chart, scene, "fit", "frame", NULL);
  if (chart->fitted != NULL)
    {
      g_autoptr (ShrTicks) below = shr_ticks_linear (layout->x.low, layout->x.high, plot->width, em, FALSE);
      g_autoptr (ShrTicks) beside = shr_ticks_linear (layout->y.low, layout->y.high, plot->height, em, TRUE);
      g_autoptr (ShrPlacement) placement = shr_placement_new (plot);
      g_autofree char *across = chart->curve != NULL ? g_strdup (chart->curve->name)
                                                     : g_strdup_printf (_ ("observed %s"), chart->fitted->response);
      g_autofree char *up = chart->curve != NULL ? g_strdup (chart->fitted->response)
                                                 : g_strdup_printf (_ ("predicted %s"), chart->fitted->response);

      shr_lettering_line (em, FALSE, &ascent, &descent);
      first_below = shr_axis_draw_bottom (scene, theme, &layout->x, below, plot->x, plot->x + plot->width,
                                          plot->y + plot->height, layout->width);
      shr_axis_draw_left (scene, theme, &layout->y, beside, plot->x, plot->y, plot->y + plot->height, first_below);
      if (layout->height >= HEIGHT_OF_TITLE_BELOW * em)
        shr_axis_draw_title_below (scene, theme, across, plot->x + plot->width / 2.0,
                                   layout->height - PAD * em - descent, layout->width);
      if (layout->width >= WIDTH_OF_TITLE_LEFT * em)
        shr_axis_draw_title_left (scene, theme, up, PAD * em + ascent, plot->y + plot->height / 2.0,
                                  plot->y + plot->height);

      shr_scene_set_clip (scene, plot);
      if (chart->curve == NULL)
        draw_references (chart, layout, theme, placement, scene);
      shr_scene_set_clip (scene, NULL);
    }
  shr_scene_end_group (scene);
}

static void
draw_polyline (const double *at,
               const double *y,
               gsize n,
               const ShrFitLayout *layout,
               ShrRole role,
               const ShrStyle *style,
               ShrScene *scene)
{
  g_autofree ShrXY *points = g_new (ShrXY, n);

  for (gsize i = 0; i < n; i++)
    points[i] = (ShrXY){ shr_scale_to_pixel (&layout->x, at[i]), shr_scale_to_pixel (&layout->y, y[i]) };
  shr_scene_add_polyline (scene, role, -1, style, points, n);
}

/* Under the curve: where it would have been with other noise. */
static void
draw_ribbon (const ShrChart *chart,
             const ShrFitLayout *layout,
             const ShrTheme *theme,
             const ShrColor *color,
             ShrScene *scene)
{
  const ShrRibbon *ribbon = chart->ribbon;
  gsize n = ribbon->n;
  ShrStyle band = { none, 0.0, SHR_DASH_SOLID, *color };
  ShrStyle single = { *color, theme->hairline, SHR_DASH_SOLID, none };
  ShrStyle mean = { *color, theme->line_width, SHR_DASH_DOTTED, none };
  g_autofree ShrXY *points = g_new (ShrXY, 2 * n);

  band.fill.alpha *= 0.18;
  single.stroke.alpha *= 0.22;
  for (gsize i = 0; i < n; i++)
    {
      double x = shr_scale_to_pixel (&layout->x, ribbon->at[i]);

      points[i] = (ShrXY){ x, shr_scale_to_pixel (&layout->y, ribbon->low[i]) };
      points[2 * n - 1 - i] = (ShrXY){ x, shr_scale_to_pixel (&layout->y, ribbon->high[i]) };
    }
  shr_scene_add_polygon (scene, SHR_ROLE_RIBBON, -1, &band, points, 2 * n);
  for (gsize i = 0; i < MIN (ribbon->draws, SINGLE_CURVES); i++)
    draw_polyline (ribbon->at, ribbon->curves + i * n, n, layout, SHR_ROLE_RESAMPLE, &single, scene);
  draw_polyline (ribbon->at, ribbon->mean, n, layout, SHR_ROLE_RIBBON_MEAN, &mean, scene);
}

/* The fitted curve and the truth under the rows, and which is which. */
static void
draw_curves (const ShrChart *chart,
             const ShrFitLayout *layout,
             const ShrTheme *theme,
             const ShrColor *color,
             ShrScene *scene)
{
  const ShrCurve *curve = chart->curve;
  ShrStyle truth = { theme->muted, 1.4 * theme->hairline, SHR_DASH_DASHED, none };
  ShrStyle fitted = { *color, 1.2 * theme->line_width, SHR_DASH_SOLID, none };
  g_autoptr (ShrPlacement) placement = shr_placement_new (&layout->plot);
  ShrXY places[N_PLACES];

  if (chart->ribbon != NULL)
    draw_ribbon (chart, layout, theme, color, scene);
  if (curve->truth != NULL)
    draw_curve (curve, curve->truth, layout, SHR_ROLE_TRUTH, &truth, placement, scene);
  draw_curve (curve, curve->y, layout, SHR_ROLE_FITTED, &fitted, placement, scene);
  draw_rows (chart, layout, curve->x, NULL, &theme->text, theme, placement, scene);

  shr_scene_set_clip (scene, NULL);
  shr_curve_label_draw (scene, theme, placement, places, find_places (curve, curve->y, layout, places), color,
                        _ ("fitted"));
  if (curve->truth != NULL)
    shr_curve_label_draw (scene, theme, placement, places, find_places (curve, curve->truth, layout, places),
                          &theme->muted, _ ("truth"));
}

/* "The fit explains 51% of the variation of Y." */
static char *
share_words (const ShrChart *chart)
{
  double share = CLAMP (chart->point->deviance_ratio, 0.0, 1.0);

  if (!isfinite (chart->point->deviance_ratio))
    return g_strdup_printf (_ ("%s does not vary: there is nothing to explain."), chart->fitted->response);
  if (share < 0.005)
    return g_strdup_printf (_ ("The fit explains nothing of the variation of %s: it predicts the same for every row."),
                            chart->fitted->response);
  if (share > 0.995)
    return g_strdup_printf (_ ("The fit explains all but %.2g%% of the variation of %s."), 100.0 * (1.0 - share),
                            chart->fitted->response);

  return g_strdup_printf (_ ("The fit explains %.0f%% of the variation of %s."), 100.0 * share,
                          chart->fitted->response);
}

static char *
remark_words (const ShrChart *chart)
{
  g_autofree char *share = NULL;

  if (!isfinite (chart->point->deviance_ratio))
    return g_strdup ("");
  share = shr_text_number (CLAMP (chart->point->deviance_ratio, 0.0, 1.0), 3);

  return g_strdup_printf ("R² = %s", share);
}

/* What the eye sees in the ribbon: how far its middle is off, and how wide it is. */
static char *
ribbon_words (const ShrRibbon *ribbon)
{
  g_autofree char *bias = shr_text_number (ribbon->bias, 2);
  g_autofree char *variance = shr_text_number (ribbon->variance, 2);

  return g_strdup_printf (_ ("%zu fresh draws of the noise: bias² %s, variance %s; the band holds the middle 90%%."),
                          ribbon->draws, bias, variance);
}

static void
draw_heading (const ShrChart *chart, const ShrFitLayout *layout, const ShrTheme *theme, ShrScene *scene)
{
  g_autofree char *share = share_words (chart), *remark = remark_words (chart), *more = NULL, *longest = NULL;
  g_autofree char *spread = chart->ribbon != NULL ? ribbon_words (chart->ribbon) : NULL;

  if (chart->curve != NULL)
    more = g_strdup_printf (
        ngettext ("Degree %zu, %zu power kept.", "Degree %zu, %zu powers kept.", chart->point->nonzero),
        chart->curve->degree, chart->point->nonzero);
  else
    more = g_strdup (_ ("The flatter the cloud, the stronger the shrinkage towards the mean."));
  longest = g_strdup_printf ("%s %s", share, more);

  const char *const remarks[] = { remark, NULL };
  const char *const usual[] = { longest, share, NULL };
  const char *const spreading[] = { spread, share, NULL };

  shr_heading_draw (chart, theme, layout->plot.x, layout->width, layout->height, remarks,
                    spread != NULL ? spreading : usual, scene);
}

int
shr_fit_chart_observation_at (const ShrChart *chart, const ShrFitLayout *layout, double x, double y, double tolerance)
{
  const ShrFitted *fitted = chart->fitted;
  double nearest = tolerance;
  int best = -1;

  if (fitted == NULL || chart->curve == NULL || fitted->n > MOST_ROWS)
    return -1;

  for (gsize i = 0; i < fitted->n; i++)
    {
      double distance = hypot (shr_scale_to_pixel (&layout->x, chart->curve->x[i]) - x,
                               shr_scale_to_pixel (&layout->y, fitted->observed[i]) - y);

      if (distance <= nearest)
        {
          nearest = distance;
          best = (int) i;
        }
    }

  return best;
}

/* A ring around the row that is selected. */
static void
draw_selected (const ShrChart *chart, const ShrFitLayout *layout, const ShrTheme *theme, ShrScene *scene)
{
  ShrStyle ring = { theme->text, 1.6 * theme->hairline, SHR_DASH_SOLID, none };
  gsize i = (gsize) chart->observation;

  if (chart->observation < 0 || i >= chart->fitted->n || !isfinite (chart->fitted->observed[i]))
    return;

  shr_scene_add_disc (scene, SHR_ROLE_HANDLE, -1, &ring, shr_scale_to_pixel (&layout->x, chart->curve->x[i]),
                      shr_scale_to_pixel (&layout->y, chart->fitted->observed[i]), 2.0 * ROW_DISC * theme->font_size);
}

void
shr_fit_chart_draw_overlay (const ShrChart *chart, const ShrFitLayout *layout, const ShrTheme *theme, ShrScene *scene)
{
  shr_chart_begin_group (chart, scene, "fit", "prediction", NULL);
  if (chart->fitted == NULL || chart->point == NULL)
    shr_heading_refuse (chart, theme, layout->width, layout->height, _ ("There is no solution yet."), scene);
  else
    {
      ShrColor color = shr_theme_penalty_color (theme, shr_path_mixing (chart->path));

      draw_heading (chart, layout, theme, scene);
      shr_scene_set_clip (scene, &layout->plot);
      if (chart->curve != NULL)
        {
          draw_curves (chart, layout, theme, &color, scene);
          draw_selected (chart, layout, theme, scene);
        }
      else
        draw_rows (chart, layout, chart->fitted->observed, chart->fitted->residual, &color, theme, NULL, scene);
      shr_scene_set_clip (scene, NULL);
    }
  shr_scene_end_group (scene);
}

void
shr_fit_chart_draw (const ShrChart *chart, double width, double height, const ShrTheme *theme, ShrScene *scene)
{
  ShrFitLayout layout;

  shr_fit_chart_layout (chart, width, height, theme, &layout);
  shr_chart_begin_group (chart, scene, "fit", NULL, chart->penalty);
  shr_fit_chart_draw_frame (chart, &layout, theme, scene);
  shr_fit_chart_draw_overlay (chart, &layout, theme, scene);
  shr_scene_end_group (scene);
}

char *
shr_fit_chart_describe (const ShrChart *chart)
{
  if (chart->fitted == NULL || chart->point == NULL)
    return g_strdup_printf (_ ("%s, fit, no solution yet."), chart->penalty);

  g_autofree char *lambda = shr_text_number (chart->point->lambda, 3);
  g_autofree char *share = share_words (chart);

  if (chart->ribbon != NULL && chart->curve != NULL)
    {
      g_autofree char *spread = ribbon_words (chart->ribbon);

      return g_strdup_printf (_ ("%s, fitted curve of degree %zu through %zu points, λ = %s. %s %s"), chart->penalty,
                              chart->curve->degree, chart->fitted->n, lambda, share, spread);
    }
  if (chart->curve != NULL)
    return g_strdup_printf (_ ("%s, fitted curve of degree %zu through %zu points, λ = %s. %s"), chart->penalty,
                            chart->curve->degree, chart->fitted->n, lambda, share);

  return g_strdup_printf (_ ("%s, predicted against observed %s of %zu rows, λ = %s. %s"), chart->penalty,
                          chart->fitted->response, chart->fitted->n, lambda, share);
}
