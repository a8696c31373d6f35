#include "app/shr-import-page.h"

#include "app/shr-import-column.h"
#include "data/shr-csv-dialect.h"
#include "data/shr-data-error.h"
#include "data/shr-levels.h"
#include "data/shr-preview.h"

#include <glib/gi18n.h>

/* Columns of the preview; one can scroll through these, and has the list for all. */
#define MAX_COLUMNS 60
/* Problems listed. */
#define MAX_PROBLEMS 8

/* By the choices of the template's lists. */
static const char delimiters[] = { '\0', ',', ';', '\t', '|', ':' };
static const char decimals[] = { '\0', '.', ',' };
static const char thousands_marks[] = { '\0', ',', '.', ' ', '\'' };

struct _ShrImportPage
{
  AdwBin parent_instance;

  GFile *file;
  GBytes *text; /* as soon as it is read */
  gboolean whole;
  char *name;
  ShrImport *import;
  GError *problem;   /* with the whole file; until something else is said */
  GHashTable *roles; /* column name → ShrImportRole, where the user chose one */

  GCancellable *looking; /* NULL: the page shows what its choices mean */
  gboolean updating;

  GListStore *columns;
  GPtrArray *problem_rows; /* borrowed from @problems */

  GtkLabel *title;
  AdwPreferencesGroup *problems;
  GtkWidget *question;
  AdwPreferencesGroup *first_rows;
  GtkColumnView *preview;
  AdwComboRow *delimiter;
  AdwComboRow *decimal;
  AdwComboRow *thousands;
  AdwComboRow *header;
  AdwComboRow *encoding;
  AdwComboRow *missing;
  AdwEntryRow *missing_words;
  GtkListView *column_list;
  GtkSpinner *spinner;
  GtkWidget *accept;
};

G_DEFINE_FINAL_TYPE (ShrImportPage, shr_import_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_BUSY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  ACCEPTED,
  CANCELLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- Looking at the text, in a thread ---------------------------------------------------------------------------- */

typedef struct
{
  GFile *file;
  GBytes *text;
  gboolean whole;
  char *name;
  ShrImport *import;
  ShrPreview *preview;
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_clear_object (&look->file);
  g_clear_pointer (&look->text, g_bytes_unref);
  g_clear_pointer (&look->preview, shr_preview_free);
  shr_import_free (look->import);
  g_free (look->name);
  g_free (look);
}

static void
look_at_text (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Look *look = task_data;
  GError *error = NULL;

  if (look->text == NULL)
    look->text = shr_preview_read_head (look->file, &look->whole, cancellable, &error);
  if (look->text == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  look->preview = shr_preview_new (look->text, look->whole, look->import, look->name);
  g_task_return_boolean (task, TRUE);
}

/* --- Showing what was understood --------------------------------------------------------------------------------- */

static void
add_problem (ShrImportPage *self, const char *message)
{
  GtkWidget *row;
  g_autofree char *plain = shr_data_error_without_options (message);

  if (self->problem_rows->len == MAX_PROBLEMS)
    return;
  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), plain);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), "dialog-warning-symbolic");
  adw_preferences_group_add (self->problems, row);
  g_ptr_array_add (self->problem_rows, row);
}

static gboolean
is_used (ShrImportPage *self, const char *name)
{
  for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (self->columns)); j++)
    {
      g_autoptr (ShrImportColumn) column = g_list_model_get_item (G_LIST_MODEL (self->columns), j);

      if (g_str_equal (shr_import_column_get_name (column), name))
        return shr_import_column_get_role (column) != SHR_IMPORT_ROLE_LEFT_OUT;
    }

  return FALSE;
}

