#include "plot/shr-svg-writer.h"

#include "plot/shr-cairo-renderer.h"
#include "plot/shr-picture.h"
#include "plot/shr-text.h"

#include <glib/gi18n.h>
#include <libxml/xmlwriter.h>
#include <math.h>
#include <string.h>

#define TITLE_ID "picture-title"
#define DESCRIPTION_ID "picture-description"
#define CLIP_ID "picture-clip-"

/* Of coordinates and lengths; a hundredth of a pixel cannot be seen. */
#define PLACES 100.0

/* Cairo keeps a path in 1/256 of its unit: letters are drawn this much larger and taken down again. */
#define OUTLINE_SCALE 16.0

/* A group's marks do not all share one clip. */
#define MIXED_CLIPS (-2)
/* A group without marks. */
#define NO_MARKS (-3)

typedef struct
{
  xmlTextWriter *writer;
  const ShrScene *scene;
  const ShrColor *background;
  gboolean transparent;
  cairo_t *outlines; /* (nullable): to find the outlines of letters; NULL: text is text */
  GString *buffer;   /* of the attribute being written */
  GArray *clips;     /* int: for every group the clip that all its marks share, -1, or one of the above */
  int group;         /* the innermost that is open, -1: none */
  int clipped_from;  /* the outermost open group that has a clip, -1: none */
} Writer;

static const xmlChar *
xml (const char *string)
{
  return (const xmlChar *) string;
}

static long long
to_places (double value)
{
  return llround (value * PLACES);
}

/* @value hundredths, as short as can be: "-.5", "12", "3.07". */
static void
append_places (GString *string, long long value)
{
  long long size = value < 0 ? -value : value;
  char digits[32];
  char *end = digits + sizeof digits, *start = end;

  if (size % 10 != 0)
    *--start = (char) ('0' + size % 10);
  if (size % 100 != 0)
    {
      *--start = (char) ('0' + size / 10 % 10);
      *--start = '.';
    }

  size /= 100;
  if (size == 0 && start == end)
    *--start = '0';
  for (; size > 0; size /= 10)
    *--start = (char) ('0' + size % 10);

  if (value < 0)
    *--start = '-';

  g_string_append_len (string, start, end - start);
}

/* The next of a list of numbers; a minus sign separates well enough. */
static void
append_next (GString *string, long long value)
{
  if (value >= 0)
    g_string_append_c (string, ' ');
  append_places (string, value);
}

static void
start_element (Writer *w, const char *name)
{
  xmlTextWriterStartElement (w->writer, xml (name));
}

static void
end_element (Writer *w)
{
  xmlTextWriterEndElement (w->writer);
}

static void
write_attribute (Writer *w, const char *name, const char *value)
{
  xmlTextWriterWriteAttribute (w->writer, xml (name), xml (value));
}

static void
write_number (Writer *w, const char *name, double value)
{
  g_string_truncate (w->buffer, 0);
  append_places (w->buffer, to_places (value));
  write_attribute (w, name, w->buffer->str);
}

static void
write_numbers (Writer *w, const char *name, const double *values, gsize n)
{
  g_string_truncate (w->buffer, 0);
  for (gsize i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (w->buffer, ' ');
      append_places (w->buffer, to_places (values[i]));
    }
  write_attribute (w, name, w->buffer->str);
}

static void
write_color (Writer *w, const char *name, const char *opacity_name, const ShrColor *color)
{
  char hex[8];

  g_snprintf (hex, sizeof hex, "#%02x%02x%02x", (guint) lround (color->red * 255.0),
              (guint) lround (color->green * 255.0), (guint) lround (color->blue * 255.0));
  write_attribute (w, name, hex);

  if (color->alpha < 1.0)
    write_number (w, opacity_name, color->alpha);
}

static void
write_words (Writer *w, const char *element, const char *id, const char *words)
{
  start_element (w, element);
  if (id != NULL)
    write_attribute (w, "id", id);
  xmlTextWriterWriteString (w->writer, xml (words));
  end_element (w);
}

