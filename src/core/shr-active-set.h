#pragma once

#include "core/shr-certificate.h"
#include "core/shr-system.h"

#include <stdatomic.h>

/**
 * ShrActiveSet:
 *
 * The exact active set method for
 *
 *   minimise ½‖r₀ − Zu‖²/n + λ₁‖u‖₁ + ½λ₂‖u‖²,   λ₁ > 0
 *
 * on the working scale of a design (mathematics, section 3; Osborne, Presnell, Turlach 2000). Every iterate is the
 * exact minimiser for one set of signs, and each is better than the one before, so it ends.
 */
typedef struct
{
  const ShrDesign *design;
  const atomic_bool *cancel; /* (nullable) */
  ShrCertificate *certificate;
  ShrSystem system;

  size_t capacity;
  double *u;      /* capacity: coefficients in the order of the system, none of them 0 between calls */
  double *sign;   /* capacity: ±1 */
  double *target; /* capacity */

  double l1, l2; /* of the last solution; l1 is infinite before the first, where u is empty */
  double demand; /* gap over the null loss */

  size_t *candidate; /* p */
  size_t *violator;  /* p */
  double *violation; /* p: signed gradient of each violator */
  size_t *left_out;  /* p: the epoch in which a column could not be admitted */
  size_t *listed;    /* p: the solution for which a column was made a candidate */
  bool *active;      /* p: whether a column is in the system */
  size_t epoch;      /* counts the changes of u */
  size_t solution;   /* counts the solutions asked for */
  size_t single;     /* the column admitted alone in this round, or SIZE_MAX */
  bool zero_step;    /* the last step had no length */

  size_t restarts;
  size_t screened;
} ShrActiveSet;

/* @self is zeroed by the caller; @certificate and what it holds are borrowed. @quadratic: whether λ₂ will ever be anything
 * but 0. */
ShrStatus shr_active_set_init (ShrActiveSet *self,
                               ShrCertificate *certificate,
                               bool quadratic,
                               const atomic_bool *cancel,
                               double demand);
void shr_active_set_clear (ShrActiveSet *self);

/* From the last solution to the one at (@l1, @l2), leaving the certificate examined at it. Returns: OK, CANCELLED or
 * NO_MEMORY. */
ShrStatus shr_active_set_solve (ShrActiveSet *self, double l1, double l2);
