#pragma once

#include "plot/shr-chart.h"

G_BEGIN_DECLS

/**
 * The horizontal axis of Paths: from λ to the quantity that the axis shows and back. Between two points of the path
 * every quantity is taken to be linear in λ, as the coefficients of the lasso are.
 */

/* How many points of the path the axis goes by: all of them once the path is complete, even while a replay shows
 * fewer. */
gsize shr_path_axis_points (const ShrChart *chart);

/* The size that a share of 1 stands for: q^{1/(2−α)} of mathematics, section 1, "Linking columns", the largest of
 * the path so far, in units of the response; 1 where the path is zero throughout. */
double shr_path_axis_whole (const ShrChart *chart);

/* The quantity at point @k; @whole from shr_path_axis_whole(). On the log axes this is λ itself. */
double shr_path_axis_at_point (const ShrChart *chart, double whole, gsize k);

/* The same at any λ, clamped to the path. */
double shr_path_axis_at_lambda (const ShrChart *chart, double whole, double lambda);

/* The largest λ of the path at which the quantity reaches @value; the smallest λ where it never does. */
double shr_path_axis_to_lambda (const ShrChart *chart, double whole, double value);

/* Whether small λ are on the left. */
gboolean shr_path_axis_is_ascending (ShrAxisQuantity quantity);
gboolean shr_path_axis_is_logarithmic (ShrAxisQuantity quantity);

/* The axis' title. (transfer none) */
const char *shr_path_axis_title (ShrAxisQuantity quantity, double mixing);

G_END_DECLS
