#include "shr-test-gallery.h"

#include "plot/shr-cairo-renderer.h"
#include "support/shr-test-picture.h"

#define CELL_WIDTH 300.0
#define CELL_HEIGHT 232.0
/* Of 208,800; with OpenBLAS made for another processor up to 4 were seen. */
#define TOLERATED 24

static const char *const themes[] = { "light", "dark", "print" };

/* The three columns of a row side by side. */
static void
test_view (gconstpointer data)
{
  gsize view = GPOINTER_TO_SIZE (data);
  g_autoptr (ShrStudy) study = shr_test_gallery_new ();

  for (ShrThemeKind kind = SHR_THEME_LIGHT; kind <= SHR_THEME_PRINT; kind++)
    {
      g_autoptr (ShrScene) scene = shr_scene_new (SHR_N_PENALTIES * CELL_WIDTH, CELL_HEIGHT);
      g_autofree char *name = g_strdup_printf ("%s-%s.png", shr_test_view_name (view), themes[kind]);
      cairo_surface_t *surface =
          cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) (SHR_N_PENALTIES * CELL_WIDTH), (int) CELL_HEIGHT);
      cairo_t *cr = cairo_create (surface);
      ShrTheme theme;

      shr_theme_init (&theme, kind, 1.0);
      for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
        {
          shr_scene_set_origin (scene, penalty * CELL_WIDTH, 0.0);
          shr_test_gallery_draw (study, view, penalty, CELL_WIDTH, CELL_HEIGHT, &theme, scene);
        }
      cairo_set_source_rgb (cr, theme.background.red, theme.background.green, theme.background.blue);
      cairo_paint (cr);
      shr_cairo_renderer_paint (scene, cr, &theme.background);
      cairo_destroy (cr);
      shr_test_assert_picture (surface, name, TOLERATED);
      cairo_surface_destroy (surface);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize view = 0; view < SHR_TEST_N_VIEWS; view++)
    {
      g_autofree char *path = g_strdup_printf ("/gallery/%s", shr_test_view_name (view));

      g_test_add_data_func (path, GSIZE_TO_POINTER (view), test_view);
    }

  return g_test_run ();
}
