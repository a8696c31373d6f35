#pragma once

#include "data/shr-dataset.h"

/* @n rows of normal columns, @p features, a tenth of which matter; the same on every machine. (transfer full) */
ShrDataset *shr_bench_dataset (gsize n, gsize p);
