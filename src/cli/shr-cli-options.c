#include "cli/shr-cli-options.h"

#include "data/shr-csv-reader.h"
#include "data/shr-levels.h"
#include "plot/shr-picture.h"
#include "study/shr-cell.h"

#include <errno.h>
#include <math.h>
#include <string.h>

static const char overview[] =
    "Shrinkage shows what regularisation does to a linear model.\n"
    "\n"
    "Usage:\n"
    "  shrinkage-cli fit DATA [OPTION…]                    the path, as CSV on standard output\n"
    "  shrinkage-cli events DATA [OPTION…]                 where features enter and leave the lasso, as CSV\n"
    "  shrinkage-cli draw DATA [OPTION…] --output FIGURE   the board, as SVG, PNG or PDF\n"
    "  shrinkage-cli code DATA --lambda L --language LANG  a program in Python or R that finds the same\n"
    "  shrinkage-cli samples                               the built-in data\n"
    "\n"
    "DATA is a file, - for standard input, or sample:NAME.\n"
    "“shrinkage-cli COMMAND --help” lists a command's options.\n"
    "Exit status: 0 done, 1 the data or a file is at fault, 2 the command line is.\n";

/* By ShrCommand. */
static const struct
{
  const char *name, *description;
} commands[] = {
  [SHR_COMMAND_FIT] = { "fit", "DATA — the path as CSV or JSON" },
  [SHR_COMMAND_EVENTS] = { "events", "DATA — where features enter and leave the lasso, as CSV or JSON" },
  [SHR_COMMAND_DRAW] = { "draw", "DATA — the board as a picture" },
  [SHR_COMMAND_CODE] = { "code", "DATA — a program in Python or R that finds the same solution" },
  [SHR_COMMAND_SAMPLES] = { "samples", "lists the built-in data" },
};

/* What --rows chooses among. */
#define ROWS "paths, geometry, norms, prior, fit and error"

/* The options as they are written, before they are checked. */
typedef struct
{
  char *response, *features, *exclude, *delimiter, *decimal, *thousands, *encoding;
  char *missing, *missing_words, *numbers, *categories, *levels;
  char *penalty, *mixing, *lambda_count, *lambda_min_ratio, *lambdas, *scale, *gap, *seed, *folds, *threads;
  char *rows, *columns, *at, *link, *pair, *size, *preset, *dpi, *theme, *title, *font_size, *seconds, *x, *output,
      *lambda, *language;
  gboolean no_standardize, no_intercept, legend, transparent, outlines, timing, quiet;
  char **words;
} Words;

static void
words_clear (Words *words)
{
  char **strings[] = { &words->response,
                       &words->features,
                       &words->exclude,
                       &words->delimiter,
                       &words->decimal,
                       &words->missing,
                       &words->penalty,
                       &words->mixing,
                       &words->lambda_count,
                       &words->lambda_min_ratio,
                       &words->lambdas,
                       &words->scale,
                       &words->gap,
                       &words->seed,
                       &words->folds,
                       &words->threads,
                       &words->rows,
                       &words->columns,
                       &words->at,
                       &words->link,
                       &words->pair,
                       &words->size,
                       &words->dpi,
                       &words->theme,
                       &words->x,
                       &words->output,
                       &words->thousands,
                       &words->encoding,
                       &words->missing_words,
                       &words->numbers,
                       &words->categories,
                       &words->levels,
                       &words->preset,
                       &words->title,
                       &words->font_size,
                       &words->lambda,
                       &words->language,
                       &words->seconds };

  for (gsize i = 0; i < G_N_ELEMENTS (strings); i++)
    g_clear_pointer (strings[i], g_free);
  g_clear_pointer (&words->words, g_strfreev);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

static gboolean G_GNUC_PRINTF (2, 3) refuse (GError **error, const char *format, ...)
{
  va_list arguments;
  g_autofree char *sentence = NULL;

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, sentence);

  return FALSE;
}

