/* What the beginning of a text is understood as, when it is cut anywhere, and when it is refused. */
#include "data/shr-data-error.h"
#include "data/shr-preview.h"

#include <glib/gstdio.h>

#include <string.h>

static ShrPreview *
look_at (const char *text, gsize length, gboolean whole, const ShrImport *import)
{
  static const ShrImport nothing = { 0 };
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);

  return shr_preview_new (bytes, whole, import != NULL ? import : &nothing, "t.csv");
}

/* Cut within a row, a number or a character, the rows above are what they are in the whole. */
static void
test_cut (void)
{
  static const char text[] = "größe;b;y\n1,5;x;3\n2,5;x;4\n3,5;z;5\n4,5;z;6\n";
  static const char *const encodings[] = { "UTF-8", "UTF-16LE", "UTF-16BE", "ISO-8859-1" };

  for (gsize e = 0; e < G_N_ELEMENTS (encodings); e++)
    {
      gsize length;
      g_autofree char *bytes = g_convert (text, -1, encodings[e], "UTF-8", NULL, &length, NULL);

      for (gsize cut = length - length / 5; cut < length; cut++)
        {
          g_autoptr (ShrPreview) preview = look_at (bytes, cut, FALSE, NULL);

          g_assert_no_error (preview->error);
          g_assert_cmpuint (preview->rows->len, ==, 3);
          g_assert_cmpuint (shr_table_rows (preview->table), ==, 3);
          g_assert_cmpint (preview->delimiter, ==, ';');
          g_assert_cmpint (preview->decimal, ==, ',');
          g_assert_true (preview->header);
          g_assert_cmpstr (preview->names[0], ==, "größe");
          g_assert_cmpstr (((char **) preview->rows->pdata[2])[0], ==, "3,5");
          g_assert_cmpuint (preview->first_row, ==, 2);
        }
    }
}

/* What is refused shows its rows all the same. */
static void
test_refused (void)
{
  static const char doubtful[] = "a;b\n1,234;1\n2,345;2\n";
  static const char ragged[] = "a,b\n1,2\n3\n4,5\n";
  const ShrImport point = { .decimal = '.' };
  g_autoptr (ShrPreview) asked = look_at (doubtful, strlen (doubtful), TRUE, NULL);
  g_autoptr (ShrPreview) told = look_at (doubtful, strlen (doubtful), TRUE, &point);
  g_autoptr (ShrPreview) uneven = look_at (ragged, strlen (ragged), TRUE, NULL);
  g_autoptr (ShrPreview) nothing = look_at ("", 0, TRUE, NULL);

  g_assert_error (asked->error, SHR_DATA_ERROR, SHR_DATA_ERROR_AMBIGUOUS);
  g_assert_null (asked->table);
  g_assert_cmpuint (asked->rows->len, ==, 2);
  g_assert_cmpstr (asked->names[1], ==, "b");
  g_assert_no_error (told->error);
  g_assert_cmpfloat (shr_table_column (told->table, 0)->values[0], ==, 1234.0);
  g_assert_error (uneven->error, SHR_DATA_ERROR, SHR_DATA_ERROR_RAGGED);
  g_assert_cmpuint (g_strv_length (uneven->rows->pdata[1]), ==, 1);
  g_assert_error (nothing->error, SHR_DATA_ERROR, SHR_DATA_ERROR_EMPTY);
  g_assert_cmpuint (nothing->rows->len, ==, 0);
}

static void
test_head (void)
{
  g_autofree char *path = NULL;
  g_autofree char *text = g_strnfill (SHR_PREVIEW_BYTES + 5, '1');
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFile) absent = g_file_new_for_path ("/nonexistent/t.csv");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) head = NULL;
  g_autoptr (GBytes) all = NULL;
  gboolean whole;

  g_close (g_file_open_tmp ("preview-XXXXXX.csv", &path, NULL), NULL);
  file = g_file_new_for_path (path);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  head = shr_preview_read_head (file, &whole, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (whole);
  g_assert_cmpuint (g_bytes_get_size (head), ==, SHR_PREVIEW_BYTES);

  g_assert_true (g_file_set_contents (path, "a\n1\n", -1, NULL));
  all = shr_preview_read_head (file, &whole, NULL, &error);
  g_assert_true (whole);
  g_assert_cmpuint (g_bytes_get_size (all), ==, 4);
  g_assert_true (g_file_delete (file, NULL, NULL));

  g_assert_null (shr_preview_read_head (absent, &whole, NULL, &error));
  g_assert_error (error, SHR_DATA_ERROR, SHR_DATA_ERROR_FILE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/preview/cut", test_cut);
  g_test_add_func ("/preview/refused", test_refused);
  g_test_add_func ("/preview/head", test_head);

  return g_test_run ();
}
