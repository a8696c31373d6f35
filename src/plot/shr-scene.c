#include "plot/shr-scene.h"

#include <math.h>
#include <string.h>

/* Cairo's coordinates are 24.8 fixed point and would wrap beyond 2²³ device pixels; this leaves room for 800 dots per
 * inch. Nobody sees that far. */
#define FARTHEST 1e6

#define CHUNK_SIZE ((gsize) 64 * 1024)

/* Points and strings live in chunks that never move and are used again after a clear. */
typedef struct
{
  gsize size, used;
  char *bytes;
} Chunk;

struct _ShrScene
{
  double width, height;
  char *title;
  char *description;
  char *settings;

  GArray *marks;  /* ShrMark */
  GArray *groups; /* ShrGroup */
  GArray *clips;  /* ShrRect */
  GArray *chunks; /* Chunk */
  guint chunk;    /* the one being filled */
  GHashTable *ids;

  int group; /* -1: none */
  int clip;  /* -1: none */
  ShrXY origin;
};

static const char *const role_names[] = {
  [SHR_ROLE_BACKGROUND] = "background",
  [SHR_ROLE_AXIS] = "axis",
  [SHR_ROLE_TICK] = "tick",
  [SHR_ROLE_MINOR_TICK] = "minor-tick",
  [SHR_ROLE_TICK_LABEL] = "tick-label",
  [SHR_ROLE_AXIS_TITLE] = "axis-title",
  [SHR_ROLE_TITLE] = "title",
  [SHR_ROLE_CAPTION] = "caption",
  [SHR_ROLE_ZERO_LINE] = "zero-line",
  [SHR_ROLE_COUNT_LABEL] = "count-label",
  [SHR_ROLE_TRACE] = "trace",
  [SHR_ROLE_ZERO_TRACE] = "zero-trace",
  [SHR_ROLE_TRACE_LABEL] = "trace-label",
  [SHR_ROLE_LEADER] = "leader",
  [SHR_ROLE_EVENT] = "event",
  [SHR_ROLE_CURSOR] = "cursor",
  [SHR_ROLE_CURSOR_LABEL] = "cursor-label",
  [SHR_ROLE_VALUE] = "value",
  [SHR_ROLE_ZERO_VALUE] = "zero-value",
  [SHR_ROLE_CONTOUR] = "contour",
  [SHR_ROLE_TOUCHING_CONTOUR] = "touching-contour",
  [SHR_ROLE_REGION] = "region",
  [SHR_ROLE_ROUTE] = "route",
  [SHR_ROLE_SOLVER] = "solver",
  [SHR_ROLE_OPTIMUM] = "optimum",
  [SHR_ROLE_CONTACT] = "contact",
  [SHR_ROLE_GRADIENT] = "gradient",
  [SHR_ROLE_NORMAL] = "normal",
  [SHR_ROLE_EDGE] = "edge",
  [SHR_ROLE_LEVEL] = "level",
  [SHR_ROLE_HIDDEN] = "hidden",
  [SHR_ROLE_SPACE_AXIS] = "space-axis",
  [SHR_ROLE_VALUE_LABEL] = "value-label",
  [SHR_ROLE_CURVE_LABEL] = "curve-label",
  [SHR_ROLE_LOSS] = "loss",
  [SHR_ROLE_PENALTY] = "penalty",
  [SHR_ROLE_REFERENCE] = "reference",
  [SHR_ROLE_ROW] = "row",
  [SHR_ROLE_FITTED] = "fitted",
  [SHR_ROLE_TRUTH] = "truth",
  [SHR_ROLE_PRIOR] = "prior",
  [SHR_ROLE_LIKELIHOOD] = "likelihood",
  [SHR_ROLE_POSTERIOR] = "posterior",
  [SHR_ROLE_MODE] = "mode",
  [SHR_ROLE_MEAN] = "mean",
  [SHR_ROLE_TRAINING_ERROR] = "training-error",
  [SHR_ROLE_TEST_ERROR] = "test-error",
  [SHR_ROLE_VALIDATION_ERROR] = "validation-error",
  [SHR_ROLE_VALIDATION_BAND] = "validation-band",
  [SHR_ROLE_CRITERION] = "criterion",
  [SHR_ROLE_CHOICE] = "choice",
  [SHR_ROLE_HANDLE] = "handle",
  [SHR_ROLE_RIBBON] = "ribbon",
  [SHR_ROLE_RIBBON_MEAN] = "ribbon-mean",
  [SHR_ROLE_RESAMPLE] = "resample",
  [SHR_ROLE_LEGEND] = "legend",
};

const char *
shr_role_name (ShrRole role)
{
  g_return_val_if_fail ((gsize) role < G_N_ELEMENTS (role_names), NULL);

  return role_names[role];
}

