#pragma once

#include <glib.h>

/* Powers of one variable go no higher. */
#define SHR_RECIPE_MAX_DEGREE 15

/**
 * ShrSampleParameters:
 * @rows: n ≥ 2; ≥ 4 for two-features
 * @features: p; for sparse-truth and correlated-groups
 * @relevant: how many features matter, for sparse-truth; 1 ≤ relevant ≤ p
 * @correlation: ρ between the two features, or within a group; −1 ≤ ρ ≤ 1 for two-features, 0 ≤ ρ ≤ 1 for
 *   correlated-groups
 * @degree: highest power, for overfitting; 1 to SHR_RECIPE_MAX_DEGREE
 * @noise: standard deviation of what is added to the true response; ≥ 0
 * @optimum: the coefficients of two-features, which least squares finds exactly
 *
 * What a generated sample is made of. A generator reads only what concerns it.
 */
typedef struct
{
  gsize rows;
  gsize features;
  gsize relevant;
  double correlation;
  guint degree;
  double noise;
  double optimum[2];
} ShrSampleParameters;

/**
 * ShrRecipe:
 * @sample: (nullable): a generator's id, static; NULL: the data as loaded
 * @seed, @parameters: of the generator. Without one only the degree counts: where the data have one feature, its powers
 *   up to that degree are the features; 0 leaves them as they are
 * @n_points, @points: (nullable): @n_points pairs of a value of the one variable and its response, in place of the
 *   rows; NULL: the rows as they were generated or loaded
 * @copies: (nullable) (array zero-terminated=1): features of which an exact copy stands behind the others, in turn
 *
 * How data that can be touched came about: everything that is needed to make them again, to the last bit, from the
 * same generator or the same loaded data. shr_preparation_make() makes them.
 */
typedef struct
{
  const char *sample;
  guint64 seed;
  ShrSampleParameters parameters;
  gsize n_points;
  double *points;
  char **copies;
} ShrRecipe;

/* The data as loaded. */
ShrRecipe *shr_recipe_new (void);
/* Generator @sample with its defaults; NULL if there is no such generator. */
ShrRecipe *shr_recipe_new_sample (const char *sample, guint64 seed);
ShrRecipe *shr_recipe_copy (const ShrRecipe *recipe);
void shr_recipe_free (ShrRecipe *recipe);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ShrRecipe, shr_recipe_free)

/* Whether rows or columns are others than were generated or loaded. */
gboolean shr_recipe_is_edited (const ShrRecipe *recipe);
/* Takes the edits back. */
void shr_recipe_revert (ShrRecipe *recipe);
void shr_recipe_add_copy (ShrRecipe *recipe, const char *feature);

/* "overfitting?seed=1&rows=15&degree=8&noise=0.25", or "?copy=bmi" of data as loaded; "" where nothing was done to them.
 * Numbers are the shortest that are read back as the same doubles. (transfer full) */
char *shr_recipe_to_string (const ShrRecipe *recipe);

/**
 * shr_recipe_from_string:
 * @text: as shr_recipe_to_string() writes it; what a generator is not told has its default
 * @error: SHR_DATA_ERROR: NO_SAMPLE, or RECIPE where a parameter is unknown or out of its range
 *
 * Returns: (transfer full): the recipe, or NULL
 */
ShrRecipe *shr_recipe_from_string (const char *text, guint64 seed, GError **error);
