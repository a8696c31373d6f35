#pragma once

#include "plot/shr-chart.h"

G_BEGIN_DECLS

/**
 * What the Geometry chart says of what it shows, written from the numbers. All need the chart's point and section.
 * (transfer full) where not said otherwise.
 */

/* "‖w‖₁ ≤ 15.8", for @n coefficients of a solution with mixing α. */
char *shr_geometry_words_bound (double mixing, const double *contact, gsize n);
/* The same for the pair. */
char *shr_geometry_words_region (const ShrChart *chart);
/* The same, saying of a larger model that it is not the whole of it: "‖w‖₁ ≤ 15.8 for these two". */
char *shr_geometry_words_section (const ShrChart *chart);
/* Whether the contact is at a corner, and why the region is a point where it is one. */
char *shr_geometry_words_contact (const ShrChart *chart);
/* "bmi 15.8, bp exactly 0" */
char *shr_geometry_words_values (const ShrChart *chart);
/* What the section's optimum is. (transfer none) */
const char *shr_geometry_words_optimum (const ShrChart *chart);

G_END_DECLS
