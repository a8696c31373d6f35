#include "plot/shr-glyphs.h"

#include "plot/shr-cairo-renderer.h"
#include "plot/shr-text.h"

#include <math.h>
#include <string.h>

#define WIDTH 240
#define HEIGHT 40

static const ShrColor black = { 0.0, 0.0, 0.0, 1.0 };
static const ShrColor white = { 1.0, 1.0, 1.0, 1.0 };

typedef enum
{
  BY_MASKS,
  BY_OUTLINES,
} Way;

static void
paint_outlines (cairo_t *cr, const char *text, double size, gboolean bold, double x, double y, const ShrColor *halo)
{
  cairo_save (cr);
  cairo_translate (cr, x, y);
  if (halo != NULL)
    {
      cairo_new_path (cr);
      shr_text_path (cr, text, size, bold);
      cairo_set_source_rgb (cr, halo->red, halo->green, halo->blue);
      cairo_set_line_width (cr, SHR_HALO_WIDTH * size);
      cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
      cairo_stroke (cr);
    }
  cairo_new_path (cr);
  shr_text_path (cr, text, size, bold);
  cairo_set_source_rgb (cr, 0.0, 0.0, 0.0);
  cairo_fill (cr);
  cairo_restore (cr);
}

/* Black on grey, in logical pixels of @scale device pixels. */
static cairo_surface_t *
paint (const char *text, double size, gboolean bold, double x, double y, gboolean halo, double scale, Way way)
{
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) (WIDTH * scale), (int) (HEIGHT * scale));
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 0.5, 0.5, 0.5);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  if (way == BY_MASKS)
    g_assert_true (shr_glyphs_paint (cr, text, size, bold, x, y, &black, halo ? &white : NULL, SHR_HALO_WIDTH));
  else
    paint_outlines (cr, text, size, bold, x, y, halo ? &white : NULL);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  return surface;
}

static int
grey_at (cairo_surface_t *surface, int x, int y)
{
  return cairo_image_surface_get_data (surface)[y * cairo_image_surface_get_stride (surface) + 4 * x + 1];
}

/* How many pixels of two pictures differ by more than @limit, and the sum of all differences. */
static gsize
compare (cairo_surface_t *a, cairo_surface_t *b, int limit, double *sum)
{
  gsize n = 0;

  *sum = 0.0;
  for (int y = 0; y < cairo_image_surface_get_height (a); y++)
    for (int x = 0; x < cairo_image_surface_get_width (a); x++)
      {
        int difference = grey_at (a, x, y) - grey_at (b, x, y);

        n += ABS (difference) > limit;
        *sum += difference;
      }

  return n;
}

static double
ink_of (cairo_surface_t *surface)
{
  double sum = 0.0;

  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
      sum += ABS (grey_at (surface, x, y) - 128);

  return sum;
}

/* A letter an eighth of a pixel from its place, across and down, differs by a quarter in no pixel by more. */
static void
test_as_outlines (void)
{
  static const char *const texts[] = {
    "bmi 15.8, tc exactly 0",  "‖w‖₁ ≤ 24.3 · λ = 0.618",       "−∇loss 2.8 × 10⁻¹⁴",
    "fi Å e\xcc\x81 Вес שלום", "\xf0\x9f\x98\x80 \xef\xbf\xbd",
  };
  const double scales[] = { 1.0, 1.5, 2.0 };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    for (gsize s = 0; s < G_N_ELEMENTS (scales); s++)
      for (int variant = 0; variant < 4; variant++)
        for (double shift = 0.0; shift < 1.0; shift += 0.17)
          {
            gboolean bold = variant % 2, halo = variant / 2;
            cairo_surface_t *masks =
                paint (texts[i], 12.5, bold, 20.0 + shift, 25.0 + 0.7 * shift, halo, scales[s], BY_MASKS);
            cairo_surface_t *outlines =
                paint (texts[i], 12.5, bold, 20.0 + shift, 25.0 + 0.7 * shift, halo, scales[s], BY_OUTLINES);
            double sum;

            /* Over a halo the letters are twice as far from the ground. A pixel at most that Cairo, filling many
             * outlines at once, gets wrong. */
            g_assert_cmpuint (compare (masks, outlines, halo ? 72 : 36, &sum), <=, 1);
            g_assert_cmpfloat (fabs (sum), <=, 0.02 * ink_of (outlines) + 64.0);
            cairo_surface_destroy (outlines);
            cairo_surface_destroy (masks);
          }
}

