#pragma once

#include "app/shr-window.h"

G_BEGIN_DECLS

/* What the tests of windows share. */

/* Registers an application without a bus name; no animations. Once for each program, before anything else. */
void shr_test_application_init (void);

/* A window on the screen, with its first frame drawn; destroyed by shr_test_window_close(). */
ShrWindow *shr_test_window_new (int width, int height);
/* Closes it and asserts that nothing holds it any more. */
void shr_test_window_close (ShrWindow *window);

/* Runs the main loop until @is_true, at most for some seconds: a test that waits in vain fails. */
typedef gboolean (*ShrTestCondition) (gpointer data);
void shr_test_wait (ShrTestCondition is_true, gpointer data);
/* Until @milliseconds have passed. */
void shr_test_wait_ms (guint milliseconds);
/* Until the window has nothing on the way: no file being opened, no fit running, and the frame is drawn. */
void shr_test_window_settle (ShrWindow *window);

/* "sample:NAME", opened and settled. */
void shr_test_window_open_sample (ShrWindow *window, const char *name);
/* 40 complete rows and one with a missing value: features a, b, c and a response y, in a new file. (transfer full) */
GFile *shr_test_write_table (void);
/* @text in a new file whose name ends in @ending. (transfer full) */
GFile *shr_test_write (const char *text, const char *ending);

/* What the widget looks like now. (transfer full) */
GdkTexture *shr_test_picture (GtkWidget *widget);
/* The pixels of a picture, four bytes each. (transfer full) */
guint8 *shr_test_pixels (GdkTexture *texture);

/* The widget's own controller of @type; it must have one. (transfer none) */
GtkEventController *shr_test_controller (GtkWidget *widget, GType type);
/* What the widget's own shortcuts do for @keyval without modifiers; FALSE when there is none. */
gboolean shr_test_press (GtkWidget *widget, guint keyval);
gboolean shr_test_press_with (GtkWidget *widget, guint keyval, GdkModifierType modifiers);

/* The first of @widget's descendants that is of @type and, where @name is not NULL, whose property @property is that
 * string. (transfer none) (nullable) */
GtkWidget *shr_test_find (GtkWidget *widget, GType type, const char *property, const char *name);
/* The message dialog that is open, closed by this; its body. (transfer full) (nullable) */
char *shr_test_dismiss_message (void);

G_END_DECLS
