#include "core/shr-double-double.h"

#include "core/shr-size.h"

enum
{
  LANES = 8
};

SHR_HOT ShrDouble2
shr_double2_dot (const double *a, const double *b, size_t n)
{
  ShrLanes sum[2] = { { 0.0 } };
  ShrLanes rest[2] = { { 0.0 } };
  size_t whole = n - n % LANES;
  ShrDouble2 total = { 0.0, 0.0 };

  /* shr_double2_product() and shr_double2_sum() by lanes. */
  for (size_t i = 0; i < whole; i += LANES)
    for (int half = 0; half < 2; half++)
      {
        ShrLanes x = ((const ShrLanes *) (a + i))[half];
        ShrLanes y = ((const ShrLanes *) (b + i))[half];
        ShrLanes p = x * y;
        ShrLanes tx = 134217729.0 * x;
        ShrLanes ty = 134217729.0 * y;
        ShrLanes xh = tx - (tx - x);
        ShrLanes yh = ty - (ty - y);
        ShrLanes xl = x - xh;
        ShrLanes yl = y - yh;
        ShrLanes s = sum[half] + p;
        ShrLanes t = s - sum[half];

        rest[half] += ((sum[half] - (s - t)) + (p - t)) + (((xh * yh - p) + xh * yl + xl * yh) + xl * yl);
        sum[half] = s;
      }
  for (size_t i = whole; i < n; i++)
    total = shr_double2_add_product (total, a[i], b[i]);
  for (int half = 0; half < 2; half++)
    for (int lane = 0; lane < 4; lane++)
      total = shr_double2_add (total, shr_double2_sum (sum[half][lane], rest[half][lane]));

  return total;
}