gsize
shr_dash_lengths (ShrDash dash, double width, double lengths[4])
{
  static const struct
  {
    gsize n;
    double lengths[4]; /* in line widths; dots are not quite empty, because Cairo leaves out some that are */
  } patterns[] = {
    [SHR_DASH_SOLID] = { 0, { 0.0 } },
    [SHR_DASH_DASHED] = { 2, { 3.0, 3.0 } },
    [SHR_DASH_DOTTED] = { 2, { 0.1, 2.2 } },
    [SHR_DASH_DASH_DOT] = { 4, { 3.5, 2.4, 0.1, 2.4 } },
  };

  g_return_val_if_fail ((gsize) dash < G_N_ELEMENTS (patterns), 0);

  for (gsize i = 0; i < patterns[dash].n; i++)
    lengths[i] = patterns[dash].lengths[i] * width;

  return patterns[dash].n;
}

gboolean
shr_mark_is_ruled (const ShrMark *mark)
{
  switch (mark->role)
    {
    case SHR_ROLE_AXIS:
    case SHR_ROLE_TICK:
    case SHR_ROLE_MINOR_TICK:
    case SHR_ROLE_ZERO_LINE:
    case SHR_ROLE_CURSOR:
      return mark->kind == SHR_MARK_POLYLINE && mark->style.dash == SHR_DASH_SOLID;
    default:
      return FALSE;
    }
}

double
shr_ruled_snap (double coordinate, double width)
{
  return fmod (width, 2.0) == 1.0 ? floor (coordinate) + 0.5 : round (coordinate);
}

static void
chunk_clear (gpointer data)
{
  g_free (((Chunk *) data)->bytes);
}

ShrScene *
shr_scene_new (double width, double height)
{
  ShrScene *scene = g_new0 (ShrScene, 1);

  scene->width = width;
  scene->height = height;
  scene->marks = g_array_new (FALSE, FALSE, sizeof (ShrMark));
  scene->groups = g_array_new (FALSE, FALSE, sizeof (ShrGroup));
  scene->clips = g_array_new (FALSE, FALSE, sizeof (ShrRect));
  scene->chunks = g_array_new (FALSE, FALSE, sizeof (Chunk));
  g_array_set_clear_func (scene->chunks, chunk_clear);
  scene->ids = g_hash_table_new (g_str_hash, g_str_equal);
  scene->group = -1;
  scene->clip = -1;

  return scene;
}

void
shr_scene_free (ShrScene *scene)
{
  if (scene == NULL)
    return;

  g_hash_table_unref (scene->ids);
  g_array_unref (scene->chunks);
  g_array_unref (scene->clips);
  g_array_unref (scene->groups);
  g_array_unref (scene->marks);
  g_free (scene->settings);
  g_free (scene->description);
  g_free (scene->title);
  g_free (scene);
}

void
shr_scene_clear (ShrScene *scene)
{
  g_hash_table_remove_all (scene->ids);
  g_array_set_size (scene->clips, 0);
  g_array_set_size (scene->groups, 0);
  g_array_set_size (scene->marks, 0);
  for (guint i = 0; i < scene->chunks->len; i++)
    g_array_index (scene->chunks, Chunk, i).used = 0;
  scene->chunk = 0;
  scene->group = -1;
  scene->clip = -1;
  scene->origin = (ShrXY){ 0.0, 0.0 };
}

static gpointer
allocate (ShrScene *scene, gsize size)
{
  Chunk *chunk;
  gpointer place;

  /* Points need the alignment of a double; strings do not mind it. */
  size = (size + sizeof (double) - 1) / sizeof (double) * sizeof (double);

  while (scene->chunk < scene->chunks->len)
    {
      chunk = &g_array_index (scene->chunks, Chunk, scene->chunk);
      if (chunk->size - chunk->used >= size)
        break;
      scene->chunk++;
    }

  if (scene->chunk == scene->chunks->len)
    {
      Chunk fresh = { MAX (size, CHUNK_SIZE), 0, NULL };

      fresh.bytes = g_malloc (fresh.size);
      g_array_append_val (scene->chunks, fresh);
    }

  chunk = &g_array_index (scene->chunks, Chunk, scene->chunk);
  place = chunk->bytes + chunk->used;
  chunk->used += size;

  return place;
}

/* Names come from data files: what is no character of a line, and has no place in XML either, becomes a space. */
static char *
clean_string (const char *string)
{
  char *clean = g_utf8_make_valid (string, -1);

  for (char *s = clean; *s != '\0'; s = g_utf8_next_char (s))
    {
      gunichar c = g_utf8_get_char (s);

      if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfffe || c == 0xffff)
        memset (s, ' ', (gsize) (g_utf8_next_char (s) - s));
    }

  return clean;
}

