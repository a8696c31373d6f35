#include "support/shr-test-chart.h"

#include "plot/shr-text.h"
#include "support/shr-test-core.h"

#include <math.h>
#include <string.h>

static void
finish (ShrTestChart *test, double mixing)
{
  g_autofree double *strength = g_new0 (double, test->p);

  for (gsize k = 0; k < shr_path_ready (test->path); k++)
    for (gsize j = 0; j < test->p; j++)
      strength[j] = fmax (strength[j], fabs (shr_path_point (test->path, k)->w[j]));
  test->colors = shr_feature_colors_new (strength, test->p);
  test->point.w = g_new0 (double, test->p);

  test->chart = (ShrChart){
    .path = test->path,
    .shown = shr_path_ready (test->path),
    .complete = TRUE,
    .knots = test->knots,
    .names = (const char *const *) test->names,
    .colors = test->colors,
    .penalty = mixing == 1.0   ? "Lasso"
               : mixing == 0.0 ? "Ridge"
                               : "Elastic net",
    .id = mixing == 1.0   ? "lasso"
          : mixing == 0.0 ? "ridge"
                          : "elastic-net",
    .pair = { 0, test->p > 1 ? 1 : 0 },
    .highlighted = -1,
  };
}

ShrTestChart *
shr_test_chart_new (ShrTestRandom *random, gsize n, gsize p, double rho, double mixing, gsize lambdas)
{
  ShrTestChart *test = g_new0 (ShrTestChart, 1);
  g_autofree double *grid = g_new (double, lambdas);
  g_autoptr (ShrSolver) solver = NULL;
  ShrSolverSettings settings;
  gsize count;

  test->n = n;
  test->p = p;
  test->x = g_new (double, n *p);
  test->y = g_new (double, n);
  test->names = g_new0 (char *, p + 1);
  for (gsize j = 0; j < p; j++)
    test->names[j] = g_strdup_printf ("f%" G_GSIZE_FORMAT, j + 1);

  for (gsize i = 0; i < n; i++)
    {
      double common = shr_test_random_normal (random);

      test->y[i] = shr_test_random_normal (random);
      for (gsize j = 0; j < p; j++)
        {
          double value = sqrt (rho) * common + sqrt (1.0 - rho) * shr_test_random_normal (random);

          test->x[j * n + i] = 3.0 + 2.0 * value;
          if (j < 8)
            test->y[i] += (j % 2 == 0 ? 3.0 : -2.0) / (double) (j + 1) * value;
        }
    }

  shr_test_assert_ok (shr_design_new (test->x, test->y, n, p, NULL, &test->design));
  shr_solver_settings_init (&settings);
  settings.mixing = mixing;
  shr_test_assert_ok (shr_solver_new (test->design, &settings, &solver));
  shr_test_assert_ok (shr_solver_grid (solver, lambdas, 0.0, grid, &count));
  shr_test_assert_ok (shr_path_new (test->design, mixing, grid, count, &test->path));
  shr_test_assert_ok (shr_solver_path (solver, test->path, NULL, NULL));
  if (mixing == 1.0)
    shr_test_assert_ok (shr_knots_new (test->design, grid[count - 1], 10000, NULL, &test->knots));
  finish (test, mixing);

  return test;
}

ShrTestChart *
shr_test_chart_new_by_hand (const char *const *names,
                            double mixing,
                            const double *lambdas,
                            gsize count,
                            const double *w)
{
  ShrTestChart *test = g_new0 (ShrTestChart, 1);

  test->names = g_strdupv ((char **) names);
  test->p = g_strv_length (test->names);
  test->n = 2;
  /* Columns of −1 and 1: centre 0, scale 1. */
  test->x = g_new (double, 2 * test->p);
  test->y = g_new (double, 2);
  for (gsize i = 0; i < 2 * test->p; i++)
    test->x[i] = i % 2 == 0 ? -1.0 : 1.0;
  test->y[0] = -1.0;
  test->y[1] = 1.0;

  shr_test_assert_ok (shr_design_new (test->x, test->y, test->n, test->p, NULL, &test->design));
  shr_test_assert_ok (shr_path_new (test->design, mixing, lambdas, count, &test->path));
  for (gsize k = 0; k < count; k++)
    {
      ShrPoint *point = shr_path_next (test->path);

      memcpy (point->w, w + k * test->p, test->p * sizeof (double));
      point->norm1 = 0.0;
      point->norm2 = 0.0;
      point->nonzero = 0;
      for (gsize j = 0; j < test->p; j++)
        {
          point->norm1 += fabs (point->w[j]);
          point->norm2 = hypot (point->norm2, point->w[j]);
          point->nonzero += point->w[j] != 0.0;
        }
      point->df = (double) point->nonzero;
      point->deviance_ratio = count > 1 ? 0.75 * (double) k / (double) (count - 1) : 0.0;
      shr_path_publish (test->path);
    }
  finish (test, mixing);

  return test;
}

