#pragma once

#include "data/shr-import.h"
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
 * shr_dataset_new_for_import:
 * @table: where from
 * @import: what the user said about it; what concerns the reader is only kept. The response: by default the last
 *   numeric column that is neither excluded nor asked for as a feature. The features: by default every column of numbers
 *   or categories but the response, in the order of the table
 * @error: SHR_DATA_ERROR: COLUMN where a name is unknown (near names are suggested), given twice or cannot be used;
 *   LEVELS where a column that would be used has too many; NO_COLUMNS; NO_ROWS; TOO_LARGE; the fault of a faulty column
 *   that would be used
 *
 * A category with m levels becomes m − 1 features, each 1 in the rows with its level and 0 in the others; the base level
 * has none. Rows with a missing value in a used column are dropped, or the values filled, and counted.
 *
 * Returns: (transfer full): the dataset, or NULL
 */
ShrDataset *shr_dataset_new_for_import (ShrTable *table, const ShrImport *import, GError **error);

/**
 * shr_dataset_new:
 * @table: where from
 * @response: (nullable): name of the response
 * @features: (nullable) (array zero-terminated=1): names of the features, in the order wanted
 * @exclude: (nullable) (array zero-terminated=1): names of columns not to be used
 * @error: as above
 *
 * The same with nothing else said.
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
/* What it takes to read the data again; borrowed. */
const ShrImport *shr_dataset_import (const ShrDataset *dataset);
/* The table that it was made from; borrowed. */
ShrTable *shr_dataset_table (const ShrDataset *dataset);
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
/* Missing values of features that were filled with the mean of their column. */
gsize shr_dataset_filled_values (const ShrDataset *dataset);
/* (element-type ShrNotice): the table's notices and then the dataset's own; borrowed, never NULL. */
const GPtrArray *shr_dataset_notices (const ShrDataset *dataset);
