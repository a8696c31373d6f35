#include "plot/shr-geometry-chart.h"

#include "plot/shr-picture.h"
#include "support/shr-test-chart.h"
#include "support/shr-test-core.h"

#include <math.h>
#include <string.h>

/* Pixels are exact to rounding; the outlines and contours are polygons within 0.05 px of the truth, at their corners
 * exact. */
#define PIXEL 1e-6

/* The loss ‖y − Xw‖²/2n from the loaded data, with w given on the standardised scale, the pair replaced by (u, v). */
static double
loss_at (const ShrTestChart *test, double u, double v)
{
  double loss = 0.0;

  for (gsize i = 0; i < test->n; i++)
    {
      double residual = test->y[i] - shr_design_response_center (test->design);

      for (gsize j = 0; j < test->p; j++)
        {
          double w = j == test->chart.pair[0] ? u : j == test->chart.pair[1] ? v : test->point.w[j];
          double mean = 0.0, square = 0.0;

          if (w == 0.0)
            continue;
          for (gsize k = 0; k < test->n; k++)
            mean += test->x[j * test->n + k] / (double) test->n;
          for (gsize k = 0; k < test->n; k++)
            square += pow (test->x[j * test->n + k] - mean, 2.0) / (double) test->n;
          residual -= w * (test->x[j * test->n + i] - mean) / sqrt (square);
        }
      loss += residual * residual;
    }

  return loss / (2.0 * (double) test->n);
}

static double
penalty_at (double mixing, double u, double v)
{
  return mixing * (fabs (u) + fabs (v)) + (1.0 - mixing) / 2.0 * (u * u + v * v);
}

/* The subgradient of the penalty in one coordinate that is nearest to @pull. */
static double
nearest_subgradient (double mixing, double w, double pull)
{
  if (w == 0.0)
    return CLAMP (pull, -mixing, mixing);

  return copysign (mixing, w) + (1.0 - mixing) * w;
}

static double
distance_to_segment (ShrXY p, ShrXY a, ShrXY b)
{
  double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
  double share = square > 0.0 ? CLAMP (((p.x - a.x) * dx + (p.y - a.y) * dy) / square, 0.0, 1.0) : 0.0;

  return hypot (p.x - a.x - share * dx, p.y - a.y - share * dy);
}

static double
distance_to_mark (ShrXY p, const ShrMark *mark)
{
  double nearest = INFINITY;
  gsize n = mark->n_points;

  for (gsize i = 1; i < n; i++)
    nearest = fmin (nearest, distance_to_segment (p, mark->points[i - 1], mark->points[i]));
  if (mark->kind == SHR_MARK_POLYGON && n > 1)
    nearest = fmin (nearest, distance_to_segment (p, mark->points[n - 1], mark->points[0]));

  return nearest;
}

typedef struct
{
  gsize corners, smooth, points; /* kinds of contact that were seen */
} Seen;

static void
check_contours (const ShrTestChart *test, const ShrScene *scene, const ShrGeometryLayout *layout, ShrXY contact)
{
  gsize n_contours = 0, n_touching = 0;
  double touching_level = loss_at (test, test->section.contact[0], test->section.contact[1]);
  double nearest = INFINITY;
  double bottom = loss_at (test, test->section.optimum[0], test->section.optimum[1]);

  for (gsize i = 0; i < shr_scene_get_n_marks (scene); i++)
    {
      const ShrMark *mark = shr_scene_get_mark (scene, i);
      gboolean touching = mark->role == SHR_ROLE_TOUCHING_CONTOUR;
      double level = NAN;

      if (mark->role != SHR_ROLE_CONTOUR && !touching)
        continue;
      n_contours++;
      n_touching += touching ? 1 : 0;

      /* A dozen points of each are enough: every one costs a pass over the data. */
      for (gsize k = 0; k < mark->n_points; k += MAX (mark->n_points / 12, 1))
        {
          double u = shr_scale_to_value (&layout->x, mark->points[k].x);
          double v = shr_scale_to_value (&layout->y, mark->points[k].y);
          double here = loss_at (test, u, v);

          if (isnan (level))
            level = touching ? touching_level : here;
          g_assert_cmpfloat (fabs (here - level), <=, 1e-9 * (level - bottom) + 1e-12 * level);
        }
      if (touching)
        nearest = fmin (nearest, distance_to_mark (contact, mark));
    }

  g_assert_cmpuint (n_contours, >, 2);
  g_assert_cmpuint (n_touching, >, 0);
  g_assert_cmpfloat (nearest, <, 0.06);
}

