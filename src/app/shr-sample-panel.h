#pragma once

#include "study/shr-study.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ShrSamplePanel:
 *
 * What can be changed of the data themselves: the parameters of a generated sample, the points of one variable, and copies
 * of columns. Every change is solved at once.
 */
#define SHR_TYPE_SAMPLE_PANEL (shr_sample_panel_get_type ())
G_DECLARE_FINAL_TYPE (ShrSamplePanel, shr_sample_panel, SHR, SAMPLE_PANEL, AdwBin)

/* Once, before it is shown. */
void shr_sample_panel_set_study (ShrSamplePanel *self, ShrStudy *study);

G_END_DECLS
