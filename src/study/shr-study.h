#pragma once

#include "plot/shr-chart.h"
#include "study/shr-fit.h"
#include "study/shr-link.h"
#include "study/shr-settings.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * ShrStudy:
 *
 * The one mutable model behind the window and the command line: data, settings, λ, selection, view. Widgets bind to
 * its properties and listen to ::redraw, and never talk to each other. Main thread only; the solving is done by a
 * worker thread whose results shr_study_tick() picks up.
 *
 * Properties (each notifies on change and only on change):
 *   "dataset" ShrDataset (pointer, nullable) · "mixing" · "standardize" · "intercept" · "lambda-count" ·
 *   "lambda-min-ratio" · "folds" (of the cross-validation, 0 for none) · "test-share" (held out for testing, 0 for none) ·
 *   "seed" · "cross-validating" · "information" (Error draws Cp, AIC and BIC) · "noise-variance" (σ², 0: as estimated) · "lambda" (of the leading column) · "leader" (ShrPenalty as uint) ·
 *   "link" (ShrLink as uint) · "highlighted" (int) · "selected" (int) · "x-axis" (ShrAxisQuantity as uint) ·
 *   "original-scale" · "running" · "progress" · "playing" · "penalties" and "rows" (bit masks as uint) ·
 *   "pair" (uint64: the first feature in the upper half) · "recipe" (string: shr_recipe_to_string()) ·
 *   "third" (int, −1: none) · "yaw" · "pitch" (degrees) ·
 *   "zoom" (string: for each row of which a part is seen its id,
 *   scale, x and y, as "paths 2 0.25 0.5; geometry 4 0 0") · "maximized" (string: row and penalty, as "geometry lasso",
 *   empty for none) · "pace" (double) · "solver" ·
 *   "colored" (variant "au", nullable: where there are more features than colours, those that have one) · "can-undo" ·
 *   "can-redo" · "observation" (int) · "resampling" · "spread-progress" (double: how much of that is worked out, 1 when nothing
 *   is under way)
 *
 * Signal ::redraw (guint changes): a union of ShrRedraw.
 * Signal ::failed (const char *sentence): a fit failed; what was solved of it stays on show.
 */
#define SHR_TYPE_STUDY (shr_study_get_type ())
G_DECLARE_FINAL_TYPE (ShrStudy, shr_study, SHR, STUDY, GObject)

typedef enum
{
  SHR_ROW_PATHS,
  SHR_ROW_GEOMETRY,
  SHR_ROW_NORMS,
  SHR_ROW_PRIOR,
  SHR_ROW_FIT,
  SHR_ROW_ERROR,
} ShrRow;

#define SHR_N_ROWS 6

#define SHR_SLOWEST 0.25
#define SHR_FASTEST 4.0

/* λ that mean something, from the strongest penalty on. */
typedef enum
{
  SHR_MARK_LARGEST, /* λ_max: the largest of the path */
  SHR_MARK_ONE_SE,  /* λ_1se and λ_min, once cross-validated */
  SHR_MARK_MIN,
  SHR_MARK_LEAST_SQUARES, /* 0 where least squares is unique, else the smallest of the path */
} ShrLambdaMark;

#define SHR_N_LAMBDA_MARKS 4

/* As many folds as a cross-validation has when nobody has chosen. */
#define SHR_STUDY_FOLDS 10

typedef enum
{
  SHR_REDRAW_FRAME = 1 << 0,   /* axes, colours, names, scale: everything static is out of date */
  SHR_REDRAW_TRACES = 1 << 1,  /* more points of a path are shown than before, or fewer */
  SHR_REDRAW_OVERLAY = 1 << 2, /* λ, highlight, section */
  SHR_REDRAW_BOARD = 1 << 3,   /* which rows and columns there are */
  SHR_REDRAW_DATA = 1 << 4,    /* as FRAME, but scales may stay where they are: the same data have moved */
} ShrRedraw;

ShrStudy *shr_study_new (void);

/* FALSE: no worker thread; changes wait for shr_study_fit_now(). For the command line. Before there is data. */
void shr_study_set_worker (ShrStudy *self, gboolean worker);

/* Data. Setting it starts a fit, forgets λ, pair and selection. (nullable) */
void shr_study_set_dataset (ShrStudy *self, ShrDataset *dataset);
ShrDataset *shr_study_get_dataset (ShrStudy *self);

/* The data as loaded, before anything was made of them; borrowed. (nullable) */
ShrDataset *shr_study_get_loaded (ShrStudy *self);

/* How the data came about, the newest that was asked for; borrowed. */
const ShrRecipe *shr_study_get_recipe (ShrStudy *self);
/* Makes the data anew, from the same generator or the same loaded data. They are solved while what was on show stays, and
 * take its place as a whole, within this call where they are small: λ, selection, pair and axes stay where they can, and
 * nothing is replayed. FALSE with @error (SHR_DATA_ERROR) where the data cannot be made; nothing has changed then. */
