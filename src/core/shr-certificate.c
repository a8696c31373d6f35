/* With r = y − Zu, g = Zᵀr/n, ρ² = ‖r‖²/n and θ = s·r, the primal minus the dual of
 *
 *   ½ρ² + λ₁‖u‖₁ + ½λ₂‖u‖²
 *
 * is ½ρ²(1 − s)² + Σ_j [λ₁|u_j| + ½λ₂u_j² − s·u_j g_j + (s|g_j| − λ₁)₊²/(2λ₂)]: a sum of terms that are each ≥ 0 for a
 * feasible θ, so nothing of the size of the loss has to cancel. */

#include "core/shr-certificate.h"

#include "core/shr-size.h"

#include <cblas.h>
#include <float.h>
#include <string.h>

/* Sums and maxima run in so many lanes, whose order is fixed. */
enum
{
  LANES = 16,
  /* Up to so many columns a call of BLAS costs more than what it does. */
  FEW = 16
};

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
  self->norm = shr_size_new (design->p, 1, sizeof (double));
  self->held = shr_size_new (design->p, 1, sizeof (double));
  if (gram == NULL)
    {
      self->snapshot = shr_size_new0 (design->n, SHR_CERTIFICATE_SNAPSHOTS, sizeof (double));
      self->standing = shr_size_new (design->n, 1, sizeof (double));
      for (int i = 0; i < 2; i++)
        {
          self->seen[i] = shr_size_new (design->p, 1, 1);
          self->seen_gradient[i] = shr_size_new0 (design->p, 1, sizeof (double));
        }
      self->looked = shr_size_new (design->p, 1, sizeof (double));
      self->looked_at = shr_size_new0 (design->p, 1, sizeof (double));
      self->to_visit = shr_size_new (design->p, 1, sizeof (size_t));
    }
  if (self->gradient == NULL || self->residual == NULL || self->work == NULL || self->u == NULL || self->norm == NULL
      || self->held == NULL
      || (gram == NULL
          && (self->snapshot == NULL || self->seen[0] == NULL || self->seen[1] == NULL || self->seen_gradient[0] == NULL
              || self->seen_gradient[1] == NULL || self->standing == NULL || self->looked == NULL
              || self->looked_at == NULL || self->to_visit == NULL)))
    return SHR_STATUS_NO_MEMORY;

  if (gram == NULL)
    {
      for (int i = 0; i < 2; i++)
        memset (self->seen[i], SHR_CERTIFICATE_SNAPSHOTS, design->p);
      memcpy (self->standing, design->response, design->n * sizeof (double));
      self->standing_sum = shr_design_sum (design, design->response);
      memcpy (self->looked, moment, design->p * sizeof (double));
    }

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
  for (int i = 0; i < 2; i++)
    {
      free (self->seen[i]);
      free (self->seen_gradient[i]);
    }
  free (self->norm);
  free (self->snapshot);
  free (self->standing);
  free (self->looked);
  free (self->looked_at);
  free (self->to_visit);
  free (self->held);
  *self = (ShrCertificate){ 0 };
}

/* The coefficients to their places among all p, until judge() has looked at them. */
static void
spread (ShrCertificate *self, const size_t *index, const double *u, size_t count)
{
  for (size_t i = 0; i < count; i++)
    self->u[index[i]] = u[i];
}

/* gradient and mean_square from the moments: g = c − Gu, and ρ² = ρ₀² − uᵀ(c + g). The coefficients are spread
 * already. */
static void
gradient_from_moments (ShrCertificate *self, const size_t *index, const double *u, size_t count)
{
  size_t p = self->design->p;
  double explained = 0.0;

  memcpy (self->gradient, self->moment, p * sizeof (double));
  if (p <= FEW)
    {
      for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < p; j++)
          self->gradient[j] -= u[i] * self->gram[j + index[i] * p];
    }
  /* One product with the whole matrix runs so much faster than column after column that a third of them will do. */
  else if (3 * count > p)
    cblas_dgemv (CblasColMajor, CblasNoTrans, shr_size_int (p), shr_size_int (p), -1.0, self->gram, shr_size_int (p),
                 self->u, 1, 1.0, self->gradient, 1);
  else
    for (size_t i = 0; i < count; i++)
      cblas_daxpy (shr_size_int (p), -u[i], self->gram + index[i] * p, 1, self->gradient, 1);
  for (size_t i = 0; i < count; i++)
    explained += u[i] * (self->moment[index[i]] + self->gradient[index[i]]);

  self->mean_square = fmax (self->design->null_square - explained, 0.0);
}

