#include "study/shr-worker.h"

#include "shr-test-study.h"

/* So many λ that a fit goes on until it is overtaken. */
#define ENDLESS 100000
#define PATIENCE_SECONDS 60

static ShrFit *
new_fit (ShrDataset *dataset, guint lambda_count)
{
  ShrSettings settings;

  shr_settings_init (&settings);
  settings.lambda_count = lambda_count;

  return shr_fit_new (dataset, &settings, NULL, 0, NULL);
}

static void
wait_finished (ShrFit *fit)
{
  gint64 start = g_get_monotonic_time ();

  while (!shr_fit_is_finished (fit))
    {
      g_usleep (200);
      g_assert_cmpint (g_get_monotonic_time () - start, <, PATIENCE_SECONDS * G_USEC_PER_SEC);
    }
}

static void
wait_begun (ShrFit *fit)
{
  gint64 start = g_get_monotonic_time ();

  while (shr_fit_get_progress (fit) == 0.0)
    {
      g_usleep (100);
      g_assert_cmpint (g_get_monotonic_time () - start, <, PATIENCE_SECONDS * G_USEC_PER_SEC);
    }
}

static void
test_solves (void)
{
  g_autoptr (ShrWorker) worker = shr_worker_new ();
  g_autoptr (ShrDataset) dataset = shr_test_dataset_sample ("diabetes");

  /* Again and again, with the thread asleep in between. */
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (ShrFit) fit = new_fit (dataset, 100);

      shr_worker_push (worker, fit);
      wait_finished (fit);
      g_assert_null (shr_fit_get_error (fit));
      g_assert_cmpfloat (shr_fit_get_progress (fit), ==, 1.0);
      g_usleep (i * 1000);
    }
}

/* The one that is being solved is cancelled, and the newest is solved. */
static void
test_overtakes (void)
{
  g_autoptr (ShrWorker) worker = shr_worker_new ();
  g_autoptr (ShrDataset) dataset = shr_test_dataset_random (200, 30, 0.5, 6);
  g_autoptr (ShrFit) stale = new_fit (dataset, ENDLESS), fresh = new_fit (dataset, 50);

  shr_worker_push (worker, stale);
  wait_begun (stale);
  shr_worker_push (worker, fresh);
  wait_finished (fresh);

  /* One thread: when the fresh fit is done the stale one is long over, and has said why. */
  g_assert_true (shr_fit_is_finished (stale));
  g_assert_error (shr_fit_get_error (stale), SHR_STUDY_ERROR, SHR_STUDY_ERROR_CANCELLED);
  g_assert_cmpfloat (shr_fit_get_progress (stale), <, 1.0);
  g_assert_null (shr_fit_get_error (fresh));
  g_assert_cmpfloat (shr_fit_get_progress (fresh), ==, 1.0);
}

/* Of many pushed at once only the newest is sure to be solved; none of the others is finished without an error. */
static void
test_newest_wins (void)
{
  enum
  {
    PUSHED = 50
  };
  g_autoptr (ShrDataset) dataset = shr_test_dataset_random (200, 30, 0.5, 7);
  g_autoptr (ShrWorker) worker = shr_worker_new ();
  g_autoptr (ShrFit) newest = new_fit (dataset, 100);
  ShrFit *fits[PUSHED];
  guint solved = 0;

  for (guint i = 0; i < PUSHED; i++)
    {
      fits[i] = new_fit (dataset, ENDLESS);
      shr_worker_push (worker, fits[i]);
      g_usleep (i % 5 * 300);
    }
  shr_worker_push (worker, newest);
  wait_finished (newest);
  g_assert_null (shr_fit_get_error (newest));

  for (guint i = 0; i < PUSHED; i++)
    {
      /* Overtaken in the mailbox, it was never begun; else it was cancelled. */
      if (shr_fit_is_finished (fits[i]))
        {
          g_assert_error (shr_fit_get_error (fits[i]), SHR_STUDY_ERROR, SHR_STUDY_ERROR_CANCELLED);
          solved++;
        }
      else
        g_assert_cmpfloat (shr_fit_get_progress (fits[i]), ==, 0.0);
      shr_fit_unref (fits[i]);
    }
  g_assert_cmpuint (solved, >=, 1);
}

/* Freeing ends what is being solved, within the time that a person does not notice. */
static void
test_free_while_busy (void)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_random (200, 30, 0.5, 8);
  ShrWorker *worker = shr_worker_new ();
  g_autoptr (ShrFit) busy = new_fit (dataset, ENDLESS), waiting = new_fit (dataset, ENDLESS);
  gint64 start;

  shr_worker_push (worker, busy);
  wait_begun (busy);
  start = g_get_monotonic_time ();
  shr_worker_push (worker, waiting);
  shr_worker_free (worker);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 3 * G_USEC_PER_SEC);

  g_assert_error (shr_fit_get_error (busy), SHR_STUDY_ERROR, SHR_STUDY_ERROR_CANCELLED);
  g_assert_cmpfloat (shr_fit_get_progress (waiting), <, 1.0);
}

static void
test_free_idle (void)
{
  for (guint i = 0; i < 20; i++)
    {
      ShrWorker *worker = shr_worker_new ();

      g_usleep (i % 3 * 500);
      shr_worker_free (worker);
    }
}

/* The worker's own reference is enough. */
static void
test_keeps_alive (void)
{
  g_autoptr (ShrDataset) dataset = shr_test_dataset_random (100, 20, 0.5, 9);
  g_autoptr (ShrWorker) worker = shr_worker_new ();

  for (int i = 0; i < 10; i++)
    {
      ShrFit *fit = new_fit (dataset, 1000);

      shr_worker_push (worker, fit);
      shr_fit_unref (fit);
      g_usleep (1000);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/worker/solves", test_solves);
  g_test_add_func ("/worker/overtakes", test_overtakes);
  g_test_add_func ("/worker/newest-wins", test_newest_wins);
  g_test_add_func ("/worker/free-while-busy", test_free_while_busy);
  g_test_add_func ("/worker/free-idle", test_free_idle);
  g_test_add_func ("/worker/keeps-alive", test_keeps_alive);

  return g_test_run ();
}
