#pragma once

#include "study/shr-fit.h"

G_BEGIN_DECLS

/* How the columns of the board keep step. The same λ is not the same strength: lasso's carries the units of the
 * response and ridge's does not. */
typedef enum
{
  SHR_LINK_SHRINKAGE, /* the same share of the penalty (mathematics, section 1); the default */
  SHR_LINK_LAMBDA,    /* the same λ */
  SHR_LINK_DF,        /* the largest λ whose degrees of freedom reach the leader's */
} ShrLink;

/* "shrinkage", "lambda", "df". */
const char *shr_link_id (ShrLink link);
gboolean shr_link_from_id (const char *id, ShrLink *link);

/**
 * shr_link_follow:
 * @fit: both columns are done
 * @leader: the column that @point belongs to
 * @point: the leader's solution
 * @follower: another column
 * @scratch: its w of p doubles is overwritten
 *
 * Returns: the follower's λ, within the range of its path; under SHRINKAGE its share is within 1e-4 of the leader's
 */
double shr_link_follow (ShrFit *fit,
                        ShrLink link,
                        ShrPenalty leader,
                        const ShrPoint *point,
                        ShrPenalty follower,
                        ShrPoint *scratch);

G_END_DECLS
