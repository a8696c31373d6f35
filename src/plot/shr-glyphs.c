#include "plot/shr-glyphs.h"

#include "plot/shr-sheet.h"
#include "plot/shr-text.h"

#include <math.h>
#include <string.h>

/* Places within a device pixel, across and down, at which a letter can be. */
#define PHASES 4

/* In device pixels: larger letters are few, and their masks many bytes. */
#define LARGEST_SIZE 64.0
#define LONGEST_TEXT 8192

/* Bytes of all masks together: those of every letter of a board at several sizes are a tenth of it. */
#define CACHE_LIMIT (4 * 1024 * 1024)

/* Everything that the look of a letter depends on. */
typedef struct
{
  ShrTextFont *font;
  guint glyph;
  int phase_x, phase_y;
  double size;       /* device pixels */
  double halo_width; /* device pixels; 0: the letter itself */
} Key;

typedef struct
{
  Key key;
  int left, top; /* device pixels, from the letter's origin to the first of @pixels */
  int width, height;
  guint8 pixels[]; /* @width × @height */
} Mask;

/* Where a mask goes, in device pixels. */
typedef struct
{
  const Mask *mask;
  int x, y;
} Placed;

typedef struct
{
  GHashTable *masks; /* Mask: a set */
  gsize n_bytes;     /* of all of them */
  GArray *placed;    /* Placed: of the text being painted */
  ShrSheet sheet;    /* the mask of a whole text */
} Glyphs;

static guint
hash_key (gconstpointer data)
{
  const Key *key = data;
  guint hash = key->glyph;

  hash = hash * 31 + (guint) (key->phase_x * PHASES + key->phase_y);
  hash = hash * 31 + g_double_hash (&key->size);
  hash = hash * 31 + (key->halo_width > 0.0 ? 1 : 0);

  return hash * 31 + g_direct_hash (key->font);
}

static gboolean
equal_keys (gconstpointer a, gconstpointer b)
{
  const Key *one = a, *other = b;

  return one->font == other->font && one->glyph == other->glyph && one->phase_x == other->phase_x
         && one->phase_y == other->phase_y && one->size == other->size && one->halo_width == other->halo_width;
}

static void
free_mask (gpointer data)
{
  Mask *mask = data;

  shr_text_font_unref (mask->key.font);
  g_free (mask);
}

static void
free_glyphs (gpointer data)
{
  Glyphs *glyphs = data;

  shr_sheet_clear (&glyphs->sheet);
  g_array_unref (glyphs->placed);
  g_hash_table_unref (glyphs->masks);
  g_free (glyphs);
}

static Glyphs *
get_glyphs (void)
{
  static GPrivate of_thread = G_PRIVATE_INIT (free_glyphs);
  Glyphs *glyphs = g_private_get (&of_thread);

  if (glyphs == NULL)
    {
      glyphs = g_new0 (Glyphs, 1);
      /* A mask begins with its key. */
      glyphs->masks = g_hash_table_new_full (hash_key, equal_keys, free_mask, NULL);
      glyphs->placed = g_array_new (FALSE, FALSE, sizeof (Placed));
      g_private_set (&of_thread, glyphs);
    }

  return glyphs;
}

static void
draw_letter (const Key *key, cairo_surface_t *surface, int left, int top)
{
  cairo_t *cr = cairo_create (surface);

  cairo_translate (cr, (double) key->phase_x / PHASES - left, (double) key->phase_y / PHASES - top);
  shr_text_glyph_path (cr, key->font, key->glyph, key->size);
  if (key->halo_width > 0.0)
    {
      cairo_set_line_width (cr, key->halo_width);
      cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
      cairo_stroke (cr);
    }
  else
    {
      cairo_fill (cr);
    }
  cairo_destroy (cr);
}

static Mask *
new_mask (const Key *key)
{
  ShrRect ink = shr_text_glyph_ink (key->font, key->glyph, key->size);
  /* For the place within the pixel, and rounding. */
  double around = 1.0 + key->halo_width / 2.0;
  int left = (int) floor (ink.x - around), top = (int) floor (ink.y - around);
  int width = (int) ceil (ink.x + ink.width + around) + 1 - left;
  int height = (int) ceil (ink.y + ink.height + around) + 1 - top;
  gboolean empty = ink.width <= 0.0 || ink.height <= 0.0;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, empty ? 0 : width, empty ? 0 : height);
  Mask *mask;

  /* It may be that there was no memory for it. */
  width = cairo_image_surface_get_width (surface);
  height = cairo_image_surface_get_height (surface);
  draw_letter (key, surface, left, top);
  cairo_surface_flush (surface);

  mask = g_malloc (sizeof (Mask) + (gsize) width * (gsize) height);
  *mask = (Mask){ *key, left, top, width, height };
  shr_text_font_ref (key->font);
  for (int row = 0; row < height; row++)
    memcpy (mask->pixels + row * width,
            cairo_image_surface_get_data (surface) + row * cairo_image_surface_get_stride (surface), (gsize) width);
  cairo_surface_destroy (surface);

  return mask;
}

