#include "plot/shr-picture.h"

#include "plot/shr-cairo-renderer.h"
#include "support/shr-test-chart.h"
#include "support/shr-test-picture.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <locale.h>
#include <math.h>
#include <string.h>

/* A scene with one of everything; texts with what XML must escape. */
static ShrScene *
make_scene (void)
{
  ShrScene *scene = shr_scene_new (160.0, 120.0);
  const ShrColor red = { 1.0, 0.0, 0.0, 1.0 };
  const ShrStyle axis = { .stroke = { 0.3, 0.3, 0.3, 1.0 }, .width = 1.0 };
  const ShrStyle trace = { .stroke = red, .width = 2.0, .dash = SHR_DASH_DASH_DOT };
  const ShrStyle region = { .stroke = { 0.0, 0.0, 1.0, 1.0 }, .width = 1.5, .fill = { 0.0, 0.0, 1.0, 0.2 } };
  const ShrTextStyle plain = { .size = 13.0, .horizontal = SHR_ALIGN_MIDDLE, .vertical = SHR_ALIGN_END };
  const ShrTextStyle turned = { .size = 13.0, .horizontal = SHR_ALIGN_MIDDLE, .angle = 90.0, .bold = TRUE };
  const ShrTextStyle haloed = { .size = 12.0, .halo = TRUE };
  const ShrXY points[] = { { 20.0, 30.0 }, { 45.125, 20.004 }, { 90.0, -0.004 }, { 1e9, 55.55555 } };
  const ShrXY diamond[] = { { 60.0, 20.0 }, { 80.0, 40.0 }, { 60.0, 60.0 }, { 40.0, 40.0 } };

  shr_scene_set_words (scene, "Lasso & λ", "10 features, λ < 5 \"and\" more");

  shr_scene_begin_group (scene, "lasso", "Lasso");
  shr_scene_add_segment (scene, SHR_ROLE_AXIS, -1, &axis, 20.0, 100.0, 150.0, 100.0);
  for (int i = 0; i < 3; i++)
    shr_scene_add_segment (scene, SHR_ROLE_TICK, -1, &axis, 20.0 + 60.3 * i, 100.0, 20.0 + 60.3 * i, 106.0);
  for (int i = 0; i < 3; i++)
    shr_scene_add_text (scene, SHR_ROLE_TICK_LABEL, -1, &axis.stroke, &plain, 20.0 + 60.3 * i, 109.0, "−10");
  shr_scene_set_clip (scene, &(ShrRect){ 20.0, 5.0, 130.0, 95.0 });
  shr_scene_begin_group (scene, "lasso-paths-a<b & \"c\"", "a<b & \"c\"");
  shr_scene_add_polyline (scene, SHR_ROLE_TRACE, 0, &trace, points, G_N_ELEMENTS (points));
  shr_scene_end_group (scene);
  shr_scene_add_polygon (scene, SHR_ROLE_REGION, -1, &region, diamond, G_N_ELEMENTS (diamond));
  shr_scene_set_clip (scene, NULL);
  shr_scene_end_group (scene);

  shr_scene_add_disc (scene, SHR_ROLE_VALUE, 0, &region, 90.4, 52.7, 4.5);
  shr_scene_add_text (scene, SHR_ROLE_AXIS_TITLE, -1, &red, &turned, 12.0, 60.0, "β & w");
  shr_scene_add_text (scene, SHR_ROLE_CURSOR_LABEL, -1, &red, &haloed, 100.0, 20.0, "λ = <1>  a");

  return scene;
}

static GBytes *
render (const ShrScene *scene, ShrPictureFormat format, double dpi)
{
  g_autoptr (GError) error = NULL;
  ShrPictureOptions options;
  ShrTheme theme;
  GBytes *bytes;

  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
  shr_picture_options_init (&options);
  options.dpi = dpi;
  bytes = shr_picture_render (scene, format, &theme, &options, &error);
  g_assert_no_error (error);
  g_assert_nonnull (bytes);

  return bytes;
}

