#pragma once

#include "core/shr-design-private.h"
#include "core/shr-status.h"

/**
 * ShrCertificate:
 *
 * How far a point is from the optimum, found from the coefficients and the design alone (mathematics, section 4); it
 * knows nothing of how the solver came to it. In working units (see ShrDesign).
 */
enum
{
  SHR_CERTIFICATE_SNAPSHOTS = 12
};

typedef struct
{
  const ShrDesign *design;
  const double *gram;   /* (nullable): p×p */
  const double *moment; /* p: Zᵀresponse/n */
  double moment_max;    /* max |moment| */

  double *gradient; /* p: Zᵀr/n at the last point examined; an estimate for columns that were proved to be within λ₁ */
  double *residual; /* n: r, of the last point examined from the columns */
  double *work;     /* n */
  double *u;        /* p: zero between calls */

  /* Residuals r₀ of earlier points, so that most columns need not be visited at each new one. */
  double *snapshot; /* n×SNAPSHOTS */
  double snapshot_l1[SHR_CERTIFICATE_SNAPSHOTS];
  size_t newest;         /* counts the snapshots; number k is in place k mod SNAPSHOTS */
  size_t *seen;          /* p: number of the snapshot at which a column was last visited; 0 for never */
  double *seen_gradient; /* p: z_jᵀr₀/n there */
  double *norm;          /* p: ‖z_j‖/√n */
  size_t visited;        /* columns visited at the last point */

  double gap;            /* duality gap over the null loss; with λ₁ = λ₂ = 0, the whole loss over the null loss */
  double kkt;            /* largest violation of the optimality conditions, over moment_max */
  double deviance_ratio; /* 1 − RSS/TSS */
  double mean_square;    /* ‖r‖²/n */
} ShrCertificate;

/* @self is zeroed by the caller; @gram and @moment are borrowed. */
ShrStatus
shr_certificate_init (ShrCertificate *self, const ShrDesign *design, const double *gram, const double *moment);
void shr_certificate_clear (ShrCertificate *self);

/* From the columns in twice the precision when @careful, else from the moments where there are any. @index, @u: @count
 * coefficients that are not zero. */
void shr_certificate_examine (ShrCertificate *self,
                              const size_t *index,
                              const double *u,
                              size_t count,
                              double l1,
                              double l2,
                              bool careful);
/* The same with the residual of @u (n doubles) and its gradient (p doubles) from the columns, for who has many points to
 * examine and makes both with matrix products. */
void shr_certificate_examine_given (ShrCertificate *self,
                                    const double *gradient,
                                    const double *residual,
                                    const size_t *index,
                                    const double *u,
                                    size_t count,
                                    double l1,
                                    double l2);
