/* Data that are touched in the window: by sliders, by the handles of Geometry, by the points of Fit. Each drag is one step
 * to undo. */
#include "app/shr-sample-panel.h"

#include "plot/shr-fit-chart.h"
#include "plot/shr-geometry-grips.h"
#include "app/shr-progress-row.h"
#include "shr-test-window.h"

#include <math.h>

static GtkWidget *
panel_of (ShrWindow *window)
{
  return shr_test_find (GTK_WIDGET (window), SHR_TYPE_SAMPLE_PANEL, NULL, NULL);
}

static GtkWidget *
row_of (ShrWindow *window, const char *title)
{
  return shr_test_find (panel_of (window), ADW_TYPE_PREFERENCES_ROW, "title", title);
}

static GtkRange *
scale_of (ShrWindow *window, const char *title)
{
  return GTK_RANGE (shr_test_find (row_of (window, title), GTK_TYPE_SCALE, NULL, NULL));
}

static GtkWidget *
button_of (ShrWindow *window, const char *tooltip)
{
  return shr_test_find (panel_of (window), GTK_TYPE_BUTTON, "tooltip-text", tooltip);
}

static ShrCanvas *
canvas_of (ShrWindow *window, ShrRow row, ShrPenalty penalty)
{
  return shr_board_view_get_canvas (shr_window_get_board (window), row, penalty);
}

static char *
recipe_of (ShrWindow *window)
{
  char *text;

  g_object_get (shr_window_get_study (window), "recipe", &text, NULL);
  return text;
}

/* A slider's way is seen in the data, without a replay. */
static void
test_sliders (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  ShrStudy *study = shr_window_get_study (window);

  shr_test_window_open_sample (window, "diabetes");
  g_assert_false (gtk_widget_get_visible (row_of (window, "Degree")));
  shr_test_window_open_sample (window, "overfitting");
  g_assert_true (gtk_widget_get_visible (row_of (window, "Degree")));
  g_assert_false (gtk_widget_get_visible (row_of (window, "Correlation ρ")));
  g_assert_cmpfloat (gtk_range_get_value (scale_of (window, "Degree")), ==, 8.0);

  for (int degree = 9; degree <= 15; degree++)
    {
      gtk_range_set_value (scale_of (window, "Degree"), degree);
      g_assert_false (shr_study_get_playing (study));
      shr_test_window_settle (window);
      g_assert_cmpuint (shr_dataset_features (shr_study_get_dataset (study)), ==, (guint) degree);
    }
  gtk_range_set_value (scale_of (window, "Noise"), 0.0);
  shr_test_window_settle (window);
  for (gsize i = 0; i < 15; i++)
    {
      double x = shr_dataset_x (shr_study_get_dataset (study))[i];

      g_assert_cmpfloat_with_epsilon (shr_dataset_y (shr_study_get_dataset (study))[i], 4.0 * x / (1.0 + 4.0 * x * x),
                                      1e-14);
    }
  g_signal_emit_by_name (button_of (window, "Draw Again with the Next Seed"), "clicked");
  shr_test_window_settle (window);
  g_assert_cmpuint (shr_study_get_recipe (study)->seed, ==, 2);

  shr_test_window_close (window);
}

/* The optimum follows the pointer to the pixel; the drag is one step. */
static void
test_drag_optimum (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  ShrStudy *study = shr_window_get_study (window);
  ShrCanvas *canvas;
  GtkEventController *drag;
  ShrGeometryLayout layout;
  ShrTheme theme;
  ShrChart chart;
  ShrXY place;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *undone = NULL;

  shr_test_window_open_sample (window, "two-features");
  canvas = canvas_of (window, SHR_ROW_GEOMETRY, SHR_PENALTY_LASSO);
  drag = shr_test_controller (GTK_WIDGET (canvas), GTK_TYPE_GESTURE_DRAG);
  before = recipe_of (window);

  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
  g_assert_true (shr_study_get_chart (study, SHR_PENALTY_LASSO, &chart));
  g_assert_true (chart.movable);
  shr_geometry_chart_layout (&chart, gtk_widget_get_width (GTK_WIDGET (canvas)),
                             gtk_widget_get_height (GTK_WIDGET (canvas)), &theme, &layout);
  g_assert_true (shr_geometry_grips_place (&chart, &layout, SHR_GRIP_OPTIMUM, &place));

  g_signal_emit_by_name (drag, "drag-begin", place.x + 3.0, place.y - 2.0);
  for (int step = 1; step <= 10; step++)
    {
      g_signal_emit_by_name (drag, "drag-update", -5.0 * step, -3.0 * step);
      shr_test_wait_ms (20);
    }
  g_signal_emit_by_name (drag, "drag-end", -50.0, -30.0);
  shr_test_window_settle (window);

  g_assert_cmpfloat_with_epsilon (shr_study_get_recipe (study)->parameters.optimum[0],
                                  shr_scale_to_value (&layout.x, place.x - 50.0), 1e-9);
  g_assert_cmpfloat_with_epsilon (shr_study_get_recipe (study)->parameters.optimum[1],
                                  shr_scale_to_value (&layout.y, place.y - 30.0), 1e-9);
  g_assert_true (shr_study_get_chart (study, SHR_PENALTY_LASSO, &chart));
  for (int i = 0; i < 2; i++)
    g_assert_cmpfloat_with_epsilon (chart.section->optimum[i], shr_study_get_recipe (study)->parameters.optimum[i],
                                    1e-12);

  after = recipe_of (window);
  g_assert_cmpstr (before, !=, after);
  shr_study_undo (study);
  undone = recipe_of (window);
  g_assert_cmpstr (undone, ==, before);
  shr_test_window_settle (window);

  shr_test_window_close (window);
}

