#pragma once

#include "plot/shr-picture.h"

G_BEGIN_DECLS

/**
 * shr_pdf_write:
 *
 * The scene as one page of PDF, by Cairo, a logical pixel being 1/96 inch, with fonts embedded, title and description.
 *
 * Returns: (transfer full): the file's bytes; or %SHR_PLOT_ERROR_RENDER
 */
GBytes *shr_pdf_write (const ShrScene *scene, const ShrTheme *theme, const ShrPictureOptions *options, GError **error);

G_END_DECLS
