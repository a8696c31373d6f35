#include "app/shr-lesson-bar.h"
#include "app/shr-window.h"

#include "shr-test-window.h"

static GtkWidget *
get_bar (ShrWindow *window)
{
  return shr_test_find (GTK_WIDGET (window), SHR_TYPE_LESSON_BAR, NULL, NULL);
}

static gboolean
is_on (ShrWindow *window)
{
  return gtk_widget_get_visible (get_bar (window));
}

static gboolean
shows (ShrWindow *window, const char *text)
{
  return shr_test_find (get_bar (window), GTK_TYPE_LABEL, "label", text) != NULL;
}

static void
press (ShrWindow *window, guint keyval)
{
  g_assert_true (shr_test_press (GTK_WIDGET (window), keyval));
  shr_test_window_settle (window);
}

static void
begin (ShrWindow *window, const char *id)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.lesson", "s", id);
  shr_test_window_settle (window);
}

/* A lesson is played to its end with keys alone, and what was there comes back. */
static void
test_keys (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  ShrStudy *study = shr_window_get_study (window);
  ShrDataset *dataset;
  double lambda;
  int height;

  shr_test_window_open_sample (window, "prostate");
  shr_study_set_lambda (study, SHR_PENALTY_RIDGE, 0.5);
  shr_study_set_row (study, SHR_ROW_ERROR, TRUE);
  dataset = shr_study_get_dataset (study);
  lambda = shr_study_get_lambda (study);
  g_assert_false (is_on (window));
  g_assert_false (shr_test_press (GTK_WIDGET (window), GDK_KEY_Page_Down));

  begin (window, "lasso");
  g_assert_true (is_on (window));
  g_assert_true (shows (window, "Lasso"));
  g_assert_true (shows (window, "1 / 6"));
  g_assert_cmpuint (shr_study_get_point (study, SHR_PENALTY_LASSO)->nonzero, ==, 0);
  g_assert_false (shr_study_get_row (study, SHR_ROW_ERROR));
  g_assert_false (shr_test_press_with (GTK_WIDGET (window), GDK_KEY_z, GDK_CONTROL_MASK));

  height = gtk_widget_get_height (get_bar (window));
  press (window, GDK_KEY_Page_Down);
  g_assert_true (shows (window, "2 / 6"));
  g_assert_cmpint (gtk_widget_get_height (get_bar (window)), ==, height);
  g_assert_cmpuint (shr_study_get_point (study, SHR_PENALTY_LASSO)->nonzero, ==, 1);
  press (window, GDK_KEY_space);
  g_assert_true (shows (window, "3 / 6"));
  press (window, GDK_KEY_Page_Up);
  g_assert_true (shows (window, "2 / 6"));
  g_assert_cmpuint (shr_study_get_point (study, SHR_PENALTY_LASSO)->nonzero, ==, 1);
  for (int step = 3; step <= 6; step++)
    press (window, GDK_KEY_space);
  g_assert_true (shows (window, "6 / 6"));
  g_assert_true (shows (window, "Finish"));

  press (window, GDK_KEY_Page_Down);
  g_assert_false (is_on (window));
  g_assert_true (shr_study_get_dataset (study) == dataset);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, lambda);
  g_assert_true (shr_study_get_row (study, SHR_ROW_ERROR));
  g_assert_true (shr_test_press_with (GTK_WIDGET (window), GDK_KEY_z, GDK_CONTROL_MASK));
  g_assert_false (shr_study_get_row (study, SHR_ROW_ERROR));

  shr_test_window_close (window);
}

/* From the welcome page and, with Esc, back to it. */
static void
test_welcome (void)
{
  ShrWindow *window = shr_test_window_new (360, 640);
  int least;

  begin (window, "norms");
  g_assert_true (gtk_widget_get_mapped (get_bar (window)));
  /* It fits into the narrowest window. */
  gtk_widget_measure (get_bar (window), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, 360);
  press (window, GDK_KEY_Escape);
  g_assert_false (gtk_widget_get_mapped (get_bar (window)));
  g_assert_true (shr_window_is_empty (window));

  /* Closing the window in the middle of one is no harm. */
  begin (window, "paths");
  shr_test_window_close (window);
}

/* Data that are opened during a lesson end it. */
static void
test_opening (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);

  begin (window, "ridge");
  shr_test_window_open_sample (window, "longley");
  g_assert_false (is_on (window));
  g_assert_cmpuint (shr_dataset_features (shr_study_get_dataset (shr_window_get_study (window))), ==, 6);

  shr_test_window_close (window);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  shr_test_application_init ();

  g_test_add_func ("/lesson-bar/keys", test_keys);
  g_test_add_func ("/lesson-bar/welcome", test_welcome);
  g_test_add_func ("/lesson-bar/opening", test_opening);

  return g_test_run ();
}
