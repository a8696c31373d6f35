#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Dialogs whose names change with newer GTK and libadwaita, in the one place that will have to change with them. */

/* @file and @filter are NULL when the user thought better of it. */
typedef void (*ShrCompatFileFunc) (GFile *file, GtkFileFilter *filter, gpointer user_data);

/**
 * shr_compat_choose_file:
 * @action: open or save
 * @filters: (element-type GtkFileFilter): the first one is chosen at first
 * @name: (nullable): a suggested name, for saving
 * @folder: (nullable): where to begin
 * @callback: called once; @parent lives until then
 */
void shr_compat_choose_file (GtkWindow *parent,
                             GtkFileChooserAction action,
                             const char *title,
                             GListModel *filters,
                             const char *name,
                             GFile *folder,
                             ShrCompatFileFunc callback,
                             gpointer user_data);

/* A heading and some sentences, with one button to dismiss them. */
void shr_compat_show_message (GtkWindow *parent, const char *heading, const char *body);

/* "cancel", "discard" or "save"; @parent lives until then. */
typedef void (*ShrCompatAnswerFunc) (const char *answer, gpointer user_data);

/* Asks whether to save before something is lost. */
void shr_compat_ask_to_save (GtkWindow *parent,
                             const char *heading,
                             const char *body,
                             ShrCompatAnswerFunc callback,
                             gpointer user_data);

/* Opens the file manager on @file's folder, with @file selected where the file manager can do so. */
void shr_compat_show_in_folder (GtkWindow *parent, GFile *file);

G_END_DECLS
