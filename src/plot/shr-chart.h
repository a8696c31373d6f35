#pragma once

#include "core/shr-criteria.h"
#include "core/shr-knots.h"
#include "core/shr-path.h"
#include "core/shr-posterior.h"
#include "core/shr-section.h"
#include "core/shr-solid-section.h"
#include "plot/shr-scene.h"
#include "plot/shr-theme.h"
#include "plot/shr-zoom.h"

G_BEGIN_DECLS

/* What the horizontal axis of Paths shows. */
typedef enum
{
  SHR_AXIS_LOG_LAMBDA,       /* λ on a log axis, small λ on the left */
  SHR_AXIS_MINUS_LOG_LAMBDA, /* the same, mirrored: the sweep runs left to right */
  SHR_AXIS_SHRINKAGE,        /* the share s(λ) of mathematics, section 1, 0 to 1 */
  SHR_AXIS_DF,
  SHR_AXIS_DEVIANCE,
} ShrAxisQuantity;

/* What can be taken hold of in Geometry. */
typedef enum
{
  SHR_GRIP_NONE,
  SHR_GRIP_OPTIMUM,
  SHR_GRIP_ALONG,  /* an end of the ellipse's axis along (1, 1) */
  SHR_GRIP_ACROSS, /* along (1, −1) */
} ShrGrip;

/**
 * ShrFitted:
 *
 * What the solution at the current λ makes of the rows: for Norms and Fit.
 */
typedef struct
{
  gsize n;
  const double *observed; /* n: the response */
  const double *residual; /* n: observed − predicted */
  double center;          /* what is predicted without features: the mean of the response, 0 without intercept */
  const double *pull;     /* (nullable): p: x_jᵀr/n, as shr_residual_at() gives it */
  const char *response;   /* its name */
} ShrFitted;

/**
 * ShrCurve:
 *
 * What Fit draws where the features are powers of one variable.
 */
typedef struct
{
  const char *name;    /* of the variable */
  const double *x;     /* a value for each row of the ShrFitted */
  gsize degree;        /* highest power */
  gsize n;             /* points of the curve */
  const double *at;    /* n: ascending values of the variable */
  const double *y;     /* n: what is predicted there */
  const double *truth; /* (nullable): n: what would be right there */
} ShrCurve;

/**
 * ShrRibbon:
 *
 * What becomes of the curve when only the noise is drawn anew: the same values of the variable, the same truth, the same λ.
 * For Fit. Each curve is over @n values of the variable.
 */
typedef struct
{
  gsize n;
  const double *at;      /* n: ascending values of the variable */
  const double *low;     /* n: below it are 5% of the curves */
  const double *high;    /* n: above it are 5% of the curves */
  const double *mean;    /* n */
  gsize draws;           /* how many curves */
  const double *curves;  /* draws × n, curve after curve */
  double bias, variance; /* mean over @at of (mean − truth)² and of the curves' variance */
} ShrRibbon;

/**
 * ShrErrors:
 *
 * Mean squared errors along the path, in squared units of the response: for Error. Of each array the elements go with
 * the points of the path from its first.
 */
typedef struct
{
  gsize n;                     /* points that there are figures for */
  gsize rows;                  /* that were fitted */
  const ShrCriteria *criteria; /* n: of the rows that were fitted */
  const double *test;          /* (nullable): n: of rows that were not */
  gsize test_rows;             /* how many, where there is a test */
  gboolean fresh;              /* they are new rows of the same truth; else rows held out of a fit of their own */
  const double *cv_mean;       /* (nullable): n: cross-validated */
  const double *cv_se;         /* n: its standard error, where there is a mean */
  gsize at_min, at_one_se;     /* points of λ_min and λ_1se, where there is a mean */
} ShrErrors;

/**
 * ShrSpace:
 *
 * What Geometry looks at where it shows three features instead of two.
 */
typedef struct
{
  gsize third;                    /* feature, beside the pair */
  double yaw, pitch;              /* from where it is seen, degrees: see shr_solid_view_init() */
  const ShrSolidSection *section; /* (nullable): at the current point */
} ShrSpace;

/**
 * ShrIterates:
 *
 * The solver's steps in the plane of the geometry's pair, from 0 to the solution, the others held there.
 */
typedef struct
{
  gsize n;                   /* places, the first among them */
  const double (*places)[2]; /* n: of the pair, standardised */
  double shown;              /* steps of them, the last one in part; any number above n: all */
  gboolean closed_form;      /* one step of algebra; else coordinate descent */
} ShrIterates;

/**
 * ShrChart:
 *
 * Everything a chart of one penalty may look at: borrowed, constant while the chart is drawn. A chart is a pure
 * function of this, the size and the theme.
 */
typedef struct
{
  const ShrPath *path;       /* of this penalty */
  gsize shown;               /* points of the path to draw, ≤ ready; fewer while streaming or replaying */
  gboolean complete;         /* every λ has been solved: scales can be final */
  const ShrPoint *point;     /* (nullable): the solution at the current λ, where there is one */
  const ShrSection *section; /* (nullable): the plane of the chosen pair at that solution */
  const ShrKnots *knots;     /* (nullable): lasso only */
  const char *const *names;  /* p feature names */
  const ShrFeatureColors *colors;
  const char *penalty;     /* "Ridge", "Elastic net", "Lasso": translated */
  const char *id;          /* "ridge", "elastic-net", "lasso": for ids */
  gsize pair[2];           /* the geometry's features; equal when there is only one feature */
  const ShrSpace *space;   /* (nullable): the geometry is in three dimensions */
  int highlighted;         /* feature under the pointer or selected, -1: none */
  int observation;         /* the row that is selected in Fit, -1: none */
  gboolean movable;        /* the optimum and the correlation of the pair can be moved */
  gboolean grips;          /* their handles are shown: the pointer is there */
  ShrGrip grip;            /* the one under the pointer */
  gboolean original_scale; /* Paths draws β instead of w */
  ShrAxisQuantity x;
  const ShrIterates *iterates; /* (nullable): Geometry draws them */
  const ShrZoom *zoom;         /* (nullable): the part of the chart that is seen; NULL: all of it */

  const ShrFitted *fitted;       /* (nullable): at the point */
  const ShrCurve *curve;         /* (nullable): where the features are powers of one variable */
  const ShrRibbon *ribbon;       /* (nullable): of that curve, where it is known */
  gsize feature;                 /* the one that Prior looks at */
  const ShrPosterior *posterior; /* (nullable): of that feature at the point */
  double variance;               /* σ² of the noise, NaN or 0 when unknown */
  const ShrErrors *errors;       /* (nullable) */
  gboolean information;          /* Error draws what Cp, AIC and BIC expect, too */
} ShrChart;

/* Opens a group of the scene with the id "lasso-paths-cursor": @view is "paths", "geometry", …; @part is nullable. */
void
shr_chart_begin_group (const ShrChart *chart, ShrScene *scene, const char *view, const char *part, const char *title);

/* Whether a part is seen and not all of it. */
gboolean shr_chart_is_zoomed (const ShrChart *chart);
/* What is drawn from now on ends where the plot does, where a part of the chart is seen; all of it ends there by itself. */
void shr_chart_clip (const ShrChart *chart, ShrScene *scene, const ShrRect *plot);

/* "bmi 15.8", or "bp exactly 0". (transfer full) */
char *shr_chart_name_value (const char *name, double value);

G_END_DECLS
