#pragma once

#include "core/shr-knots.h"
#include "core/shr-path.h"
#include "core/shr-section.h"
#include "plot/shr-scene.h"
#include "plot/shr-theme.h"

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
  int highlighted;         /* feature under the pointer or selected, -1: none */
  gboolean original_scale; /* Paths draws β instead of w */
  ShrAxisQuantity x;
} ShrChart;

/* Opens a group of the scene with the id "lasso-paths-cursor": @view is "paths", "geometry", …; @part is nullable. */
void
shr_chart_begin_group (const ShrChart *chart, ShrScene *scene, const char *view, const char *part, const char *title);

/* "bmi 15.8", or "bp exactly 0". (transfer full) */
char *shr_chart_name_value (const char *name, double value);

G_END_DECLS
