#pragma once

#include "data/shr-dataset.h"
#include "data/shr-import.h"
#include "data/shr-table.h"
#include "study/shr-state.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ShrLoader:
 *
 * One opening of data, in a thread of its own: from a file, a text or a built-in sample to a table, and from a table and
 * what was said about it to a dataset.
 */
#define SHR_TYPE_LOADER (shr_loader_get_type ())
G_DECLARE_FINAL_TYPE (ShrLoader, shr_loader, SHR, LOADER, GObject)

/* @file: a file, or the address sample:NAME */
ShrLoader *shr_loader_new_for_file (GFile *file);
/* What @import says, from where it says; or from @text, which is known as @name. */
ShrLoader *shr_loader_new_for_import (const ShrImport *import, GBytes *text, const char *name);
/* From a table that is already there; what concerns the reader is as it was. */
ShrLoader *shr_loader_new_for_table (ShrTable *table, const ShrImport *import);

const ShrImport *shr_loader_get_import (ShrLoader *self);
/* The file, unless it is a sample or a text. (transfer none) (nullable) */
GFile *shr_loader_get_file (ShrLoader *self);
/* Whether it chooses from a table that was there already. */
gboolean shr_loader_is_choice (ShrLoader *self);
/* (transfer none) (nullable) */
GBytes *shr_loader_get_text (ShrLoader *self);
/* What the study is set to that the file was, once it is done; NULL: the file was data. (transfer none) */
const ShrState *shr_loader_get_state (ShrLoader *self);
/* What is being opened, as the user knows it. (transfer full) */
char *shr_loader_get_name (ShrLoader *self);
/* Share of the file that has been read, 0 to 1; from any thread. */
double shr_loader_get_progress (ShrLoader *self);

/* Once for each loader. */
void shr_loader_run (ShrLoader *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* @table, @dataset: (out) (transfer full) */
gboolean
shr_loader_finish (ShrLoader *self, GAsyncResult *result, ShrTable **table, ShrDataset **dataset, GError **error);

G_END_DECLS
