#include "plot/shr-ticks.h"

#include "plot/shr-text.h"
#include "support/shr-test-random.h"

#include <math.h>
#include <string.h>

/*
 * The score of Talbot, Lin and Hanrahan written down a second time, straight from the paper and without any bound, and
 * every labelling of an axis tried with it.
 */
typedef struct
{
  double low, high, length, size;
  gboolean vertical;
} Axis;

static const double nice[] = { 1.0, 5.0, 2.0, 2.5, 4.0, 3.0 };

/* The paper leaves the wanted density to the designer: here a label for every 6.5 font sizes across, 4.5 down. */
static double
wanted_labels (const Axis *axis)
{
  return fmax (2.0, axis->length / (axis->size * (axis->vertical ? 4.5 : 6.5)));
}

/* The fewest decimals that tell every value exactly (to a millionth of the step). */
static int
needed_decimals (double first, double step, int count)
{
  for (int decimals = 0;; decimals++)
    {
      double unit = pow (10.0, -decimals);
      gboolean exact = TRUE;

      for (int i = 0; i < count; i++)
        {
          double value = first + i * step;

          exact = exact && fabs (value - round (value / unit) * unit) < 1e-6 * step;
        }
      if (exact)
        return decimals;
    }
}

static char *
expected_label (double value, int decimals)
{
  char digits[64];

  if (fabs (value) < 0.5 * pow (10.0, -decimals))
    return g_strdup ("0");

  g_snprintf (digits, sizeof digits, "%.*f", decimals, fabs (value));

  return g_strconcat (value < 0.0 ? "\xe2\x88\x92" : "", digits, NULL);
}

static double
legibility (const Axis *axis, double first, double step, int count)
{
  int decimals = needed_decimals (first, step, count);
  double closest = INFINITY, last_end = -INFINITY, ems;

  for (int i = 0; i < count; i++)
    {
      double value = first + i * step;
      double centre = (value - axis->low) / (axis->high - axis->low) * axis->length;
      g_autofree char *label = expected_label (value, decimals);
      ShrTextExtents extents = { .width = axis->size };

      if (!axis->vertical)
        shr_text_measure (label, axis->size, FALSE, &extents);
      closest = fmin (closest, centre - extents.width / 2.0 - last_end);
      last_end = centre + extents.width / 2.0;
    }

  ems = closest / axis->size;
  if (ems < 0.4)
    return -INFINITY;

  return (3.0 + (ems >= 1.5 ? 1.0 : 2.0 - 1.5 / ems)) / 4.0;
}

static double
score (const Axis *axis, gsize q, int j, double first, double step, int count)
{
  double last = first + (count - 1) * step, range = axis->high - axis->low;
  double remainder = fmod (fabs (first), step);
  gboolean zero = first <= 1e-9 * step && last >= -1e-9 * step && fmin (remainder, step - remainder) < 1e-6 * step;
  double simplicity = 1.0 - (double) q / 5.0 - j + (zero ? 1.0 : 0.0);
  double coverage = 1.0 - 0.5 * (pow (axis->high - last, 2) + pow (axis->low - first, 2)) / pow (0.1 * range, 2);
  double found = (count - 1) / (last - first), wanted = (wanted_labels (axis) - 1.0) / range;
  double density = 2.0 - fmax (found / wanted, wanted / found);

  return 0.25 * simplicity + 0.2 * coverage + 0.5 * density + 0.05 * legibility (axis, first, step, count);
}

static void
check_linear (const Axis *axis)
{
  g_autoptr (ShrTicks) ticks = shr_ticks_linear (axis->low, axis->high, axis->length, axis->size, axis->vertical);
  double range = axis->high - axis->low, best = -INFINITY, got = -INFINITY;
  int most = (int) ceil (2.5 * wanted_labels (axis)) + 3;
  int z = (int) floor (log10 (range));

  for (int j = 1; j <= 5; j++)
    for (gsize q = 0; q < G_N_ELEMENTS (nice); q++)
      for (int exponent = z - 3; exponent <= z + 1; exponent++)
        {
          double unit = nice[q] * pow (10.0, exponent), step = j * unit;

          if (step > range * 1.000001 || range / step > most)
            continue;
          for (double start = ceil (axis->low / unit - 1e-9); start * unit <= axis->high + 1e-9 * unit; start += 1.0)
            for (int count = 2; start * unit + (count - 1) * step <= axis->high + 1e-9 * unit; count++)
              {
                double found = score (axis, q, j, start * unit, step, count);

                best = fmax (best, found);
                if ((gsize) count == ticks->n && fabs (ticks->ticks[0].value - start * unit) < 1e-6 * step
                    && fabs (ticks->ticks[count - 1].value - start * unit - (count - 1) * step) < 1e-6 * step)
                  got = fmax (got, found);
              }
        }

  if (isinf (best))
    {
      /* There is no room for two. */
      g_assert_cmpuint (ticks->n, ==, 1);
    }
  else
    {
      g_assert_cmpuint (ticks->n, >=, 2);
      g_assert_cmpfloat_with_epsilon (got, best, 1e-9);

      double step = ticks->ticks[1].value - ticks->ticks[0].value;
      int decimals = needed_decimals (ticks->ticks[0].value, step, (int) ticks->n);

      for (gsize i = 0; i < ticks->n; i++)
        {
          g_autofree char *label = expected_label (ticks->ticks[i].value, decimals);

          g_assert_cmpstr (ticks->ticks[i].label, ==, label);
        }
    }

  for (gsize i = 0; i < ticks->n; i++)
    {
      g_assert_cmpfloat (ticks->ticks[i].value, >=, axis->low - 1e-9 * range);
      g_assert_cmpfloat (ticks->ticks[i].value, <=, axis->high + 1e-9 * range);
    }
}

