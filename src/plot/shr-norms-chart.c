#include "plot/shr-norms-chart.h"

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
#define GAP_ACROSS 1.6 /* between a panel and the labels of the next */
#define GAP_DOWN 1.3   /* between a curve and its slope: half a label of each */
#define TITLE_GAP 0.4  /* between a panel and its title */
#define DISC 0.31
#define ROW_DISC 0.26

/* Charts smaller than these do without, in em. */
#define HEIGHT_OF_PULL 17.0
#define HEIGHT_OF_TITLE_BELOW 12.0
#define WIDTH_OF_MARGIN 34.0
#define WIDTH_OF_TICKS 22.0
#define PANEL_FOR_LABELS 8.0

/* The slope's share of the height. */
#define PULL_SHARE 0.36
/* Beyond the outermost value, next to that. */
#define MARGIN 0.07
/* What is larger than this has no square that is a double, and none that can be scaled. */
#define MOST 1e150

/* More rows than these are thinned out. */
#define MOST_ROWS 200
/* px between two of the grey ones, at least, more or less. */
#define APART 3.0
/* Coefficients that are named, at most. */
#define MOST_NAMES 4
/* px between two that are, in em. */
#define NAMES_APART 1.5

/* Of one half of a curve: a parabola is then off its chords by less than 0.1 px on a poster. */
#define STEPS 48

static const ShrColor none = { 0.0, 0.0, 0.0, 0.0 };

static double
norm_at (double mixing, double x)
{
  return mixing * fabs (x) + (1.0 - mixing) * x * x / 2.0;
}

/* For x ≠ 0. */
static double
slope_at (double mixing, double x)
{
  return mixing * copysign (1.0, x) + (1.0 - mixing) * x;
}

/* The norms that the panel does not use. */
static gsize
find_references (const ShrNormsPanel *panel, double references[2])
{
  gsize n = 0;

  if (panel->mixing < 1.0)
    references[n++] = 1.0;
  if (panel->mixing > 0.0)
    references[n++] = 0.0;

  return n;
}

/* Of the values that are seen, how far the outermost is from 0. */
static double
end_of (const ShrNormsPanel *panel)
{
  return fmax (fabs (panel->x.low), fabs (panel->x.high));
}

/* What makes a norm as high as the panel's own at the end of the scale. */
static double
factor_of (const ShrNormsPanel *panel, double mixing)
{
  return norm_at (panel->mixing, end_of (panel)) / norm_at (mixing, end_of (panel));
}

static double
largest_residual (const ShrChart *chart)
{
  double largest = 0.0;

  /* Of the model without features: hardly ever is one larger anywhere on the path. */
  for (gsize i = 0; chart->fitted != NULL && i < chart->fitted->n; i++)
    largest = fmax (largest, fabs (chart->fitted->observed[i] - chart->fitted->center));

  return largest > 1e-150 && isfinite (largest) ? largest : 1.0;
}

static double
largest_coefficient (const ShrChart *chart)
{
  gsize n = chart->complete ? shr_path_ready (chart->path) : chart->shown, p = shr_path_features (chart->path);
  double largest = 0.0;

  for (gsize k = 0; k < n; k++)
    for (gsize j = 0; j < p; j++)
      largest = fmax (largest, fabs (shr_path_point (chart->path, k)->w[j]));
  if (!(largest > 1e-150) || !isfinite (largest))
    return 1.0;

  return chart->complete ? largest : shr_scale_step (largest);
}

/* The norms begin at 0 and go as high as they do within what is seen. */
static void
scale_panel (ShrNormsPanel *panel, double mixing, double largest, const ShrZoom *zoom)
{
  double end = largest * (1.0 + MARGIN), references[2], steepest;

  panel->mixing = mixing;
  panel->x = (ShrScale){ -end, end, 0.0, 0.0, FALSE };
  shr_zoom_across (zoom, &panel->x);
  end = end_of (panel);
  panel->y = (ShrScale){ 0.0, norm_at (mixing, end), 0.0, 0.0, FALSE };

  steepest = slope_at (mixing, end);
  for (gsize i = 0, n = find_references (panel, references); i < n; i++)
    steepest = fmax (steepest, factor_of (panel, references[i]) * slope_at (references[i], end));
  steepest *= 1.0 + MARGIN;
  panel->slope = (ShrScale){ -steepest, steepest, 0.0, 0.0, FALSE };
}

