#pragma once

#include "study/shr-lesson.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ShrLessonBar:
 *
 * Plays a lesson: its caption, where in it one is, and the buttons and keys that go on, go back and leave. Not visible
 * while there is none.
 *
 * Signal ::ended: the lesson has been left, and the study is as it was before.
 */
#define SHR_TYPE_LESSON_BAR (shr_lesson_bar_get_type ())
G_DECLARE_FINAL_TYPE (ShrLessonBar, shr_lesson_bar, SHR, LESSON_BAR, AdwBin)

/* Page Down and Space go on, Page Up goes back, Esc leaves: for the window, before anything in it gets the keys. What is
 * typed into an entry or pressed on a button or in a menu stays theirs. (transfer full) */
GtkEventController *shr_lesson_bar_new_keys (ShrLessonBar *self);

/* @lesson: (transfer full): its first step is shown in @study, instead of a lesson that is on. */
void shr_lesson_bar_begin (ShrLessonBar *self, ShrLesson *lesson, ShrStudy *study);
/* Leaves it, if there is one. */
void shr_lesson_bar_end (ShrLessonBar *self);
gboolean shr_lesson_bar_is_on (ShrLessonBar *self);

G_END_DECLS
