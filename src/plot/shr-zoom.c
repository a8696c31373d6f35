#include "plot/shr-zoom.h"

#include <math.h>

void
shr_zoom_init (ShrZoom *zoom)
{
  *zoom = (ShrZoom){ 1.0, 0.0, 0.0 };
}

gboolean
shr_zoom_is_whole (const ShrZoom *zoom)
{
  return zoom->scale <= 1.0;
}

gboolean
shr_zoom_equal (const ShrZoom *a, const ShrZoom *b)
{
  return a->scale == b->scale && a->x == b->x && a->y == b->y;
}

static void
keep_within (ShrZoom *zoom)
{
  double most = 1.0 - 1.0 / zoom->scale;

  zoom->x = CLAMP (zoom->x, 0.0, most);
  zoom->y = CLAMP (zoom->y, 0.0, most);
}

void
shr_zoom_by (ShrZoom *zoom, double factor, double u, double v)
{
  double scale = CLAMP (zoom->scale * factor, 1.0, SHR_ZOOM_MOST), narrower;

  /* Many small steps out again end where the steps in began, but for rounding. */
  if (scale < 1.0 + 1e-6)
    scale = 1.0;
  narrower = 1.0 / zoom->scale - 1.0 / scale;
  zoom->x += u * narrower;
  zoom->y += v * narrower;
  zoom->scale = scale;
  keep_within (zoom);
}

void
shr_zoom_pan (ShrZoom *zoom, double du, double dv)
{
  zoom->x += du / zoom->scale;
  zoom->y += dv / zoom->scale;
  keep_within (zoom);
}

static void
cut (ShrScale *scale, double from, double to)
{
  double low = shr_scale_at_share (scale, from), high = shr_scale_at_share (scale, to);

  scale->low = low;
  scale->high = high;
}

void
shr_zoom_across (const ShrZoom *zoom, ShrScale *scale)
{
  if (zoom != NULL && !shr_zoom_is_whole (zoom))
    cut (scale, zoom->x, zoom->x + 1.0 / zoom->scale);
}

void
shr_zoom_across_down (const ShrZoom *zoom, ShrScale *scale)
{
  if (zoom != NULL && !shr_zoom_is_whole (zoom))
    cut (scale, 1.0 - zoom->x - 1.0 / zoom->scale, 1.0 - zoom->x);
}

void
shr_zoom_upwards (const ShrZoom *zoom, ShrScale *scale)
{
  if (zoom != NULL && !shr_zoom_is_whole (zoom))
    cut (scale, zoom->y, zoom->y + 1.0 / zoom->scale);
}
