#include "plot/shr-cairo-renderer.h"

#include "support/shr-test-picture.h"

#include <math.h>

#define WHITE 0xffffff
#define RED 0xff0000
#define BLUE 0x0000ff

static const ShrColor white = { 1.0, 1.0, 1.0, 1.0 };
static const ShrColor red = { 1.0, 0.0, 0.0, 1.0 };
static const ShrColor blue = { 0.0, 0.0, 1.0, 1.0 };

static cairo_surface_t *
paint (const ShrScene *scene, double scale)
{
  int width = (int) (shr_scene_get_width (scene) * scale), height = (int) (shr_scene_get_height (scene) * scale);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1.0, 1.0, 1.0);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  shr_cairo_renderer_paint (scene, cr, &white);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  return surface;
}

static gsize
count_pixels (cairo_surface_t *surface, guint32 pixel)
{
  gsize n = 0;

  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
      if (shr_test_pixel (surface, x, y) == pixel)
        n++;

  return n;
}

/* Wherever they lie, axes and ticks are whole pixels of the full colour, at every scale; and they meet. */
static void
test_ruled_lines (void)
{
  const ShrStyle style = { .stroke = red, .width = 1.0 };

  for (double scale = 1.0; scale <= 3.0; scale += 0.5)
    for (double shift = 0.0; shift < 1.0; shift += 0.13)
      {
        g_autoptr (ShrScene) scene = shr_scene_new (40.0, 40.0);
        const int thick = (int) round (scale);
        cairo_surface_t *surface;
        int column, row;

        shr_scene_add_segment (scene, SHR_ROLE_AXIS, -1, &style, 5.0, 20.0 + shift, 35.0, 20.0 + shift);
        shr_scene_add_segment (scene, SHR_ROLE_TICK, -1, &style, 10.0 + shift, 20.0 + shift, 10.0 + shift, 26.0);
        surface = paint (scene, scale);

        for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
          for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
            g_assert_true (shr_test_pixel (surface, x, y) == RED || shr_test_pixel (surface, x, y) == WHITE);

        /* Across the tick half way down, and across the axis away from the tick. */
        row = column = 0;
        for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
          column += shr_test_pixel (surface, x, (int) (24.0 * scale)) == RED;
        for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
          row += shr_test_pixel (surface, (int) (30.0 * scale), y) == RED;
        g_assert_cmpint (column, ==, thick);
        g_assert_cmpint (row, ==, thick);

        /* No gap between the two. */
        column = 0;
        for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
          {
            gboolean is_red = shr_test_pixel (surface, (int) floor ((10.0 + shift) * scale), y) == RED;

            g_assert_true (!is_red || column == 0 || column == y);
            column = is_red ? y + 1 : column;
          }
        cairo_surface_destroy (surface);
      }
}

static void
test_clip (void)
{
  g_autoptr (ShrScene) scene = shr_scene_new (40.0, 30.0);
  const ShrStyle filled = { .fill = red }, other = { .fill = blue };
  const ShrXY all[] = { { -5.0, -5.0 }, { 50.0, -5.0 }, { 50.0, 50.0 }, { -5.0, 50.0 } };
  cairo_surface_t *surface;

  shr_scene_set_clip (scene, &(ShrRect){ 4.0, 6.0, 10.0, 8.0 });
  shr_scene_add_polygon (scene, SHR_ROLE_REGION, -1, &filled, all, G_N_ELEMENTS (all));
  shr_scene_set_clip (scene, &(ShrRect){ 20.0, 20.0, 5.0, 5.0 });
  shr_scene_add_polygon (scene, SHR_ROLE_REGION, -1, &other, all, G_N_ELEMENTS (all));
  surface = paint (scene, 1.0);

  g_assert_cmpuint (count_pixels (surface, RED), ==, 80);
  g_assert_cmpuint (count_pixels (surface, BLUE), ==, 25);
  g_assert_cmphex (shr_test_pixel (surface, 4, 6), ==, RED);
  g_assert_cmphex (shr_test_pixel (surface, 13, 13), ==, RED);
  g_assert_cmphex (shr_test_pixel (surface, 14, 13), ==, WHITE);
  g_assert_cmphex (shr_test_pixel (surface, 20, 20), ==, BLUE);

  /* And the clip ends where it is taken away. */
  shr_scene_set_clip (scene, NULL);
  shr_scene_add_polygon (scene, SHR_ROLE_REGION, -1, &filled, all, G_N_ELEMENTS (all));
  cairo_surface_destroy (surface);
  surface = paint (scene, 1.0);
  g_assert_cmpuint (count_pixels (surface, RED), ==, 1200);
  cairo_surface_destroy (surface);
}

