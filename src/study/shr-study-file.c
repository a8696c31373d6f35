#include "study/shr-study-file.h"

#include "data/shr-preparation.h"
#include "data/shr-sample.h"
#include "study/shr-cell.h"
#include "study/shr-export.h"
#include "study/shr-link.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#define FORMAT "shrinkage-study"
/* A study has six levels; what has more is no study, and would only be deep. */
#define MOST_DEPTH 16

static const char *const axis_ids[] = { "log-lambda", "minus-log-lambda", "shrinkage", "df", "deviance" };
G_STATIC_ASSERT (G_N_ELEMENTS (axis_ids) == SHR_AXIS_DEVIANCE + 1);

/* Of a ShrColumnKind. A faulty column, which is never in use, is one of words here. */
static const char *const kind_ids[] = { "numbers", "categories", "words", "index", "empty" };
G_STATIC_ASSERT (G_N_ELEMENTS (kind_ids) == SHR_COLUMN_FAULTY);

gboolean
shr_study_file_is_one (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  return name != NULL && g_str_has_suffix (name, SHR_STUDY_FILE_ENDING);
}

static const char *
row_id (guint row)
{
  return shr_cell_get ((ShrRow) row)->id;
}

static const char *
penalty_id (guint penalty)
{
  return shr_penalty_id ((ShrPenalty) penalty);
}

static const char *
link_id (guint link)
{
  return shr_link_id ((ShrLink) link);
}

static const char *
axis_id (guint axis)
{
  return axis_ids[axis];
}

/* Properties that are written by ids of which there are @n. */
typedef struct
{
  const char *property;
  gboolean mask; /* several of them */
  const char *(*id) (guint i);
  guint n;
} Ids;

static const Ids by_ids[] = {
  { "rows", TRUE, row_id, SHR_N_ROWS },
  { "penalties", TRUE, penalty_id, SHR_N_PENALTIES },
  { "leader", FALSE, penalty_id, SHR_N_PENALTIES },
  { "link", FALSE, link_id, SHR_LINK_DF + 1 },
  { "x-axis", FALSE, axis_id, SHR_AXIS_DEVIANCE + 1 },
};

static const Ids *
find_ids (const GParamSpec *pspec)
{
  for (gsize i = 0; i < G_N_ELEMENTS (by_ids); i++)
    if (strcmp (by_ids[i].property, pspec->name) == 0)
      return &by_ids[i];

  return NULL;
}

static gboolean
is_feature (const GParamSpec *pspec)
{
  return strcmp (pspec->name, "selected") == 0 || strcmp (pspec->name, "third") == 0;
}

/* --- Writing ---------------------------------------------------------------------------------------------------- */

static void
begin_member (GString *out, const char *indent, const char *name)
{
  char last = out->str[out->len - 1];

  g_string_append_printf (out, "%s\n%s", last == '{' ? "" : ",", indent);
  shr_export_append_json_text (out, name);
  g_string_append (out, ": ");
}

static void
append_text_item (GString *out, const char *text)
{
  if (out->str[out->len - 1] != '[')
    g_string_append (out, ", ");
  shr_export_append_json_text (out, text);
}

static void
append_number (GString *out, double value)
{
  char buffer[SHR_NUMBER_LENGTH];

  g_string_append (out, isfinite (value) ? shr_export_number (value, buffer) : "null");
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
write_import (GString *out, const ShrImport *import)
{
  g_autoptr (ShrImport) kept = shr_import_copy (import);
  g_autoptr (GVariant) variant = NULL;
  GVariantIter iter;
  const char *name;
  GVariant *value;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  /* The study has the data with it; where they were on somebody's disk is nobody's business. */
  if (kept->uri != NULL && !g_str_has_prefix (kept->uri, "sample:"))
    g_clear_pointer (&kept->uri, g_free);
  variant = g_variant_ref_sink (shr_import_to_variant (kept));

  /* In an order that is always the same. */
  g_variant_iter_init (&iter, variant);
  while (g_variant_iter_next (&iter, "{&sv}", &name, NULL))
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);

  begin_member (out, "    ", "import");
  g_string_append_c (out, '{');
  for (guint i = 0; i < names->len; i++)
    {
      value = g_variant_lookup_value (variant, names->pdata[i], NULL);
      begin_member (out, "      ", names->pdata[i]);
      if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
        shr_export_append_json_text (out, g_variant_get_string (value, NULL));
      else if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
        g_string_append_printf (out, "%" G_GINT64_FORMAT, g_variant_get_int64 (value));
      else
        {
          g_autofree const char **texts = g_variant_get_strv (value, NULL);

          g_string_append_c (out, '[');
          for (gsize k = 0; texts[k] != NULL; k++)
            append_text_item (out, texts[k]);
          g_string_append_c (out, ']');
        }
      g_variant_unref (value);
    }
  g_string_append (out, "\n    }");
}

