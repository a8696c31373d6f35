#include "app/shr-window.h"

#include "app/shr-app-settings.h"
#include "app/shr-compat.h"
#include "app/shr-copy.h"
#include "app/shr-export-dialog.h"
#include "app/shr-help.h"
#include "app/shr-import-page.h"
#include "app/shr-inspector.h"
#include "app/shr-keeper.h"
#include "app/shr-lambda-bar.h"
#include "app/shr-lesson-bar.h"
#include "app/shr-loader.h"
#include "app/shr-pane.h"
#include "app/shr-progress-row.h"
#include "app/shr-recent-files.h"
#include "app/shr-saver.h"
#include "app/shr-sidebar.h"
#include "app/shr-welcome.h"
#include "data/shr-data-error.h"
#include "data/shr-sample.h"
#include "study/shr-cell.h"
#include "study/shr-export.h"
#include "study/shr-study-file.h"

#include <glib/gi18n.h>

/* A window as wide as this has room for the inspector from the start, and for charts of a good size beside it. */
#define INSPECTOR_MIN_WIDTH 1500
/* Longer messages than this do not fit into a toast. */
#define TOAST_LENGTH 60

struct _ShrWindow
{
  AdwApplicationWindow parent_instance;

  ShrStudy *study;

  ShrKeeper *keeper;
  gboolean closing; /* as soon as the study is saved */

  /* What is behind the data as loaded. */
  ShrDataset *watched; /* whose file is watched; (nullable) */
  GFileMonitor *monitor;
  AdwToast *changed;    /* says that the file has changed; NULL: has not been said */
  GBytes *text;         /* the text that was pasted last */
  ShrTable *text_table; /* and what was read from it */

  /* What the import page shows, and what is to be shown when it is left. */
  ShrLoader *doubtful;
  GtkWidget *before;

  ShrLoader *loader; /* NULL: nothing is being opened */
  GCancellable *loading;
  guint progress_id;

  GFile *open_folder; /* the last one, in this session */

  AdwToastOverlay *toasts;
  AdwWindowTitle *title;
  AdwSplitButton *open;
  GtkToggleButton *sidebar_button;
  GtkToggleButton *inspector_button;
  GtkWidget *undo_buttons;
  ShrProgressRow *progress;
  GtkStack *stack;
  ShrImportPage *import_page;
  ShrPane *pane;
  ShrSidebar *sidebar;
  ShrPane *inspector_pane;
  ShrInspector *inspector;
  ShrBoardView *board;
  ShrLambdaBar *lambda_bar;
  ShrLessonBar *lesson_bar;
  GMenu *lessons_menu;
};

G_DEFINE_FINAL_TYPE (ShrWindow, shr_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  PROP_0,
  PROP_STUDY,
  PROP_LOADING,
  PROP_SHOW_SIDEBAR,
  PROP_SHOW_INSPECTOR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* What takes something away, and needs something there. */
static const char *const out_actions[] = { "win.save",      "win.save-as", "win.export",     "win.export-numbers",
                                           "win.save-data", "win.copy",    "win.copy-table", "win.copy-code" };

/* --- Telling ---------------------------------------------------------------------------------------------------- */

static void
show_toast (ShrWindow *self, const char *text)
{
  AdwToast *toast = adw_toast_new ("");
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_set_title (toast, escaped);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
show_error (ShrWindow *self, const char *heading, const char *sentence)
{
  if (g_utf8_strlen (sentence, -1) <= TOAST_LENGTH)
    show_toast (self, sentence);
  else
    shr_compat_show_message (GTK_WINDOW (self), heading, sentence);
}

static void
fit_failed (ShrStudy *study, const char *sentence, ShrWindow *self)
{
  show_error (self, _ ("The Model Could Not Be Solved"), sentence);
}

static void
update_title (ShrWindow *self)
{
  ShrDataset *dataset = shr_study_get_dataset (self->study);
  GFile *file = shr_keeper_get_file (self->keeper);
  g_autofree char *base = file != NULL ? g_file_get_basename (file) : NULL;
  g_autofree char *size = NULL;
  g_autofree char *name = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (out_actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), out_actions[i], dataset != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->sidebar_button), dataset != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->inspector_button), dataset != NULL);
  if (dataset == NULL)
    {
      adw_window_title_set_title (self->title, _ ("Shrinkage"));
      adw_window_title_set_subtitle (self->title, "");
      gtk_window_set_title (GTK_WINDOW (self), _ ("Shrinkage"));
      return;
    }

  size = g_strdup_printf ("%s%s%" G_GSIZE_FORMAT " × %" G_GSIZE_FORMAT, file != NULL ? shr_dataset_name (dataset) : "",
                          file != NULL ? " · " : "", shr_dataset_rows (dataset), shr_dataset_features (dataset));
  name = file != NULL ? g_strconcat (shr_keeper_is_unsaved (self->keeper) ? "• " : "", base, NULL)
                      : g_strdup (shr_dataset_name (dataset));
  adw_window_title_set_title (self->title, name);
  adw_window_title_set_subtitle (self->title, size);
  gtk_window_set_title (GTK_WINDOW (self), name);
}

/* --- Undo ------------------------------------------------------------------------------------------------------- */

static void
undo (GtkWidget *widget, const char *action, GVariant *parameter)
{
  shr_study_undo (SHR_WINDOW (widget)->study);
}

