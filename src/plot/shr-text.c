#include "plot/shr-text.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

/* Every layout is made at this size and scaled to the one that is wanted: with hinting off the metrics are
 * proportional to the size, so that one layout serves all sizes and all resolutions. */
#define REFERENCE_SIZE 64.0

/* Labels that change with every frame, such as the value of λ, would otherwise fill the memory. */
#define CACHE_LIMIT 4096

typedef struct
{
  PangoLayout *layout;
  GArray *glyphs;                /* ShrTextGlyph; the layout keeps their fonts */
  double width, ascent, descent; /* per px of size */
} Shaped;

typedef struct
{
  PangoContext *context;
  PangoFontDescription *regular;
  PangoFontDescription *bold;
  PangoAttrList *attributes;
  GHashTable *shaped[2];  /* by text; regular and bold */
  double digit_height[2]; /* per px of size */
} Shaper;

static void
shaped_free (gpointer data)
{
  Shaped *shaped = data;

  g_array_unref (shaped->glyphs);
  g_object_unref (shaped->layout);
  g_free (shaped);
}

static PangoFontDescription *
describe_font (PangoWeight weight)
{
  PangoFontDescription *description = pango_font_description_new ();

  pango_font_description_set_family_static (description, SHR_FONT_FAMILY);
  pango_font_description_set_weight (description, weight);
  pango_font_description_set_absolute_size (description, REFERENCE_SIZE * PANGO_SCALE);

  return description;
}

static void
shaper_free (gpointer data)
{
  Shaper *shaper = data;

  for (gsize i = 0; i < G_N_ELEMENTS (shaper->shaped); i++)
    g_hash_table_unref (shaper->shaped[i]);
  pango_attr_list_unref (shaper->attributes);
  pango_font_description_free (shaper->bold);
  pango_font_description_free (shaper->regular);
  g_object_unref (shaper->context);
  g_free (shaper);
}

static const Shaped *shape (const char *text, gboolean bold);

static Shaper *
get_shaper (void)
{
  /* Layouts and fonts of Pango are for one thread: every thread that draws has its own. */
  static GPrivate of_thread = G_PRIVATE_INIT (shaper_free);
  Shaper *shaper = g_private_get (&of_thread);

  if (shaper == NULL)
    {
      PangoFontMap *map = pango_cairo_font_map_new ();
      cairo_font_options_t *options = cairo_font_options_create ();

      shaper = g_new0 (Shaper, 1);
      g_private_set (&of_thread, shaper);

      cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
      cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
      cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);

      shaper->context = pango_font_map_create_context (map);
      pango_cairo_context_set_font_options (shaper->context, options);
      pango_cairo_context_set_resolution (shaper->context, 96.0);
      pango_context_set_round_glyph_positions (shaper->context, FALSE);
      /* Not the locale's: the same text must have the same shape on every machine. */
      pango_context_set_language (shaper->context, pango_language_from_string ("en"));

      shaper->regular = describe_font (PANGO_WEIGHT_NORMAL);
      shaper->bold = describe_font (PANGO_WEIGHT_BOLD);

      /* Digits of one width: numbers that change while λ is dragged must not dance. */
      shaper->attributes = pango_attr_list_new ();
      pango_attr_list_insert (shaper->attributes, pango_attr_font_features_new ("tnum=1"));

      for (gsize i = 0; i < G_N_ELEMENTS (shaper->shaped); i++)
        shaper->shaped[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, shaped_free);

      cairo_font_options_destroy (options);
      g_object_unref (map);

      for (int bold = 0; bold < 2; bold++)
        {
          PangoRectangle ink;

          pango_layout_line_get_extents (pango_layout_get_line_readonly (shape ("0", bold)->layout, 0), &ink, NULL);
          shaper->digit_height[bold] = PANGO_ASCENT (ink) / (REFERENCE_SIZE * PANGO_SCALE);
        }
    }

  return shaper;
}

