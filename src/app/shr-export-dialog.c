#include "app/shr-export-dialog.h"

#include "app/shr-app-settings.h"
#include "app/shr-compat.h"
#include "app/shr-progress-row.h"
#include "app/shr-saver.h"
#include "plot/shr-cairo-renderer.h"
#include "study/shr-cell.h"
#include "study/shr-export.h"
#include "study/shr-figure.h"
#include "study/shr-motion.h"

#include <glib/gi18n.h>
#include <math.h>

/* The longer side of the preview, px of the screen; larger figures are taken down to it. */
#define PREVIEW_SIDE 1000.0
/* A picture is painted anew this long after the last change. */
#define PREVIEW_DELAY_MS 40
/* A dialog that is narrower has the preview above the options. */
#define WIDE 720

#define CUSTOM SHR_N_FIGURE_PRESETS

/* Behind the formats of one picture. */
#define MOTION (SHR_PICTURE_PDF + 1)

/* In the order of the list. */
static const struct
{
  const char *name, *ending;
} formats[] = {
  [SHR_PICTURE_SVG] = { N_ ("SVG Image"), "svg" },
  [SHR_PICTURE_PNG] = { N_ ("PNG Image"), "png" },
  [SHR_PICTURE_PDF] = { N_ ("PDF Document"), "pdf" },
#ifdef SHR_HAVE_GIF
  [MOTION] = { N_ ("Animated GIF"), "gif" },
#endif
};

/* What can be shown, in the order of its list. */
typedef struct
{
  ShrFigureExtent extent;
  ShrRow row;
  ShrPenalty penalty;
} Choice;

struct _ShrExportDialog
{
  AdwWindow parent_instance;

  ShrStudy *study;
  GArray *choices; /* of Choice */
  guint preview_id;
  GCancellable *saving; /* NULL: nothing is being written */
#ifdef SHR_HAVE_GIF
  int sweeping; /* thousandths of a motion, atomic */
  guint progress_id;
#endif

  GtkWidget *export_button;
  ShrProgressRow *progress;
  GtkBox *body;
  GtkPicture *preview;
  GtkWidget *options;
  AdwComboRow *extent;
  AdwComboRow *format;
  AdwComboRow *theme;
  AdwComboRow *size;
  GtkWidget *width_row;
  GtkSpinButton *width;
  GtkWidget *height_row;
  GtkSpinButton *height;
  GtkWidget *dpi_row;
  GtkSpinButton *dpi;
  GtkWidget *seconds_row;
  GtkSpinButton *seconds;
  GtkEditable *title_row;
  GtkSwitch *legend;
  GtkSpinButton *font;
  GtkWidget *transparent_row;
  GtkSwitch *transparent;
  GtkWidget *outlines_row;
  GtkSwitch *outlines;
};

G_DEFINE_FINAL_TYPE (ShrExportDialog, shr_export_dialog, ADW_TYPE_WINDOW)

