#pragma once

#include "plot/shr-scene.h"

#include <cairo.h>

G_BEGIN_DECLS

/* The families tried in order, for Pango and for SVG's font-family alike. */
#define SHR_FONT_FAMILY "Cantarell, Inter, Helvetica, Arial, DejaVu Sans, sans-serif"

typedef struct
{
  double width;   /* advance width, px */
  double ascent;  /* above the baseline */
  double descent; /* below */
} ShrTextExtents;

/* Measured with Pango at no hinting, so that screen, PNG, PDF and SVG agree. Results are cached, for each
 * thread by itself: any thread may draw. */
void shr_text_measure (const char *text, double size, gboolean bold, ShrTextExtents *extents);

/* Where the left end of the baseline lies, relative to the anchor, before the text is turned about the anchor:
 * @style's alignment in numbers, the same for every renderer. The vertical alignments go by the height of digits. */
void shr_text_offset (const char *text, const ShrTextStyle *style, double *x, double *y);

/* Draws with the baseline starting at the origin of @cr's user space, in its source. */
void shr_text_show (cairo_t *cr, const char *text, double size, gboolean bold);
/* Adds the outlines to the current path instead, for halos and for the crispest text on image surfaces. */
void shr_text_path (cairo_t *cr, const char *text, double size, gboolean bold);

/* What a text becomes once it is shaped: a font (after fallback), a letter of it, and its origin, for a size of 1 px
 * from the left end of the baseline, y downwards. The font is Pango's. */
typedef struct _PangoFont ShrTextFont;

typedef struct
{
  ShrTextFont *font;
  guint glyph;
  double x, y;
} ShrTextGlyph;

/* (transfer none): valid until the next call of a function of this file in this thread that is given a text. */
const ShrTextGlyph *shr_text_get_glyphs (const char *text, gboolean bold, gsize *n_glyphs);

/* Adds the outlines of one glyph to the path, its origin at that of the user space. */
void shr_text_glyph_path (cairo_t *cr, ShrTextFont *font, guint glyph, double size);
/* The box that these are in; of width and height 0 when there are none. */
ShrRect shr_text_glyph_ink (ShrTextFont *font, guint glyph, double size);

ShrTextFont *shr_text_font_ref (ShrTextFont *font);
void shr_text_font_unref (ShrTextFont *font);

/* A number for an axis or a label: significant digits as given, true minus sign U+2212, no exponent between 1e-4 and
 * 1e6, else as "1.2 × 10⁻⁷". Trailing zeros are digits too: 4.5 to three is "4.50". Zero is "0". Locale-independent. */
char *shr_text_number (double value, int significant);

/* "10⁻⁷" for -7. */
char *shr_text_power_of_ten (int exponent);

G_END_DECLS
