#include "plot/shr-trace.h"

#include "plot/shr-path-axis.h"

#include <math.h>

/* How far a trace may be from the truth, px: half of it for bending, half for leaving points out. */
#define TOLERANCE 0.1
/* Events nearer than this to a λ of the path, relatively, are at that λ. */
#define SAME 1e-12
#define MAX_PIECES 64.0

typedef struct
{
  double lambda, value;
} Vertex;

struct _ShrTracer
{
  const ShrChart *chart;
  const ShrPathsLayout *layout;
  gsize n;
  double *pixels;     /* n */
  gsize *first_event; /* n: of the events below λ_k */
  gsize *past_event;  /* n: after the last event above λ_k; equal to first_event[k] unless events are at λ_k */
  double known_above; /* λ down to which all events are known */
  GArray *points;     /* ShrXY: the piece being made */
};

ShrTracer *
shr_tracer_new (const ShrChart *chart, const ShrPathsLayout *layout)
{
  ShrTracer *tracer = g_new0 (ShrTracer, 1);
  gsize event = 0;

  tracer->chart = chart;
  tracer->layout = layout;
  tracer->n = shr_path_axis_points (chart);
  tracer->pixels = g_new (double, tracer->n);
  tracer->first_event = g_new0 (gsize, tracer->n);
  tracer->past_event = g_new0 (gsize, tracer->n);
  tracer->points = g_array_new (FALSE, FALSE, sizeof (ShrXY));
  tracer->known_above = INFINITY;
  if (chart->knots != NULL)
    tracer->known_above = !chart->knots->capped      ? 0.0
                          : chart->knots->count == 0 ? INFINITY
                                                     : chart->knots->events[chart->knots->count - 1].lambda;

  for (gsize k = 0; k < tracer->n; k++)
    {
      double value = shr_path_axis_at_point (chart, layout->whole, k);
      double lambda = shr_path_lambda (chart->path, k);

      tracer->pixels[k] = layout->x.logarithmic && value <= 0.0 ? NAN : shr_scale_to_pixel (&layout->x, value);
      if (chart->knots == NULL)
        continue;

      while (event < chart->knots->count && chart->knots->events[event].lambda > lambda * (1.0 + SAME))
        event++;
      tracer->past_event[k] = event;
      while (event < chart->knots->count && chart->knots->events[event].lambda >= lambda * (1.0 - SAME))
        event++;
      tracer->first_event[k] = event;
    }

  return tracer;
}

void
shr_tracer_free (ShrTracer *tracer)
{
  if (tracer == NULL)
    return;

  g_array_unref (tracer->points);
  g_free (tracer->past_event);
  g_free (tracer->first_event);
  g_free (tracer->pixels);
  g_free (tracer);
}

double
shr_tracer_pixel (const ShrTracer *tracer, gsize k)
{
  return tracer->pixels[k];
}

double
shr_tracer_value (const ShrChart *chart, const ShrPoint *point, gsize feature)
{
  double w = point->w[feature];

  return chart->original_scale ? shr_path_original (chart->path, feature, w) : w;
}

static double
value_at (const ShrTracer *tracer, gsize feature, gsize k)
{
  return shr_tracer_value (tracer->chart, shr_path_point (tracer->chart->path, k), feature);
}

/* Whether the solution is linear in λ from point k to point k + 1. */
static gboolean
is_straight (const ShrTracer *tracer, gsize k)
{
  return tracer->first_event[k] == tracer->past_event[k + 1]
         && shr_path_lambda (tracer->chart->path, k + 1) >= tracer->known_above;
}

/* The value at @lambda on the line through the points k and k + 1. */
static double
extend (const ShrTracer *tracer, gsize feature, gsize k, double lambda)
{
  double above = shr_path_lambda (tracer->chart->path, k), below = shr_path_lambda (tracer->chart->path, k + 1);
  double share = (above - lambda) / (above - below);

  return (1.0 - share) * value_at (tracer, feature, k) + share * value_at (tracer, feature, k + 1);
}