enum
{
  EXPORTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- What is chosen --------------------------------------------------------------------------------------------- */

/* The title is borrowed from its entry. */
static void
get_figure (ShrExportDialog *self, ShrFigure *figure)
{
  guint selected = MIN (adw_combo_row_get_selected (self->extent), self->choices->len - 1);
  const Choice *choice = &g_array_index (self->choices, Choice, selected);
  const char *title = gtk_editable_get_text (self->title_row);
  guint format = adw_combo_row_get_selected (self->format);

  shr_figure_init (figure);
  figure->extent = choice->extent;
  figure->row = choice->row;
  figure->penalty = choice->penalty;
  figure->width = gtk_spin_button_get_value (self->width);
  figure->height = gtk_spin_button_get_value (self->height);
  figure->theme = (ShrThemeKind) adw_combo_row_get_selected (self->theme);
  figure->font_size = gtk_spin_button_get_value (self->font);
  figure->title = *title != '\0' ? title : NULL;
  figure->legend = gtk_switch_get_active (self->legend);
  figure->picture.dpi = gtk_spin_button_get_value (self->dpi);
  figure->picture.transparent = format < SHR_PICTURE_PDF && gtk_switch_get_active (self->transparent);
  figure->picture.outlines = format == SHR_PICTURE_SVG && gtk_switch_get_active (self->outlines);
}

static void
add_choice (ShrExportDialog *self, GtkStringList *names, ShrFigureExtent extent, ShrRow row, ShrPenalty penalty)
{
  const ShrCell *cell = shr_cell_get (row);
  g_autofree char *name = NULL;
  Choice choice = { extent, row, penalty };

  switch (extent)
    {
    case SHR_FIGURE_BOARD:
      name = g_strdup (_ ("The board"));
      break;
    case SHR_FIGURE_ROW:
      name = g_strdup_printf (_ ("Row: %s"), _ (cell->title));
      break;
    case SHR_FIGURE_CELL:
    default:
      name = g_strdup_printf (_ ("%s of %s"), _ (cell->title), shr_penalty_title (penalty));
    }
  gtk_string_list_append (names, name);
  g_array_append_val (self->choices, choice);
}

/* What is on the board now. */
static void
list_choices (ShrExportDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint n_rows = 0, n_columns = 0;

  for (ShrRow row = 0; row < SHR_N_ROWS; row++)
    n_rows += shr_study_get_row (self->study, row) ? 1 : 0;
  for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
    n_columns += shr_study_get_penalty (self->study, penalty) ? 1 : 0;

  add_choice (self, names, SHR_FIGURE_BOARD, SHR_ROW_PATHS, SHR_PENALTY_RIDGE);
  for (ShrRow row = 0; row < SHR_N_ROWS && n_rows > 1 && n_columns > 1; row++)
    if (shr_study_get_row (self->study, row))
      add_choice (self, names, SHR_FIGURE_ROW, row, SHR_PENALTY_RIDGE);
  for (ShrRow row = 0; row < SHR_N_ROWS && n_rows * n_columns > 1; row++)
    for (ShrPenalty penalty = 0; penalty < SHR_N_PENALTIES; penalty++)
      if (shr_study_get_row (self->study, row) && shr_study_get_penalty (self->study, penalty))
        add_choice (self, names, SHR_FIGURE_CELL, row, penalty);

  adw_combo_row_set_model (self->extent, G_LIST_MODEL (names));
}

/* --- Preview ---------------------------------------------------------------------------------------------------- */

static gboolean
paint_preview (gpointer user_data)
{
  ShrExportDialog *self = user_data;
  g_autoptr (ShrScene) scene = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GBytes) bytes = NULL;
  cairo_surface_t *surface;
  ShrFigure figure;
  ShrTheme theme;
  double scale;
  int width, height, stride;
  cairo_t *cr;

  self->preview_id = 0;
  if (shr_study_get_dataset (self->study) == NULL)
    return G_SOURCE_REMOVE;

  get_figure (self, &figure);
  shr_figure_get_theme (&figure, &theme);
  scene = shr_figure_draw (&figure, self->study);
  scale = PREVIEW_SIDE / MAX (figure.width, figure.height);
  width = (int) MAX (1.0, round (figure.width * scale));
  height = (int) MAX (1.0, round (figure.height * scale));

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cr = cairo_create (surface);
  if (!figure.picture.transparent)
    {
      cairo_set_source_rgb (cr, theme.background.red, theme.background.green, theme.background.blue);
      cairo_paint (cr);
    }
  cairo_scale (cr, scale, scale);
  shr_cairo_renderer_paint (scene, cr, &theme.background);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  stride = cairo_image_surface_get_stride (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface), (gsize) stride * (gsize) height,
                                      (GDestroyNotify) cairo_surface_destroy, surface);
  texture = gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, (gsize) stride);
  gtk_picture_set_paintable (self->preview, GDK_PAINTABLE (texture));
  gtk_picture_set_alternative_text (self->preview, shr_scene_get_description (scene));

  return G_SOURCE_REMOVE;
}

static void
plan_preview (ShrExportDialog *self)
{
  if (self->preview_id == 0)
    self->preview_id = g_timeout_add (PREVIEW_DELAY_MS, paint_preview, self);
}

/* --- Options ---------------------------------------------------------------------------------------------------- */

static void
options_changed (ShrExportDialog *self)
{
  guint format = adw_combo_row_get_selected (self->format);
  gboolean custom = adw_combo_row_get_selected (self->size) == CUSTOM;

  if (self->choices->len == 0)
    return;

  gtk_widget_set_visible (self->width_row, custom);
  gtk_widget_set_visible (self->height_row, custom);
  gtk_widget_set_visible (self->dpi_row, format == SHR_PICTURE_PNG);
  gtk_widget_set_visible (self->seconds_row, format == MOTION);
  gtk_widget_set_visible (self->transparent_row, format < SHR_PICTURE_PDF);
  gtk_widget_set_visible (self->outlines_row, format == SHR_PICTURE_SVG);
  plan_preview (self);
}

