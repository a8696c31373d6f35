#pragma once

#include "study/shr-study.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ShrChoosing:
 *
 * What of the sidebar is about choosing λ: cross-validation, rows held out for testing, the criteria that Error draws, and
 * the noise that Prior goes by.
 */
#define SHR_TYPE_CHOOSING (shr_choosing_get_type ())
G_DECLARE_FINAL_TYPE (ShrChoosing, shr_choosing, SHR, CHOOSING, AdwBin)

/* Once, before it is shown. */
void shr_choosing_set_study (ShrChoosing *self, ShrStudy *study);

G_END_DECLS
