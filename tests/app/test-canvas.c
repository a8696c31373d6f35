#include "app/shr-canvas.h"

#include "shr-test-window.h"
#include "study/shr-board.h"
#include "study/shr-cell.h"

#include <math.h>

static ShrCanvas *
canvas_of (ShrWindow *window, ShrRow row, ShrPenalty penalty)
{
  return shr_board_view_get_canvas (shr_window_get_board (window), row, penalty);
}

static gboolean
is_described (gpointer data)
{
  ShrCanvas *canvas = data;
  ShrWindow *window = SHR_WINDOW (gtk_widget_get_root (GTK_WIDGET (canvas)));
  g_autofree char *words = shr_board_describe_cell (shr_window_get_study (window), shr_canvas_get_row (canvas),
                                                    shr_canvas_get_penalty (canvas));
  g_autofree char *difference =
      gtk_test_accessible_check_property (GTK_ACCESSIBLE (canvas), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words);

  return difference == NULL;
}

static gboolean
same_picture (GdkTexture *a, GdkTexture *b)
{
  g_autofree guint8 *pixels_a = shr_test_pixels (a);
  g_autofree guint8 *pixels_b = shr_test_pixels (b);

  return memcmp (pixels_a, pixels_b, 4 * (gsize) gdk_texture_get_width (a) * (gsize) gdk_texture_get_height (a)) == 0;
}

/* How many pixels are nearer than a shade to @color. */
static gsize
count_pixels (GdkTexture *texture, const ShrColor *color)
{
  g_autofree guint8 *pixels = shr_test_pixels (texture);
  gsize n = (gsize) gdk_texture_get_width (texture) * (gsize) gdk_texture_get_height (texture), found = 0;

  for (gsize i = 0; i < n; i++)
    {
      guint32 pixel = ((guint32 *) pixels)[i];
      double red = (pixel >> 16 & 0xff) / 255.0, green = (pixel >> 8 & 0xff) / 255.0, blue = (pixel & 0xff) / 255.0;

      found += fabs (red - color->red) < 0.02 && fabs (green - color->green) < 0.02 && fabs (blue - color->blue) < 0.02;
    }
  return found;
}

/* Every cell shows the traces of all features, to the end of the path. */
static void
test_draws (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  ShrStudy *study = shr_window_get_study (window);
  ShrTheme theme;

  shr_test_window_open_sample (window, "prostate");
  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);

  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    if (shr_study_get_penalty (study, penalty))
      {
        ShrCanvas *canvas = canvas_of (window, SHR_ROW_PATHS, penalty);
        const ShrPath *path = shr_fit_get_path (shr_study_get_fit (study), penalty);
        g_autoptr (GdkTexture) picture = shr_test_picture (GTK_WIDGET (canvas));

        g_assert_cmpuint (shr_canvas_get_drawn (canvas), ==, shr_path_count (path));
        for (gsize j = 0; j < shr_dataset_features (shr_study_get_dataset (study)); j++)
          g_assert_cmpuint (count_pixels (picture, &theme.palette[j].stroke), >, 20);
      }

  shr_test_window_close (window);
}

/* A drag with the pointer, by the gesture that the pointer would drive: λ follows, and with it the other column, the
 * picture and the words. */