static void
place_panel_down (ShrNormsPanel *panel, double top, double bottom, double pull)
{
  panel->pull.height = pull;
  panel->pull.y = panel->slope.end = bottom - pull;
  panel->slope.start = bottom;
  panel->curve.y = panel->y.end = top;
  panel->y.start = bottom;
  panel->curve.height = bottom - top;
}

static void
place_panel_across (ShrNormsPanel *panel, double left, double width)
{
  panel->curve.x = panel->pull.x = panel->x.start = left;
  panel->curve.width = panel->pull.width = width;
  panel->x.end = left + width;
}

/* Where the middle of the axis is 0 that must be one of the ticks. */
static ShrTicks *
ticks_around_zero (const ShrScale *scale, double length, const ShrTheme *theme, gboolean vertical)
{
  ShrTicks *ticks = shr_ticks_linear (scale->low, scale->high, length, theme->font_size, vertical);

  if (scale->low != -scale->high)
    return ticks;

  for (double longer = 1.5; longer < 4.0; longer += 0.5)
    {
      for (gsize i = 0; i < ticks->n; i++)
        if (ticks->ticks[i].value == 0.0)
          return ticks;
      shr_ticks_free (ticks);
      ticks = shr_ticks_linear (scale->low, scale->high, longer * length, theme->font_size, vertical);
    }

  return ticks;
}

static gboolean
has_ticks (const ShrNormsLayout *layout, const ShrTheme *theme)
{
  return layout->width >= WIDTH_OF_TICKS * theme->font_size;
}

static gboolean
has_pull (const ShrNormsPanel *panel)
{
  return panel->pull.height > 0.0;
}

/* px that the labels on the left of a panel take. */
static double
depth_left (const ShrNormsLayout *layout, const ShrNormsPanel *panel, const ShrTheme *theme)
{
  double em = theme->font_size, depth;
  g_autoptr (ShrTicks) ticks = NULL, pull_ticks = NULL;

  if (!has_ticks (layout, theme))
    return 0.0;

  ticks = shr_ticks_linear (panel->y.low, panel->y.high, panel->curve.height, em, TRUE);
  depth = shr_axis_depth_left (theme, ticks);
  if (has_pull (panel))
    {
      pull_ticks = ticks_around_zero (&panel->slope, panel->pull.height, theme, TRUE);
      depth = MAX (depth, shr_axis_depth_left (theme, pull_ticks));
    }

  return depth;
}

void
shr_norms_chart_layout (const ShrChart *chart,
                        double width,
                        double height,
                        const ShrTheme *theme,
                        ShrNormsLayout *layout)
{
  double em = theme->font_size, ascent, descent, top, bottom, pull = 0.0, left, between, panel;
  double residual, coefficient;

  residual = largest_residual (chart);
  coefficient = largest_coefficient (chart);
  *layout = (ShrNormsLayout){ .width = width, .height = height, .too_large = fmax (residual, coefficient) > MOST };
  scale_panel (&layout->loss, 0.0, layout->too_large ? 1.0 : residual, chart->zoom);
  scale_panel (&layout->penalty, shr_path_mixing (chart->path), layout->too_large ? 1.0 : coefficient, chart->zoom);

  shr_lettering_line (em, FALSE, &ascent, &descent);
  top = shr_heading_depth (theme, width, height) + ascent + descent + TITLE_GAP * em;
  bottom = height - PAD * em - shr_axis_depth_below (theme);
  if (height >= HEIGHT_OF_TITLE_BELOW * em)
    bottom -= ascent + descent;
  bottom = MAX (bottom, top + 1.0);
  if (height >= HEIGHT_OF_PULL * em)
    pull = PULL_SHARE * (bottom - top);

  for (int i = 0; i < 2; i++)
    {
      ShrNormsPanel *side = i == 0 ? &layout->loss : &layout->penalty;

      place_panel_down (side, top, bottom, pull);
      if (pull > 0.0)
        {
          side->curve.height = MAX (side->pull.y - GAP_DOWN * em - top, 1.0);
          side->y.start = top + side->curve.height;
        }
    }

  left = PAD * em + depth_left (layout, &layout->loss, theme);
  if (width >= WIDTH_OF_MARGIN * em)
    left = MAX (left, SHR_HEADING_LEFT * em);
  between = GAP_ACROSS * em + depth_left (layout, &layout->penalty, theme);
  panel = MAX ((width - RIGHT * em - left - between) / 2.0, 1.0);
  place_panel_across (&layout->loss, left, panel);
  place_panel_across (&layout->penalty, left + panel + between, panel);
}

