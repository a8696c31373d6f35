#include "app/shr-import-page.h"
#include "app/shr-window.h"

#include "shr-test-window.h"

#include <glib/gstdio.h>

/* A file of one's own, from its bytes to the paths. */
static void
test_opens_a_table (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  ShrStudy *study = shr_window_get_study (window);
  g_autoptr (GFile) file = shr_test_write_table ();
  g_autofree char *base = g_file_get_basename (file);
  ShrDataset *dataset;

  g_assert_true (shr_window_is_empty (window));
  shr_window_load (window, file);
  g_assert_true (shr_window_get_loading (window));
  g_assert_false (shr_window_is_empty (window));
  shr_test_window_settle (window);

  dataset = shr_study_get_dataset (study);
  g_assert_nonnull (dataset);
  g_assert_cmpuint (shr_dataset_rows (dataset), ==, 40);
  g_assert_cmpuint (shr_dataset_features (dataset), ==, 3);
  g_assert_cmpuint (shr_dataset_dropped_rows (dataset), ==, 1);
  g_assert_nonnull (shr_test_find (GTK_WIDGET (window), GTK_TYPE_LABEL, "label", base));
  g_assert_nonnull (shr_test_find (GTK_WIDGET (window), GTK_TYPE_LABEL, "label", "40 × 3"));
  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    if (shr_study_get_penalty (study, penalty))
      g_assert_true (shr_fit_is_column_done (shr_study_get_fit (study), penalty));

  g_assert_true (g_file_delete (file, NULL, NULL));
  shr_test_window_close (window);
}

/* A bad file says what is wrong with it and changes nothing. */
static void
test_bad_file (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  ShrStudy *study = shr_window_get_study (window);
  g_autoptr (GFile) ragged = shr_test_write ("a,b,y\n1,2,3\n4,5\n6,7,8\n", ".csv");
  g_autoptr (GFile) missing = g_file_new_for_path ("/nonexistent/table.csv");
  GtkWidget *row;
  ShrDataset *dataset;
  double lambda;

  shr_test_window_open_sample (window, "prostate");
  dataset = shr_study_get_dataset (study);
  lambda = shr_study_get_lambda (study);

  shr_window_load (window, ragged);
  shr_test_window_settle (window);
  g_assert_true (shr_window_is_importing (window));
  row = shr_test_find (GTK_WIDGET (window), ADW_TYPE_ACTION_ROW, "icon-name", "dialog-warning-symbolic");
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ".csv:3"));
  g_assert_true (shr_study_get_dataset (study) == dataset);
  g_signal_emit_by_name (shr_test_find (GTK_WIDGET (window), SHR_TYPE_IMPORT_PAGE, NULL, NULL), "cancelled");
  g_assert_false (shr_window_is_importing (window));
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, lambda);

  shr_window_load (window, missing);
  shr_test_window_settle (window);
  g_free (shr_test_dismiss_message ());
  g_assert_true (shr_study_get_dataset (study) == dataset);

  g_assert_true (g_file_delete (ragged, NULL, NULL));
  shr_test_window_close (window);
}

/* The last file asked for is the one that is shown, and closing gives up what is on the way. */
static void
test_newest_wins (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  g_autoptr (GFile) first = g_file_new_for_uri ("sample:diabetes");
  g_autoptr (GFile) second = g_file_new_for_uri ("sample:prostate");

  shr_window_load (window, first);
  shr_window_load (window, second);
  shr_test_window_settle (window);
  g_assert_cmpuint (shr_dataset_rows (shr_study_get_dataset (shr_window_get_study (window))), ==, 97);

  shr_window_load (window, first);
  shr_test_window_close (window);
}

static void
save_picture (ShrWindow *window, const char *name)
{
  g_autofree char *folder = g_build_filename (g_getenv ("G_TEST_BUILDDIR"), "app", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GdkTexture) texture = shr_test_picture (GTK_WIDGET (window));

  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  g_assert_true (gdk_texture_save_to_png (texture, path));
  g_test_message ("picture: %s", path);
}

static void
test_pictures (void)
{
  static const struct
  {
    const char *name;
    int width, height;
    AdwColorScheme scheme;
  } pictures[] = {
    { "window-light-1280x800.png", 1280, 800, ADW_COLOR_SCHEME_FORCE_LIGHT },
    { "window-dark-1280x800.png", 1280, 800, ADW_COLOR_SCHEME_FORCE_DARK },
    { "window-light-700x500.png", 700, 500, ADW_COLOR_SCHEME_FORCE_LIGHT },
    { "window-dark-700x500.png", 700, 500, ADW_COLOR_SCHEME_FORCE_DARK },
    { "window-light-360x640.png", 360, 640, ADW_COLOR_SCHEME_FORCE_LIGHT },
  };
  AdwStyleManager *style = adw_style_manager_get_default ();

  for (gsize i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      ShrWindow *window;
      g_autoptr (GdkTexture) texture = NULL;
      g_autofree guint8 *pixels = NULL;
      guint8 corner;

      adw_style_manager_set_color_scheme (style, pictures[i].scheme);
      window = shr_test_window_new (pictures[i].width, pictures[i].height);
      shr_test_window_open_sample (window, "diabetes");
      save_picture (window, pictures[i].name);

      /* The board follows the style. */
      texture = shr_test_picture (GTK_WIDGET (shr_window_get_board (window)));
      pixels = shr_test_pixels (texture);
      corner = pixels[0];
      if (pictures[i].scheme == ADW_COLOR_SCHEME_FORCE_DARK)
        g_assert_cmpuint (corner, <, 0x40);
      else
        g_assert_cmpuint (corner, >, 0xf0);

      shr_test_window_close (window);
    }
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_DEFAULT);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  shr_test_application_init ();

  g_test_add_func ("/window/opens-a-table", test_opens_a_table);
  g_test_add_func ("/window/bad-file", test_bad_file);
  g_test_add_func ("/window/newest-wins", test_newest_wins);
  g_test_add_func ("/window/pictures", test_pictures);

  return g_test_run ();
}
