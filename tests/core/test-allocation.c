/* A warm solve allocates nothing: the window solves at the cursor's λ in every frame. Counts the calls of malloc by
 * putting its own in front of the C library's, which only glibc without a sanitizer lets one do. */

#include "support/shr-test-core.h"
#include "support/shr-test-design.h"

#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED
#endif

#if defined(__GLIBC__) && !defined(SANITIZED)
#define COUNTS

static atomic_size_t calls;

void *__libc_malloc (size_t size);
void *__libc_calloc (size_t count, size_t size);
void *__libc_realloc (void *old, size_t size);

void *
malloc (size_t size)
{
  atomic_fetch_add (&calls, 1);
  return __libc_malloc (size);
}

void *
calloc (size_t count, size_t size)
{
  atomic_fetch_add (&calls, 1);
  return __libc_calloc (count, size);
}

void *
realloc (void *old, size_t size)
{
  atomic_fetch_add (&calls, 1);
  return __libc_realloc (old, size);
}
#endif

static void
test_warm (void)
{
#ifdef COUNTS
  static const struct
  {
    gsize n, p;
  } shapes[] = { { 100, 12 }, { 40, 200 } };
  static const double mixings[] = { 1.0, 0.5, 0.0 };

  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    for (gsize m = 0; m < G_N_ELEMENTS (mixings); m++)
      {
        g_autofree double *x = NULL, *y = NULL, *w = g_new (double, shapes[i].p);
        g_autoptr (ShrDesign) design = NULL;
        g_autoptr (ShrSolver) solver = NULL;
        ShrSolverSettings settings;
        ShrPoint point = { .w = w };
        double lambdas[60];
        gsize filled, before;

        shr_test_design_fht (shapes[i].n, shapes[i].p, 0.5, 1, &x, &y);
        shr_test_assert_ok (shr_design_new (x, y, shapes[i].n, shapes[i].p, NULL, &design));
        shr_solver_settings_init (&settings);
        settings.mixing = mixings[m];
        shr_test_assert_ok (shr_solver_new (design, &settings, &solver));
        shr_test_assert_ok (shr_solver_grid (solver, 60, 0.0, lambdas, &filled));
        for (gsize k = 0; k < filled; k++)
          shr_test_assert_ok (shr_solver_solve (solver, lambdas[k], &point));

        before = atomic_load (&calls);
        g_assert_cmpuint (before, >, 0);
        for (gsize k = filled; k-- > 0;)
          shr_test_assert_ok (shr_solver_solve (solver, lambdas[k] * 0.99, &point));
        g_assert_cmpuint (atomic_load (&calls) - before, ==, 0);
      }
#else
  g_test_skip ("malloc cannot be counted here");
#endif
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/allocation/warm", test_warm);

  return g_test_run ();
}
