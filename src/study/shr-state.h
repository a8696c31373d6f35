#pragma once

#include "study/shr-study.h"

G_BEGIN_DECLS

/**
 * ShrState:
 *
 * What a study is set to at one moment: its data and the values of its properties that carry SHR_STUDY_STATE, or some
 * of them. Undo is a list of these, a study file is one, and a step of a lesson is one that says only what it changes.
 *
 * What is still open in the study, because no fit has been there to choose it from, is not in its state: λ, the pair
 * and the colours at first.
 */
typedef struct _ShrState ShrState;

/* A state that says nothing yet. */
ShrState *shr_state_new (void);
/* Everything that @study is set to. */
ShrState *shr_state_capture (ShrStudy *study);
ShrState *shr_state_copy (const ShrState *state);
void shr_state_free (ShrState *state);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ShrState, shr_state_free)

/**
 * shr_state_restore:
 *
 * Brings @study to @state: what differs is set, data first and λ last, and what the state does not say stays. Only one
 * new fit is begun, if any; λ and pair hold at once and are shown as soon as the fit is there.
 */
void shr_state_restore (const ShrState *state, ShrStudy *study);

/* (transfer none) (nullable): the data as loaded; what was made of them is the property "recipe" */
ShrDataset *shr_state_get_dataset (const ShrState *state);
void shr_state_set_dataset (ShrState *state, ShrDataset *dataset);
/* Data that are loaded or made. */
gboolean shr_state_has_data (const ShrState *state);
/* (transfer none) (nullable): the value of the property @name, NULL where the state does not say. */
const GValue *shr_state_get (const ShrState *state, const char *name);
/* @name: a property of ShrStudy with SHR_STUDY_STATE; @value: of its type, copied */
void shr_state_set (ShrState *state, const char *name, const GValue *value);

/* The properties that make a state, in the order in which they are restored. (array length=n) (transfer none) */
GParamSpec *const *shr_state_properties (guint *n);

/* A bit for each property in which the two differ, in the order of shr_state_properties(); data is the highest bit. */
#define SHR_STATE_DATASET (G_GUINT64_CONSTANT (1) << 63)
guint64 shr_state_compare (const ShrState *a, const ShrState *b);

G_END_DECLS
