#pragma once

#include "study/shr-study.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ShrSidebar:
 *
 * The data, the settings of the fit and the choices of the view. Another response is asked for with the action
 * `win.response`, because the window does the opening.
 */
#define SHR_TYPE_SIDEBAR (shr_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (ShrSidebar, shr_sidebar, SHR, SIDEBAR, AdwBin)

/* Once, before it is shown. */
void shr_sidebar_set_study (ShrSidebar *self, ShrStudy *study);

G_END_DECLS
