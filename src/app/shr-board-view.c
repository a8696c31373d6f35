#include "app/shr-board-view.h"

#include <adwaita.h>
#include <math.h>

/* A chart narrower or lower than this cannot be read. */
#define CELL_MIN_WIDTH 300
#define CELL_MIN_HEIGHT 248
#define SPACING 6
/* How far a key turns the three dimensions of Geometry. */
#define DEGREES_PER_KEY 5.0
/* Of the keys that zoom and pan, px. */
#define ZOOM_PER_KEY 1.25
#define PAN_PER_KEY 40.0
/* How long the board takes to scroll to a row. */
#define SCROLL_SECONDS 0.2
/* Where less than this is left beside the sidebar, the sidebar goes over the board. */
#define BOARD_NATURAL_WIDTH 480

struct _ShrBoardView
{
  GtkWidget parent_instance;

  ShrStudy *study;
  ShrCanvas *cells[SHR_N_ROWS][SHR_N_PENALTIES];
  ShrTheme theme;
  guint tick_id;
  guint scroll_id;
  ShrRow scroll_row;
  gint64 scroll_began; /* 0: the row has no place yet */
  double scroll_from, scroll_to;
  GtkSettings *settings;
};

G_DEFINE_FINAL_TYPE (ShrBoardView, shr_board_view, GTK_TYPE_WIDGET)

/* --- The clock -------------------------------------------------------------------------------------------------- */

static gboolean
tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  ShrBoardView *self = SHR_BOARD_VIEW (widget);

  shr_study_tick (self->study, (double) gdk_frame_clock_get_frame_time (clock) / G_TIME_SPAN_SECOND);
  if (shr_study_needs_tick (self->study))
    return G_SOURCE_CONTINUE;

  self->tick_id = 0;
  return G_SOURCE_REMOVE;
}

static void
tick_while_needed (ShrBoardView *self)
{
  if (self->tick_id == 0 && shr_study_needs_tick (self->study))
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick, NULL, NULL);
}

/* --- Look ------------------------------------------------------------------------------------------------------- */

