#pragma once

#include "data/shr-table.h"

#include <glib.h>

/**
 * ShrSample:
 * @id: for the command line, `sample:ID`
 * @title: a few words, translated
 * @description: one sentence, translated
 * @citation: where it comes from, or how it is made
 * @is_generator: whether a seed makes a difference
 *
 * Data that is built in.
 */
typedef struct
{
  const char *id;
  const char *title;
  const char *description;
  const char *citation;
  gboolean is_generator;
} ShrSample;

/* How many samples there are. */
gsize shr_sample_count (void);
/* Sample @index, from 0, in the order in which they are offered. */
ShrSample shr_sample_get (gsize index);

/**
 * ShrSampleParameters:
 * @rows: n ≥ 2
 * @features: p; for sparse-truth and correlated-groups
 * @relevant: how many features matter, for sparse-truth; 1 ≤ relevant ≤ p
 * @correlation: ρ between the two features, or within a group; −1 ≤ ρ ≤ 1 for two-features, 0 ≤ ρ ≤ 1 for
 *   correlated-groups
 * @degree: highest power, for overfitting; 1 to 15
 * @noise: standard deviation of what is added to the true response; ≥ 0
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
} ShrSampleParameters;

/* The defaults of generator @id; FALSE if there is no such generator. */
gboolean shr_sample_parameters_init (ShrSampleParameters *parameters, const char *id);

/**
 * shr_sample_load:
 * @id: a sample's id
 * @seed: for a generator: the same seed gives the same numbers on every machine; else ignored
 * @error: SHR_DATA_ERROR_NO_SAMPLE, with near names suggested
 *
 * The sample with its default parameters.
 *
 * Returns: (transfer full): the table, or NULL
 */
ShrTable *shr_sample_load (const char *id, guint64 seed, GError **error);

/* The same with other parameters; @id is a generator. */
ShrTable *shr_sample_generate (const char *id, guint64 seed, const ShrSampleParameters *parameters);
