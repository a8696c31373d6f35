#include "data/shr-recipe.h"

#include "data/shr-data-error.h"
#include "data/shr-sample.h"

#include <glib/gi18n-lib.h>

#include <math.h>
#include <string.h>

/* A drag of points is kept in undo and in study files: so many are drawn one by one, and no more can be taken hold of. */
#define MOST_POINTS 10000

typedef enum
{
  COUNT,
  NUMBER,
} Kind;

/* What a generator may be told. */
typedef struct
{
  const char *key;
  Kind kind;
  gsize offset; /* in ShrSampleParameters */
  double least, most;
  const char *samples; /* ids that read it */
} Parameter;

#define OFFSET(member) G_STRUCT_OFFSET (ShrSampleParameters, member)

static const Parameter parameters[] = {
  { "rows", COUNT, OFFSET (rows), 2, 1e6, "two-features overfitting sparse-truth correlated-groups" },
  { "features", COUNT, OFFSET (features), 1, 1e5, "sparse-truth correlated-groups" },
  { "relevant", COUNT, OFFSET (relevant), 1, 1e5, "sparse-truth" },
  { "correlation", NUMBER, OFFSET (correlation), -1.0, 1.0, "two-features correlated-groups" },
  { "noise", NUMBER, OFFSET (noise), 0.0, 1e100, "two-features overfitting sparse-truth correlated-groups" },
  { "optimum1", NUMBER, OFFSET (optimum[0]), -1e100, 1e100, "two-features" },
  { "optimum2", NUMBER, OFFSET (optimum[1]), -1e100, 1e100, "two-features" },
};

ShrRecipe *
shr_recipe_new (void)
{
  return g_new0 (ShrRecipe, 1);
}

ShrRecipe *
shr_recipe_new_sample (const char *sample, guint64 seed)
{
  g_autoptr (ShrRecipe) recipe = shr_recipe_new ();

  if (!shr_sample_parameters_init (&recipe->parameters, sample))
    return NULL;

  recipe->sample = g_intern_string (sample);
  recipe->seed = seed;

  return g_steal_pointer (&recipe);
}

ShrRecipe *
shr_recipe_copy (const ShrRecipe *recipe)
{
  ShrRecipe *copy = g_memdup2 (recipe, sizeof *recipe);

  copy->points = g_memdup2 (recipe->points, 2 * recipe->n_points * sizeof (double));
  copy->copies = g_strdupv (recipe->copies);

  return copy;
}

void
shr_recipe_free (ShrRecipe *recipe)
{
  g_free (recipe->points);
  g_strfreev (recipe->copies);
  g_free (recipe);
}

gboolean
shr_recipe_is_edited (const ShrRecipe *recipe)
{
  return recipe->points != NULL || recipe->copies != NULL;
}

void
shr_recipe_revert (ShrRecipe *recipe)
{
  recipe->n_points = 0;
  g_clear_pointer (&recipe->points, g_free);
  g_clear_pointer (&recipe->copies, g_strfreev);
}

void
shr_recipe_add_copy (ShrRecipe *recipe, const char *feature)
{
  gsize n = recipe->copies != NULL ? g_strv_length (recipe->copies) : 0;

  recipe->copies = g_renew (char *, recipe->copies, n + 2);
  recipe->copies[n] = g_strdup (feature);
  recipe->copies[n + 1] = NULL;
}

/* --- Writing ---------------------------------------------------------------------------------------------------- */

static void
append_number (GString *text, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  for (int digits = 15; digits <= 17; digits++)
    {
      char format[] = "%.15g";

      format[3] = (char) ('0' + digits % 10);
      g_ascii_formatd (buffer, sizeof buffer, format, value);
      if (g_ascii_strtod (buffer, NULL) == value)
        break;
    }
  g_string_append (text, buffer);
}

static void
append_key (GString *text, const char *key)
{
  g_string_append_printf (text, "%s%s=", strchr (text->str, '?') != NULL ? "&" : "?", key);
}

