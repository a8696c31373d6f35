#include "core/shr-section.h"

#include "core/shr-design-private.h"
#include "core/shr-residual.h"
#include "core/shr-section-private.h"
#include "core/shr-size.h"

#include <float.h>

/* The section's own minimum: δ = −H⁻¹gradient, or the shortest such step where H is singular. Units: those of w. */
static void
find_optimum (ShrSection *section)
{
  double a = section->hessian[0];
  double b = section->hessian[1];
  double c = section->hessian[2];
  double u = section->gradient[0];
  double v = section->gradient[1];
  double determinant = a * c - b * b;
  double step[2] = { 0.0, 0.0 };

  section->singular = !(determinant > 64.0 * DBL_EPSILON * a * c);
  if (!section->singular)
    {
      step[0] = (b * v - c * u) / determinant;
      step[1] = (b * u - a * v) / determinant;
    }
  else if (a + c > 0.0)
    {
      /* H = d·eeᵀ with d = trace H: along its only direction e, by −eᵀgradient/d. */
      double trace = a + c;
      double first = sqrt (a / trace);
      double second = copysign (sqrt (c / trace), b);
      double along = -(first * u + second * v) / trace;

      step[0] = first * along;
      step[1] = second * along;
    }

  section->optimum[0] = section->contact[0] + step[0];
  section->optimum[1] = section->contact[1] + step[1];
}

/* Distance of g from λ₁·∂|w| + λ₂w. */
static double
condition_residual (double gradient, double w, double l1, double l2)
{
  double slope = -gradient - l2 * w;

  return w == 0.0 ? fmax (fabs (slope) - l1, 0.0) : fabs (slope - copysign (l1, w));
}

ShrStatus
shr_section_measure (const ShrDesign *design,
                     const ShrPoint *point,
                     double mixing,
                     const size_t *features,
                     size_t count,
                     double *contact,
                     double *gradient,
                     double *hessian,
                     double *loss,
                     double *budget,
                     double *residual)
{
  size_t n = design->n;
  double *r = shr_size_new (n, 1, sizeof (double));
  double *work = shr_size_new (n, 1, sizeof (double));
  double l1 = point->lambda * mixing;
  double l2 = point->lambda * (1.0 - mixing);
  ShrStatus status = SHR_STATUS_NO_MEMORY;

  if (r != NULL && work != NULL)
    status = shr_residual_working (design, point, r, work);
  if (status == SHR_STATUS_OK)
    {
      int column = design->column_exponent;
      int response = design->response_exponent;

      *loss = ldexp (0.5 * shr_double2_dot (r, r, n).hi / (double) n, 2 * response);
      *budget = 0.0;
      *residual = 0.0;
      for (size_t i = 0; i < count; i++)
        {
          double w = point->w[features[i]];
          double g = shr_double2_dot (shr_design_column (design, features[i]), r, n).hi / (double) n;

          contact[i] = w;
          gradient[i] = ldexp (-g, column + response);
          *budget += mixing * fabs (w) + 0.5 * (1.0 - mixing) * w * w;
          *residual = fmax (*residual, condition_residual (gradient[i], w, l1, l2));
          *hessian++ = ldexp (design->square[features[i]], 2 * column);
          for (size_t k = i + 1; k < count; k++)
            *hessian++ = ldexp (shr_design_gram_careful (design, features[i], features[k]).hi, 2 * column);
        }
    }

  free (r);
  free (work);
  return status;
}

ShrStatus
shr_section_at (const ShrDesign *design, const ShrPoint *point, double mixing, size_t j, size_t k, ShrSection *section)
{
  const size_t pair[2] = { j, k };
  ShrStatus status;

  assert (j < design->p && k < design->p && j != k);

  status = shr_section_measure (design, point, mixing, pair, 2, section->contact, section->gradient, section->hessian,
                                &section->loss, &section->budget, &section->residual);
  if (status == SHR_STATUS_OK)
    {
      section->j = j;
      section->k = k;
      find_optimum (section);
    }

  return status;
}
