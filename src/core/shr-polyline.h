#pragma once

#include "core/shr-status.h"

#include <stddef.h>

/**
 * ShrPolyline:
 *
 * Coefficients that are piecewise linear in λ, given at decreasing values of λ with their zeros left out.
 */
typedef struct
{
  size_t features; /* p */
  size_t count;    /* vertices */
  double *lambda;  /* count: decreasing */
  size_t *start;   /* count + 1: where a vertex' coefficients begin in index and w, and end */
  size_t *index;   /* start[count]: features */
  double *w;       /* start[count]: their coefficients, not 0 */
  size_t vertex_room, coefficient_room;
} ShrPolyline;

/* @self is zeroed by the caller. */
void shr_polyline_init (ShrPolyline *self, size_t p);
void shr_polyline_clear (ShrPolyline *self);

/**
 * shr_polyline_append:
 * @lambda: below the last vertex; nothing happens where it is not
 * @index, @w: @count coefficients; zeros are left out
 *
 * Returns: OK, NO_MEMORY or, for a coefficient that is not finite, OUT_OF_RANGE
 */
ShrStatus shr_polyline_append (ShrPolyline *self, double lambda, const size_t *index, const double *w, size_t count);

/* The coefficients at @lambda, not below the last vertex: between two of them by linear interpolation, above the first
 * as there. @w: p doubles. There is at least one vertex. */
void shr_polyline_at (const ShrPolyline *self, double lambda, double *w);
