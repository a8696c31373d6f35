#include "plot/shr-theme.h"

#include <math.h>

#define N_DISTINCT 8

/* Dichromatic sight, on linear RGB: Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of
 * Color Vision Deficiency", IEEE TVCG 2009, severity 1. */
static const double sights[][3][3] = {
  { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
  { { 0.152286, 1.052583, -0.204868 }, { 0.114503, 0.786281, 0.099216 }, { -0.003882, -0.048116, 1.051998 } },
  { { 0.367322, 0.860646, -0.227968 }, { 0.280085, 0.672501, 0.047413 }, { -0.011820, 0.042940, 0.968881 } },
  { { 1.255528, -0.076749, -0.178779 }, { -0.078411, 0.930809, 0.147602 }, { 0.004733, 0.691367, 0.303900 } },
};

static double
linear (double component)
{
  return component <= 0.04045 ? component / 12.92 : pow ((component + 0.055) / 1.055, 2.4);
}

static double
luminance (const ShrColor *color)
{
  return 0.2126 * linear (color->red) + 0.7152 * linear (color->green) + 0.0722 * linear (color->blue);
}

/* WCAG 2: from 1 to 21. */
static double
contrast (const ShrColor *a, const ShrColor *b)
{
  double x = luminance (a), y = luminance (b);

  return (fmax (x, y) + 0.05) / (fmin (x, y) + 0.05);
}

static double
cube_root_or_line (double t)
{
  return t > 216.0 / 24389.0 ? cbrt (t) : (24389.0 / 27.0 * t + 16.0) / 116.0;
}

/* CIELAB under D65 of the colour as it is seen. */
static void
see (const ShrColor *color, gsize sight, double lab[3])
{
  const double rgb[] = { linear (color->red), linear (color->green), linear (color->blue) };
  double seen[3], x, y, z;

  for (int i = 0; i < 3; i++)
    {
      seen[i] = 0.0;
      for (int k = 0; k < 3; k++)
        seen[i] += sights[sight][i][k] * rgb[k];
      seen[i] = CLAMP (seen[i], 0.0, 1.0);
    }

  x = cube_root_or_line ((0.4124564 * seen[0] + 0.3575761 * seen[1] + 0.1804375 * seen[2]) / 0.95047);
  y = cube_root_or_line (0.2126729 * seen[0] + 0.7151522 * seen[1] + 0.0721750 * seen[2]);
  z = cube_root_or_line ((0.0193339 * seen[0] + 0.1191920 * seen[1] + 0.9503041 * seen[2]) / 1.08883);
  lab[0] = 116.0 * y - 16.0;
  lab[1] = 500.0 * (x - y);
  lab[2] = 200.0 * (y - z);
}

static double
difference (const ShrColor *a, const ShrColor *b, gsize sight)
{
  double x[3], y[3];

  see (a, sight, x);
  see (b, sight, y);

  return sqrt (pow (x[0] - y[0], 2) + pow (x[1] - y[1], 2) + pow (x[2] - y[2], 2));
}

static const struct
{
  ShrThemeKind kind;
  double first; /* least CIELAB difference among the first eight, to any of the four sights */
  double all;   /* and among all twelve */
} bounds[] = {
  { SHR_THEME_LIGHT, 20.0, 20.0 },
  { SHR_THEME_DARK, 26.0, 19.5 },
  { SHR_THEME_PRINT, 20.0, 20.0 },
};

/* A difference of 2.3 can just be noticed side by side; thin lines apart from each other need many times that. */
static void
test_distinguishable (void)
{
  for (gsize t = 0; t < G_N_ELEMENTS (bounds); t++)
    {
      ShrTheme theme;

      shr_theme_init (&theme, bounds[t].kind, 1.0);
      for (gsize sight = 0; sight < G_N_ELEMENTS (sights); sight++)
        for (gsize i = 0; i < SHR_PALETTE_SIZE; i++)
          for (gsize k = 0; k < i; k++)
            g_assert_cmpfloat (difference (&theme.palette[i].stroke, &theme.palette[k].stroke, sight), >,
                               i < N_DISTINCT ? bounds[t].first : bounds[t].all);
    }
}

static void
test_contrast (void)
{
  for (gsize t = 0; t < G_N_ELEMENTS (bounds); t++)
    {
      ShrTheme theme;

      shr_theme_init (&theme, bounds[t].kind, 1.0);
      for (gsize i = 0; i < SHR_PALETTE_SIZE; i++)
        g_assert_cmpfloat (contrast (&theme.palette[i].stroke, &theme.background), >=, 3.0);
      g_assert_cmpfloat (contrast (&theme.other.stroke, &theme.background), >=, 3.0);
      /* Texts. */
      g_assert_cmpfloat (contrast (&theme.text, &theme.background), >=, 7.0);
      g_assert_cmpfloat (contrast (&theme.muted, &theme.background), >=, 4.5);
      g_assert_cmpfloat (contrast (&theme.ridge, &theme.background), >=, 4.5);
      g_assert_cmpfloat (contrast (&theme.elastic_net, &theme.background), >=, 4.5);
      g_assert_cmpfloat (contrast (&theme.lasso, &theme.background), >=, 4.5);
    }
}

/* On a grey copier only dash and lightness are left. */
static void
test_print_without_hue (void)
{
  ShrTheme theme;
  gboolean seen[4] = { FALSE, FALSE, FALSE, FALSE };

  shr_theme_init (&theme, SHR_THEME_PRINT, 1.0);
  for (gsize i = 0; i < SHR_PALETTE_SIZE; i++)
    {
      if (i < 4)
        {
          g_assert_false (seen[theme.palette[i].dash]);
          seen[theme.palette[i].dash] = TRUE;
        }
      for (gsize k = 0; k < i; k++)
        if (theme.palette[i].dash == theme.palette[k].dash)
          {
            double x[3], y[3];

            see (&theme.palette[i].stroke, 0, x);
            see (&theme.palette[k].stroke, 0, y);
            g_assert_cmpfloat (fabs (x[0] - y[0]), >, 9.5);
          }
    }

  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
  for (gsize i = 0; i < SHR_PALETTE_SIZE; i++)
    g_assert_cmpint (theme.palette[i].dash, ==, SHR_DASH_SOLID);
}

static void
test_scale (void)
{
  ShrTheme usual, large;

  shr_theme_init (&usual, SHR_THEME_LIGHT, 1.0);
  shr_theme_init (&large, SHR_THEME_LIGHT, 1.6);
  g_assert_cmpfloat_with_epsilon (large.font_size, 1.6 * usual.font_size, 1e-12);
  g_assert_cmpfloat_with_epsilon (large.title_size, 1.6 * usual.title_size, 1e-12);
  g_assert_cmpfloat_with_epsilon (large.line_width, 1.6 * usual.line_width, 1e-12);
  g_assert_cmpfloat_with_epsilon (large.hairline, 1.6 * usual.hairline, 1e-12);
  g_assert_cmpfloat_with_epsilon (large.other.width, 1.6 * usual.other.width, 1e-12);
  g_assert_cmpfloat (large.palette[3].width, ==, large.line_width);
}

static void
test_names (void)
{
  ShrThemeKind kind;

  g_assert_true (shr_theme_kind_from_string ("light", &kind));
  g_assert_cmpint (kind, ==, SHR_THEME_LIGHT);
  g_assert_true (shr_theme_kind_from_string ("dark", &kind));
  g_assert_cmpint (kind, ==, SHR_THEME_DARK);
  g_assert_true (shr_theme_kind_from_string ("print", &kind));
  g_assert_cmpint (kind, ==, SHR_THEME_PRINT);
  g_assert_false (shr_theme_kind_from_string ("Light", &kind));
  g_assert_false (shr_theme_kind_from_string ("", &kind));
}

static void
test_penalty_colors (void)
{
  ShrTheme theme;

  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
  g_assert_cmpfloat (shr_theme_penalty_color (&theme, 0.0).red, ==, theme.ridge.red);
  g_assert_cmpfloat (shr_theme_penalty_color (&theme, 0.001).red, ==, theme.elastic_net.red);
  g_assert_cmpfloat (shr_theme_penalty_color (&theme, 0.999).red, ==, theme.elastic_net.red);
  g_assert_cmpfloat (shr_theme_penalty_color (&theme, 1.0).red, ==, theme.lasso.red);
}

static void
test_few_features (void)
{
  const double strength[] = { 0.0, 9.0, 3.0 };
  g_autoptr (ShrFeatureColors) colors = shr_feature_colors_new (strength, G_N_ELEMENTS (strength));
  ShrTheme theme;

  shr_theme_init (&theme, SHR_THEME_LIGHT, 1.0);
  for (gsize j = 0; j < G_N_ELEMENTS (strength); j++)
    {
      g_assert_cmpint (colors->rank[j], ==, (int) j);
      g_assert_true (shr_feature_colors_style (colors, &theme, j) == &theme.palette[j]);
    }
}

/* Of many features the strongest are coloured, in the table's order; of equally strong ones the earlier. */
static void
test_many_features (void)
{
  double strength[40];
  g_autoptr (ShrFeatureColors) colors = NULL;
  ShrTheme theme;
  int next = 0;

  for (gsize j = 0; j < G_N_ELEMENTS (strength); j++)
    strength[j] = j % 4 == 3 ? 100.0 - (double) j : 1.0; /* ten strong ones, then two of the others */

  colors = shr_feature_colors_new (strength, G_N_ELEMENTS (strength));
  shr_theme_init (&theme, SHR_THEME_DARK, 1.0);

  for (gsize j = 0; j < G_N_ELEMENTS (strength); j++)
    if (j % 4 == 3 || j < 2)
      {
        g_assert_cmpint (colors->rank[j], ==, next);
        g_assert_true (shr_feature_colors_style (colors, &theme, j) == &theme.palette[next]);
        next++;
      }
    else
      {
        g_assert_cmpint (colors->rank[j], ==, -1);
        g_assert_true (shr_feature_colors_style (colors, &theme, j) == &theme.other);
      }
  g_assert_cmpint (next, ==, SHR_PALETTE_SIZE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/theme/distinguishable", test_distinguishable);
  g_test_add_func ("/theme/contrast", test_contrast);
  g_test_add_func ("/theme/print-without-hue", test_print_without_hue);
  g_test_add_func ("/theme/scale", test_scale);
  g_test_add_func ("/theme/names", test_names);
  g_test_add_func ("/theme/penalty-colors", test_penalty_colors);
  g_test_add_func ("/theme/few-features", test_few_features);
  g_test_add_func ("/theme/many-features", test_many_features);

  return g_test_run ();
}