/* "0.5|w| + 0.25w²" */
static char *
formula_of (double mixing, const char *variable)
{
  char one[G_ASCII_DTOSTR_BUF_SIZE], two[G_ASCII_DTOSTR_BUF_SIZE];

  if (mixing == 1.0)
    return g_strdup_printf ("|%s|", variable);
  if (mixing == 0.0)
    return g_strdup_printf ("%s²/2", variable);

  g_ascii_formatd (one, sizeof one, "%.3g", mixing);
  g_ascii_formatd (two, sizeof two, "%.3g", (1.0 - mixing) / 2.0);

  return g_strdup_printf ("%s|%s| + %s%s²", one, variable, two, variable);
}

static const char *
variable_of (const ShrNormsLayout *layout, const ShrNormsPanel *panel)
{
  return panel == &layout->loss ? "r" : "w";
}

static ShrColor
color_of (const ShrNormsLayout *layout, const ShrNormsPanel *panel, const ShrTheme *theme)
{
  return panel == &layout->loss ? theme->text : shr_theme_penalty_color (theme, panel->mixing);
}

/* factor × norm over the whole scale, 2·STEPS + 1 points, with 0 among them where it is seen. */
static void
find_curve (const ShrNormsPanel *panel, double mixing, double factor, ShrXY *points)
{
  double middle = shr_scale_holds (&panel->x, 0.0) ? 0.0 : shr_scale_at_share (&panel->x, 0.5);

  for (int i = -STEPS; i <= STEPS; i++)
    {
      double x = middle + (i < 0 ? middle - panel->x.low : panel->x.high - middle) * i / STEPS;

      points[i + STEPS] =
          (ShrXY){ shr_scale_to_pixel (&panel->x, x), shr_scale_to_pixel (&panel->y, factor * norm_at (mixing, x)) };
    }
}

static void
draw_norm (const ShrNormsPanel *panel, ShrRole role, double mixing, const ShrStyle *style, ShrScene *scene)
{
  double factor = factor_of (panel, mixing), at_zero = factor * mixing;
  ShrXY points[2 * STEPS + 1], slope[4];
  gsize n = 0;

  slope[n++] = (ShrXY){ panel->x.start, shr_scale_to_pixel (&panel->slope, factor * slope_at (mixing, panel->x.low)) };
  if (shr_scale_holds (&panel->x, 0.0))
    {
      double zero = shr_scale_to_pixel (&panel->x, 0.0);

      slope[n++] = (ShrXY){ zero, shr_scale_to_pixel (&panel->slope, -at_zero) };
      slope[n++] = (ShrXY){ zero, shr_scale_to_pixel (&panel->slope, at_zero) };
    }
  slope[n++] = (ShrXY){ panel->x.end, shr_scale_to_pixel (&panel->slope, factor * slope_at (mixing, panel->x.high)) };

  find_curve (panel, mixing, factor, points);
  shr_scene_add_polyline (scene, role, -1, style, points, G_N_ELEMENTS (points));
  if (has_pull (panel))
    shr_scene_add_polyline (scene, role, -1, style, slope, n);
}

/* What the curves are, beside them; drawn where there is a @scene, and avoided from then on. */
static void
place_curve_labels (const ShrNormsLayout *layout,
                    const ShrNormsPanel *panel,
                    const ShrTheme *theme,
                    ShrPlacement *placement,
                    ShrScene *scene)
{
  double em = theme->font_size, references[2];
  gsize n = find_references (panel, references);
  ShrXY curve[2 * STEPS + 1];

  find_curve (panel, panel->mixing, 1.0, curve);
  shr_placement_avoid_line (placement, curve, G_N_ELEMENTS (curve), 8.0);
  for (gsize i = 0; i < n; i++)
    {
      find_curve (panel, references[i], factor_of (panel, references[i]), curve);
      shr_placement_avoid_line (placement, curve, G_N_ELEMENTS (curve), 5.0);
    }
  if (panel->curve.width < PANEL_FOR_LABELS * em)
    return;

  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *formula = formula_of (references[i], variable_of (layout, panel));
      g_autofree char *text = g_strdup_printf (_ ("%s, rescaled"), formula);
      /* The corner of |x| runs within the arms of the parabola: its name has room between them, the other's outside. */
      int at = references[i] == 1.0 ? STEPS / 4 : STEPS + 3 * STEPS / 5;

      find_curve (panel, references[i], factor_of (panel, references[i]), curve);
      shr_curve_label_draw (scene, theme, placement, &curve[at], 1, &theme->muted, text);
    }
}

