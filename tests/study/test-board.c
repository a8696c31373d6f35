#include "study/shr-board.h"

#include "plot/shr-text.h"
#include "shr-test-study.h"
#include "study/shr-figure.h"

#include <math.h>
#include <string.h>

static ShrStudy *
open_dataset (ShrDataset *dataset, gboolean elastic_net)
{
  ShrStudy *study = shr_study_new ();
  g_autoptr (GError) error = NULL;

  shr_study_set_worker (study, FALSE);
  shr_study_set_penalty (study, SHR_PENALTY_ELASTIC_NET, elastic_net);
  shr_study_set_dataset (study, dataset);
  g_assert_true (shr_study_fit_now (study, &error));
  g_assert_no_error (error);

  return study;
}

static ShrStudy *
open_sample (const char *id, gboolean elastic_net)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample (id);

  return open_dataset (dataset, elastic_net);
}

static ShrScene *
draw_board (ShrStudy *study, double width, double height, ShrThemeKind theme)
{
  ShrFigure figure;

  shr_figure_init (&figure);
  figure.width = width;
  figure.height = height;
  figure.theme = theme;

  return shr_figure_draw (&figure, study);
}

static void
show_all_rows (ShrStudy *study)
{
  for (ShrRow row = 0; row < SHR_N_ROWS; row++)
    shr_study_set_row (study, row, TRUE);
}

static int
find_group (const ShrScene *scene, const char *id)
{
  for (gsize i = 0; i < shr_scene_get_n_groups (scene); i++)
    if (g_str_equal (shr_scene_get_group (scene, (int) i)->id, id))
      return (int) i;

  return -1;
}

static gboolean
is_in_group (const ShrScene *scene, int group, int ancestor)
{
  for (; group >= 0; group = shr_scene_get_group (scene, group)->parent)
    if (group == ancestor)
      return TRUE;

  return FALSE;
}

/* The box of all that is in a group. */
static void
measure_group (const ShrScene *scene, int group, double *left, double *top, double *right, double *bottom)
{
  *left = *top = INFINITY;
  *right = *bottom = -INFINITY;
  for (gsize i = 0; i < shr_scene_get_n_marks (scene); i++)
    {
      const ShrMark *mark = shr_scene_get_mark (scene, i);

      /* What is clipped may go anywhere. */
      if (mark->clip >= 0 || !is_in_group (scene, mark->group, group))
        continue;
      for (gsize j = 0; j < mark->n_points; j++)
        {
          *left = MIN (*left, mark->points[j].x);
          *right = MAX (*right, mark->points[j].x);
          *top = MIN (*top, mark->points[j].y);
          *bottom = MAX (*bottom, mark->points[j].y);
        }
    }
}

/* Every combination of rows and columns that can be on: each cell is there, below or beside its neighbours. */
static void
test_cells (void)
{
  const char *const rows[SHR_N_ROWS] = { "paths", "geometry", "norms", "prior", "fit", "error" };
  g_autoptr (ShrStudy) study = open_sample ("diabetes", TRUE);

  for (guint row_mask = 1; row_mask < 1u << SHR_N_ROWS; row_mask++)
    for (guint column_mask = 1; column_mask < 1u << SHR_N_PENALTIES; column_mask++)
      {
        g_autoptr (ShrScene) scene = NULL;
        ShrSettings settings = *shr_study_get_settings (study);
        double bottom_above = 0.0;

        for (int on = 1; on >= 0; on--) /* first on, then off: never none */
          for (ShrRow row = 0; row < SHR_N_ROWS; row++)
            if ((int) (row_mask >> row & 1) == on)
              shr_study_set_row (study, row, on);
        for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
          settings.penalties[i] = column_mask >> i & 1;
        shr_study_set_settings (study, &settings);
        g_assert_true (shr_study_fit_now (study, NULL));

        scene = draw_board (study, 1200.0, 1800.0, SHR_THEME_LIGHT);
        for (ShrRow row = 0; row < SHR_N_ROWS; row++)
          {
            double right_before = 0.0, lowest = bottom_above;

            for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
              {
                g_autofree char *id = g_strdup_printf ("%s-%s", shr_penalty_id (penalty), rows[row]);
                g_autofree char *frame = g_strconcat (id, "-frame", NULL);
                gboolean on = (row_mask >> row & 1) != 0 && (column_mask >> penalty & 1) != 0;
                int group = find_group (scene, id);
                double left, top, right, bottom;

                g_assert_cmpint (group >= 0, ==, on);
                g_assert_cmpint (find_group (scene, frame) >= 0, ==, on);
                if (!on)
                  continue;

                measure_group (scene, group, &left, &top, &right, &bottom);
                g_assert_cmpfloat (left, >=, right_before);
                g_assert_cmpfloat (top, >=, bottom_above);
                g_assert_cmpfloat (right, <=, 1200.0);
                g_assert_cmpfloat (bottom, <=, 1800.0);
                right_before = right;
                lowest = MAX (lowest, bottom);
              }
            bottom_above = lowest;
          }
      }
}