static char *
copy_string (ShrScene *scene, const char *string)
{
  g_autofree char *clean = clean_string (string);
  gsize size = strlen (clean) + 1;

  return memcpy (allocate (scene, size), clean, size);
}

double
shr_scene_get_width (const ShrScene *scene)
{
  return scene->width;
}

double
shr_scene_get_height (const ShrScene *scene)
{
  return scene->height;
}

void
shr_scene_set_words (ShrScene *scene, const char *title, const char *description)
{
  char *new_title = title != NULL ? clean_string (title) : NULL;
  char *new_description = description != NULL ? clean_string (description) : NULL;

  g_free (scene->title);
  g_free (scene->description);
  scene->title = new_title;
  scene->description = new_description;
}

void
shr_scene_set_settings (ShrScene *scene, const char *settings)
{
  char *new_settings = settings != NULL ? clean_string (settings) : NULL;

  g_free (scene->settings);
  scene->settings = new_settings;
}

const char *
shr_scene_get_settings (const ShrScene *scene)
{
  return scene->settings;
}

const char *
shr_scene_get_title (const ShrScene *scene)
{
  return scene->title;
}

const char *
shr_scene_get_description (const ShrScene *scene)
{
  return scene->description;
}

/* What an XML name may hold after its first character, less the colon, which would be read as a namespace. */
static gboolean
is_name_character (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalnum ((char) c) || c == '-' || c == '_' || c == '.';

  return c == 0xb7 || (c >= 0xc0 && c != 0xd7 && c != 0xf7 && c <= 0x1fff && c != 0x37e) || c == 0x200c || c == 0x200d
         || c == 0x203f || c == 0x2040 || (c >= 0x2070 && c <= 0x218f) || (c >= 0x2c00 && c <= 0x2fef)
         || (c >= 0x3001 && c <= 0xd7ff) || (c >= 0xf900 && c <= 0xfdcf) || (c >= 0xfdf0 && c <= 0xfffc)
         || (c >= 0x10000 && c <= 0xeffff);
}

/* Of those, the ones that a name cannot begin with. */
static gboolean
is_name_start (gunichar c)
{
  return is_name_character (c) && !(c < 0x80 && (g_ascii_isdigit ((char) c) || c == '-' || c == '.')) && c != 0xb7
         && !(c >= 0x300 && c <= 0x36f) && c != 0x203f && c != 0x2040;
}

/* Feature names are whatever a data file says; ids must be XML names, and each must be the only one. */
static const char *
unique_id (ShrScene *scene, const char *wish)
{
  g_autofree char *clean = clean_string (wish);
  g_autoptr (GString) id = g_string_new (NULL);
  const char *kept;
  gsize stem;

  for (const char *s = clean; *s != '\0'; s = g_utf8_next_char (s))
    {
      gunichar c = g_utf8_get_char (s);

      if (id->len == 0 && !is_name_start (c))
        g_string_append_c (id, '_');
      if (is_name_character (c))
        g_string_append_unichar (id, c);
      else if (id->len > 0 && id->str[id->len - 1] != '_')
        g_string_append_c (id, '_');
    }
  if (id->len == 0)
    g_string_append_c (id, '_');

  stem = id->len;
  for (guint i = 2; g_hash_table_contains (scene->ids, id->str); i++)
    {
      g_string_truncate (id, stem);
      g_string_append_printf (id, "-%u", i);
    }

  kept = copy_string (scene, id->str);
  g_hash_table_add (scene->ids, (gpointer) kept);

  return kept;
}

int
shr_scene_begin_group (ShrScene *scene, const char *id, const char *title)
{
  ShrGroup group = { unique_id (scene, id), title != NULL ? copy_string (scene, title) : NULL, scene->group };

  scene->group = (int) scene->groups->len;
  g_array_append_val (scene->groups, group);

  return scene->group;
}

void
shr_scene_end_group (ShrScene *scene)
{
  g_return_if_fail (scene->group >= 0);

  scene->group = g_array_index (scene->groups, ShrGroup, scene->group).parent;
}

void
shr_scene_set_clip (ShrScene *scene, const ShrRect *rect)
{
  if (rect == NULL)
    {
      scene->clip = -1;
      return;
    }

  ShrRect moved = { rect->x + scene->origin.x, rect->y + scene->origin.y, rect->width, rect->height };

  /* The same few rectangles come again and again. */
  for (guint i = 0; i < scene->clips->len; i++)
    {
      const ShrRect *known = &g_array_index (scene->clips, ShrRect, i);

      if (known->x == moved.x && known->y == moved.y && known->width == moved.width && known->height == moved.height)
        {
          scene->clip = (int) i;
          return;
        }
    }

  scene->clip = (int) scene->clips->len;
  g_array_append_val (scene->clips, moved);
}

void
shr_scene_set_origin (ShrScene *scene, double x, double y)
{
  scene->origin = (ShrXY){ x, y };
}