static void
show_problems (ShrImportPage *self, const ShrPreview *preview)
{
  const GError *error = preview->error != NULL ? preview->error : self->problem;

  for (guint i = 0; i < self->problem_rows->len; i++)
    adw_preferences_group_remove (self->problems, self->problem_rows->pdata[i]);
  g_ptr_array_set_size (self->problem_rows, 0);

  if (error != NULL)
    add_problem (self, error->message);
  for (gsize j = 0; preview->table != NULL && j < shr_table_columns (preview->table); j++)
    {
      const ShrColumn *column = shr_table_column (preview->table, j);

      if (column->fault != NULL && is_used (self, column->name)
          && (error == NULL || !g_str_equal (error->message, column->fault->message)))
        add_problem (self, column->fault->message);
    }

  gtk_widget_set_visible (self->question, g_error_matches (error, SHR_DATA_ERROR, SHR_DATA_ERROR_AMBIGUOUS));
  gtk_widget_set_visible (GTK_WIDGET (self->problems), self->problem_rows->len > 0);
}

/* The sentence about @kind, or @otherwise. */
static const char *
find_evidence (const ShrPreview *preview, ShrNoticeKind kind, const char *otherwise)
{
  const GPtrArray *notices = preview->table != NULL ? shr_table_notices (preview->table) : NULL;

  for (guint i = 0; notices != NULL && i < notices->len; i++)
    {
      const ShrNotice *notice = notices->pdata[i];

      if (notice->kind == kind)
        return notice->text;
    }

  return otherwise;
}

static void
show_evidence (ShrImportPage *self, const ShrPreview *preview)
{
  g_autofree char *fields = g_strdup_printf (
      g_dngettext (NULL, "%" G_GSIZE_FORMAT " column", "%" G_GSIZE_FORMAT " columns", preview->columns),
      preview->columns);
  g_autofree char *mark = shr_csv_delimiter_name (preview->delimiter);
  g_autofree char *of_delimiter = preview->delimiter == '\0' ? g_strdup_printf ("%s.", fields)
                                                             : g_strdup_printf (_ ("The %s makes %s."), mark, fields);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->encoding),
                               find_evidence (preview, SHR_NOTICE_ENCODING, _ ("The text is UTF-8.")));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->delimiter), preview->columns > 0 ? of_delimiter : "");
  adw_action_row_set_subtitle (
      ADW_ACTION_ROW (self->decimal),
      find_evidence (preview, SHR_NOTICE_DECIMAL, preview->error != NULL ? "" : _ ("No number has a decimal mark.")));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->thousands), find_evidence (preview, SHR_NOTICE_THOUSANDS, ""));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->header),
                               preview->columns == 0 ? ""
                               : preview->header     ? _ ("The first row holds the names of the columns.")
                                                 : _ ("There is no header: the columns are called by their numbers."));
}

/* What @column is used for where nobody says otherwise. */
static ShrImportRole
usual_role (ShrImportPage *self, const ShrPreview *preview, gsize j, gsize last_numeric)
{
  const ShrColumn *column = preview->table != NULL ? shr_table_column (preview->table, j) : NULL;
  guint limit = MAX (self->import->max_levels, SHR_IMPORT_LEVELS);

  if (column == NULL)
    return SHR_IMPORT_ROLE_FEATURE;
  if (self->import->features != NULL)
    return SHR_IMPORT_ROLE_LEFT_OUT;
  if (j == last_numeric)
    return SHR_IMPORT_ROLE_RESPONSE;

  switch (column->kind)
    {
    case SHR_COLUMN_NUMERIC:
    case SHR_COLUMN_FAULTY:
      return SHR_IMPORT_ROLE_FEATURE;
    case SHR_COLUMN_CATEGORY:
      return g_strv_length (column->levels) <= limit ? SHR_IMPORT_ROLE_FEATURE : SHR_IMPORT_ROLE_LEFT_OUT;
    default:
      return SHR_IMPORT_ROLE_LEFT_OUT;
    }
}

static gboolean
find_role (ShrImportPage *self, const char *name, ShrImportRole *role)
{
  gpointer value;

  if (!g_hash_table_lookup_extended (self->roles, name, NULL, &value))
    return FALSE;
  *role = (ShrImportRole) GPOINTER_TO_UINT (value);

  return TRUE;
}

