#pragma once

#include "data/shr-table.h"

#include <glib.h>

/**
 * ShrDataset:
 *
 * Response and features, ready for shr_design_new(): only numbers, nothing missing. Immutable and reference counted
 * (atomically), so any number of threads may read it.
 *
 * Nothing is copied when no row has to be dropped and the features lie side by side in the table; the dataset then
 * keeps the table alive and shares its numbers.
 */
typedef struct ShrDataset ShrDataset;

/**
 * shr_dataset_new:
 * @table: where from
 * @response: (nullable): name of the response; NULL: the last numeric column that is neither excluded nor asked for
 *   as a feature
 * @features: (nullable) (array zero-terminated=1): names of the features, in the order wanted; NULL: every numeric
 *   column but the response, in the order of the table
 * @exclude: (nullable) (array zero-terminated=1): names of columns not to be used; NULL: none
 * @error: SHR_DATA_ERROR: COLUMN where a name is unknown (near names are suggested), given twice or not numeric;
 *   NO_COLUMNS; NO_ROWS; TOO_LARGE; the fault of a faulty column that would be used
 *
 * Rows with a missing value in a used column are dropped, and counted.
 *
 * Returns: (transfer full): the dataset, or NULL
 */
ShrDataset *shr_dataset_new (ShrTable *table,
                             const char *response,
                             const char *const *features,
                             const char *const *exclude,
                             GError **error);

ShrDataset *shr_dataset_ref (ShrDataset *dataset);
void shr_dataset_unref (ShrDataset *dataset);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ShrDataset, shr_dataset_unref)

/* How the data were made, where they are generated or edited and nothing else was chosen from them than was made;
 * (nullable), borrowed. */
const ShrRecipe *shr_dataset_recipe (const ShrDataset *dataset);
/* What the user knows the data by. */
const char *shr_dataset_name (const ShrDataset *dataset);
/* n ≥ 1: rows without a missing value. */
gsize shr_dataset_rows (const ShrDataset *dataset);
/* p ≥ 1 */
gsize shr_dataset_features (const ShrDataset *dataset);
/* n×p doubles, column after column; borrowed, as long as the dataset lives. */
const double *shr_dataset_x (const ShrDataset *dataset);
/* n doubles; borrowed likewise. */
const double *shr_dataset_y (const ShrDataset *dataset);
const char *shr_dataset_response (const ShrDataset *dataset);
/* p names and a NULL; borrowed. */
const char *const *shr_dataset_feature_names (const ShrDataset *dataset);
/* Whether feature @j has the same value in every row. */
gboolean shr_dataset_is_constant (const ShrDataset *dataset, gsize j);
/* Rows of the table left out because a value is missing. */
gsize shr_dataset_dropped_rows (const ShrDataset *dataset);
/* (element-type ShrNotice): the table's notices and then the dataset's own; borrowed, never NULL. */
const GPtrArray *shr_dataset_notices (const ShrDataset *dataset);
