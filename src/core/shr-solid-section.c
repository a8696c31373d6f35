#include "core/shr-solid-section.h"

#include "core/shr-design-private.h"
#include "core/shr-section-private.h"

#include <assert.h>
#include <lapacke.h>
#include <math.h>
#include <string.h>

/* Curvatures below this share of the largest are what rounding leaves of dependent columns. */
#define FLAT 1e-13

static ShrStatus
find_axes (ShrSolidSection *section)
{
  const double *h = section->hessian;
  const double full[9] = { h[0], h[1], h[2], h[1], h[3], h[4], h[2], h[4], h[5] };
  lapack_int info;

  memcpy (section->axes, full, sizeof full);
  /* By columns: the eigenvectors come one after the other. */
  info = LAPACKE_dsyev (LAPACK_COL_MAJOR, 'V', 'U', 3, &section->axes[0][0], 3, section->curvature);
  if (info != 0)
    return info == LAPACK_WORK_MEMORY_ERROR ? SHR_STATUS_NO_MEMORY : SHR_STATUS_NO_CONVERGENCE;

  section->rank = 0;
  for (int i = 0; i < 3; i++)
    {
      if (!(section->curvature[i] > FLAT * section->curvature[2]))
        section->curvature[i] = 0.0;
      section->rank += section->curvature[i] > 0.0;
    }

  return SHR_STATUS_OK;
}

/* δ = −H⁻¹gradient, or the shortest step to a minimum where H has no inverse. */
static void
find_optimum (ShrSolidSection *section)
{
  memcpy (section->optimum, section->contact, sizeof section->optimum);
  for (int i = 0; i < 3; i++)
    if (section->curvature[i] > 0.0)
      {
        const double *axis = section->axes[i];
        const double *g = section->gradient;
        double step = -(axis[0] * g[0] + axis[1] * g[1] + axis[2] * g[2]) / section->curvature[i];

        for (int k = 0; k < 3; k++)
          section->optimum[k] += step * axis[k];
      }
}

ShrStatus
shr_solid_section_at (const ShrDesign *design,
                      const ShrPoint *point,
                      double mixing,
                      const size_t features[3],
                      ShrSolidSection *section)
{
  ShrStatus status;

  assert (features[0] < design->p && features[1] < design->p && features[2] < design->p);
  assert (features[0] != features[1] && features[1] != features[2] && features[2] != features[0]);

  memcpy (section->features, features, sizeof section->features);
  status = shr_section_measure (design, point, mixing, features, 3, section->contact, section->gradient,
                                section->hessian, &section->loss, &section->budget, &section->residual);
  if (status == SHR_STATUS_OK)
    status = find_axes (section);
  if (status == SHR_STATUS_OK)
    find_optimum (section);

  return status;
}
