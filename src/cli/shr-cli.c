#include "cli/shr-cli.h"

#include "cli/shr-cli-events.h"
#include "cli/shr-cli-options.h"
#include "data/shr-csv-reader.h"
#include "data/shr-data-error.h"
#include "data/shr-dataset.h"
#include "data/shr-near-names.h"
#include "data/shr-sample.h"
#include "study/shr-export.h"
#include "study/shr-motion.h"

#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <math.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PROGRAM "shrinkage-cli"
/* What takes less than this is not worth a progress line. */
#define PROGRESS_DELAY_US 300000

/* --- Progress, on a terminal ------------------------------------------------------------------------------------ */

typedef struct
{
  ShrFit *fit;
  GThread *thread;
  GMutex mutex;
  GCond ended;
  gboolean ending;
  gboolean cross_validating; /* or solving */
} Progress;

static gpointer
show_progress (gpointer data)
{
  Progress *progress = data;
  gint64 wake = g_get_monotonic_time () + PROGRESS_DELAY_US;
  gboolean shown = FALSE;

  g_mutex_lock (&progress->mutex);
  while (!progress->ending)
    {
      if (g_cond_wait_until (&progress->ended, &progress->mutex, wake))
        continue;
      fprintf (stderr, "\r%s: %.0f %%", progress->cross_validating ? "cross-validating" : "solving",
               floor (100.0
                      * (progress->cross_validating ? shr_fit_get_cross_validation_progress (progress->fit)
                                                    : shr_fit_get_progress (progress->fit))));
      fflush (stderr);
      shown = TRUE;
      wake = g_get_monotonic_time () + PROGRESS_DELAY_US / 3;
    }
  g_mutex_unlock (&progress->mutex);
  if (shown)
    fputs ("\r\033[K", stderr);

  return NULL;
}

/* "running" and then "cross-validating" go on and off. */
static void
on_work (ShrStudy *study, GParamSpec *pspec, gpointer data)
{
  Progress *progress = data;

  if (progress->thread == NULL)
    {
      progress->cross_validating = shr_study_get_cross_validating (study);
      progress->fit = shr_fit_ref (shr_study_get_fit (study));
      progress->ending = FALSE;
      progress->thread = g_thread_new ("progress", show_progress, progress);
      return;
    }

  g_mutex_lock (&progress->mutex);
  progress->ending = TRUE;
  g_cond_signal (&progress->ended);
  g_mutex_unlock (&progress->mutex);
  g_thread_join (g_steal_pointer (&progress->thread));
  g_clear_pointer (&progress->fit, shr_fit_unref);
}

/* --- Data ------------------------------------------------------------------------------------------------------- */

static ShrTable *
load_table (const ShrCliOptions *options, GError **error)
{
  ShrCsvOptions csv = shr_import_csv_options (options->import, NULL);
  g_autofree char *name = NULL;
  g_autoptr (GFile) file = NULL;

  if (g_str_has_prefix (options->data, "sample:"))
    return shr_sample_load (options->data + strlen ("sample:"), options->seed, error);

  if (g_str_equal (options->data, "-"))
    {
      g_autoptr (GInputStream) stream = g_unix_input_stream_new (STDIN_FILENO, FALSE);

      return shr_csv_reader_read_stream (stream, &csv, NULL, NULL, NULL, error);
    }

  /* Messages name the file as it was typed. */
  csv.name = name = g_filename_display_name (options->data);
  file = g_file_new_for_commandline_arg (options->data);

  return shr_csv_reader_read_file (file, &csv, NULL, NULL, NULL, error);
}

/* What a user must know because it changed what is fitted; what was merely understood is not news here. */
static gboolean
is_news (ShrNoticeKind kind)
{
  switch (kind)
    {
    case SHR_NOTICE_DELIMITER:
    case SHR_NOTICE_DECIMAL:
    case SHR_NOTICE_HEADER:
    case SHR_NOTICE_BLANK_LINES:
    case SHR_NOTICE_RESPONSE:
      return FALSE;
    default:
      return TRUE;
    }
}

