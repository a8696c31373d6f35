#include "core/shr-path.h"

#include "core/shr-size.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>

struct ShrPath
{
  double mixing;
  size_t features;
  size_t count;
  atomic_size_t ready;
  size_t handed;    /* how many points were given out by shr_path_next() */
  double *lambdas;  /* count */
  double *scales;   /* features */
  double *w;        /* features×count */
  ShrPoint *points; /* count */
};

ShrStatus
shr_path_new (const ShrDesign *design, double mixing, const double *lambdas, size_t count, ShrPath **path)
{
  ShrPath *self;
  size_t p = shr_design_features (design);

  *path = NULL;
  if (!(mixing >= 0.0 && mixing <= 1.0))
    return SHR_STATUS_BAD_MIXING;
  if (count == 0)
    return SHR_STATUS_BAD_GRID;
  for (size_t k = 0; k < count; k++)
    if (!isfinite (lambdas[k]) || lambdas[k] < 0.0 || (k > 0 && lambdas[k] >= lambdas[k - 1]))
      return SHR_STATUS_BAD_LAMBDA;
  if (p > SIZE_MAX / sizeof (double) / count)
    return SHR_STATUS_TOO_LARGE;

  self = calloc (1, sizeof *self);
  if (self == NULL)
    return SHR_STATUS_NO_MEMORY;
  self->mixing = mixing;
  self->features = p;
  self->count = count;
  atomic_init (&self->ready, 0);
  self->lambdas = shr_size_new (count, 1, sizeof (double));
  self->scales = shr_size_new (p, 1, sizeof (double));
  /* Most coefficients of a long path are never touched: memory that is zero already costs nothing until it is. */
  self->w = shr_size_new0 (p, count, sizeof (double));
  self->points = shr_size_new0 (count, 1, sizeof (ShrPoint));
  if (self->lambdas == NULL || self->scales == NULL || self->w == NULL || self->points == NULL)
    {
      shr_path_free (self);
      return SHR_STATUS_NO_MEMORY;
    }

  memcpy (self->lambdas, lambdas, count * sizeof (double));
  for (size_t j = 0; j < p; j++)
    self->scales[j] = shr_design_scale (design, j);

  *path = self;
  return SHR_STATUS_OK;
}

void
shr_path_free (ShrPath *path)
{
  if (path == NULL)
    return;

  free (path->lambdas);
  free (path->scales);
  free (path->w);
  free (path->points);
  free (path);
}

double
shr_path_mixing (const ShrPath *path)
{
  return path->mixing;
}

size_t
shr_path_features (const ShrPath *path)
{
  return path->features;
}

size_t
shr_path_count (const ShrPath *path)
{
  return path->count;
}

double
shr_path_lambda (const ShrPath *path, size_t k)
{
  assert (k < path->count);

  return path->lambdas[k];
}

size_t
shr_path_ready (const ShrPath *path)
{
  return atomic_load_explicit (&path->ready, memory_order_acquire);
}

const ShrPoint *
shr_path_point (const ShrPath *path, size_t k)
{
  assert (k < shr_path_ready (path));

  return &path->points[k];
}

double
shr_path_original (const ShrPath *path, size_t j, double w)
{
  assert (j < path->features);

  return path->scales[j] == 0.0 ? 0.0 : w / path->scales[j];
}

double
shr_path_scale (const ShrPath *path, size_t j)
{
  assert (j < path->features);

  return path->scales[j];
}

ShrPoint *
shr_path_next (ShrPath *path)
{
  size_t k = atomic_load_explicit (&path->ready, memory_order_relaxed);
  ShrPoint *point;

  if (k == path->count)
    return NULL;

  point = &path->points[k];
  *point = (ShrPoint){ .lambda = path->lambdas[k], .w = path->w + k * path->features };
  /* Given out before and not published: what the solver left there is of no use. */
  if (k < path->handed)
    memset (point->w, 0, path->features * sizeof (double));
  path->handed = k + 1;

  return point;
}

void
shr_path_publish (ShrPath *path)
{
  size_t k = atomic_load_explicit (&path->ready, memory_order_relaxed);

  assert (k < path->count);
  atomic_store_explicit (&path->ready, k + 1, memory_order_release);
}
