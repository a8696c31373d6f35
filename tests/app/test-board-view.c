#include "app/shr-board-view.h"

#include <math.h>

#include "shr-test-window.h"

static graphene_rect_t
place_of (ShrWindow *window, ShrRow row, ShrPenalty penalty)
{
  ShrBoardView *board = shr_window_get_board (window);
  graphene_rect_t place;

  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (shr_board_view_get_canvas (board, row, penalty)),
                                            GTK_WIDGET (board), &place));
  return place;
}

/* Columns across and rows down, and one column where it is narrow. */
static void
test_places (void)
{
  ShrWindow *wide = shr_test_window_new (1280, 800), *narrow;
  graphene_rect_t a, b;

  shr_test_window_open_sample (wide, "diabetes");
  a = place_of (wide, SHR_ROW_PATHS, SHR_PENALTY_RIDGE);
  b = place_of (wide, SHR_ROW_PATHS, SHR_PENALTY_LASSO);
  g_assert_cmpfloat (b.origin.x, >=, a.origin.x + a.size.width);
  g_assert_cmpfloat (b.origin.y, ==, a.origin.y);
  b = place_of (wide, SHR_ROW_GEOMETRY, SHR_PENALTY_RIDGE);
  g_assert_cmpfloat (b.origin.x, ==, a.origin.x);
  g_assert_cmpfloat (b.origin.y, >=, a.origin.y + a.size.height);
  shr_test_window_close (wide);

  narrow = shr_test_window_new (360, 640);
  shr_test_window_open_sample (narrow, "diabetes");
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (narrow)), <=, 420);
  a = place_of (narrow, SHR_ROW_PATHS, SHR_PENALTY_RIDGE);
  b = place_of (narrow, SHR_ROW_PATHS, SHR_PENALTY_LASSO);
  g_assert_cmpfloat (b.origin.x, ==, a.origin.x);
  g_assert_cmpfloat (b.origin.y, >=, a.origin.y + a.size.height);
  g_assert_cmpfloat (a.size.width, >=, 300);
  shr_test_window_close (narrow);
}

