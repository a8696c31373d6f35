#include "app/shr-sample-panel.h"

#include <glib/gi18n.h>
#include <math.h>

/* The sliders. */
typedef enum
{
  CORRELATION,
  OPTIMUM_1,
  OPTIMUM_2,
  DEGREE,
  NOISE,
  OBSERVATIONS,
  FEATURES,
  RELEVANT,
  GROUP,
  N_PARAMETERS
} Parameter;

static const char *const ids[] = { "correlation",  "optimum1", "optimum2", "degree", "noise",
                                   "observations", "features", "relevant", "group" };

/* Which sample shows which slider, over which range. */
static const struct
{
  const char *sample;
  Parameter parameter;
  double low, high, step;
} ranges[] = {
  { "two-features", CORRELATION, -0.99, 0.99, 0.01 },
  { "two-features", OPTIMUM_1, -4.0, 4.0, 0.05 },
  { "two-features", OPTIMUM_2, -4.0, 4.0, 0.05 },
  { "two-features", NOISE, 0.0, 4.0, 0.05 },
  { "two-features", OBSERVATIONS, 5, 300, 1 },
  { "overfitting", DEGREE, 1, 15, 1 },
  { "overfitting", NOISE, 0.0, 1.0, 0.01 },
  { "overfitting", OBSERVATIONS, 5, 100, 1 },
  { "sparse-truth", NOISE, 0.0, 5.0, 0.05 },
  { "sparse-truth", OBSERVATIONS, 10, 200, 1 },
  { "sparse-truth", FEATURES, 10, 500, 10 },
  { "sparse-truth", RELEVANT, 1, 10, 1 },
  { "correlated-groups", CORRELATION, 0.0, 0.99, 0.01 },
  { "correlated-groups", GROUP, 1, 8, 1 },
  { "correlated-groups", NOISE, 0.0, 5.0, 0.05 },
  { "correlated-groups", OBSERVATIONS, 20, 300, 1 },
};

struct _ShrSamplePanel
{
  AdwBin parent_instance;

  ShrStudy *study;
  gboolean holding;  /* a slider is being dragged */
  gboolean updating; /* what changes now comes from the study and must not go back to it */

  GtkWidget *sample_group;
  GtkWidget *rows[N_PARAMETERS];
  GtkAdjustment *adjustments[N_PARAMETERS];
  GtkAdjustment *seed;
  GtkWidget *resampling_row;
  GtkSwitch *resampling;

  GtkWidget *points_group;
  GtkAdjustment *point;
  GtkAdjustment *point_x;
  GtkAdjustment *point_y;
  AdwActionRow *point_x_row;
  AdwActionRow *point_y_row;
  GtkWidget *remove_point;

  GtkWidget *edits_group;
  AdwComboRow *twin;
  GtkWidget *revert_row;
};

G_DEFINE_FINAL_TYPE (ShrSamplePanel, shr_sample_panel, ADW_TYPE_BIN)

/* --- From the study --------------------------------------------------------------------------------------------- */

static double
get_parameter (const ShrSampleParameters *parameters, Parameter parameter)
{
  switch (parameter)
    {
    case CORRELATION:
      return parameters->correlation;
    case OPTIMUM_1:
      return parameters->optimum[0];
    case OPTIMUM_2:
      return parameters->optimum[1];
    case DEGREE:
      return parameters->degree;
    case NOISE:
      return parameters->noise;
    case OBSERVATIONS:
      return (double) parameters->rows;
    case FEATURES:
      return (double) parameters->features;
    case RELEVANT:
      return (double) parameters->relevant;
    case GROUP:
      return (double) (parameters->features / 4);
    case N_PARAMETERS:
    default:
      g_return_val_if_reached (0.0);
    }
}

static void
set_parameter (ShrSampleParameters *parameters, Parameter parameter, double value)
{
  switch (parameter)
    {
    case CORRELATION:
      parameters->correlation = value;
      break;
    case OPTIMUM_1:
      parameters->optimum[0] = value;
      break;
    case OPTIMUM_2:
      parameters->optimum[1] = value;
      break;
    case DEGREE:
      parameters->degree = (guint) value;
      break;
    case NOISE:
      parameters->noise = value;
      break;
    case OBSERVATIONS:
      parameters->rows = (gsize) value;
      break;
    case FEATURES:
      parameters->features = (gsize) value;
      break;
    case RELEVANT:
      parameters->relevant = (gsize) value;
      break;
    case GROUP:
      parameters->features = 4 * (gsize) value;
      break;
    case N_PARAMETERS:
    default:
      g_return_if_reached ();
    }
}

