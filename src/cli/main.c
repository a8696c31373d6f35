#include "cli/shr-cli.h"
#include "core/shr-blas.h"

#include <locale.h>

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  shr_blas_single_thread ();

  return shr_cli_main (argc, argv);
}
