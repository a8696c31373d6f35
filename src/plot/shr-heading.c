#include "plot/shr-heading.h"

#include "plot/shr-lettering.h"
#include "plot/shr-text.h"

/* Lengths in em of the theme's font size. */
#define PAD 0.5
#define GAP 0.6 /* between the sentence and the plot */

/* Charts smaller than this do without a sentence. */
#define HEIGHT_OF_SENTENCE 13.0

gsize
shr_heading_lines (const ShrTheme *theme, double width, double height)
{
  double em = theme->font_size;

  if (height < HEIGHT_OF_SENTENCE * em)
    return 0;
  if (height < 20.0 * em || width >= 72.0 * em)
    return 1;

  return width >= 24.0 * em ? 2 : 3;
}

double
shr_heading_depth (const ShrTheme *theme, double width, double height)
{
  double em = theme->font_size, ascent, descent, bold_ascent, bold_descent;

  shr_lettering_line (em, FALSE, &ascent, &descent);
  shr_lettering_line (em, TRUE, &bold_ascent, &bold_descent);

  return (PAD + GAP) * em + bold_ascent + bold_descent
         + (double) shr_heading_lines (theme, width, height) * (ascent + descent);
}

/* The first of the wordings that fits into @lines. */
static void
draw_sentence (const ShrTheme *theme,
               double left,
               double baseline,
               double width,
               gsize lines,
               const char *const *sentences,
               ShrScene *scene)
{
  double em = theme->font_size, ascent, descent;
  ShrTextStyle style = { .size = em };

  shr_lettering_line (em, FALSE, &ascent, &descent);
  for (; *sentences != NULL; sentences++)
    {
      g_auto (GStrv) wrapped = shr_lettering_wrap (*sentences, em, FALSE, width, lines + 1);

      /* All of it or nothing: half a sentence may say the opposite. */
      if (g_strv_length (wrapped) > lines)
        continue;

      for (gsize i = 0; wrapped[i] != NULL; i++, baseline += ascent + descent)
        if (*wrapped[i] != '\0')
          shr_scene_add_text (scene, SHR_ROLE_CAPTION, -1, &theme->text, &style, left, baseline, wrapped[i]);
      return;
    }
}

void
shr_heading_draw (const ShrChart *chart,
                  const ShrTheme *theme,
                  double left,
                  double width,
                  double height,
                  const char *const *remarks,
                  const char *const *sentences,
                  ShrScene *scene)
{
  double em = theme->font_size, ascent, descent, bold_ascent, bold_descent, baseline;
  ShrColor color = shr_theme_penalty_color (theme, shr_path_mixing (chart->path));
  ShrTextStyle bold = { .size = em, .bold = TRUE }, plain = { .size = em };
  g_autofree char *title = shr_lettering_fit (chart->penalty, em, TRUE, width - left - PAD * em);
  gsize lines = shr_heading_lines (theme, width, height);
  ShrRect box;

  shr_lettering_line (em, FALSE, &ascent, &descent);
  shr_lettering_line (em, TRUE, &bold_ascent, &bold_descent);
  baseline = PAD * em + bold_ascent;
  if (*title == '\0')
    return;

  shr_scene_add_text (scene, SHR_ROLE_TITLE, -1, &color, &bold, left, baseline, title);
  shr_lettering_box (title, &bold, left, baseline, &box);
  for (; remarks != NULL && *remarks != NULL; remarks++)
    {
      ShrTextExtents extents;
      double x = left + box.width + 0.8 * em;

      shr_text_measure (*remarks, em, FALSE, &extents);
      if (x + extents.width > width - PAD * em)
        continue;
      shr_scene_add_text (scene, SHR_ROLE_CAPTION, -1, &color, &plain, x, baseline, *remarks);
      break;
    }

  if (lines > 0 && sentences != NULL)
    draw_sentence (theme, left, baseline + bold_descent + ascent, width - left - PAD * em, lines, sentences, scene);
}

void
shr_heading_refuse (const ShrChart *chart,
                    const ShrTheme *theme,
                    double width,
                    double height,
                    const char *sentence,
                    ShrScene *scene)
{
  double em = theme->font_size, ascent, descent, y;
  const char *const sentences[] = { sentence, NULL };

  shr_lettering_line (em, FALSE, &ascent, &descent);
  shr_heading_draw (chart, theme, PAD * em, width, height, NULL, NULL, scene);
  y = 2.4 * em + ascent;
  if (y + descent <= height)
    draw_sentence (theme, PAD * em, y, width - 2.0 * PAD * em,
                   (gsize) ((height - y - descent) / (ascent + descent)) + 1, sentences, scene);
}