static void
test_ids (void)
{
  g_autoptr (ShrStudy) study = open_sample ("sparse-truth", TRUE);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (ShrScene) scene = NULL;

  show_all_rows (study);
  scene = draw_board (study, 1400.0, 1900.0, SHR_THEME_DARK);
  g_assert_cmpuint (shr_scene_get_n_groups (scene), >, 3 * SHR_N_ROWS * SHR_N_PENALTIES);
  for (gsize i = 0; i < shr_scene_get_n_groups (scene); i++)
    g_assert_true (g_hash_table_add (ids, (gpointer) shr_scene_get_group (scene, (int) i)->id));
}

static void
test_words (void)
{
  const char *const told[SHR_N_ROWS] = { "bmi", "bmi", "442 residuals", "bmi", "442 rows", "errors" };
  g_autoptr (ShrStudy) study = open_sample ("diabetes", TRUE);
  g_autoptr (ShrScene) scene = NULL;
  const char *rest;

  show_all_rows (study);
  scene = draw_board (study, 1200.0, 800.0, SHR_THEME_LIGHT);
  g_assert_nonnull (strstr (shr_scene_get_title (scene), shr_dataset_name (shr_study_get_dataset (study))));
  g_assert_nonnull (strstr (shr_scene_get_title (scene), "progression"));

  /* A sentence for each cell, row after row, and each says whose it is and what is strongest, or explained. */
  rest = shr_scene_get_description (scene);
  for (ShrRow row = 0; row < SHR_N_ROWS; row++)
    for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
      {
        g_autofree char *words = shr_board_describe_cell (study, row, penalty);

        g_assert_true (g_utf8_validate (words, -1, NULL));
        g_assert_true (g_str_has_prefix (words, shr_penalty_title (penalty)));
        g_assert_nonnull (strstr (words, told[row]));

        g_assert_true (g_str_has_prefix (rest, words));
        rest += strlen (words);
        g_assert_true (*rest == '.' || rest[-1] == '.');
        rest += *rest == '.';
        g_assert_true (*rest == ' ' || *rest == '\0');
        rest += *rest == ' ';
      }
  g_assert_cmpstr (rest, ==, "");
}

/* Nothing solved: said, and drawn as nothing. */
static void
test_nothing_solved (void)
{
  g_autoptr (ShrStudy) study = shr_study_new ();
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample ("prostate");
  g_autoptr (ShrScene) scene = NULL;
  g_autofree char *words = NULL;

  shr_study_set_worker (study, FALSE);
  shr_study_set_dataset (study, dataset);
  words = shr_board_describe_cell (study, SHR_ROW_PATHS, SHR_PENALTY_RIDGE);
  g_assert_true (g_str_has_prefix (words, "Ridge"));

  scene = draw_board (study, 600.0, 400.0, SHR_THEME_LIGHT);
  g_assert_cmpuint (shr_scene_get_n_marks (scene), ==, 0);
}

/* --- Texts ------------------------------------------------------------------------------------------------------ */

/* The corners of a text, turned about its anchor. */
static void
assert_text_within (const ShrMark *mark, double width, double height)
{
  ShrTextExtents extents;
  double x, y, turn = -mark->text_style.angle * G_PI / 180.0;

  shr_text_measure (mark->text, mark->text_style.size, mark->text_style.bold, &extents);
  shr_text_offset (mark->text, &mark->text_style, &x, &y);
  for (int corner = 0; corner < 4; corner++)
    {
      double u = x + (corner & 1 ? extents.width : 0.0), v = y + (corner & 2 ? extents.descent : -extents.ascent);
      double at_x = mark->points[0].x + u * cos (turn) - v * sin (turn);
      double at_y = mark->points[0].y + u * sin (turn) + v * cos (turn);

      if (at_x < 0.0 || at_x > width || at_y < 0.0 || at_y > height)
        g_error ("“%s” (%s) reaches to (%g, %g), outside %g × %g", mark->text, shr_role_name (mark->role), at_x, at_y,
                 width, height);
    }
}

