#include "cli/shr-cli.h"
#include "core/shr-blas.h"

#include <locale.h>
#include <signal.h>

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  shr_blas_single_thread ();
  /* Where files may not grow any further, write() says so and the user can be told; the signal would only kill. */
  signal (SIGXFSZ, SIG_IGN);

  return shr_cli_main (argc, argv);
}