static void
test_keys (void)
{
  double yaw, pitch, new_yaw, new_pitch;
  g_autofree char *words = NULL;
  ShrWindow *window = shr_test_window_new (1280, 800);
  ShrStudy *study = shr_window_get_study (window);
  GtkWidget *board = GTK_WIDGET (shr_window_get_board (window));
  double smallest, largest, lambda;
  gboolean seen[10] = { FALSE };

  shr_test_window_open_sample (window, "diabetes");
  g_assert_true (shr_study_get_lambda_range (study, shr_study_get_leader (study), &smallest, &largest));

  /* The arrows go the way of the chart, where small λ are on the left. */
  lambda = shr_study_get_lambda (study);
  g_assert_true (shr_test_press (board, GDK_KEY_Right));
  g_assert_cmpfloat (shr_study_get_lambda (study), >, lambda);
  lambda = shr_study_get_lambda (study);
  g_assert_true (shr_test_press (board, GDK_KEY_Left));
  g_assert_cmpfloat (shr_study_get_lambda (study), <, lambda);
  g_assert_true (shr_test_press (board, GDK_KEY_Home));
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, smallest);
  g_assert_true (shr_test_press (board, GDK_KEY_End));
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, largest);

  /* And the other way where they are on the right. */
  shr_study_set_x_axis (study, SHR_AXIS_SHRINKAGE);
  g_assert_true (shr_test_press (board, GDK_KEY_Home));
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, largest);
  g_assert_true (shr_test_press (board, GDK_KEY_Right));
  g_assert_cmpfloat (shr_study_get_lambda (study), <, largest);
  shr_study_set_x_axis (study, SHR_AXIS_LOG_LAMBDA);

  /* With Ctrl from event to event. */
  shr_study_set_lambda (study, SHR_PENALTY_LASSO, 10.0);
  g_assert_true (shr_test_press_with (board, GDK_KEY_Left, GDK_CONTROL_MASK));
  g_assert_cmpfloat (shr_study_get_lambda (study), <, 10.0);
  words = shr_study_describe_event (study);
  g_assert_nonnull (words);
  g_assert_true (shr_test_press_with (board, GDK_KEY_Right, GDK_CONTROL_MASK));
  g_assert_cmpfloat (shr_study_get_lambda (study), >, 10.0);

  /* Up passes every feature once, from the lowest to the highest. */
  for (int i = 0; i < 10; i++)
    {
      g_assert_true (shr_test_press (board, GDK_KEY_Up));
      g_assert_cmpint (shr_study_get_selected (study), >=, 0);
      g_assert_false (seen[shr_study_get_selected (study)]);
      seen[shr_study_get_selected (study)] = TRUE;
    }
  g_assert_true (shr_test_press (board, GDK_KEY_Escape));
  g_assert_cmpint (shr_study_get_selected (study), ==, -1);

  g_assert_true (shr_test_press (board, GDK_KEY_space));
  g_assert_true (shr_study_get_playing (study));
  g_assert_true (shr_test_press (board, GDK_KEY_space));
  g_assert_false (shr_study_get_playing (study));

  g_assert_true (shr_test_press (board, GDK_KEY_1));
  g_assert_false (shr_study_get_row (study, SHR_ROW_PATHS));
  g_assert_false (gtk_widget_get_visible (
      GTK_WIDGET (shr_board_view_get_canvas (SHR_BOARD_VIEW (board), SHR_ROW_PATHS, SHR_PENALTY_LASSO))));
  /* The last row stays. */
  g_assert_true (shr_test_press (board, GDK_KEY_2));
  g_assert_true (shr_study_get_row (study, SHR_ROW_GEOMETRY));
  g_assert_true (shr_test_press (board, GDK_KEY_1));
  g_assert_true (shr_study_get_row (study, SHR_ROW_PATHS));

  /* A third feature with a key, turned with Shift and the arrows; without it these mean nothing. */
  shr_study_set_pair (study, 2, 3);
  shr_test_press_with (board, GDK_KEY_Left, GDK_SHIFT_MASK);
  shr_study_get_view (study, &yaw, &pitch);
  g_assert_cmpfloat (yaw, ==, 35.0);
  g_assert_true (shr_test_press (board, GDK_KEY_d));
  g_assert_cmpint (shr_study_get_third (study), ==, shr_study_find_third (study));
  shr_study_get_view (study, &yaw, &pitch);
  g_assert_true (shr_test_press_with (board, GDK_KEY_Right, GDK_SHIFT_MASK));
  g_assert_true (shr_test_press_with (board, GDK_KEY_Up, GDK_SHIFT_MASK));
  shr_study_get_view (study, &new_yaw, &new_pitch);
  g_assert_cmpfloat_with_epsilon (remainder (new_yaw - yaw, 360.0), -5.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (new_pitch - pitch, -5.0, 1e-9);
  g_assert_true (shr_test_press_with (board, GDK_KEY_Home, GDK_SHIFT_MASK));
  shr_study_get_view (study, &new_yaw, &new_pitch);
  g_assert_cmpfloat (new_yaw, ==, yaw);
  g_assert_cmpfloat (new_pitch, ==, pitch);
  g_assert_true (shr_test_press (board, GDK_KEY_d));
  g_assert_cmpint (shr_study_get_third (study), ==, -1);

  /* The digits in the order of the rows, and those of the keypad. */
  for (ShrRow row = SHR_ROW_NORMS; row < SHR_N_ROWS; row++)
    {
      GtkWidget *cell = GTK_WIDGET (shr_board_view_get_canvas (SHR_BOARD_VIEW (board), row, SHR_PENALTY_RIDGE));

      g_assert_false (gtk_widget_get_visible (cell));
      g_assert_true (shr_test_press (board, GDK_KEY_1 + row));
      g_assert_true (shr_study_get_row (study, row));
      g_assert_true (gtk_widget_get_visible (cell));
      g_assert_true (shr_test_press (board, GDK_KEY_KP_1 + row));
      g_assert_false (gtk_widget_get_visible (cell));
    }

  shr_test_window_close (window);
}

