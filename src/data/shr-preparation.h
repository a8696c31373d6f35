#pragma once

#include "data/shr-dataset.h"

/**
 * shr_preparation_make:
 * @recipe: how to make the data
 * @loaded: (nullable): the data as loaded, where @recipe generates none; its rows are not changed
 * @error: SHR_DATA_ERROR: RECIPE where the edits do not fit these data; TOO_LARGE
 *
 * The data of a recipe: generated or as loaded, with its points in place of the rows, the powers of its one variable
 * and its copies of columns. Where nothing is to be done the data are @loaded itself.
 *
 * Returns: (transfer full): the data, or NULL
 */
ShrDataset *shr_preparation_make (const ShrRecipe *recipe, ShrDataset *loaded, GError **error);

/* Whether the features are the powers 1, 2, … of the first one, in turn, but for rounding in a table of few digits; so is
 * any one feature that is not constant. Costs one pass over the data. */
gboolean shr_preparation_are_powers (const ShrDataset *dataset);
