/* What can be set of a study, and asked. */

#include "study/shr-cell.h"
#include "study/shr-study-private.h"

#include <math.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (ShrStudy, shr_study, G_TYPE_OBJECT)

enum
{
  REDRAW,
  FAILED,
  N_SIGNALS
};

static GParamSpec *properties[SHR_STUDY_N_PROPS];
static guint signals[N_SIGNALS];

void
shr_study_notify (ShrStudy *self, ShrStudyProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
shr_study_redraw (ShrStudy *self, ShrRedraw changes)
{
  if (changes != 0)
    g_signal_emit (self, signals[REDRAW], 0, changes);
}

void
shr_study_fail (ShrStudy *self, const char *sentence)
{
  g_signal_emit (self, signals[FAILED], 0, sentence);
}

static gsize
n_features (ShrStudy *self)
{
  return self->dataset != NULL ? shr_dataset_features (self->dataset) : 0;
}

/* --- Data and settings ------------------------------------------------------------------------------------------ */

void
shr_study_set_worker (ShrStudy *self, gboolean worker)
{
  g_return_if_fail (SHR_IS_STUDY (self));
  g_return_if_fail (self->dataset == NULL);

  if (!worker)
    g_clear_pointer (&self->worker, shr_worker_free);
  else if (self->worker == NULL)
    self->worker = shr_worker_new ();
}

void
shr_study_set_dataset (ShrStudy *self, ShrDataset *dataset)
{
  g_return_if_fail (SHR_IS_STUDY (self));

  if (self->dataset == dataset)
    return;

  shr_study_begin_setting (self);
  if (dataset != NULL)
    shr_dataset_ref (dataset);
  g_clear_pointer (&self->loaded, shr_dataset_unref);
  self->loaded = dataset;
  shr_study_show_dataset (self, dataset);
  shr_study_take_recipe (self);
  shr_study_end_setting (self);
}

void
shr_study_show_dataset (ShrStudy *self, ShrDataset *dataset)
{
  shr_study_begin_setting (self);
  shr_study_forget_coming (self);
  shr_study_drop_fit (self);
  g_clear_pointer (&self->dataset, shr_dataset_unref);
  if (dataset != NULL)
    self->dataset = shr_dataset_ref (dataset);

  shr_columns_set_features (&self->columns, n_features (self));
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    shr_detail_forget_data (&self->details[i]);
  shr_study_set_noise_variance (self, 0.0); /* was that of other data */
  shr_study_start_over (self);
  shr_study_set_highlighted (self, -1);
  shr_study_set_selected (self, -1);
  shr_study_set_observation (self, -1);

  shr_study_notify (self, SHR_STUDY_PROP_DATASET);
  shr_study_redraw (self, SHR_REDRAW_BOARD);
  shr_study_start_fit (self);
  shr_study_end_setting (self);
}

ShrDataset *
shr_study_get_dataset (ShrStudy *self)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), NULL);

  return self->dataset;
}

const ShrSettings *
shr_study_get_settings (ShrStudy *self)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), NULL);

  return &self->settings;
}

void
shr_study_set_settings (ShrStudy *self, const ShrSettings *settings)
{
  ShrSettings old;
  gboolean penalties_differ;
  gboolean any = FALSE;

  g_return_if_fail (SHR_IS_STUDY (self));
  g_return_if_fail (settings->mixing >= 0.0 && settings->mixing <= 1.0);
  g_return_if_fail (settings->lambda_count >= 1);
  g_return_if_fail (settings->folds != 1);
  g_return_if_fail (settings->test_share >= 0.0 && settings->test_share < 1.0);

  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    any |= settings->penalties[i];
  g_return_if_fail (any);

  old = self->settings;
  penalties_differ = memcmp (old.penalties, settings->penalties, sizeof old.penalties) != 0;
  if (!penalties_differ && old.mixing == settings->mixing && old.standardize == settings->standardize
      && old.intercept == settings->intercept && old.lambda_count == settings->lambda_count
      && old.lambda_min_ratio == settings->lambda_min_ratio && old.gap == settings->gap && old.folds == settings->folds
      && old.seed == settings->seed && old.test_share == settings->test_share && old.paths_only == settings->paths_only)
    {
      self->settings.threads = settings->threads;
      return;
    }

  shr_study_begin_setting (self);
  self->settings = *settings;
  shr_study_keep_leader_on (self);
  if (self->sweep != SHR_SWEEP_OPENING)
    shr_study_set_sweep (self, SHR_SWEEP_NONE);

  if (old.mixing != settings->mixing)
    shr_study_notify (self, SHR_STUDY_PROP_MIXING);
  if (old.standardize != settings->standardize)
    shr_study_notify (self, SHR_STUDY_PROP_STANDARDIZE);
  if (old.intercept != settings->intercept)
    shr_study_notify (self, SHR_STUDY_PROP_INTERCEPT);
  if (old.lambda_count != settings->lambda_count)
    shr_study_notify (self, SHR_STUDY_PROP_LAMBDA_COUNT);
  if (old.lambda_min_ratio != settings->lambda_min_ratio)
    shr_study_notify (self, SHR_STUDY_PROP_LAMBDA_MIN_RATIO);
  if (old.folds != settings->folds)
    shr_study_notify (self, SHR_STUDY_PROP_FOLDS);
  if (old.seed != settings->seed)
    shr_study_notify (self, SHR_STUDY_PROP_SEED);
  if (old.test_share != settings->test_share)
    shr_study_notify (self, SHR_STUDY_PROP_TEST_SHARE);
  if (penalties_differ)
    {
      shr_study_notify (self, SHR_STUDY_PROP_PENALTIES);
      shr_study_redraw (self, SHR_REDRAW_BOARD);
    }

  /* A mixing that no column uses changes nothing that was solved; nor does the seed of folds that there are not. */
  if (penalties_differ || old.standardize != settings->standardize || old.intercept != settings->intercept
      || old.lambda_count != settings->lambda_count || old.lambda_min_ratio != settings->lambda_min_ratio
      || old.gap != settings->gap || old.paths_only != settings->paths_only || old.folds != settings->folds
      || old.test_share != settings->test_share || (shr_settings_validates (settings) && old.seed != settings->seed)
      || (old.mixing != settings->mixing && settings->penalties[SHR_PENALTY_ELASTIC_NET]))
    shr_study_start_fit (self);
  shr_study_end_setting (self);
}

