#include "support/shr-test-views.h"

#include "support/shr-test-core.h"

#include <math.h>
#include <string.h>

const ShrXY shr_test_sizes[] = {
  { 240.0, 180.0 }, { 300.0, 240.0 }, { 360.0, 500.0 }, { 390.0, 262.0 },
  { 480.0, 330.0 }, { 590.0, 390.0 }, { 900.0, 300.0 }, { 1600.0, 900.0 },
};
const gsize shr_test_n_sizes = G_N_ELEMENTS (shr_test_sizes);

ShrTestViews *
shr_test_views_new (ShrTestChart *test, gsize feature, double variance)
{
  ShrTestViews *views = g_new0 (ShrTestViews, 1);
  gsize count = shr_path_ready (test->path), n = test->n, p = test->p;

  views->problem = shr_test_problem_new (test->x, test->y, n, p, TRUE, TRUE);
  views->residual = shr_test_problem_residual (views->problem, test->point.w);
  views->pull = g_new0 (double, p);
  for (gsize j = 0; j < p; j++)
    for (gsize i = 0; i < n; i++)
      views->pull[j] += views->problem->z[j * n + i] * views->residual[i] / (double) n;
  views->fitted = (ShrFitted){ n, test->y, views->residual, views->problem->y_center, views->pull, "yield" };

  if (variance > 0.0)
    shr_test_assert_ok (shr_posterior_at (test->design, &test->point, shr_path_mixing (test->path), feature, variance,
                                          &views->posterior));

  views->criteria = g_new (ShrCriteria, count);
  views->test_error = g_new (double, count);
  views->cv_mean = g_new (double, count);
  views->cv_se = g_new (double, count);
  for (gsize k = 0; k < count; k++)
    {
      double t = (double) k / (double) MAX (count - 1, 1);
      double train = 0.3 + 3.0 * (1.0 - t) * (1.0 - t);

      views->criteria[k] = (ShrCriteria){
        .mean_square = train,
        .cp = (double) n * (train / 0.5 - 1.0) + 12.0 * t,
        .aic = (double) n * log (train) + 12.0 * t,
        .bic = (double) n * log (train) + 30.0 * t,
        .gcv = shr_path_mixing (test->path) == 0.0 ? train * (1.05 + 0.2 * t) : NAN,
        .loo = shr_path_mixing (test->path) == 0.0 ? train * (1.08 + 0.25 * t) : NAN,
      };
      views->test_error[k] = train + 0.4 + t * t * t;
      views->cv_mean[k] = train + 0.3 + 0.8 * t * t * t;
      views->cv_se[k] = 0.1 + 0.1 * t;
    }
  views->errors = (ShrErrors){
    .n = count,
    .rows = n,
    .criteria = views->criteria,
    .test = views->test_error,
    .cv_mean = views->cv_mean,
    .cv_se = views->cv_se,
    .at_min = 3 * count / 4,
    .at_one_se = count / 2,
  };

  test->chart.fitted = &views->fitted;
  test->chart.feature = feature;
  test->chart.variance = variance;
  test->chart.posterior = variance > 0.0 ? &views->posterior : NULL;
  test->chart.errors = &views->errors;

  return views;
}

void
shr_test_views_free (ShrTestViews *views)
{
  if (views == NULL)
    return;

  shr_test_problem_free (views->problem);
  g_free (views->residual);
  g_free (views->pull);
  g_free (views->criteria);
  g_free (views->test_error);
  g_free (views->cv_mean);
  g_free (views->cv_se);
  g_free (views);
}

void
shr_test_assert_same_scene (const ShrScene *a, const ShrScene *b, const char *what)
{
  if (shr_scene_get_n_marks (a) != shr_scene_get_n_marks (b))
    g_error ("%s: %zu marks against %zu", what, shr_scene_get_n_marks (a), shr_scene_get_n_marks (b));

  for (gsize i = 0; i < shr_scene_get_n_marks (a); i++)
    {
      const ShrMark *x = shr_scene_get_mark (a, i), *y = shr_scene_get_mark (b, i);

      if (x->kind != y->kind || x->role != y->role || x->feature != y->feature || x->n_points != y->n_points
          || g_strcmp0 (x->text, y->text) != 0 || memcmp (x->points, y->points, x->n_points * sizeof (ShrXY)) != 0
          || memcmp (&x->style.stroke, &y->style.stroke, sizeof (ShrColor)) != 0
          || memcmp (&x->style.fill, &y->style.fill, sizeof (ShrColor)) != 0 || x->style.width != y->style.width
          || x->style.dash != y->style.dash)
        g_error ("%s: mark %zu (%s) differs", what, i, shr_role_name (x->role));
    }
}
