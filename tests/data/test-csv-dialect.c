/* What is understood from the first rows. */
#include "data/shr-csv-dialect.h"

#include <string.h>

typedef struct
{
  const char *text;
  char delimiter;
  gboolean header;
  gboolean row_names;
  gsize columns;
} Case;

static const Case cases[] = {
  { "a,b\n1,2\n", ',', TRUE, FALSE, 2 },
  { "1,2\n3,4\n", ',', FALSE, FALSE, 2 },
  { "a;b\n1,5;2,5\n", ';', TRUE, FALSE, 2 },
  { "1,5;2,5\n3,5;4,5\n", ';', FALSE, FALSE, 2 },
  { "1,5\t2,5\n3,5\t4,5\n", '\t', FALSE, FALSE, 2 },
  { "a|b\nx, y|1\nz, w|2\n", '|', TRUE, FALSE, 2 },
  { "name;place\nann;here\nbob;there\n", ';', TRUE, FALSE, 2 },
  /* Words in the first row over words tell nothing; numbers over numbers say that it is data. */
  { "ann,1,2\nbob,3,4\n", ',', FALSE, FALSE, 3 },
  { "name,a,b\nann,1,2\n", ',', TRUE, FALSE, 3 },
  { "name,1990,1991\nann,1,2\n", ',', TRUE, FALSE, 3 },
  { "ann,1990,1991\nbob,1985,1987\n", ',', FALSE, FALSE, 3 },
  { "NA,1,2\n3,4,5\n", ',', FALSE, FALSE, 3 },
  { "\"1\",\"2\"\n3,4\n", ',', TRUE, FALSE, 2 },
  { "\"1\",\"2\"\n\"3\",\"4\"\n", ',', FALSE, FALSE, 2 },
  { ",a,b\n0,1,2\n", ',', TRUE, FALSE, 3 },
  { "a\tb\nr1\t1\t2\nr2\t3\t4\n", '\t', TRUE, TRUE, 3 },
  { "\"a\",\"b\"\n\"1\",1,2\n", ',', TRUE, TRUE, 3 },
  { "a,b\n1,1,2\n", ',', TRUE, FALSE, 2 },
  { "y\n1\n2\n", '\0', TRUE, FALSE, 1 },
  { "y\n1,5\n2,5\n", '\0', TRUE, FALSE, 1 },
  { "1,5\n2,5\n", ',', FALSE, FALSE, 2 },
  { "\n\na,b\n\n1,2\n", ',', TRUE, FALSE, 2 },
};

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const ShrCsvOptions options = { 0 };
      ShrCsvDialect dialect;

      g_test_message ("%s", cases[i].text);
      g_assert_true (shr_csv_dialect_detect (&dialect, cases[i].text, strlen (cases[i].text), TRUE, &options));
      g_assert_cmpint (dialect.delimiter, ==, cases[i].delimiter);
      g_assert_cmpint (dialect.header, ==, cases[i].header);
      g_assert_cmpint (dialect.row_names, ==, cases[i].row_names);
      g_assert_cmpuint (dialect.columns, ==, cases[i].columns);
    }
}

/* What the user says is obeyed. */
static void
test_options (void)
{
  ShrCsvOptions options = { .delimiter = '|', .header = SHR_CSV_HEADER_NO };
  ShrCsvDialect dialect;

  g_assert_true (shr_csv_dialect_detect (&dialect, "a,b|c\n1,2|3\n", 12, TRUE, &options));
  g_assert_cmpint (dialect.delimiter, ==, '|');
  g_assert_false (dialect.header);

  options = (ShrCsvOptions){ .header = SHR_CSV_HEADER_YES };
  g_assert_true (shr_csv_dialect_detect (&dialect, "1,2\n3,4\n", 8, TRUE, &options));
  g_assert_true (dialect.header);

  options = (ShrCsvOptions){ .decimal = ',' };
  g_assert_true (shr_csv_dialect_detect (&dialect, "1,5\n2,5\n", 8, TRUE, &options));
  g_assert_cmpint (dialect.delimiter, ==, '\0');
}

/* Two rows are needed, unless there are no more. */
static void
test_more (void)
{
  const ShrCsvOptions options = { 0 };
  ShrCsvDialect dialect;

  g_assert_false (shr_csv_dialect_detect (&dialect, "a,b\n1,2", 7, FALSE, &options));
  g_assert_true (shr_csv_dialect_detect (&dialect, "a,b\n1,2\n", 8, FALSE, &options));
  g_assert_true (shr_csv_dialect_detect (&dialect, "a,b", 3, TRUE, &options));
  g_assert_cmpuint (dialect.columns, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/csv-dialect/cases", test_cases);
  g_test_add_func ("/csv-dialect/options", test_options);
  g_test_add_func ("/csv-dialect/more", test_more);

  return g_test_run ();
}
