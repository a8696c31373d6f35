#pragma once

#include "plot/shr-scene.h"
#include "plot/shr-theme.h"

G_BEGIN_DECLS

/**
 * shr_png_write:
 * @dpi: dots per inch; 96 makes one dot per logical pixel; stored as pHYs
 *
 * The scene painted by Cairo and written by libpng, with Title, Description and Software in text chunks.
 *
 * Returns: (transfer full): the file's bytes; or %SHR_PLOT_ERROR_SIZE or %SHR_PLOT_ERROR_RENDER
 */
GBytes *shr_png_write (const ShrScene *scene, const ShrTheme *theme, double dpi, GError **error);

G_END_DECLS
