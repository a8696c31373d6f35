#include "app/shr-recent-files.h"

#include "study/shr-study-file.h"

/* As many as a menu has room for. */
#define COUNT 8
#define STUDY_TYPE "application/x-shrinkage-study+json"
#define GROUP "org.shrinkage.Shrinkage"

void
shr_recent_files_add (GFile *file)
{
  static const char *const groups[] = { GROUP, NULL };
  g_autofree char *uri = g_file_get_uri (file);
  GtkRecentData data = { .mime_type = (char *) (shr_study_file_is_one (file) ? STUDY_TYPE : "text/csv"),
                         .app_name = (char *) "Shrinkage",
                         .app_exec = (char *) "shrinkage %u",
                         .groups = (char **) groups };

  gtk_recent_manager_add_full (gtk_recent_manager_get_default (), uri, &data);
}

static int
compare_newest (gconstpointer a, gconstpointer b)
{
  return -g_date_time_compare (gtk_recent_info_get_modified ((GtkRecentInfo *) a),
                               gtk_recent_info_get_modified ((GtkRecentInfo *) b));
}

/* An underscore would be taken for a mnemonic's mark. */
static char *
escape_label (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "_", -1);

  return g_strjoinv ("__", parts);
}

static void
update (GMenu *menu)
{
  GList *infos = gtk_recent_manager_get_items (gtk_recent_manager_get_default ());
  int count = 0;

  g_menu_remove_all (menu);
  infos = g_list_sort (infos, compare_newest);
  for (GList *link = infos; link != NULL && count < COUNT; link = link->next)
    {
      GtkRecentInfo *info = link->data;
      g_autofree char *label = NULL;
      g_autoptr (GMenuItem) item = NULL;

      if (!gtk_recent_info_has_group (info, GROUP))
        continue;
      label = escape_label (gtk_recent_info_get_display_name (info));
      item = g_menu_item_new (label, NULL);
      g_menu_item_set_action_and_target (item, "win.open-recent", "s", gtk_recent_info_get_uri (info));
      g_menu_append_item (menu, item);
      count++;
    }
  g_list_free_full (infos, (GDestroyNotify) gtk_recent_info_unref);
}

GMenuModel *
shr_recent_files_new_menu (void)
{
  GMenu *menu = g_menu_new ();

  g_signal_connect_object (gtk_recent_manager_get_default (), "changed", G_CALLBACK (update), menu, G_CONNECT_SWAPPED);
  update (menu);

  return G_MENU_MODEL (menu);
}