static void
write_column (GString *out, const ShrColumn *column, gsize rows)
{
  ShrColumnKind kind = column->kind == SHR_COLUMN_FAULTY ? SHR_COLUMN_TEXT : column->kind;

  g_string_append (out, out->str[out->len - 1] == '[' ? "\n      {" : ",\n      {");
  begin_member (out, "        ", "name");
  shr_export_append_json_text (out, column->name);
  begin_member (out, "        ", "kind");
  shr_export_append_json_text (out, kind_ids[kind]);
  if (kind == SHR_COLUMN_CATEGORY)
    {
      begin_member (out, "        ", "levels");
      g_string_append_c (out, '[');
      for (gsize k = 0; column->levels[k] != NULL; k++)
        append_text_item (out, column->levels[k]);
      g_string_append_c (out, ']');
    }
  if (column->values != NULL)
    {
      begin_member (out, "        ", "values");
      g_string_append_c (out, '[');
      for (gsize i = 0; i < rows; i++)
        {
          g_string_append (out, i == 0 ? "" : ", ");
          append_number (out, column->values[i]);
        }
      g_string_append_c (out, ']');
    }
  g_string_append (out, "\n      }");
}

/* The address of the sample that the data as loaded are, as they come; NULL where they are something else.
 * (transfer full) */
static char *
get_sample (const ShrState *state)
{
  ShrDataset *dataset = shr_state_get_dataset (state);
  const ShrRecipe *made = dataset != NULL ? shr_table_recipe (shr_dataset_table (dataset)) : NULL;
  const char *uri = dataset != NULL ? shr_dataset_import (dataset)->uri : NULL;

  if (dataset == NULL)
    {
      g_autoptr (ShrRecipe) recipe =
          shr_recipe_from_string (g_value_get_string (shr_state_get (state, "recipe")), 1, NULL);

      shr_recipe_revert (recipe);
      return shr_recipe_to_string (recipe);
    }
  if (made != NULL)
    return shr_recipe_is_edited (made) ? NULL : shr_recipe_to_string (made);

  return uri != NULL && g_str_has_prefix (uri, "sample:") ? g_uri_unescape_string (uri + strlen ("sample:"), NULL)
                                                          : NULL;
}

static void
write_data (GString *out, const ShrState *state)
{
  ShrDataset *dataset = shr_state_get_dataset (state);
  g_autofree char *sample = get_sample (state);
  g_autoptr (ShrImport) none = shr_import_new (NULL);

  begin_member (out, "  ", "data");
  g_string_append_c (out, '{');
  if (sample != NULL)
    {
      begin_member (out, "    ", "sample");
      shr_export_append_json_text (out, sample);
    }
  else
    {
      ShrTable *table = shr_dataset_table (dataset);

      begin_member (out, "    ", "name");
      shr_export_append_json_text (out, shr_table_name (table));
      begin_member (out, "    ", "rows");
      g_string_append_printf (out, "%" G_GSIZE_FORMAT, shr_table_rows (table));
      begin_member (out, "    ", "columns");
      g_string_append_c (out, '[');
      for (gsize j = 0; j < shr_table_columns (table); j++)
        write_column (out, shr_table_column (table, j), shr_table_rows (table));
      g_string_append (out, "\n    ]");
    }
  write_import (out, dataset != NULL ? shr_dataset_import (dataset) : none);
  g_string_append (out, "\n  }");
}

