#include "study/shr-worker.h"

#include <pthread.h>

/* POSIX locks, because the thread sanitizer can see them; GLib's own are futexes that it takes for nothing. */
struct _ShrWorker
{
  GThread *thread;
  pthread_mutex_t mutex;
  pthread_cond_t arrived;
  ShrFit *waiting; /* the mailbox: pushed and not begun */
  ShrFit *current; /* being solved */
  gboolean ending;
};

static gpointer
work (gpointer data)
{
  ShrWorker *worker = data;

  pthread_mutex_lock (&worker->mutex);
  while (!worker->ending)
    {
      if (worker->waiting == NULL)
        {
          pthread_cond_wait (&worker->arrived, &worker->mutex);
          continue;
        }

      worker->current = g_steal_pointer (&worker->waiting);
      pthread_mutex_unlock (&worker->mutex);

      shr_fit_work (worker->current);

      pthread_mutex_lock (&worker->mutex);
      g_clear_pointer (&worker->current, shr_fit_unref);
    }
  pthread_mutex_unlock (&worker->mutex);

  return NULL;
}

ShrWorker *
shr_worker_new (void)
{
  ShrWorker *worker = g_new0 (ShrWorker, 1);

  pthread_mutex_init (&worker->mutex, NULL);
  pthread_cond_init (&worker->arrived, NULL);
  worker->thread = g_thread_new ("solver", work, worker);

  return worker;
}

void
shr_worker_free (ShrWorker *worker)
{
  pthread_mutex_lock (&worker->mutex);
  worker->ending = TRUE;
  if (worker->current != NULL)
    shr_fit_cancel (worker->current);
  pthread_cond_signal (&worker->arrived);
  pthread_mutex_unlock (&worker->mutex);

  g_thread_join (worker->thread);

  g_clear_pointer (&worker->waiting, shr_fit_unref);
  pthread_mutex_destroy (&worker->mutex);
  pthread_cond_destroy (&worker->arrived);
  g_free (worker);
}

void
shr_worker_push (ShrWorker *worker, ShrFit *fit)
{
  g_return_if_fail (fit != NULL);

  pthread_mutex_lock (&worker->mutex);
  if (worker->current != NULL && worker->current != fit)
    shr_fit_cancel (worker->current);
  g_clear_pointer (&worker->waiting, shr_fit_unref);
  worker->waiting = shr_fit_ref (fit);
  pthread_cond_signal (&worker->arrived);
  pthread_mutex_unlock (&worker->mutex);
}
