#include "app/shr-pane.h"

struct _ShrPane
{
  AdwBin parent_instance;

  AdwFlap *flap;
  guint folded_id;
};

G_DEFINE_FINAL_TYPE (ShrPane, shr_pane, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_SIDEBAR,
  PROP_CONTENT,
  PROP_SHOW_SIDEBAR,
  PROP_POSITION,
  PROP_LOCKED,
  PROP_FOLDED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
revealed (ShrPane *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_SIDEBAR]);
}

static gboolean
tell_folded (gpointer user_data)
{
  ShrPane *self = user_data;

  self->folded_id = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
  return G_SOURCE_REMOVE;
}

/* The flap finds out while it is given its size: too late for a widget elsewhere to come or go in the same frame. */
static void
folded (ShrPane *self)
{
  if (self->folded_id == 0)
    self->folded_id = g_idle_add (tell_folded, self);
}

static void
shr_pane_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  ShrPane *self = SHR_PANE (object);

  switch (property)
    {
    case PROP_SIDEBAR:
      g_value_set_object (value, adw_flap_get_flap (self->flap));
      break;
    case PROP_CONTENT:
      g_value_set_object (value, adw_flap_get_content (self->flap));
      break;
    case PROP_SHOW_SIDEBAR:
      g_value_set_boolean (value, adw_flap_get_reveal_flap (self->flap));
      break;
    case PROP_POSITION:
      g_value_set_enum (value, adw_flap_get_flap_position (self->flap));
      break;
    case PROP_LOCKED:
      g_value_set_boolean (value, adw_flap_get_locked (self->flap));
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, adw_flap_get_folded (self->flap));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
shr_pane_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  ShrPane *self = SHR_PANE (object);

  switch (property)
    {
    case PROP_SIDEBAR:
      adw_flap_set_flap (self->flap, g_value_get_object (value));
      break;
    case PROP_CONTENT:
      adw_flap_set_content (self->flap, g_value_get_object (value));
      break;
    case PROP_SHOW_SIDEBAR:
      adw_flap_set_reveal_flap (self->flap, g_value_get_boolean (value));
      break;
    case PROP_POSITION:
      adw_flap_set_flap_position (self->flap, g_value_get_enum (value));
      break;
    case PROP_LOCKED:
      adw_flap_set_locked (self->flap, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
shr_pane_dispose (GObject *object)
{
  g_clear_handle_id (&SHR_PANE (object)->folded_id, g_source_remove);

  G_OBJECT_CLASS (shr_pane_parent_class)->dispose (object);
}

static void
shr_pane_class_init (ShrPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = shr_pane_get_property;
  object_class->set_property = shr_pane_set_property;
  object_class->dispose = shr_pane_dispose;

  properties[PROP_SIDEBAR] =
      g_param_spec_object ("sidebar", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CONTENT] =
      g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOW_SIDEBAR] = g_param_spec_boolean (
      "show-sidebar", NULL, NULL, TRUE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_POSITION] = g_param_spec_enum ("position", NULL, NULL, GTK_TYPE_PACK_TYPE, GTK_PACK_START,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOCKED] =
      g_param_spec_boolean ("locked", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_FOLDED] =
      g_param_spec_boolean ("folded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/shrinkage/Shrinkage/ui/shr-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, ShrPane, flap);
  gtk_widget_class_bind_template_callback (widget_class, revealed);
  gtk_widget_class_bind_template_callback (widget_class, folded);
}

static void
shr_pane_init (ShrPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
