/* The stream against the published algorithms, worked out apart; the normal numbers against their moments. */
#include "data/shr-random.h"

#include <math.h>

/* xoshiro256++ with its state from splitmix64, as their authors publish them. */
static guint64
reference_next (guint64 s[4])
{
  guint64 sum = s[0] + s[3];
  guint64 result = ((sum << 23) | (sum >> 41)) + s[0];
  guint64 t = s[1] << 17;

  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = (s[3] << 45) | (s[3] >> 19);

  return result;
}

static void
test_stream (void)
{
  /* splitmix64's first four numbers from seed 0, a published test vector. */
  guint64 state[4] = { G_GUINT64_CONSTANT (0xe220a8397b1dcdaf), G_GUINT64_CONSTANT (0x6e789e6aa1b965f4),
                       G_GUINT64_CONSTANT (0x06c45d188009454f), G_GUINT64_CONSTANT (0xf88bb8a8724c81ec) };
  ShrRandom random;

  shr_random_init (&random, 0);
  for (int k = 0; k < 1000; k++)
    g_assert_cmpfloat (shr_random_uniform (&random), ==, ldexp ((double) (reference_next (state) >> 11), -53));
}

static void
test_moments (void)
{
  enum
  {
    COUNT = 200000
  };
  double moments[5] = { 0.0 };
  gsize beyond = 0;
  ShrRandom random;

  shr_random_init (&random, 42);
  for (int k = 0; k < COUNT; k++)
    {
      double z = shr_random_normal (&random);
      double power = 1.0;

      for (int m = 1; m < 5; m++)
        moments[m] += (power *= z) / COUNT;
      beyond += fabs (z) > 1.959963984540054 ? 1 : 0;
    }

  /* Six standard errors: 1/√n, √(2/n), √(15/n), √(96/n), √(0.05·0.95/n). */
  g_assert_cmpfloat (fabs (moments[1]), <, 6.0 * sqrt (1.0 / COUNT));
  g_assert_cmpfloat (fabs (moments[2] - 1.0), <, 6.0 * sqrt (2.0 / COUNT));
  g_assert_cmpfloat (fabs (moments[3]), <, 6.0 * sqrt (15.0 / COUNT));
  g_assert_cmpfloat (fabs (moments[4] - 3.0), <, 6.0 * sqrt (96.0 / COUNT));
  g_assert_cmpfloat (fabs ((double) beyond / COUNT - 0.05), <, 6.0 * sqrt (0.0475 / COUNT));
}

/* The polar method again, with the library's logarithm: they may differ in the last bits only. */
static void
test_polar (void)
{
  ShrRandom random, shadow;

  shr_random_init (&random, 7);
  shadow = random;
  for (int k = 0; k < 10000; k++)
    {
      double z = shr_random_normal (&random);
      double u, v, s;

      do
        {
          u = 2.0 * shr_random_uniform (&shadow) - 1.0;
          v = 2.0 * shr_random_uniform (&shadow) - 1.0;
          s = u * u + v * v;
        }
      while (s >= 1.0 || s == 0.0);
      g_assert_cmpfloat (fabs (z - u * sqrt (-2.0 * log (s) / s)), <=, 1e-14 * fabs (z));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/random/stream", test_stream);
  g_test_add_func ("/random/moments", test_moments);
  g_test_add_func ("/random/polar", test_polar);

  return g_test_run ();
}
