#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ShrCoefficient:
 *
 * A row of the coefficient table. Rows stay and are filled again as λ moves, so that nothing is made in a frame.
 *
 * Properties (read only; each notifies on change and only on change): "feature" (int) · "name" · "text", the value to
 * four digits with a true minus sign, "0" where it is exactly 0 · "color" (GdkRGBA) · "trace" (GBytes, nullable: its path
 * for a ShrSparkline) · "position" (double: of λ in that).
 */
#define SHR_TYPE_COEFFICIENT (shr_coefficient_get_type ())
G_DECLARE_FINAL_TYPE (ShrCoefficient, shr_coefficient, SHR, COEFFICIENT, GObject)

ShrCoefficient *shr_coefficient_new (void);

/* @name: copied where it differs. */
void shr_coefficient_fill (ShrCoefficient *self, int feature, const char *name, double value, const GdkRGBA *color);
/* @trace: (nullable): not copied. */
void shr_coefficient_set_trace (ShrCoefficient *self, GBytes *trace, double position);

int shr_coefficient_get_feature (ShrCoefficient *self);
double shr_coefficient_get_value (ShrCoefficient *self);

G_END_DECLS
