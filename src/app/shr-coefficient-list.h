#pragma once

#include "plot/shr-chart.h"
#include "plot/shr-theme.h"
#include "study/shr-fit.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A table of more features than this has no rows for zeros, and so many rows at most. */
#define SHR_COEFFICIENT_LIST_MAX 100

/**
 * ShrCoefficientList:
 *
 * A GListModel of ShrCoefficient: the coefficients at λ on the scale that is chosen, the largest first, those that are
 * exactly 0 last, equal ones in the order of the data. Its rows stay and are filled again: a refresh makes nothing
 * unless the number of rows grows. Each row has the trace of its feature's path over log λ, small λ on the side where Paths
 * has them; a trace is made when its feature first has a row, once for each fit.
 */
#define SHR_TYPE_COEFFICIENT_LIST (shr_coefficient_list_get_type ())
G_DECLARE_FINAL_TYPE (ShrCoefficientList, shr_coefficient_list, SHR, COEFFICIENT_LIST, GObject)

ShrCoefficientList *shr_coefficient_list_new (void);

/* @fit: of the chart; kept until the list is next filled, with its traces. @chart: (nullable): without one, or without a
 * solution in it, the list is empty. */
void shr_coefficient_list_fill (ShrCoefficientList *self, ShrFit *fit, const ShrChart *chart, const ShrTheme *theme);

/* The features of the rows. (transfer none): until it is next filled. */
const guint *shr_coefficient_list_get_order (ShrCoefficientList *self, gsize *n);
/* The row of @feature, or GTK_INVALID_LIST_POSITION. */
guint shr_coefficient_list_find (ShrCoefficientList *self, int feature);
/* How many coefficients have no row, nonzero ones and zeros. */
void shr_coefficient_list_get_left_out (ShrCoefficientList *self, gsize *nonzero, gsize *zero);

G_END_DECLS
