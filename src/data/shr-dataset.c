#include "data/shr-dataset.h"

#include "data/shr-data-error.h"
#include "data/shr-near-names.h"

#include <glib/gi18n-lib.h>

#include <math.h>
#include <string.h>

/* Columns named in the notice about missing values. */
#define NAMED 5

struct ShrDataset
{
  gatomicrefcount references;
  ShrTable *table;
  ShrImport *import;
  gsize rows;
  gsize features;
  const double *x;
  const double *y;
  double *own_x; /* NULL where x is the table's */
  double *own_y; /* likewise */
  char *response;
  char **names;       /* features and a NULL */
  gboolean *constant; /* features */
  gsize dropped;
  gboolean whole; /* all columns of the table, in its order */
  gsize filled;
  GPtrArray *notices;
};

typedef enum
{
  ROLE_NONE,
  ROLE_EXCLUDED,
  ROLE_FEATURE,
  ROLE_RESPONSE,
} Role;

/* A feature is a column of the table, or one level of it. */
typedef struct
{
  gsize column;
  gsize level; /* 0: all of the column */
} Feature;

/* Which column plays which part. */
typedef struct
{
  const ShrTable *table;
  const ShrImport *import;
  Role *roles;    /* a role per column of the table */
  GArray *order;  /* of Feature: the features, in their order */
  gsize response; /* the response's column */
} Cast;

static gboolean
find_column (const ShrTable *table, const char *name, gsize *index, GError **error)
{
  const ShrColumn *column = shr_table_find (table, name);
  g_autoptr (GPtrArray) names = NULL;
  g_autofree char *quoted = NULL;
  g_autofree char *advice = NULL;

  if (column != NULL)
    {
      *index = (gsize) (column - shr_table_column (table, 0));
      return TRUE;
    }

  names = g_ptr_array_new ();
  for (gsize j = 0; j < shr_table_columns (table); j++)
    g_ptr_array_add (names, shr_table_column (table, j)->name);
  quoted = shr_data_quote (name, -1);
  advice = shr_near_names_advise (name, names);
  shr_data_error_set (error, SHR_DATA_ERROR_COLUMN, shr_table_name (table), 0, 0, _ ("there is no column %s; %s"),
                      quoted, advice);

  return FALSE;
}

static gboolean
is_numeric (const ShrColumn *column)
{
  return column->kind == SHR_COLUMN_NUMERIC || column->kind == SHR_COLUMN_FAULTY;
}

static gboolean
assign (Cast *cast, const char *name, Role role, gsize *index, GError **error)
{
  const ShrColumn *column;
  const char *why = NULL;

  if (!find_column (cast->table, name, index, error))
    return FALSE;

  column = shr_table_column (cast->table, *index);
  if (cast->roles[*index] != ROLE_NONE)
    {
      /* Leaving a column out twice does no harm; anything else asked of one column twice is a contradiction. */
      if (cast->roles[*index] == role && role == ROLE_EXCLUDED)
        return TRUE;
      why = cast->roles[*index] == role            ? _ ("is named twice among the features; name it once")
            : cast->roles[*index] == ROLE_EXCLUDED ? _ ("is to be excluded and used at once; decide for one")
                                                   : _ ("cannot be the response and a feature at once; decide for one");
    }
  else if (role != ROLE_EXCLUDED && column->kind == SHR_COLUMN_TEXT)
    why = _ ("holds words, not numbers; choose a column of numbers");
  else if (role == ROLE_RESPONSE && column->kind == SHR_COLUMN_CATEGORY)
    why = _ ("holds categories, not numbers; choose a column of numbers for the response");
  else if (role != ROLE_EXCLUDED && column->kind == SHR_COLUMN_INDEX && !column->stored)
    why = _ ("only numbers or names the rows; choose another column");
  else if (role != ROLE_EXCLUDED && column->kind == SHR_COLUMN_EMPTY)
    why = _ ("holds no value; choose another column");

  if (why != NULL)
    {
      g_autofree char *quoted = shr_data_quote (name, -1);

      shr_data_error_set (error, SHR_DATA_ERROR_COLUMN, shr_table_name (cast->table), 0, 0, _ ("the column %s %s"),
                          quoted, why);
      return FALSE;
    }
  cast->roles[*index] = role;

  return TRUE;
}