gboolean
shr_study_get_penalty (ShrStudy *self, ShrPenalty penalty)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), FALSE);
  g_return_val_if_fail (penalty < SHR_N_PENALTIES, FALSE);

  return self->settings.penalties[penalty];
}

void
shr_study_set_penalty (ShrStudy *self, ShrPenalty penalty, gboolean on)
{
  ShrSettings settings;
  gboolean any = FALSE;

  g_return_if_fail (SHR_IS_STUDY (self));
  g_return_if_fail (penalty < SHR_N_PENALTIES);

  settings = self->settings;
  settings.penalties[penalty] = on;
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    any |= settings.penalties[i];

  if (any)
    shr_study_set_settings (self, &settings);
  else
    shr_study_notify (self, SHR_STUDY_PROP_PENALTIES); /* the switch that was turned goes back */
}

void
shr_study_set_mixing (ShrStudy *self, double mixing)
{
  ShrSettings settings;

  g_return_if_fail (SHR_IS_STUDY (self));

  settings = self->settings;
  settings.mixing = mixing;
  shr_study_set_settings (self, &settings);
}

void
shr_study_set_lambdas (ShrStudy *self, const double *lambdas, gsize n)
{
  g_return_if_fail (SHR_IS_STUDY (self));

  if (self->n_lambdas == n && (n == 0 || memcmp (self->lambdas, lambdas, n * sizeof (double)) == 0))
    return;

  g_free (self->lambdas);
  self->lambdas = g_memdup2 (lambdas, n * sizeof (double));
  self->n_lambdas = n;
  shr_study_start_fit (self);
}

gboolean
shr_study_get_row (ShrStudy *self, ShrRow row)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), FALSE);
  g_return_val_if_fail (row < SHR_N_ROWS, FALSE);

  return self->rows[row];
}

void
shr_study_set_row (ShrStudy *self, ShrRow row, gboolean on)
{
  gboolean old, any = FALSE;

  g_return_if_fail (SHR_IS_STUDY (self));
  g_return_if_fail (row < SHR_N_ROWS);

  old = self->rows[row];
  if (old == !!on)
    return;

  self->rows[row] = !!on;
  for (ShrRow i = 0; i < SHR_N_ROWS; i++)
    any |= self->rows[i];
  if (!any)
    self->rows[row] = TRUE; /* the last one stays */

  shr_study_want (self);
  shr_study_notify (self, SHR_STUDY_PROP_ROWS);
  shr_study_redraw (self, SHR_REDRAW_BOARD);
}

/* --- View ------------------------------------------------------------------------------------------------------- */

void
shr_study_set_highlighted (ShrStudy *self, int feature)
{
  g_return_if_fail (SHR_IS_STUDY (self));
  g_return_if_fail (feature < (int) MAX (n_features (self), 1));

  if (self->highlighted == feature)
    return;

  self->highlighted = feature;
  shr_study_notify (self, SHR_STUDY_PROP_HIGHLIGHTED);
  shr_study_redraw (self, SHR_REDRAW_OVERLAY);
}

int
shr_study_get_highlighted (ShrStudy *self)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), -1);

  return self->highlighted >= 0 ? self->highlighted : self->selected;
}

void
shr_study_set_selected (ShrStudy *self, int feature)
{
  g_return_if_fail (SHR_IS_STUDY (self));
  g_return_if_fail (feature < (int) MAX (n_features (self), 1));

  if (self->selected == feature)
    return;

  self->selected = feature;
  shr_study_notify (self, SHR_STUDY_PROP_SELECTED);
  shr_study_redraw (self, SHR_REDRAW_OVERLAY);
}

int
shr_study_get_selected (ShrStudy *self)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), -1);

  return self->selected;
}

