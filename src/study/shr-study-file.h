#pragma once

#include "study/shr-state.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the names of study files end in, and their newest form. */
#define SHR_STUDY_FILE_ENDING ".shrinkage"
#define SHR_STUDY_FILE_VERSION 1

/* Whether @file is a study by its name. */
gboolean shr_study_file_is_one (GFile *file);

/* @state, which has data, as JSON: the data as they were read, unless they are a sample, and everything that is set, by
 * ids and names where there are any. From any thread. (transfer full) */
GBytes *shr_study_file_write (const ShrState *state);

/**
 * shr_study_file_read:
 * @name: what the user knows the file by; begins the message
 * @error: G_IO_ERROR: NOT_SUPPORTED where it is of a newer version; INVALID_DATA where it is no study or is damaged: the
 *   sentence gives the line or the member
 *
 * What shr_study_file_write() has written; every value is one that its property takes. From any thread.
 *
 * Returns: (transfer full): the state, with data, or NULL
 */
ShrState *shr_study_file_read (GBytes *bytes, const char *name, GError **error);

/* The same from a file that is there or not. */
ShrState *shr_study_file_load (GFile *file, GCancellable *cancellable, GError **error);

G_END_DECLS
