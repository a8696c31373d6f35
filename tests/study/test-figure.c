#include "study/shr-figure.h"

#include "plot/shr-text.h"
#include "shr-test-study.h"
#include "study/shr-export.h"
#include "support/shr-test-picture.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static ShrStudy *
open_sample (const char *id)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample (id);
  ShrStudy *study = shr_study_new ();

  shr_study_set_worker (study, FALSE);
  shr_study_set_dataset (study, dataset);
  g_assert_true (shr_study_fit_now (study, NULL));

  return study;
}

static int
find_group (const ShrScene *scene, const char *id)
{
  for (gsize i = 0; i < shr_scene_get_n_groups (scene); i++)
    if (g_str_equal (shr_scene_get_group (scene, (int) i)->id, id))
      return (int) i;

  return -1;
}

static gboolean
is_within (const ShrScene *scene, int group, int ancestor)
{
  while (group >= 0 && group != ancestor)
    group = shr_scene_get_group (scene, group)->parent;

  return group == ancestor;
}

/* The box of a text, its turn apart. */
static ShrRect
measure (const ShrMark *mark)
{
  ShrTextExtents extents;
  double x, y;

  shr_text_measure (mark->text, mark->text_style.size, mark->text_style.bold, &extents);
  shr_text_offset (mark->text, &mark->text_style, &x, &y);

  return (ShrRect){ mark->points[0].x + x, mark->points[0].y + y - extents.ascent, extents.width,
                    extents.ascent + extents.descent };
}

/* From top to bottom of everything that is in @group, or of everything that is in neither @group nor @other. */
static void
find_span (const ShrScene *scene, int group, int other, double *top, double *bottom)
{
  *top = INFINITY;
  *bottom = -INFINITY;
  for (gsize i = 0; i < shr_scene_get_n_marks (scene); i++)
    {
      const ShrMark *mark = shr_scene_get_mark (scene, i);
      gboolean inside = is_within (scene, mark->group, group);

      if (other != -2 ? inside || is_within (scene, mark->group, other) : !inside)
        continue;
      if (mark->kind == SHR_MARK_TEXT && mark->text_style.angle == 0.0)
        {
          ShrRect box = measure (mark);

          *top = fmin (*top, box.y);
          *bottom = fmax (*bottom, box.y + box.height);
        }
      else if (mark->clip < 0)
        for (gsize k = 0; k < mark->n_points; k++)
          {
            *top = fmin (*top, mark->points[k].y);
            *bottom = fmax (*bottom, mark->points[k].y);
          }
    }
}