static gboolean
choose_response (Cast *cast, GError **error)
{
  gsize j;

  for (j = shr_table_columns (cast->table); j > 0; j--)
    if (cast->roles[j - 1] == ROLE_NONE && is_numeric (shr_table_column (cast->table, j - 1)))
      break;
  if (j == 0)
    {
      shr_data_error_set (error, SHR_DATA_ERROR_NO_COLUMNS, shr_table_name (cast->table), 0, 0,
                          _ ("no column of numbers is left to be the response; check the delimiter and the decimal "
                             "mark, or choose other columns"));
      return FALSE;
    }
  cast->response = j - 1;
  cast->roles[j - 1] = ROLE_RESPONSE;

  return TRUE;
}

static void
add_feature (Cast *cast, gsize j)
{
  const ShrColumn *column = shr_table_column (cast->table, j);
  gsize levels = column->levels != NULL ? g_strv_length (column->levels) : 0;
  Feature feature = { .column = j };

  if (levels == 0)
    g_array_append_val (cast->order, feature);
  for (feature.level = 1; feature.level < levels; feature.level++)
    g_array_append_val (cast->order, feature);
}

/* Whether column @j, that would be used, or left out only because it cannot be, must be asked about first. */
static gboolean
refuse_column (const Cast *cast, gsize j, GError **error)
{
  const ShrColumn *column = shr_table_column (cast->table, j);
  guint limit = cast->import->max_levels > 0 ? cast->import->max_levels : SHR_IMPORT_LEVELS;

  if (column->fault != NULL)
    {
      if (error != NULL)
        *error = g_error_copy (column->fault);
      return TRUE;
    }
  if (column->levels != NULL && g_strv_length (column->levels) > limit)
    {
      g_autofree char *quoted = shr_data_quote (column->name, -1);
      guint count = g_strv_length (column->levels);

      shr_data_error_set (error, SHR_DATA_ERROR_LEVELS, shr_table_name (cast->table), 0, 0,
                          _ ("the column %s holds %u different words, such as “%s” and “%s”, and more than %u are not "
                             "made features unasked; exclude it (--exclude) or allow them (--levels %u)"),
                          quoted, count, column->levels[0], column->levels[1], limit, count);
      return TRUE;
    }

  return FALSE;
}

/* Gives every column its part. */
static gboolean
choose (Cast *cast, GError **error)
{
  const char *response = cast->import->response;
  const char *const *features = (const char *const *) cast->import->features;
  const char *const *exclude = (const char *const *) cast->import->exclude;
  gsize columns = shr_table_columns (cast->table);
  gsize j;

  for (; exclude != NULL && *exclude != NULL; exclude++)
    if (!assign (cast, *exclude, ROLE_EXCLUDED, &j, error))
      return FALSE;
  if (response != NULL && !assign (cast, response, ROLE_RESPONSE, &cast->response, error))
    return FALSE;
  if (features != NULL)
    for (const char *const *name = features; *name != NULL; name++)
      {
        if (!assign (cast, *name, ROLE_FEATURE, &j, error))
          return FALSE;
        add_feature (cast, j);
      }
  if (response == NULL && !choose_response (cast, error))
    return FALSE;

  for (j = 0; features == NULL && j < columns; j++)
    if (cast->roles[j] == ROLE_NONE
        && (is_numeric (shr_table_column (cast->table, j))
            || shr_table_column (cast->table, j)->kind == SHR_COLUMN_CATEGORY))
      {
        cast->roles[j] = ROLE_FEATURE;
        add_feature (cast, j);
      }
  if (cast->order->len == 0)
    {
      g_autofree char *quoted = shr_data_quote (shr_table_column (cast->table, cast->response)->name, -1);

      shr_data_error_set (
          error, SHR_DATA_ERROR_NO_COLUMNS, shr_table_name (cast->table), 0, 0,
          _ ("besides the response %s no column of numbers is left to be a feature; check the delimiter "
             "and the decimal mark, or choose other columns"),
          quoted);
      return FALSE;
    }

  for (j = 0; j < columns; j++)
    if ((cast->roles[j] >= ROLE_FEATURE
         || (cast->roles[j] == ROLE_NONE && features == NULL
             && shr_table_column (cast->table, j)->kind == SHR_COLUMN_TEXT))
        && refuse_column (cast, j, error))
      return FALSE;

  return TRUE;
}

