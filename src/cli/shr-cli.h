#pragma once

/* Exit status: what a script can rely on. */
typedef enum
{
  SHR_CLI_DONE = 0,
  SHR_CLI_DATA = 1,  /* the data or a file is at fault */
  SHR_CLI_USAGE = 2, /* the command line is */
} ShrCliStatus;

/* The command line of product section 6: reads @argv, does the work, prints to standard output and standard error.
 * @argv's strings are borrowed. Returns: the exit status */
ShrCliStatus shr_cli_main (int argc, char **argv);