/* A preset fills in what can then be changed. */
static void
size_chosen (ShrExportDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->size);
  ShrFigure figure;

  if (self->choices->len == 0)
    return;

  if (selected < SHR_N_FIGURE_PRESETS)
    {
      get_figure (self, &figure);
      shr_figure_apply_preset (&figure, self->study, (ShrFigurePreset) selected);
      gtk_spin_button_set_value (self->width, figure.width);
      gtk_spin_button_set_value (self->height, figure.height);
      gtk_spin_button_set_value (self->font, figure.font_size);
    }
  options_changed (self);
}

static void
extent_chosen (ShrExportDialog *self)
{
  /* A column of a page is as high as what it shows wants it. */
  size_chosen (self);
}

static void
resized (ShrExportDialog *self)
{
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->body),
                                  width >= WIDE ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
}

/* --- Exporting -------------------------------------------------------------------------------------------------- */

/* All that another thread needs to make the picture. */
typedef struct
{
  ShrScene *scene;
  ShrPictureFormat format;
  ShrTheme theme;
  ShrPictureOptions options;
} Picture;

static void
picture_free (gpointer data)
{
  Picture *picture = data;

  shr_scene_free (picture->scene);
  g_free (picture);
}

static GBytes *
picture_make (gpointer data, GCancellable *cancellable, GError **error)
{
  const Picture *picture = data;

  return shr_picture_render (picture->scene, picture->format, &picture->theme, &picture->options, error);
}

#ifdef SHR_HAVE_GIF
/* The sweep is painted from a copy of the study, so that the one on show goes on as it likes. */
typedef struct
{
  ShrStudy *study;
  ShrPenalty leader;
  ShrFigure figure;
  char *title;
  double seconds;
  ShrExportDialog *dialog; /* for its progress */
} Motion;

static void
motion_free (gpointer data)
{
  Motion *motion = data;

  g_object_unref (motion->study);
  g_free (motion->title);
  g_free (motion);
}

static GBytes *
motion_make (gpointer data, GCancellable *cancellable, GError **error)
{
  Motion *motion = data;

  if (!shr_study_fit_now (motion->study, error))
    return NULL;

  return shr_motion_make (motion->study, motion->leader, &motion->figure, motion->seconds, &motion->dialog->sweeping,
                          cancellable, error);
}

static Motion *
new_motion (ShrExportDialog *self, const ShrFigure *figure)
{
  Motion *motion = g_new (Motion, 1);

  *motion = (Motion){ .study = shr_motion_copy_study (self->study),
                      .leader = shr_study_get_leader (self->study),
                      .figure = *figure,
                      .title = g_strdup (figure->title),
                      .seconds = gtk_spin_button_get_value (self->seconds),
                      .dialog = self };
  motion->figure.title = motion->title;
  self->sweeping = 0;

  return motion;
}

static gboolean
show_progress (gpointer user_data)
{
  ShrExportDialog *self = user_data;

  shr_progress_row_set_fraction (self->progress, g_atomic_int_get (&self->sweeping) / 1000.0);

  return G_SOURCE_CONTINUE;
}

static gboolean
is_motion (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_str_has_suffix (lower, ".gif");
}
#endif

static void
set_saving (ShrExportDialog *self, gboolean saving)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->body), !saving);
  gtk_widget_set_sensitive (self->export_button, !saving);
  if (saving)
    {
      self->saving = g_cancellable_new ();
      shr_progress_row_begin (self->progress, _ ("Writing the picture…"));
#ifdef SHR_HAVE_GIF
      self->progress_id = g_timeout_add (100, show_progress, self);
#endif
    }
  else
    {
      g_clear_object (&self->saving);
#ifdef SHR_HAVE_GIF
      g_clear_handle_id (&self->progress_id, g_source_remove);
#endif
      shr_progress_row_end (self->progress);
    }
}

