#include "app/shr-application.h"
#include "core/shr-blas.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <signal.h>

int
main (int argc, char *argv[])
{
  g_autoptr (ShrApplication) application = NULL;

  /* The worker is the one thread that computes; a second one inside BLAS only gets in its way. */
  shr_blas_single_thread ();

  /* Where files may not grow any further, write() says so and the user can be told; the signal would only kill. */
  signal (SIGXFSZ, SIG_IGN);

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = shr_application_new (G_APPLICATION_DEFAULT_FLAGS);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
