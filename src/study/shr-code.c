#include "study/shr-code.h"

#include "study/shr-convention.h"
#include "study/shr-export.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* More numbers than this are no program that anybody would want to read. */
#define MOST_NUMBERS 200000

/* What the program must find: relative to each coefficient, and to the largest. */
#define TOLERANCE "1e-6"
#define TOLERANCE_OF_LARGEST "1e-8"

static const struct
{
  const char *id, *title, *ending;
} languages[] = {
  [SHR_CODE_PYTHON] = { "python", "Python", "py" },
  [SHR_CODE_R] = { "r", "R", "R" },
};

/* Everything that goes into the program. */
typedef struct
{
  ShrDataset *dataset;
  const ShrSettings *settings;
  const ShrPath *path;
  const ShrPoint *point;
  ShrPenalty penalty;
  double mixing;
  GString *out;
} Writer;

gboolean
shr_code_language_from_id (const char *id, ShrCodeLanguage *language)
{
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_str_equal (id, languages[i].id))
      {
        *language = (ShrCodeLanguage) i;
        return TRUE;
      }

  return FALSE;
}

const char *
shr_code_language_id (ShrCodeLanguage language)
{
  return languages[language].id;
}

const char *
shr_code_language_title (ShrCodeLanguage language)
{
  return languages[language].title;
}

const char *
shr_code_language_ending (ShrCodeLanguage language)
{
  return languages[language].ending;
}

/* --- Pieces ----------------------------------------------------------------------------------------------------- */

static void
append_number (GString *out, double value)
{
  char buffer[SHR_NUMBER_LENGTH];

  g_string_append (out, shr_export_number (value, buffer));
}

/* A string as both languages read it. */
static void
append_string (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '"' || *c == '\\')
        g_string_append_printf (out, "\\%c", *c);
      else if ((guchar) *c < 0x20 || *c == 0x7f)
        g_string_append_printf (out, "\\x%02x", (guint) (guchar) *c);
      else
        g_string_append_c (out, *c);
    }
  g_string_append_c (out, '"');
}

/* In a comment a name must stay on its line. */
static void
append_comment_text (GString *out, const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    g_string_append_c (out, (guchar) *c < 0x20 ? ' ' : *c);
}

/* A line is begun anew every few elements. */
static void
append_separator (GString *out, gsize j, gsize on_a_line, const char *margin)
{
  if (j > 0)
    g_string_append (out, j % on_a_line == 0 ? "," : ", ");
  if (j > 0 && j % on_a_line == 0)
    g_string_append_printf (out, "\n%s", margin);
}

static void
append_names (Writer *w, const char *margin)
{
  const char *const *names = shr_dataset_feature_names (w->dataset);

  for (gsize j = 0; names[j] != NULL; j++)
    {
      append_separator (w->out, j, 6, margin);
      append_string (w->out, names[j]);
    }
}

static void
append_expected (Writer *w, const char *margin)
{
  gsize p = shr_dataset_features (w->dataset);

  for (gsize j = 0; j < p; j++)
    {
      append_separator (w->out, j, 4, margin);
      append_number (w->out, shr_path_original (w->path, j, w->point->w[j]));
    }
}

/* Row after row, the features and then the response. */
static void
append_data (Writer *w)
{
  const double *x = shr_dataset_x (w->dataset), *y = shr_dataset_y (w->dataset);
  gsize n = shr_dataset_rows (w->dataset), p = shr_dataset_features (w->dataset);

  for (gsize i = 0; i < n; i++)
    {
      for (gsize j = 0; j < p; j++)
        {
          append_number (w->out, x[i + j * n]);
          g_string_append_c (w->out, ' ');
        }
      append_number (w->out, y[i]);
      g_string_append_c (w->out, '\n');
    }
}