/* Title above, legend below, the board between them, nothing into each other, nothing beyond the edge: at all sizes. */
static void
test_title_and_legend (gconstpointer data)
{
  g_autoptr (ShrStudy) study = open_sample (data);
  ShrDataset *dataset = shr_study_get_dataset (study);
  const char *const titles[] = {
    "Why it shrinks",
    "A title that is so long that it has to be broken into several lines "
    "because one line has no room for all of its many words",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenherstellerverbandsvorsitz"
  };
  const double sizes[][2] = { { 1200.0, 800.0 }, { 640.0, 640.0 }, { 500.0, 900.0 } };

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (sizes); k++)
      for (ShrThemeKind kind = SHR_THEME_LIGHT; kind <= SHR_THEME_PRINT; kind++)
        {
          g_autoptr (ShrScene) scene = NULL;
          double top, bottom, board_top, board_bottom;
          int title, legend;
          gsize entries = 0;
          ShrFigure figure;
          ShrTheme theme;

          shr_figure_init (&figure);
          figure.width = sizes[k][0];
          figure.height = sizes[k][1];
          figure.title = titles[i];
          figure.legend = TRUE;
          figure.theme = kind;
          shr_figure_get_theme (&figure, &theme);
          scene = shr_figure_draw (&figure, study);
          g_assert_cmpstr (shr_scene_get_title (scene), ==, titles[i]);

          title = find_group (scene, "figure-title");
          legend = find_group (scene, "legend");
          g_assert_cmpint (title, >=, 0);
          g_assert_cmpint (legend, >=, 0);
          find_span (scene, title, legend, &board_top, &board_bottom);
          find_span (scene, title, -2, &top, &bottom);
          g_assert_cmpfloat (top, >=, 0.0);
          g_assert_cmpfloat (bottom, <=, board_top);
          find_span (scene, legend, -2, &top, &bottom);
          g_assert_cmpfloat (top, >=, board_bottom);
          g_assert_cmpfloat (bottom, <=, figure.height);

          for (gsize m = 0; m < shr_scene_get_n_marks (scene); m++)
            {
              const ShrMark *mark = shr_scene_get_mark (scene, m);

              if (!is_within (scene, mark->group, legend) && !is_within (scene, mark->group, title))
                continue;
              if (mark->kind == SHR_MARK_TEXT)
                {
                  ShrRect box = measure (mark);

                  g_assert_cmpfloat (box.x, >=, 0.0);
                  g_assert_cmpfloat (box.x + box.width, <=, figure.width);
                  /* Not into the next entry's sample. */
                  if (m + 1 < shr_scene_get_n_marks (scene) && is_within (scene, mark->group, legend))
                    {
                      const ShrMark *next = shr_scene_get_mark (scene, m + 1);

                      if (next->role == SHR_ROLE_LEGEND && next->points[0].x > box.x)
                        g_assert_cmpfloat (box.x + box.width, <, next->points[0].x);
                    }
                }
              else if (mark->feature >= 0)
                {
                  /* The line is the one that the trace is drawn with. */
                  const char *id = shr_dataset_feature_names (dataset)[mark->feature];
                  gboolean found = FALSE;

                  g_assert_cmpstr (shr_scene_get_group (scene, mark->group)->title, ==, id);
                  for (gsize t = 0; t < shr_scene_get_n_marks (scene) && !found; t++)
                    {
                      const ShrMark *trace = shr_scene_get_mark (scene, t);

                      found = trace->role == SHR_ROLE_TRACE && trace->feature == mark->feature
                              && memcmp (&trace->style.stroke, &mark->style.stroke, sizeof (ShrColor)) == 0
                              && trace->style.dash == mark->style.dash;
                    }
                  g_assert_true (found);
                  entries++;
                }
              else
                entries++;
            }
          g_assert_cmpuint (entries, >, 0);
          g_assert_cmpuint (entries, <=, SHR_PALETTE_SIZE + 1 + 3);
        }
}

/* Row and cell have what they should and nothing else. */
static void
test_extent (void)
{
  g_autoptr (ShrStudy) study = open_sample ("diabetes");
  ShrFigure figure;

  shr_figure_init (&figure);
  for (figure.extent = SHR_FIGURE_BOARD; figure.extent <= SHR_FIGURE_CELL; figure.extent++)
    {
      g_autoptr (ShrScene) scene = NULL;
      g_autofree char *name = NULL;
      g_autofree char *lambda = NULL;
      char digits[G_ASCII_DTOSTR_BUF_SIZE];
      static const char *const stems[] = { "diabetes-ridge-lasso", "diabetes-geometry-ridge-lasso",
                                           "diabetes-geometry-ridge" };

      figure.row = SHR_ROW_GEOMETRY;
      figure.penalty = SHR_PENALTY_RIDGE;
      scene = shr_figure_draw (&figure, study);
      g_assert_cmpint (find_group (scene, "ridge-geometry") >= 0, ==, TRUE);
      g_assert_cmpint (find_group (scene, "lasso-geometry") >= 0, ==, figure.extent != SHR_FIGURE_CELL);
      g_assert_cmpint (find_group (scene, "ridge-paths") >= 0, ==, figure.extent == SHR_FIGURE_BOARD);
      g_assert_cmpint (find_group (scene, "lasso-paths") >= 0, ==, figure.extent == SHR_FIGURE_BOARD);
      g_assert_cmpint (strstr (shr_scene_get_description (scene), "Lasso") != NULL, ==,
                       figure.extent != SHR_FIGURE_CELL);
      g_assert_nonnull (strstr (shr_scene_get_settings (scene), "data=Diabetes; response="));
      g_assert_nonnull (strstr (shr_scene_get_settings (scene), "ridge.lambda="));

      name = shr_export_suggest_name (study, &figure, "svg");
      g_ascii_formatd (digits, sizeof digits, "%.3g",
                       figure.extent == SHR_FIGURE_CELL ? shr_study_get_column_lambda (study, SHR_PENALTY_RIDGE)
                                                        : shr_study_get_lambda (study));
      lambda = g_strdup_printf ("%s-lambda-%s.svg", stems[figure.extent], digits);
      g_assert_cmpstr (name, ==, lambda);
    }
}

