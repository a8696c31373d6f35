#include "plot/shr-contours.h"

#include <math.h>

#define TOLERANCE 0.05
#define MOST_POINTS 4000.0
/* Ellipses longer than this, compared to their width, are drawn as the lines that they look like. */
#define FLATTEST 1e-14

/*
 * In pixels around the optimum, along the axes of the ellipses, the loss is
 *
 *   f = f_min + ½ c (b² + κa²),   0 ≤ κ ≤ 1,
 *
 * b across and a along them: the contour of size m = √(b² + κa²) has the half axes m and m/√κ.
 */
typedef struct
{
  ShrXY center;
  ShrXY across, along; /* of length 1 */
  double kappa;
  ShrRect view;
  double low, high; /* of a within the view */
  GArray *points;   /* ShrXY */
  ShrContourFunc func;
  gpointer data;
} Contours;

static void
flush (Contours *contours, gboolean closed, gboolean touching)
{
  if (contours->points->len > 1)
    contours->func ((const ShrXY *) (gconstpointer) contours->points->data, contours->points->len, closed, touching,
                    contours->data);
  g_array_set_size (contours->points, 0);
}

static void
append (Contours *contours, double b, double a)
{
  ShrXY point = { contours->center.x + b * contours->across.x + a * contours->along.x,
                  contours->center.y + b * contours->across.y + a * contours->along.y };

  g_array_append_val (contours->points, point);
}

/* The points at the angles from @from to @to, where a = m/√κ·cos and b = m·sin. */
static void
append_arc (Contours *contours, double m, double from, double to, gboolean with_last)
{
  double length = m / sqrt (contours->kappa);
  /* The chord between two angles Δ apart is off by at most (m/√κ)·Δ²/8. */
  double n = CLAMP (ceil ((to - from) / sqrt (8.0 * TOLERANCE / length)), 8.0, MOST_POINTS);

  for (double i = 0.0; i < n + (with_last ? 1.0 : 0.0); i++)
    {
      double angle = from + (to - from) * i / n;

      append (contours, m * sin (angle), length * cos (angle));
    }
}

static void
trace_ellipse (Contours *contours, double m, gboolean touching)
{
  double length = m / sqrt (contours->kappa);
  /* Only the part whose place along the ellipse is in view: a long one would need too many points. */
  double from = acos (CLAMP (contours->high / length, -1.0, 1.0));
  double to = acos (CLAMP (contours->low / length, -1.0, 1.0));
  gboolean near_tip = from <= 0.0, far_tip = to >= G_PI;

  if (near_tip && far_tip)
    {
      append_arc (contours, m, -G_PI, G_PI, FALSE);
      flush (contours, TRUE, touching);
    }
  else if (near_tip)
    {
      append_arc (contours, m, -to, to, TRUE);
      flush (contours, FALSE, touching);
    }
  else if (far_tip)
    {
      append_arc (contours, m, from, 2.0 * G_PI - from, TRUE);
      flush (contours, FALSE, touching);
    }
  else if (from < to)
    {
      append_arc (contours, m, from, to, TRUE);
      flush (contours, FALSE, touching);
      append_arc (contours, m, -to, -from, TRUE);
      flush (contours, FALSE, touching);
    }
}

static void
trace_lines (Contours *contours, double m, gboolean touching)
{
  for (int side = -1; side <= 1; side += 2)
    {
      append (contours, side * m, contours->low);
      append (contours, side * m, contours->high);
      flush (contours, FALSE, touching);
      if (m == 0.0)
        return;
    }
}

static void
trace_size (Contours *contours, double m, gboolean touching)
{
  if (contours->kappa > FLATTEST)
    trace_ellipse (contours, m, touching);
  else
    trace_lines (contours, m, touching);
}