/* The board has the focus when data has been opened, and keeps it when the cell that had it is switched off. */
static void
test_focus (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  ShrStudy *study = shr_window_get_study (window);
  GtkWidget *board = GTK_WIDGET (shr_window_get_board (window));
  GtkWidget *focus;

  shr_test_window_open_sample (window, "diabetes");
  focus = gtk_window_get_focus (GTK_WINDOW (window));
  g_assert_true (SHR_IS_CANVAS (focus));
  g_assert_cmpuint (shr_canvas_get_row (SHR_CANVAS (focus)), ==, SHR_ROW_PATHS);

  shr_study_set_row (study, SHR_ROW_PATHS, FALSE);
  shr_test_wait_ms (50);
  focus = gtk_window_get_focus (GTK_WINDOW (window));
  g_assert_true (SHR_IS_CANVAS (focus));
  g_assert_true (gtk_widget_is_ancestor (focus, board));
  g_assert_cmpuint (shr_canvas_get_row (SHR_CANVAS (focus)), ==, SHR_ROW_GEOMETRY);

  /* A row that comes does not take it. */
  shr_study_set_row (study, SHR_ROW_ERROR, TRUE);
  shr_test_wait_ms (50);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == focus);

  shr_test_window_close (window);
}

/* Enter shows the cell that has the focus alone, Escape the board again; so does the key of any row. */
static void
test_maximize (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  ShrStudy *study = shr_window_get_study (window);
  GtkWidget *board = GTK_WIDGET (shr_window_get_board (window));
  graphene_rect_t whole, cell;
  g_autofree char *words = NULL;
  g_autofree char *none = NULL;
  GtkWidget *geometry;

  shr_test_window_open_sample (window, "diabetes");
  geometry =
      GTK_WIDGET (shr_board_view_get_canvas (shr_window_get_board (window), SHR_ROW_GEOMETRY, SHR_PENALTY_LASSO));
  gtk_widget_grab_focus (geometry);
  g_assert_true (shr_test_press (board, GDK_KEY_Return));
  g_object_get (study, "maximized", &words, NULL);
  g_assert_cmpstr (words, ==, "geometry lasso");
  shr_test_wait_ms (100);
  cell = place_of (window, SHR_ROW_GEOMETRY, SHR_PENALTY_LASSO);
  g_assert_true (gtk_widget_compute_bounds (board, board, &whole));
  g_assert_cmpfloat (cell.size.width, >=, whole.size.width - 20.0f);
  g_assert_cmpfloat (cell.size.height, >=, whole.size.height - 20.0f);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == geometry);

  shr_study_set_selected (study, 2);
  g_assert_true (shr_test_press (board, GDK_KEY_Escape));
  g_assert_false (shr_study_get_maximized (study, NULL, NULL));
  g_assert_cmpint (shr_study_get_selected (study), ==, 2);
  g_assert_true (shr_test_press (board, GDK_KEY_Escape));
  g_assert_cmpint (shr_study_get_selected (study), ==, -1);
  g_object_get (study, "maximized", &none, NULL);
  g_assert_cmpstr (none, ==, "");

  /* The key of a row that is on behind the cell shows it, and does not switch it off. */
  g_assert_true (shr_test_press (board, GDK_KEY_KP_Enter));
  g_assert_true (shr_study_get_maximized (study, NULL, NULL));
  g_assert_true (shr_test_press (board, GDK_KEY_1));
  g_assert_false (shr_study_get_maximized (study, NULL, NULL));
  g_assert_true (shr_study_get_row (study, SHR_ROW_PATHS));

  shr_test_window_close (window);
}