static void
test_best_score (void)
{
  ShrTestRandom random;

  shr_test_random_init (&random, 3);
  for (int round = 0; round < 100; round++)
    {
      double magnitude = pow (10.0, floor (6.0 * shr_test_random_uniform (&random)) - 2.0);
      Axis axis = {
        .low = magnitude * shr_test_random_normal (&random),
        .length = 60.0 + 640.0 * shr_test_random_uniform (&random),
        .size = 9.0 + 10.0 * shr_test_random_uniform (&random),
        .vertical = round % 2 == 0,
      };

      axis.high = axis.low + magnitude * (0.05 + 3.0 * shr_test_random_uniform (&random));
      /* Axes that end on a round number are the usual ones. */
      if (round % 3 == 0)
        {
          axis.low = magnitude * floor (axis.low / magnitude);
          axis.high = axis.low + magnitude * ceil ((axis.high - axis.low) / magnitude);
        }
      check_linear (&axis);
    }
}

static void
assert_labels (ShrTicks *ticks, const char *expected)
{
  g_autoptr (GString) labels = g_string_new (NULL);

  for (gsize i = 0; i < ticks->n; i++)
    if (ticks->ticks[i].label != NULL)
      g_string_append_printf (labels, "%s%s", labels->len > 0 ? " | " : "", ticks->ticks[i].label);
  g_assert_cmpstr (labels->str, ==, expected);

  shr_ticks_free (ticks);
}

/* What anybody would write by hand. */
static void
test_linear_labels (void)
{
  assert_labels (shr_ticks_linear (0.0, 1.0, 500.0, 13.0, FALSE), "0 | 0.2 | 0.4 | 0.6 | 0.8 | 1.0");
  assert_labels (shr_ticks_linear (-45.0, 42.0, 330.0, 13.0, TRUE), "−40 | −20 | 0 | 20 | 40");
  assert_labels (shr_ticks_linear (0.0, 10.0, 800.0, 13.0, FALSE), "0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10");
  assert_labels (shr_ticks_linear (-3e-7, 1e-7, 330.0, 13.0, TRUE), "−3 × 10⁻⁷ | −2 × 10⁻⁷ | −1 × 10⁻⁷ | 0 | 1 × 10⁻⁷");
  assert_labels (shr_ticks_linear (0.0, 2e7, 300.0, 13.0, TRUE), "0 | 0.5 × 10⁷ | 1.0 × 10⁷ | 1.5 × 10⁷ | 2.0 × 10⁷");
  /* Large numbers that differ in their last digits are not shortened. */
  assert_labels (shr_ticks_linear (2000000.0, 2000004.0, 300.0, 13.0, TRUE),
                 "2000000 | 2000001 | 2000002 | 2000003 | 2000004");
}

static void
test_linear_extremes (void)
{
  const double magnitudes[] = { 1e-320, 1e-300, 1e-150, 1e-12, 1.0, 1e12, 1e150, 1e300 };

  for (gsize i = 0; i < G_N_ELEMENTS (magnitudes); i++)
    for (int vertical = 0; vertical < 2; vertical++)
      {
        double high = magnitudes[i];
        g_autoptr (ShrTicks) around = shr_ticks_linear (-0.7 * high, high, 300.0, 13.0, vertical);
        g_autoptr (ShrTicks) narrow = shr_ticks_linear (high, nextafter (high, INFINITY), 300.0, 13.0, vertical);
        g_autoptr (ShrTicks) cramped = shr_ticks_linear (-0.7 * high, high, 1.0, 13.0, vertical);

        if (high > 1e-200 && high < 1e200)
          {
            g_assert_cmpuint (around->n, >=, 2);
            g_assert_cmpuint (cramped->n, ==, 1);
            g_assert_cmpfloat (cramped->ticks[0].value, ==, 0.0);
          }
        g_assert_cmpuint (narrow->n, <=, 1);
      }

  assert_labels (shr_ticks_linear (31.4, 37.2, 8.0, 13.0, FALSE), "32");
  assert_labels (shr_ticks_linear (-1234.6, -1234.3, 8.0, 13.0, FALSE), "−1234.6");
}