/* To so many decimals as the slider shows: 0.3, not 0.30000000000000004. */
static double
neat (double value)
{
  return round (value * 100.0) / 100.0;
}

static void
update_parameters (ShrSamplePanel *self, const ShrRecipe *recipe)
{
  gboolean any = FALSE, resampling;

  for (Parameter i = 0; i < N_PARAMETERS; i++)
    {
      gboolean shown = FALSE;

      for (gsize k = 0; k < G_N_ELEMENTS (ranges); k++)
        if (ranges[k].parameter == i && g_strcmp0 (ranges[k].sample, recipe->sample) == 0)
          {
            double value = get_parameter (&recipe->parameters, i);

            /* Whatever was asked for elsewhere can be shown. */
            gtk_adjustment_configure (self->adjustments[i], value, MIN (ranges[k].low, value),
                                      MAX (ranges[k].high, value), ranges[k].step, 10.0 * ranges[k].step, 0.0);
            shown = TRUE;
          }
      gtk_widget_set_visible (self->rows[i], shown);
      any |= shown;
    }
  g_object_get (self->study, "resampling", &resampling, NULL);
  gtk_switch_set_active (self->resampling, resampling);
  gtk_widget_set_visible (self->resampling_row, g_strcmp0 (recipe->sample, "overfitting") == 0);
  gtk_adjustment_set_value (self->seed, (double) recipe->seed);
  gtk_widget_set_visible (self->sample_group, any);
}

static void
update_points (ShrSamplePanel *self)
{
  ShrDataset *dataset = shr_study_get_dataset (self->study);
  int chosen = shr_study_get_observation (self->study);
  gboolean can = shr_study_can_move_points (self->study);
  double low[2] = { INFINITY, INFINITY }, high[2] = { -INFINITY, -INFINITY };
  gsize n, i;

  gtk_widget_set_visible (self->points_group, can);
  if (!can)
    return;

  n = shr_dataset_rows (dataset);
  i = chosen >= 0 ? (gsize) chosen : 0;
  for (gsize k = 0; k < n; k++)
    for (int axis = 0; axis < 2; axis++)
      {
        double value = axis == 0 ? shr_dataset_x (dataset)[k] : shr_dataset_y (dataset)[k];

        low[axis] = MIN (low[axis], value);
        high[axis] = MAX (high[axis], value);
      }
  gtk_adjustment_set_upper (self->point, (double) n);
  gtk_adjustment_set_value (self->point, (double) i + 1.0);
  for (int axis = 0; axis < 2; axis++)
    {
      double range = high[axis] > low[axis] ? high[axis] - low[axis] : 1.0;
      double step = pow (10.0, floor (log10 (range / 20.0)));

      gtk_adjustment_configure (axis == 0 ? self->point_x : self->point_y,
                                axis == 0 ? shr_dataset_x (dataset)[i] : shr_dataset_y (dataset)[i],
                                low[axis] - 10.0 * range, high[axis] + 10.0 * range, step, 10.0 * step, 0.0);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->point_x_row), shr_dataset_feature_names (dataset)[0]);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->point_y_row), shr_dataset_response (dataset));
  gtk_widget_set_sensitive (self->remove_point, n > SHR_STUDY_FEWEST_POINTS);
}

static gboolean
same_names (GListModel *model, const char *const *names)
{
  guint n = model != NULL ? g_list_model_get_n_items (model) : 0;

  for (guint i = 0; i < n; i++)
    if (names[i] == NULL || g_strcmp0 (gtk_string_list_get_string (GTK_STRING_LIST (model), i), names[i]) != 0)
      return FALSE;

  return names[n] == NULL;
}

/* The twins by name, so that nobody has to look for them. */
static void
update_copies (ShrSamplePanel *self, const ShrRecipe *recipe, ShrDataset *dataset)
{
  const char *const *names = shr_dataset_feature_names (dataset);
  guint n = recipe->copies != NULL ? g_strv_length (recipe->copies) : 0;
  gsize p = shr_dataset_features (dataset);

  if (!same_names (adw_combo_row_get_model (self->twin), names))
    {
      g_autoptr (GtkStringList) list = gtk_string_list_new (names);
      guint chosen = adw_combo_row_get_selected (self->twin);

      adw_combo_row_set_model (self->twin, G_LIST_MODEL (list));
      adw_combo_row_set_selected (self->twin, chosen < p ? chosen : 0);
    }
  if (n > 0 && n < p)
    {
      g_autofree char *sentence =
          g_strdup_printf (_ ("“%s” is an exact copy of “%s”."), names[p - 1], recipe->copies[n - 1]);
      g_autofree char *escaped = g_markup_escape_text (sentence, -1);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->twin), escaped);
    }
  else
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->twin), "");
}

