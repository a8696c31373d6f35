#pragma once

#include "study/shr-state.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ShrKeeper:
 *
 * Knows in which study file a study is, if it is in one, and whether the study has changed since.
 *
 * Signal ::changed: one of the two is another.
 */
#define SHR_TYPE_KEEPER (shr_keeper_get_type ())
G_DECLARE_FINAL_TYPE (ShrKeeper, shr_keeper, SHR, KEEPER, GObject)

ShrKeeper *shr_keeper_new (ShrStudy *study);

/* @file has @state: it was opened from there or saved there. */
void shr_keeper_keep (ShrKeeper *self, GFile *file, const ShrState *state);
/* The study is in no file any more. */
void shr_keeper_forget (ShrKeeper *self);
/* (transfer none) (nullable) */
GFile *shr_keeper_get_file (ShrKeeper *self);
/* Whether the study is in a file and has changed since. */
gboolean shr_keeper_is_unsaved (ShrKeeper *self);

G_END_DECLS
