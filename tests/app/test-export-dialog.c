#include "app/shr-export-dialog.h"

#include "app/shr-app-settings.h"
#include "shr-test-window.h"

#include <glib/gstdio.h>
#include <string.h>

static ShrExportDialog *
find_dialog (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) widget = g_list_model_get_item (toplevels, i);

      if (SHR_IS_EXPORT_DIALOG (widget))
        return SHR_EXPORT_DIALOG (widget);
    }

  return NULL;
}

static ShrExportDialog *
open_dialog (ShrWindow *window)
{
  ShrExportDialog *dialog;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.export", NULL);
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  shr_test_wait_ms (150);

  return dialog;
}

static AdwComboRow *
find_combo (ShrExportDialog *dialog, const char *title)
{
  return ADW_COMBO_ROW (shr_test_find (GTK_WIDGET (dialog), ADW_TYPE_COMBO_ROW, "title", title));
}

/* The switch or spin button of the row called @title. */
static GtkWidget *
find_in_row (ShrExportDialog *dialog, const char *title, GType type)
{
  GtkWidget *row = shr_test_find (GTK_WIDGET (dialog), ADW_TYPE_ACTION_ROW, "title", title);

  g_assert_nonnull (row);

  return shr_test_find (row, type, NULL, NULL);
}

static gboolean
is_gone (gpointer data)
{
  return find_dialog () == NULL;
}

/* Writes what is chosen and waits for the end. (transfer full) */
static char *export(ShrExportDialog *dialog, const char *folder, const char *name, gsize *length)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *content = NULL;

  shr_export_dialog_export (dialog, file);
  shr_test_wait (is_gone, NULL);
  g_assert_true (g_file_get_contents (path, &content, length, NULL));
  g_remove (path);

  return g_steal_pointer (&content);
}

/* Every choice is in the file, and the folder is remembered. */
static void
test_choices (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  g_autofree char *folder = g_dir_make_tmp ("shrinkage-XXXXXX", NULL);
  g_autofree char *svg = NULL, *png = NULL, *pdf = NULL;
  g_autoptr (GFile) remembered = NULL;
  g_autofree char *path = NULL;
  ShrExportDialog *dialog;
  gsize length;

  shr_test_window_open_sample (window, "diabetes");

  dialog = open_dialog (window);
  adw_combo_row_set_selected (find_combo (dialog, "S_how"), 1);
  adw_combo_row_set_selected (find_combo (dialog, "Th_eme"), 1);
  gtk_switch_set_active (GTK_SWITCH (find_in_row (dialog, "_Legend", GTK_TYPE_SWITCH)), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (shr_test_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW, NULL, NULL)), "Shrunk");
  svg = export(dialog, folder, "f.svg", &length);
  g_assert_nonnull (strstr (svg, "width=\"1280\" height=\"720\""));
  g_assert_nonnull (strstr (svg, "fill=\"#1e1e1e\""));
  g_assert_nonnull (strstr (svg, ">Shrunk</text>"));
  g_assert_nonnull (strstr (svg, "id=\"legend-bmi\""));
  g_assert_nonnull (strstr (svg, "id=\"ridge-paths\""));
  g_assert_null (strstr (svg, "id=\"ridge-geometry\""));
  g_assert_nonnull (shr_test_find (GTK_WIDGET (window), GTK_TYPE_LABEL, "label", "f.svg saved"));
  remembered = shr_app_settings_get_export_folder ();
  path = g_file_get_path (remembered);
  g_assert_cmpstr (path, ==, folder);

  /* A custom size, in dots. */
  dialog = open_dialog (window);
  adw_combo_row_set_selected (find_combo (dialog, "_Format"), 1);
  adw_combo_row_set_selected (find_combo (dialog, "_Size"), 3);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (find_in_row (dialog, "_Width", GTK_TYPE_SPIN_BUTTON)), 500.0);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (find_in_row (dialog, "_Height", GTK_TYPE_SPIN_BUTTON)), 400.0);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (find_in_row (dialog, "_Resolution", GTK_TYPE_SPIN_BUTTON)), 96.0);
  png = export(dialog, folder, "f.png", &length);
  g_assert_cmpuint (length, >, 24);
  g_assert_cmpint ((guint8) png[18] << 8 | (guint8) png[19], ==, 500);
  g_assert_cmpint ((guint8) png[22] << 8 | (guint8) png[23], ==, 400);

  dialog = open_dialog (window);
  pdf = export(dialog, folder, "f.pdf", &length);
  g_assert_true (g_str_has_prefix (pdf, "%PDF"));

#ifdef SHR_HAVE_GIF
  {
    g_autofree char *gif = NULL;

    dialog = open_dialog (window);
    adw_combo_row_set_selected (find_combo (dialog, "_Format"), 3);
    adw_combo_row_set_selected (find_combo (dialog, "_Size"), 3);
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (find_in_row (dialog, "_Width", GTK_TYPE_SPIN_BUTTON)), 300.0);
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (find_in_row (dialog, "_Height", GTK_TYPE_SPIN_BUTTON)), 200.0);
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (find_in_row (dialog, "_Duration", GTK_TYPE_SPIN_BUTTON)), 1.0);
    gif = export(dialog, folder, "f.gif", &length);
    g_assert_true (g_str_has_prefix (gif, "GIF89a"));
  }
#endif

  g_rmdir (folder);
  shr_test_window_close (window);
}

