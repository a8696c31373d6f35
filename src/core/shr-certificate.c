/* With r = y − Zu, g = Zᵀr/n, ρ² = ‖r‖²/n and θ = s·r, the primal minus the dual of
 *
 *   ½ρ² + λ₁‖u‖₁ + ½λ₂‖u‖²
 *
 * is ½ρ²(1 − s)² + Σ_j [λ₁|u_j| + ½λ₂u_j² − s·u_j g_j + (s|g_j| − λ₁)₊²/(2λ₂)]: a sum of terms that are each ≥ 0 for a
 * feasible θ, so nothing of the size of the loss has to cancel. */

#include "core/shr-certificate.h"

#include "core/shr-size.h"

#include <cblas.h>
#include <string.h>

ShrStatus
shr_certificate_init (ShrCertificate *self, const ShrDesign *design, const double *gram, const double *moment)
{
  self->design = design;
  self->gram = gram;
  self->moment = moment;
  self->gradient = shr_size_new0 (design->p, 1, sizeof (double));
  self->residual = shr_size_new (design->n, 1, sizeof (double));
  self->work = shr_size_new (design->n, 1, sizeof (double));
  self->u = shr_size_new0 (design->p, 1, sizeof (double));
  if (self->gradient == NULL || self->residual == NULL || self->work == NULL || self->u == NULL)
    return SHR_STATUS_NO_MEMORY;

  memcpy (self->gradient, moment, design->p * sizeof (double));
  for (size_t j = 0; j < design->p; j++)
    self->moment_max = fmax (self->moment_max, fabs (moment[j]));

  return SHR_STATUS_OK;
}

void
shr_certificate_clear (ShrCertificate *self)
{
  free (self->gradient);
  free (self->residual);
  free (self->work);
  free (self->u);
  *self = (ShrCertificate){ 0 };
}

/* gradient and mean_square from the moments: g = c − Gu, and ρ² = ρ₀² − uᵀ(c + g). */
static void
gradient_from_moments (ShrCertificate *self, const size_t *index, const double *u, size_t count)
{
  size_t p = self->design->p;
  double explained = 0.0;

  memcpy (self->gradient, self->moment, p * sizeof (double));
  for (size_t i = 0; i < count; i++)
    cblas_daxpy (shr_size_int (p), -u[i], self->gram + index[i] * p, 1, self->gradient, 1);
  for (size_t i = 0; i < count; i++)
    explained += u[i] * (self->moment[index[i]] + self->gradient[index[i]]);

  self->mean_square = fmax (self->design->null_square - explained, 0.0);
}

static void
gradient_from_columns (ShrCertificate *self, const size_t *index, const double *u, size_t count, bool careful)
{
  size_t n = self->design->n;

  if (careful)
    {
      shr_design_residual_careful (self->design, index, u, count, self->residual, self->work);
      shr_design_gradient_careful (self->design, self->residual, self->gradient);
    }
  else
    {
      shr_design_residual (self->design, index, u, count, self->residual);
      shr_design_gradient (self->design, self->residual, self->gradient);
    }

  self->mean_square = cblas_ddot (shr_size_int (n), self->residual, 1, self->residual, 1) / (double) n;
}

/* The part of the gap that @u, @g add at θ = r with λ₂ > 0: a Fenchel–Young remainder, written so that it is a square
 * where it should vanish. */
static double
remainder_of (double u, double g, double l1, double l2)
{
  double excess = fmax (fabs (g) - l1, 0.0);

  if (u * g > 0.0 && excess > 0.0)
    {
      double miss = l2 * fabs (u) - excess;

      return miss * miss / (2.0 * l2);
    }

  return l1 * fabs (u) - u * g + 0.5 * l2 * u * u + excess * excess / (2.0 * l2);
}

void
shr_certificate_examine (ShrCertificate *self,
                         const size_t *index,
                         const double *u,
                         size_t count,
                         double l1,
                         double l2,
                         bool careful)
{
  const double *g = self->gradient;
  size_t p = self->design->p;
  double null_square = self->design->null_square;
  double gradient_max = 0.0;
  double violation = 0.0;
  double scaled_gap, plain_gap, gap, s;

  if (self->gram != NULL && !careful)
    gradient_from_moments (self, index, u, count);
  else
    gradient_from_columns (self, index, u, count, careful);

  for (size_t i = 0; i < count; i++)
    self->u[index[i]] = u[i];

  for (size_t j = 0; j < p; j++)
    {
      double miss = self->u[j] == 0.0 ? fabs (g[j]) - l1 : fabs (g[j] - copysign (l1, self->u[j]) - l2 * self->u[j]);

      violation = fmax (violation, miss);
      gradient_max = fmax (gradient_max, fabs (g[j]));
    }

  /* θ shrunk until it is feasible without the quadratic part: the only way for the lasso. */
  s = gradient_max > l1 ? l1 / gradient_max : 1.0;
  scaled_gap = 0.5 * self->mean_square * (1.0 - s) * (1.0 - s);
  for (size_t i = 0; i < count; i++)
    scaled_gap += l1 * fabs (u[i]) - s * u[i] * g[index[i]] + 0.5 * l2 * u[i] * u[i];

  plain_gap = HUGE_VAL;
  if (l2 > 0.0)
    {
      plain_gap = 0.0;
      for (size_t j = 0; j < p; j++)
        plain_gap += remainder_of (self->u[j], g[j], l1, l2);
    }

  for (size_t i = 0; i < count; i++)
    self->u[index[i]] = 0.0;

  gap = fmax (fmin (scaled_gap, plain_gap), 0.0);
  self->gap = null_square > 0.0 ? 2.0 * gap / null_square : 0.0;
  self->kkt = self->moment_max > 0.0 ? violation / self->moment_max : 0.0;
  self->deviance_ratio = null_square > 0.0 ? 1.0 - self->mean_square / null_square : 0.0;
}
