#pragma once

#include "plot/shr-scene.h"
#include "plot/shr-theme.h"
#include "study/shr-study.h"

G_BEGIN_DECLS

/* One cell of a study's board into an existing scene, at the scene's origin. */
void shr_board_draw_cell (ShrStudy *study,
                          ShrRow row,
                          ShrPenalty penalty,
                          double width,
                          double height,
                          const ShrTheme *theme,
                          ShrScene *scene);

/* The accessible description of a cell. (transfer full) */
char *shr_board_describe_cell (ShrStudy *study, ShrRow row, ShrPenalty penalty);

G_END_DECLS
