#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is remembered from session to session: the schema org.shrinkage.Shrinkage. (transfer none) (nullable): NULL where
 * the schema is not installed; then nothing is remembered. */
GSettings *shr_app_settings_get (void);

/* The folder that was exported to last. (transfer full) (nullable) */
GFile *shr_app_settings_get_export_folder (void);
/* @file: in that folder */
void shr_app_settings_remember_export (GFile *file);

G_END_DECLS
