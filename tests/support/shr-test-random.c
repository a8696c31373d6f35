#include "support/shr-test-random.h"

#include <math.h>

static guint64
next (ShrTestRandom *random)
{
  guint64 *s = random->state;
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

void
shr_test_random_init (ShrTestRandom *random, guint64 seed)
{
  for (int i = 0; i < 4; i++)
    {
      guint64 z = (seed += 0x9e3779b97f4a7c15u);

      z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
      z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
      random->state[i] = z ^ (z >> 31);
    }
}

double
shr_test_random_uniform (ShrTestRandom *random)
{
  return (double) (next (random) >> 11) * 0x1p-53;
}

double
shr_test_random_normal (ShrTestRandom *random)
{
  double u = 1.0 - shr_test_random_uniform (random);
  double v = shr_test_random_uniform (random);

  return sqrt (-2.0 * log (u)) * cos (2.0 * G_PI * v);
}

gsize
shr_test_random_below (ShrTestRandom *random, gsize n)
{
  return (gsize) (shr_test_random_uniform (random) * (double) n);
}
