#pragma once

#include "plot/shr-chart.h"

G_BEGIN_DECLS

/**
 * What the Geometry chart says of what it shows in three dimensions, written from the numbers. All need the chart's
 * point, and its space with a section. (transfer full) where not said otherwise.
 */

/* "‖w‖₁ ≤ 15.8" */
char *shr_solid_words_region (const ShrChart *chart);
/* The same, saying of a larger model that it is not the whole of it: "‖w‖₁ ≤ 15.8 for these three". */
char *shr_solid_words_section (const ShrChart *chart);
/* Whether the contact is at a corner, on an edge or on a face, and why the region is a point where it is one. */
char *shr_solid_words_contact (const ShrChart *chart);
/* "bmi 15.8, bp 3.2, s5 exactly 0" */
char *shr_solid_words_values (const ShrChart *chart);
/* What the section's optimum is. (transfer none) */
const char *shr_solid_words_optimum (const ShrChart *chart);

/* All of it, for who cannot see the picture: whatever the chart has. */
char *shr_solid_words_describe (const ShrChart *chart);

G_END_DECLS
