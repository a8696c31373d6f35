#include "app/shr-app-settings.h"

GSettings *
shr_app_settings_get (void)
{
  static GSettings *settings = NULL;
  static gsize asked = 0;

  if (g_once_init_enter (&asked))
    {
      GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
      g_autoptr (GSettingsSchema) schema =
          source != NULL ? g_settings_schema_source_lookup (source, APPLICATION_ID, TRUE) : NULL;

      if (schema != NULL)
        settings = g_settings_new_full (schema, NULL, NULL);
      g_once_init_leave (&asked, 1);
    }

  return settings;
}

GFile *
shr_app_settings_get_export_folder (void)
{
  GSettings *settings = shr_app_settings_get ();
  g_autofree char *uri = settings != NULL ? g_settings_get_string (settings, "export-folder") : NULL;

  return uri != NULL && *uri != '\0' ? g_file_new_for_uri (uri) : NULL;
}

void
shr_app_settings_remember_export (GFile *file)
{
  GSettings *settings = shr_app_settings_get ();
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *uri = folder != NULL ? g_file_get_uri (folder) : NULL;

  if (settings != NULL && uri != NULL)
    g_settings_set_string (settings, "export-folder", uri);
}
