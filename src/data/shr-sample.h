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

/* The defaults of generator @id; FALSE if there is no such generator. */
gboolean shr_sample_parameters_init (ShrSampleParameters *parameters, const char *id);

/* Whether there is a sample @id; if not, @error is SHR_DATA_ERROR_NO_SAMPLE, with near names suggested. */
gboolean shr_sample_exists (const char *id, GError **error);

/**
 * shr_sample_load:
 * @id: a sample's id, for a generator with parameters if wanted: "overfitting?degree=15", as shr_recipe_from_string()
 *   reads it
 * @seed: for a generator: the same seed gives the same numbers on every machine; else ignored
 * @error: SHR_DATA_ERROR: NO_SAMPLE, RECIPE
 *
 * The sample with its default parameters.
 *
 * Returns: (transfer full): the table, or NULL
 */
ShrTable *shr_sample_load (const char *id, guint64 seed, GError **error);

/* The same with other parameters; @id is a generator. The table knows its recipe. */
ShrTable *shr_sample_generate (const char *id, guint64 seed, const ShrSampleParameters *parameters);
