/* How long the window takes for a frame: while the cursor is dragged, while traces stream in, and to the first one.
 *
 * Run on a display: tests/app/run-in-display.sh bench-window [CASE…], all of them without a CASE: start, two-rows, board,
 * optimum, wide, streaming. */
#include "app/shr-application.h"
#include "app/shr-window.h"
#include "bench/shr-bench-dataset.h"
#include "core/shr-blas.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

#define WIDTH 1200
#define HEIGHT 800
#define N_FRAMES 200
#define N_STARTS 5

typedef struct
{
  ShrWindow *window;
  gint64 began;  /* of the frame, µs */
  double busy;   /* the thread's processor time then, ms */
  GArray *frame; /* doubles: ms from the beginning of a frame to its end, setting λ included */
  GArray *spent; /* doubles: ms of processor time in it, which does not count what else the machine does */
  void (*step) (gpointer bench); /* of what is dragged, in each frame; NULL: nothing is */
  double position;               /* of the drag: there and back again is 1 */
} Bench;

static void
run_for (double seconds)
{
  gint64 end = g_get_monotonic_time () + (gint64) (seconds * G_TIME_SPAN_SECOND);

  while (g_get_monotonic_time () < end)
    {
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (200);
    }
}

static double
processor_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static void
before_paint (GdkFrameClock *clock, Bench *bench)
{
  bench->began = g_get_monotonic_time ();
  bench->busy = processor_time ();
}

static void
after_paint (GdkFrameClock *clock, Bench *bench)
{
  gint64 now = g_get_monotonic_time ();
  double frame = (double) (now - bench->began) / 1000.0, spent = processor_time () - bench->busy;

  if (bench->frame == NULL)
    return;
  g_array_append_val (bench->frame, frame);
  g_array_append_val (bench->spent, spent);
}

/* The cursor, there and back again, as a pointer would do it. */
static void
step_lambda (gpointer data)
{
  Bench *bench = data;
  ShrCanvas *canvas =
      shr_board_view_get_canvas (shr_window_get_board (bench->window), SHR_ROW_PATHS, SHR_PENALTY_LASSO);
  double share = 0.5 - 0.35 * cos (2.0 * G_PI * bench->position);

  shr_canvas_set_lambda_at (canvas, share * gtk_widget_get_width (GTK_WIDGET (canvas)));
}

/* The least-squares optimum of the pair, around in a circle: the sample is made and solved anew. */
static void
step_optimum (gpointer data)
{
  Bench *bench = data;
  ShrStudy *study = shr_window_get_study (bench->window);
  g_autoptr (ShrRecipe) recipe = shr_recipe_copy (shr_study_get_recipe (study));

  recipe->parameters.optimum[0] = 2.0 + cos (2.0 * G_PI * bench->position);
  recipe->parameters.optimum[1] = 1.0 + sin (2.0 * G_PI * bench->position);
  shr_study_set_recipe (study, recipe, NULL);
}

static gboolean
drag (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Bench *bench = data;

  if (bench->step == NULL)
    return G_SOURCE_REMOVE;

  bench->position += 0.0137;
  bench->step (bench);

  return G_SOURCE_CONTINUE;
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
  return values->len > 0 ? g_array_index (values, double, (guint) (share * (values->len - 1) + 0.5)) : NAN;
}

static void
print_values (const char *what, GArray *values)
{
  g_print ("  %-16s median %6.2f ms, 95 %% under %6.2f ms, longest %6.2f ms\n", what, quantile (values, 0.5),
           quantile (values, 0.95), quantile (values, 1.0));
}

static void
print_frames (const char *what, Bench *bench)
{
  g_print ("%s, %u frames\n", what, bench->frame->len);
  print_values ("by the clock:", bench->frame);
  print_values ("processor time:", bench->spent);
}

static void
begin (Bench *bench)
{
  bench->frame = g_array_new (FALSE, FALSE, sizeof (double));
  bench->spent = g_array_new (FALSE, FALSE, sizeof (double));
}

