#include "data/shr-sample.h"

#include "data/shr-csv-reader.h"
#include "data/shr-data-error.h"
#include "data/shr-data-resources.h"
#include "data/shr-generator.h"
#include "data/shr-near-names.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define SAMPLES_PATH "/org/shrinkage/Shrinkage/samples/"

typedef struct
{
  const char *id;
  const char *title;
  const char *description;
  const char *citation;
  const char *file; /* of a stored sample, else NULL; its last column is the response */
  ShrGenerator generate;
  ShrSampleParameters defaults;
} Sample;

static const Sample samples[] = {
  {
      .id = "diabetes",
      .title = N_ ("Diabetes"),
      .description = N_ ("Ten measurements of 442 patients, and how far their diabetes had progressed a year later."),
      .citation = "Efron, Hastie, Johnstone and Tibshirani 2004, Least angle regression",
      .file = "diabetes.csv",
  },
  {
      .id = "prostate",
      .title = N_ ("Prostate"),
      .description = N_ ("Eight clinical measurements of 97 men before an operation, and the logarithm of their "
                         "prostate-specific antigen."),
      .citation = "Stamey et al. 1989, as used by Tibshirani 1996",
      .file = "prostate.csv",
  },
  {
      .id = "longley",
      .title = N_ ("Longley"),
      .description = N_ ("Employment in the United States from 1947 to 1962 and six economic series, so strongly "
                         "correlated that they test the arithmetic of every program."),
      .citation = "Longley 1967; NIST Statistical Reference Datasets",
      .file = "longley.csv",
  },
  {
      .id = "two-features",
      .title = N_ ("Two features"),
      .description = N_ ("Two correlated features, of which the first matters four times as much: the geometry in its "
                         "plainest form."),
      .citation = N_ ("Generated: y = w1·x1 + w2·x2 + noise, made so that least squares finds exactly w1 and w2"),
      .generate = shr_generator_two_features,
      .defaults = { .rows = 100, .correlation = 0.6, .noise = 1.0, .optimum = { 2.0, 0.5 } },
  },
  {
      .id = "overfitting",
      .title = N_ ("Overfitting"),
      .description =
          N_ ("Fifteen noisy points of a smooth curve, and the powers of x as features: enough to follow the "
              "noise."),
      .citation = N_ ("Generated: y = 4x/(1 + 4x²) + noise"),
      .generate = shr_generator_overfitting,
      .defaults = { .rows = 15, .degree = 8, .noise = 0.25 },
  },
  {
      .id = "sparse-truth",
      .title = N_ ("Sparse truth"),
      .description = N_ ("Far more features than rows, of which only the first five matter."),
      .citation = N_ ("Generated: y = 3·x1 − 2.5·x2 + 2·x3 − 1.5·x4 + x5 + noise"),
      .generate = shr_generator_sparse_truth,
      .defaults = { .rows = 60, .features = 200, .relevant = 5, .noise = 1.0 },
  },
  {
      .id = "correlated-groups",
      .title = N_ ("Correlated groups"),
      .description =
          N_ ("Three groups of features that say nearly the same, and some that say nothing: the lasso picks "
              "one of a group, ridge shares."),
      .citation = N_ ("Generated: y = 3·A − 2·B + C + noise, with A, B and C seen only through their groups"),
      .generate = shr_generator_correlated_groups,
      .defaults = { .rows = 100, .features = 16, .correlation = 0.99, .noise = 3.0 },
  },
};

static const Sample *
find_sample (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    if (strcmp (samples[i].id, id) == 0)
      return &samples[i];

  return NULL;
}

gboolean
shr_sample_exists (const char *id, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autofree char *advice = NULL;

  if (find_sample (id) != NULL)
    return TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++)
    g_ptr_array_add (ids, (gpointer) samples[i].id);
  advice = shr_near_names_advise (id, ids);
  shr_data_error_set (error, SHR_DATA_ERROR_NO_SAMPLE, id, 0, 0, _ ("there is no sample of this name; %s"), advice);

  return FALSE;
}

gsize
shr_sample_count (void)
{
  return G_N_ELEMENTS (samples);
}

ShrSample
shr_sample_get (gsize index)
{
  const Sample *sample = &samples[index < G_N_ELEMENTS (samples) ? index : 0];

  g_return_val_if_fail (index < G_N_ELEMENTS (samples), (ShrSample){ 0 });

  return (ShrSample){
    .id = sample->id,
    .title = _ (sample->title),
    .description = _ (sample->description),
    .citation = _ (sample->citation),
    .is_generator = sample->generate != NULL,
  };
}

gboolean
shr_sample_parameters_init (ShrSampleParameters *parameters, const char *id)
{
  const Sample *sample = find_sample (id);

  if (sample == NULL || sample->generate == NULL)
    return FALSE;

  *parameters = sample->defaults;

  return TRUE;
}

/* The file is part of the program, so nothing but a mistake in the program can make it unreadable. */
static ShrTable *
load_file (const Sample *sample, GError **error)
{
  g_autofree char *path = g_strconcat (SAMPLES_PATH, sample->file, NULL);
  g_autoptr (GBytes) bytes =
      g_resource_lookup_data (shr_data_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  ShrCsvOptions options = { .name = _ (sample->title) };

  return bytes != NULL ? shr_csv_reader_read_bytes (bytes, &options, error) : NULL;
}

ShrTable *
shr_sample_load (const char *id, guint64 seed, GError **error)
{
  const Sample *sample;
  g_autoptr (ShrRecipe) recipe = NULL;

  g_return_val_if_fail (id != NULL, NULL);

  sample = find_sample (id);
  if (sample != NULL && sample->generate == NULL)
    return load_file (sample, error);

  if (sample == NULL && strchr (id, '?') == NULL)
    {
      shr_sample_exists (id, error);
      return NULL;
    }
  recipe = shr_recipe_from_string (id, seed, error);
  if (recipe == NULL)
    return NULL;
  if (recipe->sample == NULL)
    {
      shr_sample_exists ("", error);
      return NULL;
    }

  return shr_sample_generate (recipe->sample, recipe->seed, &recipe->parameters);
}

ShrTable *
shr_sample_generate (const char *id, guint64 seed, const ShrSampleParameters *parameters)
{
  const Sample *sample;
  ShrTable *table;
  ShrRecipe *recipe;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (parameters != NULL, NULL);

  sample = find_sample (id);
  g_return_val_if_fail (sample != NULL && sample->generate != NULL, NULL);
  g_return_val_if_fail (parameters->rows >= 2, NULL);

  table = sample->generate (_ (sample->title), seed, parameters);
  recipe = shr_recipe_new_sample (id, seed);
  recipe->parameters = *parameters;
  shr_table_set_recipe (table, recipe);

  return table;
}
