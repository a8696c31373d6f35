#include "study/shr-figure.h"

#include "plot/shr-text.h"
#include "study/shr-board.h"
#include "study/shr-cell.h"
#include "study/shr-export.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Around the board, and between its cells, in ems of the theme's text. */
#define MARGIN_EMS 1.0
#define GAP_EMS 1.5

/* Of titles and legends, in ems. */
#define LINE_EMS 1.35
#define SAMPLE_EMS 2.6     /* length of the line that shows colour and dash */
#define SAMPLE_GAP_EMS 0.5 /* from there to the name */
#define ENTRY_GAP_EMS 1.6  /* to the next one */
#define LONGEST_NAME_EMS 16.0

#define PX_PER_MM (96.0 / 25.4)
#define PX_PER_PT (96.0 / 72.0)
#define USUAL_FONT_SIZE 13.0

static const char *const preset_names[SHR_N_FIGURE_PRESETS] = {
  [SHR_FIGURE_SLIDE] = "slide",
  [SHR_FIGURE_COLUMN] = "column",
  [SHR_FIGURE_A4] = "a4",
};

void
shr_figure_init (ShrFigure *figure)
{
  *figure = (ShrFigure){ .width = 1200.0, .height = 800.0, .theme = SHR_THEME_LIGHT, .font_size = USUAL_FONT_SIZE };
  shr_picture_options_init (&figure->picture);
}

static gboolean
has_row (const ShrFigure *figure, ShrStudy *study, ShrRow row)
{
  return figure->extent == SHR_FIGURE_BOARD ? shr_study_get_row (study, row) : row == figure->row;
}

static gboolean
has_column (const ShrFigure *figure, ShrStudy *study, ShrPenalty penalty)
{
  return figure->extent == SHR_FIGURE_CELL ? penalty == figure->penalty : shr_study_get_penalty (study, penalty);
}

static void
count_cells (const ShrFigure *figure, ShrStudy *study, guint *n_rows, guint *n_columns)
{
  *n_rows = *n_columns = 0;
  for (ShrRow row = 0; row < SHR_N_ROWS; row++)
    *n_rows += has_row (figure, study, row) ? 1 : 0;
  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    *n_columns += has_column (figure, study, penalty) ? 1 : 0;
}

void
shr_figure_apply_preset (ShrFigure *figure, ShrStudy *study, ShrFigurePreset preset)
{
  guint n_rows, n_columns;

  count_cells (figure, study, &n_rows, &n_columns);
  figure->font_size = USUAL_FONT_SIZE;
  switch (preset)
    {
    case SHR_FIGURE_SLIDE:
      figure->width = 1280.0;
      figure->height = 720.0;
      break;
    case SHR_FIGURE_COLUMN:
      /* Cells as high as a figure of one cell would be, since their text is no smaller. */
      figure->width = round (89.0 * PX_PER_MM);
      figure->height = round (67.0 * PX_PER_MM * n_rows);
      figure->font_size = 7.0 * PX_PER_PT;
      break;
    case SHR_FIGURE_A4:
    default:
      figure->width = round (297.0 * PX_PER_MM);
      figure->height = round (210.0 * PX_PER_MM);
      break;
    }
}

gboolean
shr_figure_preset_from_string (const char *name, ShrFigurePreset *preset)
{
  for (gsize i = 0; i < G_N_ELEMENTS (preset_names); i++)
    if (g_str_equal (name, preset_names[i]))
      {
        *preset = (ShrFigurePreset) i;
        return TRUE;
      }

  return FALSE;
}

void
shr_figure_get_theme (const ShrFigure *figure, ShrTheme *theme)
{
  double scale = figure->font_size / USUAL_FONT_SIZE;

  shr_theme_init (theme, figure->theme, 1.0);
  theme->font_size *= scale;
  theme->title_size *= scale;
}

/* --- Words ------------------------------------------------------------------------------------------------------ */

static void
set_words (const ShrFigure *figure, ShrStudy *study, ShrScene *scene)
{
  ShrDataset *dataset = shr_study_get_dataset (study);
  g_autoptr (GString) description = g_string_new (NULL);
  g_autofree char *title = figure->title != NULL
                               ? g_strdup (figure->title)
                               : g_strdup_printf (_ ("Regularisation paths of %s, response %s"),
                                                  shr_dataset_name (dataset), shr_dataset_response (dataset));

  for (ShrRow row = 0; row < SHR_N_ROWS; row++)
    for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
      if (has_row (figure, study, row) && has_column (figure, study, penalty))
        {
          g_autofree char *words = shr_board_describe_cell (study, row, penalty);

          /* A sentence for each cell. */
          g_string_append_printf (description, "%s%s%s", description->len > 0 ? " " : "", words,
                                  g_str_has_suffix (words, ".") ? "" : ".");
        }

  shr_scene_set_words (scene, title, description->str);
}

