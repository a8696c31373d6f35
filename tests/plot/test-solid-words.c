#include "plot/shr-solid-words.h"

#include "support/shr-test-chart.h"

#include <math.h>
#include <string.h>

typedef struct
{
  ShrTestChart *test;
  ShrSolidSection section;
  ShrSpace space;
} Spoken;

/* A solution (@u, @v, @w) of @p features with mixing @mixing, by hand. */
static void
spoken_init (Spoken *spoken, gsize p, double mixing, double u, double v, double w)
{
  static const char *const names[] = { "age", "bmi", "bp", "ltg", NULL };
  const char *taken[5] = { NULL };
  const double lambdas[] = { 2.0 };
  const double all[4] = { u, v, w };

  for (gsize j = 0; j < p; j++)
    taken[j] = names[j];
  spoken->test = shr_test_chart_new_by_hand (taken, mixing, lambdas, 1, all);
  shr_test_chart_set_point (spoken->test, 0);
  spoken->section = (ShrSolidSection){ .contact = { u, v, w },
                                       .gradient = { -1.0, 1.5, -0.5 },
                                       .curvature = { 0.5, 1.0, 1.5 },
                                       .rank = 3,
                                       .optimum = { 3.0, 2.0, 1.0 },
                                       .residual = 2e-15 };
  spoken->space = (ShrSpace){ .third = 2, .section = &spoken->section };
  spoken->test->chart.space = &spoken->space;
}

static const struct
{
  double mixing, u, v, w;
  const char *contact;
} contacts[] = {
  { 1.0, 4.0, -1.0, 2.0, "The contact is on a face: all three features are in." },
  { 1.0, 4.0, 0.0, 2.0, "The contact is on an edge: age and bp are in, bmi is exactly 0." },
  { 1.0, 0.0, 3.0, 0.0, "The contact is on a corner: only bmi is in, age and bp are exactly 0." },
  { 1.0, 0.0, 0.0, 0.0,
    "All three coefficients are exactly 0: the region is a point, since |gradient| = 1.50 ≤ λα = 2.00." },
  { 0.5, 4.0, -1.0, 2.0, "The contact is on a rounded face: all three features are in." },
  { 0.5, 4.0, -1.0, 0.0, "The contact is on an edge: age and bmi are in, bp is exactly 0." },
  { 0.0, 4.0, -1.0, 2.0, "The ball is smooth everywhere: all three are shrunk, none is exactly 0." },
  { 0.0, 4.0, -1.0, 0.0, "The ball is smooth everywhere: the data make bp 0, not the penalty." },
  { 0.0, 4.0, 0.0, 0.0, "The ball is smooth everywhere: the data make bmi and bp both 0, not the penalty." },
  { 0.0, 0.0, 0.0, 0.0, "All three coefficients are 0: the loss is least there, and the region is a point." },
};

static void
test_contact (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (contacts); i++)
    {
      Spoken spoken;
      g_autofree char *words = NULL;

      spoken_init (&spoken, 3, contacts[i].mixing, contacts[i].u, contacts[i].v, contacts[i].w);
      words = shr_solid_words_contact (&spoken.test->chart);
      g_assert_cmpstr (words, ==, contacts[i].contact);
      shr_test_chart_free (spoken.test);
    }
}

static void
test_region (void)
{
  static const struct
  {
    double mixing;
    gsize p;
    const char *region;
  } cases[] = {
    { 1.0, 3, "‖w‖₁ ≤ 7.00" },
    { 1.0, 4, "‖w‖₁ ≤ 7.00 for these three" },
    { 0.0, 3, "‖w‖₂ ≤ 4.58" },
    { 0.5, 3, "0.5‖w‖₁ + 0.25‖w‖₂² ≤ 8.75" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Spoken spoken;
      g_autofree char *words = NULL;

      spoken_init (&spoken, cases[i].p, cases[i].mixing, 4.0, -1.0, 2.0);
      words = shr_solid_words_section (&spoken.test->chart);
      g_assert_cmpstr (words, ==, cases[i].region);
      shr_test_chart_free (spoken.test);
    }
}

static void
test_describe (void)
{
  Spoken spoken;
  g_autofree char *words = NULL, *line = NULL, *nothing = NULL;

  spoken_init (&spoken, 4, 1.0, 4.0, 0.0, 2.0);
  words = shr_solid_words_describe (&spoken.test->chart);
  g_assert_cmpstr (
      words, ==,
      "Lasso, geometry of age, bmi and bp in three dimensions, λ = 2.00: age 4.00, bmi exactly 0, bp 2.00. "
      "‖w‖₁ ≤ 6.00 for these three. The contact is on an edge: age and bp are in, bmi is exactly 0. optimum "
      "of this section: 3.00, 2.00, 1.00. KKT residual 2.0 × 10⁻¹⁵.");

  spoken.section.rank = 2;
  line = shr_solid_words_describe (&spoken.test->chart);
  g_assert_nonnull (strstr (line, "its levels have no end"));
  g_assert_cmpstr (shr_solid_words_optimum (&spoken.test->chart), ==, "optimum: all of this line");
  spoken.section.rank = 1;
  g_assert_cmpstr (shr_solid_words_optimum (&spoken.test->chart), ==, "one optimum of many");

  spoken.space.section = NULL;
  nothing = shr_solid_words_describe (&spoken.test->chart);
  g_assert_cmpstr (nothing, ==, "Lasso, geometry of age, bmi and bp in three dimensions, no solution yet.");
  shr_test_chart_free (spoken.test);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/solid-words/contact", test_contact);
  g_test_add_func ("/solid-words/region", test_region);
  g_test_add_func ("/solid-words/describe", test_describe);

  return g_test_run ();
}
