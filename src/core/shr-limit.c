#include "core/shr-limit.h"

#include "core/shr-size.h"

#include <cblas.h>
#include <lapacke.h>
#include <string.h>

/* The λ₁ that stands for 0⁺, over the largest |c_j|: as small as the gradient's rounding lets the signs be seen. */
static const double vanishing = 1e-9;
/* λ₁ falls by this factor from one solution to the next on the way there. */
static const double descent = 0.1;
/* A singular value below this, relative to the largest, belongs to a direction in which the columns do not differ. */
static const double rank_tolerance = 1e-12;

/* Of all u with the smallest ‖r₀ − Z_A u‖, the minimiser of @ratio·signᵀu + ½‖u‖²: the shortest least-squares solution
 * moved by −ratio·sign within the null space of Z_A. */
static ShrStatus
smallest_penalty (const ShrDesign *design, const size_t *index, size_t m, const double *sign, double ratio, double *u)
{
  size_t n = design->n;
  size_t count = n < m ? n : m;
  double *z = shr_size_new (n, m, sizeof (double));
  double *left = shr_size_new (n, count, sizeof (double));
  double *right = shr_size_new (count, m, sizeof (double));
  double *singular = shr_size_new (count, 1, sizeof (double));
  ShrStatus status = SHR_STATUS_NO_MEMORY;

  if (z != NULL && left != NULL && right != NULL && singular != NULL)
    {
      lapack_int info;

      for (size_t i = 0; i < m; i++)
        memcpy (z + i * n, shr_design_column (design, index[i]), n * sizeof (double));
      info = LAPACKE_dgesdd (LAPACK_COL_MAJOR, 'S', shr_size_int (n), shr_size_int (m), z, shr_size_int (n), singular,
                             left, shr_size_int (n), right, shr_size_int (count));
      status = info == 0                          ? SHR_STATUS_OK
               : info == LAPACK_WORK_MEMORY_ERROR ? SHR_STATUS_NO_MEMORY
                                                  : SHR_STATUS_NO_CONVERGENCE;
    }
  if (status == SHR_STATUS_OK)
    {
      for (size_t i = 0; i < m; i++)
        u[i] = -ratio * sign[i];
      for (size_t i = 0; i < count && singular[i] > rank_tolerance * singular[0]; i++)
        {
          const double *row = right + i;
          int ld = shr_size_int (count);
          double wanted = cblas_ddot (shr_size_int (n), left + i * n, 1, design->response, 1) / singular[i];
          double along = -ratio * cblas_ddot (shr_size_int (m), row, ld, sign, 1);

          cblas_daxpy (shr_size_int (m), wanted - along, row, ld, u, 1);
        }
    }

  free (z);
  free (left);
  free (right);
  free (singular);
  return status;
}

ShrStatus
shr_limit_solve (ShrActiveSet *active, double ratio, size_t *index, double *u, size_t *count)
{
  ShrSystem *system = &active->system;
  double last = vanishing * active->certificate->moment_max;
  double l1 = active->certificate->moment_max;
  ShrStatus status;
  bool agrees = true;

  do
    {
      l1 = fmax (l1 * descent, last);
      status = shr_active_set_solve (active, l1, ratio < HUGE_VAL ? l1 / ratio : 0.0);
      if (status != SHR_STATUS_OK)
        return status;
    }
  while (l1 > last);

  *count = system->size;
  memcpy (index, system->index, system->size * sizeof (size_t));
  if (system->size == 0)
    return SHR_STATUS_OK;

  /* The lasso's active columns are independent, so there is nothing to move in. */
  status = smallest_penalty (active->design, index, system->size, active->sign, ratio < HUGE_VAL ? ratio : 0.0, u);
  if (status != SHR_STATUS_OK)
    return status;
  for (size_t i = 0; i < system->size; i++)
    agrees = agrees && u[i] * active->sign[i] > 0.0;
  if (!agrees)
    memcpy (u, active->u, system->size * sizeof (double));

  return SHR_STATUS_OK;
}
