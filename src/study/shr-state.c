#include "study/shr-state.h"

#include "study/shr-study-private.h"

#include <string.h>

#define MAX_PROPERTIES 63

struct _ShrState
{
  ShrDataset *dataset;           /* (nullable): the state does not say */
  GValue values[MAX_PROPERTIES]; /* unset where the state does not say */
};

/* --- Which properties ------------------------------------------------------------------------------------------- */

static gboolean
is_of_lambda (const GParamSpec *pspec)
{
  return g_str_equal (pspec->name, "lambda") || g_str_equal (pspec->name, "leader");
}

/* The data first, which say what features there are; λ last, whose range depends on everything else. */
static int
rank (const GParamSpec *pspec)
{
  return g_str_equal (pspec->name, "recipe") ? 0 : is_of_lambda (pspec) ? 2 : 1;
}

GParamSpec *const *
shr_state_properties (guint *n)
{
  static GParamSpec *properties[MAX_PROPERTIES];
  static gsize count;

  /* Study files are read in threads of their own. */
  if (g_once_init_enter (&count))
    {
      /* Held for good: the properties are the class's. */
      GObjectClass *klass = g_type_class_ref (SHR_TYPE_STUDY);
      gsize found = 0;
      guint n_all;
      g_autofree GParamSpec **all = g_object_class_list_properties (klass, &n_all);

      for (int turn = 0; turn <= 2; turn++)
        for (guint i = 0; i < n_all; i++)
          if ((all[i]->flags & SHR_STUDY_STATE) && rank (all[i]) == turn)
            {
              g_assert (found < MAX_PROPERTIES);
              properties[found++] = all[i];
            }
      g_once_init_leave (&count, found);
    }

  *n = (guint) count;
  return properties;
}

static guint
find (const char *name)
{
  guint n;
  GParamSpec *const *properties = shr_state_properties (&n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (properties[i]->name, name))
      return i;

  return n;
}

/* --- The value -------------------------------------------------------------------------------------------------- */

ShrState *
shr_state_new (void)
{
  return g_new0 (ShrState, 1);
}

ShrState *
shr_state_capture (ShrStudy *study)
{
  ShrState *state = shr_state_new ();
  guint n;
  GParamSpec *const *properties = shr_state_properties (&n);

  g_return_val_if_fail (SHR_IS_STUDY (study), state);

  shr_state_set_dataset (state, shr_study_get_loaded (study));
  for (guint i = 0; i < n; i++)
    if (!shr_study_is_open (study, properties[i]))
      {
        g_value_init (&state->values[i], properties[i]->value_type);
        g_object_get_property (G_OBJECT (study), properties[i]->name, &state->values[i]);
      }

  return state;
}

ShrState *
shr_state_copy (const ShrState *state)
{
  ShrState *copy = shr_state_new ();

  shr_state_set_dataset (copy, state->dataset);
  for (guint i = 0; i < MAX_PROPERTIES; i++)
    if (G_IS_VALUE (&state->values[i]))
      {
        g_value_init (&copy->values[i], G_VALUE_TYPE (&state->values[i]));
        g_value_copy (&state->values[i], &copy->values[i]);
      }

  return copy;
}

void
shr_state_free (ShrState *state)
{
  if (state == NULL)
    return;

  g_clear_pointer (&state->dataset, shr_dataset_unref);
  for (guint i = 0; i < MAX_PROPERTIES; i++)
    if (G_IS_VALUE (&state->values[i]))
      g_value_unset (&state->values[i]);
  g_free (state);
}

ShrDataset *
shr_state_get_dataset (const ShrState *state)
{
  return state->dataset;
}

void
shr_state_set_dataset (ShrState *state, ShrDataset *dataset)
{
  if (dataset != NULL)
    shr_dataset_ref (dataset);
  g_clear_pointer (&state->dataset, shr_dataset_unref);
  state->dataset = dataset;
}

gboolean
shr_state_has_data (const ShrState *state)
{
  const GValue *recipe = shr_state_get (state, "recipe");

  return state->dataset != NULL || (recipe != NULL && !g_str_equal (g_value_get_string (recipe), ""));
}

const GValue *
shr_state_get (const ShrState *state, const char *name)
{
  guint i = find (name);

  return i < MAX_PROPERTIES && G_IS_VALUE (&state->values[i]) ? &state->values[i] : NULL;
}

void
shr_state_set (ShrState *state, const char *name, const GValue *value)
{
  guint n, i = find (name);
  GParamSpec *const *properties = shr_state_properties (&n);

  g_return_if_fail (i < n);
  g_return_if_fail (G_VALUE_HOLDS (value, properties[i]->value_type));

  if (G_IS_VALUE (&state->values[i]))
    g_value_unset (&state->values[i]);
  g_value_init (&state->values[i], properties[i]->value_type);
  g_value_copy (value, &state->values[i]);
}

/* --- Comparing and restoring ------------------------------------------------------------------------------------ */

static gboolean
differ (GParamSpec *pspec, const GValue *a, const GValue *b)
{
  GVariant *va, *vb;

  if (G_IS_VALUE (a) != G_IS_VALUE (b))
    return TRUE;
  if (!G_IS_VALUE (a))
    return FALSE;

  if (G_VALUE_HOLDS_DOUBLE (a))
    {
      /* To the last bit; GLib would let differences below an epsilon pass. */
      double x = g_value_get_double (a), y = g_value_get_double (b);

      return memcmp (&x, &y, sizeof x) != 0;
    }
  if (!G_VALUE_HOLDS_VARIANT (a))
    return g_param_values_cmp (pspec, a, b) != 0;

  va = g_value_get_variant (a);
  vb = g_value_get_variant (b);
  return (va == NULL) != (vb == NULL) || (va != NULL && !g_variant_equal (va, vb));
}

guint64
shr_state_compare (const ShrState *a, const ShrState *b)
{
  guint64 differences = a->dataset != b->dataset ? SHR_STATE_DATASET : 0;
  guint n;
  GParamSpec *const *properties = shr_state_properties (&n);

  for (guint i = 0; i < n; i++)
    if (differ (properties[i], &a->values[i], &b->values[i]))
      differences |= G_GUINT64_CONSTANT (1) << i;

  return differences;
}

void
shr_state_restore (const ShrState *state, ShrStudy *study)
{
  guint n;
  GParamSpec *const *properties = shr_state_properties (&n);
  const GValue *leader = shr_state_get (state, "leader"), *lambda = shr_state_get (state, "lambda");

  g_return_if_fail (SHR_IS_STUDY (study));

  shr_study_hold_fits (study);
  if (state->dataset != NULL && state->dataset != shr_study_get_loaded (study))
    shr_study_set_dataset (study, state->dataset);
  for (guint i = 0; i < n; i++)
    {
      g_auto (GValue) now = G_VALUE_INIT;

      if (!G_IS_VALUE (&state->values[i]) || is_of_lambda (properties[i]))
        continue;
      g_value_init (&now, properties[i]->value_type);
      g_object_get_property (G_OBJECT (study), properties[i]->name, &now);
      if (differ (properties[i], &now, &state->values[i]) || shr_study_is_open (study, properties[i]))
        g_object_set_property (G_OBJECT (study), properties[i]->name, &state->values[i]);
    }
  shr_study_release_fits (study);

  if (leader != NULL || lambda != NULL)
    shr_study_place_lambda (study, leader != NULL ? g_value_get_uint (leader) : shr_study_get_leader (study),
                            lambda != NULL ? g_value_get_double (lambda) : shr_study_get_lambda (study));
}
