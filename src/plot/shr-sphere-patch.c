#include "plot/shr-sphere-patch.h"

#include <math.h>

/* Radians. */
#define GRAZING 0.2

typedef struct
{
  ShrSpot pole;
  double height;
} Cap;

struct _ShrSpherePatch
{
  GArray *border; /* ShrSpot */
  GArray *spare;
  GArray *caps; /* Cap */
  double step;
};

/* Two directions at right angles to the pole and each other; from the first to the second is counter-clockwise. */
static void
find_equator (ShrSpot pole, ShrSpot *first, ShrSpot *second)
{
  ShrSpot other = { { 0.0, 0.0, 0.0 } };
  int least = 0;

  for (int i = 1; i < 3; i++)
    if (fabs (pole.at[i]) < fabs (pole.at[least]))
      least = i;
  other.at[least] = 1.0;

  *first = shr_spot_unit (shr_spot_cross (other, pole));
  *second = shr_spot_cross (pole, *first);
}

/* The border of the cap from angle to angle of its equator, both left out. */
static void
append_arc (const ShrSpherePatch *patch, const Cap *cap, ShrSpot first, ShrSpot second, double from, double turn)
{
  double radius = sqrt (fmax (1.0 - cap->height * cap->height, 0.0));
  int pieces = (int) ceil (turn * radius / patch->step);

  for (int i = 1; i < pieces; i++)
    {
      double angle = from + turn * i / pieces;
      ShrSpot spot = { { 0.0, 0.0, 0.0 } };

      spot = shr_spot_add (spot, cap->height, cap->pole);
      spot = shr_spot_add (spot, radius * cos (angle), first);
      spot = shr_spot_add (spot, radius * sin (angle), second);
      g_array_append_val (patch->border, spot);
    }
}

static void
append_circle (const ShrSpherePatch *patch, const Cap *cap)
{
  ShrSpot first, second;

  find_equator (cap->pole, &first, &second);
  append_arc (patch, cap, first, second, 0.0, 2.0 * G_PI);
  first = shr_spot_add (shr_spot_add ((ShrSpot){ { 0.0, 0.0, 0.0 } }, cap->height, cap->pole),
                        sqrt (fmax (1.0 - cap->height * cap->height, 0.0)), first);
  g_array_append_val (patch->border, first);
}

static ShrSpherePatch *
patch_new (double step)
{
  ShrSpherePatch *patch = g_new (ShrSpherePatch, 1);

  patch->border = g_array_new (FALSE, FALSE, sizeof (ShrSpot));
  patch->spare = g_array_new (FALSE, FALSE, sizeof (ShrSpot));
  patch->caps = g_array_new (FALSE, FALSE, sizeof (Cap));
  patch->step = step;

  return patch;
}

ShrSpherePatch *
shr_sphere_patch_new (ShrSpot pole, double step)
{
  ShrSpherePatch *patch = patch_new (step);
  Cap half = { pole, 0.0 };

  append_circle (patch, &half);
  g_array_append_val (patch->caps, half);

  return patch;
}

ShrSpherePatch *
shr_sphere_patch_new_within (const ShrSpot *border,
                             gsize n,
                             const ShrSpot poles[3],
                             const double heights[3],
                             double step)
{
  ShrSpherePatch *patch = patch_new (step);

  g_array_append_vals (patch->border, border, (guint) n);
  for (int i = 0; i < 3; i++)
    {
      Cap cap = { poles[i], heights[i] };

      g_array_append_val (patch->caps, cap);
    }

  return patch;
}

void
shr_sphere_patch_free (ShrSpherePatch *patch)
{
  if (patch == NULL)
    return;

  g_array_unref (patch->caps);
  g_array_unref (patch->spare);
  g_array_unref (patch->border);
  g_free (patch);
}

/* Where the border crosses the cap's between two neighbours of which one is inside. */
static ShrSpot
find_crossing (ShrSpot a, ShrSpot b, double above_a, double above_b)
{
  return shr_spot_unit (shr_spot_add (a, above_a / (above_a - above_b), shr_spot_add (b, -1.0, a)));
}

static gboolean
contains (const ShrSpherePatch *patch, ShrSpot spot)
{
  for (guint i = 0; i < patch->caps->len; i++)
    {
      const Cap *cap = &g_array_index (patch->caps, Cap, i);

      if (shr_spot_dot (spot, cap->pole) < cap->height)
        return FALSE;
    }

  return TRUE;
}