/* Ascending, inside, every whole multiple of a decade that can be told apart, labels apart. */
static void
check_log (double low, double high, double length, double size)
{
  g_autoptr (ShrTicks) ticks = shr_ticks_log (low, high, length, size);
  double previous = -INFINITY, last_end = -INFINITY;
  gsize n_labels = 0;

  for (gsize i = 0; i < ticks->n; i++)
    {
      const ShrTick *tick = &ticks->ticks[i];

      g_assert_cmpfloat (tick->value, >, previous);
      g_assert_cmpfloat (tick->value, >=, low * (1.0 - 1e-9));
      g_assert_cmpfloat (tick->value, <=, high * (1.0 + 1e-9));
      previous = tick->value;

      if (tick->label != NULL)
        {
          double centre = length * (log (tick->value) - log (low)) / (log (high) - log (low));
          ShrTextExtents extents;

          shr_text_measure (tick->label, size, FALSE, &extents);
          g_assert_cmpfloat (centre - extents.width / 2.0, >=, last_end + 0.35 * size);
          last_end = centre + extents.width / 2.0;
          n_labels++;
        }
    }

  if (length > 25.0 * size)
    g_assert_cmpuint (n_labels, >=, 2);
}

static void
test_log_random (void)
{
  ShrTestRandom random;

  shr_test_random_init (&random, 5);
  for (int round = 0; round < 1000; round++)
    {
      double low = pow (10.0, 8.0 * shr_test_random_normal (&random));
      double decades = pow (10.0, 3.0 * shr_test_random_uniform (&random) - 1.5);

      check_log (low, low * pow (10.0, decades), 40.0 + 700.0 * shr_test_random_uniform (&random),
                 9.0 + 10.0 * shr_test_random_uniform (&random));
    }
}

static void
test_log_labels (void)
{
  assert_labels (shr_ticks_log (0.001, 300.0, 400.0, 13.0), "0.001 | 0.01 | 0.1 | 1 | 10 | 100");
  assert_labels (shr_ticks_log (0.0001, 1e5, 800.0, 13.0),
                 "0.0001 | 0.001 | 0.01 | 0.1 | 1 | 10 | 100 | 1000 | 10000 | 100000");
  assert_labels (shr_ticks_log (1e-7, 1e-3, 400.0, 13.0), "10⁻⁷ | 10⁻⁶ | 10⁻⁵ | 10⁻⁴ | 10⁻³");
  assert_labels (shr_ticks_log (1e-9, 1e9, 400.0, 13.0), "10⁻⁸ | 10⁻⁶ | 10⁻⁴ | 10⁻² | 1 | 10² | 10⁴ | 10⁶ | 10⁸");
  assert_labels (shr_ticks_log (0.3, 17.0, 400.0, 13.0), "0.5 | 1 | 2 | 5 | 10");
  assert_labels (shr_ticks_log (3e-7, 17e-6, 400.0, 13.0), "5 × 10⁻⁷ | 10⁻⁶ | 2 × 10⁻⁶ | 5 × 10⁻⁶ | 10⁻⁵");
}

/* Minor ticks are the multiples 2 to 9 of every decade; those beyond the last decade too. */
static void
test_log_minors (void)
{
  g_autoptr (ShrTicks) ticks = shr_ticks_log (0.5, 400.0, 400.0, 13.0);
  const double expected[] = { 0.5, 0.6, 0.7, 0.8, 0.9, 1,  2,  3,  4,  5,   6,   7,   8,  9,
                              10,  20,  30,  40,  50,  60, 70, 80, 90, 100, 200, 300, 400 };

  g_assert_cmpuint (ticks->n, ==, G_N_ELEMENTS (expected));
  for (gsize i = 0; i < ticks->n; i++)
    {
      double decade = log10 (expected[i]);

      g_assert_cmpfloat (ticks->ticks[i].value, ==, expected[i]);
      g_assert_true ((ticks->ticks[i].label != NULL) == (decade == floor (decade)));
    }
}

static void
test_log_extremes (void)
{
  check_log (1e-300, 1e300, 400.0, 13.0);
  check_log (G_MINDOUBLE, G_MAXDOUBLE, 400.0, 13.0);
  check_log (1e-5, 1e5, 3.0, 13.0);
  shr_ticks_free (shr_ticks_log (2.0, nextafter (2.0, 3.0), 400.0, 13.0));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ticks/best-score", test_best_score);
  g_test_add_func ("/ticks/linear-labels", test_linear_labels);
  g_test_add_func ("/ticks/linear-extremes", test_linear_extremes);
  g_test_add_func ("/ticks/log-random", test_log_random);
  g_test_add_func ("/ticks/log-labels", test_log_labels);
  g_test_add_func ("/ticks/log-minors", test_log_minors);
  g_test_add_func ("/ticks/log-extremes", test_log_extremes);

  return g_test_run ();
}