static void
write_feature (GString *out, const char *const *names, gsize p, guint64 j)
{
  if (j < p)
    append_text_item (out, names[j]);
}

static void
write_property (GString *out, const GParamSpec *pspec, const GValue *value, const char *const *names)
{
  const Ids *ids = find_ids (pspec);
  gsize p = g_strv_length ((char **) names);

  begin_member (out, "    ", pspec->name);
  if (ids != NULL && ids->mask)
    {
      g_string_append_c (out, '[');
      for (guint i = 0; i < ids->n; i++)
        if (g_value_get_uint (value) >> i & 1)
          append_text_item (out, ids->id (i));
      g_string_append_c (out, ']');
    }
  else if (ids != NULL)
    shr_export_append_json_text (out, ids->id (g_value_get_uint (value)));
  else if (is_feature (pspec))
    {
      int j = g_value_get_int (value);

      if (j >= 0 && (gsize) j < p)
        shr_export_append_json_text (out, names[j]);
      else
        g_string_append (out, "null");
    }
  else if (strcmp (pspec->name, "pair") == 0)
    {
      g_string_append_c (out, '[');
      write_feature (out, names, p, g_value_get_uint64 (value) >> 32);
      write_feature (out, names, p, g_value_get_uint64 (value) & G_MAXUINT32);
      g_string_append_c (out, ']');
    }
  else if (G_VALUE_HOLDS_VARIANT (value))
    {
      gsize n;
      const guint32 *features = g_variant_get_fixed_array (g_value_get_variant (value), &n, sizeof *features);

      g_string_append_c (out, '[');
      for (gsize i = 0; i < n; i++)
        write_feature (out, names, p, features[i]);
      g_string_append_c (out, ']');
    }
  else if (G_VALUE_HOLDS_BOOLEAN (value))
    g_string_append (out, g_value_get_boolean (value) ? "true" : "false");
  else if (G_VALUE_HOLDS_DOUBLE (value))
    append_number (out, g_value_get_double (value));
  else if (G_VALUE_HOLDS_UINT (value))
    g_string_append_printf (out, "%u", g_value_get_uint (value));
  else if (G_VALUE_HOLDS_INT (value))
    g_string_append_printf (out, "%d", g_value_get_int (value));
  else if (G_VALUE_HOLDS_UINT64 (value))
    /* JSON's numbers may end at 2⁵³. */
    g_string_append_printf (out, "\"%" G_GUINT64_FORMAT "\"", g_value_get_uint64 (value));
  else
    {
      g_assert (G_VALUE_HOLDS_STRING (value));
      shr_export_append_json_text (out, g_value_get_string (value));
    }
}

/* The data on show: their features are what the state speaks of. (transfer full) */
static ShrDataset *
make_data (const char *text, ShrDataset *loaded, GError **error)
{
  g_autoptr (ShrRecipe) recipe = shr_recipe_from_string (text, 1, error);

  return recipe != NULL ? shr_preparation_make (recipe, loaded, error) : NULL;
}

GBytes *
shr_study_file_write (const ShrState *state)
{
  GString *out = g_string_new ("{");
  guint n;
  GParamSpec *const *properties = shr_state_properties (&n);
  const GValue *recipe = shr_state_get (state, "recipe");
  g_autoptr (ShrDataset) made = NULL;

  g_return_val_if_fail (shr_state_has_data (state), NULL);

  made = make_data (recipe != NULL ? g_value_get_string (recipe) : "", shr_state_get_dataset (state), NULL);
  begin_member (out, "  ", "format");
  shr_export_append_json_text (out, FORMAT);
  begin_member (out, "  ", "version");
  g_string_append_printf (out, "%d", SHR_STUDY_FILE_VERSION);
  write_data (out, state);
  begin_member (out, "  ", "study");
  g_string_append_c (out, '{');
  for (guint i = 0; i < n; i++)
    {
      const GValue *value = shr_state_get (state, properties[i]->name);

      if (value != NULL && !(G_VALUE_HOLDS_VARIANT (value) && g_value_get_variant (value) == NULL))
        write_property (out, properties[i], value, shr_dataset_feature_names (made));
    }
  g_string_append (out, "\n  }\n}\n");

  return g_string_free_to_bytes (out);
}