static void
show_columns (ShrImportPage *self, const ShrPreview *preview)
{
  gsize last_numeric = G_MAXSIZE;
  gboolean response_chosen = FALSE;
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_object_unref);
  ShrImportRole role;

  for (gsize j = 0; preview->table != NULL && j < preview->columns; j++)
    {
      ShrColumnKind kind = shr_table_column (preview->table, j)->kind;

      if (!find_role (self, preview->names[j], &role))
        last_numeric = kind == SHR_COLUMN_NUMERIC || kind == SHR_COLUMN_FAULTY ? j : last_numeric;
      else
        response_chosen = response_chosen || role == SHR_IMPORT_ROLE_RESPONSE;
    }
  if (response_chosen)
    last_numeric = G_MAXSIZE;

  for (gsize j = 0; j < preview->columns; j++)
    {
      if (!find_role (self, preview->names[j], &role))
        role = usual_role (self, preview, j, last_numeric);
      g_ptr_array_add (
          columns, shr_import_column_new (preview->names[j],
                                          preview->table != NULL ? shr_table_column (preview->table, j) : NULL, role));
    }
  g_list_store_splice (self->columns, 0, g_list_model_get_n_items (G_LIST_MODEL (self->columns)), columns->pdata,
                       columns->len);
}

static void
bind_cell (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkStringList *row = gtk_list_item_get_item (item);
  const char *text = gtk_string_list_get_string (row, GPOINTER_TO_UINT (data));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), text != NULL ? text : "");
}

static void
set_up_cell (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
show_rows (ShrImportPage *self, const ShrPreview *preview)
{
  GListModel *old = gtk_column_view_get_columns (self->preview);
  g_autoptr (GListStore) rows = g_list_store_new (GTK_TYPE_STRING_LIST);
  g_autoptr (GtkNoSelection) selection = NULL;
  gsize columns = MIN (preview->columns, MAX_COLUMNS);

  gtk_column_view_set_model (self->preview, NULL);
  while (g_list_model_get_n_items (old) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (old, 0);

      gtk_column_view_remove_column (self->preview, column);
    }
  for (gsize j = 0; j < columns; j++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column = NULL;

      g_signal_connect (factory, "setup", G_CALLBACK (set_up_cell), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cell), GUINT_TO_POINTER ((guint) j));
      column = gtk_column_view_column_new (preview->names[j], factory);
      /* The last one fills what is left, which would otherwise be taken for the far side of an edge. */
      gtk_column_view_column_set_expand (column, j + 1 == columns);
      gtk_column_view_append_column (self->preview, column);
    }
  for (guint i = 0; i < preview->rows->len; i++)
    {
      g_autoptr (GtkStringList) row = gtk_string_list_new (preview->rows->pdata[i]);

      g_list_store_append (rows, row);
    }
  selection = gtk_no_selection_new (G_LIST_MODEL (g_steal_pointer (&rows)));
  gtk_column_view_set_model (self->preview, GTK_SELECTION_MODEL (selection));
  gtk_widget_set_visible (GTK_WIDGET (self->first_rows), preview->columns > 0);
}

/* --- What the user says ------------------------------------------------------------------------------------------ */

static void
set_busy (ShrImportPage *self, GCancellable *looking)
{
  gboolean was = self->looking != NULL;

  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  g_set_object (&self->looking, looking);
  gtk_spinner_set_spinning (self->spinner, looking != NULL);
  gtk_widget_set_sensitive (self->accept, looking == NULL);
  if (was != (looking != NULL))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ShrImportPage *self = SHR_IMPORT_PAGE (source);
  Look *look = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean good = g_task_propagate_boolean (G_TASK (result), &error);

  /* Something else was said since, or the page was left. */
  if (g_task_get_cancellable (G_TASK (result)) != self->looking)
    return;

  if (good)
    {
      if (self->text == NULL)
        self->text = g_bytes_ref (look->text);
      self->whole = look->whole;
      show_columns (self, look->preview);
      show_evidence (self, look->preview);
      show_rows (self, look->preview);
      show_problems (self, look->preview);
    }
  else
    {
      g_autoptr (ShrPreview) nothing = g_new0 (ShrPreview, 1);

      nothing->rows = g_ptr_array_new ();
      nothing->error = g_steal_pointer (&error);
      show_problems (self, nothing);
    }
  set_busy (self, NULL);
}

