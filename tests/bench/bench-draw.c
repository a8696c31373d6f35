/* Seconds from a scene in memory to the bytes of a picture: bench-draw [RUNS] (default 5). Polylines of 100 points at
 * 1200 × 800, the first twelve in colour, in groups of their own as in the Paths chart. The fastest run counts. */
#include "plot/shr-cairo-renderer.h"
#include "plot/shr-picture.h"
#include "support/shr-test-random.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define WIDTH 1200
#define HEIGHT 800
#define N_POINTS 100

static ShrScene *
make_scene (gsize n_lines, const ShrTheme *theme)
{
  ShrScene *scene = shr_scene_new (WIDTH, HEIGHT);
  ShrTestRandom random;

  shr_test_random_init (&random, 1);
  shr_scene_set_clip (scene, &(ShrRect){ 50.0, 20.0, 1100.0, 760.0 });
  for (gsize j = 0; j < n_lines; j++)
    {
      double height = 2.0 * shr_test_random_uniform (&random) - 1.0;
      double width = 1.0 + 60.0 * shr_test_random_uniform (&random);
      g_autofree char *id = g_strdup_printf ("x%" G_GSIZE_FORMAT, j + 1);
      ShrXY points[N_POINTS];

      for (gsize i = 0; i < N_POINTS; i++)
        points[i] = (ShrXY){ 50.0 + 11.1 * (double) i, 400.0 - 370.0 * height * tanh ((double) (99 - i) / width) };

      shr_scene_begin_group (scene, id, id);
      shr_scene_add_polyline (scene, SHR_ROLE_TRACE, (int) j, j < SHR_PALETTE_SIZE ? &theme->palette[j] : &theme->other,
                              points, N_POINTS);
      shr_scene_end_group (scene);
    }

  return scene;
}

static double
seconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1e6;
}

static double
time_picture (const ShrScene *scene, ShrPictureFormat format, const ShrTheme *theme, int runs, gsize *size)
{
  double best = INFINITY;
  ShrPictureOptions options;

  shr_picture_options_init (&options);
  for (int run = 0; run < runs; run++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (GBytes) bytes = shr_picture_render (scene, format, theme, &options, NULL);

      best = MIN (best, seconds_since (start));
      *size = g_bytes_get_size (bytes);
    }

  return best;
}

static double
time_paint (const ShrScene *scene, const ShrTheme *theme, int runs)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  double best = INFINITY;

  for (int run = 0; run < runs; run++)
    {
      gint64 start = g_get_monotonic_time ();

      cairo_set_source_rgb (cr, 1.0, 1.0, 1.0);
      cairo_paint (cr);
      shr_cairo_renderer_paint (scene, cr, &theme->background);
      best = MIN (best, seconds_since (start));
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return best;
}

int
main (int argc, char **argv)
{
  const gsize sizes[] = { 10, 100, 1000, 5000 };
  int runs = argc > 1 ? MAX (1, atoi (argv[1])) : 5;
  ShrTheme theme;

  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);

  printf ("%9s %10s %10s %10s %10s %10s %10s\n", "polylines", "paint s", "PNG s", "SVG s", "PDF s", "PNG bytes",
          "SVG bytes");
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (ShrScene) scene = make_scene (sizes[i], &theme);
      gsize png_size, svg_size, pdf_size;
      double paint = time_paint (scene, &theme, runs);
      double png = time_picture (scene, SHR_PICTURE_PNG, &theme, runs, &png_size);
      double svg = time_picture (scene, SHR_PICTURE_SVG, &theme, runs, &svg_size);
      double pdf = time_picture (scene, SHR_PICTURE_PDF, &theme, runs, &pdf_size);

      printf ("%9" G_GSIZE_FORMAT " %10.4f %10.4f %10.4f %10.4f %10" G_GSIZE_FORMAT " %10" G_GSIZE_FORMAT "\n",
              sizes[i], paint, png, svg, pdf, png_size, svg_size);
    }

  return EXIT_SUCCESS;
}
