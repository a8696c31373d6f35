/*
 * Ticks.
 *
 * Linear axes: Talbot, Lin and Hanrahan, "An Extension of Wilkinson's Algorithm for Positioning Tick Labels on Axes",
 * IEEE InfoVis 2010. A labelling takes every j-th multiple of q·10ᶻ, k of them, q from a list of nice numbers; its
 * score is
 *
 *   ¼ simplicity + ⅕ coverage + ½ density + ¹⁄₂₀ legibility
 *
 * and the best one is found by going through j, q, k and z in the order of upper bounds on the score. The axis ends
 * where it ends, so only labellings inside it are looked at.
 */

#include "plot/shr-ticks.h"

#include "plot/shr-text.h"

#include <math.h>
#include <string.h>

/* In order of niceness, as in the paper. */
static const double nice[] = { 1.0, 5.0, 2.0, 2.5, 4.0, 3.0 };

#define SIMPLICITY_WEIGHT 0.25
#define COVERAGE_WEIGHT 0.2
#define DENSITY_WEIGHT 0.5
#define LEGIBILITY_WEIGHT 0.05

/* px from one label to the next that looks right, in font sizes. */
#define SPACING_ACROSS 6.5
#define SPACING_DOWN 4.5

/* Labels nearer than this, in font sizes, are hard to tell apart (section 4.4 of the paper); touching ones are not
 * allowed at all. */
#define COMFORTABLE_GAP 1.5
#define SMALLEST_GAP 0.4

/* Beyond these a linear axis has no ticks: powers of ten or differences would leave the range of a double. */
#define SMALLEST_RANGE 1e-290
#define LARGEST_VALUE 1e290

/* Between two labels of a log axis, in font sizes. */
#define LOG_GAP 0.8
/* A log axis with fewer decades than this is labelled 1, 2, 5, 10, … */
#define FEW_DECADES 2.0
/* A decade shorter than this, in font sizes, has no minor ticks. */
#define SMALLEST_DECADE 2.0

/* The values (first + i·j)·q·10^z, i from 0 to count − 1. */
typedef struct
{
  double first; /* a whole number */
  double q;
  int j, z, count;
} Labelling;

typedef struct
{
  double low, high; /* values at the ends of the axis */
  double length;    /* px */
  double size;      /* px */
  gboolean vertical;
  double wanted; /* how many labels look right */
} Axis;

static double
times_power_of_ten (double value, int exponent)
{
  /* Dividing by a power of ten that is exact gives the nearest double to 0.3, where multiplying by 0.1 does not. */
  return exponent < 0 ? value / pow (10.0, -exponent) : value * pow (10.0, exponent);
}

static double
labelling_value (const Labelling *labelling, int i)
{
  return times_power_of_ten ((labelling->first + (double) i * labelling->j) * labelling->q, labelling->z);
}

static double
simplicity_bound (gsize q, int j)
{
  return 1.0 - (double) q / (double) (G_N_ELEMENTS (nice) - 1) - j + 1.0;
}

static gboolean
has_zero (const Labelling *labelling)
{
  return labelling->first <= 0.0 && labelling->first + (double) (labelling->count - 1) * labelling->j >= 0.0
         && fmod (labelling->first, labelling->j) == 0.0;
}

static double
coverage (const Axis *axis, double first, double last)
{
  double range = axis->high - axis->low;
  double above = (axis->high - last) / (0.1 * range);
  double below = (axis->low - first) / (0.1 * range);

  return 1.0 - 0.5 * (above * above + below * below);
}

static double
coverage_bound (const Axis *axis, double span)
{
  double range = axis->high - axis->low;

  /* No labelling may be longer than the axis, and the best of a shorter one is to lie in the middle of it. */
  return coverage (axis, axis->low + (range - span) / 2.0, axis->high - (range - span) / 2.0);
}

static double
density (const Axis *axis, double count, double span)
{
  double found = (count - 1.0) / span;
  double wanted = (axis->wanted - 1.0) / (axis->high - axis->low);

  return 2.0 - MAX (found / wanted, wanted / found);
}

static double
density_bound (const Axis *axis, double count)
{
  return count >= axis->wanted ? 2.0 - (count - 1.0) / (axis->wanted - 1.0) : 1.0;
}

/* A value with so many decimals, or as a multiple of a power of ten that all labels of the axis share. */
typedef struct
{
  int decimals;
  int exponent; /* 0: written plainly */
} Format;

