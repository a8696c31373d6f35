#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What a window shows before it has data: how to open some, and the samples (action `win.open-sample`). */
#define SHR_TYPE_WELCOME (shr_welcome_get_type ())
G_DECLARE_FINAL_TYPE (ShrWelcome, shr_welcome, SHR, WELCOME, AdwBin)

G_END_DECLS
