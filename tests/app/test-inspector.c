#include "app/shr-inspector.h"

#include "app/shr-coefficient-list.h"
#include "app/shr-coefficient.h"
#include "app/shr-sparkline.h"
#include "shr-test-window.h"
#include "support/shr-test-random.h"

#include <math.h>

typedef struct
{
  ShrWindow *window;
  ShrStudy *study;
  GtkWidget *inspector;
  GtkSingleSelection *rows;
} Fixture;

static void
open_inspector (Fixture *fixture)
{
  GtkWidget *table;

  fixture->window = shr_test_window_new (1280, 800);
  fixture->study = shr_window_get_study (fixture->window);
  fixture->inspector = shr_test_find (GTK_WIDGET (fixture->window), SHR_TYPE_INSPECTOR, NULL, NULL);
  table = shr_test_find (fixture->inspector, GTK_TYPE_COLUMN_VIEW, NULL, NULL);
  fixture->rows = GTK_SINGLE_SELECTION (gtk_column_view_get_model (GTK_COLUMN_VIEW (table)));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  open_inspector (fixture);
  shr_test_window_open_sample (fixture->window, "diabetes");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-inspector", NULL);
  shr_test_window_settle (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  shr_test_window_close (fixture->window);
}

static guint
n_rows (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->rows));
}

static ShrCoefficient *
get_row (Fixture *fixture, guint position)
{
  g_autoptr (ShrCoefficient) row = g_list_model_get_item (G_LIST_MODEL (fixture->rows), position);

  return row; /* the list keeps it */
}

static gboolean
says (Fixture *fixture, const char *text)
{
  GtkWidget *label = shr_test_find (fixture->inspector, GTK_TYPE_LABEL, "label", text);

  if (label == NULL)
    label = shr_test_find (fixture->inspector, GTK_TYPE_INSCRIPTION, "text", text);

  return label != NULL && gtk_widget_get_mapped (label);
}

/* The label whose text begins like this. */
static GtkLabel *
find_label (GtkWidget *widget, const char *prefix)
{
  if (GTK_IS_LABEL (widget) && g_str_has_prefix (gtk_label_get_label (GTK_LABEL (widget)), prefix))
    return GTK_LABEL (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkLabel *found = find_label (child, prefix);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* With 1/n about the mean, from the data as loaded. */
static double
deviation (const double *values, gsize n)
{
  double mean = 0.0, sum = 0.0;

  for (gsize i = 0; i < n; i++)
    mean += values[i] / (double) n;
  for (gsize i = 0; i < n; i++)
    sum += (values[i] - mean) * (values[i] - mean) / (double) n;
  return sqrt (sum);
}

static void
assert_table (Fixture *fixture, gboolean original)
{
  ShrDataset *dataset = shr_study_get_dataset (fixture->study);
  const ShrPoint *point = shr_study_get_point (fixture->study, SHR_PENALTY_LASSO);
  gsize n = shr_dataset_rows (dataset);
  gboolean seen[10] = { FALSE };
  double last = INFINITY;
  int last_zero = -1;

  g_assert_cmpuint (n_rows (fixture), ==, 10);
  for (guint i = 0; i < 10; i++)
    {
      ShrCoefficient *row = get_row (fixture, i);
      int j = shr_coefficient_get_feature (row);
      double expected = point->w[j];
      g_autofree char *name = NULL, *text = NULL, *plain = NULL;

      if (original)
        expected /= deviation (shr_dataset_x (dataset) + (gsize) j * n, n);
      g_assert_false (seen[j]);
      seen[j] = TRUE;
      g_assert_cmpfloat (fabs (shr_coefficient_get_value (row) - expected), <=, 1e-10 * fabs (expected));

      g_assert_cmpfloat (fabs (expected), <=, last * (1.0 + 1e-10));
      last = fabs (expected);
      if (expected == 0.0)
        {
          g_assert_cmpint (j, >, last_zero);
          last_zero = j;
        }

      g_object_get (row, "name", &name, "text", &text, NULL);
      g_assert_cmpstr (name, ==, shr_dataset_feature_names (dataset)[j]);
      if (expected == 0.0)
        g_assert_cmpstr (text, ==, "0");
      g_assert_cmpint (g_str_has_prefix (text, "−"), ==, expected < 0.0);
      g_assert_null (strchr (text, '-'));
      plain = g_strdup (expected < 0.0 ? text + strlen ("−") : text);
      g_assert_cmpfloat (fabs (g_ascii_strtod (plain, NULL) - fabs (expected)), <=, 1e-3 * fabs (expected));
    }
}

/* Every feature once, the largest first on the scale that is chosen, zeros last; it follows λ and the scale. */
static void
test_table (Fixture *fixture, gconstpointer data)
{
  GtkWidget *original = shr_test_find (fixture->inspector, GTK_TYPE_TOGGLE_BUTTON, "label", "Original units");
  gboolean original_scale;

  assert_table (fixture, FALSE);
  shr_study_set_lambda (fixture->study, SHR_PENALTY_LASSO, 0.1);
  shr_test_wait_ms (350);
  assert_table (fixture, FALSE);
  shr_study_set_lambda (fixture->study, SHR_PENALTY_LASSO, 25.0);
  shr_test_wait_ms (350);
  assert_table (fixture, FALSE);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (original), TRUE);
  g_object_get (fixture->study, "original-scale", &original_scale, NULL);
  g_assert_true (original_scale);
  shr_study_set_lambda (fixture->study, SHR_PENALTY_LASSO, 3.0);
  shr_test_wait_ms (350);
  assert_table (fixture, TRUE);

  shr_study_set_original_scale (fixture->study, FALSE);
  shr_test_wait_ms (350);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (original)));
  assert_table (fixture, FALSE);
}