/* "L1 penalty |w|", as much of it as there is room for. */
static void
draw_panel_title (const ShrNormsLayout *layout, const ShrNormsPanel *panel, const ShrTheme *theme, ShrScene *scene)
{
  double em = theme->font_size, ascent, descent;
  gboolean loss = panel == &layout->loss;
  ShrColor color = color_of (layout, panel, theme);
  ShrTextStyle style = { .size = em };
  g_autofree char *formula = formula_of (panel->mixing, variable_of (layout, panel));
  const char *kind = loss                   ? _ ("L2 loss of a residual")
                     : panel->mixing == 1.0 ? _ ("L1 penalty of a coefficient")
                     : panel->mixing == 0.0 ? _ ("L2 penalty of a coefficient")
                                            : _ ("penalty of a coefficient");
  const char *brief = loss                   ? _ ("L2 loss")
                      : panel->mixing == 1.0 ? _ ("L1 penalty")
                      : panel->mixing == 0.0 ? _ ("L2 penalty")
                                             : _ ("L1 + L2");
  g_autofree char *full = g_strdup_printf ("%s: %s", kind, formula);
  g_autofree char *shorter = g_strdup_printf ("%s: %s", brief, formula);
  const char *const wordings[] = { full, shorter, formula };

  shr_lettering_line (em, FALSE, &ascent, &descent);
  for (gsize i = 0; i < G_N_ELEMENTS (wordings); i++)
    {
      ShrTextExtents extents;

      shr_text_measure (wordings[i], em, FALSE, &extents);
      if (extents.width > panel->curve.width + (loss ? 0.0 : 0.8 * em))
        continue;
      shr_scene_add_text (scene, SHR_ROLE_AXIS_TITLE, -1, &color, &style, panel->curve.x,
                          panel->curve.y - TITLE_GAP * em - descent, wordings[i]);
      return;
    }
}

/* "pull ∝ r": where the slopes of neither norm come, in the corner above the left half. */
static void
draw_pull_title (const ShrNormsPanel *panel, const ShrTheme *theme, const char *const *wordings, ShrScene *scene)
{
  double em = theme->font_size;
  ShrTextStyle style = { .size = 0.9 * em, .vertical = SHR_ALIGN_END };

  for (; *wordings != NULL; wordings++)
    {
      ShrTextExtents extents;

      shr_text_measure (*wordings, style.size, FALSE, &extents);
      if (extents.width > panel->pull.width / 2.0 - 0.8 * em || extents.ascent > panel->pull.height / 2.0 - 0.4 * em)
        continue;
      shr_scene_add_text (scene, SHR_ROLE_CURVE_LABEL, -1, &theme->muted, &style, panel->pull.x + 0.4 * em,
                          panel->pull.y + 0.3 * em, *wordings);
      return;
    }
}

/* The first of the wordings that fits, or the last. */
static const char *
fit_title (const char *const *wordings, double size, double width)
{
  ShrTextExtents extents;

  for (; wordings[1] != NULL; wordings++)
    {
      shr_text_measure (wordings[0], size, FALSE, &extents);
      if (extents.width <= width)
        break;
    }

  return wordings[0];
}

