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
  SHR_CERTIFICATE_SNAPSHOTS = 24
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

  /* Residuals of earlier points, so that most columns need not be visited at each new one. Number k is in place
   * k mod SNAPSHOTS. */
  double *snapshot; /* n×SNAPSHOTS */
  double snapshot_l1[SHR_CERTIFICATE_SNAPSHOTS];
  double snapshot_product[SHR_CERTIFICATE_SNAPSHOTS][SHR_CERTIFICATE_SNAPSHOTS]; /* their products over n */
  size_t newest;            /* number of the newest one, from 1; 0 before there is one */
  unsigned char *seen[2];   /* p each: place of the snapshot at which a column was last visited, and of the one before
                             * (or the same again); SNAPSHOTS for none */
  double *seen_gradient[2]; /* p each: z_jᵀr/n there */
  double *norm;             /* p: ‖z_j‖/√n */
  size_t visited;           /* columns visited at the last point */
  size_t visits;            /* columns read for a product since it was made */

  /* The way from one residual to the next, so that a column that was looked at once can be known to lie within λ₁ as long
   * as the residual has not gone far since. */
  double travelled;                          /* how far the residual has gone, in ‖·‖/√n */
  double *standing;                          /* n: the residual there */
  double standing_sum;                       /* 1ᵀ of it */
  double standing_square;                    /* ‖·‖²/n of it */
  double product[SHR_CERTIFICATE_SNAPSHOTS]; /* its products with the snapshots over n */
  size_t moves;
  /* Combinations of the residuals of two snapshots, or in the diagonal of one, that come near the one that stands. */
  struct
  {
    size_t made_at; /* moves */
    double factor[2];
    double distance; /* in ‖·‖/√n */
  } near[SHR_CERTIFICATE_SNAPSHOTS + 1][SHR_CERTIFICATE_SNAPSHOTS + 1];
  double *looked;      /* p: z_jᵀr/n when the column was last looked at */
  double *looked_at;   /* p: travelled, then */
  size_t *to_visit;    /* p */
  double *held;        /* p */
  double inactive_max; /* largest |gradient| of the columns whose coefficient is 0 */

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
/* The last examination once more, where it matters in twice the precision. */
void shr_certificate_examine_again (ShrCertificate *self,
                                    const size_t *index,
                                    const double *u,
                                    size_t count,
                                    double l1,
                                    double l2);
/* Without gram: residual has been set to that of a new point. */
void shr_certificate_move (ShrCertificate *self);
/* There: brings looked up to date for those of the @count columns in @index that are not known to lie within @l1; they are
 * those whose looked_at is travelled. */
void shr_certificate_look (ShrCertificate *self, const size_t *index, size_t count, double l1);
/* shr_certificate_examine() there, where @u is the point that the residual belongs to, and @l1 > 0. */
void shr_certificate_examine_here (ShrCertificate *self,
                                   const size_t *index,
                                   const double *u,
                                   size_t count,
                                   double l1,
                                   double l2);
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
