#include "plot/shr-error-chart.h"

#include "plot/shr-axis.h"
#include "plot/shr-curve-label.h"
#include "plot/shr-heading.h"
#include "plot/shr-lettering.h"
#include "plot/shr-path-axis.h"
#include "plot/shr-paths-overlay.h"
#include "plot/shr-text.h"
#include "plot/shr-ticks.h"
#include "plot/shr-trace.h"

#include <glib/gi18n.h>
#include <math.h>

/* Lengths in em of the theme's font size. */
#define PAD 0.5
#define DISC 0.31
#define FOOTROOM 2.2 /* inside the plot, for names below the curves */

/* Charts smaller than these do without, in em. */
#define HEIGHT_OF_TITLE_BELOW 12.0
#define WIDTH_OF_TITLE_LEFT 24.0
#define HEIGHT_OF_TITLE_LEFT 16.0
#define SMALLEST_PLOT_FOR_LABELS 9.0

/* Errors that explode as λ → 0 are cut off at so many times the error without a model. */
#define MOST 1.35
/* The axis begins at 0 when that is near, next to its upper end. */
#define NEAR_ZERO 0.45

static const ShrColor none = { 0.0, 0.0, 0.0, 0.0 };

/* In the order in which they are drawn. */
typedef enum
{
  CURVE_BIC,
  CURVE_AIC,
  CURVE_CP,
  CURVE_GCV,
  CURVE_LOO,
  CURVE_TRAINING,
  CURVE_TEST,
  CURVE_VALIDATION,
  N_CURVES
} Curve;

static const char *
name_of (const ShrChart *chart, Curve curve)
{
  switch (curve)
    {
    case CURVE_BIC:
      return _ ("BIC");
    case CURVE_AIC:
      return _ ("AIC");
    case CURVE_CP:
      return _ ("Cp");
    case CURVE_GCV:
      return _ ("GCV");
    case CURVE_LOO:
      return _ ("leave-one-out");
    case CURVE_TRAINING:
      return _ ("training");
    case CURVE_TEST:
      return chart->errors->fresh ? _ ("fresh rows") : _ ("held-out rows");
    case CURVE_VALIDATION:
      return _ ("cross-validated");
    case N_CURVES:
    default:
      g_return_val_if_reached ("");
    }
}

static ShrRole
role_of (Curve curve)
{
  return curve == CURVE_TRAINING     ? SHR_ROLE_TRAINING_ERROR
         : curve == CURVE_TEST       ? SHR_ROLE_TEST_ERROR
         : curve == CURVE_VALIDATION ? SHR_ROLE_VALIDATION_ERROR
                                     : SHR_ROLE_CRITERION;
}

static ShrStyle
style_of (const ShrChart *chart, const ShrTheme *theme, Curve curve)
{
  ShrColor penalty = shr_theme_penalty_color (theme, shr_path_mixing (chart->path));
  double thin = 1.4 * theme->hairline;

  switch (curve)
    {
    case CURVE_BIC:
      return (ShrStyle){ theme->muted, thin, SHR_DASH_DASH_DOT, none };
    case CURVE_AIC:
      return (ShrStyle){ theme->muted, thin, SHR_DASH_DASHED, none };
    case CURVE_CP:
      return (ShrStyle){ theme->muted, thin, SHR_DASH_DOTTED, none };
    case CURVE_GCV:
      return (ShrStyle){ penalty, thin, SHR_DASH_DASHED, none };
    case CURVE_LOO:
      return (ShrStyle){ penalty, thin, SHR_DASH_DOTTED, none };
    case CURVE_TRAINING:
      return (ShrStyle){ theme->muted, theme->line_width, SHR_DASH_SOLID, none };
    case CURVE_TEST:
      return (ShrStyle){ theme->text, theme->line_width, SHR_DASH_SOLID, none };
    case CURVE_VALIDATION:
      return (ShrStyle){ penalty, theme->line_width, SHR_DASH_SOLID, none };
    case N_CURVES:
    default:
      g_return_val_if_reached ((ShrStyle){ 0 });
    }
}

