#pragma once

#include "plot/shr-scale.h"
#include "plot/shr-scene.h"
#include "plot/shr-theme.h"
#include "plot/shr-ticks.h"

G_BEGIN_DECLS

/* px from an axis line to the far side of its tick labels, without a title. */
double shr_axis_depth_below (const ShrTheme *theme);
double shr_axis_depth_left (const ShrTheme *theme, const ShrTicks *ticks);

/* The line at height @y from @from to @to with ticks below it; labels that would touch another or leave the width of
 * the scene are left out, their ticks stay.
 *
 * Returns: where the first label begins, px; infinity when there is none
 */
double shr_axis_draw_bottom (ShrScene *scene,
                             const ShrTheme *theme,
                             const ShrScale *scale,
                             const ShrTicks *ticks,
                             double from,
                             double to,
                             double y,
                             double scene_width);
/* The line at @x from @top to @bottom with ticks on its left. @first_below: what shr_axis_draw_bottom() returned for
 * the axis that meets this one at @bottom: a label at the corner must not touch that one's. */
void shr_axis_draw_left (ShrScene *scene,
                         const ShrTheme *theme,
                         const ShrScale *scale,
                         const ShrTicks *ticks,
                         double x,
                         double top,
                         double bottom,
                         double first_below);

/* A title centred under an axis, moved or shortened so that it stays within 0 … @scene_width. */
void shr_axis_draw_title_below (ShrScene *scene,
                                const ShrTheme *theme,
                                const char *title,
                                double center,
                                double baseline,
                                double scene_width);
/* The room that it takes up. */
void shr_axis_title_below_box (const ShrTheme *theme,
                               const char *title,
                               double center,
                               double baseline,
                               double scene_width,
                               ShrRect *box);
/* The same turned upwards, its baseline at @x, within 0 … @bottom. */
void shr_axis_draw_title_left (ShrScene *scene,
                               const ShrTheme *theme,
                               const char *title,
                               double x,
                               double center,
                               double bottom);

G_END_DECLS