static void
check_region (const ShrTestChart *test, const ShrScene *scene, const ShrGeometryLayout *layout, ShrXY contact)
{
  double mixing = shr_path_mixing (test->path);
  const ShrMark *region = shr_test_find_mark (scene, SHR_ROLE_REGION, -1);
  double budget = penalty_at (mixing, test->section.contact[0], test->section.contact[1]);

  if (budget == 0.0)
    {
      g_assert_null (region);
      return;
    }

  g_assert_nonnull (region);
  g_assert_cmpint (region->kind, ==, SHR_MARK_POLYGON);
  g_assert_cmpfloat (distance_to_mark (contact, region), <, 0.06);
  for (gsize k = 0; k < region->n_points; k++)
    {
      ShrXY a = region->points[k], b = region->points[(k + 1) % region->n_points];
      double u = shr_scale_to_value (&layout->x, a.x), v = shr_scale_to_value (&layout->y, a.y);
      ShrXY middle = { (a.x + b.x) / 2.0, (a.y + b.y) / 2.0 };
      double mu = shr_scale_to_value (&layout->x, middle.x), mv = shr_scale_to_value (&layout->y, middle.y);
      /* From the middle of a side outwards to the true outline, px: the excess of the penalty over its slope. */
      double slope_u = copysign (mixing, mu) + (1.0 - mixing) * mu;
      double slope_v = copysign (mixing, mv) + (1.0 - mixing) * mv;
      double per_pixel = (layout->x.high - layout->x.low) / layout->plot.width;

      g_assert_cmpfloat (fabs (penalty_at (mixing, u, v) - budget), <=, 1e-9 * budget);
      g_assert_cmpfloat (fabs (penalty_at (mixing, mu, mv) - budget), <=,
                         0.06 * per_pixel * hypot (slope_u, slope_v) + 1e-9 * budget);
    }
}

static void
check_gradient (const ShrTestChart *test, const ShrScene *scene)
{
  const ShrMark *arrow = shr_test_find_mark (scene, SHR_ROLE_GRADIENT, -1);
  const ShrMark *normal = shr_test_find_mark (scene, SHR_ROLE_NORMAL, -1);
  double mixing = shr_path_mixing (test->path), lambda = test->point.lambda;
  double size = hypot (test->section.gradient[0], test->section.gradient[1]);
  double step = 1e-3, du, dv, length;

  /* The drawn arrow against differences of the loss itself, which are exact for a quadratic but for rounding. */
  du = (loss_at (test, test->section.contact[0] + step, test->section.contact[1])
        - loss_at (test, test->section.contact[0] - step, test->section.contact[1]))
       / (2.0 * step);
  dv = (loss_at (test, test->section.contact[0], test->section.contact[1] + step)
        - loss_at (test, test->section.contact[0], test->section.contact[1] - step))
       / (2.0 * step);
  g_assert_cmpfloat (fabs (du - test->section.gradient[0]), <, 1e-8 * (1.0 + size));
  g_assert_cmpfloat (fabs (dv - test->section.gradient[1]), <, 1e-8 * (1.0 + size));

  /* −∇f = λ times a subgradient of the penalty: the contact is a true contact. */
  for (int i = 0; i < 2; i++)
    {
      double pull = -test->section.gradient[i];

      g_assert_cmpfloat (fabs (pull - lambda * nearest_subgradient (mixing, test->section.contact[i], pull / lambda)),
                         <, 1e-9 * (1.0 + fabs (pull)));
    }

  if (arrow == NULL)
    return;

  double ax = arrow->points[1].x - arrow->points[0].x, ay = -(arrow->points[1].y - arrow->points[0].y);

  length = hypot (ax, ay);
  g_assert_cmpfloat (fabs (ax / length + du / hypot (du, dv)), <, 1e-5);
  g_assert_cmpfloat (fabs (ay / length + dv / hypot (du, dv)), <, 1e-5);

  if (normal == NULL)
    return;
  if (normal->kind == SHR_MARK_POLYLINE)
    {
      double nx = normal->points[1].x - normal->points[0].x, ny = -(normal->points[1].y - normal->points[0].y);

      /* Parallel, and the same way. */
      g_assert_cmpfloat (fabs (nx * ay - ny * ax), <, 1e-5 * hypot (nx, ny) * length);
      g_assert_cmpfloat (nx * ax + ny * ay, >, 0.0);
    }
  else
    {
      /* Between the two sides of the wedge. */
      const ShrXY *p = normal->points;
      double x1 = p[1].x - p[0].x, y1 = -(p[1].y - p[0].y);
      double x2 = p[normal->n_points - 1].x - p[0].x, y2 = -(p[normal->n_points - 1].y - p[0].y);
      double turn = x1 * y2 - y1 * x2;
      double scale = length * hypot (x1, y1);

      g_assert_cmpfloat ((x1 * ay - y1 * ax) / turn * hypot (x1, y1) * hypot (x2, y2), >=, -1e-5 * scale);
      g_assert_cmpfloat ((ax * y2 - ay * x2) / turn * hypot (x1, y1) * hypot (x2, y2), >=, -1e-5 * scale);
    }
}

