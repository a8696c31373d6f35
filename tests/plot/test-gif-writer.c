#include "plot/shr-gif-writer.h"

#include "plot/shr-picture.h"

#include <gif_lib.h>
#include <gio/gio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define WIDTH 90
#define HEIGHT 60

/* A square that moves over lines that stay, with smooth edges; stands still for one frame. */
static gboolean
paint (guint frame, cairo_t *cr, gpointer data, GError **error)
{
  double x = 10.0 + 3.3 * (frame == 3 ? 2 : frame);

  if (data != NULL && frame == 2)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "enough");
      return FALSE;
    }

  cairo_set_source_rgb (cr, 1.0, 1.0, 1.0);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 0.2, 0.2, 0.9);
  cairo_set_line_width (cr, 1.3);
  for (int i = 0; i < 5; i++)
    {
      cairo_move_to (cr, 0.0, 7.0 * i);
      cairo_line_to (cr, WIDTH, 11.0 * i + 3.0);
      cairo_stroke (cr);
    }
  cairo_set_source_rgb (cr, 0.8, 0.3, 0.0);
  cairo_arc (cr, x, 30.0, 8.0, 0.0, 2.0 * G_PI);
  cairo_fill (cr);

  return TRUE;
}

typedef struct
{
  const guint8 *data;
  gsize left;
} Reader;

static int
read_bytes (GifFileType *gif, GifByteType *bytes, int n)
{
  Reader *reader = gif->UserData;
  int got = (int) MIN ((gsize) n, reader->left);

  memcpy (bytes, reader->data, (gsize) got);
  reader->data += got;
  reader->left -= (gsize) got;

  return got;
}

/* A decoder that is not ours sees the frames, each after the other put onto what was there. */
static void
test_frames (void)
{
  const guint n = 6;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = shr_gif_write (WIDTH, HEIGHT, n, 7, 150, "a comment", paint, NULL, &error);
  g_autofree guint32 *shown = g_new0 (guint32, WIDTH * HEIGHT);
  gsize moved = 0;
  Reader reader;
  GifFileType *gif;
  int code = 0;

  g_assert_no_error (error);
  reader.data = g_bytes_get_data (bytes, &reader.left);
  g_assert_cmpint (memcmp (reader.data, "GIF89a", 6), ==, 0);
  gif = DGifOpen (&reader, read_bytes, &code);
  g_assert_nonnull (gif);
  g_assert_cmpint (DGifSlurp (gif), ==, GIF_OK);
  g_assert_cmpint (gif->SWidth, ==, WIDTH);
  g_assert_cmpint (gif->SHeight, ==, HEIGHT);
  g_assert_cmpint (gif->ImageCount, ==, n);

  for (int i = 0; i < gif->ImageCount; i++)
    {
      const SavedImage *image = &gif->SavedImages[i];
      const GifImageDesc *desc = &image->ImageDesc;
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
      cairo_t *cr = cairo_create (surface);
      GraphicsControlBlock control;
      double sum = 0.0;
      int worst = 0;

      g_assert_cmpint (DGifSavedExtensionToGCB (gif, i, &control), ==, GIF_OK);
      g_assert_cmpint (control.DelayTime, ==, i + 1 < (int) n ? 7 : 150);
      for (int y = 0; y < desc->Height; y++)
        for (int x = 0; x < desc->Width; x++)
          {
            int index = image->RasterBits[y * desc->Width + x];
            const GifColorType *color = &gif->SColorMap->Colors[index];

            if (index != control.TransparentColor)
              shown[(desc->Top + y) * WIDTH + desc->Left + x] =
                  (guint32) color->Red << 16 | (guint32) color->Green << 8 | color->Blue;
          }
      if (i > 0)
        moved += (gsize) desc->Width * (gsize) desc->Height;

      g_assert_true (paint ((guint) i, cr, NULL, NULL));
      cairo_destroy (cr);
      cairo_surface_flush (surface);
      for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
          {
            const guint8 *row = cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface);
            guint32 expected = ((const guint32 *) (gconstpointer) row)[x] & 0xffffff, found = shown[y * WIDTH + x];

            for (int shift = 0; shift < 24; shift += 8)
              {
                int difference = abs ((int) (expected >> shift & 0xff) - (int) (found >> shift & 0xff));

                worst = MAX (worst, difference);
                sum += difference;
              }
          }
      cairo_surface_destroy (surface);
      g_test_message ("frame %d: mean %.3f, worst %d of 255", i, sum / (3.0 * WIDTH * HEIGHT), worst);
      g_assert_cmpfloat (sum / (3.0 * WIDTH * HEIGHT), <, 1.0);
      g_assert_cmpint (worst, <, 48);
      /* The background is exactly what it was. */
      g_assert_cmphex (shown[WIDTH - 1], ==, 0xffffff);
    }
  /* Only what moves is in the later frames. */
  g_assert_cmpuint (moved, <, (n - 1) * WIDTH * HEIGHT / 3);
  DGifCloseFile (gif, &code);
}

static void
test_same_bytes (void)
{
  g_autoptr (GBytes) first = shr_gif_write (WIDTH, HEIGHT, 5, 7, 100, NULL, paint, NULL, NULL);
  g_autoptr (GBytes) second = shr_gif_write (WIDTH, HEIGHT, 5, 7, 100, NULL, paint, NULL, NULL);
  g_autoptr (GBytes) one = shr_gif_write (WIDTH, HEIGHT, 1, 7, 100, NULL, paint, NULL, NULL);

  g_assert_true (g_bytes_equal (first, second));
  g_assert_nonnull (one);
}

static void
test_gives_up (void)
{
  g_autoptr (GError) error = NULL, size = NULL;

  g_assert_null (shr_gif_write (WIDTH, HEIGHT, 5, 7, 100, NULL, paint, GINT_TO_POINTER (1), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (shr_gif_write (70000, HEIGHT, 5, 7, 100, NULL, paint, NULL, &size));
  g_assert_error (size, SHR_PLOT_ERROR, SHR_PLOT_ERROR_SIZE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/gif-writer/frames", test_frames);
  g_test_add_func ("/gif-writer/same-bytes", test_same_bytes);
  g_test_add_func ("/gif-writer/gives-up", test_gives_up);

  return g_test_run ();
}
