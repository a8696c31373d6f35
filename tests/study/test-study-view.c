#include "shr-test-study.h"
#include "study/shr-board.h"

static void
count (ShrStudy *study, GParamSpec *property, guint *notifications)
{
  (*notifications)++;
}

/* Told when it changes and only then; as text it can be written, and read into another study. */
static void
test_zoom (void)
{
  g_autoptr (ShrStudy) study = shr_study_new ();
  g_autoptr (ShrStudy) other = shr_study_new ();
  const ShrZoom zoom = { 2.5, 0.1, 1.0 / 3.0 }, geometry = { 16.0, 0.5, 0.0 };
  g_autofree char *text = NULL;
  g_autofree char *none = NULL;
  guint notifications = 0;

  g_signal_connect (study, "notify::zoom", G_CALLBACK (count), &notifications);
  shr_study_set_zoom (study, SHR_ROW_PATHS, &zoom);
  shr_study_set_zoom (study, SHR_ROW_PATHS, &zoom);
  g_assert_cmpuint (notifications, ==, 1);
  shr_study_set_zoom (study, SHR_ROW_GEOMETRY, &geometry);

  g_object_get (study, "zoom", &text, NULL);
  g_object_set (other, "zoom", text, NULL);
  for (ShrRow row = 0; row < SHR_N_ROWS; row++)
    g_assert_true (shr_zoom_equal (shr_study_get_zoom (study, row), shr_study_get_zoom (other, row)));

  shr_study_reset_zooms (study);
  g_object_get (study, "zoom", &none, NULL);
  g_assert_cmpstr (none, ==, "");
  g_assert_true (shr_zoom_is_whole (shr_study_get_zoom (study, SHR_ROW_PATHS)));

  /* What makes no sense is left out. */
  g_object_set (other, "zoom", "paths 2 0.9 0; nothing 2 0 0; geometry nan 0 0; fit 4; error 4 0.25 0.75", NULL);
  for (ShrRow row = 0; row < SHR_N_ROWS; row++)
    g_assert_true (shr_zoom_is_whole (shr_study_get_zoom (other, row)) == (row != SHR_ROW_ERROR));
}

/* A picture shows the part that is seen; new data are seen whole. */
static void
test_zoom_drawn (void)
{
  g_autoptr (ShrStudy) study = shr_study_new ();
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample ("diabetes");
  g_autoptr (ShrDataset) next = shr_test_dataset_sample ("prostate");
  g_autoptr (ShrScene) whole = shr_scene_new (500.0, 300.0);
  g_autoptr (ShrScene) part = shr_scene_new (500.0, 300.0);
  const ShrZoom zoom = { 4.0, 0.25, 0.5 };
  ShrTheme theme;
  ShrChart chart;

  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
  shr_study_set_worker (study, FALSE);
  shr_study_set_dataset (study, dataset);
  g_assert_true (shr_study_fit_now (study, NULL));
  shr_board_draw_cell (study, SHR_ROW_PATHS, SHR_PENALTY_LASSO, 500.0, 300.0, &theme, whole);
  g_assert_cmpuint (shr_scene_get_n_clips (whole), ==, 0);

  shr_study_set_zoom (study, SHR_ROW_PATHS, &zoom);
  g_assert_true (shr_study_get_cell_chart (study, SHR_ROW_PATHS, SHR_PENALTY_LASSO, &chart));
  g_assert_true (shr_zoom_equal (chart.zoom, &zoom));
  g_assert_true (shr_study_get_cell_chart (study, SHR_ROW_GEOMETRY, SHR_PENALTY_LASSO, &chart));
  g_assert_true (shr_zoom_is_whole (chart.zoom));
  shr_board_draw_cell (study, SHR_ROW_PATHS, SHR_PENALTY_LASSO, 500.0, 300.0, &theme, part);
  g_assert_cmpuint (shr_scene_get_n_clips (part), >, 0);

  shr_study_set_dataset (study, next);
  g_assert_true (shr_zoom_is_whole (shr_study_get_zoom (study, SHR_ROW_PATHS)));
}

