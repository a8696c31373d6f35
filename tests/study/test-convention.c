#include "study/shr-convention.h"

#include "shr-test-study.h"
#include "support/shr-test-random.h"

#include <math.h>

/* Each convention's own objective, written as that convention writes it, with standardised columns: at the converted λ
 * it must be the objective of (★) up to a factor and a constant, which differences of it show. */

#define ROWS 40
#define FEATURES 3

typedef struct
{
  double x[FEATURES][ROWS]; /* centred and standardised */
  double y[ROWS];           /* centred */
  double scale;             /* 1/n standard deviation of y */
} Data;

static void
make_data (Data *data)
{
  ShrTestRandom random;
  double mean = 0.0, square = 0.0;

  shr_test_random_init (&random, 7);
  for (int j = 0; j < FEATURES; j++)
    {
      double m = 0.0, s = 0.0;

      for (int i = 0; i < ROWS; i++)
        m += (data->x[j][i] = shr_test_random_normal (&random)) / ROWS;
      for (int i = 0; i < ROWS; i++)
        s += (data->x[j][i] - m) * (data->x[j][i] - m) / ROWS;
      for (int i = 0; i < ROWS; i++)
        data->x[j][i] = (data->x[j][i] - m) / sqrt (s);
    }
  for (int i = 0; i < ROWS; i++)
    mean += (data->y[i] = 5.0 * shr_test_random_normal (&random) + 3.0 * data->x[0][i]) / ROWS;
  for (int i = 0; i < ROWS; i++)
    {
      data->y[i] -= mean;
      square += data->y[i] * data->y[i] / ROWS;
    }
  data->scale = sqrt (square);
}

static double
rss (const Data *data, const double w[FEATURES], double divisor)
{
  double sum = 0.0;

  for (int i = 0; i < ROWS; i++)
    {
      double r = data->y[i];

      for (int j = 0; j < FEATURES; j++)
        r -= data->x[j][i] * w[j];
      sum += r / divisor * (r / divisor);
    }
  return sum;
}

static double
norm1 (const double w[FEATURES])
{
  return fabs (w[0]) + fabs (w[1]) + fabs (w[2]);
}

static double
norm2 (const double w[FEATURES])
{
  return w[0] * w[0] + w[1] * w[1] + w[2] * w[2];
}

static double
ours (const Data *data, const double w[FEATURES], double lambda, double mixing)
{
  return rss (data, w, 1.0) / (2.0 * ROWS) + lambda * (mixing * norm1 (w) + (1.0 - mixing) / 2.0 * norm2 (w));
}

static double
theirs (const Data *data, const double w[FEATURES], ShrConvention convention, ShrConvertedLambda c)
{
  double scaled[FEATURES];

  switch (convention)
    {
    case SHR_CONVENTION_TEXTBOOK:
      return rss (data, w, 1.0) + c.lambda * (c.mixing * norm1 (w) + (1.0 - c.mixing) * norm2 (w));
    case SHR_CONVENTION_SKLEARN:
      if (c.mixing == 0.0)
        return rss (data, w, 1.0) + c.lambda * norm2 (w);
      return rss (data, w, 1.0) / (2.0 * ROWS) + c.lambda * c.mixing * norm1 (w)
             + 0.5 * c.lambda * (1.0 - c.mixing) * norm2 (w);
    case SHR_CONVENTION_GLMNET:
    default:
      /* It divides the response by its standard deviation, and λ with it. */
      for (int j = 0; j < FEATURES; j++)
        scaled[j] = w[j] / data->scale;
      return rss (data, w, data->scale) / (2.0 * ROWS)
             + c.lambda / data->scale * (c.mixing * norm1 (scaled) + (1.0 - c.mixing) / 2.0 * norm2 (scaled));
    }
}

