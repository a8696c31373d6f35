#include "core/shr-limit.h"

#include "core/shr-size.h"

#include <cblas.h>
#include <lapacke.h>
#include <string.h>

/* The larger of λ₁ and λ₂ that stand for 0⁺, over the largest |c_j|: as small as the gradient's rounding lets the signs be seen. */
static const double vanishing = 1e-9;
/* How far it may go where that is not small enough, and the part of the null loss that may be left. */
static const double deepest_vanishing = 1e-17;
static const double reached = 1e-18;
/* Both fall by this factor from one solution to the next on the way there. */
static const double descent = 0.1;
/* A singular value below this, relative to the largest, belongs to a direction in which the columns do not differ. */
static const double rank_tolerance = 1e-12;
/* λ₁/λ₂ over the largest coefficient, above which λ₂ decides nothing but ties. */
static const double far_above = 1e5;

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

/* The limit as the present active set and its signs have it, into @index, @u and @count, or the present solution itself
 * where their signs do not agree. */
static ShrStatus
finish (ShrActiveSet *active, double ratio, size_t *index, double *u, size_t *count)
{
  ShrSystem *system = &active->system;
  double largest = 0.0;
  bool agrees = true;
  ShrStatus status;

  *count = system->size;
  memcpy (index, system->index, system->size * sizeof (size_t));
  if (system->size == 0)
    return SHR_STATUS_OK;

  /* The lasso's active columns are independent, so there is nothing to move in; and where λ₁ is far above λ₂, the active
   * columns can only be dependent in ways that leave ‖u‖₁ as it is. */
  for (size_t i = 0; i < system->size; i++)
    largest = fmax (largest, fabs (active->u[i]));
  status = smallest_penalty (active->design, index, system->size, active->sign,
                             ratio < far_above * largest ? ratio : 0.0, u);
  if (status != SHR_STATUS_OK)
    return status;
  for (size_t i = 0; i < system->size; i++)
    agrees = agrees && u[i] * active->sign[i] > 0.0;
  if (!agrees)
    memcpy (u, active->u, system->size * sizeof (double));

  return SHR_STATUS_OK;
}

ShrStatus
shr_limit_solve (ShrActiveSet *active,
                 ShrLeastSquares *least_squares,
                 double ratio,
                 size_t *index,
                 double *u,
                 size_t *count)
{
  ShrCertificate *certificate = active->certificate;
  size_t p = active->design->p;
  double size = certificate->moment_max;
  double last = vanishing * size;
  double deepest = deepest_vanishing * size;
  /* Neither of the two penalties may stay when the other has vanished. */
  double share1 = fmin (ratio, 1.0);
  double share2 = ratio < HUGE_VAL ? share1 / ratio : 0.0;
  double best = HUGE_VAL;
  size_t *tried = shr_size_new (p, 1, sizeof (size_t));
  double *trial = shr_size_new (p, 1, sizeof (double));
  ShrStatus status = tried != NULL && trial != NULL ? SHR_STATUS_OK : SHR_STATUS_NO_MEMORY;

  while (status == SHR_STATUS_OK && size > last)
    {
      size = fmax (size * descent, last);
      status = shr_active_set_solve (active, size * share1, size * share2);
    }

  /* Where columns differ so little that they come in below this, deeper, as long as that leads nearer to least squares. */
  while (status == SHR_STATUS_OK)
    {
      size_t size_of_trial;
      double square = HUGE_VAL;

      status = finish (active, ratio, tried, trial, &size_of_trial);
      if (status != SHR_STATUS_OK)
        break;
      shr_certificate_examine (certificate, tried, trial, size_of_trial, 0.0, 0.0, true);
      status = shr_least_squares_project (least_squares, certificate->residual, &square);
      if (status == SHR_STATUS_OK && square < best)
        {
          best = square;
          *count = size_of_trial;
          memcpy (index, tried, size_of_trial * sizeof (size_t));
          memcpy (u, trial, size_of_trial * sizeof (double));
        }
      if (status != SHR_STATUS_OK || best <= reached * active->design->null_square || size <= deepest)
        break;
      size *= descent;
      status = shr_active_set_solve (active, size * share1, size * share2);
    }

  free (tried);
  free (trial);
  return status;
}
