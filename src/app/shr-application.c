#include "app/shr-application.h"

#include "app/shr-window.h"

#include <glib/gi18n.h>

struct _ShrApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (ShrApplication, shr_application, ADW_TYPE_APPLICATION)

static void
show_about (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkApplication *application = user_data;

  adw_show_about_window (gtk_application_get_active_window (application), "application-name", _ ("Shrinkage"),
                         "application-icon", APPLICATION_ID, "version", PACKAGE_VERSION, "comments",
                         _ ("See what regularisation does to a linear model: ridge, elastic net and lasso "
                            "on your own data, side by side."),
                         "developer-name", _ ("The Shrinkage contributors"), "license-type", GTK_LICENSE_MIT_X11, NULL);
}

static void
quit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (user_data)));

  /* Each may have something to ask; the last one that goes takes the application with it. */
  for (GList *link = windows; link != NULL; link = link->next)
    if (SHR_IS_WINDOW (link->data))
      gtk_window_close (link->data);
}

static const GActionEntry actions[] = {
  { .name = "about", .activate = show_about },
  { .name = "quit", .activate = quit },
};

/* Unmodified keys are missing here on purpose: they belong to the board, so that a digit typed into an entry stays a
 * digit. */
static const struct
{
  const char *action;
  const char *accels[3];
} accels[] = {
  { "app.quit", { "<Control>q" } },
  { "win.open", { "<Control>o" } },
  { "win.save", { "<Control>s" } },
  { "win.save-as", { "<Control><Shift>s" } },
  { "win.export", { "<Control>e" } },
  { "win.show-sidebar", { "F9" } },
  { "win.show-inspector", { "<Control>i" } },
  { "window.close", { "<Control>w" } },
  { "win.help", { "F1" } },
  { "win.export-numbers", { "<Control><Shift>e" } },
  { "win.copy-code('')", { "<Control><Shift>c" } },
};

static void
shr_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (shr_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (APPLICATION_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), application);
  for (gsize i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), accels[i].action, accels[i].accels);
}

static ShrWindow *
empty_window (GApplication *application)
{
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (SHR_IS_WINDOW (active) && shr_window_is_empty (SHR_WINDOW (active)))
    return SHR_WINDOW (active);
  return shr_window_new (GTK_APPLICATION (application));
}

static void
shr_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    window = GTK_WINDOW (shr_window_new (GTK_APPLICATION (application)));
  gtk_window_present (window);
}

static void
shr_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  for (int i = 0; i < n_files; i++)
    {
      ShrWindow *window = empty_window (application);

      shr_window_load (window, files[i]);
      gtk_window_present (GTK_WINDOW (window));
    }
}

static int
shr_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  if (g_variant_dict_contains (options, "check-display"))
    return gtk_init_check () ? 0 : 1;
  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("shrinkage %s\n", PACKAGE_VERSION);
      return 0;
    }
  return G_APPLICATION_CLASS (shr_application_parent_class)->handle_local_options (application, options);
}

static void
shr_application_class_init (ShrApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = shr_application_startup;
  application_class->activate = shr_application_activate;
  application_class->open = shr_application_open;
  application_class->handle_local_options = shr_application_handle_local_options;
}

static void
shr_application_init (ShrApplication *self)
{
  static const GOptionEntry options[] = {
    { .long_name = "check-display",
      .arg = G_OPTION_ARG_NONE,
      .description = N_ ("Exit with status 0 if a display can be opened, else 1; open no window") },
    { .long_name = "version", .arg = G_OPTION_ARG_NONE, .description = N_ ("Print the version and exit") },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _ ("[FILE | sample:NAME …]"));
}

ShrApplication *
shr_application_new (GApplicationFlags flags)
{
  return g_object_new (SHR_TYPE_APPLICATION, "application-id", APPLICATION_ID, "resource-base-path",
                       "/org/shrinkage/Shrinkage", "flags", flags | G_APPLICATION_HANDLES_OPEN, NULL);
}
