#include "plot/shr-prior-chart.h"

#include "support/shr-test-core.h"
#include "support/shr-test-views.h"

#include <math.h>
#include <string.h>

#define WIDTH 900.0
#define HEIGHT 500.0

static const double mixings[] = { 1.0, 0.0, 0.5 };

typedef struct
{
  double area, middle, top; /* px², value, px */
} Shape;

/* The polyline of the role, as a function over the axis. */
static Shape
measure (const ShrScene *scene, const ShrPriorLayout *layout, ShrRole role)
{
  double bottom = layout->plot.y + layout->plot.height;
  Shape shape = { 0.0, 0.0, bottom };

  for (gsize i = 0; i < shr_scene_get_n_marks (scene); i++)
    {
      const ShrMark *mark = shr_scene_get_mark (scene, i);

      if (mark->role != role || mark->kind != SHR_MARK_POLYLINE)
        continue;
      for (gsize k = 1; k < mark->n_points; k++)
        {
          ShrXY a = mark->points[k - 1], b = mark->points[k];
          double piece = (b.x - a.x) * (bottom - (a.y + b.y) / 2.0);

          g_assert_cmpfloat (b.x, >=, a.x);
          shape.area += piece;
          shape.middle += piece * shr_scale_to_value (&layout->x, (a.x + b.x) / 2.0);
          shape.top = fmin (shape.top, b.y);
        }
    }
  shape.middle /= shape.area;

  return shape;
}

/* E(w) under exp(−(n/σ²)(★)) along w_j by the midpoint rule, from the loaded data. */
static double
mean_by_quadrature (const ShrTestChart *test,
                    const ShrTestViews *views,
                    gsize j,
                    double variance,
                    double low,
                    double high)
{
  const int steps = 200000;
  double n = (double) test->n, w = test->point.w[j], lambda = test->point.lambda;
  double mixing = shr_path_mixing (test->path), mass = 0.0, moment = 0.0;

  for (int i = 0; i < steps; i++)
    {
      double u = low + (high - low) * (i + 0.5) / steps;
      double change = -views->pull[j] * (u - w) + (u - w) * (u - w) / 2.0
                      + lambda * (mixing * (fabs (u) - fabs (w)) + (1.0 - mixing) * (u * u - w * w) / 2.0);
      double density = exp (-n / variance * change);

      mass += density;
      moment += density * u;
    }

  return moment / mass;
}

static const ShrMark *
find_polygon (const ShrScene *scene, ShrRole role)
{
  for (gsize i = 0; i < shr_scene_get_n_marks (scene); i++)
    if (shr_scene_get_mark (scene, i)->role == role && shr_scene_get_mark (scene, i)->kind == SHR_MARK_POLYGON)
      return shr_scene_get_mark (scene, i);

  return NULL;
}

static const ShrMark *
find_disc (const ShrScene *scene, ShrRole role)
{
  for (gsize i = 0; i < shr_scene_get_n_marks (scene); i++)
    if (shr_scene_get_mark (scene, i)->role == role && shr_scene_get_mark (scene, i)->kind == SHR_MARK_DISC)
      return shr_scene_get_mark (scene, i);

  return NULL;
}

