/* Rows in, columns out, over the edges of chunks and tiles. */
#include "data/shr-number-block.h"

static double
cell (gsize i, gsize j)
{
  return (double) i * 1e5 + (double) j;
}

static void
test_collect (void)
{
  static const struct
  {
    gsize rows;
    gsize columns;
  } shapes[] = { { 1, 1 }, { 65, 130 }, { 1000, 7 }, { 3, 70000 }, { 110, 70000 } };

  for (gsize s = 0; s < G_N_ELEMENTS (shapes); s++)
    {
      gsize rows = shapes[s].rows;
      gsize columns = shapes[s].columns;
      ShrNumberBlock *block = shr_number_block_new (columns);
      g_autofree gboolean *wanted = g_new (gboolean, columns);
      g_autofree double *one = g_new (double, rows + 1);
      g_autofree double *values = NULL;
      gsize k = 0;

      for (gsize i = 0; i < rows; i++)
        {
          double *row = shr_number_block_next (block);

          for (gsize j = 0; j < columns; j++)
            row[j] = cell (i, j);
        }
      g_assert_cmpuint (shr_number_block_rows (block), ==, rows);

      shr_number_block_column (block, columns - 1, one);
      for (gsize i = 0; i < rows; i++)
        g_assert_cmpfloat (one[i], ==, cell (i, columns - 1));

      for (gsize j = 0; j < columns; j++)
        wanted[j] = j % 3 != 1;
      g_assert_true (shr_number_block_collect (block, wanted, &values));
      g_assert_cmpuint (shr_number_block_rows (block), ==, 0);
      for (gsize j = 0; j < columns; j++)
        {
          if (!wanted[j])
            continue;
          for (gsize i = 0; i < rows; i++)
            if (values[k * rows + i] != cell (i, j))
              g_error ("row %" G_GSIZE_FORMAT ", column %" G_GSIZE_FORMAT, i, j);
          k++;
        }
      shr_number_block_free (block);
    }
}

static void
test_nothing_wanted (void)
{
  ShrNumberBlock *block = shr_number_block_new (1);
  gboolean wanted = FALSE;
  double *values = &(double){ 0.0 };

  *shr_number_block_next (block) = 1.0;
  g_assert_true (shr_number_block_collect (block, &wanted, &values));
  g_assert_null (values);
  shr_number_block_free (block);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/number-block/collect", test_collect);
  g_test_add_func ("/number-block/nothing-wanted", test_nothing_wanted);

  return g_test_run ();
}
