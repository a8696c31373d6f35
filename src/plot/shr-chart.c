#include "plot/shr-chart.h"

#include "plot/shr-text.h"

#include <glib/gi18n.h>

void
shr_chart_begin_group (const ShrChart *chart, ShrScene *scene, const char *view, const char *part, const char *title)
{
  g_autofree char *id =
      part != NULL ? g_strdup_printf ("%s-%s-%s", chart->id, view, part) : g_strdup_printf ("%s-%s", chart->id, view);

  shr_scene_begin_group (scene, id, title);
}

gboolean
shr_chart_is_zoomed (const ShrChart *chart)
{
  return chart->zoom != NULL && !shr_zoom_is_whole (chart->zoom);
}

void
shr_chart_clip (const ShrChart *chart, ShrScene *scene, const ShrRect *plot)
{
  if (shr_chart_is_zoomed (chart))
    shr_scene_set_clip (scene, plot);
}

char *
shr_chart_name_value (const char *name, double value)
{
  g_autofree char *number = shr_text_number (value, 3);

  return value == 0.0 ? g_strdup_printf (_ ("%s exactly 0"), name) : g_strdup_printf ("%s %s", name, number);
}