static void
end (Bench *bench)
{
  g_clear_pointer (&bench->frame, g_array_unref);
  g_clear_pointer (&bench->spent, g_array_unref);
}

static void
settle (Bench *bench)
{
  while (shr_study_needs_tick (shr_window_get_study (bench->window)))
    run_for (0.05);
  run_for (0.3);
}

static void
animate (gboolean animated)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", animated, NULL);
}

static void
open_sample (Bench *bench, const char *uri)
{
  g_autoptr (GFile) file = g_file_new_for_uri (uri);

  shr_window_load (bench->window, file);
  while (shr_window_get_loading (bench->window))
    run_for (0.02);
  settle (bench);
}

static void
show_features (Bench *bench, gsize p)
{
  g_autoptr (ShrDataset) dataset = shr_bench_dataset (400, p);

  if (shr_window_is_empty (bench->window))
    open_sample (bench, "sample:diabetes");
  shr_study_set_dataset (shr_window_get_study (bench->window), dataset);
}

/* As many rows of the board, from the top; three columns, or the two that there are at first. */
static void
show_cells (Bench *bench, int n_rows, gboolean elastic_net)
{
  const ShrRow rows[] = { SHR_ROW_PATHS, SHR_ROW_GEOMETRY, SHR_ROW_NORMS };
  ShrStudy *study = shr_window_get_study (bench->window);

  shr_study_set_row (study, SHR_ROW_PATHS, TRUE);
  for (ShrRow row = 0; row < SHR_N_ROWS; row++)
    {
      gboolean on = FALSE;

      for (int i = 0; i < n_rows; i++)
        on |= rows[i] == row;
      shr_study_set_row (study, row, on);
    }
  shr_study_set_penalty (study, SHR_PENALTY_ELASTIC_NET, elastic_net);
}

static void
bench_drag (Bench *bench, const char *what, void (*step) (gpointer bench))
{
  settle (bench);

  bench->step = step;
  gtk_widget_add_tick_callback (GTK_WIDGET (bench->window), drag, bench, NULL);
  run_for (0.2);
  begin (bench);
  while (bench->frame->len < N_FRAMES)
    run_for (0.05);
  bench->step = NULL;

  print_frames (what, bench);
  end (bench);
  run_for (0.2);
}

static void
bench_two_rows (Bench *bench)
{
  animate (FALSE);
  show_features (bench, 10);
  show_cells (bench, 2, FALSE);
  bench_drag (bench, "λ dragged, 2 columns × 2 rows, 10 features", step_lambda);
}

static void
bench_wide (Bench *bench)
{
  animate (FALSE);
  show_features (bench, 1000);
  show_cells (bench, 2, FALSE);
  bench_drag (bench, "λ dragged, 2 columns × 2 rows, 1,000 features", step_lambda);
}

static void
bench_board (Bench *bench)
{
  animate (FALSE);
  open_sample (bench, "sample:diabetes");
  show_cells (bench, 3, TRUE);
  bench_drag (bench, "λ dragged, 3 columns × 3 rows, 10 features", step_lambda);
}

static void
bench_optimum (Bench *bench)
{
  animate (FALSE);
  open_sample (bench, "sample:two-features");
  show_cells (bench, 3, TRUE);
  bench_drag (bench, "optimum dragged, 3 columns × 3 rows, 2 features", step_optimum);
}

static void
bench_streaming (Bench *bench)
{
  const gsize sizes[] = { 10, 1000 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *what = g_strdup_printf ("streaming, %zu features", sizes[i]);

      animate (TRUE);
      show_features (bench, sizes[i]);
      show_cells (bench, 2, FALSE);
      begin (bench);
      show_features (bench, sizes[i]);
      settle (bench);
      print_frames (what, bench);
      end (bench);
    }
}