/* In squared units of the response; NaN where there is none. */
static double
error_at (const ShrChart *chart, Curve curve, gsize k)
{
  const ShrErrors *errors = chart->errors;
  const ShrCriteria *criteria = &errors->criteria[k];
  double rows = (double) errors->rows;

  switch (curve)
    {
    case CURVE_BIC:
      return chart->information ? exp (criteria->bic / rows) : NAN;
    case CURVE_AIC:
      return chart->information ? exp (criteria->aic / rows) : NAN;
    case CURVE_CP:
      return chart->information ? chart->variance * (criteria->cp + rows) / rows : NAN;
    case CURVE_GCV:
      return criteria->gcv;
    case CURVE_LOO:
      return criteria->loo;
    case CURVE_TRAINING:
      return criteria->mean_square;
    case CURVE_TEST:
      return errors->test != NULL ? errors->test[k] : NAN;
    case CURVE_VALIDATION:
      return errors->cv_mean != NULL ? errors->cv_mean[k] : NAN;
    case N_CURVES:
    default:
      g_return_val_if_reached (NAN);
    }
}

static gsize
count_points (const ShrChart *chart)
{
  return chart->errors != NULL ? MIN (chart->errors->n, shr_path_ready (chart->path)) : 0;
}

/* Where it is least, of several the largest λ; FALSE where it is not known anywhere. */
static gboolean
find_least (const ShrChart *chart, Curve curve, gsize *least)
{
  double best = INFINITY;

  for (gsize k = 0, n = count_points (chart); k < n; k++)
    {
      double error = error_at (chart, curve, k);

      if (error < best)
        {
          best = error;
          *least = k;
        }
    }

  return isfinite (best);
}

static void
find_range (const ShrChart *chart, double *low, double *high)
{
  gsize n = count_points (chart);
  double base = 0.0, largest = 0.0, least = INFINITY;

  for (Curve curve = 0; curve < N_CURVES; curve++)
    for (gsize k = 0; k < n; k++)
      {
        double error = error_at (chart, curve, k);
        double band = curve == CURVE_VALIDATION && chart->errors->cv_mean != NULL ? chart->errors->cv_se[k] : 0.0;

        if (!isfinite (error))
          continue;
        if (k == 0 || curve == CURVE_TRAINING)
          base = fmax (base, error);
        largest = fmax (largest, isfinite (band) ? error + band : error);
        least = fmin (least, isfinite (band) ? error - band : error);
      }

  *high = fmin (largest, MOST * base);
  *low = least < NEAR_ZERO * *high ? 0.0 : least - 0.06 * (*high - least);
  if (!(*high - *low > 1e-290) || !isfinite (*high - *low))
    {
      *low = 0.0;
      *high = 1.0;
    }
}

/* px inside the plot, at the top, for the cursor's label. */
static double
head_of (const ShrErrorLayout *layout, const ShrTheme *theme)
{
  return MIN (SHR_PATHS_HEADROOM * theme->font_size, 0.3 * layout->plot.height);
}

static double
axis_left (const ShrErrorLayout *layout)
{
  return layout->paths.band.width > 0.0 ? MIN (layout->paths.band.x, layout->plot.x) : layout->plot.x;
}

/* Small charts of coefficients leave less room for labels than errors may need. */
static void
make_room_left (ShrErrorLayout *layout, double left)
{
  double more = left - axis_left (layout);
  ShrPathsLayout *paths = &layout->paths;

  if (more <= 0.0)
    return;

  more = MIN (more, paths->plot.width - 1.0);
  if (paths->band.x < paths->plot.x)
    paths->band.x += more;
  if (paths->x.start < paths->x.end)
    paths->x.start += more;
  else
    paths->x.end += more;
  paths->plot.x += more;
  paths->plot.width -= more;
  layout->plot.x = paths->plot.x;
  layout->plot.width = paths->plot.width;
}

