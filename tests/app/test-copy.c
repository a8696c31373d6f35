#include "app/shr-copy.h"

#include "shr-test-window.h"

#include <string.h>

typedef struct
{
  GBytes *bytes;
  gboolean done;
} Taken;

static void
spliced (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Taken *taken = user_data;

  g_assert_cmpint (g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, NULL), >=, 0);
  taken->bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (source));
  taken->done = TRUE;
}

static void
opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) in = gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, &error);
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();

  g_assert_no_error (error);
  g_output_stream_splice_async (out, in, G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, 0,
                                NULL, spliced, user_data);
}

static gboolean
is_done (gpointer data)
{
  return ((Taken *) data)->done;
}

/* What another program gets that asks for @type. (transfer full) */
static char *
take (GdkClipboard *clipboard, const char *type, gsize *length)
{
  const char *types[] = { type, NULL };
  Taken taken = { 0 };
  char *text;

  gdk_clipboard_read_async (clipboard, types, G_PRIORITY_DEFAULT, NULL, opened, &taken);
  shr_test_wait (is_done, &taken);
  *length = g_bytes_get_size (taken.bytes);
  text = g_strndup (g_bytes_get_data (taken.bytes, NULL), *length);
  g_bytes_unref (taken.bytes);

  return text;
}

static void
test_picture (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (window));
  g_autofree char *png = NULL, *svg = NULL;
  gsize length;

  shr_test_window_open_sample (window, "diabetes");
  g_assert_true (shr_test_press_with (GTK_WIDGET (window), GDK_KEY_c, GDK_CONTROL_MASK));
  png = take (clipboard, "image/png", &length);
  g_assert_cmpuint (length, >, 10000);
  g_assert_cmpint (memcmp (png, "\x89PNG", 4), ==, 0);
  svg = take (clipboard, "image/svg+xml", &length);
  g_assert_true (g_str_has_prefix (svg, "<?xml"));
  g_assert_true (gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), GDK_TYPE_TEXTURE));

  shr_test_window_close (window);
}

/* A row for each feature, tabs between, and the numbers are those on show. */
static void
test_table (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (window));
  ShrStudy *study = shr_window_get_study (window);
  g_autofree char *text = NULL, *html = NULL;
  g_auto (GStrv) lines = NULL;
  gsize length;

  shr_test_window_open_sample (window, "prostate");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.copy-table", NULL);
  text = take (clipboard, "text/plain;charset=utf-8", &length);
  html = take (clipboard, "text/html", &length);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 8 + 3);
  g_assert_cmpstr (lines[0], ==, "feature\tRidge\tLasso");
  for (int j = 0; j < 8; j++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[2 + j], "\t", -1);

      g_assert_cmpuint (g_strv_length (cells), ==, 3);
      g_assert_cmpstr (cells[0], ==, shr_dataset_feature_names (shr_study_get_dataset (study))[j]);
      g_assert_cmpfloat (g_ascii_strtod (cells[1], NULL), ==, shr_study_get_point (study, SHR_PENALTY_RIDGE)->w[j]);
      g_assert_cmpfloat (g_ascii_strtod (cells[2], NULL), ==, shr_study_get_point (study, SHR_PENALTY_LASSO)->w[j]);
    }
  g_assert_nonnull (strstr (html, "<th>lcavol</th><td>"));

  shr_test_window_close (window);
}

static void
test_code (void)
{
  ShrWindow *window = shr_test_window_new (1280, 800);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (window));
  g_autofree char *r = NULL, *again = NULL, *python = NULL;
  gsize length;

  shr_test_window_open_sample (window, "diabetes");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.copy-code", "s", "r");
  r = take (clipboard, "text/plain;charset=utf-8", &length);
  g_assert_nonnull (strstr (r, "library(glmnet)"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.copy-code", "s", "python");
  python = take (clipboard, "text/plain;charset=utf-8", &length);
  g_assert_nonnull (strstr (python, "from sklearn.linear_model import Lasso"));
  /* The language is remembered. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.copy-code", "s", "");
  again = take (clipboard, "text/plain;charset=utf-8", &length);
  g_assert_cmpstr (again, ==, python);

  shr_test_window_close (window);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  shr_test_application_init ();

  g_test_add_func ("/copy/picture", test_picture);
  g_test_add_func ("/copy/table", test_table);
  g_test_add_func ("/copy/code", test_code);

  return g_test_run ();
}
