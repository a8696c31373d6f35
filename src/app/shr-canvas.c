#include "app/shr-canvas.h"

#include "app/shr-hold.h"
#include "app/shr-layer.h"
#include "plot/shr-cairo-renderer.h"
#include "plot/shr-text.h"
#include "plot/shr-trace.h"
#include "study/shr-board.h"
#include "study/shr-cell.h"

#include <glib/gi18n.h>
#include <math.h>

/* How near a pointer must be to a trace, and to the cursor line, in pixels. */
#define TRACE_TOLERANCE 6.0
#define CURSOR_TOLERANCE 4.0
/* How far a drag turns the three dimensions of Geometry. */
#define DEGREES_PER_PX 0.5
/* A step of the wheel. */
#define ZOOM_STEP 1.25
/* How strongly the other traces show while one is highlighted. */
#define FADED 0.22
/* A screen reader wants the value where a drag ends, not every one on the way. */
#define DESCRIBE_AFTER_MS 100
/* At most so many pieces of traces are painted in one frame by a cell, a few milliseconds' worth; the rest follows. */
#define PIECES_PER_FRAME 5000
/* While traces stream in, the counts and events of the frame follow them so often: texts cost more than traces. */
#define FRAME_INTERVAL_MS 150

/* What layout and frame depend on that may change without the fit: the feature that Prior looks at, σ², and what has only
 * now become known. */
typedef struct
{
  ShrZoom zoom;
  gsize feature;
  double variance;
  gboolean fitted, curve, posterior, errors, validated, information;
  const double *test;
} Seen;

/* What a drag has taken hold of. */
typedef enum
{
  HOLD_NOTHING,
  HOLD_LAMBDA,
  HOLD_CHART, /* of which a part is seen */
  HOLD_DATA,  /* the canvas's touch says what of them */
} Hold;

struct _ShrCanvas
{
  GtkWidget parent_instance;

  ShrStudy *study;
  ShrRow row;
  ShrPenalty penalty;
  ShrTheme theme;

  ShrScene *scene; /* cleared and filled again for each thing that is drawn */
  ShrLayer frame;
  ShrLayer traces;
  gboolean has_layout;
  gboolean moved; /* the data have: the layout is of how they were */
  ShrCellLayout layout;
  Seen seen;      /* by the layout and the frame */
  gsize framed;   /* points of the path when @frame was painted: its counts and events come with them */
  gsize drawn;    /* points of the path in @traces */
  gsize laid_out; /* points of the path when the layout was made */

  GtkGesture *drag;
  GtkGesture *click;
  Hold hold;
  ShrHold touch; /* what of the data is under the pointer, or held */
  gboolean has_pointer;
  double pressed_x, pressed_y;
  gboolean turning; /* the drag turns the three dimensions of Geometry */
  double pressed_yaw, pressed_pitch;
  double panned_x, panned_y; /* how far the chart has gone with the drag, px */
  double pointer_x, pointer_y;
  ShrZoom pinched; /* when the pinch began */
  gint64 pressed_at;
  struct
  {
    double lambda;
    ShrPenalty leader;
    int selected;
    guint64 steps;
  } before;         /* the first press of what may be a double click */
  gboolean holding; /* a drag is under way */
  guint describe_id;
  guint frame_id; /* a frame that is out of date is to be painted again */
  gint64 framed_at;
  gint64 changed_at;
};

G_DEFINE_FINAL_TYPE (ShrCanvas, shr_canvas, GTK_TYPE_WIDGET)

static void
forget_layers (ShrCanvas *self)
{
  shr_layer_clear (&self->frame);
  shr_layer_clear (&self->traces);
  self->has_layout = FALSE;
  self->drawn = 0;
}

/* --- Words ------------------------------------------------------------------------------------------------------ */

static gboolean
describe (gpointer user_data)
{
  ShrCanvas *self = user_data;
  g_autofree char *description = NULL;

  if (g_get_monotonic_time () - self->changed_at < DESCRIBE_AFTER_MS * G_TIME_SPAN_MILLISECOND)
    return G_SOURCE_CONTINUE;

  self->describe_id = 0;
  if (shr_study_get_fit (self->study) == NULL)
    return G_SOURCE_REMOVE;

  description = shr_board_describe_cell (self->study, self->row, self->penalty);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);

  return G_SOURCE_REMOVE;
}

