#include "cli/shr-cli-options.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

/* --- Reading a command line ------------------------------------------------------------------------------------- */

typedef struct
{
  ShrCliOptions options;
  char *message;
  GError *error;
  gboolean read;
} Parsed;

static void
parsed_clear (Parsed *parsed)
{
  shr_cli_options_clear (&parsed->options);
  g_free (parsed->message);
  g_clear_error (&parsed->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parsed, parsed_clear)

/* @line: the words after the program's name, as a shell reads them. */
static void
parse (Parsed *parsed, const char *line)
{
  g_autofree char *whole = g_strconcat ("shrinkage-cli ", line, NULL);
  g_auto (GStrv) words = NULL;
  int n_words;

  g_assert_true (g_shell_parse_argv (whole, &n_words, &words, NULL));
  parsed->read = shr_cli_options_parse (&parsed->options, n_words, words, &parsed->message, &parsed->error);
  g_assert_cmpint (parsed->read, ==, parsed->error == NULL);
}

static void
accept (Parsed *parsed, const char *line)
{
  parse (parsed, line);
  g_assert_no_error (parsed->error);
  g_assert_null (parsed->message);
}

static void
refuse (const char *line, const char *part)
{
  g_auto (Parsed) parsed = { 0 };

  parse (&parsed, line);
  if (parsed.error == NULL)
    g_error ("“%s” should have been refused", line);
  if (strstr (parsed.error->message, part) == NULL)
    g_error ("“%s”: “%s” does not say “%s”", line, parsed.error->message, part);
  /* One line of it, and a hint what to do instead. */
  g_assert_null (strchr (parsed.error->message, '\n'));
}

/* --- Defaults --------------------------------------------------------------------------------------------------- */

static void
test_fit_defaults (void)
{
  g_auto (Parsed) parsed = { 0 };
  ShrSettings settings;

  accept (&parsed, "fit data.csv");
  shr_settings_init (&settings);
  g_assert_cmpint (parsed.options.command, ==, SHR_COMMAND_FIT);
  g_assert_cmpstr (parsed.options.data, ==, "data.csv");
  g_assert_null (parsed.options.import->response);
  g_assert_null (parsed.options.import->features);
  g_assert_null (parsed.options.import->exclude);
  g_assert_null (parsed.options.output);
  g_assert_null (parsed.options.lambdas);
  g_assert_cmpint (parsed.options.import->delimiter, ==, 0);
  g_assert_cmpint (parsed.options.import->decimal, ==, 0);
  g_assert_false (parsed.options.settings.penalties[SHR_PENALTY_RIDGE]);
  g_assert_false (parsed.options.settings.penalties[SHR_PENALTY_ELASTIC_NET]);
  g_assert_true (parsed.options.settings.penalties[SHR_PENALTY_LASSO]);
  g_assert_true (parsed.options.original_scale);
  g_assert_cmpuint (parsed.options.settings.lambda_count, ==, settings.lambda_count);
  g_assert_cmpfloat (parsed.options.settings.gap, ==, settings.gap);
  g_assert_cmpfloat (parsed.options.settings.mixing, ==, settings.mixing);
  g_assert_true (parsed.options.settings.standardize);
  g_assert_true (parsed.options.settings.intercept);
  g_assert_cmpuint (parsed.options.settings.folds, ==, 0);
  g_assert_false (parsed.options.timing);
  g_assert_false (parsed.options.quiet);
}

static void
test_draw_defaults (void)
{
  g_auto (Parsed) parsed = { 0 };

  accept (&parsed, "draw sample:diabetes -o figure.svg");
  g_assert_cmpint (parsed.options.command, ==, SHR_COMMAND_DRAW);
  g_assert_cmpstr (parsed.options.output, ==, "figure.svg");
  g_assert_true (parsed.options.settings.penalties[SHR_PENALTY_RIDGE]);
  g_assert_false (parsed.options.settings.penalties[SHR_PENALTY_ELASTIC_NET]);
  g_assert_true (parsed.options.settings.penalties[SHR_PENALTY_LASSO]);
  g_assert_false (parsed.options.original_scale);
  g_assert_true (parsed.options.rows[SHR_ROW_PATHS]);
  g_assert_true (parsed.options.rows[SHR_ROW_GEOMETRY]);
  for (ShrRow row = SHR_ROW_NORMS; row < SHR_N_ROWS; row++)
    g_assert_false (parsed.options.rows[row]);
  g_assert_true (isnan (parsed.options.at));
  g_assert_cmpint (parsed.options.link, ==, SHR_LINK_SHRINKAGE);
  g_assert_null (parsed.options.pair);
  g_assert_cmpfloat (parsed.options.figure.width, ==, 1200.0);
  g_assert_cmpfloat (parsed.options.figure.height, ==, 800.0);
  g_assert_cmpfloat (parsed.options.figure.picture.dpi, ==, 96.0);
  g_assert_cmpint (parsed.options.figure.theme, ==, SHR_THEME_LIGHT);
  g_assert_cmpint (parsed.options.x, ==, SHR_AXIS_LOG_LAMBDA);
}

static void
test_import_options (void)
{
  g_auto (Parsed) parsed = { 0 };
  const ShrImport *import;

  accept (&parsed, "fit - --thousands space --encoding utf-16le --missing mean --missing-words -999,none --numbers a"
                   " --categories b,c --levels 50");
  import = parsed.options.import;
  g_assert_cmpint (import->thousands, ==, ' ');
  g_assert_cmpstr (import->encoding, ==, "utf-16le");
  g_assert_cmpint (import->missing, ==, SHR_MISSING_MEAN);
  g_assert_cmpstr (import->missing_words[0], ==, "-999");
  g_assert_cmpstr (import->numbers[0], ==, "a");
  g_assert_cmpstr (import->categories[1], ==, "c");
  g_assert_cmpuint (import->max_levels, ==, 50);
}

/* --- Every option ----------------------------------------------------------------------------------------------- */

static void
test_data_options (void)
{
  g_auto (Parsed) parsed = { 0 };

  accept (&parsed, "fit - --response 'the y' --features a,b --exclude c --delimiter tab --decimal , --missing drop"
                   " --seed 18446744073709551615 --quiet --timing");
  g_assert_cmpstr (parsed.options.data, ==, "-");
  g_assert_cmpstr (parsed.options.import->response, ==, "the y");
  g_assert_cmpuint (g_strv_length (parsed.options.import->features), ==, 2);
  g_assert_cmpstr (parsed.options.import->features[0], ==, "a");
  g_assert_cmpstr (parsed.options.import->features[1], ==, "b");
  g_assert_cmpuint (g_strv_length (parsed.options.import->exclude), ==, 1);
  g_assert_cmpint (parsed.options.import->delimiter, ==, '\t');
  g_assert_cmpint (parsed.options.import->decimal, ==, ',');
  g_assert_cmpint (parsed.options.import->missing, ==, SHR_MISSING_DROP);
  g_assert_cmpuint (parsed.options.seed, ==, G_MAXUINT64);
  g_assert_null (parsed.options.import->encoding);
  g_assert_cmpuint (parsed.options.import->max_levels, ==, 0);
  g_assert_true (parsed.options.quiet);
  g_assert_true (parsed.options.timing);
}

static void
test_fit_options (void)
{
  g_auto (Parsed) parsed = { 0 };
  g_auto (Parsed) given = { 0 };

  accept (&parsed, "fit --penalty ridge,elastic-net --mixing 0.25 --lambda-count 7 --lambda-min-ratio 1e-3"
                   " --no-standardize --no-intercept --scale standardized --gap 1e-6 --threads 3 --folds 10 --seed 9"
                   " --output path.json data.csv");
  g_assert_true (parsed.options.settings.penalties[SHR_PENALTY_RIDGE]);
  g_assert_true (parsed.options.settings.penalties[SHR_PENALTY_ELASTIC_NET]);
  g_assert_false (parsed.options.settings.penalties[SHR_PENALTY_LASSO]);
  g_assert_cmpfloat (parsed.options.settings.mixing, ==, 0.25);
  g_assert_cmpuint (parsed.options.settings.lambda_count, ==, 7);
  g_assert_cmpfloat (parsed.options.settings.lambda_min_ratio, ==, 1e-3);
  g_assert_false (parsed.options.settings.standardize);
  g_assert_false (parsed.options.settings.intercept);
  g_assert_false (parsed.options.original_scale);
  g_assert_cmpfloat (parsed.options.settings.gap, ==, 1e-6);
  g_assert_cmpuint (parsed.options.settings.threads, ==, 3);
  g_assert_cmpuint (parsed.options.settings.folds, ==, 10);
  g_assert_cmpuint (parsed.options.settings.seed, ==, 9);
  g_assert_cmpstr (parsed.options.output, ==, "path.json");

  /* In any order; brought into the order of a path. */
  accept (&given, "fit data.csv --lambdas '0.5, 2,1e1,0'");
  g_assert_cmpuint (given.options.n_lambdas, ==, 4);
  g_assert_cmpfloat (given.options.lambdas[0], ==, 10.0);
  g_assert_cmpfloat (given.options.lambdas[1], ==, 2.0);
  g_assert_cmpfloat (given.options.lambdas[2], ==, 0.5);
  g_assert_cmpfloat (given.options.lambdas[3], ==, 0.0);
}

static void
test_events_options (void)
{
  g_auto (Parsed) parsed = { 0 };

  accept (&parsed, "events data.csv --response y --no-standardize --lambda-min-ratio 0.01 --penalty lasso -o e.json");
  g_assert_cmpint (parsed.options.command, ==, SHR_COMMAND_EVENTS);
  g_assert_cmpstr (parsed.options.data, ==, "data.csv");
  g_assert_cmpstr (parsed.options.output, ==, "e.json");
  g_assert_cmpfloat (parsed.options.settings.lambda_min_ratio, ==, 0.01);
  g_assert_false (parsed.options.settings.standardize);
}

static void
test_draw_options (void)
{
  g_auto (Parsed) parsed = { 0 };
  const struct
  {
    const char *word;
    ShrAxisQuantity x;
  } axes[] = { { "log-lambda", SHR_AXIS_LOG_LAMBDA },
               { "shrinkage", SHR_AXIS_SHRINKAGE },
               { "df", SHR_AXIS_DF },
               { "deviance", SHR_AXIS_DEVIANCE } };

  accept (&parsed, "draw data.csv --rows geometry --columns lasso,elastic-net --at 2.5 --link df --pair a,b"
                   " --size 640x480 --dpi 300 --theme print --scale original -o F.PNG");
  g_assert_false (parsed.options.rows[SHR_ROW_PATHS]);
  g_assert_true (parsed.options.rows[SHR_ROW_GEOMETRY]);
  g_assert_false (parsed.options.settings.penalties[SHR_PENALTY_RIDGE]);
  g_assert_true (parsed.options.settings.penalties[SHR_PENALTY_ELASTIC_NET]);
  g_assert_true (parsed.options.settings.penalties[SHR_PENALTY_LASSO]);
  g_assert_cmpfloat (parsed.options.at, ==, 2.5);
  g_assert_cmpint (parsed.options.link, ==, SHR_LINK_DF);
  g_assert_cmpstr (parsed.options.pair[0], ==, "a");
  g_assert_cmpstr (parsed.options.pair[1], ==, "b");
  g_assert_cmpfloat (parsed.options.figure.width, ==, 640.0);
  g_assert_cmpfloat (parsed.options.figure.height, ==, 480.0);
  g_assert_cmpfloat (parsed.options.figure.picture.dpi, ==, 300.0);
  g_assert_cmpint (parsed.options.figure.theme, ==, SHR_THEME_PRINT);
  g_assert_true (parsed.options.original_scale);
  g_assert_false (parsed.options.has_preset);
  g_assert_null (parsed.options.title);
  g_assert_false (parsed.options.figure.legend);
  g_assert_false (parsed.options.figure.picture.transparent);
  g_assert_false (parsed.options.figure.picture.outlines);

  {
    g_auto (Parsed) every = { 0 };

    accept (&every, "draw d -o f.svg --rows error,norms,prior,fit --preset a4 --title 'Two words' --legend"
                    " --font-size 16 --transparent --outlines");
    g_assert_true (every.options.has_preset);
    g_assert_cmpint (every.options.preset, ==, SHR_FIGURE_A4);
    g_assert_cmpstr (every.options.title, ==, "Two words");
    g_assert_cmpfloat (every.options.font_size, ==, 16.0);
    g_assert_true (every.options.figure.legend);
    g_assert_true (every.options.figure.picture.transparent);
    g_assert_true (every.options.figure.picture.outlines);
    for (ShrRow row = 0; row < SHR_N_ROWS; row++)
      g_assert_cmpint (every.options.rows[row], ==, row != SHR_ROW_PATHS && row != SHR_ROW_GEOMETRY);
  }

  for (gsize i = 0; i < G_N_ELEMENTS (axes); i++)
    {
      g_auto (Parsed) one = { 0 };
      g_autofree char *line = g_strdup_printf ("draw d -o f.pdf --x %s", axes[i].word);

      accept (&one, line);
      g_assert_cmpint (one.options.x, ==, axes[i].x);
    }
}

/* --- Refusals --------------------------------------------------------------------------------------------------- */

/* Each names the option, or the word, that is at fault. */
static void
test_refusals (void)
{
  const struct
  {
    const char *line, *part;
  } cases[] = {
    { "", "fit, events, draw, code or samples" },
    { "fir data.csv", "fir" },
    { "fit", "which data" },
    { "draw -o f.svg", "which data" },
    { "fit a b", "“b”" },
    { "samples diabetes", "diabetes" },
    { "fit d --bogus", "--bogus" },
    { "fit d --folds 1", "--folds" },
    { "fit d --folds 2.5", "--folds" },
    { "events d --penalty ridge", "--penalty" },
    { "events d --bogus", "shrinkage-cli events --help" },
    { "events d -o events.svg", "--output" },
    { "fit d --rows paths", "--rows" },
    { "fit d --theme dark", "--theme" },
    { "draw d -o f.svg --penalty lasso", "--penalty" },
    { "fit d --loss huber", "--loss" },
    { "fit d --response", "--response" },
    { "fit d --mixing", "--mixing" },
    { "fit d --mixing 1.1", "--mixing" },
    { "fit d --mixing -0.1", "--mixing" },
    { "fit d --mixing nan", "--mixing" },
    { "fit d --mixing 0,5", "--mixing" },
    { "fit d --mixing ''", "--mixing" },
    { "fit d --mixing half", "--mixing" },
    { "fit d --penalty ridge,lass", "--penalty" },
    { "fit d --penalty ''", "--penalty" },
    { "fit d --penalty lasso,", "--penalty" },
    { "fit d --lambda-count 0", "--lambda-count" },
    { "fit d --lambda-count -3", "--lambda-count" },
    { "fit d --lambda-count 1.5", "--lambda-count" },
    { "fit d --lambda-count 1e3", "--lambda-count" },
    { "fit d --lambda-count 99999999999999999999", "--lambda-count" },
    { "fit d --lambda-min-ratio 0", "--lambda-min-ratio" },
    { "fit d --lambda-min-ratio 1", "--lambda-min-ratio" },
    { "fit d --lambda-min-ratio inf", "--lambda-min-ratio" },
    { "fit d --lambdas ''", "--lambdas" },
    { "fit d --lambdas 1,,2", "--lambdas" },
    { "fit d --lambdas 1,-2", "--lambdas" },
    { "fit d --lambdas 1,inf", "--lambdas" },
    { "fit d --lambdas 1,1.0", "--lambdas" },
    { "fit d --lambdas 1 --lambda-count 5", "--lambda-count" },
    { "fit d --lambdas 1 --lambda-min-ratio 0.5", "--lambda-min-ratio" },
    { "fit d --scale log", "--scale" },
    { "fit d --gap -1", "--gap" },
    { "fit d --gap 2", "--gap" },
    { "fit d --threads 0", "--threads" },
    { "fit d --threads many", "--threads" },
    { "fit d --seed -1", "--seed" },
    { "fit d --seed 18446744073709551616", "--seed" },
    { "fit d --delimiter ''", "--delimiter" },
    { "fit d --delimiter ab", "--delimiter" },
    { "fit d --delimiter a", "--delimiter" },
    { "fit d --delimiter 7", "--delimiter" },
    { "fit d --delimiter '\"'", "--delimiter" },
    { "fit d --decimal ';'", "--decimal" },
    { "fit d --decimal ''", "--decimal" },
    { "fit d --decimal , --delimiter ,", "--decimal" },
    { "fit d --missing median", "--missing" },
    { "fit d --missing-words ''", "--missing-words" },
    { "fit d --numbers ''", "--numbers" },
    { "fit d --categories ''", "--categories" },
    { "fit d --levels 1", "--levels" },
    { "fit d --levels many", "--levels" },
    { "fit d --thousands x", "--thousands" },
    { "fit d --thousands ''", "--thousands" },
    { "fit d --thousands . --decimal .", "--thousands" },
    { "fit d --features ''", "--features" },
    { "fit d --output path.txt", "--output" },
    { "fit d --output path", "--output" },
    { "draw d", "--output" },
    { "draw d -o f.bmp", "--output" },
    { "draw d -o svg", "--output" },
    { "draw d -o f.svg --rows path", "--rows" },
    { "draw d -o f.svg --rows norm", "norms, prior, fit and error" },
    { "draw d -o f.svg --rows ''", "--rows" },
    { "draw d -o f.svg --columns x", "--columns" },
    { "draw d -o f.svg --columns ''", "--columns" },
    { "draw d -o f.svg --at -1", "--at" },
    { "draw d -o f.svg --at x", "--at" },
    { "draw d -o f.svg --link share", "--link" },
    { "draw d -o f.svg --pair a", "--pair" },
    { "draw d -o f.svg --pair a,b,c,d", "--pair" },
    { "draw d -o f.svg --pair a,b,a", "--pair" },
    { "draw d -o f.svg --pair a,b,b", "--pair" },
    { "draw d -o f.svg --pair a,a", "--pair" },
    { "draw d -o f.svg --size 100x100", "--size" },
    { "draw d -o f.svg --size 1200", "--size" },
    { "draw d -o f.svg --size 1200x", "--size" },
    { "draw d -o f.svg --size 99999x800", "--size" },
    { "draw d -o f.svg --dpi 0", "--dpi" },
    { "draw d -o f.svg --dpi 1e9", "--dpi" },
    { "draw d -o f.svg --theme sepia", "--theme" },
    { "draw d -o f.svg --x lambda", "--x" },
    { "code d --language r", "add --lambda" },
    { "code d --lambda 1", "python or r" },
    { "code d --lambda 1 --language julia", "python or r" },
    { "code d --lambda -1 --language r", "--lambda" },
    { "code d --lambda 1 --language r --penalty ridge,lasso", "one penalty" },
    { "code d --lambda 1 --language r --folds 5", "folds" },
#ifdef SHR_HAVE_GIF
    { "draw d -o f.svg --seconds 3", "only a GIF takes time" },
    { "draw d -o f.gif --seconds 0", "--seconds" },
    { "draw d -o f.gif --at 3", "leave out --at" },
    { "draw d -o f.gif --transparent", "leave out --dpi" },
#endif
    { "draw d -o f.svg --preset poster", "slide, column and a4" },
    { "draw d -o f.svg --preset slide --size 640x480", "leave out --size" },
    { "draw d -o f.svg --font-size 2", "--font-size" },
    { "draw d -o f.svg --font-size x", "--font-size" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    refuse (cases[i].line, cases[i].part);
}

/* --- Help ------------------------------------------------------------------------------------------------------- */

/* The long options that a help text lists: "--name" where it opens a line's text. */
static GHashTable *
options_of (const char *help)
{
  GHashTable *found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GRegex) regex = g_regex_new ("^ *(?:-[a-z], )?--([a-z-]+)", G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (regex, help, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    g_hash_table_add (found, g_match_info_fetch (match, 1));

  return found;
}

/* What is listed exists, and what exists is listed: no more and no less than the product's command line. */
static void
assert_help (const char *command, const char *const *expected)
{
  g_autofree char *line = g_strdup_printf ("%s --help", command);
  g_auto (Parsed) parsed = { 0 };
  g_autoptr (GHashTable) listed = NULL;
  guint n_expected = 0;

  parse (&parsed, line);
  g_assert_no_error (parsed.error);
  g_assert_nonnull (parsed.message);
  g_assert_nonnull (strstr (parsed.message, "DATA"));
  listed = options_of (parsed.message);

  for (; expected[n_expected] != NULL; n_expected++)
    if (!g_hash_table_contains (listed, expected[n_expected]))
      g_error ("%s --help does not list --%s", command, expected[n_expected]);
  g_assert_cmpuint (g_hash_table_size (listed), ==, n_expected);

  /* None is unknown to the parser: without its value, or with a silly one, it is not the name that is at fault. */
  for (guint i = 0; i < n_expected; i++)
    {
      g_autofree char *use = g_strdup_printf ("%s data --%s", command, expected[i]);
      g_auto (Parsed) one = { 0 };

      parse (&one, use);
      if (one.error != NULL)
        g_assert_null (strstr (one.error->message, "Unknown option"));
    }
}

static void
test_help (void)
{
  const char *const fit[] = {
    "response", "features",  "exclude",        "delimiter",        "decimal", "missing",    "seed",
    "penalty",  "thousands", "encoding",       "missing-words",    "numbers", "categories", "levels",
    "mixing",   "output",    "lambda-count",   "lambda-min-ratio", "lambdas", "scale",      "gap",
    "threads",  "folds",     "no-standardize", "no-intercept",     "timing",  "quiet",      "help",
    NULL
  };
  const char *const code[] = { "response",  "features", "exclude",       "delimiter", "decimal",        "missing",
                               "seed",      "penalty",  "mixing",        "output",    "no-standardize", "no-intercept",
                               "timing",    "quiet",    "help",          "gap",       "lambda",         "language",
                               "thousands", "encoding", "missing-words", "numbers",   "categories",     "levels",
                               NULL };
  const char *const draw[] = { "response",
                               "features",
                               "exclude",
                               "delimiter",
                               "decimal",
                               "missing",
                               "thousands",
                               "encoding",
                               "missing-words",
                               "numbers",
                               "categories",
                               "levels",
                               "seed",
                               "columns",
                               "mixing",
                               "output",
                               "lambda-count",
                               "lambda-min-ratio",
                               "lambdas",
                               "scale",
                               "gap",
                               "threads",
                               "folds",
                               "no-standardize",
                               "no-intercept",
                               "timing",
                               "quiet",
                               "help",
                               "rows",
                               "at",
                               "link",
                               "pair",
                               "size",
                               "preset",
                               "title",
                               "legend",
                               "font-size",
#ifdef SHR_HAVE_GIF
                               "seconds",
#endif
                               "transparent",
                               "outlines",
                               "dpi",
                               "theme",
                               "x",
                               NULL };
  const char *const others[] = { "--help", "-h", "help", "--version", "samples --help" };

  assert_help ("fit", fit);
  assert_help ("events", fit);
  assert_help ("draw", draw);
  assert_help ("code", code);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_auto (Parsed) parsed = { 0 };

      parse (&parsed, others[i]);
      g_assert_no_error (parsed.error);
      g_assert_nonnull (parsed.message);
      g_assert_true (g_str_has_suffix (parsed.message, "\n"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli-options/defaults/fit", test_fit_defaults);
  g_test_add_func ("/cli-options/defaults/draw", test_draw_defaults);
  g_test_add_func ("/cli-options/data", test_data_options);
  g_test_add_func ("/cli-options/import", test_import_options);
  g_test_add_func ("/cli-options/fit", test_fit_options);
  g_test_add_func ("/cli-options/events", test_events_options);
  g_test_add_func ("/cli-options/draw", test_draw_options);
  g_test_add_func ("/cli-options/refusals", test_refusals);
  g_test_add_func ("/cli-options/help", test_help);

  return g_test_run ();
}
