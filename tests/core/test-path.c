#include "support/shr-test-core.h"

#include <math.h>

enum
{
  FEATURES = 7,
  POINTS = 4000,
  READERS = 3
};

static ShrDesign *
make_design (double *x, double *y)
{
  ShrDesign *design;

  for (gsize i = 0; i < 4; i++)
    {
      y[i] = (double) (i * i);
      for (gsize j = 0; j < FEATURES; j++)
        x[i + 4 * j] = j == 2 ? 5.0 : (double) ((i + 1) * (i + j + 1));
    }
  shr_test_assert_ok (shr_design_new (x, y, 4, FEATURES, NULL, &design));

  return design;
}

static void
test_contract (void)
{
  double x[4 * FEATURES], y[4];
  double lambdas[] = { 2.0, 1.0, 0.0 };
  g_autoptr (ShrDesign) design = make_design (x, y);
  g_autoptr (ShrPath) path = NULL;
  ShrPoint *point;

  shr_test_assert_ok (shr_path_new (design, 0.25, lambdas, 3, &path));
  lambdas[0] = 77.0;
  g_assert_cmpfloat (shr_path_mixing (path), ==, 0.25);
  g_assert_cmpuint (shr_path_features (path), ==, FEATURES);
  g_assert_cmpuint (shr_path_count (path), ==, 3);
  g_assert_cmpfloat (shr_path_lambda (path, 0), ==, 2.0);
  g_assert_cmpuint (shr_path_ready (path), ==, 0);

  point = shr_path_next (path);
  g_assert_nonnull (point);
  g_assert_cmpfloat (point->lambda, ==, 2.0);
  for (gsize j = 0; j < FEATURES; j++)
    g_assert_cmpfloat (point->w[j], ==, 0.0);
  point->w[1] = 3.0;
  g_assert_cmpuint (shr_path_ready (path), ==, 0);
  g_assert_true (shr_path_next (path) == point);
  g_assert_cmpfloat (point->w[1], ==, 0.0);
  point->w[1] = 4.0;
  shr_path_publish (path);
  g_assert_cmpuint (shr_path_ready (path), ==, 1);
  g_assert_cmpfloat (shr_path_point (path, 0)->w[1], ==, 4.0);

  for (gsize j = 0; j < FEATURES; j++)
    {
      g_assert_cmpfloat (shr_path_scale (path, j), ==, shr_design_scale (design, j));
      if (j == 2)
        g_assert_cmpfloat (shr_path_original (path, j, 0.0), ==, 0.0);
      else
        g_assert_cmpfloat (shr_path_original (path, j, 6.0), ==, 6.0 / shr_design_scale (design, j));
    }

  g_assert_nonnull (shr_path_next (path));
  shr_path_publish (path);
  g_assert_nonnull (shr_path_next (path));
  shr_path_publish (path);
  g_assert_null (shr_path_next (path));
}

static void
test_refusals (void)
{
  double x[4 * FEATURES], y[4];
  g_autoptr (ShrDesign) design = make_design (x, y);
  ShrPath *path;

  g_assert_cmpint (shr_path_new (design, -0.1, (double[]){ 1.0 }, 1, &path), ==, SHR_STATUS_BAD_MIXING);
  g_assert_cmpint (shr_path_new (design, NAN, (double[]){ 1.0 }, 1, &path), ==, SHR_STATUS_BAD_MIXING);
  g_assert_cmpint (shr_path_new (design, 1.0, NULL, 0, &path), ==, SHR_STATUS_BAD_GRID);
  g_assert_cmpint (shr_path_new (design, 1.0, (double[]){ 1.0, 1.0 }, 2, &path), ==, SHR_STATUS_BAD_LAMBDA);
  g_assert_cmpint (shr_path_new (design, 1.0, (double[]){ 1.0, 2.0 }, 2, &path), ==, SHR_STATUS_BAD_LAMBDA);
  g_assert_cmpint (shr_path_new (design, 1.0, (double[]){ -1.0 }, 1, &path), ==, SHR_STATUS_BAD_LAMBDA);
  g_assert_cmpint (shr_path_new (design, 1.0, (double[]){ INFINITY }, 1, &path), ==, SHR_STATUS_BAD_LAMBDA);
  g_assert_null (path);
}

/* What the writer puts into coefficient @j of point @k, so that a reader can tell a torn or early read. */
static double
stamp (gsize k, gsize j)
{
  return (double) k * 16.0 + (double) j + 0.5;
}

static gpointer
read_until_full (gpointer data)
{
  const ShrPath *path = data;
  gsize seen = 0;
  gsize looks = 0;

  while (seen < POINTS)
    {
      gsize ready = shr_path_ready (path);

      g_assert_cmpuint (ready, >=, seen);
      for (gsize k = seen; k < ready; k++)
        {
          const ShrPoint *point = shr_path_point (path, k);

          g_assert_cmpfloat (point->lambda, ==, shr_path_lambda (path, k));
          g_assert_cmpfloat (point->gap, ==, stamp (k, 15));
          for (gsize j = 0; j < FEATURES; j++)
            g_assert_cmpfloat (point->w[j], ==, stamp (k, j));
        }
      seen = ready;
      looks++;
    }

  return GSIZE_TO_POINTER (looks);
}

/* One writer, several readers, no lock: a reader that sees a point sees all of it. Under ThreadSanitizer this fails if
 * the release and acquire on the count of points are weakened. */
static void
test_threads (void)
{
  double x[4 * FEATURES], y[4];
  g_autofree double *lambdas = g_new (double, POINTS);
  g_autoptr (ShrDesign) design = make_design (x, y);
  g_autoptr (ShrPath) path = NULL;
  GThread *readers[READERS];
  ShrPoint *point;

  for (gsize k = 0; k < POINTS; k++)
    lambdas[k] = (double) (POINTS - k);
  shr_test_assert_ok (shr_path_new (design, 1.0, lambdas, POINTS, &path));
  for (gsize i = 0; i < READERS; i++)
    readers[i] = g_thread_new ("reader", read_until_full, path);

  while ((point = shr_path_next (path)) != NULL)
    {
      gsize k = shr_path_ready (path);

      for (gsize j = 0; j < FEATURES; j++)
        point->w[j] = stamp (k, j);
      point->gap = stamp (k, 15);
      shr_path_publish (path);
      if (k % 64 == 0)
        g_thread_yield ();
    }

  for (gsize i = 0; i < READERS; i++)
    g_assert_cmpuint (GPOINTER_TO_SIZE (g_thread_join (readers[i])), >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/path/contract", test_contract);
  g_test_add_func ("/core/path/refusals", test_refusals);
  g_test_add_func ("/core/path/threads", test_threads);

  return g_test_run ();
}
