#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/**
 * shr_test_assert_picture:
 * @surface: an image surface
 * @name: of a PNG in tests/plot/expected
 * @tolerated: so many pixels may differ, where what is drawn has been solved: the last digit is not the same on every
 *   machine
 *
 * Fails unless every other pixel is as expected; then "found-NAME" and "difference-NAME" (grey where the same, red where not)
 * are written to plot/ in the tests' build folder. With SHR_TEST_UPDATE=1 in the environment the expected picture is
 * written instead: look at it before committing it.
 */
void shr_test_assert_picture (cairo_surface_t *surface, const char *name, gsize tolerated);

/* The pixel as 0xRRGGBB. */
guint32 shr_test_pixel (cairo_surface_t *surface, int x, int y);

G_END_DECLS
