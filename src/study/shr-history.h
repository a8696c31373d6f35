#pragma once

#include "study/shr-state.h"

G_BEGIN_DECLS

/* Steps that can be undone, and bytes of data that are kept for them besides the data on show. */
#define SHR_HISTORY_MAX_STEPS 200
#define SHR_HISTORY_MAX_BYTES ((gsize) 256 << 20)

/**
 * ShrHistory:
 *
 * The states of a study that can be gone back to, and forth to again. Bounded: the oldest are forgotten.
 */
typedef struct _ShrHistory ShrHistory;

ShrHistory *shr_history_new (void);
void shr_history_free (ShrHistory *history);

/**
 * shr_history_note:
 * @now: (transfer full): the state after a change
 * @time: when, in seconds of a steady clock
 *
 * A step, from where the history stood. A change of the same property soon after the last one belongs to its step.
 * The first data is no step: there is nothing before it.
 */
void shr_history_note (ShrHistory *history, ShrState *now, double time);
/* What has changed by itself, as λ when it is first chosen, is no step. @now: (transfer full) */
void shr_history_amend (ShrHistory *history, ShrState *now);
/* The next change is a step of its own, whenever it comes. */
void shr_history_seal (ShrHistory *history);
/* How many steps there have ever been; and all those since there were @count become one, if any. */
guint64 shr_history_get_count (const ShrHistory *history);
void shr_history_join (ShrHistory *history, guint64 count);
/* The state on show can be come back to, even if only what happens by itself follows: before playing. */
void shr_history_keep (ShrHistory *history);

gboolean shr_history_can_undo (const ShrHistory *history);
gboolean shr_history_can_redo (const ShrHistory *history);
/* The state before the last step, or after the one that was undone last; (transfer none) (nullable), valid until the
 * history changes. It is where the history stands then. */
const ShrState *shr_history_undo (ShrHistory *history);
const ShrState *shr_history_redo (ShrHistory *history);

G_END_DECLS
