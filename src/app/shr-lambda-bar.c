#include "app/shr-lambda-bar.h"

#include "app/shr-progress-row.h"
#include "plot/shr-text.h"

#include <glib/gi18n.h>
#include <math.h>

struct _ShrLambdaBar
{
  AdwBin parent_instance;

  ShrStudy *study;
  gboolean holding;  /* the slider is being dragged */
  gboolean updating; /* what changes now comes from the study and must not go back to it */

  ShrProgressRow *progress;
  ShrProgressRow *validating;
  ShrProgressRow *resampling;
  GtkMenuButton *go;
  GtkButton *play;
  GtkButton *left;
  GtkButton *right;
  GtkScale *scale;
  GtkAdjustment *adjustment; /* log₁₀ λ of the leading column */
  GtkToggleButton *ridge;
  GtkToggleButton *elastic_net;
  GtkToggleButton *lasso;
  GtkInscription *ridge_label;
  GtkInscription *elastic_net_label;
  GtkInscription *lasso_label;
  GtkInscription *event;
  GtkEntry *entry;
};

G_DEFINE_FINAL_TYPE (ShrLambdaBar, shr_lambda_bar, ADW_TYPE_BIN)

static GtkToggleButton *
column_button (ShrLambdaBar *self, ShrPenalty penalty)
{
  return penalty == SHR_PENALTY_RIDGE ? self->ridge : penalty == SHR_PENALTY_LASSO ? self->lasso : self->elastic_net;
}

/* An inscription, because a label whose text changes makes the whole window measure itself again, in every frame of a
 * drag. */
static GtkInscription *
column_label (ShrLambdaBar *self, ShrPenalty penalty)
{
  return penalty == SHR_PENALTY_RIDGE   ? self->ridge_label
         : penalty == SHR_PENALTY_LASSO ? self->lasso_label
                                        : self->elastic_net_label;
}

/* The charts put small λ on the left, unless their axis is one that grows as λ falls. */
static gboolean
is_small_left (ShrLambdaBar *self)
{
  guint x;

  g_object_get (self->study, "x-axis", &x, NULL);
  return x == SHR_AXIS_LOG_LAMBDA;
}

/* --- From the study --------------------------------------------------------------------------------------------- */

static void
show_lambda_in_entry (ShrLambdaBar *self)
{
  double lambda = shr_study_get_lambda (self->study);
  char text[G_ASCII_DTOSTR_BUF_SIZE] = "";

  if (!isnan (lambda))
    g_ascii_formatd (text, sizeof text, "%.6g", lambda);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  gtk_accessible_reset_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID);
}

static void
update_lambda (ShrLambdaBar *self)
{
  ShrPenalty leader = shr_study_get_leader (self->study);
  double smallest, largest, lambda = shr_study_get_lambda (self->study);
  gboolean have = shr_study_get_lambda_range (self->study, leader, &smallest, &largest) && !isnan (lambda);
  GtkText *text = GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)));
  g_autofree char *event = shr_study_describe_event (self->study);

  self->updating = TRUE;

  gtk_widget_set_sensitive (GTK_WIDGET (self->scale), have);
  gtk_widget_set_sensitive (GTK_WIDGET (self->entry), have);
  gtk_widget_set_sensitive (GTK_WIDGET (self->play), have);
  gtk_widget_set_sensitive (GTK_WIDGET (self->left), have);
  gtk_widget_set_sensitive (GTK_WIDGET (self->right), have);
  gtk_widget_set_sensitive (GTK_WIDGET (self->go), have);

  if (have)
    {
      /* A grid may end at λ = 0, which has no logarithm: the slider ends just below the last λ that has one. */
      double low = log10 (MAX (smallest, largest * 1e-12)), high = log10 (largest);
      double step = (high - low) / MAX (1.0, shr_study_get_settings (self->study)->lambda_count - 1.0);
      g_autofree char *number = shr_text_number (lambda, 4);
      g_autofree char *spoken =
          event != NULL ? g_strdup_printf (_ ("λ = %s, %s"), number, event) : g_strdup_printf (_ ("λ = %s"), number);

      gtk_adjustment_configure (self->adjustment, CLAMP (log10 (MAX (lambda, 1e-300)), low, high), low, high, step,
                                10.0 * step, 0.0);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, spoken, -1);
    }

  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    {
      double value = shr_study_get_column_lambda (self->study, penalty);
      g_autofree char *number = isnan (value) ? g_strdup ("…") : shr_text_number (value, 4);

      gtk_inscription_set_text (column_label (self, penalty), number);
      gtk_widget_set_visible (GTK_WIDGET (column_button (self, penalty)), shr_study_get_penalty (self->study, penalty));
    }
  gtk_toggle_button_set_active (column_button (self, leader), TRUE);
  gtk_inscription_set_text (self->event, event);

  /* What is being typed is not overwritten. */
  if (!gtk_widget_has_focus (GTK_WIDGET (text)))
    show_lambda_in_entry (self);

  self->updating = FALSE;
}