static ShrDataset *
load (const ShrCliOptions *options, GError **error)
{
  g_autoptr (ShrTable) table = load_table (options, error);
  ShrDataset *dataset;
  const GPtrArray *notices;

  if (table == NULL)
    return NULL;

  dataset = shr_dataset_new_for_import (table, options->import, error);
  if (dataset == NULL || options->quiet)
    return dataset;

  notices = shr_dataset_notices (dataset);
  for (guint i = 0; i < notices->len; i++)
    {
      const ShrNotice *notice = g_ptr_array_index (notices, i);

      if (is_news (notice->kind))
        g_printerr (PROGRAM ": %s: %s\n", shr_dataset_name (dataset), notice->text);
    }

  return dataset;
}

static gboolean
find_feature (ShrDataset *dataset, const char *name, gsize *found, GError **error)
{
  const char *const *names = shr_dataset_feature_names (dataset);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autofree char *advice = NULL;

  for (gsize j = 0; names[j] != NULL; j++)
    {
      if (g_str_equal (names[j], name))
        {
          *found = j;
          return TRUE;
        }
      g_ptr_array_add (all, (gpointer) names[j]);
    }

  advice = shr_near_names_advise (name, all);
  g_set_error (error, SHR_DATA_ERROR, SHR_DATA_ERROR_COLUMN, "%s: --pair: no feature “%s” is fitted; %s",
               shr_dataset_name (dataset), name, advice);
  return FALSE;
}

/* --- Commands --------------------------------------------------------------------------------------------------- */

typedef struct
{
  double load, solve, draw; /* seconds */
} Timing;

static void
print_timing (const ShrSolverInfo *info, const Timing *timing)
{
  const double seconds[] = { timing->load, timing->solve, timing->draw };
  char text[G_N_ELEMENTS (seconds)][G_ASCII_DTOSTR_BUF_SIZE];

  /* Not by "%f", which would write a decimal comma where the locale has one. */
  for (gsize i = 0; i < G_N_ELEMENTS (seconds); i++)
    g_ascii_formatd (text[i], sizeof text[i], "%.6f", seconds[i]);
  g_printerr ("{\"load_seconds\": %s, \"solve_seconds\": %s, \"draw_seconds\": %s, "
              "\"iterations\": %" G_GSIZE_FORMAT ", \"screened\": %" G_GSIZE_FORMAT "}\n",
              text[0], text[1], text[2], info->iterations, info->screened);
}

static ShrSolverInfo
sum_info (ShrFit *fit)
{
  ShrSolverInfo sum = { 0 };

  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    if (shr_fit_is_column_done (fit, penalty))
      {
        ShrSolverInfo info;

        shr_fit_get_info (fit, penalty, &info);
        sum.iterations += info.iterations;
        sum.screened += info.screened;
      }

  return sum;
}

static gboolean
write_out (GBytes *bytes, const ShrCliOptions *options, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  if (options->output != NULL)
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (options->output);

      return shr_export_bytes (bytes, file, NULL, error);
    }

  if (fwrite (data, 1, size, stdout) == size && fflush (stdout) == 0)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                       "standard output: not everything could be written; free some space or use --output");
  return FALSE;
}

static gboolean
write_code (ShrStudy *study, const ShrCliOptions *options, GError **error)
{
  ShrPenalty penalty = SHR_PENALTY_RIDGE;
  g_autofree char *code = NULL;
  g_autoptr (GBytes) bytes = NULL;

  while (!options->settings.penalties[penalty])
    penalty++;
  code = shr_code_write (study, penalty, options->language, error);
  if (code == NULL)
    {
      g_prefix_error (error, "%s: ", shr_dataset_name (shr_study_get_dataset (study)));
      return FALSE;
    }
  bytes = g_bytes_new (code, strlen (code));

  return write_out (bytes, options, error);
}

static gboolean
write_path (ShrFit *fit, const ShrCliOptions *options, GError **error)
{
  ShrNumbersFormat format =
      options->output != NULL && g_str_has_suffix (options->output, ".json") ? SHR_NUMBERS_JSON : SHR_NUMBERS_CSV;
  g_autoptr (GBytes) bytes = shr_export_numbers (fit, format, options->original_scale);

  return write_out (bytes, options, error);
}

#ifdef SHR_HAVE_GIF
static gboolean
write_motion (ShrStudy *study, GFile *file, const ShrFigure *figure, double seconds, GError **error)
{
  g_autoptr (GBytes) bytes = shr_motion_make (study, shr_study_get_leader (study), figure, seconds, NULL, NULL, error);

  return bytes != NULL && shr_export_bytes (bytes, file, NULL, error);
}
#endif

