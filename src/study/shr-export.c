#include "study/shr-export.h"

#include "study/shr-cell.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

const char *
shr_export_number (double value, char *buffer)
{
  if (value == 0.0)
    return strcpy (buffer, "0");

  /* Fifteen digits say every shorter decimal exactly, but not so below the normal range, where doubles are sparse. */
  for (int digits = fabs (value) < G_MINDOUBLE ? 1 : 15; digits <= 17; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (buffer, SHR_NUMBER_LENGTH, format, value);
      if (g_ascii_strtod (buffer, NULL) == value)
        break;
    }

  return buffer;
}

/* The new file may be read and written by whom the old one might. */
static gboolean
replace_file (const char *path, const char *data, gsize size, GError **error)
{
  GStatBuf old;
  gboolean was_there = g_stat (path, &old) == 0;

  if (!g_file_set_contents_full (path, data, (gssize) size,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                 was_there ? (int) (old.st_mode & 0777) : 0666, error))
    return FALSE;

  /* The mask of new files has taken away some of it. */
  if (was_there)
    g_chmod (path, (int) (old.st_mode & 0777));

  return TRUE;
}

gboolean
shr_export_bytes (GBytes *bytes, GFile *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = g_file_get_parse_name (file);
  g_autoptr (GError) local = NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  /* Written beside the target and renamed over it: the target is never half written. A link is followed. */
  if (g_file_peek_path (file) != NULL)
    {
      g_autofree char *path = g_canonicalize_filename (g_file_peek_path (file), NULL);
      g_autofree char *real = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? realpath (path, NULL) : NULL;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        g_set_error_literal (&local, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY, _ ("it is a folder"));
      else if (g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_REGULAR))
        g_set_error_literal (&local, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, _ ("it is a device and not a file"));
      else if (g_file_test (path, G_FILE_TEST_EXISTS) && g_access (path, W_OK) != 0)
        g_set_error_literal (&local, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                             _ ("the file that is there may not be changed"));
      else
        replace_file (real != NULL ? real : path, data, size, &local);
    }
  else
    g_file_replace_contents (file, data, size, NULL, FALSE, G_FILE_CREATE_NONE, NULL, cancellable, &local);

  if (local == NULL)
    return TRUE;

  g_set_error (error, local->domain, local->code,
               _ ("%s: could not be written: %s; nothing was changed there; choose another place or free some space"),
               name, local->message);
  return FALSE;
}

gboolean
shr_export_figure (ShrStudy *study, GFile *file, const ShrFigure *figure, GError **error)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autoptr (ShrScene) scene = NULL;
  g_autoptr (GBytes) bytes = NULL;
  ShrPictureFormat format;
  ShrTheme theme;

  if (!shr_picture_format_from_name (base, &format, error))
    return FALSE;

  shr_figure_get_theme (figure, &theme);
  scene = shr_figure_draw (figure, study);
  bytes = shr_picture_render (scene, format, &theme, &figure->picture, error);

  return bytes != NULL && shr_export_bytes (bytes, file, NULL, error);
}

char *
shr_export_suggest_name (ShrStudy *study, const ShrFigure *figure, const char *ending)
{
  g_autoptr (GString) name = g_string_new (NULL);
  const char *source = shr_dataset_name (shr_study_get_dataset (study));
  const char *dot = strrchr (source, '.');
  g_autofree char *stem = dot != NULL && dot != source ? g_strndup (source, (gsize) (dot - source)) : g_strdup (source);
  gboolean of_cell = figure != NULL && figure->extent == SHR_FIGURE_CELL;
  double lambda = of_cell ? shr_study_get_column_lambda (study, figure->penalty) : shr_study_get_lambda (study);

  /* A title becomes a name without spaces; a separator could not be in a name at all. */
  for (char *c = stem; *c != '\0'; c++)
    g_string_append_c (name, g_ascii_isspace (*c) || *c == G_DIR_SEPARATOR ? '-' : g_ascii_tolower (*c));
  if (figure != NULL && figure->extent != SHR_FIGURE_BOARD)
    g_string_append_printf (name, "-%s", shr_cell_get (figure->row)->id);
  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    if (of_cell ? penalty == figure->penalty : shr_study_get_penalty (study, penalty))
      g_string_append_printf (name, "-%s", shr_penalty_id (penalty));
  if (isfinite (lambda))
    {
      char digits[G_ASCII_DTOSTR_BUF_SIZE];

      g_string_append_printf (name, "-lambda-%s", g_ascii_formatd (digits, sizeof digits, "%.3g", lambda));
    }
  g_string_append_printf (name, ".%s", ending);

  return g_string_free (g_steal_pointer (&name), FALSE);
}

/* --- Numbers ---------------------------------------------------------------------------------------------------- */

