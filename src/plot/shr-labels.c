/*
 * Labels at the ends of traces.
 *
 *   minimise Σ (placeᵢ − wantᵢ)²   with   placeᵢ₊₁ − placeᵢ ≥ (heightᵢ + heightᵢ₊₁)/2,   all within [low, high]
 *
 * Subtracting from each label the place it would have in a stack without gaps turns the distances into "not
 * decreasing", and both bounds into one interval for all. That is isotonic regression, which pool adjacent violators
 * solves exactly in one pass; the bounded solution is the unbounded one clamped (Barlow et al., "Statistical Inference
 * under Order Restrictions", 1972).
 */

#include "plot/shr-labels.h"

/* A run of labels that touch each other. */
typedef struct
{
  double sum; /* of the wanted places, less the offsets in the stack */
  gsize n;
} Pool;

static int
compare_weight (gconstpointer a, gconstpointer b)
{
  const ShrLabel *x = *(ShrLabel *const *) a;
  const ShrLabel *y = *(ShrLabel *const *) b;

  if (x->weight != y->weight)
    return x->weight > y->weight ? -1 : 1;

  return x < y ? -1 : x > y;
}

static int
compare_want (gconstpointer a, gconstpointer b)
{
  const ShrLabel *x = *(ShrLabel *const *) a;
  const ShrLabel *y = *(ShrLabel *const *) b;

  if (x->want != y->want)
    return x->want < y->want ? -1 : 1;

  return x < y ? -1 : x > y;
}

/* The heaviest labels that fit into @room: they become the first of @order, which is returned in order of weight. */
static gsize
keep_heaviest (ShrLabel **order, gsize n, double room)
{
  double used = 0.0;
  gsize kept = 0;

  qsort (order, n, sizeof *order, compare_weight);

  /* Never a lighter one in place of a heavier one that is too tall: what is missing must be the least important. */
  while (kept < n && used + order[kept]->height <= room)
    used += order[kept++]->height;

  return kept;
}

gsize
shr_labels_place (ShrLabel *labels, gsize n, double low, double high)
{
  g_autofree ShrLabel **order = g_new (ShrLabel *, n);
  g_autofree Pool *pools = g_new (Pool, n);
  gsize n_pools = 0, kept;
  double stacked = 0.0;

  for (gsize i = 0; i < n; i++)
    {
      order[i] = &labels[i];
      labels[i].kept = FALSE;
    }

  kept = n > 0 ? keep_heaviest (order, n, high - low) : 0;
  if (kept == 0)
    return 0;

  qsort (order, kept, sizeof *order, compare_want);

  for (gsize i = 0; i < kept; i++)
    {
      Pool pool = { order[i]->want - (stacked + order[i]->height / 2.0), 1 };

      stacked += order[i]->height;

      while (n_pools > 0 && pools[n_pools - 1].sum * (double) pool.n > pool.sum * (double) pools[n_pools - 1].n)
        {
          n_pools--;
          pool.sum += pools[n_pools].sum;
          pool.n += pools[n_pools].n;
        }
      pools[n_pools++] = pool;
    }

  gsize i = 0;
  double offset = 0.0;

  for (gsize k = 0; k < n_pools; k++)
    {
      double shift = CLAMP (pools[k].sum / (double) pools[k].n, low, high - stacked);

      for (gsize l = 0; l < pools[k].n; l++, i++)
        {
          order[i]->place = shift + offset + order[i]->height / 2.0;
          order[i]->kept = TRUE;
          offset += order[i]->height;
        }
    }

  return kept;
}
