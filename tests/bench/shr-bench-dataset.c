#include "bench/shr-bench-dataset.h"

#include "support/shr-test-random.h"

ShrDataset *
shr_bench_dataset (gsize n, gsize p)
{
  ShrTestRandom random;
  double *values = g_new (double, n *(p + 1));
  g_auto (GStrv) names = g_new0 (char *, p + 2);
  g_autoptr (ShrTable) table = NULL;

  shr_test_random_init (&random, 7);
  for (gsize i = 0; i < n * p; i++)
    values[i] = shr_test_random_normal (&random);
  for (gsize i = 0; i < n; i++)
    {
      double y = shr_test_random_normal (&random);

      for (gsize j = 0; j < p; j += 10)
        y += values[j * n + i] * (double) (1 + j % 7) / 4.0;
      values[p * n + i] = y;
    }
  for (gsize j = 0; j < p; j++)
    names[j] = g_strdup_printf ("x%zu", j + 1);
  names[p] = g_strdup ("y");

  table = shr_table_new_numeric ("generated", (const char *const *) names, n, p + 1, values);
  return shr_dataset_new (table, NULL, NULL, NULL, NULL);
}
