#include "shr-test-window.h"

#include "app/shr-application.h"

#include <glib/gstdio.h>

#define PATIENCE_SECONDS 60

static ShrApplication *application;

void
shr_test_application_init (void)
{
  g_autoptr (GError) error = NULL;

  application = shr_application_new (G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, &error));
  g_assert_no_error (error);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-font-name", "Cantarell 11",
                "gtk-decoration-layout", "appmenu:close", NULL);
}

static gboolean
set_true (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

void
shr_test_wait (ShrTestCondition is_true, gpointer data)
{
  gboolean too_late = FALSE;
  guint id = g_timeout_add_seconds (PATIENCE_SECONDS, set_true, &too_late);

  while (!is_true (data))
    {
      g_assert_false (too_late);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (id);
}

static gboolean
is_set (gpointer data)
{
  return *(gboolean *) data;
}

void
shr_test_wait_ms (guint milliseconds)
{
  gboolean passed = FALSE;

  g_timeout_add (milliseconds, set_true, &passed);
  shr_test_wait (is_set, &passed);
}

static gboolean
is_drawn (gpointer data)
{
  return gtk_widget_get_mapped (data) && gtk_widget_get_width (data) > 0;
}

ShrWindow *
shr_test_window_new (int width, int height)
{
  ShrWindow *window = shr_window_new (GTK_APPLICATION (application));

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_present (GTK_WINDOW (window));
  shr_test_wait (is_drawn, window);

  return window;
}

static gboolean
is_null (gpointer data)
{
  return *(gpointer *) data == NULL;
}

void
shr_test_window_close (ShrWindow *window)
{
  gpointer weak = window;

  g_object_add_weak_pointer (G_OBJECT (window), &weak);
  gtk_window_destroy (GTK_WINDOW (window));
  shr_test_wait (is_null, &weak);
}

static gboolean
is_settled (gpointer data)
{
  ShrWindow *window = data;

  return !shr_window_get_loading (window) && !shr_study_needs_tick (shr_window_get_study (window));
}

void
shr_test_window_settle (ShrWindow *window)
{
  shr_test_wait (is_settled, window);
  /* A few frames, for what is drawn and described after them. */
  shr_test_wait_ms (250);
}

void
shr_test_window_open_sample (ShrWindow *window, const char *name)
{
  g_autofree char *uri = g_strconcat ("sample:", name, NULL);
  g_autoptr (GFile) file = g_file_new_for_uri (uri);

  shr_window_load (window, file);
  shr_test_window_settle (window);
  g_assert_nonnull (shr_study_get_dataset (shr_window_get_study (window)));
}

GFile *
shr_test_write (const char *text, const char *ending)
{
  g_autofree char *template = g_strconcat ("shrinkage-XXXXXX", ending, NULL);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp (template, &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, text, -1, &error));
  g_assert_no_error (error);

  return g_file_new_for_path (path);
}

GFile *
shr_test_write_table (void)
{
  g_autoptr (GString) text = g_string_new ("a,b,c,y\n");

  for (int i = 0; i < 40; i++)
    {
      int a = i * 7 % 40, b = i * 11 % 37, c = i * i % 23;

      g_string_append_printf (text, "%d,%d,%d,%d\n", a, b, c, 3 * a - 2 * b + i % 5);
    }
  g_string_append (text, "1,2,NA,4\n");

  return shr_test_write (text->str, ".csv");
}

GdkTexture *
shr_test_picture (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  /* Not the widget's own size, which lacks a window's border: the picture would be scaled. */
  int width = gdk_paintable_get_intrinsic_width (paintable), height = gdk_paintable_get_intrinsic_height (paintable);

  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), width, height);
  node = gtk_snapshot_to_node (snapshot);
  g_assert_nonnull (node);

  return gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node,
                                      &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
}

guint8 *
shr_test_pixels (GdkTexture *texture)
{
  gsize stride = 4 * (gsize) gdk_texture_get_width (texture);
  guint8 *pixels = g_malloc (stride * (gsize) gdk_texture_get_height (texture));

  gdk_texture_download (texture, pixels, stride);
  return pixels;
}

GtkEventController *
shr_test_controller (GtkWidget *widget, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (g_type_is_a (G_OBJECT_TYPE (controller), type))
        return controller;
    }
  g_assert_not_reached ();
}

gboolean
shr_test_press (GtkWidget *widget, guint keyval)
{
  return shr_test_press_with (widget, keyval, 0);
}

gboolean
shr_test_press_with (GtkWidget *widget, guint keyval, GdkModifierType modifiers)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      for (guint j = 0;
           GTK_IS_SHORTCUT_CONTROLLER (controller) && j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (GTK_IS_KEYVAL_TRIGGER (trigger) && gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == keyval
              && gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == modifiers)
            return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                                 gtk_shortcut_get_arguments (shortcut));
        }
    }
  return FALSE;
}

GtkWidget *
shr_test_find (GtkWidget *widget, GType type, const char *property, const char *name)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    {
      g_autofree char *value = NULL;

      if (property != NULL)
        g_object_get (widget, property, &value, NULL);
      if (name == NULL || g_strcmp0 (value, name) == 0)
        return widget;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = shr_test_find (child, type, property, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

char *
shr_test_dismiss_message (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        {
          char *body = g_strdup (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (window)));

          gtk_window_destroy (window);
          return body;
        }
    }
  return NULL;
}