static void
test_drag (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  ShrStudy *study = shr_window_get_study (window);
  ShrCanvas *lasso, *ridge, *geometry;
  g_autoptr (GdkTexture) before = NULL;
  g_autoptr (GdkTexture) after = NULL;
  g_autoptr (GdkTexture) geometry_before = NULL;
  g_autoptr (GdkTexture) geometry_after = NULL;
  GtkEventController *drag;
  double smallest, largest, first, second, ridge_first;
  double middle;

  shr_test_window_open_sample (window, "diabetes");
  lasso = canvas_of (window, SHR_ROW_PATHS, SHR_PENALTY_LASSO);
  ridge = canvas_of (window, SHR_ROW_PATHS, SHR_PENALTY_RIDGE);
  geometry = canvas_of (window, SHR_ROW_GEOMETRY, SHR_PENALTY_LASSO);
  drag = shr_test_controller (GTK_WIDGET (lasso), GTK_TYPE_GESTURE_DRAG);
  middle = gtk_widget_get_width (GTK_WIDGET (lasso)) / 2.0;
  g_assert_true (shr_study_get_lambda_range (study, SHR_PENALTY_LASSO, &smallest, &largest));

  g_signal_emit_by_name (drag, "drag-begin", middle, gtk_widget_get_height (GTK_WIDGET (lasso)) / 2.0);
  shr_test_wait (is_described, lasso);
  first = shr_study_get_lambda (study);
  ridge_first = shr_study_get_column_lambda (study, SHR_PENALTY_RIDGE);
  before = shr_test_picture (GTK_WIDGET (lasso));
  geometry_before = shr_test_picture (GTK_WIDGET (geometry));
  g_assert_cmpuint (shr_study_get_leader (study), ==, SHR_PENALTY_LASSO);
  g_assert_cmpfloat (first, >, smallest);
  g_assert_cmpfloat (first, <, largest);

  /* To the left: small λ. */
  g_signal_emit_by_name (drag, "drag-update", -60.0, 5.0);
  second = shr_study_get_lambda (study);
  g_assert_cmpfloat (second, <, first);
  g_assert_cmpfloat (shr_study_get_column_lambda (study, SHR_PENALTY_RIDGE), <, ridge_first);
  shr_test_wait (is_described, lasso);
  shr_test_wait (is_described, ridge);
  shr_test_wait (is_described, geometry);
  after = shr_test_picture (GTK_WIDGET (lasso));
  geometry_after = shr_test_picture (GTK_WIDGET (geometry));
  g_assert_false (same_picture (before, after));
  g_assert_false (same_picture (geometry_before, geometry_after));

  /* Back again, the very same picture: nothing of the way is left. */
  g_signal_emit_by_name (drag, "drag-update", 0.0, 0.0);
  shr_test_wait (is_described, lasso);
  {
    g_autoptr (GdkTexture) again = shr_test_picture (GTK_WIDGET (lasso));

    g_assert_cmpfloat (shr_study_get_lambda (study), ==, first);
    g_assert_true (same_picture (before, again));
  }

  /* Beyond the ends. */
  g_signal_emit_by_name (drag, "drag-update", -5000.0, 0.0);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, smallest);
  g_signal_emit_by_name (drag, "drag-update", 5000.0, 0.0);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, largest);

  shr_test_window_close (window);
}

/* Where a geometry chart draws its contact, px. */
static ShrXY
contact_of (ShrCanvas *canvas)
{
  ShrWindow *window = SHR_WINDOW (gtk_widget_get_root (GTK_WIDGET (canvas)));
  ShrGeometryLayout layout;
  ShrTheme theme;
  ShrChart chart;

  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
  g_assert_true (shr_study_get_cell_chart (shr_window_get_study (window), SHR_ROW_GEOMETRY,
                                           shr_canvas_get_penalty (canvas), &chart));
  shr_geometry_chart_layout (&chart, gtk_widget_get_width (GTK_WIDGET (canvas)),
                             gtk_widget_get_height (GTK_WIDGET (canvas)), &theme, &layout);
  return (ShrXY){ shr_scale_to_pixel (&layout.x, chart.section->contact[0]),
                  shr_scale_to_pixel (&layout.y, chart.section->contact[1]) };
}

