#pragma once

#include "core/shr-path.h"

#include <stdatomic.h>

/**
 * shr_test_error:
 * @path: every solution that is ready is tried
 * @x: n×p doubles, column after column: rows that were not fitted, with the features of @path
 * @y: n doubles: their responses
 * @n: at least 1
 * @cancel: (nullable)
 * @error: (out caller-allocates): shr_path_ready() doubles: the mean squared error of what each solution predicts, squared
 *   units of the response
 *
 * Returns: OK, CANCELLED or NO_MEMORY
 */
ShrStatus shr_test_error (const ShrPath *path,
                          const double *x,
                          const double *y,
                          size_t n,
                          const atomic_bool *cancel,
                          double *error);
