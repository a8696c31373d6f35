#include "data/shr-preparation.h"

#include "data/shr-data-error.h"
#include "data/shr-sample.h"

#include <glib/gi18n-lib.h>

#include <math.h>
#include <string.h>

/* Powers come from tables, too, written with fewer digits than a double has. */
#define POWER_TOLERANCE 1e-9

gboolean
shr_preparation_are_powers (const ShrDataset *dataset)
{
  const double *x = shr_dataset_x (dataset);
  gsize n = shr_dataset_rows (dataset), p = shr_dataset_features (dataset);

  for (gsize j = 1; j < p; j++)
    for (gsize i = 0; i < n; i++)
      {
        double power = x[i] * x[(j - 1) * n + i];

        if (!(fabs (x[j * n + i] - power) <= POWER_TOLERANCE * fabs (power)))
          return FALSE;
      }

  return !shr_dataset_is_constant (dataset, 0);
}

/* Data in the making. */
typedef struct
{
  gsize rows;
  GPtrArray *names; /* of char: features so far, and at the end the response */
  double *values;   /* rows × all features there will be and the response, column after column */
} Draft;

static void
draft_clear (Draft *draft)
{
  g_clear_pointer (&draft->names, g_ptr_array_unref);
  g_clear_pointer (&draft->values, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Draft, draft_clear)

static double *
draft_column (const Draft *draft, gsize j)
{
  return draft->values + j * draft->rows;
}

/* The features as they are. */
static void
draft_take_features (Draft *draft, const ShrDataset *dataset)
{
  gsize p = shr_dataset_features (dataset);

  for (gsize j = 0; j < p; j++)
    g_ptr_array_add (draft->names, g_strdup (shr_dataset_feature_names (dataset)[j]));
  memcpy (draft->values, shr_dataset_x (dataset), draft->rows * p * sizeof (double));
}

/* The powers of the one variable up to @degree, of @points if there are any. */
static void
draft_make_powers (Draft *draft, const ShrDataset *dataset, const double *points, gsize degree)
{
  const char *variable = shr_dataset_feature_names (dataset)[0];

  for (gsize j = 0; j < degree; j++)
    {
      g_ptr_array_add (draft->names,
                       j == 0 ? g_strdup (variable) : g_strdup_printf ("%s^%" G_GSIZE_FORMAT, variable, j + 1));
      for (gsize i = 0; i < draft->rows; i++)
        {
          double x = points != NULL ? points[2 * i] : shr_dataset_x (dataset)[i];

          draft_column (draft, j)[i] = j == 0 ? x : x * draft_column (draft, j - 1)[i];
        }
    }
}

/* "bmi (copy)", then "bmi (copy 2)". */
static char *
name_copy (const Draft *draft, const char *feature, const char *response)
{
  char *name = g_strdup_printf (_ ("%s (copy)"), feature);

  for (guint k = 2;
       strcmp (name, response) == 0 || g_ptr_array_find_with_equal_func (draft->names, name, g_str_equal, NULL); k++)
    {
      g_free (name);
      name = g_strdup_printf (_ ("%s (copy %u)"), feature, k);
    }

  return name;
}

static gboolean
draft_add_copy (Draft *draft, const char *feature, const char *response)
{
  guint j;

  if (!g_ptr_array_find_with_equal_func (draft->names, feature, g_str_equal, &j))
    return FALSE;

  memcpy (draft_column (draft, draft->names->len), draft_column (draft, j), draft->rows * sizeof (double));
  g_ptr_array_add (draft->names, name_copy (draft, feature, response));

  return TRUE;
}

/* What was said of the data as loaded, but for what is found out again. */
static GPtrArray *
take_notices (const ShrDataset *dataset)
{
  const GPtrArray *old = shr_dataset_notices (dataset);
  GPtrArray *notices = shr_notices_new ();

  for (guint i = 0; i < old->len; i++)
    {
      const ShrNotice *notice = old->pdata[i];

      if (notice->kind != SHR_NOTICE_CONSTANT && notice->kind != SHR_NOTICE_CONSTANT_TARGET)
        shr_notices_add (notices, notice->kind, "%s", notice->text);
    }

  return notices;
}

/* Takes the values. */
static ShrDataset *
draft_finish (Draft *draft, const ShrRecipe *recipe, const ShrDataset *dataset, GError **error)
{
  const char *response = shr_dataset_response (dataset);
  g_autofree char *name = shr_recipe_is_edited (recipe)
                              ? g_strdup_printf (_ ("%s (edited)"), shr_dataset_name (dataset))
                              : g_strdup (shr_dataset_name (dataset));
  GArray *columns = g_array_new (FALSE, TRUE, sizeof (ShrColumn));
  double *last = draft_column (draft, draft->names->len);
  g_autoptr (ShrTable) table = NULL;

  for (gsize i = 0; i < draft->rows; i++)
    last[i] = recipe->points != NULL ? recipe->points[2 * i + 1] : shr_dataset_y (dataset)[i];
  g_ptr_array_add (draft->names, g_strdup (response));
  for (guint j = 0; j < draft->names->len; j++)
    {
      ShrColumn column = { .name = g_strdup (draft->names->pdata[j]), .kind = SHR_COLUMN_NUMERIC };

      g_array_append_val (columns, column);
    }

  table = shr_table_new (name, draft->rows, columns, g_steal_pointer (&draft->values), take_notices (dataset));
  shr_table_set_recipe (table, shr_recipe_copy (recipe));

  return shr_dataset_new (table, response, NULL, NULL, error);
}

static ShrDataset *
generate (const ShrRecipe *recipe, GError **error)
{
  g_autoptr (ShrTable) table = shr_sample_generate (recipe->sample, recipe->seed, &recipe->parameters);

  return shr_dataset_new (table, NULL, NULL, NULL, error);
}

ShrDataset *
shr_preparation_make (const ShrRecipe *recipe, ShrDataset *loaded, GError **error)
{
  g_autoptr (ShrDataset) dataset = NULL;
  g_auto (Draft) draft = { 0 };
  gsize degree = recipe->parameters.degree, p, n_copies, total;
  gboolean powers;

  g_return_val_if_fail (recipe->sample != NULL || loaded != NULL, NULL);

  dataset = recipe->sample != NULL ? generate (recipe, error) : shr_dataset_ref (loaded);
  if (dataset == NULL || (!shr_recipe_is_edited (recipe) && (recipe->sample != NULL || degree == 0)))
    return g_steal_pointer (&dataset);

  powers = recipe->points != NULL || (degree > 0 && recipe->sample == NULL);
  if (powers && !shr_preparation_are_powers (dataset))
    {
      shr_data_error_set (error, SHR_DATA_ERROR_RECIPE, shr_dataset_name (dataset), 0, 0,
                          _ ("points can be moved, and powers made, only of one feature and its powers"));
      return NULL;
    }

  p = powers && degree > 0 ? degree : shr_dataset_features (dataset);
  n_copies = recipe->copies != NULL ? g_strv_length (recipe->copies) : 0;
  draft.rows = recipe->points != NULL ? recipe->n_points : shr_dataset_rows (dataset);
  draft.names = g_ptr_array_new_with_free_func (g_free);
  if (g_size_checked_mul (&total, draft.rows, p + n_copies + 1))
    draft.values = g_try_new (double, total);
  if (draft.values == NULL)
    {
      shr_data_error_set_too_large (error, shr_dataset_name (dataset));
      return NULL;
    }

  if (powers)
    draft_make_powers (&draft, dataset, recipe->points, p);
  else
    draft_take_features (&draft, dataset);
  for (gsize i = 0; i < n_copies; i++)
    if (!draft_add_copy (&draft, recipe->copies[i], shr_dataset_response (dataset)))
      {
        g_autofree char *quoted = shr_data_quote (recipe->copies[i], -1);

        shr_data_error_set (error, SHR_DATA_ERROR_RECIPE, shr_dataset_name (dataset), 0, 0,
                            _ ("there is no feature %s to copy; choose another one"), quoted);
        return NULL;
      }

  return draft_finish (&draft, recipe, dataset, error);
}
