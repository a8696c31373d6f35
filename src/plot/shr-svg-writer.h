#pragma once

#include "plot/shr-picture.h"

G_BEGIN_DECLS

/**
 * shr_svg_write:
 *
 * The scene as SVG 1.1, by libxml2's writer: groups with ids and titles, the role of every mark as its class, real
 * text with the length it has here (so that another font does not make labels run into each other), or its outlines.
 * Numbers have at most two decimals and no locale.
 *
 * Returns: (transfer full): the file's bytes; or %SHR_PLOT_ERROR_RENDER
 */
GBytes *shr_svg_write (const ShrScene *scene, const ShrTheme *theme, const ShrPictureOptions *options, GError **error);

G_END_DECLS
