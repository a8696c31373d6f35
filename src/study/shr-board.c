#include "study/shr-board.h"

#include "study/shr-cell.h"

#include <glib/gi18n-lib.h>

/* Around the board, and between its cells, in ems of the theme's text. */
#define MARGIN_EMS 1.0
#define GAP_EMS 1.5

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

  if (!shr_study_get_chart (study, penalty, &chart))
    return;

  shr_cell_get (row)->draw (&chart, width, height, theme, scene);
}

char *
shr_board_describe_cell (ShrStudy *study, ShrRow row, ShrPenalty penalty)
{
  ShrChart chart;

  g_return_val_if_fail (SHR_IS_STUDY (study), NULL);

  if (!shr_study_get_chart (study, penalty, &chart))
    return g_strdup_printf (_ ("%s, nothing solved yet"), shr_penalty_title (penalty));

  return shr_cell_get (row)->describe (&chart);
}

static void
set_words (ShrStudy *study, ShrScene *scene)
{
  ShrDataset *dataset = shr_study_get_dataset (study);
  g_autoptr (GString) description = g_string_new (NULL);
  g_autofree char *title = g_strdup_printf (_ ("Regularisation paths of %s, response %s"), shr_dataset_name (dataset),
                                            shr_dataset_response (dataset));

  for (ShrRow row = 0; row < SHR_N_ROWS; row++)
    for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
      if (shr_study_get_row (study, row) && shr_study_get_penalty (study, penalty))
        {
          g_autofree char *words = shr_board_describe_cell (study, row, penalty);

          /* A sentence for each cell. */
          g_string_append_printf (description, "%s%s%s", description->len > 0 ? " " : "", words,
                                  g_str_has_suffix (words, ".") ? "" : ".");
        }

  shr_scene_set_words (scene, title, description->str);
}

ShrScene *
shr_board_draw (ShrStudy *study, double width, double height, const ShrTheme *theme)
{
  ShrScene *scene;
  double margin = MARGIN_EMS * theme->font_size, gap = GAP_EMS * theme->font_size;
  double cell_width, cell_height, y;
  guint n_rows = 0, n_columns = 0;

  g_return_val_if_fail (SHR_IS_STUDY (study), NULL);
  g_return_val_if_fail (shr_study_get_dataset (study) != NULL, NULL);

  scene = shr_scene_new (width, height);
  set_words (study, scene);

  for (ShrRow row = 0; row < SHR_N_ROWS; row++)
    n_rows += shr_study_get_row (study, row) ? 1 : 0;
  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    n_columns += shr_study_get_penalty (study, penalty) ? 1 : 0;
  cell_width = (width - 2.0 * margin - (n_columns - 1) * gap) / n_columns;
  cell_height = (height - 2.0 * margin - (n_rows - 1) * gap) / n_rows;

  y = margin;
  for (ShrRow row = 0; row < SHR_N_ROWS; row++)
    {
      double x = margin;

      if (!shr_study_get_row (study, row))
        continue;

      for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
        {
          if (!shr_study_get_penalty (study, penalty))
            continue;

          shr_scene_set_origin (scene, x, y);
          shr_board_draw_cell (study, row, penalty, cell_width, cell_height, theme, scene);
          x += cell_width + gap;
        }
      y += cell_height + gap;
    }

  return scene;
}
