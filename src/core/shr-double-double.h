#pragma once

#include <math.h>
#include <stddef.h>

/**
 * ShrDouble2:
 *
 * An unevaluated sum of two doubles, about 32 decimal digits (Dekker 1971; Ogita, Rump, Oishi 2005). For sums that
 * cancel: residuals, Gram entries and pivots of ill-conditioned systems.
 */
typedef struct
{
  double hi;
  double lo; /* at most half a unit in the last place of @hi */
} ShrDouble2;

/* a + b exactly, for |a| ≥ |b|. */
static inline ShrDouble2
shr_double2_quick_sum (double a, double b)
{
  double s = a + b;

  return (ShrDouble2){ s, b - (s - a) };
}

/* a + b exactly. */
static inline ShrDouble2
shr_double2_sum (double a, double b)
{
  double s = a + b;
  double t = s - a;

  return (ShrDouble2){ s, (a - (s - t)) + (b - t) };
}

/* a·b exactly, as long as nothing over- or underflows. */
static inline ShrDouble2
shr_double2_product (double a, double b)
{
  double p = a * b;
#ifdef __FP_FAST_FMA
  return (ShrDouble2){ p, fma (a, b, -p) };
#else
  double ta = 134217729.0 * a;
  double tb = 134217729.0 * b;
  double ah = ta - (ta - a);
  double bh = tb - (tb - b);
  double al = a - ah;
  double bl = b - bh;

  return (ShrDouble2){ p, ((ah * bh - p) + ah * bl + al * bh) + al * bl };
#endif
}

static inline ShrDouble2
shr_double2_add (ShrDouble2 a, ShrDouble2 b)
{
  ShrDouble2 s = shr_double2_sum (a.hi, b.hi);
  ShrDouble2 t = shr_double2_sum (a.lo, b.lo);

  s = shr_double2_quick_sum (s.hi, s.lo + t.hi);
  return shr_double2_quick_sum (s.hi, s.lo + t.lo);
}

static inline ShrDouble2
shr_double2_negate (ShrDouble2 a)
{
  return (ShrDouble2){ -a.hi, -a.lo };
}

static inline ShrDouble2
shr_double2_multiply (ShrDouble2 a, ShrDouble2 b)
{
  ShrDouble2 p = shr_double2_product (a.hi, b.hi);

  return shr_double2_quick_sum (p.hi, p.lo + (a.hi * b.lo + a.lo * b.hi));
}

/* @a + b·c with b and c doubles. */
static inline ShrDouble2
shr_double2_add_product (ShrDouble2 a, double b, double c)
{
  return shr_double2_add (a, shr_double2_product (b, c));
}

/* @a − b·c. */
static inline ShrDouble2
shr_double2_subtract_multiply (ShrDouble2 a, ShrDouble2 b, ShrDouble2 c)
{
  return shr_double2_add (a, shr_double2_negate (shr_double2_multiply (b, c)));
}

static inline ShrDouble2
shr_double2_divide (ShrDouble2 a, ShrDouble2 b)
{
  double q = a.hi / b.hi;
  ShrDouble2 r = shr_double2_add (a, shr_double2_negate (shr_double2_multiply ((ShrDouble2){ q, 0.0 }, b)));
  double q2 = r.hi / b.hi;

  r = shr_double2_add (r, shr_double2_negate (shr_double2_multiply ((ShrDouble2){ q2, 0.0 }, b)));

  return shr_double2_add (shr_double2_quick_sum (q, q2), (ShrDouble2){ r.hi / b.hi, 0.0 });
}

/* √@a for a > 0; 0 otherwise. */
static inline ShrDouble2
shr_double2_sqrt (ShrDouble2 a)
{
  double s;
  ShrDouble2 r;

  if (!(a.hi > 0.0))
    return (ShrDouble2){ 0.0, 0.0 };

  s = sqrt (a.hi);
  r = shr_double2_add (a, shr_double2_negate (shr_double2_product (s, s)));
  r = shr_double2_quick_sum (s, r.hi / (2.0 * s));

  return r;
}

/* Σ a_i b_i of doubles, as if computed in twice the precision. */
ShrDouble2 shr_double2_dot (const double *a, const double *b, size_t n);