static void
test_objectives (void)
{
  static const double mixings[] = { 0.0, 0.3, 0.5, 0.9, 1.0 };
  static const double w[3][FEATURES] = { { 0.0, 0.0, 0.0 }, { 1.5, -0.5, 0.0 }, { -2.0, 0.25, 3.0 } };
  Data data;

  make_data (&data);
  for (ShrConvention convention = SHR_CONVENTION_TEXTBOOK; convention <= SHR_CONVENTION_GLMNET; convention++)
    for (gsize m = 0; m < G_N_ELEMENTS (mixings); m++)
      for (double lambda = 0.01; lambda < 20.0; lambda *= 7.0)
        {
          ShrConvertedLambda c = shr_convention_convert (convention, lambda, mixings[m], ROWS, data.scale);
          double mine[2], other[2];

          for (int k = 0; k < 2; k++)
            {
              mine[k] = ours (&data, w[k + 1], lambda, mixings[m]) - ours (&data, w[0], lambda, mixings[m]);
              other[k] = theirs (&data, w[k + 1], convention, c) - theirs (&data, w[0], convention, c);
            }
          g_assert_cmpfloat_with_epsilon (mine[0] / mine[1], other[0] / other[1], 1e-10);
        }
}

/* Numbers worked out by hand from the table of mathematics, section 1: n = 442, λ = 4.5, s_y = 77. */
static void
test_table (void)
{
  static const struct
  {
    ShrConvention convention;
    double mixing, lambda, share;
    const char *text;
  } rows[] = {
    { SHR_CONVENTION_TEXTBOOK, 0.0, 1989.0, 0.0, "λ = 1989" },
    { SHR_CONVENTION_TEXTBOOK, 1.0, 3978.0, 1.0, "λ = 3978" },
    { SHR_CONVENTION_TEXTBOOK, 0.5, 2983.5, 2.0 / 3.0, "λ = 2983.5, α = 0.666666666667" },
    { SHR_CONVENTION_SKLEARN, 0.0, 1989.0, 0.0, "Ridge(alpha=1989)" },
    { SHR_CONVENTION_SKLEARN, 1.0, 4.5, 1.0, "Lasso(alpha=4.5)" },
    { SHR_CONVENTION_SKLEARN, 0.5, 4.5, 0.5, "ElasticNet(alpha=4.5, l1_ratio=0.5)" },
    { SHR_CONVENTION_GLMNET, 0.0, 346.5, 0.0, "lambda = 346.5, alpha = 0" },
    { SHR_CONVENTION_GLMNET, 1.0, 4.5, 1.0, "lambda = 4.5, alpha = 1" },
    { SHR_CONVENTION_GLMNET, 0.5, 175.5, 2.25 / 175.5, "lambda = 175.5, alpha = 0.0128205128205" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      ShrConvertedLambda c = shr_convention_convert (rows[i].convention, 4.5, rows[i].mixing, 442, 77.0);
      g_autofree char *text = shr_convention_format (rows[i].convention, 4.5, rows[i].mixing, 442, 77.0);

      g_assert_cmpfloat_with_epsilon (c.lambda, rows[i].lambda, 1e-12 * rows[i].lambda);
      g_assert_cmpfloat_with_epsilon (c.mixing, rows[i].share, 1e-14);
      g_assert_cmpstr (text, ==, rows[i].text);
    }

  /* At λ = 0, and where the response is constant, there is no NaN. */
  g_assert_cmpfloat (shr_convention_convert (SHR_CONVENTION_GLMNET, 0.0, 0.5, 442, 3.0).mixing, ==, 0.25);
  g_assert_cmpfloat (shr_convention_convert (SHR_CONVENTION_GLMNET, 1.0, 0.0, 442, 0.0).mixing, ==, 0.0);
}

static void
test_response_scale (void)
{
  static const double y[] = { 1.0, 2.0, 3.0, 6.0 }, huge[] = { 1e300, -1e300 }, none[] = { 0.0, 0.0 };

  g_assert_cmpfloat_with_epsilon (shr_convention_response_scale (y, 4, TRUE), sqrt (3.5), 1e-15);
  g_assert_cmpfloat_with_epsilon (shr_convention_response_scale (y, 4, FALSE), sqrt (12.5), 1e-15);
  g_assert_cmpfloat_with_epsilon (shr_convention_response_scale (huge, 2, TRUE), 1e300, 1e286);
  g_assert_cmpfloat (shr_convention_response_scale (none, 2, FALSE), ==, 0.0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/convention/objectives", test_objectives);
  g_test_add_func ("/convention/table", test_table);
  g_test_add_func ("/convention/response-scale", test_response_scale);

  return g_test_run ();
}
