#include "core/shr-active-set.h"

#include "core/shr-size.h"

#include <float.h>
#include <string.h>

/* After so many rounds of admitting many columns at once, only one at a time. */
enum
{
  ROUNDS_OF_MANY = 12,
  SMALLEST_BATCH = 16,
  /* From so many on, columns are appended together. */
  SMALLEST_BLOCK = 3
};

static const size_t NONE = SIZE_MAX;

/* The squared ratio of the factor's diagonal beyond which doubles are not trusted with it, and below which they are
 * trusted again. */
static const double careful_spread = 1e10;
static const double trusted_spread = 1e8;
/* Above this condition the certificate is accumulated in twice the precision. */
static const double careful_condition = 1e6;

typedef enum
{
  STEP_DONE,
  STEP_AGAIN,   /* the arithmetic changed or columns moved: look again */
  STEP_CAREFUL, /* doubles are not enough */
  STEP_CANCELLED,
  STEP_NO_MEMORY,
} Step;

ShrStatus
shr_active_set_init (ShrActiveSet *self,
                     ShrCertificate *certificate,
                     bool quadratic,
                     const atomic_bool *cancel,
                     double demand)
{
  const ShrDesign *design = certificate->design;
  size_t p = design->p;

  self->design = design;
  self->certificate = certificate;
  self->cancel = cancel;
  self->demand = demand;
  self->l1 = HUGE_VAL;
  self->epoch = 1;
  self->candidate = shr_size_new (p, 1, sizeof (size_t));
  self->violator = shr_size_new (p, 1, sizeof (size_t));
  self->violation = shr_size_new (p, 1, sizeof (double));
  self->left_out = shr_size_new0 (p, 1, sizeof (size_t));
  self->listed = shr_size_new0 (p, 1, sizeof (size_t));
  self->active = shr_size_new0 (p, 1, sizeof (bool));
  if (self->candidate == NULL || self->violator == NULL || self->violation == NULL || self->left_out == NULL
      || self->listed == NULL || self->active == NULL)
    return SHR_STATUS_NO_MEMORY;

  return shr_system_init (&self->system, design, certificate->gram, certificate->moment, quadratic);
}

void
shr_active_set_clear (ShrActiveSet *self)
{
  shr_system_clear (&self->system);
  free (self->u);
  free (self->sign);
  free (self->target);
  free (self->candidate);
  free (self->violator);
  free (self->violation);
  free (self->left_out);
  free (self->active);
  free (self->listed);
  *self = (ShrActiveSet){ 0 };
}

static bool
is_cancelled (const ShrActiveSet *self)
{
  return self->cancel != NULL && atomic_load_explicit (self->cancel, memory_order_relaxed);
}

/* Room for @more columns beside those that are active. */
static bool
reserve (ShrActiveSet *self, size_t more)
{
  size_t capacity;
  double *u, *sign, *target;

  if (shr_system_reserve (&self->system, self->system.size + more) != SHR_STATUS_OK)
    return false;
  capacity = self->system.capacity;
  if (capacity <= self->capacity)
    return true;

  u = shr_size_new (capacity, 1, sizeof (double));
  sign = shr_size_new (capacity, 1, sizeof (double));
  target = shr_size_new (capacity, 1, sizeof (double));
  if (u == NULL || sign == NULL || target == NULL)
    {
      free (u);
      free (sign);
      free (target);
      return false;
    }
  if (self->capacity > 0)
    {
      memcpy (u, self->u, self->system.size * sizeof (double));
      memcpy (sign, self->sign, self->system.size * sizeof (double));
    }
  free (self->u);
  free (self->sign);
  free (self->target);
  self->u = u;
  self->sign = sign;
  self->target = target;
  self->capacity = capacity;

  return true;
}

static ShrAppend
append (ShrActiveSet *self, size_t k, double u, double sign)
{
  ShrAppend result = shr_system_append (&self->system, k);

  if (result == SHR_APPEND_DONE)
    {
      size_t last = self->system.size - 1;

      self->u[last] = u;
      self->sign[last] = sign;
      self->active[k] = true;
    }

  return result;
}

