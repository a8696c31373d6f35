#include "app/shr-help.h"

#include "app/shr-board-view.h"
#include "study/shr-cell.h"

#include "shr-test-window.h"

static ShrHelp *
find_help (ShrWindow *window)
{
  GListModel *windows = gtk_window_get_toplevels ();
  ShrHelp *help = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) candidate = g_list_model_get_item (windows, i);

      if (SHR_IS_HELP (candidate) && gtk_window_get_transient_for (candidate) == GTK_WINDOW (window))
        {
          g_assert_null (help);
          help = SHR_HELP (candidate);
        }
    }
  return help;
}

static const char *
page_on_show (ShrHelp *help)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (shr_test_find (GTK_WIDGET (help), GTK_TYPE_STACK, NULL, NULL)));
}

/* Help opens at the view that has the focus, in one window however often it is asked for. */
static void
test_every_row (void)
{
  ShrWindow *window = shr_test_window_new (1000, 800);
  ShrStudy *study = shr_window_get_study (window);

  shr_test_window_open_sample (window, "longley");
  for (ShrRow row = 0; row < SHR_N_ROWS; row++)
    {
      shr_study_set_row (study, row, TRUE);
      shr_test_window_settle (window);
      gtk_widget_grab_focus (
          GTK_WIDGET (shr_board_view_get_canvas (shr_window_get_board (window), row, SHR_PENALTY_LASSO)));
      gtk_widget_activate_action (GTK_WIDGET (window), "win.help", NULL);
      g_assert_nonnull (find_help (window));
      g_assert_cmpstr (page_on_show (find_help (window)), ==, shr_cell_get (row)->id);
    }

  gtk_window_destroy (GTK_WINDOW (find_help (window)));
  shr_test_window_close (window);
}

/* Every page has a title for the list and says something. */
static void
test_pages_are_whole (void)
{
  ShrWindow *window = shr_test_window_new (1000, 800);
  GtkStack *stack;
  g_autoptr (GListModel) pages = NULL;

  shr_help_show (GTK_WINDOW (window), "board");
  stack = GTK_STACK (shr_test_find (GTK_WIDGET (find_help (window)), GTK_TYPE_STACK, NULL, NULL));
  pages = G_LIST_MODEL (gtk_stack_get_pages (stack));
  g_assert_cmpuint (g_list_model_get_n_items (pages), >, SHR_N_ROWS);

  for (guint i = 0; i < g_list_model_get_n_items (pages); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (pages, i);
      GtkStackPage *page = GTK_STACK_PAGE (item);
      GtkWidget *text = shr_test_find (gtk_stack_page_get_child (page), GTK_TYPE_LABEL, NULL, NULL);

      g_assert_cmpuint (strlen (gtk_stack_page_get_title (page)), >, 2);
      /* A mistake in the markup would leave the label empty. */
      g_assert_cmpuint (strlen (gtk_label_get_text (GTK_LABEL (text))), >, 100);
    }

  gtk_window_destroy (GTK_WINDOW (find_help (window)));
  shr_test_window_close (window);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  shr_test_application_init ();

  g_test_add_func ("/help/every-row", test_every_row);
  g_test_add_func ("/help/pages-are-whole", test_pages_are_whole);

  return g_test_run ();
}