static void
write_clip_reference (Writer *w, int clip)
{
  g_string_printf (w->buffer, "url(#" CLIP_ID "%d)", clip + 1);
  write_attribute (w, "clip-path", w->buffer->str);
}

/* For every group the clip that all marks in it share. */
static GArray *
find_group_clips (const ShrScene *scene)
{
  guint n_groups = (guint) shr_scene_get_n_groups (scene);
  GArray *clips = g_array_sized_new (FALSE, FALSE, sizeof (int), n_groups);
  gsize n_marks = shr_scene_get_n_marks (scene);

  for (guint i = 0; i < n_groups; i++)
    g_array_append_val (clips, (int){ NO_MARKS });

  for (gsize i = 0; i < n_marks; i++)
    {
      const ShrMark *mark = shr_scene_get_mark (scene, i);

      for (int group = mark->group; group >= 0; group = shr_scene_get_group (scene, group)->parent)
        {
          int *clip = &g_array_index (clips, int, group);

          if (*clip == NO_MARKS)
            *clip = mark->clip;
          else if (*clip != mark->clip)
            *clip = MIXED_CLIPS;
        }
    }

  return clips;
}

static void
write_clips (Writer *w)
{
  gsize n = shr_scene_get_n_clips (w->scene);

  if (n == 0)
    return;

  start_element (w, "defs");
  for (gsize i = 0; i < n; i++)
    {
      const ShrRect *rect = shr_scene_get_clip (w->scene, (int) i);

      start_element (w, "clipPath");
      g_string_printf (w->buffer, CLIP_ID "%d", (int) i + 1);
      write_attribute (w, "id", w->buffer->str);
      start_element (w, "rect");
      write_number (w, "x", rect->x);
      write_number (w, "y", rect->y);
      write_number (w, "width", rect->width);
      write_number (w, "height", rect->height);
      end_element (w);
      end_element (w);
    }
  end_element (w);
}

static gboolean
is_within (const ShrScene *scene, int group, int ancestor)
{
  while (group >= 0 && group != ancestor)
    group = shr_scene_get_group (scene, group)->parent;

  return group == ancestor;
}

static void
open_groups (Writer *w, int group)
{
  const ShrGroup *g;
  int clip;

  if (group == w->group)
    return;

  g = shr_scene_get_group (w->scene, group);
  open_groups (w, g->parent);

  start_element (w, "g");
  write_attribute (w, "id", g->id);
  clip = g_array_index (w->clips, int, group);
  if (clip >= 0 && w->clipped_from < 0)
    {
      write_clip_reference (w, clip);
      w->clipped_from = group;
    }
  if (g->title != NULL)
    write_words (w, "title", NULL, g->title);
  w->group = group;
}

static void
move_to_group (Writer *w, int group)
{
  while (w->group >= 0 && !is_within (w->scene, group, w->group))
    {
      if (w->clipped_from == w->group)
        w->clipped_from = -1;
      w->group = shr_scene_get_group (w->scene, w->group)->parent;
      end_element (w);
    }
  open_groups (w, group);
}

/* What marks of one run share: written on the mark, or once on a group around several. */
static void
write_shape_style (Writer *w, const ShrMark *mark)
{
  const ShrStyle *style = &mark->style;

  if (style->fill.alpha > 0.0 && mark->kind != SHR_MARK_POLYLINE)
    write_color (w, "fill", "fill-opacity", &style->fill);

  if (style->stroke.alpha > 0.0 && style->width > 0.0)
    {
      double lengths[4];
      gsize n_lengths = shr_dash_lengths (style->dash, style->width, lengths);

      write_color (w, "stroke", "stroke-opacity", &style->stroke);
      write_number (w, "stroke-width", shr_mark_is_ruled (mark) ? MAX (1.0, round (style->width)) : style->width);
      if (n_lengths > 0)
        write_numbers (w, "stroke-dasharray", lengths, n_lengths);
      if (shr_mark_is_ruled (mark))
        write_attribute (w, "stroke-linecap", "square");
      if (mark->kind == SHR_MARK_POLYGON)
        write_attribute (w, "stroke-linejoin", "miter");
    }
}