static void
redo (GtkWidget *widget, const char *action, GVariant *parameter)
{
  shr_study_redo (SHR_WINDOW (widget)->study);
}

/* The buttons come with the first step: what cannot be undone yet needs no button. */
static void
update_undo (ShrStudy *study, GParamSpec *pspec, ShrWindow *self)
{
  gboolean can_undo, can_redo;

  g_object_get (study, "can-undo", &can_undo, "can-redo", &can_redo, NULL);
  /* A lesson leaves everything as it was. */
  can_undo &= !shr_lesson_bar_is_on (self->lesson_bar);
  can_redo &= !shr_lesson_bar_is_on (self->lesson_bar);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", can_undo);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.redo", can_redo);
  gtk_widget_set_visible (self->undo_buttons, can_undo || can_redo);
}

/* --- Opening ---------------------------------------------------------------------------------------------------- */

static gboolean
show_progress (gpointer user_data)
{
  ShrWindow *self = user_data;

  shr_progress_row_set_fraction (self->progress, shr_loader_get_progress (self->loader));
  return G_SOURCE_CONTINUE;
}

static void
end_loading (ShrWindow *self)
{
  if (self->loader == NULL)
    return;

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->loader);
  g_clear_handle_id (&self->progress_id, g_source_remove);
  shr_progress_row_end (self->progress);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

/* --- The file behind the data ----------------------------------------------------------------------------------- */

static void
forget_change (ShrWindow *self)
{
  if (self->changed != NULL)
    adw_toast_dismiss (self->changed);
}

static void
change_dismissed (AdwToast *toast, ShrWindow *self)
{
  if (self->changed == toast)
    self->changed = NULL;
}

static void
file_changed (GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, ShrWindow *self)
{
  g_autofree char *escaped = NULL;
  g_autofree char *title = NULL;

  /* A program that writes in place ends with a hint; one that replaces the file moves or creates it. */
  if (event != G_FILE_MONITOR_EVENT_CHANGES_DONE_HINT && event != G_FILE_MONITOR_EVENT_CREATED
      && event != G_FILE_MONITOR_EVENT_RENAMED && event != G_FILE_MONITOR_EVENT_MOVED_IN)
    return;
  if (self->changed != NULL || self->watched == NULL)
    return;

  escaped = g_markup_escape_text (shr_dataset_name (self->watched), -1);
  title = g_strdup_printf (_ ("%s has changed on disk"), escaped);
  self->changed = adw_toast_new (title);
  adw_toast_set_button_label (self->changed, _ ("Reload"));
  adw_toast_set_action_name (self->changed, "win.reload");
  adw_toast_set_timeout (self->changed, 0);
  g_signal_connect_object (self->changed, "dismissed", G_CALLBACK (change_dismissed), self, 0);
  adw_toast_overlay_add_toast (self->toasts, self->changed);
}

/* The pasted text that the data as loaded were read from, if it was one. */
static GBytes *
get_text (ShrWindow *self)
{
  ShrDataset *loaded = shr_study_get_loaded (self->study);

  return loaded != NULL && shr_dataset_table (loaded) == self->text_table ? self->text : NULL;
}

/* The file that they were read from, if it was one. (transfer full) */
static GFile *
get_file (ShrDataset *loaded)
{
  const char *uri = loaded != NULL ? shr_dataset_import (loaded)->uri : NULL;

  return uri != NULL && !g_str_has_prefix (uri, "sample:") ? g_file_new_for_uri (uri) : NULL;
}

/* Data come with an opening, and go and come with undo. */
static void
watch_file (ShrWindow *self)
{
  ShrDataset *loaded = shr_study_get_loaded (self->study);
  g_autoptr (GFile) file = get_file (loaded);

  if (loaded == self->watched)
    return;

  g_clear_pointer (&self->watched, shr_dataset_unref);
  self->watched = loaded != NULL ? shr_dataset_ref (loaded) : NULL;
  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);
  forget_change (self);
  if (file != NULL)
    self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (file_changed), self, 0);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.import-options", file != NULL || get_text (self) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.reload", file != NULL);
}

static void
reload (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ShrWindow *self = SHR_WINDOW (widget);
  ShrDataset *loaded = shr_study_get_loaded (self->study);

  forget_change (self);
  shr_window_load_import (self, shr_dataset_import (loaded), NULL, NULL);
}

/* --- In doubt --------------------------------------------------------------------------------------------------- */

static void
show_import_page (ShrWindow *self, ShrLoader *loader, const GError *problem)
{
  g_autofree char *name = shr_loader_get_name (loader);

  g_set_object (&self->doubtful, loader);
  if (gtk_stack_get_visible_child (self->stack) != GTK_WIDGET (self->import_page))
    self->before = gtk_stack_get_visible_child (self->stack);
  shr_import_page_begin (self->import_page, shr_loader_get_file (loader), shr_loader_get_text (loader), name,
                         shr_loader_get_import (loader), problem);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->import_page));
  gtk_widget_child_focus (GTK_WIDGET (self->import_page), GTK_DIR_TAB_FORWARD);
}

static void
leave_import_page (ShrWindow *self)
{
  if (self->doubtful == NULL)
    return;

  g_clear_object (&self->doubtful);
  shr_import_page_end (self->import_page);
  gtk_stack_set_visible_child (self->stack, self->before);
}

