#include "app/shr-coefficient.h"

#include "plot/shr-text.h"

#define DIGITS 4

struct _ShrCoefficient
{
  GObject parent_instance;

  int feature;
  char *name;
  double value;
  GdkRGBA color;
  GBytes *trace;
  double position;
};

G_DEFINE_FINAL_TYPE (ShrCoefficient, shr_coefficient, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_FEATURE,
  PROP_NAME,
  PROP_TEXT,
  PROP_COLOR,
  PROP_TRACE,
  PROP_POSITION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
shr_coefficient_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  ShrCoefficient *self = SHR_COEFFICIENT (object);

  switch (property)
    {
    case PROP_FEATURE:
      g_value_set_int (value, self->feature);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_TEXT:
      /* Only here, because most rows are out of sight. */
      g_value_take_string (value, shr_text_number (self->value, DIGITS));
      break;
    case PROP_COLOR:
      g_value_set_boxed (value, &self->color);
      break;
    case PROP_TRACE:
      g_value_set_boxed (value, self->trace);
      break;
    case PROP_POSITION:
      g_value_set_double (value, self->position);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
shr_coefficient_finalize (GObject *object)
{
  ShrCoefficient *self = SHR_COEFFICIENT (object);

  g_free (self->name);
  g_clear_pointer (&self->trace, g_bytes_unref);

  G_OBJECT_CLASS (shr_coefficient_parent_class)->finalize (object);
}

static void
shr_coefficient_class_init (ShrCoefficientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = shr_coefficient_get_property;
  object_class->finalize = shr_coefficient_finalize;

  properties[PROP_FEATURE] =
      g_param_spec_int ("feature", NULL, NULL, -1, G_MAXINT, -1, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_COLOR] =
      g_param_spec_boxed ("color", NULL, NULL, GDK_TYPE_RGBA, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TRACE] =
      g_param_spec_boxed ("trace", NULL, NULL, G_TYPE_BYTES, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_POSITION] =
      g_param_spec_double ("position", NULL, NULL, 0.0, 1.0, 0.0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
shr_coefficient_init (ShrCoefficient *self)
{
  self->feature = -1;
}

ShrCoefficient *
shr_coefficient_new (void)
{
  return g_object_new (SHR_TYPE_COEFFICIENT, NULL);
}

void
shr_coefficient_fill (ShrCoefficient *self, int feature, const char *name, double value, const GdkRGBA *color)
{
  GObject *object = G_OBJECT (self);

  g_return_if_fail (SHR_IS_COEFFICIENT (self));

  if (self->feature != feature)
    {
      self->feature = feature;
      g_object_notify_by_pspec (object, properties[PROP_FEATURE]);
    }
  if (g_strcmp0 (self->name, name) != 0)
    {
      g_free (self->name);
      self->name = g_strdup (name);
      g_object_notify_by_pspec (object, properties[PROP_NAME]);
    }
  if (self->value != value)
    {
      self->value = value;
      g_object_notify_by_pspec (object, properties[PROP_TEXT]);
    }
  if (!gdk_rgba_equal (&self->color, color))
    {
      self->color = *color;
      g_object_notify_by_pspec (object, properties[PROP_COLOR]);
    }
}

void
shr_coefficient_set_trace (ShrCoefficient *self, GBytes *trace, double position)
{
  GObject *object = G_OBJECT (self);

  g_return_if_fail (SHR_IS_COEFFICIENT (self));

  if (self->trace != trace)
    {
      g_clear_pointer (&self->trace, g_bytes_unref);
      self->trace = trace != NULL ? g_bytes_ref (trace) : NULL;
      g_object_notify_by_pspec (object, properties[PROP_TRACE]);
    }
  if (self->position != position)
    {
      self->position = position;
      g_object_notify_by_pspec (object, properties[PROP_POSITION]);
    }
}

int
shr_coefficient_get_feature (ShrCoefficient *self)
{
  g_return_val_if_fail (SHR_IS_COEFFICIENT (self), -1);

  return self->feature;
}

double
shr_coefficient_get_value (ShrCoefficient *self)
{
  g_return_val_if_fail (SHR_IS_COEFFICIENT (self), 0.0);

  return self->value;
}