static gboolean
is_read_by (const Parameter *parameter, const char *sample)
{
  return strstr (parameter->samples, sample) != NULL;
}

char *
shr_recipe_to_string (const ShrRecipe *recipe)
{
  GString *text = g_string_new (recipe->sample);

  if (recipe->sample != NULL)
    {
      append_key (text, "seed");
      g_string_append_printf (text, "%" G_GUINT64_FORMAT, recipe->seed);
    }
  for (gsize i = 0; recipe->sample != NULL && i < G_N_ELEMENTS (parameters); i++)
    if (is_read_by (&parameters[i], recipe->sample))
      {
        append_key (text, parameters[i].key);
        if (parameters[i].kind == COUNT)
          g_string_append_printf (text, "%" G_GSIZE_FORMAT,
                                  G_STRUCT_MEMBER (gsize, &recipe->parameters, parameters[i].offset));
        else
          append_number (text, G_STRUCT_MEMBER (double, &recipe->parameters, parameters[i].offset));
      }
  if (recipe->parameters.degree > 0)
    {
      append_key (text, "degree");
      g_string_append_printf (text, "%u", recipe->parameters.degree);
    }
  if (recipe->points != NULL)
    {
      append_key (text, "points");
      for (gsize i = 0; i < 2 * recipe->n_points; i++)
        {
          if (i > 0)
            g_string_append_c (text, i % 2 == 1 ? ',' : ';');
          append_number (text, recipe->points[i]);
        }
    }
  for (char **copy = recipe->copies; copy != NULL && *copy != NULL; copy++)
    {
      append_key (text, "copy");
      g_string_append_uri_escaped (text, *copy, NULL, TRUE);
    }

  return g_string_free (text, FALSE);
}

/* --- Reading ---------------------------------------------------------------------------------------------------- */

static gboolean
read_number (const char *text, double least, double most, double *value)
{
  char *end;

  *value = g_ascii_strtod (text, &end);

  return end != text && *end == '\0' && *value >= least && *value <= most;
}

static gboolean
read_points (ShrRecipe *recipe, const char *text)
{
  g_auto (GStrv) pairs = g_strsplit (text, ";", -1);

  recipe->n_points = g_strv_length (pairs);
  if (recipe->points != NULL || recipe->n_points < 2 || recipe->n_points > MOST_POINTS)
    return FALSE;

  recipe->points = g_new (double, 2 * recipe->n_points);
  for (gsize i = 0; i < recipe->n_points; i++)
    {
      g_auto (GStrv) pair = g_strsplit (pairs[i], ",", -1);

      if (g_strv_length (pair) != 2)
        return FALSE;
      for (gsize j = 0; j < 2; j++)
        if (!read_number (pair[j], -1e300, 1e300, &recipe->points[2 * i + j]))
          return FALSE;
    }

  return TRUE;
}

static void
set_error (GError **error, const char *text, const char *what)
{
  shr_data_error_set (error, SHR_DATA_ERROR_RECIPE, text, 0, 0, "%s", what);
}

