#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ShrProgressRow:
 *
 * What is being done, how far it is, and a button to cancel it. Work that is over in a moment never shows it. It is to
 * be laid over something else: a board that changed its size would have to paint all its traces again.
 *
 * Signal ::cancelled
 */
#define SHR_TYPE_PROGRESS_ROW (shr_progress_row_get_type ())
G_DECLARE_FINAL_TYPE (ShrProgressRow, shr_progress_row, SHR, PROGRESS_ROW, AdwBin)

/* @label: what is being done */
void shr_progress_row_begin (ShrProgressRow *self, const char *label);
/* @fraction: 0 to 1 */
void shr_progress_row_set_fraction (ShrProgressRow *self, double fraction);
void shr_progress_row_end (ShrProgressRow *self);

G_END_DECLS
