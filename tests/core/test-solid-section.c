#include "support/shr-test-core.h"
#include "support/shr-test-degenerate.h"
#include "support/shr-test-problem.h"

#include "core/shr-solid-section.h"

#include <math.h>
#include <string.h>

/* Eigenvalues (ascending) and eigenvectors of a symmetric 3×3 by Jacobi's rotations: what LAPACK does not do. */
static void
jacobi (const double full[3][3], double values[3], double vectors[3][3])
{
  double a[3][3], v[3][3] = { { 1.0, 0.0, 0.0 }, { 0.0, 1.0, 0.0 }, { 0.0, 0.0, 1.0 } };

  memcpy (a, full, sizeof a);
  for (int sweep = 0; sweep < 60; sweep++)
    for (int p = 0; p < 2; p++)
      for (int q = p + 1; q < 3; q++)
        {
          double theta, t, c, s;

          if (a[p][q] == 0.0)
            continue;
          theta = (a[q][q] - a[p][p]) / (2.0 * a[p][q]);
          t = copysign (1.0, theta) / (fabs (theta) + hypot (theta, 1.0));
          c = 1.0 / hypot (t, 1.0);
          s = t * c;
          for (int k = 0; k < 3; k++)
            {
              double x = a[k][p], y = a[k][q];

              a[k][p] = c * x - s * y;
              a[k][q] = s * x + c * y;
            }
          for (int k = 0; k < 3; k++)
            {
              double x = a[p][k], y = a[q][k];

              a[p][k] = c * x - s * y;
              a[q][k] = s * x + c * y;
              x = v[p][k];
              y = v[q][k];
              v[p][k] = c * x - s * y;
              v[q][k] = s * x + c * y;
            }
        }

  for (int i = 0; i < 3; i++)
    {
      int rank = 0;

      for (int k = 0; k < 3; k++)
        rank += a[k][k] < a[i][i] || (a[k][k] == a[i][i] && k < i);
      values[rank] = a[i][i];
      memcpy (vectors[rank], v[i], sizeof v[i]);
    }
}

