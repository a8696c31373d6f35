#pragma once

#include "app/shr-board-view.h"
#include "data/shr-import.h"
#include "study/shr-study.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ShrWindow:
 *
 * One study on show: its board between header bar, sidebar and λ bar, or the welcome page. Opens data without
 * blocking, and leaves the study as it was when that fails.
 *
 * Properties: "study" (read-only) · "loading" (read-only): a file is being opened · "show-sidebar"
 */
#define SHR_TYPE_WINDOW (shr_window_get_type ())
G_DECLARE_FINAL_TYPE (ShrWindow, shr_window, SHR, WINDOW, AdwApplicationWindow)

ShrWindow *shr_window_new (GtkApplication *application);

/* @file: a file, or the address sample:NAME. An opening that is still going on is given up. */
void shr_window_load (ShrWindow *self, GFile *file);
/* What @import says, from where it says; or from @text, which is known as @name. */
void shr_window_load_import (ShrWindow *self, const ShrImport *import, GBytes *text, const char *name);
/* Shows how the data in hand were read, to have it said better; nothing where they were not read. */
void shr_window_show_import_options (ShrWindow *self);
/* Whether the import page is on show. */
gboolean shr_window_is_importing (ShrWindow *self);
gboolean shr_window_get_loading (ShrWindow *self);
/* No data, and none on the way. */
gboolean shr_window_is_empty (ShrWindow *self);

/* Writes the paths to @file, as JSON if it ends so, else as CSV, and says how that went. */
void shr_window_export_numbers (ShrWindow *self, GFile *file);

/* Writes the data to @file as CSV, in a thread, and says how that went. */
void shr_window_save_data (ShrWindow *self, GFile *file);

/* Writes the study to @file, in a thread, and says how that went; it is the study's file from then on. */
void shr_window_save_study (ShrWindow *self, GFile *file);

/* (transfer none) */
ShrStudy *shr_window_get_study (ShrWindow *self);
ShrBoardView *shr_window_get_board (ShrWindow *self);

G_END_DECLS
