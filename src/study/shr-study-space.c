/* The third feature of Geometry, and from where the three are seen. */

#include "plot/shr-solid-chart.h"
#include "study/shr-study-private.h"

#include <math.h>

void
shr_study_set_third (ShrStudy *self, int third)
{
  g_return_if_fail (SHR_IS_STUDY (self));
  g_return_if_fail (third < 0 || (gsize) third < self->columns.n_features);
  g_return_if_fail (third < 0 || ((gsize) third != self->pair[0] && (gsize) third != self->pair[1]));

  third = MAX (third, -1);
  if (self->third == third)
    return;

  self->third = third;
  shr_study_update_points (self);
  shr_study_notify (self, SHR_STUDY_PROP_THIRD);
  shr_study_redraw (self, SHR_REDRAW_FRAME | SHR_REDRAW_OVERLAY);
}

int
shr_study_get_third (ShrStudy *self)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), -1);

  return self->third;
}

void
shr_study_set_view (ShrStudy *self, double yaw, double pitch)
{
  gboolean turned, leant;

  g_return_if_fail (SHR_IS_STUDY (self));
  g_return_if_fail (isfinite (yaw) && isfinite (pitch));

  yaw = remainder (yaw, 360.0);
  pitch = CLAMP (pitch, -90.0, 90.0);
  turned = self->yaw != yaw;
  leant = self->pitch != pitch;
  self->yaw = yaw;
  self->pitch = pitch;
  shr_study_begin_setting (self);
  if (turned)
    shr_study_notify (self, SHR_STUDY_PROP_YAW);
  if (leant)
    shr_study_notify (self, SHR_STUDY_PROP_PITCH);
  shr_study_end_setting (self);
  if ((turned || leant) && self->third >= 0)
    shr_study_redraw (self, SHR_REDRAW_OVERLAY);
}

void
shr_study_get_view (ShrStudy *self, double *yaw, double *pitch)
{
  g_return_if_fail (SHR_IS_STUDY (self));

  *yaw = self->yaw;
  *pitch = self->pitch;
}

/* The column whose contact is most worth seeing: the lasso's, where there is one. */
static const ShrColumnView *
find_column (ShrStudy *self)
{
  const ShrColumnView *lasso = &self->columns.views[SHR_PENALTY_LASSO];

  return lasso->has_point ? lasso : &self->columns.views[self->leader];
}

void
shr_study_face_contact (ShrStudy *self)
{
  const ShrColumnView *column;
  double yaw, pitch;

  g_return_if_fail (SHR_IS_STUDY (self));

  column = find_column (self);
  if (!column->has_solid)
    return;

  shr_solid_chart_find_view (&column->solid, &yaw, &pitch);
  shr_study_set_view (self, yaw, pitch);
}

int
shr_study_find_third (ShrStudy *self)
{
  const ShrColumnView *column;
  int best = -1;

  g_return_val_if_fail (SHR_IS_STUDY (self), -1);

  column = find_column (self);
  for (gsize j = 0; j < self->columns.n_features; j++)
    if (j != self->pair[0] && j != self->pair[1]
        && (best < 0 || (column->has_point && fabs (column->point.w[j]) > fabs (column->point.w[best]))))
      best = (int) j;

  return best;
}
