#include "plot/shr-axis.h"

#include "plot/shr-lettering.h"
#include "plot/shr-text.h"

#include <math.h>

/* In em of the theme's font size. */
#define TICK 0.38
#define MINOR_TICK 0.22
#define GAP_BELOW 0.32
#define GAP_LEFT 0.3
#define GAP_BETWEEN 0.6
/* Below the axis by so much is where its labels begin. */
#define CORNER 0.35

static const ShrColor none = { 0.0, 0.0, 0.0, 0.0 };

double
shr_axis_depth_below (const ShrTheme *theme)
{
  double ascent, descent;

  shr_lettering_line (theme->font_size, FALSE, &ascent, &descent);

  return (TICK + GAP_BELOW) * theme->font_size + ascent + descent;
}

double
shr_axis_depth_left (const ShrTheme *theme, const ShrTicks *ticks)
{
  double widest = 0.0;

  for (gsize i = 0; i < ticks->n; i++)
    if (ticks->ticks[i].label != NULL)
      {
        ShrTextExtents extents;

        shr_text_measure (ticks->ticks[i].label, theme->font_size, FALSE, &extents);
        widest = MAX (widest, extents.width);
      }

  return (TICK + GAP_LEFT) * theme->font_size + widest;
}

double
shr_axis_draw_bottom (ShrScene *scene,
                      const ShrTheme *theme,
                      const ShrScale *scale,
                      const ShrTicks *ticks,
                      double from,
                      double to,
                      double y,
                      double scene_width)
{
  ShrStyle style = { theme->muted, theme->hairline, SHR_DASH_SOLID, none };
  ShrTextStyle lettering = { .size = theme->font_size, .horizontal = SHR_ALIGN_MIDDLE, .vertical = SHR_ALIGN_END };
  double em = theme->font_size;
  ShrRect last;
  gboolean has_last = FALSE;
  double first = INFINITY;

  shr_scene_add_segment (scene, SHR_ROLE_AXIS, -1, &style, from, y, to, y);

  for (gsize i = 0; i < ticks->n; i++)
    {
      const ShrTick *tick = &ticks->ticks[i];
      double x = shr_scale_to_pixel (scale, tick->value);
      ShrRect box, widened;

      if (x < from - 0.5 || x > to + 0.5)
        continue;

      shr_scene_add_segment (scene, tick->label != NULL ? SHR_ROLE_TICK : SHR_ROLE_MINOR_TICK, -1, &style, x, y, x,
                             y + (tick->label != NULL ? TICK : MINOR_TICK) * em);
      if (tick->label == NULL)
        continue;

      shr_lettering_box (tick->label, &lettering, x, y + (TICK + GAP_BELOW) * em, &box);
      widened = (ShrRect){ box.x - GAP_BETWEEN * em, box.y, box.width + 2.0 * GAP_BETWEEN * em, box.height };
      if (box.x < 0.0 || box.x + box.width > scene_width || (has_last && shr_lettering_boxes_meet (&widened, &last)))
        continue;

      shr_scene_add_text (scene, SHR_ROLE_TICK_LABEL, -1, &theme->muted, &lettering, x, y + (TICK + GAP_BELOW) * em,
                          tick->label);
      last = box;
      has_last = TRUE;
      first = fmin (first, box.x);
    }

  return first;
}

void
shr_axis_draw_left (ShrScene *scene,
                    const ShrTheme *theme,
                    const ShrScale *scale,
                    const ShrTicks *ticks,
                    double x,
                    double top,
                    double bottom,
                    double first_below)
{
  ShrStyle style = { theme->muted, theme->hairline, SHR_DASH_SOLID, none };
  ShrTextStyle lettering = { .size = theme->font_size, .horizontal = SHR_ALIGN_END, .vertical = SHR_ALIGN_MIDDLE };
  double em = theme->font_size;
  ShrRect last;
  gboolean has_last = FALSE;

  shr_scene_add_segment (scene, SHR_ROLE_AXIS, -1, &style, x, top, x, bottom);

  for (gsize i = 0; i < ticks->n; i++)
    {
      const ShrTick *tick = &ticks->ticks[i];
      double y = shr_scale_to_pixel (scale, tick->value);
      ShrRect box;

      if (y < top - 0.5 || y > bottom + 0.5)
        continue;

      shr_scene_add_segment (scene, tick->label != NULL ? SHR_ROLE_TICK : SHR_ROLE_MINOR_TICK, -1, &style,
                             x - (tick->label != NULL ? TICK : MINOR_TICK) * em, y, x, y);
      if (tick->label == NULL)
        continue;

      shr_lettering_box (tick->label, &lettering, x - (TICK + GAP_LEFT) * em, y, &box);
      if (box.x < 0.0 || (box.y + box.height > bottom + CORNER * em && box.x + box.width > first_below - 0.3 * em)
          || (has_last && shr_lettering_boxes_meet (&box, &last)))
        continue;

      shr_scene_add_text (scene, SHR_ROLE_TICK_LABEL, -1, &theme->muted, &lettering, x - (TICK + GAP_LEFT) * em, y,
                          tick->label);
      last = box;
      has_last = TRUE;
    }
}

void
shr_axis_title_below_box (const ShrTheme *theme,
                          const char *title,
                          double center,
                          double baseline,
                          double scene_width,
                          ShrRect *box)
{
  ShrTextStyle lettering = { .size = theme->font_size };
  g_autofree char *fitting = shr_lettering_fit (title, theme->font_size, FALSE, scene_width);

  shr_lettering_box (fitting, &lettering, 0.0, baseline, box);
  box->x = CLAMP (center - box->width / 2.0, 0.0, scene_width - box->width);
}

void
shr_axis_draw_title_below (ShrScene *scene,
                           const ShrTheme *theme,
                           const char *title,
                           double center,
                           double baseline,
                           double scene_width)
{
  ShrTextStyle lettering = { .size = theme->font_size };
  g_autofree char *fitting = shr_lettering_fit (title, theme->font_size, FALSE, scene_width);
  ShrRect box;

  shr_axis_title_below_box (theme, title, center, baseline, scene_width, &box);
  if (*fitting != '\0')
    shr_scene_add_text (scene, SHR_ROLE_AXIS_TITLE, -1, &theme->text, &lettering, box.x, baseline, fitting);
}

void
shr_axis_draw_title_left (ShrScene *scene,
                          const ShrTheme *theme,
                          const char *title,
                          double x,
                          double center,
                          double bottom)
{
  ShrTextStyle lettering = { .size = theme->font_size, .horizontal = SHR_ALIGN_MIDDLE, .angle = 90.0 };
  g_autofree char *fitting = shr_lettering_fit (title, theme->font_size, FALSE, bottom);
  ShrRect taken;

  shr_lettering_box (fitting, &lettering, x, center, &taken);
  center += CLAMP (0.0, -taken.y, bottom - taken.y - taken.height);
  if (*fitting != '\0')
    shr_scene_add_text (scene, SHR_ROLE_AXIS_TITLE, -1, &theme->text, &lettering, x, center, fitting);
}
