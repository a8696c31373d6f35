#include "plot/shr-solid-chart.h"

#include "plot/shr-picture.h"
#include "plot/shr-solid-view.h"
#include "support/shr-test-chart.h"
#include "support/shr-test-core.h"
#include "support/shr-test-views.h"

#include <math.h>
#include <string.h>

typedef struct
{
  ShrTestChart *test;
  ShrSolidSection section;
  ShrSpace space;
} Solid;

/* A problem of @p features solved somewhere along the path, seen from somewhere; @share of the way down, in log λ. */
static void
solid_init (Solid *solid, ShrTestRandom *random, gsize p, double mixing, double share)
{
  double largest, smallest;
  gsize features[3];

  solid->test = shr_test_chart_new (random, 20 + shr_test_random_below (random, 30), p, 0.5, mixing, 15);
  largest = shr_path_lambda (solid->test->path, 0);
  smallest = shr_path_lambda (solid->test->path, shr_path_count (solid->test->path) - 1);
  shr_test_chart_solve (solid->test, largest * pow (smallest / largest, share));
  solid->space.third = 2;
  solid->space.yaw = 360.0 * shr_test_random_uniform (random);
  solid->space.pitch = 170.0 * shr_test_random_uniform (random) - 85.0;
  solid->space.section = &solid->section;
  solid->test->chart.space = &solid->space;
  features[0] = solid->test->chart.pair[0];
  features[1] = solid->test->chart.pair[1];
  features[2] = solid->space.third;
  shr_test_assert_ok (
      shr_solid_section_at (solid->test->design, &solid->test->point, mixing, features, &solid->section));
}

static double
penalty_at (double mixing, ShrSpot w)
{
  double value = 0.0;

  for (int i = 0; i < 3; i++)
    value += mixing * fabs (w.at[i]) + 0.5 * (1.0 - mixing) * w.at[i] * w.at[i];

  return value;
}

static double
rise_at (const ShrSolidSection *section, ShrSpot w)
{
  const double *h = section->hessian;
  const double full[3][3] = { { h[0], h[1], h[2] }, { h[1], h[3], h[4] }, { h[2], h[4], h[5] } };
  double rise = 0.0;

  for (int i = 0; i < 3; i++)
    for (int k = 0; k < 3; k++)
      rise += 0.5 * full[i][k] * (w.at[i] - section->contact[i]) * (w.at[k] - section->contact[k]);
  for (int i = 0; i < 3; i++)
    rise += section->gradient[i] * (w.at[i] - section->contact[i]);

  return rise;
}

/* --- What is in front, found by following the line of sight ------------------------------------------------------- */

typedef struct
{
  const Solid *solid;
  const ShrSolidLayout *layout;
  ShrSolidView view;
} Eye;

static Eye
make_eye (const Solid *solid, const ShrSolidLayout *layout)
{
  const ShrRect *plot = &layout->plot;
  Eye eye = { solid, layout };

  shr_solid_view_init (&eye.view, solid->space.yaw, solid->space.pitch,
                       (ShrSpot){ { layout->middle[0], layout->middle[1], layout->middle[2] } },
                       (ShrXY){ plot->x + plot->width / 2.0, plot->y + plot->height / 2.0 }, layout->scale);

  return eye;
}

static double
value_along (const Eye *eye, gboolean region, ShrXY pixel, double depth)
{
  ShrSpot spot = shr_spot_add (eye->view.middle, (pixel.x - eye->view.center.x) / eye->view.scale, eye->view.right);

  spot = shr_spot_add (spot, -(pixel.y - eye->view.center.y) / eye->view.scale, eye->view.up);
  spot = shr_spot_add (spot, depth, eye->view.toward);
  for (int i = 0; i < 3; i++)
    spot.at[i] *= eye->layout->unit;

  return region ? penalty_at (shr_path_mixing (eye->solid->test->path), spot) - eye->solid->section.budget
                : rise_at (&eye->solid->section, spot);
}

/* Where the line of sight meets the region, or the level, from the front; NaN where it misses it, or grazes it so that
 * nobody can tell. */
