#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ShrHelp:
 *
 * A window of pages, one for each view of the board and for what else there is to know; needs no network.
 */
#define SHR_TYPE_HELP (shr_help_get_type ())
G_DECLARE_FINAL_TYPE (ShrHelp, shr_help, SHR, HELP, AdwWindow)

/* Shows the page of that name ("board", "paths", …) above @parent, in the one help window that @parent has. */
void shr_help_show (GtkWindow *parent, const char *page);

G_END_DECLS
