/* The certificate against the same sums in quadruple precision, at solutions, near them and far from them. */

#include "core/shr-certificate.h"
#include "core/shr-size.h"
#include "support/shr-test-core.h"
#include "support/shr-test-degenerate.h"
#include "support/shr-test-table.h"

#include <math.h>

typedef __float128 Quad;

static Quad
quad_abs (Quad a)
{
  return a < 0 ? -a : a;
}

/* Gap over the null loss at (λ₁, λ₂), by the plain formula: primal less dual, nothing rearranged. */
static double
exact_gap (const ShrDesign *design, const double *u, double l1, double l2)
{
  gsize n = design->n, p = design->p;
  g_autofree Quad *r = g_new (Quad, n);
  Quad rr = 0, yr = 0, yy = 0, primal, largest = 0, excess = 0, norm1 = 0, norm2 = 0, s = 1, dual;

  for (gsize i = 0; i < n; i++)
    {
      r[i] = design->response[i];
      for (gsize j = 0; j < p; j++)
        r[i] -= (Quad) shr_design_column (design, j)[i] * u[j];
      rr += r[i] * r[i];
      yr += r[i] * design->response[i];
      yy += (Quad) design->response[i] * design->response[i];
    }
  for (gsize j = 0; j < p; j++)
    {
      Quad g = 0, over;

      for (gsize i = 0; i < n; i++)
        g += shr_design_column (design, j)[i] * r[i];
      g = quad_abs (g) / n;
      largest = g > largest ? g : largest;
      over = g - l1;
      if (over > 0 && l2 > 0)
        excess += over * over / (2 * (Quad) l2);
      norm1 += fabs (u[j]);
      norm2 += (Quad) u[j] * u[j];
    }
  primal = rr / (2 * n) + l1 * norm1 + l2 * norm2 / 2;
  if (largest > l1)
    s = l1 / largest;
  dual = s * yr / n - s * s * rr / (2 * n);
  if (l2 > 0 && yr / n - rr / (2 * n) - excess > dual)
    dual = yr / n - rr / (2 * n) - excess;

  return (double) ((primal - dual) / (yy / (2 * n)));
}

static void
test_against_quad (gconstpointer data)
{
  ShrTestKind kind = (ShrTestKind) GPOINTER_TO_UINT (data);
  ShrTestRandom random;

  shr_test_random_init (&random, 21 + kind);
  for (int problem = 0; problem < 40; problem++)
    {
      gsize n = 3 + shr_test_random_below (&random, 40), p = 1 + shr_test_random_below (&random, 30), count = 0;
      double mixing = problem % 4 == 0 ? 0.0 : problem % 4 == 1 ? 0.5 : 1.0;
      g_autofree double *x = NULL, *y = NULL, *moment = g_new (double, p), *gram = g_new (double, p *p);
      g_autofree double *w = g_new (double, p), *dense = g_new (double, p), *u = g_new (double, p);
      g_autofree gsize *index = g_new (gsize, p);
      g_autoptr (ShrDesign) design = NULL;
      g_autoptr (ShrSolver) solver = NULL;
      ShrSolverSettings settings;
      ShrPoint point = { .w = w };
      double lambda, l1, l2, noise = problem % 2 ? 0.0 : pow (10.0, -8.0 * shr_test_random_uniform (&random));

      shr_test_degenerate_new (&random, kind, n, p, &x, &y);
      shr_test_assert_ok (shr_design_new (x, y, n, p, NULL, &design));
      if (shr_design_is_null (design))
        continue;
      shr_solver_settings_init (&settings);
      settings.mixing = mixing;
      shr_test_assert_ok (shr_solver_new (design, &settings, &solver));
      lambda = shr_solver_lambda_max (solver) * pow (10.0, -2.0 * shr_test_random_uniform (&random));
      shr_test_assert_ok (shr_solver_solve (solver, lambda, &point));

      /* Standardised, so that only the response has an exponent. */
      l1 = ldexp (lambda * mixing, -design->response_exponent);
      l2 = lambda * (1.0 - mixing);
      for (gsize j = 0; j < p; j++)
        {
          dense[j] = ldexp (w[j], -design->response_exponent) * (1.0 + noise * shr_test_random_normal (&random));
          if (dense[j] != 0.0)
            {
              index[count] = j;
              u[count++] = dense[j];
            }
        }

      shr_design_gradient (design, design->response, moment);
      g_assert_true (shr_design_gram (design, gram, NULL, NULL, NULL));
      for (int way = 0; way < 3; way++)
        {
          ShrCertificate certificate = { 0 };
          double gap = exact_gap (design, dense, l1, l2);

          shr_test_assert_ok (shr_certificate_init (&certificate, design, way == 0 ? gram : NULL, moment));
          shr_certificate_examine (&certificate, index, u, count, l1, l2, way == 2);
          g_assert_cmpfloat_with_epsilon (certificate.gap, gap, 1e-13 * (1.0 + gap) + 1e-9 * gap);
          g_assert_cmpfloat (certificate.kkt, >=, 0.0);
          shr_certificate_clear (&certificate);
        }
      g_assert_cmpfloat_with_epsilon (point.gap, noise == 0.0 ? exact_gap (design, dense, l1, l2) : point.gap, 1e-13);
    }
}

