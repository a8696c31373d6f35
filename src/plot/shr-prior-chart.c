#include "plot/shr-prior-chart.h"

#include "plot/shr-axis.h"
#include "plot/shr-curve-label.h"
#include "plot/shr-heading.h"
#include "plot/shr-lettering.h"
#include "plot/shr-placement.h"
#include "plot/shr-text.h"
#include "plot/shr-ticks.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Lengths in em of the theme's font size. */
#define PAD 0.5
#define RIGHT 1.6
#define HEADROOM 2.0 /* inside the plot, above the highest density */
#define DISC 0.36
#define DIAMOND 0.42

/* Charts smaller than these do without, in em. */
#define HEIGHT_OF_TITLE_BELOW 12.0
#define WIDTH_OF_TITLE_LEFT 20.0
#define SMALLEST_PLOT_FOR_LABELS 9.0

/* Of the likelihood around its mean, in standard deviations, within the range. */
#define REACH 3.2
/* px from one point of a curve to the next; closer where a curve is narrow. */
#define STEP 1.5
/* Along a curve, where its label is tried. */
#define N_PLACES 24
/* px above the axis at which a curve begins. */
#define LOWEST 0.2
/* Points to a standard deviation there, and standard deviations on either side. */
#define FINE 10
#define FINE_REACH 4

static const ShrColor none = { 0.0, 0.0, 0.0, 0.0 };

typedef double (*LogDensity) (const ShrPosterior *posterior, double w);

/* A likelihood that is no density says nothing. */
static gboolean
has_posterior (const ShrChart *chart)
{
  return chart->posterior != NULL && chart->posterior->likelihood_precision > 0.0 && chart->point != NULL;
}

/* A flat prior is no density. */
static gboolean
has_prior (const ShrChart *chart)
{
  return !isnan (chart->posterior->log_prior);
}

static void
extend (double *low, double *high, double value)
{
  if (isfinite (value))
    {
      *low = fmin (*low, value);
      *high = fmax (*high, value);
    }
}

static void
find_range (const ShrChart *chart, double *low, double *high)
{
  gsize n = chart->complete ? shr_path_ready (chart->path) : chart->shown;
  double mixing = shr_path_mixing (chart->path), spread = 0.0;

  *low = *high = 0.0;
  for (gsize k = 0; k < n; k++)
    {
      const ShrPoint *point = shr_path_point (chart->path, k);
      double w = point->w[chart->feature];

      extend (low, high, w);
      /* Where the coefficient is not 0 the loss pulls as the penalty does, so that the likelihood's mean is known. */
      if (w != 0.0 && has_posterior (chart))
        extend (low, high,
                w
                    + chart->posterior->weight / chart->posterior->likelihood_precision * point->lambda
                          * (copysign (mixing, w) + (1.0 - mixing) * w));
    }
  if (has_posterior (chart))
    {
      spread = REACH / sqrt (chart->posterior->likelihood_precision);
      extend (low, high, chart->posterior->null_mean);
      if (n == 0)
        extend (low, high, chart->posterior->likelihood_mean);
    }

  *low -= spread;
  *high += spread;
  if (!chart->complete)
    {
      *low = shr_scale_step (*low);
      *high = shr_scale_step (*high);
    }
  if (!(*high - *low > 1e-290))
    {
      *low = -1.0;
      *high = 1.0;
    }
}

void
shr_prior_chart_layout (const ShrChart *chart,
                        double width,
                        double height,
                        const ShrTheme *theme,
                        ShrPriorLayout *layout)
{
  double em = theme->font_size, ascent, descent, low, high;
  double top = shr_heading_depth (theme, width, height), bottom = height - PAD * em - shr_axis_depth_below (theme);
  double left = PAD * em, right = width - RIGHT * em;

  shr_lettering_line (em, FALSE, &ascent, &descent);
  if (height >= HEIGHT_OF_TITLE_BELOW * em)
    bottom -= ascent + descent;
  if (width >= WIDTH_OF_TITLE_LEFT * em)
    left = SHR_HEADING_LEFT * em;

  find_range (chart, &low, &high);
  *layout = (ShrPriorLayout){ .width = width, .height = height };
  layout->plot = (ShrRect){ left, top, MAX (right - left, 1.0), MAX (bottom - top, 1.0) };
  layout->x = (ShrScale){ low, high, left, left + layout->plot.width, FALSE };
  shr_zoom_across (chart->zoom, &layout->x);
}