void
shr_error_chart_layout (const ShrChart *chart,
                        double width,
                        double height,
                        const ShrTheme *theme,
                        const ShrErrorLayout *previous,
                        ShrErrorLayout *layout)
{
  double em = theme->font_size, ascent, descent, top, bottom, head, foot, low, high, per_pixel;
  g_autoptr (ShrTicks) ticks = NULL;

  shr_paths_chart_layout (chart, width, height, theme, previous != NULL ? &previous->paths : NULL, &layout->paths);

  shr_lettering_line (em, FALSE, &ascent, &descent);
  top = shr_heading_depth (theme, width, height);
  bottom = height - PAD * em - shr_axis_depth_below (theme);
  if (height >= HEIGHT_OF_TITLE_BELOW * em)
    bottom -= ascent + descent;
  bottom = MAX (bottom, top + 1.0);
  layout->plot = (ShrRect){ layout->paths.plot.x, top, layout->paths.plot.width, bottom - top };
  find_range (chart, &low, &high);
  head = head_of (layout, theme);
  foot = low > 0.0 ? MIN (FOOTROOM * em, 0.15 * layout->plot.height) : 0.0;
  per_pixel = (high - low) / (layout->plot.height - head - foot);
  layout->y = (ShrScale){ low - foot * per_pixel, high + head * per_pixel, bottom, top, FALSE };
  shr_zoom_upwards (chart->zoom, &layout->y);

  ticks = shr_ticks_linear (layout->y.low, layout->y.high, layout->plot.height, em, TRUE);
  make_room_left (layout, PAD * em + shr_axis_depth_left (theme, ticks));
}

/* Where the figures at point @k are on the axis; FALSE when they cannot be shown. */
static gboolean
place_of (const ShrChart *chart, const ShrErrorLayout *layout, gsize k, double *x)
{
  double lambda = shr_path_lambda (chart->path, k);

  if (layout->paths.x.logarithmic && !(lambda > 0.0))
    return FALSE;
  *x = shr_scale_to_pixel (&layout->paths.x, shr_path_axis_at_lambda (chart, layout->paths.whole, lambda));

  return TRUE;
}

static void
draw_curve (const ShrChart *chart,
            const ShrErrorLayout *layout,
            const ShrTheme *theme,
            Curve curve,
            ShrPlacement *placement,
            ShrScene *scene)
{
  ShrStyle style = style_of (chart, theme, curve);
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (ShrXY));

  for (gsize k = 0, n = count_points (chart); k <= n; k++)
    {
      ShrXY point = { NAN, NAN };

      if (k < n && place_of (chart, layout, k, &point.x))
        point.y = shr_scale_to_pixel (&layout->y, error_at (chart, curve, k));
      if (isfinite (point.y))
        {
          g_array_append_val (points, point);
          continue;
        }

      if (points->len > 1)
        {
          shr_scene_add_polyline (scene, role_of (curve), -1, &style, &g_array_index (points, ShrXY, 0), points->len);
          shr_placement_avoid_line (placement, &g_array_index (points, ShrXY, 0), points->len, 6.0);
        }
      g_array_set_size (points, 0);
    }
}

static void
draw_band (const ShrChart *chart, const ShrErrorLayout *layout, const ShrTheme *theme, ShrScene *scene)
{
  ShrColor color = shr_theme_penalty_color (theme, shr_path_mixing (chart->path));
  ShrStyle style = { none, 0.0, SHR_DASH_SOLID, color };
  const ShrErrors *errors = chart->errors;
  gsize n = count_points (chart);
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (ShrXY));

  if (errors->cv_mean == NULL)
    return;

  for (gsize i = 0; i < 2 * n; i++)
    {
      gsize k = i < n ? i : 2 * n - 1 - i;
      ShrXY point;

      if (!place_of (chart, layout, k, &point.x) || !isfinite (errors->cv_mean[k] + errors->cv_se[k]))
        continue;
      point.y = shr_scale_to_pixel (&layout->y, errors->cv_mean[k] + (i < n ? 1.0 : -1.0) * errors->cv_se[k]);
      g_array_append_val (points, point);
    }

  style.fill.alpha *= 0.18;
  if (points->len > 2)
    shr_scene_add_polygon (scene, SHR_ROLE_VALIDATION_BAND, -1, &style, &g_array_index (points, ShrXY, 0), points->len);
}

