#pragma once

#include "plot/shr-scene.h"

G_BEGIN_DECLS

/* A place in the space of three coefficients, or a direction in it. */
typedef struct
{
  double at[3];
} ShrSpot;

static inline double
shr_spot_dot (ShrSpot a, ShrSpot b)
{
  return a.at[0] * b.at[0] + a.at[1] * b.at[1] + a.at[2] * b.at[2];
}

/* a + t·b */
static inline ShrSpot
shr_spot_add (ShrSpot a, double t, ShrSpot b)
{
  return (ShrSpot){ { a.at[0] + t * b.at[0], a.at[1] + t * b.at[1], a.at[2] + t * b.at[2] } };
}

static inline ShrSpot
shr_spot_cross (ShrSpot a, ShrSpot b)
{
  return (ShrSpot){ { a.at[1] * b.at[2] - a.at[2] * b.at[1], a.at[2] * b.at[0] - a.at[0] * b.at[2],
                      a.at[0] * b.at[1] - a.at[1] * b.at[0] } };
}

/* The direction with length 1; (0, 0, 0) and what is not finite stay as they are. */
ShrSpot shr_spot_unit (ShrSpot spot);

/**
 * ShrSolidView:
 *
 * How the space of three coefficients is seen: without perspective, so that what is parallel stays so and an ellipsoid's
 * outline is an ellipse. The third axis is upright, turned by @yaw and leaning by @pitch.
 */
typedef struct
{
  ShrSpot right, up, toward; /* of length 1; @toward the reader */
  ShrSpot middle;            /* what is seen at @center */
  ShrXY center;              /* px */
  double scale;              /* px per unit */
} ShrSolidView;

/**
 * shr_solid_view_init:
 * @yaw: degrees from the first axis towards the second from which one looks
 * @pitch: degrees above the plane of these two, −90 to 90
 * @middle, @center, @scale: as in ShrSolidView
 */
void shr_solid_view_init (ShrSolidView *view, double yaw, double pitch, ShrSpot middle, ShrXY center, double scale);

ShrXY shr_solid_view_project (const ShrSolidView *view, ShrSpot spot);

G_END_DECLS
