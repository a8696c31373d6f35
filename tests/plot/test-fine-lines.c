#include "plot/shr-fine-lines.h"

#include "support/shr-test-random.h"

#include <math.h>

#define SIDE 300

static const ShrStyle thin = { .stroke = { 1.0, 1.0, 1.0, 1.0 }, .width = 1.0 };

static cairo_surface_t *
new_surface (void)
{
  return cairo_image_surface_create (CAIRO_FORMAT_RGB24, SIDE, SIDE);
}

static double
light_at (cairo_surface_t *surface, int x, int y)
{
  return cairo_image_surface_get_data (surface)[y * cairo_image_surface_get_stride (surface) + 4 * x + 1] / 255.0;
}

static double
light_of (cairo_surface_t *surface)
{
  double sum = 0.0;

  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++)
      sum += light_at (surface, x, y);

  return sum;
}

static gsize
paint (cairo_surface_t *surface, const ShrScene *scene, gsize first, double scale)
{
  cairo_t *cr = cairo_create (surface);
  gsize n;

  cairo_scale (cr, scale, scale);
  n = shr_fine_lines_paint (scene, first, cr);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  return n;
}

/* At every angle a line has its weight, and the same in every column or row that it crosses. */
static void
test_straight (void)
{
  for (double angle = 0.0; angle < G_PI; angle += 0.043)
    {
      const ShrXY points[] = { { 150.3 - 120.0 * cos (angle), 150.6 - 120.0 * sin (angle) },
                               { 150.3 + 120.0 * cos (angle), 150.6 + 120.0 * sin (angle) } };
      gboolean level = fabs (cos (angle)) >= fabs (sin (angle));
      double expected = 1.0 / fmax (fabs (cos (angle)), fabs (sin (angle)));
      g_autoptr (ShrScene) scene = shr_scene_new (SIDE, SIDE);
      cairo_surface_t *surface = new_surface ();

      shr_scene_add_polyline (scene, SHR_ROLE_CONTOUR, -1, &thin, points, 2);
      g_assert_cmpuint (paint (surface, scene, 0, 1.0), ==, 1);
      g_assert_cmpfloat_with_epsilon (light_of (surface), 240.0, 1.5);
      for (int i = 75; i < 225; i++)
        {
          double sum = 0.0;

          for (int j = 0; j < SIDE; j++)
            sum += level ? light_at (surface, i, j) : light_at (surface, j, i);
          g_assert_cmpfloat_with_epsilon (sum, expected, 0.01);
        }
      cairo_surface_destroy (surface);
    }
}

/* Ellipses of all shapes look as Cairo strokes them. */
static void
test_ellipses (void)
{
  ShrTestRandom random;

  shr_test_random_init (&random, 5);
  for (int round = 0; round < 60; round++)
    {
      double turn = G_PI * shr_test_random_uniform (&random), large = 40.0 + 90.0 * shr_test_random_uniform (&random);
      double small = large * (0.15 + 0.85 * shr_test_random_uniform (&random));
      double scale = 1.0 + round % 2, largest = 0.0;
      g_autoptr (ShrScene) scene = shr_scene_new (SIDE, SIDE);
      cairo_surface_t *found = new_surface (), *expected = new_surface ();
      cairo_t *cr = cairo_create (expected);
      ShrXY points[200];
      ShrStyle style = thin;

      style.width = round % 3 == 0 ? 1.5 : 1.0;
      for (gsize i = 0; i < G_N_ELEMENTS (points); i++)
        {
          double angle = 2.0 * G_PI * (double) i / G_N_ELEMENTS (points);
          double a = large * cos (angle) / scale, b = small * sin (angle) / scale;

          points[i] = (ShrXY){ 150.2 / scale + a * cos (turn) - b * sin (turn),
                               149.9 / scale + a * sin (turn) + b * cos (turn) };
          cairo_line_to (cr, points[i].x * scale, points[i].y * scale);
        }
      cairo_close_path (cr);
      cairo_set_source_rgb (cr, 1.0, 1.0, 1.0);
      cairo_set_line_width (cr, style.width * scale);
      cairo_stroke (cr);
      cairo_destroy (cr);
      cairo_surface_flush (expected);

      shr_scene_add_polygon (scene, SHR_ROLE_CONTOUR, -1, &style, points, G_N_ELEMENTS (points));
      paint (found, scene, 0, scale);

      g_assert_cmpfloat_with_epsilon (light_of (found), light_of (expected), 0.05 * light_of (expected));
      for (int y = 0; y < SIDE; y++)
        for (int x = 0; x < SIDE; x++)
          largest = fmax (largest, fabs (light_at (found, x, y) - light_at (expected, x, y)));
      /* The most at the tips of the narrowest; elsewhere a quarter of that. */
      g_assert_cmpfloat (largest, <, 0.35);
      cairo_surface_destroy (expected);
      cairo_surface_destroy (found);
    }
}

