#include "study/shr-cell.h"

#include "shr-test-study.h"
#include "study/shr-board.h"
#include "support/shr-test-views.h"

#include <string.h>

/* Layout, frame and overlay make what the chart draws whole; the layout is the same when nothing has changed, and not
 * when the size has. */
static void
test_parts (void)
{
  const char *const ids[SHR_N_ROWS] = { "paths", "geometry", "norms", "prior", "fit", "error" };
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample ("diabetes");
  g_autoptr (ShrStudy) study = shr_study_new ();
  ShrTheme theme;

  shr_study_set_worker (study, FALSE);
  for (ShrRow row = 0; row < SHR_N_ROWS; row++)
    shr_study_set_row (study, row, TRUE);
  shr_study_set_dataset (study, dataset);
  g_assert_true (shr_study_fit_now (study, NULL));
  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);

  for (ShrRow row = 0; row < SHR_N_ROWS; row++)
    {
      const ShrCell *cell = shr_cell_get (row);
      const ShrPathsLayout *axis;
      const ShrRect *plot;
      g_autoptr (ShrScene) whole = shr_scene_new (480.0, 330.0);
      g_autoptr (ShrScene) parts = shr_scene_new (480.0, 330.0);
      ShrCellLayout layout, again, larger;
      ShrChart chart;

      g_assert_cmpstr (cell->id, ==, ids[row]);
      g_assert_nonnull (strstr (cell->label, "%s"));
      g_assert_true (shr_study_get_chart (study, SHR_PENALTY_LASSO, &chart));
      cell->lay_out (&chart, 480.0, 330.0, &theme, NULL, &layout);
      cell->lay_out (&chart, 480.0, 330.0, &theme, &layout, &again);
      cell->lay_out (&chart, 600.0, 400.0, &theme, NULL, &larger);
      g_assert_true (cell->is_same (&layout, &again));
      g_assert_false (cell->is_same (&layout, &larger));

      shr_board_draw_cell (study, row, SHR_PENALTY_LASSO, 480.0, 330.0, &theme, whole);
      cell->draw_frame (&chart, &layout, &theme, parts);
      if (row == SHR_ROW_PATHS)
        shr_paths_chart_draw_traces (&chart, &layout.paths, &theme, 0, chart.shown, parts);
      cell->draw_overlay (&chart, &layout, &theme, parts);
      if (row != SHR_ROW_PATHS)
        shr_test_assert_same_scene (whole, parts, cell->id);
      else
        g_assert_cmpuint (shr_scene_get_n_marks (parts), >, 20);

      /* Where λ is across, the layout tells where. */
      axis = shr_cell_get_axis (row, &layout, &plot);
      g_assert_cmpint (axis != NULL, ==, row == SHR_ROW_PATHS || row == SHR_ROW_ERROR);
      g_assert_cmpint (plot != NULL, ==, axis != NULL);
      if (axis != NULL)
        g_assert_cmpfloat (shr_paths_chart_lambda_at (&chart, axis, plot->x + 0.3 * plot->width), <,
                           shr_paths_chart_lambda_at (&chart, axis, plot->x + 0.6 * plot->width));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cell/parts", test_parts);

  return g_test_run ();
}