static GArray *
list_glyphs (PangoLayoutLine *line)
{
  GArray *glyphs = g_array_new (FALSE, FALSE, sizeof (ShrTextGlyph));
  const double unit = REFERENCE_SIZE * PANGO_SCALE;
  int x = 0;

  for (GSList *l = line->runs; l != NULL; l = l->next)
    {
      const PangoGlyphItem *run = l->data;

      x += run->start_x_offset;
      for (int i = 0; i < run->glyphs->num_glyphs; i++)
        {
          const PangoGlyphInfo *info = &run->glyphs->glyphs[i];
          ShrTextGlyph glyph = { run->item->analysis.font, info->glyph, (x + info->geometry.x_offset) / unit,
                                 (info->geometry.y_offset - run->y_offset) / unit };

          if (info->glyph != PANGO_GLYPH_EMPTY)
            g_array_append_val (glyphs, glyph);
          x += info->geometry.width;
        }
      x += run->end_x_offset;
    }

  return glyphs;
}

static const Shaped *
shape (const char *text, gboolean bold)
{
  Shaper *shaper = get_shaper ();
  GHashTable *cache = shaper->shaped[bold ? 1 : 0];
  Shaped *shaped = g_hash_table_lookup (cache, text);

  if (shaped == NULL)
    {
      PangoLayoutLine *line;
      PangoRectangle logical;

      if (g_hash_table_size (cache) >= CACHE_LIMIT)
        g_hash_table_remove_all (cache);

      shaped = g_new (Shaped, 1);
      shaped->layout = pango_layout_new (shaper->context);
      pango_layout_set_single_paragraph_mode (shaped->layout, TRUE);
      pango_layout_set_font_description (shaped->layout, bold ? shaper->bold : shaper->regular);
      pango_layout_set_attributes (shaped->layout, shaper->attributes);
      pango_layout_set_text (shaped->layout, text, -1);

      line = pango_layout_get_line_readonly (shaped->layout, 0);
      shaped->glyphs = list_glyphs (line);
      pango_layout_line_get_extents (line, NULL, &logical);
      shaped->width = logical.width / (REFERENCE_SIZE * PANGO_SCALE);
      shaped->ascent = PANGO_ASCENT (logical) / (REFERENCE_SIZE * PANGO_SCALE);
      shaped->descent = PANGO_DESCENT (logical) / (REFERENCE_SIZE * PANGO_SCALE);

      g_hash_table_insert (cache, g_strdup (text), shaped);
    }

  return shaped;
}

void
shr_text_measure (const char *text, double size, gboolean bold, ShrTextExtents *extents)
{
  const Shaped *shaped = shape (text, bold);

  extents->width = shaped->width * size;
  extents->ascent = shaped->ascent * size;
  extents->descent = shaped->descent * size;
}

/* How much of an extent lies before the anchor. */
static double
share_before (ShrAlign align)
{
  switch (align)
    {
    case SHR_ALIGN_START:
      return 0.0;
    case SHR_ALIGN_MIDDLE:
      return 0.5;
    case SHR_ALIGN_END:
      return 1.0;
    default:
      g_return_val_if_reached (0.0);
    }
}

void
shr_text_offset (const char *text, const ShrTextStyle *style, double *x, double *y)
{
  ShrTextExtents extents;

  shr_text_measure (text, style->size, style->bold, &extents);

  *x = -share_before (style->horizontal) * extents.width;
  *y = share_before (style->vertical) * style->size * get_shaper ()->digit_height[style->bold ? 1 : 0];
}

void
shr_text_show (cairo_t *cr, const char *text, double size, gboolean bold)
{
  const Shaped *shaped = shape (text, bold);

  cairo_save (cr);
  cairo_scale (cr, size / REFERENCE_SIZE, size / REFERENCE_SIZE);
  cairo_move_to (cr, 0.0, 0.0);
  pango_cairo_show_layout_line (cr, pango_layout_get_line_readonly (shaped->layout, 0));
  cairo_restore (cr);
}

