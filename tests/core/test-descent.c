#include "support/shr-test-core.h"
#include "support/shr-test-random.h"

#include "core/shr-descent.h"

#include <math.h>

#define MOST 4000

static double
value_of (const ShrSection *section, double mixing, double lambda, double u, double v)
{
  double a = u - section->contact[0], b = v - section->contact[1];

  return section->gradient[0] * a + section->gradient[1] * b
         + 0.5 * (section->hessian[0] * a * a + 2.0 * section->hessian[1] * a * b + section->hessian[2] * b * b)
         + lambda * (mixing * (fabs (u) + fabs (v)) + (1.0 - mixing) / 2.0 * (u * u + v * v));
}

/* From core's own solution of random data to its section. */
static void
solve (ShrTestRandom *random, double rho, double mixing, double share, ShrSection *section, double *lambda)
{
  enum
  {
    N = 40,
    P = 5
  };
  double x[N * P], y[N], w[P];
  ShrPoint point = { .w = w };
  ShrSolverSettings settings;
  g_autoptr (ShrDesign) design = NULL;
  g_autoptr (ShrSolver) solver = NULL;

  for (gsize i = 0; i < N; i++)
    {
      double common = shr_test_random_normal (random);

      for (gsize j = 0; j < P; j++)
        x[j * N + i] = sqrt (rho) * common + sqrt (1.0 - rho) * shr_test_random_normal (random);
      y[i] = 2.0 * x[i] - x[N + i] + shr_test_random_normal (random);
    }
  shr_test_assert_ok (shr_design_new (x, y, N, P, NULL, &design));
  shr_solver_settings_init (&settings);
  settings.mixing = mixing;
  shr_test_assert_ok (shr_solver_new (design, &settings, &solver));
  *lambda = share * shr_solver_lambda_max (solver) * fmax (mixing, 0.001);
  shr_test_assert_ok (shr_solver_solve (solver, *lambda, &point));
  shr_test_assert_ok (shr_section_at (design, &point, mixing, 0, 1, section));
}

/* It ends at the solution; on the way one coordinate moves at a time, to where nothing along its axis is lower. */
static void
test_descent (void)
{
  static const double rhos[] = { 0.0, 0.5, 0.9 }, mixings[] = { 1.0, 0.5, 0.1 }, shares[] = { 0.02, 0.2, 0.7 };
  static double places[MOST][2];
  ShrTestRandom random;

  shr_test_random_init (&random, 11);
  for (gsize r = 0; r < G_N_ELEMENTS (rhos); r++)
    for (gsize m = 0; m < G_N_ELEMENTS (mixings); m++)
      for (gsize s = 0; s < G_N_ELEMENTS (shares); s++)
        for (int from = 0; from < 2; from++)
          {
            double lambda, start[2] = { 3.0 * from, -5.0 * from }, scale;
            ShrSection section;
            gsize n;

            solve (&random, rhos[r], mixings[m], shares[s], &section, &lambda);
            n = shr_descent_in_section (&section, mixings[m], lambda, start, places, MOST);
            scale = 1.0 + fabs (section.contact[0]) + fabs (section.contact[1]);
            g_assert_cmpuint (n, >=, 1);
            g_assert_cmpuint (n, <, MOST);
            g_assert_cmpfloat (places[0][0], ==, start[0]);
            g_assert_cmpfloat (places[0][1], ==, start[1]);
            for (int i = 0; i < 2; i++)
              g_assert_cmpfloat_with_epsilon (places[n - 1][i], section.contact[i], 1e-10 * scale);

            for (gsize k = 1; k < n; k++)
              {
                int moved = places[k][0] != places[k - 1][0] ? 0 : 1;
                double here = value_of (&section, mixings[m], lambda, places[k][0], places[k][1]);

                g_assert_true (places[k][1 - moved] == places[k - 1][1 - moved]);
                g_assert_true (places[k][moved] != places[k - 1][moved]);
                for (double step = 1e-6; step < 10.0; step *= 10.0)
                  for (int side = -1; side <= 1; side += 2)
                    {
                      double u = places[k][0] + (moved == 0 ? side * step : 0.0);
                      double v = places[k][1] + (moved == 1 ? side * step : 0.0);

                      g_assert_cmpfloat (value_of (&section, mixings[m], lambda, u, v), >=,
                                         here - 1e-12 * (1.0 + fabs (here)));
                    }
              }
          }
}

/* Twins: any split is a solution, and the end is as low as the solver's. A step count that is too small is kept to. */
static void
test_ends (void)
{
  const ShrSection twins = { .contact = { 1.5, 0.0 }, .gradient = { -0.5, -0.5 }, .hessian = { 1.0, 1.0, 1.0 } };
  const ShrSection flat = { .contact = { 0.0, 0.0 }, .gradient = { 0.0, 0.0 }, .hessian = { 0.0, 0.0, 0.0 } };
  const ShrSection slow = { .contact = { 0.0, 0.0 }, .gradient = { -1.0, -1.0 }, .hessian = { 1.0, 0.999, 1.0 } };
  const double start[] = { 0.0, 0.0 };
  double places[10][2];
  gsize n;

  n = shr_descent_in_section (&twins, 1.0, 0.5, start, places, 10);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpfloat_with_epsilon (value_of (&twins, 1.0, 0.5, places[1][0], places[1][1]),
                                  value_of (&twins, 1.0, 0.5, 1.5, 0.0), 1e-14);
  g_assert_cmpuint (shr_descent_in_section (&flat, 1.0, 0.5, start, places, 10), ==, 1);
  g_assert_cmpuint (shr_descent_in_section (&slow, 1.0, 0.001, start, places, 10), ==, 10);
  g_assert_cmpuint (shr_descent_in_section (&slow, 1.0, 0.001, start, places, 1), ==, 1);
}

static void
test_ridge (void)
{
  const ShrSection twins = { .contact = { 1.0, 1.0 }, .gradient = { 0.0, 0.0 }, .hessian = { 1.0, 1.0, 1.0 } };
  ShrTestRandom random;
  ShrSection section;
  double lambda, place[2];

  shr_test_random_init (&random, 12);
  for (int i = 0; i < 20; i++)
    {
      solve (&random, 0.8, 0.0, 0.01 * (i + 1), &section, &lambda);
      g_assert_true (shr_descent_ridge_step (&section, lambda, place));
      g_assert_cmpfloat_with_epsilon (place[0], section.contact[0], 1e-10);
      g_assert_cmpfloat_with_epsilon (place[1], section.contact[1], 1e-10);
    }
  g_assert_false (shr_descent_ridge_step (&twins, 0.0, place));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/descent/steps", test_descent);
  g_test_add_func ("/core/descent/ends", test_ends);
  g_test_add_func ("/core/descent/ridge", test_ridge);

  return g_test_run ();
}
