#include "data/shr-truth.h"

#include "data/shr-generator.h"
#include "data/shr-preparation.h"

#include <string.h>

ShrDataset *
shr_truth_draw (const ShrDataset *dataset, gsize rows, guint64 seed)
{
  const ShrRecipe *known = shr_dataset_recipe (dataset);
  g_autoptr (ShrRecipe) recipe = NULL;

  g_return_val_if_fail (rows >= 4, NULL);

  if (known == NULL || known->sample == NULL)
    return NULL;

  recipe = shr_recipe_copy (known);
  recipe->n_points = 0;
  g_clear_pointer (&recipe->points, g_free);
  recipe->seed = seed;
  recipe->parameters.rows = rows;

  return shr_preparation_make (recipe, NULL, NULL);
}

gboolean
shr_truth_curve (const ShrDataset *dataset, const double *x, gsize n, double *y)
{
  const ShrRecipe *recipe = shr_dataset_recipe (dataset);

  if (recipe == NULL || recipe->sample == NULL || strcmp (recipe->sample, "overfitting") != 0)
    return FALSE;

  for (gsize i = 0; i < n; i++)
    y[i] = shr_generator_overfitting_truth (x[i]);

  return TRUE;
}
