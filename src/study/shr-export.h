#pragma once

#include "study/shr-figure.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Writes @bytes to a new file beside @file that replaces it only when complete: on failure the old file is as it was
 * and the error says why and what to do. */
gboolean shr_export_bytes (GBytes *bytes, GFile *file, GCancellable *cancellable, GError **error);

/* A figure of the study as a picture, its format from the file's ending. */
gboolean shr_export_figure (ShrStudy *study, GFile *file, const ShrFigure *figure, GError **error);

/* "diabetes-ridge-lasso-lambda-4.52.svg", "diabetes-paths-lasso-lambda-4.52.png": a sensible file name from the data,
 * what the figure shows and the leader's λ, or the cell's own. @figure: (nullable): NULL for what is no figure and has
 * every column. (transfer full) */
char *shr_export_suggest_name (ShrStudy *study, const ShrFigure *figure, const char *ending);

typedef enum
{
  SHR_NUMBERS_CSV,
  SHR_NUMBERS_JSON,
} ShrNumbersFormat;

/* The paths of the penalties that are on: penalty, mixing, lambda, df, deviance_ratio, relative_gap, intercept, where
 * folds are set cv_mean and cv_se (nothing where they failed), then one column per feature; doubles in shortest round-trip form, point as decimal mark. (transfer full) */
GBytes *shr_export_numbers (ShrFit *fit, ShrNumbersFormat format, gboolean original_scale);

/* The lasso's events by decreasing λ: lambda, event (enter or leave), feature. @names: as many as the design has.
 * (transfer full) */
GBytes *shr_export_events (const ShrKnots *knots, const char *const *names, ShrNumbersFormat format);

/* @value in the fewest digits that read back as the same double. @buffer of at least SHR_NUMBER_LENGTH bytes. */
#define SHR_NUMBER_LENGTH 32
const char *shr_export_number (double value, char *buffer);

/* @text as JSON writes it, in quotes. */
void shr_export_append_json_text (GString *out, const char *text);

/* Features and response as CSV, the response last: names in quotes, doubles such that they are read back to the last bit,
 * as shr_csv_reader_read_bytes() does. (transfer full) */
GBytes *shr_export_data (ShrDataset *dataset);

G_END_DECLS
