#include "plot/shr-contours.h"

#include "support/shr-test-random.h"

#include <math.h>

typedef struct
{
  const ShrSection *section;
  const ShrScale *x, *y;
  const ShrRect *view;
  double touching; /* loss above the optimum at the contact */
  double scale;
  gsize pieces, n_touching;
  double nearest; /* of the touching contour to the contact, px */
} Check;

static double
loss_at (const Check *check, double u, double v)
{
  const ShrSection *s = check->section;
  double du = u - s->optimum[0], dv = v - s->optimum[1];

  return 0.5 * (s->hessian[0] * du * du + 2.0 * s->hessian[1] * du * dv + s->hessian[2] * dv * dv);
}

/* All points of a piece on one level; the middle between two, where it is in view, within 0.05 px of it. */
static void
check_piece (const ShrXY *points, gsize n_points, gboolean closed, gboolean touching, gpointer data)
{
  Check *check = data;
  const ShrSection *s = check->section;
  double cx = shr_scale_to_pixel (check->x, s->contact[0]), cy = shr_scale_to_pixel (check->y, s->contact[1]);
  double level = NAN, per_pixel = (check->x->high - check->x->low) / fabs (check->x->end - check->x->start);

  check->pieces++;
  check->n_touching += touching ? 1 : 0;
  for (gsize i = 0; i < n_points - (closed ? 0 : 1); i++)
    {
      ShrXY a = points[i], b = points[(i + 1) % n_points], middle = { (a.x + b.x) / 2.0, (a.y + b.y) / 2.0 };
      double here = loss_at (check, shr_scale_to_value (check->x, a.x), shr_scale_to_value (check->y, a.y));
      double u = shr_scale_to_value (check->x, middle.x), v = shr_scale_to_value (check->y, middle.y);
      double du = u - s->optimum[0], dv = v - s->optimum[1];
      double gu = s->hessian[0] * du + s->hessian[1] * dv, gv = s->hessian[1] * du + s->hessian[2] * dv;

      level = isnan (level) ? here : level;
      g_assert_cmpfloat (fabs (here - level), <=, 1e-7 * level);
      if (touching)
        {
          double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
          double share = square > 0.0 ? CLAMP (((cx - a.x) * dx + (cy - a.y) * dy) / square, 0.0, 1.0) : 0.0;

          check->nearest = fmin (check->nearest, hypot (cx - a.x - share * dx, cy - a.y - share * dy));
        }
      /* To first order, which is enough where the contour is not tiny. */
      if (middle.x > check->view->x && middle.x < check->view->x + check->view->width && middle.y > check->view->y
          && middle.y < check->view->y + check->view->height && hypot (du, dv) > 20.0 * per_pixel)
        g_assert_cmpfloat (fabs (loss_at (check, u, v) - level), <=, 0.08 * per_pixel * hypot (gu, gv) + 1e-7 * level);
    }
  if (touching)
    g_assert_cmpfloat (fabs (level - check->touching), <=, 1e-7 * check->touching);
}

/* From round to needles, optimum in sight and far away. */
static void
test_ellipses (void)
{
  const ShrScale x = { -2.0, 2.0, 50.0, 450.0, FALSE }, y = { -1.5, 1.5, 320.0, 20.0, FALSE };
  const ShrRect view = { 50.0, 20.0, 400.0, 300.0 };
  ShrTestRandom random;

  shr_test_random_init (&random, 3);
  for (int round = 0; round < 300; round++)
    {
      double rho = tanh (shr_test_random_normal (&random) * (round % 3 == 0 ? 4.0 : 1.0));
      double far = round % 4 == 0 ? 30.0 : 1.0;
      ShrSection section = { .contact = { 1.5 * shr_test_random_normal (&random), shr_test_random_normal (&random) },
                             .optimum = { far * shr_test_random_normal (&random),
                                          far * shr_test_random_normal (&random) },
                             .hessian = { 1.0, rho, 1.0 } };
      Check check = { &section, &x, &y, &view, 0.0, 0.0, 0, 0, INFINITY };

      section.contact[0] = CLAMP (section.contact[0], -1.9, 1.9);
      section.contact[1] = CLAMP (section.contact[1], -1.4, 1.4);
      check.touching = loss_at (&check, section.contact[0], section.contact[1]);
      shr_contours_trace (&section, &x, &y, &view, 40.0, check_piece, &check);
      g_assert_cmpuint (check.n_touching, >=, 1);
      g_assert_cmpuint (check.pieces, >, 3);
      g_assert_cmpuint (check.pieces, <, 80);
      g_assert_cmpfloat (check.nearest, <, 0.06);
    }
}

static void
check_line (const ShrXY *points, gsize n_points, gboolean closed, gboolean touching, gpointer data)
{
  gsize *n = data;

  (*n)++;
  g_assert_cmpuint (n_points, ==, 2);
  g_assert_false (closed);
}

static void
test_singular (void)
{
  const ShrScale x = { -2.0, 2.0, 50.0, 450.0, FALSE }, y = { -1.5, 1.5, 320.0, 20.0, FALSE };
  const ShrRect view = { 50.0, 20.0, 400.0, 300.0 };
  ShrSection twins = {
    .contact = { 0.5, 0.5 }, .optimum = { 1.0, 1.0 }, .hessian = { 1.0, 1.0, 1.0 }, .singular = true
  };
  ShrSection constants = { .contact = { 0.0, 0.0 }, .optimum = { 0.0, 0.0 }, .singular = true };
  gsize lines = 0;

  shr_contours_trace (&twins, &x, &y, &view, 40.0, check_line, &lines);
  g_assert_cmpuint (lines, >, 4);

  lines = 0;
  shr_contours_trace (&constants, &x, &y, &view, 40.0, check_line, &lines);
  g_assert_cmpuint (lines, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/contours/ellipses", test_ellipses);
  g_test_add_func ("/contours/singular", test_singular);

  return g_test_run ();
}
