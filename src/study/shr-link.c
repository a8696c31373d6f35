#include "study/shr-link.h"

#include <math.h>

#define SHARE_TOLERANCE 1e-4
#define MOST_HALVINGS 24

static const char *const ids[] = { "shrinkage", "lambda", "df" };

const char *
shr_link_id (ShrLink link)
{
  return ids[link];
}

gboolean
shr_link_from_id (const char *id, ShrLink *link)
{
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    if (g_strcmp0 (id, ids[i]) == 0)
      {
        *link = (ShrLink) i;
        return TRUE;
      }

  return FALSE;
}

/* What both columns have in common; it grows as λ falls. */
static double
measure (ShrFit *fit, ShrLink link, ShrPenalty penalty, const ShrPoint *point)
{
  return link == SHR_LINK_DF ? point->df : shr_fit_get_share (fit, penalty, point);
}

/* Halfway in log λ; a path that ends at 0 has no logarithm there. */
static double
middle (double a, double b)
{
  return a > 0.0 && b > 0.0 ? sqrt (a) * sqrt (b) : 0.5 * (a + b);
}

/* Between two neighbours of the path, of which only the lower reaches @target. */
static double
refine (ShrFit *fit, ShrLink link, ShrPenalty penalty, double target, double above, double below, ShrPoint *scratch)
{
  for (int i = 0; i < MOST_HALVINGS && above - below > 1e-9 * above; i++)
    {
      double lambda = middle (above, below), reached;

      if (shr_fit_solve (fit, penalty, lambda, scratch) != SHR_STATUS_OK)
        break;

      reached = measure (fit, link, penalty, scratch);
      if (link == SHR_LINK_SHRINKAGE && fabs (reached - target) < SHARE_TOLERANCE)
        return lambda;
      if (reached >= target)
        below = lambda;
      else
        above = lambda;
    }

  return below;
}

double
shr_link_follow (ShrFit *fit,
                 ShrLink link,
                 ShrPenalty leader,
                 const ShrPoint *point,
                 ShrPenalty follower,
                 ShrPoint *scratch)
{
  const ShrPath *path = shr_fit_get_path (fit, follower);
  gsize count = shr_path_count (path);
  double largest = shr_path_lambda (path, 0), smallest = shr_path_lambda (path, count - 1);
  double target;

  if (link == SHR_LINK_LAMBDA)
    return CLAMP (point->lambda, smallest, largest);

  target = measure (fit, link, leader, point);
  for (gsize k = 0; k < count; k++)
    {
      const ShrPoint *here = shr_path_point (path, k);
      double reached = measure (fit, link, follower, here);

      if (link == SHR_LINK_SHRINKAGE && fabs (reached - target) < SHARE_TOLERANCE)
        return here->lambda;
      if (reached >= target)
        return k == 0 ? largest
                      : refine (fit, link, follower, target, shr_path_lambda (path, k - 1), here->lambda, scratch);
    }

  return smallest;
}
