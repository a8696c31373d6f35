#pragma once

#include "plot/shr-theme.h"
#include "study/shr-study.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ShrCanvas:
 *
 * One cell of the board: a view of one penalty's path. What seldom changes is kept in two images, the frame (axes,
 * ticks, names) and the traces; what follows λ is drawn above them in each frame. An accessible image whose
 * description is written from the data.
 */
#define SHR_TYPE_CANVAS (shr_canvas_get_type ())
G_DECLARE_FINAL_TYPE (ShrCanvas, shr_canvas, SHR, CANVAS, GtkWidget)

ShrCanvas *shr_canvas_new (ShrStudy *study, ShrRow row, ShrPenalty penalty);

ShrRow shr_canvas_get_row (ShrCanvas *self);
ShrPenalty shr_canvas_get_penalty (ShrCanvas *self);

/* Copied. */
void shr_canvas_set_theme (ShrCanvas *self, const ShrTheme *theme);

/* λ at the horizontal position @x in the widget becomes the study's, this column leading. */
void shr_canvas_set_lambda_at (ShrCanvas *self, double x);

/* The row's charts become larger by @factor around the middle of what is seen, or what is seen goes with the pointer by
 * so many pixels. */
void shr_canvas_zoom (ShrCanvas *self, double factor);
void shr_canvas_pan (ShrCanvas *self, double dx, double dy);

/* Points of the path that are painted in the traces' texture; for tests. */
gsize shr_canvas_get_drawn (ShrCanvas *self);

G_END_DECLS