static gboolean
read_double (const char *option, const char *text, double low, double high, double *value, GError **error)
{
  char *end = NULL;
  double read;

  if (text == NULL)
    return TRUE;

  errno = 0;
  read = g_ascii_strtod (text, &end);
  if (end == text || *end != '\0' || !isfinite (read) || read < low || read > high)
    {
      if (isinf (high))
        return refuse (error, "--%s %s: give a number of at least %g", option, text, low);
      return refuse (error, "--%s %s: give a number from %g to %g", option, text, low, high);
    }

  *value = read;
  return TRUE;
}

static gboolean
read_count (const char *option, const char *text, guint64 low, guint64 high, guint64 *value, GError **error)
{
  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, low, high, value, NULL))
    return refuse (error, "--%s %s: give a whole number from %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT, option, text,
                   low, high);
  return TRUE;
}

static char
read_mark (const char *text)
{
  if (g_str_equal (text, "tab") || g_str_equal (text, "\\t"))
    return '\t';

  return strlen (text) == 1 && (g_ascii_ispunct (text[0]) || text[0] == ' ') && text[0] != '"' ? text[0] : '\0';
}

static int
compare_decreasing (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x < y) - (x > y);
}

static gboolean
read_lambdas (ShrCliOptions *options, const char *text, GError **error)
{
  g_auto (GStrv) parts = NULL;

  if (text == NULL)
    return TRUE;

  parts = g_strsplit (text, ",", -1);
  if (parts[0] == NULL)
    return refuse (error, "--lambdas: give at least one λ, such as --lambdas 10,1,0.1");
  options->n_lambdas = g_strv_length (parts);
  options->lambdas = g_new (double, options->n_lambdas);
  for (gsize i = 0; i < options->n_lambdas; i++)
    if (!read_double ("lambdas", g_strstrip (parts[i]), 0.0, INFINITY, &options->lambdas[i], error))
      return FALSE;

  qsort (options->lambdas, options->n_lambdas, sizeof (double), compare_decreasing);
  for (gsize i = 1; i < options->n_lambdas; i++)
    if (options->lambdas[i] == options->lambdas[i - 1])
      return refuse (error, "--lambdas %s: the same λ stands there twice; give each once", text);

  return TRUE;
}

static gboolean
read_penalties (ShrSettings *settings, const char *option, const char *text, GError **error)
{
  g_auto (GStrv) parts = NULL;

  if (text == NULL)
    return TRUE;

  memset (settings->penalties, 0, sizeof settings->penalties);
  parts = g_strsplit (text, ",", -1);
  if (parts[0] == NULL)
    return refuse (error, "--%s: choose among ridge, elastic-net and lasso", option);
  for (gsize i = 0; parts[i] != NULL; i++)
    {
      ShrPenalty penalty;

      if (!shr_penalty_from_id (g_strstrip (parts[i]), &penalty))
        return refuse (error, "--%s %s: there is no penalty “%s”; choose among ridge, elastic-net and lasso", option,
                       text, parts[i]);
      settings->penalties[penalty] = TRUE;
    }

  return TRUE;
}

static gboolean
read_rows (ShrCliOptions *options, const char *text, GError **error)
{
  g_auto (GStrv) parts = NULL;

  if (text == NULL)
    return TRUE;

  memset (options->rows, 0, sizeof options->rows);
  parts = g_strsplit (text, ",", -1);
  if (parts[0] == NULL)
    return refuse (error, "--rows: choose among " ROWS);
  for (gsize i = 0; parts[i] != NULL; i++)
    {
      gboolean found = FALSE;

      for (gsize row = 0; row < SHR_N_ROWS; row++)
        if (g_str_equal (g_strstrip (parts[i]), shr_cell_get ((ShrRow) row)->id))
          found = options->rows[row] = TRUE;
      if (!found)
        return refuse (error, "--rows %s: there is no row “%s”; choose among " ROWS, text, parts[i]);
    }

  return TRUE;
}