static void
draw_panel (const ShrNormsLayout *layout,
            const ShrNormsPanel *panel,
            const ShrTheme *theme,
            const char *const *x_titles,
            ShrScene *scene)
{
  const ShrRect *curve = &panel->curve, *pull = &panel->pull;
  double em = theme->font_size, ascent, descent, references[2], first_below;
  double zero = shr_scale_to_pixel (&panel->x, 0.0), right = curve->x + curve->width;
  double curve_bottom = curve->y + curve->height, bottom = has_pull (panel) ? pull->y + pull->height : curve_bottom;
  gboolean loss = panel == &layout->loss, has_zero = shr_scale_holds (&panel->x, 0.0);
  ShrStyle faint = { theme->faint, theme->hairline, SHR_DASH_SOLID, none };
  ShrStyle axis = { theme->muted, theme->hairline, SHR_DASH_SOLID, none };
  ShrStyle reference = { theme->muted, 1.2 * theme->hairline, SHR_DASH_DASHED, none };
  /* The loss is thin, so that its many residuals can be told from it. */
  ShrStyle own = { loss ? theme->muted : color_of (layout, panel, theme), (loss ? 0.6 : 1.0) * theme->line_width,
                   SHR_DASH_SOLID, none };
  g_autoptr (ShrTicks) below = ticks_around_zero (&panel->x, curve->width, theme, FALSE);
  g_autoptr (ShrPlacement) placement = shr_placement_new (curve);
  const char *const loss_pull[] = { _ ("its slope, the pull: r"), _ ("the pull: r"), _ ("pull"), NULL };
  const char *const penalty_pull[] = { _ ("its slope: pull ÷ λ"), _ ("pull ÷ λ"), NULL };

  shr_lettering_line (em, FALSE, &ascent, &descent);
  if (has_zero)
    shr_scene_add_segment (scene, SHR_ROLE_ZERO_LINE, -1, &faint, zero, curve->y, zero, curve_bottom);
  if (has_pull (panel))
    {
      double level = shr_scale_to_pixel (&panel->slope, 0.0);

      if (has_zero)
        shr_scene_add_segment (scene, SHR_ROLE_ZERO_LINE, -1, &faint, zero, pull->y, zero, bottom);
      shr_scene_add_segment (scene, SHR_ROLE_ZERO_LINE, -1, &faint, pull->x, level, right, level);
      shr_scene_add_segment (scene, SHR_ROLE_AXIS, -1, &axis, curve->x, curve_bottom, right, curve_bottom);
    }

  first_below = shr_axis_draw_bottom (scene, theme, &panel->x, below, curve->x, right, bottom, layout->width);
  if (has_ticks (layout, theme))
    {
      g_autoptr (ShrTicks) beside = shr_ticks_linear (panel->y.low, panel->y.high, curve->height, em, TRUE);

      shr_axis_draw_left (scene, theme, &panel->y, beside, curve->x, curve->y, curve_bottom,
                          has_pull (panel) ? INFINITY : first_below);
      if (has_pull (panel))
        {
          g_autoptr (ShrTicks) slopes = ticks_around_zero (&panel->slope, pull->height, theme, TRUE);

          shr_axis_draw_left (scene, theme, &panel->slope, slopes, pull->x, pull->y, bottom, first_below);
        }
    }

  for (gsize i = 0, n = find_references (panel, references); i < n; i++)
    draw_norm (panel, SHR_ROLE_REFERENCE, references[i], &reference, scene);
  draw_norm (panel, loss ? SHR_ROLE_LOSS : SHR_ROLE_PENALTY, panel->mixing, &own, scene);

  place_curve_labels (layout, panel, theme, placement, scene);
  draw_panel_title (layout, panel, theme, scene);
  if (has_pull (panel))
    draw_pull_title (panel, theme, loss ? loss_pull : penalty_pull, scene);
  if (layout->height >= HEIGHT_OF_TITLE_BELOW * em)
    {
      const char *fitting = fit_title (x_titles, em, curve->width + RIGHT * em);

      shr_axis_draw_title_below (scene, theme, fitting, curve->x + curve->width / 2.0,
                                 layout->height - PAD * em - descent, layout->width);
    }
}

void
shr_norms_chart_draw_frame (const ShrChart *chart, const ShrNormsLayout *layout, const ShrTheme *theme, ShrScene *scene)
{
  double mixing = shr_path_mixing (chart->path);
  const char *which = mixing == 1.0   ? _ ("The L1 norm is in the penalty; the loss is still squared.")
                      : mixing == 0.0 ? _ ("Loss and penalty are both squared.")
                                      : _ ("The penalty mixes both norms; the loss is squared.");
  const char *pull = mixing == 1.0   ? _ ("Its pull is constant, so a coefficient can reach exactly 0.")
                     : mixing == 0.0 ? _ ("The pull fades with the coefficient, so none becomes exactly 0.")
                                     : _ ("Its pull never fades to nothing, so a coefficient can reach exactly 0.");
  g_autofree char *both = g_strdup_printf ("%s %s", which, pull);
  const char *const sentences[] = { both, which, NULL };
  const char *const residual[] = { _ ("residual r"), "r", NULL };
  const char *const coefficient[] = { _ ("standardised coefficient w"), _ ("coefficient w"), "w", NULL };

  shr_chart_begin_group (chart, scene, "norms", "frame", NULL);
  if (layout->too_large)
    {
      shr_heading_refuse (chart, theme, layout->width, layout->height, _ ("These numbers are too large to be squared."),
                          scene);
      shr_scene_end_group (scene);
      return;
    }

  shr_heading_draw (chart, theme, layout->loss.curve.x, layout->width, layout->height, NULL, sentences, scene);
  draw_panel (layout, &layout->loss, theme, residual, scene);
  draw_panel (layout, &layout->penalty, theme, coefficient, scene);
  shr_scene_end_group (scene);
}