static void
label_curve (const ShrChart *chart,
             const ShrErrorLayout *layout,
             const ShrTheme *theme,
             Curve curve,
             ShrPlacement *placement,
             ShrScene *scene)
{
  static const double shares[] = { 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5, 0.45, 0.4, 0.3, 0.2 };
  gsize n = count_points (chart), n_tried = 0, first = 0, last = n > 0 ? n - 1 : 0;
  ShrColor color = style_of (chart, theme, curve).stroke;
  ShrXY tried[G_N_ELEMENTS (shares)];

  /* Of what is seen. */
  while (first < last && !shr_trace_shows_lambda (chart, &layout->paths, shr_path_lambda (chart->path, first)))
    first++;
  while (last > first && !shr_trace_shows_lambda (chart, &layout->paths, shr_path_lambda (chart->path, last)))
    last--;

  for (gsize i = 0; i < G_N_ELEMENTS (shares) && n > 0; i++)
    {
      gsize k = first + (gsize) (shares[i] * (double) (last - first));
      ShrXY point;

      if (!place_of (chart, layout, k, &point.x))
        continue;
      point.y = shr_scale_to_pixel (&layout->y, error_at (chart, curve, k));
      if (point.y > layout->plot.y + head_of (layout, theme) && point.y < layout->plot.y + layout->plot.height
          && point.x >= layout->plot.x - 0.5 && point.x <= layout->plot.x + layout->plot.width + 0.5)
        tried[n_tried++] = point;
    }
  shr_curve_label_draw (scene, theme, placement, tried, n_tried, &color, name_of (chart, curve));
}

/* A dotted line from the axis to the mean, and what it is. */
static void
draw_choice (const ShrChart *chart,
             const ShrErrorLayout *layout,
             const ShrTheme *theme,
             gsize k,
             const char *text,
             ShrPlacement *placement,
             ShrScene *scene)
{
  ShrColor color = shr_theme_penalty_color (theme, shr_path_mixing (chart->path));
  double em = theme->font_size, bottom = layout->plot.y + layout->plot.height, x, y;
  ShrStyle line = { color, 1.4 * theme->hairline, SHR_DASH_DOTTED, none };
  ShrStyle disc = { color, 1.5 * theme->hairline, SHR_DASH_SOLID, theme->background };

  if (!place_of (chart, layout, k, &x)
      || !shr_trace_shows_lambda (chart, &layout->paths, shr_path_lambda (chart->path, k)))
    return;
  y = shr_scale_to_pixel (&layout->y, chart->errors->cv_mean[k]);
  if (!isfinite (y) || y < layout->plot.y || y > bottom)
    return;

  const ShrXY upright[] = { { x, bottom }, { x, y } };
  const ShrXY tried[] = { { x, bottom - 1.1 * em }, { x, bottom - 2.4 * em } };

  shr_scene_add_polyline (scene, SHR_ROLE_CHOICE, -1, &line, upright, 2);
  shr_scene_add_disc (scene, SHR_ROLE_CHOICE, -1, &disc, x, y, DISC * em);
  shr_placement_avoid_line (placement, upright, 2, 10.0);
  shr_placement_avoid_box (placement, &(ShrRect){ x - DISC * em, y - DISC * em, 2.0 * DISC * em, 2.0 * DISC * em });
  shr_curve_label_draw (scene, theme, placement, tried, G_N_ELEMENTS (tried), &color, text);
}

static gboolean
has_validation (const ShrChart *chart)
{
  gsize n = count_points (chart);

  return n > 0 && chart->errors->cv_mean != NULL && chart->errors->at_min < n && chart->errors->at_one_se < n;
}

/* "λ min = 0.35, λ 1se = 7.1" */
static char *
choice_words (const ShrChart *chart)
{
  g_autofree char *least = NULL, *one_se = NULL;

  if (!has_validation (chart))
    return g_strdup ("");
  least = shr_text_number (shr_path_lambda (chart->path, chart->errors->at_min), 3);
  one_se = shr_text_number (shr_path_lambda (chart->path, chart->errors->at_one_se), 3);

  return g_strdup_printf (_ ("λ min = %s, λ 1se = %s"), least, one_se);
}

