#include "app/shr-progress-row.h"

/* Shorter work than this would only flash. */
#define SHOW_AFTER_MS 300

struct _ShrProgressRow
{
  AdwBin parent_instance;

  GtkLabel *label;
  GtkProgressBar *bar;
  guint show_id;
};

G_DEFINE_FINAL_TYPE (ShrProgressRow, shr_progress_row, ADW_TYPE_BIN)

static guint cancelled_signal;

static gboolean
show (gpointer user_data)
{
  ShrProgressRow *self = user_data;

  self->show_id = 0;
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  return G_SOURCE_REMOVE;
}

static void
cancel_clicked (ShrProgressRow *self)
{
  g_signal_emit (self, cancelled_signal, 0);
}

void
shr_progress_row_begin (ShrProgressRow *self, const char *label)
{
  g_return_if_fail (SHR_IS_PROGRESS_ROW (self));

  gtk_label_set_label (self->label, label);
  gtk_progress_bar_set_fraction (self->bar, 0.0);
  if (self->show_id == 0 && !gtk_widget_get_visible (GTK_WIDGET (self)))
    self->show_id = g_timeout_add (SHOW_AFTER_MS, show, self);
}

void
shr_progress_row_set_fraction (ShrProgressRow *self, double fraction)
{
  g_return_if_fail (SHR_IS_PROGRESS_ROW (self));

  gtk_progress_bar_set_fraction (self->bar, CLAMP (fraction, 0.0, 1.0));
}

void
shr_progress_row_end (ShrProgressRow *self)
{
  g_return_if_fail (SHR_IS_PROGRESS_ROW (self));

  g_clear_handle_id (&self->show_id, g_source_remove);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
shr_progress_row_dispose (GObject *object)
{
  ShrProgressRow *self = SHR_PROGRESS_ROW (object);

  g_clear_handle_id (&self->show_id, g_source_remove);

  G_OBJECT_CLASS (shr_progress_row_parent_class)->dispose (object);
}

static void
shr_progress_row_class_init (ShrProgressRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = shr_progress_row_dispose;

  cancelled_signal =
      g_signal_new ("cancelled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/shrinkage/Shrinkage/ui/shr-progress-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ShrProgressRow, label);
  gtk_widget_class_bind_template_child (widget_class, ShrProgressRow, bar);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked);
}

static void
shr_progress_row_init (ShrProgressRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
