#pragma once

#include "study/shr-columns.h"
#include "study/shr-detail.h"
#include "study/shr-study.h"
#include "study/shr-worker.h"

G_BEGIN_DECLS

/* What the two halves of the study share: shr-study.c holds what can be set and asked, shr-study-run.c what happens
 * by itself as time goes on (the fit, the sweep, λ). */

typedef enum
{
  SHR_SWEEP_NONE,    /* the whole path is on show */
  SHR_SWEEP_OPENING, /* traces appear from the largest λ on, λ at their front; then λ goes to its place */
  SHR_SWEEP_PLAYING, /* the same at the user's wish; λ stays where the sweep ends */
  SHR_SWEEP_PAUSED,  /* traces are shown down to λ */
} ShrSweep;

struct _ShrStudy
{
  GObject parent_instance;

  ShrDataset *dataset;
  ShrSettings settings;
  double *lambdas; /* (nullable): n_lambdas values instead of the grid */
  gsize n_lambdas;

  ShrWorker *worker; /* (nullable): NULL when changes wait for shr_study_fit_now() */
  ShrColumns columns;
  ShrDetail details[SHR_N_PENALTIES];
  ShrFeatureColors *colors;
  gboolean running;
  gboolean measuring; /* something that was wanted beside the paths has not come yet */
  gboolean cross_validating;
  double progress;

  ShrPenalty leader;
  double lambda; /* of the leader; NaN until there is a path to choose it from */
  ShrLink link;

  ShrSweep sweep;
  double sweep_position; /* 0 to 1 along the leader's path */
  double last_time;      /* of the last tick; NaN before the first of a sweep */
  gboolean animated;
  gboolean colored; /* colours are chosen from a finished fit; they stay as long as the data */

  gboolean rows[SHR_N_ROWS];
  int highlighted;
  int selected;
  gsize pair[2];
  gboolean pair_chosen;
  ShrAxisQuantity x_axis;
  gboolean original_scale;
};

typedef enum
{
  SHR_STUDY_PROP_0,
  SHR_STUDY_PROP_DATASET,
  SHR_STUDY_PROP_MIXING,
  SHR_STUDY_PROP_STANDARDIZE,
  SHR_STUDY_PROP_INTERCEPT,
  SHR_STUDY_PROP_LAMBDA_COUNT,
  SHR_STUDY_PROP_LAMBDA_MIN_RATIO,
  SHR_STUDY_PROP_FOLDS,
  SHR_STUDY_PROP_SEED,
  SHR_STUDY_PROP_LAMBDA,
  SHR_STUDY_PROP_LEADER,
  SHR_STUDY_PROP_LINK,
  SHR_STUDY_PROP_HIGHLIGHTED,
  SHR_STUDY_PROP_SELECTED,
  SHR_STUDY_PROP_X_AXIS,
  SHR_STUDY_PROP_ORIGINAL_SCALE,
  SHR_STUDY_PROP_RUNNING,
  SHR_STUDY_PROP_CROSS_VALIDATING,
  SHR_STUDY_PROP_PROGRESS,
  SHR_STUDY_PROP_PLAYING,
  SHR_STUDY_PROP_PENALTIES,
  SHR_STUDY_PROP_ROWS,
  SHR_STUDY_PROP_PAIR,
  SHR_STUDY_N_PROPS
} ShrStudyProperty;

/* In shr-study.c: the signals. */
void shr_study_notify (ShrStudy *self, ShrStudyProperty property);
void shr_study_redraw (ShrStudy *self, ShrRedraw changes);
void shr_study_fail (ShrStudy *self, const char *sentence);

/* In shr-study-run.c. */

/* A new fit for what is set now; nothing while there is no data or no worker. */
void shr_study_start_fit (ShrStudy *self);
/* What the rows that are on look at is worked out, too. */
void shr_study_want (ShrStudy *self);
/* Stops the fit and takes it off the show. */
void shr_study_drop_fit (ShrStudy *self);
/* After the settings have changed: another column leads when the leader has been switched off. */
void shr_study_keep_leader_on (ShrStudy *self);
/* Back to a study that has not been opened: no λ, no pair, no colours, and the replay at opening if there is data. */
void shr_study_start_over (ShrStudy *self);
void shr_study_set_sweep (ShrStudy *self, ShrSweep sweep);
/* The columns' solutions for λ, link and pair as they are now. */
void shr_study_update_points (ShrStudy *self);

G_END_DECLS
