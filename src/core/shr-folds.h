#pragma once

#include "core/shr-status.h"

#include <stddef.h>
#include <stdint.h>

/**
 * shr_folds_assign:
 * @n: rows
 * @count: K, how many folds, from 2 to @n
 * @seed: any number
 * @fold: (out caller-allocates): n: which of 0 … K − 1 each row is held out with
 *
 * A random partition of the rows into K parts whose sizes differ by at most one, equally likely each. It depends on
 * @n, @count and @seed alone, and is the same on every machine.
 *
 * Returns: OK or BAD_FOLDS
 */
ShrStatus shr_folds_assign (size_t n, size_t count, uint64_t seed, size_t *fold);
