#include "core/shr-test-error.h"

#include "core/shr-size.h"

#include <cblas.h>
#include <stdlib.h>
#include <string.h>

/* Rows that are worked on together: few enough to stay in the cache, many enough for BLAS to run at its speed. */
enum
{
  BLOCK_ROWS = 512
};

/* Adds Σ r² over @rows rows from @first to the error of every λ. */
static void
add_rows (const ShrPath *path,
          const double *x,
          const double *y,
          size_t n,
          size_t first,
          size_t rows,
          const double *beta,
          double *residual,
          double *error)
{
  size_t count = shr_path_ready (path), p = shr_path_features (path);

  for (size_t k = 0; k < count; k++)
    for (size_t i = 0; i < rows; i++)
      residual[i + k * BLOCK_ROWS] = y[first + i] - shr_path_point (path, k)->intercept;
  cblas_dgemm (CblasColMajor, CblasNoTrans, CblasNoTrans, shr_size_int (rows), shr_size_int (count), shr_size_int (p),
               -1.0, x + first, shr_size_int (n), beta, shr_size_int (p), 1.0, residual, BLOCK_ROWS);
  for (size_t k = 0; k < count; k++)
    for (size_t i = 0; i < rows; i++)
      error[k] += residual[i + k * BLOCK_ROWS] * residual[i + k * BLOCK_ROWS] / (double) n;
}

ShrStatus
shr_test_error (const ShrPath *path,
                const double *x,
                const double *y,
                size_t n,
                const atomic_bool *cancel,
                double *error)
{
  size_t count = shr_path_ready (path), p = shr_path_features (path);
  double *beta = shr_size_new (p, count, sizeof (double));
  double *residual = shr_size_new (BLOCK_ROWS, count, sizeof (double));
  ShrStatus status = beta != NULL && residual != NULL ? SHR_STATUS_OK : SHR_STATUS_NO_MEMORY;

  if (status == SHR_STATUS_OK)
    {
      memset (error, 0, count * sizeof (double));
      for (size_t k = 0; k < count; k++)
        for (size_t j = 0; j < p; j++)
          beta[j + k * p] = shr_path_original (path, j, shr_path_point (path, k)->w[j]);
    }
  for (size_t first = 0; first < n && status == SHR_STATUS_OK; first += BLOCK_ROWS)
    {
      if (cancel != NULL && atomic_load_explicit (cancel, memory_order_relaxed))
        status = SHR_STATUS_CANCELLED;
      else
        add_rows (path, x, y, n, first, n - first < BLOCK_ROWS ? n - first : BLOCK_ROWS, beta, residual, error);
    }
  free (beta);
  free (residual);

  return status;
}