static void
update (ShrSamplePanel *self)
{
  ShrDataset *dataset = shr_study_get_dataset (self->study);
  const ShrRecipe *recipe = shr_study_get_recipe (self->study);

  gtk_widget_set_visible (self->edits_group, dataset != NULL);
  if (dataset == NULL)
    return;

  self->updating = TRUE;
  update_parameters (self, recipe);
  update_points (self);
  update_copies (self, recipe, dataset);
  gtk_widget_set_visible (self->revert_row, shr_recipe_is_edited (recipe));
  self->updating = FALSE;
}

/* --- To the study ----------------------------------------------------------------------------------------------- */

/* What cannot be made is put back, and the window says why. */
static void
make (ShrSamplePanel *self, const ShrRecipe *recipe)
{
  g_autofree char *text = shr_recipe_to_string (recipe);

  g_object_set (self->study, "recipe", text, NULL);
  update (self);
}

static void
parameter_changed (ShrSamplePanel *self, GtkAdjustment *adjustment)
{
  const ShrRecipe *old;
  g_autoptr (ShrRecipe) recipe = NULL;

  if (self->updating)
    return;

  old = shr_study_get_recipe (self->study);
  recipe = shr_recipe_copy (old);
  if (adjustment == self->seed)
    recipe->seed = (guint64) gtk_adjustment_get_value (adjustment);
  for (Parameter i = 0; i < N_PARAMETERS; i++)
    if (adjustment == self->adjustments[i])
      set_parameter (&recipe->parameters, i, neat (gtk_adjustment_get_value (adjustment)));

  /* Points that were moved stay where they are while powers are added, but not when others are drawn. */
  if (adjustment != self->adjustments[DEGREE])
    {
      recipe->n_points = 0;
      g_clear_pointer (&recipe->points, g_free);
    }
  /* A column that is no longer there has no copy. */
  if (recipe->parameters.features != old->parameters.features || recipe->parameters.degree != old->parameters.degree)
    g_clear_pointer (&recipe->copies, g_strfreev);
  recipe->parameters.relevant = MIN (recipe->parameters.relevant, recipe->parameters.features);

  make (self, recipe);
}

/* However long a slider is held, its way is one step to undo. */
static void
set_holding (ShrSamplePanel *self, gboolean holding)
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
slider_event (GtkEventControllerLegacy *controller, GdkEvent *event, ShrSamplePanel *self)
{
  GdkEventType type = gdk_event_get_event_type (event);

  if (type == GDK_BUTTON_PRESS || type == GDK_TOUCH_BEGIN)
    set_holding (self, TRUE);
  else if (type == GDK_BUTTON_RELEASE || type == GDK_TOUCH_END || type == GDK_TOUCH_CANCEL || type == GDK_GRAB_BROKEN)
    set_holding (self, FALSE);

  return GDK_EVENT_PROPAGATE;
}

static void
resampling_switched (ShrSamplePanel *self)
{
  if (self->updating)
    return;

  shr_study_begin_change (self->study);
  shr_study_set_resampling (self->study, gtk_switch_get_active (self->resampling));
  /* It is seen in Fit, and nowhere else. */
  if (gtk_switch_get_active (self->resampling))
    shr_study_set_row (self->study, SHR_ROW_FIT, TRUE);
  shr_study_end_change (self->study);
}

static void
draw_again (ShrSamplePanel *self)
{
  gtk_adjustment_set_value (self->seed, gtk_adjustment_get_value (self->seed) + 1.0);
}

static void
point_chosen (ShrSamplePanel *self)
{
  if (!self->updating)
    shr_study_set_observation (self->study, (int) gtk_adjustment_get_value (self->point) - 1);
}

static void
point_moved (ShrSamplePanel *self)
{
  int i;

  if (self->updating)
    return;

  i = (int) gtk_adjustment_get_value (self->point) - 1;
  shr_study_set_observation (self->study, i);
  shr_study_move_point (self->study, (gsize) i, gtk_adjustment_get_value (self->point_x),
                        gtk_adjustment_get_value (self->point_y));
}

/* Half a step beside the chosen one, so that both are seen. */
static void
add_point (ShrSamplePanel *self)
{
  shr_study_add_point (
      self->study, gtk_adjustment_get_value (self->point_x) + 5.0 * gtk_adjustment_get_step_increment (self->point_x),
      gtk_adjustment_get_value (self->point_y));
}

