#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The columns of the board, in their order. */
typedef enum
{
  SHR_PENALTY_RIDGE,
  SHR_PENALTY_ELASTIC_NET,
  SHR_PENALTY_LASSO,
} ShrPenalty;

#define SHR_N_PENALTIES 3

/* "ridge", "elastic-net", "lasso": for the command line, ids and files. */
const char *shr_penalty_id (ShrPenalty penalty);
/* "Ridge", "Elastic net", "Lasso", translated. */
const char *shr_penalty_title (ShrPenalty penalty);
gboolean shr_penalty_from_id (const char *id, ShrPenalty *penalty);

G_END_DECLS
