#include "data/shr-import.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include <string.h>

G_DEFINE_BOXED_TYPE (ShrImport, shr_import, shr_import_copy, shr_import_free)

/* Members by their kind, so that copying, comparing and writing are one loop each. */
typedef enum
{
  TEXT,
  LIST,
  MARK,
  NUMBER,
} Kind;

static const struct
{
  const char *name;
  Kind kind;
  gsize offset;
  guint limit; /* of a number: the largest that it may be */
} members[] = {
  { "uri", TEXT, offsetof (ShrImport, uri), 0 },
  { "encoding", TEXT, offsetof (ShrImport, encoding), 0 },
  { "delimiter", MARK, offsetof (ShrImport, delimiter), 0 },
  { "decimal", MARK, offsetof (ShrImport, decimal), 0 },
  { "thousands", MARK, offsetof (ShrImport, thousands), 0 },
  { "header", NUMBER, offsetof (ShrImport, header), SHR_CSV_HEADER_NO },
  { "missing-words", LIST, offsetof (ShrImport, missing_words), 0 },
  { "numbers", LIST, offsetof (ShrImport, numbers), 0 },
  { "categories", LIST, offsetof (ShrImport, categories), 0 },
  { "max-levels", NUMBER, offsetof (ShrImport, max_levels), G_MAXINT },
  { "missing", NUMBER, offsetof (ShrImport, missing), SHR_MISSING_MEAN },
  { "response", TEXT, offsetof (ShrImport, response), 0 },
  { "features", LIST, offsetof (ShrImport, features), 0 },
  { "exclude", LIST, offsetof (ShrImport, exclude), 0 },
};

G_STATIC_ASSERT (sizeof (ShrCsvHeader) == sizeof (guint));
G_STATIC_ASSERT (sizeof (ShrMissing) == sizeof (guint));

#define MEMBER(import, i, type) (*(type *) G_STRUCT_MEMBER_P (import, members[i].offset))

ShrImport *
shr_import_new (const char *uri)
{
  ShrImport *import = g_new0 (ShrImport, 1);

  import->uri = g_strdup (uri);

  return import;
}

ShrImport *
shr_import_copy (const ShrImport *import)
{
  ShrImport *copy;

  g_return_val_if_fail (import != NULL, NULL);

  copy = g_memdup2 (import, sizeof *import);
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if (members[i].kind == TEXT)
      MEMBER (copy, i, char *) = g_strdup (MEMBER (import, i, char *));
    else if (members[i].kind == LIST)
      MEMBER (copy, i, char **) = g_strdupv (MEMBER (import, i, char **));

  return copy;
}

void
shr_import_free (ShrImport *import)
{
  if (import == NULL)
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    if (members[i].kind == TEXT)
      g_free (MEMBER (import, i, char *));
    else if (members[i].kind == LIST)
      g_strfreev (MEMBER (import, i, char **));
  g_free (import);
}

static gboolean
same_list (const char *const *a, const char *const *b)
{
  return a == NULL || b == NULL ? a == b : g_strv_equal (a, b);
}

gboolean
shr_import_equal (const ShrImport *a, const ShrImport *b)
{
  gboolean same = TRUE;

  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  for (gsize i = 0; same && i < G_N_ELEMENTS (members); i++)
    switch (members[i].kind)
      {
      case TEXT:
        same = g_strcmp0 (MEMBER (a, i, char *), MEMBER (b, i, char *)) == 0;
        break;
      case LIST:
        same = same_list (MEMBER (a, i, const char *const *), MEMBER (b, i, const char *const *));
        break;
      case MARK:
        same = MEMBER (a, i, char) == MEMBER (b, i, char);
        break;
      case NUMBER:
      default:
        same = MEMBER (a, i, guint) == MEMBER (b, i, guint);
        break;
      }

  return same;
}