/* Keys and values for whoever finds the file years later; not for reading aloud, and in no language. */
static void
set_settings (const ShrFigure *figure, ShrStudy *study, ShrScene *scene)
{
  ShrDataset *dataset = shr_study_get_dataset (study);
  const ShrSettings *settings = shr_study_get_settings (study);
  g_autoptr (GString) line = g_string_new (NULL);
  char buffer[SHR_NUMBER_LENGTH];

  g_string_append_printf (
      line,
      "data=%s; response=%s; rows=%" G_GSIZE_FORMAT "; features=%" G_GSIZE_FORMAT "; standardize=%s; intercept=%s",
      shr_dataset_name (dataset), shr_dataset_response (dataset), shr_dataset_rows (dataset),
      shr_dataset_features (dataset), settings->standardize ? "yes" : "no", settings->intercept ? "yes" : "no");
  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    {
      double lambda = shr_study_get_column_lambda (study, penalty);

      if (!has_column (figure, study, penalty) || !isfinite (lambda))
        continue;
      g_string_append_printf (line, "; %s.lambda=%s", shr_penalty_id (penalty), shr_export_number (lambda, buffer));
      if (penalty == SHR_PENALTY_ELASTIC_NET)
        g_string_append_printf (line, "; %s.mixing=%s", shr_penalty_id (penalty),
                                shr_export_number (settings->mixing, buffer));
    }

  shr_scene_set_settings (scene, line->str);
}

/* --- Title ------------------------------------------------------------------------------------------------------ */

static double
measure (const char *text, double size, gboolean bold)
{
  ShrTextExtents extents;

  shr_text_measure (text, size, bold, &extents);

  return extents.width;
}

/* @text, or so much of it as has room, with an ellipsis. (transfer full) */
static char *
shorten (const char *text, double size, gboolean bold, double width)
{
  g_autofree char *short_text = g_strdup (text);

  while (*short_text != '\0' && measure (short_text, size, bold) > width)
    {
      g_autofree char *shorter = g_utf8_substring (
          text, 0, MAX (0, g_utf8_strlen (short_text, -1) - (g_str_has_suffix (short_text, "…") ? 2 : 1)));

      g_strchomp (shorter);
      g_free (short_text);
      short_text = *shorter != '\0' ? g_strconcat (shorter, "…", NULL) : g_strdup ("");
    }

  return g_steal_pointer (&short_text);
}

/* The title's lines, broken between words where one line has no room. (transfer full) */
static GPtrArray *
break_title (const char *title, double size, double width)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) words = g_strsplit_set (title, " \t\r\n", -1);
  g_autoptr (GString) line = g_string_new (NULL);

  for (gsize i = 0; words[i] != NULL; i++)
    {
      g_autofree char *longer = line->len > 0 ? g_strconcat (line->str, " ", words[i], NULL) : g_strdup (words[i]);

      if (*words[i] == '\0')
        continue;
      if (line->len > 0 && measure (longer, size, TRUE) > width)
        {
          g_ptr_array_add (lines, shorten (line->str, size, TRUE, width));
          g_string_assign (line, words[i]);
        }
      else
        g_string_assign (line, longer);
    }
  if (line->len > 0)
    g_ptr_array_add (lines, shorten (line->str, size, TRUE, width));

  return lines;
}

/* Returns what it takes of the height. */
static double
draw_title (const ShrFigure *figure, const ShrTheme *theme, const ShrRect *room, ShrScene *scene)
{
  const ShrTextStyle style = { .size = theme->title_size, .bold = TRUE, .vertical = SHR_ALIGN_END };
  double line_height = LINE_EMS * theme->title_size;
  g_autoptr (GPtrArray) lines = NULL;

  if (figure->title == NULL)
    return 0.0;

  lines = break_title (figure->title, theme->title_size, room->width);
  if (lines->len == 0)
    return 0.0;

  shr_scene_begin_group (scene, "figure-title", NULL);
  for (guint i = 0; i < lines->len; i++)
    shr_scene_add_text (scene, SHR_ROLE_TITLE, -1, &theme->text, &style, room->x, room->y + i * line_height,
                        g_ptr_array_index (lines, i));
  shr_scene_end_group (scene);

  return lines->len * line_height + GAP_EMS * theme->font_size / 2.0;
}

/* --- Legend ----------------------------------------------------------------------------------------------------- */

typedef struct
{
  int feature; /* -1: those that share the grey */
  const char *name;
  char *text;
  const ShrStyle *style;
  double x, width;
  guint line;
} Entry;

static void
clear_entry (gpointer data)
{
  g_free (((Entry *) data)->text);
}

/* The features with a colour of their own, in the table's order, and what stands for the rest. (transfer full) */
static GArray *
list_entries (const ShrChart *chart, gsize p, const ShrTheme *theme)
{
  GArray *entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  gsize others = 0;

  g_array_set_clear_func (entries, clear_entry);
  for (gsize j = 0; j < p; j++)
    {
      Entry entry = { .feature = (int) j, .name = chart->names[j] };

      if (chart->colors->rank[j] < 0)
        {
          others++;
          continue;
        }
      entry.style = shr_feature_colors_style (chart->colors, theme, j);
      entry.text = shorten (chart->names[j], theme->font_size, FALSE, LONGEST_NAME_EMS * theme->font_size);
      g_array_append_val (entries, entry);
    }
  if (others > 0)
    {
      Entry entry = { .feature = -1, .style = &theme->other };

      entry.text =
          g_strdup_printf (ngettext ("%" G_GSIZE_FORMAT " other", "%" G_GSIZE_FORMAT " others", others), others);
      g_array_append_val (entries, entry);
    }

  return entries;
}

