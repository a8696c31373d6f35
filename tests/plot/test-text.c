#include "plot/shr-text.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

static void
test_numbers (void)
{
  static const struct
  {
    double value;
    int significant;
    const char *text;
  } cases[] = {
    { 0.0, 3, "0" },
    { -0.0, 3, "0" },
    { 4.5, 3, "4.50" },
    { -4.5, 2, "−4.5" },
    { 23.54, 4, "23.54" },
    { 23.54, 2, "24" },
    { 9.996, 3, "10.0" },
    { 99.95, 3, "100" },
    { 1234.0, 2, "1234" },
    { 0.0001234, 3, "0.000123" },
    { 0.000099996, 3, "0.000100" },
    { 0.00001234, 3, "1.23 × 10⁻⁵" },
    { 999999.0, 6, "999999" },
    { 999999.0, 3, "1.00 × 10⁶" },
    { 1e6, 1, "1 × 10⁶" },
    { -1.25e-7, 2, "−1.2 × 10⁻⁷" },
    { 6.02214076e23, 4, "6.022 × 10²³" },
    { 1e-310, 2, "1.0 × 10⁻³¹⁰" },
    { INFINITY, 3, "∞" },
    { -INFINITY, 3, "−∞" },
    { NAN, 3, "—" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = shr_text_number (cases[i].value, cases[i].significant);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_powers (void)
{
  static const struct
  {
    int exponent;
    const char *text;
  } cases[] = { { 0, "10⁰" }, { 12, "10¹²" }, { -7, "10⁻⁷" }, { 3456789, "10³⁴⁵⁶⁷⁸⁹" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = shr_text_power_of_ten (cases[i].exponent);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* Without hinting every size is the same shape. */
static void
test_proportional (void)
{
  static const char *const texts[] = { "0", "standardised coefficient", "‖w‖₁ ≤ 15.8", "−1.2 × 10⁻⁷", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    for (int bold = 0; bold < 2; bold++)
      {
        ShrTextExtents small, large;

        shr_text_measure (texts[i], 7.5, bold, &small);
        shr_text_measure (texts[i], 75.0, bold, &large);
        g_assert_cmpfloat_with_epsilon (10.0 * small.width, large.width, 1e-9 * large.width + 1e-12);
        g_assert_cmpfloat_with_epsilon (10.0 * small.ascent, large.ascent, 1e-9 * large.ascent);
        g_assert_true (texts[i][0] == '\0' ? large.width == 0.0 : large.width > 20.0);
        g_assert_cmpfloat (large.ascent, >, 50.0);
        g_assert_cmpfloat (large.descent, >, 5.0);
      }
}

static void
test_digits_alike (void)
{
  ShrTextExtents zeros, others;

  shr_text_measure ("0000", 13.0, FALSE, &zeros);
  for (int digit = 1; digit <= 9; digit++)
    {
      g_autofree char *text = g_strnfill (4, (char) ('0' + digit));

      shr_text_measure (text, 13.0, FALSE, &others);
      g_assert_cmpfloat_with_epsilon (others.width, zeros.width, 1e-6);
    }
}

/* More texts than the cache holds, and the first one again. */
static void
test_many (void)
{
  ShrTextExtents first, again;

  shr_text_measure ("first", 13.0, FALSE, &first);
  for (int i = 0; i < 5000; i++)
    {
      g_autofree char *text = g_strdup_printf ("%d", i);
      ShrTextExtents extents;

      shr_text_measure (text, 13.0, FALSE, &extents);
    }
  shr_text_measure ("first", 13.0, FALSE, &again);
  g_assert_cmpfloat (first.width, ==, again.width);
}

typedef enum
{
  BY_SHOW,
  BY_PATH,
  BY_GLYPHS,
} Way;

/* One by one; each within the box that is told for it. */
static void
paint_glyphs (cairo_t *cr, const char *text, double size, gboolean bold)
{
  gsize n;
  const ShrTextGlyph *glyphs = shr_text_get_glyphs (text, bold, &n);

  for (gsize i = 0; i < n; i++)
    {
      ShrRect ink = shr_text_glyph_ink (glyphs[i].font, glyphs[i].glyph, size);
      double x1, y1, x2, y2;

      cairo_save (cr);
      cairo_translate (cr, glyphs[i].x * size, glyphs[i].y * size);
      cairo_new_path (cr);
      shr_text_glyph_path (cr, glyphs[i].font, glyphs[i].glyph, size);
      cairo_fill_extents (cr, &x1, &y1, &x2, &y2);
      g_assert_cmpfloat (x1, >=, ink.x - 0.02 * size);
      g_assert_cmpfloat (y1, >=, ink.y - 0.02 * size);
      g_assert_cmpfloat (x2, <=, ink.x + ink.width + 0.02 * size);
      g_assert_cmpfloat (y2, <=, ink.y + ink.height + 0.02 * size);
      cairo_fill (cr);
      cairo_restore (cr);
    }
}

/* The rectangle of ink, in px from the anchor; the picture is painted at several times the size to measure finely. */
static ShrRect
find_ink (const char *text, const ShrTextStyle *style, Way way)
{
  const int side = 1200, scale = 4;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, side, side);
  cairo_t *cr = cairo_create (surface);
  const guchar *data;
  int stride = cairo_image_surface_get_stride (surface);
  int left = side, right = -1, top = side, bottom = -1;
  double x, y;

  shr_text_offset (text, style, &x, &y);
  cairo_translate (cr, side / 2, side / 2);
  cairo_scale (cr, scale, scale);
  cairo_translate (cr, x, y);
  if (way == BY_SHOW)
    {
      shr_text_show (cr, text, style->size, style->bold);
    }
  else if (way == BY_PATH)
    {
      shr_text_path (cr, text, style->size, style->bold);
      cairo_fill (cr);
    }
  else
    {
      paint_glyphs (cr, text, style->size, style->bold);
    }
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);

  for (int row = 0; row < side; row++)
    for (int column = 0; column < side; column++)
      if (data[row * stride + column] >= 128)
        {
          left = MIN (left, column);
          right = MAX (right, column);
          top = MIN (top, row);
          bottom = MAX (bottom, row);
        }
  cairo_surface_destroy (surface);

  return (ShrRect){ (double) (left - side / 2) / scale, (double) (top - side / 2) / scale,
                    (double) (right + 1 - left) / scale, (double) (bottom + 1 - top) / scale };
}

/* What is measured is what is painted: the ink of a text lies within its width, and digits stand as aligned. */
static void
test_ink (void)
{
  for (int way = BY_SHOW; way <= BY_GLYPHS; way++)
    for (int horizontal = SHR_ALIGN_START; horizontal <= SHR_ALIGN_END; horizontal++)
      for (int vertical = SHR_ALIGN_START; vertical <= SHR_ALIGN_END; vertical++)
        {
          const ShrTextStyle style = { .size = 40.0,
                                       .horizontal = (ShrAlign) horizontal,
                                       .vertical = (ShrAlign) vertical };
          ShrRect ink = find_ink ("1171", &style, (Way) way);
          ShrTextExtents extents;
          double start;

          shr_text_measure ("1171", style.size, FALSE, &extents);
          start = -extents.width * horizontal / 2.0;
          g_assert_cmpfloat (ink.x, >=, start);
          g_assert_cmpfloat (ink.x, <=, start + 0.15 * extents.width);
          g_assert_cmpfloat (ink.x + ink.width, <=, start + extents.width);
          g_assert_cmpfloat (ink.x + ink.width, >=, start + 0.85 * extents.width);
          g_assert_cmpfloat_with_epsilon (ink.y + ink.height, ink.height * vertical / 2.0, 0.8);
          g_assert_cmpfloat (ink.height, >, 0.6 * style.size);
          g_assert_cmpfloat (ink.height, <, 0.8 * style.size);
        }
}

/* Every character that charts use has a shape in one of the families. */
static void
test_no_missing_glyphs (void)
{
  PangoFontMap *map = pango_cairo_font_map_new ();
  PangoContext *context = pango_font_map_create_context (map);
  PangoFontDescription *description = pango_font_description_from_string (SHR_FONT_FAMILY " 12");
  PangoLayout *layout = pango_layout_new (context);

  pango_layout_set_font_description (layout, description);
  pango_layout_set_text (layout, "λβασρ‖w‖₁₂≤≥−×·±≈→∞∇⁰¹²³⁴⁵⁶⁷⁸⁹⁻ŷ…–—“”", -1);
  g_assert_cmpint (pango_layout_get_unknown_glyphs_count (layout), ==, 0);

  g_object_unref (layout);
  pango_font_description_free (description);
  g_object_unref (context);
  g_object_unref (map);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/numbers", test_numbers);
  g_test_add_func ("/text/powers", test_powers);
  g_test_add_func ("/text/proportional", test_proportional);
  g_test_add_func ("/text/digits-alike", test_digits_alike);
  g_test_add_func ("/text/many", test_many);
  g_test_add_func ("/text/ink", test_ink);
  g_test_add_func ("/text/no-missing-glyphs", test_no_missing_glyphs);

  return g_test_run ();
}