static void
write_text_style (Writer *w, const ShrMark *mark)
{
  const ShrTextStyle *style = &mark->text_style;

  write_color (w, "fill", "fill-opacity", &mark->style.fill);
  if (w->outlines == NULL)
    {
      write_number (w, "font-size", style->size);
      if (style->bold)
        write_attribute (w, "font-weight", "bold");
      if (style->horizontal != SHR_ALIGN_START)
        write_attribute (w, "text-anchor", style->horizontal == SHR_ALIGN_MIDDLE ? "middle" : "end");
    }
  if (style->halo)
    {
      write_attribute (w, "paint-order", "stroke");
      write_color (w, "stroke", "stroke-opacity", w->background);
      write_number (w, "stroke-width", SHR_HALO_WIDTH * style->size);
    }
}

static void
write_common (Writer *w, const ShrMark *mark)
{
  write_attribute (w, "class", shr_role_name (mark->role));
  if (mark->kind == SHR_MARK_TEXT)
    write_text_style (w, mark);
  else
    write_shape_style (w, mark);
}

static void
write_line (Writer *w, const ShrMark *mark)
{
  gboolean ruled = shr_mark_is_ruled (mark);
  double width = MAX (1.0, round (mark->style.width));
  long long last_x = 0, last_y = 0;

  /* Differences of rounded places, so that rounding does not add up. */
  g_string_truncate (w->buffer, 0);
  for (gsize i = 0; i < mark->n_points; i++)
    {
      const ShrXY *point = &mark->points[i];
      long long x = to_places (ruled ? shr_ruled_snap (point->x, width) : point->x);
      long long y = to_places (ruled ? shr_ruled_snap (point->y, width) : point->y);

      if (i == 0)
        {
          g_string_append_c (w->buffer, 'M');
          append_places (w->buffer, x);
        }
      else if (i == 1)
        {
          g_string_append_c (w->buffer, 'l');
          append_places (w->buffer, x - last_x);
        }
      else
        {
          append_next (w->buffer, x - last_x);
        }
      append_next (w->buffer, y - last_y);
      last_x = x;
      last_y = y;
    }
  if (mark->kind == SHR_MARK_POLYGON)
    g_string_append_c (w->buffer, 'z');

  write_attribute (w, "d", w->buffer->str);
}

static void
write_text_place (Writer *w, const ShrMark *mark)
{
  const ShrXY *anchor = &mark->points[0];
  ShrTextExtents extents;
  double x, y;

  shr_text_offset (mark->text, &mark->text_style, &x, &y);
  shr_text_measure (mark->text, mark->text_style.size, mark->text_style.bold, &extents);
  write_number (w, "x", anchor->x);
  write_number (w, "y", anchor->y + y);

  if (mark->text_style.angle != 0.0)
    {
      g_string_assign (w->buffer, "rotate(");
      append_places (w->buffer, to_places (-mark->text_style.angle));
      append_next (w->buffer, to_places (anchor->x));
      append_next (w->buffer, to_places (anchor->y));
      g_string_append_c (w->buffer, ')');
      write_attribute (w, "transform", w->buffer->str);
    }

  /* In whatever font there is, a text takes the room that was left for it. */
  if (g_utf8_strlen (mark->text, -1) > 1)
    {
      write_number (w, "textLength", extents.width);
      write_attribute (w, "lengthAdjust", "spacingAndGlyphs");
    }

  if (strstr (mark->text, "  ") != NULL)
    write_attribute (w, "xml:space", "preserve");
}

static void
append_outline_point (GString *string, char command, const cairo_path_data_t *point)
{
  g_string_append_c (string, command);
  append_places (string, to_places (point->point.x / OUTLINE_SCALE));
  append_next (string, to_places (point->point.y / OUTLINE_SCALE));
}