gboolean shr_study_set_recipe (ShrStudy *self, const ShrRecipe *recipe, GError **error);

/* Points can be moved, added and removed where the features are the powers of one variable and the rows are few enough to
 * be drawn one by one. What would leave fewer than SHR_STUDY_FEWEST_POINTS, or all points above each other, is not done. */
#define SHR_STUDY_FEWEST_POINTS 3
gboolean shr_study_can_move_points (ShrStudy *self);
void shr_study_move_point (ShrStudy *self, gsize i, double x, double y);
/* The new one is the last, and selected. */
void shr_study_add_point (ShrStudy *self, double x, double y);
void shr_study_remove_point (ShrStudy *self, gsize i);
/* The row that is selected in Fit, −1: none. */
void shr_study_set_observation (ShrStudy *self, int observation);
int shr_study_get_observation (ShrStudy *self);

/* Whether Fit shows, where the truth is known, how its curve would spread if the noise were drawn anew: worked out in a
 * thread whenever λ rests. */
void shr_study_set_resampling (ShrStudy *self, gboolean resampling);

/* Settings: a change of what a fit depends on starts a new fit at once. */
const ShrSettings *shr_study_get_settings (ShrStudy *self);
void shr_study_set_settings (ShrStudy *self, const ShrSettings *settings);
gboolean shr_study_get_penalty (ShrStudy *self, ShrPenalty penalty);
/* The last one that is on cannot be switched off. */
void shr_study_set_penalty (ShrStudy *self, ShrPenalty penalty, gboolean on);
/* Paths and Geometry are on at first. The last one that is on cannot be switched off. */
gboolean shr_study_get_row (ShrStudy *self, ShrRow row);
void shr_study_set_row (ShrStudy *self, ShrRow row, gboolean on);
void shr_study_set_mixing (ShrStudy *self, double mixing);

/* Instead of the grid, these λ (decreasing); @n = 0 goes back to the grid. */
void shr_study_set_lambdas (ShrStudy *self, const double *lambdas, gsize n);

/* λ. The leading column has it, the others follow the link. Clamped to the leader's path; but 0 is least squares, in every
 * column, where that is unique. */
void shr_study_set_lambda (ShrStudy *self, ShrPenalty leader, double lambda);
double shr_study_get_lambda (ShrStudy *self);
ShrPenalty shr_study_get_leader (ShrStudy *self);
/* λ of @penalty under the link; NaN while there is none. */
double shr_study_get_column_lambda (ShrStudy *self, ShrPenalty penalty);
/* Largest and smallest λ of a column's path; FALSE while there is none. */
gboolean shr_study_get_lambda_range (ShrStudy *self, ShrPenalty penalty, double *smallest, double *largest);
/* λ of the leader's mark; FALSE where there is none yet. */
gboolean shr_study_get_mark (ShrStudy *self, ShrLambdaMark mark, double *lambda);
/* Goes there; nothing where there is none. */
void shr_study_go_to_mark (ShrStudy *self, ShrLambdaMark mark);
void shr_study_set_link (ShrStudy *self, ShrLink link);
ShrLink shr_study_get_link (ShrStudy *self);

/* View. */
void shr_study_set_highlighted (ShrStudy *self, int feature);
int shr_study_get_highlighted (ShrStudy *self); /* the highlighted one, else the selected one, else -1 */
void shr_study_set_selected (ShrStudy *self, int feature);
int shr_study_get_selected (ShrStudy *self);
void shr_study_set_pair (ShrStudy *self, gsize j, gsize k);
void shr_study_get_pair (ShrStudy *self, gsize *j, gsize *k);
/* Geometry in three dimensions: a third feature beside the pair, −1 for none. Where the pair comes to include it, it
 * becomes the feature that the pair has given up. */
void shr_study_set_third (ShrStudy *self, int third);
int shr_study_get_third (ShrStudy *self);
/* The strongest feature beside the pair; −1 when there is none. */
int shr_study_find_third (ShrStudy *self);
/* From where the three are seen, degrees: @yaw any angle, @pitch within ±90. */
void shr_study_set_view (ShrStudy *self, double yaw, double pitch);
void shr_study_get_view (ShrStudy *self, double *yaw, double *pitch);
/* So that the contact is on the near side: for a first look at a third feature. */
void shr_study_face_contact (ShrStudy *self);
/* The part of its charts that a row shows, the same in all columns. New data are seen whole. */
void shr_study_set_zoom (ShrStudy *self, ShrRow row, const ShrZoom *zoom);
const ShrZoom *shr_study_get_zoom (ShrStudy *self, ShrRow row);
void shr_study_reset_zooms (ShrStudy *self);
/* One cell in place of the board, as long as its row and column are on. */
void shr_study_set_maximized (ShrStudy *self, ShrRow row, ShrPenalty penalty);
void shr_study_unset_maximized (ShrStudy *self);
/* @row, @penalty: (out) (optional). FALSE: all of the board is on show. */
gboolean shr_study_get_maximized (ShrStudy *self, ShrRow *row, ShrPenalty *penalty);
void shr_study_set_x_axis (ShrStudy *self, ShrAxisQuantity x);
/* Whether Error draws what Cp, AIC and BIC expect. */
void shr_study_set_information (ShrStudy *self, gboolean information);
/* Whether somebody looks at the advice on which penalty to choose: what that rests on is worked out, too. */
void shr_study_set_advised (ShrStudy *self, gboolean advised);
/* σ² of the noise, for Prior and Cp: positive, or 0 to go by the estimate. */
void shr_study_set_noise_variance (ShrStudy *self, double variance);
/* What the leader's column says σ² is; NaN while nothing tells. */
double shr_study_get_estimated_variance (ShrStudy *self);
void shr_study_set_original_scale (ShrStudy *self, gboolean original_scale);