static void
update_theme (ShrBoardView *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  int dpi;

  g_object_get (self->settings, "gtk-xft-dpi", &dpi, NULL);
  shr_theme_init (&self->theme, adw_style_manager_get_dark (style) ? SHR_THEME_DARK : SHR_THEME_LIGHT,
                  dpi > 0 ? dpi / (96.0 * PANGO_SCALE) : 1.0);
  if (adw_style_manager_get_high_contrast (style))
    {
      self->theme.faint = self->theme.muted;
      self->theme.muted = self->theme.text;
      self->theme.hairline *= 1.5;
    }

  for (ShrRow row = 0; row < SHR_N_ROWS; row++)
    for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
      shr_canvas_set_theme (self->cells[row][penalty], &self->theme);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
update_animated (ShrBoardView *self)
{
  gboolean animated;

  g_object_get (self->settings, "gtk-enable-animations", &animated, NULL);
  shr_study_set_animated (self->study, animated);
}

/* Rows and columns that are to be seen: one of each where a cell takes the place of the board. */
static gboolean
has_row (ShrBoardView *self, ShrRow row)
{
  ShrRow only;

  return shr_study_get_maximized (self->study, &only, NULL) ? row == only : shr_study_get_row (self->study, row);
}

static gboolean
has_column (ShrBoardView *self, ShrPenalty penalty)
{
  ShrPenalty only;

  return shr_study_get_maximized (self->study, NULL, &only) ? penalty == only
                                                            : shr_study_get_penalty (self->study, penalty);
}

static gboolean
is_on (ShrBoardView *self, ShrRow row, ShrPenalty penalty)
{
  return has_row (self, row) && has_column (self, penalty);
}

/* Where a cell that has the focus is about to be switched off, by a key of this very board, another cell takes it:
 * the keys must go on working. */
static void
keep_focus (ShrBoardView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  ShrCanvas *next = NULL;

  if (focus == NULL || gtk_widget_get_parent (focus) != GTK_WIDGET (self)
      || is_on (self, shr_canvas_get_row (SHR_CANVAS (focus)), shr_canvas_get_penalty (SHR_CANVAS (focus))))
    return;

  for (ShrRow row = 0; row < SHR_N_ROWS; row++)
    for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
      if (is_on (self, row, penalty) && (next == NULL || penalty == shr_canvas_get_penalty (SHR_CANVAS (focus))))
        next = self->cells[row][penalty];

  gtk_widget_set_visible (GTK_WIDGET (next), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (next));
}

static void
update_cells (ShrBoardView *self)
{
  keep_focus (self);
  for (ShrRow row = 0; row < SHR_N_ROWS; row++)
    for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
      gtk_widget_set_visible (GTK_WIDGET (self->cells[row][penalty]), is_on (self, row, penalty));
}

static void
study_redraw (ShrStudy *study, guint changes, ShrBoardView *self)
{
  if (changes & SHR_REDRAW_BOARD)
    update_cells (self);
  tick_while_needed (self);
}

/* --- Places ----------------------------------------------------------------------------------------------------- */

typedef struct
{
  int columns, rows; /* that are on */
  int across;        /* columns beside each other */
  int lines;         /* of cells, down */
} Arrangement;

static Arrangement
arrange (ShrBoardView *self, int width)
{
  Arrangement result = { 0 };
  int groups;

  if (self->study == NULL)
    return (Arrangement){ .columns = 1, .rows = 1, .across = 1, .lines = 1 };

  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    result.columns += has_column (self, penalty);
  for (ShrRow row = 0; row < SHR_N_ROWS; row++)
    result.rows += has_row (self, row);

  result.across = CLAMP ((width - SPACING) / (CELL_MIN_WIDTH + SPACING), 1, result.columns);
  groups = (result.columns + result.across - 1) / result.across;
  /* Three that do not fit beside each other are better one below the other than two and one. */
  if (groups > 1)
    result.across = (result.columns + groups - 1) / groups;
  result.lines = groups * result.rows;

  return result;
}

static GtkSizeRequestMode
shr_board_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
shr_board_view_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  ShrBoardView *self = SHR_BOARD_VIEW (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = CELL_MIN_WIDTH + 2 * SPACING;
      *natural = BOARD_NATURAL_WIDTH;
    }
  else
    {
      Arrangement arrangement = arrange (self, for_size >= 0 ? for_size : CELL_MIN_WIDTH);

      *minimum = *natural = arrangement.lines * (CELL_MIN_HEIGHT + SPACING) + SPACING;
    }
}

static void
shr_board_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ShrBoardView *self = SHR_BOARD_VIEW (widget);
  Arrangement arrangement = arrange (self, width);
  int cell_width = (width - SPACING) / arrangement.across - SPACING;
  int cell_height = (height - SPACING) / arrangement.lines - SPACING;
  int column = 0;

  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    {
      int group = column / arrangement.across, line = 0;

      if (self->study == NULL || !has_column (self, penalty))
        continue;

      for (ShrRow row = 0; row < SHR_N_ROWS; row++)
        {
          int x = SPACING + column % arrangement.across * (cell_width + SPACING);
          int y = SPACING + (group * arrangement.rows + line) * (cell_height + SPACING);

          if (!has_row (self, row))
            continue;
          gtk_widget_measure (GTK_WIDGET (self->cells[row][penalty]), GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL,
                              NULL);
          gtk_widget_allocate (GTK_WIDGET (self->cells[row][penalty]), MAX (cell_width, 1), MAX (cell_height, 1), -1,
                               gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) x, (float) y)));
          line++;
        }
      column++;
    }
}

static void
shr_board_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ShrBoardView *self = SHR_BOARD_VIEW (widget);
  const ShrColor *background = &self->theme.background;

  /* The charts' own background, so that the halo behind their texts cannot be seen. */
  gtk_snapshot_append_color (
      snapshot, &(GdkRGBA){ (float) background->red, (float) background->green, (float) background->blue, 1.0f },
      &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget), (float) gtk_widget_get_height (widget)));
  GTK_WIDGET_CLASS (shr_board_view_parent_class)->snapshot (widget, snapshot);
}

/* --- Scrolling -------------------------------------------------------------------------------------------------- */