static void
write_text_outline (Writer *w, const ShrMark *mark)
{
  const ShrTextStyle *style = &mark->text_style;
  cairo_t *cr = w->outlines;
  cairo_path_t *path;
  double x, y;

  shr_text_offset (mark->text, style, &x, &y);
  cairo_save (cr);
  cairo_scale (cr, OUTLINE_SCALE, OUTLINE_SCALE);
  cairo_translate (cr, mark->points[0].x, mark->points[0].y);
  cairo_rotate (cr, -style->angle * G_PI / 180.0);
  cairo_translate (cr, x, y);
  cairo_new_path (cr);
  shr_text_path (cr, mark->text, style->size, style->bold);
  cairo_restore (cr);
  path = cairo_copy_path (cr);

  g_string_truncate (w->buffer, 0);
  for (int i = 0; i < path->num_data; i += path->data[i].header.length)
    {
      const cairo_path_data_t *data = &path->data[i];

      switch (data->header.type)
        {
        case CAIRO_PATH_MOVE_TO:
          append_outline_point (w->buffer, 'M', &data[1]);
          break;
        case CAIRO_PATH_LINE_TO:
          append_outline_point (w->buffer, 'L', &data[1]);
          break;
        case CAIRO_PATH_CURVE_TO:
          append_outline_point (w->buffer, 'C', &data[1]);
          append_outline_point (w->buffer, ' ', &data[2]);
          append_outline_point (w->buffer, ' ', &data[3]);
          break;
        case CAIRO_PATH_CLOSE_PATH:
        default:
          g_string_append_c (w->buffer, 'z');
        }
    }
  cairo_path_destroy (path);

  write_attribute (w, "aria-label", mark->text);
  write_attribute (w, "d", w->buffer->str);
}

static void
write_mark (Writer *w, const ShrMark *mark, gboolean alone)
{
  static const char *const elements[] = {
    [SHR_MARK_POLYLINE] = "path",
    [SHR_MARK_POLYGON] = "path",
    [SHR_MARK_DISC] = "circle",
    [SHR_MARK_TEXT] = "text",
  };

  start_element (w, mark->kind == SHR_MARK_TEXT && w->outlines != NULL ? "path" : elements[mark->kind]);
  if (alone)
    write_common (w, mark);

  switch (mark->kind)
    {
    case SHR_MARK_POLYLINE:
    case SHR_MARK_POLYGON:
      write_line (w, mark);
      break;
    case SHR_MARK_DISC:
      write_number (w, "cx", mark->points[0].x);
      write_number (w, "cy", mark->points[0].y);
      write_number (w, "r", mark->radius);
      break;
    case SHR_MARK_TEXT:
      if (w->outlines != NULL)
        {
          write_text_outline (w, mark);
          break;
        }
      write_text_place (w, mark);
      xmlTextWriterWriteString (w->writer, xml (mark->text));
      break;
    default:
      g_assert_not_reached ();
    }
  end_element (w);
}

static gboolean
same_color (const ShrColor *a, const ShrColor *b)
{
  return a->red == b->red && a->green == b->green && a->blue == b->blue && a->alpha == b->alpha;
}

/* Whether one element can carry what write_common() writes for both. */
static gboolean
is_alike (const ShrMark *a, const ShrMark *b)
{
  const ShrTextStyle *x = &a->text_style, *y = &b->text_style;

  return a->kind == b->kind && a->role == b->role && a->group == b->group && a->clip == b->clip
         && same_color (&a->style.stroke, &b->style.stroke) && same_color (&a->style.fill, &b->style.fill)
         && a->style.width == b->style.width && a->style.dash == b->style.dash && x->size == y->size
         && x->bold == y->bold && x->horizontal == y->horizontal && x->halo == y->halo;
}

static void
write_marks (Writer *w)
{
  gsize n = shr_scene_get_n_marks (w->scene);
  gsize end;

  for (gsize i = 0; i < n; i = end)
    {
      const ShrMark *mark = shr_scene_get_mark (w->scene, i);
      gboolean clipped;

      for (end = i + 1; end < n && is_alike (mark, shr_scene_get_mark (w->scene, end)); end++)
        ;

      move_to_group (w, mark->group);

      /* Around the mark, not on it: a clip would turn with a turned text. */
      clipped = mark->clip >= 0 && w->clipped_from < 0;
      if (clipped || end - i > 1)
        {
          start_element (w, "g");
          if (clipped)
            write_clip_reference (w, mark->clip);
          write_common (w, mark);
          for (gsize k = i; k < end; k++)
            write_mark (w, shr_scene_get_mark (w->scene, k), FALSE);
          end_element (w);
        }
      else
        {
          write_mark (w, mark, TRUE);
        }
    }
  move_to_group (w, -1);
}

