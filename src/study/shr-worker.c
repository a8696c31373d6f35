#include "study/shr-worker.h"

#include <pthread.h>
#include <time.h>

/* POSIX locks, because the thread sanitizer can see them; GLib's own are futexes that it takes for nothing. */
struct _ShrWorker
{
  GThread *thread;
  pthread_mutex_t mutex;
  pthread_cond_t arrived;
  pthread_cond_t solved;
  ShrFit *waiting; /* the mailbox: pushed and not begun */
  ShrFit *current; /* being solved */
  gboolean ending;
};

static void
tell_solved (gpointer data)
{
  ShrWorker *worker = data;

  pthread_mutex_lock (&worker->mutex);
  pthread_cond_broadcast (&worker->solved);
  pthread_mutex_unlock (&worker->mutex);
}

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

      shr_fit_work (worker->current, tell_solved, worker);

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
  pthread_condattr_t attributes;

  pthread_mutex_init (&worker->mutex, NULL);
  pthread_cond_init (&worker->arrived, NULL);
  pthread_condattr_init (&attributes);
  pthread_condattr_setclock (&attributes, CLOCK_MONOTONIC);
  pthread_cond_init (&worker->solved, &attributes);
  pthread_condattr_destroy (&attributes);
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
  pthread_cond_destroy (&worker->solved);
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

gboolean
shr_worker_wait (ShrWorker *worker, ShrFit *fit, guint microseconds)
{
  struct timespec until;
  gint64 nanoseconds;

  clock_gettime (CLOCK_MONOTONIC, &until);
  nanoseconds = until.tv_nsec + (gint64) microseconds * 1000;
  until.tv_sec += nanoseconds / 1000000000;
  until.tv_nsec = nanoseconds % 1000000000;

  pthread_mutex_lock (&worker->mutex);
  while (!shr_fit_is_finished (fit) || !shr_fit_is_measured (fit))
    if (pthread_cond_timedwait (&worker->solved, &worker->mutex, &until) != 0)
      break;
  pthread_mutex_unlock (&worker->mutex);

  return shr_fit_is_finished (fit) && shr_fit_is_measured (fit);
}