static void
remove_point (ShrSamplePanel *self)
{
  shr_study_remove_point (self->study, (gsize) gtk_adjustment_get_value (self->point) - 1);
}

static void
duplicate (ShrSamplePanel *self)
{
  GtkStringObject *chosen = adw_combo_row_get_selected_item (self->twin);
  g_autoptr (ShrRecipe) recipe = shr_recipe_copy (shr_study_get_recipe (self->study));

  if (chosen == NULL)
    return;

  shr_recipe_add_copy (recipe, gtk_string_object_get_string (chosen));
  make (self, recipe);
}

static void
revert (ShrSamplePanel *self)
{
  g_autoptr (ShrRecipe) recipe = shr_recipe_copy (shr_study_get_recipe (self->study));

  shr_recipe_revert (recipe);
  make (self, recipe);
}

/* --- GObject ---------------------------------------------------------------------------------------------------- */

static void
shr_sample_panel_dispose (GObject *object)
{
  ShrSamplePanel *self = SHR_SAMPLE_PANEL (object);

  self->updating = TRUE;
  if (self->study != NULL)
    set_holding (self, FALSE);
  g_clear_object (&self->study);

  G_OBJECT_CLASS (shr_sample_panel_parent_class)->dispose (object);
}

static void
shr_sample_panel_class_init (ShrSamplePanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = shr_sample_panel_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/shrinkage/Shrinkage/ui/shr-sample-panel.ui");
  for (Parameter i = 0; i < N_PARAMETERS; i++)
    {
      g_autofree char *row = g_strconcat (ids[i], "_row", NULL);

      gtk_widget_class_bind_template_child_full (widget_class, g_intern_string (row), FALSE,
                                                 G_STRUCT_OFFSET (ShrSamplePanel, rows)
                                                     + (gssize) (i * sizeof (GtkWidget *)));
      gtk_widget_class_bind_template_child_full (widget_class, ids[i], FALSE,
                                                 G_STRUCT_OFFSET (ShrSamplePanel, adjustments)
                                                     + (gssize) (i * sizeof (GtkAdjustment *)));
    }
  gtk_widget_class_bind_template_child (widget_class, ShrSamplePanel, sample_group);
  gtk_widget_class_bind_template_child (widget_class, ShrSamplePanel, seed);
  gtk_widget_class_bind_template_child (widget_class, ShrSamplePanel, resampling_row);
  gtk_widget_class_bind_template_child (widget_class, ShrSamplePanel, resampling);
  gtk_widget_class_bind_template_child (widget_class, ShrSamplePanel, points_group);
  gtk_widget_class_bind_template_child (widget_class, ShrSamplePanel, point);
  gtk_widget_class_bind_template_child (widget_class, ShrSamplePanel, point_x);
  gtk_widget_class_bind_template_child (widget_class, ShrSamplePanel, point_y);
  gtk_widget_class_bind_template_child (widget_class, ShrSamplePanel, point_x_row);
  gtk_widget_class_bind_template_child (widget_class, ShrSamplePanel, point_y_row);
  gtk_widget_class_bind_template_child (widget_class, ShrSamplePanel, remove_point);
  gtk_widget_class_bind_template_child (widget_class, ShrSamplePanel, edits_group);
  gtk_widget_class_bind_template_child (widget_class, ShrSamplePanel, twin);
  gtk_widget_class_bind_template_child (widget_class, ShrSamplePanel, revert_row);
  gtk_widget_class_bind_template_callback (widget_class, parameter_changed);
  gtk_widget_class_bind_template_callback (widget_class, slider_event);
  gtk_widget_class_bind_template_callback (widget_class, resampling_switched);
  gtk_widget_class_bind_template_callback (widget_class, draw_again);
  gtk_widget_class_bind_template_callback (widget_class, point_chosen);
  gtk_widget_class_bind_template_callback (widget_class, point_moved);
  gtk_widget_class_bind_template_callback (widget_class, add_point);
  gtk_widget_class_bind_template_callback (widget_class, remove_point);
  gtk_widget_class_bind_template_callback (widget_class, duplicate);
  gtk_widget_class_bind_template_callback (widget_class, revert);
}

static void
shr_sample_panel_init (ShrSamplePanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
shr_sample_panel_set_study (ShrSamplePanel *self, ShrStudy *study)
{
  g_return_if_fail (SHR_IS_SAMPLE_PANEL (self));
  g_return_if_fail (self->study == NULL);

  self->study = g_object_ref (study);
  g_signal_connect_object (study, "notify::dataset", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (study, "notify::recipe", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (study, "notify::resampling", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (study, "notify::observation", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
