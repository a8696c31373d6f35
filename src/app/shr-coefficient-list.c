#include "app/shr-coefficient-list.h"

#include "app/shr-coefficient.h"
#include "app/shr-sparkline.h"

#include <math.h>

/* More points than this cannot be told apart in a sparkline. */
#define MOST_POINTS 128

struct _ShrCoefficientList
{
  GObject parent_instance;

  GPtrArray *rows; /* ShrCoefficient */
  guint order[SHR_COEFFICIENT_LIST_MAX];
  double sizes[SHR_COEFFICIENT_LIST_MAX]; /* |value| of each */
  gsize n;
  gsize left_out_nonzero;
  gsize left_out_zero;

  /* What the traces are of. */
  ShrFit *fit;
  const ShrPath *path;
  gsize shown;
  gboolean mirrored;
  GPtrArray *traces; /* (nullable): of each feature a GBytes of ShrSparkPoint, or NULL until it has a row */
};

static GType
get_item_type (GListModel *model)
{
  return SHR_TYPE_COEFFICIENT;
}

static guint
get_n_items (GListModel *model)
{
  return SHR_COEFFICIENT_LIST (model)->rows->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  ShrCoefficientList *self = SHR_COEFFICIENT_LIST (model);

  return position < self->rows->len ? g_object_ref (g_ptr_array_index (self->rows, position)) : NULL;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ShrCoefficientList,
                               shr_coefficient_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static double
value_of (const ShrChart *chart, gsize j)
{
  double w = chart->point->w[j];

  return chart->original_scale ? shr_path_original (chart->path, j, w) : w;
}

/* Into its place among the largest so far; the smallest of too many falls out. */
static void
insert (ShrCoefficientList *self, guint feature, double size)
{
  gsize i;

  if (self->n == SHR_COEFFICIENT_LIST_MAX)
    {
      if (size <= self->sizes[self->n - 1])
        return;
      self->n--;
    }

  for (i = self->n; i > 0 && self->sizes[i - 1] < size; i--)
    {
      self->order[i] = self->order[i - 1];
      self->sizes[i] = self->sizes[i - 1];
    }
  self->order[i] = feature;
  self->sizes[i] = size;
  self->n++;
}

static void
choose (ShrCoefficientList *self, const ShrChart *chart)
{
  gsize p = shr_path_features (chart->path), nonzero = 0;

  for (gsize j = 0; j < p; j++)
    {
      double size = fabs (value_of (chart, j));

      if (size > 0.0)
        {
          nonzero++;
          insert (self, (guint) j, size);
        }
    }
  self->left_out_nonzero = nonzero - self->n;
  self->left_out_zero = p - nonzero;

  if (p > SHR_COEFFICIENT_LIST_MAX)
    return;
  for (gsize j = 0; j < p; j++)
    if (!(fabs (value_of (chart, j)) > 0.0))
      insert (self, (guint) j, 0.0);
  self->left_out_zero = 0;
}

/* --- Traces ----------------------------------------------------------------------------------------------------- */

/* Of λ among those of the path on a log scale, from 0 to 1; small λ, and 0, on the left unless mirrored. */
static double
position_of (ShrCoefficientList *self, double lambda)
{
  gsize last = shr_path_count (self->path) - 1;
  double largest = shr_path_lambda (self->path, 0), smallest, share;

  /* Only the last λ may be 0. */
  smallest = shr_path_lambda (self->path, last);
  if (!(smallest > 0.0) && last > 0)
    smallest = shr_path_lambda (self->path, last - 1);
  share = lambda > smallest && largest > smallest ? log (lambda / smallest) / log (largest / smallest) : 0.0;
  share = MIN (share, 1.0);

  return self->mirrored ? 1.0 - share : share;
}

static GBytes *
make_trace (ShrCoefficientList *self, guint j)
{
  gsize step = (self->shown + MOST_POINTS - 1) / MOST_POINTS, n = (self->shown + step - 1) / step;
  ShrSparkPoint *points = g_new (ShrSparkPoint, n);

  /* The last one is there in any case. */
  for (gsize i = 0; i < n; i++)
    {
      const ShrPoint *point = shr_path_point (self->path, i + 1 < n ? i * step : self->shown - 1);

      points[i] = (ShrSparkPoint){ (float) position_of (self, point->lambda), (float) point->w[j] };
    }

  return g_bytes_new_take (points, n * sizeof *points);
}

static void
unref_trace (gpointer trace)
{
  if (trace != NULL)
    g_bytes_unref (trace);
}

static void
forget_traces (ShrCoefficientList *self)
{
  g_clear_pointer (&self->traces, g_ptr_array_unref);
  g_clear_pointer (&self->fit, shr_fit_unref);
  self->path = NULL;
}

/* The fit is held, so that another one cannot have its address. */
static void
prepare_traces (ShrCoefficientList *self, ShrFit *fit, const ShrChart *chart)
{
  gboolean mirrored = chart->x != SHR_AXIS_LOG_LAMBDA;
  gsize ready = shr_path_ready (chart->path);

  if (self->fit == fit && self->path == chart->path && self->shown == ready && self->mirrored == mirrored)
    return;

  forget_traces (self);
  self->fit = shr_fit_ref (fit);
  self->path = chart->path;
  self->shown = ready;
  self->mirrored = mirrored;
  self->traces = g_ptr_array_new_with_free_func (unref_trace);
  g_ptr_array_set_size (self->traces, (gint) shr_path_features (chart->path));
}

static GBytes *
get_trace (ShrCoefficientList *self, guint j)
{
  gpointer *trace = &self->traces->pdata[j];

  if (*trace == NULL && self->shown > 0)
    *trace = make_trace (self, j);

  return *trace;
}

void
shr_coefficient_list_fill (ShrCoefficientList *self, ShrFit *fit, const ShrChart *chart, const ShrTheme *theme)
{
  guint before, after;

  g_return_if_fail (SHR_IS_COEFFICIENT_LIST (self));

  self->n = self->left_out_nonzero = self->left_out_zero = 0;
  if (chart != NULL && chart->point != NULL)
    {
      choose (self, chart);
      prepare_traces (self, fit, chart);
    }
  else
    forget_traces (self);

  before = self->rows->len;
  after = (guint) self->n;
  if (after < before)
    g_ptr_array_set_size (self->rows, (gint) after);
  for (guint i = before; i < after; i++)
    g_ptr_array_add (self->rows, shr_coefficient_new ());

  for (guint i = 0; i < after; i++)
    {
      guint j = self->order[i];
      const ShrColor *color = &shr_feature_colors_style (chart->colors, theme, j)->stroke;
      GdkRGBA rgba = { (float) color->red, (float) color->green, (float) color->blue, (float) color->alpha };

      shr_coefficient_fill (g_ptr_array_index (self->rows, i), (int) j, chart->names[j], value_of (chart, j), &rgba);
      shr_coefficient_set_trace (g_ptr_array_index (self->rows, i), get_trace (self, j),
                                 position_of (self, chart->point->lambda));
    }

  if (after != before)
    g_list_model_items_changed (G_LIST_MODEL (self), MIN (before, after), before - MIN (before, after),
                                after - MIN (before, after));
}

const guint *
shr_coefficient_list_get_order (ShrCoefficientList *self, gsize *n)
{
  g_return_val_if_fail (SHR_IS_COEFFICIENT_LIST (self), NULL);

  *n = self->n;
  return self->order;
}

guint
shr_coefficient_list_find (ShrCoefficientList *self, int feature)
{
  g_return_val_if_fail (SHR_IS_COEFFICIENT_LIST (self), GTK_INVALID_LIST_POSITION);

  for (guint i = 0; i < self->n; i++)
    if ((int) self->order[i] == feature)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

void
shr_coefficient_list_get_left_out (ShrCoefficientList *self, gsize *nonzero, gsize *zero)
{
  g_return_if_fail (SHR_IS_COEFFICIENT_LIST (self));

  *nonzero = self->left_out_nonzero;
  *zero = self->left_out_zero;
}

static void
shr_coefficient_list_finalize (GObject *object)
{
  ShrCoefficientList *self = SHR_COEFFICIENT_LIST (object);

  forget_traces (self);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (shr_coefficient_list_parent_class)->finalize (object);
}

static void
shr_coefficient_list_class_init (ShrCoefficientListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = shr_coefficient_list_finalize;
}

static void
shr_coefficient_list_init (ShrCoefficientList *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
}

ShrCoefficientList *
shr_coefficient_list_new (void)
{
  return g_object_new (SHR_TYPE_COEFFICIENT_LIST, NULL);
}