static double
find_front (const Eye *eye, gboolean region, ShrXY pixel, gboolean *grazed)
{
  double scale = region ? eye->solid->section.budget : 0.0, low = -40.0, high = 40.0, front;
  ShrSpot unused = { { 0.0 } };

  if (!region)
    for (int i = 0; i < 3; i++)
      unused.at[i] = eye->solid->section.optimum[i];
  if (!region)
    scale = -rise_at (&eye->solid->section, unused);

  /* Convex: the lowest point by thirds, the front by halves. */
  for (int i = 0; i < 200; i++)
    {
      double a = low + (high - low) / 3.0, b = high - (high - low) / 3.0;

      if (value_along (eye, region, pixel, a) < value_along (eye, region, pixel, b))
        high = b;
      else
        low = a;
    }
  if (fabs (value_along (eye, region, pixel, low)) < 0.02 * scale)
    *grazed = TRUE;
  if (value_along (eye, region, pixel, low) >= 0.0)
    return NAN;

  for (high = 40.0, front = low; high - front > 1e-12;)
    {
      double middle = (front + high) / 2.0;

      if (value_along (eye, region, pixel, middle) < 0.0)
        front = middle;
      else
        high = middle;
    }

  return front;
}

static gboolean
is_inside (const ShrMark *mark, ShrXY pixel)
{
  gboolean inside = FALSE;

  for (gsize i = 0, k = mark->n_points - 1; i < mark->n_points; k = i++)
    {
      ShrXY a = mark->points[i], b = mark->points[k];

      if ((a.y > pixel.y) != (b.y > pixel.y) && pixel.x < (b.x - a.x) * (pixel.y - a.y) / (b.y - a.y) + a.x)
        inside = !inside;
    }

  return inside;
}

/* How bright a matt surface is where the line of sight meets the region; −1 near an edge, where nobody can tell. */
static double
find_light (const Eye *eye, ShrXY pixel, double front)
{
  double mixing = shr_path_mixing (eye->solid->test->path);
  ShrSpot spot = shr_spot_add (eye->view.middle, (pixel.x - eye->view.center.x) / eye->view.scale, eye->view.right);
  ShrSpot normal, light = shr_spot_add ((ShrSpot){ { 0.0 } }, 0.75, eye->view.toward);

  spot = shr_spot_add (spot, -(pixel.y - eye->view.center.y) / eye->view.scale, eye->view.up);
  spot = shr_spot_add (spot, front, eye->view.toward);
  light = shr_spot_unit (shr_spot_add (shr_spot_add (light, -0.45, eye->view.right), 0.6, eye->view.up));
  for (int i = 0; i < 3; i++)
    {
      if (mixing > 0.0 && fabs (spot.at[i]) * eye->layout->scale < 1.0)
        return -1.0;
      normal.at[i] = mixing * copysign (1.0, spot.at[i]) + (1.0 - mixing) * spot.at[i] * eye->layout->unit;
    }

  return fmax (shr_spot_dot (shr_spot_unit (normal), light), 0.0);
}

typedef struct
{
  gsize region, level, both;
} Seen;