static void
look_again (ShrImportPage *self)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GTask) task = g_task_new (self, cancellable, looked, NULL);
  Look *look = g_new0 (Look, 1);

  look->file = self->file != NULL ? g_object_ref (self->file) : NULL;
  look->text = self->text != NULL ? g_bytes_ref (self->text) : NULL;
  look->whole = self->whole;
  look->name = g_strdup (self->name);
  look->import = shr_import_page_get_import (self);
  g_task_set_task_data (task, look, look_free);
  g_task_set_check_cancellable (task, FALSE);
  set_busy (self, cancellable);
  g_task_run_in_thread (task, look_at_text);
}

static char **
split_words (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  for (gsize i = 0; parts[i] != NULL; i++)
    if (g_strstrip (parts[i])[0] != '\0')
      g_ptr_array_add (words, g_strdup (parts[i]));
  if (words->len == 0)
    return NULL;
  g_ptr_array_add (words, NULL);

  return (char **) g_ptr_array_steal (words, NULL);
}

static void
text_changed (ShrImportPage *self)
{
  ShrImport *import = self->import;
  guint encoding = adw_combo_row_get_selected (self->encoding);
  GtkStringObject *name = adw_combo_row_get_selected_item (self->encoding);

  if (self->updating || import == NULL)
    return;

  import->delimiter = delimiters[adw_combo_row_get_selected (self->delimiter)];
  import->decimal = decimals[adw_combo_row_get_selected (self->decimal)];
  import->thousands = thousands_marks[adw_combo_row_get_selected (self->thousands)];
  /* One character cannot be both; the one that was there gives way. */
  if (import->thousands != '\0' && import->thousands == import->decimal)
    {
      self->updating = TRUE;
      adw_combo_row_set_selected (self->thousands, 0);
      import->thousands = '\0';
      self->updating = FALSE;
    }
  import->header = (ShrCsvHeader) adw_combo_row_get_selected (self->header);
  g_free (import->encoding);
  import->encoding = encoding > 0 ? g_strdup (gtk_string_object_get_string (name)) : NULL;
  g_strfreev (import->missing_words);
  import->missing_words = split_words (gtk_editable_get_text (GTK_EDITABLE (self->missing_words)));

  g_clear_error (&self->problem);
  look_again (self);
}

static void
point_chosen (ShrImportPage *self)
{
  adw_combo_row_set_selected (self->decimal, 1);
}

static void
comma_chosen (ShrImportPage *self)
{
  adw_combo_row_set_selected (self->decimal, 2);
}

static void
role_chosen (ShrImportColumn *column, GParamSpec *pspec, ShrImportPage *self)
{
  const char *name = shr_import_column_get_name (column);
  ShrImportRole role = shr_import_column_get_role (column);
  GHashTableIter iter;
  gpointer other, value;

  if (role == SHR_IMPORT_ROLE_FEATURE)
    role = shr_import_column_get_feature_role (column);
  g_clear_error (&self->problem);

  /* There is one response. */
  g_hash_table_iter_init (&iter, self->roles);
  while (role == SHR_IMPORT_ROLE_RESPONSE && g_hash_table_iter_next (&iter, &other, &value))
    if (GPOINTER_TO_UINT (value) == SHR_IMPORT_ROLE_RESPONSE)
      g_hash_table_iter_remove (&iter);
  g_hash_table_insert (self->roles, g_strdup (name), GUINT_TO_POINTER (role));

  look_again (self);
}

static void
choice_made (GtkDropDown *choice, GParamSpec *pspec, GtkListItem *item)
{
  ShrImportColumn *column = gtk_list_item_get_item (item);

  if (column != NULL)
    shr_import_column_set_role (column, (ShrImportRole) gtk_drop_down_get_selected (choice));
}

