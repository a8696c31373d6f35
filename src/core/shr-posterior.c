/*
 * Everything is measured from the mode u of the posterior, so that no exponential overflows: with F(w) = Pw²/2 − cw +
 * a|w| where P now includes the prior's q, and c = P·m of the likelihood, and u ≥ 0 (else mirrored),
 *
 *   F(w) − F(u) = P(w − u)²/2            w ≥ 0
 *   F(w) − F(u) = P(w − u)²/2 + 2a|w|    w < 0
 *
 * when u > 0, and P w²/2 + (a ∓ c)|w| on either side when u = 0. So every mass is that of a Gaussian, or of
 * exp(−Pv²/2 − sv) over v ≥ 0 with s ≥ 0, which is the scaled complementary error function (Abramowitz and Stegun 7.4.2).
 */

#include "core/shr-posterior.h"

#include "core/shr-design-private.h"
#include "core/shr-residual.h"
#include "core/shr-size.h"

#include <math.h>

static const double pi = 3.14159265358979323846;

/* 1/(√π erfcx(z)) − z for z ≥ 0, from which erfcx follows: by the error function near 0, else by the tail of Laplace's
 * continued fraction, ½/(z + 1/(z + (3/2)/(z + …))), which subtracts nothing (Abramowitz and Stegun 7.1.14). */
static double
excess (double z)
{
  double tail = 0.0;

  if (z < 3.0)
    return 1.0 / (sqrt (pi) * exp (z * z) * erfc (z)) - z;

  for (int k = 60; k > 0; k--)
    tail = 0.5 * k / (z + tail);

  return tail;
}

/* The integral of exp(−precision·v²/2 − slope·v) over v ≥ 0, and the mean of v under it; slope ≥ 0, one of them > 0. */
static double
half_mass (double precision, double slope)
{
  double root = sqrt (2.0 * precision);

  if (slope >= 1e8 * root)
    return 1.0 / slope;

  return 1.0 / (root * (slope / root + excess (slope / root)));
}

static double
half_mean (double precision, double slope)
{
  double root = sqrt (2.0 * precision);

  if (slope >= 1e8 * root)
    return 1.0 / slope;

  return 2.0 / root * excess (slope / root);
}

/* The normalising constant, measured from the mode, and the mean. @mode, @linear: mirrored so that the mode is ≥ 0. */
static void
integrate (double precision, double linear, double rate, double mode, double *log_mass, double *mean)
{
  double right, left, right_mean, left_mean;

  if (mode > 0.0)
    {
      double down = exp (-0.5 * precision * mode * mode);

      right = sqrt (0.5 * pi / precision) * erfc (-mode * sqrt (0.5 * precision));
      right_mean = mode + down / (precision * right);
      left = down * half_mass (precision, precision * mode + 2.0 * rate);
      left_mean = half_mean (precision, precision * mode + 2.0 * rate);
    }
  else
    {
      /* Never negative but for rounding: else the mode would be elsewhere. */
      double right_slope = fmax (rate - linear, 0.0), left_slope = fmax (rate + linear, 0.0);

      right = half_mass (precision, right_slope);
      right_mean = half_mean (precision, right_slope);
      left = half_mass (precision, left_slope);
      left_mean = half_mean (precision, left_slope);
    }

  *log_mass = log (right + left);
  *mean = right / (right + left) * right_mean - left / (right + left) * left_mean;
}

static double
soft_threshold (double z, double t)
{
  return z > t ? z - t : z < -t ? z + t : 0.0;
}

/* The loss along w_j is gradient·δ + hessian·δ²/2 from the solution. */
static ShrStatus
finish (ShrPosterior *self, double gradient, double hessian, double lambda, double mixing)
{
  double weight = self->weight;
  double moment = hessian * self->w - gradient;
  double precision = weight * hessian + weight * lambda * (1.0 - mixing);
  double linear = weight * moment, sign;

  self->likelihood_precision = weight * hessian;
  self->likelihood_mean = hessian > 0.0 ? moment / hessian : 0.0;
  self->prior_rate = weight * lambda * mixing;
  self->prior_precision = weight * lambda * (1.0 - mixing);
  if (!isfinite (weight) || !isfinite (precision) || !isfinite (linear) || !isfinite (self->prior_rate)
      || !isfinite (precision * self->w * self->w) || (precision == 0.0 && hessian > 0.0))
    return SHR_STATUS_OUT_OF_RANGE;

  self->log_prior = self->prior_rate > 0.0 || self->prior_precision > 0.0
                        ? log (2.0 * half_mass (self->prior_precision, self->prior_rate))
                        : NAN;

  if (precision == 0.0 && self->prior_rate == 0.0)
    {
      self->mode = self->w;
      self->mean = NAN;
      self->log_posterior = NAN;
      return SHR_STATUS_OK;
    }

  self->mode = precision > 0.0 ? soft_threshold (moment, lambda * mixing) / (hessian + lambda * (1.0 - mixing)) : 0.0;
  sign = self->mode < 0.0 ? -1.0 : 1.0;
  integrate (precision, sign * linear, self->prior_rate, sign * self->mode, &self->log_posterior, &self->mean);
  self->mean *= sign;

  return SHR_STATUS_OK;
}

ShrStatus
shr_posterior_at (const ShrDesign *design,
                  const ShrPoint *point,
                  double mixing,
                  size_t j,
                  double variance,
                  ShrPosterior *posterior)
{
  size_t n = design->n;
  double *r = shr_size_new (n, 1, sizeof (double));
  double *work = shr_size_new (n, 1, sizeof (double));
  ShrStatus status = SHR_STATUS_NO_MEMORY;

  assert (j < design->p && variance > 0.0);
  if (r != NULL && work != NULL)
    status = shr_residual_working (design, point, r, work);
  if (status == SHR_STATUS_OK)
    {
      int column = design->column_exponent;
      int response = design->response_exponent;
      double moment = shr_design_moment_careful (design, j).hi;
      double gradient = -shr_double2_dot (shr_design_column (design, j), r, n).hi / (double) n;

      posterior->feature = j;
      posterior->weight = (double) n / variance;
      posterior->w = point->w[j];
      posterior->null_mean = design->square[j] > 0.0 ? ldexp (moment / design->square[j], response - column) : 0.0;
      status = finish (posterior, ldexp (gradient, column + response), ldexp (design->square[j], 2 * column),
                       point->lambda, mixing);
    }

  free (r);
  free (work);
  return status;
}

double
shr_posterior_log_prior (const ShrPosterior *posterior, double w)
{
  return -0.5 * posterior->prior_precision * w * w - posterior->prior_rate * fabs (w) - posterior->log_prior;
}

double
shr_posterior_log_likelihood (const ShrPosterior *posterior, double w)
{
  double precision = posterior->likelihood_precision, distance = w - posterior->likelihood_mean;

  return precision > 0.0 ? -0.5 * precision * distance * distance + 0.5 * log (0.5 * precision / pi) : NAN;
}

double
shr_posterior_log_density (const ShrPosterior *posterior, double w)
{
  double precision = posterior->likelihood_precision + posterior->prior_precision;
  double rate = posterior->prior_rate, mode = posterior->mode, drop;

  if (mode == 0.0)
    drop = 0.5 * precision * w * w + rate * fabs (w) - posterior->likelihood_precision * posterior->likelihood_mean * w;
  else
    {
      drop = 0.5 * precision * (w - mode) * (w - mode);
      /* On the other side of the corner. */
      if ((w < 0.0) != (mode < 0.0))
        drop += 2.0 * rate * fabs (w);
    }

  return -drop - posterior->log_posterior;
}
