#include "study/shr-lesson.h"

#include "data/shr-preparation.h"
#include "data/shr-sample.h"
#include "study/shr-cell.h"
#include "study/shr-lesson-resources.h"
#include "study/shr-state.h"
#include "study/shr-study-private.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include <string.h>

G_DEFINE_QUARK (shr - lesson - error - quark, shr_lesson_error)

#define LESSONS_PATH "/org/shrinkage/Shrinkage/lessons/"

typedef struct
{
  char *caption;
  ShrState *state;
} Step;

struct _ShrLesson
{
  char *title;
  GPtrArray *steps;     /* Step */
  GHashTable *datasets; /* of a sample's id */

  ShrStudy *study;  /* (nullable): while it is on */
  ShrState *before; /* what comes back */
};

static const struct
{
  const char *id;
  const char *title;
} lessons[] = {
  { "norms", N_ ("The Same Norms, Different Targets") },
  { "overfitting", N_ ("Overfitting") },
  { "ridge", N_ ("Ridge") },
  { "lasso", N_ ("Lasso") },
  { "corners", N_ ("Why Corners Give Zeros") },
  { "paths", N_ ("Paths") },
  { "bayes", N_ ("What Bayes Says") },
  { "elastic-net", N_ ("Elastic Net and Correlated Features") },
  { "choosing", N_ ("When to Use Which") },
};

gsize
shr_lesson_count (void)
{
  return G_N_ELEMENTS (lessons);
}

const char *
shr_lesson_id (gsize index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (lessons), NULL);

  return lessons[index].id;
}

const char *
shr_lesson_title (gsize index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (lessons), NULL);

  return _ (lessons[index].title);
}

/* --- Reading ---------------------------------------------------------------------------------------------------- */

static void
step_free (gpointer data)
{
  Step *step = data;

  g_free (step->caption);
  shr_state_free (step->state);
  g_free (step);
}

/* FALSE, with what is wrong with the setting @name. */
static gboolean
refuse (GError **error, const char *name, const char *wrong)
{
  g_set_error (error, SHR_LESSON_ERROR, SHR_LESSON_ERROR_FORMAT, "“%s”: %s", name, wrong);
  return FALSE;
}

static const char *
get_text (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static gboolean
is_number (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node)
         && (json_node_get_value_type (node) == G_TYPE_INT64 || json_node_get_value_type (node) == G_TYPE_DOUBLE);
}

static void
set_uint (ShrState *state, const char *name, guint number)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_UINT);
  g_value_set_uint (&value, number);
  shr_state_set (state, name, &value);
}

static void
set_int (ShrState *state, const char *name, int number)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_INT);
  g_value_set_int (&value, number);
  shr_state_set (state, name, &value);
}

static gboolean
row_from_id (const char *id, guint *row)
{
  for (*row = 0; *row < SHR_N_ROWS; (*row)++)
    if (g_str_equal (shr_cell_get (*row)->id, id))
      return TRUE;

  return FALSE;
}

static gboolean
column_from_id (const char *id, guint *column)
{
  ShrPenalty penalty;

  if (!shr_penalty_from_id (id, &penalty))
    return FALSE;

  *column = penalty;
  return TRUE;
}

/* "rows" and "columns": a bit for each. */
static gboolean
read_mask (JsonNode *node, const char *name, gboolean (*from_id) (const char *, guint *), guint *mask, GError **error)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  *mask = 0;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      const char *id = get_text (json_array_get_element (array, i));
      guint index;

      if (id == NULL || !from_id (id, &index))
        return refuse (error, name, _ ("there is no such row or column"));
      *mask |= 1u << index;
    }

  return *mask != 0 || refuse (error, name, _ ("must be a list of at least one id"));
}

static gboolean
read_feature (JsonNode *node, const char *name, const char *const *names, int *feature, GError **error)
{
  const char *text = get_text (node);

  for (*feature = 0; text != NULL && names[*feature] != NULL; (*feature)++)
    if (g_str_equal (names[*feature], text))
      return TRUE;

  return refuse (error, name, _ ("there is no such feature in the data of this step"));
}