/* --- Reading ---------------------------------------------------------------------------------------------------- */

static void refuse (GError **error, const char *member, const char *format, ...) G_GNUC_PRINTF (3, 4);

static void
refuse (GError **error, const char *member, const char *format, ...)
{
  g_autofree char *why = NULL;
  va_list arguments;

  va_start (arguments, format);
  why = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("“%s” %s"), member, why);
}

static const char *
get_text (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static gboolean
get_whole (JsonNode *node, gint64 *value)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;

  *value = json_node_get_int (node);
  return TRUE;
}

static gboolean
get_number (JsonNode *node, double *value)
{
  GType type = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return FALSE;

  *value = json_node_get_double (node);
  return isfinite (*value);
}

static JsonArray *
get_array (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static JsonObject *
get_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* (transfer full) (nullable): NULL where it is no list of texts */
static char **
get_texts (JsonNode *node)
{
  JsonArray *array = get_array (node);
  g_auto (GStrv) texts = NULL;

  if (array == NULL)
    return NULL;

  texts = g_new0 (char *, json_array_get_length (array) + 1);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *text = get_text (json_array_get_element (array, i));

      if (text == NULL)
        return NULL;
      texts[i] = g_strdup (text);
    }

  return g_steal_pointer (&texts);
}

static ShrImport *
read_import (JsonNode *node, GError **error)
{
  JsonObject *object = get_object (node);
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (ShrImport) import = NULL;
  GError *local = NULL;
  GVariantDict dictionary;
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (object == NULL)
    {
      refuse (error, "data.import", _ ("is missing, or no object"));
      return NULL;
    }

  g_variant_dict_init (&dictionary, NULL);
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &member))
    {
      g_auto (GStrv) texts = get_texts (member);
      gint64 whole;

      if (get_text (member) != NULL)
        g_variant_dict_insert (&dictionary, name, "s", get_text (member));
      else if (texts != NULL)
        g_variant_dict_insert (&dictionary, name, "^as", texts);
      else if (get_whole (member, &whole))
        g_variant_dict_insert (&dictionary, name, "x", whole);
      else
        {
          g_autofree char *path = g_strconcat ("data.import.", name, NULL);

          refuse (error, path, _ ("is neither a text, a whole number nor a list of texts"));
          g_variant_dict_clear (&dictionary);
          return NULL;
        }
    }
  variant = g_variant_ref_sink (g_variant_dict_end (&dictionary));
  import = shr_import_from_variant (variant, &local);
  if (import == NULL)
    {
      refuse (error, "data.import", _ ("cannot be used: %s"), local->message);
      g_clear_error (&local);
      return NULL;
    }
  if (import->uri != NULL && !g_str_has_prefix (import->uri, "sample:"))
    {
      refuse (error, "data.import.uri", _ ("is no sample"));
      return NULL;
    }

  return g_steal_pointer (&import);
}

/* What becomes of the values comes later, when there is room for them. */
static gboolean
read_column (JsonObject *object, const char *path, gsize rows, ShrColumn *column, GError **error)
{
  const char *kind = get_text (json_object_get_member (object, "kind"));
  const char *name = get_text (json_object_get_member (object, "name"));
  JsonArray *values = get_array (json_object_get_member (object, "values"));
  guint k = 0;

  *column = (ShrColumn){ 0 };
  while (k < G_N_ELEMENTS (kind_ids) && g_strcmp0 (kind, kind_ids[k]) != 0)
    k++;
  column->kind = (ShrColumnKind) k;
  column->stored = values != NULL;

  if (name == NULL || *name == '\0')
    refuse (error, path, _ ("has no name"));
  else if (k == G_N_ELEMENTS (kind_ids))
    refuse (error, path, _ ("has no “kind” that a column can have"));
  else if (shr_column_kind_has_values (column->kind, column->stored) != (values != NULL))
    refuse (error, path, _ ("has values where it can have none, or none where it must"));
  else if (values != NULL && json_array_get_length (values) != rows)
    refuse (error, path, _ ("has %u values, but the table has %" G_GSIZE_FORMAT " rows"),
            json_array_get_length (values), rows);
  else
    {
      if (column->kind == SHR_COLUMN_CATEGORY)
        column->levels = get_texts (json_object_get_member (object, "levels"));
      if (column->kind != SHR_COLUMN_CATEGORY || (column->levels != NULL && column->levels[0] != NULL))
        {
          column->name = g_strdup (name);
          return TRUE;
        }
      g_clear_pointer (&column->levels, g_strfreev);
      refuse (error, path, _ ("has no list of “levels”"));
    }

  return FALSE;
}