/* A handle of the ellipse. */
static void
test_drag_correlation (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  ShrStudy *study = shr_window_get_study (window);
  ShrCanvas *canvas;
  GtkEventController *drag;
  ShrGeometryLayout layout;
  ShrTheme theme;
  ShrChart chart;
  ShrXY place, optimum;

  shr_test_window_open_sample (window, "two-features");
  canvas = canvas_of (window, SHR_ROW_GEOMETRY, SHR_PENALTY_RIDGE);
  drag = shr_test_controller (GTK_WIDGET (canvas), GTK_TYPE_GESTURE_DRAG);
  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
  g_assert_true (shr_study_get_chart (study, SHR_PENALTY_RIDGE, &chart));
  shr_geometry_chart_layout (&chart, gtk_widget_get_width (GTK_WIDGET (canvas)),
                             gtk_widget_get_height (GTK_WIDGET (canvas)), &theme, &layout);
  g_assert_true (shr_geometry_grips_place (&chart, &layout, SHR_GRIP_ACROSS, &place));
  g_assert_true (shr_geometry_grips_place (&chart, &layout, SHR_GRIP_OPTIMUM, &optimum));

  /* Towards the optimum: the axis along (1, −1) is shorter, and so the correlation smaller. */
  g_signal_emit_by_name (drag, "drag-begin", place.x, place.y);
  g_signal_emit_by_name (drag, "drag-update", 0.3 * (optimum.x - place.x), 0.3 * (optimum.y - place.y));
  g_signal_emit_by_name (drag, "drag-end", 0.3 * (optimum.x - place.x), 0.3 * (optimum.y - place.y));
  shr_test_window_settle (window);
  /* 1 − ρ' = (1 − ρ)/0.7² */
  g_assert_cmpfloat_with_epsilon (shr_study_get_recipe (study)->parameters.correlation, 1.0 - 0.4 / 0.49, 1e-9);

  shr_test_window_close (window);
}

/* A point of Fit is moved, another added, and removed by a key. */
static void
test_points (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  ShrStudy *study = shr_window_get_study (window);
  ShrCanvas *canvas;
  GtkEventController *drag;
  ShrFitLayout layout;
  ShrTheme theme;
  ShrChart chart;
  double x, y;

  shr_test_window_open_sample (window, "overfitting");
  shr_study_set_row (study, SHR_ROW_FIT, TRUE);
  shr_study_set_row (study, SHR_ROW_PATHS, FALSE);
  shr_study_set_row (study, SHR_ROW_GEOMETRY, FALSE);
  shr_test_window_settle (window);
  canvas = canvas_of (window, SHR_ROW_FIT, SHR_PENALTY_LASSO);
  drag = shr_test_controller (GTK_WIDGET (canvas), GTK_TYPE_GESTURE_DRAG);
  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
  g_assert_true (shr_study_get_chart (study, SHR_PENALTY_LASSO, &chart));
  shr_fit_chart_layout (&chart, gtk_widget_get_width (GTK_WIDGET (canvas)), gtk_widget_get_height (GTK_WIDGET (canvas)),
                        &theme, &layout);
  x = shr_scale_to_pixel (&layout.x, chart.curve->x[6]);
  y = shr_scale_to_pixel (&layout.y, chart.fitted->observed[6]);

  g_signal_emit_by_name (drag, "drag-begin", x, y);
  g_signal_emit_by_name (drag, "drag-update", 0.0, -20.0);
  g_signal_emit_by_name (drag, "drag-update", 0.0, -60.0);
  g_signal_emit_by_name (drag, "drag-end", 0.0, -60.0);
  shr_test_window_settle (window);
  g_assert_cmpint (shr_study_get_observation (study), ==, 6);
  g_assert_cmpfloat_with_epsilon (shr_dataset_y (shr_study_get_dataset (study))[6],
                                  shr_scale_to_value (&layout.y, y - 60.0), 1e-9);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "Overfitting (edited)");

  g_signal_emit_by_name (button_of (window, "Add a Point"), "clicked");
  shr_test_window_settle (window);
  g_assert_cmpuint (shr_dataset_rows (shr_study_get_dataset (study)), ==, 16);
  g_assert_cmpint (shr_study_get_observation (study), ==, 15);
  g_assert_true (shr_test_press (GTK_WIDGET (canvas), GDK_KEY_Delete));
  shr_test_window_settle (window);
  g_assert_cmpuint (shr_dataset_rows (shr_study_get_dataset (study)), ==, 15);

  g_signal_emit_by_name (button_of (window, "Back to the Data as Loaded or Generated"), "clicked");
  shr_test_window_settle (window);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, "Overfitting");

  shr_test_window_close (window);
}