/* Any property that is a number, a boolean or a string. */
static gboolean
read_property (ShrState *state, GParamSpec *pspec, JsonNode *node, GError **error)
{
  g_auto (GValue) value = G_VALUE_INIT;
  GType type = pspec->value_type;

  g_value_init (&value, type);
  if (type == G_TYPE_BOOLEAN && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    g_value_set_boolean (&value, json_node_get_boolean (node));
  else if (type == G_TYPE_STRING && get_text (node) != NULL)
    g_value_set_string (&value, get_text (node));
  else if (type == G_TYPE_DOUBLE && is_number (node))
    g_value_set_double (&value, json_node_get_double (node));
  else if (type == G_TYPE_UINT && is_number (node) && json_node_get_int (node) >= 0)
    g_value_set_uint (&value, (guint) MIN (json_node_get_int (node), G_MAXUINT));
  else if (type == G_TYPE_UINT64 && is_number (node) && json_node_get_int (node) >= 0)
    g_value_set_uint64 (&value, (guint64) json_node_get_int (node));
  else
    return refuse (error, pspec->name, _ ("is not of the right kind"));
  if (g_param_value_validate (pspec, &value))
    return refuse (error, pspec->name, _ ("is out of its range"));

  shr_state_set (state, pspec->name, &value);
  return TRUE;
}

/* (transfer full): the data of @sample; what they are made from comes into the state. */
static ShrDataset *
read_sample (ShrLesson *self, ShrState *state, const char *sample, GError **error)
{
  g_autofree char *id = g_strndup (sample, strcspn (sample, "?"));
  ShrDataset *loaded = g_hash_table_lookup (self->datasets, id);
  g_autoptr (ShrRecipe) recipe = NULL;
  g_autofree char *text = NULL;
  g_auto (GValue) value = G_VALUE_INIT;
  ShrSampleParameters parameters;

  if (loaded == NULL)
    {
      g_autoptr (ShrTable) table = shr_sample_load (id, 1, error);

      loaded = table != NULL ? shr_dataset_new (table, NULL, NULL, NULL, error) : NULL;
      if (loaded == NULL)
        return NULL;
      g_hash_table_insert (self->datasets, g_strdup (id), loaded);
    }

  recipe =
      shr_recipe_from_string (shr_sample_parameters_init (&parameters, id) ? sample : sample + strlen (id), 1, error);
  if (recipe == NULL)
    return NULL;
  text = shr_recipe_to_string (recipe);
  g_value_init (&value, G_TYPE_STRING);
  g_value_set_string (&value, text);
  shr_state_set_dataset (state, loaded);
  shr_state_set (state, "recipe", &value);

  return shr_preparation_make (recipe, loaded, error);
}

/* Everything that a lesson may change, as it is in a new study. */
static ShrState *
new_plain_state (void)
{
  static const char *const open[] = { "recipe", "lambda", "leader", "pair", "colored", "pace", NULL };
  ShrState *state = shr_state_new ();
  guint n;
  GParamSpec *const *properties = shr_state_properties (&n);

  for (guint i = 0; i < n; i++)
    if (!g_strv_contains (open, properties[i]->name))
      shr_state_set (state, properties[i]->name, g_param_spec_get_default_value (properties[i]));

  return state;
}

static GParamSpec *
find_property (const char *name)
{
  guint n;
  GParamSpec *const *properties = shr_state_properties (&n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (properties[i]->name, name))
      return properties[i];

  return NULL;
}

static gboolean
read_setting (ShrState *state, const char *name, JsonNode *node, const char *const *features, GError **error)
{
  GParamSpec *pspec = find_property (name);
  guint mask;
  int feature;

  if (g_str_equal (name, "rows"))
    {
      if (!read_mask (node, name, row_from_id, &mask, error))
        return FALSE;
      set_uint (state, "rows", mask);
    }
  else if (g_str_equal (name, "columns"))
    {
      if (!read_mask (node, name, column_from_id, &mask, error))
        return FALSE;
      set_uint (state, "penalties", mask);
    }
  else if (g_str_equal (name, "leader"))
    {
      if (get_text (node) == NULL || !column_from_id (get_text (node), &mask))
        return refuse (error, name, _ ("there is no such column"));
      set_uint (state, "leader", mask);
    }
  else if (g_str_equal (name, "link"))
    {
      ShrLink link;

      if (get_text (node) == NULL || !shr_link_from_id (get_text (node), &link))
        return refuse (error, name, _ ("must be “shrinkage”, “lambda” or “df”"));
      set_uint (state, "link", link);
    }
  else if (g_str_equal (name, "selected") || g_str_equal (name, "third"))
    {
      if (!read_feature (node, name, features, &feature, error))
        return FALSE;
      set_int (state, name, feature);
    }
  else if (g_str_equal (name, "pair"))
    {
      JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
      g_auto (GValue) value = G_VALUE_INIT;
      int first, second;

      if (array == NULL || json_array_get_length (array) != 2)
        return refuse (error, name, _ ("must be the names of two features"));
      if (!read_feature (json_array_get_element (array, 0), name, features, &first, error)
          || !read_feature (json_array_get_element (array, 1), name, features, &second, error))
        return FALSE;
      if (first == second)
        return refuse (error, name, _ ("must be the names of two features"));
      g_value_init (&value, G_TYPE_UINT64);
      g_value_set_uint64 (&value, (guint64) first << 32 | (guint64) second);
      shr_state_set (state, name, &value);
    }
  else if (pspec == NULL || g_str_equal (name, "recipe"))
    return refuse (error, name, _ ("there is no such setting"));
  else
    return read_property (state, pspec, node, error);

  return TRUE;
}

/* The last column that is on, unless the step says who leads. */
static void
choose_leader (ShrState *state)
{
  guint penalties = g_value_get_uint (shr_state_get (state, "penalties"));

  if (shr_state_get (state, "leader") == NULL)
    set_uint (state, "leader", (guint) g_bit_nth_msf (penalties, -1));
}

static JsonNode *
get_member (JsonObject *step, JsonObject *common, const char *name)
{
  return step != NULL && json_object_has_member (step, name)       ? json_object_get_member (step, name)
         : common != NULL && json_object_has_member (common, name) ? json_object_get_member (common, name)
                                                                   : NULL;
}

static gboolean
read_settings (ShrState *state, JsonObject *object, JsonObject *unless, const char *const *features, GError **error)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *name = l->data;

      if (g_str_equal (name, "caption") || g_str_equal (name, "claims") || g_str_equal (name, "sample")
          || (unless != NULL && json_object_has_member (unless, name)))
        continue;
      if (!read_setting (state, name, json_object_get_member (object, name), features, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_step (ShrLesson *self, JsonNode *node, JsonObject *common, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *caption = object != NULL ? get_text (get_member (object, NULL, "caption")) : NULL;
  const char *sample = object != NULL ? get_text (get_member (object, common, "sample")) : NULL;
  g_autoptr (ShrDataset) dataset = NULL;
  const char *const *features;
  Step *step;

  if (caption == NULL || *caption == '\0')
    return refuse (error, "caption", _ ("every step needs one"));
  if (sample == NULL)
    return refuse (error, "sample", _ ("every step needs one"));
  if (get_member (object, common, "lambda") == NULL)
    return refuse (error, "lambda", _ ("every step needs one"));

  step = g_new0 (Step, 1);
  step->caption = g_strdup (caption);
  step->state = new_plain_state ();
  g_ptr_array_add (self->steps, step);
  dataset = read_sample (self, step->state, sample, error);
  if (dataset == NULL)
    return FALSE;

  features = shr_dataset_feature_names (dataset);
  if ((common != NULL && !read_settings (step->state, common, object, features, error))
      || !read_settings (step->state, object, NULL, features, error))
    return FALSE;
  choose_leader (step->state);

  return TRUE;
}

static gboolean
read_lesson (ShrLesson *self, JsonNode *root, GError **error)
{
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonNode *steps = object != NULL ? get_member (object, NULL, "steps") : NULL;
  JsonNode *common = object != NULL ? get_member (object, NULL, "common") : NULL;
  JsonArray *array = steps != NULL && JSON_NODE_HOLDS_ARRAY (steps) ? json_node_get_array (steps) : NULL;

  if (array == NULL || json_array_get_length (array) == 0)
    return refuse (error, "steps", _ ("a lesson needs at least one step"));
  if (common != NULL && !JSON_NODE_HOLDS_OBJECT (common))
    return refuse (error, "common", _ ("must be an object"));

  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!read_step (self, json_array_get_element (array, i), common != NULL ? json_node_get_object (common) : NULL,
                    error))
      {
        g_prefix_error (error, _ ("Step %u of the lesson “%s”: "), i + 1, self->title);
        return FALSE;
      }

  return TRUE;
}

ShrLesson *
shr_lesson_new (const char *text, gssize length, const char *title, GError **error)
{
  g_autoptr (ShrLesson) self = g_new0 (ShrLesson, 1);
  g_autoptr (JsonParser) parser = json_parser_new ();

  g_return_val_if_fail (text != NULL, NULL);

  self->title = g_strdup (title);
  self->steps = g_ptr_array_new_with_free_func (step_free);
  self->datasets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) shr_dataset_unref);
  if (!json_parser_load_from_data (parser, text, length, error)
      || !read_lesson (self, json_parser_get_root (parser), error))
    return NULL;

  return g_steal_pointer (&self);
}

