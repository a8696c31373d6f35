#pragma once

#include "study/shr-study.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ShrInspector:
 *
 * The solution of the leading column at λ, in numbers: its certificate, its coefficients as a table, its equation, and
 * its λ as others write it. It follows λ a little behind the charts, so that a drag stays smooth, and does nothing
 * while it is hidden.
 */
#define SHR_TYPE_INSPECTOR (shr_inspector_get_type ())
G_DECLARE_FINAL_TYPE (ShrInspector, shr_inspector, SHR, INSPECTOR, AdwBin)

/* Once, before it is shown. */
void shr_inspector_set_study (ShrInspector *self, ShrStudy *study);

G_END_DECLS
