#pragma once

#include "core/shr-solid-section.h"
#include "plot/shr-solid-region.h"

G_BEGIN_DECLS

/**
 * ShrEllipsoid:
 *
 * The level of the loss that passes through the contact, around the section's optimum. Where the loss is flat it is so
 * long that it looks endless, and still passes through the contact.
 */
typedef struct
{
  ShrSpot center;
  ShrSpot axes[3]; /* of length 1, at right angles */
  double half[3];  /* half the length of each */
} ShrEllipsoid;

/* @unit: what the coordinates are multiples of. FALSE: the contact is the optimum, and the level a point. */
gboolean shr_ellipsoid_init (ShrEllipsoid *ellipsoid, const ShrSolidSection *section, double unit);

/* 1 on its surface, less within. */
double shr_ellipsoid_value (const ShrEllipsoid *ellipsoid, ShrSpot spot);
/* Whether it is between @spot and a reader in the direction @toward. */
gboolean shr_ellipsoid_hides (const ShrEllipsoid *ellipsoid, ShrSpot toward, ShrSpot spot);

/* Its outline as it is seen, @n points. */
void shr_ellipsoid_outline (const ShrEllipsoid *ellipsoid, ShrSpot toward, ShrSpot *spots, gsize n);
/* Its section through the two axes other than @across, @n points. */
void shr_ellipsoid_section (const ShrEllipsoid *ellipsoid, int across, ShrSpot *spots, gsize n);
/* Its visible side, as a glossy one is lit: @levels pieces, each within the one before. */
void shr_ellipsoid_shade (const ShrEllipsoid *ellipsoid,
                          ShrSpot toward,
                          ShrSpot light,
                          int levels,
                          double step,
                          ShrSolidShade shade,
                          gpointer data);

G_END_DECLS
