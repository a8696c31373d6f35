#include "app/shr-sidebar.h"

#include "app/shr-choosing.h"
#include "app/shr-sample-panel.h"
#include "data/shr-dataset.h"
#include "study/shr-cell.h"

#include <glib/gi18n.h>

/* More notices than this say no more. */
#define MAX_NOTICES 12

struct _ShrSidebar
{
  AdwBin parent_instance;

  ShrStudy *study;
  ShrDataset *told;  /* the data that rows and lists speak of; NULL: none yet */
  gboolean updating; /* what changes now comes from the study and must not go back to it */

  AdwPreferencesGroup *data_group;
  AdwActionRow *data_row;
  AdwComboRow *response;
  AdwExpanderRow *reading;
  GPtrArray *notices;  /* rows in @data_group, borrowed */
  GPtrArray *readings; /* rows in @reading, borrowed */

  ShrSamplePanel *sample_panel;
  GtkSwitch *ridge;
  GtkSwitch *elastic_net;
  GtkSwitch *lasso;
  AdwActionRow *mixing_row;
  GtkAdjustment *mixing;
  AdwComboRow *link;

  GtkSwitch *rows[SHR_N_ROWS];
  AdwComboRow *x_axis;
  AdwComboRow *coefficients;
  AdwComboRow *first;
  AdwComboRow *second;
  AdwComboRow *third;

  ShrChoosing *choosing;

  GtkSwitch *standardize;
  GtkSwitch *intercept;
  GtkAdjustment *lambda_count;
};

G_DEFINE_FINAL_TYPE (ShrSidebar, shr_sidebar, ADW_TYPE_BIN)

static GtkSwitch *
penalty_switch (ShrSidebar *self, ShrPenalty penalty)
{
  return penalty == SHR_PENALTY_RIDGE ? self->ridge : penalty == SHR_PENALTY_LASSO ? self->lasso : self->elastic_net;
}

/* --- From the study --------------------------------------------------------------------------------------------- */

static void
update_settings (ShrSidebar *self)
{
  const ShrSettings *settings = shr_study_get_settings (self->study);
  gboolean original_scale;
  guint x_axis;
  gsize j, k;

  self->updating = TRUE;

  g_object_get (self->study, "x-axis", &x_axis, "original-scale", &original_scale, NULL);
  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    gtk_switch_set_active (penalty_switch (self, penalty), settings->penalties[penalty]);
  gtk_widget_set_visible (GTK_WIDGET (self->mixing_row), settings->penalties[SHR_PENALTY_ELASTIC_NET]);
  gtk_adjustment_set_value (self->mixing, settings->mixing);
  adw_combo_row_set_selected (self->link, shr_study_get_link (self->study));

  for (ShrRow row = 0; row < SHR_N_ROWS; row++)
    gtk_switch_set_active (self->rows[row], shr_study_get_row (self->study, row));
  adw_combo_row_set_selected (self->x_axis, x_axis);
  adw_combo_row_set_selected (self->coefficients, original_scale ? 1 : 0);

  gtk_switch_set_active (self->standardize, settings->standardize);
  gtk_switch_set_active (self->intercept, settings->intercept);
  gtk_adjustment_set_value (self->lambda_count, settings->lambda_count);

  shr_study_get_pair (self->study, &j, &k);
  adw_combo_row_set_selected (self->first, (guint) j);
  adw_combo_row_set_selected (self->second, (guint) k);
  adw_combo_row_set_selected (self->third, (guint) (shr_study_get_third (self->study) + 1));

  self->updating = FALSE;
}

static void
forget_rows (ShrSidebar *self)
{
  for (guint i = 0; i < self->notices->len; i++)
    adw_preferences_group_remove (self->data_group, g_ptr_array_index (self->notices, i));
  for (guint i = 0; i < self->readings->len; i++)
    adw_expander_row_remove (self->reading, g_ptr_array_index (self->readings, i));
  g_ptr_array_set_size (self->notices, 0);
  g_ptr_array_set_size (self->readings, 0);
}

static GtkWidget *
notice_row (const char *text, gboolean icon)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  if (icon)
    adw_action_row_set_icon_name (ADW_ACTION_ROW (row), "dialog-information-symbolic");
  return row;
}

