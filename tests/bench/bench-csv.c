/* Megabytes of CSV a second, and the memory it takes: bench-csv [ROWS COLUMNS] (default 100,000 × 50, about 91 MB of
 * doubles printed to round-trip). Three readings of one file; the fastest counts. Then the same file by data.table's
 * fread and by pandas, where they are installed, and how many times their time is ours. */
#include "data/shr-csv-reader.h"
#include "support/shr-test-random.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define READINGS 3

static gboolean
write_table (const char *path, gsize rows, gsize columns)
{
  FILE *file = fopen (path, "w");
  ShrTestRandom random;

  if (file == NULL)
    return FALSE;

  shr_test_random_init (&random, 1);
  for (gsize j = 0; j < columns; j++)
    fprintf (file, "%sx%zu", j == 0 ? "" : ",", j + 1);
  for (gsize i = 0; i < rows; i++)
    for (gsize j = 0; j < columns; j++)
      fprintf (file, "%s%.16g", j == 0 ? "\n" : ",", shr_test_random_uniform (&random));
  fputc ('\n', file);

  return fclose (file) == 0;
}

static double
peak_megabytes (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return (double) usage.ru_maxrss / 1024.0;
}

/* A program that prints the seconds of its own fastest reading; nothing where it is not to be had. */
static void
compare (const char *name, const char *const *command, double seconds)
{
  g_autofree char *output = NULL;
  double theirs;
  int status;

  if (!g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                     &output, NULL, &status, NULL)
      || !g_spawn_check_wait_status (status, NULL))
    return;
  theirs = g_ascii_strtod (output, NULL);
  printf ("csv: %s takes %.3f s; ours is %.2f of that\n", name, theirs, seconds / theirs);
}

int
main (int argc, char **argv)
{
  gsize rows = argc > 2 ? strtoul (argv[1], NULL, 10) : 100000;
  gsize columns = argc > 2 ? strtoul (argv[2], NULL, 10) : 50;
  g_autofree char *path = g_strdup_printf ("%s/shrinkage-bench-%d.csv", g_get_tmp_dir (), (int) getpid ());
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GStatBuf status;
  gint64 best = G_MAXINT64;
  clock_t least = G_MAXLONG;
  double before;
  g_autofree char *r_code = NULL;
  g_autofree char *python_code = NULL;

  if (!write_table (path, rows, columns) || g_stat (path, &status) != 0)
    {
      g_printerr ("bench-csv: %s cannot be written\n", path);
      return 1;
    }

  before = peak_megabytes ();
  for (int k = 0; k < READINGS; k++)
    {
      g_autoptr (GError) error = NULL;
      gint64 start = g_get_monotonic_time ();
      clock_t processor = clock ();
      g_autoptr (ShrTable) table = shr_csv_reader_read_file (file, NULL, NULL, NULL, NULL, &error);

      best = MIN (best, g_get_monotonic_time () - start);
      least = MIN (least, clock () - processor);
      if (table == NULL)
        {
          g_printerr ("bench-csv: %s\n", error->message);
          g_unlink (path);
          return 1;
        }
    }

  printf (
      "csv: %zu×%zu, %.1f MB in %.3f s, %.0f MB/s (%.3f s of processor); %.0f MB of memory for a table of %.0f MB\n",
      rows, columns, (double) status.st_size / 1e6, (double) best / 1e6, (double) status.st_size / (double) best,
      (double) least / CLOCKS_PER_SEC, peak_megabytes () - before, (double) (rows * columns) * 8.0 / 1048576.0);

  r_code = g_strdup_printf ("suppressMessages(library(data.table)); setDTthreads(%u);"
                            "cat(min(replicate(5, system.time(fread('%s'))[[3]])))",
                            g_get_num_processors (), path);
  python_code =
      g_strdup_printf ("import pandas, time\n"
                       "def once():\n"
                       "    start = time.perf_counter(); pandas.read_csv('%s'); return time.perf_counter() - start\n"
                       "print(min(once() for _ in range(3)))",
                       path);
  compare ("data.table's fread", (const char *const[]){ "Rscript", "-e", r_code, NULL }, (double) best / 1e6);
  compare ("pandas", (const char *const[]){ "/usr/bin/python3", "-c", python_code, NULL }, (double) best / 1e6);
  g_unlink (path);

  return 0;
}