/* Where the board must be scrolled to for all of the row's first cell to be seen. */
static double
find_scroll (ShrBoardView *self, GtkAdjustment *adjustment)
{
  double value = gtk_adjustment_get_value (adjustment), page = gtk_adjustment_get_page_size (adjustment);
  graphene_rect_t place;
  double top, bottom;

  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    if (is_on (self, self->scroll_row, penalty)
        && gtk_widget_compute_bounds (GTK_WIDGET (self->cells[self->scroll_row][penalty]), GTK_WIDGET (self), &place))
      {
        top = (double) place.origin.y - SPACING;
        bottom = (double) (place.origin.y + place.size.height) + SPACING;
        return top < value || bottom - top > page ? top : MAX (value, bottom - page);
      }

  return value;
}

static gboolean
scroll_on (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  ShrBoardView *self = SHR_BOARD_VIEW (widget);
  GtkWidget *window = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment =
      window != NULL ? gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (window)) : NULL;
  gint64 now = gdk_frame_clock_get_frame_time (clock);
  gboolean animated;
  double share;

  if (adjustment == NULL)
    {
      self->scroll_id = 0;
      return G_SOURCE_REMOVE;
    }

  /* The first frame gives the row its place. */
  if (self->scroll_began == 0)
    {
      self->scroll_began = now;
      self->scroll_from = NAN;
      return G_SOURCE_CONTINUE;
    }
  if (isnan (self->scroll_from))
    {
      self->scroll_began = now;
      self->scroll_from = gtk_adjustment_get_value (adjustment);
      self->scroll_to = find_scroll (self, adjustment);
    }

  g_object_get (self->settings, "gtk-enable-animations", &animated, NULL);
  share = animated ? MIN ((double) (now - self->scroll_began) / G_TIME_SPAN_SECOND / SCROLL_SECONDS, 1.0) : 1.0;
  share = 1.0 - pow (1.0 - share, 3.0);
  gtk_adjustment_set_value (adjustment, self->scroll_from + share * (self->scroll_to - self->scroll_from));
  if (share < 1.0)
    return G_SOURCE_CONTINUE;

  self->scroll_id = 0;
  return G_SOURCE_REMOVE;
}

static void
scroll_to (ShrBoardView *self, ShrRow row)
{
  self->scroll_row = row;
  self->scroll_began = 0;
  if (self->scroll_id == 0)
    self->scroll_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_on, NULL, NULL);
}

/* --- Keys ------------------------------------------------------------------------------------------------------- */

/* Whether small λ are on the left, as the slider and the charts show them. */
static gboolean
is_small_left (ShrBoardView *self)
{
  guint x;

  g_object_get (self->study, "x-axis", &x, NULL);
  return x == SHR_AXIS_LOG_LAMBDA;
}

/* (i): −1 to the left, 1 to the right. */
static gboolean
step_lambda (GtkWidget *widget, GVariant *parameter, gpointer user_data)
{
  ShrBoardView *self = SHR_BOARD_VIEW (widget);

  shr_study_step (self->study,
                  is_small_left (self) ? -g_variant_get_int32 (parameter) : g_variant_get_int32 (parameter));
  return GDK_EVENT_STOP;
}

/* (i): −1 to the left, 1 to the right. */
static gboolean
step_event (GtkWidget *widget, GVariant *parameter, gpointer user_data)
{
  ShrBoardView *self = SHR_BOARD_VIEW (widget);

  shr_study_step_event (self->study,
                        is_small_left (self) ? -g_variant_get_int32 (parameter) : g_variant_get_int32 (parameter));
  return GDK_EVENT_STOP;
}

static gboolean
end_of_path (GtkWidget *widget, GVariant *parameter, gpointer user_data)
{
  ShrBoardView *self = SHR_BOARD_VIEW (widget);
  ShrPenalty leader = shr_study_get_leader (self->study);
  double smallest, largest;

  if (shr_study_get_lambda_range (self->study, leader, &smallest, &largest))
    shr_study_set_lambda (self->study, leader,
                          (g_variant_get_int32 (parameter) < 0) == is_small_left (self) ? smallest : largest);
  return GDK_EVENT_STOP;
}