static gboolean
read_size (ShrCliOptions *options, const char *text, GError **error)
{
  g_auto (GStrv) parts = NULL;
  guint64 width, height;

  if (text == NULL)
    return TRUE;

  parts = g_strsplit (text, "x", -1);
  if (g_strv_length (parts) != 2 || !g_ascii_string_to_unsigned (parts[0], 10, 200, 20000, &width, NULL)
      || !g_ascii_string_to_unsigned (parts[1], 10, 150, 20000, &height, NULL))
    return refuse (error, "--size %s: give width and height in pixels, from 200x150 to 20000x20000, such as 1200x800",
                   text);

  options->figure.width = (double) width;
  options->figure.height = (double) height;

  return TRUE;
}

static gboolean
read_x (ShrCliOptions *options, const char *text, GError **error)
{
  if (text == NULL || g_str_equal (text, "log-lambda"))
    options->x = SHR_AXIS_LOG_LAMBDA;
  else if (g_str_equal (text, "shrinkage"))
    options->x = SHR_AXIS_SHRINKAGE;
  else if (g_str_equal (text, "df"))
    options->x = SHR_AXIS_DF;
  else if (g_str_equal (text, "deviance"))
    options->x = SHR_AXIS_DEVIANCE;
  else
    return refuse (error, "--x %s: choose among log-lambda, shrinkage, df and deviance", text);

  return TRUE;
}

static gboolean
read_names (const char *option, const char *text, char ***names, GError **error)
{
  if (text == NULL)
    return TRUE;
  *names = g_strsplit (text, ",", -1);
  if (*names[0] == NULL)
    return refuse (error, "--%s: give at least one name, such as --%s bmi,bp", option, option);

  return TRUE;
}

static gboolean
read_marks (ShrImport *import, const Words *words, GError **error)
{
  if (words->delimiter != NULL && !shr_csv_delimiter_is_valid (import->delimiter = read_mark (words->delimiter)))
    return refuse (
        error, "--delimiter %s: give one character that is no letter, digit or quote, such as , or ; or the word tab",
        words->delimiter);
  if (words->decimal != NULL)
    {
      import->decimal = read_mark (words->decimal);
      if (import->decimal != '.' && import->decimal != ',')
        return refuse (error, "--decimal %s: give . or ,", words->decimal);
      if (import->decimal == import->delimiter)
        return refuse (error, "--decimal and --delimiter cannot both be “%c”; give two different ones",
                       import->decimal);
    }
  if (words->thousands != NULL)
    {
      import->thousands = g_str_equal (words->thousands, "space") ? ' ' : read_mark (words->thousands);
      if (import->thousands == '\0' || strchr (",.' ", import->thousands) == NULL)
        return refuse (error, "--thousands %s: give , or . or ' or the word space", words->thousands);
      if (import->thousands == import->decimal)
        return refuse (error, "--thousands and --decimal cannot both be “%c”; give two different ones",
                       import->decimal);
    }

  return TRUE;
}

static gboolean
read_data_words (ShrCliOptions *options, const Words *words, GError **error)
{
  ShrImport *import = options->import;
  guint64 levels = 0;

  import->response = g_strdup (words->response);
  import->encoding = g_strdup (words->encoding);
  if (!read_names ("features", words->features, &import->features, error)
      || !read_names ("exclude", words->exclude, &import->exclude, error)
      || !read_names ("missing-words", words->missing_words, &import->missing_words, error)
      || !read_names ("numbers", words->numbers, &import->numbers, error)
      || !read_names ("categories", words->categories, &import->categories, error)
      || !read_count ("levels", words->levels, 2, SHR_LEVELS_LIMIT, &levels, error)
      || !read_marks (import, words, error))
    return FALSE;
  import->max_levels = (guint) levels;

  if (words->missing != NULL && g_str_equal (words->missing, "mean"))
    import->missing = SHR_MISSING_MEAN;
  else if (words->missing != NULL && !g_str_equal (words->missing, "drop"))
    return refuse (error, "--missing %s: give drop, to leave out rows with a missing value, or mean, to fill it",
                   words->missing);

  return read_count ("seed", words->seed, 0, G_MAXUINT64, &options->seed, error);
}