/* A row chosen here is the feature chosen everywhere, the other way round too, and it stays chosen when rows change
 * places. */
static void
test_selection (Fixture *fixture, gconstpointer data)
{
  int feature;

  g_assert_cmpuint (gtk_single_selection_get_selected (fixture->rows), ==, GTK_INVALID_LIST_POSITION);
  gtk_single_selection_set_selected (fixture->rows, 2);
  feature = shr_coefficient_get_feature (get_row (fixture, 2));
  g_assert_cmpint (shr_study_get_selected (fixture->study), ==, feature);
  g_assert_cmpint (shr_study_get_highlighted (fixture->study), ==, feature);

  shr_study_set_selected (fixture->study, 1);
  g_assert_cmpint (shr_coefficient_get_feature (gtk_single_selection_get_selected_item (fixture->rows)), ==, 1);

  for (double lambda = 30.0; lambda > 0.01; lambda /= 4.0)
    {
      shr_study_set_lambda (fixture->study, SHR_PENALTY_LASSO, lambda);
      shr_test_wait_ms (150);
      g_assert_cmpint (shr_study_get_selected (fixture->study), ==, 1);
      g_assert_cmpint (shr_coefficient_get_feature (gtk_single_selection_get_selected_item (fixture->rows)), ==, 1);
    }

  shr_study_set_selected (fixture->study, -1);
  g_assert_cmpuint (gtk_single_selection_get_selected (fixture->rows), ==, GTK_INVALID_LIST_POSITION);
}

static void
test_certificate (Fixture *fixture, gconstpointer data)
{
  ShrSettings settings = *shr_study_get_settings (fixture->study);
  GtkLabel *label = find_label (fixture->inspector, "Certified: relative gap ");
  GtkWidget *row;

  g_assert_nonnull (label);
  row = gtk_widget_get_parent (GTK_WIDGET (label));
  g_assert_false (gtk_widget_has_css_class (row, "warning"));
  g_assert_nonnull (shr_test_find (row, GTK_TYPE_IMAGE, "icon-name", "emblem-ok-symbolic"));

  /* What no arithmetic in doubles can keep to. */
  settings.gap = 1e-30;
  shr_study_set_settings (fixture->study, &settings);
  shr_test_window_settle (fixture->window);
  shr_study_set_lambda (fixture->study, SHR_PENALTY_LASSO, 2.0);
  shr_test_wait_ms (350);
  g_assert_cmpfloat (shr_study_get_point (fixture->study, SHR_PENALTY_LASSO)->gap, >, 1e-30);
  g_assert_true (gtk_widget_has_css_class (row, "warning"));
  g_assert_nonnull (shr_test_find (row, GTK_TYPE_IMAGE, "icon-name", "dialog-warning-symbolic"));
  g_assert_null (find_label (fixture->inspector, "Certified"));
  g_assert_nonnull (strstr (gtk_label_get_label (label), "1 × 10⁻³⁰"));

  settings.gap = 1e-9;
  shr_study_set_settings (fixture->study, &settings);
  shr_test_window_settle (fixture->window);
  g_assert_false (gtk_widget_has_css_class (row, "warning"));
}