static void
update_direction (ShrLambdaBar *self)
{
  gtk_range_set_inverted (GTK_RANGE (self->scale), !is_small_left (self));
}

static void
update_playing (ShrLambdaBar *self)
{
  gboolean playing = shr_study_get_playing (self->study);

  gtk_button_set_icon_name (self->play, playing ? "media-playback-pause-symbolic" : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->play), playing ? _ ("Pause (Space)") : _ ("Play the path (Space)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->play), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  playing ? _ ("Pause") : _ ("Play the path"), -1);
}

static void
update_running (ShrLambdaBar *self)
{
  if (shr_study_get_running (self->study))
    shr_progress_row_begin (self->progress, _ ("Solving…"));
  else
    shr_progress_row_end (self->progress);

  /* This goes on beneath the controls, which all work meanwhile. */
  if (shr_study_get_cross_validating (self->study))
    shr_progress_row_begin (self->validating, _ ("Cross-validating…"));
  else
    shr_progress_row_end (self->validating);
}

static void
update_progress (ShrLambdaBar *self)
{
  shr_progress_row_set_fraction (shr_study_get_running (self->study) ? self->progress : self->validating,
                                 shr_study_get_progress (self->study));
}

static void
update_resampling (ShrLambdaBar *self)
{
  double progress;

  g_object_get (self->study, "spread-progress", &progress, NULL);
  if (progress == 0.0)
    shr_progress_row_begin (self->resampling, _ ("Resampling…"));
  else if (progress < 1.0)
    shr_progress_row_set_fraction (self->resampling, progress);
  else
    shr_progress_row_end (self->resampling);
}

static void
study_redraw (ShrStudy *study, guint changes, ShrLambdaBar *self)
{
  update_lambda (self);
}

/* --- To the study ----------------------------------------------------------------------------------------------- */

static void
slider_moved (ShrLambdaBar *self)
{
  if (!self->updating)
    shr_study_set_lambda (self->study, shr_study_get_leader (self->study),
                          pow (10.0, gtk_adjustment_get_value (self->adjustment)));
}

/* However long the slider is held, its way is one step to undo. */
static void
set_holding (ShrLambdaBar *self, gboolean holding)
{
  if (self->holding == holding)
    return;

  self->holding = holding;
  if (holding)
    shr_study_begin_change (self->study);
  else
    shr_study_end_change (self->study);
}

static gboolean
slider_event (GtkEventControllerLegacy *controller, GdkEvent *event, ShrLambdaBar *self)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_BUTTON_PRESS || type == GDK_TOUCH_BEGIN)
    set_holding (self, TRUE);
  else if (type == GDK_BUTTON_RELEASE || type == GDK_TOUCH_END || type == GDK_TOUCH_CANCEL || type == GDK_GRAB_BROKEN)
    set_holding (self, FALSE);

  return GDK_EVENT_PROPAGATE;
}

static void
play_clicked (ShrLambdaBar *self)
{
  if (shr_study_get_playing (self->study))
    shr_study_pause (self->study);
  else
    shr_study_play (self->study);
}

static void
left_clicked (ShrLambdaBar *self)
{
  shr_study_step (self->study, is_small_left (self) ? 1 : -1);
}

static void
right_clicked (ShrLambdaBar *self)
{
  shr_study_step (self->study, is_small_left (self) ? -1 : 1);
}

static void
column_toggled (GtkToggleButton *button, ShrLambdaBar *self)
{
  if (self->updating || !gtk_toggle_button_get_active (button))
    return;

  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    {
      double lambda = shr_study_get_column_lambda (self->study, penalty);

      if (column_button (self, penalty) == button && !isnan (lambda))
        shr_study_set_lambda (self->study, penalty, lambda);
    }
}