static void
describe_soon (ShrCanvas *self)
{
  self->changed_at = g_get_monotonic_time ();
  if (self->describe_id == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->describe_id = g_timeout_add (DESCRIBE_AFTER_MS, describe, self);
}

static void
study_redraw (ShrStudy *study, guint changes, ShrCanvas *self)
{
  if (changes & SHR_REDRAW_FRAME)
    forget_layers (self);
  if (changes & SHR_REDRAW_DATA)
    {
      /* The frame of Geometry is nothing but its axes. */
      if (self->row != SHR_ROW_GEOMETRY)
        shr_layer_clear (&self->frame);
      shr_layer_clear (&self->traces);
      self->drawn = 0;
      self->moved = TRUE;
    }
  if (changes & (SHR_REDRAW_FRAME | SHR_REDRAW_TRACES | SHR_REDRAW_OVERLAY))
    {
      gtk_widget_queue_draw (GTK_WIDGET (self));
      describe_soon (self);
    }
}

/* --- Drawing ---------------------------------------------------------------------------------------------------- */

static Seen
see (const ShrCell *cell, const ShrChart *chart)
{
  Seen seen = { .zoom = *chart->zoom };

  if (cell->parts & SHR_DETAIL_FITTED)
    {
      seen.fitted = chart->fitted != NULL;
      seen.curve = chart->curve != NULL;
    }
  if (cell->parts & SHR_DETAIL_POSTERIOR)
    {
      seen.feature = chart->feature;
      seen.variance = isnan (chart->variance) ? 0.0 : chart->variance;
      seen.posterior = chart->posterior != NULL;
    }
  if (cell->parts & SHR_DETAIL_ERRORS)
    {
      seen.variance = isnan (chart->variance) ? 0.0 : chart->variance;
      seen.errors = chart->errors != NULL;
      seen.test = chart->errors != NULL ? chart->errors->test : NULL;
      seen.information = chart->information;
      seen.validated = chart->errors != NULL && chart->errors->cv_mean != NULL;
    }

  return seen;
}

static gboolean
same_seen (const Seen *a, const Seen *b)
{
  return shr_zoom_equal (&a->zoom, &b->zoom) && a->feature == b->feature && a->variance == b->variance
         && a->fitted == b->fitted && a->curve == b->curve && a->posterior == b->posterior && a->errors == b->errors
         && a->validated == b->validated && a->information == b->information && a->test == b->test;
}

static void
paint_scene (ShrCanvas *self, ShrLayer *layer)
{
  cairo_t *cr = shr_layer_paint (layer);

  shr_cairo_renderer_paint (self->scene, cr, &self->theme.background);
  cairo_destroy (cr);
}

static gboolean
is_in_space (ShrCanvas *self, const ShrChart *chart)
{
  return self->row == SHR_ROW_GEOMETRY && chart->space != NULL;
}

/* While the data are dragged in this very cell nothing moves under the pointer; it does when they are let go. */
static gboolean
is_held (ShrCanvas *self)
{
  return self->hold == HOLD_DATA;
}

static void
lay_out_moved (ShrCanvas *self, const ShrCell *cell, const ShrChart *chart)
{
  ShrCellLayout layout;

  if (is_held (self))
    return;

  cell->lay_out (chart, gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)),
                 &self->theme, &self->layout, &layout);
  shr_cell_keep_scales (self->row, &self->layout, &layout);
  if (!cell->is_same (&layout, &self->layout))
    {
      shr_layer_clear (&self->frame);
      shr_layer_clear (&self->traces);
      self->drawn = 0;
    }
  self->layout = layout;
  self->laid_out = chart->shown;
  self->moved = FALSE;
}

static void
lay_out (ShrCanvas *self, const ShrChart *chart)
{
  const ShrCell *cell = shr_cell_get (self->row);
  Seen seen = see (cell, chart);
  ShrCellLayout layout;

  if (self->moved && self->has_layout && chart->complete && !is_in_space (self, chart)
      && shr_zoom_equal (&self->seen.zoom, &seen.zoom))
    {
      self->seen = seen;
      lay_out_moved (self, cell, chart);
      return;
    }

  if (self->has_layout && (self->moved || !same_seen (&self->seen, &seen)))
    forget_layers (self);
  if (self->has_layout && (self->laid_out == chart->shown || chart->complete))
    return;

  cell->lay_out (chart, gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)),
                 &self->theme, self->has_layout ? &self->layout : NULL, &layout);
  if (self->has_layout && !cell->is_same (&layout, &self->layout))
    forget_layers (self);
  self->layout = layout;
  self->seen = seen;

  self->has_layout = TRUE;
  self->moved = FALSE;
  self->laid_out = chart->shown;
}

static gboolean
redraw_frame (gpointer user_data)
{
  ShrCanvas *self = user_data;

  self->frame_id = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

/* Whether the frame that is there will do for now. */
static gboolean
is_frame_good (ShrCanvas *self, const ShrChart *chart)
{
  if (self->frame.surface == NULL)
    return FALSE;
  if (self->row != SHR_ROW_PATHS || self->framed == chart->shown)
    return TRUE;
  if (chart->shown == shr_path_count (chart->path)
      || g_get_monotonic_time () - self->framed_at >= FRAME_INTERVAL_MS * G_TIME_SPAN_MILLISECOND)
    return FALSE;

  if (self->frame_id == 0)
    self->frame_id = g_timeout_add (FRAME_INTERVAL_MS, redraw_frame, self);
  return TRUE;
}

static void
update_frame (ShrCanvas *self, const ShrChart *chart)
{
  if (is_frame_good (self, chart))
    return;

  self->framed = chart->shown;
  self->framed_at = g_get_monotonic_time ();
  shr_layer_reset (&self->frame, gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)),
                   gtk_widget_get_scale_factor (GTK_WIDGET (self)));
  shr_scene_clear (self->scene);
  shr_cell_get (self->row)->draw_frame (chart, &self->layout, &self->theme, self->scene);
  paint_scene (self, &self->frame);
}

static gboolean
draw_next_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  gtk_widget_queue_draw (widget);
  return G_SOURCE_REMOVE;
}