static void
test_same_bytes (void)
{
  GBytes *first[SHR_PICTURE_PDF + 1];

  for (int format = SHR_PICTURE_SVG; format <= SHR_PICTURE_PDF; format++)
    {
      g_autoptr (ShrScene) scene = make_scene ();
      g_autoptr (GBytes) second = NULL;

      first[format] = render (scene, (ShrPictureFormat) format, 150.0);
      second = render (scene, (ShrPictureFormat) format, 150.0);
      g_assert_true (g_bytes_equal (first[format], second));
    }

  /* A clock that has moved on, and a locale with a decimal comma where there is one. */
  g_usleep (1100000);
  setlocale (LC_ALL, "de_DE.UTF-8");
  for (int format = SHR_PICTURE_SVG; format <= SHR_PICTURE_PDF; format++)
    {
      g_autoptr (ShrScene) twin = make_scene ();
      g_autoptr (GBytes) third = render (twin, (ShrPictureFormat) format, 150.0);

      g_assert_true (g_bytes_equal (first[format], third));
      g_bytes_unref (first[format]);
    }
  setlocale (LC_ALL, "C.UTF-8");
}

/* (transfer full): with the zero at the end that string functions look for */
static char *
as_string (GBytes *bytes)
{
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static xmlNode *
find_element (xmlNode *node, const char *name, const char *attribute, const char *value)
{
  for (; node != NULL; node = node->next)
    {
      xmlNode *found;

      if (node->type == XML_ELEMENT_NODE && strcmp ((const char *) node->name, name) == 0)
        {
          xmlChar *content = xmlGetProp (node, (const xmlChar *) attribute);
          gboolean same = g_strcmp0 ((const char *) content, value) == 0;

          xmlFree (content);
          if (same)
            return node;
        }
      found = find_element (node->children, name, attribute, value);
      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
assert_content (xmlNode *node, const char *expected)
{
  xmlChar *content;

  g_assert_nonnull (node);
  content = xmlNodeGetContent (node);
  g_assert_cmpstr ((const char *) content, ==, expected);
  xmlFree (content);
}

/* A parser reads back what was put in. */
static void
test_svg_structure (void)
{
  g_autoptr (ShrScene) scene = make_scene ();
  g_autoptr (GBytes) bytes = render (scene, SHR_PICTURE_SVG, 96.0);
  g_autofree char *text = as_string (bytes);
  xmlDoc *document = xmlReadMemory (text, (int) strlen (text), "scene.svg", NULL, XML_PARSE_NONET | XML_PARSE_PEDANTIC);
  xmlNode *root, *group;

  g_assert_nonnull (document);
  root = xmlDocGetRootElement (document);
  g_assert_true (find_element (root, "svg", "role", "img") == root);
  g_assert_true (find_element (root, "svg", "aria-labelledby", "picture-title picture-description") == root);
  assert_content (find_element (root, "title", "id", "picture-title"), "Lasso & λ");
  assert_content (find_element (root, "desc", "id", "picture-description"), "10 features, λ < 5 \"and\" more");

  group = find_element (root, "g", "id", "lasso-paths-a_b_c_");
  g_assert_nonnull (group);
  g_assert_true (group->parent == find_element (root, "g", "id", "lasso"));
  assert_content (find_element (group->children, "title", "id", NULL), "a<b & \"c\"");
  g_assert_nonnull (find_element (group->children, "path", "class", "trace"));
  g_assert_nonnull (find_element (root, "g", "clip-path", "url(#picture-clip-1)"));
  g_assert_nonnull (find_element (root, "clipPath", "id", "picture-clip-1"));

  assert_content (find_element (root, "text", "class", "axis-title"), "β & w");
  assert_content (find_element (root, "text", "class", "cursor-label"), "λ = <1>  a");
  g_assert_nonnull (find_element (root, "text", "xml:space", NULL));
  xmlFreeDoc (document);

  /* Numbers have at most two decimals, and no exponent or comma. */
  g_assert_false (g_regex_match_simple ("[0-9]?\\.[0-9]{3}", strstr (text, "<rect"), 0, 0));
  g_assert_false (g_regex_match_simple ("[0-9]e[0-9+-]|nan|inf|-0[^.0-9]", strstr (text, " d=\""), 0, 0));
}

static void
test_svg_expected (void)
{
  g_autoptr (ShrScene) scene = make_scene ();
  g_autoptr (GBytes) bytes = render (scene, SHR_PICTURE_SVG, 96.0);

  shr_test_assert_expected ("scene.svg", bytes);
}

/* Coordinates of a long path do not drift by rounding differences. */
static void
test_svg_accuracy (void)
{
  g_autoptr (ShrScene) scene = shr_scene_new (1000.0, 1000.0);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  const ShrStyle style = { .stroke = { 0.0, 0.0, 0.0, 1.0 }, .width = 1.0 };
  ShrXY points[2000];
  const char *path;
  double x = 0.0, y = 0.0;
  gsize n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (points); i++)
    points[i] = (ShrXY){ 0.333333 * (double) i, 500.0 + 400.0 * sin (0.01 * (double) i) };
  shr_scene_add_polyline (scene, SHR_ROLE_TRACE, 0, &style, points, G_N_ELEMENTS (points));
  bytes = render (scene, SHR_PICTURE_SVG, 96.0);

  text = as_string (bytes);
  path = strstr (text, " d=\"M") + 5;
  for (; *path != '"'; n++)
    {
      char *end;

      if (*path == 'l')
        path++;
      x += g_ascii_strtod (path, &end);
      y += g_ascii_strtod (end, &end);
      path = end;
      g_assert_cmpuint (n, <, G_N_ELEMENTS (points));
      g_assert_cmpfloat_with_epsilon (x, points[n].x, 0.00501);
      g_assert_cmpfloat_with_epsilon (y, points[n].y, 0.00501);
    }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (points));
}

static guint32
read_number (const guchar *bytes)
{
  return (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
}

/* The chunk's content, found by walking the file as the standard describes it. */
static const guchar *
find_chunk (const guchar *png, gsize size, const char *type, const char *keyword, gsize *length)
{
  for (gsize at = 8; at + 12 <= size; at += 12 + read_number (png + at))
    {
      *length = read_number (png + at);
      if (memcmp (png + at + 4, type, 4) == 0
          && (keyword == NULL || strncmp ((const char *) png + at + 8, keyword, *length) == 0))
        return png + at + 8;
    }

  return NULL;
}

static void
assert_bytes (const guchar *bytes, gsize length, const char *expected, gsize expected_length)
{
  g_assert_cmpuint (length, ==, expected_length);
  g_assert_true (memcmp (bytes, expected, length) == 0);
}

typedef struct
{
  const guchar *data;
  gsize left;
} Reader;

static cairo_status_t
read_bytes (void *closure, unsigned char *data, unsigned int length)
{
  Reader *reader = closure;

  if (length > reader->left)
    return CAIRO_STATUS_READ_ERROR;

  memcpy (data, reader->data, length);
  reader->data += length;
  reader->left -= length;

  return CAIRO_STATUS_SUCCESS;
}

static void
test_png (void)
{
  const double resolutions[] = { 48.0, 96.0, 150.0, 300.0 };
  ShrTheme theme;

  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
  for (gsize i = 0; i < G_N_ELEMENTS (resolutions); i++)
    {
      g_autoptr (ShrScene) scene = make_scene ();
      double dpi = resolutions[i];
      g_autoptr (GBytes) bytes = render (scene, SHR_PICTURE_PNG, dpi);
      gsize size, length;
      const guchar *png = g_bytes_get_data (bytes, &size), *chunk;
      const int width = (int) ceil (160.0 * dpi / 96.0), height = (int) ceil (120.0 * dpi / 96.0);
      Reader reader = { png, size };
      cairo_surface_t *decoded, *painted;
      cairo_t *cr;

      assert_bytes (png, 8, "\x89PNG\r\n\x1a\n", 8);
      chunk = find_chunk (png, size, "IHDR", NULL, &length);
      g_assert_cmpuint (read_number (chunk), ==, (guint) width);
      g_assert_cmpuint (read_number (chunk + 4), ==, (guint) height);

      chunk = find_chunk (png, size, "pHYs", NULL, &length);
      g_assert_cmpuint (length, ==, 9);
      g_assert_cmpuint (read_number (chunk), ==, (guint) lround (dpi / 0.0254));
      g_assert_cmpuint (read_number (chunk + 4), ==, (guint) lround (dpi / 0.0254));
      g_assert_cmpuint (chunk[8], ==, 1);

      chunk = find_chunk (png, size, "tEXt", "Software", &length);
      assert_bytes (chunk, length, "Software\0Shrinkage", 18);
      /* Greek is not Latin-1: keyword, uncompressed, no language, no translated keyword, then UTF-8. */
      chunk = find_chunk (png, size, "iTXt", "Title", &length);
      assert_bytes (chunk, length, "Title\0\0\0\0\0Lasso & λ", 20);
      g_assert_nonnull (find_chunk (png, size, "iTXt", "Description", &length));

      /* Another decoder sees what Cairo paints. */
      decoded = cairo_image_surface_create_from_png_stream (read_bytes, &reader);
      g_assert_cmpint (cairo_surface_status (decoded), ==, CAIRO_STATUS_SUCCESS);
      painted = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
      cr = cairo_create (painted);
      cairo_set_source_rgb (cr, 1.0, 1.0, 1.0);
      cairo_paint (cr);
      cairo_scale (cr, dpi / 96.0, dpi / 96.0);
      shr_cairo_renderer_paint (scene, cr, &theme.background);
      cairo_destroy (cr);
      cairo_surface_flush (painted);
      for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
          g_assert_cmphex (shr_test_pixel (decoded, x, y), ==, shr_test_pixel (painted, x, y));
      cairo_surface_destroy (painted);
      cairo_surface_destroy (decoded);
    }
}

static void
test_png_latin_words (void)
{
  g_autoptr (ShrScene) scene = shr_scene_new (10.0, 10.0);
  g_autoptr (GBytes) bytes = NULL, wordless = NULL;
  const guchar *png, *chunk;
  gsize size, length;

  wordless = render (scene, SHR_PICTURE_PNG, 96.0);
  png = g_bytes_get_data (wordless, &size);
  g_assert_null (find_chunk (png, size, "tEXt", "Title", &length));

  shr_scene_set_words (scene, "Lasso", NULL);
  bytes = render (scene, SHR_PICTURE_PNG, 96.0);
  png = g_bytes_get_data (bytes, &size);
  chunk = find_chunk (png, size, "tEXt", "Title", &length);
  assert_bytes (chunk, length, "Title\0Lasso", 11);
  g_assert_null (find_chunk (png, size, "tEXt", "Description", &length));
}

static gboolean
contains (GBytes *bytes, const char *needle)
{
  gsize size, length = strlen (needle);
  const char *data = g_bytes_get_data (bytes, &size);

  for (gsize i = 0; i + length <= size; i++)
    if (memcmp (data + i, needle, length) == 0)
      return TRUE;

  return FALSE;
}

static void
test_pdf (void)
{
  g_autoptr (ShrScene) scene = make_scene ();
  g_autoptr (GBytes) bytes = render (scene, SHR_PICTURE_PDF, 96.0);

  g_assert_true (g_str_has_prefix (g_bytes_get_data (bytes, NULL), "%PDF-1."));
  g_assert_true (contains (bytes, "%%EOF"));
  /* 160 × 120 pixels of 1/96 inch in points of 1/72 inch. */
  g_assert_true (contains (bytes, "/MediaBox [ 0 0 120 90 ]"));
  g_assert_true (contains (bytes, "/FontFile"));
  g_assert_true (contains (bytes, "/CreationDate (20000101000000"));
  g_assert_true (contains (bytes, "/Title"));
  g_assert_true (contains (bytes, "/Subject"));
}

static void
test_sizes (void)
{
  static const struct
  {
    double width, height, dpi;
    ShrPictureFormat format;
    const char *message;
  } cases[] = {
    { 0.0, 100.0, 96.0, SHR_PICTURE_SVG, "*0 × 100*make it larger*" },
    { NAN, 100.0, 96.0, SHR_PICTURE_PDF, "*make it larger*" },
    { 100.0, -5.0, 96.0, SHR_PICTURE_PNG, "*make it larger*" },
    { 40000.0, 10.0, 96.0, SHR_PICTURE_PNG, "*40000 × 10*32767*smaller size*" },
    { 10.0, 4000.0, 960.0, SHR_PICTURE_PNG, "*100 × 40000*fewer dots*" },
    { 30000.0, 30000.0, 96.0, SHR_PICTURE_PNG, "*30000 × 30000*million*" },
    { 1e300, 1e300, 96.0, SHR_PICTURE_PNG, "*too large*" },
    { 100.0, 100.0, 0.0, SHR_PICTURE_PNG, "*more dots*" },
    { 100.0, 100.0, NAN, SHR_PICTURE_PNG, "*more dots*" },
  };
  ShrPictureOptions options;
  ShrTheme theme;

  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ShrScene) scene = shr_scene_new (cases[i].width, cases[i].height);
      g_autoptr (GError) error = NULL;

      shr_picture_options_init (&options);
      options.dpi = cases[i].dpi;
      g_assert_null (shr_picture_render (scene, cases[i].format, &theme, &options, &error));
      g_assert_error (error, SHR_PLOT_ERROR, SHR_PLOT_ERROR_SIZE);
      if (!g_pattern_match_simple (cases[i].message, error->message))
        g_error ("“%s” is not like “%s”", error->message, cases[i].message);
    }
}

