#include "plot/shr-gif-writer.h"

#include "plot/shr-picture.h"

#include <gif_lib.h>
#include <glib/gi18n.h>
#include <string.h>

#define LARGEST_SIDE 65535u
/* 256 colours, one of which says "as before". */
#define N_COLORS 255
#define AS_BEFORE 255
/* Frames that the colours are taken from. */
#define SAMPLES 7
#define LONGEST_COMMENT 255

typedef struct
{
  guint32 color; /* 0xrrggbb */
  guint count;
} Counted;

typedef struct
{
  gsize first, n; /* of the array of Counted */
  int spread;     /* largest difference within one component */
  int shift;      /* of that component */
  gint64 weight;  /* pixels */
} Box;

typedef struct
{
  guint width, height;
  ShrGifPaintFunc paint;
  gpointer data;
  cairo_surface_t *surface;

  guint32 palette[N_COLORS];
  int n_colors;
  GHashTable *nearest; /* 0xrrggbb → place in the palette + 1 */

  guint8 *shown, *next; /* width × height places in the palette */
  GifFileType *gif;
} Writer;

/* --- Palette ---------------------------------------------------------------------------------------------------- */

static gboolean
paint_frame (Writer *w, guint frame, GError **error)
{
  cairo_t *cr = cairo_create (w->surface);
  gboolean painted = w->paint (frame, cr, w->data, error);

  if (painted && cairo_status (cr) != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, SHR_PLOT_ERROR, SHR_PLOT_ERROR_RENDER, _ ("a frame could not be painted: %s"),
                   cairo_status_to_string (cairo_status (cr)));
      painted = FALSE;
    }
  cairo_destroy (cr);
  cairo_surface_flush (w->surface);

  return painted;
}

static const guint32 *
get_row (const Writer *w, guint y)
{
  const guint8 *pixels = cairo_image_surface_get_data (w->surface);

  return (const guint32 *) (gconstpointer) (pixels + (gsize) y * (gsize) cairo_image_surface_get_stride (w->surface));
}

static void
count_colors (const Writer *w, GHashTable *counts)
{
  for (guint y = 0; y < w->height; y++)
    {
      const guint32 *row = get_row (w, y);

      for (guint x = 0; x < w->width;)
        {
          gpointer key = GUINT_TO_POINTER (row[x] & 0xffffff);
          guint run = x + 1;

          while (run < w->width && row[run] == row[x])
            run++;
          g_hash_table_insert (counts, key,
                               GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) + run - x));
          x = run;
        }
    }
}

static int
component (guint32 color, int shift)
{
  return (int) (color >> shift & 0xff);
}

static void
measure_box (const Counted *colors, Box *box)
{
  box->spread = -1;
  box->weight = 0;
  for (int shift = 16; shift >= 0; shift -= 8)
    {
      int low = 255, high = 0;

      for (gsize i = box->first; i < box->first + box->n; i++)
        {
          low = MIN (low, component (colors[i].color, shift));
          high = MAX (high, component (colors[i].color, shift));
        }
      if (high - low > box->spread)
        {
          box->spread = high - low;
          box->shift = shift;
        }
    }
  for (gsize i = box->first; i < box->first + box->n; i++)
    box->weight += colors[i].count;
}

/* By one component, then by the whole: an order without ties. */
static int
compare_colors (gconstpointer a, gconstpointer b, gpointer shift)
{
  const Counted *x = a, *y = b;
  int difference = component (x->color, GPOINTER_TO_INT (shift)) - component (y->color, GPOINTER_TO_INT (shift));

  if (difference != 0)
    return difference;

  return x->color < y->color ? -1 : x->color > y->color;
}

/* Where the box with the most to gain is; -1 when none can be cut. */
static int
find_widest (const Box *boxes, int n)
{
  double most = 0.0;
  int found = -1;

  for (int i = 0; i < n; i++)
    {
      /* Few pixels of a far colour count as well as many of a near one. */
      double gain = boxes[i].n > 1 ? (double) boxes[i].spread * (double) boxes[i].spread
                                         * (1.0 + (double) MIN (boxes[i].weight, 10000))
                                   : 0.0;

      if (gain > most)
        {
          most = gain;
          found = i;
        }
    }

  return found;
}

static void
cut (Counted *colors, Box *box, Box *rest)
{
  int middle;
  gsize n = 0;

  g_qsort_with_data (colors + box->first, (gint) box->n, sizeof *colors, compare_colors, GINT_TO_POINTER (box->shift));
  middle = (component (colors[box->first].color, box->shift)
            + component (colors[box->first + box->n - 1].color, box->shift) + 1)
           / 2;
  while (component (colors[box->first + n].color, box->shift) < middle)
    n++;

  *rest = (Box){ .first = box->first + n, .n = box->n - n };
  box->n = n;
  measure_box (colors, box);
  measure_box (colors, rest);
}

/* The colour of a box is its most frequent one, which for background and lines is theirs exactly. */
static guint32
choose_color (const Counted *colors, const Box *box)
{
  const Counted *most = &colors[box->first];

  for (gsize i = box->first; i < box->first + box->n; i++)
    if (colors[i].count > most->count || (colors[i].count == most->count && colors[i].color < most->color))
      most = &colors[i];

  return most->color;
}