static void
entry_activated (ShrLambdaBar *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  char *end;
  double lambda;

  /* A λ has no thousands, so a comma can only be a decimal mark. */
  g_strdelimit (text, ",", '.');
  lambda = g_ascii_strtod (text, &end);
  if (*text == '\0' || *end != '\0' || !isfinite (lambda) || lambda < 0.0)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                                   GTK_ACCESSIBLE_INVALID_TRUE, -1);
      return;
    }

  shr_study_set_lambda (self->study, shr_study_get_leader (self->study), lambda);
  show_lambda_in_entry (self);
}

static void
entry_left (ShrLambdaBar *self)
{
  if (!self->updating)
    show_lambda_in_entry (self);
}

static void
go_to_mark (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ShrLambdaBar *self = SHR_LAMBDA_BAR (widget);

  shr_study_go_to_mark (self->study,
                        (ShrLambdaMark) CLAMP (g_variant_get_int32 (parameter), 0, SHR_N_LAMBDA_MARKS - 1));
}

static void
cross_validate (GtkWidget *widget, const char *action, GVariant *parameter)
{
  shr_study_cross_validate (SHR_LAMBDA_BAR (widget)->study);
}

static char *
name_of_mark (ShrPenalty leader, ShrLambdaMark mark, double lambda)
{
  g_autofree char *number = shr_text_number (lambda, 4);

  switch (mark)
    {
    case SHR_MARK_LARGEST:
      return g_strdup_printf (leader == SHR_PENALTY_RIDGE ? _ ("λ max = %s: the strongest penalty")
                                                          : _ ("λ max = %s: all coefficients vanish"),
                              number);
    case SHR_MARK_ONE_SE:
      return g_strdup_printf (_ ("λ 1se = %s: as simple as cross-validation allows"), number);
    case SHR_MARK_MIN:
      return g_strdup_printf (_ ("λ min = %s: least cross-validated error"), number);
    case SHR_MARK_LEAST_SQUARES:
    default:
      return lambda == 0.0 ? g_strdup (_ ("λ = 0: least squares"))
                           : g_strdup_printf (_ ("λ = %s: the smallest"), number);
    }
}

/* How fast it plays, and what is shown of the solver. */
static void
append_sweep (GMenu *menu)
{
  static const double paces[] = { 0.25, 0.5, 1.0, 2.0, 4.0 };
  g_autoptr (GMenu) section = g_menu_new ();
  g_autoptr (GMenu) pace = g_menu_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (paces); i++)
    {
      g_autofree char *number = shr_text_number (paces[i], 3);
      g_autofree char *label = g_strdup_printf (_ ("%s×"), number);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "sweep.pace", "d", paces[i]);
      g_menu_append_item (pace, item);
    }
  g_menu_append_submenu (section, _ ("Pace"), G_MENU_MODEL (pace));
  g_menu_append (section, _ ("Show the solver (S)"), "sweep.solver");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

/* The λ to go to are those of the moment. */
static void
make_menu (GtkMenuButton *button, gpointer user_data)
{
  ShrLambdaBar *self = user_data;
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) marks = g_menu_new ();
  double lambda;

  for (ShrLambdaMark mark = 0; mark < SHR_N_LAMBDA_MARKS; mark++)
    if (shr_study_get_mark (self->study, mark, &lambda))
      {
        g_autofree char *name = name_of_mark (shr_study_get_leader (self->study), mark, lambda);
        g_autoptr (GMenuItem) item = g_menu_item_new (name, NULL);

        g_menu_item_set_action_and_target (item, "lambda-bar.go-to", "i", (gint32) mark);
        g_menu_append_item (marks, item);
      }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (marks));

  if (!shr_study_get_mark (self->study, SHR_MARK_MIN, &lambda) && !shr_study_get_cross_validating (self->study))
    {
      g_autoptr (GMenu) validation = g_menu_new ();

      g_menu_append (validation, _ ("Cross-validate for λ min and λ 1se"), "lambda-bar.cross-validate");
      g_menu_append_section (menu, NULL, G_MENU_MODEL (validation));
    }
  append_sweep (menu);
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static void
cancelled (ShrLambdaBar *self)
{
  shr_study_cancel (self->study);
}

/* It would begin again wherever λ comes to rest. */
static void
resampling_cancelled (ShrLambdaBar *self)
{
  shr_study_set_resampling (self->study, FALSE);
}

/* --- GObject ---------------------------------------------------------------------------------------------------- */

static void
shr_lambda_bar_dispose (GObject *object)
{
  ShrLambdaBar *self = SHR_LAMBDA_BAR (object);

  self->updating = TRUE;
  if (self->study != NULL)
    set_holding (self, FALSE);
  g_clear_object (&self->study);

  G_OBJECT_CLASS (shr_lambda_bar_parent_class)->dispose (object);
}

