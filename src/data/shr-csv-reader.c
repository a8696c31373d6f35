#include "data/shr-csv-reader.h"

#include "data/shr-csv-rows.h"
#include "data/shr-data-error.h"

#include <glib/gi18n-lib.h>

#include <string.h>

/* A long text is read by several threads, a stretch of it each at a time. Where a row begins within a stretch can only
 * be guessed, because a line break may stand in quotes. So the stretches are put together in their order, and each must
 * begin where the one above it ended; one that does not is read again from there. Whatever is wrong with the text is
 * told by a single thread that reads it all in order. */

/* Bytes of a stretch; its numbers stay in a core's cache until they are copied. */
#define STRETCH (1024 * 1024)
/* More than this many cores do not read faster than the memory lets them. */
#define MAX_THREADS 8
/* Bytes searched for the end of a line at a time. */
#define SEARCH (16 * 1024)

static const ShrCsvOptions default_options = { 0 };

/* Where the text is; one of the two. */
typedef struct
{
  GFile *file;
  GBytes *bytes;
} Source;

typedef struct
{
  ShrCsvRows rows;
  guint64 start;
  guint64 end;
  gboolean good;
} Stretch;

typedef struct
{
  const Source *source;
  const ShrCsvContents *head;
  GCancellable *cancellable;
  guint64 first; /* where the first stretch begins */
  guint64 total;
  gsize count;
  Stretch *stretches;
  int next;    /* the stretch that nobody reads yet; atomic */
  int failed;  /* atomic */
  gssize read; /* bytes; atomic */

  GThread *caller;
  ShrCsvProgressFunc progress;
  gpointer user_data;
} Crew;

typedef struct
{
  Crew *crew;
  guint64 seen;
} Share;

static GInputStream *
open_source (const Source *source, GCancellable *cancellable, GError **error)
{
  if (source->bytes != NULL)
    return g_memory_input_stream_new_from_bytes (source->bytes);

  return G_INPUT_STREAM (g_file_read (source->file, cancellable, error));
}

/* Moves @stream to the first row that seems to begin at @position or behind it. */
static gboolean
find_row (GInputStream *stream, guint64 *position, GCancellable *cancellable)
{
  g_autofree char *bytes = g_malloc (SEARCH);
  guint64 from = *position - 1;

  if (!g_seekable_seek (G_SEEKABLE (stream), (goffset) from, G_SEEK_SET, cancellable, NULL))
    return FALSE;
  for (;;)
    {
      gsize got;
      const char *line_end;

      if (!g_input_stream_read_all (stream, bytes, SEARCH, &got, cancellable, NULL) || got == 0)
        return FALSE;
      line_end = memchr (bytes, '\n', got);
      if (line_end == NULL)
        line_end = memchr (bytes, '\r', got);
      if (line_end != NULL)
        {
          *position = from + (guint64) (line_end - bytes) + 1;
          return g_seekable_seek (G_SEEKABLE (stream), (goffset) *position, G_SEEK_SET, cancellable, NULL);
        }
      from += got;
    }
}

static void
note_progress (guint64 read, guint64 total, gpointer user_data)
{
  Share *share = user_data;
  Crew *crew = share->crew;
  gssize more = (gssize) (read - share->seen);
  gssize sum = g_atomic_pointer_add (&crew->read, more) + more;

  share->seen = read;
  if (crew->progress != NULL && g_thread_self () == crew->caller)
    crew->progress (MIN (crew->first + (guint64) sum, crew->total), crew->total, crew->user_data);
}

/* Reads the rows that begin between @from, where one does or, if @guess, where the next one is looked for, and the end
 * of stretch @k. */
static gboolean
read_stretch (Crew *crew, gsize k, guint64 from, gboolean guess)
{
  Stretch *stretch = &crew->stretches[k];
  guint64 stop = MIN (crew->first + (k + 1) * STRETCH, crew->total);
  Share share = { .crew = crew };
  g_autoptr (GInputStream) stream = open_source (crew->source, crew->cancellable, NULL);

  if (stream == NULL || !G_IS_SEEKABLE (stream))
    return FALSE;
  if (guess ? !find_row (stream, &from, crew->cancellable)
            : !g_seekable_seek (G_SEEKABLE (stream), (goffset) from, G_SEEK_SET, crew->cancellable, NULL))
    return FALSE;

  stretch->start = from;
  shr_csv_rows_init (&stretch->rows, stream, crew->head->name, crew->head->options, crew->cancellable, note_progress,
                     &share, 0);
  shr_csv_rows_begin_within (&stretch->rows, crew->head);
  stretch->good = shr_csv_rows_read (&stretch->rows, stop > from ? stop - from : 0, NULL);
  stretch->end = from + shr_csv_rows_position (&stretch->rows);
  shr_csv_rows_release_text (&stretch->rows);

  return stretch->good;
}

static gpointer
work (gpointer data)
{
  Crew *crew = data;

  while (!g_atomic_int_get (&crew->failed))
    {
      int k = g_atomic_int_add (&crew->next, 1);

      if ((gsize) k >= crew->count)
        break;
      if (!read_stretch (crew, (gsize) k, crew->first + (guint64) k * STRETCH, k > 0))
        g_atomic_int_set (&crew->failed, TRUE);
    }

  return NULL;
}