/* The contact point of a geometry chart, dragged along the solution's route. */
static void
test_drag_contact (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  ShrStudy *study = shr_window_get_study (window);
  ShrCanvas *geometry;
  GtkEventController *drag;
  ShrXY contact;
  double before;

  shr_test_window_open_sample (window, "two-features");
  geometry = canvas_of (window, SHR_ROW_GEOMETRY, SHR_PENALTY_RIDGE);
  drag = shr_test_controller (GTK_WIDGET (geometry), GTK_TYPE_GESTURE_DRAG);

  contact = contact_of (geometry);
  before = shr_study_get_lambda (study);
  g_signal_emit_by_name (drag, "drag-begin", contact.x, contact.y);
  g_signal_emit_by_name (drag, "drag-update", -30.0, 30.0);
  g_signal_emit_by_name (drag, "drag-end", -30.0, 30.0);
  g_assert_cmpuint (shr_study_get_leader (study), ==, SHR_PENALTY_RIDGE);
  g_assert_cmpfloat (shr_study_get_lambda (study), !=, before);

  shr_test_window_close (window);
}

/* A pointer over a trace highlights the feature in every column, and leaving ends it. */
static void
test_hover (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  ShrStudy *study = shr_window_get_study (window);
  ShrCanvas *ridge, *lasso;
  GtkEventController *motion;
  g_autoptr (GdkTexture) before = NULL;
  g_autoptr (GdkTexture) after = NULL;
  int found = -1;

  shr_test_window_open_sample (window, "diabetes");
  ridge = canvas_of (window, SHR_ROW_PATHS, SHR_PENALTY_RIDGE);
  lasso = canvas_of (window, SHR_ROW_PATHS, SHR_PENALTY_LASSO);
  before = shr_test_picture (GTK_WIDGET (ridge));

  motion = shr_test_controller (GTK_WIDGET (lasso), GTK_TYPE_EVENT_CONTROLLER_MOTION);
  for (int y = 0; y < gtk_widget_get_height (GTK_WIDGET (lasso)) && found < 0; y += 3)
    {
      g_signal_emit_by_name (motion, "motion", gtk_widget_get_width (GTK_WIDGET (lasso)) * 0.4, (double) y);
      found = shr_study_get_highlighted (study);
    }
  g_assert_cmpint (found, >=, 0);
  shr_test_wait_ms (50);
  after = shr_test_picture (GTK_WIDGET (ridge));
  g_assert_false (same_picture (before, after));

  g_signal_emit_by_name (motion, "leave");
  g_assert_cmpint (shr_study_get_highlighted (study), ==, -1);

  shr_test_window_close (window);
}

/* Passing over a coefficient in Norms does the same. */
static void
test_hover_norms (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  ShrStudy *study = shr_window_get_study (window);
  GtkWidget *norms;
  GtkEventController *motion;
  int found = -1;

  shr_test_window_open_sample (window, "two-features");
  shr_study_set_row (study, SHR_ROW_NORMS, TRUE);
  shr_study_set_row (study, SHR_ROW_PATHS, FALSE);
  shr_study_set_row (study, SHR_ROW_GEOMETRY, FALSE);
  shr_test_window_settle (window);
  norms = GTK_WIDGET (canvas_of (window, SHR_ROW_NORMS, SHR_PENALTY_RIDGE));
  motion = shr_test_controller (norms, GTK_TYPE_EVENT_CONTROLLER_MOTION);
  for (int y = 0; y < gtk_widget_get_height (norms) && found < 0; y += 4)
    for (int x = 0; x < gtk_widget_get_width (norms) && found < 0; x += 4)
      {
        g_signal_emit_by_name (motion, "motion", (double) x, (double) y);
        found = shr_study_get_highlighted (study);
      }
  g_assert_cmpint (found, >=, 0);
  g_signal_emit_by_name (motion, "leave");
  g_assert_cmpint (shr_study_get_highlighted (study), ==, -1);

  shr_test_window_close (window);
}