static void
choose_palette (Writer *w, GHashTable *counts)
{
  g_autofree Counted *colors = g_new (Counted, MAX (g_hash_table_size (counts), 1));
  Box boxes[N_COLORS];
  GHashTableIter iter;
  gpointer key, value;
  gsize n = 0;

  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    colors[n++] = (Counted){ GPOINTER_TO_UINT (key), GPOINTER_TO_UINT (value) };
  /* Not in the order of the hash table. */
  g_qsort_with_data (colors, (gint) n, sizeof *colors, compare_colors, GINT_TO_POINTER (16));

  boxes[0] = (Box){ .first = 0, .n = n };
  measure_box (colors, &boxes[0]);
  w->n_colors = 1;
  while (w->n_colors < N_COLORS)
    {
      int widest = find_widest (boxes, w->n_colors);

      if (widest < 0)
        break;
      cut (colors, &boxes[widest], &boxes[w->n_colors]);
      w->n_colors++;
    }
  for (int i = 0; i < w->n_colors; i++)
    w->palette[i] = choose_color (colors, &boxes[i]);
}

static gboolean
find_palette (Writer *w, guint n_frames, GError **error)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  guint n = MIN (n_frames, SAMPLES);

  for (guint i = 0; i < n; i++)
    {
      if (!paint_frame (w, n > 1 ? (guint) ((guint64) i * (n_frames - 1) / (n - 1)) : 0, error))
        return FALSE;
      count_colors (w, counts);
    }
  choose_palette (w, counts);

  return TRUE;
}

static guint8
find_nearest (Writer *w, guint32 color)
{
  gpointer known = g_hash_table_lookup (w->nearest, GUINT_TO_POINTER (color));
  int best = 0, least = G_MAXINT;

  if (known != NULL)
    return (guint8) (GPOINTER_TO_UINT (known) - 1);

  for (int i = 0; i < w->n_colors && least > 0; i++)
    {
      int red = component (color, 16) - component (w->palette[i], 16);
      int green = component (color, 8) - component (w->palette[i], 8);
      int blue = component (color, 0) - component (w->palette[i], 0);
      /* The eye's weights, roughly. */
      int distance = 3 * red * red + 6 * green * green + blue * blue;

      if (distance < least)
        {
          least = distance;
          best = i;
        }
    }
  g_hash_table_insert (w->nearest, GUINT_TO_POINTER (color), GUINT_TO_POINTER ((guint) best + 1));

  return (guint8) best;
}

static void
index_frame (Writer *w)
{
  for (guint y = 0; y < w->height; y++)
    {
      const guint32 *row = get_row (w, y);
      guint8 *target = w->next + (gsize) y * w->width;

      for (guint x = 0; x < w->width; x++)
        target[x] = x > 0 && row[x] == row[x - 1] ? target[x - 1] : find_nearest (w, row[x] & 0xffffff);
    }
}

/* --- File ------------------------------------------------------------------------------------------------------- */

static int
append_bytes (GifFileType *gif, const GifByteType *bytes, int n)
{
  g_byte_array_append (gif->UserData, bytes, (guint) n);

  return n;
}

static gboolean
begin_file (Writer *w, const char *comment)
{
  static const char loop[] = "NETSCAPE2.0";
  static const GifByteType for_ever[] = { 1, 0, 0 };
  GifColorType colors[256] = { { 0 } };
  ColorMapObject *map;
  gboolean good;

  for (int i = 0; i < w->n_colors; i++)
    colors[i] = (GifColorType){ (GifByteType) component (w->palette[i], 16), (GifByteType) component (w->palette[i], 8),
                                (GifByteType) component (w->palette[i], 0) };
  map = GifMakeMapObject (256, colors);
  if (map == NULL)
    return FALSE;

  EGifSetGifVersion (w->gif, true);
  good = EGifPutScreenDesc (w->gif, (int) w->width, (int) w->height, 8, 0, map) == GIF_OK
         && EGifPutExtensionLeader (w->gif, APPLICATION_EXT_FUNC_CODE) == GIF_OK
         && EGifPutExtensionBlock (w->gif, (int) strlen (loop), loop) == GIF_OK
         && EGifPutExtensionBlock (w->gif, sizeof for_ever, for_ever) == GIF_OK
         && EGifPutExtensionTrailer (w->gif) == GIF_OK;
  if (good && comment != NULL)
    {
      g_autofree char *ascii = g_str_to_ascii (comment, "C");

      if (strlen (ascii) > LONGEST_COMMENT)
        ascii[LONGEST_COMMENT] = '\0';
      good = EGifPutComment (w->gif, ascii) == GIF_OK;
    }
  GifFreeMapObject (map);

  return good;
}

