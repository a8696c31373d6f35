#include "core/shr-careful-cholesky.h"

#include "core/shr-size.h"

#include <string.h>

ShrStatus
shr_careful_cholesky_reserve (ShrCarefulCholesky *self, size_t capacity)
{
  ShrDouble2 *r;

  if (capacity <= self->capacity)
    return SHR_STATUS_OK;

  r = shr_size_new (capacity, capacity, sizeof (ShrDouble2));
  if (r == NULL)
    return SHR_STATUS_NO_MEMORY;
  for (size_t j = 0; j < self->size; j++)
    memcpy (r + j * capacity, self->r + j * self->capacity, (j + 1) * sizeof (ShrDouble2));
  free (self->r);
  self->r = r;
  self->capacity = capacity;

  return SHR_STATUS_OK;
}

void
shr_careful_cholesky_clear (ShrCarefulCholesky *self)
{
  free (self->r);
  *self = (ShrCarefulCholesky){ 0 };
}

void
shr_careful_cholesky_forward (const ShrCarefulCholesky *self, ShrDouble2 *b)
{
  for (size_t j = 0; j < self->size; j++)
    {
      const ShrDouble2 *column = self->r + j * self->capacity;

      for (size_t i = 0; i < j; i++)
        b[j] = shr_double2_subtract_multiply (b[j], column[i], b[i]);
      b[j] = shr_double2_divide (b[j], column[j]);
    }
}

void
shr_careful_cholesky_backward (const ShrCarefulCholesky *self, ShrDouble2 *b)
{
  for (size_t j = self->size; j-- > 0;)
    {
      const ShrDouble2 *column = self->r + j * self->capacity;

      b[j] = shr_double2_divide (b[j], column[j]);
      for (size_t i = 0; i < j; i++)
        b[i] = shr_double2_subtract_multiply (b[i], column[i], b[j]);
    }
}

void
shr_careful_cholesky_append (ShrCarefulCholesky *self, const ShrDouble2 *u, ShrDouble2 pivot)
{
  ShrDouble2 *column = self->r + self->size * self->capacity;

  assert (self->size < self->capacity);
  memcpy (column, u, self->size * sizeof (ShrDouble2));
  column[self->size] = pivot;
  self->size++;
}

/* c·a + s·b */
static ShrDouble2
rotate (ShrDouble2 c, ShrDouble2 a, ShrDouble2 s, ShrDouble2 b)
{
  return shr_double2_add (shr_double2_multiply (c, a), shr_double2_multiply (s, b));
}

void
shr_careful_cholesky_drop (ShrCarefulCholesky *self, size_t position)
{
  size_t last = self->size - 1;

  assert (position < self->size);
  for (size_t j = position; j < last; j++)
    memcpy (self->r + j * self->capacity, self->r + (j + 1) * self->capacity, (j + 2) * sizeof (ShrDouble2));

  /* Row by row: rotation i clears the entry below the diagonal of column i and acts on the columns to its right. */
  for (size_t i = position; i < last; i++)
    {
      ShrDouble2 a = self->r[i + i * self->capacity];
      ShrDouble2 b = self->r[i + 1 + i * self->capacity];
      ShrDouble2 length = shr_double2_sqrt (rotate (a, a, b, b));
      ShrDouble2 c = shr_double2_divide (a, length);
      ShrDouble2 s = shr_double2_divide (b, length);

      self->r[i + i * self->capacity] = length;
      for (size_t j = i + 1; j < last; j++)
        {
          ShrDouble2 *column = self->r + j * self->capacity;
          ShrDouble2 upper = column[i];
          ShrDouble2 lower = column[i + 1];

          column[i] = rotate (c, upper, s, lower);
          column[i + 1] = rotate (c, lower, shr_double2_negate (s), upper);
        }
    }
  self->size = last;
}