static gboolean
read_values (JsonObject *object, const char *path, const ShrColumn *column, double *values, GError **error)
{
  JsonArray *array = json_object_get_array_member (object, "values");
  gsize n_levels = column->levels != NULL ? g_strv_length (column->levels) : 0;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      values[i] = NAN;
      if (JSON_NODE_HOLDS_NULL (node))
        continue;
      if (!get_number (node, &values[i])
          || (n_levels > 0 && (values[i] < 0.0 || values[i] >= (double) n_levels || values[i] != floor (values[i]))))
        {
          g_autofree char *value = g_strdup_printf ("%s.values[%u]", path, i);

          refuse (error, value,
                  n_levels > 0 ? _ ("is not the place of one of the levels") : _ ("is not a finite number"));
          return FALSE;
        }
    }

  return TRUE;
}

static void
column_clear (gpointer data)
{
  ShrColumn *column = data;

  g_free (column->name);
  g_strfreev (column->levels);
}

static ShrTable *
read_table (JsonObject *data, GError **error)
{
  const char *name = get_text (json_object_get_member (data, "name"));
  JsonArray *array = get_array (json_object_get_member (data, "columns"));
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) columns = g_array_new (FALSE, TRUE, sizeof (ShrColumn));
  g_autofree double *values = NULL;
  gsize n_stored = 0, next = 0;
  gboolean sound = FALSE;
  gint64 rows;

  g_array_set_clear_func (columns, column_clear);
  if (name == NULL)
    refuse (error, "data.name", _ ("is missing, or no text"));
  else if (!get_whole (json_object_get_member (data, "rows"), &rows) || rows < 1 || rows > G_MAXUINT)
    refuse (error, "data.rows", _ ("is not a number of rows"));
  else if (array == NULL || json_array_get_length (array) == 0)
    refuse (error, "data.columns", _ ("is missing, empty or no list"));
  else
    sound = TRUE;
  if (!sound)
    return NULL;

  for (guint j = 0; j < json_array_get_length (array); j++)
    {
      g_autofree char *path = g_strdup_printf ("data.columns[%u]", j);
      JsonObject *object = get_object (json_array_get_element (array, j));
      ShrColumn column;

      if (object == NULL)
        {
          refuse (error, path, _ ("is no object"));
          return NULL;
        }
      if (!read_column (object, path, (gsize) rows, &column, error))
        return NULL;
      g_array_append_val (columns, column);
      if (!g_hash_table_add (taken, column.name))
        {
          refuse (error, path, _ ("has the name of another column"));
          return NULL;
        }
      n_stored += shr_column_kind_has_values (column.kind, column.stored) ? 1 : 0;
    }

  /* As many as are in the file, so that the product cannot be too large. */
  values = g_new (double, (gsize) rows *n_stored);
  for (guint j = 0; j < columns->len; j++)
    {
      const ShrColumn *column = &g_array_index (columns, ShrColumn, j);
      g_autofree char *path = g_strdup_printf ("data.columns[%u]", j);

      if (!shr_column_kind_has_values (column->kind, column->stored))
        continue;
      if (!read_values (json_array_get_object_element (array, j), path, column, values + next, error))
        return NULL;
      next += (gsize) rows;
    }

  return shr_table_new (name, (gsize) rows, g_steal_pointer (&columns), g_steal_pointer (&values), NULL);
}