/* Each press of Shift and an arrow is one step to undo; and so is facing the contact, which turns both ways. */
static void
test_turn_undo (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  ShrStudy *study = shr_window_get_study (window);
  GtkWidget *board = GTK_WIDGET (shr_window_get_board (window));
  double yaw, pitch, new_yaw, new_pitch;

  shr_test_window_open_sample (window, "diabetes");
  shr_study_set_third (study, shr_study_find_third (study));
  shr_study_set_view (study, 10.0, 30.0);
  shr_study_get_view (study, &yaw, &pitch);
  g_assert_true (shr_test_press_with (board, GDK_KEY_Right, GDK_SHIFT_MASK));
  g_assert_true (shr_test_press_with (board, GDK_KEY_Up, GDK_SHIFT_MASK));
  shr_study_get_view (study, &new_yaw, &new_pitch);
  g_assert_cmpfloat (new_yaw, !=, yaw);
  g_assert_cmpfloat (new_pitch, !=, pitch);
  shr_study_undo (study);
  shr_study_get_view (study, &new_yaw, &new_pitch);
  g_assert_cmpfloat (new_yaw, !=, yaw);
  g_assert_cmpfloat (new_pitch, ==, pitch);
  shr_study_undo (study);
  shr_study_get_view (study, &new_yaw, &new_pitch);
  g_assert_cmpfloat (new_yaw, ==, yaw);
  g_assert_cmpfloat (new_pitch, ==, pitch);
  shr_study_set_view (study, -50.0, 5.0);
  shr_study_undo (study);
  shr_study_get_view (study, &new_yaw, &new_pitch);
  g_assert_cmpfloat (new_yaw, ==, yaw);
  g_assert_cmpfloat (new_pitch, ==, pitch);

  shr_test_window_close (window);
}

static gboolean
has_some (gpointer data)
{
  return shr_canvas_get_drawn (data) > 0;
}