static void
update_notices (ShrSidebar *self, ShrDataset *dataset)
{
  const GPtrArray *notices = shr_dataset_notices (dataset);

  for (guint i = 0; i < notices->len; i++)
    {
      const ShrNotice *notice = g_ptr_array_index (notices, i);

      switch (notice->kind)
        {
        case SHR_NOTICE_ENCODING:
        case SHR_NOTICE_MISSING:
        case SHR_NOTICE_FILLED:
        case SHR_NOTICE_WORDS:
        case SHR_NOTICE_CATEGORY:
        case SHR_NOTICE_TEXT:
        case SHR_NOTICE_EMPTY:
        case SHR_NOTICE_CONSTANT:
        case SHR_NOTICE_CONSTANT_TARGET:
          /* What is not in the fit, though it is in the file, is said without being asked. */
          if (self->notices->len < MAX_NOTICES)
            {
              GtkWidget *row = notice_row (notice->text, TRUE);

              adw_preferences_group_add (self->data_group, row);
              g_ptr_array_add (self->notices, row);
            }
          break;
        case SHR_NOTICE_DELIMITER:
        case SHR_NOTICE_DECIMAL:
        case SHR_NOTICE_THOUSANDS:
        case SHR_NOTICE_BOOLEAN:
        case SHR_NOTICE_HEADER:
        case SHR_NOTICE_NAME:
        case SHR_NOTICE_INDEX:
        case SHR_NOTICE_BLANK_LINES:
        case SHR_NOTICE_RESPONSE:
        default:
          if (self->readings->len < MAX_NOTICES)
            {
              GtkWidget *row = notice_row (notice->text, FALSE);

              adw_expander_row_add_row (self->reading, row);
              g_ptr_array_add (self->readings, row);
            }
          break;
        }
    }
  gtk_widget_set_visible (GTK_WIDGET (self->reading), self->readings->len > 0);
}

static void
update_responses (ShrSidebar *self, ShrDataset *dataset)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const ShrTable *table = shr_dataset_table (dataset);
  guint selected = GTK_INVALID_LIST_POSITION;

  for (gsize j = 0; j < shr_table_columns (table); j++)
    {
      const ShrColumn *column = shr_table_column (table, j);

      if (column->kind != SHR_COLUMN_NUMERIC)
        continue;
      if (g_str_equal (column->name, shr_dataset_response (dataset)))
        selected = g_list_model_get_n_items (G_LIST_MODEL (names));
      gtk_string_list_append (names, column->name);
    }

  adw_combo_row_set_model (self->response, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->response, selected);
}

/* Data that are dragged say the same of themselves in every frame. */
static gboolean
says_the_same (ShrDataset *a, ShrDataset *b)
{
  const GPtrArray *said = shr_dataset_notices (a), *new = shr_dataset_notices (b);

  if (said->len != new->len || !g_str_equal (shr_dataset_response (a), shr_dataset_response (b))
      || !g_strv_equal (shr_dataset_feature_names (a), shr_dataset_feature_names (b)))
    return FALSE;
  for (guint i = 0; i < said->len; i++)
    if (!g_str_equal (((const ShrNotice *) said->pdata[i])->text, ((const ShrNotice *) new->pdata[i])->text))
      return FALSE;

  return TRUE;
}

static void
update_lists (ShrSidebar *self, ShrDataset *dataset)
{
  g_autoptr (GtkStringList) features = NULL, thirds = NULL;

  if (self->told != NULL && says_the_same (self->told, dataset))
    {
      GtkStringObject *shown = adw_combo_row_get_selected_item (self->response);

      /* It may have been another one, that was not taken. */
      if (shown == NULL || !g_str_equal (gtk_string_object_get_string (shown), shr_dataset_response (dataset)))
        update_responses (self, dataset);
      return;
    }

  g_clear_pointer (&self->told, shr_dataset_unref);
  self->told = shr_dataset_ref (dataset);
  forget_rows (self);
  update_notices (self, dataset);
  update_responses (self, dataset);

  features = gtk_string_list_new (shr_dataset_feature_names (dataset));
  adw_combo_row_set_model (self->first, G_LIST_MODEL (features));
  adw_combo_row_set_model (self->second, G_LIST_MODEL (features));

  thirds = gtk_string_list_new ((const char *const[]){ _ ("No"), NULL });
  for (gsize j = 0; j < shr_dataset_features (dataset); j++)
    gtk_string_list_append (thirds, shr_dataset_feature_names (dataset)[j]);
  adw_combo_row_set_model (self->third, G_LIST_MODEL (thirds));
}