/* Only what is new is painted, onto what is there. */
static void
update_traces (ShrCanvas *self, const ShrChart *chart)
{
  gsize at_once = MAX (PIECES_PER_FRAME / shr_path_features (chart->path), 1), to;

  if (self->row != SHR_ROW_PATHS || self->drawn == chart->shown)
    return;

  if (self->traces.surface == NULL || chart->shown < self->drawn)
    {
      shr_layer_reset (&self->traces, gtk_widget_get_width (GTK_WIDGET (self)),
                       gtk_widget_get_height (GTK_WIDGET (self)), gtk_widget_get_scale_factor (GTK_WIDGET (self)));
      self->drawn = 0;
    }

  to = MIN (chart->shown, self->drawn + at_once);
  if (to > self->drawn)
    {
      shr_scene_clear (self->scene);
      shr_paths_chart_draw_traces (chart, &self->layout.paths, &self->theme, self->drawn > 0 ? self->drawn - 1 : 0, to,
                                   self->scene);
      paint_scene (self, &self->traces);
    }
  self->drawn = to;
  if (to < chart->shown)
    gtk_widget_add_tick_callback (GTK_WIDGET (self), draw_next_frame, NULL, NULL);
}

static void
include_point (graphene_rect_t *bounds, gboolean *any, double x, double y, double reach_x, double reach_y)
{
  graphene_rect_t box = GRAPHENE_RECT_INIT ((float) (x - reach_x), (float) (y - reach_y), (float) (2.0 * reach_x),
                                            (float) (2.0 * reach_y));

  if (*any)
    graphene_rect_union (bounds, &box, bounds);
  else
    *bounds = box;
  *any = TRUE;
}

/* The rectangle that holds every mark of the scene: a frame then repaints no more than that. FALSE: nothing to see. */
static gboolean
measure_scene (ShrCanvas *self, graphene_rect_t *bounds)
{
  gboolean any = FALSE;

  for (gsize i = 0; i < shr_scene_get_n_marks (self->scene); i++)
    {
      const ShrMark *mark = shr_scene_get_mark (self->scene, i);
      graphene_rect_t box;
      gboolean any_point = FALSE;

      if (mark->kind == SHR_MARK_TEXT)
        {
          ShrTextExtents extents;
          double reach;

          /* Wide enough for every alignment and angle. */
          shr_text_measure (mark->text, mark->text_style.size, mark->text_style.bold, &extents);
          reach = extents.ascent + extents.descent + 4.0;
          include_point (&box, &any_point, mark->points[0].x, mark->points[0].y, extents.width + 4.0,
                         mark->text_style.angle == 0.0 ? reach : MAX (reach, extents.width + 4.0));
        }
      else
        for (gsize j = 0; j < mark->n_points; j++)
          {
            double reach = mark->radius + mark->style.width + 1.0;

            include_point (&box, &any_point, mark->points[j].x, mark->points[j].y, reach, reach);
          }

      if (!any_point)
        continue;
      if (mark->clip >= 0)
        {
          const ShrRect *clip = shr_scene_get_clip (self->scene, mark->clip);
          graphene_rect_t allowed =
              GRAPHENE_RECT_INIT ((float) clip->x, (float) clip->y, (float) clip->width, (float) clip->height);

          if (!graphene_rect_intersection (&box, &allowed, &box))
            continue;
        }
      if (any)
        graphene_rect_union (bounds, &box, bounds);
      else
        *bounds = box;
      any = TRUE;
    }

  if (any)
    {
      graphene_rect_t whole = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (GTK_WIDGET (self)),
                                                  (float) gtk_widget_get_height (GTK_WIDGET (self)));

      graphene_rect_round_extents (bounds, bounds);
      any = graphene_rect_intersection (bounds, &whole, bounds);
    }

  return any;
}

static void
snapshot_overlay (ShrCanvas *self, const ShrChart *chart, GtkSnapshot *snapshot)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  graphene_rect_t bounds;
  cairo_surface_t *surface;
  cairo_t *cr;

  shr_scene_clear (self->scene);
  shr_cell_get (self->row)->draw_overlay (chart, &self->layout, &self->theme, self->scene);
  if (!measure_scene (self, &bounds))
    return;

  /* On an image the renderer has letters and lines ready that it cannot use on the recording GTK gives. The image is
   * new in each frame: one that a node still shows would be copied. */
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) bounds.size.width * scale,
                                        (int) bounds.size.height * scale);
  cairo_surface_set_device_scale (surface, scale, scale);
  cairo_surface_set_device_offset (surface, (double) -bounds.origin.x * scale, (double) -bounds.origin.y * scale);
  cr = cairo_create (surface);
  shr_cairo_renderer_paint (self->scene, cr, &self->theme.background);
  cairo_destroy (cr);

  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  cairo_set_source_surface (cr, surface, 0.0, 0.0);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
shr_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ShrCanvas *self = SHR_CANVAS (widget);
  ShrChart chart;

  if (!shr_study_get_cell_chart (self->study, self->row, self->penalty, &chart))
    return;

  if (self->scene == NULL)
    self->scene = shr_scene_new (gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  if (self->frame.surface != NULL && self->frame.scale != gtk_widget_get_scale_factor (widget))
    forget_layers (self);

  chart.grips = self->has_pointer;
  chart.grip = self->touch.grip;
  lay_out (self, &chart);
  update_frame (self, &chart);
  update_traces (self, &chart);

  shr_layer_snapshot (&self->frame, snapshot);
  if (chart.highlighted >= 0)
    gtk_snapshot_push_opacity (snapshot, FADED);
  shr_layer_snapshot (&self->traces, snapshot);
  if (chart.highlighted >= 0)
    gtk_snapshot_pop (snapshot);
  snapshot_overlay (self, &chart, snapshot);
}