/* Traces appear as the sweep goes on, and the texture that grew is the one that would be painted at once. */
static void
test_streams (void)
{
  ShrWindow *window;
  ShrCanvas *canvas;
  ShrStudy *study;
  g_autoptr (GFile) file = g_file_new_for_uri ("sample:diabetes");
  g_autoptr (GdkTexture) grown = NULL;
  g_autoptr (GdkTexture) at_once = NULL;
  ShrTheme theme;
  gsize count, drawn, seen = 0, last = 0;

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  window = shr_test_window_new (1280, 800);
  study = shr_window_get_study (window);
  canvas = canvas_of (window, SHR_ROW_PATHS, SHR_PENALTY_LASSO);

  shr_window_load (window, file);
  shr_test_wait (has_some, canvas);
  count = shr_path_count (shr_fit_get_path (shr_study_get_fit (study), SHR_PENALTY_LASSO));
  while ((drawn = shr_canvas_get_drawn (canvas)) < count)
    {
      g_assert_cmpuint (drawn, >=, last);
      seen += drawn > last;
      last = drawn;
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_cmpuint (seen, >, 3);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  shr_test_window_settle (window);

  grown = shr_test_picture (GTK_WIDGET (canvas));
  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
  shr_canvas_set_theme (canvas, &theme);
  shr_test_wait_ms (50);
  at_once = shr_test_picture (GTK_WIDGET (canvas));
  {
    g_autofree guint8 *a = shr_test_pixels (grown);
    g_autofree guint8 *b = shr_test_pixels (at_once);
    gsize n = 4 * (gsize) gdk_texture_get_width (grown) * (gsize) gdk_texture_get_height (grown), far = 0;

    /* Where two strokes join, their soft edges add up to a little more. */
    for (gsize i = 0; i < n; i++)
      far += ABS (a[i] - b[i]) > 96;
    g_assert_cmpuint (far, <, n / 1000);
  }

  shr_test_window_close (window);
}

/* One row alone, so that all of it is on the screen. */
static ShrCanvas *
show_only (ShrWindow *window, ShrRow row)
{
  ShrStudy *study = shr_window_get_study (window);
  ShrCanvas *canvas = canvas_of (window, row, SHR_PENALTY_LASSO);

  shr_study_set_row (study, row, TRUE);
  for (ShrRow other = 0; other < SHR_N_ROWS; other++)
    shr_study_set_row (study, other, other == row);
  shr_test_window_settle (window);
  shr_test_wait (is_described, canvas);

  return canvas;
}

/* In three dimensions a drag turns all columns alike, wherever it begins but at the contact, where it moves λ. */
static void
test_turn (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  ShrStudy *study = shr_window_get_study (window);
  ShrCanvas *canvas;
  GtkEventController *drag;
  g_autoptr (GdkTexture) before = NULL;
  g_autoptr (GdkTexture) after = NULL;
  double yaw, pitch, new_yaw, new_pitch, lambda;

  shr_test_window_open_sample (window, "diabetes");
  shr_study_set_third (study, shr_study_find_third (study));
  shr_study_face_contact (study);
  canvas = show_only (window, SHR_ROW_GEOMETRY);
  shr_test_wait_ms (50);
  drag = shr_test_controller (GTK_WIDGET (canvas), GTK_TYPE_GESTURE_DRAG);
  before = shr_test_picture (GTK_WIDGET (canvas));

  lambda = shr_study_get_lambda (study);
  shr_study_get_view (study, &yaw, &pitch);
  g_signal_emit_by_name (drag, "drag-begin", 30.0, 120.0);
  g_signal_emit_by_name (drag, "drag-update", 40.0, 10.0);
  shr_study_get_view (study, &new_yaw, &new_pitch);
  g_assert_cmpfloat_with_epsilon (remainder (new_yaw - yaw, 360.0), -20.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (new_pitch - pitch, 5.0, 1e-9);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, lambda);
  shr_test_wait_ms (50);
  after = shr_test_picture (GTK_WIDGET (canvas));
  g_assert_false (same_picture (before, after));

  shr_test_window_close (window);
}

/* The rows that are not on at first: what they show, and say, follows λ. */
static void
test_rows (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  ShrStudy *study = shr_window_get_study (window);
  double smallest, largest;

  shr_test_window_open_sample (window, "prostate");
  g_assert_true (shr_study_get_lambda_range (study, SHR_PENALTY_LASSO, &smallest, &largest));
  for (ShrRow row = SHR_ROW_NORMS; row < SHR_N_ROWS; row++)
    {
      ShrCanvas *canvas = show_only (window, row);
      g_autoptr (GdkTexture) before = shr_test_picture (GTK_WIDGET (canvas));
      g_autoptr (GdkTexture) after = NULL;

      shr_study_set_lambda (study, SHR_PENALTY_LASSO, row % 2 == 0 ? 0.02 * largest : 0.3 * largest);
      shr_test_wait (is_described, canvas);
      after = shr_test_picture (GTK_WIDGET (canvas));
      g_assert_false (same_picture (before, after));
    }

  shr_test_window_close (window);
}

/* In Error λ is dragged as in Paths; no feature is selected by it. */
static void
test_drag_error (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  ShrStudy *study = shr_window_get_study (window);
  GtkEventController *drag;
  GtkWidget *error;
  double lambda;

  shr_test_window_open_sample (window, "prostate");
  error = GTK_WIDGET (show_only (window, SHR_ROW_ERROR));
  drag = shr_test_controller (error, GTK_TYPE_GESTURE_DRAG);
  g_signal_emit_by_name (drag, "drag-begin", gtk_widget_get_width (error) / 2.0, gtk_widget_get_height (error) / 2.0);
  lambda = shr_study_get_lambda (study);
  g_signal_emit_by_name (drag, "drag-update", 60.0, 0.0);
  g_assert_cmpfloat (shr_study_get_lambda (study), >, lambda);
  g_assert_cmpuint (shr_study_get_leader (study), ==, SHR_PENALTY_LASSO);
  g_assert_cmpint (shr_study_get_selected (study), ==, -1);

  shr_test_window_close (window);
}

/* A double click shows the cell alone, and λ as it was before its first click; another one brings the board back. */
static void
test_double_click (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  ShrStudy *study = shr_window_get_study (window);
  ShrCanvas *lasso, *ridge;
  GtkEventController *drag, *click;
  gboolean can_undo;
  double lambda;
  ShrPenalty penalty;
  ShrRow row;

  shr_test_window_open_sample (window, "diabetes");
  lasso = canvas_of (window, SHR_ROW_PATHS, SHR_PENALTY_LASSO);
  ridge = canvas_of (window, SHR_ROW_PATHS, SHR_PENALTY_RIDGE);
  drag = shr_test_controller (GTK_WIDGET (ridge), GTK_TYPE_GESTURE_DRAG);
  click = shr_test_controller (GTK_WIDGET (ridge), GTK_TYPE_GESTURE_CLICK);
  lambda = shr_study_get_lambda (study);

  for (int i = 1; i <= 2; i++)
    {
      g_signal_emit_by_name (drag, "drag-begin", 150.0, 150.0);
      g_signal_emit_by_name (drag, "drag-end", 0.0, 0.0);
      g_assert_cmpfloat (shr_study_get_lambda (study), !=, lambda);
      g_signal_emit_by_name (click, "released", i, 150.0, 150.0);
    }
  g_assert_true (shr_study_get_maximized (study, &row, &penalty));
  g_assert_cmpuint (row, ==, SHR_ROW_PATHS);
  g_assert_cmpuint (penalty, ==, SHR_PENALTY_RIDGE);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, lambda);
  g_assert_cmpuint (shr_study_get_leader (study), ==, SHR_PENALTY_LASSO);
  /* One step, of which λ is no part. */
  shr_study_undo (study);
  g_assert_false (shr_study_get_maximized (study, NULL, NULL));
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, lambda);
  g_object_get (study, "can-undo", &can_undo, NULL);
  g_assert_false (can_undo);
  shr_study_redo (study);
  g_assert_true (shr_study_get_maximized (study, NULL, NULL));
  shr_test_wait_ms (100);
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (lasso)));
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (ridge)), >, 400);

  g_signal_emit_by_name (click, "released", 2, 150.0, 150.0);
  g_assert_false (shr_study_get_maximized (study, NULL, NULL));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (lasso)));

  shr_test_window_close (window);
}

