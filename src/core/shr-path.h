#pragma once

#include "core/shr-design.h"

/**
 * ShrPoint:
 *
 * The solution at one λ, with its certificate. Coefficients are on the standardised scale (mathematics, section 1),
 * in units of the response; shr_path_original() converts.
 */
typedef struct
{
  double lambda;         /* λ of (★), never below 0 */
  double intercept;      /* β₀ on the original scale, units of the response; 0 without intercept */
  double df;             /* degrees of freedom (mathematics, section 2) */
  double deviance_ratio; /* 1 − RSS/TSS, in [0, 1] up to rounding */
  double gap;            /* duality gap over the null loss, recomputed from w alone (mathematics, section 4) */
  double kkt;            /* largest violation of the optimality conditions, over max|c_j| */
  double condition;      /* estimate of the condition of the system solved (1 when empty) */
  double norm1;          /* ‖w‖₁ */
  double norm2;          /* ‖w‖₂ */
  size_t nonzero;        /* coefficients that are not exactly 0 */
  double *w;             /* p standardised coefficients */
} ShrPoint;

/**
 * ShrPath:
 *
 * Solutions at a decreasing sequence of λ: preallocated, append-only, one writer and any number of readers, no locks.
 * The writer fills shr_path_next() and calls shr_path_publish(), which stores with release order; readers look only
 * at points below shr_path_ready(), which loads with acquire order. A published point never changes.
 */
typedef struct ShrPath ShrPath;

/**
 * shr_path_new:
 * @design: where centres and scales are copied from; not kept
 * @mixing: α, 0 ≤ α ≤ 1
 * @lambdas: @count values, strictly decreasing, each ≥ 0; copied
 * @count: at least 1
 * @path: (out) (transfer full): free with shr_path_free()
 *
 * Returns: OK, BAD_MIXING, BAD_LAMBDA, BAD_GRID, TOO_LARGE or NO_MEMORY
 */
ShrStatus shr_path_new (const ShrDesign *design, double mixing, const double *lambdas, size_t count, ShrPath **path);
void shr_path_free (ShrPath *path);

double shr_path_mixing (const ShrPath *path);
size_t shr_path_features (const ShrPath *path);
size_t shr_path_count (const ShrPath *path);
/* The λ asked for at @k, known before it is solved. */
double shr_path_lambda (const ShrPath *path, size_t k);

/* How many points may be read; from any thread. */
size_t shr_path_ready (const ShrPath *path);
/* @k < shr_path_ready(); (transfer none), valid as long as the path. */
const ShrPoint *shr_path_point (const ShrPath *path, size_t k);

/* β_j = w_j / scale_j; 0 for a constant column. */
double shr_path_original (const ShrPath *path, size_t j, double w);
/* w_j = β_j · scale_j. */
double shr_path_scale (const ShrPath *path, size_t j);

/* For the one writer: the point to fill, its λ set and its w zeroed; NULL when the path is full. */
ShrPoint *shr_path_next (ShrPath *path);
/* For the one writer: makes the point of shr_path_next() visible to readers. */
void shr_path_publish (ShrPath *path);