static double
coefficient (const ShrPath *path, const ShrPoint *point, gsize j, gboolean original_scale)
{
  return original_scale ? shr_path_original (path, j, point->w[j]) : point->w[j];
}

static void
append_csv_text (GString *out, const char *text)
{
  if (strpbrk (text, ",\"\r\n") == NULL && !g_ascii_isspace (text[0]))
    {
      g_string_append (out, text);
      return;
    }

  g_string_append_c (out, '"');
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *c);
    }
  g_string_append_c (out, '"');
}

static GBytes *
numbers_as_csv (ShrFit *fit, gboolean original_scale)
{
  ShrDataset *dataset = shr_fit_get_dataset (fit);
  const char *const *names = shr_dataset_feature_names (dataset);
  gsize p = shr_dataset_features (dataset);
  gboolean validated = shr_fit_get_settings (fit)->folds > 0;
  GString *out = g_string_new ("penalty,mixing,lambda,df,deviance_ratio,relative_gap,intercept");

  g_string_append (out, validated ? ",cv_mean,cv_se" : "");
  for (gsize j = 0; j < p; j++)
    {
      g_string_append_c (out, ',');
      append_csv_text (out, names[j]);
    }
  g_string_append_c (out, '\n');

  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    {
      const ShrPath *path = shr_fit_get_path (fit, penalty);
      ShrCrossValidation *validation = shr_fit_get_cross_validation (fit, penalty);
      gsize ready = path != NULL ? shr_path_ready (path) : 0;

      for (gsize k = 0; k < ready; k++)
        {
          const ShrPoint *point = shr_path_point (path, k);
          const double figures[] = { shr_path_mixing (path), point->lambda, point->df,
                                     point->deviance_ratio,  point->gap,    point->intercept };
          char buffer[SHR_NUMBER_LENGTH];

          g_string_append (out, shr_penalty_id (penalty));
          for (gsize i = 0; i < G_N_ELEMENTS (figures); i++)
            {
              g_string_append_c (out, ',');
              g_string_append (out, shr_export_number (figures[i], buffer));
            }
          if (validation != NULL)
            {
              g_string_append_c (out, ',');
              g_string_append (out, shr_export_number (shr_cross_validation_get_mean (validation, k), buffer));
              g_string_append_c (out, ',');
              g_string_append (out, shr_export_number (shr_cross_validation_get_se (validation, k), buffer));
            }
          else
            g_string_append (out, validated ? ",," : "");
          for (gsize j = 0; j < p; j++)
            {
              g_string_append_c (out, ',');
              g_string_append (out, shr_export_number (coefficient (path, point, j, original_scale), buffer));
            }
          g_string_append_c (out, '\n');
        }
    }

  return g_string_free_to_bytes (out);
}

/* JSON's writer would print a double with 17 digits; a number is written by the same rule everywhere instead. */
static void
append_json_number (GString *out, double value)
{
  char buffer[SHR_NUMBER_LENGTH];

  g_string_append (out, isfinite (value) ? shr_export_number (value, buffer) : "null");
}

void
shr_export_append_json_text (GString *out, const char *text)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);
  g_autofree char *quoted = json_to_string (node, FALSE);

  g_string_append (out, quoted);
}

static GBytes *
numbers_as_json (ShrFit *fit, gboolean original_scale)
{
  ShrDataset *dataset = shr_fit_get_dataset (fit);
  const char *const *names = shr_dataset_feature_names (dataset);
  gsize p = shr_dataset_features (dataset);
  gboolean first_path = TRUE, validated = shr_fit_get_settings (fit)->folds > 0;
  GString *out = g_string_new ("{\n  \"data\": ");

  shr_export_append_json_text (out, shr_dataset_name (dataset));
  g_string_append (out, ",\n  \"response\": ");
  shr_export_append_json_text (out, shr_dataset_response (dataset));
  g_string_append_printf (out, ",\n  \"scale\": \"%s\",\n  \"features\": [",
                          original_scale ? "original" : "standardized");
  for (gsize j = 0; j < p; j++)
    {
      g_string_append (out, j > 0 ? ", " : "");
      shr_export_append_json_text (out, names[j]);
    }
  g_string_append (out, "],\n  \"paths\": [");

  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    {
      const ShrPath *path = shr_fit_get_path (fit, penalty);
      ShrCrossValidation *validation = shr_fit_get_cross_validation (fit, penalty);
      gsize ready = path != NULL ? shr_path_ready (path) : 0;

      if (ready == 0)
        continue;

      g_string_append_printf (out, "%s\n    {\n      \"penalty\": \"%s\",\n      \"mixing\": ", first_path ? "" : ",",
                              shr_penalty_id (penalty));
      first_path = FALSE;
      append_json_number (out, shr_path_mixing (path));
      g_string_append (out, ",\n      \"points\": [");
      for (gsize k = 0; k < ready; k++)
        {
          const ShrPoint *point = shr_path_point (path, k);
          const struct
          {
            const char *name;
            double value;
          } figures[] = { { "lambda", point->lambda },
                          { "df", point->df },
                          { "deviance_ratio", point->deviance_ratio },
                          { "relative_gap", point->gap },
                          { "intercept", point->intercept },
                          { "cv_mean", validation != NULL ? shr_cross_validation_get_mean (validation, k) : NAN },
                          { "cv_se", validation != NULL ? shr_cross_validation_get_se (validation, k) : NAN } };
          const gsize n_figures = G_N_ELEMENTS (figures) - (validated ? 0 : 2);

          g_string_append (out, k > 0 ? ",\n        {" : "\n        {");
          for (gsize i = 0; i < n_figures; i++)
            {
              g_string_append_printf (out, "\"%s\": ", figures[i].name);
              append_json_number (out, figures[i].value);
              g_string_append (out, ", ");
            }
          g_string_append (out, "\"coefficients\": [");
          for (gsize j = 0; j < p; j++)
            {
              g_string_append (out, j > 0 ? ", " : "");
              append_json_number (out, coefficient (path, point, j, original_scale));
            }
          g_string_append (out, "]}");
        }
      g_string_append (out, "\n      ]\n    }");
    }
  g_string_append (out, "\n  ]\n}\n");

  return g_string_free_to_bytes (out);
}

