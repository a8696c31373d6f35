#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ShrSwatch:
 *
 * The colour of a feature, beside its name. Decoration: the name says it all to a screen reader.
 *
 * Property "color": GdkRGBA, nullable.
 */
#define SHR_TYPE_SWATCH (shr_swatch_get_type ())
G_DECLARE_FINAL_TYPE (ShrSwatch, shr_swatch, SHR, SWATCH, GtkWidget)

G_END_DECLS