static void
test_duplicate (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  ShrStudy *study = shr_window_get_study (window);
  AdwComboRow *twin;

  shr_test_window_open_sample (window, "diabetes");
  twin = ADW_COMBO_ROW (row_of (window, "Duplicate a column"));
  adw_combo_row_set_selected (twin, 2);
  g_signal_emit_by_name (button_of (window, "Add an Exact Copy of This Column"), "clicked");
  shr_test_window_settle (window);
  g_assert_cmpuint (shr_dataset_features (shr_study_get_dataset (study)), ==, 11);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (twin)), ==, "“bmi (copy)” is an exact copy of “bmi”.");
  shr_study_undo (study);
  shr_test_window_settle (window);
  g_assert_cmpuint (shr_dataset_features (shr_study_get_dataset (study)), ==, 10);

  shr_test_window_close (window);
}

/* The switch brings Fit with it, and the ribbon comes when λ rests. */
static gboolean
has_ribbon (gpointer data)
{
  ShrChart chart;

  return shr_study_get_chart (data, SHR_PENALTY_LASSO, &chart) && chart.ribbon != NULL;
}

static void
test_resample (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  ShrStudy *study = shr_window_get_study (window);

  shr_test_window_open_sample (window, "overfitting");
  g_assert_false (has_ribbon (study));
  gtk_switch_set_active (GTK_SWITCH (shr_test_find (row_of (window, "Resample × 100"), GTK_TYPE_SWITCH, NULL, NULL)),
                         TRUE);
  g_assert_true (shr_study_get_row (study, SHR_ROW_FIT));
  shr_test_wait (has_ribbon, study);
  shr_study_set_lambda (study, SHR_PENALTY_LASSO, 0.5 * shr_study_get_lambda (study));
  g_assert_false (has_ribbon (study));
  shr_test_wait (has_ribbon, study);

  shr_test_window_close (window);
}

static gboolean
is_resampling_shown (gpointer data)
{
  GtkWidget *label = shr_test_find (data, GTK_TYPE_LABEL, "label", "Resampling…");

  return label != NULL && gtk_widget_get_mapped (label);
}

/* Where it takes long its progress is shown, and Cancel there switches it off. */
static void
test_cancel_resample (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  ShrStudy *study = shr_window_get_study (window);
  g_autoptr (ShrRecipe) recipe = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *row;
  GtkSwitch *toggle;
  double progress;

  shr_test_window_open_sample (window, "overfitting");
  recipe = shr_recipe_copy (shr_study_get_recipe (study));
  recipe->parameters.rows = 50000;
  g_assert_true (shr_study_set_recipe (study, recipe, &error));
  shr_test_window_settle (window);
  g_assert_false (is_resampling_shown (window));

  toggle = GTK_SWITCH (shr_test_find (row_of (window, "Resample × 100"), GTK_TYPE_SWITCH, NULL, NULL));
  gtk_switch_set_active (toggle, TRUE);
  shr_test_wait (is_resampling_shown, window);
  g_object_get (study, "spread-progress", &progress, NULL);
  g_assert_cmpfloat (progress, <, 1.0);

  row = gtk_widget_get_ancestor (shr_test_find (GTK_WIDGET (window), GTK_TYPE_LABEL, "label", "Resampling…"),
                                 SHR_TYPE_PROGRESS_ROW);
  g_signal_emit_by_name (shr_test_find (row, GTK_TYPE_BUTTON, NULL, NULL), "clicked");
  g_assert_false (gtk_switch_get_active (toggle));
  g_assert_false (is_resampling_shown (window));
  g_object_get (study, "spread-progress", &progress, NULL);
  g_assert_cmpfloat (progress, ==, 1.0);
  shr_test_window_settle (window);
  g_assert_false (has_ribbon (study));

  /* Fit switched off in the middle ends it, too. */
  gtk_switch_set_active (toggle, TRUE);
  shr_test_wait (is_resampling_shown, window);
  shr_study_set_row (study, SHR_ROW_FIT, FALSE);
  shr_test_window_settle (window);
  g_assert_false (is_resampling_shown (window));

  shr_test_window_close (window);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  shr_test_application_init ();

  g_test_add_func ("/sample-panel/sliders", test_sliders);
  g_test_add_func ("/sample-panel/drag-optimum", test_drag_optimum);
  g_test_add_func ("/sample-panel/drag-correlation", test_drag_correlation);
  g_test_add_func ("/sample-panel/points", test_points);
  g_test_add_func ("/sample-panel/duplicate", test_duplicate);
  g_test_add_func ("/sample-panel/resample", test_resample);
  g_test_add_func ("/sample-panel/cancel-resample", test_cancel_resample);

  return g_test_run ();
}