static void
shr_canvas_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ShrCanvas *self = SHR_CANVAS (widget);

  if (self->scene != NULL && shr_scene_get_width (self->scene) == width && shr_scene_get_height (self->scene) == height)
    return;

  g_clear_pointer (&self->scene, shr_scene_free);
  forget_layers (self);
}

static void
shr_canvas_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (shr_canvas_parent_class)->map (widget);

  describe_soon (SHR_CANVAS (widget));
}

static void
shr_canvas_unmap (GtkWidget *widget)
{
  ShrCanvas *self = SHR_CANVAS (widget);

  g_clear_handle_id (&self->describe_id, g_source_remove);
  g_clear_handle_id (&self->frame_id, g_source_remove);
  /* A cell that is switched off keeps no pictures. */
  forget_layers (self);

  GTK_WIDGET_CLASS (shr_canvas_parent_class)->unmap (widget);
}

/* --- Pointer ---------------------------------------------------------------------------------------------------- */

/* The chart, when it has been drawn and so can be pointed at. */
static gboolean
get_chart (ShrCanvas *self, ShrChart *chart)
{
  return self->has_layout && shr_study_get_cell_chart (self->study, self->row, self->penalty, chart);
}

static gboolean
is_inside (const ShrRect *rect, double x, double y)
{
  return x >= rect->x && x <= rect->x + rect->width && y >= rect->y && y <= rect->y + rect->height;
}

static int
feature_at (ShrCanvas *self, const ShrChart *chart, double x, double y)
{
  if (self->row == SHR_ROW_PATHS)
    return shr_paths_chart_feature_at (chart, &self->layout.paths, x, y, TRACE_TOLERANCE);
  /* What was drawn last is what follows λ: the coefficients. */
  if (self->row == SHR_ROW_NORMS && self->scene != NULL)
    return shr_scene_disc_at (self->scene, x, y, CURSOR_TOLERANCE);

  return -1;
}

/* λ of the point of the solution's route that is nearest to the pixel, between the path's own points too. */
static double
route_lambda_at (ShrCanvas *self, const ShrChart *chart, double x, double y)
{
  double nearest = INFINITY, lambda = shr_path_lambda (chart->path, 0);

  for (gsize k = 0; k < chart->shown; k++)
    {
      const ShrPoint *from = shr_path_point (chart->path, k > 0 ? k - 1 : 0), *to = shr_path_point (chart->path, k);
      double x1 = shr_scale_to_pixel (&self->layout.geometry.x, from->w[chart->pair[0]]);
      double y1 = shr_scale_to_pixel (&self->layout.geometry.y, from->w[chart->pair[1]]);
      double dx = shr_scale_to_pixel (&self->layout.geometry.x, to->w[chart->pair[0]]) - x1;
      double dy = shr_scale_to_pixel (&self->layout.geometry.y, to->w[chart->pair[1]]) - y1;
      double length = dx * dx + dy * dy;
      double t = length > 0.0 ? CLAMP (((x - x1) * dx + (y - y1) * dy) / length, 0.0, 1.0) : 1.0;
      double distance = hypot (x1 + t * dx - x, y1 + t * dy - y);

      if (distance < nearest)
        {
          nearest = distance;
          lambda = from->lambda + t * (to->lambda - from->lambda);
        }
    }

  return lambda;
}

void
shr_canvas_set_lambda_at (ShrCanvas *self, double x)
{
  const ShrRect *plot;
  const ShrPathsLayout *axis;
  ShrChart chart;

  g_return_if_fail (SHR_IS_CANVAS (self));

  axis = shr_cell_get_axis (self->row, &self->layout, &plot);
  if (axis != NULL && get_chart (self, &chart))
    shr_study_set_lambda (self->study, self->penalty, shr_paths_chart_lambda_at (&chart, axis, x));
}

/* In three dimensions: whether a press here takes hold of the contact; anywhere else it turns them. */
static gboolean
is_at_contact (ShrCanvas *self, const ShrChart *chart, double x, double y)
{
  ShrXY contact;

  return shr_solid_chart_contact_at (chart, &self->layout.solid, &contact)
         && hypot (contact.x - x, contact.y - y) < 4.0 * CURSOR_TOLERANCE;
}

/* Whether a press here takes hold of λ, or of what can be turned. */
static gboolean
can_drag (ShrCanvas *self, const ShrChart *chart, double x, double y)
{
  const ShrPoint *point = chart->point;
  const ShrRect *plot;

  if (is_in_space (self, chart))
    return is_inside (&self->layout.solid.plot, x, y);

  if (shr_cell_get_axis (self->row, &self->layout, &plot) != NULL)
    return is_inside (plot, x, y);

  return self->row == SHR_ROW_GEOMETRY && point != NULL && chart->pair[0] != chart->pair[1]
         && hypot (shr_scale_to_pixel (&self->layout.geometry.x, point->w[chart->pair[0]]) - x,
                   shr_scale_to_pixel (&self->layout.geometry.y, point->w[chart->pair[1]]) - y)
                < 4.0 * CURSOR_TOLERANCE;
}

