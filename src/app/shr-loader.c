#include "app/shr-loader.h"

#include "data/shr-csv-reader.h"
#include "data/shr-sample.h"
#include "study/shr-study-file.h"

/* Every session shows the same sample, so that a teacher finds the board of yesterday. */
#define SAMPLE_SEED 1

struct _ShrLoader
{
  GObject parent_instance;

  ShrImport *import;
  GFile *file;     /* NULL when there is a table or a text already */
  char *sample;    /* its name, where it is one */
  GBytes *text;    /* NULL: in the file */
  char *name;      /* of the text */
  ShrTable *table; /* NULL until it is read; written by the thread, read when it is done */
  ShrState *state; /* likewise, of a study; NULL where it is data */
  int progress;    /* thousandths, atomic */
};

G_DEFINE_FINAL_TYPE (ShrLoader, shr_loader, G_TYPE_OBJECT)

static void
shr_loader_finalize (GObject *object)
{
  ShrLoader *self = SHR_LOADER (object);

  g_clear_object (&self->file);
  g_clear_pointer (&self->table, shr_table_unref);
  g_clear_pointer (&self->state, shr_state_free);
  g_clear_pointer (&self->import, shr_import_free);
  g_clear_pointer (&self->sample, g_free);
  g_clear_pointer (&self->text, g_bytes_unref);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (shr_loader_parent_class)->finalize (object);
}

static void
shr_loader_class_init (ShrLoaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = shr_loader_finalize;
}

static void
shr_loader_init (ShrLoader *self)
{
}

ShrLoader *
shr_loader_new_for_import (const ShrImport *import, GBytes *text, const char *name)
{
  ShrLoader *self = g_object_new (SHR_TYPE_LOADER, NULL);

  g_return_val_if_fail (import->uri != NULL || text != NULL, self);

  self->import = shr_import_copy (import);
  self->text = text != NULL ? g_bytes_ref (text) : NULL;
  self->name = g_strdup (name);
  if (text == NULL && g_str_has_prefix (import->uri, "sample:"))
    self->sample = g_uri_unescape_string (import->uri + strlen ("sample:"), NULL);
  else if (text == NULL)
    self->file = g_file_new_for_uri (import->uri);

  return self;
}

ShrLoader *
shr_loader_new_for_file (GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);
  g_autoptr (ShrImport) import = shr_import_new (uri);

  return shr_loader_new_for_import (import, NULL, NULL);
}

ShrLoader *
shr_loader_new_for_table (ShrTable *table, const ShrImport *import)
{
  ShrLoader *self = g_object_new (SHR_TYPE_LOADER, NULL);

  self->table = shr_table_ref (table);
  self->import = shr_import_copy (import);

  return self;
}

const ShrImport *
shr_loader_get_import (ShrLoader *self)
{
  g_return_val_if_fail (SHR_IS_LOADER (self), NULL);

  return self->import;
}

GFile *
shr_loader_get_file (ShrLoader *self)
{
  g_return_val_if_fail (SHR_IS_LOADER (self), NULL);

  return self->file;
}

gboolean
shr_loader_is_choice (ShrLoader *self)
{
  g_return_val_if_fail (SHR_IS_LOADER (self), FALSE);

  return self->file == NULL && self->text == NULL && self->sample == NULL;
}

GBytes *
shr_loader_get_text (ShrLoader *self)
{
  g_return_val_if_fail (SHR_IS_LOADER (self), NULL);

  return self->text;
}

char *
shr_loader_get_name (ShrLoader *self)
{
  g_return_val_if_fail (SHR_IS_LOADER (self), NULL);

  if (self->file != NULL)
    return shr_csv_reader_name_file (self->file);
  if (self->sample != NULL || self->text != NULL)
    return g_strdup (self->sample != NULL ? self->sample : self->name);
  return g_strdup (shr_table_name (self->table));
}

const ShrState *
shr_loader_get_state (ShrLoader *self)
{
  g_return_val_if_fail (SHR_IS_LOADER (self), NULL);

  return self->state;
}

double
shr_loader_get_progress (ShrLoader *self)
{
  g_return_val_if_fail (SHR_IS_LOADER (self), 0.0);

  return g_atomic_int_get (&self->progress) / 1000.0;
}

static void
note_progress (guint64 read, guint64 total, gpointer user_data)
{
  ShrLoader *self = user_data;

  if (total > 0)
    g_atomic_int_set (&self->progress, (int) (1000.0 * (double) MIN (read, total) / (double) total));
}

static ShrTable *
read_table (ShrLoader *self, GCancellable *cancellable, GError **error)
{
  ShrCsvOptions options = shr_import_csv_options (self->import, self->name);

  if (self->sample != NULL)
    return shr_sample_load (self->sample, SAMPLE_SEED, error);
  if (self->text != NULL)
    return shr_csv_reader_read_bytes (self->text, &options, error);

  return shr_csv_reader_read_file (self->file, &options, cancellable, note_progress, self, error);
}

static void
load (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  ShrLoader *self = source;
  GError *error = NULL;
  ShrDataset *dataset = NULL;

  if (self->file != NULL && shr_study_file_is_one (self->file))
    {
      self->state = shr_study_file_load (self->file, cancellable, &error);
      if (self->state != NULL)
        {
          dataset = shr_dataset_ref (shr_state_get_dataset (self->state));
          self->table = shr_table_ref (shr_dataset_table (dataset));
        }
    }
  else if (self->table == NULL)
    self->table = read_table (self, cancellable, &error);
  if (self->table != NULL && dataset == NULL)
    dataset = shr_dataset_new_for_import (self->table, self->import, &error);

  if (dataset == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, dataset, (GDestroyNotify) shr_dataset_unref);
}

void
shr_loader_run (ShrLoader *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SHR_IS_LOADER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, shr_loader_run);
  g_task_run_in_thread (task, load);
}

gboolean
shr_loader_finish (ShrLoader *self, GAsyncResult *result, ShrTable **table, ShrDataset **dataset, GError **error)
{
  g_return_val_if_fail (SHR_IS_LOADER (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  *dataset = g_task_propagate_pointer (G_TASK (result), error);
  if (*dataset == NULL)
    return FALSE;
  *table = shr_table_ref (self->table);
  return TRUE;
}