/* What rows that were not fitted say about λ. */
static char *
test_words (const ShrChart *chart, gsize least, gboolean brief)
{
  const ShrErrors *errors = chart->errors;
  g_autofree char *lambda = shr_text_number (shr_path_lambda (chart->path, least), 3);

  if (brief)
    return g_strdup_printf (_ ("The error of %s is least at λ = %s."), name_of (chart, CURVE_TEST), lambda);
  if (errors->fresh)
    return g_strdup_printf (_ ("Training error falls as the penalty weakens; the error of %zu fresh rows of the same "
                               "truth is least at λ = %s."),
                            errors->test_rows, lambda);

  return g_strdup_printf (_ ("Of a fit without them, the error of %zu held-out rows is least at λ = %s."),
                          errors->test_rows, lambda);
}

/* What the curves say about λ. */
static char *
verdict_words (const ShrChart *chart, gboolean brief)
{
  gsize least = 0;

  if (has_validation (chart))
    {
      gsize p = shr_path_features (chart->path), at_min = chart->errors->at_min, at_one_se = chart->errors->at_one_se;
      g_autofree char *mean = shr_text_number (chart->errors->cv_mean[at_min], 3);
      g_autofree char *se = shr_text_number (chart->errors->cv_se[at_min], 2);

      if (brief)
        return g_strdup_printf (_ ("Cross-validated error is least at λ min: %s ± %s."), mean, se);
      if (shr_path_mixing (chart->path) == 0.0)
        return g_strdup_printf (_ ("Cross-validated error is least at λ min: %s ± %s. Of all within one standard "
                                   "error of that, λ 1se shrinks most."),
                                mean, se);

      return g_strdup_printf (_ ("Cross-validated error is least at λ min: %s ± %s, %zu of %zu features. Within one "
                                 "standard error of that, λ 1se keeps %zu."),
                              mean, se, shr_path_point (chart->path, at_min)->nonzero, p,
                              shr_path_point (chart->path, at_one_se)->nonzero);
    }

  if (find_least (chart, CURVE_TEST, &least))
    return test_words (chart, least, brief);
  if (!find_least (chart, CURVE_GCV, &least))
    return g_strdup (_ ("Training error cannot choose λ: the weaker the penalty, the smaller it is."));

  g_autofree char *lambda = shr_text_number (shr_path_lambda (chart->path, least), 3);

  return g_strdup_printf (_ ("Training error falls as the penalty weakens; GCV is least at λ = %s."), lambda);
}

/* Why there is nothing to draw yet. */
static const char *
refusal_sentence (const ShrChart *chart)
{
  return chart->complete ? _ ("The errors are being measured.")
                         : _ ("Errors are measured once the whole path is solved.");
}