/* The labels' and the choice's places in a row. */
static void
set_up_column (GtkSignalListItemFactory *factory, GtkListItem *item, ShrImportPage *self)
{
  const char *const roles[] = { _ ("Feature"), _ ("Numbers"), _ ("Categories"), _ ("Response"), _ ("Left Out"), NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *labels = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *name = gtk_label_new (NULL);
  GtkWidget *evidence = gtk_label_new (NULL);
  GtkWidget *choice = gtk_drop_down_new_from_strings (roles);

  gtk_label_set_xalign (GTK_LABEL (name), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (evidence), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (evidence), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (evidence, "dim-label");
  gtk_widget_add_css_class (evidence, "caption");
  gtk_widget_set_hexpand (labels, TRUE);
  gtk_widget_set_valign (labels, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (labels), name);
  gtk_box_append (GTK_BOX (labels), evidence);
  gtk_box_append (GTK_BOX (box), labels);
  gtk_box_append (GTK_BOX (box), choice);
  gtk_widget_set_margin_start (box, 8);
  gtk_widget_set_margin_end (box, 8);
  gtk_widget_set_margin_top (box, 4);
  gtk_widget_set_margin_bottom (box, 4);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, box);
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (choice_made), item, 0);
}

static void
bind_column (GtkSignalListItemFactory *factory, GtkListItem *item, ShrImportPage *self)
{
  ShrImportColumn *column = gtk_list_item_get_item (item);
  GtkWidget *labels = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *name = gtk_widget_get_first_child (labels);
  GtkWidget *choice = gtk_widget_get_next_sibling (labels);
  const char *evidence = shr_import_column_get_evidence (column);

  gtk_label_set_label (GTK_LABEL (name), shr_import_column_get_name (column));
  gtk_widget_set_tooltip_text (name, shr_import_column_get_name (column));
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (name)), evidence);
  gtk_widget_set_tooltip_text (gtk_widget_get_next_sibling (name), evidence);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), shr_import_column_get_role (column));
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  shr_import_column_get_name (column), -1);
  g_signal_connect_object (column, "notify::role", G_CALLBACK (role_chosen), self, 0);
}

static void
unbind_column (GtkSignalListItemFactory *factory, GtkListItem *item, ShrImportPage *self)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), role_chosen, self);
}

static void
accept_clicked (ShrImportPage *self)
{
  g_signal_emit (self, signals[ACCEPTED], 0);
}

static void
cancel_clicked (ShrImportPage *self)
{
  g_signal_emit (self, signals[CANCELLED], 0);
}

/* --- GObject ----------------------------------------------------------------------------------------------------- */

static void
shr_import_page_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_BUSY)
    g_value_set_boolean (value, SHR_IMPORT_PAGE (object)->looking != NULL);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
shr_import_page_dispose (GObject *object)
{
  ShrImportPage *self = SHR_IMPORT_PAGE (object);

  self->updating = TRUE;
  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  g_clear_object (&self->file);
  g_clear_object (&self->columns);
  g_clear_pointer (&self->text, g_bytes_unref);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->import, shr_import_free);
  g_clear_error (&self->problem);
  g_clear_pointer (&self->roles, g_hash_table_unref);
  g_clear_pointer (&self->problem_rows, g_ptr_array_unref);

  G_OBJECT_CLASS (shr_import_page_parent_class)->dispose (object);
}