/* The columns that never vary, counted from @first, "3, 7"; FALSE when there are none. */
static gboolean
append_constant (Writer *w, gsize first, const char *format)
{
  g_autoptr (GString) list = g_string_new (NULL);
  gsize p = shr_dataset_features (w->dataset);

  for (gsize j = 0; j < p; j++)
    if (shr_dataset_is_constant (w->dataset, j))
      g_string_append_printf (list, "%s%" G_GSIZE_FORMAT, list->len > 0 ? ", " : "", j + first);
  if (list->len == 0)
    return FALSE;

  g_string_append_printf (w->out, "%s", format);
  g_string_append (w->out, list->str);

  return TRUE;
}

static void
append_head (Writer *w, const char *needs)
{
  ShrDataset *dataset = w->dataset;

  g_string_append_printf (w->out, "# %s of ", shr_penalty_id (w->penalty));
  append_comment_text (w->out, shr_dataset_response (dataset));
  g_string_append (w->out, " in ");
  append_comment_text (w->out, shr_dataset_name (dataset));
  g_string_append_printf (w->out, ": %" G_GSIZE_FORMAT " rows, %" G_GSIZE_FORMAT " features, lambda = ",
                          shr_dataset_rows (dataset), shr_dataset_features (dataset));
  append_number (w->out, w->point->lambda);
  g_string_append (w->out, ", mixing alpha = ");
  append_number (w->out, w->mixing);
  g_string_append_printf (w->out,
                          ".\n# Written by Shrinkage, which minimises over the coefficients w of the %s features\n"
                          "#   sum((y - X w)^2) / (2 n) + lambda * (alpha * sum(|w|) + (1 - alpha) / 2 * sum(w^2)).\n"
                          "# %s It stops with an error unless the coefficients agree.\n\n",
                          w->settings->standardize ? "standardised" : "centred", needs);
}

static ShrConvertedLambda
convert (Writer *w, ShrConvention convention)
{
  double scale =
      shr_convention_response_scale (shr_dataset_y (w->dataset), shr_dataset_rows (w->dataset), w->settings->intercept);

  return shr_convention_convert (convention, w->point->lambda, w->mixing, shr_dataset_rows (w->dataset), scale);
}

/* --- Python ----------------------------------------------------------------------------------------------------- */

static void
write_python (Writer *w)
{
  GString *out = w->out;
  const char *name = w->point->lambda == 0.0 ? "LinearRegression"
                     : w->mixing == 0.0      ? "Ridge"
                     : w->mixing == 1.0      ? "Lasso"
                                             : "ElasticNet";
  const char *intercept = w->settings->intercept ? "True" : "False";
  ShrConvertedLambda converted = convert (w, SHR_CONVENTION_SKLEARN);

  append_head (w, "Needs Python 3 with numpy and scikit-learn.");
  g_string_append_printf (out,
                          "import io\n\nimport numpy as np\nfrom sklearn.linear_model import %s\n"
                          "from sklearn.preprocessing import StandardScaler\n\nfeatures = [",
                          name);
  append_names (w, "            ");
  g_string_append (out, "]\n\n# A row for each row that was fitted: the features, then the response.\n"
                        "data = np.loadtxt(io.StringIO(\"\"\"\\\n");
  append_data (w);
  g_string_append (out, "\"\"\"), ndmin=2)\nX, y = data[:, :-1], data[:, -1]\n");
  if (append_constant (w, 0, "X[:, ["))
    g_string_append (out, "]] = 0.0  # constant columns have the coefficient 0\n");

  g_string_append_printf (out, "\nscaler = StandardScaler(with_mean=%s, with_std=%s).fit(X)\n", intercept,
                          w->settings->standardize ? "True" : "False");
  g_string_append_printf (out, "model = %s(", name);
  if (w->point->lambda > 0.0)
    {
      g_string_append (out, "alpha=");
      append_number (out, converted.lambda);
      if (w->mixing > 0.0 && w->mixing < 1.0)
        {
          g_string_append (out, ", l1_ratio=");
          append_number (out, converted.mixing);
        }
      g_string_append (out, w->mixing == 0.0 ? ", solver=\"svd\", " : ", tol=1e-13, max_iter=100000, ");
    }
  g_string_append_printf (out,
                          "fit_intercept=%s)\n"
                          "model.fit(scaler.transform(X), y)\n\n"
                          "# Back to the units of the data.\n"
                          "scale = scaler.scale_ if scaler.scale_ is not None else np.ones(X.shape[1])\n"
                          "coefficients = model.coef_ / scale\n",
                          intercept);
  g_string_append (out, w->settings->intercept ? "intercept = model.intercept_ - scaler.mean_ @ coefficients\n\n"
                                               : "intercept = 0.0\n\n");

  g_string_append (out, "expected = np.array([");
  append_expected (w, "                     ");
  g_string_append (out, "])\nexpected_intercept = ");
  append_number (out, w->point->intercept);
  g_string_append (out, "\n\n"
                        "size = np.abs(expected * scale).max()\n"
                        "np.testing.assert_allclose(coefficients * scale, expected * scale, "
                        "rtol=" TOLERANCE ", atol=" TOLERANCE_OF_LARGEST " * size)\n"
                        "np.testing.assert_allclose(intercept, expected_intercept, "
                        "rtol=" TOLERANCE ", atol=" TOLERANCE " * np.abs(y).max())\n\n"
                        "print(f\"{'intercept':>20} {intercept:.10g}\")\n"
                        "for name, value in zip(features, coefficients):\n"
                        "    print(f\"{name:>20} {value:.10g}\")\n");
}

