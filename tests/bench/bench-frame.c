/* How long the moving part of the board takes while the cursor is dragged, without a window: four overlays (Paths and
 * Geometry of two penalties) over 1200 × 800, each frame at another λ. bench-frame [FRAMES [SCALE]] (default 400, 1).
 *
 * "Wall" is what a person waits; "CPU" is what it costs when other programs take their share of the machine. */
#include "bench/shr-bench-dataset.h"
#include "core/shr-blas.h"
#include "data/shr-sample.h"
#include "plot/shr-cairo-renderer.h"
#include "plot/shr-geometry-chart.h"
#include "plot/shr-paths-chart.h"
#include "study/shr-study.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <time.h>

#define WIDTH 1200
#define HEIGHT 800
#define CELL_WIDTH (WIDTH / 2)
#define CELL_HEIGHT (HEIGHT / 2)

typedef struct
{
  ShrPenalty penalty;
  ShrRow row;
  ShrPathsLayout paths;
  ShrGeometryLayout geometry;
  cairo_surface_t *surface;
} Cell;

typedef enum
{
  STEP_LAMBDA, /* to set λ: the solution and its section */
  STEP_SCENE,  /* of all four */
  STEP_PAINT,
  STEP_BOTH, /* scene and paint */
  N_STEPS,
} Step;

typedef struct
{
  GArray *wall[N_STEPS]; /* doubles: ms */
  GArray *cpu[N_STEPS];
} Times;

typedef struct
{
  double wall, cpu; /* ms */
} Clock;

static Clock
now (void)
{
  struct timespec cpu;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &cpu);

  return (Clock){ (double) g_get_monotonic_time () / 1e3, (double) cpu.tv_sec * 1e3 + (double) cpu.tv_nsec / 1e6 };
}

static Clock
between (Clock from, Clock to)
{
  return (Clock){ to.wall - from.wall, to.cpu - from.cpu };
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return (*(const double *) a > *(const double *) b) - (*(const double *) a < *(const double *) b);
}

static double
quantile (GArray *values, double share)
{
  g_array_sort (values, compare);
  return g_array_index (values, double, (guint) (share * (values->len - 1) + 0.5));
}

static void
draw (ShrStudy *study, Cell *cell, const ShrTheme *theme, ShrScene *scene)
{
  ShrChart chart;

  shr_scene_clear (scene);
  if (!shr_study_get_chart (study, cell->penalty, &chart))
    return;
  if (cell->row == SHR_ROW_PATHS)
    shr_paths_chart_draw_overlay (&chart, &cell->paths, theme, scene);
  else
    shr_geometry_chart_draw_overlay (&chart, &cell->geometry, theme, scene);
}

static void
paint (const Cell *cell, const ShrTheme *theme, const ShrScene *scene)
{
  cairo_t *cr = cairo_create (cell->surface);

  shr_cairo_renderer_paint (scene, cr, &theme->background);
  cairo_destroy (cr);
}

static void
clear (cairo_surface_t *surface)
{
  cairo_t *cr = cairo_create (surface);

  cairo_set_operator (cr, CAIRO_OPERATOR_CLEAR);
  cairo_paint (cr);
  cairo_destroy (cr);
}

static void
add (Times *times, Step step, Clock taken)
{
  g_array_append_val (times->wall[step], taken.wall);
  g_array_append_val (times->cpu[step], taken.cpu);
}

static void
run_frame (ShrStudy *study, Cell *cells, gsize n_cells, const ShrTheme *theme, double lambda, Times *times)
{
  Clock start = now (), moved, scene_time = { 0.0, 0.0 }, paint_time = { 0.0, 0.0 };

  shr_study_set_lambda (study, SHR_PENALTY_LASSO, lambda);
  moved = now ();
  add (times, STEP_LAMBDA, between (start, moved));

  for (gsize i = 0; i < n_cells; i++)
    {
      g_autoptr (ShrScene) scene = shr_scene_new (CELL_WIDTH, CELL_HEIGHT);
      Clock begun, drawn, painted;

      clear (cells[i].surface);
      begun = now ();
      draw (study, &cells[i], theme, scene);
      drawn = now ();
      paint (&cells[i], theme, scene);
      painted = now ();

      scene_time.wall += between (begun, drawn).wall;
      scene_time.cpu += between (begun, drawn).cpu;
      paint_time.wall += between (drawn, painted).wall;
      paint_time.cpu += between (drawn, painted).cpu;
    }
  add (times, STEP_SCENE, scene_time);
  add (times, STEP_PAINT, paint_time);
  add (times, STEP_BOTH, (Clock){ scene_time.wall + paint_time.wall, scene_time.cpu + paint_time.cpu });
}

