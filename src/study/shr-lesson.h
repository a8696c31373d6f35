#pragma once

#include "study/shr-study.h"

G_BEGIN_DECLS

#define SHR_LESSON_ERROR (shr_lesson_error_quark ())
GQuark shr_lesson_error_quark (void);

typedef enum
{
  SHR_LESSON_ERROR_FORMAT, /* what is written is no lesson; the sentence says which step and which word */
} ShrLessonError;

/**
 * ShrLesson:
 *
 * A story in a few steps, each a caption and what the board is set to: data, rows, columns, λ and whatever else is
 * in a study's state. A step sets all of it, what it does not name to its default, so that steps can be gone through in
 * any order. The data are loaded once.
 *
 * Written as JSON: an object with "steps", each with "caption" and settings, and "common", the settings that all
 * steps share unless they say otherwise. Settings:
 *   "sample": as shr_recipe_from_string() reads it, or a stored sample's id · "rows" and "columns": arrays of ids ·
 *   "lambda": of the leader, 0 for least squares · "leader": a column's id, the last one that is on by default ·
 *   "pair": two features' names · "selected" and "third": a feature's name · "link": "shrinkage", "lambda" or "df" ·
 *   any other property of ShrStudy with SHR_STUDY_STATE that is a number, a boolean or a string.
 * "claims" of a step are for tests.
 */
typedef struct _ShrLesson ShrLesson;

/* The lessons that are built in, in the order of the story. @title: translated */
gsize shr_lesson_count (void);
const char *shr_lesson_id (gsize index);
const char *shr_lesson_title (gsize index);

/**
 * shr_lesson_new_built_in:
 * @index: below shr_lesson_count()
 *
 * Returns: (transfer full): the lesson, or NULL with @error (SHR_LESSON_ERROR, or SHR_DATA_ERROR of its data)
 */
ShrLesson *shr_lesson_new_built_in (gsize index, GError **error);
/* The same of @text, called @title. */
ShrLesson *shr_lesson_new (const char *text, gssize length, const char *title, GError **error);
void shr_lesson_free (ShrLesson *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ShrLesson, shr_lesson_free)

const char *shr_lesson_get_title (const ShrLesson *self);
/* At least 1. */
gsize shr_lesson_get_n_steps (const ShrLesson *self);
/* One or two sentences, translated. */
const char *shr_lesson_get_caption (const ShrLesson *self, gsize step);

/* Between the two nothing that happens to @study can be undone; the end brings back what was there at the beginning. */
void shr_lesson_begin (ShrLesson *self, ShrStudy *study);
/* Sets the study to @step. */
void shr_lesson_go (ShrLesson *self, gsize step);
void shr_lesson_end (ShrLesson *self);

G_END_DECLS