/* Whether missing values of a column in @role are filled rather than their rows dropped. */
static gboolean
is_filled (const Cast *cast, Role role)
{
  return role == ROLE_FEATURE && cast->import->missing == SHR_MISSING_MEAN;
}

/* Marks the rows that are kept: those without a missing value in a column where it counts; returns how many there
 * are. */
static gsize
find_complete_rows (const Cast *cast, gboolean *complete)
{
  gsize rows = shr_table_rows (cast->table);
  gsize count = 0;

  for (gsize i = 0; i < rows; i++)
    complete[i] = TRUE;
  for (gsize j = 0; j < shr_table_columns (cast->table); j++)
    {
      const ShrColumn *column = shr_table_column (cast->table, j);

      if (cast->roles[j] >= ROLE_FEATURE && column->missing > 0 && !is_filled (cast, cast->roles[j]))
        for (gsize i = 0; i < rows; i++)
          complete[i] = complete[i] && !isnan (column->values[i]);
    }
  for (gsize i = 0; i < rows; i++)
    count += complete[i] ? 1 : 0;

  return count;
}

static int
compare_missing (gconstpointer a, gconstpointer b)
{
  const ShrColumn *first = *(const ShrColumn *const *) a;
  const ShrColumn *second = *(const ShrColumn *const *) b;

  return (second->missing > first->missing) - (second->missing < first->missing);
}

/* “bmi” 2, “bp” 1: the used columns with the most missing values, of those that are @filled or those that are not. */
static char *
list_missing (const Cast *cast, gboolean filled)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();
  GString *list = g_string_new (NULL);

  for (gsize j = 0; j < shr_table_columns (cast->table); j++)
    if (cast->roles[j] >= ROLE_FEATURE && shr_table_column (cast->table, j)->missing > 0
        && is_filled (cast, cast->roles[j]) == filled)
      g_ptr_array_add (columns, (gpointer) shr_table_column (cast->table, j));
  g_ptr_array_sort (columns, compare_missing);

  for (guint k = 0; k < MIN (columns->len, NAMED); k++)
    {
      const ShrColumn *column = columns->pdata[k];

      g_string_append_printf (list, "%s“%s” %" G_GSIZE_FORMAT, k == 0 ? "" : ", ", column->name, column->missing);
    }
  if (columns->len > NAMED)
    g_string_append (list, ", …");

  return g_string_free (list, FALSE);
}

static void
copy_rows (double *target, const double *source, const gboolean *complete, gsize rows)
{
  for (gsize i = 0; i < rows; i++)
    if (complete[i])
      *target++ = source[i];
}

static const Feature *
get_feature (const Cast *cast, gsize k)
{
  return &g_array_index (cast->order, Feature, k);
}

static const double *
feature_values (const Cast *cast, gsize k)
{
  return shr_table_column (cast->table, get_feature (cast, k)->column)->values;
}

/* Whether the features are side by side in the table, in its order, and are what is wanted, so that they need not be
 * copied. */
static gboolean
lie_together (const Cast *cast)
{
  gsize rows = shr_table_rows (cast->table);

  for (guint k = 0; k < cast->order->len; k++)
    if (get_feature (cast, k)->level > 0 || feature_values (cast, k) != feature_values (cast, 0) + k * rows
        || (cast->import->missing == SHR_MISSING_MEAN
            && shr_table_column (cast->table, get_feature (cast, k)->column)->missing > 0))
      return FALSE;

  return TRUE;
}

/* Puts the mean of the present values in the place of the missing ones; returns how many these are. */
static gsize
fill_with_mean (double *values, gsize rows)
{
  double sum = 0.0;
  gsize missing = 0;

  for (gsize i = 0; i < rows; i++)
    if (isnan (values[i]))
      missing++;
    else
      sum += values[i];
  if (missing == 0 || missing == rows)
    return 0;

  for (gsize i = 0; i < rows; i++)
    if (isnan (values[i]))
      values[i] = sum / (double) (rows - missing);

  return missing;
}

/* Feature @k in the rows that are kept. */
static void
make_feature (ShrDataset *dataset, const Cast *cast, gsize k, const gboolean *complete)
{
  const Feature *feature = get_feature (cast, k);
  double *values = dataset->own_x + k * dataset->rows;
  gsize filled;

  copy_rows (values, feature_values (cast, k), complete, shr_table_rows (cast->table));
  for (gsize i = 0; feature->level > 0 && i < dataset->rows; i++)
    if (!isnan (values[i]))
      values[i] = values[i] == (double) feature->level ? 1.0 : 0.0;

  filled = fill_with_mean (values, dataset->rows);
  /* A missing category is one missing value, though it has a feature for every level. */
  dataset->filled += feature->level <= 1 ? filled : 0;
}

