#include "app/shr-loader.h"

#include "data/shr-csv-reader.h"
#include "data/shr-sample.h"

/* Every session shows the same sample, so that a teacher finds the board of yesterday. */
#define SAMPLE_SEED 1

struct _ShrLoader
{
  GObject parent_instance;

  GFile *file;     /* NULL when there is a table already */
  ShrTable *table; /* NULL until it is read; written by the thread, read when it is done */
  char *response;  /* NULL: the data's own choice */
  int progress;    /* thousandths, atomic */
};

G_DEFINE_FINAL_TYPE (ShrLoader, shr_loader, G_TYPE_OBJECT)

static void
shr_loader_finalize (GObject *object)
{
  ShrLoader *self = SHR_LOADER (object);

  g_clear_object (&self->file);
  g_clear_pointer (&self->table, shr_table_unref);
  g_clear_pointer (&self->response, g_free);

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
shr_loader_new_for_file (GFile *file)
{
  ShrLoader *self = g_object_new (SHR_TYPE_LOADER, NULL);

  self->file = g_object_ref (file);
  return self;
}

ShrLoader *
shr_loader_new_for_table (ShrTable *table, const char *response)
{
  ShrLoader *self = g_object_new (SHR_TYPE_LOADER, NULL);

  self->table = shr_table_ref (table);
  self->response = g_strdup (response);
  return self;
}

/* The NAME of sample:NAME, or NULL. (transfer full) */
static char *
sample_id (GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);

  return g_str_has_prefix (uri, "sample:") ? g_uri_unescape_string (uri + strlen ("sample:"), NULL) : NULL;
}

char *
shr_loader_get_name (ShrLoader *self)
{
  g_autofree char *id = NULL;

  g_return_val_if_fail (SHR_IS_LOADER (self), NULL);

  if (self->file == NULL)
    return g_strdup (shr_table_name (self->table));
  id = sample_id (self->file);
  return id != NULL ? g_steal_pointer (&id) : g_file_get_basename (self->file);
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

static void
load (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  ShrLoader *self = source;
  GError *error = NULL;
  ShrDataset *dataset;

  if (self->table == NULL)
    {
      g_autofree char *id = sample_id (self->file);

      self->table = id != NULL ? shr_sample_load (id, SAMPLE_SEED, &error)
                               : shr_csv_reader_read_file (self->file, NULL, cancellable, note_progress, self, &error);
      if (self->table == NULL)
        {
          g_task_return_error (task, error);
          return;
        }
    }

  dataset = shr_dataset_new (self->table, self->response, NULL, NULL, &error);
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
