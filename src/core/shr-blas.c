#include "core/shr-blas.h"

#ifdef SHR_HAVE_OPENBLAS_SET_NUM_THREADS
/* OpenBLAS declares it only in its own cblas.h, which is not the one that every system finds first. */
void openblas_set_num_threads (int threads);
#endif

void
shr_blas_single_thread (void)
{
#ifdef SHR_HAVE_OPENBLAS_SET_NUM_THREADS
  openblas_set_num_threads (1);
#endif
}