static void
test_formats (void)
{
  static const struct
  {
    const char *name;
    ShrPictureFormat format;
  } good[] = {
    { "fig.svg", SHR_PICTURE_SVG },
    { "FIG.SVG", SHR_PICTURE_SVG },
    { "/a.b/c.png", SHR_PICTURE_PNG },
    { "λ.v2.Pdf", SHR_PICTURE_PDF },
  };
  static const char *const bad[] = { "", "fig", "fig.jpg", "fig.svg.txt", "png", "fig.png/" };
  ShrPictureFormat format;

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (shr_picture_format_from_name (good[i].name, &format, &error));
      g_assert_no_error (error);
      g_assert_cmpint (format, ==, good[i].format);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (shr_picture_format_from_name (bad[i], &format, &error));
      g_assert_error (error, SHR_PLOT_ERROR, SHR_PLOT_ERROR_FORMAT);
      g_assert_nonnull (strstr (error->message, bad[i]));
      g_assert_nonnull (strstr (error->message, ".svg, .png or .pdf"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/picture/same-bytes", test_same_bytes);
  g_test_add_func ("/picture/svg-structure", test_svg_structure);
  g_test_add_func ("/picture/svg-expected", test_svg_expected);
  g_test_add_func ("/picture/svg-accuracy", test_svg_accuracy);
  g_test_add_func ("/picture/png", test_png);
  g_test_add_func ("/picture/png-latin-words", test_png_latin_words);
  g_test_add_func ("/picture/pdf", test_pdf);
  g_test_add_func ("/picture/sizes", test_sizes);
  g_test_add_func ("/picture/formats", test_formats);

  return g_test_run ();
}