/* --- R ---------------------------------------------------------------------------------------------------------- */

static void
write_r (Writer *w)
{
  GString *out = w->out;
  gsize p = shr_dataset_features (w->dataset);
  const char *intercept = w->settings->intercept ? "TRUE" : "FALSE";
  ShrConvertedLambda converted = convert (w, SHR_CONVENTION_GLMNET);
  gboolean least_squares = w->point->lambda == 0.0;

  append_head (w, least_squares ? "Needs R." : "Needs R with the package glmnet.");
  g_string_append (out, least_squares ? "" : "library(glmnet)\n\n");
  g_string_append (out, "features <- c(");
  append_names (w, "              ");
  g_string_append_printf (out, ")\n\n# A row for each row that was fitted: the features, then the response.\n"
                               "data <- matrix(scan(quiet = TRUE, text = \"\n");
  append_data (w);
  g_string_append_printf (out,
                          "\"), ncol = %" G_GSIZE_FORMAT ", byrow = TRUE)\n"
                          "x <- data[, 1:%" G_GSIZE_FORMAT ", drop = FALSE]\n"
                          "y <- data[, %" G_GSIZE_FORMAT "]\n",
                          p + 1, p, p + 1);
  if (append_constant (w, 1, "x[, c("))
    g_string_append (out, ")] <- 0 # constant columns have the coefficient 0\n");
  g_string_append_c (out, '\n');

  if (least_squares)
    {
      g_string_append_printf (out,
                              "varies <- apply(x, 2, function(column) any(column != column[1]))\n"
                              "z <- x[, varies, drop = FALSE]\n"
                              "model <- lm.fit(%s, y)\n"
                              "coefficients <- numeric(ncol(x))\n",
                              w->settings->intercept ? "cbind(1, z)" : "z");
      g_string_append (out, w->settings->intercept ? "coefficients[varies] <- model$coefficients[-1]\n"
                                                     "intercept <- model$coefficients[[1]]\n\n"
                                                   : "coefficients[varies] <- model$coefficients\nintercept <- 0\n\n");
    }
  else
    {
      g_string_append (out, p == 1 ? "# glmnet wants at least two columns.\nmodel <- glmnet(cbind(x, 0), y, alpha = "
                                   : "model <- glmnet(x, y, alpha = ");
      append_number (out, converted.mixing);
      g_string_append (out, ", lambda = ");
      append_number (out, converted.lambda);
      g_string_append_printf (out,
                              ",\n                standardize = %s, intercept = %s, thresh = 1e-20, maxit = 1e7)\n"
                              "coefficients <- as.numeric(model$beta)[seq_len(ncol(x))]\n"
                              "intercept <- model$a0[[1]]\n\n",
                              w->settings->standardize ? "TRUE" : "FALSE", intercept);
    }

  g_string_append (out, "expected <- c(");
  append_expected (w, "              ");
  g_string_append (out, ")\nexpected_intercept <- ");
  append_number (out, w->point->intercept);
  g_string_append_printf (
      out,
      "\n\n# Compared in units that do not depend on those of the features.\n"
      "scale <- %s\n"
      "difference <- abs(coefficients - expected) * scale\n"
      "size <- abs(expected) * scale\n"
      "stopifnot(difference <= " TOLERANCE " * size + " TOLERANCE_OF_LARGEST " * max(size),\n"
      "          abs(intercept - expected_intercept) <= " TOLERANCE " * max(abs(y)))\n\n"
      "print(c(intercept = intercept, setNames(coefficients, features)), digits = 10)\n",
      w->settings->standardize ? "apply(x, 2, function(column) sqrt(mean((column - mean(column))^2)))" : "1");
}

