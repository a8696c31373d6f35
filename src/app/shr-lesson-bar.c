#include "app/shr-lesson-bar.h"

#include <glib/gi18n.h>

struct _ShrLessonBar
{
  AdwBin parent_instance;

  ShrLesson *lesson; /* (nullable) */
  gsize step;

  GtkLabel *title;
  GtkLabel *place;
  GtkStack *captions; /* all of them, so that the board above keeps its size from step to step */
  GtkWidget *back;
  GtkButton *next;
};

G_DEFINE_FINAL_TYPE (ShrLessonBar, shr_lesson_bar, ADW_TYPE_BIN)

static guint ended_signal;

static void
add_captions (ShrLessonBar *self)
{
  for (gsize i = 0; i < shr_lesson_get_n_steps (self->lesson); i++)
    {
      GtkWidget *label = gtk_label_new (shr_lesson_get_caption (self->lesson, i));
      g_autofree char *name = g_strdup_printf ("%" G_GSIZE_FORMAT, i);

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 0.0F);
      gtk_label_set_yalign (GTK_LABEL (label), 0.0F);
      gtk_stack_add_named (self->captions, label, name);
    }
}

static void
remove_captions (ShrLessonBar *self)
{
  GtkWidget *label;

  while ((label = gtk_widget_get_first_child (GTK_WIDGET (self->captions))) != NULL)
    gtk_stack_remove (self->captions, label);
}

static void
show_caption (ShrLessonBar *self, gsize step)
{
  g_autofree char *name = g_strdup_printf ("%" G_GSIZE_FORMAT, step);

  gtk_stack_set_visible_child_name (self->captions, name);
}

static void
go (ShrLessonBar *self, gsize step)
{
  gsize n = shr_lesson_get_n_steps (self->lesson);
  g_autofree char *place = g_strdup_printf ("%" G_GSIZE_FORMAT " / %" G_GSIZE_FORMAT, step + 1, n);
  g_autofree char *spoken = g_strdup_printf (_ ("Step %" G_GSIZE_FORMAT " of %" G_GSIZE_FORMAT), step + 1, n);

  self->step = step;
  shr_lesson_go (self->lesson, step);
  gtk_label_set_label (self->title, shr_lesson_get_title (self->lesson));
  show_caption (self, step);
  gtk_label_set_label (self->place, place);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->place), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_set_sensitive (self->back, step > 0);
  gtk_button_set_label (self->next, step + 1 < n ? _ ("Next") : _ ("Finish"));
}

static void
go_on (ShrLessonBar *self)
{
  if (self->step + 1 < shr_lesson_get_n_steps (self->lesson))
    go (self, self->step + 1);
  else
    shr_lesson_bar_end (self);
}

static void
go_back (ShrLessonBar *self)
{
  if (self->step > 0)
    go (self, self->step - 1);
}

/* --- Keys ------------------------------------------------------------------------------------------------------- */

/* Whether whoever has the focus in @window has no use of its own for the key. */
static gboolean
is_free (GtkWidget *window, gboolean presses)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));

  if (focus == NULL)
    return TRUE;
  if (GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus) || gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL)
    return FALSE;

  return !presses || !GTK_IS_BUTTON (focus);
}

static gboolean
key_on (GtkWidget *window, GVariant *arguments, gpointer user_data)
{
  ShrLessonBar *self = user_data;

  if (self->lesson == NULL || !is_free (window, FALSE))
    return FALSE;

  go_on (self);
  return TRUE;
}

static gboolean
key_space (GtkWidget *window, GVariant *arguments, gpointer user_data)
{
  return is_free (window, TRUE) && key_on (window, arguments, user_data);
}

static gboolean
key_back (GtkWidget *window, GVariant *arguments, gpointer user_data)
{
  ShrLessonBar *self = user_data;

  if (self->lesson == NULL || !is_free (window, FALSE))
    return FALSE;

  go_back (self);
  return TRUE;
}

static gboolean
key_leave (GtkWidget *window, GVariant *arguments, gpointer user_data)
{
  ShrLessonBar *self = user_data;

  if (self->lesson == NULL || !is_free (window, FALSE))
    return FALSE;

  shr_lesson_bar_end (self);
  return TRUE;
}

GtkEventController *
shr_lesson_bar_new_keys (ShrLessonBar *self)
{
  static const struct
  {
    guint keyval;
    GtkShortcutFunc function;
  } keys[] = {
    { GDK_KEY_Page_Down, key_on },
    { GDK_KEY_space, key_space },
    { GDK_KEY_Page_Up, key_back },
    { GDK_KEY_Escape, key_leave },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (controller),
        gtk_shortcut_new (gtk_keyval_trigger_new (keys[i].keyval, 0),
                          gtk_callback_action_new (keys[i].function, g_object_ref (self), g_object_unref)));

  return controller;
}

/* --- Public ----------------------------------------------------------------------------------------------------- */

void
shr_lesson_bar_begin (ShrLessonBar *self, ShrLesson *lesson, ShrStudy *study)
{
  g_return_if_fail (SHR_IS_LESSON_BAR (self));
  g_return_if_fail (lesson != NULL);

  shr_lesson_bar_end (self);
  self->lesson = lesson;
  shr_lesson_begin (lesson, study);
  add_captions (self);
  go (self, 0);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

void
shr_lesson_bar_end (ShrLessonBar *self)
{
  g_return_if_fail (SHR_IS_LESSON_BAR (self));

  if (self->lesson == NULL)
    return;

  g_clear_pointer (&self->lesson, shr_lesson_free);
  remove_captions (self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_emit (self, ended_signal, 0);
}

gboolean
shr_lesson_bar_is_on (ShrLessonBar *self)
{
  g_return_val_if_fail (SHR_IS_LESSON_BAR (self), FALSE);

  return self->lesson != NULL;
}

/* --- GObject ---------------------------------------------------------------------------------------------------- */

static void
shr_lesson_bar_dispose (GObject *object)
{
  ShrLessonBar *self = SHR_LESSON_BAR (object);

  g_clear_pointer (&self->lesson, shr_lesson_free);

  G_OBJECT_CLASS (shr_lesson_bar_parent_class)->dispose (object);
}

static void
shr_lesson_bar_class_init (ShrLessonBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = shr_lesson_bar_dispose;

  ended_signal =
      g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "lesson-bar");
  gtk_widget_class_set_template_from_resource (widget_class, "/org/shrinkage/Shrinkage/ui/shr-lesson-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, ShrLessonBar, title);
  gtk_widget_class_bind_template_child (widget_class, ShrLessonBar, place);
  gtk_widget_class_bind_template_child (widget_class, ShrLessonBar, captions);
  gtk_widget_class_bind_template_child (widget_class, ShrLessonBar, back);
  gtk_widget_class_bind_template_child (widget_class, ShrLessonBar, next);
  gtk_widget_class_bind_template_callback (widget_class, go_on);
  gtk_widget_class_bind_template_callback (widget_class, go_back);
  gtk_widget_class_bind_template_callback (widget_class, shr_lesson_bar_end);
}

static void
shr_lesson_bar_init (ShrLessonBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
