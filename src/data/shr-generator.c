#include "data/shr-generator.h"

#include "data/shr-random.h"

#include <math.h>

/* A table in the making: the features' names, and room for the features and the response. */
typedef struct
{
  gsize rows;
  gsize features;
  char **names;   /* features, the response's, and a NULL */
  double *values; /* rows × (features + 1), column after column */
} Draft;

static void
draft_init (Draft *draft, gsize rows, gsize features)
{
  draft->rows = rows;
  draft->features = features;
  draft->names = g_new0 (char *, features + 2);
  draft->names[features] = g_strdup ("y");
  draft->values = g_new (double, rows *(features + 1));
}

static double *
draft_column (const Draft *draft, gsize j)
{
  return draft->values + j * draft->rows;
}

static double *
draft_response (const Draft *draft)
{
  return draft_column (draft, draft->features);
}

static ShrTable *
draft_finish (Draft *draft, const char *title)
{
  ShrTable *table = shr_table_new_numeric (title, (const char *const *) draft->names, draft->rows, draft->features + 1,
                                           draft->values);

  g_strfreev (draft->names);

  return table;
}

static double
product (const double *x, const double *y, gsize n)
{
  double sum = 0.0;

  for (gsize i = 0; i < n; i++)
    sum += x[i] * y[i];

  return sum;
}

/* Makes column @k of @columns orthogonal to the constant and to the columns before it, with mean square 1. Twice is
 * enough for every digit (Gram and Schmidt; Kahan and Parlett). */
static void
orthonormalize (double *columns, gsize k, gsize n)
{
  double *column = columns + k * n;

  for (int round = 0; round < 2; round++)
    {
      double mean = 0.0, size;

      for (gsize i = 0; i < n; i++)
        mean += column[i] / (double) n;
      for (gsize i = 0; i < n; i++)
        column[i] -= mean;
      for (gsize j = 0; j < k; j++)
        {
          double share = product (columns + j * n, column, n) / (double) n;

          for (gsize i = 0; i < n; i++)
            column[i] -= share * columns[j * n + i];
        }
      size = sqrt (product (column, column, n) / (double) n);
      for (gsize i = 0; i < n; i++)
        column[i] /= size;
    }
}

ShrTable *
shr_generator_two_features (const char *title, guint64 seed, const ShrSampleParameters *parameters)
{
  double rho = parameters->correlation;
  gsize n = parameters->rows;
  g_autofree double *drawn = g_new (double, 3 * n);
  ShrRandom random;
  Draft draft;

  shr_random_init (&random, seed);
  for (gsize i = 0; i < n; i++)
    for (gsize k = 0; k < 3; k++)
      drawn[k * n + i] = shr_random_normal (&random);
  for (gsize k = 0; k < 3; k++)
    orthonormalize (drawn, k, n);

  draft_init (&draft, n, 2);
  draft.names[0] = g_strdup ("x1");
  draft.names[1] = g_strdup ("x2");
  for (gsize i = 0; i < n; i++)
    {
      double x1 = drawn[i], x2 = rho * x1 + sqrt (1.0 - rho * rho) * drawn[n + i];

      draft_column (&draft, 0)[i] = x1;
      draft_column (&draft, 1)[i] = x2;
      draft_response (&draft)[i] =
          parameters->optimum[0] * x1 + parameters->optimum[1] * x2 + parameters->noise * drawn[2 * n + i];
    }

  return draft_finish (&draft, title);
}

double
shr_generator_overfitting_truth (double x)
{
  return 4.0 * x / (1.0 + 4.0 * x * x);
}

ShrTable *
shr_generator_overfitting (const char *title, guint64 seed, const ShrSampleParameters *parameters)
{
  ShrRandom random;
  Draft draft;

  shr_random_init (&random, seed);
  draft_init (&draft, parameters->rows, parameters->degree);
  for (gsize j = 0; j < draft.features; j++)
    draft.names[j] = j == 0 ? g_strdup ("x") : g_strdup_printf ("x^%" G_GSIZE_FORMAT, j + 1);
  for (gsize i = 0; i < draft.rows; i++)
    {
      /* One point in each of as many equal parts, so that no gap lets a curve run away. */
      double x = 2.0 * ((double) i + shr_random_uniform (&random)) / (double) draft.rows - 1.0;
      double power = 1.0;

      for (gsize j = 0; j < draft.features; j++)
        {
          power *= x;
          draft_column (&draft, j)[i] = power;
        }
      draft_response (&draft)[i] =
          shr_generator_overfitting_truth (x) + parameters->noise * shr_random_normal (&random);
    }

  return draft_finish (&draft, title);
}

ShrTable *
shr_generator_sparse_truth (const char *title, guint64 seed, const ShrSampleParameters *parameters)
{
  gsize relevant = parameters->relevant;
  ShrRandom random;
  Draft draft;

  shr_random_init (&random, seed);
  draft_init (&draft, parameters->rows, parameters->features);
  for (gsize j = 0; j < draft.features; j++)
    draft.names[j] = g_strdup_printf ("x%" G_GSIZE_FORMAT, j + 1);
  for (gsize i = 0; i < draft.rows; i++)
    {
      double y = 0.0;

      for (gsize j = 0; j < draft.features; j++)
        {
          double x = shr_random_normal (&random);
          double size = relevant > 1 ? 3.0 - 2.0 * (double) j / (double) (relevant - 1) : 3.0;

          draft_column (&draft, j)[i] = x;
          if (j < relevant)
            y += (j % 2 == 0 ? size : -size) * x;
        }
      draft_response (&draft)[i] = y + parameters->noise * shr_random_normal (&random);
    }

  return draft_finish (&draft, title);
}

ShrTable *
shr_generator_correlated_groups (const char *title, guint64 seed, const ShrSampleParameters *parameters)
{
  static const double effects[] = { 3.0, -2.0, 1.0 };
  gsize size = parameters->features / 4;
  double shared = sqrt (parameters->correlation);
  double own = sqrt (1.0 - parameters->correlation);
  ShrRandom random;
  Draft draft;

  shr_random_init (&random, seed);
  draft_init (&draft, parameters->rows, parameters->features);
  for (gsize j = 0; j < draft.features; j++)
    draft.names[j] = j < 3 * size ? g_strdup_printf ("%c%" G_GSIZE_FORMAT, (char) ('a' + j / size), j % size + 1)
                                  : g_strdup_printf ("noise%" G_GSIZE_FORMAT, j - 3 * size + 1);
  for (gsize i = 0; i < draft.rows; i++)
    {
      double hidden[G_N_ELEMENTS (effects)];
      double y = 0.0;

      for (gsize g = 0; g < G_N_ELEMENTS (effects); g++)
        {
          hidden[g] = shr_random_normal (&random);
          y += effects[g] * hidden[g];
        }
      for (gsize j = 0; j < draft.features; j++)
        {
          double x = shr_random_normal (&random);

          draft_column (&draft, j)[i] = j < 3 * size ? shared * hidden[j / size] + own * x : x;
        }
      draft_response (&draft)[i] = y + parameters->noise * shr_random_normal (&random);
    }

  return draft_finish (&draft, title);
}