static void
test_numbers (void)
{
  ShrTestRandom random;
  gsize zeros = 0, apart = 0;

  shr_test_random_init (&random, 14);
  for (int round = 0; round < 45; round++)
    {
      double mixing = mixings[round % 3];
      g_autoptr (ShrTestChart) test = shr_test_chart_new (&random, 20, 1 + (gsize) round % 6, 0.3, mixing, 40);
      g_autoptr (ShrTestViews) views = NULL;
      g_autoptr (ShrScene) scene = shr_scene_new (WIDTH, HEIGHT);
      double variance = 0.5 + 4.0 * shr_test_random_uniform (&random), range, mean;
      gsize j = shr_test_random_below (&random, test->p);
      const ShrMark *mode, *diamond;
      Shape prior, likelihood, posterior;
      ShrPriorLayout layout;
      ShrTheme theme;

      /* Where the prior is neither a spike nor flat. */
      shr_test_chart_solve (test, shr_path_lambda (test->path, 0) * (mixing == 0.0 ? 0.001 : 0.6)
                                      * (0.3 + 0.7 * shr_test_random_uniform (&random)));
      views = shr_test_views_new (test, j, variance);
      shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
      shr_prior_chart_layout (&test->chart, WIDTH, HEIGHT, &theme, &layout);
      shr_prior_chart_draw (&test->chart, WIDTH, HEIGHT, &theme, scene);
      range = layout.x.high - layout.x.low;

      /* The MAP is the point of the path. */
      mode = find_disc (scene, SHR_ROLE_MODE);
      g_assert_nonnull (mode);
      g_assert_cmpint (mode->feature, ==, (int) j);
      g_assert_cmpfloat_with_epsilon (shr_scale_to_value (&layout.x, mode->points[0].x), test->point.w[j],
                                      1e-12 * range);
      g_assert_cmpfloat_with_epsilon (views->posterior.mode, test->point.w[j], 1e-12 * range);

      /* It is the top of the posterior, and all three are to one scale: the areas are the same. */
      prior = measure (scene, &layout, SHR_ROLE_PRIOR);
      likelihood = measure (scene, &layout, SHR_ROLE_LIKELIHOOD);
      posterior = measure (scene, &layout, SHR_ROLE_POSTERIOR);
      g_assert_cmpfloat_with_epsilon (posterior.top, mode->points[0].y, 0.5);
      g_assert_cmpfloat (fmin (fmin (prior.top, likelihood.top), posterior.top), >=, layout.plot.y);
      g_assert_cmpfloat_with_epsilon (posterior.area / likelihood.area, 1.0, 0.02);
      /* Some of a wide prior is out of sight. */
      g_assert_cmpfloat (prior.area / posterior.area, <, 1.02);

      /* The mean is the posterior's: of what is drawn, and of the data. */
      mean = mean_by_quadrature (test, views, j, variance, layout.x.low - range, layout.x.high + range);
      g_assert_cmpfloat_with_epsilon (views->posterior.mean, mean, 1e-7 * range);
      g_assert_cmpfloat_with_epsilon (posterior.middle, mean, 0.004 * range);
      diamond = find_polygon (scene, SHR_ROLE_MEAN);
      if (diamond != NULL)
        {
          g_assert_cmpfloat (mixing, >, 0.0);
          g_assert_cmpfloat_with_epsilon (shr_scale_to_value (&layout.x, diamond->points[0].x), mean, 1e-7 * range);
          apart++;
        }
      if (mixing == 0.0)
        g_assert_cmpfloat_with_epsilon (mean, test->point.w[j], 1e-9 * range);

      if (test->point.w[j] == 0.0)
        {
          g_assert_true (shr_test_has_text (scene, SHR_ROLE_VALUE_LABEL, "MAP exactly 0"));
          g_assert_cmpfloat (fabs (mean), >, 0.0);
          zeros++;
        }
      shr_test_assert_texts (scene, "prior");
    }
  g_assert_cmpuint (zeros, >, 3);
  g_assert_cmpuint (apart, >, 10);
}

static void
test_frame (void)
{
  ShrTestRandom random;

  shr_test_random_init (&random, 15);
  for (int round = 0; round < 3; round++)
    {
      g_autoptr (ShrTestChart) test = shr_test_chart_new (&random, 30, 5, 0.4, mixings[round], 30);
      g_autoptr (ShrScene) first = shr_scene_new (WIDTH, HEIGHT);
      g_autoptr (ShrTestViews) views = NULL;
      ShrTheme theme;

      shr_theme_init (&theme, SHR_THEME_DARK, 1.0);
      for (gsize k = 0; k < 30; k += 7)
        {
          g_autoptr (ShrScene) scene = shr_scene_new (WIDTH, HEIGHT);
          ShrPriorLayout layout;

          shr_test_chart_set_point (test, k);
          g_clear_pointer (&views, shr_test_views_free);
          views = shr_test_views_new (test, 1, 1.0);
          shr_prior_chart_layout (&test->chart, WIDTH, HEIGHT, &theme, &layout);
          shr_prior_chart_draw_frame (&test->chart, &layout, &theme, k == 0 ? first : scene);
          if (k > 0)
            shr_test_assert_same_scene (first, scene, "prior frame");
          /* The likelihood's peak is in sight all along the path. */
          g_assert_cmpfloat (views->posterior.likelihood_mean, >, layout.x.low);
          g_assert_cmpfloat (views->posterior.likelihood_mean, <, layout.x.high);
        }
    }
}

