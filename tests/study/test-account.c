#include "study/shr-account.h"

#include "shr-test-study.h"

#include <math.h>

static void
test_certificate (void)
{
  ShrPoint point = { .gap = 2.3e-15, .kkt = 1.2e-14, .condition = 227.0 };
  gboolean met = FALSE;
  char *words = shr_account_certificate (&point, 1e-9, &met);

  g_assert_true (met);
  g_assert_cmpstr (words, ==, "Certified: relative gap 2 × 10⁻¹⁵, KKT residual 1 × 10⁻¹⁴, condition 2 × 10²");
  g_free (words);

  /* Just met is met; what is exactly 0 is said so; small figures have no power of ten. */
  point = (ShrPoint){ .gap = 1e-9, .kkt = 0.0, .condition = 1.0 };
  words = shr_account_certificate (&point, 1e-9, &met);
  g_assert_true (met);
  g_assert_cmpstr (words, ==, "Certified: relative gap 1 × 10⁻⁹, KKT residual 0, condition 1");
  g_free (words);

  point = (ShrPoint){ .gap = 3e-7, .kkt = 5e-8, .condition = 9.7e12 };
  words = shr_account_certificate (&point, 1e-9, &met);
  g_assert_false (met);
  g_assert_null (strstr (words, "Certified"));
  for (const char *const *part = (const char *const[]){ "3 × 10⁻⁷", "1 × 10⁻⁹", "5 × 10⁻⁸", "1 × 10¹³", NULL };
       *part != NULL; part++)
    g_assert_nonnull (strstr (words, *part));
  g_assert_true (g_str_has_suffix (words, "."));
  g_free (words);

  point.gap = NAN;
  words = shr_account_certificate (&point, 1e-9, &met);
  g_assert_false (met);
  g_free (words);
}

static ShrFit *
fit_of (const char *const *names, double *values, gboolean intercept)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_values ("t.csv", names, 6, 2, values);
  ShrSettings settings;

  shr_test_settings_init (&settings, FALSE, FALSE, TRUE);
  settings.intercept = intercept;

  return shr_test_fit_run (dataset, &settings);
}

/* y = 5 − 2a + 30b exactly: the sizes of the standardised coefficients are known by hand, those of the original too. */
static void
test_equation (void)
{
  static const char *const names[] = { "a", "b", "y", NULL };
  static const double a[] = { 1, 2, 3, 4, 5, 6 }, b[] = { 0, 1, 0, 0, 1, 0 };
  static const guint order[] = { 1, 0 };
  double *values = g_new (double, 18);
  g_autoptr (ShrFit) fit = NULL;
  g_autofree char *all = NULL, *one = NULL, *none = NULL, *bare = NULL;
  double w[2];
  ShrPoint point = { .w = w };
  const ShrPath *path;

  for (int i = 0; i < 6; i++)
    {
      values[i] = a[i];
      values[6 + i] = b[i];
      values[12 + i] = 5.0 - 2.0 * a[i] + 30.0 * b[i];
    }
  fit = fit_of (names, values, TRUE);
  path = shr_fit_get_path (fit, SHR_PENALTY_LASSO);

  g_assert_cmpint (shr_fit_solve (fit, SHR_PENALTY_LASSO, 0.0, &point), ==, SHR_STATUS_OK);
  all = shr_account_equation (path, &point, names, "y", TRUE, order, 2);
  g_assert_cmpstr (all, ==, "y = 5.000 + 30.00·b − 2.000·a");
  one = shr_account_equation (path, &point, names, "y", TRUE, order, 1);
  g_assert_cmpstr (one, ==, "y = 5.000 + 30.00·b + 1 more");
  bare = shr_account_equation (path, &point, names, "y", FALSE, order + 1, 1);
  g_assert_cmpstr (bare, ==, "y = −2.000·a + 1 more");

  /* At λ_max nothing is left but the mean: 5 − 2·3.5 + 30/3 = 8. */
  none = shr_account_equation (path, shr_path_point (path, 0), names, "y", TRUE, order, 2);
  g_assert_cmpstr (none, ==, "y = 8.000");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/account/certificate", test_certificate);
  g_test_add_func ("/account/equation", test_equation);

  return g_test_run ();
}
