#include "plot/shr-placement.h"

#include "plot/shr-lettering.h"
#include "support/shr-test-random.h"

#include <math.h>

/* Whatever is in the way: within bounds, off every box, off the point. */
static void
test_random (void)
{
  const ShrRect bounds = { 10.0, 20.0, 300.0, 200.0 };
  ShrTestRandom random;
  gsize found = 0;

  shr_test_random_init (&random, 1);
  for (int round = 0; round < 300; round++)
    {
      g_autoptr (ShrPlacement) placement = shr_placement_new (&bounds);
      ShrRect boxes[12], box;
      ShrXY line[6];
      double x = 10.0 + 300.0 * shr_test_random_uniform (&random);
      double y = 20.0 + 200.0 * shr_test_random_uniform (&random);

      for (gsize i = 0; i < G_N_ELEMENTS (boxes); i++)
        {
          boxes[i] = (ShrRect){ 300.0 * shr_test_random_uniform (&random), 200.0 * shr_test_random_uniform (&random),
                                20.0, 15.0 };
          shr_placement_avoid_box (placement, &boxes[i]);
        }
      for (gsize i = 0; i < G_N_ELEMENTS (line); i++)
        line[i] = (ShrXY){ 300.0 * shr_test_random_uniform (&random), 200.0 * shr_test_random_uniform (&random) };
      shr_placement_avoid_line (placement, line, G_N_ELEMENTS (line), 2.0);

      if (!shr_placement_find (placement, x, y, 5.0, 60.0, 50.0, 12.0, &box))
        continue;
      found++;
      g_assert_true (box.x >= bounds.x && box.y >= bounds.y && box.x + box.width <= bounds.x + bounds.width
                     && box.y + box.height <= bounds.y + bounds.height);
      g_assert_cmpfloat (box.width, ==, 50.0);
      g_assert_cmpfloat (box.height, ==, 12.0);
      for (gsize i = 0; i < G_N_ELEMENTS (boxes); i++)
        g_assert_false (shr_lettering_boxes_meet (&box, &boxes[i]));
      g_assert_false (x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height);
      /* And taken from then on. */
      for (int again = 0; again < 3; again++)
        {
          ShrRect next;

          if (shr_placement_find (placement, x, y, 5.0, 60.0, 50.0, 12.0, &next))
            g_assert_false (shr_lettering_boxes_meet (&box, &next));
        }
    }
  g_assert_cmpuint (found, >, 200);
}

/* Of two sides the one without a line. */
static void
test_avoids_lines (void)
{
  const ShrRect bounds = { 0.0, 0.0, 200.0, 200.0 };
  const ShrXY above[] = { { 0.0, 80.0 }, { 200.0, 80.0 } };
  g_autoptr (ShrPlacement) placement = shr_placement_new (&bounds);
  ShrRect box;

  for (double y = 60.0; y < 100.0; y += 4.0)
    {
      const ShrXY line[] = { { 0.0, y }, { 200.0, y } };

      shr_placement_avoid_line (placement, line, 2, 1.0);
    }
  shr_placement_avoid_line (placement, above, 2, 1.0);
  g_assert_true (shr_placement_find (placement, 100.0, 100.0, 4.0, 10.0, 40.0, 10.0, &box));
  g_assert_cmpfloat (box.y, >, 96.0);
}

/* Of two points that have labels, each has its own nearer. */
static void
test_other_points (void)
{
  const ShrRect bounds = { 0.0, 0.0, 300.0, 300.0 };
  g_autoptr (ShrPlacement) placement = shr_placement_new (&bounds);
  ShrRect first, second;

  shr_placement_add_point (placement, 150.0, 150.0);
  shr_placement_add_point (placement, 170.0, 150.0);
  g_assert_true (shr_placement_find (placement, 150.0, 150.0, 6.0, 20.0, 60.0, 12.0, &first));
  g_assert_true (shr_placement_find (placement, 170.0, 150.0, 6.0, 20.0, 60.0, 12.0, &second));
  g_assert_cmpfloat (fabs (first.x + 30.0 - 150.0), <, fabs (first.x + 30.0 - 170.0));
  g_assert_cmpfloat (fabs (second.x + 30.0 - 170.0), <, fabs (second.x + 30.0 - 150.0));
}

static void
test_no_room (void)
{
  const ShrRect bounds = { 0.0, 0.0, 30.0, 30.0 };
  g_autoptr (ShrPlacement) placement = shr_placement_new (&bounds);
  ShrRect box;

  g_assert_false (shr_placement_find (placement, 15.0, 15.0, 2.0, 50.0, 40.0, 10.0, &box));
}

/* Of the places along a line the free one is taken, and no other line may come between. */
static void
test_along (void)
{
  const ShrRect bounds = { 0.0, 0.0, 400.0, 100.0 };
  const ShrXY line[] = { { 0.0, 50.0 }, { 400.0, 50.0 } }, other[] = { { 0.0, 46.0 }, { 400.0, 46.0 } };
  const ShrXY places[] = { { 60.0, 50.0 }, { 200.0, 50.0 }, { 340.0, 50.0 } };
  const ShrRect taken[] = { { 0.0, 51.0, 120.0, 49.0 }, { 280.0, 51.0, 120.0, 49.0 } };
  g_autoptr (ShrPlacement) placement = shr_placement_new (&bounds);
  ShrRect box;

  shr_placement_avoid_line (placement, line, 2, 1.0);
  shr_placement_avoid_line (placement, other, 2, 1.0);
  for (gsize i = 0; i < G_N_ELEMENTS (taken); i++)
    shr_placement_avoid_box (placement, &taken[i]);
  g_assert_true (shr_placement_find_along (placement, places, 3, 6.0, 4.0, 60.0, 12.0, &box));
  g_assert_cmpfloat (box.x, >=, 120.0);
  g_assert_cmpfloat (box.x + box.width, <=, 280.0);
  g_assert_cmpfloat (box.y, >=, 50.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/placement/random", test_random);
  g_test_add_func ("/placement/avoids-lines", test_avoids_lines);
  g_test_add_func ("/placement/other-points", test_other_points);
  g_test_add_func ("/placement/no-room", test_no_room);
  g_test_add_func ("/placement/along", test_along);

  return g_test_run ();
}
