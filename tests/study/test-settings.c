#include "study/shr-settings.h"

#include "core/shr-design.h"
#include "core/shr-solver.h"

/* The defaults of the product, and nothing else than core's own where core has one. */
static void
test_defaults (void)
{
  ShrSettings settings;
  ShrDesignSettings design;
  ShrSolverSettings solver;

  shr_settings_init (&settings);
  shr_design_settings_init (&design);
  shr_solver_settings_init (&solver);

  g_assert_true (settings.penalties[SHR_PENALTY_RIDGE]);
  g_assert_false (settings.penalties[SHR_PENALTY_ELASTIC_NET]);
  g_assert_true (settings.penalties[SHR_PENALTY_LASSO]);
  g_assert_cmpuint (settings.lambda_count, ==, 100);
  g_assert_cmpint (settings.standardize, ==, design.standardize);
  g_assert_cmpint (settings.intercept, ==, design.intercept);
  g_assert_cmpfloat (settings.gap, ==, solver.gap);
  g_assert_cmpfloat (settings.mixing, ==, 0.5);
  g_assert_cmpfloat (settings.lambda_min_ratio, ==, 0.0);
  g_assert_false (settings.paths_only);
  g_assert_cmpuint (settings.folds, ==, 0);
  g_assert_cmpuint (settings.seed, ==, 1);
  g_assert_cmpfloat (settings.test_share, ==, 0.0);
  g_assert_false (shr_settings_validates (&settings));
  settings.test_share = 0.2;
  g_assert_true (shr_settings_validates (&settings));
  settings.test_share = 0.0;
  settings.folds = 5;
  g_assert_true (shr_settings_validates (&settings));
  g_assert_cmpuint (settings.threads, ==, 1);
}

static void
test_mixing (void)
{
  ShrSettings settings;

  shr_settings_init (&settings);
  settings.mixing = 0.3;

  g_assert_cmpfloat (shr_settings_get_mixing (&settings, SHR_PENALTY_RIDGE), ==, 0.0);
  g_assert_cmpfloat (shr_settings_get_mixing (&settings, SHR_PENALTY_ELASTIC_NET), ==, 0.3);
  g_assert_cmpfloat (shr_settings_get_mixing (&settings, SHR_PENALTY_LASSO), ==, 1.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/settings/defaults", test_defaults);
  g_test_add_func ("/settings/mixing", test_mixing);

  return g_test_run ();
}