static double
pixel_between (const ShrTracer *tracer, gsize k, double lambda)
{
  double above, below, share;

  if (tracer->layout->x.logarithmic)
    return shr_scale_to_pixel (&tracer->layout->x, lambda);

  above = shr_path_lambda (tracer->chart->path, k);
  below = shr_path_lambda (tracer->chart->path, k + 1);
  share = (above - lambda) / (above - below);

  return (1.0 - share) * tracer->pixels[k] + share * tracer->pixels[k + 1];
}

static void
append (ShrTracer *tracer, double x, double y)
{
  ShrXY point = { x, y };

  g_array_append_val (tracer->points, point);
}

/* From one vertex to the next, between the points k and k + 1; the first is there already. */
static void
append_straight (ShrTracer *tracer, gsize k, const Vertex *from, const Vertex *to)
{
  double first = shr_scale_to_pixel (&tracer->layout->y, from->value);
  double last = shr_scale_to_pixel (&tracer->layout->y, to->value);
  double pieces = 1.0;

  /* v is linear in λ and x in log λ: the chord is off by |Δv|·ln(λ₁/λ₂)/8 at most, less by the square of the number
   * of pieces. */
  if (tracer->layout->x.logarithmic)
    pieces = CLAMP (ceil (sqrt (fabs (last - first) * log (from->lambda / to->lambda) / (4.0 * TOLERANCE))), 1.0,
                    MAX_PIECES);

  for (double i = 1.0; i <= pieces; i++)
    {
      double share = i / pieces;
      double lambda = i < pieces ? (1.0 - share) * from->lambda + share * to->lambda : to->lambda;

      append (tracer, pixel_between (tracer, k, lambda), (1.0 - share) * first + share * last);
    }
}

/* Leaves out the points that are within tolerance of the line from the last point kept to the next: the cone of
 * directions that pass near enough to all points in between narrows until a point falls outside. */
static gsize
simplify (ShrXY *points, gsize n)
{
  ShrXY anchor = points[0];
  gsize kept = 1;
  double base = 0.0, low = 0.0, high = 0.0, reached = 0.0;
  gboolean open = FALSE;

  for (gsize i = 1; i < n; i++)
    {
      double distance = hypot (points[i].x - anchor.x, points[i].y - anchor.y);
      double angle = atan2 (points[i].y - anchor.y, points[i].x - anchor.x);
      double turn = remainder (angle - base, 2.0 * G_PI);
      double width;

      if (open && distance >= reached && turn >= low && turn <= high)
        points[kept - 1] = points[i];
      else
        {
          anchor = points[kept - 1];
          distance = hypot (points[i].x - anchor.x, points[i].y - anchor.y);
          open = FALSE;
          if (distance < TOLERANCE / 2.0 && i + 1 < n)
            continue;

          base = atan2 (points[i].y - anchor.y, points[i].x - anchor.x);
          turn = 0.0;
          low = -G_PI;
          high = G_PI;
          points[kept++] = points[i];
          open = TRUE;
        }

      reached = distance;
      width = asin (fmin (1.0, TOLERANCE / 2.0 / distance));
      low = fmax (low, turn - width);
      high = fmin (high, turn + width);
    }

  return kept;
}

static void
flush (ShrTracer *tracer, ShrTraceFunc func, gpointer data)
{
  if (tracer->points->len > 1)
    {
      ShrXY *points = (ShrXY *) (gpointer) tracer->points->data;

      func (points, simplify (points, tracer->points->len), data);
    }
  g_array_set_size (tracer->points, 0);
}

/* The λ of the feature's own entry (or exit) between the points k and k + 1; 0 when there is none. */
static double
own_event (const ShrTracer *tracer, gsize feature, gsize k, gboolean enter)
{
  if (tracer->chart->knots == NULL)
    return 0.0;

  for (gsize i = tracer->first_event[k]; i < tracer->past_event[k + 1]; i++)
    {
      const ShrEvent *event = &tracer->chart->knots->events[i];

      if (event->feature == feature && !event->enter == !enter)
        return event->lambda;
    }

  return 0.0;
}

