#include "app/shr-choosing.h"

#include <math.h>

/* The slider of σ² reaches so many times the estimate, and as small a part of it. */
#define REACH 100.0

struct _ShrChoosing
{
  AdwBin parent_instance;

  ShrStudy *study;
  gboolean updating; /* what changes now comes from the study and must not go back to it */

  GtkSwitch *validate;
  GtkWidget *folds_row;
  GtkAdjustment *folds;
  GtkAdjustment *share; /* in percent */
  GtkWidget *seed_row;
  GtkAdjustment *seed;
  GtkWidget *information_row;
  GtkSwitch *information;

  GtkWidget *noise_group;
  GtkAdjustment *noise; /* log₁₀ σ² */
  GtkEntry *noise_entry;
  GtkWidget *noise_reset;
};

G_DEFINE_FINAL_TYPE (ShrChoosing, shr_choosing, ADW_TYPE_BIN)

/* --- From the study --------------------------------------------------------------------------------------------- */

static double
noise_in_force (ShrChoosing *self)
{
  double chosen;

  g_object_get (self->study, "noise-variance", &chosen, NULL);
  return chosen > 0.0 ? chosen : shr_study_get_estimated_variance (self->study);
}

static void
show_noise_in_entry (ShrChoosing *self)
{
  double variance = noise_in_force (self);
  char text[G_ASCII_DTOSTR_BUF_SIZE] = "";

  if (variance > 0.0)
    g_ascii_formatd (text, sizeof text, "%.6g", variance);
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->noise_entry)), text))
    gtk_editable_set_text (GTK_EDITABLE (self->noise_entry), text);
  gtk_widget_remove_css_class (GTK_WIDGET (self->noise_entry), "error");
  gtk_accessible_reset_state (GTK_ACCESSIBLE (self->noise_entry), GTK_ACCESSIBLE_STATE_INVALID);
}

static void
update_noise (ShrChoosing *self)
{
  GtkText *text = GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self->noise_entry)));
  double estimated = shr_study_get_estimated_variance (self->study), variance = noise_in_force (self), chosen;
  double middle = log10 (estimated > 0.0 ? estimated : variance > 0.0 ? variance : 1.0), reach = log10 (REACH);

  self->updating = TRUE;

  g_object_get (self->study, "noise-variance", &chosen, NULL);
  gtk_adjustment_configure (self->noise, variance > 0.0 ? log10 (variance) : middle, middle - reach, middle + reach,
                            0.05, 0.5, 0.0);
  gtk_widget_set_sensitive (self->noise_reset, chosen > 0.0);
  /* What is being typed is not overwritten. */
  if (!gtk_widget_has_focus (GTK_WIDGET (text)))
    show_noise_in_entry (self);

  self->updating = FALSE;
}

static void
update (ShrChoosing *self)
{
  const ShrSettings *settings = shr_study_get_settings (self->study);
  ShrDataset *dataset = shr_study_get_dataset (self->study);
  gboolean information;

  self->updating = TRUE;

  g_object_get (self->study, "information", &information, NULL);
  if (dataset != NULL)
    gtk_adjustment_set_upper (self->folds, (double) MAX (shr_dataset_rows (dataset), 2));
  gtk_switch_set_active (self->validate, settings->folds > 0);
  if (settings->folds > 0)
    gtk_adjustment_set_value (self->folds, settings->folds);
  gtk_adjustment_set_value (self->share, round (100.0 * settings->test_share));
  gtk_adjustment_set_value (self->seed, (double) settings->seed);
  gtk_switch_set_active (self->information, information);

  gtk_widget_set_visible (self->folds_row, settings->folds > 0);
  gtk_widget_set_visible (self->seed_row, shr_settings_validates (settings));
  gtk_widget_set_visible (self->information_row, shr_study_get_row (self->study, SHR_ROW_ERROR));
  gtk_widget_set_visible (self->noise_group, shr_study_get_row (self->study, SHR_ROW_PRIOR));

  self->updating = FALSE;
  update_noise (self);
}

static void
study_redraw (ShrStudy *study, guint changes, ShrChoosing *self)
{
  /* The estimate comes with the fit, or with its cross-validation; it does not move with λ. */
  if (gtk_widget_get_visible (self->noise_group) && !shr_study_needs_tick (study))
    update_noise (self);
}

/* --- To the study ----------------------------------------------------------------------------------------------- */