static void
update_data (ShrSidebar *self)
{
  ShrDataset *dataset = shr_study_get_dataset (self->study);
  g_autofree char *rows = NULL;
  g_autofree char *columns = NULL;
  g_autofree char *size = NULL;
  gsize n, p;

  if (dataset == NULL)
    return;

  self->updating = TRUE;

  n = shr_dataset_rows (dataset);
  p = shr_dataset_features (dataset);
  rows = g_strdup_printf (g_dngettext (NULL, "%" G_GSIZE_FORMAT " row", "%" G_GSIZE_FORMAT " rows", n), n);
  columns = g_strdup_printf (g_dngettext (NULL, "%" G_GSIZE_FORMAT " feature", "%" G_GSIZE_FORMAT " features", p), p);
  size = g_strdup_printf ("%s, %s", rows, columns);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->data_row), shr_dataset_name (dataset));
  adw_action_row_set_subtitle (self->data_row, size);

  update_lists (self, dataset);
  gtk_widget_set_sensitive (GTK_WIDGET (self->first), p > 1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->second), p > 1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->third), p > 2);

  update_settings (self);
}

/* --- To the study ----------------------------------------------------------------------------------------------- */

static void
response_chosen (ShrSidebar *self)
{
  GtkStringObject *chosen = adw_combo_row_get_selected_item (self->response);

  if (!self->updating && chosen != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.response", "s", gtk_string_object_get_string (chosen));
}

static void
penalty_switched (ShrSidebar *self)
{
  ShrSettings settings;
  gboolean any = FALSE;

  if (self->updating)
    return;

  settings = *shr_study_get_settings (self->study);
  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    any |= settings.penalties[penalty] = gtk_switch_get_active (penalty_switch (self, penalty));
  if (any)
    shr_study_set_settings (self->study, &settings);
  else
    update_settings (self); /* the last column stays */
}

static void
row_switched (ShrSidebar *self)
{
  gboolean on[SHR_N_ROWS];

  if (self->updating)
    return;

  for (ShrRow row = 0; row < SHR_N_ROWS; row++)
    on[row] = gtk_switch_get_active (self->rows[row]);
  shr_study_unset_maximized (self->study);
  for (ShrRow row = 0; row < SHR_N_ROWS; row++)
    shr_study_set_row (self->study, row, on[row]);
  update_settings (self); /* the last row stays */
}

static void
settings_changed (ShrSidebar *self)
{
  ShrSettings settings;

  if (self->updating)
    return;

  settings = *shr_study_get_settings (self->study);
  settings.mixing = gtk_adjustment_get_value (self->mixing);
  settings.standardize = gtk_switch_get_active (self->standardize);
  settings.intercept = gtk_switch_get_active (self->intercept);
  settings.lambda_count = (guint) gtk_adjustment_get_value (self->lambda_count);
  shr_study_set_settings (self->study, &settings);
}

static void
view_changed (ShrSidebar *self)
{
  if (self->updating)
    return;

  shr_study_set_link (self->study, (ShrLink) adw_combo_row_get_selected (self->link));
  shr_study_set_x_axis (self->study, (ShrAxisQuantity) adw_combo_row_get_selected (self->x_axis));
  shr_study_set_original_scale (self->study, adw_combo_row_get_selected (self->coefficients) == 1);
}

static void
pair_chosen (AdwComboRow *row, GParamSpec *pspec, ShrSidebar *self)
{
  guint first = adw_combo_row_get_selected (self->first), second = adw_combo_row_get_selected (self->second);
  gsize j, k;

  if (self->updating || first == GTK_INVALID_LIST_POSITION || second == GTK_INVALID_LIST_POSITION)
    return;

  /* Choosing the other axis's feature exchanges the two. */
  shr_study_get_pair (self->study, &j, &k);
  if (first != second)
    shr_study_set_pair (self->study, first, second);
  else
    shr_study_set_pair (self->study, k, j);
}

static void
third_chosen (AdwComboRow *row, GParamSpec *pspec, ShrSidebar *self)
{
  guint selected = adw_combo_row_get_selected (self->third);
  int third = (int) selected - 1, other = shr_study_get_third (self->study);
  gboolean was_flat = other < 0;
  gsize j, k;

  if (self->updating || selected == GTK_INVALID_LIST_POSITION)
    return;

  shr_study_get_pair (self->study, &j, &k);
  if (third >= 0 && ((gsize) third == j || (gsize) third == k))
    {
      /* One of the pair: something else takes its place there. */
      if (was_flat)
        other = shr_study_find_third (self->study);
      shr_study_set_pair (self->study, (gsize) third == j ? (gsize) other : j, (gsize) third == k ? (gsize) other : k);
    }
  shr_study_set_third (self->study, third);
  if (was_flat)
    shr_study_face_contact (self->study);
}

/* --- GObject ---------------------------------------------------------------------------------------------------- */

static void
shr_sidebar_dispose (GObject *object)
{
  ShrSidebar *self = SHR_SIDEBAR (object);

  /* Rows that go away may still tell of a change. */
  self->updating = TRUE;
  g_clear_pointer (&self->notices, g_ptr_array_unref);
  g_clear_pointer (&self->readings, g_ptr_array_unref);
  g_clear_pointer (&self->told, shr_dataset_unref);
  g_clear_object (&self->study);

  G_OBJECT_CLASS (shr_sidebar_parent_class)->dispose (object);
}

static void
shr_sidebar_class_init (ShrSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = shr_sidebar_dispose;

  g_type_ensure (SHR_TYPE_CHOOSING);
  g_type_ensure (SHR_TYPE_SAMPLE_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/shrinkage/Shrinkage/ui/shr-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, ShrSidebar, data_group);
  gtk_widget_class_bind_template_child (widget_class, ShrSidebar, data_row);
  gtk_widget_class_bind_template_child (widget_class, ShrSidebar, response);
  gtk_widget_class_bind_template_child (widget_class, ShrSidebar, reading);
  gtk_widget_class_bind_template_child (widget_class, ShrSidebar, sample_panel);
  gtk_widget_class_bind_template_child (widget_class, ShrSidebar, ridge);
  gtk_widget_class_bind_template_child (widget_class, ShrSidebar, elastic_net);
  gtk_widget_class_bind_template_child (widget_class, ShrSidebar, lasso);
  gtk_widget_class_bind_template_child (widget_class, ShrSidebar, mixing_row);
  gtk_widget_class_bind_template_child (widget_class, ShrSidebar, mixing);
  gtk_widget_class_bind_template_child (widget_class, ShrSidebar, link);
  for (ShrRow row = 0; row < SHR_N_ROWS; row++)
    gtk_widget_class_bind_template_child_full (widget_class, shr_cell_get (row)->id, FALSE,
                                               G_STRUCT_OFFSET (ShrSidebar, rows)
                                                   + (gssize) (row * sizeof (GtkSwitch *)));
  gtk_widget_class_bind_template_child (widget_class, ShrSidebar, x_axis);
  gtk_widget_class_bind_template_child (widget_class, ShrSidebar, coefficients);
  gtk_widget_class_bind_template_child (widget_class, ShrSidebar, first);
  gtk_widget_class_bind_template_child (widget_class, ShrSidebar, second);
  gtk_widget_class_bind_template_child (widget_class, ShrSidebar, choosing);
  gtk_widget_class_bind_template_child (widget_class, ShrSidebar, third);
  gtk_widget_class_bind_template_child (widget_class, ShrSidebar, standardize);
  gtk_widget_class_bind_template_child (widget_class, ShrSidebar, intercept);
  gtk_widget_class_bind_template_child (widget_class, ShrSidebar, lambda_count);
  gtk_widget_class_bind_template_callback (widget_class, response_chosen);
  gtk_widget_class_bind_template_callback (widget_class, penalty_switched);
  gtk_widget_class_bind_template_callback (widget_class, row_switched);
  gtk_widget_class_bind_template_callback (widget_class, settings_changed);
  gtk_widget_class_bind_template_callback (widget_class, view_changed);
  gtk_widget_class_bind_template_callback (widget_class, pair_chosen);
  gtk_widget_class_bind_template_callback (widget_class, third_chosen);
}

static void
shr_sidebar_init (ShrSidebar *self)
{
  self->notices = g_ptr_array_new ();
  self->readings = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
shr_sidebar_set_study (ShrSidebar *self, ShrStudy *study)
{
  static const char *const settings[] = { "penalties",      "rows",         "mixing", "standardize",
                                          "intercept",      "lambda-count", "link",   "x-axis",
                                          "original-scale", "pair",         "third" };

  g_return_if_fail (SHR_IS_SIDEBAR (self));
  g_return_if_fail (self->study == NULL);

  self->study = g_object_ref (study);
  shr_choosing_set_study (self->choosing, study);
  g_signal_connect_object (study, "notify::dataset", G_CALLBACK (update_data), self, G_CONNECT_SWAPPED);
  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autofree char *signal = g_strconcat ("notify::", settings[i], NULL);

      g_signal_connect_object (study, signal, G_CALLBACK (update_settings), self, G_CONNECT_SWAPPED);
    }

  update_data (self);
  update_settings (self);
  shr_sample_panel_set_study (self->sample_panel, study);
}
