#include "study/shr-history.h"

#include <math.h>

/* Changes of one property that follow each other faster than this are one step: a slider, an arrow key held down. */
#define PATIENCE_SECONDS 0.7

struct _ShrHistory
{
  GQueue past;   /* of ShrState, the latest at the tail */
  GQueue future; /* likewise, the next at the tail */
  ShrState *now; /* (nullable): before the first note */
  double time;   /* of the last step; NaN when the next one is its own in any case */
  guint64 what;  /* and what it changed */
  guint64 count; /* of steps, forgotten ones too */
};

ShrHistory *
shr_history_new (void)
{
  ShrHistory *history = g_new0 (ShrHistory, 1);

  g_queue_init (&history->past);
  g_queue_init (&history->future);
  history->time = NAN;

  return history;
}

static void
clear (GQueue *states)
{
  g_queue_clear_full (states, (GDestroyNotify) shr_state_free);
}

void
shr_history_free (ShrHistory *history)
{
  clear (&history->past);
  clear (&history->future);
  g_clear_pointer (&history->now, shr_state_free);
  g_free (history);
}

static gsize
bytes_of (ShrDataset *dataset)
{
  return dataset != NULL ? shr_dataset_rows (dataset) * (shr_dataset_features (dataset) + 1) * sizeof (double) : 0;
}

/* States with the same data are beside each other, but for data that was opened again: counting that twice only
 * forgets a little early. */
static void
forget_oldest (ShrHistory *history)
{
  ShrDataset *last = shr_state_get_dataset (history->now);
  gsize bytes = 0;
  guint steps = 0;

  for (GList *link = history->past.tail; link != NULL; link = link->prev, steps++)
    {
      ShrDataset *dataset = shr_state_get_dataset (link->data);

      if (dataset != last)
        bytes += bytes_of (dataset);
      last = dataset;
      if (steps >= SHR_HISTORY_MAX_STEPS || bytes > SHR_HISTORY_MAX_BYTES)
        break;
    }

  while (g_queue_get_length (&history->past) > steps)
    shr_state_free (g_queue_pop_head (&history->past));
}

void
shr_history_keep (ShrHistory *history)
{
  if (history->now == NULL)
    return;

  g_queue_push_tail (&history->past, shr_state_copy (history->now));
  history->count++;
  clear (&history->future);
  history->time = NAN;
  forget_oldest (history);
}

void
shr_history_note (ShrHistory *history, ShrState *now, double time)
{
  guint64 what = history->now != NULL ? shr_state_compare (history->now, now) : SHR_STATE_DATASET;
  gboolean one = what != 0 && (what & (what - 1)) == 0 && what != SHR_STATE_DATASET;

  if (what == 0)
    {
      shr_state_free (now);
      return;
    }

  if (history->now == NULL || !shr_state_has_data (history->now) || !shr_state_has_data (now))
    {
      clear (&history->past);
      clear (&history->future);
      history->time = NAN;
    }
  else if (!(one && what == history->what && time - history->time < PATIENCE_SECONDS))
    {
      g_queue_push_tail (&history->past, g_steal_pointer (&history->now));
      history->count++;
      clear (&history->future);
      history->time = time;
    }
  else
    history->time = time;

  history->what = what;
  shr_history_amend (history, now);
  forget_oldest (history);
}

void
shr_history_amend (ShrHistory *history, ShrState *now)
{
  g_clear_pointer (&history->now, shr_state_free);
  history->now = now;
}

void
shr_history_seal (ShrHistory *history)
{
  history->time = NAN;
}

guint64
shr_history_get_count (const ShrHistory *history)
{
  return history->count;
}

void
shr_history_join (ShrHistory *history, guint64 count)
{
  for (guint64 since = history->count - count; since > 1 && history->past.length > 1; since--)
    shr_state_free (g_queue_pop_tail (&history->past));
  shr_history_seal (history);
}

gboolean
shr_history_can_undo (const ShrHistory *history)
{
  return history->past.length > 0;
}

gboolean
shr_history_can_redo (const ShrHistory *history)
{
  return history->future.length > 0;
}

static const ShrState *
move (ShrHistory *history, GQueue *from, GQueue *to)
{
  shr_history_seal (history);
  /* Playing that changed nothing has left a step that is none. */
  while (from->length > 0)
    {
      ShrState *next = g_queue_pop_tail (from);
      gboolean same = shr_state_compare (history->now, next) == 0;

      if (!same)
        g_queue_push_tail (to, g_steal_pointer (&history->now));
      shr_history_amend (history, next);
      if (!same)
        return history->now;
    }

  return NULL;
}

const ShrState *
shr_history_undo (ShrHistory *history)
{
  return move (history, &history->past, &history->future);
}

const ShrState *
shr_history_redo (ShrHistory *history)
{
  return move (history, &history->future, &history->past);
}
