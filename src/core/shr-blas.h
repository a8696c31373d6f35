#pragma once

/**
 * shr_blas_single_thread:
 *
 * Keeps the BLAS that the program is linked with on one thread, where it has a way to be told (OpenBLAS); any other
 * is left as it is. For each program's main, before anything else: a second thread does not help products of this
 * size, and results must not depend on the number of threads.
 */
void shr_blas_single_thread (void);