/* At many pixels: what is painted last is what the line of sight meets first, in the shade that it has there. */
static void
check_order (const Solid *solid, Seen *seen)
{
  ShrTheme theme;
  ShrSolidLayout layout;
  g_autoptr (ShrScene) scene = shr_scene_new (420.0, 400.0);
  ShrColor color;
  Eye eye;

  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
  color = shr_theme_penalty_color (&theme, shr_path_mixing (solid->test->path));
  shr_solid_chart_layout (&solid->test->chart, 420.0, 400.0, &theme, &layout);
  shr_solid_chart_draw (&solid->test->chart, 420.0, 400.0, &theme, scene);
  eye = make_eye (solid, &layout);

  for (int i = 0; i < 24 * 24; i++)
    {
      ShrXY pixel = { layout.plot.x + layout.plot.width * (i % 24 + 0.5) / 24.0,
                      layout.plot.y + layout.plot.height * (i / 24 + 0.5) / 24.0 };
      const ShrMark *region = NULL;
      gssize region_at = -1, level_at = -1;
      gboolean grazed = FALSE;
      double region_front = find_front (&eye, TRUE, pixel, &grazed);
      double level_front = find_front (&eye, FALSE, pixel, &grazed);

      if (grazed)
        continue;

      for (gsize k = 0; k < shr_scene_get_n_marks (scene); k++)
        {
          const ShrMark *mark = shr_scene_get_mark (scene, k);

          if (mark->kind != SHR_MARK_POLYGON || !is_inside (mark, pixel))
            continue;
          if (mark->role == SHR_ROLE_REGION)
            {
              region = mark;
              region_at = (gssize) k;
            }
          else if (mark->role == SHR_ROLE_LEVEL && level_at < 0)
            level_at = (gssize) k;
        }

      g_assert_cmpint (region != NULL, ==, !isnan (region_front));
      g_assert_cmpint (level_at >= 0, ==, !isnan (level_front));
      seen->region += region != NULL;
      seen->level += level_at >= 0;
      if (region != NULL)
        {
          double light = find_light (&eye, pixel, region_front);
          double share = (theme.background.green - region->style.fill.green) / (theme.background.green - color.green);

          if (light >= 0.0)
            g_assert_cmpfloat (fabs ((0.62 - share) / 0.46 - light), <, 0.08);
        }
      if (region != NULL && level_at >= 0)
        {
          seen->both++;
          g_assert_cmpint (level_at > region_at, ==, level_front > region_front);
        }
    }
}

/* The contact, the arrow and the lines of the picture against the numbers. */
static void
check_contact (const Solid *solid)
{
  const ShrTestChart *test = solid->test;
  double mixing = shr_path_mixing (test->path), lambda = test->point.lambda, scale = 0.0;
  ShrTheme theme;
  ShrSolidLayout layout;
  g_autoptr (ShrScene) scene = shr_scene_new (420.0, 400.0);
  const ShrMark *contact, *arrow = NULL;
  ShrXY place, told;
  Eye eye;
  ShrSpot spot, pull;

  shr_theme_init (&theme, SHR_THEME_DARK, 1.0);
  shr_solid_chart_layout (&test->chart, 420.0, 400.0, &theme, &layout);
  shr_solid_chart_draw (&test->chart, 420.0, 400.0, &theme, scene);
  eye = make_eye (solid, &layout);

  for (int i = 0; i < 3; i++)
    {
      double w = test->point.w[solid->section.features[i]], wanted;

      /* KKT in three coordinates, the pull from the data in the test of the section. */
      pull.at[i] = -solid->section.gradient[i];
      wanted = w == 0.0 ? CLAMP (pull.at[i], -lambda * mixing, lambda * mixing)
                        : lambda * (copysign (mixing, w) + (1.0 - mixing) * w);
      scale = fmax (scale, fabs (pull.at[i]));
      g_assert_cmpfloat (fabs (pull.at[i] - wanted), <, 1e-9 * (1.0 + scale));
      spot.at[i] = w / layout.unit;
    }

  contact = shr_test_find_mark (scene, SHR_ROLE_CONTACT, -1);
  place = shr_solid_view_project (&eye.view, spot);
  g_assert_nonnull (contact);
  g_assert_cmpfloat_with_epsilon (contact->points[0].x, place.x, 1e-9);
  g_assert_cmpfloat_with_epsilon (contact->points[0].y, place.y, 1e-9);
  g_assert_true (shr_solid_chart_contact_at (&test->chart, &layout, &told));
  g_assert_cmpfloat (hypot (told.x - place.x, told.y - place.y), <, 1e-9);

  for (gsize i = 0; i < shr_scene_get_n_marks (scene) && arrow == NULL; i++)
    if (shr_scene_get_mark (scene, i)->role == SHR_ROLE_GRADIENT
        && shr_scene_get_mark (scene, i)->kind == SHR_MARK_POLYGON)
      arrow = shr_scene_get_mark (scene, i);
  if (arrow != NULL)
    {
      /* The head points where −∇loss is seen to point. */
      double x = shr_spot_dot (pull, eye.view.right), y = -shr_spot_dot (pull, eye.view.up);
      double dx = arrow->points[0].x - place.x, dy = arrow->points[0].y - place.y;

      g_assert_cmpfloat (fabs (dx * y - dy * x), <, 1e-6 * hypot (dx, dy) * hypot (x, y));
      g_assert_cmpfloat (dx * x + dy * y, >, 0.0);
    }
}

