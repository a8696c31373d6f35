#include "core/shr-folds.h"

/* splitmix64 (Steele, Lea and Flood 2014). */
static uint64_t
next (uint64_t *state)
{
  uint64_t z = *state += 0x9e3779b97f4a7c15u;

  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;

  return z ^ (z >> 31);
}

/* Uniform on 0 … @n − 1. */
static size_t
below (uint64_t *state, uint64_t n)
{
  /* 2⁶⁴ mod n: of so many numbers more at the lower end, each remainder is left by equally many. */
  uint64_t excess = (0 - n) % n;
  uint64_t value;

  do
    value = next (state);
  while (value < excess);

  return (size_t) (value % n);
}

ShrStatus
shr_folds_assign (size_t n, size_t count, uint64_t seed, size_t *fold)
{
  uint64_t state = seed;

  if (count < 2 || count > n)
    return SHR_STATUS_BAD_FOLDS;

  for (size_t i = 0; i < n; i++)
    fold[i] = i % count;
  for (size_t i = n; i-- > 1;)
    {
      size_t j = below (&state, i + 1);
      size_t kept = fold[i];

      fold[i] = fold[j];
      fold[j] = kept;
    }

  return SHR_STATUS_OK;
}
