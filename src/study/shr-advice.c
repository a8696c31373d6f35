#include "study/shr-advice.h"

#include "plot/shr-text.h"

#include <glib/gi18n.h>
#include <math.h>

/* --- Which columns are how good --------------------------------------------------------------------------------- */

typedef struct
{
  const ShrAdviceFigures *figures;
  guint on, validated;             /* columns */
  ShrPenalty best;                 /* of those that are validated */
  gboolean equal[SHR_N_PENALTIES]; /* within one standard error of the best, which is one of them */
  guint n_equal;
  double null; /* NaN where nobody knows */
} Ranking;

static void
rank (Ranking *self, const ShrAdviceFigures *figures)
{
  *self = (Ranking){ .figures = figures, .best = SHR_N_PENALTIES, .null = NAN };
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    {
      self->on += figures->columns[i].on ? 1 : 0;
      if (!figures->columns[i].on || !figures->columns[i].validated)
        continue;
      self->validated++;
      if (self->best == SHR_N_PENALTIES || figures->columns[i].mean < figures->columns[self->best].mean)
        self->best = i;
      if (!isnan (figures->columns[i].null))
        self->null = figures->columns[i].null;
    }
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES && self->best < SHR_N_PENALTIES; i++)
    {
      const double limit = figures->columns[self->best].mean + figures->columns[self->best].se;

      self->equal[i] = figures->columns[i].on && figures->columns[i].validated && figures->columns[i].mean <= limit;
      self->n_equal += self->equal[i] ? 1 : 0;
    }
}

static gboolean
say_the_same (const ShrAdviceFigures *figures)
{
  return figures->correlations != NULL && figures->correlations->n > 0
         && fabs (figures->correlations->top[0].r) >= SHR_ADVICE_SAME;
}

/* Of the equally good columns the one that keeps the fewest features at λ_1se, where it keeps fewer than all;
 * SHR_N_PENALTIES: none. */
static ShrPenalty
find_shortest (const Ranking *ranking)
{
  ShrPenalty shortest = SHR_N_PENALTIES;
  gsize least = ranking->figures->features;

  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    if (ranking->equal[i] && ranking->figures->columns[i].kept_one_se < least)
      {
        shortest = i;
        least = ranking->figures->columns[i].kept_one_se;
      }

  return shortest;
}

/* --- Words ------------------------------------------------------------------------------------------------------ */

/* "Ridge and lasso", "Ridge, elastic net and lasso". (transfer full) */
static char *
list_equals (const Ranking *ranking)
{
  const char *titles[SHR_N_PENALTIES];
  guint n = 0;

  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    if (ranking->equal[i])
      titles[n++] = shr_penalty_title (i);

  return n == 2 ? g_strdup_printf (_ ("%s and %s"), titles[0], titles[1])
                : g_strdup_printf (_ ("%s, %s and %s"), titles[0], titles[1], titles[2]);
}

static char *
verdict_of_equals (const Ranking *ranking)
{
  const ShrAdviceFigures *figures = ranking->figures;
  ShrPenalty shortest = find_shortest (ranking);
  g_autofree char *equals = list_equals (ranking);

  if (shortest == SHR_N_PENALTIES)
    return g_strdup_printf (_ ("%s predict equally well here, as far as %u folds can tell, and all of them keep every "
                               "feature: either will do."),
                            equals, figures->folds);
  if (say_the_same (figures) && ranking->equal[SHR_PENALTY_ELASTIC_NET])
    return g_strdup_printf (
        _ ("%s predict equally well here, as far as %u folds can tell. Some features say nearly the "
           "same: the elastic net keeps them together, where the lasso's choice may be chance."),
        equals, figures->folds);
  if (say_the_same (figures))
    return g_strdup_printf (
        _ ("%s predict equally well here, as far as %u folds can tell. %s needs fewest features, but "
           "some say nearly the same, and which of those it keeps may be chance."),
        equals, figures->folds, shr_penalty_title (shortest));

  return g_strdup_printf (_ ("%s predict equally well here, as far as %u folds can tell. %s does it with the fewest "
                             "features: at λ 1se with %zu of %zu."),
                          equals, figures->folds, shr_penalty_title (shortest), figures->columns[shortest].kept_one_se,
                          figures->features);
}