void
shr_study_set_pair (ShrStudy *self, gsize j, gsize k)
{
  gboolean exchanged;
  gsize given_up;

  g_return_if_fail (SHR_IS_STUDY (self));
  g_return_if_fail (j < n_features (self) && k < n_features (self));
  g_return_if_fail (j != k);

  self->pair_chosen = TRUE;
  if (self->pair[0] == j && self->pair[1] == k)
    return;

  given_up = self->pair[0] != j && self->pair[0] != k ? self->pair[0] : self->pair[1];
  exchanged = self->third >= 0 && ((gsize) self->third == j || (gsize) self->third == k);
  shr_study_begin_setting (self);
  self->pair[0] = j;
  self->pair[1] = k;
  if (exchanged)
    self->third = (int) given_up;
  shr_study_notify (self, SHR_STUDY_PROP_PAIR);
  if (exchanged)
    shr_study_notify (self, SHR_STUDY_PROP_THIRD);
  shr_study_end_setting (self);
  shr_study_update_points (self);
  shr_study_redraw (self, SHR_REDRAW_FRAME | SHR_REDRAW_OVERLAY);
}

void
shr_study_get_pair (ShrStudy *self, gsize *j, gsize *k)
{
  g_return_if_fail (SHR_IS_STUDY (self));

  *j = self->pair[0];
  *k = self->pair[1];
}

void
shr_study_set_x_axis (ShrStudy *self, ShrAxisQuantity x)
{
  g_return_if_fail (SHR_IS_STUDY (self));

  if (self->x_axis == x)
    return;

  self->x_axis = x;
  shr_study_notify (self, SHR_STUDY_PROP_X_AXIS);
  shr_study_redraw (self, SHR_REDRAW_FRAME | SHR_REDRAW_TRACES | SHR_REDRAW_OVERLAY);
}

void
shr_study_set_original_scale (ShrStudy *self, gboolean original_scale)
{
  g_return_if_fail (SHR_IS_STUDY (self));

  if (self->original_scale == !!original_scale)
    return;

  self->original_scale = !!original_scale;
  shr_study_notify (self, SHR_STUDY_PROP_ORIGINAL_SCALE);
  shr_study_redraw (self, SHR_REDRAW_FRAME | SHR_REDRAW_TRACES | SHR_REDRAW_OVERLAY);
}

void
shr_study_set_information (ShrStudy *self, gboolean information)
{
  g_return_if_fail (SHR_IS_STUDY (self));

  if (self->information == !!information)
    return;

  self->information = !!information;
  shr_study_notify (self, SHR_STUDY_PROP_INFORMATION);
  shr_study_redraw (self, SHR_REDRAW_OVERLAY);
}

void
shr_study_set_advised (ShrStudy *self, gboolean advised)
{
  g_return_if_fail (SHR_IS_STUDY (self));

  if (self->advised == !!advised)
    return;

  self->advised = !!advised;
  shr_study_want (self);
  /* Ticks are needed from now on. */
  if (self->measuring)
    shr_study_redraw (self, SHR_REDRAW_OVERLAY);
}

void
shr_study_set_noise_variance (ShrStudy *self, double variance)
{
  g_return_if_fail (SHR_IS_STUDY (self));
  g_return_if_fail (variance >= 0.0 && isfinite (variance));

  if (self->noise_variance == variance)
    return;

  self->noise_variance = variance;
  shr_study_notify (self, SHR_STUDY_PROP_NOISE_VARIANCE);
  shr_study_redraw (self, SHR_REDRAW_OVERLAY);
}

double
shr_study_get_estimated_variance (ShrStudy *self)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), NAN);

  return self->columns.fit != NULL && self->columns.views[self->leader].done
             ? shr_fit_get_variance (self->columns.fit, self->leader)
             : NAN;
}

static void
set_colored (ShrStudy *self, GVariant *colored)
{
  gsize p = n_features (self), n = 0;
  const guint32 *features = colored != NULL ? g_variant_get_fixed_array (colored, &n, sizeof (guint32)) : NULL;
  g_autofree double *strength = g_new0 (double, MAX (p, 1));

  if (n == 0)
    return;

  for (gsize i = 0; i < n; i++)
    if (features[i] < p)
      strength[features[i]] = 1.0;
  g_clear_pointer (&self->colors, shr_feature_colors_free);
  self->colors = shr_feature_colors_new (strength, p);
  self->colored = TRUE;
  shr_study_notify (self, SHR_STUDY_PROP_COLORED);
  shr_study_redraw (self, SHR_REDRAW_FRAME | SHR_REDRAW_TRACES | SHR_REDRAW_OVERLAY);
}

/* (transfer floating) (nullable): NULL while colours are not chosen, or where there is nothing to choose. */
static GVariant *
get_colored (ShrStudy *self)
{
  guint32 features[SHR_PALETTE_SIZE];
  gsize n = 0;

  if (!self->colored || self->colors->n_features <= SHR_PALETTE_SIZE)
    return NULL;

  for (gsize j = 0; j < self->colors->n_features; j++)
    if (self->colors->rank[j] >= 0)
      features[n++] = (guint32) j;

  return g_variant_new_fixed_array (G_VARIANT_TYPE_UINT32, features, n, sizeof *features);
}