void
shr_error_chart_draw_frame (const ShrChart *chart, const ShrErrorLayout *layout, const ShrTheme *theme, ShrScene *scene)
{
  const ShrRect *plot = &layout->plot;
  double em = theme->font_size, ascent, descent, left = axis_left (layout), first_below;
  double width = layout->paths.width, height = layout->paths.height;
  double head = head_of (layout, theme);
  const ShrRect room = { plot->x, plot->y + head, plot->width, plot->height - head };
  g_autoptr (ShrPlacement) placement = shr_placement_new (&room);

  shr_chart_begin_group (chart, scene, "error", "frame", NULL);
  if (count_points (chart) == 0)
    {
      shr_heading_refuse (chart, theme, width, height, refusal_sentence (chart), scene);
      shr_scene_end_group (scene);
      return;
    }

  g_autoptr (ShrTicks) below =
      layout->paths.x.logarithmic
          ? shr_ticks_log (layout->paths.x.low, layout->paths.x.high, plot->width, em)
          : shr_ticks_linear (layout->paths.x.low, layout->paths.x.high, plot->width, em, FALSE);
  g_autoptr (ShrTicks) beside = shr_ticks_linear (layout->y.low, layout->y.high, plot->height, em, TRUE);
  g_autofree char *choice = choice_words (chart);
  g_autofree char *verdict = verdict_words (chart, FALSE), *brief = verdict_words (chart, TRUE);
  const char *const remarks[] = { choice, NULL }, *const sentences[] = { verdict, brief, NULL };

  shr_lettering_line (em, FALSE, &ascent, &descent);
  shr_heading_draw (chart, theme, left, width, height, remarks, sentences, scene);
  first_below = shr_axis_draw_bottom (scene, theme, &layout->paths.x, below, left, plot->x + plot->width,
                                      plot->y + plot->height, width);
  shr_axis_draw_left (scene, theme, &layout->y, beside, left, plot->y, plot->y + plot->height, first_below);
  if (height >= HEIGHT_OF_TITLE_BELOW * em)
    shr_axis_draw_title_below (scene, theme, shr_path_axis_title (chart->x, shr_path_mixing (chart->path)),
                               plot->x + plot->width / 2.0, height - PAD * em - descent, width);
  if (width >= WIDTH_OF_TITLE_LEFT * em && height >= HEIGHT_OF_TITLE_LEFT * em)
    shr_axis_draw_title_left (scene, theme, _ ("mean squared error"), PAD * em + ascent, plot->y + plot->height / 2.0,
                              plot->y + plot->height);

  shr_scene_set_clip (scene, &room);
  draw_band (chart, layout, theme, scene);
  for (Curve curve = 0; curve < N_CURVES; curve++)
    draw_curve (chart, layout, theme, curve, placement, scene);
  shr_scene_set_clip (scene, NULL);

  if (plot->width >= SMALLEST_PLOT_FOR_LABELS * em && plot->height >= SMALLEST_PLOT_FOR_LABELS * em / 2.0)
    {
      if (has_validation (chart))
        {
          gboolean same = chart->errors->at_min == chart->errors->at_one_se;

          draw_choice (chart, layout, theme, chart->errors->at_min, same ? _ ("λ min, 1se") : _ ("λ min"), placement,
                       scene);
          if (!same)
            draw_choice (chart, layout, theme, chart->errors->at_one_se, _ ("λ 1se"), placement, scene);
        }
      for (Curve curve = N_CURVES; curve > 0; curve--)
        label_curve (chart, layout, theme, curve - 1, placement, scene);
    }
  shr_scene_end_group (scene);
}

/* On the curve at the λ of the cursor; NaN where there is none. */
static double
value_at_cursor (const ShrChart *chart, Curve curve)
{
  gsize n = count_points (chart), k = 0;
  double lambda = chart->point->lambda, above, below, share;

  while (k + 1 < n && shr_path_lambda (chart->path, k + 1) > lambda)
    k++;
  above = shr_path_lambda (chart->path, k);
  if (lambda >= above || k + 1 >= n)
    return error_at (chart, curve, k);

  /* As the axis goes between two points of the path; λ = 0 is not on a log axis. */
  below = shr_path_lambda (chart->path, k + 1);
  share = lambda <= below                            ? 1.0
          : !shr_path_axis_is_logarithmic (chart->x) ? (above - lambda) / (above - below)
          : below > 0.0                              ? log (above / lambda) / log (above / below)
                                                     : 0.0;

  return share == 1.0 ? error_at (chart, curve, k + 1)
                      : (1.0 - share) * error_at (chart, curve, k) + share * error_at (chart, curve, k + 1);
}

/* "λ = 3.72 · training 2870 · test 3010", or as much of it as there is room for beside the cursor. */
static void
draw_cursor_label (const ShrChart *chart,
                   const ShrErrorLayout *layout,
                   const ShrTheme *theme,
                   double x,
                   const double values[N_CURVES],
                   ShrScene *scene)
{
  static const Curve told[] = { CURVE_VALIDATION, CURVE_TEST, CURVE_TRAINING };
  double em = theme->font_size, ascent, descent, gap = 0.5 * em;
  double left = axis_left (layout) + 0.2 * em, right = layout->paths.width - 0.2 * em;
  g_autofree char *lambda = shr_text_number (chart->point->lambda, 3);
  g_autoptr (GPtrArray) wordings = g_ptr_array_new_with_free_func (g_free);

  shr_lettering_line (em, FALSE, &ascent, &descent);
  if (layout->plot.height < 2.0 * SHR_PATHS_HEADROOM * em)
    return;

  g_ptr_array_add (wordings, g_strdup_printf ("λ = %s", lambda));
  for (gsize i = 0; i < G_N_ELEMENTS (told); i++)
    if (isfinite (values[told[i]]))
      {
        g_autofree char *number = shr_text_number (values[told[i]], 3);
        const char *shorter = g_ptr_array_index (wordings, wordings->len - 1);

        g_ptr_array_add (wordings, g_strdup_printf ("%s · %s %s", shorter, name_of (chart, told[i]), number));
      }

  for (guint i = wordings->len; i > 0; i--)
    {
      const char *text = g_ptr_array_index (wordings, i - 1);
      ShrTextStyle style = { .size = em };
      ShrTextExtents extents;

      shr_text_measure (text, em, FALSE, &extents);
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
                          text);
      return;
    }
}

