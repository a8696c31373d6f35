#include "plot/shr-solid-words.h"

#include "plot/shr-geometry-words.h"
#include "plot/shr-text.h"

#include <glib/gi18n.h>
#include <math.h>

static const char *
name_of (const ShrChart *chart, int i)
{
  return chart->names[i < 2 ? chart->pair[i] : chart->space->third];
}

/* "bmi", "bmi and bp" or "bmi, bp and s5": of the coefficients that are zero, or of those that are not. */
static char *
list_names (const ShrChart *chart, gboolean zero)
{
  const double *contact = chart->space->section->contact;
  const char *names[3];
  int n = 0;

  for (int i = 0; i < 3; i++)
    if ((contact[i] == 0.0) == zero)
      names[n++] = name_of (chart, i);

  return n == 1   ? g_strdup (names[0])
         : n == 2 ? g_strdup_printf (_ ("%s and %s"), names[0], names[1])
                  : g_strdup_printf (_ ("%s, %s and %s"), names[0], names[1], names[2]);
}

char *
shr_solid_words_region (const ShrChart *chart)
{
  return shr_geometry_words_bound (shr_path_mixing (chart->path), chart->space->section->contact, 3);
}

char *
shr_solid_words_section (const ShrChart *chart)
{
  g_autofree char *bound = shr_solid_words_region (chart);

  return shr_path_features (chart->path) > 3 ? g_strdup_printf (_ ("%s for these three"), bound)
                                             : g_steal_pointer (&bound);
}

char *
shr_solid_words_contact (const ShrChart *chart)
{
  const ShrSolidSection *section = chart->space->section;
  double mixing = shr_path_mixing (chart->path), largest = 0.0;
  g_autofree char *zero = NULL, *in = NULL;
  int zeros = 0;

  for (int i = 0; i < 3; i++)
    {
      zeros += section->contact[i] == 0.0;
      largest = fmax (largest, fabs (section->gradient[i]));
    }
  if (zeros == 3 && mixing > 0.0)
    {
      g_autofree char *gradient = shr_text_number (largest, 3);
      g_autofree char *bound = shr_text_number (chart->point->lambda * mixing, 3);

      return g_strdup_printf (_ ("All three coefficients are exactly 0: the region is a point, since |gradient| = %s ≤ "
                                 "λα = %s."),
                              gradient, bound);
    }
  if (zeros == 3)
    return g_strdup (_ ("All three coefficients are 0: the loss is least there, and the region is a point."));
  if (zeros == 0 && mixing == 0.0)
    return g_strdup (_ ("The ball is smooth everywhere: all three are shrunk, none is exactly 0."));
  if (zeros == 0)
    return g_strdup (mixing == 1.0 ? _ ("The contact is on a face: all three features are in.")
                                   : _ ("The contact is on a rounded face: all three features are in."));

  zero = list_names (chart, TRUE);
  in = list_names (chart, FALSE);
  if (mixing == 0.0)
    return g_strdup_printf (zeros == 1 ? _ ("The ball is smooth everywhere: the data make %s 0, not the penalty.")
                                       : _ ("The ball is smooth everywhere: the data make %s both 0, not the penalty."),
                            zero);
  if (zeros == 2)
    return g_strdup_printf (_ ("The contact is on a corner: only %s is in, %s are exactly 0."), in, zero);

  return g_strdup_printf (_ ("The contact is on an edge: %s are in, %s is exactly 0."), in, zero);
}

char *
shr_solid_words_values (const ShrChart *chart)
{
  char *values[4] = { NULL };
  char *words;

  for (int i = 0; i < 3; i++)
    values[i] = shr_chart_name_value (name_of (chart, i), chart->space->section->contact[i]);
  words = g_strjoinv (", ", values);
  for (int i = 0; i < 3; i++)
    g_free (values[i]);

  return words;
}

const char *
shr_solid_words_optimum (const ShrChart *chart)
{
  if (chart->space->section->rank == 2)
    return _ ("optimum: all of this line");
  if (chart->space->section->rank < 2)
    return _ ("one optimum of many");

  return shr_path_features (chart->path) > 3 ? _ ("optimum of this section") : _ ("least squares");
}

char *
shr_solid_words_describe (const ShrChart *chart)
{
  const ShrSolidSection *section = chart->space->section;
  GString *words;

  if (section == NULL || chart->point == NULL)
    return g_strdup_printf (_ ("%s, geometry of %s, %s and %s in three dimensions, no solution yet."), chart->penalty,
                            name_of (chart, 0), name_of (chart, 1), name_of (chart, 2));

  g_autofree char *lambda = shr_text_number (chart->point->lambda, 3);
  g_autofree char *values = shr_solid_words_values (chart);
  g_autofree char *region = shr_solid_words_section (chart);
  g_autofree char *contact = shr_solid_words_contact (chart);
  g_autofree char *residual = shr_text_number (section->residual, 2);

  words = g_string_new (NULL);
  g_string_printf (words, _ ("%s, geometry of %s, %s and %s in three dimensions, λ = %s: %s. %s. %s "), chart->penalty,
                   name_of (chart, 0), name_of (chart, 1), name_of (chart, 2), lambda, values, region, contact);
  if (section->rank < 3)
    g_string_append (words, _ ("The loss is not least at one point alone: its levels have no end. "));
  else
    {
      g_autofree char *u = shr_text_number (section->optimum[0], 3);
      g_autofree char *v = shr_text_number (section->optimum[1], 3);
      g_autofree char *w = shr_text_number (section->optimum[2], 3);

      g_string_append_printf (words, _ ("%s: %s, %s, %s. "), shr_solid_words_optimum (chart), u, v, w);
    }
  g_string_append_printf (words, _ ("KKT residual %s."), residual);

  return g_string_free (words, FALSE);
}