gboolean
shr_study_is_open (ShrStudy *self, GParamSpec *property)
{
  if (property == properties[SHR_STUDY_PROP_PAIR])
    return !self->pair_chosen;
  if (property == properties[SHR_STUDY_PROP_COLORED])
    return !self->colored || self->colors->n_features <= SHR_PALETTE_SIZE;

  return (property == properties[SHR_STUDY_PROP_LAMBDA] || property == properties[SHR_STUDY_PROP_LEADER])
         && isnan (self->lambda);
}

/* --- What charts see -------------------------------------------------------------------------------------------- */

ShrFit *
shr_study_get_fit (ShrStudy *self)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), NULL);

  return self->columns.fit;
}

ShrCrossValidation *
shr_study_get_cross_validation (ShrStudy *self, ShrPenalty penalty)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), NULL);
  g_return_val_if_fail (penalty < SHR_N_PENALTIES, NULL);

  /* The worker may be through before a tick has told anybody: until then there is nothing new to see. */
  if (self->columns.fit == NULL || self->running || self->cross_validating)
    return NULL;

  return shr_fit_get_cross_validation (self->columns.fit, penalty);
}

/* The same of the share that is held out. */
static ShrCrossValidation *
get_test (ShrStudy *self, ShrPenalty penalty)
{
  return self->columns.fit == NULL || self->running || self->cross_validating
             ? NULL
             : shr_fit_get_test (self->columns.fit, penalty);
}

const ShrPoint *
shr_study_get_point (ShrStudy *self, ShrPenalty penalty)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), NULL);
  g_return_val_if_fail (penalty < SHR_N_PENALTIES, NULL);

  return self->columns.views[penalty].has_point ? &self->columns.views[penalty].point : NULL;
}

/* The one that is selected, else the one that Geometry has across: the strongest at opening, and it stays while λ
 * moves. */
static gsize
feature_of_prior (ShrStudy *self)
{
  return self->selected >= 0 ? (gsize) self->selected : self->pair[0];
}

/* The plane of Geometry is then the whole problem. */
static gboolean
is_movable (ShrStudy *self)
{
  const ShrRecipe *recipe = shr_dataset_recipe (self->dataset);

  return recipe != NULL && recipe->copies == NULL && g_strcmp0 (recipe->sample, "two-features") == 0;
}

gboolean
shr_study_get_chart (ShrStudy *self, ShrPenalty penalty, ShrChart *chart)
{
  const ShrColumnView *view;
  const ShrPath *path;
  ShrDetailParts parts = 0;

  g_return_val_if_fail (SHR_IS_STUDY (self), FALSE);
  g_return_val_if_fail (penalty < SHR_N_PENALTIES, FALSE);

  view = &self->columns.views[penalty];
  path = self->columns.fit != NULL ? shr_fit_get_path (self->columns.fit, penalty) : NULL;
  if (path == NULL || view->shown == 0)
    return FALSE;

  if (self->third >= 0)
    self->spaces[penalty] = (ShrSpace){ .third = (gsize) self->third,
                                        .yaw = self->yaw,
                                        .pitch = self->pitch,
                                        .section = view->has_solid ? &view->solid : NULL };
  *chart = (ShrChart){
    .path = path,
    .shown = view->shown,
    .complete = view->done,
    .point = view->has_point ? &view->point : NULL,
    .section = view->has_section ? &view->section : NULL,
    .knots = shr_fit_get_knots (self->columns.fit, penalty),
    .names = shr_dataset_feature_names (self->dataset),
    .colors = self->colors,
    .penalty = shr_penalty_title (penalty),
    .id = shr_penalty_id (penalty),
    .pair = { self->pair[0], self->pair[1] },
    .space = self->third >= 0 ? &self->spaces[penalty] : NULL,
    .highlighted = shr_study_get_highlighted (self),
    .observation = self->observation,
    .movable = is_movable (self),
    .ribbon = shr_study_get_ribbon (self, penalty),
    .original_scale = self->original_scale,
    .x = self->x_axis,
    .feature = feature_of_prior (self),
    .variance = !view->done                  ? NAN
                : self->noise_variance > 0.0 ? self->noise_variance
                                             : shr_fit_get_variance (self->columns.fit, penalty),
    .information = self->information,
  };
  for (ShrRow row = 0; row < SHR_N_ROWS; row++)
    parts |= self->rows[row] ? shr_cell_get (row)->parts : 0;
  shr_detail_fill (&self->details[penalty], self->columns.fit, penalty, shr_study_get_cross_validation (self, penalty),
                   get_test (self, penalty), parts, chart);

  return TRUE;
}

gboolean
shr_study_get_cell_chart (ShrStudy *self, ShrRow row, ShrPenalty penalty, ShrChart *chart)
{
  g_return_val_if_fail (row < SHR_N_ROWS, FALSE);

  if (!shr_study_get_chart (self, penalty, chart))
    return FALSE;

  chart->zoom = &self->zooms[row];
  if (row == SHR_ROW_GEOMETRY)
    chart->iterates = shr_study_get_iterates (self, penalty);

  return TRUE;
}

