#pragma once

#include "plot/shr-scene.h"

G_BEGIN_DECLS

/* The room that a text takes up: from its ascent to its descent, after alignment and turning. The angle must be 0 or
 * 90 degrees. */
void shr_lettering_box (const char *text, const ShrTextStyle *style, double x, double y, ShrRect *box);

/* Ascent and descent of a line of text that may have every sign that charts write, among them those that few fonts
 * have and that then come from a taller one. */
void shr_lettering_line (double size, gboolean bold, double *ascent, double *descent);

/* The text, or as much of its beginning as fits into @width with an ellipsis behind it, or "" when not even that
 * fits. (transfer full) */
char *shr_lettering_fit (const char *text, double size, gboolean bold, double width);

/* Breaks a sentence at its spaces into at most @max_lines lines no wider than @width; what does not fit ends in an
 * ellipsis. (transfer full): NULL-terminated */
char **shr_lettering_wrap (const char *text, double size, gboolean bold, double width, gsize max_lines);

/* Whether two boxes have more than an edge in common. */
gboolean shr_lettering_boxes_meet (const ShrRect *a, const ShrRect *b);

G_END_DECLS
