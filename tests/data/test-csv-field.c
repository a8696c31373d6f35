/* One field at a time: where it begins and ends, and when more text is needed to tell. */
#include "data/shr-csv-field.h"

#include <string.h>

typedef struct
{
  const char *text;
  char delimiter;
  gboolean whole;
  ShrCsvFieldEnd end;
  const char *field; /* NULL where there is none */
  gboolean quoted;
  const char *rest; /* what follows */
} Case;

static const Case cases[] = {
  { "ab,c", ',', TRUE, SHR_CSV_FIELD_DELIMITED, "ab", FALSE, "c" },
  { "ab;c", ',', TRUE, SHR_CSV_FIELD_FILE, "ab;c", FALSE, "" },
  { "ab", ',', FALSE, SHR_CSV_FIELD_MORE, NULL, FALSE, NULL },
  { "", ',', TRUE, SHR_CSV_FIELD_FILE, "", FALSE, "" },
  { ",", ',', TRUE, SHR_CSV_FIELD_DELIMITED, "", FALSE, "" },
  { "ab\nc", ',', FALSE, SHR_CSV_FIELD_ROW, "ab", FALSE, "c" },
  { "ab\r\nc", ',', FALSE, SHR_CSV_FIELD_ROW, "ab", FALSE, "c" },
  { "ab\rc", ',', FALSE, SHR_CSV_FIELD_ROW, "ab", FALSE, "c" },
  { "ab\r", ',', FALSE, SHR_CSV_FIELD_MORE, NULL, FALSE, NULL },
  { "ab\r", ',', TRUE, SHR_CSV_FIELD_ROW, "ab", FALSE, "" },
  { " \tab c\t ,d", ',', TRUE, SHR_CSV_FIELD_DELIMITED, "ab c", FALSE, "d" },
  { " ab \t c", '\t', TRUE, SHR_CSV_FIELD_DELIMITED, "ab", FALSE, " c" },
  { "a\"b\",c", ',', TRUE, SHR_CSV_FIELD_DELIMITED, "a\"b\"", FALSE, "c" },
  { "a,b", '\0', TRUE, SHR_CSV_FIELD_FILE, "a,b", FALSE, "" },
  { "\"a,b\",c", ',', TRUE, SHR_CSV_FIELD_DELIMITED, "a,b", TRUE, "c" },
  { " \" a\nb \" \t,c", ',', TRUE, SHR_CSV_FIELD_DELIMITED, " a\nb ", TRUE, "c" },
  { "\"a \"\"b\"\" c\"\nd", ',', TRUE, SHR_CSV_FIELD_ROW, "a \"b\" c", TRUE, "d" },
  { "\"\"\"\",c", ',', TRUE, SHR_CSV_FIELD_DELIMITED, "\"", TRUE, "c" },
  { "\"\",c", ',', TRUE, SHR_CSV_FIELD_DELIMITED, "", TRUE, "c" },
  { "\"a\"", ',', FALSE, SHR_CSV_FIELD_MORE, NULL, FALSE, NULL },
  { "\"a\"", ',', TRUE, SHR_CSV_FIELD_FILE, "a", TRUE, "" },
  { "\"a", ',', FALSE, SHR_CSV_FIELD_MORE, NULL, FALSE, NULL },
  { "\"a\"\"", ',', TRUE, SHR_CSV_FIELD_OPEN, NULL, FALSE, NULL },
  { "\"a", ',', TRUE, SHR_CSV_FIELD_OPEN, NULL, FALSE, NULL },
  { "\"a\"b,c", ',', TRUE, SHR_CSV_FIELD_TRAILING, NULL, FALSE, NULL },
  { "\"a\" \"b\"", ',', TRUE, SHR_CSV_FIELD_TRAILING, NULL, FALSE, NULL },
};

static void
test_cases (void)
{
  /* One field for all, as the reader uses it: nothing of one case may show in the next. */
  ShrCsvField field = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      gsize length = strlen (c->text);
      /* Of exactly its size, so that a look beyond the NUL is noticed. */
      g_autofree char *text = g_strdup (c->text);
      ShrCsvFieldEnd end = shr_csv_field_scan (&field, text, text + length, c->whole, c->delimiter);

      g_test_message ("%s", c->text);
      g_assert_cmpint (end, ==, c->end);
      if (c->field == NULL)
        continue;
      g_assert_cmpuint (field.length, ==, strlen (c->field));
      g_assert_true (memcmp (field.text, c->field, field.length) == 0);
      g_assert_cmpint (field.quoted, ==, c->quoted);
      g_assert_cmpstr (field.next, ==, c->rest);
    }
  shr_csv_field_clear (&field);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/csv-field/cases", test_cases);

  return g_test_run ();
}