static double
dot (const double *a, const double *b)
{
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/* The axes are the eigenvectors of the Gram matrix of the loaded data. */
static void
check_axes (const ShrSolidSection *section, const ShrTestProblem *truth)
{
  double gram[3][3] = { { 0.0 } }, values[3], vectors[3][3];

  for (int i = 0; i < 3; i++)
    for (int k = 0; k < 3; k++)
      for (gsize row = 0; row < truth->n; row++)
        gram[i][k] += truth->z[section->features[i] * truth->n + row] * truth->z[section->features[k] * truth->n + row]
                      / (double) truth->n;
  jacobi (gram, values, vectors);

  for (int i = 0; i < 3; i++)
    {
      double apart = INFINITY;

      g_assert_cmpfloat (fabs (section->curvature[i] - values[i]), <=, 1e-10 * (values[2] + 1e-300));
      g_assert_cmpfloat_with_epsilon (dot (section->axes[i], section->axes[i]), 1.0, 1e-12);
      for (int k = 0; k < 3; k++)
        {
          double image = dot (gram[k], section->axes[i]);

          if (k != i)
            {
              apart = fmin (apart, fabs (values[k] - values[i]));
              g_assert_cmpfloat (fabs (dot (section->axes[i], section->axes[k])), <, 1e-12);
            }
          g_assert_cmpfloat (fabs (image - values[i] * section->axes[i][k]), <=, 1e-10 * values[2]);
        }
      /* A direction of its own, where the eigenvalue is one of its own. */
      if (apart > 1e-3 * values[2])
        g_assert_cmpfloat (fabs (dot (section->axes[i], vectors[i])), >, 1.0 - 1e-10);
    }
}

/* Gradient, optimum and contact against the data. */
static void
check_loss (const ShrSolidSection *section, const ShrTestProblem *truth, double mixing, double lambda, const double *w)
{
  g_autofree double *r = shr_test_problem_residual (truth, w);
  g_autofree double *best = g_memdup2 (w, truth->p * sizeof (double));
  g_autofree double *left = NULL;
  double loss = 0.0, scale = 0.0, budget = 0.0;

  for (gsize i = 0; i < truth->n; i++)
    {
      loss += r[i] * r[i] / (2.0 * (double) truth->n);
      scale += truth->y[i] * truth->y[i] / (double) truth->n;
    }
  scale = sqrt (scale) + 1e-3;
  g_assert_cmpfloat (fabs (section->loss - loss), <=, 1e-10 * scale * scale);

  for (int i = 0; i < 3; i++)
    {
      const double *z = truth->z + section->features[i] * truth->n;
      double pull = 0.0, u = section->contact[i], wanted;

      for (gsize row = 0; row < truth->n; row++)
        pull += z[row] * r[row] / (double) truth->n;
      g_assert_cmpfloat (u, ==, w[section->features[i]]);
      g_assert_cmpfloat (fabs (section->gradient[i] + pull), <=, 1e-10 * scale);
      budget += mixing * fabs (u) + 0.5 * (1.0 - mixing) * u * u;
      best[section->features[i]] = section->optimum[i];

      /* KKT in this coordinate: −∂f = λ times a subgradient of the penalty. */
      wanted = u == 0.0 ? CLAMP (pull, -lambda * mixing, lambda * mixing)
                        : lambda * (copysign (mixing, u) + (1.0 - mixing) * u);
      g_assert_cmpfloat (fabs (pull - wanted), <=, 1e-9 * scale);
      g_assert_cmpfloat (fabs (pull - wanted), <=, section->residual + 1e-9 * scale);
    }
  g_assert_cmpfloat (fabs (section->budget - budget), <=, 1e-12 * (1.0 + budget));
  g_assert_cmpfloat (section->residual, <=, 1e-9 * scale);

  /* At the optimum nothing pulls the three any more. */
  left = shr_test_problem_residual (truth, best);
  for (int i = 0; i < 3; i++)
    {
      const double *z = truth->z + section->features[i] * truth->n;
      double pull = 0.0;

      for (gsize row = 0; row < truth->n; row++)
        pull += z[row] * left[row] / (double) truth->n;
      g_assert_cmpfloat (fabs (pull), <=, 1e-6 * scale);
    }
  /* Where it is not the only one, it is the nearest: no step along a flat direction. */
  for (int i = 0; i < 3; i++)
    if (section->curvature[i] == 0.0)
      {
        const double step[3] = { section->optimum[0] - section->contact[0], section->optimum[1] - section->contact[1],
                                 section->optimum[2] - section->contact[2] };

        g_assert_cmpfloat (fabs (dot (step, section->axes[i])), <=, 1e-9 * (1.0 + sqrt (dot (step, step))));
      }
}

static void
test_section (gconstpointer data)
{
  static const double mixings[] = { 1.0, 0.5, 0.0 };
  ShrTestKind kind = (ShrTestKind) GPOINTER_TO_UINT (data);
  ShrTestRandom random;

  shr_test_random_init (&random, 19 + kind);
  for (int problem = 0; problem < 24; problem++)
    {
      gsize n = 8 + shr_test_random_below (&random, 30), p = 3 + shr_test_random_below (&random, 8);
      ShrDesignSettings design_settings = { .standardize = true, .intercept = true };
      ShrSolverSettings settings;
      g_autofree double *x = NULL, *y = NULL, *w = g_new (double, p);
      g_autoptr (ShrDesign) design = NULL;
      g_autoptr (ShrSolver) solver = NULL;
      g_autoptr (ShrTestProblem) truth = NULL;
      size_t features[3] = { shr_test_random_below (&random, p) };
      ShrPoint point = { .w = w };
      ShrSolidSection section;
      double lambda;

      features[1] = (features[0] + 1 + shr_test_random_below (&random, p - 2)) % p;
      features[2] = (features[1] + 1) % p;
      if (features[2] == features[0])
        features[2] = (features[2] + 1) % p;

      shr_test_degenerate_new (&random, kind, n, p, &x, &y);
      shr_test_assert_ok (shr_design_new (x, y, n, p, &design_settings, &design));
      truth = shr_test_problem_new (x, y, n, p, TRUE, TRUE);
      shr_solver_settings_init (&settings);
      settings.mixing = mixings[problem % 3];
      shr_test_assert_ok (shr_solver_new (design, &settings, &solver));
      lambda = shr_solver_lambda_max (solver) * (0.02 + 0.3 * shr_test_random_uniform (&random))
               * fmax (settings.mixing, 0.01);
      shr_test_assert_ok (shr_solver_solve (solver, lambda, &point));
      shr_test_assert_ok (shr_solid_section_at (design, &point, settings.mixing, features, &section));

      g_assert_true (memcmp (section.features, features, sizeof features) == 0);
      check_axes (&section, truth);
      check_loss (&section, truth, settings.mixing, lambda, w);
    }
}

/* Of twins the loss is flat along the line on which only their difference changes. */
static void
test_rank (void)
{
  const gsize n = 20, features[3] = { 0, 1, 2 };
  ShrTestRandom random;
  g_autofree double *x = g_new (double, 3 * n), *y = g_new (double, n);
  double w[3] = { 0.5, 0.25, 0.0 };
  ShrPoint point = { .w = w, .lambda = 0.1 };

  shr_test_random_init (&random, 3);
  for (gsize i = 0; i < n; i++)
    {
      x[i] = x[n + i] = shr_test_random_normal (&random);
      x[2 * n + i] = shr_test_random_normal (&random);
      y[i] = x[i] + shr_test_random_normal (&random);
    }

  for (int constant = 0; constant < 2; constant++)
    {
      g_autoptr (ShrDesign) design = NULL;
      ShrSolidSection section;

      for (gsize i = 0; constant == 1 && i < n; i++)
        x[2 * n + i] = 4.0;
      shr_test_assert_ok (shr_design_new (x, y, n, 3, NULL, &design));
      shr_test_assert_ok (shr_solid_section_at (design, &point, 1.0, features, &section));
      g_assert_cmpuint (section.rank, ==, constant == 1 ? 1 : 2);
      g_assert_cmpfloat (section.curvature[0], ==, 0.0);
      if (constant == 0)
        {
          g_assert_cmpfloat_with_epsilon (section.axes[0][0] + section.axes[0][1], 0.0, 1e-12);
          g_assert_cmpfloat_with_epsilon (section.axes[0][2], 0.0, 1e-12);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (ShrTestKind kind = 0; kind < SHR_TEST_KINDS; kind++)
    {
      g_autofree char *name = g_strdup_printf ("/solid-section/%s", shr_test_kind_name (kind));

      g_test_add_data_func (name, GUINT_TO_POINTER (kind), test_section);
    }
  g_test_add_func ("/solid-section/rank", test_rank);

  return g_test_run ();
}