/* Columns of equal width, as many as there is room for, filled evenly. Returns how many lines. */
static guint
place_entries (GArray *entries, double font_size, double width)
{
  double widest = 0.0, step;
  guint columns, lines;

  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = &g_array_index (entries, Entry, i);

      entry->width = (SAMPLE_EMS + SAMPLE_GAP_EMS) * font_size + measure (entry->text, font_size, FALSE);
      widest = MAX (widest, entry->width);
    }
  step = widest + ENTRY_GAP_EMS * font_size;
  columns = (guint) CLAMP (floor ((width + ENTRY_GAP_EMS * font_size) / step), 1.0, (double) entries->len);
  lines = (entries->len + columns - 1) / columns;
  columns = (entries->len + lines - 1) / lines;

  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = &g_array_index (entries, Entry, i);

      entry->x = (i % columns) * step;
      entry->line = i / columns;
    }

  return lines;
}

/* Returns what it takes of the height, at the bottom of @room. */
static double
draw_legend (const ShrFigure *figure, ShrStudy *study, const ShrTheme *theme, const ShrRect *room, ShrScene *scene)
{
  const ShrTextStyle text_style = { .size = theme->font_size, .vertical = SHR_ALIGN_MIDDLE };
  const double line_height = LINE_EMS * theme->font_size, sample = SAMPLE_EMS * theme->font_size;
  g_autoptr (GArray) entries = NULL;
  gboolean has_chart = FALSE;
  ShrChart chart;
  guint lines;
  double top;

  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES && !has_chart; penalty++)
    has_chart = has_column (figure, study, penalty) && shr_study_get_chart (study, penalty, &chart);
  if (!figure->legend || !has_chart)
    return 0.0;

  entries = list_entries (&chart, shr_dataset_features (shr_study_get_dataset (study)), theme);
  lines = place_entries (entries, theme->font_size, room->width);
  top = room->y + room->height - lines * line_height;

  shr_scene_begin_group (scene, "legend", NULL);
  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);
      double x = room->x + entry->x, y = top + (entry->line + 0.5) * line_height;
      g_autofree char *id = g_strconcat ("legend-", entry->feature >= 0 ? entry->name : "others", NULL);

      shr_scene_begin_group (scene, id, entry->name != NULL ? entry->name : entry->text);
      shr_scene_add_segment (scene, SHR_ROLE_LEGEND, entry->feature, entry->style, x, y, x + sample, y);
      shr_scene_add_text (scene, SHR_ROLE_LEGEND, entry->feature, &theme->text, &text_style,
                          x + sample + SAMPLE_GAP_EMS * theme->font_size, y, entry->text);
      shr_scene_end_group (scene);
    }
  shr_scene_end_group (scene);

  return lines * line_height + GAP_EMS * theme->font_size / 2.0;
}

/* --- Board ------------------------------------------------------------------------------------------------------ */

static void
draw_cells (const ShrFigure *figure, ShrStudy *study, const ShrTheme *theme, const ShrRect *room, ShrScene *scene)
{
  double gap = GAP_EMS * theme->font_size, cell_width, cell_height, y = room->y;
  guint n_rows, n_columns;

  count_cells (figure, study, &n_rows, &n_columns);
  cell_width = (room->width - (n_columns - 1) * gap) / n_columns;
  cell_height = (room->height - (n_rows - 1) * gap) / n_rows;

  for (ShrRow row = 0; row < SHR_N_ROWS; row++)
    {
      double x = room->x;

      if (!has_row (figure, study, row))
        continue;

      for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
        {
          if (!has_column (figure, study, penalty))
            continue;

          shr_scene_set_origin (scene, x, y);
          shr_board_draw_cell (study, row, penalty, cell_width, cell_height, theme, scene);
          x += cell_width + gap;
        }
      y += cell_height + gap;
    }
  shr_scene_set_origin (scene, 0.0, 0.0);
}

ShrScene *
shr_figure_draw (const ShrFigure *figure, ShrStudy *study)
{
  ShrScene *scene;
  ShrTheme theme;
  ShrRect room;
  double margin, above;

  g_return_val_if_fail (SHR_IS_STUDY (study), NULL);
  g_return_val_if_fail (shr_study_get_dataset (study) != NULL, NULL);

  shr_figure_get_theme (figure, &theme);
  margin = MARGIN_EMS * theme.font_size;
  room = (ShrRect){ margin, margin, figure->width - 2.0 * margin, figure->height - 2.0 * margin };

  scene = shr_scene_new (figure->width, figure->height);
  set_words (figure, study, scene);
  set_settings (figure, study, scene);

  above = draw_title (figure, &theme, &room, scene);
  room.y += above;
  room.height -= above;
  room.height -= draw_legend (figure, study, &theme, &room, scene);
  draw_cells (figure, study, &theme, &room, scene);

  return scene;
}