static void
test_order (gconstpointer data)
{
  double mixing = *(const double *) data;
  ShrTestRandom random;
  Seen seen = { 0 };

  shr_test_random_init (&random, (guint64) (100.0 * mixing) + 5);
  for (int round = 0; round < 24; round++)
    {
      Solid solid;

      solid_init (&solid, &random, 3 + (gsize) round % 4, mixing,
                  (mixing == 1.0 ? 0.35 : 0.65) * shr_test_random_uniform (&random));
      if (solid.section.budget > 0.0)
        check_order (&solid, &seen);
      check_contact (&solid);
      shr_test_chart_free (solid.test);
    }
  g_assert_cmpuint (seen.region, >, 500);
  g_assert_cmpuint (seen.level, >, 100);
  g_assert_cmpuint (seen.both, >, 50);
}

/* Neither λ nor a turn moves the scale or the middle, and what there is to see stays within the plot however turned. */
static void
test_turning (void)
{
  ShrTestRandom random;
  ShrTheme theme;
  ShrSolidLayout first = { 0 };
  Solid solid;

  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
  shr_test_random_init (&random, 40);
  solid_init (&solid, &random, 5, 1.0, 0.4);
  for (int k = 0; k < 15; k++)
    {
      ShrSolidLayout layout;
      Eye eye;

      shr_test_chart_set_point (solid.test, (gsize) k);
      solid.space.yaw = 40.0 * k;
      solid.space.pitch = 12.0 * k - 84.0;
      shr_solid_chart_layout (&solid.test->chart, 500.0, 400.0, &theme, &layout);
      if (k == 0)
        first = layout;
      g_assert_true (memcmp (&layout, &first, sizeof layout) == 0);

      eye = make_eye (&solid, &layout);
      for (gsize point = 0; point < shr_path_ready (solid.test->path); point++)
        {
          const double *w = shr_path_point (solid.test->path, point)->w;
          ShrXY place = shr_solid_view_project (
              &eye.view, (ShrSpot){ { w[0] / layout.unit, w[1] / layout.unit, w[2] / layout.unit } });

          g_assert_cmpfloat (place.x, >, layout.plot.x);
          g_assert_cmpfloat (place.x, <, layout.plot.x + layout.plot.width);
          g_assert_cmpfloat (place.y, >, layout.plot.y);
          g_assert_cmpfloat (place.y, <, layout.plot.y + layout.plot.height);

          /* The route is where the pointer finds it: λ there has this place, up to another part that crosses it. */
          if (point == 7)
            {
              double lambda = shr_solid_chart_lambda_at (&solid.test->chart, &layout, place.x, place.y);

              g_assert_cmpfloat (lambda, >, 0.0);
              g_assert_cmpfloat (lambda, <=, shr_path_lambda (solid.test->path, 0));
            }
        }
    }

  /* A whole turn is none. */
  g_autoptr (ShrScene) here = shr_scene_new (500.0, 400.0);
  g_autoptr (ShrScene) around = shr_scene_new (500.0, 400.0);

  solid.space.yaw = 30.0;
  shr_solid_chart_draw (&solid.test->chart, 500.0, 400.0, &theme, here);
  solid.space.yaw = 390.0;
  shr_solid_chart_draw (&solid.test->chart, 500.0, 400.0, &theme, around);
  g_assert_cmpuint (shr_scene_get_n_marks (here), ==, shr_scene_get_n_marks (around));
  shr_test_chart_free (solid.test);
}

/* No text leaves the picture or touches another, whatever the size, the data, the theme and the view; there are not more
 * shapes than a drawing program likes. */
