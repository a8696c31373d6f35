#include "study/shr-penalty.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *id;
  const char *title;
} penalties[SHR_N_PENALTIES] = {
  [SHR_PENALTY_RIDGE] = { "ridge", N_ ("Ridge") },
  [SHR_PENALTY_ELASTIC_NET] = { "elastic-net", N_ ("Elastic net") },
  [SHR_PENALTY_LASSO] = { "lasso", N_ ("Lasso") },
};

const char *
shr_penalty_id (ShrPenalty penalty)
{
  g_return_val_if_fail (penalty < SHR_N_PENALTIES, NULL);

  return penalties[penalty].id;
}

const char *
shr_penalty_title (ShrPenalty penalty)
{
  g_return_val_if_fail (penalty < SHR_N_PENALTIES, NULL);

  return _ (penalties[penalty].title);
}

gboolean
shr_penalty_from_id (const char *id, ShrPenalty *penalty)
{
  for (ShrPenalty i = 0; i < SHR_N_PENALTIES; i++)
    if (g_strcmp0 (id, penalties[i].id) == 0)
      {
        *penalty = i;
        return TRUE;
      }

  return FALSE;
}
