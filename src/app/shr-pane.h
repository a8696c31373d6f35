#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ShrPane:
 *
 * A sidebar beside the content, over it where the window is narrow. The one place that knows AdwFlap, which newer
 * libadwaita replaces.
 *
 * Properties: "sidebar", "content" (widgets) · "show-sidebar" · "position" (GtkPackType of the sidebar) · "locked"
 * (the sidebar comes and goes only when asked, not with the width of the window; hidden, it asks for no room) · "folded" (read only: the sidebar goes over the content)
 */
#define SHR_TYPE_PANE (shr_pane_get_type ())
G_DECLARE_FINAL_TYPE (ShrPane, shr_pane, SHR, PANE, AdwBin)

G_END_DECLS
