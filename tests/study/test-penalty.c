#include "study/shr-penalty.h"

static void
test_ids (void)
{
  const char *const ids[SHR_N_PENALTIES] = { "ridge", "elastic-net", "lasso" };

  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    {
      ShrPenalty found;

      g_assert_cmpstr (shr_penalty_id (i), ==, ids[i]);
      g_assert_true (shr_penalty_from_id (ids[i], &found));
      g_assert_cmpint (found, ==, i);
    }
}

static void
test_unknown_ids (void)
{
  const char *const wrong[] = { "", "Ridge", "lasso ", "elastic net", "elastic_net", NULL };
  ShrPenalty found = SHR_PENALTY_ELASTIC_NET;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (shr_penalty_from_id (wrong[i], &found));
  g_assert_cmpint (found, ==, SHR_PENALTY_ELASTIC_NET);
}

static void
test_titles (void)
{
  g_assert_cmpstr (shr_penalty_title (SHR_PENALTY_RIDGE), ==, "Ridge");
  g_assert_cmpstr (shr_penalty_title (SHR_PENALTY_ELASTIC_NET), ==, "Elastic net");
  g_assert_cmpstr (shr_penalty_title (SHR_PENALTY_LASSO), ==, "Lasso");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/penalty/ids", test_ids);
  g_test_add_func ("/penalty/unknown-ids", test_unknown_ids);
  g_test_add_func ("/penalty/titles", test_titles);

  return g_test_run ();
}