static void
drop (ShrActiveSet *self, size_t i)
{
  size_t after = self->system.size - i - 1;

  self->active[self->system.index[i]] = false;
  shr_system_drop (&self->system, i);
  memmove (self->u + i, self->u + i + 1, after * sizeof (double));
  memmove (self->sign + i, self->sign + i + 1, after * sizeof (double));
}

/* Empties the system and fills it again with the same columns in the arithmetic asked for. A column that turns out to
 * depend on the others is dropped; the rounds that follow make up for it. */
static Step
rebuild (ShrActiveSet *self, bool careful)
{
  size_t size = self->system.size;
  size_t kept = 0;

  /* The violators' array is free here, and large enough. */
  memcpy (self->violator, self->system.index, size * sizeof (size_t));
  memset (self->violation, 0, size * sizeof (double));
  if (shr_system_reset (&self->system, careful) != SHR_STATUS_OK)
    return STEP_NO_MEMORY;

  for (size_t i = 0; i < size; i++)
    {
      ShrAppend result = shr_system_append (&self->system, self->violator[i]);

      if (result == SHR_APPEND_UNCERTAIN)
        {
          /* Only in doubles: forget them. u and sign are still in the old order behind what was kept. */
          memmove (self->u + kept, self->u + i, (size - i) * sizeof (double));
          memmove (self->sign + kept, self->sign + i, (size - i) * sizeof (double));
          memmove (self->violator + kept, self->violator + i, (size - i) * sizeof (size_t));
          size = kept + size - i;
          i = (size_t) -1;
          kept = 0;
          if (shr_system_reset (&self->system, true) != SHR_STATUS_OK)
            return STEP_NO_MEMORY;
          continue;
        }
      if (result == SHR_APPEND_DEPENDENT)
        {
          self->active[self->violator[i]] = false;
          continue;
        }
      self->violator[kept] = self->violator[i];
      self->u[kept] = self->u[i];
      self->sign[kept] = self->sign[i];
      kept++;
    }
  self->epoch++;

  return STEP_DONE;
}

/* Steps 1 and 2: to the minimiser for the present signs, dropping the columns whose coefficient reaches zero on the
 * way. @moved: whether u changed. */
static Step
settle (ShrActiveSet *self, bool *moved)
{
  ShrSystem *system = &self->system;

  for (;;)
    {
      double t = 1.0;
      bool fresh_dropped = false;

      if (is_cancelled (self))
        return STEP_CANCELLED;

      shr_system_solve (system, 1.0, self->l1, self->sign, self->target);

      /* Columns admitted together may be wrong together: those that would leave zero the wrong way were not needed. */
      for (size_t i = system->size; i-- > 0;)
        if (self->u[i] == 0.0 && !(self->target[i] * self->sign[i] > 0.0))
          {
            drop (self, i);
            fresh_dropped = true;
          }
      if (fresh_dropped)
        continue;

      for (size_t i = 0; i < system->size; i++)
        if (!(self->target[i] * self->sign[i] > 0.0))
          {
            double crossing = self->u[i] / (self->u[i] - self->target[i]);

            t = crossing < t ? crossing : t;
          }

      if (t == 1.0)
        {
          bool crossed = false;

          for (size_t i = system->size; i-- > 0;)
            {
              *moved = *moved || self->u[i] != self->target[i];
              self->u[i] = self->target[i];
              if (!(self->target[i] * self->sign[i] > 0.0))
                {
                  memmove (self->target + i, self->target + i + 1, (system->size - i - 1) * sizeof (double));
                  drop (self, i);
                  crossed = true;
                }
            }
          if (crossed)
            continue;
          return STEP_DONE;
        }

      self->zero_step = !(t > 0.0);
      *moved = *moved || t > 0.0;
      for (size_t i = system->size; i-- > 0;)
        {
          double next = self->u[i] + t * (self->target[i] - self->u[i]);
          bool crosses = !(self->target[i] * self->sign[i] > 0.0);

          if (crosses && (!(next * self->sign[i] > 0.0) || self->u[i] / (self->u[i] - self->target[i]) <= t))
            {
              memmove (self->target + i, self->target + i + 1, (system->size - i - 1) * sizeof (double));
              drop (self, i);
            }
          else
            self->u[i] = next;
        }
    }
}

