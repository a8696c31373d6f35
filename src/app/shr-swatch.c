#include "app/shr-swatch.h"

#define SIZE 12
#define RADIUS 3.0f

struct _ShrSwatch
{
  GtkWidget parent_instance;

  GdkRGBA color;
};

G_DEFINE_FINAL_TYPE (ShrSwatch, shr_swatch, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_COLOR,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
shr_swatch_measure (GtkWidget *widget,
                    GtkOrientation orientation,
                    int for_size,
                    int *minimum,
                    int *natural,
                    int *minimum_baseline,
                    int *natural_baseline)
{
  *minimum = *natural = SIZE;
}

static void
shr_swatch_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ShrSwatch *self = SHR_SWATCH (widget);
  float x = ((float) gtk_widget_get_width (widget) - SIZE) / 2, y = ((float) gtk_widget_get_height (widget) - SIZE) / 2;
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (x, y, SIZE, SIZE), RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &self->color, &outline.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
shr_swatch_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  ShrSwatch *self = SHR_SWATCH (object);

  switch (property)
    {
    case PROP_COLOR:
      g_value_set_boxed (value, &self->color);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
set_color (ShrSwatch *self, const GdkRGBA *color)
{
  GdkRGBA none = { 0 };

  if (color == NULL)
    color = &none;
  if (gdk_rgba_equal (&self->color, color))
    return;

  self->color = *color;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLOR]);
}

static void
shr_swatch_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  ShrSwatch *self = SHR_SWATCH (object);

  switch (property)
    {
    case PROP_COLOR:
      set_color (self, g_value_get_boxed (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
shr_swatch_class_init (ShrSwatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = shr_swatch_get_property;
  object_class->set_property = shr_swatch_set_property;
  widget_class->measure = shr_swatch_measure;
  widget_class->snapshot = shr_swatch_snapshot;

  properties[PROP_COLOR] = g_param_spec_boxed ("color", NULL, NULL, GDK_TYPE_RGBA,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "swatch");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
shr_swatch_init (ShrSwatch *self)
{
}
