#include "plot/shr-trace-labels.h"

#include "support/shr-test-chart.h"

#include <math.h>

static const ShrAxisQuantity quantities[] = { SHR_AXIS_LOG_LAMBDA, SHR_AXIS_MINUS_LOG_LAMBDA, SHR_AXIS_SHRINKAGE,
                                              SHR_AXIS_DF, SHR_AXIS_DEVIANCE };

/* Labels: in the band, outside the plot, in the order of the trace ends, joined to them by leaders. */
static void
test_labels (void)
{
  g_autoptr (ShrTestChart) test = shr_test_chart_new_seeded (3, 60, 12, 0.0, 30);

  for (gsize q = 0; q < G_N_ELEMENTS (quantities); q++)
    {
      ShrPathsLayout layout;
      g_autoptr (ShrScene) scene = NULL;
      gsize labels = 0;

      test->chart.x = quantities[q];
      scene = shr_test_chart_draw_paths (test, 700, 420, &layout);
      for (gsize i = 0; i < shr_scene_get_n_marks (scene); i++)
        {
          const ShrMark *mark = shr_scene_get_mark (scene, i);

          if (mark->role == SHR_ROLE_TRACE_LABEL)
            {
              ShrRect box = shr_test_text_box (mark);

              labels++;
              g_assert_true (box.x + box.width <= layout.plot.x || box.x >= layout.plot.x + layout.plot.width);
              g_assert_cmpfloat (box.x, >=, layout.band.x - 0.01);
              g_assert_cmpfloat (box.x + box.width, <=, layout.band.x + layout.band.width + 0.01);
            }
          if (mark->role == SHR_ROLE_LEADER)
            {
              const ShrMark *trace = shr_test_find_mark (scene, SHR_ROLE_TRACE, mark->feature);

              g_assert_cmpfloat_with_epsilon (mark->points[0].y, trace->points[trace->n_points - 1].y, 1e-6);
            }
        }
      g_assert_cmpuint (labels, ==, 12);
      g_assert_cmpuint (shr_test_count_marks (scene, SHR_ROLE_LEADER), ==, 12);
      g_assert_cmpfloat (layout.band.x < layout.plot.x, ==, quantities[q] == SHR_AXIS_LOG_LAMBDA);
    }
}

/* Of many features the palette's twelve have colours and labels; the others are counted. */
static void
test_more (void)
{
  g_autoptr (ShrTestChart) test = shr_test_chart_new_seeded (4, 60, 30, 0.0, 20);
  ShrPathsLayout layout;
  g_autoptr (ShrScene) scene = shr_test_chart_draw_paths (test, 700, 500, &layout);
  gsize traces = 0;
  int last_grey = -1, first_colored = -1;

  g_assert_true (shr_test_has_text (scene, SHR_ROLE_TRACE_LABEL, "+18 more"));
  g_assert_cmpuint (shr_test_count_marks (scene, SHR_ROLE_TRACE_LABEL), ==, 13);
  for (gsize i = 0; i < shr_scene_get_n_marks (scene); i++)
    {
      const ShrMark *mark = shr_scene_get_mark (scene, i);

      if (mark->role != SHR_ROLE_TRACE)
        continue;
      traces++;
      if (test->colors->rank[mark->feature] < 0)
        last_grey = (int) i;
      else if (first_colored < 0)
        first_colored = (int) i;
    }
  g_assert_cmpuint (traces, ==, 30);
  g_assert_cmpint (last_grey, <, first_colored);

  /* No room for all: the largest stay. */
  g_autoptr (ShrScene) low = shr_test_chart_draw_paths (test, 700, 260, &layout);
  double weakest = INFINITY;
  gsize labelled = 0;
  const ShrPoint *end = shr_path_point (test->path, shr_path_ready (test->path) - 1);

  for (gsize i = 0; i < shr_scene_get_n_marks (low); i++)
    {
      const ShrMark *mark = shr_scene_get_mark (low, i);

      if (mark->role == SHR_ROLE_TRACE_LABEL && mark->feature >= 0)
        {
          labelled++;
          weakest = fmin (weakest, fabs (end->w[mark->feature]));
        }
    }
  g_assert_cmpuint (labelled, <, 12);
  g_assert_cmpuint (labelled, >, 3);
  for (gsize j = 0; j < test->p; j++)
    if (test->colors->rank[j] >= 0 && fabs (end->w[j]) > weakest)
      {
        const ShrMark *label = shr_test_find_mark (low, SHR_ROLE_TRACE_LABEL, (int) j);

        g_assert_nonnull (label);
      }

  g_autofree char *more = g_strdup_printf ("+%" G_GSIZE_FORMAT " more", 30 - labelled);

  g_assert_true (shr_test_has_text (low, SHR_ROLE_TRACE_LABEL, more));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/trace-labels/labels", test_labels);
  g_test_add_func ("/trace-labels/more", test_more);

  return g_test_run ();
}