static gboolean
read_parameter (ShrRecipe *recipe, const char *key, const char *value, const char *text, GError **error)
{
  g_autofree char *sentence = NULL;
  double number;

  if (strcmp (key, "copy") == 0 && *value != '\0')
    {
      shr_recipe_add_copy (recipe, value);
      return TRUE;
    }
  if (strcmp (key, "points") == 0)
    {
      if (read_points (recipe, value))
        return TRUE;
      set_error (error, text, _ ("points are at least two pairs of numbers, as in points=0,1;0.5,2"));
      return FALSE;
    }
  if (strcmp (key, "seed") == 0 && recipe->sample != NULL)
    {
      if (g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT64, &recipe->seed, NULL))
        return TRUE;
      set_error (error, text, _ ("a seed is a whole number from 0"));
      return FALSE;
    }
  if (strcmp (key, "degree") == 0 && (recipe->sample == NULL || recipe->parameters.degree > 0))
    {
      if (read_number (value, 1.0, SHR_RECIPE_MAX_DEGREE, &number) && number == floor (number))
        {
          recipe->parameters.degree = (guint) number;
          return TRUE;
        }
      sentence = g_strdup_printf (_ ("degree is a whole number from 1 to %d"), SHR_RECIPE_MAX_DEGREE);
      set_error (error, text, sentence);
      return FALSE;
    }

  for (gsize i = 0; recipe->sample != NULL && i < G_N_ELEMENTS (parameters); i++)
    if (strcmp (key, parameters[i].key) == 0 && is_read_by (&parameters[i], recipe->sample))
      {
        if (!read_number (value, parameters[i].least, parameters[i].most, &number)
            || (parameters[i].kind == COUNT && number != floor (number)))
          {
            sentence =
                g_strdup_printf (_ ("%s is a number from %g to %g"), key, parameters[i].least, parameters[i].most);
            set_error (error, text, sentence);
            return FALSE;
          }
        if (parameters[i].kind == COUNT)
          G_STRUCT_MEMBER (gsize, &recipe->parameters, parameters[i].offset) = (gsize) number;
        else
          G_STRUCT_MEMBER (double, &recipe->parameters, parameters[i].offset) = number;
        return TRUE;
      }

  sentence = g_strdup_printf (_ ("there is no parameter “%s” here; leave it out"), key);
  set_error (error, text, sentence);

  return FALSE;
}

/* What the parameters must be to each other. */
static gboolean
is_sound (const ShrRecipe *recipe, const char *text, GError **error)
{
  const ShrSampleParameters *p = &recipe->parameters;
  const char *wrong = NULL;

  if (recipe->sample == NULL)
    return TRUE;
  if (strcmp (recipe->sample, "two-features") == 0 && p->rows < 4)
    wrong = _ ("this sample needs at least 4 rows");
  else if (strcmp (recipe->sample, "sparse-truth") == 0 && p->relevant > p->features)
    wrong = _ ("there cannot be more relevant features than features");
  else if (strcmp (recipe->sample, "correlated-groups") == 0 && p->features < 4)
    wrong = _ ("this sample needs at least 4 features");
  else if (strcmp (recipe->sample, "correlated-groups") == 0 && p->correlation < 0.0)
    wrong = _ ("within a group the correlation is from 0 to 1");
  else if (p->features > 0 && p->rows > 100000000 / p->features)
    wrong = _ ("so many rows and features do not fit; ask for fewer");

  if (wrong != NULL)
    set_error (error, text, wrong);

  return wrong == NULL;
}

ShrRecipe *
shr_recipe_from_string (const char *text, guint64 seed, GError **error)
{
  const char *question = strchr (text, '?');
  g_autofree char *sample = question != NULL ? g_strndup (text, (gsize) (question - text)) : g_strdup (text);
  g_autoptr (ShrRecipe) recipe = *sample != '\0' ? shr_recipe_new_sample (sample, seed) : shr_recipe_new ();
  g_autoptr (GError) unreadable = NULL;
  GUriParamsIter iter;
  char *key, *value;

  if (recipe == NULL)
    {
      if (shr_sample_exists (sample, error))
        set_error (error, text, _ ("this sample is not generated, so it has no parameters"));
      return NULL;
    }
  if (question == NULL)
    return g_steal_pointer (&recipe);

  g_uri_params_iter_init (&iter, question + 1, -1, "&", G_URI_PARAMS_NONE);
  while (g_uri_params_iter_next (&iter, &key, &value, &unreadable))
    {
      gboolean good = read_parameter (recipe, key, value, text, error);

      g_free (key);
      g_free (value);
      if (!good)
        return NULL;
    }
  if (unreadable != NULL)
    {
      set_error (error, text, unreadable->message);
      return NULL;
    }
  if (!is_sound (recipe, text, error))
    return NULL;

  return g_steal_pointer (&recipe);
}