/* How far |g_j| may lie above λ₁ before it counts: what rounding does to g. */
static double
tolerance_of (const ShrActiveSet *self)
{
  const ShrDesign *design = self->design;
  double size = sqrt (design->null_square);

  for (size_t i = 0; i < self->system.size; i++)
    size += fabs (self->u[i]) * self->certificate->norm[self->system.index[i]];

  return 1e-13 * self->certificate->moment_max + 4.0 * DBL_EPSILON * size;
}

static inline void
add_violator (ShrActiveSet *self, size_t *count, size_t j, double g, double tolerance)
{
  if (fabs (g) <= self->l1 || self->active[j] || self->left_out[j] == self->epoch
      || !(fabs (g) > self->l1 + tolerance * fmax (self->certificate->norm[j], 1.0)))
    return;

  self->violator[*count] = j;
  self->violation[*count] = g;
  (*count)++;
}

/* Moves the @take largest violations to the front, in decreasing order (of two equal ones the lower index first). */
static void
sort_violators (ShrActiveSet *self, size_t count, size_t take)
{
  for (size_t i = 0; i < take; i++)
    {
      size_t best = i;
      size_t index = self->violator[i];
      double violation = self->violation[i];

      for (size_t k = i + 1; k < count; k++)
        if (fabs (self->violation[k]) > fabs (self->violation[best]))
          best = k;
      self->violator[i] = self->violator[best];
      self->violation[i] = self->violation[best];
      self->violator[best] = index;
      self->violation[best] = violation;
    }
}

/* Column @k is the combination Z_A a of the active ones and violates: moving along s_k(e_k − a) leaves the fit as it is
 * and makes the 1-norm smaller, until a coefficient reaches zero. */
static Step
exchange (ShrActiveSet *self, size_t k, double sign)
{
  const ShrSystem *system = &self->system;
  const double *a = system->combination;
  double gain = -1.0;
  double t = HUGE_VAL;

  for (size_t i = 0; i < system->size; i++)
    {
      gain += sign * a[i] * self->sign[i];
      if (sign * a[i] * self->sign[i] > 0.0)
        t = fmin (t, fabs (self->u[i]) / fabs (a[i]));
    }

  if (!(gain > 1e-10) || !(t < HUGE_VAL))
    {
      self->left_out[k] = self->epoch;
      return STEP_DONE;
    }

  /* drop() leaves the combination alone: keep it in step with what is dropped from behind. */
  for (size_t i = system->size; i-- > 0;)
    {
      bool reaches = sign * a[i] * self->sign[i] > 0.0 && fabs (self->u[i]) / fabs (a[i]) <= t;

      self->u[i] -= t * sign * a[i];
      if (reaches || !(self->u[i] * self->sign[i] > 0.0))
        drop (self, i);
    }
  self->epoch++;

  return append (self, k, t * sign, sign) == SHR_APPEND_UNCERTAIN ? STEP_CAREFUL : STEP_AGAIN;
}

/* Step 3: takes up to @most of the @count violators into the active set. DONE when none could be. */
static Step
admit (ShrActiveSet *self, size_t count, size_t most)
{
  size_t take = count < most ? count : most;
  size_t first = 0;
  bool fresh = false;

  if (!reserve (self, take))
    return STEP_NO_MEMORY;
  if (self->zero_step && most == 1)
    {
      /* Bland: the lowest index, so that steps of length zero cannot go in a circle. */
      for (size_t i = 1; i < count; i++)
        if (self->violator[i] < self->violator[0])
          {
            self->violator[0] = self->violator[i];
            self->violation[0] = self->violation[i];
          }
    }
  else
    sort_violators (self, count, take);

  if (take >= SMALLEST_BLOCK)
    first = shr_system_append_many (&self->system, self->violator, take);
  for (size_t i = 0; i < first; i++)
    {
      size_t position = self->system.size - first + i;

      self->u[position] = 0.0;
      self->sign[position] = self->violation[i] > 0.0 ? 1.0 : -1.0;
      self->active[self->violator[i]] = true;
      fresh = true;
    }

  for (size_t i = first; i < take; i++)
    {
      double sign = self->violation[i] > 0.0 ? 1.0 : -1.0;
      Step step;

      switch (append (self, self->violator[i], 0.0, sign))
        {
        case SHR_APPEND_DONE:
          fresh = true;
          if (most == 1)
            self->single = self->violator[i];
          break;
        case SHR_APPEND_UNCERTAIN:
          return STEP_CAREFUL;
        case SHR_APPEND_DEPENDENT:
          if (fresh)
            break;
          step = exchange (self, self->violator[i], sign);
          if (step != STEP_DONE)
            return step;
          break;
        }
    }

  if (fresh)
    return STEP_AGAIN;
  return take < count ? STEP_AGAIN : STEP_DONE;
}

