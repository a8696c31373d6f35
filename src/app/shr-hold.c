#include "app/shr-hold.h"

#include "plot/shr-geometry-grips.h"

/* How near a pointer must be, in pixels. */
#define TOLERANCE 12.0

ShrHold
shr_hold_find (ShrRow row, const ShrChart *chart, const ShrCellLayout *layout, double x, double y)
{
  ShrHold hold = { SHR_GRIP_NONE, -1, 0.0, 0.0 };
  ShrXY place;

  if (row == SHR_ROW_GEOMETRY)
    {
      hold.grip = shr_geometry_grips_at (chart, &layout->geometry, x, y, TOLERANCE);
      if (hold.grip == SHR_GRIP_OPTIMUM && shr_geometry_grips_place (chart, &layout->geometry, hold.grip, &place))
        {
          hold.off_x = place.x - x;
          hold.off_y = place.y - y;
        }
    }
  else if (row == SHR_ROW_FIT)
    {
      hold.observation = shr_fit_chart_observation_at (chart, &layout->fit, x, y, TOLERANCE);
      if (hold.observation >= 0)
        {
          hold.off_x = shr_scale_to_pixel (&layout->fit.x, chart->curve->x[hold.observation]) - x;
          hold.off_y = shr_scale_to_pixel (&layout->fit.y, chart->fitted->observed[hold.observation]) - y;
        }
    }

  return hold;
}

gboolean
shr_hold_is_any (const ShrHold *hold)
{
  return hold->grip != SHR_GRIP_NONE || hold->observation >= 0;
}

const char *
shr_hold_cursor (const ShrHold *hold, gboolean held)
{
  switch (hold->grip)
    {
    case SHR_GRIP_ALONG:
      return "nesw-resize";
    case SHR_GRIP_ACROSS:
      return "nwse-resize";
    case SHR_GRIP_NONE:
    case SHR_GRIP_OPTIMUM:
    default:
      return held ? "grabbing" : "grab";
    }
}

void
shr_hold_move (const ShrHold *hold,
               ShrStudy *study,
               const ShrChart *chart,
               const ShrCellLayout *layout,
               double x,
               double y)
{
  g_autoptr (ShrRecipe) recipe = NULL;

  if (hold->observation >= 0)
    {
      const ShrRect *plot = &layout->fit.plot;
      double to_x = CLAMP (x + hold->off_x, plot->x, plot->x + plot->width);
      double to_y = CLAMP (y + hold->off_y, plot->y, plot->y + plot->height);

      shr_study_move_point (study, (gsize) hold->observation, shr_scale_to_value (&layout->fit.x, to_x),
                            shr_scale_to_value (&layout->fit.y, to_y));
      return;
    }

  recipe = shr_recipe_copy (shr_study_get_recipe (study));
  if (hold->grip == SHR_GRIP_OPTIMUM)
    shr_geometry_grips_optimum (chart, &layout->geometry, x + hold->off_x, y + hold->off_y, recipe->parameters.optimum);
  else
    recipe->parameters.correlation = shr_geometry_grips_correlation (chart, &layout->geometry, hold->grip, x, y);
  shr_study_set_recipe (study, recipe, NULL);
}
