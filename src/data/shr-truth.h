#pragma once

#include "data/shr-dataset.h"

/**
 * shr_truth_draw:
 * @dataset: generated, or edited after that
 * @rows: how many; at least 4
 * @seed: the same seed gives the same rows on every machine; another one than the data's own
 *
 * Fresh rows of the truth that generated data were drawn from: with the features of @dataset, copies too, and noise of
 * the same size, but without its moved points.
 *
 * Returns: (transfer full) (nullable): the rows, or NULL where the truth is not known
 */
ShrDataset *shr_truth_draw (const ShrDataset *dataset, gsize rows, guint64 seed);

/* @y: (out caller-allocates): the true response at @n values @x of the one variable; FALSE where it is not known. */
gboolean shr_truth_curve (const ShrDataset *dataset, const double *x, gsize n, double *y);