/* (i): 1 selects the feature whose trace ends next above the selected one's, −1 next below. */
static gboolean
step_feature (GtkWidget *widget, GVariant *parameter, gpointer user_data)
{
  ShrBoardView *self = SHR_BOARD_VIEW (widget);
  int up = g_variant_get_int32 (parameter), selected = shr_study_get_selected (self->study), next = -1;
  ShrChart chart;
  const double *w;

  if (!shr_study_get_chart (self->study, shr_study_get_leader (self->study), &chart))
    return GDK_EVENT_STOP;

  w = shr_path_point (chart.path, shr_path_ready (chart.path) - 1)->w;
  for (int j = 0; j < (int) shr_path_features (chart.path); j++)
    {
      /* Equal coefficients are taken in the order of the table, so that each feature has its turn. */
      double above = selected >= 0 ? up * (w[j] - w[selected]) : INFINITY;
      double nearer = next >= 0 ? up * (w[next] - w[j]) : INFINITY;

      if (j != selected && (above > 0.0 || (above == 0.0 && up * (selected - j) > 0))
          && (nearer > 0.0 || (nearer == 0.0 && up * (next - j) < 0)))
        next = j;
    }
  if (next >= 0)
    shr_study_set_selected (self->study, next);
  return GDK_EVENT_STOP;
}

static gboolean
clear_selection (GtkWidget *widget, GVariant *parameter, gpointer user_data)
{
  ShrBoardView *self = SHR_BOARD_VIEW (widget);

  if (shr_study_get_selected (self->study) < 0)
    return GDK_EVENT_PROPAGATE;
  shr_study_set_selected (self->study, -1);
  return GDK_EVENT_STOP;
}

/* The cell that has the focus. (nullable) */
static ShrCanvas *
get_focus_cell (ShrBoardView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_get_parent (focus) == GTK_WIDGET (self) ? SHR_CANVAS (focus) : NULL;
}

