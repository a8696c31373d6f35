#pragma once

#include "core/shr-solid-section.h"
#include "plot/shr-theme.h"
#include "study/shr-fit.h"
#include "study/shr-link.h"

G_BEGIN_DECLS

/* What is on show of one penalty. */
typedef struct
{
  gboolean done;  /* solved to the end, as far as has been noticed; see shr_columns_notice() */
  ShrPoint point; /* the solution at the column's λ; w is in here or in the path */
  gboolean has_point;
  ShrSection section; /* the plane of the chosen pair there */
  gboolean has_section;
  ShrSolidSection solid; /* the space of the pair and the third feature, where there is one */
  gboolean has_solid;
  gsize shown;   /* points of the path on show */
  double lambda; /* where the column stood last, NaN while it never stood anywhere; stays when the fit changes */
  double *w;     /* p: room for a solution between the points of the path */
} ShrColumnView;

/**
 * ShrColumns:
 *
 * The columns of the board at one λ: the leader has it, the others follow the link. A plain value inside the study:
 * no signals, no clock; it knows the fit and nothing of widgets.
 */
typedef struct
{
  ShrFit *fit; /* (nullable) */
  ShrColumnView views[SHR_N_PENALTIES];
  double *scratch; /* p */
  gsize n_features;
} ShrColumns;

/* What shr_columns_update() brings the columns to. */
typedef struct
{
  ShrPenalty leader;
  double lambda; /* of the leader; NaN: nobody has chosen yet, each column shows the front of its path */
  ShrLink link;
  gsize pair[2];     /* for the section; none when equal */
  gboolean in_space; /* a section in three dimensions, too, with @third */
  gsize third;
  gboolean sweeping; /* traces are shown down to λ, and not beyond */
} ShrColumnsTarget;

/* For data of @p features; forgets everything, the fit too. @self is zeroed before its first use. */
void shr_columns_set_features (ShrColumns *self, gsize p);
void shr_columns_clear (ShrColumns *self);

/* Another fit (nullable), of the same data: nothing of the one before is on show any more. */
void shr_columns_set_fit (ShrColumns *self, ShrFit *fit);
/* Takes note of the columns that the worker has finished since; TRUE when there are any. */
gboolean shr_columns_notice (ShrColumns *self);

/* The solutions, sections and numbers of points on show. A column that is still being solved shows the front of its
 * path, or the point of it nearest to λ; one that is done waits for its leader where it stood. */
void shr_columns_update (ShrColumns *self, const ShrColumnsTarget *target);

/* Along the path of @penalty, which has points, the index nearest to @lambda in log λ among the first @n. */
gsize shr_columns_nearest (const ShrColumns *self, ShrPenalty penalty, gsize n, double lambda);

/* @lambda within the path of @penalty, which there is; but 0 stays where the column has least squares. */
double shr_columns_clamp (const ShrColumns *self, ShrPenalty penalty, double lambda);

/* Half of the lasso's events above it and half below, else the middle of the path: something has happened and
 * something is still to come. @leader is done. */
double shr_columns_default_lambda (const ShrColumns *self, ShrPenalty leader);
/* The strongest feature that is in and the next to enter, so that the lasso touches a corner; without a lasso the two
 * strongest. FALSE when there is no solution to choose from, or only one feature. */
gboolean shr_columns_default_pair (const ShrColumns *self, ShrPenalty leader, gsize pair[2]);
/* By the largest |w| of each feature over every path. (transfer full) */
ShrFeatureColors *shr_columns_choose_colors (const ShrColumns *self);

G_END_DECLS