static void
test_texts (void)
{
  static const char *const long_names[] = { "a rather long name that nobody would give to a column but somebody did",
                                            "Höhe über dem Meeresspiegel (m)",
                                            "x",
                                            "y",
                                            "z",
                                            NULL };
  static const double mixings[] = { 1.0, 0.0, 0.5 };
  ShrTestRandom random;

  shr_test_random_init (&random, 50);
  for (int round = 0; round < 36; round++)
    {
      Solid solid;

      solid_init (&solid, &random, 3 + (gsize) round % 3, mixings[round % 3], shr_test_random_uniform (&random));
      if (round % 4 == 3)
        solid.test->chart.names = long_names;
      for (gsize i = 0; i < shr_test_n_sizes; i++)
        for (ShrThemeKind kind = SHR_THEME_LIGHT; kind <= SHR_THEME_PRINT; kind++)
          {
            double width = shr_test_sizes[i].x, height = shr_test_sizes[i].y;
            g_autoptr (ShrScene) scene = shr_scene_new (width, height);
            g_autofree char *what = g_strdup_printf ("round %d, %g × %g", round, width, height);
            ShrTheme theme;

            shr_theme_init (&theme, kind, i % 2 == 0 ? 1.0 : 1.25);
            shr_solid_chart_draw (&solid.test->chart, width, height, &theme, scene);
            shr_test_assert_texts (scene, what);
            g_assert_cmpuint (shr_scene_get_n_marks (scene), <, 500);
          }
      shr_test_chart_free (solid.test);
    }
}

/* Coefficients of any size, all of them zero, twins, and no solution yet. */
static void
test_extremes (void)
{
  static const char *const names[] = { "a", "b", "c", NULL };
  ShrTheme theme;

  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
  for (int power = -150; power <= 150; power += 50)
    for (int zeros = 0; zeros <= 3; zeros++)
      for (int mixing = 0; mixing <= 2; mixing++)
        {
          double size = pow (10.0, power), lambdas[] = { size, 0.1 * size };
          const double w[] = { 0.0, 0.0, 0.0, zeros < 3 ? size : 0.0, zeros < 2 ? -size : 0.0, zeros < 1 ? size : 0.0 };
          ShrTestChart *test = shr_test_chart_new_by_hand (names, mixing / 2.0, lambdas, 2, w);
          ShrSolidSection section = { .features = { 0, 1, 2 },
                                      .contact = { w[3], w[4], w[5] },
                                      .gradient = { -0.1 * size, 0.05 * size, -0.02 * size },
                                      .hessian = { 1.0, 0.0, 0.0, 1.0, 0.0, 1.0 },
                                      .curvature = { 0.0, 1.0, 1.0 },
                                      .axes = { { 0.0, 0.0, 1.0 }, { 0.0, 1.0, 0.0 }, { 1.0, 0.0, 0.0 } },
                                      .rank = 2,
                                      .optimum = { w[3] + 0.1 * size, w[4] - 0.05 * size, w[5] } };
          ShrSpace space = { 2, 30.0, 20.0, &section };
          g_autoptr (ShrScene) scene = shr_scene_new (400.0, 300.0);
          g_autoptr (ShrScene) early = shr_scene_new (400.0, 300.0);

          shr_test_chart_set_point (test, 1);
          test->chart.space = &space;
          shr_solid_chart_draw (&test->chart, 400.0, 300.0, &theme, scene);
          shr_test_assert_texts (scene, "extremes");
          g_assert_nonnull (shr_test_find_mark (scene, SHR_ROLE_CONTACT, -1));
          g_assert_cmpint (shr_test_find_mark (scene, SHR_ROLE_REGION, -1) != NULL, ==, zeros < 3);
          g_assert_cmpint (shr_test_find_mark (scene, SHR_ROLE_LEVEL, -1) != NULL, >=, zeros < 3);
          g_assert_cmpint (shr_test_find_mark (scene, SHR_ROLE_OPTIMUM, -1) != NULL, >=, zeros < 3);

          space.section = NULL;
          test->chart.complete = FALSE;
          shr_solid_chart_draw (&test->chart, 400.0, 300.0, &theme, early);
          g_assert_cmpuint (shr_test_count_marks (early, SHR_ROLE_TITLE), ==, 1);
          g_assert_null (shr_test_find_mark (early, SHR_ROLE_CONTACT, -1));
          shr_test_chart_free (test);
        }
}

