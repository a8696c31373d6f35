/* The ways that data come in by hand: what is in doubt is asked, pasted and dropped tables are opened, a file that changed
 * is read again as it was read before, and what was saved is what is read. */
#include "app/shr-import-column.h"
#include "app/shr-import-page.h"
#include "app/shr-recent-files.h"
#include "data/shr-dataset.h"
#include "shr-test-window.h"

#include <glib/gstdio.h>

#include <string.h>

static GtkWidget *
find_page (ShrWindow *window)
{
  return shr_test_find (GTK_WIDGET (window), SHR_TYPE_IMPORT_PAGE, NULL, NULL);
}

static gboolean
is_calm (gpointer data)
{
  gboolean busy;

  g_object_get (data, "busy", &busy, NULL);

  return !busy;
}

static void
open_in_doubt (ShrWindow *window, GFile *file)
{
  shr_window_load (window, file);
  shr_test_window_settle (window);
  g_assert_true (shr_window_is_importing (window));
  shr_test_wait (is_calm, find_page (window));
}

static ShrImportColumn *
get_column (ShrWindow *window, const char *name)
{
  GtkWidget *list = shr_test_find (find_page (window), GTK_TYPE_LIST_VIEW, "name", "columns");
  GListModel *columns = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));

  for (guint j = 0; j < g_list_model_get_n_items (columns); j++)
    {
      g_autoptr (ShrImportColumn) column = g_list_model_get_item (columns, j);

      if (g_str_equal (shr_import_column_get_name (column), name))
        return column;
    }

  return NULL;
}

static void
choose_role (ShrWindow *window, const char *name, ShrImportRole role)
{
  shr_import_column_set_role (get_column (window, name), role);
  shr_test_wait (is_calm, find_page (window));
}

static void
press (ShrWindow *window, const char *label)
{
  GtkWidget *button = shr_test_find (find_page (window), GTK_TYPE_BUTTON, "label", label);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  shr_test_wait (is_calm, find_page (window));
  shr_test_window_settle (window);
}

static ShrDataset *
get_dataset (ShrWindow *window)
{
  return shr_study_get_dataset (shr_window_get_study (window));
}

static const char ambiguous[] = "id;city;income;y\n1;Rome;1.234;1\n2;Oslo;2.345;2\n3;Rome;3.456;4\n4;Oslo;4.000;3\n";