SHR_HOT static double
distance_square (const double *a, const double *b, size_t n)
{
  double sum[LANES] = { 0.0 };
  size_t whole = n - n % LANES;

  for (size_t i = 0; i < whole; i += LANES)
    for (size_t lane = 0; lane < LANES; lane++)
      sum[lane] += (a[i + lane] - b[i + lane]) * (a[i + lane] - b[i + lane]);
  for (size_t i = whole; i < n; i++)
    sum[0] += (a[i] - b[i]) * (a[i] - b[i]);
  for (size_t lane = 1; lane < LANES; lane++)
    sum[0] += sum[lane];

  return sum[0];
}

void
shr_certificate_move (ShrCertificate *self)
{
  size_t n = self->design->n;
  int rows = shr_size_int (n);
  size_t held = self->newest < SHR_CERTIFICATE_SNAPSHOTS ? self->newest : SHR_CERTIFICATE_SNAPSHOTS;
  double distance = sqrt (distance_square (self->residual, self->standing, n) / (double) n);

  /* The rounding of the sum is of the order of 1e-16 of its terms. */
  self->travelled += distance * (1.0 + 1e-12);
  memcpy (self->standing, self->residual, n * sizeof (double));
  self->standing_sum = shr_design_sum (self->design, self->residual);
  self->standing_square = cblas_ddot (rows, self->standing, 1, self->standing, 1) / (double) n;
  self->moves++;
  if (self->newest > 0)
    cblas_dgemv (CblasColMajor, CblasTrans, rows, shr_size_int (held), 1.0 / (double) n, self->snapshot, rows,
                 self->standing, 1, 0.0, self->product, 1);
}

/* How far the residual can be from where column @j was looked at; the sum of the ways is rounded, too. */
static inline double
way_since (const ShrCertificate *self, size_t j)
{
  return (self->travelled - self->looked_at[j]) + 1e-12 * self->travelled;
}

/* Makes near[a][b]: r ≈ s·r_a + t·r_b of least distance, or for a = b the multiple of r_a that λ₁ suggests. */
static void
come_near (ShrCertificate *self, size_t a, size_t b, double l1)
{
  double s = 0.0;
  double t = 0.0;
  double square = HUGE_VAL;

  if (a < SHR_CERTIFICATE_SNAPSHOTS)
    {
      double aa = self->snapshot_product[a][a];
      double bb = self->snapshot_product[b][b];
      double ab = self->snapshot_product[a][b];
      double determinant = aa * bb - ab * ab;

      s = fmin (l1 / self->snapshot_l1[a], 1.0);
      if (a != b && determinant > 1e-10 * aa * bb)
        {
          s = (self->product[a] * bb - self->product[b] * ab) / determinant;
          t = (self->product[b] * aa - self->product[a] * ab) / determinant;
        }
      square = self->standing_square - 2.0 * (s * self->product[a] + t * self->product[b]) + s * s * aa + t * t * bb
               + 2.0 * s * t * ab;
      /* What the products' own rounding can hide is of the order of 1e-16·√n of their terms. */
      square = fmax (square, 0.0) + 1e-13 * (self->standing_square + s * s * aa + t * t * bb);
    }

  self->near[a][b].made_at = self->moves;
  self->near[a][b].factor[0] = s;
  self->near[a][b].factor[1] = t;
  self->near[a][b].distance = sqrt (square);
}

/* Whether column @j is proved to lie within λ₁ by the snapshots @a and @b. */
static inline bool
is_near (ShrCertificate *self, size_t j, size_t a, size_t b, double l1, double *estimate)
{
  if (self->near[a][b].made_at != self->moves)
    come_near (self, a, b, l1);
  *estimate =
      self->near[a][b].factor[0] * self->seen_gradient[0][j] + self->near[a][b].factor[1] * self->seen_gradient[1][j];

  return fabs (*estimate) + self->norm[j] * self->near[a][b].distance <= l1;
}

/* Whether column @j is proved to lie within λ₁, and then in @estimate what its gradient is near. With its gradients at
 * earlier residuals r_a and r_b and r ≈ s·r_a + t·r_b (residuals move nearly along a line as λ falls)
 *
 *   |z_jᵀr| ≤ |s·z_jᵀr_a + t·z_jᵀr_b| + ‖z_j‖‖r − s·r_a − t·r_b‖,
 *
 * and where that is at most nλ₁ the column adds nothing to the gap and violates nothing. */
static inline bool
is_within (ShrCertificate *self, size_t j, double l1, double *estimate)
{
  size_t a = self->seen[0][j];
  size_t b = self->seen[1][j];

  if (is_near (self, j, a, b, l1, estimate) || (a != b && is_near (self, j, a, a, l1, estimate)))
    return true;

  *estimate = self->looked[j];
  return fabs (*estimate) + self->norm[j] * way_since (self, j) <= l1;
}

static void
visit (ShrCertificate *self, size_t count)
{
  shr_design_look (self->design, self->to_visit, count, self->standing, self->standing_sum, self->looked);
  self->visits += count;
  for (size_t i = 0; i < count; i++)
    self->looked_at[self->to_visit[i]] = self->travelled;
}

