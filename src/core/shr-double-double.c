#include "core/shr-double-double.h"

#include "core/shr-size.h"

/* Sums run in so many lanes, whose order is fixed, so that the compiler may keep them in vector registers. */
enum
{
  LANES = 8
};

SHR_HOT ShrDouble2
shr_double2_dot (const double *a, const double *b, size_t n)
{
  double sum[LANES] = { 0.0 };
  double rest[LANES] = { 0.0 };
  size_t whole = n - n % LANES;
  ShrDouble2 total = { 0.0, 0.0 };

  for (size_t i = 0; i < whole; i += LANES)
    for (size_t lane = 0; lane < LANES; lane++)
      {
        ShrDouble2 p = shr_double2_product (a[i + lane], b[i + lane]);
        ShrDouble2 s = shr_double2_sum (sum[lane], p.hi);

        sum[lane] = s.hi;
        rest[lane] += s.lo + p.lo;
      }
  for (size_t i = whole; i < n; i++)
    total = shr_double2_add_product (total, a[i], b[i]);
  for (size_t lane = 0; lane < LANES; lane++)
    total = shr_double2_add (total, shr_double2_sum (sum[lane], rest[lane]));

  return total;
}
