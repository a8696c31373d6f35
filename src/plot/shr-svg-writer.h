#pragma once

#include "plot/shr-scene.h"
#include "plot/shr-theme.h"

G_BEGIN_DECLS

/**
 * shr_svg_write:
 *
 * The scene as SVG 1.1, by libxml2's writer: groups with ids and titles, the role of every mark as its class, real
 * text. Numbers have at most two decimals and no locale.
 *
 * Returns: (transfer full): the file's bytes; or %SHR_PLOT_ERROR_RENDER
 */
GBytes *shr_svg_write (const ShrScene *scene, const ShrTheme *theme, GError **error);

G_END_DECLS