static char *
format_value (double value, const Format *format)
{
  GString *string = g_string_new (value < 0.0 ? "−" : "");
  char digits[400], pattern[16];

  if (value == 0.0)
    {
      g_string_append_c (string, '0');
      return g_string_free (string, FALSE);
    }

  g_snprintf (pattern, sizeof pattern, "%%.%df", format->decimals);
  g_string_append (
      string, g_ascii_formatd (digits, sizeof digits, pattern, times_power_of_ten (fabs (value), -format->exponent)));
  if (format->exponent != 0)
    {
      g_autofree char *power = shr_text_power_of_ten (format->exponent);

      g_string_append_printf (string, " × %s", power);
    }

  return g_string_free (string, FALSE);
}

/* Decimals enough to write every label of the labelling exactly, and no more. */
static Format
choose_format (const Labelling *labelling)
{
  double largest =
      MAX (fabs (labelling_value (labelling, 0)), fabs (labelling_value (labelling, labelling->count - 1)));
  int magnitude = largest > 0.0 ? (int) floor (log10 (largest) + 1e-9) : 0;
  /* The unit of the last digit: q·10ᶻ has one, or two where q is 2.5 and an odd multiple of it is labelled. */
  gboolean halves = labelling->q == 2.5 && (labelling->j % 2 != 0 || fmod (labelling->first, 2.0) != 0.0);
  int last = labelling->z - (halves ? 1 : 0);
  Format plain = { MAX (0, -last), 0 };
  Format shifted = { MAX (0, magnitude - last), magnitude };

  if (magnitude < 6 && last >= -4)
    return plain;

  /* " × 10⁶" is worth it when it saves more than three digits. */
  return MAX (magnitude, 0) + plain.decimals <= shifted.decimals + 3 ? plain : shifted;
}

/* (transfer full): the label and how far it reaches along the axis to either side of its tick */
static char *
make_label (const Axis *axis, double value, const Format *format, double *reach)
{
  char *label = format_value (value, format);
  ShrTextExtents extents;

  if (axis->vertical)
    {
      *reach = axis->size / 2.0;
    }
  else
    {
      shr_text_measure (label, axis->size, FALSE, &extents);
      *reach = extents.width / 2.0;
    }

  return label;
}

/* The mean of the paper's four: format, font size and direction are as good as they can be here, which leaves the
 * distance of the labels. Minus infinity where labels touch. */
static double
legibility (const Axis *axis, const Labelling *labelling)
{
  Format format = choose_format (labelling);
  double per_unit = axis->length / (axis->high - axis->low);
  double closest = G_MAXDOUBLE, previous_end = 0.0;
  double distance;

  for (int i = 0; i < labelling->count; i++)
    {
      double value = labelling_value (labelling, i);
      double centre = (value - axis->low) * per_unit;
      double reach;

      g_free (make_label (axis, value, &format, &reach));
      if (i > 0)
        closest = MIN (closest, centre - reach - previous_end);
      previous_end = centre + reach;
    }

  closest /= axis->size;
  if (closest < SMALLEST_GAP)
    return -INFINITY;

  distance = closest >= COMFORTABLE_GAP ? 1.0 : 2.0 - COMFORTABLE_GAP / closest;

  return (1.0 + 1.0 + 1.0 + distance) / 4.0;
}

static double
score_of (double simplicity, double covered, double dense, double legible)
{
  return SIMPLICITY_WEIGHT * simplicity + COVERAGE_WEIGHT * covered + DENSITY_WEIGHT * dense
         + LEGIBILITY_WEIGHT * legible;
}

typedef struct
{
  const Axis *axis;
  Labelling best;
  double score;
} Search;

/* Every start of the labellings with this step and count that are inside the axis. */
static void
search_starts (Search *search, gsize q, int j, int count, int z)
{
  const Axis *axis = search->axis;
  double unit = times_power_of_ten (nice[q], z);
  /* 0.3/0.1 is a little less than 3. */
  double last = floor (axis->high / unit + 1e-9) - (double) (count - 1) * j;

  for (double first = ceil (axis->low / unit - 1e-9); first <= last; first += 1.0)
    {
      Labelling labelling = { first, nice[q], j, z, count };
      double from = labelling_value (&labelling, 0), to = labelling_value (&labelling, count - 1);
      double simplicity = simplicity_bound (q, j) - (has_zero (&labelling) ? 0.0 : 1.0);
      double covered = coverage (axis, from, to);
      double dense = density (axis, count, to - from);
      double score;

      /* Measuring labels is what costs: only where it can matter. */
      if (score_of (simplicity, covered, dense, 1.0) <= search->score)
        continue;

      score = score_of (simplicity, covered, dense, legibility (axis, &labelling));
      if (score > search->score)
        {
          search->score = score;
          search->best = labelling;
        }
    }
}