static void
check_drawing (ShrTestChart *test, Seen *seen)
{
  const ShrTheme *theme;
  ShrTheme light;
  ShrGeometryLayout layout;
  g_autoptr (ShrScene) scene = shr_scene_new (640, 480);
  const ShrMark *contact;
  ShrXY place;
  int zeros;

  shr_theme_init (&light, SHR_THEME_LIGHT, 1.0);
  theme = &light;
  shr_geometry_chart_layout (&test->chart, 640, 480, theme, &layout);
  shr_geometry_chart_draw (&test->chart, 640, 480, theme, scene);

  /* Equal pixels per unit. */
  g_assert_cmpfloat_with_epsilon ((layout.x.end - layout.x.start) / (layout.x.high - layout.x.low)
                                      / ((layout.y.start - layout.y.end) / (layout.y.high - layout.y.low)),
                                  1.0, 1e-12);

  contact = shr_test_find_mark (scene, SHR_ROLE_CONTACT, -1);
  g_assert_nonnull (contact);
  place = contact->points[0];
  g_assert_cmpfloat_with_epsilon (shr_scale_to_pixel (&layout.x, test->point.w[test->chart.pair[0]]), place.x, PIXEL);
  g_assert_cmpfloat_with_epsilon (shr_scale_to_pixel (&layout.y, test->point.w[test->chart.pair[1]]), place.y, PIXEL);

  check_contours (test, scene, &layout, place);
  check_region (test, scene, &layout, place);
  check_gradient (test, scene);
  shr_test_assert_texts (scene, "geometry");

  zeros = (test->section.contact[0] == 0.0) + (test->section.contact[1] == 0.0);
  seen->corners += zeros == 1;
  seen->smooth += zeros == 0;
  seen->points += zeros == 2;
}

/* A hundred and more random problems per mixing: circle, ball, diamond; the whole problem and a section of a larger
 * one. */