void
shr_prior_chart_draw_frame (const ShrChart *chart, const ShrPriorLayout *layout, const ShrTheme *theme, ShrScene *scene)
{
  const ShrRect *plot = &layout->plot;
  double em = theme->font_size, ascent, descent, zero = shr_scale_to_pixel (&layout->x, 0.0);
  ShrStyle faint = { theme->faint, theme->hairline, SHR_DASH_SOLID, none };
  ShrStyle axis = { theme->muted, theme->hairline, SHR_DASH_SOLID, none };
  g_autoptr (ShrTicks) below = shr_ticks_linear (layout->x.low, layout->x.high, plot->width, em, FALSE);
  g_autofree char *title = g_strdup_printf (_ ("standardised coefficient of %s"), chart->names[chart->feature]);

  shr_chart_begin_group (chart, scene, "prior", "frame", NULL);
  if (has_posterior (chart))
    {
      shr_lettering_line (em, FALSE, &ascent, &descent);
      if (shr_scale_holds (&layout->x, 0.0))
        shr_scene_add_segment (scene, SHR_ROLE_ZERO_LINE, -1, &faint, zero, plot->y, zero, plot->y + plot->height);
      /* How high a density is depends on λ: there are no ticks. */
      shr_scene_add_segment (scene, SHR_ROLE_AXIS, -1, &axis, plot->x, plot->y, plot->x, plot->y + plot->height);
      shr_axis_draw_bottom (scene, theme, &layout->x, below, plot->x, plot->x + plot->width, plot->y + plot->height,
                            layout->width);
      if (layout->height >= HEIGHT_OF_TITLE_BELOW * em)
        shr_axis_draw_title_below (scene, theme, title, plot->x + plot->width / 2.0,
                                   layout->height - PAD * em - descent, layout->width);
      if (layout->width >= WIDTH_OF_TITLE_LEFT * em)
        shr_axis_draw_title_left (scene, theme, _ ("density"), PAD * em + ascent, plot->y + plot->height / 2.0,
                                  plot->y + plot->height);
    }
  shr_scene_end_group (scene);
}

/* What the parts of the overlay share. */
typedef struct
{
  const ShrChart *chart;
  const ShrPriorLayout *layout;
  const ShrTheme *theme;
  ShrScene *scene;
  ShrPlacement *placement;
  double peak;    /* the logarithm of the highest density */
  ShrColor color; /* of the feature */
} Overlay;

static double
posterior_precision (const ShrPosterior *posterior)
{
  return posterior->likelihood_precision + posterior->prior_precision;
}

static ShrXY
to_pixel (const Overlay *overlay, LogDensity log_density, double w)
{
  const ShrRect *plot = &overlay->layout->plot;
  double head = MIN (HEADROOM * overlay->theme->font_size, plot->height / 3.0);
  double share = exp (log_density (overlay->chart->posterior, w) - overlay->peak);

  return (ShrXY){ shr_scale_to_pixel (&overlay->layout->x, w), plot->y + plot->height - share * (plot->height - head) };
}