static char *
verdict_words (const Ranking *ranking)
{
  const ShrAdviceFigures *figures = ranking->figures;

  if (ranking->validated < ranking->on)
    return g_strdup (_ ("Only errors of rows that were not fitted can tell: cross-validate to compare the columns."));
  if (figures->columns[ranking->best].mean + figures->columns[ranking->best].se >= ranking->null)
    return g_strdup (_ ("None: no column predicts new rows better than their mean does, by more than one standard "
                        "error."));
  if (ranking->on == 1)
    return g_strdup_printf (_ ("%s is the only column: switch on another one to compare it with."),
                            shr_penalty_title (ranking->best));
  if (ranking->n_equal == 1)
    return g_strdup_printf (_ ("%s: it predicts new rows better than the others, by more than one standard error."),
                            shr_penalty_title (ranking->best));

  return verdict_of_equals (ranking);
}

static char *
shape_words (const ShrAdviceFigures *figures)
{
  g_autofree char *each = shr_text_number ((double) figures->rows / (double) MAX (figures->features, 1), 2);

  if (figures->features >= figures->rows)
    return g_strdup_printf (_ ("%zu rows, %zu features: least squares fits such data exactly, noise and all. Only a "
                               "penalty makes a model of them."),
                            figures->rows, figures->features);
  if (figures->rows < SHR_ADVICE_FEW_ROWS * figures->features)
    return g_strdup_printf (_ ("%zu rows, %zu features: %s rows for each. That is few, and least squares follows much "
                               "of the noise."),
                            figures->rows, figures->features, each);

  return g_strdup_printf (_ ("%zu rows, %zu features: %s rows for each. That is enough for least squares to be steady, "
                             "unless features say the same."),
                          figures->rows, figures->features, each);
}

/* (nullable) */
static char *
correlation_words (const ShrAdviceFigures *figures)
{
  const ShrCorrelations *found = figures->correlations;
  GString *words;
  double largest;

  if (found == NULL)
    return g_strdup (_ ("How far features say the same is being worked out."));
  if (found->n == 0)
    return NULL;

  largest = fabs (found->top[0].r);
  words = g_string_new (largest >= SHR_ADVICE_SAME     ? _ ("Some features say nearly the same")
                        : largest >= SHR_ADVICE_STRONG ? _ ("Some features are strongly correlated")
                                                       : _ ("No two features are strongly correlated"));
  for (gsize i = 0; i < found->n; i++)
    {
      char r[G_ASCII_DTOSTR_BUF_SIZE];
      g_autofree char *number = NULL;

      /* The largest always, the others where they matter. */
      if (i > 0 && fabs (found->top[i].r) < SHR_ADVICE_STRONG)
        break;
      g_ascii_formatd (r, sizeof r, "%.2f", fabs (found->top[i].r));
      number = g_strconcat (found->top[i].r < 0.0 ? "−" : "", r, NULL);
      g_string_append_printf (words, i == 0 ? _ (": %s and %s %s") : _ (", %s and %s %s"),
                              figures->names[found->top[i].j], figures->names[found->top[i].k], number);
    }
  g_string_append_c (words, '.');
  if (found->looked < found->features)
    g_string_append_printf (words,
                            _ (" Looked at were the pairs of the %zu features that are most correlated with the "
                               "response, of %zu."),
                            found->looked, found->features);

  return g_string_free (words, FALSE);
}

static char *
column_words (const ShrAdviceFigures *figures, ShrPenalty penalty)
{
  const char *title = shr_penalty_title (penalty);
  g_autofree char *mean = NULL, *se = NULL;

  if (!figures->columns[penalty].validated)
    return g_strdup_printf (_ ("%s: not cross-validated."), title);

  mean = shr_text_number (figures->columns[penalty].mean, 3);
  se = shr_text_number (figures->columns[penalty].se, 2);
  if (penalty == SHR_PENALTY_RIDGE)
    return g_strdup_printf (_ ("%s: error %s ± %s at λ min. It keeps every feature."), title, mean, se);

  return g_strdup_printf (_ ("%s: error %s ± %s at λ min, with %zu of %zu features; %zu at λ 1se."), title, mean, se,
                          figures->columns[penalty].kept, figures->features, figures->columns[penalty].kept_one_se);
}

