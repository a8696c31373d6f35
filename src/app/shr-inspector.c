#include "app/shr-inspector.h"

#include "app/shr-advice-card.h"
#include "app/shr-coefficient-list.h"
#include "app/shr-coefficient.h"
#include "app/shr-sparkline.h"
#include "app/shr-swatch.h"
#include "plot/shr-text.h"
#include "study/shr-account.h"
#include "study/shr-convention.h"

#include <glib/gi18n.h>
#include <math.h>

/* While λ moves, the table follows so often: more often nobody can read it. */
#define REFRESH_MS 50
/* The words follow when λ has rested for so long, and while it goes on moving so seldom: a label whose text changes
 * makes the whole window measure itself again (measured: 6 ms and more). What changes with the table is inscribed. */
#define WORDS_MS 100
#define WORDS_AT_LEAST_MS 500
/* More terms than this are no equation to read. */
#define MAX_TERMS 30

struct _ShrInspector
{
  AdwBin parent_instance;

  ShrStudy *study;
  gboolean updating; /* what changes now comes from the study and must not go back to it */
  guint refresh_id;
  guint words_id;
  gint64 changed_at;
  gint64 waiting_since;  /* of the first change that the words do not show */
  double response_scale; /* s_y of the data; NaN until it is asked for */
  ShrCoefficientList *list;

  GtkStack *stack;
  GtkLabel *title;
  GtkInscription *summary;
  GtkWidget *certificate_row;
  GtkImage *certificate_icon;
  GtkLabel *certificate;
  GtkToggleButton *standardized;
  GtkToggleButton *original;
  GtkColumnView *table;
  GtkSingleSelection *selection;
  GtkInscription *left_out;
  GtkLabel *equation;
  ShrAdviceCard *advice;
  GtkLabel *ours;
  GtkLabel *textbook;
  GtkLabel *sklearn;
  GtkLabel *glmnet;
  GtkLabel *columns;
};

G_DEFINE_FINAL_TYPE (ShrInspector, shr_inspector, ADW_TYPE_BIN)

/* --- From the study --------------------------------------------------------------------------------------------- */

static void
show_certificate (ShrInspector *self, const ShrPoint *point)
{
  gboolean met;
  g_autofree char *words =
      shr_account_certificate (point, shr_fit_get_settings (shr_study_get_fit (self->study))->gap, &met);

  gtk_label_set_label (self->certificate, words);
  gtk_image_set_from_icon_name (self->certificate_icon, met ? "emblem-ok-symbolic" : "dialog-warning-symbolic");
  if (met)
    gtk_widget_remove_css_class (self->certificate_row, "warning");
  else
    gtk_widget_add_css_class (self->certificate_row, "warning");
}

