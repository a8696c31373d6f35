#pragma once

#include <assert.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__GLIBC__)                              \
    && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
/* For the few hot loops: vector registers of whatever width the machine has. The order of sums is the same in each. */
#define SHR_HOT __attribute__ ((target_clones ("avx2", "default")))
#else
#define SHR_HOT
#endif

/* Four doubles, wherever they lie, for sums whose lanes are to stay in registers: compilers keep an array of sums in
 * memory. */
typedef double ShrLanes __attribute__ ((vector_size (32), aligned (8), may_alias));

/* The larger of two numbers, neither of them NaN: fmax() is a call. */
static inline double
shr_larger (double a, double b)
{
  return a > b ? a : b;
}

/* A size as BLAS and LAPACK take it. Designs with more rows or features than an int holds are refused as TOO_LARGE. */
static inline int
shr_size_int (size_t size)
{
  assert (size <= INT_MAX);

  return (int) size;
}

/**
 * shr_size_new:
 * @a, @b: how many elements: a·b, each at least 1
 * @element: size of one, bytes
 *
 * Returns: (transfer full) (nullable): a·b elements, not initialised; NULL when there is no memory for them
 */
static inline void *
shr_size_new (size_t a, size_t b, size_t element)
{
  if (b != 0 && a > SIZE_MAX / b)
    return NULL;
  if (a * b > (size_t) PTRDIFF_MAX / element)
    return NULL;

  return malloc (a * b == 0 ? element : a * b * element);
}

/* The same, all bits zero. */
static inline void *
shr_size_new0 (size_t a, size_t b, size_t element)
{
  if (b != 0 && a > SIZE_MAX / b)
    return NULL;

  return calloc (a * b == 0 ? 1 : a * b, element);
}