static gboolean
maximize_or_back (GtkWidget *widget, GVariant *parameter, gpointer user_data)
{
  ShrBoardView *self = SHR_BOARD_VIEW (widget);
  ShrCanvas *cell = get_focus_cell (self);

  if (shr_study_get_maximized (self->study, NULL, NULL))
    shr_study_unset_maximized (self->study);
  else if (cell != NULL)
    shr_study_set_maximized (self->study, shr_canvas_get_row (cell), shr_canvas_get_penalty (cell));
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* Back from a cell to the board, and then from a feature to all. */
static gboolean
go_back (GtkWidget *widget, GVariant *parameter, gpointer user_data)
{
  ShrBoardView *self = SHR_BOARD_VIEW (widget);

  if (!shr_study_get_maximized (self->study, NULL, NULL))
    return clear_selection (widget, parameter, user_data);
  shr_study_unset_maximized (self->study);
  return GDK_EVENT_STOP;
}

/* (i): 1 larger, −1 smaller, 0 all of every chart. */
static gboolean
zoom (GtkWidget *widget, GVariant *parameter, gpointer user_data)
{
  ShrBoardView *self = SHR_BOARD_VIEW (widget);
  ShrCanvas *cell = get_focus_cell (self);
  int direction = g_variant_get_int32 (parameter);

  if (direction == 0)
    shr_study_reset_zooms (self->study);
  else if (cell != NULL)
    shr_canvas_zoom (cell, direction > 0 ? ZOOM_PER_KEY : 1.0 / ZOOM_PER_KEY);
  return GDK_EVENT_STOP;
}

/* (ii): what is seen goes so many steps to the right, and up. */
static gboolean
pan (GtkWidget *widget, GVariant *parameter, gpointer user_data)
{
  ShrCanvas *cell = get_focus_cell (SHR_BOARD_VIEW (widget));
  int right, up;

  g_variant_get (parameter, "(ii)", &right, &up);
  if (cell != NULL)
    shr_canvas_pan (cell, -PAN_PER_KEY * right, PAN_PER_KEY * up);
  return GDK_EVENT_STOP;
}

static gboolean
play_or_pause (GtkWidget *widget, GVariant *parameter, gpointer user_data)
{
  ShrBoardView *self = SHR_BOARD_VIEW (widget);

  if (shr_study_get_playing (self->study))
    shr_study_pause (self->study);
  else
    shr_study_play (self->study);
  tick_while_needed (self);
  return GDK_EVENT_STOP;
}

/* Geometry in three dimensions, with the strongest feature beside the pair, or back in two. */
static gboolean
toggle_third (GtkWidget *widget, GVariant *parameter, gpointer user_data)
{
  ShrBoardView *self = SHR_BOARD_VIEW (widget);

  if (shr_study_get_third (self->study) >= 0)
    shr_study_set_third (self->study, -1);
  else
    {
      shr_study_set_third (self->study, shr_study_find_third (self->study));
      shr_study_face_contact (self->study);
    }
  return GDK_EVENT_STOP;
}

/* (ii): to the right and up, in steps. */
static gboolean
turn (GtkWidget *widget, GVariant *parameter, gpointer user_data)
{
  ShrBoardView *self = SHR_BOARD_VIEW (widget);
  double yaw, pitch;
  int right, up;

  if (shr_study_get_third (self->study) < 0)
    return GDK_EVENT_PROPAGATE;

  g_variant_get (parameter, "(ii)", &right, &up);
  shr_study_get_view (self->study, &yaw, &pitch);
  shr_study_set_view (self->study, yaw - DEGREES_PER_KEY * right, pitch - DEGREES_PER_KEY * up);
  return GDK_EVENT_STOP;
}

static gboolean
face_contact (GtkWidget *widget, GVariant *parameter, gpointer user_data)
{
  ShrBoardView *self = SHR_BOARD_VIEW (widget);

  if (shr_study_get_third (self->study) < 0)
    return GDK_EVENT_PROPAGATE;

  shr_study_face_contact (self->study);
  return GDK_EVENT_STOP;
}

static gboolean
toggle_solver (GtkWidget *widget, GVariant *parameter, gpointer user_data)
{
  ShrBoardView *self = SHR_BOARD_VIEW (widget);

  shr_study_set_solver (self->study, !shr_study_get_solver (self->study));
  return GDK_EVENT_STOP;
}

static gboolean
toggle_row (GtkWidget *widget, GVariant *parameter, gpointer user_data)
{
  ShrBoardView *self = SHR_BOARD_VIEW (widget);
  ShrRow row = (ShrRow) g_variant_get_int32 (parameter);
  gboolean hidden = shr_study_get_maximized (self->study, NULL, NULL);

  /* Whoever asks for a row from within one cell wants to see it, even if it is on behind that cell. */
  shr_study_unset_maximized (self->study);
  shr_study_set_row (self->study, row, hidden || !shr_study_get_row (self->study, row));
  if (shr_study_get_row (self->study, row))
    scroll_to (self, row);
  return GDK_EVENT_STOP;
}

static const struct
{
  guint keyval;
  GtkShortcutFunc func;
  int parameter;
} keys[] = {
  { GDK_KEY_Left, step_lambda, -1 },
  { GDK_KEY_KP_Left, step_lambda, -1 },
  { GDK_KEY_Right, step_lambda, 1 },
  { GDK_KEY_KP_Right, step_lambda, 1 },
  { GDK_KEY_Home, end_of_path, -1 },
  { GDK_KEY_KP_Home, end_of_path, -1 },
  { GDK_KEY_End, end_of_path, 1 },
  { GDK_KEY_KP_End, end_of_path, 1 },
  { GDK_KEY_Up, step_feature, 1 },
  { GDK_KEY_KP_Up, step_feature, 1 },
  { GDK_KEY_Down, step_feature, -1 },
  { GDK_KEY_KP_Down, step_feature, -1 },
  { GDK_KEY_space, play_or_pause, 0 },
  { GDK_KEY_KP_Space, play_or_pause, 0 },
  { GDK_KEY_d, toggle_third, 0 },
  { GDK_KEY_Escape, go_back, 0 },
  { GDK_KEY_s, toggle_solver, 0 },
  { GDK_KEY_Return, maximize_or_back, 0 },
  { GDK_KEY_KP_Enter, maximize_or_back, 0 },
  { GDK_KEY_ISO_Enter, maximize_or_back, 0 },
  { GDK_KEY_plus, zoom, 1 },
  { GDK_KEY_equal, zoom, 1 },
  { GDK_KEY_KP_Add, zoom, 1 },
  { GDK_KEY_minus, zoom, -1 },
  { GDK_KEY_KP_Subtract, zoom, -1 },
  { GDK_KEY_1, toggle_row, SHR_ROW_PATHS },
  { GDK_KEY_KP_1, toggle_row, SHR_ROW_PATHS },
  { GDK_KEY_2, toggle_row, SHR_ROW_GEOMETRY },
  { GDK_KEY_KP_2, toggle_row, SHR_ROW_GEOMETRY },
  { GDK_KEY_3, toggle_row, SHR_ROW_NORMS },
  { GDK_KEY_KP_3, toggle_row, SHR_ROW_NORMS },
  { GDK_KEY_4, toggle_row, SHR_ROW_PRIOR },
  { GDK_KEY_KP_4, toggle_row, SHR_ROW_PRIOR },
  { GDK_KEY_5, toggle_row, SHR_ROW_FIT },
  { GDK_KEY_KP_5, toggle_row, SHR_ROW_FIT },
  { GDK_KEY_6, toggle_row, SHR_ROW_ERROR },
  { GDK_KEY_KP_6, toggle_row, SHR_ROW_ERROR },
};

/* --- GObject ---------------------------------------------------------------------------------------------------- */

static void
shr_board_view_dispose (GObject *object)
{
  ShrBoardView *self = SHR_BOARD_VIEW (object);

  for (ShrRow row = 0; row < SHR_N_ROWS; row++)
    for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
      if (self->cells[row][penalty] != NULL)
        {
          gtk_widget_unparent (GTK_WIDGET (self->cells[row][penalty]));
          self->cells[row][penalty] = NULL;
        }
  g_clear_object (&self->study);

  G_OBJECT_CLASS (shr_board_view_parent_class)->dispose (object);
}

static void
shr_board_view_class_init (ShrBoardViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = shr_board_view_dispose;
  widget_class->get_request_mode = shr_board_view_get_request_mode;
  widget_class->measure = shr_board_view_measure;
  widget_class->size_allocate = shr_board_view_size_allocate;
  widget_class->snapshot = shr_board_view_snapshot;

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].keyval, 0, keys[i].func, "i", keys[i].parameter);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_CONTROL_MASK, step_event, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Left, GDK_CONTROL_MASK, step_event, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, GDK_CONTROL_MASK, step_event, "i", 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Right, GDK_CONTROL_MASK, step_event, "i", 1);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_SHIFT_MASK, turn, "(ii)", -1, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, GDK_SHIFT_MASK, turn, "(ii)", 1, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, GDK_SHIFT_MASK, turn, "(ii)", 0, 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, GDK_SHIFT_MASK, turn, "(ii)", 0, -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, GDK_SHIFT_MASK, face_contact, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_0, GDK_CONTROL_MASK, zoom, "i", 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_0, GDK_CONTROL_MASK, zoom, "i", 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_ALT_MASK, pan, "(ii)", -1, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, GDK_ALT_MASK, pan, "(ii)", 1, 0);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, GDK_ALT_MASK, pan, "(ii)", 0, 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, GDK_ALT_MASK, pan, "(ii)", 0, -1);

  gtk_widget_class_set_css_name (widget_class, "board");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
