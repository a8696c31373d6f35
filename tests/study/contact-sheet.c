/* Draws every row and column in every theme and three sizes into a folder, and all of them on one sheet for each theme:
 * to be looked at. Usage: contact-sheet FOLDER */

#include "shr-test-gallery.h"

#include "plot/shr-picture.h"

#include <gio/gio.h>

static const char *const themes[] = { "light", "dark", "print" };

/* A cell of a crowded window, one of the opening board, and one maximised. */
static const struct
{
  const char *name;
  double width, height;
} sizes[] = { { "small", 312.0, 248.0 }, { "medium", 480.0, 330.0 }, { "large", 1100.0, 640.0 } };

#define GAP 18.0
#define LABEL 16.0

static void
add_label (ShrScene *scene, const ShrTheme *theme, double x, double y, const char *text)
{
  ShrTextStyle style = { .size = 11.0 };

  shr_scene_set_origin (scene, 0.0, 0.0);
  shr_scene_add_text (scene, SHR_ROLE_CAPTION, -1, &theme->muted, &style, x, y, text);
}

static void
save (ShrScene *scene, const ShrTheme *theme, const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  ShrPictureOptions options;
  gsize size;
  const char *data;

  shr_picture_options_init (&options);
  bytes = shr_picture_render (scene, SHR_PICTURE_PNG, theme, &options, &error);
  if (bytes == NULL)
    g_error ("%s: %s", path, error->message);
  data = g_bytes_get_data (bytes, &size);
  if (!g_file_set_contents (path, data, (gssize) size, &error))
    g_error ("%s", error->message);
}

/* A row in three columns, as large as @size says, labelled. */
static void
draw_view (ShrStudy *study, gsize view, gsize size, ShrThemeKind kind, const char *folder)
{
  double width = sizes[size].width, height = sizes[size].height;
  g_autoptr (ShrScene) scene = shr_scene_new (SHR_N_PENALTIES * (width + GAP) + GAP, height + 2.0 * GAP + LABEL);
  g_autofree char *name = g_strdup_printf ("%s-%s-%s.png", shr_test_view_name (view), themes[kind], sizes[size].name);
  g_autofree char *label =
      g_strdup_printf ("%s · %s · %g × %g", shr_test_view_name (view), themes[kind], width, height);
  ShrTheme theme;

  shr_theme_init (&theme, kind, 1.0);
  add_label (scene, &theme, GAP, LABEL, label);
  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    {
      shr_scene_set_origin (scene, GAP + penalty * (width + GAP), GAP + LABEL);
      shr_test_gallery_draw (study, view, penalty, width, height, &theme, scene);
    }
  save (scene, &theme, folder, name);
}

/* All rows and columns in the middle size. */
static void
draw_index (ShrStudy *study, ShrThemeKind kind, const char *folder)
{
  double width = sizes[1].width, height = sizes[1].height;
  g_autoptr (ShrScene) scene =
      shr_scene_new (SHR_N_PENALTIES * (width + GAP) + GAP, SHR_TEST_N_VIEWS * (height + GAP + LABEL) + GAP);
  g_autofree char *name = g_strdup_printf ("index-%s.png", themes[kind]);
  ShrTheme theme;

  shr_theme_init (&theme, kind, 1.0);
  for (gsize view = 0; view < SHR_TEST_N_VIEWS; view++)
    {
      double y = GAP + (double) view * (height + GAP + LABEL);

      add_label (scene, &theme, GAP, y + LABEL - 4.0, shr_test_view_name (view));
      for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
        {
          shr_scene_set_origin (scene, GAP + penalty * (width + GAP), y + LABEL);
          shr_test_gallery_draw (study, view, penalty, width, height, &theme, scene);
        }
    }
  save (scene, &theme, folder, name);
}

int
main (int argc, char **argv)
{
  g_autoptr (ShrStudy) study = NULL;

  if (argc != 2 || g_mkdir_with_parents (argv[1], 0777) != 0)
    {
      g_printerr ("contact-sheet: give a folder that can be written to\n");
      return 2;
    }

  study = shr_test_gallery_new ();
  for (ShrThemeKind kind = SHR_THEME_LIGHT; kind <= SHR_THEME_PRINT; kind++)
    {
      for (gsize view = 0; view < SHR_TEST_N_VIEWS; view++)
        for (gsize size = 0; size < G_N_ELEMENTS (sizes); size++)
          draw_view (study, view, size, kind, argv[1]);
      draw_index (study, kind, argv[1]);
    }

  return 0;
}