static void
draw_residuals (const ShrChart *chart, const ShrNormsLayout *layout, const ShrTheme *theme, ShrScene *scene)
{
  const ShrNormsPanel *panel = &layout->loss;
  const ShrFitted *fitted = chart->fitted;
  gsize drawn = MIN (fitted->n, MOST_ROWS);
  double radius = ROW_DISC * theme->font_size;
  ShrStyle style = { none, 0.0, SHR_DASH_SOLID, theme->text };

  style.fill.alpha *= drawn > 60 ? 0.25 : 0.7;
  for (gsize i = 0; i < drawn; i++)
    {
      /* Evenly over the rows, the first and the last among them. */
      gsize row = drawn > 1 ? i * (fitted->n - 1) / (drawn - 1) : 0;
      double r = fitted->residual[row], x = shr_scale_to_pixel (&panel->x, r);

      if (!shr_scale_holds (&panel->x, r))
        continue;
      shr_scene_add_disc (scene, SHR_ROLE_ROW, -1, &style, x, shr_scale_to_pixel (&panel->y, norm_at (0.0, r)), radius);
      if (has_pull (panel))
        shr_scene_add_disc (scene, SHR_ROLE_ROW, -1, &style, x, shr_scale_to_pixel (&panel->slope, r), radius);
    }
}

/* Where the loss pulls the coefficient to, as a multiple of λ; where the penalty pulls it when that is not known. */
static double
pull_of (const ShrChart *chart, double mixing, gsize j)
{
  double w = chart->point->w[j];

  if (chart->fitted != NULL && chart->fitted->pull != NULL && chart->point->lambda > 0.0)
    return chart->fitted->pull[j] / chart->point->lambda;

  return w != 0.0 ? slope_at (mixing, w) : NAN;
}

static void
draw_coefficient (const ShrChart *chart, const ShrNormsLayout *layout, const ShrTheme *theme, gsize j, ShrScene *scene)
{
  const ShrNormsPanel *panel = &layout->penalty;
  gboolean highlighted = chart->highlighted >= 0 && (gsize) chart->highlighted == j;
  double radius = (highlighted ? 1.25 : 1.0) * DISC * theme->font_size;
  double w = chart->point->w[j], pull = pull_of (chart, panel->mixing, j), x = shr_scale_to_pixel (&panel->x, w);
  gboolean zero = w == 0.0;
  ShrColor own = shr_feature_colors_style (chart->colors, theme, j)->stroke;
  ShrStyle style = { zero ? own : theme->background, (zero ? 1.5 : 1.0) * theme->hairline, SHR_DASH_SOLID,
                     zero ? theme->background : own };
  ShrRole role = zero ? SHR_ROLE_ZERO_VALUE : SHR_ROLE_VALUE;

  if (!shr_scale_holds (&panel->x, w))
    return;

  if (!zero || highlighted)
    shr_scene_add_disc (scene, role, (int) j, &style, x, shr_scale_to_pixel (&panel->y, norm_at (panel->mixing, w)),
                        radius);
  if (has_pull (panel) && shr_scale_holds (&panel->slope, pull))
    shr_scene_add_disc (scene, role, (int) j, &style, x, shr_scale_to_pixel (&panel->slope, pull),
                        (zero ? 0.75 : 1.0) * radius);
}

