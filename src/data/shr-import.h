#pragma once

#include "data/shr-csv-reader.h"

#include <glib-object.h>

/* What becomes of missing values. */
typedef enum
{
  SHR_MISSING_DROP, /* rows with one are left out */
  SHR_MISSING_MEAN, /* those of features become the column's mean; rows without a response are left out */
} ShrMissing;

/* A column of words with more levels than this becomes features only when the user says so. */
#define SHR_IMPORT_LEVELS 20

/**
 * ShrImport:
 * @uri: (nullable): the file, or sample:NAME; NULL for data that came from elsewhere (pasted, generated)
 * @encoding: (nullable): as iconv knows it; NULL: detect
 * @delimiter: 0: detect
 * @decimal: 0: detect
 * @thousands: what separates thousands: , . ' or a space (of any kind); 0: nothing, or, where @decimal is given, the
 *   other one of . and ,
 * @header: whether the first row holds the names
 * @missing_words: (nullable): cells that say that a value is missing, besides empty ones; NULL: NA, NaN, ? and their
 *   like
 * @numbers: (nullable): columns that hold numbers, whatever else stands in them: words there are missing values
 * @categories: (nullable): columns that hold categories, even if these are written as numbers
 * @max_levels: a column of words with more different ones is refused; 0: SHR_IMPORT_LEVELS
 * @missing: what becomes of missing values
 * @response: (nullable): NULL: the last numeric column
 * @features: (nullable): NULL: all but the response
 * @exclude: (nullable): columns not to be used
 *
 * All that it takes to read data again, as one plain value: where it is, and everything that a user may say about how
 * to read it. All zero means that everything is detected. Owns its strings.
 */
typedef struct
{
  char *uri;

  char *encoding;
  char delimiter;
  char decimal;
  char thousands;
  ShrCsvHeader header;
  char **missing_words;
  char **numbers;
  char **categories;

  guint max_levels;
  ShrMissing missing;
  char *response;
  char **features;
  char **exclude;
} ShrImport;

#define SHR_TYPE_IMPORT (shr_import_get_type ())
GType shr_import_get_type (void);

ShrImport *shr_import_new (const char *uri);
ShrImport *shr_import_copy (const ShrImport *import);
void shr_import_free (ShrImport *import);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ShrImport, shr_import_free)
gboolean shr_import_equal (const ShrImport *a, const ShrImport *b);

/* Makes @response the response in the place of @former, which becomes a feature where features are listed. */
void shr_import_choose_response (ShrImport *import, const char *response, const char *former);

/* What concerns the reader; borrows from @import and @name. */
ShrCsvOptions shr_import_csv_options (const ShrImport *import, const char *name);

/* @import as a dictionary (a{sv}) with a key for each member that is not at its default. (transfer floating) */
GVariant *shr_import_to_variant (const ShrImport *import);

/**
 * shr_import_from_variant:
 * @variant: a dictionary (a{sv}); keys that are not known are passed over
 * @error: G_IO_ERROR_INVALID_DATA: a member that is not what it should be, by its name
 *
 * Returns: (transfer full): the import, or NULL
 */
ShrImport *shr_import_from_variant (GVariant *variant, GError **error);