static void
search_labellings (Search *search)
{
  const Axis *axis = search->axis;
  double range = axis->high - axis->low;

  for (int j = 1; score_of (simplicity_bound (0, j), 1.0, 1.0, 1.0) > search->score; j++)
    for (gsize q = 0; q < G_N_ELEMENTS (nice); q++)
      {
        double simple = simplicity_bound (q, j);

        if (score_of (simple, 1.0, 1.0, 1.0) <= search->score)
          break;

        for (int count = 2;; count++)
          {
            double dense = density_bound (axis, count);

            if (score_of (simple, 1.0, dense, 1.0) <= search->score)
              break;

            /* From the longest step that fits downwards: shorter ones cover less. */
            for (int z = (int) floor (log10 (range / (count - 1) / j / nice[q]) + 1e-9);; z--)
              {
                double span = times_power_of_ten (nice[q] * j, z) * (count - 1);

                if (score_of (simple, coverage_bound (axis, span), dense, 1.0) <= search->score)
                  break;
                search_starts (search, q, j, count, z);
              }
          }
      }
}

static ShrTicks *
collect (GArray *array)
{
  ShrTicks *ticks = g_new (ShrTicks, 1);

  ticks->n = array->len;
  ticks->ticks = (ShrTick *) (gpointer) g_array_free (array, FALSE);

  return ticks;
}

static void
append_tick (GArray *array, double value, char *label)
{
  ShrTick tick = { value, label };

  g_array_append_val (array, tick);
}

/* For an axis that has no room for two labels: the one that is written with the fewest digits. */
static void
append_roundest (GArray *array, const Axis *axis)
{
  Labelling labelling = { 0.0, 1.0, 1, 0, 1 };

  if (axis->low > 0.0 || axis->high < 0.0)
    {
      labelling.z = (int) floor (log10 (MAX (fabs (axis->low), fabs (axis->high)))) + 1;
      do
        {
          labelling.z--;
          labelling.first = ceil (times_power_of_ten (axis->low, -labelling.z));
        }
      while (labelling_value (&labelling, 0) > axis->high && labelling.z > -320);
    }

  Format format = choose_format (&labelling);
  double value = labelling_value (&labelling, 0);

  append_tick (array, value, format_value (value, &format));
}

/* An axis so narrow that two neighbouring labels would need more than the sixteen digits that a double has. */
static gboolean
is_degenerate (const Axis *axis)
{
  return axis->high - axis->low < 1e-12 * MAX (fabs (axis->low), fabs (axis->high));
}

ShrTicks *
shr_ticks_linear (double low, double high, double length, double size, gboolean vertical)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof (ShrTick));
  double spacing = size * (vertical ? SPACING_DOWN : SPACING_ACROSS);
  Axis axis = { low, high, length, size, vertical, MAX (2.0, length / spacing) };
  Search search = { .axis = &axis, .score = -2.0 };

  g_return_val_if_fail (low < high, collect (array));
  g_return_val_if_fail (length > 0.0 && size > 0.0, collect (array));

  if (high - low < SMALLEST_RANGE || low < -LARGEST_VALUE || high > LARGEST_VALUE)
    return collect (array);

  if (!is_degenerate (&axis))
    search_labellings (&search);

  if (search.best.count == 0)
    {
      append_roundest (array, &axis);
    }
  else
    {
      Format format = choose_format (&search.best);

      for (int i = 0; i < search.best.count; i++)
        {
          double value = labelling_value (&search.best, i);

          append_tick (array, value, format_value (value, &format));
        }
    }

  return collect (array);
}

/* Which multiples m·10ᵈ of an axis are labelled. */
typedef struct
{
  int stride;            /* of the decades */
  gboolean one_two_five; /* 2 and 5 as well as 1 */
} LogRule;

typedef struct
{
  double low, high;
  double per_decade; /* px */
  double size;       /* px */
  int from, to;      /* decades that can hold a tick */
} LogAxis;

static gboolean
is_labelled (const LogRule *rule, int mantissa, int decade)
{
  if (mantissa == 1)
    return decade % rule->stride == 0;

  return rule->one_two_five && (mantissa == 2 || mantissa == 5);
}