gboolean
shr_sphere_patch_clip (ShrSpherePatch *patch, ShrSpot pole, double height)
{
  const ShrSpot *old;
  ShrSpot first, second;
  Cap cap = { pole, height };
  guint n = patch->border->len, start = 0;
  guint n_inside = 0;
  GArray *whole = patch->border;

  for (guint i = 0; i < n; i++)
    {
      gboolean inside = shr_spot_dot (g_array_index (whole, ShrSpot, i), pole) >= height;

      n_inside += inside ? 1 : 0;
      /* Begin where the border enters the cap. */
      if (inside && shr_spot_dot (g_array_index (whole, ShrSpot, (i + n - 1) % n), pole) < height)
        start = i;
    }

  if (n_inside == 0)
    {
      /* The cap's border does not meet this one: all of it is within, or nothing. */
      gboolean within = contains (patch, pole);

      g_array_set_size (patch->border, 0);
      g_array_append_val (patch->caps, cap);
      if (within)
        append_circle (patch, &cap);
      return patch->border->len > 2;
    }
  g_array_append_val (patch->caps, cap);
  if (n_inside == n)
    return TRUE;

  patch->border = patch->spare;
  patch->spare = whole;
  g_array_set_size (patch->border, 0);
  old = &g_array_index (whole, ShrSpot, 0);
  find_equator (pole, &first, &second);

  for (guint i = 0; i < n; i++)
    {
      ShrSpot here = old[(start + i) % n], next = old[(start + i + 1) % n], before = old[(start + i + n - 1) % n];
      double above = shr_spot_dot (here, pole) - height, above_next = shr_spot_dot (next, pole) - height;
      double above_before = shr_spot_dot (before, pole) - height;

      if (above < 0.0)
        continue;
      if (above_before < 0.0)
        {
          ShrSpot entry = find_crossing (before, here, above_before, above);

          g_array_append_val (patch->border, entry);
        }
      g_array_append_val (patch->border, here);
      if (above_next < 0.0)
        {
          /* Out, and along the cap's border to where the patch's own comes in again. */
          ShrSpot leave = find_crossing (here, next, above, above_next), entry;
          guint k = i + 1;
          double from, to;

          while (shr_spot_dot (old[(start + k) % n], pole) < height)
            k++;
          entry = find_crossing (old[(start + k + n - 1) % n], old[(start + k) % n],
                                 shr_spot_dot (old[(start + k + n - 1) % n], pole) - height,
                                 shr_spot_dot (old[(start + k) % n], pole) - height);
          g_array_append_val (patch->border, leave);
          from = atan2 (shr_spot_dot (leave, second), shr_spot_dot (leave, first));
          to = atan2 (shr_spot_dot (entry, second), shr_spot_dot (entry, first));
          to += to >= from ? 0.0 : 2.0 * G_PI;
          /* Out by no more than rounding: not once around. */
          if (to - from < 2.0 * G_PI - GRAZING || k - i > n / 2)
            append_arc (patch, &cap, first, second, from, to - from);
        }
    }

  return patch->border->len > 2;
}

const ShrSpot *
shr_sphere_patch_get_border (const ShrSpherePatch *patch, gsize *n)
{
  *n = patch->border->len;

  return &g_array_index (patch->border, ShrSpot, 0);
}

ShrSpot
shr_sphere_map_apply (const ShrSphereMap *map, ShrSpot on_sphere)
{
  ShrSpot spot = map->origin;

  for (int i = 0; i < 3; i++)
    spot = shr_spot_add (spot, on_sphere.at[i], map->columns[i]);

  return spot;
}

void
shr_sphere_patch_shade (ShrSpherePatch *patch,
                        const ShrSphereMap *map,
                        ShrSpot pole,
                        int levels,
                        ShrSolidShade shade,
                        gpointer data)
{
  g_autoptr (GArray) spots = g_array_new (FALSE, FALSE, sizeof (ShrSpot));

  for (int level = 0; level < levels; level++)
    {
      double light = (double) level / levels;

      if (level > 0 && !shr_sphere_patch_clip (patch, pole, light))
        return;

      g_array_set_size (spots, 0);
      for (guint i = 0; i < patch->border->len; i++)
        {
          ShrSpot spot = shr_sphere_map_apply (map, g_array_index (patch->border, ShrSpot, i));

          g_array_append_val (spots, spot);
        }
      shade (&g_array_index (spots, ShrSpot, 0), spots->len, light, data);
    }
}
