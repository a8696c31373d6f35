#pragma once

#include "plot/shr-scene.h"

#include <cairo.h>

G_BEGIN_DECLS

/**
 * ShrSheet:
 *
 * A mask of one byte a pixel that covers a box of an image surface: what is composed on it by hand is painted in one
 * colour at once. Its memory is used again for the next box.
 */
typedef struct
{
  guint8 *pixels;
  int stride;
  cairo_rectangle_int_t box; /* in pixels of the image */
  gsize allocated;
} ShrSheet;

/* All zero, for another box. */
void shr_sheet_reset (ShrSheet *sheet, const cairo_rectangle_int_t *box);
/* Gives the memory back. */
void shr_sheet_clear (ShrSheet *sheet);

/* On an image surface only. */
void shr_sheet_paint (const ShrSheet *sheet, cairo_t *cr, const ShrColor *color);

/* From @cr's user space to the pixels of its image surface, which need not be Cairo's device units. */
void shr_sheet_get_matrix (cairo_t *cr, cairo_matrix_t *matrix);

/* The pixels that marks of the scene can touch, @reach (user units) around their points; @matrix from
 * shr_sheet_get_matrix(). Returns: FALSE when there are none in the clip. */
gboolean shr_sheet_find_box (const ShrScene *scene,
                             gsize first,
                             gsize n,
                             cairo_t *cr,
                             const cairo_matrix_t *matrix,
                             double reach,
                             cairo_rectangle_int_t *box);

/* One of this thread, kept from frame to frame, for what is composed and painted at once. (transfer none) */
ShrSheet *shr_sheet_get (void);

G_END_DECLS