static gboolean
read_fit_words (ShrCliOptions *options, const Words *words, GError **error)
{
  ShrSettings *settings = &options->settings;
  guint64 count = settings->lambda_count, threads = settings->threads, folds = 0;
  gboolean draw = options->command == SHR_COMMAND_DRAW;

  if (!draw)
    settings->penalties[SHR_PENALTY_RIDGE] = FALSE;
  if (options->command == SHR_COMMAND_EVENTS && words->penalty != NULL && !g_str_equal (words->penalty, "lasso"))
    return refuse (error, "--penalty %s: only the lasso has events; give lasso, or nothing", words->penalty);
  if (!read_penalties (settings, draw ? "columns" : "penalty", draw ? words->columns : words->penalty, error)
      || !read_double ("mixing", words->mixing, 0.0, 1.0, &settings->mixing, error)
      || !read_count ("lambda-count", words->lambda_count, 1, 100000, &count, error)
      || !read_double ("lambda-min-ratio", words->lambda_min_ratio, 1e-300, 1.0 - 1e-9, &settings->lambda_min_ratio,
                       error)
      || !read_double ("gap", words->gap, 0.0, 1.0, &settings->gap, error)
      || !read_count ("folds", words->folds, 2, 1000000, &folds, error)
      || !read_count ("threads", words->threads, 1, 64, &threads, error)
      || !read_lambdas (options, words->lambdas, error))
    return FALSE;

  settings->lambda_count = (guint) count;
  settings->paths_only = !draw;
  settings->folds = (guint) folds;
  settings->seed = options->seed;
  settings->threads = (guint) threads;
  settings->standardize = !words->no_standardize;
  settings->intercept = !words->no_intercept;
  if (options->lambdas != NULL && (words->lambda_count != NULL || words->lambda_min_ratio != NULL))
    return refuse (error, "--lambdas says which λ; leave out --lambda-count and --lambda-min-ratio");

  if (words->scale == NULL)
    options->original_scale = !draw;
  else if (g_str_equal (words->scale, "original") || g_str_equal (words->scale, "standardized"))
    options->original_scale = g_str_equal (words->scale, "original");
  else
    return refuse (error, "--scale %s: give original or standardized", words->scale);

  return TRUE;
}

/* Different ones. */
static gboolean
are_two_or_three (char **names)
{
  guint n = g_strv_length (names);

  return n >= 2 && n <= 3 && !g_str_equal (names[0], names[1])
         && (n == 2 || (!g_str_equal (names[0], names[2]) && !g_str_equal (names[1], names[2])));
}

#ifdef SHR_HAVE_GIF
#define PICTURES "FIGURE.{svg,png,pdf,gif}"
#else
#define PICTURES "FIGURE.{svg,png,pdf}"
#endif

/* What a GIF cannot have. */
static gboolean
check_motion (ShrCliOptions *options, const Words *words, GError **error)
{
  if (words->at != NULL)
    return refuse (error, "--at %s: a GIF sweeps over the whole path; leave out --at", words->at);
  if (words->transparent || words->outlines || words->dpi != NULL)
    return refuse (error, "a GIF has a dot for each pixel, and a background; leave out --dpi, --transparent and "
                          "--outlines");

  return read_double ("seconds", words->seconds, 1.0, 60.0, &options->seconds, error);
}