/* --- GObject ---------------------------------------------------------------------------------------------------- */

static guint
mask (const gboolean *flags, guint n)
{
  guint bits = 0;

  for (guint i = 0; i < n; i++)
    bits |= flags[i] ? 1u << i : 0u;

  return bits;
}

static void
shr_study_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  ShrStudy *self = SHR_STUDY (object);

  switch (property)
    {
    case SHR_STUDY_PROP_DATASET:
      g_value_set_pointer (value, self->dataset);
      break;
    case SHR_STUDY_PROP_MIXING:
      g_value_set_double (value, self->settings.mixing);
      break;
    case SHR_STUDY_PROP_STANDARDIZE:
      g_value_set_boolean (value, self->settings.standardize);
      break;
    case SHR_STUDY_PROP_INTERCEPT:
      g_value_set_boolean (value, self->settings.intercept);
      break;
    case SHR_STUDY_PROP_LAMBDA_COUNT:
      g_value_set_uint (value, self->settings.lambda_count);
      break;
    case SHR_STUDY_PROP_LAMBDA_MIN_RATIO:
      g_value_set_double (value, self->settings.lambda_min_ratio);
      break;
    case SHR_STUDY_PROP_FOLDS:
      g_value_set_uint (value, self->settings.folds);
      break;
    case SHR_STUDY_PROP_SEED:
      g_value_set_uint64 (value, self->settings.seed);
      break;
    case SHR_STUDY_PROP_TEST_SHARE:
      g_value_set_double (value, self->settings.test_share);
      break;
    case SHR_STUDY_PROP_INFORMATION:
      g_value_set_boolean (value, self->information);
      break;
    case SHR_STUDY_PROP_NOISE_VARIANCE:
      g_value_set_double (value, self->noise_variance);
      break;
    case SHR_STUDY_PROP_LAMBDA:
      g_value_set_double (value, self->lambda);
      break;
    case SHR_STUDY_PROP_LEADER:
      g_value_set_uint (value, self->leader);
      break;
    case SHR_STUDY_PROP_LINK:
      g_value_set_uint (value, self->link);
      break;
    case SHR_STUDY_PROP_HIGHLIGHTED:
      g_value_set_int (value, self->highlighted);
      break;
    case SHR_STUDY_PROP_SELECTED:
      g_value_set_int (value, self->selected);
      break;
    case SHR_STUDY_PROP_X_AXIS:
      g_value_set_uint (value, self->x_axis);
      break;
    case SHR_STUDY_PROP_ORIGINAL_SCALE:
      g_value_set_boolean (value, self->original_scale);
      break;
    case SHR_STUDY_PROP_RUNNING:
      g_value_set_boolean (value, self->running);
      break;
    case SHR_STUDY_PROP_CROSS_VALIDATING:
      g_value_set_boolean (value, self->cross_validating);
      break;
    case SHR_STUDY_PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    case SHR_STUDY_PROP_PLAYING:
      g_value_set_boolean (value, shr_study_get_playing (self));
      break;
    case SHR_STUDY_PROP_PENALTIES:
      g_value_set_uint (value, mask (self->settings.penalties, SHR_N_PENALTIES));
      break;
    case SHR_STUDY_PROP_ROWS:
      g_value_set_uint (value, mask (self->rows, SHR_N_ROWS));
      break;
    case SHR_STUDY_PROP_RESAMPLING:
      g_value_set_boolean (value, self->resampling);
      break;
    case SHR_STUDY_PROP_SPREAD_PROGRESS:
      g_value_set_double (value, self->spread_progress);
      break;
    case SHR_STUDY_PROP_OBSERVATION:
      g_value_set_int (value, self->observation);
      break;
    case SHR_STUDY_PROP_RECIPE:
      g_value_take_string (value, shr_recipe_to_string (self->recipe));
      break;
    case SHR_STUDY_PROP_PAIR:
      g_value_set_uint64 (value, (guint64) self->pair[0] << 32 | (guint64) self->pair[1]);
      break;
    case SHR_STUDY_PROP_THIRD:
      g_value_set_int (value, self->third);
      break;
    case SHR_STUDY_PROP_YAW:
      g_value_set_double (value, self->yaw);
      break;
    case SHR_STUDY_PROP_PITCH:
      g_value_set_double (value, self->pitch);
      break;
    case SHR_STUDY_PROP_ZOOM:
      g_value_take_string (value, shr_study_write_zooms (self));
      break;
    case SHR_STUDY_PROP_MAXIMIZED:
      g_value_take_string (value, shr_study_write_maximized (self));
      break;
    case SHR_STUDY_PROP_PACE:
      g_value_set_double (value, self->pace);
      break;
    case SHR_STUDY_PROP_SOLVER:
      g_value_set_boolean (value, self->solver);
      break;
    case SHR_STUDY_PROP_COLORED:
      g_value_set_variant (value, get_colored (self));
      break;
    case SHR_STUDY_PROP_CAN_UNDO:
      g_value_set_boolean (value, self->can_undo);
      break;
    case SHR_STUDY_PROP_CAN_REDO:
      g_value_set_boolean (value, self->can_redo);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

/* One that cannot be made, of other data than these, leaves them as they are. */
static void
set_recipe_text (ShrStudy *self, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ShrRecipe) recipe = shr_recipe_from_string (text != NULL ? text : "", 1, &error);

  if (recipe != NULL && (recipe->sample != NULL || self->loaded != NULL))
    shr_study_set_recipe (self, recipe, &error);
  if (error != NULL)
    shr_study_fail (self, error->message);
}