/* Those without a colour of their own. There may be thousands: of those that would lie on one another one is drawn. */
static void
draw_grey_coefficients (const ShrChart *chart, const ShrNormsLayout *layout, const ShrTheme *theme, ShrScene *scene)
{
  const ShrNormsPanel *panel = &layout->penalty;
  const ShrScale *scales[] = { &panel->x, &panel->slope };
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);

  for (gsize j = 0; j < shr_path_features (chart->path); j++)
    {
      double w = chart->point->w[j], pull = pull_of (chart, panel->mixing, j);
      /* Those that are 0 are apart by their pull, the others by their value. */
      gboolean zero = w == 0.0;
      double pixel = shr_scale_to_pixel (scales[zero], zero ? pull : w);

      if (chart->colors->rank[j] < 0 && (int) j != chart->highlighted && shr_scale_holds (&panel->x, w)
          && isfinite (pixel) && g_hash_table_add (taken, GINT_TO_POINTER (2 * (int) (pixel / APART) + (zero ? 1 : 0))))
        draw_coefficient (chart, layout, theme, j, scene);
    }
}

/* The largest coefficients among the coloured that are far enough from each other to be named, largest first. */
static gsize
find_named (const ShrChart *chart, const ShrNormsPanel *panel, const ShrTheme *theme, gsize named[MOST_NAMES])
{
  gsize n = 0;

  while (n < MOST_NAMES)
    {
      gsize best = G_MAXSIZE;

      for (gsize j = 0; j < shr_path_features (chart->path); j++)
        {
          double w = chart->point->w[j];
          gboolean apart = TRUE;

          if (w == 0.0 || chart->colors->rank[j] < 0 || !shr_scale_holds (&panel->x, w)
              || (best != G_MAXSIZE && fabs (w) <= fabs (chart->point->w[best])))
            continue;
          for (gsize i = 0; i < n && apart; i++)
            apart = fabs (shr_scale_to_pixel (&panel->x, w) - shr_scale_to_pixel (&panel->x, chart->point->w[named[i]]))
                    >= NAMES_APART * theme->font_size;
          if (apart)
            best = j;
        }
      if (best == G_MAXSIZE)
        break;
      named[n++] = best;
    }

  return n;
}

static void
draw_name (const ShrChart *chart,
           const ShrNormsLayout *layout,
           const ShrTheme *theme,
           ShrPlacement *placement,
           gsize j,
           gboolean highlighted,
           ShrScene *scene)
{
  const ShrNormsPanel *panel = &layout->penalty;
  double em = theme->font_size, w = chart->point->w[j];
  ShrTextStyle style = { .size = em, .bold = highlighted, .halo = TRUE };
  ShrColor own = shr_feature_colors_style (chart->colors, theme, j)->stroke;
  g_autofree char *words = highlighted ? shr_chart_name_value (chart->names[j], w) : g_strdup (chart->names[j]);
  g_autofree char *text = shr_lettering_fit (words, em, highlighted, panel->curve.width * 0.7);
  ShrTextExtents extents;
  ShrRect box;

  if (!shr_scale_holds (&panel->x, w) || *text == '\0')
    return;
  shr_text_measure (text, em, highlighted, &extents);
  if (shr_placement_find (placement, shr_scale_to_pixel (&panel->x, w),
                          shr_scale_to_pixel (&panel->y, norm_at (panel->mixing, w)), 0.5 * em, 1.6 * em, extents.width,
                          extents.ascent + extents.descent, &box))
    {
      ShrRect around = { box.x - 0.4 * em, box.y, box.width + 0.8 * em, box.height };

      shr_scene_add_text (scene, SHR_ROLE_VALUE_LABEL, (int) j,
                          highlighted && chart->colors->rank[j] < 0 ? &theme->text : &own, &style, box.x,
                          box.y + extents.ascent, text);
      /* Two names side by side must not look like one. */
      shr_placement_avoid_box (placement, &around);
    }
}