static void
drag_to (ShrCanvas *self, double x, double y)
{
  ShrChart chart;

  if (self->turning)
    shr_study_set_view (self->study, self->pressed_yaw - DEGREES_PER_PX * (x - self->pressed_x),
                        self->pressed_pitch + DEGREES_PER_PX * (y - self->pressed_y));
  else if (self->row != SHR_ROW_GEOMETRY)
    shr_canvas_set_lambda_at (self, x);
  else if (get_chart (self, &chart) && chart.space != NULL)
    shr_study_set_lambda (self->study, self->penalty, shr_solid_chart_lambda_at (&chart, &self->layout.solid, x, y));
  else if (get_chart (self, &chart))
    shr_study_set_lambda (self->study, self->penalty, route_lambda_at (self, &chart, x, y));
}

/* Whether a press here, where a part of the chart is seen, takes hold of λ: on its line, on its contact or on a trace.
 * Anywhere else it takes hold of the chart. */
static gboolean
is_on_handle (ShrCanvas *self, const ShrChart *chart, double x, double y)
{
  const ShrRect *plot;
  const ShrPathsLayout *axis = shr_cell_get_axis (self->row, &self->layout, &plot);

  if (axis == NULL)
    return can_drag (self, chart, x, y);

  return feature_at (self, chart, x, y) >= 0
         || (chart->point != NULL && shr_trace_shows_lambda (chart, axis, chart->point->lambda)
             && fabs (shr_trace_lambda_pixel (chart, axis, chart->point->lambda) - x) <= 2.0 * CURSOR_TOLERANCE);
}

static Hold
find_hold (ShrCanvas *self, const ShrChart *chart, double x, double y)
{
  gboolean mirrored, zoomed = shr_chart_is_zoomed (chart);
  const ShrRect *plot = shr_cell_get_plot (self->row, chart, &self->layout, x, &mirrored);

  if (is_in_space (self, chart))
    return can_drag (self, chart, x, y) ? HOLD_LAMBDA : HOLD_NOTHING;
  if (zoomed ? is_on_handle (self, chart, x, y) : can_drag (self, chart, x, y))
    return HOLD_LAMBDA;

  return zoomed && is_inside (plot, x, y) ? HOLD_CHART : HOLD_NOTHING;
}

/* What a drag changes is one step to undo. */
static void
take_hold (ShrCanvas *self)
{
  if (!self->holding)
    shr_study_begin_change (self->study);
  self->holding = TRUE;
}

static void
let_go (ShrCanvas *self)
{
  if (self->holding)
    shr_study_end_change (self->study);
  self->holding = FALSE;
}

static const ShrHold no_touch = { SHR_GRIP_NONE, -1, 0.0, 0.0 };

/* What of the data is at the pixel, where the contact is not nearer. */
static ShrHold
find_touch (ShrCanvas *self, const ShrChart *chart, double x, double y)
{
  ShrHold touch = is_in_space (self, chart) ? no_touch : shr_hold_find (self->row, chart, &self->layout, x, y);

  if (touch.observation >= 0 && !shr_study_can_move_points (self->study))
    return no_touch;
  if (touch.grip != SHR_GRIP_NONE && can_drag (self, chart, x, y)
      && hypot (shr_scale_to_pixel (&self->layout.geometry.x, chart->section->contact[0]) - x,
                shr_scale_to_pixel (&self->layout.geometry.y, chart->section->contact[1]) - y)
             < hypot (touch.off_x, touch.off_y))
    return no_touch;

  return touch;
}

/* Takes hold of the data themselves, or makes a new point with Ctrl. TRUE: the press was meant for them. */
static gboolean
take_data (ShrCanvas *self, GtkGesture *gesture, const ShrChart *chart, double x, double y)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  const ShrFitLayout *fit = &self->layout.fit;

  self->touch = find_touch (self, chart, x, y);
  if (self->row == SHR_ROW_FIT && chart->curve != NULL)
    {
      if ((state & GDK_CONTROL_MASK) && is_inside (&fit->plot, x, y) && shr_study_can_move_points (self->study))
        {
          take_hold (self);
          shr_study_add_point (self->study, shr_scale_to_value (&fit->x, x), shr_scale_to_value (&fit->y, y));
          self->touch.observation = shr_study_get_observation (self->study);
        }
      shr_study_set_observation (self->study, self->touch.observation);
    }
  if (!shr_hold_is_any (&self->touch))
    return FALSE;

  self->hold = HOLD_DATA;
  take_hold (self);
  self->pressed_x = x;
  self->pressed_y = y;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), shr_hold_cursor (&self->touch, TRUE));

  return TRUE;
}

/* The point that is selected in Fit. */
static gboolean
remove_point (GtkWidget *widget, GVariant *parameter, gpointer user_data)
{
  ShrCanvas *self = SHR_CANVAS (widget);
  int observation = shr_study_get_observation (self->study);

  if (self->row != SHR_ROW_FIT || observation < 0)
    return GDK_EVENT_PROPAGATE;

  shr_study_remove_point (self->study, (gsize) observation);
  return GDK_EVENT_STOP;
}

