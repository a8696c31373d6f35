#pragma once

#include "plot/shr-scene.h"
#include "plot/shr-theme.h"

G_BEGIN_DECLS

/**
 * From a scene to the bytes of a picture file, in memory: whoever calls writes them, atomically. The same scene gives
 * the same bytes every time. Any thread may do it, each with a scene of its own.
 */
typedef enum
{
  SHR_PICTURE_SVG,
  SHR_PICTURE_PNG,
  SHR_PICTURE_PDF,
} ShrPictureFormat;

typedef struct
{
  double dpi; /* PNG: dots per inch; 96 makes one dot per logical pixel; stored in the file (pHYs). SVG and PDF
                           are in logical pixels of 1/96 inch. */
  gboolean transparent; /* no background is painted, in any format */
  gboolean outlines;    /* SVG: texts as shapes, the same wherever it is shown, instead of as text */
} ShrPictureOptions;

/* 96 dots per inch, on the theme's background, with text that is text. */
void shr_picture_options_init (ShrPictureOptions *options);

#define SHR_PLOT_ERROR (shr_plot_error_quark ())
GQuark shr_plot_error_quark (void);

typedef enum
{
  SHR_PLOT_ERROR_FORMAT, /* not a format that can be written */
  SHR_PLOT_ERROR_SIZE,   /* too large for Cairo or memory */
  SHR_PLOT_ERROR_RENDER, /* Cairo, libpng or libxml2 failed */
} ShrPlotError;

/* From the ending of a file's name, any case; the error names the endings that exist. */
gboolean shr_picture_format_from_name (const char *name, ShrPictureFormat *format, GError **error);

/* (transfer full): the file's bytes. */
GBytes *shr_picture_render (const ShrScene *scene,
                            ShrPictureFormat format,
                            const ShrTheme *theme,
                            const ShrPictureOptions *options,
                            GError **error);

G_END_DECLS
