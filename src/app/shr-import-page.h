#pragma once

#include "data/shr-import.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ShrImportPage:
 *
 * How a text is read as a table: what was understood, with the evidence, and every bit of it to be said better, with
 * the first rows as they then are. The text is looked at in a thread of its own; only the beginning of a long one.
 *
 * Properties: "busy" (read-only): the page does not yet show what its choices mean
 * Signals: ::accepted, ::cancelled
 */
#define SHR_TYPE_IMPORT_PAGE (shr_import_page_get_type ())
G_DECLARE_FINAL_TYPE (ShrImportPage, shr_import_page, SHR, IMPORT_PAGE, AdwBin)

/**
 * shr_import_page_begin:
 * @file: (nullable): where the text is; NULL: @text is all of it
 * @text: (nullable)
 * @name: what the user knows it by
 * @import: what was said so far
 * @problem: (nullable): why it was not taken as it is
 */
void shr_import_page_begin (ShrImportPage *self,
                            GFile *file,
                            GBytes *text,
                            const char *name,
                            const ShrImport *import,
                            const GError *problem);
/* Gives the text back and stops looking at it. */
void shr_import_page_end (ShrImportPage *self);

/* What was said, after all. (transfer full) */
ShrImport *shr_import_page_get_import (ShrImportPage *self);

G_END_DECLS
