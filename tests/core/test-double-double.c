#include "core/shr-double-double.h"
#include "support/shr-test-random.h"

#include <math.h>

typedef __float128 Quad;

static Quad
value (ShrDouble2 a)
{
  return (Quad) a.hi + a.lo;
}

/* |found − exact| ≤ bound·|exact|, all in quadruple precision. */
static void
assert_close (ShrDouble2 found, Quad exact, double bound)
{
  Quad miss = value (found) - exact;
  Quad size = exact < 0 ? -exact : exact;

  if (miss < 0)
    miss = -miss;
  g_assert_true (miss <= bound * size);
  g_assert_cmpfloat (found.hi + found.lo, ==, found.hi);
}

static void
test_arithmetic (void)
{
  ShrTestRandom random;
  const double bound = 0x1p-100;

  shr_test_random_init (&random, 1);
  for (int i = 0; i < 2000; i++)
    {
      double x = shr_test_random_normal (&random), y = shr_test_random_normal (&random);
      ShrDouble2 a = shr_double2_sum (x, x * 0x1p-54 * shr_test_random_uniform (&random));
      ShrDouble2 b = shr_double2_sum (y, y * 0x1p-54 * shr_test_random_uniform (&random));

      assert_close (shr_double2_sum (x, y), (Quad) x + y, 0.0);
      assert_close (shr_double2_product (x, y), (Quad) x * y, 0.0);
      assert_close (shr_double2_multiply (a, b), value (a) * value (b), bound);
      assert_close (shr_double2_divide (a, b), value (a) / value (b), bound);
      assert_close (shr_double2_add (a, a), 2 * value (a), bound);
      if (a.hi > 0.0)
        {
          ShrDouble2 root = shr_double2_sqrt (a);

          assert_close (shr_double2_multiply (root, root), value (a), 4.0 * bound);
        }
    }
  g_assert_cmpfloat (shr_double2_sqrt ((ShrDouble2){ -1.0, 0.0 }).hi, ==, 0.0);
}

/* A sum whose terms cancel ten digits deep. */
static void
test_dot (void)
{
  const double a[] = { 1e10, 3.0, -1e10, 1e-3, 7.0 };
  const double b[] = { 1.0, 2.0, 1.0, 1.0, 1.0 };
  ShrDouble2 sum = shr_double2_dot (a, b, 5);

  g_assert_cmpfloat (sum.hi, ==, 13.001);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/double-double/arithmetic", test_arithmetic);
  g_test_add_func ("/core/double-double/dot", test_dot);

  return g_test_run ();
}
