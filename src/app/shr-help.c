#include "app/shr-help.h"

#include "app/shr-pane.h"

struct _ShrHelp
{
  AdwWindow parent_instance;

  ShrPane *pane;
  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (ShrHelp, shr_help, ADW_TYPE_WINDOW)

/* Where the list lies over the page, a page that was chosen is to be seen. */
static void
turned (ShrHelp *self)
{
  gboolean folded;

  g_object_get (self->pane, "folded", &folded, NULL);
  if (folded)
    g_object_set (self->pane, "show-sidebar", FALSE, NULL);
}

static void
shr_help_class_init (ShrHelpClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SHR_TYPE_PANE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/shrinkage/Shrinkage/ui/shr-help.ui");
  gtk_widget_class_bind_template_child (widget_class, ShrHelp, pane);
  gtk_widget_class_bind_template_child (widget_class, ShrHelp, stack);
  gtk_widget_class_bind_template_callback (widget_class, turned);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
shr_help_init (ShrHelp *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static ShrHelp *
find (GtkWindow *parent)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (SHR_IS_HELP (window) && gtk_window_get_transient_for (window) == parent)
        return SHR_HELP (window);
    }
  return NULL;
}

void
shr_help_show (GtkWindow *parent, const char *page)
{
  ShrHelp *self;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (page != NULL);

  self = find (parent);
  if (self == NULL)
    self = g_object_new (SHR_TYPE_HELP, "transient-for", parent, NULL);
  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_window_present (GTK_WINDOW (self));
}
