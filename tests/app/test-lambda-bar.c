#include "app/shr-lambda-bar.h"

#include "plot/shr-text.h"
#include "shr-test-window.h"

#include <math.h>

typedef struct
{
  ShrWindow *window;
  ShrStudy *study;
  GtkWidget *bar;
  GtkRange *scale;
  GtkEntry *entry;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = shr_test_window_new (1280, 800);
  fixture->study = shr_window_get_study (fixture->window);
  shr_test_window_open_sample (fixture->window, "diabetes");
  fixture->bar = shr_test_find (GTK_WIDGET (fixture->window), SHR_TYPE_LAMBDA_BAR, NULL, NULL);
  fixture->scale = GTK_RANGE (shr_test_find (fixture->bar, GTK_TYPE_SCALE, NULL, NULL));
  fixture->entry = GTK_ENTRY (shr_test_find (fixture->bar, GTK_TYPE_ENTRY, NULL, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  shr_test_window_close (fixture->window);
}

static void
test_slider (Fixture *fixture, gconstpointer data)
{
  GtkAdjustment *adjustment = gtk_range_get_adjustment (fixture->scale);
  double smallest, largest;

  g_assert_true (shr_study_get_lambda_range (fixture->study, SHR_PENALTY_LASSO, &smallest, &largest));
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_lower (adjustment), log10 (smallest), 1e-12);
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_upper (adjustment), log10 (largest), 1e-12);
  g_assert_false (gtk_range_get_inverted (fixture->scale));

  /* From the slider to the study … */
  gtk_adjustment_set_value (adjustment, 0.5);
  g_assert_cmpfloat_with_epsilon (shr_study_get_lambda (fixture->study), pow (10.0, 0.5), 1e-12);
  /* … and back, which must not move λ again by a rounding error. */
  shr_study_set_lambda (fixture->study, SHR_PENALTY_LASSO, 7.0);
  g_assert_cmpfloat (shr_study_get_lambda (fixture->study), ==, 7.0);
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (adjustment), log10 (7.0), 1e-12);

  /* Another leader: another range, the same moment. */
  shr_study_set_lambda (fixture->study, SHR_PENALTY_RIDGE, 1.0);
  g_assert_true (shr_study_get_lambda_range (fixture->study, SHR_PENALTY_RIDGE, &smallest, &largest));
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_upper (adjustment), log10 (largest), 1e-12);
  g_assert_cmpfloat (shr_study_get_lambda (fixture->study), ==, 1.0);

  shr_study_set_x_axis (fixture->study, SHR_AXIS_MINUS_LOG_LAMBDA);
  g_assert_true (gtk_range_get_inverted (fixture->scale));
}

static void
type (Fixture *fixture, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (fixture->entry), text);
  g_signal_emit_by_name (fixture->entry, "activate");
}

static void
test_entry (Fixture *fixture, gconstpointer data)
{
  double smallest, largest;

  g_assert_true (shr_study_get_lambda_range (fixture->study, SHR_PENALTY_LASSO, &smallest, &largest));

  type (fixture, "2.5");
  g_assert_cmpfloat (shr_study_get_lambda (fixture->study), ==, 2.5);
  type (fixture, " 1,25 ");
  g_assert_cmpfloat (shr_study_get_lambda (fixture->study), ==, 1.25);
  type (fixture, "1e9");
  g_assert_cmpfloat (shr_study_get_lambda (fixture->study), ==, largest);

  for (const char *const *wrong = (const char *const[]){ "", "many", "-1", "1 2", "nan", "1.2.3", NULL }; *wrong;
       wrong++)
    {
      type (fixture, *wrong);
      g_assert_cmpfloat (shr_study_get_lambda (fixture->study), ==, largest);
      g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (fixture->entry), "error"));
    }
  type (fixture, "2");
  g_assert_cmpfloat (shr_study_get_lambda (fixture->study), ==, 2.0);
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (fixture->entry), "error"));
}

