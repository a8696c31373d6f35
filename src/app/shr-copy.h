#pragma once

#include "study/shr-code.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What goes onto the clipboard. @study has a solution. */

/* The board as a picture: a texture (PNG and the like), and SVG. */
void shr_copy_picture (GdkClipboard *clipboard, ShrStudy *study);
/* The coefficients at λ, a row for each feature and a column for each penalty, on the scale that is on show: text with
 * tabs, as spreadsheets take it, and HTML. */
void shr_copy_table (GdkClipboard *clipboard, ShrStudy *study);
/* The program of the leading column. FALSE with @error when there is none. */
gboolean shr_copy_code (GdkClipboard *clipboard, ShrStudy *study, ShrCodeLanguage language, GError **error);

G_END_DECLS