static const Mask *
get_mask (Glyphs *glyphs, const Key *key)
{
  Mask *mask = g_hash_table_lookup (glyphs->masks, key);

  if (mask == NULL)
    {
      mask = new_mask (key);
      g_hash_table_add (glyphs->masks, mask);
      glyphs->n_bytes += sizeof (Mask) + (gsize) mask->width * (gsize) mask->height;
    }

  return mask;
}

/* Looks up the masks of a text, and the box that holds them all. Returns: FALSE when that is empty or too long. */
static gboolean
place (Glyphs *glyphs,
       const ShrTextGlyph *letters,
       gsize n_letters,
       double x,
       double y,
       double size,
       double halo_width,
       cairo_rectangle_int_t *box)
{
  int left = G_MAXINT, top = G_MAXINT, right = G_MININT, bottom = G_MININT;

  g_array_set_size (glyphs->placed, 0);
  for (gsize i = 0; i < n_letters; i++)
    {
      int across = (int) floor ((x + letters[i].x * size) * PHASES + 0.5);
      int down = (int) floor ((y + letters[i].y * size) * PHASES + 0.5);
      int phase_x = (across % PHASES + PHASES) % PHASES, phase_y = (down % PHASES + PHASES) % PHASES;
      const Key key = { letters[i].font, letters[i].glyph, phase_x, phase_y, size, halo_width };
      const Mask *mask = get_mask (glyphs, &key);
      Placed placed = { mask, (across - phase_x) / PHASES + mask->left, (down - phase_y) / PHASES + mask->top };

      if (mask->width == 0 || mask->height == 0)
        continue;

      left = MIN (left, placed.x);
      top = MIN (top, placed.y);
      right = MAX (right, placed.x + mask->width);
      bottom = MAX (bottom, placed.y + mask->height);
      g_array_append_val (glyphs->placed, placed);
    }
  if (glyphs->placed->len == 0)
    return FALSE;

  *box = (cairo_rectangle_int_t){ left, top, right - left, bottom - top };

  return TRUE;
}

/* Letters that meet in a pixel cover its parts; their halos cover the same parts. */
static void
compose (const Glyphs *glyphs, gboolean halo)
{
  const ShrSheet *sheet = &glyphs->sheet;

  for (guint i = 0; i < glyphs->placed->len; i++)
    {
      const Placed *placed = &g_array_index (glyphs->placed, Placed, i);
      const Mask *mask = placed->mask;

      for (int row = 0; row < mask->height; row++)
        {
          const guint8 *from = mask->pixels + row * mask->width;
          guint8 *to = sheet->pixels + (placed->y - sheet->box.y + row) * sheet->stride + placed->x - sheet->box.x;

          for (int column = 0; column < mask->width; column++)
            to[column] = halo ? MAX (to[column], from[column]) : (guint8) MIN (to[column] + from[column], 255);
        }
    }
}

/* All letters at once, in one colour. */
static void
paint (Glyphs *glyphs, cairo_t *cr, const ShrColor *color, gboolean halo, const cairo_rectangle_int_t *box)
{
  shr_sheet_reset (&glyphs->sheet, box);
  compose (glyphs, halo);
  shr_sheet_paint (&glyphs->sheet, cr, color);
}

gboolean
shr_glyphs_paint (cairo_t *cr,
                  const char *text,
                  double size,
                  gboolean bold,
                  double x,
                  double y,
                  const ShrColor *fill,
                  const ShrColor *halo,
                  double halo_width)
{
  Glyphs *glyphs = get_glyphs ();
  const ShrTextGlyph *letters;
  gsize n_letters;
  cairo_rectangle_int_t box;
  cairo_matrix_t matrix;
  ShrTextExtents extents;
  double pixels;

  shr_sheet_get_matrix (cr, &matrix);
  cairo_matrix_transform_point (&matrix, &x, &y);
  pixels = size * matrix.xx;
  shr_text_measure (text, pixels, bold, &extents);
  if (pixels > LARGEST_SIZE || extents.width > LONGEST_TEXT || fabs (x) > G_MAXINT16 || fabs (y) > G_MAXINT16)
    return FALSE;

  if (glyphs->n_bytes > CACHE_LIMIT)
    {
      g_hash_table_remove_all (glyphs->masks);
      glyphs->n_bytes = 0;
    }

  letters = shr_text_get_glyphs (text, bold, &n_letters);
  if (halo != NULL && place (glyphs, letters, n_letters, x, y, pixels, halo_width * pixels, &box))
    paint (glyphs, cr, halo, TRUE, &box);
  if (place (glyphs, letters, n_letters, x, y, pixels, 0.0, &box))
    paint (glyphs, cr, fill, FALSE, &box);

  return TRUE;
}
