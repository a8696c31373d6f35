#pragma once

#include "data/shr-dataset.h"
#include "data/shr-table.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ShrLoader:
 *
 * One opening of data, in a thread of its own: from a file or a built-in sample to a table, and from a table and the
 * choice of a response to a dataset.
 */
#define SHR_TYPE_LOADER (shr_loader_get_type ())
G_DECLARE_FINAL_TYPE (ShrLoader, shr_loader, SHR, LOADER, GObject)

/* @file: a file, or the address sample:NAME */
ShrLoader *shr_loader_new_for_file (GFile *file);
/* Another choice of response from a table that is already there. */
ShrLoader *shr_loader_new_for_table (ShrTable *table, const char *response);

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
