#include "app/shr-window.h"

#include "shr-test-window.h"

static gboolean
has_title (gpointer data)
{
  const gpointer *both = data;

  return g_strcmp0 (gtk_window_get_title (both[0]), both[1]) == 0;
}

static void
wait_for_title (ShrWindow *window, const char *title)
{
  gpointer both[] = { window, (gpointer) title };

  shr_test_wait (has_title, both);
}

static AdwMessageDialog *
find_question (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return ADW_MESSAGE_DIALOG (window);
    }

  return NULL;
}

static gboolean
is_null (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* Saved, changed, saved, opened in another window, changed and closed. */
static void
test_there_and_back (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  ShrStudy *study = shr_window_get_study (window);
  g_autoptr (GFile) file = shr_test_write ("", ".shrinkage");
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *marked = g_strconcat ("• ", name, NULL);
  AdwMessageDialog *question;
  gpointer weak;
  double lambda;

  shr_test_window_open_sample (window, "diabetes");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), !=, name);
  shr_window_save_study (window, file);
  wait_for_title (window, name);
  shr_study_set_row (study, SHR_ROW_FIT, TRUE);
  wait_for_title (window, marked);
  shr_study_set_row (study, SHR_ROW_FIT, FALSE);
  wait_for_title (window, name);
  g_object_set (study, "mixing", 0.25, "penalties", 7u, NULL);
  shr_test_window_settle (window);
  lambda = shr_study_get_lambda (study);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.save", NULL);
  wait_for_title (window, name);
  shr_test_window_settle (window);
  shr_test_window_close (window);

  window = shr_test_window_new (1280, 800);
  study = shr_window_get_study (window);
  shr_window_load (window, file);
  shr_test_window_settle (window);
  g_assert_cmpfloat (shr_study_get_settings (study)->mixing, ==, 0.25);
  g_assert_true (shr_study_get_penalty (study, SHR_PENALTY_ELASTIC_NET));
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, lambda);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, name);

  /* Asked, thought better of it, and then not saved. */
  shr_study_set_mixing (study, 0.75);
  gtk_window_close (GTK_WINDOW (window));
  shr_test_wait_ms (50);
  question = find_question ();
  g_assert_nonnull (question);
  gtk_window_close (GTK_WINDOW (question));
  shr_test_wait_ms (50);
  g_assert_null (find_question ());
  gtk_window_close (GTK_WINDOW (window));
  shr_test_wait_ms (50);
  weak = window;
  g_object_add_weak_pointer (G_OBJECT (window), &weak);
  question = find_question ();
  adw_message_dialog_response (question, "discard");
  gtk_window_destroy (GTK_WINDOW (question));
  shr_test_wait (is_null, &weak);

  g_assert_true (g_file_delete (file, NULL, NULL));
}

/* Data that were never a study are not asked about; a damaged study says so and changes nothing. */
static void
test_without (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  ShrStudy *study = shr_window_get_study (window);
  g_autoptr (GFile) damaged = shr_test_write ("{ \"format\": \"shrinkage-study\", \"version\": 2 }", ".shrinkage");
  g_autofree char *message = NULL;
  ShrDataset *dataset;
  gpointer weak = window;

  shr_test_window_open_sample (window, "prostate");
  dataset = shr_study_get_dataset (study);
  shr_window_load (window, damaged);
  shr_test_window_settle (window);
  message = shr_test_dismiss_message ();
  g_assert_nonnull (message);
  g_assert_nonnull (strstr (message, "newer version"));
  g_assert_true (shr_study_get_dataset (study) == dataset);

  shr_study_set_mixing (study, 0.75);
  g_object_add_weak_pointer (G_OBJECT (window), &weak);
  gtk_window_close (GTK_WINDOW (window));
  shr_test_wait (is_null, &weak);

  g_assert_true (g_file_delete (damaged, NULL, NULL));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  shr_test_application_init ();

  g_test_add_func ("/saving/there-and-back", test_there_and_back);
  g_test_add_func ("/saving/without", test_without);

  return g_test_run ();
}
