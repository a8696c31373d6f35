#include "app/shr-choosing.h"

#include "app/shr-advice-card.h"
#include "app/shr-lambda-bar.h"
#include "app/shr-progress-row.h"
#include "shr-test-window.h"
#include "study/shr-advice.h"

#include <math.h>

typedef struct
{
  ShrWindow *window;
  ShrStudy *study;
  GtkWidget *choosing;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = shr_test_window_new (1280, 800);
  fixture->study = shr_window_get_study (fixture->window);
  shr_test_window_open_sample (fixture->window, "prostate");
  fixture->choosing = shr_test_find (GTK_WIDGET (fixture->window), SHR_TYPE_CHOOSING, NULL, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  shr_test_window_close (fixture->window);
}

static GtkWidget *
row (Fixture *fixture, const char *title)
{
  return shr_test_find (fixture->choosing, ADW_TYPE_ACTION_ROW, "title", title);
}

static GtkSwitch *
switch_of (Fixture *fixture, const char *title)
{
  return GTK_SWITCH (shr_test_find (row (fixture, title), GTK_TYPE_SWITCH, NULL, NULL));
}

static GtkSpinButton *
spin_of (Fixture *fixture, const char *title)
{
  return GTK_SPIN_BUTTON (shr_test_find (row (fixture, title), GTK_TYPE_SPIN_BUTTON, NULL, NULL));
}

static void
type_number (GtkSpinButton *spin, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (spin), text);
  gtk_spin_button_update (spin);
}

static ShrCrossValidation *
validation_of (Fixture *fixture)
{
  return shr_study_get_cross_validation (fixture->study, SHR_PENALTY_LASSO);
}

/* The window uses what the machine has. */
static void
test_processors (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (shr_study_get_settings (fixture->study)->threads, ==, g_get_num_processors ());
}

static void
test_folds (Fixture *fixture, gconstpointer data)
{
  g_assert_false (gtk_switch_get_active (switch_of (fixture, "Cross-validate")));
  g_assert_false (gtk_widget_get_visible (row (fixture, "Folds")));
  g_assert_false (gtk_widget_get_visible (row (fixture, "Seed")));
  g_assert_null (validation_of (fixture));

  gtk_switch_set_active (switch_of (fixture, "Cross-validate"), TRUE);
  g_assert_true (gtk_widget_get_visible (row (fixture, "Folds")));
  g_assert_true (gtk_widget_get_visible (row (fixture, "Seed")));
  shr_test_window_settle (fixture->window);
  g_assert_cmpuint (shr_cross_validation_get_folds (validation_of (fixture)), ==, 10);

  type_number (spin_of (fixture, "Folds"), "4");
  type_number (spin_of (fixture, "Seed"), "77");
  shr_test_window_settle (fixture->window);
  g_assert_cmpuint (shr_cross_validation_get_folds (validation_of (fixture)), ==, 4);
  g_assert_cmpuint (shr_cross_validation_get_seed (validation_of (fixture)), ==, 77);
  /* No more of them than there are rows. */
  type_number (spin_of (fixture, "Folds"), "5000");
  g_assert_cmpuint (shr_study_get_settings (fixture->study)->folds, ==, 97);

  /* From elsewhere, and off. */
  g_object_set (fixture->study, "folds", 6u, NULL);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (spin_of (fixture, "Folds")), ==, 6);
  gtk_switch_set_active (switch_of (fixture, "Cross-validate"), FALSE);
  g_assert_cmpuint (shr_study_get_settings (fixture->study)->folds, ==, 0);
  shr_test_window_settle (fixture->window);
  g_assert_null (validation_of (fixture));
}

static void
test_held_out (Fixture *fixture, gconstpointer data)
{
  type_number (spin_of (fixture, "Held out to test, %"), "25");
  g_assert_cmpfloat (shr_study_get_settings (fixture->study)->test_share, ==, 0.25);
  g_assert_true (gtk_widget_get_visible (row (fixture, "Seed")));
  shr_test_window_settle (fixture->window);
  g_assert_nonnull (shr_fit_get_test (shr_study_get_fit (fixture->study), SHR_PENALTY_LASSO));
  g_object_set (fixture->study, "test-share", 0.0, NULL);
  g_assert_cmpfloat (gtk_spin_button_get_value (spin_of (fixture, "Held out to test, %")), ==, 0.0);
}

