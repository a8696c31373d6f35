/* Any bytes at all through the CSV reader: a table or an error, and every dataset that can be made of the table.
 *
 * With libFuzzer:  clang -fsanitize=fuzzer,address,undefined -DSHR_LIBFUZZER …
 * Without it, a program that reads the files it is given, to see again what a fuzzer found. */
#include "data/shr-csv-reader.h"
#include "data/shr-dataset.h"
#include "data/shr-preview.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* The first two bytes choose the options, the others are the file. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char delimiters[] = { '\0', ',', ';', '\t' };
  static const char decimals[] = { '\0', '.', ',', '\0' };
  static const char thousands[] = { '\0', '.', ',', ' ', '\'' };
  static const char *const encodings[] = { NULL, NULL, "UTF-16LE", "WINDOWS-1252" };
  static const char *const missing_words[] = { "-9", "x", NULL };
  static const char *const columns[] = { "a", "b", "column 1", NULL };
  guint choice = size > 0 ? data[0] : 0;
  guint more = size > 1 ? data[1] : 0;
  ShrCsvOptions options = { .name = "fuzz",
                            .delimiter = delimiters[choice % 4],
                            .decimal = decimals[choice / 4 % 4],
                            .header = (ShrCsvHeader) (choice / 16 % 3),
                            .thousands = thousands[more % 5],
                            .encoding = encodings[more / 5 % 4],
                            .missing_words = more / 20 % 2 == 1 ? missing_words : NULL,
                            .numbers = more / 40 % 3 == 1 ? columns : NULL,
                            .categories = more / 40 % 3 == 2 ? columns : NULL };
  const ShrImport import = { .missing = more >= 128 ? SHR_MISSING_MEAN : SHR_MISSING_DROP };
  g_autoptr (GBytes) bytes = g_bytes_new (data + MIN (size, 2), size - MIN (size, 2));
  g_autoptr (GError) error = NULL;
  g_autoptr (ShrTable) table = shr_csv_reader_read_bytes (bytes, &options, &error);

  if ((table == NULL) != (error != NULL))
    abort ();
  if (table != NULL)
    {
      g_autoptr (GError) failure = NULL;
      g_autoptr (ShrDataset) dataset = shr_dataset_new_for_import (table, &import, &failure);

      if ((dataset == NULL) != (failure != NULL) || (failure != NULL && !g_utf8_validate (failure->message, -1, NULL)))
        abort ();
    }
  else if (!g_utf8_validate (error->message, -1, NULL))
    abort ();

  shr_preview_free (shr_preview_new (bytes, choice % 2 == 0, &import, "fuzz"));

  return 0;
}

#ifndef SHR_LIBFUZZER
int
main (int argc, char **argv)
{
  for (int i = 1; i < argc; i++)
    {
      g_autofree char *contents = NULL;
      gsize length;

      if (!g_file_get_contents (argv[i], &contents, &length, NULL))
        return 1;
      LLVMFuzzerTestOneInput ((const uint8_t *) contents, length);
    }

  return 0;
}
#endif
