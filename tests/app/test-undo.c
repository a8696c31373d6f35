#include "app/shr-window.h"

#include "shr-test-window.h"

static gboolean
is_enabled (ShrWindow *window, const char *icon)
{
  return gtk_widget_is_sensitive (shr_test_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, "icon-name", icon));
}

static gboolean
press_undo (ShrWindow *window)
{
  return shr_test_press_with (GTK_WIDGET (window), GDK_KEY_z, GDK_CONTROL_MASK);
}

static gboolean
press_redo (ShrWindow *window)
{
  return shr_test_press_with (GTK_WIDGET (window), GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
}

/* A drag with the pointer is one step back by keyboard and one step forth, and the buttons know when there is one. */
static void
test_drag (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  ShrStudy *study = shr_window_get_study (window);
  ShrBoardView *board = shr_window_get_board (window);
  GtkWidget *chart = GTK_WIDGET (shr_board_view_get_canvas (board, SHR_ROW_PATHS, SHR_PENALTY_LASSO));
  GtkEventController *drag = shr_test_controller (chart, GTK_TYPE_GESTURE_DRAG);
  double before, after;

  shr_test_window_open_sample (window, "diabetes");
  before = shr_study_get_lambda (study);
  g_assert_false (is_enabled (window, "edit-undo-symbolic"));
  g_assert_false (press_undo (window));

  g_signal_emit_by_name (drag, "drag-begin", gtk_widget_get_width (chart) / 2.0, gtk_widget_get_height (chart) / 2.0);
  for (int i = 1; i <= 20; i++)
    {
      g_signal_emit_by_name (drag, "drag-update", -3.0 * i, 0.0);
      shr_test_wait_ms (10);
    }
  g_signal_emit_by_name (drag, "drag-end", -60.0, 0.0);
  after = shr_study_get_lambda (study);
  g_assert_cmpfloat (before, !=, after);
  g_assert_true (is_enabled (window, "edit-undo-symbolic"));
  g_assert_false (is_enabled (window, "edit-redo-symbolic"));

  g_assert_true (press_undo (window));
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, before);
  g_assert_false (is_enabled (window, "edit-undo-symbolic"));
  g_assert_true (press_redo (window));
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, after);
  g_assert_false (is_enabled (window, "edit-redo-symbolic"));

  shr_test_window_close (window);
}

/* Undoing that other data was opened brings back the window's other parts too. */
static void
test_data (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);

  shr_test_window_open_sample (window, "diabetes");
  shr_test_window_open_sample (window, "prostate");
  g_assert_nonnull (shr_test_find (GTK_WIDGET (window), GTK_TYPE_LABEL, "label", "97 × 8"));
  g_assert_true (press_undo (window));
  shr_test_window_settle (window);
  g_assert_nonnull (shr_test_find (GTK_WIDGET (window), GTK_TYPE_LABEL, "label", "442 × 10"));
  g_assert_nonnull (shr_test_find (GTK_WIDGET (window), GTK_TYPE_LABEL, "label", "bmi"));

  shr_test_window_close (window);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  shr_test_application_init ();

  g_test_add_func ("/undo/drag", test_drag);
  g_test_add_func ("/undo/data", test_data);

  return g_test_run ();
}
