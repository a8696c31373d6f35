#pragma once

/**
 * Every function of this room that can fail returns a ShrStatus; nothing here prints, aborts or sets a global.
 * The sentences are complete after "shrinkage: " and say what to do where something can be done.
 */
#define SHR_STATUS_LIST(X)                                                                                             \
  X (OK, "done")                                                                                                       \
  X (CANCELLED, "the work was cancelled; what was finished before is kept")                                            \
  X (NO_MEMORY, "there is not enough memory for this data; close other programs or use fewer features")                \
  X (TOO_LARGE, "the table has more cells than this machine can address; use fewer rows or features")                  \
  X (EMPTY, "there is nothing to fit; give at least one row and one feature")                                          \
  X (NOT_FINITE, "a value is not a finite number; remove the row or repair the value")                                 \
  X (BAD_MIXING, "the mixing must lie between 0 (ridge) and 1 (lasso)")                                                \
  X (BAD_LAMBDA, "every λ must be a finite number that is not negative, in decreasing order")                          \
  X (BAD_GRID, "the grid needs at least one λ and a ratio above 0 and below 1")                                        \
  X (BAD_FOLDS, "the number of folds must lie between 2 and the number of rows")                                       \
  X (OUT_OF_RANGE, "a result is too large or too small for a double on the original scale; rescale the data")          \
  X (NO_CONVERGENCE, "a matrix factorisation did not converge; rescale or remove the offending columns")

typedef enum
{
#define X(code, sentence) SHR_STATUS_##code,
  SHR_STATUS_LIST (X)
#undef X
} ShrStatus;

/**
 * shr_status_sentence:
 * @status: a status
 *
 * Returns: (transfer none): what the status means, in English, marked for translation by the rooms above
 */
const char *shr_status_sentence (ShrStatus status);