static gboolean
is_inside (const LogAxis *axis, double value)
{
  return value >= axis->low * (1.0 - 1e-12) && value <= axis->high * (1.0 + 1e-12);
}

static char *
format_multiple (int mantissa, int decade, gboolean plainly)
{
  Format format = { MAX (0, -decade), 0 };
  g_autofree char *power = NULL;

  if (plainly || (mantissa == 1 && (decade == 0 || decade == 1)))
    return format_value (times_power_of_ten (mantissa, decade), &format);

  power = shr_text_power_of_ten (decade);

  return mantissa == 1 ? g_steal_pointer (&power) : g_strdup_printf ("%d × %s", mantissa, power);
}

/* Whether 0.0001 to 100000 hold everything that is labelled: else all labels are powers, rather than a mixture. */
static gboolean
is_plain (const LogAxis *axis, const LogRule *rule)
{
  for (int decade = axis->from; decade <= axis->to; decade++)
    for (int mantissa = 1; mantissa <= 9; mantissa++)
      if ((decade < -4 || decade > 5 || (decade == 5 && mantissa > 1)) && is_labelled (rule, mantissa, decade)
          && is_inside (axis, times_power_of_ten (mantissa, decade)))
        return FALSE;

  return TRUE;
}

/* How many labels the rule gives, or 0 when they would touch. */
static int
count_labels (const LogAxis *axis, const LogRule *rule)
{
  gboolean plainly = is_plain (axis, rule);
  double previous_end = -G_MAXDOUBLE;
  int count = 0;

  for (int decade = axis->from; decade <= axis->to; decade++)
    for (int mantissa = 1; mantissa <= 9; mantissa++)
      if (is_labelled (rule, mantissa, decade) && is_inside (axis, times_power_of_ten (mantissa, decade)))
        {
          g_autofree char *label = format_multiple (mantissa, decade, plainly);
          double centre = (decade + log10 (mantissa)) * axis->per_decade;
          ShrTextExtents extents;

          shr_text_measure (label, axis->size, FALSE, &extents);
          if (centre - extents.width / 2.0 - previous_end < LOG_GAP * axis->size)
            return 0;
          previous_end = centre + extents.width / 2.0;
          count++;
        }

  return count;
}

static ShrTicks *
collect_log (const LogAxis *axis, const LogRule *rule)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof (ShrTick));
  gboolean plainly = is_plain (axis, rule);
  /* Nine to a decade where they can be told apart; else only the decades. */
  int finest = axis->per_decade >= SMALLEST_DECADE * axis->size ? 9 : 1;

  for (int decade = axis->from; decade <= axis->to; decade++)
    for (int mantissa = 1; mantissa <= finest; mantissa++)
      {
        double value = times_power_of_ten (mantissa, decade);

        if (is_inside (axis, value))
          append_tick (array, value,
                       is_labelled (rule, mantissa, decade) ? format_multiple (mantissa, decade, plainly) : NULL);
      }

  return collect (array);
}

ShrTicks *
shr_ticks_log (double low, double high, double length, double size)
{
  double decades = log10 (high) - log10 (low);
  LogAxis axis = {
    low, high, length / decades, size, (int) floor (log10 (low) + 1e-9), (int) floor (log10 (high) + 1e-9)
  };
  LogRule rule = { 1, decades < FEW_DECADES };

  g_return_val_if_fail (low > 0.0 && low < high && isfinite (high), NULL);
  g_return_val_if_fail (length > 0.0 && size > 0.0, NULL);

  if (rule.one_two_five && count_labels (&axis, &rule) < 2)
    rule.one_two_five = FALSE;

  if (!rule.one_two_five)
    {
      /* Zero is a multiple of every stride, so that the strides go on only while two labels can touch. */
      while (count_labels (&axis, &rule) == 0 && rule.stride <= axis.to - axis.from)
        rule.stride++;

      /* Within a decade the logarithm is nearly straight. The labels are closest at the high end, where a unit has
       * high·log (high/low) to a length of the axis. */
      if (decades < 1.0 && count_labels (&axis, &rule) < 2)
        return shr_ticks_linear (low, high, length * (high - low) / (high * log (high / low)), size, FALSE);
    }

  return collect_log (&axis, &rule);
}

void
shr_ticks_free (ShrTicks *ticks)
{
  if (ticks == NULL)
    return;

  for (gsize i = 0; i < ticks->n; i++)
    g_free (ticks->ticks[i].label);
  g_free (ticks->ticks);
  g_free (ticks);
}