/* The axes of the ellipses of the Hessian [jj, jk; jk, kk], y counted downwards. Returns: FALSE where it is zero. */
static gboolean
find_axes (Contours *contours, const ShrSection *section)
{
  double scale = fmax (fabs (section->hessian[0]), fabs (section->hessian[2]));
  double jj, jk, kk, angle, large, small;

  if (!(scale > 0.0) || !isfinite (scale))
    return FALSE;

  jj = section->hessian[0] / scale;
  jk = -section->hessian[1] / scale;
  kk = section->hessian[2] / scale;

  angle = 0.5 * atan2 (2.0 * jk, jj - kk);
  large = (jj + kk) / 2.0 + hypot ((jj - kk) / 2.0, jk);
  small = (jj * kk - jk * jk) / large;

  contours->across = (ShrXY){ cos (angle), sin (angle) };
  contours->along = (ShrXY){ -sin (angle), cos (angle) };
  contours->kappa = section->singular ? 0.0 : CLAMP (small / large, 0.0, 1.0);

  return TRUE;
}

static double
size_at (const Contours *contours, double x, double y, double *a)
{
  double dx = x - contours->center.x, dy = y - contours->center.y;
  double b = dx * contours->across.x + dy * contours->across.y;

  *a = dx * contours->along.x + dy * contours->along.y;

  return hypot (b, sqrt (contours->kappa) * *a);
}

/* The least size on the side of the view from one corner to the next: m² is quadratic along it. */
static double
least_on_side (const Contours *contours, const ShrXY *p, const ShrXY *q)
{
  double dx = q->x - p->x, dy = q->y - p->y, root = sqrt (contours->kappa), a;
  double b0 = (p->x - contours->center.x) * contours->across.x + (p->y - contours->center.y) * contours->across.y;
  double a0 =
      root * ((p->x - contours->center.x) * contours->along.x + (p->y - contours->center.y) * contours->along.y);
  double b1 = dx * contours->across.x + dy * contours->across.y;
  double a1 = root * (dx * contours->along.x + dy * contours->along.y);
  double square = b1 * b1 + a1 * a1;
  double share = square > 0.0 ? CLAMP (-(b0 * b1 + a0 * a1) / square, 0.0, 1.0) : 0.0;

  return size_at (contours, p->x + share * dx, p->y + share * dy, &a);
}

void
shr_contours_trace (const ShrSection *section,
                    const ShrScale *x,
                    const ShrScale *y,
                    const ShrRect *view,
                    double spacing,
                    ShrContourFunc func,
                    gpointer data)
{
  Contours contours = { .view = *view, .func = func, .data = data };
  const ShrXY corners[] = { { view->x, view->y },
                            { view->x + view->width, view->y },
                            { view->x + view->width, view->y + view->height },
                            { view->x, view->y + view->height } };
  double touching, step, least = INFINITY, most = 0.0, a;

  contours.center = (ShrXY){ shr_scale_to_pixel (x, section->optimum[0]), shr_scale_to_pixel (y, section->optimum[1]) };
  if (!isfinite (contours.center.x) || !isfinite (contours.center.y) || !find_axes (&contours, section))
    return;

  contours.low = INFINITY;
  contours.high = -INFINITY;
  for (gsize i = 0; i < G_N_ELEMENTS (corners); i++)
    {
      most = fmax (most, size_at (&contours, corners[i].x, corners[i].y, &a));
      /* A little more than the view, so that no end of a line is seen. */
      contours.low = fmin (contours.low, a - 2.0);
      contours.high = fmax (contours.high, a + 2.0);
      least = fmin (least, least_on_side (&contours, &corners[i], &corners[(i + 1) % G_N_ELEMENTS (corners)]));
    }
  if (contours.center.x >= view->x && contours.center.x <= view->x + view->width && contours.center.y >= view->y
      && contours.center.y <= view->y + view->height)
    least = 0.0;

  contours.points = g_array_new (FALSE, FALSE, sizeof (ShrXY));
  touching =
      size_at (&contours, shr_scale_to_pixel (x, section->contact[0]), shr_scale_to_pixel (y, section->contact[1]), &a);
  step = touching > 0.6 * spacing ? touching / fmax (round (touching / spacing), 1.0) : spacing;

  for (double i = floor ((least - touching) / step); touching + i * step < most; i++)
    if (i != 0.0 && touching + i * step > 0.01 * step)
      trace_size (&contours, touching + i * step, FALSE);
  if (touching > 0.0)
    trace_size (&contours, touching, TRUE);

  g_array_unref (contours.points);
}
