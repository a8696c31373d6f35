#pragma once

#include <glib.h>

/**
 * A stream of pseudo-random numbers that is the same on every machine and with every GLib (xoshiro256++,
 * Blackman and Vigna 2019; seeded through splitmix64).
 */
typedef struct
{
  guint64 state[4];
} ShrTestRandom;

void shr_test_random_init (ShrTestRandom *random, guint64 seed);
/* Uniform on [0, 1). */
double shr_test_random_uniform (ShrTestRandom *random);
/* Standard normal. */
double shr_test_random_normal (ShrTestRandom *random);
/* Uniform on {0, …, n − 1}; n ≥ 1. */
gsize shr_test_random_below (ShrTestRandom *random, gsize n);