static void
test_presets (void)
{
  g_autoptr (ShrStudy) study = open_sample ("diabetes");
  static const char *const names[] = { "slide", "column", "a4" };
  ShrFigurePreset preset;
  ShrFigure figure;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_true (shr_figure_preset_from_string (names[i], &preset));
      g_assert_cmpuint (preset, ==, i);
    }
  g_assert_false (shr_figure_preset_from_string ("poster", &preset));

  shr_figure_init (&figure);
  shr_figure_apply_preset (&figure, study, SHR_FIGURE_SLIDE);
  g_assert_cmpfloat (figure.width * 9.0, ==, figure.height * 16.0);
  shr_figure_apply_preset (&figure, study, SHR_FIGURE_A4);
  g_assert_cmpfloat_with_epsilon (figure.width / 96.0 * 25.4, 297.0, 0.2);
  g_assert_cmpfloat_with_epsilon (figure.height / 96.0 * 25.4, 210.0, 0.2);
  shr_figure_apply_preset (&figure, study, SHR_FIGURE_COLUMN);
  g_assert_cmpfloat_with_epsilon (figure.width / 96.0 * 25.4, 89.0, 0.2);
}

/* A larger font is larger everywhere, lines stay as they are. */
static void
test_font_size (void)
{
  g_autoptr (ShrStudy) study = open_sample ("prostate");
  double largest[2] = { 0.0, 0.0 };
  ShrFigure figure;
  ShrTheme theme, usual;

  shr_theme_init (&usual, SHR_THEME_LIGHT, 1.0);
  shr_figure_init (&figure);
  shr_figure_get_theme (&figure, &theme);
  g_assert_cmpfloat (theme.font_size, ==, usual.font_size);
  for (int twice = 0; twice < 2; twice++)
    {
      g_autoptr (ShrScene) scene = NULL;

      figure.font_size = usual.font_size * (1 + twice);
      figure.width = figure.height = 1600.0;
      shr_figure_get_theme (&figure, &theme);
      g_assert_cmpfloat (theme.line_width, ==, usual.line_width);
      scene = shr_figure_draw (&figure, study);
      for (gsize i = 0; i < shr_scene_get_n_marks (scene); i++)
        if (shr_scene_get_mark (scene, i)->kind == SHR_MARK_TEXT)
          largest[twice] = MAX (largest[twice], shr_scene_get_mark (scene, i)->text_style.size);
    }
  g_assert_cmpfloat_with_epsilon (largest[1], 2.0 * largest[0], 1e-9);
}

typedef struct
{
  const ShrScene *scene;
  ShrPictureFormat format;
  const ShrFigure *figure;
} Rendering;

static gpointer
render (gpointer data)
{
  const Rendering *rendering = data;
  ShrTheme theme;

  shr_figure_get_theme (rendering->figure, &theme);

  return shr_picture_render (rendering->scene, rendering->format, &theme, &rendering->figure->picture, NULL);
}