static gboolean
fill (ShrDataset *dataset, const Cast *cast, GError **error)
{
  gsize rows = shr_table_rows (cast->table);
  g_autofree gboolean *complete = g_new (gboolean, rows);
  const double *response = shr_table_column (cast->table, cast->response)->values;
  gsize total;

  dataset->rows = find_complete_rows (cast, complete);
  dataset->dropped = rows - dataset->rows;
  dataset->features = cast->order->len;
  if (dataset->rows == 0)
    {
      g_autofree char *missing = list_missing (cast, FALSE);

      shr_data_error_set (error, SHR_DATA_ERROR_NO_ROWS, shr_table_name (cast->table), 0, 0,
                          _ ("every row has a missing value (%s), so none is left; exclude the columns that miss most"),
                          missing);
      return FALSE;
    }

  if (dataset->dropped == 0 && lie_together (cast))
    dataset->x = feature_values (cast, 0);
  else
    {
      if (g_size_checked_mul (&total, dataset->rows, dataset->features))
        dataset->own_x = g_try_new (double, total);
      if (dataset->own_x == NULL)
        {
          shr_data_error_set (error, SHR_DATA_ERROR_TOO_LARGE, shr_table_name (cast->table), 0, 0,
                              _ ("the chosen columns do not fit into memory; choose fewer"));
          return FALSE;
        }
      for (guint k = 0; k < cast->order->len; k++)
        {
          make_feature (dataset, cast, k, complete);
          if (isnan (dataset->own_x[k * dataset->rows]))
            {
              g_autofree char *quoted =
                  shr_data_quote (shr_table_column (cast->table, get_feature (cast, k)->column)->name, -1);

              shr_data_error_set (
                  error, SHR_DATA_ERROR_NO_ROWS, shr_table_name (cast->table), 0, 0,
                  _ ("the column %s has no value in any row with a response, so there is no mean to fill "
                     "it with; exclude it (--exclude)"),
                  quoted);
              return FALSE;
            }
        }
      dataset->x = dataset->own_x;
    }

  if (dataset->dropped == 0)
    dataset->y = response;
  else
    {
      dataset->own_y = g_new (double, dataset->rows);
      copy_rows (dataset->own_y, response, complete, rows);
      dataset->y = dataset->own_y;
    }

  return TRUE;
}

/* Whether the features are all columns but the last, and that is the response. */
static gboolean
is_whole (const Cast *cast)
{
  gsize columns = shr_table_columns (cast->table);

  if (cast->response + 1 != columns || cast->order->len + 1 != columns)
    return FALSE;
  for (guint k = 0; k < cast->order->len; k++)
    if (g_array_index (cast->order, Feature, k).column != k || g_array_index (cast->order, Feature, k).level != 0)
      return FALSE;

  return TRUE;
}

static gboolean
is_constant (const double *values, gsize rows)
{
  for (gsize i = 1; i < rows; i++)
    if (values[i] != values[0])
      return FALSE;

  return TRUE;
}

/* “f”, “m”, …: the levels that become features. */
static char *
list_levels (char **levels)
{
  GString *list = g_string_new (NULL);
  gsize count = g_strv_length (levels);

  for (gsize k = 1; k < MIN (count, NAMED + 1); k++)
    {
      g_autofree char *quoted = shr_data_quote (levels[k], -1);

      g_string_append_printf (list, "%s%s", k == 1 ? "" : ", ", quoted);
    }
  if (count > NAMED + 1)
    g_string_append (list, ", …");

  return g_string_free (list, FALSE);
}

static void
notice_category (ShrDataset *dataset, const ShrColumn *column)
{
  g_autofree char *others = list_levels (column->levels);
  g_autofree char *base = shr_data_quote (column->levels[0], -1);
  gsize count = g_strv_length (column->levels) - 1;

  shr_notices_add (dataset->notices, SHR_NOTICE_CATEGORY,
                   g_dngettext (GETTEXT_PACKAGE,
                                "Column “%s” holds categories: %s becomes a feature that is 1 there and 0 elsewhere; "
                                "%s is the base level.",
                                "Column “%s” holds categories: %s each become a feature that is 1 there and 0 "
                                "elsewhere; %s is the base level.",
                                count),
                   column->name, others, base);
}