/* A row that is switched on by its key is scrolled to. */
static void
test_scroll (void)
{
  ShrWindow *window = shr_test_window_new (1000, 600);
  GtkWidget *board = GTK_WIDGET (shr_window_get_board (window));
  GtkAdjustment *adjustment;
  graphene_rect_t place;
  double value;

  shr_test_window_open_sample (window, "diabetes");
  adjustment = gtk_scrolled_window_get_vadjustment (
      GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (board, GTK_TYPE_SCROLLED_WINDOW)));
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 0.0);

  g_assert_true (shr_test_press (board, GDK_KEY_6));
  shr_test_wait_ms (200);
  value = gtk_adjustment_get_value (adjustment);
  place = place_of (window, SHR_ROW_ERROR, SHR_PENALTY_RIDGE);
  g_assert_cmpfloat (value, >, 0.0);
  g_assert_cmpfloat (value, <=, place.origin.y);
  g_assert_cmpfloat (place.origin.y + place.size.height, <=, value + gtk_adjustment_get_page_size (adjustment));

  /* Upwards too. */
  g_assert_true (shr_test_press (board, GDK_KEY_1));
  g_assert_true (shr_test_press (board, GDK_KEY_1));
  shr_test_wait_ms (200);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), <=,
                     place_of (window, SHR_ROW_PATHS, SHR_PENALTY_RIDGE).origin.y);

  shr_test_window_close (window);
}

/* Plus and minus zoom the row of the cell that has the focus, Alt and the arrows move what is seen, Ctrl+0 shows all. */
static void
test_zoom_keys (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  ShrStudy *study = shr_window_get_study (window);
  GtkWidget *board = GTK_WIDGET (shr_window_get_board (window));
  const ShrZoom *zoom;
  double x, y;

  shr_test_window_open_sample (window, "diabetes");
  for (ShrRow row = 0; row < SHR_N_ROWS; row++)
    {
      shr_study_set_row (study, row, TRUE);
      shr_test_wait_ms (50);
      gtk_widget_grab_focus (
          GTK_WIDGET (shr_board_view_get_canvas (shr_window_get_board (window), row, SHR_PENALTY_LASSO)));
      shr_test_wait_ms (50);
      zoom = shr_study_get_zoom (study, row);

      g_assert_true (shr_test_press (board, GDK_KEY_plus));
      g_assert_true (shr_test_press (board, GDK_KEY_KP_Add));
      g_assert_cmpfloat (zoom->scale, >, 1.5);
      x = zoom->x;
      y = zoom->y;
      shr_test_wait_ms (50);
      g_assert_true (shr_test_press_with (board, GDK_KEY_Right, GDK_ALT_MASK));
      g_assert_true (shr_test_press_with (board, GDK_KEY_Up, GDK_ALT_MASK));
      /* To the right there are large λ. */
      g_assert_true (row == SHR_ROW_PATHS || row == SHR_ROW_ERROR ? zoom->x < x : zoom->x > x);
      g_assert_cmpfloat (zoom->y, >, y);

      g_assert_true (shr_test_press (board, GDK_KEY_minus));
      g_assert_true (shr_test_press (board, GDK_KEY_minus));
      g_assert_true (shr_zoom_is_whole (zoom));
      g_assert_true (shr_test_press (board, GDK_KEY_plus));
    }
  g_assert_true (shr_test_press_with (board, GDK_KEY_0, GDK_CONTROL_MASK));
  for (ShrRow row = 0; row < SHR_N_ROWS; row++)
    g_assert_true (shr_zoom_is_whole (shr_study_get_zoom (study, row)));

  shr_test_window_close (window);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  shr_test_application_init ();

  g_test_add_func ("/board-view/places", test_places);
  g_test_add_func ("/board-view/keys", test_keys);
  g_test_add_func ("/board-view/focus", test_focus);

  g_test_add_func ("/board-view/maximize", test_maximize);
  g_test_add_func ("/board-view/scroll", test_scroll);
  g_test_add_func ("/board-view/zoom-keys", test_zoom_keys);

  return g_test_run ();
}