/* Undo. Every change of the data, of a setting, of λ or of the view is a step, but for what happens by itself; changes of
 * one property that follow each other quickly are one step, and so is everything between begin and end (a drag); they
 * nest. Nothing happens where there is no step, or in the middle of a change. */
void shr_study_undo (ShrStudy *self);
void shr_study_redo (ShrStudy *self);
void shr_study_begin_change (ShrStudy *self);
void shr_study_end_change (ShrStudy *self);
/* How many steps there have ever been; and all those since there were @count become one: for what turns out to have been
 * the first half of something else. */
guint64 shr_study_count_steps (ShrStudy *self);
void shr_study_join_steps (ShrStudy *self, guint64 count);

/* The sweep. Playing moves λ from the largest to the smallest, showing the traces so far. */
void shr_study_play (ShrStudy *self);
void shr_study_pause (ShrStudy *self);
gboolean shr_study_get_playing (ShrStudy *self);
/* How fast the sweep plays, and the solver's steps: 1 as usual, SHR_SLOWEST to SHR_FASTEST. */
void shr_study_set_pace (ShrStudy *self, double pace);
/* Geometry shows how the solver comes to the solution at λ: coordinate descent step by step, for ridge the one step of the
 * closed form. Switched on, it is played once, unless nothing is to be animated; after that it follows λ at once. */
void shr_study_set_solver (ShrStudy *self, gboolean solver);
gboolean shr_study_get_solver (ShrStudy *self);
/* The leader's next λ of its path: +1 towards small λ, -1 towards large. Pauses. */
void shr_study_step (ShrStudy *self, int steps);
/* To the next event of the lasso: +1 towards small λ, -1 towards large; nothing where there is none. Where the leader
 * has no events the lasso leads from then on, so that λ is the event's own, exactly. Pauses. */
void shr_study_step_event (ShrStudy *self, int direction);
/* What happens at λ of the column whose events these are: "bmi enters". (transfer full) (nullable): NULL where nothing
 * happens. */
char *shr_study_describe_event (ShrStudy *self);
/* No replay at opening and no easing: for reduced motion, tests and the command line. */
void shr_study_set_animated (ShrStudy *self, gboolean animated);

/* To be called at each frame, @time in seconds of any steady clock, while shr_study_needs_tick(): picks up what the
 * worker has published, moves the sweep, emits ::redraw. */
void shr_study_tick (ShrStudy *self, double time);
gboolean shr_study_needs_tick (ShrStudy *self);
/* Solves and cross-validates from the calling thread and shows everything; only without the worker. */
gboolean shr_study_fit_now (ShrStudy *self, GError **error);
/* Stops the fit or the cross-validation that is running; what is there is kept. */
void shr_study_cancel (ShrStudy *self);
gboolean shr_study_get_running (ShrStudy *self);
/* Begins the cross-validation that there is not: of ten folds (fewer where there are fewer rows) if none were chosen. */
void shr_study_cross_validate (ShrStudy *self);
/* The paths are solved; with folds, their cross-validation goes on behind them. */
gboolean shr_study_get_cross_validating (ShrStudy *self);
/* Of whichever of the two is going on. */
double shr_study_get_progress (ShrStudy *self);

/* (transfer none) (nullable): what is on show. */
ShrFit *shr_study_get_fit (ShrStudy *self);
/* (transfer none) (nullable): NULL until it is done, and without folds. */
ShrCrossValidation *shr_study_get_cross_validation (ShrStudy *self, ShrPenalty penalty);
/* The solution of @penalty at its λ; (nullable). Valid until the study next changes. */
const ShrPoint *shr_study_get_point (ShrStudy *self, ShrPenalty penalty);
/* Everything that the charts of @penalty need in the rows that are on; FALSE while there is nothing to draw. Borrowed, valid until the study next
 * changes. */
gboolean shr_study_get_chart (ShrStudy *self, ShrPenalty penalty, ShrChart *chart);
/* The same for one row, with what is set for that row alone. */
gboolean shr_study_get_cell_chart (ShrStudy *self, ShrRow row, ShrPenalty penalty, ShrChart *chart);

G_END_DECLS