static ShrDataset *
read_data (JsonNode *node, GError **error)
{
  JsonObject *data = get_object (node);
  JsonNode *sample = data != NULL ? json_object_get_member (data, "sample") : NULL;
  g_autoptr (ShrImport) import = NULL;
  g_autoptr (ShrTable) table = NULL;
  g_autoptr (GError) local = NULL;
  ShrDataset *dataset;

  if (data == NULL)
    {
      refuse (error, "data", _ ("is missing, or no object"));
      return NULL;
    }
  if (sample != NULL && get_text (sample) == NULL)
    {
      refuse (error, "data.sample", _ ("is no text"));
      return NULL;
    }
  import = read_import (json_object_get_member (data, "import"), error);
  if (import == NULL)
    return NULL;

  if (sample == NULL)
    table = read_table (data, error);
  else
    {
      table = shr_sample_load (get_text (sample), 1, &local);
      if (table == NULL)
        refuse (error, "data.sample", _ ("cannot be used: %s"), local->message);
    }
  if (table == NULL)
    return NULL;

  dataset = shr_dataset_new_for_import (table, import, &local);
  if (dataset == NULL)
    refuse (error, "data", _ ("cannot be used: %s"), local->message);

  return dataset;
}

static gboolean
find_feature (const char *const *names, const char *name, gsize *j)
{
  for (*j = 0; name != NULL && names[*j] != NULL; (*j)++)
    if (strcmp (names[*j], name) == 0)
      return TRUE;

  return FALSE;
}

/* (nullable): NULL: not as many features as they must be, or none of these data; (transfer full) */
static guint32 *
get_features (JsonNode *node, const char *const *names, guint *n)
{
  JsonArray *array = get_array (node);
  g_autofree guint32 *features = NULL;

  if (array == NULL)
    return NULL;

  *n = json_array_get_length (array);
  features = g_new (guint32, *n + 1);
  for (guint i = 0; i < *n; i++)
    {
      gsize j;

      if (!find_feature (names, get_text (json_array_get_element (array, i)), &j))
        return NULL;
      features[i] = (guint32) j;
    }

  return g_steal_pointer (&features);
}

static gboolean
find_id (const Ids *ids, const char *id, guint *found)
{
  for (*found = 0; id != NULL && *found < ids->n; (*found)++)
    if (strcmp (ids->id (*found), id) == 0)
      return TRUE;

  return FALSE;
}

/* FALSE where @node is none of the ids. */
static gboolean
read_ids (const Ids *ids, JsonNode *node, GValue *value)
{
  JsonArray *array = get_array (node);
  guint bits = 0, found;

  if (!ids->mask)
    {
      if (!find_id (ids, get_text (node), &found))
        return FALSE;
      g_value_set_uint (value, found);
      return TRUE;
    }

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      if (!find_id (ids, get_text (json_array_get_element (array, i)), &found))
        return FALSE;
      bits |= 1u << found;
    }
  g_value_set_uint (value, bits);

  return bits != 0;
}