/* What of @next differs from what is shown; FALSE when nothing does. */
static gboolean
find_difference (const Writer *w, gboolean first, guint *left, guint *top, guint *right, guint *bottom)
{
  *left = *top = 0;
  *right = w->width;
  *bottom = w->height;
  if (first)
    return TRUE;

  *left = w->width;
  *right = *bottom = 0;
  *top = w->height;
  for (guint y = 0; y < w->height; y++)
    {
      const guint8 *was = w->shown + (gsize) y * w->width, *is = w->next + (gsize) y * w->width;
      guint from = 0, to = w->width;

      if (memcmp (was, is, w->width) == 0)
        continue;
      while (was[from] == is[from])
        from++;
      while (was[to - 1] == is[to - 1])
        to--;
      *left = MIN (*left, from);
      *right = MAX (*right, to);
      *top = MIN (*top, y);
      *bottom = y + 1;
    }

  return *right > 0;
}

/* The part of the next frame that differs, shown for @delay. */
static gboolean
put_frame (Writer *w, gboolean first, guint delay)
{
  GraphicsControlBlock control = { .DisposalMode = DISPOSE_DO_NOT,
                                   .DelayTime = (int) MIN (delay, 65535),
                                   .TransparentColor = first ? NO_TRANSPARENT_COLOR : AS_BEFORE };
  GifByteType block[4];
  guint left, top, right, bottom;
  g_autofree guint8 *row = g_malloc (w->width);

  /* Where nothing changes, a dot that does not either keeps the time. */
  if (!find_difference (w, first, &left, &top, &right, &bottom))
    {
      left = top = 0;
      right = bottom = 1;
    }

  EGifGCBToExtension (&control, block);
  if (EGifPutExtension (w->gif, GRAPHICS_EXT_FUNC_CODE, sizeof block, block) != GIF_OK
      || EGifPutImageDesc (w->gif, (int) left, (int) top, (int) (right - left), (int) (bottom - top), false, NULL)
             != GIF_OK)
    return FALSE;

  for (guint y = top; y < bottom; y++)
    {
      guint8 *was = w->shown + (gsize) y * w->width;
      const guint8 *is = w->next + (gsize) y * w->width;

      for (guint x = left; x < right; x++)
        {
          row[x - left] = !first && was[x] == is[x] ? AS_BEFORE : is[x];
          was[x] = is[x];
        }
      if (EGifPutLine (w->gif, row, (int) (right - left)) != GIF_OK)
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_frames (Writer *w, guint n_frames, guint delay, guint last_delay, const char *comment, GError **error)
{
  if (!find_palette (w, n_frames, error))
    return FALSE;

  if (!begin_file (w, comment))
    {
      g_set_error (error, SHR_PLOT_ERROR, SHR_PLOT_ERROR_RENDER, _ ("the GIF could not be written: %s"),
                   GifErrorString (w->gif->Error));
      return FALSE;
    }

  for (guint i = 0; i < n_frames; i++)
    {
      if (!paint_frame (w, i, error))
        return FALSE;
      index_frame (w);
      if (!put_frame (w, i == 0, i + 1 < n_frames ? delay : last_delay))
        {
          g_set_error (error, SHR_PLOT_ERROR, SHR_PLOT_ERROR_RENDER, _ ("the GIF could not be written: %s"),
                       GifErrorString (w->gif->Error));
          return FALSE;
        }
    }

  return TRUE;
}

GBytes *
shr_gif_write (guint width,
               guint height,
               guint n_frames,
               guint delay,
               guint last_delay,
               const char *comment,
               ShrGifPaintFunc paint,
               gpointer data,
               GError **error)
{
  GByteArray *bytes;
  Writer w = { .width = width, .height = height, .paint = paint, .data = data };
  int code = 0;
  gboolean written;

  g_return_val_if_fail (n_frames >= 1, NULL);

  if (width < 1 || height < 1 || width > LARGEST_SIDE || height > LARGEST_SIDE)
    {
      g_set_error (error, SHR_PLOT_ERROR, SHR_PLOT_ERROR_SIZE,
                   _ ("a GIF of %u × %u pixels cannot be made (at most %u on a side); choose another size"), width,
                   height, LARGEST_SIDE);
      return NULL;
    }

  bytes = g_byte_array_new ();
  w.gif = EGifOpen (bytes, append_bytes, &code);
  if (w.gif == NULL)
    {
      g_set_error (error, SHR_PLOT_ERROR, SHR_PLOT_ERROR_RENDER, _ ("the GIF could not be written: %s"),
                   GifErrorString (code));
      g_byte_array_unref (bytes);
      return NULL;
    }

  w.surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width, (int) height);
  w.nearest = g_hash_table_new (NULL, NULL);
  w.shown = g_malloc0 ((gsize) width * height);
  w.next = g_malloc0 ((gsize) width * height);

  written = write_frames (&w, n_frames, delay, last_delay, comment, error);
  EGifCloseFile (w.gif, &code);

  g_free (w.next);
  g_free (w.shown);
  g_hash_table_unref (w.nearest);
  cairo_surface_destroy (w.surface);

  if (!written)
    {
      g_byte_array_unref (bytes);
      return NULL;
    }

  return g_byte_array_free_to_bytes (bytes);
}