static void
test_refusals (void)
{
  ShrTestRandom random;
  g_autoptr (ShrTestChart) test = NULL;
  g_autoptr (ShrTestViews) views = NULL;
  g_autofree char *unsolved = NULL, *unknown = NULL, *constant = NULL, *flat = NULL;
  ShrTheme theme;

  shr_test_random_init (&random, 16);
  test = shr_test_chart_new (&random, 20, 3, 0.3, 1.0, 20);
  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);

  unsolved = shr_prior_chart_describe (&test->chart);
  g_assert_nonnull (strstr (unsolved, "no solution yet"));

  shr_test_chart_set_point (test, 8);
  views = shr_test_views_new (test, 1, NAN);
  unknown = shr_prior_chart_describe (&test->chart);
  g_assert_nonnull (strstr (unknown, "give its σ"));

  g_clear_pointer (&views, shr_test_views_free);
  views = shr_test_views_new (test, 1, 2.0);
  views->posterior.likelihood_precision = 0.0;
  constant = shr_prior_chart_describe (&test->chart);
  g_assert_nonnull (strstr (constant, "f2 is constant"));
  for (gsize i = 0; i < shr_test_n_sizes; i++)
    {
      g_autoptr (ShrScene) scene = shr_scene_new (shr_test_sizes[i].x, shr_test_sizes[i].y);

      shr_prior_chart_draw (&test->chart, shr_test_sizes[i].x, shr_test_sizes[i].y, &theme, scene);
      g_assert_cmpuint (shr_test_count_marks (scene, SHR_ROLE_POSTERIOR), ==, 0);
      shr_test_assert_texts (scene, "refusal");
    }

  /* Without a penalty there is no prior to draw, and the posterior is the likelihood. */
  g_clear_pointer (&views, shr_test_views_free);
  shr_test_chart_solve (test, 0.0);
  views = shr_test_views_new (test, 1, 2.0);
  {
    g_autoptr (ShrScene) scene = shr_scene_new (WIDTH, HEIGHT);

    shr_prior_chart_draw (&test->chart, WIDTH, HEIGHT, &theme, scene);
    g_assert_cmpuint (shr_test_count_marks (scene, SHR_ROLE_PRIOR), ==, 0);
    g_assert_cmpuint (shr_test_count_marks (scene, SHR_ROLE_POSTERIOR), >, 0);
    g_assert_true (shr_test_has_text (scene, SHR_ROLE_CAPTION, "flat prior"));
  }
  flat = shr_prior_chart_describe (&test->chart);
  g_assert_nonnull (strstr (flat, "flat prior"));
}

static void
test_texts (void)
{
  static const char *const long_names[] = { "a rather long name that nobody would give to a column but somebody did",
                                            "Höhe über dem Meeresspiegel (m)", "x", NULL };
  ShrTestRandom random;

  shr_test_random_init (&random, 17);
  for (int round = 0; round < 30; round++)
    {
      g_autoptr (ShrTestChart) test = shr_test_chart_new (&random, 30, 3, 0.6, mixings[round % 3], 30);
      g_autoptr (ShrTestViews) views = NULL;

      shr_test_chart_set_point (test, shr_test_random_below (&random, 30));
      views = shr_test_views_new (test, (gsize) round % 3, pow (10.0, round % 7 - 3.0));
      if (round % 4 == 3)
        test->chart.names = long_names;
      for (gsize i = 0; i < shr_test_n_sizes; i++)
        {
          ShrTheme theme;
          g_autoptr (ShrScene) scene = shr_scene_new (shr_test_sizes[i].x, shr_test_sizes[i].y);
          g_autofree char *what =
              g_strdup_printf ("prior, round %d, %g × %g", round, shr_test_sizes[i].x, shr_test_sizes[i].y);

          shr_theme_init (&theme, (ShrThemeKind) (round % 3), round % 5 == 4 ? 1.6 : 1.0);
          shr_prior_chart_draw (&test->chart, shr_test_sizes[i].x, shr_test_sizes[i].y, &theme, scene);
          shr_test_assert_texts (scene, what);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/prior-chart/numbers", test_numbers);
  g_test_add_func ("/prior-chart/frame", test_frame);
  g_test_add_func ("/prior-chart/refusals", test_refusals);
  g_test_add_func ("/prior-chart/texts", test_texts);

  return g_test_run ();
}