static void
import_accepted (ShrWindow *self)
{
  g_autoptr (ShrImport) import = shr_import_page_get_import (self->import_page);
  g_autofree char *name = shr_loader_get_name (self->doubtful);

  shr_window_load_import (self, import, shr_loader_get_text (self->doubtful), name);
}

/* Whether what went wrong may be put right by saying how to read the text. */
static gboolean
is_doubt (ShrLoader *loader, const GError *error)
{
  if (error->domain != SHR_DATA_ERROR || (shr_loader_get_file (loader) == NULL && shr_loader_get_text (loader) == NULL))
    return FALSE;

  switch (error->code)
    {
    case SHR_DATA_ERROR_FILE:
    case SHR_DATA_ERROR_NOT_TEXT:
    case SHR_DATA_ERROR_EMPTY:
    case SHR_DATA_ERROR_TOO_LARGE:
      return FALSE;
    default:
      return TRUE;
    }
}

static void
show_import_options (GtkWidget *widget, const char *action, GVariant *parameter)
{
  shr_window_show_import_options (SHR_WINDOW (widget));
}

/* --- Opening, at the end ---------------------------------------------------------------------------------------- */

static void
show_dataset (ShrWindow *self, ShrLoader *loader, ShrTable *table, ShrDataset *dataset)
{
  gboolean first;

  shr_lesson_bar_end (self->lesson_bar);
  first = shr_study_get_dataset (self->study) == NULL;
  if (shr_loader_get_text (loader) != NULL)
    {
      g_clear_pointer (&self->text, g_bytes_unref);
      g_clear_pointer (&self->text_table, shr_table_unref);
      self->text = g_bytes_ref (shr_loader_get_text (loader));
      self->text_table = shr_table_ref (table);
    }
  if (shr_loader_get_file (loader) != NULL)
    shr_recent_files_add (shr_loader_get_file (loader));

  /* A study's own file goes with other data, not with other columns of the same. */
  if (!shr_loader_is_choice (loader))
    shr_keeper_forget (self->keeper);
  if (shr_loader_get_state (loader) != NULL)
    {
      g_autoptr (ShrState) state = NULL;

      shr_study_begin_change (self->study);
      shr_state_restore (shr_loader_get_state (loader), self->study);
      shr_study_end_change (self->study);
      state = shr_state_capture (self->study);
      shr_keeper_keep (self->keeper, shr_loader_get_file (loader), state);
    }
  else
    shr_study_set_dataset (self->study, dataset);
  if (first && gtk_widget_get_width (GTK_WIDGET (self)) >= INSPECTOR_MIN_WIDTH)
    g_object_set (self->inspector_pane, "show-sidebar", TRUE, NULL);
  leave_import_page (self);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->pane));
  gtk_widget_child_focus (GTK_WIDGET (self->board), GTK_DIR_TAB_FORWARD);
}

static void
loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ShrWindow) self = user_data;
  g_autoptr (ShrLoader) loader = g_object_ref (SHR_LOADER (source));
  g_autoptr (GError) error = NULL;
  g_autoptr (ShrTable) table = NULL;
  g_autoptr (ShrDataset) dataset = NULL;
  gboolean done = shr_loader_finish (loader, result, &table, &dataset, &error);

  /* Given up for another one, or with the window. */
  if (self->loader != loader)
    return;

  end_loading (self);
  if (done)
    show_dataset (self, loader, table, dataset);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  else if (is_doubt (loader, error))
    show_import_page (self, loader, error);
  else
    {
      g_autofree char *sentence = shr_data_error_without_options (error->message);

      /* The sidebar may show a response that was not taken. */
      g_object_notify (G_OBJECT (self->study), "dataset");
      show_error (self, _ ("The Data Could Not Be Opened"), sentence);
    }
}