static gboolean
read_draw_words (ShrCliOptions *options, const Words *words, GError **error)
{
  ShrPictureFormat format;

  if (!read_rows (options, words->rows, error) || !read_double ("at", words->at, 0.0, INFINITY, &options->at, error)
      || !read_size (options, words->size, error)
      || !read_double ("dpi", words->dpi, 10.0, 1200.0, &options->figure.picture.dpi, error)
      || !read_double ("font-size", words->font_size, SHR_FIGURE_SMALLEST_FONT, SHR_FIGURE_LARGEST_FONT,
                       &options->font_size, error)
      || !read_x (options, words->x, error))
    return FALSE;

  if (words->preset != NULL)
    {
      options->has_preset = TRUE;
      if (!shr_figure_preset_from_string (words->preset, &options->preset))
        return refuse (error, "--preset %s: choose among slide, column and a4", words->preset);
      if (words->size != NULL)
        return refuse (error, "--preset says how large the figure is; leave out --size");
    }
  options->title = g_strdup (words->title);
  options->figure.legend = words->legend;
  options->figure.picture.transparent = words->transparent;
  options->figure.picture.outlines = words->outlines;
  if (words->link != NULL && !shr_link_from_id (words->link, &options->link))
    return refuse (error, "--link %s: choose among shrinkage, lambda and df", words->link);
  if (words->theme != NULL && !shr_theme_kind_from_string (words->theme, &options->figure.theme))
    return refuse (error, "--theme %s: choose among light, dark and print", words->theme);
  if (words->pair != NULL)
    {
      options->pair = g_strsplit (words->pair, ",", -1);
      if (!are_two_or_three (options->pair))
        return refuse (error,
                       "--pair %s: give two different features, such as --pair bmi,bp, or three for the geometry in "
                       "three dimensions",
                       words->pair);
    }
  if (options->output == NULL)
    return refuse (error, "draw needs to know where to: add --output FIGURE.svg, .png or .pdf");

#ifdef SHR_HAVE_GIF
  options->motion = g_ascii_strncasecmp (options->output + MAX (strlen (options->output), 4) - 4, ".gif", 4) == 0;
#endif
  if (options->motion)
    return check_motion (options, words, error);
  if (words->seconds != NULL)
    return refuse (error, "--seconds %s: only a GIF takes time; let the name of --output end in .gif", words->seconds);
  if (!shr_picture_format_from_name (options->output, &format, error))
    {
      g_prefix_error (error, "--output: ");
      return FALSE;
    }

  return TRUE;
}

static gboolean
read_code_words (ShrCliOptions *options, const Words *words, GError **error)
{
  guint penalties = 0;
  double lambda = NAN;

  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    penalties += options->settings.penalties[penalty] ? 1 : 0;
  if (penalties != 1)
    return refuse (error, "--penalty %s: a program fits one penalty; give one of ridge, elastic-net and lasso",
                   words->penalty);
  if (words->language == NULL || !shr_code_language_from_id (words->language, &options->language))
    return refuse (error, "--language %s: give python or r", words->language != NULL ? words->language : "is missing");
  if (words->lambda == NULL)
    return refuse (error, "code needs to know at which λ: add --lambda L");
  if (!read_double ("lambda", words->lambda, 0.0, INFINITY, &lambda, error))
    return FALSE;

  options->lambdas = g_new (double, 1);
  options->lambdas[0] = lambda;
  options->n_lambdas = 1;

  return TRUE;
}

static gboolean
read_words (ShrCliOptions *options, const Words *words, GError **error)
{
  options->output = g_strdup (words->output);
  options->timing = words->timing;
  options->quiet = words->quiet;

  if (words->words == NULL || words->words[0] == NULL)
    return refuse (error, "which data? Give a file, - for standard input, or sample:diabetes");
  if (words->words[1] != NULL)
    return refuse (error, "one file at a time: “%s” is one too many", words->words[1]);
  options->data = g_strdup (words->words[0]);

  if (!read_data_words (options, words, error) || !read_fit_words (options, words, error))
    return FALSE;
  if (options->command == SHR_COMMAND_DRAW)
    return read_draw_words (options, words, error);
  if (options->command == SHR_COMMAND_CODE)
    return read_code_words (options, words, error);
  if (options->output != NULL && !g_str_has_suffix (options->output, ".csv")
      && !g_str_has_suffix (options->output, ".json"))
    return refuse (error, "--output %s: numbers are written as .csv or .json; give a name that ends so",
                   options->output);

  return TRUE;
}

