#include "study/shr-test-gallery.h"

#include "shr-test-study.h"
#include "study/shr-cell.h"

const char *
shr_test_view_name (gsize view)
{
  return view < SHR_N_ROWS ? shr_cell_get ((ShrRow) view)->id : "solid";
}

ShrStudy *
shr_test_gallery_new (void)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample ("diabetes");
  g_autoptr (GError) error = NULL;
  ShrStudy *study = shr_study_new ();
  ShrSettings settings;

  shr_test_settings_init (&settings, TRUE, TRUE, TRUE);
  settings.folds = 5;
  shr_study_set_worker (study, FALSE);
  shr_study_set_settings (study, &settings);
  for (ShrRow row = 0; row < SHR_N_ROWS; row++)
    shr_study_set_row (study, row, TRUE);
  shr_study_set_dataset (study, dataset);
  shr_study_fit_now (study, &error);
  g_assert_no_error (error);

  return study;
}

void
shr_test_gallery_draw (ShrStudy *study,
                       gsize view,
                       ShrPenalty penalty,
                       double width,
                       double height,
                       const ShrTheme *theme,
                       ShrScene *scene)
{
  gboolean solid = view == SHR_N_ROWS;
  ShrChart chart;
  ShrSection section;
  ShrSpace space;
  ShrSolidSection solid_section;

  if (solid != (shr_study_get_third (study) >= 0))
    {
      shr_study_set_third (study, solid ? shr_study_find_third (study) : -1);
      shr_study_face_contact (study);
    }
  g_assert_true (shr_study_get_chart (study, penalty, &chart));

  /* What rounding leaves of a residual is not the same on every machine. */
  if (chart.section != NULL)
    {
      section = *chart.section;
      section.residual = 0.0;
      chart.section = &section;
    }
  if (chart.space != NULL && chart.space->section != NULL)
    {
      space = *chart.space;
      solid_section = *space.section;
      solid_section.residual = 0.0;
      space.section = &solid_section;
      chart.space = &space;
    }
  shr_cell_get (solid ? SHR_ROW_GEOMETRY : (ShrRow) view)->draw (&chart, width, height, theme, scene);
}
