#pragma once

#include "plot/shr-picture.h"

G_BEGIN_DECLS

/**
 * shr_png_write:
 *
 * The scene painted by Cairo and written by libpng, with its dots per inch as pHYs, and Title,
 * Description, Comment (the settings) and Software in text chunks.
 *
 * Returns: (transfer full): the file's bytes; or %SHR_PLOT_ERROR_SIZE or %SHR_PLOT_ERROR_RENDER
 */
GBytes *shr_png_write (const ShrScene *scene, const ShrTheme *theme, const ShrPictureOptions *options, GError **error);

G_END_DECLS