/* From point k to k + 1, both values being known and not both zero. */
static void
trace_interval (ShrTracer *tracer, gsize feature, gsize k, double above, double below)
{
  const ShrPath *path = tracer->chart->path;
  Vertex last = { shr_path_lambda (path, k), above };
  Vertex end = { shr_path_lambda (path, k + 1), below };
  double low = end.lambda, high = last.lambda;
  gsize first = 0, past = 0;

  if (above == 0.0)
    {
      double entry = own_event (tracer, feature, k, TRUE);

      high = last.lambda = entry > 0.0 ? entry : last.lambda;
    }
  if (tracer->points->len == 0)
    append (tracer, pixel_between (tracer, k, last.lambda), shr_scale_to_pixel (&tracer->layout->y, last.value));
  if (below == 0.0)
    {
      double exit = own_event (tracer, feature, k, FALSE);

      low = end.lambda = exit > 0.0 ? exit : end.lambda;
    }

  /* Bends where other features enter or leave, as far as they can be known. */
  if (tracer->chart->knots != NULL)
    {
      first = tracer->first_event[k];
      past = tracer->past_event[k + 1];
    }
  for (gsize i = first; i < past; i++)
    {
      double lambda = tracer->chart->knots->events[i].lambda;
      Vertex bend = { lambda, NAN };

      if (lambda >= high || lambda <= low)
        continue;
      if (i == first && above != 0.0 && k > 0 && is_straight (tracer, k - 1)
          && tracer->past_event[k] == tracer->first_event[k])
        bend.value = extend (tracer, feature, k - 1, lambda);
      else if (i + 1 == past && below != 0.0 && k + 2 < tracer->n && is_straight (tracer, k + 1)
               && tracer->past_event[k + 1] == tracer->first_event[k + 1])
        bend.value = extend (tracer, feature, k + 1, lambda);
      if (isfinite (bend.value) && bend.lambda < last.lambda)
        {
          append_straight (tracer, k, &last, &bend);
          last = bend;
        }
    }

  if (end.lambda >= tracer->known_above)
    append_straight (tracer, k, &last, &end);
  else
    append (tracer, pixel_between (tracer, k, end.lambda), shr_scale_to_pixel (&tracer->layout->y, end.value));
}

void
shr_tracer_trace (ShrTracer *tracer, gsize feature, gsize from, gsize to, ShrTraceFunc func, gpointer data)
{
  double above;

  g_return_if_fail (from <= to && to < tracer->n);

  above = value_at (tracer, feature, from);
  for (gsize k = from; k < to; k++)
    {
      double below = value_at (tracer, feature, k + 1);

      if ((above == 0.0 && below == 0.0) || !isfinite (above) || !isfinite (below) || isnan (tracer->pixels[k])
          || isnan (tracer->pixels[k + 1]))
        flush (tracer, func, data);
      else
        {
          trace_interval (tracer, feature, k, above, below);
          if (below == 0.0)
            flush (tracer, func, data);
        }
      above = below;
    }
  flush (tracer, func, data);
}

double
shr_trace_lambda_pixel (const ShrChart *chart, const ShrPathsLayout *layout, double lambda)
{
  double value = shr_path_axis_at_lambda (chart, layout->whole, lambda);

  if (layout->x.logarithmic)
    value = CLAMP (value, layout->x.low, layout->x.high);

  return CLAMP (shr_scale_to_pixel (&layout->x, value), layout->plot.x, layout->plot.x + layout->plot.width);
}

gboolean
shr_trace_shows_lambda (const ShrChart *chart, const ShrPathsLayout *layout, double lambda)
{
  return !shr_chart_is_zoomed (chart)
         || shr_scale_holds (&layout->x, shr_path_axis_at_lambda (chart, layout->whole, lambda));
}

double
shr_trace_value_pixel (const ShrPathsLayout *layout, double value)
{
  return CLAMP (shr_scale_to_pixel (&layout->y, value), layout->plot.y, layout->plot.y + layout->plot.height);
}