static void
test_tangency (gconstpointer data)
{
  double mixing = *(const double *) data;
  ShrTestRandom random;
  Seen seen = { 0 };

  shr_test_random_init (&random, (guint64) (1000.0 * fabs (mixing)) + 7);
  for (int round = 0; round < 120; round++)
    {
      gsize p = round % 2 == 0 ? 2 : 3 + shr_test_random_below (&random, 8);
      gsize n = 12 + shr_test_random_below (&random, 30);
      double rho = 0.95 * shr_test_random_uniform (&random);
      double alpha = mixing >= 0.0 ? mixing : 0.02 + 0.96 * shr_test_random_uniform (&random);
      g_autoptr (ShrTestChart) test = shr_test_chart_new (&random, n, p, rho, alpha, 12);
      double largest = shr_path_lambda (test->path, 0);
      double smallest = shr_path_lambda (test->path, shr_path_count (test->path) - 1);

      test->chart.pair[0] = shr_test_random_below (&random, p);
      test->chart.pair[1] = (test->chart.pair[0] + 1 + shr_test_random_below (&random, p - 1)) % p;
      shr_test_chart_solve (test, largest * pow (smallest / largest, 0.7 * shr_test_random_uniform (&random)));
      check_drawing (test, &seen);
    }

  g_test_message ("%" G_GSIZE_FORMAT " at corners, %" G_GSIZE_FORMAT " where the region is smooth, %" G_GSIZE_FORMAT
                  " where it is a point",
                  seen.corners, seen.smooth, seen.points);
  g_assert_cmpuint (seen.smooth, >, 20);
  if (mixing == 1.0)
    {
      g_assert_cmpuint (seen.corners, >, 20);
      g_assert_cmpuint (seen.points, >, 5);
    }
  if (mixing == 0.0)
    g_assert_cmpuint (seen.smooth, ==, 120);
}

/* Axes do not move while λ does. */
static void
test_axes_are_fixed (void)
{
  ShrTestRandom random;
  ShrTheme theme;
  g_autoptr (ShrTestChart) test = NULL;
  ShrGeometryLayout first = { 0 };

  shr_theme_init (&theme, SHR_THEME_DARK, 1.0);
  shr_test_random_init (&random, 5);
  test = shr_test_chart_new (&random, 40, 5, 0.6, 1.0, 30);
  for (int k = 0; k < 30; k++)
    {
      ShrGeometryLayout layout;

      shr_test_chart_solve (test, shr_path_lambda (test->path, (gsize) k));
      shr_geometry_chart_layout (&test->chart, 500, 400, &theme, &layout);
      if (k == 0)
        first = layout;
      g_assert_cmpfloat (layout.x.low, ==, first.x.low);
      g_assert_cmpfloat (layout.x.high, ==, first.x.high);
      g_assert_cmpfloat (layout.y.low, ==, first.y.low);
      g_assert_cmpfloat (layout.y.high, ==, first.y.high);
      g_assert_cmpfloat (layout.x.start, ==, first.x.start);
      g_assert_cmpfloat (layout.y.start, ==, first.y.start);
      /* The pair's whole route is in view. */
      for (gsize l = 0; l < shr_path_ready (test->path); l++)
        {
          const double *w = shr_path_point (test->path, l)->w;

          g_assert_true (w[0] > layout.x.low && w[0] < layout.x.high && w[1] > layout.y.low && w[1] < layout.y.high);
        }
    }
}

static void
test_one_feature (void)
{
  ShrTestRandom random;
  ShrTheme theme;
  g_autoptr (ShrTestChart) test = NULL;
  g_autoptr (ShrScene) scene = shr_scene_new (500, 300);
  g_autofree char *words = NULL;

  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
  shr_test_random_init (&random, 6);
  test = shr_test_chart_new (&random, 20, 1, 0.0, 1.0, 10);
  shr_test_chart_solve (test, shr_path_lambda (test->path, 5));
  shr_geometry_chart_draw (&test->chart, 500, 300, &theme, scene);
  g_assert_true (shr_test_has_text (scene, SHR_ROLE_CAPTION, "Geometry needs two features; this data has one."));
  words = shr_geometry_chart_describe (&test->chart);
  g_assert_cmpstr (words, ==, "Geometry needs two features; this data has one.");
}