/* A double click means the cell: what its first click has changed goes back. */
static void
remember_state (ShrCanvas *self)
{
  gint64 now = g_get_monotonic_time ();
  int milliseconds;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-double-click-time", &milliseconds, NULL);
  if (now - self->pressed_at > milliseconds * G_TIME_SPAN_MILLISECOND)
    {
      self->before.lambda = shr_study_get_lambda (self->study);
      self->before.leader = shr_study_get_leader (self->study);
      self->before.selected = shr_study_get_selected (self->study);
      self->before.steps = shr_study_count_steps (self->study);
    }
  self->pressed_at = now;
}

/* The second one of the geometry's pair is the feature that was clicked, the first the one that is selected. */
static void
pair_with (ShrCanvas *self, gsize feature)
{
  int selected = shr_study_get_selected (self->study);
  gsize j, k;

  shr_study_get_pair (self->study, &j, &k);
  if (selected >= 0)
    j = (gsize) selected;
  if (j == feature)
    return;

  shr_study_set_pair (self->study, j, feature);
  shr_study_set_row (self->study, SHR_ROW_GEOMETRY, TRUE);
}

static gboolean
is_shift_held (GtkGesture *gesture)
{
  return (gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture)) & GDK_SHIFT_MASK) != 0;
}

static void
drag_begin (GtkGestureDrag *gesture, double x, double y, ShrCanvas *self)
{
  ShrChart chart;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  remember_state (self);
  if (get_chart (self, &chart) && take_data (self, GTK_GESTURE (gesture), &chart, x, y))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      return;
    }
  self->hold = get_chart (self, &chart) ? find_hold (self, &chart, x, y) : HOLD_NOTHING;
  if (self->hold == HOLD_LAMBDA && is_shift_held (GTK_GESTURE (gesture)) && feature_at (self, &chart, x, y) >= 0)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      pair_with (self, (gsize) feature_at (self, &chart, x, y));
      self->hold = HOLD_NOTHING;
      return;
    }
  if (self->row == SHR_ROW_NORMS && self->hold != HOLD_LAMBDA && get_chart (self, &chart)
      && feature_at (self, &chart, x, y) >= 0)
    {
      shr_study_set_selected (self->study, feature_at (self, &chart, x, y));
      self->hold = HOLD_NOTHING;
    }
  /* Not denied, for it may be the first half of a double click. */
  if (self->hold == HOLD_NOTHING)
    return;

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  take_hold (self);
  self->pressed_x = x;
  self->pressed_y = y;
  self->panned_x = self->panned_y = 0.0;
  if (self->hold == HOLD_CHART)
    {
      gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grabbing");
      return;
    }
  self->turning = is_in_space (self, &chart) && !is_at_contact (self, &chart, x, y);
  shr_study_get_view (self->study, &self->pressed_yaw, &self->pressed_pitch);
  if (self->row == SHR_ROW_PATHS)
    shr_study_set_selected (self->study, feature_at (self, &chart, x, y));
  if (self->row != SHR_ROW_GEOMETRY)
    drag_to (self, x, y);
}

static void
drag_update (GtkGestureDrag *gesture, double offset_x, double offset_y, ShrCanvas *self)
{
  ShrChart chart;

  if (self->hold == HOLD_LAMBDA)
    drag_to (self, self->pressed_x + offset_x, self->pressed_y + offset_y);
  else if (self->hold == HOLD_CHART)
    {
      shr_canvas_pan (self, offset_x - self->panned_x, offset_y - self->panned_y);
      self->panned_x = offset_x;
      self->panned_y = offset_y;
    }
  else if (self->hold == HOLD_DATA && get_chart (self, &chart))
    shr_hold_move (&self->touch, self->study, &chart, &self->layout, self->pressed_x + offset_x,
                   self->pressed_y + offset_y);
}

static void
drag_end (GtkGestureDrag *gesture, double offset_x, double offset_y, ShrCanvas *self)
{
  ShrChart chart;

  /* A mere click says the same as where all is seen. */
  if (self->hold == HOLD_CHART && hypot (offset_x, offset_y) < CURSOR_TOLERANCE && get_chart (self, &chart)
      && can_drag (self, &chart, self->pressed_x, self->pressed_y))
    {
      if (self->row == SHR_ROW_PATHS)
        shr_study_set_selected (self->study, -1);
      drag_to (self, self->pressed_x, self->pressed_y);
    }
  if (self->hold == HOLD_CHART || self->hold == HOLD_DATA)
    gtk_widget_set_cursor_from_name (GTK_WIDGET (self), NULL);
  /* Axes that stood still under the pointer may have to move now. */
  if (self->hold == HOLD_DATA)
    gtk_widget_queue_draw (GTK_WIDGET (self));
  self->hold = HOLD_NOTHING;
  let_go (self);
}

static void
clicked (GtkGestureClick *gesture, int n_press, double x, double y, ShrCanvas *self)
{
  if (n_press != 2)
    return;

  /* Whichever of the two gestures hears of the release first. */
  self->hold = HOLD_NOTHING;
  let_go (self);
  shr_study_begin_change (self->study);
  if (!isnan (self->before.lambda))
    shr_study_set_lambda (self->study, self->before.leader, self->before.lambda);
  shr_study_set_selected (self->study, self->before.selected);
  if (shr_study_get_maximized (self->study, NULL, NULL))
    shr_study_unset_maximized (self->study);
  else
    shr_study_set_maximized (self->study, self->row, self->penalty);
  shr_study_end_change (self->study);
  shr_study_join_steps (self->study, self->before.steps);
}