static gboolean
parse_command (ShrCliOptions *options, char ***argv, char **message, GError **error)
{
  g_auto (Words) words = { 0 };
  gboolean help = FALSE, draw = options->command == SHR_COMMAND_DRAW, code = options->command == SHR_COMMAND_CODE;
  const GOptionEntry data_entries[] = {
    { "response", 0, 0, G_OPTION_ARG_STRING, &words.response, "The column to predict (default: the last numeric one)",
      "NAME" },
    { "features", 0, 0, G_OPTION_ARG_STRING, &words.features, "Only these columns, in this order", "A,B,…" },
    { "exclude", 0, 0, G_OPTION_ARG_STRING, &words.exclude, "Not these columns", "A,B,…" },
    { "delimiter", 0, 0, G_OPTION_ARG_STRING, &words.delimiter, "What separates fields (default: found out)", "C" },
    { "decimal", 0, 0, G_OPTION_ARG_STRING, &words.decimal, "The decimal mark, . or , (default: found out)", "C" },
    { "thousands", 0, 0, G_OPTION_ARG_STRING, &words.thousands,
      "What separates thousands: , . ' or space (default: nothing)", "C" },
    { "encoding", 0, 0, G_OPTION_ARG_STRING, &words.encoding, "utf-8, utf-16le, windows-1252 … (default: found out)",
      "NAME" },
    { "missing", 0, 0, G_OPTION_ARG_STRING, &words.missing,
      "Rows with a missing value: drop (default); or fill with the column's mean", "drop|mean" },
    { "missing-words", 0, 0, G_OPTION_ARG_STRING, &words.missing_words,
      "Cells that say that a value is missing (default: NA, NaN, ? and their like)", "W,…" },
    { "numbers", 0, 0, G_OPTION_ARG_STRING, &words.numbers, "Columns of numbers: words in them are missing values",
      "A,B,…" },
    { "categories", 0, 0, G_OPTION_ARG_STRING, &words.categories, "Columns of categories, though written as numbers",
      "A,B,…" },
    { "levels", 0, 0, G_OPTION_ARG_STRING, &words.levels, "Different words that a column may have (default: 20)", "N" },
    { "seed", 0, 0, G_OPTION_ARG_STRING, &words.seed, "Seed of a generated sample and of the folds (default: 1)", "S" },
    G_OPTION_ENTRY_NULL
  };
  const GOptionEntry fit_entries[] = {
    { "mixing", 0, 0, G_OPTION_ARG_STRING, &words.mixing, "α of the elastic net, 0 to 1 (default: 0.5)", "A" },
    { "no-standardize", 0, 0, G_OPTION_ARG_NONE, &words.no_standardize, "Do not divide columns by their sd", NULL },
    { "no-intercept", 0, 0, G_OPTION_ARG_NONE, &words.no_intercept, "No intercept, no centring", NULL },
    { "gap", 0, 0, G_OPTION_ARG_STRING, &words.gap, "Relative duality gap demanded (default: 1e-9)", "G" },
    { "timing", 0, 0, G_OPTION_ARG_NONE, &words.timing, "End standard error with a line of JSON: seconds, iterations",
      NULL },
    { "quiet", 0, 0, G_OPTION_ARG_NONE, &words.quiet, "No progress and no notices", NULL },
    { "help", 0, 0, G_OPTION_ARG_NONE, &help, "Show this", NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &words.words, NULL, NULL },
    G_OPTION_ENTRY_NULL
  };
  const GOptionEntry grid_entries[] = {
    { "lambda-count", 0, 0, G_OPTION_ARG_STRING, &words.lambda_count, "How many λ (default: 100)", "N" },
    { "lambda-min-ratio", 0, 0, G_OPTION_ARG_STRING, &words.lambda_min_ratio, "Smallest over largest λ", "R" },
    { "lambdas", 0, 0, G_OPTION_ARG_STRING, &words.lambdas, "Exactly these λ", "L1,L2,…" },
    { "scale", 0, 0, G_OPTION_ARG_STRING, &words.scale, "Coefficients: original or standardized", "SCALE" },
    { "folds", 0, 0, G_OPTION_ARG_STRING, &words.folds,
      "Cross-validate: so many parts of the rows, each predicted from the others", "K" },
    { "threads", 0, 0, G_OPTION_ARG_STRING, &words.threads, "Penalties or folds solved side by side (default: 1)",
      "N" },
    G_OPTION_ENTRY_NULL
  };
  const GOptionEntry code_entries[] = {
    { "lambda", 0, 0, G_OPTION_ARG_STRING, &words.lambda, "Where on the path", "L" },
    { "language", 0, 0, G_OPTION_ARG_STRING, &words.language, "python (scikit-learn) or r (glmnet)", "LANGUAGE" },
    { "penalty", 0, 0, G_OPTION_ARG_STRING, &words.penalty, "ridge, elastic-net or lasso (default)", "P" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &words.output, "Write here instead of to standard output", "FILE" },
    G_OPTION_ENTRY_NULL
  };
  const GOptionEntry numbers_entries[] = { { "penalty", 0, 0, G_OPTION_ARG_STRING, &words.penalty,
                                             "ridge, elastic-net, lasso, or several (default: lasso)", "P,…" },
                                           { "output", 'o', 0, G_OPTION_ARG_FILENAME, &words.output,
                                             "Write here instead of to standard output", "FILE.{csv,json}" },
                                           G_OPTION_ENTRY_NULL };
  const GOptionEntry draw_entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &words.output, "Where the figure goes", PICTURES },
    { "rows", 0, 0, G_OPTION_ARG_STRING, &words.rows, ROWS " (default: paths,geometry)", "ROW,…" },
    { "columns", 0, 0, G_OPTION_ARG_STRING, &words.columns, "ridge, elastic-net, lasso (default: ridge,lasso)", "P,…" },
    { "at", 0, 0, G_OPTION_ARG_STRING, &words.at,
      "λ of the last column (default: λ_1se with --folds, else half of the path's events)", "LAMBDA" },
    { "link", 0, 0, G_OPTION_ARG_STRING, &words.link, "The other columns follow by shrinkage (default), lambda or df",
      "HOW" },
    { "pair", 0, 0, G_OPTION_ARG_STRING, &words.pair,
      "The features of the geometry; with a third it is in three dimensions", "A,B[,C]" },
    { "size", 0, 0, G_OPTION_ARG_STRING, &words.size, "In pixels (default: 1200x800)", "WxH" },
    { "preset", 0, 0, G_OPTION_ARG_STRING, &words.preset, "Instead of a size: slide, column (of a page) or a4",
      "PLACE" },
    { "title", 0, 0, G_OPTION_ARG_STRING, &words.title, "Above the figure (default: none)", "TEXT" },
    { "legend", 0, 0, G_OPTION_ARG_NONE, &words.legend, "Below it: which feature has which line", NULL },
    { "font-size", 0, 0, G_OPTION_ARG_STRING, &words.font_size, "Of the ticks, in pixels (default: 13)", "S" },