static void
test_information (Fixture *fixture, gconstpointer data)
{
  gboolean information;

  g_assert_false (gtk_widget_get_visible (row (fixture, "Cp, AIC and BIC")));
  shr_study_set_row (fixture->study, SHR_ROW_ERROR, TRUE);
  g_assert_true (gtk_widget_get_visible (row (fixture, "Cp, AIC and BIC")));
  gtk_switch_set_active (switch_of (fixture, "Cp, AIC and BIC"), TRUE);
  g_object_get (fixture->study, "information", &information, NULL);
  g_assert_true (information);
  shr_test_window_settle (fixture->window);
}

static void
test_noise (Fixture *fixture, gconstpointer data)
{
  GtkWidget *entry = shr_test_find (fixture->choosing, GTK_TYPE_ENTRY, NULL, NULL);
  GtkWidget *scale = shr_test_find (fixture->choosing, GTK_TYPE_SCALE, NULL, NULL);
  GtkWidget *reset = shr_test_find (fixture->choosing, GTK_TYPE_BUTTON, "icon-name", "edit-undo-symbolic");
  double estimated = shr_study_get_estimated_variance (fixture->study), chosen;
  g_autofree char *shown = g_strdup_printf ("%.6g", estimated);

  g_assert_false (gtk_widget_get_mapped (entry));
  shr_study_set_row (fixture->study, SHR_ROW_PRIOR, TRUE);
  shr_test_window_settle (fixture->window);
  g_assert_true (gtk_widget_get_mapped (entry));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, shown);
  g_assert_false (gtk_widget_get_sensitive (reset));

  gtk_editable_set_text (GTK_EDITABLE (entry), " 1,5 ");
  g_signal_emit_by_name (entry, "activate");
  g_object_get (fixture->study, "noise-variance", &chosen, NULL);
  g_assert_cmpfloat (chosen, ==, 1.5);
  g_assert_true (gtk_widget_get_sensitive (reset));
  g_assert_cmpfloat_with_epsilon (pow (10.0, gtk_range_get_value (GTK_RANGE (scale))), 1.5, 1e-9);

  gtk_editable_set_text (GTK_EDITABLE (entry), "-1");
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  g_object_get (fixture->study, "noise-variance", &chosen, NULL);
  g_assert_cmpfloat (chosen, ==, 1.5);

  gtk_range_set_value (GTK_RANGE (scale), log10 (0.25));
  g_object_get (fixture->study, "noise-variance", &chosen, NULL);
  g_assert_cmpfloat_with_epsilon (chosen, 0.25, 1e-12);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "0.25");

  g_signal_emit_by_name (reset, "clicked");
  g_object_get (fixture->study, "noise-variance", &chosen, NULL);
  g_assert_cmpfloat (chosen, ==, 0.0);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, shown);
}

/* How many items of the menu's sections have this action. */
static int
count_items (GMenuModel *menu, const char *wanted)
{
  int n = 0;

  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);

      for (int k = 0; section != NULL && k < g_menu_model_get_n_items (section); k++)
        {
          g_autofree char *action = NULL;

          if (g_menu_model_get_item_attribute (section, k, G_MENU_ATTRIBUTE_ACTION, "s", &action))
            n += g_str_equal (action, wanted);
        }
    }

  return n;
}

/* Every λ that means something, once it does. */
static void
test_go_to (Fixture *fixture, gconstpointer data)
{
  GtkWidget *bar = shr_test_find (GTK_WIDGET (fixture->window), SHR_TYPE_LAMBDA_BAR, NULL, NULL);
  GtkMenuButton *button = GTK_MENU_BUTTON (shr_test_find (bar, GTK_TYPE_MENU_BUTTON, NULL, NULL));
  GMenuModel *menu;
  double lambda, smallest, largest;

  gtk_menu_button_popup (button);
  menu = gtk_menu_button_get_menu_model (button);
  g_assert_cmpint (count_items (menu, "lambda-bar.go-to"), ==, 2);
  g_assert_cmpint (count_items (menu, "lambda-bar.cross-validate"), ==, 1);
  gtk_menu_button_popdown (button);

  shr_study_get_lambda_range (fixture->study, SHR_PENALTY_LASSO, &smallest, &largest);
  gtk_widget_activate_action (bar, "lambda-bar.go-to", "i", SHR_MARK_LARGEST);
  g_assert_cmpfloat (shr_study_get_lambda (fixture->study), ==, largest);
  gtk_widget_activate_action (bar, "lambda-bar.go-to", "i", SHR_MARK_LEAST_SQUARES);
  g_assert_cmpfloat (shr_study_get_lambda (fixture->study), ==, 0.0);
  shr_test_window_settle (fixture->window);

  gtk_widget_activate_action (bar, "lambda-bar.cross-validate", NULL);
  shr_test_window_settle (fixture->window);
  g_assert_nonnull (validation_of (fixture));
  for (ShrLambdaMark mark = SHR_MARK_ONE_SE; mark <= SHR_MARK_MIN; mark++)
    {
      gtk_widget_activate_action (bar, "lambda-bar.go-to", "i", mark);
      g_assert_true (shr_study_get_mark (fixture->study, mark, &lambda));
      g_assert_cmpfloat (shr_study_get_lambda (fixture->study), ==, lambda);
    }
  gtk_menu_button_popup (button);
  menu = gtk_menu_button_get_menu_model (button);
  g_assert_cmpint (count_items (menu, "lambda-bar.go-to"), ==, SHR_N_LAMBDA_MARKS);
  g_assert_cmpint (count_items (menu, "lambda-bar.cross-validate"), ==, 0);
  gtk_menu_button_popdown (button);
  shr_test_wait_ms (100);
}