/* In a process of its own: prints the µs of the clock at the end of the first frame. */
static void
first_frame_done (GdkFrameClock *clock, gpointer data)
{
  ShrWindow *window = data;
  ShrCanvas *canvas = shr_board_view_get_canvas (shr_window_get_board (window), SHR_ROW_PATHS, SHR_PENALTY_LASSO);
  static gboolean first = TRUE;

  if (first)
    g_print ("%" G_GINT64_FORMAT "\n", g_get_monotonic_time ());
  first = FALSE;
  if (shr_canvas_get_drawn (canvas) > 0)
    {
      g_print ("%" G_GINT64_FORMAT "\n", g_get_monotonic_time ());
      exit (EXIT_SUCCESS);
    }
}

static void
window_added (GtkApplication *application, GtkWindow *window, gpointer data)
{
  gtk_widget_realize (GTK_WIDGET (window));
  g_signal_connect_after (gtk_widget_get_frame_clock (GTK_WIDGET (window)), "after-paint",
                          G_CALLBACK (first_frame_done), window);
}

static int
run_first_frame (void)
{
  char program[] = "shrinkage", data[] = "sample:diabetes";
  char *arguments[] = { program, data, NULL };
  g_autoptr (ShrApplication) application = shr_application_new (G_APPLICATION_NON_UNIQUE);

  g_signal_connect (application, "window-added", G_CALLBACK (window_added), NULL);
  return g_application_run (G_APPLICATION (application), 2, arguments);
}

static void
bench_start (const char *program)
{
  g_autoptr (GArray) first = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) traces = g_array_new (FALSE, FALSE, sizeof (double));

  for (int i = 0; i < N_STARTS; i++)
    {
      const char *arguments[] = { program, "--first-frame", NULL };
      g_autofree char *output = NULL;
      g_auto (GStrv) lines = NULL;
      gint64 start = g_get_monotonic_time ();
      double milliseconds;

      if (!g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output, NULL, NULL,
                         NULL))
        continue;
      lines = g_strsplit (output, "\n", 0);
      if (g_strv_length (lines) < 2)
        continue;
      milliseconds = (double) (g_ascii_strtoll (lines[0], NULL, 10) - start) / 1000.0;
      g_array_append_val (first, milliseconds);
      milliseconds = (double) (g_ascii_strtoll (lines[1], NULL, 10) - start) / 1000.0;
      g_array_append_val (traces, milliseconds);
    }
  g_print ("%s: median %.0f ms of %u starts\n", "process start to first frame", quantile (first, 0.5), first->len);
  g_print ("%s: median %.0f ms\n", "process start to first traces", quantile (traces, 0.5));
}

static gboolean
is_wanted (const char *name, int argc, char *argv[])
{
  gboolean wanted = argc < 2;

  for (int i = 1; i < argc; i++)
    wanted |= g_str_equal (argv[i], name);

  return wanted;
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*run) (Bench *bench);
  } cases[] = {
    { "two-rows", bench_two_rows }, { "wide", bench_wide },           { "board", bench_board },
    { "optimum", bench_optimum },   { "streaming", bench_streaming },
  };
  g_autoptr (ShrApplication) application = NULL;
  GdkFrameClock *clock;
  Bench bench = { 0 };

  shr_blas_single_thread ();
  if (argc > 1 && g_str_equal (argv[1], "--first-frame"))
    return run_first_frame ();

  if (is_wanted ("start", argc, argv))
    bench_start (argv[0]);

  application = shr_application_new (G_APPLICATION_NON_UNIQUE);
  if (!g_application_register (G_APPLICATION (application), NULL, NULL))
    return EXIT_FAILURE;
  bench.window = shr_window_new (GTK_APPLICATION (application));
  gtk_window_set_default_size (GTK_WINDOW (bench.window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (bench.window));
  run_for (0.5);

  clock = gtk_widget_get_frame_clock (GTK_WIDGET (bench.window));
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint), &bench);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (after_paint), &bench);

  /* The board over the whole window, as large as it can get. */
  g_object_set (bench.window, "show-sidebar", FALSE, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    if (is_wanted (cases[i].name, argc, argv))
      cases[i].run (&bench);

  gtk_window_destroy (GTK_WINDOW (bench.window));
  return EXIT_SUCCESS;
}
