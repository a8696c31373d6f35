#include "plot/shr-trace.h"

#include "plot/shr-paths-chart.h"
#include "support/shr-test-chart.h"

#include <math.h>

typedef struct
{
  GArray *points; /* ShrXY, of all pieces */
  gsize pieces;
} Collected;

static void
collect (const ShrXY *points, gsize n_points, gpointer data)
{
  Collected *collected = data;

  g_assert_cmpuint (n_points, >=, 2);
  g_array_append_vals (collected->points, points, (guint) n_points);
  collected->pieces++;
}

static Collected
trace (const ShrTestChart *test, gsize feature, gsize from, gsize to, ShrPathsLayout *layout)
{
  Collected collected = { g_array_new (FALSE, FALSE, sizeof (ShrXY)), 0 };
  g_autoptr (ShrTracer) tracer = NULL;
  ShrTheme theme;

  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
  shr_paths_chart_layout (&test->chart, 800, 600, &theme, NULL, layout);
  tracer = shr_tracer_new (&test->chart, layout);
  shr_tracer_trace (tracer, feature, from, to, collect, &collected);

  return collected;
}

static double
distance (ShrXY p, const GArray *line)
{
  double nearest = INFINITY;

  for (guint i = 1; i < line->len; i++)
    {
      ShrXY a = g_array_index (line, ShrXY, i - 1), b = g_array_index (line, ShrXY, i);
      double dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
      double share = square > 0.0 ? CLAMP (((p.x - a.x) * dx + (p.y - a.y) * dy) / square, 0.0, 1.0) : 0.0;

      nearest = fmin (nearest, hypot (p.x - a.x - share * dx, p.y - a.y - share * dy));
    }

  return nearest;
}

/* Thousands of λ become few points, none of which is missed by more than a tenth of a pixel. */
static void
test_simplified (void)
{
  static const char *const names[] = { "a", NULL };
  const gsize n = 5000;
  g_autofree double *lambdas = g_new (double, n);
  g_autofree double *w = g_new (double, n);

  for (gsize k = 0; k < n; k++)
    {
      double t = (double) k / (double) (n - 1);

      lambdas[k] = pow (10.0, 2.0 - 4.0 * t);
      w[k] = sin (9.0 * t) + 1.5 * t + 1e-3;
    }

  g_autoptr (ShrTestChart) test = shr_test_chart_new_by_hand (names, 0.0, lambdas, n, w);
  ShrPathsLayout layout;
  Collected collected = trace (test, 0, 0, n - 1, &layout);

  g_assert_cmpuint (collected.pieces, ==, 1);
  g_assert_cmpuint (collected.points->len, <, 200);
  for (gsize k = 0; k < n; k++)
    {
      ShrXY p = { shr_scale_to_pixel (&layout.x, lambdas[k]), shr_scale_to_pixel (&layout.y, w[k]) };

      g_assert_cmpfloat (distance (p, collected.points), <=, 0.1);
    }
  g_array_unref (collected.points);
}

/* Zero, in, zero, in again: two pieces, and what is not a number is a gap. */
static void
test_pieces (void)
{
  static const char *const names[] = { "a", NULL };
  const double lambdas[] = { 128.0, 64.0, 32.0, 16.0, 8.0, 4.0, 2.0, 1.0 };
  const double w[] = { 0.0, 1.0, 2.0, 0.0, 0.0, 3.0, 1.0, 2.0 };
  const double broken[] = { 1.0, 1.0, 2.0, NAN, 1.0, 3.0, INFINITY, 2.0 };
  g_autoptr (ShrTestChart) test = shr_test_chart_new_by_hand (names, 0.5, lambdas, 8, w);
  g_autoptr (ShrTestChart) gaps = shr_test_chart_new_by_hand (names, 0.5, lambdas, 8, broken);
  ShrPathsLayout layout;
  Collected collected = trace (test, 0, 0, 7, &layout);

  g_assert_cmpuint (collected.pieces, ==, 2);
  g_array_unref (collected.points);

  collected = trace (gaps, 0, 0, 7, &layout);
  g_assert_cmpuint (collected.pieces, ==, 2);
  for (guint i = 0; i < collected.points->len; i++)
    g_assert_true (isfinite (g_array_index (collected.points, ShrXY, i).y));
  g_array_unref (collected.points);
}

/* w = 8 − λ above λ = 3, w = 5 + 4(3 − λ) below: with the event known the bend is where it is, between two points. */
static void
test_bend (void)
{
  static const char *const names[] = { "a", "b", NULL };
  const double lambdas[] = { 8.0, 6.0, 4.0, 2.0, 1.0 };
  const double w[] = { 0.0, 0.0, 2.0, 0.0, 4.0, 0.0, 9.0, 1.0, 13.0, 2.0 };
  ShrEvent events[] = { { 8.0, 0, true }, { 3.0, 1, true } };
  ShrKnots knots = { 2, events, false };
  g_autoptr (ShrTestChart) test = shr_test_chart_new_by_hand (names, 1.0, lambdas, 5, w);
  ShrPathsLayout layout;

  test->chart.knots = &knots;
  for (int forward = 0; forward < 2; forward++)
    {
      /* The same whether drawn in one go or piece by piece. */
      Collected collected = forward == 0 ? trace (test, 0, 0, 4, &layout) : trace (test, 0, 2, 3, &layout);

      for (double lambda = 2.0; lambda <= 4.0; lambda += 0.0625)
        {
          double value = lambda >= 3.0 ? 8.0 - lambda : 5.0 + 4.0 * (3.0 - lambda);
          ShrXY p = { shr_scale_to_pixel (&layout.x, lambda), shr_scale_to_pixel (&layout.y, value) };

          g_assert_cmpfloat (distance (p, collected.points), <=, 0.1);
        }
      g_array_unref (collected.points);
    }

  /* The other begins at its event, not at the point above it. */
  Collected other = trace (test, 1, 0, 4, &layout);

  g_assert_cmpfloat_with_epsilon (shr_scale_to_value (&layout.x, g_array_index (other.points, ShrXY, 0).x), 3.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (g_array_index (other.points, ShrXY, 0).y, shr_scale_to_pixel (&layout.y, 0.0), 1e-9);
  g_array_unref (other.points);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/trace/simplified", test_simplified);
  g_test_add_func ("/trace/pieces", test_pieces);
  g_test_add_func ("/trace/bend", test_bend);

  return g_test_run ();
}
