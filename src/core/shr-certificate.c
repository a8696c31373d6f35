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
  self->seen = shr_size_new0 (design->p, 1, sizeof (size_t));
  self->seen_gradient = shr_size_new (design->p, 1, sizeof (double));
  self->norm = shr_size_new (design->p, 1, sizeof (double));
  if (gram == NULL)
    self->snapshot = shr_size_new (design->n, SHR_CERTIFICATE_SNAPSHOTS, sizeof (double));
  if (self->gradient == NULL || self->residual == NULL || self->work == NULL || self->u == NULL || self->seen == NULL
      || self->seen_gradient == NULL || self->norm == NULL || (gram == NULL && self->snapshot == NULL))
    return SHR_STATUS_NO_MEMORY;

  memcpy (self->gradient, moment, design->p * sizeof (double));
  for (size_t j = 0; j < design->p; j++)
    self->norm[j] = sqrt (design->square[j]);
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
  free (self->seen);
  free (self->seen_gradient);
  free (self->norm);
  free (self->snapshot);
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

/* The gradient of every column that is not proved to lie within λ₁. A column that was visited when the residual was r₀,
 * and not since, has for every t ≥ 0
 *
 *   |z_jᵀr| ≤ t|z_jᵀr₀| + ‖z_j‖‖r − t r₀‖,
 *
 * and where that is at most nλ₁ the column adds nothing to the gap and violates nothing. */
static void
gradient_where_needed (ShrCertificate *self, double l1)
{
  const ShrDesign *design = self->design;
  size_t n = design->n;
  double factor[SHR_CERTIFICATE_SNAPSHOTS];
  double distance[SHR_CERTIFICATE_SNAPSHOTS];
  size_t oldest = self->newest < SHR_CERTIFICATE_SNAPSHOTS ? 1 : self->newest - SHR_CERTIFICATE_SNAPSHOTS + 2;
  size_t place = (self->newest + 1) % SHR_CERTIFICATE_SNAPSHOTS;

  for (size_t k = oldest; k <= self->newest; k++)
    {
      const double *r0 = self->snapshot + k % SHR_CERTIFICATE_SNAPSHOTS * n;
      double t = fmin (l1 / self->snapshot_l1[k % SHR_CERTIFICATE_SNAPSHOTS], 1.0);
      double square = 0.0;

      for (size_t i = 0; i < n; i++)
        square += (self->residual[i] - t * r0[i]) * (self->residual[i] - t * r0[i]);
      factor[k % SHR_CERTIFICATE_SNAPSHOTS] = t;
      /* The rounding of the sums is of the order of 1e-16 of the terms. */
      distance[k % SHR_CERTIFICATE_SNAPSHOTS] = sqrt (square / (double) n) * (1.0 + 1e-12);
    }

  self->newest++;
  self->snapshot_l1[place] = l1;
  memcpy (self->snapshot + place * n, self->residual, n * sizeof (double));
  self->visited = 0;

  for (size_t j = 0; j < design->p; j++)
    {
      size_t known = self->seen[j];

      if (known >= oldest && self->u[j] == 0.0)
        {
          double estimate = factor[known % SHR_CERTIFICATE_SNAPSHOTS] * self->seen_gradient[j];

          if (fabs (estimate) + self->norm[j] * distance[known % SHR_CERTIFICATE_SNAPSHOTS] <= l1)
            {
              self->gradient[j] = estimate;
              continue;
            }
        }
      self->gradient[j] = shr_design_dot (design, j, self->residual);
      self->seen_gradient[j] = self->gradient[j];
      self->seen[j] = self->newest;
      self->visited++;
    }
}

static void
gradient_from_columns (ShrCertificate *self,
                       const size_t *index,
                       const double *u,
                       size_t count,
                       double l1,
                       bool careful)
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
      if (self->snapshot != NULL && l1 > 0.0)
        gradient_where_needed (self, l1);
      else
        {
          shr_design_gradient (self->design, self->residual, self->gradient);
          self->visited = self->design->p;
        }
    }

  self->mean_square = cblas_ddot (shr_size_int (n), self->residual, 1, self->residual, 1) / (double) n;
}

/* The part of the gap that @u, @g add at θ = r with λ₂ > 0: a Fenchel–Young remainder, written so that it is a square
 * where it should vanish. */
static inline double
remainder_of (double u, double g, double l1, double l2)
{
  double excess = fabs (g) > l1 ? fabs (g) - l1 : 0.0;

  if (u == 0.0 && excess == 0.0)
    return 0.0;

  if (u * g > 0.0 && excess > 0.0)
    {
      double miss = l2 * fabs (u) - excess;

      return miss * miss / (2.0 * l2);
    }

  return l1 * fabs (u) - u * g + 0.5 * l2 * u * u + excess * excess / (2.0 * l2);
}

/* What the gradient and the residual that have been found say of @u. */
static void
judge (ShrCertificate *self, const size_t *index, const double *u, size_t count, double l1, double l2)
{
  const double *g = self->gradient;
  size_t p = self->design->p;
  double null_square = self->design->null_square;
  double gradient_max = 0.0;
  double violation = 0.0;
  double scaled_gap, plain_gap, gap, s;
  for (size_t j = 0; j < p; j++)
    {
      double size = fabs (g[j]);

      gradient_max = size > gradient_max ? size : gradient_max;
      if (self->u[j] == 0.0)
        violation = size - l1 > violation ? size - l1 : violation;
    }
  for (size_t i = 0; i < count; i++)
    violation = fmax (violation, fabs (g[index[i]] - copysign (l1, u[i]) - l2 * u[i]));

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

  gap = fmax (fmin (scaled_gap, plain_gap), 0.0);
  self->gap = null_square > 0.0 ? 2.0 * gap / null_square : 0.0;
  self->kkt = self->moment_max > 0.0 ? violation / self->moment_max : 0.0;
  self->deviance_ratio = null_square > 0.0 ? 1.0 - self->mean_square / null_square : 0.0;
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
  for (size_t i = 0; i < count; i++)
    self->u[index[i]] = u[i];

  if (self->gram != NULL && !careful)
    gradient_from_moments (self, index, u, count);
  else
    gradient_from_columns (self, index, u, count, l1, careful);

  judge (self, index, u, count, l1, l2);
  for (size_t i = 0; i < count; i++)
    self->u[index[i]] = 0.0;
}

void
shr_certificate_examine_given (ShrCertificate *self,
                               const double *gradient,
                               const double *residual,
                               const size_t *index,
                               const double *u,
                               size_t count,
                               double l1,
                               double l2)
{
  size_t n = self->design->n;

  memcpy (self->gradient, gradient, self->design->p * sizeof (double));
  self->mean_square = cblas_ddot (shr_size_int (n), residual, 1, residual, 1) / (double) n;
  for (size_t i = 0; i < count; i++)
    self->u[index[i]] = u[i];
  judge (self, index, u, count, l1, l2);
  for (size_t i = 0; i < count; i++)
    self->u[index[i]] = 0.0;
}