ShrTestChart *
shr_test_chart_new_seeded (guint64 seed, gsize n, gsize p, double mixing, gsize lambdas)
{
  ShrTestRandom random;

  shr_test_random_init (&random, seed);

  return shr_test_chart_new (&random, n, p, 0.6, mixing, lambdas);
}

ShrTestChart *
shr_test_chart_new_small (void)
{
  static const char *const names[] = { "early", "late", "never", NULL };
  const double lambdas[] = { 8.0, 4.0, 2.0, 1.0 };
  const double w[] = { 0.0, 0.0, 0.0, 4.0, 0.0, 0.0, 6.0, -1.0, 0.0, 7.0, -2.0, 0.0 };

  return shr_test_chart_new_by_hand (names, 1.0, lambdas, 4, w);
}

ShrScene *
shr_test_chart_draw_paths (const ShrTestChart *test, double width, double height, ShrPathsLayout *layout)
{
  ShrScene *scene = shr_scene_new (width, height);
  ShrTheme theme;

  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
  shr_paths_chart_layout (&test->chart, width, height, &theme, NULL, layout);
  shr_paths_chart_draw (&test->chart, width, height, &theme, scene);

  return scene;
}

void
shr_test_chart_solve (ShrTestChart *test, double lambda)
{
  g_autoptr (ShrSolver) solver = NULL;
  ShrSolverSettings settings;

  shr_solver_settings_init (&settings);
  settings.mixing = shr_path_mixing (test->path);
  shr_test_assert_ok (shr_solver_new (test->design, &settings, &solver));
  shr_test_assert_ok (shr_solver_solve (solver, lambda, &test->point));
  test->chart.point = &test->point;
  if (test->chart.pair[0] != test->chart.pair[1])
    {
      shr_test_assert_ok (shr_section_at (test->design, &test->point, settings.mixing, test->chart.pair[0],
                                          test->chart.pair[1], &test->section));
      test->chart.section = &test->section;
    }
}

void
shr_test_chart_set_point (ShrTestChart *test, gsize k)
{
  double *w = test->point.w;
  const ShrPoint *point = shr_path_point (test->path, k);

  memcpy (w, point->w, test->p * sizeof *w);
  test->point = *point;
  test->point.w = w;
  test->chart.point = &test->point;
}

void
shr_test_chart_free (ShrTestChart *test)
{
  if (test == NULL)
    return;

  g_free (test->point.w);
  shr_feature_colors_free (test->colors);
  shr_knots_free (test->knots);
  shr_path_free (test->path);
  shr_design_free (test->design);
  g_strfreev (test->names);
  g_free (test->y);
  g_free (test->x);
  g_free (test);
}

ShrRect
shr_test_text_box (const ShrMark *mark)
{
  ShrTextExtents extents;
  double left, baseline, x = mark->points[0].x, y = mark->points[0].y;
  double turn = -mark->text_style.angle * G_PI / 180.0;
  ShrXY low = { INFINITY, INFINITY }, high = { -INFINITY, -INFINITY };

  shr_text_measure (mark->text, mark->text_style.size, mark->text_style.bold, &extents);
  shr_text_offset (mark->text, &mark->text_style, &left, &baseline);

  for (int corner = 0; corner < 4; corner++)
    {
      double dx = left + (corner % 2 == 0 ? 0.0 : extents.width);
      double dy = baseline + (corner / 2 == 0 ? -extents.ascent : extents.descent);
      ShrXY at = { x + dx * cos (turn) - dy * sin (turn), y + dx * sin (turn) + dy * cos (turn) };

      low = (ShrXY){ fmin (low.x, at.x), fmin (low.y, at.y) };
      high = (ShrXY){ fmax (high.x, at.x), fmax (high.y, at.y) };
    }

  return (ShrRect){ low.x, low.y, high.x - low.x, high.y - low.y };
}