/* λ as the others write it, from n = 442 and the response's own standard deviation. */
static void
test_conventions (Fixture *fixture, gconstpointer data)
{
  ShrDataset *dataset = shr_study_get_dataset (fixture->study);
  double scale = deviation (shr_dataset_y (dataset), 442);
  GtkLabel *label;

  shr_study_set_lambda (fixture->study, SHR_PENALTY_LASSO, 2.5);
  shr_test_wait_ms (350);
  g_assert_true (says (fixture, "Lasso"));
  g_assert_true (says (fixture, "λ = 2.5"));
  g_assert_true (says (fixture, "λ = 2210"));
  g_assert_true (says (fixture, "Lasso(alpha=2.5)"));
  g_assert_true (says (fixture, "lambda = 2.5, alpha = 1"));

  shr_study_set_lambda (fixture->study, SHR_PENALTY_RIDGE, 0.5);
  shr_test_wait_ms (350);
  g_assert_true (says (fixture, "Ridge"));
  g_assert_true (says (fixture, "λ = 221"));
  g_assert_true (says (fixture, "Ridge(alpha=221)"));
  label = find_label (fixture->inspector, "lambda = ");
  g_assert_cmpfloat_with_epsilon (g_ascii_strtod (gtk_label_get_label (label) + strlen ("lambda = "), NULL),
                                  0.5 * scale, 1e-9 * scale);

  shr_study_set_penalty (fixture->study, SHR_PENALTY_ELASTIC_NET, TRUE);
  shr_test_window_settle (fixture->window);
  shr_study_set_lambda (fixture->study, SHR_PENALTY_ELASTIC_NET, 0.5);
  shr_test_wait_ms (350);
  g_assert_true (says (fixture, "Elastic net, α = 0.50"));
  g_assert_true (says (fixture, "λ = 331.5, α = 0.666666666667"));
  g_assert_true (says (fixture, "ElasticNet(alpha=0.5, l1_ratio=0.5)"));
  label = find_label (fixture->inspector, "lambda = ");
  g_assert_cmpfloat_with_epsilon (g_ascii_strtod (gtk_label_get_label (label) + strlen ("lambda = "), NULL),
                                  0.25 + 0.25 * scale, 1e-9 * scale);
}

static void
test_equation (Fixture *fixture, gconstpointer data)
{
  GtkLabel *label;

  shr_study_set_lambda (fixture->study, SHR_PENALTY_LASSO, 1e9);
  shr_test_wait_ms (350);
  /* The mean of progression. */
  g_assert_true (says (fixture, "progression = 152.1"));

  /* Least squares, whatever solves it: bmi's coefficient is 5.603 (Efron et al. 2004). */
  shr_study_set_lambda (fixture->study, SHR_PENALTY_LASSO, 0.0);
  shr_test_wait_ms (350);
  label = find_label (fixture->inspector, "progression = −");
  g_assert_nonnull (label);
  g_assert_nonnull (strstr (gtk_label_get_label (label), " + 5.60"));
  g_assert_nonnull (strstr (gtk_label_get_label (label), "·bmi"));
  g_assert_true (gtk_label_get_selectable (label));
}

