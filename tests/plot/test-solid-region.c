#include "plot/shr-solid-region.h"

#include "support/shr-test-random.h"

#include <math.h>

typedef struct
{
  double mixing, unit;
  ShrSpot contact;
  ShrSolidRegion region;
  ShrSolidView view;
  ShrSpot light;
} Case;

static double
value_at (const Case *c, ShrSpot spot)
{
  double sum = 0.0, square = 0.0;

  for (int i = 0; i < 3; i++)
    {
      sum += fabs (c->unit * spot.at[i]);
      square += c->unit * spot.at[i] * c->unit * spot.at[i];
    }

  return c->mixing * sum + 0.5 * (1.0 - c->mixing) * square;
}

static ShrSpot
random_spot (ShrTestRandom *random)
{
  return (
      ShrSpot){ { shr_test_random_normal (random), shr_test_random_normal (random), shr_test_random_normal (random) } };
}

static void
case_init (Case *c, ShrTestRandom *random, int round)
{
  static const double mixings[] = { 0.0, 1.0, 0.5, 0.05, 0.95 };

  c->mixing = round % 6 < 5 ? mixings[round % 6] : shr_test_random_uniform (random);
  c->unit = pow (10.0, 2.0 * shr_test_random_uniform (random) - 1.0);
  c->contact = shr_spot_add ((ShrSpot){ { 0.0 } }, 0.4, random_spot (random));
  if (round % 4 == 1)
    c->contact.at[round % 3] = 0.0;
  g_assert_true (shr_solid_region_init (&c->region, c->mixing, c->unit, c->contact));
  shr_solid_view_init (&c->view, 360.0 * shr_test_random_uniform (random),
                       160.0 * shr_test_random_uniform (random) - 80.0, (ShrSpot){ { 0.0 } }, (ShrXY){ 0.0, 0.0 },
                       200.0);
  c->light = shr_spot_unit (shr_spot_add (random_spot (random), 2.0, c->view.toward));
}

static void
assert_on_surface (const Case *c, ShrSpot spot)
{
  double budget = value_at (c, c->contact);

  g_assert_cmpfloat (fabs (value_at (c, spot) - budget), <=, 1e-9 * budget);
}

/* The area within a closed line, px², positive when it goes counter-clockwise as the reader sees it. */
static double
area_of (const Case *c, const ShrSpot *spots, gsize n)
{
  double area = 0.0;

  for (gsize i = 0; i < n; i++)
    {
      ShrXY a = shr_solid_view_project (&c->view, spots[i]), b = shr_solid_view_project (&c->view, spots[(i + 1) % n]);

      area += (b.x * a.y - a.x * b.y) / 2.0;
    }

  return area;
}

typedef struct
{
  const Case *c;
  double area;
} Surface;

static void
check_piece (const ShrSpot *border, gsize n, double light, gpointer data)
{
  Surface *surface = data;
  const Case *c = surface->c;
  double area = area_of (c, border, n);
  ShrSpot middle = { { 0.0 } };

  g_assert_cmpfloat (area, >, -1e-6);
  for (gsize i = 0; i < n; i++)
    {
      assert_on_surface (c, border[i]);
      middle = shr_spot_add (middle, 1.0 / (double) n, border[i]);
    }
  for (gsize i = 0; i < n; i++)
    {
      ShrSpot normal;

      /* The normal in the octant that the piece is in. */
      for (int k = 0; k < 3; k++)
        normal.at[k] = (c->region.corner > 0.0 ? copysign (c->mixing, middle.at[k]) : 0.0)
                       + (1.0 - c->mixing) * c->unit * border[i].at[k];
      normal = shr_spot_unit (normal);
      g_assert_cmpfloat (shr_spot_dot (normal, c->view.toward), >, -2e-3);
      if (light > 0.0)
        g_assert_cmpfloat (shr_spot_dot (normal, c->light), >, light - 5e-3);
    }
  /* The darkest of each piece of the surface comes first: all of it. A flat one comes once. */
  if (light == 0.0 || c->region.round == 0.0)
    surface->area += area;
}