static gboolean
write_picture (ShrStudy *study, const ShrCliOptions *options, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (options->output);
  ShrFigure figure = options->figure;

  figure.title = options->title;
  if (options->has_preset)
    shr_figure_apply_preset (&figure, study, options->preset);
  if (!isnan (options->font_size))
    figure.font_size = options->font_size;

#ifdef SHR_HAVE_GIF
  if (options->motion)
    return write_motion (study, file, &figure, options->seconds, error);
#endif

  return shr_export_figure (study, file, &figure, error);
}

/* A fold whose path could not be certified is not hidden. */
static void
warn_of_gaps (ShrStudy *study, const ShrCliOptions *options)
{
  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    {
      ShrCrossValidation *validation = shr_study_get_cross_validation (study, penalty);
      char buffer[SHR_NUMBER_LENGTH];

      if (validation != NULL && shr_cross_validation_get_gap (validation) > options->settings.gap)
        g_printerr (PROGRAM ": %s: %s: in some fold the relative gap came down to %s only, so its errors may be off\n",
                    shr_dataset_name (shr_study_get_dataset (study)), shr_penalty_id (penalty),
                    shr_export_number (shr_cross_validation_get_gap (validation), buffer));
    }
}

/* Data and settings into a study, solved. */
static gboolean
solve (ShrStudy *study, ShrDataset *dataset, const ShrCliOptions *options, GError **error)
{
  Progress progress = { 0 };
  gboolean solved;

  g_mutex_init (&progress.mutex);
  g_cond_init (&progress.ended);
  if (!options->quiet && isatty (STDERR_FILENO))
    {
      g_signal_connect (study, "notify::running", G_CALLBACK (on_work), &progress);
      g_signal_connect (study, "notify::cross-validating", G_CALLBACK (on_work), &progress);
    }

  solved = shr_study_fit_now (study, error);
  g_signal_handlers_disconnect_by_data (study, &progress);
  if (solved)
    warn_of_gaps (study, options);
  else
    g_prefix_error (error, "%s: ", shr_dataset_name (dataset));
  g_mutex_clear (&progress.mutex);
  g_cond_clear (&progress.ended);

  return solved;
}

/* λ_1se where it is known, else where the study opens. */
static double
default_lambda (ShrStudy *study, ShrPenalty penalty)
{
  ShrCrossValidation *validation = shr_study_get_cross_validation (study, penalty);

  return validation != NULL ? shr_cross_validation_get_lambda (validation, shr_cross_validation_get_one_se (validation))
                            : shr_study_get_column_lambda (study, penalty);
}

/* What lies beyond the path is refused, not moved onto it; a figure copied from the message is on it. */
static gboolean
check_lambda (ShrStudy *study, ShrDataset *dataset, ShrPenalty penalty, double lambda, GError **error)
{
  double smallest, largest;
  char low[G_ASCII_DTOSTR_BUF_SIZE], high[G_ASCII_DTOSTR_BUF_SIZE], asked[G_ASCII_DTOSTR_BUF_SIZE];

  if (!shr_study_get_lambda_range (study, penalty, &smallest, &largest)
      || (lambda >= smallest * (1.0 - 1e-5) && lambda <= largest * (1.0 + 1e-5)))
    return TRUE;

  g_ascii_formatd (low, sizeof low, "%.6g", smallest);
  g_ascii_formatd (high, sizeof high, "%.6g", largest);
  g_ascii_formatd (asked, sizeof asked, "%.6g", lambda);
  g_set_error (error, SHR_DATA_ERROR, SHR_DATA_ERROR_COLUMN,
               "%s: --at %s: the path of %s goes from λ = %s down to %s; give a λ between them, or other --lambdas",
               shr_dataset_name (dataset), asked, shr_penalty_id (penalty), high, low);
  return FALSE;
}