static int
compare_values (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

/* The density over the whole range, finely around @center where it is @spread wide, with its corner at 0. */
static GArray *
trace_density (const Overlay *overlay, LogDensity log_density, double center, double spread)
{
  const ShrScale *scale = &overlay->layout->x;
  int steps = (int) MIN (ceil (overlay->layout->plot.width / STEP), 10000.0);
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  GArray *points = g_array_new (FALSE, FALSE, sizeof (ShrXY));
  const double corner[] = { 0.0, center };
  double bottom = overlay->layout->plot.y + overlay->layout->plot.height;

  for (int i = 0; i <= steps; i++)
    {
      double value = scale->low + (scale->high - scale->low) * i / steps;

      g_array_append_val (values, value);
    }
  for (int i = -FINE * FINE_REACH; i <= FINE * FINE_REACH; i++)
    for (gsize c = 0; c < G_N_ELEMENTS (corner); c++)
      {
        double value = corner[c] + spread * i / FINE;

        if (value > scale->low && value < scale->high)
          g_array_append_val (values, value);
      }
  g_array_sort (values, compare_values);

  for (guint i = 0; i < values->len; i++)
    {
      ShrXY point = to_pixel (overlay, log_density, g_array_index (values, double, i));

      /* Where there is next to nothing the axis is to be seen. */
      if (bottom - point.y > LOWEST)
        g_array_append_val (points, point);
    }

  return points;
}

static void
draw_density (const Overlay *overlay,
              ShrRole role,
              int feature,
              LogDensity log_density,
              double center,
              double spread,
              const ShrStyle *style,
              gboolean filled)
{
  const ShrRect *plot = &overlay->layout->plot;
  g_autoptr (GArray) points = trace_density (overlay, log_density, center, spread);

  if (points->len < 2)
    return;

  shr_placement_avoid_line (overlay->placement, &g_array_index (points, ShrXY, 0), points->len, 4.0);
  shr_scene_add_polyline (overlay->scene, role, feature, style, &g_array_index (points, ShrXY, 0), points->len);
  if (filled)
    {
      ShrStyle area = { none, 0.0, SHR_DASH_SOLID, style->stroke };
      double bottom = plot->y + plot->height;
      const ShrXY ends[] = { { g_array_index (points, ShrXY, points->len - 1).x, bottom },
                             { g_array_index (points, ShrXY, 0).x, bottom } };

      area.fill.alpha *= 0.14;
      g_array_append_vals (points, ends, G_N_ELEMENTS (ends));
      shr_scene_add_polygon (overlay->scene, role, feature, &area, &g_array_index (points, ShrXY, 0), points->len);
    }
}

static void
label_mark (const Overlay *overlay, const ShrColor *color, gboolean bold, const char *words, ShrXY at)
{
  double em = overlay->theme->font_size;
  ShrTextStyle style = { .size = em, .bold = bold, .halo = TRUE };
  g_autofree char *text = shr_lettering_fit (words, em, bold, overlay->layout->plot.width);
  ShrTextExtents extents;
  ShrRect box;

  if (at.x < overlay->layout->plot.x || at.x > overlay->layout->plot.x + overlay->layout->plot.width)
    return;
  shr_text_measure (text, em, bold, &extents);
  if (*text != '\0'
      && shr_placement_find (overlay->placement, at.x, at.y, 0.6 * em, 5.0 * em, extents.width,
                             extents.ascent + extents.descent, &box))
    shr_scene_add_text (overlay->scene, SHR_ROLE_VALUE_LABEL, (int) overlay->chart->feature, color, &style, box.x,
                        box.y + extents.ascent, text);
}

/* How wide the prior is: a standard deviation, or the b of a Laplace prior. */
static double
prior_spread (const ShrPosterior *posterior)
{
  double spread = INFINITY;

  if (posterior->prior_precision > 0.0)
    spread = 1.0 / sqrt (posterior->prior_precision);
  if (posterior->prior_rate > 0.0)
    spread = fmin (spread, 1.0 / posterior->prior_rate);

  return spread;
}

static void
draw_densities (const Overlay *overlay)
{
  const ShrPosterior *posterior = overlay->chart->posterior;
  const ShrTheme *theme = overlay->theme;
  int feature = (int) overlay->chart->feature;
  ShrStyle likelihood = { theme->muted, 1.6 * theme->hairline, SHR_DASH_SOLID, none };
  ShrStyle prior = { shr_theme_penalty_color (theme, shr_path_mixing (overlay->chart->path)), 0.9 * theme->line_width,
                     SHR_DASH_DASHED, none };
  ShrStyle own = { overlay->color, theme->line_width, SHR_DASH_SOLID, none };
  double spread = 1.0 / sqrt (posterior_precision (posterior));

  if (posterior->prior_rate > 0.0)
    spread = fmin (spread, 1.0 / posterior->prior_rate);

  draw_density (overlay, SHR_ROLE_LIKELIHOOD, -1, shr_posterior_log_likelihood, posterior->likelihood_mean,
                1.0 / sqrt (posterior->likelihood_precision), &likelihood, FALSE);
  if (has_prior (overlay->chart))
    draw_density (overlay, SHR_ROLE_PRIOR, -1, shr_posterior_log_prior, 0.0, prior_spread (posterior), &prior, FALSE);
  draw_density (overlay, SHR_ROLE_POSTERIOR, feature, shr_posterior_log_density, posterior->mode, spread, &own, TRUE);
}

/* What the density is, beside one of its flanks. */
static void
label_density (const Overlay *overlay,
               LogDensity log_density,
               double center,
               double spread,
               const ShrColor *color,
               const char *text)
{
  const ShrRect *plot = &overlay->layout->plot;
  double top = to_pixel (overlay, log_density, center).y, bottom = plot->y + plot->height;
  ShrXY tried[N_PLACES];
  gsize n = 0;

  for (int i = 0; i < N_PLACES; i++)
    {
      double away = 3.0 * (i / 2 + 1) / (N_PLACES / 2);
      ShrXY point = to_pixel (overlay, log_density, center + (i % 2 == 0 ? away : -away) * spread);

      /* Neither at the peak, where the mode is named, nor where all the densities are low. */
      if (point.x > plot->x && point.x < plot->x + plot->width && point.y > top + 0.1 * (bottom - top)
          && point.y < bottom - 0.15 * (bottom - top))
        tried[n++] = point;
    }
  shr_curve_label_draw (overlay->scene, overlay->theme, overlay->placement, tried, n, color, text);
}

/* Whether mode and mean are the same to the eye. */
static gboolean
has_one_mark (const Overlay *overlay)
{
  const ShrPosterior *posterior = overlay->chart->posterior;
  double apart = shr_scale_to_pixel (&overlay->layout->x, posterior->mean)
                 - shr_scale_to_pixel (&overlay->layout->x, posterior->w);

  return shr_path_mixing (overlay->chart->path) == 0.0 || fabs (apart) < 0.5;
}

/* Lines from the axis to the posterior's curve, with a disc on the mode and a diamond on the mean. */
static void
draw_marks (const Overlay *overlay, ShrXY *mode, ShrXY *mean)
{
  const ShrPosterior *posterior = overlay->chart->posterior;
  const ShrTheme *theme = overlay->theme;
  double em = theme->font_size, bottom = overlay->layout->plot.y + overlay->layout->plot.height;
  int feature = (int) overlay->chart->feature;
  gboolean zero = posterior->w == 0.0;
  ShrStyle line = { overlay->color, theme->hairline, SHR_DASH_SOLID, none };
  ShrStyle disc = { zero ? overlay->color : theme->background, 1.5 * theme->hairline, SHR_DASH_SOLID,
                    zero ? theme->background : overlay->color };
  ShrStyle diamond = { theme->background, theme->hairline, SHR_DASH_SOLID, theme->text };

  *mode = to_pixel (overlay, shr_posterior_log_density, posterior->w);
  *mean = to_pixel (overlay, shr_posterior_log_density, posterior->mean);

  const ShrXY mode_line[] = { { mode->x, bottom }, *mode };
  const ShrXY mean_line[] = { { mean->x, bottom }, *mean };
  const ShrXY outline[] = { { mean->x, mean->y - DIAMOND * em },
                            { mean->x + DIAMOND * em, mean->y },
                            { mean->x, mean->y + DIAMOND * em },
                            { mean->x - DIAMOND * em, mean->y } };

  shr_chart_clip (overlay->chart, overlay->scene, &overlay->layout->plot);
  shr_scene_add_polyline (overlay->scene, SHR_ROLE_MODE, feature, &line, mode_line, 2);
  shr_placement_avoid_line (overlay->placement, mode_line, 2, 2.0);
  if (!has_one_mark (overlay))
    {
      line.stroke = theme->text;
      line.dash = SHR_DASH_DASHED;
      shr_scene_add_polyline (overlay->scene, SHR_ROLE_MEAN, feature, &line, mean_line, 2);
      shr_scene_add_polygon (overlay->scene, SHR_ROLE_MEAN, feature, &diamond, outline, G_N_ELEMENTS (outline));
      shr_placement_avoid_line (overlay->placement, mean_line, 2, 2.0);
      shr_placement_avoid_line (overlay->placement, outline, G_N_ELEMENTS (outline), 12.0);
    }
  shr_scene_add_disc (overlay->scene, SHR_ROLE_MODE, feature, &disc, mode->x, mode->y, DISC * em);
  shr_scene_set_clip (overlay->scene, NULL);
}

/* "MAP 24.3", or "MAP exactly 0". */
static char *
mode_words (const ShrChart *chart)
{
  return shr_chart_name_value (_ ("MAP"), chart->posterior->w);
}

static void
draw_labels (const Overlay *overlay, ShrXY mode, ShrXY mean)
{
  const ShrChart *chart = overlay->chart;
  const ShrPosterior *posterior = chart->posterior;
  const ShrTheme *theme = overlay->theme;
  const ShrRect *plot = &overlay->layout->plot;
  ShrColor penalty = shr_theme_penalty_color (theme, shr_path_mixing (chart->path));
  double em = theme->font_size;
  ShrRect disc = { mode.x - DISC * em, mode.y - DISC * em, 2.0 * DISC * em, 2.0 * DISC * em };
  g_autofree char *map = mode_words (chart), *one = NULL, *mean_words = NULL;
  g_autofree char *mean_number = shr_text_number (posterior->mean, 3);

  if (plot->width < SMALLEST_PLOT_FOR_LABELS * em || plot->height < SMALLEST_PLOT_FOR_LABELS * em / 2.0)
    return;

  shr_placement_avoid_box (overlay->placement, &disc);
  shr_placement_add_point (overlay->placement, mode.x, mode.y);
  if (has_one_mark (overlay))
    {
      one = g_strdup_printf (_ ("%s, mean %s"), map, mean_number);
      label_mark (overlay, &overlay->color, TRUE, one, mode);
    }
  else
    {
      mean_words = g_strdup_printf (_ ("mean %s"), mean_number);
      shr_placement_add_point (overlay->placement, mean.x, mean.y);
      label_mark (overlay, &overlay->color, TRUE, map, mode);
      label_mark (overlay, &theme->text, FALSE, mean_words, mean);
    }

  label_density (overlay, shr_posterior_log_likelihood, posterior->likelihood_mean,
                 1.0 / sqrt (posterior->likelihood_precision), &theme->muted, _ ("likelihood"));
  if (has_prior (chart))
    label_density (overlay, shr_posterior_log_prior, 0.0, prior_spread (posterior), &penalty, _ ("prior"));
  label_density (overlay, shr_posterior_log_density, posterior->mode, 1.0 / sqrt (posterior_precision (posterior)),
                 &overlay->color, _ ("posterior"));
}

/* "prior Laplace, b = 1.77" */
static char *
prior_words (const ShrChart *chart, gboolean brief)
{
  double mixing = shr_path_mixing (chart->path);
  g_autofree char *rate = NULL, *deviation = NULL;

  if (!has_prior (chart))
    return g_strdup (_ ("flat prior"));

  rate = shr_text_number (1.0 / chart->posterior->prior_rate, 3);
  deviation = shr_text_number (1.0 / sqrt (chart->posterior->prior_precision), 3);
  if (mixing == 1.0)
    return g_strdup_printf (_ ("Laplace prior, b = %s"), rate);
  if (mixing == 0.0)
    return g_strdup_printf (_ ("Gaussian prior, τ = %s"), deviation);
  if (brief)
    return g_strdup_printf ("b = %s, τ = %s", rate, deviation);

  return g_strdup_printf (_ ("Laplace × Gaussian prior, b = %s, τ = %s"), rate, deviation);
}

static const char *
mode_sentence (const ShrChart *chart)
{
  g_autofree char *mode = shr_text_number (chart->posterior->w, 3);
  g_autofree char *mean = shr_text_number (chart->posterior->mean, 3);

  if (shr_path_mixing (chart->path) == 0.0)
    return _ ("Mode and mean are the point of the path.");
  if (chart->posterior->w == 0.0)
    return _ ("The mode is exactly 0, as on the path; the mean is not.");

  return strcmp (mode, mean) == 0 ? _ ("The mode is the point of the path; this far from 0 the mean is next to it.")
                                  : _ ("The mode is the point of the path; the mean is not.");
}

static char *
density_sentence (const ShrChart *chart)
{
  g_autofree char *sigma = shr_text_number (sqrt (chart->variance), 3);

  return g_strdup_printf (shr_path_features (chart->path) > 1
                              ? _ ("Density of w for %s given the others at the solution, σ = %s.")
                              : _ ("Density of w for %s, σ = %s."),
                          chart->names[chart->feature], sigma);
}

/* Why there is nothing to draw. (transfer full) (nullable) */
static char *
refusal_sentence (const ShrChart *chart)
{
  if (chart->point == NULL)
    return g_strdup (_ ("There is no solution yet."));
  if (!chart->complete)
    return g_strdup (_ ("The noise is known once the whole path is solved."));
  if (chart->posterior != NULL)
    return g_strdup_printf (_ ("%s is constant: its coefficient is 0 whatever the prior."),
                            chart->names[chart->feature]);

  return g_strdup (_ ("The noise cannot be told from the data: give its σ to see the posterior."));
}

void
shr_prior_chart_draw_overlay (const ShrChart *chart,
                              const ShrPriorLayout *layout,
                              const ShrTheme *theme,
                              ShrScene *scene)
{
  shr_chart_begin_group (chart, scene, "prior", "densities", chart->names[chart->feature]);
  if (!has_posterior (chart))
    {
      g_autofree char *refusal = refusal_sentence (chart);

      shr_heading_refuse (chart, theme, layout->width, layout->height, refusal, scene);
    }
  else
    {
      const ShrPosterior *posterior = chart->posterior;
      g_autoptr (ShrPlacement) placement = shr_placement_new (&layout->plot);
      g_autofree char *prior = prior_words (chart, FALSE), *brief = prior_words (chart, TRUE);
      g_autofree char *density = density_sentence (chart);
      g_autofree char *both = g_strdup_printf ("%s %s", density, mode_sentence (chart));
      const char *const remarks[] = { prior, brief, NULL }, *const sentences[] = { both, density, mode_sentence (chart),
                                                                                   NULL };
      Overlay overlay = { chart,
                          layout,
                          theme,
                          scene,
                          placement,
                          fmax (shr_posterior_log_density (posterior, posterior->mode),
                                shr_posterior_log_likelihood (posterior, posterior->likelihood_mean)),
                          shr_feature_colors_style (chart->colors, theme, chart->feature)->stroke };
      ShrXY mode, mean;

      if (has_prior (chart))
        overlay.peak = fmax (overlay.peak, shr_posterior_log_prior (posterior, 0.0));

      shr_heading_draw (chart, theme, layout->plot.x, layout->width, layout->height, remarks, sentences, scene);
      shr_scene_set_clip (scene, &layout->plot);
      draw_densities (&overlay);
      shr_scene_set_clip (scene, NULL);
      draw_marks (&overlay, &mode, &mean);
      draw_labels (&overlay, mode, mean);
    }
  shr_scene_end_group (scene);
}

void
shr_prior_chart_draw (const ShrChart *chart, double width, double height, const ShrTheme *theme, ShrScene *scene)
{
  ShrPriorLayout layout;

  shr_prior_chart_layout (chart, width, height, theme, &layout);
  shr_chart_begin_group (chart, scene, "prior", NULL, chart->penalty);
  shr_prior_chart_draw_frame (chart, &layout, theme, scene);
  shr_prior_chart_draw_overlay (chart, &layout, theme, scene);
  shr_scene_end_group (scene);
}

char *
shr_prior_chart_describe (const ShrChart *chart)
{
  if (!has_posterior (chart))
    {
      g_autofree char *refusal = refusal_sentence (chart);

      return g_strdup_printf (_ ("%s, prior and posterior of %s. %s"), chart->penalty, chart->names[chart->feature],
                              refusal);
    }

  g_autofree char *lambda = shr_text_number (chart->point->lambda, 3);
  g_autofree char *prior = prior_words (chart, FALSE), *density = density_sentence (chart), *map = mode_words (chart);
  g_autofree char *mean = shr_text_number (chart->posterior->mean, 3);
  g_autofree char *middle = shr_text_number (chart->posterior->likelihood_mean, 3);
  g_autofree char *spread = shr_text_number (1.0 / sqrt (chart->posterior->likelihood_precision), 3);

  return g_strdup_printf (
      _ ("%s, prior and posterior of %s, λ = %s: %s; likelihood around %s, standard deviation %s; %s, posterior mean "
         "%s. %s"),
      chart->penalty, chart->names[chart->feature], lambda, prior, middle, spread, map, mean, density);
}
