#include "plot/shr-theme.h"

#include <string.h>

#define RGB(hex)                                                                                                       \
  {                                                                                                                    \
    ((hex) >> 16 & 0xff) / 255.0, ((hex) >> 8 & 0xff) / 255.0, (hex) % 0x100 / 255.0, 1.0                              \
  }

typedef struct
{
  ShrColor background, text, muted, faint, other, ridge, elastic_net, lasso;
  ShrColor palette[SHR_PALETTE_SIZE];
} Colors;

/* Both palettes were found by annealing: the least CIELAB difference between any two entries, as seen by people with
 * normal sight, with protanopia, deuteranopia or tritanopia, as large as it gets while every entry stays near its
 * name (blue, vermilion, red, green, violet, amber, teal, magenta, brown, olive, ink, lavender) and stands out from the
 * background by 3 : 1 on white and 4 : 1 on dark. */
#define PALETTE_ON_WHITE                                                                                               \
  {                                                                                                                    \
    RGB (0x1473e7), RGB (0xba3100), RGB (0x850013), RGB (0x1fa375), RGB (0x5f0f75), RGB (0xce7d00), RGB (0x165e6f),    \
        RGB (0xda1293), RGB (0x6a5149), RGB (0x6d9147), RGB (0x242635), RGB (0xa280d2)                                 \
  }
#define PALETTE_ON_DARK                                                                                                \
  {                                                                                                                    \
    RGB (0x0393fc), RGB (0xe77e02), RGB (0xea4544), RGB (0xabf3a1), RGB (0x9972b4), RGB (0xffec56), RGB (0x53f5ff),    \
        RGB (0xe897a8), RGB (0xc1a077), RGB (0xaecc53), RGB (0xe8fae5), RGB (0xa2b4f8)                                 \
  }

static const Colors colors[] = {
  [SHR_THEME_LIGHT] = {
    .background = RGB (0xffffff),
    .text = RGB (0x241f31),
    .muted = RGB (0x5e5c64),
    .faint = RGB (0xc0bfbc),
    .other = RGB (0x8f8e8c),
    .ridge = RGB (0xc64600),
    .elastic_net = RGB (0x813d9c),
    .lasso = RGB (0x1a5fb4),
    .palette = PALETTE_ON_WHITE,
  },
  [SHR_THEME_DARK] = {
    .background = RGB (0x1e1e1e),
    .text = RGB (0xf6f5f4),
    .muted = RGB (0xb4b2ae),
    .faint = RGB (0x5e5c64),
    .other = RGB (0x7a787d),
    .ridge = RGB (0xff8f2e),
    .elastic_net = RGB (0xdc8add),
    .lasso = RGB (0x78aeed),
    .palette = PALETTE_ON_DARK,
  },
  [SHR_THEME_PRINT] = {
    .background = RGB (0xffffff),
    .text = RGB (0x000000),
    .muted = RGB (0x333333),
    .faint = RGB (0xb0b0b0),
    .other = RGB (0x8c8c8c),
    .ridge = RGB (0xc64600),
    .elastic_net = RGB (0x813d9c),
    .lasso = RGB (0x1a5fb4),
    .palette = PALETTE_ON_WHITE,
  },
};

/* On paper: entries that share a dash differ in lightness, so that a grey copy still tells them apart. */
static const ShrDash print_dashes[SHR_PALETTE_SIZE] = {
  SHR_DASH_SOLID,    SHR_DASH_DASHED, SHR_DASH_DOTTED, SHR_DASH_DASH_DOT, SHR_DASH_DASHED,   SHR_DASH_SOLID,
  SHR_DASH_DASH_DOT, SHR_DASH_DOTTED, SHR_DASH_SOLID,  SHR_DASH_DASHED,   SHR_DASH_DASH_DOT, SHR_DASH_DOTTED,
};

void
shr_theme_init (ShrTheme *theme, ShrThemeKind kind, double scale)
{
  const Colors *c;

  g_return_if_fail ((gsize) kind < G_N_ELEMENTS (colors));
  g_return_if_fail (scale > 0.0);

  c = &colors[kind];

  *theme = (ShrTheme){
    .kind = kind,
    .background = c->background,
    .text = c->text,
    .muted = c->muted,
    .faint = c->faint,
    .ridge = c->ridge,
    .elastic_net = c->elastic_net,
    .lasso = c->lasso,
    .font_size = 13.0 * scale,
    .title_size = 18.0 * scale,
    .line_width = 2.0 * scale,
    .hairline = 1.0 * scale,
  };

  /* Thinner, so that the many stay behind the few. */
  theme->other = (ShrStyle){ .stroke = c->other, .width = 1.0 * scale };

  for (gsize i = 0; i < SHR_PALETTE_SIZE; i++)
    theme->palette[i] = (ShrStyle){
      .stroke = c->palette[i],
      .width = theme->line_width,
      .dash = kind == SHR_THEME_PRINT ? print_dashes[i] : SHR_DASH_SOLID,
    };
}

gboolean
shr_theme_kind_from_string (const char *name, ShrThemeKind *kind)
{
  static const char *const names[] = {
    [SHR_THEME_LIGHT] = "light",
    [SHR_THEME_DARK] = "dark",
    [SHR_THEME_PRINT] = "print",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (name, names[i]) == 0)
      {
        *kind = (ShrThemeKind) i;
        return TRUE;
      }

  return FALSE;
}

ShrColor
shr_theme_penalty_color (const ShrTheme *theme, double mixing)
{
  if (mixing >= 1.0)
    return theme->lasso;

  return mixing <= 0.0 ? theme->ridge : theme->elastic_net;
}

typedef struct
{
  double strength;
  gsize feature;
} Ranked;

static int
compare_strength (gconstpointer a, gconstpointer b)
{
  const Ranked *x = a, *y = b;

  if (x->strength != y->strength)
    return x->strength > y->strength ? -1 : 1;

  return x->feature < y->feature ? -1 : x->feature > y->feature;
}

ShrFeatureColors *
shr_feature_colors_new (const double *strength, gsize n_features)
{
  ShrFeatureColors *feature_colors = g_new (ShrFeatureColors, 1);
  g_autofree Ranked *ranked = g_new (Ranked, n_features);
  int next = 0;

  feature_colors->n_features = n_features;
  feature_colors->rank = g_new (int, n_features);

  for (gsize j = 0; j < n_features; j++)
    {
      ranked[j] = (Ranked){ strength[j], j };
      feature_colors->rank[j] = -1;
    }

  qsort (ranked, n_features, sizeof *ranked, compare_strength);

  for (gsize i = 0; i < MIN (n_features, SHR_PALETTE_SIZE); i++)
    feature_colors->rank[ranked[i].feature] = 0;

  /* The chosen ones in the table's order. */
  for (gsize j = 0; j < n_features; j++)
    if (feature_colors->rank[j] == 0)
      feature_colors->rank[j] = next++;

  return feature_colors;
}

void
shr_feature_colors_free (ShrFeatureColors *feature_colors)
{
  if (feature_colors == NULL)
    return;

  g_free (feature_colors->rank);
  g_free (feature_colors);
}

const ShrStyle *
shr_feature_colors_style (const ShrFeatureColors *feature_colors, const ShrTheme *theme, gsize j)
{
  g_return_val_if_fail (j < feature_colors->n_features, &theme->other);

  return feature_colors->rank[j] < 0 ? &theme->other : &theme->palette[feature_colors->rank[j]];
}
