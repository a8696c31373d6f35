#include "plot/shr-picture.h"

#include "plot/shr-pdf-writer.h"
#include "plot/shr-png-writer.h"
#include "plot/shr-svg-writer.h"

#include <glib/gi18n.h>
#include <string.h>

G_DEFINE_QUARK (shr - plot - error - quark, shr_plot_error)

gboolean
shr_picture_format_from_name (const char *name, ShrPictureFormat *format, GError **error)
{
  static const struct
  {
    const char *ending;
    ShrPictureFormat format;
  } endings[] = {
    { ".svg", SHR_PICTURE_SVG },
    { ".png", SHR_PICTURE_PNG },
    { ".pdf", SHR_PICTURE_PDF },
  };
  gsize length = strlen (name);

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      gsize n = strlen (endings[i].ending);

      if (length >= n && g_ascii_strcasecmp (name + length - n, endings[i].ending) == 0)
        {
          *format = endings[i].format;
          return TRUE;
        }
    }

  g_set_error (error, SHR_PLOT_ERROR, SHR_PLOT_ERROR_FORMAT,
               _ ("“%s” does not say what kind of picture it is to be; let its name end in .svg, .png or .pdf"), name);

  return FALSE;
}

void
shr_picture_options_init (ShrPictureOptions *options)
{
  *options = (ShrPictureOptions){ .dpi = 96.0 };
}

GBytes *
shr_picture_render (const ShrScene *scene,
                    ShrPictureFormat format,
                    const ShrTheme *theme,
                    const ShrPictureOptions *options,
                    GError **error)
{
  /* Not a comparison with "less", so that not-a-number is caught too. */
  if (!(shr_scene_get_width (scene) >= 1.0 && shr_scene_get_height (scene) >= 1.0))
    {
      g_set_error (error, SHR_PLOT_ERROR, SHR_PLOT_ERROR_SIZE,
                   _ ("a picture of %g × %g pixels has no room for anything; make it larger"),
                   shr_scene_get_width (scene), shr_scene_get_height (scene));
      return NULL;
    }

  switch (format)
    {
    case SHR_PICTURE_SVG:
      return shr_svg_write (scene, theme, options, error);
    case SHR_PICTURE_PNG:
      return shr_png_write (scene, theme, options, error);
    case SHR_PICTURE_PDF:
      return shr_pdf_write (scene, theme, options, error);
    default:
      g_return_val_if_reached (NULL);
    }
}