/* The λ, the link and the pair that the picture is asked for. */
static gboolean
arrange (ShrStudy *study, ShrDataset *dataset, const ShrCliOptions *options, GError **error)
{
  ShrPenalty last = SHR_PENALTY_RIDGE;
  gsize features[3];

  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    if (options->settings.penalties[penalty])
      last = penalty;

  shr_study_set_link (study, options->link);
  shr_study_set_original_scale (study, options->original_scale);
  shr_study_set_x_axis (study, options->x);
  /* First on, then off: the last one would stay. */
  for (int on = 1; on >= 0; on--)
    for (ShrRow row = 0; row < SHR_N_ROWS; row++)
      if (options->rows[row] == on)
        shr_study_set_row (study, row, on);
  if (!isnan (options->at) && !check_lambda (study, dataset, last, options->at, error))
    return FALSE;
  shr_study_set_lambda (study, last, isnan (options->at) ? default_lambda (study, last) : options->at);

  if (options->pair == NULL)
    return TRUE;
  for (int i = 0; options->pair[i] != NULL; i++)
    if (!find_feature (dataset, options->pair[i], &features[i], error))
      return FALSE;
  shr_study_set_pair (study, features[0], features[1]);
  if (options->pair[2] != NULL)
    {
      shr_study_set_third (study, (int) features[2]);
      shr_study_face_contact (study);
    }

  return TRUE;
}

/* The paths, as numbers, as a picture or as a program that finds the same. */
static gboolean
fit_or_draw (ShrDataset *dataset, const ShrCliOptions *options, Timing *timing, ShrSolverInfo *info, GError **error)
{
  g_autoptr (ShrStudy) study = shr_study_new ();
  g_autoptr (GTimer) timer = g_timer_new ();
  gboolean written;

  shr_study_set_worker (study, FALSE);
  shr_study_set_settings (study, &options->settings);
  shr_study_set_lambdas (study, options->lambdas, options->n_lambdas);
  shr_study_set_dataset (study, dataset);
  g_timer_start (timer);
  if (!solve (study, dataset, options, error))
    return FALSE;
  timing->solve = g_timer_elapsed (timer, NULL);
  *info = sum_info (shr_study_get_fit (study));

  if (options->command == SHR_COMMAND_CODE)
    return write_code (study, options, error);
  if (options->command != SHR_COMMAND_DRAW)
    return write_path (shr_study_get_fit (study), options, error);

  g_timer_start (timer);
  written = arrange (study, dataset, options, error) && write_picture (study, options, error);
  timing->draw = g_timer_elapsed (timer, NULL);

  return written;
}

static gboolean
list_events (ShrDataset *dataset, const ShrCliOptions *options, Timing *timing, ShrSolverInfo *info, GError **error)
{
  g_autoptr (GTimer) timer = g_timer_new ();
  g_autoptr (GBytes) bytes = shr_cli_events (dataset, options, info, error);

  timing->solve = g_timer_elapsed (timer, NULL);

  return bytes != NULL && write_out (bytes, options, error);
}

static gboolean
work (const ShrCliOptions *options, GError **error)
{
  g_autoptr (ShrDataset) dataset = NULL;
  g_autoptr (GTimer) timer = g_timer_new ();
  Timing timing = { 0 };
  ShrSolverInfo info = { 0 };
  gboolean done;

  dataset = load (options, error);
  if (dataset == NULL)
    return FALSE;
  timing.load = g_timer_elapsed (timer, NULL);

  if (options->command == SHR_COMMAND_EVENTS)
    done = list_events (dataset, options, &timing, &info, error);
  else
    done = fit_or_draw (dataset, options, &timing, &info, error);

  if (done && options->timing)
    print_timing (&info, &timing);

  return done;
}

static void
list_samples (void)
{
  for (gsize i = 0; i < shr_sample_count (); i++)
    {
      ShrSample sample = shr_sample_get (i);

      g_print ("sample:%-18s %s\n%26s%s\n", sample.id, sample.description, "", sample.citation);
    }
}

ShrCliStatus
shr_cli_main (int argc, char **argv)
{
  ShrCliOptions options;
  g_autofree char *message = NULL;
  g_autoptr (GError) error = NULL;
  ShrCliStatus status = SHR_CLI_DONE;

  if (!shr_cli_options_parse (&options, argc, argv, &message, &error))
    {
      g_printerr (PROGRAM ": %s\n", error->message);
      status = SHR_CLI_USAGE;
    }
  else if (message != NULL)
    g_print ("%s", message);
  else if (options.command == SHR_COMMAND_SAMPLES)
    list_samples ();
  else if (!work (&options, &error))
    {
      g_printerr (PROGRAM ": %s\n", error->message);
      status = SHR_CLI_DATA;
    }

  shr_cli_options_clear (&options);

  return status;
}
