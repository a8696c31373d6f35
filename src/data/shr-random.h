#pragma once

#include <glib.h>

/**
 * ShrRandom:
 *
 * A stream of pseudo-random numbers, the same to the last bit on every machine with IEEE doubles: xoshiro256++
 * (Blackman and Vigna 2021), its state filled by splitmix64.
 */
typedef struct
{
  guint64 state[4];
} ShrRandom;

void shr_random_init (ShrRandom *random, guint64 seed);
/* Uniform on [0, 1): multiples of 2^−53. */
double shr_random_uniform (ShrRandom *random);
/* Standard normal: Marsaglia's polar method, with only the operations that IEEE 754 defines exactly. */
double shr_random_normal (ShrRandom *random);
