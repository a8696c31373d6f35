#pragma once

#include "study/shr-columns.h"
#include "study/shr-detail.h"
#include "study/shr-history.h"
#include "study/shr-spread.h"
#include "study/shr-study.h"
#include "study/shr-worker.h"

G_BEGIN_DECLS

/* What the parts of the study share: shr-study.c holds what can be set and asked, shr-study-run.c what happens by itself
 * as time goes on (the fit, the sweep, λ), shr-study-undo.c what was set before. */

/* A property that carries this is part of what undo, study files and lessons restore. It must be writable, alone and in
 * any order, at any time when there is data; whatever its setter changes besides, it brackets by
 * shr_study_begin_setting() and shr_study_end_setting(), so that all of it is one step. */
#define SHR_STUDY_STATE ((GParamFlags) (1 << G_PARAM_USER_SHIFT))

/* Steps of the solver in a plane, with where they begin. */
#define SHR_MOST_ITERATES 200

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

  ShrDataset *dataset;  /* on show */
  ShrDataset *loaded;   /* what recipes are made from; (nullable) */
  ShrRecipe *recipe;    /* the newest, perhaps not on show yet */
  ShrFit *coming;       /* (nullable): of data that are being touched: takes the show over when it is solved */
  ShrDataset *next;     /* (nullable): newer than that, when @coming has been shown */
  double coming_since;  /* time of the first tick that waited for it */
  gboolean touching;    /* λ is being put back to where it was wanted */
  double wanted_lambda; /* λ as it was set last, whatever range the data have allowed it since */

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
  int observation;
  gboolean resampling;
  ShrSpread *spread; /* (nullable): of the fit on show at the λ on show; may still be at work */
  gboolean spread_shown;
  double spread_progress; /* 1 while nothing is at work */
  double rested_since;    /* time of the tick since which λ has not moved */
  double rested_at[SHR_N_PENALTIES];
  gsize pair[2];
  gboolean pair_chosen;
  int third; /* of Geometry in three dimensions, −1 in two */
  double yaw, pitch;
  ShrSpace spaces[SHR_N_PENALTIES]; /* what a chart was last given of that */
  ShrAxisQuantity x_axis;
  gboolean original_scale;
  gboolean information;
  gboolean advised;
  double noise_variance; /* 0: as estimated */

  double pace;         /* of what plays, next to its own */
  gboolean solver;     /* Geometry shows the solver's steps */
  double solver_shown; /* of them; INFINITY: all, nothing moves */
  double solver_time;  /* of the last tick; NaN before the first */
  ShrIterates iterates[SHR_N_PENALTIES];
  double places[SHR_N_PENALTIES][SHR_MOST_ITERATES][2];

  ShrZoom zooms[SHR_N_ROWS];
  gboolean maximized; /* the one cell, if it is on */
  ShrRow maximized_row;
  ShrPenalty maximized_penalty;

  ShrHistory *history;
  guint changing;   /* brackets that are open */
  guint by_itself;  /* likewise: what changes is nobody's step */
  gboolean changed; /* since the first of them */
  gboolean can_undo;
  gboolean can_redo;
  guint held;      /* no new fit is begun for now */
  gboolean wanted; /* but one is wanted */
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
  SHR_STUDY_PROP_TEST_SHARE,
  SHR_STUDY_PROP_INFORMATION,
  SHR_STUDY_PROP_NOISE_VARIANCE,
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
  SHR_STUDY_PROP_RECIPE,
  SHR_STUDY_PROP_THIRD,
  SHR_STUDY_PROP_YAW,
  SHR_STUDY_PROP_PITCH,
  SHR_STUDY_PROP_ZOOM,
  SHR_STUDY_PROP_MAXIMIZED,
  SHR_STUDY_PROP_PACE,
  SHR_STUDY_PROP_SOLVER,
  SHR_STUDY_PROP_COLORED,
  SHR_STUDY_PROP_CAN_UNDO,
  SHR_STUDY_PROP_CAN_REDO,
  SHR_STUDY_PROP_OBSERVATION,
  SHR_STUDY_PROP_RESAMPLING,
  SHR_STUDY_PROP_SPREAD_PROGRESS,
  SHR_STUDY_N_PROPS
} ShrStudyProperty;