static void
add_notices (ShrDataset *dataset, const Cast *cast, gboolean response_chosen)
{
  const GPtrArray *of_table = shr_table_notices (cast->table);

  for (guint k = 0; k < of_table->len; k++)
    {
      const ShrNotice *notice = of_table->pdata[k];

      shr_notices_add (dataset->notices, notice->kind, "%s", notice->text);
    }

  if (!response_chosen)
    shr_notices_add (dataset->notices, SHR_NOTICE_RESPONSE,
                     _ ("The response is “%s”, the last column of numbers, as no other was chosen."),
                     dataset->response);

  if (dataset->dropped > 0)
    {
      g_autofree char *missing = list_missing (cast, FALSE);

      shr_notices_add (
          dataset->notices, SHR_NOTICE_MISSING,
          g_dngettext (GETTEXT_PACKAGE,
                       "%" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT " rows has a missing value and is left out (%s).",
                       "%" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT " rows have a missing value and are left out (%s).",
                       dataset->dropped),
          dataset->dropped, shr_table_rows (cast->table), missing);
    }

  if (dataset->filled > 0)
    {
      g_autofree char *missing = list_missing (cast, TRUE);

      shr_notices_add (
          dataset->notices, SHR_NOTICE_FILLED,
          g_dngettext (GETTEXT_PACKAGE, "%" G_GSIZE_FORMAT " missing value became the mean of its column (%s).",
                       "%" G_GSIZE_FORMAT " missing values became the mean of their column (%s).", dataset->filled),
          dataset->filled, missing);
    }

  for (gsize j = 0; j < shr_table_columns (cast->table); j++)
    if (cast->roles[j] == ROLE_FEATURE && shr_table_column (cast->table, j)->kind == SHR_COLUMN_CATEGORY)
      notice_category (dataset, shr_table_column (cast->table, j));
  for (gsize k = 0; k < dataset->features; k++)
    if (dataset->constant[k])
      shr_notices_add (dataset->notices, SHR_NOTICE_CONSTANT,
                       _ ("The feature “%s” has the same value in every row, so its coefficient is 0."),
                       dataset->names[k]);
  if (is_constant (dataset->y, dataset->rows))
    shr_notices_add (dataset->notices, SHR_NOTICE_CONSTANT_TARGET,
                     _ ("The response “%s” has the same value in every row, so every coefficient is 0."),
                     dataset->response);
}

/* The column's name, or name=level; @taken names are told apart by a number. */
static char *
name_feature (const Cast *cast, gsize k, GHashTable *taken)
{
  const Feature *feature = get_feature (cast, k);
  const ShrColumn *column = shr_table_column (cast->table, feature->column);
  g_autofree char *name = feature->level == 0 ? g_strdup (column->name)
                                              : g_strdup_printf ("%s=%s", column->name, column->levels[feature->level]);
  char *unique = g_strdup (name);

  for (guint i = 2;
       feature->level > 0 && (g_hash_table_contains (taken, unique) || shr_table_find (cast->table, unique) != NULL);
       i++)
    {
      g_free (unique);
      unique = g_strdup_printf ("%s (%u)", name, i);
    }
  g_hash_table_add (taken, unique);

  return unique;
}

ShrDataset *
shr_dataset_new_for_import (ShrTable *table, const ShrImport *import, GError **error)
{
  g_autoptr (ShrDataset) dataset = NULL;
  g_autofree Role *roles = NULL;
  g_autoptr (GArray) order = NULL;
  g_autoptr (GHashTable) taken = NULL;
  Cast cast;

  g_return_val_if_fail (table != NULL, NULL);
  g_return_val_if_fail (import != NULL, NULL);

  roles = g_new0 (Role, shr_table_columns (table));
  order = g_array_new (FALSE, FALSE, sizeof (Feature));
  cast = (Cast){ .table = table, .import = import, .roles = roles, .order = order };

  dataset = g_new0 (ShrDataset, 1);
  g_atomic_ref_count_init (&dataset->references);
  dataset->table = shr_table_ref (table);
  dataset->import = shr_import_copy (import);
  dataset->notices = shr_notices_new ();

  if (!choose (&cast, error) || !fill (dataset, &cast, error))
    return NULL;

  taken = g_hash_table_new (g_str_hash, g_str_equal);
  dataset->whole = is_whole (&cast);
  dataset->response = g_strdup (shr_table_column (table, cast.response)->name);
  dataset->names = g_new0 (char *, dataset->features + 1);
  dataset->constant = g_new (gboolean, dataset->features);
  for (gsize k = 0; k < dataset->features; k++)
    {
      dataset->names[k] = name_feature (&cast, k, taken);
      dataset->constant[k] = is_constant (dataset->x + k * dataset->rows, dataset->rows);
    }
  add_notices (dataset, &cast, import->response != NULL);

  return g_steal_pointer (&dataset);
}