#ifdef SHR_HAVE_GIF
    { "seconds", 0, 0, G_OPTION_ARG_STRING, &words.seconds, "GIF: how long the sweep takes (default: 6)", "S" },
#endif
    { "transparent", 0, 0, G_OPTION_ARG_NONE, &words.transparent, "No background", NULL },
    { "outlines", 0, 0, G_OPTION_ARG_NONE, &words.outlines, "SVG: letters as shapes instead of as text", NULL },
    { "dpi", 0, 0, G_OPTION_ARG_STRING, &words.dpi, "Dots per inch of a PNG (default: 96, a dot per pixel)", "D" },
    { "theme", 0, 0, G_OPTION_ARG_STRING, &words.theme, "light (default), dark or print", "THEME" },
    { "x", 0, 0, G_OPTION_ARG_STRING, &words.x, "log-lambda (default), shrinkage, df or deviance", "QUANTITY" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = g_option_context_new (commands[options->command].description);
  g_autoptr (GError) local = NULL;

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, draw ? draw_entries : code ? code_entries : numbers_entries, NULL);
  g_option_context_add_main_entries (context, data_entries, NULL);
  g_option_context_add_main_entries (context, fit_entries, NULL);
  if (!code)
    g_option_context_add_main_entries (context, grid_entries, NULL);

  if (!g_option_context_parse_strv (context, argv, &local))
    return refuse (error, "%s; “shrinkage-cli %s --help” lists the options", local->message,
                   commands[options->command].name);
  if (help)
    {
      *message = g_option_context_get_help (context, TRUE, NULL);
      return TRUE;
    }

  return read_words (options, &words, error);
}