/* What may mean two things is asked, and the answer is what is opened. */
static void
test_question (void)
{
  ShrWindow *window = shr_test_window_new (1000, 800);
  g_autoptr (GFile) file = shr_test_write (ambiguous, ".csv");

  for (int comma = 0; comma < 2; comma++)
    {
      open_in_doubt (window, file);
      press (window, comma ? "Decimal Co_mma" : "Decimal _Point");
      g_assert_true (shr_window_is_importing (window));
      g_assert_cmpint (shr_import_column_get_role (get_column (window, "id")), ==, SHR_IMPORT_ROLE_LEFT_OUT);
      g_assert_cmpint (shr_import_column_get_role (get_column (window, "y")), ==, SHR_IMPORT_ROLE_RESPONSE);
      press (window, "_Open");
      g_assert_false (shr_window_is_importing (window));
      g_assert_cmpuint (shr_dataset_features (get_dataset (window)), ==, 2);
      g_assert_cmpstr (shr_dataset_feature_names (get_dataset (window))[0], ==, "city=Rome");
      g_assert_cmpfloat (shr_dataset_x (get_dataset (window))[4], ==, comma ? 1234.0 : 1.234);
    }

  /* On request: as it was left. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.import-options", NULL);
  g_assert_true (shr_window_is_importing (window));
  shr_test_wait (is_calm, find_page (window));
  choose_role (window, "city", SHR_IMPORT_ROLE_LEFT_OUT);
  choose_role (window, "id", SHR_IMPORT_ROLE_FEATURE);
  choose_role (window, "income", SHR_IMPORT_ROLE_RESPONSE);
  press (window, "_Open");
  g_assert_cmpstr (shr_dataset_response (get_dataset (window)), ==, "income");
  g_assert_cmpstr (shr_dataset_feature_names (get_dataset (window))[0], ==, "id");
  g_assert_cmpstr (shr_dataset_feature_names (get_dataset (window))[1], ==, "y");
  g_assert_cmpfloat (shr_dataset_y (get_dataset (window))[0], ==, 1234.0);

  g_assert_true (g_file_delete (file, NULL, NULL));
  shr_test_window_close (window);
}

/* A stray word: the column is left out, or the word is a missing value, as the page's list says. */
static void
test_fault (void)
{
  ShrWindow *window = shr_test_window_new (360, 640);
  g_autoptr (GFile) file = shr_test_write ("a,b,y\n1,2,3\n2,x,5\n3,4,4\n5,7,1\n", ".csv");
  ShrDataset *before;

  shr_test_window_open_sample (window, "prostate");
  before = get_dataset (window);

  open_in_doubt (window, file);
  press (window, "_Cancel");
  g_assert_false (shr_window_is_importing (window));
  g_assert_true (get_dataset (window) == before);

  /* Not decided: asked again. */
  open_in_doubt (window, file);
  press (window, "_Open");
  g_assert_true (shr_window_is_importing (window));

  choose_role (window, "b", SHR_IMPORT_ROLE_LEFT_OUT);
  press (window, "_Open");
  g_assert_cmpuint (shr_dataset_features (get_dataset (window)), ==, 1);
  g_assert_cmpuint (shr_dataset_rows (get_dataset (window)), ==, 4);

  open_in_doubt (window, file);
  choose_role (window, "b", SHR_IMPORT_ROLE_NUMBERS);
  press (window, "_Open");
  g_assert_cmpuint (shr_dataset_features (get_dataset (window)), ==, 2);
  g_assert_cmpuint (shr_dataset_rows (get_dataset (window)), ==, 3);

  g_assert_true (g_file_delete (file, NULL, NULL));
  shr_test_window_close (window);
}

static gboolean
has_table (gpointer data)
{
  ShrDataset *dataset = get_dataset (data);

  return dataset != NULL && g_str_equal (shr_dataset_name (dataset), "Pasted table");
}

static void
test_paste (void)
{
  ShrWindow *window = shr_test_window_new (1000, 800);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (window)),
                          "größe\tb\ty\n1,5\t2\t3\n2,5\t3\t5\n3\t9\t4\n");
  g_assert_true (shr_test_press_with (GTK_WIDGET (window), GDK_KEY_v, GDK_CONTROL_MASK));
  shr_test_wait (has_table, window);
  shr_test_window_settle (window);
  g_assert_cmpstr (shr_dataset_feature_names (get_dataset (window))[0], ==, "größe");
  g_assert_cmpfloat (shr_dataset_x (get_dataset (window))[0], ==, 1.5);
  shr_test_window_close (window);
}

static void
test_drop (void)
{
  ShrWindow *window = shr_test_window_new (1000, 800);
  g_autoptr (GFile) file = shr_test_write_table ();
  GtkEventController *target = shr_test_controller (GTK_WIDGET (window), GTK_TYPE_DROP_TARGET);
  GSList *list = g_slist_append (NULL, file);
  GdkFileList *files = gdk_file_list_new_from_list (list);
  GValue value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, files);
  g_assert_true (
      gdk_content_formats_contain_gtype (gtk_drop_target_get_formats (GTK_DROP_TARGET (target)), GDK_TYPE_FILE_LIST));
  g_signal_emit_by_name (target, "drop", &value, 10.0, 10.0, &taken);
  g_assert_true (taken);
  shr_test_window_settle (window);
  g_assert_cmpuint (shr_dataset_rows (get_dataset (window)), ==, 40);

  g_value_unset (&value);
  g_slist_free (list);
  g_assert_true (g_file_delete (file, NULL, NULL));
  shr_test_window_close (window);
}

static gboolean
offers_to_reload (gpointer data)
{
  return shr_test_find (data, GTK_TYPE_BUTTON, "label", "Reload") != NULL;
}