/* Puts the stretches below @rows. FALSE when something is wrong with the text. */
static gboolean
join_stretches (Crew *crew, ShrCsvRows *rows)
{
  guint64 position = crew->first;

  if (crew->failed)
    return FALSE;

  for (gsize k = 0; k < crew->count; k++)
    {
      Stretch *stretch = &crew->stretches[k];

      if (stretch->start != position)
        {
          shr_csv_rows_clear (&stretch->rows);
          if (!read_stretch (crew, k, position, FALSE))
            return FALSE;
        }
      position = stretch->end;
    }

  for (gsize k = 0; k < crew->count; k++)
    shr_csv_rows_append (rows, &crew->stretches[k].rows);

  return TRUE;
}

/* All rows behind the head, by several threads. FALSE: none of them; the text must be read in order. */
static gboolean
read_together (ShrCsvRows *rows,
               const Source *source,
               guint64 total,
               GCancellable *cancellable,
               ShrCsvProgressFunc progress,
               gpointer user_data)
{
  GThread *threads[MAX_THREADS];
  guint helpers = MIN (g_get_num_processors (), MAX_THREADS) - 1;
  Crew crew = { .source = source,
                .head = &rows->contents,
                .cancellable = cancellable,
                .first = shr_csv_rows_position (rows),
                .total = total,
                .caller = g_thread_self (),
                .progress = progress,
                .user_data = user_data };
  gboolean good;

  /* An empty line is a value in a table of one column, and whether it is, the rows around it tell. */
  if (helpers == 0 || total < crew.first + 2 * STRETCH || rows->contents.dialect.columns == 1
      || shr_csv_rows_is_converted (rows))
    return FALSE;

  crew.count = (gsize) ((total - crew.first + STRETCH - 1) / STRETCH);
  crew.stretches = g_new0 (Stretch, crew.count);
  for (guint t = 0; t < helpers; t++)
    threads[t] = g_thread_new ("csv", work, &crew);
  work (&crew);
  for (guint t = 0; t < helpers; t++)
    g_thread_join (threads[t]);

  good = join_stretches (&crew, rows);
  if (good && progress != NULL)
    progress (total, total, user_data);
  for (gsize k = 0; k < crew.count; k++)
    shr_csv_rows_clear (&crew.stretches[k].rows);
  g_free (crew.stretches);

  return good;
}

/* @source: NULL where the stream cannot be opened again. */
static ShrTable *
read_table (GInputStream *stream,
            const Source *source,
            guint64 total,
            const char *name,
            const ShrCsvOptions *options,
            GCancellable *cancellable,
            ShrCsvProgressFunc progress,
            gpointer user_data,
            GError **error)
{
  ShrTable *table = NULL;
  ShrCsvRows rows;

  shr_csv_rows_init (&rows, stream, name, options, cancellable, progress, user_data, total);
  if (shr_csv_rows_read_head (&rows, error)
      && ((source != NULL && read_together (&rows, source, total, cancellable, progress, user_data))
          || shr_csv_rows_read (&rows, G_MAXUINT64, error)))
    table = shr_csv_contents_make_table (&rows.contents, error);
  shr_csv_rows_clear (&rows);

  return table;
}

gboolean
shr_csv_delimiter_is_valid (char delimiter)
{
  return delimiter == '\t' || (g_ascii_ispunct (delimiter) && strchr ("\"'.+-_", delimiter) == NULL);
}

ShrTable *
shr_csv_reader_read_stream (GInputStream *stream,
                            const ShrCsvOptions *options,
                            GCancellable *cancellable,
                            ShrCsvProgressFunc progress,
                            gpointer user_data,
                            GError **error)
{
  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), NULL);

  options = options != NULL ? options : &default_options;
  g_return_val_if_fail (options->delimiter == '\0' || shr_csv_delimiter_is_valid (options->delimiter), NULL);

  return read_table (stream, NULL, 0, options->name != NULL ? options->name : _ ("standard input"), options,
                     cancellable, progress, user_data, error);
}

ShrTable *
shr_csv_reader_read_bytes (GBytes *bytes, const ShrCsvOptions *options, GError **error)
{
  g_autoptr (GInputStream) stream = NULL;
  Source source = { .bytes = bytes };

  g_return_val_if_fail (bytes != NULL, NULL);

  options = options != NULL ? options : &default_options;
  g_return_val_if_fail (options->delimiter == '\0' || shr_csv_delimiter_is_valid (options->delimiter), NULL);

  stream = open_source (&source, NULL, NULL);

  return read_table (stream, &source, g_bytes_get_size (bytes),
                     options->name != NULL ? options->name : _ ("standard input"), options, NULL, NULL, NULL, error);
}

char *
shr_csv_reader_name_file (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);

  return base != NULL ? g_filename_display_name (base) : g_file_get_parse_name (file);
}

ShrTable *
shr_csv_reader_read_file (GFile *file,
                          const ShrCsvOptions *options,
                          GCancellable *cancellable,
                          ShrCsvProgressFunc progress,
                          gpointer user_data,
                          GError **error)
{
  g_autofree char *own_name = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GError) failure = NULL;
  Source source = { .file = file };
  const char *name;
  guint64 total;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  options = options != NULL ? options : &default_options;
  g_return_val_if_fail (options->delimiter == '\0' || shr_csv_delimiter_is_valid (options->delimiter), NULL);

  own_name = shr_csv_reader_name_file (file);
  name = options->name != NULL ? options->name : own_name;
  stream = open_source (&source, cancellable, &failure);
  if (stream == NULL)
    {
      shr_csv_rows_refuse_file (name, failure, error);
      return NULL;
    }

  info =
      g_file_input_stream_query_info (G_FILE_INPUT_STREAM (stream), G_FILE_ATTRIBUTE_STANDARD_SIZE, cancellable, NULL);
  total = info != NULL ? (guint64) g_file_info_get_size (info) : 0;

  return read_table (stream, &source, total, name, options, cancellable, progress, user_data, error);
}
