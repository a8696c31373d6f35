/* The updatable factors, in one and in two doubles: after any sequence of appends and drops RᵀR is the matrix. */

#include "core/shr-careful-cholesky.h"
#include "core/shr-cholesky.h"
#include "support/shr-test-random.h"

#include <math.h>
#include <string.h>

enum
{
  SIZE = 12,
  STEPS = 400
};

/* A positive definite matrix: A[i][j] = Σ_k b_ik b_jk + δ_ij/10. */
static void
fill (ShrTestRandom *random, double matrix[SIZE][SIZE])
{
  double b[SIZE][SIZE];

  for (gsize i = 0; i < SIZE; i++)
    for (gsize k = 0; k < SIZE; k++)
      b[i][k] = shr_test_random_normal (random);
  for (gsize i = 0; i < SIZE; i++)
    for (gsize j = 0; j < SIZE; j++)
      {
        matrix[i][j] = i == j ? 0.1 : 0.0;
        for (gsize k = 0; k < SIZE; k++)
          matrix[i][j] += b[i][k] * b[j][k];
      }
}

static void
test_updates (void)
{
  ShrTestRandom random;
  ShrCholesky factor = { 0 };
  double matrix[SIZE][SIZE];
  gsize members[SIZE], size = 0;

  shr_test_random_init (&random, 3);
  fill (&random, matrix);
  g_assert_cmpint (shr_cholesky_reserve (&factor, 2), ==, SHR_STATUS_OK);

  for (int step = 0; step < STEPS; step++)
    {
      gsize k = shr_test_random_below (&random, SIZE);
      gsize place = 0;

      while (place < size && members[place] != k)
        place++;
      if (place < size)
        {
          shr_cholesky_drop (&factor, place);
          memmove (members + place, members + place + 1, (size - place - 1) * sizeof (gsize));
          size--;
        }
      else
        {
          double u[SIZE], pivot = matrix[k][k];

          g_assert_cmpint (shr_cholesky_reserve (&factor, size + 1), ==, SHR_STATUS_OK);
          for (gsize i = 0; i < size; i++)
            u[i] = matrix[members[i]][k];
          shr_cholesky_forward (&factor, u);
          for (gsize i = 0; i < size; i++)
            pivot -= u[i] * u[i];
          shr_cholesky_append (&factor, u, sqrt (pivot));
          members[size++] = k;
        }

      g_assert_cmpuint (factor.size, ==, size);
      for (gsize i = 0; i < size; i++)
        for (gsize j = 0; j <= i; j++)
          {
            double sum = 0.0;

            for (gsize l = 0; l <= j; l++)
              sum += factor.r[l + i * factor.capacity] * factor.r[l + j * factor.capacity];
            g_assert_cmpfloat_with_epsilon (sum, matrix[members[i]][members[j]], 1e-11);
          }
      if (size > 0)
        {
          double b[SIZE], whole[SIZE], trace = 0.0;

          for (gsize column = 0; column < size; column++)
            {
              memset (b, 0, sizeof b);
              b[column] = 1.0;
              shr_cholesky_solve (&factor, b);
              trace += b[column];
            }
          g_assert_cmpfloat_with_epsilon (shr_cholesky_inverse_trace (&factor), trace, 1e-10 * trace);
          g_assert_cmpfloat (shr_cholesky_condition (&factor), >=, 1.0 - 1e-12);

          memcpy (whole, b, sizeof b);
          shr_cholesky_multiply (&factor, whole);
          shr_cholesky_backward (&factor, whole);
          for (gsize i = 0; i < size; i++)
            g_assert_cmpfloat_with_epsilon (whole[i], b[i], 1e-10);
        }
    }
  shr_cholesky_clear (&factor);
}

static void
test_factor (void)
{
  ShrCholesky factor = { 0 };

  g_assert_cmpfloat (shr_cholesky_condition (&factor), ==, 1.0);
  g_assert_cmpint (shr_cholesky_reserve (&factor, 2), ==, SHR_STATUS_OK);
  factor.r[0] = 4.0;
  factor.r[2] = 2.0;
  factor.r[3] = 10.0;
  g_assert_true (shr_cholesky_factor (&factor, 2));
  g_assert_cmpfloat (factor.r[0], ==, 2.0);
  g_assert_cmpfloat (factor.r[2], ==, 1.0);
  g_assert_cmpfloat (factor.r[3], ==, 3.0);

  factor.r[0] = 1.0;
  factor.r[2] = 2.0;
  factor.r[3] = 1.0;
  g_assert_false (shr_cholesky_factor (&factor, 2));
  shr_cholesky_clear (&factor);
}

/* Hilbert's matrix of order 12 has condition 1.7e16, which leaves nothing in doubles and fifteen digits here; its
 * inverse is a matrix of integers. */
static void
test_careful (void)
{
  ShrCarefulCholesky factor = { 0 };
  double order = SIZE - 1;

  g_assert_cmpint (shr_careful_cholesky_reserve (&factor, 4), ==, SHR_STATUS_OK);
  /* One row too many in the middle, dropped again later. */
  for (gsize row = 0; row < SIZE; row++)
    {
      ShrDouble2 u[SIZE], pivot;
      double k = row < 5 ? (double) row : (double) row - 1.0;
      double own = row == 5 ? 40.0 : k;

      g_assert_cmpint (shr_careful_cholesky_reserve (&factor, row + 1), ==, SHR_STATUS_OK);
      for (gsize i = 0; i < row; i++)
        {
          double other = i < 5 ? (double) i : i == 5 ? 40.0 : (double) i - 1.0;

          u[i] = shr_double2_divide ((ShrDouble2){ 1.0, 0.0 }, (ShrDouble2){ own + other + 1.0, 0.0 });
        }
      pivot = shr_double2_divide ((ShrDouble2){ 1.0, 0.0 }, (ShrDouble2){ 2.0 * own + 1.0, 0.0 });
      shr_careful_cholesky_forward (&factor, u);
      for (gsize i = 0; i < row; i++)
        pivot = shr_double2_subtract_multiply (pivot, u[i], u[i]);
      g_assert_cmpfloat (pivot.hi, >, 0.0);
      shr_careful_cholesky_append (&factor, u, shr_double2_sqrt (pivot));
    }
  shr_careful_cholesky_drop (&factor, 5);
  g_assert_cmpuint (factor.size, ==, SIZE - 1);

  /* The corner of the inverse of Hilbert's matrix of order n is n². */
  {
    ShrDouble2 b[SIZE] = { { 1.0, 0.0 } };

    shr_careful_cholesky_forward (&factor, b);
    shr_careful_cholesky_backward (&factor, b);
    g_assert_cmpfloat_with_epsilon (b[0].hi / (order * order), 1.0, 1e-13);
  }
  shr_careful_cholesky_clear (&factor);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/cholesky/updates", test_updates);
  g_test_add_func ("/core/cholesky/factor", test_factor);
  g_test_add_func ("/core/cholesky/careful", test_careful);

  return g_test_run ();
}
