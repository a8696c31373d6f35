#pragma once

#include "plot/shr-chart.h"

G_BEGIN_DECLS

/**
 * The Geometry chart of three features (mathematics, section 1, "Constraint form"): the budget region (octahedron, ball,
 * elastic-net ball), the level of the loss that touches it, the contact, the gradient and the region's normals there,
 * the route of the solution. Without perspective, turned as the chart's space says, on the standardised scale.
 */
typedef struct
{
  double width, height;
  ShrRect plot;
  double unit;            /* of a coefficient: what the places below are multiples of; 0 where there is no layout */
  double low[3], high[3]; /* ends of the axes */
  double middle[3];       /* what is in the middle of the plot */
  double scale;           /* px per unit */
} ShrSolidLayout;

/* The view holds the axes' ends, the route of the three over the whole path, the largest region where that is near, and
 * the optimum of every section along it where that is near. So it depends neither on λ nor on how it is turned. While the
 * path is not complete it grows in steps. */
void shr_solid_chart_layout (const ShrChart *chart,
                             double width,
                             double height,
                             const ShrTheme *theme,
                             ShrSolidLayout *layout);
/* Everything: with λ and with every turn all of it moves. */
void shr_solid_chart_draw_overlay (const ShrChart *chart,
                                   const ShrSolidLayout *layout,
                                   const ShrTheme *theme,
                                   ShrScene *scene);
void shr_solid_chart_draw (const ShrChart *chart, double width, double height, const ShrTheme *theme, ShrScene *scene);

/* Where the contact is seen, px. FALSE while there is none. */
gboolean shr_solid_chart_contact_at (const ShrChart *chart, const ShrSolidLayout *layout, ShrXY *place);
/* λ of the point of the solution's route that is nearest to the pixel as it is seen, between the path's own points
 * too. */
double shr_solid_chart_lambda_at (const ShrChart *chart, const ShrSolidLayout *layout, double x, double y);

/* From where the contact is seen on the near side, to the right, with the loss beyond it: for a first look. Degrees, as
 * in ShrSpace. */
void shr_solid_chart_find_view (const ShrSolidSection *section, double *yaw, double *pitch);

G_END_DECLS