static void
bench (const char *what, ShrDataset *dataset, int n_frames, int scale)
{
  static const char *const names[N_STEPS] = { "set λ", "scenes", "painting", "scenes and painting" };
  g_autoptr (ShrStudy) study = shr_study_new ();
  Cell cells[] = { { SHR_PENALTY_RIDGE, SHR_ROW_PATHS },
                   { SHR_PENALTY_LASSO, SHR_ROW_PATHS },
                   { SHR_PENALTY_RIDGE, SHR_ROW_GEOMETRY },
                   { SHR_PENALTY_LASSO, SHR_ROW_GEOMETRY } };
  double smallest, largest;
  ShrTheme theme;
  Times times;

  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
  shr_study_set_worker (study, FALSE);
  shr_study_set_penalty (study, SHR_PENALTY_ELASTIC_NET, FALSE);
  shr_study_set_dataset (study, dataset);
  if (!shr_study_fit_now (study, NULL) || !shr_study_get_lambda_range (study, SHR_PENALTY_LASSO, &smallest, &largest))
    {
      g_printerr ("%s: there is no fit to draw\n", what);
      return;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      ShrChart chart;

      if (!shr_study_get_chart (study, cells[i].penalty, &chart))
        g_error ("%s: there is no chart", what);
      shr_paths_chart_layout (&chart, CELL_WIDTH, CELL_HEIGHT, &theme, NULL, &cells[i].paths);
      shr_geometry_chart_layout (&chart, CELL_WIDTH, CELL_HEIGHT, &theme, &cells[i].geometry);
      cells[i].surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, CELL_WIDTH * scale, CELL_HEIGHT * scale);
      cairo_surface_set_device_scale (cells[i].surface, scale, scale);
    }

  for (gsize i = 0; i < N_STEPS; i++)
    {
      times.wall[i] = g_array_new (FALSE, FALSE, sizeof (double));
      times.cpu[i] = g_array_new (FALSE, FALSE, sizeof (double));
    }

  /* There and back again, as a pointer would do it; never twice at the same place. */
  for (int frame = 0; frame < n_frames; frame++)
    {
      double share = 0.5 - 0.48 * cos (2.0 * G_PI * 0.00737 * frame);

      run_frame (study, cells, G_N_ELEMENTS (cells), &theme, largest * pow (smallest / largest, share), &times);
    }

  for (gsize i = 0; i < N_STEPS; i++)
    g_print ("%-16s %-20s wall: median %6.2f ms, 95 %% under %6.2f ms; CPU: median %6.2f ms, 95 %% under %6.2f ms\n",
             what, names[i], quantile (times.wall[i], 0.5), quantile (times.wall[i], 0.95),
             quantile (times.cpu[i], 0.5), quantile (times.cpu[i], 0.95));

  for (gsize i = 0; i < N_STEPS; i++)
    {
      g_array_unref (times.wall[i]);
      g_array_unref (times.cpu[i]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (cells); i++)
    cairo_surface_destroy (cells[i].surface);
}

int
main (int argc, char *argv[])
{
  int n_frames = argc > 1 ? MAX (1, atoi (argv[1])) : 400, scale = argc > 2 ? CLAMP (atoi (argv[2]), 1, 4) : 1;
  g_autoptr (ShrTable) table = shr_sample_load ("diabetes", 1, NULL);
  g_autoptr (ShrDataset) diabetes = shr_dataset_new (table, NULL, NULL, NULL, NULL);
  g_autoptr (ShrDataset) many = shr_bench_dataset (400, 1000);

  setlocale (LC_ALL, "");
  shr_blas_single_thread ();
  bench ("diabetes", diabetes, n_frames, scale);
  bench ("1000 features", many, n_frames, scale);

  return EXIT_SUCCESS;
}