static void
saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ShrExportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = shr_saver_finish (result, &error);

  /* Closed in the meantime. */
  if (self->saving == NULL)
    return;

  set_saving (self, FALSE);
  if (done)
    {
      shr_app_settings_remember_export (G_FILE (source));
      g_signal_emit (self, signals[EXPORTED], 0, source);
      gtk_window_destroy (GTK_WINDOW (self));
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    shr_compat_show_message (GTK_WINDOW (self), _ ("The Picture Could Not Be Saved"), error->message);
}

void
shr_export_dialog_export (ShrExportDialog *self, GFile *file)
{
  g_autofree char *base = NULL;
  g_autoptr (GError) error = NULL;
  ShrPictureFormat format;
  ShrFigure figure;
  Picture *picture;

  g_return_if_fail (SHR_IS_EXPORT_DIALOG (self));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (self->saving == NULL);

  base = g_file_get_basename (file);
#ifdef SHR_HAVE_GIF
  if (is_motion (base))
    {
      get_figure (self, &figure);
      set_saving (self, TRUE);
      shr_saver_run (file, motion_make, new_motion (self, &figure), motion_free, self->saving, saved,
                     g_object_ref (self));
      return;
    }
#endif
  if (!shr_picture_format_from_name (base, &format, &error))
    {
      shr_compat_show_message (GTK_WINDOW (self), _ ("The Picture Could Not Be Saved"), error->message);
      return;
    }

  get_figure (self, &figure);
  picture = g_new (Picture, 1);
  *picture = (Picture){ .scene = shr_figure_draw (&figure, self->study), .format = format, .options = figure.picture };
  shr_figure_get_theme (&figure, &picture->theme);

  set_saving (self, TRUE);
  shr_saver_run (file, picture_make, picture, picture_free, self->saving, saved, g_object_ref (self));
}

static void
cancel (ShrExportDialog *self)
{
  if (self->saving != NULL)
    g_cancellable_cancel (self->saving);
}

static const char *
get_ending (ShrExportDialog *self)
{
  return formats[MIN (adw_combo_row_get_selected (self->format), G_N_ELEMENTS (formats) - 1)].ending;
}

static void
file_chosen (GFile *file, GtkFileFilter *filter, gpointer user_data)
{
  ShrExportDialog *self = user_data;
  g_autoptr (GFile) target = NULL;
  g_autofree char *name = NULL;
  gboolean known = FALSE;
  ShrPictureFormat format;

  if (file == NULL || shr_study_get_dataset (self->study) == NULL)
    return;

  /* An ending that was typed decides; where there is none, the format that was chosen. */
  name = g_file_get_basename (file);
#ifdef SHR_HAVE_GIF
  known = is_motion (name);
#endif
  if (known || shr_picture_format_from_name (name, &format, NULL))
    target = g_object_ref (file);
  else
    {
      g_autofree char *whole = g_strconcat (name, ".", get_ending (self), NULL);
      g_autoptr (GFile) folder = g_file_get_parent (file);

      target = g_file_get_child (folder, whole);
      /* The chooser has asked whether to replace the file that was named, not this one. */
      if (g_file_query_exists (target, NULL))
        {
          g_autofree char *sentence =
              g_strdup_printf (_ ("There is a file named “%s” already. To replace it, type its whole name."), whole);

          shr_compat_show_message (GTK_WINDOW (self), _ ("The Picture Was Not Saved"), sentence);
          return;
        }
    }
  shr_export_dialog_export (self, target);
}

static void
choose_file (ShrExportDialog *self)
{
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GFile) folder = shr_app_settings_get_export_folder ();
  g_autofree char *name = NULL;
  ShrFigure figure;

  if (self->saving != NULL || shr_study_get_dataset (self->study) == NULL)
    return;

  get_figure (self, &figure);
  name = shr_export_suggest_name (self->study, &figure, get_ending (self));
  gtk_file_filter_set_name (filter, _ (formats[adw_combo_row_get_selected (self->format)].name));
  gtk_file_filter_add_suffix (filter, get_ending (self));
  g_list_store_append (filters, filter);
  shr_compat_choose_file (GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("Export Picture"), G_LIST_MODEL (filters),
                          name, folder, file_chosen, self);
}

/* --- GObject ---------------------------------------------------------------------------------------------------- */