/* One cell, as long as it is on. */
static void
test_maximized (void)
{
  g_autoptr (ShrStudy) study = shr_study_new ();
  g_autofree char *text = NULL;
  guint notifications = 0;
  ShrPenalty penalty;
  ShrRow row;

  g_signal_connect (study, "notify::maximized", G_CALLBACK (count), &notifications);
  g_assert_false (shr_study_get_maximized (study, NULL, NULL));
  shr_study_set_maximized (study, SHR_ROW_GEOMETRY, SHR_PENALTY_RIDGE);
  shr_study_set_maximized (study, SHR_ROW_GEOMETRY, SHR_PENALTY_RIDGE);
  g_assert_cmpuint (notifications, ==, 1);
  g_assert_true (shr_study_get_maximized (study, &row, &penalty));
  g_assert_cmpuint (row, ==, SHR_ROW_GEOMETRY);
  g_assert_cmpuint (penalty, ==, SHR_PENALTY_RIDGE);
  g_object_get (study, "maximized", &text, NULL);
  g_assert_cmpstr (text, ==, "geometry ridge");

  shr_study_set_row (study, SHR_ROW_GEOMETRY, FALSE);
  g_assert_false (shr_study_get_maximized (study, NULL, NULL));
  shr_study_set_row (study, SHR_ROW_GEOMETRY, TRUE);
  g_assert_true (shr_study_get_maximized (study, NULL, NULL));

  g_object_set (study, "maximized", "", NULL);
  g_assert_false (shr_study_get_maximized (study, NULL, NULL));
  g_object_set (study, "maximized", "paths lasso", NULL);
  g_assert_true (shr_study_get_maximized (study, &row, &penalty));
  g_assert_cmpuint (penalty, ==, SHR_PENALTY_LASSO);
  g_object_set (study, "maximized", "paths everything", NULL);
  g_assert_false (shr_study_get_maximized (study, NULL, NULL));
}

/* The steps of each column end at its solution; they are played once, at the pace that is set. */
static void
test_solver (void)
{
  g_autoptr (ShrStudy) study = shr_study_new ();
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample ("diabetes");
  ShrChart chart;
  double seconds[2] = { 0.0 };

  shr_study_set_worker (study, FALSE);
  shr_study_set_dataset (study, dataset);
  g_assert_true (shr_study_fit_now (study, NULL));
  g_assert_true (shr_study_get_cell_chart (study, SHR_ROW_GEOMETRY, SHR_PENALTY_LASSO, &chart));
  g_assert_null (chart.iterates);

  for (int i = 0; i < 2; i++)
    {
      double time = 0.0;

      shr_study_set_animated (study, TRUE);
      g_object_set (study, "pace", i == 0 ? 1.0 : 4.0, "solver", TRUE, NULL);
      g_assert_true (shr_study_get_cell_chart (study, SHR_ROW_GEOMETRY, SHR_PENALTY_LASSO, &chart));
      g_assert_cmpfloat (chart.iterates->shown, ==, 0.0);
      for (; shr_study_needs_tick (study) && time < 60.0; time += 0.01)
        shr_study_tick (study, time);
      seconds[i] = time;
      shr_study_set_solver (study, FALSE);
    }
  g_assert_cmpfloat (seconds[0], >, 3.0 * seconds[1]);

  shr_study_set_animated (study, FALSE);
  shr_study_set_solver (study, TRUE);
  g_assert_false (shr_study_needs_tick (study));
  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    if (shr_study_get_penalty (study, penalty))
      {
        const ShrIterates *iterates;

        g_assert_true (shr_study_get_cell_chart (study, SHR_ROW_GEOMETRY, penalty, &chart));
        iterates = chart.iterates;
        g_assert_true (iterates->closed_form == (penalty == SHR_PENALTY_RIDGE));
        g_assert_cmpfloat (iterates->shown, >, (double) iterates->n);
        for (int i = 0; i < 2; i++)
          {
            g_assert_cmpfloat (iterates->places[0][i], ==, 0.0);
            g_assert_cmpfloat_with_epsilon (iterates->places[iterates->n - 1][i], chart.section->contact[i], 1e-8);
          }
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/study-view/zoom", test_zoom);
  g_test_add_func ("/study-view/zoom-drawn", test_zoom_drawn);
  g_test_add_func ("/study-view/maximized", test_maximized);

  g_test_add_func ("/study-view/solver", test_solver);

  return g_test_run ();
}
