#include "core/shr-residual.h"

#include "core/shr-design-private.h"
#include "core/shr-size.h"

#include <math.h>

ShrStatus
shr_residual_working (const ShrDesign *design, const ShrPoint *point, double *r, double *work)
{
  size_t *index = shr_size_new (design->p, 1, sizeof (size_t));
  double *u = shr_size_new (design->p, 1, sizeof (double));
  int exponent = design->column_exponent - design->response_exponent;
  size_t count = 0;

  if (index == NULL || u == NULL)
    {
      free (index);
      free (u);
      return SHR_STATUS_NO_MEMORY;
    }
  for (size_t j = 0; j < design->p; j++)
    if (point->w[j] != 0.0)
      {
        index[count] = j;
        u[count++] = ldexp (point->w[j], exponent);
      }
  shr_design_residual_careful (design, index, u, count, r, work);
  free (index);
  free (u);

  return SHR_STATUS_OK;
}

ShrStatus
shr_residual_at (const ShrDesign *design, const ShrPoint *point, double *residual, double *pull)
{
  double *work = shr_size_new (design->n, 1, sizeof (double));
  ShrStatus status = SHR_STATUS_NO_MEMORY;

  if (work != NULL)
    status = shr_residual_working (design, point, residual, work);
  free (work);
  if (status != SHR_STATUS_OK)
    return status;

  if (pull != NULL)
    {
      shr_design_gradient (design, residual, pull);
      for (size_t j = 0; j < design->p; j++)
        pull[j] = ldexp (pull[j], design->column_exponent + design->response_exponent);
    }
  for (size_t i = 0; i < design->n; i++)
    residual[i] = ldexp (residual[i], design->response_exponent);

  return SHR_STATUS_OK;
}