static void
write_document (Writer *w)
{
  const char *title = shr_scene_get_title (w->scene), *description = shr_scene_get_description (w->scene);
  const double box[] = { 0.0, 0.0, shr_scene_get_width (w->scene), shr_scene_get_height (w->scene) };

  xmlTextWriterStartDocument (w->writer, NULL, "UTF-8", NULL);
  start_element (w, "svg");
  write_attribute (w, "xmlns", "http://www.w3.org/2000/svg");
  write_attribute (w, "version", "1.1");
  write_number (w, "width", box[2]);
  write_number (w, "height", box[3]);
  write_numbers (w, "viewBox", box, G_N_ELEMENTS (box));
  write_attribute (w, "role", "img");
  if (title != NULL)
    write_attribute (w, "aria-labelledby", description != NULL ? TITLE_ID " " DESCRIPTION_ID : TITLE_ID);
  if (w->outlines == NULL)
    {
      write_attribute (w, "font-family", SHR_FONT_FAMILY);
      write_attribute (w, "style", "font-variant-numeric:tabular-nums");
    }
  write_attribute (w, "fill", "none");
  write_attribute (w, "stroke-linecap", "round");
  write_attribute (w, "stroke-linejoin", "round");
  if (title != NULL)
    write_words (w, "title", TITLE_ID, title);
  if (description != NULL)
    write_words (w, "desc", DESCRIPTION_ID, description);
  if (shr_scene_get_settings (w->scene) != NULL)
    write_words (w, "metadata", NULL, shr_scene_get_settings (w->scene));

  write_clips (w);

  if (!w->transparent)
    {
      start_element (w, "rect");
      write_attribute (w, "class", shr_role_name (SHR_ROLE_BACKGROUND));
      write_color (w, "fill", "fill-opacity", w->background);
      write_number (w, "width", box[2]);
      write_number (w, "height", box[3]);
      end_element (w);
    }

  write_marks (w);

  end_element (w);
  xmlTextWriterEndDocument (w->writer);
}

/* A context for paths only, without edges: Cairo leaves letters out that lie beyond those. */
static cairo_t *
new_outlines (void)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);

  cairo_surface_destroy (surface);

  return cr;
}

GBytes *
shr_svg_write (const ShrScene *scene, const ShrTheme *theme, const ShrPictureOptions *options, GError **error)
{
  xmlBuffer *xml_buffer = xmlBufferCreate ();
  Writer w = {
    .writer = xml_buffer != NULL ? xmlNewTextWriterMemory (xml_buffer, 0) : NULL,
    .scene = scene,
    .background = &theme->background,
    .transparent = options->transparent,
    .group = -1,
    .clipped_from = -1,
  };
  GBytes *bytes = NULL;

  if (w.writer != NULL)
    {
      gboolean failed;

      xmlTextWriterSetIndent (w.writer, 1);
      xmlTextWriterSetIndentString (w.writer, xml (" "));
      w.outlines = options->outlines ? new_outlines () : NULL;
      w.buffer = g_string_new (NULL);
      w.clips = find_group_clips (scene);
      write_document (&w);
      failed = xmlTextWriterFlush (w.writer) < 0;
      xmlFreeTextWriter (w.writer);
      if (!failed)
        bytes = g_bytes_new (xmlBufferContent (xml_buffer), (gsize) xmlBufferLength (xml_buffer));
      g_clear_pointer (&w.outlines, cairo_destroy);
      g_array_unref (w.clips);
      g_string_free (w.buffer, TRUE);
    }

  if (xml_buffer != NULL)
    xmlBufferFree (xml_buffer);
  if (bytes == NULL)
    g_set_error_literal (error, SHR_PLOT_ERROR, SHR_PLOT_ERROR_RENDER,
                         _ ("the SVG could not be written: there is not enough memory"));

  return bytes;
}
