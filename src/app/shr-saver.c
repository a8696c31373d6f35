#include "app/shr-saver.h"

#include "study/shr-export.h"

typedef struct
{
  ShrSaverFunc make;
  gpointer data;
  GDestroyNotify free_data;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  job->free_data (job->data);
  g_free (job);
}

static void
make_and_write (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = job->make (job->data, cancellable, &error);

  if (bytes != NULL && !g_cancellable_set_error_if_cancelled (cancellable, &error)
      && shr_export_bytes (bytes, source, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
shr_saver_run (GFile *file,
               ShrSaverFunc make,
               gpointer data,
               GDestroyNotify free_data,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (file, cancellable, callback, user_data);
  Job *job = g_new (Job, 1);

  *job = (Job){ make, data, free_data };
  g_task_set_task_data (task, job, job_free);
  /* Written is written, even if it was cancelled a moment later. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, make_and_write);
}

gboolean
shr_saver_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
