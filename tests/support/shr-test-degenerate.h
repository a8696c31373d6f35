#pragma once

#include "support/shr-test-random.h"

/* Kinds of columns that data have and textbooks do not. */
typedef enum
{
  SHR_TEST_GAUSSIAN,
  SHR_TEST_EQUICORRELATED,  /* 0.95 between any two */
  SHR_TEST_AUTOREGRESSIVE,  /* 0.99 between neighbours */
  SHR_TEST_DUPLICATES,      /* each column about twice, some with the sign or the scale changed */
  SHR_TEST_SUMS,            /* some columns are sums or differences of two others */
  SHR_TEST_FACTORS,         /* one-hot codes of factors, all levels kept */
  SHR_TEST_COUNTS,          /* 0, 1, 2 as genotypes have them; ties everywhere */
  SHR_TEST_LOW_RANK,        /* rank about a third of the columns */
  SHR_TEST_NEAR_DUPLICATES, /* twins that differ in the eighth digit */
  SHR_TEST_POLYNOMIAL,      /* powers of one variable */
  SHR_TEST_CONSTANTS,       /* a constant column among the others */
  SHR_TEST_ORTHOGONAL,      /* ±1 Hadamard columns: every Gram entry a small integer */
  SHR_TEST_SCALES,          /* columns from 1e-9 to 1e9 */
  SHR_TEST_SPARSE,          /* nine of ten entries are zero, some columns have one that is not */
  SHR_TEST_NEIGHBOURS,      /* 0.95 between neighbours */
  SHR_TEST_KINDS
} ShrTestKind;

/* A readable name. */
const char *shr_test_kind_name (ShrTestKind kind);

/**
 * shr_test_degenerate_new:
 * @x: (out) (transfer full): n×p doubles, column after column
 * @y: (out) (transfer full): n doubles: a few columns and noise
 */
void shr_test_degenerate_new (ShrTestRandom *random, ShrTestKind kind, gsize n, gsize p, double **x, double **y);