gboolean
shr_cli_options_parse (ShrCliOptions *options, int argc, char **argv, char **message, GError **error)
{
  g_auto (GStrv) words = NULL;
  const char *command = argc > 1 ? argv[1] : NULL;
  gsize found = 0;

  *message = NULL;
  *options = (ShrCliOptions){ .seed = 1, .at = NAN, .seconds = 6.0, .font_size = NAN };
  shr_figure_init (&options->figure);
  shr_settings_init (&options->settings);
  options->import = shr_import_new (NULL);
  options->rows[SHR_ROW_PATHS] = options->rows[SHR_ROW_GEOMETRY] = TRUE;

  if (command == NULL)
    return refuse (error,
                   "what is to be done? Give fit, events, draw, code or samples; “shrinkage-cli --help” explains them");
  if (g_str_equal (command, "--help") || g_str_equal (command, "-h") || g_str_equal (command, "help"))
    {
      *message = g_strdup (overview);
      return TRUE;
    }
  if (g_str_equal (command, "--version"))
    {
      *message = g_strdup ("shrinkage-cli " SHR_VERSION "\n");
      return TRUE;
    }

  while (found < G_N_ELEMENTS (commands) && !g_str_equal (command, commands[found].name))
    found++;
  if (found == G_N_ELEMENTS (commands))
    return refuse (error, "there is no command “%s”; give fit, events, draw or samples", command);

  options->command = (ShrCommand) found;
  if (options->command == SHR_COMMAND_SAMPLES)
    {
      if (argc > 2 && g_str_equal (argv[2], "--help"))
        *message = g_strdup ("Usage:\n  shrinkage-cli samples — lists the built-in data\n");
      else if (argc > 2)
        return refuse (error, "samples takes no more words; leave out “%s”", argv[2]);
      return TRUE;
    }

  /* GOption takes words out of the list as it reads them, so it gets one of its own. */
  words = g_new0 (char *, (gsize) argc);
  words[0] = g_strdup_printf ("shrinkage-cli %s", command);
  for (int i = 2; i < argc; i++)
    words[i - 1] = g_strdup (argv[i]);

  return parse_command (options, &words, message, error);
}

void
shr_cli_options_clear (ShrCliOptions *options)
{
  g_clear_pointer (&options->data, g_free);
  g_clear_pointer (&options->import, shr_import_free);
  g_clear_pointer (&options->lambdas, g_free);
  g_clear_pointer (&options->pair, g_strfreev);
  g_clear_pointer (&options->title, g_free);
  g_clear_pointer (&options->output, g_free);
}