void
shr_text_path (cairo_t *cr, const char *text, double size, gboolean bold)
{
  const Shaped *shaped = shape (text, bold);

  cairo_save (cr);
  cairo_scale (cr, size / REFERENCE_SIZE, size / REFERENCE_SIZE);
  cairo_move_to (cr, 0.0, 0.0);
  pango_cairo_layout_line_path (cr, pango_layout_get_line_readonly (shaped->layout, 0));
  cairo_restore (cr);
}

const ShrTextGlyph *
shr_text_get_glyphs (const char *text, gboolean bold, gsize *n_glyphs)
{
  const Shaped *shaped = shape (text, bold);

  *n_glyphs = shaped->glyphs->len;

  return (const ShrTextGlyph *) (gconstpointer) shaped->glyphs->data;
}

void
shr_text_glyph_path (cairo_t *cr, ShrTextFont *font, guint glyph, double size)
{
  PangoGlyphInfo info = { .glyph = glyph };
  int cluster = 0;
  PangoGlyphString string = { 1, &info, &cluster, 1 };

  cairo_save (cr);
  cairo_scale (cr, size / REFERENCE_SIZE, size / REFERENCE_SIZE);
  cairo_move_to (cr, 0.0, 0.0);
  pango_cairo_glyph_string_path (cr, font, &string);
  cairo_restore (cr);
}

ShrRect
shr_text_glyph_ink (ShrTextFont *font, guint glyph, double size)
{
  const double unit = size / (REFERENCE_SIZE * PANGO_SCALE);
  PangoRectangle ink;

  pango_font_get_glyph_extents (font, glyph, &ink, NULL);

  return (ShrRect){ ink.x * unit, ink.y * unit, ink.width * unit, ink.height * unit };
}

ShrTextFont *
shr_text_font_ref (ShrTextFont *font)
{
  return g_object_ref (font);
}

void
shr_text_font_unref (ShrTextFont *font)
{
  g_object_unref (font);
}

static void
append_superscript (GString *string, int number)
{
  static const char *const digits[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
  char plain[16];

  g_snprintf (plain, sizeof plain, "%d", number);
  for (const char *c = plain; *c != '\0'; c++)
    g_string_append (string, *c == '-' ? "⁻" : digits[*c - '0']);
}

char *
shr_text_power_of_ten (int exponent)
{
  GString *string = g_string_new ("10");

  append_superscript (string, exponent);

  return g_string_free (string, FALSE);
}

char *
shr_text_number (double value, int significant)
{
  GString *string;
  char digits[G_ASCII_DTOSTR_BUF_SIZE], format[16];
  double size = fabs (value);
  int exponent;

  g_return_val_if_fail (significant >= 1 && significant <= 17, NULL);

  if (value == 0.0)
    return g_strdup ("0");
  if (isnan (value))
    return g_strdup ("—");

  string = g_string_new (value < 0.0 ? "−" : "");
  if (isinf (value))
    {
      g_string_append (string, "∞");
      return g_string_free (string, FALSE);
    }

  /* The exponent after rounding: 9.999 to three digits is 10.0. */
  g_snprintf (format, sizeof format, "%%.%de", significant - 1);
  g_ascii_formatd (digits, sizeof digits, format, size);
  exponent = (int) g_ascii_strtoll (strchr (digits, 'e') + 1, NULL, 10);

  if (exponent >= -4 && exponent < 6)
    {
      g_snprintf (format, sizeof format, "%%.%df", MAX (0, significant - 1 - exponent));
      g_string_append (string, g_ascii_formatd (digits, sizeof digits, format, size));
    }
  else
    {
      g_string_append_len (string, digits, strchr (digits, 'e') - digits);
      g_string_append (string, " × 10");
      append_superscript (string, exponent);
    }

  return g_string_free (string, FALSE);
}
