#include "plot/shr-curve-label.h"

#include "plot/shr-text.h"

/* Smaller than what names a value, in em. */
#define SIZE 0.9
#define GAP 0.45
#define REACH 0.8

void
shr_curve_label_draw (ShrScene *scene,
                      const ShrTheme *theme,
                      ShrPlacement *placement,
                      const ShrXY *tried,
                      gsize n_tried,
                      const ShrColor *color,
                      const char *text)
{
  double em = theme->font_size;
  ShrTextStyle style = { .size = SIZE * em, .halo = TRUE };
  ShrTextExtents extents;
  ShrRect box;

  shr_text_measure (text, style.size, FALSE, &extents);
  if (!shr_placement_find_along (placement, tried, n_tried, GAP * em, REACH * em, extents.width,
                                 extents.ascent + extents.descent, &box))
    return;

  if (scene != NULL)
    shr_scene_add_text (scene, SHR_ROLE_CURVE_LABEL, -1, color, &style, box.x, box.y + extents.ascent, text);
  /* Two names side by side must not look like one. */
  shr_placement_avoid_box (placement, &(ShrRect){ box.x - GAP * em, box.y, box.width + 2.0 * GAP * em, box.height });
}