ShrDataset *
shr_dataset_new (ShrTable *table,
                 const char *response,
                 const char *const *features,
                 const char *const *exclude,
                 GError **error)
{
  const ShrImport import = { .response = (char *) response,
                             .features = (char **) features,
                             .exclude = (char **) exclude };

  return shr_dataset_new_for_import (table, &import, error);
}

ShrDataset *
shr_dataset_ref (ShrDataset *dataset)
{
  g_return_val_if_fail (dataset != NULL, NULL);

  g_atomic_ref_count_inc (&dataset->references);

  return dataset;
}

void
shr_dataset_unref (ShrDataset *dataset)
{
  g_return_if_fail (dataset != NULL);

  if (!g_atomic_ref_count_dec (&dataset->references))
    return;

  shr_table_unref (dataset->table);
  shr_import_free (dataset->import);
  g_free (dataset->own_x);
  g_free (dataset->own_y);
  g_free (dataset->response);
  g_strfreev (dataset->names);
  g_free (dataset->constant);
  g_ptr_array_unref (dataset->notices);
  g_free (dataset);
}

const ShrRecipe *
shr_dataset_recipe (const ShrDataset *dataset)
{
  g_return_val_if_fail (dataset != NULL, NULL);

  return dataset->whole ? shr_table_recipe (dataset->table) : NULL;
}

const ShrImport *
shr_dataset_import (const ShrDataset *dataset)
{
  g_return_val_if_fail (dataset != NULL, NULL);

  return dataset->import;
}

ShrTable *
shr_dataset_table (const ShrDataset *dataset)
{
  g_return_val_if_fail (dataset != NULL, NULL);

  return dataset->table;
}

const char *
shr_dataset_name (const ShrDataset *dataset)
{
  g_return_val_if_fail (dataset != NULL, NULL);

  return shr_table_name (dataset->table);
}

gsize
shr_dataset_rows (const ShrDataset *dataset)
{
  g_return_val_if_fail (dataset != NULL, 0);

  return dataset->rows;
}

gsize
shr_dataset_features (const ShrDataset *dataset)
{
  g_return_val_if_fail (dataset != NULL, 0);

  return dataset->features;
}

const double *
shr_dataset_x (const ShrDataset *dataset)
{
  g_return_val_if_fail (dataset != NULL, NULL);

  return dataset->x;
}

const double *
shr_dataset_y (const ShrDataset *dataset)
{
  g_return_val_if_fail (dataset != NULL, NULL);

  return dataset->y;
}

const char *
shr_dataset_response (const ShrDataset *dataset)
{
  g_return_val_if_fail (dataset != NULL, NULL);

  return dataset->response;
}

const char *const *
shr_dataset_feature_names (const ShrDataset *dataset)
{
  g_return_val_if_fail (dataset != NULL, NULL);

  return (const char *const *) dataset->names;
}

gboolean
shr_dataset_is_constant (const ShrDataset *dataset, gsize j)
{
  g_return_val_if_fail (dataset != NULL, FALSE);
  g_return_val_if_fail (j < dataset->features, FALSE);

  return dataset->constant[j];
}

gsize
shr_dataset_dropped_rows (const ShrDataset *dataset)
{
  g_return_val_if_fail (dataset != NULL, 0);

  return dataset->dropped;
}

gsize
shr_dataset_filled_values (const ShrDataset *dataset)
{
  g_return_val_if_fail (dataset != NULL, 0);

  return dataset->filled;
}

const GPtrArray *
shr_dataset_notices (const ShrDataset *dataset)
{
  g_return_val_if_fail (dataset != NULL, NULL);

  return dataset->notices;
}
