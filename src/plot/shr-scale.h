#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A map from values to pixels: linear, or logarithmic in base 10; @reversed by giving start > end. */
typedef struct
{
  double low, high;  /* values at the two ends, low < high (low > 0 when logarithmic) */
  double start, end; /* pixels of low and high */
  gboolean logarithmic;
} ShrScale;

double shr_scale_to_pixel (const ShrScale *scale, double value);
double shr_scale_to_value (const ShrScale *scale, double pixel);
/* The value at a share of the way from low to high. */
double shr_scale_at_share (const ShrScale *scale, double share);
/* Whether a value is between the ends. */
gboolean shr_scale_holds (const ShrScale *scale, double value);

/* Away from 0 to 1, 2 or 5 times a power of ten; 0 is 0. For the ends of a scale that must move rarely. */
double shr_scale_step (double value);

G_END_DECLS
