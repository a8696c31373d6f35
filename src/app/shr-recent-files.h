#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The files opened last, on the desktop's own list of such files. */

/* Puts @file on top of it. */
void shr_recent_files_add (GFile *file);
/* The newest ones of this application, as the items of a menu with the action `win.open-recent`; keeps up with the list.
 * (transfer full) */
GMenuModel *shr_recent_files_new_menu (void);

G_END_DECLS