/* The card says what there is to say, and gets what it lacks at the push of a button. */
static void
test_advice (Fixture *fixture, gconstpointer data)
{
  GtkWidget *card = shr_test_find (GTK_WIDGET (fixture->window), SHR_TYPE_ADVICE_CARD, NULL, NULL), *button;

  g_object_set (fixture->window, "show-inspector", TRUE, NULL);
  shr_test_window_settle (fixture->window);
  g_assert_nonnull (shr_fit_get_correlations (shr_study_get_fit (fixture->study)));
  button = shr_test_find (card, GTK_TYPE_BUTTON, NULL, NULL);
  g_assert_true (gtk_widget_get_visible (button));
  g_signal_emit_by_name (button, "clicked");
  shr_test_window_settle (fixture->window);
  g_assert_nonnull (validation_of (fixture));
  g_assert_false (gtk_widget_get_visible (button));
  {
    g_autoptr (ShrAdvice) advice = shr_advice_new_for_study (fixture->study);

    g_assert_true (advice->is_validated);
    g_assert_nonnull (shr_test_find (card, GTK_TYPE_LABEL, "label", advice->verdict));
    g_assert_nonnull (shr_test_find (card, GTK_TYPE_LABEL, "label", advice->basis));
  }
}

static gboolean
is_shown (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static gboolean
is_hidden (gpointer widget)
{
  return !gtk_widget_get_visible (widget);
}

/* A long one shows how far it is, leaves the controls alone, and can be cancelled; the paths stay. */
static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  GtkWidget *bar = shr_test_find (GTK_WIDGET (fixture->window), SHR_TYPE_LAMBDA_BAR, NULL, NULL);
  GtkWidget *label, *progress, *cancel;

  shr_test_window_open_sample (fixture->window, "sparse-truth");
  g_object_set (fixture->study, "lambda-count", 1000u, NULL);
  shr_test_window_settle (fixture->window);
  g_object_set (fixture->study, "folds", 60u, NULL);
  while (!shr_study_get_cross_validating (fixture->study))
    g_main_context_iteration (NULL, TRUE);
  label = shr_test_find (bar, GTK_TYPE_LABEL, "label", "Cross-validating…");
  g_assert_nonnull (label);
  progress = gtk_widget_get_ancestor (label, SHR_TYPE_PROGRESS_ROW);
  shr_test_wait (is_shown, progress);
  cancel = shr_test_find (progress, GTK_TYPE_BUTTON, NULL, NULL);
  g_signal_emit_by_name (cancel, "clicked");
  shr_test_wait (is_hidden, progress);
  g_assert_false (shr_study_get_cross_validating (fixture->study));
  g_assert_null (validation_of (fixture));
  g_assert_nonnull (shr_study_get_point (fixture->study, SHR_PENALTY_LASSO));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  shr_test_application_init ();

  g_test_add ("/choosing/processors", Fixture, NULL, set_up, test_processors, tear_down);
  g_test_add ("/choosing/folds", Fixture, NULL, set_up, test_folds, tear_down);
  g_test_add ("/choosing/held-out", Fixture, NULL, set_up, test_held_out, tear_down);
  g_test_add ("/choosing/information", Fixture, NULL, set_up, test_information, tear_down);
  g_test_add ("/choosing/noise", Fixture, NULL, set_up, test_noise, tear_down);
  g_test_add ("/choosing/go-to", Fixture, NULL, set_up, test_go_to, tear_down);
  g_test_add ("/choosing/advice", Fixture, NULL, set_up, test_advice, tear_down);
  g_test_add ("/choosing/cancel", Fixture, NULL, set_up, test_cancel, tear_down);

  return g_test_run ();
}
