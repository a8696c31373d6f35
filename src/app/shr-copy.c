#include "app/shr-copy.h"

#include "plot/shr-cairo-renderer.h"
#include "study/shr-export.h"
#include "study/shr-figure.h"

#include <glib/gi18n.h>
#include <string.h>

/* As many dots per pixel as a screen of high resolution has. */
#define DPI 192.0

void
shr_copy_picture (GdkClipboard *clipboard, ShrStudy *study)
{
  g_autoptr (ShrScene) scene = NULL;
  g_autoptr (GBytes) png = NULL;
  g_autoptr (GBytes) svg = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GdkContentProvider) provider = NULL;
  GdkContentProvider *providers[3];
  ShrFigure figure;
  ShrTheme theme;

  g_return_if_fail (shr_study_get_dataset (study) != NULL);

  shr_figure_init (&figure);
  shr_figure_apply_preset (&figure, study, SHR_FIGURE_SLIDE);
  figure.picture.dpi = DPI;
  shr_figure_get_theme (&figure, &theme);
  scene = shr_figure_draw (&figure, study);
  png = shr_picture_render (scene, SHR_PICTURE_PNG, &theme, &figure.picture, NULL);
  svg = shr_picture_render (scene, SHR_PICTURE_SVG, &theme, &figure.picture, NULL);
  texture = png != NULL ? gdk_texture_new_from_bytes (png, NULL) : NULL;
  if (texture == NULL || svg == NULL)
    return;

  providers[0] = gdk_content_provider_new_for_bytes ("image/png", png);
  providers[1] = gdk_content_provider_new_for_bytes ("image/svg+xml", svg);
  providers[2] = gdk_content_provider_new_typed (GDK_TYPE_TEXTURE, texture);
  provider = gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers));
  gdk_clipboard_set_content (clipboard, provider);
}

/* A cell of the table, as plain text and as HTML. */
static void
append_cell (GString *text, GString *html, const char *element, const char *content, gboolean first)
{
  g_autofree char *escaped = g_markup_escape_text (content, -1);

  if (!first)
    g_string_append_c (text, '\t');
  for (const char *c = content; *c != '\0'; c++)
    g_string_append_c (text, *c == '\t' || *c == '\n' || *c == '\r' ? ' ' : *c);
  g_string_append_printf (html, "<%s>%s</%s>", element, escaped, element);
}

static double
get_coefficient (ShrStudy *study, ShrPenalty penalty, gsize j)
{
  const ShrPoint *point = shr_study_get_point (study, penalty);
  gboolean original;

  g_object_get (study, "original-scale", &original, NULL);

  return original ? shr_path_original (shr_fit_get_path (shr_study_get_fit (study), penalty), j, point->w[j])
                  : point->w[j];
}

/* A row of one figure for each column that has a solution: that of feature @j, or λ for -1. */
static void
append_row (ShrStudy *study, GString *text, GString *html, const char *name, int j)
{
  g_string_append (html, "<tr>");
  append_cell (text, html, "th", name, TRUE);
  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    {
      const ShrPoint *point = shr_study_get_penalty (study, penalty) ? shr_study_get_point (study, penalty) : NULL;
      char buffer[SHR_NUMBER_LENGTH];

      if (point != NULL)
        append_cell (text, html, "td",
                     shr_export_number (j < 0 ? point->lambda : get_coefficient (study, penalty, (gsize) j), buffer),
                     FALSE);
    }
  g_string_append_c (text, '\n');
  g_string_append (html, "</tr>\n");
}

void
shr_copy_table (GdkClipboard *clipboard, ShrStudy *study)
{
  ShrDataset *dataset = shr_study_get_dataset (study);
  const char *const *names = shr_dataset_feature_names (dataset);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) html = g_string_new ("<meta charset=\"utf-8\"><table>\n<tr>");
  g_autoptr (GdkContentProvider) provider = NULL;
  g_autoptr (GBytes) html_bytes = NULL;
  GdkContentProvider *providers[2];

  append_cell (text, html, "th", _ ("feature"), TRUE);
  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    if (shr_study_get_penalty (study, penalty) && shr_study_get_point (study, penalty) != NULL)
      append_cell (text, html, "th", shr_penalty_title (penalty), FALSE);
  g_string_append_c (text, '\n');
  g_string_append (html, "</tr>\n");

  append_row (study, text, html, "λ", -1);
  for (int j = 0; names[j] != NULL; j++)
    append_row (study, text, html, names[j], j);
  g_string_append (html, "</table>\n");

  html_bytes = g_bytes_new (html->str, html->len);
  providers[0] = gdk_content_provider_new_typed (G_TYPE_STRING, text->str);
  providers[1] = gdk_content_provider_new_for_bytes ("text/html", html_bytes);
  provider = gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers));
  gdk_clipboard_set_content (clipboard, provider);
}

gboolean
shr_copy_code (GdkClipboard *clipboard, ShrStudy *study, ShrCodeLanguage language, GError **error)
{
  g_autofree char *code = shr_code_write (study, shr_study_get_leader (study), language, error);

  if (code == NULL)
    return FALSE;

  gdk_clipboard_set_text (clipboard, code);
  return TRUE;
}