void
shr_test_assert_texts (const ShrScene *scene, const char *what)
{
  const double rounding = 0.01;
  gsize n = shr_scene_get_n_marks (scene);
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (ShrRect));
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  for (gsize i = 0; i < n; i++)
    {
      const ShrMark *mark = shr_scene_get_mark (scene, i);
      ShrRect box;

      if (mark->kind != SHR_MARK_TEXT)
        continue;

      box = shr_test_text_box (mark);
      if (box.x < -rounding || box.y < -rounding || box.x + box.width > shr_scene_get_width (scene) + rounding
          || box.y + box.height > shr_scene_get_height (scene) + rounding)
        g_error ("%s: “%s” (%s) leaves the scene: %.2f, %.2f, %.2f × %.2f", what, mark->text,
                 shr_role_name (mark->role), box.x, box.y, box.width, box.height);

      for (guint k = 0; k < boxes->len; k++)
        {
          const ShrRect *other = &g_array_index (boxes, ShrRect, k);

          if (box.x < other->x + other->width - rounding && other->x < box.x + box.width - rounding
              && box.y < other->y + other->height - rounding && other->y < box.y + box.height - rounding)
            g_error ("%s: “%s” is over “%s”", what, mark->text, (const char *) texts->pdata[k]);
        }
      g_array_append_val (boxes, box);
      g_ptr_array_add (texts, (gpointer) mark->text);
    }
}

gboolean
shr_test_has_text (const ShrScene *scene, ShrRole role, const char *text)
{
  for (gsize i = 0; i < shr_scene_get_n_marks (scene); i++)
    {
      const ShrMark *mark = shr_scene_get_mark (scene, i);

      if (mark->kind == SHR_MARK_TEXT && mark->role == role && strcmp (mark->text, text) == 0)
        return TRUE;
    }

  return FALSE;
}

gsize
shr_test_count_marks (const ShrScene *scene, ShrRole role)
{
  gsize n = 0;

  for (gsize i = 0; i < shr_scene_get_n_marks (scene); i++)
    n += shr_scene_get_mark (scene, i)->role == role;

  return n;
}

const ShrMark *
shr_test_find_mark (const ShrScene *scene, ShrRole role, int feature)
{
  for (gsize i = 0; i < shr_scene_get_n_marks (scene); i++)
    {
      const ShrMark *mark = shr_scene_get_mark (scene, i);

      if (mark->role == role && mark->feature == feature)
        return mark;
    }

  return NULL;
}

void
shr_test_assert_expected (const char *name, GBytes *bytes)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "plot", "expected", name, NULL);
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;
  gsize size, expected_size;
  const char *data = g_bytes_get_data (bytes, &size);

  if (g_strcmp0 (g_getenv ("SHR_TEST_UPDATE"), "1") == 0)
    {
      g_file_set_contents (path, data, (gssize) size, &error);
      g_assert_no_error (error);
      return;
    }

  g_file_get_contents (path, &expected, &expected_size, &error);
  g_assert_no_error (error);
  if (size != expected_size || memcmp (data, expected, size) != 0)
    {
      g_autofree char *found = g_strconcat (path, ".found", NULL);
      g_autofree char *base = g_path_get_basename (found);
      g_autofree char *place = g_test_build_filename (G_TEST_BUILT, base, NULL);

      g_file_set_contents (place, data, (gssize) size, NULL);
      g_error ("%s is not as expected; what was drawn is in %s. If it is right, run the test with SHR_TEST_UPDATE=1.",
               name, place);
    }
}