static void
shr_lambda_bar_class_init (ShrLambdaBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = shr_lambda_bar_dispose;

  gtk_widget_class_install_action (widget_class, "lambda-bar.go-to", "i", go_to_mark);
  gtk_widget_class_install_action (widget_class, "lambda-bar.cross-validate", NULL, cross_validate);

  g_type_ensure (SHR_TYPE_PROGRESS_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/shrinkage/Shrinkage/ui/shr-lambda-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, ShrLambdaBar, progress);
  gtk_widget_class_bind_template_child (widget_class, ShrLambdaBar, validating);
  gtk_widget_class_bind_template_child (widget_class, ShrLambdaBar, resampling);
  gtk_widget_class_bind_template_child (widget_class, ShrLambdaBar, go);
  gtk_widget_class_bind_template_child (widget_class, ShrLambdaBar, play);
  gtk_widget_class_bind_template_child (widget_class, ShrLambdaBar, left);
  gtk_widget_class_bind_template_child (widget_class, ShrLambdaBar, right);
  gtk_widget_class_bind_template_child (widget_class, ShrLambdaBar, scale);
  gtk_widget_class_bind_template_child (widget_class, ShrLambdaBar, adjustment);
  gtk_widget_class_bind_template_child (widget_class, ShrLambdaBar, ridge);
  gtk_widget_class_bind_template_child (widget_class, ShrLambdaBar, elastic_net);
  gtk_widget_class_bind_template_child (widget_class, ShrLambdaBar, lasso);
  gtk_widget_class_bind_template_child (widget_class, ShrLambdaBar, ridge_label);
  gtk_widget_class_bind_template_child (widget_class, ShrLambdaBar, elastic_net_label);
  gtk_widget_class_bind_template_child (widget_class, ShrLambdaBar, lasso_label);
  gtk_widget_class_bind_template_child (widget_class, ShrLambdaBar, event);
  gtk_widget_class_bind_template_child (widget_class, ShrLambdaBar, entry);
  gtk_widget_class_bind_template_callback (widget_class, slider_event);
  gtk_widget_class_bind_template_callback (widget_class, slider_moved);
  gtk_widget_class_bind_template_callback (widget_class, play_clicked);
  gtk_widget_class_bind_template_callback (widget_class, left_clicked);
  gtk_widget_class_bind_template_callback (widget_class, right_clicked);
  gtk_widget_class_bind_template_callback (widget_class, column_toggled);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated);
  gtk_widget_class_bind_template_callback (widget_class, entry_left);
  gtk_widget_class_bind_template_callback (widget_class, cancelled);
  gtk_widget_class_bind_template_callback (widget_class, resampling_cancelled);
  gtk_widget_class_set_css_name (widget_class, "lambda-bar");
}

static void
shr_lambda_bar_init (ShrLambdaBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->go, make_menu, self, NULL);
}

void
shr_lambda_bar_set_study (ShrLambdaBar *self, ShrStudy *study)
{
  g_autoptr (GSimpleActionGroup) sweep = g_simple_action_group_new ();
  g_autoptr (GPropertyAction) pace = g_property_action_new ("pace", study, "pace");
  g_autoptr (GPropertyAction) solver = g_property_action_new ("solver", study, "solver");

  g_return_if_fail (SHR_IS_LAMBDA_BAR (self));
  g_return_if_fail (self->study == NULL);

  self->study = g_object_ref (study);
  g_action_map_add_action (G_ACTION_MAP (sweep), G_ACTION (pace));
  g_action_map_add_action (G_ACTION_MAP (sweep), G_ACTION (solver));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "sweep", G_ACTION_GROUP (sweep));
  g_signal_connect_object (study, "redraw", G_CALLBACK (study_redraw), self, 0);
  g_signal_connect_object (study, "notify::x-axis", G_CALLBACK (update_direction), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (study, "notify::playing", G_CALLBACK (update_playing), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (study, "notify::running", G_CALLBACK (update_running), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (study, "notify::cross-validating", G_CALLBACK (update_running), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (study, "notify::spread-progress", G_CALLBACK (update_resampling), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (study, "notify::progress", G_CALLBACK (update_progress), self, G_CONNECT_SWAPPED);

  update_lambda (self);
  update_direction (self);
  update_playing (self);
  update_running (self);
}
