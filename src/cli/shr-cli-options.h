#pragma once

#include "data/shr-import.h"
#include "plot/shr-chart.h"
#include "study/shr-code.h"
#include "study/shr-figure.h"
#include "study/shr-link.h"
#include "study/shr-settings.h"
#include "study/shr-study.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  SHR_COMMAND_FIT,
  SHR_COMMAND_EVENTS,
  SHR_COMMAND_DRAW,
  SHR_COMMAND_CODE,
  SHR_COMMAND_SAMPLES,
} ShrCommand;

/* What a command line asks for, checked: every value is in its range. */
typedef struct
{
  ShrCommand command;
  char *data; /* a file's name, "-" or "sample:NAME" */

  /* Which numbers. */
  ShrImport *import;
  guint64 seed;

  /* What is fitted. */
  ShrSettings settings;
  double *lambdas; /* in decreasing order */
  gsize n_lambdas;
  gboolean original_scale;

  /* What is drawn. */
  gboolean rows[SHR_N_ROWS];
  double at; /* NaN: the default */
  ShrLink link;
  char **pair;      /* (nullable): two names, or three */
  ShrFigure figure; /* size and text are the preset's where there is one, but for a font size that was asked for */
  char *title;      /* (nullable): the figure's */
  gboolean motion;  /* an animated GIF of the sweep */
  double seconds;   /* that it takes */
  gboolean has_preset;
  ShrFigurePreset preset;
  double font_size; /* NaN: the default */
  ShrAxisQuantity x;

  ShrCodeLanguage language; /* of code; its λ is in @lambdas */

  char *output; /* (nullable) */
  gboolean timing;
  gboolean quiet;
} ShrCliOptions;

/* Reads the words after the program's name. FALSE with @error: the sentence for the user. Where help or version was
 * asked for, it is in @message (transfer full) and nothing else is to be done. */
gboolean shr_cli_options_parse (ShrCliOptions *options, int argc, char **argv, char **message, GError **error);
void shr_cli_options_clear (ShrCliOptions *options);

G_END_DECLS