/* In shr-study.c: the signals. */
void shr_study_notify (ShrStudy *self, ShrStudyProperty property);
void shr_study_redraw (ShrStudy *self, ShrRedraw changes);
void shr_study_fail (ShrStudy *self, const char *sentence);
/* Nobody has chosen it yet and no fit has: it is not in the study's state. */
gboolean shr_study_is_open (ShrStudy *self, GParamSpec *property);

/* Takes @dataset on show as data that were never seen before. */
void shr_study_show_dataset (ShrStudy *self, ShrDataset *dataset);

/* In shr-study-live.c. */

/* The recipe of the data on show, as they were opened. */
void shr_study_take_recipe (ShrStudy *self);
void shr_study_tick_coming (ShrStudy *self, double time);
/* Stops what is coming; the first shows its data without a solution. */
void shr_study_settle_coming (ShrStudy *self);
void shr_study_forget_coming (ShrStudy *self);
/* In shr-study-view.c: two properties as they are written, and read. (transfer full) */
char *shr_study_write_zooms (ShrStudy *self);
void shr_study_read_zooms (ShrStudy *self, const char *text);
/* The solver's steps of a column at its λ. (nullable): NULL while they are not shown. */
const ShrIterates *shr_study_get_iterates (ShrStudy *self, ShrPenalty penalty);
/* Moves on what is shown of them; FALSE when there is nothing to move. */
gboolean shr_study_tick_solver (ShrStudy *self, double time);
char *shr_study_write_maximized (ShrStudy *self);
void shr_study_read_maximized (ShrStudy *self, const char *text);

/* In shr-study-spread.c. */

/* Begins, shows and forgets the spread as λ rests and moves. */
ShrRedraw shr_study_tick_spread (ShrStudy *self, double time);
gboolean shr_study_needs_spread_tick (ShrStudy *self);
/* (nullable): what Fit shows of it. */
const ShrRibbon *shr_study_get_ribbon (ShrStudy *self, ShrPenalty penalty);

/* In shr-study-run.c. */

void shr_study_set_running (ShrStudy *self, gboolean running);
void shr_study_choose_colors (ShrStudy *self);
/* Takes over what the worker has published of the fit on show since the last time. */
ShrRedraw shr_study_collect (ShrStudy *self);

/* A new fit for what is set now; nothing while there is no data or no worker. */
void shr_study_start_fit (ShrStudy *self);
/* What is to be worked out beside the paths. */
ShrFitWants shr_study_wants (ShrStudy *self);
/* What the rows that are on look at is worked out, too. */
void shr_study_want (ShrStudy *self);
/* Between the two a new fit waits: one for all that is set at once. */
void shr_study_hold_fits (ShrStudy *self);
void shr_study_release_fits (ShrStudy *self);
/* As shr_study_set_lambda(), but holds without a path too, for the path that comes. */
void shr_study_place_lambda (ShrStudy *self, ShrPenalty leader, double lambda);
/* Stops the fit and takes it off the show. */
void shr_study_drop_fit (ShrStudy *self);
/* After the settings have changed: another column leads when the leader has been switched off. */
void shr_study_keep_leader_on (ShrStudy *self);
/* Back to a study that has not been opened: no λ, no pair, no colours, and the replay at opening if there is data. */
void shr_study_start_over (ShrStudy *self);
void shr_study_set_sweep (ShrStudy *self, ShrSweep sweep);
/* The columns' solutions for λ, link and pair as they are now. */
void shr_study_update_points (ShrStudy *self);

/* In shr-study-undo.c. */

/* A property of the state has been notified. */
void shr_study_note_change (ShrStudy *self);
/* What is set between the two is one change; nests. */
void shr_study_begin_setting (ShrStudy *self);
void shr_study_end_setting (ShrStudy *self);
/* What changes between the two happens by itself, as time goes on, and cannot be undone alone; nests. */
void shr_study_begin_by_itself (ShrStudy *self);
void shr_study_end_by_itself (ShrStudy *self);
/* The state as it is can be come back to, although what follows happens by itself. */
void shr_study_keep_state (ShrStudy *self);

G_END_DECLS