/* The violators among the candidates, at the present u. */
static size_t
violators_among (ShrActiveSet *self, size_t candidates)
{
  ShrCertificate *certificate = self->certificate;
  double tolerance = tolerance_of (self);
  size_t asked = 0;
  size_t count = 0;

  shr_system_residual (&self->system, self->u, certificate->residual);
  shr_certificate_move (certificate);
  /* Those that are active need no look before the last. */
  for (size_t i = 0; i < candidates; i++)
    if (!self->active[self->candidate[i]])
      self->violator[asked++] = self->candidate[i];
  shr_certificate_look (certificate, self->violator, asked, self->l1);
  for (size_t i = 0; i < asked; i++)
    {
      size_t j = self->violator[i];

      if (certificate->looked_at[j] == certificate->travelled)
        add_violator (self, &count, j, certificate->looked[j], tolerance);
    }

  return count;
}

/* Whether the certificate's sums cancel so far that they are to be accumulated in twice the precision. */
static bool
needs_care (ShrActiveSet *self)
{
  double size = 0.0;

  for (size_t i = 0; i < self->system.size; i++)
    size += fabs (self->u[i]) * self->certificate->norm[self->system.index[i]];

  return self->system.careful || shr_system_spread (&self->system) > careful_condition
         || size * size > 1000.0 * self->design->null_square;
}

/* @standing: whether violators_among() was asked at the present u. */
static size_t
violators_of_all (ShrActiveSet *self, bool standing)
{
  const ShrSystem *system = &self->system;
  size_t count = 0;
  double tolerance;

  if (standing)
    shr_certificate_examine_here (self->certificate, system->index, self->u, system->size, self->l1, self->l2);
  else
    shr_certificate_examine (self->certificate, system->index, self->u, system->size, self->l1, self->l2, false);
  if (needs_care (self))
    shr_certificate_examine_again (self->certificate, system->index, self->u, system->size, self->l1, self->l2);
  if (!(self->certificate->inactive_max > self->l1))
    return 0;

  tolerance = tolerance_of (self);
  for (size_t j = 0; j < self->design->p; j++)
    add_violator (self, &count, j, self->certificate->gradient[j], tolerance);

  return count;
}

/* The sequential strong rule (Tibshirani et al. 2012): columns that are likely to be needed at the new λ₁, judged by
 * the gradient at the last solution. What it overlooks is found when all are examined. */
static size_t
choose_candidates (ShrActiveSet *self, double l1)
{
  double bound = self->l1 < HUGE_VAL ? 2.0 * l1 - self->l1 : 2.0 * l1 - self->certificate->moment_max;
  size_t count = 0;

  bound = bound < l1 ? bound : l1;
  for (size_t j = 0; j < self->design->p; j++)
    if (fabs (self->certificate->gradient[j]) >= bound)
      {
        self->candidate[count++] = j;
        self->listed[j] = self->solution;
      }
  self->screened += self->design->p - count;

  return count;
}

static ShrStatus
status_of (Step step)
{
  return step == STEP_NO_MEMORY ? SHR_STATUS_NO_MEMORY : step == STEP_CANCELLED ? SHR_STATUS_CANCELLED : SHR_STATUS_OK;
}