/* A pair of other data says nothing about these. */
static void
set_pair_value (ShrStudy *self, guint64 pair)
{
  gsize j = pair >> 32, k = pair & G_MAXUINT32;

  if (j < n_features (self) && k < n_features (self) && j != k)
    shr_study_set_pair (self, j, k);
}

static gboolean
is_in_pair (ShrStudy *self, int feature)
{
  return feature >= 0 && ((gsize) feature == self->pair[0] || (gsize) feature == self->pair[1]);
}

/* First on, then off: the last one would stay. */
static void
set_rows (ShrStudy *self, guint rows)
{
  shr_study_begin_setting (self);
  for (int on = 1; on >= 0; on--)
    for (ShrRow row = 0; row < SHR_N_ROWS; row++)
      if ((int) (rows >> row & 1) == on)
        shr_study_set_row (self, row, on);
  shr_study_end_setting (self);
}

static void
shr_study_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  ShrStudy *self = SHR_STUDY (object);
  ShrSettings settings = self->settings;

  switch (property)
    {
    case SHR_STUDY_PROP_DATASET:
      shr_study_set_dataset (self, g_value_get_pointer (value));
      return;
    case SHR_STUDY_PROP_RESAMPLING:
      shr_study_set_resampling (self, g_value_get_boolean (value));
      return;
    case SHR_STUDY_PROP_OBSERVATION:
      shr_study_set_observation (self, g_value_get_int (value));
      return;
    case SHR_STUDY_PROP_RECIPE:
      set_recipe_text (self, g_value_get_string (value));
      return;
    case SHR_STUDY_PROP_MIXING:
      settings.mixing = g_value_get_double (value);
      break;
    case SHR_STUDY_PROP_STANDARDIZE:
      settings.standardize = g_value_get_boolean (value);
      break;
    case SHR_STUDY_PROP_INTERCEPT:
      settings.intercept = g_value_get_boolean (value);
      break;
    case SHR_STUDY_PROP_LAMBDA_COUNT:
      settings.lambda_count = g_value_get_uint (value);
      break;
    case SHR_STUDY_PROP_LAMBDA_MIN_RATIO:
      settings.lambda_min_ratio = g_value_get_double (value);
      break;
    case SHR_STUDY_PROP_FOLDS:
      settings.folds = g_value_get_uint (value);
      break;
    case SHR_STUDY_PROP_SEED:
      settings.seed = g_value_get_uint64 (value);
      break;
    case SHR_STUDY_PROP_TEST_SHARE:
      settings.test_share = g_value_get_double (value);
      break;
    case SHR_STUDY_PROP_INFORMATION:
      shr_study_set_information (self, g_value_get_boolean (value));
      return;
    case SHR_STUDY_PROP_NOISE_VARIANCE:
      shr_study_set_noise_variance (self, g_value_get_double (value));
      return;
    case SHR_STUDY_PROP_LAMBDA:
      shr_study_set_lambda (self, self->leader, g_value_get_double (value));
      return;
    case SHR_STUDY_PROP_LEADER:
      if (!isnan (shr_study_get_column_lambda (self, g_value_get_uint (value))))
        shr_study_set_lambda (self, g_value_get_uint (value),
                              shr_study_get_column_lambda (self, g_value_get_uint (value)));
      return;
    case SHR_STUDY_PROP_LINK:
      shr_study_set_link (self, g_value_get_uint (value));
      return;
    case SHR_STUDY_PROP_HIGHLIGHTED:
      shr_study_set_highlighted (self, g_value_get_int (value));
      return;
    case SHR_STUDY_PROP_SELECTED:
      if (g_value_get_int (value) < (int) n_features (self))
        shr_study_set_selected (self, g_value_get_int (value));
      return;
    case SHR_STUDY_PROP_X_AXIS:
      shr_study_set_x_axis (self, g_value_get_uint (value));
      return;
    case SHR_STUDY_PROP_ORIGINAL_SCALE:
      shr_study_set_original_scale (self, g_value_get_boolean (value));
      return;
    case SHR_STUDY_PROP_THIRD:
      if (g_value_get_int (value) < (int) n_features (self) && !is_in_pair (self, g_value_get_int (value)))
        shr_study_set_third (self, g_value_get_int (value));
      return;
    case SHR_STUDY_PROP_YAW:
      shr_study_set_view (self, g_value_get_double (value), self->pitch);
      return;
    case SHR_STUDY_PROP_PITCH:
      shr_study_set_view (self, self->yaw, g_value_get_double (value));
      return;
    case SHR_STUDY_PROP_ZOOM:
      shr_study_read_zooms (self, g_value_get_string (value));
      return;
    case SHR_STUDY_PROP_MAXIMIZED:
      shr_study_read_maximized (self, g_value_get_string (value));
      return;
    case SHR_STUDY_PROP_PACE:
      shr_study_set_pace (self, g_value_get_double (value));
      return;
    case SHR_STUDY_PROP_SOLVER:
      shr_study_set_solver (self, g_value_get_boolean (value));
      return;
    case SHR_STUDY_PROP_PENALTIES:
      for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
        settings.penalties[i] = (g_value_get_uint (value) >> i & 1) != 0;
      break;
    case SHR_STUDY_PROP_ROWS:
      set_rows (self, g_value_get_uint (value));
      return;
    case SHR_STUDY_PROP_PAIR:
      set_pair_value (self, g_value_get_uint64 (value));
      return;
    case SHR_STUDY_PROP_COLORED:
      set_colored (self, g_value_get_variant (value));
      return;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
      return;
    }

  shr_study_set_settings (self, &settings);
}