/* Twins: the contours are parallel lines, and still of the actual loss. */
static void
test_twins (void)
{
  ShrTestRandom random;
  ShrTheme theme;
  ShrGeometryLayout layout;
  g_autoptr (ShrTestChart) test = NULL;
  g_autoptr (ShrScene) scene = shr_scene_new (640, 480);
  gsize lines = 0;

  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
  shr_test_random_init (&random, 8);
  test = shr_test_chart_new (&random, 30, 2, 0.5, 0.0, 20);
  memcpy (test->x + test->n, test->x, test->n * sizeof (double));
  shr_test_chart_solve (test, shr_path_lambda (test->path, 10));

  /* The design borrowed the columns: make the section anew from one that knows of the twins. */
  g_autoptr (ShrDesign) design = NULL;
  g_autoptr (ShrSolver) solver = NULL;
  ShrSolverSettings settings;

  shr_test_assert_ok (shr_design_new (test->x, test->y, test->n, test->p, NULL, &design));
  shr_solver_settings_init (&settings);
  settings.mixing = 0.0;
  shr_test_assert_ok (shr_solver_new (design, &settings, &solver));
  shr_test_assert_ok (shr_solver_solve (solver, 0.3, &test->point));
  shr_test_assert_ok (shr_section_at (design, &test->point, 0.0, 0, 1, &test->section));
  g_assert_true (test->section.singular);

  shr_geometry_chart_layout (&test->chart, 640, 480, &theme, &layout);
  shr_geometry_chart_draw (&test->chart, 640, 480, &theme, scene);
  for (gsize i = 0; i < shr_scene_get_n_marks (scene); i++)
    {
      const ShrMark *mark = shr_scene_get_mark (scene, i);

      if (mark->role != SHR_ROLE_CONTOUR && mark->role != SHR_ROLE_TOUCHING_CONTOUR)
        continue;
      lines++;
      g_assert_cmpuint (mark->n_points, ==, 2);
      /* Along a contour u + v is the same. */
      g_assert_cmpfloat_with_epsilon (
          shr_scale_to_value (&layout.x, mark->points[0].x) + shr_scale_to_value (&layout.y, mark->points[0].y),
          shr_scale_to_value (&layout.x, mark->points[1].x) + shr_scale_to_value (&layout.y, mark->points[1].y), 1e-8);
    }
  g_assert_cmpuint (lines, >, 3);
}

static const struct
{
  double width, height;
} sizes[] = { { 240, 180 }, { 300, 240 }, { 360, 500 }, { 480, 320 }, { 700, 300 }, { 600, 400 }, { 1200, 800 } };

/* Texts neither leave the picture nor touch, whatever the size, the data and the theme. */
static void
test_texts (void)
{
  static const char *const long_names[] = { "a rather long name that nobody would give to a column but somebody did",
                                            "Höhe über dem Meeresspiegel (m)", NULL };
  ShrTestRandom random;

  shr_test_random_init (&random, 11);
  for (int round = 0; round < 48; round++)
    {
      double mixing = round % 3 == 0 ? 1.0 : round % 3 == 1 ? 0.0 : 0.5;
      g_autoptr (ShrTestChart) test = shr_test_chart_new (&random, 25, 2 + (gsize) round % 5, 0.7, mixing, 20);

      if (round % 4 == 3)
        test->chart.names = long_names;
      if (round % 4 == 3 && test->p > 2)
        continue;
      shr_test_chart_solve (test, shr_path_lambda (test->path, shr_test_random_below (&random, 20)));
      for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
        {
          ShrTheme theme;
          g_autoptr (ShrScene) scene = shr_scene_new (sizes[i].width, sizes[i].height);
          g_autofree char *what = g_strdup_printf ("round %d, %g × %g", round, sizes[i].width, sizes[i].height);

          shr_theme_init (&theme, (ShrThemeKind) (round % 3), round % 5 == 4 ? 1.6 : 1.0);
          shr_geometry_chart_draw (&test->chart, sizes[i].width, sizes[i].height, &theme, scene);
          shr_test_assert_texts (scene, what);
        }
    }
}