static char *
basis_words (const Ranking *ranking)
{
  const ShrAdviceFigures *figures = ranking->figures;

  if (ranking->validated == 0)
    return g_strdup (_ ("This rests on the loaded rows alone."));

  return g_strdup_printf (
      _ ("This rests on %u folds of the loaded rows (seed %" G_GUINT64_FORMAT "), the same for every "
         "column: the mean squared error of the rows that each fold leaves out, ± its standard error "
         "over the folds. Columns within one standard error of the best count as equal. Other rows, "
         "or another seed, may say otherwise."),
      figures->folds, figures->seed);
}

ShrAdvice *
shr_advice_new (const ShrAdviceFigures *figures)
{
  ShrAdvice *advice = g_new0 (ShrAdvice, 1);
  g_autoptr (GStrvBuilder) reasons = g_strv_builder_new ();
  g_autofree char *shape = shape_words (figures), *correlation = correlation_words (figures);
  Ranking ranking;

  rank (&ranking, figures);
  advice->is_validated = ranking.validated == ranking.on;
  advice->verdict = verdict_words (&ranking);
  advice->basis = basis_words (&ranking);

  for (ShrPenalty i = 0; i < SHR_N_PENALTIES && ranking.validated > 0; i++)
    if (figures->columns[i].on)
      {
        g_autofree char *column = column_words (figures, i);

        g_strv_builder_add (reasons, column);
      }
  g_strv_builder_add (reasons, shape);
  if (correlation != NULL)
    g_strv_builder_add (reasons, correlation);
  advice->reasons = g_strv_builder_end (reasons);

  return advice;
}

ShrAdvice *
shr_advice_new_for_study (ShrStudy *study)
{
  ShrFit *fit = shr_study_get_fit (study);
  const ShrSettings *settings = shr_study_get_settings (study);
  ShrAdviceFigures figures = { .folds = settings->folds, .seed = settings->seed };
  ShrDataset *dataset;

  if (fit == NULL || shr_study_get_running (study) || shr_fit_get_design (fit) == NULL)
    return NULL;

  dataset = shr_fit_get_dataset (fit);
  figures.rows = shr_dataset_rows (dataset);
  figures.names = shr_dataset_feature_names (dataset);
  figures.correlations = shr_fit_get_correlations (fit);
  for (gsize j = 0; j < shr_dataset_features (dataset); j++)
    figures.features += !shr_dataset_is_constant (dataset, j);
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    {
      ShrCrossValidation *validation = shr_study_get_cross_validation (study, i);
      const ShrPath *path = shr_fit_get_path (fit, i);
      gsize min, one_se;

      figures.columns[i].on = settings->penalties[i];
      if (validation == NULL || path == NULL)
        continue;
      min = shr_cross_validation_get_min (validation);
      one_se = shr_cross_validation_get_one_se (validation);
      figures.columns[i].validated = TRUE;
      figures.columns[i].mean = shr_cross_validation_get_mean (validation, min);
      figures.columns[i].se = shr_cross_validation_get_se (validation, min);
      figures.columns[i].kept = shr_path_point (path, min)->nonzero;
      figures.columns[i].kept_one_se = shr_path_point (path, one_se)->nonzero;
      /* Where the path begins with no feature in, its folds do nearly so, too. */
      figures.columns[i].null =
          shr_path_point (path, 0)->nonzero == 0 ? shr_cross_validation_get_mean (validation, 0) : NAN;
    }

  return shr_advice_new (&figures);
}

void
shr_advice_free (ShrAdvice *advice)
{
  g_free (advice->verdict);
  g_strfreev (advice->reasons);
  g_free (advice->basis);
  g_free (advice);
}