void
shr_error_chart_draw_overlay (const ShrChart *chart,
                              const ShrErrorLayout *layout,
                              const ShrTheme *theme,
                              ShrScene *scene)
{
  const ShrRect *plot = &layout->plot;
  ShrStyle line = { theme->text, 1.2 * theme->hairline, SHR_DASH_SOLID, none };
  double values[N_CURVES], x;

  shr_chart_begin_group (chart, scene, "error", "cursor", NULL);
  if (chart->point != NULL && count_points (chart) > 0
      && shr_trace_shows_lambda (chart, &layout->paths, chart->point->lambda))
    {
      x = shr_trace_lambda_pixel (chart, &layout->paths, chart->point->lambda);
      shr_scene_add_segment (scene, SHR_ROLE_CURSOR, -1, &line, x, plot->y, x, plot->y + plot->height);
      for (Curve curve = 0; curve < N_CURVES; curve++)
        {
          ShrStyle disc = { theme->background, theme->hairline, SHR_DASH_SOLID, style_of (chart, theme, curve).stroke };
          double y;

          values[curve] = value_at_cursor (chart, curve);
          y = shr_scale_to_pixel (&layout->y, values[curve]);
          /* Curves are cut off below the label. */
          if (y >= plot->y + head_of (layout, theme) - 1.0 && y <= plot->y + plot->height)
            shr_scene_add_disc (scene, SHR_ROLE_VALUE, -1, &disc, x, y, DISC * theme->font_size);
        }
      draw_cursor_label (chart, layout, theme, x, values, scene);
    }
  shr_scene_end_group (scene);
}

void
shr_error_chart_draw (const ShrChart *chart, double width, double height, const ShrTheme *theme, ShrScene *scene)
{
  ShrErrorLayout layout;

  shr_error_chart_layout (chart, width, height, theme, NULL, &layout);
  shr_chart_begin_group (chart, scene, "error", NULL, chart->penalty);
  shr_error_chart_draw_frame (chart, &layout, theme, scene);
  shr_error_chart_draw_overlay (chart, &layout, theme, scene);
  shr_scene_end_group (scene);
}

char *
shr_error_chart_describe (const ShrChart *chart)
{
  GString *words;

  if (count_points (chart) == 0)
    return g_strdup_printf (_ ("%s, mean squared errors. %s"), chart->penalty, refusal_sentence (chart));

  g_autofree char *choice = choice_words (chart), *verdict = verdict_words (chart, FALSE);

  words = g_string_new (NULL);
  g_string_printf (words, _ ("%s, mean squared errors"), chart->penalty);
  if (chart->point != NULL)
    {
      g_autofree char *lambda = shr_text_number (chart->point->lambda, 3);
      gboolean first = TRUE;

      g_string_append_printf (words, _ (", λ = %s"), lambda);
      for (Curve curve = N_CURVES; curve > 0; curve--)
        {
          double value = value_at_cursor (chart, curve - 1);
          g_autofree char *number = shr_text_number (value, 3);

          if (!isfinite (value))
            continue;
          g_string_append_printf (words, "%s%s %s", first ? ": " : ", ", name_of (chart, curve - 1), number);
          first = FALSE;
        }
    }
  g_string_append_printf (words, ". %s%s%s", choice, *choice != '\0' ? ". " : "", verdict);

  return g_string_free (words, FALSE);
}
