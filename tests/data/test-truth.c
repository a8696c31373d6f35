/* Fresh rows come from the same truth: there is no noise in them where there was none, and their mean square residual
 * against the truth is the variance of the noise. */
#include "data/shr-preparation.h"
#include "data/shr-sample.h"
#include "data/shr-truth.h"

#include <math.h>
#include <string.h>

static ShrDataset *
make (const char *text)
{
  g_autoptr (ShrRecipe) recipe = shr_recipe_from_string (text, 1, NULL);

  return shr_preparation_make (recipe, NULL, NULL);
}

static void
test_draw (void)
{
  g_autoptr (ShrDataset) dataset = make ("sparse-truth?rows=20&features=30&relevant=2&noise=0.5&copy=x2");
  g_autoptr (ShrDataset) drawn = shr_truth_draw (dataset, 20000, 5);
  g_autoptr (ShrDataset) again = shr_truth_draw (dataset, 20000, 5);
  gsize n = 20000;
  const double *x = shr_dataset_x (drawn), *y = shr_dataset_y (drawn);
  double square = 0.0;

  g_assert_cmpuint (shr_dataset_rows (drawn), ==, n);
  g_assert_cmpuint (shr_dataset_features (drawn), ==, 31);
  g_assert_true (memcmp (x, shr_dataset_x (again), 31 * n * sizeof (double)) == 0);
  for (gsize i = 0; i < n; i++)
    {
      double residual = y[i] - 3.0 * x[i] + x[n + i];

      g_assert_cmpfloat (x[n + i], ==, x[30 * n + i]);
      square += residual * residual / (double) n;
    }
  /* Its standard deviation is σ²√(2/n): six of them. */
  g_assert_cmpfloat (fabs (square - 0.25), <, 6.0 * 0.25 * sqrt (2.0 / (double) n));
}

static void
test_unknown (void)
{
  g_autoptr (ShrTable) table = shr_sample_load ("diabetes", 1, NULL);
  g_autoptr (ShrDataset) dataset = shr_dataset_new (table, NULL, NULL, NULL, NULL);
  double x = 0.5, y;

  g_assert_null (shr_truth_draw (dataset, 10, 1));
  g_assert_false (shr_truth_curve (dataset, &x, 1, &y));
}

/* Points that were moved by hand are not drawn again, but the curve they came from is the same. */
static void
test_curve (void)
{
  g_autoptr (ShrDataset) dataset = make ("overfitting?noise=0&points=0,1;0.5,2;1,3");
  g_autoptr (ShrDataset) drawn = shr_truth_draw (dataset, 50, 9);
  double y[50];

  g_assert_true (shr_truth_curve (dataset, shr_dataset_x (drawn), 50, y));
  for (gsize i = 0; i < 50; i++)
    g_assert_cmpfloat (y[i], ==, shr_dataset_y (drawn)[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/truth/draw", test_draw);
  g_test_add_func ("/truth/unknown", test_unknown);
  g_test_add_func ("/truth/curve", test_curve);

  return g_test_run ();
}