void
shr_certificate_look (ShrCertificate *self, const size_t *index, size_t count, double l1)
{
  size_t needed = 0;
  double estimate;

  for (size_t i = 0; i < count; i++)
    if (self->looked_at[index[i]] != self->travelled && !is_within (self, index[i], l1, &estimate))
      self->to_visit[needed++] = index[i];
  visit (self, needed);
}

static inline void
note (ShrCertificate *self, size_t j, unsigned char place)
{
  self->seen_gradient[1][j] = self->seen_gradient[0][j];
  self->seen[1][j] = self->seen[0][j] < SHR_CERTIFICATE_SNAPSHOTS ? self->seen[0][j] : place;
  self->seen_gradient[0][j] = self->looked[j];
  self->seen[0][j] = place;
  self->gradient[j] = self->looked[j];
  self->visited++;
}

/* The residual that stands becomes a snapshot in place of the oldest, which is forgotten. */
static unsigned char
take_snapshot (ShrCertificate *self, double l1)
{
  size_t n = self->design->n;
  unsigned char none = SHR_CERTIFICATE_SNAPSHOTS;
  unsigned char place = (unsigned char) (self->newest % SHR_CERTIFICATE_SNAPSHOTS);
  unsigned char *last = self->seen[0];
  unsigned char *before = self->seen[1];

  if (self->newest >= SHR_CERTIFICATE_SNAPSHOTS)
    for (size_t j = 0; j < self->design->p; j++)
      {
        last[j] = last[j] == place ? none : last[j];
        before[j] = before[j] == place ? last[j] : before[j];
        before[j] = last[j] == none ? none : before[j];
      }

  self->newest++;
  self->snapshot_l1[place] = l1;
  memcpy (self->snapshot + place * n, self->standing, n * sizeof (double));
  self->product[place] = self->standing_square;
  for (size_t k = 0; k < SHR_CERTIFICATE_SNAPSHOTS; k++)
    {
      self->snapshot_product[place][k] = self->product[k];
      self->snapshot_product[k][place] = self->product[k];
    }

  return place;
}

/* How far from λ₁ a gradient must stay for its rounding not to matter beside it. */
static double
margin_of (const ShrCertificate *self, const size_t *index, const double *u, size_t count, double l1)
{
  double size = sqrt (self->design->null_square);

  for (size_t i = 0; i < count; i++)
    size += fabs (u[i]) * self->norm[index[i]];

  return 1e-9 * l1 + 256.0 * DBL_EPSILON * size;
}

/* The gradient of every column that is not proved to lie within λ₁ by @margin, and an estimate of the others. */
static void
gradient_where_needed (ShrCertificate *self, double l1, double margin)
{
  size_t p = self->design->p;
  size_t needed = 0;
  size_t visited = 0;
  unsigned char place;

  /* Those that were looked at before stand behind those that have to be. */
  for (size_t j = 0; j < p; j++)
    {
      if (self->looked_at[j] == self->travelled)
        self->to_visit[p - ++visited] = j;
      else if (!is_within (self, j, l1 - margin, &self->gradient[j]))
        self->to_visit[needed++] = j;
    }
  visit (self, needed);

  place = take_snapshot (self, l1);
  self->visited = 0;
  for (size_t i = 0; i < needed; i++)
    note (self, self->to_visit[i], place);
  for (size_t i = p - visited; i < p; i++)
    note (self, self->to_visit[i], place);
}

/* As shr_certificate_look() for columns that have to be known exactly. */
static void
look_at_active (ShrCertificate *self, const size_t *index, size_t count)
{
  shr_certificate_look (self, index, count, -1.0);
}

static void
gradient_from_columns (ShrCertificate *self, const size_t *index, const double *u, size_t count, double l1)
{
  size_t n = self->design->n;

  shr_design_residual (self->design, index, u, count, self->residual);
  if (self->snapshot != NULL && l1 > 0.0)
    {
      shr_certificate_move (self);
      look_at_active (self, index, count);
      gradient_where_needed (self, l1, margin_of (self, index, u, count, l1));
    }
  else
    {
      shr_design_gradient (self->design, self->residual, self->gradient);
      self->visited = self->design->p;
      self->visits += self->design->p;
    }
  self->mean_square = cblas_ddot (shr_size_int (n), self->residual, 1, self->residual, 1) / (double) n;
}

/* The gradient in twice the precision, of all columns that may lie at λ₁ or beyond: the others add nothing to the gap.
 * @u is spread already. */