/* What the caller set on the context is as it was. */
static void
test_leaves_context (void)
{
  g_autoptr (ShrScene) scene = shr_scene_new (20.0, 20.0);
  const ShrStyle style = { .stroke = red, .width = 3.0, .dash = SHR_DASH_DOTTED };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 20, 20);
  cairo_t *cr = cairo_create (surface);
  double x1, y1, x2, y2;

  shr_scene_set_clip (scene, &(ShrRect){ 4.0, 6.0, 1.0, 1.0 });
  shr_scene_add_segment (scene, SHR_ROLE_TRACE, -1, &style, 0.0, 0.0, 20.0, 20.0);
  cairo_set_line_width (cr, 7.0);
  shr_cairo_renderer_paint (scene, cr, &white);

  g_assert_cmpfloat (cairo_get_line_width (cr), ==, 7.0);
  g_assert_cmpint (cairo_get_dash_count (cr), ==, 0);
  g_assert_cmpint (cairo_get_antialias (cr), ==, CAIRO_ANTIALIAS_DEFAULT);
  cairo_clip_extents (cr, &x1, &y1, &x2, &y2);
  g_assert_cmpfloat (x2 - x1, ==, 20.0);

  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static double
darkness (cairo_surface_t *surface)
{
  double sum = 0.0;

  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
      sum += 255.0 - (shr_test_pixel (surface, x, y) >> 8 & 0xff);

  return sum / 255.0;
}

/* Letters in blue on a red ground: with a halo, white shows around them. */
static void
test_text (void)
{
  const ShrStyle ground = { .fill = red };
  const ShrXY all[] = { { 0.0, 0.0 }, { 120.0, 0.0 }, { 120.0, 60.0 }, { 0.0, 60.0 } };
  gsize whites[2];

  for (int halo = 0; halo < 2; halo++)
    {
      g_autoptr (ShrScene) scene = shr_scene_new (120.0, 60.0);
      const ShrTextStyle style = {
        .size = 30.0, .halo = halo, .horizontal = SHR_ALIGN_MIDDLE, .vertical = SHR_ALIGN_MIDDLE
      };
      cairo_surface_t *surface;

      shr_scene_add_polygon (scene, SHR_ROLE_REGION, -1, &ground, all, G_N_ELEMENTS (all));
      shr_scene_add_text (scene, SHR_ROLE_VALUE_LABEL, -1, &blue, &style, 60.0, 30.0, "bmi 8");
      surface = paint (scene, 1.0);
      whites[halo] = count_pixels (surface, WHITE);
      g_assert_cmpuint (count_pixels (surface, BLUE), >, 50);
      cairo_surface_destroy (surface);
    }
  g_assert_cmpuint (whites[0], ==, 0);
  g_assert_cmpuint (whites[1], >, 100);
}

/* Turned by a quarter, a text is as dark, and lies along the other axis: upwards from its anchor. */
static void
test_turned_text (void)
{
  cairo_surface_t *surfaces[2];
  gsize above = 0, below = 0;

  for (int turned = 0; turned < 2; turned++)
    {
      g_autoptr (ShrScene) scene = shr_scene_new (200.0, 200.0);
      const ShrTextStyle style = { .size = 20.0, .angle = 90.0 * turned };

      shr_scene_add_text (scene, SHR_ROLE_AXIS_TITLE, -1, &blue, &style, 100.0, 100.0, "coefficient");
      surfaces[turned] = paint (scene, 1.0);
    }

  g_assert_cmpfloat_with_epsilon (darkness (surfaces[1]), darkness (surfaces[0]), 0.05 * darkness (surfaces[0]));
  for (int y = 0; y < 200; y++)
    for (int x = 0; x < 200; x++)
      if (shr_test_pixel (surfaces[1], x, y) == BLUE)
        {
          g_assert_cmpint (x, >=, 80);
          g_assert_cmpint (x, <=, 106);
          above += y < 100;
          below += y >= 100;
        }
  g_assert_cmpuint (above, >, 50);
  g_assert_cmpuint (below, ==, 0);

  cairo_surface_destroy (surfaces[0]);
  cairo_surface_destroy (surfaces[1]);
}

/* Nothing, one point, two equal points: no error, no ink beyond a dot. */
static void
test_degenerate (void)
{
  g_autoptr (ShrScene) scene = shr_scene_new (20.0, 20.0);
  const ShrStyle style = { .stroke = red, .width = 2.0, .fill = blue };
  const ShrTextStyle text_style = { .size = 10.0, .halo = TRUE };
  const ShrXY points[] = { { 10.0, 10.0 }, { 10.0, 10.0 } };
  cairo_surface_t *surface;

  for (gsize n = 0; n <= 2; n++)
    {
      shr_scene_add_polyline (scene, SHR_ROLE_TRACE, -1, &style, points, n);
      shr_scene_add_polyline (scene, SHR_ROLE_AXIS, -1, &style, points, n);
      shr_scene_add_polygon (scene, SHR_ROLE_REGION, -1, &style, points, n);
    }
  shr_scene_add_disc (scene, SHR_ROLE_VALUE, -1, &style, 10.0, 10.0, 0.0);
  shr_scene_add_text (scene, SHR_ROLE_TITLE, -1, &blue, &text_style, 3.0, 3.0, "");
  surface = paint (scene, 1.0);
  g_assert_cmpuint (count_pixels (surface, WHITE), >, 360);
  cairo_surface_destroy (surface);
}