/* Where a part of a chart is seen a drag of its empty places moves that part, in every column; on the line of λ it still
 * drags λ, and a click still sets it. */
static void
test_zoom (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  ShrStudy *study = shr_window_get_study (window);
  g_autoptr (GdkTexture) before = NULL;
  g_autoptr (GdkTexture) after = NULL;
  g_autoptr (GdkTexture) back = NULL;
  ShrCanvas *lasso, *ridge;
  GtkEventController *drag;
  double lambda, at = NAN, width, y = 60.0;
  ShrZoom zoom;

  shr_test_window_open_sample (window, "diabetes");
  lasso = canvas_of (window, SHR_ROW_PATHS, SHR_PENALTY_LASSO);
  ridge = canvas_of (window, SHR_ROW_PATHS, SHR_PENALTY_RIDGE);
  drag = shr_test_controller (GTK_WIDGET (lasso), GTK_TYPE_GESTURE_DRAG);
  width = gtk_widget_get_width (GTK_WIDGET (lasso));
  before = shr_test_picture (GTK_WIDGET (ridge));

  shr_canvas_zoom (lasso, 2.0);
  zoom = *shr_study_get_zoom (study, SHR_ROW_PATHS);
  g_assert_cmpfloat (zoom.scale, ==, 2.0);
  g_assert_cmpfloat_with_epsilon (zoom.x, 0.25, 1e-12);
  g_assert_cmpfloat_with_epsilon (zoom.y, 0.25, 1e-12);
  g_assert_true (shr_zoom_is_whole (shr_study_get_zoom (study, SHR_ROW_GEOMETRY)));
  shr_test_wait_ms (100);
  after = shr_test_picture (GTK_WIDGET (ridge));
  g_assert_false (same_picture (before, after));

  /* Just below the top of the plot, away from the line of λ, there is nothing else to take hold of. */
  lambda = shr_study_get_lambda (study);
  g_signal_emit_by_name (drag, "drag-begin", width - 160.0, y);
  g_signal_emit_by_name (drag, "drag-update", 20.0, 10.0);
  g_signal_emit_by_name (drag, "drag-update", 40.0, 10.0);
  g_signal_emit_by_name (drag, "drag-end", 40.0, 10.0);
  g_assert_cmpfloat (shr_study_get_lambda (study), ==, lambda);
  /* Small λ are on the left and come in there. */
  g_assert_cmpfloat (shr_study_get_zoom (study, SHR_ROW_PATHS)->x, >, zoom.x + 0.02);
  g_assert_cmpfloat (shr_study_get_zoom (study, SHR_ROW_PATHS)->y, >, zoom.y + 0.01);
  g_assert_cmpfloat (shr_study_get_zoom (study, SHR_ROW_PATHS)->scale, ==, 2.0);

  g_signal_emit_by_name (drag, "drag-begin", width - 160.0, y);
  g_signal_emit_by_name (drag, "drag-end", 0.0, 0.0);
  g_assert_cmpfloat (shr_study_get_lambda (study), <, lambda);

  /* The line is where the click was. */
  shr_test_wait_ms (100);
  at = shr_study_get_lambda (study);
  zoom = *shr_study_get_zoom (study, SHR_ROW_PATHS);
  g_signal_emit_by_name (drag, "drag-begin", width - 160.0, y + 1.0);
  g_signal_emit_by_name (drag, "drag-update", -60.0, 0.0);
  g_signal_emit_by_name (drag, "drag-end", -60.0, 0.0);
  g_assert_cmpfloat (shr_study_get_lambda (study), <, at);
  g_assert_true (shr_zoom_equal (shr_study_get_zoom (study, SHR_ROW_PATHS), &zoom));

  shr_study_reset_zooms (study);
  shr_study_set_lambda (study, SHR_PENALTY_LASSO, lambda);
  shr_study_set_selected (study, -1);
  shr_test_wait_ms (100);
  back = shr_test_picture (GTK_WIDGET (ridge));
  g_assert_true (same_picture (before, back));

  shr_test_window_close (window);
}