static void
shr_import_page_class_init (ShrImportPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = shr_import_page_get_property;
  object_class->dispose = shr_import_page_dispose;

  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[ACCEPTED] =
      g_signal_new ("accepted", SHR_TYPE_IMPORT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CANCELLED] = g_signal_new ("cancelled", SHR_TYPE_IMPORT_PAGE, G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/shrinkage/Shrinkage/ui/shr-import-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ShrImportPage, title);
  gtk_widget_class_bind_template_child (widget_class, ShrImportPage, problems);
  gtk_widget_class_bind_template_child (widget_class, ShrImportPage, question);
  gtk_widget_class_bind_template_child (widget_class, ShrImportPage, first_rows);
  gtk_widget_class_bind_template_child (widget_class, ShrImportPage, preview);
  gtk_widget_class_bind_template_child (widget_class, ShrImportPage, delimiter);
  gtk_widget_class_bind_template_child (widget_class, ShrImportPage, decimal);
  gtk_widget_class_bind_template_child (widget_class, ShrImportPage, thousands);
  gtk_widget_class_bind_template_child (widget_class, ShrImportPage, header);
  gtk_widget_class_bind_template_child (widget_class, ShrImportPage, encoding);
  gtk_widget_class_bind_template_child (widget_class, ShrImportPage, missing);
  gtk_widget_class_bind_template_child (widget_class, ShrImportPage, missing_words);
  gtk_widget_class_bind_template_child (widget_class, ShrImportPage, column_list);
  gtk_widget_class_bind_template_child (widget_class, ShrImportPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, ShrImportPage, accept);
  gtk_widget_class_bind_template_callback (widget_class, text_changed);
  gtk_widget_class_bind_template_callback (widget_class, point_chosen);
  gtk_widget_class_bind_template_callback (widget_class, comma_chosen);
  gtk_widget_class_bind_template_callback (widget_class, accept_clicked);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked);
}

static void
shr_import_page_init (ShrImportPage *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) selection = NULL;

  self->columns = g_list_store_new (SHR_TYPE_IMPORT_COLUMN);
  self->problem_rows = g_ptr_array_new ();
  self->roles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect (factory, "setup", G_CALLBACK (set_up_column), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_column), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_column), self);
  gtk_list_view_set_factory (self->column_list, factory);
  g_object_unref (factory);
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->columns)));
  gtk_list_view_set_model (self->column_list, GTK_SELECTION_MODEL (selection));
}

static guint
find_mark (const char *marks, gsize count, char mark)
{
  const char *found = memchr (marks, mark, count);

  return found != NULL ? (guint) (found - marks) : 0;
}

static guint
find_encoding (ShrImportPage *self, const char *encoding)
{
  GListModel *names = adw_combo_row_get_model (self->encoding);

  for (guint i = 1; encoding != NULL && i < g_list_model_get_n_items (names); i++)
    {
      g_autoptr (GtkStringObject) name = g_list_model_get_item (names, i);

      if (g_ascii_strcasecmp (gtk_string_object_get_string (name), encoding) == 0)
        return i;
    }

  return 0;
}

static void
take_roles (ShrImportPage *self, char **names, ShrImportRole role)
{
  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    g_hash_table_insert (self->roles, g_strdup (names[i]), GUINT_TO_POINTER (role));
}

void
shr_import_page_begin (ShrImportPage *self,
                       GFile *file,
                       GBytes *text,
                       const char *name,
                       const ShrImport *import,
                       const GError *problem)
{
  g_autofree char *words = NULL;

  g_return_if_fail (SHR_IS_IMPORT_PAGE (self));
  g_return_if_fail (file != NULL || text != NULL);

  shr_import_page_end (self);
  g_set_object (&self->file, file);
  self->text = text != NULL ? g_bytes_ref (text) : NULL;
  self->whole = text != NULL;
  self->name = g_strdup (name);
  gtk_label_set_label (self->title, name);
  self->import = shr_import_copy (import);
  self->problem = problem != NULL ? g_error_copy (problem) : NULL;

  g_hash_table_remove_all (self->roles);
  take_roles (self, import->features, SHR_IMPORT_ROLE_FEATURE);
  take_roles (self, import->numbers, SHR_IMPORT_ROLE_NUMBERS);
  take_roles (self, import->categories, SHR_IMPORT_ROLE_CATEGORIES);
  take_roles (self, import->exclude, SHR_IMPORT_ROLE_LEFT_OUT);
  if (import->response != NULL)
    g_hash_table_insert (self->roles, g_strdup (import->response), GUINT_TO_POINTER (SHR_IMPORT_ROLE_RESPONSE));

  words = import->missing_words != NULL ? g_strjoinv (", ", import->missing_words) : g_strdup ("");
  self->updating = TRUE;
  adw_combo_row_set_selected (self->delimiter, find_mark (delimiters, sizeof delimiters, import->delimiter));
  adw_combo_row_set_selected (self->decimal, find_mark (decimals, sizeof decimals, import->decimal));
  adw_combo_row_set_selected (self->thousands, find_mark (thousands_marks, sizeof thousands_marks, import->thousands));
  adw_combo_row_set_selected (self->header, import->header);
  adw_combo_row_set_selected (self->encoding, find_encoding (self, import->encoding));
  adw_combo_row_set_selected (self->missing, import->missing);
  gtk_editable_set_text (GTK_EDITABLE (self->missing_words), words);
  self->updating = FALSE;

  look_again (self);
}