/* Every vertex is on the surface and visible; the pieces cover what is seen of the region, without gap or overlap. */
static void
test_surface (void)
{
  ShrTestRandom random;

  shr_test_random_init (&random, 31);
  for (int round = 0; round < 120; round++)
    {
      Case c;
      Surface surface = { &c, 0.0 };
      g_autoptr (GArray) outline = NULL;
      double outer;

      case_init (&c, &random, round);
      outline = shr_solid_region_outline (&c.region, &c.view, 1e-5);
      for (guint i = 0; i < outline->len; i++)
        assert_on_surface (&c, g_array_index (outline, ShrSpot, i));
      outer = fabs (area_of (&c, &g_array_index (outline, ShrSpot, 0), outline->len));

      shr_solid_region_shade (&c.region, c.view.toward, c.light, 8, 1e-5, check_piece, &surface);
      g_assert_cmpfloat (fabs (surface.area - outer), <, 2e-3 * outer);
    }
}

/* No place of the surface is seen beyond the outline, and its edges are on it. */
static void
test_outline (void)
{
  ShrTestRandom random;

  shr_test_random_init (&random, 32);
  for (int round = 0; round < 60; round++)
    {
      Case c;
      g_autoptr (GArray) outline = NULL;

      case_init (&c, &random, round);
      outline = shr_solid_region_outline (&c.region, &c.view, 1e-5);
      for (int across = 0; across < 3; across++)
        {
          gsize n;
          g_autofree ShrSpot *edge = shr_solid_region_edge (&c.region, across, 1e-4, &n);

          for (gsize i = 0; i < n; i++)
            {
              assert_on_surface (&c, edge[i]);
              g_assert_cmpfloat (edge[i].at[across], ==, 0.0);
            }
        }

      for (int sample = 0; sample < 60; sample++)
        {
          double angle = 2.0 * G_PI * shr_test_random_uniform (&random), farthest = -INFINITY;
          ShrSpot way =
              shr_spot_add (shr_spot_add ((ShrSpot){ { 0.0 } }, cos (angle), c.view.right), sin (angle), c.view.up);
          ShrSpot spot = shr_spot_unit (random_spot (&random));
          double low = 0.0, high = 1e3;

          /* Out to the surface by halving. */
          for (int i = 0; i < 100; i++)
            {
              double middle = (low + high) / 2.0;

              if (value_at (&c, shr_spot_add ((ShrSpot){ { 0.0 } }, middle, spot)) < value_at (&c, c.contact))
                low = middle;
              else
                high = middle;
            }
          for (guint i = 0; i < outline->len; i++)
            farthest = fmax (farthest, shr_spot_dot (g_array_index (outline, ShrSpot, i), way));
          g_assert_cmpfloat (low * shr_spot_dot (spot, way), <=, farthest * (1.0 + 1e-4));
        }
    }
}

/* What the equation says is hidden is what many small steps towards the reader find to be. */
static void
test_hides (void)
{
  ShrTestRandom random;
  gsize hidden = 0, seen = 0;

  shr_test_random_init (&random, 33);
  for (int round = 0; round < 300; round++)
    {
      Case c;
      ShrSpot spot;
      double least = INFINITY, budget;

      case_init (&c, &random, round);
      budget = value_at (&c, c.contact);
      spot = shr_spot_add (random_spot (&random), round % 2 == 0 ? 0.0 : -1.0, c.view.toward);
      for (int i = 0; i <= 20000; i++)
        least = fmin (least, value_at (&c, shr_spot_add (spot, i * 5e-4, c.view.toward)));

      if (fabs (least - budget) < 1e-3 * budget)
        continue;
      g_assert_cmpint (shr_solid_region_hides (&c.region, c.view.toward, spot), ==, least < budget);
      hidden += least < budget;
      seen += least > budget;
    }
  g_assert_cmpuint (hidden, >, 20);
  g_assert_cmpuint (seen, >, 40);
}

static void
test_point (void)
{
  ShrSolidRegion region;

  g_assert_false (shr_solid_region_init (&region, 1.0, 1.0, (ShrSpot){ { 0.0 } }));
  g_assert_true (shr_solid_region_init (&region, 0.5, 1e150, (ShrSpot){ { 0.3, 0.0, -0.2 } }));
  g_assert_true (shr_solid_region_init (&region, 0.5, 1e-150, (ShrSpot){ { 0.3, 0.0, -0.2 } }));
  g_assert_cmpfloat_with_epsilon (region.intercept, 0.5, 1e-12);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/solid-region/surface", test_surface);
  g_test_add_func ("/solid-region/outline", test_outline);
  g_test_add_func ("/solid-region/hides", test_hides);
  g_test_add_func ("/solid-region/point", test_point);

  return g_test_run ();
}
