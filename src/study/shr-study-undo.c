/* How a study remembers what was set, to undo and to redo it. */

#include "study/shr-state.h"
#include "study/shr-study-private.h"

static double
now (void)
{
  return (double) g_get_monotonic_time () / G_TIME_SPAN_SECOND;
}

static void
notify_can (ShrStudy *self)
{
  gboolean can_undo = shr_history_can_undo (self->history), can_redo = shr_history_can_redo (self->history);

  if (self->can_undo != can_undo)
    {
      self->can_undo = can_undo;
      shr_study_notify (self, SHR_STUDY_PROP_CAN_UNDO);
    }
  if (self->can_redo != can_redo)
    {
      self->can_redo = can_redo;
      shr_study_notify (self, SHR_STUDY_PROP_CAN_REDO);
    }
}

static void
note (ShrStudy *self)
{
  self->changed = FALSE;
  shr_history_note (self->history, shr_state_capture (self), now ());
  notify_can (self);
}

void
shr_study_note_change (ShrStudy *self)
{
  /* Notified as the last reference goes. */
  if (self->history == NULL)
    return;

  self->changed = TRUE;
  if (self->changing == 0 && self->by_itself == 0)
    note (self);
}

void
shr_study_begin_setting (ShrStudy *self)
{
  self->changing++;
}

void
shr_study_end_setting (ShrStudy *self)
{
  self->changing--;
  if (self->changing == 0 && self->by_itself == 0 && self->changed)
    note (self);
}

void
shr_study_begin_change (ShrStudy *self)
{
  g_return_if_fail (SHR_IS_STUDY (self));

  if (self->changing == 0)
    shr_history_seal (self->history);
  shr_study_begin_setting (self);
}

void
shr_study_end_change (ShrStudy *self)
{
  g_return_if_fail (SHR_IS_STUDY (self));
  g_return_if_fail (self->changing > 0);

  shr_study_end_setting (self);
  if (self->changing == 0)
    shr_history_seal (self->history);
}

guint64
shr_study_count_steps (ShrStudy *self)
{
  g_return_val_if_fail (SHR_IS_STUDY (self), 0);

  return shr_history_get_count (self->history);
}

void
shr_study_join_steps (ShrStudy *self, guint64 count)
{
  g_return_if_fail (SHR_IS_STUDY (self));

  shr_history_join (self->history, count);
}

void
shr_study_begin_by_itself (ShrStudy *self)
{
  self->by_itself++;
}

void
shr_study_end_by_itself (ShrStudy *self)
{
  self->by_itself--;
  if (self->by_itself > 0 || self->changing > 0 || !self->changed)
    return;

  self->changed = FALSE;
  shr_history_amend (self->history, shr_state_capture (self));
}

void
shr_study_keep_state (ShrStudy *self)
{
  shr_history_keep (self->history);
  notify_can (self);
}

static void
go (ShrStudy *self, const ShrState *(*step) (ShrHistory *) )
{
  const ShrState *state;

  /* In the middle of a drag there is nothing to go back to yet. */
  if (self->changing > 0 || self->by_itself > 0)
    return;

  state = step (self->history);
  if (state != NULL)
    {
      shr_study_begin_by_itself (self);
      shr_state_restore (state, self);
      shr_study_end_by_itself (self);
    }
  notify_can (self);
}

void
shr_study_undo (ShrStudy *self)
{
  g_return_if_fail (SHR_IS_STUDY (self));

  go (self, shr_history_undo);
}

void
shr_study_redo (ShrStudy *self)
{
  g_return_if_fail (SHR_IS_STUDY (self));

  go (self, shr_history_redo);
}
