#pragma once

#include "study/shr-fit.h"

G_BEGIN_DECLS

/* One thread with a one-slot mailbox: the newest fit wins, the one before is cancelled. */
typedef struct _ShrWorker ShrWorker;

ShrWorker *shr_worker_new (void);
/* Cancels, waits for the thread and frees. */
void shr_worker_free (ShrWorker *worker);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ShrWorker, shr_worker_free)

/* Takes a reference on @fit until it is done or overtaken. */
void shr_worker_push (ShrWorker *worker, ShrFit *fit);

/* Waits until @fit has been solved, with what was wanted beside the paths, but no longer than @microseconds. Returns: whether it has been. */
gboolean shr_worker_wait (ShrWorker *worker, ShrFit *fit, guint microseconds);

G_END_DECLS