/* Each of a row of bars is where the text's widths say, to an eighth of a pixel. */
static void
test_even_spacing (void)
{
  const char *text = "|  |  |  |  |  |  |  |  |  |  |";

  for (double shift = 0.0; shift < 0.25; shift += 0.06)
    {
      cairo_surface_t *surface = paint (text, 13.0, FALSE, 10.0 + shift, 25.0, FALSE, 1.0, BY_MASKS);
      gsize letter = 0;
      double ink = 0.0, moment = 0.0, first = NAN;

      for (int x = 0; x < WIDTH; x++)
        {
          double column = 0.0;

          for (int y = 0; y < HEIGHT; y++)
            column += 128 - grey_at (surface, x, y);

          ink += column;
          moment += column * (x + 0.5);
          if (column <= 0.0 && ink > 0.0)
            {
              g_autofree char *before = g_strndup (text, letter);
              ShrTextExtents extents;
              double found = moment / ink;

              shr_text_measure (before, 13.0, FALSE, &extents);
              first = isnan (first) ? found : first;
              g_assert_cmpfloat_with_epsilon (found - first, extents.width, 0.26);
              ink = moment = 0.0;
              letter += 3;
            }
        }
      g_assert_cmpuint (letter, >=, strlen (text));
      cairo_surface_destroy (surface);
    }
}

/* Scaled by the context or by the surface, in a group or not: the same pixels. */
static void
test_targets (void)
{
  cairo_surface_t *expected = paint ("tc −0.398", 13.0, TRUE, 10.3, 20.4, TRUE, 2.0, BY_MASKS);

  for (int group = 0; group < 2; group++)
    {
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 2 * WIDTH, 2 * HEIGHT);
      cairo_t *cr;
      double sum;

      cairo_surface_set_device_scale (surface, 2.0, 2.0);
      cr = cairo_create (surface);
      cairo_set_source_rgb (cr, 0.5, 0.5, 0.5);
      cairo_paint (cr);
      if (group)
        {
          cairo_rectangle (cr, 5.0, 3.0, WIDTH - 5.0, HEIGHT - 3.0);
          cairo_clip (cr);
          cairo_push_group (cr);
        }
      g_assert_true (shr_glyphs_paint (cr, "tc −0.398", 13.0, TRUE, 10.3, 20.4, &black, &white, SHR_HALO_WIDTH));
      if (group)
        {
          cairo_pop_group_to_source (cr);
          cairo_paint (cr);
        }
      cairo_destroy (cr);
      cairo_surface_flush (surface);

      /* A group is blended once more. */
      g_assert_cmpuint (compare (surface, expected, group ? 2 : 0, &sum), ==, 0);
      cairo_surface_destroy (surface);
    }
  cairo_surface_destroy (expected);
}

/* More masks than are kept; the first text is then as it was. */
static void
test_many (void)
{
  cairo_surface_t *before = paint ("0123456789 λ", 13.0, FALSE, 10.0, 20.0, TRUE, 1.0, BY_MASKS), *after;
  double sum;

  for (double size = 20.0; size < 60.0; size += 0.1)
    cairo_surface_destroy (paint ("0123456789 λ", size, FALSE, 10.0, 20.0, TRUE, 1.0, BY_MASKS));
  after = paint ("0123456789 λ", 13.0, FALSE, 10.0, 20.0, TRUE, 1.0, BY_MASKS);
  g_assert_cmpuint (compare (before, after, 0, &sum), ==, 0);
  cairo_surface_destroy (before);
  cairo_surface_destroy (after);
}

/* Large letters, long texts and places far away are left to others; nothing to see is no error. */
static void
test_limits (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  g_autofree char *long_text = g_strnfill (2000, 'm');

  g_assert_false (shr_glyphs_paint (cr, "a", 100.0, FALSE, 10.0, 20.0, &white, &white, SHR_HALO_WIDTH));
  g_assert_false (shr_glyphs_paint (cr, long_text, 13.0, FALSE, 10.0, 20.0, &white, &white, SHR_HALO_WIDTH));
  g_assert_false (shr_glyphs_paint (cr, "a", 13.0, FALSE, 1e6, 20.0, &white, &white, SHR_HALO_WIDTH));
  g_assert_true (shr_glyphs_paint (cr, "", 13.0, FALSE, 10.0, 20.0, &white, &white, SHR_HALO_WIDTH));
  g_assert_true (shr_glyphs_paint (cr, "  ", 13.0, FALSE, 10.0, 20.0, &white, &white, SHR_HALO_WIDTH));
  g_assert_true (shr_glyphs_paint (cr, "a", 13.0, FALSE, -500.0, 2000.0, &white, &white, SHR_HALO_WIDTH));
  cairo_surface_flush (surface);
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      g_assert_cmpint (grey_at (surface, x, y), ==, 0);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/glyphs/as-outlines", test_as_outlines);
  g_test_add_func ("/glyphs/even-spacing", test_even_spacing);
  g_test_add_func ("/glyphs/targets", test_targets);
  g_test_add_func ("/glyphs/many", test_many);
  g_test_add_func ("/glyphs/limits", test_limits);

  return g_test_run ();
}