static void
shr_export_dialog_dispose (GObject *object)
{
  ShrExportDialog *self = SHR_EXPORT_DIALOG (object);

  cancel (self);
  g_clear_object (&self->saving);
  g_clear_handle_id (&self->preview_id, g_source_remove);
#ifdef SHR_HAVE_GIF
  g_clear_handle_id (&self->progress_id, g_source_remove);
#endif
  g_clear_object (&self->study);

  G_OBJECT_CLASS (shr_export_dialog_parent_class)->dispose (object);
}

static void
shr_export_dialog_finalize (GObject *object)
{
  g_array_unref (SHR_EXPORT_DIALOG (object)->choices);

  G_OBJECT_CLASS (shr_export_dialog_parent_class)->finalize (object);
}

static void
shr_export_dialog_class_init (ShrExportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = shr_export_dialog_dispose;
  object_class->finalize = shr_export_dialog_finalize;

  signals[EXPORTED] = g_signal_new ("exported", SHR_TYPE_EXPORT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_FILE);

  g_type_ensure (SHR_TYPE_PROGRESS_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/shrinkage/Shrinkage/ui/shr-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ShrExportDialog, export_button);
  gtk_widget_class_bind_template_child (widget_class, ShrExportDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, ShrExportDialog, body);
  gtk_widget_class_bind_template_child (widget_class, ShrExportDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, ShrExportDialog, options);
  gtk_widget_class_bind_template_child (widget_class, ShrExportDialog, extent);
  gtk_widget_class_bind_template_child (widget_class, ShrExportDialog, format);
  gtk_widget_class_bind_template_child (widget_class, ShrExportDialog, theme);
  gtk_widget_class_bind_template_child (widget_class, ShrExportDialog, size);
  gtk_widget_class_bind_template_child (widget_class, ShrExportDialog, width_row);
  gtk_widget_class_bind_template_child (widget_class, ShrExportDialog, width);
  gtk_widget_class_bind_template_child (widget_class, ShrExportDialog, height_row);
  gtk_widget_class_bind_template_child (widget_class, ShrExportDialog, height);
  gtk_widget_class_bind_template_child (widget_class, ShrExportDialog, dpi_row);
  gtk_widget_class_bind_template_child (widget_class, ShrExportDialog, dpi);
  gtk_widget_class_bind_template_child (widget_class, ShrExportDialog, seconds_row);
  gtk_widget_class_bind_template_child (widget_class, ShrExportDialog, seconds);
  gtk_widget_class_bind_template_child (widget_class, ShrExportDialog, title_row);
  gtk_widget_class_bind_template_child (widget_class, ShrExportDialog, legend);
  gtk_widget_class_bind_template_child (widget_class, ShrExportDialog, font);
  gtk_widget_class_bind_template_child (widget_class, ShrExportDialog, transparent_row);
  gtk_widget_class_bind_template_child (widget_class, ShrExportDialog, transparent);
  gtk_widget_class_bind_template_child (widget_class, ShrExportDialog, outlines_row);
  gtk_widget_class_bind_template_child (widget_class, ShrExportDialog, outlines);
  gtk_widget_class_bind_template_callback (widget_class, choose_file);
  gtk_widget_class_bind_template_callback (widget_class, cancel);
  gtk_widget_class_bind_template_callback (widget_class, options_changed);
  gtk_widget_class_bind_template_callback (widget_class, size_chosen);
  gtk_widget_class_bind_template_callback (widget_class, extent_chosen);
}

static void
shr_export_dialog_init (ShrExportDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->choices = g_array_new (FALSE, FALSE, sizeof (Choice));
  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    gtk_string_list_append (names, _ (formats[i].name));
  adw_combo_row_set_model (self->format, G_LIST_MODEL (names));
  g_signal_connect (self, "notify::default-width", G_CALLBACK (resized), NULL);
}

ShrExportDialog *
shr_export_dialog_new (GtkWindow *parent, ShrStudy *study)
{
  ShrExportDialog *self;

  g_return_val_if_fail (SHR_IS_STUDY (study), NULL);
  g_return_val_if_fail (shr_study_get_dataset (study) != NULL, NULL);

  self = g_object_new (SHR_TYPE_EXPORT_DIALOG, "transient-for", parent, NULL);
  self->study = g_object_ref (study);
  list_choices (self);
  size_chosen (self);
  g_signal_connect_object (study, "redraw", G_CALLBACK (plan_preview), self, G_CONNECT_SWAPPED);

  return self;
}