static void
show_title (ShrInspector *self, const ShrChart *chart)
{
  double mixing = shr_path_mixing (chart->path);
  gsize p = shr_path_features (chart->path);
  g_autofree char *lambda = shr_text_number (chart->point->lambda, 4);
  g_autofree char *share = shr_text_number (mixing, 2);
  g_autofree char *title = mixing > 0.0 && mixing < 1.0 ? g_strdup_printf (_ ("%s, α = %s"), chart->penalty, share)
                                                        : g_strdup (chart->penalty);
  g_autofree char *summary = NULL;
  char df[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (df, sizeof df, "%.3g", chart->point->df);
  summary = g_strdup_printf (_ ("λ = %s · %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT " features · df %s"), lambda,
                             (gsize) chart->point->nonzero, p, df);

  gtk_label_set_label (self->title, title);
  gtk_inscription_set_text (self->summary, summary);
}

static void
show_conventions (ShrInspector *self, const ShrChart *chart)
{
  ShrDataset *dataset = shr_study_get_dataset (self->study);
  const ShrSettings *settings = shr_study_get_settings (self->study);
  gsize n = shr_dataset_rows (dataset);
  double lambda = chart->point->lambda, mixing = shr_path_mixing (chart->path);
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  GtkLabel *labels[] = { [SHR_CONVENTION_TEXTBOOK] = self->textbook,
                         [SHR_CONVENTION_SKLEARN] = self->sklearn,
                         [SHR_CONVENTION_GLMNET] = self->glmnet };
  g_autofree char *ours = NULL;

  if (isnan (self->response_scale))
    self->response_scale = shr_convention_response_scale (shr_dataset_y (dataset), n, settings->intercept);

  ours = g_strconcat ("λ = ", g_ascii_formatd (digits, sizeof digits, "%.12g", lambda), NULL);
  gtk_label_set_label (self->ours, ours);
  for (ShrConvention convention = 0; convention < G_N_ELEMENTS (labels); convention++)
    {
      g_autofree char *words = shr_convention_format (convention, lambda, mixing, n, self->response_scale);

      gtk_label_set_label (labels[convention], words);
    }
  gtk_label_set_label (self->columns,
                       settings->standardize
                           ? _ ("For scikit-learn, on columns from StandardScaler; glmnet standardises by itself. "
                                "Ridge(alpha=1) and Lasso(alpha=1) are different strengths.")
                           : _ ("For scikit-learn, on the columns as they are; for glmnet, with standardize = FALSE. "
                                "Ridge(alpha=1) and Lasso(alpha=1) are different strengths."));
}

static void
show_equation (ShrInspector *self, const ShrChart *chart)
{
  gsize n;
  const guint *order = shr_coefficient_list_get_order (self->list, &n);
  g_autofree char *words = shr_account_equation (
      chart->path, chart->point, chart->names, shr_dataset_response (shr_study_get_dataset (self->study)),
      shr_study_get_settings (self->study)->intercept, order, MIN (n, MAX_TERMS));

  gtk_label_set_label (self->equation, words);
}

static void
show_selected (ShrInspector *self)
{
  gboolean updating = self->updating;

  self->updating = TRUE;
  gtk_single_selection_set_selected (self->selection,
                                     shr_coefficient_list_find (self->list, shr_study_get_selected (self->study)));
  self->updating = updating;
}

static void
show_table (ShrInspector *self, const ShrChart *chart)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  g_autofree char *words = NULL;
  gsize nonzero, zero;
  ShrTheme theme;

  shr_theme_init (&theme, dark ? SHR_THEME_DARK : SHR_THEME_LIGHT, 1.0);
  self->updating = TRUE;
  shr_coefficient_list_fill (self->list, shr_study_get_fit (self->study), chart, &theme);
  show_selected (self);
  gtk_toggle_button_set_active (chart->original_scale ? self->original : self->standardized, TRUE);
  self->updating = FALSE;

  shr_coefficient_list_get_left_out (self->list, &nonzero, &zero);
  if (nonzero > 0 && zero > 0)
    words = g_strdup_printf (_ ("+%" G_GSIZE_FORMAT " that are smaller, +%" G_GSIZE_FORMAT " more that are 0"), nonzero,
                             zero);
  else if (nonzero > 0)
    words = g_strdup_printf (_ ("+%" G_GSIZE_FORMAT " more that are smaller"), nonzero);
  else if (zero > 0)
    words = g_strdup_printf (_ ("+%" G_GSIZE_FORMAT " more that are 0"), zero);
  gtk_inscription_set_text (self->left_out, words);
  gtk_widget_set_visible (GTK_WIDGET (self->left_out), words != NULL);
}

static void
show_words (ShrInspector *self, const ShrChart *chart)
{
  show_certificate (self, chart->point);
  show_equation (self, chart);
  show_conventions (self, chart);
}

/* FALSE, and nothing on show, while there is no solution: what is no longer true is not left standing. */
static gboolean
get_chart (ShrInspector *self, ShrChart *chart)
{
  gboolean have = shr_study_get_chart (self->study, shr_study_get_leader (self->study), chart) && chart->point != NULL;

  gtk_stack_set_visible_child_name (self->stack, have ? "solution" : "waiting");
  return have;
}

static gboolean
refresh_table (gpointer user_data)
{
  ShrInspector *self = user_data;
  gboolean was_waiting;
  ShrChart chart;

  self->refresh_id = 0;
  was_waiting = g_str_equal (gtk_stack_get_visible_child_name (self->stack), "waiting");
  if (get_chart (self, &chart))
    {
      show_title (self, &chart);
      show_table (self, &chart);
      if (was_waiting)
        show_words (self, &chart);
    }
  return G_SOURCE_REMOVE;
}

static gboolean
refresh_words (gpointer user_data)
{
  ShrInspector *self = user_data;
  gint64 now = g_get_monotonic_time ();
  ShrChart chart;

  if (now - self->changed_at < WORDS_MS * G_TIME_SPAN_MILLISECOND
      && now - self->waiting_since < WORDS_AT_LEAST_MS * G_TIME_SPAN_MILLISECOND)
    return G_SOURCE_CONTINUE;

  self->words_id = 0;
  if (get_chart (self, &chart))
    show_words (self, &chart);
  return G_SOURCE_REMOVE;
}

static void
refresh_soon (ShrInspector *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  if (self->refresh_id == 0)
    self->refresh_id = g_timeout_add (REFRESH_MS, refresh_table, self);

  self->changed_at = g_get_monotonic_time ();
  if (self->words_id == 0)
    {
      self->waiting_since = self->changed_at;
      self->words_id = g_timeout_add (WORDS_MS, refresh_words, self);
    }
}

static void
forget_refresh (ShrInspector *self)
{
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_clear_handle_id (&self->words_id, g_source_remove);
}

static void
study_redraw (ShrStudy *study, guint changes, ShrInspector *self)
{
  refresh_soon (self);
}

static void
data_changed (ShrInspector *self)
{
  self->response_scale = NAN;
  gtk_stack_set_visible_child_name (self->stack, "waiting");
  refresh_soon (self);
}

/* The row is brought into sight, wherever the feature was chosen. */
static void
selected_changed (ShrInspector *self)
{
  guint position = shr_coefficient_list_find (self->list, shr_study_get_selected (self->study));

  show_selected (self);
  if (position == GTK_INVALID_LIST_POSITION || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->table)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LIST_VIEW (child))
      gtk_widget_activate_action (child, "list.scroll-to-item", "u", position);
}