/* The part of the null loss that least squares would still take off, by Gram-Schmidt, twice over. */
static double
exact_rest (const ShrDesign *design, const double *u)
{
  gsize n = design->n, p = design->p;
  g_autofree Quad *r = g_new (Quad, n), *q = g_new (Quad, n * p);
  Quad yy = 0, rest = 0;

  for (gsize i = 0; i < n; i++)
    {
      r[i] = design->response[i];
      yy += r[i] * r[i];
      for (gsize j = 0; j < p; j++)
        r[i] -= (Quad) shr_design_column (design, j)[i] * u[j];
    }
  for (gsize j = 0; j < p; j++)
    {
      Quad *column = q + j * n, before = 0, after = 0, along = 0;

      for (gsize i = 0; i < n; i++)
        {
          column[i] = shr_design_column (design, j)[i];
          before += column[i] * column[i];
        }
      for (int pass = 0; pass < 2; pass++)
        for (gsize k = 0; k < j; k++)
          {
            Quad product = 0;

            for (gsize i = 0; i < n; i++)
              product += q[i + k * n] * column[i];
            for (gsize i = 0; i < n; i++)
              column[i] -= product * q[i + k * n];
          }
      for (gsize i = 0; i < n; i++)
        after += column[i] * column[i];
      /* Nothing but rounding of the columns is left of one that depends on the others. */
      for (gsize i = 0; i < n; i++)
        column[i] = after > 1e-26Q * before ? column[i] / (Quad) sqrtl ((long double) after) : 0;
      for (gsize i = 0; i < n; i++)
        along += column[i] * r[i];
      rest += along * along;
    }

  return (double) (rest / yy);
}

/* Solves the path of @x, @y and λ = 0 at every mixing, and compares every certificate with what its coefficients say. */
static void
check_paths (const double *x, const double *y, gsize n, gsize p, gsize count, const char *name)
{
  static const double mixings[] = { 1.0, 0.9, 0.5, 0.1, 0.0 };
  g_autoptr (ShrDesign) design = NULL;
  g_autofree double *dense = g_new (double, p), *lambdas = g_new (double, count + 1);
  double worst = 0.0, worst_limit = 0.0;

  shr_test_assert_ok (shr_design_new (x, y, n, p, NULL, &design));
  if (shr_design_is_null (design))
    return;
  for (gsize m = 0; m < G_N_ELEMENTS (mixings); m++)
    {
      ShrSolverSettings settings;
      g_autoptr (ShrSolver) solver = NULL;
      g_autoptr (ShrPath) path = NULL;
      gsize filled;

      shr_solver_settings_init (&settings);
      settings.mixing = mixings[m];
      shr_test_assert_ok (shr_solver_new (design, &settings, &solver));
      shr_test_assert_ok (shr_solver_grid (solver, count, 0.0, lambdas, &filled));
      lambdas[filled] = 0.0;
      shr_test_assert_ok (shr_path_new (design, mixings[m], lambdas, filled + 1, &path));
      shr_test_assert_ok (shr_solver_path (solver, path, NULL, NULL));

      for (gsize k = 0; k <= filled; k++)
        {
          const ShrPoint *point = shr_path_point (path, k);
          double l1 = ldexp (lambdas[k] * mixings[m], -design->response_exponent);
          double difference;

          for (gsize j = 0; j < p; j++)
            dense[j] = ldexp (point->w[j], -design->response_exponent);
          if (k < filled)
            {
              difference = fabs (point->gap - exact_gap (design, dense, l1, lambdas[k] * (1.0 - mixings[m])));
              worst = fmax (worst, difference);
            }
          else
            {
              difference = fabs (point->gap - exact_rest (design, dense));
              worst_limit = fmax (worst_limit, difference);
            }
          if (difference > 1e-13)
            g_test_message ("%s, %zu×%zu, mixing %g, λ[%zu]: reported %.3e, off by %.1e, condition %.1e", name, n, p,
                            mixings[m], k, point->gap, difference, point->condition);
        }
    }
  g_test_message ("%s: off by %.1e, at λ = 0 by %.1e", name, worst, worst_limit);
  g_assert_cmpfloat (worst, <=, 1e-13);
  g_assert_cmpfloat (worst_limit, <=, 1e-13);
}

