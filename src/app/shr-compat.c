#include "app/shr-compat.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWindow *parent;
  GtkFileChooserNative *dialog;
  ShrCompatFileFunc callback;
  gpointer user_data;
} FileChoice;

static void
file_chosen (GtkNativeDialog *native, int response, gpointer user_data)
{
  FileChoice *choice = user_data;
  g_autoptr (GFile) file = NULL;
  GtkFileFilter *filter = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (native));
      filter = gtk_file_chooser_get_filter (GTK_FILE_CHOOSER (native));
    }
  choice->callback (file, filter, choice->user_data);

  g_object_unref (choice->dialog);
  g_object_unref (choice->parent);
  g_free (choice);
}

void
shr_compat_choose_file (GtkWindow *parent,
                        GtkFileChooserAction action,
                        const char *title,
                        GListModel *filters,
                        const char *name,
                        GFile *folder,
                        ShrCompatFileFunc callback,
                        gpointer user_data)
{
  FileChoice *choice = g_new0 (FileChoice, 1);
  GtkFileChooser *chooser;

  choice->parent = g_object_ref (parent);
  choice->dialog = gtk_file_chooser_native_new (title, parent, action, NULL, NULL);
  choice->callback = callback;
  choice->user_data = user_data;

  chooser = GTK_FILE_CHOOSER (choice->dialog);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (choice->dialog), TRUE);
  for (guint i = 0; i < g_list_model_get_n_items (filters); i++)
    {
      g_autoptr (GtkFileFilter) filter = g_list_model_get_item (filters, i);

      gtk_file_chooser_add_filter (chooser, filter);
      if (i == 0)
        gtk_file_chooser_set_filter (chooser, filter);
    }
  if (folder != NULL)
    gtk_file_chooser_set_current_folder (chooser, folder, NULL);
  if (name != NULL)
    gtk_file_chooser_set_current_name (chooser, name);

  g_signal_connect (choice->dialog, "response", G_CALLBACK (file_chosen), choice);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (choice->dialog));
}

void
shr_compat_show_message (GtkWindow *parent, const char *heading, const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

typedef struct
{
  GtkWindow *parent;
  ShrCompatAnswerFunc callback;
  gpointer user_data;
} Question;

static void
answered (AdwMessageDialog *dialog, const char *answer, Question *question)
{
  question->callback (answer, question->user_data);
  g_object_unref (question->parent);
  g_free (question);
}

void
shr_compat_ask_to_save (GtkWindow *parent,
                        const char *heading,
                        const char *body,
                        ShrCompatAnswerFunc callback,
                        gpointer user_data)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, heading, body));
  Question *question = g_new (Question, 1);

  *question = (Question){ g_object_ref (parent), callback, user_data };
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "discard", _ ("_Discard"), "save", _ ("_Save"),
                                    NULL);
  adw_message_dialog_set_response_appearance (dialog, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "save");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (answered), question);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
shown_in_folder (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GFile) file = user_data;
  g_autoptr (GFile) folder = NULL;
  g_autofree char *uri = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  if (answer != NULL)
    return;

  /* No file manager that speaks this interface: the folder alone is better than nothing. */
  folder = g_file_get_parent (file);
  uri = g_file_get_uri (folder);
  gtk_show_uri (NULL, uri, GDK_CURRENT_TIME);
}

void
shr_compat_show_in_folder (GtkWindow *parent, GFile *file)
{
  GDBusConnection *bus = g_application_get_dbus_connection (G_APPLICATION (gtk_window_get_application (parent)));
  g_autofree char *uri = g_file_get_uri (file);

  if (bus == NULL)
    {
      g_autoptr (GFile) folder = g_file_get_parent (file);
      g_autofree char *folder_uri = g_file_get_uri (folder);

      gtk_show_uri (parent, folder_uri, GDK_CURRENT_TIME);
      return;
    }

  g_dbus_connection_call (bus, "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1",
                          "org.freedesktop.FileManager1", "ShowItems",
                          g_variant_new ("(^ass)", (const char *[]){ uri, NULL }, ""), NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                          NULL, shown_in_folder, g_object_ref (file));
}
