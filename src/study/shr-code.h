#pragma once

#include "study/shr-study.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  SHR_CODE_PYTHON, /* numpy and scikit-learn */
  SHR_CODE_R,      /* glmnet */
} ShrCodeLanguage;

/* From "python" or "r". */
gboolean shr_code_language_from_id (const char *id, ShrCodeLanguage *language);
/* "python", "r". */
const char *shr_code_language_id (ShrCodeLanguage language);
/* "Python", "R". */
const char *shr_code_language_title (ShrCodeLanguage language);
/* "py", "R": what the name of such a file ends in. */
const char *shr_code_language_ending (ShrCodeLanguage language);

/**
 * shr_code_write:
 * @error: SHR_STUDY_ERROR_CODE: there is no such code, and why; or nothing is solved yet
 *
 * A program that reads the data, fits them at the λ that the column of @penalty stands at, by somebody else's solver
 * with the λ of its own convention (mathematics, section 1), and stops with an error unless every coefficient is the
 * one that is on show here, to 1e-6 of itself or 1e-8 of the largest one, on the standardised scale.
 *
 * The numbers are written into the program as they were fitted, after rows with missing values were left out and
 * features were chosen.
 *
 * Returns: (transfer full): the text, or NULL
 */
char *shr_code_write (ShrStudy *study, ShrPenalty penalty, ShrCodeLanguage language, GError **error);

G_END_DECLS