/* In the clip only, wherever the points are. */
static void
test_clip (void)
{
  const ShrXY across[] = { { -1e6, 130.0 }, { 1e6, 130.5 } }, up[] = { { 140.0, -1e6 }, { 140.5, 1e6 } };
  const ShrXY outside[] = { { 10.0, 10.0 }, { 20.0, 20.0 } };
  g_autoptr (ShrScene) scene = shr_scene_new (SIDE, SIDE);
  cairo_surface_t *surface = new_surface ();
  cairo_t *cr = cairo_create (surface);

  shr_scene_add_polyline (scene, SHR_ROLE_CONTOUR, -1, &thin, across, 2);
  shr_scene_add_polyline (scene, SHR_ROLE_CONTOUR, -1, &thin, up, 2);
  shr_scene_add_polyline (scene, SHR_ROLE_CONTOUR, -1, &thin, outside, 2);
  shr_scene_add_polyline (scene, SHR_ROLE_CONTOUR, -1, &thin, outside, 1);
  shr_scene_add_polyline (scene, SHR_ROLE_CONTOUR, -1, &thin, outside, 0);
  cairo_rectangle (cr, 100.0, 110.0, 80.0, 60.0);
  cairo_clip (cr);
  g_assert_cmpuint (shr_fine_lines_paint (scene, 0, cr), ==, 5);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++)
      if (x < 100 || x >= 180 || y < 110 || y >= 170)
        g_assert_cmpfloat (light_at (surface, x, y), ==, 0.0);
  g_assert_cmpfloat_with_epsilon (light_of (surface), 80.0 + 60.0, 2.0);
  cairo_surface_destroy (surface);
}

/* Those of one style are painted together, and no others; a crossing is no darker than the lines. */
static void
test_together (void)
{
  const ShrXY across[] = { { 0.0, 130.0 }, { 300.0, 130.0 } }, up[] = { { 140.0, 0.0 }, { 140.0, 300.0 } };
  ShrStyle half = thin, wide = thin;
  g_autoptr (ShrScene) scene = shr_scene_new (SIDE, SIDE);
  cairo_surface_t *surface = new_surface ();

  half.stroke.alpha = 0.5;
  wide.width = 2.0;
  shr_scene_add_polyline (scene, SHR_ROLE_CONTOUR, -1, &half, across, 2);
  shr_scene_add_polyline (scene, SHR_ROLE_CONTOUR, -1, &half, up, 2);
  shr_scene_add_polyline (scene, SHR_ROLE_CONTOUR, -1, &wide, up, 2);
  shr_scene_set_clip (scene, &(ShrRect){ 0.0, 0.0, 10.0, 10.0 });
  shr_scene_add_polyline (scene, SHR_ROLE_CONTOUR, -1, &wide, up, 2);
  shr_scene_add_segment (scene, SHR_ROLE_NORMAL, -1, &wide, 0.0, 0.0, 10.0, 10.0);

  g_assert_cmpuint (paint (surface, scene, 0, 1.0), ==, 2);
  /* On the border of two pixels: a half of a half for each. */
  g_assert_cmpfloat_with_epsilon (light_at (surface, 100, 130), 0.25, 0.01);
  g_assert_cmpfloat_with_epsilon (light_at (surface, 140, 130), 0.25, 0.01);
  g_assert_cmpuint (paint (surface, scene, 2, 1.0), ==, 1);
  g_assert_cmpuint (paint (surface, scene, 3, 1.0), ==, 1);
  cairo_surface_destroy (surface);
}

static void
test_which (void)
{
  const ShrXY points[] = { { 0.0, 130.0 }, { 300.0, 130.0 } };
  ShrStyle dashed = thin, wide = thin, filled = thin;
  g_autoptr (ShrScene) scene = shr_scene_new (SIDE, SIDE);

  dashed.dash = SHR_DASH_DASHED;
  wide.width = 5.0;
  filled.fill = thin.stroke;
  shr_scene_add_polyline (scene, SHR_ROLE_CONTOUR, -1, &thin, points, 2);
  shr_scene_add_polygon (scene, SHR_ROLE_TOUCHING_CONTOUR, -1, &thin, points, 2);
  shr_scene_add_polyline (scene, SHR_ROLE_CONTOUR, -1, &dashed, points, 2);
  shr_scene_add_polyline (scene, SHR_ROLE_CONTOUR, -1, &wide, points, 2);
  shr_scene_add_polygon (scene, SHR_ROLE_CONTOUR, -1, &filled, points, 2);
  shr_scene_add_polyline (scene, SHR_ROLE_TRACE, -1, &thin, points, 2);
  shr_scene_add_polygon (scene, SHR_ROLE_REGION, -1, &thin, points, 2);

  for (gsize i = 0; i < shr_scene_get_n_marks (scene); i++)
    g_assert_cmpint (shr_fine_lines_are (shr_scene_get_mark (scene, i)), ==, i < 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fine-lines/straight", test_straight);
  g_test_add_func ("/fine-lines/ellipses", test_ellipses);
  g_test_add_func ("/fine-lines/clip", test_clip);
  g_test_add_func ("/fine-lines/together", test_together);
  g_test_add_func ("/fine-lines/which", test_which);

  return g_test_run ();
}
