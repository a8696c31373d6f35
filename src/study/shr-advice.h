#pragma once

#include "core/shr-correlations.h"
#include "study/shr-study.h"

G_BEGIN_DECLS

/* Where the words change. Fewer rows than so many for each feature are few; features correlated at least so much say nearly
 * the same, or are strongly correlated. */
#define SHR_ADVICE_FEW_ROWS 10
#define SHR_ADVICE_SAME 0.9
#define SHR_ADVICE_STRONG 0.7

typedef struct
{
  gboolean on;
  gboolean validated; /* all that follows is known */
  double mean, se;    /* cross-validated error at λ_min, and its standard error over the folds */
  gsize kept;         /* features at λ_min, and at λ_1se */
  gsize kept_one_se;
  double null; /* cross-validated error without any feature; NaN where the column has none */
} ShrAdviceColumn;

/**
 * ShrAdviceFigures:
 *
 * What the advice on which penalty to choose rests on: the data's own figures, and nothing else.
 */
typedef struct
{
  gsize rows, features;                /* features that vary */
  const ShrCorrelations *correlations; /* (nullable): not worked out yet */
  const char *const *names;            /* of all features */
  guint folds;
  guint64 seed;
  ShrAdviceColumn columns[SHR_N_PENALTIES];
} ShrAdviceFigures;

/**
 * ShrAdvice:
 *
 * "Which penalty?", in plain words. Columns whose errors at λ_min lie within one standard error of the best column's
 * predict equally well, as far as the folds can tell; of such columns the one that keeps fewer features is preferred,
 * unless features say nearly the same (|correlation| ≥ SHR_ADVICE_SAME), when the lasso's choice between them may be
 * chance. A model that is not one standard error better than the mean of the response is said to be of no use.
 */
typedef struct
{
  char *verdict;
  GStrv reasons;         /* whole sentences, one for each figure */
  char *basis;           /* what all of it rests on */
  gboolean is_validated; /* every column that is on has been cross-validated */
} ShrAdvice;

ShrAdvice *shr_advice_new (const ShrAdviceFigures *figures);
/* (nullable): NULL while there is no fit, or it is not solved. */
ShrAdvice *shr_advice_new_for_study (ShrStudy *study);
void shr_advice_free (ShrAdvice *advice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ShrAdvice, shr_advice_free)

G_END_DECLS