static void
test_reference_paths (void)
{
  static const char *const names[][2] = { { "diabetes", "progression" }, { "prostate", "lpsa" }, { "Longley", "y" } };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *file = g_strdup_printf ("core/data/%s.csv", names[i][0]);
      g_autoptr (ShrTestTable) table = shr_test_table_read (file);
      g_autofree double *x = NULL, *y = NULL;

      shr_test_table_split (table, names[i][1], &x, &y);
      check_paths (x, y, table->rows, table->columns - 1, 20, names[i][0]);
    }
}

static void
test_paths (gconstpointer data)
{
  ShrTestKind kind = (ShrTestKind) GPOINTER_TO_UINT (data);
  ShrTestRandom random;

  shr_test_random_init (&random, 61 + kind);
  for (int problem = 0; problem < 8; problem++)
    {
      gsize n = 3 + shr_test_random_below (&random, 40), p = 1 + shr_test_random_below (&random, 40);
      g_autofree double *x = NULL, *y = NULL;

      shr_test_degenerate_new (&random, kind, n, p, &x, &y);
      check_paths (x, y, n, p, 8, shr_test_kind_name (kind));
    }
}

/* At w = 0 and λ < λ_max the gap is what it says: P(0) less the best dual along r = y. */
static void
test_far_from_optimum (void)
{
  ShrTestRandom random;
  g_autofree double *x = NULL, *y = NULL, *zero = g_new0 (double, 9), *moment = g_new (double, 9);
  g_autoptr (ShrDesign) design = NULL;
  ShrCertificate certificate = { 0 };
  double l1;

  shr_test_random_init (&random, 2);
  shr_test_degenerate_new (&random, SHR_TEST_GAUSSIAN, 20, 9, &x, &y);
  shr_test_assert_ok (shr_design_new (x, y, 20, 9, NULL, &design));
  shr_design_gradient (design, design->response, moment);
  shr_test_assert_ok (shr_certificate_init (&certificate, design, NULL, moment));
  l1 = 0.25 * certificate.moment_max;
  shr_certificate_examine (&certificate, NULL, NULL, 0, l1, 0.0, false);
  /* s = 1/4: ½ρ²(1 − s)² over ½ρ². */
  g_assert_cmpfloat_with_epsilon (certificate.gap, 0.5625, 1e-14);
  g_assert_cmpfloat_with_epsilon (certificate.kkt, 0.75, 1e-14);
  g_assert_cmpfloat_with_epsilon (exact_gap (design, zero, l1, 0.0), 0.5625, 1e-14);
  shr_certificate_clear (&certificate);
}

int
main (int argc, char **argv)
{
  static const ShrTestKind kinds[] = { SHR_TEST_GAUSSIAN, SHR_TEST_EQUICORRELATED, SHR_TEST_DUPLICATES,
                                       SHR_TEST_SUMS,     SHR_TEST_FACTORS,        SHR_TEST_SCALES };

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *name = g_strdup_printf ("/core/certificate/%s", shr_test_kind_name (kinds[i]));

      g_test_add_data_func (name, GUINT_TO_POINTER (kinds[i]), test_against_quad);
    }
  g_test_add_func ("/core/certificate/far", test_far_from_optimum);
  g_test_add_func ("/core/certificate/paths/reference", test_reference_paths);
  for (guint kind = 0; kind < SHR_TEST_KINDS; kind++)
    {
      g_autofree char *name = g_strdup_printf ("/core/certificate/paths/%s", shr_test_kind_name ((ShrTestKind) kind));

      g_test_add_data_func (name, GUINT_TO_POINTER (kind), test_paths);
    }

  return g_test_run ();
}
