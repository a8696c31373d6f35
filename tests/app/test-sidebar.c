#include "app/shr-sidebar.h"

#include "shr-test-window.h"

typedef struct
{
  ShrWindow *window;
  ShrStudy *study;
  GtkWidget *sidebar;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = shr_test_write_table ();

  fixture->window = shr_test_window_new (1280, 800);
  fixture->study = shr_window_get_study (fixture->window);
  shr_window_load (fixture->window, file);
  shr_test_window_settle (fixture->window);
  fixture->sidebar = shr_test_find (GTK_WIDGET (fixture->window), SHR_TYPE_SIDEBAR, NULL, NULL);
  g_assert_true (g_file_delete (file, NULL, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  shr_test_window_close (fixture->window);
}

static AdwComboRow *
combo (Fixture *fixture, const char *title)
{
  return ADW_COMBO_ROW (shr_test_find (fixture->sidebar, ADW_TYPE_COMBO_ROW, "title", title));
}

static GtkSwitch *
switch_of (Fixture *fixture, const char *title)
{
  GtkWidget *row = shr_test_find (fixture->sidebar, ADW_TYPE_ACTION_ROW, "title", title);

  return GTK_SWITCH (shr_test_find (row, GTK_TYPE_SWITCH, NULL, NULL));
}

/* What is in the fit and what is not is said without being asked. */
static void
test_data (Fixture *fixture, gconstpointer data)
{
  GtkWidget *size = shr_test_find (fixture->sidebar, GTK_TYPE_LABEL, "label", "40 rows, 3 features");
  const GPtrArray *notices = shr_dataset_notices (shr_study_get_dataset (fixture->study));
  gboolean told = FALSE;

  g_assert_nonnull (size);
  for (guint i = 0; i < notices->len; i++)
    {
      const ShrNotice *notice = g_ptr_array_index (notices, i);

      if (notice->kind == SHR_NOTICE_MISSING)
        told = shr_test_find (fixture->sidebar, GTK_TYPE_LABEL, "label", notice->text) != NULL;
    }
  g_assert_true (told);
}

static void
test_response (Fixture *fixture, gconstpointer data)
{
  AdwComboRow *response = combo (fixture, "Response");

  g_assert_cmpuint (g_list_model_get_n_items (adw_combo_row_get_model (response)), ==, 4);
  g_assert_cmpuint (adw_combo_row_get_selected (response), ==, 3);

  adw_combo_row_set_selected (response, 1);
  shr_test_window_settle (fixture->window);
  g_assert_cmpstr (shr_dataset_response (shr_study_get_dataset (fixture->study)), ==, "b");
  g_assert_cmpuint (shr_dataset_features (shr_study_get_dataset (fixture->study)), ==, 3);
  g_assert_cmpuint (adw_combo_row_get_selected (combo (fixture, "Response")), ==, 1);
}

static void
test_columns_and_rows (Fixture *fixture, gconstpointer data)
{
  GtkWidget *mixing = shr_test_find (fixture->sidebar, ADW_TYPE_ACTION_ROW, "title", "Mixing α");

  g_assert_false (gtk_widget_get_visible (mixing));
  gtk_switch_set_active (switch_of (fixture, "Elastic net"), TRUE);
  g_assert_true (shr_study_get_penalty (fixture->study, SHR_PENALTY_ELASTIC_NET));
  g_assert_true (gtk_widget_get_visible (mixing));
  gtk_range_set_value (GTK_RANGE (shr_test_find (mixing, GTK_TYPE_SCALE, NULL, NULL)), 0.8);
  g_assert_cmpfloat (shr_study_get_settings (fixture->study)->mixing, ==, 0.8);

  /* The last column, and the last row, stay. */
  gtk_switch_set_active (switch_of (fixture, "Elastic net"), FALSE);
  gtk_switch_set_active (switch_of (fixture, "Ridge"), FALSE);
  gtk_switch_set_active (switch_of (fixture, "Lasso"), FALSE);
  g_assert_true (shr_study_get_penalty (fixture->study, SHR_PENALTY_LASSO));
  g_assert_true (gtk_switch_get_active (switch_of (fixture, "Lasso")));
  gtk_switch_set_active (switch_of (fixture, "Paths"), FALSE);
  gtk_switch_set_active (switch_of (fixture, "Geometry"), FALSE);
  g_assert_true (shr_study_get_row (fixture->study, SHR_ROW_GEOMETRY));
  g_assert_true (gtk_switch_get_active (switch_of (fixture, "Geometry")));
  g_assert_false (gtk_switch_get_active (switch_of (fixture, "Paths")));
  shr_test_window_settle (fixture->window);
}

/* Each control changes what it names, and follows when that changes elsewhere. */
static void
test_settings (Fixture *fixture, gconstpointer data)
{
  AdwComboRow *third;
  gboolean original_scale;
  GtkWidget *count;
  guint x_axis;
  gsize j, k;

  adw_combo_row_set_selected (combo (fixture, "Linked by"), SHR_LINK_DF);
  g_assert_cmpuint (shr_study_get_link (fixture->study), ==, SHR_LINK_DF);
  adw_combo_row_set_selected (combo (fixture, "Horizontal axis"), SHR_AXIS_DEVIANCE);
  adw_combo_row_set_selected (combo (fixture, "Coefficients"), 1);
  g_object_get (fixture->study, "x-axis", &x_axis, "original-scale", &original_scale, NULL);
  g_assert_cmpuint (x_axis, ==, SHR_AXIS_DEVIANCE);
  g_assert_true (original_scale);

  gtk_switch_set_active (switch_of (fixture, "Standardise"), FALSE);
  g_assert_false (shr_study_get_settings (fixture->study)->standardize);
  gtk_switch_set_active (switch_of (fixture, "Intercept"), FALSE);
  g_assert_false (shr_study_get_settings (fixture->study)->intercept);
  count = shr_test_find (fixture->sidebar, ADW_TYPE_ACTION_ROW, "title", "Number of λ");
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (shr_test_find (count, GTK_TYPE_SPIN_BUTTON, NULL, NULL)), 30);
  g_assert_cmpuint (shr_study_get_settings (fixture->study)->lambda_count, ==, 30);
  shr_test_window_settle (fixture->window);

  shr_study_set_pair (fixture->study, 0, 2);
  g_assert_cmpuint (adw_combo_row_get_selected (combo (fixture, "Across")), ==, 0);
  g_assert_cmpuint (adw_combo_row_get_selected (combo (fixture, "Up")), ==, 2);
  adw_combo_row_set_selected (combo (fixture, "Up"), 1);
  shr_study_get_pair (fixture->study, &j, &k);
  g_assert_cmpuint (j, ==, 0);
  g_assert_cmpuint (k, ==, 1);
  /* The other axis's feature: they change places. */
  adw_combo_row_set_selected (combo (fixture, "Up"), 0);
  shr_study_get_pair (fixture->study, &j, &k);
  g_assert_cmpuint (j, ==, 1);
  g_assert_cmpuint (k, ==, 0);

  /* A third feature; choosing it for an axis, or an axis's feature for it, exchanges them. */
  third = combo (fixture, "In three dimensions");
  g_assert_cmpuint (adw_combo_row_get_selected (third), ==, 0);
  adw_combo_row_set_selected (third, 1 + 2);
  g_assert_cmpint (shr_study_get_third (fixture->study), ==, 2);
  adw_combo_row_set_selected (combo (fixture, "Up"), 2);
  g_assert_cmpint (shr_study_get_third (fixture->study), ==, 0);
  g_assert_cmpuint (adw_combo_row_get_selected (third), ==, 1 + 0);
  adw_combo_row_set_selected (third, 1 + 1);
  g_assert_cmpint (shr_study_get_third (fixture->study), ==, 1);
  shr_study_get_pair (fixture->study, &j, &k);
  g_assert_cmpuint (j, ==, 0);
  g_assert_cmpuint (k, ==, 2);
  adw_combo_row_set_selected (third, 0);
  g_assert_cmpint (shr_study_get_third (fixture->study), ==, -1);
  adw_combo_row_set_selected (third, 1 + 2);
  g_assert_cmpint (shr_study_get_third (fixture->study), ==, 2);
  shr_study_get_pair (fixture->study, &j, &k);
  g_assert_cmpuint (j, ==, 0);
  g_assert_cmpuint (k, !=, 2);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  shr_test_application_init ();

  g_test_add ("/sidebar/data", Fixture, NULL, set_up, test_data, tear_down);
  g_test_add ("/sidebar/response", Fixture, NULL, set_up, test_response, tear_down);
  g_test_add ("/sidebar/columns-and-rows", Fixture, NULL, set_up, test_columns_and_rows, tear_down);
  g_test_add ("/sidebar/settings", Fixture, NULL, set_up, test_settings, tear_down);

  return g_test_run ();
}