/* --- Zoom -------------------------------------------------------------------------------------------------------- */

/* What there is to be zoomed: three dimensions are turned, and seen whole. */
static gboolean
get_flat_chart (ShrCanvas *self, ShrChart *chart)
{
  return get_chart (self, chart) && !is_in_space (self, chart);
}

/* Where a place is in what is seen, 0 to 1 each way as a ShrZoom counts. */
static gboolean
find_share (ShrCanvas *self, double x, double y, double *u, double *v)
{
  ShrChart chart;
  const ShrRect *plot;
  gboolean mirrored;

  if (!get_flat_chart (self, &chart))
    return FALSE;

  plot = shr_cell_get_plot (self->row, &chart, &self->layout, x, &mirrored);
  *u = CLAMP ((x - plot->x) / plot->width, 0.0, 1.0);
  *u = mirrored ? 1.0 - *u : *u;
  *v = CLAMP (1.0 - (y - plot->y) / plot->height, 0.0, 1.0);

  return TRUE;
}

static void
zoom_from (ShrCanvas *self, const ShrZoom *zoom, double factor, double x, double y)
{
  ShrZoom next = *zoom;
  double u, v;

  if (!find_share (self, x, y, &u, &v))
    return;

  shr_zoom_by (&next, factor, u, v);
  shr_study_set_zoom (self->study, self->row, &next);
}

void
shr_canvas_zoom (ShrCanvas *self, double factor)
{
  ShrChart chart;
  const ShrRect *plot;
  gboolean mirrored;

  g_return_if_fail (SHR_IS_CANVAS (self));

  if (!get_flat_chart (self, &chart))
    return;

  plot = shr_cell_get_plot (self->row, &chart, &self->layout, 0.0, &mirrored);
  zoom_from (self, shr_study_get_zoom (self->study, self->row), factor, plot->x + plot->width / 2.0,
             plot->y + plot->height / 2.0);
}

void
shr_canvas_pan (ShrCanvas *self, double dx, double dy)
{
  ShrChart chart;
  const ShrRect *plot;
  gboolean mirrored;
  ShrZoom zoom;

  g_return_if_fail (SHR_IS_CANVAS (self));

  if (!get_flat_chart (self, &chart))
    return;

  plot = shr_cell_get_plot (self->row, &chart, &self->layout, self->pressed_x, &mirrored);
  zoom = *shr_study_get_zoom (self->study, self->row);
  shr_zoom_pan (&zoom, (mirrored ? dx : -dx) / plot->width, dy / plot->height);
  shr_study_set_zoom (self->study, self->row, &zoom);
}

static gboolean
scrolled (GtkEventControllerScroll *controller, double dx, double dy, ShrCanvas *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if (!(state & GDK_CONTROL_MASK))
    return GDK_EVENT_PROPAGATE;

  zoom_from (self, shr_study_get_zoom (self->study, self->row), pow (ZOOM_STEP, -dy), self->pointer_x, self->pointer_y);
  return GDK_EVENT_STOP;
}

static void
pinch_begin (GtkGesture *gesture, GdkEventSequence *sequence, ShrCanvas *self)
{
  self->pinched = *shr_study_get_zoom (self->study, self->row);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
pinch_changed (GtkGestureZoom *gesture, double scale, ShrCanvas *self)
{
  double x, y;

  if (gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y))
    zoom_from (self, &self->pinched, scale, x, y);
}

/* --- Passing over ------------------------------------------------------------------------------------------------ */

/* Handles are seen while the pointer is in the cell. */
static void
show_touch (ShrCanvas *self, const ShrChart *chart, double x, double y)
{
  ShrHold touch = find_touch (self, chart, x, y);

  if (chart->movable && self->row == SHR_ROW_GEOMETRY && (!self->has_pointer || touch.grip != self->touch.grip))
    gtk_widget_queue_draw (GTK_WIDGET (self));
  self->touch = touch;
  self->has_pointer = TRUE;
}

static void
pointer_moved (GtkEventControllerMotion *controller, double x, double y, ShrCanvas *self)
{
  const ShrRect *plot;
  const ShrPathsLayout *axis = shr_cell_get_axis (self->row, &self->layout, &plot);
  ShrChart chart;
  const char *cursor = NULL;
  int feature;

  self->pointer_x = x;
  self->pointer_y = y;
  /* While λ is being dragged, what the pointer passes over is not what is meant. */
  if (self->hold != HOLD_NOTHING || !get_chart (self, &chart))
    return;

  feature = feature_at (self, &chart, x, y);
  if (self->row == SHR_ROW_PATHS || self->row == SHR_ROW_NORMS)
    shr_study_set_highlighted (self->study, feature);
  show_touch (self, &chart, x, y);

  if (feature >= 0)
    cursor = "pointer";
  else if (shr_hold_is_any (&self->touch))
    cursor = shr_hold_cursor (&self->touch, FALSE);
  else if (axis == NULL)
    cursor = find_hold (self, &chart, x, y) != HOLD_NOTHING ? "grab" : NULL;
  else if (chart.point != NULL && is_inside (plot, x, y))
    {
      double near = shr_paths_chart_lambda_at (&chart, axis, x - CURSOR_TOLERANCE);
      double far = shr_paths_chart_lambda_at (&chart, axis, x + CURSOR_TOLERANCE);

      if (chart.point->lambda >= MIN (near, far) && chart.point->lambda <= MAX (near, far))
        cursor = "col-resize";
      else if (shr_chart_is_zoomed (&chart))
        cursor = "grab";
    }
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), cursor);
}