static void
assert_texts_within (ShrStudy *study, double width, double height, ShrThemeKind kind)
{
  g_autoptr (ShrScene) scene = NULL;
  guint texts = 0;

  scene = draw_board (study, width, height, kind);
  for (gsize i = 0; i < shr_scene_get_n_marks (scene); i++)
    {
      const ShrMark *mark = shr_scene_get_mark (scene, i);

      for (gsize j = 0; j < mark->n_points; j++)
        g_assert_true (isfinite (mark->points[j].x) && isfinite (mark->points[j].y));
      if (mark->kind == SHR_MARK_TEXT)
        {
          assert_text_within (mark, width, height);
          texts++;
        }
    }
  g_assert_cmpuint (texts, >, 10);
}

static void
test_texts_within (gconstpointer sample)
{
  const double sizes[][2] = { { 1200.0, 1900.0 }, { 700.0, 1200.0 }, { 1600.0, 1500.0 }, { 800.0, 2400.0 } };

  for (int elastic_net = 0; elastic_net < 2; elastic_net++)
    {
      g_autoptr (ShrStudy) study = open_sample (sample, elastic_net);
      double smallest, largest;

      show_all_rows (study);
      shr_study_get_lambda_range (study, SHR_PENALTY_LASSO, &smallest, &largest);
      for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
        {
          double lambda = i == 0 ? largest : i == 1 ? smallest : sqrt (smallest * largest);

          if (i < 3)
            shr_study_set_lambda (study, SHR_PENALTY_LASSO, lambda);
          shr_study_set_original_scale (study, i % 2 == 1);
          shr_study_set_x_axis (study, i == 0   ? SHR_AXIS_LOG_LAMBDA
                                       : i == 1 ? SHR_AXIS_SHRINKAGE
                                       : i == 2 ? SHR_AXIS_DF
                                                : SHR_AXIS_DEVIANCE);
          assert_texts_within (study, sizes[i][0], sizes[i][1], (ShrThemeKind) (i % 3));
        }
    }
}

/* Names as they come: long, empty of letters, in other scripts. */
static void
test_awkward_names (void)
{
  const char *const names[] = { "a very long name of a feature that goes on and on, as in questionnaires, and on",
                                "=1+1",
                                "<b>&\"",
                                "日本語の列名",
                                "עברית",
                                "response",
                                NULL };
  g_autoptr (ShrDataset) random = shr_test_dataset_random (40, 5, 0.3, 2);
  double *values = g_new (double, 40 * 6);
  g_autoptr (ShrDataset) dataset = NULL;
  g_autoptr (ShrStudy) study = NULL;

  memcpy (values, shr_dataset_x (random), 40 * 5 * sizeof (double));
  memcpy (values + 40 * 5, shr_dataset_y (random), 40 * sizeof (double));
  dataset = shr_test_dataset_values ("awkward.csv", names, 40, 5, values);
  study = open_dataset (dataset, TRUE);
  assert_texts_within (study, 1200.0, 800.0, SHR_THEME_LIGHT);
  show_all_rows (study);
  assert_texts_within (study, 1200.0, 1900.0, SHR_THEME_LIGHT);
}

/* Numbers near the end of the range of a double, and a single feature: every row is drawn, or says why not. */
static void
test_extremes (void)
{
  static const char *const names[] = { "x", "y", NULL };

  for (int i = 0; i < 3; i++)
    {
      const double sizes[] = { 1.0, 1e300, 1e-290 };
      const double drawn[] = { 1.0, 2.0, 3.0, 4.0, 5.0, 2.0, 3.0, 1.0, 2.5, 2.0 };
      double *values = g_new (double, 10);
      g_autoptr (ShrDataset) dataset = NULL;
      g_autoptr (ShrStudy) study = NULL;

      for (gsize k = 0; k < 10; k++)
        values[k] = k < 5 ? drawn[k] : drawn[k] * sizes[i];
      dataset = shr_test_dataset_values ("extreme.csv", names, 5, 1, values);
      study = open_dataset (dataset, TRUE);
      show_all_rows (study);
      assert_texts_within (study, 1200.0, 1900.0, SHR_THEME_LIGHT);
    }
}

int
main (int argc, char **argv)
{
  const char *const samples[] = { "diabetes", "longley", "two-features", "overfitting", "sparse-truth" };

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/board/cells", test_cells);
  g_test_add_func ("/board/ids", test_ids);
  g_test_add_func ("/board/words", test_words);
  g_test_add_func ("/board/nothing-solved", test_nothing_solved);
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *path = g_strconcat ("/board/texts-within/", samples[i], NULL);

      g_test_add_data_func (path, samples[i], test_texts_within);
    }
  g_test_add_func ("/board/awkward-names", test_awkward_names);
  g_test_add_func ("/board/extremes", test_extremes);

  return g_test_run ();
}
