#include "core/shr-polyline.h"

#include "core/shr-size.h"

#include <math.h>
#include <string.h>

void
shr_polyline_init (ShrPolyline *self, size_t p)
{
  self->features = p;
}

void
shr_polyline_clear (ShrPolyline *self)
{
  free (self->lambda);
  free (self->start);
  free (self->index);
  free (self->w);
  *self = (ShrPolyline){ 0 };
}

/* realloc() for @count elements of @size each; NULL, and @array as it was, when there is no memory. */
static void *
grown (void *array, size_t count, size_t size)
{
  return count > (size_t) PTRDIFF_MAX / size ? NULL : realloc (array, count * size);
}

static bool
reserve_vertex (ShrPolyline *self)
{
  size_t room = 2 * self->vertex_room + 16;
  double *lambda;
  size_t *start;

  if (self->count < self->vertex_room)
    return true;

  lambda = grown (self->lambda, room, sizeof (double));
  self->lambda = lambda != NULL ? lambda : self->lambda;
  start = grown (self->start, room + 1, sizeof (size_t));
  self->start = start != NULL ? start : self->start;
  if (lambda == NULL || start == NULL)
    return false;
  self->vertex_room = room;

  return true;
}

static bool
reserve_coefficients (ShrPolyline *self, size_t count)
{
  size_t room = 2 * count + 64;
  size_t *index;
  double *w;

  if (count <= self->coefficient_room)
    return true;

  index = grown (self->index, room, sizeof (size_t));
  self->index = index != NULL ? index : self->index;
  w = grown (self->w, room, sizeof (double));
  self->w = w != NULL ? w : self->w;
  if (index == NULL || w == NULL)
    return false;
  self->coefficient_room = room;

  return true;
}

ShrStatus
shr_polyline_append (ShrPolyline *self, double lambda, const size_t *index, const double *w, size_t count)
{
  size_t at = self->count > 0 ? self->start[self->count] : 0;

  if (self->count > 0 && !(lambda < self->lambda[self->count - 1]))
    return SHR_STATUS_OK;
  if (!reserve_vertex (self) || !reserve_coefficients (self, at + count))
    return SHR_STATUS_NO_MEMORY;

  self->start[self->count] = at;
  for (size_t i = 0; i < count; i++)
    {
      if (!isfinite (w[i]))
        return SHR_STATUS_OUT_OF_RANGE;
      if (w[i] == 0.0)
        continue;
      self->index[at] = index[i];
      self->w[at++] = w[i];
    }
  self->lambda[self->count++] = lambda;
  self->start[self->count] = at;

  return SHR_STATUS_OK;
}

static void
add (const ShrPolyline *self, size_t vertex, double share, double *w)
{
  for (size_t i = self->start[vertex]; i < self->start[vertex + 1]; i++)
    w[self->index[i]] += share * self->w[i];
}

void
shr_polyline_at (const ShrPolyline *self, double lambda, double *w)
{
  size_t above = 0;
  size_t below = self->count - 1;
  double share;

  assert (self->count > 0 && lambda >= self->lambda[below]);

  memset (w, 0, self->features * sizeof (double));
  if (lambda >= self->lambda[0])
    {
      add (self, 0, 1.0, w);
      return;
    }

  /* λ of above > lambda ≥ λ of below. */
  while (below - above > 1)
    {
      size_t middle = above + (below - above) / 2;

      if (self->lambda[middle] > lambda)
        above = middle;
      else
        below = middle;
    }
  share = (self->lambda[above] - lambda) / (self->lambda[above] - self->lambda[below]);
  if (share < 1.0)
    add (self, above, 1.0 - share, w);
  add (self, below, share, w);
}
