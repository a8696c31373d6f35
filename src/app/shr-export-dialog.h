#pragma once

#include "study/shr-study.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ShrExportDialog:
 *
 * How a picture of the study is to be, with a preview that follows every choice and the study, and then where it goes.
 * Painting and writing happen in another thread. Closes itself when the picture is written.
 *
 * Signal ::exported (GFile *file)
 */
#define SHR_TYPE_EXPORT_DIALOG (shr_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ShrExportDialog, shr_export_dialog, SHR, EXPORT_DIALOG, AdwWindow)

/* @study has data. */
ShrExportDialog *shr_export_dialog_new (GtkWindow *parent, ShrStudy *study);

/* As chosen, to @file, whose ending says the format. Says in a message when it fails. */
void shr_export_dialog_export (ShrExportDialog *self, GFile *file);

G_END_DECLS