static void
shr_study_dispatch_properties_changed (GObject *object, guint n, GParamSpec **notified)
{
  gboolean changed = FALSE;

  G_OBJECT_CLASS (shr_study_parent_class)->dispatch_properties_changed (object, n, notified);

  for (guint i = 0; i < n; i++)
    changed |= (notified[i]->flags & SHR_STUDY_STATE) != 0 || notified[i] == properties[SHR_STUDY_PROP_DATASET];
  if (changed)
    shr_study_note_change (SHR_STUDY (object));
}

static void
shr_study_finalize (GObject *object)
{
  ShrStudy *self = SHR_STUDY (object);

  shr_study_forget_coming (self);
  g_clear_pointer (&self->history, shr_history_free);
  g_clear_pointer (&self->spread, shr_spread_free);
  shr_study_drop_fit (self);
  g_clear_pointer (&self->worker, shr_worker_free);
  g_clear_pointer (&self->colors, shr_feature_colors_free);
  g_clear_pointer (&self->dataset, shr_dataset_unref);
  g_clear_pointer (&self->loaded, shr_dataset_unref);
  g_clear_pointer (&self->recipe, shr_recipe_free);
  shr_columns_clear (&self->columns);
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    shr_detail_forget_data (&self->details[i]);
  g_free (self->lambdas);

  G_OBJECT_CLASS (shr_study_parent_class)->finalize (object);
}