/* FALSE where @node is nothing that the property takes. */
static gboolean
read_property (GParamSpec *pspec, JsonNode *node, const char *const *names, GValue *value)
{
  const Ids *ids = find_ids (pspec);
  const char *text = get_text (node);
  double number;
  gint64 whole;

  if (ids != NULL)
    return read_ids (ids, node, value);
  if (is_feature (pspec))
    {
      gsize j = 0;

      if (JSON_NODE_HOLDS_NULL (node))
        g_value_set_int (value, -1);
      else if (find_feature (names, text, &j))
        g_value_set_int (value, (int) j);
      else
        return FALSE;
      return TRUE;
    }
  if (strcmp (pspec->name, "pair") == 0 || G_VALUE_HOLDS_VARIANT (value))
    {
      guint n;
      g_autofree guint32 *features = get_features (node, names, &n);

      if (features == NULL)
        return FALSE;
      if (G_VALUE_HOLDS_VARIANT (value))
        g_value_set_variant (value, g_variant_new_fixed_array (G_VARIANT_TYPE_UINT32, features, n, sizeof *features));
      else if (n == 2 && features[0] != features[1])
        g_value_set_uint64 (value, (guint64) features[0] << 32 | features[1]);
      else
        return FALSE;
      return TRUE;
    }

  if (G_VALUE_HOLDS_BOOLEAN (value))
    {
      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
        return FALSE;
      g_value_set_boolean (value, json_node_get_boolean (node));
    }
  else if (G_VALUE_HOLDS_DOUBLE (value))
    {
      if (!get_number (node, &number))
        return FALSE;
      g_value_set_double (value, number);
    }
  else if (G_VALUE_HOLDS_UINT (value))
    {
      if (!get_whole (node, &whole) || whole < 0 || whole > G_MAXUINT)
        return FALSE;
      g_value_set_uint (value, (guint) whole);
    }
  else if (G_VALUE_HOLDS_INT (value))
    {
      if (!get_whole (node, &whole) || whole < G_MININT || whole > G_MAXINT)
        return FALSE;
      g_value_set_int (value, (int) whole);
    }
  else if (G_VALUE_HOLDS_UINT64 (value))
    {
      guint64 digits;

      if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, &digits, NULL))
        return FALSE;
      g_value_set_uint64 (value, digits);
    }
  else
    {
      g_assert (G_VALUE_HOLDS_STRING (value));
      if (text == NULL)
        return FALSE;
      g_value_set_string (value, text);
    }

  if (strcmp (pspec->name, "folds") == 0 && g_value_get_uint (value) == 1)
    return FALSE;

  /* TRUE: it had to be changed to be taken. */
  return !g_param_value_validate (pspec, value);
}

/* What is chosen from a fit when nobody has said it. */
static gboolean
may_be_open (const GParamSpec *pspec)
{
  static const char *const open[] = { "lambda", "leader", "pair", "colored", "recipe", NULL };

  return g_strv_contains (open, pspec->name);
}

static gboolean
knows_property (const char *name)
{
  guint n;
  GParamSpec *const *properties = shr_state_properties (&n);

  for (guint i = 0; i < n; i++)
    if (strcmp (properties[i]->name, name) == 0)
      return TRUE;

  return FALSE;
}

/* The data on show, after their recipe has been read. (transfer full) */
static ShrDataset *
read_recipe (JsonObject *study, ShrState *state, GError **error)
{
  JsonNode *node = json_object_get_member (study, "recipe");
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) local = NULL;
  ShrDataset *made;

  if (get_text (node) == NULL)
    {
      refuse (error, "study.recipe", _ ("is missing, or no text"));
      return NULL;
    }
  made = make_data (get_text (node), shr_state_get_dataset (state), &local);
  if (made == NULL)
    refuse (error, "study.recipe", _ ("cannot be used: %s"), local->message);

  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, get_text (node));
  shr_state_set (state, "recipe", &value);

  return made;
}

/* What the values must be to each other. */
static gboolean
fit_together (const ShrState *state, GError **error)
{
  const GValue *leader = shr_state_get (state, "leader");

  if ((leader == NULL) != (shr_state_get (state, "lambda") == NULL))
    refuse (error, leader == NULL ? "study.leader" : "study.lambda", _ ("is missing"));
  else if (leader != NULL && !(g_value_get_uint (shr_state_get (state, "penalties")) >> g_value_get_uint (leader) & 1))
    refuse (error, "study.leader", _ ("is not among the penalties that are on"));
  else
    return TRUE;

  return FALSE;
}