/* --- All of it -------------------------------------------------------------------------------------------------- */

static gboolean G_GNUC_PRINTF (2, 3) refuse (GError **error, const char *format, ...)
{
  va_list arguments;
  g_autofree char *sentence = NULL;

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, SHR_STUDY_ERROR, SHR_STUDY_ERROR_CODE, sentence);

  return FALSE;
}

/* Whether there is such a program at all. */
static gboolean
check (const Writer *w, GError **error)
{
  gsize n = shr_dataset_rows (w->dataset), p = shr_dataset_features (w->dataset), varying = 0;
  gboolean same = TRUE;

  if (n > MOST_NUMBERS / (p + 1))
    return refuse (error,
                   _ ("the data have %" G_GSIZE_FORMAT " × %" G_GSIZE_FORMAT
                      " numbers, which are too many to be written "
                      "into a program; choose fewer features, or fewer rows"),
                   n, p + 1);
  for (gsize j = 0; j < p; j++)
    varying += shr_dataset_is_constant (w->dataset, j) ? 0 : 1;
  for (gsize i = 1; i < n && same; i++)
    same = shr_dataset_y (w->dataset)[i] == shr_dataset_y (w->dataset)[0];
  if (varying == 0 || same)
    return refuse (error, _ ("the data do not vary, so there is nothing that other programs would fit"));
  if (w->point->lambda == 0.0 && w->point->df < (double) varying - 1e-6)
    return refuse (error, _ ("at λ = 0 many solutions fit these data equally well, and other programs choose another "
                             "one of them; choose a λ above 0"));

  return TRUE;
}

char *
shr_code_write (ShrStudy *study, ShrPenalty penalty, ShrCodeLanguage language, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  ShrFit *fit = shr_study_get_fit (study);
  Writer w = { .penalty = penalty, .point = shr_study_get_point (study, penalty), .out = out };

  if (fit == NULL || w.point == NULL)
    {
      refuse (error, _ ("nothing has been solved yet; wait until the path is there"));
      return NULL;
    }

  w.dataset = shr_fit_get_dataset (fit);
  w.settings = shr_fit_get_settings (fit);
  w.path = shr_fit_get_path (fit, penalty);
  w.mixing = shr_path_mixing (w.path);
  if (!check (&w, error))
    return NULL;

  if (language == SHR_CODE_PYTHON)
    write_python (&w);
  else
    write_r (&w);

  return g_string_free (g_steal_pointer (&out), FALSE);
}
