#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Making the bytes of a file and writing them, both in another thread: neither a large picture nor a slow disk stops the
 * window. */

/* In that thread. (transfer full): NULL with @error */
typedef GBytes *(*ShrSaverFunc) (gpointer data, GCancellable *cancellable, GError **error);

/**
 * shr_saver_run:
 * @make: what makes the bytes
 * @data: for @make
 * @free_data: how to free it
 * @callback: in this thread, when it is written or has failed; then shr_saver_finish()
 */
void shr_saver_run (GFile *file,
                    ShrSaverFunc make,
                    gpointer data,
                    GDestroyNotify free_data,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data);
/* FALSE with @error: the file is as it was. @source of the callback is the file. */
gboolean shr_saver_finish (GAsyncResult *result, GError **error);

G_END_DECLS
