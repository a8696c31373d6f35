#include "study/shr-board.h"

#include "study/shr-cell.h"

#include <glib/gi18n-lib.h>

void
shr_board_draw_cell (ShrStudy *study,
                     ShrRow row,
                     ShrPenalty penalty,
                     double width,
                     double height,
                     const ShrTheme *theme,
                     ShrScene *scene)
{
  ShrChart chart;

  g_return_if_fail (SHR_IS_STUDY (study));

  if (!shr_study_get_cell_chart (study, row, penalty, &chart))
    return;

  shr_cell_get (row)->draw (&chart, width, height, theme, scene);
}

char *
shr_board_describe_cell (ShrStudy *study, ShrRow row, ShrPenalty penalty)
{
  ShrChart chart;

  g_return_val_if_fail (SHR_IS_STUDY (study), NULL);

  if (!shr_study_get_cell_chart (study, row, penalty, &chart))
    return g_strdup_printf (_ ("%s, nothing solved yet"), shr_penalty_title (penalty));

  return shr_cell_get (row)->describe (&chart);
}