/* @names with @by in the place of @name, or without it. */
static void
replace_name (char **names, const char *name, const char *by)
{
  gsize kept = 0;

  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    {
      char *now = names[i];

      if (strcmp (now, name) == 0)
        {
          g_free (now);
          now = g_strdup (by);
        }
      names[i] = NULL;
      if (now != NULL)
        names[kept++] = now;
    }
}

void
shr_import_choose_response (ShrImport *import, const char *response, const char *former)
{
  g_return_if_fail (import != NULL);
  g_return_if_fail (response != NULL);

  replace_name (import->exclude, response, NULL);
  replace_name (import->features, response, former);
  g_free (import->response);
  import->response = g_strdup (response);
}

ShrCsvOptions
shr_import_csv_options (const ShrImport *import, const char *name)
{
  return (ShrCsvOptions){ .name = name,
                          .encoding = import->encoding,
                          .delimiter = import->delimiter,
                          .decimal = import->decimal,
                          .thousands = import->thousands,
                          .header = import->header,
                          .missing_words = (const char *const *) import->missing_words,
                          .numbers = (const char *const *) import->numbers,
                          .categories = (const char *const *) import->categories };
}

GVariant *
shr_import_to_variant (const ShrImport *import)
{
  GVariantDict dictionary;

  g_return_val_if_fail (import != NULL, NULL);

  g_variant_dict_init (&dictionary, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *name = members[i].name;

      if (members[i].kind == TEXT && MEMBER (import, i, char *) != NULL)
        g_variant_dict_insert (&dictionary, name, "s", MEMBER (import, i, char *));
      else if (members[i].kind == LIST && MEMBER (import, i, char **) != NULL)
        g_variant_dict_insert (&dictionary, name, "^as", MEMBER (import, i, char **));
      else if (members[i].kind == MARK && MEMBER (import, i, char) != '\0')
        g_variant_dict_insert_value (&dictionary, name,
                                     g_variant_new_take_string (g_strdup_printf ("%c", MEMBER (import, i, char))));
      else if (members[i].kind == NUMBER && MEMBER (import, i, guint) != 0)
        g_variant_dict_insert (&dictionary, name, "x", (gint64) MEMBER (import, i, guint));
    }

  return g_variant_dict_end (&dictionary);
}

static gboolean
read_member (ShrImport *import, gsize i, GVariant *value)
{
  switch (members[i].kind)
    {
    case TEXT:
      if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
        return FALSE;
      MEMBER (import, i, char *) = g_variant_dup_string (value, NULL);
      return TRUE;
    case LIST:
      if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY))
        return FALSE;
      MEMBER (import, i, char **) = g_variant_dup_strv (value, NULL);
      return TRUE;
    case MARK:
      if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) || strlen (g_variant_get_string (value, NULL)) != 1)
        return FALSE;
      MEMBER (import, i, char) = g_variant_get_string (value, NULL)[0];
      return TRUE;
    case NUMBER:
    default:
      if (!g_variant_is_of_type (value, G_VARIANT_TYPE_INT64) || g_variant_get_int64 (value) < 0
          || g_variant_get_int64 (value) > members[i].limit)
        return FALSE;
      MEMBER (import, i, guint) = (guint) g_variant_get_int64 (value);
      return TRUE;
    }
}

ShrImport *
shr_import_from_variant (GVariant *variant, GError **error)
{
  g_autoptr (ShrImport) import = shr_import_new (NULL);

  g_return_val_if_fail (g_variant_is_of_type (variant, G_VARIANT_TYPE_VARDICT), NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autoptr (GVariant) value = g_variant_lookup_value (variant, members[i].name, NULL);

      if (value != NULL && !read_member (import, i, value))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("“%s” is not what it should be"),
                       members[i].name);
          return NULL;
        }
    }
  if ((import->delimiter != '\0' && !shr_csv_delimiter_is_valid (import->delimiter))
      || (import->decimal != '\0' && strchr (".,", import->decimal) == NULL)
      || (import->thousands != '\0' && strchr (".,' ", import->thousands) == NULL))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("a mark is none that a table can have"));
      return NULL;
    }

  return g_steal_pointer (&import);
}
