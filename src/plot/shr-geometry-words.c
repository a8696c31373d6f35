#include "plot/shr-geometry-words.h"

#include "plot/shr-geometry-chart.h"
#include "plot/shr-text.h"

#include <glib/gi18n.h>
#include <math.h>

static double
mixing_of (const ShrChart *chart)
{
  return shr_path_mixing (chart->path);
}

static const char *
name_of (const ShrChart *chart, int i)
{
  return chart->names[chart->pair[i]];
}

char *
shr_geometry_words_bound (double mixing, const double *contact, gsize n)
{
  g_autofree char *norm = NULL, *budget = NULL;
  double sum = 0.0, length = 0.0;

  for (gsize i = 0; i < n; i++)
    {
      sum += fabs (contact[i]);
      length = hypot (length, contact[i]);
    }

  if (mixing == 1.0)
    {
      norm = g_strdup ("‖w‖₁");
      budget = shr_text_number (sum, 3);
    }
  else if (mixing == 0.0)
    {
      norm = g_strdup ("‖w‖₂");
      budget = shr_text_number (length, 3);
    }
  else
    {
      char one[G_ASCII_DTOSTR_BUF_SIZE], two[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (one, sizeof one, "%.3g", mixing);
      g_ascii_formatd (two, sizeof two, "%.3g", (1.0 - mixing) / 2.0);
      norm = g_strdup_printf ("%s‖w‖₁ + %s‖w‖₂²", one, two);
      budget = shr_text_number (mixing * sum + 0.5 * (1.0 - mixing) * length * length, 3);
    }

  return g_strdup_printf ("%s ≤ %s", norm, budget);
}

char *
shr_geometry_words_region (const ShrChart *chart)
{
  return shr_geometry_words_bound (mixing_of (chart), chart->section->contact, 2);
}

char *
shr_geometry_words_section (const ShrChart *chart)
{
  g_autofree char *bound = shr_geometry_words_region (chart);

  return shr_path_features (chart->path) > 2 ? g_strdup_printf (_ ("%s for these two"), bound)
                                             : g_steal_pointer (&bound);
}

char *
shr_geometry_words_contact (const ShrChart *chart)
{
  const ShrSection *section = chart->section;
  double mixing = mixing_of (chart);
  int zeros = (section->contact[0] == 0.0) + (section->contact[1] == 0.0);

  if (zeros == 2 && mixing > 0.0)
    {
      g_autofree char *gradient = shr_text_number (fmax (fabs (section->gradient[0]), fabs (section->gradient[1])), 3);
      g_autofree char *bound = shr_text_number (chart->point->lambda * mixing, 3);

      return g_strdup_printf (_ ("Both coefficients are exactly 0: the region is a point, since |gradient| = %s ≤ λα = "
                                 "%s."),
                              gradient, bound);
    }
  if (zeros == 2)
    return g_strdup (_ ("Both coefficients are 0: the loss is least there, and the region is a point."));
  if (mixing == 0.0 && zeros == 1)
    return g_strdup_printf (_ ("The region is smooth everywhere: the data make %s 0, not the penalty."),
                            name_of (chart, section->contact[0] == 0.0 ? 0 : 1));
  if (mixing == 0.0)
    return g_strdup (_ ("The region is smooth everywhere: both are shrunk, neither is exactly 0."));
  if (zeros == 1)
    return g_strdup_printf (_ ("The contact is at a corner: %s is exactly 0."),
                            name_of (chart, section->contact[0] == 0.0 ? 0 : 1));

  return g_strdup (_ ("The contact is not at a corner: both features are in."));
}

char *
shr_geometry_words_values (const ShrChart *chart)
{
  g_autofree char *first = shr_chart_name_value (name_of (chart, 0), chart->section->contact[0]);
  g_autofree char *second = shr_chart_name_value (name_of (chart, 1), chart->section->contact[1]);

  return g_strdup_printf ("%s, %s", first, second);
}

const char *
shr_geometry_words_optimum (const ShrChart *chart)
{
  if (chart->section->singular)
    return _ ("optimum: all of this line");

  return shr_path_features (chart->path) > 2 ? _ ("optimum of this section") : _ ("least squares");
}

char *
shr_geometry_chart_describe (const ShrChart *chart)
{
  GString *words;

  if (chart->pair[0] == chart->pair[1])
    return g_strdup (_ ("Geometry needs two features; this data has one."));
  if (chart->section == NULL || chart->point == NULL)
    return g_strdup_printf (_ ("%s, geometry of %s and %s, no solution yet."), chart->penalty, name_of (chart, 0),
                            name_of (chart, 1));

  g_autofree char *lambda = shr_text_number (chart->point->lambda, 3);
  g_autofree char *values = shr_geometry_words_values (chart);
  g_autofree char *region = shr_geometry_words_section (chart);
  g_autofree char *contact = shr_geometry_words_contact (chart);
  g_autofree char *u = shr_text_number (chart->section->optimum[0], 3);
  g_autofree char *v = shr_text_number (chart->section->optimum[1], 3);
  g_autofree char *residual = shr_text_number (chart->section->residual, 2);

  words = g_string_new (NULL);
  g_string_printf (words, _ ("%s, geometry of %s and %s, λ = %s: %s. %s. %s "), chart->penalty, name_of (chart, 0),
                   name_of (chart, 1), lambda, values, region, contact);
  if (chart->section->singular)
    g_string_append (words, _ ("The loss is least not at one point but along a line. "));
  else
    g_string_append_printf (words, _ ("%s: %s, %s. "), shr_geometry_words_optimum (chart), u, v);
  g_string_append_printf (words, _ ("KKT residual %s."), residual);

  return g_string_free (words, FALSE);
}
