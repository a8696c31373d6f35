#pragma once

#include "core/shr-status.h"

#include <stdbool.h>
#include <stddef.h>

/**
 * ShrDesign:
 *
 * The data of one problem, ready to be solved: n rows, p features, and what centring and scaling were found
 * (mathematics, section 1): the centred sd with 1/n unless not standardising; columns and response scaled by
 * powers of two so that magnitudes from 1e-300 to 1e300 do no harm. Immutable once made, so any number of threads
 * may read it.
 *
 * A constant column has scale 0 here and coefficient exactly 0 on every path.
 */
typedef struct ShrDesign ShrDesign;

typedef struct
{
  bool standardize; /* divide each column by its centred sd (1/n); default true */
  bool intercept;   /* centre columns and response; default true */
  /* (nullable): p scales that are not the columns' own, as for some rows of a larger design: what standardising divides
   * by, 0 for a column that is left out; borrowed while the design is made; default NULL. Not standardising, only which
   * of them are 0 matters. */
  const double *scale;
} ShrDesignSettings;

void shr_design_settings_init (ShrDesignSettings *settings);

/**
 * shr_design_new:
 * @x: n×p doubles, column after column, as loaded; borrowed: it must outlive the design and not change
 * @y: n doubles; borrowed likewise
 * @n: rows, at least 1
 * @p: features, at least 1
 * @settings: (nullable): NULL for the defaults
 * @design: (out) (transfer full): free with shr_design_free()
 *
 * Returns: OK, EMPTY, NOT_FINITE, TOO_LARGE or NO_MEMORY
 */
ShrStatus shr_design_new (const double *x,
                          const double *y,
                          size_t n,
                          size_t p,
                          const ShrDesignSettings *settings,
                          ShrDesign **design);
void shr_design_free (ShrDesign *design);

size_t shr_design_rows (const ShrDesign *design);
size_t shr_design_features (const ShrDesign *design);
bool shr_design_standardize (const ShrDesign *design);
bool shr_design_intercept (const ShrDesign *design);

/* Column mean, subtracted from feature @j; 0 without intercept. Units of the feature. */
double shr_design_center (const ShrDesign *design, size_t j);
/* w_j = β_j · scale_j: the centred sd (1/n), or 1 when not standardising; 0 for a constant column. */
double shr_design_scale (const ShrDesign *design, size_t j);
bool shr_design_is_constant (const ShrDesign *design, size_t j);
/* Mean of y, 0 without intercept. */
double shr_design_response_center (const ShrDesign *design);
/* True when y is constant (zero without intercept) or every column is: the path is the null model. */
bool shr_design_is_null (const ShrDesign *design);
