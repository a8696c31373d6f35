#pragma once

#include "data/shr-sample.h"

/**
 * ShrGenerator:
 *
 * Makes a table from random numbers: rows, names and n×(p+1) doubles, column after column, the response last and
 * called y. @title becomes the table's name.
 */
typedef ShrTable *(*ShrGenerator) (const char *title, guint64 seed, const ShrSampleParameters *parameters);

/* y = w1·x1 + w2·x2 + noise. x1 and x2 have mean 0 and standard deviation 1 (with 1/n) and exactly the correlation ρ; the
 * noise has exactly its standard deviation and is orthogonal to them and to the constant, so that least squares finds
 * exactly the optimum (w1, w2), on the original and on the standardised scale. n ≥ 4. */
ShrTable *shr_generator_two_features (const char *title, guint64 seed, const ShrSampleParameters *parameters);
/* f(x) = 4x/(1 + 4x²) */
double shr_generator_overfitting_truth (double x);
/* y = f(x) + noise on [−1, 1], and the powers of x up to the degree as features. */
ShrTable *shr_generator_overfitting (const char *title, guint64 seed, const ShrSampleParameters *parameters);
/* Independent features, of which the first few matter, with coefficients from 3 down to 1 of alternating sign. */
ShrTable *shr_generator_sparse_truth (const char *title, guint64 seed, const ShrSampleParameters *parameters);
/* Three groups of p/4 features, each a hidden variable and an own share of noise so that two of a group have
 * correlation ρ, and features that do not matter; y = 3·A − 2·B + C + noise with the hidden variables A, B and C. */
ShrTable *shr_generator_correlated_groups (const char *title, guint64 seed, const ShrSampleParameters *parameters);