/* What cannot be written is said, and the dialog stays for another try. */
static void
test_refused (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/nonexistent/board.svg");
  g_autoptr (GFile) other = g_file_new_for_path ("/tmp/board.bmp");
  g_autofree char *message = NULL, *ending = NULL;
  ShrExportDialog *dialog;

  shr_test_window_open_sample (window, "prostate");
  dialog = open_dialog (window);
  shr_export_dialog_export (dialog, nowhere);
  for (int i = 0; i < 100 && message == NULL; i++)
    {
      shr_test_wait_ms (50);
      message = shr_test_dismiss_message ();
    }
  g_assert_nonnull (message);
  g_assert_nonnull (strstr (message, "/nonexistent/board.svg"));
  g_assert_true (find_dialog () == dialog);
  g_assert_true (gtk_widget_get_sensitive (find_in_row (dialog, "_Legend", GTK_TYPE_SWITCH)));

  shr_export_dialog_export (dialog, other);
  ending = shr_test_dismiss_message ();
  g_assert_nonnull (strstr (ending, ".svg"));

  gtk_window_close (GTK_WINDOW (dialog));
  shr_test_wait (is_gone, NULL);
  shr_test_window_close (window);
}

/* Rows that say nothing for the format are not there, and the preview follows. */
static void
test_preview (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  ShrExportDialog *dialog;
  GtkWidget *picture;
  GdkPaintable *before;

  shr_test_window_open_sample (window, "diabetes");
  dialog = open_dialog (window);
  picture = shr_test_find (GTK_WIDGET (dialog), GTK_TYPE_PICTURE, NULL, NULL);
  before = g_object_ref (gtk_picture_get_paintable (GTK_PICTURE (picture)));
  g_assert_nonnull (before);
  g_assert_cmpfloat_with_epsilon (gdk_paintable_get_intrinsic_aspect_ratio (before), 16.0 / 9.0, 0.01);

  for (guint format = 0; format < 3; format++)
    {
      adw_combo_row_set_selected (find_combo (dialog, "_Format"), format);
      g_assert_cmpint (gtk_widget_get_visible (
                           shr_test_find (GTK_WIDGET (dialog), ADW_TYPE_ACTION_ROW, "title", "Text as _outlines")),
                       ==, format == 0);
      g_assert_cmpint (
          gtk_widget_get_visible (shr_test_find (GTK_WIDGET (dialog), ADW_TYPE_ACTION_ROW, "title", "_Resolution")), ==,
          format == 1);
      g_assert_cmpint (gtk_widget_get_visible (shr_test_find (GTK_WIDGET (dialog), ADW_TYPE_ACTION_ROW, "title",
                                                              "Trans_parent background")),
                       ==, format != 2);
    }
  adw_combo_row_set_selected (find_combo (dialog, "_Size"), 1);
  shr_test_wait_ms (200);
  g_assert_true (gtk_picture_get_paintable (GTK_PICTURE (picture)) != before);
  g_object_unref (before);

  gtk_window_close (GTK_WINDOW (dialog));
  shr_test_wait (is_gone, NULL);
  shr_test_window_close (window);
}

static void
test_numbers (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  g_autofree char *folder = g_dir_make_tmp ("shrinkage-XXXXXX", NULL);
  static const struct
  {
    const char *name, *begin;
  } formats[] = { { "path.csv", "penalty,mixing,lambda" }, { "path.json", "{\n  \"data\"" } };

  shr_test_window_open_sample (window, "prostate");
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *path = g_build_filename (folder, formats[i].name, NULL);
      g_autofree char *toast = g_strdup_printf ("%s saved", formats[i].name);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autofree char *content = NULL;

      shr_window_export_numbers (window, file);
      for (int wait = 0; wait < 100 && content == NULL; wait++)
        {
          shr_test_wait_ms (50);
          g_file_get_contents (path, &content, NULL, NULL);
        }
      g_assert_nonnull (content);
      g_assert_true (g_str_has_prefix (content, formats[i].begin));
      shr_test_wait_ms (100);
      g_remove (path);
    }
  g_rmdir (folder);
  shr_test_window_close (window);
}

static void
test_pictures (void)
{
  static const struct
  {
    const char *name;
    int width, height;
    AdwColorScheme scheme;
  } pictures[] = { { "export-light.png", 900, 640, ADW_COLOR_SCHEME_FORCE_LIGHT },
                   { "export-dark.png", 900, 640, ADW_COLOR_SCHEME_FORCE_DARK },
                   { "export-small.png", 360, 640, ADW_COLOR_SCHEME_FORCE_LIGHT } };
  g_autofree char *folder = g_build_filename (g_getenv ("G_TEST_BUILDDIR"), "app", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      g_autofree char *path = g_build_filename (folder, pictures[i].name, NULL);
      g_autoptr (GdkTexture) texture = NULL;
      ShrExportDialog *dialog;
      ShrWindow *window;

      adw_style_manager_set_color_scheme (adw_style_manager_get_default (), pictures[i].scheme);
      window = shr_test_window_new (1280, 800);
      shr_test_window_open_sample (window, "diabetes");
      dialog = open_dialog (window);
      gtk_window_set_default_size (GTK_WINDOW (dialog), pictures[i].width, pictures[i].height);
      gtk_switch_set_active (GTK_SWITCH (find_in_row (dialog, "_Legend", GTK_TYPE_SWITCH)), TRUE);
      shr_test_wait_ms (400);
      texture = shr_test_picture (GTK_WIDGET (dialog));
      g_assert_true (gdk_texture_save_to_png (texture, path));
      g_test_message ("picture: %s", path);
      gtk_window_close (GTK_WINDOW (dialog));
      shr_test_wait (is_gone, NULL);
      shr_test_window_close (window);
    }
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  shr_test_application_init ();

  g_test_add_func ("/export-dialog/choices", test_choices);
  g_test_add_func ("/export-dialog/refused", test_refused);
  g_test_add_func ("/export-dialog/preview", test_preview);
  g_test_add_func ("/export-dialog/numbers", test_numbers);
  g_test_add_func ("/export-dialog/pictures", test_pictures);

  return g_test_run ();
}
