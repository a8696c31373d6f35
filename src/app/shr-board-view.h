#pragma once

#include "app/shr-canvas.h"
#include "study/shr-study.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ShrBoardView:
 *
 * The grid of charts: penalties across, views down; where it is narrow, fewer penalties beside each other. Drives the
 * study's clock, and owns the keys that need no modifier: they work while a cell has the focus.
 */
#define SHR_TYPE_BOARD_VIEW (shr_board_view_get_type ())
G_DECLARE_FINAL_TYPE (ShrBoardView, shr_board_view, SHR, BOARD_VIEW, GtkWidget)

/* Once, before it is shown. */
void shr_board_view_set_study (ShrBoardView *self, ShrStudy *study);

ShrCanvas *shr_board_view_get_canvas (ShrBoardView *self, ShrRow row, ShrPenalty penalty);

G_END_DECLS