/* Any magnitude looks like any other. */
static void
test_magnitudes (void)
{
  static const double magnitudes[] = { 1e-150, 1e-9, 1e12, 1e150 };

  for (gsize i = 0; i < G_N_ELEMENTS (magnitudes); i++)
    {
      static const char *const names[] = { "u", "v", NULL };
      double m = magnitudes[i];
      const double lambdas[] = { 4.0 * m, 2.0 * m, 1.0 * m };
      const double w[] = { 0.0, 0.0, 2.0 * m, 0.0, 3.0 * m, 1.0 * m };
      g_autoptr (ShrTestChart) test = shr_test_chart_new_by_hand (names, 1.0, lambdas, 3, w);
      g_autoptr (ShrScene) scene = shr_scene_new (600, 450);
      ShrTheme theme;

      shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
      shr_test_chart_set_point (test, 2);
      test->section = (ShrSection){ .k = 1,
                                    .contact = { 3.0 * m, m },
                                    .gradient = { -m, -m },
                                    .hessian = { 1.0, 0.0, 1.0 },
                                    .optimum = { 4.0 * m, 2.0 * m },
                                    .budget = 4.0 * m };
      test->chart.section = &test->section;
      shr_geometry_chart_draw (&test->chart, 600, 450, &theme, scene);
      shr_test_assert_texts (scene, "magnitude");
      g_assert_nonnull (shr_test_find_mark (scene, SHR_ROLE_REGION, -1));
      g_assert_nonnull (shr_test_find_mark (scene, SHR_ROLE_TOUCHING_CONTOUR, -1));
      g_assert_cmpuint (shr_test_count_marks (scene, SHR_ROLE_CONTOUR), >, 2);
    }
}

/* A picture as a whole, from numbers that owe nothing to rounding. */
static void
test_expected_svg (void)
{
  static const char *const names[] = { "height", "weight", NULL };
  const double lambdas[] = { 8.0, 4.0, 2.0, 1.0 };
  const double w[] = { 0.0, 0.0, 4.0, 0.0, 6.0, 1.0, 7.0, 2.0 };
  g_autoptr (ShrTestChart) test = shr_test_chart_new_by_hand (names, 1.0, lambdas, 4, w);
  g_autoptr (ShrScene) scene = shr_scene_new (480, 400);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  ShrPictureOptions options;
  ShrTheme theme;

  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
  shr_test_chart_set_point (test, 1);
  test->section = (ShrSection){ .k = 1,
                                .contact = { 4.0, 0.0 },
                                .loss = 40.0,
                                .gradient = { -4.0, -2.0 },
                                .hessian = { 1.0, 0.0, 1.0 },
                                .optimum = { 8.0, 2.0 },
                                .budget = 4.0 };
  test->chart.section = &test->section;
  shr_geometry_chart_draw (&test->chart, 480, 400, &theme, scene);
  words = shr_geometry_chart_describe (&test->chart);
  shr_scene_set_words (scene, "Lasso", words);
  shr_picture_options_init (&options);
  bytes = shr_picture_render (scene, SHR_PICTURE_SVG, &theme, &options, &error);
  g_assert_no_error (error);
  shr_test_assert_expected ("geometry-lasso.svg", bytes);
}

int
main (int argc, char **argv)
{
  static const double mixings[] = { 0.0, 0.5, 1.0, -1.0 };

  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/geometry-chart/tangency/ridge", &mixings[0], test_tangency);
  g_test_add_data_func ("/geometry-chart/tangency/elastic-net", &mixings[1], test_tangency);
  g_test_add_data_func ("/geometry-chart/tangency/lasso", &mixings[2], test_tangency);
  g_test_add_data_func ("/geometry-chart/tangency/random-mixing", &mixings[3], test_tangency);
  g_test_add_func ("/geometry-chart/axes-are-fixed", test_axes_are_fixed);
  g_test_add_func ("/geometry-chart/one-feature", test_one_feature);
  g_test_add_func ("/geometry-chart/twins", test_twins);
  g_test_add_func ("/geometry-chart/texts", test_texts);
  g_test_add_func ("/geometry-chart/magnitudes", test_magnitudes);
  g_test_add_func ("/geometry-chart/expected-svg", test_expected_svg);

  return g_test_run ();
}