GBytes *
shr_export_numbers (ShrFit *fit, ShrNumbersFormat format, gboolean original_scale)
{
  g_return_val_if_fail (fit != NULL, NULL);

  return format == SHR_NUMBERS_CSV ? numbers_as_csv (fit, original_scale) : numbers_as_json (fit, original_scale);
}

static const char *
event_word (const ShrEvent *event)
{
  return event->enter ? "enter" : "leave";
}

static GBytes *
events_as_csv (const ShrKnots *knots, const char *const *names)
{
  GString *out = g_string_new ("lambda,event,feature\n");
  char buffer[SHR_NUMBER_LENGTH];

  for (gsize i = 0; i < knots->count; i++)
    {
      const ShrEvent *event = &knots->events[i];

      g_string_append_printf (out, "%s,%s,", shr_export_number (event->lambda, buffer), event_word (event));
      append_csv_text (out, names[event->feature]);
      g_string_append_c (out, '\n');
    }

  return g_string_free_to_bytes (out);
}

static GBytes *
events_as_json (const ShrKnots *knots, const char *const *names)
{
  GString *out = g_string_new ("{\n  \"events\": [");

  for (gsize i = 0; i < knots->count; i++)
    {
      const ShrEvent *event = &knots->events[i];

      g_string_append (out, i > 0 ? ",\n    {\"lambda\": " : "\n    {\"lambda\": ");
      append_json_number (out, event->lambda);
      g_string_append_printf (out, ", \"event\": \"%s\", \"feature\": ", event_word (event));
      shr_export_append_json_text (out, names[event->feature]);
      g_string_append_c (out, '}');
    }
  g_string_append (out, "\n  ]\n}\n");

  return g_string_free_to_bytes (out);
}

GBytes *
shr_export_events (const ShrKnots *knots, const char *const *names, ShrNumbersFormat format)
{
  g_return_val_if_fail (knots != NULL, NULL);
  g_return_val_if_fail (names != NULL, NULL);

  return format == SHR_NUMBERS_CSV ? events_as_csv (knots, names) : events_as_json (knots, names);
}

static void
append_name (GString *text, const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "\"", -1);
  g_autofree char *doubled = g_strjoinv ("\"\"", parts);

  g_string_append_printf (text, "\"%s\"", doubled);
}

GBytes *
shr_export_data (ShrDataset *dataset)
{
  GString *text = g_string_new (NULL);
  const char *const *names = shr_dataset_feature_names (dataset);
  gsize rows = shr_dataset_rows (dataset), features = shr_dataset_features (dataset);
  char number[SHR_NUMBER_LENGTH];

  for (gsize j = 0; j < features; j++)
    {
      append_name (text, names[j]);
      g_string_append_c (text, ',');
    }
  append_name (text, shr_dataset_response (dataset));
  g_string_append_c (text, '\n');

  for (gsize i = 0; i < rows; i++)
    for (gsize j = 0; j <= features; j++)
      {
        double value = j < features ? shr_dataset_x (dataset)[j * rows + i] : shr_dataset_y (dataset)[i];

        /* Zero has a sign, too. */
        g_string_append (text, value == 0.0 && signbit (value) ? "-0" : shr_export_number (value, number));
        g_string_append_c (text, j < features ? ',' : '\n');
      }

  return g_string_free_to_bytes (text);
}