static Step
go_careful (ShrActiveSet *self)
{
  self->restarts++;

  return rebuild (self, true);
}

/* Brings what the last solution left into a state from which (@l1, @l2) can be solved. */
static Step
prepare (ShrActiveSet *self, double l1, double l2)
{
  ShrSystem *system = &self->system;

  self->l1 = l1;
  self->l2 = l2;
  self->zero_step = false;
  self->epoch++;

  if (!reserve (self, 0))
    return STEP_NO_MEMORY;
  if (system->careful && shr_system_spread (system) < trusted_spread && rebuild (self, false) == STEP_NO_MEMORY)
    return STEP_NO_MEMORY;
  if (!shr_system_set_l2 (system, l2))
    return go_careful (self);

  return STEP_DONE;
}

/* What may be spent on one λ in one arithmetic before it counts as stalled. */
static size_t
allowance (const ShrActiveSet *self)
{
  size_t n = self->design->n;
  size_t p = self->design->p;

  return self->system.solved + 200 + 20 * (n < p ? n : p);
}

/* Finds the violators at the settled u: first among the candidates, and when there are none, among all columns, which
 * examines the certificate (@examined). */
static size_t
find_violators (ShrActiveSet *self, size_t *candidates, bool *examined)
{
  /* In twice the precision there is no quick look at a few columns: it would not see what has to be seen. */
  bool looks = !self->system.careful && self->system.gram == NULL;
  size_t count = looks ? violators_among (self, *candidates) : 0;

  *examined = false;
  if (count == 0)
    {
      count = violators_of_all (self, looks);
      *examined = true;
      if (self->system.gram == NULL)
        for (size_t i = 0; i < count; i++)
          if (self->listed[self->violator[i]] != self->solution)
            {
              self->listed[self->violator[i]] = self->solution;
              self->candidate[(*candidates)++] = self->violator[i];
            }
    }

  return count;
}

static Step
solve (ShrActiveSet *self, size_t candidates)
{
  ShrSystem *system = &self->system;
  size_t limit = allowance (self);
  size_t rounds = 0;

  for (;;)
    {
      bool moved = false;
      bool examined;
      size_t size, count;
      Step step;

      step = settle (self, &moved);
      if (step != STEP_DONE)
        return step;
      if (moved)
        self->epoch++;
      else if (self->single != NONE)
        self->left_out[self->single] = self->epoch;
      else if (rounds > 0)
        rounds = ROUNDS_OF_MANY;
      self->single = NONE;

      step = STEP_DONE;
      if (!system->careful && (shr_system_spread (system) > careful_spread || system->solved > limit))
        step = STEP_CAREFUL;
      else
        {
          count = find_violators (self, &candidates, &examined);
          if (count > 0 && system->solved <= limit)
            {
              size = system->size > SMALLEST_BATCH ? system->size : SMALLEST_BATCH;
              step = admit (self, count, ++rounds > ROUNDS_OF_MANY || self->zero_step ? 1 : size);
            }
          if (step == STEP_DONE)
            {
              if (!examined)
                violators_of_all (self, false);
              if (self->certificate->gap > self->demand && !system->careful)
                step = STEP_CAREFUL;
            }
        }

      if (step == STEP_DONE || step == STEP_NO_MEMORY)
        return step;
      if (step == STEP_CAREFUL)
        {
          if (go_careful (self) == STEP_NO_MEMORY)
            return STEP_NO_MEMORY;
          limit = allowance (self);
          rounds = 0;
        }
    }
}

ShrStatus
shr_active_set_solve (ShrActiveSet *self, double l1, double l2)
{
  size_t candidates = 0;
  Step step;

  self->solution++;
  self->single = NONE;
  if (self->system.gram == NULL)
    candidates = choose_candidates (self, l1);
  step = prepare (self, l1, l2);
  if (step == STEP_DONE)
    step = solve (self, candidates);
  /* What a cancelled solve leaves is a valid start, but its gradient belongs to another point. */
  if (step != STEP_DONE)
    self->l1 = HUGE_VAL;

  return status_of (step);
}
