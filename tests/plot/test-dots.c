#include "plot/shr-dots.h"

#include "support/shr-test-random.h"

#include <math.h>

#define SIDE 200
#define N_DOTS 400

static ShrScene *
new_scene (double radius, double alpha, double within)
{
  const ShrStyle style = { .fill = { 1.0, 0.0, 0.0, alpha } };
  ShrScene *scene = shr_scene_new (SIDE, SIDE);
  ShrTestRandom random;

  shr_test_random_init (&random, 11);
  for (int i = 0; i < N_DOTS; i++)
    {
      double x = within * shr_test_random_uniform (&random), y = within * shr_test_random_uniform (&random);

      shr_scene_add_disc (scene, SHR_ROLE_ROW, -1, &style, x, y, radius);
    }

  return scene;
}

/* Cairo's own discs, one by one. */
static gsize
fill (const ShrScene *scene, gsize first, cairo_t *cr)
{
  for (gsize i = first; i < shr_scene_get_n_marks (scene); i++)
    {
      const ShrMark *mark = shr_scene_get_mark (scene, i);

      cairo_new_path (cr);
      cairo_arc (cr, mark->points[0].x, mark->points[0].y, mark->radius, 0.0, 2.0 * G_PI);
      cairo_set_source_rgba (cr, mark->style.fill.red, mark->style.fill.green, mark->style.fill.blue,
                             mark->style.fill.alpha);
      cairo_fill (cr);
    }

  return shr_scene_get_n_marks (scene) - first;
}

static cairo_surface_t *
paint (gsize (*func) (const ShrScene *, gsize, cairo_t *), const ShrScene *scene, double scale, gboolean clipped)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, SIDE, SIDE);
  cairo_t *cr = cairo_create (surface);

  cairo_scale (cr, scale, scale);
  if (clipped)
    {
      cairo_rectangle (cr, 20.0, 30.0, 40.0, 20.0);
      cairo_clip (cr);
    }
  g_assert_cmpuint (func (scene, 0, cr), ==, N_DOTS);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  return surface;
}

static guint8
alpha_at (cairo_surface_t *surface, int x, int y)
{
  return cairo_image_surface_get_data (surface)[y * cairo_image_surface_get_stride (surface) + 4 * x + 3];
}

/* Few or many, on top of each other, cut off at the edges, at every size and scale: as Cairo fills them. */
static void
test_as_cairo (void)
{
  const double radii[] = { 1.2, 2.3, 4.0, 7.5 }, alphas[] = { 0.25, 0.7, 1.0 };

  for (gsize i = 0; i < G_N_ELEMENTS (radii); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (alphas); j++)
      for (int round = 0; round < 4; round++)
        {
          double scale = 1.0 + round % 2, sum = 0.0, expected = 0.0, largest = 0.0;
          g_autoptr (ShrScene) scene = new_scene (radii[i], alphas[j], SIDE);
          cairo_surface_t *dots = paint (shr_dots_paint, scene, scale, round / 2 == 1);
          cairo_surface_t *discs = paint (fill, scene, scale, round / 2 == 1);

          for (int y = 0; y < SIDE; y++)
            for (int x = 0; x < SIDE; x++)
              {
                int dot = alpha_at (dots, x, y), disc = alpha_at (discs, x, y);

                sum += dot;
                expected += disc;
                largest = fmax (largest, abs (dot - disc));
              }
          g_assert_cmpfloat (expected, >, 0.0);
          g_assert_cmpfloat_with_epsilon (sum / expected, 1.0, 0.02);
          g_assert_cmpfloat (largest, <, 45.0);
          cairo_surface_destroy (discs);
          cairo_surface_destroy (dots);
        }
}

/* What looks otherwise, or has an outline, is not painted along with the others. */
static void
test_runs (void)
{
  const ShrStyle red = { .fill = { 1.0, 0.0, 0.0, 0.5 } }, blue = { .fill = { 0.0, 0.0, 1.0, 0.5 } };
  const ShrStyle outlined = { .stroke = { 0.0, 0.0, 0.0, 1.0 }, .width = 1.0, .fill = { 1.0, 0.0, 0.0, 0.5 } };
  g_autoptr (ShrScene) scene = shr_scene_new (SIDE, SIDE);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, SIDE, SIDE);
  cairo_t *cr = cairo_create (surface);

  shr_scene_add_disc (scene, SHR_ROLE_ROW, -1, &red, 20.0, 20.0, 3.0);
  shr_scene_add_disc (scene, SHR_ROLE_ROW, -1, &red, 40.0, 20.0, 3.0);
  shr_scene_add_disc (scene, SHR_ROLE_ROW, -1, &red, 60.0, 20.0, 4.0);
  shr_scene_add_disc (scene, SHR_ROLE_ROW, -1, &blue, 80.0, 20.0, 4.0);
  shr_scene_add_disc (scene, SHR_ROLE_ROW, -1, &outlined, 100.0, 20.0, 4.0);
  shr_scene_add_disc (scene, SHR_ROLE_VALUE, -1, &red, 120.0, 20.0, 4.0);

  g_assert_cmpuint (shr_dots_paint (scene, 0, cr), ==, 2);
  g_assert_cmpuint (shr_dots_paint (scene, 2, cr), ==, 1);
  g_assert_cmpuint (shr_dots_paint (scene, 3, cr), ==, 1);
  g_assert_true (shr_dots_are (shr_scene_get_mark (scene, 3)));
  g_assert_false (shr_dots_are (shr_scene_get_mark (scene, 4)));
  g_assert_false (shr_dots_are (shr_scene_get_mark (scene, 5)));
  cairo_surface_flush (surface);
  g_assert_cmpint (alpha_at (surface, 20, 20), ==, 128);
  g_assert_cmpint (alpha_at (surface, 100, 20), ==, 0);

  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dots/as-cairo", test_as_cairo);
  g_test_add_func ("/dots/runs", test_runs);

  return g_test_run ();
}