ShrLesson *
shr_lesson_new_built_in (gsize index, GError **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const char *text;
  gsize length;

  g_return_val_if_fail (index < G_N_ELEMENTS (lessons), NULL);

  path = g_strconcat (LESSONS_PATH, lessons[index].id, ".json", NULL);
  bytes = g_resource_lookup_data (shr_lesson_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &length);

  return shr_lesson_new (text, (gssize) length, shr_lesson_title (index), error);
}

void
shr_lesson_free (ShrLesson *self)
{
  if (self == NULL)
    return;

  shr_lesson_end (self);
  g_free (self->title);
  g_ptr_array_unref (self->steps);
  g_hash_table_unref (self->datasets);
  g_free (self);
}

const char *
shr_lesson_get_title (const ShrLesson *self)
{
  return self->title;
}

gsize
shr_lesson_get_n_steps (const ShrLesson *self)
{
  return self->steps->len;
}

const char *
shr_lesson_get_caption (const ShrLesson *self, gsize step)
{
  g_return_val_if_fail (step < self->steps->len, NULL);

  return _ (((const Step *) self->steps->pdata[step])->caption);
}

/* --- Playing ---------------------------------------------------------------------------------------------------- */

void
shr_lesson_begin (ShrLesson *self, ShrStudy *study)
{
  g_return_if_fail (SHR_IS_STUDY (study));
  g_return_if_fail (self->study == NULL);

  self->study = g_object_ref (study);
  self->before = shr_state_capture (study);
  shr_study_begin_by_itself (study);
}

void
shr_lesson_go (ShrLesson *self, gsize step)
{
  g_return_if_fail (self->study != NULL);
  g_return_if_fail (step < self->steps->len);

  shr_state_restore (((const Step *) self->steps->pdata[step])->state, self->study);
}

void
shr_lesson_end (ShrLesson *self)
{
  if (self->study == NULL)
    return;

  if (!shr_state_has_data (self->before))
    shr_study_set_dataset (self->study, NULL);
  shr_state_restore (self->before, self->study);
  shr_study_end_by_itself (self->study);
  g_clear_pointer (&self->before, shr_state_free);
  g_clear_object (&self->study);
}
