#pragma once

#include "study/shr-study.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ShrAdviceCard:
 *
 * "Which penalty?": what the data's own figures suggest, in plain words, and what that rests on. What it needs is worked
 * out while it is on the screen, and cross-validation at the push of its button.
 */
#define SHR_TYPE_ADVICE_CARD (shr_advice_card_get_type ())
G_DECLARE_FINAL_TYPE (ShrAdviceCard, shr_advice_card, SHR, ADVICE_CARD, AdwBin)

/* Once, before it is shown. */
void shr_advice_card_set_study (ShrAdviceCard *self, ShrStudy *study);

G_END_DECLS
