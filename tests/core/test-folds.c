#include "core/shr-folds.h"

#include <glib.h>

static void
test_sizes (void)
{
  for (gsize n = 2; n < 40; n++)
    for (gsize count = 2; count <= n; count++)
      {
        g_autofree gsize *fold = g_new (gsize, n), *sizes = g_new0 (gsize, count);

        g_assert_cmpint (shr_folds_assign (n, count, n, fold), ==, SHR_STATUS_OK);
        for (gsize i = 0; i < n; i++)
          {
            g_assert_cmpuint (fold[i], <, count);
            sizes[fold[i]]++;
          }
        for (gsize k = 0; k < count; k++)
          {
            g_assert_cmpuint (sizes[k], >=, n / count);
            g_assert_cmpuint (sizes[k], <=, (n + count - 1) / count);
          }
      }
}

/* Worked out by another implementation of the same published generator and shuffle. */
static void
test_same_everywhere (void)
{
  static const gsize expected[][12] = {
    { 4, 1, 1, 3, 0, 0, 2, 3, 1, 4, 0, 2 },
    { 4, 1, 2, 4, 1, 3, 0, 1, 2, 0, 3, 0 },
    { 4, 1, 2, 0, 3, 1, 4, 2, 0, 3, 0, 1 },
    { 3, 2, 4, 1, 2, 4, 0, 0, 0, 1, 1, 3 },
  };
  static const guint64 seeds[] = { 0, 1, 42, G_MAXUINT64 };

  for (gsize s = 0; s < G_N_ELEMENTS (seeds); s++)
    {
      gsize fold[12];

      g_assert_cmpint (shr_folds_assign (12, 5, seeds[s], fold), ==, SHR_STATUS_OK);
      for (gsize i = 0; i < 12; i++)
        g_assert_cmpuint (fold[i], ==, expected[s][i]);
    }
}

/* Of the six ways to halve four rows none is favoured. */
static void
test_every_partition_is_likely (void)
{
  gsize seen[16] = { 0 };

  for (guint64 seed = 0; seed < 6000; seed++)
    {
      gsize fold[4];

      g_assert_cmpint (shr_folds_assign (4, 2, seed, fold), ==, SHR_STATUS_OK);
      seen[fold[0] + 2 * fold[1] + 4 * fold[2] + 8 * fold[3]]++;
    }
  /* Five standard deviations of a count whose mean is 1000. */
  for (gsize i = 0; i < G_N_ELEMENTS (seen); i++)
    if (seen[i] > 0)
      {
        g_assert_cmpuint (seen[i], >, 850);
        g_assert_cmpuint (seen[i], <, 1150);
      }
}

static void
test_refusals (void)
{
  gsize fold[3];

  g_assert_cmpint (shr_folds_assign (3, 0, 1, fold), ==, SHR_STATUS_BAD_FOLDS);
  g_assert_cmpint (shr_folds_assign (3, 1, 1, fold), ==, SHR_STATUS_BAD_FOLDS);
  g_assert_cmpint (shr_folds_assign (3, 4, 1, fold), ==, SHR_STATUS_BAD_FOLDS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/folds/sizes", test_sizes);
  g_test_add_func ("/core/folds/same-everywhere", test_same_everywhere);
  g_test_add_func ("/core/folds/every-partition-is-likely", test_every_partition_is_likely);
  g_test_add_func ("/core/folds/refusals", test_refusals);

  return g_test_run ();
}
