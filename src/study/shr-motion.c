#include "study/shr-motion.h"

#include "plot/shr-cairo-renderer.h"
#include "plot/shr-gif-writer.h"

#include <math.h>

#define FRAMES_PER_SECOND 15.0
/* At the end, in hundredths of a second. */
#define REST 150

typedef struct
{
  ShrStudy *study;
  const ShrFigure *figure;
  ShrTheme theme;
  gsize count; /* points of the leader's path */
  gsize at;    /* the one that the study stands at */
  guint frames, painted;
  int *progress;
  GCancellable *cancellable;
} Motion;

static gboolean
paint (guint frame, cairo_t *cr, gpointer data, GError **error)
{
  Motion *motion = data;
  gsize k = motion->frames > 1 ? (gsize) frame * (motion->count - 1) / (motion->frames - 1) : motion->count - 1;
  g_autoptr (ShrScene) scene = NULL;

  if (g_cancellable_set_error_if_cancelled (motion->cancellable, error))
    return FALSE;

  shr_study_step (motion->study, (int) k - (int) motion->at);
  motion->at = k;
  scene = shr_figure_draw (motion->figure, motion->study);
  cairo_set_source_rgb (cr, motion->theme.background.red, motion->theme.background.green,
                        motion->theme.background.blue);
  cairo_paint (cr);
  shr_cairo_renderer_paint (scene, cr, &motion->theme.background);

  motion->painted++;
  if (motion->progress != NULL)
    g_atomic_int_set (motion->progress, (int) MIN (999, 1000 * motion->painted / (motion->frames + 7)));

  return TRUE;
}

GBytes *
shr_motion_make (ShrStudy *study,
                 ShrPenalty leader,
                 const ShrFigure *figure,
                 double seconds,
                 int *progress,
                 GCancellable *cancellable,
                 GError **error)
{
  const ShrPath *path = shr_fit_get_path (shr_study_get_fit (study), leader);
  Motion motion = {
    .study = study, .figure = figure, .count = shr_path_ready (path), .progress = progress, .cancellable = cancellable
  };
  GBytes *bytes;
  guint delay;

  motion.frames = (guint) CLAMP (round (seconds * FRAMES_PER_SECOND), 1.0, (double) motion.count);
  delay = (guint) MAX (2.0, round (100.0 * seconds / motion.frames));
  shr_figure_get_theme (figure, &motion.theme);

  /* Paused in a sweep, traces are shown down to λ. */
  shr_study_set_lambda (study, leader, shr_path_point (path, 0)->lambda);
  shr_study_play (study);
  shr_study_pause (study);

  bytes = shr_gif_write ((guint) MAX (1.0, round (figure->width)), (guint) MAX (1.0, round (figure->height)),
                         motion.frames, delay, REST, figure->title, paint, &motion, error);
  if (progress != NULL)
    g_atomic_int_set (progress, 1000);

  return bytes;
}

static gboolean
is_view (const GParamSpec *spec)
{
  const GParamFlags both = G_PARAM_READABLE | G_PARAM_WRITABLE;

  /* The data come as they are, not by the recipe that they were made by. */
  return (spec->flags & both) == both && !g_str_equal (spec->name, "dataset") && !g_str_equal (spec->name, "recipe")
         && !g_str_equal (spec->name, "highlighted");
}

ShrStudy *
shr_motion_copy_study (ShrStudy *study)
{
  ShrStudy *copy = shr_study_new ();
  g_autofree GParamSpec **specs = NULL;
  guint n_specs;
  gsize j, k;

  shr_study_set_worker (copy, FALSE);
  shr_study_set_animated (copy, FALSE);
  shr_study_set_settings (copy, shr_study_get_settings (study));
  shr_study_set_dataset (copy, shr_study_get_dataset (study));

  specs = g_object_class_list_properties (G_OBJECT_GET_CLASS (study), &n_specs);
  for (guint i = 0; i < n_specs; i++)
    if (is_view (specs[i]))
      {
        g_auto (GValue) value = G_VALUE_INIT;

        g_value_init (&value, specs[i]->value_type);
        g_object_get_property (G_OBJECT (study), specs[i]->name, &value);
        g_object_set_property (G_OBJECT (copy), specs[i]->name, &value);
      }

  /* First on, then off: the last one would stay. */
  for (int on = 1; on >= 0; on--)
    for (ShrRow row = 0; row < SHR_N_ROWS; row++)
      if (shr_study_get_row (study, row) == on)
        shr_study_set_row (copy, row, on);
  shr_study_get_pair (study, &j, &k);
  shr_study_set_pair (copy, j, k);

  return copy;
}
