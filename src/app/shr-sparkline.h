#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A place of a trace: @x from 0 to 1 across, @y in any unit. */
typedef struct
{
  float x, y;
} ShrSparkPoint;

/**
 * ShrSparkline:
 *
 * A coefficient's path, so small that it stands in a row: its trace, scaled to fill the height together with 0, a faint
 * line at 0, and a thin line where λ is. Decoration: the number beside it says it to a screen reader. The trace is
 * painted once; what moves with λ is a rectangle.
 *
 * Properties: "trace" (GBytes of ShrSparkPoint, nullable; not copied) · "color" (GdkRGBA, nullable) · "position" (double:
 * of λ, from 0 to 1 across).
 */
#define SHR_TYPE_SPARKLINE (shr_sparkline_get_type ())
G_DECLARE_FINAL_TYPE (ShrSparkline, shr_sparkline, SHR, SPARKLINE, GtkWidget)

G_END_DECLS