/* A picture rendered in another thread, while this one draws too, is the same picture. */
static void
test_threads (void)
{
  g_autoptr (ShrStudy) study = open_sample ("diabetes");
  g_autoptr (ShrScene) scene = NULL;
  ShrFigure figure;

  shr_figure_init (&figure);
  scene = shr_figure_draw (&figure, study);
  for (ShrPictureFormat format = SHR_PICTURE_SVG; format <= SHR_PICTURE_PDF; format++)
    {
      Rendering rendering = { scene, format, &figure };
      GThread *threads[2];
      g_autoptr (GBytes) here = NULL;

      for (int i = 0; i < 2; i++)
        threads[i] = g_thread_new ("render", render, &rendering);
      here = render (&rendering);
      for (int i = 0; i < 2; i++)
        {
          g_autoptr (GBytes) there = g_thread_join (threads[i]);

          g_assert_true (g_bytes_equal (here, there));
        }
    }
}

/* --- Against other programs ------------------------------------------------------------------------------------- */

/* How far the two pictures are from each other: the mean over pixels and components, and the largest mean over a tile of
 * 16 × 16, both of 255. A label that is missing or in another place fills tiles; smoothing does not. */
static void
compare (cairo_surface_t *a, cairo_surface_t *b, double *mean, double *worst_tile)
{
  int width = cairo_image_surface_get_width (a), height = cairo_image_surface_get_height (a);
  double sum = 0.0;

  g_assert_cmpint (cairo_image_surface_get_width (b), ==, width);
  g_assert_cmpint (cairo_image_surface_get_height (b), ==, height);
  *worst_tile = 0.0;
  for (int top = 0; top < height; top += 16)
    for (int left = 0; left < width; left += 16)
      {
        double tile = 0.0;

        for (int y = top; y < MIN (top + 16, height); y++)
          for (int x = left; x < MIN (left + 16, width); x++)
            {
              guint32 p = shr_test_pixel (a, x, y), q = shr_test_pixel (b, x, y);

              for (int shift = 0; shift < 24; shift += 8)
                tile += abs ((int) (p >> shift & 0xff) - (int) (q >> shift & 0xff)) / 3.0;
            }
        sum += tile;
        *worst_tile = MAX (*worst_tile, tile / 256.0);
      }
  *mean = sum / width / height;
}

static gboolean
have (const char *program)
{
  g_autofree char *path = g_find_program_in_path (program);

  if (path != NULL)
    return TRUE;

  g_test_skip_printf ("%s is not installed", program);
  return FALSE;
}