/* Over a trace: what a click does. */
static gboolean
query_tooltip (ShrCanvas *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  int selected = shr_study_get_selected (self->study), feature;
  g_autofree char *text = NULL;
  ShrChart chart;
  gsize j, k;

  if (keyboard || self->row != SHR_ROW_PATHS || self->hold != HOLD_NOTHING || !get_chart (self, &chart)
      || shr_path_features (chart.path) < 2)
    return FALSE;

  feature = feature_at (self, &chart, x, y);
  if (feature < 0)
    return FALSE;

  shr_study_get_pair (self->study, &j, &k);
  j = selected >= 0 ? (gsize) selected : j;
  if (j == (gsize) feature)
    text =
        g_strdup_printf (_ ("Click another trace with Shift to see it against %s in Geometry"), chart.names[feature]);
  else
    text = g_strdup_printf (_ ("Click to select %s and set λ\nShift+click to see it against %s in Geometry"),
                            chart.names[feature], chart.names[j]);
  gtk_tooltip_set_text (tooltip, text);

  return TRUE;
}

static void
pointer_left (GtkEventControllerMotion *controller, ShrCanvas *self)
{
  if (self->has_pointer && self->hold != HOLD_DATA)
    {
      self->has_pointer = FALSE;
      self->touch = no_touch;
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
  shr_study_set_highlighted (self->study, -1);
}

/* --- GObject ---------------------------------------------------------------------------------------------------- */

static void
shr_canvas_dispose (GObject *object)
{
  ShrCanvas *self = SHR_CANVAS (object);

  g_clear_handle_id (&self->describe_id, g_source_remove);
  g_clear_handle_id (&self->frame_id, g_source_remove);
  forget_layers (self);
  g_clear_pointer (&self->scene, shr_scene_free);
  if (self->study != NULL)
    let_go (self);
  g_clear_object (&self->study);

  G_OBJECT_CLASS (shr_canvas_parent_class)->dispose (object);
}

static void
shr_canvas_class_init (ShrCanvasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = shr_canvas_dispose;
  widget_class->snapshot = shr_canvas_snapshot;
  widget_class->size_allocate = shr_canvas_size_allocate;
  widget_class->map = shr_canvas_map;
  widget_class->unmap = shr_canvas_unmap;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/shrinkage/Shrinkage/ui/shr-canvas.ui");
  gtk_widget_class_bind_template_child (widget_class, ShrCanvas, drag);
  gtk_widget_class_bind_template_child (widget_class, ShrCanvas, click);
  gtk_widget_class_bind_template_callback (widget_class, drag_begin);
  gtk_widget_class_bind_template_callback (widget_class, drag_update);
  gtk_widget_class_bind_template_callback (widget_class, drag_end);
  gtk_widget_class_bind_template_callback (widget_class, clicked);
  gtk_widget_class_bind_template_callback (widget_class, scrolled);
  gtk_widget_class_bind_template_callback (widget_class, pinch_begin);
  gtk_widget_class_bind_template_callback (widget_class, pinch_changed);
  gtk_widget_class_bind_template_callback (widget_class, pointer_moved);
  gtk_widget_class_bind_template_callback (widget_class, pointer_left);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, remove_point, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Delete, 0, remove_point, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_BackSpace, 0, remove_point, NULL);
  gtk_widget_class_set_css_name (widget_class, "canvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
shr_canvas_init (ShrCanvas *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->touch = no_touch;
  /* What the one takes hold of the other may go on watching. */
  gtk_gesture_group (self->drag, self->click);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip), NULL);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  shr_theme_init (&self->theme, SHR_THEME_LIGHT, 1.0);
}

ShrCanvas *
shr_canvas_new (ShrStudy *study, ShrRow row, ShrPenalty penalty)
{
  ShrCanvas *self = g_object_new (SHR_TYPE_CANVAS, NULL);
  g_autofree char *label = NULL;

  self->study = g_object_ref (study);
  self->row = row;
  self->penalty = penalty;
  g_signal_connect_object (study, "redraw", G_CALLBACK (study_redraw), self, 0);

  label = g_strdup_printf (_ (shr_cell_get (row)->label), shr_penalty_title (penalty));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  return self;
}

ShrRow
shr_canvas_get_row (ShrCanvas *self)
{
  g_return_val_if_fail (SHR_IS_CANVAS (self), SHR_ROW_PATHS);

  return self->row;
}

ShrPenalty
shr_canvas_get_penalty (ShrCanvas *self)
{
  g_return_val_if_fail (SHR_IS_CANVAS (self), SHR_PENALTY_LASSO);

  return self->penalty;
}

void
shr_canvas_set_theme (ShrCanvas *self, const ShrTheme *theme)
{
  g_return_if_fail (SHR_IS_CANVAS (self));

  self->theme = *theme;
  forget_layers (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gsize
shr_canvas_get_drawn (ShrCanvas *self)
{
  g_return_val_if_fail (SHR_IS_CANVAS (self), 0);

  return self->drawn;
}
