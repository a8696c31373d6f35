#include "app/shr-import-column.h"

#include "data/shr-import.h"

#include <glib/gi18n.h>

/* Levels that are named. */
#define NAMED 4

struct _ShrImportColumn
{
  GObject parent_instance;

  char *name;
  char *evidence;
  ShrColumnKind kind;
  gboolean stored;
  gboolean faulty;
  guint levels;
  guint role;
};

G_DEFINE_FINAL_TYPE (ShrImportColumn, shr_import_column, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ROLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
shr_import_column_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_ROLE)
    g_value_set_uint (value, SHR_IMPORT_COLUMN (object)->role);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
shr_import_column_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  if (property == PROP_ROLE)
    shr_import_column_set_role (SHR_IMPORT_COLUMN (object), g_value_get_uint (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
shr_import_column_finalize (GObject *object)
{
  ShrImportColumn *self = SHR_IMPORT_COLUMN (object);

  g_free (self->name);
  g_free (self->evidence);

  G_OBJECT_CLASS (shr_import_column_parent_class)->finalize (object);
}

static void
shr_import_column_class_init (ShrImportColumnClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = shr_import_column_get_property;
  object_class->set_property = shr_import_column_set_property;
  object_class->finalize = shr_import_column_finalize;

  properties[PROP_ROLE] =
      g_param_spec_uint ("role", NULL, NULL, SHR_IMPORT_ROLE_FEATURE, SHR_IMPORT_ROLE_LEFT_OUT, SHR_IMPORT_ROLE_FEATURE,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
shr_import_column_init (ShrImportColumn *self)
{
}

static char *
list_levels (char **levels)
{
  GString *list = g_string_new (NULL);
  guint count = g_strv_length (levels);

  for (guint k = 0; k < MIN (count, NAMED); k++)
    g_string_append_printf (list, "%s“%s”", k == 0 ? "" : ", ", levels[k]);
  if (count > NAMED)
    g_string_append (list, ", …");

  return g_string_free (list, FALSE);
}

static char *
describe (const ShrColumn *column)
{
  g_autofree char *missing = NULL;
  g_autofree char *levels = NULL;

  if (column == NULL)
    return g_strdup ("");
  missing = column->missing > 0 ? g_strdup_printf (
                g_dngettext (NULL, ", %" G_GSIZE_FORMAT " missing", ", %" G_GSIZE_FORMAT " missing", column->missing),
                column->missing)
                                : g_strdup ("");

  switch (column->kind)
    {
    case SHR_COLUMN_NUMERIC:
      return g_strdup_printf (_ ("Numbers%s"), missing);
    case SHR_COLUMN_CATEGORY:
      levels = list_levels (column->levels);
      return g_strdup_printf (
          g_dngettext (NULL, "%u category: %s%s", "%u categories: %s%s", g_strv_length (column->levels)),
          g_strv_length (column->levels), levels, missing);
    case SHR_COLUMN_TEXT:
      return g_strdup (column->fault != NULL ? _ ("Many different words") : _ ("Words"));
    case SHR_COLUMN_INDEX:
      return g_strdup (column->stored ? _ ("Counts the rows") : _ ("Names the rows"));
    case SHR_COLUMN_EMPTY:
      return g_strdup (_ ("No value"));
    case SHR_COLUMN_FAULTY:
    default:
      return g_strdup_printf (_ ("Numbers and something else%s"), missing);
    }
}

ShrImportColumn *
shr_import_column_new (const char *name, const ShrColumn *column, ShrImportRole role)
{
  ShrImportColumn *self = g_object_new (SHR_TYPE_IMPORT_COLUMN, NULL);

  self->name = g_strdup (name);
  self->evidence = describe (column);
  self->kind = column != NULL ? column->kind : SHR_COLUMN_NUMERIC;
  self->stored = column != NULL && column->stored;
  self->faulty = column != NULL && column->fault != NULL;
  self->levels = column != NULL && column->levels != NULL ? g_strv_length (column->levels) : 0;
  self->role = role;

  return self;
}

const char *
shr_import_column_get_name (ShrImportColumn *self)
{
  g_return_val_if_fail (SHR_IS_IMPORT_COLUMN (self), NULL);

  return self->name;
}

const char *
shr_import_column_get_evidence (ShrImportColumn *self)
{
  g_return_val_if_fail (SHR_IS_IMPORT_COLUMN (self), NULL);

  return self->evidence;
}

ShrImportRole
shr_import_column_get_feature_role (ShrImportColumn *self)
{
  g_return_val_if_fail (SHR_IS_IMPORT_COLUMN (self), SHR_IMPORT_ROLE_FEATURE);

  if (self->kind == SHR_COLUMN_TEXT || (self->kind == SHR_COLUMN_INDEX && !self->stored))
    return SHR_IMPORT_ROLE_CATEGORIES;

  return self->kind == SHR_COLUMN_INDEX ? SHR_IMPORT_ROLE_NUMBERS : SHR_IMPORT_ROLE_FEATURE;
}

gboolean
shr_import_column_is_used_unasked (ShrImportColumn *self)
{
  g_return_val_if_fail (SHR_IS_IMPORT_COLUMN (self), FALSE);

  return self->kind == SHR_COLUMN_NUMERIC || self->kind == SHR_COLUMN_FAULTY || self->kind == SHR_COLUMN_CATEGORY
         || self->faulty;
}

gboolean
shr_import_column_has_many_levels (ShrImportColumn *self)
{
  g_return_val_if_fail (SHR_IS_IMPORT_COLUMN (self), FALSE);

  return self->levels > SHR_IMPORT_LEVELS;
}

ShrImportRole
shr_import_column_get_role (ShrImportColumn *self)
{
  g_return_val_if_fail (SHR_IS_IMPORT_COLUMN (self), SHR_IMPORT_ROLE_FEATURE);

  return (ShrImportRole) self->role;
}

void
shr_import_column_set_role (ShrImportColumn *self, ShrImportRole role)
{
  g_return_if_fail (SHR_IS_IMPORT_COLUMN (self));
  g_return_if_fail (role <= SHR_IMPORT_ROLE_LEFT_OUT);

  if (self->role == role)
    return;

  self->role = role;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROLE]);
}