static void
begin_loading (ShrWindow *self, ShrLoader *loader)
{
  g_autofree char *name = shr_loader_get_name (loader);
  g_autofree char *label = g_strdup_printf (_ ("Opening %s…"), name);

  end_loading (self);

  self->loader = g_object_ref (loader);
  self->loading = g_cancellable_new ();
  self->progress_id = g_timeout_add (100, show_progress, self);
  shr_progress_row_begin (self->progress, label);
  shr_loader_run (loader, self->loading, loaded, g_object_ref (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

void
shr_window_load (ShrWindow *self, GFile *file)
{
  g_autoptr (ShrLoader) loader = NULL;

  g_return_if_fail (SHR_IS_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  loader = shr_loader_new_for_file (file);
  begin_loading (self, loader);
}

void
shr_window_load_import (ShrWindow *self, const ShrImport *import, GBytes *text, const char *name)
{
  g_autoptr (ShrLoader) loader = NULL;

  g_return_if_fail (SHR_IS_WINDOW (self));
  g_return_if_fail (import != NULL);

  loader = shr_loader_new_for_import (import, text, name);
  begin_loading (self, loader);
}

void
shr_window_show_import_options (ShrWindow *self)
{
  g_autoptr (ShrLoader) loader = NULL;
  g_autoptr (GFile) file = NULL;
  ShrDataset *loaded;
  GBytes *text;

  g_return_if_fail (SHR_IS_WINDOW (self));

  loaded = shr_study_get_loaded (self->study);
  file = get_file (loaded);
  text = get_text (self);
  if (file == NULL && text == NULL)
    return;
  loader = shr_loader_new_for_import (shr_dataset_import (loaded), text, shr_dataset_name (loaded));
  show_import_page (self, loader, NULL);
}

gboolean
shr_window_is_importing (ShrWindow *self)
{
  g_return_val_if_fail (SHR_IS_WINDOW (self), FALSE);

  return self->doubtful != NULL;
}

static void
choose_response (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ShrWindow *self = SHR_WINDOW (widget);
  ShrDataset *dataset = shr_study_get_dataset (self->study);
  const char *name = g_variant_get_string (parameter, NULL);
  g_autoptr (ShrImport) import = NULL;
  g_autoptr (ShrLoader) loader = NULL;

  if (dataset == NULL || g_str_equal (shr_dataset_response (dataset), name))
    return;

  import = shr_import_copy (shr_dataset_import (dataset));
  shr_import_choose_response (import, name, shr_dataset_response (dataset));
  loader = shr_loader_new_for_table (shr_dataset_table (dataset), import);
  begin_loading (self, loader);
}

static void
open_recent (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  shr_window_load (SHR_WINDOW (widget), file);
}

static void
pasted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ShrWindow) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (ShrImport) import = shr_import_new (NULL);

  if (text == NULL || text[0] == '\0')
    {
      show_toast (self, _ ("There is no table on the clipboard"));
      return;
    }

  bytes = g_bytes_new_take (text, strlen (text));
  text = NULL;
  /* It came as characters; how they were encoded is no question any more. */
  import->encoding = g_strdup ("UTF-8");
  shr_window_load_import (self, import, bytes, _ ("Pasted table"));
}

static void
paste (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, pasted, g_object_ref (widget));
}

static void
open_sample (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autofree char *uri = g_strconcat ("sample:", g_variant_get_string (parameter, NULL), NULL);
  g_autoptr (GFile) file = g_file_new_for_uri (uri);

  shr_window_load (SHR_WINDOW (widget), file);
}

static void
file_to_open (GFile *file, GtkFileFilter *filter, gpointer user_data)
{
  ShrWindow *self = user_data;

  if (file == NULL)
    return;

  g_clear_object (&self->open_folder);
  self->open_folder = g_file_get_parent (file);
  shr_window_load (self, file);
}

static GtkFileFilter *
new_filter (const char *name, const char *const *endings)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (gsize i = 0; endings[i] != NULL; i++)
    gtk_file_filter_add_suffix (filter, endings[i]);
  return filter;
}

static void
open_file (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ShrWindow *self = SHR_WINDOW (widget);
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) tables =
      new_filter (_ ("Tables and Studies"), (const char *const[]){ "csv", "tsv", "txt", "shrinkage", NULL });
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (all, _ ("All Files"));
  gtk_file_filter_add_pattern (all, "*");
  g_list_store_append (filters, tables);
  g_list_store_append (filters, all);
  shr_compat_choose_file (GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("Open Data"), G_LIST_MODEL (filters),
                          NULL, self->open_folder, file_to_open, self);
}

static gboolean
dropped (GtkDropTarget *target, const GValue *value, double x, double y, ShrWindow *self)
{
  GSList *files = g_value_get_boxed (value);

  if (files == NULL)
    return FALSE;

  shr_window_load (self, files->data);
  return TRUE;
}

/* --- Exporting -------------------------------------------------------------------------------------------------- */

static void
show_in_folder (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  shr_compat_show_in_folder (GTK_WINDOW (widget), file);
}

