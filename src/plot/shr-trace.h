#pragma once

#include "plot/shr-paths-chart.h"

G_BEGIN_DECLS

/**
 * ShrTracer:
 *
 * From the points of a path to the polylines of features, in pixels. Where a feature is exactly zero there is no
 * trace. Where the events of the lasso are known the solution is linear in λ between them, so that a trace is drawn
 * exactly, bends included: the value at an event is taken from the straight piece on either side of it, where two
 * points of the path lie on that piece; where they do not, the bend is cut off between the two nearest points.
 * Without events points are joined by straight lines. What lies within 0.1 px of a line is left out of it.
 */
typedef struct _ShrTracer ShrTracer;

/* @chart and @layout: borrowed */
ShrTracer *shr_tracer_new (const ShrChart *chart, const ShrPathsLayout *layout);
void shr_tracer_free (ShrTracer *tracer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ShrTracer, shr_tracer_free)

/* @points: valid during the call */
typedef void (*ShrTraceFunc) (const ShrXY *points, gsize n_points, gpointer data);

/* Calls @func for each unbroken piece of the trace of @feature between the points @from and @to of the path,
 * @from ≤ @to < the tracer's points. */
void shr_tracer_trace (ShrTracer *tracer, gsize feature, gsize from, gsize to, ShrTraceFunc func, gpointer data);

/* Where point @k of the path is on the axis, px; not a number when it cannot be shown (λ = 0 on a log axis). */
double shr_tracer_pixel (const ShrTracer *tracer, gsize k);

/* The coefficient of @feature in the scale of the chart. */
double shr_tracer_value (const ShrChart *chart, const ShrPoint *point, gsize feature);

/* The horizontal place of any λ and the vertical one of any value, px, clamped to the plot. */
double shr_trace_lambda_pixel (const ShrChart *chart, const ShrPathsLayout *layout, double lambda);
double shr_trace_value_pixel (const ShrPathsLayout *layout, double value);
/* Whether that λ is in the part of the chart that is seen. */
gboolean shr_trace_shows_lambda (const ShrChart *chart, const ShrPathsLayout *layout, double lambda);

G_END_DECLS
