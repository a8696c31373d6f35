#include "study/shr-worker.h"

struct _ShrWorker
{
  GThread *thread;
  GMutex mutex;
  GCond arrived;
  ShrFit *waiting; /* the mailbox: pushed and not begun */
  ShrFit *current; /* being solved */
  gboolean ending;
};

static gpointer
work (gpointer data)
{
  ShrWorker *worker = data;

  g_mutex_lock (&worker->mutex);
  while (!worker->ending)
    {
      if (worker->waiting == NULL)
        {
          g_cond_wait (&worker->arrived, &worker->mutex);
          continue;
        }

      worker->current = g_steal_pointer (&worker->waiting);
      g_mutex_unlock (&worker->mutex);

      /* A failure is told by the fit itself, to whoever still looks at it. */
      shr_fit_run (worker->current, NULL);

      g_mutex_lock (&worker->mutex);
      g_clear_pointer (&worker->current, shr_fit_unref);
    }
  g_mutex_unlock (&worker->mutex);

  return NULL;
}

ShrWorker *
shr_worker_new (void)
{
  ShrWorker *worker = g_new0 (ShrWorker, 1);

  g_mutex_init (&worker->mutex);
  g_cond_init (&worker->arrived);
  worker->thread = g_thread_new ("solver", work, worker);

  return worker;
}

void
shr_worker_free (ShrWorker *worker)
{
  g_mutex_lock (&worker->mutex);
  worker->ending = TRUE;
  if (worker->current != NULL)
    shr_fit_cancel (worker->current);
  g_cond_signal (&worker->arrived);
  g_mutex_unlock (&worker->mutex);

  g_thread_join (worker->thread);

  g_clear_pointer (&worker->waiting, shr_fit_unref);
  g_mutex_clear (&worker->mutex);
  g_cond_clear (&worker->arrived);
  g_free (worker);
}

void
shr_worker_push (ShrWorker *worker, ShrFit *fit)
{
  g_return_if_fail (fit != NULL);

  g_mutex_lock (&worker->mutex);
  if (worker->current != NULL)
    shr_fit_cancel (worker->current);
  g_clear_pointer (&worker->waiting, shr_fit_unref);
  worker->waiting = shr_fit_ref (fit);
  g_cond_signal (&worker->arrived);
  g_mutex_unlock (&worker->mutex);
}