/* More features than rows: the nonzero ones, the largest first, and the others counted. */
static void
test_many_features (void)
{
  Fixture fixture;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GFile) file = NULL;
  g_autofree char *words = NULL, *more = NULL;
  const ShrPoint *point;
  ShrTestRandom random;
  double last = INFINITY;

  shr_test_random_init (&random, 5);
  for (int j = 0; j < 150; j++)
    g_string_append_printf (text, "x%d,", j);
  g_string_append (text, "y\n");
  for (int i = 0; i < 40; i++)
    {
      for (int j = 0; j < 151; j++)
        g_string_append_printf (text, "%.4f%s", shr_test_random_normal (&random), j < 150 ? "," : "\n");
    }
  file = shr_test_write (text->str, ".csv");

  open_inspector (&fixture);
  shr_window_load (fixture.window, file);
  shr_test_window_settle (fixture.window);
  gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.show-inspector", NULL);
  shr_test_window_settle (fixture.window);

  point = shr_study_get_point (fixture.study, SHR_PENALTY_LASSO);
  g_assert_cmpuint (point->nonzero, >, 0);
  g_assert_cmpuint (n_rows (&fixture), ==, point->nonzero);
  words = g_strdup_printf ("+%u more that are 0", 150 - (guint) point->nonzero);
  g_assert_true (says (&fixture, words));

  shr_study_set_lambda (fixture.study, SHR_PENALTY_RIDGE,
                        shr_study_get_column_lambda (fixture.study, SHR_PENALTY_RIDGE));
  shr_test_wait_ms (350);
  point = shr_study_get_point (fixture.study, SHR_PENALTY_RIDGE);
  g_assert_cmpuint (n_rows (&fixture), ==, SHR_COEFFICIENT_LIST_MAX);
  g_assert_true (says (&fixture, "+50 more that are smaller"));
  for (guint i = 0; i < SHR_COEFFICIENT_LIST_MAX; i++)
    {
      int j = shr_coefficient_get_feature (get_row (&fixture, i));

      g_assert_cmpfloat (fabs (point->w[j]), <=, last);
      last = fabs (point->w[j]);
    }
  /* Nothing that was left out is larger. */
  for (int j = 0; j < 150; j++)
    {
      gboolean listed = FALSE;

      for (guint i = 0; i < SHR_COEFFICIENT_LIST_MAX; i++)
        listed |= shr_coefficient_get_feature (get_row (&fixture, i)) == j;
      g_assert_true (listed || fabs (point->w[j]) <= last);
    }

  g_assert_true (g_file_delete (file, NULL, NULL));
  shr_test_window_close (fixture.window);
}

/* There at once where there is room for it, else when asked for; hidden, it gives the focus back to the board. */
static void
test_shown (void)
{
  static const int widths[] = { 1600, 1280, 700, 360 };

  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      ShrWindow *window = shr_test_window_new (widths[i], 700);
      GtkWidget *inspector = shr_test_find (GTK_WIDGET (window), SHR_TYPE_INSPECTOR, NULL, NULL);
      GtkWidget *toggle;

      shr_test_window_open_sample (window, "diabetes");
      if (widths[i] < 1000)
        {
          int minimum;

          /* There is room for everything in the smallest window. */
          gtk_widget_measure (adw_application_window_get_content (ADW_APPLICATION_WINDOW (window)),
                              GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
          g_assert_cmpint (minimum, <=, 360);
        }
      g_assert_cmpint (gtk_widget_get_mapped (inspector), ==, widths[i] >= 1500);

      gtk_widget_activate_action (GTK_WIDGET (window), "win.show-inspector", NULL);
      shr_test_wait_ms (300);
      g_assert_cmpint (gtk_widget_get_mapped (inspector), ==, widths[i] < 1500);
      if (widths[i] < 1500)
        {
          graphene_rect_t bounds;

          g_assert_true (gtk_widget_compute_bounds (inspector, GTK_WIDGET (window), &bounds));
          g_assert_cmpfloat (bounds.origin.x, >=, 0.0);
          g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, gtk_widget_get_width (GTK_WIDGET (window)));

          toggle = shr_test_find (inspector, GTK_TYPE_TOGGLE_BUTTON, NULL, NULL);
          gtk_widget_grab_focus (toggle);
          gtk_widget_activate_action (GTK_WIDGET (window), "win.show-inspector", NULL);
          shr_test_wait_ms (300);
          g_assert_false (gtk_widget_get_mapped (inspector));
          g_assert_true (SHR_IS_CANVAS (gtk_window_get_focus (GTK_WINDOW (window))));
        }

      shr_test_window_close (window);
    }
}