/* A first look has the contact on the near side or at the rim, with the loss on the right and no axis in line. */
static void
test_first_look (void)
{
  ShrTestRandom random;

  shr_test_random_init (&random, 60);
  for (int round = 0; round < 200; round++)
    {
      ShrSolidSection section = { .gradient = { shr_test_random_normal (&random), shr_test_random_normal (&random),
                                                0.5 * shr_test_random_normal (&random) } };
      ShrSpot wanted = { { -section.gradient[0], -section.gradient[1], 0.0 } };
      ShrSolidView view;
      double yaw, pitch;

      /* Where the contact is, or else where the solution would go if it were let go. */
      for (int i = 0; round % 2 == 1 && i < 3; i++)
        section.contact[i] = wanted.at[i] = shr_test_random_normal (&random);
      wanted.at[2] = 0.0;

      shr_solid_chart_find_view (&section, &yaw, &pitch);
      shr_solid_view_init (&view, yaw, pitch, (ShrSpot){ { 0.0 } }, (ShrXY){ 0.0, 0.0 }, 1.0);
      g_assert_cmpfloat (yaw, >=, -180.0);
      g_assert_cmpfloat (yaw, <=, 180.0);
      g_assert_cmpfloat (fabs (remainder (yaw, 90.0)), >, 17.0);
      g_assert_cmpfloat (shr_spot_dot (shr_spot_unit (wanted), view.right), >, 0.4);
      g_assert_cmpfloat (shr_spot_dot (shr_spot_unit (wanted), view.toward), >, 0.1);
    }
}

/* A picture as a whole, from numbers that owe nothing to rounding. */
static void
test_expected_svg (void)
{
  static const char *const names[] = { "height", "weight", "age", NULL };
  const double lambdas[] = { 8.0, 4.0, 2.0, 1.0 };
  const double w[] = { 0.0, 0.0, 0.0, 4.0, 0.0, 0.0, 6.0, 1.0, 0.0, 7.0, 2.0, 0.5 };
  g_autoptr (ShrTestChart) test = shr_test_chart_new_by_hand (names, 1.0, lambdas, 4, w);
  g_autoptr (ShrScene) scene = shr_scene_new (480, 400);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  ShrSolidSection section = { .features = { 0, 1, 2 },
                              .contact = { 6.0, 1.0, 0.0 },
                              .gradient = { -2.0, -2.0, -1.0 },
                              .hessian = { 1.0, 0.0, 0.0, 1.0, 0.0, 1.0 },
                              .curvature = { 1.0, 1.0, 1.0 },
                              .axes = { { 1.0, 0.0, 0.0 }, { 0.0, 1.0, 0.0 }, { 0.0, 0.0, 1.0 } },
                              .rank = 3,
                              .optimum = { 8.0, 3.0, 1.0 },
                              .budget = 7.0 };
  ShrSpace space = { 2, -20.0, 20.0, &section };
  ShrPictureOptions options;
  ShrTheme theme;

  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
  shr_test_chart_set_point (test, 2);
  test->chart.space = &space;
  shr_solid_chart_draw (&test->chart, 480, 400, &theme, scene);
  shr_picture_options_init (&options);
  bytes = shr_picture_render (scene, SHR_PICTURE_SVG, &theme, &options, &error);
  g_assert_no_error (error);
  shr_test_assert_expected ("solid-lasso.svg", bytes);
}

int
main (int argc, char **argv)
{
  static const double mixings[] = { 0.0, 0.5, 1.0 };

  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/solid-chart/order/ridge", &mixings[0], test_order);
  g_test_add_data_func ("/solid-chart/order/elastic-net", &mixings[1], test_order);
  g_test_add_data_func ("/solid-chart/order/lasso", &mixings[2], test_order);
  g_test_add_func ("/solid-chart/turning", test_turning);
  g_test_add_func ("/solid-chart/texts", test_texts);
  g_test_add_func ("/solid-chart/extremes", test_extremes);
  g_test_add_func ("/solid-chart/first-look", test_first_look);
  g_test_add_func ("/solid-chart/expected-svg", test_expected_svg);

  return g_test_run ();
}