static void
run (const char *const *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;
  int status;

  g_assert_true (
      g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, &said, &status, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (said, ==, "");
  g_assert_true (g_spawn_check_wait_status (status, NULL));
}

/* librsvg draws of our SVG what we draw as PNG, as text and as outlines, in every theme; xmllint has nothing to say. */
static void
test_svg_elsewhere (void)
{
  g_autoptr (ShrStudy) study = open_sample ("diabetes");
  g_autofree char *folder = g_dir_make_tmp ("shrinkage-figure-XXXXXX", NULL);
  g_autofree char *svg = g_build_filename (folder, "f.svg", NULL);
  g_autofree char *png = g_build_filename (folder, "f.png", NULL);
  g_autofree char *theirs = g_build_filename (folder, "rsvg.png", NULL);
  const char *const lint[] = { "xmllint", "--noout", "--nonet", svg, NULL };
  const char *const convert[] = { "rsvg-convert", svg, "-o", theirs, NULL };

  if (!have ("xmllint") || !have ("rsvg-convert"))
    return;

  for (int which = 0; which < 4; which++)
    {
      g_autoptr (GFile) svg_file = g_file_new_for_path (svg);
      g_autoptr (GFile) png_file = g_file_new_for_path (png);
      g_autoptr (GError) error = NULL;
      cairo_surface_t *ours, *other;
      double mean, worst;
      ShrFigure figure;

      shr_figure_init (&figure);
      figure.title = "A <title> & \"more\"";
      figure.legend = TRUE;
      figure.theme = which < 3 ? (ShrThemeKind) which : SHR_THEME_LIGHT;
      figure.picture.outlines = which == 3;
      g_assert_true (shr_export_figure (study, svg_file, &figure, &error));
      g_assert_true (shr_export_figure (study, png_file, &figure, &error));
      g_assert_no_error (error);
      run (lint);
      run (convert);

      ours = cairo_image_surface_create_from_png (png);
      other = cairo_image_surface_create_from_png (theirs);
      compare (ours, other, &mean, &worst);
      g_test_message ("%s: mean %.3f, worst tile %.2f of 255", which == 3 ? "outlines" : "text", mean, worst);
      g_assert_cmpfloat (mean, <, which == 3 ? 0.3 : 1.0);
      /* As text, librsvg spaces the letters by whole pixels. */
      g_assert_cmpfloat (worst, <, which == 3 ? 10.0 : 60.0);
      cairo_surface_destroy (ours);
      cairo_surface_destroy (other);
    }

  g_remove (svg);
  g_remove (png);
  g_remove (theirs);
  g_rmdir (folder);
}

/* On a transparent background, over white, the picture is the one on white. */
static void
test_transparent (void)
{
  g_autoptr (ShrStudy) study = open_sample ("prostate");
  g_autofree char *folder = g_dir_make_tmp ("shrinkage-figure-XXXXXX", NULL);
  cairo_surface_t *pictures[2], *over;
  double mean, worst;
  guint clear = 0;
  cairo_t *cr;

  for (int transparent = 0; transparent < 2; transparent++)
    {
      g_autofree char *png = g_build_filename (folder, "f.png", NULL);
      g_autofree char *svg = g_build_filename (folder, "f.svg", NULL);
      g_autofree char *text = NULL;
      g_autoptr (GFile) png_file = g_file_new_for_path (png);
      g_autoptr (GFile) svg_file = g_file_new_for_path (svg);
      ShrFigure figure;

      shr_figure_init (&figure);
      figure.picture.transparent = transparent;
      g_assert_true (shr_export_figure (study, png_file, &figure, NULL));
      g_assert_true (shr_export_figure (study, svg_file, &figure, NULL));
      pictures[transparent] = cairo_image_surface_create_from_png (png);
      g_assert_true (g_file_get_contents (svg, &text, NULL, NULL));
      g_assert_cmpint (strstr (text, "class=\"background\"") == NULL, ==, transparent);
      g_remove (png);
      g_remove (svg);
    }
  g_rmdir (folder);

  g_assert_cmpint (cairo_image_surface_get_format (pictures[0]), ==, CAIRO_FORMAT_RGB24);
  g_assert_cmpint (cairo_image_surface_get_format (pictures[1]), ==, CAIRO_FORMAT_ARGB32);
  for (int y = 0; y < cairo_image_surface_get_height (pictures[1]); y++)
    for (int x = 0; x < cairo_image_surface_get_width (pictures[1]); x++)
      clear +=
          cairo_image_surface_get_data (pictures[1])[y * cairo_image_surface_get_stride (pictures[1]) + 4 * x + 3] == 0;
  g_assert_cmpuint (clear, >, 500000);

  over = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1200, 800);
  cr = cairo_create (over);
  cairo_set_source_rgb (cr, 1.0, 1.0, 1.0);
  cairo_paint (cr);
  cairo_set_source_surface (cr, pictures[1], 0.0, 0.0);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_flush (over);
  compare (over, pictures[0], &mean, &worst);
  g_assert_cmpfloat (worst, <, 1.0);

  cairo_surface_destroy (over);
  for (int i = 0; i < 2; i++)
    cairo_surface_destroy (pictures[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/figure/title-and-legend/diabetes", "diabetes", test_title_and_legend);
  g_test_add_data_func ("/figure/title-and-legend/many", "sparse-truth", test_title_and_legend);
  g_test_add_func ("/figure/extent", test_extent);
  g_test_add_func ("/figure/presets", test_presets);
  g_test_add_func ("/figure/font-size", test_font_size);
  g_test_add_func ("/figure/threads", test_threads);
  g_test_add_func ("/figure/transparent", test_transparent);
  g_test_add_func ("/figure/svg-elsewhere", test_svg_elsewhere);

  return g_test_run ();
}
