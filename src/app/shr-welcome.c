#include "app/shr-welcome.h"

#include "data/shr-sample.h"

struct _ShrWelcome
{
  AdwBin parent_instance;

  AdwPreferencesGroup *samples;
};

G_DEFINE_FINAL_TYPE (ShrWelcome, shr_welcome, ADW_TYPE_BIN)

static void
shr_welcome_class_init (ShrWelcomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/shrinkage/Shrinkage/ui/shr-welcome.ui");
  gtk_widget_class_bind_template_child (widget_class, ShrWelcome, samples);
}

static void
shr_welcome_init (ShrWelcome *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  for (gsize i = 0; i < shr_sample_count (); i++)
    {
      ShrSample sample = shr_sample_get (i);
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sample.title);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), sample.description);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-sample");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", sample.id);
      adw_preferences_group_add (self->samples, row);
    }
}