static void
shr_study_class_init (ShrStudyClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags both = read | G_PARAM_WRITABLE;
  const GParamFlags state = both | SHR_STUDY_STATE;

  object_class->get_property = shr_study_get_property;
  object_class->set_property = shr_study_set_property;
  object_class->dispatch_properties_changed = shr_study_dispatch_properties_changed;
  object_class->finalize = shr_study_finalize;

  properties[SHR_STUDY_PROP_DATASET] = g_param_spec_pointer ("dataset", NULL, NULL, both);
  properties[SHR_STUDY_PROP_MIXING] = g_param_spec_double ("mixing", NULL, NULL, 0.0, 1.0, 0.5, state);
  properties[SHR_STUDY_PROP_STANDARDIZE] = g_param_spec_boolean ("standardize", NULL, NULL, TRUE, state);
  properties[SHR_STUDY_PROP_INTERCEPT] = g_param_spec_boolean ("intercept", NULL, NULL, TRUE, state);
  properties[SHR_STUDY_PROP_LAMBDA_COUNT] = g_param_spec_uint ("lambda-count", NULL, NULL, 1, 100000, 100, state);
  properties[SHR_STUDY_PROP_LAMBDA_MIN_RATIO] =
      g_param_spec_double ("lambda-min-ratio", NULL, NULL, 0.0, 1.0, 0.0, state);
  properties[SHR_STUDY_PROP_FOLDS] = g_param_spec_uint ("folds", NULL, NULL, 0, G_MAXUINT, 0, state);
  properties[SHR_STUDY_PROP_SEED] = g_param_spec_uint64 ("seed", NULL, NULL, 0, G_MAXUINT64, 1, state);
  properties[SHR_STUDY_PROP_TEST_SHARE] = g_param_spec_double ("test-share", NULL, NULL, 0.0, 0.9, 0.0, state);
  properties[SHR_STUDY_PROP_INFORMATION] = g_param_spec_boolean ("information", NULL, NULL, FALSE, state);
  properties[SHR_STUDY_PROP_NOISE_VARIANCE] =
      g_param_spec_double ("noise-variance", NULL, NULL, 0.0, G_MAXDOUBLE, 0.0, state);
  properties[SHR_STUDY_PROP_LAMBDA] = g_param_spec_double ("lambda", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0.0, state);
  properties[SHR_STUDY_PROP_LEADER] =
      g_param_spec_uint ("leader", NULL, NULL, 0, SHR_N_PENALTIES - 1, SHR_PENALTY_LASSO, state);
  properties[SHR_STUDY_PROP_LINK] = g_param_spec_uint ("link", NULL, NULL, 0, SHR_LINK_DF, SHR_LINK_SHRINKAGE, state);
  properties[SHR_STUDY_PROP_HIGHLIGHTED] = g_param_spec_int ("highlighted", NULL, NULL, -1, G_MAXINT, -1, both);
  properties[SHR_STUDY_PROP_SELECTED] = g_param_spec_int ("selected", NULL, NULL, -1, G_MAXINT, -1, state);
  properties[SHR_STUDY_PROP_X_AXIS] =
      g_param_spec_uint ("x-axis", NULL, NULL, 0, SHR_AXIS_DEVIANCE, SHR_AXIS_LOG_LAMBDA, state);
  properties[SHR_STUDY_PROP_ORIGINAL_SCALE] = g_param_spec_boolean ("original-scale", NULL, NULL, FALSE, state);
  properties[SHR_STUDY_PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, read);
  properties[SHR_STUDY_PROP_CROSS_VALIDATING] = g_param_spec_boolean ("cross-validating", NULL, NULL, FALSE, read);
  properties[SHR_STUDY_PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0.0, 1.0, 0.0, read);
  properties[SHR_STUDY_PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, read);
  properties[SHR_STUDY_PROP_RECIPE] = g_param_spec_string ("recipe", NULL, NULL, "", state);
  properties[SHR_STUDY_PROP_PENALTIES] =
      g_param_spec_uint ("penalties", NULL, NULL, 1, (1u << SHR_N_PENALTIES) - 1, 5, state);
  properties[SHR_STUDY_PROP_ROWS] = g_param_spec_uint ("rows", NULL, NULL, 1, (1u << SHR_N_ROWS) - 1, 3, state);
  properties[SHR_STUDY_PROP_PAIR] = g_param_spec_uint64 ("pair", NULL, NULL, 0, G_MAXUINT64, 0, state);
  properties[SHR_STUDY_PROP_COLORED] = g_param_spec_variant ("colored", NULL, NULL, G_VARIANT_TYPE ("au"), NULL, state);
  properties[SHR_STUDY_PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, read);
  properties[SHR_STUDY_PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, read);
  properties[SHR_STUDY_PROP_THIRD] = g_param_spec_int ("third", NULL, NULL, -1, G_MAXINT, -1, state);
  properties[SHR_STUDY_PROP_YAW] = g_param_spec_double ("yaw", NULL, NULL, -360.0, 360.0, 35.0, state);
  properties[SHR_STUDY_PROP_PITCH] = g_param_spec_double ("pitch", NULL, NULL, -90.0, 90.0, 20.0, state);
  properties[SHR_STUDY_PROP_ZOOM] = g_param_spec_string ("zoom", NULL, NULL, "", state);
  properties[SHR_STUDY_PROP_MAXIMIZED] = g_param_spec_string ("maximized", NULL, NULL, "", state);
  properties[SHR_STUDY_PROP_PACE] = g_param_spec_double ("pace", NULL, NULL, SHR_SLOWEST, SHR_FASTEST, 1.0, state);
  properties[SHR_STUDY_PROP_SOLVER] = g_param_spec_boolean ("solver", NULL, NULL, FALSE, state);
  properties[SHR_STUDY_PROP_RESAMPLING] = g_param_spec_boolean ("resampling", NULL, NULL, FALSE, state);
  properties[SHR_STUDY_PROP_SPREAD_PROGRESS] = g_param_spec_double ("spread-progress", NULL, NULL, 0.0, 1.0, 1.0, read);
  properties[SHR_STUDY_PROP_OBSERVATION] = g_param_spec_int ("observation", NULL, NULL, -1, G_MAXINT, -1, both);
  g_object_class_install_properties (object_class, SHR_STUDY_N_PROPS, properties);

  signals[REDRAW] = g_signal_new ("redraw", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
shr_study_init (ShrStudy *self)
{
  shr_settings_init (&self->settings);
  self->leader = SHR_PENALTY_LASSO;
  self->spread_progress = 1.0;
  self->lambda = self->wanted_lambda = NAN;
  self->recipe = shr_recipe_new ();
  self->observation = -1;
  self->rested_since = NAN;
  self->last_time = NAN;
  self->animated = TRUE;
  self->highlighted = -1;
  self->selected = -1;
  self->third = -1;
  self->yaw = 35.0;
  self->pitch = 20.0;
  self->worker = shr_worker_new ();
  self->pace = 1.0;
  self->solver_shown = INFINITY;
  for (ShrRow row = 0; row < SHR_N_ROWS; row++)
    shr_zoom_init (&self->zooms[row]);
  self->rows[SHR_ROW_PATHS] = self->rows[SHR_ROW_GEOMETRY] = TRUE;
  self->history = shr_history_new ();
}

ShrStudy *
shr_study_new (void)
{
  return g_object_new (SHR_TYPE_STUDY, NULL);
}