/* Prior draws another axis for another feature, and the one before when that is gone. */
static void
test_prior_feature (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  ShrStudy *study = shr_window_get_study (window);
  g_autoptr (GdkTexture) before = NULL;
  g_autoptr (GdkTexture) during = NULL;
  g_autoptr (GdkTexture) after = NULL;
  ShrCanvas *prior;

  shr_test_window_open_sample (window, "prostate");
  prior = show_only (window, SHR_ROW_PRIOR);
  before = shr_test_picture (GTK_WIDGET (prior));
  shr_study_set_selected (study, 5);
  shr_test_wait (is_described, prior);
  during = shr_test_picture (GTK_WIDGET (prior));
  g_assert_false (same_picture (before, during));
  shr_study_set_selected (study, -1);
  shr_test_wait (is_described, prior);
  after = shr_test_picture (GTK_WIDGET (prior));
  g_assert_true (same_picture (before, after));

  shr_test_window_close (window);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  shr_test_application_init ();

  g_test_add_func ("/canvas/draws", test_draws);
  g_test_add_func ("/canvas/drag", test_drag);
  g_test_add_func ("/canvas/drag-contact", test_drag_contact);
  g_test_add_func ("/canvas/turn", test_turn);
  g_test_add_func ("/canvas/hover", test_hover);
  g_test_add_func ("/canvas/hover-norms", test_hover_norms);
  g_test_add_func ("/canvas/turn-undo", test_turn_undo);
  g_test_add_func ("/canvas/streams", test_streams);
  g_test_add_func ("/canvas/rows", test_rows);
  g_test_add_func ("/canvas/drag-error", test_drag_error);
  g_test_add_func ("/canvas/prior-feature", test_prior_feature);

  g_test_add_func ("/canvas/double-click", test_double_click);
  g_test_add_func ("/canvas/zoom", test_zoom);

  return g_test_run ();
}