/* Says that @file is there, and where. */
static void
tell_saved (ShrWindow *self, GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *escaped = g_markup_escape_text (name, -1);
  g_autofree char *title = g_strdup_printf (_ ("%s saved"), escaped);
  AdwToast *toast = adw_toast_new (title);

  adw_toast_set_button_label (toast, _ ("Show in Folder"));
  adw_toast_set_action_name (toast, "win.show-in-folder");
  adw_toast_set_action_target (toast, "s", uri);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
export_picture (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ShrWindow *self = SHR_WINDOW (widget);
  ShrExportDialog *dialog = shr_export_dialog_new (GTK_WINDOW (self), self->study);

  g_signal_connect_object (dialog, "exported", G_CALLBACK (tell_saved), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The numbers as they are now: another thread reads the fit, which does not change any more. */
typedef struct
{
  ShrFit *fit;
  ShrNumbersFormat format;
  gboolean original_scale;
} Numbers;

static void
numbers_free (gpointer data)
{
  Numbers *numbers = data;

  shr_fit_unref (numbers->fit);
  g_free (numbers);
}

static GBytes *
numbers_make (gpointer data, GCancellable *cancellable, GError **error)
{
  const Numbers *numbers = data;

  return shr_export_numbers (numbers->fit, numbers->format, numbers->original_scale);
}

static void
numbers_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ShrWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = shr_saver_finish (result, &error);

  /* The window has been closed in the meantime. */
  if (self->study == NULL)
    return;

  if (done)
    {
      shr_app_settings_remember_export (G_FILE (source));
      tell_saved (self, G_FILE (source));
    }
  else
    shr_compat_show_message (GTK_WINDOW (self), _ ("The Numbers Could Not Be Saved"), error->message);
}

void
shr_window_export_numbers (ShrWindow *self, GFile *file)
{
  g_autofree char *name = NULL;
  Numbers *numbers;

  g_return_if_fail (SHR_IS_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  if (shr_study_get_fit (self->study) == NULL)
    return;

  name = g_file_get_basename (file);
  numbers = g_new (Numbers, 1);
  *numbers = (Numbers){ .fit = shr_fit_ref (shr_study_get_fit (self->study)),
                        .format = g_str_has_suffix (name, ".json") ? SHR_NUMBERS_JSON : SHR_NUMBERS_CSV };
  g_object_get (self->study, "original-scale", &numbers->original_scale, NULL);
  shr_saver_run (file, numbers_make, numbers, numbers_free, NULL, numbers_saved, g_object_ref (self));
}

static void
file_for_numbers (GFile *file, GtkFileFilter *filter, gpointer user_data)
{
  ShrWindow *self = user_data;

  if (file != NULL && self->study != NULL)
    shr_window_export_numbers (self, file);
}

static void
export_numbers (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ShrWindow *self = SHR_WINDOW (widget);
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = new_filter (_ ("CSV and JSON"), (const char *const[]){ "csv", "json", NULL });
  g_autoptr (GFile) folder = shr_app_settings_get_export_folder ();
  g_autofree char *name = shr_export_suggest_name (self->study, NULL, "csv");

  g_list_store_append (filters, filter);
  shr_compat_choose_file (GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("Export Numbers"), G_LIST_MODEL (filters),
                          name, folder, file_for_numbers, self);
}

static GBytes *
data_make (gpointer data, GCancellable *cancellable, GError **error)
{
  return shr_export_data (data);
}

static void
data_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ShrWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = shr_saver_finish (result, &error);

  if (self->study == NULL)
    return;

  if (done)
    tell_saved (self, G_FILE (source));
  else
    shr_compat_show_message (GTK_WINDOW (self), _ ("The Data Could Not Be Saved"), error->message);
}

void
shr_window_save_data (ShrWindow *self, GFile *file)
{
  g_return_if_fail (SHR_IS_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  if (shr_study_get_dataset (self->study) != NULL)
    shr_saver_run (file, data_make, shr_dataset_ref (shr_study_get_dataset (self->study)),
                   (GDestroyNotify) shr_dataset_unref, NULL, data_saved, g_object_ref (self));
}

static void
file_for_data (GFile *file, GtkFileFilter *filter, gpointer user_data)
{
  ShrWindow *self = user_data;

  if (file != NULL && self->study != NULL)
    shr_window_save_data (self, file);
}

static void
save_data (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ShrWindow *self = SHR_WINDOW (widget);
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) tables = new_filter (_ ("CSV Table"), (const char *const[]){ "csv", NULL });
  g_autoptr (GFile) folder = shr_app_settings_get_export_folder ();
  const char *known = shr_dataset_name (shr_study_get_dataset (self->study));
  const char *dot = strrchr (known, '.');
  g_autofree char *base = g_strndup (known, dot != NULL && dot != known ? (gsize) (dot - known) : strlen (known));
  g_autofree char *name = g_strconcat (g_strdelimit (base, "/", '-'), ".csv", NULL);

  g_list_store_append (filters, tables);
  shr_compat_choose_file (GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("Save Data"), G_LIST_MODEL (filters),
                          name, folder, file_for_data, self);
}

/* --- The study's own file --------------------------------------------------------------------------------------- */

typedef struct
{
  ShrWindow *window;
  ShrState *state;
} Saving;

static GBytes *
study_make (gpointer data, GCancellable *cancellable, GError **error)
{
  return shr_study_file_write (data);
}

static void
study_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Saving *saving = user_data;
  g_autoptr (ShrWindow) self = saving->window;
  g_autoptr (ShrState) state = saving->state;
  g_autoptr (GError) error = NULL;
  gboolean done = shr_saver_finish (result, &error), closing = self->closing;

  self->closing = FALSE;
  if (self->study == NULL)
    return;

  if (!done)
    {
      shr_compat_show_message (GTK_WINDOW (self), _ ("The Study Could Not Be Saved"), error->message);
      return;
    }
  shr_keeper_keep (self->keeper, G_FILE (source), state);
  shr_recent_files_add (G_FILE (source));
  tell_saved (self, G_FILE (source));
  if (closing)
    gtk_window_close (GTK_WINDOW (self));
}

void
shr_window_save_study (ShrWindow *self, GFile *file)
{
  Saving *saving;

  g_return_if_fail (SHR_IS_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  if (shr_study_get_dataset (self->study) == NULL)
    return;

  saving = g_new (Saving, 1);
  *saving = (Saving){ g_object_ref (self), shr_state_capture (self->study) };
  shr_saver_run (file, study_make, shr_state_copy (saving->state), (GDestroyNotify) shr_state_free, NULL, study_saved,
                 saving);
}

static void
file_for_study (GFile *file, GtkFileFilter *filter, gpointer user_data)
{
  ShrWindow *self = user_data;

  if (file != NULL && self->study != NULL)
    shr_window_save_study (self, file);
}

static void
save_as (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ShrWindow *self = SHR_WINDOW (widget);
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) studies = new_filter (_ ("Studies"), (const char *const[]){ "shrinkage", NULL });
  GFile *file = shr_keeper_get_file (self->keeper);
  g_autoptr (GFile) folder = file != NULL ? g_file_get_parent (file) : shr_app_settings_get_export_folder ();
  const char *known = shr_dataset_name (shr_study_get_dataset (self->study));
  const char *dot = strrchr (known, '.');
  g_autofree char *base = g_strndup (known, dot != NULL && dot != known ? (gsize) (dot - known) : strlen (known));
  g_autofree char *name = file != NULL ? g_file_get_basename (file)
                                       : g_strconcat (g_strdelimit (base, "/", '-'), SHR_STUDY_FILE_ENDING, NULL);

  g_list_store_append (filters, studies);
  shr_compat_choose_file (GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("Save Study"), G_LIST_MODEL (filters),
                          name, folder, file_for_study, self);
}

static void
save (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ShrWindow *self = SHR_WINDOW (widget);

  if (shr_keeper_get_file (self->keeper) != NULL)
    shr_window_save_study (self, shr_keeper_get_file (self->keeper));
  else
    save_as (widget, action, parameter);
}

static void
destroy (gpointer window)
{
  gtk_window_destroy (window);
  g_object_unref (window);
}

static void
close_answered (const char *answer, gpointer user_data)
{
  ShrWindow *self = user_data;

  if (g_str_equal (answer, "discard"))
    /* The question goes first; it would go with its window, in the middle of its answer. */
    g_idle_add_once (destroy, g_object_ref (self));
  else if (g_str_equal (answer, "save"))
    {
      self->closing = TRUE;
      save (GTK_WIDGET (self), NULL, NULL);
    }
}

static gboolean
shr_window_close_request (GtkWindow *window)
{
  ShrWindow *self = SHR_WINDOW (window);
  g_autofree char *name = NULL;
  g_autofree char *heading = NULL;

  if (!shr_keeper_is_unsaved (self->keeper))
    return GTK_WINDOW_CLASS (shr_window_parent_class)->close_request (window);

  name = g_file_get_basename (shr_keeper_get_file (self->keeper));
  heading = g_strdup_printf (_ ("Save Changes to %s?"), name);
  shr_compat_ask_to_save (window, heading, _ ("What has changed since the study was saved will be lost otherwise."),
                          close_answered, self);
  return TRUE;
}

/* --- Copying ---------------------------------------------------------------------------------------------------- */

static void
copy_picture (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ShrWindow *self = SHR_WINDOW (widget);

  shr_copy_picture (gtk_widget_get_clipboard (widget), self->study);
  show_toast (self, _ ("Picture copied"));
}

static void
copy_table (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ShrWindow *self = SHR_WINDOW (widget);

  shr_copy_table (gtk_widget_get_clipboard (widget), self->study);
  show_toast (self, _ ("Coefficients copied"));
}

/* @parameter: the language, "" for the one that was copied last. */
static void
copy_code (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ShrWindow *self = SHR_WINDOW (widget);
  GSettings *settings = shr_app_settings_get ();
  g_autofree char *last = settings != NULL ? g_settings_get_string (settings, "code-language") : g_strdup ("python");
  const char *id = g_variant_get_string (parameter, NULL);
  ShrCodeLanguage language = SHR_CODE_PYTHON;
  g_autoptr (GError) error = NULL;
  g_autofree char *done = NULL;

  shr_code_language_from_id (*id != '\0' ? id : last, &language);
  if (!shr_copy_code (gtk_widget_get_clipboard (widget), self->study, language, &error))
    {
      shr_compat_show_message (GTK_WINDOW (self), _ ("There Is No Such Code"), error->message);
      return;
    }

  if (settings != NULL)
    g_settings_set_string (settings, "code-language", shr_code_language_id (language));
  done = g_strdup_printf (_ ("%s copied, for %s"), shr_code_language_title (language),
                          shr_penalty_title (shr_study_get_leader (self->study)));
  show_toast (self, done);
}

static void
show_help (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkWindow *window = GTK_WINDOW (widget);
  GtkWidget *focus = gtk_window_get_focus (window);
  const char *page = SHR_IS_CANVAS (focus) ? shr_cell_get (shr_canvas_get_row (SHR_CANVAS (focus)))->id : "board";

  shr_help_show (window, page);
}

/* --- Lessons ---------------------------------------------------------------------------------------------------- */

static void
begin_lesson (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ShrWindow *self = SHR_WINDOW (widget);
  g_autoptr (GError) error = NULL;
  ShrLesson *lesson = NULL;

  for (gsize i = 0; i < shr_lesson_count () && lesson == NULL; i++)
    if (g_str_equal (shr_lesson_id (i), g_variant_get_string (parameter, NULL)))
      lesson = shr_lesson_new_built_in (i, &error);
  if (lesson == NULL)
    {
      if (error != NULL)
        show_error (self, _ ("The Lesson Could Not Be Opened"), error->message);
      return;
    }

  end_loading (self);
  leave_import_page (self);
  shr_lesson_bar_begin (self->lesson_bar, lesson, self->study);
  update_undo (self->study, NULL, self);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->pane));
  gtk_widget_child_focus (GTK_WIDGET (self->board), GTK_DIR_TAB_FORWARD);
}