void
shr_import_page_end (ShrImportPage *self)
{
  g_return_if_fail (SHR_IS_IMPORT_PAGE (self));

  set_busy (self, NULL);
  g_clear_object (&self->file);
  g_clear_pointer (&self->text, g_bytes_unref);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->import, shr_import_free);
  g_clear_error (&self->problem);
  g_list_store_remove_all (self->columns);
}

/* Names of the columns with one of the roles that are true in @roles; NULL where there is none. */
static char **
names_with (ShrImportPage *self, const gboolean *roles)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (self->columns)); j++)
    {
      g_autoptr (ShrImportColumn) column = g_list_model_get_item (G_LIST_MODEL (self->columns), j);

      if (roles[shr_import_column_get_role (column)])
        g_ptr_array_add (names, g_strdup (shr_import_column_get_name (column)));
    }
  if (names->len == 0)
    return NULL;
  g_ptr_array_add (names, NULL);

  return (char **) g_ptr_array_steal (names, NULL);
}

static void
replace_names (char ***names, char **by)
{
  g_strfreev (*names);
  *names = by;
}

ShrImport *
shr_import_page_get_import (ShrImportPage *self)
{
  ShrImport *import;
  g_autoptr (GPtrArray) left_out = g_ptr_array_new ();
  const gboolean numbers[] = { [SHR_IMPORT_ROLE_NUMBERS] = TRUE, [SHR_IMPORT_ROLE_LEFT_OUT] = FALSE };
  const gboolean categories[] = { [SHR_IMPORT_ROLE_CATEGORIES] = TRUE, [SHR_IMPORT_ROLE_LEFT_OUT] = FALSE };
  const gboolean response[] = { [SHR_IMPORT_ROLE_RESPONSE] = TRUE, [SHR_IMPORT_ROLE_LEFT_OUT] = FALSE };
  g_auto (GStrv) chosen = NULL;
  guint count;

  g_return_val_if_fail (SHR_IS_IMPORT_PAGE (self), NULL);
  g_return_val_if_fail (self->import != NULL, NULL);

  import = shr_import_copy (self->import);
  import->missing = (ShrMissing) adw_combo_row_get_selected (self->missing);
  count = g_list_model_get_n_items (G_LIST_MODEL (self->columns));
  if (count == 0)
    return import;

  for (guint j = 0; j < count; j++)
    {
      g_autoptr (ShrImportColumn) column = g_list_model_get_item (G_LIST_MODEL (self->columns), j);
      ShrImportRole role = shr_import_column_get_role (column);

      if (role == SHR_IMPORT_ROLE_LEFT_OUT && shr_import_column_is_used_unasked (column))
        g_ptr_array_add (left_out, g_strdup (shr_import_column_get_name (column)));
      /* Somebody who makes so many categories features has been asked. */
      if (role == SHR_IMPORT_ROLE_CATEGORIES
          || (role == SHR_IMPORT_ROLE_FEATURE && shr_import_column_has_many_levels (column)))
        import->max_levels = SHR_LEVELS_LIMIT;
    }
  g_ptr_array_add (left_out, NULL);

  chosen = names_with (self, response);
  g_free (import->response);
  import->response = chosen != NULL ? g_strdup (chosen[0]) : NULL;
  replace_names (&import->features, NULL);
  replace_names (&import->numbers, names_with (self, numbers));
  replace_names (&import->categories, names_with (self, categories));
  replace_names (&import->exclude, left_out->len > 1 ? (char **) g_ptr_array_steal (left_out, NULL) : NULL);

  return import;
}