static void
test_buttons (Fixture *fixture, gconstpointer data)
{
  GtkWidget *play = shr_test_find (fixture->bar, GTK_TYPE_BUTTON, "icon-name", "media-playback-start-symbolic");
  GtkWidget *left = shr_test_find (fixture->bar, GTK_TYPE_BUTTON, "icon-name", "go-previous-symbolic");
  GtkWidget *right = shr_test_find (fixture->bar, GTK_TYPE_BUTTON, "icon-name", "go-next-symbolic");
  double lambda = shr_study_get_lambda (fixture->study);

  g_signal_emit_by_name (left, "clicked");
  g_assert_cmpfloat (shr_study_get_lambda (fixture->study), <, lambda);
  lambda = shr_study_get_lambda (fixture->study);
  g_signal_emit_by_name (right, "clicked");
  g_assert_cmpfloat (shr_study_get_lambda (fixture->study), >, lambda);

  g_signal_emit_by_name (play, "clicked");
  g_assert_true (shr_study_get_playing (fixture->study));
  g_assert_cmpstr (gtk_button_get_icon_name (GTK_BUTTON (play)), ==, "media-playback-pause-symbolic");
  shr_test_wait_ms (200);
  g_signal_emit_by_name (play, "clicked");
  g_assert_false (shr_study_get_playing (fixture->study));
}

/* Every column that is on shows its λ; pressing it makes it lead without moving anything. */
static void
test_columns (Fixture *fixture, gconstpointer data)
{
  GtkWidget *label = shr_test_find (fixture->bar, GTK_TYPE_LABEL, "label", "Ridge");
  GtkWidget *button = gtk_widget_get_ancestor (label, GTK_TYPE_TOGGLE_BUTTON);
  double ridge = shr_study_get_column_lambda (fixture->study, SHR_PENALTY_RIDGE);
  double lasso = shr_study_get_column_lambda (fixture->study, SHR_PENALTY_LASSO);

  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  g_assert_cmpuint (shr_study_get_leader (fixture->study), ==, SHR_PENALTY_RIDGE);
  g_assert_cmpfloat (shr_study_get_lambda (fixture->study), ==, ridge);
  g_assert_cmpfloat_with_epsilon (shr_study_get_column_lambda (fixture->study, SHR_PENALTY_LASSO), lasso, 1e-3 * lasso);

  label = shr_test_find (fixture->bar, GTK_TYPE_LABEL, "label", "Elastic net");
  button = gtk_widget_get_ancestor (label, GTK_TYPE_TOGGLE_BUTTON);
  g_assert_false (gtk_widget_get_visible (button));
  shr_study_set_penalty (fixture->study, SHR_PENALTY_ELASTIC_NET, TRUE);
  shr_test_window_settle (fixture->window);
  g_assert_true (gtk_widget_get_visible (button));
}

/* At an event its name is there, and is said with λ; elsewhere it is not. */
static void
test_event (Fixture *fixture, gconstpointer data)
{
  GtkWidget *inscription;
  g_autofree char *words = NULL, *number = NULL, *value = NULL;

  shr_study_set_lambda (fixture->study, SHR_PENALTY_LASSO, 10.0);
  shr_study_step_event (fixture->study, 1);
  words = shr_study_describe_event (fixture->study);
  g_assert_nonnull (words);
  inscription = shr_test_find (fixture->bar, GTK_TYPE_INSCRIPTION, "text", words);
  g_assert_nonnull (inscription);
  number = shr_text_number (shr_study_get_lambda (fixture->study), 4);
  value = g_strdup_printf ("λ = %s, %s", number, words);
  gtk_test_accessible_assert_property (fixture->scale, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, value);

  shr_study_step (fixture->study, 1);
  g_assert_null (gtk_inscription_get_text (GTK_INSCRIPTION (inscription)));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  shr_test_application_init ();

  g_test_add ("/lambda-bar/slider", Fixture, NULL, set_up, test_slider, tear_down);
  g_test_add ("/lambda-bar/entry", Fixture, NULL, set_up, test_entry, tear_down);
  g_test_add ("/lambda-bar/buttons", Fixture, NULL, set_up, test_buttons, tear_down);
  g_test_add ("/lambda-bar/columns", Fixture, NULL, set_up, test_columns, tear_down);
  g_test_add ("/lambda-bar/event", Fixture, NULL, set_up, test_event, tear_down);

  return g_test_run ();
}