/* --- To the study ----------------------------------------------------------------------------------------------- */

static void
row_selected (ShrInspector *self)
{
  ShrCoefficient *row = gtk_single_selection_get_selected_item (self->selection);

  if (!self->updating)
    shr_study_set_selected (self->study, row != NULL ? shr_coefficient_get_feature (row) : -1);
}

static void
scale_toggled (ShrInspector *self)
{
  if (!self->updating)
    shr_study_set_original_scale (self->study, gtk_toggle_button_get_active (self->original));
}

static void
copy_text (GtkLabel *label)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (label)), gtk_label_get_label (label));
}

/* --- GObject ---------------------------------------------------------------------------------------------------- */

static void
shr_inspector_map (GtkWidget *widget)
{
  ShrInspector *self = SHR_INSPECTOR (widget);

  forget_refresh (self);
  self->changed_at = self->waiting_since = 0;
  refresh_table (self);
  refresh_words (self);

  GTK_WIDGET_CLASS (shr_inspector_parent_class)->map (widget);
}

static void
shr_inspector_unmap (GtkWidget *widget)
{
  forget_refresh (SHR_INSPECTOR (widget));

  GTK_WIDGET_CLASS (shr_inspector_parent_class)->unmap (widget);
}

static void
shr_inspector_dispose (GObject *object)
{
  ShrInspector *self = SHR_INSPECTOR (object);

  self->updating = TRUE;
  forget_refresh (self);
  g_clear_object (&self->list);
  g_clear_object (&self->study);

  G_OBJECT_CLASS (shr_inspector_parent_class)->dispose (object);
}

static void
shr_inspector_class_init (ShrInspectorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = shr_inspector_dispose;
  widget_class->map = shr_inspector_map;
  widget_class->unmap = shr_inspector_unmap;

  g_type_ensure (SHR_TYPE_ADVICE_CARD);
  g_type_ensure (SHR_TYPE_COEFFICIENT);
  g_type_ensure (SHR_TYPE_SPARKLINE);
  g_type_ensure (SHR_TYPE_SWATCH);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/shrinkage/Shrinkage/ui/shr-inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, ShrInspector, stack);
  gtk_widget_class_bind_template_child (widget_class, ShrInspector, title);
  gtk_widget_class_bind_template_child (widget_class, ShrInspector, summary);
  gtk_widget_class_bind_template_child (widget_class, ShrInspector, certificate_row);
  gtk_widget_class_bind_template_child (widget_class, ShrInspector, certificate_icon);
  gtk_widget_class_bind_template_child (widget_class, ShrInspector, certificate);
  gtk_widget_class_bind_template_child (widget_class, ShrInspector, standardized);
  gtk_widget_class_bind_template_child (widget_class, ShrInspector, original);
  gtk_widget_class_bind_template_child (widget_class, ShrInspector, table);
  gtk_widget_class_bind_template_child (widget_class, ShrInspector, selection);
  gtk_widget_class_bind_template_child (widget_class, ShrInspector, left_out);
  gtk_widget_class_bind_template_child (widget_class, ShrInspector, equation);
  gtk_widget_class_bind_template_child (widget_class, ShrInspector, advice);
  gtk_widget_class_bind_template_child (widget_class, ShrInspector, ours);
  gtk_widget_class_bind_template_child (widget_class, ShrInspector, textbook);
  gtk_widget_class_bind_template_child (widget_class, ShrInspector, sklearn);
  gtk_widget_class_bind_template_child (widget_class, ShrInspector, glmnet);
  gtk_widget_class_bind_template_child (widget_class, ShrInspector, columns);
  gtk_widget_class_bind_template_callback (widget_class, row_selected);
  gtk_widget_class_bind_template_callback (widget_class, scale_toggled);
  gtk_widget_class_bind_template_callback (widget_class, copy_text);
  gtk_widget_class_set_css_name (widget_class, "inspector");
}

static void
shr_inspector_init (ShrInspector *self)
{
  self->response_scale = NAN;
  self->list = shr_coefficient_list_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->list));
}

void
shr_inspector_set_study (ShrInspector *self, ShrStudy *study)
{
  g_return_if_fail (SHR_IS_INSPECTOR (self));
  g_return_if_fail (self->study == NULL);

  self->study = g_object_ref (study);
  shr_advice_card_set_study (self->advice, study);
  g_signal_connect_object (study, "redraw", G_CALLBACK (study_redraw), self, 0);
  g_signal_connect_object (study, "notify::leader", G_CALLBACK (refresh_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (study, "notify::selected", G_CALLBACK (selected_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (study, "notify::dataset", G_CALLBACK (data_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (study, "notify::intercept", G_CALLBACK (data_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (refresh_soon), self,
                           G_CONNECT_SWAPPED);
}