static void
settings_changed (ShrChoosing *self)
{
  ShrSettings settings;

  if (self->updating)
    return;

  settings = *shr_study_get_settings (self->study);
  settings.folds = gtk_switch_get_active (self->validate) ? (guint) gtk_adjustment_get_value (self->folds) : 0;
  settings.test_share = gtk_adjustment_get_value (self->share) / 100.0;
  settings.seed = (guint64) gtk_adjustment_get_value (self->seed);
  shr_study_set_settings (self->study, &settings);
}

static void
information_switched (ShrChoosing *self)
{
  if (!self->updating)
    shr_study_set_information (self->study, gtk_switch_get_active (self->information));
}

static void
noise_moved (ShrChoosing *self)
{
  if (!self->updating)
    shr_study_set_noise_variance (self->study, pow (10.0, gtk_adjustment_get_value (self->noise)));
}

static void
noise_typed (ShrChoosing *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->noise_entry))));
  char *end;
  double variance;

  /* A comma can only be a decimal mark. */
  g_strdelimit (text, ",", '.');
  variance = g_ascii_strtod (text, &end);
  if (*text == '\0' || *end != '\0' || !isfinite (variance) || !(variance > 0.0))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->noise_entry), "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->noise_entry), GTK_ACCESSIBLE_STATE_INVALID,
                                   GTK_ACCESSIBLE_INVALID_TRUE, -1);
      return;
    }

  shr_study_set_noise_variance (self->study, variance);
  show_noise_in_entry (self);
}

static void
noise_left (ShrChoosing *self)
{
  if (!self->updating)
    show_noise_in_entry (self);
}

static void
noise_reset (ShrChoosing *self)
{
  shr_study_set_noise_variance (self->study, 0.0);
  show_noise_in_entry (self);
}

/* --- GObject ---------------------------------------------------------------------------------------------------- */

static void
shr_choosing_dispose (GObject *object)
{
  ShrChoosing *self = SHR_CHOOSING (object);

  self->updating = TRUE;
  g_clear_object (&self->study);

  G_OBJECT_CLASS (shr_choosing_parent_class)->dispose (object);
}

static void
shr_choosing_class_init (ShrChoosingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = shr_choosing_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/shrinkage/Shrinkage/ui/shr-choosing.ui");
  gtk_widget_class_bind_template_child (widget_class, ShrChoosing, validate);
  gtk_widget_class_bind_template_child (widget_class, ShrChoosing, folds_row);
  gtk_widget_class_bind_template_child (widget_class, ShrChoosing, folds);
  gtk_widget_class_bind_template_child (widget_class, ShrChoosing, share);
  gtk_widget_class_bind_template_child (widget_class, ShrChoosing, seed_row);
  gtk_widget_class_bind_template_child (widget_class, ShrChoosing, seed);
  gtk_widget_class_bind_template_child (widget_class, ShrChoosing, information_row);
  gtk_widget_class_bind_template_child (widget_class, ShrChoosing, information);
  gtk_widget_class_bind_template_child (widget_class, ShrChoosing, noise_group);
  gtk_widget_class_bind_template_child (widget_class, ShrChoosing, noise);
  gtk_widget_class_bind_template_child (widget_class, ShrChoosing, noise_entry);
  gtk_widget_class_bind_template_child (widget_class, ShrChoosing, noise_reset);
  gtk_widget_class_bind_template_callback (widget_class, settings_changed);
  gtk_widget_class_bind_template_callback (widget_class, information_switched);
  gtk_widget_class_bind_template_callback (widget_class, noise_moved);
  gtk_widget_class_bind_template_callback (widget_class, noise_typed);
  gtk_widget_class_bind_template_callback (widget_class, noise_left);
  gtk_widget_class_bind_template_callback (widget_class, noise_reset);
}

static void
shr_choosing_init (ShrChoosing *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
shr_choosing_set_study (ShrChoosing *self, ShrStudy *study)
{
  static const char *const settings[] = { "dataset",     "folds", "seed",          "test-share",
                                          "information", "rows",  "noise-variance" };

  g_return_if_fail (SHR_IS_CHOOSING (self));
  g_return_if_fail (self->study == NULL);

  self->study = g_object_ref (study);
  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autofree char *signal = g_strconcat ("notify::", settings[i], NULL);

      g_signal_connect_object (study, signal, G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    }
  g_signal_connect_object (study, "redraw", G_CALLBACK (study_redraw), self, 0);

  update (self);
}