static void
sharpen (ShrCertificate *self, const size_t *index, const double *u, size_t count, double l1)
{
  size_t n = self->design->n;
  double margin = margin_of (self, index, u, count, l1);

  shr_design_residual_careful (self->design, index, u, count, self->residual, self->work);
  for (size_t j = 0; j < self->design->p; j++)
    if (self->u[j] != 0.0 || !(fabs (self->gradient[j]) + margin < l1))
      {
        self->gradient[j] = shr_design_dot_careful (self->design, j, self->residual);
        self->visits++;
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

SHR_HOT static double
largest_magnitude (const double *g, size_t p)
{
  double most[LANES] = { 0.0 };
  size_t whole = p - p % LANES;

  for (size_t j = 0; j < whole; j += LANES)
    for (size_t lane = 0; lane < LANES; lane++)
      most[lane] = fabs (g[j + lane]) > most[lane] ? fabs (g[j + lane]) : most[lane];
  for (size_t j = whole; j < p; j++)
    most[0] = fabs (g[j]) > most[0] ? fabs (g[j]) : most[0];
  for (size_t lane = 1; lane < LANES; lane++)
    most[0] = most[lane] > most[0] ? most[lane] : most[0];

  return most[0];
}

/* What the gradient and the residual that have been found say of @u. */
static void
judge (ShrCertificate *self, const size_t *index, const double *u, size_t count, double l1, double l2)
{
  double *g = self->gradient;
  size_t p = self->design->p;
  double null_square = self->design->null_square;
  double violation = 0.0;
  double active_max = 0.0;
  double gradient_max, scaled_gap, plain_gap, gap, s;

  for (size_t i = 0; i < count; i++)
    {
      size_t j = index[i];

      violation = shr_larger (violation, fabs (g[j] - copysign (l1, u[i]) - l2 * u[i]));
      active_max = shr_larger (active_max, fabs (g[j]));
      self->held[i] = g[j];
      g[j] = 0.0;
    }
  self->inactive_max = largest_magnitude (g, p);
  for (size_t i = 0; i < count; i++)
    g[index[i]] = self->held[i];
  violation = shr_larger (violation, self->inactive_max - l1);
  gradient_max = shr_larger (active_max, self->inactive_max);

  /* θ shrunk until it is feasible without the quadratic part: the only way for the lasso. */
  s = gradient_max > l1 ? l1 / gradient_max : 1.0;
  scaled_gap = 0.5 * self->mean_square * (1.0 - s) * (1.0 - s);
  for (size_t i = 0; i < count; i++)
    scaled_gap += l1 * fabs (u[i]) - s * u[i] * g[index[i]] + 0.5 * l2 * u[i] * u[i];

  plain_gap = HUGE_VAL;
  if (l2 > 0.0)
    {
      plain_gap = 0.0;
      for (size_t i = 0; i < count; i++)
        plain_gap += remainder_of (u[i], g[index[i]], l1, l2);
      /* The others add something only where they lie beyond λ₁. */
      if (self->inactive_max > l1)
        for (size_t j = 0; j < p; j++)
          if (self->u[j] == 0.0)
            plain_gap += remainder_of (0.0, g[j], l1, l2);
    }

  gap = shr_larger (fmin (scaled_gap, plain_gap), 0.0);
  self->gap = null_square > 0.0 ? 2.0 * gap / null_square : 0.0;
  self->kkt = self->moment_max > 0.0 ? violation / self->moment_max : 0.0;
  self->deviance_ratio = null_square > 0.0 ? 1.0 - self->mean_square / null_square : 0.0;
  for (size_t i = 0; i < count; i++)
    self->u[index[i]] = 0.0;
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
  spread (self, index, u, count);

  if (careful && l1 == 0.0)
    memset (self->gradient, 0, self->design->p * sizeof (double));
  else if (self->gram != NULL)
    gradient_from_moments (self, index, u, count);
  else
    gradient_from_columns (self, index, u, count, l1);
  if (careful)
    sharpen (self, index, u, count, l1);

  judge (self, index, u, count, l1, l2);
}

void
shr_certificate_examine_again (ShrCertificate *self,
                               const size_t *index,
                               const double *u,
                               size_t count,
                               double l1,
                               double l2)
{
  spread (self, index, u, count);
  sharpen (self, index, u, count, l1);
  judge (self, index, u, count, l1, l2);
}

void
shr_certificate_examine_here (ShrCertificate *self,
                              const size_t *index,
                              const double *u,
                              size_t count,
                              double l1,
                              double l2)
{
  size_t n = self->design->n;

  look_at_active (self, index, count);
  gradient_where_needed (self, l1, margin_of (self, index, u, count, l1));
  self->mean_square = cblas_ddot (shr_size_int (n), self->standing, 1, self->standing, 1) / (double) n;
  spread (self, index, u, count);
  judge (self, index, u, count, l1, l2);
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
  spread (self, index, u, count);
  judge (self, index, u, count, l1, l2);
}
