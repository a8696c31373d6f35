/* The same table in every disguise gives the same doubles; everything else is refused, with the place and the reason. */
#include "data/shr-csv-reader.h"
#include "data/shr-data-error.h"
#include "data/shr-dataset.h"
#include "support/shr-test-random.h"
#include "support/shr-test-table.h"

#include <glib/gstdio.h>

#include <math.h>
#include <string.h>
#include <unistd.h>

static ShrTable *
read_text (const char *text, gssize length, const ShrCsvOptions *options, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);
  ShrCsvOptions named = options != NULL ? *options : (ShrCsvOptions){ 0 };

  if (named.name == NULL)
    named.name = "t.csv";

  return shr_csv_reader_read_bytes (bytes, &named, error);
}

static ShrTable *
must_read (const char *text, const ShrCsvOptions *options)
{
  g_autoptr (GError) error = NULL;
  ShrTable *table = read_text (text, -1, options, &error);

  if (table == NULL)
    g_error ("%s\n%s", error->message, text);

  return table;
}

static gboolean
has_notice (const GPtrArray *notices, ShrNoticeKind kind, const char *part)
{
  for (guint i = 0; i < notices->len; i++)
    {
      const ShrNotice *notice = notices->pdata[i];

      if (notice->kind == kind && strstr (notice->text, part) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* Row by row, what the numeric columns of a table must hold. */
static void
assert_values (const ShrTable *table, gsize rows, gsize columns, const double *expected, const char *what)
{
  gsize numeric = 0;

  for (gsize j = 0; j < shr_table_columns (table); j++)
    {
      const ShrColumn *column = shr_table_column (table, j);

      if (column->kind != SHR_COLUMN_NUMERIC)
        continue;
      if (shr_table_rows (table) != rows)
        g_error ("%s: %" G_GSIZE_FORMAT " rows, not %" G_GSIZE_FORMAT, what, shr_table_rows (table), rows);
      for (gsize i = 0; i < rows; i++)
        {
          double value = column->values[i];
          double right = expected[i * columns + numeric];

          if (!(isnan (right) ? isnan (value) : memcmp (&value, &right, sizeof value) == 0))
            g_error ("%s: row %" G_GSIZE_FORMAT " of column %s is %.17g, not %.17g", what, i + 1, column->name, value,
                     right);
        }
      numeric++;
    }
  if (numeric != columns)
    g_error ("%s: %" G_GSIZE_FORMAT " columns of numbers, not %" G_GSIZE_FORMAT, what, numeric, columns);
}

/* The disguises' table: bmi, bp and y. */
static const double plain[] = {
  32.1, 101.0, -151.25, 21.6, 87.0, 0.001, 30.5, 93.0, 1e-5,
};

static void
test_disguises (void)
{
  static const struct
  {
    const char *what;
    const char *text;
    ShrCsvOptions options;
  } cases[] = {
    { "plain", "bmi,bp,y\n32.1,101,-151.25\n21.6,87,0.001\n30.5,93,1e-5\n" },
    { "no newline at the end", "bmi,bp,y\n32.1,101,-151.25\n21.6,87,0.001\n30.5,93,1e-5" },
    { "CRLF", "bmi,bp,y\r\n32.1,101,-151.25\r\n21.6,87,0.001\r\n30.5,93,1e-5\r\n" },
    { "CR", "bmi,bp,y\r32.1,101,-151.25\r21.6,87,0.001\r30.5,93,1e-5\r" },
    { "CR, none at the end", "bmi,bp,y\r32.1,101,-151.25\r21.6,87,0.001\r30.5,93,1e-5" },
    { "mixed line ends", "bmi,bp,y\r\n32.1,101,-151.25\n21.6,87,0.001\r30.5,93,1e-5" },
    { "BOM", "\357\273\277bmi,bp,y\n32.1,101,-151.25\n21.6,87,0.001\n30.5,93,1e-5\n" },
    { "BOM and quotes", "\357\273\277\"bmi\",bp,y\n32.1,101,-151.25\n21.6,87,0.001\n30.5,93,1e-5\n" },
    { "semicolon", "bmi;bp;y\n32.1;101;-151.25\n21.6;87;0.001\n30.5;93;1e-5\n" },
    { "tab", "bmi\tbp\ty\n32.1\t101\t-151.25\n21.6\t87\t0.001\n30.5\t93\t1e-5\n" },
    { "bar", "bmi|bp|y\n32.1|101|-151.25\n21.6|87|0.001\n30.5|93|1e-5\n" },
    { "colon", "bmi:bp:y\n32.1:101:-151.25\n21.6:87:0.001\n30.5:93:1e-5\n", { .delimiter = ':' } },
    { "decimal comma, semicolon", "bmi;bp;y\n32,1;101;-151,25\n21,6;87;0,001\n30,5;93;1e-5\n" },
    { "decimal comma, tab", "bmi\tbp\ty\n32,1\t101\t-151,25\n21,6\t87\t0,001\n30,5\t93\t1e-5\n" },
    { "decimal comma, bar", "bmi|bp|y\n32,1|101|-151,25\n21,6|87|0,001\n30,5|93|1e-5\n" },
    { "decimal comma, no header", "32,1;101;-151,25\n21,6;87;0,001\n30,5;93;1e-5\n" },
    { "decimal comma, comma", "bmi,bp,y\n\"32,1\",101,\"-151,25\"\n\"21,6\",87,\"0,001\"\n\"30,5\",93,1e-5\n" },
    { "decimal comma, said", "bmi;bp;y\n32,1;101;-151,25\n21,6;87;0,001\n30,5;93;1e-5\n", { .decimal = ',' } },
    { "all quoted", "\"bmi\",\"bp\",\"y\"\n\"32.1\",\"101\",\"-151.25\"\n\"21.6\",\"87\",\"0.001\"\n"
                    "\"30.5\",\"93\",\"1e-5\"\n" },
    { "padded", "bmi, bp , y\n 32.1 ,101, -151.25\n21.6 , 87,0.001 \n  30.5,\t93,1e-5\n" },
    { "padded within quotes", "bmi,bp,y\n\" 32.1 \",101,-151.25\n 21.6 , \"87 \" ,0.001 \n30.5,93,1e-5\n" },
    { "plus signs", "bmi,bp,y\n+32.1,+101,-151.25\n+21.6,87,+0.001\n30.5,93,+1e-5\n" },
    { "exponents", "bmi,bp,y\n3.21e1,1.01E+2,-15125e-2\n216E-1,0.87e02,1e-3\n.305e2,93.,0.1e-4\n" },
    { "leading zeros", "bmi,bp,y\n0032.1,0101,-151.2500\n021.60,87.0,000.001\n30.5,0093,0.00001\n" },
    { "no header", "32.1,101,-151.25\n21.6,87,0.001\n30.5,93,1e-5\n" },
    { "no header, said", "32.1,101,-151.25\n21.6,87,0.001\n30.5,93,1e-5\n", { .header = SHR_CSV_HEADER_NO } },
    { "quoted header over numbers", "\"2010\",\"2011\",\"2012\"\n32.1,101,-151.25\n21.6,87,0.001\n30.5,93,1e-5\n" },
    { "header of numbers, said",
      "1,2,3\n32.1,101,-151.25\n21.6,87,0.001\n30.5,93,1e-5\n",
      { .header = SHR_CSV_HEADER_YES } },
    { "years in the header", "name,2010,2011,2012\nann,32.1,101,-151.25\nbob,21.6,87,0.001\ncy,30.5,93,1e-5\n" },
    { "pandas' index", ",bmi,bp,y\n0,32.1,101,-151.25\n1,21.6,87,0.001\n2,30.5,93,1e-5\n" },
    { "pandas' index, twice round", "Unnamed: 0,bmi,bp,y\n0,32.1,101,-151.25\n1,21.6,87,0.001\n2,30.5,93,1e-5\n" },
    { "pandas' index, shuffled", ",bmi,bp,y\n17,32.1,101,-151.25\n3,21.6,87,0.001\n244,30.5,93,1e-5\n" },
    { "R's row numbers",
      "\"\",\"bmi\",\"bp\",\"y\"\n\"1\",32.1,101,-151.25\n\"2\",21.6,87,0.001\n\"3\",30.5,93,1e-5\n" },
    { "R's row names", "\"\",\"bmi\",\"bp\",\"y\"\n\"Ann B\",32.1,101,-151.25\n\"Bob\",21.6,87,0.001\n"
                       "\"Cy\",30.5,93,1e-5\n" },
    { "R's header, short, tab", "bmi\tbp\ty\n1\t32.1\t101\t-151.25\n2\t21.6\t87\t0.001\n3\t30.5\t93\t1e-5\n" },
    { "R's header, short, names", "bmi;bp;y\nann;32.1;101;-151.25\nbob;21.6;87;0.001\ncy;30.5;93;1e-5\n" },
    { "R's header, short, comma",
      "\"bmi\",\"bp\",\"y\"\n\"1\",32.1,101,-151.25\n\"2\",21.6,87,0.001\n\"3\",30.5,93,1e-5\n" },
    { "a column of words", "bmi,sex,bp,y\n32.1,f,101,-151.25\n21.6,m,87,0.001\n30.5,m,93,1e-5\n" },
    { "words with delimiters", "bmi,name,bp,y\n32.1,\"Doe, Ann\",101,-151.25\n21.6,\"a \"\"b\"\" c\",87,0.001\n"
                               "30.5,\"two\nlines\",93,1e-5\n" },
    { "dates", "day,bmi,bp,y\n2020-01-01,32.1,101,-151.25\n2020-01-02,21.6,87,0.001\n2020-01-03,30.5,93,1e-5\n" },
    { "an empty column", "bmi,bp,void,y\n32.1,101,,-151.25\n21.6,87,NA,0.001\n30.5,93,?,1e-5\n" },
    { "blank lines", "\n\nbmi,bp,y\n\n32.1,101,-151.25\n21.6,87,0.001\n  \n30.5,93,1e-5\n\n\n  \n" },
    { "trailing delimiters", "bmi,bp,y,\n32.1,101,-151.25,\n21.6,87,0.001,\n30.5,93,1e-5,\n" },
    { "commas in words, tab", "bmi\tname\tbp\ty\n32.1\tDoe, Ann\t101\t-151.25\n21.6\tRoe, B\t87\t0.001\n"
                              "30.5\tPoe, C\t93\t1e-5\n" },
    { "thousands, said", "bmi;bp;y\n32.1;101;-151.25\n21.6;87;0.001\n30.5;93;1e-5\n", { .thousands = ',' } },
    { "UTF-8 names", "größe,π,y\n32.1,101,-151.25\n21.6,87,0.001\n30.5,93,1e-5\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ShrTable) table = read_text (cases[i].text, -1, &cases[i].options, &error);

      if (table == NULL)
        g_error ("%s: %s", cases[i].what, error->message);
      assert_values (table, 3, 3, plain, cases[i].what);
    }
}

/* The same table in other encodings: the same numbers, and names with their accents. */
static void
test_encodings (void)
{
  static const char text[] = "größe,bp,y\n32.1,101,-151.25\n21.6,87,0.001\n30.5,93,1e-5\n";
  static const struct
  {
    const char *encoding;
    const char *mark;
    gsize mark_length;
    const char *said;
    const char *notice;
  } cases[] = {
    { "UTF-8", "", 0, NULL, NULL },
    { "UTF-8", "\357\273\277", 3, NULL, "UTF-8" },
    { "UTF-8", "", 0, "utf-8", "as was said" },
    { "UTF-16LE", "\377\376", 2, NULL, "little-endian, as its byte order mark" },
    { "UTF-16BE", "\376\377", 2, NULL, "big-endian, as its byte order mark" },
    { "UTF-16LE", "", 0, NULL, "little-endian, as the zero bytes" },
    { "UTF-16BE", "", 0, NULL, "big-endian, as the zero bytes" },
    { "UTF-16LE", "", 0, "UTF-16LE", "as was said" },
    { "ISO-8859-1", "", 0, NULL, "Windows-1252 (Latin-1), because byte 3 (0xF6) is not UTF-8; there it is “ö”" },
    { "WINDOWS-1252", "", 0, "windows-1252", "as was said" },
    { "ISO-8859-15", "", 0, "iso-8859-15", "as was said" },
    { "IBM850", "", 0, "IBM850", "as was said" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (ShrTable) table = NULL;
      g_autofree char *converted = NULL;
      ShrCsvOptions options = { .encoding = cases[i].said };
      gsize length;

      converted = g_convert (text, -1, cases[i].encoding, "UTF-8", NULL, &length, &error);
      g_assert_no_error (error);
      g_byte_array_append (bytes, (const guint8 *) cases[i].mark, (guint) cases[i].mark_length);
      g_byte_array_append (bytes, (const guint8 *) converted, (guint) length);
      table = read_text ((const char *) bytes->data, (gssize) bytes->len, &options, &error);
      g_assert_no_error (error);
      assert_values (table, 3, 3, plain, cases[i].encoding);
      g_assert_cmpstr (shr_table_column (table, 0)->name, ==, "größe");
      g_assert_cmpint (
          has_notice (shr_table_notices (table), SHR_NOTICE_ENCODING, cases[i].notice != NULL ? cases[i].notice : ""),
          ==, cases[i].notice != NULL);
    }
}

/* Numbers in a text that is not UTF-8 behind many windows of plain text. */
static void
test_late_accent (void)
{
  GString *text = g_string_new ("a,name,y\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (ShrTable) table = NULL;

  for (int i = 0; i < 300000; i++)
    g_string_append_printf (text, "%d,%s,%d.5\n", i + 3, i == 250000 ? "caf\351" : i % 2 ? "tea" : "milk", i * 7);
  table = read_text (text->str, (gssize) text->len, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (shr_table_rows (table), ==, 300000);
  for (gsize i = 0; i < 300000; i++)
    {
      g_assert_cmpfloat (shr_table_column (table, 0)->values[i], ==, (double) i + 3);
      g_assert_cmpfloat (shr_table_column (table, 2)->values[i], ==, 7.0 * (double) i + 0.5);
    }
  g_assert_cmpstr (shr_table_column (table, 1)->levels[0], ==, "café");
  g_assert_true (has_notice (shr_table_notices (table), SHR_NOTICE_ENCODING, "“é”"));
  g_string_free (text, TRUE);
}

/* Thousands are separated only where somebody says by what. */
static void
test_thousands (void)
{
  static const struct
  {
    const char *text;
    ShrCsvOptions options;
    double values[4];
    const char *notice;
  } cases[] = {
    { "a;b\n119,000;1\n120,000;2\n", { .decimal = '.' }, { 119000, 1, 120000, 2 }, "“119,000” (row 2)" },
    { "a;b\n119,000;1\n120,000;2\n", { .thousands = ',' }, { 119000, 1, 120000, 2 }, "“119,000”" },
    { "a;b\n119,000;1\n120,000;2\n", { .decimal = ',' }, { 119, 1, 120, 2 }, NULL },
    { "a;b\n1.234.567,5;1\n-1.234;2\n", { .thousands = '.' }, { 1234567.5, 1, -1234, 2 }, "“-1.234”" },
    { "a;b\n1.234.567,5;1\n1.234;2\n", { .decimal = ',' }, { 1234567.5, 1, 1234, 2 }, "“1.234”" },
    { "a,b\n\"1,234,567.25\",1.5\n\"1,234\",2\n", { .thousands = ',' }, { 1234567.25, 1.5, 1234, 2 }, "“1,234”" },
    { "a,b\n1 234 567,1.5\n1\u202f234,2\n", { .thousands = ' ' }, { 1234567, 1.5, 1234, 2 }, "“1 234 567”" },
    { "a;b\n1'234;1.5\n1\u2019234;2\n", { .thousands = '\'' }, { 1234, 1.5, 1234, 2 }, "“1'234”" },
    { "a;b\n1 234,5;1\n2,5;2\n", { .thousands = ' ' }, { 1234.5, 1, 2.5, 2 }, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ShrTable) table = must_read (cases[i].text, &cases[i].options);

      assert_values (table, 2, 2, cases[i].values, cases[i].text);
      g_assert_cmpint (
          has_notice (shr_table_notices (table), SHR_NOTICE_THOUSANDS, cases[i].notice != NULL ? cases[i].notice : ""),
          ==, cases[i].notice != NULL);
    }
}

static void
test_missing_words (void)
{
  static const char *const words[] = { "-999", "refused", NULL };
  ShrCsvOptions options = { .missing_words = words };
  g_autoptr (ShrTable) table = must_read ("a,b\n-999,1\n2,refused\n,3\n4,5\n", &options);
  const double expected[] = { NAN, 1, 2, NAN, NAN, 3, 4, 5 };
  g_autoptr (ShrTable) words_only = must_read ("a,b\nNA,1\n2,3\n4,5\n", &options);

  assert_values (table, 4, 2, expected, "words for missing");
  g_assert_cmpint (shr_table_column (words_only, 0)->kind, ==, SHR_COLUMN_FAULTY);
}

/* Words become categories, truth values or names of the rows. */
static void
test_words (void)
{
  static const char text[] = "id,name,sex,smokes,city,grade,room,y\n"
                             "1,ann,m,yes,Rome,1,101,1\n2,bob,f,no,Rome,2,102b,2\n"
                             "3,cy,m,,Oslo,2,103,3\n4,di,NA,Yes,7,10,104,4\n";
  static const char *const categories[] = { "grade", NULL };
  static const char *const numbers[] = { "room", NULL };
  static const double sex[] = { 1, 0, 1, NAN };
  static const double city[] = { 2, 2, 1, 0 };
  static const double grade[] = { 0, 1, 1, 2 };
  static const double room[] = { 101, NAN, 103, 104 };
  ShrCsvOptions options = { .categories = categories, .numbers = numbers };
  g_autoptr (ShrTable) table = must_read (text, &options);
  const ShrColumn *column;

  column = shr_table_find (table, "id");
  g_assert_cmpint (column->kind, ==, SHR_COLUMN_INDEX);
  g_assert_cmpfloat (column->values[3], ==, 4.0);
  column = shr_table_find (table, "name");
  g_assert_cmpint (column->kind, ==, SHR_COLUMN_INDEX);
  g_assert_null (column->values);
  g_assert_true (has_notice (shr_table_notices (table), SHR_NOTICE_INDEX, "“ann”"));

  column = shr_table_find (table, "sex");
  g_assert_cmpint (column->kind, ==, SHR_COLUMN_CATEGORY);
  g_assert_cmpstr (column->levels[0], ==, "f");
  g_assert_cmpstr (column->levels[1], ==, "m");
  g_assert_null (column->levels[2]);
  g_assert_cmpuint (column->missing, ==, 1);
  for (gsize i = 0; i < 4; i++)
    g_assert_true (isnan (sex[i]) ? isnan (column->values[i]) : column->values[i] == sex[i]);

  column = shr_table_find (table, "smokes");
  g_assert_cmpint (column->kind, ==, SHR_COLUMN_NUMERIC);
  g_assert_true (column->values[0] == 1.0 && column->values[1] == 0.0 && isnan (column->values[2])
                 && column->values[3] == 1.0);

  column = shr_table_find (table, "city");
  g_assert_cmpint (column->kind, ==, SHR_COLUMN_CATEGORY);
  g_assert_cmpstr (column->levels[0], ==, "7");
  g_assert_true (memcmp (column->values, city, sizeof city) == 0);

  column = shr_table_find (table, "grade");
  g_assert_cmpint (column->kind, ==, SHR_COLUMN_CATEGORY);
  g_assert_cmpstr (column->levels[2], ==, "10");
  g_assert_true (memcmp (column->values, grade, sizeof grade) == 0);

  column = shr_table_find (table, "room");
  g_assert_cmpint (column->kind, ==, SHR_COLUMN_NUMERIC);
  g_assert_cmpuint (column->missing, ==, 1);
  for (gsize i = 0; i < 4; i++)
    g_assert_true (isnan (room[i]) ? isnan (column->values[i]) : column->values[i] == room[i]);
  g_assert_true (has_notice (shr_table_notices (table), SHR_NOTICE_WORDS, "“102b”"));

  {
    g_autoptr (ShrTable) truths = must_read ("a,b,y\nTRUE,no,1\nFALSE,yes,2\nTRUE,NA,3\n", NULL);
    const double expected[] = { 1, 0, 1, 0, 1, 2, 1, NAN, 3 };

    assert_values (truths, 3, 3, expected, "truth values");
    g_assert_true (has_notice (shr_table_notices (truths), SHR_NOTICE_BOOLEAN, "“a”"));
  }
}

/* A long file is read by several threads: the same table, words, first cells and rows as by one. */
static void
test_together (void)
{
  static const char *const words[] = { "red", "green", "blue\nand, long", "say \"\"ah\"\"" };
  g_autofree char *folder = g_dir_make_tmp ("shr-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "long.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  for (int k = 0; k < 6; k++)
    {
      const char *line_end = k % 3 == 0 ? "\n" : k % 3 == 1 ? "\r\n" : "\r";
      GString *text = g_string_new ("a,color,b,y");
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GInputStream) stream = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (ShrTable) alone = NULL;
      g_autoptr (ShrTable) together = NULL;
      ShrTestRandom random;

      shr_test_random_init (&random, (guint64) k);
      g_string_append (text, line_end);
      for (int i = 0; i < 130000; i++)
        {
          g_string_append_printf (text, "%.17g,\"%s\",%s,%d%s", shr_test_random_normal (&random),
                                  words[shr_test_random_below (&random, k < 3 ? 2 : 4)],
                                  k == 5 && i == 120000 ? "1,5"
                                  : i % 1000 == 0       ? "NA"
                                                        : "0.25",
                                  i, line_end);
          if (i % 5000 == 0)
            g_string_append (text, line_end);
        }
      g_assert_cmpuint (text->len, >, 4 * 1024 * 1024);
      g_assert_true (g_file_set_contents (path, text->str, (gssize) text->len, NULL));

      bytes = g_string_free_to_bytes (text);
      stream = g_memory_input_stream_new_from_bytes (bytes);
      alone = shr_csv_reader_read_stream (stream, &(ShrCsvOptions){ .name = "long.csv" }, NULL, NULL, NULL, &error);
      if (k == 5)
        {
          g_autoptr (GError) other = NULL;

          g_assert_null (alone);
          together = shr_csv_reader_read_file (file, NULL, NULL, NULL, NULL, &other);
          g_assert_null (together);
          g_assert_cmpstr (error->message, ==, other->message);
          break;
        }
      g_assert_no_error (error);
      together = shr_csv_reader_read_file (file, NULL, NULL, NULL, NULL, &error);
      g_assert_no_error (error);

      g_assert_cmpuint (shr_table_rows (together), ==, 130000);
      g_assert_cmpuint (shr_table_notices (together)->len, ==, shr_table_notices (alone)->len);
      for (guint i = 0; i < shr_table_notices (alone)->len; i++)
        g_assert_cmpstr (((ShrNotice *) shr_table_notices (together)->pdata[i])->text, ==,
                         ((ShrNotice *) shr_table_notices (alone)->pdata[i])->text);
      for (gsize j = 0; j < 4; j++)
        {
          const ShrColumn *one = shr_table_column (alone, j), *other = shr_table_column (together, j);

          g_assert_cmpint (one->kind, ==, other->kind);
          g_assert_cmpuint (one->missing, ==, other->missing);
          g_assert_true (memcmp (one->values, other->values, 130000 * sizeof (double)) == 0);
          g_assert_true (one->levels == NULL
                         || g_strv_equal ((const char *const *) one->levels, (const char *const *) other->levels));
        }
    }

  g_unlink (path);
  g_rmdir (folder);
}

/* The reference data against a reader that knows nothing but commas. */
static void
test_real_tables (void)
{
  static const char *const names[] = { "diabetes.csv", "prostate.csv", "Longley.csv" };

  for (gsize k = 0; k < G_N_ELEMENTS (names); k++)
    {
      g_autofree char *relative = g_strconcat ("data/data/", names[k], NULL);
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "data", names[k], NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autoptr (ShrTestTable) truth = shr_test_table_read (relative);
      g_autoptr (GError) error = NULL;
      g_autoptr (ShrTable) table = shr_csv_reader_read_file (file, NULL, NULL, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (shr_table_name (table), ==, names[k]);
      g_assert_cmpuint (shr_table_rows (table), ==, truth->rows);
      g_assert_cmpuint (shr_table_columns (table), ==, truth->columns);
      for (gsize j = 0; j < truth->columns; j++)
        {
          const ShrColumn *column = shr_table_column (table, j);

          g_assert_cmpstr (column->name, ==, truth->header[j]);
          g_assert_cmpint (column->kind, ==, SHR_COLUMN_NUMERIC);
          for (gsize i = 0; i < truth->rows; i++)
            g_assert_cmpfloat (column->values[i], ==, g_ascii_strtod (shr_test_table_word (truth, i, j), NULL));
        }
    }
}

static void
test_missing (void)
{
  g_autoptr (ShrTable) table = must_read ("a,b,y\n1,NA,3\n,5,n/a\nNaN,?,9\n-,.,\"\"\n4.5,\"NA\",null\n", NULL);
  const double expected[] = { 1, NAN, 3, NAN, 5, NAN, NAN, NAN, 9, NAN, NAN, NAN, 4.5, NAN, NAN };

  assert_values (table, 5, 3, expected, "missing");
  g_assert_cmpuint (shr_table_column (table, 0)->missing, ==, 3);
  g_assert_cmpuint (shr_table_column (table, 1)->missing, ==, 4);
  g_assert_cmpuint (shr_table_column (table, 2)->missing, ==, 3);
}

static void
test_single_column (void)
{
  static const struct
  {
    const char *text;
    ShrCsvOptions options;
    gsize rows;
    double values[4];
  } cases[] = {
    { "y\n1.5\n2\n3\n", { 0 }, 3, { 1.5, 2, 3 } },
    { "1.5\n2\n3", { 0 }, 3, { 1.5, 2, 3 } },
    { "y\n1,5\n2\n3,25\n", { 0 }, 3, { 1.5, 2, 3.25 } },
    { "1,5\n2\n3,25\n", { .decimal = ',' }, 3, { 1.5, 2, 3.25 } },
    { "1,5\n2,5\n3,25\n", { .decimal = ',' }, 3, { 1.5, 2.5, 3.25 } },
    { "y\n1\n\n3\n\n\n", { 0 }, 3, { 1, NAN, 3 } },
    { "\ny\n\n1\n3\n", { 0 }, 2, { 1, 3 } },
    { "y\n1\nNA\n3", { 0 }, 3, { 1, NAN, 3 } },
    { "y\r\n1\r\n\r\n3\r\n", { 0 }, 3, { 1, NAN, 3 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ShrTable) table = must_read (cases[i].text, &cases[i].options);

      assert_values (table, cases[i].rows, 1, cases[i].values, cases[i].text);
    }

  {
    /* Without a word over it, two whole numbers are the plain reading. */
    g_autoptr (ShrTable) table = must_read ("1,5\n2,7\n", NULL);
    const double expected[] = { 1, 5, 2, 7 };

    assert_values (table, 2, 2, expected, "two whole numbers");
  }
}

static void
test_names (void)
{
  g_autoptr (ShrTable) table = must_read ("x, ,x,x (2),\"a,b\"\n1,2,3,4,5\n2,3,4,5,6\n", NULL);
  g_autoptr (ShrTable) headless = must_read ("1,2\n3,4\n", NULL);
  const GPtrArray *notices = shr_table_notices (table);

  g_assert_cmpstr (shr_table_column (table, 0)->name, ==, "x");
  g_assert_cmpstr (shr_table_column (table, 1)->name, ==, "column 2");
  g_assert_cmpstr (shr_table_column (table, 2)->name, ==, "x (2)");
  g_assert_cmpstr (shr_table_column (table, 3)->name, ==, "x (2) (2)");
  g_assert_cmpstr (shr_table_column (table, 4)->name, ==, "a,b");
  g_assert_true (shr_table_find (table, "a,b") == shr_table_column (table, 4));
  g_assert_null (shr_table_find (table, "b"));
  g_assert_true (has_notice (notices, SHR_NOTICE_NAME, "column 2"));
  g_assert_true (has_notice (notices, SHR_NOTICE_NAME, "x (2)"));
  g_assert_true (has_notice (notices, SHR_NOTICE_HEADER, "first row"));
  g_assert_true (has_notice (notices, SHR_NOTICE_DELIMITER, "comma"));

  g_assert_cmpstr (shr_table_column (headless, 1)->name, ==, "column 2");
  g_assert_true (has_notice (shr_table_notices (headless), SHR_NOTICE_HEADER, "no header"));
}

static void
test_kinds (void)
{
  g_autoptr (ShrTable) table = must_read (",sex,void,bmi,y\n1,f,,\"1,5\",3\n2,m,,2,4\n3,f,NA,3,5\n", NULL);
  const GPtrArray *notices = shr_table_notices (table);
  /* A column named x that counts is data: only a column without a name of its own is taken for an index. */
  g_autoptr (ShrTable) counted = must_read ("x,y\n1,3\n2,4\n3,5\n", NULL);
  /* Numbers that occur twice number nothing. */
  g_autoptr (ShrTable) repeated = must_read (",y\n1,3\n1,4\n3,5\n", NULL);

  g_assert_cmpint (shr_table_column (table, 0)->kind, ==, SHR_COLUMN_INDEX);
  g_assert_cmpint (shr_table_column (table, 1)->kind, ==, SHR_COLUMN_CATEGORY);
  g_assert_cmpint (shr_table_column (table, 2)->kind, ==, SHR_COLUMN_EMPTY);
  g_assert_cmpint (shr_table_column (table, 3)->kind, ==, SHR_COLUMN_NUMERIC);
  g_assert_cmpstr (shr_table_column (table, 1)->levels[0], ==, "f");
  g_assert_true (has_notice (notices, SHR_NOTICE_INDEX, "first column"));
  g_assert_true (has_notice (notices, SHR_NOTICE_EMPTY, "“void”"));
  g_assert_true (has_notice (notices, SHR_NOTICE_DECIMAL, "comma"));

  g_assert_cmpint (shr_table_column (counted, 0)->kind, ==, SHR_COLUMN_NUMERIC);
  g_assert_cmpint (shr_table_column (repeated, 0)->kind, ==, SHR_COLUMN_NUMERIC);
}

/* The whole file decides on the decimal mark, even its last row. */
static void
test_decimal_for_whole_file (void)
{
  g_autoptr (ShrTable) comma = must_read ("a;b\n119,000;1\n120,000;2\n121,000;2,5\n", NULL);
  g_autoptr (ShrTable) said = must_read ("a;b\n119,000;1\n120,000;2\n", &(ShrCsvOptions){ .decimal = ',' });
  g_autoptr (ShrTable) point = must_read ("a;b\n1.234;1\n2.345;2.5\n", NULL);
  g_autoptr (ShrTable) point_said = must_read ("a;b\n1.234;1\n2.345;2\n", &(ShrCsvOptions){ .decimal = '.' });
  g_autoptr (ShrTable) point_comma = must_read ("a,b\n1.234,1\n2.345,2\n", NULL);
  const double of_comma[] = { 119, 1, 120, 2, 121, 2.5 };
  const double of_said[] = { 119, 1, 120, 2 };
  const double of_point[] = { 1.234, 1, 2.345, 2.5 };
  const double of_point_said[] = { 1.234, 1, 2.345, 2 };

  assert_values (comma, 3, 2, of_comma, "comma");
  assert_values (said, 2, 2, of_said, "said");
  assert_values (point, 2, 2, of_point, "point");
  assert_values (point_said, 2, 2, of_point_said, "point said");
  assert_values (point_comma, 2, 2, of_point_said, "point, comma delimited");
}

/* What is refused: the code, the place, and words that the sentence must have. */
typedef struct
{
  const char *text;
  gssize length; /* 0: to the NUL */
  ShrDataError code;
  const char *place;
  const char *words[3];
  ShrCsvOptions options;
} Refusal;

static const Refusal refusals[] = {
  { "", 0, SHR_DATA_ERROR_EMPTY, "t.csv: ", { "nothing" } },
  { "\n\n  \n", 0, SHR_DATA_ERROR_EMPTY, "t.csv: ", { "nothing" } },
  { "\357\273\277", 0, SHR_DATA_ERROR_EMPTY, "t.csv: ", { "nothing" } },
  { "a,b\n", 0, SHR_DATA_ERROR_EMPTY, "t.csv: ", { "only a header" } },
  { "a,b", 0, SHR_DATA_ERROR_EMPTY, "t.csv: ", { "only a header" } },
  { "a,b\n\n\n", 0, SHR_DATA_ERROR_EMPTY, "t.csv: ", { "only a header" } },
  /* Ragged. */
  { "a,b,c\n1,2,3\n4,5\n6,7,8\n", 0, SHR_DATA_ERROR_RAGGED, "t.csv:3:3: ", { "2 fields", "header has 3", "comma" } },
  { "a,b,c\n1,2,3\n4\n", 0, SHR_DATA_ERROR_RAGGED, "t.csv:3:2: ", { "1 field ", "header has 3" } },
  { "a,b,c\n1,2,3\n4,5,6,7,8\n", 0, SHR_DATA_ERROR_RAGGED, "t.csv:3:4: ", { "5 fields", "header has 3" } },
  { "a;b\n1;2\n3;4;5\n", 0, SHR_DATA_ERROR_RAGGED, "t.csv:3:3: ", { "3 fields", "semicolon" } },
  { "1;2\n3;4;5\n6;7\n", 0, SHR_DATA_ERROR_RAGGED, "t.csv:2:3: ", { "3 fields", "first row has 2" } },
  { "a,b\n\"x\ny\",2\n\n3\n", 0, SHR_DATA_ERROR_RAGGED, "t.csv:4:2: ", { "1 field" } },
  { "id,price\n1,2,50\n2,3,75\n", 0, SHR_DATA_ERROR_RAGGED, "t.csv:2:3: ", { "3 fields", "decimal mark" } },
  { "a;b\n1;2;\n3;4;\n", 0, SHR_DATA_ERROR_RAGGED, "t.csv:2:3: ", { "3 fields" } },
  { "a;b\n1,5;2;3\n1,5;2;3\n", 0, SHR_DATA_ERROR_RAGGED, "t.csv:1:3: ", { "row's name" } },
  /* Quotes. */
  { "a,b\n1,\"2\n3,4\n", 0, SHR_DATA_ERROR_QUOTE, "t.csv:2:2: ", { "never closed" } },
  { "a,\"b\n1,2\n", 0, SHR_DATA_ERROR_QUOTE, "t.csv:1:2: ", { "never closed" } },
  { "a,b\n1,2\n\"3\"x,4\n", 0, SHR_DATA_ERROR_QUOTE, "t.csv:3:1: ", { "closing quote", "“\"3\"x" } },
  /* What is no text. */
  { "a,b\n1,2\n3,\0004\n", 12, SHR_DATA_ERROR_NOT_TEXT, "t.csv:3:2: ", { "byte 11 ", "NUL" } },
  { "a,b\n1,2\n3,x\001y\n", 0, SHR_DATA_ERROR_NOT_TEXT, "t.csv:3:2: ", { "0x01" } },
  { "PK\003\004rest", 0, SHR_DATA_ERROR_NOT_TEXT, "t.csv: ", { "Excel", "CSV" } },
  { "%PDF-1.4", 0, SHR_DATA_ERROR_NOT_TEXT, "t.csv: ", { "PDF" } },
  { "\037\213\010\000", 4, SHR_DATA_ERROR_NOT_TEXT, "t.csv: ", { "gzip" } },
  { "\211PNG\r\n\032\n", 8, SHR_DATA_ERROR_NOT_TEXT, "t.csv: ", { "picture" } },
  /* Encodings. */
  { "\377\376a\000,\000b\000", 8, SHR_DATA_ERROR_EMPTY, "t.csv: ", { "only a header" } },
  { "\377\376a\000,\000b\000\n", 9, SHR_DATA_ERROR_ENCODING, "t.csv:1:2: ", { "UTF-16LE", "--encoding" } },
  { "a,gr\201e\n1,2\n", 0, SHR_DATA_ERROR_ENCODING, "t.csv:1:2: ", { "byte 5 ", "0x81", "--encoding" } },
  { "a,b\n1,caf\351\n", 0, SHR_DATA_ERROR_ENCODING, "t.csv:2:2: ", { "byte 10 ", "0xE9" }, { .encoding = "UTF-8" } },
  { "a,b\n1,2\n", 0, SHR_DATA_ERROR_ENCODING, "t.csv: ", { "“klingon”", "--encoding" }, { .encoding = "klingon" } },
  { "ä,b\n1,caf\351\n", 0, SHR_DATA_ERROR_ENCODING, "t.csv:2:2: ", { "0xE9", "--encoding" } },
  { "\216\003\351\025x,\377\001\204\006\231\017\354\n\002", 0, SHR_DATA_ERROR_NOT_TEXT, "t.csv:1:1: ", { "not text" } },
  { "ä,b\n1,2\n3,\303\n", 0, SHR_DATA_ERROR_ENCODING, "t.csv:3:2: ", { "0xC3", "not valid UTF-8" } },
  { "ä,b\n1,2\n3,\303", 0, SHR_DATA_ERROR_ENCODING, "t.csv:3:2: ", { "0xC3", "not valid UTF-8" } },
  /* Numbers that could be read in two ways. */
  { "a;b\n119,000;1\n120,000;2\n", 0, SHR_DATA_ERROR_AMBIGUOUS, "t.csv:2:1: ", { "“119,000”", "119000", "--decimal" } },
  { "a\tb\n1\t2\n3\t-1,234\n", 0, SHR_DATA_ERROR_AMBIGUOUS, "t.csv:3:2: ", { "-1.234", "-1234", "--decimal" } },
  { "a,b\n\"119,000\",1\n\"120,000\",2\n", 0, SHR_DATA_ERROR_AMBIGUOUS, "t.csv:2:1: ", { "119.000", "--decimal" } },
  { "y\n119,000\n120,500\n", 0, SHR_DATA_ERROR_AMBIGUOUS, "t.csv:2:1: ", { "119.000", "--decimal" } },
  { "a;b\n1.234;1\n2.345;2\n", 0, SHR_DATA_ERROR_AMBIGUOUS, "t.csv:2:1: ", { "“1.234”", "1234", "--decimal" } },
};

/* Cells that are wrong in a column of numbers; told when the column is used. */
static const Refusal faults[] = {
  { "a,b\n1,2\n3,abc\n5,6\n", 0, SHR_DATA_ERROR_NOT_A_NUMBER, "t.csv:3:2: ", { "“abc”", "“b”", "correct" } },
  { "a,b\n1,x\n3,4\n", 0, SHR_DATA_ERROR_NOT_A_NUMBER, "t.csv:2:2: ", { "“x”", "“b”" } },
  { "a,b\n1,2\n3,#DIV/0!\n5,6\n", 0, SHR_DATA_ERROR_NOT_A_NUMBER, "t.csv:3:2: ", { "“#DIV/0!”", "“b”" } },
  { "a,b\n1,2\n3,0x1F\n5,6\n", 0, SHR_DATA_ERROR_NOT_A_NUMBER, "t.csv:3:2: ", { "“0x1F”", "“b”" } },
  { "a,b\n1,2\n3,1e999\n5,6\n", 0, SHR_DATA_ERROR_OUT_OF_RANGE, "t.csv:3:2: ", { "“1e999”", "“b”", "too large" } },
  { "a,b\n1,1e999\n", 0, SHR_DATA_ERROR_OUT_OF_RANGE, "t.csv:2:2: ", { "“1e999”", "too large" } },
  { "a,b\n1,2\n3,1e-999\n5,6\n", 0, SHR_DATA_ERROR_OUT_OF_RANGE, "t.csv:3:2: ", { "“1e-999”", "zero" } },
  { "a,b\n1,2\n3,inf\n5,6\n", 0, SHR_DATA_ERROR_NOT_A_NUMBER, "t.csv:3:2: ", { "“inf”", "finite" } },
  { "a,b\n-Infinity,2\n3,4\n", 0, SHR_DATA_ERROR_NOT_A_NUMBER, "t.csv:2:1: ", { "“-Infinity”", "finite" } },
  { "a,b\n1,2\n3,\"1,234.5\"\n5,6\n", 0, SHR_DATA_ERROR_NOT_A_NUMBER, "t.csv:3:2: ", { "“1,234.5”", "--thousands" } },
  { "a;b\n1;2\n3;1.234,5\n5;6\n", 0, SHR_DATA_ERROR_NOT_A_NUMBER, "t.csv:3:2: ", { "“1.234,5”", "thousands" } },
  { "a;b\n1;2\n3;1 234\n5;6\n", 0, SHR_DATA_ERROR_NOT_A_NUMBER, "t.csv:3:2: ", { "“1 234”", "thousands" } },
  { "a;b\n1,5;2\n3,5;1.5\n5,5;6\n", 0, SHR_DATA_ERROR_NOT_A_NUMBER, "t.csv:3:2: ", { "“1.5”", "point", "--decimal" } },
  { "a;b\n1.5;2\n3.5;119,000\n", 0, SHR_DATA_ERROR_NOT_A_NUMBER, "t.csv:3:2: ", { "“119,000”", "comma" } },
  { "a;b\n119,50;1\n120,000;2\n",
    0,
    SHR_DATA_ERROR_NOT_A_NUMBER,
    "t.csv:2:1: ",
    { "“119,50”", "thousands" },
    { .decimal = '.' } },
  { "a,b\n1.5,2\n3,4\n", 0, SHR_DATA_ERROR_NOT_A_NUMBER, "t.csv:2:1: ", { "“1.5”", "point" }, { .decimal = ',' } },
  { "a,b\n\"two\nlines\",2\n\n3,4\n4,5\nx y,6\n", 0, SHR_DATA_ERROR_NOT_A_NUMBER, "t.csv:2:1: ", { "two␊lines" } },
  { "1,abc,7\n2,3,4\n5,6,7\n", 0, SHR_DATA_ERROR_NOT_A_NUMBER, "t.csv:1:2: ", { "“abc”", "“column 2”" } },
  { "1.5,abc\n2,3\n5,6\n", 0, SHR_DATA_ERROR_NOT_A_NUMBER, "t.csv:1:2: ", { "“abc”", "“column 2”" } },
};

static void
assert_refusal (const Refusal *refusal, const GError *error)
{
  if (error == NULL)
    g_error ("not refused: %s", refusal->text);
  if (!g_error_matches (error, SHR_DATA_ERROR, (int) refusal->code)
      || !g_str_has_prefix (error->message, refusal->place))
    g_error ("%s\nrefused with code %d: %s", refusal->text, error->code, error->message);
  for (gsize k = 0; k < G_N_ELEMENTS (refusal->words) && refusal->words[k] != NULL; k++)
    if (strstr (error->message, refusal->words[k]) == NULL)
      g_error ("%s\n“%s” is not in: %s", refusal->text, refusal->words[k], error->message);

  /* What to do comes behind what is wrong, and everything is on one line. */
  g_assert_nonnull (strstr (error->message, "; "));
  g_assert_null (strchr (error->message, '\n'));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_test_message ("%s", error->message);
}

static void
test_refusals (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ShrTable) table =
          read_text (refusals[i].text, refusals[i].length > 0 ? refusals[i].length : -1, &refusals[i].options, &error);

      g_assert_true ((table == NULL) == (error != NULL));
      assert_refusal (&refusals[i], error);
    }
}

static void
test_faults (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ShrTable) table = must_read (faults[i].text, &faults[i].options);
      g_autoptr (ShrDataset) dataset = shr_dataset_new (table, NULL, NULL, NULL, &error);

      g_assert_null (dataset);
      assert_refusal (&faults[i], error);
    }
}

/* A faulty column that nobody uses does no harm. */
static void
test_fault_excluded (void)
{
  static const char *const exclude[] = { "room", NULL };
  static const char *const features[] = { "a", NULL };
  g_autoptr (ShrTable) table = must_read ("room,a,y\n101,1,2\n102b,3,4\n103,5,7\n", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ShrDataset) excluded = shr_dataset_new (table, NULL, NULL, exclude, &error);
  g_autoptr (ShrDataset) chosen = shr_dataset_new (table, NULL, features, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (shr_table_column (table, 0)->kind, ==, SHR_COLUMN_FAULTY);
  g_assert_cmpuint (shr_dataset_features (excluded), ==, 1);
  g_assert_cmpuint (shr_dataset_features (chosen), ==, 1);
}

static void
test_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("shr-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "secret.csv", NULL);
  g_autofree char *absent = g_build_filename (folder, "absent.csv", NULL);
  g_autoptr (GFile) secret = g_file_new_for_path (path);
  g_autoptr (GFile) missing = g_file_new_for_path (absent);
  g_autoptr (GFile) directory = g_file_new_for_path (folder);
  ShrCsvOptions options = { .name = "as typed/x.csv" };
  g_autoptr (GError) error = NULL;

  g_assert_null (shr_csv_reader_read_file (missing, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, SHR_DATA_ERROR, SHR_DATA_ERROR_FILE);
  g_assert_true (g_str_has_prefix (error->message, "absent.csv: "));
  g_assert_nonnull (strstr (error->message, "no such file"));
  g_clear_error (&error);

  g_assert_null (shr_csv_reader_read_file (missing, &options, NULL, NULL, NULL, &error));
  g_assert_true (g_str_has_prefix (error->message, "as typed/x.csv: "));
  g_clear_error (&error);

  g_assert_null (shr_csv_reader_read_file (directory, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, SHR_DATA_ERROR, SHR_DATA_ERROR_FILE);
  g_assert_nonnull (strstr (error->message, "folder"));
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (path, "a,b\n1,2\n", -1, NULL));
  g_assert_cmpint (g_chmod (path, 0), ==, 0);
  if (geteuid () != 0)
    {
      g_assert_null (shr_csv_reader_read_file (secret, NULL, NULL, NULL, NULL, &error));
      g_assert_error (error, SHR_DATA_ERROR, SHR_DATA_ERROR_FILE);
      g_assert_nonnull (strstr (error->message, "permission"));
    }

  g_unlink (path);
  g_rmdir (folder);
}

typedef struct
{
  GCancellable *cancellable;
  guint64 last;
  guint64 total;
  guint calls;
} Progress;

static void
on_progress (guint64 read, guint64 total, gpointer user_data)
{
  Progress *progress = user_data;

  g_assert_cmpuint (read, >=, progress->last);
  progress->last = read;
  progress->total = total;
  if (++progress->calls == 2 && progress->cancellable != NULL)
    g_cancellable_cancel (progress->cancellable);
}

static char *
write_rows (gsize rows, gsize columns, guint64 seed, double **values)
{
  GString *text = g_string_new (NULL);
  ShrTestRandom random;
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  shr_test_random_init (&random, seed);
  *values = g_new (double, rows *columns);
  for (gsize j = 0; j < columns; j++)
    g_string_append_printf (text, "%sx%" G_GSIZE_FORMAT, j == 0 ? "" : ",", j);
  for (gsize i = 0; i < rows; i++)
    for (gsize j = 0; j < columns; j++)
      {
        double value = shr_test_random_normal (&random) * pow (10.0, 40.0 * shr_test_random_uniform (&random) - 20.0);

        (*values)[i * columns + j] = value;
        g_string_append_printf (text, "%c%s", j == 0 ? '\n' : ',', g_ascii_dtostr (number, sizeof number, value));
      }
  g_string_append_c (text, '\n');

  return g_string_free (text, FALSE);
}

/* Larger than any window, so that cells lie across the windows' edges. */
static void
test_progress_and_cancel (void)
{
  g_autofree double *values = NULL;
  g_autofree char *text = write_rows (20000, 5, 7, &values);
  g_autofree char *folder = g_dir_make_tmp ("shr-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "long.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Progress whole = { 0 };
  Progress stopped = { .cancellable = cancellable };
  g_autoptr (ShrTable) table = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  table = shr_csv_reader_read_file (file, NULL, NULL, on_progress, &whole, &error);
  g_assert_no_error (error);
  assert_values (table, 20000, 5, values, "a long file");
  g_assert_cmpuint (whole.last, ==, strlen (text));
  g_assert_cmpuint (whole.total, ==, strlen (text));

  g_assert_null (shr_csv_reader_read_file (file, NULL, cancellable, on_progress, &stopped, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (stopped.last, <, strlen (text));

  g_unlink (path);
  g_rmdir (folder);
}

static void
test_stream (void)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data ("a,b\n1,2\n3,x\n4,5\n", -1, NULL);
  g_autoptr (GInputStream) ragged = g_memory_input_stream_new_from_data ("a,b\n1\n", -1, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ShrTable) table = shr_csv_reader_read_stream (stream, NULL, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (shr_table_rows (table), ==, 3);
  g_assert_null (shr_csv_reader_read_stream (ragged, NULL, NULL, NULL, NULL, &error));
  g_assert_true (g_str_has_prefix (error->message, "standard input:2:2: "));
}

/* Rows wider than a window, and fields wider than any. */
static void
test_wide (void)
{
  enum
  {
    COLUMNS = 60000
  };
  GString *text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (ShrTable) table = NULL;

  for (int i = 0; i < 3; i++)
    {
      for (int j = 0; j < COLUMNS; j++)
        if (i == 0)
          g_string_append_printf (text, "%sname%d", j == 0 ? "" : ",", j);
        else
          g_string_append_printf (text, "%s%d.25", j == 0 ? "" : ",", i * j);
      g_string_append_c (text, '\n');
    }
  table = read_text (text->str, (gssize) text->len, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (shr_table_columns (table), ==, COLUMNS);
  g_assert_cmpuint (shr_table_rows (table), ==, 2);
  for (gsize j = 0; j < COLUMNS; j++)
    g_assert_cmpfloat (shr_table_column (table, j)->values[1], ==, 2.0 * (double) j + 0.25);
  g_string_free (text, TRUE);

  text = g_string_new ("a,b\n1,2\n3,\"");
  for (int i = 0; i < 300000; i++)
    g_string_append (text, "1,2\n3,4\n");
  g_assert_null (read_text (text->str, (gssize) text->len, NULL, &error));
  g_assert_error (error, SHR_DATA_ERROR, SHR_DATA_ERROR_QUOTE);
  g_assert_true (g_str_has_prefix (error->message, "t.csv:3:2: "));
  g_string_free (text, TRUE);
}

/* A random table of numbers, words and gaps, written in a random dialect: the numbers come back to the last bit. */
static void
test_random_tables (void)
{
  static const char delimiters[] = { ',', ';', '\t', '|' };
  static const char *const line_ends[] = { "\n", "\r\n", "\r" };
  ShrTestRandom random;

  shr_test_random_init (&random, 11);
  for (int k = 0; k < 400; k++)
    {
      gsize rows = 1 + shr_test_random_below (&random, 40);
      gsize columns = 1 + shr_test_random_below (&random, 8);
      char delimiter = delimiters[shr_test_random_below (&random, 4)];
      const char *line_end = line_ends[shr_test_random_below (&random, 3)];
      gboolean comma = columns > 1 && shr_test_random_below (&random, 2) == 0;
      gboolean words = shr_test_random_below (&random, 3) == 0;
      g_autofree double *expected = g_new (double, rows *columns);
      g_autoptr (GString) text = g_string_new (k % 5 == 0 ? "\357\273\277" : "");
      g_autoptr (ShrTable) table = NULL;
      ShrCsvOptions options = { .delimiter = columns == 1 ? delimiter : '\0' };

      for (gsize j = 0; j < columns; j++)
        g_string_append_printf (text, "%.*sfeature %" G_GSIZE_FORMAT, j == 0 ? 0 : 1, &delimiter, j);
      if (words)
        g_string_append_printf (text, "%cwords", delimiter);
      g_string_append (text, line_end);
      for (gsize i = 0; i < rows; i++)
        {
          for (gsize j = 0; j < columns; j++)
            {
              /* The first row is whole and has a fraction, so that every column is one of numbers, and the mark known. */
              gboolean gap = i > 0 && shr_test_random_below (&random, 8) == 0;
              double value =
                  shr_test_random_normal (&random) * pow (10.0, (double) shr_test_random_below (&random, 60) - 30.0);
              char number[G_ASCII_DTOSTR_BUF_SIZE];
              char *mark;
              gboolean quoted;

              g_ascii_dtostr (number, sizeof number, value);
              mark = strchr (number, '.');
              if (comma && mark != NULL)
                *mark = ',';
              quoted = (comma && delimiter == ',') || shr_test_random_below (&random, 5) == 0;
              g_string_append_printf (text, "%.*s%s%s%s%s", j == 0 ? 0 : 1, &delimiter,
                                      shr_test_random_below (&random, 6) == 0 && delimiter != '\t' ? " " : "",
                                      quoted ? "\"" : "", gap ? "NA" : number, quoted ? "\"" : "");
              expected[i * columns + j] = gap ? NAN : value;
            }
          if (words)
            g_string_append_printf (text, "%c\"some %c \"\"word\"\"%s no. %" G_GSIZE_FORMAT "\"", delimiter, delimiter,
                                    line_end, i);
          if (i + 1 < rows || k % 2 == 0)
            g_string_append (text, line_end);
        }

      table = must_read (text->str, &options);
      assert_values (table, rows, columns, expected, text->str);
    }
}

/* Whatever the bytes, there is a table or an error, and nothing is read beyond them. */
static void
test_random_bytes (void)
{
  static const char alphabet[] = "0123456789.,;\t|\"\"\n\n\r e+-axNA\303\244\377\\'_";
  ShrTestRandom random;

  shr_test_random_init (&random, 12);
  for (int k = 0; k < 30000; k++)
    {
      gsize length = shr_test_random_below (&random, 60);
      g_autofree char *text = g_malloc (length + 1);
      g_autoptr (GError) error = NULL;
      g_autoptr (ShrTable) table = NULL;

      for (gsize i = 0; i < length; i++)
        text[i] = alphabet[shr_test_random_below (&random, sizeof alphabet)];
      table = read_text (text, (gssize) length, NULL, &error);
      g_assert_true ((table == NULL) == (error != NULL));
      if (error != NULL)
        g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/csv-reader/disguises", test_disguises);
  g_test_add_func ("/csv-reader/encodings", test_encodings);
  g_test_add_func ("/csv-reader/late-accent", test_late_accent);
  g_test_add_func ("/csv-reader/thousands", test_thousands);
  g_test_add_func ("/csv-reader/missing-words", test_missing_words);
  g_test_add_func ("/csv-reader/words", test_words);
  g_test_add_func ("/csv-reader/together", test_together);
  g_test_add_func ("/csv-reader/real-tables", test_real_tables);
  g_test_add_func ("/csv-reader/missing", test_missing);
  g_test_add_func ("/csv-reader/single-column", test_single_column);
  g_test_add_func ("/csv-reader/names", test_names);
  g_test_add_func ("/csv-reader/kinds", test_kinds);
  g_test_add_func ("/csv-reader/decimal-for-whole-file", test_decimal_for_whole_file);
  g_test_add_func ("/csv-reader/refusals", test_refusals);
  g_test_add_func ("/csv-reader/faults", test_faults);
  g_test_add_func ("/csv-reader/fault-excluded", test_fault_excluded);
  g_test_add_func ("/csv-reader/files", test_files);
  g_test_add_func ("/csv-reader/progress-and-cancel", test_progress_and_cancel);
  g_test_add_func ("/csv-reader/stream", test_stream);
  g_test_add_func ("/csv-reader/wide", test_wide);
  g_test_add_func ("/csv-reader/random-tables", test_random_tables);
  g_test_add_func ("/csv-reader/random-bytes", test_random_bytes);

  return g_test_run ();
}
