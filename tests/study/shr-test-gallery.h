#pragma once

#include "study/shr-study.h"

G_BEGIN_DECLS

/**
 * Every picture that there is: each row of the board, and Geometry in three dimensions too, for each penalty, from one
 * study: for the contact sheet, and for the pictures that are expected.
 */

#define SHR_TEST_N_VIEWS (SHR_N_ROWS + 1)

/* "paths", …, "error" and "solid". */
const char *shr_test_view_name (gsize view);

/* The diabetes data, solved and cross-validated, every row and column on. (transfer full) */
ShrStudy *shr_test_gallery_new (void);

/* One cell at the scene's origin. */
void shr_test_gallery_draw (ShrStudy *study,
                            gsize view,
                            ShrPenalty penalty,
                            double width,
                            double height,
                            const ShrTheme *theme,
                            ShrScene *scene);

G_END_DECLS