/* Without data there is the welcome page again, which is the stack's first. */
static void
lesson_ended (ShrWindow *self)
{
  update_undo (self->study, NULL, self);
  if (shr_study_get_dataset (self->study) == NULL)
    gtk_stack_set_visible_child (self->stack, gtk_widget_get_first_child (GTK_WIDGET (self->stack)));
  else
    gtk_widget_child_focus (GTK_WIDGET (self->board), GTK_DIR_TAB_FORWARD);
}

static void
fill_lessons_menu (ShrWindow *self)
{
  for (gsize i = 0; i < shr_lesson_count (); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (shr_lesson_title (i), NULL);

      g_menu_item_set_action_and_target (item, "win.lesson", "s", shr_lesson_id (i));
      g_menu_append_item (self->lessons_menu, item);
    }
}

/* --- GObject ---------------------------------------------------------------------------------------------------- */

static GMenuModel *
new_open_menu (void)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenuModel) recent = shr_recent_files_new_menu ();
  g_autoptr (GMenu) samples = g_menu_new ();

  for (gsize i = 0; i < shr_sample_count (); i++)
    {
      ShrSample sample = shr_sample_get (i);
      g_autoptr (GMenuItem) item = g_menu_item_new (sample.title, NULL);

      g_menu_item_set_action_and_target (item, "win.open-sample", "s", sample.id);
      g_menu_append_item (samples, item);
    }
  g_menu_append_section (menu, _ ("Recent"), recent);
  g_menu_append_section (menu, _ ("Samples"), G_MENU_MODEL (samples));

  return G_MENU_MODEL (g_steal_pointer (&menu));
}