static void
draw_coefficients (const ShrChart *chart, const ShrNormsLayout *layout, const ShrTheme *theme, ShrScene *scene)
{
  const ShrNormsPanel *panel = &layout->penalty;
  gsize p = shr_path_features (chart->path), named[MOST_NAMES], n;
  gboolean highlighted = chart->highlighted >= 0 && (gsize) chart->highlighted < p;
  double radius = DISC * theme->font_size;
  ShrStyle hollow = { theme->muted, 1.5 * theme->hairline, SHR_DASH_SOLID, theme->background };
  g_autoptr (ShrPlacement) placement = shr_placement_new (&panel->curve);

  /* All that are exactly zero share one disc: it is no feature's own. */
  if (chart->point->nonzero < p && shr_scale_holds (&panel->x, 0.0))
    shr_scene_add_disc (scene, SHR_ROLE_ZERO_VALUE, -1, &hollow, shr_scale_to_pixel (&panel->x, 0.0),
                        shr_scale_to_pixel (&panel->y, 0.0), 0.85 * radius);
  draw_grey_coefficients (chart, layout, theme, scene);
  for (gsize j = 0; j < p; j++)
    if (chart->colors->rank[j] >= 0 && (int) j != chart->highlighted)
      draw_coefficient (chart, layout, theme, j, scene);
  if (highlighted)
    draw_coefficient (chart, layout, theme, (gsize) chart->highlighted, scene);

  if (panel->curve.width < PANEL_FOR_LABELS * theme->font_size)
    return;

  place_curve_labels (layout, panel, theme, placement, NULL);
  n = find_named (chart, panel, theme, named);
  for (gsize i = 0; i < n; i++)
    {
      double w = chart->point->w[named[i]];
      double x = shr_scale_to_pixel (&panel->x, w), y = shr_scale_to_pixel (&panel->y, norm_at (panel->mixing, w));
      ShrRect disc = { x - radius, y - radius, 2.0 * radius, 2.0 * radius };

      shr_placement_add_point (placement, x, y);
      shr_placement_avoid_box (placement, &disc);
    }
  if (highlighted)
    draw_name (chart, layout, theme, placement, (gsize) chart->highlighted, TRUE, scene);
  for (gsize i = 0; i < n; i++)
    if (!highlighted || named[i] != (gsize) chart->highlighted)
      draw_name (chart, layout, theme, placement, named[i], FALSE, scene);
}

void
shr_norms_chart_draw_overlay (const ShrChart *chart,
                              const ShrNormsLayout *layout,
                              const ShrTheme *theme,
                              ShrScene *scene)
{
  shr_chart_begin_group (chart, scene, "norms", "values", NULL);
  if (chart->fitted != NULL && !layout->too_large)
    draw_residuals (chart, layout, theme, scene);
  if (chart->point != NULL && !layout->too_large)
    draw_coefficients (chart, layout, theme, scene);
  shr_scene_end_group (scene);
}

void
shr_norms_chart_draw (const ShrChart *chart, double width, double height, const ShrTheme *theme, ShrScene *scene)
{
  ShrNormsLayout layout;

  shr_norms_chart_layout (chart, width, height, theme, &layout);
  shr_chart_begin_group (chart, scene, "norms", NULL, chart->penalty);
  shr_norms_chart_draw_frame (chart, &layout, theme, scene);
  shr_norms_chart_draw_overlay (chart, &layout, theme, scene);
  shr_scene_end_group (scene);
}

char *
shr_norms_chart_describe (const ShrChart *chart)
{
  double mixing = shr_path_mixing (chart->path), largest = 0.0;
  gsize p = shr_path_features (chart->path);
  g_autofree char *formula = formula_of (mixing, "w");
  GString *words;

  if (chart->fitted == NULL || chart->point == NULL)
    return g_strdup_printf (_ ("%s, norms of loss and penalty, no solution yet."), chart->penalty);

  for (gsize i = 0; i < chart->fitted->n; i++)
    largest = fmax (largest, fabs (chart->fitted->residual[i]));

  g_autofree char *lambda = shr_text_number (chart->point->lambda, 3);
  g_autofree char *residual = shr_text_number (largest, 3);

  words = g_string_new (NULL);
  g_string_printf (words, _ ("%s, norms, λ = %s: squared loss r²/2 of %zu residuals, the largest %s; "), chart->penalty,
                   lambda, chart->fitted->n, residual);
  g_string_append_printf (
      words,
      ngettext ("penalty %s of %zu coefficient, %zu exactly 0. ", "penalty %s of %zu coefficients, %zu exactly 0. ", p),
      formula, p, p - chart->point->nonzero);
  g_string_append (words,
                   mixing == 1.0   ? _ ("The penalty pulls every coefficient that is not 0 with the same strength, λ.")
                   : mixing == 0.0 ? _ ("The penalty pulls each coefficient in proportion to its size.")
                                   : _ ("The penalty pulls with a constant part and one in proportion to size."));

  return g_string_free (words, FALSE);
}