/* Written over, or replaced: the same settings, and what was said of the file, for the new rows. */
static void
test_reload (void)
{
  static const char longer[] = "a;b;y\n1,234;2;3\n2,345;3;5\n3,456;9;4\n4,567;1;1\n";
  ShrWindow *window = shr_test_window_new (1000, 800);
  ShrStudy *study = shr_window_get_study (window);
  g_autoptr (GFile) file = shr_test_write ("a;b;y\n1,234;2;3\n2,345;3;5\n3,456;9;4\n", ".csv");
  g_autoptr (ShrImport) import = NULL;
  g_autofree char *uri = g_file_get_uri (file);

  import = shr_import_new (uri);
  import->decimal = ',';
  import->response = g_strdup ("b");
  shr_window_load_import (window, import, NULL, NULL);
  shr_test_window_settle (window);
  g_object_set (study, "mixing", 0.25, NULL);
  g_assert_false (offers_to_reload (window));

  g_assert_true (
      g_file_replace_contents (file, longer, sizeof longer - 1, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, NULL));
  shr_test_wait (offers_to_reload, window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.reload", NULL);
  shr_test_window_settle (window);
  g_assert_cmpuint (shr_dataset_rows (get_dataset (window)), ==, 4);
  g_assert_cmpstr (shr_dataset_response (get_dataset (window)), ==, "b");
  g_assert_cmpfloat (shr_dataset_x (get_dataset (window))[3], ==, 4.567);
  g_assert_cmpfloat (shr_study_get_settings (study)->mixing, ==, 0.25);

  g_assert_true (g_file_delete (file, NULL, NULL));
  shr_test_window_close (window);
}

static gboolean
has_recent (gpointer data)
{
  g_autofree char *found = NULL;
  gpointer *expected = data;
  GMenuModel *menu = expected[0];

  return g_menu_model_get_n_items (menu) > 0
         && g_menu_model_get_item_attribute (menu, 0, G_MENU_ATTRIBUTE_TARGET, "s", &found)
         && g_str_equal (found, expected[1]);
}

static void
test_recent (void)
{
  ShrWindow *window = shr_test_window_new (1000, 800);
  g_autoptr (GFile) file = shr_test_write_table ();
  g_autoptr (GMenuModel) menu = shr_recent_files_new_menu ();
  g_autofree char *uri = g_file_get_uri (file);
  gpointer expected[] = { menu, uri };

  shr_window_load (window, file);
  shr_test_window_settle (window);
  shr_test_wait (has_recent, expected);

  shr_test_window_open_sample (window, "prostate");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.open-recent", "s", uri);
  shr_test_window_settle (window);
  g_assert_cmpuint (shr_dataset_rows (get_dataset (window)), ==, 40);

  g_assert_true (g_file_delete (file, NULL, NULL));
  shr_test_window_close (window);
}

static gboolean
is_there (gpointer data)
{
  return g_file_query_exists (data, NULL);
}

/* Generated data, saved and opened: the same numbers, to the last bit. */
static void
test_save (void)
{
  ShrWindow *window = shr_test_window_new (1000, 800);
  g_autofree char *folder = g_dir_make_tmp ("shrinkage-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "data.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (ShrDataset) made = NULL;
  ShrDataset *read;

  shr_test_window_open_sample (window, "correlated-groups");
  made = shr_dataset_ref (get_dataset (window));
  shr_window_save_data (window, file);
  shr_test_wait (is_there, file);

  shr_window_load (window, file);
  shr_test_window_settle (window);
  read = get_dataset (window);
  g_assert_true (read != made);
  g_assert_cmpuint (shr_dataset_rows (read), ==, shr_dataset_rows (made));
  g_assert_cmpuint (shr_dataset_features (read), ==, shr_dataset_features (made));
  g_assert_true (g_strv_equal (shr_dataset_feature_names (read), shr_dataset_feature_names (made)));
  g_assert_true (memcmp (shr_dataset_y (read), shr_dataset_y (made), shr_dataset_rows (made) * sizeof (double)) == 0);
  g_assert_true (memcmp (shr_dataset_x (read), shr_dataset_x (made),
                         shr_dataset_rows (made) * shr_dataset_features (made) * sizeof (double))
                 == 0);

  g_remove (path);
  g_rmdir (folder);
  shr_test_window_close (window);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  shr_test_application_init ();

  g_test_add_func ("/import-page/question", test_question);
  g_test_add_func ("/import-page/fault", test_fault);
  g_test_add_func ("/import-page/paste", test_paste);
  g_test_add_func ("/import-page/drop", test_drop);
  g_test_add_func ("/import-page/reload", test_reload);
  g_test_add_func ("/import-page/recent", test_recent);
  g_test_add_func ("/import-page/save", test_save);

  return g_test_run ();
}