/* The sparkline of each row: the path of its feature over log λ, made once, and where λ is. */
static void
test_sparklines (Fixture *fixture, gconstpointer data)
{
  const ShrPath *path = shr_fit_get_path (shr_study_get_fit (fixture->study), SHR_PENALTY_LASSO);
  gsize n = shr_path_count (path);
  double largest = shr_path_lambda (path, 0), smallest = shr_path_lambda (path, n - 1);
  GtkWidget *sparkline = shr_test_find (fixture->inspector, SHR_TYPE_SPARKLINE, NULL, NULL);
  g_autoptr (GdkTexture) before = shr_test_picture (sparkline);
  g_autoptr (GdkTexture) after = NULL;
  g_autofree guint8 *pixels = shr_test_pixels (before);
  GBytes *traces[10] = { NULL };
  GdkRGBA *color;
  gsize colored = 0;

  for (int round = 0; round < 2; round++)
    {
      double lambda = shr_study_get_lambda (fixture->study);

      for (guint i = 0; i < 10; i++)
        {
          ShrCoefficient *row = get_row (fixture, i);
          int j = shr_coefficient_get_feature (row);
          g_autoptr (GBytes) trace = NULL;
          const ShrSparkPoint *points;
          double position;
          gsize size;

          g_object_get (row, "trace", &trace, "position", &position, NULL);
          points = g_bytes_get_data (trace, &size);
          g_assert_cmpuint (size, ==, n * sizeof *points);
          for (gsize k = 0; k < n; k++)
            {
              double x = 1.0 - (log (largest) - log (shr_path_lambda (path, k))) / (log (largest) - log (smallest));

              g_assert_cmpfloat_with_epsilon ((double) points[k].x, x, 1e-6);
              g_assert_cmpfloat ((double) points[k].y, ==, (double) (float) shr_path_point (path, k)->w[j]);
            }
          g_assert_cmpfloat_with_epsilon (
              position, 1.0 - (log (largest) - log (lambda)) / (log (largest) - log (smallest)), 1e-9);
          g_assert_true (round == 0 || trace == traces[j]);
          traces[j] = trace;
        }

      if (round == 0)
        {
          shr_study_set_lambda (fixture->study, SHR_PENALTY_LASSO, 0.3 * lambda);
          shr_test_window_settle (fixture->window);
        }
    }

  g_assert_cmpuint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (sparkline)), ==,
                    GTK_ACCESSIBLE_ROLE_PRESENTATION);
  g_object_get (sparkline, "color", &color, NULL);
  for (int i = 0; i < gdk_texture_get_width (before) * gdk_texture_get_height (before); i++)
    {
      guint32 pixel = ((guint32 *) (gpointer) pixels)[i];

      colored += fabs ((double) (pixel >> 16 & 0xff) / 255.0 - (double) color->red) < 0.2
                 && fabs ((double) (pixel >> 8 & 0xff) / 255.0 - (double) color->green) < 0.2
                 && fabs ((double) (pixel & 0xff) / 255.0 - (double) color->blue) < 0.2;
    }
  gdk_rgba_free (color);
  g_assert_cmpuint (colored, >, 20);
  after = shr_test_picture (sparkline);
  {
    g_autofree guint8 *moved = shr_test_pixels (after);

    g_assert_cmpint (
        memcmp (pixels, moved, 4 * (gsize) gdk_texture_get_width (after) * (gsize) gdk_texture_get_height (after)), !=,
        0);
  }

  /* The other way round, as Paths. */
  g_object_set (fixture->study, "x-axis", SHR_AXIS_MINUS_LOG_LAMBDA, NULL);
  shr_test_window_settle (fixture->window);
  {
    g_autoptr (GBytes) trace = NULL;

    g_object_get (get_row (fixture, 0), "trace", &trace, NULL);
    g_assert_cmpfloat ((double) ((const ShrSparkPoint *) g_bytes_get_data (trace, NULL))[0].x, ==, 0.0);
  }
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  shr_test_application_init ();

  g_test_add ("/inspector/table", Fixture, NULL, set_up, test_table, tear_down);
  g_test_add ("/inspector/selection", Fixture, NULL, set_up, test_selection, tear_down);
  g_test_add ("/inspector/certificate", Fixture, NULL, set_up, test_certificate, tear_down);
  g_test_add ("/inspector/conventions", Fixture, NULL, set_up, test_conventions, tear_down);
  g_test_add ("/inspector/equation", Fixture, NULL, set_up, test_equation, tear_down);
  g_test_add ("/inspector/sparklines", Fixture, NULL, set_up, test_sparklines, tear_down);
  g_test_add_func ("/inspector/many-features", test_many_features);
  g_test_add_func ("/inspector/shown", test_shown);

  return g_test_run ();
}