/* Returns: NULL when a point is not a number, which is a mistake of the caller's */
static ShrXY *
copy_points (ShrScene *scene, const ShrXY *points, gsize n_points)
{
  ShrXY *copy = allocate (scene, n_points * sizeof *copy);

  for (gsize i = 0; i < n_points; i++)
    {
      g_return_val_if_fail (!isnan (points[i].x) && !isnan (points[i].y), NULL);

      copy[i].x = CLAMP (points[i].x + scene->origin.x, -FARTHEST, FARTHEST);
      copy[i].y = CLAMP (points[i].y + scene->origin.y, -FARTHEST, FARTHEST);
    }

  return copy;
}

static void
add_mark (ShrScene *scene, ShrMark *mark, const ShrXY *points, gsize n_points)
{
  mark->points = copy_points (scene, points, n_points);
  if (mark->points == NULL)
    return;

  mark->n_points = n_points;
  mark->group = scene->group;
  mark->clip = scene->clip;
  g_array_append_vals (scene->marks, mark, 1);
}

void
shr_scene_add_polyline (ShrScene *scene,
                        ShrRole role,
                        int feature,
                        const ShrStyle *style,
                        const ShrXY *points,
                        gsize n_points)
{
  ShrMark mark = { .kind = SHR_MARK_POLYLINE, .role = role, .feature = feature, .style = *style };

  add_mark (scene, &mark, points, n_points);
}

void
shr_scene_add_polygon (ShrScene *scene,
                       ShrRole role,
                       int feature,
                       const ShrStyle *style,
                       const ShrXY *points,
                       gsize n_points)
{
  ShrMark mark = { .kind = SHR_MARK_POLYGON, .role = role, .feature = feature, .style = *style };

  add_mark (scene, &mark, points, n_points);
}

void
shr_scene_add_segment (ShrScene *scene,
                       ShrRole role,
                       int feature,
                       const ShrStyle *style,
                       double x1,
                       double y1,
                       double x2,
                       double y2)
{
  const ShrXY points[] = { { x1, y1 }, { x2, y2 } };

  shr_scene_add_polyline (scene, role, feature, style, points, G_N_ELEMENTS (points));
}

void
shr_scene_add_disc (ShrScene *scene,
                    ShrRole role,
                    int feature,
                    const ShrStyle *style,
                    double x,
                    double y,
                    double radius)
{
  ShrMark mark = { .kind = SHR_MARK_DISC, .role = role, .feature = feature, .style = *style, .radius = radius };

  add_mark (scene, &mark, &(ShrXY){ x, y }, 1);
}

void
shr_scene_add_text (ShrScene *scene,
                    ShrRole role,
                    int feature,
                    const ShrColor *color,
                    const ShrTextStyle *text_style,
                    double x,
                    double y,
                    const char *text)
{
  ShrMark mark = {
    .kind = SHR_MARK_TEXT,
    .role = role,
    .feature = feature,
    .style = { .fill = *color },
    .text = copy_string (scene, text),
    .text_style = *text_style,
  };

  add_mark (scene, &mark, &(ShrXY){ x, y }, 1);
}

gsize
shr_scene_get_n_marks (const ShrScene *scene)
{
  return scene->marks->len;
}

const ShrMark *
shr_scene_get_mark (const ShrScene *scene, gsize i)
{
  g_return_val_if_fail (i < scene->marks->len, NULL);

  return &g_array_index (scene->marks, ShrMark, i);
}

gsize
shr_scene_get_n_groups (const ShrScene *scene)
{
  return scene->groups->len;
}

const ShrGroup *
shr_scene_get_group (const ShrScene *scene, int group)
{
  g_return_val_if_fail (group >= 0 && (guint) group < scene->groups->len, NULL);

  return &g_array_index (scene->groups, ShrGroup, group);
}

gsize
shr_scene_get_n_clips (const ShrScene *scene)
{
  return scene->clips->len;
}

const ShrRect *
shr_scene_get_clip (const ShrScene *scene, int clip)
{
  g_return_val_if_fail (clip >= 0 && (guint) clip < scene->clips->len, NULL);

  return &g_array_index (scene->clips, ShrRect, clip);
}

int
shr_scene_disc_at (const ShrScene *scene, double x, double y, double tolerance)
{
  double nearest = tolerance;
  int found = -1;

  for (gsize i = 0, n = shr_scene_get_n_marks (scene); i < n; i++)
    {
      const ShrMark *mark = shr_scene_get_mark (scene, i);
      double distance;

      if (mark->kind != SHR_MARK_DISC || mark->feature < 0)
        continue;
      distance = fmax (hypot (mark->points[0].x - x, mark->points[0].y - y) - mark->radius, 0.0);
      if (distance <= nearest)
        {
          nearest = distance;
          found = mark->feature;
        }
    }

  return found;
}
