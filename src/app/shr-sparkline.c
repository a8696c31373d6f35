#include "app/shr-sparkline.h"

#define WIDTH 56
#define HEIGHT 16
#define LINE 1.25
/* Of the text's colour. */
#define ZERO_ALPHA 0.15f
#define CURSOR_ALPHA 0.45f

struct _ShrSparkline
{
  GtkWidget parent_instance;

  GBytes *trace;
  GdkRGBA color;
  double position;

  GskRenderNode *node; /* (nullable): of the trace, as large as the widget */
};

G_DEFINE_FINAL_TYPE (ShrSparkline, shr_sparkline, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_TRACE,
  PROP_COLOR,
  PROP_POSITION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
forget_node (ShrSparkline *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
shr_sparkline_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
}

static void
shr_sparkline_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  g_clear_pointer (&SHR_SPARKLINE (widget)->node, gsk_render_node_unref);
}

/* What the height stands for: everything, and 0. */
static void
find_range (const ShrSparkPoint *points, gsize n, float *low, float *high)
{
  *low = *high = 0.0f;
  for (gsize i = 0; i < n; i++)
    {
      *low = MIN (*low, points[i].y);
      *high = MAX (*high, points[i].y);
    }
}

static double
height_of (float y, float low, float high, double height)
{
  double share = high > low ? (double) (y - low) / (double) (high - low) : 0.5;

  return LINE + (1.0 - share) * (height - 2.0 * LINE);
}

static void
make_node (ShrSparkline *self, const ShrSparkPoint *points, gsize n, float low, float high)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  cairo_t *cr;

  self->node = gsk_cairo_node_new (&GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  cr = gsk_cairo_node_get_draw_context (self->node);
  for (gsize i = 0; i < n; i++)
    cairo_line_to (cr, LINE + (double) points[i].x * (width - 2.0 * LINE), height_of (points[i].y, low, high, height));
  gdk_cairo_set_source_rgba (cr, &self->color);
  cairo_set_line_width (cr, LINE);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
shr_sparkline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ShrSparkline *self = SHR_SPARKLINE (widget);
  float width = (float) gtk_widget_get_width (widget), height = (float) gtk_widget_get_height (widget);
  const ShrSparkPoint *points;
  float low, high, zero, at;
  GdkRGBA text, faint;
  gsize size, n;

  if (self->trace == NULL)
    return;

  points = g_bytes_get_data (self->trace, &size);
  n = size / sizeof (ShrSparkPoint);
  find_range (points, n, &low, &high);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &text);

  /* Upright and level lines lie on whole pixels. */
  zero = (float) (int) height_of (0.0f, low, high, (double) height);
  at = (float) (int) (LINE + self->position * ((double) width - 2.0 * LINE));
  faint = text;
  faint.alpha *= ZERO_ALPHA;
  gtk_snapshot_append_color (snapshot, &faint, &GRAPHENE_RECT_INIT (0, zero, width, 1));
  faint.alpha = text.alpha * CURSOR_ALPHA;
  gtk_snapshot_append_color (snapshot, &faint, &GRAPHENE_RECT_INIT (at, 0, 1, height));

  if (self->node == NULL)
    make_node (self, points, n, low, high);
  gtk_snapshot_append_node (snapshot, self->node);
}

static void
shr_sparkline_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  ShrSparkline *self = SHR_SPARKLINE (object);

  switch (property)
    {
    case PROP_TRACE:
      g_value_set_boxed (value, self->trace);
      break;
    case PROP_COLOR:
      g_value_set_boxed (value, &self->color);
      break;
    case PROP_POSITION:
      g_value_set_double (value, self->position);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
set_trace (ShrSparkline *self, GBytes *trace)
{
  if (self->trace == trace)
    return;

  g_clear_pointer (&self->trace, g_bytes_unref);
  self->trace = trace != NULL ? g_bytes_ref (trace) : NULL;
  forget_node (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TRACE]);
}

static void
set_color (ShrSparkline *self, const GdkRGBA *color)
{
  GdkRGBA none = { 0 };

  if (color == NULL)
    color = &none;
  if (gdk_rgba_equal (&self->color, color))
    return;

  self->color = *color;
  forget_node (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLOR]);
}

static void
set_position (ShrSparkline *self, double position)
{
  if (self->position == position)
    return;

  self->position = position;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSITION]);
}

static void
shr_sparkline_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  ShrSparkline *self = SHR_SPARKLINE (object);

  switch (property)
    {
    case PROP_TRACE:
      set_trace (self, g_value_get_boxed (value));
      break;
    case PROP_COLOR:
      set_color (self, g_value_get_boxed (value));
      break;
    case PROP_POSITION:
      set_position (self, g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
shr_sparkline_finalize (GObject *object)
{
  ShrSparkline *self = SHR_SPARKLINE (object);

  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_clear_pointer (&self->trace, g_bytes_unref);

  G_OBJECT_CLASS (shr_sparkline_parent_class)->finalize (object);
}

static void
shr_sparkline_class_init (ShrSparklineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags both = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = shr_sparkline_get_property;
  object_class->set_property = shr_sparkline_set_property;
  object_class->finalize = shr_sparkline_finalize;
  widget_class->measure = shr_sparkline_measure;
  widget_class->size_allocate = shr_sparkline_size_allocate;
  widget_class->snapshot = shr_sparkline_snapshot;

  properties[PROP_TRACE] = g_param_spec_boxed ("trace", NULL, NULL, G_TYPE_BYTES, both);
  properties[PROP_COLOR] = g_param_spec_boxed ("color", NULL, NULL, GDK_TYPE_RGBA, both);
  properties[PROP_POSITION] = g_param_spec_double ("position", NULL, NULL, 0.0, 1.0, 0.0, both);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "sparkline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
shr_sparkline_init (ShrSparkline *self)
{
}
