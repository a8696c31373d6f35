#include "app/shr-application.h"

#include "shr-test-window.h"

/* An unmodified key that the application owned would never reach an entry. */
static void
test_no_plain_keys (void)
{
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());
  g_auto (GStrv) actions = gtk_application_list_action_descriptions (application);
  gboolean any = FALSE;

  for (gsize i = 0; actions[i] != NULL; i++)
    {
      g_auto (GStrv) accels = gtk_application_get_accels_for_action (application, actions[i]);

      for (gsize j = 0; accels[j] != NULL; j++)
        {
          GdkModifierType modifiers;
          guint key;

          any = TRUE;
          g_assert_true (gtk_accelerator_parse (accels[j], &key, &modifiers));
          g_assert_true ((modifiers & GDK_CONTROL_MASK) != 0 || (key >= GDK_KEY_F1 && key <= GDK_KEY_F12));
        }
    }
  g_assert_true (any);
}

static void
test_opens_windows (void)
{
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());
  GFile *files[] = { g_file_new_for_commandline_arg ("sample:diabetes"),
                     g_file_new_for_commandline_arg ("sample:prostate") };
  GList *windows;

  g_application_activate (G_APPLICATION (application));
  g_assert_cmpuint (g_list_length (gtk_application_get_windows (application)), ==, 1);

  /* The first file goes to the window that is empty, the second needs one of its own. */
  g_application_open (G_APPLICATION (application), files, G_N_ELEMENTS (files), "");
  windows = gtk_application_get_windows (application);
  g_assert_cmpuint (g_list_length (windows), ==, 2);
  for (GList *l = windows; l != NULL; l = l->next)
    shr_test_window_settle (l->data);
  g_assert_cmpuint (shr_dataset_rows (shr_study_get_dataset (shr_window_get_study (windows->data)))
                        + shr_dataset_rows (shr_study_get_dataset (shr_window_get_study (windows->next->data))),
                    ==, 442 + 97);

  while ((windows = gtk_application_get_windows (application)) != NULL)
    shr_test_window_close (windows->data);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    g_object_unref (files[i]);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  shr_test_application_init ();

  g_test_add_func ("/application/no-plain-keys", test_no_plain_keys);
  g_test_add_func ("/application/opens-windows", test_opens_windows);

  return g_test_run ();
}