shr_board_view_init (ShrBoardView *self)
{
  self->settings = gtk_settings_get_default ();
}

void
shr_board_view_set_study (ShrBoardView *self, ShrStudy *study)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  g_return_if_fail (SHR_IS_BOARD_VIEW (self));
  g_return_if_fail (self->study == NULL);

  self->study = g_object_ref (study);
  for (ShrRow row = 0; row < SHR_N_ROWS; row++)
    for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
      {
        self->cells[row][penalty] = shr_canvas_new (study, row, penalty);
        gtk_widget_set_parent (GTK_WIDGET (self->cells[row][penalty]), GTK_WIDGET (self));
      }

  g_signal_connect_object (study, "redraw", G_CALLBACK (study_redraw), self, 0);
  g_signal_connect_object (study, "notify::running", G_CALLBACK (tick_while_needed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (study, "notify::playing", G_CALLBACK (tick_while_needed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (update_theme), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (update_theme), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "notify::gtk-xft-dpi", G_CALLBACK (update_theme), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "notify::gtk-enable-animations", G_CALLBACK (update_animated), self,
                           G_CONNECT_SWAPPED);

  update_theme (self);
  update_animated (self);
  update_cells (self);
  tick_while_needed (self);
}

ShrCanvas *
shr_board_view_get_canvas (ShrBoardView *self, ShrRow row, ShrPenalty penalty)
{
  g_return_val_if_fail (SHR_IS_BOARD_VIEW (self), NULL);

  return self->cells[row][penalty];
}