static void
sidebar_shown (ShrWindow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_SIDEBAR]);
}

static void
inspector_shown (ShrWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  gboolean shown;

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_INSPECTOR]);

  /* The keys must go on working when what had the focus is put away. */
  g_object_get (self->inspector_pane, "show-sidebar", &shown, NULL);
  if (!shown && focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->inspector)))
    gtk_widget_child_focus (GTK_WIDGET (self->board), GTK_DIR_TAB_FORWARD);
}

static void
shr_window_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  ShrWindow *self = SHR_WINDOW (object);

  switch (property)
    {
    case PROP_STUDY:
      g_value_set_object (value, self->study);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, shr_window_get_loading (self));
      break;
    case PROP_SHOW_SIDEBAR:
      /* The header bar asks before the pane is there. */
      if (self->pane != NULL)
        g_object_get_property (G_OBJECT (self->pane), "show-sidebar", value);
      else
        g_value_set_boolean (value, TRUE);
      break;
    case PROP_SHOW_INSPECTOR:
      if (self->inspector_pane != NULL)
        g_object_get_property (G_OBJECT (self->inspector_pane), "show-sidebar", value);
      else
        g_value_set_boolean (value, FALSE);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
shr_window_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  ShrWindow *self = SHR_WINDOW (object);

  switch (property)
    {
    case PROP_SHOW_SIDEBAR:
      g_object_set_property (G_OBJECT (self->pane), "show-sidebar", value);
      break;
    case PROP_SHOW_INSPECTOR:
      g_object_set_property (G_OBJECT (self->inspector_pane), "show-sidebar", value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
shr_window_dispose (GObject *object)
{
  ShrWindow *self = SHR_WINDOW (object);

  end_loading (self);
  g_clear_object (&self->open_folder);
  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);
  g_clear_object (&self->doubtful);
  g_clear_pointer (&self->watched, shr_dataset_unref);
  g_clear_pointer (&self->text, g_bytes_unref);
  g_clear_pointer (&self->text_table, shr_table_unref);
  /* A drag that ends with the window is told to nobody. */
  if (self->study != NULL)
    g_signal_handlers_disconnect_by_data (self->study, self);
  g_clear_object (&self->keeper);
  g_clear_object (&self->study);

  G_OBJECT_CLASS (shr_window_parent_class)->dispose (object);
}

static void
shr_window_class_init (ShrWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = shr_window_get_property;
  object_class->set_property = shr_window_set_property;
  object_class->dispose = shr_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = shr_window_close_request;

  properties[PROP_STUDY] =
      g_param_spec_object ("study", NULL, NULL, SHR_TYPE_STUDY, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOADING] =
      g_param_spec_boolean ("loading", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOW_SIDEBAR] = g_param_spec_boolean (
      "show-sidebar", NULL, NULL, TRUE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_SHOW_INSPECTOR] = g_param_spec_boolean (
      "show-inspector", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_action (widget_class, "win.open", NULL, open_file);
  gtk_widget_class_install_action (widget_class, "win.open-sample", "s", open_sample);
  gtk_widget_class_install_action (widget_class, "win.open-recent", "s", open_recent);
  gtk_widget_class_install_action (widget_class, "win.paste", NULL, paste);
  gtk_widget_class_install_action (widget_class, "win.reload", NULL, reload);
  gtk_widget_class_install_action (widget_class, "win.import-options", NULL, show_import_options);
  gtk_widget_class_install_action (widget_class, "win.save", NULL, save);
  gtk_widget_class_install_action (widget_class, "win.save-as", NULL, save_as);
  gtk_widget_class_install_action (widget_class, "win.save-data", NULL, save_data);
  gtk_widget_class_install_action (widget_class, "win.response", "s", choose_response);
  gtk_widget_class_install_action (widget_class, "win.export", NULL, export_picture);
  gtk_widget_class_install_action (widget_class, "win.export-numbers", NULL, export_numbers);
  gtk_widget_class_install_action (widget_class, "win.copy", NULL, copy_picture);
  gtk_widget_class_install_action (widget_class, "win.copy-table", NULL, copy_table);
  gtk_widget_class_install_action (widget_class, "win.copy-code", "s", copy_code);
  /* Not an accelerator of the application, which would take it away from selected text. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "win.copy", NULL);
  gtk_widget_class_install_action (widget_class, "win.show-in-folder", "s", show_in_folder);
  gtk_widget_class_install_action (widget_class, "win.help", NULL, show_help);
  gtk_widget_class_install_action (widget_class, "win.lesson", "s", begin_lesson);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, redo);
  gtk_widget_class_install_property_action (widget_class, "win.show-sidebar", "show-sidebar");
  gtk_widget_class_install_property_action (widget_class, "win.show-inspector", "show-inspector");

  /* Here and not among the application's accelerators, which come first: an entry undoes its own text, and
   * takes what is pasted. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "win.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "win.paste", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.redo", NULL);

  g_type_ensure (SHR_TYPE_BOARD_VIEW);
  g_type_ensure (SHR_TYPE_IMPORT_PAGE);
  g_type_ensure (SHR_TYPE_INSPECTOR);
  g_type_ensure (SHR_TYPE_LAMBDA_BAR);
  g_type_ensure (SHR_TYPE_LESSON_BAR);
  g_type_ensure (SHR_TYPE_PANE);
  g_type_ensure (SHR_TYPE_PROGRESS_ROW);
  g_type_ensure (SHR_TYPE_SIDEBAR);
  g_type_ensure (SHR_TYPE_WELCOME);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/shrinkage/Shrinkage/ui/shr-window.ui");
  gtk_widget_class_bind_template_child (widget_class, ShrWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, ShrWindow, title);
  gtk_widget_class_bind_template_child (widget_class, ShrWindow, open);
  gtk_widget_class_bind_template_child (widget_class, ShrWindow, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, ShrWindow, inspector_button);
  gtk_widget_class_bind_template_child (widget_class, ShrWindow, undo_buttons);
  gtk_widget_class_bind_template_child (widget_class, ShrWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, ShrWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, ShrWindow, import_page);
  gtk_widget_class_bind_template_child (widget_class, ShrWindow, pane);
  gtk_widget_class_bind_template_child (widget_class, ShrWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, ShrWindow, inspector_pane);
  gtk_widget_class_bind_template_child (widget_class, ShrWindow, inspector);
  gtk_widget_class_bind_template_child (widget_class, ShrWindow, board);
  gtk_widget_class_bind_template_child (widget_class, ShrWindow, lambda_bar);
  gtk_widget_class_bind_template_child (widget_class, ShrWindow, lesson_bar);
  gtk_widget_class_bind_template_child (widget_class, ShrWindow, lessons_menu);
  gtk_widget_class_bind_template_callback (widget_class, end_loading);
  gtk_widget_class_bind_template_callback (widget_class, import_accepted);
  gtk_widget_class_bind_template_callback (widget_class, leave_import_page);
  gtk_widget_class_bind_template_callback (widget_class, lesson_ended);
  gtk_widget_class_bind_template_callback (widget_class, sidebar_shown);
  gtk_widget_class_bind_template_callback (widget_class, inspector_shown);
}

static void
shr_window_init (ShrWindow *self)
{
  GtkDropTarget *target;
  g_autoptr (GMenuModel) open_menu = new_open_menu ();
  ShrSettings settings;

  self->study = shr_study_new ();
  self->keeper = shr_keeper_new (self->study);
  settings = *shr_study_get_settings (self->study);
  settings.threads = g_get_num_processors ();
  shr_study_set_settings (self->study, &settings);

  gtk_widget_init_template (GTK_WIDGET (self));

  adw_split_button_set_menu_model (self->open, open_menu);
  fill_lessons_menu (self);
  gtk_widget_add_controller (GTK_WIDGET (self), shr_lesson_bar_new_keys (self->lesson_bar));
  shr_board_view_set_study (self->board, self->study);
  shr_lambda_bar_set_study (self->lambda_bar, self->study);
  shr_sidebar_set_study (self->sidebar, self->study);
  shr_inspector_set_study (self->inspector, self->study);

  target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  g_signal_connect (target, "drop", G_CALLBACK (dropped), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));

  g_signal_connect_object (self->study, "notify::dataset", G_CALLBACK (update_title), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->keeper, "changed", G_CALLBACK (update_title), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->study, "notify::dataset", G_CALLBACK (watch_file), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->study, "notify::can-undo", G_CALLBACK (update_undo), self, 0);
  g_signal_connect_object (self->study, "notify::can-redo", G_CALLBACK (update_undo), self, 0);
  g_signal_connect_object (self->study, "failed", G_CALLBACK (fit_failed), self, 0);
  update_undo (self->study, NULL, self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.import-options", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.reload", FALSE);
  update_title (self);
}

ShrWindow *
shr_window_new (GtkApplication *application)
{
  return g_object_new (SHR_TYPE_WINDOW, "application", application, NULL);
}

gboolean
shr_window_get_loading (ShrWindow *self)
{
  g_return_val_if_fail (SHR_IS_WINDOW (self), FALSE);

  return self->loader != NULL;
}

gboolean
shr_window_is_empty (ShrWindow *self)
{
  g_return_val_if_fail (SHR_IS_WINDOW (self), FALSE);

  return self->loader == NULL && shr_study_get_dataset (self->study) == NULL;
}

ShrStudy *
shr_window_get_study (ShrWindow *self)
{
  g_return_val_if_fail (SHR_IS_WINDOW (self), NULL);

  return self->study;
}

ShrBoardView *
shr_window_get_board (ShrWindow *self)
{
  g_return_val_if_fail (SHR_IS_WINDOW (self), NULL);

  return self->board;
}
