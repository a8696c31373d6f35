#include "plot/shr-labels.h"

#include "support/shr-test-random.h"

#include <math.h>

#define MOST 6

static double
cost (const ShrLabel *const *labels, const double *places, gsize n)
{
  double sum = 0.0;

  for (gsize i = 0; i < n; i++)
    sum += (places[i] - labels[i]->want) * (places[i] - labels[i]->want);

  return sum;
}

static gboolean
is_allowed (const ShrLabel *const *labels, const double *places, gsize n, double low, double high)
{
  for (gsize i = 0; i < n; i++)
    {
      double before = i == 0 ? low : places[i - 1] + labels[i - 1]->height / 2.0;

      if (places[i] - labels[i]->height / 2.0 < before - 1e-9)
        return FALSE;
    }

  return places[n - 1] + labels[n - 1]->height / 2.0 <= high + 1e-9;
}

/*
 * The best places by trying every set of constraints that could hold with equality: which neighbours touch, and whether
 * the first run of touching labels lies at the lower end and the last one at the upper end. The optimum is one of them.
 */
static double
best_by_enumeration (const ShrLabel *const *labels, gsize n, double low, double high, double *best_places)
{
  double best = INFINITY;

  for (guint touching = 0; touching < 1u << (n - 1); touching++)
    for (guint ends = 0; ends < 4; ends++)
      {
        double places[MOST];

        for (gsize from = 0, to; from < n; from = to)
          {
            double offsets[MOST], mean = 0.0, length = 0.0, start;

            for (to = from; to == from || (to < n && (touching >> (to - 1) & 1) != 0); to++)
              {
                offsets[to] = length + labels[to]->height / 2.0;
                length += labels[to]->height;
                mean += labels[to]->want - offsets[to];
              }
            start = mean / (double) (to - from);
            if (from == 0 && (ends & 1) != 0)
              start = low;
            if (to == n && (ends & 2) != 0)
              start = high - length;
            for (gsize i = from; i < to; i++)
              places[i] = start + offsets[i];
          }

        if (is_allowed (labels, places, n, low, high) && cost (labels, places, n) < best)
          {
            best = cost (labels, places, n);
            for (gsize i = 0; i < n; i++)
              best_places[i] = places[i];
          }
      }

  return best;
}

/* Random labels, few of them, often more crowded than there is room for. */
static void
test_against_enumeration (void)
{
  ShrTestRandom random;

  shr_test_random_init (&random, 11);
  for (int round = 0; round < 2000; round++)
    {
      gsize n = 1 + shr_test_random_below (&random, MOST), kept, n_sorted = 0;
      double low = 50.0 * shr_test_random_normal (&random),
             high = low + 20.0 + 80.0 * shr_test_random_uniform (&random);
      const ShrLabel *sorted[MOST];
      ShrLabel labels[MOST];
      double used = 0.0, lightest_kept = INFINITY, heaviest_left = -INFINITY, height_left = 0.0;
      double best_places[MOST], places[MOST], best;

      for (gsize i = 0; i < n; i++)
        labels[i] = (ShrLabel){
          .want = low + (high - low) * (1.6 * shr_test_random_uniform (&random) - 0.3),
          .height = 8.0 + 12.0 * shr_test_random_uniform (&random),
          .weight = shr_test_random_uniform (&random),
        };

      kept = shr_labels_place (labels, n, low, high);

      for (gsize i = 0; i < n; i++)
        if (labels[i].kept)
          {
            used += labels[i].height;
            lightest_kept = MIN (lightest_kept, labels[i].weight);
            sorted[n_sorted++] = &labels[i];
          }
        else if (labels[i].weight > heaviest_left)
          {
            heaviest_left = labels[i].weight;
            height_left = labels[i].height;
          }

      /* The heaviest ones, and as many as there is room for. */
      g_assert_cmpuint (n_sorted, ==, kept);
      g_assert_cmpfloat (used, <=, high - low);
      g_assert_cmpfloat (heaviest_left, <, lightest_kept);
      g_assert_true (kept == n || used + height_left > high - low);
      g_assert_cmpuint (kept, >, 0);

      for (gsize i = 1; i < n_sorted; i++)
        for (gsize k = i; k > 0 && sorted[k]->want < sorted[k - 1]->want; k--)
          {
            const ShrLabel *swapped = sorted[k];

            sorted[k] = sorted[k - 1];
            sorted[k - 1] = swapped;
          }
      for (gsize i = 0; i < n_sorted; i++)
        places[i] = sorted[i]->place;

      best = best_by_enumeration (sorted, n_sorted, low, high, best_places);
      g_assert_true (is_allowed (sorted, places, n_sorted, low, high));
      g_assert_cmpfloat (cost (sorted, places, n_sorted), <=, best + 1e-9 * (1.0 + best));
      for (gsize i = 0; i < n_sorted; i++)
        g_assert_cmpfloat_with_epsilon (places[i], best_places[i], 1e-6);
    }
}

static void
test_room_enough (void)
{
  ShrLabel labels[] = { { 80.0, 10.0, 1.0 }, { 20.0, 10.0, 1.0 }, { 50.0, 10.0, 1.0 } };

  g_assert_cmpuint (shr_labels_place (labels, G_N_ELEMENTS (labels), 0.0, 100.0), ==, 3);
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      g_assert_true (labels[i].kept);
      g_assert_cmpfloat (labels[i].place, ==, labels[i].want);
    }
}

/* All at the same place, as at the end of a lasso path: a stack around it, in the order given. */
static void
test_all_alike (void)
{
  ShrLabel labels[9];

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    labels[i] = (ShrLabel){ 50.0, 10.0, 1.0 };

  g_assert_cmpuint (shr_labels_place (labels, G_N_ELEMENTS (labels), 0.0, 100.0), ==, 9);
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    g_assert_cmpfloat_with_epsilon (labels[i].place, 10.0 + 10.0 * (double) i, 1e-12);
}

static void
test_no_room (void)
{
  ShrLabel label = { 5.0, 20.0, 1.0 };

  g_assert_cmpuint (shr_labels_place (&label, 1, 0.0, 10.0), ==, 0);
  g_assert_false (label.kept);
  g_assert_cmpuint (shr_labels_place (NULL, 0, 0.0, 10.0), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/labels/against-enumeration", test_against_enumeration);
  g_test_add_func ("/labels/room-enough", test_room_enough);
  g_test_add_func ("/labels/all-alike", test_all_alike);
  g_test_add_func ("/labels/no-room", test_no_room);

  return g_test_run ();
}
