#include "data/shr-random.h"

#include <math.h>

static inline guint64
rotate (guint64 value, int by)
{
  return (value << by) | (value >> (64 - by));
}

void
shr_random_init (ShrRandom *random, guint64 seed)
{
  for (gsize i = 0; i < G_N_ELEMENTS (random->state); i++)
    {
      guint64 z;

      seed += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      z = seed;
      z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
      z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
      random->state[i] = z ^ (z >> 31);
    }
}

static guint64
next (ShrRandom *random)
{
  guint64 *s = random->state;
  guint64 result = rotate (s[0] + s[3], 23) + s[0];
  guint64 shifted = s[1] << 17;

  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= shifted;
  s[3] = rotate (s[3], 45);

  return result;
}

double
shr_random_uniform (ShrRandom *random)
{
  return (double) (next (random) >> 11) * 0x1p-53;
}

/* ln x for 0 < x < 1, near enough for a sample. The libraries' logarithms differ in the last bit from machine to
 * machine, and so would the data; sums and products do not. ln(m·2^e) = e·ln 2 + 2·artanh((m − 1)/(m + 1)). */
static double
logarithm (double x)
{
  int exponent;
  double m = frexp (x, &exponent);
  double z = (m - 1.0) / (m + 1.0);
  double power = z;
  double sum = 0.0;

  for (int k = 1; k < 60; k += 2)
    {
      sum += power / k;
      power *= z * z;
    }

  return exponent * 0x1.62e42fefa39efp-1 + 2.0 * sum;
}

double
shr_random_normal (ShrRandom *random)
{
  double u;
  double square;

  /* A point in the unit disc. The second number that it would give is not kept: a call's result depends on the state
   * alone. */
  do
    {
      double v;

      u = 2.0 * shr_random_uniform (random) - 1.0;
      v = 2.0 * shr_random_uniform (random) - 1.0;
      square = u * u + v * v;
    }
  while (square >= 1.0 || square == 0.0);

  return u * sqrt (-2.0 * logarithm (square) / square);
}