static gboolean
read_study (JsonNode *node, ShrState *state, GError **error)
{
  JsonObject *study = get_object (node);
  g_autoptr (ShrDataset) made = NULL;
  guint n;
  GParamSpec *const *properties = shr_state_properties (&n);
  JsonObjectIter iter;
  const char *name;

  if (study == NULL)
    {
      refuse (error, "study", _ ("is missing, or no object"));
      return FALSE;
    }
  json_object_iter_init (&iter, study);
  while (json_object_iter_next (&iter, &name, NULL))
    if (!knows_property (name))
      {
        g_autofree char *path = g_strconcat ("study.", name, NULL);

        refuse (error, path, _ ("is not known to this version of Shrinkage"));
        return FALSE;
      }
  made = read_recipe (study, state, error);
  if (made == NULL)
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      JsonNode *member = json_object_get_member (study, properties[i]->name);
      g_auto (GValue) value = G_VALUE_INIT;

      if (strcmp (properties[i]->name, "recipe") == 0 || (member == NULL && may_be_open (properties[i])))
        continue;
      g_value_init (&value, properties[i]->value_type);
      if (member == NULL)
        g_param_value_set_default (properties[i], &value);
      else if (!read_property (properties[i], member, shr_dataset_feature_names (made), &value))
        {
          g_autofree char *path = g_strconcat ("study.", properties[i]->name, NULL);

          refuse (error, path, _ ("has a value that it cannot have"));
          return FALSE;
        }
      shr_state_set (state, properties[i]->name, &value);
    }

  return fit_together (state, error);
}

/* The line, from 1, of @at in @text. */
static guint
count_lines (const char *text, const char *at)
{
  guint line = 1;

  for (; text < at; text++)
    line += *text == '\n' ? 1 : 0;

  return line;
}

/* Whether the parser may be let at it: it wants UTF-8, and goes down as deep as the text does. */
static gboolean
is_parsable (const char *text, gsize size, GError **error)
{
  const char *end;
  gboolean quoted = FALSE;
  int depth = 0;

  if (!g_utf8_validate_len (text, size, &end))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("line %u: there is a byte that is no text"),
                   count_lines (text, end));
      return FALSE;
    }
  for (end = text; end < text + size; end++)
    {
      if (quoted && *end == '\\')
        end++;
      else if (*end == '"')
        quoted = !quoted;
      else if (!quoted && (*end == '{' || *end == '['))
        depth++;
      else if (!quoted && (*end == '}' || *end == ']'))
        depth--;
      if (depth > MOST_DEPTH)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("line %u: brackets are nested too deep"),
                       count_lines (text, end));
          return FALSE;
        }
    }

  return TRUE;
}

static ShrState *
read_root (JsonObject *root, GError **error)
{
  g_autoptr (ShrState) state = shr_state_new ();
  g_autoptr (ShrDataset) dataset = NULL;
  gint64 version;

  if (root == NULL || g_strcmp0 (get_text (json_object_get_member (root, "format")), FORMAT) != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("this is not a study of Shrinkage"));
      return NULL;
    }
  if (!get_whole (json_object_get_member (root, "version"), &version) || version < 1)
    {
      refuse (error, "version", _ ("is missing, or no version that there has been"));
      return NULL;
    }
  if (version > SHR_STUDY_FILE_VERSION)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           _ ("this study was saved by a newer version of Shrinkage; update Shrinkage to open it"));
      return NULL;
    }

  dataset = read_data (json_object_get_member (root, "data"), error);
  if (dataset == NULL)
    return NULL;
  shr_state_set_dataset (state, dataset);
  if (!read_study (json_object_get_member (root, "study"), state, error))
    return NULL;

  return g_steal_pointer (&state);
}

ShrState *
shr_study_file_read (GBytes *bytes, const char *name, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  GError *local = NULL;
  ShrState *state = NULL;

  if (size == 0)
    g_set_error_literal (&local, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("there is nothing in it"));
  else if (is_parsable (text, size, &local))
    {
      if (json_parser_load_from_data (parser, text, (gssize) size, NULL))
        state = read_root (get_object (json_parser_get_root (parser)), &local);
      else
        g_set_error (&local, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                     _ ("line %u: the file is damaged here, or ends too early; open another copy of it"),
                     json_parser_get_current_line (parser));
    }
  if (local != NULL)
    g_propagate_prefixed_error (error, local, "%s: ", name);

  return state;
}

ShrState *
shr_study_file_load (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr (GBytes) bytes = g_file_load_bytes (file, cancellable, NULL, error);

  if (bytes == NULL)
    {
      g_prefix_error (error, "%s: ", name);
      return NULL;
    }

  return shr_study_file_read (bytes, name, error);
}