/* Every kind of mark but text, in every dash; with fractions of pixels, transparency and clips. */
static ShrScene *
make_sampler (void)
{
  ShrScene *scene = shr_scene_new (120.0, 90.0);
  const ShrStyle axis = { .stroke = { 0.3, 0.3, 0.3, 1.0 }, .width = 1.0 };
  const ShrStyle region = { .stroke = blue, .width = 1.5, .fill = { 0.0, 0.0, 1.0, 0.2 } };
  const ShrStyle value = { .stroke = white, .width = 1.5, .fill = red };
  const ShrStyle zero_value = { .stroke = red, .width = 1.5, .fill = white };
  const ShrXY frame[] = { { 10.3, 5.2 }, { 10.3, 80.4 }, { 115.0, 80.4 } };
  const ShrXY diamond[] = { { 60.0, 10.0 }, { 80.0, 30.0 }, { 60.0, 50.0 }, { 40.0, 30.0 } };

  shr_scene_add_polyline (scene, SHR_ROLE_AXIS, -1, &axis, frame, G_N_ELEMENTS (frame));
  for (int i = 0; i < 8; i++)
    shr_scene_add_segment (scene, i % 4 == 0 ? SHR_ROLE_TICK : SHR_ROLE_MINOR_TICK, -1, &axis, 10.3 + 14.2 * i, 80.4,
                           10.3 + 14.2 * i, i % 4 == 0 ? 86.4 : 83.4);

  shr_scene_set_clip (scene, &(ShrRect){ 10.0, 5.0, 105.0, 75.0 });
  shr_scene_add_polygon (scene, SHR_ROLE_REGION, -1, &region, diamond, G_N_ELEMENTS (diamond));
  for (int dash = SHR_DASH_SOLID; dash <= SHR_DASH_DASH_DOT; dash++)
    {
      const ShrStyle trace = { .stroke = { 0.1, 0.2 * dash, 0.5, 1.0 }, .width = 2.0, .dash = (ShrDash) dash };
      ShrXY points[30];

      for (gsize i = 0; i < G_N_ELEMENTS (points); i++)
        points[i] = (ShrXY){ 4.0 * (double) i, 20.0 + 15.0 * dash + 0.03 * (double) ((i * i) % 150) };
      shr_scene_add_polyline (scene, SHR_ROLE_TRACE, dash, &trace, points, G_N_ELEMENTS (points));
    }
  shr_scene_set_clip (scene, NULL);

  shr_scene_add_disc (scene, SHR_ROLE_VALUE, 0, &value, 90.4, 22.7, 4.5);
  shr_scene_add_disc (scene, SHR_ROLE_ZERO_VALUE, 1, &zero_value, 90.4, 52.7, 4.0);
  shr_scene_add_segment (scene, SHR_ROLE_CURSOR, -1, &axis, 90.4, 5.0, 90.4, 80.0);

  return scene;
}

static void
test_expected (void)
{
  g_autoptr (ShrScene) scene = make_sampler ();
  const double scales[] = { 1.0, 2.0 };

  for (gsize i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      g_autofree char *name = g_strdup_printf ("sampler-%gx.png", scales[i]);
      cairo_surface_t *surface = paint (scene, scales[i]);

      shr_test_assert_picture (surface, name, 0);
      cairo_surface_destroy (surface);
    }
}

/* Among very many lines a coarser antialiasing is used: the picture as a whole is as dark. */
static void
test_many_lines (void)
{
  const ShrStyle style = { .stroke = { 0.0, 0.0, 0.0, 1.0 }, .width = 1.0 };
  double dark[2];

  for (int many = 0; many < 2; many++)
    {
      g_autoptr (ShrScene) scene = shr_scene_new (400.0, 400.0);
      cairo_surface_t *surface;

      for (int i = 0; i < (many ? 250 : 150); i++)
        {
          const ShrXY points[] = { { 0.0, 1.6 * i + 0.3 }, { 200.0, 1.6 * i + 0.8 }, { 400.0, 1.6 * i } };

          shr_scene_add_polyline (scene, SHR_ROLE_TRACE, i, &style, points, G_N_ELEMENTS (points));
        }
      surface = paint (scene, 1.0);
      dark[many] = darkness (surface) / (many ? 250.0 : 150.0);
      cairo_surface_destroy (surface);
    }
  g_assert_cmpfloat_with_epsilon (dark[0], 400.0, 10.0);
  g_assert_cmpfloat_with_epsilon (dark[1], dark[0], 8.0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cairo-renderer/ruled-lines", test_ruled_lines);
  g_test_add_func ("/cairo-renderer/clip", test_clip);
  g_test_add_func ("/cairo-renderer/leaves-context", test_leaves_context);
  g_test_add_func ("/cairo-renderer/text", test_text);
  g_test_add_func ("/cairo-renderer/turned-text", test_turned_text);
  g_test_add_func ("/cairo-renderer/degenerate", test_degenerate);
  g_test_add_func ("/cairo-renderer/expected", test_expected);
  g_test_add_func ("/cairo-renderer/many-lines", test_many_lines);

  return g_test_run ();
}
