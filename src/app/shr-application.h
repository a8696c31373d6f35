#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ShrApplication:
 *
 * The desktop program: opens a window for each file or `sample:NAME` it is given, or one with the welcome page.
 * `--check-display` only tells, by its exit status, whether a display can be opened.
 */
#define SHR_TYPE_APPLICATION (shr_application_get_type ())
G_DECLARE_FINAL_TYPE (ShrApplication, shr_application, SHR, APPLICATION, AdwApplication)

/* @flags are added to the program's own: tests ask for G_APPLICATION_NON_UNIQUE. */
ShrApplication *shr_application_new (GApplicationFlags flags);

G_END_DECLS
